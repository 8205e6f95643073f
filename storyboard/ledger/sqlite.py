"""The ledger's database as a file: SQLite in WAL mode, every commit on disk before it returns."""

import re
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from storyboard.config.owners import install_line
from storyboard.errors import UsageError
from storyboard.ledger.broken import Broken, damage, told_of_file

MIGRATIONS = ("schema.sql", "schema-2.sql", "schema-3.sql", "schema-4.sql")
"""Files applied in order; the n-th brings a ledger from version n - 1 to n, after a copy of it was kept."""

Row = Mapping[str, Any]
Result = TypeVar("Result")

_MAKING = 1.0
"""Seconds in which another process may be making the file."""
_checked: set[tuple[Path, int, int, int]] = set()
"""Files that this process has looked through: path, inode, bytes, time of the last change."""


def text_of(name: str) -> str:
    """A file of SQL that lies beside this module."""
    return (Path(__file__).parent / name).read_text("utf-8")


@cache
def statements() -> dict[str, str]:
    """Every statement of queries.sql by its name."""
    found = re.findall(r"-- name: (\w+)\n(.*?)(?=\n-- name:|\Z)", text_of("queries.sql"), re.S)
    return {name: body.strip().removesuffix(";") for name, body in found}


class Sqlite:
    """One open database file. Wrong files and newer versions are a `UsageError`, one that fails later is `Broken`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._refuse_emptied()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self.raw = sqlite3.connect(path, isolation_level=None, timeout=10.0)
            self.raw.row_factory = sqlite3.Row
            with told_of_file(path):
                self._prepare()
                self._look_through()
        except Broken:
            self.raw.close()
            raise
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

    def whole(self, body: Callable[[bool], Result]) -> Result:
        """What `body(False)` gives, all of what it writes kept or nothing; nobody else writes meanwhile."""
        with told_of_file(self.path):
            self.raw.execute("BEGIN IMMEDIATE")
            try:
                result = body(False)
            except BaseException:
                if self.raw.in_transaction:
                    self.raw.execute("ROLLBACK")
                raise
            self.raw.execute("COMMIT")
        return result

    def run(self, statement: str, values: Mapping[str, object]) -> int:
        """Rows changed by the named statement."""
        with told_of_file(self.path):
            return self.raw.execute(statements()[statement], values).rowcount

    def all(self, statement: str, values: Mapping[str, object]) -> list[Row]:
        """Rows of the named statement."""
        with told_of_file(self.path):
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
        if 0 < version < len(MIGRATIONS):
            self._keep_copy(version)
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

    def _keep_copy(self, version: int) -> None:
        """The ledger as it was before its form changes, beside it, whole: `ledger.version-2.sqlite3`."""
        copy = self.path.with_name(f"{self.path.stem}.version-{version}{self.path.suffix}")
        if copy.exists():
            return
        part = copy.with_suffix(f".{time.time_ns()}.part")
        try:
            with closing(sqlite3.connect(part)) as other:
                self.raw.backup(other)
            part.replace(copy)
        finally:
            part.unlink(missing_ok=True)

    def _look_through(self) -> None:
        """Every page, before anything is bought by what it says: a damaged one may be met late otherwise."""
        found = self.path.stat()
        mark = (self.path.resolve(), found.st_ino, found.st_size, found.st_mtime_ns)
        if mark in _checked:
            return
        said = self.raw.execute("PRAGMA quick_check(1)").fetchone()[0]
        if said != "ok":
            raise damage(self.path, said.splitlines()[-1])
        _checked.add(mark)

    def _refuse_emptied(self) -> None:
        """A file of no bytes, where something was made already, was a ledger: a new one in its place would buy all again."""
        end = time.monotonic() + _MAKING
        while self.path.is_file() and self.path.stat().st_size == 0:
            if not (self.path.parent / "records").is_dir():
                return
            if time.monotonic() > end:
                raise damage(self.path, "it is empty, and something was made here already")
            time.sleep(0.05)  # another process may have made it this moment
