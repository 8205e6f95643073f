"""Whether an OS of a Chinese script is thought or called: short dramas mean a thought by it, others a voice from outside the picture.

A thought is heard by nobody. Where the one who is called by name answers, or somebody looks round at a voice whose speaker has not
come yet, it is a voice.
"""

from collections.abc import Sequence
from dataclasses import replace

from storyboard.model import Unit
from storyboard.patterns import deferred

LOOKS_ROUND = deferred("回过?头|转过?身|转过?头|扭过?头|抬起?头|循声|闻声|听见|听到|应声|应了一?声|一惊|吓了一跳")
"""What somebody does who hears a voice."""
TO_SOMEBODY = deferred("[你您喂嘿哎]|[？?]")
"""What words have that are said to somebody."""


def called_from_outside(units: Sequence[Unit]) -> list[Unit]:
    """The units, with every OS that somebody answers or looks round at said from outside the picture."""
    found = list(units)
    for at, unit in enumerate(found):
        if unit.kind == "speech" and unit.delivery == "inner" and unit.extension == "OS" and _is_heard(found, at):
            found[at] = replace(unit, delivery="offscreen")
    return found


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
