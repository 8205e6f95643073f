"""Shot tables in every container that holds tables: Markdown, separated values, workbooks, Word."""

import csv
from collections.abc import Sequence
from io import BytesIO, StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from storyboard.parse.tables import BREAK, cells, ruled
from tests.wordfiles import document, paragraph

if TYPE_CHECKING:
    from openpyxl import Workbook

Rows = Sequence[Sequence[str]]


def rows_of(text: str) -> list[list[str]]:
    """The rows of a text with tables; what stands between is a row of one cell."""
    found = []
    for line in text.split("\n"):
        row = cells(line, 0)
        if row and not ruled(row):
            found.append([BREAK.sub("\n", cell.text).replace("\\|", "|") for cell in row])
        elif not row and line.strip():
            found.append([line.strip("# ")])
    return found


def separated(path: Path, rows: Rows, delimiter: str = ",", encoding: str = "utf-8") -> Path:
    out = StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    path.write_bytes(out.getvalue().encode(encoding))
    return path


def workbook(path: Path, sheets: dict[str, Rows], merged: Sequence[str] = ()) -> Path:
    """A workbook; `merged` are ranges of the first sheet, `B2:B3`."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([cell or None for cell in row])
        for span in merged if len(book.worksheets) == 1 else ():
            sheet.merge_cells(span)
    book.save(path)
    return path


def opened(file: str | Path | BytesIO) -> "Workbook":
    """A workbook as somebody else's library reads it, which is loaded where one is read only."""
    from openpyxl import load_workbook

    return load_workbook(file)


def word(path: Path, rows: Rows) -> Path:
    """A Word file with the rows of one cell as paragraphs and the others as one table."""

    def cell(text: str, span: int = 1) -> str:
        wide = f'<w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>' if span > 1 else ""
        return f"<w:tc>{wide}{''.join(paragraph(line) for line in text.split(chr(10)))}</w:tc>"

    width = max(map(len, rows))
    body, table = "", ""
    for row in [*rows, []]:
        if len(row) > 1:
            table += f"<w:tr>{''.join(map(cell, [*row, *[''] * (width - len(row))]))}</w:tr>"
            continue
        body, table = body + (f"<w:tbl>{table}</w:tbl>" if table else ""), ""
        body += paragraph(row[0]) if row else ""
    return document(path, body)


def drawn(path: Path, rows: Rows) -> Path:
    """A PDF with the rows of one cell as paragraphs and the others as tables with lines around every cell."""
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    han = any("\u3400" <= sign <= "\u9fff" for row in rows for cell in row for sign in cell)
    if han:
        pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle(
        "cell", fontName="STSong-Light" if han else "Helvetica", fontSize=9, leading=12, wordWrap="CJK" if han else None
    )
    flow: list[object] = []
    table: list[list[object]] = []
    for row in [*rows, []]:
        if len(row) > 1:
            table.append([Paragraph(cell.replace("\n", "<br/>"), style) for cell in row])
            continue
        if table:
            width = max(map(len, table))
            full = [[*cells, *[""] * (width - len(cells))] for cells in table]
            flow.append(
                Table(full, style=[("GRID", (0, 0), (-1, -1), 0.5, (0, 0, 0)), ("VALIGN", (0, 0), (-1, -1), "TOP")])
            )
            table = []
        flow += [Paragraph(row[0], style)] if row else []
    SimpleDocTemplate(str(path), pagesize=landscape(A4)).build(flow)
    return path
