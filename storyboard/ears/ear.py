"""What an ear is."""

import hashlib
from typing import Literal, Protocol, Self

from storyboard.media.sound import Sound
from storyboard.model import Hearing


class Ear(Protocol):
    """Somebody who hears. A context: a process or a connection is open meanwhile."""

    name: str
    """`whisper-1 at api.example.com`, or the name of a folder."""
    key: str
    """Of the store: changes with everything that changes what is heard."""
    again: bool
    """Whether lines in doubt are heard once more alone: where hearing is free, and cuts no more than a process."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *wrong: object) -> None: ...

    def price(self, sound: Sound) -> float | None:
        """What hearing it costs, in the user's currency; 0 on this machine, None where nobody wrote what the endpoint takes."""

    def hear(self, sound: Sound, language: Literal["zh", "en"]) -> Hearing:
        """The words of a sound. It is never told what they should be."""


def key_of(*facts: object) -> str:
    """An ear's key."""
    return hashlib.sha256("\x1f".join(map(str, facts)).encode()).hexdigest()
