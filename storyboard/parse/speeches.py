"""Speeches put together: which lines below a cue still belong to it, and what of them is spoken."""

import re
from dataclasses import replace
from functools import cached_property
from operator import attrgetter

from storyboard.lettering import AROUND, unquoted
from storyboard.model import Delivery, Kind, Parenthetical
from storyboard.parse import words
from storyboard.parse.blocks import NO_NAMES, Blocks, directs
from storyboard.parse.cues import ANY_BRACKET, BRACKETS, SpeakerCue, both, brackets, extended, spoken
from storyboard.parse.emphasis import plain
from storyboard.parse.gridded import width
from storyboard.parse.headings import Heading
from storyboard.parse.markers import CLOSING, OPENING, TRIANGLES, bracketed, closing
from storyboard.parse.quoting import holds_speech
from storyboard.parse.scan import COMMENT, ScannedLine
from storyboard.parse.shape import DIRECTED, Shape
from storyboard.parse.sheet import Sheet
from storyboard.parse.telling import QUOTED, RUNS_ON, SPOKEN_EN, SPOKEN_ZH, complete, reading
from storyboard.patterns import deferred, either

PAGE = attrgetter("page")

SIGNS_LATIN = "<*_([)]{"
SIGNED = deferred(rf"[{re.escape(SIGNS_LATIN)}△▲▽▼（【〔［〖】〕］〗←\u2764\U0001f300-\U0001faff]")
"""A sign that something else may stand among words; of those the first are looked for alone where all others cannot be."""
STRUCK = deferred(r"~~(?P<struck>[^~\n]+)~~", needs="~")
BRACED = deferred(r"\{(?P<how>[^{}\n/=]{1,40})\}", needs="{")
"""A direction in braces: {laughs} Did I?"""
REMARKED = deferred(r"[ \t　]*(?:←|⬅️?|<-+)\s*(?P<how>[^\n]+)")
"""What a writer says to whoever makes the film behind an arrow at the end of a line: What?? ← both at the same time."""
BREATH = deferred(r"(?<![:/])\s*//(?!/)\s*")
"""Where somebody takes a breath, in the scripts of radio plays."""
SHOWN = deferred(r"[ \t]*[\u2600-\u27bf\U0001f300-\U0001faff][\u2600-\u27bf\U0001f300-\U0001faff\ufe0f\u200d ]*$", re.M)
PICTURED = deferred(r"[\u2600-\u27bf\U0001f300-\U0001faff]")
"""Little pictures behind the words, and how they begin."""
QUOTES = frozenset("“「『‘\"'")
"""How words begin that stand in quotation marks."""
_DEED = r"(?:(?:then|both|all|\w+ly) )?"
ACTED = deferred(
    r"(?<=\S)\s*(?P<deed>\((?:(?:He|She|They|It) (?!is\b|was\b|are\b|were\b|sounds?\b|seems?\b|says?\b|speaks?\b|means?\b)"
    + _DEED
    + r"[a-z]+|(?!With|To|In|At|As|On|Very|Still|Then|And|Not|Without|From|Aside|Off|Over)(?:(?:The|An?|His|Her|Their|One|Two|Three) (?:[a-z’'-]+ ){1,2}?|[A-Z][a-z’'-]+ (?:[A-Z][a-z’'-]+ )?)"
    + _DEED
    + r"(?!is\b|was\b|his\b|this\b|says\b|speaks\b|sounds\b|seems\b|means\b|as\b)[a-z]+s\b)[^()]*[.!?][”\"’']?\))\s*$"
    r"|(?<=\S)\s*(?P<deed_zh>[（(](?:他|她|它|他们|她们|众人|大家|两人|二人|三人)(?![是的在]|们?(?:的|冷|苦|轻|大|微|低|高)?(?:声|笑|哭|喊|吼|叹)?着?[说道问答]|[^，。；]{0,4}(?:声音|语气|嗓子|口气))[^（）()]{3,}[。！？!?][”」]?[）)])\s*$"
)
"""A bracket behind the words of a line that is a sentence with a subject and a verb: (She tugs; a second scrap.) （她一扯，又一张纸条。）"""
SHUT = ("）", ")")
"""How such a line ends."""
ACTS = "△▲▽▼"
MIDWAY = deferred(f"[{ACTS}]")
CAMERA_NOTE = deferred(
    rf"\s*(?:\*\*|__)\s*(?:{either(words.CAMERA)}|镜头|推镜|拉镜|摇镜|移镜|跟镜|推进|拉近|切换|切[到至]|画面)[^*\n]*(?:\*\*|__)\s*"
    r"|(?<=[\u3400-\u9fff][。！？!?…])\s*\*\*[\u3400-\u9fff][^*\n]*\*\*\s*$"
)
"""Words for the camera in bold print within the words of a speech, or whatever stands so behind its last sentence."""
BOXED = deferred(r"【[^【】]*】")
SENTENCE = deferred(r"[。！？!?…，,：:]")
HIMSELF = deferred(
    r"(?:便|就|猛地|突然|忽然|缓缓|慢慢|立刻|随即|默默|又|再)?(?:转身|转头|起身|站起|坐下|跪下|走[出向进到过开]|跑[出向进到过开]|推门|开门|关门|离开|拿起|放下|举起|抬[起头手]|低[下头]|"
    r"回头|后退|上前|冲[出向进到]|倒[下在]|伸手|挥手|点头|摇头|抱[住起]|拉[住开]|看向|望向)[^！？!?“”我你您]*。"
)
"""What a speaker does, told behind his words in the same line: 他等到天亮。阿棠转身出门。"""
AFTERWORD = deferred(
    r"(?:以上(?:就是|便是|是|为|内容|文字|记录|纪要)|本(?:回答|内容|文|纪要|剧本)由.{1,12}(?:生成|导出|整理|创作)|(?:如果|若)(?:(?:您|你)?需要|(?:您|你)(?:觉得|想|希望|对|还|有|喜欢))|(?:是否|您)?需要我(?:继续|为|帮|再|接着)|希望(?:这|您|你|能)|(?:创作|剧本|编剧|修改|改编)(?:说明|思路|备注|要点|建议)|"
    r"这(?:一集|一版|个剧本|份剧本|版剧本|段剧本)|我(?:可以|会)(?:继续|再|接着|为您|帮您|帮你)|请(?:告诉我|问您|问你|随时)|(?:本文|以上)?(?:文字|内容)?由.{1,12}(?:自动)?(?:转写|识别|听写)|Transcri(?:bed|pt|ption) (?:automatically|by|with|using|generated|provided|powered)|(?:Automatically|Auto)[- ]?(?:generated|transcribed)|Let me know|Would you like|[Tt]o[- ]?[Dd]o(?: list)?\s*:?$|Comments?\s*:?$|(?:评论|批注|留言|讨论)区?\s*[:：]?$|待办(?:事项)?\s*[:：]?$|I can (?:also )?(?:continue|write)|(?:Cheers|Thanks|Thank you|Best|Best wishes|(?:Kind |Warm |Best )?[Rr]egards|Sincerely|Yours|Love|All the best)(?: again| so much)?[,!.]?$|(?:此致|祝好|顺颂|谢谢各?位?|辛苦了?)[，,！!。]?$)"
)
"""How a model begins to talk about the script it has written."""
RECITED = deferred(r"[（(](?:白|唱|念|诗|韵白|京白|道白|念白|接唱|夹白)[）)]\s*\S")
"""A line on which whoever sang speaks on, or the other way round: （白）小生许宣。"""
SUNG = deferred(
    r"[（(][^（()）]{0,4}?(?:唱|数板|念|念诗|诗|[定上下]场诗|引子?|快板|吟)(?:[〖【][^〗】]*[〗】])?[)）]", needs="（("
)
"""How verse begins, each of whose lines stands on its own: （唱〖西皮摇板〗）, （数板）."""
SAID = deferred(r"[（(][^（()）]{0,4}?白[)）]", needs="（(")
"""How what is spoken begins where others sing: （白）, （韵白）."""
TURNS = deferred(
    r"[（(【〔\[]\s*(?:[转接改起回再]\s*)?(?:[【〖\[][^】〗\]]{1,8}[】〗\]]|[\u3400-\u9fff]{0,4}(?:[板腔调眼]|唱|流水|摇板|导板|引子))\s*[）)】〕\]]"
)
"""How a song goes on in its middle: （转【散板】）, 〔转流水〕."""
OPERA = 3
"""Lines that say （白） or （唱） from which on a play is an opera, if it has both."""
VERSE = 24
"""Characters of the longest line of verse."""
PARTED = deferred(r"(?<=[^\s“「『\"])[”」』\"](\s*(?:（[^（）]*）|\([^()]*\))\s*)[“「『\"](?=\S)", needs='”」』"')
"""A direction between two quotations: “我走了。”（回头）“你呢？”"""
CALLED = deferred(r"[\u3400-\u9fff·]{2,4}")
LONG_CALLED = deferred(r"[\u3400-\u9fff·]{2,8}")
"""The same where a direction in brackets stands between the name and the words."""
SPOKEN_ENDS = "。！？!?…—～~）)”」"
"""How a line of words ends; a verse or a list does not."""
STOPS = deferred(r"[。！？；]")
CORNERS = (("「", "」"), ("『", "』"), ("“", "”"))
AND, ANDS = deferred(r"(?<=.)[与和及](?=.)"), frozenset("与和及")


def _closed(pieces: list[str]) -> bool:
    """Whether the quotation marks that words opened are all closed again."""
    text = "".join(pieces)
    return any(text.rstrip().endswith(shut) and text.count(mark) == text.count(shut) for mark, shut in CORNERS)


LONGEST_HOW = 40
"""Signs of the longest direction within a speech that stands in a paragraph of its own."""
SLANTED = ("*", "_")
"""How a line in slanted print is marked."""
PARAGRAPHS = frozenset(("docx", "odt", "rtf"))
"""Containers whose lines are paragraphs, which no page has broken."""
LEAST_SET_IN = 3
"""Signs that a line is set in further than its cue, from which on it is asked whether it stands below the words."""


class Speeches:
    """The part of reading lines that is about speeches."""

    def __init__(self, lines: list[ScannedLine], shape: Shape, sheet: Sheet) -> None:
        self.lines = lines
        self.shape = shape
        self.sheet = sheet
        self.below = Blocks(lines, shape)
        """What stands below names that stand alone."""
        self.quoting = False
        """Sentences tell who speaks, with the words in quotation marks: such a line goes on with nobody's."""
        self.fresh = False
        """Below a heading, before its first story line."""
        self.state = ""
        """闪回, 回忆 … while such a bracket is open."""
        self.headed = False
        """A heading named such a state, and nothing has ended it yet."""
        self.voice: SpeakerCue | None = None
        """Who speaks on after a direction in brackets, in plays that mark only directions."""
        self.accepted: dict[int, tuple[float, str]] = {}
        """What was found of lines that were asked about."""
        self.doing: str | None = None
        """Sentences of the lines that end like one, each on a line, once they were asked for."""
        self.unsure: dict[int, tuple[float, str]] = {}
        """Lines below a speech that are read as action although they carry no mark, by their offset: how sure, and why."""

    def accepts(self, index: int) -> tuple[float, str]:
        """How sure it is that a line is a cue; asked of each line of the first pass once."""
        if index not in self.accepted:
            self.accepted[index] = self._accepts(index)
        return self.accepted[index]

    def _accepts(self, index: int) -> tuple[float, str]:
        line = self.lines[index]
        if line.tag != "cue" or line.cue is None:
            return 0.0, ""
        if not line.cue.members and not ANDS.isdisjoint(line.cue.name) and AND.search(line.cue.name):
            line.cue = self._joint(line.cue)
        if line.style == "alone" and not self._has_words_below(index):
            return 0.0, "no words"
        sure, reason = self.shape.accepts(line)
        if not sure and line.style == "alone" and self._called(index):
            return 0.8, f"“{line.cue.name}” speaks only here and is in no cast line"
        return sure, reason

    def _called(self, index: int) -> bool:
        """Whether a line is set as names are where they stand alone: a few signs of Han behind a blank line, right above words."""
        name = self.lines[index].core
        if self.below.told_apart and index in self.below.strangers:
            return True
        if "alone" not in self.shape.styles or name in NO_NAMES:
            return False
        if self.shape.loose:
            return self._called_apart(index, name)
        above, below = self.lines[index - 1] if index else None, self.lines[index + 1]
        if not CALLED.fullmatch(name):
            directed = DIRECTED.fullmatch(below.core) is not None and below.core[0] in "（("
            told = self.lines[index + 2] if directed and index + 2 < len(self.lines) else None
            long = told is not None and told.tag in ("text", "cue") and LONG_CALLED.fullmatch(name) is not None
            return long and (above is None or above.tag == "blank")
        apart = above is None or above.tag in ("blank", "scene") or (self.shape.dense and self._acts(name))
        return apart and below.tag in ("text", "cue") and below.core[-1:] in SPOKEN_ENDS

    def _called_apart(self, index: int, name: str) -> bool:
        """The same where names stand between blank lines: a direction stands between it and the words, or somebody of that name is in another line."""
        at = self._next(index + 1)
        if not CALLED.fullmatch(name) or at != index + 2 or self.lines[index - 1].tag not in ("blank", "scene"):
            return False
        below = self.lines[at]
        if self._is_how(below) and below.core[0] in "（(":
            return True
        spoken = below.tag in ("text", "cue") and below.core[-1:] in SPOKEN_ENDS and below.core[0] not in OPENING
        return spoken and (self._acts(name) or f"，{name}" in self.sheet.text)

    def _acts(self, name: str) -> bool:
        """Whether a sentence on another line begins with a name: somebody who does something there."""
        if self.doing is None:
            ends = (line.core for line in self.lines if line.tag in ("text", "cue") and line.core[-1:] in "。！？")
            self.doing = "".join(f"\n{sentence.strip()}" for core in ends for sentence in STOPS.split(core))
        return f"\n{name}" in self.doing

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
            self.sheet.doubt("unsure-line", f"“{pieces[-1][:30]}” is read as said by {line.cue.name}", first_doubt)
        self.write(line.cue, pieces, self.lines[end - 1].end, sure, reason, lead)
        self.voice = line.cue if line.style in ("dash", "space", "period") else None
        if sure == 0.8 and not first_doubt:
            self.sheet.doubt("speaker-once", reason, line.start)
        return end

    def _speaks_on(self, index: int, voice: SpeakerCue) -> int:
        """The next line behind those without a mark right behind a direction that the one who spoke before it goes on in; `index` where he says none of them."""
        line = ScannedLine(self.lines[index].start, 0, "", 0, "cue", style="dash", cue=voice)
        pieces: list[str] = []
        end, taken = index, True
        while taken and end < len(self.lines):
            end, taken, _ = self._continued(line, pieces, end)
        if end > index:
            self.sheet.doubt(
                "speaks-on",
                f"“{self.lines[index].core[:30]}” is read as said by {voice.name}, who spoke before the direction",
                line.start,
            )
            self.write(
                voice, pieces, self.lines[end - 1].end, 0.6, "words behind a direction, without a name of their own", ""
            )
        return end

    def write(self, cue: SpeakerCue, pieces: list[str], end: int, sure: float, reason: str, lead: str) -> None:
        """The unit of a speech; what follows a △ in its last line is a unit of its own."""
        if bare := self._bare(cue, pieces, lead):
            self.sheet.add(
                "speech",
                end,
                bare,
                speaker=cue.name,
                members=cue.members,
                extension=cue.extension,
                delivery=cue.delivery,
                confidence=sure,
                reason=reason,
            )
            return
        pieces = [CAMERA_NOTE.sub("", piece) if "**" in piece or "__" in piece else piece for piece in pieces]
        tail = ""
        last = pieces[-1] if pieces else ""
        split = self._ends(cue, last)
        if split:
            tail, pieces[-1] = last[split:], last[:split]
            end, whole = self.sheet.text.index(tail, max(self.sheet.at, end - len(tail) - 200), end), end
        if pieces and pieces[0][:1] + pieces[-1][-1:] in AROUND[:4] and "quote" in self.shape.styles:
            pieces = [piece.removeprefix(pieces[0][0]).removesuffix(pieces[-1][-1]) for piece in pieces]
        if len(pieces) > 1 and self.shape.quoted and all(unquoted(piece) != piece for piece in pieces):
            pieces = [unquoted(piece) for piece in pieces]
        switch = self._switch(pieces, end)
        if switch:
            self.write(cue, switch[0], switch[1], sure, reason, lead)
            pieces, lead, cue = switch[2], "", replace(cue, extension="", delivery="", parentheticals=())
        text, extension, delivery, directions = self._said(cue, pieces, lead)
        if not text:
            kind: Kind = "action" if directions else "note"
            self.sheet.doubt(
                "cue-with-direction-only" if directions else "cue-without-text",
                f"{cue.name} has a cue but says nothing",
                self.sheet.at,
            )
            self.sheet.add(
                kind, end, self.sheet.text[self.sheet.at : end].strip(), confidence=0.9, reason="a cue without words"
            )
        else:
            self.sheet.add(
                "speech",
                end,
                text,
                speaker=cue.name,
                members=cue.members,
                parentheticals=directions,
                extension=extension,
                delivery=delivery,
                confidence=sure,
                reason=reason,
            )
        if tail:
            self.sheet.add("action", whole, tail.strip().lstrip(TRIANGLES).strip())

    def _bare(self, cue: SpeakerCue, pieces: list[str], lead: str) -> str:
        """The words of a speech that hold no sign that something else may stand among them: a bracket, print, a mark, what the speaker does; empty for any other."""
        if lead or cue.parentheticals or not pieces:
            return ""
        text = pieces[0] if len(pieces) == 1 else "\n".join(pieces)
        bare = text.strip()
        if not bare or bare[0] in QUOTES or "~~" in text or "//" in text:
            return ""
        if text.isascii():
            return "" if any(map(text.__contains__, SIGNS_LATIN)) else bare
        return "" if SIGNED.search(text) or (f"。{cue.name}" in text and not cue.members) else bare

    def _ends(self, cue: SpeakerCue, last: str) -> int:
        """Where the words of the last line of a speech end and an action begins: at a △, or at what the speaker does."""
        wide = not last.isascii()
        if wide and any(map(last.__contains__, ACTS)) and (triangle := MIDWAY.search(last, 1)):
            return triangle.start()
        if last.rstrip()[-1:] in SHUT and (acted := ACTED.search(last, _gap_before_brackets(last))):
            return acted.start()
        if not wide:
            return 0
        at = last.find(f"。{cue.name}") + 1 if len(cue.name) > 1 and not cue.members else 0
        if not at or not HIMSELF.fullmatch(last[at + len(cue.name) :].strip()):
            return 0
        self.sheet.doubt("unsure-line", f"“{last[at : at + 30]}” behind the words is read as action", self.sheet.at)
        return at

    def _said(
        self, cue: SpeakerCue, pieces: list[str], lead: str
    ) -> tuple[str, str, Delivery, tuple[Parenthetical, ...]]:
        """The spoken words of the lines of a speech, its extension and delivery, its directions with their places."""
        text = plain("\n".join(pieces))
        text = BRACED.sub(r"(\g<how>)", text) if "{" in text else text
        text = REMARKED.sub(r"(\g<how>)", text) if "←" in text or "⬅" in text or "<-" in text else text
        text = SHOWN.sub("", text) if not text.isascii() and PICTURED.search(text) else text
        text = BREATH.sub(" " if self.shape.english else "", text) if "//" in text else text
        if "~~" in text and (struck := STRUCK.search(text)):
            self.sheet.doubt("struck-out", f"“{struck['struck']}” is struck out and not spoken", self.sheet.at)
            text = STRUCK.sub("", text)
        text, directions = spoken(PARTED.sub(r"\1", text) if self.shape.quoted else text)
        if self.shape.quoted and len(text) > 2 and (text[0] + text[-1]) in ("“”", '""', "「」"):
            text = text[1:-1]
            directions = tuple(replace(part, at=min(max(part.at - 1, 0), len(text))) for part in directions)
        extension, delivery = cue.extension, cue.delivery
        if not text and directions and all(BOXED.fullmatch(part.text) for part in directions):
            machine = bool(extension or delivery or cue.name in words.CAPTION)
            if machine or any(SENTENCE.search(part.text) for part in directions):
                text, directions = "".join(part.text[1:-1].strip() for part in directions), ()
        if directions and directions[0].at == 0:
            label, meaning, rest = extended(directions[0].text, self.shape.english)
            extension, delivery = both((extension, delivery), (label, meaning))
            directions = directions if rest or not label else directions[1:]
        inside = [*([lead] if lead else []), *cue.parentheticals]
        directions = (*(Parenthetical(part, 0) for part in inside), *directions)
        return text, extension, delivery, directions

    def _switch(self, pieces: list[str], end: int) -> tuple[list[str], int, list[str]] | None:
        """Where an extension in mid-speech changes how the rest is said: `我先走了。（OS）她真傻。`

        (lines before it, its offset in the source, lines from it on); None where there is none.
        """
        whole = "\n".join(pieces)
        opens = ANY_BRACKET.search(whole)
        first = BRACKETS.search(whole, opens.start()) if opens else None
        if not first or not (whole[: first.start()].strip() or ANY_BRACKET.search(whole, first.end())):
            return None
        for start, stop in brackets(whole):
            if not whole[:start].strip():
                continue
            label, _, rest = extended(whole[start:stop], self.shape.english)
            if not label or rest or not spoken(whole[:start])[0] or not spoken(whole[stop:])[0]:
                continue
            below = whole[start:].split("\n")
            at = self.sheet.text.find(below[0], self.sheet.at, end)
            if at > self.sheet.at:
                self.sheet.doubt(
                    "delivery-switch", f"the speech is split: from {whole[start:stop]} on it is {label}", at
                )
                return whole[:start].split("\n"), at, below
        return None

    def _continued(self, cue: ScannedLine, pieces: list[str], index: int) -> tuple[int, bool, float]:
        """Whether the line at `index` still belongs to the speech; (next index, taken, how sure)."""
        line = self.lines[index]
        if self.paged and (line.page or line.tag == "blank") and (over := self._over_page(pieces, index)):
            pieces.append(self.lines[over].core)
            return over + 1, True, 0.9
        if line.tag == "blank":
            return self._over_blank(cue, pieces, index)
        if pieces and line.core[0] in OPENING and line.indent > cue.indent and self._turns(line.core):
            pieces.append(line.core)
            return index + 1, True, 1.0
        if line.tag not in ("text", "cue") and not (
            line.tag in ("label", "mark") and not pieces and line.core[0] in OPENING
        ):
            return index, False, 0.0
        if line.tag == "cue" and (pieces or line.style != "alone") and self.accepts(index)[0]:
            return index, False, 0.0
        if (
            line.tag == "cue"
            and pieces
            and line.rest
            and self.shape.accepts(line)[1] in ("label", "narrated", "a place")
        ):
            return index, False, 0.0
        if line.core[0] in OPENING and pieces and cue.style != "alone" and self._ends_line(index):
            return index, False, 0.0
        if (
            line.core[0] in "〔［"
            and CLOSING[OPENING.index(line.core[0])] not in line.core
            and closing(self.sheet.text, self.sheet.text.index(line.core[0], line.start)) < 0
        ):
            return index, False, 0.0
        slanted = line.shell in SLANTED and (self.shape.marked or self.lines[index - 1].shell not in SLANTED)
        if slanted and (pieces or (self.shape.marked and line.core[0] not in OPENING)):
            return index, False, 0.0
        if pieces and self._stands_apart(cue, index, pieces[-1]):
            return index, False, 0.0
        confidence = self._belongs(cue, pieces, line) or self._parted(cue, pieces, index)
        if confidence:
            pieces.append(line.core)
            return index + 1, True, confidence
        return index, False, 0.0

    def _stands_apart(self, cue: ScannedLine, index: int, above: str) -> bool:
        """Whether a line below words is a sentence that quotes, what stands behind the script, an item or a comment of its own, or set back."""
        line = self.lines[index]
        if self.quoting and holds_speech(line.core):
            return True
        if AFTERWORD.match(line.core) and not any(other.style for other in self.lines[index + 1 :]):
            return True
        if line.shell == cue.shell == "-" or (line.shell == COMMENT and line.tag != "cue"):
            return True
        if cue.style == "alone" and self.shape.words_at > line.indent + 1:
            return True
        return bool(self.shape.indent) and self._set_back(index, above)

    def _set_back(self, index: int, above: str) -> bool:
        """Whether a line stands at the margin below words that are set in, and nothing in it says that somebody speaks."""
        line = self.lines[index]
        if line.indent or not self.lines[index - 1].indent or not complete(above):
            return False
        return reading(line.core, self.shape.known, self.shape.english) != "said"

    def _below_words(self, cue: ScannedLine, line: ScannedLine) -> bool:
        """Whether a line is set in so far that it begins where the words of the cue above do."""
        text, words = self.sheet.text, cue.rest.strip()
        at = text.find(words[:8], cue.start, cue.end) if words and cue.style != "alone" else -1
        if at < 0:
            return False
        begins = text[line.start : line.end]
        return abs(width(text[cue.start : at]) - width(begins[: len(begins) - len(begins.lstrip())])) < 2

    def _belongs(self, cue: ScannedLine, pieces: list[str], line: ScannedLine) -> float:
        if pieces and (self.shape.quoted or cue.style == "quote") and (shut := self._quoted(cue, pieces)) is not None:
            return shut
        if not pieces or (cue.style != "colon" and self.shape.marked):
            return 1.0
        if cue.style == "alone" and self.below.told_apart:
            return float(line.start not in self.below.seen)
        previous = pieces[-1]
        if line.indent > cue.indent + LEAST_SET_IN and self._below_words(cue, line):
            return 0.95
        how = reading(line.core, self.shape.known, self.shape.english)
        told = how == "told"
        if cue.style == "alone":
            ends = self.shape.dense and complete(previous) and complete(line.core)
            whole = self.sheet.source.container in PARAGRAPHS and not self.shape.marked
            apart = whole and how == "open" and cue.indent > line.indent
            return 0.0 if ends and (told or apart) else 1.0
        if self.shape.hanging and line.indent > cue.indent and not told:
            return 0.95
        if not self.shape.english and self._is_verse(pieces, line, told=told):
            return 0.9
        if (
            self.shape.width
            and not (told and complete(line.core))
            and len(previous) + len(cue.head) >= self.shape.width - (8 if self.shape.english else 3)
        ):
            return 0.95
        if self.shape.english and line.core[0].islower() and not complete(previous):
            return 0.9
        usual = 0.9 if self.shape.marked or not self.shape.dense else 0.6
        if (
            line.core[0] in '“「『"‘'
            or RECITED.match(line.core)
            or (previous[-1:] in RUNS_ON and not (told and complete(line.core)))
        ):
            return usual
        if usual == 0.9:
            return self._unmarked(line, previous)
        likely = SPOKEN_EN if self.shape.english else SPOKEN_ZH
        return 0.6 if likely.search(line.core) and not QUOTED.search(line.core) else 0.0

    def _quoted(self, cue: ScannedLine, pieces: list[str]) -> float | None:
        """How sure it is that a line goes on with words in quotation marks: not once they are closed; None where others tell."""
        if cue.style == "quote":
            on = 1.0 if pieces[0][0] in "「『“" and not self.shape.english else None
            return 0.0 if _closed(pieces) else on
        alone = cue.style == "alone" and pieces[0][0] in "「『"
        return 0.0 if alone and _closed(pieces) else None

    def _parted(self, cue: ScannedLine, pieces: list[str], index: int) -> float:
        """How sure it is that a line behind words in quotation marks is a direction before more of them, or those: 「跑什么。」 over （剥花生） over 「是吧？」"""
        line = self.lines[index]
        if not self.shape.quoted or cue.style != "alone" or not pieces:
            return 0.0
        if line.core[0] in "「『":
            return float(pieces[-1][0] in "（(")
        below = self._next(index + 1) if line.core[0] in "（(" and bracketed(line.core) is not None else None
        return float(below is not None and self.lines[below].core[0] in "「『")

    def _is_verse(self, pieces: list[str], line: ScannedLine, *, told: bool) -> bool:
        """Whether a line goes on with a song or with verse, as whoever speaks began to sing last: of such words every line stands on its own."""
        if (
            len(line.core) > VERSE
            or line.core[0] in OPENING
            or (told and complete(line.core) and pieces[-1][-1:] not in RUNS_ON)
        ):
            return False
        sung = next((piece for piece in reversed(pieces) if SUNG.match(piece) or SAID.match(piece)), "")
        return SUNG.match(sung) is not None and self.opera

    @cached_property
    def opera(self) -> bool:
        """Whether those who speak sing as well, and their words say which."""
        opens = [line.rest or line.core for line in self.lines if "（" in line.core or "(" in line.core]
        sung, said = (sum(how.match(words) is not None for words in opens) for how in (SUNG, SAID))
        return bool(sung and said) and sung + said >= OPERA

    def _turns(self, core: str) -> bool:
        """Whether a line within a song only says how it is sung on: （转【散板】）."""
        return TURNS.fullmatch(core) is not None and self.opera

    def _unmarked(self, line: ScannedLine, previous: str) -> float:
        """How sure it is that a line goes on speaking where actions carry a mark or stand apart, and it does neither.

        In the renderings of our corpus every such line that is spoken says so (我, 你, a quotation, a colon above it), and
        of the 40 that say nothing all are action; so what says nothing is action below a whole sentence, and reported.
        """
        said = reading(line.core, self.shape.known, self.shape.english)
        if said == "said" or (said == "open" and (self.shape.english or not self.shape.marked)):
            return 0.9
        if said == "open" and not complete(previous):
            return 0.6
        why = "it tells of somebody" if said == "told" else "nothing in it says that somebody speaks"
        self.unsure[line.start] = (0.7 if said == "told" else 0.5, f"a line without a mark below a speech; {why}")
        return 0.0

    @cached_property
    def paged(self) -> bool:
        """Whether the heads or the numbers of pages stand among the lines."""
        return any(map(PAGE, self.lines))

    def _over_page(self, pieces: list[str], index: int) -> int:
        """The index of the line behind the end of a page that goes on with words which have not ended above it; else 0."""
        below = index
        while below < len(self.lines) and (self.lines[below].page or self.lines[below].tag in ("blank", "rule")):
            below += 1
        turned = any(line.page for line in self.lines[index:below])
        if not turned or below == len(self.lines) or not pieces or complete(pieces[-1]):
            return 0
        line = self.lines[below]
        begun = line.style == "alone" and (line.core[0].islower() or (line.tag == "cue" and not self.accepts(below)[0]))
        return below if (line.tag == "text" or begun) and line.core[0] not in OPENING else 0

    def _over_blank(self, cue: ScannedLine, pieces: list[str], index: int) -> tuple[int, bool, float]:
        """A blank line within a speech: between a name and its words, or between paragraphs of a stage play."""
        bare = not pieces or (
            self.shape.apart and len(pieces) == 1 and DIRECTED.fullmatch(pieces[0].strip()) is not None
        )
        inside = (bare and cue.style == "colon" and (self.shape.loose or self.shape.apart)) or (
            cue.style == "alone" and (self.shape.loose or not pieces)
        )
        below = self._next(index) if inside else None
        if below is None:
            return index, False, 0.0
        line = self.lines[below]
        if line.tag not in ("text", "cue") or ((pieces or line.style != "alone") and self.accepts(below)[0]):
            return index, False, 0.0
        if pieces and self.lines[index - 1].shell == ">" != line.shell:
            return index, False, 0.0
        slants = line.shell in SLANTED and self.lines[index - 1].shell not in SLANTED
        if pieces and slants and reading(line.core, self.shape.known, self.shape.english) != "said":
            return index, False, 0.0
        if pieces and (resumed := self._resumed(cue, line, below)):
            pieces += [line.core, self.lines[resumed].core]
            return resumed + 1, True, 0.9
        if pieces and not line.indent and complete(pieces[-1]):
            how = reading(line.core, self.shape.known, self.shape.english)
            if how == "told" or (self._filmed() and how == "open"):
                return index, False, 0.0
        deep = self.shape.indent and line.indent >= self.lines[index - 1].indent > 0
        if (
            pieces
            and not deep
            and (bracketed(line.core) is not None or (line.core[0] in OPENING and self._ends_line(below)))
        ):
            return index, False, 0.0
        pieces.append(line.core)
        return below + 1, True, 1.0 if len(pieces) == 1 else 0.9

    def _filmed(self) -> bool:
        """Whether the scene says that it plays inside or outside, or a Chinese one at which hour, as those of films do: what is seen there stands in paragraphs of its own."""
        heading = self.sheet.scene.heading if self.sheet.scene else Heading()
        return bool(heading.interior or (heading.time and heading.location and not self.shape.english))

    def _resumed(self, cue: ScannedLine, line: ScannedLine, index: int) -> int:
        """The index of the words that go on behind a direction in round brackets in mid-speech, where names, directions and words all stand in paragraphs of their own; else 0."""
        if cue.style != "alone" or not self._is_how(line) or not self._filmed() or not self.directed_apart:
            return 0
        below = self._next(index + 1) or 0
        told = self.lines[below] if below else None
        if told is None or told.tag not in ("text", "cue") or told.core[0] in OPENING or self.accepts(below)[0]:
            return 0
        return 0 if reading(told.core, self.shape.known, self.shape.english) == "told" else below

    def _is_how(self, line: ScannedLine) -> bool:
        """Whether a line is a direction of how somebody speaks on and names nobody: (coughs), （停了停）"""
        inner = line.core[1:-1]
        if DIRECTED.fullmatch(line.core) is None or len(inner) > LONGEST_HOW:
            return False
        return inner[0].islower() or not (self.shape.english or any(map(inner.__contains__, self.shape.known)))

    @cached_property
    def directed_apart(self) -> bool:
        """Whether directions stand between blank lines below names that stand alone."""
        return any(
            self.lines[at].style == "alone"
            and self.lines[at + 1].tag == self.lines[at + 3].tag == "blank"
            and self._is_how(self.lines[at + 2])
            for at in range(len(self.lines) - 3)
        )

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

    def _joint(self, cue: SpeakerCue) -> SpeakerCue:
        """田太太与田女士 as two people, if both are known; 和 may also be part of a name."""
        parts = tuple(AND.split(cue.name))
        known = all(part in self.shape.counts or part in self.shape.listed for part in parts)
        return (
            replace(cue, name="、".join(parts), members=parts) if known and cue.name not in self.shape.listed else cue
        )

    def _has_words_below(self, index: int) -> bool:
        below = self._next(index + 1)
        if below == index + 1 and directs(
            self.lines[below]
        ):  # how it is said, on a line of its own between name and words
            below = self._next(index + 2)
            return below == index + 2 and self.lines[below].tag in ("text", "cue")
        return (
            below is not None
            and self.lines[below].tag in ("text", "cue", "label")
            and (self.shape.loose or below == index + 1 or (below == index + 2 and self.lines[index].told))
        )

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


def _gap_before_brackets(text: str) -> int:
    """Where the blanks before the first round bracket begin; the end of a text that has none."""
    first = min((at for at in map(text.find, "(（") if at >= 0), default=len(text))
    return len(text[:first].rstrip())
