"""One clip filled to its length: speech stretched by at most a quarter, then a silent tail, then silent holds."""

from collections.abc import Sequence
from functools import lru_cache

from storyboard.model.clips import Clip, Part
from storyboard.pack.atoms import Atom
from storyboard.pack.shares import share
from storyboard.speech import LONGEST, SHORTEST


def stretched(natural: int) -> int:
    """Tenths: the longest an atom may be stretched to, a quarter more, rounded down."""
    return min(LONGEST, natural * 5 // 4)


def holds(slack: int, room: int, give: int = 0) -> int | None:
    """How many silent holds fill a run that lacks `slack` tenths, can take `room` by stretching and tail, and give up `give`.

    None where the run is too long, and where less than the shortest hold is missing but stretching and tail cannot
    take it, for nothing is shortened there: 1.2 + 9.9 s in a clip of 12 s. One atom alone fills all but shorter ones.
    """
    if slack <= room:
        return 0 if slack >= -give else None
    return -((room - slack) // LONGEST) if slack >= SHORTEST else None


def room(run: Sequence[Atom]) -> int:
    """Tenths a run can take by stretching and by a tail on its last part."""
    return sum(stretched(atom.natural) - atom.natural for atom in run[:-1]) + LONGEST - run[-1].natural


def give(run: Sequence[Atom]) -> int:
    """Tenths by which a run may be shortened."""
    return sum(atom.natural - atom.least for atom in run)


def fits(run: Sequence[Atom], seconds: int) -> bool:
    """Whether a clip of `seconds` can be filled with a run of atoms."""
    return holds(seconds * 10 - sum(atom.natural for atom in run), room(run), give(run)) is not None


def fill(run: Sequence[Atom], seconds: int) -> Clip:
    """The clip of `seconds` made of consecutive atoms; ValueError where they do not fit.

    Where they are too long, those that may be are shortened by one factor, none below its floor, and nothing else moves.
    Else all stretch by one factor of at most 5/4, none above 10 s. What is still missing is a tail on the last part, up to
    10 s with it, then holds of equal length, at least 1 s: a shorter one takes from the tail, then from the stretching.
    """
    if not fits(run, seconds):
        raise ValueError(f"{len(run)} shots do not fill a clip of {seconds} s")
    lengths, tail, held = filled(tuple((atom.natural, atom.least) for atom in run), seconds)
    tails = (*(0 for _ in run[:-1]), tail)
    parts = [
        Part(atom.shot, atom.text, atom.natural, length, tail, first=atom.first)
        for atom, length, tail in zip(run, lengths, tails, strict=True)
    ]
    return Clip((*parts, *_holds(run[-1].shot, held)), seconds)


@lru_cache(16384)
def filled(run: tuple[tuple[int, int], ...], seconds: int) -> tuple[tuple[int, ...], int, int]:
    """(how long atoms are in a clip of `seconds`, the tail in the last, what is held behind it), by how long each is naturally and at least.

    Once for many boards: the planner packs one again and again, of which a few shots are others.
    """
    naturals = [natural for natural, _ in run]
    if sum(naturals) > seconds * 10:
        return share(seconds * 10, naturals, [least for _, least in run], naturals), 0, 0
    highs = [stretched(natural) for natural in naturals]
    missing = max(0, seconds * 10 - sum(highs))
    tail = min(missing, LONGEST - highs[-1])
    held = missing - tail
    if 0 < held < SHORTEST:
        held = SHORTEST
        tail = max(0, missing - held)
    *whole, last = share(seconds * 10 - tail - held, naturals, naturals, highs)
    return (*whole, last + tail), tail, held


def _holds(shot: int, held: int) -> list[Part]:
    """`held` tenths as equal silent holds of the picture of `shot`."""
    count = -(-held // LONGEST)
    lengths = [held // count + (i < held % count) for i in range(count)]
    return [Part(shot, "", 0, length, hold=True, first=False) for length in lengths]
