"""Camera positions of a scene: which shots come back to one."""

from collections.abc import Sequence
from string import ascii_uppercase

from storyboard import camera
from storyboard.model import Board, Staging

SEEN = ("face", "back")
"""How somebody is seen whom a camera position is for; a part, or somebody small in a place, makes none."""


def setups(board: Board, stagings: Sequence[Staging], scenes: Sequence[str]) -> tuple[str, ...]:
    """For every shot the letter of its camera position in its scene, A first; empty where its picture tells no sides.

    The same letter: the same people on the same sides, looking the same way, in the same size and angle. It is told by
    the board alone, so whoever edits a board moves its letters with it. Past Z they go on as AA, AB, …
    """
    found: list[str] = []
    known: dict[str, dict[tuple[object, ...], str]] = {}
    for shot, staged, scene in zip(board.shots, stagings, scenes, strict=True):
        sided = tuple((body.who, body.at, body.faces, body.view) for body in staged.bodies if body.view in SEEN)
        if not any(at for _, at, _, _ in sided):
            found.append("")
            continue
        framing = camera.read(shot.camera)
        letters = known.setdefault(scene, {})
        found.append(letters.setdefault((framing.size, framing.angle, sided), _letter(len(letters))))
    return tuple(found)


def _letter(number: int) -> str:
    rest, last = divmod(number, len(ascii_uppercase))
    return (_letter(rest - 1) if rest else "") + ascii_uppercase[last]
