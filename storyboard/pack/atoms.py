"""The board as a row of atoms: what a clip is made of, and what a border between two of them would tear."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from storyboard import camera
from storyboard.errors import UsageError
from storyboard.model.board import Board, Shot
from storyboard.model.clips import Offer
from storyboard.pack.price import tariff
from storyboard.pack.shares import share
from storyboard.records import dataclass
from storyboard.speech import CLOSERS, SHORTEST, cut, delivery_of, ends_sentence, weigh
from storyboard.staging import layer
from storyboard.transitions import is_black, transitions


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
    floor: int = 0
    """Tenths below which it is never shortened; 0 = its natural length."""

    @property
    def least(self) -> int:
        """Tenths it may be shortened to."""
        return self.floor or self.natural


def atoms(board: Board, offer: Offer, floors: Sequence[int] | None = None) -> tuple[Atom, ...]:
    """The atoms of a board in order: its shots, those longer than the longest clip in pieces.

    The texts of the pieces join to the shot's and their lengths sum to its own; UsageError where no such pieces exist.
    `floors`: tenths to which each shot may be shortened; pieces are never shortened.
    """
    longest = max(tariff(offer)) * 10
    row = [atom for index, shot in enumerate(board.shots) for atom in _pieces(index, shot, longest)]
    if floors is None:
        return tuple(row)
    return tuple(
        replace(atom, floor=min(floors[atom.shot], atom.natural))
        if atom.natural == board.shots[atom.shot].tenths
        else atom
        for atom in row
    )


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


def exchanges(board: Board, row: Sequence[Atom]) -> tuple[int, ...]:
    """For each place before an atom, and the end: how much of a talk a clip ending there cuts in the middle.

    1 between two people who speak one after the other in a scene, and anywhere within a telephone call; 2 behind a question, and
    between two shots in which one person goes on speaking.
    """
    calls = _calls(board)
    cuts = [0]
    for earlier, later in pairwise(row):
        one, other = board.shots[earlier.shot], board.shots[later.shot]
        same = _scene(one) == _scene(other)
        turn = bool(one.dialogue.role and other.dialogue.role)
        goes_on = turn and one.dialogue.role == other.dialogue.role
        asked = turn and one.dialogue.text.rstrip(CLOSERS).endswith(("?", "？"))
        within = earlier.shot + 1 in calls and later.shot in calls
        cuts.append((2 if asked or goes_on else 1) if same and (turn or within) else 0)
    return (*cuts, 0)


def _calls(board: Board) -> frozenset[int]:
    """The shots within telephone calls: between the first and the last line of a scene that is heard over one."""
    inside: set[int] = set()
    start = 0
    for _, scene in groupby(board.shots, _scene):
        shots = list(scene)
        heard = [at for at, shot in enumerate(shots, start) if delivery_of(shot.action)[0] == "phone"]
        inside.update(range(heard[0] + 1, heard[-1] + 1) if heard else ())
        start += len(shots)
    return frozenset(inside)


def _scene(shot: Shot) -> tuple[str, str, str]:
    return shot.location, shot.time, shot.weather


def openings(board: Board) -> frozenset[int]:
    """The shots with which a clip should rather begin: those that show the whole of a place again within a scene."""
    wide = {"extreme-wide", "wide", "full"}
    sizes = {words: camera.find(camera.SIZES, words) for words in {shot.camera for shot in board.shots}}
    return frozenset(
        at
        for at, (before, shot) in enumerate(pairwise(board.shots), 1)
        if _scene(before) != _scene(shot) or (sizes[shot.camera] in wide and not shot.dialogue.text)
    )


def changes(board: Board) -> frozenset[int]:
    """The shots before which the script has the picture go or come (CUT TO BLACK, 叠化): between two clips the edit can make that, within one nobody can.

    Where a shot beside it shows black already, the film has it.
    """
    found = (each.before for each in transitions(board) if 0 < each.before < len(board.shots))
    return frozenset(at for at in found if not (is_black(board.shots[at - 1]) or is_black(board.shots[at])))


def layers(board: Board, row: Sequence[Atom]) -> tuple[bool, ...]:
    """For each atom: whether it stands in another layer of the telling than the atom before it."""
    told = {tags: layer(shot) for tags, shot in {shot.style_tags: shot for shot in board.shots}.items()}
    found = [told[shot.style_tags] for shot in board.shots]
    return (False, *(found[earlier.shot] != found[later.shot] for earlier, later in pairwise(row)))


def joined(board: Board, row: Sequence[Atom], sharing: int) -> tuple[bool, ...]:
    """For each atom: whether it may stand in one clip with the atom before it.

    A scene is a run of shots with the same location, time and weather. Two scenes share a clip only where one of
    them is shorter than `sharing` tenths.
    """
    scenes = [number for number, (_, shots) in enumerate(groupby(board.shots, _scene)) for _ in shots]
    lengths = [0] * len(scenes)
    for scene, shot in zip(scenes, board.shots, strict=True):
        lengths[scene] += shot.tenths
    pairs = ((scenes[earlier.shot], scenes[later.shot]) for earlier, later in pairwise(row))
    inner = (a == b or min(lengths[a], lengths[b]) < sharing for a, b in pairs)
    return (False, *inner)
