"""A film as an editing program lays it out: everything in whole frames, one value from which every export is written."""

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from storyboard.model.clips import Cue
from storyboard.model.transitions import Colour
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
    begin: int = 0
    """The frame of its film with which it begins."""
    plain: Literal["", "black", "white"] = ""
    """Of a gap: the colour that is wanted there; empty: a film is missing."""


@dataclass(frozen=True, slots=True)
class Crossing:
    """A transition of the script as it is made in the edit."""

    kind: Literal["out", "into", "mix", "mark"]
    """The picture goes to a colour, or comes out of one; one goes into the next; an editor has to make it, for it stands within a clip."""
    start: int
    length: int
    """Of a `mix` around its cut, which is in its middle."""
    colour: Colour = "black"
    hush: bool = True
    """Whether the sound goes or comes with it."""
    words: str = ""
    """The script's."""


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
    crossings: tuple[Crossing, ...] = ()
    """In order."""

    def crossing(self, kind: str, border: int) -> Crossing | None:
        """The one of a kind at a border of events: where a picture has gone, begins to come, or is cut in the middle of two."""
        ends = {"out": lambda one: one.start + one.length, "into": lambda one: one.start, "mix": _cut}
        return next((one for one in self.crossings if one.kind == kind and ends[kind](one) == border), None)

    @property
    def marked(self) -> tuple[Crossing, ...]:
        """Those that no format makes: an editor finds a marker."""
        return tuple(one for one in self.crossings if one.kind == "mark" or one.colour == "white")

    @property
    def length(self) -> int:
        """Frames of the film."""
        return sum(event.length for event in self.events)

    @property
    def media(self) -> tuple[Media, ...]:
        """The films it needs, each once."""
        return tuple({event.media.file: event.media for event in self.events if event.media}.values())


def _cut(one: Crossing) -> int:
    """Where the cut of a dissolve is."""
    return one.start + one.length // 2
