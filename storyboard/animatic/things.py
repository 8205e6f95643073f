"""Inserts: a thing in close-up, drawn large in a pool of light."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from storyboard.animatic.colours import RGB, mix, shade
from storyboard.animatic.pen import Pen, Point
from storyboard.animatic.setting import Setting
from storyboard.media import letters as write
from storyboard.records import dataclass

if TYPE_CHECKING:
    from PIL.Image import Image

INK, PAPER, METAL, GOLD = (44, 44, 52), (244, 239, 228), (176, 182, 190), (204, 164, 92)


def paint(
    picture: "Image",
    thing: str,
    place: Setting,
    letters: Sequence[str] = (),
    label: str = "",
    *,
    before: bool = False,
    seen: "Callable[[tuple[int, int]], Image] | None" = None,
) -> None:
    """Draws a thing into the middle of a picture, with what is written on it; an unknown one is its name between focus marks.

    `before`: people are behind it, so that it stands lower and without a light of its own. `seen`: what a screen or a photograph shows, in a size.
    """
    from PIL import Image, ImageDraw

    width, height = picture.size
    side = min(width, height)
    pool = (
        Image.radial_gradient("L").resize((side * 2, side * 2)).point(lambda level: max(0, 190 - round(level * 1.35)))
    )
    glow = mix(place.light.glow, (255, 250, 240), 0.3)
    if not before:
        picture.paste(Image.new("RGB", pool.size, glow), (width // 2 - side, height // 2 - side), pool)
    large = (0.78 if letters and thing == "phone" else 0.5) * (0.7 if before else 1)
    pen = Pen(ImageDraw.Draw(picture), width / 2, height * (0.72 if before else 0.47), side * large)
    if thing in DRAWN:
        pen.oval((0.0, 0.68), (0.5, 0.07), shade(mix(place.light.low, glow, 0.4), -0.3))
        (_message if thing == "phone" and letters else DRAWN[thing])(pen)
    if seen and thing in GLASS and not letters:
        left, top, right, bottom = GLASS[thing]
        corner, end = pen.place([(left, top), (right, bottom)])
        size = (round(end[0] - corner[0]), round(end[1] - corner[1]))
        picture.paste(seen(size), (round(corner[0]), round(corner[1])))
    if letters or (label and thing not in DRAWN):
        _written(pen, PAGES.get(thing, BOARD), letters or (label,))
    _marks(pen, shade(place.light.dark, -0.1) if place.hour == "day" else glow)


@dataclass(frozen=True, slots=True)
class ThingPage:
    """Where words stand on a thing."""

    left: float
    top: float
    right: float
    bottom: float
    paper: RGB
    ink: RGB


def _written(pen: Pen, page: ThingPage, letters: Sequence[str]) -> None:
    """Words on a thing, as large as they fit, from top to bottom."""
    (left, top), (right, bottom) = pen.place([(page.left, page.top), (page.right, page.bottom)])
    pen.ink.rounded_rectangle((left, top, right, bottom), (right - left) * 0.05, fill=page.paper)
    wide, high = (right - left) * 0.88, (bottom - top) * 0.9
    sizes = [round(pen.unit * part) for part in (0.2, 0.16, 0.13, 0.1, 0.08, 0.06)]
    lines, size = write.fit("\n".join(letters), wide, high, sizes, leading=1.3)
    y = (top + bottom - len(lines) * size * 1.3) / 2 + size * 1.05
    for line in lines:
        write.write(pen.ink, ((left + right - write.width(line, size)) / 2, y), line, size, page.ink)
        y += size * 1.3


def _marks(pen: Pen, colour: RGB) -> None:
    """Focus marks at the corners."""
    for x in (-1, 1):
        for y in (-1, 1):
            corner = (x * 0.82, y * 0.86)
            pen.ink.line(
                pen.place([(corner[0] - x * 0.16, corner[1]), corner, (corner[0], corner[1] - y * 0.16)]),
                fill=colour,
                width=max(2, round(pen.unit * 0.016)),
            )


def _eye(pen: Pen) -> None:
    skin = (240, 202, 174)
    pen.sharp([(-4.0, -4.0), (4.0, -4.0), (4.0, 4.0), (-4.0, 4.0)], skin)
    pen.smooth(
        [(-0.78, 0.1), (-0.4, -0.22), (0.1, -0.3), (0.55, -0.16), (0.84, 0.06), (0.4, 0.3), (-0.2, 0.34)],
        shade(skin, -0.08),
    )
    pen.smooth(
        [(-0.7, 0.12), (-0.35, -0.13), (0.05, -0.21), (0.45, -0.12), (0.76, 0.08), (0.4, 0.23), (-0.15, 0.29)],
        (246, 243, 238),
    )
    pen.oval((0.03, 0.03), (0.235, 0.235), (74, 52, 42))
    pen.oval((0.03, 0.03), (0.2, 0.2), (112, 78, 58))
    pen.oval((0.03, 0.03), (0.105, 0.105), (24, 20, 22))
    pen.oval((-0.05, -0.07), (0.05, 0.05), (252, 252, 252))
    pen.smooth(
        [
            (-0.74, 0.14),
            (-0.36, -0.17),
            (0.05, -0.26),
            (0.47, -0.16),
            (0.86, 0.05),
            (0.46, -0.1),
            (0.05, -0.19),
            (-0.34, -0.1),
        ],
        (42, 32, 34),
    )
    pen.stroke([(-0.6, -0.2), (-0.2, -0.4), (0.3, -0.42), (0.74, -0.22)], shade(skin, -0.2), 0.02)
    pen.stroke([(-0.5, 0.32), (0.0, 0.4), (0.5, 0.32)], shade(skin, -0.14), 0.014)
    brow: list[Point] = [(-0.84, -0.46), (-0.4, -0.68), (0.2, -0.7), (0.9, -0.46), (0.2, -0.6), (-0.4, -0.56)]
    pen.smooth(brow, (62, 48, 46))


def _phone(pen: Pen) -> None:
    pen.sharp([(-0.32, -0.62), (0.34, -0.62), (0.34, 0.66), (-0.32, 0.66)], (24, 25, 30))
    pen.sharp([(-0.285, -0.56), (0.305, -0.56), (0.305, 0.6), (-0.285, 0.6)], (62, 86, 122))
    pen.sharp([(-0.285, 0.1), (0.305, -0.1), (0.305, 0.6), (-0.285, 0.6)], (52, 72, 106))
    pen.oval((0.01, -0.26), (0.12, 0.12), (206, 214, 226))
    pen.oval((0.01, -0.3), (0.045, 0.05), (96, 112, 138))
    pen.sharp([(-0.07, -0.19), (0.09, -0.19), (0.05, -0.25), (-0.03, -0.25)], (96, 112, 138))
    for half, y in ((0.16, -0.06), (0.1, 0.0)):
        pen.stroke([(-half + 0.01, y), (half + 0.01, y)], (214, 222, 234), 0.024)
    pen.oval((-0.13, 0.42), (0.085, 0.085), (206, 74, 70))
    pen.oval((0.15, 0.42), (0.085, 0.085), (84, 176, 110))


def _message(pen: Pen) -> None:
    """A telephone that shows words: no call, so no buttons of one."""
    pen.sharp([(-0.32, -0.62), (0.34, -0.62), (0.34, 0.66), (-0.32, 0.66)], (24, 25, 30))
    pen.sharp([(-0.285, -0.56), (0.305, -0.56), (0.305, 0.6), (-0.285, 0.6)], (62, 86, 122))
    pen.sharp([(-0.255, 0.42), (0.275, 0.42), (0.275, 0.53), (-0.255, 0.53)], (206, 214, 226))
    pen.oval((0.22, 0.475), (0.04, 0.04), (84, 140, 206))


def _paper(pen: Pen) -> None:
    pen.sharp([(-0.5, -0.56), (0.36, -0.66), (0.5, 0.54), (-0.38, 0.66)], shade(PAPER, -0.2))
    pen.sharp([(-0.48, -0.6), (0.38, -0.66), (0.5, 0.5), (-0.36, 0.6)], PAPER)
    for number in range(7):
        y, end = -0.44 + number * 0.115, 0.3 if number % 3 != 2 else 0.06
        pen.stroke([(-0.36 + number * 0.012, y), (end + number * 0.012, y - 0.07)], (168, 164, 158), 0.016)
    pen.stroke([(-0.2, 0.43), (0.4, 0.36)], INK, 0.01)
    pen.stroke(
        [(-0.14, 0.4), (-0.08, 0.3), (-0.04, 0.4), (0.03, 0.31), (0.06, 0.38), (0.15, 0.34)], (44, 64, 120), 0.016
    )
    pen.sharp([(0.16, 0.34), (0.19, 0.24), (0.62, -0.2), (0.69, -0.13), (0.26, 0.31)], INK)
    pen.sharp([(0.16, 0.34), (0.19, 0.24), (0.26, 0.31)], GOLD)


def _photo(pen: Pen) -> None:
    pen.sharp([(-0.48, -0.56), (0.48, -0.56), (0.48, 0.6), (-0.48, 0.6)], (92, 66, 48))
    pen.sharp([(-0.4, -0.48), (0.4, -0.48), (0.4, 0.52), (-0.4, 0.52)], PAPER)
    pen.sharp([(-0.32, -0.4), (0.32, -0.4), (0.32, 0.4), (-0.32, 0.4)], (190, 178, 156))
    for x, tone in ((-0.11, (92, 86, 84)), (0.12, (120, 106, 98))):
        pen.smooth([(x - 0.16, 0.4), (x - 0.13, 0.14), (x, 0.06), (x + 0.13, 0.14), (x + 0.16, 0.4)], tone)
        pen.oval((x, -0.06), (0.085, 0.11), (222, 196, 172))
        pen.smooth(
            [(x - 0.09, -0.04), (x - 0.07, -0.16), (x + 0.03, -0.19), (x + 0.095, -0.06), (x, -0.12)], (62, 54, 52)
        )


def _screen(pen: Pen) -> None:
    pen.sharp([(-0.78, -0.56), (0.78, -0.56), (0.78, 0.48), (-0.78, 0.48)], (26, 28, 34))
    pen.sharp([(-0.72, -0.5), (0.72, -0.5), (0.72, 0.42), (-0.72, 0.42)], (176, 192, 206))
    pen.sharp([(-0.12, 0.48), (0.12, 0.48), (0.2, 0.66), (-0.2, 0.66)], (44, 46, 54))


def _pendant(pen: Pen) -> None:
    for side in (-1, 1):
        pen.stroke([(side * 0.05, -0.2), (side * 0.2, -0.5), (side * 0.4, -0.8)], (132, 46, 44), 0.026)
    pen.oval((0.0, -0.17), (0.055, 0.055), GOLD)
    pen.oval((0.0, 0.18), (0.33, 0.33), (92, 146, 118))
    pen.oval((-0.015, 0.165), (0.3, 0.3), (128, 180, 148))
    pen.oval((0.0, 0.18), (0.1, 0.1), (92, 146, 118))
    pen.stroke([(-0.2, 0.02), (-0.1, -0.06), (0.02, -0.09)], (206, 232, 214), 0.028)
    pen.stroke([(0.0, 0.52), (0.0, 0.72)], (132, 46, 44), 0.06)


def _blade(pen: Pen) -> None:
    pen.sharp([(-0.66, 0.5), (0.3, -0.36), (0.42, -0.24), (-0.5, 0.54)], METAL)
    pen.sharp([(-0.66, 0.5), (0.3, -0.36), (0.35, -0.3), (-0.6, 0.52)], shade(METAL, 0.5))
    pen.sharp([(0.24, -0.42), (0.46, -0.18), (0.51, -0.23), (0.29, -0.47)], GOLD)
    pen.sharp([(0.35, -0.37), (0.43, -0.28), (0.72, -0.56), (0.64, -0.65)], (62, 44, 38))


def _clock(pen: Pen) -> None:
    pen.oval((0.0, 0.0), (0.58, 0.58), (84, 66, 54))
    pen.oval((0.0, 0.0), (0.51, 0.51), PAPER)
    from math import cos, pi, sin

    for number in range(12):
        turn = number * pi / 6
        inner = 0.39 if number % 3 == 0 else 0.43
        pen.stroke(
            [(sin(turn) * inner, -cos(turn) * inner), (sin(turn) * 0.47, -cos(turn) * 0.47)],
            INK,
            0.024 if number % 3 == 0 else 0.012,
        )
    pen.stroke([(0.0, 0.0), (-0.2, -0.15)], INK, 0.04)
    pen.stroke([(0.0, 0.0), (0.02, -0.38)], INK, 0.026)
    pen.oval((0.0, 0.0), (0.035, 0.035), (176, 62, 54))


def _cup(pen: Pen) -> None:
    glass = (206, 216, 222)
    pen.smooth([(-0.3, -0.56), (0.3, -0.56), (0.29, -0.1), (0.08, 0.12), (-0.08, 0.12), (-0.29, -0.1)], glass)
    pen.smooth([(-0.28, -0.3), (0.28, -0.3), (0.26, -0.08), (0.07, 0.09), (-0.07, 0.09), (-0.26, -0.08)], (132, 40, 52))
    pen.oval((0.0, -0.3), (0.275, 0.045), (166, 62, 70))
    pen.stroke([(0.0, 0.1), (0.0, 0.6)], glass, 0.05)
    pen.oval((0.0, 0.62), (0.24, 0.05), glass)
    pen.stroke([(-0.22, -0.46), (-0.21, -0.2)], (250, 250, 250), 0.03)


def _mug(pen: Pen) -> None:
    pen.stroke([(0.34, -0.26), (0.62, -0.2), (0.6, 0.2), (0.32, 0.28)], shade(METAL, -0.2), 0.07)
    pen.sharp([(-0.4, -0.44), (0.4, -0.44), (0.36, 0.5), (-0.36, 0.5)], METAL)
    pen.sharp([(-0.4, -0.44), (-0.22, -0.44), (-0.2, 0.5), (-0.36, 0.5)], shade(METAL, 0.4))
    pen.oval((0.0, 0.5), (0.36, 0.07), shade(METAL, -0.1))
    pen.oval((0.0, -0.44), (0.4, 0.1), shade(METAL, -0.3))
    pen.oval((0.0, -0.42), (0.33, 0.07), shade(METAL, -0.5))


def _bowl(pen: Pen) -> None:
    pen.smooth([(-0.6, -0.2), (-0.5, 0.2), (-0.2, 0.46), (0.2, 0.46), (0.5, 0.2), (0.6, -0.2)], PAPER)
    pen.sharp([(-0.2, 0.42), (0.2, 0.42), (0.17, 0.54), (-0.17, 0.54)], shade(PAPER, -0.16))
    pen.oval((0.0, -0.2), (0.6, 0.13), shade(PAPER, -0.1))
    pen.oval((0.0, -0.18), (0.53, 0.1), (196, 158, 110))
    pen.stroke([(-0.52, 0.08), (-0.2, 0.2), (0.2, 0.2), (0.52, 0.08)], (72, 98, 146), 0.03)


def _ring(pen: Pen) -> None:
    pen.oval((0.0, 0.14), (0.42, 0.46), shade(GOLD, -0.2))
    pen.oval((-0.012, 0.125), (0.4, 0.44), GOLD)
    pen.oval((0.0, 0.14), (0.29, 0.33), (44, 46, 54))
    pen.stroke([(-0.33, -0.02), (-0.24, -0.16), (-0.1, -0.25)], shade(GOLD, 0.6), 0.03)


def _coin(pen: Pen) -> None:
    pen.oval((0.02, 0.03), (0.46, 0.46), shade(GOLD, -0.4))
    pen.oval((0.0, 0.0), (0.46, 0.46), GOLD)
    pen.oval((0.0, 0.0), (0.36, 0.36), shade(GOLD, -0.16))
    pen.oval((-0.01, -0.01), (0.33, 0.33), GOLD)
    pen.sharp([(-0.1, -0.1), (0.1, -0.1), (0.1, 0.1), (-0.1, 0.1)], shade(GOLD, -0.3))


def _key(pen: Pen) -> None:
    pen.oval((-0.34, -0.2), (0.26, 0.26), GOLD)
    pen.oval((-0.34, -0.2), (0.14, 0.14), shade(GOLD, 0.6))
    pen.sharp([(-0.18, -0.08), (-0.1, -0.16), (0.6, 0.42), (0.52, 0.5)], GOLD)
    pen.sharp([(0.36, 0.36), (0.26, 0.48), (0.32, 0.53), (0.43, 0.42)], shade(GOLD, -0.1))
    pen.sharp([(0.48, 0.46), (0.38, 0.58), (0.44, 0.63), (0.55, 0.52)], shade(GOLD, -0.1))


def _door(pen: Pen) -> None:
    wood = (118, 84, 62)
    pen.sharp([(-0.52, -0.78), (0.52, -0.78), (0.52, 0.72), (-0.52, 0.72)], shade(wood, -0.3))
    pen.sharp([(-0.46, -0.72), (0.46, -0.72), (0.46, 0.72), (-0.46, 0.72)], wood)
    for top, bottom in ((-0.6, -0.08), (0.06, 0.6)):
        pen.sharp([(-0.34, top), (0.3, top), (0.3, bottom), (-0.34, bottom)], shade(wood, -0.16))
        pen.sharp(
            [(-0.31, top + 0.03), (0.27, top + 0.03), (0.27, bottom - 0.03), (-0.31, bottom - 0.03)], shade(wood, 0.06)
        )
    pen.oval((0.385, 0.0), (0.045, 0.045), GOLD)
    pen.sharp([(0.46, -0.72), (0.52, -0.78), (0.52, 0.72), (0.46, 0.72)], (255, 236, 190))


def _candle(pen: Pen) -> None:
    for radius, tone in ((0.42, (250, 214, 150)), (0.3, (252, 226, 172))):
        pen.oval((0.0, -0.34), (radius, radius), tone)
    pen.sharp([(-0.11, -0.12), (0.11, -0.12), (0.12, 0.62), (-0.12, 0.62)], PAPER)
    pen.smooth(
        [(-0.11, -0.12), (0.11, -0.12), (0.1, 0.1), (0.05, -0.02), (-0.02, 0.2), (-0.1, 0.0)], shade(PAPER, -0.1)
    )
    pen.smooth([(0.0, -0.62), (0.1, -0.36), (0.06, -0.2), (0.0, -0.17), (-0.06, -0.2), (-0.1, -0.36)], (240, 150, 60))
    pen.smooth([(0.0, -0.46), (0.05, -0.3), (0.0, -0.2), (-0.05, -0.3)], (255, 236, 170))
    pen.sharp([(-0.34, 0.6), (0.34, 0.6), (0.26, 0.7), (-0.26, 0.7)], GOLD)


def _hand(pen: Pen) -> None:
    skin = (226, 186, 158)
    pen.smooth([(-0.3, 0.9), (-0.34, 0.3), (-0.3, 0.0), (0.24, -0.06), (0.34, 0.3), (0.26, 0.9)], skin)
    for x, top in ((-0.24, -0.44), (-0.08, -0.62), (0.07, -0.58), (0.2, -0.4)):
        pen.smooth(
            [(x - 0.075, 0.06), (x - 0.07, top + 0.06), (x, top), (x + 0.07, top + 0.06), (x + 0.075, 0.06)], skin
        )
        pen.stroke([(x - 0.05, -0.14), (x + 0.05, -0.14)], shade(skin, -0.14), 0.012)
        pen.oval((x, top + 0.07), (0.035, 0.05), (244, 216, 204))
    pen.smooth([(-0.3, 0.3), (-0.52, 0.06), (-0.54, -0.1), (-0.44, -0.1), (-0.24, 0.1)], skin)
    pen.stroke([(-0.2, 0.2), (0.0, 0.28), (0.2, 0.18)], shade(skin, -0.14), 0.014)


def _box(pen: Pen) -> None:
    card = (168, 128, 92)
    pen.sharp([(-0.5, -0.2), (0.3, -0.2), (0.3, 0.5), (-0.5, 0.5)], card)
    pen.sharp([(0.3, -0.2), (0.54, -0.38), (0.54, 0.3), (0.3, 0.5)], shade(card, -0.2))
    pen.sharp([(-0.5, -0.2), (-0.26, -0.38), (0.54, -0.38), (0.3, -0.2)], shade(card, 0.2))
    pen.sharp([(-0.14, -0.2), (0.1, -0.38), (0.2, -0.38), (-0.04, -0.2)], GOLD)


def _gun(pen: Pen) -> None:
    steel = (58, 60, 68)
    pen.sharp([(-0.62, -0.3), (0.5, -0.3), (0.5, -0.06), (-0.62, -0.06)], steel)
    pen.sharp([(-0.62, -0.24), (-0.5, -0.24), (-0.5, -0.14), (-0.62, -0.14)], shade(steel, 0.4))
    pen.sharp([(0.14, -0.06), (0.5, -0.06), (0.62, 0.5), (0.3, 0.5)], (74, 52, 42))
    pen.stroke([(0.16, -0.04), (0.04, 0.08), (0.1, 0.2), (0.24, 0.18)], steel, 0.04)


def _flower(pen: Pen) -> None:
    for x in (-0.2, 0.0, 0.2):
        pen.stroke([(x, -0.2), (x * 0.5, 0.2), (0.0, 0.66)], (84, 130, 84), 0.03)
    pen.sharp([(-0.34, 0.0), (0.34, 0.0), (0.08, 0.66), (-0.08, 0.66)], PAPER)
    for x, y in ((-0.24, -0.24), (0.0, -0.38), (0.24, -0.24), (-0.12, -0.1), (0.13, -0.1)):
        pen.oval((x, y), (0.16, 0.15), (196, 62, 74))
        pen.oval((x, y), (0.07, 0.06), (232, 128, 128))


def _bag(pen: Pen) -> None:
    hide = (112, 82, 64)
    pen.stroke([(-0.24, -0.2), (-0.18, -0.52), (0.18, -0.52), (0.24, -0.2)], shade(hide, -0.2), 0.05)
    pen.smooth([(-0.46, -0.2), (0.46, -0.2), (0.54, 0.46), (0.0, 0.56), (-0.54, 0.46)], hide)
    pen.sharp([(-0.46, -0.2), (0.46, -0.2), (0.4, 0.1), (-0.4, 0.1)], shade(hide, 0.15))
    pen.oval((0.0, 0.1), (0.05, 0.05), GOLD)


def _umbrella(pen: Pen) -> None:
    cloth = (70, 82, 110)
    pen.stroke([(0.0, -0.5), (0.0, 0.6), (0.1, 0.68), (0.18, 0.6)], INK, 0.035)
    pen.smooth(
        [(-0.7, 0.0), (-0.5, -0.42), (0.0, -0.6), (0.5, -0.42), (0.7, 0.0), (0.35, -0.1), (0.0, 0.0), (-0.35, -0.1)],
        cloth,
    )


def _sign(pen: Pen) -> None:
    pen.sharp([(-0.66, -0.5), (0.66, -0.5), (0.66, 0.4), (-0.66, 0.4)], (52, 46, 44))
    pen.sharp([(-0.6, -0.44), (0.6, -0.44), (0.6, 0.34), (-0.6, 0.34)], (28, 32, 42))


PAGES = {
    "phone": ThingPage(-0.255, -0.5, 0.275, 0.3, (232, 238, 244), (30, 36, 48)),
    "paper": ThingPage(-0.4, -0.5, 0.36, 0.36, PAPER, INK),
    "photo": ThingPage(-0.36, 0.32, 0.36, 0.5, PAPER, INK),
    "sign": ThingPage(-0.58, -0.42, 0.58, 0.32, (28, 32, 42), (250, 226, 150)),
    "clock": ThingPage(-0.4, 0.16, 0.4, 0.38, PAPER, INK),
}  # fmt: skip
"""Thing -> where its words stand."""
GLASS = {"screen": (-0.72, -0.5, 0.72, 0.42), "photo": (-0.32, -0.4, 0.32, 0.4), "phone": (-0.285, -0.56, 0.305, 0.6)}
"""Thing -> where it shows what is seen on it."""
BOARD = ThingPage(-0.66, -0.34, 0.66, 0.3, (34, 36, 44), (244, 236, 214))
"""For words on anything else."""
DRAWN: dict[str, Callable[[Pen], None]] = {
    "eye": _eye, "phone": _phone, "paper": _paper, "photo": _photo, "screen": _screen, "pendant": _pendant, "blade": _blade, "clock": _clock, "cup": _cup, "mug": _mug, "bowl": _bowl, "ring": _ring, "coin": _coin,
    "key": _key, "door": _door, "candle": _candle, "box": _box, "gun": _gun, "flower": _flower, "bag": _bag, "umbrella": _umbrella, "sign": _sign, "hand": _hand,
}  # fmt: skip
