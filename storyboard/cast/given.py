"""The sex that most bearers of a given name have: `given_names.toml` for Latin ones, telling characters for Chinese ones."""

import re
import unicodedata
from functools import cache
from pathlib import Path

from storyboard.cast.roles import personal, tables
from storyboard.datafiles import load
from storyboard.patterns import deferred

LONGEST = 4
"""Characters of a Chinese name whose first is a surname, or the 阿 or 小 of a short one."""
_PINYIN = deferred(
    r"(?:[bpmfdtnlgkhjqxzcsryw]|zh|ch|sh)?(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uan|uai|an|en|in|un|ai|ei|ui|ao|ou|iu|ie|ia|ua|uo|ue|er|a|o|e|i|u)",
    re.I,
)


def sex(name: str, language: str) -> str:
    """The sex in the language's word; empty where the name does not say, or says both."""
    male: str
    female: str
    male, female = tables(language)["sexes"]
    name = _plain(name)
    if name.isascii():
        names = _names()
        words = [word for word in re.findall(r"[a-z']+", name.lower()) if word not in names["titles"]]
        first = words[0] if words else ""
        told = female if first in names["female"] else male if first in names["male"] else ""
        chinese = len(words) > 1 and _PINYIN.fullmatch(first) and first not in names["kept"]
        return "" if chinese else told
    table, name = tables("zh"), personal(name)
    written = re.split("[·・•]", name)[0]
    for word, key in ((male, "han_male"), (female, "han_female")):
        if {written, written[1:], written.lstrip("小大阿老")} & _names()[key]:
            return word
    for word, nicknames in ((male, "male_nicknames"), (female, "female_nicknames")):
        if {name, name.lstrip("小大阿老")} & {*table[nicknames]}:
            return word
    chars = name[1:] if len(name) <= LONGEST else name
    votes = sum((char in table["female_name_characters"]) - (char in table["male_name_characters"]) for char in chars)
    return "" if not votes else female if votes > 0 else male


def _plain(name: str) -> str:
    """Élodie without her accents; Chinese characters as they are."""
    return "".join(sign for sign in unicodedata.normalize("NFD", name) if not unicodedata.combining(sign))


@cache
def _names() -> dict[str, frozenset[str]]:
    every = load(Path(__file__).parent / "given_names.toml")
    return {key: frozenset(words.split()) for key, words in every.items()}
