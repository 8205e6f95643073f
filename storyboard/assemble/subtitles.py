"""The subtitle files: SubRip, WebVTT and Advanced SubStation, the words untouched in each."""

from collections.abc import Iterable

from storyboard.model import Cue
from storyboard.model.plain import plain


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
    return "\n".join(line for line in plain(text).splitlines() if line.strip())


def clock(tenths: int) -> str:
    """`00:01:02,300` for 623 tenths."""
    seconds, tenth = divmod(tenths, 10)
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours:02}:{minute:02}:{second:02},{tenth}00"


def vtt(cues: Iterable[Cue]) -> str:
    """The speech cues as WebVTT, the speaker as a voice tag; captions are burnt in and not in it."""
    spoken = [cue for cue in cues if not cue.caption]
    return "WEBVTT\n\n" + "".join(
        f"{clock(cue.start).replace(',', '.')} --> {clock(cue.end).replace(',', '.')}\n"
        f"{_voice(cue.role)}{_lines(_escaped(cue.text))}\n\n"
        for cue in spoken
    )


def _voice(role: str) -> str:
    return f"<v {_escaped(' '.join(plain(role).split()))}>" if role.strip() else ""


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


ASS_HEAD = """[Script Info]
ScriptType: v4.00+
PlayResX: {width}
PlayResY: {height}
WrapStyle: 0
ScaledBorderAndShadow: yes

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding
Style: Speech,Noto Sans CJK SC,{speech},&H00FFFFFF,&H00FFFFFF,&H00000000,&H64000000,0,0,0,0,100,100,0,0,1,3,1,2,{side},{side},{low},1
Style: Caption,Noto Sans CJK SC,{caption},&H00FFFFFF,&H00FFFFFF,&H00000000,&H64000000,-1,0,0,0,100,100,0,0,1,3,1,8,{side},{side},{low},1

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""


def ass(cues: Iterable[Cue], size: tuple[int, int]) -> str:
    """All cues as Advanced SubStation for a picture of this size: speech below, captions above."""
    width, height = size
    text = min(width, height) // 17
    head = ASS_HEAD.format(
        width=width, height=height, speech=text, caption=text * 5 // 4, side=width // 18, low=height // 12
    )
    return head + "".join(
        f"Dialogue: {int(cue.caption)},{_ass_clock(cue.start)},{_ass_clock(cue.end)},{'Caption' if cue.caption else 'Speech'},"
        f"{' '.join(plain(cue.role).replace(',', '，').split())},0,0,0,,{_ass_text(cue.text)}\n"
        for cue in cues
    )


def _ass_text(text: str) -> str:
    """Braces would begin a command and a backslash an escape: they are shown by their wide forms."""
    wide = plain(text).replace("\\", "＼").replace("{", "｛").replace("}", "｝")
    return "\\N".join(line for line in wide.splitlines() if line.strip())


def _ass_clock(tenths: int) -> str:
    """`0:01:02.30` for 623 tenths."""
    seconds, tenth = divmod(tenths, 10)
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}.{tenth}0"
