"""What is taken for granted about a person of whom the script says nothing: a table, a hash of the name, no chance.

The tables are `assumed.toml` beside this file. Everything taken from them is named in `Member.assumed`.
"""

import hashlib
import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from storyboard.model import Looks, Member, PersonKind, Voice

PITCH = {
    "male": 125,
    "female": 215,
    "old_male": 115,
    "old_female": 190,
    "teen_male": 160,
    "teen_female": 235,
    "child_male": 265,
    "child_female": 285,
}
"""Mean pitch in Hz by sex and age, typical values of adult, old and child speech."""
JOINT = "、"
_FILE = Path(__file__).parent / "assumed.toml"
CHILD, TEEN, OLD = 13, 18, 60


@cache
def tables(language: str) -> dict[str, Any]:
    """The tables of one language."""
    every: dict[str, dict[str, Any]] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return every["zh" if language == "zh" else "en"]


def number(name: str) -> int:
    """The same number for the same name, on every machine and in every run."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big")


def mentions(name: str, words: Iterable[str], language: str) -> bool:
    """Whether a name holds one of the words; Latin words count only whole."""
    if language == "zh":
        return any(word in name for word in words)
    pattern = "|".join(re.escape(word) for word in words)
    return bool(re.search(rf"(?<![a-z])(?:{pattern})(?![a-z])", name.lower()))


def kind(name: str, members: Sequence[str], language: str) -> PersonKind:
    """Whether a name is a person, a crowd, a voice without a body, or several people speaking together."""
    table = tables(language)
    if members or (JOINT in name and len(name) > 2):
        return "joint"
    if mentions(name, table["narrator_words"] + table["voice_words"], language):
        return "voice"
    return "group" if mentions(name, table["group_words"], language) else "person"


def sex(name: str, said: str, language: str) -> tuple[str, bool]:
    """The sex, and whether the script says it: in a word of the name, or in what it tells of the person."""
    table = tables(language)
    male, female = table["sexes"]
    woman, man = mentions(name, table["female_words"], language), mentions(name, table["male_words"], language)
    if woman != man:
        return (female if woman else male), True
    told = len(re.findall(table["she"], said, re.IGNORECASE)) - len(re.findall(table["he"], said, re.IGNORECASE))
    if told:
        return (female if told > 0 else male), True
    if name.isascii() and any(word in tables("en")["female_names"] for word in name.lower().split()):
        return female, False
    votes = sum(
        (char in table["female_name_characters"]) - (char in table["male_name_characters"]) for char in name[1:] or name
    )
    if votes:
        return (female if votes > 0 else male), False
    return (table["sexes"][number(name) % 2]), False


def age(name: str, told: int | None, language: str) -> tuple[int, bool]:
    """The age, and whether the script says it."""
    if told is not None:
        return told, True
    for word, years in tables(language)["ages"].items():
        if mentions(name, [word], language):
            return years, False
    return 24 + number(name) % 12, False


def rows(table: str, sex_word: str, years: int, language: str) -> list[tuple[str, str]]:
    """The rows of `hair` or `clothes` for a sex and an age."""
    column = "female" if sex_word in ("女", "female") else "male"
    rows_of = tables(language)[table]
    key = age_class(years) + column
    return [(first, second) for first, second in rows_of.get(key, rows_of[column])]


def age_class(years: int) -> str:
    """The prefix of a table's columns for an age; nothing for adults."""
    return next(
        prefix for limit, prefix in ((CHILD, "child_"), (TEEN, "teen_"), (OLD, ""), (999, "old_")) if years < limit
    )


def pitch(sex_word: str, years: int) -> int:
    """Mean pitch in Hz."""
    column = "female" if sex_word in ("女", "female") else "male"
    return PITCH[age_class(years) + column]


def differing(one: Looks, other: Looks) -> int:
    """In how many of the six parts two looks differ."""
    return sum(getattr(one, part) != getattr(other, part) for part in Looks.__slots__)


def distinct(looks: Looks, free: set[str], name: str, seen: Sequence[Member], near: set[str], language: str) -> Looks:
    """`looks` with its free parts (`hair`, `clothes`) chosen to differ from the people of the same scenes.

    The order of candidates follows from the name; among them the one with the fewest likenesses wins, the first on ties.
    """
    hairs = rows("hair", looks.sex, looks.age, language) if "hair" in free else [(looks.hair_colour, looks.hair_style)]
    suits = [(looks.clothes_colour, looks.clothes_style)]
    if "clothes" in free:
        suits = rows("clothes", looks.sex, looks.age, language)
    start = number(name)
    bodies = [member for member in seen if member.kind == "person"]
    best: tuple[tuple[int, int, int], Looks] | None = None
    for step in range(len(hairs) * len(suits)):
        suit, hair = suits[(start + step) % len(suits)], hairs[(start // 7 + step // len(suits) + step) % len(hairs)]
        candidate = Looks(looks.sex, looks.age, *hair, *suit)
        close = [other.looks for other in bodies if other.name in near]
        score = (
            sum(differing(candidate, other) < 2 for other in close),
            sum((candidate.clothes_colour, candidate.clothes_style) == (other.clothes_colour, other.clothes_style)
                for other in close),
            sum(differing(candidate, other.looks) < 2 for other in bodies),
        )  # fmt: skip
        if best is None or score < best[0]:
            best = (score, candidate)
    assert best is not None
    return best[1]


def voice(sex_word: str, years: int, tempo: int, language: str) -> Voice:
    """A voice for a sex and an age, in the language's neutral accent."""
    return Voice(sex_word, pitch(sex_word, years), tempo, tables(language)["accent"])
