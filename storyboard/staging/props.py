"""The thing that an insert shows, in the script's own words."""

import re
import tomllib
from functools import cache
from pathlib import Path

from storyboard.languages import Language
from storyboard.patterns import deferred

_FILE = Path(__file__).parent / "things.toml"
SLUG = deferred(
    r"(?:大特写|近特写|特写|插入镜头|插入|\bINSERT\b|\b(?:EXTREME )?CLOSE[- ]?(?:UP)?(?: ON| OF|:)|\bANGLE ON (?=THE\b)|\bECU\b(?: ON| OF)?)[：:，,\s—-]*(?P<rest>[^。！？!?\n]*)",
    re.I,
)
"""Words of the script that ask for a picture of a thing."""
LONGEST = {"zh": 12, "en": 6}
"""Han characters, or words, of what may be called a thing."""
BODY = (
    "手指",
    "手",
    "眼睛",
    "眼神",
    "嘴角",
    "眼泪",
    "脚步",
    "指节",
    "脸",
    "hand",
    "finger",
    "eye",
    "tear",
    "face",
    "lip",
)
"""Things that belong to somebody's body."""
NO_THINGS = deferred(
    r"补刀|笔迹|笔画|笔触|笔挺|笔直|刀子嘴|刀光|枪声|枪手|信心|信任|相信|自信|迷信|信号|包围|包括|包裹着|书写|杯具|门路|手机号|\bkey (?:point|witness|to success)\b|\bring(?:s|ing)? (?:out|off|again)\b|\bletter of the law\b"
    r"|\b(?:(?-i:[A-Z][A-Za-z-]+)|he|she|they|who)\s+(?:watches|hands|notes|seals|pens|cups|rings|eyes)\b|\bwatch(?:es|ing)\s+(?:as|him|her|them|from|with|the)\b",
    re.I,
)
"""Words that hold a thing's and mean none."""
WEAK = frozenset(("血", "手里", "手中", "手心", "眼神", "嘴角", "脚步", "blood"))
_SHOWS = deferred(
    r"\b(?:reveal(?:s|ing)?|produc(?:es|ing)|(?:holds?|holding) (?:up|out)|(?:pull|tak|draw|slid)(?:es|s|e|ing)? out|finds?|picks? up|unfolds?|unfurls?|uncovers?|inside|reads)\b(?P<en>[^.;!?]{0,60})"
    r"|(?:掏出|拿出|取出|亮出|捧出|举起|递出|递上|展开|摊开|翻出|捡起|拾起|抽出|打开)(?P<zh>[^。！？；]{0,24})",
    re.I,
)
"""A thing comes to light."""
_SENTENCE = deferred(r"(?<=[。！？])|(?<=[.!?])\s+|\n")
_OWN = deferred(r"的(手指|手|眼睛|眼|脸|嘴角|嘴|唇|背影|脚|肩|耳)(?!机|表|镯|套|枪|提)")
_ARTICLE = deferred(r"^(?:an?|the|his|her|their|its|my|your|[A-Z][\w'’ ]*['’]s)\s+", re.I)


@cache
def things(language: str) -> tuple[str, ...]:
    """Words for things, in `zh` or `en`."""
    both: dict[str, dict[str, list[str]]] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return tuple(both[language]["things"])


def prop_of(text: str, language: str) -> str:
    """The thing that an action is about: behind the words that ask for its picture, else the first of the grammar's things."""
    asked = SLUG.search(text)
    if asked and (said := _head(asked["rest"], language)):
        return said
    return thing_in(text, language)


def asks_for(text: str) -> bool:
    """Whether the script asks for the picture of a thing."""
    return SLUG.search(text) is not None


def thing_in(text: str, language: str) -> str:
    """The first thing of the text, with what stands right before it; a thing that others lie in or on is the last choice."""
    found = list(_things(language).finditer(_bare(text)))
    if not found:
        return ""
    match = next((one for one in found if one["thing"].lower() not in WEAK), found[0])
    if Language.of(language).does("writing.han"):
        return match["thing"]
    bare = _ARTICLE.sub("", re.sub(r"^.*\b(?=(?:his|her|their|its|my|your)\s)", "", match[0], flags=re.I)).strip()
    return f"the {bare.lower() if bare.isupper() or bare.istitle() else bare}"


def comes_to_light(text: str, language: str) -> str:
    """The sentence of an action in which somebody brings a thing to light, or that is about a thing alone; empty where none is."""
    sentences = [one for one in _SENTENCE.split(text) if one.strip()]
    for sentence in reversed(sentences):
        shows = _SHOWS.search(sentence)
        rest = (shows["en"] or shows["zh"] or "") if shows else ""
        if rest and any(one["thing"].lower() not in WEAK for one in _things(language).finditer(_bare(rest))):
            return rest
        if len(sentences) > 1 and sentence is sentences[-1] and about_a_thing(sentence, language):
            return sentence
    return ""


def about_a_thing(text: str, language: str) -> bool:
    """Whether the first sentence has a thing as its subject: 手机震动, His phone buzzes."""
    match = _things(language).match(_bare(text.lstrip("△ ")))
    return match is not None


def _bare(text: str) -> str:
    """The text with marks over what is no thing; offsets stay."""
    return NO_THINGS.sub(lambda match: "□" * len(match[0]), text)


def of_a_body(prop: str) -> bool:
    return any(word in prop.lower() for word in BODY)


def _head(rest: str, language: str) -> str:
    """What a picture is asked of: the words up to where something happens to it."""
    return _head_zh(rest) if Language.of(language).does("writing.han") else _head_en(rest)


def _head_zh(rest: str) -> str:
    known = _things("zh").search(re.split(r"[，；]", rest)[0])
    if known:
        return known["thing"]
    if own := _OWN.search(re.split(r"[，；]", rest)[0]):
        return own[1]
    part = re.split(r"[，；：、]|(?:上|里|中|内)?(?:写着|刻着|躺着|放着|停在|握着|显示|映出|滴|落)", rest.strip())[0]
    part = re.sub(r"(?:上|里|中|内)$", "", part.strip())
    return part if 0 < len(part) <= LONGEST["zh"] else ""


def _head_en(rest: str) -> str:
    part = re.split(
        r"[.,;:]|\s*[—–-]*\s*[“\"「]|\s+(?:as|with|while|where|reading|that|which)\s+", rest.strip(), maxsplit=1
    )[0].strip()
    words = part.split()
    if not 0 < len(words) <= LONGEST["en"]:
        return thing_in(rest, "en")
    return part.lower() if part.isupper() else part


@cache
def _things(language: str) -> re.Pattern[str]:
    words = sorted(things(language), key=lambda word: (-len(word), word))
    either = "|".join(map(re.escape, words))
    if Language.of(language).does("writing.han"):
        return re.compile(
            rf"(?:一[只张把枚封部台个叠条根支])?(?:旧|新)?(?P<thing>{either})(?!号码?|亭|簿|费|本子|铃|线)"
        )
    return re.compile(
        rf"(?:\b(?:an?|the|his|her|their|its)\s+)?(?:(?!(?-i:[A-Z])|\b(?:in|of|on|to|at|and|with|from|for|by|up|out|a|the)\b)(?<!['’])\b\w[\w'’-]*\s+){{0,2}}?(?<!['’])\b(?P<thing>{either})(?:e?s)?\b(?!\s+(?:numbers?|booth|calls?|bill|line|him|her|them|over|it|you|me)\b)",
        re.I,
    )
