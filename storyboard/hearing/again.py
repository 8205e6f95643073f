"""What is heard once more: a line in doubt, alone, between its neighbours. Ears lose whole lines of a long sound, and hear them by themselves."""

from collections.abc import Sequence
from dataclasses import replace

from storyboard.model import Hearing, TakeHeard, Word
from storyboard.records import dataclass

SHORTEST = 0.3
"""Seconds below which there is no room for a line."""
DOUBTED = ("missing", "changed", "cut")
"""Verdicts that an ear may have brought about by itself."""


@dataclass(frozen=True, slots=True)
class SoundStretch:
    """A part of a sound, in seconds."""

    start: float
    end: float


def doubted(found: TakeHeard, seconds: float) -> tuple[SoundStretch, ...]:
    """Where lines in doubt must lie: from the end of the line before that was heard to the start of the next one; each once.

    `seconds`: length of the sound. Lines in doubt count as neighbours as far as they were heard.
    """
    stretches = []
    for at, line in enumerate(found.lines):
        if line.verdict not in DOUBTED:
            continue
        before = [each.end for each in found.lines[:at] if each.end and each.verdict != "misplaced"]
        behind = [each.start for each in found.lines[at + 1 :] if each.end and each.verdict != "misplaced"]
        stretch = SoundStretch(max(before, default=0.0), min(behind, default=seconds))
        if stretch.end - stretch.start >= SHORTEST and stretch not in stretches:
            stretches.append(stretch)
    return tuple(stretches)


def with_again(hearing: Hearing, parts: Sequence[tuple[SoundStretch, Hearing]]) -> Hearing:
    """The hearing with `again`: each pass with what it heard of `parts` put in place of what it had heard there."""
    if not parts:
        return hearing
    again = []
    for number, words in enumerate(hearing.passes):
        whole = words
        for stretch, part in parts:
            if number < len(part.passes):
                whole = _put(whole, stretch, part.passes[number])
        again.append(whole)
    return replace(hearing, again=tuple(again))


def _put(words: Sequence[Word], stretch: SoundStretch, alone: Sequence[Word]) -> tuple[Word, ...]:
    middles = [(word.start + word.end) / 2 for word in words]
    before = [word for word, middle in zip(words, middles, strict=True) if middle < stretch.start]
    behind = [word for word, middle in zip(words, middles, strict=True) if middle > stretch.end]
    moved = [replace(word, start=word.start + stretch.start, end=word.end + stretch.start) for word in alone]
    return (*before, *moved, *behind)
