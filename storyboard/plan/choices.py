"""What the shot grammar decides with and hands on: the ground of a scene, the rhythm of its cuts, a choice, a frame."""

from dataclasses import replace
from typing import Any

from storyboard import names
from storyboard.camera import Framing
from storyboard.model import Cast, PersonKind, Staging
from storyboard.plan.scenery import Scenery, phrases
from storyboard.records import dataclass
from storyboard.staging.anchors import Fixture

CLOSER = ("medium", "medium-close", "near", "close")
"""How an exchange tightens."""
LINGER = 6
"""Syllables from which a close line is worth a camera move; a shorter one is over before it is seen."""
APART = 3
"""Shots between two lines that are heard over their listeners."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A framed beat."""

    camera: str
    visual: str
    rule: str
    tags: tuple[str, ...] = ()
    """What is special to its style."""
    staging: Staging | None = None
    """What the visual shows; None for words that are not the grammar's."""
    to: tuple[str, ...] = ()
    """Who is spoken to."""
    moves: Framing | None = None
    """The framing of a camera that moves for a reason of the grammar's own; None where it is still, or moves as the script asks."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What is the same for every beat of a scene."""

    scenery: Scenery
    cast: Cast
    known: names.Naming
    new_place: bool
    call: tuple[str, ...] = ()
    """Who speaks at either end of the call that is cut between, where the scene is one end of it."""
    anchors: tuple[Fixture, ...] = ()
    """Its fixed things with their sides; who comes in comes from the door's."""

    @property
    def words(self) -> dict[str, Any]:
        return phrases(self.known.language.code)

    def kind(self, name: str) -> PersonKind:
        member = self.cast.get(name)
        return member.kind if member else "person"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How the shots before were cut: what the next one answers."""

    depth: int = 0
    """How far the running exchange has tightened."""
    speaker: str = ""
    """Who spoke last, bodily."""
    sizes: tuple[str, ...] = ()
    """Of the last two shots."""
    spoke: frozenset[str] = frozenset()
    down: frozenset[str] = frozenset()
    """Who lies or kneels."""
    heard: int = APART
    """Shots since a line was last heard over its listener."""
    setups: tuple[tuple[tuple[str, str, int], "ShotChoice"], ...] = ()
    """(speaker, listener, how far the exchange had tightened) -> how they were seen: an exchange comes back to its camera positions."""
    upper: str = ""
    """Who had the upper hand last."""
    told: str = ""
    """The last action: what a thing that is only meant (特写：“…”) was named in."""


@dataclass(frozen=True, slots=True)
class ShotChoice:
    """How a beat is to be seen, before the script's own camera words are heard."""

    framing: Framing
    form: str
    rule: str
    people: tuple[str, ...] = ()
    """Who fills the gaps of the form, in its order."""
    prop: str = ""
    kept: bool = False
    """Whether it comes back to a camera position of before: it is framed as it was."""
    tightens: bool = False
    """Whether an exchange has become closer with it."""


def with_move(chosen: ShotChoice, rule: str, move: str) -> ShotChoice:
    """The choice with a camera that moves for a reason; then nobody's shoulder is in the way."""
    form = "single" if chosen.form == "over_shoulder" else chosen.form
    angle = "eye" if chosen.framing.angle == "over-shoulder" else chosen.framing.angle
    return replace(chosen, framing=Framing(chosen.framing.size, angle, move), form=form, rule=rule)


HANDS = frozenset({"single", "alone", "over_shoulder"})
"""Forms of somebody who speaks and whose hands may be seen."""
