"""What lights a scene and how it feels, by words of the script: a fire in the place of a palette's lamps, a mood by what happens."""

import re
from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from storyboard import marks
from storyboard.datafiles import load
from storyboard.languages import Language
from storyboard.languages import scenery as vocabulary
from storyboard.model import Shot
from storyboard.patterns import deferred, tabled

_SHOTS = 8
"""Shots of a scene for which one word of a mood is enough."""


class SceneLight:
    """The light and the mood of a scene, by all that its shots tell."""

    def __init__(self, shots: Sequence[Shot], language: Language) -> None:
        self._shots, self._language = shots, language

    def source(self, here: Shot | None = None) -> str:
        """The light of a scene whose script has a source of its own, or whose sky is covered; empty where it is as usual.

        What somebody carries lights a shot of it, `here`, only where the shot has it.
        """
        found = ((at, said) for at, said, row in self._sources if here is None or _is_at(row, here, self._language))
        covered = "" if here is not None and self._sunny.search(marks.without(here.visual)) else self._covered
        return min(found, default=(0, covered or self._lampless))[1]

    @cached_property
    def mood(self) -> str:
        """How it feels by what happens: tense where there is most of blows and flight; empty where nothing tells, or one word in a long scene."""
        table, code = _table(), self._language.code
        counts = [(len(_places(row, self._text, code)), row) for row in table["moods"]]
        most = max(count for count, _ in counts)
        said = next(row for count, row in counts if count == most)
        mixed = said.get("unmixed", False) and (most == 1 or sum(count for count, _ in counts) > most)
        return str(said[code]) if most and most * _SHOTS >= len(self._shots) and not mixed else ""

    @cached_property
    def _text(self) -> str:
        return _told(self._shots)

    @cached_property
    def _sources(self) -> Sequence[tuple[int, str, Mapping[str, Any]]]:
        """Where each source that the scene tells of stands first, what is said of it, and its row; none by day."""
        if vocabulary.light(self._shots[0].time) == "day":
            return ()
        text, code = _DARK.sub(" ", self._text), self._language.code
        places = ((_places(row, text, code), row) for row in _table()["sources"])
        return [(at[0], row[code], row) for at, row in places if at]

    @cached_property
    def _lampless(self) -> str:
        """The light of a night under the open sky far from any house, of which no lamp is told; empty elsewhere."""
        first, code, row = self._shots[0], self._language.code, _table()["lampless"]
        if vocabulary.light(first.time) != "night" or vocabulary.is_inside(first.location):
            return ""
        lamps = rf"\b(?:{row['lamps'][code]})\b" if self._language.does("writing.words") else row["lamps"][code]
        told = f"{self._text}\n{' '.join(shot.style_tags for shot in self._shots)}"
        plain = _DARK.sub(" ", _without_usual(told, self._language))
        return (
            ""
            if not _wild(first.location, self._language) or tabled(lamps, re.IGNORECASE).search(plain)
            else str(row[code])
        )

    @cached_property
    def _covered(self) -> str:
        """The light of a covered sky; empty where none is seen."""
        first = self._shots[0]
        covered = vocabulary.light(first.time) != "night" and not vocabulary.is_inside(first.location)
        if not covered or vocabulary.weather(first.weather) in (None, "clear"):
            return ""
        told = (f"{shot.weather}\n{shot.style_tags}" for shot in self._shots)
        if any(self._sunny.search(each) for each in told):  # hot haze: what hangs in the air covers no sun
            return ""
        return covered_sky(self._language)

    @property
    def _sunny(self) -> re.Pattern[str]:
        return tabled(self._language.word("style.sunny"), re.IGNORECASE)


def _wild(place: str, language: Language) -> bool:
    """Whether a place is far from any house."""
    row = _table()["lampless"]["places"][language.code]
    words = rf"\b(?:{row})\b" if language.does("writing.words") else row
    return bool(tabled(words, re.IGNORECASE).search(place))


def covered_sky(language: Language) -> str:
    """The light where no sun is."""
    grey: str = _table()["covered"][language.code]
    return grey


def _told(shots: Sequence[Shot]) -> str:
    """All that is seen and done in a scene, in its order."""
    return "\n".join(f"{shot.location}\n{shot.visual}\n{shot.action}" for shot in shots).casefold()


def _without_usual(text: str, language: Language) -> str:
    """A text without the plain words for the light of an hour that stand on every board."""
    for hour in ("day", "night", "dusk", "dim"):
        text = text.replace(language.word(f"style.{hour}"), "")
    return text


def _is_at(row: Mapping[str, Any], shot: Shot, language: Language) -> bool:
    """Whether a source lights a shot of its scene: one that is carried only where the shot has it."""
    return not row.get("carried", False) or bool(_places(row, _DARK.sub(" ", _told((shot,))), language.code))


_DARK = deferred(
    r"(?:没亮|没有亮|未亮|没开|熄灭|熄了|关掉|关着)的?[^，。；]{0,8}|[^，。；]{0,8}(?:没亮|没有亮|未亮|没开|熄灭|熄了|关掉了?|关着)"
    r"|\b(?:unlit|dark|dead|switched[- ]off|extinguished)\s+(?:\w+\s+)?\w+|\b\w+ (?:is |are )?(?:dark|unlit|switched off|out)(?= (?:at|in) )"
)
"""A source that gives no light."""


def _places(row: Mapping[str, Any], text: str, code: str) -> list[int]:
    """Where the words of a row stand, Latin ones as whole words."""
    edge = r"(?<![a-z-])", r"(?![a-z-])"
    words = ((re.escape(word), word.isascii()) for word in row["words"][code])
    pattern = "|".join(f"{edge[0]}{word}{edge[1]}" if latin else word for word, latin in words)
    return [found.start() for found in tabled(pattern).finditer(text)]


@cache
def _table() -> Mapping[str, Any]:
    return load(Path(__file__).parent / "lighting.toml")
