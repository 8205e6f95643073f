"""Words that stand in a script by other letters: a number told in words, a word of which some letters are wiped off and others added."""

import re

from storyboard.cast.ages import NUMBERS, number
from storyboard.patterns import deferred

_CAPITALS = deferred(r"\b[A-Z]{2,}\b")
_NUMBERS_EN = deferred(
    r"\b(?:(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?"
    r"|(?:thir|four|fif|six|seven|eigh|nine)teen|ten|eleven|twelve|one|two|three|four|five|six|seven|eight|nine)\b",
    re.I,
)
_NUMBERS_ZH = deferred(r"[零一二两三四五六七八九十百]+")
LEAST_PIECE = 3
"""Letters of a word that stay where others are wiped off."""


def written_otherwise(word: str, told: str) -> bool:
    """Whether a word that is to be read stands in what a script tells by other letters: 96 for ninety-six, BATSJOAN where BATSMAN loses MAN and gets JOAN."""
    if word.isdigit():
        return int(word) in _counted(told)
    written = {each.casefold() for each in _CAPITALS.findall(told)}
    begun = {each[:at] for each in written for at in range(LEAST_PIECE, len(each))}
    return any(
        (word.startswith(start) and word[len(start) :] in written)
        or (word.endswith(start) and word[: -len(start)] in written)
        for start in begun | written
    )


def _counted(told: str) -> set[int]:
    """The numbers that a text tells in words, and in digits."""
    found = {int(each) for each in re.findall(r"\d{1,9}", told)}
    spelt = (each.casefold().replace(" ", "-") for each in _NUMBERS_EN.findall(told))
    found |= {NUMBERS[each] for each in spelt if each in NUMBERS}
    return found | {value for word in _NUMBERS_ZH.findall(told) if (value := number(word)) is not None}
