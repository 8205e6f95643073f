"""How long the rows of a table say that their shots last: `3s`, `3-4秒`, `0:03`, or where in the film each begins and ends."""

import re
from collections.abc import Sequence

from storyboard.patterns import deferred
from storyboard.records import dataclass

CHINESE = {sign: value for value, sign in enumerate("零一二三四五六七八九十")} | {"两": 2, "半": 0.5}
_NUMBER = r"(?:\d{1,2}(?:[:：]\d{2}){1,3}(?:\.\d+)?|\d+(?:\.\d+)?|[一二两三四五六七八九十半])"
_UNIT = r"(?:seconds?|secs?|s|秒钟?|[\"”″]|''|分钟?|minutes?|mins?|m)?"
LENGTH = deferred(
    rf"\s*(?:约|大约|共|approx\.?|about|~|≈)?\s*(?P<one>{_NUMBER})\s*(?P<unit>{_UNIT})\s*"
    rf"(?:(?:[-–—~～至到]|to)\s*(?P<two>{_NUMBER})\s*(?P<last>{_UNIT})|(?P<rest>\d{{1,2}})\s*(?:秒钟?|s)?)?\s*",
    re.I,
)
MINUTES = deferred(r"分钟?|minutes?|mins?|m", re.I)
DAY = 24 * 3600


@dataclass(frozen=True, slots=True)
class _Said:
    """What a cell says: one number of seconds, or two."""

    first: float
    last: float | None = None
    clock: bool = False
    """Written as on a clock, 0:03."""


def lengths(cells: Sequence[str]) -> tuple[float, ...]:
    """Seconds of each row of a column; 0 where a cell says none.

    `3-4秒` is 3.5. Where the first cell begins at 0, two numbers are a beginning and an end; so are clock times that rise
    from 0:00, of which each lasts until the next.
    """
    said = [_said(cell) for cell in cells]
    told = [each for each in said if each]
    running = bool(told) and told[0].first == 0
    starts = [each.first for each in told]
    clocks = running and len(told) > 1 and all(each.clock and each.last is None for each in told)
    if clocks and starts == sorted(set(starts)):
        return _until_next(said)
    return tuple(round(_length(each, running), 3) if each else 0.0 for each in said)


def _length(said: _Said, running: bool) -> float:
    if said.last is None:
        return said.first
    return max(0.0, said.last - said.first) if running or said.clock else (said.first + said.last) / 2


def _until_next(said: Sequence[_Said | None]) -> tuple[float, ...]:
    """The gaps between rising times; the last row has none."""
    found, later = [0.0] * len(said), 0.0
    for at in range(len(said) - 1, -1, -1):
        each = said[at]
        if each:
            found[at] = round(max(0.0, later - each.first), 3)
            later = each.first
    return tuple(found)


def _said(cell: str) -> _Said | None:
    match = LENGTH.fullmatch(cell.strip("()（）[]【】 "))
    if not match:
        return None
    unit = match["unit"] or (match["last"] or "" if match["two"] else "")
    scale = 60 if MINUTES.fullmatch(unit) else 1
    first = _seconds(match["one"]) * scale
    if match["rest"]:
        return _Said(first + float(match["rest"])) if scale == 60 else None
    last = _seconds(match["two"]) * (60 if MINUTES.fullmatch(match["last"] or unit) else 1) if match["two"] else None
    if max(first, last or 0) > DAY:
        return None
    return _Said(first, last, re.search("[:：]", match["one"]) is not None)


def _seconds(number: str) -> float:
    """3 of `3`, `三` and `0:03`; frames behind the seconds (00:00:03:12) are left out."""
    if number in CHINESE:
        return CHINESE[number]
    parts = [float(part) for part in re.split("[:：]", number)][:3]
    total = 0.0
    for part in parts:
        total = total * 60 + part
    return total
