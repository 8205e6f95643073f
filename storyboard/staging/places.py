"""Where a scene leaves its heading's place: lists of short shots, and two places cut between; on which side its door is. Words of the script that say so."""

import re

from storyboard.model.staging import At
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


def is_slug(text: str) -> bool:
    """Whether a line only tells how shots go together: there is nothing in it to see."""
    said = text.strip("△ \n")
    return any(pattern.fullmatch(said) is not None for pattern in (MONTAGE, MONTAGE_ENDS, INTERCUT))


_DOORS: dict[At, re.Pattern[str]] = {
    "left": deferred(r"(?:画面|舞台)?左(?:边|侧|面|方|后|前)?(?:是|有|为)[^，。；]{0,6}门|[房大屋店舱]?门(?:口)?(?:开)?在(?:画面)?左|\b(?:doors?|doorway|entrance)\b[^.;]{0,16}\b(?:on|at|to) (?:the )?(?:frame |screen |far )?left\b|\b(?:on|at|to) the left,? (?:is |stands )?(?:a|the) (?:\w+ )?door\b", re.I),
    "right": deferred(r"(?:画面|舞台)?右(?:边|侧|面|方|后|前)?(?:是|有|为)[^，。；]{0,6}门|[房大屋店舱]?门(?:口)?(?:开)?在(?:画面)?右|\b(?:doors?|doorway|entrance)\b[^.;]{0,16}\b(?:on|at|to) (?:the )?(?:frame |screen |far )?right\b|\b(?:on|at|to) the right,? (?:is |stands )?(?:a|the) (?:\w+ )?door\b", re.I),
}  # fmt: skip


def door(text: str) -> At:
    """The side on which the script's words put a place's door; empty where they put none, or one on each side."""
    sides = [side for side, words in _DOORS.items() if words.search(text)]
    return sides[0] if len(sides) == 1 else ""
