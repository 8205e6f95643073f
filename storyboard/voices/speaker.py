"""What a speaker is: somebody who says a line in one of several voices."""

import hashlib
from typing import Literal, Protocol, Self

from storyboard.records import dataclass


@dataclass(frozen=True, slots=True)
class SpokenLine:
    """A line as it is said: one channel of 16-bit samples."""

    samples: bytes
    rate: int

    @property
    def seconds(self) -> float:
        return len(self.samples) / 2 / self.rate


class VoiceSpeaker(Protocol):
    """A context: a process or a connection is open meanwhile."""

    name: str
    key: str
    """Of the store: changes with everything that changes what is said, but text, voice and speed."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *wrong: object) -> None: ...

    def voices(self, language: Literal["zh", "en"]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Names of women's and of men's voices, the best for a language first."""

    def price(self, text: str) -> float | None:
        """What saying it costs, in the user's currency; 0 on this machine, None where nobody wrote what the endpoint takes."""

    def say(self, text: str, language: Literal["zh", "en"], voice: str, speed: float) -> SpokenLine:
        """The line; `speed` 1 is the voice's own."""


def key_of(*facts: object) -> str:
    """A key over facts."""
    return hashlib.sha256("\x1f".join(map(str, facts)).encode()).hexdigest()
