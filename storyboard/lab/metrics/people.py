"""Who they are: are the looks and the voice of everybody told in full?"""

import re
from collections.abc import Iterator

from storyboard.cast.looks import KIND_OF_SEX, read_appearance
from storyboard.lab.metrics.metric import Metric, none, scored, told
from storyboard.lab.runs import RunEvidence
from storyboard.model import Character, Score
from storyboard.patterns import deferred

PARTS = ("sex", "age", "hair colour", "hair style", "clothes colour", "clothes style")
VOICE = ("sex", "pitch", "tempo", "accent")
_SEXES = deferred(r"[男女]|\b(?:fe)?male\b", re.IGNORECASE)
_AGE = deferred(r"\d+\s*岁|, ?\d+|\b\d+\b")
_PAIRS = {
    "hair": re.compile(r"(?:头发（|hair \()([^，,）)]*)(?:[，,] ?([^）)]*))?"),
    "clothes": re.compile(r"(?:衣服（|clothes \()([^，,）)]*)(?:[，,] ?([^）)]*))?"),
}
_VOICE = {
    "sex": re.compile(r"GenderAge ?[（(]\s*(?:女|男|群体|多人同声|(?:fe)?male|group|together)", re.IGNORECASE),
    "pitch": re.compile(r"PitchMean ?[（(]\s*\d+"),
    "tempo": re.compile(r"Tempo ?[（(]\s*\d+"),
    "accent": re.compile(r"Accent ?[（(]\s*[^\s）)]"),
}


def _parts(appearance: str) -> Iterator[str]:
    """The parts that an appearance tells, also where it lacks the mandated form. `无` and `none` are told, nothing is not."""
    looks = read_appearance(appearance)
    head = re.split(r"头发|衣服|hair|clothes", appearance)[0]
    if _SEXES.search(head):
        yield "sex"
    if looks or _AGE.search(head):
        yield "age"
    for name, pattern in _PAIRS.items():
        match = pattern.search(appearance)
        for part, words in zip(("colour", "style"), match.groups() if match else (), strict=False):
            if words and words.strip():
                yield f"{name} {part}"


def _people(found: RunEvidence) -> dict[str, tuple[str, Character]]:
    """(episode, character) of everybody who is one person, by name; somebody of several episodes counts once."""
    people: dict[str, tuple[str, Character]] = {}
    for work in found.works:
        for name, character in work.board.character_setting.items():
            if re.split(r"[，,]", character.appearance)[0].strip() not in KIND_OF_SEX:
                people.setdefault(name, (work.id, character))
    return people


def _looks_complete(found: RunEvidence) -> Score:
    people = _people(found)
    if not people:
        return none("looks_complete", "Nobody is seen.")
    lacks = {
        f"{episode} {name}": [part for part in PARTS if part not in set(_parts(character.appearance))]
        for name, (episode, character) in people.items()
    }
    return _complete("looks_complete", lacks, len(PARTS), "parts of appearances")


def _voices_complete(found: RunEvidence) -> Score:
    voices = {name: (work.id, each) for work in found.works for name, each in work.board.character_setting.items()}
    if not voices:
        return none("voices_complete", "There are no characters.")
    lacks = {
        f"{episode} {name}": [part for part in VOICE if not _VOICE[part].search(character.voice)]
        for name, (episode, character) in voices.items()
    }
    return _complete("voices_complete", lacks, len(VOICE), "parts of voices")


def _complete(name: str, lacks: dict[str, list[str]], each: int, what: str) -> Score:
    """The share of parts that are told, and who lacks which."""
    every = each * len(lacks)
    missing = {
        at: "no " + ", ".join(parts) for at, parts in sorted(lacks.items(), key=lambda one: -len(one[1])) if parts
    }
    there = every - sum(len(parts) for parts in lacks.values())
    why = f"{there} of {every} {what} are told, of {len(lacks)} characters"
    return scored(name, there / every, f"{why}{'; lacking: ' + told(missing) if missing else ''}.", missing)


METRICS = (
    Metric("looks_complete", "looks told in full", "higher", "%", _looks_complete, 0.0),
    Metric("voices_complete", "voices told in full", "higher", "%", _voices_complete, 0.0),
)  # fmt: skip
