"""What a film file is, found by reading or decoding it, and single frames of it."""

import errno
import io
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from storyboard.media.container import NotAFilm, container_at
from storyboard.media.rate import rate_of, true_rate
from storyboard.records import dataclass

if TYPE_CHECKING:
    from av import VideoFrame
    from av.container import InputContainer
    from av.video.stream import VideoStream
    from PIL.Image import Image


@dataclass(frozen=True, slots=True)
class Facts:
    """What a film is."""

    seconds: float
    """From the first picture to the end of the last."""
    frames: int
    width: int
    height: int
    """As it is shown, upright."""
    fps: Fraction
    """A usual rate: of an uneven film the nearest."""
    codec: str
    pix_fmt: str
    has_audio: bool
    sample_rate: int = 0
    channels: int = 0
    audio_codec: str = ""


@dataclass(frozen=True, slots=True)
class Survey:
    """What a film's packets say, without decoding it."""

    seconds: float
    """Until the last packet of picture or sound ends."""
    said: float
    """As its header says; 0 where it does not."""
    frames: int
    width: int
    height: int
    """As it is shown, upright."""
    fps: Fraction
    """A usual rate."""
    true_fps: Fraction
    has_audio: bool
    turned: int
    """Degrees by which a player must turn it, clockwise: 0, 90, 180 or 270."""
    channels: int
    """Of its sound; 0 without any."""


NOT_OF_THE_FILM = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EFBIG)
"""Errors of the file that is written meanwhile."""


def video(file: "InputContainer", path: Path) -> "VideoStream":
    """The picture stream of an open film; `NotAFilm` where there is none."""
    if not file.streams.video:
        raise NotAFilm(path, "no picture in this film")
    return file.streams.video[0]


@contextmanager
def opened(path: Path) -> Iterator["InputContainer"]:
    """The film opened for reading; `NotAFilm` where it is none, or where it turns out to be damaged inside."""
    import av

    kind = container_at(path)
    try:
        with av.open(str(path), format=kind.format) as file:
            yield file
    except av.error.FFmpegError as error:
        if error.errno in NOT_OF_THE_FILM:
            raise
        raise NotAFilm(path, f"damaged film ({error.strerror})") from error


def survey(path: Path) -> Survey:
    """A film read once to its end, packet by packet; `NotAFilm` where that does not succeed."""
    with opened(path) as file:
        stream = video(file, path)
        base = Fraction(stream.time_base or Fraction(1, 24))
        times: list[int] = []
        end = Fraction(0)
        for packet in file.demux():
            if packet.pts is None or packet.time_base is None:
                continue
            if packet.stream is stream:
                times.append(packet.pts)
            end = max(end, (packet.pts + (packet.duration or 0)) * Fraction(packet.time_base))
        if not times:
            raise NotAFilm(path, "no picture in this film")
        turned = turn_of(path)
        width, height = stream.codec_context.width, stream.codec_context.height
        return Survey(
            seconds=float(end - min(times) * base),
            said=(file.duration or 0) / 1_000_000,
            frames=len(times),
            width=height if turned in (90, 270) else width,
            height=width if turned in (90, 270) else height,
            fps=rate_of(times, base),
            true_fps=true_rate(times, base),
            has_audio=bool(file.streams.audio),
            turned=turned,
            channels=file.streams.audio[0].channels if file.streams.audio else 0,
        )


def turn_of(path: Path) -> int:
    """Degrees clockwise by which a film must be turned to be upright: 0, 90, 180 or 270. Decodes one picture."""
    with opened(path) as file:
        first = next(iter(file.decode(video(file, path))), None)
        return turn_of_frame(first) if first is not None else 0


def turn_of_frame(frame: "VideoFrame") -> int:
    """The same of a decoded picture, which carries its film's display matrix."""
    return round(-frame.rotation / 90) % 4 * 90


def upright(frame: "VideoFrame", picture: "Image") -> "Image":
    """The picture of a frame, turned as its film's display matrix wants."""
    from PIL.Image import Transpose

    ways = {90: Transpose.ROTATE_270, 180: Transpose.ROTATE_180, 270: Transpose.ROTATE_90}
    way = ways.get(turn_of_frame(frame))
    return picture if way is None else picture.transpose(way)


def times_of(file: "InputContainer", stream: "VideoStream") -> list[int]:
    """When its pictures are shown, in units of its time base; the film stands at its end afterwards."""
    return [packet.pts for packet in file.demux(stream) if packet.pts is not None]


def probe(path: Path) -> Facts:
    """The facts of a film, every frame decoded; `NotAFilm` where it is damaged or none."""
    with opened(path) as file:
        stream = video(file, path)
        stream.thread_type = "AUTO"
        base = Fraction(stream.time_base or Fraction(1, 24))
        times: list[int] = []
        turned = 0
        for frame in file.decode(stream):
            turned = turned or turn_of_frame(frame)
            times.append(frame.pts if frame.pts is not None else len(times))
        if not times:
            raise NotAFilm(path, "no picture in this film")
        fps = rate_of(times, base)
        context = stream.codec_context
        sound = file.streams.audio[0] if file.streams.audio else None
        width, height = context.width, context.height
        return Facts(
            seconds=float((max(times) - min(times)) * base + 1 / true_rate(times, base)),
            frames=len(times),
            width=height if turned in (90, 270) else width,
            height=width if turned in (90, 270) else height,
            fps=fps,
            codec=context.name,
            pix_fmt=context.pix_fmt or "",
            has_audio=sound is not None,
            sample_rate=sound.sample_rate or 0 if sound else 0,
            channels=sound.channels if sound else 0,
            audio_codec=sound.codec_context.name if sound else "",
        )


def frame(path: Path, seconds: float) -> "Image":
    """The frame shown at a time, as an RGB picture; the last frame where the film is shorter."""
    return frames(path, (seconds,))[0]


def frames(path: Path, times: tuple[float, ...]) -> tuple["Image", ...]:
    """The frames shown at ascending times, upright, decoded in one pass from the key frame before each."""
    found: list[Image] = []
    with opened(path) as file:
        stream = video(file, path)
        stream.thread_type = "AUTO"
        half = float(1 / (2 * Fraction(stream.average_rate or 24)))
        for time in times:
            file.seek(max(0, round((time + half) / (stream.time_base or Fraction(1, 24)))), stream=stream)
            shown = None
            for candidate in file.decode(stream):
                if shown is not None and candidate.time is not None and candidate.time > time + half:
                    break
                shown = candidate
            if shown is None:
                raise NotAFilm(path, f"no frame at {time:.1f} s")
            found.append(upright(shown, shown.to_image()))  # type: ignore[no-untyped-call]
    return tuple(found)


def jpeg(picture: "Image", width: int) -> bytes:
    """A picture as a small JPEG so many pixels wide."""
    file = io.BytesIO()
    small = picture.resize((width, round(width * picture.height / picture.width)), reducing_gap=2.0)
    small.save(file, "JPEG", quality=74, optimize=True)
    return file.getvalue()
