"""What a clip has to speak, and when."""

from storyboard.model import Board, Clip, Due
from storyboard.speech import syllables


def due_of(board: Board, clip: Clip) -> tuple[Due, ...]:
    """The lines of a clip in order, as its prompt has them; lines without a speakable sign (……) are silence."""
    found: list[Due] = []
    at = 0
    for number, part in enumerate(clip.parts, start=1):
        end = at + part.duration
        if part.text and not part.hold and syllables(part.text):
            found.append(Due(number, board.shots[part.shot].dialogue.role, part.text, at / 10, end / 10))
        at = end
    return tuple(found)


def spans_of(clip: Clip) -> tuple[tuple[float, float], ...]:
    """When each shot of a clip's prompt begins and ends, in seconds."""
    ends, at = [], 0
    for part in clip.parts:
        ends.append((at / 10, (at + part.duration) / 10))
        at += part.duration
    return tuple(ends)
