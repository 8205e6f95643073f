"""Two columns of plain text side by side, whose rows are broken by their width: what stands in each, put together again."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import reduce

from storyboard.parse import gridded, headings, markers, words
from storyboard.parse.gridded import Grid
from storyboard.parse.headings import Heading
from storyboard.parse.markers import Mark
from storyboard.parse.survey import label
from storyboard.parse.tables import WORDS, cells, head, ruled
from storyboard.patterns import deferred
from storyboard.records import dataclass

BAR = "|"
RULES = frozenset("-=+_ —–─━═＝－")
"""What the lines are made of that part the rows."""
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


@dataclass(frozen=True, slots=True)
class Columns:
    """Two such columns."""

    first: int
    """Index of the line behind their head."""
    stop: int
    """Index of the line behind them."""
    at: int = 0
    """The column of the page where the right one begins; 0 where a bar parts them."""

    def cut(self, line: str) -> tuple[str, int, str]:
        """(left, offset of the right one, right) of a line."""
        if not self.at:
            left, _, right = line.partition(BAR)
            return left.strip(), len(left), right.strip()
        place = gridded.cut(line, self.at)
        line = line.rstrip("\r\n")
        place = len(line) if place < 0 else place
        return line[:place].strip(), place, line[place:].strip()


WITHIN = 5
"""Filled lines below one that runs across, among which one is of both columns where the table goes on."""
GAP = "  "
"""What parts them there at least."""


def _goes_on(lines: Sequence[str], at: int, right: int) -> bool:
    """Whether the columns go on below a line that runs across them, because its words filled the left one: it is read as of that one, and doubted."""
    below = [line for line in lines[at + 1 : at + 1 + 3 * WITHIN] if line.strip()][:WITHIN]
    cuts = ((line, gridded.cut(line, right)) for line in below)
    return any(line[:cut].strip() and line[:cut].endswith(GAP) and line[cut:].strip() for line, cut in cuts if cut > 0)


def found(lines: Sequence[str], index: int, grid: Grid | None) -> Columns | None:
    """Two such columns that begin with a head at `index`; None where none begin there. `grid`: a table of the text without bars."""
    if grid and grid.two and grid.head == index:
        stop = grid.below
        while stop < len(lines) and (
            not lines[stop].strip() or _set(lines[stop], grid.starts[1]) or _goes_on(lines, stop, grid.starts[1])
        ):
            stop += 1
        while not lines[stop - 1].strip():
            stop -= 1
        return Columns(index + 1, stop, grid.starts[1]) if stop > grid.below + 1 else None
    columns = head(lines[index]) if BAR in lines[index] else ()
    meanings = [column.meaning for column in columns]
    if len(meanings) != 2 or meanings[0] != "action" or meanings[1] not in WORDS or lines[index].lstrip()[0] == BAR:
        return None
    stop = index + 1
    while stop < len(lines) and lines[stop].count(BAR) == 1:
        stop += 1
    rows = lines[index:stop]
    even = len({row.index(BAR) for row in rows}) == 1
    return Columns(index + 1, stop) if even and len(rows) > FEWEST + 1 and ruled(cells(rows[1], 0)) else None


def _set(line: str, column: int) -> bool:
    """Whether a line keeps to the columns; a heading may run across them."""
    return gridded.cut(line, column) >= 0 or headings.scene(line.strip()) is not None


def blocks(lines: Sequence[str], at: int, columns: Columns) -> Iterator[list[WrappedRow]]:
    """The rows between two rules or blank lines; a heading or a caption in the left column is a block of its own, and so is a rule."""
    block: list[WrappedRow] = []
    for line in lines:
        left, place, right = columns.cut(line)
        row = WrappedRow(at, at + place, at + len(line), left, right)
        at += len(line)
        if not set(row.left + row.right) - RULES or (alone(row.left) and not row.right):
            if block:
                yield block
            yield [row]
            block = []
        else:
            block.append(row)
    if block:
        yield block


COUNTED = deferred(
    r"(?:S[Cc](?:ENE|ene)?\.?\s*|S(?:HOT|hot)\s*|#\s*)?(?P<no>\d{1,3}[A-Z]?)\s*[.):：、\-–—]\s*(?P<told>[A-Z][^a-z:]{2,60}?(?:\d\s*[ap]\.?m)?)[.:]?"
)
"""A place in capitals behind its number: 1. BAKERY, 4 A.M."""


def heading(left: str) -> Heading | None:
    """The heading that a left cell is: one of those that scripts have, or a place in capitals behind its number."""
    said = headings.scene(left)
    if said is None and left[:1] in LETTERS and (lettered := LETTERED.fullmatch(left)):
        told = headings.told_alone_zh(lettered["told"]) or headings.chinese(lettered["told"])
        return replace(told, number=lettered["no"]) if told.location and told.time else None
    counted = COUNTED.fullmatch(left) if said is None and left[:1] in HEADS else None
    if counted is None:
        return said
    told = headings.opened(counted["told"]) or headings.told_alone(counted["told"]) or headings.english(counted["told"])
    return replace(told, number=counted["no"]) if told.location else None


LETTERED = deferred(
    r"(?:[第段]\s*)?(?P<no>[A-Z]|\d{1,2}|[一二三四五六七八九十]{1,3}|[①-⑳])\s*段?(?:[ \t　]*[、.．:：)）·—–-][ \t　]*|[ \t　]+|(?<=[①-⑳]))"
    r"(?P<told>[\u3400-\u9fff][^：:。！？!?“”「」]{2,30}?)"
    r"\s*(?:[（(【\[]\s*[\d:：.]+\s*(?:s|秒|[\"″”'′])?\s*(?:[-–—~～至到]+\s*[\d:：.]+\s*(?:s|秒|[\"″”'′])?)?\s*[)）】\]])?"
)
"""A letter or number, a place and its hour, and from when to when it is on: A　老屋厨房，清晨　（0"—22"）"""
LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789一二三四五六七八九十第段①②③④⑤⑥⑦⑧⑨⑩")
"""How such a cell begins."""
HEADS = frozenset("0123456789SsC#")
"""How such a cell begins."""


def alone(left: str) -> bool:
    """Whether a left cell is a heading or words on the screen, which go on in no other row."""
    return bool(left) and (heading(left) is not None or (captioned(left) is not None and left.count('"') % 2 == 0))


LEGAL = deferred(r"(?:Legal|Disclaimer)\s*[:：]\s*(?P<text>\S.*)", re.S)
"""What an advertisement says in small print."""
NOTED = deferred(r"(?:备?注|附注?|说明|备忘|※|★|\*|NB|N\.B\.|Notes?)\s*[:：①1⑴(（\s]", re.I)
"""How what a page has below its columns begins where other rules part their rows."""
MOST_BELOW = 3
"""Lines of what a page has below the rule that closes its columns."""


def closed(lines: Sequence[str]) -> int:
    """How many lines of two columns stand above the rule that closes them, what stands below it being the page's: who plays, how long it is to read."""
    ruled_at = [at for at, line in enumerate(lines) if at and line.strip() and not set(line.strip()) - RULES]
    at = ruled_at[-1] if ruled_at else len(lines)
    below = [line for line in lines[at + 1 :] if line.strip()]
    if len(ruled_at) > 1 and not (below and NOTED.match(below[0].strip())):
        return len(lines)
    return at if at and len(below) <= MOST_BELOW and not any(heading(line.strip()) for line in below) else len(lines)


def legal(text: str) -> Mark | None:
    """What an advertisement has to say in small print, over as many rows as it likes."""
    found = LEGAL.fullmatch(text) if text[:1] in ("L", "D") else None
    return Mark("caption", found["text"].strip()) if found else None


def captioned(left: str) -> Mark | None:
    """The words on the screen that a left cell gives; None for a picture."""
    mark = markers.sort(left) if ":" in left or "：" in left else None
    mark = mark or (markers.shot(left) if words.CAPTION_EN.fullmatch(left) else None)
    return mark if mark and mark.kind == "caption" else None


def parts(block: Sequence[WrappedRow], english: bool) -> list[ColumnPart]:
    """What the columns of a block say, in the order in which it begins."""
    found: list[ColumnPart] = []
    said, below = -1, False
    pictures: list[tuple[int, list[str]]] = []
    for at, row in enumerate(block):
        above = next((each.left for each in reversed(block[:at]) if each.left), "")
        goes_on = pictures and row.left and not (ENDS.search(above) and OPENS.match(row.left))
        goes_on = goes_on and not (alone(row.left) or alone(above))
        if row.left and not goes_on:
            pictures.append((row.start, [row.left]))
            found.append(ColumnPart("left", "", row.start))
        elif row.left:
            pictures[-1][1].append(row.left)
        turn = bool(row.right) and _turns(row.right, english)
        if row.right and below and not turn and said >= 0:
            part = found[said]
            found[said] = ColumnPart("right", gridded.joined(part.text, row.right), part.start)
        elif row.right:
            said = len(found)
            found.append(ColumnPart("right", row.right, row.bar))
        below = bool(row.right)
    texts = iter(reduce(gridded.joined, rows) for _, rows in pictures)
    return [ColumnPart("left", next(texts), part.start) if part.column == "left" else part for part in found]


def _turns(text: str, english: bool) -> bool:
    """Whether a line of the right column begins something of its own: somebody speaks, or something is heard."""
    mark = markers.sort(text)
    heard = mark is not None and mark.kind in ("sound", "caption")
    return heard or bool(label(text, english)) or markers.bracketed(text) is not None


def sounds(text: str, english: bool) -> str:
    """What words in the right column are if nobody says them: `note` that nobody speaks, `sound`; empty where somebody does."""
    inner = re.sub(r"^[(（]\s*|\s*[)）]$", "", text)
    if words.WORDLESS.fullmatch(inner):
        return "note"
    return "" if label(text, english) else "sound"
