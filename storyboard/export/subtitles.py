"""The subtitle files: SubRip, WebVTT and Advanced SubStation, the words untouched in each."""

from collections.abc import Iterable
from fractions import Fraction

from storyboard.model import Cue
from storyboard.model.plain import plain

TENTHS = Fraction(10)
"""Units of time a second, where cues are in tenths; of an edit it is its frames."""


def srt(cues: Iterable[Cue], rate: Fraction = TENTHS, *, captions: bool = False) -> str:
    """The speech cues as SRT text, numbered from 1, or the on-screen captions: SRT has no place for both.

    Line breaks inside a speech stay; an empty line inside one is left out, because it would end the cue.
    """
    wanted = [cue for cue in cues if cue.caption == captions]
    return "".join(
        f"{number}\n{clock(cue.start, rate)} --> {clock(cue.end, rate)}\n{_lines(cue.text)}\n\n"
        for number, cue in enumerate(wanted, 1)
    )


def _lines(text: str) -> str:
    return "\n".join(line for line in plain(text).splitlines() if line.strip())


def clock(time: int, rate: Fraction = TENTHS) -> str:
    """`00:01:02,300` for 623 tenths."""
    hours, minutes, seconds, thousandths = _parts(time, rate, 1000)
    return f"{hours:02}:{minutes:02}:{seconds:02},{thousandths:03}"


def _parts(time: int, rate: Fraction, fine: int) -> tuple[int, int, int, int]:
    """Hours, minutes, seconds and what is left in units of 1/`fine` s, rounded once."""
    seconds, rest = divmod(round(time / rate * fine), fine)
    return seconds // 3600, seconds // 60 % 60, seconds % 60, rest


def vtt(cues: Iterable[Cue], rate: Fraction = TENTHS) -> str:
    """The cues as WebVTT: speech with the speaker as a voice tag, on-screen captions at the top in a class of their own."""
    return "WEBVTT\n\n" + "".join(_vtt_cue(cue, rate) for cue in cues)


def _vtt_cue(cue: Cue, rate: Fraction) -> str:
    start, end = (clock(time, rate).replace(",", ".") for time in (cue.start, cue.end))
    said = _lines(_escaped(cue.text))
    if cue.caption:
        return f"{start} --> {end} line:8%\n<c.caption>{said}</c>\n\n"
    return f"{start} --> {end}\n{_voice(cue.role)}{said}\n\n"


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


def ass(cues: Iterable[Cue], size: tuple[int, int], rate: Fraction = TENTHS) -> str:
    """All cues as Advanced SubStation for a picture of this size: speech below, captions above."""
    width, height = size
    text = min(width, height) // 17
    head = ASS_HEAD.format(
        width=width, height=height, speech=text, caption=text * 5 // 4, side=width // 18, low=height // 12
    )
    return head + "".join(
        f"Dialogue: {int(cue.caption)},{_ass_clock(cue.start, rate)},{_ass_clock(cue.end, rate)},{'Caption' if cue.caption else 'Speech'},"
        f"{' '.join(plain(cue.role).replace(',', '，').split())},0,0,0,,{_ass_text(cue.text)}\n"
        for cue in cues
    )


def _ass_text(text: str) -> str:
    """Braces would begin a command and a backslash an escape: they are shown by their wide forms."""
    wide = plain(text).replace("\\", "＼").replace("{", "｛").replace("}", "｝")
    return "\\N".join(line for line in wide.splitlines() if line.strip())


def _ass_clock(time: int, rate: Fraction) -> str:
    """`0:01:02.30` for 623 tenths."""
    hours, minutes, seconds, hundredths = _parts(time, rate, 100)
    return f"{hours}:{minutes:02}:{seconds:02}.{hundredths:02}"
