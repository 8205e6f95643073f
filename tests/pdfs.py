"""PDFs of screenplays made here: the typed page of the trade with all that such a page has, and a Chinese one."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import wrap
from typing import Any

INCH = 72.0
LINE = 12.0
TOP, BOTTOM = 10.0, 1.0
"""Inches from the bottom of the page between which text stands."""
LEFT = {"action": 1.5, "heading": 1.5, "shot": 1.5, "words": 2.5, "aside": 3.1, "name": 3.7, "transition": 6.0}
WIDTH = {"action": 60, "heading": 55, "shot": 60, "words": 35, "aside": 25, "name": 38, "transition": 20}

Element = tuple[str, str]
"""(kind, text): kinds as in LEFT, and `dual`, whose text is `NAME|words|NAME|words`."""


@dataclass
class Typed:
    """A typed page under way."""

    canvas: Any
    header: str
    numbers: bool
    stars: int
    at: float = TOP * INCH
    page: int = 1
    scene: int = 0
    row: int = 0
    open: bool = False
    pages: list[str] = field(default_factory=list)

    def line(self, text: str, left: float) -> None:
        """One row; every so many rows have the star of a revision in the margin."""
        self.row += 1
        self.canvas.drawString(left * INCH, self.at, text)
        if self.stars and self.row % self.stars == 0 and text:
            self.canvas.drawString(7.9 * INCH, self.at, "*")
        self.at -= LINE

    def turn(self) -> None:
        """The next page, with its head and what carries a scene over."""
        if self.open and self.numbers:
            self.canvas.drawRightString(7.5 * INCH, 0.7 * INCH, "(CONTINUED)")
        self.canvas.showPage()
        self.canvas.setFont("Courier", 12)
        self.page += 1
        self.at = TOP * INCH
        self.canvas.drawString(1.5 * INCH, 10.5 * INCH, self.header)
        self.canvas.drawRightString(7.5 * INCH, 10.5 * INCH, f"{self.page}.")
        if self.open and self.numbers:
            self.canvas.drawString(0.75 * INCH, self.at, str(self.scene))
            self.canvas.drawString(1.5 * INCH, self.at, "CONTINUED:")
            self.canvas.drawString(7.4 * INCH, self.at, str(self.scene))
            self.at -= 2 * LINE

    def room(self, rows: int) -> None:
        """Turn the page where fewer rows than these are left."""
        if self.at - rows * LINE < BOTTOM * INCH:
            self.turn()

    def heading(self, text: str) -> None:
        self.open = False
        self.room(4)
        self.scene += 1
        self.open = True
        if self.numbers:
            self.canvas.drawString(0.75 * INCH, self.at, str(self.scene))
            self.canvas.drawString(7.4 * INCH, self.at, str(self.scene))
        self.line(text, LEFT["heading"])
        self.at -= LINE

    def plain(self, kind: str, text: str) -> None:
        for row in wrap(text, WIDTH[kind]):
            self.room(1)
            self.line(row, LEFT[kind])
        self.at -= LINE

    def speech(self, name: str, said: Sequence[Element]) -> None:
        """A name and what is said; where the page ends in it, `(MORE)` and the name again."""
        self.room(4)
        self.line(name, LEFT["name"])
        rows = [(kind, row) for kind, text in said for row in wrap(text, WIDTH[kind])]
        for kind, row in rows:
            if self.at - 2 * LINE < BOTTOM * INCH:
                self.line("(MORE)", LEFT["name"])
                self.turn()
                self.line(f"{name.split(' (')[0]} (CONT'D)", LEFT["name"])
            self.line(row, LEFT[kind])
        self.at -= LINE

    def dual(self, first: str, one: str, second: str, two: str) -> None:
        """Two speeches side by side."""
        columns = [wrap(one, 26), wrap(two, 26)]
        self.room(len(max(columns, key=len)) + 2)
        for x, name in ((2.4, first), (5.4, second)):
            self.canvas.drawString(x * INCH, self.at, name)
        self.at -= LINE
        for index in range(max(map(len, columns))):
            for x, rows in ((1.5, columns[0]), (4.5, columns[1])):
                if index < len(rows):
                    self.canvas.drawString(x * INCH, self.at, rows[index])
            self.at -= LINE
        self.at -= LINE


def typed(path: Path, elements: Sequence[Element], *, header: str = "", numbers: bool = False, stars: int = 0) -> Path:
    """A PDF of the elements as the trade types them."""
    from reportlab.lib.pagesizes import LETTER
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path), pagesize=LETTER, invariant=1)
    canvas.setFont("Courier", 12)
    page = Typed(canvas, header, numbers, stars)
    index = 0
    while index < len(elements):
        kind, text = elements[index]
        index += 1
        if kind == "heading":
            page.heading(text)
        elif kind == "dual":
            page.dual(*text.split("|"))
        elif kind == "name":
            end = index
            while end < len(elements) and elements[end][0] in ("words", "aside"):
                end += 1
            page.speech(text, elements[index:end])
            index = end
        else:
            page.plain(kind, text)
    canvas.save()
    return path


def printed(path: Path, paragraphs: Sequence[str], *, size: int = 12, per_row: int = 34, indent: int = 0) -> Path:
    """A PDF of Chinese paragraphs, broken into rows of so many characters, none of which begins with a stop, with a running head and page numbers."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    page, at = 0, 0.0
    for paragraph in paragraphs:
        text = "\u3000" * indent + paragraph
        while text:
            if at < 80:
                if page:
                    canvas.showPage()
                page += 1
                at = 740.0
                canvas.setFont("STSong-Light", 9)
                canvas.drawString(90, 800, "《长夜》第三稿")
                canvas.drawCentredString(300, 40, f"- {page} -")
                canvas.setFont("STSong-Light", size)
            end = per_row - 1 if text[per_row : per_row + 1] in tuple("。，！？：；、）”") else per_row
            row, text = text[:end], text[end:]
            canvas.drawString(90 + size * (len(row) - len(row.lstrip("\u3000"))), at, row.lstrip("\u3000"))
            at -= size * 1.6
    canvas.save()
    return path
