"""Which cases of a parametrized test the default run takes: those that together show every kind once; `wide` takes the others.

Where parameters stand crosswise, in several `parametrize`, each value of each of them is a kind. A mark says else what is one:

    @pytest.mark.few("model", "language")                # every model once, and every language
    @pytest.mark.few(suffix=lambda file: file.suffix)    # every suffix of the parameter `file` once

Every name is a parameter; every keyword is told from the parameters that its function names. Each value of them is a kind.
"""

import inspect
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

import pytest

NEVER = ("wide", "slow", "outside", "house")
"""Cases that the default run leaves out anyhow: none of them stands for others."""


def chosen(cases: Sequence[frozenset[object]]) -> list[int]:
    """Cases that show every kind there is: always the one with most kinds that no case before it shows, of equals the first."""
    left = set().union(*cases)
    taken: list[int] = []
    while left:
        best = max(range(len(cases)), key=lambda at: len(cases[at] & left))
        left -= cases[best]
        taken.append(best)
    return taken


def thin(items: Iterable[pytest.Item]) -> None:
    """Marks what stands for nothing that another case does not stand for as `wide`."""
    tests: dict[str, list[pytest.Item]] = defaultdict(list)
    for item in items:
        if is_thinned(item) and not any(item.get_closest_marker(name) for name in NEVER):
            tests[item.nodeid.partition("[")[0]].append(item)
    for cases in tests.values():
        stand = set(chosen([kinds_of(case) for case in cases]))
        for at, case in enumerate(cases):
            if at not in stand:
                case.add_marker("wide")


def is_thinned(item: pytest.Item) -> bool:
    """Whether a test's cases stand for each other: its mark says for what, or its parameters stand crosswise."""
    return bool(item.get_closest_marker("few")) or len([*item.iter_markers("parametrize")]) > 1


def kinds_of(item: pytest.Item) -> frozenset[object]:
    """What a case shows: the values of the parameters that its marks name, and what is told from them; without a mark those of all."""
    values: dict[str, object] = item.callspec.params  # type: ignore[attr-defined]
    kinds: set[object] = set()
    if not item.get_closest_marker("few"):
        for mark in item.iter_markers("parametrize"):
            names = re.findall(r"\w+", mark.args[0]) if isinstance(mark.args[0], str) else mark.args[0]
            kinds.add((*names, repr([values[name] for name in names])))
    for mark in item.iter_markers("few"):
        if not mark.args and not mark.kwargs:
            raise pytest.UsageError(f"{item.nodeid}: `few` names no parameter and no kind")
        kinds |= {(name, repr(values[name])) for name in mark.args}
        kinds |= {(name, repr(told(tell, values))) for name, tell in mark.kwargs.items()}
    return frozenset(kinds)


def told(tell: Callable[..., object], values: dict[str, object]) -> object:
    """What is told from the parameters that a function names as its own."""
    return tell(*(values[name] for name in inspect.signature(tell).parameters))
