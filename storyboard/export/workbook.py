"""A spreadsheet file of one sheet, with pictures in cells; every text a text, never a formula."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from storyboard.export.words import ILLEGAL
from storyboard.patterns import deferred
from storyboard.records import dataclass

EMU = 9525
"""Office's units a pixel."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG in a cell, and how large it is shown."""

    data: bytes
    width: int
    height: int


def workbook(
    name: str,
    table: Sequence[Sequence[object]],
    widths: Sequence[int],
    pictures: Mapping[tuple[int, int], Picture] | None = None,
) -> bytes:
    """The table, its first row as headings that stay at the top, with filters; `widths` in characters.

    `pictures`: (row, column) from 0, of the table -> what is shown there. The same table is the same bytes.
    """
    shown = dict(pictures or {})
    tall = {row: max(each.height for (at, _), each in shown.items() if at == row) for row, _ in shown}
    body = "".join(_row(number, values, tall.get(number - 1, 0)) for number, values in enumerate(table, start=1))
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in enumerate(widths, start=1)
    )
    last = f"{_letter(len(widths))}{max(1, len(table))}"
    sheet = (
        f'{_XML}<worksheet xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f'<cols>{columns}</cols><sheetData>{body}</sheetData><autoFilter ref="A1:{last}"/>'
        f"{_SHOWN if shown else ''}</worksheet>"
    )
    parts: dict[str, str | bytes] = {
        **_PARTS,
        "[Content_Types].xml": _PARTS["[Content_Types].xml"].format(more=_DRAWN if shown else ""),
        "xl/workbook.xml": _WORKBOOK.format(name=escape(name)),
        "xl/worksheets/sheet1.xml": sheet,
        **(_drawn(shown) if shown else {}),
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in parts.items():
            # A fixed date, so that the same rows are the same bytes.
            archive.writestr(zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _drawn(shown: Mapping[tuple[int, int], Picture]) -> dict[str, str | bytes]:
    """The parts of a file with pictures: each picture once, anchored in its cell."""
    anchors, relations = [], []
    parts: dict[str, str | bytes] = {}
    for number, ((row, column), each) in enumerate(sorted(shown.items()), start=1):
        parts[f"xl/media/image{number}.jpeg"] = each.data
        relations.append(
            f'<Relationship Id="rId{number}" Type="{_OFFICE}/image" Target="../media/image{number}.jpeg"/>'
        )
        anchors.append(_anchor(number, row, column, each))
    parts["xl/drawings/drawing1.xml"] = (
        f'{_XML}<xdr:wsDr xmlns:xdr="{_DRAWING}" xmlns:a="{_SHAPES}" xmlns:r="{_OFFICE}">{"".join(anchors)}</xdr:wsDr>'
    )
    parts["xl/drawings/_rels/drawing1.xml.rels"] = (
        f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(relations)}</Relationships>'
    )
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = (
        f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/drawing" Target="../drawings/drawing1.xml"/></Relationships>'
    )
    return parts


def _anchor(number: int, row: int, column: int, each: Picture) -> str:
    size = f'cx="{each.width * EMU}" cy="{each.height * EMU}"'
    return (
        f"<xdr:oneCellAnchor><xdr:from><xdr:col>{column}</xdr:col><xdr:colOff>{2 * EMU}</xdr:colOff>"
        f"<xdr:row>{row}</xdr:row><xdr:rowOff>{2 * EMU}</xdr:rowOff></xdr:from><xdr:ext {size}/>"
        f'<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="{number + 1}" name="Frame {number}"/><xdr:cNvPicPr/></xdr:nvPicPr>'
        f'<xdr:blipFill><a:blip r:embed="rId{number}"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill>'
        f'<xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic><xdr:clientData/></xdr:oneCellAnchor>'
    )


def _row(number: int, values: Sequence[object], pixels: int) -> str:
    cells = "".join(
        _cell(f"{_letter(at)}{number}", value, 1 if number == 1 else 2) for at, value in enumerate(values, 1)
    )
    tall = f' ht="{(pixels + 4) * 3 / 4:g}" customHeight="1"' if pixels else ""
    return f'<row r="{number}"{tall}>{cells}</row>'


def _cell(place: str, value: object, style: int) -> str:
    if isinstance(value, int | float):
        return f'<c r="{place}" s="{style}"><v>{value}</v></c>'
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{_kept(str(value))}</t></is></c>'


LOST = deferred(r"_x[0-9A-Fa-f]{4}_")
"""What a spreadsheet would read as a character's code: its first underscore is written as one."""


def _kept(text: str) -> str:
    text = LOST.sub(lambda match: f"_x005F{match[0]}", ILLEGAL.sub("", text))
    return escape(text).replace("\r", "_x000D_")


def _letter(column: int) -> str:
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[column - 1]


_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_SHAPES = "http://schemas.openxmlformats.org/drawingml/2006/main"
_WORKBOOK = (
    f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
    '<sheet name="{name}" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
_SHOWN = '<drawing r:id="rId1"/>'
_DRAWN = (
    '<Default Extension="jpeg" ContentType="image/jpeg"/><Override PartName="/xl/drawings/drawing1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.drawing+xml"/>'
)
_PARTS = {
    "[Content_Types].xml": (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEETS}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SHEETS}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_SHEETS}.styles+xml"/>{{more}}</Types>'
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
