"""People as a story artist would block them in: silhouette, clothes, hair and a quiet face, measured in heads."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from storyboard.animatic import colours, wardrobe
from storyboard.animatic.colours import RGB, shade
from storyboard.animatic.hair import back, cut_of, front
from storyboard.animatic.headwear import Headwear, beard, covered_eye, hat, headwear
from storyboard.animatic.pen import Pen, Point, mirrored
from storyboard.cast.looks import made_of, read_appearance
from storyboard.model import Character
from storyboard.patterns import deferred
from storyboard.records import dataclass

if TYPE_CHECKING:
    from PIL.Image import Image


TOPKNOTS = frozenset(("bun", "tail", "long", "bob", "curls", "short", "buzz"))
"""Cuts that are a topknot on a man of long ago."""
CHILD = 12
"""Years up to which a face is a child's."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What is drawn of somebody."""

    name: str
    skin: RGB
    hair: RGB
    cut: str
    """A row of `hair.CUTS`, or a topknot."""
    clothes: RGB
    wear: str
    """A row of `wardrobe.WEAR`."""
    female: bool
    age: int
    glasses: bool = False
    head: Headwear = Headwear()
    """What is on it beside hair."""
    apron: RGB | None = None
    """The colour of an apron over the clothes."""
    made: str = ""
    """What it is that is no man and no woman: puppet, 机器人."""

    @property
    def is_small(self) -> bool:
        """Whether it is a figure that somebody holds or carries: a puppet, a doll."""
        return self.made != "" and _AS_TALL.search(self.made) is None

    @property
    def heads(self) -> float:
        """How many heads tall: children have large heads, and puppets."""
        if self.is_small:
            return 3.6
        return next(
            heads
            for limit, heads in ((4, 4.2), (9, 5.0), (13, 5.8), (18, 6.7), (70, 7.3), (999, 7.0))
            if self.age < limit
        )

    @property
    def shoulders(self) -> float:
        """Half the width of the shoulders, in heads."""
        grown = 0.64 if self.age < 9 else 0.76 if self.age < 13 else 0.9 if self.age < 17 else 1.0
        return (0.82 if self.female else 0.99) * grown

    @property
    def tall(self) -> float:
        """How tall beside a grown man, 0-1: for where the head stands in a shot of several people."""
        if self.is_small:
            return 0.45
        grown = next(
            part for limit, part in ((4, 0.52), (9, 0.68), (13, 0.82), (16, 0.93), (999, 1.0)) if self.age < limit
        )
        return grown * (0.95 if self.female else 1.0)


def figure(character: Character, *, old: str = "") -> Figure:
    """The figure of a character, from the appearance alone; somebody without a readable one is drawn in neutral colours.

    `old`: in a film of long ago, where nobody wears a jacket, and men of the east a topknot.
    """
    looks = read_appearance(character.appearance)
    number = colours.seed(character.name)
    skin = colours.SKIN[number % len(colours.SKIN)]
    if looks is None:
        return Figure(character.name, skin, (48, 42, 40), "short", colours.NEUTRAL[number % 6], "plain", False, 30)
    hair = shade(colours.read(looks.hair_colour, (44, 40, 40)), 0.03)
    female = looks.sex in ("女", "female")
    clothes = colours.read(looks.clothes_colour)
    apron = wardrobe.apron(looks.clothes_style, clothes)
    clothes = wardrobe.UNDER if apron == clothes else clothes
    head = headwear(f"{looks.clothes_style}，{looks.hair_style}", clothes)
    cut = cut_of(looks.hair_style, female)
    cut = "topknot" if old == "east" and not female and cut in TOPKNOTS else cut
    return Figure(
        character.name,
        skin,
        hair,
        "short" if head.hat and cut in ("bun", "topknot") else cut,
        clothes,
        wardrobe.wear_of(looks.clothes_style, female, old=old),
        female,
        looks.age,
        "眼镜" in character.appearance or "glasses" in character.appearance.lower(),
        head,
        apron,
        made_of(looks),
    )


@dataclass(frozen=True, slots=True)
class Pose:
    """How a figure stands in the picture."""

    x: float
    """Centre, pixels."""
    crown: float
    """Top of the head, pixels."""
    head: float
    """Height of the head, pixels."""
    turn: float = 0.0
    """-1 looks left, 0 at us, 1 right."""
    speaking: bool = False
    back: bool = False
    """Seen from behind."""
    eyes_down: bool = False
    bearing: str = ""
    """`lying`, `kneeling`, `crouching`, `sitting`; empty: standing. Of who lies, `x` is where the head is and `crown` the height of the body."""


LEGS = {"kneeling": 1.9, "crouching": 2.6, "sitting": 1.6}
"""Heads by which somebody is less tall who does not stand: their folded legs."""


def paint(picture: "Image", person: Figure, pose: Pose, *, light: RGB, dim: float = 0.0) -> None:
    """Draws a figure into an RGB picture: light comes from the upper left; `dim` 0-1 sinks it into the background."""
    left, top = max(0, round(pose.x - pose.head * 1.5)), max(0, round(pose.crown - pose.head * 0.45))
    right = min(picture.width, round(pose.x + pose.head * 1.5))
    bottom = min(picture.height, round(pose.crown + pose.head * (person.heads + 0.3)))
    if right <= left or bottom <= top:
        return
    if pose.bearing == "lying":
        layer, left, top = _laid(person, pose)
    else:
        layer = _drawn(person, pose, (right - left, bottom - top), (left, top))
        layer = _folded(layer, person, pose, top) if pose.bearing else layer
    lit = _lit(layer, light, dim)
    picture.paste(lit, (left, top), layer.getchannel("A"))


def _laid(person: Figure, pose: Pose) -> tuple["Image", int, int]:
    """The whole figure along the ground, and where its picture begins: `pose` tells where its head is, and the middle of its body."""
    over, way = 0.45, 1 if pose.turn >= 0 else -1
    size = (round(pose.head * 3), round(pose.head * (person.heads + over + 0.3)))
    standing = replace(pose, x=size[0] / 2, crown=pose.head * over, bearing="")
    laid = _drawn(person, standing, size, (0, 0)).rotate(90 * way, expand=True)
    head = pose.head * (over + 0.5)
    left = pose.x - head if way > 0 else pose.x + head - laid.width
    return laid, round(left), round(pose.crown - laid.height / 2)


def _folded(layer: "Image", person: Figure, pose: Pose, top: int) -> "Image":
    """The figure cut where its legs fold, with the legs along the ground below it."""
    from PIL import ImageDraw

    cut = round(pose.crown - top + pose.head * (person.heads - LEGS[pose.bearing] - 1.0))
    foot = cut + round(pose.head * 0.62)
    if foot >= layer.height or cut <= 0:
        return layer
    layer.paste((0, 0, 0, 0), (0, cut, layer.width, layer.height))
    ink = ImageDraw.Draw(layer)
    middle, reach = layer.width / 2, pose.head * (1.02 if pose.bearing == "kneeling" else 1.2)
    dark = shade(person.clothes, -0.28)
    box = (middle - reach, cut - pose.head * 0.42, middle + reach, foot)
    ink.rounded_rectangle(box, pose.head * 0.3, fill=(*dark, 255))
    return layer


def _drawn(person: Figure, pose: Pose, size: tuple[int, int], corner: tuple[int, int]) -> "Image":
    """The whole figure, standing, on a clear ground."""
    from PIL import Image, ImageDraw

    left, top = corner
    layer = Image.new("RGBA", size, (0, 0, 0, 0))
    pen = Pen(ImageDraw.Draw(layer), pose.x - left, pose.crown - top, pose.head)
    if person.made:
        _figure_made(pen, person)
        return layer
    back(pen, person.cut, person.hair)
    wardrobe.dress(
        pen, person.wear, person.clothes, person.skin, (person.shoulders, person.heads), female=person.female
    )
    if person.apron and not pose.back:
        wardrobe.tie_apron(pen, person.apron, person.shoulders, person.heads)
    _head(pen, person, pose)
    return layer


_AS_TALL = deferred(
    r"robot|android|automaton|statue|scarecrow|mannequin|snowman|机器人|仿生人|石像|雕像|稻草人|雪人|纸人", re.I
)
"""Figures as tall as people."""
_MACHINE = deferred(r"robot|android|automaton|机器人|仿生人", re.I)


def _figure_made(pen: Pen, person: Figure) -> None:
    """A figure that somebody has made: a round head with ears and button eyes on a body without legs; a robot with a box for a head."""
    colour, dark = person.clothes, shade(person.clothes, -0.3)
    low = person.heads - 0.1
    body: list[Point] = [(0.0, 0.95), (0.34, 1.02), (0.62, 1.7), (0.74, low * 0.7), (0.7, low), (0.0, low + 0.04)]
    pen.smooth(mirrored(body), shade(colour, -0.12))
    for side in (-1, 1):
        pen.smooth([(side * 0.4, 1.3), (side * 1.0, 1.9), (side * 1.06, 2.3), (side * 0.84, 2.36), (side * 0.44, 1.9)], shade(colour, -0.2))  # fmt: skip
    if _MACHINE.search(person.made):
        pen.stroke([(0.0, 0.08), (0.0, -0.16)], dark, 0.05)
        pen.sharp([(-0.42, 0.08), (0.42, 0.08), (0.42, 0.94), (-0.42, 0.94)], colour)
        pen.sharp([(-0.3, 0.36), (0.3, 0.36), (0.3, 0.56), (-0.3, 0.56)], dark)
        pen.sharp([(-0.22, 0.72), (0.22, 0.72), (0.22, 0.78), (-0.22, 0.78)], dark)
    else:
        for side in (-1, 1):
            pen.sharp([(side * 0.12, 0.12), (side * 0.42, -0.16), (side * 0.4, 0.3)], shade(colour, -0.15))
        pen.oval((0.0, 0.5), (0.43, 0.47), colour)
        pen.oval((0.0, 0.68), (0.2, 0.15), shade(colour, 0.35))
        pen.oval((0.0, 0.61), (0.06, 0.045), dark)
    for side in (-1, 1):
        pen.oval((side * 0.16, 0.46), (0.055, 0.055), (36, 34, 38))
        pen.oval((side * 0.16 - 0.015, 0.445), (0.016, 0.016), (236, 236, 232))


def _lit(layer: "Image", light: RGB, dim: float) -> "Image":
    """The layer in the light of the place: brighter to the left, darker to the right and towards the floor."""
    from PIL import Image, ImageChops

    width, height = layer.size
    across = (
        Image.linear_gradient("L").rotate(90).resize((width, height)).point(lambda level: round(236 + level * 0.075))
    )
    down = Image.linear_gradient("L").resize((width, height)).point(lambda level: round(255 - level * 0.07))
    lamp = ImageChops.multiply(across, down)
    tint = Image.merge(
        "RGB", [lamp.point(lambda level, c=channel: round(level * (0.5 + 0.5 * c / 255))) for channel in light]
    )
    lit = ImageChops.multiply(layer.convert("RGB"), tint)
    return Image.blend(lit, Image.new("RGB", lit.size, colours.mix(light, (30, 32, 44), 0.75)), dim) if dim else lit


def _head(pen: Pen, person: Figure, pose: Pose) -> None:
    """Neck, ears, face and hair."""
    skin = person.skin
    turn = pose.turn * 0.085
    jaw = 0.0 if person.female or person.age < 14 else 0.05
    for side in (-1, 1):
        if pose.turn * side <= 0.4 or pose.back:
            pen.oval((side * (0.395 + jaw / 2) - turn * 0.3, 0.56), (0.065, 0.11), shade(skin, -0.12))
    face: list[Point] = [
        (0.0, 0.03), (0.27, 0.1), (0.38 + jaw / 3, 0.38), (0.365 + jaw, 0.64), (0.25 + jaw, 0.86), (0.1, 0.985), (0.0, 1.0),
    ] if person.age >= CHILD else [
        (0.0, 0.03), (0.29, 0.09), (0.41, 0.36), (0.43, 0.64), (0.33, 0.86), (0.14, 0.965), (0.0, 0.98),
    ]  # fmt: skip
    pen.smooth(mirrored(face), person.hair if pose.back else skin)
    if not pose.back:
        _face(pen, person, pose, turn)
    front(pen, person.cut, person.hair, turn, seen_from_behind=pose.back)
    if person.head.beard and person.age >= CHILD and not pose.back:
        beard(pen, person.head.beard, shade(person.hair, -0.06), turn, speaking=pose.speaking)
    if person.head.eye and not pose.back:
        covered_eye(pen, person.head, turn, 0.532 if person.age >= CHILD else 0.61)
    if person.head.hat:
        hat(pen, person.head, turn)
    if person.glasses and not pose.back:
        for side in (-1, 1):
            pen.stroke(_ring((side * 0.17 + turn, 0.53), (0.13, 0.1)), (40, 40, 46), 0.02)
        pen.stroke([(-0.05 + turn, 0.51), (0.05 + turn, 0.51)], (40, 40, 46), 0.02)


def _ring(centre: Point, radius: Point) -> list[Point]:
    from math import cos, pi, sin

    return [(centre[0] + radius[0] * cos(n * pi / 6), centre[1] + radius[1] * sin(n * pi / 6)) for n in range(13)]


def _face(pen: Pen, person: Figure, pose: Pose, turn: float) -> None:
    """Brows, eyes, nose, mouth: few strokes, moved to the side the head is turned to."""
    skin, dark = person.skin, (46, 36, 38)
    if person.age < CHILD:
        _young(pen, person, pose, turn)
        return
    soft = shade(skin, -0.22)
    brow = shade(person.hair, -0.1) if person.age < 60 else colours.mix(person.hair, skin, 0.35)
    for side in (-1, 1):
        near = 1 - 0.16 * max(0.0, side * pose.turn)
        x = side * 0.17 * near + turn
        pen.stroke(
            [(x - side * 0.07 * near, 0.435), (x + side * 0.02, 0.405), (x + side * 0.095 * near, 0.435)],
            brow,
            0.022 if person.female else 0.034,
        )
        if not pose.eyes_down:
            pen.oval((x, 0.532), (0.068 * near, 0.042), (246, 242, 236))
            pen.oval((x + pose.turn * 0.018, 0.532), (0.036, 0.042), dark)
            pen.oval((x + pose.turn * 0.018 - 0.012, 0.518), (0.01, 0.012), (250, 250, 250))
        lid = 0.04 if pose.eyes_down else 0.0
        pen.stroke(
            [(x - 0.082 * near, 0.53 + lid), (x, 0.488 + lid * 1.6), (x + 0.085 * near, 0.525 + lid)],
            dark,
            0.024 if person.female else 0.018,
        )
        if person.age >= 58:
            pen.stroke([(x - side * 0.06, 0.61), (x + side * 0.05, 0.62)], soft, 0.012)
            pen.stroke([(side * 0.12 + turn, 0.69), (side * 0.17 + turn, 0.8)], soft, 0.014)
    tip = turn * 1.7
    pen.smooth(
        [(tip - 0.012, 0.56), (tip + 0.03, 0.66), (tip + 0.045, 0.7), (tip, 0.715), (tip - 0.035, 0.7)],
        shade(skin, -0.07),
    )
    pen.stroke([(tip - 0.035, 0.706), (tip + 0.005, 0.718), (tip + 0.04, 0.704)], soft, 0.012)
    _mouth(pen, person, pose, turn)
    pen.stroke([(turn * 1.1 - 0.04, 0.905), (turn * 1.1 + 0.04, 0.905)], shade(skin, -0.1), 0.012)


def _young(pen: Pen, person: Figure, pose: Pose, turn: float) -> None:
    """A child's face: large eyes low in it, thin brows, a small nose and mouth, red cheeks."""
    skin, dark = person.skin, (46, 36, 38)
    for side in (-1, 1):
        near = 1 - 0.16 * max(0.0, side * pose.turn)
        x = side * 0.18 * near + turn
        pen.stroke(
            [(x - side * 0.06 * near, 0.46), (x + side * 0.02, 0.44), (x + side * 0.08 * near, 0.462)],
            person.hair,
            0.016,
        )
        pen.oval((x + side * 0.05, 0.745), (0.075, 0.045), colours.mix(skin, (226, 104, 96), 0.3))
        if not pose.eyes_down:
            pen.oval((x, 0.61), (0.083 * near, 0.075), (248, 246, 242))
            pen.oval((x + pose.turn * 0.016, 0.612), (0.054, 0.068), dark)
            pen.oval((x + pose.turn * 0.016 - 0.016, 0.588), (0.018, 0.02), (252, 252, 252))
        lid = 0.06 if pose.eyes_down else 0.0
        pen.stroke([(x - 0.09 * near, 0.585 + lid), (x, 0.535 + lid * 1.4), (x + 0.09 * near, 0.58 + lid)], dark, 0.018)
    pen.stroke(
        [(turn * 1.6 - 0.025, 0.735), (turn * 1.6 + 0.005, 0.745), (turn * 1.6 + 0.03, 0.734)],
        shade(skin, -0.22),
        0.012,
    )
    lips, middle = colours.mix(skin, (178, 72, 76), 0.6), turn * 1.1
    if pose.speaking:
        pen.oval((middle, 0.845), (0.062, 0.045), (122, 48, 52))
        pen.oval((middle, 0.83), (0.04, 0.012), (240, 232, 224))
    else:
        pen.stroke([(middle - 0.06, 0.838), (middle, 0.85), (middle + 0.06, 0.838)], shade(lips, -0.25), 0.018)


def _mouth(pen: Pen, person: Figure, pose: Pose, turn: float) -> None:
    """Closed, or open in speech."""
    lips = colours.mix(person.skin, (178, 72, 76), 0.72 if person.female else 0.4)
    if pose.speaking:
        pen.oval((turn * 1.1, 0.825), (0.094, 0.056), lips)
        pen.oval((turn * 1.1, 0.823), (0.074, 0.036), (92, 38, 42))
        pen.oval((turn * 1.1, 0.806), (0.054, 0.014), (240, 232, 224))
        return
    middle, full = turn * 1.15, 0.03 if person.female else 0.018
    pen.smooth(
        [
            (middle - 0.1, 0.818),
            (middle - 0.035, 0.818 - full),
            (middle, 0.826 - full),
            (middle + 0.035, 0.818 - full),
            (middle + 0.1, 0.816),
            (middle, 0.828),
        ],
        shade(lips, -0.08),
    )
    pen.smooth(
        [
            (middle - 0.095, 0.818),
            (middle, 0.828),
            (middle + 0.095, 0.816),
            (middle + 0.05, 0.826 + full * 1.25),
            (middle - 0.05, 0.828 + full * 1.25),
        ],
        lips,
    )
    pen.stroke([(middle - 0.1, 0.819), (middle, 0.829), (middle + 0.1, 0.816)], shade(lips, -0.4), 0.01)
