"""What is on a head beside its hair: hats, cloths and helmets by the words for them, and the patch or cloth over one eye."""

import re

from storyboard.animatic.colours import RGB, read, shade
from storyboard.animatic.pen import Pen, Point, mirrored
from storyboard.patterns import deferred
from storyboard.records import dataclass

HATS: tuple[tuple[str, tuple[str, ...], RGB | None], ...] = (
    ("wings", ("乌纱", "官帽", "纱帽", "幞头"), (30, 30, 36)),
    ("cone", ("斗笠", "蓑笠", "竹笠", "conical hat"), (196, 164, 104)),
    ("helmet", ("安全帽", "头盔", "盔", "helmet", "hard hat"), (214, 180, 84)),
    ("scarf", ("头巾", "包头巾", "headscarf", "head scarf", "bonnet", "hijab", "kerchief on"), None),
    ("turban", ("缠头", "包头", "turban"), None),
    ("brim", ("草帽", "straw hat", "sun hat"), (206, 178, 120)),
    ("brim", ("礼帽", "毡帽", "毡笠", "牛仔帽", "felt hat", "fedora", "bowler", "top hat", "cowboy hat", "stetson", "trilby", "bucket hat"), (62, 54, 52)),
    ("knit", ("毛线帽", "针织帽", "棉帽", "皮帽", "虎头帽", "瓜皮帽", "睡帽", "beanie", "woolly hat", "wool hat", "knit cap", "fur hat"), None),
    ("cap", ("帽", "cap", "beret", "hat"), None),
)  # fmt: skip
"""Drawing, the words that mean it, its colour where no word beside it tells another; the first row with a hit wins."""
_NONE = deferred(
    r"(?:没戴|不戴|未戴|摘了?|脱了?)[^，、）]{0,4}帽|\b(?:no|without an?) (?:\w+ )?(?:hat|cap)\b|帽衫|连帽|兜帽"
)
"""What holds such a word and puts nothing on a head."""
_WORN = deferred(r"[^，、；（）,;()]{0,8}$|\b(?:\w+ ){0,2}$")
_COVERED = deferred(
    r"(?P<side>[左右])?(?:边的?)?(?:眼|只眼)[^，、；）]{0,4}(?:蒙|罩|缠|包|贴|遮|裹)着?[^，、；）]{0,6}|(?:(?P<patch>[左右])眼)?[^，、；）]{0,4}眼罩|独眼"
    r"|\b(?P<en>left|right)[ -]eye (?:is )?(?:covered|bandaged|patched|bound|hidden|behind)|\beye[ -]?patch(?:[^,;)]* (?P<over>left|right))?|\b(?:patch|bandage|cloth|rag) (?:over|across|on) (?:his |her |the |one )?(?:(?P<on>left|right) )?eye|\bone[- ]eyed?\b"
)
_WHITE = deferred(r"白|纱布|绷带|white|bandage|gauze")
_CLOTH = deferred(r"布|绷带|缠|裹|cloth|bandage|rag|bound")
_BEARDS = (
    ("moustache", deferred(r"(?:八字|一字|小|两撇|仁丹)胡子?|\b(?:moustache|mustache)\b")),
    ("pointed", deferred(r"山羊胡|[长美]须|[长美]髯|胡须|须$|须[，、）]|\b(?:goatee|long (?:\w+ )?beard)\b")),
    ("full", deferred(r"络腮|胡子|大胡|胡茬|髯|\b(?:beard|bearded|whiskers)\b")),
)
"""What grows on a face, and the words for it; the first row with a hit wins."""
_SHAVEN = deferred(
    r"(?:无|没有?|未留|刮了?|剃了?)[^，、）]{0,3}[胡须]|\b(?:no|without an?) (?:\w+ )?(?:beard|moustache|mustache)\b|必须|胡同|二胡"
)
_OUTLINE: list[Point] = [(0.0, -0.27), (0.3, -0.2), (0.47, 0.04), (0.49, 0.2)]


@dataclass(frozen=True, slots=True)
class Headwear:
    """What somebody has on the head."""

    hat: str = ""
    """A row of `HATS`; empty: none."""
    colour: RGB = (40, 40, 46)
    eye: int = 0
    """1: their left eye is covered, which is at our right, -1: their right one, 0: none."""
    cloth: bool = False
    """Whether it is a cloth round the head, and no patch."""
    cover: RGB = (28, 26, 30)
    beard: str = ""
    """`full`, `pointed`, `moustache`; empty: none."""


def headwear(worn: str, clothes: RGB) -> Headwear:
    """What a description of clothes and marks puts on a head."""
    lowered = worn.lower()
    eye = _COVERED.search(lowered)
    side, cloth, cover = 0, False, (28, 26, 30)
    if eye:
        told = next((word for word in eye.groups() if word), "left")
        side = -1 if told in ("右", "right") else 1
        cloth = _CLOTH.search(eye[0]) is not None
        cover = (232, 228, 220) if _WHITE.search(eye[0]) else cover
    bare = _NONE.sub("", lowered)
    grown = _SHAVEN.sub("", lowered)
    beard = next((kind for kind, words in _BEARDS if words.search(grown)), "")
    for kind, words, colour in HATS:
        word = next((found for word in words if (found := _stands(word, bare))), None)
        if word:
            beside = _WORN.search(bare[: word.start()])
            told_colour = read(beside[0] if beside else "", colour or shade(clothes, -0.3))
            return Headwear(kind, told_colour, side, cloth, cover, beard)
    return Headwear("", clothes, side, cloth, cover, beard)


def _stands(word: str, text: str) -> re.Match[str] | None:
    """Where a word stands in a text, a Latin one as a whole word."""
    return re.search(rf"\b{word}s?\b" if word.isascii() else word, text)


def hat(pen: Pen, worn: Headwear, turn: float) -> None:
    """The hat over hair that was drawn."""
    colour = worn.colour
    dark = shade(colour, -0.22)
    if worn.hat == "wings":
        for side in (-1, 1):
            pen.oval((side * 0.72, 0.02), (0.32, 0.055), dark)
        pen.smooth(
            mirrored([(0.0, -0.42), (0.26, -0.38), (0.34, -0.12), (0.46, 0.02), (0.46, 0.17), (0.0, 0.13)]), colour
        )
        pen.stroke([(-0.4, -0.02), (0.0, -0.1), (0.4, -0.02)], shade(colour, 0.16), 0.02)
    elif worn.hat == "cone":
        pen.smooth(mirrored([(0.0, -0.5), (0.1, -0.44), (0.86, 0.1), (0.8, 0.19), (0.0, 0.25)]), colour)
        for x in (-0.5, -0.22, 0.08, 0.36):
            pen.stroke([(x * 0.16, -0.44), (x, 0.2)], dark, 0.016)
    elif worn.hat == "brim":
        pen.oval((turn * 0.4, 0.13), (0.78, 0.105), dark)
        pen.smooth(mirrored([(0.0, -0.36), (0.24, -0.32), (0.36, -0.2), (0.4, 0.1), (0.0, 0.13)]), colour)
        pen.stroke([(-0.4, 0.05), (0.0, 0.08), (0.4, 0.05)], shade(colour, -0.45), 0.06)
    elif worn.hat == "scarf":
        pen.smooth(
            mirrored(
                [
                    *_OUTLINE,
                    (0.5, 0.62),
                    (0.42, 0.98),
                    (0.24, 1.16),
                    (0.36, 0.8),
                    (0.385, 0.4),
                    (0.2, 0.18),
                    (0.0, 0.14),
                ]
            ),
            colour,
        )
    elif worn.hat == "turban":
        pen.smooth(mirrored([(0.0, -0.36), (0.36, -0.3), (0.54, -0.06), (0.48, 0.16), (0.0, 0.2)]), colour)
        for y in (-0.2, -0.06, 0.08):
            pen.stroke([(-0.48, y + 0.1), (0.0, y - 0.05), (0.48, y)], dark, 0.02)
    else:
        low = 0.24 if worn.hat == "knit" else 0.17
        pen.smooth(mirrored([*_OUTLINE, (0.47, low), (0.0, low - 0.05)]), colour)
        if worn.hat == "knit":
            pen.stroke([(-0.47, 0.12), (0.0, 0.07), (0.47, 0.12)], dark, 0.12)
        else:
            wide = 0.52 if worn.hat == "helmet" else 0.34
            pen.oval((turn * 2.4 if worn.hat == "cap" else 0.0, 0.19), (wide, 0.06), dark)


def beard(pen: Pen, kind: str, colour: RGB, turn: float, *, speaking: bool) -> None:
    """What grows on a face, under its mouth or over it."""
    x, low = turn * 1.1, 0.9 if speaking else 0.87
    for side in (-1, 1):
        pen.stroke([(x, 0.762), (x + side * 0.07, 0.772), (x + side * 0.13, 0.815)], colour, 0.045)
    if kind == "pointed":
        pen.smooth(
            [(x - 0.1, low), (x, low - 0.02), (x + 0.1, low), (x + 0.07, 1.1), (x, 1.3), (x - 0.07, 1.1)], colour
        )
    elif kind == "full":
        side_hair: list[Point] = [(0.405, 0.56), (0.42, 0.72), (0.34, 0.95), (0.16, 1.1), (0.0, 1.13)]
        inner: list[Point] = [(0.0, low), (0.15, low - 0.03), (0.24, 0.74), (0.35, 0.58)]
        pen.smooth(
            [
                *side_hair,
                *((-a, b) for a, b in reversed(side_hair[:-1])),
                *((-a, b) for a, b in reversed(inner)),
                *inner[1:],
            ],
            colour,
        )


def covered_eye(pen: Pen, worn: Headwear, turn: float, low: float) -> None:
    """The patch or cloth over one eye of a face; `low` is the height of the eyes."""
    side, colour = worn.eye, worn.cover
    x = side * 0.17 + turn
    if worn.cloth:
        band: list[Point] = [
            (side * 0.41, low - 0.11),
            (side * 0.41, low + 0.12),
            (x - side * 0.1, low + 0.1),
            (-side * 0.38, 0.22),
            (-side * 0.35, 0.1),
            (x - side * 0.04, low - 0.12),
        ]
        pen.sharp(band, colour)
        return
    pen.stroke([(-side * 0.37, 0.24), (x, low - 0.06), (side * 0.41, low + 0.02)], colour, 0.03)
    pen.oval((x, low + 0.01), (0.115, 0.1), colour)


__all__ = ["HATS", "Headwear", "beard", "covered_eye", "hat", "headwear"]
