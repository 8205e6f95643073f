"""Translations that stand below the words of a script, a line for each, as subtitles for abroad: neither said nor seen."""

from collections import Counter
from itertools import pairwise

from storyboard.parse.cues import HAN
from storyboard.parse.markers import OPENING, Mark
from storyboard.parse.scan import Scan, ScannedLine
from storyboard.patterns import deferred

LATIN = deferred(r"[A-Za-z].*[a-z]")
HAN_BEGINS = tuple({sign.encode()[:1] for sign in map(chr, (*range(0x3400, 0xA000, 0x40), 0x20000, 0x3FFFF))})
"""The first byte of each letter of Han."""
LEAST = 3
"""Such lines from which on they are believed, where they are more than half as many as speeches."""
BROKEN = frozenset(("alone", "period", "space", "quote"))
"""Styles of cue that a sentence in the other script may look like: Good. We get to talk."""


def settle(scan: Scan) -> None:
    """Make notes of lines in the other script right below what is said, where most speeches have one."""
    text = scan.source.text
    if not _may_hold_han(text) if scan.english else LATIN.search(text) is None:
        return
    filled = [line for line in scan.lines if line.tag not in ("blank", "rule")]
    below = [(above, line) for above, line in pairwise(filled) if _may_be(line, scan.english)]
    said = {id(line) for above, line in pairwise([filled[0], *filled]) if _is_said(above, line, latin=scan.english)}
    found = [line for above, line in below if id(above) in said]
    if len(found) < LEAST or len(found) * 2 <= len(said):
        return
    printed = {_print(line) for line in found}
    for above, line in below:
        if _print(line) in printed and (id(above) in said or letters(above.core, latin=scan.english)):
            if line.cue and line.style:
                scan.heads[line.style] -= Counter({line.cue.name: 1})
            line.tag, line.style, line.cue, line.mark = "mark", None, None, Mark("note", line.core)


def _may_hold_han(text: str) -> bool:
    """Whether one of the bytes with which letters of Han begin stands in a text: eight are looked for in a tenth of the time that a class of characters takes."""
    return not text.isascii() and any(map(text.encode("utf-8", "surrogatepass").__contains__, HAN_BEGINS))


def _may_be(line: ScannedLine, english: bool) -> bool:
    """Whether a line is a sentence in the other script, and nobody's name stands before a colon in it."""
    return letters(line.core, latin=not english) and (line.tag in ("text", "mark") or line.style in BROKEN)


def _print(line: ScannedLine) -> tuple[str, bool]:
    """How a line is marked: its print, and whether it stands in brackets."""
    return line.shell, line.core[0] in OPENING


def _is_said(above: ScannedLine, line: ScannedLine, *, latin: bool) -> bool:
    """Whether a line has words in the script's own letters: behind its name, or right below one that stands alone."""
    if line.tag == "cue" and line.style != "alone":
        return bool(line.rest) and letters(line.rest, latin=latin)
    return above.style == "alone" and line.tag in ("text", "cue") and letters(line.core, latin=latin)


def letters(text: str, *, latin: bool) -> bool:
    """Whether a text is in Latin letters alone, if `latin`, or has Han."""
    return (HAN.search(text) is None and LATIN.search(text) is not None) if latin else HAN.search(text) is not None
