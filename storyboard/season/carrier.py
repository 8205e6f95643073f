"""Which carrier a season takes: tasks of one process, or the durable engine where it is installed or needed."""

import asyncio
import os
import socket
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from typing import Self

from storyboard.config import Settings
from storyboard.engine import address_of, installed, open_engine
from storyboard.gateways import open_gateway
from storyboard.ledger import Ledger, open_ledger
from storyboard.season.clips import takes_folder
from storyboard.submit import Buyer
from storyboard.submit.attempts import settle_old
from storyboard.submit.carrier import Carrier, Errand, Tasks, at_hand
from storyboard.submit.drive import Progress
from storyboard.submit.floor import Floor

SUPERVISE = 3.0
"""Seconds between looks for dead workers and for what others finished."""

BREAKS = 3
"""Times that the carrying of one attempt may break off in one run and be begun again."""

ONE = "season"
"""Name of the only process of a workspace without a server; the workspace's lock makes it unique."""


def open_carrier(settings: Settings, buyer: Buyer, *, plain: bool = False) -> Carrier:
    """Tasks of this process under the floor of `buyer`; the engine where it is installed, or a server needs it."""
    if settings.season.database:
        return Durable(settings, buyer.tell, buyer.scale)
    if plain or not installed() or buyer.gateway.free:
        return Tasks(replace(buyer.floor(), budget=season_cap(settings), through_pause=True))
    return Durable(settings, buyer.tell, buyer.scale)


def season_cap(settings: Settings) -> Callable[[Ledger], float | None]:
    """The cap of the settings, and the season's where it is smaller: another machine may have been told less."""
    return lambda ledger: ledger.cap(settings.budget.max_cost)


def process_name() -> str:
    """Unlike that of any process that ever was."""
    return f"{socket.gethostname()}:{os.getpid()}:{os.urandom(4).hex()}"


LATER = 1_000_000
"""Added to the ranks of what is not wanted first, so that it comes after all that is, whenever either was queued."""


class Durable:
    """Carries clips by the engine: this process is one of its workers, and looks after the others.

    The queue holds no more than is sent soon, on however many machines, so that what comes first can still be changed.
    """

    def __init__(self, settings: Settings, tell: Callable[[Progress], None], scale: float = 1.0) -> None:
        self.settings = settings
        self.shared = bool(settings.season.database)
        gateway, cap = open_gateway(settings), season_cap(settings)
        self.floor = Floor(
            gateway, lambda: open_ledger(settings), cap, tell, scale, polite=self.shared, through_pause=True
        )
        self.halted, self.troubles = self.floor.halted, self.floor.troubles
        self.name = process_name() if self.shared else ONE
        self.open: set[str] = set()
        """Attempts that are in the queue or at work anywhere, as far as this process knows."""
        self._left: dict[str, float] = {}
        self._carried: dict[str, str] = {}
        """Attempt -> the workflow that carries it, when the queue was last asked."""
        self._broken: Counter[str] = Counter()
        """How often the carrying of an attempt ended, where the attempt itself was not at its end."""
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

    def offer(self, errands: Sequence[Errand]) -> None:
        """What is open in the ledger but not in the queue; each again only where a person moved it on since."""
        for rank, errand in enumerate(errands, start=1):
            name = errand.attempt
            if name in self.open or self._left.get(name) == errand.updated:
                continue
            urgent = errand.first or errand.state == "running"
            if errand.state == "ready" and (self.halted or (len(self.open) >= self._ahead and not urgent)):
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

    async def drive(self, name: str) -> bool:
        """One attempt by its name alone; whether it was tried. The queue outlives edits and gates.

        What nobody wants any more is not sent, and what nobody wants yet neither: a season that is being prepared anew.
        """
        ledger = self.floor.ledger
        places = ledger.places_of(name)
        wanted = any(stage == "filming" for _, stage in places)
        if not wanted and ledger.attempt(name).state != "running":
            return False
        folder = places[0][0] if places else "out"
        await self.floor.drive(name, takes_folder(self.settings, folder))
        return True

    def ended_elsewhere(self, name: str) -> None:
        """It left the queue, and not by us: whatever it came to, this run does not begin it again."""
        self._ended(name)

    def changed(self) -> None:
        """Ends a `wait`."""
        self._changed.set()

    async def _drive(self, name: str) -> None:
        """What the engine calls."""
        if await self.drive(name):
            self._ended(name)
        else:
            self._left_queue(name)

    async def _in_queue(self) -> set[str]:
        """What is in the queue or at work; what ended here while the queue was asked is not."""
        self._ended_here.clear()
        there = await self.engine.waiting()
        self._carried |= {attempt: workflow for attempt, (workflow, _) in there.items()}
        return set(there) - self._ended_here

    def _ended(self, name: str) -> None:
        self._left[name] = self.floor.ledger.attempt(name).updated
        self._left_queue(name)

    def _left_queue(self, name: str) -> None:
        self.open.discard(name)
        self._ended_here.add(name)
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
        gone = self.open - there
        broken = await self.engine.broken([self._carried[name] for name in gone if name in self._carried])
        for name in gone:
            # Its process lost the database, say, or saw it before it was wanted: it is offered again, but not without end.
            again = name in broken or self.watcher.attempt(name).state == "ready"
            self._broken[name] += again
            if not again or self._broken[name] > BREAKS:
                self.ended_elsewhere(name)
        self.open = there
