"""Fits the weights of `storyboard/staging/signs.py` to the labels: `python -m tests.fit_listeners [--drama FILE] [--more FOLDER] [--cross]`.

Each labelled speech is a choice among the people of its scene, likelier the higher the sum of their signs (a conditional logit); weights are the
likeliest, held near those of the table by a ridge: what a hand has set stays where labels say nothing. Speeches whose own words name somebody are not asked. Files of `measure_staging.HELD` are left out and only measured:
they say what the weights are worth. `--cross` also fits weights from nothing on seven eighths of the open files and asks them of the last. Signs that go by whom other lines
are spoken to are taken as found with the weights of before, so it is run until nothing changes much.
"""

import argparse
import importlib
import math
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from storyboard import names
from storyboard.model import Unit
from storyboard.staging import addressed
from storyboard.staging.addressed import Said, Talk, signs_of, talk_of
from storyboard.staging.signs import SIGNS
from tests import measure_staging as measured
from tests.samples import work

RIDGE, STEPS, FOLDS = 1.0, 300, 8


@dataclass(frozen=True)
class Choice:
    """A labelled speech: the signs of everybody who may be spoken to, and who is."""

    file: str
    signs: tuple[Mapping[str, int], ...]
    right: frozenset[int]


def choices(sources: measured.Sources) -> list[Choice]:
    """Of all labels of listeners whose scripts are there and whose speeches name nobody."""
    found: list[Choice] = []
    with tempfile.TemporaryDirectory() as folder:
        for path in sorted(measured.GOLD.glob("*.tsv")):
            source, labels = measured.labels(path)
            file = measured.script_file(source, sources, Path(folder))
            wanted = [label for label in labels if label.kind == "to"]
            if file is not None and wanted:
                found += _of_script(path.stem, file, wanted)
    return found


def _of_script(name: str, file: Path, labels: Sequence[measured.Label]) -> list[Choice]:
    turns: Any = importlib.import_module("storyboard.plan.turns")  # its package has a function of that name
    talks: list[Talk] = []

    def kept(lines: Sequence[Said], known: names.Naming) -> tuple[tuple[str, ...], ...]:
        talks.append(talk_of(lines, known))
        return addressed(lines, known)

    turns.addressed = kept
    try:
        episodes = work(file)
    finally:
        turns.addressed = addressed
    found = []
    for label in labels:
        if (unit := measured.unit_of(label, episodes[0])) is None:
            continue
        alike = [one.id for one in episodes[0].script.units if (one.speaker, one.text) == (unit.speaker, unit.text)]
        spots = [(talk, at) for talk in talks for at, line in enumerate(talk.lines) if _same(line, unit)]
        for talk, at in spots[alike.index(unit.id) :][:1]:
            found += _choice(name, talk, at, label.names)
    return found


def _same(line: Said, unit: Unit) -> bool:
    return line.who == unit.speaker and bool(line.text) and unit.text.startswith(line.text)


def _choice(name: str, talk: Talk, at: int, wanted: Sequence[str]) -> list[Choice]:
    people = tuple(dict.fromkeys(one for one in talk.lines[at].here if one != talk.lines[at].who))
    right = frozenset(n for n, one in enumerate(people) if one in wanted)
    if talk.told[at] or len(people) < 2 or not right:
        return []
    signs = {one: Counter[str]() for one in people}
    for sign, one in signs_of(talk, at, people):
        if one in signs:
            signs[one][sign] += 1
    return [Choice(name, tuple(signs.values()), right)]


def likely(choice: Choice, weights: Mapping[str, float]) -> list[float]:
    """How likely each of the people of a choice is."""
    sums = [sum(weights[sign] * count for sign, count in signs.items()) for signs in choice.signs]
    powers = [math.exp(one - max(sums)) for one in sums]
    return [one / sum(powers) for one in powers]


def fitted(asked: Sequence[Choice], near: Mapping[str, float]) -> dict[str, float]:
    """The weights not far from `near` under which the right people are likeliest: steps that grow while their sign stays (Rprop)."""
    weights, steps, before = dict(near), dict.fromkeys(SIGNS, 0.1), dict.fromkeys(SIGNS, 0.0)
    for _ in range(STEPS):
        slope = {sign: RIDGE * (near[sign] - weight) for sign, weight in weights.items()}
        for choice in asked:
            shares = likely(choice, weights)
            whole = sum(shares[n] for n in choice.right) or 1e-9
            for n, signs in enumerate(choice.signs):
                pull = (shares[n] / whole if n in choice.right else 0.0) - shares[n]
                for sign, count in signs.items():
                    slope[sign] += pull * count
        for sign, rise in slope.items():
            turned = rise * before[sign]
            steps[sign] = (
                min(0.5, steps[sign] * 1.2)
                if turned > 0
                else max(1e-5, steps[sign] * 0.5)
                if turned < 0
                else steps[sign]
            )
            weights[sign] += math.copysign(steps[sign], rise) if rise else 0.0
            before[sign] = rise
    return weights


def right(asked: Sequence[Choice], weights: Mapping[str, float]) -> int:
    return sum((shares := likely(choice, weights)).index(max(shares)) in choice.right for choice in asked)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--drama", type=Path)
    options.add_argument("--more", type=Path)
    options.add_argument("--cross", action="store_true")
    given = options.parse_args()
    every = choices(measured.Sources(measured.CORPUS, given.drama, given.more))
    held, open_ = ([one for one in every if one.file.startswith(measured.HELD) == shut] for shut in (True, False))
    now = {sign: weight for sign, (weight, _) in SIGNS.items()}
    weights = fitted(open_, now)
    for sign, (_, reason) in SIGNS.items():
        print(f'    "{sign}": ({weights[sign]:.2f}, "{reason}"),')
    for told, which in (("open", open_), ("held out", held)):
        print(
            f"{told:10} {len(which):5} asked, right {right(which, now):4} with the table, {right(which, weights):4} fitted anew"
        )
    if given.cross:
        files = sorted({one.file for one in open_})
        got = 0
        for fold in range(FOLDS):
            left = set(files[fold::FOLDS])
            other = fitted([one for one in open_ if one.file not in left], dict.fromkeys(SIGNS, 0.0))
            got += right([one for one in open_ if one.file in left], other)
        print(f"each eighth of the open files by weights of the others: {got} of {len(open_)}")


if __name__ == "__main__":
    main()
