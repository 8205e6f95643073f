"""Final Cut's FCPXML 1.10, as Final Cut and Resolve read it."""

from collections.abc import Iterator
from fractions import Fraction

from storyboard.export.place import ExportPlace
from storyboard.export.words import address, attribute, marker, text
from storyboard.model import Cue, Edit, Event

TITLE = ".../Titles.localized/Bumper:Opener.localized/Basic Title.localized/Basic Title.moti"
"""The plain title that every Final Cut has."""
DISSOLVE = "FxPlug:4731E73A-8DAC-4113-9A30-AE85B1761265"
"""Its Cross Dissolve."""


def fcpxml(edit: Edit, place: ExportPlace) -> str:
    """The edit: a format of each size and rate, an asset a clip, markers, captions as titles, speech as subtitles."""
    shapes = tuple(dict.fromkeys([(edit.size, edit.fps), *((each.size, each.fps) for each in edit.media)]))
    formats = "".join(
        f'    <format id="f{n}" name="FFVideoFormatRateUndefined" frameDuration="{_time(1, fps)}" width="{size[0]}" height="{size[1]}"/>\n'
        for n, (size, fps) in enumerate(shapes)
    )
    assets = "".join(_assets(edit, place, shapes))
    title = f'    <effect id="title" name="Basic Title" uid={attribute(TITLE)}/>\n' if _captions(edit) else ""
    title += f'    <effect id="dissolve" name="Cross Dissolve" uid="{DISSOLVE}"/>\n' if _mixed(edit) else ""
    spine = "".join(_mix(edit, event) + _clip(edit, event, shapes) for event in edit.events)
    name, length = attribute(edit.title), _time(edit.length, edit.fps)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE fcpxml>\n<fcpxml version="1.10">\n  <resources>\n'
        f"{formats}{title}{assets}  </resources>\n"
        f"  <library>\n    <event name={name}>\n      <project name={name}>\n"
        f'        <sequence format="f0" duration="{length}" tcStart="0s" tcFormat="NDF" audioLayout="stereo" audioRate="48k">\n'
        f"          <spine>\n{spine}          </spine>\n        </sequence>\n      </project>\n    </event>\n  </library>\n</fcpxml>\n"
    )


def _time(frames: int, fps: Fraction) -> str:
    """`1001/24000s`: so many frames, exactly."""
    if not frames:
        return "0s"
    return f"{frames * fps.denominator}/{fps.numerator}s"


def _captions(edit: Edit) -> bool:
    return any(cue.caption for cue in edit.cues)


def _mixed(edit: Edit) -> bool:
    return any(one.kind == "mix" for one in edit.crossings)


def _mix(edit: Edit, event: Event) -> str:
    """The dissolve into an event, around its cut."""
    one = edit.crossing("mix", event.start)
    if one is None:
        return ""
    at = f'offset="{_time(one.start, edit.fps)}" duration="{_time(one.length, edit.fps)}"'
    inside = '              <filter-video ref="dissolve" name="Cross Dissolve"/>\n'
    return f'            <transition name="Cross Dissolve" {at}>\n{inside}            </transition>\n'


def _faded(edit: Edit, event: Event) -> Iterator[str]:
    """How a clip comes out of black and goes to it: its opacity and its loudness, in its own time."""
    end = event.start + event.length
    into, out = edit.crossing("into", event.start), edit.crossing("out", end)
    into, out = (one if one and event.media and one not in edit.marked else None for one in (into, out))
    if not (into or out):
        return
    first, last = event.begin, event.begin + event.length
    points = [(first, 0), (first + into.length, 1)] if into else []
    points += [(last - out.length, 1), (last, 0)] if out else []
    keys = "".join(f'<keyframe time="{_time(at, edit.fps)}" value="{value}"/>' for at, value in points)
    yield f'              <adjust-blend amount="1"><param name="amount"><keyframeAnimation>{keys}</keyframeAnimation></param></adjust-blend>\n'
    heard = (("fadeIn", into), ("fadeOut", out))
    fades = "".join(
        f'<{name} type="linear" duration="{_time(one.length, edit.fps)}"/>' for name, one in heard if one and one.hush
    )
    if fades and event.media and event.media.channels:
        yield f'              <adjust-volume amount="0dB"><param name="amount">{fades}</param></adjust-volume>\n'


Shape = tuple[tuple[int, int], Fraction]


def _assets(edit: Edit, place: ExportPlace, shapes: tuple[Shape, ...]) -> Iterator[str]:
    for number, media in enumerate(edit.media):
        sound = (
            f' hasAudio="1" audioSources="1" audioChannels="{media.channels}" audioRate="48000"'
            if media.channels
            else ""
        )
        yield (
            f'    <asset id="a{number}" name={attribute(media.file.removesuffix(".mp4"))} start="0s" duration="{_time(media.frames, edit.fps)}" '
            f'hasVideo="1" format="f{shapes.index((media.size, media.fps))}" videoSources="1"{sound}>\n'
            f'      <media-rep kind="original-media" src={attribute(address(place.root, media.file))}/>\n    </asset>\n'
        )


def _clip(edit: Edit, event: Event, shapes: tuple[Shape, ...]) -> str:
    at = f'name={attribute(event.name)} offset="{_time(event.start, edit.fps)}" duration="{_time(event.length, edit.fps)}" start="{_time(event.begin, edit.fps)}"'
    inside = f"              <note>{text(event.note)}</note>\n"
    media = event.media
    if media and media.fps != edit.fps:
        inside += f'              <conform-rate scaleEnabled="0" srcFrameRate="{_said(media.fps)}"/>\n'
    inside += "".join(_faded(edit, event)) + "".join(_anchored(edit, event)) + "".join(_markers(edit, event))
    if media is None:
        return f"            <gap {at}>\n{inside}            </gap>\n"
    shape = shapes.index((media.size, media.fps))
    ref = f'ref="a{edit.media.index(media)}" format="f{shape}" tcFormat="NDF"' + (
        ' audioRole="dialogue"' if media.channels else ""
    )
    return f"            <asset-clip {ref} {at}>\n{inside}            </asset-clip>\n"


def _said(fps: Fraction) -> str:
    """How a rate is named: `24`, `23.98`."""
    return str(fps.numerator) if fps.denominator == 1 else f"{float(fps):.2f}"


def _anchored(edit: Edit, event: Event) -> Iterator[str]:
    """The cues that begin in an event: their offset counts from its own start, in its film's time."""
    for number, cue in enumerate(edit.cues):
        if event.start <= cue.start < event.start + event.length:
            yield _cue(edit, cue, f"ts{number}", cue.start - event.start + event.begin)


def _cue(edit: Edit, cue: Cue, style: str, offset: int) -> str:
    at = f'offset="{_time(offset, edit.fps)}" duration="{_time(cue.end - cue.start, edit.fps)}" start="0s"'
    words = f'<text><text-style ref="{style}">{text(cue.text)}</text-style></text>'
    if cue.caption:
        look = f'<text-style-def id="{style}"><text-style font="PingFang SC" fontSize="60" fontColor="1 1 1 1" alignment="center"/></text-style-def>'
        return f'              <title ref="title" lane="2" name={attribute(cue.text)} {at}>{words}{look}</title>\n'
    look = f'<text-style-def id="{style}"><text-style font=".AppleSystemUIFont" fontSize="13" fontColor="1 1 1 1" backgroundColor="0 0 0 1"/></text-style-def>'
    role = f"SRT?captionFormat=SRT.{edit.language}"
    return f'              <caption lane="1" name={attribute(cue.text)} role="{role}" {at}>{words}{look}</caption>\n'


def _markers(edit: Edit, event: Event) -> Iterator[str]:
    for shot in edit.shots:
        if shot.length and event.start <= shot.start < event.start + event.length:
            mark = marker(shot, edit.language)
            yield (
                f'              <marker start="{_time(mark.start - event.start + event.begin, edit.fps)}" duration="{_time(1, edit.fps)}" '
                f"value={attribute(mark.name)} note={attribute(mark.note)}/>\n"
            )
    for one in edit.marked:
        if event.start <= one.start < event.start + event.length:
            start, frame = (_time(each, edit.fps) for each in (one.start - event.start + event.begin, 1))
            yield f'              <marker start="{start}" duration="{frame}" value={attribute(one.words)} completed="0"/>\n'
