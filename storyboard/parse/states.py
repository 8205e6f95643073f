"""When the story plays: units that are a flashback or a dream, by headings, by marks that open and close, by an action's own word."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

from storyboard.model import Unit
from storyboard.parse import markers, words
from storyboard.parse.markers import Mark
from storyboard.parse.sheet import SceneDraft
from storyboard.patterns import deferred

OWN = deferred(
    rf"[△▲\s]*(?:【|\[|（|\()?\s*(?P<state>{words.STATE}|{words.STATE_EN}|Flash ?back)(?:画面|片段|镜头)?(?:[一两二三四五半几\d]+秒)?\s*(?:[】\]）)：:]|[-–—]+\s)\s*(?=\S)"
)
"""What one action of another state begins with: 闪回画面：他倒在地上; FLASHBACK - A boy drops a ball."""
OVER = deferred(
    rf"[△▲\s]*[【\[（(]\s*(?:{words.STATE}(?:画面|片段|镜头)?(?:结束|完毕?|止|毕|终)|END (?:OF )?FLASHBACK|FLASHBACK ENDS?)\s*[】\]）)]\s*(?=\S)",
    re.I,
)
"""What an action begins with that is the present again: （闪回结束）她睁开眼."""
BACK = deferred(r"(?:(?:SMASH|HARD|FLASH) )?(?:CUT )?(?:BACK|RETURN) TO\b")
"""A cut that ends a state which is open."""
EARLIER = {"zh": "闪回", "en": "FLASHBACK"}
"""What a time before is called where no word of the script's says it."""
LIGHT = deferred(
    r"[〔［（(【\[△▲\s]*(?:灯光?|光线?|舞台|画面|色调)(?:渐渐?|慢慢|缓缓|忽然|骤然)?(?:转|变|化|切|换|暗下|亮起)[^。，]{0,6}[。，；]\s*"
    r"(?P<zh>当[晚夜天日年时]|那[晚夜天日年]|昨[晚夜天日]|前一?[晚夜天]|[几数多一二两三四五六七八九十百半\d]+个?(?:年|月|天|日|周|小时)(?:之|以)?前|从前|小时候)"
    r"|[〔［（(\[\s]*(?:The )?(?:lights?|stage|light) (?:(?:slowly|suddenly) )?(?:shifts?|changes?|turns?|fades?|goes|go|dims?|cools?|warms?)\b[^.]{0,30}\.\s*"
    r"(?P<en>That (?:night|day|morning|evening)|The (?:night|day) before|Earlier|[\w ]{1,20}(?:years?|months?|weeks?|days?|hours?) (?:earlier|before|ago))\b",
    re.I,
)
"""A stage whose light changes for a time before: 灯光转蓝。当晚，楼道。"""
RELIT = deferred(
    r"[〔［（(【\[△▲\s]*(?:灯光?|光线?|舞台|画面|色调)(?:渐渐?|慢慢)?(?:复原|恢复|还原|如初|如前|转回|正常)"
    r"|[〔［（(\[\s]*(?:The )?(?:lights?|stage|light) (?:(?:slowly|suddenly) )?(?:restores?|returns?|are restored|is restored|comes? back|goes back|go back)\b",
    re.I,
)
"""The light of before again: what plays is the present."""
CONTENT = frozenset({"action", "speech", "caption", "sound"})


def with_states(units: Sequence[Unit], scenes: Sequence[SceneDraft]) -> list[Unit]:
    """The units with the state in which each plays; a scene that goes on in one that a mark opened is given it too.

    A mark that nothing closes holds to the end of its scene, or for the next one where nothing follows it in its own.
    """
    marks = {
        at: mark for at, unit in enumerate(units) if unit.kind == "transition" and (mark := markers.sort(unit.text))
    }
    if not any(mark.opens for mark in marks.values()) and not any(draft.heading.state for draft in scenes):
        acts = (unit.text for unit in units if unit.kind == "action")
        if not any(OWN.match(text) or LIGHT.match(text) for text in acts):
            return list(units)
    drafts = {draft.id: draft for draft in scenes}
    found: list[Unit] = []
    scene, now, carried, holds = "", "", "", ""
    for at, unit in enumerate(units):
        if unit.scene != scene:
            scene = unit.scene
            draft = drafts.get(scene)
            if draft and carried and not draft.heading.state:
                draft.heading = replace(draft.heading, state=carried)
            now = draft.heading.state if draft else ""
            carried = carried if holds == "until closed" else ""
        mark = marks.get(at)
        if mark and mark.opens:
            now, holds = mark.opens, _holds(at, units, marks)
            carried = now if holds else ""
        lit = LIGHT.match(unit.text) if unit.kind == "action" and not now else None
        if now and unit.kind == "action" and RELIT.match(unit.text):
            now = ""
        own = OWN.match(unit.text) if unit.kind == "action" else None
        if unit.kind == "action" and OVER.match(unit.text):
            now = carried = ""
        if own and not now and (_holds(at, units, marks) == "until closed" or _is_over(at, units)):
            now = own["state"]  # 【闪回】黑白。, and its end on a line of its own or before an action
        told = (EARLIER["zh" if lit["zh"] else "en"]) if lit else ""
        if lit and any(RELIT.match(other.text) for other in units[at + 1 :] if other.scene == scene):
            now = told
        state = own["state"] if own else told or now
        found.append(replace(unit, state=state) if state else unit)
        if (mark and mark.closes) or (now and unit.kind == "transition" and BACK.match(unit.text)):
            now = carried = ""
    return found


def _holds(at: int, units: Sequence[Unit], marks: Mapping[int, Mark]) -> Literal["", "until closed", "next scene"]:
    """How far a state that is opened here reaches beyond its scene."""
    later = next(
        (marks[other] for other in range(at + 1, len(units)) if other in marks and _of_states(marks[other])), None
    )
    if later and later.closes:
        return "until closed"
    rest = (unit for unit in units[at + 1 :] if unit.scene == units[at].scene)
    return "" if any(unit.kind in CONTENT for unit in rest) else "next scene"


def _is_over(at: int, units: Sequence[Unit]) -> bool:
    """Whether an action of the same scene says that the state which opens here is over, before another one opens."""
    later = (unit for unit in units[at + 1 :] if unit.scene == units[at].scene and unit.kind == "action")
    told = next((unit for unit in later if OVER.match(unit.text) or OWN.match(unit.text)), None)
    return told is not None and OVER.match(told.text) is not None


def _of_states(mark: Mark) -> bool:
    return bool(mark.opens) or mark.closes
