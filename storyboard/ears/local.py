"""An ear on this machine: faster-whisper in a process of its own, so that its memory goes when it ends."""

import json
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal, Self

from storyboard.config import Listen, parse_json
from storyboard.ears.ear import key_of
from storyboard.ears.whisper import SPEEDS
from storyboard.errors import ModelError, UsageError
from storyboard.media.sound import Sound
from storyboard.model import Hearing, Word

FILES = ("model.bin", "config.json", "tokenizer.json")
"""What a folder must hold to be a model."""
EXTRA = "python -m pip install 'storyboard-compiler[listen]'"


class LocalEar:
    """Any model of faster-whisper in a folder. `UsageError` where the folder holds none, or where the extra is not installed."""

    def __init__(self, folder: Path, settings: Listen) -> None:
        missing = [name for name in FILES if not (folder / name).is_file()]
        if missing:
            raise UsageError(
                f"[listen] model: {folder} is no model of faster-whisper: {', '.join(missing)} is not there",
                "any folder such as faster-whisper-small holds them; see README, “Listen”",
            )
        if find_spec("faster_whisper") is None:
            raise UsageError("[listen]: hearing on this machine needs faster-whisper, which is not installed", EXTRA)
        self.folder, self.settings = folder, settings
        self.passes = min(len(SPEEDS), settings.passes)
        self.name = folder.name
        size = (folder / "model.bin").stat().st_size
        self.key = key_of("faster-whisper", folder.name, size, SPEEDS[: self.passes])
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *wrong: object) -> None:
        if self._process:
            assert self._process.stdin
            self._process.stdin.close()
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            if self._process.stdout:
                self._process.stdout.close()
            self._process = None

    def price(self, sound: Sound) -> float:
        return 0.0

    def hear(self, sound: Sound, language: Literal["zh", "en"]) -> Hearing:
        """`ModelError` where the process ends or cannot read the sound."""
        with tempfile.TemporaryDirectory(prefix="storyboard-ear-") as folder:
            wav = Path(folder) / "sound.wav"
            wav.write_bytes(sound.wav())
            answer = self._ask({"wav": str(wav), "language": language, "passes": self.passes})
        passes = tuple(tuple(Word(text, start, end) for text, start, end in row) for row in answer["passes"])
        return Hearing(passes, sound.seconds, self.name)

    def _ask(self, question: dict[str, Any]) -> dict[str, Any]:
        process = self._process or self._start()
        assert process.stdin
        assert process.stdout
        try:
            process.stdin.write(json.dumps(question) + "\n")
            process.stdin.flush()
        except OSError:
            raise self._ended() from None
        return self._answer(process)

    def _start(self) -> "subprocess.Popen[str]":
        command = [sys.executable, "-m", "storyboard.ears.whisper", str(self.folder), str(self.settings.threads)]
        self._process = subprocess.Popen(  # noqa: S603 - ourselves
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )
        self._answer(self._process)
        return self._process

    def _answer(self, process: "subprocess.Popen[str]") -> dict[str, Any]:
        assert process.stdout
        for line in process.stdout:
            if not line.startswith("{"):
                continue  # a library's own talk
            answer: dict[str, Any] = parse_json(line)
            if "error" in answer:
                raise ModelError(f"{self.name} could not hear it: {answer['error']}")
            return answer
        raise self._ended()

    def _ended(self) -> ModelError:
        return ModelError(
            f"the ear {self.name} ended without an answer",
            f"is {self.folder} a whole model of faster-whisper, and is there memory for it (about 3 times its size)?",
        )
