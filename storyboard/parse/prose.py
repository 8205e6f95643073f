"""Prose: what stands in quotation marks and is said by somebody is speech, all the rest is action.

Who says it is taken from the words around (`老栓说，“…”`, `“…”老栓说`); where the text does not say, the speaker is
UNKNOWN and the unit unsure.
"""

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from storyboard.parse import headings
from storyboard.parse.headings import Heading
from storyboard.parse.paragraphs import joined, paragraphs
from storyboard.parse.people import People
from storyboard.parse.sheet import Sheet

if TYPE_CHECKING:
    from storyboard.parse.detect import Choice

UNKNOWN = {"en": "UNKNOWN"}
"""The speaker where the text does not say who; 未知 in every language not named here."""

PAIRS = {"“": "”", "「": "」", "『": "』"}
SIGN = re.compile(r"[“”「」『』]")
SENTENCE = "。！？!?…—，,．.～~；;、"
VERB = r"(?:说道|说|笑道|问道|答道|喝道|叫道|喊道|骂道|叹道|劝道|嚷道|哭道|回道|忙道|冷笑道|道|问|答|喊|叫|嚷|骂|叹|吼|嘟囔|嘀咕|低语|回答|接口|开口|应|念|唱|想|央告|抢着|插嘴|反问|补充|解释|吩咐|命令|宣布|喃喃)"
ADVERB = r"(?:便|又|忙|也|却|就|才|只|都|一面|一边|连忙|赶忙|急忙|因|听了|点头|摇头|笑着|冷笑|微笑|含笑|哭着|低声|高声|大声|轻声|悄悄|慢慢|忽然|突然|于是|接着|这样|的|地|着|对.{1,4}|向.{1,4}|和.{1,4}|跟.{1,4}|同.{1,4}|指着.{1,6}|看着.{1,6}|拉着.{1,6})"
NAME = r"(?P<who>[\u4e00-\u9fff·]{1,6}?)"
BEFORE = re.compile(
    rf"(?:^|[，。；！？：、\s”」』])(?:只见|只听得?|那|这|此时|这时|忽听|却说|且说)?{NAME}{ADVERB}*[^，。；“”「」]{{0,6}}{VERB}(?:了|着|道|起来|一句|一声)?\s*[：:，,]?\s*$"
)
AFTER = re.compile(rf"^\s*(?:那|这|只见)?{NAME}{ADVERB}*{VERB}(?:[，。：:；！\s]|着|了|道|$)")
CLAUSE = re.compile(rf"[^，。；！？：\n“”「」『』]*{VERB}(?:了|着|道|起来|一句|一声)?\s*[：:，,]?\s*$")
SAYS = re.compile(rf"{VERB}(?:了|着|道|起来|一句|一声)?\s*[：:，,]\s*$|[：:]\s*$")
NOT_SPOKEN = re.compile(
    r"(?:叫做?|所谓|称为?|名为|题为|写着|写道|上写|写的|字迹|贴着|印着|刻着|字样|谓之|唤作|号称|读作|音|应有)[^，。]{0,4}$"
)
PRONOUN = re.compile(
    r"^(?:他|她|它|我|你|您|那人|这人|有人|大家|众人|人们|一个|一|两|几|谁|自己|后来|忽然|于是|却|便|又|就|也|只|不|还|再|才|都|是|听|看|走|说|笑|对|向|连|忙|因|如|若|但|可|而|且|所|此|其|之|上|下|里|来|去|得|着|了|道|嘴里)"
)
OTHER = re.compile(r"(?:他|她|它|我|那|这|有人|有个|一个|众人|大家|又一)")
SAID_AFTER = re.compile(rf"^[^听闻]{{1,12}}{VERB}(?:道|了|着|起来|一句)?$")
LEAD_IN = re.compile(r"^(?:这时|此时|那时|忽然|突然|于是|接着|随后|后来|最后|当下|只见|却说|且说)[，,]?")
HEAD = re.compile(r"(?:^|[。！？”」』\n])[\s　]{0,8}([\u4e00-\u9fff]{2,6})")
TOWARDS = re.compile(r"[对向和跟同给]$")
SENTENCE_END, CLAUSE_END = re.compile("[。！？”」』]"), re.compile("[，。！？；：“「『]")
HASTE = re.compile(r"[忙因便又也只得的就却才都还先且方]+")
HEARING = re.compile(r"[听闻看见]|没有?应")
PARTICLES = "的了着在是又也便就都一不从把被向对和说道问笑见听看想走到来去上下里外叫给很正已"
SAID_EN = r"(?:said|asked|replied|answered|cried|shouted|whispered|muttered|exclaimed|called|added|continued|murmured|snapped|sighed|yelled|told)"
WHO_EN = r"(?P<who>(?:Mr\.? |Mrs\.? |Miss |Dr\.? |Lady |Lord |Sir )?[A-Z][a-z’']+(?: [A-Z][a-z’']+)?)"
BEFORE_EN = re.compile(rf"{WHO_EN} (?:\w+ly )?{SAID_EN}[^.!?]{{0,40}}[,:]\s*$")
AFTER_EN = re.compile(
    rf"^\s*(?:{SAID_EN} {WHO_EN}|(?P<first>(?:Mr\.? |Mrs\.? |Miss )?[A-Z][a-z’']+) (?:\w+ly )?{SAID_EN})"
)
SECTION = re.compile(r"[一二三四五六七八九十]{1,3}|\d{1,3}|[IVX]{1,5}|[*＊·—\-=～~#\s]{1,20}")
TITLE_END = re.compile(r"[。！？.!?，：:；”」]")


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation, signs included."""

    start: int
    end: int


def read(choice: "Choice") -> tuple[Sheet, People]:
    """The units of a prose text."""
    sheet, people = Sheet(choice.source), People()
    Prose(sheet, choice.evidence.language == "en").read()
    return sheet, people


class Prose:
    """Reads prose paragraph by paragraph onto a sheet."""

    def __init__(self, sheet: Sheet, english: bool) -> None:
        self.sheet = sheet
        self.text = sheet.text
        self.english = english
        self.unknown = UNKNOWN["en"] if english else "未知"
        self.names = frozenset() if english else self._names()

    def read(self) -> None:
        for start, end in paragraphs(self.text):
            content = self.text[start:end].strip()
            if not content:
                self.sheet.add("blank", end)
                continue
            found = headings.episode(content) if len(content) <= headings.LONGEST else None
            if found:
                self.sheet.open_episode(*found)
                self.sheet.add("episode", end, content)
            elif SECTION.fullmatch(content):
                self.sheet.add("note", end, content)
            elif not self.sheet.scenes and len(content) <= 30 and not TITLE_END.search(content):
                self.sheet.add(
                    "title" if not any(unit.kind == "title" for unit in self.sheet.units) else "front", end, content
                )
            else:
                if self.sheet.scene is None:
                    self.sheet.open_scene(Heading(), implied=True)
                self.paragraph(start, end)

    def paragraph(self, start: int, end: int) -> None:
        """Narration and speeches of one paragraph, in turn."""
        speeches = [quote for quote in self.quotes(start, end) if self.is_spoken(quote, start, end)]
        at, speaker = start, ""
        for index, quote in enumerate(speeches):
            before = self.text[at : quote.start]
            until = speeches[index + 1].start if index + 1 < len(speeches) else end
            who, sure, reason = self.speaker(before, self.text[quote.end : until], speaker)
            if before.strip():
                self.sheet.add("action", quote.start, joined(before))
            speaker = who if sure > 0.5 else ""
            last = self.text[quote.end : end].strip() == ""
            closing = end if last else quote.end
            if sure < 0.7:
                rule, message = (
                    ("unknown-speaker", reason) if sure < 0.5 else ("guessed-speaker", f"read as {who}: {reason}")
                )
                said = re.sub(r"\s+", " " if self.english else "", self.text[quote.start : quote.end][:30])
                self.sheet.doubt(rule, f"{said}: {message}", quote.start)
            words = self.text[quote.start + 1 : quote.end].removesuffix(PAIRS.get(self.text[quote.start], '"'))
            self.sheet.add("speech", closing, joined(words), speaker=who, confidence=sure, reason=reason)
            at = closing
        if at < end:
            self.sheet.add("action", end, joined(self.text[at:end]))

    def quotes(self, start: int, end: int) -> list[Quote]:
        """The outermost quotations of a paragraph; an unclosed one runs to its end."""
        found: list[Quote] = []
        text = self.text
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

    def is_spoken(self, quote: Quote, start: int, end: int) -> bool:
        """Whether a quotation is speech: led in by a word for saying, or a sentence of its own; “啪” and “火房” are not."""
        before = self.text[max(start, quote.start - 30) : quote.start]
        inner = self.text[quote.start + 1 : quote.end - 1].strip()
        after = self.text[quote.end : min(end, quote.end + 12)]
        if not inner:
            return False
        if not before.strip():
            return (
                inner[-1] in SENTENCE
                or len(inner) > 12
                or not after.strip()
                or bool(AFTER.match(after) or AFTER_EN.match(after))
            )
        if NOT_SPOKEN.search(before):
            return False
        if SAYS.search(before) or (self.english and BEFORE_EN.search(before)):
            return True
        if re.match(r"(?:的?一声|的声|地一声|几声|之声|一响)", after):
            return False
        return (
            inner[-1] in "。！？!?…—" + (",." if self.english else "")
            and before.rstrip()[-1:] in "。！？，,：:；;…—”」』.!?"
        )

    def speaker(self, before: str, after: str, last: str) -> tuple[str, float, str]:
        """(who, how sure, why not wholly) of a speech between two pieces of narration."""
        if self.english:
            match = BEFORE_EN.search(before) or AFTER_EN.match(after)
            if match:
                return match["who"] or match["first"], 0.9, "named beside the quotation"
        else:
            who = self._named(before, after)
            if who:
                return who, 0.9, "named beside the quotation"
        if not self.english and not before.strip() and (who := self._follows(after)):
            return who, 0.6, "the words behind the quotation begin with the name"
        if last and before.strip():
            return last, 0.7, "the quotation goes on after a break by the same speaker"
        return self.unknown, 0.3, "nothing beside the quotation says who speaks"

    def _named(self, before: str, after: str) -> str:
        """The name in the clause that leads in or follows a Chinese quotation."""
        before = "".join(before[-160:].split())
        tail = SENTENCE_END.split(before)[-1] if before[-1:] not in "。！？；" else ""
        if tail and (CLAUSE.search(tail) or tail[-1] in "：:"):
            clauses = tail.split("，")
            for clause in (*reversed(clauses), LEAD_IN.sub("", tail)):
                if OTHER.match(clause):
                    return ""
                if name := self._leading(clause):
                    return name
        head = _clause(after)
        if not SAID_AFTER.search(head):
            return ""
        found = [name for name in self.names if name in head and not TOWARDS.search(head[: head.index(name)])]
        return self._leading(head) or (self._whole(max(found, key=len)) if found else "")

    def _follows(self, after: str) -> str:
        """The name that the sentence right behind a quotation begins with: `“进来！”华大妈叫小栓进了屋`."""
        head = _clause(after)
        return "" if HEARING.search(head) else self._leading(head)

    def _leading(self, clause: str) -> str:
        """The longest name at the head of a clause."""
        found = next((clause[:length] for length in range(6, 1, -1) if clause[:length] in self.names), "")
        return self._whole(found)

    def _whole(self, name: str) -> str:
        """花白胡子 for 花白胡子的人, where both are names."""
        short = name.removesuffix("的人")
        return short if short in self.names else name

    def _recurs(self, name: str, times: int) -> bool:
        """Whether a name stands in the text at least so often."""
        at = -1
        for _ in range(times):
            at = self.text.find(name, at + 1)
            if at < 0:
                return False
        return True

    def _names(self) -> frozenset[str]:
        """Names that the text uses for people who say something, at least twice, and that recur in it."""
        found: Counter[str] = Counter()
        for opening in re.finditer("[“「『]", self.text):
            match = BEFORE.search(self.text[max(0, opening.start() - 30) : opening.start()])
            if match:
                found[match["who"]] += 1
        for closing in re.finditer("[”」』]", self.text):
            match = AFTER.match(self.text[closing.end() : closing.end() + 16])
            if match:
                found[match["who"]] += 1
        named = {name for name, count in found.items() if len(name) > 1 and (count > 1 or self._recurs(name, 2))}
        heads: Counter[str] = Counter()
        for match in HEAD.finditer(self.text):
            heads.update(match[1][:length] for length in range(2, 7) if len(match[1]) >= length)
        longer: dict[str, int] = {}
        often = 3 if len(self.text) > 3000 else 2
        for name, count in heads.items():
            longer[name[:-1]] = max(longer.get(name[:-1], 0), count)
        named |= {
            name
            for name, count in heads.items()
            if longer.get(name, 0) * 10 < count * 7
            and (count >= often or (count == 2 and len(name) > 3 and self._recurs(name, 3)))
        }
        named = {name for name in named if not PRONOUN.match(name) and name[-1] not in PARTICLES}
        trailing = {
            name for name in named for end in range(2, len(name)) if name[:end] in named and HASTE.fullmatch(name[end:])
        }
        return frozenset(named - trailing)


def _clause(after: str) -> str:
    """The first clause behind a quotation."""
    return CLAUSE_END.split("".join(after[:30].split()), maxsplit=1)[0]
