"""Where one waits, or looks out: a lift, a platform, the room on top of a tower."""

from storyboard.animatic.colours import mix, shade
from storyboard.animatic.outdoors import hills
from storyboard.animatic.stage import Stage


def lift(stage: Stage) -> None:
    """Two steel doors under a row of numbers, a panel with buttons and a rail on either side."""
    light = stage.light
    steel = mix(light.low, (150, 156, 162), 0.6)
    stage.box(0, 0, 1, 1, shade(steel, -0.06))
    stage.shape([(0, 1), (1, 1), (0.86, stage.floor), (0.14, stage.floor)], shade(light.floor, -0.1))
    stage.box(0.2, 0.14, 0.8, stage.floor, shade(steel, 0.08))
    for left, right in ((0.2, 0.497), (0.503, 0.8)):
        stage.box(left, 0.14, right, stage.floor, steel)
        stage.box(left + 0.03, 0.18, left + 0.06, stage.floor - 0.03, shade(steel, 0.12))
    stage.line(0.5, 0.14, 0.5, stage.floor, shade(light.dark, 0.1), 0.006)
    stage.box(0.4, 0.06, 0.6, 0.105, shade(light.dark, -0.1), 0.01)
    for number in range(5):
        lit = number == 3
        stage.disc(0.44 + number * 0.03, 0.082, 0.008, (246, 190, 96) if lit else shade(light.dark, 0.2))
    stage.box(0.85, 0.3, 0.93, 0.56, shade(steel, -0.16), 0.01)
    for row in range(5):
        for x in (0.875, 0.905):
            stage.disc(x, 0.34 + row * 0.045, 0.011, mix(light.glow, steel, 0.35))
    for left, right in ((0.02, 0.17), (0.83, 0.98)):
        stage.line(left, stage.floor - 0.2, right, stage.floor - 0.2, shade(light.dark, 0.16), 0.012)
    for x in (0.34, 0.66):
        stage.shape([(x - 0.08, 0), (x + 0.08, 0), (x + 0.06, 0.02), (x - 0.06, 0.02)], shade(light.glow, 0.2))


def platform(stage: Stage) -> None:
    """A train behind the edge of a platform, a canopy on posts and a board with no words on it."""
    light = stage.light
    stage.box(0, 0, 1, stage.floor, mix(light.top, light.low, 0.5))
    hills(stage, stage.floor - 0.02, mix(light.low, light.dark, 0.3), 0.16)
    coach = mix((72, 96, 92), light.dark, 0.45 if stage.night else 0.15)
    stage.box(-0.02, stage.floor - 0.32, 1.02, stage.floor - 0.03, coach, 0.02)
    stage.box(-0.02, stage.floor - 0.12, 1.02, stage.floor - 0.1, mix(coach, (226, 214, 180), 0.6))
    glass = (250, 220, 150) if stage.night else mix(light.glow, (206, 226, 238), 0.5)
    for number in range(6):
        left = 0.02 + number * 0.17
        stage.box(left, stage.floor - 0.28, left + 0.12, stage.floor - 0.16, glass, 0.012)
    stage.box(0, stage.floor - 0.03, 1, stage.floor, shade(light.dark, -0.1))
    stage.box(0, stage.floor, 1, 1, mix(light.floor, light.low, 0.25))
    stage.box(0, stage.floor + 0.02, 1, stage.floor + 0.035, (214, 184, 92))
    roof = shade(light.dark, 0.08)
    stage.shape([(0, 0.05), (1, 0.05), (1, 0.11), (0, 0.09)], roof)
    for x in (0.1, 0.9):
        stage.box(x - 0.012, 0.08, x + 0.012, stage.floor + 0.08, roof)
    stage.box(0.38, 0.13, 0.62, 0.19, mix((44, 66, 104), light.dark, 0.2), 0.008)


def lookout(stage: Stage) -> None:
    """A room with windows all around, hills and forest below it, and a low bench under the panes."""
    light = stage.light
    wood = mix(light.low, (120, 88, 62), 0.55)
    top, low = 0.14, stage.floor - 0.12
    stage.box(0, 0, 1, 1, shade(wood, -0.05))
    stage.box(0, top, 1, low, stage.pane)
    green = (30, 44, 52) if stage.night else (92, 118, 96)
    for number, rise in enumerate((0.2, 0.11)):
        hills(stage, low, mix(light.low, green, 0.35 + 0.3 * number), rise)
    stage.box(0, low, 1, 1, wood)
    stage.box(0, low, 1, low + 0.02, shade(wood, 0.16))
    for x in (0.0, 0.24, 0.5, 0.76, 1.0):
        stage.line(x, top, x, low, shade(light.dark, 0.08), 0.016)
    stage.line(0, top + 0.08, 1, top + 0.08, shade(light.dark, 0.08), 0.008)
    stage.box(0, 0, 1, top, shade(wood, -0.18))
    stage.box(0, stage.floor, 1, 1, shade(wood, -0.22))
    stage.box(0.08, stage.floor - 0.05, 0.36, stage.floor, shade(wood, -0.3), 0.01)
