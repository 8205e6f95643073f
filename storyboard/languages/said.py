"""What is said at the terminal, in another language: the program writes its sentences in English, and one table a language has them all.

A row is an English sentence with `{}` for what is put in, and what it is in the other language. What is put in may be a
sentence of the table itself. Whatever has no row stays as it is. A table is read only where there is something to
say, as the rows of plain strings that it is, in a tenth of the time that any TOML file takes; rows are prepared as far as they may fit.
"""

import json
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import takewhile
from pathlib import Path
from unicodedata import east_asian_width

from storyboard.patterns import deferred
from storyboard.records import dataclass

VARIABLE = "STORYBOARD_LANG"
"""Environment variable with the code of the language that is spoken; worker processes have it from their parent."""
SOURCE = "en"
"""The language that the program writes."""
ENGLISH = deferred(r"[A-Za-z]{2,}")
HOLE = deferred(r"\{(?:\d*|#)\}")
NUMBER = "{#}"
"""A hole for figures alone."""
LED = deferred(r"(?P<head>[^\x00-\x7f]{1,9}[：:]\s*)(?P<rest>.+)", re.S)
"""A sentence behind a word of the other language: `说明：…`."""
JOINED = (("; ", "；"), (": ", "："), (", ", "，"))
"""What stands between parts of a sentence, here and there."""
LISTING = ((". ", "。"), ("; ", "；"), (", ", "，"))
"""The same, between whole sentences."""
GAP = deferred(r"(\s{2,})")
"""Between the columns of a line."""
NAME = deferred(r"\s*[^\x00-\x7f]+\s*")
"""No sentence, and no part of a list of such: somebody, a place."""
QUOTED = deferred(r"“\{(\d+)\}”")
"""A hole for what somebody else said."""
WEIGHTY = 15
"""Letters of its own, from which a row that is a list itself is asked before the parts of the list."""
BETWEEN = '" = "'
"""Stands in a row of a table between both sentences, and nowhere else: quotation marks inside them are escaped."""
LEADS = ("error: ", "hint: ", "note: ", "warning: ")
"""What stands before a sentence."""
TYPED = deferred(r"(?<=`)[^`]*(?=`)")
"""A command within a sentence: however long what was put into it is, the sentence is no other."""
SURE = 0.7
"""Share of a text that a row has of its own, from which it is that sentence, and no list of sentences."""
MUCH = 0.3
"""The same of a text of several lines, which may be many sentences."""
DEEP = 6
"""Sentences inside sentences that are still looked up."""
MOST_CUTS = 10
"""Places where a sentence could be cut, above which it is not: ways to cut it grow with their square, times the rows of the table."""


@dataclass(frozen=True, slots=True)
class SaidRow:
    """A sentence of the table."""

    literals: tuple[str, ...]
    """What stands between the holes."""
    said: str
    """In the other language; holes by number or in order."""
    pattern: re.Pattern[str]

    @property
    def weight(self) -> int:
        """How much of it is its own."""
        return sum(map(len, self.literals))

    def groups(self, text: str) -> tuple[str, ...] | None:
        """What is put in, where a text is this sentence; None where it is not."""
        if not all(map(text.__contains__, self.literals)):
            return None
        match = self.pattern.fullmatch(text)
        return match.groups() if match else None


def spoken(environ: Mapping[str, str]) -> str:
    """The code of the language that is spoken."""
    return environ.get(VARIABLE, "").strip()[:2].lower() or SOURCE


COUNTED = (
    "answer|attempt|board|byte|contradiction|call|cell|character|clip|column|correction|create|cut|episode|face|fault|fact|field|figure|file|film|finding|frame|group|"
    "heading|hold|image|job|letter|level|line|look|metric|model|number|order|page|paragraph|part|passage|picture|pixel|place|prompt|question|quotation|"
    "quote|repeat|request|row|rule|run|scene|script|second|setting|shot|size|speech|still|submission|subtitle|syllable|take|tenth|text|token|vote|warning|word"
)
"""What is counted at the terminal."""
ONE = deferred(
    r"“[^”]*”|`[^`]*`|(?<![\w.,:/×-])(?<!\bclip )(?<!\bshot )(?<!\bscene )(?<!\btake )(?<!\bline )(?<!\blines )"
    r"(?P<head>1 (?:(?:bought|clear|dialogue|failed|more|named|older|other|paid|scene|script|shot|speaking) )?)"
    rf"(?:(?P<one>{COUNTED})(?:(?<=speech)e)?s|(?P<people>people))\b(?: (?P<verb>are|were|have)\b)?"
)
"""One of what is counted, which the sentences have in the plural, with its verb; not where somebody is quoted."""
SINGULAR = {"are": "is", "were": "was", "have": "has"}
HINT = "\nhint: "
"""Between what happened and what to type next: two texts of their own, each maybe of several lines."""


def told(text: str, code: str) -> str:
    """A message in the language of a code; line by line where it has no row as a whole."""
    if code == SOURCE:
        return ONE.sub(_singular, text)
    if not ENGLISH.search(text) or not table(code):
        return text
    if "\n" in (core := text.strip("\n")) and (whole := _whole(core, code)):
        return text.replace(core, whole, 1)
    message, hint, next_ = text.partition(HINT)
    if message and hint:
        return f"{told(message, code)}\n{told(hint.lstrip() + next_, code)}"
    return _lines(text, code, DEEP)


def _singular(match: re.Match[str]) -> str:
    if not match["head"]:
        return match[0]
    verb = f" {SINGULAR[match['verb']]}" if match["verb"] else ""
    return f"{match['head']}{match['one'] or 'person'}{verb}"


def _whole(text: str, code: str) -> str | None:
    """A text of several lines that has a row; with what stands before a sentence, too."""
    if (said := _found(text, code, DEEP, MUCH)) is not None:
        return said
    lead = next((each for each in LEADS if text.startswith(each)), "")
    rest = _found(text.removeprefix(lead), code, DEEP, MUCH) if lead else None
    return rest and table(code).get(f"{lead}{{}}", f"{lead}{{}}").replace("{}", rest)


@lru_cache(maxsize=8192)
def _line(line: str, code: str, deep: int) -> str:
    """A line, or a part of one; each part is looked up once, however many ways lead to it."""
    core = line.strip()
    if not core or deep < 1 or not ENGLISH.search(core):
        return line
    said = exact(code).get(line) or exact(code).get(core) or _found(core, code, deep, SURE) or _led(core, code, deep)
    if said is None and GAP.search(core):
        said = _cells(core, code, deep)
    if said is None:
        said = _itemized(core, code, deep) or _listed(core, code, deep)
    if said is None:
        said = _found(line, code, deep) or _found(core, code, deep) or _parts(core, code, deep)
    return line.replace(core, said, 1) if not said.startswith(" ") else said


def _cells(text: str, code: str, deep: int) -> str:
    """The columns of a line, each said for itself and as wide as it was, so that what stands below each other goes on to."""
    told = ""
    cells = GAP.split(text)
    for cell, gap in zip(cells[::2], [*cells[1::2], ""], strict=True):
        said = _line(cell, code, deep)
        room = len(gap) + width(cell) - width(said)
        told += said + (gap if said == cell or not gap else " " * max(room, 2))
    return told


def width(text: str) -> int:
    """Columns of a terminal; a Han character takes two."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def _listed(text: str, code: str, deep: int) -> str | None:
    """Sentences one after another, each looked up for itself; None where one of them has no row: then it is one sentence."""
    for sign, other in LISTING:
        parts = _apart(text, sign)
        if not 1 < len(parts) <= MOST_CUTS or any(NAME.fullmatch(part) for part in parts[:-1]):
            continue
        said = [
            _line(part, code, deep - 1) for part in parts if not ENGLISH.search(part) or _known(part, code, deep - 1)
        ]
        if len(said) == len(parts):
            return other.join(said)
    return None


def _known(text: str, code: str, deep: int) -> bool:
    """Whether a sentence has a row as it stands, or is a list of such."""
    if deep < 1:
        return False
    core = text.strip()
    return any(find(core, code, deep) is not None for find in (_found, _led, _listed, _headed, _aside))


def _headed(text: str, code: str, deep: int) -> str | None:
    """What is counted, and a sentence about it: `8 clips: 3 done`; None where either has no row of its own."""
    head, found, rest = text.partition(": ")
    own = found and all(_known(each, code, deep - 1) for each in (head, rest))
    return f"{_line(head, code, deep - 1)}：{_line(rest, code, deep - 1)}" if own else None


def _apart(text: str, sign: str) -> list[str]:
    """The parts of a text between signs that stand in no brackets and in no quotation."""
    parts = [""]
    for piece in text.split(sign):
        whole = parts[-1].count("(") <= parts[-1].count(")") and _unquoted(parts[-1])
        parts = [*parts, piece] if whole else [*parts[:-1], parts[-1] + sign + piece]
    return parts[1:]


def _unquoted(head: str) -> bool:
    """Whether what follows a text stands in no quotation that it began."""
    return head.count("“") <= head.count("”")


def _led(text: str, code: str, deep: int) -> str | None:
    """A sentence behind `error: `, or behind a word of the other language; None where it is neither."""
    if led := LED.fullmatch(text):
        named = _found(text, code, deep) if ": " in led["head"] else None  # a name that is no word of ours
        return named or led["head"] + _line(led["rest"], code, deep - 1)
    for lead in LEADS:
        if text.startswith(lead) and (said := table(code).get(f"{lead}{{}}")):
            return _filled(said, [_line(text.removeprefix(lead), code, deep - 1)])
    return None


def _found(text: str, code: str, deep: int, share: float = 0) -> str | None:
    """The row that fits best with what was put in, of those with such a share of the text; None where none fits."""
    if text in exact(code):
        return exact(code)[text]
    if text.removesuffix(".") in exact(code):
        return exact(code)[text.removesuffix(".")] + "。"
    least = share * len(TYPED.sub("", text)) if share else 0
    for first in (text[:1], "{"):
        for row in takewhile(lambda row: row.weight >= least, rows(code, first)):
            whole = row.groups(text)
            groups = whole or (row.groups(text.removesuffix(".")) if text.endswith(".") else None)
            if groups is not None:
                if first == "{" and (named := _behind(text, groups[0], code, deep)) is not None:
                    return named
                if first == "{" and _several(groups):
                    if (parts := _listed(text, code, deep)) is not None:
                        return parts
                    if len(_apart(groups[0], "; ")) > 1:
                        continue
                return _put(row, text, groups, code, deep)
    return None


def _behind(text: str, put: str, code: str, deep: int) -> str | None:
    """A sentence behind a name, `ep01: …`, where the name is not all that a row has before its first word; None where that has no row."""
    head, found, rest = text.partition(": ")
    if not found or len(head) >= len(put) or " " in head:
        return None
    own = any(row.groups(rest) for row in rows(code, rest[:1]))
    return f"{head}：{_line(rest, code, deep - 1)}" if own else None


def _put(row: SaidRow, text: str, groups: tuple[str, ...], code: str, deep: int) -> str:
    """A row with what was put in; a key, a command, somebody's own words: what is typed or quoted stays as it is."""
    quoted = {hole[1] for hole in QUOTED.finditer(_numbered(row.said))}
    inner = [
        each if str(at) in quoted or f"`{each}`" in text or f"'{each}'" in text else _lines(each, code, deep - 1)
        for at, each in enumerate(groups)
    ]
    said = _filled(row.said, inner)
    return f"{said.removesuffix('.')}。" if text.endswith(".") and said[-1:] not in "。？！" else said


def _numbered(said: str) -> str:
    """A sentence whose holes all have their number."""
    return _filled(said, [f"{{{number}}}" for number in range(len(HOLE.findall(said)))])


def _itemized(text: str, code: str, deep: int) -> str | None:
    """The row of a text that is a list itself, with one thing in each hole: it wins over the rows of the parts."""
    if not any(sign in text for sign, _ in LISTING):
        return None
    head, found, rest = text.partition(": ")
    under = (
        table(code).get(f"{head}: {{}}", "" if " " in head else f"{exact(code).get(head, head)}：{{}}") if found else ""
    )
    if found and not under and _known(head, code, deep - 1):
        under = f"{_line(head, code, deep - 1)}：{{}}"
    if under and rest in exact(code):
        return _filled(under, [exact(code)[rest]])
    if under and (said := _itemized(rest, code, deep - 1)) is not None:
        return _filled(under, [said])
    for row in (*rows(code, text[:1]), *rows(code, "{")):
        itself = row.weight >= WEIGHTY and any(sign in own for own in row.literals for sign, _ in LISTING)
        groups = row.groups(text) if itself else None
        if groups and not _several((*groups, "")):
            return _put(row, text, groups, code, deep)
    return None


def _aside(text: str, code: str, deep: int) -> str | None:
    """A sentence that has a row with something in brackets behind it, however much that is; None where it is none."""
    head, aside = _bracketed(text)
    figure = head.replace(".", "").isdigit()
    if not head or not (figure or _known(head, code, deep)):
        return None
    return f"{_line(head, code, deep)}（{_line(aside, code, deep)}）"


def _bracketed(text: str) -> tuple[str, str]:
    """What stands before the last brackets of a text that ends with them, and in them; else nothing."""
    depth = 0
    for at in range(len(text) - 1, 0, -1) if text.endswith(")") else ():
        depth += (text[at] == ")") - (text[at] == "(")
        if not depth:
            return (text[: at - 1], text[at + 1 : -1]) if text[at - 1] == " " else ("", "")
    return "", ""


def _several(groups: tuple[str, ...]) -> bool:
    """Whether what a row has before its last word would be more than one sentence, one after another."""
    return any(len(_apart(put, sign)) > 1 for put in {groups[0], *groups[:-1]} for sign, _ in LISTING)


def _lines(text: str, code: str, deep: int) -> str:
    """What is put in, line by line."""
    return "\n".join(_line(line, code, deep) for line in text.split("\n"))


def _filled(said: str, groups: list[str]) -> str:
    left = iter(range(len(groups)))

    def put(hole: re.Match[str]) -> str:
        number = hole[0][1:-1]
        return groups[int(number) if number else next(left)]

    return HOLE.sub(put, said)


def _parts(text: str, code: str, deep: int) -> str:
    """A sentence cut where its parts have rows, joined as the language joins them; what has none stays as it is."""
    if (said := _aside(text, code, deep)) is not None:
        return said
    if sum(text.count(sign) for sign, _ in JOINED) > MOST_CUTS:
        return text
    for sign, other in JOINED:
        head, found, rest = text.partition(sign)
        while found:
            both = (_line(head, code, deep - 1), _line(rest, code, deep - 1)) if _unquoted(head) else (head, rest)
            if both != (head, rest):
                return other.join(both)
            more, found, rest = rest.partition(sign)
            head = f"{head}{sign}{more}"
    head, aside = _bracketed(text)
    if head and (said := _line(head, code, deep - 1)) != head:
        return f"{said}（{_line(aside, code, deep - 1)}）"
    return text


@cache
def exact(code: str) -> dict[str, str]:
    """The sentences without holes; nothing where the language has no table."""
    return {english: said for english, said in table(code).items() if "{" not in english or not HOLE.search(english)}


@cache
def rows(code: str, first: str) -> tuple[SaidRow, ...]:
    """The sentences with holes that begin with a sign, those with the most of their own first; `{`: with what is put in.

    Those would swallow the beginning of another sentence, so they are asked after the others.
    """
    opened = [(english, said) for english, said in table(code).items() if english.startswith(first) and "{" in english]
    found = (
        _row(english, said)
        for english, said in opened
        if HOLE.search(english) and (first == "{") == bool(HOLE.match(english))
    )
    return tuple(sorted(found, key=lambda row: -row.weight))


def _row(english: str, said: str) -> SaidRow:
    literals = HOLE.split(english)
    holes = ["(\\d[\\d,.]*)" if hole == NUMBER else "(.*?)" for hole in HOLE.findall(english)]
    parts = [each for pair in zip(map(re.escape, literals), [*holes, ""], strict=True) for each in pair]
    pattern = deferred("".join(parts), re.S)
    return SaidRow(tuple(filter(None, literals)), said, pattern)


@cache
def table(code: str) -> dict[str, str]:
    """English -> the language of a code, as its file has it."""
    path = Path(__file__).parent / "sentences" / f"{code}.toml"
    if not path.is_file():
        return {}
    rows = [row for row in path.read_text(encoding="utf-8").split("\n") if row.startswith('"')]
    return dict(json.loads("{" + ",".join(rows).replace(BETWEEN, '": "') + "}"))
