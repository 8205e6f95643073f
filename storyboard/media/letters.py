"""Text as the pictures show it: the bundled face, lines broken by the rules of Chinese and English, missing glyphs as codes."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

FONT = Path(__file__).parent / "fonts" / "StoryboardSansSC.woff2"
OPENERS = "“‘「『《〈（【〔([{<"
CLOSERS = "，。！？；：、”’」』》〉）】〕…—·～,.!?;:)]}>%％℃"
CODE_SIZE = 15
"""Pixels of the code that stands for a glyph the font does not have."""
_CHUNK = re.compile(r"\n|[ \t\u3000]+|(?:[^\W\u2e80-\uffff]|['’\-.:/@_&#$+](?=\w))+|.", re.DOTALL)
_NONE = "\U0010fffe"


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


def _runs(text: str) -> list[tuple[str, bool]]:
    """The text cut into (piece, drawable); a missing character is a piece of its own."""
    pieces: list[tuple[str, bool]] = []
    for character in text:
        known = has_glyph(character)
        if known and pieces and pieces[-1][1]:
            pieces[-1] = (pieces[-1][0] + character, True)
        else:
            pieces.append((character, known))
    return pieces


def width(text: str, size: int) -> float:
    """Pixels a line takes, boxes of missing glyphs included."""
    return sum(
        face(size).getlength(piece) if known else face(CODE_SIZE).getlength(f"U+{ord(piece):04X}") + 12
        for piece, known in _runs(text)
    )


def write(draw: "ImageDraw", at: tuple[float, float], text: str, size: int, fill: object) -> None:
    """Draws one line with its left end and baseline at the point."""
    x, y = at
    for piece, known in _runs(text):
        if known:
            draw.text((x, y), piece, font=face(size), fill=fill, anchor="ls")
            x += face(size).getlength(piece)
            continue
        code = f"U+{ord(piece):04X}"
        length = face(CODE_SIZE).getlength(code)
        top, bottom = y - size * 0.82, y + size * 0.12
        draw.rounded_rectangle((x + 2, top, x + length + 10, bottom), 4, outline=fill, width=2)
        draw.text((x + 6, (top + bottom) / 2), code, font=face(CODE_SIZE), fill=fill, anchor="lm")
        x += length + 12


def _units(text: str) -> list[str]:
    """The smallest pieces that may stand alone on a line: words whole, marks with the word they belong to."""
    units: list[str] = []
    glue = False
    for chunk in _CHUNK.findall(text):
        follows = chunk[0] in CLOSERS and units and units[-1] != "\n" and not units[-1].isspace()
        if units and (glue or follows) and chunk != "\n":
            units[-1] += chunk
        else:
            units.append(chunk)
        glue = chunk[-1] in OPENERS
    return units


def _fill(units: Sequence[str], limit: float, size: int) -> list[str]:
    """Lines filled one after the other, never wider than the limit."""
    lines, line = [], ""
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
