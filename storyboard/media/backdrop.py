"""The place behind the figures: one painter for each kind of place, all from the light of the hour."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from storyboard.media.colours import RGB, mix, shade
from storyboard.media.setting import Light, Setting

if TYPE_CHECKING:
    from PIL.Image import Image
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
        self.ink.ellipse((x * self.width - r, y * self.height - r, x * self.width + r, y * self.height + r), fill=colour)

    def line(self, left: float, top: float, right: float, bottom: float, colour: RGB, thick: float = 0.004) -> None:
        ends = (left * self.width, top * self.height, right * self.width, bottom * self.height)
        self.ink.line(ends, fill=colour, width=max(1, round(thick * min(self.width, self.height * 0.8))))

    @property
    def pane(self) -> RGB:
        """What one sees through a window."""
        return (44, 54, 86) if self.night else mix(self.light.glow, (206, 226, 238), 0.45)


def gradient(size: tuple[int, int], top: RGB, low: RGB) -> "Image":
    """A picture that goes from one colour down to the other."""
    from PIL import Image

    ramp = Image.linear_gradient("L").resize(size)
    return Image.composite(Image.new("RGB", size, low), Image.new("RGB", size, top), ramp)


def backdrop(size: tuple[int, int], place: Setting, floor: float, blur: float) -> "Image":
    """The place as an RGB picture; `floor` is the height of the wall's foot (0-1), `blur` in parts of the width."""
    from PIL import Image, ImageDraw, ImageFilter

    width, height = size
    page = gradient(size, place.light.top, place.light.low)
    foot = round(height * floor)
    if foot < height:
        ground = gradient((width, height - foot), place.light.floor, shade(place.light.floor, -0.25))
        page.paste(ground, (0, foot))
    stage = Stage(
        ImageDraw.Draw(page), width, height, floor, place.light, place.hour == "night", not place.weather, Random(place.number)
    )  # noqa: S311 - scenery
    PAINTERS[place.place](stage)
    page = _lamps(page, place)
    if blur:
        small = page.reduce(4)
        page = small.filter(ImageFilter.GaussianBlur(blur * width / 4)).resize(size, Image.Resampling.BICUBIC)
    return page


def _lamps(page: "Image", place: Setting) -> "Image":
    """A soft light from above left, so that no surface is flat."""
    from PIL import Image

    width, height = page.size
    glow = Image.radial_gradient("L").resize((width * 2, height * 2)).point(lambda level: max(0, 150 - level))
    spot = Image.new("L", page.size, 0)
    spot.paste(glow, (-round(width * 0.75), -round(height * 0.8)))
    strength = 0.5 if place.hour == "night" else 0.62
    return Image.composite(Image.new("RGB", page.size, place.light.glow), page, spot.point(lambda level: round(level * strength)))


def _window(stage: Stage, left: float, top: float, right: float, bottom: float, bars: int = 2) -> None:
    frame = shade(stage.light.dark, 0.1)
    stage.box(left - 0.012, top - 0.01, right + 0.012, bottom + 0.01, frame)
    stage.box(left, top, right, bottom, stage.pane)
    if stage.night:
        for _ in range(14):
            x, y = stage.dice.uniform(left + 0.01, right - 0.02), stage.dice.uniform((top + bottom) / 2, bottom - 0.02)
            stage.box(x, y, x + 0.01, y + 0.008, mix(stage.light.glow, stage.pane, stage.dice.uniform(0.1, 0.6)))
    for number in range(1, bars):
        x = left + (right - left) * number / bars
        stage.line(x, top, x, bottom, frame, 0.008)
    stage.line(left, top + (bottom - top) * 0.32, right, top + (bottom - top) * 0.32, frame, 0.006)


def _skirting(stage: Stage) -> None:
    stage.box(0, stage.floor - 0.022, 1, stage.floor, shade(stage.light.low, -0.16))


def _room(stage: Stage) -> None:
    side = stage.dice.choice((0.1, 0.6))
    _window(stage, side, 0.12, side + 0.28, stage.floor - 0.26)
    for edge in (side - 0.06, side + 0.26):
        stage.box(edge, 0.07, edge + 0.08, stage.floor - 0.02, mix(stage.light.low, (150, 120, 104), 0.45))
    other = 0.66 if side < 0.5 else 0.12
    stage.box(other, 0.2, other + 0.2, 0.36, shade(stage.light.dark, 0.15))
    stage.box(other + 0.012, 0.208, other + 0.188, 0.352, mix(stage.light.low, stage.light.glow, 0.35))
    stage.shape([(other + 0.02, 0.345), (other + 0.08, 0.27), (other + 0.12, 0.31), (other + 0.15, 0.28), (other + 0.18, 0.345)], stage.light.top)
    _skirting(stage)
    sofa = mix(stage.light.dark, (96, 108, 112), 0.5)
    stage.box(other - 0.2, stage.floor - 0.17, other + 0.3, stage.floor + 0.05, sofa, 0.03)
    stage.box(other - 0.24, stage.floor - 0.1, other - 0.16, stage.floor + 0.06, shade(sofa, -0.15), 0.025)
    stage.box(other - 0.17, stage.floor - 0.06, other + 0.27, stage.floor + 0.03, shade(sofa, 0.08), 0.02)
    _lamp(stage, 0.92 if side < 0.5 else 0.5)


def _lamp(stage: Stage, x: float) -> None:
    stage.line(x, stage.floor - 0.36, x, stage.floor + 0.04, shade(stage.light.dark, -0.1), 0.008)
    stage.shape([(x - 0.05, stage.floor - 0.32), (x - 0.03, stage.floor - 0.42), (x + 0.03, stage.floor - 0.42), (x + 0.05, stage.floor - 0.32)],
                mix(stage.light.glow, (255, 226, 170), 0.5))  # fmt: skip


def _hall(stage: Stage) -> None:
    light = stage.light
    for number in range(4):
        x = 0.02 + number * 0.29
        stage.box(x, 0.06, x + 0.07, stage.floor, mix(light.top, light.glow, 0.3))
        stage.box(x + 0.045, 0.06, x + 0.07, stage.floor, shade(light.low, -0.08))
        stage.box(x - 0.015, 0.06, x + 0.085, 0.09, shade(light.low, -0.12))
        if number < 3:
            _window(stage, x + 0.125, 0.16, x + 0.235, stage.floor - 0.2, 1)
    stage.line(0.5, 0, 0.5, 0.1, shade(light.dark, 0.1), 0.006)
    for row, half in enumerate((0.2, 0.15, 0.08)):
        y = 0.1 + row * 0.035
        stage.shape([(0.5 - half, y), (0.5 + half, y), (0.5 + half - 0.03, y + 0.022), (0.5 - half + 0.03, y + 0.022)], mix(light.glow, (214, 178, 112), 0.55))
        for drop in range(9):
            x = 0.5 - half + half * drop / 4
            stage.disc(x, y + 0.026, 0.008, shade(light.glow, 0.3))
    _skirting(stage)
    stage.shape([(0.1, stage.floor + 0.05), (0.9, stage.floor + 0.05), (1.02, stage.floor + 0.13), (-0.02, stage.floor + 0.13)], (236, 230, 220) if not stage.night else (120, 114, 124))
    stage.box(-0.02, stage.floor + 0.13, 1.02, 1.0, mix(light.floor, (206, 196, 186), 0.4))
    for number in range(7):
        stage.disc(0.14 + number * 0.12, stage.floor + 0.07, 0.013, mix(light.glow, (190, 90, 90), 0.4))


def _study(stage: Stage) -> None:
    wood = mix(stage.light.dark, (104, 68, 46), 0.6)
    for left in (0.03, 0.36, 0.69):
        stage.box(left, 0.08, left + 0.28, stage.floor + 0.01, wood)
        for row in range(5):
            top = 0.1 + row * (stage.floor - 0.1) / 5
            bottom = top + (stage.floor - 0.1) / 5 - 0.02
            stage.box(left + 0.012, top, left + 0.268, bottom, shade(wood, -0.4))
            x = left + 0.016
            while x < left + 0.25:
                wide = stage.dice.uniform(0.01, 0.024)
                tone = stage.dice.choice(((132, 60, 52), (62, 84, 96), (160, 132, 84), (86, 94, 70), (120, 104, 92), (56, 52, 64)))
                stage.box(x, top + stage.dice.uniform(0.006, 0.03), min(x + wide, left + 0.264), bottom, mix(tone, stage.light.low, 0.35))
                x += wide + 0.003
    desk = shade(wood, 0.1)
    stage.box(-0.02, stage.floor + 0.06, 1.02, stage.floor + 0.1, desk)
    stage.box(0.05, stage.floor + 0.1, 0.95, 1.0, shade(desk, -0.25))


def _bedroom(stage: Stage) -> None:
    _window(stage, 0.58, 0.12, 0.88, stage.floor - 0.22, 2)
    for edge in (0.52, 0.86):
        stage.box(edge, 0.06, edge + 0.09, stage.floor - 0.01, mix(stage.light.low, (132, 140, 156), 0.4))
    _skirting(stage)
    cloth = mix(stage.light.top, (232, 228, 222), 0.5)
    stage.box(0.02, stage.floor - 0.24, 0.06, stage.floor + 0.16, shade(stage.light.dark, 0.1), 0.01)
    stage.box(0.05, stage.floor - 0.05, 0.74, stage.floor + 0.14, cloth, 0.03)
    stage.box(0.26, stage.floor - 0.06, 0.76, stage.floor + 0.15, mix(cloth, (108, 124, 148), 0.5), 0.03)
    stage.box(0.07, stage.floor - 0.1, 0.24, stage.floor - 0.02, shade(cloth, 0.3), 0.025)
    _lamp(stage, 0.94)


def _office(stage: Stage) -> None:
    for number in range(5):
        _window(stage, 0.02 + number * 0.2, 0.08, 0.19 + number * 0.2, stage.floor - 0.2, 1)
    for number in range(6):
        y = 0.1 + number * 0.035
        stage.line(0.0, y, 1.0, y, mix(stage.light.top, stage.pane, 0.3), 0.003)
    _skirting(stage)
    desk = mix(stage.light.dark, (128, 116, 104), 0.5)
    stage.box(0.0, stage.floor - 0.02, 1.0, stage.floor + 0.03, desk)
    stage.box(0.04, stage.floor + 0.03, 0.96, stage.floor + 0.2, shade(desk, -0.2))
    stage.box(0.64, stage.floor - 0.17, 0.84, stage.floor - 0.05, (40, 44, 54), 0.006)
    stage.box(0.72, stage.floor - 0.05, 0.76, stage.floor - 0.02, (54, 58, 66))
    for number in range(5):
        stage.box(0.12, stage.floor - 0.035 - number * 0.012, 0.27 - number % 2 * 0.02, stage.floor - 0.025 - number * 0.012, shade(stage.light.top, 0.2 - number % 2 * 0.15))


def _corridor(stage: Stage) -> None:
    light = stage.light
    far = (0.36, 0.26, 0.64, stage.floor)
    stage.shape([(0, 0), (far[0], far[1]), (far[0], far[3]), (0, 1)], shade(light.low, -0.1))
    stage.shape([(1, 0), (far[2], far[1]), (far[2], far[3]), (1, 1)], shade(light.low, -0.2))
    stage.shape([(0, 0), (1, 0), (far[2], far[1]), (far[0], far[1])], shade(light.top, 0.12))
    stage.shape([(0, 1), (1, 1), (far[2], far[3]), (far[0], far[3])], light.floor)
    stage.box(far[0] + 0.07, far[1] + 0.08, far[2] - 0.07, far[3], shade(light.dark, 0.12))
    for part in (0.12, 0.42, 0.7):
        y, half = far[1] * part, 0.12 * (1 - part * 0.7)
        stage.shape([(0.5 - half, y), (0.5 + half, y), (0.5 + half * 0.86, y + 0.03), (0.5 - half * 0.86, y + 0.03)], shade(light.glow, 0.3))
    for side in (0, 1):
        for part in (0.2, 0.58):
            a, b = part * far[0], (part + 0.24) * far[0]
            tops = [0.16 + far[1] * p + 0.02 for p in (part, part + 0.24)]
            lows = [1 - (1 - far[3]) * p for p in (part, part + 0.24)]
            quad = [(a, tops[0]), (b, tops[1]), (b, lows[1]), (a, lows[0])]
            stage.shape([(1 - x if side else x, y) for x, y in quad], shade(light.dark, 0.16 - 0.1 * side))


def _car(stage: Stage) -> None:
    frame = (36, 38, 46) if not stage.night else (16, 17, 24)
    stage.box(0, 0, 1, 1, shade(frame, 0.06))
    stage.shape([(0.06, 0.42), (0.16, 0.12), (0.84, 0.12), (0.94, 0.42), (0.94, 0.55), (0.06, 0.55)], stage.pane)
    for number in range(9):
        x = 0.08 + number * 0.1
        high = stage.dice.uniform(0.2, 0.42)
        stage.box(x, high, x + 0.075, 0.55, mix(stage.pane, stage.light.dark, 0.35 if not stage.night else 0.6))
        if stage.night:
            stage.disc(x + 0.03, stage.dice.uniform(0.4, 0.52), 0.014, stage.light.glow)
    stage.shape([(0.06, 0.42), (0.16, 0.12), (0.2, 0.12), (0.12, 0.55), (0.06, 0.55)], frame)
    stage.shape([(0.94, 0.42), (0.84, 0.12), (0.8, 0.12), (0.88, 0.55), (0.94, 0.55)], frame)
    stage.box(0.42, 0.13, 0.58, 0.17, frame, 0.01)
    seat = mix(frame, (108, 84, 66), 0.5)
    for left in (0.04, 0.53):
        stage.box(left, 0.52, left + 0.43, 1.05, seat, 0.06)
        stage.box(left + 0.05, 0.56, left + 0.38, 1.05, shade(seat, 0.08), 0.05)
        stage.box(left + 0.13, 0.42, left + 0.3, 0.53, shade(seat, 0.03), 0.03)


def _skyline(stage: Stage, low: float, tall: float, tone: RGB, count: int = 9) -> None:
    x = -0.03
    while x < 1.0:
        wide, high = stage.dice.uniform(0.7, 1.5) / count, stage.dice.uniform(0.4, 1.0) * tall
        stage.box(x, low - high, x + wide, low, tone)
        if stage.night:
            for _ in range(round(70 * wide * high / 0.1 * 0.6)):
                left, top = stage.dice.uniform(x + 0.01, x + wide - 0.014), stage.dice.uniform(low - high + 0.01, low - 0.01)
                stage.box(left, top, left + 0.008, top + 0.007, mix((246, 206, 132), tone, stage.dice.uniform(0.1, 0.7)))
        x += wide + stage.dice.uniform(0.0, 0.02)


def _sun(stage: Stage) -> None:
    if not stage.clear:
        return
    colour = (232, 232, 226) if stage.night else shade(stage.light.glow, 0.4)
    stage.disc(stage.dice.choice((0.2, 0.78)), 0.14, 0.035 if stage.night else 0.05, mix(colour, stage.light.top, 0.15))


def _street(stage: Stage) -> None:
    light = stage.light
    _sun(stage)
    _skyline(stage, stage.floor, 0.5, mix(light.low, light.dark, 0.35), 8)
    _skyline(stage, stage.floor, 0.28, mix(light.low, light.dark, 0.7), 6)
    stage.box(0, stage.floor, 1, stage.floor + 0.035, mix(light.floor, light.low, 0.4))
    for number in range(-2, 5):
        x = number * 0.3
        stage.shape([(x, 0.97), (x + 0.14, 0.97), (x + 0.2, 0.93), (x + 0.08, 0.93)], mix(light.floor, light.glow, 0.35))
    for x in (0.12, 0.88):
        stage.line(x, stage.floor - 0.4, x, stage.floor + 0.03, light.dark, 0.008)
        stage.line(x, stage.floor - 0.4, x + (0.08 if x < 0.5 else -0.08), stage.floor - 0.41, light.dark, 0.007)
        stage.disc(x + (0.09 if x < 0.5 else -0.09), stage.floor - 0.4, 0.016, (255, 226, 164) if stage.night else shade(light.glow, 0.2))


def _alley(stage: Stage) -> None:
    light = stage.light
    wall = mix(light.dark, (112, 94, 84), 0.35)
    for side in (0, 1):
        def x(value: float, side: int = side) -> float:
            return 1 - value if side else value
        stage.shape([(x(0), 0), (x(0.3), 0.16), (x(0.3), stage.floor), (x(0), 1)], shade(wall, -0.05 - side * 0.12))
        for row in range(1, 12):
            part = row / 12
            stage.line(x(0), part, x(0.3), 0.16 + (stage.floor - 0.16) * part, shade(wall, -0.2 - side * 0.1), 0.003)
        top = 0.34
        stage.shape([(x(0.09), top), (x(0.2), top + 0.02), (x(0.2), top + 0.16), (x(0.09), top + 0.19)], mix(light.glow, (240, 190, 110), 0.5) if stage.night else shade(wall, -0.35))
    _skyline(stage, stage.floor, 0.12, mix(light.low, light.dark, 0.5), 12)
    stage.shape([(0.3, stage.floor), (0.7, stage.floor), (1.0, 1.0), (0.0, 1.0)], mix(light.floor, light.dark, 0.25))
    stage.line(0.3, 0.24, 0.7, 0.27, light.dark, 0.004)
    stage.disc(0.5, 0.29, 0.016, (255, 214, 140))


def _hills(stage: Stage, low: float, tone: RGB, rise: float) -> None:
    points = [(x / 8, low - stage.dice.uniform(0.3, 1.0) * rise) for x in range(9)]
    from storyboard.media.pen import curve

    stage.shape([(0, 1), (-0.02, low), *curve(points, closed=False), (1.02, low), (1, 1)], tone)


def _nature(stage: Stage) -> None:
    light = stage.light
    green = (86, 116, 84) if not stage.night else (26, 40, 46)
    _sun(stage)
    for number, rise in enumerate((0.3, 0.2, 0.1)):
        _hills(stage, stage.floor, mix(light.low, mix(green, light.dark, 0.2), 0.3 + 0.25 * number), rise)
    stage.box(0, stage.floor, 1, 1, mix(green, light.floor, 0.3))
    for _ in range(9):
        x, foot = stage.dice.choice((stage.dice.uniform(0, 0.3), stage.dice.uniform(0.7, 1))), stage.floor + stage.dice.uniform(0, 0.06)
        size, tone = stage.dice.uniform(0.06, 0.11), mix(shade(green, -0.25), light.low, stage.dice.uniform(0, 0.2))
        stage.box(x - 0.006, foot - size, x + 0.006, foot + 0.01, shade(light.dark, -0.1))
        for step in range(3):
            y = foot - size * (0.5 + step * 0.62)
            half = size * (0.62 - step * 0.15)
            stage.shape([(x - half, y), (x, y - size * 0.95), (x + half, y)], shade(tone, 0.04 * step))


def _water(stage: Stage) -> None:
    light = stage.light
    _sun(stage)
    _hills(stage, stage.floor, mix(light.low, light.dark, 0.4), 0.1)
    sea = mix(light.low, (58, 96, 118) if not stage.night else (20, 32, 54), 0.65)
    stage.box(0, stage.floor, 1, 1, sea)
    for _ in range(46):
        x, y = stage.dice.uniform(-0.05, 1), stage.dice.uniform(stage.floor + 0.01, 1)
        stage.line(x, y, x + stage.dice.uniform(0.03, 0.14), y, mix(sea, light.glow, stage.dice.uniform(0.1, 0.5)), 0.003)


def _court(stage: Stage) -> None:
    light = stage.light
    _sun(stage)
    roof, wall = mix(light.dark, (62, 70, 78), 0.5), mix(light.low, (196, 180, 160), 0.5 if not stage.night else 0.15)
    stage.box(0.06, 0.34, 0.94, stage.floor, wall)
    stage.shape([(-0.02, 0.37), (0.12, 0.24), (0.88, 0.24), (1.02, 0.37), (0.98, 0.38), (0.02, 0.38)], roof)
    stage.box(0.14, 0.225, 0.86, 0.25, shade(roof, -0.25))
    for number in range(15):
        x = 0.1 + number * 0.057
        stage.line(x + (0.5 - x) * 0.1, 0.25, x, 0.37, shade(roof, -0.2), 0.003)
    red = mix(light.dark, (132, 52, 44), 0.7)
    for x in (0.12, 0.34, 0.63, 0.85):
        stage.box(x, 0.38, x + 0.03, stage.floor, red)
    stage.box(0.41, 0.43, 0.59, stage.floor, shade(red, -0.3))
    stage.line(0.5, 0.43, 0.5, stage.floor, shade(red, -0.6), 0.005)
    for x in (0.38, 0.62):
        stage.disc(x, 0.44, 0.026, (206, 66, 46) if not stage.night else (246, 140, 78))
    stage.box(0, stage.floor, 1, stage.floor + 0.03, mix(light.floor, light.low, 0.35))


def _roof(stage: Stage) -> None:
    light = stage.light
    _sun(stage)
    _skyline(stage, stage.floor, 0.22, mix(light.low, light.dark, 0.4), 12)
    _skyline(stage, stage.floor, 0.12, mix(light.low, light.dark, 0.7), 9)
    stage.box(0, stage.floor - 0.07, 1, stage.floor, mix(light.floor, light.dark, 0.3))
    stage.line(0, stage.floor - 0.1, 1, stage.floor - 0.1, light.dark, 0.006)
    for number in range(9):
        x = 0.04 + number * 0.115
        stage.line(x, stage.floor - 0.1, x, stage.floor - 0.06, light.dark, 0.006)


PAINTERS: dict[str, Callable[[Stage], None]] = {
    "room": _room, "hall": _hall, "study": _study, "bedroom": _bedroom, "office": _office, "corridor": _corridor, "car": _car,
    "street": _street, "alley": _alley, "nature": _nature, "water": _water, "court": _court, "roof": _roof,
}  # fmt: skip
