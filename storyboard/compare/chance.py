"""Is a difference more than chance? Welch's t for the repeats of a script, a paired t for many scripts.

How often it errs, and what it finds (`python -m tests.chance`: 20,000 comparisons each, seed fixed; sigma is what one repeat
differs from the next by, or the difference of one script from that of the next):

repeats of each side                    2      3      5     10
called a change, nothing changed     2.1%   3.4%   4.7%   5.1%
the same, of counts about 0.5        7.3%   1.9%   1.9%   3.8%
found, 1 sigma apart                 3.9%  11.3%  26.6%  55.4%
found, 2 sigma apart                 9.4%  36.2%  76.6%  98.7%

scripts, each asked once                3      5     10
called a change, nothing changed     5.0%   4.7%   5.1%
found, 1 sigma apart                11.8%  23.6%  51.5%
found, 2 sigma apart                29.0%  66.1%  97.6%

Counts that are nearly always 0 err more at two repeats: 0, 0 against 1, 1 has no spread, so it counts as a change.
"""

import math
from collections.abc import Sequence
from statistics import fmean, variance

from storyboard.records import dataclass

ENOUGH = 3
"""Scripts from which their differences say how far such differences lie apart."""
_T = (
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
    2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
)  # fmt: skip
_T_ENDLESS = 1.960
"""Student's t, 95 % two-sided, for 1 to 30 degrees of freedom, and for endlessly many."""


@dataclass(frozen=True, slots=True)
class Side:
    """The values of one metric in one cell, a value a repeat."""

    values: tuple[float, ...]
    varies: bool
    """Asked again it may come out otherwise; False: rules, a board from a file."""

    @property
    def known(self) -> bool:
        """Whether anything can be said of what repeats differ by."""
        return not self.varies or len(self.values) > 1


def quantile(freedom: float) -> float:
    """Student's t, 95 % two-sided; between whole degrees of freedom a little too large, never too small."""
    if freedom >= len(_T):
        return _T_ENDLESS + (_T[-1] - _T_ENDLESS) * len(_T) / freedom
    below = max(1, int(freedom))
    if freedom <= below or below == len(_T):
        return _T[below - 1]
    part = (1 / below - 1 / freedom) / (1 / below - 1 / (below + 1))
    return _T[below - 1] + part * (_T[below] - _T[below - 1])


def beyond_chance(pairs: Sequence[tuple[Side, Side]]) -> bool | None:
    """Whether two columns differ by more than chance, over one script or several; None: asked once, nobody can tell.

    From `ENOUGH` scripts on the differences of their means are tested, which one repeat each is enough for. Fewer: Welch's t
    over the repeats. Where nothing lies apart any difference counts.
    """
    differences = [fmean(new.values) - fmean(old.values) for old, new in pairs]
    if len(pairs) >= ENOUGH and any(side.varies for pair in pairs for side in pair):
        return _clear(sum(differences), [(len(pairs) * variance(differences), len(pairs) - 1)])
    sides = [side for pair in pairs for side in pair]
    if not all(side.known for side in sides):
        return None
    spread = [(variance(side.values) / len(side.values), len(side.values) - 1) for side in sides if side.varies]
    return _clear(sum(differences), spread)


def _clear(difference: float, parts: Sequence[tuple[float, int]]) -> bool:
    """Whether a difference is significant; its squared error comes in parts, each with its degrees of freedom."""
    squared = sum(part for part, _ in parts)
    if squared < 1e-18:
        return abs(difference) > 1e-9
    freedom = squared**2 / sum(part**2 / degrees for part, degrees in parts)
    return abs(difference) > quantile(freedom) * math.sqrt(squared)
