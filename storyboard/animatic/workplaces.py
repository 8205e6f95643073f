"""Rooms that are known by what stands in them: lockers, stoves, beds of a ward, shelves, a bar, machines, screens, bars of a cell."""

from storyboard.animatic.colours import RGB, mix, shade
from storyboard.animatic.indoors import window
from storyboard.animatic.neutral import goods
from storyboard.animatic.stage import Stage

GOODS: tuple[RGB, ...] = (
    (176, 84, 66), (74, 110, 124), (186, 152, 92), (104, 124, 84), (134, 106, 138), (206, 190, 160),
)  # fmt: skip
STEEL: RGB = (150, 158, 166)
WOOD: RGB = (122, 88, 60)


def _wood(stage: Stage, part: float = 0.6) -> RGB:
    return mix(stage.light.dark, WOOD, part)


def _tiles(stage: Stage, top: float, low: float) -> None:
    """A wall of tiles."""
    tone = mix(stage.light.top, (226, 232, 232), 0.4)
    stage.box(0, top, 1, low, tone)
    for number in range(1, 21):
        stage.line(number / 20, top, number / 20, low, shade(tone, -0.1), 0.003)
    rows = round((low - top) / 0.05)
    for number in range(1, rows):
        stage.line(0, top + 0.05 * number, 1, top + 0.05 * number, shade(tone, -0.1), 0.003)


def _tube(stage: Stage, x: float, y: float = 0.05) -> None:
    """A lamp of a workplace, under the ceiling."""
    stage.box(x - 0.1, y, x + 0.1, y + 0.016, shade(stage.light.glow, 0.4))


def lockers(stage: Stage) -> None:
    """A row of narrow steel doors with slits, hooks with cloth, and a bench in front."""
    _tube(stage, 0.3)
    _tube(stage, 0.72)
    tone = mix(stage.light.low, stage.dice.choice(((74, 104, 128), (96, 124, 110), (132, 96, 84))), 0.6)
    for number in range(10):
        left = 0.02 + number * 0.097
        stage.box(left, 0.14, left + 0.09, stage.floor - 0.01, shade(tone, 0.06 if number % 2 else -0.02))
        for row in range(3):
            stage.line(left + 0.02, 0.18 + row * 0.022, left + 0.07, 0.18 + row * 0.022, shade(tone, -0.35), 0.005)
        stage.box(left + 0.07, 0.38, left + 0.078, 0.43, shade(tone, -0.4))
        if number in (2, 7):
            cloth = stage.dice.choice(GOODS)
            stage.box(
                left + 0.016, 0.26, left + 0.06, 0.26 + stage.dice.uniform(0.14, 0.24), mix(cloth, tone, 0.2), 0.02
            )
    stage.box(0.02, 0.12, 0.99, 0.145, shade(tone, -0.25))
    bench = _wood(stage)
    stage.box(0.08, stage.floor + 0.06, 0.92, stage.floor + 0.1, shade(bench, 0.12))
    for x in (0.14, 0.5, 0.84):
        stage.box(x, stage.floor + 0.1, x + 0.025, stage.floor + 0.24, shade(bench, -0.3))


def kitchen(stage: Stage) -> None:
    """Cupboards, a hood over a stove with pots, tiles."""
    _tiles(stage, 0.3, stage.floor - 0.14)
    tone = mix(stage.light.top, stage.dice.choice(((206, 198, 180), (150, 166, 160), (172, 150, 126))), 0.5)
    for left in (0.02, 0.19, 0.64, 0.81):
        stage.box(left, 0.06, left + 0.16, 0.29, tone)
        stage.box(left + 0.01, 0.075, left + 0.15, 0.275, shade(tone, -0.06))
        stage.box(left + 0.13, 0.2, left + 0.138, 0.25, shade(tone, -0.4))
    steel = mix(STEEL, stage.light.low, 0.4)
    stage.shape([(0.38, 0.26), (0.61, 0.26), (0.56, 0.16), (0.43, 0.16)], steel)
    stage.box(0.46, 0.0, 0.53, 0.17, shade(steel, -0.08))
    stage.box(0.0, stage.floor - 0.14, 1.0, stage.floor - 0.11, shade(tone, -0.35))
    for number in range(6):
        left = number * 0.17
        stage.box(left + 0.004, stage.floor - 0.11, left + 0.166, stage.floor + 0.06, shade(tone, -0.1))
        stage.box(left + 0.06, stage.floor - 0.08, left + 0.11, stage.floor - 0.07, shade(tone, -0.45))
    for x, wide, high in ((0.4, 0.08, 0.08), (0.52, 0.07, 0.05)):
        stage.box(x, stage.floor - 0.14 - high, x + wide, stage.floor - 0.14, shade(steel, -0.3), 0.008)
    for x in (0.1, 0.13, 0.74, 0.88):
        stage.box(x, stage.floor - 0.2, x + 0.022, stage.floor - 0.14, mix(stage.dice.choice(GOODS), tone, 0.2), 0.006)


def hearth(stage: Stage) -> None:
    """A kitchen, an inn or a bakery of long ago: an open fire under a hood, beams, jugs on a board, a heavy table."""
    wood, stone = _wood(stage), mix(stage.light.low, (120, 112, 104), 0.5)
    for y in (0.02, 0.11):
        stage.box(0, y, 1, y + 0.035, shade(wood, -0.25))
    left = stage.dice.choice((0.08, 0.56))
    stage.shape([(left, 0.36), (left + 0.36, 0.36), (left + 0.28, 0.06), (left + 0.08, 0.06)], stone)
    stage.box(left, 0.34, left + 0.36, stage.floor, shade(stone, -0.12))
    stage.box(left + 0.05, 0.44, left + 0.31, stage.floor, (32, 26, 24))
    for x, high in ((0.11, 0.1), (0.16, 0.15), (0.21, 0.11)):
        stage.shape(
            [(left + x - 0.03, stage.floor), (left + x + 0.04, stage.floor), (left + x, stage.floor - high)],
            stage.dice.choice(((244, 150, 66), (250, 190, 96), (226, 106, 50))),
        )
    board = 0.54 if left < 0.3 else 0.06
    for y in (0.26, 0.42):
        stage.box(board, y, board + 0.36, y + 0.018, shade(wood, -0.1))
        for number in range(5):
            x, high = board + 0.03 + number * 0.068, stage.dice.uniform(0.05, 0.09)
            stage.box(x, y - high, x + 0.04, y, mix(stage.dice.choice(GOODS), stage.light.low, 0.4), 0.012)
    stage.box(0.04, stage.floor + 0.03, 0.96, stage.floor + 0.075, wood)
    for x in (0.1, 0.84):
        stage.box(x, stage.floor + 0.075, x + 0.05, 1, shade(wood, -0.25))


def bathroom(stage: Stage) -> None:
    """Tiles to the ceiling, a mirror over basins."""
    _tiles(stage, 0.0, stage.floor)
    for left in (0.12, 0.56):
        stage.box(left, 0.14, left + 0.3, 0.4, shade(stage.light.dark, 0.2))
        stage.box(left + 0.01, 0.15, left + 0.29, 0.39, mix(stage.pane, stage.light.top, 0.5))
        stage.line(left + 0.05, 0.36, left + 0.14, 0.18, shade(stage.light.glow, 0.3), 0.006)
        stage.box(left + 0.03, stage.floor - 0.12, left + 0.27, stage.floor - 0.05, (232, 234, 232), 0.03)
        stage.line(left + 0.15, stage.floor - 0.17, left + 0.15, stage.floor - 0.12, STEEL, 0.012)
        stage.box(left + 0.12, stage.floor - 0.05, left + 0.18, stage.floor + 0.04, (214, 216, 214))


def ward(stage: Stage) -> None:
    """Beds with rails, a curtain between them, a drip."""
    window(stage, 0.36, 0.12, 0.64, stage.floor - 0.26, 2)
    stage.line(0, 0.08, 1, 0.08, STEEL, 0.006)
    cloth = mix(stage.light.top, (146, 190, 188), 0.5)
    for left in (0.0, 0.84):
        for fold in range(4):
            stage.box(
                left + fold * 0.04,
                0.09,
                left + fold * 0.04 + 0.038,
                stage.floor - 0.02,
                shade(cloth, -0.06 * (fold % 2)),
            )
    for left in (0.08, 0.56):
        stage.box(left, stage.floor - 0.16, left + 0.012, stage.floor + 0.12, STEEL)
        stage.box(left + 0.34, stage.floor - 0.08, left + 0.352, stage.floor + 0.12, STEEL)
        stage.box(left + 0.01, stage.floor - 0.03, left + 0.345, stage.floor + 0.05, (236, 238, 236), 0.02)
        stage.box(
            left + 0.12, stage.floor - 0.035, left + 0.345, stage.floor + 0.055, mix(cloth, (236, 240, 240), 0.4), 0.02
        )
        stage.box(left + 0.02, stage.floor - 0.07, left + 0.11, stage.floor - 0.02, (246, 246, 242), 0.02)
    stage.line(0.47, 0.2, 0.47, stage.floor + 0.06, STEEL, 0.006)
    stage.box(0.455, 0.2, 0.485, 0.3, mix((224, 236, 240), stage.light.low, 0.2), 0.008)


def classroom(stage: Stage) -> None:
    """A blackboard with chalk on it, rows of desks."""
    wood = _wood(stage)
    stage.box(0.14, 0.1, 0.86, 0.42, shade(wood, -0.1))
    board = (48, 84, 70)
    stage.box(0.155, 0.115, 0.845, 0.405, mix(board, stage.light.dark, 0.2))
    for row in range(4):
        left = 0.2 + stage.dice.uniform(0, 0.06)
        stage.line(
            left, 0.17 + row * 0.055, left + stage.dice.uniform(0.2, 0.45), 0.17 + row * 0.055, (206, 214, 206), 0.006
        )
    stage.box(0.3, 0.42, 0.7, 0.432, shade(wood, 0.2))
    for row, y in enumerate((stage.floor + 0.02, stage.floor + 0.16)):
        for number in range(4):
            left = 0.02 + number * 0.25 - row * 0.02
            wide = 0.18 + row * 0.03
            stage.box(left, y, left + wide, y + 0.03, shade(wood, 0.2))
            stage.box(left + 0.01, y + 0.03, left + 0.025, y + 0.13, shade(wood, -0.3))
            stage.box(left + wide - 0.025, y + 0.03, left + wide - 0.01, y + 0.13, shade(wood, -0.3))


def shop(stage: Stage) -> None:
    """Shelves of goods, a counter."""
    goods(stage, _wood(stage))


def bar(stage: Stage) -> None:
    """Bottles before a mirror, a counter, small lamps over it, tables."""
    wood = _wood(stage)
    stage.box(0.1, 0.1, 0.9, stage.floor - 0.16, shade(wood, -0.3))
    stage.box(0.12, 0.12, 0.88, stage.floor - 0.18, mix(stage.pane, stage.light.low, 0.6))
    for y in (0.26, 0.4):
        stage.box(0.12, y, 0.88, y + 0.014, shade(wood, -0.1))
        x = 0.14
        while x < 0.85:
            high, tone = stage.dice.uniform(0.06, 0.1), mix(stage.dice.choice(GOODS), stage.light.glow, 0.25)
            stage.box(x, y - high, x + 0.02, y, tone, 0.006)
            stage.box(x + 0.007, y - high - 0.025, x + 0.013, y - high, tone)
            x += stage.dice.uniform(0.026, 0.05)
    stage.box(0.0, stage.floor - 0.1, 1.0, stage.floor - 0.06, shade(wood, 0.15))
    stage.box(0.02, stage.floor - 0.06, 0.98, stage.floor + 0.08, shade(wood, -0.15))
    for x in (0.25, 0.5, 0.75):
        stage.line(x, 0, x, 0.1, shade(stage.light.dark, -0.2), 0.005)
        stage.shape(
            [(x - 0.04, 0.14), (x + 0.04, 0.14), (x + 0.015, 0.09), (x - 0.015, 0.09)],
            mix(stage.light.glow, (250, 206, 130), 0.5),
        )


def eatery(stage: Stage) -> None:
    """A hatch to the kitchen under a board of dishes, lamps over tables with stools."""
    wood, plaster = _wood(stage), mix(stage.light.top, (228, 214, 188), 0.35)
    stage.box(0, 0, 1, stage.floor, plaster)
    stage.box(0, stage.floor - 0.2, 1, stage.floor, shade(wood, 0.05))
    stage.box(0.3, 0.09, 0.86, 0.2, shade(wood, -0.35))
    for row in range(3):
        for column in range(4):
            left = 0.33 + column * 0.13
            stage.line(
                left,
                0.115 + row * 0.03,
                left + stage.dice.uniform(0.05, 0.1),
                0.115 + row * 0.03,
                (232, 222, 196),
                0.005,
            )
    stage.box(0.34, 0.24, 0.82, stage.floor - 0.2, mix(stage.light.glow, stage.light.dark, 0.35))
    for left in (0.4, 0.52, 0.68):
        high = stage.dice.uniform(0.04, 0.07)
        stage.box(
            left, stage.floor - 0.2 - high, left + 0.08, stage.floor - 0.2, mix(STEEL, stage.light.dark, 0.3), 0.01
        )
    stage.box(0.32, stage.floor - 0.21, 0.84, stage.floor - 0.185, shade(wood, 0.25))
    for x in (0.2, 0.62):
        stage.line(x, 0, x, 0.06, shade(stage.light.dark, -0.2), 0.005)
        stage.shape(
            [(x - 0.05, 0.1), (x + 0.05, 0.1), (x + 0.02, 0.055), (x - 0.02, 0.055)],
            mix(stage.light.glow, (250, 206, 130), 0.5),
        )
    for left, low in ((0.0, 0.06), (0.62, 0.1)):
        top = stage.floor + low
        stage.box(left, top, left + 0.36, top + 0.028, shade(wood, 0.18))
        for x in (left + 0.04, left + 0.3):
            stage.box(x, top + 0.028, x + 0.02, top + 0.17, shade(wood, -0.3))
        stage.box(left + 0.12, top - 0.035, left + 0.17, top, (232, 230, 222), 0.01)
        stage.box(left + 0.36, top + 0.08, left + 0.44, top + 0.1, shade(wood, -0.1))
        stage.box(left + 0.39, top + 0.1, left + 0.41, top + 0.18, shade(wood, -0.35))


def ring(stage: Stage) -> None:
    """Posts and ropes under lamps, dark rows of heads behind them."""
    dark = mix(stage.light.dark, (20, 22, 32), 0.7)
    stage.box(0, 0, 1, stage.floor + 0.02, dark)
    for row in range(4):
        for number in range(15):
            x = number * 0.075 + stage.dice.uniform(-0.015, 0.015) + (0.035 if row % 2 else 0)
            stage.disc(x, 0.34 + row * 0.07, 0.026, shade(dark, 0.08 + 0.05 * row))
            stage.box(x - 0.035, 0.365 + row * 0.07, x + 0.035, 0.43 + row * 0.07, shade(dark, 0.05 + 0.04 * row), 0.02)
    for x in (0.2, 0.5, 0.8):
        stage.box(x - 0.07, 0.02, x + 0.07, 0.045, shade(dark, 0.3))
        stage.shape([(x - 0.06, 0.045), (x + 0.06, 0.045), (x + 0.16, 0.3), (x - 0.16, 0.3)], shade(dark, 0.16))
        stage.box(x - 0.055, 0.045, x + 0.055, 0.058, (255, 248, 224))
    canvas = mix((196, 202, 206), stage.light.floor, 0.3)
    stage.box(0, stage.floor, 1, 1, canvas)
    stage.box(0, stage.floor, 1, stage.floor + 0.02, (54, 88, 150))
    for x in (0.03, 0.93):
        stage.box(x, stage.floor - 0.3, x + 0.04, stage.floor + 0.06, (170, 44, 48) if x < 0.5 else (54, 88, 150))
    for number, tone in enumerate(((224, 222, 216), (196, 52, 54), (224, 222, 216))):
        y = stage.floor - 0.26 + number * 0.09
        stage.line(0.05, y, 0.95, y, tone, 0.012)


def works(stage: Stage) -> None:
    """Iron beams and high windows, crates, a machine with a wheel: workshops, stores and factories."""
    iron = mix(stage.light.dark, (96, 98, 104), 0.4)
    for left in (0.04, 0.36, 0.68):
        window(stage, left, 0.06, left + 0.26, 0.2, 4)
    stage.box(0, 0.23, 1, 0.255, iron)
    for number in range(10):
        x = number * 0.1
        stage.line(x, 0.255, x + 0.05, 0.3, iron, 0.006)
        stage.line(x + 0.05, 0.3, x + 0.1, 0.255, iron, 0.006)
    stage.box(0, 0.3, 1, 0.315, iron)
    for x in (0.08, 0.9):
        stage.box(x, 0.255, x + 0.035, stage.floor, shade(iron, -0.15))
    wood = _wood(stage)
    for left, low, wide in ((0.14, 0.0, 0.14), (0.29, 0.0, 0.12), (0.19, 0.13, 0.13)):
        top = stage.floor - low - 0.13
        stage.box(left, top, left + wide, stage.floor - low + 0.02, shade(wood, 0.1 - low))
        stage.line(left, top, left + wide, stage.floor - low + 0.02, shade(wood, -0.2), 0.008)
    stage.box(0.58, stage.floor - 0.16, 0.86, stage.floor + 0.04, mix(iron, (78, 106, 96), 0.5), 0.01)
    stage.disc(0.66, stage.floor - 0.17, 0.06, shade(iron, -0.2))
    stage.disc(0.66, stage.floor - 0.17, 0.035, shade(iron, 0.3))


def barn(stage: Stage) -> None:
    """Planks, posts and straw: stables, sheds, huts."""
    wood = _wood(stage, 0.5)
    for number in range(17):
        x = number * 0.06
        stage.box(x, 0.06, x + 0.056, stage.floor, shade(wood, 0.1 if number % 2 else 0.02))
    stage.shape([(0, 0), (1, 0), (1, 0.08), (0.5, 0.02), (0, 0.08)], shade(wood, -0.35))
    for x in (0.2, 0.76):
        stage.box(x, 0.04, x + 0.04, stage.floor + 0.02, shade(wood, -0.3))
        stage.line(x + 0.02, 0.22, x + 0.14, 0.06, shade(wood, -0.3), 0.018)
    window(stage, 0.42, 0.18, 0.58, 0.34, 2)
    straw = mix(stage.light.floor, (206, 170, 96), 0.6)
    for left, wide in ((0.02, 0.2), (0.78, 0.24)):
        stage.shape(
            [(left, stage.floor + 0.05), (left + wide / 2, stage.floor - 0.12), (left + wide, stage.floor + 0.05)],
            straw,
        )
    for _ in range(40):
        x, y = stage.dice.uniform(0, 0.95), stage.dice.uniform(stage.floor + 0.02, 0.98)
        stage.line(
            x, y, x + stage.dice.uniform(-0.03, 0.04), y - 0.01, shade(straw, stage.dice.uniform(-0.2, 0.15)), 0.003
        )


def cabin(stage: Stage) -> None:
    """Round windows in riveted plates, pipes, a bunk: inside a ship."""
    steel = mix(stage.light.low, (120, 132, 142), 0.5)
    stage.box(0, 0, 1, stage.floor, steel)
    for x in (0.25, 0.5, 0.75):
        stage.line(x, 0.1, x, stage.floor, shade(steel, -0.15), 0.006)
        for number in range(9):
            stage.disc(x + 0.014, 0.13 + number * 0.06, 0.005, shade(steel, -0.25))
    for x in (0.16, 0.84):
        stage.disc(x, 0.3, 0.085, shade(steel, -0.35))
        stage.disc(x, 0.3, 0.066, stage.pane)
    for y, tone in ((0.04, (150, 96, 72)), (0.075, (110, 118, 122))):
        stage.line(0, y, 1, y, mix(tone, stage.light.dark, 0.3), 0.022)
    stage.box(0.34, stage.floor - 0.05, 0.98, stage.floor + 0.06, shade(steel, -0.3), 0.01)
    stage.box(0.36, stage.floor - 0.09, 0.96, stage.floor - 0.03, mix((104, 116, 140), stage.light.top, 0.3), 0.015)


def cell(stage: Stage) -> None:
    """Blocks of stone, a barred window, bars on one side."""
    stone = mix(stage.light.low, (122, 122, 120), 0.5)
    stage.box(0, 0, 1, stage.floor, stone)
    for row in range(9):
        y = row * stage.floor / 9
        stage.line(0, y, 1, y, shade(stone, -0.15), 0.004)
        for number in range(7):
            x = number * 0.16 + 0.08 * (row % 2)
            stage.line(x, y, x, y + stage.floor / 9, shade(stone, -0.15), 0.004)
    stage.box(0.12, 0.12, 0.3, 0.26, stage.pane)
    for x in (0.15, 0.19, 0.23, 0.27):
        stage.line(x, 0.12, x, 0.26, (40, 42, 46), 0.008)
    stage.box(0.04, stage.floor - 0.06, 0.4, stage.floor + 0.02, shade(_wood(stage), -0.1))
    for number in range(8):
        stage.line(0.58 + number * 0.055, 0, 0.58 + number * 0.055, stage.floor + 0.03, (48, 50, 56), 0.012)
    for y in (0.06, stage.floor - 0.08):
        stage.line(0.56, y, 1, y, (48, 50, 56), 0.014)


def tent(stage: Stage) -> None:
    """Canvas that falls from a ridge, a pole, a lamp on it."""
    cloth = mix(stage.light.top, (190, 176, 142), 0.5)
    stage.shape([(0.5, -0.05), (-0.1, stage.floor), (1.1, stage.floor)], cloth)
    stage.shape([(0, 0), (0.5, -0.02), (-0.1, stage.floor)], shade(cloth, -0.25))
    stage.shape([(1, 0), (0.5, -0.02), (1.1, stage.floor)], shade(cloth, -0.32))
    for x in (0.2, 0.36, 0.66, 0.82):
        stage.line(0.5, -0.02, x, stage.floor, shade(cloth, -0.1), 0.005)
    stage.shape([(0.44, stage.floor), (0.5, 0.24), (0.58, stage.floor)], shade(stage.pane, -0.05))
    stage.line(0.3, 0, 0.3, stage.floor + 0.04, shade(_wood(stage), -0.1), 0.014)
    stage.disc(0.3, 0.2, 0.03, mix(stage.light.glow, (255, 214, 130), 0.6))


def controls(stage: Stage) -> None:
    """Screens and panels of lamps and switches: control rooms, bridges, laboratories of machines."""
    tone = mix(stage.light.dark, (58, 66, 76), 0.6)
    stage.box(0, 0.04, 1, stage.floor, shade(tone, 0.05))
    for left in (0.04, 0.28, 0.52, 0.76):
        stage.box(left, 0.12, left + 0.2, 0.34, (18, 24, 30))
        glow = stage.dice.choice(((86, 168, 150), (88, 140, 190), (176, 150, 84)))
        for row in range(5):
            y = 0.15 + row * 0.035
            stage.line(left + 0.02, y, left + stage.dice.uniform(0.06, 0.18), y, mix(glow, (18, 24, 30), 0.2), 0.007)
    stage.shape(
        [(0, stage.floor - 0.14), (1, stage.floor - 0.14), (1, stage.floor + 0.05), (0, stage.floor + 0.05)],
        shade(tone, -0.1),
    )
    for row in range(3):
        for number in range(26):
            x, y = 0.03 + number * 0.037, stage.floor - 0.11 + row * 0.045
            stage.box(
                x,
                y,
                x + 0.018,
                y + 0.02,
                stage.dice.choice(((206, 92, 74), (216, 190, 100), (110, 176, 130), (168, 178, 186), (96, 108, 118))),
            )


def backstage(stage: Stage) -> None:
    """Curtains and a mirror with bulbs round it."""
    cloth = mix(stage.light.dark, (132, 44, 50), 0.6)
    for number in range(12):
        x = number * 0.085
        stage.box(x, 0, x + 0.083, stage.floor, shade(cloth, 0.08 if number % 2 else -0.08))
    left = stage.dice.choice((0.14, 0.5))
    stage.box(left, 0.16, left + 0.34, 0.46, shade(stage.light.dark, 0.1))
    stage.box(left + 0.02, 0.18, left + 0.32, 0.44, mix(stage.pane, stage.light.top, 0.4))
    for number in range(8):
        x = left + 0.02 + number * 0.043
        for y in (0.17, 0.45):
            stage.disc(x, y, 0.011, (255, 232, 178))
    stage.box(left - 0.06, stage.floor - 0.08, left + 0.4, stage.floor - 0.04, _wood(stage))


def church(stage: Stage) -> None:
    """Pointed windows of coloured glass, pillars, benches."""
    stone = mix(stage.light.top, (196, 188, 174), 0.4)
    for left in (0.08, 0.42, 0.76):
        stage.shape(
            [
                (left, stage.floor - 0.2),
                (left, 0.2),
                (left + 0.08, 0.05),
                (left + 0.16, 0.2),
                (left + 0.16, stage.floor - 0.2),
            ],
            shade(stone, -0.35),
        )
        for row in range(5):
            for number in range(3):
                tone = mix(
                    stage.dice.choice(((176, 62, 56), (58, 96, 158), (206, 168, 76), (74, 128, 92))), stage.pane, 0.35
                )
                x, y = left + 0.014 + number * 0.046, 0.2 + row * (stage.floor - 0.42) / 5
                stage.box(x, y, x + 0.04, y + (stage.floor - 0.42) / 5 - 0.008, tone)
    for x in (0.3, 0.64):
        stage.box(x, 0, x + 0.06, stage.floor, stone)
        stage.box(x + 0.04, 0, x + 0.06, stage.floor, shade(stone, -0.15))
    wood = _wood(stage)
    for row, y in enumerate((stage.floor - 0.02, stage.floor + 0.1)):
        for left in (-0.02, 0.56):
            stage.box(left, y, left + 0.46, y + 0.08, shade(wood, 0.1 - 0.12 * row))


def cave(stage: Stage) -> None:
    """Rock on all sides, darker to the middle."""
    rock = mix(stage.light.dark, (104, 94, 86), 0.45)
    stage.box(0, 0, 1, 1, rock)
    stage.shape(
        [(0.28, stage.floor), (0.3, 0.34), (0.42, 0.2), (0.6, 0.22), (0.72, 0.38), (0.74, stage.floor)],
        shade(rock, -0.5),
    )
    for _ in range(16):
        x, y = (
            stage.dice.choice((stage.dice.uniform(0, 0.24), stage.dice.uniform(0.76, 1))),
            stage.dice.uniform(0.05, 0.9),
        )
        size = stage.dice.uniform(0.04, 0.1)
        stage.shape(
            [(x - size, y), (x, y - size), (x + size, y + size * 0.4)], shade(rock, stage.dice.uniform(-0.15, 0.12))
        )
    for x in (0.08, 0.2, 0.84, 0.94):
        stage.shape([(x - 0.03, 0), (x + 0.03, 0), (x, stage.dice.uniform(0.1, 0.22))], shade(rock, -0.2))


def west_room(stage: Stage) -> None:
    """A room of old Europe: plaster between beams, a window of small panes, a chest, a table with a candle."""
    wood = _wood(stage)
    for y in (0.02, 0.12):
        stage.box(0, y, 1, y + 0.03, shade(wood, -0.25))
    for x in (0.0, 0.32, 0.65, 0.96):
        stage.box(x, 0.15, x + 0.035, stage.floor, shade(wood, -0.1))
    stage.line(0.035, stage.floor, 0.32, 0.15, shade(wood, -0.1), 0.02)
    left = stage.dice.choice((0.4, 0.72))
    window(stage, left, 0.22, left + 0.2, stage.floor - 0.18, 5)
    for row in range(1, 5):
        y = 0.22 + row * (stage.floor - 0.4) / 5
        stage.line(left, y, left + 0.2, y, shade(stage.light.dark, 0.1), 0.005)
    stage.box(0.06, stage.floor - 0.12, 0.3, stage.floor + 0.03, shade(wood, -0.15), 0.008)
    table = 0.5 if left > 0.6 else 0.66
    stage.box(table, stage.floor - 0.08, table + 0.3, stage.floor - 0.05, wood)
    for x in (table + 0.02, table + 0.26):
        stage.box(x, stage.floor - 0.05, x + 0.02, stage.floor + 0.08, shade(wood, -0.2))
    stage.box(table + 0.14, stage.floor - 0.14, table + 0.155, stage.floor - 0.08, (232, 224, 206))
    stage.disc(table + 0.147, stage.floor - 0.16, 0.013, (255, 214, 130))
