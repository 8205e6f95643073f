"""Fixed words in `visual` that program and people both read: what a place looks like, and who wears other clothes.

They keep the board complete without its trace and its cast: `【布景：水泥地，六张旧木桌】` in the first shot of a scene
holds for the whole scene, `【换装：林晚，红色，婚纱】` for the shot it stands in.
"""

import re
from dataclasses import dataclass

_SET = re.compile(r"[，, ]*(?:【布景：([^】]+)】|\[Set: ([^\]]+)\])")
_OUTFIT = re.compile(
    r"[，, ]*(?:【换装：([^，】]+)，([^，】]+)，([^】]+)】|\[Outfit: ([^,\]]+), ([^,\]]+), ([^\]]+)\])"
)
FORBIDDEN = "【】[]"
"""No other text in `visual` may hold these, so that nothing can be taken for a mark."""


@dataclass(frozen=True, slots=True)
class Change:
    """Somebody's other clothes."""

    name: str
    colour: str
    style: str


def write_set(look: str, language: str) -> str:
    """What a place looks like, as it stands in `visual`."""
    return f"【布景：{look}】" if language == "zh" else f"[Set: {look}]"


def write_outfit(change: Change, language: str) -> str:
    """Other clothes, as they stand in `visual`."""
    if language == "zh":
        return f"【换装：{change.name}，{change.colour}，{change.style}】"
    return f"[Outfit: {change.name}, {change.colour}, {change.style}]"


def set_of(visual: str) -> str:
    """What the place looks like; empty where the shot does not say."""
    match = _SET.search(visual)
    return (match[1] or match[2]) if match else ""


def changes(visual: str) -> tuple[Change, ...]:
    """Who wears other clothes in a shot."""
    return tuple(
        Change(*(part.strip() for part in match.groups() if part is not None)) for match in _OUTFIT.finditer(visual)
    )


def without(visual: str) -> str:
    """The picture without its marks."""
    return _OUTFIT.sub("", _SET.sub("", visual)).strip("，, ")
