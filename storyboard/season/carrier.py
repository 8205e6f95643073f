"""Which carrier a season takes: tasks of one process, or the durable engine where it is installed or needed."""

import asyncio
import os
import socket
import sqlite3
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Self

from storyboard.config import Settings
from storyboard.engine import address_of, installed, open_engine
from storyboard.errors import UsageError
from storyboard.ledger import Clip, Ledger, open_ledger
from storyboard.season.drive import (
    Carrier,
    Floor,
    Nobody,
    Tasks,
    at_hand,
    open_clips,
    settle_old,
    takes_folder,
)
from storyboard.submit.drive import Progress

SUPERVISE = 3.0
"""Seconds between looks for dead workers and for what others finished."""

ONE = "season"
"""Name of the only process of a workspace without a server; the workspace's lock makes it unique."""


def open_carrier(
    settings: Settings,
    ledger: Ledger,
    productions: Collection[str],
    tell: Callable[[Progress], None],
    *,
    scale: float = 1.0,
    plain: bool = False,
) -> Carrier:
    """A carrier for what is open; nobody, and no key needed, where nothing is."""
    if not open_clips(ledger.season_clips(), productions):
        return Nobody()
    if settings.season.database:
        return Durable(settings, tell, scale)
    if plain or not installed() or settings.gateway().dialect == "preview":
        return Tasks(settings, tell, scale)
    return Durable(settings, tell, scale)


def process_name() -> str:
    """Unlike that of any process that ever was."""
    return f"{socket.gethostname()}:{os.getpid()}:{os.urandom(4).hex()}"


@contextmanager
def told_of_databases() -> Iterator[None]:
    """A database that fails in the middle is one message; what was sent is known to it, or unknown to a person."""
    try:
        yield
    except sqlite3.Error as broken:
        raise UsageError(
            f"the ledger cannot be read or written: {broken}",
            "see that its disk or server is well and run again: what was sent is known to it, and is waited for",
        ) from None


LATER = 1_000_000
"""Added to the ranks of what is not wanted first, so that it comes after all that is, whenever either was queued."""


class Durable:
    """Carries clips by the engine: this process is one of its workers, and looks after the others.

    The queue holds no more than is sent soon, on however many machines, so that what comes first can still be changed.
    """

    def __init__(self, settings: Settings, tell: Callable[[Progress], None], scale: float = 1.0) -> None:
        self.settings = settings
        self.floor = Floor(settings, scale, tell)
        self.halted, self.troubles = self.floor.halted, self.floor.troubles
        self.shared = bool(settings.season.database)
        self.name = process_name() if self.shared else ONE
        self.open: set[str] = set()
        """Attempts that are in the queue or at work anywhere, as far as this process knows."""
        self._left: dict[str, float] = {}
        self._ended_here: set[str] = set()
        """Since the queue was last asked."""
        self._wanted: list[tuple[str, int]] = []
        self._looked = 0.0
        self._changed = asyncio.Event()

    async def __aenter__(self) -> Self:
        await self.floor.__aenter__()
        self._stack = ExitStack()
        self.watcher = self._stack.enter_context(open_ledger(self.settings))
        self._stack.enter_context(self.watcher.alone(f"worker {self.name}"))
        # The queue is looked at twice a second only: enough must stand ready for the places that become free meanwhile.
        at_once = at_hand(self.floor.gateway.parallel)
        self._ahead = 2 * at_once
        address = address_of(self.settings.workspace, self.settings.season.database)
        self.engine = open_engine(address, self.name, self._drive, at_once)
        await self.engine.launch()
        self.open = await self._in_queue()
        return self

    async def __aexit__(self, *wrong: object) -> None:
        await self.engine.close()
        self._stack.close()
        await self.floor.__aexit__(*wrong)

    def offer(self, clips: Sequence[Clip]) -> None:
        """What is open in the ledger but not in the queue; each again only where a person moved it on since."""
        for rank, clip in enumerate(clips, start=1):
            name = clip.attempt
            if name is None or name in self.open or self._left.get(name) == clip.updated:
                continue
            urgent = clip.first or clip.state == "running"
            if clip.state == "ready" and (self.halted or (len(self.open) >= self._ahead and not urgent)):
                continue
            self.open.add(name)
            self._wanted.append((name, rank if urgent else LATER + rank))

    async def wait(self, seconds: float) -> None:
        wanted, self._wanted = self._wanted, []
        if wanted:
            await self.engine.enqueue(wanted)
        await self._supervise()
        self._changed.clear()
        try:
            async with asyncio.timeout(max(0.05, seconds)):
                await self._changed.wait()
        except TimeoutError:
            return

    def idle(self) -> bool:
        return not self.open and not self._wanted

    async def drive(self, name: str) -> None:
        """One attempt by its name alone. The queue outlives edits and gates: what nobody wants any more is not sent."""
        ledger = self.floor.ledger
        places = ledger.places_of(name)
        wanted = any(stage == "filming" for _, stage in places)
        if wanted or ledger.attempt(name).state == "running":
            folder = places[0][0] if places else "out"
            await self.floor.drive(name, takes_folder(self.settings, folder))

    def ended_elsewhere(self, name: str) -> None:
        """It left the queue, and not by us: whatever it came to, this run does not begin it again."""
        self._ended(name)

    def changed(self) -> None:
        """Ends a `wait`."""
        self._changed.set()

    async def _drive(self, name: str) -> None:
        """What the engine calls."""
        await self.drive(name)
        self._ended(name)

    async def _in_queue(self) -> set[str]:
        """What is in the queue or at work; what ended here while the queue was asked is not."""
        self._ended_here.clear()
        return set(await self.engine.waiting()) - self._ended_here

    def _ended(self, name: str) -> None:
        self.open.discard(name)
        self._ended_here.add(name)
        self._left[name] = self.floor.ledger.attempt(name).updated
        self.changed()

    async def _supervise(self) -> None:
        """Takes over from dead workers; learns what left the queue without us."""
        now = asyncio.get_running_loop().time()
        if now - self._looked < SUPERVISE:
            return
        self._looked = now
        if self.shared:
            age = self.watcher.patience(self.settings.gateway().request_timeout)
            settle_old(self.watcher, self.floor.gateway, age)
            # Who is dead holds its name no more: its connection to the database is gone.
            await self.engine.recover(lambda process: not self.watcher.held(f"worker {process}"))
        there = await self._in_queue() | {wanted for wanted, _ in self._wanted}
        for name in self.open - there:
            self.ended_elsewhere(name)
        self.open = there
