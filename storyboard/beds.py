"""What is heard all through a shot of a director's board: its weather where it can be heard, and what is seen at work in its picture."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from storyboard import ambience, marks, overheard
from storyboard.datafiles import load
from storyboard.languages import CODES, Language
from storyboard.languages import scenery as vocabulary
from storyboard.model import Shot
from storyboard.patterns import tabled

MOST = 3
"""Sounds that are told of a shot at most, with those that its words name: of these there are two at most."""
LOUD = {"thunder": ("rain", "bang"), "storm": ("rain", "wind"), "rain": ("rain",), "drizzle": ("rain",)}
"""Sounds by kinds that a weather has in it: beside one of its own words none of them is told again."""

Before = tuple[Shot, ambience.SoFar | None] | None
"""A shot of a clip with what its place and hour have told by it; None before the first."""


def heard(shot: Shot, language: Language, clip: Sequence[Shot] = (), scene: ambience.SoFar | None = None) -> str:
    """What is heard all through a shot; of a board by rules what its place sounds like.

    Of a director's that says itself what is heard, in its own language: nothing. Of any other director's: the weather by its field, outdoors or where its room has a window, and what is seen at work; not again what the picture says is heard. `MINE (inside)`: nothing.
    """
    if scene is None or not scene.told:
        return ambience.heard(shot, language, clip, scene)
    if scene.scored and language.code == scene.script:
        return ""
    if any(shot.location == Language.of(code).word("places.black") for code in CODES):
        return ""
    return language.word("writing.comma").join(_heard(shot, language.code, scene))


def setting(shot: Shot) -> tuple[str, str, str]:
    """Where, when and under what sky a shot plays."""
    return shot.location, shot.time, shot.weather


def begins(shot: Shot, scene: ambience.SoFar | None, before: Before, language: Language) -> bool:
    """Whether what is heard all through a shot is to be told of it: it is new behind the shot `before` it in its clip."""
    if before is None or setting(before[0]) != setting(shot):
        return True
    told = scene is not None and scene.told
    return told and heard(shot, language, scene=scene) != heard(before[0], language, scene=before[1])


def placed(scene: ambience.SoFar, shots: Iterable[Shot], language: Language, *, scored: bool = False) -> ambience.SoFar:
    """What is known of the place of a director's shots: the language of its board, whether one of them tells of a window, and whether the board says what is heard."""
    return replace(scene, open=any(map(lets_in, shots)), script=language.code, scored=scored)


def rows() -> Sequence[Mapping[str, Any]]:
    """All that is heard all through a shot, with how it is told."""
    table = _table()
    sides = [{"said": row[side]} for row in table["weather"]["row"] for side in ("outside", "inside")]
    found = [*sides, *table["seen"], table["weather"]["ending"], table["quiet"]]
    return [row for row in found if row["said"]["zh"]]


def lets_in(shot: Shot) -> bool:
    """Whether a shot tells of a window or an open door, or plays in a car, so that the weather is heard in it."""
    told = _any("open", f"{shot.location}\n{shot.visual}\n{shot.action}") or _any("aboard", shot.location)
    return told and not _any("closed", shot.location)


@lru_cache(4096)
def _heard(shot: Shot, said: str, scene: ambience.SoFar) -> tuple[str, ...]:
    """The same once a shot: prompts of several models and their check ask again."""
    text = f"{marks.without(shot.visual)}\n{shot.action}"
    language = Language.of(scene.script)
    quiet = _says("quiet", text, language)
    if _says("mute", text, language):
        return (_table()["quiet"]["said"][said],) if quiet else ()
    speaks = bool(shot.dialogue.text)
    named = overheard.told(text, language, language, speaks=speaks)
    kinds = set(overheard.kinds(f"{text}\n{shot.style_tags}", language, speaks=speaks))
    found: list[str] = []
    for kind, sounds in (*_weather(shot, text, language, scene), *_seen(text, language)):
        new = {kind, *LOUD.get(kind, ())}
        if not kinds & new:
            found.append(sounds[said])
            kinds |= new
    if quiet and not kinds:
        found.append(_table()["quiet"]["said"][said])
    return tuple(found[: MOST - len(named)])


def _weather(
    shot: Shot, text: str, language: Language, scene: ambience.SoFar
) -> Iterator[tuple[str, Mapping[str, str]]]:
    """(kind, how it is told) of what falls or blows where a shot plays: nothing that is over or not yet there, and indoors only what is loud enough for a room that lets it in."""
    inside, table = vocabulary.is_inside(shot.location), _table()["weather"]
    if _any("closed", shot.location) or (inside and not scene.open):
        return
    ends = _any(table["ending"], shot.weather)
    if not ends and _any(table["none"], shot.weather):
        return
    for row in table["row"]:
        if any(tabled(row[code], re.IGNORECASE).search(shot.weather) for code in CODES):
            side = row["inside" if inside else "outside"]
            if row["kind"] == "wind":
                over = scene.calm or _says(table["lulls"], text, language)
                yield from () if over else [(row["kind"], side)]
            elif ends or _says(table["stops"], text, language):
                yield row["kind"], table["ending"]["said"]
            else:
                yield row["kind"], side
            return


def _seen(text: str, language: Language) -> Iterator[tuple[str, Mapping[str, str]]]:
    """(kind, how it is told) of what is seen at work in a picture, by its words: no picture of it, no figure of speech, and none that stops."""
    text = ambience.really(text.replace("\n", ".。\n"))
    for row in _table()["seen"]:
        unless = tabled(row["unless"][language.code], re.IGNORECASE)
        for match in tabled(row[language.code], re.IGNORECASE).finditer(text):
            clause = ambience.clause(text, *match.span())
            silent = unless.search(clause) or overheard.unheard(clause, language) or _says("pictured", clause, language)
            if not silent and not _says("within", _opening(text, match.start()), language):
                yield row["kind"], row["said"]
                break


def _opening(text: str, at: int) -> str:
    """The first clause of the sentence around a place of a text."""
    begins = max(text.rfind(mark, 0, at) for mark in ".。\n") + 1
    return ambience.clause(text, begins, begins)


def _says(what: str | Mapping[str, Any], text: str, language: Language) -> bool:
    """Whether a text has words of a table in the language of its script."""
    words = _table()[what] if isinstance(what, str) else what
    return tabled(words[language.code], re.IGNORECASE).search(text) is not None


def _any(what: str | Mapping[str, Any], text: str) -> bool:
    """The same in any language: of what stands in a field of a board."""
    return any(_says(what, text, Language.of(code)) for code in CODES)


@cache
def _table() -> Mapping[str, Any]:
    return load(Path(__file__).parent / "beds.toml")
