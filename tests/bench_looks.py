"""How well damaged pictures are seen: `python -m tests.bench_looks [--films 60]`.

Films of moving noise with three to five shots; each damaged one holds one fault (black, frozen, a cut too many, a cut too few), at a place by chance. As
many whole ones beside them. Drawn, not filmed by a model: real grain, fades and flashes are not in it.
"""

import argparse
import collections
import random
import tempfile
from pathlib import Path

from storyboard.media.looks import watch
from tests.test_listen import moving

FAULTS = ("black", "frozen", "cut", "no cut")


def seeded(path: Path, fault: str, dice: random.Random) -> tuple[float, ...]:
    """Makes the film; the planned borders of its shots."""
    seconds, shots = 8.0, dice.randrange(3, 6)
    borders = [round(seconds * n / shots + dice.uniform(-0.3, 0.3), 1) for n in range(1, shots)]
    at = dice.choice([(one + two) / 2 for one, two in zip([0.0, *borders], [*borders, seconds], strict=True)])
    cuts, black, still = [border + dice.uniform(-0.25, 0.25) for border in borders], [], []
    if fault == "black":
        black = [(at, at + dice.uniform(0.25, 0.8))]
    elif fault == "frozen":
        start = max((0.0, *[cut for cut in cuts if cut < at])) + 0.1
        still = [(start, start + dice.uniform(1.15, 1.6))]
    elif fault == "cut":
        cuts = sorted([*cuts, at])
    elif fault == "no cut":
        cuts.remove(dice.choice(cuts))
    moving(path, seconds, cuts=[round(cut * 24) / 24 for cut in cuts], black=black, still=still, tone=False)
    return tuple(borders)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--films", type=int, default=60)
    options = parser.parse_args()
    dice, table, alarms = random.Random(7), collections.Counter(), 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "film.mp4"
        for number in range(options.films):
            fault = FAULTS[number % 4]
            kinds = [look.kind for look in watch(path, seeded(path, fault, dice)).looks]
            table[fault, fault in kinds] += 1
            whole = [look.kind for look in watch(path, seeded(path, "", dice)).looks]
            alarms += bool(whole)
    for fault in FAULTS:
        print(f"{fault:8} {table[fault, True]} of {table[fault, True] + table[fault, False]} found")
    found = sum(table[fault, True] for fault in FAULTS)
    print(
        f"found {100 * found / options.films:.1f} % of {options.films}; false alarms in {100 * alarms / options.films:.1f} % of {options.films} whole films"
    )


if __name__ == "__main__":
    main()
