"""What was heard in a take, and what that says of its lines. Times are seconds from the start of the take."""

from typing import Literal

from storyboard.records import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """A piece of what was heard; a word, a Han character, or a whole sentence where an ear tells no finer times."""

    text: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Hearing:
    """The sound of one take, as an ear heard it."""

    passes: tuple[tuple[Word, ...], ...]
    """The words of each time it was listened to, in order. An ear errs differently each time, a film does not."""
    seconds: float
    """Length of the sound; 0 = the take has none."""
    ear: str
    """Who heard it: `whisper-1 at api.example.com`."""
    timed: bool = True
    """Whether the times are those of words; else of sentences, or none at all."""
    again: tuple[tuple[Word, ...], ...] = ()
    """The same passes, with lines in doubt as they were heard alone; empty where there was no doubt."""


@dataclass(frozen=True, slots=True)
class Due:
    """Words that a clip has to speak, as they stand in one shot of its prompt."""

    shot: int
    """1-based `Shot N` of the prompt."""
    role: str
    text: str
    start: float
    end: float
    """When its shot begins and ends, as planned."""


Verdict = Literal["said", "changed", "missing", "cut", "misplaced"]
"""`cut`: its end is not there. `misplaced`: said, but before or after lines that it should not be."""

ChangeKind = Literal["wrong", "missing", "added", "name"]
"""Of one word or character. `name`: part of somebody's name, which ears spell as they like: listed, and not counted."""


@dataclass(frozen=True, slots=True)
class Change:
    """Where what was heard differs from what was due."""

    kind: ChangeKind
    due: str
    heard: str


@dataclass(frozen=True, slots=True)
class LineHeard:
    """What became of one line."""

    due: Due
    verdict: Verdict
    changes: tuple[Change, ...]
    start: float
    end: float
    """When it was spoken; both 0 where it was not, or where the ear tells no times."""
    weight: int
    """Words or characters due."""

    @property
    def counted(self) -> int:
        """Changes that count."""
        return sum(change.kind != "name" for change in self.changes)


@dataclass(frozen=True, slots=True)
class Extra:
    """Speech that stands in no line."""

    text: str
    start: float
    end: float
    shot: int
    """1-based shot of the prompt in which it is spoken; 0 where the ear tells no times."""
    silent: bool
    """Whether nothing at all is to be spoken there."""


@dataclass(frozen=True, slots=True)
class TakeHeard:
    """The verdict on one take."""

    lines: tuple[LineHeard, ...]
    extras: tuple[Extra, ...]
    score: float
    """Share of the words due that were said, less what was added; 0 to 1. 1 where nothing is due and nothing said."""

    @property
    def right(self) -> bool:
        """Whether every line is said, and nothing else."""
        return not self.extras and all(line.verdict == "said" for line in self.lines)
