"""Mail around a script: the heads of letters, greetings and signatures, above the first scene and below the last; remarks that were made beside its lines. Nobody says any of it."""

import re

from storyboard.parse import markers
from storyboard.parse.markers import Mark
from storyboard.parse.requoted import SIGNS
from storyboard.parse.scan import Scan, ScannedLine
from storyboard.patterns import deferred, holds

FROM = frozenset("发件人 发信人 寄件人 寄件者 From FROM".split())
HEAD = FROM | frozenset(
    "收件人 收信人 抄送 密送 主题 日期 发送时间 发送日期 时间 附件 To TO Cc CC Bcc BCC Subject SUBJECT Sent Date Reply-To Attachments".split()
)
"""The labels in the head of a letter, and those of them that say whose it is."""
LABEL = deferred(r"(?P<label>[\u3400-\u9fff]{2,5}|[A-Z][A-Za-z-]{1,10})\s*[:：]\s*\S")
ORIGINAL = deferred(
    r"[-—–_=\s]*(?:原始邮件|转发的?邮件|转发邮件信息|原邮件|Original Message|Forwarded message)[-—–_=\s]*|On .{6,60} wrote:",
    re.I,
)
"""A line above the head of a letter that is quoted."""
REMARK = deferred(r"(?P<mark>\[[a-z]{1,2}\])\s*(?=\S)", needs="[")
"""A remark as Google Docs prints it below the text, where its mark stands again: [a] Gwen: too broad?"""
SENT = deferred(r"Sent from my \w+.{0,20}|Get Outlook for \w+|发自我的.{2,20}", re.I)
LEAST = 2
"""Labels of a head, that of the sender among them."""


def settle(found: Scan) -> None:
    """Make notes of the heads of letters and of what stands below them, up to the next scene, where nobody speaks there who speaks elsewhere."""
    _beside(found)
    if not holds(found.source.text, SIGNS):
        return
    lines, at = found.lines, 0
    while at < len(lines):
        head = _head(lines, at)
        if not head:
            at += 1
            continue
        end = next((each for each in range(head, len(lines)) if lines[each].tag in ("scene", "episode")), len(lines))
        within = lines[head:end]
        stop = head if any(_known(line, within, found) for line in within) else end
        for line in lines[at:stop]:
            if line.tag not in ("blank", "rule"):
                note(line, found)
        at = max(stop, at + 1)


def _beside(found: Scan) -> None:
    """Make notes of remarks below the text, and of what a telephone adds to a mail."""
    behind = []
    for line in reversed(found.lines):
        if line.tag in ("blank", "rule"):
            continue
        remark = REMARK.match(line.core) if line.core[0] == "[" else None
        if remark is None and not SENT.fullmatch(line.core):
            break
        behind.append((line, remark["mark"] if remark else ""))
    text = found.source.text[: behind[-1][0].start] if behind else ""
    if any(mark and mark in text for _, mark in behind) or not any(mark for _, mark in behind):
        for line, _ in behind:
            note(line, found)
        _unmark(found, frozenset(mark for _, mark in behind if mark))


def _unmark(found: Scan, marks: frozenset[str]) -> None:
    """Take the marks of remarks off lines in brackets, which say with them no more what they are: [SFX: a clock][a]."""
    for line in found.lines if marks else ():
        mark = next((each for each in marks if line.core.endswith("]" + each)), "")
        if (
            mark
            and line.core[0] == "["
            and line.tag in ("text", "mark")
            and (read := markers.read(line.core.removesuffix(mark)))
        ):
            line.tag, line.mark = "mark", read


def _head(lines: list[ScannedLine], at: int) -> int:
    """The index behind the head of a letter that begins at a line; 0 where none does."""
    labels: set[str] = set()
    begun = at
    while at < len(lines):
        core = lines[at].core.lstrip("> ")
        label = LABEL.match(core)
        if label and label["label"] in HEAD:
            labels.add(label["label"])
        elif not (at == begun and ORIGINAL.fullmatch(core)):
            break
        at += 1
    return at if len(labels) >= LEAST and labels & FROM else 0


def _known(line: ScannedLine, within: list[ScannedLine], found: Scan) -> bool:
    """Whether a line of a letter is the cue of somebody who speaks more than once, there or elsewhere."""
    if line.tag != "cue" or not line.cue or not line.style or line.cue.name in HEAD or not line.rest:
        return False
    here = sum(other.cue is not None and other.cue.name == line.cue.name for other in within)
    return found.heads[line.style][line.cue.name] > 1 or here > 1


def note(line: ScannedLine, found: Scan) -> None:
    """Make a note of a line that is for whoever works on the script."""
    if line.style and line.cue:
        names = found.heads[line.style]
        names[line.cue.name] -= 1
        found.heads[line.style] = +names
    line.tag, line.style, line.cue, line.mark = "mark", None, None, Mark("note", line.core)
