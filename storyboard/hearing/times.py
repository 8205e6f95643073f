"""When words are spoken: ears spread a word over the silence before it, and the sound says how much of that is silence."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import quantiles

from storyboard.model import Hearing, Word

STEP = 0.02
"""Seconds of each level of a sound that is looked at."""
LOUD = 20
"""Loud is what one in so many levels exceeds."""
SILENT = 0.03
"""Share of what is loud below which a level is silence: 30 dB below."""
PAUSE = 0.2
"""Seconds of silence that part what is before and behind them."""


def trimmed(hearing: Hearing, levels: Sequence[float]) -> Hearing:
    """The same words, each as long as something is to be heard of it; `levels`: of each `STEP` seconds of the sound.

    Where a word spans a pause it is on that side of it where there is more of it.
    """
    if not hearing.timed or len(levels) < LOUD:
        return hearing
    silence = SILENT * quantiles(levels, n=LOUD)[-1]
    heard = [level > silence for level in levels]
    return replace(hearing, passes=tuple(tuple(_trimmed(word, heard) for word in words) for words in hearing.passes))


def _trimmed(word: Word, heard: Sequence[bool]) -> Word:
    first, last = round(word.start / STEP), min(round(word.end / STEP), len(heard))
    runs = list(_runs(heard, first, last))
    if not runs:
        return word
    start, end, _ = max(runs, key=lambda run: run[2])
    return replace(word, start=max(word.start, start * STEP), end=min(word.end, end * STEP))


def _runs(heard: Sequence[bool], first: int, last: int) -> Iterator[tuple[int, int, int]]:
    """(begins, ends, levels that are heard) of each stretch between pauses."""
    start, end, count = -1, 0, 0
    for at in range(first, last):
        if not heard[at]:
            continue
        if start >= 0 and (at - end) * STEP >= PAUSE:
            yield start, end, count
            start, count = -1, 0
        start, end, count = at if start < 0 else start, at + 1, count + 1
    if start >= 0:
        yield start, end, count
