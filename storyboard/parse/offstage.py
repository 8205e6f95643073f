"""Whether an OS of a Chinese script is thought or called: short dramas mean a thought by it, others a voice from outside the picture.

A thought is heard by nobody. Where the one who is called by name answers, or somebody looks round at a voice whose speaker has not
come yet, it is a voice; and where somebody of the scene has a telephone in hand, who speaks with them and is not there is heard over it.
"""

from collections.abc import Sequence
from dataclasses import replace

from storyboard.model import Delivery, Unit
from storyboard.parse.voiced import DROPS, TAKES
from storyboard.patterns import deferred

LOOKS_ROUND = deferred("回过?头|转过?身|转过?头|扭过?头|抬起?头|循声|闻声|听见|听到|应声|应了一?声|一惊|吓了一跳")
"""What somebody does who hears a voice."""
OUT_OF_IT = deferred(r"(?:电话|手机|听筒|话筒|对讲机|耳机)(?:那[头端边]|里|中)[^，。；！？]*")
"""What is heard over a telephone: 听筒里没了声音."""
NEAR = 2
"""Units before and behind words within which such a sentence is about them."""
TO_SOMEBODY = deferred("[你您喂嘿哎]|[？?]")
"""What words have that are said to somebody."""


def called_from_outside(units: Sequence[Unit]) -> list[Unit]:
    """The units, with every OS that somebody answers or looks round at said from outside the picture, and every one out of a telephone over that."""
    found = list(units)
    for at, unit in enumerate(found):
        if unit.kind == "speech" and unit.delivery == "inner" and unit.extension == "OS":
            way: Delivery = "phone" if _is_wired(units, at) else "offscreen" if _is_heard(found, at) else ""
            found[at] = replace(unit, delivery=way) if way else unit
    return found


def _is_wired(units: Sequence[Unit], at: int) -> bool:
    """Whether somebody of the scene has a telephone in hand and speaks with whoever an OS is, who is never there."""
    here = units[at]
    scene = [each for each, unit in enumerate(units) if unit.scene == here.scene and unit.kind in ("speech", "action")]
    told = [(each, units[each].text) for each in scene if units[each].kind == "action"]
    if not _is_held([text for each, text in told if each < at]) and not any(
        abs(each - at) <= NEAR and OUT_OF_IT.search(text) for each, text in told
    ):
        return False
    if any(here.speaker in OUT_OF_IT.sub("", text) for _, text in told):
        return False
    turns = [each for each in scene if units[each].kind == "speech"]
    own = turns.index(at)
    beside = [units[each] for each in turns[max(own - 1, 0) : own + 2] if each != at]
    shown = any(units[each].speaker == here.speaker and units[each].extension != "OS" for each in turns)
    return not shown and any(unit.speaker != here.speaker and unit.delivery in ("", "phone") for unit in beside)


def _is_held(told: Sequence[str]) -> bool:
    """Whether a telephone was taken in what was told of, and not put down since."""
    ways = [(found.start(), True) for found in TAKES.finditer("\n".join(told))]
    ways += [(found.start(), False) for found in DROPS.finditer("\n".join(told))]
    return bool(ways) and max(ways)[1]


def _is_heard(units: Sequence[Unit], at: int) -> bool:
    here = units[at]
    behind = [unit for unit in units[at + 1 : at + 4] if unit.scene == here.scene and unit.kind in ("speech", "action")]
    answer = next((unit for unit in behind if unit.kind == "speech"), None)
    called = answer is not None and answer.speaker != here.speaker and answer.delivery != "inner"
    if (
        called
        and answer
        and here.text.startswith((f"{answer.speaker}！", f"{answer.speaker}，", f"{answer.speaker}？"))
    ):
        return True
    reacts = bool(behind) and behind[0].kind == "action" and LOOKS_ROUND.search(behind[0].text) is not None
    return reacts and TO_SOMEBODY.search(here.text) is not None and not _has_come(units[:at], here)


def _has_come(before: Sequence[Unit], here: Unit) -> bool:
    """Whether whoever thinks or calls is told of, or has spoken, earlier in the scene."""
    scene = [unit for unit in before if unit.scene == here.scene and unit.kind in ("speech", "action")]
    return any(
        unit.speaker == here.speaker or here.speaker in (unit.text if unit.kind == "action" else "") for unit in scene
    )
