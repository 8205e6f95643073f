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
    _hills(stage, stage.floor, mix(light.low, light.dark, 0.25), 0.2)
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


def _hills(stage: Stage, low: float, tone: RGB, rise: float) -> None:
    points = [(x / 8, low - stage.dice.uniform(0.3, 1.0) * rise) for x in range(9)]
    stage.shape([(0, 1), (-0.02, low), *curve(points, closed=False), (1.02, low), (1, 1)], tone)


def nature(stage: Stage) -> None:
    light = stage.light
    green = (86, 116, 84) if not stage.night else (26, 40, 46)
    _sun(stage)
    for number, rise in enumerate((0.3, 0.2, 0.1)):
        _hills(stage, stage.floor, mix(light.low, mix(green, light.dark, 0.2), 0.3 + 0.25 * number), rise)
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
        _hills(stage, stage.floor + 0.015 * number, tone, rise)
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
    _hills(stage, stage.floor, mix(light.low, light.dark, 0.4), 0.1)
    sea = mix(light.low, (58, 96, 118) if not stage.night else (20, 32, 54), 0.65)
    stage.box(0, stage.floor, 1, 1, sea)
    for _ in range(46):
        x, y = stage.dice.uniform(-0.05, 1), stage.dice.uniform(stage.floor + 0.01, 1)
        stage.line(
            x, y, x + stage.dice.uniform(0.03, 0.14), y, mix(sea, light.glow, stage.dice.uniform(0.1, 0.5)), 0.003
        )


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
