"""PDF: the rows of its pages as a person sees them, with blanks where the page has them; what only a page needs is left out.

A PDF keeps where each letter stands and nothing else. Letters of one height are a row, gaps in it are blanks, so that the columns
of a screenplay stay what they are; Chinese rows that reach the margin go on in the next. Running heads and page numbers are
told by standing apart in the band at the top or bottom, and by coming again on other pages. A scan has no letters, and is refused.
"""

import ctypes
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from storyboard.errors import UsageError
from storyboard.model import Source
from storyboard.patterns import deferred
from storyboard.read.grid import Band, bands
from storyboard.records import dataclass

if TYPE_CHECKING:
    import pypdfium2

PAGES = 1500
"""A feature film has 120, a season of 80 short episodes some 400."""
LETTERS = 40
"""Letters a page below which it is a scan, or a page of pictures."""
UNKNOWN = 0.05
"""Share of letters without a known character above which words cannot be told."""
BAND = 0.13
"""Share of the height of a page at its top and bottom where running heads and page numbers stand."""
APART = 1.6
"""Rows stand apart from this multiple of the usual distance on: a blank line."""
EACH_APART = 2.6
"""Multiple of the height of the letters from which on the usual distance has a blank line in it: double spacing is 2.4 at most."""
LIKE_LEFT = 1.6
"""Multiple of the left margin that the right one of a page is at most."""
FLUSH = 5
"""Rows that end where paragraphs are broken, if that is not the right margin of the page; one in ten at least."""
SET_IN = 3
"""Letters from which on a Chinese row is set in and no first line of a paragraph: words that hang below a name."""
AGAIN = 3
"""Pages on which a head must come again to be one; two, where the document has no more than four."""
LONGEST_NAME = 40
STOPS, ALONE = frozenset("。！？…”"), deferred(r"[\u3400-\u9fff·]{1,4}")
"""How a full Chinese row ends behind which a name may stand alone, and such a name."""
OFTEN = 0.1
"""Share of rows with a blank line before them up to which only scenes are parted so: what goes on over the end of a page has none."""
NUMBER = deferred(r"[-–—(]?\s*(?:page|第)?\s*\d{1,4}\s*(?:页|[-–—.)]|of \d{1,4}|/\s*\d{1,4})?\s*", re.I)
HAN = deferred("[\u3400-\u9fff\uf900-\ufaff]")
BEGINS = deferred(
    r"[△▲▽▼【［〔\[（(○●■◆#*—]|[\u3400-\u9fff]{1,4}(?:(?:　| {1,2})[\u3400-\u9fff]{1,2})?(?:　+| {2,})(?=\S)|第\s*[零一二三四五六七八九十百两\d]+\s*[集场幕章]|\d{1,3}\s*[-－—.、．]|场景?\s*[\d一二三四五六七八九十：:]|[^：:，。！？\s]{1,12}(?:（[^）]{0,16}）|\([^)]{0,16}\))?\s*[：:]"
)
"""How a Chinese row begins that goes on no other: an action mark, a heading, a name with its colon, or with the gap behind it that plays have."""
CUED = deferred(r"(?P<head>[^：:，。,.!?（(]{1,24})(?:\s?[（(][^）)]{0,20}[）)])?\s*[：:]")
"""How a row of a cell begins that names somebody."""
CELL_ENDS = frozenset("。！？!?….—～~”」』\"')）")
SCAN = "run it through a program that reads letters from pictures (OCR), look through the result, and give that as .docx or .txt"
HYPHENS = {0x02: "-", 0xFFFE: "-", 0xAD: "-"}
"""What pdfium calls a hyphen at the end of a row."""


@dataclass(slots=True)
class PageRow:
    """Letters of one height on a page."""

    text: str
    left: float
    right: float
    middle: float
    """Points from the bottom of the page."""
    size: float
    """Height of the letters in points."""
    table: bool = False
    """A row of a ruled table: its cells parted by tabs, the lines of a cell by vertical tabs."""


@dataclass(slots=True)
class PdfPage:
    """A page: its rows from top to bottom."""

    rows: list[PageRow]
    width: float
    height: float


def read(data: bytes, path: str) -> Source:
    """The text of a PDF. UsageError where it is damaged, locked, a scan, or its letters have no known characters."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        with document:
            if len(document) > PAGES:
                raise UsageError(
                    f"{path} has {len(document)} pages, the limit is {PAGES}", "split it into one file per episode"
                )
            pages = [document[index] for index in range(len(document))]
            letters = [_letters(page) for page in pages]
            tables = [bands(page) for page in pages]
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise UsageError(f"{path} is protected by a password", "save it without one") from None
        raise UsageError(
            f"{path} is damaged: it cannot be opened as a PDF", "get it again, or export it again"
        ) from None
    _refuse_unreadable([page for page, _ in letters], path)
    unit = _unit([page for page, _ in letters])
    sheets = [
        PdfPage(_with_tables(page, table, unit), *size) for (page, size), table in zip(letters, tables, strict=True)
    ]
    remarks = _strip(sheets)
    chinese = sum(len(HAN.findall(row.text)) for sheet in sheets for row in sheet.rows)
    total = sum(len(row.text) for sheet in sheets for row in sheet.rows)
    two = _in_two(sheets, unit)
    lines = list(_joined(sheets) if chinese * 3 > total and not two else _columns(sheets, unit))
    return Source(path, "".join(f"{line}\n" for line in lines), "utf-8", "pdf", remarks=remarks)


Letter = tuple[str, float, float, float, float]
"""(character, left, bottom, right, top) in points."""


def _letters(page: "pypdfium2.PdfPage") -> tuple[list[Letter], tuple[float, float]]:
    """Every letter of a page, blanks too where the page has some, with its box, and the width and height of the page."""
    from pypdfium2 import raw

    text = page.get_textpage()
    box, found = raw.FS_RECTF(), []
    high = ""
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text.raw, index)
        sign = HYPHENS.get(code) or (chr(code) if code < 0x110000 else "\ufffd")
        if (
            raw.FPDFText_IsGenerated(text.raw, index) == 1
            or sign in "\r\n"
            or not raw.FPDFText_GetLooseCharBox(text.raw, index, ctypes.byref(box))
        ):
            continue
        if "\ud800" <= sign <= "\udbff":
            high = sign
            continue
        if "\udc00" <= sign <= "\udfff":
            sign = (high + sign).encode("utf-16", "surrogatepass").decode("utf-16", "replace") if high else "\ufffd"
        high = ""
        found.append((sign, box.left, min(box.bottom, box.top), box.right, max(box.bottom, box.top)))
    return found, page.get_size()


def _refuse_unreadable(pages: list[list[Letter]], path: str) -> None:
    count = sum(not sign.isspace() for page in pages for sign, *_ in page)
    if count < LETTERS * max(1, len(pages)) / 2:
        raise UsageError(f"{path} is a scan or holds pictures: {len(pages)} pages with {count} letters in all", SCAN)
    unknown = sum(sign in "\x00\ufffd" or "\ue000" <= sign <= "\uf8ff" for page in pages for sign, *_ in page)
    if unknown > count * UNKNOWN:
        raise UsageError(
            f"{path} does not say which characters its letters are: {unknown} of {count} are unknown",
            "export it again with its fonts embedded, or give the .docx or .fdx it was made from",
        )


def _median(values: Iterable[float]) -> float:
    from statistics import median

    return median(values)


def _unit(pages: list[list[Letter]]) -> float:
    """Width of a column in points: that of a Latin letter; half of a Chinese one where there is no other."""
    latin = [right - left for page in pages for sign, left, _, right, _ in page if sign.isascii() and sign.isalpha()]
    wide = [right - left for page in pages for sign, left, _, right, _ in page if not sign.isascii()]
    return max(1.0, _median(latin) if len(latin) > 50 else (_median(wide) / 2 if wide else 6.0))


def _rows(letters: list[Letter], unit: float) -> list[PageRow]:
    """The rows of a page from top to bottom; letters that overlap in height by half are in one."""
    rows: list[list[Letter]] = []
    middle = size = 0.0
    for letter in sorted(letters, key=lambda letter: -(letter[2] + letter[4])):
        if letter[0].isspace() and not rows:
            continue
        here = (letter[2] + letter[4]) / 2
        if rows and abs(middle - here) < 0.45 * max(size, 1.0):
            rows[-1].append(letter)
        else:
            rows.append([letter])
            middle, size = here, letter[4] - letter[2]
    full = (sorted(row, key=lambda letter: letter[1]) for row in rows if not all(letter[0].isspace() for letter in row))
    return [_row(row, unit) for row in full]


def _with_tables(letters: list[Letter], table: tuple[Band, ...], unit: float) -> list[PageRow]:
    """The rows of a page from top to bottom, those of its ruled tables cell by cell."""
    if not table:
        return _rows(letters, unit)
    cells: dict[tuple[int, int], list[Letter]] = {}
    outside: list[Letter] = []
    for letter in letters:
        x, y = (letter[1] + letter[3]) / 2, (letter[2] + letter[4]) / 2
        place = next(((at, cell) for at, band in enumerate(table) if (cell := band.cell(x, y)) is not None), None)
        (outside if place is None else cells.setdefault(place, [])).append(letter)
    rows = _rows(outside, unit)
    for at, band in enumerate(table):
        lines = [_rows(cells.get((at, cell), []), unit) for cell in range(len(band.edges) - 1)]
        texts = [_cell([row.text for row in cell]) for cell in lines]
        size = next((row.size for cell in lines for row in cell), 0.0)
        if size:
            rows.append(
                PageRow("\t".join(texts), band.edges[0], band.edges[-1], (band.top + band.bottom) / 2, size, table=True)
            )
    return sorted(rows, key=lambda row: -row.middle)


def _cell(rows: list[str]) -> str:
    """The rows of a cell: those that its width has broken in one, a name with its colon on a line of its own."""
    text = ""
    for row in rows:
        cued = CUED.match(row)
        begins = cued is not None and (text[-1:] in CELL_ENDS or cued["head"].isupper())
        tight = not (text[-1:].isascii() and row[:1].isascii())
        text += row if not text else f"\v{row}" if begins else row if tight else f" {row}"
    return text


def _row(letters: list[Letter], unit: float) -> PageRow:
    while letters[0][0].isspace():
        letters = letters[1:]
    pieces: list[str] = []
    right = letters[0][1]
    last, parted = ("", 0.0), False
    for sign, left, _, end, _ in letters:
        if sign.isspace():
            parted = True
            continue
        if (sign, round(left, 1)) == last:
            continue
        gap = left - right
        wide = unit * (1.2 if pieces and not pieces[-1].isascii() and not sign.isascii() else 0.28)
        if pieces and gap > wide:
            pieces.append(" " * max(1, round(gap / unit)))
        elif pieces and parted and gap > (-0.3 if pieces[-1].isascii() or sign.isascii() else 0.1) * unit:
            pieces.append(" ")
        pieces.append(sign)
        right, last, parted = max(right, end), (sign, round(left, 1)), False
    letters = [letter for letter in letters if not letter[0].isspace()]
    middle = _median((bottom + top) / 2 for _, _, bottom, _, top in letters)
    size = _median(top - bottom for _, _, bottom, _, top in letters)
    return PageRow("".join(pieces), letters[0][1], right, middle, size)


def _pitch(sheets: list[PdfPage]) -> float:
    """The usual distance from one row to the next, in points."""
    steps = [
        above.middle - below.middle
        for sheet in sheets
        for above, below in zip(sheet.rows, sheet.rows[1:], strict=False)
    ]
    counted = Counter(round(step) for step in steps if step > 2)
    often = [step for step, count in counted.items() if count * 4 >= max(counted.values())]
    pitch = float(min(often)) if often else 12.0
    size = _median(row.size for sheet in sheets for row in sheet.rows) if often else pitch
    return pitch / 2 if pitch > EACH_APART * size else pitch


def _strip(sheets: list[PdfPage]) -> tuple[str, ...]:
    """Take running heads and page numbers off the pages; what is to be said of them."""
    pitch = _pitch(sheets)
    found: list[tuple[PdfPage, PageRow, str]] = []
    for sheet in sheets:
        free = [row for row in sheet.rows if not row.table]
        for rows in (free, free[::-1]):
            for index, row in enumerate(rows[:2]):
                edge = min(row.middle, sheet.height - row.middle)
                beyond = rows[index + 1] if index + 1 < len(rows) else None
                apart = beyond is None or abs(row.middle - beyond.middle) > APART * pitch * 0.9
                banded = edge < BAND * sheet.height
                if (
                    banded
                    and apart
                    and not any(row is other for _, other, _ in found)
                    and (index == 0 or any(row is not other and other is rows[0] for _, other, _ in found))
                ):
                    found.append((sheet, row, re.sub(r"\d+", "#", row.text.strip())))
    again = Counter(words for _, _, words in found)
    needed = AGAIN if len(sheets) > 4 else 2
    gone = [(sheet, row) for sheet, row, words in found if NUMBER.fullmatch(row.text.strip()) or again[words] >= needed]
    for sheet, row in gone:
        sheet.rows = [other for other in sheet.rows if other is not row]
    heads = sorted({row.text.strip() for _, row in gone if not NUMBER.fullmatch(row.text.strip())})
    if not gone:
        return ()
    shown = f", the first “{re.sub(r'  +', ' ', heads[0])[:40]}”" if heads else ""
    return (f"{len(gone)} page numbers and running heads are left out{shown}",)


TWO = deferred(
    r"(?:video|visuals?|picture|image|action|画面|视频|镜头|影像)(?:\s?[(（].{1,16}[)）])?\s{3,}(?:audio|sound|dialogue|narration|v\.?o\.?|声音|音频|台词|旁白|对白|解说)(?:\s?[(（].{1,16}[)）])?",
    re.I,
)
"""The head of two columns that nothing but a gap parts: what is seen, and what is heard."""
PARTS = deferred(r" {3,}")
BARS = deferred(r"(?P<left>[-=_–—─━]{3,}) +(?P<right>[-=_–—─━]{3,})")
GAP = 4
"""Blanks between the two."""
OFF = 3
"""Letters by which a row of the left column stands off its head at most."""


def _width(text: str) -> int:
    """Blanks that a text is as wide as."""
    return len(text) + len(HAN.findall(text)) + sum(text.count(sign) for sign in "，。！？：；、（）“”《》【】—…")


def _in_two(sheets: list[PdfPage], unit: float) -> bool:
    """Whether a document has a head of two columns that only a gap parts; the rows below it are set as columns then: on a page each of them ends where its letters do, and only gaps and sides tell which is which."""
    rows = [row for sheet in sheets for row in sheet.rows]
    at = next((at for at, row in enumerate(rows) if TWO.fullmatch(row.text.strip())), None)
    if at is None:
        return False
    left, cells = rows[at].left, list[tuple[PageRow, list[str]]]()
    for row in rows[at:]:
        bars = BARS.fullmatch(row.text.strip())
        parts = [bars["left"], bars["right"]] if bars else PARTS.split(row.text.strip())
        if row.table or len(parts) > 2:
            continue
        cells.append((row, parts if len(parts) == 2 or row.left < left + OFF * unit else ["", *parts]))
    ends = (
        max(_width(parts[0]) for _, parts in cells) + GAP
    )  # what no gap parts stays in the left one, where it is doubted
    for row, parts in cells:
        row.text = parts[0] + " " * (ends - _width(parts[0])) + parts[1] if len(parts) == 2 else parts[0]
        row.left = min(row.left, left)
    return True


def _columns(sheets: list[PdfPage], unit: float) -> Iterator[str]:
    """Each row with as many blanks before it as the page has, blank lines where rows stand apart, and between pages if they do so often enough to part what is said."""
    pitch = _pitch(sheets)
    left = min((row.left for sheet in sheets for row in sheet.rows), default=0.0)
    apart = [above.middle - below.middle > APART * pitch for sheet in sheets for above, below in pairwise(sheet.rows)]
    blank = sum(apart) > len(apart) * OFTEN
    above: PageRow | None = None
    for sheet in sheets:
        turned = True
        for row in sheet.rows:
            if above is not None and turned:
                runs_on = row.text[:1].islower() and above.text[-1:] not in ".!?"
                if blank and not runs_on and not _named(above.text.strip(), row.text.strip()):
                    yield ""
            elif above is not None and not (above.table and row.table) and above.middle - row.middle > APART * pitch:
                yield ""
            yield row.text if row.table else " " * max(0, round((row.left - left) / unit)) + row.text
            above, turned = row, False


def _named(above: str, below: str) -> bool:
    """Whether the last row of a page may be the name of who says the first words of the next one."""
    return above.isupper() and len(above) < LONGEST_NAME and above[-1] not in ".!?:" and not below.isupper()


def _margin(sheets: list[PdfPage], left: float) -> float:
    """Where full rows end; infinite where no row is full: the longest ends far from where the right margin of the page would be, and hardly another with it."""
    rows = sorted((row for sheet in sheets for row in sheet.rows), key=lambda row: row.right)
    if not rows:
        return 0.0
    longest = rows[int(len(rows) * 0.97)]
    width = max(sheet.width for sheet in sheets)
    level = sum(abs(longest.right - row.right) < 1.1 * longest.size for row in rows)
    real = width - longest.right <= max(LIKE_LEFT * left, 0.2 * width) or level >= max(FLUSH, len(rows) / 10)
    return longest.right if real else float("inf")


def _joined(sheets: list[PdfPage]) -> Iterator[str]:
    """Chinese paragraphs: a row that reaches the right margin goes on in the next, unless that one begins something."""
    pitch = _pitch(sheets)
    rows = [(sheet, row) for sheet in sheets for row in sheet.rows]
    left = min((row.left for _, row in rows), default=0.0)
    margin = _margin(sheets, left)
    pending = ""
    above: tuple[PdfPage, PageRow] | None = None
    for sheet, row in rows:
        text = row.text.strip()
        if above is not None:
            before = above[1]
            if row.table or before.table:
                yield pending
                pending, above = row.text, (sheet, row)
                continue
            full = margin - before.right < 1.6 * before.size and before.right - before.left > 8 * before.size
            step = before.middle - row.middle if above[0] is sheet else pitch
            indented = row.left > left + 1.5 * row.size and before.left < row.left - row.size
            named = pending[-1:] in STOPS and ALONE.fullmatch(text) is not None
            if full and step <= APART * pitch and not indented and not named and not BEGINS.match(text):
                tight = not (pending[-1:].isascii() and text[:1].isascii())
                pending += text if tight else f" {text}"
                above = (sheet, row)
                continue
            yield pending
            if step > APART * pitch:
                yield ""
        deep = round((row.left - left) / row.size) if row.size else 0
        pending, above = ("\u3000" * deep if deep >= SET_IN else "") + text, (sheet, row)
    if pending:
        yield pending
