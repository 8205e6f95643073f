"""The lines of a Fountain file with its hidden text (boneyard and notes) filled, so that offsets stay what they are."""

import re

from storyboard.patterns import deferred, holds
from storyboard.records import dataclass

HIDDEN = deferred(r"/\*|\[\[")
STORY = deferred(r"\[\[|^(?:INT|EXT|I/E)[. /]", re.M)
"""What no note has inside: another one, or the heading of a scene. Blank lines it may have; writers put lists in notes."""
LONGEST_NOTE = 4000
FILL = "\ufdd0"
"""What hidden text (boneyard, notes) is replaced by while lines are told apart; offsets stay what they are. A code point that no text has."""


@dataclass(slots=True)
class RawLine:
    start: int
    end: int
    raw: str
    """Without its line end; hidden text filled."""
    core: str

    @property
    def blank(self) -> bool:
        """Empty; a line of two spaces is not, it keeps a speech together."""
        return not self.core and len(self.raw) < 2

    @property
    def hidden(self) -> bool:
        return FILL in self.core and not self.core.strip(FILL + " \t　")


def lines(text: str) -> list[RawLine]:
    """Every line; one that hidden text spans is one with those below."""
    found, at = [], 0
    for piece in _masked(text).split("\n"):
        end = at + len(piece) + 1
        raw = piece.rstrip("\r")
        found.append(RawLine(at, end, raw, raw.strip()))
        at = end
    if found[-1].start < len(text):
        found[-1].end = len(text)
    else:  # below the last line end
        found.pop()
    return found


def _masked(text: str) -> str:
    """The text with boneyard and notes filled; unclosed ones are no notes, nor are those that run over the story."""
    pieces, at = [], 0
    match = HIDDEN.search(text) if holds(text, ("/*", "[[")) else None
    while match:
        start = match.start()
        noted = match[0] == "[["
        end = text.find("]]", start + 2, start + LONGEST_NOTE) if noted else text.find("*/", start + 2)
        if end < 0 or (noted and STORY.search(text, start + 2, end)):
            pieces.append(text[at : start + 2])
            at = start + 2
            if end < 0 and not noted and text.find("]]", at) < 0:
                break
        else:
            pieces += [text[at:start], FILL * (end + 2 - start)]
            at = end + 2
        match = HIDDEN.search(text, at)
    return "".join([*pieces, text[at:]])


def unfilled(text: str) -> str:
    """What of a line is not hidden."""
    return text.replace(FILL, "")
