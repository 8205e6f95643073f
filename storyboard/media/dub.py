"""Spoken lines laid over a film: the picture is copied, only the sound is written anew."""

import itertools
from array import array
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from storyboard.media.encode import RATE
from storyboard.media.film import opened, video
from storyboard.media.loudness import pictures
from storyboard.records import dataclass

if TYPE_CHECKING:
    from av import AudioFrame


@dataclass(frozen=True, slots=True)
class DubLine:
    """Something that is said in a film."""

    samples: bytes
    """One channel of 16 bits."""
    rate: int
    start: float
    """Seconds of the film."""
    pitch: float = 1.0
    room: float = 0.0
    """Seconds it may take; it is said faster where it would take longer, up to `FASTEST`. 0: as long as it wants."""
    filters: tuple[tuple[str, str], ...] = ()
    """What it is heard through."""


FASTEST = 1.3
"""How much faster a line is played to fit; more is not understood."""


def dub(path: Path, lines: Sequence[DubLine]) -> tuple[float, ...]:
    """Lays the lines over a film in place, whole or not at all, instead of its own sound; seconds that each took."""
    import av

    tracks = [_coloured(line) for line in lines]
    part = path.with_name(f".{path.name}.dub")
    try:
        with opened(path) as file, av.open(str(part), "w", format="mp4", options={"movflags": "+faststart"}) as out:
            picture = video(file, path)
            length = float((file.duration or 0) / 1_000_000)
            copied = out.add_stream_from_template(picture)
            sound = out.add_stream("aac", rate=RATE, layout="stereo")
            sound.bit_rate = 128_000
            for packet in pictures(path):
                packet.stream = copied
                out.mux(packet)
            for frame in _mixed(lines, tracks, length):
                out.mux(sound.encode(frame))
            out.mux(sound.encode(None))
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return tuple(len(track) / RATE for track in tracks)


def _coloured(line: DubLine) -> "array[float]":
    """A line at the film's rate, at its pitch, fast enough for its room, through its filters."""
    import av

    seconds = len(line.samples) / 2 / line.rate
    faster = min(FASTEST, max(1.0, seconds / line.room)) if line.room else 1.0
    graph = av.filter.Graph()
    source = graph.add_abuffer(format="s16", sample_rate=line.rate, layout="mono", time_base=Fraction(1, line.rate))
    chain = [source]
    if line.pitch != 1.0:
        chain += [graph.add("asetrate", str(round(line.rate * line.pitch))), graph.add("aresample", str(line.rate))]
        faster /= line.pitch
    if abs(faster - 1) > 0.01:
        chain.append(graph.add("atempo", f"{min(2.0, max(0.5, faster)):.3f}"))
    chain += [graph.add(name, arguments) for name, arguments in line.filters]
    chain += [
        graph.add("aformat", f"sample_fmts=flt:sample_rates={RATE}:channel_layouts=mono"),
        graph.add("abuffersink"),
    ]
    for before, after in itertools.pairwise(chain):
        before.link_to(after)
    graph.configure()
    return _pulled(graph, line)


def _pulled(graph: Any, line: DubLine) -> "array[float]":  # noqa: ANN401 - PyAV's graph
    import av

    found = array("f")
    frame = av.AudioFrame("s16", "mono", max(1, len(line.samples) // 2))
    frame.planes[0].update((line.samples or bytes(2)).ljust(frame.planes[0].buffer_size, b"\0"))
    frame.sample_rate, frame.pts, frame.time_base = line.rate, 0, Fraction(1, line.rate)
    for pushed in (frame, None):
        graph.push(pushed)
        while True:
            try:
                out = graph.pull()
            except (av.error.BlockingIOError, av.error.EOFError):
                break
            found.frombytes(bytes(out.planes[0])[: out.samples * 4])
    return found


def _mixed(lines: Sequence[DubLine], tracks: Sequence["array[float]"], length: float) -> Iterator["AudioFrame"]:
    """Frames of stereo sound for the whole film."""
    import av

    total = round(length * RATE)
    mixed = array("f", bytes(4 * total))
    for line, track in zip(lines, tracks, strict=True):
        start = round(line.start * RATE)
        for at in range(min(len(track), max(0, total - start))):
            mixed[start + at] += track[at]
    for at in range(0, total, 1024):
        piece = mixed[at : at + 1024]
        frame = av.AudioFrame("fltp", "stereo", len(piece))
        for plane in frame.planes:
            plane.update(piece.tobytes().ljust(plane.buffer_size, b"\0"))
        frame.sample_rate, frame.pts, frame.time_base = RATE, at, Fraction(1, RATE)
        yield frame
