"""Where a scene leaves its heading's place: lists of short shots, and two places cut between. Words of the script that say so."""

import re
from collections.abc import Sequence

from storyboard.patterns import deferred

MONTAGE = deferred(
    r"[\[(]?(?:BEGIN |START |QUICK |TRAINING )?(?:MONTAGE|SERIES OF SHOTS|QUICK CUTS|VARIOUS SHOTS)\b[^a-z]{0,60}[\])]?|[【（(\[]?(?:蒙太奇|快切|混剪|闪切|一?组镜头|组合镜头)(?:开始|段落|镜头)?(?:[：:].{0,12})?[】）)\]]?[。：:]?"
)
"""A line that opens a list of shots, each of a place of its own."""
MONTAGE_ENDS = deferred(
    r"[\[(]?END (?:OF )?(?:THE )?(?:MONTAGE|SERIES OF SHOTS|SEQUENCE|QUICK CUTS)\b[^a-z]*|BACK TO\b[^a-z]*|[【（(\[]?(?:蒙太奇|快切|混剪|闪切|组镜头|组合镜头)(?:结束|完|止)[】）)\]]?[。]?"
)
INTERCUT = deferred(
    r"(?:\d{1,3}[A-Z]?[.)]?\s+)?[\[(]?(?:BEGIN |START )?INTERCUT(?:TING)?\b[^a-z]*(?:[Bb]etween.*|[Ww]ith.*)?|[【（(\[]?(?:交叉(?:剪辑|蒙太奇)|两[地处边](?:切换|交切|同时)|(?:镜头)?(?:在两地|来回)切换|平行剪辑|分屏).{0,12}"
)
"""A line from which on two places are cut between: whoever speaks is where they were last seen."""

CROSSED = deferred(
    r"[（(\[]?\s*(?:[与和跟]?.{0,8}(?:交叉|互切|对切)(?:剪辑|进行)?|(?:电话)?两[头端地边](?:通话)?|电话)\s*[）)\]]|\bINTERCUT\b",
    re.I,
)
"""In a heading: the scene is cut between two places."""
OTHER_END = deferred(
    r"(?:电话)?(?:的)?(?:另一[头端边]|那一?[头端边])|\b(?:at|on) the other end\b|\bacross town\b|\belsewhere\b", re.I
)
"""At the head of an action: what follows is at the other end of the call."""


CUT_TO = deferred(r"^[\s△【（(\[]*(?:镜头)?切(?:至|到|回|换到?)?[：:，,]\s*", 0, "切")
"""At the head of an action: what follows is at the place that is named next."""
CALLED = deferred(
    r"(?:电话|听筒|手机)(?:里|那[头端边])|忙音|电话音|\b(?:dial tone|over the phone|on the (?:phone|line))\b", re.I
)
"""Somebody is heard over a telephone."""
_ARRIVES = deferred(
    r"(?:[来走跑赶冲奔回踱退撤爬拐闯迈]|抵达|到达)(?:到了?|进了?|至|回到?|上)|穿过|登上|转入|进入|^[\s△【（(\[]*"
    r"|\b(?:reach(?:es)?|arrives? at|enters?|into|out (?:on)?to|onto|through|back (?:at|in|to))\b|^[\s(\[]*(?:at|in|inside|outside|on)\b",
    re.I,
)
"""Before a place: somebody gets there, or the sentence begins with it."""
_CLAUSES = deferred(r"[，。；,;.！？!?]\s*")


def several(location: str) -> tuple[str, ...]:
    """The places of a heading that lists them on the way (照相馆—老街—工地, KITCHEN / YARD / LANE); the one place of any other."""
    way = r"\s+/\s+" if location.isascii() else r"\s*(?:[/／→]|[—–]{1,2})\s*"
    parts = [part for part in re.split(way, location) if part]
    return tuple(parts) if len(parts) > 1 and all(len(part) > 1 for part in parts) else (location,)


def reached(text: str, parts: Sequence[str]) -> tuple[str, ...]:
    """Which of these places an action gets to, in order: by a word of arriving before their last word, or with the first of a sentence."""
    found: list[str] = []
    text = CUT_TO.sub("", text)
    for clause in _CLAUSES.split(text):
        for part in parts:
            key = part.split()[-1] if part.isascii() else part.split()[-1][-2:]
            at = clause.casefold().find(key.casefold())
            head = clause[:at] if at >= 0 else ""
            begins = len(head.strip("△【（([ ")) <= (0 if part.isascii() else len(part) - len(key))
            gets = any(arrives.end() > 0 for arrives in _ARRIVES.finditer(head) if arrives[0].strip("△【（([ "))
            if at >= 0 and (begins or gets):
                found.append(part)
    return tuple(found)


def is_slug(text: str) -> bool:
    """Whether a line only tells how shots go together: there is nothing in it to see."""
    said = text.strip("△ \n")
    return any(pattern.fullmatch(said) is not None for pattern in (MONTAGE, MONTAGE_ENDS, INTERCUT))


def ends_of(location: str) -> tuple[str, ...]:
    """The two places of a heading that is cut between (`老耿家 / 楼道（电话两头）`); the one place of any other."""
    both = two(CROSSED.sub("", location).strip(" -–—（()）"))
    return both if len(both) == 2 and CROSSED.search(location) else (location,)


def first_of(location: str) -> str:
    """The first of two places of a heading with a stroke between them; else its only one."""
    return two(location)[0]


def two(location: str) -> tuple[str, ...]:
    """The two places of a heading with a stroke between them; the one place of any other."""
    both = [end.strip() for end in re.split(r"\s*[/／]\s*", location)]
    return tuple(both) if len(both) == 2 and all(both) else (location,)
