"""How a line is played of which a script has the words alone: its manner and a face by the words, a look by who is there."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from storyboard.datafiles import load
from storyboard.languages import Language
from storyboard.patterns import tabled
from storyboard.records import dataclass


@dataclass(frozen=True, slots=True)
class Playing:
    """What fits a line, each in several ways that are taken in turn."""

    how: tuple[str, ...]
    """Before the words: with force, haltingly; none where the words alone do not say: a question mark is heard in the question."""
    face: tuple[str, ...]
    act: tuple[str, ...]
    """What the body does with the words: leans forward, tilts the head; nothing where they ask for nothing."""


def playing(line: str, language: Language) -> Playing:
    """The manner of a line as far as its marks say, and its face by marks and words; a face there always is."""
    text = re.sub(r"(?<=[\x21-\x7e])\s*\n\s*(?=[\x21-\x7e])", " ", line.strip()).replace("\n", "")
    row = next(row for row in _table()["lines"] if tabled(row[language.code], re.IGNORECASE).search(text))
    return Playing(
        tuple(row["how"][language.code]), tuple(row["face"][language.code]), tuple(row["act"][language.code])
    )


def looks(kind: str, language: Language) -> tuple[str, ...]:
    """The ways of saying where a speaker looks: `gazes` at {}, `aside` to frame {}, `ahead`; and what somebody does of whom nothing is told, `idle`."""
    return tuple(_table()["looks"][kind][language.code])


@cache
def _table() -> Mapping[str, Any]:
    return load(Path(__file__).parent / "playing.toml")
