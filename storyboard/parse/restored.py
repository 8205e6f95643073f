"""A script in traditional characters, or with signs that only look like colons, read as the same in usual ones and given back in its own, character for character."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, partial

from storyboard.languages.traditional import simplified, traditional
from storyboard.model import Parenthetical, Person, Script, Unit
from storyboard.patterns import deferred
from storyboard.records import later

LIKE_COLONS = "\u2236\ufe55\ufe30\ua789"
"""Signs that input methods and web pages put where a colon is meant: the one of a ratio, a small one, one for columns, a letter."""
ANGLED = deferred(r"^\s*[^\s〈〉：:，。]{1,8}〈[^〈〉《》]{1,20}〉\s*[：:]", re.M)
"""How somebody speaks, in angles between their name and the colon: 林夏〈轻声〉：…"""
ROUND = str.maketrans("〈〉", "（）")
NAMED = deferred(r"“([^“”]{1,80})”")


class _Own:
    """The words of a text by what they are in simplified characters."""

    def __init__(self, plain: str, text: str) -> None:
        self.plain, self.text = plain, text
        self.places = list(_differing(plain, text))
        """Where a character is read for another."""
        self.other = {plain[at] for at in self.places}
        """What those are read for."""
        self.name = cache(partial(_name, plain, text, self.other))
        self.same = cache(partial(_same, self.name))

    def names(self, names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(map(self.name, names))

    def within(self, words: str, start: int, end: int) -> str:
        """Words that stand between two offsets, also where something was left out in between."""
        at = self.plain.find(words, start, end)
        if at >= 0:
            return self.text[at : at + len(words)]
        if "，" in words:  # put together from several places
            return "，".join(self.within(part, start, end) for part in words.split("，"))
        found = []
        for sign in words:
            at = self.plain.find(sign, start, end)
            found.append(sign if at < 0 else self.text[at])
            start = start if at < 0 else at + 1
        return "".join(found)

    def told(self, message: str) -> str:
        """A message with what it quotes as it is written."""
        return NAMED.sub(lambda quoted: f"“{self.name(quoted[1])}”", message)

    def person(self, person: Person) -> Person:
        """Somebody as they are written; their age and looks when these are asked for."""
        return replace(
            person,
            name=self.name(person.name),
            aliases=self.names(person.aliases),
            age=later(lambda _: person.age),
            looks=later(lambda _: "；".join(map(self.name, person.looks.split("；")))),
        )

    def unit(self, unit: Unit) -> Unit:
        start, end = unit.start, unit.end
        first = bisect_left(self.places, start)
        within = first < len(self.places) and self.places[first] < end
        if not within and (not unit.speaker or self.same(unit.speaker, unit.cue, *unit.members)):
            return unit
        return replace(
            unit,
            raw=self.text[start:end],
            text=self.within(unit.text, start, end),
            speaker="、".join(self.names(unit.members)) if unit.members else self.name(unit.speaker),
            members=self.names(unit.members),
            parentheticals=tuple(
                Parenthetical(self.within(part.text, start, end), part.at) for part in unit.parentheticals
            ),
            extension=self.within(unit.extension, start, end),
            cue=self.name(unit.cue),
        )


def _name(plain: str, text: str, other: set[str], name: str) -> str:
    """A name as it is written where it stands first; one that stands nowhere as it is."""
    at = -1 if other.isdisjoint(name) else plain.find(name)
    return name if at < 0 else text[at : at + len(name)]


def _same(written: Callable[[str], str], *names: str) -> bool:
    """Whether names are written as they are read."""
    return tuple(map(written, names)) == names


def _differing(plain: str, text: str) -> Iterator[int]:
    """Where two texts of as many characters differ."""
    at = 0
    for read, own in zip(plain.split("\n"), text.split("\n"), strict=True):
        if read != own:
            yield from (at + within for within, (one, two) in enumerate(zip(read, own, strict=True)) if one != two)
        at += len(read) + 1


def usual(text: str) -> str:
    """The text as it is read, sign for sign: simplified characters for traditional ones, colons for what looks like one, round brackets for angles where cues have those."""
    text = simplified(text) if traditional(text) else text
    for sign in LIKE_COLONS:
        text = text.replace(sign, "：")
    return text.translate(ROUND) if "〈" in text and len(ANGLED.findall(text)) > 1 else text


def restored(script: Script, read: str, text: str) -> Script:
    """The reading of a text in usual signs as one of the text it was made of, which has the same characters in the same places.

    What is a category stays as it is: 内 and 外, 闪回.
    """
    own = _Own(read, text)
    return replace(
        script,
        units=tuple(map(own.unit, script.units)),
        scenes=tuple(
            replace(
                scene,
                number=own.within(scene.number, scene.start, scene.end),
                location=own.within(scene.location, scene.start, scene.end),
                time=own.within(scene.time, scene.start, scene.end),
                weather=own.within(scene.weather, scene.start, scene.end),
                cast=own.names(scene.cast),
                seen=own.names(scene.seen),
            )
            for scene in script.scenes
        ),
        episodes=tuple(
            replace(episode, title=own.within(episode.title, episode.start, episode.end)) for episode in script.episodes
        ),
        cast=tuple(map(own.person, script.cast)),
        warnings=tuple(replace(fault, message=own.told(fault.message)) for fault in script.warnings),
        doubts=later(lambda _: tuple(replace(doubt, message=own.told(doubt.message)) for doubt in script.doubts)),
    )
