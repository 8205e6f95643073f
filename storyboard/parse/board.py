"""A script that is a storyboard already: a table with columns for picture and words, or shots with named fields.

It is passed through: pictures become actions, words become speeches of those who stand beside them.
"""

import re
from dataclasses import dataclass
from typing import Any

from storyboard.errors import UsageError
from storyboard.model import Kind
from storyboard.parse import headings, markers, words
from storyboard.parse.choice import Choice
from storyboard.parse.cues import cue, spoken
from storyboard.parse.headings import Heading
from storyboard.parse.people import People
from storyboard.parse.scan import split
from storyboard.parse.sheet import Sheet

COLUMNS = {
    "number": "镜号|镜头|镜头号|序号|编号|镜次|分镜|分镜号|shot|no|no.|#",
    "scene": "场景|场次|场|地点|场景地点|scene|location",
    "action": "画面|画面内容|画面描述|内容|镜头内容|动作|动作描述|描述|情节|剧情|visual|visuals|video|action|picture|image|description",
    "speaker": "角色|人物|说话人|说话者|出场人物|speaker|character|role",
    "speech": "台词|对白|对话|台词/旁白|台词对白|对白/旁白|台词/对白|台词内容|dialogue|dialog|line|lines|audio|words|spoken",
    "caption": "字幕|屏幕文字|caption|title",
    "sound": "音效|声音|音乐|背景音乐|配乐|bgm|sfx|sound|music",
    "note": "景别|角度|运镜|机位|时长|时间|秒数|光线|光线/色调|色调|备注|道具|技巧|镜头运动|拍摄手法|ai提示词|提示词|参考|duration|camera|shot size|notes|prompt",
}
"""What the columns of a table and the fields of a shot are called."""

MEANING = {name: meaning for meaning, names in COLUMNS.items() for name in names.split("|")}
LABELS = {
    "location": "scene",
    "cast": "speaker",
    "looks": "note",
    "time": "note",
    "interior": "note",
    "weather": "note",
    "": "note",
}
"""What the labels of a script (`words.field`) are as columns; what is not named means the same in both."""
ASIDE = re.compile(r"[（(【\[][^）)】\]]*[）)】\]]")
NARRATED = re.compile(r"口播|旁白|解说|配音|语音|文案|voice ?over|narration", re.I)
"""A column of words that the narrator speaks where nobody is named."""


def meaning(name: str) -> str:
    """What a column or a field is; empty where its name says nothing. `口播（逐字）` is 口播."""
    name = ASIDE.sub("", name).strip("* ").lower()
    if name in MEANING:
        return MEANING[name]
    label = words.field(name)
    if label is None:
        return "speech" if NARRATED.fullmatch(name) else ""
    return LABELS.get(label, label)


SHOT = re.compile(
    r"(?:镜头|分镜|镜号|SHOT)\s*#?\s*[\d一二三四五六七八九十]+\s*(?:[（(【\[][^）)】\]]{0,20}[）)】\]])?\s*[:：]?", re.I
)
FIELD = re.compile(r"[-*•\s]*\**\s*(?P<name>[^\s：:*|]{1,8})\s*[：:]\**\s*(?P<value>.*)")
SAID = re.compile(
    r"(?P<who>[^\s：:，。/“”「」（）]{1,12}(?:[（(][^）)]{0,12}[）)])?)[：:]\s*[“\"「](?P<text>[^”\"」]+)[”\"」]"
)
TURN = re.compile(r"[A-Z][A-Z0-9 .'’#]{0,24}(?:\([^()]{0,24}\))?\s*:")
"""How a line of a cell of words begins that names its speaker."""
JSON = re.compile(r'\s*\{.*"shots"\s*:\s*\[', re.S)


def recognise(text: str) -> str:
    """Why a text is a storyboard; empty where it is none."""
    sample = text[:20_000]
    if JSON.match(sample) and '"character_setting"' in text:
        return "the board of this program"
    for line in sample.split("\n") if "\t" in sample or "|" in sample else ():
        columns = _columns(line)
        if columns:
            return f"a table with the columns {'、'.join(column for column in columns if column)}"
    if not SHOT.search(sample):
        return ""
    lines = [line.strip().strip("*#> ") for line in sample.split("\n")]
    shots = sum(1 for line in lines if SHOT.fullmatch(line))
    fields = sum(
        1 for line in lines if (found := FIELD.fullmatch(line)) and meaning(found["name"]) in ("action", "note")
    )
    return f"{shots} shots with {fields} named fields" if shots >= 2 and fields >= shots else ""


def read(choice: Choice) -> tuple[Sheet, People]:
    """The units of a storyboard. UsageError for the board of this program, which is no script."""
    text, path = choice.source.text, choice.source.path
    if JSON.match(text[:20_000]):
        raise UsageError(
            f"{path} is a storyboard already, not a script", f"check it with `storyboard check {path} --script SCRIPT`"
        )
    sheet, people = Sheet(choice.source), People()
    Board(sheet, people, choice.evidence.language == "en").read()
    return sheet, people


def _columns(line: str) -> list[str]:
    """The names of the columns if the line is the head of a table with pictures or words."""
    names = [cell.text.strip("* ").lower() for cell in _cells(line, 0)]
    known = [meaning(name) for name in names]
    two_columns = len(names) == 2 and {"action", "speech"} == set(known)
    good = two_columns or (sum(map(bool, known)) >= 3 and {"action", "speech"} & set(known))
    return names if good else []


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    start: int
    end: int


def _cells(line: str, start: int) -> list[Cell]:
    """The cells of a line with tabs or pipes between, with their spans."""
    sign = "\t" if "\t" in line else "|"
    if sign not in line:
        return []
    cells, at = [], 0
    for piece in line.rstrip("\r\n").split(sign):
        cells.append(Cell(piece.strip(), start + at, start + at + len(piece)))
        at += len(piece) + 1
    if sign == "|" and cells and not cells[0].text:
        cells = cells[1:]
    return cells[:-1] if sign == "|" and len(cells) > 1 and not cells[-1].text else cells


Found = tuple[Kind, str, int, dict[str, Any]]


class Board:
    """Reads a storyboard line by line onto a sheet."""

    def __init__(self, sheet: Sheet, people: People, english: bool) -> None:
        self.sheet = sheet
        self.people = people
        self.english = english
        self.columns: list[str] = []
        self.narrated = False
        """The column of words says that a narrator speaks them."""
        self.scene = ""
        self.shots = False

    def read(self) -> None:
        at = 0
        for line in split(self.sheet.text):
            self.line(line, at, at + len(line))
            at += len(line)

    def line(self, line: str, start: int, end: int) -> None:
        core = line.strip().strip("*#> ")
        columns = _columns(line)
        if not core:
            self.sheet.add("blank", end)
        elif columns:
            self.columns = [meaning(name) or "note" for name in columns]
            self.narrated = any(
                NARRATED.search(name) for name, column in zip(columns, self.columns, strict=True) if column == "speech"
            )
            self.sheet.add("note", end, core)
        elif self.columns and (cells := _cells(line, start)) and len(cells) <= len(self.columns) + 1:
            self.row(cells, end)
        elif SHOT.fullmatch(core):
            self.shots = True
            self._ensure_scene()
            self.sheet.add("note", end, core)
        elif line.startswith(("# ", "## ")):
            self.shots = False
            self.sheet.add("front" if self.sheet.units else "title", end, core)
        elif self.shots and (found := FIELD.fullmatch(line.strip())):
            self.field(found["name"], found["value"].strip(), line, start, end)
        else:
            self.sheet.add("note" if self.sheet.scene else "front", end, core)

    def row(self, cells: list[Cell], end: int) -> None:
        """One row of a table: its cells in order, each a unit if it says something of the film."""
        said = dict(zip(self.columns, (cell.text for cell in cells), strict=False))
        if not set("".join(cell.text for cell in cells)) - set("-: |"):
            self.sheet.add("note", end)
            return
        place = said.get("scene", "")
        if place and place != self.scene:
            self.scene = place
            self._heading(place)
            first = next(cell for cell, column in zip(cells, self.columns, strict=False) if column == "scene")
            self.sheet.add("heading", first.end, place)
        elif not self.sheet.scene and (said.get("speech") or not self._titled(said)):
            self._ensure_scene()
        found = [
            unit for cell, column in zip(cells, self.columns, strict=False) for unit in self._cell(cell, column, said)
        ]
        for index, (kind, text, until, more) in enumerate(found):
            self.sheet.add(kind, end if index + 1 == len(found) else until, text, **more)
        if not found:
            self.sheet.add("note", end)

    def field(self, name: str, value: str, line: str, start: int, end: int) -> None:
        """One named field of a shot; what somebody says in it is a speech of its own."""
        kind = meaning(name) or "note"
        at = start + line.index(value) if value else end
        if kind in ("sound", "speech"):
            for match in SAID.finditer(value):
                if value[: match.start()].rsplit("”", 1)[-1].strip(" /，,、") and self.sheet.at < at + match.start():
                    self.sheet.add("sound", at + match.start(), value[: match.start()].strip())
                self.sheet.add("speech", at + match.end(), **self._speech(match["who"], match["text"]))
        rest = self.sheet.text[max(self.sheet.at, start) : end].strip(" /\n\r")
        if self.sheet.at >= end or not rest:
            self.sheet.add("blank", end)
        elif kind == "speech" and self.sheet.at == start:
            found = self._words(value)
            self.sheet.add("speech", end, **found) if found else self.sheet.add("note", end, value)
        else:
            kinds: dict[str, Kind] = {"action": "action", "sound": "sound", "speech": "sound", "caption": "caption"}
            self.sheet.add(kinds.get(kind, "note"), end, value if self.sheet.at == start else rest)

    def _cell(self, cell: Cell, column: str, said: dict[str, str]) -> list[Found]:
        text = cell.text
        if not text or column in ("number", "scene") or (column == "speaker" and said.get("speech")):
            return []
        if column == "speech" and self.english and "speaker" not in self.columns and (turns := self._turns(cell)):
            return turns
        if column == "speech":
            found = self._words(text.replace("\v", "\n").replace("<br>", "\n"), said.get("speaker", ""))
            return [("speech", str(found.pop("text")), cell.end, found)] if found else [("note", text, cell.end, {})]
        if column == "speaker":
            return [("cast", text, cell.end, {})]
        if column == "action" and not said.get("scene") and not said.get("speech") and self._titled(said):
            return [("title", text, cell.end, {})]
        if column == "action" and "、" in text and not re.search("[。！？：；，]", text.replace("？？？", "")):
            return [("cast", text, cell.end, {})] if self.people.cast_line(text) else []
        if column == "action":
            mark = markers.sort(text)
            return [(mark.kind if mark else "action", mark.text if mark else text.replace("\v", "\n"), cell.end, {})]
        return [({"caption": "caption", "sound": "sound"}.get(column, "note"), text, cell.end, {})]  # type: ignore[list-item]

    def _turns(self, cell: Cell) -> list[Found]:
        """The turns of a cell of words that says of each line who speaks or that it is a sound; empty where it does not."""
        lines = list(re.finditer(r"[^\v]+", self.sheet.text[cell.start : cell.end]))
        turns: list[list[re.Match[str]]] = []
        for line in lines:
            if not turns or markers.sort(line[0].strip()) or TURN.match(line[0].strip()):
                turns.append([])
            turns[-1].append(line)
        first = lines[0][0].strip() if lines else ""
        mark = markers.sort(first) if first else None
        if len(turns) < 2 and not mark:
            return []
        found: list[Found] = []
        for turn in turns:
            text, end = "\n".join(line[0].strip() for line in turn), cell.start + turn[-1].end()
            mark = markers.sort(text)
            said = None if mark else self._words(text)
            if mark:
                found.append((mark.kind, mark.text, end, {}))
            else:
                found.append(("speech", str(said.pop("text")), end, said) if said else ("note", text, end, {}))
        return found

    def _words(self, text: str, speaker: str = "") -> dict[str, Any] | None:
        """The speech in a cell or field: `林晚：……`, or the words with the speaker in a column of their own."""
        if text.strip() in ("-", "—", "——", "无", "/", "（无）"):
            return None
        if not speaker:
            head, sign, rest = text.partition("：" if "：" in text else ":")
            if sign and len(head) <= (30 if self.english else 16) and cue(head, self.english):
                speaker, text = head, rest
        if not speaker and self.narrated:
            return self._speech("NARRATOR" if self.english else "旁白", text, sure=0.8)
        return self._speech(speaker or ("UNKNOWN" if self.english else "未知"), text, sure=1.0 if speaker else 0.3)

    def _speech(self, speaker: str, text: str, sure: float = 1.0) -> dict[str, Any]:
        words, directions = spoken("\n".join(line.strip() for line in text.split("\n")))
        who = cue(speaker, self.english)
        name, members = (who.name, who.members) if who else (speaker, ())
        self.people.add(name)
        return {
            "text": words,
            "speaker": name,
            "members": members,
            "parentheticals": directions,
            "confidence": sure,
            "extension": who.extension if who else "",
            "delivery": who.delivery if who else "",
            "reason": "" if sure == 1 else "nobody stands beside the words",
        }

    def _titled(self, said: dict[str, str]) -> bool:
        """Whether a row without a scene, in a table whose rows have scenes, is a title: one short line."""
        return (
            "scene" in self.columns
            and len(said.get("action", "")) <= 20
            and not re.search("[。！？，；]", said.get("action", ""))
        )

    def _heading(self, place: str) -> None:
        self.sheet.open_scene(headings.scene(place) or headings.chinese(place))

    def _ensure_scene(self) -> None:
        if self.sheet.scene is None:
            self.sheet.open_scene(Heading(), implied=True)
