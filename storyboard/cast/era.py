"""When a story plays, from words of the script that no other time has: 凤冠, 侯府, 殿下 -> 古装. It decides only what clothes are assumed."""

import re
from dataclasses import replace
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


YEAR = deferred(
    r"(?<![\d-])(?<!\d[,.])(?P<year>[1-9]\d{2,3})(?P<decade>年代|['’]?s\b)|(?<!公元)(?P<bc>公元前|前)(?P<before>[\d〇零一二三四五六七八九十百]{1,5})年|公元(?P<ad>\d{1,3})年"
    r"|(?<![\d〇零一二三四五六七八九十])(?P<han>[一二三四五六七八九〇零]{4})年(?![级间前后])"
    r"|(?:(?P<century>\d{1,2}|[一二三四五六七八九十]{1,3})|(?P<last>上(?:个)?))世纪(?:(?P<tens>[一二三四五六七八九]十|\d0)年代|(?P<part>初|前[期半]|早期|[末晚]|后[期半]))?|(?i:(?:\b(?P<when>early|late) )?\b(?P<nth>\d{1,2}(?:st|nd|rd|th)|[a-z]+(?:th|first))[ -]century\b)"
    r"|(?i:\b(?P<old>\d{1,4})\s*B\.?C\.?(?:E\.?)?(?![a-z])|\bA\.?D\.?\s*(?P<anno>\d{1,4})\b|\b(?P<domini>\d{1,3})\s*A\.?D\.?(?![a-z]))"
    r"|(?<![\d-])(?<!\d[,.])(?P<alone>[1-9]\d{2,3})(?:年(?![级间前后来])|(?=[\s.,，。）)\]】:：—-]|$))(?!\d)"
)
"""A year, a decade or a century: 1887, 1937年, 一九三七年, `44 BC`, 1650s, 十七世纪; a number of three or four figures that ends there."""
_NUMBERED = deferred(
    r"(?i)(?:\b(?:room|rm|suite|apartment|apt|flat|unit|number|no|flight|bus|route|cell|platform|gate|ward|channel|bay|dock|house|locker|highway|interstate|level|sector|episode|scene)\.?\s*|[#№$£€¥]\s*|第)$"
)
_MEASURED = deferred(
    r"(?i)[ \t]*(?:m|metres?|meters?|feet|ft|km|kilomet\w+|miles?|hours?|hrs?|h|people|dollars?|pounds?|yuan|words?|[a-z]+ street|room|[米元块人室号])\b"
)
"""What makes a number the number of something: `Room 1408`, 1800 HOURS."""
_WHEN = deferred(
    r"(?:^|[,，、；。.·(（“\"]\s*|\b(?:in|is|of|year|the|early|late|winter|spring|summer|autumn|fall|january|february|march|april|may|june|july|august|september|october|november|december)\s+(?:the\s+)?|公元|[是在于])$",
    re.I,
)
"""What stands before a year in a first action that is longer than a caption: `It is 1652`, `Ghent, 1652`; no `a 1967 Mustang`."""
DATED = ("heading", "title", "front", "caption")
SHORT = 40
"""Characters of an action above the first words that is as good as a caption."""
SURELY = 1000
"""A number from which it is a year without a word for it."""
_NTH = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first".split(),
        1,
    )
}
_HAN = "〇一二三四五六七八九"


def _dated(script: Script, language: str) -> Fact | None:
    """The era of the years that are named over the story, in its headings or where it begins; None where there is none, or are two."""
    speech = next((unit.start for unit in script.units if unit.kind == "speech"), len(script.text))
    action = next((unit.start for unit in script.units if unit.kind == "action" and unit.text.strip()), -1)
    found: dict[str, Fact] = {}
    for unit in script.units:
        short = unit.kind == "action" and unit.end <= speech and len(unit.text) <= SHORT
        whole = unit.kind in DATED or short
        if not whole and unit.start != action:
            continue
        for match in YEAR.finditer(script.text, unit.start, unit.end):
            before = script.text[unit.start : match.start()].rpartition("\n")[2]
            year = _year(match)
            if year is None or (not whole and not _WHEN.search(before.lstrip("△▲ 　"))):
                continue
            if match["alone"] and year < SURELY and "年" not in match[0] and not _places(before, language):
                continue  # LUOYANG, 742 is a year, and a door with 742 on it is none
            if match["alone"] and (_NUMBERED.search(before) or _MEASURED.match(script.text, match.end())):
                continue
            at = script.line_of(match.start())
            quote = script.text.splitlines()[at - 1].strip()[:60]
            found.setdefault(_of_year(year, script, language), Fact("era", "", "inferred", at, quote, match[0]))
    return replace(*found.values(), value=next(iter(found))) if len(found) == 1 and "" not in found else None


def first_year(script: Script) -> int | None:
    """The first year that stands over a story, in its headings or in a caption; None where there is none."""
    for unit in script.units:
        for match in YEAR.finditer(script.text, unit.start, unit.end) if unit.kind in DATED else ():
            year = _year(match)
            if year is not None and year >= SURELY:
                return year
    return None


def of_year(year: int, script: Script) -> str:
    """The era that a year is of where a script plays; empty of our own time."""
    return _of_year(year, script, Language.of(script.language).code)


def _year(match: re.Match[str]) -> int | None:
    """The year that is named, that in the middle of a century or a decade; None where it is no year after all."""
    plain = next((match[group] for group in ("alone", "year", "ad", "anno", "domini") if match[group]), "")
    if plain:
        return int(plain)
    if match["han"]:
        return int("".join(str(max(_HAN.find(sign), 0)) for sign in match["han"]))
    if match["before"] or match["old"]:
        told = match["before"] or match["old"]
        return -int(told) if told.isdigit() else -_numeral(told)
    told = (match["century"] or match["nth"] or "20").lower()
    digits = told.rstrip("stndrh")
    number = int(digits) if digits.isdigit() else _NTH.get(told) or _numeral(told)
    return number * 100 - 100 + _within(match) if 0 < number <= 30 else None


def _within(match: re.Match[str]) -> int:
    """The year of a century that is meant: 三十年代, `the early 17th century`."""
    if tens := match["tens"]:
        return int(tens) if tens.isdigit() else _numeral(tens)
    part = (match["part"] or match["when"] or "").lower()
    return 50 if not part else 15 if part[0] in "初前早e" else 85


def _places(text: str, language: str) -> bool:
    """Whether a place of some part of the world stands in what goes before a number."""
    regions: dict[str, list[str]] = tables(language)["regions"]
    return text.rstrip(" ").endswith((",", "，")) and any(
        _seen(_Told(text), words, language) for words in regions.values()
    )


def _numeral(text: str) -> int:
    """十七 -> 17, 二百二十一 -> 221; nought where it is no number."""
    total = digit = 0
    for sign in text:
        unit = {"十": 10, "百": 100}.get(sign, 0)
        total += (digit or 1) * unit
        digit = 0 if unit else max(_HAN.find(sign), 0)
    return total + digit


ABROAD = "overseas"
"""A part of the world that is spoken of at home: a story plays there where a heading, a caption or the first action says so."""


def _of_year(year: int, script: Script, language: str) -> str:
    """The era that a year is of in the part of the world that the script names; where it is of two, the one whose words it has more of, else the first."""
    told = _Told("\n".join(unit.text for unit in script.units if unit.kind in (*DATED, "action")))
    first = next((unit.id for unit in script.units if unit.kind == "action" and unit.text.strip()), "")
    headed = _Told("\n".join(unit.raw for unit in script.units if unit.kind in DATED or unit.id == first))
    regions: dict[str, list[str]] = tables(language)["regions"]
    home = next(iter(regions))
    hits = {
        region: len(_seen(headed if region == ABROAD else told, words, language)) for region, words in regions.items()
    }
    region = max(hits, key=lambda each: hits[each]) if any(hits.values()) else home
    text = _Told(script.text)
    able = {
        name: len(_seen(text, era["words"], language))
        for name, era in known(language).items()
        if era["years"][0] <= year <= era["years"][1]
        and (region in (era.get("region", home), *era.get("also", ())) or era.get("ahead"))
    }
    if not able and region == "frontier":  # they were dressed as anybody of those years
        return next((name for name, era in known(language).items() if _is_of(era, year)), "")
    return max(able, key=lambda name: able[name], default="")


def _is_of(era: dict[str, Any], year: int) -> bool:
    """Whether a year is of an era of home."""
    return "region" not in era and bool(era["years"][0] <= year <= era["years"][1])


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
    flags = re.I if any_of.lower() != any_of.upper() else 0  # letters of Han have no capitals, and are found faster so
    return re.compile(rf"\b(?:{any_of})s?\b" if Language.of(language).does("writing.words") else any_of, flags)


def known(language: str) -> dict[str, Any]:
    """Every era of a language by its key."""
    eras: dict[str, Any] = tables(language)["eras"]
    return eras
