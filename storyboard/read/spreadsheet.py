"""Spreadsheets: a line per row, cells parted by tabs and lines within a cell by vertical tabs, as tables of documents are.

Of a workbook every sheet that is not hidden is read; where several hold words, each stands under its name as a heading. Lengths that a
program keeps as times of day (0:03) come as they are shown.
"""

import csv
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO, StringIO
from typing import Any

from storyboard.errors import UsageError
from storyboard.model import Source
from storyboard.read.text import chosen, decode

DELIMITERS = ",;\t"
SAMPLE = 40
"""Lines by which the delimiter is told."""
ROWS, COLUMNS = 20_000, 100
"""More of a sheet is not read: a script has some hundreds of rows, and a damaged size must not cost more than its file."""
SAVE_AS = "open it in Excel or WPS and save it as .csv (UTF-8) or .xlsx"


def read_csv(data: bytes, path: str) -> Source:
    """The rows of a file of separated values. UsageError where its quotes do not close within a reasonable cell."""
    text, encoding = decode(data, path)
    try:
        rows = list(csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text)))
    except csv.Error as error:
        raise UsageError(f"{path} is no table that can be read: {error}", SAVE_AS) from None
    return Source(path, _text(rows), encoding, "table", remarks=chosen(text, encoding))


def read_workbook(data: bytes, path: str) -> Source:
    """The sheets of a workbook (.xlsx, .xlsm, .xlsb, .ods). UsageError where it is damaged or locked."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

    try:
        with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
            names = [sheet.name for sheet in book.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible]
            found = [(name, list(_rows(book.get_sheet_by_name(name)))) for name in names]
    except PasswordError:
        raise UsageError(
            f"{path} is protected by a password", "open it in Excel or WPS and save it without one"
        ) from None
    except (CalamineError, ValueError, OSError) as error:
        raise UsageError(f"{path} is damaged: {error}", SAVE_AS) from None
    full = [(name, rows) for name, rows in found if any(any(row) for row in rows)]
    parts = [(f"## {name}\n" if len(full) > 1 else "") + _text(rows) for name, rows in full]
    return Source(path, "\n".join(parts), "utf-8", "table")


def _rows(sheet: Any) -> Iterable[list[str]]:  # noqa: ANN401 - a sheet of the library, which is not typed
    if sheet.total_height > ROWS or sheet.total_width > COLUMNS:
        raise UsageError(
            f"the sheet {sheet.name} has {sheet.total_height} rows and {sheet.total_width} columns",
            "delete what is no script",
        )
    for row in sheet.iter_rows():
        yield [_shown(cell) for cell in row]


def _shown(cell: object) -> str:
    """A cell as it is shown: 3 for 3.0, 0:03 for a length that is kept as a time."""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, time):
        cell = timedelta(hours=cell.hour, minutes=cell.minute, seconds=cell.second)
    if isinstance(cell, timedelta):
        minutes, seconds = divmod(round(cell.total_seconds()), 60)
        hours, minutes = divmod(minutes, 60)
        return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
    if isinstance(cell, datetime | date):
        return cell.isoformat(" ") if isinstance(cell, datetime) else cell.isoformat()
    return str(cell)


def _delimiter(text: str) -> str:
    """What parts the cells: the sign that stands most often in the first lines."""
    sample = "\n".join(text.splitlines()[:SAMPLE])
    return max(DELIMITERS, key=sample.count)


def _text(rows: Iterable[Sequence[str]]) -> str:
    return "".join(_line(row) for row in rows)


def _line(row: Sequence[str]) -> str:
    """A row as a line; empty cells at its end are left out."""
    cells = [
        "\v".join(cell.replace("\t", " ").replace("\r\n", "\n").replace("\r", "\n").strip("\n").split("\n"))
        for cell in row
    ]
    while cells and not cells[-1].strip():
        cells.pop()
    return "\t".join(cells) + "\n"
