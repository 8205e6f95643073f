"""Where a scene leaves its heading's place: lists of short shots, and two places cut between. Words of the script that say so."""

from storyboard.patterns import deferred

MONTAGE = deferred(
    r"[\[(]?(?:BEGIN |START |QUICK |TRAINING )?(?:MONTAGE|SERIES OF SHOTS|QUICK CUTS|VARIOUS SHOTS)\b[^a-z]{0,60}[\])]?|[【（(\[]?(?:蒙太奇|快切|混剪|闪切|一?组镜头|组合镜头)(?:开始|段落|镜头)?(?:[：:].{0,12})?[】）)\]]?[。：:]?"
)
"""A line that opens a list of shots, each of a place of its own."""
MONTAGE_ENDS = deferred(
    r"[\[(]?END (?:OF )?(?:THE )?(?:MONTAGE|SERIES OF SHOTS|SEQUENCE|QUICK CUTS)\b[^a-z]*|BACK TO\b[^a-z]*|[【（(\[]?(?:蒙太奇|快切|混剪|闪切|组镜头|组合镜头)(?:结束|完|止)[】）)\]]?[。]?"
)
INTERCUT = deferred(
    r"[\[(]?(?:BEGIN |START )?INTERCUT(?:TING)?\b[^a-z]*(?:[Bb]etween.*|[Ww]ith.*)?|[【（(\[]?(?:交叉(?:剪辑|蒙太奇)|两[地处边](?:切换|交切|同时)|(?:镜头)?(?:在两地|来回)切换|平行剪辑|分屏).{0,12}"
)
"""A line from which on two places are cut between: whoever speaks is where they were last seen."""


def is_slug(text: str) -> bool:
    """Whether a line only tells how shots go together: there is nothing in it to see."""
    said = text.strip("△ \n")
    return any(pattern.fullmatch(said) is not None for pattern in (MONTAGE, MONTAGE_ENDS, INTERCUT))
