"""Where a season's films go, marked so that another machine knows whether it sees the same folder."""

import uuid
from collections.abc import Collection
from pathlib import Path

from storyboard.config import Settings
from storyboard.errors import UsageError
from storyboard.ledger import PAID, Ledger

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


def refuse_other_ledger(settings: Settings, ledger: Ledger, ready: Collection[str]) -> None:
    """`UsageError` where the clips of these keys, about to be bought, are on record in the ledger that is not in use.

    A season begun on a server and run again without it, or the other way round, would pay for every film a second time.
    """
    if not ready:
        return
    if not settings.season.database:
        marked = [folder for folder in _folders(settings, ledger) if (folder / MARK).is_file()]
        if marked:
            raise UsageError(
                f"{marked[0]}: its seasons have their ledger on a server; without it {len(ready)} clips would be bought, perhaps again",
                f"name it: --database, or [season] database in storyboard.toml; to begin anew, remove {marked[0] / MARK}",
            )
    elif settings.ledger.is_file():
        with Ledger(settings.ledger) as own:
            known = [key for key in ready if any(each.state in PAID for each in own.attempts(key))]
        if known:
            raise UsageError(
                f"{settings.ledger}: {len(known)} of these clips are bought already, on record in the workspace's own ledger; "
                "the database does not know them and would buy them again",
                f"run without --database; to begin anew on the server, move {settings.ledger} away",
            )


def _folders(settings: Settings, ledger: Ledger) -> tuple[Path, ...]:
    return tuple(sorted({(settings.workspace / episode.folder).parent for episode in ledger.season()}))
