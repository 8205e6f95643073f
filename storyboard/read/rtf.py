"""Rich Text Format (.rtf): its paragraphs with styles, indents and capitals; what is struck out is left out and said.

A reader of tokens: groups in braces, control words, escaped characters, in the code page of the file or by their number.
Everything that is no text of the page (fonts, pictures, fields, headers and footers) stands in groups that name themselves.
"""

import re
from dataclasses import field, replace
from itertools import groupby
from operator import itemgetter

from storyboard.errors import UsageError
from storyboard.model import Source
from storyboard.read import styles
from storyboard.read.styles import Block, Style
from storyboard.records import dataclass

TOKEN = re.compile(rb"\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)")
GONE = frozenset((
    b"fonttbl|colortbl|info|pict|header|headerl|headerr|headerf|footer|footerl|footerr|footerf|footnote|generator|listtable|listoverridetable|"
    b"rsidtbl|themedata|colorschememapping|datastore|latentstyles|xmlnstbl|fldinst|annotation|atnid|atnauthor|bkmkstart|bkmkend|pntext|"
    b"revtbl|filetbl|object|shppict|nonshppict|listtext|sp|filler|wgrffmtfilter|mmathPr|do|stylerestrictions|pgptbl|datafield"
).split(b"|"))  # fmt: skip
"""Groups that are not on the page."""
SIGNS = {
    b"tab": "\t", b"line": "\n", b"emdash": "—", b"endash": "–", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”",
    b"bullet": "•", b"emspace": " ", b"enspace": " ", b"qmspace": " ",
}  # fmt: skip
PRINTS = {b"strike": "struck", b"striked": "struck", b"deleted": "struck", b"b": "bold", b"i": "slanted"}
BREAKS = frozenset((b"par", b"sect", b"page", b"row"))
PAGES = {
    437: "cp437",
    850: "cp850",
    932: "cp932",
    936: "gb18030",
    949: "cp949",
    950: "big5",
    10000: "mac_roman",
    65001: "utf-8",
}
CHARSETS = {
    0: "cp1252",
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    134: "gb18030",
    136: "big5",
    204: "cp1251",
    238: "cp1250",
}
LIMIT = 400
"""Groups within groups of the deepest real file are some 20."""


@dataclass(frozen=True, slots=True)
class State:
    """What holds inside one group."""

    gone: bool = False
    style: str = ""
    left: int = 0
    centred: bool = False
    capitals: bool = False
    struck: bool = False
    bold: bool = False
    slanted: bool = False
    skip: int = 1
    """Characters that stand for a `\\u` one in readers that do not know it."""
    font: int = 0


@dataclass(slots=True)
class Reader:
    """An RTF file under way."""

    page: str = "cp1252"
    fonts: dict[int, str] = field(default_factory=dict)
    """Code pages of fonts."""
    styles: dict[str, Style] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    state: State = field(default_factory=State)
    stack: list[State] = field(default_factory=list)
    text: list[tuple[str, str]] = field(default_factory=list)
    """What stands in the paragraph so far, in pieces, each with how it is printed."""
    raw: bytearray = field(default_factory=bytearray)
    """Escaped bytes that are not decoded yet: some characters are two of them."""
    cells: list[str] = field(default_factory=list)
    naming: str | None = None
    """The style whose name comes next, inside the style sheet."""
    sheet: int = 0
    """Depth of the style sheet's group, 0 outside it."""
    fonting: int = 0
    pending: int = 0
    starred: bool = False

    def run(self, data: bytes) -> None:
        """Read all tokens."""
        for match in TOKEN.finditer(data):
            word, number, code, sign, brace, words = match.groups()
            if code is not None:
                self._byte(int(code, 16))
                continue
            if brace or word or sign:
                self._decode()
            if brace:
                self._group(brace)
            elif word:
                self._word(word, int(number) if number else None)
            elif sign:
                self._sign(sign)
            elif words:
                self._words(words)
        self._decode()
        self._paragraph()

    def _group(self, brace: bytes) -> None:
        if brace == b"{":
            if len(self.stack) < LIMIT:
                self.stack.append(self.state)
            return
        if self.sheet and len(self.stack) <= self.sheet:
            self.sheet = 0
        if self.fonting and len(self.stack) <= self.fonting:
            self.fonting = 0
        self.naming = None
        self.state = self.stack.pop() if self.stack else self.state

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            self.starred = True
        elif sign in b"\\{}":
            self._put(sign.decode())
        elif sign in (b"~", b"_"):
            self._put("\xa0" if sign == b"~" else "\u2011")
        elif sign in (b"\r", b"\n"):
            self._paragraph()

    def _word(self, word: bytes, number: int | None) -> None:
        starred, self.starred = self.starred, False
        on = number != 0
        if word == b"stylesheet":
            self.sheet = len(self.stack)
        elif word == b"fonttbl":
            self.fonting = len(self.stack)
            self.state = replace(self.state, gone=True)
        elif word in GONE or (starred and word not in (b"cs", b"ts", b"shptxt", b"shpinst")):
            self.state = replace(self.state, gone=True)
        elif word == b"ansicpg" and number:
            self.page = PAGES.get(number, f"cp{number}")
        elif word == b"mac":
            self.page = "mac_roman"
        elif word == b"fcharset" and self.fonting and number in CHARSETS:
            self.fonts[self.state.font] = CHARSETS[number]
        elif word == b"u" and number is not None:
            self._put(chr(number % 65536))
            self.pending = self.state.skip
        elif word in BREAKS:
            self._paragraph(row=word == b"row")
        elif word == b"cell":
            self.cells.append(_paired("".join(text for text, _ in self.text)).strip())
            self.text = []
        elif word in SIGNS:
            self._put(SIGNS[word])
        else:
            self._setting(word, number, on=on)

    def _setting(self, word: bytes, number: int | None, *, on: bool) -> None:
        """What a control word sets for the text behind it."""
        value = number or 0
        if word == b"s" and self.sheet:
            self.naming = str(value)
            self.styles[self.naming] = Style("")
        elif word == b"sbasedon" and self.naming is not None:
            self.styles[self.naming] = replace(self.styles[self.naming], parent=str(value))
        elif word == b"s":
            left, centred, capitals = styles.look(str(value), self.styles)
            self.state = replace(self.state, style=str(value), left=left, centred=centred, capitals=capitals)
        elif word == b"pard":
            self.state = replace(self.state, style="", left=0, centred=False)
        elif word == b"plain":
            self.state = replace(self.state, capitals=False, struck=False, bold=False, slanted=False)
        elif word in (b"li", b"lin"):
            self.state = replace(self.state, left=value)
            self._style(left=value)
        elif word in (b"qc", b"ql", b"qr", b"qj"):
            self.state = replace(self.state, centred=word == b"qc")
            self._style(centred=word == b"qc")
        elif word == b"caps":
            self.state = replace(self.state, capitals=on)
            self._style(capitals=on)
        elif word in PRINTS:
            self.state = replace(self.state, **{PRINTS[word]: on})  # type: ignore[arg-type]
        elif word == b"uc":
            self.state = replace(self.state, skip=min(value, 8))
        elif word == b"f":
            self.state = replace(self.state, font=value)

    def _style(self, **said: int | bool) -> None:
        if self.naming is not None and self.sheet:
            self.styles[self.naming] = replace(self.styles[self.naming], **said)  # type: ignore[arg-type]

    def _byte(self, value: int) -> None:
        if self.pending:
            self.pending -= 1
        else:
            self.raw.append(value)

    def _decode(self) -> None:
        if self.raw:
            page = self.fonts.get(self.state.font, self.page)
            try:
                text = bytes(self.raw).decode(page)
            except (UnicodeDecodeError, LookupError):
                text = bytes(self.raw).decode("cp1252", "replace")
            self.raw = bytearray()
            self._put(text)

    def _words(self, words: bytes) -> None:
        if self.pending:
            words, self.pending = words[self.pending :], max(0, self.pending - len(words))
        if any(byte > 0x7F for byte in words):
            self.raw += words
        else:
            self._decode()
            self._put(words.decode())

    def _put(self, text: str) -> None:
        if self.sheet:
            if self.naming is not None:
                known = self.styles[self.naming]
                self.styles[self.naming] = replace(known, name=(known.name + text).strip(" ;"))
        elif self.state.gone:
            return
        elif self.state.struck:
            self.struck.append(text)
        else:
            self.text.append((text, "**" if self.state.bold else "*" if self.state.slanted else ""))

    def _paragraph(self, *, row: bool = False) -> None:
        if self.sheet or self.state.gone:
            return
        state, alike = self.state, groupby(self.text, itemgetter(1))
        pieces = [(_paired("".join(text for text, _ in same)), sign) for sign, same in alike]
        text, printed = styles.put_together(pieces, styles.heads(state.style, self.styles))
        self.text = []
        if row or self.cells:
            if row:
                self.blocks.append(Block("\t".join(self.cells)))
                self.cells = []
            else:
                self.text = [*pieces, ("\v", "")] if text else []
            return
        kind = styles.meaning(state.style, self.styles)
        self.blocks.append(Block(text, kind, state.left, state.centred, state.capitals, printed))


def _paired(text: str) -> str:
    """The text with signs beyond the first plane whole: RTF counts in halves, 🎬 is two of them; a half alone is a mark of damage."""
    if not any("\ud800" <= sign <= "\udfff" for sign in text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def read(data: bytes, path: str) -> Source:
    """The text of an RTF file. UsageError where there is none in it."""
    reader = Reader()
    reader.run(data)
    laid = styles.laid_out(reader.blocks)
    if not laid.text.strip():
        raise UsageError(f"{path} is RTF without words", "open it in a word processor and save it as .docx")
    remarks = (*styles.crossed_out(reader.struck), *laid.remarks)
    return Source(path, laid.text, "utf-8", "rtf", laid.types, laid.printed, remarks)
