"""Final Draft (.fdx): the text of its paragraphs, one line each, and their types beside them."""

import re
from typing import TYPE_CHECKING

from storyboard.errors import UsageError
from storyboard.model import Source
from storyboard.read import xml
from storyboard.read.styles import crossed_out

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

ROOT = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*(?:<!DOCTYPE.{0,2000}?>\s*)?<FinalDraft\b", re.S
)


def looks_like(data: bytes) -> bool:
    """Whether the root element is `FinalDraft`, whatever the file is called."""
    return ROOT.match(data[:4096]) is not None


def read(data: bytes, path: str) -> Source:
    """The script and title page of a Final Draft file.

    Notes, summaries and beats inside paragraphs are not its text, nor is what is struck out, which a remark says.
    """
    if data.lstrip()[:1] not in (b"<", b"\xef", b"\xff", b"\xfe"):
        raise UsageError(
            f"{path} is called .fdx but is not a Final Draft file", "export it again, or rename it to what it is"
        )
    root = xml.parse(data, path)
    if root.tag != "FinalDraft":
        raise UsageError(
            f"{path} is XML, but its root is <{root.tag}>, not <FinalDraft>", "export it from Final Draft as .fdx"
        )
    lines: list[str] = []
    types: list[str] = []
    struck: list[str] = []
    for place, title in (("TitlePage/Content", "Title Page"), ("Content", "")):
        content = root.find(place)
        for style, text in _paragraphs(content, struck) if content is not None else ():
            if title and not text.strip():
                continue
            pieces = text.split("\n")
            lines += pieces
            types += [title or style] * len(pieces)
    return Source(
        path, "".join(f"{line}\n" for line in lines), "utf-8", "fdx", tuple(types), remarks=crossed_out(struck)
    )


def _paragraphs(content: "Element", struck: list[str]) -> "Iterator[tuple[str, str]]":
    """(type, text) of the direct paragraphs; those of a dual dialogue in their order."""
    for paragraph in content:
        if paragraph.tag == "DualDialogue":
            yield from _paragraphs(paragraph, struck)
        if paragraph.tag != "Paragraph":
            continue
        dual = paragraph.find("DualDialogue")
        if dual is not None:
            yield from _paragraphs(dual, struck)
            continue
        style = paragraph.get("Type", "General")
        number = paragraph.get("Number", "")
        text = ""
        for part in paragraph:
            words = "".join(part.itertext()) if part.tag == "Text" else ""
            if words and "Strikeout" in part.get("Style", ""):
                struck.append(words)
            else:
                text += words
        yield (f"{style} #{number}" if number else style), text.replace("\r\n", "\n").replace("\u2028", "\n")
