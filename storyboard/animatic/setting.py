"""Where and when a shot plays, as far as a picture shows it: the kind of place, the light, the weather."""

import re
from dataclasses import dataclass

from storyboard import staging
from storyboard.animatic import colours
from storyboard.animatic.colours import RGB, mix
from storyboard.model import Shot

PLACES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("car", ("轿车", "车内", "车里", "车厢", "出租车", "汽车", "公交", "地铁", "火车上", "BUS", "TRAIN", "SUBWAY", "CAR", "TAXI", "VAN", "TRUCK")),
    ("bedroom", ("卧室", "病房", "寝室", "宿舍", "医院", "客房", "寝殿", "BEDROOM", "HOSPITAL", "WARD", "DORM", "MOTEL")),
    ("study", ("书房", "图书馆", "书店", "档案", "LIBRARY", "STUDY", "BOOKSHOP", "BOOKSTORE")),
    ("office", ("办公", "会议", "公司", "教室", "警局", "审讯", "OFFICE", "MEETING", "CLASSROOM", "STATION", "LAB")),
    ("hall", ("宴会", "大厅", "礼堂", "酒店", "大堂", "剧院", "教堂", "殿", "法庭", "HALL", "LOBBY", "BALLROOM", "CHURCH", "COURT")),
    ("corridor", ("走廊", "楼道", "楼梯", "电梯", "地下", "隧道", "CORRIDOR", "HALLWAY", "STAIR", "ELEVATOR", "TUNNEL")),
    ("alley", ("巷", "胡同", "弄堂", "ALLEY", "LANE")),
    ("street", ("街", "路口", "马路", "路边", "广场", "STREET", "ROAD", "AVENUE", "SQUARE", "SIDEWALK")),
    ("water", ("海边", "海滩", "大海", "海上", "海面", "沙滩", "河", "湖", "江边", "江上", "江面", "码头", "渡口", "船", "甲板", "渡轮", "岸",
               "SEA", "RIVER", "LAKE", "BEACH", "PIER", "DOCK", "BOAT", "DECK", "FERRY", "SHIP", "HARBOR", "HARBOUR")),
    ("nature", ("树林", "森林", "竹林", "山林", "山", "公园", "田野", "田间", "田地", "村口", "花园", "荒野", "野外", "草原", "草地", "坟",
                "墓", "沙漠", "FOREST", "WOODS", "PARK", "FIELD", "GARDEN", "HILL", "MOUNTAIN", "FARM", "DESERT", "CEMETERY")),
    ("court", ("院", "宅", "府", "宫", "庙", "寺", "城门", "客栈", "YARD", "TEMPLE", "PALACE", "CASTLE", "VILLAGE")),
    ("roof", ("天台", "楼顶", "屋顶", "阳台", "ROOF", "BALCONY", "TERRACE")),
)  # fmt: skip
"""Kind -> words in a location that mean it; the first row with a hit wins. Else `room` inside, `street` outside."""
INSIDE_ONLY = frozenset({"car", "bedroom", "study", "office", "hall", "corridor"})
OUTSIDE_ONLY = frozenset({"street", "alley", "water", "nature", "court", "roof"})
NIGHT = re.compile(r"夜|晚|凌晨|子时|亥时|丑时|三更|night|midnight", re.IGNORECASE)
DUSK = re.compile(r"黄昏|傍晚|日落|夕|暮|清晨|黎明|拂晓|晨|dusk|dawn|sunset|sunrise|evening|twilight", re.IGNORECASE)
INSIDE = re.compile(r"（内|内）|\(int|int\)|^int|interior|inside", re.IGNORECASE)
OUTSIDE = re.compile(r"（外|外）|\(ext|ext\)|^ext|exterior|outside", re.IGNORECASE)
WEATHER: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("snow", re.compile(r"雪|snow|blizzard", re.IGNORECASE)),
    ("rain", re.compile(r"雨|rain|storm|雷", re.IGNORECASE)),
    ("fog", re.compile(r"雾|霾|fog|mist|haz", re.IGNORECASE)),
    ("grey", re.compile(r"阴|多云|cloud|overcast|grey|gray", re.IGNORECASE)),
)
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


def _stands(word: str, text: str) -> bool:
    """Whether a place word stands in the text; a Latin one only as a whole word."""
    return re.search(rf"\b{word}S?\b", text) is not None if word.isascii() else word in text


def setting(shot: Shot) -> Setting:
    """The setting of a shot, from its location, time, weather, style and visual."""
    upper = shot.location.upper()
    place = next((kind for kind, words in PLACES if any(_stands(word, upper) for word in words)), "")
    said_in, said_out = INSIDE.search(shot.location), OUTSIDE.search(shot.location)
    inside = bool(said_in) or (not said_out and place not in OUTSIDE_ONLY)
    if place in (OUTSIDE_ONLY if inside else INSIDE_ONLY):
        place = ""
    hour = "dusk" if DUSK.search(shot.time) else "night" if NIGHT.search(shot.time) else "day"
    weather = next((kind for kind, words in WEATHER if words.search(shot.weather)), "")
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
