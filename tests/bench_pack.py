"""Paid seconds of `pack` against the rules other tools use, and its speed: `python tests/bench_pack.py`.

The three shot lists have the totals of a published comparison (112.8 s in 34 shots, 42.0 s in 14, 2,353.5 s in 523 shots and
60 scenes); the single shots are ours, drawn from a fixed seed and shared out so that the totals are exact.
"""

import dataclasses
import itertools
import random
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass

from storyboard.model.board import Board, Dialogue, Shot
from storyboard.model.clips import Clip, Offer
from storyboard.pack import atoms, cost, fill, greedy, pack
from storyboard.pack.shares import share


@dataclass(frozen=True, slots=True)
class ShotList:
    """Natural lengths in tenths, scene by scene."""

    name: str
    scenes: tuple[tuple[int, ...], ...]

    @property
    def tenths(self) -> list[int]:
        return [tenths for scene in self.scenes for tenths in scene]

    def board(self) -> Board:
        shots = (
            Shot("", "", Dialogue("", ""), tenths / 10, f"place {number}", "", "day", "", "clear")
            for number, scene in enumerate(self.scenes)
            for tenths in scene
        )
        return Board({}, tuple(shots))


def shot_list(name: str, shots: int, scenes: int, total: int, seed: int) -> ShotList:
    """`shots` shots of 1-10 s in `scenes` scenes that last `total` tenths in all; the same for the same seed."""
    chance = random.Random(seed)
    weights = [100 + int(900 * chance.random() ** 2) for _ in range(shots)]
    lengths = share(total, weights, [10] * shots, [100] * shots)
    sizes = share(shots, [100 + int(400 * chance.random()) for _ in range(scenes)], [1] * scenes, [shots] * scenes)
    starts = [sum(sizes[:scene]) for scene in range(scenes)]
    return ShotList(name, tuple(lengths[start : start + size] for start, size in zip(starts, sizes, strict=True)))


SHOT_LISTS = (
    shot_list("112.8 s, 34 shots", 34, 4, 1128, seed=1),
    shot_list("42.0 s, 14 shots", 14, 2, 420, seed=2),
    shot_list("2353.5 s, 523 shots", 523, 60, 23535, seed=3),
)


def one_by_one(shots: ShotList, lengths: Sequence[int]) -> int:
    """Every shot is a clip of the shortest length that holds it."""
    return sum(shortest(tenths, lengths) for tenths in shots.tenths)


def filled(shots: ShotList, lengths: Sequence[int], most: int = 1000) -> int:
    """Clips are filled up to the longest length or `most` shots, never across scenes."""
    paid = 0
    for scene in shots.scenes:
        natural = count = 0
        for tenths in scene:
            if natural + tenths > lengths[-1] * 10 or count == most:
                paid += shortest(natural, lengths)
                natural = count = 0
            natural, count = natural + tenths, count + 1
        paid += shortest(natural, lengths)
    return paid


def optimal(shots: ShotList, lengths: Sequence[int], *, together: bool) -> int:
    """The fewest paid seconds by a plain search over sums alone, scenes apart or together."""
    rows = [shots.tenths] if together else [list(scene) for scene in shots.scenes]
    paid = 0
    for row in rows:
        best = [0]
        for stop in range(1, len(row) + 1):
            sums = ((start, sum(row[start:stop])) for start in range(max(0, stop - lengths[-1]), stop))
            best.append(min(best[at] + shortest(total, lengths) for at, total in sums if total <= lengths[-1] * 10))
        paid += best[-1]
    return paid


def shortest(tenths: int, lengths: Sequence[int]) -> int:
    return next(length for length in lengths if length * 10 >= tenths)


TIERS, LONG_TIERS = (10, 15), (10, 15, 25)
RULES = {
    "1 shot = 8 s clip": lambda shots: 8 * len(shots.tenths),  # longer shots are cut off
    "1 shot = 1 clip, 10/15/25": lambda shots: one_by_one(shots, LONG_TIERS),
    "greedy <= 15 s, <= 4 shots, scene break": lambda shots: filled(shots, TIERS, most=4),
    "greedy <= 15 s, scene break": lambda shots: filled(shots, TIERS),
    "greedy <= 25 s, scene break": lambda shots: filled(shots, LONG_TIERS),
    "optimal, scene break, 10/15": lambda shots: optimal(shots, TIERS, together=False),
    "optimal, scene break, 10/15/25": lambda shots: optimal(shots, LONG_TIERS, together=False),
}
"""Rules that keep scenes apart: name -> paid seconds of a shot list."""


def offer(*lengths: int, **more: object) -> Offer:
    return Offer("bench", "any", lengths, "720x1280", **more)


def ours(shots: ShotList, *, share_scenes: bool = False) -> int:
    """Paid seconds of `pack` at 10, 15 and 25 s."""
    return cost(pack(shots.board(), offer(*LONG_TIERS), share_scenes=share_scenes), offer(*LONG_TIERS)).seconds


def new_clips(board: Board, place: int, *, remember: bool = True) -> tuple[int, int]:
    """How many clips must be bought after one more shot of 2.7 s at `place`, and how many were bought before it."""
    sold = offer(*LONG_TIERS)
    before = {content(board, clip) for clip in pack(board, sold)}
    more = dataclasses.replace(board.shots[place], duration=2.7, visual="new")
    edited = Board({}, (*board.shots[:place], more, *board.shots[place:]))
    row = atoms(edited, sold)

    def owned(start: int, stop: int, seconds: int) -> bool:
        return content(edited, fill(row[start:stop], seconds)) in before

    after = pack(edited, sold, owned=owned if remember else None)
    return len({content(edited, clip) for clip in after} - before), len(before)


def content(board: Board, clip: Clip) -> tuple[object, ...]:
    """What a clip shows, without the numbers of its shots."""
    return tuple((board.shots[part.shot], part.text, part.duration, part.hold) for part in clip.parts)


def show_paid() -> None:
    print(f"{'paid seconds':<42}" + "".join(f"{shots.name:>22}" for shots in SHOT_LISTS))
    rows = {
        **RULES,
        "optimal, scenes together, 10/15/25": lambda shots: optimal(shots, LONG_TIERS, together=True),
        "pack.greedy, 10/15/25": lambda shots: cost(greedy(shots.board(), offer(*LONG_TIERS)), offer(10)).seconds,
        "pack, 10/15": lambda shots: cost(pack(shots.board(), offer(*TIERS)), offer(10)).seconds,
        "pack, 10/15/25": ours,
        "pack, 10/15/25, share_scenes": lambda shots: ours(shots, share_scenes=True),
    }
    for name, rule in rows.items():
        print(f"{name:<42}" + "".join(f"{rule(shots):>22}" for shots in SHOT_LISTS))


def show_speed() -> None:
    board = SHOT_LISTS[-1].board()
    sizes = [200 + 7 * (index % 60) for index in range(len(board.shots))]
    sums = [0, *itertools.accumulate(sizes)]
    dense = shot_list("523 shots of 1 s", 523, 1, 5230, seed=4).board()
    plain, limited = offer(*LONG_TIERS), offer(*LONG_TIERS, prompt_limit=1500)
    print("\n523 shots, 10/15/25 s, median of 9 runs:")
    for name, run in {
        "plain": lambda: pack(board, plain),
        "scenes together": lambda: pack(board, plain, share_scenes=True),
        "prompt sizes": lambda: pack(board, limited, measure=lambda start, stop: 200 + sums[stop] - sums[start]),
        "some clips owned": lambda: pack(board, plain, owned=lambda start, stop, _: (start + stop) % 3 == 0),
        "worst case: one scene, 1 s a shot": lambda: pack(dense, plain),
        "lengths 4/8 s (shots split)": lambda: pack(board, offer(4, 8)),
    }.items():
        print(f"  {name:<36}{statistics.median(timed(run) for _ in range(9)) * 1000:8.1f} ms")


def show_edits() -> None:
    board = SHOT_LISTS[-1].board()
    print("\nclips to buy after one more shot, at every 5th place of the 523:")
    for name, remember in (("owned clips cost nothing", True), ("packed afresh", False)):
        counts = [new_clips(board, place, remember=remember)[0] for place in range(0, 523, 5)]
        print(f"  {name:<36}mean {statistics.mean(counts):.2f}, at most {max(counts)}")


def timed(run: object) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


if __name__ == "__main__":
    show_paid()
    show_speed()
    show_edits()
