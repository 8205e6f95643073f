"""Places of which nothing is known, and some that are known by one thing: a bare wall, open ground, a yard with its barn, a house of glass, a pool."""

from storyboard.animatic.colours import RGB, mix, shade
from storyboard.animatic.outdoors import hills
from storyboard.animatic.stage import Stage


def bare(stage: Stage) -> None:
    """A wall and a floor, and nothing that would say whose."""
    light = stage.light
    stage.shape([(0.0, 0.0), (0.12, 0.0), (0.12, stage.floor), (0.0, stage.floor + 0.08)], shade(light.low, -0.08))
    stage.shape([(1.0, 0.0), (0.88, 0.0), (0.88, stage.floor), (1.0, stage.floor + 0.08)], shade(light.low, -0.12))
    stage.box(0.12, stage.floor - 0.012, 0.88, stage.floor, shade(light.low, -0.12))


def open_ground(stage: Stage) -> None:
    """Ground to a far line under the sky."""
    light = stage.light
    hills(stage, stage.floor, mix(light.low, light.dark, 0.25), 0.05)
    ground = mix(light.floor, (150, 144, 128) if not stage.night else (40, 42, 48), 0.3)
    stage.box(0, stage.floor, 1, 1, ground)
    for _ in range(7):
        x, y = stage.dice.uniform(-0.1, 0.8), stage.dice.uniform(stage.floor + 0.05, 0.97)
        stage.line(x, y, x + stage.dice.uniform(0.1, 0.3), y - 0.004, shade(ground, -0.06), 0.003)


def farmyard(stage: Stage) -> None:
    """Trodden ground, a barn with its gable, a fence."""
    light = stage.light
    hills(stage, stage.floor, mix(light.low, light.dark, 0.3), 0.06)
    wood = mix(light.dark, (134, 84, 64), 0.6)
    left = stage.dice.choice((0.06, 0.5))
    stage.box(left, 0.36, left + 0.44, stage.floor, wood)
    roof: RGB = mix(light.dark, (78, 76, 78), 0.5)
    stage.shape([(left - 0.04, 0.37), (left + 0.08, 0.25), (left + 0.22, 0.19), (left + 0.36, 0.25), (left + 0.48, 0.37)], roof)  # fmt: skip
    for number in range(1, 11):
        x = left + number * 0.04
        stage.line(x, 0.37, x, stage.floor, shade(wood, -0.12), 0.003)
    stage.box(left + 0.14, 0.45, left + 0.3, stage.floor, shade(wood, -0.4))
    stage.line(left + 0.22, 0.45, left + 0.22, stage.floor, shade(wood, -0.15), 0.006)
    ground = mix(light.floor, (150, 128, 98) if not stage.night else (48, 44, 42), 0.5)
    stage.box(0, stage.floor, 1, 1, ground)
    other = 0.56 if left < 0.3 else 0.0
    for y in (stage.floor - 0.07, stage.floor - 0.035):
        stage.line(other, y, other + 0.44, y, shade(wood, 0.15), 0.012)
    for number in range(5):
        x = other + 0.02 + number * 0.1
        stage.line(x, stage.floor - 0.1, x, stage.floor + 0.01, shade(wood, 0.05), 0.014)


def glasshouse(stage: Stage) -> None:
    """Panes on ribs to a ridge, leaves on both sides."""
    light = stage.light
    stage.box(0, 0, 1, stage.floor, mix(stage.pane, light.top, 0.35))
    rib = mix(light.dark, (196, 204, 198), 0.45)
    for number in range(9):
        x = number / 8
        stage.line(x, 0.2, x, stage.floor, rib, 0.008)
        stage.line(x, 0.2, 0.5 + (x - 0.5) * 0.25, -0.02, rib, 0.008)
    for y in (0.2, 0.4, 0.58):
        stage.line(0, y, 1, y, rib, 0.008)
    green = (70, 112, 74) if not stage.night else (24, 44, 38)
    for _ in range(22):
        x = stage.dice.choice((stage.dice.uniform(-0.05, 0.24), stage.dice.uniform(0.76, 1.05)))
        foot, tall = stage.floor + stage.dice.uniform(-0.02, 0.1), stage.dice.uniform(0.12, 0.4)
        tone = mix(shade(green, stage.dice.uniform(-0.25, 0.15)), light.low, 0.15)
        lean = stage.dice.uniform(-0.1, 0.1)
        tip = (x + lean, foot - tall)
        stage.shape([(x - 0.03, foot), (x + lean * 0.4 - 0.05, foot - tall * 0.55), tip, (x + lean * 0.4 + 0.05, foot - tall * 0.55), (x + 0.03, foot)], tone)  # fmt: skip


def pool(stage: Stage) -> None:
    """A wall of tiles, the edge, and water with its lanes."""
    light = stage.light
    tile = mix(light.top, (206, 222, 220), 0.5)
    stage.box(0, 0, 1, stage.floor, tile)
    for number in range(1, 16):
        stage.line(number / 16, 0.3, number / 16, stage.floor, shade(tile, -0.08), 0.003)
    for number in range(8):
        y = 0.3 + number * (stage.floor - 0.3) / 8
        stage.line(0, y, 1, y, shade(tile, -0.08), 0.003)
    for left in (0.08, 0.4, 0.72):
        stage.box(left, 0.06, left + 0.2, 0.24, stage.pane)
    water = mix(light.low, (74, 150, 172) if not stage.night else (24, 52, 70), 0.65)
    stage.box(0, stage.floor, 1, stage.floor + 0.03, shade(tile, 0.1))
    stage.box(0, stage.floor + 0.03, 1, 1, water)
    for number in range(5):
        x = 0.1 + number * 0.2
        stage.line(0.5 + (x - 0.5) * 0.5, stage.floor + 0.03, x, 1, shade(water, 0.25), 0.006)


def goods(stage: Stage, counter: RGB) -> None:
    """Jars, boxes and bales on two long shelves, a counter before them."""
    wood = shade(counter, 0.1)
    for top in (0.2, stage.floor - 0.2):
        stage.box(0.04, top, 0.96, top + 0.02, wood)
        x = 0.07
        while x < 0.88:
            wide, high = stage.dice.uniform(0.06, 0.12), stage.dice.uniform(0.06, 0.11)
            tone = mix(stage.dice.choice(((150, 120, 88), (118, 128, 120), (168, 142, 110), (122, 98, 92), (146, 150, 148))), stage.light.low, 0.3)  # fmt: skip
            stage.box(x, top - high, x + wide, top, tone, stage.dice.choice((0.0, 0.02, 0.04)))
            x += wide + stage.dice.uniform(0.02, 0.06)
    stage.box(0.0, stage.floor + 0.02, 0.7, stage.floor + 0.06, counter)
    stage.box(0.03, stage.floor + 0.06, 0.67, 1, shade(counter, -0.2))
