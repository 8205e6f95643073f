"""The sound of a film, as ears take it."""

import hashlib
import io
import wave
from array import array
from pathlib import Path

from storyboard.media.film import opened
from storyboard.records import dataclass

RATE = 16_000
"""Samples a second: what recognisers of speech are trained on."""


@dataclass(frozen=True, slots=True)
class Sound:
    """One channel of 16-bit samples, 16,000 a second."""

    samples: bytes

    @property
    def seconds(self) -> float:
        return len(self.samples) / 2 / RATE

    @property
    def sha256(self) -> str:
        """Of the samples, so that the same sound in another container is the same."""
        return hashlib.sha256(self.samples).hexdigest()

    def part(self, start: float, end: float) -> "Sound":
        """What is to be heard between two times, in seconds."""
        return Sound(self.samples[2 * round(start * RATE) : 2 * round(end * RATE)])

    def wav(self) -> bytes:
        """As a WAV file."""
        out = io.BytesIO()
        with wave.open(out, "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(self.samples)
        return out.getvalue()

    def levels(self, step: float = 0.05) -> tuple[float, ...]:
        """Root mean square of each stretch of `step` seconds, 0 to 1."""
        values, size = array("h", self.samples), round(step * RATE)
        return tuple(
            (sum(value * value for value in values[at : at + size]) / size) ** 0.5 / 32768
            for at in range(0, len(values) - size + 1, size)
        )


def sound_of(path: Path) -> Sound | None:
    """The sound of a film or a sound file, its channels mixed; None where it has none. `NotAFilm` where it is damaged."""
    import av

    with opened(path) as file:
        if not file.streams.audio:
            return None
        resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
        pieces = []
        for frame in file.decode(file.streams.audio[0]):
            frame.pts = None
            pieces += [bytes(out.planes[0])[: out.samples * 2] for out in resampler.resample(frame)]
        pieces += [bytes(out.planes[0])[: out.samples * 2] for out in resampler.resample(None)]
        return Sound(b"".join(pieces))
