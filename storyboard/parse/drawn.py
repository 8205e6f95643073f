"""Forms drawn with lines above a scene, as printed screenplays have them: a box of labels and what they say, │場景│ 老冰店 │時間│ 夜 │."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from unicodedata import normalize

from storyboard.parse import headings, words
from storyboard.parse.headings import Heading
from storyboard.patterns import deferred
from storyboard.records import dataclass

BARS = "│┃║|｜"
DRAWN = frozenset("┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝┏┳┓┣╋┫┗┻┛╭╮╰╯─━═-=+│┃║|｜ 　:")
"""What the lines are drawn with that part the rows of a form."""
NUMBERS = frozenset("场次 场号 场 场景号 场次号 集数 集 SCENE SC SC. SCENE NO SCENE NO. SCENE NUMBER".split(" "))
"""Labels of the number of a scene."""
HOURS = frozenset(("日夜", "日/夜", "昼夜", "D/N", "DAY/NIGHT"))
SIDES = frozenset(("内外", "内/外", "内外景", "INT/EXT", "I/E", "INT./EXT."))
NOTED = frozenset("道具 备注 服装 天气 页数 PROPS NOTES PAGES".split())
BAR = deferred(f"[{BARS}]")


@dataclass(frozen=True, slots=True)
class DrawnForm:
    """A form above a scene."""

    first: int
    """Index of its first line."""
    stop: int
    """Index of the line behind it."""
    placed: int
    """Index of the line with the place."""
    heading: Heading
    people: int
    """Index of the line of those who are there, if nothing stands behind it that the heading says; else 0."""
    names: str


def kind(label: str) -> str:
    """What a label of a form says: `number`, or a field of a heading, `note` for what no heading has; empty where it is no label."""
    label = normalize("NFKC", "".join(label.split("　"))).strip(" :*_")
    upper = label.upper()
    if upper in NUMBERS:
        return "number"
    if upper in HOURS:
        return "time"
    if upper in SIDES:
        return "interior"
    meaning = words.field(label)
    if meaning in (*words.OF_SCENE, "interior"):
        return meaning or ""
    return "note" if upper in NOTED or meaning == "" else ""


def row(line: str) -> list[str]:
    """The cells of a row of a form; nothing where the line is none."""
    core = line.strip()
    if len(core) < 3 or core[0] not in BARS or core[-1] not in BARS:
        return []
    return [cell.strip(" 　\t*_") for cell in BAR.split(core[1:-1])]


def told(cells: Sequence[str]) -> list[tuple[str, str]]:
    """(kind, value) of each label in a row and what stands behind it; nothing where a cell is neither."""
    found, at = list[tuple[str, str]](), 0
    while at < len(cells):
        label, colon, value = cells[at].replace(":", "：").partition("：")
        if colon and (meaning := kind(label)):
            found.append((meaning, value.strip()))
            at += 1
        elif at + 1 < len(cells) and (meaning := kind(cells[at])):
            found.append((meaning, cells[at + 1]))
            at += 2
        else:
            return []
    return found


def forms(lines: Sequence[str]) -> Iterator[DrawnForm]:
    """The forms of a text, in order: rows of labels that say at least where a scene plays, and one thing more."""
    at = 0
    while at < len(lines):
        if not _drawn(lines[at]):
            at += 1
            continue
        stop = at
        while stop < len(lines) and _drawn(lines[stop]):
            stop += 1
        form = _form(lines, at, stop)
        if form:
            yield form
        at = stop


def _drawn(line: str) -> bool:
    core = line.strip()
    return bool(core) and core[0] in DRAWN and core[-1] in DRAWN


def _form(lines: Sequence[str], first: int, stop: int) -> DrawnForm | None:
    heading, placed, people, names = Heading(), -1, 0, ""
    asked: list[str] = []
    fields = 0
    for at in range(first, stop):
        cells = row(lines[at])
        if not cells or not set("".join(cells)) - DRAWN:
            continue
        kinds = [kind(cell) for cell in cells]
        if len(cells) > 1 and all(kinds):
            asked = kinds
            continue
        pairs = list(zip(asked, cells, strict=True)) if asked and len(asked) == len(cells) else told(cells)
        if not pairs:
            return None
        asked = []
        for meaning, value in pairs:
            fields += bool(value)
            people, names = (at, value) if meaning == "cast" and len(pairs) == 1 else (0, "")
            if meaning == "number":
                heading = headings.filled(heading, "number", normalize("NFKC", value))
            elif value and meaning != "note":
                heading = headings.filled(heading, meaning, value)
                placed = at if meaning == "location" else placed
    return (
        DrawnForm(first, stop, placed, replace(heading, cast="") if people else heading, people, names)
        if placed >= 0 and fields > 1
        else None
    )
