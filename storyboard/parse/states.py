"""When the story plays: units that are a flashback or a dream, by headings, by marks that open and close, by an action's own word."""

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
BACK = deferred(r"(?:(?:SMASH|HARD|FLASH) )?(?:CUT )?(?:BACK|RETURN) TO\b")
"""A cut that ends a state which is open."""
CONTENT = frozenset({"action", "speech", "caption", "sound"})


def with_states(units: Sequence[Unit], scenes: Sequence[SceneDraft]) -> list[Unit]:
    """The units with the state in which each plays; a scene that goes on in one that a mark opened is given it too.

    A mark that nothing closes holds to the end of its scene, or for the next one where nothing follows it in its own.
    """
    marks = {
        at: mark for at, unit in enumerate(units) if unit.kind == "transition" and (mark := markers.sort(unit.text))
    }
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
        own = OWN.match(unit.text) if unit.kind == "action" else None
        if (
            own and not now and _holds(at, units, marks) == "until closed"
        ):  # 【闪回】黑白。, and its end on a line of its own
            now = own["state"]
        state = own["state"] if own else now
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


def _of_states(mark: Mark) -> bool:
    return bool(mark.opens) or mark.closes
