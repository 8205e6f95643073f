"""What the picture of a shot shows, as data."""

from typing import Literal

from storyboard.records import dataclass

At = Literal["", "left", "right"]
View = Literal["face", "back", "part", "far"]
"""Of the face; over the shoulder; of a part only; small in the whole of a place."""
Layer = Literal["present", "flashback", "flashforward", "dream", "imagined"]
"""Where a shot plays in the telling: now, before, later, asleep, or in somebody's head."""


@dataclass(frozen=True, slots=True)
class Body:
    """One person in the picture."""

    who: str
    """Canonical name."""
    at: At = ""
    """The side of the picture; empty: not said."""
    faces: At = ""
    """The side they look towards; empty: not said."""
    view: View = "face"
    pose: str = ""
    """`listening`, `phone`, `talking` (into a phone; behind both ` near`: it stands before them, ` worn`: a headset, ` radio`: a radio in the hand), `lips closed`, `silent`, `speaking`; empty: as the action says."""


@dataclass(frozen=True, slots=True)
class Staging:
    """What one shot shows. Framing, light, hour and weather stand where the board has them."""

    form: str
    """How it is put into words: a row of `staging.FORMS`; `free` for words that are not the program's own."""
    bodies: tuple[Body, ...] = ()
    """The one it is about first."""
    prop: str = ""
    """The thing that fills the picture, in the script's words."""
    size: str = ""
    """The shot size that the words speak of (`camera.SIZES`); empty: they do not."""
    enters: tuple[str, ...] = ()
    exits: tuple[str, ...] = ()
    free: str = ""
    """What the types cannot say, as written."""
    voice: str = ""
    """Who speaks and is not in the picture: the camera is with whoever listens."""

    @property
    def people(self) -> tuple[str, ...]:
        """Who is in the picture, in order, each once."""
        return tuple(dict.fromkeys((*(body.who for body in self.bodies), *self.enters, *self.exits)))


@dataclass(frozen=True, slots=True)
class SceneState:
    """What the next shot of a scene may rely on."""

    here: tuple[str, ...] = ()
    away: tuple[str, ...] = ()
    """Who was here and has left, or is known to come later."""
    far: tuple[str, ...] = ()
    """Who is at the other end of a telephone."""
    line: tuple[str, ...] = ()
    """People from left to right, as the camera sees them through the whole scene: it never crosses their line."""
    poses: tuple[tuple[str, str], ...] = ()
    """Who lies, sits or kneels, and where, in the script's words."""
