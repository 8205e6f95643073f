"""Chats as telephones and programs export them, each message behind its time and its sender on one line, in which somebody sends a script.

Who sends is nobody in the script: what others write is a note, and so is what the program says or leaves out.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from storyboard.parse import headings, words
from storyboard.parse.bared import TextPiece
from storyboard.patterns import deferred
from storyboard.records import dataclass

_DAY = r"(?:\d{1,4}[-/.年]\s?\d{1,2}[-/.月]\s?\d{1,4}日?,?[ \u202f]+)"
_CLOCK = r"(?:[上下]午|凌晨|晚上)?[ \u202f]?\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?:[ \u202f]?[AaPp]\.?[Mm]\.?)?"
HEAD = deferred(
    rf"[\u200e\u200f]?(?:[\[［]{_DAY}?{_CLOCK}[\]］]\s*|{_DAY}?{_CLOCK}(?:\s+[-–—]\s+|\s+(?=<)))"
    r"(?:<(?P<nick>[^<>\n]{1,30})>[ ]?|(?P<who>[^:：\n<\[(（]{1,40}?)\s*[:：](?:[ ]|(?=[^\s\d]))|(?=\S))(?P<words>.*)"
)
"""When something was sent, by whom, and what: [14/02/2025, 23:42:02] Rosa: …, 14.02.25, 23:42 - Rosa: …, [23:42] <rosa> …; what the program says has no sender."""
BEGINS = deferred(rf"^[\u200e\u200f]?(?:[\[［]{_DAY}?{_CLOCK}[\]］]|{_DAY}?{_CLOCK}(?:\s+[-–—]\s+|\s+<))", re.M)
SAMPLE = 3000
"""Characters at the head of a text in which such messages stand."""
LEAST_BEGUN, LEAST_CUES, LEAST_NAMES = 4, 4, 2
"""Messages, cues within them, and names that come again there, from which on somebody sends a script."""
CUE = deferred(
    r"\s*\**(?P<name>[^\s：:/\d*][^：:/\n*]{0,30}?)\**\s*(?:[（(][^（()）]{1,40}[）)])?\s*[:：]\s*(?![/\d])\S"
)
"""A message that may be somebody's words in the script: Halima (dialling): yes."""
NOTHING = deferred(
    r"[\u200e\u200f\s]*(?:(?:this message was|you) deleted(?: this message)?|<?(?:media|image|video|audio|sticker|gif|document|photo|voice message|contact card) omitted>?|<(?:media|attached)[^<>]*>|missed (?:voice|video) call.*|null|waiting for this message.*|"
    r"[\[【<](?:图片|语音|视频|表情|动画表情|文件|链接|位置|撤回)[^\]】>]{0,16}[\]】>]|[^\n]{0,24}(?:撤回了一条消息|[加进]入了?(?:本群|群聊)|退出了?(?:本群|群聊)|拍了拍[^\n]{1,16}|修改(?:了)?群名为[^\n]{1,24})|[^\n:]{1,24} (?:joined|left|was added to)(?: the| this)? (?:group|chat|channel)|[^\n:]{1,24} (?:deleted|unsent|pinned) a message)[.。]?(?:\s*<this message was edited>)?\s*",
    re.I,
)
"""What a program writes for what it left out."""
BESIDE = deferred(r"\s*(?:\^|@\S|↑|⬆|//|\(\(|PS\b|p\.s\.|\W*$)")
"""How a message begins that is beside the script: about the one above, to somebody, nothing but little pictures."""
RULES = frozenset("-=*_~—")


@dataclass(slots=True)
class Message:
    """One message: its rows, who sent it, and where its words begin in the first of them."""

    who: str
    said: str
    first: int
    stop: int
    cut: int


def pieces(text: str) -> tuple[TextPiece, ...]:
    """The script that somebody sends in a chat, without all else; nothing where a text is no such chat."""
    if ":" not in text[:80] or len(BEGINS.findall(text, 0, SAMPLE)) < LEAST_BEGUN:
        return ()
    rows = text.split("\n")
    messages = _messages(rows)
    if sum(each.stop - each.first for each in messages) * 5 < len(rows) * 4:
        return ()
    cast = _cast(messages)
    if sum(cast.values()) < LEAST_CUES or len(cast) < LEAST_NAMES:
        return ()
    return tuple(_pieces(rows, messages, cast))


def _messages(rows: Sequence[str]) -> list[Message]:
    found = list[Message]()
    for at, row in enumerate(rows):
        head = HEAD.fullmatch(row.rstrip("\r"))
        if head:
            found.append(Message((head["nick"] or head["who"] or "").strip(), head["words"], at, at + 1, head.start("words")))  # fmt: skip
        elif found:
            found[-1].stop = at + 1
    return found


def _cast(messages: Sequence[Message]) -> Counter[str]:
    """Who speaks within messages more than once, and sends none."""
    senders = {message.who.casefold() for message in messages}
    cues = (CUE.match(message.said) for message in messages if message.who)
    names = Counter(found["name"].strip().casefold() for found in cues if found)
    known = {word.casefold() for word in words.FRONT | words.NOT_NAMES}
    return Counter({name: count for name, count in names.items() if count > 1 and name not in senders and name not in known})  # fmt: skip


def _writers(messages: Sequence[Message], cast: Counter[str]) -> set[str]:
    """Who sends the script: whoever sends somebody's words in it more than once, and its head."""
    sent = Counter(message.who for message in messages if _speaks(message, cast))
    return {who for who, count in sent.items() if count > 1}


def _speaks(message: Message, cast: Counter[str]) -> bool:
    found = CUE.match(message.said)
    return found is not None and found["name"].strip().casefold() in cast


def _pieces(rows: Sequence[str], messages: Sequence[Message], cast: Counter[str]) -> Iterator[TextPiece]:
    """Each message of the script as a paragraph, and each other as an empty one."""
    writers = _writers(messages, cast)
    at, starts = 0, list[int]()
    for row in rows:
        starts.append(at)
        at += len(row) + 1
    starts.append(at)
    if messages[0].first:
        yield TextPiece("\n", 0, 0)
    for message in messages:
        start = starts[message.first]
        headed = headings.scene(message.said.strip("*_ ")) is not None
        told = (message.who in writers or headed) and message.who != ""
        if not told or NOTHING.fullmatch(message.said) or BESIDE.match(message.said):
            yield TextPiece("\n", start, start)
            continue
        yield TextPiece("\n", start, start) if start else TextPiece("", 0, 0)
        for index in range(message.first, message.stop):
            cut = message.cut if index == message.first else 0
            end = "\n" if index + 1 < len(rows) else ""
            yield TextPiece(rows[index][cut:] + end, starts[index], starts[index] + cut)
