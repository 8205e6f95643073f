"""What somebody bears for months or weeks and not for years: a child that is not born yet, an arm in a sling.

It is theirs from the scene that tells it up to the birth, or up to a scene that plays a year and more later.
"""

import re
from collections.abc import Mapping, Sequence

from storyboard.cast.looks import BEFALLEN
from storyboard.cast.timeline import Timeline
from storyboard.model import Fact, Script
from storyboard.patterns import deferred

PREGNANT = deferred(r"孕肚|大肚子|身孕|怀孕|\bpregnant\b", re.I)
"""A child that is not born yet, as a mark or a state tells it."""
_BORN = deferred(
    r"要生了|生了(?=[，。！!…]|$)|(?:难产|临盆|分娩|接生|产房|产床)|生下|呱呱坠地|(?:婴儿|孩子|娃)[^，。；]{0,6}(?:啼哭|落地|出生)|新生儿"
    r"|\b(?:gives? birth|in labou?r|goes into labou?r|(?:my|her) water(?:s)? (?:just )?(?:broke|breaks?)|(?:the )?(?:baby|it)(?:'s|’s| is) coming|new-?born|is born|delivery room)\b",
    re.I,
)
"""What tells of a birth."""
_WEEKS = deferred(r"石膏|夹板|绷带|纱布|吊[着带]|\b(?:sling|splint|plaster|cast|bandage[sd]?|crutch(?:es)?|stitche[sd])\b", re.I)
"""What is borne for weeks."""


def passes(mark: str) -> bool:
    """Whether a mark is borne for a while alone."""
    return any(sign.search(mark) for sign in (PREGNANT, _WEEKS, BEFALLEN))


def until(fact: Fact, script: Script, when: Timeline, lines: Mapping[int, str]) -> tuple[str, ...] | None:
    """The scenes from the one that tells a mark on in which it is still there; None where nothing ends it."""
    order = [scene.id for scene in script.scenes if not scene.state]
    at = lines.get(fact.line, "")
    if at not in order or at in when.loose:
        return None
    there = [at]
    births = _births(script) if PREGNANT.search(fact.value) else frozenset()
    for scene in order[order.index(at) + 1 :]:
        years = scene not in when.loose and abs(when.years[scene] - when.years[at]) >= 1
        if years or (there[-1] in births and scene not in births):
            return tuple(there)
        there.append(scene)
    return None


def after_birth(fact: Fact, scenes: Sequence[str], script: Script, when: Timeline) -> list[str]:
    """The scenes of the same year behind those in which somebody is with child."""
    order = [scene.id for scene in script.scenes if not scene.state]
    behind = order[order.index(scenes[-1]) + 1 :] if PREGNANT.search(fact.value) else []
    return [scene for scene in behind if when.years[scene] == when.years[scenes[-1]]]


def _births(script: Script) -> frozenset[str]:
    """The scenes in which a child is born."""
    return frozenset(
        unit.scene for unit in script.units if unit.kind in ("action", "speech", "caption") and _BORN.search(unit.text)
    )


def said_once(state: str, marks: Sequence[str]) -> tuple[str, list[str]]:
    """A state and the marks beside it, of what both tell the one that tells more: 左臂缠着绷带, not 缠着绷带 too."""
    bears = PREGNANT.search(state) is not None
    left = [mark for mark in marks if mark not in state and not (bears and PREGNANT.search(mark))]
    both = {found[0] for mark in left for found in _WEEKS.finditer(mark)} & {found[0] for found in _WEEKS.finditer(state)}
    return ("" if both else state), left
