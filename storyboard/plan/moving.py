"""Which of the camera moves that have a reason are made: at most one in three shots, those with the weightiest reasons."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from storyboard.camera import Framing

if TYPE_CHECKING:
    from storyboard.plan.choices import Frame

SPACING = 2
"""Still shots between two of the grammar's own camera moves: at most one in three."""
WEIGHTS = {
    "blow": 9, "last word": 9, "entrance": 8, "pursuit": 8, "revelation": 8, "power shift": 8, "discovery": 7, "outburst": 7, "fall": 7, "establishing": 6,
    "reaction": 6, "realises": 6, "turmoil": 6, "isolation": 6, "closing": 5, "arrival": 5, "departure": 5, "inner voice": 5, "breath": 5, "search": 4,
    "approach": 5, "struggle": 6, "ride": 5, "look": 3, "reach": 2, "tightening": 3, "pressing": 3,
    "listener": 4, "rise": 4, "walk": 4, "long speech": 3, "voice": 3,
}  # fmt: skip
"""Rule -> how much its move tells; others 3."""
OTHERS = 3
BARE = (("action", "action"), ("insert", "insert"), ("detail", "insert"))
"""How a form begins -> the rule that is left where the camera does not move after all; `exchange` for the others."""


def settled(frames: Sequence["Frame"], language: str, own: frozenset[str]) -> list["Frame"]:
    """The frames of an episode with every move left out that stands too near to a weightier one; exact, the earlier of equal ones stays.

    `own`: rules that say nothing but why the camera moves; where it stays still, the rule is the plain one. Moves of the script, its
    table or a team are no part of it.
    """
    best: list[tuple[int, tuple[int, ...]]] = [(0, ())]
    for at, one in enumerate(frames):
        without = best[at]
        if one.moves:
            before = best[max(0, at - SPACING)]
            taken = (before[0] + WEIGHTS.get(one.rule, OTHERS), (*before[1], at))
            without = max(without, taken, key=lambda sum_: sum_[0])
        best.append(without)
    kept = set(best[-1][1])
    return [still(one, language, own) if one.moves and at not in kept else one for at, one in enumerate(frames)]


def still(frame: "Frame", language: str, own: frozenset[str]) -> "Frame":
    """The frame with a camera that stays where it is."""
    assert frame.moves is not None
    form = frame.staging.form if frame.staging else ""
    plain = next((rule for begins, rule in BARE if form.startswith(begins)), "exchange")
    plain = "power" if frame.moves.angle in ("low", "high") and plain == "exchange" else plain
    bare = Framing(frame.moves.size, frame.moves.angle, "static")
    return replace(frame, camera=bare.write(language), rule=plain if frame.rule in own else frame.rule, moves=None)
