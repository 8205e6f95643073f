"""How many frames a second a film has, told from the times of its pictures; uneven and odd rates become usual ones."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from statistics import median

USUAL = tuple(
    Fraction(*each) for each in ((24000, 1001), (24, 1), (25, 1), (30000, 1001), (30, 1), (48, 1), (50, 1), (60000, 1001), (60, 1))
)  # fmt: skip
"""Rates that cameras, players and cutting programs share. 24 and 23.976 are two: a minute apart they differ by a frame."""

EVEN = 0.9
"""Share of steps as long as the middle one from which they are the film's rate, although a picture is missing here and there."""
CLOSE = 0.0004
"""As a share: nearer than this a rate is meant. 24 and 23.976 lie 0.001 apart."""


def rate_of(times: Sequence[int], base: Fraction) -> Fraction:
    """The usual rate of a film whose pictures are shown at these times (in units of `base` seconds, in any order).

    Where nearly all steps are alike their mean is the rate, although a picture is missing; else it is the mean over the
    whole. Both are exact enough also in files that count in milliseconds. A rate that is not usual becomes the smallest usual
    one that shows every picture equally long, else the nearest whole one. One picture alone counts as 24 a second.
    """
    return _usual(true_rate(times, base))


def true_rate(times: Sequence[int], base: Fraction) -> Fraction:
    """Pictures a second as they are; 24 where there is only one."""
    shown = sorted(times)
    steps = [after - before for before, after in pairwise(shown) if after > before]
    if not steps:
        return Fraction(24)
    middle = median(steps)
    even = [step for step in steps if abs(step - middle) <= max(1, middle / 20)]
    if len(even) >= EVEN * len(steps):
        return len(even) / (sum(even) * base)
    return len(steps) / ((shown[-1] - shown[0]) * base)


def _usual(rate: Fraction) -> Fraction:
    whole = [each for each in USUAL if each.denominator == 1]
    multiple = next((each for each in whole if each <= 30 and abs(each / rate - round(each / rate)) < CLOSE), None)
    return _meant(rate) or multiple or min(whole, key=lambda each: max(each / rate, rate / each))


def _meant(rate: Fraction) -> Fraction | None:
    return next((each for each in USUAL if abs(each / rate - 1) <= CLOSE), None)
