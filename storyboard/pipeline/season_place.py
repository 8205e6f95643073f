"""Where a season's films go, marked so that another machine knows whether it sees the same folder."""

import uuid
from pathlib import Path

from storyboard.config import Settings
from storyboard.errors import UsageError
from storyboard.ledger import Ledger

MARK = ".season"
"""The file with the mark, beside the episodes' folders."""


def mark(settings: Settings, ledger: Ledger) -> None:
    """Leaves the mark in the folders that hold the episodes, and in the ledger."""
    text = ledger.place or uuid.uuid4().hex
    for folder in _folders(settings, ledger):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / MARK).write_text(text + "\n", encoding="ascii")
        except OSError as wrong:
            raise UsageError(
                f"{folder}: cannot be written: {wrong.strerror}", "nothing was sent; nothing was paid"
            ) from None
    ledger.set_place(text)


def out_of_reach(settings: Settings, ledger: Ledger) -> str:
    """Why films of this machine would not reach the season; empty where they would, or no season began yet."""
    if not (text := ledger.place):
        return ""
    for folder in _folders(settings, ledger):
        try:
            found = (folder / MARK).read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError):
            found = ""
        if found != text:
            return (
                f"{folder.resolve()}: not the folder where this season's films go, so they would be paid for and not be seen; "
                "nothing was sent from here"
            )
    return ""


def _folders(settings: Settings, ledger: Ledger) -> tuple[Path, ...]:
    return tuple(sorted({(settings.workspace / episode.folder).parent for episode in ledger.season()}))
