"""Colour words of looks and scripts as RGB, and the few arithmetic steps pictures need with them."""

from functools import cache
from zlib import crc32

RGB = tuple[int, int, int]

WORDS: tuple[tuple[str, RGB], ...] = (
    ("藏青 藏蓝 navy", (38, 48, 82)), ("宝蓝 royal-blue cobalt", (44, 74, 158)), ("天蓝 sky-blue", (134, 178, 212)),
    ("湖蓝 teal 孔雀", (38, 122, 132)), ("墨绿 forest-green", (38, 74, 62)), ("军绿 橄榄 olive khaki-green", (92, 98, 66)),
    ("翠绿 emerald", (46, 128, 92)), ("酒红 暗红 burgundy maroon wine", (112, 34, 48)), ("大红 鲜红 scarlet crimson", (190, 40, 44)),
    ("玫红 桃红 rose magenta", (194, 70, 108)), ("粉 pink", (226, 168, 174)), ("橘 橙 orange", (216, 126, 62)),
    ("杏 apricot", (226, 188, 150)), ("米 beige cream ivory 象牙", (226, 212, 186)), ("卡其 khaki tan", (184, 160, 120)),
    ("驼 camel", (176, 136, 96)), ("咖啡 茶 棕 褐 栗 brown chestnut coffee auburn", (108, 74, 54)),
    ("金 gold golden blond blonde sandy 亚麻 flaxen", (206, 166, 96)), ("银白 silver-white", (206, 208, 212)),
    ("花白 斑白 salt-and-pepper grizzled", (150, 148, 148)), ("银 silver platinum", (186, 190, 196)),
    ("灰白 pale-grey", (176, 176, 176)), ("炭 charcoal", (58, 60, 66)), ("灰 grey gray", (126, 128, 134)),
    ("乌 黑 black", (36, 36, 42)), ("雪 白 white", (236, 234, 228)), ("紫 purple violet", (106, 78, 136)),
    ("靛 indigo", (50, 58, 118)), ("赭 rust russet terracotta", (150, 86, 54)), ("绛 plum aubergine", (98, 50, 82)),
    ("藕荷 丁香 lavender lilac mauve", (178, 158, 192)), ("鹅黄 saffron mustard amber ochre", (214, 166, 66)), ("石榴 ruby", (160, 36, 52)),
    ("slate", (92, 104, 118)), ("月白 ice-blue", (204, 216, 226)), ("玄 ink", (34, 32, 38)), ("竹青 sage", (122, 148, 118)),
    ("青 cyan", (92, 138, 148)), ("蓝 blue", (62, 94, 148)), ("绿 green", (74, 122, 84)),
    ("红 red ginger", (172, 48, 46)), ("黄 yellow", (222, 186, 88)), ("素 plain", (204, 200, 190)),
)  # fmt: skip
"""Words (a hyphen is a space) and what they look like, muted a little so that they sit together; the longest word wins."""
DEEPER, LIGHTER = ("深", "暗", "dark", "deep"), ("浅", "淡", "light", "pale", "soft")
NEUTRAL: tuple[RGB, ...] = (
    (96, 108, 122), (132, 118, 104), (108, 122, 108), (128, 104, 112), (86, 98, 108), (148, 136, 118),
)  # fmt: skip
SKIN: tuple[RGB, ...] = ((250, 222, 200), (246, 212, 187), (239, 200, 172), (229, 187, 156))


def seed(text: str) -> int:
    """A number that is the same for the same text on every machine."""
    return crc32(text.encode())


@cache
def _spellings(words: str) -> tuple[str, ...]:
    """The words of a row, with spaces for hyphens."""
    return tuple(word.replace("-", " ") for word in words.split())


def read(text: str, default: RGB | None = None) -> RGB:
    """The colour a text names; several words, the longest, then the earliest, wins. Unknown: `default`, else a neutral by hash."""
    lowered = text.lower().replace("-", " ")
    hits = [
        (-len(word), lowered.find(word), colour)
        for words, colour in WORDS
        for word in _spellings(words)
        if word in lowered
    ]
    if not hits:
        return default if default is not None else NEUTRAL[seed(text) % len(NEUTRAL)]
    colour = min(hits)[2]
    if any(word in lowered for word in DEEPER) and "暗红" not in lowered:
        return mix(colour, (16, 16, 22), 0.35)
    return mix(colour, (255, 252, 246), 0.4) if any(word in lowered for word in LIGHTER) else colour


def mix(one: RGB, other: RGB, part: float) -> RGB:
    """`part` of the other colour in the first."""
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(one, other, strict=True))
    return red, green, blue


def shade(colour: RGB, by: float) -> RGB:
    """Darker below 0, lighter above, by a part of the way to black or white."""
    return mix(colour, (12, 12, 18), -by) if by < 0 else mix(colour, (255, 252, 246), by)


def lightness(colour: RGB) -> float:
    """0 black to 1 white, as eyes see it."""
    red, green, blue = colour
    return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255
