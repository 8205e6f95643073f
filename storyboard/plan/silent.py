"""Silent shots of their own: a look, a hand, an exit for which the script has no line. They live on time that is paid for anyway."""

from collections.abc import Sequence
from dataclasses import replace

from storyboard import speech
from storyboard.model import Board, Shot
from storyboard.plan.compile import JOIN, Plan
from storyboard.plan.composing import Ends, price

SILENT = "silent"
"""The rule of such a shot in the trace."""


def affordable(planned: Plan, ends: Ends) -> Plan:
    """The plan with those of its silent shots for which what is paid anyway has room, in the order of the story.

    What a shot gave of its time to one that goes, it has back. The same plan where all fit, or nothing is sold.
    """
    silent = [at for at, trace in enumerate(planned.trace.shots) if trace.rule == SILENT]
    if not silent:
        return planned
    most = _price(planned.board, silent, (), ends)
    if _price(planned.board, silent, silent, ends) <= most:
        return planned
    kept: list[int] = []
    for at in silent:
        if _price(planned.board, silent, (*kept, at), ends) <= most:
            kept.append(at)
    gone = frozenset(silent) - frozenset(kept)
    shots = _without(planned.board.shots, gone)
    traces = tuple(trace for at, trace in enumerate(planned.trace.shots) if at not in gone)
    return replace(planned, board=replace(planned.board, shots=shots), trace=replace(planned.trace, shots=traces))


def _price(board: Board, silent: Sequence[int], kept: Sequence[int], ends: Ends) -> float:
    shots = _without(board.shots, frozenset(silent) - frozenset(kept))
    return price(ends.packing(replace(board, shots=shots)), ends.offer)


def _without(shots: Sequence[Shot], gone: frozenset[int]) -> tuple[Shot, ...]:
    """The shots without some; the action before one that goes has its time again, up to its natural length."""
    found: list[Shot] = []
    for at, shot in enumerate(shots):
        if at not in gone:
            found.append(shot)
        elif found and found[-1].action and not found[-1].dialogue.text:
            whole = speech.tenths_to_act("".join(found[-1].action.split(JOIN)))
            found[-1] = replace(
                found[-1], duration=max(found[-1].tenths, min(whole, found[-1].tenths + shot.tenths)) / 10
            )
    return tuple(found)
