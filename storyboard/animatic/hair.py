"""Hair: which cut a description means, and how it lies behind and over the face."""

from storyboard.animatic.colours import RGB, shade
from storyboard.animatic.pen import Pen, Point, mirrored
from storyboard.patterns import deferred

CUTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("bald", ("光头", "秃", "bald", "shaved head")),
    ("buzz", ("寸头", "板寸", "平头", "圆寸", "buzz", "crew cut", "cropped")),
    ("braids", ("双马尾", "麻花辫", "辫", "braid", "pigtail")),
    ("tail", ("马尾", "ponytail", "束发", "tied back")),
    ("bun", ("盘发", "髻", "挽", "丸子", "盘起", "bun", "updo", "chignon", "绾")),
    ("bob", ("齐肩", "波波", "及肩", "齐耳", "bob", "shoulder-length", "shoulder length", "chin-length")),
    ("curls", ("长卷", "大波浪", "波浪", "curly", "wavy", "卷发", "curls")),
    (
        "long",
        (
            "长发",
            "长直",
            "长至",
            "长及",
            "长到",
            "半长",
            "中长",
            "留长",
            "及腰",
            "过肩",
            "披肩",
            "披散",
            "long",
            "flowing",
        ),
    ),
    ("short", ("短", "中分", "背头", "侧分", "short", "slick", "parted")),
)
"""Cut -> the words that mean it; the first row with a hit wins."""
Outline = list[Point]
_CAP: Outline = [(-0.425, 0.5), (-0.47, 0.28), (-0.36, -0.03), (0.0, -0.14), (0.36, -0.03), (0.47, 0.28), (0.425, 0.5)]


_FACE = deferred(
    r"长(?:[圆方]?脸|眉|睫毛|下巴|须|髯|鬓角?)|\blong\b(?:[- ][a-z]+){0,3}?[- ](?:face[ds]?|nose[ds]?|jaw|chin|lashes|brows?|neck|beard|moustache|mustache|sideburns)\b"
)
"""What is long and no hair of the head: a long narrow face."""


def cut_of(style: str, female: bool) -> str:
    """The cut a description means; a common one where it says nothing known."""
    lowered = _FACE.sub("", style.lower())
    found = next((cut for cut, words in CUTS if any(word in lowered for word in words)), "long" if female else "short")
    if found == "curls" and ("短" in lowered or "short" in lowered):  # short wavy hair falls on no shoulders
        return "bob" if female else "short"
    if found == "curls" and not female and "long" not in lowered and "长" not in lowered:  # a man's curls are short
        return "short"
    return found


def back(pen: Pen, cut: str, colour: RGB) -> None:
    """What lies behind the shoulders."""
    dark = shade(colour, -0.2)
    shapes: dict[str, list[Outline]] = {
        "long": [
            mirrored([(0.0, -0.1), (0.36, -0.02), (0.5, 0.35), (0.53, 0.9), (0.62, 1.5), (0.56, 2.05), (0.2, 2.15)])
        ],
        "curls": [
            mirrored(
                [
                    (0.0, -0.1),
                    (0.42, 0.0),
                    (0.58, 0.4),
                    (0.56, 0.75),
                    (0.7, 1.1),
                    (0.62, 1.4),
                    (0.74, 1.7),
                    (0.5, 1.95),
                    (0.2, 1.85),
                ]
            )
        ],
        "bob": [mirrored([(0.0, -0.1), (0.38, 0.0), (0.52, 0.4), (0.53, 0.9), (0.47, 1.16), (0.2, 1.2)])],
        "tail": [[(0.1, -0.02), (0.5, 0.1), (0.66, 0.6), (0.62, 1.2), (0.5, 1.62), (0.46, 1.1), (0.34, 0.5)]],
        "topknot": [mirrored([(0.0, -0.36), (0.1, -0.33), (0.14, -0.2), (0.09, -0.08), (0.0, -0.06)])],
        "bun": [mirrored([(0.0, -0.4), (0.18, -0.36), (0.25, -0.18), (0.16, -0.02), (0.0, 0.02)])],
        "braids": [
            [
                (side * 0.36, 0.4),
                (side * 0.52, 0.7),
                (side * 0.6, 1.2),
                (side * 0.56, 1.75),
                (side * 0.46, 1.3),
                (side * 0.34, 0.8),
            ]
            for side in (-1, 1)
        ],
    }
    for outline in shapes.get(cut, []):
        pen.smooth(outline, dark)
    if cut == "topknot":
        pen.stroke([(-0.22, -0.2), (0.0, -0.21), (0.22, -0.22)], (150, 116, 76), 0.026)


def front(pen: Pen, cut: str, colour: RGB, turn: float, *, seen_from_behind: bool = False) -> None:
    """What lies over the head; the parting follows the turn of the face."""
    if cut == "bald":
        return
    if seen_from_behind:
        low = {"long": 1.7, "curls": 1.6, "bob": 1.05}.get(cut, 0.78)
        pen.smooth(
            mirrored([(0.0, -0.14), (0.38, -0.02), (0.48, 0.35), (0.44, low * 0.85), (0.2, low), (0.0, low)]), colour
        )
        return
    pen.smooth([*_CAP, *_HAIRLINES.get(cut, _HAIRLINES["parted"])(turn)], colour)
    if cut in ("long", "curls", "bob"):
        low = {"long": 1.32, "curls": 1.2, "bob": 1.02}[cut]
        for side in (-1, 1):
            pen.smooth(
                [
                    (side * 0.34, 0.1),
                    (side * 0.47, 0.3),
                    (side * 0.485, low * 0.7),
                    (side * 0.5, low),
                    (side * 0.41, low * 0.96),
                    (side * 0.39, low * 0.62),
                    (side * 0.375, 0.42),
                ],
                colour,
            )
    if cut != "buzz":
        pen.stroke([(-0.33, 0.1), (-0.16, -0.03), (0.06, -0.06)], shade(colour, 0.16), 0.03)


def _parted(turn: float) -> Outline:
    """A parting to one side, hair swept over the brow."""
    part = 0.12 + turn
    return [
        (0.385, 0.44),
        (0.34, 0.3),
        (part + 0.08, 0.15),
        (part, 0.1),
        (part - 0.12, 0.2),
        (-0.26, 0.31),
        (-0.385, 0.46),
    ]


def _swept(turn: float) -> Outline:
    """A short cut with the hair up off the brow."""
    return [
        (0.4, 0.48),
        (0.36, 0.27),
        (0.25, 0.2),
        (0.05 + turn, 0.23),
        (-0.2 + turn, 0.17),
        (-0.35, 0.28),
        (-0.4, 0.48),
    ]


def _close(turn: float) -> Outline:
    """A cut close to the skull."""
    return [(0.395, 0.4), (0.345, 0.22), (0.2, 0.14), (turn, 0.12), (-0.2, 0.14), (-0.345, 0.22), (-0.395, 0.4)]


def _fringe(turn: float) -> Outline:
    """A straight fringe."""
    return [(0.385, 0.46), (0.33, 0.36), (0.15 + turn, 0.37), (-0.1 + turn, 0.36), (-0.33, 0.37), (-0.385, 0.46)]


_HAIRLINES = {
    "short": _swept, "buzz": _close, "tail": _close, "bun": _close, "topknot": _close, "parted": _parted,
    "long": _parted, "curls": _parted, "bob": _fringe, "braids": _fringe,
}  # fmt: skip
