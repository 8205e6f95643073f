"""What two people say together, as plays print it: a name, a brace before the words, and the other name below."""

from collections import Counter

from storyboard.parse.cues import cue
from storyboard.parse.markers import Mark
from storyboard.parse.scan import Scan
from storyboard.patterns import deferred

BRACED = deferred(r"[}｝]\s*(?P<words>\S.*)")
NAME = deferred(r"[^\s：:，。！？!?（(][^：:，。！？!?（(]{0,20}")


def settle(scan: Scan) -> None:
    """Make one cue of two names with a brace between: 宋佳怡 / }（同时）啊？ / 大嘴."""
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
