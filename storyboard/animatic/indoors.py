"""Rooms: one painter for each kind of place inside."""

from storyboard.animatic.colours import mix, shade
from storyboard.animatic.stage import Stage


def window(stage: Stage, left: float, top: float, right: float, bottom: float, bars: int = 2) -> None:
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


def room(stage: Stage) -> None:
    side = stage.dice.choice((0.1, 0.6))
    window(stage, side, 0.12, side + 0.28, stage.floor - 0.26)
    for edge in (side - 0.06, side + 0.26):
        stage.box(edge, 0.07, edge + 0.08, stage.floor - 0.02, mix(stage.light.low, (150, 120, 104), 0.45))
    other = 0.66 if side < 0.5 else 0.12
    stage.box(other, 0.2, other + 0.2, 0.36, shade(stage.light.dark, 0.15))
    stage.box(other + 0.012, 0.208, other + 0.188, 0.352, mix(stage.light.low, stage.light.glow, 0.35))
    stage.shape(
        [
            (other + 0.02, 0.345),
            (other + 0.08, 0.27),
            (other + 0.12, 0.31),
            (other + 0.15, 0.28),
            (other + 0.18, 0.345),
        ],
        stage.light.top,
    )
    _skirting(stage)
    sofa = mix(stage.light.dark, (96, 108, 112), 0.5)
    stage.box(other - 0.2, stage.floor - 0.17, other + 0.3, stage.floor + 0.05, sofa, 0.03)
    stage.box(other - 0.24, stage.floor - 0.1, other - 0.16, stage.floor + 0.06, shade(sofa, -0.15), 0.025)
    stage.box(other - 0.17, stage.floor - 0.06, other + 0.27, stage.floor + 0.03, shade(sofa, 0.08), 0.02)
    _lamp(stage, 0.92 if side < 0.5 else 0.5)


def old_room(stage: Stage) -> None:
    """Wooden pillars and lattice windows, a low table with a candle: a room of long ago."""
    light = stage.light
    wood = mix(light.dark, (112, 66, 48), 0.55)
    paper = mix(light.glow, (236, 222, 190), 0.6) if not stage.night else mix(stage.pane, light.glow, 0.25)
    for left in (0.1, 0.42, 0.74):
        stage.box(left, 0.14, left + 0.2, stage.floor - 0.16, paper)
        for number in range(5):
            x = left + number * 0.05
            stage.line(x, 0.14, x, stage.floor - 0.16, wood, 0.006)
        for number in range(6):
            y = 0.14 + number * (stage.floor - 0.3) / 5
            stage.line(left, y, left + 0.2, y, wood, 0.006)
    for x in (0.02, 0.345, 0.665, 0.96):
        stage.box(x, 0.0, x + 0.035, stage.floor + 0.01, shade(wood, -0.1))
    stage.box(0, 0.05, 1, 0.09, shade(wood, -0.2))
    _skirting(stage)
    table = stage.dice.choice((0.08, 0.62))
    stage.box(table, stage.floor - 0.12, table + 0.3, stage.floor - 0.09, wood)
    for x in (table + 0.02, table + 0.26):
        stage.box(x, stage.floor - 0.09, x + 0.02, stage.floor + 0.05, shade(wood, -0.2))
    stage.box(table + 0.14, stage.floor - 0.18, table + 0.16, stage.floor - 0.12, (232, 224, 206))
    stage.disc(table + 0.15, stage.floor - 0.2, 0.014, (255, 214, 130))


def _lamp(stage: Stage, x: float) -> None:
    stage.line(x, stage.floor - 0.36, x, stage.floor + 0.04, shade(stage.light.dark, -0.1), 0.008)
    stage.shape(
        [
            (x - 0.05, stage.floor - 0.32),
            (x - 0.03, stage.floor - 0.42),
            (x + 0.03, stage.floor - 0.42),
            (x + 0.05, stage.floor - 0.32),
        ],
        mix(stage.light.glow, (255, 226, 170), 0.5),
    )


def hall(stage: Stage) -> None:
    light = stage.light
    for number in range(4):
        x = 0.02 + number * 0.29
        stage.box(x, 0.06, x + 0.07, stage.floor, mix(light.top, light.glow, 0.3))
        stage.box(x + 0.045, 0.06, x + 0.07, stage.floor, shade(light.low, -0.08))
        stage.box(x - 0.015, 0.06, x + 0.085, 0.09, shade(light.low, -0.12))
        if number < 3:
            window(stage, x + 0.125, 0.16, x + 0.235, stage.floor - 0.2, 1)
    stage.line(0.5, 0, 0.5, 0.1, shade(light.dark, 0.1), 0.006)
    for row, half in enumerate((0.2, 0.15, 0.08)):
        y = 0.1 + row * 0.035
        stage.shape(
            [(0.5 - half, y), (0.5 + half, y), (0.5 + half - 0.03, y + 0.022), (0.5 - half + 0.03, y + 0.022)],
            mix(light.glow, (214, 178, 112), 0.55),
        )
        for drop in range(9):
            x = 0.5 - half + half * drop / 4
            stage.disc(x, y + 0.026, 0.008, shade(light.glow, 0.3))
    _skirting(stage)
    stage.shape(
        [(0.1, stage.floor + 0.05), (0.9, stage.floor + 0.05), (1.02, stage.floor + 0.13), (-0.02, stage.floor + 0.13)],
        (236, 230, 220) if not stage.night else (120, 114, 124),
    )
    stage.box(-0.02, stage.floor + 0.13, 1.02, 1.0, mix(light.floor, (206, 196, 186), 0.4))
    for number in range(7):
        stage.disc(0.14 + number * 0.12, stage.floor + 0.07, 0.013, mix(light.glow, (190, 90, 90), 0.4))


def study(stage: Stage) -> None:
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
                tone = stage.dice.choice(
                    ((132, 60, 52), (62, 84, 96), (160, 132, 84), (86, 94, 70), (120, 104, 92), (56, 52, 64))
                )
                stage.box(
                    x,
                    top + stage.dice.uniform(0.006, 0.03),
                    min(x + wide, left + 0.264),
                    bottom,
                    mix(tone, stage.light.low, 0.35),
                )
                x += wide + 0.003
    desk = shade(wood, 0.1)
    stage.box(-0.02, stage.floor + 0.06, 1.02, stage.floor + 0.1, desk)
    stage.box(0.05, stage.floor + 0.1, 0.95, 1.0, shade(desk, -0.25))


def bedroom(stage: Stage) -> None:
    window(stage, 0.58, 0.12, 0.88, stage.floor - 0.22, 2)
    for edge in (0.52, 0.86):
        stage.box(edge, 0.06, edge + 0.09, stage.floor - 0.01, mix(stage.light.low, (132, 140, 156), 0.4))
    _skirting(stage)
    cloth = mix(stage.light.top, (232, 228, 222), 0.5)
    stage.box(0.02, stage.floor - 0.24, 0.06, stage.floor + 0.16, shade(stage.light.dark, 0.1), 0.01)
    stage.box(0.05, stage.floor - 0.05, 0.74, stage.floor + 0.14, cloth, 0.03)
    stage.box(0.26, stage.floor - 0.06, 0.76, stage.floor + 0.15, mix(cloth, (108, 124, 148), 0.5), 0.03)
    stage.box(0.07, stage.floor - 0.1, 0.24, stage.floor - 0.02, shade(cloth, 0.3), 0.025)
    _lamp(stage, 0.94)


def office(stage: Stage) -> None:
    for number in range(5):
        window(stage, 0.02 + number * 0.2, 0.08, 0.19 + number * 0.2, stage.floor - 0.2, 1)
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
        stage.box(
            0.12,
            stage.floor - 0.035 - number * 0.012,
            0.27 - number % 2 * 0.02,
            stage.floor - 0.025 - number * 0.012,
            shade(stage.light.top, 0.2 - number % 2 * 0.15),
        )


def corridor(stage: Stage) -> None:
    light = stage.light
    far = (0.36, 0.26, 0.64, stage.floor)
    stage.shape([(0, 0), (far[0], far[1]), (far[0], far[3]), (0, 1)], shade(light.low, -0.1))
    stage.shape([(1, 0), (far[2], far[1]), (far[2], far[3]), (1, 1)], shade(light.low, -0.2))
    stage.shape([(0, 0), (1, 0), (far[2], far[1]), (far[0], far[1])], shade(light.top, 0.12))
    stage.shape([(0, 1), (1, 1), (far[2], far[3]), (far[0], far[3])], light.floor)
    stage.box(far[0] + 0.07, far[1] + 0.08, far[2] - 0.07, far[3], shade(light.dark, 0.12))
    for part in (0.12, 0.42, 0.7):
        y, half = far[1] * part, 0.12 * (1 - part * 0.7)
        stage.shape(
            [(0.5 - half, y), (0.5 + half, y), (0.5 + half * 0.86, y + 0.03), (0.5 - half * 0.86, y + 0.03)],
            shade(light.glow, 0.3),
        )
    for side in (0, 1):
        for part in (0.2, 0.58):
            a, b = part * far[0], (part + 0.24) * far[0]
            tops = [0.16 + far[1] * p + 0.02 for p in (part, part + 0.24)]
            lows = [1 - (1 - far[3]) * p for p in (part, part + 0.24)]
            quad = [(a, tops[0]), (b, tops[1]), (b, lows[1]), (a, lows[0])]
            stage.shape([(1 - x if side else x, y) for x, y in quad], shade(light.dark, 0.16 - 0.1 * side))


def car(stage: Stage) -> None:
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
