"""How a film gets from one shot to the next where it is no plain cut: what the script says of it, and what can be made of that."""

from typing import Literal

from storyboard.records import dataclass

Colour = Literal["black", "white"]


@dataclass(frozen=True, slots=True)
class Transition:
    """What the script has between two shots, at the film's start or at its end."""

    before: int
    """0-based shot in front of which it stands; the number of shots: the film's end."""
    out: Literal["", "cut", "fade", "dissolve"] = ""
    """How the picture before it goes: at once, slowly, or into the next picture."""
    into: Literal["", "fade", "flash"] = ""
    """How the picture behind it comes: at once, slowly, or out of a flash."""
    colour: Colour = "black"
    """Between the two."""
    held: int = 0
    """Tenths that the script wants to see of the plain colour; 0: it does not say."""
    words: tuple[str, ...] = ()
    """As written."""


Missing = Literal["", "fade-in", "dissolve", "inside"]
"""What of a transition cannot be made: nothing is silent there; or it stands within a clip."""


@dataclass(frozen=True, slots=True)
class Seam:
    """What is made of it between two clips, before the first or behind the last. All in tenths; a plain cut is all noughts."""

    spare: int = 0
    """Of the film before it that would be cut off: it is shown while the picture goes. Where there is less of it, the last picture is held."""
    out: int = 0
    """The picture before goes to the colour, up to the end of the clip with what is spare."""
    hold: int = 0
    """The plain colour in silence."""
    into: int = 0
    """The picture behind comes out of the colour."""
    mix: int = 0
    """As much of what is spare of the film before, or its last picture, is laid over the first pictures behind, and goes; it takes no time of its own."""
    colour: Colour = "black"
    hush: tuple[bool, bool] = (True, True)
    """Whether the sound goes and comes with the picture: not where somebody speaks who is not seen."""
    words: tuple[str, ...] = ()
    """The script's."""
    missing: Missing = ""

    @property
    def plain(self) -> bool:
        """Whether it is a cut as any other."""
        return not (self.out or self.hold or self.into or self.mix)
