"""Camera moves over a still picture: which part of it is seen at each moment."""

from math import pi, sin

from storyboard.media.planes import Box

OVERSCAN: dict[str, tuple[float, float]] = {
    "pan-left": (0.22, 0.0), "pan-right": (0.22, 0.0), "tilt-up": (0.0, 0.18), "tilt-down": (0.0, 0.18),
    "track": (0.16, 0.03), "handheld": (0.035, 0.035),
}  # fmt: skip
"""How much larger than the view a move needs its picture, across and down."""
ZOOMS = frozenset({"push-in", "pull-back"})
ZOOM_RATE, ZOOM_MOST = 0.028, 0.2
"""Part of the picture a zoom gains in a second, and in all."""


def canvas(move: str, view: tuple[int, int]) -> tuple[int, int]:
    """The size of picture a move needs for a view; even."""
    across, down = OVERSCAN.get(move, (0.0, 0.0))
    return round(view[0] * (1 + across) / 2) * 2, round(view[1] * (1 + down) / 2) * 2


def window(move: str, frame: int, frames: int, view: tuple[int, int], fps: int) -> Box:
    """What is seen at frame `frame` of `frames`: a box in the picture of `canvas`, at whole pixels except in a zoom.

    A zoom steps every other frame, as drawn film does.
    """
    width, height = view
    spare = tuple(whole - part for whole, part in zip(canvas(move, view), view, strict=True))
    part = _eased(frame / max(1, frames - 1))
    if move in ZOOMS:
        part = _eased((frame // 2 * 2) / max(1, frames - 1))
        most = min(ZOOM_MOST, 0.05 + ZOOM_RATE * frames / fps)
        inset = most * (part if move == "push-in" else 1 - part)
        x, y = width * inset / 2, height * inset
        return (x, y * 0.36, width - x, height - y * 0.64)
    x, y = _place(move, part, frame / fps)
    left, top = round(spare[0] * x), round(spare[1] * y)
    return (left, top, left + width, top + height)


def _place(move: str, part: float, seconds: float) -> tuple[float, float]:
    """Where the view stands in the spare room, 0-1 both ways."""
    if move == "handheld":
        return (
            0.5 + 0.3 * sin(seconds * 2 * pi * 0.43) + 0.16 * sin(seconds * 2 * pi * 1.13 + 1),
            0.5 + 0.3 * sin(seconds * 2 * pi * 0.37 + 2) + 0.16 * sin(seconds * 2 * pi * 0.97),
        )
    if move == "track":
        return part, 0.5 + 0.4 * sin(seconds * 2 * pi * 0.9)
    return {
        "pan-left": (1 - part, 0.5),
        "pan-right": (part, 0.5),
        "tilt-up": (0.5, 1 - part),
        "tilt-down": (0.5, part),
    }.get(move, (0.5, 0.5))


def _eased(part: float) -> float:
    """Slow at both ends."""
    return part * part * (3 - 2 * part) * 0.6 + part * 0.4
