"""A synthesiser in a process of its own: `python -m storyboard.voices.kokoro FOLDER` answers a line of JSON with a line of JSON.

A question holds a text, its language, a voice and a speed; the answer the samples as base64, 24,000 a second. The folder holds a model
of Kokoro-82M in ONNX form, its voices (`.npz`, or the same called `.bin`), and its signs (`vocab.json` or `config.json`).
"""

import base64
import json
import sys
from pathlib import Path
from typing import Any

LONGEST = 500
"""Signs of a line at most: the model knows 510 places."""


def main(folder: Path) -> None:
    """Answers questions from standard input until it ends."""
    import numpy as np
    import onnxruntime as ort

    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    session = ort.InferenceSession(str(next(folder.glob("*.onnx"))), options, providers=["CPUExecutionProvider"])
    signs = json.loads(
        next(path for name in ("vocab.json", "config.json") if (path := folder / name).is_file()).read_text("utf-8")
    )["vocab"]
    styles = np.load(next(path for path in sorted(folder.glob("voices*")) if path.suffix in (".npz", ".bin")))
    spell = _Spelling()
    _say({"ready": True})
    for line in sys.stdin:
        question = json.loads(line)
        try:
            _say({"samples": _spoken(session, signs, styles, spell, question)})
        except (ValueError, RuntimeError, KeyError) as error:
            _say({"error": f"{type(error).__name__}: {error}"})


class _Spelling:
    """Phonemes of a text; each language's tables are loaded with its first line."""

    def __init__(self) -> None:
        self._tables: dict[str, Any] = {}

    def __call__(self, text: str, language: str) -> str:
        if language not in self._tables:
            self._tables[language] = TABLES[language]()
        spelled = self._tables[language](text)
        return str(spelled[0] if isinstance(spelled, tuple) else spelled)


def _chinese() -> Any:  # noqa: ANN401 - a callable of misaki
    from misaki import zh

    return zh.ZHG2P()


def _english() -> Any:  # noqa: ANN401 - a callable of misaki
    from misaki import espeak

    return espeak.EspeakG2P(language="en-us")


TABLES = {"zh": _chinese, "en": _english}


def _spoken(session: Any, signs: dict[str, int], styles: Any, spell: _Spelling, question: dict[str, Any]) -> str:  # noqa: ANN401
    import numpy as np

    spelled = spell(question["text"], question["language"])
    numbers = [signs[sign] for sign in spelled if sign in signs][:LONGEST]
    if not numbers:
        return ""
    style = styles[question["voice"]][min(len(numbers), LONGEST) - 1]
    said = session.run(
        None,
        {
            "tokens": np.array([[0, *numbers, 0]], dtype=np.int64),
            "style": np.asarray(style, dtype=np.float32).reshape(1, 256),
            "speed": np.array([question["speed"]], dtype=np.float32),
        },
    )[0]
    samples = np.asarray(said, np.float32).ravel()
    loud = np.where(np.abs(samples) > 0.01)[0]
    samples = samples[loud[0] : loud[-1] + 1] if len(loud) else samples[:0]
    return base64.b64encode((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes()).decode()


def _say(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
