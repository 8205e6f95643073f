"""Who acts by what they are: a trade, a part or a crowd as the subject of something done with the body (`The bailiff hauls him up`, 渔民们扛网).

Words that may mean anybody who has a name (the woman, 老人, the doctor) are left to `present.py`, which is sure of them where they are introduced. What is
said in quotation marks is talk. The words are rows of `assumed.toml` and `present.toml`.
"""

import re
import tomllib
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from storyboard.cast import roles
from storyboard.model import Script
from storyboard.patterns import deferred, either, grouped, passing
from storyboard.records import dataclass

_FILE = Path(__file__).parent / "present.toml"
_QUOTED = deferred(r"“[^“”]*”|「[^「」]*」|\"[^\"\n]*\"|《[^《》]*》")
_PLURALS = (("man", "men"), ("wife", "wives"), ("y", "ies"), ("ss", "sses"), ("ch", "ches"))


@dataclass(frozen=True, slots=True)
class Bystander:
    """Somebody, or several, who act by what they are."""

    name: str
    """As it stands in the text."""
    told: str
    """The words they were found in."""
    several: bool


@cache
def table_of(language: str) -> dict[str, Any]:
    """The rows of one language; those of another are not read."""
    _, *pieces = re.split(r"^(?=\[\w+\]$)", _FILE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    own = next(piece for piece in pieces if piece.startswith(f"[{language}]"))
    every: dict[str, dict[str, Any]] = tomllib.loads(own)
    return every[language]


def bystanders(text: str, *, han: bool) -> Iterator[Bystander]:
    """Everybody of an action who acts by what they are, in order."""
    bare = _QUOTED.sub(lambda quoted: "“" * len(quoted[0]), text)
    yield from _chinese(bare) if han else _english(bare)


def parts_told(script: Script, named: Collection[str]) -> str:
    """What the script says of those who have names where it lists or introduces them, and right behind or before their names: MR. HALE (50), a bailiff; 民警小李."""
    told = [person.looks for person in script.cast if person.name in named and person.looks]
    people = either(name for name in named if len(name) > 1 and not roles.is_role(name))
    beside = passing(
        rf"(?<![A-Za-z])(?:{people})(?![A-Za-z])(?:\s*[（(][^（()）\n]{{0,60}}[）)])?(?:,|\s+is|，|是)\s*(?:an?|the|his|her|their|一[名个位])?[^,.;，。；\n]{{2,24}}"
        rf"|[\u3400-\u9fff]{{2,4}}(?P<name>{people})|\b(?:[Tt]he|[Aa]n?)\s+[a-z][a-z ]{{2,24}},\s+(?:{people})(?![A-Za-z])"
    )
    texts = (unit.text for unit in script.units if unit.kind == "action")
    found = [match for text in texts for match in beside.finditer(text)]
    before = (match[0].removesuffix(match["name"]) if match["name"] else "" for match in found)
    roles_before = (word[at:] for word in before for at in range(len(word) - 1) if roles.is_role(word[at:]))
    return "\n".join((*told, *(match[0] for match in found if not match["name"]), *roles_before))


def revealing(named: Collection[str]) -> re.Pattern[str]:
    """Words behind which whoever was described has one of the names: `This is TREY`, 这是石头, `…, name tag askew: OTIS`."""
    people = either(name for name in named if len(name) > 1)
    return passing(
        rf"(?:[这那]是|就是|便是|正是|他叫|她叫|名叫|叫做)[^，。！？；\n]{{0,6}}?(?:{people})"
        rf"|\b(?:[Ii]t|[Tt]his|[Tt]hat)(?:['’]s| is)\s+(?:{people})|\b(?:[Hh]is|[Hh]er) name is\b|:\s+(?:{people})(?=[.,(]|\s*$)|,\s+(?:young\s+|old\s+)?(?:{people})(?=[,.(])"
    )


def is_called(one: Bystander, words: Collection[str], looks: str) -> bool:
    """Whether somebody who acts by what they are may have a name: the bailiff of MR. HALE, bailiff; several only where they are called so already."""
    name = one.name.casefold()
    if one.several:
        return name in words or f"{name}们" in words or name.removesuffix("们") in words
    if not name.isascii():
        return name in looks
    return re.search(rf"(?<![\w'’-]){re.escape(_single(name))}(?![\w'’-])", looks.casefold()) is not None


_COUNT = deferred(r"(?P<number>[两二三四五六])[个名位](?P<who>[\u4e00-\u9fff]{2,4})$")


def summed_up(told: str) -> int:
    """How many people who have names the words for several may sum up: 2 of 两个老人, two who have grown old; 0 where they say what these are (两名保安)."""
    match = _COUNT.fullmatch(told)
    general = {*table_of("zh")["anybody"], *table_of("zh")["people"], "大人", "人影"}
    return "  两三四五六".index(match["number"].replace("二", "两")) if match and match["who"] in general else 0


def _single(word: str) -> str:
    ends = (word.removesuffix(many) + one for one, many in _PLURALS if word.endswith(many))
    return next(ends, word.removesuffix("s"))


# --- Chinese -------------------------------------------------------------------------------------------------------


@cache
def _parts() -> tuple[str, str]:
    """Words for one who may be without a name, and words for many."""
    rows, general = roles.tables("zh")["roles"], {*table_of("zh")["anybody"]}
    many = {word for row in rows if row.get("kind") == "group" for word in row["words"] if len(word) > 1}
    many |= {word for row in roles.tables("zh")["groups"] for word in row["words"] if len(word) > 1}
    one = {word for row in rows if "kind" not in row for word in row["words"] if len(word) > 1}
    several = {f"{word}们" for word in {*one, *many, *table_of("zh")["people"]} if not word.endswith("们")}
    several |= {word for word in many if any(word in row["words"] and row.get("kind") == "group" for row in rows)}
    several |= roles.only_many() - {"文武", "兵", "大军", "医护"}
    several -= {"众人", "大家", "若干", "等人", "齐声", "全体"}
    return grouped(sorted((one | {*table_of("zh")["doing"]}) - general - several)), grouped(sorted(several))


@cache
def _people_zh() -> str:
    """Words for people of whatever kind, which are sure behind a number: 几个老人."""
    every = {word for row in roles.tables("zh")["roles"] if "kind" not in row for word in row["words"] if len(word) > 1}
    return grouped(sorted(every | {*table_of("zh")["people"]} | {"人影", "黑影"}))


_PART_ACTS = "的(?:[左右双]?手|手指|眼睛|目光|嘴唇|嘴角|肩膀|身子|身体|头|脚)[^，。！？；：“”\n]{0,3}(?:摸|伸|抓|握|攥|松|垂|抖|颤|动|抽|按|搭|落|移|转|睁|闭|扫|盯|一)"
"""Behind somebody, a part of them that does something: 伤员的手摸向手榴弹."""


@cache
def _acting_zh() -> re.Pattern[str]:
    table = table_of("zh")
    one, several = _parts()
    acts = f"(?:{table['slow']}){{0,2}}(?:{table['bodily']})"
    counted = rf"(?P<counted>{table['counted']})(?P<told>[^，。！？；：\n“”的他她]{{1,8}}的)?(?P<people>(?>{_people_zh()})|[\u4e00-\u9fff]{{1,3}}[兵警匪徒贩匠军])"
    called = rf"(?:[^，。！？；：\n“”的他她]{{1,6}}的)?(?:(?P<several>(?>{several}))|(?P<one>(?>{one})|[卖挑拉赶补修][\u4e00-\u9fff]{{1,3}}的))"
    return deferred(
        rf"(?:^|[。！？；，：\n—])\s*△?\s*(?:{table['begins']})?(?P<all>{counted}(?=，|{acts})|{called}(?=，?{acts}|{_PART_ACTS}))"
    )


@cache
def _standing_zh() -> re.Pattern[str]:
    table = table_of("zh")
    one, several = _parts()
    return deferred(
        rf"(?<![他她]){table['stand']}(?P<all>(?P<counted>{table['counted']}|一?[个名位])?(?:[^，。！？；：\n“”的他她]{{1,8}}的)?"
        rf"(?:(?P<several>(?>{several}|{either(table['doing'])})|(?<=队)[\u4e00-\u9fff]{{1,2}}[兵军])|(?P<one>(?>{one}))))(?=[，。；！：\n（]|$|{table['bodily']})"
    )


@cache
def _together_zh() -> re.Pattern[str]:
    return deferred(rf"(?:[^，。！？；：\n]{{0,6}})?(?:{table_of('zh')['together']})")


_NUMBERS = "两二三四五六七八九十几数好多"
"""With one of these the count is part of what several are called: 两名保安."""


def _chinese(text: str) -> Iterator[Bystander]:
    for match in sorted(
        (*_acting_zh().finditer(text), *_standing_zh().finditer(text)), key=lambda one: one.start("all")
    ):
        words = match.groupdict()
        word = words.get("people") or words["several"] or words["one"]
        doing = table_of("zh")["doing"]
        at = match.end("all")
        if not word or roles.goes_on(text, at - len(word), at) or match["all"].startswith(("像", "如", "似")):
            continue
        counted = bool(match["counted"]) and match["counted"] not in ("个", "名", "位", "一个", "一名", "一位")
        several = counted or bool(words["several"]) or word in doing or _together_zh().match(text, at) is not None
        plain = word.endswith("们") or word in doing or not counted or match["counted"][0] not in _NUMBERS
        name = word if plain or words.get("told") else text[at - len(word) - len(match["counted"]) : at]
        if counted and not plain and text[match.start("all") : at] != name:
            name = word
        yield Bystander(name, match["all"], several)


# --- English -------------------------------------------------------------------------------------------------------


@cache
def _words_en() -> tuple[str, str]:
    """Words for one by their trade, and for many."""
    table = table_of("en")
    rows = roles.tables("en")["roles"]
    every = {word for row in rows if "kind" not in row for word in row["words"]}
    one = {word for word in every if len(word) > 2} - {*table["anybody"], *table["goods"]}
    many = {plural(word) for word in {*one, *table["people"]}} | {*table["crowds"]}
    many |= {word for row in rows if row.get("kind") == "group" for word in row["words"]} - {
        "all", "both", "everyone", "everybody", "others", "extras",
    }  # fmt: skip
    return either(one), either(many)


def plural(word: str) -> str:
    """The plural of an English word for somebody."""
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return f"{word[:-1]}ies"
    if word.endswith("man"):
        return f"{word[:-3]}men"
    return f"{word}es" if word.endswith(("s", "ch", "sh")) else f"{word}s"


@cache
def verbs_en() -> tuple[str, str]:
    """What somebody does with their body, of one and of many."""
    many = dict.fromkeys(table_of("en")["bodily"].split())
    one = (f"{verb[:-1]}ies" if verb.endswith("y") and verb[-2] not in "aeiou" else f"{verb}es" if verb.endswith(("s", "ch", "sh", "x", "z")) else f"{verb}s" for verb in many)  # fmt: skip
    return either(one), either(many)


@cache
def _acting_en() -> re.Pattern[str]:
    table, (one, many), (does, do) = table_of("en"), _words_en(), verbs_en()
    adjectives = (
        r"(?:(?!and\b|or\b|of\b|in\b|at\b|with\b|is\b|are\b|like\b|as\b|than\b|no\b|without\b)[\w’'-]+\s+){0,3}?"
    )
    return deferred(
        rf"(?:^|(?<=[.!?:;\n])\s*[\"”)]?\s*|\b(?:and|as|while|where|when|then|until)\s+|[–—-]\s+)"
        rf"(?P<all>(?:(?:an?|another|the|one)\s+{adjectives}(?P<one>{one})(?=(?:{table['gap']})?\s+(?:(?:is|has)\s+)?(?:\w+ly\s+)?(?:{does}|\w+ing\b))"
        rf"|(?:(?P<counted>{table['many']})\s+)?(?:the\s+)?(?:of\s+)?{adjectives}(?P<several>{many})"
        rf"(?=(?:{table['gap']})?\s+(?:(?:are|all|both|each|have)\s+)?(?:\w+ly\s+)?(?:{do}|{does}|\w+ing)\b|\s+(?:on|in|at|with|along|inside|behind|everywhere)\b)))"
        rf"(?![\w’'-])",
        re.I,
    )


@cache
def _capitals_en() -> re.Pattern[str]:
    table, (one, many), (does, do) = table_of("en"), _words_en(), verbs_en()
    return deferred(
        rf"(?<![\w’'-])(?P<all>(?:(?P<counted>(?i:{table['many']}))\s+)?(?:(?i:an?|the)\s+)?(?:(?:[A-Z][A-Z’'-]+\s+){{0,2}}?(?:(?P<one>{one.upper()})|(?P<several>{many.upper()}))))"
        rf"(?=(?:{table['gap']})?\s+(?:(?:is|are|has|have|all|both)\s+)?(?:\w+ly\s+)?(?:{does}|{do}|\w+ing)\b|\s+(?:on|in|at|with|along|inside|behind)\s)(?![\w’'-])"
    )


_COMPARED = deferred(r"\b(?:like|as|than|resembl\w+|no|not|without|of|for|from|to|by|with)\s+(?:an?\s+|the\s+)?$", re.I)

"""What stands before somebody who is only compared, or belongs to what is told of another: `dressed as a nurse`."""
_LABELS = deferred(r"^[Tt]he\s+(?:two|three|four|five|six)\b|^(?i:the|an?)\s+(?:[a-z-]+\s+)*[A-Z][a-z]+\s+[A-Z][a-z]")
"""Those of whom the story has told (the two men), and what is written as a name: The Female Swordsman."""
_NAMED_EN = deferred(r"[^.;!?\n:]{0,40}:\s+(?:[A-Z]|an?\s)")
"""Who they are is told behind them: `Two men jump down: Rusk, big, and Pell`."""


def _is_less(match: re.Match[str], word: str, text: str, at: int, *, several: bool) -> bool:
    """Whether words for somebody are none of a picture's people: a comparison, those of whom it has told, what a CROWD consists of."""
    lone, counted = match["all"].split()[0], match["counted"] or ""
    bare = several and not counted and lone.casefold() == word.split(maxsplit=1)[0].casefold() and lone[0].islower()
    consists = not word.isupper() and any(each.isupper() and len(each) > 1 for each in counted.split())
    told = _LABELS.search(match["all"]) or _NAMED_EN.match(text, at)
    return bare or consists or bool(told or _COMPARED.search(text, max(0, match.start("all") - 14), match.start("all")))


def _english(text: str) -> Iterator[Bystander]:
    found: dict[int, tuple[re.Match[str], str, bool]] = {}
    for pattern in (_capitals_en(), _acting_en()):
        for match in pattern.finditer(text):
            word, several = match["one"] or match["several"], bool(match["several"])
            at = match.end("one") if match["one"] else match.end("several")
            if not _is_less(match, word, text, at, several=several):
                found.setdefault(at, (match, word, several))
    for at in sorted(found):
        match, word, several = found[at]
        yield Bystander(word, " ".join(match["all"].split()), several)
