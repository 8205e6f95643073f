"""A line that counts who is there and tells how each of them looks, `四个人：外卖员，雨衣滴着水；小女孩，六岁，抱布兔子`: it lists people, nobody says it."""

import re
from collections import Counter

from storyboard.parse.introductions import ITEM, plain
from storyboard.parse.scan import Scan, ScannedLine, counted
from storyboard.patterns import deferred

PART = deferred(r"\s*[；;]\s*")
NAMES = deferred(r"\s*(?:[、，,；;]|\band\b)\s*")
ENTRY = deferred(
    r"(?:(?:and|an?|the)\s+)?(?P<name>[^\s，,。：:；;（()）“”\"][^，,。：:；;（()）“”\"—]{0,23}?)\s*(?:[，,：:]|——?|(?=[（(]))\s*(?P<told>\S.*?)[。.]?"
)
"""Somebody of the list, and how they look."""
COUNTED = deferred(
    r".{0,8}?(?<!第)(?P<count>[两二三四五六七八九十\d]{1,2})(?:[个位名口][\u3400-\u9fff]{0,4}|[人男女老小孩][\u3400-\u9fff]{0,3})|.{0,6}(?P<few>[俩仨])|[^：:]{0,8}(?:众人|的人|在场者?|乘客|客人)"
    r"|(?:\S+ ){0,3}?(?P<en>two|three|four|five|six|seven|eight|nine|ten|\d{1,2})(?: [\w’'-]+){0,5}|(?:(?:all|those|everyone|everybody|people|others) ?)+(?:here|present|inside|there|aboard)?",
    re.I,
)
"""Who they are together: 四个人, 姐弟俩, 屋里三个孩子, Four people in the lift."""
FEW = {"俩": 2, "仨": 3}
NUMBERS = {
    sign: number
    for signs in ("二三四五六七八九十", ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"))
    for number, sign in enumerate(signs, 2)
} | {"两": 2}
TALKS = deferred(r"[我你您咱]|[吧吗呢啊呀](?=[，。；,;]|$)|[！？!?…]|\b(?:you|I|we|your|my|let)\b")
"""Words that are said to somebody."""
SEVERAL = frozenset("；;、,")
"""One of these parts several people."""
LEAST = 2


def settle(scan: Scan) -> None:
    """Make labels of cast of such lines, so that nobody speaks them.

    The head speaks nowhere else; as many are told of as it counts, or most of them speak themselves; half at least have looks, and nobody is spoken to.
    """
    heads = scan.heads["colon"]
    once = [
        (line, line.cue)
        for line in scan.lines
        if line.style == "colon" and line.tag == "cue" and line.cue and heads[line.cue.name] <= 1
    ]
    for line, said in once:
        if not SEVERAL.isdisjoint(line.rest) and _lists(line, heads):
            heads[said.name] -= 1
            line.tag, line.style, line.cue = "label", None, None
            line.head = "CAST" if scan.english else "人物"
    scan.heads["colon"] = counted(heads)


def _lists(line: ScannedLine, heads: Counter[str]) -> bool:
    """Whether what stands behind the colon is people: each with looks, or as many names as the head counts."""
    told = COUNTED.fullmatch(line.head)
    if not told or TALKS.search(line.rest):
        return False
    said = told["count"] or told["few"] or (told["en"] or "").casefold()
    counted = FEW.get(said) or NUMBERS.get(said) or (int(said) if said.isdigit() else 0)
    rest = line.rest.strip().rstrip("。.")
    parts = [ENTRY.fullmatch(part) for part in PART.split(rest) if part]
    people = [part for part in parts if part]
    if len(people) < max(LEAST, len(parts)):
        names = [name.strip() for name in NAMES.split(rest)]
        return len(names) == counted > 1 and 2 * _speaking(names, heads) >= counted
    looks = sum(any(map(plain, ITEM.split(part["told"].strip("（()）")))) for part in people)
    enough = counted == len(people) or 2 * _speaking([part["name"] for part in people], heads) >= len(people)
    return enough and 2 * looks >= len(people)


def _speaking(names: list[str], heads: Counter[str]) -> int:
    """How many of some people have words of their own."""
    return sum(heads[name] > 0 or heads[name.upper()] > 0 for name in names)
