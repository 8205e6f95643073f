"""The rule others use, to compare with: fill the longest clip, break at scenes, bill the shortest length that fits."""

from collections.abc import Sequence

from storyboard.model.board import Board
from storyboard.model.clips import Clip, Offer
from storyboard.pack.filling import fill, holds
from storyboard.pack.price import tariff
from storyboard.pack.runs import AtomRun, Measure, rules

_APART = 0
"""No scene is so short that it shares a clip."""


def greedy(board: Board, offer: Offer, *, measure: Measure | None = None) -> tuple[Clip, ...]:
    """The clips of a board by the greedy rule, in order; the same limits on prompts and the same filling as `pack`."""
    if not board.shots:
        return ()
    given = rules(board, offer, _APART, measure)
    lengths = tuple(tariff(offer))
    clips: list[Clip] = []
    start = 0
    while start < len(given.row):
        fitting = ((run.stop, _shortest(run, lengths)) for run in given.runs(start) if not run.barred)
        stop, seconds = max((stop, seconds) for stop, seconds in fitting if seconds)
        clips.append(fill(given.row[start:stop], seconds))
        start = stop
    return tuple(clips)


def _shortest(run: AtomRun, lengths: Sequence[int]) -> int:
    """The shortest length that the run fills; 0 where none does."""
    return next((seconds for seconds in lengths if holds(seconds * 10 - run.natural, run.room) is not None), 0)
