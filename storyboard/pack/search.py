"""The optimum: of all ways to cut a row of atoms into clips, the best one, found exactly from the end backwards."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal

from storyboard.model.board import Board
from storyboard.model.clips import Clip, Offer
from storyboard.pack.atoms import Atom, changes, exchanges, openings, torn
from storyboard.pack.filling import fill, filled, holds
from storyboard.pack.price import tariff
from storyboard.pack.runs import AtomRun, Measure, Rules, rules
from storyboard.records import dataclass

Owned = Callable[[int, int, int], bool]
Lengthy = Callable[[int, int], int]
"""By how many advised lengths the prompt of a clip of the board's shots from one up to another is longer than advised."""
Breaks = Literal["cheapest", "story"]
SPARE = (11, 10)
"""What `story` may pay, as a share of the cheapest."""
A_SHOT = 4
"""Seconds that a shot which a director made has, about: 25 s with seven or eight of them were named crowded by readers of blind rounds 26 to 30."""

Choice = tuple[int, int, int, int, int, int, int, int, int, int, int]
"""Of everything from here to the end: cost, people without room for their `@username`, torn sentences, holds, cut exchanges,
crowding, missed openings, clips and unevenness; then, to break ties, minus the atom where the clip that starts here stops, and
its seconds. The smaller is the better."""
MISSED, STOP, SECONDS = 6, 9, 10
"""Places of the missed openings, of where a clip stops and of its length in a `Choice`."""
END: Choice = (0,) * 11


@dataclass(frozen=True, slots=True)
class Weights:
    """What a border or a clip costs beside money, by place in the row."""

    torn: tuple[int, ...]
    cut: tuple[int, ...]
    missed: tuple[int, ...]
    """How many of the atoms before each place open a clip rather than stand within one."""
    short: tuple[bool, ...]
    """Whether an atom is spoken and shorter than advised."""
    advised: Mapping[int, int]
    least: int
    unnamed: Measure | None
    lengthy: Lengthy | None
    second: int
    """What a second costs where it is cheapest: that a prompt is no longer than advised is worth as much."""


def pack(
    board: Board,
    offer: Offer,
    *,
    share_scenes: bool = False,
    measure: Measure | None = None,
    owned: Owned | None = None,
    floors: Sequence[int] | None = None,
    breaks: Breaks = "cheapest",
    opens: frozenset[int] | None = None,
    unnamed: Measure | None = None,
    lengthy: Lengthy | None = None,
) -> tuple[Clip, ...]:
    """The clips of a board that cost least, in order.

    Of equally cheap ones those in which fewest people are `unnamed`, then that tear fewest sentences, need fewest holds, cut
    fewest exchanges, crowd fewest shots into a clip, begin where a clip should begin, are fewest, and stretch most evenly; of
    equal ones still, those whose first clip has more shots, then is shorter, and so on clip by clip.

    Cost is money where every length of the offer has a price, else seconds; each advised length by which a prompt is `lengthy` counts as a
    second more, so that no more is paid to shorten one. `owned(i, j, seconds)`, asked only of clips
    that can be filled, says that `fill(atoms(board, offer, floors)[i:j], seconds)` is already there: it costs nothing. Scenes
    stay apart unless one is too short for the shortest clip, or `share_scenes`; layers of the telling always, but in what
    is owned. What `measure` says of a clip stays within `offer.prompt_limit`; an atom that alone exceeds it gets a clip of
    its own, for `check` to refuse. `unnamed` says, as `measure` does, for how many people of a clip the model takes no
    `@username` any more; in a clip that is owned nobody is counted. `lengthy`: by how many advised lengths its prompt is longer, each
    of which crowds it like a shot too many too. `floors`: tenths to which shots may be shortened. `opens`: shots, from 0, with which a clip
    should begin, by default those that show a place; so should those before which the picture goes or comes in the script's words; `breaks = "story"` misses fewest of them and crowds fewest shots for at most a tenth more
    money, and gives up no owned clip. UsageError where the offer sells nothing usable.
    """
    if not board.shots:
        return ()
    lengths = tuple(tariff(offer).items())
    sharing = sum(shot.tenths for shot in board.shots) + 1 if share_scenes else lengths[0][0] * 10
    given = rules(board, offer, sharing, measure, floors)
    begins = (openings(board) if opens is None else opens) | changes(board)
    weights = _weights(board, given.row, offer, begins, unnamed, lengthy)
    search = _Search(given, weights, lengths, owned)
    best = search.cheapest()
    chosen = list(_walk(best, len(given.row)))
    if breaks == "story":
        chosen = search.story(best[0][0], [each for each in chosen if owned is not None and owned(*each)]) or chosen
    return tuple(fill(given.row[start:stop], seconds) for start, stop, seconds in chosen)


def _weights(
    board: Board,
    row: Sequence[Atom],
    offer: Offer,
    opens: frozenset[int],
    unnamed: Measure | None,
    lengthy: Lengthy | None,
) -> Weights:
    begins = [int(atom.first and atom.shot in opens) for atom in row]
    missed = [0]
    for begin in begins:
        missed.append(missed[-1] + begin)
    short = tuple(bool(atom.text) and atom.natural < offer.least_spoken for atom in row)
    return Weights(
        torn(board, row),
        exchanges(board, row),
        tuple(missed),
        short,
        dict(offer.advised),
        offer.least_spoken,
        unnamed,
        lengthy,
        max(1, min(price // seconds for seconds, price in tariff(offer).items())),
    )


def _walk(best: Sequence[Choice], end: int) -> Iterator[tuple[int, int, int]]:
    """(start, stop, seconds) of the clips of the best way."""
    start = 0
    while start < end:
        stop, seconds = -best[start][STOP], best[start][SECONDS]
        yield start, stop, seconds
        start = stop


@dataclass(frozen=True, slots=True)
class _Search:
    given: Rules
    weights: Weights
    lengths: tuple[tuple[int, int], ...]
    owned: Owned | None

    def cheapest(self) -> list[Choice]:
        """For each atom the best way from it to the end."""
        end = len(self.given.row)
        best: list[Choice] = [END] * (end + 1)
        for start in range(end - 1, -1, -1):
            best[start] = min(_joined(step, best[run.stop]) for run, step in self.steps(start))
        return best

    def story(self, least: int, kept: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
        """The way that misses fewest openings and crowds fewest shots for at most `SPARE` of the least cost, with all clips of `kept` in it.

        For each atom and number of both from it on the best way, so that it is exact.
        """
        end = len(self.given.row)
        best: list[dict[int, Choice]] = [{} for _ in range(end)] + [{0: END}]
        for start in range(end - 1, -1, -1):
            for run, step in self.steps(start):
                if _crosses((start, run.stop, step[SECONDS]), kept):
                    continue
                for missed, rest in best[run.stop].items():
                    choice, total = _joined(step, rest), missed + self._lost(start, run.stop, step[SECONDS])
                    if total not in best[start] or choice < best[start][total]:
                        best[start][total] = choice
        limit = least * SPARE[0] // SPARE[1]
        within = [missed for missed, choice in best[0].items() if choice[0] <= limit]
        if not within:
            return []
        found, start, missed = [], 0, min(within)
        while start < end:
            stop, seconds = -best[start][missed][STOP], best[start][missed][SECONDS]
            missed -= self._lost(start, stop, seconds)
            found.append((start, stop, seconds))
            start = stop
        return found

    def _lost(self, start: int, stop: int, seconds: int) -> int:
        """Openings that a clip misses, and shots that it has above one in `A_SHOT` seconds; of one that is owned the openings alone."""
        missed = self.weights.missed[stop] - self.weights.missed[start + 1]
        mine = self.owned is not None and self.owned(start, stop, seconds)
        return missed if mine else missed + max(0, stop - start - max(1, (seconds + A_SHOT // 2) // A_SHOT))

    def steps(self, start: int) -> Iterator[tuple[AtomRun, Choice]]:
        """Every clip that may start at an atom, and what it adds."""
        weights, owned = self.weights, self.owned
        for run in self.given.runs(start):
            unnamed, long = self._unnamed(start, run.stop), self._long(start, run.stop)
            for seconds, price in self.lengths:
                slack = seconds * 10 - run.natural
                needed = holds(slack, run.room, run.give)
                if needed is None:
                    continue
                mine = owned is not None and owned(start, run.stop, seconds)
                if run.barred and not mine:
                    continue
                yield (
                    run,
                    (
                        0 if mine else price + long * self.weights.second,
                        0 if mine else unnamed,
                        weights.torn[run.stop],
                        needed,
                        weights.cut[run.stop],
                        0 if mine else self._crowding(start, run.stop, seconds),
                        weights.missed[run.stop] - weights.missed[start + 1],
                        1,
                        uneven(slack, run.natural),
                        -run.stop,
                        seconds,
                    ),
                )

    def _unnamed(self, start: int, stop: int) -> int:
        unnamed, row = self.weights.unnamed, self.given.row
        return unnamed(row[start].shot, row[stop - 1].shot + 1) if unnamed else 0

    def _long(self, start: int, stop: int) -> int:
        """For a clip of several atoms, by how many advised lengths its prompt is longer than advised."""
        lengthy, row = self.weights.lengthy, self.given.row
        several = stop - start > 1 and lengthy is not None
        return int(lengthy(row[start].shot, row[stop - 1].shot + 1)) if several and lengthy else 0

    def _crowding(self, start: int, stop: int, seconds: int) -> int:
        """Shots above what is advised for a clip of this length, one for a longer prompt, and spoken ones shorter than advised."""
        most, row = self.weights.advised.get(seconds, 0), self.given.row
        over = max(0, stop - start - most) if most else 0
        over += self._long(start, stop)
        if not any(self.weights.short[start:stop]):
            return over
        run = row[start:stop]
        lengths, _, _ = filled(tuple((atom.natural, atom.least) for atom in run), seconds)
        told = zip(run, lengths, strict=True)
        return over + sum(bool(atom.text) and length < self.weights.least for atom, length in told)


def _joined(step: Choice, rest: Choice) -> Choice:
    """A clip and the best that follows it."""
    return (
        step[0] + rest[0],
        step[1] + rest[1],
        step[2] + rest[2],
        step[3] + rest[3],
        step[4] + rest[4],
        step[5] + rest[5],
        step[6] + rest[6],
        step[7] + rest[7],
        step[8] + rest[8],
        step[STOP],
        step[SECONDS],
    )


def _crosses(clip: tuple[int, int, int], kept: Sequence[tuple[int, int, int]]) -> bool:
    """Whether a clip would take the place of one that must stay."""
    return clip not in kept and any(clip[0] < stop and start < clip[1] for start, stop, _ in kept)


def uneven(slack: int, natural: int) -> int:
    """How far a clip is from its natural length, in tenths: each tenth of content counts the square of its stretch.

    Convex in the slack, so that two clips stretched by 10% are better than one by 20%. In thousandths, rounded down.
    """
    return slack * slack * 1000 // natural
