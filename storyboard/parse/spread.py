"""Scripts pasted with wider gaps between their words than one blank, as programs for screenplays and justified pages give them: the gaps are of the page, and no sign of the script.

What follows a name behind a wide gap is read as its words elsewhere, so a text is of this kind only where its capitals, or all its words, stand so throughout.
"""

import re
from collections import Counter
from collections.abc import Iterator

from storyboard.parse.bared import TextPiece
from storyboard.patterns import deferred

WIDE = "  "
"""Stands at the head of every such text."""
SAMPLE = 12_000
"""Characters at the head of a text by which it is told."""
HEADED = deferred(r"^[ \t]*(?:\d{1,4}[A-Z]?[.)]?[ ]+)?(?:INT|EXT|I/E)[./ ][^\n]*[A-Z] {2,3}[A-Z]", re.M)
"""A heading of INT. or EXT. with such a gap between two of its words."""
SPACED, CLOSE = deferred(r"[A-Z]{2}[,'’]? {2,3}(?=[A-Z][A-Z'’])"), deferred(r"[A-Z]{2}[,'’]? (?=[A-Z][A-Z'’])")
"""Two words in capitals with a wide gap between, and with one blank."""
NAME = deferred(r"^[ \t]*([A-Z][A-Z.'’]+(?: {2,3}[A-Z][A-Z.'’]+){1,3})[ \t]*\r?$", re.M)
"""Somebody's name of several words, alone on its line."""
JUSTIFIED, SET_CLOSE = deferred(r"[a-z,;] {2,4}(?=[a-z])"), deferred(r"[a-z,;] (?=[a-z])")
"""The same of words in small letters."""
LEAST_SPACED, LEAST_JUSTIFIED = 4, 8
STOPS = frozenset(".!?…\"”'’)")
"""Behind these writers leave two blanks themselves."""
GAP = deferred(r"(?<=\S) {2,4}(?=\S)")
"""A gap of the page; a wider one parts columns."""


def pieces(text: str) -> tuple[TextPiece, ...]:
    """A text with one blank for every gap between its words; nothing where its gaps mean something."""
    head = text[:SAMPLE]
    if WIDE not in head or "\t" in text:
        return ()
    justified = _mostly(JUSTIFIED, SET_CLOSE, head, LEAST_JUSTIFIED, 2)
    capitals = _mostly(SPACED, CLOSE, head, LEAST_SPACED, 3)
    capitals = capitals and (HEADED.search(head) is not None or _again(head))
    return tuple(_narrowed(text, keeps=not justified)) if justified or capitals else ()


def _again(text: str) -> bool:
    """Whether a line of nothing but words in capitals, parted so, comes again: a name."""
    names = Counter(NAME.findall(text))
    return any(count > 1 for count in names.values())


def _mostly(wide: re.Pattern[str], narrow: re.Pattern[str], text: str, least: int, times: int) -> bool:
    """Whether there are some wide gaps, and many times as many as narrow ones, which are counted only then."""
    count = len(wide.findall(text))
    return count >= least and count > times * len(narrow.findall(text))


def _narrowed(text: str, *, keeps: bool) -> Iterator[TextPiece]:
    """The text without all but one blank of each gap; `keeps`: those behind the end of a sentence in small letters stay."""
    at = start = 0
    for gap in GAP.finditer(text):
        before = text[: gap.start()][-2:] if gap.start() < 2 else text[gap.start() - 2 : gap.start()]
        if keeps and before[-1] in STOPS and before[0].islower():
            continue
        yield TextPiece(text[at : gap.start() + 1], start, at)
        start, at = gap.start() + 1, gap.end()
    yield TextPiece(text[at:], start, at)
