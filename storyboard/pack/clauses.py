"""Stand-in for `storyboard.speech` until it lands: the same two signatures."""

import re

_CLAUSE = re.compile(r"[。！？…；!?;.，、,—]+[”’」』）)】》\"']*\s*")


def weigh(text: str) -> float:
    """How long `text` is to say, roughly: one for a letter that is spoken."""
    return float(sum(char.isalnum() for char in text)) or 1.0


def cut(text: str, pieces: int) -> tuple[str, ...]:
    """Exactly `pieces` non-empty texts of about equal length that join to `text`, cut at clause marks if it can be."""
    marks = {found.end() for found in _CLAUSE.finditer(text)} - {len(text)}
    places = [0]
    for piece in range(1, pieces):
        goal = len(text) * piece / pieces
        legal = range(places[-1] + 1, len(text) - (pieces - piece) + 1)
        near = [place for place in legal if place in marks] or list(legal)
        places.append(min(near, key=lambda place: abs(place - goal)))
    return tuple(text[a:b] for a, b in zip(places, [*places[1:], len(text)], strict=True))
