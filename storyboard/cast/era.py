"""When a story plays, from words of the script that no other time has: 凤冠, 侯府, 殿下 -> 古装. It decides only what clothes are assumed."""

import re
from functools import lru_cache
from typing import Any

from storyboard.cast.roles import tables
from storyboard.languages import Language
from storyboard.model import Fact, Script
from storyboard.patterns import deferred, either

ENOUGH = 3
"""Different words that it takes where none of them stands in a heading or the front matter; one of another time costs one."""


def of_script(script: Script) -> Fact:
    """The era by its key in `assumed.toml`, with the first line that shows it; an empty value for today."""
    language = Language.of(script.language).code
    text = _Told(script.text)
    best = Fact("era", "", "assumed", reason="usual")
    most = 0
    if sure := _by_genre(script, language) or _dated(script, language):
        return sure
    today = len(_seen(text, tables(language)["today"], language))
    for name, era in tables(language)["eras"].items():
        seen = _seen(text, era["words"], language)
        count = len(seen) - (0 if era.get("here") else today)
        if len(seen) >= ENOUGH and count > max(most, 0):
            at = min(seen.values())
            most = count
            quote = text.text.splitlines()[script.line_of(at) - 1].strip()[:60]
            best = Fact("era", name, "inferred", script.line_of(at), quote, "、".join(list(seen)[:5]))
    return best


LONGEST = 400
"""Characters of what stands above the first scene in which a story says what it is."""


def _by_genre(script: Script, language: str) -> Fact | None:
    """The era of what a story calls itself above its first scene (古装短片剧本, `A Short Western`); None where it says nothing, or two things."""
    first = min((scene.start for scene in script.scenes), default=0)
    front = _Told(script.text[: min(first, LONGEST)])
    told = {
        name: min(seen.values())
        for name, era in known(language).items()
        if (seen := _seen(front, era.get("genre", []), language))
    }
    if len(told) != 1:
        return None
    ((name, at),) = told.items()
    line = script.line_of(at)
    return Fact("era", name, "inferred", line, script.text.splitlines()[line - 1].strip()[:60], "genre")


YEAR = deferred(r"(?<![\d-])(?P<year>[1-9]\d{2,3})(?:年|(?=[\s.,，。）)\]】-]|$))(?!\d)")
"""A year: 1887, 1937年; a number of three or four figures that ends there."""
DATED = ("heading", "title", "front", "caption")


def _dated(script: Script, language: str) -> Fact | None:
    """The era of the years that are named over the story or in its headings; None where there is none, or are two."""
    first = next((unit.start for unit in script.units if unit.kind == "speech"), 0)
    found: dict[str, Fact] = {}
    for unit in script.units:
        over = unit.kind == "action" and unit.end <= first and len(unit.text) <= 40
        for match in YEAR.finditer(script.text, unit.start, unit.end) if unit.kind in DATED or over else ():
            year = int(match["year"])
            if year < 1000 and "年" not in match[0]:
                continue
            name = _of_year(year, script, language)
            at = script.line_of(match.start())
            found.setdefault(
                name, Fact("era", name, "inferred", at, script.text.splitlines()[at - 1].strip()[:60], match[0])
            )
    return found.popitem()[1] if len(found) == 1 and "" not in found else None


def _of_year(year: int, script: Script, language: str) -> str:
    """The era that a year is of; where it is of two, the one whose words the script has more of, else the first."""
    able = [name for name, era in known(language).items() if era["years"][0] <= year <= era["years"][1]]
    text = _Told(script.text)
    return max(able, key=lambda name: len(_seen(text, known(language)[name]["words"], language)), default="")


class _Told:
    """A text, what it is in small letters, and the characters of that: a word that holds another stands nowhere in it."""

    def __init__(self, text: str) -> None:
        self.text, self.folded = text, text.casefold()
        self.signs = frozenset(self.folded)

    def holds(self, word: str) -> bool:
        """Whether a word in small letters stands in it."""
        return self.signs.issuperset(word) and word in self.folded


def _seen(text: _Told, words: list[str], language: str) -> dict[str, int]:
    """The words that stand in a text, with the place of the first of each."""
    found: dict[str, int] = {}
    there = tuple(word for word in words if text.holds(word.casefold()))
    for match in _pattern(there, language).finditer(text.text) if there else ():
        found.setdefault(match[0].lower(), match.start())
    return found


@lru_cache(64)
def _pattern(words: tuple[str, ...], language: str) -> re.Pattern[str]:
    any_of = either(words)
    return re.compile(rf"\b(?:{any_of})s?\b" if Language.of(language).does("writing.words") else any_of, re.I)


def known(language: str) -> dict[str, Any]:
    """Every era of a language by its key."""
    eras: dict[str, Any] = tables(language)["eras"]
    return eras
