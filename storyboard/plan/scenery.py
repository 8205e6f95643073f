"""Place, time, weather and style of a scene: the script's own words, and what has to be assumed where it has none."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from storyboard import staging
from storyboard.languages import Language
from storyboard.languages import scenery as vocabulary
from storyboard.languages.traditional import simplified
from storyboard.model import Fact, Scene, Script, Unit
from storyboard.patterns import deferred
from storyboard.records import dataclass

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
    sky: str = ""
    """The weather that was told last under the open sky, for as long as it is the same day or night."""
    turns: tuple[tuple[Unit, str, str], ...] = ()
    """Where it begins or ends to rain within it: the unit, the words of it by which it does, the weather from there on."""
    hours: tuple[tuple[Unit, str, tuple[str, str]], ...] = ()
    """Where it gets dark within it, or light: the unit, the words of it by which it does, hour and light from there on."""
    lamps: tuple[tuple[Unit, str, bool], ...] = ()
    """Where its lights go out within it, or on again: the unit, the words of it by which they do, whether they are out from there on."""

    @property
    def dark(self) -> bool:
        """Whether it is night when it ends."""
        return self.night != bool(len(self.hours) % 2)


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
        place = before.place if before else Language.of(language).word("places.unknown")
        if layer != "present":
            place = _named_place(units, script, language) or Language.of(language).word(f"layers.places.{layer}")
        assumed.append("place")
    interior = scene.interior
    if not interior:
        nowhere = not scene.location and layer != "present"
        side = _side(_without_names(place, script))
        falls = scene.weather or vocabulary.weather_of_hour(
            scene.time
        )  # a heading that tells of snow is of the open sky
        outside = side == "outside" or (not side and bool(falls)) or (nowhere and _weather(script, units) != "")
        interior = "外" if outside else "内"
        assumed.append("inside/outside")
    apart = layer != "present" and not scene.location  # another time within a scene, which its own action may tell
    acted = next((unit.text for unit in units if unit.kind == "action"), "") if apart else ""
    night, time = time_told(vocabulary.hour_told(acted) or scene.time, before, words)
    if not scene.time:
        assumed.append("time")
    outside = interior in ("外", "EXT")
    kept = before.sky if before and before.dark == night and not vocabulary.passes(scene.time) else ""
    opens, turns = _weather_turns(script, units, words["outside_weather"]) if outside else (units, ())
    opening = scene.weather.partition("转")[0] if turns else scene.weather  # 雨转晴: it opens with rain
    named = _weather(script, opens) or vocabulary.weather_of_hour(scene.time) or _weather_itself(place)
    told = opening or (named if outside else "")
    weather = told or ("" if outside else words["inside_weather"])
    if outside and not weather:
        weather = (kept if layer == "present" else "") or words["outside_weather"]
        assumed.append("weather")
    heard = "" if outside else _weather(script, units)  # rain that hammers on a roof falls in the street too
    heard = heard if vocabulary.weather(heard) in vocabulary.FALLS else ""
    sky = before.sky if before and layer != "present" else turns[-1][2] if turns else told or heard or kept
    spoken = Language.of(language)
    looks = staging.layer_tags(layer, spoken)
    style = (spoken.word("style.usual"), *looks, spoken.word(f"style.{_light(time, weather, night, outside)}"))
    location = words["location"].format(place=place, interior=words["interior"][interior])
    facts = tuple(_facts(script, scene, units, {"place": place, "time": time, "weather": weather}, assumed, bool(kept)))
    style_words = words["joined"].join(style)
    hours = tuple(_hour_turns(units, night, words, spoken)) if layer == "present" or vocabulary.hour(scene.time) else ()
    return Scenery(
        place, location, time, weather, style_words, night, outside, tuple(assumed), facts, sky, turns, hours,
        tuple(_lamp_turns(units)) if _needs_lamps(place, night, outside) else (),
    )  # fmt: skip


def _hour_turns(
    units: Sequence[Unit], night: bool, words: dict[str, Any], spoken: Language
) -> Iterator[tuple[Unit, str, tuple[str, str]]]:
    """Where a day becomes night, or a night day, in what happens: with hour and light from there on."""
    for unit in units:
        for said, dark in vocabulary.hour_turns(unit.text) if unit.kind == "action" else ():
            if dark != night:
                night = dark
                dawn = words["with_word"].format(day=words["day"], word=words["dawn"])
                hour = (words["night"], "night") if dark else (dawn, "dusk")
                yield unit, said, (hour[0], spoken.word(f"style.{hour[1]}"))


_WINDOWLESS = frozenset(
    ("cinema", "backstage", "cave", "corridor", "lift", "cell", "cabin", "train", "controls", "hall")
)
"""Kinds of places that are dark by day too when their lights go out."""


def _needs_lamps(place: str, night: bool, outside: bool) -> bool:
    """Whether a place is dark without its lights: a room by night, one without windows at any hour, an open-air cinema; a street has others than the one that goes out."""
    if outside:
        return vocabulary.kind(place, "outside") == "open-air-cinema"
    return night or vocabulary.kind(place, "inside") in _WINDOWLESS


def _lamp_turns(units: Sequence[Unit]) -> Iterator[tuple[Unit, str, bool]]:
    """Where the lights go out, or on again, in what happens."""
    dark = False
    for unit in units:
        for said, out in vocabulary.lamp_turns(unit.text) if unit.kind == "action" else ():
            if out != dark:
                dark = out
                yield unit, said, out


def at_hour(here: Scenery, word: str, spoken: Language) -> Scenery:
    """A scenery as it is at another hour of the same place, with the light of that hour."""
    night, time = time_told(word, here, phrases(spoken.code))
    if here.night == night and word in here.time:
        return here
    of = {
        hour: spoken.word(f"style.{_light(told, here.weather, dark, here.outside)}")
        for hour, told, dark in (("before", here.time, here.night), ("after", time, night))
    }
    comma = spoken.word("writing.comma")
    style = comma.join(of["after"] if part == of["before"] else part for part in here.style.split(comma))
    return replace(here, time=time, night=night, style=style, hours=())


AT_ONCE = 2
"""Characters of what falls before the words that say it does, at most, where a scene opens with them."""
_SUDDEN = deferred(
    r"忽然|突然|骤然|开始|又|渐渐|下起|飘起|落下|降下|停|歇|住|散|\b(?:begins?|starts?|sudden\w*|stops?|ends?|eases?|clears?)\b",
    re.I,
)
"""What says that it was otherwise a moment ago."""
_AT_ONCE = deferred(
    r"同上|同时|[紧连]?接[着上前续]|连续|片刻|\b(?:continu\w+|same(?: time)?|moments?|seconds|simultaneous\w*)\b", re.I
)
"""A time that goes on from the scene before without a gap: dawn and dusk are not over."""


def _light(time: str, weather: str, night: bool, outside: bool) -> str:
    """The row of the light of an hour: dawn and dusk have their own, and no warm one where the sky is covered."""
    if night or vocabulary.light(time) != "dusk":
        return "night" if night else "day"
    return "dim" if outside and vocabulary.weather(weather) not in (None, "clear") else "dusk"


def _weather_turns(
    script: Script, units: Sequence[Unit], clear: str
) -> tuple[list[Unit], tuple[tuple[Unit, str, str], ...]]:
    """(the units that tell the weather with which a scene opens, where it turns): all of them and nothing where it does not."""
    found: list[tuple[Unit, str, str]] = []
    opening = list(units)
    first = next((unit for unit in units if unit.kind in ("action", "speech")), None)
    for at, unit in enumerate(units):
        for said, falls in vocabulary.weather_turns(unit.text) if unit.kind == "action" else ():
            named = not falls or bool(vocabulary.weather_told(said))  # a drop in the dust names no weather
            if unit is first and unit.text.index(said) <= AT_ONCE and named and not _SUDDEN.search(said):
                continue  # 暴雨砸下来, 雨过天晴: so it opens
            if not found:
                opening = [*units[:at], replace(unit, text=unit.text[: unit.text.index(said)])]
            after = replace(unit, text=unit.text[unit.text.index(said) :])
            begins = bool(falls) or vocabulary.begins_to_fall(said)
            weather = _weather(script, [after, *units[at + 1 :]]) or falls if begins else clear
            found.append((unit, said, weather))
    return opening, tuple(found)


def filmed(here: Scenery, film: str, before: str, spoken: Language) -> Scenery:
    """A scenery with how it is filmed in its style, behind the usual words, in the place of what was told `before`."""
    comma, usual = spoken.word("writing.comma"), spoken.word("style.usual")
    style = here.style.replace(f"{comma}{before}", "", 1) if before else here.style
    if film:
        behind = style.removeprefix(usual)
        style = f"{usual}{comma}{film}{behind}" if behind != style else f"{film}{comma}{style}"
    return replace(here, style=style)


def at_the_window(script: Script, here: Scenery, units: Sequence[Unit], language: str) -> Scenery:
    """A room of which the weather outside is told, with where that turns in what happens: the rain at its window stops too."""
    words = phrases(language)
    if here.outside or here.weather in ("", words["inside_weather"]):
        return here
    return replace(here, turns=_weather_turns(script, units, words["outside_weather"])[1])


def _facts(
    script: Script, scene: Scene, units: Sequence[Unit], values: dict[str, str], assumed: list[str], kept: bool
) -> Iterable[Fact]:
    """Where each part of a scene comes from: its heading, an action that names the weather, the scene before, or nothing."""
    heading = script.text[scene.start : scene.end].strip().splitlines()
    for part, value in values.items():
        if part in assumed:
            yield Fact(part, value, "assumed", reason="the scene before" if part != "weather" or kept else "usual")
            continue
        told = next((unit for unit in _telling(units) if part == "weather" and value and value in unit.text), None)
        at = told.start if told else scene.start
        quote = (told.text if told else heading[0] if heading else "").strip()[:60]
        inside = part == "weather" and not told and not scene.weather
        yield Fact(part, value, "inferred" if inside else "told", script.line_of(at), quote, "inside" if inside else "")


def _telling(units: Iterable[Unit]) -> Iterable[Unit]:
    """The units that may tell the weather."""
    return (unit for unit in units if unit.kind in ("action", "heading"))


_LISTED = deferred(r"\s*[、/／]\s*")
_OUT_OF_DOORS = deferred(
    r"[^内里之以此另例意]外$|(?:房|屋|楼|庙|店|门|院|宅|馆|村|宫|寺|殿|府|厂|校|营|帐|祠堂|铺|塔|棚|台阶)前$"
)
"""Behind a place: 马厩外 and 毡房前 are before it."""


def _side(place: str) -> str:
    """`inside` or `outside` of a place whose heading does not say; of a list of places that of the first where it is known."""
    parts = _LISTED.split(place)
    sides = ("outside" if _OUT_OF_DOORS.search(part) else vocabulary.place(part).side for part in parts)
    return next(filter(None, sides), "")


def _named_place(units: Iterable[Unit], script: Script, language: str) -> str:
    """The first place that the actions name."""
    text = "\n".join(unit.text for unit in units if unit.kind == "action")
    return vocabulary.place_told(_without_names(text, script), Language.of(language).code)


def time_told(written: str, before: Scenery | None, words: dict[str, Any]) -> tuple[bool, str]:
    """Whether it is night, and the `time` field: 白天 or 晚上, the script's own word in brackets if it says more.

    A word that only says `later` means what the scene before was; one that nobody knows is by day.
    """
    word = written.replace("（", "").replace("）", "").replace("(", "").replace(")", "").strip()
    if not word:
        night = before.dark if before else False
        return night, words["night" if night else "day"]
    hour = vocabulary.hour(word)
    if hour is not None and hour.same and before is not None and _AT_ONCE.search(word):
        word = _dusk_of(before) or word
    night = hour is not None and (before is not None and before.dark if hour.same else hour.night)
    key = "plain_night" if night else "plain_day"
    plain = simplified(word.lower()) in (*phrases("zh")[key], *phrases("en")[key])
    day = words["night" if night else "day"]
    return night, day if plain else words["with_word"].format(day=day, word=word)


def _dusk_of(before: Scenery) -> str:
    """The script's word for the dawn or dusk in which a scene ends; empty where it ends by day or night."""
    last = before.hours[-1][2][0] if before.hours else before.time
    found = _INNER.search(last)
    return found[1] if found and not before.dark and vocabulary.light(last) == "dusk" else ""


_INNER = deferred(r"[（(](.+?)[）)]$")


def _weather(script: Script, units: Iterable[Unit]) -> str:
    """The most telling weather word in the actions of the scene; names of people are no weather."""
    text = "\n".join(unit.text for unit in _telling(units))
    return vocabulary.weather_told(_without_names(text, script))


def _weather_itself(place: str) -> str:
    """The weather that a place is no more than: EXT. SANDSTORM."""
    bare = _ARTICLE.sub("", place).strip()
    told = vocabulary.weather_told(bare)
    return told if told.casefold() == bare.casefold() else ""


_ARTICLE = deferred(r"^(?:the|an?) ", re.I)


def _without_names(text: str, script: Script) -> str:
    """The text without its people: 小雪 and 夏雨 bring no weather, 林家 is no forest. 林小雪 is 小雪 to her friends."""
    names = {name for person in script.cast for name in (person.name, *person.aliases) if len(name) > 1}
    given = {name[1:] for name in names if len(name) == 3 and not name.isascii()}
    for name in sorted(names | given, key=len, reverse=True):
        latin = name.isascii()
        text = re.sub(rf"(?<![A-Za-z]){re.escape(name)}(?![A-Za-z])" if latin else re.escape(name), " ", text)
    return text
