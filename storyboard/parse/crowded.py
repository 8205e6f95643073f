"""Whole scenes in one paragraph, as they are typed into a telephone: heading, picture, and cues behind sentences without a gap: 门帘一挑。老白：今天怎么这么早？晓雯：考试。

Believed where several names come again so. Such a paragraph is told as one line for its heading, each who speaks in it, and what is seen behind their words.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from storyboard.parse import headings, words
from storyboard.parse.running import Retold, Row
from storyboard.parse.telling import CALLING, PERSON, reading
from storyboard.patterns import deferred

LONGEST = 40
"""Characters of the longest line that is no such paragraph."""
SAMPLE, WITHIN = 8000, 200
"""Characters and lines among which a text shows that it has such paragraphs."""
LEAST, LEAST_NAMES = 4, 2
"""Cues behind sentences in all, and how many names come again."""
_CUE_ZH = r"[ 　]*(?P<name>[\u3400-\u9fff·]{1,6})(?:[（(][^（()）\n]{1,16}[)）])?[：:](?![\d“「『\"：:\s])"
_CUE_EN = r" *(?P<name>[A-Z][\w’'-]*(?: [A-Z#][\w’'-]*)?)(?: ?\([^()\n]{1,30}\))?: (?=[^\s“\"])"
_ENDS_ZH, _ENDS_EN = r"[。！？!?…”」』】）)]", r"[.!?…”\"\])]"
CUES = {
    False: deferred(rf"(?:^|(?<={_ENDS_ZH})){_CUE_ZH}"),
    True: deferred(rf"(?:^|(?<={_ENDS_EN})){_CUE_EN}"),
}
"""Somebody's cue at the head of a paragraph or behind a sentence; by whether the text is English."""
BEHIND = {False: deferred(_ENDS_ZH + _CUE_ZH), True: deferred(_ENDS_EN + _CUE_EN)}
"""The same behind a sentence alone: one of two is, and a search for it is fast."""
HEAD = deferred(
    r"[ \t　]*(?:【[^【】\n]{3,40}】|\[[^\[\]\n]{3,60}\]|(?:第[一二三四五六七八九十\d]{1,3}[场幕]|场景?[一二三四五六七八九十\d]{1,3})[^。！？：:“”\n]{2,30}。)[ \t　]*(?=\S)"
)
SENTENCES = {
    False: deferred(r"[^。！？!?…]*[。！？!?…]+[”」』）)]*"),
    True: deferred(r".*?[.!?…]+[”\")]*(?:\s+|$)"),
}
CLAUSES = deferred(r"[，,]")


def crowded(text: str, rows: list[str], english: bool) -> Retold | None:
    """The lines of a text with whole scenes in one paragraph, `rows` retold; None where it has none."""
    begins = text[:SAMPLE]
    near, wide = begins.count(": " if english else ":"), 0 if english else begins.count("：")
    if near + wide < LEAST:
        return None
    colon = (": " if english else ":") if near > wide else "："
    if not any(len(row) > LONGEST and row.count(colon) > 1 for row in rows[:WITHIN]):
        return None
    thick = [at for at, row in enumerate(rows) if len(row) > LONGEST and row.count(colon) > 1]
    thick = [at for at in thick if BEHIND[english].search(rows[at])]
    cues = {at: found for at in thick if len(found := list(CUES[english].finditer(rows[at]))) > 1}
    every = Counter(cue["name"] for found in cues.values() for cue in found)
    counts = Counter({name: count for name, count in every.items() if not _label(name)})
    if (every - counts).total() * 4 > counts.total():  # the fields of an order for pictures
        return None
    again = sum(count > 1 for count in counts.values())
    if counts.total() < LEAST or again < LEAST_NAMES or again * 2 < len(counts):
        return None
    names = {name.upper() for name in counts} if english else set(counts)
    cues |= {at: found for at, row in enumerate(rows) if at not in cues and (found := _further(row, counts, english))}
    told = list[Row]()
    for at, row in enumerate(rows):
        if at in cues:
            told += _parted(row, [cue for cue in cues[at] if cue["name"] in counts], names, english)
        else:
            told.append((len(row), row))
    rows[:] = [row for _, row in told]
    return Retold([size for size, _ in told])


def _further(row: str, counts: Counter[str], english: bool) -> list[re.Match[str]]:
    """The cues of those who speak again, in a shorter paragraph, where one stands behind what is told."""
    if len(row) < LONGEST // 2 or not (":" in row or "：" in row):
        return []
    found = [cue for cue in CUES[english].finditer(row) if counts[cue["name"]] > 1]
    return found if any(cue.start("name") for cue in found) and row[: found[-1].start("name")].strip() else []


def _label(name: str) -> bool:
    return (
        words.field(name) is not None
        or name in words.NOT_NAMES | words.CAMERA | words.FRONT | words.SOUND | words.CAPTION
    )


def _parted(row: str, cues: Sequence[re.Match[str]], names: Collection[str], english: bool) -> Iterator[Row]:
    """A paragraph as lines; nothing of it is lost."""
    head = HEAD.match(row)
    start = head.end() if head and headings.scene(head[0].strip().strip("【】[]。")) else 0
    cuts = {0, start, *(cue.start("name") for cue in cues)}
    for cue, below in zip(cues, [*cues[1:], None], strict=True):
        stop = below.start("name") if below else len(row)
        cuts.add(_told_from(row, cue.end(), stop, names, english))
    ends = sorted({*(cut for cut in cuts if row[cut:].strip()), len(row)})
    for one, other in pairwise(ends):
        yield other - one, row[one:other].rstrip("。 ") if other == start else row[one:other]


def _told_from(row: str, start: int, stop: int, names: Collection[str], english: bool) -> int:
    """Where behind the first sentence somebody says it is told what is seen; `stop` where they speak on."""
    for at, sentence in enumerate(SENTENCES[english].finditer(row, start, stop)):
        if at and _tells(sentence[0].strip(), names, english):
            return sentence.start()
    return stop


def _tells(sentence: str, names: Collection[str], english: bool) -> bool:
    """Whether a sentence tells of somebody who speaks, or of a third person."""
    if reading(sentence, names, english) == "told":
        return True
    if english or PERSON.search(sentence):
        return False
    return any(
        clause[:size] in names and clause[size:] and not CALLING.match(clause[size:])
        for clause in CLAUSES.split(sentence)
        for size in range(2, min(len(clause), 6) + 1)
    )
