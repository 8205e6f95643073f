"""Each clip as one composition: its sizes in a row, who is in it, seconds filled of seconds paid, and why it ends where it does."""

from collections.abc import Sequence
from typing import Literal

from storyboard import camera, names
from storyboard.model.board import Board
from storyboard.model.clips import Clip, Part
from storyboard.records import dataclass
from storyboard.staging import layer

End = Literal["end", "piece", "layer", "place", "hour", "full", "price"]
"""The script is over; the shot is longer than every clip; another layer of the telling, place or hour; no more would fit; no other way costs less."""


@dataclass(frozen=True, slots=True)
class Composition:
    """One clip, told as one."""

    shots: tuple[int, int]
    """The first and the last, from 1."""
    sizes: tuple[str, ...]
    """Of its shots, in the words of the board's language."""
    people: tuple[str, ...]
    """Who speaks in it or is named in its pictures, in order of appearance."""
    filled: float
    """Seconds that stay in the film."""
    seconds: int
    """Paid."""
    ends: End


def compositions(board: Board, clips: Sequence[Clip], longest: int = 0) -> tuple[Composition, ...]:
    """A row for every clip of a board. `longest`: seconds of the longest clip sold; 0: that of the longest there is."""
    language = names.language_of(board)
    naming = names.naming(board.character_setting, None, "", language)
    most = longest or max((clip.seconds for clip in clips), default=0)
    nexts: list[Clip | None] = [*clips[1:], None]
    found = []
    for clip, behind in zip(clips, nexts, strict=False):
        parts = [part for part in clip.parts if not part.hold]
        shots = [board.shots[part.shot] for part in parts]
        sizes = [camera.Framing(camera.read(shot.camera).size).write(language) for shot in shots]
        people: dict[str, None] = {}
        for shot in shots:
            said = (shot.dialogue.role, *names.found(f"{shot.visual}\n{shot.action}", naming))
            people.update(dict.fromkeys(name for name in said if name))
        found.append(
            Composition(
                (parts[0].shot + 1, parts[-1].shot + 1),
                tuple(size.replace("，", ",").split(",")[0] for size in sizes),
                tuple(people),
                clip.kept / 10,
                clip.seconds,
                _end(board, parts, behind, most),
            )
        )
    return tuple(found)


def _end(board: Board, parts: Sequence[Part], behind: Clip | None, most: int) -> End:
    """Why a clip ends before the next."""
    if behind is None:
        return "end"
    last, first = parts[-1], behind.parts[0]
    if last.shot == first.shot:
        return "piece"
    one, other = board.shots[last.shot], board.shots[first.shot]
    if layer(one) != layer(other):
        return "layer"
    if one.location != other.location:
        return "place"
    if (one.time, one.weather) != (other.time, other.weather):
        return "hour"
    full = sum(part.natural for part in parts) + first.natural > most * 10
    return "full" if full else "price"
