"""What an ear is, and which one the settings name."""

import hashlib
from pathlib import Path
from typing import Literal, Protocol, Self

from storyboard.config import Settings
from storyboard.errors import UsageError
from storyboard.media.sound import Sound
from storyboard.model import Hearing

ADVICE = 'add to storyboard.toml:\n[listen]\nmodel = "a folder with a faster-whisper model"   # on this machine\nor\nbase_url = "https://…/v1"\nmodel = "whisper-1"'


class Ear(Protocol):
    """Somebody who hears. A context: a process or a connection is open meanwhile."""

    name: str
    """`whisper-1 at api.example.com`, or the name of a folder."""
    key: str
    """Of the store: changes with everything that changes what is heard."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *wrong: object) -> None: ...

    def price(self, sound: Sound) -> float:
        """What hearing it costs, in the user's currency; 0 on this machine."""

    def hear(self, sound: Sound, language: Literal["zh", "en"]) -> Hearing:
        """The words of a sound. It is never told what they should be."""


def key_of(*facts: object) -> str:
    """An ear's key."""
    return hashlib.sha256("\x1f".join(map(str, facts)).encode()).hexdigest()


def open_ear(settings: Settings) -> Ear:
    """The ear of `[listen]`. `UsageError` where there is none, or where what it needs is not there."""
    listen = settings.listen
    if listen is None or not listen.model:
        raise UsageError("no ear: storyboard.toml has no [listen]", ADVICE)
    if listen.base_url:
        from storyboard.ears.remote import RemoteEar

        return RemoteEar(listen)
    from storyboard.ears.local import LocalEar

    folder = Path(listen.model).expanduser()
    return LocalEar(folder if folder.is_absolute() else settings.workspace / folder, listen)
