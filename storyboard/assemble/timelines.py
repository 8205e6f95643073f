"""Timelines for editing programs: Final Cut's FCPXML 1.10 and OpenTimelineIO, clip by clip, trimmed as planned."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from storyboard.model import Board, Clip


@dataclass(frozen=True, slots=True)
class Cut:
    """An episode as an editor lays it out."""

    title: str
    clips: tuple[Clip, ...]
    board: Board
    takes: tuple[Path | None, ...]
    """Parallel to `clips`."""
    folder: Path
    """Of the episode, in full; the films are named from there."""
    size: tuple[int, int]
    fps: int


@dataclass(frozen=True, slots=True)
class Placed:
    """One clip on the timeline, in frames."""

    number: int
    """1-based clip of the episode."""
    start: int
    length: int
    whole: int
    """Frames of the film that was ordered."""
    url: str
    """`file:` address of the film, empty where there is none."""
    note: str
    """The lines spoken, and the action where nobody speaks."""


def placed(cut: Cut) -> Iterator[Placed]:
    """Every clip of which something stays; its ends are rounded in the whole, so that nothing adds up."""
    at = 0
    for number, (clip, take) in enumerate(zip(cut.clips, cut.takes, strict=True), start=1):
        start, end = round(at * cut.fps / 10), round((at + clip.kept) * cut.fps / 10)
        at += clip.kept
        if clip.kept:
            url = (cut.folder / "clips" / f"clip-{number:03d}.mp4").as_uri() if take else ""
            yield Placed(number, start, end - start, clip.seconds * cut.fps, url, _note(cut.board, clip))


def fcpxml(cut: Cut) -> str:
    """The episode as FCPXML 1.10, as Final Cut and Resolve read it: a format of the films' size, one asset a clip."""
    width, height = cut.size
    clips = tuple(placed(cut))
    assets = "".join(_asset(each, cut.fps) for each in clips if each.url)
    spine = "".join(_clip(each, cut.fps) for each in clips)
    name, length = quoteattr(cut.title), sum(each.length for each in clips)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE fcpxml>\n<fcpxml version="1.10">\n  <resources>\n'
        f'    <format id="r0" name="FFVideoFormatRateUndefined" frameDuration="1/{cut.fps}s" width="{width}" height="{height}"/>\n'
        f"{assets}  </resources>\n"
        f"  <library>\n    <event name={name}>\n      <project name={name}>\n"
        f'        <sequence format="r0" duration="{length}/{cut.fps}s" tcStart="0s" tcFormat="NDF" audioLayout="stereo" audioRate="48k">\n'
        f"          <spine>\n{spine}          </spine>\n        </sequence>\n      </project>\n    </event>\n  </library>\n</fcpxml>\n"
    )


def _asset(each: Placed, fps: int) -> str:
    return (
        f'    <asset id="r{each.number}" name="clip-{each.number:03d}" start="0s" duration="{each.whole}/{fps}s" '
        f'hasVideo="1" format="r0" hasAudio="1" videoSources="1" audioSources="1" audioChannels="2" audioRate="48000">\n'
        f'      <media-rep kind="original-media" src={quoteattr(each.url)}/>\n    </asset>\n'
    )


def _clip(each: Placed, fps: int) -> str:
    name, place = f"clip-{each.number:03d}", f'offset="{each.start}/{fps}s" duration="{each.length}/{fps}s"'
    if not each.url:
        return f'            <gap name="{name}" {place} start="0s"/>\n'
    note = each.note.replace("&", "&amp;").replace("<", "&lt;")
    return (
        f'            <asset-clip ref="r{each.number}" name="{name}" {place} start="0s" format="r0" tcFormat="NDF" audioRole="dialogue">\n'
        f"              <note>{note}</note>\n            </asset-clip>\n"
    )


def otio(cut: Cut) -> str:
    """The episode as OpenTimelineIO JSON: one video track; a gap where a clip has no film."""
    children = [_otio_clip(each, cut.fps) for each in placed(cut)]
    track: dict[str, Any] = {
        "OTIO_SCHEMA": "Track.1", "name": "V1", "kind": "Video", "children": children, "effects": [], "markers": [],
        "metadata": {}, "source_range": None, "enabled": True,
    }  # fmt: skip
    stack: dict[str, Any] = {
        "OTIO_SCHEMA": "Stack.1", "name": "tracks", "children": [track], "effects": [], "markers": [], "metadata": {},
        "source_range": None, "enabled": True,
    }  # fmt: skip
    whole = {
        "OTIO_SCHEMA": "Timeline.1", "name": cut.title, "global_start_time": None, "tracks": stack,
        "metadata": {"width": cut.size[0], "height": cut.size[1]},
    }  # fmt: skip
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _otio_clip(each: Placed, fps: int) -> dict[str, Any]:
    common = {
        "name": f"clip-{each.number:03d}",
        "source_range": _range(each.length, fps),
        "effects": [],
        "markers": [],
        "metadata": {"storyboard": {"says": each.note}},
        "enabled": True,
    }
    if not each.url:
        return {"OTIO_SCHEMA": "Gap.1", **common}
    media = {
        "OTIO_SCHEMA": "ExternalReference.1",
        "name": "",
        "target_url": each.url,
        "available_range": _range(each.whole, fps),
        "available_image_bounds": None,
        "metadata": {},
    }
    return {
        "OTIO_SCHEMA": "Clip.2",
        **common,
        "media_references": {"DEFAULT_MEDIA": media},
        "active_media_reference_key": "DEFAULT_MEDIA",
    }


def _range(frames: int, fps: int) -> dict[str, Any]:
    def time(value: int) -> dict[str, Any]:
        return {"OTIO_SCHEMA": "RationalTime.1", "rate": float(fps), "value": float(value)}

    return {"OTIO_SCHEMA": "TimeRange.1", "start_time": time(0), "duration": time(frames)}


def _note(board: Board, clip: Clip) -> str:
    said = []
    for part in clip.parts:
        shot = board.shots[part.shot]
        if part.text:
            said.append(f"{shot.dialogue.role}：{part.text}")
        elif part.first and not part.hold and shot.action:
            said.append(shot.action)
    return " / ".join(" ".join(text.split()) for text in said)
