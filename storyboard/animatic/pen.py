"""Smooth shapes in units of a figure: closed curves, ovals and strokes on a Pillow picture."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from storyboard.animatic.colours import RGB
from storyboard.records import dataclass

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

Point = tuple[float, float]


def curve(points: Sequence[Point], steps: int = 7, *, closed: bool = True) -> list[Point]:
    """Points on a smooth line (Catmull-Rom) through all the given ones."""
    count = len(points)
    made: list[Point] = []
    for at in range(count if closed else count - 1):
        picks = (at - 1, at, at + 1, at + 2)
        a, b, c, d = (points[n % count if closed else min(max(n, 0), count - 1)] for n in picks)
        for step in range(steps):
            t = step / steps
            made.append((_spline(a[0], b[0], c[0], d[0], t), _spline(a[1], b[1], c[1], d[1], t)))
    return made if closed else [*made, points[-1]]


def _spline(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)


def mirrored(half: Sequence[Point]) -> list[Point]:
    """A symmetrical outline from its right half, top to bottom; points on the axis are not doubled."""
    return [*half, *((-x, y) for x, y in reversed(half) if x)]


@dataclass(frozen=True, slots=True)
class Pen:
    """Draws in units: the origin and the length of a unit in pixels."""

    ink: "ImageDraw"
    x: float
    y: float
    unit: float
    flip: bool = False
    """Left and right exchanged."""

    def place(self, points: Sequence[Point]) -> list[Point]:
        sign = -1 if self.flip else 1
        return [(self.x + sign * x * self.unit, self.y + y * self.unit) for x, y in points]

    def smooth(self, points: Sequence[Point], colour: RGB) -> None:
        """A filled closed curve through the points."""
        self.ink.polygon(self.place(curve(points)), fill=colour)

    def sharp(self, points: Sequence[Point], colour: RGB) -> None:
        """A filled polygon."""
        self.ink.polygon(self.place(points), fill=colour)

    def oval(self, centre: Point, radius: Point, colour: RGB) -> None:
        (left, top), (right, bottom) = self.place(
            [(centre[0] - radius[0], centre[1] - radius[1]), (centre[0] + radius[0], centre[1] + radius[1])]
        )
        self.ink.ellipse((min(left, right), top, max(left, right), bottom), fill=colour)

    def stroke(self, points: Sequence[Point], colour: RGB, width: float) -> None:
        """A smooth open line; width in units."""
        thick = max(1, round(width * self.unit))
        self.ink.line(self.place(curve(points, closed=False)), fill=colour, width=thick, joint="curve")
