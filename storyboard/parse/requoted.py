"""Letters that quote what they were sent, broken at a margin by the program that sent it: `> 六点的家属都`, `> 到了。`, put together again."""

from collections.abc import Sequence

from storyboard.parse.gridded import joined, width
from storyboard.parse.running import Retold
from storyboard.patterns import deferred, holds

BEGUN = ("\n>",)
"""How a line of theirs begins."""
SIGNS = ("发件人", "发信人", "寄件", "From:", "FROM:")
"""How the head of a letter begins."""
LETTERS = (*SIGNS, " wrote:", "写道")
"""One of these stands in every letter that quotes another."""
QUOTED = deferred(r"(?P<signs>>(?:[ \t]*>)*)[ \t]?(?P<inner>[^\r\n]*)\r?\n?")
ENDED = deferred(r"[。！？!?….：:）)】\]」]\s*[”\"’]?\s*$")
BEGINS = deferred(
    r"[\u3400-\u9fff·]{1,6}(?:[（(][^（()）]{0,16}[)）])?[：:]|[A-Z][\w .'’-]{0,24}(?:\([^()]{0,24}\))?:|[△▲【\[（(\-*#]|\d{1,3}[.、\s]|(?:INT|EXT)[. /]"
)
"""How a line begins that goes on with nothing."""
NARROWEST, WIDEST = 30, 100
"""Columns of the page at which letters are broken."""
SLACK = 3
LEAST = 2
"""Lines that were broken, from which on it is believed."""


def requoted(text: str, rows: list[str]) -> Retold | None:
    """The lines of a letter whose quoted lines were broken at a margin, `rows` put together; None where none were."""
    if not holds(text, BEGUN) or not holds(text, LETTERS):
        return None
    quoted = [QUOTED.fullmatch(row) if row[:1] == ">" else None for row in rows]
    depths = [match["signs"].count(">") if match else 0 for match in quoted]
    inner = [match["inner"].strip() if match else "" for match in quoted]
    margins = {
        depth: max(width(told) for told, at in zip(inner, depths, strict=True) if at == depth)
        for depth in {*depths} - {0}
    }
    goes_on = [
        at
        for at in range(len(rows) - 1)
        if depths[at] and depths[at] == depths[at + 1] and _broken(inner[at], inner[at + 1], margins[depths[at]])
    ]
    if len(goes_on) < LEAST:
        return None
    return _joined(rows, inner, frozenset(goes_on))


def _broken(row: str, below: str, margin: int) -> bool:
    """Whether a row was broken at the margin: it ends in the middle of a sentence, and the first word below had no more room."""
    if not row or not below or not NARROWEST <= margin <= WIDEST or ENDED.search(row) or BEGINS.match(below):
        return False
    word = 1 + len(below.split(maxsplit=1)[0]) if (row[-1] + below[0]).isascii() else 2
    return width(row) + word > margin - SLACK


def _joined(rows: list[str], inner: Sequence[str], goes_on: frozenset[int]) -> Retold:
    sizes, told = list[int](), list[str]()
    for at, row in enumerate(rows):
        if at - 1 in goes_on:
            sizes[-1] += len(row)
            told[-1] = joined(told[-1].rstrip("\r\n "), inner[at]) + "\n"
        else:
            sizes.append(len(row))
            told.append(row)
    rows[:] = told
    return Retold(sizes)
