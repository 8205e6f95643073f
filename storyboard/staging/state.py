"""What carries on from shot to shot: who is here, who is away, and on which side of whom everybody stands."""

from collections.abc import Iterable
from dataclasses import replace

from storyboard.model import SceneState, Staging
from storyboard.model.staging import At
from storyboard.staging.moves import Moves

STILL = Moves()


def after(state: SceneState, staging: Staging, moved: Moves = STILL) -> SceneState:
    """The state at the end of a shot: who is seen is here unless on a screen, who comes is here, who goes is away."""
    on_screen = {body.who for body in staging.bodies if body.pose == "screen"}
    seen = tuple(name for name in staging.people if name not in on_screen)
    enters, exits = (*staging.enters, *moved.enters), (*staging.exits, *moved.exits)
    here = dict.fromkeys((*state.here, *seen, *enters))
    away = dict.fromkeys((*(name for name in state.away if name not in seen and name not in enters), *exits))
    return replace(
        state,
        here=tuple(name for name in here if name not in exits),
        away=tuple(away),
        far=tuple(name for name in state.far if name not in here),
    )


def gone(state: SceneState, people: Iterable[str]) -> SceneState:
    """The state without some people: they have left, or come later."""
    out = set(people)
    here = tuple(name for name in state.here if name not in out)
    return replace(state, here=here, away=tuple(dict.fromkeys((*state.away, *people))))


def beside(state: SceneState, one: str, other: str) -> SceneState:
    """The state with both on the line of the scene; who is new stands so that the two see each other past nobody.

    The first stands left, the second right of them; a third at the end away from whom they speak to.
    """
    line = state.line
    for name, partner in (
        ((other, one), (one, other)) if one not in line and other in line else ((one, other), (other, one))
    ):
        if not name or name in line:
            continue
        line = (
            (name, *line)
            if partner in line and len(line) > 1 and line.index(partner) == len(line) - 1
            else (*line, name)
        )
    return replace(state, line=line)


def through(state: SceneState, who: str, partner: str, door: At) -> SceneState:
    """The state with somebody new on the line at the door's end of it, beside whom they meet where nobody stands yet."""
    if not door or who in state.line:
        return state
    line = state.line or ((partner,) if partner else ())
    return replace(state, line=(who, *line) if door == "left" else (*line, who))


def sides(state: SceneState, one: str, other: str) -> tuple[At, At]:
    """The side of the picture on which somebody stands while they speak to another, and the side they look towards."""
    if one not in state.line:
        return ("left", "right")
    at = state.line.index(one)
    right = at > state.line.index(other) if other in state.line else at * 2 >= len(state.line) and at > 0
    return ("right", "left") if right else ("left", "right")
