"""Whole tenths shared out in proportion, within bounds."""

from collections.abc import Sequence


def share(total: int, weights: Sequence[int], lows: Sequence[int], highs: Sequence[int]) -> tuple[int, ...]:
    """Whole numbers that sum to `total`, proportional to `weights` and each within its bounds.

    A share that would leave its bounds stays on the bound, and the others share what is left by one common factor.
    Rounding is by largest remainder, the earlier one first where remainders are equal. ValueError unless
    sum(lows) <= total <= sum(highs); weights are above zero.
    """
    if not sum(lows) <= total <= sum(highs):
        raise ValueError(f"{total} cannot be shared within {tuple(lows)} and {tuple(highs)}")
    given = [0] * len(weights)
    free = list(range(len(weights)))
    while free:
        rest, weight = total - sum(given), sum(weights[i] for i in free)
        # Times `weight`, to stay in whole numbers: what each would get, and how far its bounds push it from there.
        push = {i: min(max(rest * weights[i], lows[i] * weight), highs[i] * weight) - rest * weights[i] for i in free}
        strain = sum(push.values())
        bound = [i for i in free if push[i] * strain > 0] if strain else [i for i in free if push[i]]
        if not bound:
            break
        for i in bound:
            given[i] = lows[i] if push[i] > 0 else highs[i]
        free = [i for i in free if i not in bound]
    return _rounded(total, weights, given, free)


def _rounded(total: int, weights: Sequence[int], given: list[int], free: list[int]) -> tuple[int, ...]:
    """`given` with the rest of `total` shared among `free` by largest remainder."""
    rest, weight = total - sum(given), sum(weights[i] for i in free)
    for i in free:
        given[i] = rest * weights[i] // weight
    by_remainder = sorted(free, key=lambda i: (-(rest * weights[i] % weight), i))
    for i in by_remainder[: total - sum(given)]:
        given[i] += 1
    return tuple(given)
