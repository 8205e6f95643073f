"""Whether one line takes up words of another: who repeats somebody's words speaks to them."""

import re

from storyboard.patterns import deferred

_WORD = deferred(r"[a-z][a-z'’]{3,}", re.I)
_HAN = deferred(r"[\u3400-\u9fff]+")
COMMON = frozenset(
    "that this what with have from your you're they them then than there here where when will would could should been were about just like know want "
    "don't didn't doesn't can't won't isn't wasn't i've i'll it's that's what's let's some into over only very more much never ever every anything nothing "
    "something does said tell come back going gonna need take make look well yeah still even because down that'd they're we're".split()
)
"""Words of four letters and more that everybody says."""
_EMPTY = deferred(r"[我你您他她它们的了是不在有这那个什么就也都还没吗呢吧啊呀么去来要会能说和给把被让到得很上下里人一]")
"""Characters that tell nothing by themselves."""


def telling(text: str) -> frozenset[str]:
    """The words of a line that tell something: long words in Latin letters, pairs of Han characters neither of which is common."""
    words = {word.casefold() for word in _WORD.findall(text)} - COMMON
    runs = (part for run in _HAN.findall(text) for part in _EMPTY.split(run))
    pairs = {run[at : at + 2] for run in runs for at in range(len(run) - 1)}
    return frozenset(words | pairs)


def shared_words(one: str, other: str) -> bool:
    """Whether two lines have a telling word in common."""
    return not telling(one).isdisjoint(telling(other))
