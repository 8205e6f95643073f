"""What brings open attempts to the floor: tasks of this process here, the durable engine above; and the one loop over both."""

import asyncio
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Any, Protocol, Self

from storyboard.ledger import State
from storyboard.records import dataclass
from storyboard.submit.floor import Floor

SPARE = 4
"""Clips that stand ready behind those that may run, so that a free slot is taken at once; with few slots no more than those."""

LOOK = 1.0
"""Seconds between looks at what is open: what others did, what a person asked for."""


def at_hand(slots: int) -> int:
    """Clips that run or stand ready under the engine, whose queue is looked at twice a second: they go before any other."""
    return slots + max(min(SPARE, slots), slots // 2)


@dataclass(frozen=True, slots=True)
class Errand:
    """An attempt that can go on by itself, as a carrier is offered it."""

    attempt: str
    state: State
    """`ready` or `running`."""
    updated: float
    """When it was last moved, so that one left behind is taken up again only where a person moved it on."""
    takes: Path
    """The folder where its film lands."""
    first: bool = False
    """It goes before all others."""


class Carrier(Protocol):
    """What brings attempts to a `Floor`: tasks of this process, or the durable engine."""

    floor: Floor

    async def __aenter__(self) -> Self: ...

    async def __aexit__(self, *wrong: object) -> None: ...

    def offer(self, errands: Sequence[Errand]) -> None:
        """These are open now, those wanted first first; it takes what it has not yet."""

    async def wait(self, seconds: float) -> None:
        """Until something ended, but no longer than this."""

    def idle(self) -> bool:
        """Nothing is under way and nothing offered will be."""


async def carry(
    carrier: Carrier,
    look: Callable[[], Sequence[Errand]],
    beside: Callable[[], Collection[asyncio.Future[Any]]] = lambda: (),
) -> None:
    """Until nothing more can be done without a person. `look` gives what is open, about once a second.

    `beside` gives what else is under way (films being joined): it is waited for, too. Where nothing is open the carrier is
    not entered, and no key is needed.
    """
    while not look():
        if not beside():
            return
        await asyncio.wait(beside(), timeout=LOOK, return_when=asyncio.FIRST_COMPLETED)
    idle_looks = 0
    async with carrier:
        # Idle twice in a row: the second look has seen what the last drive wrote.
        while idle_looks < 3:
            carrier.offer(look())
            idle_looks = idle_looks + 1 if carrier.idle() and not beside() else 0
            await _rest(carrier, beside())


async def _rest(carrier: Carrier, beside: Collection[asyncio.Future[Any]]) -> None:
    """About a second, during which slots are filled by the carrier itself."""
    loop = asyncio.get_running_loop()
    end = loop.time() + LOOK
    while (left := end - loop.time()) > 0:
        if carrier.idle():
            if beside:
                await asyncio.wait(beside, timeout=left, return_when=asyncio.FIRST_COMPLETED)
            return
        await carrier.wait(left)


class Tasks:
    """Drives clips as tasks of this event loop: no more at once than may run, and a few that stand ready."""

    def __init__(self, floor: Floor) -> None:
        self.floor = floor
        self._live: dict[str, asyncio.Task[None]] = {}
        self._left: dict[str, float] = {}
        self._queue: list[Errand] = []
        self._broken: BaseException | None = None

    async def __aenter__(self) -> Self:
        await self.floor.__aenter__()
        return self

    async def __aexit__(self, *wrong: object) -> None:
        for task in self._live.values():
            task.cancel()
        await asyncio.gather(*self._live.values(), return_exceptions=True)
        await self.floor.__aexit__(*wrong)

    def offer(self, errands: Sequence[Errand]) -> None:
        fresh = [each for each in errands if each.attempt not in self._live and self._is_new(each)]
        for errand in fresh:
            if errand.state == "running":
                # It is paid for already: it is asked after at once, whatever the queue.
                self._start(errand)
        self._queue = [] if self.floor.halted else [errand for errand in fresh if errand.state == "ready"]
        self._fill()

    async def wait(self, seconds: float) -> None:
        if self._live:
            await asyncio.wait(self._live.values(), timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        if self._broken:
            raise self._broken

    def idle(self) -> bool:
        return not self._live and not self._queue and not self._broken

    def _is_new(self, errand: Errand) -> bool:
        """Not left behind by this run; or moved on since by a person (adopted, sent again)."""
        return self._left.get(errand.attempt) != errand.updated

    def _fill(self) -> None:
        room = self.floor.gateway.parallel + min(SPARE, self.floor.gateway.parallel) - len(self._live)
        if self.floor.halted:
            self._queue = []
        started, self._queue = self._queue[: max(0, room)], self._queue[max(0, room) :]
        for errand in started:
            self._start(errand)

    def _start(self, errand: Errand) -> None:
        task = asyncio.get_running_loop().create_task(
            self.floor.drive(errand.attempt, errand.takes), name=errand.attempt
        )
        self._live[errand.attempt] = task
        task.add_done_callback(self._end)

    def _end(self, task: asyncio.Task[None]) -> None:
        name = task.get_name()
        self._live.pop(name, None)
        if task.cancelled():
            return
        if wrong := task.exception():
            self._broken = self._broken or wrong
        elif "ledger" not in self.floor.halted:
            self._left[name] = self.floor.ledger.attempt(name).updated
        self._fill()
