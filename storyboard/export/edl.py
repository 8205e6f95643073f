"""CMX 3600 edit lists, which every program reads: events, film names, a locator for each shot and each on-screen caption."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from storyboard.export.place import ExportPlace
from storyboard.export.words import marker, one_line
from storyboard.model import Crossing, Edit, Event

BEGINS = 3600
"""Seconds: a reel begins at one hour, as crews are used to."""
TITLE = 70
"""Characters of a title."""
CHANNELS = {0: "V", 1: "B"}
"""Channels of sound -> what an event takes; two and more: `AA/V`."""


def edl(edit: Edit, place: ExportPlace) -> str:
    """The edit as a list; films are found by name, a gap is black. A dissolve is a cut of no length and what it goes to, under one number."""
    lines = [f"TITLE: {one_line(edit.title)[:TITLE]}", "FCM: NON-DROP FRAME", ""]
    before = BLACK
    for number, event in enumerate(_rows(edit), start=1):
        dissolve = next((one for one in _made(edit) if one.start == event.start and event.length), None)
        if dissolve:
            lines += [
                _event(edit, number, replace(before, start=event.start, length=0, begin=before.begin + before.length))
            ]
        lines += [_event(edit, number, event, dissolve), *_remarks(edit, event, before if dissolve else None), ""]
        before = event
    return "\n".join(lines)


BLACK = Event("", 0, 0, None, "", plain="black")


def _made(edit: Edit) -> list[Crossing]:
    """The transitions that are dissolves here. One out of black at the very start is none: readers refuse a list that begins with what is before it."""
    return [one for one in edit.crossings if one not in edit.marked and one.start + one.length * (one.kind != "into")]


def _located(edit: Edit) -> list[Crossing]:
    """Those that get a locator instead."""
    made = _made(edit)
    return [one for one in edit.crossings if one not in made]


def _rows(edit: Edit) -> Iterator[Event]:
    """The events as a list has them: each begins with the dissolve to it, which an edit has around its cut or before it."""
    made = _made(edit)
    late = 0
    for at, event in enumerate(edit.events):
        end = event.start + event.length
        behind = edit.events[at + 1] if at + 1 < len(edit.events) else None
        gone = next(
            (one for one in made if one.kind == "out" and one.start + one.length == end and not event.plain), None
        )
        mixed = edit.crossing("mix", end)
        less = gone.length if gone else mixed.length // 2 if mixed else 0
        yield replace(
            event, start=event.start - late, begin=max(0, event.begin - late), length=event.length + late - less
        )
        late = less
        if gone and not (behind and behind.plain):
            yield replace(BLACK, start=end - less, length=less)
            late = 0


def timecode(frames: int, fps: Fraction) -> str:
    """`01:00:02:12` without dropping: at 23.976 a second of timecode has 24 frames."""
    base = -(-fps.numerator // fps.denominator)
    seconds, rest = divmod(frames, base)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}:{rest:02}"


def _record(edit: Edit, frame: int) -> str:
    return timecode(frame + BEGINS * -(-edit.fps.numerator // edit.fps.denominator), edit.fps)


def _event(edit: Edit, number: int, event: Event, dissolve: Crossing | None = None) -> str:
    reel, channels = ("AX", CHANNELS.get(event.media.channels, "AA/V")) if event.media else ("BL", "V")
    kind = f"D    {dissolve.length:03d}" if dissolve else "C       "
    source = f"{timecode(event.begin, edit.fps)} {timecode(event.begin + event.length, edit.fps)}"
    record = f"{_record(edit, event.start)} {_record(edit, event.start + event.length)}"
    return f"{number:03d}  {reel:<8} {channels:<5} {kind} {source} {record}"


def _remarks(edit: Edit, event: Event, before: Event | None) -> list[str]:
    """What stands under an event; `before`: what it dissolves from."""
    from_, to = (before.media if before else event.media), (event.media if before else None)
    found = [f"* FROM CLIP NAME: {from_.file}"] if from_ else []
    found += [f"* TO CLIP NAME: {to.file}"] if to else []
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
    found += [
        f"* LOC: {_record(edit, one.start)} RED     {one_line(one.words)}"
        for one in _located(edit)
        if one.start in inside
    ]
    return found
