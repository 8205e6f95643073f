"""The second pass over scripts made of lines: each line decided in its place, speeches put together, scenes opened."""

import re
from collections.abc import Callable
from dataclasses import replace

from storyboard.model import Parenthetical, Source
from storyboard.parse import headings, words
from storyboard.parse.cues import Cue, extended, spoken
from storyboard.parse.front import story_start
from storyboard.parse.headings import Heading
from storyboard.parse.markers import OPENING, TRIANGLES, bracketed, closing
from storyboard.parse.people import People, listed
from storyboard.parse.scan import Line, Scan
from storyboard.parse.shape import Shape
from storyboard.parse.sheet import Sheet

SPOKEN_ZH = re.compile(r"[我你您咱俺]|[吗呢吧啊呀嘛哦呗][。！？…~～]*$|[！？!?]$")
SPOKEN_EN = re.compile(r"\b(?:I|I'm|I’m|me|my|you|your|we|us|our)\b|[?!]$")
UNFINISHED = re.compile(r"[：:，,、—-]$|(?<![。！？.!?”\"…）)])$")
QUOTED = re.compile(r"[“「『\"]")
LEAD = re.compile(r"[（(][^（()）。！？]{1,8}[)）]")


class Lines:
    """Reads the scanned lines of one script onto a sheet."""

    def __init__(self, scan: Scan, shape: Shape, sheet: Sheet, people: People) -> None:
        self.lines = scan.lines
        self.shape = shape
        self.sheet = sheet
        self.people = people
        self.fresh = False
        """Below a heading, before its first story line."""
        self.state = ""
        self.accepted: dict[int, tuple[float, str]] = {}
        self.handlers: dict[str, Callable[[int], int]] = {
            "blank": self.blank, "rule": self.blank, "episode": self.episode, "scene": self.heading,
            "mark": self.mark, "label": self.label, "cue": self.cue, "text": self.action,
        }  # fmt: skip

    def read(self) -> None:
        """Read all lines."""
        index = self.front(0, story_start(self.lines, self.shape, self.accepts))
        while index < len(self.lines):
            index = self.handlers[self.lines[index].tag](index)

    def accepts(self, index: int) -> tuple[float, str]:
        """How sure it is that a line is a cue."""
        line = self.lines[index]
        if line.tag != "cue":
            return 0.0, ""
        if line.style == "alone" and not self._has_words_below(index):
            return 0.0, "no words"
        return self.shape.accepts(line)

    # --- one handler per tag: takes the index of a line, returns the index of the first line it has not read ---

    def blank(self, index: int) -> int:
        while index < len(self.lines) and self.lines[index].tag in ("blank", "rule"):
            index += 1
        self.sheet.add("blank", self.lines[index - 1].end)
        return index

    def episode(self, index: int) -> int:
        line = self.lines[index]
        assert line.episode is not None
        number, title = line.episode
        below = self._next(index + 1)
        lone = below is not None and not title and self._is_title(below)
        if lone and below is not None:
            title = self.lines[below].core
        index = below + 1 if lone and below is not None else index + 1
        self.sheet.open_episode(number, title)
        self.sheet.add("episode", self.lines[index - 1].end, title)
        return self.front(index, story_start(self.lines, self.shape, self.accepts, index))

    def heading(self, index: int) -> int:
        line = self.lines[index]
        assert line.heading is not None
        heading, end = line.heading, index + 1
        while end < len(self.lines) and self._extends(heading, end):
            heading, end = self._extended(heading, end), end + 1
        if self.state and not heading.state:
            heading = replace(heading, state=self.state)
        scene = self.sheet.open_scene(heading)
        self.sheet.add("heading", self.lines[end - 1].end, heading.location)
        if heading.cast:
            scene.cast += self.people.cast_line(heading.cast)
        self.fresh = True
        return end

    def mark(self, index: int) -> int:
        line = self.lines[index]
        assert line.mark is not None
        mark = line.mark
        self.ensure_scene()
        self.sheet.add(mark.kind, line.end, mark.text)
        if mark.opens:
            self.state = mark.opens if self._closed(index) else self._until_heading(index, mark.opens)
        elif mark.closes:
            if not self.state:
                self.sheet.doubt("closing-without-opening", f"“{line.core}” ends something that never began", line.start)
            self.state = ""
        self.fresh &= mark.kind != "action"
        return index + 1

    def label(self, index: int) -> int:
        line = self.lines[index]
        kind = words.FIELDS[line.head]
        if kind == "cast" and line.rest:
            names = self.people.cast_line(line.rest)
            if self.sheet.scene:
                self.sheet.scene.cast += names
            self.sheet.add("cast", line.end, line.rest)
            return index + 1
        scene = self.sheet.scene
        if scene and self.fresh and kind:
            scene.heading = _filled(scene.heading, kind, line.rest)
            self.sheet.add("heading" if kind == "location" and not scene.heading.number else "note", line.end, line.core)
        else:
            self.sheet.add("note", line.end, line.core)
        return index + 1

    def cue(self, index: int) -> int:
        sure, reason = self.accepts(index)
        if sure:
            return self.speech(index, sure, reason)
        return self.action(index)

    def action(self, index: int) -> int:
        line = self.lines[index]
        if self.fresh and self._is_cast(index):
            names = self.people.cast_line(line.core)
            if self.sheet.scene:
                self.sheet.scene.cast += names
            self.sheet.add("cast", line.end, line.core)
            return index + 1
        self.ensure_scene()
        if self._leads(index):
            sure, reason = self.accepts(index + 1)
            return self.speech(index + 1, sure, reason, lead=line.core)
        self.fresh = False
        end = self._bracket_end(index)
        confidence, reason = 1.0, ""
        if line.style == "colon" and line.cue and "colon" in self.shape.styles and self.shape.accepts(line)[1] == "unknown name":
            confidence, reason = 0.5, f"“{line.head}：” may be a speaker, but the name stands nowhere else"
            self.sheet.doubt("colon-without-speaker", f"“{line.core[:30]}” is read as action: {reason}", line.start)
        text = "\n".join(part.core for part in self.lines[index:end])
        self.sheet.add("action", self.lines[end - 1].end, text, confidence=confidence, reason=reason)
        return end

    def speech(self, index: int, sure: float, reason: str, lead: str = "") -> int:
        """One speech: the cue line, and the lines below that still belong to it."""
        line = self.lines[index]
        assert line.cue is not None
        self.ensure_scene()
        self.fresh = False
        pieces = [line.rest] if line.rest else []
        first_doubt = 0
        end = index + 1
        while end < len(self.lines):
            end, taken, confidence = self._continued(line, pieces, end)
            if not taken:
                break
            if confidence < sure:
                sure, reason = confidence, "lines below the cue without a mark of their own"
                first_doubt = first_doubt or self.lines[end - 1].start
        if first_doubt and sure < 0.7:
            self.sheet.doubt("continued-speech", f"“{pieces[-1][:30]}” is read as said by {line.cue.name}", first_doubt)
        self.write(line.cue, pieces, self.lines[end - 1].end, sure, reason, lead)
        if sure == 0.8 and not first_doubt:
            self.sheet.doubt("speaker-once", reason, line.start)
        return end

    # --- parts of these ---

    def write(self, cue: Cue, pieces: list[str], end: int, sure: float, reason: str, lead: str) -> None:
        """The unit of a speech; what follows a △ in its last line is a unit of its own."""
        tail = ""
        last = pieces[-1] if pieces else ""
        split = next((at for at, sign in enumerate(last) if sign in TRIANGLES), -1)
        if split > 0:
            tail, pieces[-1] = last[split:], last[:split]
            end, whole = self.sheet.text.index(tail, max(self.sheet.at, end - len(tail) - 200), end), end
        text, directions = spoken("\n".join(pieces))
        extension, delivery = cue.extension, cue.delivery
        if directions and not extension and directions[0].at == 0:
            extension, meaning, rest = extended(directions[0].text, self.shape.english)
            delivery = meaning or delivery
            directions = directions if rest or not extension else directions[1:]
        inside = [*([lead] if lead else []), *cue.parentheticals]
        directions = (*(Parenthetical(part, 0) for part in inside), *directions)
        if not text:
            rule, kind = ("cue-without-text", "note") if not directions else ("cue-with-direction-only", "action")
            self.sheet.doubt(rule, f"{cue.name} has a cue but says nothing", self.sheet.at)
            self.sheet.add(kind, end, self.sheet.text[self.sheet.at : end].strip(), confidence=0.9, reason="a cue without words")  # type: ignore[arg-type]
        else:
            self.sheet.add(
                "speech", end, text, speaker=cue.name, members=cue.members, parentheticals=directions,
                extension=extension, delivery=delivery, confidence=sure, reason=reason,
            )  # fmt: skip
        if tail:
            self.sheet.add("action", whole, tail.strip().lstrip(TRIANGLES).strip())

    def _continued(self, cue: Line, pieces: list[str], index: int) -> tuple[int, bool, float]:
        """Whether the line at `index` still belongs to the speech; (next index, taken, how sure)."""
        line = self.lines[index]
        if line.tag == "blank":
            return self._over_blank(cue, pieces, index)
        if line.tag not in ("text", "cue") and not (line.tag in ("label", "mark") and not pieces and line.core[0] in OPENING):
            return index, False, 0.0
        if line.tag == "cue" and pieces and self.accepts(index)[0]:
            return index, False, 0.0
        if line.core[0] in OPENING and pieces and cue.style != "alone" and self._ends_line(index):
            return index, False, 0.0
        if line.shell in ("*", "_") and self.shape.marked:
            return index, False, 0.0
        confidence = self._belongs(cue, pieces, line)
        if confidence:
            pieces.append(line.core)
            return index + 1, True, confidence
        return index, False, 0.0

    def _belongs(self, cue: Line, pieces: list[str], line: Line) -> float:
        if not pieces or cue.style != "colon":
            return 1.0
        previous = pieces[-1]
        if self.shape.width and len(previous) + len(cue.head) >= self.shape.width - 8:
            return 0.95
        if self.shape.marked:
            return 0.9
        if not self.shape.dense:
            return 0.85
        likely = SPOKEN_EN if self.shape.english else SPOKEN_ZH
        if line.core[0] in "“「『\"‘" or previous[-1:] in "：:，,、—":
            return 0.6
        return 0.6 if likely.search(line.core) and not QUOTED.search(line.core) else 0.0

    def _over_blank(self, cue: Line, pieces: list[str], index: int) -> tuple[int, bool, float]:
        """A blank line within a speech: between a name and its words, or between paragraphs of a stage play."""
        below = self._next(index)
        if below is None:
            return index, False, 0.0
        line = self.lines[below]
        inside = (not pieces and cue.style in ("alone", "colon") and (self.shape.loose or cue.style == "alone")) or (
            cue.style == "alone" and self.shape.loose
        )
        if not inside or line.tag not in ("text", "cue") or self.accepts(below)[0] and pieces:
            return index, False, 0.0
        if pieces and (bracketed(line.core) is not None or line.core[0] in OPENING and self._ends_line(below)):
            return index, False, 0.0
        pieces.append(line.core)
        return below + 1, True, 1.0 if len(pieces) == 1 else 0.9

    def _bracket_end(self, index: int) -> int:
        """The line behind a stage direction whose bracket is closed on a later line; else the next line."""
        line = self.lines[index]
        if line.core[0] not in OPENING or bracketed(line.core) is not None:
            return index + 1
        return self._ends_line(index) or index + 1

    def _ends_line(self, index: int) -> int:
        """Where the bracket that opens a line is closed at the end of a line: the index behind that line; else 0."""
        text, start = self.sheet.text, self.lines[index].start
        while text[start] not in OPENING:
            start += 1
        end = closing(text, start)
        if end < 0:
            return 0
        while index < len(self.lines) and self.lines[index].end <= end:
            if self.lines[index].tag == "blank":
                return 0
            index += 1
        return index + 1 if not text[end + 1 : self.lines[index].end].strip(" \t　\r\n*_。.") else 0

    def _extends(self, heading: Heading, index: int) -> bool:
        """Whether a line below a heading still says where and when: `地点：…`, `日 内 客厅` under `1-1`."""
        line = self.lines[index]
        if line.tag == "label":
            return words.FIELDS[line.head] in ("location", "time", "interior", "weather") and bool(line.rest)
        if heading.location or heading.time or heading.interior or line.tag not in ("text", "cue", "scene") or len(line.core) > 30:
            return False
        if line.tag == "scene":
            return bool(line.heading and not line.heading.number)
        if line.tag == "cue" and (line.rest or line.head in self.shape.listed):
            return False
        said = headings.chinese(line.core)
        return bool(said.time or said.interior) and not re.search(r"[。！？…]", line.core)

    def _extended(self, heading: Heading, index: int) -> Heading:
        line = self.lines[index]
        if line.tag == "label":
            return _filled(heading, words.FIELDS[line.head], line.rest)
        said = headings.chinese(line.core)
        return replace(said, number=heading.number, cast=heading.cast or said.cast, state=heading.state or said.state)

    def _closed(self, index: int) -> bool:
        for line in self.lines[index + 1 :]:
            if line.mark and (line.mark.opens or line.mark.closes):
                if line.mark.opens:
                    self.sheet.doubt("nested-state", f"“{line.core}” begins before the one above has ended", line.start)
                return line.mark.closes
        return False

    def _until_heading(self, index: int, state: str) -> str:
        line = self.lines[index]
        self.sheet.doubt("unclosed-state", f"“{line.core}” is never ended; it is taken to end at the next heading", line.start)
        below = self._next(index + 1)
        if below is not None and self.lines[below].tag == "scene":
            self.lines[below].heading = replace(self.lines[below].heading or Heading(), state=state)
        return ""

    def _is_cast(self, index: int) -> bool:
        """Whether a line right below a heading lists names without saying so."""
        core = self.lines[index].core
        if len(core) > 60 or "、" not in core and "，" not in core or re.search(r"[。！：:；“”…]|(?<!？)？(?!？)", core):
            return False
        names = listed(core)
        if len(names) < 2 or max(map(len, names)) > 8:
            return False
        return sum(name in self.shape.counts or name in self.shape.listed for name in names) * 2 >= len(names)

    def _leads(self, index: int) -> bool:
        """Whether a line is a direction for the cue below it: `（低声）` on its own."""
        if index + 1 >= len(self.lines) or not LEAD.fullmatch(self.lines[index].core):
            return False
        below = self.lines[index + 1]
        return below.style == "colon" and bool(self.accepts(index + 1)[0])

    def _has_words_below(self, index: int) -> bool:
        below = self._next(index + 1)
        return below is not None and self.lines[below].tag in ("text", "cue", "label") and (self.shape.loose or below == index + 1)

    def _is_title(self, index: int) -> bool:
        line = self.lines[index]
        short = len(line.core) <= 20 and not re.search(r"[。！？：:；，]", line.core)
        return short and line.tag in ("text", "cue") and not line.rest and not self.accepts(index)[0] and line.shell not in ("*", "_")

    def _next(self, index: int) -> int | None:
        """The index of the next line with content."""
        while index < len(self.lines):
            if self.lines[index].tag not in ("blank", "rule"):
                return index
            index += 1
        return None

    def ensure_scene(self) -> None:
        """Open a scene where the story goes on without a heading."""
        if self.sheet.scene is None:
            self.sheet.open_scene(Heading(state=self.state), implied=True)

    def front(self, index: int, stop: int) -> int:
        """Front matter up to `stop`: kept, never spoken, and asked for the cast."""
        from storyboard.parse.front import read_front

        return read_front(self.lines, index, stop, self.sheet, self.people)


def _filled(heading: Heading, field: str, value: str) -> Heading:
    if field == "interior":
        return replace(heading, interior=words.inside(value) or value)
    if field == "location":
        said = headings.chinese(value)
        return replace(heading, location=said.location or value, time=heading.time or said.time, interior=heading.interior or said.interior)
    if field == "time":
        said = headings.chinese(value)
        return replace(heading, time=said.time if said.time and not said.location else value, interior=heading.interior or said.interior)
    return replace(heading, **{field: value})


__all__ = ["Lines", "Source"]
