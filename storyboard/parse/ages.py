"""Ages in words and figures: 十八九岁, 28岁, `34 years old`, 50s."""

import re

DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}

AGE_ZH = re.compile(
    r"(?P<digits>\d{1,3})(?:[-~—–至到]\d{1,3})?\s*(?:多|来|余)?岁|(?P<han>[一二三四五六七八九十两]{1,5})(?:多|来|余|几)?岁"
)
AGE_EN = re.compile(
    r"\b(?:aged?\s+)?(?P<n>\d{1,3})(?:s\b|[- ]years?[- ]old|[- ]year[- ]old)|\b(?:aged?|of)\s+(?P<m>\d{1,3})\b|^\s*(?:early |mid |late |mid-|late-|early-)?(?P<k>\d{2})(?:['’]?s)?\s*(?:$|,)",
    re.I,
)
AGE_NAMED = re.compile(r"(?<=[A-Z])\s*[,(]\s*(?P<n>\d{1,2})\s*[,).]")
AGE_BARE = re.compile(r"(?:^|[，,、（(\s])(?P<n>\d{1,2})(?:$|[，,、）)\s])")


def number(text: str) -> int | None:
    """18 of 十八 or 十八九, 30 of 三十 or 三四十, 70 of 七十; None where it is no number."""
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.partition("十")
    if not ten:
        return DIGITS.get(text[0]) if text else None
    return DIGITS.get(tens[:1], 1) * 10 + (DIGITS.get(ones[:1], 0) if ones else 0)


def age(text: str, *, bare: bool = False) -> int | None:
    """The age a text states, the lower one of a range; with `bare` also a number standing alone (`（28）`)."""
    match = AGE_ZH.search(text)
    if match:
        return int(match["digits"]) if match["digits"] else number(match["han"])
    match = AGE_EN.search(text)
    if match:
        return int(match["n"] or match["m"] or match["k"])
    match = AGE_BARE.search(text) if bare else None
    return int(match["n"]) if match else None
