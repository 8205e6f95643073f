"""Prompt books: a play with the cues of light, sound and flies that its stage manager gives, in a margin beside the words."""

from collections import Counter
from collections.abc import Iterator

from storyboard.parse.bared import TextPiece
from storyboard.patterns import deferred

CALLS_EN = ("GO", "S/B", "STANDBY", "STAND BY")
CALLS = ("GO", "S/B", " 走", " 起", "预备 ")
"""What tells a department to go, or to be ready: some of these stand in every such margin."""
_DEPARTMENT = r"(?:LXQ?|LQ|ELX|SQ|SND|SOUND|SFX|FX|FLYS?|RAIL|VIS|VID(?:EO)?|VQ|PROJ|AUTO|AV|FS|SPOTS?|TABS?|HOUSE|IRON|CL|DECK|PYRO|HAZE|MX|CUE|Q|灯光?|音响?|音效|吊杆?|大?幕|投影|视频|追光|烟雾?)"
_NUMBERS = (
    r"\s*(?:Q\s*)?#?\d{1,3}(?:\.\d{1,2})?[A-Z]?(?:\s*[-–,，、/&+]\s*(?:[A-Z]{2,5}\s*)?(?:\d{1,3}(?:\.\d{1,2})?)?)*"
)
_GO = r"[\s.…·_–—:：-]*(?:GO|走|起)[!！.]?"
CUE = deferred(
    rf"(?:S/B|STBY|STAND[- ]?BY|WARN(?:ING)?|预备|准备)[\s:：]+{_DEPARTMENT}(?![a-zA-Z\u3400-\u9fff]).*"
    rf"|{_DEPARTMENT}(?:{_NUMBERS}(?:\s*\+\s*{_DEPARTMENT})?(?:{_GO})?|(?:\s*\+\s*{_DEPARTMENT})?{_GO})(?:\s*\([^()]*\))?"
)
"""A cue that a stage manager gives, or warns of: LX 41 ....... GO, S/B SQ 12, 13, 灯12 走."""
CALLED = deferred(rf"{_GO}$|^(?:S/B|STBY|STAND[- ]?BY|WARN|预备|准备)")
SAMPLE = 8_000
"""Characters at the head of a text in which several are called."""
LEAST = 4
LEAST_CALLED = 2
"""Cues from which on a text is a prompt book, and how many of them say that they are to go."""
NARROWEST, LEAST_SET_IN = 6, 3
"""Columns of the narrowest margin, and lines that begin behind it from which on it is one."""
GAP = deferred(r"[ \t　]{3,}|\t[ \t]*")


def pieces(text: str) -> tuple[TextPiece, ...]:
    """A play without the cues in its margin; nothing where it has no such margin."""
    head, calls = text[:SAMPLE], CALLS_EN if text.isascii() else CALLS
    if sum(head.count(sign) for sign in calls if sign[0] in head and sign[-1] in head) < LEAST_CALLED:
        return ()
    rows = text.split("\n")
    return _left(rows) or _tabbed(rows) or _right(rows)


def _is_book(cues: list[str]) -> bool:
    return len(cues) >= LEAST and sum(CALLED.search(cue) is not None for cue in cues) >= LEAST_CALLED


def _left(rows: list[str]) -> tuple[TextPiece, ...]:
    """Of a play set in behind a margin at its left, what stands behind that."""
    depths = Counter(depth for row in rows if (depth := len(row) - len(row.lstrip(" "))) >= NARROWEST and row.strip())
    column = min((depth for depth, count in depths.items() if count >= LEAST_SET_IN), default=0)
    if not column:
        return ()
    margins = [row[:column].strip() for row in rows]
    if not _is_book([margin for margin in margins if CUE.fullmatch(margin)]):
        return ()
    first = next(at for at, margin in enumerate(margins) if CUE.fullmatch(margin))
    apart = [_apart(row, column) for row in rows[first:]]
    if sum(apart) * 10 < len(apart) * 9:
        return ()
    return tuple(_without(rows, [0] * first + [column if each else 0 for each in apart]))


def _apart(row: str, column: int) -> bool:
    """Whether nothing of a row runs across the edge of the margin."""
    return not row[:column].strip() or not row[column:].strip() or row[column - 1 : column].isspace()


def _tabbed(rows: list[str]) -> tuple[TextPiece, ...]:
    """The same where a tab stands behind the margin."""
    margins = [row.partition("\t")[0].strip() if "\t" in row else row.strip() for row in rows]
    cues = [margin for margin in margins if CUE.fullmatch(margin)]
    filled = sum(1 for row in rows if row.strip())
    if not _is_book(cues) or sum("\t" in row for row in rows) * 2 < filled:
        return ()
    first = next(at for at, margin in enumerate(margins) if CUE.fullmatch(margin))
    cuts = [row.index("\t") + 1 if "\t" in row else len(row) if CUE.fullmatch(row.strip()) else 0 for row in rows]
    return tuple(_without(rows, [0] * first + cuts[first:]))


def _right(rows: list[str]) -> tuple[TextPiece, ...]:
    """Of a play with its cues behind a gap at the right, what stands in front of that."""
    gaps = [next((gap for gap in reversed(list(GAP.finditer(row.rstrip())))), None) for row in rows]
    found = [
        (row[gap.end() :].strip(), gap.start()) if gap and CUE.fullmatch(row[gap.end() :].strip()) else None
        for row, gap in zip(rows, gaps, strict=True)
    ]
    if not _is_book([each[0] for each in found if each]):
        return ()
    return tuple(_before(rows, [each[1] if each else len(row) for row, each in zip(rows, found, strict=True)]))


def _without(rows: list[str], cuts: list[int]) -> Iterator[TextPiece]:
    """The rows without as many of their first signs; in a margin that is not alone on its row nothing is left of it."""
    at = 0
    for index, (row, cut) in enumerate(zip(rows, cuts, strict=True)):
        last = index + 1 == len(rows)
        begin = min(cut, len(row))
        yield TextPiece(row[begin:] + ("" if last else "\n"), at, at + begin)
        at += len(row) + 1


def _before(rows: list[str], ends: list[int]) -> Iterator[TextPiece]:
    """The rows up to a gap; what is behind it belongs to the end of its row."""
    at = start = 0
    for index, (row, end) in enumerate(zip(rows, ends, strict=True)):
        yield TextPiece(row[:end], start, at)
        start = at + end if row[:end] else start
        at += len(row)
        if index + 1 < len(rows):
            yield TextPiece("\n", start, at)
            at += 1
            start = at
