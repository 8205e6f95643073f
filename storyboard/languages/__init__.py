"""Languages: what the program says in one, and how it is written, as a value that is passed around.

One TOML file a language. A module that says something asks the language for it by name and never compares codes, so that a
language is added with a file. Patterns that read a language stay with the readers.
"""

import os
from dataclasses import field
from functools import cache
from pathlib import Path
from typing import Any, Literal

from storyboard.datafiles import load
from storyboard.languages.said import VARIABLE
from storyboard.records import dataclass

Code = Literal["zh", "en"]
CODES: tuple[Code, ...] = ("zh", "en")
"""The languages that have a file here."""
ELSE: Code = "en"
"""What is spoken to scripts in any other one."""


@dataclass(frozen=True, slots=True)
class Language:
    """One of them. Two with the same code are the same."""

    code: Code
    """`zh`, `en`: as in names of prompt files."""
    _facts: dict[str, Any] = field(repr=False, compare=False)
    _found: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What was asked for before: a prompt asks for the same few words hundreds of times."""

    @staticmethod
    def of(code: str) -> "Language":
        """The language of a code; English where it has no file."""
        return _read(code if code in CODES else ELSE)

    @staticmethod
    def of_sex(word: str) -> "Language":
        """The language that has this word for a sex or for people together, as looks and voices begin with one; English for any other."""
        every = map(_read, CODES)
        return next(
            (each for each in every if word in (*each.words("looks.sexes"), *each.words("looks.many"))), _read(ELSE)
        )

    def word(self, key: str) -> str:
        """A text by its place in the file, like `names.narrator`."""
        found = self._at(key)
        assert isinstance(found, str), key
        return found

    def words(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(self._at(key))

    def table(self, key: str) -> dict[str, str]:
        """A whole table of texts, in the order of the file."""
        return dict(self._at(key))

    def number(self, key: str) -> int:
        """A whole number."""
        return int(self._at(key))

    def many(self, thing: str, count: int) -> str:
        """`1 clip`, `3 clips`: so many of a thing of `counts`."""
        one, *more = self.word(f"counts.{thing}").split("|")
        return (one if count == 1 or not more else more[0]).format(count)

    def does(self, key: str) -> bool:
        """Whether something holds in it, like `writing.capitals`."""
        return self._at(key) is True

    def _at(self, key: str) -> Any:  # noqa: ANN401 - whatever the file has there
        if key not in self._found:
            found: Any = self._facts
            for part in key.split("."):
                found = found[part]
            self._found[key] = found
        return self._found[key]


def heard(code: str) -> Language:
    """The language that whoever sits there is spoken to: what was asked for (`--lang`, their machine), else that of a code, a script's."""
    return Language.of(os.environ.get(VARIABLE, "").strip()[:2].lower() or code)


@cache
def _read(code: Code) -> Language:
    return Language(code, load(Path(__file__).parent / f"{code}.toml"))
