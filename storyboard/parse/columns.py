"""Rows of a page of a screenplay, and what the whole page tells of them: who stands in which column, what is the page's own.

Text that was copied out of a PDF, or laid out by a PDF or a word processor with blanks, has no marks but where a row begins:
names deepest, words less deep, actions at the left. It also has what only a page needs: numbers, running heads, `(MORE)`,
`CONTINUED:`, stars of a revision. Where the columns are lost as well, only capitals and the width of the rows are left.
"""

import re
from collections import Counter
from typing import Literal

from storyboard.parse import headings, markers, words
from storyboard.parse.cues import written
from storyboard.patterns import deferred
from storyboard.records import dataclass

Kind = Literal[
    "blank", "page", "more", "heading", "omitted", "transition", "caption", "written", "shot", "name", "names", "text"
]
Setting = Literal["columns", "parted", "tight"]
"""How speeches are told from actions: by columns, by blank lines, or by nothing but the width of the rows."""

HEADING = deferred(
    rf"(?:{words.STATE_EN}\s*[-–—:]+\s*)?"
    r"(?:INT\.?\s*/\s*EXT|EXT\.?\s*/\s*INT|INT|EXT|EST|I\s*/\s*E)(?:[. ]|--)\s*\S",
    re.I,
)
DIVIDED = deferred(r"(?:ACT|SCENE)\s")
STAR = deferred(r"(?<!\s)(?:\s{2,}|(?<=[.!?,)])\s)\*{1,2}\s*$")
NUMBER = deferred(r"\s*[-–—(\[]?\s*(?:[Pp]age\s+|PAGE\s+)?\d{1,4}\s*(?:[-–—.)\]]|of \d{1,4}|/\s?\d{1,4})?\s*")
FOOTNOTE = deferred(r"\[\^\w{1,12}\]:")
MORE = deferred(r"\(\s*MORE\s*\)", re.I)
CARRIED = deferred(
    r"(?:[A-Z]{0,2}\d{1,4}[A-Z]{0,2}\s+)?[(\[]?\s*CONTINUED\s*:?\s*[)\]]?\s*:?\s*(?:\(\d{1,3}\))?(?:\s+[A-Z]{0,2}\d{1,4}[A-Z]{0,2})?\.?"
)
OMITTED = deferred(r"(?:SCENES?\s+)?(?:OMITTED|OMIT|CUT|DELETED)\b[.\s]*(?:\([^)]*\))?", re.I)
LEFT = deferred(r"(?P<no>[A-Z]{0,2}\d{1,4}[A-Z]{0,2})[.)]?\s+(?=(?:INT|EXT|EST|I/E|OMIT|SCENES? OMIT)[. /T])")
RIGHT = deferred(r"(?<!\s)\s{2,}(?P<no>[A-Z]{0,2}\d{1,4}[A-Z]{0,2})\.?\s*$")
RUNNING = deferred(r"(?P<head>\S.*?)(?<!\s)\s{3,}(?:(?:PAGE|Page|p\.)\s*)?(?P<no>\d{1,4})\.?")
LETTERED = deferred(r"\([A-Z]{1,3}(?:[/-][A-Z\d]{1,3})?\)|(?<=\s)[A-Z]{1,2}\d?$")
"""The act and scene that a page is of, in its head: (I/C), (B)."""
TIGHT = deferred(r"(?P<head>\S.*\S)\s(?P<no>\d{1,4})\.")
"""The same where the gap is lost: SLACK WATER - Blue Rev. 03/14/24 22."""
LEFT_STAR = deferred(r"\s*\*{1,2}(?P<gap>\s{2,})(?=\S)")
"""The star of a revision in the left margin, believed beside one in the right, or before a gap that no list has."""
LEAST_GAP = 4
LOOSE_STAR = deferred(r"\s\*{1,2}\s*$")
"""The star of a revision behind a single blank, believed where many rows have one."""
STARRED = 3
TRANSITION = deferred(
    r"[^a-z]*\bTO:|FADE (?:IN|OUT|TO BLACK|UP)\b[^a-z]{0,12}|CUT TO BLACK[.:]?|(?:THE )?END(?: OF [^a-z]*)?[.]?|FIN[.]?|BLACKOUT[.]?"
)
NAME = deferred(
    rf"(?P<name>(?=[^a-z]|{words.SMALL_EN})(?:{words.SMALL_EN}|[^a-z(:!?]){{1,39}}?)(?P<ext>(?:\s*\([^()]{{0,40}}\))*)\s*\^?"
)
ABBREVIATED = deferred(r"\b(?:[A-Z]|JR|SR|SGT|LT|CAPT|DR|ST|CPL|PVT|COL|GEN|MAJ|REV|HON|ESQ|NO|CONST|INSP|DET)\.$")
APART = deferred(r"(?<!\s)\s{3,}")
TAB = 8
LONGEST_NUMBER = 24
"""Characters of the longest row that is only the number of a page."""
SLACK = 2
"""Columns by which a row may stand off the others of its kind; producers round differently."""


@dataclass(slots=True)
class Row:
    """One line of the source as a row of a page."""

    start: int
    end: int
    core: str
    """Without margins: numbers of scenes, stars of a revision, white space."""
    indent: int
    """Column of the first character of `core`, tabs being TAB wide."""
    kind: Kind
    number: str = ""
    """The scene's, as the margin says."""
    starred: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """The rows, and how the speeches among them are told."""

    rows: tuple[Row, ...]
    setting: Setting
    words_at: int
    """Column where spoken words begin; 0 where columns do not tell."""
    deeper: int
    """Names that stand deeper than the words below them."""
    slack: int
    """Columns by which words may stand off it."""
    width: int
    """Characters of the widest first row below a name: a following row whose first word would have fitted begins anew."""
    names: Counter[str]
    """How often each name stands above words."""
    furniture: int
    """Rows that only a page needs, and rows with a star or a number in the margin."""
    headings: int


LOWER = deferred("[a-z]")
BOTH = deferred(r"(?P<no>\d{1,3}[A-Z]?)\.?\s{2,}(?P<core>\S.*?)\s{2,}(?P=no)\.?")
"""A row with one number in both margins, whatever stands between: 2A   INSERT - THE COIN   2A."""
SMALL = deferred(words.SMALL_EN)
GONE = ("OMIT", "SCENE", "CUT", "DELET")
"""How a row begins that says a scene is left out."""


def paged(text: str) -> bool:
    """Whether a text has signs of a page: a row that is set in, two of a page's own, or a name right below another row.

    Where it has none, names stand in no columns, behind blank lines, and `page` tells nothing of it.
    """
    above, own = "", 0
    for piece in text.split("\n"):
        core = piece.strip()
        if core:
            own += _furnishes(core)
            if own > 1 or piece[0] in " \t\f" or (above and _may_be_joined(core)):
                return True
        above = core
    return "\f" in text


def _may_be_joined(core: str) -> bool:
    """Whether a row right below another may be a name: hardly a small letter in it, but in brackets."""
    part = core.partition("(")[0]
    return any(map(str.isalpha, part)) and not (LOWER.search(part) and LOWER.search(SMALL.sub("", part)))


def _furnishes(core: str) -> bool:
    """Whether a row may be the page's own, or have something in its margins."""
    if (
        core[-1] == "*"
        or ("CONTINUED" in core and CARRIED.fullmatch(core))
        or (core[0] == "(" and MORE.fullmatch(core))
    ):
        return True
    if any(map(str.isdigit, core[:6] + core[-6:])):
        return (
            len(core) < LONGEST_NUMBER
            or core[-6:].isupper()
            or APART.search(core) is not None
            or LEFT.match(core) is not None
        )
    return core[:6].upper().startswith(GONE) and OMITTED.fullmatch(core) is not None


def page(text: str) -> Page:
    """The rows of a text and what they tell; linear in its length."""
    pieces = text.replace("\f", "\n").split("\n")
    heads = _running(pieces)
    loose = sum(1 for piece in pieces if piece[-4:].rstrip()[-2:] == " *") >= STARRED
    rows: list[Row] = []
    at = 0
    for piece in pieces:
        end = min(at + len(piece) + 1, len(text))
        if end > at:
            rows.append(_row(piece, at, end, heads, LOOSE_STAR if loose else STAR))
        at = end
    for i, row in enumerate(rows):
        above = rows[i - 1] if i else row
        words_due = above.kind == "name" or (above.kind == "text" and above.core[-1:] == ")")
        if row.kind == "page" and words_due and NUMBER.fullmatch(row.core):
            row.kind = "text"
    spoken = [i for i, row in enumerate(rows) if row.kind == "name" and _words_below(rows, i)]
    for i in [i for i in spoken if _is_written(rows, i)]:
        rows[i].kind = "written"
    spoken = [i for i in spoken if rows[i].kind == "name"]
    silent = {i for i, row in enumerate(rows) if row.kind == "name"} - set(spoken)
    for i in silent:
        rows[i].kind = "text"
    told = _told(rows, spoken)
    parted = [i for i in silent if told.words_at and _words_behind(rows, i, told.words_at)]
    for i in parted:
        rows[i].kind = "name"
    return _told(rows, sorted(spoken + parted)) if parted else told


def _is_written(rows: list[Row], i: int) -> bool:
    """Whether a row that looks like a name, with those below it, stands on what the row above shows."""
    above = next((row for row in reversed(rows[max(0, i - 3) : i]) if row.kind not in ("blank", "page")), None)
    if above is None or above.kind != "text":
        return False
    end = next((j for j in range(i, len(rows)) if rows[j].kind not in ("name", "text")), len(rows))
    return written(above.core, [row.core for row in rows[i:end]])


def _words_behind(rows: list[Row], i: int, words_at: int) -> bool:
    """Whether words stand in their column behind the blank rows or the end of the page below a name in its column."""
    below = i + 1
    while below < len(rows) and rows[below].kind in ("blank", "page"):
        below += 1
    behind = rows[below] if below < len(rows) else None
    placed = (
        behind is not None
        and behind.kind == "text"
        and abs(behind.indent - words_at) <= SLACK + 8 * (behind.core[0] == "(")
    )
    return placed and rows[i].indent > words_at + SLACK


def _told(rows: list[Row], spoken: list[int]) -> Page:
    names = Counter(named(rows[i].core) for i in spoken)
    below = [rows[_below(rows, i)] for i in spoken if _below(rows, i) > i]
    spoken = [i for i in spoken if _below(rows, i) > i]
    deeper = sum(rows[i].indent >= _said_at(rows, i) + 2 for i in spoken)
    joined = sum(1 for i in spoken if i and rows[i - 1].kind not in ("blank", "page", "heading"))
    words_at, left = 0, min((row.indent for row in rows if row.kind in ("text", "heading", "shot")), default=0)
    setting: Setting = "parted"
    if spoken and deeper * 5 >= len(spoken) * 4:
        setting = "columns"
        depths = Counter(row.indent for row in below if row.core[0] != "(").most_common(1)
        words_at = depths[0][0] if depths else 0
        words_at = words_at if words_at >= left + 2 else 0
        setting = "tight" if not words_at and joined * 2 > len(spoken) else setting
    elif joined * 2 > len(spoken):
        setting = "tight"
    marks = sum(row.kind in ("page", "more", "omitted") or row.starred or bool(row.number) for row in rows)
    return Page(
        tuple(rows),
        setting,
        words_at,
        deeper,
        min(SLACK, (words_at - left) // 2),
        max((len(row.core) for row in below if row.core[0] != "("), default=0),
        names,
        marks,
        sum(row.kind == "heading" for row in rows),
    )


def _said_at(rows: list[Row], i: int) -> int:
    """Where the words below a name begin: directions in brackets are no words, however deep they stand; theirs where no others follow."""
    first = below = _below(rows, i)
    while rows[below].core[:1] == "(" and (after := _below(rows, below)) > below and rows[after].kind == "text":
        closed = rows[below].core[-1:] == ")"
        below = after
        if closed and rows[below].core[:1] != "(":
            return rows[below].indent
    return rows[first].indent


def named(core: str) -> str:
    """The name of a row that is one, without what stands in brackets behind it."""
    found = NAME.fullmatch(core)
    return (found["name"].strip() if found else core).lstrip("@")


def _running(pieces: list[str]) -> frozenset[str]:
    """Heads that run through the pages: the same words with another number each time."""
    numbers: dict[str, set[str]] = {}
    for piece in pieces:
        found = (
            RUNNING.fullmatch(STAR.sub("", piece).strip()) if piece[-8:].strip()[-2:].strip(".* ").isdigit() else None
        )
        if found and not HEADING.match(found["head"]) and not LEFT.match(found["head"]):
            numbers.setdefault(found["head"], set()).add(found["no"])
    heads = {head for head, found in numbers.items() if len(found) > 1}
    tight: dict[str, set[int]] = {}
    for piece in pieces:
        found = (
            TIGHT.fullmatch(piece.strip())
            if piece[-4:].strip()[-1:] == "." and any(map(str.isdigit, piece[-5:]))
            else None
        )
        if found and not HEADING.match(found["head"]):
            tight.setdefault(found["head"], set()).add(int(found["no"]))
    heads |= {head for head, found in tight.items() if len(found) > 1 and max(found) - min(found) < 2 * len(found)}
    apart = [core for piece in pieces if "   " in piece and APART.search(core := piece.strip())] if heads else []
    again = Counter(LETTERED.sub("#", core) for core in apart)
    return frozenset(heads | {core for core in apart if again[LETTERED.sub("#", core)] > 1 and LOWER.search(core)})


def _row(piece: str, start: int, end: int, heads: frozenset[str], star: re.Pattern[str]) -> Row:
    line = piece.rstrip()
    line = line.expandtabs(TAB) if "\t" in line else line
    bare = star.sub("", line) if line[-1:] == "*" else line
    left = LEFT_STAR.match(bare) if bare.lstrip()[:1] == "*" else None
    if left and (bare != line or len(left["gap"]) >= LEAST_GAP):
        bare = " " * left.end() + bare[left.end() :]
    core = bare.strip()
    row = Row(start, end, core, len(bare) - len(bare.lstrip()), "text", starred=bare != line)
    if not core or core in ("*", "**"):
        row.kind = "blank"
        return row
    numbered_last = heads and core[-2:].strip(". ").isdigit()
    running = (RUNNING.fullmatch(core) or TIGHT.fullmatch(core)) if numbered_last else None
    numbered = len(core) < LONGEST_NUMBER and any(map(str.isdigit, core)) and NUMBER.fullmatch(core)
    if (
        numbered
        or ("CONTINUED" in core and CARRIED.fullmatch(core))
        or core in heads
        or (core[:2] == "[^" and FOOTNOTE.match(core))
        or (running and running["head"] in heads)
    ):
        row.kind = "page"
    elif core[0] == "(" and MORE.fullmatch(core):
        row.kind = "more"
    else:
        _margins(row)
        row.kind = _kind(row.core)
    return row


def _margins(row: Row) -> None:
    """Take the numbers of a scene out of the margins of its heading."""
    left = LEFT.match(row.core) if any(map(str.isdigit, row.core[:6])) else None
    if left:
        row.number, row.indent, row.core = left["no"], row.indent + left.end(), row.core[left.end() :]
        right = re.search(rf"\s+(?P<no>{re.escape(left['no'])})\.?$", row.core)
    else:
        right = RIGHT.search(row.core) if any(map(str.isdigit, row.core[-6:])) and HEADING.match(row.core) else None
    if right:
        row.number, row.core = right["no"], row.core[: right.start()].rstrip()
    elif not left and row.core[0].isdigit() and (both := BOTH.fullmatch(row.core)):
        row.number, row.core = both["no"], both["core"]


def _kind(core: str) -> Kind:
    if HEADING.match(core) and (core.isupper() or words.TIME_EN.search(core[-20:])):
        return "heading"
    if DIVIDED.match(core) and core.isupper() and headings.scene(core):
        return "heading"
    if OMITTED.fullmatch(core):
        return "omitted"
    if len(core) > 90 or not any(sign.isupper() for sign in core[:4]):
        return "text"
    if TRANSITION.fullmatch(core):
        return "transition"
    if words.CAPTION_EN.fullmatch(core):
        return "caption"
    both = APART.split(core)
    if len(both) > 1:
        return "names" if len(both) == 2 and all(_may_be_name(part) for part in both) else "text"
    if NAME.fullmatch(core):
        if words.SHOT_EN.fullmatch(named(core)):
            return "shot"
        mark = markers.read(core)
        if mark:
            return "transition" if mark.kind == "transition" else "text"
        return "name" if _may_be_name(core) else "text"
    return "text"


def _may_be_name(core: str) -> bool:
    """Whether a row in capitals may be a speaker: letters in it, no end of a sentence but of an abbreviation."""
    if (
        core[0] in '"“' and core.count('"') + core.count("”") + core.count("“") != 2
    ):  # NAME” of a nickname has both its marks
        return False
    found = NAME.fullmatch(core)
    if not found or APART.search(found["name"]):
        return False
    name = found["name"].strip()
    letters = sum(sign.isalpha() for sign in name)
    ends = name[-1:] in ".,;-–—" and not ABBREVIATED.search(name)
    return letters > 0 and not ends and len(name) <= 38 and name.count(" ") < 6


def _words_below(rows: list[Row], i: int) -> bool:
    return i + 1 < len(rows) and rows[_below(rows, i)].kind in ("text", "name") and _below(rows, i) > i


def _below(rows: list[Row], i: int) -> int:
    """The index of the row right below, pages' own rows left out; `i` where there is none or it is blank."""
    below = i + 1
    while below < len(rows) and rows[below].kind == "page" and not NUMBER.fullmatch(rows[below].core):
        below += 1
    return below if below < len(rows) and rows[below].kind != "blank" else i
