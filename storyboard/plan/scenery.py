"""Place, time, weather and style of a scene: the script's own words, and what has to be assumed where it has none."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from storyboard.model import Scene, Script
from storyboard.plan.beats import asks

_FILE = Path(__file__).parent / "phrases.toml"


@cache
def phrases(language: str) -> dict[str, Any]:
    """The words of the grammar in one language."""
    both: dict[str, dict[str, Any]] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return both["zh" if language == "zh" else "en"]


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


def scenery(script: Script, scene: Scene, before: Scenery | None, language: str) -> Scenery:
    """The scenery of a scene; what its heading leaves out comes from the scene before it, then from a default."""
    words = phrases(language)
    assumed: list[str] = []
    place = scene.location
    if not place:
        place = before.place if before else words["unknown_place"]
        assumed.append("place")
    interior = scene.interior
    if not interior:
        interior = "外" if asks(place, words["outdoor_words"]) else "内"
        assumed.append("inside/outside")
    night, time = _time(scene, before, words)
    if not scene.time:
        assumed.append("time")
    outside = interior in ("外", "EXT")
    weather = scene.weather or _weather(script, scene, words) if outside else scene.weather or words["inside_weather"]
    if outside and not weather:
        weather = words["outside_weather"]
        assumed.append("weather")
    style = [words["base_style"], words["night_style"] if night else words["day_style"]]
    if scene.state:
        style.insert(1, words["scene_state"].format(state=scene.state))
    location = words["location"].format(place=place, interior=words["interior"][interior])
    return Scenery(place, location, time, weather, words["joined"].join(style), night, outside, tuple(assumed))


def _time(scene: Scene, before: Scenery | None, words: dict[str, Any]) -> tuple[bool, str]:
    """Whether it is night, and the `time` field: 白天 or 晚上, the script's own word in brackets if it says more."""
    word = scene.time.replace("（", "").replace("）", "").replace("(", "").replace(")", "").strip()
    if not word:
        night = before.night if before else False
        return night, words["night" if night else "day"]
    night = asks(word, words["night_words"])
    plain = word.lower() in words["plain_night" if night else "plain_day"]
    day = words["night" if night else "day"]
    return night, day if plain else words["with_word"].format(day=day, word=word)


def _weather(script: Script, scene: Scene, words: dict[str, Any]) -> str:
    """The first weather word in the actions of the scene, longest words first; empty if there is none."""
    text = "\n".join(
        unit.text for unit in script.units if unit.scene == scene.id and unit.kind in ("action", "heading")
    )
    return next((word for word in words["weather_words"] if asks(text, [word])), "")
