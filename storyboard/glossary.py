"""What tables and vocabularies say in Chinese, in English: for a model that wants all but the words of a script in English."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from storyboard import ambience, beds, overheard
from storyboard.cast.looks import read_voice, write_voice
from storyboard.cast.voicing import sounds_of, told_from, voice_in_words
from storyboard.datafiles import load
from storyboard.languages import Language
from storyboard.patterns import deferred, tabled

_PARTS = deferred(r"\s*[，,。；;]\s*")
_SIDE = deferred(r"(?<=.)(内|外)景$")
"""The side of the door behind a place."""
_SIDES = {"内": ", interior", "外": ", exterior"}
_FROM_WINDOW = "窗外"
_ACCENT = deferred(r", [^,]* accent$")
_PACE = deferred(r", usually at an? \w+ pace")


def english(text: str) -> str:
    """A list of words in which whatever a table has is told in English, and what a script or its director wrote as it is."""
    told = (_told(part) for part in _PARTS.split(text) if part)
    return ", ".join(told)


def _told(part: str) -> str:
    known = _pairs()
    if part in known:
        return known[part]
    if part.startswith(_FROM_WINDOW) and part[len(_FROM_WINDOW) :] in known:
        return f"{known[part[len(_FROM_WINDOW) :]]} outside"
    if (main := _MAIN.fullmatch(part)) and all(colours := [_shade(each) for each in main[1].split("、")]):
        return f"palette of {' and '.join(filter(None, (', '.join(colours[:-1]), colours[-1])))}"
    return _SIDE.sub(lambda side: _SIDES[side[1]], part)


_MAIN = deferred(r"以([^，。]+)为主色")


def _shade(colour: str) -> str:
    """A Chinese colour in English, by the words for its characters: 暖灰 is warm grey; empty where one is unknown."""
    shades = _words("shades")
    bare = colour.removesuffix("色") if len(colour) > 1 else colour
    if bare in shades:
        return shades[bare]
    how, base = _words("shaded").get(bare[:1], ""), shades.get(bare[1:], "")
    return f"{how} {base}" if how and base else ""


def chinese(text: str, source: str = "") -> str:
    """The same the other way: a text in which whatever `english` told is as the tables have it in Chinese, and the main colours of its `source` as they stand there."""
    for main in _MAIN.finditer(source):
        text = text.replace(_told(main[0]), main[0])
    return _back().sub(lambda found: _others()[found[0].casefold()], text)


def voice(text: str, *, many: bool = False) -> str:
    """A voice of a Chinese board with how it sounds, age, pace and accent in English; where somebody is from stays as it is written where no table knows it. `many`: that of a crowd."""
    zh, en = Language.of("zh"), Language.of("en")
    known, accent = read_voice(text), told_from(text, zh)
    own = voice_in_words(text, zh, whole=True)
    pace = next((at for at, word in enumerate(zh.words("voiced.paces")) if word in own), None)
    if pace is None or known is None:
        return text
    one, age = known
    sexes = ("male", "female")
    sex = next((en.words(f"voiced.{each}")[0] for each in sexes if one.sex in zh.words(f"voiced.{each}")), one.sex)
    years = tabled(zh.word("voiced.years")).search(one.accent)
    sounds = [_words("sounded")[each] for each in sounds_of(text, zh) if each in _words("sounded")]
    there = [*dict.fromkeys(sounds), *([en.word("voiced.of_years").format(years[1])] if years else [])]
    spoken = replace(one, sex=sex, accent=en.word("looks.listed").join(there) or en.word("voiced.usually"))
    told = voice_in_words(write_voice(spoken, age, en.code), en, whole=True, many=many)
    said = _PACE.sub(en.word("voiced.pace").format(en.words("voiced.paces")[pace]), told)
    tongue = _tongue(accent)
    return _ACCENT.sub(f", {tongue} accent" if tongue else "", said)


_TINGED = deferred(r"普通话(?:里)?(?:带|略带|夹)(?:着|有)?(?:一?[点些丝])?(.*?)(?:乡音|腔调?|味儿?)?")
_NAMED = deferred(r"(?:带|一口|浓重的?)?(.{2,4}?)(?:口音|腔调?|乡音|话|味儿?)")
_KIND = deferred(r"(?:带)?(.+?)(?:腔调?|味儿?)?的?普通话")


_FOREIGN = deferred(r"说(生硬|蹩脚)?的?(?:汉语|中文|国语|普通话|华语)带(.+)")
"""A language that somebody speaks with the accent of another."""
_BESIDE = deferred(r"普通话(.{2,6}?)(?:口音)?")
"""Where somebody is from who speaks the common language."""


def _tongue(accent: str) -> str:
    """A Chinese accent in English, a mixed one too: 北方乡音普通话, 普通话带江南; as it is written where nobody knows whose it is."""
    known = _words("spoken")
    if accent in known:
        return known[accent]
    if tinged := _TINGED.fullmatch(accent):
        place = _place(tinged[1])
        return f"{known[place]}-tinged Mandarin" if place else accent if tinged[1] else "slight regional"
    if (foreign := _FOREIGN.fullmatch(accent)) and foreign[2] in known:
        return f"{known[foreign[2]]}-tinged {'broken ' if foreign[1] else ''}Chinese"
    if (beside := _BESIDE.fullmatch(accent)) and (place := _place(beside[1])):
        return f"{known[place]}-tinged Mandarin"
    kind = _KIND.fullmatch(accent)
    if kind and kind[1] in known:
        return f"{known[kind[1]]} Mandarin"
    place = _place(accent) if _NAMED.match(accent) else ""
    return known[place] if place else accent


def _place(accent: str) -> str:
    """The known place that an accent begins with, whatever else is said of how they talk: 东北口音话里有话; empty where there is none."""
    return max((each for each in _words("spoken") if accent.startswith(each)), key=len, default="")


@cache
def _pairs() -> Mapping[str, str]:
    """Chinese -> English, each of both once: what could be read back in two ways stays Chinese."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for zh, en in (*_heard(), *_seen(), *_said(), *_words("written").items()):
        if zh and en and zh not in found and en.casefold() not in taken and not _PARTS.search(zh):
            found[zh] = en
            taken.add(en.casefold())
    return found


@cache
def _others() -> Mapping[str, str]:
    return {en.casefold(): zh for zh, en in _pairs().items()}


@cache
def _back() -> re.Pattern[str]:
    words = sorted(_others(), key=len, reverse=True)
    return re.compile(rf"(?<![A-Za-z])(?:{'|'.join(map(re.escape, words))})(?![A-Za-z])", re.IGNORECASE)


@cache
def _words(table: str) -> Mapping[str, str]:
    """Plain words of boards that no other table has: what is `written`, and where what people speak is `spoken`."""
    words: Mapping[str, str] = load(Path(__file__).parent / "glossary.toml")[table]
    return words


def _heard() -> Iterator[tuple[str, str]]:
    """The sounds of places, of weather and of deeds."""
    for table in ("places", "weather", "crowd", "plain"):
        for row in _rows(ambience.table_of(table)):
            yield from _listed(row)
    deeds: Any = ambience.table_of("sounding")
    yield from _told_in([row["said"] for row in (*deeds, *overheard.rows(), *beds.rows())])


def _listed(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """A row part by part, where both languages have as many."""
    zh, en = _PARTS.split(str(row["zh"])), _PARTS.split(str(row["en"]))
    if len(zh) == len(en):
        yield from zip(zh, en, strict=True)


def _told_in(table: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - as TOML has it
    for row in _rows(table):
        yield row["zh"], row["en"]


def _rows(table: Any) -> Iterator[Mapping[str, Any]]:  # noqa: ANN401 - as TOML has it
    """Every pair of both languages within a table."""
    if isinstance(table, Mapping):
        if all(isinstance(table.get(code), str) for code in ("zh", "en")):
            yield table
        for each in table.values():
            yield from _rows(each)
    elif isinstance(table, list | tuple):
        for each in table:
            yield from _rows(each)


def _seen() -> Iterator[tuple[str, str]]:
    """What a palette says of medium, light and colours, and a scene of its light and mood."""
    here = Path(__file__).parent
    zh, en = Language.of("zh"), Language.of("en")
    for row in load(here / "palettes.toml")["palettes"]:
        for key in ("words", "film"):
            yield from zip(row.get(key, {}).get("zh", ()), row.get(key, {}).get("en", ()), strict=True)
        yield from _told_in(row["light"])
        yield from _told_in(
            [side["whole"] for hour in row["light"].values() for side in hour.values() if "whole" in side]
        )
        for told in _colours(row):
            yield tuple(_palette(told[lang.code], row["grounds"][lang.code], lang) for lang in (zh, en))  # type: ignore[misc]
    light = load(here / "lighting.toml")
    yield from _told_in([light["sources"], light["moods"], light["covered"]])


def _colours(row: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The colours of each light of a palette."""
    for hour in row["light"].values():
        for side in (hour, *hour.values()):
            for key in ("hues", "colours"):
                if isinstance(side, Mapping) and key in side:
                    yield side[key]


def _palette(colours: Iterable[str], grounds: Iterable[str], language: Language) -> str:
    *most, last = [*colours, *grounds][:4]
    said = language.word("style.last").format(language.word("style.between").join(most), last)
    return language.word("style.palette").format(said)


def _said() -> Iterator[tuple[str, str]]:
    """How a line is said whose words alone are known."""
    for row in load(Path(__file__).parent / "playing.toml")["lines"]:
        yield from zip(row["how"]["zh"], row["how"]["en"], strict=True)
