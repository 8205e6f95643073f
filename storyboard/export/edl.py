"""CMX 3600 edit lists, which every program reads: events, film names, a locator for each shot and each on-screen caption."""

from fractions import Fraction

from storyboard.export.place import ExportPlace
from storyboard.export.words import marker, one_line
from storyboard.model import Edit, Event

BEGINS = 3600
"""Seconds: a reel begins at one hour, as crews are used to."""
TITLE = 70
"""Characters of a title."""
CHANNELS = {0: "V", 1: "B"}
"""Channels of sound -> what an event takes; two and more: `AA/V`."""


def edl(edit: Edit, place: ExportPlace) -> str:
    """The edit as a list; films are found by name, a gap is black."""
    lines = [f"TITLE: {one_line(edit.title)[:TITLE]}", "FCM: NON-DROP FRAME", ""]
    for number, event in enumerate(edit.events, start=1):
        lines += [_event(edit, number, event), *_remarks(edit, event), ""]
    return "\n".join(lines)


def timecode(frames: int, fps: Fraction) -> str:
    """`01:00:02:12` without dropping: at 23.976 a second of timecode has 24 frames."""
    base = -(-fps.numerator // fps.denominator)
    seconds, rest = divmod(frames, base)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}:{rest:02}"


def _record(edit: Edit, frame: int) -> str:
    return timecode(frame + BEGINS * -(-edit.fps.numerator // edit.fps.denominator), edit.fps)


def _event(edit: Edit, number: int, event: Event) -> str:
    reel, channels = ("AX", CHANNELS.get(event.media.channels, "AA/V")) if event.media else ("BL", "V")
    source = f"{timecode(0, edit.fps)} {timecode(event.length, edit.fps)}"
    record = f"{_record(edit, event.start)} {_record(edit, event.start + event.length)}"
    return f"{number:03d}  {reel:<8} {channels:<5} C        {source} {record}"


def _remarks(edit: Edit, event: Event) -> list[str]:
    found = [f"* FROM CLIP NAME: {event.media.file}"] if event.media else []
    inside = range(event.start, event.start + event.length)
    for shot in edit.shots:
        if shot.length and shot.start in inside:
            mark = marker(shot, edit.language)
            found.append(f"* LOC: {_record(edit, mark.start)} GREEN   {mark.name} {mark.note}".rstrip())
    found += [
        f"* LOC: {_record(edit, cue.start)} YELLOW  {one_line(cue.text)}"
        for cue in edit.cues
        if cue.caption and cue.start in inside
    ]
    return found
