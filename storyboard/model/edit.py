"""A film as an editing program lays it out: everything in whole frames, one value from which every export is written."""

from pathlib import Path
from typing import TYPE_CHECKING

from storyboard.model.clips import Cue
from storyboard.records import dataclass

if TYPE_CHECKING:
    from fractions import Fraction  # every run loads this module, and hardly one makes an edit


@dataclass(frozen=True, slots=True)
class Media:
    """The film of one clip, as an editor gets it."""

    file: str
    """Its name beside the exports, unique over the season: `ep02-clip-001.mp4`."""
    source: Path
    """Where it lies now."""
    frames: int
    """How long it is, in whole frames of the edit."""
    size: tuple[int, int]
    fps: "Fraction"
    """Its own rate."""
    channels: int
    """Of its sound; 0: it has none."""


@dataclass(frozen=True, slots=True)
class Event:
    """A stretch of the film: the beginning of a clip's film, or a gap."""

    name: str
    """`ep02-clip-001`."""
    start: int
    length: int
    media: Media | None
    """None: a gap."""
    note: str
    """The lines spoken, and the action where nobody speaks."""


@dataclass(frozen=True, slots=True)
class Laid:
    """One shot of the board, and where it stands in the film."""

    number: int
    """1-based."""
    start: int
    length: int
    """0 where it was packed into no clip."""
    clip: str
    """Name of the event it begins in."""
    location: str
    time: str
    weather: str
    camera: str
    visual: str
    action: str
    role: str
    text: str
    style: str
    seconds: float
    """As planned."""
    note: str = ""
    """What a production team wrote of it."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One episode."""

    name: str
    """What its files are called; unique over the season."""
    title: str
    language: str
    fps: "Fraction"
    size: tuple[int, int]
    events: tuple[Event, ...]
    """End to end, from frame 0."""
    cues: tuple[Cue, ...]
    """Their times in frames."""
    shots: tuple[Laid, ...]

    @property
    def length(self) -> int:
        """Frames of the film."""
        return sum(event.length for event in self.events)

    @property
    def media(self) -> tuple[Media, ...]:
        """The films it needs, each once."""
        return tuple({event.media.file: event.media for event in self.events if event.media}.values())
