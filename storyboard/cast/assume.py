"""What is taken for granted about a person of whom the script says nothing: a table, a hash of the name, no chance.

The tables are `assumed.toml` beside this file. Everything taken from them is named in `Member.assumed`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from storyboard.cast.homes import NO_SHADES
from storyboard.cast.looks import age_class
from storyboard.cast.roles import LONGEST_NAME, personal, stem, tables
from storyboard.model import Fact, Looks, Voice
from storyboard.patterns import deferred

__all__ = [
    "colour_of",
    "crowd",
    "differing",
    "grey_as",
    "greyed",
    "homely",
    "number",
    "pitch",
    "rows",
    "tables",
    "trade",
    "under",
    "unnamed",
    "voice",
    "working",
]
PITCH = {
    "male": 125,
    "female": 215,
    "old_male": 115,
    "old_female": 190,
    "teen_male": 160,
    "teen_female": 235,
    "baby_male": 300,
    "baby_female": 300,
    "child_male": 265,
    "child_female": 285,
}
"""Mean pitch in Hz by sex and age, typical values of adult, old and child speech."""


def number(name: str) -> int:
    """The same number for the same name, on every machine and in every run."""
    import hashlib  # most readings assume nothing

    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big")


def rows(
    table: str,
    sex_word: str,
    years: int,
    language: str,
    taken: Iterable[str] = (),
    era: str = "",
    shades: Mapping[str, str] = NO_SHADES,
) -> list[tuple[str, str]]:
    """The rows of `hair` or `clothes` for a sex, an age and an era, or a wardrobe of today, without those in which one of the names `taken` stands.

    `shades`: what stands for colours of hair that nobody has where they are from.
    """
    column = "female" if sex_word in ("女", "female") else "male"
    usual = tables(language)[table]
    here = tables(language)["wardrobes"].get(era, {}).get(table, {})
    rows_of = tables(language)["eras"].get(era, {}).get(table) or {**usual, **here}
    key = age_class(years) + column
    swaddled = tables(language)[table].get(key) if key.startswith("baby_") else None
    every = [(first, second) for first, second in swaddled or rows_of.get(key, rows_of[column])]
    if table == "hair" and shades:
        every = [*dict.fromkeys((shades.get(colour, colour), style) for colour, style in every)]
    names = _names(frozenset(taken))
    return [pair for pair in every if _unnamed(pair, names)] or every


_GREYED = deferred(
    r"(?P<before>花白|灰白|雪白|银白|斑白|[白灰银])色?的?(?:络腮|山羊|八字|长|短|大)?(?:胡|须|髯)|(?:胡|须|髯)[子须茬]?(?:已经|已|全|都|也|皆)*(?P<behind>花白|灰白|雪白|银白|斑白|白)"
    r"|\b(?P<shade>gr[ae]y|white|silver|salt-and-pepper|grizzled)(?:ing)?\b[\w\s-]{0,12}?\b(?:beard|mou?stache|stubble|goatee|whiskers|sideburns)\b",
    re.I,
)
_SHADES = {"白": "雪白", "灰": "灰白", "银": "银白", "斑白": "花白", "grizzled": "grey"}
"""How hair is told that is of the colour of a beard."""
_THIN = deferred("光头|秃|bald|balding", re.I)


def greyed(marks: Iterable[str]) -> str:
    """The colour of a grey beard or moustache among marks; empty where there is none."""
    found = next((match for mark in marks if (match := _GREYED.search(mark))), None)
    shade = next(filter(None, found.groups()), "").lower() if found else ""
    return _SHADES.get(shade, shade)


def grey_as(
    shade: str, name: str, sex_word: str, years: int, language: str, taken: Iterable[str], era: str
) -> tuple[str, str]:
    """Hair that is assumed for somebody with a beard of that colour: of the beard's colour, in a style of their own age."""
    every = [row for row in rows("hair", sex_word, years, language, taken, era) if not _THIN.search(row[1])]
    return shade, every[number(name) % len(every)][1] if every else ""


def crowd(name: str, language: str, era: str, taken: Iterable[str]) -> tuple[tuple[str, str], tuple[str, str]]:
    """Hair and clothes of a crowd of that name: what such people wore in the era (侍卫们 of a palace, 路人 of the thirties), else what anybody did.

    No clothes in which one of the names `taken` stands: 学生 wear no 学生装.
    """
    table, folded = tables(language), name.casefold()
    usual = table["crowd"]
    found = [
        (len(word), _then(row["clothes"], era, language))
        for row in (*table["groups"], *table["trades"])
        for word in row["words"]
        if word in folded
    ]
    own: dict[str, list[str]] = max(found, key=lambda one: one[0], default=(0, {}))[1]
    hair = usual["hair"].get(era, usual["hair"][""])
    wanted = (own.get(era), usual["clothes"].get(era) if era else None, own.get(""), usual["clothes"][""])
    clothes = next((pair for pair in wanted if pair and unnamed(pair, taken)), usual["clothes"][""])
    return (hair[0], hair[1]), (clothes[0], clothes[1])


_PLURAL = deferred(r"(suit|robe|coat|tunic|uniform)s\b")
"""What many wear: one of them wears a suit."""


def trade(name: str, language: str, era: str) -> tuple[str, str] | None:
    """The clothes of one of those whom a crowd of the era is made of: 官兵甲 as 官兵; None where nobody wears the same."""
    words = {*name.casefold().split()}
    found = [
        (len(word), row["clothes"])
        for row in tables(language)["groups"]
        for word in row["words"]
        if (word in name if not word.isascii() else word in words or word.removesuffix("s") in words)
    ]
    worn: dict[str, list[str]] = max(found, key=lambda one: one[0])[1] if found else {}
    pair = worn.get(era)
    return (pair[0], _PLURAL.sub(r"\1", pair[1])) if pair else None


def working(name: str, language: str, era: str, text: str) -> tuple[str, str] | None:
    """What a trade wears in an era, by the word that a name ends with, or begins with in Chinese: BAKER, 裁判老李.

    `text`: the script, in which a trade that is also a family's name is called so.
    """
    plain = stem(name, language).casefold()
    plain = re.split(r"['’]s?\s", plain)[-1]
    found = [
        (len(word), _then(row["clothes"], era, language))
        for row in tables(language)["trades"]
        for word in row["words"]
        if (word in plain and (_is_one(word, plain, row, text) if word.isascii() else _is_called(word, plain)))
        or (word == name and not word.isascii())  # 店小二 is no second one
    ]
    worn: dict[str, list[str]] = max(found, key=lambda one: one[0])[1] if found else {}
    return (worn[era][0], worn[era][1]) if era in worn else None


def at_wheel(name: str, text: str, language: str) -> str:
    """What a driver is called by what they drive in a script: bus driver of DRIVER where a school bus comes; the name where it says more, or nothing is driven."""
    if stem(name, language).casefold().removeprefix("the ") not in ("driver", "司机", "驾驶员"):
        return name
    small = text.casefold()
    return next((row["driver"] for row in tables(language)["vehicles"] if _driven(row["words"], small)), name)


def _driven(words: Sequence[str], text: str) -> bool:
    """Whether one of the vehicles stands in a text, a Latin one as a whole word."""
    return any(re.search(rf"\b{word}\b", text) if word.isascii() else word in text for word in words)


def _is_called(word: str, name: str) -> bool:
    """Whether a Chinese name ends with a trade, or begins with it before a name."""
    begins = name.startswith(word) and len(name) - len(word) <= LONGEST_NAME
    return name.endswith(word) or (begins and personal(name) == name)  # 船长夫人 is no captain


def _is_one(word: str, name: str, row: dict[str, Any], text: str) -> bool:
    """Whether a Latin name ends with a trade (OLD BAKER, `the baker`, BAKER 2); a family's name where the script calls nobody so."""
    behind = re.search(rf"(?P<before>.*?)(?<![\w-]){re.escape(word)}$", name)
    if behind is None:
        return False
    called = rf"\b(?i:the|an?)\s+(?:\w+\s+)?{re.escape(word)}\b"
    before = behind["before"].strip()
    plain = not before or any(before in begin["words"] for begin in tables("en")["beginnings"]) or name in text
    return not row.get("surname") or (plain and re.search(called, text) is not None)


def _then(clothes: dict[str, list[str]], era: str, language: str) -> dict[str, list[str]]:
    """The clothes of a trade by era, with those of any time before today for one that the row does not name."""
    past = era and "old" in clothes and not tables(language)["eras"].get(era, {}).get("ahead")
    return {era: clothes["old"], **clothes} if past else clothes


def mens(name: str, language: str, era: str) -> bool:
    """Whether a name ends with a trade or an office that men alone had in an era before ours: 狱官, TOWN CRIER."""
    if not era or tables(language)["eras"].get(era, {}).get("ahead"):
        return False
    return re.search(rf"(?:{tables(language)['once']['men']})\Z", stem(name, language), re.IGNORECASE) is not None


def homely(name: str, sex_word: str, language: str) -> tuple[str, str]:
    """What a mother or a husband wears today, by the name."""
    every = tables(language)["homely"]["female" if sex_word in ("女", "female") else "male"]
    colour, style = every[number(name) % len(every)]
    return colour, style


def under(sex_word: str, language: str, era: str) -> tuple[str, str]:
    """What is worn under an apron."""
    every = tables(language)["under"]
    colour, style = every.get(era, every[""])[sex_word in ("女", "female")]
    return colour, style


def colour_of(style: str, language: str) -> str:
    """The colour that a garment usually has of which the script tells none: a nightgown is white, 囚衣 are no black suit; empty where any would do."""
    rows: list[dict[str, Any]] = tables(language)["colours"]
    found = [(len(word), row["colour"]) for row in rows for word in row["words"] if style.endswith(word)]
    return str(max(found, default=(0, ""))[1])


def unnamed(words: Iterable[str], taken: Iterable[str]) -> bool:
    """Whether none of the names stands in the words: a Latin one as a whole word, names of one character nowhere."""
    return _unnamed(words, _names(frozenset(taken)))


@lru_cache(8)
def _names(taken: frozenset[str]) -> tuple[str, ...]:
    """The names of more than one character in small letters."""
    return tuple(name for name in map(str.casefold, taken) if len(name) > 1)


def _unnamed(words: Iterable[str], names: Sequence[str]) -> bool:
    text = " ".join(words).casefold()
    return not any(
        not name.isascii() or re.search(rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])", text)
        for name in names
        if name in text
    )


def pitch(sex_word: str, years: int) -> int:
    """Mean pitch in Hz."""
    column = "female" if sex_word in ("女", "female") else "male"
    return PITCH[age_class(years) + column]


def differing(one: Looks, other: Looks) -> int:
    """In how many of the six parts two looks differ."""
    return sum(getattr(one, part) != getattr(other, part) for part in Looks.__slots__)


def voice(sex_word: str, years: int, tempo: int, language: str) -> Voice:
    """A voice for a sex and an age, in the language's neutral accent."""
    return Voice(sex_word, pitch(sex_word, years), tempo, tables(language)["accent"])


def voices(sex: Fact, years: int, tempo: int, language: str, word: str) -> Voice:
    """The voice of many, called by `word`: between those of men and women where nothing tells that they are the one or the other."""
    male_female = tables(language)["sexes"]
    known = [sex.value] if sex.source != "assumed" else male_female
    mean = sum(pitch(each, years) for each in known) // len(known)
    return Voice(word, mean, tempo, tables(language)["accent"])
