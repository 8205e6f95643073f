"""Outlines whose points are who speaks, and the points below them the words, as programs for outlines and mind maps give them out: ◦ 守塔人 #疲惫, ▪ 门在你身后。

Such a point and those below it are told as one line with a colon; any other as a line without its bullet.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import reduce

from storyboard.parse import headings, words
from storyboard.parse.gridded import joined
from storyboard.parse.running import Retold
from storyboard.patterns import deferred
from storyboard.records import dataclass

SIGNS = ("◦", "▪", "▫", "‣", "\t•", "  •", "\t○", "  ○", "\n\t-", "\n  -", "\n\t*", "\n  *", "\n\t+", "\n  +")
"""One of these stands in every outline of several depths."""
POINT = deferred(r"(?P<indent>[ \t　]*)(?P<sign>[•◦▪▫‣⁃○●■□▸▹–*+-])[ \t　]+(?P<inner>\S.*?)[ \t\r]*\n?")
NAMED = deferred(
    r"(?P<bold>\*\*|__|)(?P<name>[\u3400-\u9fff·]{1,8}|[A-Z][\w.'’#-]{0,20}(?: (?:[A-Z][\w.'’-]{0,16}|#?\d{1,2}(?!\w))){0,2})(?P=bold)"
    r"[ \t　]*(?:#(?P<tag>[^\s#]{1,12})|[（(\[【](?P<how>[^（()）\[\]【】]{1,24})[）)\]】])?[ \t　]*[:：]?"
)
"""A point that is somebody's name, and how they speak."""
ASIDE = deferred(
    r"(?:待办|备注|注释?|说明|触发条件?|前置条件?|条件|奖励|变量|需求|配置|资源|参考|疑问|问题|玩家(?:操作|选择|选项)|选项|分支|todo|to do|notes?|triggers?|conditions?|rewards?|variables?|references?|questions?|options?|choices?|player (?:choices?|options?|actions?))(?![\u3400-\u9fff\w]).*"
    r"|(?:仅当|仅在|只有当|若已|如果(?:已|玩家)|当玩家|only if|if the player|requires?)(?![\u3400-\u9fff]{0,1}然).*",
    re.I,
)
"""A point that is for the game or whoever works on it, with all below it."""
SAMPLE = 4000
"""Characters among which an outline shows that it is one."""
LEAST, LEAST_NAMES = 4, 2
"""Names above words from which on they are who speaks; and of how many who speak again."""
TAB = 4
Below = dict[int, list[int]]


@dataclass(frozen=True, slots=True)
class Point:
    """A line with a bullet."""

    row: int
    depth: tuple[int, int]
    """How far it is set in, and which of the bullets it has."""
    inner: str


def outlined(text: str, rows: list[str]) -> Retold | None:
    """The lines of a text that is an outline of who says what, `rows` retold; None where it is none."""
    begins = text[:SAMPLE]
    set_in = "\n\t" in begins or "\n  " in begins or "\n　" in begins
    if not set_in or not any(map(begins.__contains__, SIGNS)):
        return None
    points = _points(rows)
    below = _below(points)
    names = {at: match for at in below if below[at] and (match := _name(points[at].inner))}
    counts = Counter(match["name"] for match in names.values())
    again = {name for name, count in counts.items() if count > 1}
    told = [at for at, match in names.items() if match["name"] in again or match["tag"] or match["how"]]
    if len(told) < LEAST or len(again) < LEAST_NAMES or sum(counts[name] for name in again) * 2 < len(names):
        return None
    return _retold(rows, points, {at: names[at] for at in told}, below)


def _points(rows: Sequence[str]) -> list[Point]:
    found, order = [], list[str]()
    for at, row in enumerate(rows):
        match = POINT.fullmatch(row)
        if match:
            sign = match["sign"]
            order += [] if sign in order else [sign]
            found.append(Point(at, (len(match["indent"].expandtabs(TAB)), order.index(sign)), match["inner"]))
    return found


def _deeper(one: Point, other: Point) -> bool:
    """Whether a point stands below another one."""
    if one.depth[0] != other.depth[0]:
        return one.depth[0] > other.depth[0]
    return one.depth[1] > other.depth[1]


def _below(points: Sequence[Point]) -> Below:
    """The points below each point, all of them."""
    found: Below = {at: [] for at in range(len(points))}
    above: list[int] = []
    for at, point in enumerate(points):
        while above and not _deeper(point, points[above[-1]]):
            above.pop()
        for each in above:
            found[each].append(at)
        above.append(at)
    return found


def _name(inner: str) -> re.Match[str] | None:
    """Who a point names, and nothing else; None for a label, a heading or anything else."""
    match = NAMED.fullmatch(inner)
    if not match or words.field(match["name"]) is not None or match["name"] in words.NOT_NAMES | words.CAMERA:
        return None
    return None if ASIDE.fullmatch(inner) or headings.scene(inner) else match


def _retold(rows: list[str], points: Sequence[Point], names: Mapping[int, re.Match[str]], below: Below) -> Retold:
    """The lines of an outline, a name and what stands below it as one, and which of them are for whoever works on it."""
    at_row = {point.row: at for at, point in enumerate(points)}
    notes = {
        points[each].row for at, point in enumerate(points) if ASIDE.fullmatch(point.inner) for each in (at, *below[at])
    }
    sizes, told, noted, at = list[int](), list[str](), set[int](), 0
    while at < len(rows):
        point = at_row.get(at)
        if point is None or at in notes or point not in names:
            noted |= {len(told)} if at in notes else set()
            sizes.append(len(rows[at]))
            told.append(rows[at] if point is None else f"{points[point].inner}\n")
            at += 1
            continue
        stop = points[below[point][-1]].row + 1
        said = reduce(joined, (points[each].inner for each in below[point]))
        sizes.append(sum(map(len, rows[at:stop])))
        told.append(f"{names[point]['name']}{_how(names[point])}：{said}\n")
        at = stop
    rows[:] = told
    return Retold(sizes, frozenset(noted))


def _how(match: re.Match[str]) -> str:
    how = match["tag"] or match["how"] or ""
    return "" if not how else f" ({how})" if how.isascii() else f"（{how}）"
