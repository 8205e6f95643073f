"""OpenTimelineIO JSON: picture and sound on a track each; shots and on-screen captions as markers, since it has no titles."""

import json
from typing import Any
from urllib.parse import quote

from storyboard.export.place import ExportPlace
from storyboard.export.words import marker
from storyboard.model import Edit, Event


def otio(edit: Edit, place: ExportPlace) -> str:
    """The edit; its films are named from where the file lies, so the folder may be moved as a whole."""
    video = _track("V1", "Video", [_item(edit, event, place, sound=False) for event in edit.events])
    audio = _track("A1", "Audio", [_item(edit, event, place, sound=True) for event in edit.events])
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
    stack: dict[str, Any] = {
        "OTIO_SCHEMA": "Stack.1", "name": "tracks", "children": [video, audio], "effects": [], "markers": [*shots, *captions],
        "metadata": {}, "source_range": None, "enabled": True,
    }  # fmt: skip
    whole = {
        "OTIO_SCHEMA": "Timeline.1", "name": edit.title, "global_start_time": None, "tracks": stack,
        "metadata": {"width": edit.size[0], "height": edit.size[1]},
    }  # fmt: skip
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _track(name: str, kind: str, children: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "OTIO_SCHEMA": "Track.1", "name": name, "kind": kind, "children": children, "effects": [], "markers": [],
        "metadata": {}, "source_range": None, "enabled": True,
    }  # fmt: skip


def _item(edit: Edit, event: Event, place: ExportPlace, *, sound: bool) -> dict[str, Any]:
    common = {
        "name": event.name,
        "source_range": _range(edit, 0, event.length),
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
    def time(value: int) -> dict[str, Any]:
        return {"OTIO_SCHEMA": "RationalTime.1", "rate": float(edit.fps), "value": float(value)}

    return {"OTIO_SCHEMA": "TimeRange.1", "start_time": time(start), "duration": time(frames)}
