"""The board: the mandated JSON, and the trace that stands beside it."""

from dataclasses import field

from storyboard.model.staging import Staging
from storyboard.records import dataclass


@dataclass(frozen=True, slots=True)
class Character:
    """One entry of `character_setting`; its key is its name."""

    age: int
    appearance: str
    """`女，27岁，头发（黑色，长直发），衣服（白色，修身西装）`; the first part is 群体 / group or 仅声音 / voice only for such."""
    name: str
    voice: str
    """`GenderAge（女·27岁） PitchMean（215 Hz） Tempo（240 SPM） Accent（普通话）`."""


@dataclass(frozen=True, slots=True)
class Dialogue:
    role: str
    """Canonical name; empty in a silent shot."""
    text: str
    """The spoken words only."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One entry of `shots`; every field is mandated."""

    action: str
    camera: str
    dialogue: Dialogue
    duration: float
    """Seconds, 1-10, in tenths: the natural length, before packing."""
    location: str
    style_tags: str
    time: str
    visual: str
    weather: str

    @property
    def tenths(self) -> int:
        return round(self.duration * 10)


@dataclass(frozen=True, slots=True)
class Board:
    character_setting: dict[str, Character]
    shots: tuple[Shot, ...]


@dataclass(frozen=True, slots=True)
class ShotTrace:
    """Where a shot came from."""

    scene: str
    """Id of its scene."""
    units: tuple[str, ...]
    """Ids of the units it covers, in order; a speech split over shots stands in each of them."""
    line: int
    """1-based script line of the first unit."""
    by: str
    """`rules`, `model`, `slots`, `import`, `hand`."""
    rule: str = ""
    """Which rule of the shot grammar made it."""
    digest: str = ""
    """Hash of what it was planned from: equal on the next run = the shot is kept."""
    question: str = ""
    """Id of the question whose accepted answer it was taken from; empty: no model was asked for it."""
    answered: int = 0
    """Its place in that answer's `shots` or `slots`, from 1."""
    to: tuple[str, ...] = ()
    """Who is spoken to, as the planner saw it."""
    staging: Staging | None = None
    """What the picture shows; None where it was not planned as data."""
    pictured: str = ""
    """sha256 of the `visual` that the staging was written for: another one makes it void."""
    opens: bool = False
    """Whether its planner wants a clip to begin with it."""
    held: int = 0
    """Tenths by which its director holds it beyond the time of its lines, on time that is paid for anyway."""


@dataclass(frozen=True, slots=True)
class Trace:
    """What the mandated JSON has no place for."""

    script: str
    """sha256 of the script text."""
    shots: tuple[ShotTrace, ...]
    kinds: dict[str, str] = field(default_factory=dict)
    """Character name -> `person`, `group`, `voice` or `joint`."""
    members: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Joint character name -> the people speaking together."""
    assumed: tuple[str, ...] = ()
    """Sentences: what nobody wrote and the planner took for granted."""
