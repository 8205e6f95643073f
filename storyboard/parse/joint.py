"""What two people say together, as plays print it: a name, a brace before the words, and the other name below."""

import re
from collections import Counter

from storyboard.parse.cues import cue
from storyboard.parse.markers import Mark
from storyboard.parse.scan import Scan
from storyboard.patterns import deferred, holds

BRACED = deferred(r"[}｝]\s*(?P<words>\S.*)")
NAME = deferred(r"[^\s：:，。！？!?（(][^：:，。！？!?（(]{0,20}")


TOGETHER = deferred(r"[（(](?:同|齐|合|对|一[同齐起]|[二两三]人)[^（()）]{0,12}[）)]\s*(?P<words>.*)", re.S)
"""What many do or say as one, behind the last of their names: （同唱）……, （同笑。）"""
MANY = ("（同", "（齐", "（合")
"""One of these stands in every script in which they do."""


def settle(scan: Scan) -> None:
    """Make one cue of names that stand one above the other."""
    _braced(scan)
    _stacked(scan)


def _stacked(scan: Scan) -> None:
    """The names of an opera, the last of them with what all of them do: 柳四娘 / 陆秋生　（同唱）今夜晚灯重亮."""
    if not holds(scan.source.text, MANY):
        return
    known = scan.heads["space"] + scan.heads["dash"] + scan.heads["colon"]
    for at, line in enumerate(scan.lines):
        if line.tag != "cue" or not line.cue or line.cue.members:
            continue
        said = line.rest.strip()
        found = TOGETHER.fullmatch(said) if said[:1] in ("（", "(") else None
        if not found:
            continue
        above = at
        while above and scan.lines[above - 1].style == "alone" and known["".join(scan.lines[above - 1].core.split())]:
            above -= 1
        names = ["".join(each.core.split()) for each in scan.lines[above:at]]
        told = cue("、".join([*names, line.cue.name]), scan.english) if names else None
        if told is None:
            continue
        for each in scan.lines[above:at]:
            scan.heads["alone"] -= Counter({each.cue.name if each.cue else "": 1})
            each.tag, each.style, each.cue, each.mark = "mark", None, None, Mark("note", each.core)
        if found["words"].strip():
            line.cue, line.told = told, True
        else:
            line.tag, line.style, line.cue, line.mark = "mark", None, None, Mark("action", line.core)
    scan.heads["alone"] = +scan.heads["alone"]


def _braced(scan: Scan) -> None:
    """Two names with a brace between: 宋佳怡 / }（同时）啊？ / 大嘴."""
    if "}" not in scan.source.text and "｝" not in scan.source.text:
        return
    known = Counter[str]()
    for heads in scan.heads.values():
        known += heads
    filled = [line for line in scan.lines if line.tag not in ("blank", "rule")]
    for above, line, below in zip(filled, filled[1:], filled[2:], strict=False):
        found = BRACED.fullmatch(line.core)
        if not found or not NAME.fullmatch(above.core) or not NAME.fullmatch(below.core):
            continue
        names = ["".join(each.core.split()) if not scan.english else each.core for each in (above, below)]
        told = cue("、".join(names), scan.english)
        if told is None or not any(known[name] > 1 for name in names):
            continue
        for each in (above, below):
            if each.cue and each.style:
                scan.heads[each.style] -= Counter({each.cue.name: 1})
            each.tag, each.style, each.cue, each.mark = "mark", None, None, Mark("note", each.core)
        line.tag, line.style, line.cue, line.head, line.mark = "cue", "colon", told, told.name, None
        line.rest, line.told = found["words"], True
