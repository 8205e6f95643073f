"""Lines without a mark below a speech: do they tell what happens, or go on speaking? Only the words can say."""

import re
from collections.abc import Collection
from typing import Literal

from storyboard.patterns import deferred

Reading = Literal["told", "said", "open"]

PERSON = deferred("[我你您咱俺]")
SPOKEN_ZH = deferred(r"[我你您咱俺]|[吗呢吧啊呀嘛哦呗][。！？…~～]*$|[！？!?]$")
SPOKEN_EN = deferred(r"\b(?:I|I'm|I’m|me|[Mm]y|[Yy]ou|[Yy]our|[Ww]e|us|[Oo]ur)\b|[?!]$")
"""What tells a spoken line from a described one where neither carries a mark: a person, a particle, a raised voice."""

QUOTED, IN_QUOTES = deferred(r"[“「『\"]"), deferred(r"“[^“”]*”|「[^「」]*」|『[^『』]*』|\"[^\"]*\"")
NAMED_ZH = deferred(r"(?<=[一个写着字叫刻印绣题的])[“「『][^“”「」『』，。！？!?…]{1,8}[”」』]", needs="“「『")
"""Words in quotation marks that name what stands somewhere, and that nobody says: 鞋底刻着一个“水”字。"""
OPENERS = deferred(
    r"(?:他|她|它)(?:们|俩)?(?!说得对)|(?:[两二三四几众]|一行)人|双方|全场|所有人|说完|说罢|说着|话音|语毕|言罢|只见|只听|突然|忽然|忽地|猛地|"
    r"此时|这时|此刻|与此同时|随即|随后|接着|紧接着|片刻|良久|半晌|镜头|画面|(?:门|窗|屋|院|墙|车|场|店|街)[外内里上]|远处|身后|背后|窗外|四周|空中|[左右]边|[左右]侧|画面?[左右]|(?:音乐|乐声|歌声|铃声|鼓声|掌声)(?:响?起|停|还|渐|骤|大作)|[啪砰咚哐轰嘭咔嘶][一的]?声?[。！]"
)
"""How a line begins that tells of a third person, a place or what comes next."""

CALLING = deferred(r"[，,！!？?：:、…—~～。]|$")
"""What follows a name that calls somebody instead of telling of them."""

ENGLISH_VERB = deferred(r"(?:['’]s\s+\w+|\s+(?:(?:and|,)\s+\w+\s+)?(?:\w+ly\s+)?[a-z]+s\b)")
COMPLETE = deferred(r"[。！？!?….~～][”」』\"'’）)】\]]*$")
RUNS_ON = "：:，,、—"


def reading(line: str, names: Collection[str], english: bool) -> Reading:
    """Whether a line without a mark tells of somebody, is said by somebody, or could be either."""
    if english:
        told, said = _tells_en(line, names), bool(SPOKEN_EN.search(line))
    else:
        outside = IN_QUOTES.sub("", line)
        told = bool(OPENERS.match(line)) or _tells_of(line, names)
        said = bool(SPOKEN_ZH.search(outside) or (QUOTED.search(line) and not NAMED_ZH.search(line)))
        told &= not PERSON.search(outside)
    return "open" if told == said else "told" if told else "said"


def complete(line: str) -> bool:
    """Whether a line ends like a sentence."""
    return bool(COMPLETE.search(line))


def _tells_of(line: str, names: Collection[str]) -> bool:
    """Whether a line begins with a known name that is not being called: `顾承站起来`, not `顾承，站住`."""
    return any(
        line[:length] in names and not CALLING.match(line[length:]) for length in range(2, min(len(line), 8) + 1)
    )


def _tells_en(line: str, names: Collection[str]) -> bool:
    """Whether a line begins with a known name and what that person does: `Maya turns away.`"""
    for words in (1, 2, 3):
        head = re.match(r"\S+" + r"\s\S+" * (words - 1), line)
        if head and (name := re.sub(r"['’]s$", "", head[0]).upper()) in names:
            return bool(ENGLISH_VERB.match(line, len(name)))
    return False
