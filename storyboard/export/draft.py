"""A draft of 剪映 and CapCut, experimental: their format is not documented and changes.

What is known of it is that of drafts people have looked into: plain JSON is opened (and encrypted by the program when it saves),
times are microseconds, the timeline is `draft_info.json` since 剪映 6 and `draft_content.json` before, films are found by
what `draft_materials` of `draft_meta_info.json` registers, and a text with `sub_type` 1 is a subtitle that can be edited as one.
Drafts are written, never read.
"""

import json
import uuid
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from storyboard.export.words import marker
from storyboard.model import Crossing, Cue, Edit, Event, Media

MATERIALS = "materials"
"""The folder of the films inside a draft."""
HERE = "##_draftpath_placeholder_0E685133-18CE-45ED-8CB8-2904A212EC80_##"
"""What the programs put for the draft's own folder, so that it can be moved."""

KINDS = (
    "ai_translates audio_balances audio_effects audio_fades audio_track_indexes audios beats canvases chromas color_curves "
    "digital_humans drafts effects flowers green_screens handwrites hsl images log_color_wheels loudnesses manual_deformations "
    "masks material_animations material_colors multi_language_refs placeholders plugin_effects primary_color_wheels "
    "realtime_denoises shapes smart_crops smart_relights sound_channel_mappings speeds stickers tail_leaders text_templates "
    "texts time_marks transitions video_effects video_trackings videos vocal_beautifys vocal_separations"
).split()
"""Lists that `materials` has; all but a few stay empty."""
REGISTERS = (0, 1, 2, 3, 6, 7, 8)
"""Types of lists of `draft_materials`; films stand in the first."""
PLATFORM = {"app_id": 3704, "app_source": "lv", "app_version": "5.9.0", "os": "windows"}
GREEN, ORANGE, RED = "#00c1cd", "#f5a623", "#ff3b30"
"""Colours of the markers: one for a shot, one for an on-screen caption, one for a transition that is left to the editor."""
DISSOLVE = {"name": "叠化", "effect_id": "322577", "resource_id": "6724845717472416269"}
"""Their own dissolve, under the numbers by which libraries for drafts know it."""
SPEECH, CAPTION = (5.0, -0.75), (9.0, 0.55)
"""(size of letters, height in the picture: 1 is its upper edge, -1 its lower)."""


def draft(edit: Edit, folder: str) -> dict[str, str]:
    """File -> its text. `folder`: the draft's own on the editor's machine; empty: films are found from wherever it lies."""
    ids = _Ids(edit.name)
    info = json.dumps(_timeline(edit, folder or HERE, ids), ensure_ascii=False, indent=1)
    meta = json.dumps(_meta(edit, folder, ids), ensure_ascii=False, indent=1)
    return {"draft_info.json": info, "draft_content.json": info, "draft_meta_info.json": meta}


class _Ids:
    """Names in the form that drafts have; the same edit has the same ones."""

    def __init__(self, name: str) -> None:
        self._space = uuid.uuid5(uuid.NAMESPACE_URL, f"storyboard:{name}")

    def of(self, thing: str) -> str:
        return str(uuid.uuid5(self._space, thing)).upper()


def microseconds(frame: int, fps: Fraction) -> int:
    """When a frame begins."""
    return round(frame / fps * 1_000_000)


def _range(start: int, length: int, fps: Fraction) -> dict[str, int]:
    """Its end is rounded too, not its length, so that what follows begins where this ends."""
    begin = microseconds(start, fps)
    return {"start": begin, "duration": microseconds(start + length, fps) - begin}


def _timeline(edit: Edit, folder: str, ids: _Ids) -> dict[str, Any]:
    """`draft_info.json`: picture with sound on the first track, subtitles and captions on a text track each, markers."""
    materials: dict[str, list[dict[str, Any]]] = {kind: [] for kind in KINDS}
    materials["videos"] = [_film(media, edit, folder, ids) for media in edit.media]
    tracks = [_track("video", "", [_shown(event, edit, materials, ids) for event in edit.events if event.media], ids)]
    for name, caption in (("字幕", False), ("字卡", True)):
        cues = [(number, cue) for number, cue in enumerate(edit.cues) if cue.caption == caption]
        if cues:
            written = [_written(number, cue, edit, materials, ids) for number, cue in cues]
            tracks.append(_track("text", name, written, ids))
    for order, track in enumerate(tracks):
        for segment in track["segments"]:
            segment["render_index"] = order
    width, height = edit.size
    return {
        "canvas_config": {"width": width, "height": height, "ratio": "original"},
        "color_space": 0,
        "config": _config(),
        "cover": None, "create_time": 0, "extra_info": None, "free_render_index_mode_on": False, "group_container": None,
        "duration": microseconds(edit.length, edit.fps),
        "fps": float(edit.fps),
        "id": ids.of("draft"),
        "keyframe_graph_list": [],
        "keyframes": {kind: [] for kind in ("adjusts", "audios", "effects", "filters", "handwrites", "stickers", "texts", "videos")},
        "last_modified_platform": PLATFORM, "platform": PLATFORM,
        "materials": materials,
        "mutable_config": None, "name": edit.title, "new_version": "110.0.0", "path": "", "relationships": [],
        "render_index_track_mode_on": False, "retouch_cover": None, "source": "default", "static_cover_image_path": "",
        "time_marks": {"id": ids.of("marks"), "mark_items": _marks(edit, ids)},
        "tracks": tracks,
        "update_time": 0, "version": 360000,
    }  # fmt: skip


def _config() -> dict[str, Any]:
    """Settings of the draft. The main track does not close its gaps: a missing film keeps its place."""
    counters = ("adjust", "combination", "sticker")
    return {
        **{f"{name}_max_index": 1 for name in counters},
        "attachment_info": [], "export_range": None, "extract_audio_last_index": 1, "lyrics_recognition_id": "", "lyrics_sync": True,
        "lyrics_taskinfo": [], "maintrack_adsorb": False, "material_save_mode": 0, "original_sound_last_index": 1,
        "record_audio_last_index": 1, "subtitle_recognition_id": "", "subtitle_sync": True, "subtitle_taskinfo": [],
        "system_font_list": [], "video_mute": False, "zoom_info_params": None,
    }  # fmt: skip


def _film(media: Media, edit: Edit, folder: str, ids: _Ids) -> dict[str, Any]:
    corners = {f"{v}_{h}_{axis}": 0.0 for v in ("upper", "lower") for h in ("left", "right") for axis in "xy"}
    whole = {**corners, "upper_right_x": 1.0, "lower_right_x": 1.0, "lower_left_y": 1.0, "lower_right_y": 1.0}
    return {
        "id": ids.of(media.file), "local_material_id": ids.of(f"registered {media.file}"), "material_id": "",
        "type": "video", "path": f"{folder}/{MATERIALS}/{media.file}", "material_name": media.file, "media_path": "",
        "duration": microseconds(media.frames, edit.fps), "width": media.size[0], "height": media.size[1],
        "has_audio": bool(media.channels), "audio_fade": None, "category_id": "", "category_name": "local", "check_flag": 63487,
        "crop": whole, "crop_ratio": "free", "crop_scale": 1.0,
    }  # fmt: skip


def _track(kind: str, name: str, segments: list[dict[str, Any]], ids: _Ids) -> dict[str, Any]:
    return {
        "attribute": 0, "flag": 0, "id": ids.of(f"track {kind} {name}"), "is_default_name": not name, "name": name,
        "segments": segments, "type": kind,
    }  # fmt: skip


def _segment(thing: str, material: str, target: dict[str, int], height: float, ids: _Ids) -> dict[str, Any]:
    return {
        "id": ids.of(f"segment {thing}"), "material_id": material, "target_timerange": target, "source_timerange": None,
        "clip": {
            "alpha": 1.0, "flip": {"horizontal": False, "vertical": False}, "rotation": 0.0, "scale": {"x": 1.0, "y": 1.0},
            "transform": {"x": 0.0, "y": height},
        },
        "uniform_scale": {"on": True, "value": 1.0}, "speed": 1.0, "volume": 1.0, "last_nonzero_volume": 1.0, "reverse": False,
        "visible": True, "is_tone_modify": False, "common_keyframes": [], "keyframe_refs": [], "extra_material_refs": [],
        "enable_adjust": True, "enable_lut": True, "track_attribute": 0, "track_render_index": 0, "render_index": 0,
    }  # fmt: skip


def _shown(event: Event, edit: Edit, materials: dict[str, list[dict[str, Any]]], ids: _Ids) -> dict[str, Any]:
    """A film on the main track, from its first frame, at its own speed."""
    assert event.media is not None
    speed = ids.of(f"speed {event.name}")
    materials["speeds"].append({"curve_speed": None, "id": speed, "mode": 0, "speed": 1.0, "type": "speed"})
    target = _range(event.start, event.length, edit.fps)
    found = _segment(event.name, ids.of(event.media.file), target, 0.0, ids)
    source = {"start": microseconds(event.begin, edit.fps), "duration": target["duration"]}
    more = [speed, *_fading(event, edit, materials, ids)]
    return {
        **found,
        "source_timerange": source,
        "extra_material_refs": more,
        "common_keyframes": _opacity(event, edit, ids),
    }


def _beside(event: Event, edit: Edit) -> tuple[Crossing | None, Crossing | None]:
    """How the picture of an event comes out of black and goes to it."""
    found = edit.crossing("into", event.start), edit.crossing("out", event.start + event.length)
    into, out = (one if one and one not in edit.marked else None for one in found)
    return into, out


def _opacity(event: Event, edit: Edit, ids: _Ids) -> list[dict[str, Any]]:
    """Key frames of its opacity, in the time of its film."""
    into, out = _beside(event, edit)
    last = event.begin + event.length
    points = [(event.begin, 0.0), (event.begin + into.length, 1.0)] if into else []
    points += [(last - out.length, 1.0), (last, 0.0)] if out else []
    if not points:
        return []
    still = {"x": 0.0, "y": 0.0}
    frames = [
        {
            "id": ids.of(f"key {event.name} {n}"), "curveType": "Line", "graphID": "", "left_control": still, "right_control": still,
            "string_value": "", "time_offset": microseconds(at, edit.fps), "values": [value],
        }
        for n, (at, value) in enumerate(points)
    ]  # fmt: skip
    return [
        {"id": ids.of(f"keys {event.name}"), "keyframe_list": frames, "material_id": "", "property_type": "KFTypeAlpha"}
    ]


def _fading(event: Event, edit: Edit, materials: dict[str, list[dict[str, Any]]], ids: _Ids) -> Iterator[str]:
    """The ids of what goes with a segment: its sound that rises and falls, the dissolve behind it."""
    into, out = (one if one and one.hush else None for one in _beside(event, edit))
    lengths = [microseconds(one.length, edit.fps) if one else 0 for one in (into, out)]
    if any(lengths):
        fade = ids.of(f"fade {event.name}")
        materials["audio_fades"].append(
            {
                "id": fade,
                "fade_in_duration": lengths[0],
                "fade_out_duration": lengths[1],
                "fade_type": 0,
                "type": "audio_fade",
            }
        )
        yield fade
    mix = edit.crossing("mix", event.start + event.length)
    if mix:
        own = ids.of(f"transition {event.name}")
        duration = microseconds(mix.length, edit.fps)
        materials["transitions"].append(
            {
                **DISSOLVE, "id": own, "type": "transition", "duration": duration, "is_overlap": True, "category_id": "", "category_name": "",
                "platform": "all",
            }
        )  # fmt: skip
        yield own


def _written(
    number: int, cue: Cue, edit: Edit, materials: dict[str, list[dict[str, Any]]], ids: _Ids
) -> dict[str, Any]:
    """A cue as a text; the range of its style counts in UTF-16, as these programs do."""
    size, height = CAPTION if cue.caption else SPEECH
    letters = len(cue.text.encode("utf-16-le")) // 2
    solid = {"render_type": "solid", "solid": {"alpha": 1.0, "color": [1.0, 1.0, 1.0]}}
    edge = {"width": 0.08, "content": {"render_type": "solid", "solid": {"alpha": 1.0, "color": [0.0, 0.0, 0.0]}}}
    style = {
        "fill": {"alpha": 1.0, "content": solid},
        "range": [0, letters],
        "size": size,
        "bold": cue.caption,
        "strokes": [edge],
    }
    content = json.dumps({"styles": [style], "text": cue.text}, ensure_ascii=False)
    text = ids.of(f"text {number}")
    materials["texts"].append(
        {
            "id": text, "type": "text", "sub_type": 0 if cue.caption else 1, "content": content, "name": cue.role,
            "caption_template_info": {"category_id": "", "category_name": "", "effect_id": "", "is_new": False, "resource_id": ""},
            "alignment": 1, "typesetting": 0, "letter_spacing": 0.0, "line_spacing": 0.02, "line_feed": 1, "line_max_width": 0.82,
            "force_apply_line_max_width": False, "check_flag": 15, "global_alpha": 1.0,
        }
    )  # fmt: skip
    return _segment(f"text {number}", text, _range(cue.start, cue.end - cue.start, edit.fps), height, ids)


def _marks(edit: Edit, ids: _Ids) -> list[dict[str, Any]]:
    """A marker a shot, one an on-screen caption, one a transition that is not made."""
    told = [marker(shot, edit.language) for shot in edit.shots if shot.length]
    shots = [(GREEN, f"{mark.name} {mark.note}".strip(), mark.start, mark.length) for mark in told]
    captions = [(ORANGE, cue.text, cue.start, cue.end - cue.start) for cue in edit.cues if cue.caption]
    left = [(RED, one.words, one.start, one.length) for one in edit.marked]
    return [
        {"id": ids.of(f"mark {n}"), "color": colour, "title": title, "time_range": _range(start, length, edit.fps)}
        for n, (colour, title, start, length) in enumerate((*shots, *captions, *left))
    ]


def _meta(edit: Edit, folder: str, ids: _Ids) -> dict[str, Any]:
    """`draft_meta_info.json`: the draft's name, and its films in the register by which they are found."""
    films = [_registered(media, edit, folder or HERE, ids) for media in edit.media]
    root = folder.rsplit("/", 1)[0] if "/" in folder else ""
    return {
        "draft_cloud_materials": [], "draft_cover": "", "draft_fold_path": folder, "draft_id": ids.of("draft"),
        "draft_is_invisible": False, "draft_name": folder.rsplit("/", 1)[-1] or edit.name, "draft_new_version": "", "draft_removable_storage_device": "",
        "draft_root_path": root, "draft_segment_extra_info": [], "draft_type": "", "draft_materials_copied_info": [],
        "draft_materials": [{"type": kind, "value": films if kind == REGISTERS[0] else []} for kind in REGISTERS],
        "tm_draft_create": 0, "tm_draft_modified": 0, "tm_draft_removed": 0, "tm_duration": microseconds(edit.length, edit.fps),
    }  # fmt: skip


def _registered(media: Media, edit: Edit, folder: str, ids: _Ids) -> dict[str, Any]:
    length = microseconds(media.frames, edit.fps)
    return {
        "id": ids.of(f"registered {media.file}"), "type": 0, "metetype": "video", "file_Path": f"{folder}/{MATERIALS}/{media.file}",
        "extra_info": media.file, "duration": length, "width": media.size[0], "height": media.size[1], "create_time": 0,
        "import_time": 0, "import_time_ms": 0, "item_source": 1, "md5": "", "roughcut_time_range": {"start": 0, "duration": length},
        "sub_time_range": {"start": -1, "duration": -1},
    }  # fmt: skip
