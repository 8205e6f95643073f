"""Where and when a shot plays, as far as a picture shows it: the kind of place, the light, the weather."""

import re
from collections.abc import Sequence

from storyboard import marks, staging
from storyboard.animatic import colours
from storyboard.animatic.colours import RGB, mix
from storyboard.languages import CODES, Language
from storyboard.languages import scenery as vocabulary
from storyboard.languages.scenery import Side
from storyboard.model import Shot
from storyboard.patterns import deferred
from storyboard.records import dataclass
from storyboard.staging import anchors
from storyboard.staging.anchors import Fixture

COLOURLESS = deferred(r"黑白|black[- ]and[- ]white|monochrome", re.IGNORECASE)


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

    def painted(self, wall: RGB) -> "Light":
        """The same light on walls of a colour: two rooms of one kind are told apart."""
        return Light(mix(self.top, wall, WALL), mix(self.low, wall, WALL), self.floor, self.glow, self.dark)


WALL = 0.22
"""How much of a room's own colour its walls have."""
WALLS: tuple[RGB, ...] = (
    (196, 178, 150), (150, 172, 178), (166, 180, 150), (188, 160, 156), (172, 164, 186), (200, 190, 168), (146, 160, 186), (190, 172, 132),
)  # fmt: skip
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
    unlit: bool
    """Whether its lights have gone out."""
    memory: bool
    colourless: bool
    anchors: tuple[Fixture, ...] = ()
    """Its fixed things, each on its side."""


_ROOMS = (
    "room",
    "office",
    "corridor",
    "bedroom",
    "car",
    "lockers",
    "bathroom",
    "ward",
    "classroom",
    "controls",
    "backstage",
)
OLD_PLACES: dict[str, dict[str, str]] = {
    "east": dict.fromkeys(("street", "alley", "roof", "pitch", "site"), "old-street")
    | dict.fromkeys((*_ROOMS, "hall", "bar", "eatery", "church"), "old-room")
    | {"kitchen": "hearth", "works": "barn", "ring": "court"},
    "west": dict.fromkeys(("street", "alley", "roof", "pitch", "site", "court"), "west-street")
    | dict.fromkeys(_ROOMS, "west-room")
    | {"kitchen": "hearth", "bar": "hearth", "eatery": "hearth", "works": "barn", "ring": "court"},
}
"""What is drawn in a film of long ago in the place of what there was not."""


def setting(shot: Shot, near: Sequence[Shot] = (), *, back: bool = False, old: str = "") -> Setting:
    """The setting of a shot, from its location, time, weather, style and visual, and from what other shots tell of the place.

    `back`: the camera looks back, and the fixed things behind it are not seen. `old`: in a film of long ago.
    """
    inside = vocabulary.is_inside(shot.location)
    place = vocabulary.kind(shot.location, "inside" if inside else "outside") or _told_elsewhere(shot, near)
    place = _aboard(shot) or place
    hour = vocabulary.light(shot.time)
    seen = vocabulary.weather(shot.weather)
    weather = seen if seen and seen != "clear" else ""
    light = LIGHTS[hour, inside]
    if weather and not inside:
        light = light.under((96, 106, 118) if hour == "day" else (40, 46, 62), 0.5 if weather != "snow" else 0.2)
    number = colours.seed(shot.location)
    if inside:
        light = light.painted(WALLS[number % len(WALLS)])
    style = f"{shot.style_tags} {shot.action} {shot.visual}"
    place = place or ("bare" if inside else "open")
    return Setting(
        OLD_PLACES[old].get(place, place) if old else place,
        inside,
        hour,
        weather,
        light,
        number,
        any(Language.of(code).word("style.dark") in shot.style_tags for code in CODES),
        staging.layer(shot) != "present",
        bool(COLOURLESS.search(style)),
        () if back else _anchors(shot, near),
    )


_ABOARD = (
    ("train", deferred(r"[坐站靠倚趴躺]在[^，。]{0,5}(?:车厢|火车|列车|卧铺)[里内中上]?|(?:隔着|贴着|探出)[^，。]{0,3}(?:车厢|火车|列车)[^，。]{0,3}窗"
              r"|\b(?:sit(?:s|ting)|stand(?:s|ing)|lean(?:s|ing)|seated) (?:in|inside|at|by|behind|on) (?:the|a|her|his) (?:moving )?(?:train|carriage|compartment|train window|carriage window)\b", re.I)),
    ("car", deferred(r"坐在[^，。]{0,6}(?:车里|车内|车上|驾驶座|副驾|后座|驾驶室)|\b(?:sit(?:s|ting)|seated|slump(?:s|ed)) (?:in|inside|behind) (?:the|a|her|his) (?:parked )?(?:\w+ )?(?:car|taxi|cab|van|truck|wheel|back seat|driver's seat|passenger seat)\b", re.I)),
)  # fmt: skip
"""What somebody sits in -> the words of a picture that say so."""


def _aboard(shot: Shot) -> str:
    """What whoever is seen from near sits in, a train at a platform or a car in a street; empty where its words say nothing of it."""
    if re.search(r"全景|远景|\b(?:wide|full|establishing)\b", shot.camera):
        return ""
    words = staging.picture_of(shot.visual)
    return next((kind for kind, said in _ABOARD if said.search(words)), "")


def _told_elsewhere(shot: Shot, near: Sequence[Shot]) -> str:
    """The kind of a place whose name tells none: of what it looks like, or of the longer name that it has elsewhere (溜索头 of 怒江峡谷·溜索头)."""
    inside = vocabulary.is_inside(shot.location)
    side: Side = "inside" if inside else "outside"
    name = vocabulary.SIDED.sub("", shot.location)
    looks = (marks.set_of(one.visual) for one in (shot, *near) if one.location == shot.location)
    longer = (
        one.location for one in near if name and name in one.location and vocabulary.is_inside(one.location) == inside
    )
    told = (vocabulary.kind(text, side, told=True) for text in looks if text)
    return next(filter(None, (*told, *(vocabulary.kind(text, side) for text in longer))), "")


def _anchors(shot: Shot, near: Sequence[Shot]) -> tuple[Fixture, ...]:
    """The fixed things that the shot tells of its place, then those that the others tell."""
    told = (shot, *(other for other in near if other.location == shot.location))
    found = [one for each in told for one in anchors.read(staging.picture_of(each.visual))]
    return tuple({one.kind: one for one in reversed(found)}.values())
