"""Text as the pictures show it: the bundled face, lines broken by the rules of Chinese and English, missing glyphs as codes."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from storyboard.patterns import deferred

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

FONT = Path(__file__).parent / "fonts" / "StoryboardSansSC.ttf"
"""Not packed: as WOFF2 it would be 4 MB less on the disk, and unpacking it takes 60 ms for each size that is asked for."""
OPENERS = "“‘「『《〈（【〔([{<"
CLOSERS = "，。！？；：、”’」』》〉）】〕…—·～,.!?;:)]}>%％℃"
CODE_SIZE = 15
"""Pixels of the code that stands for a glyph the font does not have."""
_CHUNK = deferred(r"\n|[ \t\u3000]+|(?:[^\W\u2e80-\uffff]|['’\-.:/@_&#$+](?=\w))+|.", re.DOTALL)
_NONE = "\U0010fffe"
_NARROW = {"’": 0.26, "‘": 0.26, "“": 0.44, "”": 0.44}
"""Quotation marks, a full square in this font, between Latin letters: what they take there, in parts of the size."""
_LATIN = deferred(r"[A-Za-z0-9,.!?;:\-]")


@cache
def face(size: int) -> "FreeTypeFont":
    """The bundled font at a size in pixels. Basic layout: the subset has no shaping tables."""
    from PIL import ImageFont

    return ImageFont.truetype(str(FONT), size, layout_engine=ImageFont.Layout.BASIC)


@cache
def has_glyph(character: str) -> bool:
    """Whether the font draws the character itself; white space and control characters always count as drawn."""
    if not character.isprintable() or character.isspace():
        return True
    small = face(CODE_SIZE)
    mask, blank = small.getmask(character), small.getmask(_NONE)
    return (mask.size, bytes(mask)) != (blank.size, bytes(blank))


def missing_glyphs(text: str) -> tuple[str, ...]:
    """Characters of the text that the bundled font lacks, each once, in order; they are drawn as `U+20BB7` in a box."""
    return tuple(dict.fromkeys(character for character in text if not has_glyph(character)))


@lru_cache(maxsize=4096)
def _runs(text: str) -> tuple[tuple[str, str], ...]:
    """The text cut into (piece, how it is drawn): `plain`, `narrow` for a Latin quotation mark, `code` for a missing glyph."""
    pieces: list[tuple[str, str]] = []
    for at, character in enumerate(text):
        if not (character.isprintable() or character.isspace()):
            continue  # joiners and marks of order have no shape of their own
        around = text[max(0, at - 1) : at] + text[at + 1 : at + 2]
        latin = character in _NARROW and _LATIN.search(around) and not any("\u2e80" < c < "\uffe0" for c in around)
        way = "code" if not has_glyph(character) else "narrow" if latin else "plain"
        if way == "plain" and pieces and pieces[-1][1] == way:
            pieces[-1] = (pieces[-1][0] + character, way)
        else:
            pieces.append((character, way))
    return tuple(pieces)


def _length(piece: str, way: str, size: int) -> float:
    if way == "code":
        return face(CODE_SIZE).getlength(f"U+{ord(piece):04X}") + 12
    return _NARROW[piece] * size if way == "narrow" else face(size).getlength(piece)


@cache
def _ink_middle(piece: str, size: int) -> float:
    """Pixels from the origin of a character to the middle of what is black in it."""
    mask, (offset, _) = face(size).getmask2(piece, "L", anchor="ls")
    left, _, right, _ = mask.getbbox() or (0, 0, 0, 0)
    return float(offset + (left + right) / 2)


def width(text: str, size: int) -> float:
    """Pixels a line takes, boxes of missing glyphs included."""
    return sum(_length(piece, way, size) for piece, way in _runs(text))


def write(draw: "ImageDraw", at: tuple[float, float], text: str, size: int, fill: tuple[int, ...]) -> None:
    """Draws one line with its left end and baseline at the point."""
    x, y = at
    for piece, way in _runs(text):
        length = _length(piece, way, size)
        if way == "plain":
            draw.text((x, y), piece, font=face(size), fill=fill, anchor="ls")
        elif way == "narrow":
            draw.text((x + length / 2 - _ink_middle(piece, size), y), piece, font=face(size), fill=fill, anchor="ls")
        else:
            top, bottom = y - size * 0.82, y + size * 0.12
            draw.rounded_rectangle((x + 2, top, x + length - 2, bottom), 4, outline=fill, width=2)
            code = f"U+{ord(piece):04X}"
            draw.text((x + 6, (top + bottom) / 2), code, font=face(CODE_SIZE), fill=fill, anchor="lm")
        x += length


def _units(text: str) -> list[str]:
    """The smallest pieces that may stand alone on a line: words whole, marks with the word they belong to."""
    units: list[str] = []
    glue = False
    for chunk in _CHUNK.findall(text.replace("\r\n", "\n").replace("\r", "\n")):
        follows = chunk[0] in CLOSERS and units and units[-1] != "\n" and not units[-1].isspace()
        if units and (glue or follows) and chunk != "\n":
            units[-1] += chunk
        else:
            units.append(chunk)
        glue = chunk[-1] in OPENERS
    return units


def _fill(units: Sequence[str], limit: float, size: int) -> list[str]:
    """Lines filled one after the other, never wider than the limit."""
    lines: list[str] = []
    line = ""
    for unit in units:
        if unit == "\n":
            lines, line = [*lines, line], ""
        elif not line or width(line + unit.rstrip(), size) <= limit:
            line += unit if line else unit.lstrip(" \t")
        else:
            lines, line = [*lines, line], unit.lstrip(" \t")
        while width(line.rstrip(), size) > limit and len(line) > 1:
            cut = next(n for n in range(len(line) - 1, 0, -1) if n == 1 or width(line[:n], size) <= limit)
            lines, line = [*lines, line[:cut]], line[cut:]
    return [kept for kept in (piece.strip(" \t") for piece in [*lines, line]) if kept]


def wrap(text: str, limit: float, size: int, *, even: bool = False) -> tuple[str, ...]:
    """Lines no wider than `limit` pixels: none starts with a closing mark or ends with an opening one, no Latin word is broken.

    A piece wider than the limit by itself is broken anywhere. `even` narrows the lines as far as their number stays the same.
    """
    units = _units(text)
    best = _fill(units, limit, size)
    low, high = limit / 3, limit
    while even and len(best) > 1 and high - low > size / 4:
        middle = (low + high) / 2
        lines = _fill(units, middle, size)
        if len(lines) <= len(best) and max(width(line, size) for line in lines) <= middle:
            best, high = lines, middle
        else:
            low = middle
    return tuple(best)


def fit(
    text: str, limit: float, height: float, sizes: Sequence[int], *, leading: float = 1.4, even: bool = False
) -> tuple[tuple[str, ...], int]:
    """The lines and the first of `sizes` (largest first) at which the text fits the height; else the last size, all lines."""
    for size in sizes:
        lines = wrap(text, limit, size, even=even)
        if len(lines) * size * leading <= height:
            return lines, size
    return lines, size
