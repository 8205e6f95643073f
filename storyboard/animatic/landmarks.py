"""What a place is known by: a bell and its tower, the seats of a train, the screen of a cinema, the awning of a stall."""

from storyboard.animatic.colours import mix, shade
from storyboard.animatic.outdoors import hills, street
from storyboard.animatic.stage import Stage


def _bell(stage: Stage, x: float, top: float, tall: float) -> None:
    """A bell that hangs from a beam, as wide as it is tall."""
    bronze = mix(stage.light.dark, (178, 132, 62), 0.7)
    half = tall * 0.5 * stage.height / stage.width
    low = top + tall
    stage.line(x, top - 0.05, x, top + 0.02, stage.light.dark, 0.014)
    stage.shape(
        [
            (x - half * 0.35, top), (x + half * 0.35, top), (x + half * 0.6, top + tall * 0.35), (x + half * 0.66, top + tall * 0.7),
            (x + half, low), (x - half, low), (x - half * 0.66, top + tall * 0.7), (x - half * 0.6, top + tall * 0.35),
        ],
        bronze,
    )  # fmt: skip
    stage.box(x - half, low - tall * 0.1, x + half, low, shade(bronze, -0.25))
    stage.line(x - half * 0.3, top + tall * 0.1, x - half * 0.42, low - tall * 0.14, shade(bronze, 0.25), 0.01)
    stage.disc(x, low + 0.008, 0.022, shade(stage.light.dark, -0.1))


def belfry(stage: Stage) -> None:
    """The room under a bell: open arches to the sky, beams, the bell with its rope."""
    light = stage.light
    stone = mix(light.low, (146, 136, 122), 0.55)
    stage.box(0, 0, 1, 1, shade(stone, -0.1))
    for left in (0.04, 0.7):
        stage.box(left, 0.28, left + 0.26, stage.floor - 0.14, stage.pane)
        stage.disc(left + 0.13, 0.28, 0.13, stage.pane)
        stage.box(left - 0.02, stage.floor - 0.14, left + 0.28, stage.floor - 0.1, shade(stone, 0.12))
    wood = mix(light.dark, (104, 76, 52), 0.6)
    stage.box(0, 0.07, 1, 0.13, wood)
    for x in (0.34, 0.64):
        stage.line(x, 0, x + (0.5 - x) * 0.4, 0.13, shade(wood, -0.15), 0.03)
    _bell(stage, 0.5, 0.15, 0.17)
    stage.line(0.5, 0.33, 0.5, stage.floor, mix(light.glow, (186, 160, 112), 0.6), 0.008)
    stage.box(0, stage.floor, 1, 1, shade(wood, -0.1))
    for number in range(1, 7):
        stage.line(number / 7, stage.floor, 0.5 + (number / 7 - 0.5) * 1.9, 1, shade(wood, -0.3), 0.004)


def bell_tower(stage: Stage) -> None:
    """A tower with its bell in an open arch, above low roofs."""
    light = stage.light
    stone = mix(light.low, mix((170, 154, 132), light.dark, 0.5 * stage.night), 0.6)
    hills(stage, stage.floor, mix(light.low, light.dark, 0.3), 0.12)
    for left in (0.0, 0.68):
        stage.box(left, stage.floor - 0.14, left + 0.32, stage.floor, shade(stone, -0.22))
        stage.shape([(left - 0.03, stage.floor - 0.13), (left + 0.16, stage.floor - 0.21), (left + 0.35, stage.floor - 0.13)], shade(light.dark, 0.1))  # fmt: skip
    stage.box(0.34, 0.2, 0.66, stage.floor, stone)
    stage.box(0.31, 0.19, 0.69, 0.215, shade(stone, -0.18))
    stage.shape([(0.3, 0.19), (0.5, 0.04), (0.7, 0.19)], shade(light.dark, 0.08))
    opening = mix(stage.pane, light.dark, 0.25)
    stage.box(0.41, 0.28, 0.59, 0.42, opening)
    stage.disc(0.5, 0.285, 0.09, opening)
    _bell(stage, 0.5, 0.28, 0.09)
    stage.box(0.32, 0.44, 0.68, 0.46, shade(stone, -0.12))
    stage.box(0.45, stage.floor - 0.13, 0.55, stage.floor, shade(stone, -0.5))
    stage.box(0, stage.floor, 1, stage.floor + 0.03, mix(light.floor, light.low, 0.4))


def railway(stage: Stage) -> None:
    """Two rails on their sleepers across a road, and a striped barrier beside them."""
    light = stage.light
    green = (96, 122, 88) if not stage.night else (28, 40, 44)
    hills(stage, stage.floor, mix(light.low, mix(green, light.dark, 0.2), 0.4), 0.14)
    stage.box(0, stage.floor, 1, 1, mix(green, light.floor, 0.5))
    stage.shape([(0.36, stage.floor), (0.64, stage.floor), (1.0, 1), (0.0, 1)], mix(light.floor, light.dark, 0.15))
    bed = stage.floor + 0.07
    stage.box(0, bed, 1, bed + 0.06, mix(light.dark, (128, 118, 108), 0.5))
    for number in range(16):
        x = number / 15.5
        stage.box(x, bed + 0.006, x + 0.026, bed + 0.054, mix(light.dark, (86, 66, 52), 0.6))
    for y in (bed + 0.014, bed + 0.042):
        stage.box(0, y, 1, y + 0.006, mix(light.glow, (150, 152, 158), 0.7))
    post = shade(light.dark, 0.05)
    stage.box(0.08, stage.floor - 0.16, 0.115, stage.floor + 0.08, post)
    for number in range(9):
        x = 0.1 + number * 0.085
        tone = (198, 62, 52) if number % 2 else (236, 232, 226)
        stage.shape([(x, stage.floor - 0.12), (x + 0.085, stage.floor - 0.12), (x + 0.085, stage.floor - 0.095), (x, stage.floor - 0.095)], mix(tone, light.dark, 0.15 + 0.25 * stage.night))  # fmt: skip
    stage.box(0.9, stage.floor - 0.38, 0.925, stage.floor + 0.08, post)
    stage.line(0.84, stage.floor - 0.4, 0.985, stage.floor - 0.33, (226, 222, 216), 0.02)
    stage.line(0.84, stage.floor - 0.33, 0.985, stage.floor - 0.4, (226, 222, 216), 0.02)


def train(stage: Stage) -> None:
    """Inside a carriage: windows in a row with the land going by, racks above, seats back to back."""
    light = stage.light
    wall = mix(light.low, (150, 166, 158), 0.5)
    stage.box(0, 0, 1, 1, wall)
    stage.box(0, 0, 1, 0.08, shade(wall, 0.15))
    top, low = 0.2, stage.floor - 0.22
    for left in (-0.12, 0.3, 0.72):
        stage.box(left - 0.015, top - 0.012, left + 0.375, low + 0.012, shade(light.dark, 0.2), 0.03)
        stage.box(left, top, left + 0.36, low, stage.pane, 0.02)
        land = (24, 34, 40) if stage.night else (120, 146, 112)
        stage.shape(
            [(left, low), (left, low - 0.09), (left + 0.12, low - 0.13), (left + 0.25, low - 0.08), (left + 0.36, low - 0.11), (left + 0.36, low)],
            mix(stage.pane, land, 0.6),
        )  # fmt: skip
        if stage.night:
            stage.disc(left + 0.1, low - 0.05, 0.008, light.glow)
    stage.line(0, 0.135, 1, 0.135, shade(light.dark, 0.2), 0.012)
    stage.line(0, 0.16, 1, 0.16, shade(light.dark, 0.3), 0.005)
    seat = mix(light.dark, (66, 92, 118), 0.55)
    for left in (-0.06, 0.76):
        stage.box(left, stage.floor - 0.2, left + 0.3, stage.floor + 0.2, seat, 0.04)
        stage.box(left + 0.03, stage.floor - 0.23, left + 0.27, stage.floor - 0.14, mix(seat, (230, 226, 214), 0.7), 0.02)  # fmt: skip
    stage.box(0.26, stage.floor - 0.06, 0.72, stage.floor - 0.03, shade(wall, -0.2), 0.01)
    stage.box(0.47, stage.floor - 0.03, 0.51, stage.floor + 0.1, shade(wall, -0.35))
    stage.box(0, stage.floor + 0.12, 1, 1, shade(light.floor, -0.15))


def _screen(stage: Stage, left: float, top: float, right: float, bottom: float) -> None:
    """A lit screen in its frame."""
    stage.box(left - 0.02, top - 0.015, right + 0.02, bottom + 0.015, (26, 28, 34))
    stage.box(left, top, right, bottom, mix((216, 222, 226), stage.light.glow, 0.3))


def cinema(stage: Stage) -> None:
    """A dark hall with a lit screen and rows of seats before it."""
    dark = (34, 30, 38)
    stage.box(0, 0, 1, 1, dark)
    for left in (-0.02, 0.88):
        stage.box(left, 0.0, left + 0.14, stage.floor, (92, 34, 38))
        for number in range(4):
            stage.line(left + 0.02 + number * 0.034, 0, left + 0.02 + number * 0.034, stage.floor, (66, 22, 28), 0.008)
    _screen(stage, 0.15, 0.1, 0.85, stage.floor - 0.26)
    for row in range(4):
        y = stage.floor - 0.12 + row * 0.1
        for number in range(8):
            x = number * 0.145 - 0.06 + 0.07 * (row % 2)
            stage.box(x, y, x + 0.12, y + 0.16, shade((112, 40, 44), -0.12 * row), 0.025)


def open_air_cinema(stage: Stage) -> None:
    """A white sheet between two poles, benches on the ground before it."""
    light = stage.light
    hills(stage, stage.floor, mix(light.low, light.dark, 0.4), 0.14)
    stage.box(0, stage.floor, 1, 1, mix(light.floor, (110, 100, 82), 0.4))
    for x in (0.13, 0.87):
        stage.box(x - 0.012, 0.1, x + 0.012, stage.floor + 0.02, shade(light.dark, 0.1))
    _screen(stage, 0.16, 0.13, 0.84, stage.floor - 0.16)
    wood = mix(light.dark, (128, 94, 62), 0.5)
    for row in range(3):
        y = stage.floor + 0.04 + row * 0.08
        for left in (0.03 - row * 0.03, 0.55 + row * 0.01):
            stage.box(left, y, left + 0.42, y + 0.015, wood)
            for x in (left + 0.05, left + 0.35):
                stage.box(x, y, x + 0.015, y + 0.04, shade(wood, -0.25))


def stall(stage: Stage) -> None:
    """A counter under a striped awning, with pots, between other stalls of a street."""
    light = stage.light
    street(stage)
    wood = mix(light.dark, (136, 98, 66), 0.6)
    top = stage.floor - 0.36
    for number in range(10):
        tone = (190, 70, 58) if number % 2 else (232, 222, 204)
        x = 0.06 + number * 0.088
        stage.shape([(x, top), (x + 0.088, top), (x + 0.094, top + 0.07), (x - 0.006, top + 0.07)], mix(tone, light.dark, 0.2 + 0.2 * stage.night))  # fmt: skip
    for x in (0.07, 0.92):
        stage.box(x, top + 0.06, x + 0.016, stage.floor + 0.04, wood)
    stage.box(0.04, stage.floor - 0.1, 0.96, stage.floor + 0.05, wood)
    stage.box(0.02, stage.floor - 0.12, 0.98, stage.floor - 0.09, shade(wood, 0.15))
    for x in (0.2, 0.76):
        stage.box(x - 0.07, stage.floor - 0.18, x + 0.07, stage.floor - 0.12, shade(light.dark, 0.12), 0.01)
        stage.line(x - 0.09, stage.floor - 0.16, x + 0.09, stage.floor - 0.16, shade(light.dark, 0.2), 0.008)
    for x in (0.3, 0.5, 0.7):
        stage.line(x, top + 0.06, x, top + 0.1, light.dark, 0.004)
        stage.disc(x, top + 0.115, 0.02, (255, 222, 150) if stage.night else shade(light.glow, 0.1))
