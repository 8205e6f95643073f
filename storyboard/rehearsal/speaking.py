"""Films that say the lines of their prompts, word for word, or as video models do when they do not."""

import hashlib
import re
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, replace
from pathlib import Path
from typing import Literal

from storyboard.media.dub import FASTEST, DubLine, dub
from storyboard.patterns import deferred
from storyboard.records import dataclass
from storyboard.rehearsal.script import ToldShot, spread, told
from storyboard.voices import SpokenLine, VoiceSpeaker

LEAD, GAP = 0.1, 0.2
"""Seconds before a line and after it, at least."""
CLEAR = 0.6
"""Share of a mumbled line that is still understood."""
HAN = deferred(r"[\u3400-\u9fff]")
MORE = {True: "别说了，我们现在就走。", False: "Enough of this, let us go now."}
"""What is said though nobody wrote it, by whether the prompt's lines are Chinese."""


@dataclass(frozen=True, slots=True)
class Uttered:
    """A line as a film says it."""

    shot: ToldShot
    start: float
    room: float
    mumbled: bool = False


def _units(line: str) -> list[str]:
    """Characters of Chinese, words of others."""
    return re.findall(r"[\u3400-\u9fff][^\w\s]*|[^\W\u3400-\u9fff][^\s\u3400-\u9fff]*\s*|\S", line)


def _drop(shots: Sequence[ToldShot]) -> list[ToldShot]:
    """The middle third of the longest line is not said; of a line of one or two words all."""
    longest = max(range(len(shots)), key=lambda n: len(_units(shots[n].line)))
    units = _units(shots[longest].line)
    third = max(2, len(units) // 3)
    start = (len(units) - third) // 2
    kept = "".join(units[: max(0, start)] + units[max(0, start) + third :])
    return [replace(shot, line=kept if n == longest else shot.line) for n, shot in enumerate(shots)]


def _swap(shots: Sequence[ToldShot]) -> list[ToldShot]:
    """The first two lines, each said where and by whom the other was due; one line alone stays."""
    first, second, *_ = [*(n for n, shot in enumerate(shots) if shot.line), *(-1, -1)]
    if second < 0:
        return list(shots)
    lines = {first: shots[second].line, second: shots[first].line}
    return [replace(shot, line=lines.get(n, shot.line)) for n, shot in enumerate(shots)]


def _add(shots: Sequence[ToldShot]) -> list[ToldShot]:
    """A sentence more after the last line."""
    last = max(n for n, shot in enumerate(shots) if shot.line)
    more = MORE[bool(HAN.search(shots[last].line))]
    return [replace(shot, line=f"{shot.line} {more}" if n == last else shot.line) for n, shot in enumerate(shots)]


def _silent(shots: Sequence[ToldShot]) -> list[ToldShot]:
    """Somebody speaks in the first shot that is silent; where none is, all stays."""
    silent = next((n for n, shot in enumerate(shots) if not shot.line), None)
    chinese = any(HAN.search(shot.text) for shot in shots)
    return [replace(shot, line=MORE[chinese]) if n == silent else shot for n, shot in enumerate(shots)]


def _as_told(shots: Sequence[ToldShot]) -> list[ToldShot]:
    return list(shots)


FAULTS: Mapping[str, Callable[[Sequence[ToldShot]], list[ToldShot]]] = {
    "": _as_told, "drop": _drop, "swap": _swap, "add": _add, "mumble": _as_told, "silent": _silent,
}  # fmt: skip
"""How the words of a film go wrong -> the shots as they are then said. What `mumble` does is done to the sound."""
ANYWHERE = frozenset({"", "silent"})
"""Those that need no line."""


def uttered(prompt: str, seconds: float, fault: str = "") -> tuple[Uttered, ...]:
    """What a film of `seconds` says of a prompt, and when; `fault` is one of `FAULTS`."""
    shots = spread(told(prompt), seconds)
    if fault in ANYWHERE or any(shot.line for shot in shots):
        shots = tuple(FAULTS[fault](shots))
    found, at = [], 0.0
    for shot in shots:
        if shot.line:
            found.append((shot, at + LEAD))
        at += shot.seconds
    ends = [*(start - LEAD for _, start in found[1:]), seconds][: len(found)]
    return tuple(
        Uttered(shot, start, max(0.5, end - start - GAP), fault == "mumble" and n == len(found) - 1)
        for n, ((shot, start), end) in enumerate(zip(found, ends, strict=True))
    )


@dataclass
class FilmVoices:
    """Lays what a prompt says over its film. Not for several threads at once."""

    speaker: VoiceSpeaker
    said: dict[tuple[str, str], SpokenLine] = field(default_factory=dict)

    def __call__(self, film: bytes, seconds: int, prompt: str, fault: str) -> bytes:
        """The film with its lines; a film without a word comes back silent as it is."""
        lines = [self._line(each) for each in uttered(prompt, seconds, fault)]
        if not lines:
            return film
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "film.mp4"
            path.write_bytes(film)
            dub(path, lines)
            return path.read_bytes()

    def _line(self, each: Uttered) -> DubLine:
        said = self._say(each.shot)
        length = max(said.seconds / FASTEST, min(said.seconds, each.room))
        blurred = f"enable='gt(t,{CLEAR * length:.2f})'"
        mumbled = (("asetnsamples", "n=512"), ("lowpass", f"f=160:{blurred}"), ("volume", f"volume=0.08:{blurred}"))
        return DubLine(said.samples, said.rate, each.start, room=each.room, filters=mumbled if each.mumbled else ())

    def _say(self, shot: ToldShot) -> SpokenLine:
        """The same person has the same voice in every film."""
        language: Literal["zh", "en"] = "zh" if HAN.search(shot.line) else "en"
        women, men = self.speaker.voices(language)
        pool = (women if shot.woman else men) or women or men
        voice = pool[int(hashlib.sha256(shot.who.encode()).hexdigest(), 16) % len(pool)]
        key = voice, shot.line
        if key not in self.said:
            self.said[key] = self.speaker.say(shot.line, language, voice, 1.0)
        return self.said[key]
