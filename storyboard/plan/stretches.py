"""A scene in stretches of one layer and one place: a flashback in its middle, the items of a montage, both ends of a telephone call."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from storyboard import staging
from storyboard.languages import scenery as vocabulary
from storyboard.model import Cast, Episode, Layer, Scene, Script, Unit
from storyboard.parse import headings, words
from storyboard.patterns import deferred
from storyboard.plan.beats import STORY
from storyboard.plan.turns import DROPS_PHONE, TAKES_PHONE
from storyboard.records import dataclass
from storyboard.staging.moves import ENTERS, pronoun_of, sex_of_looks
from storyboard.staging.places import (
    CALLED,
    CROSSED,
    CUT_TO,
    INTERCUT,
    MONTAGE,
    MONTAGE_ENDS,
    OTHER_END,
    ends_of,
    reached,
    several,
    two,
)

PICTURED = frozenset({"action", "speech"})
"""Kinds that make a shot by themselves; a mark, a caption or a sound alone joins one."""
_ITEM = r"\s*(?:[A-Z]|\d{1,2})[).、．]\s*|\s*[-–—•·]\s*|\s*△\s*"
_HEADED = deferred(
    rf"(?:{_ITEM})?(?P<heading>(?:INT|EXT)[./ ].{{2,50}}?)\s+[-–—]+\s+(?=[A-Z][a-z])|(?:{_ITEM})?(?P<alone>(?:INT|EXT)[./ ][^a-z\n]{{2,50}})\n"
)
_PLACED = deferred(
    rf"(?:{_ITEM})?(?:[（(【])?(?P<time>{words.TIME})?[的，,·\s]*(?P<place>[\u3400-\u9fff]{{1,7}}?(?:边|上|里|内|外|中|前|下|旁|门口|路口|街头|街|房|厅|室|楼|院|店|馆|场|园|桥|山|村|城|校|站|台|巷|车|家))(?:[）)】])?[，,：:]"
)


_HOUR = deferred(
    r"(?:当|那|昨|前一?|深|半|一个|某个|同一个)?(?:天)?(?:雨|雪)?[晚夜](?:里|上|间)?|(?:当天|那天|一个|某个|次日)?(?:清晨|凌晨|早晨|上午|中午|下午|傍晚|黄昏)"
    r"|(?:That|The same|One|Late|Early) (?:night|evening|morning|afternoon|day)|(?:Night|Dusk|Dawn|Evening|Morning|Sunset)"
)
"""A clause that is an hour and nothing else."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Story units of one scene that follow each other and play at one time in one place."""

    scene: Scene
    """Its scene; of a stretch that plays at another time or place than the heading tells, with its own."""
    layer: Layer
    units: tuple[Unit, ...]
    broken: bool = False
    """Whether it plays at another time than the heading of its scene tells."""
    glimpse: bool = False
    """Whether it is a shot or two of another place, which nothing establishes."""
    call: tuple[str, ...] = ()
    """Who telephones at either end of the call of which it is one end, in order; nobody any more once they have hung up."""


@dataclass(frozen=True, slots=True)
class _Ends:
    """The places that a scene is cut between."""

    homes: Mapping[str, Scene]
    """Who is where."""
    sexes: Mapping[str, str]
    """`f` or `m` of those of whom it is known: whom a pronoun means."""
    crossed: bool = False
    """Whether the heading itself says that two places are cut between."""


def stretches(script: Script, episode: Episode, cast: Cast | None = None) -> list[Stretch]:
    """The stretches of an episode in order; a mark stands in the first or last shot of what it opens or closes.

    One that ends its scene stays in it, as it was asked about; `compile.carried` sets it before what it opens. `cast`: by whose
    looks a pronoun in a call means one end of it.
    """
    looks = {member.name: sex_of_looks(member.looks.sex) for member in cast.members} if cast else {}
    found: list[Stretch] = []
    homes: dict[str, Scene] = {}
    for scene in script.scenes:
        if scene.episode != episode.id:
            continue
        heading = script.text[scene.start : scene.end].strip().partition("\n")[0]
        crossed = CROSSED.search(heading) is not None or _cut_with(script, scene) or _called_across(script, scene)
        here = dict.fromkeys(_here(script, scene), scene)
        homes = {**homes, **_either_end(script, scene, homes, here, looks)} if crossed else {**homes, **here}
        own: list[Stretch] = []
        waiting: tuple[Unit, ...] = ()
        ends = _Ends(homes, looks, crossed)
        for stretch in (part for whole in _of(script, scene) for part in _placed(whole, ends)):
            alone = stretch.broken and not any(unit.kind in PICTURED for unit in stretch.units)
            if alone and (stretch.layer != "present" or not own):
                waiting += stretch.units
            elif alone:
                own[-1] = replace(own[-1], units=(*own[-1].units, *stretch.units))
            else:
                own.append(replace(stretch, units=(*waiting, *stretch.units)))
                waiting = ()
        if waiting:
            own[-1:] = [replace(one, units=(*one.units, *waiting)) for one in own[-1:]] or [
                Stretch(scene, staging.layer_of(scene.state), waiting)
            ]
        found += own
    return found


def _cut_with(script: Script, scene: Scene) -> bool:
    """Whether the scene before ends with a mark that it is cut between with this one: INTERCUT WITH:."""
    at = next(at for at, other in enumerate(script.scenes) if other.id == scene.id)
    before = script.scenes[at - 1] if at and script.scenes[at - 1].episode == scene.episode else None
    last = [unit for unit in script.units if before and unit.scene == before.id and unit.kind in STORY][-1:]
    return any(_says(unit, "intercut") for unit in last)


def _called_across(script: Script, scene: Scene) -> bool:
    """Whether a heading names two places and somebody telephones: 大堂／行驶的轿车内, 掏出手机拨号."""
    told = [unit.text for unit in script.units if unit.scene == scene.id and unit.kind == "action"]
    cut = any(CUT_TO.search(text) for text in told) and any(CALLED.search(text) for text in told)
    called = cut or any(TAKES_PHONE.search(text) or CROSSED.search(text) for text in told)
    return len(two(scene.location)) > 1 and called


def _here(script: Script, scene: Scene) -> Iterator[str]:
    """Who speaks or acts in a scene before it cuts to another place."""
    speakers = {unit.speaker for unit in script.units if unit.kind == "speech"}
    for unit in script.units:
        if unit.scene == scene.id and _says(unit, "intercut"):
            return
        if unit.scene == scene.id and unit.kind == "speech" and unit.delivery in ("", "inner"):
            yield unit.speaker
        if unit.scene == scene.id and unit.kind == "action":
            yield from _named(unit.text, speakers)


def _named(text: str, people: Iterable[str]) -> tuple[str, ...]:
    """Who of these is named in a text, by a word of their name that is nobody else's: KIT of KIT DELGADO beside ROSA DELGADO."""
    every = [name for name in people if name]
    shared = Counter(word for name in every for word in {*name.casefold().split()})
    folded = text.casefold()
    return tuple(
        name
        for name in every
        if any(shared[word] == 1 and _stands(word, folded) for word in (name.casefold().split() or [name])[::-1])
    )


def _stands(word: str, text: str) -> bool:
    """Whether a word of a name stands in a text, all in small letters: as a whole word where words have gaps."""
    if not word.isascii():
        return word in text
    return len(word) > 2 and re.search(rf"(?<![a-z]){re.escape(word)}(?![a-z])", text) is not None


def _of(script: Script, scene: Scene) -> Iterator[Stretch]:
    """The stretches of one scene by their layers; one without units where it has none."""
    units = [unit for unit in script.units if unit.scene == scene.id and unit.kind in STORY]
    own = staging.layer_of(scene.state)
    for layer, group in groupby(units, key=lambda unit: staging.layer_of(unit.state)):
        here = tuple(group)
        if layer == own:
            yield Stretch(scene, layer, here)
        else:
            bare = replace(scene, location="", time=_hour_told(here), interior="", weather="", state=here[0].state)
            yield Stretch(bare, layer, here, broken=True)
    if not units:
        yield Stretch(scene, own, ())


def _hour_told(units: Sequence[Unit]) -> str:
    """The hour that the first clauses of what plays at another time name: 灯光转蓝。当晚，楼道。 Empty where they name none."""
    text = next((unit.text for unit in units if unit.kind == "action"), "")
    clauses = [clause.strip("〔［（(【[ ") for clause in re.split(r"[，。：；,.:;]", text)[:4]]
    return next((clause for clause in clauses if _HOUR.fullmatch(clause)), "")


def _placed(stretch: Stretch, ends: _Ends) -> Iterator[Stretch]:
    """A stretch in pieces of one place: items of a montage where they say it, both ends of a call where it is cut between."""
    units = stretch.units
    where = list(_places(stretch.scene, units, ends))
    for at, unit in enumerate(units):  # a mark stands in the first shot of what it opens, in the last of what it closes
        if at and _says(unit, "ends"):
            where[at] = where[at - 1]
    for at in range(len(where) - 2, -1, -1):
        if _says(units[at], "montage") or _says(units[at], "intercut"):
            where[at] = where[at + 1]
    if all(place is stretch.scene for place in where):
        yield stretch
        return
    way = several(stretch.scene.location)
    called = 0 if ends.crossed else next((at for at, unit in enumerate(units) if _says(unit, "intercut")), len(where))
    over = next((at for at in range(called, len(units)) if _hangs_up(units[at])), len(units))
    callers = _callers(units[called:over], where[called:over])
    at = 0
    for (place, calls), group in groupby(
        zip(where, (called <= n <= over for n in range(len(units))), strict=True), key=lambda one: (one[0], one[1])
    ):
        count = len(list(group))
        travels = not ends.crossed and len(way) > 1 and place.location in way
        glimpse = not travels and (at > 0 or (place is not stretch.scene and not ends.crossed))
        call = callers if calls and (glimpse or ends.crossed) else ()
        yield replace(stretch, scene=place, units=units[at : at + count], glimpse=glimpse, call=call)
        at += count


def _hangs_up(unit: Unit) -> bool:
    return unit.kind == "action" and DROPS_PHONE.search(unit.text) is not None


def _callers(units: Sequence[Unit], where: Sequence[Scene]) -> tuple[str, ...]:
    """Who telephones: of each place who speaks there first; whoever speaks later stands beside them. All where one place is heard."""
    speakers = [
        (unit.speaker, place.location) for unit, place in zip(units, where, strict=True) if unit.kind == "speech"
    ]
    first = {place: name for name, place in reversed(speakers)}
    found = tuple(dict.fromkeys(name for name, place in speakers if first[place] == name))
    return found if len(first) > 1 else tuple(dict.fromkeys(name for name, _ in speakers))


def _places(scene: Scene, units: Sequence[Unit], ends: _Ends) -> Iterator[Scene]:
    """For every unit the scene with the place where it plays."""
    listed, between, homes = False, ends.crossed, ends.homes
    last = next((home for home in homes.values() if ends.crossed and home.id == scene.id), scene)
    told: list[str] = []
    own = {home.location: home for home in homes.values() if ends.crossed and home.id == scene.id}
    places = tuple(own.values())
    way = () if between else tuple(_on_the_way(scene, units))
    for number, unit in enumerate(units):
        if way:
            last = way[number]
        if _says(unit, "ends"):
            listed, last = False, scene
        listed |= _says(unit, "montage")
        if _says(unit, "intercut") and not between:
            between, homes = True, {**_elsewhere(unit.text, scene, units, homes), **homes}
        if listed and unit.kind == "action":
            last = _item(unit.text, scene)
        elif listed and unit.kind == "speech" and unit.delivery in ("", "inner"):
            listed, last = False, scene
        elif between and unit.kind in PICTURED:
            people = (unit.speaker,) if unit.kind == "speech" else _named(unit.text, homes)
            there = _end_told(unit.text, places) if len(places) == 2 and not people else None
            people = people or (() if there else _meant(unit.text, told, ends.sexes))
            told += people
            at = [homes[name] for name in sorted(people, key=unit.text.rfind) if name in homes]
            mixed = ends.crossed and len({home.location for home in at if home.id == scene.id}) > 1
            if mixed:  # who comes from the other end is where the action ends
                last = at[-1]
            elif at or (people and not ends.crossed):
                last = _home(scene, at, len(people))
            elif there:
                last = there
        yield last


def _on_the_way(scene: Scene, units: Sequence[Unit]) -> Iterator[Scene]:
    """For every unit its place of those that a heading lists on the way; nothing where it lists none, or nobody gets to a second one.

    Who goes through one to another in an action is seen in the first of them.
    """
    parts = several(scene.location)
    gets = [reached(unit.text, parts) if len(parts) > 1 and unit.kind == "action" else () for unit in units]
    if not any(part != parts[0] for found in gets for part in found):
        return
    told = scene.interior if len(_BOTH_SIDES.findall(scene.interior)) == 1 else ""
    sides = {part: {"inside": "内", "outside": "外"}.get(vocabulary.place(part).side, "") for part in parts}
    homes = {part: replace(scene, location=part, interior=told or sides[part]) for part in parts}
    now = parts[0]
    for found in gets:
        new = [part for part in found if part != now]
        yield homes[new[0] if new else now]
        now = found[-1] if found else now


def _meant(text: str, told: Sequence[str], sexes: Mapping[str, str]) -> tuple[str, ...]:
    """Whom the first pronoun of an action means: who was told of last and is of its sex; nobody where it has none."""
    sex = pronoun_of(text)
    return next(((name,) for name in reversed(told) if sex and sexes.get(name) == sex), ())


def _home(scene: Scene, homes: Sequence[Scene], people: int) -> Scene:
    """The scene at the place of these people; as its heading has it where they are at several, or nobody knows."""
    away = [home for home in homes if home.location not in ("", scene.location)]
    home = away[0] if away and len(away) == people else scene
    if home is scene or home.id == scene.id:
        return home
    return replace(scene, location=home.location, time=home.time, interior=home.interior, weather=home.weather)


def _either_end(
    script: Script, scene: Scene, before: Mapping[str, Scene], here: Mapping[str, Scene], sexes: Mapping[str, str]
) -> dict[str, Scene]:
    """Who is where in a scene whose heading cuts between two places: `老耿家 / 楼道（电话两头）`, 出租屋（与上场交叉）.

    Whoever was seen at one of the two is there; else where an action sets them; else beside whom it names or means with them; else at the first.
    """
    both = two(scene.location) if _called_across(script, scene) else ends_of(scene.location)
    if len(both) == 1:
        return {
            name: before.get(name) or _home_told(script, scene, name, before) or home for name, home in here.items()
        }
    one_side = "" if len(_BOTH_SIDES.findall(scene.interior)) > 1 else scene.interior
    ends = tuple(replace(scene, location=end, interior=one_side) for end in both)
    found: dict[str, Scene] = {}
    told: list[str] = []
    for unit in script.units:
        if unit.scene != scene.id or unit.kind not in ("action", "speech"):
            continue
        if unit.kind == "speech":
            told.append(unit.speaker)
            continue
        people = [name for name in here if name.casefold() in unit.text.casefold()]
        beside = [found[name] for name in (*people, *_meant(unit.text, told, sexes)) if name in found]
        near = next(iter(beside), ends[0])
        if beside and ENTERS.search(unit.text):  # whoever comes in comes from the other end
            near = next(end for end in ends if end is not near)
        end = _end_told(unit.text, ends) or near
        found = {**dict.fromkeys(people, end), **found}
        told += people
    known = {name: end for name, home in before.items() for end in ends if home.location == end.location}
    return {name: known.get(name, found.get(name, ends[0])) for name in here}


def _home_told(script: Script, scene: Scene, name: str, before: Mapping[str, Scene]) -> Scene | None:
    """Where somebody is whom an action of a scene names first behind another's place: In the bakery, MARLOW. None where none does."""
    unit = next(
        (u for u in script.units if u.scene == scene.id and u.kind == "action" and _named(u.text, [name])), None
    )
    if unit is None:
        return None
    ahead = unit.text.casefold()[: max(unit.text.casefold().find(word) for word in name.casefold().split())]
    for home in before.values():
        last = home.location.casefold().split()[-1] if home.location.isascii() else home.location[-2:]
        told = rf"\b(?:in|at|inside) (?:the |his |her )?{re.escape(last)}\b" if last.isascii() else re.escape(last)
        if last and re.search(told, ahead):
            return home
    return None


def _end_told(text: str, ends: Sequence[Scene]) -> Scene | None:
    """The end of a call that the first words of an action name; None where they name neither."""
    head = re.split(r"[，,。.]", _BESIDE.sub("", CUT_TO.sub("", text.lstrip("△【（([ "))))
    begun = [end for end in ends if any(clause.startswith(end.location[-2:]) for clause in head[:2])]
    if len(begun) == 1 and not begun[0].location.isascii():
        return begun[0]
    short = len(head) > 1 and (len(head[0]) <= 6 or (head[0].isascii() and len(head[0].split()) <= 4))
    said = "".join(head[:2]) if OTHER_END.match(head[0]) else head[0] if short else ""
    if OTHER_END.match(said):
        return ends[1]
    words = re.findall(r"[A-Za-z]{3,}", said.casefold())
    shares = [
        sum(letter in end.location for letter in set(said) if not letter.isascii())
        + sum(word in end.location.casefold() for word in words)
        for end in ends
    ]
    return None if shares[0] == shares[1] else ends[shares[1] > shares[0]]


def _elsewhere(told: str, scene: Scene, units: Sequence[Unit], homes: Mapping[str, Scene]) -> dict[str, Scene]:
    """Who speaks at the end of a call that only its mark names: `INTERCUT - KITCHEN / MARS HABITAT`; none where it names two or none."""
    known = {where.location.casefold() for where in (scene, *homes.values())}
    ends = [
        end.strip(" ])")
        for end in re.split(r"\s*/\s*|\bAND\b", re.sub(r"^.*?INTERCUT(?:TING)?\W*(?:BETWEEN\b)?", "", told, flags=re.I))
    ]
    new = [
        end
        for end in ends
        if end and not any(end.casefold() in place or place in end.casefold() for place in known if place)
    ]
    if len(ends) != 2 or len(new) != 1:
        return {}
    there = replace(scene, location=new[0], weather="")
    spoken = (unit for unit in units if unit.kind == "speech" and unit.delivery in ("", "inner"))
    return {unit.speaker: there for unit in spoken if unit.speaker not in homes}


def _item(text: str, scene: Scene) -> Scene:
    """The scene with the place and hour that an item of a montage begins with; the scene itself where it tells none."""
    if match := _HEADED.match(text):
        said = headings.scene(match["heading"] or match["alone"])
        if said and said.location:
            return replace(
                scene, location=said.location, time=said.time or scene.time, interior=said.interior, weather=""
            )
    if match := _PLACED.match(text):
        return replace(scene, location=match["place"], time=match["time"] or scene.time, interior="", weather="")
    return scene


_BESIDE = deferred(r"^(?:[【\[][^】\]]{1,8}[】\]]|[左右][边侧半]?[：:])\s*")
"""Before an action: a camera's mark, a half of the picture."""
_BOTH_SIDES = deferred(r"INT|EXT|[内外]", re.I)
_SIGNS = {"montage": MONTAGE, "ends": MONTAGE_ENDS, "intercut": INTERCUT}


def _says(unit: Unit, what: str) -> bool:
    """Whether a unit is the mark of a montage, of its end, or of an intercut."""
    return unit.kind in ("action", "transition") and _SIGNS[what].fullmatch(unit.text.strip("△ \n")) is not None
