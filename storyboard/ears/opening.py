"""Which ear the settings name."""

from pathlib import Path

from storyboard.config import Settings
from storyboard.ears.ear import Ear
from storyboard.errors import UsageError

ADVICE = 'add to storyboard.toml:\n[listen]\nmodel = "a folder with a faster-whisper model"   # on this machine\nor\nbase_url = "https://…/v1"\nmodel = "whisper-1"'


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
