"""Transcripts that say above each speech when it begins and who speaks, in that order: `00:41 | WREN`, `[00:41] WREN`, `00:41 - 00:58 WREN`.

The time is nobody's; without it a name stands alone above its words as anywhere else.
"""

import re
from collections import Counter
from collections.abc import Iterator

from storyboard.parse.bared import TextPiece
from storyboard.patterns import deferred

SAMPLE = 12_000
"""Characters at the head of a text in which several such lines stand."""
LEAST, LEAST_AGAIN = 4, 3
"""Such lines from which on a text is of this kind, and how many of them are of people who come again."""
_CLOCK = r"\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?:[.,]\d{1,3})?"
STAMP = deferred(
    rf"^(?P<stamp>[ \t]*(?:\*\*)?[\[(（【<]?{_CLOCK}(?:\s*(?:-+>|[-–—~～至到])\s*{_CLOCK})?[\])）】>]?(?:\*\*)?[ \t　]*(?:[|｜·•/–—-]+[ \t　]*)?)"
    r"(?P<name>(?:\*\*)?(?:[A-Z][\w.'’#&-]*(?: [A-Z#&\d][\w.'’-]*){0,3}|[\u3400-\u9fff·]{1,6})(?:\*\*)?)"
    r"(?P<how>[ \t　]*(?:\[[^\[\]\n]{1,40}\]|\([^()\n]{1,40}\)|（[^（）\n]{1,20}）|【[^【】\n]{1,20}】))?[ \t]*\r?\n(?=[ \t]*\S)",
    re.M,
)
"""Such a line, with how the words are said, right above them."""
TIME = deferred(r"[:：]\d")
"""What stands in every time."""
CLOCKED = deferred(rf"^[ \t]*(?:\*\*)?[\[(（【<]?{_CLOCK}", re.M)
"""A line that begins with a time."""


def pieces(text: str) -> tuple[TextPiece, ...]:
    """A transcript without the times above its speeches; nothing for a text that is none."""
    if "\n" not in text or sum(1 for _ in _clocked(text[:SAMPLE])) < LEAST:
        return ()
    found = list(STAMP.finditer(text))
    names = Counter(each["name"].strip("*") for each in found)
    if len(found) < LEAST or len(names) < 2 or sum(count for count in names.values() if count > 1) < LEAST_AGAIN:
        return ()
    clocked = sum(1 for _ in CLOCKED.finditer(text))
    return tuple(_bare(text, found)) if len(found) * 4 >= clocked * 3 else ()


def _clocked(text: str) -> Iterator[re.Match[str]]:
    return STAMP.finditer(text) if len(TIME.findall(text)) >= LEAST else iter(())


def _bare(text: str, found: list[re.Match[str]]) -> Iterator[TextPiece]:
    """The text without the times; a name in small letters has a colon, for it would be none alone on its line."""
    at = start = 0
    for each in found:
        if each.start() > at:
            yield TextPiece(text[at : each.start()], start, at)
            start = each.start()
        at = each.start("name")
        if each["name"].isascii() and not each["name"].isupper():
            end = each.end("how" if each["how"] else "name")
            yield TextPiece(text[at:end], start, at)
            yield TextPiece(":", end, end)
            start = at = end
    yield TextPiece(text[at:], start, at)
