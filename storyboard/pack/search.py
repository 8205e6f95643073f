"""The optimum: of all ways to cut a row of atoms into clips, the best one, found exactly from the end backwards."""

from collections.abc import Callable, Iterator

from storyboard.model.board import Board
from storyboard.model.clips import Clip, Offer
from storyboard.pack.atoms import torn
from storyboard.pack.filling import fill, holds
from storyboard.pack.price import tariff
from storyboard.pack.runs import Measure, Rules, rules

Owned = Callable[[int, int, int], bool]

Choice = tuple[int, int, int, int, int, int, int]
"""Cost, torn sentences, holds, clips and unevenness of everything from here to the end; then, to break ties, minus the
atom where the clip that starts here stops, and its seconds. The smaller is the better."""


def pack(
    board: Board,
    offer: Offer,
    *,
    share_scenes: bool = False,
    measure: Measure | None = None,
    owned: Owned | None = None,
) -> tuple[Clip, ...]:
    """The clips of a board that cost least, in order.

    Of equally cheap ones those that tear fewest sentences, then need fewest holds, then are fewest, then stretch most
    evenly; of equal ones still, those whose first clip has more shots, then is shorter, and so on clip by clip.

    Cost is money where every length of the offer has a price, else seconds. `owned(i, j, seconds)`, asked only of clips
    that can be filled, says that `fill(atoms(board, offer)[i:j], seconds)` is already there: it costs nothing. Scenes
    stay apart unless one is too short for the shortest clip, or `share_scenes`. What `measure` says of a
    clip stays within `offer.prompt_limit`; an atom that alone exceeds it gets a clip of its own, for `check` to refuse. UsageError where the offer sells nothing usable.
    """
    if not board.shots:
        return ()
    lengths = tuple(tariff(offer).items())
    sharing = sum(shot.tenths for shot in board.shots) + 1 if share_scenes else lengths[0][0] * 10
    given = rules(board, offer, sharing, measure)
    tears = torn(board, given.row)
    best: list[Choice] = [(0,) * 7] * (len(given.row) + 1)
    for start in range(len(given.row) - 1, -1, -1):
        best[start] = min(_choices(start, given, lengths, tears, best, owned))
    clips, start = [], 0
    while start < len(given.row):
        stop, seconds = -best[start][5], best[start][6]
        clips.append(fill(given.row[start:stop], seconds))
        start = stop
    return tuple(clips)


def _choices(
    start: int,
    given: Rules,
    lengths: tuple[tuple[int, int], ...],
    tears: tuple[int, ...],
    best: list[Choice],
    owned: Owned | None,
) -> Iterator[Choice]:
    """Every clip that may start at an atom, with the best that can follow it."""
    for run in given.runs(start):
        cost, torn_after, holds_after, clips, unevenness, _, _ = best[run.stop]
        for seconds, price in lengths:
            slack = seconds * 10 - run.natural
            needed = holds(slack, run.room)
            if needed is None:
                continue
            paid = 0 if owned is not None and owned(start, run.stop, seconds) else price
            yield (
                cost + paid,
                torn_after + tears[run.stop],
                holds_after + needed,
                clips + 1,
                unevenness + uneven(slack, run.natural),
                -run.stop,
                seconds,
            )


def uneven(slack: int, natural: int) -> int:
    """How far a clip is from its natural length, in tenths: each tenth of content counts the square of its stretch.

    Convex in the slack, so that two clips stretched by 10% are better than one by 20%. In thousandths, rounded down.
    """
    return slack * slack * 1000 // natural
