"""What a crowd does as one body: a hundred hands rise, heads turn."""

import re

from storyboard.patterns import deferred

HANDS = deferred(
    r"\b(?:(?:an? )?(?:hundred|thousand|dozen)|(?:hundreds|thousands|dozens|scores|an? (?:sea|forest|wall|thicket)) of|twenty|thirty|forty|fifty|countless|more|all the|all) (?:[a-z]+ )?(?:hands|fists|palms|arms)\b|\bevery (?:[a-z]+ )?(?:hand|palm|fist)\b"
    r"|(?:无数|成百上千|[几数]?[十百千][来多]?)[只双](?:[^，。；！？\n]{1,4}的)?手|一[只双]{2}手|所有人?的手|众人的手|全[场村]的手|[只双]手[只双]手",
    re.I,
)
"""Hands of a crowd, and of nobody who has a name."""
HEADS_TURN = deferred(
    r"(?:^|[.!?(] ?|\n)(?:all |every )?(?:heads|faces|eyes) (?:all )?(?:turn|swivel|lift|snap)\b|\bevery (?:head|face|eye) (?:turns|swivels|lifts)\b|(?:众人|所有人|人群|满[场堂屋]的?人)(?:都|齐刷刷地?|纷纷|一齐)*(?:回|转|扭)(?:过)?头",
    re.I,
)
"""A crowd that looks: Heads turn."""


def acts(text: str) -> bool:
    """Whether an action is of the hands or the heads of many."""
    return HANDS.search(text) is not None or HEADS_TURN.search(text) is not None
