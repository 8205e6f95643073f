"""A film encoded again: another size or rate, silence where it had no sound, words burnt in."""

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from itertools import islice, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from storyboard.media import fades as shading
from storyboard.media import titles as lettering
from storyboard.media.container import NotAFilm
from storyboard.media.encode import RATE, FilmWriter, samples_of
from storyboard.media.fades import Fades
from storyboard.media.film import opened, probe, turn_of_frame, video
from storyboard.media.planes import Overlay, of_frame, overlay
from storyboard.media.titles import Title

if TYPE_CHECKING:
    from av import AudioFrame, VideoFrame
    from av.filter import Graph
    from av.video.stream import VideoStream


def recode(
    source: Path,
    target: Path,
    size: tuple[int, int],
    fps: Fraction,
    count: int,
    titles: tuple[Title, ...] = (),
    fades: Fades = Fades(),  # noqa: B008 - frozen
) -> None:
    """Writes the first `count` frames of a film at a size and rate in our own encoding, upright.

    A picture of another shape is fitted between black bars; a film that ends early holds its last frame, in silence. `fades`, in frames: how it
    begins and ends; the plain colours are of the `count`.
    """
    length = count - fades.lead - fades.hold
    under = fades.over or source
    with FilmWriter(target, size, fps) as film:
        before = islice(_steady(under, size, fps, fades.over_from + fades.mix), fades.over_from, None)
        pictures = shading.shown(_steady(source, size, fps, length), before, fades, size, count)
        for number, frame in enumerate(pictures):
            film.show(_titled(frame, titles, Fraction(number * 10) / fps, size))
        film.silence(samples_of(fades.lead, fps))
        beginning = _sound(under, samples_of(fades.over_from + fades.mix, fps)) if fades.mix else ()
        film.sound(shading.heard(_sound(source, samples_of(length, fps)), beginning, fades, length, fps))
        film.silence(samples_of(count, fps))


def burn(source: Path, titles: tuple[Title, ...], target: Path) -> None:
    """The film with the titles in its pictures; length, size and rate stay."""
    facts = probe(source)
    recode(source, target, (facts.width, facts.height), facts.fps, round(facts.seconds * facts.fps), titles)


def _steady(source: Path, size: tuple[int, int], fps: Fraction, count: int) -> Iterator["VideoFrame"]:
    """Exactly `count` frames at an even rate: at each moment the one the film shows."""
    made = 0
    last: VideoFrame | None = None
    with opened(source) as file:
        stream = video(file, source)
        stream.thread_type = "AUTO"
        first: float | None = None
        for frame in _fitted(file.decode(stream), stream, size):
            time = frame.time or 0.0
            first = time if first is None else first
            while last is not None and made < count and (made + 0.5) / fps <= time - first:
                made += 1
                yield last
            last = frame
            if made >= count:
                return
    if last is None:
        raise NotAFilm(source, "no frame in this film")
    for _ in range(made, count):
        yield last


TURNS = {90: (("transpose", "clock"),), 180: (("hflip", ""), ("vflip", "")), 270: (("transpose", "cclock"),)}
"""Degrees clockwise -> the filters that turn a picture so."""


def _fitted(frames: Iterator["VideoFrame"], stream: "VideoStream", size: tuple[int, int]) -> Iterator["VideoFrame"]:
    """The frames turned upright and scaled into the size, between bars where the shape differs, as yuv420p."""
    graph = None
    for frame in frames:
        graph = graph or _graph(stream, size, turn_of_frame(frame))
        graph.vpush(frame)
        yield graph.vpull()


def _graph(stream: "VideoStream", size: tuple[int, int], turned: int) -> "Graph":
    import av

    width, height = size
    graph = av.filter.Graph()
    inlet = graph.add_buffer(template=stream)
    steps = [
        *(graph.add(name, how) for name, how in TURNS.get(turned, ())),
        graph.add("scale", f"{width}:{height}:force_original_aspect_ratio=decrease:force_divisible_by=2:flags=bicubic"),
        graph.add("pad", f"{width}:{height}:(ow-iw)/4*2:(oh-ih)/4*2"),
        graph.add("setsar", "1"),
        graph.add("format", "yuv420p"),
    ]
    chain = [inlet, *steps, graph.add("buffersink")]
    for before, after in pairwise(chain):
        before.link_to(after)
    graph.configure()
    return graph


def _titled(frame: "VideoFrame", titles: tuple[Title, ...], tenth: Fraction, size: tuple[int, int]) -> "VideoFrame":
    """The frame with the titles of its moment."""
    now = tuple(title for title in titles if title.start <= tenth < title.end)
    over = _overlay(now, size) if now else None
    if over is None:
        return frame
    picture = of_frame(frame)
    picture.paste(over.planes, over.at, over.mask)
    return picture.frame(0, 24)


@lru_cache(maxsize=4)
def _overlay(titles: tuple[Title, ...], size: tuple[int, int]) -> Overlay | None:
    return overlay(lettering.draw(titles, size))


def _sound(source: Path, end: int) -> Iterator["AudioFrame"]:
    """The film's sound as float planar stereo at `RATE`, no more than `end` samples; nothing where it has none."""
    import av

    with opened(source) as file:
        if not file.streams.audio:
            return
        even = av.AudioResampler(format="fltp", layout="stereo", rate=RATE, frame_size=1024)
        left = end
        for frame in file.decode(file.streams.audio[0]):
            for piece in even.resample(frame):
                if piece.samples > left:
                    return
                left -= piece.samples
                yield piece
