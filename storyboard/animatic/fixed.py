"""Fixed things of a place on their side of the picture: a door, a window, a counter."""

from collections.abc import Callable

from storyboard.animatic.colours import RGB, mix, shade
from storyboard.animatic.indoors import window
from storyboard.animatic.stage import Stage
from storyboard.model.staging import At

MIDDLE: dict[At, float] = {"left": 0.16, "right": 0.84}
"""Side -> the middle of what stands there, in parts of the width."""
WOOD: RGB = (112, 82, 62)


def _door(stage: Stage, x: float) -> None:
    wood = mix(stage.light.dark, WOOD, 0.55)
    stage.box(x - 0.115, stage.floor - 0.5, x + 0.115, stage.floor, shade(wood, -0.3))
    stage.box(x - 0.1, stage.floor - 0.485, x + 0.1, stage.floor, wood)
    for top, bottom in ((0.45, 0.27), (0.23, 0.05)):
        stage.box(x - 0.07, stage.floor - top, x + 0.07, stage.floor - bottom, shade(wood, 0.12))
    stage.disc(x + (0.075 if x < 0.5 else -0.075), stage.floor - 0.245, 0.012, (204, 164, 92))


def _window(stage: Stage, x: float) -> None:
    window(stage, x - 0.13, 0.14, x + 0.13, stage.floor - 0.24)


def _stairs(stage: Stage, x: float) -> None:
    way = 1 if x < 0.5 else -1
    tone = mix(stage.light.low, stage.light.dark, 0.4)
    for step in range(7):
        edge = x + way * (0.15 - step * 0.05)
        stage.box(
            min(edge, x - way * 0.16),
            stage.floor - 0.05 * (step + 1),
            max(edge, x - way * 0.16),
            stage.floor - 0.05 * step,
            shade(tone, 0.05 * (step % 2)),
        )


def _bed(stage: Stage, x: float) -> None:
    sheet = mix(stage.light.glow, (226, 226, 232), 0.5)
    head = x - 0.2 if x < 0.5 else x + 0.16
    stage.box(head, stage.floor - 0.22, head + 0.04, stage.floor + 0.08, mix(stage.light.dark, WOOD, 0.5))
    stage.box(x - 0.2, stage.floor - 0.08, x + 0.2, stage.floor + 0.05, sheet, 0.02)
    stage.box(x - 0.2, stage.floor - 0.02, x + 0.2, stage.floor + 0.07, shade(sheet, -0.25))
    pillow = x - 0.17 if x < 0.5 else x + 0.05
    stage.box(pillow, stage.floor - 0.12, pillow + 0.12, stage.floor - 0.06, shade(sheet, 0.1), 0.02)


def _counter(stage: Stage, x: float) -> None:
    wood = mix(stage.light.dark, WOOD, 0.6)
    stage.box(x - 0.22, stage.floor - 0.17, x + 0.22, stage.floor + 0.08, wood)
    stage.box(x - 0.24, stage.floor - 0.2, x + 0.24, stage.floor - 0.165, shade(wood, 0.25))
    stage.box(x - 0.2, stage.floor - 0.13, x + 0.2, stage.floor + 0.05, shade(wood, -0.15))


def _stall(stage: Stage, x: float) -> None:
    _counter(stage, x)
    for number in range(6):
        left = x - 0.24 + number * 0.08
        tone = (196, 84, 74) if number % 2 else (236, 228, 214)
        stage.shape(
            [
                (left, stage.floor - 0.44),
                (left + 0.08, stage.floor - 0.44),
                (left + 0.09, stage.floor - 0.34),
                (left - 0.01, stage.floor - 0.34),
            ],
            mix(stage.light.low, tone, 0.6),
        )
    for edge in (x - 0.23, x + 0.23):
        stage.line(edge, stage.floor - 0.36, edge, stage.floor - 0.18, shade(stage.light.dark, -0.1), 0.008)


def _stage(stage: Stage, x: float) -> None:
    tone = mix(stage.light.dark, (104, 60, 58), 0.5)
    stage.box(x - 0.3, stage.floor - 0.07, x + 0.3, stage.floor + 0.01, tone)
    stage.box(x - 0.3, stage.floor - 0.09, x + 0.3, stage.floor - 0.065, shade(tone, 0.25))


def _car(stage: Stage, x: float) -> None:
    paint = mix(stage.light.dark, (54, 60, 74), 0.6)
    low = stage.floor + 0.02
    stage.box(x - 0.26, low - 0.13, x + 0.26, low - 0.02, paint, 0.03)
    stage.shape(
        [(x - 0.15, low - 0.12), (x - 0.1, low - 0.22), (x + 0.1, low - 0.22), (x + 0.17, low - 0.12)],
        shade(paint, 0.1),
    )
    stage.shape(
        [(x - 0.12, low - 0.125), (x - 0.08, low - 0.205), (x + 0.08, low - 0.205), (x + 0.13, low - 0.125)], stage.pane
    )
    for wheel in (x - 0.15, x + 0.15):
        stage.disc(wheel, low - 0.015, 0.05, (26, 26, 30))
        stage.disc(wheel, low - 0.015, 0.022, (120, 124, 130))


def _table(stage: Stage, x: float) -> None:
    wood = mix(stage.light.dark, WOOD, 0.6)
    for leg in (x - 0.17, x + 0.15):
        stage.box(leg, stage.floor - 0.1, leg + 0.02, stage.floor + 0.08, shade(wood, -0.2))
    stage.box(x - 0.21, stage.floor - 0.13, x + 0.21, stage.floor - 0.095, wood)


def _stove(stage: Stage, x: float) -> None:
    brick = mix(stage.light.dark, (128, 84, 70), 0.5)
    stage.box(x - 0.18, stage.floor - 0.2, x + 0.18, stage.floor + 0.04, brick)
    stage.box(x - 0.07, stage.floor - 0.12, x + 0.07, stage.floor + 0.04, (30, 24, 24))
    stage.shape(
        [(x - 0.04, stage.floor + 0.03), (x, stage.floor - 0.08), (x + 0.04, stage.floor + 0.03)], (240, 150, 60)
    )


PAINTERS: dict[str, Callable[[Stage, float], None]] = {
    "door": _door, "window": _window, "stairs": _stairs, "bed": _bed, "counter": _counter, "stall": _stall, "stage": _stage, "car": _car, "table": _table, "stove": _stove,
}  # fmt: skip
"""A row of staging's anchors -> who paints it around a middle."""
