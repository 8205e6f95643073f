"""What lights a scene and how it feels, by words of the script: a fire in the place of a palette's lamps, a mood by what happens."""

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from storyboard.datafiles import load
from storyboard.languages import Language
from storyboard.languages import scenery as vocabulary
from storyboard.model import Shot
from storyboard.patterns import deferred, tabled

_SHOTS = 8
"""Shots of a scene for which one word of a mood is enough."""


def source(shots: Sequence[Shot], language: Language, here: Shot | None = None) -> str:
    """The light of a scene whose script has a source of its own, or whose sky is covered; empty where it is as usual.

    What somebody carries lights a shot of it, `here`, only where the shot has it.
    """
    light = vocabulary.light(shots[0].time)
    own = "" if light == "day" else _source(_told(shots), _told((here,)) if here else None, language.code)
    covered = light != "night" and not vocabulary.is_inside(shots[0].location)
    if own or not covered or vocabulary.weather(shots[0].weather) in (None, "clear"):
        return own
    sunny = tabled(language.word("style.sunny"), re.IGNORECASE)
    if any(sunny.search(shot.style_tags) for shot in shots):  # hot haze: what hangs in the air covers no sun
        return own
    return covered_sky(language)


def covered_sky(language: Language) -> str:
    """The light where no sun is."""
    grey: str = _table()["covered"][language.code]
    return grey


def mood(shots: Sequence[Shot], language: Language) -> str:
    """How a scene feels by what happens in it: tense where there is most of blows and flight; a plain word where nothing tells, or one word in a long scene."""
    return _mood(_told(shots), language.code, len(shots))


def _told(shots: Sequence[Shot]) -> str:
    """All that is seen and done in a scene, in its order."""
    return "\n".join(f"{shot.location}\n{shot.visual}\n{shot.action}" for shot in shots).casefold()


@lru_cache(256)
def _source(text: str, here: str | None, code: str) -> str:
    text, here = _DARK.sub(" ", text), None if here is None else _DARK.sub(" ", here)
    rows = [
        row for row in _table()["sources"] if here is None or not row.get("carried", False) or _places(row, here, code)
    ]
    found = [(at, row[code]) for row in rows if (at := min(_places(row, text, code), default=-1)) >= 0]
    return min(found)[1] if found else ""


_DARK = deferred(
    r"(?:没亮|没有亮|未亮|没开|熄灭|熄了|关掉|关着)的?[^，。；]{0,8}|[^，。；]{0,8}(?:没亮|没有亮|未亮|没开|熄灭|熄了|关掉了?|关着)"
    r"|\b(?:unlit|dark|dead|switched[- ]off|extinguished)\s+(?:\w+\s+)?\w+|\b\w+ (?:is |are )?(?:dark|unlit|switched off|out)(?= (?:at|in) )"
)
"""A source that gives no light."""


@lru_cache(256)
def _mood(text: str, code: str, shots: int) -> str:
    table = _table()
    counts = [(len(_places(row, text, code)), row[code]) for row in table["moods"]]
    most = max(count for count, _ in counts)
    plain: str = table["plain"][code]
    return next(said for count, said in counts if count == most) if most * _SHOTS >= shots else plain


def _places(row: Mapping[str, Any], text: str, code: str) -> list[int]:
    """Where the words of a row stand, Latin ones as whole words."""
    edge = r"(?<![a-z-])", r"(?![a-z-])"
    words = ((re.escape(word), word.isascii()) for word in row["words"][code])
    pattern = "|".join(f"{edge[0]}{word}{edge[1]}" if latin else word for word, latin in words)
    return [found.start() for found in tabled(pattern).finditer(text)]


@cache
def _table() -> Mapping[str, Any]:
    return load(Path(__file__).parent / "lighting.toml")
