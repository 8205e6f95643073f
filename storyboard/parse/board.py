"""A script that is a storyboard already: a table with columns for picture and words, or shots with named fields.

It is passed through: pictures become actions, words become speeches of those who stand beside them, and what it says of
length, size and camera is kept as the author's wish (`Unit.wish`).
"""

import itertools
import json
import re
from collections.abc import Iterator
from dataclasses import field, replace
from typing import Any

from storyboard.errors import UsageError
from storyboard.lettering import unquoted
from storyboard.model import EVERYBODY, NOBODY, Kind, Parenthetical, Wish
from storyboard.parse import fielded, gridded, headings, markers, words, wrapped
from storyboard.parse.choice import Choice
from storyboard.parse.cues import BRACKETS, LIVE, cue, spoken, uncut
from storyboard.parse.emphasis import plain
from storyboard.parse.gridded import Grid
from storyboard.parse.headings import Heading
from storyboard.parse.numerals import numeral
from storyboard.parse.people import People
from storyboard.parse.scan import PICTOGRAMS, split
from storyboard.parse.sheet import SceneDraft, Sheet
from storyboard.parse.survey import FIELD, LABEL, SHOT, label, nothing, rows, survey
from storyboard.parse.tables import (
    BREAK,
    DITTO,
    NARRATED,
    ROWS,
    STRUCK,
    TOLD,
    TOTAL,
    WORDS,
    TableCell,
    TableColumn,
    cells,
    head,
    is_other_head,
    labelled,
    meaning,
    ruled,
    separated,
    separated_columns,
    separated_head,
)
from storyboard.parse.wrapped import Columns
from storyboard.patterns import deferred
from storyboard.records import dataclass

SAID = deferred(
    r"(?P<who>[^\s：:，。/“”「」（）]{1,12}(?:[（(][^）)]{0,12}[）)])?)[：:]\s*[“\"「](?P<text>[^”\"」]+)[”\"」]"
)
INLINE = deferred(
    r"(?<=[。！？!?…”\"」.）)])\s*[/／]?\s*(?P<who>[A-Z][A-Z0-9 .'’#]{0,24}(?:\([^()]{0,24}\))?|[\u3400-\u9fff·]{1,8}(?:[（(][^）)]{0,12}[）)])?)\s*[：:](?=\S|\s+\S)"
)
"""A name within a line, behind a sentence."""
_QUOTED = deferred('[“「『"]')
_NOISE = deferred(
    '[“「『"](?:[当叮铛咚砰嘭哐咣啪笃哗嗡滴嘀嗒轰嗖吱呀咔嚓噗哧唰沙梆啾嘟隆啷嘎咕噜喵汪咩哞叽喳嗒]+[！!。…—～~]*){1,3}[”」』"]'
)
"""A noise in quotation marks, which nobody says: “嘎！”."""
_LAID_OVER = deferred(r"(?P<words>[^“「『\"。！？\n]+[。！？]|[^“「『\"。！？\n]+\n)\s*(?P<rest>\S.*)", re.S)
"""A caption that quotes nothing, and the picture that goes on behind its sentence."""
OVER_PICTURE = deferred(
    r"(?<=[.!?…。！？”\"])(?:\s|<br\s*/?>)*(?P<label>\**(?:SUPER(?:S|IMPOSE)?|ON[- ]SCREEN TEXT|TEXT ON SCREEN|CAPTION|LEGAL(?: SUPER)?|CHYRON|GFX|END ?TITLE|字幕|屏幕文字|画面文字|花字|屏显)\**\s*[:：]\**\s*)(?P<words>[^:：]*\S)\s*$",
    re.S,
)
"""Words over a picture, at the end of what tells it: …a green door. SUPER: “One-hour slots.”"""
LAID_ON = deferred(
    r"[\s*_。；;，,|/／]+(?P<label>字幕|SUPER(?:IMPOSE)?|CAPTION|TITLE)\s*[:：]\s*(?P<words>.+)$", re.I | re.S
)
"""A caption behind where and when a scene plays."""
IN_PICTURE = deferred(
    rf"(?P<heading>(?:INT|EXT|INT\.?/EXT|I/E)[./ ].{{2,70}}?\s[-–—]+\s*{words.TIME_EN.pattern})[.:,]?\s*", re.I
)
"""A scene heading at the head of a picture."""
SIDED = deferred(r"(?:\d{1,3}[A-Z]?[.)]?\s+)?(?:INT|EXT|I/E|内景|外景|内外景)[./ 　·]")
"""How a picture begins that heads a scene and goes on to tell what is seen there."""
PLACE_LED = deferred(r"(?:SCENE|LOCATION|SETTING|PLACE|场景|地点|场)\s*\d{0,3}\s*[:：]\s*", re.I)
LONGEST_PLACE = 40
SMALL_STARTS = frozenset("小免法注角LD")
SMALL_PRINT = deferred(
    r"(?:小字|免责(?:声明|条款)?|法律(?:声明|文字|小字)|角标|注|LEGALS?|DISCLAIMER)\s*[:：]\s*(?P<text>\S.*)", re.S
)
"""What an advertisement says in small print, on a line of its own."""
COUNTED_ON = deferred(
    r"(?P<number>[一二三四五六七八九十]{1,3}|\d{1,3})[、.．]\s*(?P<place>[^，。！？；：“”「」|,.!?;:\"]{1,32})"
)
"""A number and a place and no more."""
RUNS_ON = frozenset({"speech", "narration", "action", "direction", "caption"})
"""Columns whose words go on in the line below."""
UNSEEN = frozenset(("note", "cast", "title"))
"""What a row may hold before the first scene without opening one: 片头曲 among those who speak."""
TO_ALL = deferred(r"all|every(?:one|body)|group|crowd|所有人|众人|大家|全体", re.I)
TO_SELF = deferred(r"(?:to )?(?:self|(?:him|her|them)sel(?:f|ves))|nobody|no one|自己|自语|自言自语", re.I)
TIMES = deferred(r"^(?:\d{1,5}\s+)?(?:\d{1,2}:\d{2}(?::\d{2}){0,2}(?:[.,;]\d{1,3})?\s+(?:[-–—~]\s+)?){1,3}(?=\S)")
"""From when to when something is seen, in front of it."""
PLACED = {"scene": "location", "scene number": "number", "interior": "interior", "hour": "time"}
"""Columns that say where and when, with the field of the heading that each fills."""
HEADS = ("scene", "speaker")
"""Columns in which a row that says that it heads a scene may have its place, if not in that of the words."""
NUMBER = deferred(r"(?:第\s*)?[\d一二三四五六七八九十]{1,4}(?:[-–—.]\d{1,3})*[A-Z]?\s*[场幕]?", re.I)
LETTERED = deferred(
    r"(?:(?:第|场景?|SC(?:ENE)?\.?|段落?)\s*)?(?:[A-Z]|\d{1,3}|[一二三四五六七八九十]{1,3}|[IVX]{1,4})\s*[场段幕]?[.、:：]?",
    re.I,
)
"""The letter or number of a scene in a cell of its own."""
FRAMED = ("size", "camera")
SHOWS = ("镜头", "分镜", "镜号")
"""Words that head a shot in Chinese."""
VOICE = deferred(r"[（(【\[]\s*(?:画外音?|旁白|V\.?O\.?)\s*[）)】\]]", re.I)
"""At the head of words without a name: a voice."""
TELLS = deferred(r"(?:.*[\u3400-\u9fff]{4}.*[。！]|[A-Z].*[a-z] .* .*[.!])", re.S)
"""A cell beside the head of a scene that tells in a sentence what is seen."""
LONGEST_MOOD = 60
"""Signs of the longest mood of a row; what is longer tells what is done."""
SHORT_NAME = 4
"""Signs of a name that is believed although it speaks only behind another in a cell."""
PEOPLE = deferred(
    r"[*_#\s]*(?:PEOPLE|CAST|CHARACTERS|TALENT|(?:主要|登场|出场)?(?:人物|角色)(?:介绍|表|设定)?)[*_]*\s*[:：][*_]*\s*",
    re.I,
)
WRITTEN = deferred(
    r"(?:(?P<next>下集预告|预告|片尾预告|next (?:time|episode))|[\u3400-\u9fff]{0,4}(?:文?字|字幕|标题|贴图|弹幕)|super|title|caption)\s*[:：]\s*(?=\S)",
    re.I,
)
"""The label in a cell of a column of captions: 花字：凌晨 2:40; what is to come in the next episode is no caption."""
BULLETED = deferred(r"[ \t　]*[-*•·+][ \t　]+(?=\S)")
"""A point of a list."""
SETTING = deferred(
    r"[*_]{0,2}(?P<label>(?i:time of day)|[^\W\d_][^\s:：*]{0,11}(?: [a-z]{2,8})?)[*_]{0,2}\s*[:：][*_]{0,2}\s*(?P<rest>\S.*?)[*_]{0,2}$"
)
"""A label and what it says, in bold or not."""
PLACE_FIELD = deferred(r"^[ \t*_]*(?:LOCATION|SETTING|PLACE|地点)[*_]*[ \t]*[:：][*_]*[ \t]*\S", re.M | re.I)
"""A line that says where the rows below it play, and nothing else."""
_SEEN: tuple[tuple[Kind, str], ...] = (
    ("action", "画面|画面描述|镜头画面|动作|场面|场景描述|环境|visual|visuals|picture|action|description"),
    ("sound", "音效|音乐|环境声|配乐|sfx|sound|music"),
    ("caption", "字幕|花字|屏幕文字|caption|super|title card"),
)
SEEN = {label: kind for kind, labels in _SEEN for label in labels.split("|")}
"""What a line between tables is, below the heading of its scene, by its label: > 画面：空荡的车厢。"""
SOUNDS = deferred(r"(?:音效|音响|音乐|SFX|FX|sound effects?|music)(?!\w)", re.I)
"""How a cell begins that says that its row is heard and nobody speaks it: 音效，不配."""
JSON = deferred(r'\s*\{.*"shots"\s*:\s*\[', re.S)


def _is_noise(text: str, speaker: str) -> bool:
    """Whether what stands in a column of words is heard and not said."""
    told = text in words.SOUND | LIVE or (len(speaker) > 1 and speaker in words.SOUND - {"声音"})
    return told or (not speaker and _NOISE.fullmatch(text) is not None)


def _named_within(text: str) -> frozenset[str]:
    """Who speaks within a cell, behind words or a sound, and is told of elsewhere too: “嘎！”小满：蛋呢？"""
    found = {match["who"] for match in INLINE.finditer(text)} if "|" in text or "\t" in text else set[str]()
    known = ((name, cue(name, english=False)) for name in found)
    return frozenset(who.name for name, who in known if who and text.count(name) - text.count(f"{name}：") > 1)


def recognise(text: str) -> str:
    """Why a text is a storyboard; empty where it is none."""
    sample = text[:20_000]
    if JSON.match(sample) and '"character_setting"' in text:
        return "the board of this program"
    if _data(text):
        return "JSON, the data of a program"
    for line in sample.split("\n") if "\t" in sample or "|" in sample else ():
        if ("|" in line or "\t" in line) and head(line):
            return f"a table with the columns {'、'.join(cell.text.strip('* ').lower() for cell in cells(line, 0) if cell.text)}"
    if commas := separated_head(sample):
        return f"a table with the columns {commas.strip().lower()}"
    if panels := _panels(sample):
        return f"{len(panels)} panels whose fields stand behind a gap"
    if not gridded.flat(sample) and (grid := gridded.grid(split(sample[:8000]))):
        return f"a table with the columns {'、'.join(each.meaning for each in grid.columns)}, which blanks part"
    told = sum(1 for line in sample.split("\n") if "|" in line and labelled(line, 0)) if "|" in sample else 0
    if told > 1:
        return f"{told} rows whose cells say what they are"
    lettered = "h" in sample or "H" in sample  # most Chinese texts have no letters to be lowered
    latin = sample.replace("ſ", "s").encode("ascii", "ignore").lower() if lettered else b""
    if not (b"shot" in latin or any(map(sample.__contains__, SHOWS))) or not SHOT.search(sample):
        return ""
    lines = [line.strip().strip("*#> ") for line in sample.split("\n")]
    shots = sum(1 for line in lines if SHOT.fullmatch(line))
    fields = sum(
        1 for line in lines if (found := FIELD.fullmatch(line)) and meaning(found["name"]) in ("action", "note", *ASKED)
    )
    return f"{shots} shots with {fields} named fields" if shots >= 2 and fields >= shots else ""


BOXED = deferred(r"[（(【\[〔<《*]+\s*(?P<label>[^（()）【】\[\]〔〕<>《》*]{1,14}?)\s*[）)】\]〕>》*]+")
"""A label in brackets where others have who speaks: （音效）."""


def _nobodys(speaker: str) -> Kind | None:
    """What the words of a row are whose column of who speaks holds a label in brackets and nobody: （音效）, [SFX]; None where somebody may speak."""
    if speaker in words.CAPTION and ("字" in speaker or speaker.isascii()):
        return "caption"
    boxed = BOXED.fullmatch(speaker) if speaker[:1] in "（(【[〔<《*" and speaker else None
    sort = ROWS.get(boxed["label"].lower(), "") if boxed else ""
    kinds: dict[str, Kind] = {"action": "action", "sound": "sound", "caption": "caption", "transition": "transition"}
    return kinds.get(sort)


def _heads_scene(speaker: str) -> bool:
    """Whether a cell where others have who speaks says that its row heads a scene: 【场景】, [SCENE 2]."""
    boxed = BOXED.fullmatch(speaker)
    label = (boxed["label"] if boxed else speaker).rstrip("0123456789 #.一二三四五六七八九十").lower()
    return ROWS.get(label) == "heading" and (boxed is not None or len(label) > 1)


def _heads(line: str) -> str:
    """The place and hour that the first line of a picture gives, which go on below it: INT. KITCHEN – MORNING, 场景：厨房，清晨; nothing for what tells something."""
    label = PLACE_LED.match(line)
    bare = (markers.bracketed(line) or line)[label.end() if label else 0 :].strip(" .。")
    said = headings.scene(bare) or (headings.told_alone_zh(bare) if label else None)
    sure = said is not None and said.location and not said.action and (said.interior or (label and said.time))
    named = label and len(bare) < LONGEST_PLACE and not TELLS.match(line)
    return bare if sure or named else ""


def _told_on(line: str, raw: str) -> tuple[str, str, int] | None:
    """The place and hour that a picture begins with, what it goes on to show on the same line, and where that begins: INT. KITCHEN. Chaos."""
    heading = headings.scene(line) if SIDED.match(line) else None
    if heading is None or not heading.action or heading.action not in raw:
        return None
    shown = raw.index(heading.action)
    return plain(raw[:shown]).strip(" .。"), heading.action, shown


def _in_print(text: str) -> markers.Mark | None:
    """What an advertisement says in small print, by a Chinese label or one in capitals: 小字：以实际为准, LEGAL: 18-month contract."""
    found = SMALL_PRINT.fullmatch(text) if text[:1] in SMALL_STARTS else None
    return markers.Mark("caption", found["text"]) if found else None


def _panels(text: str) -> dict[int, fielded.FieldedPanel]:
    """The panels of a board whose fields stand behind a gap, by their first line."""
    if not fielded.SIGN.search(text):
        return {}
    return fielded.panels(rows(text))


def _data(text: str) -> bool:
    """Whether a text is an object of JSON, or a list of such."""
    bare = text.strip()
    if bare[:1] + bare[-1:] not in ("{}", "[]") or '"' not in bare[:200]:
        return False
    try:
        found = json.loads(bare)
    except (ValueError, RecursionError):
        return False
    return bool(found) and (isinstance(found, dict) or isinstance(found[0], dict))


ASKED = frozenset({*FRAMED, "seconds"})
"""Columns that are wishes and no content."""


def read(choice: Choice) -> tuple[Sheet, People]:
    """The units of a storyboard. UsageError for the board of this program, which is no script."""
    text, path = choice.source.text, choice.source.path
    if _data(text) and not JSON.match(text[:20_000]):
        raise UsageError(
            f"{path} is JSON, the data of a program, and no script that a person reads",
            "have the program that made it write the script: scene headings, and `NAME: words` or `名：台词` for who speaks",
        )
    if JSON.match(text[:20_000]):
        raise UsageError(
            f"{path} is a storyboard already, not a script", f"check it with `storyboard check {path} --script SCRIPT`"
        )
    sheet, people = Sheet(choice.source), People()
    BoardReader(sheet, people, choice.evidence.english).read()
    return sheet, people


Found = tuple[Kind, str, int, dict[str, Any]]


@dataclass(slots=True)
class _Row:
    """A shot while it is read."""

    start: int
    first: int
    """Index of its first unit."""
    framing: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Said:
    """Who speaks a cell of words, as far as its row says."""

    speaker: str
    narrated: bool
    """Its column is called after the narrator."""


class BoardReader:
    """Reads a storyboard line by line onto a sheet."""

    def __init__(self, sheet: Sheet, people: People, english: bool) -> None:
        self.sheet = sheet
        self.people = people
        self.english = english
        self.columns: tuple[TableColumn, ...] = ()
        self.placed: dict[str, str] = {}
        """What the columns of place and time said last."""
        self.speaker = ""
        """Who spoke last in this scene by a column for it."""
        self.mood = ""
        """What the column of moods said last."""
        self.listing = False
        """The lines above the table are of people."""
        self.shots = False
        self.opened = False
        """The scene was opened by a line between the rows, and none of them has counted it yet."""
        self.row: _Row | None = None
        self.rows: list[tuple[int, int, Wish]] = []
        """(first unit, unit behind the last, wish) of every shot that asks for something."""
        self.told_to: list[tuple[int, int, str]] = []
        """(first unit, unit behind the last, to whom) of every row that says to whom it is spoken."""
        self.separated = bool(separated_head(sheet.text))
        self.by_fields = len(PLACE_FIELD.findall(sheet.text)) > 1
        """Lines between the rows say where they play."""
        self.panels = _panels(sheet.text)
        self.grid = (
            None if self.panels or gridded.flat(sheet.text) or self.separated else gridded.grid(rows(sheet.text))
        )
        """It is a table with commas between its cells."""
        self.seconds, self.names, self.sorted = survey(sheet.text, english)
        self.names |= frozenset() if english else _named_within(sheet.text)

    def read(self) -> None:
        at = index = 0
        lines = rows(self.sheet.text)
        while index < len(lines):
            if panel := self.panels.get(index):
                end = at + sum(map(len, lines[index : panel.stop]))
                self._panel(panel, at, end)
                at, index = end, panel.stop
                continue
            line, columns = lines[index], wrapped.found(lines, index, self.grid)
            if columns:
                self._wrapped(lines, columns, at, at + len(line))
                at, index = at + sum(map(len, lines[index : columns.stop])), columns.stop
                continue
            if self.grid and self.grid.head == index:
                self._gridded(lines[index:], at, self.grid)
                break
            self._person(line)
            if self.columns and line.startswith("## ") and not self._told_below(lines, index):
                self.columns = ()
            self.line(line, at, at + len(line))
            at, index = at + len(line), index + 1
        self._close_row()
        for first, behind, whom in self.told_to:
            to = self._whom(whom)
            self.sheet.units[first:behind] = [
                replace(unit, to=to) if unit.kind == "speech" else unit for unit in self.sheet.units[first:behind]
            ]
        for first, behind, wish in self.rows:
            self.sheet.units[first:behind] = [replace(unit, wish=wish) for unit in self.sheet.units[first:behind]]

    def _told_below(self, lines: list[str], index: int) -> bool:
        """Whether a row of the sheet that a line titles has a picture or words, by the columns of the sheet above it."""
        below = itertools.takewhile(lambda line: not line.startswith("## "), lines[index + 1 :])
        rows_of = ((separated if self.separated else cells)(line, 0) for line in below)
        pairs = (pair for row in rows_of for pair in zip(row, self.columns, strict=False))
        return any(column.meaning in TOLD and cell.text for cell, column in pairs)

    def _panel(self, panel: fielded.FieldedPanel, start: int, end: int) -> None:
        """A panel as a row of a table with its fields for columns."""
        self._close_row()
        self.columns = panel.columns
        self._table_row(list(panel.cells), start, end)
        self.columns = ()

    def _whom(self, told: str) -> str:
        """Whom the column of listeners means: somebody of the script, all, nobody; empty where that is nobody known."""
        if TO_ALL.fullmatch(told):
            return EVERYBODY
        if TO_SELF.fullmatch(told):
            return NOBODY
        who = cue(told, self.english)
        return who.name if who and who.name in self.people.entries else ""

    def _person(self, line: str) -> None:
        """Take in a line before the first scene that lists people, `PEOPLE: IDA, caretaker, 70`, and those set in below it."""
        found = PEOPLE.match(line)
        if self.listing and not line.strip():
            return
        point = BULLETED.match(line) if self.listing and not found else None
        self.listing = not self.sheet.scene and bool(found or point or (self.listing and line[:1].isspace()))
        told = plain(line[found.end() :] if found else line[point.end() :] if point else line).strip()
        if self.listing and told:
            self.people.bio(told, sure=True)

    def _gridded(self, lines: list[str], at: int, grid: Grid) -> None:
        """A table whose columns blanks part: rows, what runs on below them, and what is told across the columns."""
        self._close_row()
        below = at + sum(map(len, lines[: grid.below - grid.head]))
        if below > at:
            self.sheet.add("note", below, self.sheet.text[at:below].strip())
        self.columns, at = grid.columns, below
        waiting: tuple[list[TableCell], int, int] | None = None
        for line in lines[grid.below - grid.head :]:
            start, at = at, at + len(line)
            core = line.strip()
            row = gridded.row(line, start, grid) if core else []
            told = (
                {column.meaning for cell, column in zip(row, grid.columns, strict=True) if cell.text} if row else set()
            )
            goes_on = told - {"seconds"}
            boxed = bool(core) and markers.bracketed(TIMES.sub("", core)) is not None
            if waiting and goes_on and goes_on <= RUNS_ON and not boxed:
                whole = [self._longer(cell, more) for cell, more in zip(waiting[0], row, strict=True)]
                waiting = (whole, waiting[1], at)
                continue
            if waiting:
                self._table_row(*waiting)
                waiting = None
            if not core:
                self.sheet.add("blank", at)
            elif not boxed and told & WORDS and ("speaker" in told or len(told) > 1) and headings.scene(core) is None:
                waiting = (row, start, at)
            elif not self._between(core, at):
                self._beside(core, at)
        if waiting:
            self._table_row(*waiting)
        self._close_row()

    @staticmethod
    def _longer(cell: TableCell, more: TableCell) -> TableCell:
        """A cell with the words of a line below it; one that had none is where they are no more than a place in the row."""
        return replace(cell, text=gridded.joined(cell.text, more.text)) if more.text else cell

    def _beside(self, core: str, end: int) -> None:
        """A line across the columns of such a table: what is seen or written behind its times, a note in brackets, or what is the page's."""
        told, field = TIMES.sub("", core), SETTING.match(core)
        if field and self._set(field["label"], field["rest"], end, core):
            return
        mark = markers.shot(told) if words.CAPTION_EN.fullmatch(told) else None
        boxed = markers.bracketed(told)
        if told != core and boxed is not None:
            mark = markers.sort(boxed) or markers.Mark("action", boxed)
        elif told == core:
            self.sheet.add("note", end, core)
            return
        self._ensure_scene()
        self.sheet.add(mark.kind if mark else "action", end, mark.text if mark else told)

    def _wrapped(self, lines: list[str], columns: Columns, start: int, at: int) -> None:
        """Two columns whose rows are broken by their width: pictures at the left, at the right what is heard."""
        self._close_row()
        self.sheet.add("note", at, self.sheet.text[start:at].strip())
        set_so = lines[columns.first : columns.stop]
        own = wrapped.closed(set_so)
        for block in wrapped.blocks(set_so[:own], at, columns):
            row, stop = block[0], block[-1].end
            if not set(row.left + row.right) - wrapped.RULES:
                self.sheet.add("note" if row.left + row.right else "blank", stop)
                continue
            found = wrapped.parts(block, self.english)
            for index, part in enumerate(found):
                until = found[index + 1].start if index + 1 < len(found) else stop
                self._part(part, until)
        at += sum(map(len, set_so[:own]))
        for line in set_so[own:]:
            at += len(line)
            self.sheet.add("note" if line.strip() else "blank", at, line.strip())

    def _part(self, part: wrapped.ColumnPart, until: int) -> None:
        heading = wrapped.heading(part.text) if part.column == "left" else None
        if heading:
            same, last = heading.location.upper() == "SAME", self.sheet.scene
            if same and last:
                heading = replace(heading, location=last.heading.location, interior=last.heading.interior)
            self.sheet.open_scene(heading)
            self.sheet.add("heading", until, heading.location)
            return
        self._ensure_scene()
        if part.column == "left":
            mark = wrapped.legal(part.text) or wrapped.captioned(part.text)
            self.sheet.add(mark.kind if mark else "action", until, mark.text if mark else part.text)
            return
        kind = wrapped.sounds(part.text, self.english)
        if kind:
            self.sheet.add("note" if kind == "note" else "sound", until, part.text)
            return
        found = self._turn(part.text, _Said("", False), until)
        self.sheet.add(found[0], until, found[1], **found[3])

    def line(self, line: str, start: int, end: int) -> None:
        core = line.strip().strip("*#> ").rstrip("," if self.separated else "")
        core = core[shown.end() :] if core[:1] >= "\u2600" and (shown := PICTOGRAMS.match(core)) else core
        columns = separated_columns(line) if self.separated and not self.columns else head(line)
        if not core:
            self.sheet.add("blank", end)
        elif columns:
            self._close_row()
            self.columns = columns
            self.sheet.add("note", end, core)
        elif said := labelled(line, start):
            self._close_row()
            self.columns = tuple(column for _, column in said)
            self._table_row([cell for cell, _ in said], start, end)
        elif self.columns and (row := (separated if self.separated else cells)(line, start)):
            self._close_row()
            if is_other_head(row):
                self.columns = ()
                self.sheet.add("note", end, core)
                return
            self._table_row(row, start, end)
        elif found := SHOT.fullmatch(core):
            self._close_row()
            self.shots = True
            self._ensure_scene()
            self.sheet.add("note", end, core)
            self.row = _Row(start, len(self.sheet.units))
        elif self.shots and self.sheet.scene and (named := self._label(core)) and self._known(named):
            self._other(line, core, end)
        elif self.shots and not line.startswith("#") and (found := FIELD.fullmatch(line.strip())):
            self.field(found, line, start, end)
        elif not self._between(core, end):
            self._other(line, core, end)

    def _other(self, line: str, core: str, end: int) -> None:
        """A line outside of tables and shots: a title, words of somebody who speaks in the tables, else a note."""
        label = LABEL.match(core)
        told = SETTING.match(core)
        if told and self._set(told["label"], told["rest"], end, core):
            return
        shown = SEEN.get(told["label"].strip().lower()) if told and self.sheet.scene and not self.shots else None
        if told and shown:
            self.sheet.add(shown, end, told["rest"])
            return
        if line.startswith(("# ", "## ")):
            self.shots = False
            self.sheet.add("front" if self.sheet.units else "title", end, core)
        elif label and self.sheet.scene and self._known(label["who"].strip()):
            said = self._speech(label["who"], unquoted(core[label.end() :].strip()))
            self.sheet.add("speech", end, str(said.pop("text")), **said)
        else:
            self.sheet.add("note" if self.sheet.scene else "front", end, core)

    def _set(self, label: str, told: str, end: int, core: str) -> bool:
        """A line between tables that says place, hour or people of their scene: **Setting:** Greenhouse, dawn; whether it is one."""
        kind, scene = words.field(label), self.sheet.scene
        if kind == "location" and self.by_fields and (scene is None or self._told_in(scene)):
            self._close_row()
            self.sheet.open_scene(headings.filled(Heading(), kind, told))
            self.sheet.add("heading", end, told)
            self.placed, self.speaker, self.shots, self.opened = {}, "", False, True
            return True
        if scene is None or kind not in ("location", "time", "weather", "interior", "cast"):
            return False
        if kind == "cast":
            scene.cast += self.people.cast_line(told)
        else:
            scene.heading = self._again(headings.filled(scene.heading, kind, told))
        self.sheet.add("cast" if kind == "cast" else "note", end, core)
        return True

    def _told_in(self, scene: SceneDraft) -> bool:
        """Whether anything was seen or said since a scene began."""
        since = itertools.takewhile(lambda unit: unit.scene == scene.id, reversed(self.sheet.units))
        return any(unit.kind in ("action", "speech", "caption") for unit in since)

    def _again(self, heading: Heading) -> Heading:
        """A heading whose place is told as the one before, with that place."""
        return headings.again(heading, (each.heading.location for each in reversed(self.sheet.scenes[:-1][-50:])))

    def _between(self, core: str, end: int) -> bool:
        """Whether a line between tables, or a row of one cell, opens an episode or a scene; then it is done."""
        if told := headings.both(core):
            self._close_row()
            self.sheet.enter_episode(told[0], told[1], end, end)
            self.sheet.open_scene(told[2])
            self.sheet.add("heading", end, told[2].location)
            self.placed, self.speaker, self.shots, self.opened = {}, "", False, True
            return True
        episode = headings.episode(core)
        heading = headings.scene(episode[1].lstrip("-—–·:： ") if episode else core)
        heading = heading if heading and (not episode or heading.time or heading.interior) else None
        heading = heading or (None if episode else self._counted_on(core))
        if episode and heading:  # 第5集-场1　外卖站点　雨夜
            self._close_row()
            if not self.sheet.episodes or self.sheet.episodes[-1][0] != episode[0]:
                self.sheet.open_episode(episode[0], "")
            self.sheet.open_scene(heading)
            self.sheet.add("heading", end, heading.location or core)
        elif episode:
            self._close_row()
            self.sheet.open_episode(*episode)
            self.sheet.add("episode", end, episode[1])
        elif heading:
            self._close_row()
            self.sheet.open_scene(heading)
            self.sheet.add("heading", end, heading.location or core)
        else:
            return False
        self.placed, self.speaker, self.shots, self.opened = {}, "", False, heading is not None
        return True

    def _close_row(self) -> None:
        """What the shot that ends here asks for is kept for its units."""
        row, self.row = self.row, None
        if row is None:
            return
        seconds, framing = self.seconds.get(row.start, 0.0), ("，" if not self.english else ", ").join(row.framing)
        if (seconds or framing) and len(self.sheet.units) > row.first:
            self.rows.append((row.first, len(self.sheet.units), Wish(row.start, seconds, framing)))

    def _table_row(self, row: list[TableCell], start: int, end: int) -> None:
        """One row of a table: its cells in order, each a unit if it says something of the film."""
        full = [cell for cell in row if cell.text]
        if not full or ruled(row) or TOTAL.fullmatch(full[0].text):
            self.sheet.add("note", end, " ".join(cell.lines for cell in full if not ruled(row)))
            return
        if len(full) == 1 and self._between(full[0].text, end):
            return
        if len(full) > 1 and self._counted(full, row, end):
            return
        whole = list(zip(row, self.columns, strict=False))
        if any(column.meaning == "status" and STRUCK.fullmatch(cell.text) for cell, column in whole):
            self.sheet.add("note", end, " ".join(cell.lines for cell in full))
            return
        pairs = [(cell, column) for cell, column in whole if not nothing(cell.text)]
        nobody = [cell for cell, column in whole if column.meaning == "speaker" and cell.text and nothing(cell.text)]
        if (nobody and self._of_nobody(pairs, end)) or self._headed(pairs, end):
            return
        if (sort := self._sort(pairs)) != "speech":
            self._told_row(sort, pairs, end)
            return
        pairs = [(cell, column) for cell, column in pairs if column.meaning != "kind" or not self.sorted]
        said = {column.meaning: cell.text for cell, column in reversed(pairs)}
        self._place(pairs, said)
        self.row = _Row(start, len(self.sheet.units))
        self.row.framing = [
            cell.lines for cell, column in pairs if column.meaning in FRAMED and not DITTO.fullmatch(cell.text)
        ]
        found = [unit for cell, column in pairs for unit in self._cell(cell, column, said)]
        self._spoken_so(said, found)
        if "listener" in said:
            self.told_to.append((len(self.sheet.units), len(self.sheet.units) + len(found), said["listener"]))
        place = next((text for kind, text, _, _ in found if kind == "heading"), "")
        if place:
            self._heading(place)
        elif any(kind not in UNSEEN for kind, *_ in found) and (set(said) & WORDS or not self._titled(said)):
            self._ensure_scene()
        for index, (kind, text, until, more) in enumerate(found):
            self.sheet.add(kind, end if index + 1 == len(found) else until, text, **more)
        if not found:
            self.sheet.add("note", end)

    def _spoken_so(self, said: dict[str, str], found: list[Found]) -> None:
        """Give the words of a row the mood that a column of it tells; a picture beside them has a mood of its own, and two who speak have two."""
        pictured = any(column.meaning == "action" for column in self.columns)
        mood = said.get("delivery") or ("" if pictured else said.get("mood", ""))
        mood = self.mood if DITTO.fullmatch(mood) else " ".join(mood.split())
        self.mood = mood
        words_of = [more for kind, _, _, more in found if kind == "speech"]
        if not mood or len(mood) > LONGEST_MOOD or len({more["speaker"] for more in words_of}) != 1:
            return
        bare = markers.bracketed(mood) or mood
        told = f"({bare})" if self.english else f"（{bare}）"
        for more in words_of:
            before = more["parentheticals"]
            if all(bare not in each.text for each in before):
                more["parentheticals"] = (Parenthetical(told, 0), *before)

    def _counted(self, full: list[TableCell], row: list[TableCell], end: int) -> bool:
        """Whether a row is the letter or number of a scene and where and when it plays, perhaps with a caption and with what is heard; then it is done."""
        number, place = (plain(cell.lines).strip("*_ ") for cell in full[:2])
        if not LETTERED.fullmatch(number) or (
            len(full) > 2 and (number.isdigit() or not self._is_picture(full[1], row))
        ):
            return False
        over_it = LAID_ON.search(place)
        place = (place[: over_it.start()] if over_it else place).strip("*_ ")
        told = headings.told_alone if self.english else headings.told_alone_zh
        heading = told(place) or headings.scene(place)
        if heading is None or not (heading.time or heading.interior):
            return False
        rest = [(cell, column) for cell, column in zip(row, self.columns, strict=False) if not nothing(cell.text)]
        rest = [(cell, column) for cell, column in rest if cell.text and cell.start > full[1].start]
        said = {column.meaning: cell.text for cell, column in reversed(rest)}
        beside = [unit for cell, column in rest for unit in self._cell(cell, column, said)]
        if any(kind == "speech" for kind, *_ in beside):
            return False
        self._close_row()
        self.placed, self.speaker = {}, ""
        self.sheet.open_scene(replace(heading, number=heading.number or number))
        found: list[Found] = [("heading", place, full[1].end, {})]
        if over_it:
            start = full[1].start + self.sheet.text[full[1].start : full[1].end].rfind(over_it["label"])
            found = [("heading", place, start, {}), ("caption", over_it["words"].strip("*_ "), full[1].end, {})]
        for at, (kind, text, until, more) in enumerate((*found, *beside), 1):
            self.sheet.add(kind, end if at == len(found) + len(beside) else until, text, **more)
        return True

    def _is_picture(self, cell: TableCell, row: list[TableCell]) -> bool:
        """Whether a cell stands in the column of what is seen."""
        columns = [column for each, column in zip(row, self.columns, strict=False) if each.start == cell.start]
        return any(column.meaning == "action" for column in columns)

    def _sort(self, pairs: list[tuple[TableCell, TableColumn]]) -> str:
        """What a row says of itself that it is; a speech where it does not, where it holds both a picture and words, or somebody is named in it whom no picture names."""
        sort = next((ROWS.get(c.text.lower(), "note") for c, column in pairs if column.meaning == "kind"), "speech")
        told = [column.meaning for _, column in pairs]
        named = "speaker" in told and sort in ("note", "caption")
        return "speech" if not self.sorted or named or sum(meant in TOLD for meant in told) > 1 else sort

    def _counted_on(self, core: str) -> Heading | None:
        """The heading of a line that only counts on from the scene before and names a place: 三、江心至北岸 behind 二、北岸码头，同时."""
        found, last = COUNTED_ON.fullmatch(core), self.sheet.scenes[-1].heading if self.sheet.scenes else None
        numbers = (found["number"], last.number) if found and last else ("", "")
        before, after = numeral(numbers[1]), numeral(numbers[0])
        if found is None or not before or after != before + 1:
            return None
        return Heading(number=found["number"], location=found["place"].strip())

    def _of_nobody(self, pairs: list[tuple[TableCell, TableColumn]], end: int) -> bool:
        """Whether the words of a row whose speaker is crossed out, —, are the head of a scene or what is seen or heard; then it is done."""
        text = next((cell.lines for cell, column in pairs if column.meaning in WORDS), "")
        named = self._label(text)
        if not text or self._known(named):
            return False
        rest = LABEL.sub("", text, count=1).strip() if named else text
        told = headings.told_alone if self.english else headings.told_alone_zh
        heading, mark = headings.scene(text) or told(rest), markers.sort(text)
        kinds: dict[str, Kind] = {
            "sound": "sound",
            "caption": "caption",
            "action": "action",
            "transition": "transition",
        }
        heard = markers.bracketed(text) is not None and any(SOUNDS.match(cell.text) for cell, _ in pairs)
        kind, words_end = "sound" if heard else kinds.get(ROWS.get(named.lower(), "note"), "note"), end
        shown = next(
            (cell.lines for cell, column in pairs if column.meaning not in WORDS and TELLS.fullmatch(cell.text)), ""
        )
        if shown:
            words_end = next(cell.end for cell, column in pairs if column.meaning in WORDS)
        if heading:
            self.placed, self.speaker = {}, ""
            self.sheet.open_scene(heading)
            self.sheet.add("heading", words_end, text)
        else:
            self._ensure_scene()
            self.sheet.add(mark.kind if mark else kind, words_end, mark.text if mark else rest)
        if shown:
            self.sheet.add("action", end, shown)
        return True

    def _headed(self, pairs: list[tuple[TableCell, TableColumn]], end: int) -> bool:
        """Whether a row says where others have who speaks that it heads a scene; then it is done."""
        rest = [pair for pair in pairs if pair[1].meaning != "speaker" or not _heads_scene(pair[0].text)]
        heads = len(rest) < len(pairs) and any(column.meaning in TOLD for _, column in rest)
        if heads:
            self._told_row("heading", rest, end)
        return heads

    def _told_row(self, sort: str, pairs: list[tuple[TableCell, TableColumn]], end: int) -> None:
        """A row that says of itself that nobody speaks in it, as one unit: a heading, what is seen or heard, or for whoever works on it."""
        told = next((cell.lines for cell, column in pairs if column.meaning in TOLD), "")
        here = next((cell for cell, column in pairs if column.meaning in HEADS), None) if sort == "heading" else None
        if sort == "heading" and (place := here.lines if here else told):
            self.placed, self.speaker = {}, ""
            self.sheet.open_scene(
                headings.scene(place) or (headings.english if self.english else headings.chinese)(place)
            )
            shown = here is not None and bool(told)
            self.sheet.add("heading", here.end if here and shown else end, place)
            if shown:
                self.sheet.add("action", end, told)
            return
        if told and sort != "note":
            self._place(pairs, {column.meaning: cell.text for cell, column in reversed(pairs)})
            self._ensure_scene()
        kinds: dict[str, Kind] = {
            "action": "action",
            "sound": "sound",
            "caption": "caption",
            "transition": "transition",
        }
        self.sheet.add(kinds.get(sort, "note") if told else "note", end, told)

    def _place(self, pairs: list[tuple[TableCell, TableColumn]], said: dict[str, str]) -> None:
        """A new scene where the columns of place and time say another than the row above; empty cells go on from it."""
        if re.fullmatch(words.TIME, said.get("seconds", "")):
            said = {"hour": said["seconds"], **said}
        here = {
            name: said[name]
            for name in PLACED
            if said.get(name) and not DITTO.fullmatch(said[name]) and not (name == "hour" and said[name][0].isdigit())
        }
        if {**self.placed, **here} == self.placed:
            return
        draft, counted = self.sheet.scene, "".join(here.values())
        if self.opened and draft and counted.isdigit() and not draft.heading.number:
            draft.heading, self.placed, self.opened = replace(draft.heading, number=counted), here, False
            return
        self.placed = {**self.placed, **here}
        self.speaker = ""
        place = " ".join(filter(None, (self.placed.get("scene number", ""), self.placed.get("scene", ""))))
        ends = [cell.end for cell, column in pairs if column.meaning in PLACED]
        told = [
            cell.start for cell, column in pairs if column.meaning not in (*PLACED, *ASKED, "number", "note", "kind")
        ]
        self._open(self.placed)
        self.sheet.add("heading", min([max(ends, default=self.sheet.at), *told]), place)

    def _open(self, placed: dict[str, str]) -> None:
        number, place = placed.get("scene number", ""), placed.get("scene", "")
        if number and not NUMBER.fullmatch(number):
            number, place = "", place or number
        elif place.isdigit() and not number:
            number, place = place, ""
        heading = (headings.scene(place) or headings.chinese(place)) if place else Heading()
        heading = replace(heading, number=number) if number else heading
        for column in ("hour", "interior"):
            if placed.get(column):
                heading = headings.filled(heading, PLACED[column], placed[column])
        self.sheet.open_scene(heading)

    def _heading(self, text: str) -> None:
        told = (headings.opened if text.isascii() else headings.told_alone_zh)(text)
        heading, draft = headings.scene(text) or told or headings.english(text), self.sheet.scene
        self.speaker = ""
        if draft and self.row and draft.start == self.row.start:
            draft.heading = replace(heading, number=draft.heading.number)
            return
        self.sheet.open_scene(replace(heading, number=heading.number or self.placed.get("scene number", "")))

    def field(self, found: re.Match[str], line: str, start: int, end: int) -> None:
        """One named field of a shot; what somebody says in it is a speech of its own."""
        name, value, who = found["name"], found["value"].strip(), found["who"] or ""
        kind = meaning(name) or "note"
        who = who if kind == "speech" and cue(who, self.english) and words.field(who) is None else ""
        if kind in ASKED and self.row:
            self.row.framing += [value] if kind in FRAMED and not nothing(value) else []
            self.sheet.add("note", end, value)
            return
        at = start + line.index(value) if value else end
        if kind in ("sound", *WORDS):
            for match in SAID.finditer(value):
                if value[: match.start()].rsplit("”", 1)[-1].strip(" /，,、") and self.sheet.at < at + match.start():
                    self.sheet.add("sound", at + match.start(), value[: match.start()].strip())
                self.sheet.add("speech", at + match.end(), **self._speech(match["who"], match["text"]))
        rest = self.sheet.text[max(self.sheet.at, start) : end].strip(" /\n\r")
        if self.sheet.at >= end or not rest:
            self.sheet.add("blank", end)
        elif kind in WORDS and self.sheet.at == start:
            turn = self._turn(value, _Said(who, kind == "narration"), end)
            self.sheet.add(turn[0], end, turn[1], **turn[3])
        else:
            kinds: dict[str, Kind] = {"action": "action", "sound": "sound", "speech": "sound", "caption": "caption"}
            self.sheet.add(kinds.get(kind, "note"), end, value if self.sheet.at == start else rest)

    def _cell(self, cell: TableCell, column: TableColumn, said: dict[str, str]) -> list[Found]:
        """The units of one cell."""
        text, kind = cell.lines, column.meaning
        speaks = bool(set(said) & WORDS)
        if kind in ("number", *PLACED, *ASKED) or (kind in ("speaker", "listener") and speaks):
            return []
        if (
            kind in WORDS
            and column.mixed
            and not said.get("speaker")
            and any(c.meaning == "speaker" for c in self.columns)
        ):
            return self._picture(cell, text, said, speaks)
        if kind in WORDS:
            if column.heard and not said.get("speaker") and self._sounds(cell, column):
                return [("sound", text, cell.end, {})]
            above = "" if DITTO.fullmatch(said.get("speaker", "")) else said.get("speaker", "")
            return list(self._turns(cell, _Said(BREAK.sub("、", above), column.narrated)))
        if kind == "speaker":
            return [("cast", text, cell.end, {})]
        if kind == "direction":
            return [("note" if speaks else "action", text, cell.end, {})]
        if kind == "delivery" and not speaks:
            return [("action", text, cell.end, {})]
        if kind == "caption" and (led := WRITTEN.match(text)):
            return [("note" if led["next"] else "caption", unquoted(text[led.end() :].strip()), cell.end, {})]
        if kind != "action":
            return [({"caption": "caption", "sound": "sound"}.get(kind, "note"), text, cell.end, {})]  # type: ignore[list-item]
        if DITTO.fullmatch(text):
            return [("note", text, cell.end, {})]
        return self._picture(cell, text, said, speaks)

    def _sounds(self, cell: TableCell, column: TableColumn) -> bool:
        """Whether a cell of all that is heard has no words: it names nobody and quotes nothing, where other cells of its column name who speaks."""
        pieces = [_NOISE.sub("", text) for text, _ in self._pieces(cell)]
        if any(self._label(text) or _QUOTED.search(text) for text in pieces):
            return False
        at = self.columns.index(column)
        rows = (cells(line, 0) for line in self.sheet.text.split("\n") if "|" in line or "\t" in line)
        return any(len(row) > at and self._label(row[at].text.strip()) for row in rows)

    def _picture(self, cell: TableCell, text: str, said: dict[str, str], speaks: bool) -> list[Found]:
        if not said.get("scene") and not speaks and self._titled(said):
            return [("title", text, cell.end, {})]
        listed = "、" in text and not re.search("[。！？：；，]", text.replace("？？？", ""))
        if listed and any(map(self._known, text.split("、"))):
            return [("cast", text, cell.end, {})] if self.people.cast_line(text) else [("action", text, cell.end, {})]
        raw = self.sheet.text[cell.start : cell.end]
        if "\n" in text and (lines := self._pictured(cell, raw, bool(said.get("scene")))):
            return lines
        lead = len(raw) - len(raw.lstrip())
        placed = IN_PICTURE.match(raw, lead) if self.english else None
        if placed:
            rest = BREAK.sub("\n", raw[placed.end() :]).strip()
            found: list[Found] = [("heading", placed["heading"], cell.start + placed.end(), {})]
            return found + ([("action", rest, cell.end, {})] if rest else [])
        if on := _told_on(text, raw):
            return [("heading", on[0], cell.start + on[2], {}), ("action", on[1], cell.end, {})]
        over_it = OVER_PICTURE.search(raw) if ":" in raw or "：" in raw else None
        if over_it and raw[: over_it.start()].strip() and not markers.sort(text):
            seen = plain(BREAK.sub("\n", raw[: over_it.start()])).strip()
            told = unquoted(plain(over_it["words"]).strip())
            return [("action", seen, cell.start + over_it.start(), {}), ("caption", told, cell.end, {})]
        mark = None if markers.CUE_LIGHT.fullmatch(text) else markers.sort(text)
        if mark and mark.kind == "caption" and (over := _LAID_OVER.fullmatch(mark.text)):
            end = raw.rfind(over["rest"])
            until = cell.start + end if end > 0 else cell.end
            return [("caption", over["words"].strip().rstrip("。"), until, {}), ("action", over["rest"], cell.end, {})]
        return [(mark.kind if mark else "action", mark.text if mark else text, cell.end, {})]

    def _pictured(self, cell: TableCell, raw: str, placed: bool) -> list[Found]:
        """A picture of several lines whose first heads a scene, or that has words laid over it on lines of their own; nothing where it has neither."""
        spans, at = list[tuple[int, int]](), 0
        for gap in BREAK.finditer(raw):
            spans.append((at, gap.start()))
            at = gap.end()
        lines = [(plain(raw[a:b]).strip(), cell.start + b) for a, b in (*spans, (at, len(raw))) if raw[a:b].strip()]
        found = list[Found]()
        heads = "" if placed or len(lines) < 2 else _heads(lines[0][0])
        told = _told_on(lines[0][0], raw) if not (placed or heads) else None
        if heads:
            found.append(("heading", heads, lines.pop(0)[1], {}))
        elif told:
            heads = told[0]
            found.append(("heading", heads, cell.start + told[2], {}))
            lines[0] = (told[1], lines[0][1])
        for text, end in lines:
            mark = wrapped.legal(text) or wrapped.captioned(text) or _in_print(text)
            if mark:
                found.append(("caption", unquoted(mark.text.strip()), end, {}))
            elif found and found[-1][0] == "action":
                found[-1] = ("action", f"{found[-1][1]}\n{text}", end, {})
            else:
                found.append(("action", text, end, {}))
        laid = sum(kind == "caption" for kind, *_ in found)
        return found if heads or (laid and laid < len(found)) else []

    def _turns(self, cell: TableCell, said: _Said) -> Iterator[Found]:
        """The turns of a cell of words: lines and sentences that name who speaks, sounds, and what goes on from these."""
        pieces = self._pieces(cell)
        who = cue(said.speaker, self.english) if said.speaker else None
        if who and len(who.members) == len(pieces) and not any(self._label(text) for text, _ in pieces):
            for name, (text, end) in zip(who.members, pieces, strict=True):
                yield self._turn(text, replace(said, speaker=name), end)
            return
        turns: list[tuple[str, int]] = []
        for text, end in pieces:
            if turns and not self._begins(text, said) and not markers.sort(turns[-1][0]):
                turns[-1] = (f"{turns[-1][0]}\n{text}", end)
            else:
                turns.append((text, end))
        for text, end in turns:
            yield self._turn(text, said, end)

    def _begins(self, text: str, said: _Said) -> bool:
        """Whether a line further down in a cell is another turn: a sound, or a name that speaks elsewhere or is as short as one."""
        named = self._label(text)
        short = len(BRACKETS.sub("", named).strip()) <= SHORT_NAME or (self.english and named.split("(")[0].isupper())
        return bool(markers.sort(text)) or bool(named and (self._known(named) or (short and not said.speaker)))

    def _pieces(self, cell: TableCell) -> list[tuple[str, int]]:
        """(text, end) of the lines of a cell, parted also before a known name within a line."""
        if self.grid:  # its words may go on in lines below
            return [(plain(cell.text).strip(), cell.end)]
        raw, found, at = self.sheet.text[cell.start : cell.end], [], 0
        cuts = [(match.start(), match.end()) for match in BREAK.finditer(raw)]
        for match in INLINE.finditer(raw):
            name = cue(match["who"], self.english)
            begun = self.english and match["who"].isupper() and re.search("[a-z]", raw[: match.start()])
            if name and (begun or (not self.english and name.name in self.names)):
                cuts.append((match.start(), match.start("who")))
        for start, after in [*sorted(cuts), (len(raw), len(raw))]:
            text = plain(raw[at:start]).strip().replace("\\|", "|")
            text = text.replace('""', '"') if self.separated else text
            if text:
                found.append((text, cell.start + start))
            at = after
        return found

    def _label(self, text: str) -> str:
        """The name before the colon that begins a piece of words; empty where there is none."""
        return label(text, self.english)

    def _turn(self, text: str, said: _Said, end: int) -> Found:
        """One turn: a sound, a caption, or what somebody says."""
        if nothing(text):
            return ("note", text, end, {})
        if _is_noise(text.strip(), said.speaker):
            return ("sound", text, end, {})
        if (of := _nobodys(said.speaker)) is not None:
            return (of, unquoted(text.strip()), end, {})
        mark = markers.sort(text)
        if mark and (not said.speaker or mark.kind in ("sound", "transition")):
            return (mark.kind, mark.text, end, {})
        named = self._label(text)
        speaker, sure, why = said.speaker, 1.0, ""
        if named and (not speaker or self._known(named) or named == speaker):
            speaker, text = named, LABEL.sub("", text, count=1)
        if NARRATED.fullmatch(speaker) or (not speaker and said.narrated):
            sure, why = (1.0, "") if speaker else (0.8, "the column is of a narrator's words")
            speaker = speaker if speaker in words.VOICES and not speaker.isascii() else self._narrator
        elif not speaker and VOICE.match(text):
            speaker = self._narrator
        elif not speaker and self.speaker:
            speaker, sure, why = self.speaker, 0.7, "the cell of the speaker is empty: taken from the row above"
        elif not speaker:
            speaker, sure, why = "UNKNOWN" if self.english else "未知", 0.3, "nobody stands beside the words"
        found = self._speech(speaker, unquoted(text.strip()), sure, why)
        if not found["text"]:
            return ("action", text.strip(), end, {})
        if said.speaker:
            self.speaker = said.speaker
        return ("speech", str(found.pop("text")), end, found)

    @property
    def _narrator(self) -> str:
        return "NARRATOR" if self.english else "旁白"

    def _known(self, named: str) -> bool:
        who = cue(named, self.english)
        return who is not None and (
            who.name in self.names or who.name in self.people.entries or who.name in words.VOICES
        )

    def _speech(self, speaker: str, text: str, sure: float = 1.0, why: str = "") -> dict[str, Any]:
        said, directions = spoken("\n".join(line.strip() for line in text.split("\n")))
        who = cue(speaker, self.english)
        who = uncut(who) if who and who.whole and who.delivery == "phone" and who.name not in self.names else who
        name, members = (who.name, who.members) if who else (speaker, ())
        self.people.add(name)
        return {
            "text": said,
            "speaker": name,
            "members": members,
            "parentheticals": directions,
            "confidence": sure,
            "extension": who.extension if who else "",
            "delivery": who.delivery if who else "",
            "reason": why,
        }

    def _titled(self, said: dict[str, str]) -> bool:
        """Whether a row without a scene, in a table whose rows have scenes, is a title: one short line."""
        return (
            any(column.meaning == "scene" for column in self.columns)
            and not self.sheet.scene
            and len(said.get("action", "")) <= 20
            and not re.search("[。！？，；]", said.get("action", ""))
        )

    def _ensure_scene(self) -> None:
        if self.sheet.scene is None:
            self.sheet.open_scene(Heading(), implied=True)
