"""What is said where the ledger's file or server fails: one sentence, and what to do, whoever asked."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storyboard.errors import UsageError

DAMAGED = {11: "SQLITE_CORRUPT", 26: "SQLITE_NOTADB"}
"""Codes by which SQLite says that a file is no (longer a) database; see sqlite.org/rescode.html."""


class Broken(UsageError, sqlite3.OperationalError):
    """The ledger cannot be read or written now. Also an error of sqlite3, so that who knows an unwritten id catches it."""


class Lost(Broken):
    """The connection to the server is gone: what was under way was kept whole or not at all, nobody knows which."""


@contextmanager
def told_of_file(path: Path) -> Iterator[None]:
    """SQLite's errors as `Broken`; a constraint that fails stays what it is, for its caller."""
    try:
        yield
    except (Broken, sqlite3.IntegrityError, sqlite3.ProgrammingError):
        raise
    except sqlite3.DatabaseError as wrong:
        raise damage(path, str(wrong)) if _is_damage(wrong) else broken(path, str(wrong)) from wrong


def broken(path: Path, why: str) -> Broken:
    return Broken(
        f"{path}: the ledger cannot be read or written: {why}",
        "make room and run again: what was sent is known to it, and is waited for",
    )


def damage(path: Path, why: str) -> Broken:
    copies = sorted(each.name for each in path.parent.glob(f"{path.stem}.version-*{path.suffix}"))
    known = f" ({', '.join(copies)} lies beside it, from before an upgrade)" if copies else ""
    return Broken(
        f"{path}: the ledger is damaged: {why}; nothing was sent",
        f"it is the record of what was paid: restore it from a copy{known}. Without one, move it away, and "
        "`storyboard jobs import SCRIPT` begins a new one with the films that lie here",
    )


def _is_damage(wrong: sqlite3.Error) -> bool:
    code = getattr(wrong, "sqlite_errorcode", 0)
    return (code & 255) in DAMAGED or "decode" in str(wrong)
