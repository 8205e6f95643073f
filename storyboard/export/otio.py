"""OpenTimelineIO JSON: picture and sound on a track each; shots and on-screen captions as markers, since it has no titles."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from storyboard.export.place import ExportPlace
from storyboard.export.words import marker
from storyboard.model import Crossing, Edit, Event


def otio(edit: Edit, place: ExportPlace) -> str:
    """The edit; its films are named from where the file lies, so the folder may be moved as a whole."""
    video = _track("V1", "Video", list(_items(edit, place, sound=False)))
    audio = _track("A1", "Audio", list(_items(edit, place, sound=True)))
    marks = [mark for shot in edit.shots if shot.length for mark in [marker(shot, edit.language)]]
    shots = [
        _marker(edit, "GREEN", mark.name, (mark.start, mark.length), {"kind": "shot", "note": mark.note})
        for mark in marks
    ]
    captions = [
        _marker(edit, "PINK", cue.text, (cue.start, cue.end - cue.start), {"kind": "caption"})
        for cue in edit.cues
        if cue.caption
    ]
    left = [_marker(edit, "RED", one.words, (one.start, one.length), {"kind": "transition"}) for one in edit.marked]
    stack: dict[str, Any] = {
        "OTIO_SCHEMA": "Stack.1", "name": "tracks", "children": [video, audio], "effects": [], "markers": [*shots, *captions, *left],
        "metadata": {}, "source_range": None, "enabled": True,
    }  # fmt: skip
    whole = {
        "OTIO_SCHEMA": "Timeline.1", "name": edit.title, "global_start_time": None, "tracks": stack,
        "metadata": {"width": edit.size[0], "height": edit.size[1]},
    }  # fmt: skip
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _items(edit: Edit, place: ExportPlace, *, sound: bool) -> Iterator[dict[str, Any]]:
    """Clips and gaps, and between them the dissolves: to black, out of it, and from picture to picture."""
    for event in edit.events:
        for one in (edit.crossing("into", event.start), edit.crossing("mix", event.start)):
            if one and one not in edit.marked and (one.hush or not sound):
                yield _transition(edit, one)
        yield _item(edit, event, place, sound=sound)
        gone = edit.crossing("out", event.start + event.length)
        if gone and not event.plain and gone not in edit.marked and (gone.hush or not sound):
            yield _transition(edit, gone)


def _transition(edit: Edit, one: Crossing) -> dict[str, Any]:
    """How much of what is before it and of what is behind it stands under it."""
    before = {"out": one.length, "into": 0, "mix": one.length // 2}[one.kind]
    return {
        "OTIO_SCHEMA": "Transition.1", "name": one.words, "transition_type": "SMPTE_Dissolve",
        "in_offset": _moment(edit, before), "out_offset": _moment(edit, one.length - before),
        "metadata": {"storyboard": {"kind": one.kind}},
    }  # fmt: skip


def _track(name: str, kind: str, children: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "OTIO_SCHEMA": "Track.1", "name": name, "kind": kind, "children": children, "effects": [], "markers": [],
        "metadata": {}, "source_range": None, "enabled": True,
    }  # fmt: skip


def _item(edit: Edit, event: Event, place: ExportPlace, *, sound: bool) -> dict[str, Any]:
    common = {
        "name": event.name,
        "source_range": _range(edit, event.begin, event.length),
        "effects": [],
        "markers": [],
        "metadata": {"storyboard": {"says": event.note}},
        "enabled": True,
    }
    media = event.media
    if media is None or (sound and not media.channels):
        return {"OTIO_SCHEMA": "Gap.1", **common}
    reference = {
        "OTIO_SCHEMA": "ExternalReference.1",
        "name": media.file,
        "target_url": quote(f"{place.folder}/{media.file}"),
        "available_range": _range(edit, 0, media.frames),
        "available_image_bounds": None,
        "metadata": {},
    }
    return {
        "OTIO_SCHEMA": "Clip.2",
        **common,
        "media_references": {"DEFAULT_MEDIA": reference},
        "active_media_reference_key": "DEFAULT_MEDIA",
    }


def _marker(edit: Edit, colour: str, name: str, span: tuple[int, int], more: dict[str, str]) -> dict[str, Any]:
    return {
        "OTIO_SCHEMA": "Marker.2", "name": name, "color": colour, "marked_range": _range(edit, *span),
        "comment": more.get("note", ""), "metadata": {"storyboard": more},
    }  # fmt: skip


def _range(edit: Edit, start: int, frames: int) -> dict[str, Any]:
    return {"OTIO_SCHEMA": "TimeRange.1", "start_time": _moment(edit, start), "duration": _moment(edit, frames)}


def _moment(edit: Edit, frames: int) -> dict[str, Any]:
    return {"OTIO_SCHEMA": "RationalTime.1", "rate": float(edit.fps), "value": float(frames)}
