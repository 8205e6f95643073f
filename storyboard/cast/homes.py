"""Where people are from, as far as the hair that is assumed of them goes by it: nobody in Mumbai or Algiers is dark blond because nothing is told.

The table is `homes.toml` beside this file. A name tells it of whoever bears it, the places of the headings of everybody else.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from storyboard.cast.roles import tables
from storyboard.datafiles import load
from storyboard.languages import Language
from storyboard.model import Script
from storyboard.patterns import deferred, either

NO_SHADES: Mapping[str, str] = {}
"""Of those who are from anywhere else."""
_PLACED = ("heading", "title", "front", "caption")
"""Kinds of units that say where a story plays."""
_WORD = deferred(r"[a-z]+")


def homes(script: Script, names: Iterable[str]) -> dict[str, Mapping[str, str]]:
    """What stands for each colour of the tables in the hair that is assumed of somebody, for everybody of `names`."""
    language = Language.of(script.language).code
    table, every = _table(language), [*names]
    here = _place(script, every, language)
    found = {}
    for name in every:
        home = _of_name(name, language) or here
        found[name] = table[home]["shades"] if home else NO_SHADES
    return found


def _place(script: Script, names: Iterable[str], language: str) -> str:
    """The row of the one part of the world in which a story plays; empty where it names none, or two that differ in it."""
    told = _plain("\n".join(unit.text for unit in script.units if unit.kind in _PLACED))
    called = {word for name in names for word in _WORD.findall(_plain(name))}
    found = {home for home in _table(language) if _stands(_places(language, home), told, called)}
    regions: dict[str, list[str]] = tables(language)["regions"]
    fair = {word for key in ("west", "frontier") for word in regions.get(key, ())}
    fair -= {word for home in _table(language) for word in _words(language, home)}
    return found.pop() if len(found) == 1 and not _stands(_any(language, tuple(sorted(fair))), told, called) else ""


def _stands(places: re.Pattern[str], told: str, called: set[str]) -> bool:
    """Whether one of the places stands in a text and is nobody's name."""
    return any(
        match[0] not in called and not told.startswith(("'s", "’s"), match.end()) for match in places.finditer(told)
    )


def _of_name(name: str, language: str) -> str:
    """The row that a name tells; empty where it tells none."""
    for home in _table(language):
        known = _names(language, home)
        if Language.of(language).does("writing.han"):
            if any(part in known for part in re.split("[·・•]", name)):
                return home
        elif any(word in known for word in _WORD.findall(_plain(name))):
            return home
    return ""


def _plain(text: str) -> str:
    """A text in small letters without accents."""
    return "".join(sign for sign in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(sign))


@cache
def _table(language: str) -> dict[str, dict[str, Any]]:
    every: dict[str, dict[str, Any]] = load(Path(__file__).parent / "homes.toml").get(language, {})
    return every


@cache
def _names(language: str, home: str) -> frozenset[str]:
    return frozenset(_table(language)[home]["names"].split())


@cache
def _words(language: str, home: str) -> tuple[str, ...]:
    return tuple(word for row in _table(language)[home]["places"].split("\n") for word in row.split("|") if word)


@cache
def _places(language: str, home: str) -> re.Pattern[str]:
    return _any(language, _words(language, home))


@cache
def _any(language: str, words: tuple[str, ...]) -> re.Pattern[str]:
    whole = either(words)
    return deferred(
        rf"\b(?:{whole})\b(?! (?:shops?|cabinet|doll|cups?|plates?|town|palace|garden))"
        if Language.of(language).does("writing.words")
        else whole
    )
