"""A text in the files that writers keep theirs in: Word, OpenDocument, RTF, PDF, a column of a workbook; none with a style or an indent of its own."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

from storyboard.parse.tables import BREAK, cells, ruled
from tests.tablefiles import workbook
from tests.wordfiles import document, style

ODT = (
    "xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0' "
    "xmlns:style='urn:oasis:names:tc:opendocument:xmlns:style:1.0' xmlns:fo='urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0'"
)


def opendocument(path: Path, body: str, styles: str = "") -> Path:
    """An OpenDocument text of this body."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml",
            f"<office:document-content {ODT}><office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        )
    return path


def _run(line: str) -> str:
    return "<w:tab/>".join(f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in line.split("\t"))


def word(path: Path, text: str) -> Path:
    """Each line a paragraph, tabs as Word has them."""
    return document(path, "".join(f"<w:p><w:r>{_run(line)}</w:r></w:p>" for line in text.split("\n")))


def broken(path: Path, text: str) -> Path:
    """Each block between blank lines a paragraph, its lines parted by soft breaks."""
    blocks = text.split("\n\n")
    return document(
        path,
        "<w:p/>".join(f"<w:p><w:r>{'<w:br/>'.join(map(_run, block.split(chr(10))))}</w:r></w:p>" for block in blocks),
    )


def odt(path: Path, text: str) -> Path:
    """Each line a paragraph; runs of blanks counted, as the format wants it."""
    lines = (
        "".join(
            f"<text:s text:c='{len(run)}'/>"
            if run and not run.strip(" ")
            else "<text:tab/>".join(map(escape, run.split("\t")))
            for run in _runs(line)
        )
        for line in text.split("\n")
    )
    return opendocument(path, "".join(f"<text:p>{line}</text:p>" for line in lines))


def _runs(line: str) -> list[str]:
    """The line parted at its runs of two blanks and more, and at those it begins with."""
    parts, at = [""], 0
    while at < len(line):
        end = at
        while end < len(line) and line[end] == " ":
            end += 1
        if end - at > 1 or (end > at and at == 0):
            parts += [line[at:end], ""]
            at = end
        else:
            parts[-1] += line[at]
            at += 1
    return parts


def rtf(path: Path, text: str) -> Path:
    """Each line a paragraph, every sign beyond ASCII by its number."""

    def sign(char: str) -> str:
        if char in "\\{}":
            return "\\" + char
        if char == "\t":
            return r"\tab "
        units = char.encode("utf-16-le")
        numbers = [int.from_bytes(units[at : at + 2], "little", signed=True) for at in range(0, len(units), 2)]
        return char if char.isascii() else "".join(rf"\u{number}?" for number in numbers)

    body = r"\par ".join("".join(map(sign, line)) for line in text.split("\n"))
    path.write_text(rf"{{\rtf1\ansi\ansicpg1252\deff0{{\fonttbl{{\f0 Arial;}}}}\pard {body}\par}}", encoding="ascii")
    return path


def column(path: Path, text: str) -> Path:
    """Each line a row of a workbook, with a cell for each part between tabs, as what is pasted there comes to lie."""
    return workbook(path, {"Sheet1": [line.split("\t") for line in text.split("\n")]})


SIZE, LEADING, MARGIN, TOP, BOTTOM = 10.5, 18.0, 72.0, 770.0, 70.0
"""Points of a page as word processors set it when they make a PDF."""


def pdf(path: Path, text: str) -> Path:
    """A page as a word processor prints it: lines broken at the right margin, no stop at the head of a row, page numbers."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    han = any("\u3400" <= sign <= "\u9fff" for sign in text)
    font = "STSong-Light" if han else "Times-Roman"
    if han:
        pdfmetrics.registerFont(UnicodeCIDFont(font))
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    width, at, page = A4[0] - 2 * MARGIN, TOP, 1
    canvas.setFont(font, SIZE)
    for line in text.expandtabs(4).split("\n"):
        for row in _rows(line, lambda row: pdfmetrics.stringWidth(row, font, SIZE) <= width, spaced=not han):
            if at < BOTTOM:
                canvas.drawCentredString(A4[0] / 2, 40, str(page))
                canvas.showPage()
                canvas.setFont(font, SIZE)
                page, at = page + 1, TOP
            lead = row[: len(row) - len(row.lstrip())]
            canvas.drawString(MARGIN + pdfmetrics.stringWidth(lead, font, SIZE), at, row.strip())
            at -= LEADING
    canvas.drawCentredString(A4[0] / 2, 40, str(page))
    canvas.save()
    return path


def _rows(line: str, fits: Callable[[str], bool], *, spaced: bool) -> list[str]:
    """The line broken into rows that fit: between words, or between any two signs but in front of a stop."""
    rows = [""]
    for part in re.findall(r"\s*\S+", line) if spaced else line:
        if rows[-1].strip() and not fits(rows[-1] + part) and part not in "。，！？：；、）”」』…":
            rows.append(part.lstrip())
        else:
            rows[-1] += part
    return rows


COLUMNS = re.compile(r"^\d+ {2,3}\S", re.M)
EMPHASIS = re.compile(r"(\*\*.+?\*\*|__.+?__|\*[^*]+\*|_\([^_]+\)_)")
SIGNS = (
    (re.compile(r"(#{1,6})\s+(.*)"), lambda found: f"Heading{len(found[1])}"),
    (re.compile(r"(>)\s?(.*)"), lambda _: "Quote"),
    (re.compile(r"([-*])\s+(.*)"), lambda _: "ListBullet"),
)
"""How a paragraph of Markdown begins, and the style of a word processor for it."""
STYLES = (
    "".join(style(f"Heading{level}", f"heading {level}") for level in range(1, 7))
    + style("Quote", "Quote")
    + style("ListBullet", "List Bullet")
)


def _printed(line: str) -> str:
    """A paragraph of Markdown as Word has it: style, bold and slanted runs, no sign of Markdown left."""
    named = ""
    for pattern, name in SIGNS:
        if found := pattern.match(line):
            named, line = f'<w:pStyle w:val="{name(found)}"/>', found[2]
            break
    runs = []
    for part in filter(None, EMPHASIS.split(line)):
        sign = part[:2] if part[:2] in ("**", "__") and len(part) > 4 else part[0] if EMPHASIS.fullmatch(part) else ""
        kind = "<w:b/>" if len(sign) == 2 else "<w:i/>" if sign else ""
        runs.append(f"<w:r><w:rPr>{kind}</w:rPr>{_run(part[len(sign) : len(part) - len(sign)])}</w:r>")
    return f"<w:p><w:pPr>{named}</w:pPr>{''.join(runs)}</w:p>"


def pasted(path: Path, text: str, *, blank: bool) -> Path:
    """Markdown as it comes to lie in Word when an answer is pasted there; `blank`: with empty paragraphs between."""
    body, rows = "", list[list[str]]()
    for line in [*text.split("\n"), ""]:
        row = cells(line, 0) if line.lstrip().startswith("|") else []
        if row:
            rows += [] if ruled(row) else [[cell.text for cell in row]]
            continue
        if rows:
            width = max(map(len, rows))
            full = [[*row, *[""] * (width - len(row))] for row in rows]
            body += "<w:tbl>" + "".join(f"<w:tr>{''.join(map(_cell, row))}</w:tr>" for row in full) + "</w:tbl>"
            rows = []
        if line.strip() and not re.fullmatch(r"\s*(?:-{3,}|\*{3,})\s*", line):
            body += _printed(line)
        elif blank or line.strip():
            body += "<w:p/>"
    return document(path, body, STYLES)


def _cell(text: str) -> str:
    return f"<w:tc>{''.join(_printed(line) for line in BREAK.split(text))}</w:tc>"


CONTAINERS: dict[str, tuple[str, Callable[[Path, str], Path]]] = {
    "docx": (".docx", word),
    "soft breaks": (".docx", broken),
    "odt": (".odt", odt),
    "rtf": (".rtf", rtf),
    "workbook": (".xlsx", column),
    "pdf": (".pdf", pdf),
}
"""Name -> suffix, and what puts a text into such a file."""


PRINTED = re.compile(r"(?m)^ {30,}\d+\.$")
"""The number of a page, as it comes along where one is copied out of a PDF."""


RUN_IN = re.compile(r"[：:]“[^”\n]+”[^\n]*[：:]“")
"""Cues within a paragraph: wrapped at the margin of a page, nothing tells where a paragraph begins, and they are read otherwise."""


FIELDED = re.compile(r"(?m)^(?:PANEL|ACTION|DIALOGUE|画面|台词) {3,}\S")
"""Fields of panels that stand behind a gap, which letters of many widths do not keep."""


def doubled(text: str) -> bool:
    """Whether a blank row stands below every row: a page in print has none of them."""
    rows = text.splitlines()
    return len(rows) > 20 and not any(row.strip() for row in rows[1::2])


def keeps(name: str, text: str) -> bool:
    """Whether such a file can hold the text at all: a word processor takes each line of a printed page for a paragraph; a workbook takes `=` for a sum; a page has no tabs, and where its letters are of many widths no narrow columns, its letters here no pictograms, and nobody prints the bars of a table."""
    if name in ("docx", "soft breaks", "odt", "rtf") and PRINTED.search(text):
        return False
    if name == "workbook":
        return "\n=" not in f"\n{text}"
    return name != "pdf" or not (
        doubled(text)
        or FIELDED.search(text)
        or RUN_IN.search(text)
        or COLUMNS.search(text)
        or "\t" in text
        or "|" in text
        or max(map(ord, text)) > 0xFFFF
    )
