"""The bible: one question over a whole script, or over each stretch of a long one. What it answers as told is proved by quotes."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from storyboard import names, staging
from storyboard.cast import roles
from storyboard.cast.joint import as_themselves
from storyboard.cast.looks import OLDEST, age_class, write_appearance
from storyboard.cast.times import scene_keys
from storyboard.cast.voicing import grown
from storyboard.errors import PartFailed, Truncated, Unasked
from storyboard.languages import Language
from storyboard.library import SHIPPED, Library
from storyboard.marks import FORBIDDEN
from storyboard.model import (
    Anchor,
    Ask,
    Befallen,
    Cast,
    Layer,
    Looks,
    Member,
    Question,
    Remark,
    Scene,
    SceneTold,
    Script,
    SetTold,
    Story,
    Thing,
    Version,
)
from storyboard.patterns import deferred
from storyboard.plan.bible import KINDS, lines_of, told_apart, values, within
from storyboard.plan.changes import TAKES_OFF
from storyboard.plan.entries import (
    LONGEST_PART,
    Window,
    entry_faults,
    fitting,
    merged,
    own_less,
    person_faults,
    place_faults,
    speakers,
    word,
)
from storyboard.plan.lasting import Span, lasting
from storyboard.plan.others import has_entry, with_others
from storyboard.plan.proved import called_in, found_at
from storyboard.plan.questions import question
from storyboard.plan.stretches import stretches
from storyboard.plan.weighed import weighed
from storyboard.records import dataclass

MOST_TEXT, MOST_PEOPLE, MOST_PLACES, MOST_SCENES = 9000, 14, 12, 18
"""Of one question: an answer about so much fits into 8,192 tokens."""
LONGEST = {
    "story": 200,
    "film": 200,
    "light": 240,
    "job": 120,
    "weather": 40,
    "time": 20,
    "look": 120,
    "holder": 60,
    "what": 40,
    "anchor": 90,
    "colour": 24,
    "filmed": 60,
}
MOST_THINGS, MOST_ANCHORS = 12, 6
"""Twice what an answer is asked for: what it tells beyond that is a thing too."""
SIDES = {"内": "内", "外": "外", "inside": "内", "outside": "外", "interior": "内", "exterior": "外"}
"""How an answer says on which side of the door a scene plays."""
_ABSENT = deferred(
    r"没有|没戴|没穿|不再|不见|手里|手中|攥|握着|拎|\bwithout\b|\bno\b|\bnot\b|\bin (?:his|her|the) hands?\b|\bholding\b|\bcarrying\b",
    re.I,
)


async def tell(
    script: Script,
    cast: Cast,
    known: Cast,
    ask: Ask,
    tempo: int | None = None,
    library: Library = SHIPPED,
    *,
    silent: bool = True,
) -> tuple[Cast, list[str]]:
    """The cast with looks, versions and places of everybody whom `known` does not have, and with the story; and what went wrong.

    Whoever `known` has stays as they are. What the model gives no usable answer about stays as the rules have it. `silent`: whether people who
    only act, and whom the answer alone saw, get an entry, as `gather` says.
    """
    language = Language.of(script.language).code
    waiting, remarks, story = windows(script, cast, known), list[str](), Story()
    same: dict[str, str] = {}
    others: list[Mapping[str, Any]] = []
    while waiting:
        window = waiting.pop(0)
        later = {name for other in waiting for name in other.people}
        seen = replace(cast, members=tuple(one for one in cast.members if one.name not in later))
        try:
            data, remark = await _asked(script, seen, window, story, ask, library)
        except Truncated as error:
            halves = _halves(window)
            waiting = [*halves, *waiting]
            remarks += [] if halves else [f"bible: {', '.join((*window.people, *window.scenes))}: by rules: {error}"]
            continue
        remarks += [remark] if remark else []
        by_rules = cast
        cast = merged(data, _paired(_opened(cast, data), data), script, language, tempo)
        same |= _same(data)
        given = {entry["name"]: tuple(_versions(entry, cast, script, language)) for entry in data["people"]}
        cast = replace(cast, members=tuple(_dressed(one, given) for one in cast.members))
        since = (*_befallen(given), *_seen_again(data.get("again", ()), window, cast, script, language))
        story = _told(data, story, script, since)
        cast, disputed = weighed(cast, by_rules, data, script, since)
        remarks += disputed
        others += data["others"]
    cast = with_others(cast, known, others, script, tempo) if silent else cast
    story = replace(story, others=tuple(one for one in story.others if not has_entry(one.name, cast)))
    cast, story = _under_one_name(told_apart(cast, known, script, language), story, same, script)
    cast = as_themselves(cast, script, {member.name for member in known.members})
    return replace(cast, story=story), remarks


def _under_one_name(cast: Cast, story: Story, same: Mapping[str, str], script: Script) -> tuple[Cast, Story]:
    """(the cast, the story) with one person of two names under the one that speaks; where both speak, both stay and look alike.

    `same`: whom an answer calls somebody told before them. The other name is one of theirs from now on; the script is to be read so.
    """
    speak = {unit.speaker for unit in script.units if unit.kind == "speech"}
    for told, before in same.items():
        kept, gone = (told, before) if told in speak else (before, told)
        one, other = cast.get(kept), cast.get(gone)
        if gone in speak or one is None or other is None:
            continue
        aliases = tuple(dict.fromkeys((*one.aliases, gone, *other.aliases)))
        one = replace(one, aliases=aliases, versions=one.versions or other.versions, twin_of="")
        if (
            one.kind == "voice" and other.kind == "person"
        ):  # MAN'S VOICE of a telephone is the OLD MAN in the next booth
            one = replace(
                one, kind=other.kind, looks=other.looks, assumed=other.assumed, outfits=other.outfits, facts=other.facts
            )
        kin = (replace(each, twin_of=kept if each.twin_of == gone else each.twin_of) for each in cast.members)
        cast = replace(cast, members=tuple(one if each.name == kept else each for each in kin if each.name != gone))
        befallen = (replace(each, name=kept) if each.name == gone else each for each in story.befallen)
        story = replace(story, befallen=tuple(dict.fromkeys(befallen)))
    return cast, story


def windows(script: Script, cast: Cast, known: Cast) -> list[Window]:
    """The script in stretches small enough for one question each, with all their scenes and who and what is new in them."""
    fresh = {one.name for one in cast.members if one.kind in KINDS["zh"]} - {one.name for one in known.members}
    played = _played(script)
    places = {one for each in played.values() for one in each} - {place.name for place in known.places}
    text, by_scene = script.text.splitlines(), speakers(script)
    front = script.line_of(script.scenes[0].start) - 1 if script.scenes else len(text)
    found: list[Window] = []
    now = Window(tuple(lines_of(text, 0, front)[: MOST_TEXT // 20]), (), ())
    for scene in script.scenes:
        here = lines_of(text, script.line_of(scene.start) - 1, script.line_of(max(scene.end - 1, scene.start)))
        names_here = dict.fromkeys((*scene.cast, *scene.seen, *by_scene.get(scene.id, ())))
        new = tuple(name for name in names_here if name in fresh)
        size = sum(len(words) for _, words in (*now.lines, *here))
        full = size > MOST_TEXT or len(now.people) + len(new) > MOST_PEOPLE or len(now.places) >= MOST_PLACES
        if now.scenes and (full or len(now.scenes) >= MOST_SCENES):
            found.append(now)
            now = Window((), (), ())
        place = tuple(one for one in played.get(scene.id, (scene.location,)) if one in places)
        now = Window((*now.lines, *within(here)), (*now.people, *new), (*now.places, *place), (*now.scenes, scene.id))
        fresh -= set(new)
        places -= set(place)
    return [*found, now] if now.scenes else found


def _played(script: Script) -> dict[str, tuple[str, ...]]:
    """Id of a scene -> the places it plays in: of a call under one heading both of its ends."""
    found: dict[str, tuple[str, ...]] = {}
    for episode in script.episodes:
        for part in stretches(script, episode):
            if part.scene.location and (part.call or not (part.glimpse or part.broken)):
                found[part.scene.id] = tuple(dict.fromkeys((*found.get(part.scene.id, ()), part.scene.location)))
    return found


def _halves(window: Window) -> list[Window]:
    """The window with half of its people, places and scenes each; nothing where there is only one of them."""
    people, places, scenes = window.people, window.places, window.scenes
    if len(people) + len(places) + len(scenes) < 2:
        return []
    one, two, three = -(-len(people) // 2), len(places) // 2, len(scenes) // 2
    return [
        Window(window.lines, people[:one], places[:two], scenes[:three]),
        Window(window.lines, people[one:], places[two:], scenes[three:]),
    ]


async def _asked(
    script: Script, cast: Cast, window: Window, story: Story, ask: Ask, library: Library
) -> tuple[dict[str, list[Any]], str]:
    """What can be used of the answer about one window, and what could not."""
    language = Language.of(script.language).code
    last: dict[str, Any] = {key: [] for key in ("people", "others", "places", "props", "scenes")}
    last["story"] = ""

    def judge(data: Any) -> list[str]:  # noqa: ANN401 - JSON
        plain = _as_cast(data)
        faults = entry_faults(plain, window, script, _paired(cast, plain), language)
        last.update(fitting(plain, window))
        people = names.pattern([member.name for member in cast.members])
        missing = _missing_scenes(data, window)
        remarks = (*_scene_remarks(data, people, language), *_unproved(data, script))
        return [*faults, *missing, *map(Remark, remarks)][:12]

    try:
        return _as_cast(await ask(_question(script, cast, window, story, library), judge)), ""
    except Truncated:
        raise
    except Unasked:
        return last, ""
    except PartFailed as error:
        people = names.pattern([member.name for member in cast.members])
        last["people"] = [each for each in last["people"] if not list(person_faults(each, people, language))]
        last["places"] = [each for each in last["places"] if not list(place_faults(each["look"], people, language))]
        left = {*window.people, *window.places} - {one["name"] for key in ("people", "places") for one in last[key]}
        return last, f"bible: {', '.join(sorted(left)) or 'some of it'}: by rules: {error}"


def _as_cast(data: dict[str, Any]) -> dict[str, Any]:
    """An answer in the form in which people and places are read; clothes of other scenes are versions here."""
    told, same = {entry["name"]: entry for entry in data["people"]}, _same(data)
    looks = ("hair_colour", "hair_style", "clothes_colour", "clothes_style", "pitch", "tempo", "accent")
    people = [
        {**entry, **{part: told[same.get(entry["name"], entry["name"])][part] for part in looks}, "outfits": []}
        for entry in data["people"]
    ]
    return {**data, "people": people}


def _same(data: Mapping[str, Any]) -> dict[str, str]:
    """Names of people of an answer who are somebody told before them: the answer calls one of the two by the other's name, at one age."""
    found: dict[str, str] = {}
    for at, entry in enumerate(data["people"]):
        for other in data["people"][:at]:
            called = {(one["name"].casefold(), alias.casefold()) for one in (entry, other) for alias in one["aliases"]}
            pair = (entry["name"].casefold(), other["name"].casefold())
            alike = all(entry[part] == other[part] for part in ("age", "sex"))
            if alike and called & {pair, pair[::-1]}:
                found.setdefault(entry["name"], found.get(other["name"], other["name"]))
    return found


def _paired(cast: Cast, data: Mapping[str, Any]) -> Cast:
    """The cast in which one person of two names may look like themselves."""
    same = _same(data)
    return replace(cast, members=tuple(replace(one, twin_of=same.get(one.name, one.twin_of)) for one in cast.members))


def _question(script: Script, cast: Cast, window: Window, story: Story, library: Library) -> Question:
    language = Language.of(script.language).code
    about = f"bible: {window.scenes[0]}-{window.scenes[-1]}" if window.scenes else f"bible: {', '.join(window.people)}"
    shown = values(script, cast, window, language)
    shown["people"] = [{**person, "said": ""} for person in shown["people"]]
    shown["known"] += [
        {"name": one.name, "looks": write_appearance(one.looks, language)}
        for one in cast.members
        if one.name in _seen_in(window, script)
        and one.kind == "person"
        and one.name not in {*window.people, *(each["name"] for each in shown["known"])}
    ]
    asked = question(library, "bible", language, about, **shown, scenes=window.scenes, story=story.line)
    return replace(asked, whole=True)


def _seen_in(window: Window, script: Script) -> set[str]:
    """Who stands in the scenes of a window, acts or speaks there."""
    by_scene = speakers(script)
    scenes = [scene for scene in script.scenes if scene.id in window.scenes]
    return {name for scene in scenes for name in (*scene.cast, *scene.seen, *by_scene.get(scene.id, ()))}


def _missing_scenes(data: dict[str, Any], window: Window) -> Iterator[str]:
    """Scenes left out, added or out of order."""
    given = [entry["id"].strip("[] ") for entry in data["scenes"]]
    if given != list(window.scenes):
        yield f"scenes must be exactly {', '.join(window.scenes)}, in this order; the answer has {', '.join(given) or 'none'}"


def _scene_remarks(data: dict[str, Any], people: re.Pattern[str] | None, language: str) -> Iterator[str]:
    """Layers that are none, light that names people, texts that are too long: what stays wrong is left out."""
    known = _layers(language)
    for entry in data["scenes"]:
        if entry["layer"] not in known:
            yield f"scene {entry['id']}: layer must be one of {', '.join(known)}, not {entry['layer']!r}"
        if name := names.named_in(entry["light"], people, place=True):
            yield f"scene {entry['id']}: light names {name}; it is about the place only"
        for key in ("light", "job", "weather"):
            if len(entry[key]) > LONGEST[key]:
                yield f"scene {entry['id']}: {key} has {len(entry[key])} characters; write at most {LONGEST[key]}"


def _layers(language: str) -> dict[str, Layer]:
    """Words of the prompt for a layer -> layer."""
    spoken = Language.of(language)
    return {spoken.word(f"layers.{what}").removeprefix("the "): what for what in ("present", *staging.LAYERS)}


def _unproved(data: dict[str, Any], script: Script) -> Iterator[str]:
    """Versions and layers whose words do not stand in the line they cite; looks that tell of what is absent or held."""
    text = script.text.splitlines()
    for entry in (*data["people"], *data.get("again", ())):
        for version in entry["versions"]:
            for key in ("clothes_style", "hair_style", "state"):
                if match := _ABSENT.search(version[key]):
                    yield f"{entry['name']}: {key} “{version[key]}” says “{match[0]}”; tell only what is worn or seen on the body, not what is absent or held"
            if not found_at(version["quote"], version["line"], text):
                yield f"{entry['name']}: “{version['quote']}” does not stand in the script; copy the words, or leave the version out"
    for entry in data["scenes"]:
        away = _layers(Language.of(script.language).code).get(entry["layer"], "present") != "present"
        if away and not found_at(entry["quote"], entry["line"], text):
            yield f"scene {entry['id']}: “{entry['quote']}” does not stand in the script; copy the words that make it {entry['layer']}"


@dataclass(frozen=True, slots=True)
class _Since:
    """A version that an answer tells and its quote proves, and from where on it is so."""

    version: Version
    line: int = 0
    """Of the script; 0: from the beginning of its scenes."""
    said: str = ""
    """The words that say so, where they stand in a line of its own."""
    already: bool = False
    """Whether it is seen with these words, not only behind them."""

    def of(self, name: str, scene: str, line: int) -> Befallen:
        now = self.version
        parts = (now.age, now.hair, now.clothes, now.state)
        return Befallen(name, scene, line, *parts, self.said, now.layer, self.already)


def _opened(cast: Cast, data: dict[str, Any]) -> Cast:
    """The cast with nothing told of whom an answer describes: whoever read the whole script knows better than rules."""
    asked = {entry["name"] for entry in data["people"]}
    open_parts = ("age", "hair", "clothes", "sex", "voice")
    return replace(
        cast,
        members=tuple(replace(one, assumed=open_parts, facts=()) if one.name in asked else one for one in cast.members),
    )


def _dressed(member: Member, given: Mapping[str, Sequence[_Since]]) -> Member:
    """A member with the versions of an answer, which has read the whole script: those that rules guessed go."""
    if member.name not in given:
        return replace(member, looks=_plain(member.looks))
    return replace(
        member,
        looks=_plain(member.looks),
        versions=tuple(each.version for each in given[member.name] if not each.line),
    )


_BODY_BEHIND = deferred(
    r" and (?=(?:an? )?(?:[a-z-]+ ){0,3}(?:build|frame|body|face|jaw|chin|nose|eyes|brows|skin|beard|moustache|goatee|stubble|freckles|arms|shoulders)\b)"
)
"""Between hair and what else of a head or a body an answer has in the same field: short neat and muscular build."""


def _plain(looks: Looks) -> Looks:
    """Looks that name a colour once, and hair without the word: charcoal, charcoal overcoat; yellow, faded yellow shirt; black, shaved head."""
    shade = re.escape(looks.clothes_colour)
    style = re.sub(rf"^((?:[a-z-]+\s+){{0,2}}?){shade}\s+(?=\S)", r"\1", looks.clothes_style, flags=re.IGNORECASE)
    hair = re.sub(r"(?<=\S)(?<!\bbed)\s+(?:hair|head)$", "", looks.hair_style, flags=re.IGNORECASE)
    hair = _BODY_BEHIND.sub(" with ", hair, count=1) if " with " not in hair else hair
    return replace(looks, clothes_style=style, hair_style=hair)


def _befallen(given: Mapping[str, Sequence[_Since]]) -> Iterator[Befallen]:
    """What of the versions holds from a line within a scene on."""
    for name, versions in given.items():
        yield from (each.of(name, each.version.scenes[0], each.line) for each in versions if each.line)


def _seen_again(
    told: Iterable[Mapping[str, Any]], window: Window, cast: Cast, script: Script, language: str
) -> Iterator[Befallen]:
    """How people who have their looks from before are otherwise in the scenes of a window: each from a line of its scene on, so that their entry stays as it is."""
    scenes = {key: name for name, key in scene_keys(script).items() if name in window.scenes}
    for entry in told:
        if entry["name"] in window.people:
            continue
        for each in _versions(entry, cast, script, language):
            for name in (scenes.get(one, one) for one in each.version.scenes):
                if first := _first_line(name, script):
                    yield each.of(entry["name"], name, each.line or first)


def _first_line(scene: str, script: Script) -> int:
    """The script line with which the story of a scene begins; 0 where it has none."""
    units = (unit for unit in script.units if unit.scene == scene and unit.kind in _PLAYED)
    first = next(units, None)
    return script.line_of(first.start) if first else 0


def _versions(entry: Mapping[str, Any], cast: Cast, script: Script, language: str) -> Iterator[_Since]:
    """The proved versions of an answered person, each with the line of its scene from which it holds (0: from its beginning) and the words that say so.

    A look of a whole scene whose quote takes one of its garments off is worn until these words: he takes off his raincoat.
    """
    member = cast.get(entry["name"])
    if member is None or member.kind not in ("person", "group"):
        return
    text, keys = script.text.splitlines(), scene_keys(script)
    worn = {"hair": (member.looks.hair_colour, member.looks.hair_style)}
    worn["clothes"] = (member.looks.clothes_colour, member.looks.clothes_style)
    for told in entry["versions"]:
        scenes = [scene for scene in script.scenes if scene.id in {name.strip("[] ") for name in told["scenes"]}]
        version, line = _version(told, member, cast, language, worn), found_at(told["quote"], told["line"], text)
        if version == Version() or not scenes or not line:
            continue
        worn |= {part: pair for part, pair in (("hair", version.hair), ("clothes", version.clothes)) if pair}
        version = replace(version, layer=_layer_at(line, scenes, script))
        until = told["since"] == 0 and _takes_off(text[line - 1], told["quote"], version)
        wiped = version.clothes is version.hair is None and _WIPES.search(told["quote"]) is not None
        whole = told["since"] == 0 and (until or wiped or not _HAPPENS.search(told["quote"]))
        since = 0 if whole else line if told["since"] in (0, told["line"]) else told["since"]
        begins = next((scene for scene in scenes if since and _within(since, told["quote"], scene, script)), None)
        off = next((scene for scene in scenes if until and _within(line, told["quote"], scene, script)), None)
        rest = tuple(scene for scene in scenes if scene is not begins and not (off and scene.start > off.start))
        if rest:
            yield _Since(replace(version, scenes=tuple(keys[scene.id] for scene in rest)))
        if begins:  # what happens is seen behind its words, what is so already with them
            already = not _HAPPENS.search(told["quote"])
            yield _Since(replace(version, scenes=(begins.id,)), since, told["quote"], already)
        if off and not any(_puts_an_end(other, off, line) for other in entry["versions"] if other is not told):
            usual = (member.looks.clothes_colour, member.looks.clothes_style)
            yield _Since(Version(scenes=(off.id,), clothes=usual, layer=version.layer), line, told["quote"])


def _puts_an_end(told: Mapping[str, Any], scene: Scene, line: int) -> bool:
    """Whether another version of an answer tells what somebody has on from about the line on which they take something off."""
    here = scene.id in {name.strip("[] ") for name in told["scenes"]}
    return (
        here and bool(told["clothes_style"].strip()) and max(told["since"], told["line"]) >= line and told["since"] > 0
    )


def _takes_off(line: str, quote: str, version: Version) -> bool:
    """Whether words of a line take off what the clothes of a version still have on: 他脱下雨衣 of a raincoat, `unbuckles the other shoe` of a shoe."""
    at = line.find(quote)
    clause = _CLAUSE.split(line[at:] if at >= 0 else quote)[0]
    found, worn = TAKES_OFF.search(clause), " ".join(version.clothes or ()).casefold()
    if not found or not worn:
        return False
    told = [one for one in found.groups() if one]
    words = [one for part in told for one in re.findall(r"[a-z]{3,}", part.casefold()) if one not in _NO_GARMENT]
    pairs = [part[at : at + 2] for part in told for at in range(len(part) - 1) if not part.isascii()]
    single = [sign for part in told for sign in part if sign in _WORN_SIGNS]
    bare = worn if _ABSENT.search(worn) else ""
    return not bare and any(
        re.search(rf"\b{re.escape(one.removesuffix('s'))}", worn) if one.isascii() else one in worn
        for one in (*words, *pairs, *single)
    )


_CLAUSE = deferred(r"[，。；！？!?;]|[.,](?=\s|$)|\s(?:and|then)\s")
_WIPES = deferred(r"抹[^，。]{0,3}[脸泪汗水雨]|擦|\bwip(?:es?|ing)\b", re.I)
"""What is done to a state that was there before: she wipes the rain from her face."""
_NO_GARMENT = frozenset("his her their its the other one both down out off away from with over head".split())
_WORN_SIGNS = "帽鞋靴袜衣裤裙袍褂袄巾镜盔甲纱"


def _layer_at(line: int, scenes: Sequence[Scene], script: Script) -> str:
    """When the words on a line play, where their scene is broken by what plays at another time; empty where it is not."""
    for scene in scenes:
        units = [unit for unit in script.units if unit.scene == scene.id and unit.kind in _PLAYED]
        here = [
            unit
            for unit in units
            if script.line_of(unit.start) <= line <= script.line_of(max(unit.end - 1, unit.start))
        ]
        if here and len({staging.layer_of(unit.state) for unit in units}) > 1:
            return staging.layer_of(here[0].state)
    return ""


def _within(line: int, said: str, scene: Scene, script: Script) -> bool:
    """Whether words stand in a scene behind the first sentence of its story: what begins there was otherwise before."""
    played = [unit for unit in script.units if unit.scene == scene.id and unit.kind in _PLAYED]
    if not played or not script.line_of(played[0].start) <= line <= script.line_of(
        max(played[-1].end - 1, played[-1].start)
    ):
        return False
    before = played[0].text[: max(played[0].text.find(said), 0)] if line == script.line_of(played[0].start) else ""
    return line > script.line_of(played[0].start) or bool(_SENTENCE.search(before))


_HAPPENS = deferred(
    r"披上|穿上|换上|套上|裹上|系上|戴上|蒙上|缠上|[脱摘扯撕褪解卸](?:下|掉|去|开|了)|泼|溅|淋|浇|砍|割|划[破开伤]|摔|砸|踢|撞|扇|耳光|流[下出]|滴|抹|沾上|烧|跌|跪倒|掉进|倒在"
    r"|\b(?:puts?|takes?|taking|pulls?|wraps?|buttons?|ties?|strips?|tears?|cuts?|hits?|slaps?|pours?|spills?|splash(?:es)?|throws?|soaks?|falls?|drops?|slips?|changes? into"
    r"|removes?|unbuckles?|unbuttons?|unties?|sheds|loses|wipes?|smears?|shoves?|stabs?|strikes?|crash(?:es)?|off|round (?:him|her))\b",
    re.I,
)
"""Words by which something befalls somebody: an answer that says `for the whole scene` beside them means from there on."""
_SENTENCE = deferred(r"[。！？!?]|\.(?=\s)")
_PLAYED = ("action", "speech")


def _version(
    told: Mapping[str, Any], member: Member, cast: Cast, language: str, worn: Mapping[str, tuple[str, str]]
) -> Version:
    """An answered version; what is as usual stays out of it. `worn`: colour and style of hair and clothes as told last."""
    looks = member.looks
    age = told["age"] if 0 < told["age"] != looks.age and told["age"] <= OLDEST else None
    parts = {}
    for part, usual in (
        ("hair", (looks.hair_colour, looks.hair_style)),
        ("clothes", (looks.clothes_colour, looks.clothes_style)),
    ):
        colour, style = (
            word(own_less(_nameless(told[f"{part}_{each}"], cast), member.name), language)
            for each in ("colour", "style")
        )
        pair = (colour or _coloured(style, usual, worn[part]), style or worn[part][1])
        back = worn[part] != usual  # what was told last is taken off
        if (colour or style) and (pair != usual or back) and max(map(len, pair)) <= LONGEST_PART[language]:
            parts[part] = pair
    voice = None
    if age is not None and age_class(age) != age_class(looks.age):
        voice = grown(cast, member, age, parts.get("hair"), Language.of(language))
    state = word(own_less(_nameless(told["state"], cast), member.name), language)
    state = state if len(state) <= 2 * LONGEST_PART[language] else ""
    return Version(age=age, hair=parts.get("hair"), clothes=parts.get("clothes"), state=state, voice=voice)


def _nameless(words: str, cast: Cast) -> str:
    """Words of a look without the parts that name somebody: a badge with a name is read in the shot that shows it, not told wherever it is worn."""
    people = names.pattern([member.name for member in cast.members if not roles.is_role(member.name)])
    parts = _LISTED.split(words)
    kept = [part for part in parts if not names.named_in(part, people)]
    return words if len(kept) == len(parts) else ", ".join(kept)


_LISTED = deferred(r"\s*[，,、；;]\s*")
_GARMENT = deferred(r"[，、；,;]|(?<=.)[戴系配外裹]|\s(?:with|and|over|under)\s", re.I)
"""Where a style goes on behind its first garment."""


def _coloured(style: str, usual: tuple[str, str], last: tuple[str, str]) -> str:
    """The colour of a style that is answered without one: of the look, usual or told last, that has more of the words of its first garment."""
    style = _GARMENT.split(style, maxsplit=1)[0] or style
    words = set(style.casefold().split()) | {style[at : at + 2] for at in range(len(style) - 1) if not style.isascii()}
    shared = [sum(word in pair[1].casefold() for word in words) for pair in (usual, last)]
    return usual[0] if shared[0] > shared[1] else last[0]


def _told(data: dict[str, Any], story: Story, script: Script, befallen: tuple[Befallen, ...]) -> Story:
    """The story with what an answer adds."""
    spoken = Language.of(script.language)
    layers, text = _layers(spoken.code), script.text.splitlines()
    order = {scene.id: at for at, scene in enumerate(script.scenes)}
    people = names.pattern([person.name for person in script.cast])
    scenes = []
    for entry in data["scenes"]:
        name, before = entry["id"].strip("[] "), entry["continues"].strip("[] ")
        layer = layers.get(entry["layer"], "present")
        layer = layer if found_at(entry["quote"], entry["line"], text) else "present"
        follows = before if order.get(before, len(order)) < order.get(name, 0) else ""
        time, light, weather, job = (_short(entry, key) for key in ("time", "light", "weather", "job"))
        light = "" if names.named_in(light, people, place=True) else light
        colours = tuple(_line(one) for one in entry["colours"][:3] if 0 < len(one) <= LONGEST["colour"])
        place = _line(entry.get("place", ""))[: LONGEST["what"]]
        side = SIDES.get(entry.get("side", "").strip().casefold(), "")
        film = _short({"filmed": entry.get("film", "")}, "filmed")
        scenes.append(SceneTold(name, layer, follows, weather, light, job, time, colours, place, side, film))
    anchors = (
        Anchor(entry["name"], _cut(one["what"], "anchor"), _line(one["at"]))
        for entry in data["places"]
        for one in entry["anchors"][:MOST_ANCHORS]
        if one["what"].strip()
    )
    things = (
        Thing(_line(one["name"]), _cut(one["look"], "look"), _line(one["holder"]), one["line"])
        for one in data["props"][:MOST_THINGS]
        if one["name"].strip() and (_line_told(one["line"], script) or called_in(one["name"].strip(), script.text))
    )
    others = (
        Thing(_line(one["name"]), _cut(one["look"], "look"), "", one["line"])
        for one in data["others"][:MOST_THINGS]
        if one["look"].strip() and _called(one["name"], script)
    )
    return Story(
        story.line or _line(data["story"])[: LONGEST["story"]],
        (*story.scenes, *(one for one in scenes if one.scene in order)),
        (*story.anchors, *anchors),
        _once((*story.things, *things)),
        (*story.befallen, *befallen),
        _once((*story.others, *others)),
        story.film or _short(data, "film"),
        tuple(dict.fromkeys((*story.facts, *lasting(data.get("facts", ()), _spans(scenes, script))))),
        (*story.sets, *_sets(data.get("sets", ()), script, people)),
    )


def _line_told(line: int, script: Script) -> bool:
    """Whether an answer cites a line of the script that has words: a thing may be called there otherwise (the shoe, of a left shoe)."""
    text = script.text.splitlines()
    return 0 < line <= len(text) and bool(text[line - 1].strip())


def _cut(text: str, what: str) -> str:
    """A text in one line, without its last parts where it is longer than such a text may be: never none of it."""
    told, most = _line(text), LONGEST[what]
    while len(told) > most and (parts := [*_LISTED.finditer(told)]):
        told = told[: parts[-1].start()]
    return told if len(told) <= most else told[:most].rsplit(" ", 1)[0]


def _spans(told: Iterable[SceneTold], script: Script) -> list[Span]:
    """When the scenes of an answer play, each with its first line and its last."""
    layers = {one.scene: one.layer for one in told}
    return [
        (layers[scene.id], script.line_of(scene.start), script.line_of(max(scene.end - 1, scene.start)))
        for scene in script.scenes
        if scene.id in layers
    ]


def _sets(told: Iterable[Mapping[str, Any]], script: Script, people: re.Pattern[str] | None) -> Iterator[SetTold]:
    """What places look like in some scenes; of places that the script does not name, and looks that may not stand on a board, nothing."""
    known = {name for names_ in _played(script).values() for name in names_} | {one.location for one in script.scenes}
    folded = {name.casefold(): name for name in known if name}
    order = {scene.id for scene in script.scenes}
    for entry in told:
        place, look = folded.get(entry["place"].strip().casefold(), ""), _line(entry["look"])
        scenes = tuple(name for each in entry["scenes"] if (name := each.strip("[] ")) in order)
        if place and scenes and not list(place_faults(look, people, Language.of(script.language).code)):
            yield SetTold(place, scenes, look)


def _called(name: str, script: Script) -> bool:
    """Whether the script calls somebody so; an article does not count."""
    bare = re.sub(r"^(?:the|an?)\s+", "", " ".join(name.split()), flags=re.IGNORECASE)
    return len(bare) > 1 and bare.casefold() in " ".join(script.text.split()).casefold()


def _once(things: Iterable[Thing]) -> tuple[Thing, ...]:
    return tuple({thing.name: thing for thing in reversed(tuple(things))}.values())[::-1]


def _short(entry: dict[str, Any], key: str) -> str:
    """A text of a scene without the marks that a board may not have; nothing where it is too long."""
    text = _line("".join(each for each in entry.get(key, "") if each not in FORBIDDEN + '“”"「」'))
    return "" if len(text) > LONGEST[key] else text


def _line(text: str) -> str:
    return " ".join(text.split()).rstrip("。.")
