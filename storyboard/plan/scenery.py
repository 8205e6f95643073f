"""Place, time, weather and style of a scene: the script's own words, and what has to be assumed where it has none."""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from storyboard import staging
from storyboard.languages import Language
from storyboard.model import Fact, Scene, Script, Unit

_FILE = Path(__file__).parent / "phrases.toml"


@cache
def phrases(language: str) -> dict[str, Any]:
    """The words of the grammar in one language."""
    both: dict[str, dict[str, Any]] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return both[Language.of(language).code]


@dataclass(frozen=True, slots=True)
class Scenery:
    """What is steady within a scene."""

    place: str
    """The script's words for the place."""
    location: str
    time: str
    weather: str
    style: str
    night: bool
    outside: bool
    assumed: tuple[str, ...]
    """Which of place, inside/outside, time and weather nobody wrote."""
    facts: tuple[Fact, ...] = ()
    """Place, time and weather, each with the words that tell it, or with why it is taken so."""


def scenery(
    script: Script, scene: Scene, before: Scenery | None, language: str, units: Sequence[Unit] | None = None
) -> Scenery:
    """The scenery of a scene, or of a stretch of it; what its heading leaves out comes from the scene before, then from a default.

    Where nobody wrote the place of what does not play now, it is the place that its own actions name, or one of no name.
    """
    words = phrases(language)
    units = [unit for unit in script.units if unit.scene == scene.id] if units is None else units
    assumed: list[str] = []
    place, layer = scene.location, staging.layer_of(scene.state)
    if not place:
        place = before.place if before else words["unknown_place"]
        if layer != "present":
            place = _named_place(units, script, words) or Language.of(language).word(f"layers.places.{layer}")
        assumed.append("place")
    interior = scene.interior
    if not interior:
        nowhere = not scene.location and layer != "present"
        outside = _outdoors(_without_names(place, script)) or (nowhere and _weather(script, units, words) != "")
        interior = "外" if outside else "内"
        assumed.append("inside/outside")
    night, time = _time(scene, before, words)
    if not scene.time:
        assumed.append("time")
    outside = interior in ("外", "EXT")
    weather = scene.weather or _weather(script, units, words) if outside else scene.weather or words["inside_weather"]
    if outside and not weather:
        weather = words["outside_weather"]
        assumed.append("weather")
    looks = staging.layer_tags(layer, Language.of(language))
    style = (words["base_style"], *looks, words["night_style"] if night else words["day_style"])
    location = words["location"].format(place=place, interior=words["interior"][interior])
    facts = tuple(_facts(script, scene, units, {"place": place, "time": time, "weather": weather}, assumed))
    return Scenery(place, location, time, weather, words["joined"].join(style), night, outside, tuple(assumed), facts)


def _facts(
    script: Script, scene: Scene, units: Sequence[Unit], values: dict[str, str], assumed: list[str]
) -> Iterable[Fact]:
    """Where each part of a scene comes from: its heading, an action that names the weather, the scene before, or nothing."""
    heading = script.text[scene.start : scene.end].strip().splitlines()
    for part, value in values.items():
        if part in assumed:
            yield Fact(part, value, "assumed", reason="the scene before" if part != "weather" else "usual")
            continue
        told = next((unit for unit in _telling(units) if part == "weather" and value and value in unit.text), None)
        at = told.start if told else scene.start
        quote = (told.text if told else heading[0] if heading else "").strip()[:60]
        inside = part == "weather" and not told and not scene.weather
        yield Fact(part, value, "inferred" if inside else "told", script.line_of(at), quote, "inside" if inside else "")


def _telling(units: Iterable[Unit]) -> Iterable[Unit]:
    """The units that may tell the weather."""
    return (unit for unit in units if unit.kind in ("action", "heading"))


def _named_place(units: Iterable[Unit], script: Script, words: dict[str, Any]) -> str:
    """The first place that the actions name; words of one character are parts of others too often."""
    text = _without_names("\n".join(unit.text for unit in units if unit.kind == "action"), script)
    known = [word for word in (*words["indoor_words"], *words["outdoor_words"]) if len(word) > 1]
    hits = [(match.start(), -len(match[0]), match[0]) for match in _hits(text, known)]
    return min(hits)[2] if hits else ""


def _time(scene: Scene, before: Scenery | None, words: dict[str, Any]) -> tuple[bool, str]:
    """Whether it is night, and the `time` field: 白天 or 晚上, the script's own word in brackets if it says more."""
    word = scene.time.replace("（", "").replace("）", "").replace("(", "").replace(")", "").strip()
    if not word:
        night = before.night if before else False
        return night, words["night" if night else "day"]
    night = _night(word, before)
    plain = word.lower() in _both("plain_night" if night else "plain_day")
    day = words["night" if night else "day"]
    return night, day if plain else words["with_word"].format(day=day, word=word)


def _night(word: str, before: Scenery | None) -> bool:
    """Whether a word for the time means night; one that only says `later` or `same` means what the scene before was."""
    night, day = _longest(word, _both("night_words")), _longest(word, _both("day_words"))
    if not day and not night and _longest(word, _both("same_words")):
        return before is not None and before.night
    return night > 0 and night >= day


def _outdoors(place: str) -> bool:
    """Whether a place nobody called inside or outside is outside: its last word decides (酒店门口, but 海边酒店).

    A room is inside whatever stands around it; between words that end together the longer one is meant (医院 is no 院).
    """
    for word in _both("not_places"):
        place = re.sub(re.escape(word), " ", place, flags=re.IGNORECASE)
    if _longest(place, _both("room_words")):
        return False
    out, inside = (_last(place, _both(key)) for key in ("outdoor_words", "indoor_words"))
    return out > inside


def _weather(script: Script, units: Iterable[Unit], words: dict[str, Any]) -> str:
    """The first weather word in the actions of the scene, longest words first; names of people are no weather."""
    text = "\n".join(unit.text for unit in _telling(units))
    text = _without_names(text, script)
    for word in words["not_weather"]:
        text = re.sub(re.escape(word), " ", text, flags=re.IGNORECASE)
    return next((word for word in words["weather_words"] if _longest(text, [word])), "")


def _without_names(text: str, script: Script) -> str:
    """The text without its people: 小雪 and 夏雨 bring no weather, 林家 is no forest. 林小雪 is 小雪 to her friends."""
    names = {name for person in script.cast for name in (person.name, *person.aliases) if len(name) > 1}
    given = {name[1:] for name in names if len(name) == 3 and not name.isascii()}
    for name in sorted(names | given, key=len, reverse=True):
        latin = name.isascii()
        text = re.sub(rf"(?<![A-Za-z]){re.escape(name)}(?![A-Za-z])" if latin else re.escape(name), " ", text)
    return text


def _both(key: str) -> list[str]:
    """The words of both languages: a Chinese script may say NIGHT."""
    return [*phrases("zh")[key], *phrases("en")[key]]


def _hits(text: str, words: Iterable[str]) -> Iterable[re.Match[str]]:
    """Where the words stand; Latin ones whole, or with a common ending (raining, streets)."""
    folded = text.casefold()
    for word in words:
        if word.casefold() not in folded:
            continue  # its pattern is not compiled for want of its letters
        yield from re.finditer(
            rf"(?<![A-Za-z]){re.escape(word)}(?:s|es|y|ing|ed)?(?![A-Za-z])" if word.isascii() else re.escape(word),
            text,
            re.IGNORECASE,
        )


def _longest(text: str, words: Iterable[str]) -> int:
    """Length of the longest of the words that the text holds; 0 if it holds none."""
    return max((len(match[0]) for match in _hits(text, words)), default=0)


def _last(text: str, words: Iterable[str]) -> tuple[int, int]:
    """End and length of the last of the words in the text; of those that end together the longest."""
    return max(((match.end(), len(match[0])) for match in _hits(text, words)), default=(0, 0))
