"""A speaker at an endpoint: OpenAI's `/audio/speech`, as many speak it."""

import io
import wave
from typing import Literal

from storyboard.config import Voices
from storyboard.endpoint import SoundEndpoint
from storyboard.errors import ModelError
from storyboard.voices.speaker import SpokenLine, key_of

WOMEN, MEN = ("nova", "shimmer", "coral", "sage"), ("onyx", "echo", "ash", "fable")
"""Voices of OpenAI's models, as its guide describes them (2026-11); another model's stand in `[voices] women` and `men`."""


class RemoteSpeaker(SoundEndpoint[Voices]):
    """Whoever answers at `[voices] base_url`."""

    def __init__(self, settings: Voices) -> None:
        super().__init__("[voices]", settings)
        self.key = key_of(settings.base_url, settings.model)

    def voices(self, language: Literal["zh", "en"]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        return self.settings.women or WOMEN, self.settings.men or MEN

    def price(self, text: str) -> float | None:
        return None if self.rate is None else self.rate * len(text) / 1000

    def say(self, text: str, language: Literal["zh", "en"], voice: str, speed: float) -> SpokenLine:
        """`ModelError` with the cause where no sound comes."""
        import httpx

        body = {"model": self.settings.model, "input": text, "voice": voice, "response_format": "wav", "speed": speed}
        try:
            answer = self.client.post(self.address("/audio/speech"), json=body)
        except httpx.HTTPError as error:
            raise ModelError(
                f"{self.name} did not answer: {self.clean(str(error))}", "the same command goes on from here"
            ) from None
        if answer.status_code != 200:
            raise ModelError(
                f"{self.name}: it refuses (HTTP {answer.status_code}): {self.clean(answer.text)}", self.hint
            )
        return read_wav(answer.content, self.name)


def read_wav(data: bytes, name: str) -> SpokenLine:
    """The samples of a WAV file, its channels mixed to one; `ModelError` where it is none of 16 bits."""
    try:
        with wave.open(io.BytesIO(data)) as file:
            channels, width, rate = file.getnchannels(), file.getsampwidth(), file.getframerate()
            # An endpoint that streams writes no length, or the longest one.
            samples = file.readframes(min(file.getnframes(), len(data)))
    except (wave.Error, EOFError):
        raise ModelError(f"{name} did not answer with a WAV file") from None
    if width != 2:
        raise ModelError(f"{name} answered with samples of {width * 8} bits; 16 are read")
    if channels > 1:
        from array import array

        values = array("h", samples[: len(samples) // (2 * channels) * 2 * channels])
        samples = array(
            "h", (sum(values[at : at + channels]) // channels for at in range(0, len(values), channels))
        ).tobytes()
    return SpokenLine(samples, rate)
