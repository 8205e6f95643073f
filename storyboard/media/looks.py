"""What a film shows without a model's eyes: black, frozen and cut where it should not be, or not where it should."""

import math
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Literal

from storyboard.media.film import opened, upright, video
from storyboard.records import dataclass

Finding = Literal["black", "frozen", "cut", "no cut"]

GRID = (32, 32)
"""Squares into which a frame is averaged: enough to see a cut, coarse enough that grain is even."""
DARK, FLAT = 24.0, 6.0
"""Mean of a black frame at most, and its deviation (0-255; video black is 16 before it is stretched)."""
LEAST_BLACK = 0.2
"""Seconds of black that count: less is a fade's end."""
STILL = 0.06
"""Mean difference of two frames (0-255) below which nothing moves at all; a static shot of a model has grain and breath above it."""
LEAST_STILL = 1.0
"""Seconds without any movement that count as frozen."""
JUMP, AGAINST = 9.0, 4.0
"""Mean difference of two frames that is a cut: so much, and so many times what the frames around it differ by."""
NEAR = 0.5
"""Seconds by which a model may cut sooner or later than was planned."""
EDGE = 0.25
"""Seconds at either end of a film in which nothing counts as a cut."""


@dataclass(frozen=True, slots=True)
class FilmLook:
    """One thing seen in a film."""

    kind: Finding
    start: float
    end: float
    """Seconds; equal for a cut."""


@dataclass(frozen=True, slots=True)
class Watched:
    """What a film shows over time."""

    looks: tuple[FilmLook, ...]
    cuts: tuple[float, ...]
    """When the picture jumps, in seconds."""
    seconds: float
    size: tuple[int, int]
    """Width and height as shown."""


def watch(path: Path, borders: Sequence[float] = (), *, still: bool = False) -> Watched:
    """What is seen in a film whose shots should change at `borders` (seconds). `NotAFilm` where it is damaged.

    `still`: it may stand still (a drawn film). Decodes every frame once; 10 s of 720x1280 take about half a second.
    """
    frames = list(_frames(path))
    times = [time for time, _, _ in frames]
    steps = [0.0, *(_difference(one, two) for (_, one, _), (_, two, _) in pairwise(frames))]
    step = times[1] - times[0] if len(times) > 1 else 1 / 24
    seconds = times[-1] + step if times else 0.0
    looks = [*_stretches("black", [_is_black(values) for _, values, _ in frames], times, step, LEAST_BLACK)]
    if not still:
        dark = [any(look.start <= time < look.end for look in looks) for time in times]
        stopped = [
            number > 0 and change < STILL and not black
            for number, (change, black) in enumerate(zip(steps, dark, strict=True))
        ]
        looks += _stretches("frozen", stopped, times, step, LEAST_STILL)
    cuts = _cuts(steps, times, seconds)
    inside = [
        cut
        for cut in cuts
        if not any(look.kind == "black" and look.start - NEAR < cut < look.end + NEAR for look in looks)
    ]
    looks += [FilmLook("cut", cut, cut) for cut in inside if all(abs(cut - border) > NEAR for border in borders)]
    looks += [
        FilmLook("no cut", border, border)
        for border in borders
        if EDGE < border < seconds - EDGE and all(abs(cut - border) > NEAR for cut in cuts)
    ]
    size = frames[0][2] if frames else (0, 0)
    return Watched(tuple(sorted(looks, key=lambda look: (look.start, look.kind))), cuts, seconds, size)


def _frames(path: Path) -> Iterator[tuple[float, bytes, tuple[int, int]]]:
    """(time, grey squares, size) of each frame."""
    from av.video.reformatter import VideoReformatter

    smaller = VideoReformatter()  # a frame's own would be set up anew for each, which takes longer than decoding it
    with opened(path) as file:
        stream = video(file, path)
        stream.thread_type = "AUTO"
        base = Fraction(stream.time_base or Fraction(1, 24))
        first: int | None = None
        size = (0, 0)
        for number, frame in enumerate(file.decode(stream)):
            place = frame.pts if frame.pts is not None else number
            first = place if first is None else first
            if size == (0, 0):
                shown = upright(frame, frame.to_image())  # type: ignore[no-untyped-call]
                size = shown.size
            small = smaller.reformat(frame, *GRID, format="gray", interpolation="AREA")
            plane = small.planes[0]
            data = bytes(plane)
            rows = [data[row * plane.line_size : row * plane.line_size + GRID[0]] for row in range(GRID[1])]
            yield float((place - first) * base), b"".join(rows), size


def _difference(one: bytes, two: bytes) -> float:
    return sum(abs(a - b) for a, b in zip(one, two, strict=True)) / len(one)


def _is_black(values: bytes) -> bool:
    mean = sum(values) / len(values)
    if mean > DARK:
        return False
    return math.sqrt(sum((value - mean) ** 2 for value in values) / len(values)) <= FLAT


def _stretches(
    kind: Finding, flags: Sequence[bool], times: Sequence[float], step: float, least: float
) -> Iterator[FilmLook]:
    """Runs of frames for which something holds, long enough to count."""
    begin: float | None = None
    for flag, time in zip((*flags, False), (*times, times[-1] + step if times else 0.0), strict=True):
        if flag and begin is None:
            begin = time
        elif not flag and begin is not None:
            if time - begin >= least - step / 2:
                yield FilmLook(kind, round(begin, 2), round(time, 2))
            begin = None


def _cuts(steps: Sequence[float], times: Sequence[float], seconds: float) -> tuple[float, ...]:
    """Where the picture jumps against what it does around."""
    found: list[float] = []
    for number, change in enumerate(steps):
        around = [*steps[max(1, number - 8) : number], *steps[number + 1 : number + 9]]
        if change < JUMP or change < AGAINST * max(0.5, median(around) if around else 0.0):
            continue
        if EDGE < times[number] < seconds - EDGE and (not found or times[number] - found[-1] > 0.15):
            found.append(times[number])
    return tuple(round(cut, 2) for cut in found)
