"""How somebody is at another time: ages of flashbacks and leaps in time, and what befell them in one scene.

Read from the words beside a name (九岁的林婉, 年幼的林婉, `A younger Nora`, 林婉浑身湿透) and from captions (三年后, TEN YEARS
EARLIER). Only ages that differ by `APART` years and more make a version.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from storyboard.cast import assume, roles, said
from storyboard.cast.ages import NUMBERS
from storyboard.cast.evidence import accepted, at_other_age
from storyboard.cast.looks import BALD, BEFALLEN, MORTAL, NONE, NOTHING, SEES_BY, age_class
from storyboard.cast.pieces import MARK, whole
from storyboard.cast.timeline import APART, LEAP, Timeline, age_in, later, number_of, seen_apart, timeline
from storyboard.cast.voicing import at_age
from storyboard.cast.wearing import is_of_body, listed, over, together
from storyboard.datafiles import load
from storyboard.languages import Language
from storyboard.languages import scenery as vocabulary
from storyboard.model import Fact, Looks, Scene, Script, Unit, Version, Voice
from storyboard.patterns import deferred, passing, standing
from storyboard.records import dataclass

_FILE = Path(__file__).parent / "times.toml"
AS_EVER = ("", "")
"""Clothes of a moment: those of the entry again, where what was put on is taken off."""
LONGEST = 12
"""Characters around a name in which a longer one that holds it may stand."""
BETWEEN_ZH = 14
TOLD_ZH = 40
"""Characters of what stands in brackets behind a name."""
"""Characters between a name and how somebody is."""
LONGEST_STATE = 12
"""Characters of the longest words for how somebody is in Chinese."""
THEN_ZH = (
    r"(?:那时|那年|那会儿?|当时|当年|彼时|其时|时年|年方|年仅)(?:候)?(?:也|还|已|已经|才|刚|刚满|只有|不过|正|是)*"
)
"""What stands between a name and the age of the scene: 鲁伯那时四十岁."""
THEN_EN = r"(?:(?:then|now|at the time|at that time|back then|still|already|only|just|barely|about|around|maybe|aged?)[\s,]+(?:of\s+)?)+"
_NUMBER_ZH = r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})"
_AGE_BEHIND_ZH = rf"(?:[（(，]\s*(?:年仅|今年)?|[（(，]?\s*(?:{THEN_ZH}))"
"""What stands between a name and an age behind it."""
_AGED_BEHIND_ZH = deferred(rf"{_AGE_BEHIND_ZH}{_NUMBER_ZH}岁")
"""An age behind a name: looked for where the name stands, before the pattern of the name itself is made."""
_NUMBER_EN = "|".join(sorted(NUMBERS, key=len, reverse=True))
SMALL_CHILD = 10
"""Years up to which somebody has grown out of what they wore two years ago."""
JUST_GROWN = 21
"""Years up to which somebody dresses as the young do."""


@dataclass(frozen=True, slots=True)
class Moment:
    """What a scene tells of somebody that is otherwise than in other scenes."""

    scene: str
    """As a cast.toml names it; behind a mark the piece of it that plays in another year."""
    age: int | None = None
    called: bool = False
    """Whether the scene calls them younger or older than they are in the story: as they are nowhere else, though it be by a year or two."""
    leap: int = 0
    """Years from the time of the story; used where no age is told."""
    state: str = ""
    clothes: tuple[str, str] | None = None
    """Colour and style that this scene tells, or one before it of the same day; the colour may be empty."""
    since: str = ""
    """The words that tell it, where the person has been seen in other clothes in the scene before them."""
    hair: tuple[str, str] | None = None
    """Colour and style that a scene of another time tells; a part may be empty."""
    marks: tuple[str, ...] = ()
    """What a scene of another time tells that they bear."""
    piece: str = ""
    """The words with which a piece of the scene begins that plays in another year."""


def moments(
    script: Script,
    names: Collection[str],
    told: Mapping[str, Sequence[Fact]],
    ages: Mapping[str, int],
    pieces: Mapping[str, str],
) -> tuple[dict[str, tuple[Moment, ...]], dict[str, int], Timeline]:
    """For everybody of `names` what single scenes tell, in order; how old those are in the first scene of the story that they are in of whom only another scene tells it; and when all scenes play.

    `told`: the facts of everybody, for what they wear where; `ages`: how old they are in the cast; `pieces`: the words with which pieces of scenes begin.
    Clothes and states last until they change, or until another day; how somebody is at another age lasts as long as they are of that age.
    """
    language = Language.of(script.language).code
    table, arrives, found = _table(language), _arriving(language), defaultdict[str, list[Moment]](list)
    keys, where, lines = scene_keys(script), _places(script), script.text.splitlines()
    dressed = {name: _dressed(facts, where, lines, language) for name, facts in told.items()}
    borne = {name: _borne(facts, where) for name, facts in told.items()}
    lasting, met = dict[str, Moment](), set[str]()
    last: Scene | None = None
    readers = {name: _Reader(name, names, table, language) for name in names if len(name) > 1}
    seen = _seen(script, readers)
    lives, when = _lives(script, readers, told, seen, where, language)
    wet = _wet(seen, readers, table)
    for scene, units, text, here in seen:
        lasting = {} if last is None or _another_day(last, scene, when, language) else lasting
        last = None if scene.state else scene
        small, sexes = text.casefold(), _unnamed(text, readers)
        for name, reader in readers.items():
            named = name.casefold() in small
            if name in here or named or (name in met and _may_mean(name, told.get(name, ()), sexes)):
                met.add(name)
                told_of = text if named else ""
                before = lasting.get(name, Moment("")) if not scene.state else Moment("")
                (changed, words), (befell, by) = reader.changed(told_of), reader.state(told_of)
                clothes = changed or dressed.get(name, {}).get(scene.id)
                undone = _taken_off(befell, changed or before.clothes, table)
                befell = "" if undone else befell
                kept = "" if clothes else _kept(before.state, table) or wet.get((scene.id, name), "")
                state = befell or _covered(units, name, table) or kept
                years, off = lives[name].at(scene.id, when, ages.get(name))
                usual = ages.get(name, 0)
                called = lives[name].calls(scene.id, years, usual)
                worn = clothes or (None if _is_of_other_age(years, before.age, usual) else before.clothes)
                now = Moment(keys[scene.id], years, called, off, state, worn, piece=pieces.get(scene.id, ""))
                lasting |= {name: now} if not scene.state else {}
                if changed and _seen_before(units, name, words, arrives):
                    found[name].append(Moment(now.scene, clothes=changed, since=words))
                    now = replace(now, clothes=before.clothes, state=now.state or before.state)
                if undone:
                    found[name].append(Moment(now.scene, clothes=AS_EVER, since=by))
                    lasting |= {name: replace(now, clothes=None)} if not scene.state else {}
                elif by and _seen_before(units, name, by, arrives):
                    found[name].append(Moment(now.scene, state=befell, since=by))
                    now = replace(now, state="" if before.state in table["brief"] else before.state)
                if now.age is not None or now.leap:
                    same = lives[name].as_then(scene.id, now, when, usual)
                    now = _of_that_time(now, same, dressed.get(name, {}), borne.get(name, {}), language)
                if now != Moment(now.scene):
                    found[name].append(now)
    return {name: tuple(each) for name, each in found.items()}, _met(lives, when), when


_PRONOUNS = {
    "male": deferred(r"\b(?:he|him|his|himself)\b", re.I),
    "female": deferred(r"\b(?:she|her|hers|herself)\b", re.I),
    "男": deferred("他(?!们|人|乡|日|方|处)"),
    "女": deferred("她(?!们)"),
}


def _unnamed(text: str, names: Iterable[str]) -> frozenset[str]:
    """The sexes of which a scene has a pronoun before it names anybody: it tells of somebody of a scene before."""
    found = {sex: one.start() for sex, pronoun in _PRONOUNS.items() if (one := pronoun.search(text))}
    small = text.casefold() if found else ""
    first = min((at for name in names if (at := small.find(name.casefold())) >= 0), default=len(text)) if found else 0
    return frozenset(sex for sex, at in found.items() if at < first)


def _may_mean(name: str, facts: Iterable[Fact], sexes: Collection[str]) -> bool:
    """Whether a scene that does not name somebody may tell of them all the same, by a pronoun of one of these sexes: whatever they are since a scene before, they are there too."""
    sex = accepted(facts, "sex") if sexes else None
    return bool(sexes) and (sex is None or sex.value in sexes) and not roles.is_role(name)


def _is_of_other_age(years: int | None, before: int | None, usual: int) -> bool:
    """Whether somebody can be seen to be of another age than in the scene before; `usual`: how old they are where a scene says nothing."""
    now, was = (usual if one is None else one for one in (years, before))
    return bool(usual or years) and seen_apart(now, was)


_Seen = tuple[Scene, Sequence[Unit], str, Collection[str]]
"""A scene, its units, what it tells, and who is in it."""


def _wet(seen: Sequence[_Seen], names: Collection[str], table: Mapping[str, Any]) -> dict[tuple[str, str], str]:
    """How they are, by scene and name, who come out of the rain into a scene that goes on from the one before without a gap; not who had something over them."""
    dry = table["dry"]
    found: dict[tuple[str, str], str] = {}
    outside, rain = set[str](), False
    for scene, _, text, speaking in seen:
        small = text.casefold()
        here = {*speaking, *(name for name in names if name.casefold() in small)}
        on = bool(scene.time) and AT_ONCE.search(scene.time) is not None
        if scene.state:
            continue
        kept_off = re.search(dry, f"{text}\n{scene.location}", re.I) is not None
        wet = outside & here if on and not kept_off else set()
        found |= {(scene.id, name): table["wet"] for name in wet}
        told = scene.weather or vocabulary.weather_of_hour(scene.time) or vocabulary.weather_told(text)
        rain = vocabulary.weather(told) == "rain" if told else rain and on
        outside = wet | (here if scene.interior in ("外", "EXT") and rain and not kept_off else set())
    return found


AT_ONCE = deferred(r"紧接|连接|接[着上前续]|连续|\bcontinu\w+", re.I)
"""A time that goes on from the scene before without a gap."""


def _met(lives: Mapping[str, "_Life"], when: Timeline) -> dict[str, int]:
    """How old everybody is in the first scene of the story that they are in, of whom any scene tells an age."""
    first = {name: age_in(life.met, life.figures, when) for name, life in lives.items() if life.met}
    return {name: years for name, years in first.items() if years is not None and 0 < years <= MORTAL}


def _seen(script: Script, readers: Collection[str]) -> list[_Seen]:
    """Every scene with what it tells; what a flashback within it tells is of another time."""
    by_scene: defaultdict[str, list[Unit]] = defaultdict(list)
    for unit in script.units:
        by_scene[unit.scene].append(unit)
    found: list[_Seen] = []
    for scene in script.scenes:
        units = by_scene[scene.id]
        own = (unit for unit in units if unit.state == scene.state or not unit.state)
        text = "\n".join(unit.text for unit in own if unit.kind in ("action", "cast", "caption"))
        here = {name for unit in units for name in (*unit.members, unit.speaker)} | {*scene.cast, *scene.seen}
        found.append((scene, units, text, here & {*readers}))
    return found


def _places(script: Script) -> dict[int, str]:
    """The scene of every line; a flashback within a scene is a place of its own (`s2/闪回`)."""
    found: dict[int, str] = {}
    for scene in script.scenes:
        last = script.line_of(max(scene.end - 1, scene.start))
        found |= dict.fromkeys(range(script.line_of(scene.start), last + 1), scene.id)
    states = {scene.id: scene.state for scene in script.scenes}
    for unit in script.units:
        if unit.state and unit.scene and unit.state != states.get(unit.scene, unit.state):
            last = script.line_of(unit.start + max(len(unit.raw) - 1, 0))
            found |= dict.fromkeys(range(script.line_of(unit.start), last + 1), f"{unit.scene}/{unit.state}")
    return found


@dataclass(frozen=True, slots=True)
class _Life:
    """What the scenes tell of how old somebody is."""

    figures: Mapping[str, int]
    """Scene -> age; the age of the cast list stands at the first scene of the story that they are in."""
    words: Mapping[str, int]
    """Scene -> age that only a word tells (年轻的): it is of that scene."""
    met: str
    """The first scene of the story that they are in: nobody ages before that. Empty where they are in none."""

    def at(self, scene: str, when: Timeline, usual: int | None) -> tuple[int | None, int]:
        """The age in a scene, None where it is as ever or not told; and where no age is told anywhere the years from the scene in which they were met."""
        years = age_in(scene, self.figures, when)
        if scene in self.words and scene not in self.figures:
            return (self.reckoned(scene, when) or self.words[scene]), 0
        if years is not None:
            return (years if years != usual or scene in self.figures else None), 0
        return None, when.years[scene] - when.years[self.met] if self.met else 0

    def calls(self, scene: str, years: int | None, usual: int) -> bool:
        """Whether a scene calls them younger or older than they are in the story, in a word alone."""
        return scene in self.words.keys() - self.figures.keys() and years not in (None, usual)

    def reckoned(self, scene: str, when: Timeline) -> int:
        """The age in a scene that says how far off it is, by the nearest age that is told; 0 where nothing tells it."""
        firm = [other for other in self.figures if other not in when.loose]
        if scene not in when.leaps or not firm:
            return 0
        nearest = min(firm, key=lambda other: when.near(other, scene))
        return max(self.figures[nearest] + when.years[scene] - when.years[nearest], 0)

    def as_then(self, scene: str, now: Moment, when: Timeline, usual: int) -> list[str]:
        """The scenes that tell how they are in one of another time, itself the first: it alone, where they look as old as ever."""
        changes = now.age is None or seen_apart(now.age, usual)
        return self.alike(scene, when, usual) if changes else [scene]

    def alike(self, scene: str, when: Timeline, usual: int) -> list[str]:
        """The scene, then those of the same year in which they are of the same age, the nearest first."""
        if scene in when.loose:
            return [scene]
        years, _ = self.at(scene, when, usual)
        same = [
            other
            for other in when.order
            if when.years[other] == when.years[scene]
            and other not in when.loose
            and not seen_apart(self.at(other, when, usual)[0] or usual, years or usual)
        ]
        return sorted(same, key=lambda other: when.near(other, scene))


def _lives(
    script: Script,
    readers: Mapping[str, "_Reader"],
    told: Mapping[str, Sequence[Fact]],
    seen: Sequence[_Seen],
    where: Mapping[int, str],
    language: str,
) -> tuple[dict[str, _Life], Timeline]:
    """What is told of everybody's age, and when all scenes play."""
    ids = {scene.id for scene in script.scenes}
    smalls = [text.casefold() for _, _, text, _ in seen]
    lives: dict[str, _Life] = {}
    for name, reader in readers.items():
        figures: dict[str, int] = {}
        words: dict[str, int] = {}
        for scene, _, text, _ in seen:
            years, firm = reader.age(text)
            if years is not None:
                (figures if firm else words)[scene.id] = years
        facts = [fact for fact in told.get(name, ()) if fact.part == "age" and fact.source == "told" and fact.line]
        for fact in facts:
            if (at := where.get(fact.line, "")) in ids:
                figures.setdefault(at, int(fact.value))
        own, sights = name.casefold(), zip(seen, smalls, strict=True)
        where_seen = [scene for (scene, _, _, here), small in sights if name in here or own in small]
        met = next((scene.id for scene in where_seen if not scene.state), where_seen[0].id if where_seen else "")
        lives[name] = _Life(figures, words, met)
    there = {scene.id: here for scene, _, _, here in seen}
    for name, life in [*lives.items()]:
        if other := self_of(name, lives, language):
            then = {scene: years for scene, years in life.figures.items() if other not in there[scene]}
            lives[other] = replace(lives[other], figures=then | {**lives[other].figures})
    when = timeline(script, {name: life.figures for name, life in lives.items()}, language)
    for name, life in lives.items():
        listed_age = next(
            (
                int(fact.value)
                for fact in told.get(name, ())
                if fact.part == "age" and fact.source == "told" and fact.line not in where
            ),
            None,
        )
        fixed = {when.years[scene] for scene in life.figures if scene not in when.loose}
        if listed_age is not None and life.met and when.years[life.met] not in fixed:
            lives[name] = replace(life, figures={life.met: listed_age, **life.figures})
    return lives, when


def _of_that_time(
    now: Moment,
    same: Sequence[str],
    dressed: Mapping[str, tuple[str, str]],
    borne: Mapping[str, tuple[tuple[str, str] | None, tuple[str, ...]]],
    language: str,
) -> Moment:
    """How somebody is in a scene of another time, with what other scenes of the same time tell: hair, what stays on the body, and what is worn where none is told.

    `same`: the scene and those in which they are of the same age, the nearest first.
    """
    bears = [borne[scene] for scene in same if scene in borne]
    own = borne.get(same[0], (None, ()))[1]
    stays = (mark for _, marks in bears for mark in marks if _stays(mark, language))
    hair = next((hair for hair, _ in bears if hair), None)
    worn = next((dressed[scene] for scene in same[1:] if scene in dressed), None)
    return replace(now, hair=hair, marks=tuple(dict.fromkeys((*own, *stays))), clothes=now.clothes or worn)


def _stays(mark: str, language: str) -> bool:
    """Whether a mark that one scene tells is there in others of the same age: a scar and glasses, no bandage and no name tag."""
    body = is_of_body(mark, language) and not _PINNED.search(mark)
    return not BEFALLEN.search(mark) and (body or SEES_BY.search(mark) is not None)


_PINNED = deferred("[别戴挂插系佩贴缠裹簪夹拿握捏攥拄扶挎背抱提捧拎叼悬坐]")
"""The verbs of what is only for a while at a place on the body."""


def _kept(state: str, table: Mapping[str, Any]) -> str:
    """A state of before that lasts into the next scene."""
    return "" if state in table["brief"] else state


def _taken_off(befell: str, worn: tuple[str, str] | None, table: Mapping[str, Any]) -> bool:
    """Whether what befell somebody is that they take off the garment they had put on: they are dressed as ever again."""
    return bool(worn and befell and befell == table["without"].format(worn[1].split()[-1]))


def _covered(units: Iterable[Unit], name: str, table: Mapping[str, Any]) -> str:
    """What somebody has before their face where the script calls them by that: 面具人 of whom a later episode tells who it is."""
    words = [unit.cue.casefold() for unit in units if unit.speaker == name and unit.cue and unit.cue != name]
    return next(
        (table["worn"].format(cover) for word in words for sign, cover in table["covers"].items() if sign in word), ""
    )


def _seen_before(units: Sequence[Unit], name: str, words: str, arrives: re.Pattern[str]) -> bool:
    """Whether somebody speaks in a scene, or another line of action names them, before the words that tell of a change.

    Who only comes in right before the words (`arrives`) has not been seen otherwise: how they are is told as they come.
    """
    came = False
    for unit in units:
        if words in unit.text:
            before = unit.text[: unit.text.index(words)]
            return name in before[: len(before) - len(name)] and not (came or arrives.search(before))
        if unit.speaker == name or name in unit.members:
            return True
        if unit.kind == "action" and name in unit.text:
            if came or not arrives.search(unit.text):
                return True
            came = True
        elif unit.kind == "speech" and came:
            return True
    return False


def versions(
    told: Iterable[Moment], looks: Looks, voice: Voice, name: str, language: str, era: str = ""
) -> tuple[Version, ...]:
    """The versions of somebody: one for each way they are, with the scenes it is seen in.

    Who is of another part of life (a child, old) has hair, clothes and a voice of that; who is many years older or younger, other clothes.
    """
    by_look: dict[Version, list[str]] = {}
    turned = set[str]()
    for moment in told:
        now = Version(state=moment.state, since=moment.since or moment.piece)
        age = moment.age if moment.age is not None else later(looks.age, moment.leap)
        if whole(moment.scene) in turned and not moment.since:  # they were of another age a piece of the scene ago
            now = replace(now, age=looks.age)
        turned |= {whole(moment.scene)} if moment.piece else set()
        if (moment.called or seen_apart(age, looks.age)) and 0 <= age <= MORTAL:
            now = replace(now, age=age)
            if age_class(age) != age_class(looks.age):
                hair, clothes = (_row(part, looks.sex, age, language, name, era) for part in ("hair", "clothes"))
                hair = (shade_then(looks, age) or hair[0], hair[1])
                sound = at_age(voice, age, Language.of(language))
                now = replace(now, hair=hair, clothes=clothes, voice=sound)
            elif (moment.called or abs(age - looks.age) >= LEAP or age <= SMALL_CHILD) and not moment.since:
                now = replace(now, clothes=_clothes_then(looks.sex, age, language, f"{name} {age}", era))
        if now.age is not None and not moment.hair and now.hair is None and _greyed_since(looks, now.age, era):
            now = replace(now, hair=(_row("hair", looks.sex, now.age, language, name, era)[0], looks.hair_style))
        if now.age is not None and not moment.since:
            now = _as_told(now, moment, looks, language, era)
        if moment.clothes == AS_EVER:
            now = replace(now, clothes=(looks.clothes_colour, _without(looks.clothes_style, moment.since, language)))
        elif moment.clothes and (now.clothes is not None or _unlike(moment.clothes, looks)):
            colour, style = moment.clothes
            base = now.clothes or (looks.clothes_colour, looks.clothes_style)
            worn = over(base, moment.clothes, language) or (_patterned(style) if not colour else None)
            worn = worn or (colour or _usual_colour(style, language), style)
            if now.age is not None and not moment.since:
                more = [mark for mark in moment.marks if _is_put_on(mark, language)]
                worn = (worn[0], together(worn[1], more, language))
            now = replace(now, clothes=worn)
        if now != Version(since=now.since):
            by_look.setdefault(now, []).append(whole(moment.scene))
    return tuple(replace(now, scenes=tuple(dict.fromkeys(scenes))) for now, scenes in by_look.items())


_SMALL_SELF = deferred(r"小(?=[\u3400-\u9fff]{2})|(?:boy|girl)\s+", re.IGNORECASE)
"""What else stands before the name of somebody at another age where they are there under it as well: 小周屿 beside 周屿."""


SMALL = 8
"""Years of somebody who is called 小 before the name that they have as a grown person."""


def is_small(name: str) -> bool:
    """Whether a name may be that of somebody as a child by its first sign alone: 小晚秋."""
    return _SMALL_SELF.match(name) is not None


def self_of(name: str, names: Iterable[str], language: str) -> str:
    """Whose name at another age a name is; empty where it is nobody's of `names`."""
    small = _SMALL_SELF.match(name)
    rest = name[small.end() :].casefold() if small else ""
    return at_other_age(name, names := [*names], language) or next(
        (one for one in names if rest and one.casefold() == rest), ""
    )


_GREY = deferred("[白灰]|银|white|gr[ae]y|silver|salt", re.IGNORECASE)
GREYS = 45
"""Years from which hair is grey without a word that says why."""


def _greyed_since(looks: Looks, age: int, era: str) -> bool:
    """Whether somebody's grey hair came with years that they have not lived yet; of an old time white hair is worn young."""
    return not era and age < GREYS <= looks.age and _GREY.search(looks.hair_colour) is not None


_DYED = deferred("[粉绿蓝紫橙]|pink|green|blue|purple|violet|teal|bleached|dyed")
"""Colours that nobody's hair grows in."""


def shade_then(looks: Looks, age: int) -> str:
    """The colour that somebody's hair has at another age; empty where it turns grey or was dyed since."""
    old = "old_" in (age_class(age), age_class(looks.age))
    return "" if old or looks.hair_colour in NOTHING or _DYED.search(looks.hair_colour) else looks.hair_colour


def _as_told(now: Version, moment: Moment, looks: Looks, language: str, era: str) -> Version:
    """A version at another age with the hair that its scene tells, and what is borne there as its state."""
    usual = now.hair or (looks.hair_colour, looks.hair_style)
    colour, style = moment.hair or ("", "")
    bald = style in BALD[language]
    if moment.hair and not bald and usual[1] in BALD[language]:
        usual = _row("hair", looks.sex, now.age or looks.age, language, style, era)
    hair = (NONE[language], style) if bald else (colour or usual[0], style or usual[1])
    marks = [mark for mark in moment.marks if mark not in looks.clothes_style]
    greyed = assume.greyed(moment.marks)
    if (
        greyed and not bald and not colour and usual[1] not in BALD[language]
    ):  # whose beard is grey then has no black hair
        hair, moment = (greyed, hair[1]), replace(moment, hair=hair)
    told = hair if moment.hair else now.hair
    younger = now.age is not None and now.age < looks.age
    bare = _beardless((told or usual)[1], language) if younger else ""  # who wears a beard now had none then
    told = ((told or usual)[0], bare) if bare and bare != (told or usual)[1] else told
    return replace(now, hair=told, state=now.state or (listed(marks, language) if marks else ""))


_BEARD = deferred(r"[胡须髯]|\b(?:beard|moustache|mustache|stubble|whiskers|goatee|sideburns)\b", re.IGNORECASE)


def _beardless(style: str, language: str) -> str:
    """A style of hair without the beard that stands behind it."""
    if Language.of(language).does("writing.han"):
        return "、".join(part for part in style.split("、") if not _BEARD.search(part))
    hair, _, behind = style.partition(" with ")
    kept = [part for part in re.split(r", | and ", behind) if part and not _BEARD.search(part)]
    return " with ".join(filter(None, (hair, " and ".join(kept))))


_SHOES = ("鞋", "靴", "shoes", "boots", "heels")


def _is_put_on(mark: str, language: str) -> bool:
    """Whether a mark is a garment or shoes, which a picture is dressed in with the rest."""
    return mark.endswith(_SHOES) or bool(said.garments(mark, language))


def _without(style: str, words: str, language: str) -> str:
    """A style without the apron or coat over it that the words say is taken off: 衬衫 of 衬衫、系白围裙."""
    han = Language.of(language).does("writing.han")
    first, *more = style.split("、" if han else " and ")
    off = (
        (piece[-2:] if han else piece.split()[-1]) in words and bool(said.garments(piece, language)) for piece in more
    )
    return ("、" if han else " and ").join((first, *(piece for piece, gone in zip(more, off, strict=True) if not gone)))


def _unlike(clothes: tuple[str, str], looks: Looks) -> bool:
    """Whether clothes are others than those of the entry: another garment, or the same in another colour."""
    colour, style = clothes
    usual = looks.clothes_style.casefold()
    same = style.casefold() in usual or usual in style.casefold() or style.split()[-1] == usual.split()[-1]
    return not same or bool(colour and colour != looks.clothes_colour and style.casefold() == usual)


_PATTERN_EN = deferred(
    r"(?P<pattern>flowered|floral|striped|checked|checkered|chequered|spotted|polka-dot|paisley|tartan|plaid|embroidered|printed|patterned|camouflage) (?P<what>.+)"
)


def _patterned(style: str) -> tuple[str, str] | None:
    """A garment whose pattern stands for its colour: nothing is a plain flowered wrapper."""
    told = _PATTERN_EN.fullmatch(style)
    return (told["pattern"], told["what"]) if told else None


def _usual_colour(style: str, language: str) -> str:
    """The colour that a garment of the tables usually has, else no particular one."""
    if own := assume.colour_of(style, language):
        return own
    tables = roles.tables(language)
    rows = [row["clothes"] for row in tables["roles"] if "clothes" in row] + [
        pair for rows in tables["clothes"].values() for pair in rows
    ]
    return next((colour for colour, known in rows if known == style), str(_table(language)["plain"]))


def _dressed(
    facts: Iterable[Fact], where: Mapping[int, str], text: Sequence[str], language: str
) -> dict[str, tuple[str, str]]:
    """Scene -> the first garment that is told of somebody in it; words for clothes of any kind tell nothing.

    `where`: the scene of each line; `text`: the lines of the script.
    """
    found: dict[str, tuple[str, str]] = {}
    table = _table(language)
    for fact in facts:
        key = where.get(fact.line, "") if fact.part == "clothes" else ""
        colour, _, style = fact.value.partition("|")
        if not key or fact.source != "told" or not style or style.split()[-1] in roles.tables(language)["any_clothes"]:
            continue
        if not re.search(
            rf"(?:{table['takes_off']})[^。，.,]*{re.escape(style.split()[-1])}", text[fact.line - 1], re.IGNORECASE
        ):
            found.setdefault(key, (colour, style))
    return found


def _borne(
    facts: Iterable[Fact], where: Mapping[int, str]
) -> dict[str, tuple[tuple[str, str] | None, tuple[str, ...]]]:
    """Scene -> the first hair and every mark that is told of somebody in it."""
    found: dict[str, tuple[tuple[str, str] | None, tuple[str, ...]]] = {}
    for fact in facts:
        key = where.get(fact.line, "")
        if key and fact.source == "told" and fact.part in ("hair", "marks"):
            hair, marks = found.get(key, (None, ()))
            colour, _, style = fact.value.partition("|")
            found[key] = (hair or (colour, style), marks) if fact.part == "hair" else (hair, (*marks, fact.value))
    return found


def _years_on(last: Scene, scene: Scene, when: Timeline) -> bool:
    """Whether a scene says how far it is from the one before it, or plays in another year."""
    far = last.id not in when.loose and scene.id not in when.loose and when.years[last.id] != when.years[scene.id]
    return bool(when.leaps.get(scene.id)) or far


def _another_day(last: Scene, scene: Scene, when: Timeline, language: str) -> bool:
    """Whether a scene is on another day than the one before it: a leap, another episode's morning, or day after night."""
    table = _table(language)
    night, day = (
        any(word in one.time.casefold() for word in table[key]) for one, key in ((last, "night"), (scene, "day"))
    )
    return (
        _years_on(last, scene, when)
        or (night and day)
        or any(word in scene.time.casefold() for word in table["next_day"])
    )


def scene_keys(script: Script) -> dict[str, str]:
    """For every scene the name a cast.toml has for it: its number where no other has it, else file and id (`ep02/s3`)."""
    counts = Counter(scene.number for scene in script.scenes if MARK not in scene.id)
    file = Path(script.path).stem
    found: dict[str, str] = {}
    for scene in script.scenes:
        own = scene.number if scene.number and counts[scene.number] == 1 else f"{file}/{scene.id}"
        of, mark, piece = scene.id.partition(MARK)
        found[scene.id] = f"{found[of]}{mark}{piece}" if mark else own
    return found


def _row(part: str, sex: str, age: int, language: str, name: str, era: str) -> tuple[str, str]:
    rows = assume.rows(part, sex, age, language, (name,), era)
    return rows[assume.number(name) % len(rows)]


def _clothes_then(sex: str, age: int, language: str, name: str, era: str) -> tuple[str, str]:
    """What a grown man or woman wears many years before or after the story: of today plain clothes, those of the young where they have only just grown up."""
    if era or age <= JUST_GROWN:
        own = age > JUST_GROWN or age <= SMALL_CHILD
        return _row("clothes", sex, age if own else JUST_GROWN - APART - 1, language, name, era)
    return assume.homely(name, sex, language)


class _Reader:
    """Finds what is said of one person."""

    def __init__(self, name: str, names: Collection[str], table: Mapping[str, Any], language: str) -> None:
        longer = [other for other in names if other != name and name.lower() in other.lower()]
        self.language = language
        self.table, self.longer = table, longer
        others = "|".join(map(re.escape, (other for other in names if other != name and len(other) > 1))) or r"(?!)"
        bare, states = re.escape(name), _states(language)
        ages = {**table["younger"], **table["older"]}
        words = "|".join(map(re.escape, sorted(ages, key=len, reverse=True)))
        self.ages: dict[str, int] = ages
        self.names = [other for other in names if other != name and len(other) > 1]
        self.firsts = tuple(f"{other.lower()} " for other in self.names) if name.isascii() else ()
        """Who has this name as a last name: EDWIN LOMAX is not LOMAX."""
        self.puts, self.takes = _handling(language)
        self.bare, self.states = name, tuple(state.casefold() for state in table["states"])
        self.parts = ("n", "m", "o") if Language.of(language).does("writing.han") else ("n", "m", "t", "o")
        self.signs = ("岁", "岁的", *ages) if Language.of(language).does("writing.han") else ()
        """What ends before a name that an age stands before."""
        if self.signs:
            self.told = passing(
                rf"(?P<n>{_NUMBER_ZH})岁的?{bare}|{bare}{_AGE_BEHIND_ZH}(?P<m>{_NUMBER_ZH})岁(?![时那起以之的前])|(?P<word>{words}){bare}(?:[（(，]\s*(?:年仅|今年|时年)?(?P<o>{_NUMBER_ZH})岁)?"
            )
            self.found = passing(
                rf"{bare}(?:（[^（）\n]{{0,{TOLD_ZH}}}）)?(?:(?!{others})[^。！？；\n]){{0,{BETWEEN_ZH}}}?(?P<state>{states})|(?P<before>{states})的{bare}"
            )
            return
        self.told = passing(
            rf"\b(?P<n>\d{{1,3}})-year-old\s+{bare}\b|\b{bare}\s*[,(]\s*(?:now\s+|still\s+|only\s+|just\s+|barely\s+|about\s+|maybe\s+|aged?\s+)*(?P<m>\d{{1,3}})\b(?!\s*(?:feet|minutes|months?|weeks?|days?|hours?)\b)|\b{bare}\s*[,(—–-]+\s*(?:{THEN_EN})(?P<t>\d{{1,3}}|{_NUMBER_EN})\b|(?<!-)\b(?P<word>{words})\s+{bare}\b(?:\s*[,(]\s*(?:aged?\s+)?(?P<o>\d{{1,3}})\b)?",
            re.IGNORECASE,
        )
        self.found = passing(
            rf"\b{bare}\b(?:\s*\([^()\n]{{0,60}}\)|,(?:[^,.;\n]{{1,30}},){{1,2}})?(?:(?!\b(?:{others})\b)[^.!?;\n]){{0,40}}?(?<!\bthe )(?<!\ba )(?<!\bits )\b(?P<state>{states})\b|\b(?P<before>{states})\s+{bare}\b",
            re.IGNORECASE,
        )

    def age(self, text: str) -> tuple[int | None, bool]:
        """The age a scene gives, in figures first, and whether it is in figures."""
        matches = list(self._matches(self.told, text)) if self._may_be_aged(text) else []
        for match in matches:
            if figures := next(filter(None, (match[part] for part in self.parts)), ""):
                return number_of(figures), True
        return next((self.ages[match["word"].casefold()] for match in matches if match["word"]), None), False

    def _may_be_aged(self, text: str) -> bool:
        """Whether it is worth looking: their name is there, and in Chinese an age or a word for one beside it."""
        if not self.signs:
            return self.bare.casefold() in text.casefold()
        return any(
            text.endswith(self.signs, 0, start) or _AGED_BEHIND_ZH.match(text, start + len(self.bare))
            for start in standing(self.bare, text)
        )

    def changed(self, text: str) -> tuple[tuple[str, str] | None, str]:
        """The last garment they put on instead of another (换上校服, `changes into a red dress`) and the words that say so; None where they change into nothing."""
        found, words = None, ""
        for match in self._handled(self.puts, text):
            worn = said.clothes(match["what"], self.language) if not self._between(match["between"]) else None
            generic = worn is None or worn[1].split()[-1] in roles.tables(self.language)["any_clothes"]
            found, words = (found, words) if generic else (worn, match[0].strip())
        return found, words

    def state(self, text: str) -> tuple[str, str]:
        """What befell them, as the script says it, else what they took off; and the words that say so, from which on it is so."""
        matches = self._matches(self.found, text) if self._may_be_befallen(text) else iter(())
        befell = next((match for match in matches if not _is_of_thing(text[: match.end()], text[match.end() :])), None)
        off = next((match for match in self._handled(self.takes, text) if not self._between(match["between"])), None)
        taken = (self.table["without"].format(off["off"]), off[0].strip()) if off else ("", "")
        return (befell["state"] or befell["before"], befell[0].strip()) if befell else taken

    def _may_be_befallen(self, text: str) -> bool:
        """Whether it is worth looking: their name is there and a word for how somebody is, in Chinese beside it."""
        lowered = text.casefold()
        befallen = self.table["all_over"]["sign"] in lowered or any(state in lowered for state in self.states)
        if not befallen or not self.signs:
            return befallen and self.bare.casefold() in lowered
        size, state = len(self.bare), _befalling(self.language)
        return any(
            state.search(text, start + size, start + size + TOLD_ZH + BETWEEN_ZH + LONGEST_STATE)
            or (text.endswith("的", 0, start) and state.search(text, max(start - 1 - LONGEST_STATE, 0), start))
            for start in standing(self.bare, text)
        )

    def _handled(self, pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
        """What they do with clothes: the pattern right behind their name, wherever that stands and is no part of a longer one."""
        lowered, bare = text.lower(), self.bare.lower()
        start = lowered.find(bare)
        while start >= 0:
            end = start + len(bare)
            around = lowered[max(start - LONGEST, 0) : end + LONGEST]
            if not any(other in around for other in self.longer) and (match := pattern.match(text, end)):
                yield match
            start = lowered.find(bare, end)

    def _between(self, text: str) -> bool:
        """Whether somebody else is named between a name and what is done."""
        return bool(text) and any(other in text for other in self.names)

    def _matches(self, pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
        """Matches that are not about somebody whose longer name holds this one."""
        lowered = text.lower()
        for match in pattern.finditer(text):
            if not lowered[: match.start()].endswith(self.firsts) and not any(
                other.lower() in lowered[max(match.start() - len(other), 0) : match.end() + len(other)]
                for other in self.longer
            ):
                yield match


_OF_THING_EN = deferred(
    r"\b(?:at|on|into|over|through|with|in|from|of|past)\s+(?:the|an?|its|their|his|her)\s+[\w-]+$", re.I
)
"""What ends with how a thing is and nobody: `looks at the muddy` box."""


def _is_of_thing(words: str, behind: str) -> bool:
    """Whether words end with how a thing is that nobody has on: `at the muddy | box`, but not `in a soaked | coat`."""
    return _OF_THING_EN.search(words) is not None and not said.begins_with_garment_en(behind)


@cache
def _states(language: str) -> str:
    """A pattern for the words for how somebody is, the longest first, and for whatever is all over them."""
    table = _table(language)
    states = "|".join(map(re.escape, sorted(table["states"], key=len, reverse=True)))
    return f"{states}|{table['all_over']['told']}"


@cache
def _befalling(language: str) -> re.Pattern[str]:
    """The same, to be looked for where a name stands, before the pattern of the name itself is made."""
    return deferred(_states(language))


@cache
def _handling(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands behind the name of somebody who puts something on, and who takes something off."""
    table = _table(language)
    puts = rf"(?P<between>[^。！？；.!?;\n]{{0,24}}?)(?:{table['puts_on']})(?P<what>[^。！？；，.!?;,\n]{{2,40}})"
    takes = rf"(?P<between>[^。！？；.!?;\n]{{0,16}}?)(?:{table['takes_off']})(?P<off>{table['outer']})"
    return re.compile(puts, re.IGNORECASE), re.compile(takes, re.IGNORECASE)


@cache
def _arriving(language: str) -> re.Pattern[str]:
    """The words of coming in."""
    return re.compile(_table(language)["arrives"], re.IGNORECASE)


@cache
def _table(language: str) -> dict[str, Any]:
    every: dict[str, dict[str, Any]] = load(_FILE)
    return every[language]
