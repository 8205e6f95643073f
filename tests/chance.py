"""How often the verdicts of a comparison are wrong, and what they find: `python -m tests.chance`.

Draws are normal (or counts, as most metrics are), the seed is fixed: every run prints the same figures.
"""

import random
from collections.abc import Callable

from storyboard.compare.chance import Side, beyond_chance

Draw = Callable[[random.Random], float]
REPEATS, SCRIPTS = (2, 3, 5, 10), (3, 5, 10)


def normal(mean: float = 0.0) -> Draw:
    return lambda dice: dice.gauss(mean, 1)


def count(mean: float) -> Draw:
    """How many of twenty shots have a fault that each has alike."""
    return lambda dice: sum(dice.random() < mean / 20 for _ in range(20))


def share(old: Draw, new: Draw, repeats: int, scripts: int = 1, draws: int = 20000, seed: int = 1) -> float:
    """The share of comparisons that are called a change; scripts differ among themselves by far more than repeats do."""
    dice = random.Random(seed)
    called = 0
    for _ in range(draws):
        pairs = []
        for _ in range(scripts):
            own = round(dice.gauss(0, 5)) if scripts > 1 else 0
            pairs.append(tuple(Side(tuple(own + one(dice) for _ in range(repeats)), True) for one in (old, new)))
        called += bool(beyond_chance(pairs))
    return called / draws


def table() -> str:
    lines = ["repeats of each side               " + "".join(f"{each:7}" for each in REPEATS)]
    for name, old, new in (
        ("normal, nothing changed", normal(), normal()),
        ("normal, 1 sigma apart", normal(), normal(1)),
        ("normal, 2 sigma apart", normal(), normal(2)),
        ("counts, nothing changed, mean 0.5", count(0.5), count(0.5)),
        ("counts, nothing changed, mean 2", count(2), count(2)),
        ("counts, nothing changed, mean 8", count(8), count(8)),
    ):
        lines.append(f"{name:35}" + "".join(f"{share(old, new, each):7.1%}" for each in REPEATS))
    for repeats in (1, 2):
        lines.append(
            f"\nscripts, {repeats} repeat{'s' * (repeats > 1)} each{'':16}"[: 36 + 1]
            + "".join(f"{each:7}" for each in SCRIPTS)
        )
        for name, old, new in (
            ("normal, nothing changed", normal(), normal()),
            ("normal, 1 sigma apart", normal(), normal(1)),
            ("normal, 2 sigma apart", normal(), normal(2)),
            ("counts, nothing changed, mean 2", count(2), count(2)),
        ):
            lines.append(f"{name:35}" + "".join(f"{share(old, new, repeats, each, 10000):7.1%}" for each in SCRIPTS))
    return "\n".join(lines)


if __name__ == "__main__":
    print(table())
