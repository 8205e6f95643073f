"""The second pass over scripts made of lines: each line decided in its place, scenes and episodes opened."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property

from storyboard.lettering import unquoted
from storyboard.model import Kind
from storyboard.parse import apart, headings, markers, words
from storyboard.parse.cues import SpeakerCue, cue, written
from storyboard.parse.front import bios_end, read_front, story_start, unmark_outline
from storyboard.parse.headings import Heading
from storyboard.parse.markers import OPENING, bracketed
from storyboard.parse.openings import opening, place
from storyboard.parse.people import DASHED_BIO, FILLING, People, listed, present
from storyboard.parse.prose import Prose
from storyboard.parse.quoting import holds_speech, tells_speech
from storyboard.parse.scan import COMMENT, Scan, ScannedLine
from storyboard.parse.shape import Shape
from storyboard.parse.sheet import Sheet
from storyboard.parse.signed import LABELLED, SURE
from storyboard.parse.speeches import AFTERWORD, QUOTES, Speeches
from storyboard.parse.telling import complete, reading
from storyboard.patterns import deferred

SETTING = ("location", "time", "interior", "weather")
"""Labels that fill a field of the heading above them."""
LETTERED = deferred(r"SCENE\s+[A-Z]\.?", re.I)
"""What counts a scene of a sitcom, between its act and its place."""
PLACED = deferred(r"场景\s*[:：]|【场景】")
"""A heading without number that only fills the numbered one right above it."""
SHOWN = deferred(
    rf"{words.APPEARS}(?:出|着|了)?(?:一行|几个|两行|一排)?(?:大?字|字幕|文字|提示)?\s*[：:]?\s*(?P<box>【(?P<text>[^【】]+)】)"
)
"""Words in 【】 that come up on something: `墙上浮现【……】`."""
TITLED = deferred(
    r"(?:【|\[)?(?:画面|屏幕)?字幕(?:浮现|出现|打出|显示)?\s*[：:]\s*(?P<text>[“「『\"][^”」』\"]+[”」』\"]|[^。！？】\]\n]+[。！？]?)(?:】|\])?[。]?\s*",
    needs="字",
)
"""An action that begins with words over the picture: 字幕：三年后。 up to the end of their sentence."""
WRITTEN = deferred(r"(?:字样?|字迹|[写刻印题绣]着|映出|显示)$")
"""What stands before quotation marks around words that can be read: 玻璃上映出两个歪字."""
JUMPS = deferred(
    r"(?P<text>(?:[\d零一二三四五六七八九十百两几数半多]+个?(?:年|月|天|日|周|星期|小时|分钟)(?:以?[后前])?|次日|翌日|当[天晚]|第二天|同一?[天日时])[^。！？\n]{0,8}[。！？])(?=[^”」』\n]{6})"
)
"""Words over the picture that say when it is, and behind them what it shows: （字幕：一个月后。夏利缓缓开过。）"""
KIND_OF_WORK = deferred(
    r"[【\[][^】\]]{0,8}(?:脚本|剧本|短剧|文案|口播|分镜|大纲|小品|广告)[】\]]"
    r"|[（(](?:[^（()）。！？，]{0,8}(?:短剧|短片|微电影|话剧|诗剧|哑剧|小品|独幕剧|喜剧|悲剧|剧本)|(?:an? )?(?:[A-Za-z-]+ ){0,3}(?:play|film|short|sketch|comedy|tragedy|farce|monologue)(?: (?:in|for) [A-Za-z -]{3,24})?)[）)]$",
    re.I,
)
"""What kind of work it is, in brackets above it: 【口播脚本】时长60s, （两景诗剧）, (A play in three scenes)."""
SAME_PEOPLE = frozenset(("The same", "The Same", "THE SAME", "The foregoing", "The preceding"))
"""The people of the scene before, in a list of who is there now."""
SAME_PARTS = deferred(r"[、，,；;/／]")
SAME_AGAIN = deferred(
    r"[同接](?:上一?[场景]?|前一?[场景]?|第?(?P<no>\d{1,4}(?:\s*[-－—–]\s*\d{1,4})?|[一二三四五六七八九十]{1,3})[场景]?)"
)
"""The people of a scene that are those of the one before, or of one that is named: 同1-1."""
NUMBERED = deferred(r"\d{1,2}[.、]\s")
LAST_OF_ALL = deferred(r"尾声|彩蛋|结局|结尾|片尾|番外|\b(?:tag|coda|epilogue|ending|finale)\b", re.I)
"""A heading below which the story may go on."""
OF_STAGE = deferred(r":|\d|\b(?:stage|lights?|sounds?|music|we|curtain)\b", re.I)
"""What stands in a sentence about a stage, and in no place of a story."""
LEAST_FULL, WIDEST, SLACK_ZH, SLACK_EN = 20, 90, 3, 12
"""Signs of a line that may be full, of the widest page, and how many a full line may fall short of it."""
LEAST_SETTINGS = 2
"""Scenes that are only counted, above their places, from which on a play has them so."""
PLACE_NO = deferred(r"(?<=\w )\d{1,4}\b")
"""The number of a place: Plot 19."""
ITEM = deferred(r"[ \t>]*(?:\d{1,2}[.、)）]\s*|[-*•+·]\s+)[^\s*]|[ \t>]*(?:\d{1,2}[.、)）]|[-*•+·])\s+\*")
"""How an item of a list begins."""
PEOPLE = deferred(r"\s*[；;]\s*")
"""Between the people of one row."""
LEAD = deferred(
    r"[（(](?!沉默|静|寂静|停顿|良久|片刻|黑|字幕|切|反打|镜头|闪回|.*[声响静]$|.{0,4}(?:特写|[近中全远]景|空镜))[^（()）。！？]{1,8}[)）]"
)


def _opened_below(core: str) -> Heading | None:
    """The place and hour that a paragraph begins with below the number of its scene."""
    dated = headings.dated(core) if ". " in core[:90] else None
    dated = dated if dated and not OF_STAGE.search(PLACE_NO.sub("", dated.location)) else None
    return (
        dated
        or headings.opened(core)
        or (headings.settled(core) if not OF_STAGE.search(core.partition(". ")[0]) else None)
    )


def _only_counted(heading: Heading) -> bool:
    """Whether a heading says no more than which scene it is."""
    return bool(heading.number) and not (heading.location or heading.time or heading.action or heading.cast)


TOLD_OF = deferred(r"[.!?]\s|\b(?:the|an?|on|in|across|over)\b", re.I)
"""What no name has and a sentence has."""


def _talks_about(core: str) -> bool:
    """Whether a line begins what is said about the script and is no part of it."""
    bare = core.strip("*_:： ")
    return bool(AFTERWORD.match(core) or words.ADVICE.fullmatch(bare) or words.PLOTS.fullmatch(core))


class Lines(Speeches):
    """Reads the scanned lines of one script onto a sheet."""

    def __init__(self, scan: Scan, shape: Shape, sheet: Sheet, people: People) -> None:
        quotes = tells_speech(scan, shape)
        super().__init__(scan.lines, replace(shape, quoted=True) if quotes else shape, sheet)
        self.people = people
        self.headings = any(line.heading for line in scan.lines)
        """Whether the script has headings of scenes."""
        self.quoting = quotes
        self.prose = Prose(sheet, people, scan.english) if quotes else None
        """Who reads the lines that tell who speaks, where a script quotes its words."""
        self.named: SpeakerCue | None = None
        """Whom a label has named as the speaker of the next words."""

    def read(self) -> None:
        """Read all lines."""
        unmark_outline(self.lines)
        index = self.front(0, story_start(self.lines, self.shape, self.accepts))
        while index < len(self.lines):
            line = self.lines[index]
            end = bios_end(self.lines, index) if line.core and not line.rest else index
            index = self.front(index, end) if end > index else HANDLERS[line.tag](self, index)

    def blank(self, index: int) -> int:
        lines = self.lines
        while index < len(lines) and lines[index].tag in ("blank", "rule"):
            index += 1
        self.voice = None
        self.sheet.add("blank", lines[index - 1].end)
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
        headed = headings.scene(title) if title and not lone else None
        if headed and headed.location and (headed.time or headed.interior):
            return self._opened(line, number, title, headed)
        self.sheet.open_episode(number, title)
        self.sheet.add("episode", self.lines[index - 1].end, title)
        return self.front(index, story_start(self.lines, self.shape, self.accepts, index))

    def _opened(self, line: ScannedLine, number: str, title: str, heading: Heading) -> int:
        """An episode whose line goes on with the heading of its first scene: 第2集 场1 公司会议室 日 内."""
        self.sheet.open_episode(number, "")
        at = self.sheet.text.rfind(title, line.start, line.end)
        self.sheet.add("episode", at if at > line.start else line.end)
        self.sheet.open_scene(heading)
        self.sheet.add("heading", line.end, heading.location)
        self.fresh = True
        return self.lines.index(line) + 1

    def heading(self, index: int) -> int:
        line = self.lines[index]
        assert line.heading is not None
        heading, end = line.heading, index + 1
        placed = self._placed_below(heading, end)
        if placed:
            heading, end = self._extended(heading, placed), placed + 1
        while end < len(self.lines) and self._extends(heading, end):
            heading, end = self._extended(heading, end), end + 1
        if self.settings and (settled := self._setting(index)):
            heading, end = replace(settled, number=heading.number), end + 1
        self.headed |= bool(heading.state)
        if self.state and not heading.state:
            heading = replace(heading, state=self.state)
        if line.opens:
            self.sheet.enter_episode(*line.opens, line.start, line.end)
        scene = self.sheet.open_scene(heading)
        stop = self.lines[end - 1].end
        shown = self.sheet.text.find(heading.action, line.start, stop) if heading.action else -1
        if shown >= 0:
            self.sheet.add("heading", shown, heading.location)
            self.sheet.add("action", stop, heading.action)
        self.sheet.add("heading", stop, heading.location)
        if heading.cast:
            scene.cast += self._people(heading.cast)
        if self.shape.english and not (heading.location or heading.time or heading.action):
            scene.heading = self._told_below(heading, end)
        self.fresh = True
        return end

    @cached_property
    def settings(self) -> bool:
        """Whether each scene of an English play that is only counted has its place right below it, on a line above a blank one."""
        if not self.shape.english:
            return False
        bare = [at for at, line in enumerate(self.lines) if line.heading and _only_counted(line.heading)]
        if len(bare) < LEAST_SETTINGS or not all(self._setting(at) for at in bare):
            return False
        return any(_opened_below(self.lines[at + 1].core) is None for at in bare)

    def _setting(self, index: int) -> Heading | None:
        """The place that the line right below a scene that is only counted names, and what it goes on to show: The shed on Plot 19. Rain on a tin roof."""
        line, below = (self.lines[at] if at < len(self.lines) else None for at in (index + 1, index + 2))
        heading = self.lines[index].heading
        if line is None or line.tag not in ("text", "cue") or line.style == "colon" or (below and below.tag != "blank"):
            return None
        if heading is None or not _only_counted(heading):
            return None
        place, _, shown = line.core.rstrip(".").partition(". ")
        named = any(word.strip("'’s,") in self.shape.known for word in place.split())
        told = None if named or OF_STAGE.search(PLACE_NO.sub("", place)) else headings.standing(place)
        return replace(told, action=f"{shown}." if shown and line.core[-1] == "." else shown) if told else None

    def _told_below(self, heading: Heading, index: int) -> Heading:
        """The heading of an English scene without a place, with the place and hour that the paragraph below it begins with: `A heath in Surrey. Before dawn. Fog.`"""
        below = self._next(index)
        line = self.lines[below] if below is not None else None
        if line is None or line.tag not in ("text", "mark") or not (line.core[0].isalpha() or line.core[0] in "(["):
            return heading
        told = _opened_below(line.core.strip("()[]"))
        if told is None:
            return heading
        told = headings.again(told, (each.heading.location for each in reversed(self.sheet.scenes[:-1][-50:])))
        return replace(heading, location=told.location, time=told.time)

    def mark(self, index: int) -> int:
        line = self.lines[index]
        assert line.mark is not None
        mark = line.mark
        if not self.sheet.scenes and KIND_OF_WORK.match(line.core):
            self.sheet.add("front", line.end, line.core)
            return index + 1
        if mark.kind not in ("transition", "note"):
            self._guess_scene(index)
            self.ensure_scene()
        if self.fresh and mark.kind == "action" and (names := present(line.core, self._may_be_here)):
            return self._present(line, names, index)
        if self.prose and mark.kind == "action" and holds_speech(mark.text):
            self.fresh = False
            self.prose.paragraph(line.start, line.end)
            return index + 1
        if mark.kind == "action" and "【" in mark.text and (shown := SHOWN.search(mark.text)):
            return self._shown(index, mark.text, shown)
        over = (
            (TITLED if mark.kind == "action" else JUMPS).match(mark.text)
            if mark.kind in ("action", "caption")
            else None
        )
        if over and mark.text[over.end() :] in self.sheet.text[line.start : line.end]:
            return self._titled(index, mark.text[over.end() :], over["text"])
        if mark.kind == "action":
            end, text = self._wrapped(index, mark.text)
            self.sheet.add("action", self.lines[end - 1].end, markers.untimed(text))
            index = end - 1
        else:
            self.sheet.add(mark.kind, line.end, mark.text)
        if mark.kind == "note" and words.THE_END.fullmatch(mark.text):
            return self._afterword(index + 1)
        if mark.opens:
            self.state = mark.opens if self._closed(index) else self._until_heading(index, mark.opens)
        elif mark.closes:
            if not self.state and not self.headed:
                self.sheet.doubt(
                    "closing-without-opening", f"“{line.core}” ends something that never began", line.start
                )
            self.state, self.headed = "", False
        self.fresh &= mark.kind != "action"
        return index + 1

    def _wrapped(self, index: int, text: str) -> tuple[int, str]:
        """(the index behind it, its text) of a marked action that goes on in rows set in below it, over the end of a page as well, because the paper was too narrow."""
        margin, end = self.lines[index].indent, index + 1
        while text and self.lines[index].core[0] in markers.TRIANGLES and not complete(text):
            below = end
            while (
                self.paged
                and below < len(self.lines)
                and (self.lines[below].page or self.lines[below].tag in ("blank", "rule"))
            ):
                below += 1
            turned = any(line.page for line in self.lines[end:below])
            line = self.lines[below] if below < len(self.lines) and (turned or below == end) else None
            if line is None or line.tag != "text" or line.indent <= margin or line.core[0] in OPENING:
                break
            text, end = f"{text}{' ' if self.shape.english else ''}{line.core}", below + 1
        return end, text

    def _shown(self, index: int, text: str, shown: re.Match[str]) -> int:
        """`墙上浮现【……】`: what happens, and in a unit of its own the words that can be read."""
        line = self.lines[index]
        self.fresh = False
        opens = self.sheet.text.index(text[shown.end() :], line.start) if text[shown.end() :] else line.end
        box = self.sheet.text.rindex("【", line.start, opens)
        self.sheet.add("action", box, text[: shown.start("box")].rstrip("：: "))
        self.sheet.add("caption", line.end if not text[shown.end() :].strip("。. ") else opens, shown["text"].strip())
        self.sheet.add("action", line.end, text[shown.end() :].strip())
        return index + 1

    def _titled(self, index: int, rest: str, said: str) -> int:
        """`△字幕：三年后。旧渡船泊在岸边。`: the words that stand over the picture, and in a unit of its own what it shows."""
        line = self.lines[index]
        self.fresh &= not rest
        opens = self.sheet.text.rindex(rest, line.start, line.end) if rest else line.end
        self.sheet.add("caption", opens, unquoted(said.strip()))
        if rest:
            self.sheet.add("action", line.end, rest)
        return index + 1

    def _afterword(self, index: int) -> int:
        """What stands behind the end and before the next heading: notes, unless somebody acts or speaks on there."""
        end = index
        while end < len(self.lines) and self.lines[end].tag not in ("scene", "episode"):
            end += 1
        below = self._next(index)
        if below is not None and below < end and words.CAST_SECTION.fullmatch(self.lines[below].core.rstrip("：: ")):
            return self.front(index, end)
        if any(self._is_story(each) for each in range(index, end)):
            return index
        if index < end and SURE.fullmatch(self.lines[index].core) and any(map(self._goes_on, range(index + 1, end))):
            return index
        said = next((line for line in self.lines[index:end] if line.tag not in ("blank", "rule")), None)
        if said is not None:
            self.sheet.doubt(
                "afterword", f"“{said.core[:30]}” and what follows stands behind the end; it is not filmed", said.start
            )
        while index < end:
            line = self.lines[index]
            if line.tag in ("blank", "rule"):
                index = self.blank(index)
                continue
            self.sheet.add("note", line.end, line.core)
            index += 1
        return index

    def _is_story(self, index: int) -> bool:
        """Whether a line is a marked action or a cue of somebody who speaks elsewhere too."""
        line = self.lines[index]
        if line.mark and line.core[0] in markers.TRIANGLES:
            return True
        return bool(line.cue and self.accepts(index)[0] and self.shape.spoken_for(line.cue))

    def _goes_on(self, index: int) -> bool:
        """Whether a line below the end of a letter is spoken, if only by somebody who speaks nowhere else."""
        line = self.lines[index]
        said = line.tag == "cue" and line.style == "colon" and line.rest and not LABELLED.match(line.core)
        return bool(said and self.accepts(index)[0])

    def label(self, index: int) -> int:
        line = self.lines[index]
        kind, shown = words.field(line.head) or "", ""
        if line.rest and not words.NOTHING.fullmatch(line.rest) and kind in FILLED:
            return FILLED[kind](self, index)
        scene = self.sheet.scene
        if scene and self.fresh and kind in SETTING and line.rest:
            told, scene.heading = scene.heading.action, headings.filled(scene.heading, kind, line.rest)
            shown = scene.heading.action if scene.heading.action != told else ""
            scene.cast += self.people.cast_line(scene.heading.cast) if scene.heading.cast and not scene.cast else []
        end = index + 1
        while not line.rest and kind != "speech" and end < len(self.lines) and self._is_item(end):
            end += 1
        at = self.sheet.text.find(shown, line.start, line.end) if shown else -1
        if at > 0:  # what it goes on to show is filmed
            self.sheet.add("note", at, line.core.removesuffix(shown).strip())
            self.sheet.add("action", line.end, shown)
            return index + 1
        self.sheet.add("note", self.lines[end - 1].end, "\n".join(part.core for part in self.lines[index:end]))
        return end

    def _cast(self, index: int) -> int:
        line = self.lines[index]
        rows = PEOPLE.split(line.rest)
        several = len(rows) > 1 and all("—" in row for row in rows)
        if not several and (told := DASHED_BIO.match(line.rest)):
            return self._told_of(index, told["name"])
        if self.sheet.scene:
            self.sheet.scene.cast += self._people(line.rest)
        else:
            self.people.cast_line(line.rest)
        self.sheet.add("cast", line.end, line.rest)
        return index + 1

    def _people(self, told: str) -> list[str]:
        """The people of a cast line in the scene, with those of the scene before where it says that they are the same: 同上，校长."""
        names = self.people.cast_line(told)
        if "同" not in told and "接" not in told:
            return names
        same = next((again for part in SAME_PARTS.split(told) if (again := SAME_AGAIN.fullmatch(part.strip()))), None)
        before = self.sheet.scenes[-2:-1] if same else []
        if same and same["no"]:
            before = [one for one in self.sheet.scenes[:-1] if one.heading.number == same["no"]][-1:]
        return [name for scene in before for name in scene.cast if name not in names] + names

    def _told_of(self, index: int, name: str) -> int:
        """Rows of people, each with a dash and what they are, from the label on: 人物：老魏——男，六十八，修伞匠."""
        names, text, end = [name], self.lines[index].rest, index
        while True:
            self.people.bio(text, sure=True)
            end += 1
            self.sheet.add("cast", self.lines[end - 1].end, text)
            below = self.lines[end] if end < len(self.lines) else None
            told = DASHED_BIO.match(below.core) if below and below.tag in ("text", "cue") else None
            if not below or not told:
                break
            text = below.core
            names.append(told["name"])
        if self.sheet.scene:
            self.sheet.scene.cast += names
        return end

    def _speaker(self, index: int) -> int:
        """`配音主体：林晚`: whose the words of the next label are."""
        line = self.lines[index]
        self.named = cue(line.rest.strip(' "“”'), self.shape.english)
        self.sheet.add("note", line.end, line.core)
        return index + 1

    def _words(self, index: int) -> int:
        """`台词：……` without a name: said by whom a label above named, else by the narrator where nobody else speaks."""
        line = self.lines[index]
        self.ensure_scene()
        self.fresh = False
        said, self.named = self.named, None
        sure, reason = 1.0, ""
        if said is None:
            who = ("NARRATOR" if self.shape.english else "旁白") if not self.shape.counts else ""
            sure, reason = (0.8, "no name stands beside the words") if who else (0.3, "nobody stands beside the words")
            said = cue(who or ("UNKNOWN" if self.shape.english else "未知"))
            self.sheet.doubt("unknown-speaker", f"{line.rest[:30]}: {reason}", line.start)
        assert said is not None
        self.write(said, [unquoted(line.rest)], line.end, sure, reason, "")
        return index + 1

    def _labelled(self, index: int) -> int:
        """`动作描述：……`: what stands behind the label, as what the label says."""
        line = self.lines[index]
        self.ensure_scene()
        kind = words.field(line.head)
        self.fresh &= kind != "action"
        self.sheet.add(kind, line.end, unquoted(line.rest) if kind == "caption" else line.rest)  # type: ignore[arg-type]
        return index + 1

    def _is_list(self, index: int) -> bool:
        """Whether a Markdown heading that opens no scene stands over items of a list that nobody known says, in a script whose scenes have such headings: 创作亮点."""
        if (
            not self.sheet.scene
            or LAST_OF_ALL.search(self.lines[index].core)
            or not any(line.heading and line.shell == "#" for line in self.lines)
        ):
            return False
        end = index + 1
        while end < len(self.lines) and self.lines[end].tag not in ("scene", "episode"):
            end += 1
        below = [at for at in range(index + 1, end) if self.lines[at].tag not in ("blank", "rule")]
        items = [at for at in below if ITEM.match(self.sheet.text, self.lines[at].start)]
        told = any(self.lines[at].tag in ("label", "mark") for at in below)
        return bool(items) and items[0] == below[0] and not told and not any(map(self._is_story, below))

    def planning(self, index: int) -> int:
        """A section of planning in a Markdown script, up to the next heading of the story: notes, never speech."""
        while index < len(self.lines) and self.lines[index].tag not in ("scene", "episode"):
            line = self.lines[index]
            if line.tag in ("blank", "rule"):
                index = self.blank(index)
                continue
            self.sheet.add("note", line.end, line.core)
            index += 1
        return index

    def cue(self, index: int) -> int:
        sure, reason = self.accepts(index)
        core = self.lines[index].core
        if (
            not sure
            or (core.isupper() and self._is_written(index))
            or (core[-1] in "：:" and words.PLOTS.fullmatch(core))
        ):
            return self.action(index)
        said = self.lines[index].cue
        if self.prose and said:
            self.prose.voices.said(said.name, sure)
        return self.speech(index, sure, reason)

    def _is_written(self, index: int) -> bool:
        """Whether a line in capitals stands written on what the line above shows, though a colon is in it: a headline, BEST IN SHOW: BOY, 19 KILOS."""
        line = self.lines[index]
        if not self.shape.english or not line.rest.strip():
            return False
        above = next((each for each in reversed(self.lines[:index]) if each.tag != "blank"), None)
        told = (
            above is not None
            and not above.rest
            and (above.tag == "text" or (above.tag == "cue" and TOLD_OF.search(above.core)))
        )
        return bool(told) and above is not None and written(above.core, [line.core, line.rest])

    def action(self, index: int) -> int:
        line = self.lines[index]
        if self.fresh and (names := present(line.core, self._may_be_here)):
            return self._present(line, names, index)
        if self.fresh and self._is_cast(index):
            return self._listed(index)
        if self.sheet.scene is None and words.STAGE_OPENS.fullmatch(line.core):
            self.sheet.open_scene(Heading())
            self.sheet.add("heading", line.end, line.core)
            return index + 1
        if line.shell == "#" and (words.PLANNING.fullmatch(line.core) or self._is_list(index)):
            return self.planning(index)
        if self.sheet.scene and _talks_about(line.core):
            behind = self._afterword(index)
            if behind > index:
                return behind
        if beside := self._beside(line):
            self.sheet.add(beside, line.end, line.core)
            return index + 1
        self._guess_scene(index)
        self.ensure_scene()
        spoke = self.voice if line.tag == "text" and self.voice and self._may_speak_on(line) else None
        if spoke and (end := self._speaks_on(index, spoke)) > index:
            return end
        if self._leads(index):
            sure, reason = self.accepts(index + 1)
            return self.speech(index + 1, sure, reason, lead=line.core)
        if "【" in line.core and (shown := SHOWN.search(line.core)):
            return self._shown(index, line.core, shown)
        self.fresh = False
        if self.prose and holds_speech(line.core):
            self.prose.paragraph(line.start, line.end)
            return index + 1
        end, sign = self._action_end(index)
        confidence, reason = self._unlike_action(index)
        text = markers.untimed(sign.join(part.core for part in self.lines[index:end]))
        self.sheet.add("action", self.lines[end - 1].end, text, confidence=confidence, reason=reason)
        return end

    def _beside(self, line: ScannedLine) -> Kind | None:
        """What a line is that is no part of the story: the title again, a comment, a heading of Markdown that opens no scene, what is said of the script above it."""
        if line.core == self.sheet.title:
            return "title"
        if line.shell == COMMENT or (line.shell == "#" and line.core[-1] not in "。！？!?.…" and not line.rest):
            return "note"
        if not self.sheet.scenes and KIND_OF_WORK.match(line.core):
            return "front"
        above = not self.sheet.scenes and line.core[-1] in "：:" and not line.rest and line.core[0] not in OPENING
        return "front" if above else None

    def _guess_scene(self, index: int) -> None:
        """Open a scene at a paragraph that begins with when and where, in a Chinese script without headings; the first needs one of them only."""
        scene, line = self.sheet.scene, self.lines[index]
        if (
            self.shape.english
            or self.headings
            or (scene and not scene.implied)
            or (index and self.lines[index - 1].tag != "blank")
        ):
            return
        told = opening(line.core.strip("［〔[（("), english=False)
        if scene is None:
            told = told or Heading(location=place(line.core.strip("［〔[（(")))
        if told and (told.location if scene else told.location or told.time):
            self.sheet.open_scene(replace(told, state=self.state), implied=True)

    def _may_speak_on(self, line: ScannedLine) -> bool:
        """Whether a line behind a direction may be words of the one who spoke before it: it tells of nobody else."""
        told = reading(line.core, self.shape.known, self.shape.english) == "told"
        return line.core[0] not in OPENING and self.sheet.units[-1].kind == "action" and not told

    def _bracket_end(self, index: int) -> int:
        """The line behind a stage direction whose bracket is closed on a later line; else the next line."""
        line = self.lines[index]
        if line.core[0] not in OPENING or bracketed(line.core) is not None:
            return index + 1
        return self._ends_line(index) or index + 1

    def _action_end(self, index: int) -> tuple[int, str]:
        """The line behind an action, and what parts its lines: a bracket that is closed below, or a sentence that a narrow page breaks."""
        end = self._bracket_end(index)
        full = self._paper_end(index) if end == index + 1 else end
        return (full, " " if self.shape.english else "") if full > end else (end, "\n")

    @cached_property
    def paper(self) -> int:
        """How many signs the longest line of text has."""
        return max((len(line.core) for line in self.lines if line.tag == "text"), default=0)

    def _paper_end(self, index: int) -> int:
        """The line behind a sentence of action that goes on below because the paper was too narrow: all but its last line are full."""
        end = index
        while end + 1 < len(self.lines) and self._is_full(self.lines[end]):
            line = self.lines[end + 1]
            loose = line.tag == "text" or (line.style == "alone" and not self.accepts(end + 1)[0])
            if not loose or line.shell or line.indent != self.lines[index].indent or not line.core[0].isalpha():
                break
            end += 1
        return end + 1

    def _is_full(self, line: ScannedLine) -> bool:
        """Whether a line breaks off in a sentence at the edge of a page on which no line is longer."""
        if len(line.core) < LEAST_FULL or line.shell or line.rest or complete(line.core):
            return False
        slack = SLACK_EN if self.shape.english else SLACK_ZH
        return self.paper <= WIDEST and len(line.core) + slack >= self.paper

    def _unlike_action(self, index: int) -> tuple[float, str]:
        """How sure it is that a line with a colon is action, and why not wholly; what is doubtful is reported."""
        line = self.lines[index]
        if line.start in self.unsure:
            confidence, reason = self.unsure[line.start]
            self.sheet.doubt("unsure-line", f"“{line.core[:30]}” is read as action: {reason}", line.start)
            return confidence, reason
        if line.tag == "text" and self._behind_unsure(line):
            reason = "it sounds spoken, but stands behind a line without a mark"
            self.sheet.doubt("unsure-line", f"“{line.core[:30]}” is read as action: {reason}", line.start)
            return 0.5, reason
        if line.style != "colon" and self._behind_aside(line):
            reason = "it sounds spoken, and stands behind a direction between words"
            self.sheet.doubt("unsure-line", f"“{line.core[:30]}” is read as action: {reason}", line.start)
            return 0.5, reason
        if line.doubted:
            self.sheet.doubt("unsure-line", f"“{line.core[:30]}” is read as action: {line.doubted}", line.start)
            return 0.5, line.doubted
        if line.apart:
            return self._apart(line)
        if line.style != "colon" or line.cue is None or "colon" not in self.shape.styles:
            return 1.0, ""
        why = self.shape.accepts(line)[1]
        if line.rest[:1] in QUOTES and WRITTEN.search(line.head):
            return 1.0, ""
        if why in ("narrated", "unknown name") and line.rest[:1] in ("“", "「", '"'):
            rule, reason = (
                "words-in-action",
                "its words in quotation marks are not spoken; `名：台词` would make them a speech",
            )
        elif why in ("unknown name", "a place"):
            rule, reason = (
                "colon-without-speaker",
                f"“{line.head}：” may be a speaker, but the name stands nowhere else",
            )
        else:
            return 1.0, ""
        self.sheet.doubt(rule, f"“{line.core[:30]}” is read as action: {reason}", line.start)
        return 0.5, reason

    def _apart(self, line: ScannedLine) -> tuple[float, str]:
        """The same of a line that is set apart as the directions are, with what may be a name and words."""
        if not apart.may_be_said(line, quoted=self.shape.quoted):
            return 1.0, ""
        reason = f"“{line.head}：” may be a speaker, but the whole line is marked as the directions are"
        self.sheet.doubt("colon-without-speaker", f"“{line.core[:30]}” is read as action: {reason}", line.start)
        return 0.5, reason

    def _behind_unsure(self, line: ScannedLine) -> bool:
        """Whether a line sounds spoken and follows a line that was read as action without a mark."""
        above = self.sheet.units[-1] if self.sheet.units else None
        return (
            above is not None
            and above.start in self.unsure
            and reading(line.core, self.shape.known, self.shape.english) == "said"
        )

    def _behind_aside(self, line: ScannedLine) -> bool:
        """Whether a line sounds spoken and stands below a direction in round brackets, that below a speech."""
        if line.core[0] in OPENING or len(self.sheet.units) < 2 or self.sheet.units[-1].kind not in ("action", "blank"):
            return False
        above = [unit for unit in self.sheet.units[-4:] if unit.kind != "blank"][-2:]
        if [unit.kind for unit in above] != ["speech", "action"] or above[1].raw.strip()[0] not in "（(":
            return False
        aside = bracketed(above[1].raw.strip()) is not None
        return aside and reading(line.core, self.shape.known, self.shape.english) == "said"

    def _placed_below(self, heading: Heading, index: int) -> int:
        """The index of the heading that says where an English `ACT I` or `SCENE A` takes place, a `第一幕：…` above `场景：…`, a `第一场` above `客厅，夜。`, below blank lines; else 0."""
        below = self._next(index)
        if below is None or below == index or heading.time or heading.interior:
            return 0
        if not self.shape.english:
            line = self.lines[below]
            named = line.tag == "scene" and PLACED.match(line.core)
            alone = line.tag == "text" and not heading.location and headings.told_alone_zh(line.core)
            return below if (named or alone) and heading.number else 0
        if heading.location:
            return 0
        if LETTERED.fullmatch(self.lines[below].core):  # ACT ONE, SCENE A, and the place below both
            below = self._next(below + 1) or below
        if self._set_in(below):
            return below
        said = self.lines[below].heading if self.lines[below].tag == "scene" else None
        return below if said and said.location and not said.number else 0

    def _set_in(self, index: int) -> Heading | None:
        """What a line says behind `SCENE:` or `SETTING:` below a heading that only counts: `SCENE: The attic. Ten minutes later.`; None where that is no place."""
        line = self.lines[index]
        if line.style != "colon" or line.head.upper() not in words.SETTINGS_EN or not line.rest.strip():
            return None
        told = headings.opened(line.rest.strip()) or headings.told_on("", line.rest.strip())
        return told if told and told.location else None

    def _extends(self, heading: Heading, index: int) -> bool:
        """Whether a line below a heading still says where and when: `地点：…`, `日 内 客厅` under `1-1`."""
        line = self.lines[index]
        if line.tag == "label":
            return words.field(line.head) in SETTING and bool(line.rest)
        if line.tag == "scene" and line.heading and PLACED.match(line.core):
            return bool(heading.number) and not heading.time and not heading.interior
        if (
            heading.location
            or heading.time
            or heading.interior
            or line.tag not in ("text", "cue", "scene")
            or len(line.core) > (60 if self.shape.english else 30)
        ):
            return False
        if line.tag == "scene":
            return bool(line.heading and not line.heading.number)
        if self.shape.english:
            return headings.told_alone(line.core) is not None and not self._are_there(line.core)
        if line.tag == "cue" and (line.rest or line.head in self.shape.listed):
            return False
        if headings.told_alone_zh(line.core):
            return True
        said = headings.chinese(line.core)
        return bool(said.time or said.interior) and not re.search(r"[。！？…]", line.core)

    def _extended(self, heading: Heading, index: int) -> Heading:
        line = self.lines[index]
        if line.tag == "label":
            return headings.filled(heading, words.field(line.head) or "", line.rest)
        if self.shape.english and line.tag == "cue" and (told := self._set_in(index)):
            return replace(told, number=heading.number, cast=heading.cast, state=heading.state)
        alone = headings.told_alone(line.core) if self.shape.english else headings.told_alone_zh(line.core)
        said = line.heading or alone or headings.chinese(line.core)
        return replace(said, number=heading.number, cast=heading.cast or said.cast, state=heading.state or said.state)

    def _closed(self, index: int) -> bool:
        for after in range(index + 1, len(self.lines)):
            line = self.lines[after]
            if line.mark and (line.mark.opens or line.mark.closes):
                if line.mark.opens:
                    self.sheet.doubt("nested-state", f"“{line.core}” begins before the one above has ended", line.start)
                return line.mark.closes
        return False

    def _until_heading(self, index: int, state: str) -> str:
        line = self.lines[index]
        self.sheet.doubt(
            "unclosed-state", f"“{line.core}” is never ended; it is taken to end at the next heading", line.start
        )
        below = self._next(index + 1)
        if below is not None and self.lines[below].tag == "scene":
            self.lines[below].heading = replace(self.lines[below].heading or Heading(), state=state)
        return ""

    def _present(self, line: ScannedLine, names: list[str], index: int) -> int:
        """A line in brackets right below a heading that lists who is there: `[IDA, PORTER (V.O.)]`."""
        names = [name for name in names if name.casefold() not in FILLING]
        for name in names:
            self.people.add(name, listed=True)
        if self.sheet.scene:
            self.sheet.scene.cast += names
        self.sheet.add("cast", line.end, line.core)
        return index + 1

    def _may_be_here(self, name: str) -> bool:
        return name in self.shape.counts or name in self.shape.listed

    def _is_cast(self, index: int) -> bool:
        """Whether a line right below a heading lists names without saying so."""
        core = self.lines[index].core
        if self.shape.english:
            return self._are_there(core)
        if (
            len(core) > 60
            or ("、" not in core and "，" not in core)
            or re.search(r"[。！：:；“”…]|(?<!？)？(?!？)", core)
        ):
            return False
        names = listed(core)
        if len(names) < 2 or max(map(len, names)) > 8:
            return False
        return sum(name in self.shape.counts or name in self.shape.listed for name in names) * 2 >= len(names)

    def _listed(self, index: int) -> int:
        """A line right below a heading that lists who is there without saying so."""
        line = self.lines[index]
        if self.shape.english:
            return self._present(line, self._there(line.core), index)
        names = self.people.cast_line(line.core)
        if self.sheet.scene:
            self.sheet.scene.cast += names
        self.sheet.add("cast", line.end, line.core)
        return index + 1

    def _are_there(self, core: str) -> bool:
        """Whether an English line only lists people of the play, as French scenes do below their numbers: `HÉLÈNE, ODILE.`, `The same, M. BRIAND.`"""
        names = [name.strip() for name in core.rstrip(".").split(",")]
        known = sum(map(self._may_be_here, names))
        return len(names) > 1 and known > 0 and (known == len(names) or names[0] in SAME_PEOPLE)

    def _there(self, core: str) -> list[str]:
        """Whom such a line lists; those of the scene before, where it says that they are still there."""
        names = [name.strip() for name in core.rstrip(".").split(",")]
        before = self.sheet.scenes[-2:-1] if names[0] in SAME_PEOPLE else []
        return list(
            dict.fromkeys([*(name for scene in before for name in scene.cast), *filter(self._may_be_here, names)])
        )

    def _leads(self, index: int) -> bool:
        """Whether a line is a direction for the cue below it: `（低声）` on its own."""
        if index + 1 >= len(self.lines) or not LEAD.fullmatch(self.lines[index].core):
            return False
        below = self.lines[index + 1]
        return below.style == "colon" and bool(self.accepts(index + 1)[0])

    def _is_item(self, index: int) -> bool:
        """Whether a line is an item of a list or a row of a table: `- 黑色水笔`, `1. 李明发呆`, `| 阿秀 | 门口 |`."""
        line = self.lines[index]
        row = line.core[:1] + line.core[-1:] == "||"
        return line.tag in ("text", "cue") and (line.shell == "-" or row or NUMBERED.match(line.core) is not None)

    def _is_title(self, index: int) -> bool:
        line = self.lines[index]
        short = len(line.core) <= 20 and not re.search(r"[。！？：:；，]", line.core)
        return (
            short
            and line.tag in ("text", "cue")
            and not line.rest
            and not self.accepts(index)[0]
            and line.shell not in ("*", "_")
        )

    def front(self, index: int, stop: int) -> int:
        """Front matter up to `stop`: kept, never spoken, and asked for the cast."""
        return read_front(self.lines, index, stop, self.sheet, self.people)


HANDLERS: dict[str, Callable[[Lines, int], int]] = {
    "blank": Lines.blank, "rule": Lines.blank, "episode": Lines.episode, "scene": Lines.heading,
    "mark": Lines.mark, "label": Lines.label, "cue": Lines.cue, "text": Lines.action,
}  # fmt: skip
"""One per tag: takes the index of a line, returns the index of the first line it has not read."""
FILLED: dict[str, Callable[[Lines, int], int]] = {
    "cast": Lines._cast,
    "looks": Lines._cast,
    "speaker": Lines._speaker,
    "speech": Lines._words,
    "action": Lines._labelled,
    "caption": Lines._labelled,
    "sound": Lines._labelled,
}
"""One per meaning of a label that is more than a note or a field of the scene."""
