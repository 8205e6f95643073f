"""A storyboard looked over once before it is read: how long its rows last, and who speaks in its cells."""

import re
from collections import Counter
from collections.abc import Iterator

from storyboard.parse import words
from storyboard.parse.cues import BRACKETS, cue
from storyboard.parse.lengths import lengths
from storyboard.parse.scan import split
from storyboard.parse.tables import (
    LONGEST_CELL,
    ROWS,
    RUNS_ON,
    WORDS,
    TableCell,
    TableColumn,
    cells,
    head,
    labelled,
    meaning,
    separated,
    separated_columns,
    separated_head,
)
from storyboard.patterns import deferred

SHOT = deferred(
    r"(?:镜头|分镜|镜号|SHOT)\s*#?\s*[\d一二三四五六七八九十]+\s*(?:[（(【\[](?P<aside>[^）)】\]]{0,20})[）)】\]])?\s*[:：]?",
    re.I,
)
FIELD = deferred(
    r"[-*•\s]*\**\s*(?P<name>[^\s：:*|（(]{1,8}(?:\s?[（(](?P<who>[^）)：:]{1,12})[）)])?)\s*[：:]\**\s*(?P<value>.*)"
)
BESIDE = deferred(
    r"(?:[\u3400-\u9fff·]{1,8}|[A-Z][\w .'’#]{0,24})\s*(?:[（(][^（()）]{1,16}[）)])?\s*[：:]\s*\S.*[。！？!?…—～~.\"”]"
)
"""A line between the fields of a shot that may be somebody who speaks: a name, and whole sentences."""
LABEL = deferred(
    r"\s*[【\[]?(?P<who>[^\n：:，。！？!?…“”\"「」【】\[\]]{1,30}?(?:[（(][^\n：:（()）]{1,24}[)）])?)\s*[】\]]?\s*[：:](?!\d)\s*"
)
"""How a line of a cell of words begins that names its speaker."""


def nothing(text: str) -> bool:
    """Whether a cell says that there is nothing: -, 无, N/A."""
    return bool(words.NOTHING.fullmatch(text.strip()))


def label(text: str, english: bool) -> str:
    """The name before the colon at the head of some words; empty where there is none, or where it is a label of the trade."""
    found = LABEL.match(text)
    if not found or len(BRACKETS.sub("", found["who"])) > (30 if english else 16):
        return ""
    who = found["who"].strip()
    told = words.SAYING.search(who) and (len(who) > 3 or who[0] in "他她我你它咱" or who[-1] in "说道问喊叫答")
    trade = words.field(who) is not None or told or re.search("[a-z]{3} [a-z]", BRACKETS.sub("", who))
    return who if not trade and cue(who, english) else ""


def survey(text: str, english: bool) -> tuple[dict[int, float], frozenset[str], bool]:
    """(seconds of each row or shot by the offset it begins at, names that speak in cells or beside fields, whether a column says what each row is) of a whole text.

    Times that run on are told from lengths by the column as a whole, and a name within a line by its other cues.
    """
    columns: tuple[TableColumn, ...] = ()
    beside, sorts, worded = Counter[str](), Counter[bool](), False
    seconds: dict[int, float] = {}
    names: set[str] = set()
    column: list[tuple[int, str]] = []
    at, shot = 0, -1
    commas = bool(separated_head(text))
    for line in rows(text):
        start, at = at, at + len(line)
        core = line.strip().strip("*#> ")
        if found := separated_columns(line) if commas and not columns else head(line):
            seconds |= _lasting(column)
            columns, column = found, []
        elif columns and (row := (separated if commas else cells)(line, start)):
            pairs = list(zip(row, columns, strict=False))
            column += [(start, cell.text) for cell, each in pairs if each.meaning == "seconds"]
            names.update(_names(pairs, english))
            sorts.update(cell.text.lower() in ROWS for cell, each in pairs if each.meaning == "kind" and cell.text)
        elif shown := SHOT.fullmatch(core):
            shot = start
            column += [(start, shown["aside"])] if shown["aside"] else []
        elif said := labelled(line, start):
            names.update(_names(said, english))
        elif shot >= 0 and (told := FIELD.fullmatch(line.strip())) and (kind := meaning(told["name"])):
            column += [(shot, told["value"])] if kind == "seconds" else []
            worded |= kind == "speech" and not nothing(told["value"])
        elif line.startswith(("# ", "## ")):
            shot = -1
        elif shot >= 0 and BESIDE.fullmatch(line.strip()) and (who := cue(label(core, english), english)):
            beside[who.name] += not words.THING.fullmatch(who.name)
    names.update(name for name, count in beside.items() if count > worded)
    return seconds | _lasting(column), frozenset(names), sorts[True] > sorts[False]


def rows(text: str) -> list[str]:
    """The lines of a text with their ends, those of a table as one that a cell in quotation marks runs over."""
    lines = split(text)
    sign = "," if separated_head(text) else "\t" if "\t" in text else ""
    if not sign or '"' not in text:
        return lines
    found, at = list[str](), 0
    while at < len(lines):
        joined = [lines[at]]
        while RUNS_ON[sign].search("".join(joined).rstrip("\r\n")) and len(joined) < LONGEST_CELL:
            joined += lines[at + len(joined) : at + len(joined) + 1] or [""] * LONGEST_CELL
        joined = joined if len(joined) < LONGEST_CELL else joined[:1]
        found.append("".join(joined))
        at += len(joined)
    return found


def _lasting(column: list[tuple[int, str]]) -> dict[int, float]:
    told = zip(column, lengths([cell for _, cell in column]), strict=True)
    return {start: length for (start, _), length in told if length}


def _names(row: list[tuple[TableCell, TableColumn]], english: bool) -> Iterator[str]:
    """The names that a row gives: those of its speaker, or, where nobody is named there, those in front of its words."""
    told = (cell.lines for cell, each in row if each.meaning == "speaker" and not nothing(cell.text))
    speakers = [name for lines in told for name in lines.split("\n")]
    crossed = any(each.meaning == "speaker" and cell.text and nothing(cell.text) for cell, each in row)
    labels = [label(cell.lines, english) for cell, each in row if each.meaning in WORDS and not crossed]
    for name in filter(None, speakers or labels):
        who = cue(name, english)
        yield from (who.whole if who.whole and who.delivery == "phone" else who.name, *who.members) if who else ()
