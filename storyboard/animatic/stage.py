"""The picture a place is painted on: parts of width and height instead of pixels."""

from random import Random
from typing import TYPE_CHECKING

from storyboard.animatic.colours import RGB, mix
from storyboard.animatic.setting import Light
from storyboard.records import dataclass

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw


@dataclass(frozen=True, slots=True)
class Stage:
    """A picture being painted: width 0-1 of the picture, height 0-1 from top; `floor` is where wall or sky ends."""

    ink: "ImageDraw"
    width: int
    height: int
    floor: float
    light: Light
    night: bool
    clear: bool
    """Whether sun or moon can be seen."""
    dice: Random
    """Seeded by the location: the same place looks the same in each shot."""

    def box(self, left: float, top: float, right: float, bottom: float, colour: RGB, round_by: float = 0.0) -> None:
        if right <= left or bottom <= top:
            return
        corners = (left * self.width, top * self.height, right * self.width, bottom * self.height)
        self.ink.rounded_rectangle(corners, round_by * min(self.width, self.height * 0.8), fill=colour)

    def shape(self, points: list[tuple[float, float]], colour: RGB) -> None:
        self.ink.polygon([(x * self.width, y * self.height) for x, y in points], fill=colour)

    def disc(self, x: float, y: float, radius: float, colour: RGB) -> None:
        """A circle; the radius is a part of the width, or of the height of a wide picture."""
        r = radius * min(self.width, self.height * 0.8)
        self.ink.ellipse(
            (x * self.width - r, y * self.height - r, x * self.width + r, y * self.height + r), fill=colour
        )

    def line(self, left: float, top: float, right: float, bottom: float, colour: RGB, thick: float = 0.004) -> None:
        ends = (left * self.width, top * self.height, right * self.width, bottom * self.height)
        self.ink.line(ends, fill=colour, width=max(1, round(thick * min(self.width, self.height * 0.8))))

    @property
    def pane(self) -> RGB:
        """What one sees through a window."""
        return (44, 54, 86) if self.night else mix(self.light.glow, (206, 226, 238), 0.45)
