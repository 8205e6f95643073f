"""What a film file is, found by decoding it, and single frames of it."""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from storyboard.errors import GatewayError

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.stream import VideoStream
    from PIL.Image import Image


@dataclass(frozen=True, slots=True)
class Facts:
    """What a film is."""

    seconds: float
    """Decoded frames by frames a second."""
    frames: int
    width: int
    height: int
    fps: Fraction
    codec: str
    pix_fmt: str
    has_audio: bool
    sample_rate: int = 0
    channels: int = 0
    audio_codec: str = ""


class NotAFilm(GatewayError):
    """A file that should be a film cannot be read as one."""


def video(file: "InputContainer", path: Path) -> "VideoStream":
    """The picture stream of an open film; `NotAFilm` where there is none."""
    if not file.streams.video:
        raise NotAFilm(f"{path}: no picture in this film", "remove the file and fetch or make it again")
    return file.streams.video[0]


def opened(path: Path) -> "InputContainer":
    """The film opened for reading; `NotAFilm` where it is none."""
    import av

    try:
        return av.open(str(path))
    except (av.error.FFmpegError, OSError) as error:
        raise NotAFilm(f"{path}: cannot be read as a film ({error})", "remove the file and make it again") from error


def probe(path: Path) -> Facts:
    """The facts of a film, every frame decoded; `NotAFilm` where it is damaged or none."""
    import av

    with opened(path) as file:
        stream = video(file, path)
        stream.thread_type = "AUTO"
        try:
            frames = sum(1 for _ in file.decode(stream))
        except av.error.FFmpegError as error:
            raise NotAFilm(f"{path}: damaged film ({error})", "remove the file and make it again") from error
        fps = stream.average_rate or stream.guessed_rate or Fraction(24)
        context = stream.codec_context
        sound = file.streams.audio[0] if file.streams.audio else None
        return Facts(
            seconds=float(frames / fps),
            frames=frames,
            width=context.width,
            height=context.height,
            fps=Fraction(fps),
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
    """The frames shown at ascending times, decoded in one pass from the key frame before each."""
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
                raise NotAFilm(f"{path}: no frame at {time:.1f} s", "remove the file and make it again")
            found.append(shown.to_image())  # type: ignore[no-untyped-call]
    return tuple(found)
