"""Which version of the render prompts a production is told with: the one it was made with, until somebody renews it."""

import json
from pathlib import Path

from storyboard.config import Settings
from storyboard.errors import UsageError
from storyboard.library import Library
from storyboard.production.files import Records, read_text

STAGE, CLIPS = "render", "clips.json"
FIRST = "v1"
"""What productions were told with before they recorded it."""


def library_for(library: Library, settings: Settings, records: Records, folder: Path, *, renew: bool) -> Library:
    """The library of one production: a version that the settings name; else, unless renewed, its own; else the released one."""
    if STAGE in settings.prompts or renew:
        return library
    own = records.inputs(STAGE) or _written(folder)
    return library if own in ("", library.version(STAGE)) else library.choosing({STAGE: own})


def _written(folder: Path) -> str:
    """The version that its clips.json names; the first where it has clips or takes that say nothing; empty for a new one."""
    try:
        return str(json.loads(read_text(folder / CLIPS)).get("prompts", FIRST))
    except (OSError, ValueError, AttributeError, UsageError):
        return FIRST if (folder / CLIPS).exists() or (folder / "takes").is_dir() else ""


def record(library: Library, records: Records, code: str) -> None:
    """Notes the version in use."""
    records.note(STAGE, library.version(STAGE), library.prompt(STAGE, code).hash)
