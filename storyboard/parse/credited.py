"""Quotations below each of which it stands who says it, as mottoes have it: “打烊了。” over ——何姐, "We're closed." over -- Hollis, not looking up."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from storyboard.patterns import deferred
from storyboard.records import dataclass

_NAME = r"(?P<name>[A-Z][\w.’'-]*(?: [A-Z#\d][\w.’'-]*){0,2}|[\u3400-\u9fff·]{1,8}?)"
_HOW = r"(?:[,，、][ \t　]*(?P<how>[^\n,，][^\n]{0,60}?)|[ \t　]*[(（](?P<boxed>[^()（）\n]{1,40})[)）])?"
CREDITED = deferred(
    r"^[ \t　]*(?P<words>“[^“”\n]+(?:\n[ \t　]*[^“”\s][^“”\n]*){0,5}”|「[^「」\n]+(?:\n[ \t　]*[^「」\s][^「」\n]*){0,5}」|\"[^\"\n]+(?:\n[ \t　]*[^\"\s][^\"\n]*){0,5}\")"
    rf"[ \t　]*\n?[ \t　]*(?:[-–—―]{{1,3}}|~)[ \t　]*{_NAME}{_HOW}[ \t　]*[.。]?[ \t　]*(?=\r?\n|\Z)",
    re.M,
)
"""Such a quotation, with its name behind a dash on the line below or at the end of its own."""
LEAST, LEAST_NAMES = 4, 2
"""Quotations from which on a text is told so, and how many names come again."""


@dataclass(frozen=True, slots=True)
class Credit:
    """A quotation and who says it."""

    start: int
    end: int
    words: str
    name: str
    how: str


def credited(text: str) -> Mapping[int, Credit]:
    """The quotations of such a text, by where they begin; nothing where a text is none."""
    if not any(map(text.__contains__, ("--", "—", "–", "―", "\n-", "\n~"))):
        return {}
    found = [
        Credit(
            match.start(),
            match.end(),
            "\n".join(line.strip() for line in match["words"][1:-1].split("\n")).strip(),
            match["name"],
            (match["how"] or match["boxed"] or "").strip(),
        )
        for match in CREDITED.finditer(text)
    ]
    names = Counter(each.name for each in found)
    again = [count for count in names.values() if count > 1]
    if len(found) < LEAST or len(again) < LEAST_NAMES or sum(again) * 2 < len(found):
        return {}
    return {each.start: each for each in found}


def parted(spans: Iterable[tuple[int, int]], told: Mapping[int, Credit], text: str) -> Iterator[tuple[int, int]]:
    """The paragraphs of a text, with each such quotation and its name as one of its own."""
    if not told:
        yield from spans
        return
    inside = sorted((each.start, _behind(each.end, text)) for each in told.values())
    cuts = {cut for span in (*spans, *inside) for cut in span}
    edges = [cut for cut in sorted(cuts) if not any(start < cut < end for start, end in inside)]
    yield from pairwise(edges)


def _behind(at: int, text: str) -> int:
    """Where the line ends that an offset stands at the end of."""
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1
