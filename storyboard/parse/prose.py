"""Prose: what stands in quotation marks and is said by somebody is speech, all the rest is action.

Who says it is taken from the words around (`老栓说，“…”`, `“…”老栓说`); where the text does not say, the speaker is
UNKNOWN and the unit unsure.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from storyboard.languages import scenery
from storyboard.model import Parenthetical
from storyboard.parse import headings, markers, tags, words
from storyboard.parse.attribution import AFTER, AFTER_EN, BEFORE_EN, SAID_EN, VERBS, Attribution
from storyboard.parse.choice import Choice
from storyboard.parse.credited import Credit, credited, parted
from storyboard.parse.headings import Heading
from storyboard.parse.markers import bracketed
from storyboard.parse.numerals import numeral
from storyboard.parse.openings import hour, opening, place
from storyboard.parse.paragraphs import joined, paragraphs
from storyboard.parse.people import People
from storyboard.parse.sheet import Sheet
from storyboard.parse.voiced import way
from storyboard.patterns import deferred
from storyboard.records import dataclass

PAIRS = {"“": "”", "「": "」", "『": "』", "‘": "’"}
DASHES = "—–"
MARKS = f"{markers.TRIANGLES} \t　"
"""What stands before an action in a script of lines."""
SINGLE = deferred(r"(?<!\w)‘[^‘\n]*?[,.!?…—]’(?!\w)")
"""A quotation in single marks, as British books have them; what it ends with tells its end from an apostrophe."""
TAGGED = deferred(
    rf"(?<=[,.?!…])\s*(?={SAID_EN} (?:[A-Z]|he|she|the|his|her)|(?:[A-Z][a-z]+|he|she) (?:\w+ly )?{SAID_EN}\b)"
)
"""Where the words behind a dash end and it is told who says them: `—Is there bread? said Fintan.`"""
HEADLESS = frozenset('。！？!?…；;，,"')
"""How a line ends that heads nothing."""
LEAST_PARTS, LONGEST_PART = 2, 66
MANY_MARKS = 3
"""Paragraphs that begin with a dash or a single mark before these are how a text quotes."""
SIGN = deferred(r"[“”「」『』]")
SENTENCE = "。！？!?…—，,．.～~；;、"
DIRECTED = deferred(r"[ 　]*[（(][^（()）\n]{1,40}[）)][ 　]*")
DIRECTS = frozenset(" 　（(")
BOXED_ALONE = deferred(r"(?:【[^【】“”]{1,60}】\s*){2,}|【[^【】“”]{1,60}】")
BOX = deferred(r"【[^【】]*】\s*")
"""What stands in brackets alone: 【卡点】【弹出字幕：她什么时候结的婚？】"""
PAPERS = deferred(
    r"(?:[\u4e00-\u9fff]{2,6}[：:]\s*[^：:。！？“”\n]{1,16}?(?:[　|｜\t]+|[ ]{1,}(?=[\u4e00-\u9fff]{2,6}[：:])|$)){2,}"
)
"""A line of labels above the story: 字数：约600　付费卡点：本集末　审核：已过."""
SAYS = deferred(rf"(?:{VERBS})(?:了|着|道|起来|一句|一声)?\s*[，,]\s*$")
LED = "：:，,"
NOT_SPOKEN = deferred(
    r"(?:叫做?|所谓|称为?|名为|题为|写着|写道|上写|写的|字迹|贴着|印着|刻着|字样|谓之|唤作|号称|读作|(?<![声外])音|应有)[^，。]{0,4}$"
)
LEAST_BROKEN = 4
"""Characters from which on a Chinese quotation that ends with a comma is the first half of what somebody says: “您看清楚，”她踮起脚，“那是新的。”"""
NOT_SPOKEN_STARTS = frozenset("叫所称名题写上字贴印刻谓唤号读音应")
"""How what says so begins."""
LONGEST_NOT_SPOKEN = 9
"""Characters of what is looked at for it, one before the words and a line end among them."""
CRYING = deferred(r"[呜哇啊嗷吁呼]+")
THING_SOUNDS = deferred(r"警笛|汽笛|风|雷|狼|狗|猫|婴儿|声响|声音|[^哭喊叫笑]声(?:响|传|划|从)|响起|传来|响声")
SECTION = deferred(r"[一二三四五六七八九十]{1,3}|\d{1,3}|[IVX]{1,5}|[*＊·—\-=～~#\s]{1,20}")
COUNTED = deferred(
    r"(?:[（(【\[]\s*)?(?:(?P<no>\d{1,3})\s*[.、．)）】\]]|(?P<han>[一二三四五六七八九十百]{1,4})\s*[、.．　 )）】\]])\s*(?P<told>[^\s。！？!?“”\"「」：:][^。！？!?“”\"「」：:]{0,56}?)\.?"
)
"""A numbered line that may head a part: 1. The Front Parlour, 二、医院长廊, 三　后院."""
ABOUT = deferred(
    r"[（(].*(?:\d+\s*(?:字|words)|[千百万]字|\bscreenplay\b|剧本格式|adapted from|my (?:own )?(?:short )?story|我的?小说).*[)）]",
    re.I | re.S,
)
ABOUT_FIRST = deferred(
    r"(?:编辑|导演|老师|各位)(?:老师)?(?:您?好|们好)|我(?:的)?小说|改成(?:短片|剧本)|my (?:own )?(?:short )?story\b|\bscreenplay\b",
    re.I,
)
"""What a writer says of the text, in brackets or above it."""
TITLE_END = deferred(r"[。！？.!?，：:；”」]")


def _leads_in(before: str) -> bool:
    """Whether what stands before a quotation ends with a colon, or with a word for saying and a comma."""
    sign = before.rstrip()[-1:]
    return sign in LED and sign != "" and (sign in "：:" or SAYS.search(before) is not None)


def _signs(text: str) -> str:
    """What the quotations of an English text begin with."""
    if text.count("“") + text.count('"') > MANY_MARKS:
        return '"'
    first = Counter(line.lstrip()[:1] for line in text.split("\n"))
    if sum(first[dash] for dash in DASHES) >= MANY_MARKS:
        return "—"
    return "‘" if first["‘"] >= MANY_MARKS else '"'


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation, signs included."""

    start: int
    end: int
    parts: tuple["Quote", ...] = ()
    """Those that it is put together from."""


def read(choice: Choice) -> tuple[Sheet, People]:
    """The units of a prose text."""
    sheet, people = Sheet(choice.source), People()
    Prose(sheet, people, choice.evidence.english).read()
    return sheet, people


def _unmarked(text: str) -> str:
    """A text with blanks for the marks of its actions."""
    for sign in markers.TRIANGLES:
        text = text.replace(sign, " ")
    return text


class Prose:
    """Reads prose paragraph by paragraph onto a sheet."""

    def __init__(self, sheet: Sheet, people: People, english: bool) -> None:
        self.sheet = sheet
        self.people = people
        self.text = sheet.text
        self.english = english
        self.voices = Attribution(_unmarked(self.text), english)
        self.signs = _signs(self.text) if english else '"'
        """What its quotations begin with: " for all that stand in pairs, ‘ or —."""
        self.speaks = self.signs != '"' or '"' in self.text or SIGN.search(self.text) is not None
        """Whether anything stands in quotation marks."""
        self.fresh = False
        """A numbered line has opened the scene, and nothing is told in it yet."""
        self.lead_in = ""
        """The end of the paragraph above, where it leads in a speech: `…轻轻说：`."""

    def read(self) -> None:
        told = credited(self.text)
        spans = list(parted(paragraphs(self.text), told, self.text))
        parts = self.counted(spans)
        for start, end in spans:
            content = self.text[start:end].strip()
            if not content:
                self.sheet.add("blank", end)
                continue
            if credit := told.get(start):
                self.open_scene(start, end)
                self.credit(credit, end)
                continue
            found = headings.episode(content) if len(content) <= headings.LONGEST else None
            if found:
                self.sheet.open_episode(*found)
                self.sheet.add("episode", end, content)
            elif heading := parts.get(start) or self.headed(content):
                self.sheet.open_scene(heading)
                self.sheet.add("heading", end, heading.location)
                self.fresh = True
            elif (content[0] in "（(" and ABOUT.fullmatch(content)) or (
                parts and not self.sheet.scenes and ABOUT_FIRST.search(content)
            ):
                self.sheet.add("note" if self.sheet.scenes else "front", end, content)
            elif not self.sheet.scenes and (
                PAPERS.fullmatch(content) or (told and bracketed(content) and any(at > start for at in parts))
            ):
                self.sheet.add("front", end, content)
            elif content[0] == "【" and self.sheet.scenes and BOXED_ALONE.fullmatch(content):
                self.boxes(start, end)
            elif SECTION.fullmatch(content) or words.PAGE_ALONE.fullmatch(content):
                self.sheet.add("note", end, content)
            elif not self.sheet.scenes and len(content) <= 30 and not TITLE_END.search(content):
                self.sheet.add(
                    "title" if not any(unit.kind == "title" for unit in self.sheet.units) else "front", end, content
                )
            else:
                self.open_scene(start, end)
                self.paragraph(start, end)
        self.merge()

    def credit(self, credit: Credit, end: int) -> None:
        """A quotation below which it stands who says it."""
        how = f"({credit.how})" if self.english else f"（{credit.how}）"
        directions = (Parenthetical(how, 0),) if credit.how else ()
        self.people.add(credit.name)
        self.voices.said(credit.name, 1.0)
        heard = way(credit.how, "") if credit.how else ""
        self.sheet.add("speech", end, credit.words, speaker=credit.name, parentheticals=directions, delivery=heard)

    def boxes(self, start: int, end: int) -> None:
        """A paragraph of nothing but brackets, each as what it says that it is."""
        text = self.text[start:end]
        found = list(BOX.finditer(text, len(text) - len(text.lstrip())))
        for box in found:
            core = box[0].strip()
            mark = markers.read(core)
            stop = end if box is found[-1] else start + box.end()
            self.sheet.add(mark.kind if mark else "action", stop, mark.text if mark else core)

    def counted(self, spans: list[tuple[int, int]]) -> dict[int, Heading]:
        """The numbered lines that stand alone, count on, from one or as an excerpt does, and name places, by their offsets, as the heads of scenes."""
        found = [
            (start, told)
            for start, end in spans
            if end - start < LONGEST_PART and (told := COUNTED.fullmatch(self.text[start:end].strip()))
        ]
        numbers = [numeral(told["no"] or told["han"]) for _, told in found]
        first = (numbers[0] if numbers else 0) or 1
        if len(found) < LEAST_PARTS or numbers != list(range(first, first + len(found))):
            return {}
        parts = {start: self.part(told["no"] or told["han"], told["told"].strip()) for start, told in found}
        return parts if any(part.time or scenery.place(part.location).side for part in parts.values()) else {}

    def headed(self, content: str) -> Heading | None:
        """What a line says that heads a scene as scripts do: with a number, or inside or outside, and no sentence."""
        if (
            not self.speaks
            or len(content) > headings.LONGEST
            or content[-1] in HEADLESS
            or "\n" in content
            or SIGN.search(content)
        ):
            return None
        said = headings.scene(content)
        if not (said and said.location and (said.number or said.interior)):
            return None
        place, gap, who = said.location.rpartition(" ")
        alone = gap and not said.cast and self.voices.canonical(who) in self.voices.names
        return replace(said, location=place, cast=who) if alone else said  # 场景二：大堂，白天，沈渔

    def part(self, number: str, told: str) -> Heading:
        """What such a line says: its number, a place, and maybe an hour."""
        alone = headings.told_alone(told) if self.english else headings.told_alone_zh(told) or headings.placed(told)
        return replace(alone or headings.scene(told) or Heading(location=told), number=number)

    def open_scene(self, start: int, end: int) -> None:
        """A scene for a paragraph that opens with a time, and for the first one of all."""
        first = self.sheet.scene is None
        found = opening(self.text[start:end], self.english)
        draft, fresh, self.fresh = self.sheet.scene, self.fresh, False
        if draft and fresh:
            told = found.time if found else "" if self.english else hour(self.text[start:end])
            draft.heading = replace(draft.heading, time=draft.heading.time or told)
            return
        if found or first:
            here = "" if self.english else place(self.text[start:end])
            self.sheet.open_scene(found or Heading(location=here), implied=True)

    def merge(self) -> None:
        """Say which names were taken for one person, and keep the other one as an alias."""
        for other, kept in sorted(self.voices.same.items()):
            spoken = next((unit.start for unit in self.sheet.units if unit.speaker == kept), None)
            if spoken is not None:
                self.people.add(kept).aliases.append(other)
                self.sheet.doubt("name-variant", f"“{other}” is taken for {kept}", max(self.text.find(other), 0))

    def paragraph(self, start: int, end: int) -> None:
        """Narration and speeches of one paragraph, in turn."""
        speeches = self.joined([quote for quote in self.quotes(start, end) if self.is_spoken(quote, start, end)])
        at, speaker = start, ""
        for index, quote in enumerate(speeches):
            before = self.text[at : quote.start].lstrip(MARKS)
            until = speeches[index + 1].start if index + 1 < len(speeches) else end
            leading = before if before.strip() or index else self.lead_in
            said = self.words(quote)
            who, sure, reason = self.voices.speaker(leading, said, self.text[quote.end : until], speaker)
            if sure < 0.5 and self.english and index == 0 and len(speeches) > 1:
                below = speeches[2].start if len(speeches) > 2 else end
                then = self.voices.speaker(self.text[quote.end : until], "", self.text[speeches[1].end : below], "")
                if then[1] >= 0.5:
                    who, sure, reason = (
                        then[0],
                        0.55,
                        "whoever speaks further on in the paragraph is taken to speak here",
                    )
            if sure < 0.9 and self.is_noise(said, quote.end, until):
                self.narrate(quote.start, behind=index > 0, ahead=True)
                self.sheet.add("sound", quote.end, said)
                at, speaker = quote.end, ""
                continue
            self.narrate(quote.start, behind=index > 0, ahead=True)
            self.voices.said(who, sure)
            speaker = who if sure > 0.5 else ""
            last = self.text[quote.end : end].strip() == ""
            closing = end if last else quote.end
            if sure < 0.7:
                rule, message = (
                    ("unknown-speaker", reason) if sure < 0.5 else ("guessed-speaker", f"read as {who}: {reason}")
                )
                shown = re.sub(r"\s+", " " if self.english else "", self.text[quote.start : quote.end][:30])
                self.sheet.doubt(rule, f"{shown}: {message}", quote.start)
            heard = way(leading.rpartition("\n")[2], self.text[quote.end : until])
            self.sheet.add(
                "speech",
                closing,
                said,
                speaker=who,
                parentheticals=self.directions(quote),
                delivery=heard,
                confidence=sure,
                reason=reason,
            )
            at = closing
        tail = self.text[at:end]
        self.lead_in = tail if tail.rstrip()[-1:] in "：:" else ""
        if tail[tags.behind(tail, self.voices.names, self.english) if speeches else 0 :].strip():
            self.voices.told(tail)
        self.narrate(end, behind=bool(speeches), ahead=False)

    def joined(self, speeches: list[Quote]) -> list[Quote]:
        """The quotations of a paragraph, those between which only a direction in brackets stands as one: “我出一个亿。”（停顿）“请你擦。”"""
        found: list[Quote] = []
        for quote in speeches:
            first = found[-1] if found else None
            if first and self.text[first.end] in DIRECTS and DIRECTED.fullmatch(self.text, first.end, quote.start):
                led = self.text[max(first.start - 2, 0) : first.start].rstrip()[-1:] in ("：", ":")
                if led:
                    found.pop()
                    quote = Quote(first.start, quote.end, (*(first.parts or (first,)), quote))
            found.append(quote)
        return found

    def directions(self, quote: Quote) -> tuple[Parenthetical, ...]:
        """The directions between the parts of a quotation, with their places in its words."""
        if len(quote.parts) < 2:
            return ()
        found, at = list[Parenthetical](), 0
        for one, other in pairwise(quote.parts):
            at += len(self.words(one))
            found.append(Parenthetical(self.text[one.end : other.start].strip(), at))
        return tuple(found)

    def words(self, quote: Quote) -> str:
        """What stands in a quotation."""
        if quote.parts:
            return "".join(map(self.words, quote.parts))
        return joined(
            self.text[quote.start + 1 : quote.end].removesuffix(PAIRS.get(self.text[quote.start], '"'))
        ).strip()

    def is_noise(self, said: str, end: int, until: int) -> bool:
        """Whether a quotation is what a thing sounds like: “轰隆！”; a person's crying only where a thing is told of."""
        signs = markers.NO_SOUND.sub("", said)
        if not signs or len(signs) > 12:
            return False
        if markers.NOISE.fullmatch(signs):
            return True
        return bool(CRYING.fullmatch(signs) and THING_SOUNDS.search(self.text[end : min(until, end + 24)]))

    def narrate(self, end: int, *, behind: bool, ahead: bool) -> None:
        """What is told up to `end`; words beside a quotation that only say who speaks are a note, not a picture."""
        at, names = self.sheet.at, self.voices.names
        text = self.text[at:end]
        if not text.strip():
            return
        head = tags.behind(text, names, self.english) if behind else 0
        tail = tags.ahead(text, names, self.english) if ahead else len(text)
        if not text[head : max(head, tail)].strip():
            self.sheet.add("note", end, joined(text))
            return
        if head:
            self.sheet.add("note", at + head, joined(text[:head]))
        self.sheet.add("action", at + tail, joined(text[head:tail]).lstrip(MARKS))
        if tail < len(text):
            self.sheet.add("note", end, joined(text[tail:]))

    def quotes(self, start: int, end: int) -> list[Quote]:
        """The outermost quotations of a paragraph; an unclosed one runs to its end."""
        found: list[Quote] = []
        text = self.text
        if self.signs != '"' and (found := list(self.other_quotes(start, end))):
            return found
        if text.count('"', start, end) > 1:
            marks = [start + match.start() for match in re.finditer('"', text[start:end])]
            return [Quote(a, b + 1) for a, b in zip(marks[::2], marks[1::2], strict=False)]
        stack: list[str] = []
        opened = 0
        for match in SIGN.finditer(text, start, end):
            sign = match[0]
            if sign in PAIRS:
                if not stack:
                    opened = match.start()
                stack.append(PAIRS[sign])
            elif stack and sign in stack:
                while stack.pop() != sign:
                    pass
                if not stack:
                    found.append(Quote(opened, match.end()))
        if stack:
            found.append(Quote(opened, opened + len(text[opened:end].rstrip())))
        return found

    def other_quotes(self, start: int, end: int) -> Iterator[Quote]:
        """Quotations of a text that sets them in single marks, or begins them with a dash."""
        if self.signs == "—":
            if self.text[start:end].lstrip()[:1] in DASHES:
                begin = start + len(self.text[start:end]) - len(self.text[start:end].lstrip())
                tag = TAGGED.search(self.text, begin, end)
                yield Quote(begin, tag.start() if tag else begin + len(self.text[begin:end].rstrip()))
            return
        for match in SINGLE.finditer(self.text, start, end):
            yield Quote(match.start(), match.end())

    def is_spoken(self, quote: Quote, start: int, end: int) -> bool:
        """Whether a quotation is speech: led in by a word for saying, or a sentence of its own; “啪” and “火房” are not."""
        before = self.text[max(start, quote.start - 30) : quote.start]
        inner = self.text[quote.start + 1 : quote.end - 1].strip()
        after = self.text[quote.end : min(end, quote.end + 12)]
        if not inner:
            return False
        if self.signs == "—":
            return True
        if not before.strip():
            return (
                inner[-1] in SENTENCE
                or len(inner) > 12
                or not after.strip()
                or bool(AFTER.match(after) or AFTER_EN.match(after))
            )
        near = before[-LONGEST_NOT_SPOKEN:]
        if not NOT_SPOKEN_STARTS.isdisjoint(near) and NOT_SPOKEN.search(near):
            return False
        if _leads_in(before) or (self.english and BEFORE_EN.search(before)):
            return True
        if re.match(r"(?:的?一声|的声|地一声|几声|之声|一响)", after):
            return False
        return inner[-1] in "。！？!?…—" + (
            ",." if self.english else "，" if len(inner) >= LEAST_BROKEN else ""
        ) and before.rstrip()[-1:] in "。！？，,：:；;…—”」』.!?" + (
            "" if self.english or before[-1:] == "\n" else "）)"
        )
