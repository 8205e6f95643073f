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


REACH = 0.5
"""Seconds by which a word may go on behind the end that an ear tells."""


def trimmed(hearing: Hearing, levels: Sequence[float]) -> Hearing:
    """The same words, each as long as something is to be heard of it; `levels`: of each `STEP` seconds of the sound.

    Where a word spans a pause it is on that side of it where there is more of it.
    """
    if not hearing.timed or len(levels) < LOUD:
        return hearing
    heard = _heard(levels)
    return replace(hearing, passes=tuple(tuple(_trimmed(word, heard) for word in words) for words in hearing.passes))


def ended(hearing: Hearing, levels: Sequence[float]) -> Hearing:
    """The same words, those before a silence as long as they are heard: ears end them early."""
    if not hearing.timed or len(levels) < LOUD:
        return hearing
    heard = _heard(levels)
    passes, again = (tuple(tuple(_ended(words, heard)) for words in group) for group in (hearing.passes, hearing.again))
    return replace(hearing, passes=passes, again=again)


def _heard(levels: Sequence[float]) -> list[bool]:
    silence = SILENT * quantiles(levels, n=LOUD)[-1]
    return [level > silence for level in levels]


def _ended(words: Sequence[Word], heard: Sequence[bool]) -> Iterator[Word]:
    for at, word in enumerate(words):
        until = words[at + 1].start if at + 1 < len(words) else len(heard) * STEP
        yield replace(word, end=_end(word, until, heard))


def _end(word: Word, until: float, heard: Sequence[bool]) -> float:
    """Where the sound of a word ends that is followed by silence; where the ear says it ends if it goes on for longer than a word would."""
    last = at = round(word.end / STEP)
    while at < len(heard) and at * STEP < until and (heard[at] or (at - last) * STEP < PAUSE / 2):
        last = at + 1 if heard[at] else last
        at += 1
    end, silent = last * STEP, at == len(heard) or (at - last) * STEP >= PAUSE / 2
    return end if silent and word.end < end <= min(word.end + REACH, until) else word.end


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
