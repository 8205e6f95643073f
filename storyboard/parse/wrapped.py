"""Two columns of plain text side by side, whose rows are broken by their width: what stands in each, put together again."""

import re
from collections.abc import Iterator, Sequence

from storyboard.parse import headings, markers, words
from storyboard.parse.survey import label
from storyboard.parse.tables import WORDS, cells, head, ruled
from storyboard.patterns import deferred
from storyboard.records import dataclass

BAR = "|"
FEWEST = 3
"""Rows below the rule from which on two columns are believed to be set by their width."""
ENDS = deferred(r"[.!?:…。！？：\"”][\"'”’)）]*$")
OPENS = deferred(r"[A-Z\d\"“(\[\u3400-\u9fff△【]")


@dataclass(frozen=True, slots=True)
class WrappedRow:
    """One line of the columns."""

    start: int
    bar: int
    """Offset of its bar."""
    end: int
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class ColumnPart:
    """Something that one column says, over one row or several."""

    column: str
    """`left` or `right`."""
    text: str
    start: int
    """Offset from which on its rows are its own; what precedes it ends there."""


def end(lines: Sequence[str], index: int) -> int:
    """The index behind two such columns that begin with a head at `index`; 0 where none begin there."""
    columns = head(lines[index]) if BAR in lines[index] else ()
    meanings = [column.meaning for column in columns]
    if len(meanings) != 2 or meanings[0] != "action" or meanings[1] not in WORDS or lines[index].lstrip()[0] == BAR:
        return 0
    stop = index + 1
    while stop < len(lines) and lines[stop].count(BAR) == 1:
        stop += 1
    rows = lines[index:stop]
    even = len({row.index(BAR) for row in rows}) == 1
    return stop if even and len(rows) > FEWEST + 1 and ruled(cells(rows[1], 0)) else 0


def blocks(lines: Sequence[str], at: int) -> Iterator[list[WrappedRow]]:
    """The rows between two rules; a heading or a caption in the left column is a block of its own, and so is a rule."""
    block: list[WrappedRow] = []
    for line in lines:
        bar = at + line.index(BAR)
        left, _, right = line.partition(BAR)
        row = WrappedRow(at, bar, at + len(line), left.strip(), right.strip())
        at += len(line)
        if not set(row.left + row.right) - set("-=+ ") or alone(row.left):
            if block:
                yield block
            yield [row]
            block = []
        else:
            block.append(row)
    if block:
        yield block


def alone(left: str) -> bool:
    """Whether a left cell is a heading or words on the screen, which go on in no other row."""
    return bool(left) and (headings.scene(left) is not None or words.CAPTION_EN.fullmatch(left) is not None)


def parts(block: Sequence[WrappedRow], english: bool) -> list[ColumnPart]:
    """What the columns of a block say, in the order in which it begins."""
    found: list[ColumnPart] = []
    said, below = -1, False
    pictures: list[tuple[int, list[str]]] = []
    for at, row in enumerate(block):
        above = block[at - 1].left if at else ""
        goes_on = pictures and row.left and not (ENDS.search(above) and OPENS.match(row.left))
        if row.left and not goes_on:
            pictures.append((row.start, [row.left]))
            found.append(ColumnPart("left", "", row.start))
        elif row.left:
            pictures[-1][1].append(row.left)
        turn = bool(label(row.right, english)) or markers.bracketed(row.right) is not None if row.right else False
        if row.right and below and not turn and said >= 0:
            part = found[said]
            found[said] = ColumnPart("right", f"{part.text} {row.right}", part.start)
        elif row.right:
            said = len(found)
            found.append(ColumnPart("right", row.right, row.bar))
        below = bool(row.right)
    texts = iter(" ".join(rows) for _, rows in pictures)
    return [ColumnPart("left", next(texts), part.start) if part.column == "left" else part for part in found]


def sounds(text: str, english: bool) -> str:
    """What words in the right column are if nobody says them: `note` that nobody speaks, `sound`; empty where somebody does."""
    inner = re.sub(r"^[(（]\s*|\s*[)）]$", "", text)
    if words.WORDLESS.fullmatch(inner):
        return "note"
    return "" if label(text, english) else "sound"
