"""The clips of a season as errands for a carrier."""

from collections.abc import Collection, Sequence
from pathlib import Path

from storyboard.config import Settings
from storyboard.ledger import SeasonClip
from storyboard.profiles import load_dialect
from storyboard.submit.carrier import Errand


def takes_folder(settings: Settings, folder: str) -> Path:
    """Where the takes of an episode lie; `folder` is as the ledger keeps it."""
    return settings.workspace / folder / "takes"


def open_clips(clips: Sequence[SeasonClip], productions: Collection[str], settings: Settings) -> list[Errand]:
    """Those of these productions that can go on by themselves, each job once, in their order.

    What runs at a gateway that deletes its films soon is asked after first, the oldest before all.
    """
    seen: set[str] = set()
    found = []
    for clip in clips:
        if clip.production in productions and clip.state in ("ready", "running") and clip.job not in seen:
            seen.add(clip.job)
            assert clip.attempt
            assert clip.updated
            takes = takes_folder(settings, clip.folder)
            found.append(Errand(clip.attempt, clip.state, clip.updated, takes, bool(clip.first)))
    if not _expires(settings):
        return found
    return sorted(found, key=lambda each: (each.state != "running", each.updated if each.state == "running" else 0.0))


def _expires(settings: Settings) -> bool:
    return load_dialect(settings.gateway().dialect, settings.workspace).result.expires > 0
