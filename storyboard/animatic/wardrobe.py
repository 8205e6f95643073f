"""Clothes: which kind a description means, and how each is drawn on a body measured in heads."""

import re
from collections.abc import Iterable

from storyboard.animatic.colours import RGB, lightness, shade
from storyboard.animatic.pen import Pen, Point, mirrored
from storyboard.patterns import deferred

WEAR: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "dress",
        ("连衣裙", "礼服裙", "旗袍", "长裙", "短裙", "裙子", "晚礼服", "婚纱", "dress", "gown", "skirt", "qipao"),
    ),
    (
        "robe",
        (
            "汉服",
            "古装",
            "长袍",
            "道袍",
            "袍",
            "长衫",
            "襦裙",
            "嫁衣",
            "盔甲",
            "铠甲",
            "铁甲",
            "甲胄",
            "和服",
            "robe",
            "kimono",
            "gown of",
        ),
    ),
    ("tunic", ("号衣", "短褐", "短打", "短衣", "交领", "皂衣", "囚衣", "jerkin", "doublet", "smock")),
    ("cape", ("蓑衣", "斗篷", "披风", "cloak", "cape")),
    ("coat", ("大衣", "风衣", "羽绒", "白大褂", "coat", "parka")),
    (
        "plain",
        (
            "泳衣",
            "泳装",
            "swimsuit",
            "bathing suit",
            "wetsuit",
            "bikini",
            "bin-liner",
            "bin liner",
            "bin bag",
            "trash bag",
        ),
    ),
    ("suit", ("西装", "西服", "套装", "正装", "燕尾", "职业装", "suit", "blazer", "tuxedo")),
    ("uniform", ("制服", "军装", "警服", "中山装", "校服", "工装", "保安", "马褂", "uniform", "tunic")),
    (
        "hoodie",
        ("卫衣", "帽衫", "运动", "夹克", "皮衣", "棒球", "hoodie", "tracksuit", "jacket", "sweatshirt", "sportswear"),
    ),
    ("overalls", ("overalls", "dungarees", "背带裤", "背带工装")),
    ("shirt", ("衬衫", "衬衣", "短褂", "上衣", "布衣", "shirt", "blouse")),
    ("plain", ("毛衣", "针织", "T恤", "t恤", "背心", "sweater", "cardigan", "tee", "vest", "jumper")),
)
"""Kind -> the words that mean it; the first row with a hit wins."""


OLD = deferred(
    r"髻|凤冠|霞帔|嫁衣|宫装|步摇|长髯|(?<!半长)束发|交领|襦|[官蟒龙锦布]袍|号衣|皂衣|短褐|短打|汉服|古装|幞头|乌纱|铠甲|铁甲|札甲|甲胄|圆领袍|道袍|僧袍|直裰|褙子|[玉金发]冠|木簪|羽织|配袴|束发髷|\b(?:hanfu|hakama|topknot|cross-collared|round-collared robe)\b"
)
"""What people have on in films of long ago, in the east."""
WEST = deferred(
    r"及膝裤|紧身上衣|束胸|托加|束腰(?:麻布|羊毛)?短袍|白披领|系带羊毛|双排扣长礼服|白头巾下|羊毛(?:短袍|罩袍|长裙|长袍|长外套)|连帽斗篷|皮坎肩配亚麻|亚麻衬衣配|褶裥长袍|"
    r"\b(?:toga|doublet|chainmail|hauberk|kirtle|surcoat|jerkin|breeches|frock coat|bustled|wimple|coif|laced (?:wool|cotton|bodice)|wool gown|muslin gown|striped cotton gown|"
    r"linen cap|homespun|calico|belted (?:linen )?tunic|pleated long robe|canvas duster|petticoats?|crinoline|bonnet|tricorn|leather vest|suspenders|neckerchief|string tie|(?:wool|high-necked cotton|homespun) (?:dress|tunic|robe)|cravat|velvet gown|toga)\b"
)
"""What they have on there in the west."""
TODAY = {"plain": "tunic", "shirt": "tunic", "hoodie": "tunic", "suit": "robe", "coat": "robe", "uniform": "tunic"}
"""What a description that names nothing older means in the east of long ago."""
THERE = {
    "plain": "doublet",
    "hoodie": "doublet",
    "tunic": "doublet",
    "uniform": "doublet",
    "cape": "cloak",
    "suit": "coat",
}
"""What a description means in the west of long ago."""


_BUN = deferred(r"(?<=^女，)[6-9]\d岁，头发（[^，）]*，(?:圆|低|高|盘|发)?(?:发)?髻）")
"""The hair of an old woman, who has it in a bun today too."""


def is_old(appearances: Iterable[str]) -> str:
    """`east` or `west` where half of the people of a film or more are dressed as nobody has been there for a century or more; else empty."""
    every = [_BUN.sub("", looks.lower()) for looks in appearances]
    told = {side: sum(bool(words.search(looks)) for looks in every) for side, words in (("east", OLD), ("west", WEST))}
    side = max(told, key=lambda each: told[each])
    return side if told[side] and sum(told.values()) * 2 >= len(every) else ""


def wear_of(style: str, female: bool, *, old: str = "") -> str:
    """The kind of clothes a description means; a plain top where it says nothing known, what was worn in a film of long ago."""
    lowered = style.lower()
    found = next((wear for wear, words in WEAR if any(word in lowered for word in words)), "plain")
    if old == "east":
        return "robe" if female and found in TODAY else TODAY.get(found, found)
    if old:
        return "gown" if female and found not in ("robe", "cape", "coat") else THERE.get(found, found)
    return {"cape": "cloak"}.get(found, "shirt" if found == "dress" and not female else found)


BENEATH: RGB = (206, 198, 184)
"""The shirt beneath overalls."""
UNDER: RGB = (112, 126, 142)
"""What is under an apron of which nothing else is told."""
_APRON = deferred(r"围裙|围兜|\baprons?\b|\bpinafore\b", re.IGNORECASE)
_ALONE = deferred(r"\s*(?:[\u3400-\u9fff]{0,3}(?:围裙|围兜)|(?:[a-z]+ )?(?:apron|pinafore))\s*", re.IGNORECASE)


def apron(style: str, colour: RGB) -> RGB | None:
    """The colour of an apron in a description, None where it tells none: the colour of the clothes where they are nothing else, else one that is seen on them."""
    if not _APRON.search(style):
        return None
    if _ALONE.fullmatch(style):
        return colour
    return (226, 216, 196) if lightness(colour) < 0.7 else (94, 104, 116)


def tie_apron(pen: Pen, colour: RGB, shoulders: float, heads: float) -> None:
    """An apron with a bib, its straps and a pocket, over whatever is worn."""
    low = 3.4 + (heads - 0.1 - 3.4) * 0.42
    for side in (-1, 1):
        pen.stroke([(side * 0.17, 1.18), (side * shoulders * 0.4, 1.72)], shade(colour, -0.12), 0.06)
    pen.sharp(
        [(-shoulders * 0.42, 1.7), (shoulders * 0.42, 1.7), (shoulders * 0.56, 2.72), (-shoulders * 0.56, 2.72)], colour
    )
    pen.sharp(
        [(-shoulders * 0.66, 2.7), (shoulders * 0.66, 2.7), (shoulders * 0.8, low), (-shoulders * 0.8, low)],
        shade(colour, -0.05),
    )
    pen.stroke([(-shoulders * 0.7, 2.72), (0.0, 2.78), (shoulders * 0.7, 2.72)], shade(colour, -0.25), 0.05)
    pen.stroke([(-0.3, 3.02), (-0.28, 3.36), (0.28, 3.36), (0.3, 3.02), (-0.3, 3.02)], shade(colour, -0.2), 0.025)


def dress(pen: Pen, wear: str, colour: RGB, skin: RGB, build: tuple[float, float], *, female: bool) -> None:
    """Legs, arms, neck and torso, dressed; `build` is half the shoulder width and the height in heads."""
    shoulders, heads = build
    waist, hips = shoulders * (0.6 if female else 0.72), shoulders * (0.8 if female else 0.74)
    floor = heads - 0.1
    cloth = BENEATH if wear == "overalls" else colour
    _below(pen, wear, colour, skin, (waist, hips, floor))
    arm: list[Point] = [
        (0.76, 1.5), (1.0, 1.57), (1.13, 1.95), (1.2, 2.6), (1.16, 3.35), (1.0, 3.37), (0.99, 2.6), (0.86, 2.05),
    ]  # fmt: skip
    for side in (-1, 1):
        pen.oval((side * shoulders * 1.08, 3.5), (0.115, 0.17), shade(skin, -0.06))
        pen.smooth([(side * x * shoulders, y) for x, y in arm], shade(cloth, -0.13 if side < 0 else -0.2))
    neck = 0.165 if female else 0.205
    pen.sharp([(-neck, 0.75), (neck, 0.75), (neck * 1.15, 1.42), (-neck * 1.15, 1.42)], shade(skin, -0.1))
    pen.smooth([(-neck, 0.9), (0.0, 1.04), (neck, 0.9), (neck, 1.08), (0.02, 1.16), (-neck, 1.06)], shade(skin, -0.24))
    pen.smooth(
        mirrored(
            [
                (neck * 0.9, 1.27),
                (shoulders * 0.58, 1.39),
                (shoulders * 0.96, 1.55),
                (shoulders * 0.92, 2.0),
                (waist, 2.75),
                (hips, 3.45),
                (hips * 0.5, 3.62),
            ]
        ),
        cloth,
    )
    _TRIMS[wear](pen, colour, skin, shoulders, female)


def _below(pen: Pen, wear: str, colour: RGB, skin: RGB, measures: tuple[float, float, float]) -> None:
    """What covers the legs."""
    waist, hips, floor = measures
    knee = 3.4 + (floor - 3.4) * 0.5
    legs = (
        colour
        if wear == "overalls"
        else skin
        if wear == "dress"
        else (92, 84, 74)
        if wear == "doublet"
        else shade(colour, -0.08)
        if wear in ("suit", "uniform")
        else (58, 60, 70)
    )
    for side in (-1, 1):
        tone = shade(legs, -0.08 if side < 0 else -0.16)
        pen.sharp(
            [
                (side * x, y)
                for x, y in (
                    (0.0, 3.2),
                    (hips, 3.2),
                    (hips * 0.84, knee),
                    (hips * 0.66, floor),
                    (hips * 0.26, floor),
                    (hips * 0.12, knee),
                    (0.02, 3.6),
                )
            ],
            tone,
        )
        pen.smooth(
            [
                (side * x, y)
                for x, y in (
                    (0.1, floor - 0.06),
                    (0.4, floor - 0.1),
                    (0.58, floor + 0.1),
                    (0.3, floor + 0.14),
                    (0.1, floor + 0.1),
                )
            ],
            (38, 36, 42),
        )
    _hem(pen, wear, colour, (waist, hips, floor))


def _hem(pen: Pen, wear: str, colour: RGB, measures: tuple[float, float, float]) -> None:
    """The part of a robe, dress or coat that hangs below the waist."""
    waist, hips, floor = measures
    knee = 3.4 + (floor - 3.4) * 0.5
    hem = {
        "robe": (1.55, floor),
        "cape": (1.5, knee + 0.3),
        "cloak": (1.16, knee - 0.3),
        "tunic": (1.3, knee),
        "dress": (1.5, knee + 0.45),
        "gown": (1.75, floor),
        "doublet": (1.22, 3.75),
        "coat": (1.16, knee + 0.1),
    }.get(wear)
    if hem:
        wide, low = hem
        pen.smooth(
            mirrored(
                [
                    (waist, 2.6),
                    (hips * 1.05, 3.4),
                    (hips * (1 + wide) / 2, (3.4 + low) / 2),
                    (hips * wide, low - 0.05),
                    (hips * 0.6, low + 0.06),
                ]
            ),
            shade(colour, -0.05),
        )
        pen.stroke([(0.1, 3.5), (0.18, low)], shade(colour, -0.18), 0.025)


def _accent(colour: RGB) -> RGB:
    """What stands out on the cloth."""
    return shade(colour, 0.3) if lightness(colour) < 0.5 else shade(colour, -0.22)


def _suit(pen: Pen, colour: RGB, skin: RGB, shoulders: float, female: bool) -> None:
    inner = (238, 236, 230) if lightness(colour) < 0.7 else (58, 62, 76)
    pen.sharp([(-0.2, 1.24), (0.2, 1.24), (0.03, 2.3), (-0.03, 2.3)], inner)
    if female:
        pen.sharp([(-0.15, 1.24), (0.15, 1.24), (0.0, 1.66)], shade(skin, -0.05))
    else:
        pen.sharp([(-0.05, 1.34), (0.05, 1.34), (0.085, 2.1), (0.0, 2.24), (-0.085, 2.1)], shade((120, 44, 52), -0.1))
        for side in (-1, 1):
            pen.sharp([(side * 0.19, 1.2), (side * 0.02, 1.36), (side * 0.15, 1.5)], shade(inner, 0.1))
    for side in (-1, 1):
        lapel: list[Point] = [(0.19, 1.21), (0.37, 1.36), (0.34, 1.66), (0.4, 1.72), (0.02, 2.42)]
        pen.sharp([(side * x, y) for x, y in lapel], shade(colour, -0.14 if side < 0 else -0.22))
    pen.stroke([(0.0, 2.4), (0.03, 3.5)], shade(colour, -0.3), 0.018)
    pen.oval((0.03, 2.58), (0.028, 0.028), shade(colour, -0.45))


def _shirt(pen: Pen, colour: RGB, skin: RGB, shoulders: float, female: bool) -> None:
    pen.sharp([(-0.14, 1.22), (0.14, 1.22), (0.0, 1.52)], shade(skin, -0.05))
    for side in (-1, 1):
        pen.sharp([(side * 0.2, 1.18), (side * 0.0, 1.5), (side * 0.2, 1.62), (side * 0.3, 1.34)], shade(colour, 0.16))
        pen.stroke([(side * 0.0, 1.5), (side * 0.2, 1.62), (side * 0.3, 1.34)], shade(colour, -0.2), 0.014)
    pen.stroke([(0.0, 1.52), (0.0, 3.5)], shade(colour, -0.2), 0.016)
    for number in range(4):
        pen.oval((0.0, 1.8 + number * 0.42), (0.022, 0.022), shade(colour, -0.4))


def _overalls(pen: Pen, colour: RGB, skin: RGB, shoulders: float, female: bool) -> None:
    """A bib on straps over a shirt, in one with the trousers."""
    pen.sharp([(-0.14, 1.22), (0.14, 1.22), (0.0, 1.46)], shade(skin, -0.05))
    half = shoulders * 0.46
    for side in (-1, 1):
        pen.stroke([(side * 0.3, 1.3), (side * half * 0.9, 1.95)], shade(colour, -0.12), 0.1)
    pen.sharp([(-half, 1.9), (half, 1.9), (shoulders * 0.72, 2.75), (-shoulders * 0.72, 2.75)], colour)
    pen.sharp(
        [(-shoulders * 0.72, 2.7), (shoulders * 0.72, 2.7), (shoulders * 0.76, 3.6), (-shoulders * 0.76, 3.6)], colour
    )
    pen.sharp([(-0.2, 2.1), (0.2, 2.1), (0.18, 2.42), (-0.18, 2.42)], shade(colour, -0.16))
    pen.stroke([(-shoulders * 0.72, 2.75), (shoulders * 0.72, 2.75)], shade(colour, -0.25), 0.03)


def _uniform(pen: Pen, colour: RGB, skin: RGB, shoulders: float, female: bool) -> None:
    pen.sharp([(-0.22, 1.16), (0.22, 1.16), (0.26, 1.36), (0.0, 1.46), (-0.26, 1.36)], shade(colour, -0.18))
    pen.stroke([(0.0, 1.44), (0.0, 3.5)], shade(colour, -0.25), 0.018)
    for number in range(4):
        pen.oval((0.0, 1.72 + number * 0.42), (0.035, 0.035), (206, 178, 112))
    for side in (-1, 1):
        edge = shoulders
        pen.sharp(
            [
                (side * edge * 0.55, 1.4),
                (side * edge * 0.93, 1.5),
                (side * edge * 0.92, 1.6),
                (side * edge * 0.54, 1.49),
            ],
            shade(colour, -0.3),
        )
        pen.sharp(
            [(side * 0.3, 1.95), (side * 0.62, 1.95), (side * 0.6, 2.25), (side * 0.46, 2.31), (side * 0.32, 2.25)],
            shade(colour, -0.13),
        )


def _robe(pen: Pen, colour: RGB, skin: RGB, shoulders: float, female: bool) -> None:
    pen.sharp([(-0.17, 1.22), (0.17, 1.22), (0.02, 1.6)], shade(skin, -0.05))
    trim = _accent(colour)
    pen.sharp([(0.16, 1.16), (0.31, 1.28), (-0.36, 2.72), (-0.52, 2.62)], trim)
    pen.sharp([(-0.16, 1.16), (-0.31, 1.28), (-0.06, 1.86), (0.05, 1.66)], shade(trim, -0.1))
    pen.sharp(
        [(-shoulders * 0.74, 2.6), (shoulders * 0.74, 2.6), (shoulders * 0.76, 2.9), (-shoulders * 0.76, 2.9)],
        shade(trim, -0.16),
    )


def _cape(pen: Pen, colour: RGB, skin: RGB, shoulders: float, female: bool) -> None:
    _robe(pen, shade(colour, -0.2), skin, shoulders, female)
    _over(pen, colour, shoulders)


def _cloak(pen: Pen, colour: RGB, skin: RGB, shoulders: float, female: bool) -> None:
    _plain(pen, shade(colour, -0.2), skin, shoulders, female)
    _over(pen, colour, shoulders)


def _over(pen: Pen, colour: RGB, shoulders: float) -> None:
    """What hangs from the shoulders, in folds."""
    wide = shoulders
    for side in (-1, 1):
        wing: list[Point] = [
            (0.12, 1.14),
            (wide * 0.7, 1.4),
            (wide * 1.16, 1.66),
            (wide * 1.42, 3.1),
            (wide * 1.2, 3.3),
            (wide * 0.5, 3.2),
            (0.3, 2.0),
        ]
        pen.smooth([(side * x, y) for x, y in wing], shade(colour, -0.06 if side < 0 else -0.14))
        for part in (0.62, 0.86, 1.1):
            pen.stroke([(side * wide * part * 0.8, 1.6), (side * wide * part * 1.1, 3.1)], shade(colour, -0.28), 0.018)
    pen.stroke([(-0.2, 1.24), (0.0, 1.32), (0.2, 1.24)], shade(colour, -0.35), 0.06)


def _dress(pen: Pen, colour: RGB, skin: RGB, shoulders: float, female: bool) -> None:
    pen.smooth(
        [(-0.34, 1.3), (-0.2, 1.22), (0.2, 1.22), (0.34, 1.3), (0.2, 1.66), (0.0, 1.76), (-0.2, 1.66)],
        shade(skin, -0.03),
    )
    pen.stroke([(-0.34, 1.31), (-0.2, 1.66), (0.0, 1.77), (0.2, 1.66), (0.34, 1.31)], shade(colour, 0.2), 0.025)
    pen.stroke([(-shoulders * 0.58, 2.72), (0.0, 2.78), (shoulders * 0.58, 2.72)], shade(colour, -0.25), 0.05)


def _gown(pen: Pen, colour: RGB, skin: RGB, shoulders: float, female: bool) -> None:
    """A long dress with a linen collar, laced in front."""
    linen = (238, 234, 224) if lightness(colour) < 0.8 else shade(colour, -0.14)
    pen.smooth(
        [(-0.3, 1.24), (-0.18, 1.2), (0.18, 1.2), (0.3, 1.24), (0.14, 1.5), (0.0, 1.56), (-0.14, 1.5)],
        shade(skin, -0.03),
    )
    for side in (-1, 1):
        pen.sharp(
            [
                (side * 0.22, 1.16),
                (side * shoulders * 0.8, 1.42),
                (side * 0.42, 1.72),
                (0.0, 1.62),
                (side * 0.12, 1.46),
            ],
            linen,
        )
    for number in range(4):
        pen.stroke([(-0.1, 1.86 + number * 0.2), (0.1, 1.94 + number * 0.2)], shade(colour, -0.4), 0.02)
        pen.stroke([(0.1, 1.86 + number * 0.2), (-0.1, 1.94 + number * 0.2)], shade(colour, -0.4), 0.02)
    pen.stroke([(-shoulders * 0.6, 2.72), (0.0, 2.8), (shoulders * 0.6, 2.72)], shade(colour, -0.3), 0.06)


def _doublet(pen: Pen, colour: RGB, skin: RGB, shoulders: float, female: bool) -> None:
    """A close jacket with a linen collar, a row of buttons and a belt."""
    linen = (238, 234, 224) if lightness(colour) < 0.8 else shade(colour, -0.14)
    pen.stroke([(0.0, 1.4), (0.0, 3.6)], shade(colour, -0.24), 0.018)
    for number in range(7):
        pen.oval((0.0, 1.66 + number * 0.16), (0.026, 0.026), shade(colour, -0.42))
    for side in (-1, 1):
        pen.sharp([(side * 0.2, 1.14), (side * 0.5, 1.4), (side * 0.3, 1.62), (0.0, 1.42)], linen)
    pen.sharp(
        [(-shoulders * 0.74, 2.72), (shoulders * 0.74, 2.72), (shoulders * 0.75, 2.84), (-shoulders * 0.75, 2.84)],
        (64, 48, 38),
    )


def _coat(pen: Pen, colour: RGB, skin: RGB, shoulders: float, female: bool) -> None:
    pen.sharp([(-0.19, 1.22), (0.19, 1.22), (0.07, 2.2), (-0.07, 2.2)], shade((82, 84, 94), 0.0))
    for side in (-1, 1):
        wing: list[Point] = [(0.17, 1.14), (0.4, 1.3), (0.5, 1.74), (0.32, 1.78), (0.03, 2.3)]
        pen.sharp([(side * x, y) for x, y in wing], shade(colour, -0.12 if side < 0 else -0.2))
        for number in range(2):
            pen.oval((side * 0.2, 2.5 + number * 0.5), (0.034, 0.034), shade(colour, -0.45))
    pen.stroke([(0.0, 2.28), (0.04, 3.55)], shade(colour, -0.3), 0.02)


def _hoodie(pen: Pen, colour: RGB, skin: RGB, shoulders: float, female: bool) -> None:
    pen.smooth(
        [(-0.36, 1.28), (-0.24, 1.12), (0.0, 1.4), (0.24, 1.12), (0.36, 1.28), (0.2, 1.58), (0.0, 1.68), (-0.2, 1.58)],
        shade(colour, -0.2),
    )
    pen.stroke([(0.0, 1.64), (0.0, 3.5)], shade(colour, -0.34), 0.026)
    for side in (-1, 1):
        pen.stroke([(side * 0.12, 1.58), (side * 0.13, 2.0)], shade(colour, 0.5), 0.022)


def _plain(pen: Pen, colour: RGB, skin: RGB, shoulders: float, female: bool) -> None:
    pen.smooth([(-0.24, 1.26), (0.0, 1.22), (0.24, 1.26), (0.14, 1.44), (0.0, 1.49), (-0.14, 1.44)], shade(skin, -0.05))
    pen.stroke([(-0.27, 1.26), (-0.15, 1.46), (0.0, 1.51), (0.15, 1.46), (0.27, 1.26)], shade(colour, -0.24), 0.045)


_TRIMS = {
    "suit": _suit, "shirt": _shirt, "overalls": _overalls, "uniform": _uniform, "robe": _robe,
    "tunic": _robe, "cape": _cape, "cloak": _cloak, "dress": _dress, "coat": _coat, "hoodie": _hoodie, "plain": _plain,
    "gown": _gown, "doublet": _doublet,
}  # fmt: skip
