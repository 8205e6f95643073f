"""Words as they sound: what is written in different ways and spoken alike becomes the same token."""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import Any

from storyboard.errors import UsageError
from storyboard.hearing.spelling import sounds
from storyboard.languages import Language
from storyboard.model import Word
from storyboard.patterns import deferred
from storyboard.records import dataclass

NEEDS = "python -m pip install 'storyboard-compiler[listen]'"
_HAN = r"\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_TOKEN = deferred(rf"\$?\d+(?:[.,:]\d+)*|[{_HAN}]|[A-Za-z\u00c0-\u024f]+(?:['’][A-Za-z]+)*")
_BARE = deferred(r"^[^\w$]+|\W+$")
_GOES_ON = deferred(r"^[,.:]\d")
_HESITATION = {
    "zh": frozenset("嗯呃啊哦噢喔唉哎欸诶哈呵嘿呀哇吧呢嘛啦"),
    "en": frozenset("uh um hm hmm mm mhm er ah oh i a an the".split()),
}
"""Sounds that ears leave out or put in as they like: hesitation, particles, and the lightest English words."""
_ALIKE = {"两": "二", "〇": "零", "著": "着"}
"""Signs of one number, and one that is written for another (看著), as they are compared."""
_SIGNS = "零一二三四五六七八九"
_PLACES = ((1000, "千"), (100, "百"), (10, "十"), (1, ""))
_SPELLED_OUT = 10_000
"""From here on a number that is not round is a telephone's or a card's, and read sign by sign."""
_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SPOKEN = {
    "can't": "can not", "won't": "will not", "cannot": "can not", "gonna": "going to", "wanna": "want to", "gotta": "got to", "ok": "okay",
    "mr": "mister", "mrs": "missus", "dr": "doctor", "let's": "lets", "ma'am": "maam", "alright": "all right", "cos": "because", "'cause": "because",
}  # fmt: skip
"""English that is written in two ways."""
_ENDS = (("n't", " not"), ("'ll", " +will"), ("'ve", " +have"), ("'m", " +am"), ("'d", " +d"))
"""Ends of contractions, as they are said; with + they are lost and found with the word before them."""
_NEAR = (
    ("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"), ("l", "n"), ("r", "n"), ("f", "h"), ("p", "b"), ("t", "d"), ("k", "g"), ("q", "j"),
    ("c", "z"), ("s", "z"), ("x", "j"),
)  # fmt: skip
"""Pinyin that ears take for each other: retroflex and flat, front and back n, l and n, aspirated and not, with a stop and without."""
_FINALS = (("uo", "o"), ("uo", "u"), ("ue", "ie"), ("ue", "u"))
"""Ends of a syllable, and what ears take each for: rounded and not, two vowels and one. Others that are taken for the same one are not alike."""
_INFLECTIONS = ("T", "S", "eT", "eS")
"""Sounds at the end of an English word that ears drop before the next one: locked the, wants to."""
_STEM = 3
"""Sounds that must be left of it."""


@dataclass(frozen=True, slots=True)
class Token:
    """One sound to compare: a Han character, a number or a word."""

    text: str
    """As it is written, simplified and small."""
    sound: str
    """Equal for what sounds alike: pinyin without its tone, or the sounds of a word's letters."""
    near: str
    """As it is counted where a stretch of words sounds much like another."""
    like: frozenset[str]
    """What ears take it for; two tokens that share one are near each other."""
    start: float = 0.0
    end: float = 0.0
    light: bool = False
    """A sound of hesitation or a particle, which is not counted where it is missing or added."""
    tail: bool = False
    """The end of a contraction, which is no word of its own: 'll."""


def tokens(text: str, language: str) -> tuple[Token, ...]:
    """The tokens of a text, without times. `UsageError` where the packages of the extra are not there."""
    return tuple(_tokens(text, language))


def heard_tokens(words: Iterable[Word], language: str) -> tuple[Token, ...]:
    """The tokens of what was heard; a word's time is shared out over its tokens.

    Numbers are read over the borders of words, for an ear may cut 一百二十 anywhere.
    """
    pieces = list(words)
    text, spans, between = "", [], Language.of(language).word("writing.between")
    for word in pieces:
        said = _BARE.sub("", word.text)  # the marks around a word take no time
        if _GOES_ON.match(word.text):  # $40 ,000
            text, said = text.removesuffix(between), word.text[0] + said
        spans.append((len(text), len(text) + len(said), word))
        text += said + between
    found = []
    for token, begin, end in _placed(text, language):
        start = next((_at(span, begin) for span in spans if begin < span[1]), 0.0)
        stop = next((_at(span, end) for span in spans if end <= span[1]), pieces[-1].end if pieces else 0.0)
        found.append(replace(token, start=start, end=max(start, stop)))
    return tuple(found)


def _at(span: tuple[int, int, Word], place: int) -> float:
    begin, end, word = span
    share = (max(begin, place) - begin) / max(1, end - begin)
    return word.start + (word.end - word.start) * share


def _tokens(text: str, language: str) -> Iterable[Token]:
    return (token for token, _, _ in _placed(text, language))


def _placed(text: str, language: str) -> Iterable[tuple[Token, int, int]]:
    """(token, where it begins, where it ends) of a text; one written word may be several tokens (don't: do, not)."""
    plain = simplified(text) if Language.of(language).does("writing.han") else text
    for match in _TOKEN.finditer(plain):
        for piece in _spoken(match[0], language):
            yield _token(piece, language), match.start(), match.end()


def _spoken(word: str, language: str) -> list[str]:
    """What is said for a piece of writing."""
    if word[0] == "$" or word[0].isdigit():
        parts = [part for part in re.split(r"[.:]", word.lstrip("$")) if part]
        read = _in_chinese if Language.of(language).does("writing.han") else _in_english
        return [piece for part in parts for piece in read(part)] + ["dollars"] * (word[0] == "$")
    if not word[0].isascii():
        return [_ALIKE.get(word, word)]
    small = word.lower().replace("’", "'")
    if small in _SPOKEN:
        return _SPOKEN[small].split()
    for end, said in _ENDS:
        if small.endswith(end):
            return [*_english(small.removesuffix(end)), *said.split()]
    return _english(small.replace("'s", "s").replace("'", ""))


def _english(word: str) -> list[str]:
    return [f"#{_ONES.index(word)}"] if word in _ONES else [word]


def _in_chinese(digits: str) -> list[str]:
    """A number in digits as it is read: 321 is 三百二十一. Its places are light, for a year or a room is read sign by sign."""
    digits = digits.replace(",", "")
    value = int(digits)
    if digits.startswith("0") or (value >= _SPELLED_OUT and value % 1000):
        return [_SIGNS[int(digit)] for digit in digits]
    found: list[str] = []
    for size, name in ((100_000_000, "亿"), (10_000, "万"), (1, "")):
        part, value = divmod(value, size)
        if part:
            found += [*_section(part, led=bool(found)), *([f"~{name}"] if name else [])]
    return found


def _section(value: int, *, led: bool) -> list[str]:
    """What is read of four digits; `led`: behind others, where a gap is a 零."""
    found: list[str] = []
    gap = led and value < _PLACES[0][0]
    for size, name in _PLACES:
        digit, value = divmod(value, size)
        if digit:
            ten = size == 10 and digit == 1 and not found and not led  # 十五, not 一十五
            found += [*(["零"] if gap else []), *([] if ten else [_SIGNS[digit]]), *([f"~{name}"] if name else [])]
        gap = (gap and not digit) or (bool(found) and not digit)
    return found


def _in_english(digits: str) -> list[str]:
    """A number in digits as it is said: 400 is four hundred, 1944 nineteen forty-four. Hundreds and thousands are light."""
    value = int(digits.replace(",", ""))
    if 1100 <= value < 2100 and len(digits) == 4 and value % 1000 >= 10:
        return [*_tens(value // 100), *_tens(value % 100)]
    found: list[str] = []
    for size, name in ((1_000_000, "million"), (1000, "thousand"), (1, "")):
        part, value = divmod(value, size)
        if part >= 100:
            found += [f"#{part // 100}", "~hundred"]
        found += _tens(part % 100)
        if part and name:
            found.append(f"~{name}")
    return found or ["#0"]


def _tens(value: int) -> list[str]:
    if value < len(_ONES):
        return [f"#{value}"] if value else []
    return [_TENS[value // 10 - 2], *([f"#{value % 10}"] if value % 10 else [])]


@cache
def _token(piece: str, language: str) -> Token:
    light = piece in _HESITATION.get(language, frozenset()) or piece.startswith("~")
    tail = piece.startswith("+")
    piece = piece.removeprefix("~").removeprefix("+")
    if piece.startswith("#"):
        value = int(piece[1:])
        near = sounds(_ONES[value]) if value < len(_ONES) else piece
        return Token(piece, piece, near, frozenset({near}))
    if not piece[0].isascii() and len(piece) == 1:
        sound = pinyin(piece)
        near = sound
        for one, other in _NEAR:
            near = near.replace(one, other)
        finals = {near.replace(one, other) for one, other in _FINALS}
        return Token(piece, sound, near, frozenset({near, *finals}), light=light)
    key = sounds(piece) or piece
    stems = {key.removesuffix(end) for end in _INFLECTIONS if len(key) >= _STEM + len(end)}
    return Token(piece, key, key, frozenset({key, *stems}), light=light, tail=tail)


@cache
def simplified(text: str) -> str:
    """Chinese in simplified characters, one for one: whisper writes what it likes."""
    return "".join(_simple(sign) for sign in text)


@cache
def _simple(sign: str) -> str:
    found: str = _converter().convert(sign)
    return found if len(found) == 1 else sign


@cache
def _converter() -> Any:  # noqa: ANN401 - opencc.OpenCC, imported lazily
    try:
        from opencc import OpenCC
    except ImportError:
        raise _missing("opencc") from None
    return OpenCC("t2s")


@cache
def pinyin(sign: str) -> str:
    """How a character is read, without its tone."""
    try:
        from pypinyin import lazy_pinyin
    except ImportError:
        raise _missing("pypinyin") from None
    return str(lazy_pinyin(sign)[0])


def _missing(package: str) -> UsageError:
    return UsageError(f"hearing takes needs the package {package}, which is not installed", NEEDS)
