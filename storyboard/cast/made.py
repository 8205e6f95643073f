"""Who is no man and no woman: a cloth FOX of a puppet play, 机器人阿福, a doll that speaks; told as what they are made as.

The words are rows of `assumed.toml` (`made`): what a figure is made of or is called -> what it is; beasts and their colours.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from storyboard.cast.roles import tables
from storyboard.languages import Language
from storyboard.patterns import either


def made_as(name: str, text: str, language: str) -> tuple[str, str] | None:
    """Colour and style of whoever a script tells to be a puppet, a doll, a robot or a statue: (orange, cloth puppet with pointed ears and a bushy tail); None of people."""
    han = Language.of(language).does("writing.han")
    table = tables(language)["made"]
    text = text.replace("*", "").replace("_", " ")
    told = _told_zh(name, text) if han else _told_en(name, text)
    if not told:
        return None
    material, thing = told
    beasts: Mapping[str, Sequence[str]] = table["beasts"]
    beast = next((word for word in sorted(beasts, key=len, reverse=True) if word in name.casefold()), "")
    usual, shape = beasts.get(beast, ("", ""))
    colour = usual or table["colours"].get(thing, table["colours"][""])
    if han:
        return colour, f"{shape}的{material}{thing}" if shape else f"{material}{thing}"
    return colour, " ".join(filter(None, (material, thing, shape)))


def _told_en(name: str, text: str) -> tuple[str, str] | None:
    """(material, thing): of `a cloth FOX`, `FOX, a glove puppet`, `the robot, ADA`; FOX alone is a man."""
    table = tables("en")["made"]
    before, behind, called = _patterns_en()
    one = re.escape(name)
    if re.fullmatch(called, name, re.I):
        return "", name.casefold().split()[-1]
    if found := re.search(rf"\b(?:[Aa]n?|[Tt]he|[Tt]wo)\s+(?:[a-z]+\s+){{0,2}}?(?P<of>{before})\s+{one}\b", text):
        of = found["of"]
        puppets = re.search(r"\bpuppet", text, re.I) is not None
        return of, table["of"][of] if table["of"][of] != "doll" or not puppets else "puppet"
    found = re.search(rf"\b{one}\s*(?:\([^()]*\)\s*)?(?:,|\(|is|--|—)\s*(?:an?\s+|the\s+)?(?:[a-z-]+\s+){{0,3}}?(?P<thing>{behind})\b(?! (?:show|booth|master|play|maker))", text)  # fmt: skip
    found = found or re.search(rf"\b(?:[Aa]n?|[Tt]he)\s+(?:[a-z-]+\s+){{0,3}}?(?P<thing>{behind}),?\s+{one}\b", text)
    if not found:
        return None
    of = re.search(rf"\b({before})\s+{found['thing']}$", found[0].removesuffix(name).rstrip(" ,"))
    return (of[1] if of else "", found["thing"])


def _told_zh(name: str, text: str) -> tuple[str, str] | None:
    """The same: 布偶狐狸, 阿福（机器人，…）, 狐狸是只手偶."""
    things = either(tables("zh")["made"]["things"])
    one = re.escape(name)
    found = re.fullmatch(rf"(?:小|老|大)?(?P<thing>{things})(?:[甲乙丙丁一二三]|[A-Z\d])?", name)
    found = found or re.search(rf"(?:^|[，。；：、（(\s△一两个只对条和与及跟]|的)(?P<thing>{things}){one}", text, re.M)
    found = found or re.search(rf"{one}(?:（|\(|，|：|——)(?:(?:是|一)[个只具台尊]?)?(?:[\u4e00-\u9fff]{{0,4}}的)?(?P<thing>{things})(?=[，。；、）)\s]|$)", text)  # fmt: skip
    found = found or re.search(rf"{one}是(?:一?[个只具台尊])?(?P<thing>{things})(?=[，。；、）)\s]|$)", text)
    return ("", found["thing"]) if found else None


@cache
def _patterns_en() -> tuple[str, str, str]:
    """What a figure is made of, what one is, and a name that is nothing but such a word."""
    table = tables("en")["made"]
    things = either(table["things"])
    return either(table["of"]), things, rf"(?:(?:the|old|little|big)\s+)?(?:{things})(?:\s+(?:\d|one|two))?"
