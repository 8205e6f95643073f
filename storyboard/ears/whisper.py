"""A recogniser of speech in a process of its own: `python -m storyboard.ears.whisper FOLDER` answers a line of JSON with a line of JSON.

A question names a WAV file of 16,000 samples a second and a language; the answer holds the words of each pass with their times.
The folder holds a model of faster-whisper (`model.bin`, `config.json`, `tokenizer.json`, `vocabulary.json` or `.txt`).
"""

import json
import sys
from typing import Any

SPEEDS = (1.0, 0.92, 1.08)
"""How fast the sound is played to each pass. An ear errs differently each time, and what the film says stays."""


def main(folder: str, threads: int) -> None:
    """Answers questions from standard input until it ends."""
    from faster_whisper import WhisperModel

    model = WhisperModel(folder, device="cpu", compute_type="int8", cpu_threads=threads, local_files_only=True)
    _say({"ready": True})
    for line in sys.stdin:
        question = json.loads(line)
        try:
            _say({"passes": _heard(model, question)})
        except (ValueError, RuntimeError, OSError) as error:
            _say({"error": f"{type(error).__name__}: {error}"})


def _heard(model: Any, question: dict[str, Any]) -> list[list[list[Any]]]:  # noqa: ANN401 - WhisperModel
    import wave

    import numpy as np

    with wave.open(question["wav"], "rb") as file:
        samples = np.frombuffer(file.readframes(file.getnframes()), np.int16).astype(np.float32) / 32768
    return [_listen(model, samples, speed, question["language"]) for speed in SPEEDS[: question["passes"]]]


def _listen(model: Any, samples: Any, speed: float, language: str) -> list[list[Any]]:  # noqa: ANN401 - numpy
    """[text, start, end] of each word, in seconds of the film. The script is never told to the model."""
    import numpy as np

    if speed != 1.0:
        places = np.arange(0, len(samples) - 1, speed)
        samples = np.interp(places, np.arange(len(samples)), samples).astype(np.float32)
    segments, _ = model.transcribe(
        samples,
        language=language,
        beam_size=5,
        word_timestamps=True,
        condition_on_previous_text=False,  # what was heard before makes it hear things
        vad_filter=True,  # silence makes it invent text
        vad_parameters={"min_silence_duration_ms": 400, "speech_pad_ms": 250},
        no_speech_threshold=0.6,
    )
    found = []
    for segment in segments:
        for word in segment.words or ():
            found.append([word.word, round(float(word.start) * speed, 3), round(float(word.end) * speed, 3)])  # noqa: PERF401
    return found


def _say(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
