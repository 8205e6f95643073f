"""The ledger's database on a server, for several machines: PostgreSQL, the same named statements, one clock for all.

Its errors are those of sqlite3, so that nobody above has to know which database it is.
"""

import os
import re
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from storyboard.config import entrust
from storyboard.config.owners import install_line
from storyboard.errors import UsageError
from storyboard.ledger.broken import Broken, Lost
from storyboard.ledger.sqlite import MIGRATIONS, Result, Row, statements, text_of
from storyboard.patterns import deferred

if TYPE_CHECKING:
    import psycopg

WRITER = 0x53544F52
"""Key of the advisory lock that one writer holds for a transaction: limits and budget are counted under it."""

SCHEMA = "storyboard"

PATIENCE = 30.0
"""Seconds for which a server that went away is waited for: a restart takes less; whoever waits for an answer waits longer."""

RESTARTING = deferred(r"starting up|shutting down|not (?:currently|yet) accepting connections|in recovery mode")
"""What a server says while it restarts; one that is not there at all says something else, at once."""

PAUSES = (0.1, 0.2, 0.4, 0.8, 1.6)
"""Seconds between tries to reach it again; the last one from then on."""

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
    except ImportError:
        raise UsageError(
            "a PostgreSQL database is named, but its driver is not installed", install_line("season")
        ) from None
    if url != os.environ.get("STORYBOARD_DATABASE"):  # else the user names the server, not the folder
        entrust(url, "PGPASSWORD")
    try:
        return _connected(url)
    except psycopg.Error as wrong:
        name = urlsplit(url).path.strip("/")
        raise UsageError(
            f"{hidden(url)}: the database does not answer: {_first_line(wrong)}",
            f"createdb {name}" if "does not exist" in str(wrong) and name else "",
        ) from None


def _connected(url: str) -> "psycopg.Connection[dict[str, Any]]":
    """A connection; one to a server that says it is starting or going down is tried again within `PATIENCE`."""
    import psycopg

    until, tries = time.monotonic() + PATIENCE, 0
    while True:
        try:
            return _connect(url)
        except psycopg.OperationalError as wrong:
            if not RESTARTING.search(str(wrong)) or time.monotonic() > until:
                raise
        time.sleep(PAUSES[min(tries, len(PAUSES) - 1)])
        tries += 1


def _connect(url: str) -> "psycopg.Connection[dict[str, Any]]":
    import psycopg
    from psycopg.rows import dict_row

    return psycopg.connect(
        url,
        autocommit=True,
        row_factory=dict_row,
        connect_timeout=10,
        keepalives_idle=10,
        keepalives_interval=5,
        keepalives_count=3,
    )


class Postgres:
    """One connection, made again where the server restarts; its clock is the server's, so machines need not agree."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.raw = connect(url)
        self._names: list[str] = []
        """What this session holds alone."""
        self._inside = False
        """Whether a transaction is open: then nothing is tried again but all of it."""
        with self._told():
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
        if not self._again(lambda repeated: self._take(what)):
            raise UsageError(
                f"{hidden(self.url)}: another {what} is at work here",
                "this machine can take part: storyboard worker --database URL",
            )
        self._names.append(what)
        try:
            yield
        finally:
            self._names.remove(what)
            if not self.raw.closed:
                with self._told():
                    self.raw.execute("SELECT pg_advisory_unlock(%s, hashtext(%s))", (WRITER, what))

    def held(self, what: str) -> bool:
        """Whether a living connection holds the name. Takes nothing, so that nobody is kept out by the question."""
        return self._again(lambda repeated: bool(self.raw.execute(HELD, (WRITER, what)).fetchall()))

    def patience(self, request_timeout: float) -> float:
        """A send goes out within the fence (2 s) and waits twice the timeout at most: once to connect, once to read."""
        return 2.0 + 2 * request_timeout

    def whole(self, body: Callable[[bool], Result]) -> Result:
        """What `body` gives, all of what it writes kept or nothing; nobody else writes meanwhile.

        Where the server goes away before it said that all is kept, `body(True)` follows: it has to see for itself.
        """

        def transaction(repeated: bool) -> Result:
            self._inside = True
            try:
                with self.raw.transaction():
                    self.raw.execute("SELECT pg_advisory_xact_lock(%s)", (WRITER,))
                    return body(repeated)
            finally:
                self._inside = False

        return self._again(transaction)

    def run(self, statement: str, values: Mapping[str, object]) -> int:
        """Rows changed by the named statement; one that stands alone may be sent twice where the server went away."""
        return self._again(lambda repeated: self.raw.execute(translated(statement).encode(), values).rowcount)

    def all(self, statement: str, values: Mapping[str, object]) -> list[Row]:
        """Rows of the named statement."""
        return self._again(lambda repeated: list(self.raw.execute(translated(statement).encode(), values).fetchall()))

    def _again(self, ask: Callable[[bool], Result]) -> Result:
        """The answer of a server that may restart meanwhile: asked again over a new connection, within `PATIENCE`."""
        if self._inside:
            with self._told():
                return ask(False)
        repeated, end = False, 0.0
        while True:
            try:
                with self._told():
                    return ask(repeated)
            except Lost:
                end = end or time.monotonic() + PATIENCE
                self._reach(end)
                repeated = True

    def _reach(self, end: float) -> None:
        """A new connection in place of the lost one, with the names it held; `Lost` where there is none in time."""
        import psycopg

        self.raw.close()
        pauses = iter(PAUSES)
        while True:
            try:
                self.raw = _connect(self.url)
                self.raw.execute(f"SET search_path TO {SCHEMA}".encode())
                # The server may still take our old session for alive: it holds our names until it is known to be dead.
                if all(self._take(name) for name in self._names):
                    return
                why = f"{', '.join(self._names)} is held by another process"
                self.raw.close()
            except psycopg.Error as wrong:
                why = _first_line(wrong)
            if time.monotonic() > end:
                raise Lost(
                    f"{hidden(self.url)}: the database went away and is not back after {PATIENCE:.0f} s: {why}",
                    "see that the server is well and run again: what was sent is known to it, and is waited for",
                )
            time.sleep(next(pauses, PAUSES[-1]))

    def _take(self, what: str) -> bool:
        taken = self.raw.execute("SELECT pg_try_advisory_lock(%s, hashtext(%s)) AS t", (WRITER, what)).fetchall()
        return bool(taken[0]["t"])

    @contextmanager
    def _told(self) -> Iterator[None]:
        """The driver's errors as sqlite3's: a constraint, a connection that is gone, anything else."""
        import psycopg

        try:
            yield
        except psycopg.IntegrityError as wrong:
            raise sqlite3.IntegrityError(_first_line(wrong)) from wrong
        except psycopg.Error as wrong:
            said = f"{hidden(self.url)}: the database cannot be read or written: {_first_line(wrong)}"
            hint = "see that the server is well and run again: what was sent is known to it, and is waited for"
            raise (Lost if self.raw.closed else Broken)(said, hint) from wrong

    def _migrate(self) -> None:
        with self.raw.transaction():
            self.raw.execute("SELECT pg_advisory_xact_lock(%s)", (WRITER,))
            self.raw.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}".encode())
            self.raw.execute(f"SET search_path TO {SCHEMA}".encode())
            self.raw.execute("CREATE TABLE IF NOT EXISTS version (n INTEGER NOT NULL)")
            version = max((row["n"] for row in self.raw.execute("SELECT n FROM version").fetchall()), default=0)
            if version > len(MIGRATIONS):
                raise UsageError(f"{hidden(self.url)}: written by a newer storyboard", f"upgrade: {install_line()}")
            if 0 < version < len(MIGRATIONS):
                self._keep_copy(version)
            for number in range(version, len(MIGRATIONS)):
                self.raw.execute(text_of(MIGRATIONS[number]).encode())
                self.raw.execute("INSERT INTO version (n) VALUES (%s)", (number + 1,))

    def _keep_copy(self, version: int) -> None:
        """The tables as they were before their form changes, in a schema of their own: `storyboard_version_2`."""
        copy = f"{SCHEMA}_version_{version}"
        tables = self.raw.execute("SELECT tablename AS t FROM pg_tables WHERE schemaname = %s", (SCHEMA,)).fetchall()
        self.raw.execute(f"CREATE SCHEMA {copy}".encode())
        for row in tables:
            self.raw.execute(f"CREATE TABLE {copy}.{row['t']} AS TABLE {SCHEMA}.{row['t']}".encode())


def _first_line(wrong: Exception) -> str:
    return next(iter(str(wrong).strip().splitlines()), type(wrong).__name__)
