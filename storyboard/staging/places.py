"""Where a scene leaves its heading's place: lists of short shots, and two places cut between. Words of the script that say so."""

import re

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
