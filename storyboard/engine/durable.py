"""DBOS as a carrier: a queue of attempts that survives its processes. Its workflow is one step, so that no replay exists.

Versions and names are pinned: by default DBOS derives them from source code, and an upgrade would strand what runs.
"""

import asyncio
import contextlib
import logging
import os
import sqlite3
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import sqlalchemy
from dbos import DBOS, DBOSClient, DBOSConfig

from storyboard.errors import UsageError

Drive = Callable[[str], Awaitable[None]]
"""Takes the name of an attempt as far as it comes."""


QUEUE, WORKFLOW, STEP, VERSION = "storyboard", "storyboard.drive", "storyboard.drive.step", "1"
OPEN = ["ENQUEUED", "PENDING"]
ENDED = "SUCCESS"
PATIENCE = 30.0
"""Seconds for which a database that went away is waited for, as the ledger waits for its own."""
LOOK = 0.5
"""Seconds between looks for a free place and something to put into it."""

_drive: list[Drive] = []
"""Of this process: what the step calls. A workflow is found by name after a crash, so it cannot be a closure."""


@DBOS.workflow(name=WORKFLOW, max_recovery_attempts=None)
async def carry(attempt: str) -> None:
    """Drives one attempt from where the ledger has it."""
    await step(attempt)


@DBOS.step(name=STEP)
async def step(attempt: str) -> None:
    """At least once, as every step of every engine; the ledger makes it at most one send."""
    await _drive[-1](attempt)


class Engine:
    """The engine of one process; see `open_engine`. Launch and close it in the event loop that drives."""

    def __init__(self, address: str, name: str, drive: Drive, at_once: int) -> None:
        self.address, self.name, self.at_once = address, name, at_once
        self._tasks: set[asyncio.Task[None]] = set()
        self._drive_one = drive
        self._closing = False

    async def launch(self) -> None:
        """Begins to take attempts from the queue, and those again that a process of this name left."""
        _quiet()
        _drive.append(self._drive)
        await asyncio.to_thread(prepare, self.address)
        config: DBOSConfig = {
            "name": "storyboard", "system_database_url": self.address, "application_version": VERSION,
            "executor_id": self.name, "log_level": "CRITICAL", "enable_otlp": False, "run_migrations": True,
            "max_executor_threads": 8,
        }  # fmt: skip
        DBOS(config=config)
        DBOS.listen_queues([QUEUE])
        # Called in the running loop on purpose: DBOS then runs our coroutines in it, beside the gateway's connections.
        DBOS.launch()
        await DBOS.register_queue_async(
            QUEUE, worker_concurrency=self.at_once, polling_interval_sec=LOOK, on_conflict="always_update"
        )
        self._client = DBOSClient(system_database_url=self.address)
        self._database = sqlalchemy.create_engine(_driver(self.address), pool_pre_ping=True)
        if self.address.startswith("sqlite"):
            sqlalchemy.event.listen(self._database, "connect", _patient)

    async def enqueue(self, attempts: Sequence[tuple[str, int]]) -> None:
        """Puts (attempt, rank) into the queue, the lowest rank first. An attempt may be there again after it ended."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                return await asyncio.to_thread(self._enqueue, attempts)
            except sqlalchemy.exc.OperationalError as wrong:
                # A server that restarts. Twice in the queue does no harm: the ledger makes it one send.
                if time.monotonic() > end:
                    raise UsageError(
                        f"the queue of the season cannot be written: {str(wrong.orig).splitlines()[0]}",
                        "see that its disk or server is well and run again: what was sent is known, and is waited for",
                    ) from None
                await asyncio.sleep(LOOK)

    async def waiting(self) -> dict[str, tuple[str, str]]:
        """Attempt -> (workflow, process) of all that is in the queue or at work, on all machines."""
        listed = await asyncio.to_thread(
            self._client.list_workflows, status=OPEN, queue_name=QUEUE, load_input=False, load_output=False
        )
        return {_attempt(each.workflow_id): (each.workflow_id, _holder(each)) for each in listed}

    async def broken(self, workflows: Sequence[str]) -> set[str]:
        """Attempts of those workflows that broke off: what ended was the carrying, not the attempt."""
        if not workflows:
            return set()
        listed = await asyncio.to_thread(
            self._client.list_workflows, workflow_ids=list(workflows), load_input=False, load_output=False
        )
        return {_attempt(each.workflow_id) for each in listed if each.status not in (*OPEN, ENDED)}

    async def recover(self, is_dead: Callable[[str], bool]) -> int:
        """Puts back what processes hold that are dead; how many. Safe at any time: the ledger is compare-and-set."""
        held: dict[str, list[str]] = {}
        for workflow, process in (await self.waiting()).values():
            if process and process != self.name:
                held.setdefault(process, []).append(workflow)
        orphans = [workflow for process, workflows in held.items() if is_dead(process) for workflow in workflows]
        if orphans:
            await asyncio.to_thread(self._client.resume_workflows, orphans, queue_name=QUEUE)
        return len(orphans)

    async def close(self) -> None:
        """Lets sends finish and leaves the rest: it stays in the queue, for this process's next life or another one."""
        self._closing = True
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.to_thread(DBOS.destroy)
        self._client.destroy()
        self._database.dispose()
        _drive.remove(self._drive)

    async def _drive(self, attempt: str) -> None:
        """As a task of our own, so that closing can let its send finish before the engine stops."""
        if self._closing:
            raise asyncio.CancelledError
        task: asyncio.Task[None] = asyncio.ensure_future(self._drive_one(attempt))
        self._tasks.add(task)
        try:
            await task
        finally:
            self._tasks.discard(task)

    def _enqueue(self, attempts: Iterable[tuple[str, int]]) -> None:
        batch = list(attempts)
        for start in range(0, len(batch), 200):
            # Small transactions: a reader of the queue need not wait for thousands of rows.
            with self._database.begin() as connection:
                for attempt, rank in batch[start : start + 200]:
                    self._client.enqueue_in_transaction(
                        connection,
                        {
                            "workflow_name": WORKFLOW,
                            "queue_name": QUEUE,
                            "workflow_id": f"{attempt}:{os.urandom(4).hex()}",
                            "app_version": VERSION,
                            "priority": max(1, rank),
                        },
                        attempt,
                    )


def prepare(address: str) -> None:
    """A database file is put into WAL mode once, before anybody opens it: DBOS leaves it in the slow default."""
    if not address.startswith("sqlite:///"):
        return
    path = Path(address.removeprefix("sqlite:///"))
    path.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.closing(sqlite3.connect(path, timeout=30.0)) as database:
        database.execute("PRAGMA journal_mode = WAL")


def _attempt(workflow: str) -> str:
    return workflow.rpartition(":")[0]


def _holder(status: Any) -> str:  # noqa: ANN401 - DBOS' own type
    return (status.executor_id or "") if status.status == "PENDING" else ""


def _driver(address: str) -> str:
    """SQLAlchemy's name for the driver that is installed."""
    return address.replace("postgresql://", "postgresql+psycopg://", 1)


def _patient(connection: Any, _: object) -> None:  # noqa: ANN401 - a raw connection
    connection.execute("PRAGMA busy_timeout = 30000")


def _quiet() -> None:
    for name in ("dbos", "sqlalchemy"):
        logging.getLogger(name).setLevel(logging.CRITICAL)


__all__ = ["Engine", "carry", "prepare", "step"]
