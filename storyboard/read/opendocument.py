"""OpenDocument (.odt): the text of LibreOffice and others, one line per paragraph and per table row, read like Word's.

Deleted passages of tracked changes stand apart in the file and are not read; what is struck out is left out and said.
"""

import re
from collections.abc import Iterator
from dataclasses import field
from typing import TYPE_CHECKING

from storyboard.errors import UsageError
from storyboard.model import Source
from storyboard.read import styles, xml
from storyboard.read.styles import Block, Style
from storyboard.records import dataclass

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

TEXT, OFFICE, STYLE, FO, TABLE = (
    f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}"
    for name in ("text", "office", "style", "xsl-fo-compatible", "table")
)
CONTENT, STYLES, KIND = "content.xml", "styles.xml", "mimetype"
WRITER = b"application/vnd.oasis.opendocument.text"
GONE = frozenset(
    {"tracked-changes", "annotation", "annotation-end", "ruby-text", "note", "index-body", "sequence-decls"}
)
"""Elements whose content is not on the page, or not where it stands."""
TWIPS = {"in": 1440.0, "cm": 567.0, "mm": 56.7, "pt": 20.0, "pc": 240.0, "px": 15.0}


def read(data: bytes, path: str) -> Source:
    """The text of an OpenDocument text. UsageError where it is damaged, locked, or a table or drawing."""
    parts = xml.members(data, (CONTENT, STYLES, KIND), path)
    if CONTENT not in parts or not parts.get(KIND, WRITER).startswith(WRITER):
        raise UsageError(
            f"{path} is an OpenDocument file, but no text", "give the script itself, as .odt, .docx or .txt"
        )
    root = xml.parse(parts[CONTENT], path)
    body = root.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise UsageError(f"{path} is an OpenDocument text without a body")
    document = OpenDocument()
    for tree in (xml.parse(parts[STYLES], path) if STYLES in parts else None, root):
        for style in tree.iter(f"{STYLE}style") if tree is not None else ():
            document.take(style)
    laid = styles.laid_out(document.blocks(body))
    said = [*styles.crossed_out(document.struck)]
    if body.find(f"{TEXT}tracked-changes") is not None:
        said.append("the document has tracked changes: insertions are read, deletions are not")
    return Source(path, laid.text, "utf-8", "odt", laid.types, laid.printed, (*said, *laid.remarks))


@dataclass(slots=True)
class OpenDocument:
    """A document under way."""

    styles: dict[str, Style] = field(default_factory=dict)
    crossed: set[str] = field(default_factory=set)
    """Character styles that strike out."""
    signs: dict[str, str] = field(default_factory=dict)
    """Character styles that are bold or slanted."""
    struck: list[str] = field(default_factory=list)

    def take(self, style: "Element") -> None:
        """Take in one style, of paragraphs or of characters."""
        name = style.get(f"{STYLE}name", "")
        letters = style.find(f"{STYLE}text-properties")
        if style.get(f"{STYLE}family") == "text":
            if letters is not None and letters.get(f"{STYLE}text-line-through-style", "none") != "none":
                self.crossed.add(name)
            if letters is not None and letters.get(f"{FO}font-weight", "normal") not in ("normal", "400"):
                self.signs[name] = "**"
            elif letters is not None and letters.get(f"{FO}font-style", "normal") != "normal":
                self.signs[name] = "*"
            return
        if style.get(f"{STYLE}family") != "paragraph":
            return
        set_in = style.find(f"{STYLE}paragraph-properties")
        side = set_in.get(f"{FO}text-align") if set_in is not None else None
        capitals = letters.get(f"{FO}text-transform") if letters is not None else None
        self.styles[name] = Style(
            re.sub(r"_([0-9a-f]{2})_", lambda code: chr(int(code[1], 16)), style.get(f"{STYLE}display-name", name)),
            style.get(f"{STYLE}parent-style-name", ""),
            _twips(set_in.get(f"{FO}margin-left", "")) if set_in is not None else None,
            None if side is None else side == "center",
            None if capitals is None else capitals == "uppercase",
        )

    def blocks(self, parent: "Element") -> Iterator[Block]:
        """Each paragraph and table row below `parent`, in document order."""
        for element in parent:
            tag = xml.name(element)
            if tag in ("p", "h"):
                key = element.get(f"{TEXT}style-name", "")
                text, printed = styles.put_together(self._inline(element), tag == "h")
                yield Block(text, styles.meaning(key, self.styles), *styles.look(key, self.styles), printed)
            elif tag == "table":
                yield from self._rows(element)
            elif tag not in GONE:
                yield from self.blocks(element)

    def _rows(self, table: "Element") -> Iterator[Block]:
        for row in table.iter(f"{TABLE}table-row"):
            yield from styles.row([tuple(self.blocks(cell)) for cell in row if xml.name(cell) == "table-cell"])

    def _inline(self, parent: "Element", sign: str = "") -> Iterator[tuple[str, str]]:
        yield parent.text or "", sign
        for element in parent:
            tag = xml.name(element)
            if tag == "span" and element.get(f"{TEXT}style-name") in self.crossed:
                self.struck += [words] if (words := "".join(element.itertext())) else []
            elif tag == "s":
                count = element.get(f"{TEXT}c", "1")
                yield " " * (int(count) if count.isascii() and count.isdigit() and len(count) < 4 else 1), sign
            elif tag in ("tab", "line-break"):
                yield "\t" if tag == "tab" else "\n", sign
            elif tag not in GONE:
                yield from self._inline(element, self.signs.get(element.get(f"{TEXT}style-name", ""), sign))
            yield element.tail or "", sign


def _twips(length: str) -> int | None:
    """1 inch is 1440; None for what is no length."""
    found = re.fullmatch(r"(-?\d{1,5}(?:\.\d{1,6})?)(in|cm|mm|pt|pc|px)", length)
    return round(float(found[1]) * TWIPS[found[2]]) if found else None
