"""Which runs of atoms may become one clip."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from storyboard.model.board import Board
from storyboard.model.clips import Offer
from storyboard.pack.atoms import Atom, atoms, joined
from storyboard.pack.filling import stretched
from storyboard.pack.price import tariff
from storyboard.speech import LONGEST


@dataclass(frozen=True, slots=True)
class Run:
    """The atoms from a start up to, not including, `stop`."""

    stop: int
    natural: int
    """Tenths: sum of its atoms."""
    room: int
    """Tenths it can take by stretching and by a tail."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What limits a clip, for every place of a row of atoms."""

    row: tuple[Atom, ...]
    joined: tuple[bool, ...]
    """For each atom: whether it may follow the one before it in one clip."""
    longest: int
    """Tenths."""
    blocks: tuple[int, ...]
    """Characters each atom adds to the prompt."""
    space: int | None
    """Characters a prompt has for blocks; None = no limit."""
    most: int = 0
    """Shots of one prompt; 0 = no limit."""

    def runs(self, start: int) -> Iterator[Run]:
        """The runs from `start`, shorter ones first; a single atom always may stand alone."""
        natural = stretch = characters = 0
        for stop, atom in enumerate(self.row[start : start + self.longest], start + 1):
            natural += atom.natural
            characters += self.blocks[stop - 1]
            alone = stop == start + 1
            if natural > self.longest or not (alone or self.joined[stop - 1]):
                return
            if self.most and stop - start > self.most:
                return
            if self.space is not None and characters > self.space and not alone:
                return
            yield Run(stop, natural, stretch + LONGEST - atom.natural)
            stretch += stretched(atom.natural) - atom.natural


def rules(board: Board, offer: Offer, sharing: int, block_sizes: Sequence[int] | None, header_size: int) -> Rules:
    """The rules for packing a board into what an offer sells; scenes shorter than `sharing` tenths may share a clip.

    `block_sizes` has the characters of each board shot in a prompt; every piece of a split shot counts the whole.
    """
    if block_sizes is not None and len(block_sizes) != len(board.shots):
        raise ValueError(f"{len(block_sizes)} block sizes for {len(board.shots)} shots")
    row = atoms(board, offer)
    return Rules(
        row=row,
        joined=joined(board, row, sharing),
        longest=max(tariff(offer)) * 10,
        blocks=tuple(block_sizes[atom.shot] if block_sizes else 0 for atom in row),
        space=offer.prompt_limit - header_size if offer.prompt_limit > 0 and block_sizes else None,
        most=offer.shot_limit,
    )
