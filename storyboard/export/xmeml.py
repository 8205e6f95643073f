"""Final Cut 7's XML (xmeml 5), which Premiere, Resolve and Avid's tools read: films, sound, titles for captions, markers."""

from collections.abc import Iterator
from fractions import Fraction

from storyboard.export.place import ExportPlace
from storyboard.export.words import address, marker, one_line, text
from storyboard.model import Crossing, Cue, Edit, Event, Media


def xmeml(edit: Edit, place: ExportPlace) -> str:
    """The edit as a sequence: picture on V1, on-screen captions as text generators on V2, sound on a track a channel."""
    width, height = edit.size
    channels = min(2, max((media.channels for media in edit.media), default=0))
    told = _Told(edit, place)
    picture = "".join(told.placed("video"))
    captions = "".join(_title(edit, number, cue) for number, cue in enumerate(edit.cues) if cue.caption)
    sound = "".join(
        f"<track>{''.join(told.placed('audio', n))}<outputchannelindex>{n}</outputchannelindex></track>\n"
        for n in range(1, channels + 1)
    )
    markers = "".join(_markers(edit))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE xmeml>\n<xmeml version="5">\n'
        f'<sequence id="sequence-1"><name>{text(one_line(edit.title))}</name><duration>{edit.length}</duration>{_rate(edit.fps)}\n'
        f"<timecode>{_rate(edit.fps)}<string>01:00:00:00</string><frame>{3600 * _base(edit.fps)}</frame><displayformat>NDF</displayformat></timecode>\n"
        f"<media><video><format><samplecharacteristics>{_rate(edit.fps)}<width>{width}</width><height>{height}</height>"
        f"<anamorphic>FALSE</anamorphic><pixelaspectratio>square</pixelaspectratio><fielddominance>none</fielddominance>"
        f"</samplecharacteristics></format>\n<track>{picture}</track>\n"
        + (f"<track>{captions}</track>\n" if captions else "")
        + f"</video>\n<audio><numOutputChannels>2</numOutputChannels><format><samplecharacteristics><depth>16</depth>"
        f"<samplerate>48000</samplerate></samplecharacteristics></format>\n{sound}</audio></media>\n{markers}</sequence>\n</xmeml>\n"
    )


def _base(fps: Fraction) -> int:
    return -(-fps.numerator // fps.denominator)


def _rate(fps: Fraction) -> str:
    """23.976 is 24 slowed by `ntsc`."""
    slowed = "TRUE" if fps.denominator != 1 else "FALSE"
    return f"<rate><timebase>{_base(fps)}</timebase><ntsc>{slowed}</ntsc></rate>"


class _Told:
    """Which films have been described: a later mention is by id alone."""

    def __init__(self, edit: Edit, place: ExportPlace) -> None:
        self._edit, self._place = edit, place
        self._ids = {media.file: f"file-{n}" for n, media in enumerate(edit.media, start=1)}
        self._known: set[str] = set()

    def placed(self, kind: str, channel: int = 0) -> Iterator[str]:
        """The clips of a track with their transitions."""
        for event in self._edit.events:
            if clip := self.clip(event, kind, channel):
                before, behind = _beside(self._edit, event, sound=kind == "audio")
                yield _transition(self._edit, before, sound=kind == "audio") if before else ""
                yield clip
                yield _transition(self._edit, behind, sound=kind == "audio") if behind and behind.kind == "out" else ""

    def clip(self, event: Event, kind: str, channel: int = 0) -> str:
        """A clip on its track; nothing where it has no film, or no such channel."""
        media, edit = event.media, self._edit
        if media is None or channel > media.channels:
            return ""
        number = edit.events.index(event) + 1
        tracks = [("video", 0), *(("audio", n) for n in range(1, min(2, media.channels) + 1))]
        links = "".join(
            f"<link><linkclipref>{_id(number, *track)}</linkclipref><mediatype>{track[0]}</mediatype>"
            f"<trackindex>{track[1] or 1}</trackindex><clipindex>{number}</clipindex></link>"
            for track in tracks
        )
        source = (
            f"<sourcetrack><mediatype>audio</mediatype><trackindex>{channel}</trackindex></sourcetrack>"
            if channel
            else ""
        )
        before, behind = _beside(edit, event, sound=kind == "audio")
        start, begin = (-1, event.begin - _handle(before)) if before else (event.start, event.begin)
        end = -1 if behind else event.start + event.length
        out = event.begin + event.length + (behind.length - _handle(behind) if behind and behind.kind == "mix" else 0)
        return (
            f'<clipitem id="{_id(number, kind, channel)}"><name>{text(event.name)}</name><enabled>TRUE</enabled>'
            f"<duration>{media.frames}</duration>{_rate(edit.fps)}<start>{start}</start><end>{end}</end>"
            f"<in>{begin}</in><out>{out}</out>{self._file(media)}{source}{links}"
            f"<comments><mastercomment1>{text(one_line(event.note))}</mastercomment1></comments></clipitem>\n"
        )

    def _file(self, media: Media) -> str:
        ref = self._ids[media.file]
        if ref in self._known:
            return f'<file id="{ref}"/>'
        self._known.add(ref)
        url = address(self._place.root, media.file).replace("file:///", "file://localhost/")
        frames = int(media.frames / self._edit.fps * media.fps)
        sound = f"<audio><channelcount>{media.channels}</channelcount></audio>" if media.channels else ""
        return (
            f'<file id="{ref}"><name>{text(media.file)}</name><pathurl>{text(url)}</pathurl>{_rate(media.fps)}<duration>{frames}</duration>'
            f"<media><video><samplecharacteristics><width>{media.size[0]}</width><height>{media.size[1]}</height>"
            f"</samplecharacteristics></video>{sound}</media></file>"
        )


def _beside(edit: Edit, event: Event, *, sound: bool) -> tuple[Crossing | None, Crossing | None]:
    """The transitions with which a clip begins and ends."""
    end = event.start + event.length
    begins = edit.crossing("into", event.start) or edit.crossing("mix", event.start)
    ends = edit.crossing("out", end) or edit.crossing("mix", end)
    first, last = (
        one if one and one not in edit.marked and (one.hush or not sound) else None for one in (begins, ends)
    )
    return first, last


def _handle(one: Crossing) -> int:
    """Frames of a transition that stand before its cut."""
    return {"into": 0, "mix": one.length // 2}.get(one.kind, one.length)


def _transition(edit: Edit, one: Crossing, *, sound: bool) -> str:
    """A dissolve: to black up to the end of a clip, out of it from its start, or around the cut of two. A clip beside one has -1 for that border."""
    where = {"out": "end-black", "into": "start-black", "mix": "center"}[one.kind]
    name, kind = ("Cross Fade (+3dB)", "audio") if sound else ("Cross Dissolve", "video")
    plain = "KGAudioTransCrossFade3dB" if sound else name
    return (
        f"<transitionitem>{_rate(edit.fps)}<start>{one.start}</start><end>{one.start + one.length}</end><alignment>{where}</alignment>"
        f"<effect><name>{name}</name><effectid>{plain}</effectid><effecttype>transition</effecttype><mediatype>{kind}</mediatype></effect>"
        f"</transitionitem>\n"
    )


def _id(number: int, kind: str, channel: int) -> str:
    return f"clip-{number}-{kind}{channel or ''}"


def _title(edit: Edit, number: int, cue: Cue) -> str:
    length = cue.end - cue.start
    words = text(one_line(cue.text))
    return (
        f'<generatoritem id="title-{number}"><name>{words}</name><enabled>TRUE</enabled><duration>{length}</duration>{_rate(edit.fps)}'
        f"<start>{cue.start}</start><end>{cue.end}</end><in>0</in><out>{length}</out><anamorphic>FALSE</anamorphic><alphatype>black</alphatype>"
        f"<effect><name>Text</name><effectid>Text</effectid><effectcategory>Text</effectcategory><effecttype>generator</effecttype>"
        f"<mediatype>video</mediatype><parameter><parameterid>str</parameterid><name>Text</name><value>{words}</value></parameter></effect></generatoritem>\n"
    )


def _markers(edit: Edit) -> Iterator[str]:
    for shot in edit.shots:
        if shot.length:
            mark = marker(shot, edit.language)
            yield (
                f"<marker><comment>{text(mark.note)}</comment><name>{text(mark.name)}</name>"
                f"<in>{mark.start}</in><out>{mark.start + mark.length}</out></marker>\n"
            )
    for one in edit.marked:
        yield (
            f"<marker><comment></comment><name>{text(one_line(one.words))}</name>"
            f"<in>{one.start}</in><out>{one.start + one.length}</out></marker>\n"
        )
