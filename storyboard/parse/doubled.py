"""Pages with a blank row below every row, as multi-camera scripts and typed plays are set and as PDFs are pasted: one blank row parts nothing there, two part paragraphs."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from storyboard.parse.bared import TextPiece
from storyboard.patterns import deferred, holds

SIGNS = ("\n\n\n", "\r\n\r\n\r\n")
"""Stands in every text with such pages: two blank rows."""
LEAST_GAPS, LEAST_TORN = 8, 3
"""Rows with one blank row between, and of those such whose sentence goes on below it, from which on rows are set so."""
JOINED = 20
"""Of so many rows one may stand right below another."""
ENDS = frozenset('。！？!?.…：:；;”」』")）】]—-*')
CUED = deferred(r"[^：:]{1,10}[：:]")
LONGEST_TORN_FROM = 18
"""Characters of a Chinese row from which on it may be full."""


def pieces(text: str) -> tuple[TextPiece, ...]:
    """A text without the blank row below each of its rows; nothing where it has none."""
    if not holds(text, SIGNS):
        return ()
    rows = text.split("\n")
    filled = [at for at, row in enumerate(map(str.strip, rows)) if row]
    gaps = [other - one for one, other in pairwise(filled)]
    joined, single = gaps.count(1), gaps.count(2)
    wider = len(gaps) - joined - single
    if single < LEAST_GAPS or wider * 4 < single or joined * JOINED > len(gaps):
        return ()
    torn = sum(
        gap == 2 and _torn(rows[at].strip(), rows[at + 2].strip()) for at, gap in zip(filled, gaps, strict=False)
    )
    return tuple(_closed(rows)) if torn >= LEAST_TORN else ()


def _torn(above: str, below: str) -> bool:
    """Whether a sentence goes on in the row below."""
    above, below = above.rstrip("* "), below.rstrip("* ")
    if not above or not below or above[-1] in ENDS:
        return False
    if above[-1].isascii():
        return below[0].islower() and " " in above
    return len(above) >= LONGEST_TORN_FROM and not below[0].isascii() and CUED.match(below) is None


def _closed(rows: Sequence[str]) -> Iterator[TextPiece]:
    """The rows, the first blank one below each left out."""
    at = start = 0
    for index, row in enumerate(rows):
        last = index + 1 == len(rows)
        end = at + len(row) + (not last)
        if row.strip() or (index and not rows[index - 1].strip()):
            yield TextPiece(row + ("" if last else "\n"), start, at)
            start = end
        at = end
