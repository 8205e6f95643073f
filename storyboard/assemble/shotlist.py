"""The shot list (分镜表) as production teams keep it: one row a shot, as CSV and as a spreadsheet."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from xml.sax.saxutils import escape

from storyboard import timeline
from storyboard.languages import Language
from storyboard.model import Board, Clip

WIDTHS = (9, 6, 6, 10, 10, 18, 12, 8, 22, 44, 40, 12, 44, 22)
"""Columns of the spreadsheet, in characters."""

FORMULA = re.compile(r"^[=+\-@\t\r]")
"""What a spreadsheet would take for a formula."""

ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What XML cannot hold."""


@dataclass(frozen=True, slots=True)
class ShotRow:
    """One shot, or the piece of it that stands in one clip."""

    episode: str
    shot: int
    clip: str
    start: str
    """`0:01:02.3` into the film."""
    seconds: float
    location: str
    time: str
    weather: str
    camera: str
    visual: str
    action: str
    role: str
    text: str
    style: str


def rows_of(episode: str, board: Board, clips: Sequence[Clip]) -> tuple[ShotRow, ...]:
    """The shots of an episode in the order of its film; holds that no line asked for are left out."""
    rows = []
    for clip, position, at in timeline.parts(clips):
        part = clips[clip].parts[position]
        if part.hold:
            continue
        shot = board.shots[part.shot]
        action = shot.action if part.first else ""
        role = shot.dialogue.role if part.text else ""
        rows.append(
            ShotRow(
                episode,
                part.shot + 1,
                f"{clip + 1:03d}",
                _clock(at),
                (part.duration - part.tail) / 10,
                shot.location,
                shot.time,
                shot.weather,
                shot.camera,
                shot.visual,
                action,
                role,
                part.text,
                shot.style_tags,
            )
        )
    return tuple(rows)


def csv_of(rows: Iterable[ShotRow], language: Language) -> str:
    """The rows as CSV with headings; with a byte-order mark, without which Excel takes Chinese for noise."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(language.words("shots.headings"))
    for row in rows:
        writer.writerow([_harmless(value) for value in astuple(row)])
    return "\ufeff" + file.getvalue()


def xlsx_of(rows: Sequence[ShotRow], language: Language) -> bytes:
    """The rows as a spreadsheet: headings fixed at the top, with filters; every text a text, never a formula."""
    table = [language.words("shots.headings"), *(astuple(row) for row in rows)]
    body = "".join(_row(number, values) for number, values in enumerate(table, start=1))
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in enumerate(WIDTHS, start=1)
    )
    last = f"{_letter(len(WIDTHS))}{len(table)}"
    sheet = (
        f'{_XML}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f'<cols>{columns}</cols><sheetData>{body}</sheetData><autoFilter ref="A1:{last}"/></worksheet>'
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in {
            **_PARTS,
            "xl/workbook.xml": _WORKBOOK.format(name=language.word("shots.sheet")),
            "xl/worksheets/sheet1.xml": sheet,
        }.items():
            # A fixed date, so that the same rows are the same bytes.
            archive.writestr(zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _row(number: int, values: Sequence[object]) -> str:
    cells = "".join(
        _cell(f"{_letter(at)}{number}", value, 1 if number == 1 else 2) for at, value in enumerate(values, 1)
    )
    return f'<row r="{number}">{cells}</row>'


def _cell(place: str, value: object, style: int) -> str:
    if isinstance(value, int | float):
        return f'<c r="{place}" s="{style}"><v>{value}</v></c>'
    text = escape(ILLEGAL.sub("", str(value)))
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def _letter(column: int) -> str:
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[column - 1]


def _harmless(value: object) -> object:
    """A line that begins like a formula gets an apostrophe, as spreadsheets do themselves."""
    return f"'{value}" if isinstance(value, str) and FORMULA.match(value) else value


def _clock(tenths: int) -> str:
    seconds, tenth = divmod(tenths, 10)
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}.{tenth}"


_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_WORKBOOK = (
    f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
    '<sheet name="{name}" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
_PARTS = {
    "[Content_Types].xml": (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEETS}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SHEETS}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_SHEETS}.styles+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>'
    ),
    "xl/styles.xml": (
        f'{_XML}<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
        '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
        "<borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs>"
        '<cellXfs count="3"><xf/><xf fontId="1" applyFont="1"/>'
        '<xf applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    ),
}  # fmt: skip
