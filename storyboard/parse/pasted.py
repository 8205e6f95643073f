"""Scripts that came in messages: pasted into a chat, or quoted in a letter whose writer remarks on them between the lines.

What stands around such a script is nobody's words: who sent a part and when, what others say of it, the remarks.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from operator import attrgetter

from storyboard.parse import words
from storyboard.parse.chatlog import NOTHING
from storyboard.parse.letters import SENT as SENT_FROM
from storyboard.parse.letters import note
from storyboard.parse.requoted import BEGUN, LETTERS
from storyboard.parse.scan import Scan, ScannedLine
from storyboard.patterns import deferred, holds, places

START = attrgetter("start")
BESIDE = r"(?P<words>[^\s\d：:，。,\[(（【][^：:，。,\[(（【\n]{0,30}?)(?:\s*[—–-]\s*|\s+|\s*[\[(（【])(?:(?:today|yesterday|今天|昨天|\d{1,4}[-/.年]\d{1,2}[-/.月]\d{1,4}日?),?\s*(?:at\s+)?)?\d{1,2}:\d{2}(?::\d{2})?(?:\s*[AP]M)?[\])）】]?"
"""A name and when it speaks, alone above its words: `june — Today at 9:14 PM`, `罗导 00:00:03`."""
AHEAD = r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s+(?:[上下]午\s*)?\d{1,2}:\d{2}(?::\d{2})?\s+(?P<words>[^\s：:，。][^：:，。\n]{0,30})"
"""When somebody speaks and who, alone above the words, as telephones export chats: `2024-11-02 20:14:33 房东王姐`."""
SENT = deferred(
    rf"(?:{BESIDE}|{AHEAD.replace('<words>', '<ahead>')}|[^\s\d：:，。,\[(（【][^：:，。,\[(（【\n]{{0,20}}[（(][^（()）：:]{{1,12}}[)）]\s*\d{{1,2}}:\d{{2}}(?::\d{{2}})?)",
    re.I,
)
"""A line that says who sends something, and when."""
CLOCK = deferred(r":\d\d")
"""What every such line has in it."""
QUOTED = ">"
"""How letters begin the lines that they quote."""
SIGNATURE = frozenset(("--", "——", "—", "__"))
"""The line above who sends a letter: what stands below it in a letter that is quoted is of the sender."""
MOST_QUOTED = 3
"""Of five lines so many are quoted where a whole script is, and what stands between is remarked on it."""
LEAST_CUES, LEAST_NAMES = 4, 2
BY_SIGN = ("colon", "dash", "period")
"""Styles of cue that have their words behind a sign on the same line."""
REMARKER = deferred(
    r"\b(?:comments?|notes?|remarks?|changes|edits|suggestions|thoughts)\b[^.\n]{0,60}?\b(?:marked|signed|initialled|tagged|under|as|in)\s+[\"“'\[(]?(?P<en>[A-Z]{2,3})\b"
    r"|(?:批注|意见|备注|建议|想法|改动)[^。\n]{0,16}?(?:标|署|写|注)(?:了|着|成|为|明)?\s*[“\"【\[（(](?P<zh>[A-Z]{1,3}|[\u3400-\u9fff]{1,4})[：:]?[”\"】\]）)]"
)
"""Who says in front of a script that their remarks bear their initials: my comments are in the text, marked JB."""
REMARKS = ("comment", "note", "remark", "changes", "edits", "suggestions", "thoughts")
REMARKS_ZH = ("批注", "意见", "备注", "建议", "想法", "改动")
"""How each of them begins."""
REMARKED_ZH = deferred(
    r"[标署写注](?:了|着|成|为|明)?\s*[“\"【\[（(](?:[A-Z]|[\u3400-\u9fff]{1,4}[：:”\"】\]）)])", needs="标署写注"
)
"""How a Chinese one goes on."""


def holds_script(scan: Scan) -> bool:
    """Whether the messages of a chat hold a script: names and colons that come again, none of them of somebody who sends."""
    names = _cast(scan)
    return sum(names.values()) >= LEAST_CUES and len(names) >= LEAST_NAMES


def settle(scan: Scan) -> None:
    """Make notes of what stands around a script that came in messages."""
    text = scan.source.text
    clocked = {bisect_right(scan.lines, found.start(), key=START) - 1 for found in CLOCK.finditer(text)}
    sent = _sent(scan)
    if any(sent(scan.lines[at]) for at in clocked) and holds_script(scan):
        _chat(scan)
    _letter(scan)
    remark = _remarked(text[: _first_cue(scan)])
    who = (remark["en"] or remark["zh"]) if remark else ""
    for line in scan.lines if who else ():
        if line.tag in ("text", "cue", "mark") and re.match(rf"[\[【(（]?\s*{re.escape(who)}\s*[:：]", line.core):
            note(line, scan)


def _remarked(front: str) -> re.Match[str] | None:
    """What says in front of a script that remarks bear somebody's initials."""
    chinese = REMARKED_ZH.search(front)
    begins = sorted(at for word in (*REMARKS, *(REMARKS_ZH if chinese else ())) for at in places(word, front))
    return next(filter(None, (REMARKER.match(front, at) for at in begins)), None)


def _first_cue(scan: Scan) -> int:
    """Where a script begins whose speakers come again: at the first of their cues; at the end of the text where nobody does."""
    cues = (line for line in scan.lines if line.cue and line.style and scan.heads[line.style][line.cue.name] > 1)
    return next((line.start for line in cues), len(scan.source.text))


def _raw(scan: Scan, line: ScannedLine) -> str:
    return scan.source.text[line.start : line.end].strip()


def _sent(scan: Scan) -> Callable[[ScannedLine], bool]:
    """What tells the lines that say who sent something, and when."""
    text = scan.source.text
    return lambda line: (
        line.tag != "blank"
        and not (line.heading and line.heading.number)  # ## 1 – Lobby (7:02 pm)
        and line.end - line.start < 60
        and text.find(":", line.start, line.end) > 0
        and SENT.fullmatch(_raw(scan, line)) is not None
    )


def _cast(scan: Scan) -> Counter[str]:
    """Who speaks more than once behind a colon, and sends nothing."""
    sent = filter(_sent(scan), scan.lines)
    senders = {name for line in sent for name in (line.core, line.cue.name if line.cue else "")}
    known = words.FRONT | words.NOT_NAMES | words.CAMERA | words.SOUND
    heads = scan.heads["colon"].items()
    return Counter({name: count for name, count in heads if count > 1 and name not in senders and name not in known})


def _messages(scan: Scan) -> Iterator[tuple[ScannedLine, list[ScannedLine]]]:
    """Each line that says who sent something, and the lines of what it was."""
    sent, found = _sent(scan), list[tuple[ScannedLine, list[ScannedLine]]]()
    for line in scan.lines:
        if sent(line):
            found.append((line, []))
        elif found and line.tag not in ("blank", "rule"):
            found[-1][1].append(line)
    yield from found


SENT_AT = deferred(r"[\s\d:：/.\-—–年月日\[\]()（）]+|\b(?:today|yesterday|at|am|pm)\b|今天|昨天|[上下]午", re.I)


def _sender(scan: Scan, head: ScannedLine) -> str:
    """Who sent something, without when."""
    return SENT_AT.sub("", _raw(scan, head)).casefold()


def _written(line: ScannedLine, cast: Counter[str]) -> bool:
    """Whether a line is of the script for sure: a heading, or words of somebody who speaks in it more than once."""
    return line.tag in ("scene", "episode") or (
        line.style == "colon" and line.cue is not None and cast[line.cue.name] > 1
    )


def _chat(scan: Scan) -> None:
    """Who sent what and when is no part of a script, nor is a message without a heading, a mark or somebody who speaks."""
    cast = _cast(scan)
    messages = list(_messages(scan))
    writers = {_sender(scan, head) for head, message in messages if any(_written(line, cast) for line in message)}
    for head, message in messages:
        writes = not writers or _sender(scan, head) in writers
        told = any(_written(line, cast) or (_speaks(line, cast) and (writes or line.mark)) for line in message)
        for line in [head, *([] if told else message)]:
            note(line, scan)
        for line in message if told else ():
            if line.tag in ("text", "cue", "mark") and NOTHING.fullmatch(_raw(scan, line)):
                note(line, scan)
    for line in scan.lines:
        if line.tag in ("text", "cue") and DAY.fullmatch(line.core):
            note(line, scan)


DAY = deferred(
    r"[\s\-—–─━=·*]*(?:\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d{1,2}月\d{1,2}日|昨天|今天|yesterday|today)(?:\s*(?:星期|周)[一二三四五六日天])?[\s\-—–─━=·*]*",
    re.I,
)
"""A line that says on which day the messages below it were sent."""


def _speaks(line: ScannedLine, cast: Counter[str]) -> bool:
    """Whether a line is somebody's words, also of who speaks only there, or a marked action."""
    if line.mark:
        return line.mark.kind in ("action", "transition", "sound", "caption") and line.core[0] in "△▲【"
    return line.style == "colon" and line.cue is not None and (bool(line.rest) or line.cue.name in cast)


def _quoted(scan: Scan, line: ScannedLine) -> int:
    """How many letters deep a line is quoted: `>> 小冉：终点。` is quoted in two."""
    raw = _raw(scan, line)
    return raw[: len(raw) - len(raw.lstrip("> "))].count(QUOTED)


def _depth(scan: Scan, quoted: list[ScannedLine]) -> int:
    """How deep a script is quoted whose scenes and cues stand at one depth, nearly all of them; 0 where it stands at several."""
    cues = Counter(
        _quoted(scan, line)
        for line in quoted
        if line.style in BY_SIGN and line.cue and (line.rest or line.style != "colon")
    )
    heads = {_quoted(scan, line) for line in quoted if line.tag in ("scene", "episode")}
    if not cues:
        return 0
    depth, count = cues.most_common(1)[0]
    most = count * 5 >= cues.total() * (MOST_QUOTED if heads else MOST_QUOTED + 1)
    return depth if heads <= {depth} and count >= LEAST_CUES and most else 0


def _all_quoted(scan: Scan, filled: list[ScannedLine], depth: int) -> bool:
    """Whether a script has scenes and all of them stand quoted at one depth, however much is written between."""
    heads = [_quoted(scan, line) for line in filled if line.tag == "scene"]
    return depth > 0 and len(heads) > 0 and set(heads) == {depth}


SENDER = deferred(r"[\u3400-\u9fff·]{1,6}(?:\s+[A-Za-z]{2,16})?|[A-Z][\w'’-]*(?: [A-Z][\w'’-]*){0,2}")


def _sent_so(scan: Scan, quoted: list[ScannedLine], cast: Counter[str]) -> None:
    """Make notes of what a telephone adds to a letter that is quoted, and of who sent it right above: 丁一帆, 发自我的手机."""
    for at, line in enumerate(quoted):
        if not SENT_FROM.fullmatch(_raw(scan, line).strip("> ")):
            continue
        note(line, scan)
        above = quoted[at - 1] if at else line
        name = _raw(scan, above).strip("> ")
        if above.tag in ("text", "cue") and SENDER.fullmatch(name) and name not in cast:
            note(above, scan)


def _letter(scan: Scan) -> None:
    """Make notes of what stands between the lines of a script that a letter quotes."""
    text = scan.source.text
    if not holds(text, BEGUN) or not holds(text, LETTERS):
        return
    filled = [line for line in scan.lines if line.tag not in ("blank", "rule")]
    quoted = [line for line in filled if _raw(scan, line)[:1] == QUOTED]
    cues = sum(
        line.style in BY_SIGN and line.cue is not None and scan.heads[line.style][line.cue.name] > 1 for line in quoted
    )
    if cues < LEAST_CUES:
        return
    depth = _depth(scan, quoted)
    if len(quoted) * 5 < len(filled) * MOST_QUOTED and not _all_quoted(scan, filled, depth):
        return
    for line in filled[filled.index(quoted[0]) :]:
        here = _quoted(scan, line)
        if here == 0 or (depth and here != depth):
            note(line, scan)
    cast = _cast(scan)
    _sent_so(scan, quoted, cast)
    signed = False
    for style in BY_SIGN[1:]:
        cast |= Counter({name: count for name, count in scan.heads[style].items() if count > 1})
    for line in filled:
        told = line.tag in ("scene", "episode") or (line.cue is not None and line.cue.name in cast)
        signed = (signed or _raw(scan, line).strip("> ") in SIGNATURE) and not told
        if signed:
            note(line, scan)
