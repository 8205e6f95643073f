"""Which runs of atoms may become one clip."""

from collections.abc import Callable, Iterator, Sequence

from storyboard.model.board import Board
from storyboard.model.clips import Offer
from storyboard.pack.atoms import Atom, atoms, joined, layers
from storyboard.pack.filling import stretched
from storyboard.pack.price import tariff
from storyboard.records import dataclass
from storyboard.speech import LONGEST

Measure = Callable[[int, int], int]
"""How many characters the prompt of a clip has, at most, that tells the board's shots from one up to another."""


@dataclass(frozen=True, slots=True)
class AtomRun:
    """The atoms from a start up to, not including, `stop`."""

    stop: int
    natural: int
    """Tenths: sum of its atoms."""
    room: int
    """Tenths it can take by stretching and by a tail."""
    give: int = 0
    """Tenths by which it may be shortened."""
    barred: bool = False
    """Whether it holds two layers of the telling: then it is taken only where it is owned."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What limits a clip, for every place of a row of atoms."""

    row: tuple[Atom, ...]
    joined: tuple[bool, ...]
    """For each atom: whether it may follow the one before it in one clip."""
    longest: int
    """Tenths."""
    space: int
    """Characters of a prompt; 0 = no limit."""
    measure: Measure | None
    turned: tuple[bool, ...]
    """For each atom: whether it is in another layer than the one before it."""
    most: int = 0
    """Shots of one prompt; 0 = no limit."""

    def runs(self, start: int) -> Iterator[AtomRun]:
        """The runs from `start`, shorter ones first; a single atom always may stand alone."""
        natural = stretch = given = 0
        barred = False
        first = self.row[start].shot
        for stop, atom in enumerate(self.row[start : start + self.longest], start + 1):
            natural += atom.natural
            given += atom.natural - atom.least
            alone = stop == start + 1
            barred = barred or (not alone and self.turned[stop - 1])
            if natural - given > self.longest or not (alone or self.joined[stop - 1]):
                return
            if self.most and stop - start > self.most:
                return
            if self.space and self.measure and not alone and self.measure(first, atom.shot + 1) > self.space:
                return
            yield AtomRun(stop, natural, stretch + LONGEST - atom.natural, given, barred)
            stretch += stretched(atom.natural) - atom.natural


def rules(
    board: Board, offer: Offer, sharing: int, measure: Measure | None, floors: Sequence[int] | None = None
) -> Rules:
    """The rules for packing a board into what an offer sells; scenes shorter than `sharing` tenths may share a clip."""
    row = atoms(board, offer, floors)
    return Rules(
        row=row,
        joined=joined(board, row, sharing),
        longest=max(tariff(offer)) * 10,
        space=offer.prompt_limit,
        measure=measure,
        turned=layers(board, row),
        most=offer.shot_limit,
    )
