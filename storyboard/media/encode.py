"""The one way films are written here, so that any two of them can be joined and cut at any frame without a new encoding."""

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from av import AudioFrame, VideoFrame

RATE = 48000
"""Samples a second of the sound track."""
SAMPLES = 1024
"""Samples in an AAC packet."""
THREADS = 2
"""Fixed: the number of threads changes the bytes."""
VIDEO: dict[str, object] = {
    "preset": "veryfast",
    "crf": "23",
    "bf": "0",  # no frame refers to a later one: a film may end after any packet
    "g": "48",
    "x264-params": "cpu-independent=1:rc-lookahead=4:scenecut=0:weightp=0:stitchable=1:subme=1:me=dia",
}
_BT709 = 1
_VIDEO_RANGE = 1


class FilmWriter:
    """A film being written: H.264 yuv420p and stereo AAC. Use as a context; the file has its name once it is whole."""

    def __init__(self, path: Path, size: tuple[int, int], fps: Fraction) -> None:
        import av

        self.fps = fps
        self.frames = 0
        self.samples = 0
        self._path, self._part = path, path.with_name(f".{path.name}.part")
        self._file = av.open(str(self._part), "w", format="mp4", options={"movflags": "+faststart"})
        self._video = self._file.add_stream("libx264", rate=fps)
        self._video.width, self._video.height = size
        self._video.pix_fmt = "yuv420p"
        self._video.options = VIDEO
        context = self._video.codec_context
        context.thread_count = THREADS
        context.time_base = 1 / fps
        context.colorspace = context.color_primaries = context.color_trc = _BT709
        context.color_range = _VIDEO_RANGE
        self._audio = self._file.add_stream("aac", rate=RATE, layout="stereo")
        self._audio.bit_rate = 128_000

    def __enter__(self) -> "FilmWriter":
        return self

    def __exit__(self, fault: type[BaseException] | None, *_: object) -> None:
        whole = False
        try:
            try:
                if fault is None:
                    self._file.mux(self._video.encode(None))
                    self._file.mux(self._audio.encode(None))
            finally:
                self._file.close()  # may fail too, on a full disk
            whole = fault is None
        finally:
            if whole:
                self._part.replace(self._path)
            else:
                self._part.unlink(missing_ok=True)

    def show(self, frame: "VideoFrame", *, cut: bool = False) -> None:
        """The next frame; a cut begins with a whole picture."""
        from av.video.frame import PictureType

        frame.pts, frame.time_base = self.frames, 1 / self.fps
        frame.pict_type = PictureType.I if cut else PictureType.NONE
        self.frames += 1
        self._file.mux(self._video.encode(frame))

    def sound(self, frames: Iterable["AudioFrame"]) -> None:
        """The next sound: float planar stereo at `RATE`."""
        for frame in frames:
            frame.pts, frame.time_base, frame.sample_rate = self.samples, Fraction(1, RATE), RATE
            self.samples += frame.samples
            self._file.mux(self._audio.encode(frame))

    def silence(self, until: int) -> None:
        """Silence up to a number of samples from the start of the film."""
        while self.samples < until:
            self.sound([silent(min(SAMPLES, until - self.samples))])


def silent(samples: int) -> "AudioFrame":
    """A sound frame of silence."""
    from av import AudioFrame

    frame = AudioFrame("fltp", "stereo", samples)
    for plane in frame.planes:
        plane.update(bytes(plane.buffer_size))
    return frame


def samples_of(frames: int, fps: Fraction) -> int:
    """Sound samples that last as long as the frames."""
    return round(Fraction(frames * RATE) / fps)
