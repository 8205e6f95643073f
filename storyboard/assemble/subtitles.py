"""The subtitle file: speech cues as SubRip, the words untouched."""

from collections.abc import Iterable

from storyboard.model import Cue


def srt(cues: Iterable[Cue]) -> str:
    """The speech cues as SRT text, numbered from 1; captions are burnt in and not in it.

    Line breaks inside a speech stay; an empty line inside one is left out, because it would end the cue.
    """
    spoken = [cue for cue in cues if not cue.caption]
    return "".join(
        f"{number}\n{clock(cue.start)} --> {clock(cue.end)}\n{_lines(cue.text)}\n\n"
        for number, cue in enumerate(spoken, 1)
    )


def _lines(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if line.strip())


def clock(tenths: int) -> str:
    """`00:01:02,300` for 623 tenths."""
    seconds, tenth = divmod(tenths, 10)
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours:02}:{minute:02}:{second:02},{tenth}00"
