"""Tables in plain text whose columns only blanks part, under a head that names them: where each column begins, and what a line has in it.

Lists of dialogue and scripts for advertisements come so, out of programs that have no other table. A line below a row that
stands in the columns of words alone goes on with them; what runs across columns is told beside the rows.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from unicodedata import east_asian_width

from storyboard.parse.tables import HEARD, TableCell, TableColumn, columns, meaning
from storyboard.patterns import deferred
from storyboard.records import dataclass

RULE = deferred(r"[ \t]*(?:[-=_–—─━]{2,}[ \t]+)+[-=_–—─━]{2,}[ \t]*")
RUN = deferred(r"\S+(?: \S+)*")
"""What stands in one column: words with one blank between."""
WIDE = deferred(r"(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff](?:\s|$))")
"""The blank within a word whose characters are set wide."""
HEAD_WITHIN = 40
"""Lines among which such a table has its head."""
CLOCK = deferred(
    r"[\[(（【]?\d{1,2}[:：]\d{2}(?:[:：.]\d{2}){0,2}(?:\s?[-–—~～至到]\s?\d{1,2}[:：]\d{2}(?:[:：.]\d{2}){0,2})?[\])）】]?"
)
"""From when on, maybe till when, something is heard: 00:26, [0:26], 00:26-00:30."""
ROLE = deferred(r"[^\W\d_](?:[^\s:：，。！？,!?]| (?=\S)){0,23}")
CLOCK_STARTS = frozenset("0123456789[(（【")
CLOCKED = (TableColumn("seconds"), TableColumn("speaker"), TableColumn("speech"))
"""The columns of a table that nothing heads, whose first are times."""
LEAST_CLOCKED, LONGEST_ROLE = 4, 24
"""Rows in the same columns that make such a table, and columns of the widest role."""
FEWEST = 3
"""Rows in the columns of the head from which on they are believed where no rule stands below it."""
SLACK = 1
"""Columns by which a cell may stand off its head."""


@dataclass(frozen=True, slots=True)
class GridRun:
    """Words between gaps, with the columns of the page where they begin and end."""

    text: str
    start: int
    """Offset in its line."""
    column: int
    end: int


@dataclass(frozen=True, slots=True)
class Grid:
    """Where the columns of a table begin, and what they are."""

    head: int
    """Index of the line that names them."""
    below: int
    """Index of its first row."""
    starts: tuple[int, ...]
    columns: tuple[TableColumn, ...]

    @property
    def two(self) -> bool:
        """Whether it has a column of pictures and one of what is heard, and nothing else."""
        return [column.meaning for column in self.columns] in (["action", "speech"], ["action", "narration"])


def width(text: str) -> int:
    """Columns of a page that a text takes: two for a Chinese character."""
    return len(text) if text.isascii() else sum(1 + (east_asian_width(sign) in "WF") for sign in text)


def runs(line: str) -> list[GridRun]:
    """The words of a line that gaps part, in order."""
    line = line.rstrip("\r\n").expandtabs(8) if "\t" in line else line.rstrip("\r\n")
    found = []
    for match in RUN.finditer(line):
        column = width(line[: match.start()])
        found.append(GridRun(match[0], match.start(), column, column + width(match[0])))
    return found


def grid(lines: Sequence[str]) -> Grid | None:
    """The table of a text whose columns blanks part; None where it has none.

    It is believed where a rule of as many parts stands below its head, or enough rows stand in its columns.
    """
    for at, line in enumerate(lines[:HEAD_WITHIN]):
        core = line.strip()
        if not ("   " in core or "\t" in core or "　" in core) or "|" in core:
            continue
        names = [] if _tabbed(line, lines[at + 1 : at + 4]) else _unspaced(runs(line))
        if len(names) < 2 or not (told := columns([each.text.lower() for each in names])):
            continue
        ruled = at + 1 < len(lines) and RULE.fullmatch(lines[at + 1].rstrip("\r\n")) is not None
        bars = runs(lines[at + 1].replace("\t", " ")) if ruled else []
        starts = tuple(each.column for each in names)
        if ruled and len(bars) == len(names):
            starts = tuple(min(bar.column, name.column) for bar, name in zip(bars, names, strict=True))
        found = Grid(at, at + 1 + ruled, starts, told)
        if ruled or _filled(lines[at + 1 :], found) >= (2 * FEWEST if len(names) == 2 else FEWEST):
            return found
    return _clocked(lines)


def _clocked(lines: Sequence[str]) -> Grid | None:
    """The table that nothing heads of times, roles and words: `00:26   秀珍      三叔！开船！`; None where a text is none.

    A role that comes again is somebody, or what is heard; times with places behind them come once each.
    """
    rows = [(at, runs(line)) for at, line in enumerate(lines[:HEAD_WITHIN]) if _may_be_clocked(line)]
    rows = [(at, row) for at, row in rows if len(row) == len(CLOCKED) and CLOCK.fullmatch(row[0].text)]
    rows = [(at, row) for at, row in rows if width(row[1].text) <= LONGEST_ROLE and ROLE.fullmatch(row[1].text)]
    placed_at = Counter(tuple(run.column for run in row) for _, row in rows)
    starts, count = placed_at.most_common(1)[0] if placed_at else ((), 0)
    roles = Counter(row[1].text for _, row in rows if tuple(run.column for run in row) == starts)
    if count < LEAST_CLOCKED or len(roles) < 2 or sum(each for each in roles.values() if each > 1) * 2 < count:
        return None
    return Grid(rows[0][0], rows[0][0], starts, CLOCKED)


def _may_be_clocked(line: str) -> bool:
    core = line.lstrip()
    return core[:1] in CLOCK_STARTS and (":" in core[1:4] or "：" in core[1:4])


def _unspaced(names: list[GridRun]) -> list[GridRun]:
    """The names of columns, those whose characters are set wide put together: 画　　面."""
    found: list[GridRun] = []
    for run in names:
        run = replace(run, text=WIDE.sub("", run.text)) if " " in run.text else run
        whole = found[-1].text + run.text if found and len(run.text) == 1 else ""
        if len(whole) == 2 and not whole.isascii() and (meaning(whole) or whole in HEARD):
            found[-1] = replace(found[-1], text=whole, end=run.end)
        else:
            found.append(run)
    return found


def _tabbed(head: str, below: Sequence[str]) -> bool:
    """Whether each cell of the rows below a head is parted from the next by one tab: nothing stands in columns of the page then."""
    tabs = head.strip().count("\t")
    rows = [row for row in below if row.strip()]
    return tabs > 1 and "\t\t" not in head.strip() and bool(rows) and all(row.count("\t") == tabs for row in rows)


def _filled(lines: Sequence[str], found: Grid) -> int:
    """Lines of which each run begins where a column does, and who speaks and the words are there; of two columns, those with words at the right."""
    meant = [column.meaning for column in found.columns]
    if len(meant) == 2:
        rows = (runs(line) for line in lines[:HEAD_WITHIN])
        return sum(1 for row in rows if len(row) < 3 and any(each.column == found.starts[1] for each in row))
    count = 0
    for line in lines[:HEAD_WITHIN]:
        row = placed(line, found)
        told = {meant[at] for at in row} if row else set()
        count += "speech" in told and "speaker" in told
    return count


def placed(line: str, found: Grid) -> dict[int, GridRun]:
    """What a line has in each column; nothing where it runs across them, or stands beside them."""
    cells: dict[int, GridRun] = {}
    for run in _parted(runs(line), found.starts):
        at = max((n for n, start in enumerate(found.starts) if start <= run.column + SLACK), default=0)
        behind = found.starts[at + 1] if at + 1 < len(found.starts) else 0
        if at in cells or abs(run.column - found.starts[at]) > 2 * SLACK or (behind and run.end > behind):
            return {}
        cells[at] = run
    return cells


def _parted(row: list[GridRun], starts: Sequence[int]) -> list[GridRun]:
    """Chunks parted where a column begins behind a single blank, in a row that fills its first column: a name as wide as its column."""
    if not row or row[0].column > starts[0] + SLACK or not any(map(str.isdigit, row[0].text)):
        return row
    found = []
    for run in row:
        cuts = [start for start in starts if run.column < start < run.end] if run.text.isascii() else []
        at = 0
        for cut in (start - run.column for start in cuts):
            if run.text[cut - 1] == " ":
                found.append(GridRun(run.text[at : cut - 1], run.start + at, run.column + at, run.column + cut - 1))
                at = cut
        found.append(GridRun(run.text[at:], run.start + at, run.column + at, run.end))
    return found


def row(line: str, start: int, found: Grid) -> list[TableCell]:
    """The cells of a line in the order of the columns, empty where it has nothing there; nothing where it is no row."""
    cells = placed(line, found)
    if not cells:
        return []
    whole, at = [], start
    for n in range(len(found.columns)):
        run = cells.get(n)
        begin = start + run.start if run else at
        at = begin + len(run.text) if run else at
        whole.append(TableCell(run.text if run else "", begin, at))
    return whole


def cut(line: str, column: int) -> int:
    """The offset in a line where a column of the page begins, or just behind the line; -1 where words run across it."""
    line = line.rstrip("\r\n")
    if line.isascii():
        at = min(column, len(line))
    else:
        at = next((at for at in range(len(line)) if width(line[:at]) >= column), len(line))
    for off in (0, -1, 1):
        near = at + off
        if near >= len(line) or (near > 0 and line[near - 1].isspace()):
            return min(near, len(line))
    return -1


def joined(text: str, more: str) -> str:
    """Words and those of the line below: no blank between Chinese ones."""
    return f"{text}{more}" if text and more and not (text[-1] + more[0]).isascii() else f"{text} {more}".strip()


def flat(text: str) -> bool:
    """Whether a text has a gap in its first lines, without which it has no such table."""
    return not any(gap in text[:4000] for gap in ("   ", "\t"))


__all__ = ["Grid", "cut", "flat", "grid", "joined", "row"]
