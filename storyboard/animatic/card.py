"""The card of a shot: its picture, and around it number, camera, place and action, for portrait and landscape."""

from typing import TYPE_CHECKING

from storyboard import marks, timeline
from storyboard.animatic import moves
from storyboard.animatic.blocking import Blocking, blocking
from storyboard.animatic.colours import RGB
from storyboard.animatic.picture import picture
from storyboard.media import letters, titles
from storyboard.media.planes import Overlay, Planes, overlay, planes
from storyboard.media.titles import Title, scaled
from storyboard.model import Order, Shot
from storyboard.records import dataclass

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

PAPER, TEXT, MUTED, ACCENT = (21, 22, 27), (240, 236, 228), (164, 160, 152), (240, 180, 76)
LABELS = {
    "inner": ("内心独白", "inner voice"),
    "voiceover": ("画外音", "voice-over"),
    "voice": ("只闻其声", "heard only"),
    "phone": ("电话", "on the phone"),
}
"""How a line is heard, in Chinese and English."""
NOTHING = frozenset({"", "无", "none"})


@dataclass(frozen=True, slots=True)
class CardLayout:
    """Where things stand on a card, in pixels."""

    size: tuple[int, int]
    view: tuple[int, int, int, int]
    """Left, top, width, height of the picture; all even."""
    unit: float

    @property
    def portrait(self) -> bool:
        return self.size[1] > self.size[0]


@dataclass(frozen=True, slots=True)
class Card:
    """Everything of a shot that is drawn once."""

    ground: Planes
    """The whole card; the view is overwritten by the picture."""
    master: Planes
    """The picture, larger than the view where the camera moves over it."""
    over: Overlay | None
    """What lies still over the moving picture."""
    move: str


def layout(size: tuple[int, int]) -> CardLayout:
    """The layout for a frame size: portrait has a slate above and notes below, landscape all words below."""
    width, height = size
    unit = min(size) / 720
    if height > width:
        top, foot = round(96 * unit / 2) * 2, round(256 * unit / 2) * 2
        return CardLayout(size, (0, top, width, (height - top - foot) // 2 * 2), unit)
    return CardLayout(size, (0, 0, width, (height - round(168 * unit)) // 2 * 2), unit)


def card(order: Order, number: int, place: CardLayout) -> Card:
    """The card of shot `number` (from 0) of an order."""
    shot = order.shots[number]
    staged = blocking(shot, order.characters)
    _, _, width, height = place.view
    move = staged.framing.move
    master = picture(shot, staged, moves.canvas(move, (width, height)), (width, height), order.shots)
    return Card(
        planes(_ground(shot, f"{number + 1}/{len(order.shots)}", place)),
        planes(master),
        overlay(_over(shot, staged, (width, height)), place.view[:2]),
        move,
    )


def _over(shot: Shot, staged: Blocking, size: tuple[int, int]) -> "Image":
    """Line, captions and how the line is heard."""
    from PIL import ImageDraw

    words = [Title(0, 1, text, caption=True) for text in timeline.captions(shot.visual)]
    if shot.dialogue.text:
        words.append(Title(0, 1, shot.dialogue.text, shot.dialogue.role))
    page = titles.draw(tuple(words), size, 0.6 if staged.people else titles.MIDDLE)
    if staged.delivery:
        _badge(ImageDraw.Draw(page), staged.delivery, LABELS[staged.delivery][not _chinese(shot)], min(size) / 720)
    return page


def _chinese(shot: Shot) -> bool:
    """Whether a shot is written in Chinese."""
    return any("\u4e00" <= letter <= "\u9fff" for letter in f"{shot.camera}{shot.visual}{shot.action}")


def _badge(ink: "ImageDraw", delivery: str, label: str, unit: float) -> None:
    """A small label at the upper left: a mark and how the line is heard."""
    size = round(24 * unit)
    left, top, high = 28 * unit, 26 * unit, 48 * unit
    wide = letters.width(label, size) + 76 * unit
    ink.rounded_rectangle((left, top, left + wide, top + high), high / 2, fill=(18, 19, 24, 190))
    x, y = left + 32 * unit, top + high / 2
    thick = max(2, round(2.6 * unit))
    if delivery == "inner":
        ink.ellipse((x - 13 * unit, y - 13 * unit, x + 13 * unit, y + 6 * unit), outline=ACCENT, width=thick)
        for dx, dy, r in ((-8, 11, 3.6), (-14, 16, 2.2)):
            ink.ellipse(
                (x + (dx - r) * unit, y + (dy - r) * unit, x + (dx + r) * unit, y + (dy + r) * unit), fill=ACCENT
            )
    elif delivery == "phone":
        ink.rounded_rectangle(
            (x - 8 * unit, y - 14 * unit, x + 8 * unit, y + 14 * unit), 4 * unit, outline=ACCENT, width=thick
        )
        ink.line((x - 3 * unit, y + 9 * unit, x + 3 * unit, y + 9 * unit), fill=ACCENT, width=thick)
    else:
        speaker = [(-13, -5), (-7, -5), (0, -12), (0, 12), (-7, 5), (-13, 5)]
        ink.polygon([(x + dx * unit, y + dy * unit) for dx, dy in speaker], fill=ACCENT)
        for r in (7, 13):
            ink.arc((x - r * unit, y - r * unit, x + r * unit, y + r * unit), -48, 48, fill=ACCENT, width=thick)
    letters.write(ink, (left + 56 * unit, y + size * 0.36), label, size, (*TEXT, 255))


def _ground(shot: Shot, number: str, place: CardLayout) -> "Image":
    """The card without its picture."""
    from PIL import Image, ImageDraw

    page = Image.new("RGB", place.size, PAPER)
    ink = ImageDraw.Draw(page)
    (_portrait if place.portrait else _landscape)(ink, shot, number, place)
    return page


def _where(shot: Shot) -> str:
    """Place, time and weather in one line."""
    return " · ".join(word for word in (shot.location, shot.time, shot.weather) if word not in NOTHING)


def _block(
    ink: "ImageDraw",
    text: str,
    box: tuple[float, float, float, float],
    sizes: tuple[int, ...],
    colour: RGB,
    leading: float = 1.42,
) -> float:
    """Text in a box (left, top, width, height); what cannot fit even small ends in an ellipsis, the board has it all.

    Returns the height used.
    """
    left, top, width, height = box
    lines, size = letters.fit(text, width, height, sizes, leading=leading)
    room = max(1, int(height / (size * leading)))
    if len(lines) > room:
        lines = (*lines[: room - 1], lines[room - 1][:-1] + "…")
    for number, line in enumerate(lines):
        letters.write(ink, (left, top + size * (0.95 + number * leading)), line, size, colour)
    return len(lines) * size * leading


def _chip(ink: "ImageDraw", number: str, left: float, middle: float, unit: float) -> float:
    """The shot's number within its clip on a bright label; the right edge."""
    size = round(32 * unit)
    width = letters.width(number, size) + 32 * unit
    ink.rounded_rectangle((left, middle - 26 * unit, left + width, middle + 26 * unit), 12 * unit, fill=ACCENT)
    letters.write(ink, (left + 16 * unit, middle + size * 0.36), number, size, (32, 26, 16))
    return left + width


def _portrait(ink: "ImageDraw", shot: Shot, number: str, place: CardLayout) -> None:
    unit, (width, _) = place.unit, place.size
    margin, top = 36 * unit, place.view[1]
    right = _chip(ink, number, margin, top / 2, unit)
    length = f"{shot.duration:g}s"
    size = round(24 * unit)
    end = width - margin - letters.width(length, size)
    letters.write(ink, (end, top / 2 + size * 0.36), length, size, MUTED)
    _middle(ink, shot.camera, (right + 24 * unit, end - 24 * unit, top / 2), scaled((27, 24, 21), unit), TEXT)
    foot = place.view[1] + place.view[3]
    ink.rectangle((margin, foot + 29 * unit, margin + 5 * unit, foot + 55 * unit), fill=ACCENT)
    inner = width - 2 * margin
    _block(
        ink,
        _where(shot),
        (margin + 18 * unit, foot + 28 * unit, inner - 18 * unit, 36 * unit),
        scaled((24, 21, 18), unit),
        MUTED,
    )
    _notes(ink, shot, (margin, foot + 70 * unit, inner, 148 * unit), scaled((28, 25, 22, 19), unit))


def _landscape(ink: "ImageDraw", shot: Shot, number: str, place: CardLayout) -> None:
    unit, (width, _) = place.unit, place.size
    margin, top = 32 * unit, place.view[3]
    right = _chip(ink, number, margin, top + 46 * unit, unit)
    size = round(22 * unit)
    letters.write(ink, (right + 18 * unit, top + 46 * unit + size * 0.36), f"{shot.duration:g}s", size, MUTED)
    _block(ink, shot.camera, (margin, top + 82 * unit, 316 * unit, 54 * unit), scaled((19, 17, 15), unit), TEXT, 1.3)
    middle, third = 372 * unit, width - 312 * unit
    _notes(ink, shot, (middle, top + 24 * unit, third - middle - 40 * unit, 118 * unit), scaled((23, 21, 19, 17), unit))
    ink.rectangle((third, top + 27 * unit, third + 4 * unit, top + 49 * unit), fill=ACCENT)
    _block(
        ink,
        _where(shot).replace(" · ", "\n"),
        (third + 16 * unit, top + 24 * unit, 264 * unit, 118 * unit),
        scaled((21, 19, 17), unit),
        MUTED,
    )


def _notes(ink: "ImageDraw", shot: Shot, box: tuple[float, float, float, float], sizes: tuple[int, ...]) -> None:
    """The action, and under it, where there is room, what the picture shows."""
    left, top, width, height = box
    used = _block(ink, shot.action, box, sizes, TEXT) if shot.action else 0.0
    small = sizes[2]
    gap = small * 0.4 if used else 0.0
    seen = marks.without(shot.visual)
    if seen and height - used - gap >= small * 1.42:
        rest = (left, top + used + gap, width, height - used - gap)
        _block(ink, seen, rest, sizes[2 if used else 1 :], MUTED if used else TEXT)


def _middle(ink: "ImageDraw", text: str, span: tuple[float, float, float], sizes: tuple[int, ...], colour: RGB) -> None:
    """One or two lines from left to right, set about a middle line."""
    left, right, middle = span
    lines, size = letters.fit(text, right - left, sizes[0] * 1.3, sizes, leading=1.3)
    lines = lines if len(lines) < 3 else (lines[0], lines[1][:-1] + "…")
    for number, line in enumerate(lines):
        y = middle + size * 0.36 + (number - (len(lines) - 1) / 2) * size * 1.3
        letters.write(ink, (left, y), line, size, colour)


def bar(ground: Planes, place: CardLayout, ends: tuple[int, ...], frame: int) -> None:
    """Draws how far the film is: one segment for each shot, filled up to the frame. Only brightness changes, it is cheap."""
    from PIL import ImageDraw

    unit, (width, height) = place.unit, place.size
    margin = (36 if place.portrait else 32) * unit
    ink = ImageDraw.Draw(ground.y)
    top, bottom = round(height - 20 * unit), round(height - 15 * unit)
    scale = (width - 2 * margin) / ends[-1]
    start = 0
    for end in ends:
        left, right = margin + start * scale, margin + end * scale - (4 * unit if end != ends[-1] else 0)
        ink.rectangle((round(left), top, round(right), bottom), fill=66)
        if frame > start:
            ink.rectangle((round(left), top, round(min(right, margin + frame * scale)), bottom), fill=190)
        start = end
