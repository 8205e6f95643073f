"""Fields of creates as documents of living gateways have them: read strictly, refused with the field's name."""

from collections.abc import Mapping
from typing import Any

from storyboard.rehearsal.reading import need

RATIOS = {"9:16": 0, "16:9": 1}
SIZES = {
    "480p": ("480x864", "864x480"), "720p": ("720x1280", "1280x720"), "1080p": ("1080x1920", "1920x1080"),
    "540p": ("540x960", "960x540"), "768P": ("768x1344", "1344x768"), "2K": ("1440x2560", "2560x1440"), "480P": ("480x832", "832x480"),
    "720P": ("720x1280", "1280x720"), "1080P": ("1080x1920", "1920x1080"),
    "std": ("720x1280", "1280x720"), "pro": ("1080x1920", "1920x1080"), "4k": ("2160x3840", "3840x2160"),
}  # fmt: skip


def only(table: Mapping[str, Any], *names: str) -> None:
    """Refused where a table has another key than these."""
    extra = sorted(set(table) - set(names))
    need(not extra, f"unknown parameter {extra[0] if extra else ''}", extra[0] if extra else "", "InvalidParameter")


def whole(value: object, low: int, high: int, name: str) -> int:
    """A whole number within bounds, else refused."""
    good = isinstance(value, int) and not isinstance(value, bool) and low <= value <= high
    need(good, f"{name} must be an integer from {low} to {high}", name, "InvalidParameter")
    return int(value)  # type: ignore[call-overload,no-any-return]


def flag(table: Mapping[str, Any], name: str, default: bool) -> bool:
    """A flag, else refused."""
    value = table.get(name, default)
    need(isinstance(value, bool), f"{name} must be a boolean", name, "InvalidParameter")
    return bool(value)


def size_of(resolution: object, ratio: object) -> str:
    """The size in pixels of a resolution and a ratio, else refused."""
    need(resolution in SIZES, f"resolution {resolution}", "resolution", "InvalidParameter")
    need(ratio in RATIOS or ratio == "adaptive", f"ratio {ratio}", "ratio", "InvalidParameter")
    return SIZES[str(resolution)][RATIOS.get(str(ratio), 0)]
