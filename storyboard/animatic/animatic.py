"""An order drawn as a film: a card for each shot, the camera moving over its picture."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from storyboard.animatic import moves
from storyboard.animatic.card import Card, CardLayout, bar, card, layout
from storyboard.media.encode import FilmWriter, samples_of
from storyboard.media.planes import Planes
from storyboard.model import Dialogue, Order, Shot


def animatic(order: Order, path: Path, *, fps: int = 24) -> None:
    """Writes the order as an MP4 (H.264, silent stereo AAC) of exactly `order.seconds * fps` frames of `order.size`.

    Cuts stand within half a frame of the shots' durations; where those do not add up to the order's seconds they are
    scaled. Everything drawn comes from the order, so the same order gives the same pixels. The file gets its name only
    when it is whole.
    """
    width, height = (int(side) for side in order.size.split("x"))
    place = layout((width, height))
    order = order if order.shots else _told(order)
    ends = shot_ends(order, fps)
    with FilmWriter(path, (width, height), Fraction(fps)) as film:
        start = 0
        for number, end in enumerate(ends):
            if end > start:
                _shot(film, card(order, number, place), place, ends, (start, end), fps)
            start = end
        film.silence(samples_of(film.frames, film.fps))


def _told(order: Order) -> Order:
    """An order without shots, such as one for a casting film, as a single shot that shows its prompt."""
    shot = Shot("", "", Dialogue("", ""), float(order.seconds), "", "", "", order.prompt, "")
    return replace(order, shots=(shot,))


def shot_ends(order: Order, fps: int) -> tuple[int, ...]:
    """The frame at which each shot ends, rounded from the running sum; the last is the order's length."""
    tenths = [shot.tenths for shot in order.shots]
    total, frames = sum(tenths), order.seconds * fps
    return tuple(round(Fraction(sum(tenths[: number + 1]) * frames, total)) for number in range(len(tenths)))


def _shot(
    film: FilmWriter, drawn: Card, place: CardLayout, ends: tuple[int, ...], span: tuple[int, int], fps: int
) -> None:
    """The frames of one shot; the view is drawn again only where it changed."""
    start, end = span
    left, top, width, height = place.view
    shown: tuple[float, ...] | None = None
    for frame in range(start, end):
        box = moves.window(drawn.move, frame - start, end - start, (width, height), fps)
        if box != shown:
            shown = box
            _look(drawn, box, (left, top), (width, height))
        bar(drawn.ground, place, ends, frame + 1)
        film.show(drawn.ground.frame(frame, fps), cut=frame == start)


def _look(drawn: Card, box: tuple[float, float, float, float], at: tuple[int, int], view: tuple[int, int]) -> None:
    """Puts what the camera sees, and the words over it, on the card."""
    seen: Planes = drawn.master.window(box, view)
    drawn.ground.paste(seen, at)
    if drawn.over:
        drawn.ground.paste(drawn.over.planes, drawn.over.at, drawn.over.mask)
