"""A speaker on this machine: Kokoro-82M in a process of its own."""

import base64
from importlib.util import find_spec
from pathlib import Path
from typing import Literal, Self

from storyboard.child import Child
from storyboard.config import Voices
from storyboard.errors import UsageError
from storyboard.voices.speaker import SpokenLine, key_of

RATE = 24_000
NATIVE = {"zh": "z", "en": "ab"}
"""How the names of Kokoro's voices begin that grew up with a language: language, f or m, then the voice (zf_xiaobei, am_adam)."""
EXTRA = "python -m pip install 'storyboard-compiler[voices]'"


class LocalSpeaker:
    """A folder with a Kokoro model. `UsageError` where the folder holds none, or where the extra is not installed."""

    def __init__(self, folder: Path, settings: Voices) -> None:
        model = next(iter(sorted(folder.glob("*.onnx"))), None)
        styles = [path for path in folder.glob("voices*") if path.suffix in (".npz", ".bin")]
        signs = [name for name in ("vocab.json", "config.json") if (folder / name).is_file()]
        if not (model and styles and signs):
            raise UsageError(
                f"[voices] model: {folder} holds no Kokoro model: *.onnx, voices*.npz (or .bin) and vocab.json (or config.json)",
                "see docs/listen.md; or name an endpoint: base_url",
            )
        if find_spec("onnxruntime") is None or find_spec("misaki") is None:
            raise UsageError(
                "[voices]: speaking on this machine needs onnxruntime and misaki, which are not installed", EXTRA
            )
        self.name, self.settings = folder.name, settings
        self.key = key_of("kokoro", model.name, model.stat().st_size, styles[0].stat().st_size)
        self.child = Child(
            "storyboard.voices.kokoro",
            str(folder),
            name=f"the voices of {folder.name}",
            advice=f"is {folder} a whole model?",
        )
        self._names = () if settings.women or settings.men else _voices(styles[0])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *wrong: object) -> None:
        self.child.close()

    def voices(self, language: Literal["zh", "en"]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        if not self._names:
            return self.settings.women, self.settings.men
        own = sorted(self._names, key=lambda name: name[:1] not in NATIVE[language])
        women, men = (tuple(name for name in own if name[1:2] == sex) for sex in "fm")
        return women, men

    def price(self, text: str) -> float:
        return 0.0

    def say(self, text: str, language: Literal["zh", "en"], voice: str, speed: float) -> SpokenLine:
        """`ModelError` where the process ends or knows no such voice."""
        answer = self.child.ask({"text": text, "language": language, "voice": voice, "speed": speed})
        return SpokenLine(base64.b64decode(answer["samples"]), RATE)


def _voices(styles: Path) -> tuple[str, ...]:
    """The names of the voices in a file of numpy's."""
    from zipfile import BadZipFile, ZipFile

    try:
        with ZipFile(styles) as file:
            return tuple(sorted(Path(name).stem for name in file.namelist()))
    except (BadZipFile, OSError):
        raise UsageError(f"[voices] model: {styles} holds no voices") from None
