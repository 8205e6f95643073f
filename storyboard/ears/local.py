"""An ear on this machine: faster-whisper in a process of its own, so that its memory goes when it ends."""

import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Literal, Self

from storyboard.child import Child
from storyboard.config import Listen
from storyboard.ears.ear import key_of
from storyboard.ears.whisper import SPEEDS
from storyboard.errors import UsageError
from storyboard.media.sound import Sound
from storyboard.model import Hearing, Word

FILES = ("model.bin", "config.json", "tokenizer.json")
"""What a folder must hold to be a model."""
EXTRA = "python -m pip install 'storyboard-compiler[listen]'"


class LocalEar:
    """Any model of faster-whisper in a folder. `UsageError` where the folder holds none, or where the extra is not installed."""

    again = True

    def __init__(self, folder: Path, settings: Listen) -> None:
        missing = [name for name in FILES if not (folder / name).is_file()]
        if missing:
            raise UsageError(
                f"[listen] model: {folder} is no model of faster-whisper: {', '.join(missing)} is not there",
                "any folder such as faster-whisper-small holds them; see docs/listen.md",
            )
        if find_spec("faster_whisper") is None:
            raise UsageError("[listen]: hearing on this machine needs faster-whisper, which is not installed", EXTRA)
        self.folder, self.settings = folder, settings
        self.passes = min(len(SPEEDS), settings.passes)
        self.name = folder.name
        size = (folder / "model.bin").stat().st_size
        self.key = key_of("faster-whisper", folder.name, size, SPEEDS[: self.passes])
        self.child = Child(
            "storyboard.ears.whisper",
            str(folder),
            str(settings.threads),
            name=f"[listen] {self.name}",
            advice=f"is {folder} a whole model of faster-whisper, and is there memory for it (about 3 times its size)?",
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *wrong: object) -> None:
        self.child.close()

    def price(self, sound: Sound) -> float:
        return 0.0

    def hear(self, sound: Sound, language: Literal["zh", "en"]) -> Hearing:
        """`ModelError` where the process ends or cannot read the sound."""
        with tempfile.TemporaryDirectory(prefix="storyboard-ear-") as folder:
            wav = Path(folder) / "sound.wav"
            wav.write_bytes(sound.wav())
            answer = self.child.ask({"wav": str(wav), "language": language, "passes": self.passes})
        passes = tuple(tuple(Word(text, start, end) for text, start, end in row) for row in answer["passes"])
        return Hearing(passes, sound.seconds, self.name)
