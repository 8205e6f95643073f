"""A profile: what is true of a video model wherever it is served, read from a TOML file."""

from dataclasses import dataclass, field
from datetime import date
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

from storyboard.assets import PACKAGE
from storyboard.config import read_table, read_toml
from storyboard.profiles.dialect import FORBID, Shape


@dataclass(frozen=True, slots=True)
class Profile:
    """One file of `profiles/`."""

    __pydantic_config__ = FORBID

    name: str
    title: str
    models: tuple[str, ...]
    """Names under which gateways serve it (`*` as in file names)."""
    template: str
    """Which prompt template renders for it: a folder of `prompts/render/`."""
    storyboard: bool = False
    """It reads `Shot N:` with durations as an edit list."""
    lengths: tuple[int, ...] = ()
    """Seconds it can make; a dialect may sell fewer."""
    sizes: dict[Shape, str] = field(default_factory=dict)
    prompt_limit: int = 0
    """Characters of one prompt; 0 = no known limit."""
    shot_limit: int = 0
    """Shots in one prompt; 0 = no known limit."""
    characters: int = 0
    """Created characters that one clip may mention; 0 = it has none."""
    hd: bool = False
    """What `hd = "auto"` means for it."""
    draft: str = ""
    """The cheap standard model for `--draft`."""
    retired: str = ""
    """Date on which its maker switched it off: a warning, no refusal, because gateways may serve it on."""
    source: str = ""
    """Where the figures are from."""

    def is_retired(self, today: date) -> bool:
        return bool(self.retired) and date.fromisoformat(self.retired) <= today


def load_profiles(workspace: Path | None = None) -> dict[str, Profile]:
    """All profiles by name, the production's own over the packaged ones."""
    return {**_packaged(), **(_folder(workspace / "profiles") if workspace else {})}


def profile_for(model: str, workspace: Path | None = None) -> Profile | None:
    """The profile that `model` is served under: by its own name first, then by a pattern; None where nobody knows it."""
    known = load_profiles(workspace)
    if model in known:
        return known[model]
    return next((p for p in known.values() if any(fnmatchcase(model, pattern) for pattern in p.models)), None)


@cache
def _packaged() -> dict[str, Profile]:
    return _folder(PACKAGE / "profiles")


def _folder(folder: Path) -> dict[str, Profile]:
    found = [read_table(Profile, read_toml(path), str(path)) for path in sorted(folder.glob("*.toml"))]
    return {profile.name: profile for profile in found}
