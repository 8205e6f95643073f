"""Cues that run on within paragraphs, as pages that were copied out of a PDF have them: `阿姨：下一个！  学渣：来份红烧肉。  阿姨：好`, broken at the margin, in the middle of a name as well.

Believed where several names come again behind a sentence and a gap. Such a paragraph is told as one line for each who speaks in it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from storyboard.parse import words
from storyboard.parse.markers import CLOSING, OPENING
from storyboard.patterns import deferred, holds
from storyboard.records import dataclass

WITHIN = deferred(r"(?<=[^\s：:])(?: {2,}|　+)(?P<name>[\u3400-\u9fff·]{1,6})[：:](?![\d:：])")
"""Somebody's cue behind words and a gap."""
BEGINS = deferred(r"[ \t　]*(?P<name>[\u3400-\u9fff·]{1,6})(?:[（(][^（()）]{0,20}[)）])?[：:](?!\d)")
RAGGED = 4
"""Characters that a line may lack to the margin at which it was broken."""
ENDS = r"[。！？!?…）)”」\]\u3400-\u9fff]"
GAP = deferred(rf"(?:  (?<={ENDS}  )|　(?<={ENDS}　))[ 　]*[\u3400-\u9fff·]{{1,6}}[：:]", needs=" 　")
"""Somebody's cue behind words and a gap, within a line: looked for first, because most scripts have none."""
GAPS = ("　", "  ")
"""What parts it from them begins with one of these."""
COLON = deferred(r"[\u3400-\u9fff·）)][：:](?!\d)")
LEAST = 4
"""Cues behind a gap from which on a script is believed to run on."""


@dataclass(frozen=True, slots=True)
class Retold:
    """The lines of a text that are read as others."""

    sizes: Sequence[int]
    """How many characters of the source each takes."""
    notes: frozenset[int] = frozenset()
    """Those that are for whoever works on it."""


Row = tuple[int, str]
"""How many characters of the source a line takes, and the line as it is to be read."""


def run_on(text: str, rows: list[str]) -> Retold | None:
    """Where the cues of a text run on, its lines, parted before each cue and joined over the margin; else None."""
    names = _names(rows) if holds(text, GAPS) and GAP.search(text) else frozenset[str]()
    if not names:
        return None
    found = list(_parted(rows, names))
    rows[:] = [row for _, row in found]
    return Retold([size for size, _ in found])


def _names(rows: Sequence[str]) -> frozenset[str]:
    """Who speaks within the paragraphs of a text whose cues run on; nobody where they do not."""
    text = "".join(row.strip("\r\n").lstrip(" \t　") if row.strip() else "\n" for row in rows)
    within = Counter(match["name"] for match in WITHIN.finditer(text) if words.field(match["name"]) is None)
    if within.total() < LEAST:
        return frozenset()
    ahead = Counter(match["name"] for row in rows if (match := BEGINS.match(row)))
    broken = {name for name in ahead if any(other != name and other.endswith(name) for other in within)}
    every = within + Counter({name: count for name, count in ahead.items() if name not in broken})
    again = frozenset(name for name, count in every.items() if count > 1)
    inside = sum(count for name, count in within.items() if name in again)
    return again if len(again) > 1 and inside >= LEAST and inside * 10 >= within.total() * 7 else frozenset()


def _parted(rows: Sequence[str], names: frozenset[str]) -> Iterator[Row]:
    margin = max((len(row.rstrip()) for row in rows if COLON.search(row)), default=0) - RAGGED
    paragraph: list[str] = []
    for row in rows:
        led = BEGINS.match(row)
        begins = led is not None and led["name"] in names
        ended = paragraph and len(paragraph[-1].rstrip()) < margin
        if paragraph and (begins or ended or not row.strip() or _stands_alone(row)):
            yield from _cues(paragraph, names)
            paragraph = []
        if paragraph or begins:
            paragraph.append(row)
        else:
            yield len(row), row
    if paragraph:
        yield from _cues(paragraph, names)


def _stands_alone(row: str) -> bool:
    """Whether a line is a direction from its first bracket to its last."""
    bare = row.strip()
    return bare[0] in OPENING and bare[-1] == CLOSING[OPENING.index(bare[0])]


def _cues(paragraph: Sequence[str], names: frozenset[str]) -> Iterator[Row]:
    """One line for each who speaks in a paragraph, with what it takes of the source."""
    joined, places, at = "", list[int](), 0
    for row in paragraph:
        bare = row.rstrip("\r\n")
        lead = len(bare) - len(bare.lstrip()) if joined else 0
        joined += bare[lead:]
        places += range(at + lead, at + len(bare))
        at += len(row)
    called = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    cues = re.finditer(
        rf"(?:^|(?<=\S)[ 　]{{2,}})(?P<name>{called})(?:[（(][^（()）]{{0,20}}[)）])?[：:](?!\d)", joined
    )
    cuts = sorted({0, *(cue.start("name") for cue in cues if cue.start())})
    ends = [places[cut] for cut in cuts[1:]] + [at]
    start = 0
    for cut, until, end in zip(cuts, [*cuts[1:], len(joined)], ends, strict=True):
        yield end - start, joined[cut:until] + ("\n" if end == at else "")
        start = end
