"""How loud a film is, and the same film at an even loudness: the picture is copied, only the sound is encoded again."""

import itertools
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from storyboard.media.encode import RATE
from storyboard.media.film import opened, video
from storyboard.records import dataclass

if TYPE_CHECKING:
    from av import AudioFrame
    from av.packet import Packet

TARGET = -16.0
"""LUFS, as platforms for telephones play films (EBU R 128 measures; -16 is what Apple and short-video platforms ask)."""
NEAR = 0.5
"""LU: nearer than this nothing is changed."""
CEILING = 0.841
"""Highest sample after gain: -1.5 dBFS."""
SILENT = -60.0
"""LUFS: quieter is silence, which no gain makes speech."""
MOST = 20.0
"""dB of gain at most: more would only raise noise."""


@dataclass(frozen=True, slots=True)
class Loudness:
    """Of a film's sound."""

    integrated: float
    """LUFS over the whole, gated as in EBU R 128; about -70 for silence."""
    gain: float = 0.0
    """dB that were added."""


def measure(path: Path) -> Loudness | None:
    """The loudness of a film; None where it has no sound."""
    import av

    with opened(path) as file:
        if not file.streams.audio:
            return None
        stream = file.streams.audio[0]
        graph = av.filter.Graph()
        source = graph.add_abuffer(template=stream)
        meter = graph.add("ebur128", "metadata=1")
        sink = graph.add("abuffersink")
        source.link_to(meter)
        meter.link_to(sink)
        graph.configure()
        last = SILENT - 10
        for frame in file.decode(stream):
            graph.push(frame)
            last = _integrated(graph, last)
        graph.push(None)
        return Loudness(_integrated(graph, last))


def _integrated(graph: Any, last: float) -> float:  # noqa: ANN401 - PyAV's graph
    """The newest whole-programme figure that the meter has written onto its frames."""
    import av

    while True:
        try:
            frame = graph.pull()
        except (av.error.BlockingIOError, av.error.EOFError):
            return last
        last = float(frame.metadata.get("lavfi.r128.I", last))


def level(path: Path, target: float = TARGET) -> Loudness | None:
    """Brings the film to the target loudness, in place, whole or not at all; returns what it was and the gain.

    None where it has no sound. Silence and a film that is near enough stay as they are. A limiter keeps peaks below
    -1.5 dBFS; the picture's packets are copied.
    """
    found = measure(path)
    if found is None or found.integrated < SILENT or abs(found.integrated - target) < NEAR:
        return found
    gain = min(MOST, target - found.integrated)
    part = path.with_name(f".{path.name}.level")
    try:
        _write(path, part, gain)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return Loudness(found.integrated, gain)


def _write(path: Path, target: Path, gain: float) -> None:
    import av

    with opened(path) as file, av.open(str(target), "w", format="mp4", options={"movflags": "+faststart"}) as out:
        picture = video(file, path)
        copied = out.add_stream_from_template(picture)
        sound = out.add_stream("aac", rate=RATE, layout="stereo")
        sound.bit_rate = 128_000
        packets = pictures(path)
        ready = next(packets, None)
        for frame in _louder(path, gain):
            # Picture and sound side by side, so that a player need not seek.
            while ready is not None and _time(ready) <= Fraction(frame.pts or 0, RATE):
                ready.stream = copied
                out.mux(ready)
                ready = next(packets, None)
            out.mux(sound.encode(frame))
        out.mux(sound.encode(None))
        while ready is not None:
            ready.stream = copied
            out.mux(ready)
            ready = next(packets, None)


def pictures(path: Path) -> Iterator["Packet[Any]"]:
    """The packets of a film's picture, in the order in which they are stored."""
    with opened(path) as file:
        for packet in file.demux(video(file, path)):
            if packet.dts is not None:
                yield packet


def _time(packet: "Packet[Any]") -> Fraction:
    return Fraction(packet.dts or 0) * Fraction(packet.time_base)


def _louder(path: Path, gain: float) -> Iterator["AudioFrame"]:
    """The sound with the gain, limited, in frames that the encoder takes, at their own times."""
    import av

    with opened(path) as file:
        stream = file.streams.audio[0]
        graph = av.filter.Graph()
        chain = [
            graph.add_abuffer(template=stream),
            graph.add("volume", f"{gain:.2f}dB"),
            graph.add("alimiter", f"limit={CEILING}:level=false:latency=true"),
            graph.add("aresample", str(RATE)),
            graph.add("aformat", f"sample_fmts=fltp:sample_rates={RATE}:channel_layouts=stereo"),
            graph.add("asetnsamples", "n=1024:p=0"),
            graph.add("abuffersink"),
        ]
        for before, after in itertools.pairwise(chain):
            before.link_to(after)
        graph.configure()
        at = 0
        for source in itertools.chain(file.decode(stream), (None,)):
            graph.push(source)
            while True:
                try:
                    frame = graph.pull()
                except (av.error.BlockingIOError, av.error.EOFError):
                    break
                assert isinstance(frame, av.AudioFrame)
                frame.pts, frame.time_base = at, Fraction(1, RATE)
                at += frame.samples
                yield frame
