"""Word (.docx): what a reader of the page sees, in order, one line per paragraph and one per table row.

Runs are joined; tracked insertions and moves count as accepted, deletions as gone; automatic numbers are written out;
ruby gives its base text; text boxes follow their paragraph. Cells are parted by tabs, lines within a cell by vertical tabs.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NoReturn

from storyboard.errors import UsageError
from storyboard.model import Source
from storyboard.read import xml
from storyboard.read.numbering import Numbering

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
    numbering = Numbering.read(
        *(xml.parse(parts[name], path) if name in parts else None for name in (NUMBERING, STYLES))
    )
    lines = [line for block in _blocks(body, numbering) for line in block.split("\n")]
    return Source(path, "".join(f"{line}\n" for line in lines), "utf-8", "docx", remarks=tuple(_remarks(raw)))


def _remarks(document: bytes) -> Iterator[str]:
    if re.search(rb"<w:(?:ins|del)[ >]", document):
        yield "the document has tracked changes: insertions are read, deletions are not"
    if re.search(rb"<w:vanish ?/>", document):
        yield "the document has hidden text, which is read like the rest"


def _blocks(parent: "Element", numbering: Numbering) -> Iterator[str]:
    """The text of each paragraph and table row below `parent`, in document order, through content controls."""
    for element in parent:
        tag = _name(element)
        if tag == "p":
            yield from _paragraph(element, numbering)
        elif tag == "tbl":
            yield from _rows(element, numbering)
        elif tag not in GONE:
            yield from _blocks(element, numbering)


def _paragraph(paragraph: "Element", numbering: Numbering) -> Iterator[str]:
    boxes: list[Element] = []
    text = "".join(_inline(paragraph, boxes))
    yield (numbering.label(paragraph) + text) if text.strip() else numbering.label(paragraph).strip()
    for box in boxes:
        yield from _blocks(box, numbering)


def _rows(table: "Element", numbering: Numbering) -> Iterator[str]:
    for row in _children(table, "tr"):
        cells = list(_children(row, "tc"))
        if len(cells) == 1:
            yield from _blocks(cells[0], numbering)
            continue
        texts = ("\n".join(_blocks(cell, numbering)).strip("\n") for cell in cells)
        yield "\t".join(text.replace("\t", " ").replace("\n", "\v") for text in texts)


def _children(parent: "Element", tag: str) -> "Iterator[Element]":
    for element in parent:
        name = _name(element)
        if name == tag:
            yield element
        elif name in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _children(element, tag)


def _inline(parent: "Element", boxes: "list[Element]") -> Iterator[str]:
    for element in parent:
        tag = _name(element)
        if tag == "t":
            yield element.text or ""
        elif tag in SIGNS:
            yield SIGNS[tag] if element.get(f"{W}type") != "page" else ""
        elif tag in BOXES:
            boxes += _boxes(element)
        elif tag not in GONE:
            yield from _inline(element, boxes)


def _boxes(element: "Element") -> "list[Element]":
    """The text boxes in a drawing; of two versions of the same drawing only the first."""
    if element.tag == f"{MC}AlternateContent":
        element = element[0] if len(element) else element
    return list(element.iter(f"{W}txbxContent"))


def _name(element: "Element") -> str:
    return str(element.tag).rpartition("}")[2]
