"""What a language model is asked, and how a stage asks it without knowing any network."""

import json
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from storyboard.records import dataclass

Judge = Callable[[Any], Sequence[str]]
"""What is wrong with an answer, as sentences for the model; empty: the answer is accepted."""


class Remark(str):
    """A fault that is worth one more question and no more: an answer that has only such is accepted the second time, and when kept."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `system` is byte for byte the same in all questions of a kind and language: endpoints cache it."""

    kind: str
    """`bible`, `cast`, `shots`, `slots`, `board` or `labels`: the stage whose prompt it is."""
    system: str
    user: str
    schema: dict[str, Any]
    """The wire schema: no open maps, everything required, so that strict modes take it."""
    about: str = ""
    """What it is about, for messages: `scene 1-2, lines 1-40`. Not sent."""
    whole: bool = False
    """Whether a refused answer is shown to the model whole when it is asked again; else its beginning."""

    @property
    def id(self) -> str:
        """Sixteen hex digits over what is asked: the same words and schema are the same question, whoever answers."""
        import hashlib  # the library behind it takes 6 ms to load, and commands that ask nothing have no use for it

        parts = (self.system, self.user, json.dumps(self.schema, ensure_ascii=False, sort_keys=True))
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


class Ask(Protocol):
    """Asks a question, again with the faults listed where the answer is not accepted."""

    async def __call__(self, question: Question, judge: Judge) -> Any:  # noqa: ANN401 - JSON
        """The accepted answer. Raises a `PartFailed` where another way may help, another ModelError where none will."""
