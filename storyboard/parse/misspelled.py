"""Whoever speaks once under a name that is somebody else's but for one letter, and stands nowhere else, is taken for them, and that is said: PENNEY for PENNY."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

from storyboard.model import Unit
from storyboard.parse import words
from storyboard.parse.cues import HAN

LEAST = 2
"""Speeches of somebody for whom another name may be a slip."""
SHORTEST, SHORTEST_SWAPPED, SHORTEST_HAN = 5, 4, 3
COUNTS = frozenset(
    "甲乙丙丁戊己庚辛壬癸一二三四五六七八九十百两大小老少男女父母兄弟姐妹哥姊爷奶公婆爸妈上中下左右前后内外东西南北"
)
"""Characters that tell one of a kind from another; figures and letters behind Chinese ones always do: 同事A, 保安②."""


def misspelled(units: list[Unit], listed: frozenset[str]) -> Iterator[tuple[int, str]]:
    """(the index of a speech, whose it is) of every speech under a name that is a slip of the pen."""
    counts = Counter([unit.speaker for unit in units if unit.kind == "speech"])
    usual = defaultdict[str, list[str]](list)
    for name, count in counts.items():
        if count >= LEAST and name not in words.VOICES:
            usual[name.casefold()[:1]].append(name)
    known = listed | words.VOICES
    once = (name for name, count in counts.items() if count == 1 and name and name not in known)
    slips = {name: like[0] for name in once if len(like := _like(name.casefold(), usual)) == 1}
    for at, unit in enumerate(units if slips else ()):
        other = slips.get(unit.speaker) if unit.kind == "speech" and not unit.members else None
        if other and not _elsewhere(unit.speaker, at, units):
            yield at, other


def _like(own: str, usual: Mapping[str, list[str]]) -> list[str]:
    """The names of those who speak again, by their first letter, of which a name may be a slip."""
    return [name for name in usual.get(own[:1], ()) if slip(own, name.casefold())]


def meant(unit: Unit, name: str) -> Unit:
    """A speech as that of somebody whose name was misspelled."""
    return replace(unit, speaker=name, cue=unit.cue or unit.speaker)


def _elsewhere(name: str, at: int, units: list[Unit]) -> bool:
    return any(name.casefold() in unit.raw.casefold() for index, unit in enumerate(units) if index != at)


def slip(name: str, other: str) -> bool:
    """Whether two names of one first letter differ by one that is left out, put in or taken for another, or by two that changed places; figures tell people apart."""
    if HAN.search(name) or HAN.search(other):
        differ = {sign for a, b in zip(name, other, strict=False) if a != b for sign in (a, b)}
        alike = len(name) == len(other) >= SHORTEST_HAN and name[0] == other[0]
        letters = all(map(HAN.fullmatch, differ)) and COUNTS.isdisjoint(differ)
        return alike and len(differ) == 2 and sum(map(str.__ne__, name, other)) == 1 and letters
    short_one = min(len(name), len(other))
    if short_one < SHORTEST_SWAPPED or name[0] != other[0] or not (name + other).replace(" ", "").isalpha():
        return False
    if short_one >= SHORTEST and abs(len(name) - len(other)) == 1:
        short, long = sorted((name, other), key=len)
        return any(long[:at] + long[at + 1 :] == short for at in range(1, len(long) - 1))
    apart = [at for at, (a, b) in enumerate(zip(name, other, strict=False)) if a != b]
    swapped = len(apart) == 2 and name[apart[0]] == other[apart[1]] and name[apart[1]] == other[apart[0]]
    return len(name) == len(other) and swapped and apart[1] == apart[0] + 1
