"""The ledger's database as a file: SQLite in WAL mode, every commit on disk before it returns."""

import re
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from storyboard.config.owners import install_line
from storyboard.errors import UsageError

MIGRATIONS = ("schema.sql", "schema-2.sql")
"""Files applied in order; the n-th brings a ledger from version n - 1 to n."""

Row = Mapping[str, Any]


def text_of(name: str) -> str:
    """A file of SQL that lies beside this module."""
    return (Path(__file__).parent / name).read_text("utf-8")


@cache
def statements() -> dict[str, str]:
    """Every statement of queries.sql by its name."""
    found = re.findall(r"-- name: (\w+)\n(.*?)(?=\n-- name:|\Z)", text_of("queries.sql"), re.S)
    return {name: body.strip().removesuffix(";") for name, body in found}


class Sqlite:
    """One open database file. Wrong files and newer versions are a `UsageError`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self.raw = sqlite3.connect(path, isolation_level=None, timeout=10.0)
            self.raw.row_factory = sqlite3.Row
            self._prepare()
        except (sqlite3.Error, OSError) as wrong:
            raise UsageError(
                f"{path}: the ledger cannot be opened: {wrong}",
                "it is the record of what was paid: restore it from a copy, do not delete it",
            ) from None

    def now(self) -> float:
        """Unix seconds."""
        return time.time()

    def close(self) -> None:
        self.raw.close()

    @contextmanager
    def alone(self, what: str) -> Iterator[None]:
        """Nothing: the lock on the workspace says who may be here."""
        yield

    def held(self, what: str) -> bool:
        """Never: see `alone`."""
        return False

    def patience(self, request_timeout: float) -> float:
        """Nobody but the holder of the workspace's lock sends: an open send is a dead one."""
        return 0.0

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Nobody else writes meanwhile; all of it or nothing is kept."""
        self.raw.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.raw.execute("ROLLBACK")
            raise
        self.raw.execute("COMMIT")

    def run(self, statement: str, values: Mapping[str, object]) -> int:
        """Rows changed by the named statement."""
        return self.raw.execute(statements()[statement], values).rowcount

    def all(self, statement: str, values: Mapping[str, object]) -> list[Row]:
        """Rows of the named statement."""
        return self.raw.execute(statements()[statement], values).fetchall()

    def _prepare(self) -> None:
        """Two processes that open a new ledger in the same moment may lock each other out, which SQLite does not wait for."""
        for last in (*[False] * 49, True):
            try:
                self.raw.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON")
                self._migrate()
                return
            except sqlite3.OperationalError as wrong:
                if last or "locked" not in str(wrong):
                    raise
                time.sleep(0.1)

    def _migrate(self) -> None:
        version = self.raw.execute("PRAGMA user_version").fetchone()[0]
        if version > len(MIGRATIONS):
            raise UsageError(f"{self.path}: written by a newer storyboard", f"upgrade: {install_line()}")
        for number in range(version, len(MIGRATIONS)):
            text = text_of(MIGRATIONS[number])
            try:
                self.raw.executescript(f"BEGIN EXCLUSIVE; {text} PRAGMA user_version = {number + 1}; COMMIT;")
            except sqlite3.OperationalError:
                # Another process was quicker: it holds the newer version by now, or the error is real.
                if self.raw.in_transaction:
                    self.raw.execute("ROLLBACK")
                if self.raw.execute("PRAGMA user_version").fetchone()[0] <= number:
                    raise
