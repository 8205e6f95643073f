"""When a story plays, from words of the script that no other time has: 凤冠, 侯府, 殿下 -> 古装. It decides only what clothes are assumed."""

import re
from functools import lru_cache
from typing import Any

from storyboard.cast.roles import tables
from storyboard.languages import Language
from storyboard.model import Fact, Script

ENOUGH = 3
"""Different words that it takes where none of them stands in a heading or the front matter; one of another time costs one."""


def of_script(script: Script) -> Fact:
    """The era by its key in `assumed.toml`, with the first line that shows it; an empty value for today."""
    language = Language.of(script.language).code
    text = script.text
    folded = text.casefold()
    best = Fact("era", "", "assumed", reason="usual")
    most = 0
    today = len(_seen(text, folded, tables(language)["today"], language))
    for name, era in tables(language)["eras"].items():
        seen = _seen(text, folded, era["words"], language)
        count = len(seen) - today
        if len(seen) >= ENOUGH and count > max(most, 0):
            at = min(seen.values())
            most = count
            quote = text.splitlines()[script.line_of(at) - 1].strip()[:60]
            best = Fact("era", name, "inferred", script.line_of(at), quote, "、".join(list(seen)[:5]))
    return best


def _seen(text: str, folded: str, words: list[str], language: str) -> dict[str, int]:
    """The words that stand in a text (`folded`: the same in small letters), with the place of the first of each."""
    found: dict[str, int] = {}
    there = tuple(word for word in words if word.casefold() in folded)
    for match in _pattern(there, language).finditer(text) if there else ():
        found.setdefault(match[0].lower(), match.start())
    return found


@lru_cache(64)
def _pattern(words: tuple[str, ...], language: str) -> re.Pattern[str]:
    either = "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))
    return re.compile(rf"\b(?:{either})s?\b" if Language.of(language).does("writing.words") else either, re.I)


def known(language: str) -> dict[str, Any]:
    """Every era of a language by its key."""
    eras: dict[str, Any] = tables(language)["eras"]
    return eras
