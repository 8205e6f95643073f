"""Two texts word by word: what stayed, what went, what came. Chinese has no spaces, so a character is a word there."""

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import Literal

from storyboard.patterns import deferred
from storyboard.records import dataclass

LEAST = 3
"""Weight from which equal words between two changes stand on their own: a Han character weighs 1, a Latin word 2."""
_TOKEN = deferred(r"\n|[^\S\n]+|[A-Za-z0-9_\u00c0-\u024f]+(?:['’-][A-Za-z0-9_\u00c0-\u024f]+)*|.", re.DOTALL)
_LINE = deferred(r"[^\n]*\n|[^\n]+")
_HAN = deferred(r"[\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_WORD = deferred(r"[A-Za-z0-9_\u00c0-\u024f]+")
Pair = tuple[str, str]
"""What stood at a place before and after; equal: it stayed."""


@dataclass(frozen=True, slots=True)
class DiffPiece:
    """A stretch of text that is in both texts, only in the old, or only in the new."""

    kind: Literal["same", "old", "new"]
    text: str


def word_diff(old: str, new: str) -> tuple[DiffPiece, ...]:
    """The pieces of both texts in order: `same` and `old` joined are the old text, `same` and `new` the new one.

    Equal lines are found first, then equal words within the lines that differ. One or two equal characters between two
    changes count as changed: nobody can read confetti. The page does the same: word_diff.js.
    """
    pairs = _pairs(_LINE.findall(old), _LINE.findall(new))
    words = [pair for gone, come in pairs for pair in ([(gone, come)] if gone == come else _words(gone, come))]
    return tuple(_pieces(words))


def _words(old: str, new: str) -> list[Pair]:
    """Equal and different words of two texts, the equal ones kept where they are worth reading."""
    pairs = list(_pairs(_TOKEN.findall(old), _TOKEN.findall(new)))
    found: list[Pair] = []
    for at, (gone, come) in enumerate(pairs):
        inside = 0 < at < len(pairs) - 1
        stays = gone == come and not (inside and "\n" not in gone and _weight(gone) < LEAST)
        if found and not stays and found[-1][0] != found[-1][1]:
            found[-1] = (found[-1][0] + gone, found[-1][1] + come)
        else:
            found.append((gone, come))
    return found


def _weight(text: str) -> int:
    return len(_HAN.findall(text)) + 2 * len(_WORD.findall(text))


def _pairs(old: list[str], new: list[str]) -> Iterator[Pair]:
    for _, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield "".join(old[i1:i2]), "".join(new[j1:j2])


def _pieces(pairs: Iterable[Pair]) -> Iterator[DiffPiece]:
    """Pairs as pieces, neighbours of one kind joined, what went before what came."""
    same = ""
    for old, new in pairs:
        if old == new:
            same += old
            continue
        if same:
            yield DiffPiece("same", same)
            same = ""
        if old:
            yield DiffPiece("old", old)
        if new:
            yield DiffPiece("new", new)
    if same:
        yield DiffPiece("same", same)
