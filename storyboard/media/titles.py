"""Subtitles and captions as transparent pictures, the same over an animatic and over a bought film."""

from typing import TYPE_CHECKING

from storyboard.media import letters
from storyboard.records import dataclass

if TYPE_CHECKING:
    from PIL.Image import Image

WHITE, MUTED, SHADE = (250, 248, 243), (226, 219, 204), (10, 11, 14)
MIDDLE = 0.46
"""Where captions stand, as a part of the height."""
SPEECH_SIZES, CAPTION_SIZES = (42, 37, 32, 27, 23), (60, 52, 44, 36, 30)


@dataclass(frozen=True, slots=True)
class Title:
    """Words over the picture for a time."""

    start: int
    """Tenths from the start of the film it is laid over; `end` alike."""
    end: int
    text: str
    role: str = ""
    """Who says it; written above the words where given."""
    caption: bool = False
    """On-screen text: a title in the middle instead of a line at the bottom."""
    height: float = 0.0
    """Where a caption stands, as a part of the picture's height; 0: where captions do."""


def unit(size: tuple[int, int]) -> float:
    """Pixels of the picture for one pixel of the drawings below, which are made for a short side of 720."""
    return min(size) / 720


def scaled(sizes: tuple[int, ...], by: float) -> tuple[int, ...]:
    """Letter sizes for a picture of another size."""
    return tuple(max(10, round(size * by)) for size in sizes)


def draw(titles: tuple[Title, ...], size: tuple[int, int], middle: float = MIDDLE) -> "Image":
    """An RGBA picture of the size with all the titles; captions at the height `middle` (0-1)."""
    from PIL import Image

    page = Image.new("RGBA", size, (*SHADE, 0))
    for title in titles:
        layer = (
            caption(title.text, size, title.height or middle) if title.caption else speech(title.text, title.role, size)
        )
        page = Image.alpha_composite(page, layer)
    return page


def speech(text: str, role: str, size: tuple[int, int]) -> "Image":
    """A spoken line at the bottom on a soft shade, who says it above; never cut short: long lines become smaller."""
    from PIL import Image, ImageDraw

    width, height = size
    by = unit(size)
    lines, letter = letters.fit(text, width * 0.86, height * 0.3, scaled(SPEECH_SIZES, by), leading=1.36, even=True)
    leading, foot = round(letter * 1.36), round(height * 0.045)
    name = round(26 * by) if role else 0
    block = leading * len(lines) + (round(name * 1.5) if role else 0)
    layer = _shade(size, block + foot + round(70 * by))
    ink = ImageDraw.Draw(layer)
    top = height - foot - block
    if role:
        _centred(ink, role, width, top + name, name, MUTED)
        top += round(name * 1.5)
    words = Image.new("RGBA", size, (*SHADE, 0))
    pen = ImageDraw.Draw(words)
    for number, line in enumerate(lines):
        _centred(pen, line, width, top + number * leading + letter, letter, WHITE)
    return Image.alpha_composite(layer, words)


def caption(text: str, size: tuple[int, int], middle: float = MIDDLE) -> "Image":
    """On-screen text between two thin rules, on a soft band."""
    from PIL import Image, ImageDraw

    width, height = size
    by = unit(size)
    lines, letter = letters.fit(text, width * 0.8, height * 0.5, scaled(CAPTION_SIZES, by), leading=1.4, even=True)
    leading = round(letter * 1.4)
    block = leading * len(lines)
    pad = round(34 * by)
    top = round(height * middle) - block // 2
    layer = Image.new("RGBA", size, (*SHADE, 0))
    ink = ImageDraw.Draw(layer)
    ink.rectangle((0, top - pad, width, top + block + pad), fill=(*SHADE, 165))
    rule = round(width * 0.5 - 60 * by), round(width * 0.5 + 60 * by)
    for y in (top - pad + round(12 * by), top + block + pad - round(12 * by)):
        ink.line((rule[0], y, rule[1], y), fill=(*MUTED, 190), width=max(1, round(2 * by)))
    for number, line in enumerate(lines):
        _centred(ink, line, width, top + number * leading + round(letter * 1.05), letter, WHITE)
    return layer


def _centred(ink: object, line: str, width: int, baseline: int, letter: int, colour: tuple[int, int, int]) -> None:
    from PIL.ImageDraw import ImageDraw

    assert isinstance(ink, ImageDraw)
    left = (width - letters.width(line, letter)) / 2
    letters.write(ink, (left, baseline), line, letter, (*colour, 255))


def _shade(size: tuple[int, int], rise: int) -> "Image":
    """A shade that grows from nothing to dark over the lowest `rise` pixels."""
    from PIL import Image

    width, height = size
    ramp = Image.linear_gradient("L").resize((width, rise)).point(lambda level: min(205, round(level * 1.25)))
    alpha = Image.new("L", size, 0)
    alpha.paste(ramp, (0, height - rise))
    layer = Image.new("RGBA", size, (*SHADE, 0))
    layer.putalpha(alpha)
    return layer
