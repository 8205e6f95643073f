"""Word (.docx): what a reader of the page sees, in order, one line per paragraph and one per table row.

Runs are joined; tracked insertions and moves count as accepted, deletions and what is struck out as gone; automatic numbers
are written out; ruby gives its base text; text boxes follow their paragraph. Cells are parted by tabs, lines within a cell by
vertical tabs; two speeches side by side in a table follow each other. Styles and indents say what a paragraph is (`styles`).
"""

import re
from collections.abc import Iterator
from dataclasses import field
from typing import TYPE_CHECKING, NoReturn

from storyboard.errors import UsageError
from storyboard.model import Source
from storyboard.read import styles, xml
from storyboard.read.numbering import Numbering
from storyboard.read.styles import Block, Style
from storyboard.records import dataclass

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
DOCUMENT, NUMBERING, STYLES = "word/document.xml", "word/numbering.xml", "word/styles.xml"

GONE = frozenset(
    {"del", "moveFrom", "rt", "instrText", "delText", "delInstrText", "pPr", "rPr", "sdtPr", "tblPr", "trPr", "tcPr"}
)
"""Elements whose content is not on the page."""
SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": ""}
WIDEST = 60
"""Columns of a table at most, as Word has it."""
BOXES = frozenset({"drawing", "pict", "object", "AlternateContent"})


def refuse_old(data: bytes, path: str) -> NoReturn:
    """UsageError: an OLE file is a locked .docx or an old .doc, whatever its name says."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise UsageError(f"{path} is protected by a password", "open it in Word and save it without one")
    raise UsageError(f"{path} is an old .doc, whatever its name says", "open it in Word or WPS and save it as .docx")


def read(data: bytes, path: str) -> Source:
    """The text of a Word document. UsageError where it is damaged, locked, or not a Word document."""
    parts = xml.members(data, (DOCUMENT, NUMBERING, STYLES), path)
    if DOCUMENT not in parts:
        raise UsageError(
            f"{path} is a zip archive, but not a Word document", "give the script itself, not an archive of it"
        )
    raw = parts[DOCUMENT].replace(STRICT[1:-1].encode(), W[1:-1].encode())
    body = xml.parse(raw, path).find(f"{W}body")
    if body is None:
        raise UsageError(f"{path} is a Word document without a body")
    listing, styling = (
        xml.parse(parts[name].replace(STRICT[1:-1].encode(), W[1:-1].encode()), path) if name in parts else None
        for name in (NUMBERING, STYLES)
    )
    document = WordDocument(Numbering.read(listing, styling), _styles(styling))
    laid = styles.laid_out(document.blocks(body))
    remarks = (*_remarks(raw), *styles.crossed_out(document.struck), *laid.remarks)
    return Source(path, laid.text, "utf-8", "docx", laid.types, laid.printed, remarks)


def _remarks(document: bytes) -> Iterator[str]:
    if re.search(rb"<w:(?:ins|del)[ >]", document):
        yield "the document has tracked changes: insertions are read, deletions are not"
    if re.search(rb"<w:vanish ?/>", document):
        yield "the document has hidden text, which is read like the rest"


def _styles(root: "Element | None") -> dict[str, Style]:
    found = {}
    for style in root.iter(f"{W}style") if root is not None else ():
        if style.get(f"{W}type", "paragraph") != "paragraph":
            continue
        left, centred = _setting(style)
        found[style.get(f"{W}styleId", "")] = Style(
            _value(style, "name"), _value(style, "basedOn"), left, centred, _switch(style.find(f"{W}rPr/{W}caps"))
        )
    return found


def _setting(element: "Element") -> tuple[int | None, bool | None]:
    """(left indent, centred) that a paragraph or a style says itself."""
    indent, side = element.find(f"{W}pPr/{W}ind"), element.find(f"{W}pPr/{W}jc")
    said = (indent.get(f"{W}left") or indent.get(f"{W}start") or "") if indent is not None else ""
    left = int(said) if re.fullmatch(r"-?\d{1,6}", said) else None
    return left, side.get(f"{W}val") == "center" if side is not None else None


def _switch(element: "Element | None") -> bool | None:
    """Whether a property that is on or off is on; None where it is not there."""
    return None if element is None else element.get(f"{W}val", "1") not in ("0", "false", "off", "none")


def _value(element: "Element", tag: str) -> str:
    child = element.find(f"{W}{tag}")
    return child.get(f"{W}val", "") if child is not None else ""


@dataclass(slots=True)
class WordDocument:
    """A document under way: its lists, its styles, and what was struck out so far."""

    numbering: Numbering
    styles: dict[str, Style]
    struck: list[str] = field(default_factory=list)

    def blocks(self, parent: "Element") -> Iterator[Block]:
        """Each paragraph and table row below `parent`, in document order, through content controls."""
        for element in parent:
            tag = xml.name(element)
            if tag == "p":
                yield from self._paragraph(element)
            elif tag == "tbl":
                yield from self._rows(element)
            elif tag not in GONE:
                yield from self.blocks(element)

    def _paragraph(self, paragraph: "Element") -> Iterator[Block]:
        boxes: list[Element] = []
        label = self.numbering.label(paragraph)
        properties = paragraph.find(f"{W}pPr")
        key = _value(properties, "pStyle") if properties is not None else ""
        text, printed = styles.put_together(self._inline(paragraph, boxes), styles.heads(key, self.styles), label)
        left, centred, capitals = styles.look(key, self.styles)
        own_left, own_centred = _setting(paragraph)
        yield Block(
            text if text[len(label) :].strip() else label.strip(),
            styles.meaning(key, self.styles),
            left if own_left is None else own_left,
            centred if own_centred is None else own_centred,
            capitals or _switch(paragraph.find(f"{W}r/{W}rPr/{W}caps")) is True,
            printed,
        )
        for box in boxes:
            yield from self.blocks(box)

    def _rows(self, table: "Element") -> Iterator[Block]:
        for row in _children(table, "tr"):
            cells = list(_children(row, "tc"))
            wide = [_span(cell) if len(cells) > 1 else 1 for cell in cells]
            full = [(tuple(self.blocks(cell)), *((),) * (span - 1)) for cell, span in zip(cells, wide, strict=True)]
            yield from styles.row([blocks for cell in full for blocks in cell])

    def _inline(self, parent: "Element", boxes: "list[Element]", sign: str = "") -> Iterator[tuple[str, str]]:
        """What stands in a paragraph, in pieces, each with how it is printed."""
        for element in parent:
            tag = xml.name(element)
            if tag == "t":
                yield element.text or "", sign
            elif tag in SIGNS:
                yield SIGNS[tag] if element.get(f"{W}type") != "page" else "", sign
            elif tag in BOXES:
                boxes += _boxes(element)
            elif tag == "r" and any(_switch(element.find(f"{W}rPr/{W}{line}")) for line in ("strike", "dstrike")):
                self.struck += [text] if (text := "".join(part.text or "" for part in element.iter(f"{W}t"))) else []
            elif tag not in GONE:
                yield from self._inline(element, boxes, _print(element) if tag == "r" else sign)


def _print(run: "Element") -> str:
    """How a run is printed: bold, slanted or neither."""
    if _switch(run.find(f"{W}rPr/{W}b")):
        return "**"
    return "*" if _switch(run.find(f"{W}rPr/{W}i")) else ""


def _span(cell: "Element") -> int:
    """Columns that a cell of a row of several takes, so that those behind it stay under their heads."""
    said = cell.find(f"{W}tcPr/{W}gridSpan")
    value = said.get(f"{W}val", "") if said is not None else ""
    return min(int(value), WIDEST) if re.fullmatch(r"\d{1,4}", value) and int(value) else 1


def _children(parent: "Element", tag: str) -> "Iterator[Element]":
    for element in parent:
        name = xml.name(element)
        if name == tag:
            yield element
        elif name in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _children(element, tag)


def _boxes(element: "Element") -> "list[Element]":
    """The text boxes in a drawing; of two versions of the same drawing only the first."""
    if element.tag == f"{MC}AlternateContent":
        element = element[0] if len(element) else element
    return list(element.iter(f"{W}txbxContent"))
