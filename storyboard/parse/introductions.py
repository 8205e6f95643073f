"""People introduced in running text: `MAYA (34, green raincoat)`, `ANNA, 40, in a blue coat, enters`, `莲姑，十八九岁，山家装束`."""

import re
from collections.abc import Iterator
from functools import lru_cache

from storyboard.cast import said
from storyboard.cast.ages import AGE_EN, AGE_NAMED, AGE_ZH, age

LOOKS = re.compile(
    r"岁|发|须|胡|髯|眉|眼|瞳|脸|面[皮容色目]|肤|身材|身高|体格|个子|高[挑大]|矮|瘦|胖|壮|装束|装扮|打扮|衣|袍|裙|裤|衫|装|鞋|靴|帽|冠|戴|穿|披|"
    r"美|俊|英气|帅|丑|秀|清瘦|气质|容貌|相貌|长相|形容|疤|驼|白[头皙]|苍[老白]|中年|青年|少年|老年|年[轻老]|男|女|"
    r"\b(?:hair|eyes?|beard|tall|short|slim|thin|fat|wear(?:s|ing)|dress(?:ed)?|suit|coat|pretty|handsome|beautiful|years?|old|young|aged?|\d0s)\b",
    re.I,
)
BRACKET = re.compile(r"[ \t　]*[（(]([^（）()]{1,120})[)）]")
COMMA = re.compile(r"[ \t　]*[,，][ \t　]*\n?[ \t　]*(?=\S)")
CLAUSE = re.compile(r"[^，,。；;.!?！？\n（）()]+")
CLAUSES = re.compile(r"[^，,。；;.]+[，,]?")
ITEM = re.compile(r"[，,、；;/]")
ONLY_AGE = re.compile(r"\s*(?:about |early |mid-?|late[ -]?)?(\d{1,2})(?:s|岁)?\s*", re.I)
SEX = re.compile(
    r"\s*(?:an?\s+)?(?:男|女|男性|女性|男孩|女孩|男童|女童|少年|少女|boy|girl|man|woman|male|female)\s*", re.I
)
DOING = re.compile(
    r"[脱换扔递拿掸扯抓摘捡拎抱命叫让买送洗做给又便忙把将]|穿上|披上|系上|整理|拉[住开起]|takes? |pull|drop|remov|throw|grab",
    re.I,
)
"""Words that do something with clothes instead of wearing them."""

Introduction = tuple[str, int | None, str]
"""Who, how old (None where it does not say), and the words about them, verbatim."""


def introductions(text: str, names: frozenset[str]) -> Iterator[Introduction]:
    """Everybody whom a text introduces by what stands directly behind the name, in brackets or between commas."""
    pattern, canonical = _names(names)
    if not pattern or not re.search(r"[（(,，]", text):
        return
    mentions = [match for match in pattern.finditer(text) if not match[0].isascii() or match[0][0].isupper()]
    for index, match in enumerate(mentions):
        name = canonical[match[0].upper()]
        until = mentions[index + 1].start() if index + 1 < len(mentions) else len(text)
        bracket = BRACKET.match(text, match.end())
        if bracket:
            told = " ".join(bracket[1].split())
            items = [item for item in ITEM.split(told) if item.strip()]
            if any(plain(item) for item in items):
                yield name, _years(items), told
        elif comma := COMMA.match(text, match.end()):
            told = _clauses(text, comma.end(), until)
            if told:
                yield name, _years(ITEM.split(told)), told


def plain(item: str) -> bool:
    """Whether a piece says age, sex, hair or clothes and nothing else can be meant: not `蹲下`, not `脱下外套`."""
    if ONLY_AGE.fullmatch(item) or SEX.fullmatch(item) or age(item) is not None:
        return True
    language = "en" if item.isascii() else "zh"
    worn = said.clothes(item, language) or said.hair(item, language)
    return worn is not None and not DOING.search(item)


def _clauses(text: str, start: int, until: int) -> str:
    """The clauses from `start` on that describe somebody, verbatim; the first must be plain."""
    end, at = start, start
    while at < until:
        clause = CLAUSE.match(text, at, until)
        if not clause or not (plain(clause[0]) or (end > start and LOOKS.search(clause[0]))):
            break
        end = clause.end()
        comma = COMMA.match(text, end)
        if not comma:
            break
        at = comma.end()
    return text[start:end].strip()


def _years(items: list[str]) -> int | None:
    for item in items:
        alone = ONLY_AGE.fullmatch(item)
        if alone:
            return int(alone[1])
        stated = age(item)
        if stated is not None:
            return stated
    return None


@lru_cache(8)
def _names(names: frozenset[str]) -> tuple[re.Pattern[str] | None, dict[str, str]]:
    """A pattern for any of the names, the longest first, Latin ones in any case; and the name each spelling stands for."""
    words = sorted((name for name in names if len(name) > 1), key=lambda name: (-len(name), name))
    if not words:
        return None, {}
    parts = [rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word) for word in words]
    return re.compile("|".join(parts), re.I), {word.upper(): word for word in reversed(words)}


def aged(text: str, names: frozenset[str], speaker: str = "") -> Introduction | None:
    """The one person whose age stands at most 20 characters behind the name: `她叫莲姑，今年十八岁`; else the speaker."""
    where = AGE_ZH.search(text) or AGE_EN.search(text) or AGE_NAMED.search(text)
    if not where:
        return None
    stated = age(text) if where.re is not AGE_NAMED else int(where["n"])
    near = _nearest(text, where.start(), names)
    name = near[1] if near else speaker
    if not name or stated is None:
        return None
    sentence = text.rfind("。", 0, where.start()) + 1
    looks = described(text[near[0] :]) if near else ""
    return name, stated, looks or described(text[sentence:])


def _nearest(text: str, at: int, names: frozenset[str]) -> tuple[int, str] | None:
    """(end, name) of the name that ends at most 20 characters before `at`, the last and longest one."""
    for end in range(at, max(at - 20, 0), -1):
        for start in range(max(end - 20, 0), end - 1):
            if text[start:end] in names:
                return end, text[start:end]
    return None


def described(text: str) -> str:
    """The clauses at the head of `text` that speak of age and looks, verbatim."""
    text = text.lstrip("，,、：:（( 　")
    end = 0
    for match in CLAUSES.finditer(re.split(r"[。；;）)\n]", text, maxsplit=1)[0]):
        if not LOOKS.search(match[0]):
            break
        end = match.end()
    return text[:end].strip("，, ")
