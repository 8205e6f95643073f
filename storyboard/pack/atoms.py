"""The board as a row of atoms: what a clip is made of, and what a border between two of them would tear."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from storyboard.errors import UsageError
from storyboard.model.board import Board, Shot
from storyboard.model.clips import Offer
from storyboard.pack.price import tariff
from storyboard.pack.shares import share
from storyboard.speech import SHORTEST, cut, ends_sentence, weigh


@dataclass(frozen=True, slots=True)
class Atom:
    """A board shot, or a piece of one that is longer than every clip sold."""

    shot: int
    """0-based index into `board.shots`."""
    text: str
    """The words spoken here."""
    natural: int
    """Tenths."""
    first: bool = True
    """False for the second and later pieces of a shot."""


def atoms(board: Board, offer: Offer) -> tuple[Atom, ...]:
    """The atoms of a board in order: its shots, those longer than the longest clip in pieces.

    The texts of the pieces join to the shot's and their lengths sum to its own; UsageError where no such pieces exist.
    """
    longest = max(tariff(offer)) * 10
    return tuple(atom for index, shot in enumerate(board.shots) for atom in _pieces(index, shot, longest))


def _pieces(index: int, shot: Shot, longest: int) -> tuple[Atom, ...]:
    """As few pieces as can be: speech cut at clause marks and timed by its syllables, silence cut evenly."""
    count = -(-shot.tenths // longest)
    if count == 1:
        return (Atom(index, shot.dialogue.text, shot.tenths),)
    if count * SHORTEST > shot.tenths:
        raise UsageError(
            f"shot {index + 1} lasts {shot.duration:g} s and cannot be cut into pieces of at most {longest / 10:g} s",
            hint="allow longer clips (`lengths` of [video], or --lengths)",
        )
    texts: tuple[str, ...] = ("",) * count
    weights = (1,) * count
    if shot.dialogue.text:
        spoken = cut(shot.dialogue.text, count)
        texts = spoken + ("",) * (count - len(spoken))
        weights = tuple(max(1, round(weigh(text) * 1000)) for text in texts)
    lengths = share(shot.tenths, weights, (SHORTEST,) * count, (longest,) * count)
    return tuple(
        Atom(index, text, length, piece == 0) for piece, (text, length) in enumerate(zip(texts, lengths, strict=True))
    )


def torn(board: Board, row: Sequence[Atom]) -> tuple[int, ...]:
    """For each place before an atom, and the end: 1 where a clip ending there tears a sentence, else 0.

    A sentence goes on where the next shot has the same speaker and the words so far end with no sentence mark. What
    stands between the pieces of one shot does not matter: two of them are longer than every clip, so all ways tear them.
    """
    inner = (int(_goes_on(board, earlier, later)) for earlier, later in pairwise(row))
    return (0, *inner, 0)


def _goes_on(board: Board, earlier: Atom, later: Atom) -> bool:
    said, next_said = board.shots[earlier.shot].dialogue, board.shots[later.shot].dialogue
    return said.role != "" and said.role == next_said.role and not ends_sentence(said.text)


def joined(board: Board, row: Sequence[Atom], sharing: int) -> tuple[bool, ...]:
    """For each atom: whether it may stand in one clip with the atom before it.

    A scene is a run of shots with the same location, time and weather. Two scenes share a clip only where one of
    them is shorter than `sharing` tenths.
    """
    scenes = [
        number
        for number, (_, shots) in enumerate(groupby(board.shots, lambda shot: (shot.location, shot.time, shot.weather)))
        for _ in shots
    ]
    lengths = [0] * len(scenes)
    for scene, shot in zip(scenes, board.shots, strict=True):
        lengths[scene] += shot.tenths
    pairs = ((scenes[earlier.shot], scenes[later.shot]) for earlier, later in pairwise(row))
    inner = (a == b or min(lengths[a], lengths[b]) < sharing for a, b in pairs)
    return (False, *inner)
