"""The ledger's database on a server, for several machines: PostgreSQL, the same named statements, one clock for all.

Its errors are those of sqlite3, so that nobody above has to know which database it is.
"""

import os
import re
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from storyboard.config import entrust
from storyboard.config.owners import install_line
from storyboard.errors import UsageError
from storyboard.ledger.sqlite import MIGRATIONS, Row, statements, text_of

if TYPE_CHECKING:
    import psycopg

WRITER = 0x53544F52
"""Key of the advisory lock that one writer holds for a transaction: limits and budget are counted under it."""

SCHEMA = "storyboard"

HELD = """
SELECT 1 FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
WHERE datname = current_database() AND locktype = 'advisory' AND granted AND objsubid = 2
      AND classid::bigint = %s AND objid::bigint = hashtext(%s)::bigint & 4294967295
"""
"""Whether anybody holds a lock of two keys: keys are signed where they are taken, and unsigned where they are shown."""


def hidden(url: str) -> str:
    """The address without user and password, for messages."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.hostname or ''}{f':{parts.port}' if parts.port else ''}{parts.path}"


@cache
def translated(statement: str) -> str:
    """The named statement with psycopg's parameters: `%(name)s` for `:name`."""
    return re.sub(r"(?<![:\w]):([a-z]\w*)", r"%(\1)s", statements()[statement])


def connect(url: str) -> "psycopg.Connection[dict[str, Any]]":
    """A connection that notices a dead server within half a minute; `UsageError` where there is none."""
    try:
        import psycopg
        from psycopg.rows import dict_row
    except ImportError:
        raise UsageError(
            "a PostgreSQL database is named, but its driver is not installed", install_line("season")
        ) from None
    if url != os.environ.get("STORYBOARD_DATABASE"):  # else the user names the server, not the folder
        entrust(url, "PGPASSWORD")
    try:
        return psycopg.connect(
            url,
            autocommit=True,
            row_factory=dict_row,
            connect_timeout=10,
            keepalives_idle=10,
            keepalives_interval=5,
            keepalives_count=3,
        )
    except psycopg.Error as wrong:
        name = urlsplit(url).path.strip("/")
        raise UsageError(
            f"{hidden(url)}: the database does not answer: {_first_line(wrong)}",
            f"createdb {name}" if "does not exist" in str(wrong) and name else "",
        ) from None


class Postgres:
    """One connection. The clock is the server's, so that machines need not agree about the time."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.raw = connect(url)
        self._migrate()
        asked = time.time()
        told = float(self.raw.execute("SELECT extract(epoch FROM clock_timestamp()) AS t").fetchall()[0]["t"])
        self._ahead = told - (asked + time.time()) / 2

    def now(self) -> float:
        """Unix seconds by the server's clock, as it stood when the connection was made."""
        return time.time() + self._ahead

    def close(self) -> None:
        self.raw.close()

    @contextmanager
    def alone(self, what: str) -> Iterator[None]:
        """Holds an advisory lock of this session; the server drops it when the connection dies."""
        with self._sqlite_errors():
            taken = self.raw.execute("SELECT pg_try_advisory_lock(%s, hashtext(%s)) AS t", (WRITER, what)).fetchall()
        if not taken[0]["t"]:
            raise UsageError(
                f"{hidden(self.url)}: another {what} is at work here",
                "this machine can take part: storyboard worker --database URL",
            )
        try:
            yield
        finally:
            if not self.raw.closed:
                with self._sqlite_errors():
                    self.raw.execute("SELECT pg_advisory_unlock(%s, hashtext(%s))", (WRITER, what))

    def held(self, what: str) -> bool:
        """Whether a living connection holds the name. Takes nothing, so that nobody is kept out by the question."""
        with self._sqlite_errors():
            return bool(self.raw.execute(HELD, (WRITER, what)).fetchall())

    def patience(self, request_timeout: float) -> float:
        """A send goes out within the fence (2 s) and waits twice the timeout at most: once to connect, once to read."""
        return 2.0 + 2 * request_timeout

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Nobody else writes meanwhile; all of it or nothing is kept."""
        with self._sqlite_errors(), self.raw.transaction():
            self.raw.execute("SELECT pg_advisory_xact_lock(%s)", (WRITER,))
            yield

    def run(self, statement: str, values: Mapping[str, object]) -> int:
        """Rows changed by the named statement."""
        with self._sqlite_errors():
            return self.raw.execute(translated(statement).encode(), values).rowcount

    def all(self, statement: str, values: Mapping[str, object]) -> list[Row]:
        """Rows of the named statement."""
        with self._sqlite_errors():
            return list(self.raw.execute(translated(statement).encode(), values).fetchall())

    @contextmanager
    def _sqlite_errors(self) -> Iterator[None]:
        import psycopg

        try:
            yield
        except psycopg.IntegrityError as wrong:
            raise sqlite3.IntegrityError(_first_line(wrong)) from wrong
        except psycopg.Error as wrong:
            raise sqlite3.OperationalError(_first_line(wrong)) from wrong

    def _migrate(self) -> None:
        with self.transaction():
            self.raw.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}".encode())
            self.raw.execute(f"SET search_path TO {SCHEMA}".encode())
            self.raw.execute("CREATE TABLE IF NOT EXISTS version (n INTEGER NOT NULL)")
            version = max((row["n"] for row in self.raw.execute("SELECT n FROM version").fetchall()), default=0)
            if version > len(MIGRATIONS):
                raise UsageError(f"{hidden(self.url)}: written by a newer storyboard", f"upgrade: {install_line()}")
            for number in range(version, len(MIGRATIONS)):
                self.raw.execute(text_of(MIGRATIONS[number]).encode())
                self.raw.execute("INSERT INTO version (n) VALUES (%s)", (number + 1,))


def _first_line(wrong: Exception) -> str:
    return next(iter(str(wrong).strip().splitlines()), type(wrong).__name__)
