"""Lists in which lines are ticked off once they are taken, as apps for notes have them: `- [x] DAD: …`, and below a line, set in, what is noted of it.

What is set in below is for whoever shoots it, and nobody says it. A pin stands before the place where it is shot.
"""

from collections import Counter

from storyboard.parse import headings, words
from storyboard.parse.headings import Heading
from storyboard.parse.letters import note
from storyboard.parse.scan import PIN, Scan, ScannedLine
from storyboard.patterns import deferred

BOX = deferred(r"\s*(?:[-*+•]\s+)?(?:\[[ xX✓✔√]?\]|[☐☑☒✅⬜🔲🔳])[ \t　]+(?=\S)")
"""How a line begins that can be ticked off."""
BOXES, DRAWN = deferred(r"\[[ xX✓✔√]?\]"), "☐☑☒✅⬜🔲🔳"
"""One of these stands in every such list."""
BULLET = deferred(r"\s*(?:[-*+•◦▪–]|\[[ xX✓✔√]?\]|[☐☑☒✅⬜🔲🔳])\s+\S")
PINNED = deferred(rf"[#*>\-\s]*{PIN}")
PARTS = deferred(r"\s+[·•|｜/／–—-]\s+|\s*[·｜]\s*")
LEAST = 3
"""Lines that can be ticked off and are somebody's words, from which on the list is a script."""
LONGEST_PLACE = 60


def settle(found: Scan) -> None:
    """Make headings of pinned places, and notes of what is set in below lines that can be ticked off, and of such lines that nobody says where most are said."""
    if PIN in found.source.text:
        _pinned(found)
    text = found.source.text
    if BOXES.search(text) or any(map(text.__contains__, DRAWN)):
        _noted(found)


def _raw(found: Scan, line: ScannedLine) -> str:
    return found.source.text[line.start : line.end]


def _pinned(found: Scan) -> None:
    for line in found.lines:
        if line.tag not in ("text", "cue", "mark", "scene") or not PINNED.match(_raw(found, line)):
            continue
        said = place(line.core.lstrip(PIN).strip(), found.english) if line.style != "colon" else None
        if said and not (line.heading and line.heading.time):
            if line.style and line.cue:
                found.heads[line.style] -= Counter({line.cue.name: 1})
            line.tag, line.style, line.cue, line.mark, line.heading = "scene", None, None, None, said
            found.tags["scene"] += 1


def place(text: str, english: bool) -> Heading | None:
    """What stands behind a pin: a place, and maybe the hour behind a dot, a dash or a bar; None for a sentence."""
    if not text or len(text) > LONGEST_PLACE or text[-1] in "。.!?！？" or ":" in text or "：" in text:
        return None
    told = headings.placed(text) or headings.told_alone_zh(text) if not english else headings.opened(text)
    if told:
        return told
    first, *more = PARTS.split(text)
    return Heading(location=first.strip(), time=", ".join(part.strip() for part in more))


def _noted(found: Scan) -> None:
    boxed = [line for line in found.lines if line.tag != "blank" and BOX.match(_raw(found, line))]
    said = [line for line in boxed if _spoken(line, found)]
    if len(said) < LEAST or len(said) * 2 < len(boxed):
        return
    margin = max(line.indent for line in said)
    told = {id(line) for line in said}
    for line in found.lines:
        if line.tag in ("blank", "rule", "scene", "episode") or id(line) in told:
            continue
        if line.mark and line.mark.kind in ("caption", "sound"):
            continue
        deeper = line.indent > margin and BULLET.match(_raw(found, line))
        if deeper or any(line is each for each in boxed):
            note(line, found)


def _spoken(line: ScannedLine, found: Scan) -> bool:
    """Whether a line is the words of somebody who speaks again."""
    if not line.cue or line.style != "colon" or not line.rest.strip() or line.cue.name in words.NOT_NAMES:
        return False
    return found.heads["colon"][line.cue.name] > 1
