"""What a director's picture says in so many words is heard: nothing is made up from deeds or from the name of a place."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from storyboard import ambience
from storyboard.datafiles import load
from storyboard.languages import Language
from storyboard.patterns import tabled

AT_ONCE = 2
"""Sounds that are told of a shot at most."""


def told(text: str, language: Language, said: Language, *, speaks: bool = False) -> list[str]:
    """What a text says is heard, in its order, `AT_ONCE` at most; `said`: the language of the answer. Where somebody `speaks` the voice that is told of is that of the line."""
    return list(_told(text, language.code, said.code, speaks)[:AT_ONCE])


def rows() -> Sequence[Mapping[str, Any]]:
    """All that can be heard: the words for it in each language, and how it is told."""
    found: Sequence[Mapping[str, Any]] = _table()["row"]
    return found


@lru_cache(4096)
def _told(text: str, code: str, said: str, speaks: bool) -> tuple[str, ...]:
    """The same once a text: checks ask again. Of words within each other, and of one kind of sound, those of the first row are told."""
    table = _table()
    if tabled(table["muffled"][code], re.IGNORECASE).search(text):
        return ()
    text = re.sub(r"[（(][^（()）]*[）)]", lambda found: " " * len(found[0]), text)
    text = ambience.really(text.replace("\n", ".。\n"))  # no sound is made of two lines
    taken: list[tuple[int, int, str]] = []
    kinds: dict[str, str] = {}
    for row in rows():
        sound: str = row["said"][said]
        for start, end in _where(row, text, code, speaks=speaks):
            alone = not any(start < other and begin < end for begin, other, _ in taken)
            if alone and kinds.setdefault(row.get("kind", sound), sound) == sound:
                taken.append((start, end, sound))
    return tuple(dict.fromkeys(each for _, _, each in sorted(taken)))


def _where(row: Mapping[str, Any], text: str, code: str, *, speaks: bool) -> Iterator[tuple[int, int]]:
    """Where the words of a row stand in clauses that do not say that nothing is heard."""
    if speaks and row.get("voice", False):
        return
    mute = tabled(_table()["unheard"][code], re.IGNORECASE)
    for match in tabled(row[code], re.IGNORECASE).finditer(text):
        if not mute.search(ambience.clause(text, *match.span())):
            yield match.span()


@cache
def _table() -> Mapping[str, Any]:
    return load(Path(__file__).parent / "overheard.toml")
