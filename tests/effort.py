"""How much work something is, for tests: never seconds, which are the machine's, but ratios of CPU seconds spent in one run."""

import time
from collections.abc import Callable
from typing import TypeVar

from tests.once import anew

Size = TypeVar("Size")


def effort(action: Callable[[], object], runs: int = 3) -> float:
    """The least CPU seconds of a few runs, in this process: what else the machine does is not in it."""
    spent = []
    for _ in range(runs):
        begun = time.process_time()
        with anew():
            action()
        spent.append(time.process_time() - begun)
    return min(spent)


def growth(action: Callable[[Size], object], small: Size, large: Size, runs: int = 3) -> float:
    """How many times the work of `small` the work of `large` is. Four times the size: linear 4, quadratic 16, cubic 64."""
    return effort(lambda: action(large), runs) / effort(lambda: action(small), runs)
