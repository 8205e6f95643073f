"""Several people who are told by one noun and then by their names: `Two boys of ten, MICKY (red hair) and TOM, circle each other`, 两名护士——王芳和李丽——冲进来.

They are no crowd beside those names; what the noun tells, each of them is.
"""

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

from storyboard.languages import Language
from storyboard.patterns import deferred, either, passing
from storyboard.records import dataclass


@dataclass(frozen=True, slots=True)
class Several:
    """Some people by one noun."""

    start: int
    noun: str
    """What one of them is, in small letters: boy, 护士."""
    told: str
    """The words before the names, verbatim."""
    names: tuple[str, ...]
    """As the script writes them."""


_COUNTS = {
    word: number
    for number, words in enumerate(("two both 两 二", "three 三", "four 四", "five 五", "six 六"), 2)
    for word in words.split()
}
_ASIDE_EN = r"(?:\s*\([^()\n]{1,120}\))?"
_NAME_EN = r"[A-Z][A-Z'’.-]*[A-Z](?:\s[A-Z][A-Z'’.-]*[A-Z]){0,2}"
_SINGULAR = {"men": "man", "women": "woman", "children": "child", "wives": "wife", "people": "person"}
_ASIDES = deferred(r"\([^()]*\)|（[^（）]*）")


def several(text: str, names: Collection[str], language: str) -> Iterator[Several]:
    """All of a text, as many names as the noun counts; in English also names in capitals that nobody is known by yet."""
    han = Language.of(language).does("writing.han")
    for match in _pattern(language, frozenset(name for name in names if len(name) > 1)).finditer(text):
        parted = re.split(
            r"[、，和与跟及]|以及" if han else r",\s*(?:and\s+)?|\s+and\s+", _ASIDES.sub("", match["names"])
        )
        people = tuple(part.strip() for part in parted if part.strip())
        noun = match["noun"] if han else _one(match["noun"].casefold())
        if len(people) == _COUNTS[match["count"].casefold()]:
            yield Several(match.start(), noun, match["told"], people)


def _one(noun: str) -> str:
    """The singular of an English noun."""
    return _SINGULAR.get(noun) or (f"{noun[:-3]}y" if noun.endswith("ies") else noun.removesuffix("s"))


@lru_cache(16)
def _pattern(language: str, names: frozenset[str]) -> re.Pattern[str]:
    if Language.of(language).does("writing.han"):
        one = rf"(?:{either(names)})(?:（[^（）\n]{{1,60}}）)?"
        return passing(
            rf"(?P<told>(?P<count>[两二三四五六])[个名位](?:[^，。；！？：\n“”]{{1,8}}的)?(?P<noun>[\u3400-\u9fff]{{1,5}}?))(?:——|[，：—])(?P<names>{one}(?:[、，]{one})*(?:[、和与跟及]|以及){one})",
            needs="两二三四五六",
        )
    one = rf"(?:{_NAME_EN}|\b(?:{either(names)})\b){_ASIDE_EN}"
    return passing(
        rf"(?P<told>\b(?P<count>(?i:two|three|four|five|six|both))\s+(?:[a-z][a-z’'-]*\s+){{0,3}}?(?P<noun>(?!(?:his|her|its|as|is|was)\b)[a-z]+(?:s|men|women|children|people))"
        rf"(?:,?\s+(?:in|of|with|from|aged|about|wearing)\b[^.,;:!?()\n]{{1,40}})?)(?:,|:|\s*[—–-]+)\s*(?P<names>{one}(?:,\s*{one})*,?\s+and\s+{one})(?![\w’'-])"
    )
