"""From what a script says about its people to a complete cast: looks and voices for everyone, nobody already known changed."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from typing import Any

from storyboard import speech
from storyboard.cast import apart, assume, passing, roles, times
from storyboard.cast.era import first_year, of_script, of_year
from storyboard.cast.evidence import accepted, at_other_age, evidence, is_younger
from storyboard.cast.homes import homes
from storyboard.cast.joint import as_themselves
from storyboard.cast.labours import labour
from storyboard.cast.looks import BALD, BEFALLEN, BODILESS, NONE, NOTHING, age_class, bodiless
from storyboard.cast.made import made_as
from storyboard.cast.pieces import pieces, whole
from storyboard.cast.selves import lasting
from storyboard.cast.timeline import APART, Timeline, later, seen_apart, timeline
from storyboard.cast.typed import as_written, meant
from storyboard.cast.wardrobes import kinds, wardrobe
from storyboard.cast.wearing import is_cloak, is_of_body, listed, over, tidied, together, without
from storyboard.languages import Language
from storyboard.model import Cast, Fact, Looks, Member, Person, PersonKind, Scene, Script, Version
from storyboard.patterns import deferred
from storyboard.records import dataclass
from storyboard.wired import shown_at

MOST_LINES = 6
"""Script lines that are kept of an entry."""
GENERATION = 25
"""Years between a parent and a child."""
GENERATIONS = 3
"""How often parents are made older: grandparents follow parents."""
_AS_DRESS = deferred("穿[^，。；]{0,10}围裙", needs="穿")
"""An apron that is told as what somebody wears, so that nothing is thought of under it."""
GRAND = 60
"""How old a grandparent is of whose grandchild no age is told; who is called by such an age is no young mother either."""
MOST_BETWEEN = 34
"""Years that lie at most between the eldest child of a told age and a parent of whom no age is told."""
MATES = 2
"""Years between husband and wife of one of whom no age is told."""
OLD = 66
"""The age that is assumed of somebody with white or grey hair."""
YOUNGEST = 4
"""Years of somebody who speaks and of whom no age is told."""
GROWN = 18
"""Years under which an age is that of the child, where one person is there as a child too."""
LATER = 1
"""Years after which what somebody wears tells nothing of what they wore."""
PASSAGE = 1
"""Lines between two tellings of what somebody wears at one time."""

_GROWN_OLD = deferred(r"老年|晚年|(?:old|older|elderly)\s", re.I)
"""What stands before the name of somebody who is older there than in the story."""
_ON_HEAD = tuple("帽冠盔笠")
_HATTED = deferred("配[^配、]*[帽冠盔笠]$")
"""What a trade has on its head, where the script tells of something else there."""


@dataclass(frozen=True, slots=True)
class _Name:
    """A name as the script uses it."""

    name: str
    person: Person | None
    members: tuple[str, ...]
    near: frozenset[str]
    taken: frozenset[str]
    """Names and aliases of everybody: none of them may stand in a look that nobody wrote."""
    facts: tuple[Fact, ...]
    ages: Mapping[str, int] = field(default_factory=dict)
    """Ages of everybody, so that parents are older than their children."""
    moments: tuple[times.Moment, ...] = ()
    """What single scenes tell that is otherwise than elsewhere."""
    scenes: frozenset[str] = frozenset()
    """The scenes they are in, as a cast.toml names them."""
    there: frozenset[str] = frozenset()
    """Those in which they speak or stand in the cast line."""
    many: bool = False
    """Whether the script speaks of several under that name, of whom none says a word."""


def gather(
    script: Script,
    known: Cast | None = None,
    tempo: int | None = None,
    era: str = "",
    *,
    silent: bool = True,
    told: Mapping[str, tuple[Fact, ...]] | None = None,
) -> Cast:
    """The cast of `known` unchanged, then everyone new who speaks, acts or stands in a cast line, in order of appearance.

    Without `silent` nobody new is added who only acts: a film that is half bought has nobody new in its old shots. `tempo`
    (syllables a minute) replaces the language's default for new people; `era` names the clothes that are assumed, else
    that of `known`, else words of the script do; `told` is what `told_of` gives, where it has been asked. Deterministic: looks follow from the name, and are moved on until people who share a scene
    differ in at least two parts.
    """
    language = Language.of(script.language).code
    members = list(known.members) if known else []
    era = era or (known.era if known else "") or of_script(script).value
    entries = _names(script, members, era, told, silent=silent)
    new = [entry for entry in entries if all(member.name != entry.name for member in members)]
    dress, later_eras = _dress(script, era), _eras_of_later(script, era, entries)
    shades = homes(script, [entry.name for entry in entries])
    for entry in new:
        pace = tempo or speech.TEMPO[language]
        bodily = entry.person is not None and shown_at(script.units, entry.person) is not None
        then = later_eras.get(entry.name, era)
        worn = dress.get(entry.name, era) if then == era else then or _dress(script, "").get(entry.name, "")
        worn = worn if era else _rural(entry.facts, language) or worn
        reading = _Reading(entry, members, pace, language, then, script.text, worn, shades[entry.name], bodily=bodily)
        members.append(reading.member())
    whole = replace(known or Cast(()), members=tuple(_one_self(members, new, language)))
    return as_themselves(whole, script, {member.name for member in known.members} if known else ())


_OF_THE_LAND = deferred(
    r"放[羊牛马鸭鹅猪]|牧[羊牛马童民]|砍柴|采茶|种田|拾柴|赶羊|\b(?:shepherd|goat|cow|farm|peasant|village|herd)(?:er|ing)?\b",
    re.I,
)
"""What stands before the name of somebody who lives by the land: 放羊女孩麦穗, `farm boy ROWAN`."""


def _rural(facts: Iterable[Fact], language: str) -> str:
    """The row of the country, for whoever a noun before the name has there; empty for others."""
    told = (fact.quote for fact in facts if fact.reason in ("age word", "trade"))
    if not any(map(_OF_THE_LAND.search, told)):
        return ""
    return next((name for name, era in roles.tables(language)["eras"].items() if era.get("here")), "")


def _eras_of_later(script: Script, era: str, entries: Iterable[_Name]) -> dict[str, str]:
    """Who is seen only after the era of a story is over, with the era in which they are: nobody of 1985 wears the suits of 1943."""
    row = roles.tables(script.language)["eras"].get(era, {})
    start = first_year(script) if row and not (row.get("here") or row.get("ahead")) else None
    if start is None:
        return {}
    when, keys = timeline(script, {}, Language.of(script.language).code), times.scene_keys(script)
    years = {
        keys[scene.id]: start + when.years[scene.id]
        for scene in script.scenes
        if scene.id in when.years and scene.id not in when.loose
    }
    found = {}
    for entry in entries:
        seen = [years[scene] for scene in entry.scenes if scene in years]
        if any(moment.age is not None or moment.leap for moment in entry.moments):
            continue  # who is known from the story's own time
        if seen and len(seen) == len(entry.scenes) and min(seen) > row["years"][1]:
            found[entry.name] = of_year(min(seen), script)
    return found


def _dress(script: Script, era: str) -> dict[str, str]:
    """For everybody the wardrobe of today that goes with their scenes; nobody's in a story of another time."""
    if era:
        return {}
    places = kinds(script)
    return {
        name: wardrobe(scenes, places, script.text, script.language)
        for name, scenes in _presence(script, silent=True).scenes.items()
    }


def _one_self(members: Sequence[Member], entries: Sequence[_Name], language: str) -> Iterator[Member]:
    """The cast, in which somebody looks at another age as the entry that they have at that age does: IVY in the scenes of YOUNG IVY."""
    scenes, there = {entry.name: entry.scenes for entry in entries}, {entry.name: entry.there for entry in entries}
    names = [member.name for member in members if member.kind == "person"]
    selves = {other: name for name in names if name in scenes and (other := times.self_of(name, names, language))}
    by_name = {member.name: member for member in members}
    for member in members:
        then = by_name.get(selves.get(member.name, ""))
        if then is None or member.name not in scenes:
            yield member
            continue
        same = []
        for version in member.versions:
            met = bool(there[member.name] & {*version.scenes})
            alike = version.age is not None and (not met or abs(version.age - then.looks.age) < APART)
            one = alike and {*version.scenes} <= scenes[then.name]
            same.append(_as_entry(version, then) if one else version)
        yield replace(member, versions=tuple(same))


def _as_entry(version: Version, then: Member) -> Version:
    """A version of the age, the hair, the clothes and the voice of an entry, nothing told twice."""
    looks = then.looks
    hair = version.hair and (looks.hair_colour, looks.hair_style)
    clothes = (looks.clothes_colour, looks.clothes_style)
    state = "" if version.state in looks.clothes_style else version.state
    return replace(version, age=looks.age, hair=hair, clothes=clothes, state=state, voice=then.voice)


@dataclass(frozen=True, slots=True)
class _Presence:
    """Who is in which scenes of a script."""

    scenes: Mapping[str, set[str]]
    """Name -> the scenes they are in, in the order in which people first appear."""
    near: Mapping[str, set[str]]
    """Name -> everybody of those scenes."""
    firm: Collection[tuple[str, str]]
    """Name and scene of everybody who speaks there or stands in its cast line."""
    there: Collection[tuple[str, str]]
    """The same, and of everybody who is seen there."""


def _presence(script: Script, *, silent: bool) -> _Presence:
    by_scene: dict[str, list[str]] = {
        scene.id: [*scene.cast, *(scene.seen if silent else ())] for scene in script.scenes
    }
    there = {(name, scene) for scene, names in by_scene.items() for name in names}
    firm = {(name, scene.id) for scene in script.scenes for name in scene.cast}
    for unit in script.units:
        if unit.kind == "speech" and unit.speaker:
            by_scene.setdefault(unit.scene, []).extend((*unit.members, unit.speaker))
            if unit.delivery in ("", "inner"):
                firm.update((name, unit.scene) for name in (*unit.members, unit.speaker))
    order = dict.fromkeys(name for names in by_scene.values() for name in names)
    near: dict[str, set[str]] = {name: set() for name in order}
    by_name: dict[str, set[str]] = {name: set() for name in order}
    for scene, names in by_scene.items():
        once = dict.fromkeys(names)  # who speaks a hundred times is there once
        for name in once:
            near[name].update(once)
            by_name[name].add(scene)
    return _Presence(by_name, near, firm, there | firm)


def told_of(script: Script) -> dict[str, tuple[Fact, ...]]:
    """What the script tells of everybody who is in it: all that `gather` goes by, of which it leaves out what is of another time or state."""
    plain, script = script, pieces(meant(script))[0]
    return _facts(plain, script, _presence(script, silent=True), _outfits(script))


def _names(
    script: Script, known: list[Member], era: str, told: Mapping[str, tuple[Fact, ...]] | None, *, silent: bool
) -> list[_Name]:
    """Everyone of the script in order of first appearance, with the people they share a scene with."""
    joint = {unit.speaker: unit.members for unit in script.units if unit.members}
    script, since = pieces(script)
    here = _presence(script, silent=silent)
    by_name, order = here.scenes, [*here.scenes]
    people = {person.name: person for person in script.cast}
    plain, script = script, meant(script)
    worn = _outfits(script)
    facts = {**told} if told is not None else _facts(plain, script, here, worn)
    eras = roles.tables(script.language)["eras"]
    ages = _settled(
        facts,
        {member.name: member.looks.age for member in known},
        eras.get(era, {}),
        _met(facts, script, by_name, worn),
    )
    then, reckoned, when = times.moments(script, order, facts, ages, since)
    past, keys = _past(script), times.scene_keys(script)
    gone_by = {line for _, lines in past.values() for line in lines}
    _reckoned(reckoned, facts, ages, {member.name for member in known}, gone_by)
    taken = {word for one in script.cast for word in (one.name, *one.aliases)}
    taken |= {word for one in known for word in (one.name, *one.aliases)}
    now: dict[str, tuple[Fact, ...]] = {}
    for name in order:
        if not by_name[name] - past.keys():  # who is seen in flashbacks alone is no other age there than ever
            then |= {name: tuple(replace(moment, leap=0) for moment in then.get(name, ()))}
        every, seen = (
            facts.get(name, ()),
            {scene for scene in by_name[name] - past.keys() if (name, scene) in here.there},
        )
        gone = past | _of_other_age(script, seen, then.get(name, ()), ages[name])
        now[name] = _of_age(_of_now(every, gone, then.get(name, ())) if seen else every)
        then |= {name: tuple(_befallen(now[name], then.get(name, ()), by_name[name], worn, script))}
        now[name] = _unhurt(now[name], by_name[name], worn, script)
        now[name], moments = _while_borne(now[name], then.get(name, ()), script, when, worn)
        then |= {name: moments}
    speaking = {unit.speaker for unit in script.units if unit.kind == "speech"}
    return [
        _Name(
            name,
            people.get(name),
            joint.get(name, ()),
            frozenset(here.near[name] - {name}),
            frozenset(taken | {*order}),
            _of_outfit(now[name], worn, script.language),
            ages,
            then.get(name, ()),
            frozenset(whole(keys[scene]) for scene in by_name[name] if scene in keys),
            frozenset(whole(keys[scene]) for one, scene in here.firm if one == name and scene in keys),
            name not in speaking and roles.are_several(name, script.text),
        )
        for name in order
    ]


def _facts(plain: Script, script: Script, here: _Presence, worn: Mapping[int, str]) -> dict[str, tuple[Fact, ...]]:
    """What is told of everybody, by what a script means (`script`) where it is written otherwise (`plain`); `worn`: the scene of every line."""
    facts = evidence(script, list(here.scenes))
    if script is not plain:
        facts = {name: tuple(as_written(every, plain, script)) for name, every in facts.items()}
    facts = {name: tuple(_tidied(every)) for name, every in facts.items()}
    facts = _of_both_ages(facts, here.scenes, here.there, worn, Language.of(script.language).code)
    return {name: _of_first_scene(every, script, here.scenes[name]) for name, every in facts.items()}


_TWO_AGES = deferred(r"(?P<one>\d{1,3})\s*岁?\s*[/／]\s*(?P<other>\d{1,3})\s*岁", needs="岁")
"""Two ages of a list of people: 45 岁 / 57 岁."""


def _of_first_scene(every: tuple[Fact, ...], script: Script, scenes: Collection[str]) -> tuple[Fact, ...]:
    """The facts, in which who is listed with two ages has the later one, where they are first seen as many years after the first scene."""
    first = accepted(every, "age")
    two = _TWO_AGES.match(first.quote) if first and first.source == "told" else None
    if not first or not two or first.value != two["one"]:
        return every
    years = timeline(script, {}, Language.of(script.language).code).years
    since = next((years[scene.id] for scene in script.scenes if scene.id in scenes), 0)
    later = abs(int(two["other"]) - int(two["one"]) - since) < APART <= since
    return tuple(replace(fact, value=two["other"]) if later and fact is first else fact for fact in every)


def _reckoned(
    years: Mapping[str, int],
    facts: dict[str, tuple[Fact, ...]],
    ages: dict[str, int],
    known: Collection[str],
    past: Collection[int],
) -> None:
    """Adds to facts and ages how old those are in the story of whom only a scene of another time tells it; `past`: the lines of flashbacks."""
    for name, age in years.items():
        every = facts.get(name, ())
        told = accepted(every, "age")
        of_then = bool(told and told.line in past and abs(int(told.value) - age) >= APART)
        if (told is None or told.source != "told" or of_then) and name not in known:
            ages[name] = age
            kept = (fact for fact in every if not (of_then and fact.part == "age" and fact.line in past))
            facts[name] = (Fact("age", str(age), "inferred", reason="age word"), *kept)


def _tidied(facts: Iterable[Fact]) -> Iterator[Fact]:
    """The facts, without garments and marks that are none."""
    for fact in facts:
        seen = fact.part in ("clothes", "marks") and fact.source == "told"
        value = tidied(fact.value, fact.quote) if seen else fact.value
        if value:
            yield fact if value == fact.value else replace(fact, value=value)


def _of_both_ages(
    facts: Mapping[str, tuple[Fact, ...]],
    scenes: Mapping[str, Collection[str]],
    there: Collection[tuple[str, str]],
    lines: Mapping[int, str],
    language: str,
) -> dict[str, tuple[Fact, ...]]:
    """The facts, in which YOUNG IVY has what is told of IVY in the scenes that YOUNG IVY is in and IVY is not; `lines`: the scene of every line."""
    found = {**facts}
    for name in facts:
        other = at_other_age(name, facts, language)
        then = {scene for scene in scenes[name] if (name, scene) in there and (other, scene) not in there}
        own = {fact.part for fact in facts[name] if fact.source == "told"} | {"sex", "kin"}
        told = (fact for fact in facts.get(other, ()) if fact.source == "told" and lines.get(fact.line) in then)
        found[name] = (*(fact for fact in told if fact.part not in own), *facts[name])
    for name in facts:
        other = at_other_age(name, facts, language)
        found |= _of_child(name, other, found) if other and is_younger(name, language) else {}
    for name in facts:
        other = times.self_of(name, facts, language)
        if other and not _are_two(name, other, facts, there):
            one, two = found[name], found[other]
            found[name] = (*_sex_of(two, one), *one, *lasting(two, one, name))
            found[other] = (*_sex_of(one, two), *two, *lasting(one, two, name))
    return found


def _sex_of(told: Sequence[Fact], own: Sequence[Fact]) -> tuple[Fact, ...]:
    """The sex that is told of somebody at one age, where none is at the other; one that is only guessed where nothing is."""
    sex, mine = accepted(told, "sex"), accepted(own, "sex")
    return (sex,) if sex and (mine is None or (sex.source == "told" != mine.source)) else ()


def _are_two(name: str, other: str, facts: Mapping[str, tuple[Fact, ...]], there: Collection[tuple[str, str]]) -> bool:
    """Whether 小晚秋 is somebody else than 晚秋: kin of hers, or there in a scene with her."""
    kin = {fact.value.partition("|")[2] for fact in facts[name] if fact.part == "kin"}
    kin |= {name for fact in facts[other] if fact.part == "kin" and fact.value.partition("|")[2] == name}
    scenes = [{scene for one, scene in there if one == each} for each in (name, other)]
    return bool(kin & {name, other}) or bool(scenes[0] & scenes[1])


def _of_child(name: str, other: str, facts: Mapping[str, tuple[Fact, ...]]) -> dict[str, tuple[Fact, ...]]:
    """The facts of both, in which an age that only a child has is BOY TOM's, where nothing else tells one: `holds six-year-old Tom by the hand`."""
    ages = {one: [fact for fact in facts[one] if fact.part == "age" and fact.source == "told"] for one in (name, other)}
    moved = [fact for fact in ages[other] if int(fact.value) < GROWN]
    known = {fact.value for fact in ages[name]}
    if not moved or (known and len(moved) == len(ages[other]) and known.isdisjoint(fact.value for fact in moved)):
        return {}
    own = facts[name] if ages[name] else (*moved, *facts[name])
    return {name: own, other: tuple(fact for fact in facts[other] if fact not in moved)}


def _early(scenes: Collection[str], script: Script) -> frozenset[str]:
    """The scenes of the script up to the first of some."""
    order = [scene.id for scene in script.scenes]
    first = next((at for at, scene in enumerate(order) if scene in scenes), len(order))
    return frozenset({*order[: first + 1], ""})


def _unhurt(
    facts: tuple[Fact, ...], scenes: Collection[str], lines: Mapping[int, str], script: Script
) -> tuple[Fact, ...]:
    """The facts without what befalls somebody after the first scene they are in."""
    early = _early(scenes, script)
    return tuple(fact for fact in facts if not _comes_later(fact, early, lines))


_LASTS = deferred(
    "残废|残疾|失明|不能动|动不了|抬不起|听使唤|使不上|没有?知觉|失去知觉|瘸|跛|断了|没了$|缺[一半两三四]|独[臂眼]|假肢|义肢|假腿|木腿|轮椅|拐|"
    r"\b(?:useless|lame|limp|withered|paraly[sz]ed|missing|prosthetic|blind|one (?:arm|eye|leg)|crutch(?:es)?|wheelchair|cane|wooden leg|hook hand)\b",
    re.I,
)
"""Marks that come with what befalls somebody, and stay from there on."""


_IN_HAND = deferred(
    r"(?:手|胳膊|怀|膝)[上里]?[^，。]{0,2}(?:套|拎|提|捧|抱|攥|举|扛|端)着?"
    r"|\b(?:on|in|over|under|across) (?:each|either|both|one|his|her|their|the) (?:hands?|arms?|fists?|lap|knees?)\b",
    re.I,
)
"""Marks that are in somebody's hands: they are there in the scene that tells it, and nowhere else. a shoe worn on each hand."""


_PUT_ON = deferred(
    "(?:草|毡|礼|棉|雨|皮|军|毛线|针织|棒球|鸭舌|渔夫|遮阳|安全|厨师|面纱|防蜂)?帽子?$|头盔|钢盔|斗笠|面纱|面具|面罩|口罩|围巾|披风|斗篷|蓑衣|雨衣|雨披|手套|头巾|护目镜|救生衣|盖头|头纱|花环"
    r"|\b(?:hat|cap|beanie|helmet|bonnet|hood|crown|tiara|mask|balaclava|veil|scarf|shawl|cape|cloak|gloves|mittens|goggles|life vest|life jacket|poncho|raincoat|wreath|party hat|paper crown)$",
    re.I,
)
"""Marks that are put on and taken off: told of a later scene, nobody has them on before it."""


def _comes_later(fact: Fact, early: Collection[str], lines: Mapping[int, str]) -> bool:
    comes = fact.part == "marks" and any(sign.search(fact.value) for sign in (BEFALLEN, _LASTS, _IN_HAND, _PUT_ON))
    return comes and lines.get(fact.line, "") not in early


def _befallen(
    facts: Sequence[Fact],
    moments: Sequence[times.Moment],
    scenes: Collection[str],
    lines: Mapping[int, str],
    script: Script,
) -> Iterator[times.Moment]:
    """The moments, with what befalls somebody after their first scene as their state there, where none is told; what lasts as part of it in every scene from there on."""
    early, keys = _early(scenes, script), times.scene_keys(script)
    borne = [fact.value for fact in facts if fact.part == "marks" and not _comes_later(fact, early, lines)]
    told: dict[str, list[str]] = {}
    lasting: dict[str, list[str]] = {}
    present = [scene.id for scene in script.scenes if not scene.state]
    for fact in facts:
        if _comes_later(fact, early, lines) and not any(fact.value in mark or mark in fact.value for mark in borne):
            at = lines[fact.line]
            lasts = _LASTS.search(fact.value) is not None and at in present
            after = [scene for scene in present[present.index(at) + 1 :] if scene in scenes] if lasts else []
            for scene in (at, *after):
                (lasting if lasts else told).setdefault(keys[scene], []).append(fact.value)
    spoken = Language.of(script.language)
    between = "、" if spoken.does("writing.han") else " and "
    stated = {moment.scene: moment.state for moment in moments if moment.state}
    befell = {scene: stated.get(scene) or listed(told.get(scene, ()), spoken.code) for scene in (*told, *lasting)}
    stays = {scene: listed(lasting.get(scene, ()), spoken.code) for scene in befell}
    states = {scene: between.join(filter(None, (befell[scene], stays[scene]))) for scene in befell}
    known = {moment.scene for moment in moments}
    every = [replace(moment, state=states.get(moment.scene) or moment.state) for moment in moments]
    every += [times.Moment(scene, state=state) for scene, state in states.items() if scene not in known]
    order = [keys[scene.id] for scene in script.scenes]
    yield from sorted(every, key=lambda moment: order.index(moment.scene))


def _while_borne(
    facts: tuple[Fact, ...],
    moments: tuple[times.Moment, ...],
    script: Script,
    when: Timeline,
    lines: Mapping[int, str],
) -> tuple[tuple[Fact, ...], tuple[times.Moment, ...]]:
    """The facts without marks that are there for a while alone, and the moments, in which those scenes have them as a state: nobody is with child for thirty years."""
    spans = {
        fact: scenes
        for fact in facts
        if fact.part == "marks" and fact.source == "told" and passing.passes(fact.value)
        if (scenes := passing.until(fact, script, when, lines)) is not None
    }
    if not spans:
        return facts, moments
    keys, spoken = times.scene_keys(script), Language.of(script.language)
    between = "、" if spoken.does("writing.han") else " and "
    marks: dict[str, list[str]] = {}
    for fact, scenes in spans.items():
        for scene in scenes:
            marks.setdefault(keys[scene], []).append(fact.value)
    known = {moment.scene for moment in moments if not moment.since}
    every = [*moments, *(times.Moment(scene) for scene in marks if scene not in known)]
    found = []
    born = {keys[scene] for fact, scenes in spans.items() for scene in passing.after_birth(fact, scenes, script, when)}
    for moment in every:
        if moment.scene in born and passing.PREGNANT.search(moment.state):
            moment = replace(moment, state="")
        own, more = passing.said_once(moment.state, () if moment.since else marks.get(moment.scene, ()))
        told = between.join(filter(None, (own, listed(more, spoken.code) if more else "")))
        found.append(replace(moment, state=told))
    order = [keys[scene.id] for scene in script.scenes]
    rest = tuple(fact for fact in facts if fact not in spans)
    return rest, tuple(sorted(found, key=lambda moment: order.index(moment.scene)))


_ROUGH = deferred(r"[多几来余]|上下|左右|出头|开外|\ds\b|ies\b|something|teens|about|around|maybe|some", re.I)
"""What an age has beside it that is told only roughly."""
DECADE = 9
"""Years by which another telling may differ from an age that is told roughly."""


def is_rough(words: str) -> bool:
    """Whether words tell an age only roughly; no words do."""
    return not words or _ROUGH.search(words) is not None


def _of_age(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """The facts without hair, clothes and marks that are told in one breath with another age: `Jo, 14, in a nightdress` of somebody who is 16."""
    years = accepted(facts, "age")
    if not years or years.source != "told":
        return facts
    most = DECADE if is_rough(years.quote) else 1
    ages = [fact for fact in facts if fact.part == "age" and fact.source == "told"]
    others = {fact.line for fact in ages if fact.quote and abs(int(fact.value) - int(years.value)) > most}
    alike = {fact.line for fact in ages if fact.line not in others} | {years.line}
    breath = {(fact.line, fact.quote) for fact in ages if fact.line in others and fact.value != years.value}
    return tuple(
        fact
        for fact in facts
        if fact.part not in ("hair", "clothes", "marks")
        or not ((fact.line, fact.quote) in breath or fact.line in others - alike)
    )


def _outfits(script: Script) -> dict[int, str]:
    """The scene of every line."""
    return {line: scene.id for scene in script.scenes for line in _lines(script, scene)}


def _of_outfit(facts: tuple[Fact, ...], scenes: Mapping[int, str], language: str) -> tuple[Fact, ...]:
    """The facts without what is put on with other clothes in another scene: a green coat that is told with jeans, of somebody first seen in uniform."""
    first = next((fact for fact in facts if fact.part == "clothes" and fact.source == "told"), None)
    if not first:
        return facts
    seen = (scenes[fact.line] for fact in sorted(facts, key=lambda fact: fact.line) if fact.line in scenes)
    scene = scenes.get(first.line) or next(seen, None)  # a list of people tells how they are first seen
    others = {
        (fact.line, fact.quote)
        for fact in facts
        if fact.part == "clothes" and fact.value != first.value and scenes.get(fact.line) != scene
    }
    return tuple(
        fact
        for fact in facts
        if fact.part != "marks" or (fact.line, fact.quote) not in others or is_of_body(fact.value, language)
    )


def _lines(script: Script, scene: Scene) -> range:
    """The lines of a scene."""
    return range(script.line_of(scene.start), script.line_of(max(scene.end - 1, scene.start)) + 1)


def _past(script: Script) -> dict[str, tuple[str, range]]:
    """For every scene that is a flashback or a dream, by its id, the name a cast.toml has for it and its lines."""
    keys = times.scene_keys(script)
    return {scene.id: (keys[scene.id], _lines(script, scene)) for scene in script.scenes if scene.state}


def _of_other_age(
    script: Script, seen: Collection[str], moments: Sequence[times.Moment], usual: int
) -> dict[str, tuple[str, range]]:
    """As `_past`, the scenes of the story in which somebody is older or younger than the cast has them, where they are seen in others."""
    keys = times.scene_keys(script)
    ages = {
        moment.scene: moment.age if moment.age is not None else later(usual, moment.leap)
        for moment in moments
        if not moment.since
    }
    apart = {moment.scene for moment in moments if not moment.since and (moment.age is not None or moment.leap)}
    there = [
        scene
        for scene in script.scenes
        if scene.id in seen or (keys[scene.id] in apart and not scene.state)  # whoever acts there without a word
    ]
    off = {
        moment.scene: moment.leap if moment.age is None else moment.age - usual
        for moment in moments
        if not moment.since
    }
    starts = off.get(keys[there[0].id], 0) if there else 0
    other = [
        scene
        for scene in there
        if seen_apart(ages.get(keys[scene.id], usual), usual) or (starts < LATER <= off.get(keys[scene.id], 0))
    ]
    return {scene.id: (keys[scene.id], _lines(script, scene)) for scene in other if len(other) < len(there)}


def _of_now(
    facts: Sequence[Fact], past: Mapping[str, tuple[str, range]], moments: Sequence[times.Moment]
) -> tuple[Fact, ...]:
    """The facts without hair, clothes and marks of another time: told in a flashback of somebody who is younger there, or of whom the present tells that part too."""
    aged = {moment.scene for moment in moments if moment.age is not None or moment.leap}
    where = {fact: [key for key, lines in past.values() if fact.line in lines] for fact in facts}
    now = {fact.part for fact in facts if fact.source == "told" and not where[fact]}
    return tuple(
        fact
        for fact in facts
        if fact.part not in ("hair", "clothes", "marks")
        or not where[fact]
        or not (fact.part in now or fact.part == "clothes" or aged & {*where[fact]})
    )


_WHITE = deferred("[白灰]|银|(?:white|gr[ae]y|silver|salt-and-pepper)", re.I)
"""A shade of hair that comes with age; of an old time, where white hair is worn by immortals, only where it is mixed."""
_DYED = deferred("[粉绿蓝紫橙]|荧光|pink|green|blue|purple|violet|orange|neon|turquoise|teal", re.I)
"""A shade of hair that nobody is born with."""
_MIXED = deferred("花白|灰白|斑白|gr[ae]y|salt-and-pepper", re.I)


def _greyed(facts: Iterable[Fact], era: Mapping[str, Any]) -> bool:
    """Whether the hair that is told of somebody is that of an old man or woman of an era."""
    pattern = _MIXED if era.get("ageless") else _WHITE
    return any(
        fact.part == "hair" and fact.source == "told" and pattern.match(fact.value.partition("|")[0]) for fact in facts
    )


def _met(
    facts: Mapping[str, Sequence[Fact]], script: Script, scenes: Mapping[str, Collection[str]], lines: Mapping[int, str]
) -> dict[str, int]:
    """The years from the first scene at which everybody is as old as the cast has them: where their age is told, else where they are first seen; none of those of whom no year is known."""
    when = timeline(script, {}, Language.of(script.language).code)
    found: dict[str, int] = {}
    for name, every in facts.items():
        age = accepted(every, "age")
        told = lines.get(age.line, "") if age and age.source == "told" else ""
        first = next((scene.id for scene in script.scenes if scene.id in scenes.get(name, ()) and not scene.state), "")
        at = told or first
        if at in when.years and at not in when.loose:
            found[name] = when.years[at]
    return found


_AGED_WHITE = 45
"""Years of somebody's part in a family, father or mother, from which white hair makes them old."""


def _settled(
    facts: Mapping[str, Sequence[Fact]], known: Mapping[str, int], era: Mapping[str, Any], years: Mapping[str, int]
) -> dict[str, int]:
    """An age for everybody, parents older than their children: known, told, guessed from a word, else usual.

    What is not told is moved until a generation lies between them; children of whose parents an age is told are moved first.
    `years`: when in the story the age of everybody is theirs; whoever is 32 there was born when a mother of 28 was seen as many years before.
    """
    told = {name: fact for name, every in facts.items() if (fact := accepted(every, "age"))}
    fixed = {name for name, fact in told.items() if fact.source == "told"} | {*known}
    grey = {name for name, every in facts.items() if _greyed(every, era)}
    usual = {name: OLD if name in grey else 24 + assume.number(name) % 12 for name in facts}
    ages: dict[str, int] = usual | {name: int(fact.value) for name, fact in told.items()} | dict(known)
    aged = (name for name in grey - fixed if ages[name] >= _AGED_WHITE and _is_white(facts[name]))
    ages |= {name: max(ages[name], OLD) for name in aged}
    family = _Family(
        {
            way: {
                name: [fact.value.partition("|")[2] for fact in every if fact.value.startswith(f"{way}|")]
                for name, every in facts.items()
            }
            for way in ("parent", "child", "mate", "grand", "elder", "peer")
        },
        years,
    )
    kin = family.kin
    ages |= _by_elders_and_peers(ages, family, fixed, {*told} | {*known})
    for _ in range(GENERATIONS):
        for name, children in kin["parent"].items():
            if name not in fixed and children:
                ages[name] = max(ages[name], *(family.at(name, child, ages) + GENERATION for child in children))
    for name, children in kin["grand"].items():
        if name not in fixed and children:
            told_of = [family.at(name, child, ages) for child in children if child in fixed]
            ages[name] = max(ages[name], *(age + 2 * GENERATION for age in told_of), 0 if told_of else GRAND)
    for name, children in kin["parent"].items():
        young = name not in fixed and children and not kin["grand"][name] and ages[name] < GRAND
        if young and all(child in fixed for child in children):
            ages[name] = min(ages[name], max(family.at(name, child, ages) for child in children) + MOST_BETWEEN)
    return ages


def _is_white(facts: Iterable[Fact]) -> bool:
    """Whether the hair that is told of somebody is white all over."""
    shades = (fact.value.partition("|")[0] for fact in facts if fact.part == "hair" and fact.source == "told")
    return any(_WHITE.match(shade) and not _MIXED.match(shade) for shade in shades)


@dataclass(frozen=True, slots=True)
class _Family:
    """Who is whose kin, and when."""

    kin: Mapping[str, Mapping[str, Sequence[str]]]
    """parent, child, mate … -> name -> whose they are."""
    years: Mapping[str, int]

    def at(self, name: str, other: str, ages: Mapping[str, int]) -> int:
        """How old another is when somebody is as old as the cast has them."""
        return ages.get(other, 0) + self.years.get(name, 0) - self.years.get(other, 0)


def _by_elders_and_peers(
    ages: Mapping[str, int], family: _Family, fixed: Collection[str], told: Collection[str]
) -> dict[str, int]:
    """The ages of those who are told by others: children and grandchildren of the old, classmates, husbands and wives. `fixed`: whose age is told, `told`: whose is told or guessed."""
    found: dict[str, int] = {}
    for way, generations, sure in (("child", 1, fixed), ("elder", 2, told)):
        for name, elders in family.kin[way].items():
            firm = [family.at(name, elder, ages) for elder in elders if elder in fixed]
            if firm and name not in sure:
                found[name] = max(min(ages[name], min(firm) - generations * GENERATION), YOUNGEST)
    for name, others in family.kin["peer"].items():
        near = next((family.at(name, other, ages) for other in others if other in fixed and ages[other] < GROWN), None)
        found |= {name: near} if near is not None and name not in fixed else {}
    for name, mates in family.kin["mate"].items():
        near = next((family.at(name, mate, ages) for mate in mates if mate in told), None)
        found |= {name: near - MATES} if near is not None and name not in told else {}
    return found


@dataclass(frozen=True, slots=True)
class _Reading:
    """From the facts about one name to an entry of the cast: what is told, then what is inferred, then what is usual."""

    entry: _Name
    seen: list[Member]
    tempo: int
    language: str
    era: str
    text: str
    dress: str = ""
    """The era, or the wardrobe of today, whose clothes are assumed."""
    shades: Mapping[str, str] = field(default_factory=dict)
    """What stands for colours of hair that nobody has where they are from."""
    bodily: bool = False
    """Whether an action shows them at last whom the list has as a voice on a telephone."""

    def member(self) -> Member:
        """The entry."""
        entry, language = self.entry, self.language
        kind = roles.kind(entry.name, entry.members, language)
        kind = "group" if kind == "person" and entry.many else kind
        heard = entry.person and not self.bodily and roles.HEARD_ONLY.search(entry.person.looks)
        if kind == "person" and (self._is_machine() or heard):
            kind = "voice"
        aliases = entry.person.aliases if entry.person else ()
        sex, years = self._sex(), self._age()
        twin = self._twin(sex)
        if twin:
            sex = replace(sex, value=twin.looks.sex)
            years = years if years.source == "told" else replace(years, value=str(twin.looks.age))
        voice = assume.voice(sex.value, int(years.value), self.tempo, language)
        if kind in ("group", "joint"):
            voice = assume.voices(sex, int(years.value), self.tempo, language, BODILESS[language][kind])
        if kind != "person":
            looks = self._typical(kind, sex.value, int(years.value))
            assumed = ("voice",) if years.source == "told" else ("age", "voice")
            return Member(entry.name, kind, looks, voice, aliases, assumed=assumed, facts=self._facts(sex, years))
        made = made_as(entry.name, self.text, language)
        if made:
            looks = Looks(sex.value, int(years.value), NONE[language], NONE[language], *made)
            told = {"hair": "told", "clothes": "told"}
        else:
            looks, told = self._looks(sex.value, int(years.value), twin)
        known = {"sex": sex.source, "age": years.source, **told, "voice": "assumed"}
        lines = dict.fromkeys(fact.line for fact in entry.facts if fact.source == "told" and fact.line)
        return Member(
            entry.name,
            kind,
            looks,
            voice,
            aliases,
            twin_of=twin.name if twin else "",
            assumed=tuple(part for part, source in known.items() if source != "told"),
            evidence=tuple(lines)[:MOST_LINES],
            versions=tuple(
                self._at_home(self._uncloaked(version, looks))
                for version in times.versions(entry.moments, looks, voice, entry.name, language, self.era)
            ),
            facts=(*self._facts(sex, years), *_assumed(looks, told)),
        )

    def _uncloaked(self, version: Version, looks: Looks) -> Version:
        """A version that has taken off what the looks have over the clothes, in the clothes alone: 已脱下斗篷."""
        style = without(looks.clothes_style, version.state, self.language)
        if version.clothes or style == looks.clothes_style:
            return version
        return replace(version, clothes=(looks.clothes_colour, style), state="")

    def _at_home(self, version: Version) -> Version:
        """A version whose hair, where nobody told it, is of a colour that people have where they are from."""
        told = {fact.value.partition("|")[0] for fact in self.entry.facts if fact.part == "hair"}
        told |= {moment.hair[0] for moment in self.entry.moments if moment.hair}
        if not version.hair or version.hair[0] in told:
            return version
        colour, style = version.hair
        return replace(version, hair=(self.shades.get(colour, colour), style))

    def _is_machine(self) -> bool:
        return roles.is_machine(self.entry.name, self.entry.person.looks if self.entry.person else "", self.language)

    def _then(self) -> str:
        """The era whose trades dress otherwise than today's; empty where the story plays now, be it in the country."""
        row = roles.tables(self.language)["eras"].get(self.era, {})
        return "" if row.get("here") or row.get("lately") else self.era

    def _typical(self, kind: PersonKind, sex: str, years: int) -> Looks:
        """Looks of a crowd, a voice or people together: hair and clothes of such people; a crowd is mixed."""
        entry, language = self.entry, self.language
        if kind == "group":
            hair, clothes = assume.crowd(entry.name, language, self._then(), entry.taken)
            suit, _ = self._choose("clothes", clothes)
            return bodiless(kind, Looks(sex, years, *hair, *suit), language)
        if kind == "voice" and self._is_machine():
            return bodiless(kind, Looks(sex, years, *(4 * (NONE[language],))), language)
        rows = [
            assume.rows(part, sex, years, language, entry.taken, self.era, self.shades) for part in ("hair", "clothes")
        ]
        at = assume.number(entry.name)
        return bodiless(kind, Looks(sex, years, *(word for row in rows for word in row[at % len(row)])), language)

    def _sex(self) -> Fact:
        found = accepted(self.entry.facts, "sex")
        speaking = {one.looks.sex for one in self.seen if one.name in self.entry.members}
        if not found and len(speaking) == 1:
            return Fact("sex", next(iter(speaking)), "inferred", reason="usual")
        male_female = roles.tables(self.language)["sexes"]
        if not found and assume.mens(self.entry.name, self.language, self._then()):
            return Fact("sex", male_female[0], "inferred", reason="trade")
        if not found and (self_then := self._other_age()):
            return Fact("sex", self_then.looks.sex, "inferred", reason="usual")
        return found or Fact("sex", male_female[assume.number(self.entry.name) % 2], "assumed", reason="usual")

    def _age(self) -> Fact:
        """Told, or guessed from a word; a parent is old enough to be one, and a child young enough."""
        found, years = accepted(self.entry.facts, "age"), str(self.entry.ages[self.entry.name])
        if found and found.source == "told":
            return found
        if then := self._age_then():
            return then
        if found and found.value == years:
            return found
        if not found and (self_then := self._other_age()) and times.is_small(self.entry.name):
            grown = self_then.looks.age > 2 * times.SMALL
            return Fact("age", str(times.SMALL) if grown else years, "inferred", reason="age word")
        kin = any(fact.part == "kin" for fact in self.entry.facts)
        return Fact("age", years, "inferred", reason="kin") if kin else Fact("age", years, "assumed", reason="usual")

    def _other_age(self) -> Member | None:
        """The same person at another age, where that is there already: IVY of YOUNG IVY."""
        own = self.entry.name
        return next(
            (
                one
                for one in self.seen
                if one.kind == "person"
                and (times.self_of(own, [one.name], self.language) or times.self_of(one.name, [own], self.language))
            ),
            None,
        )

    def _age_then(self) -> Fact | None:
        """How old somebody is in the scenes of another time that the same person at that time has to themselves; None where nothing says it."""
        other = self._other_age()
        scenes = self.entry.scenes
        old = _GROWN_OLD.match(self.entry.name) is not None
        then = (
            one.age
            for one in (other.versions if other else ())
            if other and one.age is not None and scenes & {*one.scenes} and (one.age > other.looks.age) == old
        )
        return next((Fact("age", str(years), "inferred", reason="age word") for years in then), None)

    def _twin(self, sex: Fact) -> Member | None:
        """Who is there already and looks the same: of one sex, and of one age unless told."""
        names = {fact.value.partition("|")[2] for fact in self.entry.facts if fact.value.startswith("twin|")}
        twin = next((one for one in self.seen if one.kind == "person" and one.name in names), None)
        return None if twin and sex.source == "told" and sex.value != twin.looks.sex else twin

    def _looks(self, sex: str, years: int, twin: Member | None) -> tuple[Looks, dict[str, str]]:
        """The looks, and where hair and clothes come from; parts that nobody wrote are moved until no two are alike."""
        entry, language = self.entry, self.language
        trade = self._trade(sex, years)
        rank = roles.tables(language)["eras"].get(self.era, {}).get("rank", ()) if trade else ()
        taken = entry.taken | {*rank}
        tables = {
            part: assume.rows(part, sex, years, language, taken, self.dress, self.shades)[0]
            for part in ("hair", "clothes")
        }
        greyed = assume.greyed(fact.value for fact in entry.facts if fact.part == "marks")
        ages = (moment.age or 0 for moment in entry.moments)
        young = max(ages, default=0) >= years + GENERATION  # who is a grandparent in a later scene alone
        if self._is_grandparent() and age_class(years) == "" and years < GRAND and not young:
            elders = assume.rows("hair", sex, OLD, language, taken, self.era)
            tables["hair"] = elders[assume.number(entry.name) % len(elders)]
        if greyed:  # whose beard is grey has no black hair
            tables["hair"] = assume.grey_as(greyed, entry.name, sex, years, language, entry.taken, self.era)
        other = self._other_age()
        shade = times.shade_then(other.looks, years) if other else ""
        if other and shade:
            worn = {
                version.hair[1] for version in other.versions if version.hair
            }  # who is there by both names is told apart
            rows = [style for _, style in assume.rows("hair", sex, years, language, entry.taken, self.era)]
            tables["hair"] = (shade, next((style for style in rows if style not in worn), rows[0]))
        colour = self._born_with(years)
        if colour:
            rows = [style for _, style in assume.rows("hair", sex, years, language, taken, self.dress, self.shades)]
            tables["hair"] = (colour, rows[assume.number(entry.name) % len(rows)])
        if twin:
            tables["hair"] = (twin.looks.hair_colour, twin.looks.hair_style)
        hair, hair_told = self._choose("hair", tables["hair"])
        suit, suit_told = self._choose("clothes", trade or tables["clothes"])
        told = {"hair": "told" if hair_told else "assumed", "clothes": "told" if suit_told else "assumed"}
        free = {part for part in told if told[part] != "told"}
        fixed = accepted(entry.facts, "age") or any(
            fact.value.startswith(("parent|", "child|")) for fact in entry.facts
        )
        free |= set() if fixed else {"age"}
        grey = (
            greyed
            or shade
            or colour
            or tables["hair"] not in assume.rows("hair", sex, years, language, taken, self.dress, self.shades)
        )
        free -= {"hair", "age"} if twin else {"hair"} if grey else set()
        if trade and "clothes" in free:
            free = free - {"clothes"} | {"uniform"}
        plain = Looks(sex, years, *hair, *suit)
        looks = apart.distinct(
            plain, free, entry.name, self.seen, set(entry.near), language, taken, self.dress, self.shades
        )
        return self._marked(looks), told

    def _born_with(self, years: int) -> str:
        """The colour of hair that another time of somebody's life tells, where they are not old yet: who is red at ten is red at twenty-three."""
        told = (
            moment.hair[0] for moment in self.entry.moments if moment.hair and moment.hair[0] and moment.age != years
        )
        natural = (
            colour for colour in told if not _WHITE.match(colour) and not _DYED.search(colour) and colour not in NOTHING
        )
        return next(natural, "") if age_class(years) != "old_" else ""

    def _trade(self, sex: str, years: int) -> tuple[str, str] | None:
        """What somebody's trade wears in the era, or that whose work they are seen at, or a parent at home today; None where nothing says it."""
        entry, language, then = self.entry, self.language, self._then()
        worn_then = not then or then in (roles.tells(entry.name, "eras", language) or ())
        called = (entry.name, *(entry.person.aliases if entry.person else ()))
        called = (*called, *(fact.quote for fact in entry.facts if fact.reason == "trade" and fact.quote))
        told = (fact.quote for fact in entry.facts if fact.part == "age" and fact.source == "told")
        sexes = (fact.quote for fact in entry.facts if fact.part == "sex" and fact.source == "told")
        called = (*called, *(quote for quote in sexes if _A_ROLE.fullmatch(quote)))
        called = (*called, *(item for quote in told for item in _TRADES_APART.split(quote) if not _FORMER.search(item)))
        called = tuple(assume.at_wheel(name, self.text, language) for name in called)
        trade = next(filter(None, (assume.working(name, language, then, self.text) for name in called)), None)
        every = (roles.tells(name, "clothes", language) if worn_then else None for name in called)
        trade = trade or next(filter(None, every), None)
        trade = trade or next(filter(None, (assume.trade(name, language, then) for name in called)), None)
        if not trade and (work := labour(entry.name, self.text, language)):
            trade = assume.working(work, language, then, f"the {work}") or (
                roles.tells(work, "clothes", language) if not then else None
            )
        if not trade and not self.era and self._is_homely(years):
            trade = assume.homely(entry.name, sex, language)
        return (trade[0], trade[1]) if trade and assume.unnamed(trade, entry.taken) else None

    def _choose(self, part: str, usual: tuple[str, str]) -> tuple[tuple[str, str], bool]:
        """The pair the script tells, a part it leaves out as usual; and whether it tells any."""
        told = [fact for fact in self.entry.facts if fact.part == part and fact.source == "told"]
        told = [fact for fact in told if self._may_say(fact)]
        if not told:
            return usual, False
        pairs = [fact.value.split("|") for fact in told]
        colour, style = self._fuller(told).value.split("|") if part == "clothes" else pairs[0]
        if part == "hair":
            style = style or next((other for shade, other in pairs if shade in ("", colour)), "")
            colour = colour or next((shade for shade, other in pairs if other in ("", style)), "")
        elif style and not colour:
            colour = next((shade for shade, other in pairs if other == style and shade), "")
        whole = any(_AS_DRESS.search(fact.quote) for fact in told)
        under = usual if is_cloak(style) else self._under(usual)
        if part == "clothes" and not whole and (both := over(under, (colour, style), self.language)):
            return both, True
        free = part == "clothes" and not colour and not usual[1].endswith(style or " ")
        own = assume.colour_of(style, self.language) if free else ""
        return (colour or own or usual[0], style or usual[1]), True

    def _under(self, usual: tuple[str, str]) -> tuple[str, str]:
        """What is worn under an apron: what is usual in a trade, else plain clothes."""
        trade = roles.tells(self.entry.name, "clothes", self.language) if not self._then() else None
        return usual if trade else assume.under(self._sex().value, self.language, self.era)

    def _is_grandparent(self) -> bool:
        """Whether the story has somebody's grandchild of theirs, so that their hair is grey whatever their years."""
        return any(fact.value.startswith("grand|") for fact in self.entry.facts if fact.part == "kin")

    def _is_homely(self, years: int) -> bool:
        """Whether somebody is of the story as a parent, a husband or a wife of middle age."""
        name = self.entry.name if Language.of(self.language).does("writing.han") else self.entry.name.lower()
        kin = any(fact.value.startswith(("parent|", "mate|")) for fact in self.entry.facts)
        word = any(name.endswith(each) for each in roles.tables(self.language)["homely"]["words"])
        return (kin or word) and age_class(years) == ""

    def _fuller(self, told: Sequence[Fact]) -> Fact:
        """The first telling of clothes, or one of the same passage that says more: `an oversized white shirt` after `in casual wear`."""
        first = told[0]
        colour, style = first.value.split("|")
        near = [fact for fact in told[1:] if abs(fact.line - first.line) <= PASSAGE]
        if style.split()[-1:] and style.split()[-1] in roles.tables(self.language)["any_clothes"]:
            return next(iter(near), first)
        same = (
            fact
            for fact in near
            if not colour and style.isascii() and " " not in style and fact.value.endswith(f" {style}")
        )
        return next(same, first)

    def _may_say(self, fact: Fact) -> bool:
        """Whether what a name tells can be said without a name: not 风衣 of somebody called 风衣; 光头 is what it is."""
        words = fact.value.split("|")
        own = fact.quote == self.entry.name
        return not own or fact.part == "hair" or assume.unnamed(words, self.entry.taken)

    def _marked(self, looks: Looks) -> Looks:
        """The looks with every told mark: of what is worn behind the clothes (冲锋衣、戴草帽, `canvas work coat and army boots`), of head and body behind the hair, where there is any: 短发、左脸上有刀疤."""
        every = [fact.value for fact in self.entry.facts if fact.part == "marks"]
        told = [mark for at, mark in enumerate(every) if not any(_bare(mark) in one for one in every[:at])]
        most = Language.of(self.language).number("looks.longest")
        style = looks.clothes_style
        if any(mark.endswith(_ON_HEAD) for mark in told):
            style = _HATTED.sub("", style)
        bald = looks.hair_style in (*NOTHING, *BALD[self.language])
        face = [mark for mark in told if not bald and _OF_HEAD.search(mark) and not _PASSING.search(mark)]
        on_body = (mark for mark in told if is_of_body(mark, self.language) or _ON_BODY.search(mark))
        befell = [mark for mark in on_body if mark not in face and BEFALLEN.search(mark)]
        worn = [mark for mark in told if mark not in face and mark not in befell]
        hair = together(looks.hair_style, face, self.language, most)
        words = Language.of(self.language)
        state = words.word("names.state") + words.word("writing.list").join(befell) if befell else ""
        style = together(style, worn, self.language, most) + state
        return replace(looks, hair_style=hair, clothes_style=style)

    def _facts(self, sex: Fact, years: Fact) -> tuple[Fact, ...]:
        """What is known, with the sex and the age that are gone by."""
        rest = [fact for fact in self.entry.facts if fact not in (sex, years)]
        return (sex, years, *rest)


_OF_HEAD = deferred(
    r"[胡须髯疤痣]|胡茬|雀斑|酒窝|梨涡|皱纹|胎记|老年斑|麻子|(?:剑|浓|白|断)眉|虎牙|兔牙|龅牙|鹰钩鼻|酒糟鼻"
    r"|\b(?:beard|moustache|mustache|stubble|whiskers|goatee|sideburns|scars?|freckles|dimples?|wrinkles|birthmark|mole|brows|eyebrows)\b",
    re.I,
)
"""Marks of a head, which stand with its hair and are no garments: a grey beard, 左脸上有刀疤."""
_PASSING = deferred(
    r"[手臂腿背胸腹腰颈脖肩掌指膝脚]|\b(?:hands?|arms?|forearms?|legs?|back|chest|neck|shoulders?|palms?|wrists?|knees?|fingers?)\b|^(?:戴|贴)|假|\b(?:false|fake|mask)\b",
    re.I,
)
"""What tells that such a mark is of no head, or is put on."""
_ON_BODY = deferred("[手臂腿额头脸肩胸背腰脚膝眼颈脖腕].*[缠裹绑包打贴着有]|[缠裹绑包打贴]")
"""How a bandage is told that somebody has on them: 右手缠着绷带."""
_A_ROLE = deferred(r"(?:the|an?) [a-z]+(?: [a-z]+)?|[\u3400-\u9fff]{2,4}")
"""A word for what somebody is, by which their sex was told: the bride, 新娘."""
_TRADES_APART = deferred(r"[,，、;；（）()]\s*(?:an?\s+|the\s+)?")
"""Between what a description says of somebody: 28岁，潜水员."""
_FORMER = deferred(r"退休|前任?|原|离职|想当|曾|\b(?:retired|former|ex|once|would-be|aspiring|not)\b|['’]s\b|的", re.I)
"""What tells of a trade that it is not somebody's own, or not now."""


def _bare(mark: str) -> str:
    """A mark by which a longer one is known: 镯 of 镯子, that was 翡翠镯 before."""
    return mark.removesuffix("子")


def _assumed(looks: Looks, told: dict[str, str]) -> Iterator[Fact]:
    """Hair and clothes that nobody wrote, as facts."""
    for part, pair in (
        ("hair", (looks.hair_colour, looks.hair_style)),
        ("clothes", (looks.clothes_colour, looks.clothes_style)),
    ):
        if told[part] == "assumed":
            yield Fact(part, "|".join(pair), "assumed", reason="usual")


def with_tempo(cast: Cast, tempo: int | None) -> Cast:
    """The cast with everybody's tempo replaced (`--tempo`); unchanged for None."""
    if tempo is None:
        return cast
    members = tuple(replace(member, voice=replace(member.voice, tempo=tempo)) for member in cast.members)
    return replace(cast, members=members)
