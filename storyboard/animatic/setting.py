"""Where and when a shot plays, as far as a picture shows it: the kind of place, the light, the weather."""

import re
from dataclasses import dataclass

from storyboard import staging
from storyboard.animatic import colours
from storyboard.animatic.colours import RGB, mix
from storyboard.languages import scenery as vocabulary
from storyboard.model import Shot

COLOURLESS = re.compile(r"黑白|black[- ]and[- ]white|monochrome", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Light:
    """The colours of a place at a time."""

    top: RGB
    low: RGB
    floor: RGB
    glow: RGB
    """Lamps and sky light; also tints the figures."""
    dark: RGB

    def under(self, cover: RGB, part: float) -> "Light":
        """The same light under a grey sky; less in what falls on people, whose colours must stay readable."""
        top, low, floor, dark = (mix(colour, cover, part) for colour in (self.top, self.low, self.floor, self.dark))
        return Light(top, low, floor, mix(self.glow, cover, part * 0.3), dark)


LIGHTS = {
    ("day", True): Light((222, 211, 193), (198, 184, 163), (150, 128, 106), (255, 246, 228), (104, 88, 76)),
    ("dusk", True): Light((196, 152, 124), (150, 108, 98), (104, 78, 76), (255, 214, 156), (70, 50, 58)),
    ("night", True): Light((70, 66, 88), (46, 44, 64), (42, 38, 50), (250, 206, 140), (26, 24, 36)),
    ("day", False): Light((150, 186, 212), (226, 226, 214), (156, 152, 144), (255, 250, 236), (92, 104, 116)),
    ("dusk", False): Light((88, 78, 118), (238, 168, 118), (88, 74, 84), (255, 210, 160), (54, 46, 70)),
    ("night", False): Light((18, 24, 46), (52, 58, 88), (34, 36, 50), (214, 214, 232), (14, 16, 30)),
}


@dataclass(frozen=True, slots=True)
class Setting:
    """What a picture needs to know about where and when."""

    place: str
    inside: bool
    hour: str
    """`day`, `dusk` or `night`."""
    weather: str
    """`rain`, `snow`, `fog`, `grey` or empty."""
    light: Light
    number: int
    """Steady for a location: what varies between rooms follows it."""
    memory: bool
    colourless: bool


def setting(shot: Shot) -> Setting:
    """The setting of a shot, from its location, time, weather, style and visual."""
    inside = vocabulary.is_inside(shot.location)
    place = vocabulary.kind(shot.location, "inside" if inside else "outside")
    hour = vocabulary.light(shot.time)
    seen = vocabulary.weather(shot.weather)
    weather = seen if seen and seen != "clear" else ""
    light = LIGHTS[hour, inside]
    if weather and not inside:
        light = light.under((96, 106, 118) if hour == "day" else (40, 46, 62), 0.5 if weather != "snow" else 0.2)
    style = f"{shot.style_tags} {shot.action} {shot.visual}"
    return Setting(
        place or ("room" if inside else "street"),
        inside,
        hour,
        weather,
        light,
        colours.seed(shot.location),
        staging.layer(shot) != "present",
        bool(COLOURLESS.search(style)),
    )
