"""Open air: one painter for each kind of place outside."""

from storyboard.animatic.colours import RGB, mix, shade
from storyboard.animatic.pen import curve
from storyboard.animatic.stage import Stage


def _skyline(stage: Stage, low: float, tall: float, tone: RGB, count: int = 9) -> None:
    x = -0.03
    while x < 1.0:
        wide, high = stage.dice.uniform(0.7, 1.5) / count, stage.dice.uniform(0.4, 1.0) * tall
        stage.box(x, low - high, x + wide, low, tone)
        if stage.night:
            for _ in range(round(70 * wide * high / 0.1 * 0.6)):
                left, top = (
                    stage.dice.uniform(x + 0.01, x + wide - 0.014),
                    stage.dice.uniform(low - high + 0.01, low - 0.01),
                )
                stage.box(
                    left, top, left + 0.008, top + 0.007, mix((246, 206, 132), tone, stage.dice.uniform(0.1, 0.7))
                )
        x += wide + stage.dice.uniform(0.0, 0.02)


def _sun(stage: Stage) -> None:
    if not stage.clear:
        return
    colour = (232, 232, 226) if stage.night else shade(stage.light.glow, 0.4)
    stage.disc(stage.dice.choice((0.2, 0.78)), 0.14, 0.035 if stage.night else 0.05, mix(colour, stage.light.top, 0.15))


def street(stage: Stage) -> None:
    light = stage.light
    _sun(stage)
    _skyline(stage, stage.floor, 0.5, mix(light.low, light.dark, 0.35), 8)
    _skyline(stage, stage.floor, 0.28, mix(light.low, light.dark, 0.7), 6)
    stage.box(0, stage.floor, 1, stage.floor + 0.035, mix(light.floor, light.low, 0.4))
    for number in range(-2, 5):
        x = number * 0.3
        stage.shape(
            [(x, 0.97), (x + 0.14, 0.97), (x + 0.2, 0.93), (x + 0.08, 0.93)], mix(light.floor, light.glow, 0.35)
        )
    for x in (0.12, 0.88):
        stage.line(x, stage.floor - 0.4, x, stage.floor + 0.03, light.dark, 0.008)
        stage.line(x, stage.floor - 0.4, x + (0.08 if x < 0.5 else -0.08), stage.floor - 0.41, light.dark, 0.007)
        stage.disc(
            x + (0.09 if x < 0.5 else -0.09),
            stage.floor - 0.4,
            0.016,
            (255, 226, 164) if stage.night else shade(light.glow, 0.2),
        )


def old_street(stage: Stage) -> None:
    """Low houses with tiled roofs and lanterns, one row behind the other, and trodden earth."""
    light = stage.light
    _sun(stage)
    hills(stage, stage.floor, mix(light.low, light.dark, 0.25), 0.2)
    for row, (tall, count) in enumerate(((0.2, 5), (0.26, 3))):
        x = -0.06 + 0.1 * row
        while x < 1.0:
            wide, high = stage.dice.uniform(0.8, 1.2) / count, stage.dice.uniform(0.8, 1.0) * tall
            wall = mix(light.low, mix((186, 168, 140), light.dark, 0.25 + 0.5 * stage.night), 0.4 + 0.25 * row)
            top = stage.floor - high
            stage.box(x + 0.02, top, x + wide - 0.02, stage.floor, wall)
            roof = [
                (x - 0.02, top + 0.03),
                (x + wide * 0.16, top - 0.06),
                (x + wide * 0.84, top - 0.06),
                (x + wide + 0.02, top + 0.03),
            ]
            stage.shape(roof, mix(light.dark, (66, 70, 74), 0.4 + 0.2 * row))
            door = x + wide * stage.dice.uniform(0.3, 0.6)
            stage.box(door, stage.floor - high * 0.6, door + wide * 0.2, stage.floor, shade(wall, -0.4))
            if row:
                stage.disc(door - 0.025, top + 0.07, 0.016, (206, 66, 46) if not stage.night else (246, 150, 84))
            x += wide + stage.dice.uniform(0.01, 0.06)
    stage.box(0, stage.floor, 1, stage.floor + 0.03, mix(light.floor, light.low, 0.4))
    for _ in range(14):
        x, y = stage.dice.uniform(-0.05, 0.95), stage.dice.uniform(stage.floor + 0.05, 0.98)
        stage.line(x, y, x + stage.dice.uniform(0.05, 0.16), y, shade(light.floor, -0.12), 0.003)


def alley(stage: Stage) -> None:
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
        stage.shape(
            [(x(0.09), top), (x(0.2), top + 0.02), (x(0.2), top + 0.16), (x(0.09), top + 0.19)],
            mix(light.glow, (240, 190, 110), 0.5) if stage.night else shade(wall, -0.35),
        )
    _skyline(stage, stage.floor, 0.12, mix(light.low, light.dark, 0.5), 12)
    stage.shape([(0.3, stage.floor), (0.7, stage.floor), (1.0, 1.0), (0.0, 1.0)], mix(light.floor, light.dark, 0.25))
    stage.line(0.3, 0.24, 0.7, 0.27, light.dark, 0.004)
    stage.disc(0.5, 0.29, 0.016, (255, 214, 140))


def hills(stage: Stage, low: float, tone: RGB, rise: float) -> None:
    """A line of hills up to the bottom of the picture."""
    points = [(x / 8, low - stage.dice.uniform(0.3, 1.0) * rise) for x in range(9)]
    stage.shape([(0, 1), (-0.02, low), *curve(points, closed=False), (1.02, low), (1, 1)], tone)


def nature(stage: Stage) -> None:
    light = stage.light
    green = (86, 116, 84) if not stage.night else (26, 40, 46)
    _sun(stage)
    for number, rise in enumerate((0.3, 0.2, 0.1)):
        hills(stage, stage.floor, mix(light.low, mix(green, light.dark, 0.2), 0.3 + 0.25 * number), rise)
    stage.box(0, stage.floor, 1, 1, mix(green, light.floor, 0.3))
    for _ in range(9):
        x, foot = (
            stage.dice.choice((stage.dice.uniform(0, 0.3), stage.dice.uniform(0.7, 1))),
            stage.floor + stage.dice.uniform(0, 0.06),
        )
        size, tone = stage.dice.uniform(0.06, 0.11), mix(shade(green, -0.25), light.low, stage.dice.uniform(0, 0.2))
        stage.box(x - 0.006, foot - size, x + 0.006, foot + 0.01, shade(light.dark, -0.1))
        for step in range(3):
            y = foot - size * (0.5 + step * 0.62)
            half = size * (0.62 - step * 0.15)
            stage.shape([(x - half, y), (x, y - size * 0.95), (x + half, y)], shade(tone, 0.04 * step))


def desert(stage: Stage) -> None:
    """Bare ground to the sky: dunes one behind the other, nothing on them."""
    sand = (206, 172, 120) if not stage.night else (58, 54, 58)
    _sun(stage)
    for number, rise in enumerate((0.14, 0.09, 0.05)):
        tone = mix(stage.light.low, sand, 0.45 + 0.2 * number)
        hills(stage, stage.floor + 0.015 * number, tone, rise)
    ground = mix(sand, stage.light.floor, 0.2)
    stage.box(0, stage.floor + 0.03, 1, 1, ground)
    for _ in range(16):
        x, y = stage.dice.uniform(-0.1, 0.9), stage.dice.uniform(stage.floor + 0.06, 0.98)
        stage.line(
            x, y, x + stage.dice.uniform(0.08, 0.3), y - 0.006, shade(ground, stage.dice.choice((-0.08, 0.1))), 0.003
        )


def water(stage: Stage) -> None:
    light = stage.light
    _sun(stage)
    hills(stage, stage.floor, mix(light.low, light.dark, 0.4), 0.1)
    sea = mix(light.low, (58, 96, 118) if not stage.night else (20, 32, 54), 0.65)
    stage.box(0, stage.floor, 1, 1, sea)
    for _ in range(46):
        x, y = stage.dice.uniform(-0.05, 1), stage.dice.uniform(stage.floor + 0.01, 1)
        stage.line(
            x, y, x + stage.dice.uniform(0.03, 0.14), y, mix(sea, light.glow, stage.dice.uniform(0.1, 0.5)), 0.003
        )


def shore(stage: Stage) -> None:
    """Water behind, and before it the ground that people stand on: a quay, a beach, a bank."""
    water(stage)
    ground = mix(stage.light.floor, (176, 158, 126) if not stage.night else (58, 56, 60), 0.5)
    edge = stage.floor + 0.06
    stage.box(0, edge, 1, 1, ground)
    stage.line(0, edge, 1, edge, shade(ground, -0.25), 0.01)
    for _ in range(14):
        x, y = stage.dice.uniform(-0.05, 0.95), stage.dice.uniform(edge + 0.03, 0.98)
        stage.line(x, y, x + stage.dice.uniform(0.04, 0.12), y, shade(ground, -0.1), 0.003)


def court(stage: Stage) -> None:
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


def roof(stage: Stage) -> None:
    light = stage.light
    _sun(stage)
    _skyline(stage, stage.floor, 0.22, mix(light.low, light.dark, 0.4), 12)
    _skyline(stage, stage.floor, 0.12, mix(light.low, light.dark, 0.7), 9)
    stage.box(0, stage.floor - 0.07, 1, stage.floor, mix(light.floor, light.dark, 0.3))
    stage.line(0, stage.floor - 0.1, 1, stage.floor - 0.1, light.dark, 0.006)
    for number in range(9):
        x = 0.04 + number * 0.115
        stage.line(x, stage.floor - 0.1, x, stage.floor - 0.06, light.dark, 0.006)


def deck(stage: Stage) -> None:
    """Planks, a rail before the sea, a mast with ropes."""
    light = stage.light
    water(stage)
    wood = mix(light.dark, (142, 110, 78), 0.6)
    top = stage.floor + 0.04
    stage.box(0, top, 1, 1, wood)
    for number in range(-6, 17):
        x = number * 0.1
        stage.line(0.5 + (x - 0.5) * 0.55, top, 0.5 + (x - 0.5) * 1.5, 1.0, shade(wood, -0.2), 0.004)
    for y in (stage.floor - 0.1, stage.floor - 0.03):
        stage.line(0, y, 1, y, shade(light.dark, 0.25), 0.009)
    for number in range(11):
        stage.line(number * 0.1, stage.floor - 0.11, number * 0.1, top, shade(light.dark, 0.25), 0.008)
    mast = stage.dice.choice((0.2, 0.8))
    stage.box(mast - 0.014, 0, mast + 0.014, top + 0.05, shade(wood, -0.25))
    for way in (-0.3, 0.3):
        stage.line(mast, 0.02, mast + way, stage.floor - 0.1, shade(light.dark, 0.1), 0.004)


def pitch(stage: Stage) -> None:
    """Grass in stripes, white lines, a goal, stands full of people's heads."""
    light = stage.light
    _sun(stage)
    stand = mix(light.low, light.dark, 0.45)
    stage.box(0, stage.floor - 0.26, 1, stage.floor - 0.03, stand)
    for row in range(5):
        for number in range(44):
            x = number / 44 + 0.01 * (row % 2)
            stage.disc(
                x,
                stage.floor - 0.23 + row * 0.04,
                0.009,
                mix(stage.dice.choice(((196, 92, 82), (92, 122, 170), (214, 200, 160), (110, 116, 120))), stand, 0.35),
            )
    stage.box(0, stage.floor - 0.05, 1, stage.floor, mix(light.top, (226, 226, 222), 0.4))
    green = (92, 142, 82) if not stage.night else (42, 82, 62)
    for number in range(6):
        y = stage.floor + number * (1 - stage.floor) / 6
        stage.box(
            0,
            y,
            1,
            y + (1 - stage.floor) / 6 + 0.002,
            shade(mix(green, light.floor, 0.2), 0.05 if number % 2 else -0.03),
        )
    left = stage.dice.choice((0.12, 0.62))
    for x in (left, left + 0.26):
        stage.line(x, stage.floor - 0.12, x, stage.floor + 0.03, (240, 240, 236), 0.009)
    stage.line(left, stage.floor - 0.12, left + 0.26, stage.floor - 0.12, (240, 240, 236), 0.009)
    stage.line(0, stage.floor + 0.1, 1, stage.floor + 0.1, (228, 232, 224), 0.008)


def bridge(stage: Stage) -> None:
    """A way with rails on both sides, over a river between banks."""
    light = stage.light
    _sun(stage)
    _skyline(stage, stage.floor, 0.16, mix(light.low, light.dark, 0.45), 12)
    sea = mix(light.low, (70, 104, 122) if not stage.night else (20, 32, 54), 0.6)
    stage.box(0, stage.floor, 1, 1, sea)
    for _ in range(20):
        x, y = stage.dice.uniform(0, 1), stage.dice.uniform(stage.floor, stage.floor + 0.3)
        stage.line(x, y, x + 0.08, y, mix(sea, light.glow, 0.3), 0.003)
    way = mix(light.floor, light.low, 0.2)
    stage.shape([(0.4, stage.floor), (0.6, stage.floor), (1.12, 1.0), (-0.12, 1.0)], way)
    rail = shade(light.dark, 0.15)
    for side in (0, 1):

        def across(value: float, side: int = side) -> float:
            return 1 - value if side else value

        stage.line(across(0.4), stage.floor - 0.07, across(-0.12), 0.72, rail, 0.014)
        stage.line(across(0.4), stage.floor - 0.03, across(-0.12), 0.86, rail, 0.008)
        for part in (0.0, 0.14, 0.3, 0.5, 0.72, 0.98):
            foot, head = stage.floor + (1 - stage.floor) * part, stage.floor - 0.07 + (0.79 - stage.floor) * part
            stage.line(across(0.4 - 0.52 * part), head, across(0.4 - 0.52 * part), foot, rail, 0.01)


def site(stage: Stage) -> None:
    """A frame of floors behind scaffolding, a crane, heaps of sand: where something is built."""
    light = stage.light
    _sun(stage)
    concrete = mix(light.low, (150, 148, 142), 0.6)
    for row in range(4):
        y = stage.floor - 0.12 - row * 0.12
        stage.box(0.1, y, 0.72, y + 0.03, shade(concrete, -0.06))
        for x in (0.12, 0.3, 0.5, 0.68):
            stage.box(x, y + 0.03, x + 0.025, y + 0.12, shade(concrete, -0.16))
    pipe = mix(light.dark, (196, 150, 70), 0.5)
    for number in range(8):
        stage.line(0.08 + number * 0.095, stage.floor - 0.5, 0.08 + number * 0.095, stage.floor, pipe, 0.005)
    for row in range(5):
        stage.line(0.06, stage.floor - 0.06 - row * 0.1, 0.77, stage.floor - 0.06 - row * 0.1, pipe, 0.005)
    stage.box(0.86, 0.12, 0.88, stage.floor, pipe)
    stage.line(0.5, 0.14, 0.99, 0.14, pipe, 0.012)
    stage.line(0.58, 0.14, 0.58, 0.26, light.dark, 0.004)
    sand = mix(light.floor, (196, 166, 116), 0.5)
    for left, wide in ((0.74, 0.3), (-0.06, 0.24)):
        stage.shape(
            [(left, stage.floor + 0.06), (left + wide * 0.5, stage.floor - 0.09), (left + wide, stage.floor + 0.06)],
            sand,
        )


def ice(stage: Stage) -> None:
    """White ground and white hills, cracks of ice."""
    light = stage.light
    _sun(stage)
    white = (226, 234, 240) if not stage.night else (84, 98, 124)
    for number, rise in enumerate((0.26, 0.16, 0.07)):
        hills(stage, stage.floor, mix(light.low, white, 0.35 + 0.2 * number), rise)
    ground = mix(white, light.floor, 0.12)
    stage.box(0, stage.floor, 1, 1, ground)
    for _ in range(12):
        x, y = stage.dice.uniform(0, 0.9), stage.dice.uniform(stage.floor + 0.03, 0.97)
        stage.line(
            x, y, x + stage.dice.uniform(0.05, 0.2), y + stage.dice.uniform(-0.02, 0.02), shade(ground, -0.12), 0.004
        )


def west_street(stage: Stage) -> None:
    """Narrow houses with pointed gables and cobbles: a town of old Europe."""
    light = stage.light
    _sun(stage)
    for row, (tall, count) in enumerate(((0.42, 7), (0.34, 4))):
        x = -0.05
        while x < 1.0:
            wide, high = stage.dice.uniform(0.8, 1.1) / count, stage.dice.uniform(0.75, 1.0) * tall
            tone = stage.dice.choice(((176, 132, 104), (190, 172, 140), (150, 124, 104)))
            wall = mix(light.low, mix(tone, light.dark, 0.2 + 0.5 * stage.night), 0.5 + 0.25 * row)
            top = stage.floor - high
            stage.box(x, top, x + wide - 0.008, stage.floor, wall)
            peak = [(x - 0.006, top), (x + wide / 2, top - wide * 0.75), (x + wide - 0.002, top)]
            stage.shape(peak, shade(wall, -0.14))
            for number in range(2):
                for line in range(2):
                    left, y = x + wide * (0.18 + 0.42 * number), top + high * (0.1 + 0.32 * line)
                    pane = mix((246, 196, 116), wall, 0.2) if stage.night else shade(wall, -0.4)
                    stage.box(left, y, left + wide * 0.2, y + high * 0.16, pane)
            stage.box(x + wide * 0.4, stage.floor - high * 0.24, x + wide * 0.62, stage.floor, shade(wall, -0.5))
            x += wide
    stage.box(0, stage.floor, 1, stage.floor + 0.02, mix(light.floor, light.low, 0.4))
    for row in range(9):
        y = stage.floor + 0.03 + row * (0.97 - stage.floor) / 9
        for number in range(16):
            x = number / 15 + 0.03 * (row % 2) - 0.03
            stage.line(x, y, x + 0.04, y, shade(light.floor, -0.14), 0.004)
