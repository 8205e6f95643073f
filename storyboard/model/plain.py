"""Text that only says something: without the characters that steer a terminal or turn the order of what is read around."""

from storyboard.patterns import deferred

_SEQUENCE = (
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # CSI: colours, moves, clears
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c\r\n]*(?:\x07|\x1b\\|\x9c)"  # OSC, DCS and kin: titles, links, clipboards
    r"|\x1b[ -/]*[0-~]?"
)
"""Escape sequences of ECMA-48, whole, so that no `[31m` stays behind; one that does not end loses its first sign only."""

DIRECTION = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""Marks and overrides of direction: with them a line reads otherwise than it is spoken."""

CONTROLS = rf"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f{DIRECTION}\U000e0000-\U000e007f]"
"""Controls but for those that end lines or space them, directions, and tags that nobody sees."""

STEERING = deferred(f"{_SEQUENCE}|{CONTROLS}")
UNSEEN = deferred("[\u00ad\u200b-\u200d\u2060-\u2064\ufe00-\ufe0e\ufeff]")
"""Takes no room and has its uses: joiners, breaks, variants; right only where the script has it."""
SPACES = "\n\t\r\u3000\xa0"
"""What ends lines or spaces them in most scripts, and steers nothing."""
_CONTROL = deferred(rf"[\x0b\x0c\x85\u2028\u2029]|{CONTROLS}")


def plain(text: str) -> str:
    """The text without anything that steers: the same text where there is nothing, byte for byte."""
    return text if seen(text) else STEERING.sub("", text)


def seen(text: str) -> bool:
    """Whether every character of a text has a shape or is a usual space: looked at first, because most texts are so."""
    for space in SPACES:
        text = text.replace(space, "") if space in text else text
    return text.isprintable()


def shown(text: str) -> str:
    r"""The text with every control spelled out: `\x1b[31m`, `\u202e`. For a terminal; nothing is hidden from who reads it."""
    return _CONTROL.sub(lambda match: match[0].encode("unicode_escape").decode(), text)


def plain_values(value: object) -> object:
    """The same tables and lists with every text in them plain. What goes in is no deeper than `config.DEEPEST`."""
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, dict):
        return {plain_values(key): plain_values(each) for key, each in value.items()}
    return [plain_values(each) for each in value] if isinstance(value, list) else value
