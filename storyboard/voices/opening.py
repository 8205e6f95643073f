"""Which speaker the settings name."""

from pathlib import Path

from storyboard.config import Settings
from storyboard.errors import UsageError
from storyboard.voices.speaker import VoiceSpeaker

ADVICE = (
    'add to storyboard.toml:\n[voices]\nmodel = "a folder with a Kokoro model"   # on this machine, free\nor\n'
    'base_url = "https://…/v1"\nmodel = "tts-1"'
)


def open_voices(settings: Settings) -> VoiceSpeaker:
    """The speaker of `[voices]`. `UsageError` where there is none, or where what it needs is not there."""
    voices = settings.voices
    if voices is None or not voices.model:
        raise UsageError("no voices: storyboard.toml has no [voices]", ADVICE)
    if voices.base_url:
        from storyboard.voices.remote import RemoteSpeaker

        return RemoteSpeaker(voices)
    from storyboard.voices.local import LocalSpeaker

    folder = Path(voices.model).expanduser()
    return LocalSpeaker(folder if folder.is_absolute() else settings.workspace / folder, voices)
