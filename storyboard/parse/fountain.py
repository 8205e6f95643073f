"""Fountain 1.1, as its page describes it, and as people write it in Chinese (headings and names without capitals)."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property

from storyboard.lettering import unquoted
from storyboard.model import Kind
from storyboard.parse import headings, markers, supers, words
from storyboard.parse.choice import Choice
from storyboard.parse.cues import HAN, SpeakerCue, cue, written
from storyboard.parse.emphasis import plain
from storyboard.parse.headings import Heading
from storyboard.parse.hidden import lines, unfilled
from storyboard.parse.people import People
from storyboard.parse.sheet import Sheet
from storyboard.parse.speeches import AFTERWORD
from storyboard.parse.telling import reading
from storyboard.parse.typed import write
from storyboard.patterns import deferred

TITLE_KEY = deferred(
    r"(?P<key>(?!(?:OVER|ON|IN|CUT TO|FADE TO) (?:A )?BLACK|BLACK\b)[A-Za-z][A-Za-z /]{0,30}|标题|片名|剧名|作者|编剧|版权|联系方式|日期)\s*[:：](?P<value>.*)"
)
HEADING = deferred(
    rf"(?:{words.STATE_EN}\s*[-–—:]+\s*)?" + r"(?:INT\.?\s*/\s*EXT|EXT\.?\s*/\s*INT|INT|EXT|EST|I\s*/\s*E)(?:[. ]|--)",
    re.I,
)
FORCED = deferred(r"^(?:@\S|!\S|\.[^.\s])", re.M)
UPPER_CUE = deferred(
    r"(?:^|\n[ \t]*\r?\n)[ \t]*(?=[^a-z\n]*[A-Z])[A-Z][^a-z\n():：.]{1,38}(?:\([^()\n]{1,30}\))?[ \t]*\^?\r?\n(?=[ \t]*\S)"
)
ENGLISH_HEADING = deferred(
    r"^[ \t]*(?:#{1,6}[ \t]+)?[*_]{0,3}(?:[\[(]?(?:S\d{1,2}[ .]?)?E(?:P(?:ISODE)?|p(?:isode)?)?[ .#]*\d{1,3}[^A-Za-z\n]{0,4}S(?:C(?:ENE)?|c(?:ene)?)?[ .#]*\d{1,4}[^A-Za-z\n]{1,4})?(?:INT|EXT|EST|INT\./EXT|I/E)[. ].*$",
    re.M,
)
HEADS = ("INT", "EXT", "EST", "I/E")
"""One of these heads a scene."""
CAPITALS = deferred(
    rf"(?P<name>(?:{words.SMALL_EN}|[A-Z]|[^\x00-\x7f])(?:{words.SMALL_EN}|[^a-z(])*)(?P<ext>(?:\([^()]*\)\s*)*)"
)
HAN_CUE = deferred(r"[^\s，。！!；;：:、…“”（(][^，。！!；;：:…“”]{0,11}?\s*(?:[（(][^）)]*[）)])?")
KNOWN_KEYS = frozenset((
    "title|credit|credits|author|authors|written by|source|based on|draft|draft date|date|contact|contact info|copyright|notes|note|revision|version|format|episode|series|show|"
    "genre|logline|email|phone|agent|font|watermark|adapted by|story by|language|标题|片名|剧名|作者|编剧|版权|联系方式|日期"
).split("|"))  # fmt: skip
"""Keys of a title page that may stand behind a blank line; any other line there is the story's."""
SHOUTED_HEADING = deferred(r"(?:INT|EXT|I/E|INT\.?/EXT|EXT\.?/INT)[. ]\s*[^a-z]*[A-Z][^a-z]*")
SHOUTS = frozenset("IE")
"""A heading in capitals, which is one even without a blank line above it."""
TO = deferred(r"[^a-z]*[A-Z][^a-z]* TO:")
LISTED = deferred(r"[A-Z1-9]\d?[).]\s+\S")
"""An item of a list below an action: each is a unit, as each is a shot."""
RULE = deferred(r"(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,}|`{3,}\w*|(?:[—–―─━═～＝＊※◆◇●○★☆■□▪•·]\s*)+|(?:[~=-]\s*){4,}")
ENTRY = deferred(r"[-*•]?\s*(?P<name>[A-Z][A-Z0-9 .'’&/-]*[A-Z0-9]\.?)(?:\s*[,:(]|\s+[-–—]+\s|\s*$)")
"""An entry of a list of people: `LADY CORBETT, a widow, 60`."""
SENTENCE = deferred(r"(?=.*[a-z]{2}).*[a-z’')\"”][.!?…]+[\"”]?", re.S)
"""Words behind > that are no cut: what a telephone or a card shows. > IDA: On my way."""
GREETING = deferred(r"(?:hi|hello|hey|dear)\b[^.!?\n]{0,24},", re.I)
"""How a letter begins that a script was pasted into."""
PREFACE = deferred(
    r"(?:(?:sure|certainly|absolutely|of course|great|happy to)\b[^\n:]{0,40}[!,.—–-]+\s*)?(?:here(?:['’]s| is| are)|below is)\b[^\n]{0,160}\b(?:script|screenplay|scenes?|version|draft|sketch|short film|dialogue|episode)\b[^\n]{0,160}|(?:here(?:['’]s| is| are)|sure|certainly|absolutely|of course|below is|I['’]ve (?:written|drafted))\b[^\n]{0,160}[:!]|new pages\b.*|.{0,60}\b(?:tell me|let me know|thoughts\?).{0,40}",
    re.I,
)
"""What a model or a colleague says above the script."""
OFFERS = ("ant me to", "ould you like", "hall I ", "hould I ", "et me know", "I can also")
OFFER = deferred(
    r"\W*(?:(?:Do you |Would you )?[Ww]ant me to|Would you like (?:me|it|any|a|an|the|another|to)|(?:Shall|Should) I|Let me know (?:if|what|how|which)|I can also)\b.*"
)
"""How a model offers more behind the script it has written: ✨ Want me to:"""
HOW = deferred(r"[(（](?:[a-z][^()（）.!?]{1,40}|[\u3400-\u9fff][^()（）。！？]{0,12})[)）]")
"""A direction of how somebody speaks on: (beat), (softer now), （停顿）"""
LEAST_SLANTED = 3
"""Sentences in slanted print, each a paragraph, from which on actions are printed so."""
CENTRED = deferred(r">\s*(?P<text>.*?)\s*<")


def signs(text: str) -> tuple[int, int, int]:
    """(forced elements, INT./EXT. headings, names in capitals above words) in a text."""
    sample = text[:40_000]
    sample = plain(sample)
    return len(FORCED.findall(sample)), len(ENGLISH_HEADING.findall(sample)), len(UPPER_CUE.findall(sample))


def read(choice: Choice) -> tuple[Sheet, People]:
    """The units of a Fountain file."""
    sheet, people = Sheet(choice.source), People()
    Fountain(sheet, people, choice.evidence.english).read()
    return sheet, people


EPISODE_SIGNS = frozenset("EeSs*_=-—【[第《")
"""How a line may begin that opens an episode."""


def _bare(core: str) -> str:
    """A line without emphasis."""
    return plain(unfilled(core)).strip()


class Fountain:
    """Reads Fountain line by line onto a sheet."""

    def __init__(self, sheet: Sheet, people: People, english: bool) -> None:
        self.sheet = sheet
        self.people = people
        self.english = english
        self.lines = lines(sheet.text)
        self.episodes = frozenset(self._episodes())
        """Lines that open an episode, where several do."""
        self.front = 0
        """Up to which unit all are titles and front matter."""
        self.names: Counter[str] = Counter()
        if not english:
            self._gather_names()

    def read(self) -> None:
        index = self.title_page()
        while index < len(self.lines):
            index = self.element(index)

    def element(self, index: int) -> int:
        """Read one element; the index behind it."""
        line = self.lines[index]
        if not line.core:
            return self.blank(index)
        if line.hidden:
            return self.hidden(index)
        if line.core[0] in EPISODE_SIGNS and (told := headings.both(_bare(line.core))):
            return self.counted(index, *told)
        if index in self.episodes:
            return self.episode(index)
        if line.core[0] in SIGNED:
            return SIGNED[line.core[0]](self, index)
        core = plain(unfilled(line.core)).strip()
        if kind := self._beside(index, core):
            return self.put(kind, index, core)
        before = index == 0 or self._empty(index - 1) or self.lines[index - 1].core[0] in "#="
        below_cut = bool(self.sheet.units) and self.sheet.units[-1].kind == "transition"
        if ((before or below_cut) and self._is_heading(core)) or _shouted(core):
            return self.heading(index, core)
        if before and len(core) < 60 and TO.fullmatch(core) and self._empty(index + 1):
            return self.put("transition", index, core)
        if self.english and (caption := words.CAPTION_EN.fullmatch(core)):
            return self.caption(index, (caption["text"] or "").strip())
        cut = before and core.isupper() and (mark := markers.read(core)) and mark.kind == "transition"
        shot = self.english and words.SHOT_EN.fullmatch(core.rstrip(": ")) is not None
        if before and self._lists_people(index):
            return self.cast_list(index)
        who = self._cue(index) if before and not cut and not shot else None
        if self._is_title(index):
            return self.put("title", index, core)
        return self.speech(index, who) if who else self.action(index)

    @cached_property
    def offered(self) -> int:
        """The line from which on a model offers more, below all that is said and headed; behind the end where none does."""
        if not any(map(self.sheet.text.__contains__, OFFERS)):
            return len(self.lines)
        rows = reversed(list(enumerate(self.lines)))
        story = (at for at, line in rows if line.core and (self._is_heading(_bare(line.core)) or self._cue(at)))
        last = next(story, len(self.lines))
        below = range(self.next(self._behind(last)), len(self.lines))
        return next((at for at in below if OFFER.fullmatch(_bare(self.lines[at].core.lstrip("#")))), len(self.lines))

    def _behind(self, index: int) -> int:
        """The line behind a paragraph."""
        while index < len(self.lines) and self.lines[index].core:
            index += 1
        return index

    def _beside(self, index: int, core: str) -> str:
        """What a line is that stands beside the story: a rule, a key in front of it, what counts the heading below it, what is offered behind it; empty for any other."""
        if RULE.fullmatch(self.lines[index].core) or index >= self.offered:
            return "note"
        if not self.sheet.scenes and not self._lists_people(index) and self._is_front(index, core):
            return "front"
        return "note" if self.english and words.DIVISION_EN.fullmatch(core) and self._above_heading(index) else ""

    def _is_front(self, index: int, core: str) -> bool:
        """Whether a line before the story is a key of front matter, or words in slanted print below the title of a Markdown file."""
        if GREETING.match(core) or PREFACE.fullmatch(core):
            return True
        key = TITLE_KEY.fullmatch(core)
        if key and (key["key"].strip().lower() in KNOWN_KEYS or key["key"].strip() in words.FRONT):
            return True
        short = len(core) < 40 and core[-1] not in ".!?:：" and (not core.isupper() or core[0] in '“"')
        if short and self._only_front():
            return not self._is_heading(core) and markers.read(core) is None and core[0] not in "([（"
        slanted = self.lines[index].core[0] in "*_" and self.lines[index].core[-1] in "*_" and core[-1] not in ".!?:"
        return slanted and self.sheet.source.container == "markdown" and not core.isupper()

    def _later_here(self, index: int, core: str) -> Heading | None:
        """The scene that a line alone opens which names a size of picture and another hour of this place; None of any other."""
        scene = self.sheet.scene
        if scene is None or not self._empty(index - 1) or not self._empty(index + 1):
            return None
        return headings.later_here(core, scene.heading, lambda name: any(line.core == name for line in self.lines))

    def _above_heading(self, index: int) -> bool:
        """Whether the next line with content is a heading."""
        below = next((line for line in self.lines[index + 1 :] if line.core), None)
        return below is not None and (
            self._is_heading(_bare(below.core)) or words.DIVISION_EN.fullmatch(_bare(below.core)) is not None
        )

    def cast_list(self, index: int) -> int:
        """People listed in front of the story: never spoken, never filmed; names, ages and looks go to the cast."""
        at = self.put("front", index, self.lines[index].core)
        while at < len(self.lines):
            apart = self._empty(at)
            while at < len(self.lines) and self._empty(at):
                at = self.blank(at)
            core = plain(unfilled(self.lines[at].core)).strip() if at < len(self.lines) else ""
            if not core or self._is_heading(core) or (apart and not ENTRY.match(core)):
                break
            if not self.people.bio(core.replace("),", ") -", 1), sure=True) and (
                apart or not self.people.name_alone(core)
            ):
                break
            at = self.put("front", at, core)
        return at

    def caption(self, index: int, text: str) -> int:
        """Words on the screen: on the line that says so, or on those below it up to a blank one; before the first heading they lie over its scene."""
        if self.sheet.scenes or not text or not self._above_heading(index):
            self._ensure_scene()
        end = index + 1
        below = []
        while (
            not text and end < len(self.lines) and self.lines[end].core and not self._is_heading(self.lines[end].core)
        ):
            below.append(plain(unfilled(self.lines[end].core)))
            end += 1
        self.sheet.add("caption", self.lines[end - 1].end, unquoted(text or "\n".join(below)))
        return end

    def title_page(self) -> int:
        """`Key: value` lines up to the first blank line behind which no key follows, if the file begins with one."""
        first = next((i for i, line in enumerate(self.lines) if line.core and not line.hidden), 0)
        if (
            not self.lines
            or not (key := TITLE_KEY.fullmatch(self.lines[first].core))
            or HEADING.match(self.lines[first].core)
        ):
            return 0
        if not key["value"].strip() and (first + 1 >= len(self.lines) or not self.lines[first + 1].raw[:1].isspace()):
            return 0
        index, kind = 0, "front"
        while index < len(self.lines) and (index < first or self.lines[index].core or self._titled_on(index)):
            if not self.lines[index].core:
                index = self.blank(index)
                continue
            found = TITLE_KEY.fullmatch(self.lines[index].core)
            if found:
                kind = "title" if found["key"].strip().lower() in ("title", "标题", "片名", "剧名") else "front"
            text = found["value"].strip() if found else self.lines[index].core
            self.put(kind, index, plain(text))
            index += 1
        return index

    def _titled_on(self, index: int) -> bool:
        """Whether the title page goes on behind a blank line: with a key of one, or with a value that is set in."""
        at = index
        while at < len(self.lines) and not self.lines[at].core:
            at += 1
        if at >= len(self.lines) or self.lines[at].hidden:
            return False
        below = self.lines[at]
        found = TITLE_KEY.fullmatch(below.core)
        if found:
            return found["key"].strip().lower() in KNOWN_KEYS
        above = self.lines[index - 1]
        value = above.raw[:1].isspace() and below.raw[:1].isspace() and len(below.raw) - len(below.core) < 12
        return value and not self._is_heading(below.core) and not below.core.isupper()

    def blank(self, index: int) -> int:
        while index < len(self.lines) and not self.lines[index].core:
            index += 1
        return self.put("blank", index - 1)

    def hidden(self, index: int) -> int:
        """A line of notes or boneyard only; a note that lists the cast is a cast line."""
        line = self.lines[index]
        content = self.sheet.text[line.start : line.end].strip()
        inner = content[2:-2].strip()
        label, _, rest = inner.replace("：", ":", 1).partition(":")
        if content.startswith("[[") and words.field(label.strip()) == "cast":
            names = self.people.cast_line(rest)
            if self.sheet.scene:
                self.sheet.scene.cast += names
            return self.put("cast", index, rest.strip())
        return self.put("note", index, inner)

    def forced_heading(self, index: int) -> int:
        core = plain(self.lines[index].core)
        return self.action(index) if core.startswith("..") else self.heading(index, core[1:].strip())

    def heading(self, index: int, text: str) -> int:
        said = headings.scene(text) or (headings.english(text) if self.english else headings.chinese(text))
        number = headings.NUMBER_EN.search(text)
        if number:
            text = text[: number.start()]
            said = headings.scene(text) or headings.english(text)
            said = replace(said, number=number["no"])
        scene = self.sheet.open_scene(said)
        scene.cast += self.people.cast_line(said.cast) if said.cast else []
        return self.put("heading", index, said.location)

    def counted(self, index: int, episode: str, counts: str, said: Heading) -> int:
        """A heading that counts its episode and its scene, on its line or above the place."""
        line = self.lines[index]
        self.sheet.enter_episode(episode, counts, line.start, line.end)
        below = next((at for at in range(index + 1, len(self.lines)) if self.lines[at].core), 0)
        core = _bare(self.lines[below].core) if below and not (said.location or said.time) else ""
        if core and self._is_heading(core) and (placed := headings.scene(core)) and not placed.number:
            said, index = replace(placed, number=said.number), below
        self.sheet.open_scene(said)
        return self.put("heading", index, said.location)

    def forced_cue(self, index: int) -> int:
        name = plain(self.lines[index].core[1:].rstrip("^ ").strip())
        if not unfilled(name).strip():
            return self.action(index)
        return self.speech(index, cue(unfilled(name), self.english) or SpeakerCue(unfilled(name)))

    def arrow(self, index: int) -> int:
        core = plain(unfilled(self.lines[index].core))
        centred = CENTRED.fullmatch(core)
        if centred:
            told = plain(centred["text"]).strip()
            mark = markers.sort(told) if told else None
            if mark and mark.kind in ("caption", "transition"):
                return (
                    self.caption(index, mark.text) if mark.kind == "caption" else self.put(mark.kind, index, mark.text)
                )
            self._ensure_scene()
            over = words.THE_END.fullmatch(told)
            return self.put("note" if over else "action", index, centred["text"])
        text = core[1:].strip()
        mark = markers.sort(text)
        return self.put(mark.kind if mark and mark.kind != "note" else forced(text), index, text)

    def section(self, index: int) -> int:
        """`#` of the first level is an episode if it says so, and in Chinese scripts always; others are notes."""
        core = unfilled(self.lines[index].core)
        text = core.lstrip("#").strip()
        text = plain(text)
        if text and HEADING.match(text) and _shouted(text):
            return self.heading(index, text)
        found = headings.episode(text) if text else None
        if core.startswith("##") or not text or not (found or not self.english):
            return self.put("note", index, text)
        self.sheet.open_episode(*(found or ("", text)))
        return self.put("episode", index, text)

    def episode(self, index: int) -> int:
        number, title = headings.episode(_bare(self.lines[index].core)) or ("", "")
        self.sheet.open_episode(number, title)
        return self.put("episode", index, title)

    def _episodes(self) -> list[int]:
        """Lines on their own that say which episode begins, `EPISODE 2: AWAY`; none where only one does."""
        found = {
            index: said[0]
            for index, line in enumerate(self.lines)
            if line.core[:1] in EPISODE_SIGNS and len(line.core) < headings.LONGEST and not line.hidden
            if self._empty(index + 1) and (index == 0 or self._empty(index - 1))
            if (said := headings.episode(_bare(line.core)))
        }
        return list(found) if len(set(found.values())) > 1 else []

    def synopsis(self, index: int) -> int:
        core = self.lines[index].core
        return self.put(
            "blank" if core.startswith("===") and not core.strip("=") else "note", index, core.lstrip("=").strip()
        )

    def speech(self, index: int, who: SpeakerCue) -> int:
        """A cue and everything below it up to a blank line."""
        end = index + 1
        said = []
        while end < len(self.lines) and not self.lines[end].blank:
            if _shouted(plain(self.lines[end].core)):
                break
            said.append(unfilled(self.lines[end].core.removeprefix("~")).strip())
            end += 1
        while said and (resumed := self._resumed(end)):
            said += [unfilled(line.core).strip() for line in self.lines[end:resumed] if line.core]
            end = resumed
        self._ensure_scene()
        write(self.sheet, who, said, self.lines[end - 1].end, self.english)
        return end

    def _resumed(self, index: int) -> int:
        """The line behind words that go on below a direction in brackets which stands in a paragraph of its own: (beat); else 0.

        Where actions are in slanted print what is not is spoken; elsewhere the words have to say so.
        """
        how = self.next(index)
        below = self.next(how + 1)
        if not index < how < below - 1 or below == len(self.lines) or not HOW.fullmatch(_bare(self.lines[how].core)):
            return 0
        line, core = self.lines[below], _bare(self.lines[below].core)
        if line.hidden or line.core[0] in SIGNED or not core or core[0] in "([" or self._is_heading(core):
            return 0
        if self._cue(below) or core.isupper() or RULE.fullmatch(line.core) or markers.read(core):
            return 0
        if self.slants and (line.core[0] in "*_" and line.core[-1] == line.core[0]):
            return 0
        told = reading(core, self.people.entries.keys() | self.names.keys(), self.english)
        if told != "said" and (not self.slants or told == "told"):
            return 0
        return self._behind(below)

    def next(self, index: int) -> int:
        """The next line with content, or the end."""
        lines = self.lines
        while index < len(lines) and not lines[index].core:
            index += 1
        return index

    @cached_property
    def slants(self) -> bool:
        """Whether paragraphs of action are in slanted print."""
        alone = [line.core for line in self.lines if line.core[:1] in ("*", "_") and line.core[-1:] == line.core[:1]]
        told = [core for core in alone if core[:2] not in ("**", "__") and ". " in f"{_bare(core)} "]
        return len(told) >= LEAST_SLANTED

    def action(self, index: int) -> int:
        """A paragraph of action, unless its line says it is a caption, a cut or a cast line."""
        line = self.lines[index]
        text = plain(unfilled(line.core[1:] if line.core[0] in "!~" else line.core).strip())
        if self.english and text.isupper() and (moment := self._later_here(index, text)):
            self.sheet.open_scene(moment)
            return self.put("heading", index, moment.location)
        if text.isupper() and self._is_written(index):
            end = next((at for at in range(index, len(self.lines)) if not self.lines[at].core), len(self.lines))
            self.sheet.add("caption", self.lines[end - 1].end, " ".join(line.core for line in self.lines[index:end]))
            return end
        label, _, rest = text.replace("：", ":", 1).partition(":")
        if words.field(label.strip()) == "cast" and rest:
            names = self.people.cast_line(rest)
            if self.sheet.scene:
                self.sheet.scene.cast += names
            return self.put("cast", index, rest.strip())
        mark = markers.read(text) if text and line.core[0] != "~" else None
        if self.sheet.scenes and (AFTERWORD.match(text) or self._is_over(index)):
            return self.put("note", index, text)
        if mark is None or mark.kind not in ("transition", "note"):
            self._ensure_scene()
        if mark:
            return self.put(mark.kind, index, mark.text)
        end = index + 1
        while end < len(self.lines) and self.lines[end].core and line.core[0] not in "!~":
            below = self.lines[end]
            if below.hidden or (below.core[0] in "@!.>#=~" and not below.core.startswith("..")):
                break
            if _shouted(plain(below.core)) or LISTED.match(plain(below.core)):
                break
            text += "\n" + plain(unfilled(below.core))
            end += 1
        self.sheet.add("action", self.lines[end - 1].end, text)
        return end

    def _is_over(self, index: int) -> bool:
        """Whether a line of action stands behind the end of the whole, and no heading comes any more."""
        above = next((unit for unit in reversed(self.sheet.units) if unit.kind != "blank"), None)
        ended = above is not None and above.kind == "note" and words.THE_END.fullmatch(above.text.strip("-—=> <"))
        return bool(ended) and not any(self._is_heading(_bare(line.core)) for line in self.lines[index:] if line.core)

    def put(self, kind: str, index: int, text: str = "") -> int:
        """One line as a unit of its own."""
        self.sheet.add(kind, self.lines[index].end, text)  # type: ignore[arg-type]
        return index + 1

    def _cue(self, index: int) -> SpeakerCue | None:
        """The speaker an unforced line names: capitals with words below, or a recurring Chinese name."""
        if index + 1 >= len(self.lines) or self.lines[index + 1].blank:
            return None
        core = plain(unfilled(self.lines[index].core)).strip()
        if not self.english and HAN.search(core):
            if not HAN_CUE.fullmatch(core):
                return None
            who = cue(core)
            known = who and (
                self.names[who.name] > 1 or who.name in self.people.entries or who.name in words.VOICES or who.extension
            )
            return who if known else None
        found = CAPITALS.fullmatch(core.removesuffix("^").strip()) if len(core) <= 60 else None
        if found and self._is_written(index):
            return None
        if not found or not any(sign.isalpha() for sign in found["name"]) or "^" in found["name"]:
            return None
        return cue(found["name"] + found["ext"], self.english) or SpeakerCue(found["name"].strip())

    def _is_written(self, index: int) -> bool:
        """Whether capitals with capitals below stand on what the action before them shows."""
        above = next((line.core for line in reversed(self.lines[max(0, index - 3) : index]) if line.core), "")
        end = next((at for at in range(index, len(self.lines)) if not self.lines[at].core), len(self.lines))
        return written(above, [line.core for line in self.lines[index:end]])

    def _gather_names(self) -> None:
        for index, line in enumerate(self.lines):
            if (
                line.core
                and (index == 0 or self._empty(index - 1))
                and index + 1 < len(self.lines)
                and self.lines[index + 1].core
            ):
                who = cue(line.core) if HAN_CUE.fullmatch(line.core) else None
                if who:
                    self.names[who.name] += 1

    def _only_front(self) -> bool:
        """Whether something has been read, and nothing but titles and front matter."""
        units = self.sheet.units
        while self.front < len(units) and units[self.front].kind in ("title", "front", "blank"):
            self.front += 1
        return self.front == len(units) and any(unit.kind != "blank" for unit in units)

    def _is_heading(self, core: str) -> bool:
        if HEADING.match(core):
            return True
        return not self.english and headings.scene(core) is not None

    def _lists_people(self, index: int) -> bool:
        """Whether a line in front of the first scene begins a list of people: CAST, Characters:."""
        name = plain(self.lines[index].core).strip(" :：")
        if self.sheet.scenes or not words.CAST_SECTION.fullmatch(name):
            return False
        below = next((line.core for line in self.lines[index + 1 :] if line.core), "")
        return ENTRY.match(plain(below)) is not None

    def _is_title(self, index: int) -> bool:
        """Whether a line is the title of a file without a title page: the first of all, short, on its own, no sentence."""
        core = self.lines[index].core
        if any(unit.kind != "blank" and not PREFACE.fullmatch(unit.text) for unit in self.sheet.units):
            return False
        below = "" if self._empty(index + 1) else _bare(self.lines[index + 1].core)
        again = below and sum(core in line.core for line in self.lines) > 1
        apart = not below or (core.isupper() and not again and below[-1:] not in '.!?…—–-”"' and below[0] != "(")
        lone = apart and len(core) <= 40 and not re.search(r"[.。!！?？…:：,，;；]$", core)
        return (
            lone
            and markers.read(core) is None
            and not supers.BLACK.fullmatch(core)
            and any(self._is_heading(_bare(line.core)) for line in self.lines)
        )

    def _empty(self, index: int) -> bool:
        return index >= len(self.lines) or not self.lines[index].core or self.lines[index].hidden

    def _ensure_scene(self) -> None:
        if self.sheet.scene is None:
            self.sheet.open_scene(Heading(), implied=True)


def forced(text: str) -> Kind:
    """What a line behind > is that no mark explains: a cut, or a sentence that is to be read on the screen."""
    return "caption" if SENTENCE.fullmatch(text) else "transition"


def _shouted(core: str) -> bool:
    """Whether a line is a heading in capitals, wherever it stands."""
    return core[:1] in SHOUTS and SHOUTED_HEADING.fullmatch(core) is not None


SIGNED: dict[str, Callable[[Fountain, int], int]] = {
    "@": Fountain.forced_cue,
    "!": Fountain.action,
    ".": Fountain.forced_heading,
    ">": Fountain.arrow,
    "#": Fountain.section,
    "=": Fountain.synopsis,
    "~": Fountain.action,
}
"""One per sign that says what a line is: takes the index of the line, returns the index behind what it read."""
