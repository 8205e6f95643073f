"""What stays in a prompt whoever puts it right: its shots, their lengths, what is said and by whom, the rule of who speaks, nobody's name."""

from storyboard import names, telling
from storyboard.check.shown import flat
from storyboard.check.told import ClipReading


def altered(made: str, proofed: str, read: ClipReading, naming: names.Naming, readable: str) -> str:
    """What a correction does to a prompt that it may not; empty where it does nothing of that.

    `readable`: all words that may stand in quotation marks, as the script has them, flat.
    """
    before, after = (telling.without_head(each) for each in (made, proofed))
    bodies, others = read.blocks(before[1]), read.blocks(after[1])
    if before[0] != after[0] or bodies is None or others is None or len(bodies) != len(others):
        return "shots of the prompt stay as they are"
    if [_length(body, read) for body in bodies] != [_length(body, read) for body in others]:
        return "durations stay as they are"
    if [_said(body, read) for body in bodies] != [_said(body, read) for body in others]:
        return "words that are spoken stay as they are, and who says them"
    if any(
        bool(read.rules[rule].search(made)) != bool(read.rules[rule].search(proofed)) for rule in ("spoken", "silence")
    ):
        return "the sentence about who speaks stays as it is"
    if new := sorted(set(names.found(proofed, naming)) - set(names.found(made, naming))):
        return f"people are called as the prompt calls them, not {', '.join(new)}"
    words = (each[1:-1] for each in names.QUOTED.findall(proofed) if each not in made)
    if new := [each for each in words if flat(each) not in readable]:
        return f"the script has no words “{new[0]}” to be read"
    return ""


def _length(body: str, read: ClipReading) -> str:
    match = read.duration.search(body) if read.duration else None
    return match[0] if match else ""


def _said(body: str, read: ClipReading) -> list[tuple[str, str]]:
    """(who, words) of each line of a shot; a line that cannot be taken apart stands whole."""
    lines = read.read(body, "line")
    found = ((line, read.speech.match(line)) for line in lines)
    return [(match["who"], match["text"]) if match else ("", line) for line, match in found]
