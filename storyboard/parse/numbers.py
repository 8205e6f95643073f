"""Scenes that a number alone opens, as new plays count them: One, 2, III, 二 between blank lines, and below it where it plays.

Asked of the whole script, which has no other heading; on its own such a line is a page's, or part of a list.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from storyboard.parse import headings
from storyboard.parse.headings import Heading
from storyboard.parse.markers import Mark
from storyboard.parse.scan import Scan, ScannedLine
from storyboard.patterns import deferred

ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split()
ROMAN = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi".split()
HAN = "一 二 三 四 五 六 七 八 九 十 十一 十二 十三 十四 十五 十六".split()
COUNTS = {word: at for words in (ONES, ROMAN, HAN) for at, word in enumerate(words, 1)}
ALONE = deferred(
    r"[\[(（【<＜〈#\-–—~* ]*(?P<no>[A-Za-z]{1,8}|\d{1,2}|[一二三四五六七八九十]{1,2})[\])）】>＞〉\-–—~*.．、:： ]*"
)
FIRST = deferred(r"(?m)^[\[(（【<＜〈#\-–—~* \t]*(?:1|[Oo]ne|ONE|[iI]|一)[\])）】>＞〉\-–—~*.．、:： \t]*$")
"""The number from which all others count on: looked for first, because most scripts have none."""
LONGEST = 12


def settle(scan: Scan) -> None:
    """Make headings of numbers that stand alone and count on from one, somebody speaking below each, with the place that the line below tells."""
    if scan.tags["scene"] or scan.tags["episode"] or not FIRST.search(scan.source.text):
        return
    found = list(_numbers(scan))
    if len(found) < 2 or [count for _, _, count, _ in found] != list(range(1, len(found) + 1)):
        return
    if not all(
        _spoken(scan, at, found[n + 1][0] if n + 1 < len(found) else len(scan.lines))
        for n, (at, *_) in enumerate(found)
    ):
        return
    told = [_setting(scan, at, no) for at, no, _, _ in found]
    if not any(heading for _, heading in told) and not all(named for *_, named in found):
        return
    for (at, no, _, _), (below, heading) in zip(found, told, strict=True):
        line = scan.lines[at]
        _clear(scan, line)
        if below is None or heading is None:
            line.tag, line.heading = "scene", Heading(number=no)
        else:
            line.tag, line.mark = "mark", Mark("note", line.core)
            _clear(scan, below)
            below.tag, below.heading = "scene", heading
        scan.tags["scene"] += 1


def _numbers(scan: Scan) -> Iterator[tuple[int, str, int, bool]]:
    """(index, number as written, which it is, whether it is a word) of every line that is only a number, with blank lines above."""
    above = "blank"
    for at, line in enumerate(scan.lines):
        if above == "blank" and line.tag not in ("blank", "scene", "episode") and len(line.core) <= LONGEST:
            raw = scan.source.text[line.start : line.end].strip()
            match = ALONE.fullmatch(raw)
            count = COUNTS.get(match["no"].casefold(), int(match["no"]) if match["no"].isdigit() else 0) if match else 0
            if match and count:
                yield at, match["no"], count, not match["no"].isdigit()
        above = line.tag


def _spoken(scan: Scan, start: int, stop: int) -> bool:
    """Whether somebody speaks in a stretch of lines who speaks again."""
    lines = (line for line in scan.lines[start + 1 : stop] if line.tag == "cue" and line.cue and line.style)
    return any(line.cue and line.style and scan.heads[line.style][line.cue.name] > 1 for line in lines)


def _setting(scan: Scan, at: int, no: str) -> tuple[ScannedLine | None, Heading | None]:
    """The line below a number that tells where it plays, and what it says; None where it tells of somebody, or somebody speaks."""
    below = next((line for line in scan.lines[at + 1 :] if line.tag not in ("blank", "rule")), None)
    if below is None or below.mark or (below.tag == "cue" and below.rest) or below.tag not in ("text", "cue"):
        return below, None
    if not scan.english:
        said = headings.settled(below.core) or headings.told_alone_zh(below.core.rstrip("。"))
        return below, replace(said, number=no) if said else None
    said = headings.told_on(no, below.core.strip("()[] ")) if below.core[-1] in ".)]" else None
    return below, said if said and said.location else None


def _clear(scan: Scan, line: ScannedLine) -> None:
    """Take a line out of whatever it was."""
    if line.cue and line.style:
        scan.heads[line.style] -= Counter({line.cue.name: 1})
    scan.tags[line.tag] -= 1
    line.tag, line.style, line.cue, line.mark, line.rest = "text", None, None, None, ""
