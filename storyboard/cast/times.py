"""How somebody is at another time: ages of flashbacks and leaps in time, and what befell them in one scene.

Read from the words beside a name (九岁的林婉, 年幼的林婉, `A younger Nora`, 林婉浑身湿透) and from captions (三年后, TEN YEARS
EARLIER). Only ages that differ by `APART` years and more make a version.
"""

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from storyboard.cast import assume
from storyboard.cast.looks import MORTAL, age_class
from storyboard.languages import Language
from storyboard.model import Looks, Scene, Script, Unit, Version, Voice
from storyboard.patterns import deferred

_FILE = Path(__file__).parent / "times.toml"
APART = 3
"""Years: a smaller difference is nothing that could be seen."""
GROWN = 25
"""Years of age from which a leap must be LEAP long to be seen."""
LEAP = 8
_HAN = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"两": 2}
_WORDS = {word: value for value, word in enumerate("zero one two three four five six seven eight nine ten".split())} | {
    "fifteen": 15, "twenty": 20, "thirty": 30,
}  # fmt: skip
_LEAP_ZH = deferred(r"(?P<n>\d{1,3}|[一二三四五六七八九十两]{1,3})年(?:以)?(?P<way>后|前)")
_LEAP_EN = deferred(
    rf"\b(?P<n>\d{{1,3}}|{'|'.join(_WORDS)})\s+years?\s+(?P<way>later|earlier|before|ago)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Moment:
    """What a scene tells of somebody that is otherwise than in other scenes."""

    scene: str
    """As a cast.toml names it."""
    age: int | None = None
    leap: int = 0
    """Years from the time of the story; used where no age is told."""
    state: str = ""


def moments(script: Script, names: Collection[str]) -> dict[str, tuple[Moment, ...]]:
    """For everybody of `names` what single scenes tell, in order."""
    language = Language.of(script.language).code
    table, found = _table(language), defaultdict[str, list[Moment]](list)
    by_scene: defaultdict[str, list[Unit]] = defaultdict(list)
    for unit in script.units:
        if unit.scene:
            by_scene[unit.scene].append(unit)
    keys, ahead = scene_keys(script), 0
    readers = {name: _Reader(name, names, table, language) for name in names if len(name) > 1}
    for scene in script.scenes:
        units = by_scene[scene.id]
        leap = _leap(scene, units, language)
        ahead += leap if leap and leap > 0 and not scene.state else 0
        off = ahead if leap is None or (leap > 0 and not scene.state) else leap
        text = "\n".join(unit.text for unit in units if unit.kind in ("action", "cast", "caption"))
        here = {name for unit in units for name in (*unit.members, unit.speaker)} | {*scene.cast, *scene.seen}
        for name, reader in readers.items():
            if name in here or name.casefold() in text.casefold():
                age, state = reader.age(text), reader.state(text)
                if age is not None or state or off:
                    found[name].append(Moment(keys[scene.id], age, off, state))
    return {name: tuple(each) for name, each in found.items()}


def versions(told: Iterable[Moment], looks: Looks, voice: Voice, name: str, language: str) -> tuple[Version, ...]:
    """The versions of somebody: one for each way they are, with the scenes it is seen in.

    Who is of another part of life (a child, old) has hair, clothes and a voice of that.
    """
    by_look: dict[Version, list[str]] = {}
    for moment in told:
        now = Version(state=moment.state)
        age = moment.age if moment.age is not None else _later(looks.age, moment.leap)
        if abs(age - looks.age) >= APART and 0 <= age <= MORTAL:
            now = replace(now, age=age)
            if age_class(age) != age_class(looks.age):
                hair, clothes = (_row(part, looks.sex, age, language, name) for part in ("hair", "clothes"))
                sound = replace(voice, pitch=assume.pitch(voice.sex, age))
                now = replace(now, hair=hair, clothes=clothes, voice=sound)
        if now != Version():
            by_look.setdefault(now, []).append(moment.scene)
    return tuple(replace(now, scenes=tuple(dict.fromkeys(scenes))) for now, scenes in by_look.items())


def scene_keys(script: Script) -> dict[str, str]:
    """For every scene the name a cast.toml has for it: its number where no other has it, else file and id (`ep02/s3`)."""
    counts = Counter(scene.number for scene in script.scenes)
    file = Path(script.path).stem
    return {
        scene.id: scene.number if scene.number and counts[scene.number] == 1 else f"{file}/{scene.id}"
        for scene in script.scenes
    }


def _later(age: int, leap: int) -> int:
    """The age after a leap; grown people show only a long one."""
    return age + leap if abs(leap) >= (LEAP if min(age, age + leap) >= GROWN else APART) else age


def _row(part: str, sex: str, age: int, language: str, name: str) -> tuple[str, str]:
    rows = assume.rows(part, sex, age, language, (name,))
    return rows[assume.number(name) % len(rows)]


def _leap(scene: Scene, units: Iterable[Unit], language: str) -> int | None:
    """By how many years a scene is later (earlier below 0) as its captions and directions say; None where they do not."""
    pattern = _LEAP_ZH if Language.of(language).does("writing.han") else _LEAP_EN
    told = [scene.time, *(unit.text for unit in units if unit.kind in ("caption", "title", "transition", "heading"))]
    told += [unit.text for unit in units if unit.kind == "action" and len(unit.text) <= 24]
    match = next((match for text in told if (match := pattern.search(text))), None)
    if match is None:
        return None
    years = _number(match["n"])
    return years if match["way"].casefold() in ("后", "later") else -years


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    if text.casefold() in _WORDS:
        return _WORDS[text.casefold()]
    tens, ten, ones = text.partition("十")
    if not ten:
        return _HAN.get(text[:1], 0)
    return _HAN.get(tens, 1) * 10 + _HAN.get(ones, 0)


class _Reader:
    """Finds what is said of one person."""

    def __init__(self, name: str, names: Collection[str], table: Mapping[str, Any], language: str) -> None:
        longer = [other for other in names if other != name and name in other]
        self.table, self.longer = table, longer
        others = "|".join(map(re.escape, (other for other in names if other != name and len(other) > 1))) or r"(?!)"
        bare, states = re.escape(name), "|".join(map(re.escape, sorted(table["states"], key=len, reverse=True)))
        ages = {**table["younger"], **table["older"]}
        words = "|".join(map(re.escape, sorted(ages, key=len, reverse=True)))
        self.ages: dict[str, int] = ages
        if Language.of(language).does("writing.han"):
            self.told = deferred(
                rf"(?P<n>\d{{1,3}}|[一二三四五六七八九十]{{1,3}})岁的?{bare}|{bare}[（(，]\s*(?:年仅|今年|时年)?(?P<m>\d{{1,3}}|[一二三四五六七八九十]{{1,3}})岁|(?P<word>{words}){bare}"
            )
            self.found = deferred(
                rf"{bare}(?:(?!{others})[^。！？；\n]){{0,14}}?(?P<state>{states})|(?P<before>{states})的{bare}"
            )
            return
        self.told = deferred(
            rf"\b(?P<n>\d{{1,3}})-year-old\s+{bare}\b|\b{bare}\s*[,(]\s*(?:now\s+|aged?\s+)?(?P<m>\d{{1,3}})\b(?!\s*(?:feet|minutes))|\b(?P<word>{words})\s+{bare}\b",
            re.IGNORECASE,
        )
        self.found = deferred(
            rf"\b{bare}\b(?:(?!\b(?:{others})\b)[^.!?;\n]){{0,40}}?\b(?P<state>{states})\b|\b(?P<before>{states})\s+{bare}\b",
            re.IGNORECASE,
        )

    def age(self, text: str) -> int | None:
        """The age a scene gives, in figures first."""
        matches = list(self._matches(self.told, text))
        for match in matches:
            if figures := match["n"] or match["m"]:
                return _number(figures)
        return next((self.ages[match["word"].casefold()] for match in matches if match["word"]), None)

    def state(self, text: str) -> str:
        """What befell them, as the script says it."""
        return next((match["state"] or match["before"] for match in self._matches(self.found, text)), "")

    def _matches(self, pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
        """Matches that are not about somebody whose longer name holds this one."""
        for match in pattern.finditer(text):
            if not any(
                other in text[max(match.start() - len(other), 0) : match.end() + len(other)] for other in self.longer
            ):
                yield match


@cache
def _table(language: str) -> dict[str, Any]:
    every: dict[str, dict[str, Any]] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return every[language]
