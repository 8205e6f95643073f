"""A storyboard from any chat window as a board of the mandated form: what stands in it under usual names is found, the rest noted.

Nothing is judged here: whether its words are those of the script is the aligner's and `check`'s business.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from storyboard.patterns import deferred
from storyboard.records import dataclass

Json = dict[str, Any]

FIELDS = {
    "visual": "visual 画面 画面描述 画面内容 镜头内容 内容 description scene_description image picture shot_description video_prompt prompt 提示词",
    "action": "action 动作 动作描述 actions 表演",
    "camera": "camera 镜头 镜头语言 运镜 camera_movement camera_move movement shot_type 景别 shot_size size angle 角度 机位 camera_angle",
    "dialogue": "dialogue 台词 对白 对话 dialog lines line speech 旁白 voiceover audio",
    "role": "role speaker character 角色 说话人 人物 name",
    "text": "text line content words 台词 内容 value",
    "style_tags": "style_tags style 风格 色调 光线 lighting tags 氛围",
    "location": "location place 场景 地点 scene setting",
    "time": "time 时间 time_of_day",
    "weather": "weather 天气",
    "duration": "duration 时长 seconds length 秒数",
}  # fmt: skip
"""Field of the mandated form -> names that others give it, in the order in which they are looked for."""
NAMES = {field: tuple(names.split()) for field, names in FIELDS.items()}
LISTS = ("shots", "分镜", "镜头", "storyboard", "分镜列表", "shot_list", "scenes", "frames", "data", "result")
CUE = deferred(r"^\s*(?P<role>[^：:“”\"「」\n]{1,20}?)\s*(?:[（(][^）)]*[）)])?\s*[：:]\s*(?P<text>.+)$", re.DOTALL)
QUOTES = '“”"「」『』'
DEFAULT_SECONDS = 4.0


@dataclass(frozen=True, slots=True)
class Foreign:
    """A storyboard from elsewhere, in the mandated form as far as it goes."""

    data: Json
    notes: tuple[str, ...]
    """What of its form was not the mandated one, each kind once."""


def read_foreign(data: Any) -> Foreign | None:  # noqa: ANN401 - JSON
    """The board in any JSON; None where no list of shots is found in it."""
    rows = _rows(data)
    if not rows:
        return None
    notes: dict[str, int] = {}
    shots = [shot for row in rows for shot in _shots(row, notes)]
    people = data.get("character_setting") if isinstance(data, dict) else None
    if not isinstance(people, dict):
        notes["no character_setting: looks and voices are those of cast.toml, else assumed"] = 1
        people = {}
    told = tuple(f"{note}{f' ({count} shots)' if count > 1 else ''}" for note, count in notes.items())
    return Foreign({"character_setting": people, "shots": shots}, told)


def _rows(data: Any) -> list[Json]:  # noqa: ANN401
    """The shots: a list of objects, wherever it stands; of scenes that have shots of their own, all of these."""
    if isinstance(data, list):
        found = [each for each in data if isinstance(each, dict)]
        return [
            inner for each in found for inner in (_rows({key: each[key] for key in LISTS if key in each}) or [each])
        ]
    if isinstance(data, dict):
        for name in (*(name for name in LISTS if name in data), *data):
            if isinstance(data[name], list | dict) and (found := _rows(data[name])):
                return found
    return []


def _get(row: Mapping[str, Any], field: str, notes: dict[str, int]) -> Any:  # noqa: ANN401
    """The value of a field under any of its names; of a camera told in parts, all parts."""
    found = [(name, row[name]) for name in NAMES[field] if row.get(name) not in (None, "", [], {})]
    if not found:
        return ""
    if found[0][0] != field:
        _note(notes, f"`{found[0][0]}` is read as `{field}`")
    if field == "camera":
        return "，".join(str(value) for _, value in found if isinstance(value, str | int | float))
    return found[0][1]


def _note(notes: dict[str, int], text: str) -> None:
    notes[text] = notes.get(text, 0) + 1


def _shots(row: Json, notes: dict[str, int]) -> Iterator[Json]:
    """A row as shots: one for each thing said in it, with one picture."""
    texts = {
        field: _text(_get(row, field, notes))
        for field in ("visual", "action", "camera", "style_tags", "location", "time", "weather")
    }
    said = list(_said(row, notes)) or [("", "")]
    if len(said) > 1:
        _note(notes, "several people speak in one shot: it is cut where they change")
    seconds = _seconds(_get(row, "duration", notes))
    for role, text in said:
        yield {**texts, "dialogue": {"role": role, "text": text}, "duration": seconds / len(said)}


def _said(row: Json, notes: dict[str, int]) -> Iterator[tuple[str, str]]:
    """(role, text) of everything said in a row."""
    value = _get(row, "dialogue", notes)
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, dict):
            text = _text(_get(each, "text", {})).strip()
            role = _text(_get(each, "role", {})).strip()
            if text:
                yield role, text
        elif isinstance(each, str) and each.strip() not in ("", "无", "none", "None", "-", "—", "N/A"):
            for line in each.strip().split("\n"):
                cue = CUE.match(line)
                role = cue["role"] if cue else _text(_get(row, "role", {}))
                yield role.strip(), (cue["text"] if cue else line).strip().strip(QUOTES)


def _text(value: object) -> str:
    if isinstance(value, list):
        return "，".join(map(str, value))
    return value if isinstance(value, str) else "" if value in (None, "") or isinstance(value, dict) else str(value)


def _seconds(value: object) -> float:
    """Seconds of `3`, `"3s"`, `"3-4秒"`, `0:03`."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    found = re.findall(r"\d+(?:\.\d+)?", str(value))
    return float(found[-1]) if found else DEFAULT_SECONDS
