"""The durable engine behind three calls: enqueue, run (as a worker), recover. The only place that knows DBOS.

It carries names of attempts, nothing else; what became of them stands in the ledger, which it never reads.
"""

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from storyboard.config.owners import install_line
from storyboard.errors import UsageError

if TYPE_CHECKING:
    from storyboard.engine.durable import Drive, Engine


def installed() -> bool:
    """Whether the engine's library is there; does not load it."""
    return find_spec("dbos") is not None


def open_engine(address: str, name: str, drive: "Drive", at_once: int) -> "Engine":
    """An engine, not launched yet. `address` is its database, `name` this process's own, unlike any other's.

    `drive` is called with the name of an attempt, for at most `at_once` of them at a time.
    """
    if not installed():
        raise UsageError(
            "a season on several machines needs the durable engine, which is not installed",
            install_line("season"),
        )
    from storyboard.engine.durable import Engine

    return Engine(address, name, drive, at_once)


def address_of(workspace: Path, database: str) -> str:
    """The engine's own database: beside the ledger's tables on a server, a file of its own in a workspace."""
    if database:
        return database.replace("postgres://", "postgresql://", 1)
    return f"sqlite:///{(workspace / '.storyboard' / 'engine.sqlite3').resolve()}"


__all__ = ["address_of", "installed", "open_engine"]
