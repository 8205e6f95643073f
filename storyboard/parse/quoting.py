"""Scripts of lines under headings that tell who speaks in sentences, the words in quotation marks: `小马抹了把汗：“周叔，我天天来。”`"""

from storyboard.parse.attribution import AFTER, AFTER_EN, BEFORE_EN, ends_saying
from storyboard.parse.prose import LONGEST_NOT_SPOKEN, NOT_SPOKEN
from storyboard.parse.scan import Scan, ScannedLine
from storyboard.parse.shape import Shape
from storyboard.patterns import deferred

LEAST = 3
"""Lines that say who speaks from which on a script may speak so."""
OPENING = '“「"'
QUOTED = deferred(r"[“「\"](?P<said>[^“”「」\"]+)[”」\"]")
ENDS = frozenset("。！？!?…—～~,.，")
"""How words in quotation marks end that somebody says."""


def tells_speech(scan: Scan, shape: Shape) -> bool:
    """Whether a script has three lines and more that tell of somebody and quote their words, and not twice as many that are cues."""
    signs = [sign for sign in OPENING if sign in scan.source.text]
    if not signs:
        return False
    first, *others = signs
    quoting = [
        line for line in scan.lines if first in line.core or (others and any(sign in line.core for sign in others))
    ]
    told = sum(1 for line in quoting if line.tag in ("text", "cue", "mark") and _tells(line, shape, scan.english))
    if told < LEAST:
        return False
    return told * 2 >= sum(1 for line in scan.lines if line.tag == "cue" and shape.accepts(line)[0] > 0)


def holds_speech(core: str) -> bool:
    """Whether a line has a whole sentence in quotation marks."""
    return any(found["said"].rstrip()[-1:] in ENDS for found in QUOTED.finditer(core))


def _tells(line: ScannedLine, shape: Shape, english: bool) -> bool:
    """Whether a line that is no cue leads in words in quotation marks, or says behind them who spoke."""
    found = QUOTED.search(line.core)
    if not found or found["said"].rstrip()[-1:] not in ENDS or shape.accepts(line)[0] > 0:
        return False
    if line.mark is not None and line.mark.kind != "action":
        return False
    before, after = line.core[: found.start()], line.core[found.end() :]
    if english:
        return BEFORE_EN.search(before) is not None or AFTER_EN.match(after) is not None
    leads = (before.rstrip()[-1:] in ("：", ":") and len(before) > 2) or ends_saying(before)
    return (leads or AFTER.match(after) is not None) and not NOT_SPOKEN.search(before[-LONGEST_NOT_SPOKEN:])
