"""Boards as lists of panels: each a block of fields, one a line, what it is called at the left and behind a gap what it says, which goes on in the lines set in below."""

import re
from collections.abc import Sequence

from storyboard.parse.gridded import joined
from storyboard.parse.tables import TOLD, WORDS, TableCell, TableColumn, meaning
from storyboard.patterns import deferred
from storyboard.records import dataclass

HEADS = ("PANEL", "Panel", "FRAME", "Frame", "SHOT", "Shot", "CUT", "Cut", "镜", "格", "画格")
"""How the first field of a panel is called; one of these stands in every such board."""
SIGN = deferred(f"\n(?:{'|'.join(HEADS)})")
BEGINS = deferred(r"(?:PANEL|PNL|FRAME|SHOT|CUT|镜头?|镜号|分镜号?|画?格号?)(?: ?(?:NO\.?|NUMBER|#|号))?", re.I)
ROW = deferred(
    r"(?P<name>[A-Z][A-Za-z/&.#]{0,14}(?: [A-Z&/#][A-Za-z/.#]{0,12})?|[\u3400-\u9fff/／]{1,6})(?:[:：][ \t　]*|(?=[ \t　]{2}|\t|　|\s*$))[ \t　]*(?P<value>\S.*?)?\s*"
)
"""A field: what it is called, a gap or a colon, what it says."""
LEAST, LEAST_FIELDS = 2, 3
"""Panels that make a board, and fields of each."""


@dataclass(frozen=True, slots=True)
class FieldedPanel:
    """One panel: the lines it takes, and its fields as the cells of a row with the columns they stand for."""

    first: int
    stop: int
    cells: tuple[TableCell, ...]
    columns: tuple[TableColumn, ...]


def panels(lines: Sequence[str]) -> dict[int, FieldedPanel]:
    """The panels of a board by their first line; nothing where it is no such board.

    It is one where a gap stands behind the names of most fields, for what has colons is read as shots with named fields.
    """
    starts, at = list[int](), 0
    for line in lines:
        starts.append(at)
        at += len(line)
    starts.append(at)
    found, gaps, rows, index = dict[int, FieldedPanel](), 0, 0, 0
    while index < len(lines):
        row = _begins(lines[index])
        if row is None:
            index += 1
            continue
        stop = _stop(lines, index)
        panel = _panel(lines, starts, index, stop)
        if panel:
            found[index] = panel
            parted = [line for line in lines[index:stop] if not line[0].isspace()]
            rows += len(parted)
            gaps += sum(_gap(line) for line in parted)
        index = stop
    return found if len(found) >= LEAST and gaps * 2 > rows else {}


def _begins(line: str) -> re.Match[str] | None:
    row = ROW.fullmatch(line) if line.startswith(HEADS) else None
    return row if row and row["value"] and BEGINS.fullmatch(row["name"]) else None


def _gap(line: str) -> bool:
    """Whether a field is parted from its name by a gap, behind a colon or not."""
    row = ROW.fullmatch(line)
    return row is not None and line[row.end("name") :].lstrip(":：").startswith(("  ", "\t", "　"))


def _stop(lines: Sequence[str], first: int) -> int:
    """The line behind a panel: blank, or one of neither a field nor set in, or the first of the next panel."""
    index, named = first + 1, {ROW.fullmatch(lines[first])["name"]}  # type: ignore[index]
    while index < len(lines) and lines[index].strip():
        line = lines[index]
        row = None if line[0].isspace() else ROW.fullmatch(line)
        if not line[0].isspace() and (row is None or row["name"] in named):
            break
        named.add(row["name"] if row else "")
        index += 1
    return index


def _panel(lines: Sequence[str], starts: Sequence[int], first: int, stop: int) -> FieldedPanel | None:
    cells, columns = list[TableCell](), list[TableColumn]()
    for index in range(first, stop):
        line = lines[index]
        row = None if line[0].isspace() else ROW.fullmatch(line)
        if row is None:
            above = cells[-1]
            bare = line.rstrip()
            begin = above.start if above.text else starts[index] + len(line) - len(line.lstrip())
            said = columns[-1].meaning in WORDS
            text = f"{above.text}\n{bare.strip()}".strip() if said else joined(above.text, bare.strip())
            cells[-1] = TableCell(text, begin, starts[index] + len(bare))
            continue
        value = row["value"] or ""
        at = starts[index] + (row.start("value") if value else len(line.rstrip()))
        cells.append(TableCell(value, at, at + len(value)))
        columns.append(_column(row["name"], any(column.meaning == "number" for column in columns)))
    known = [column.meaning for column in columns]
    whole = len(known) >= LEAST_FIELDS and TOLD & set(known) and known.count("note") * 2 <= len(known)
    return FieldedPanel(first, stop, tuple(cells), tuple(columns)) if whole else None


def _column(name: str, counted: bool) -> TableColumn:
    """What a field is; one that counts, below another that does, says how the picture is framed: SHOT below PANEL."""
    meant = meaning(name.lower()) or "note"
    meant = "size" if meant == "number" and counted else meant
    return TableColumn(meant, meant == "narration")
