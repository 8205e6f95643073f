"""A speaker on this machine: Kokoro-82M in a process of its own."""

import base64
from importlib.util import find_spec
from pathlib import Path
from typing import Literal, Self

from storyboard.child import Child
from storyboard.config import Voices
from storyboard.errors import UsageError
from storyboard.voices.speaker import Spoken, key_of

RATE = 24_000
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
                "see README, “Listen”; or name an endpoint: base_url",
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
        self.women, self.men = settings.women, settings.men

    def __enter__(self) -> Self:
        if not (self.women or self.men):
            self.child.start()
            names: list[str] = self.child.hello["voices"]
            # Kokoro's names: language, f or m, then the voice (zf_xiaobei, am_adam).
            self.women = tuple(name for name in names if name[1:2] == "f")
            self.men = tuple(name for name in names if name[1:2] == "m")
        return self

    def __exit__(self, *wrong: object) -> None:
        self.child.close()

    def price(self, text: str) -> float:
        return 0.0

    def say(self, text: str, language: Literal["zh", "en"], voice: str, speed: float) -> Spoken:
        """`ModelError` where the process ends or knows no such voice."""
        answer = self.child.ask({"text": text, "language": language, "voice": voice, "speed": speed})
        return Spoken(base64.b64decode(answer["samples"]), RATE)
