"""Clips of a season driven to their end by one process: each with the same `drive` as `make`, under the same ledger."""

import asyncio
import sqlite3
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol, Self

from storyboard.config import Settings
from storyboard.errors import StoryboardError, UsageError
from storyboard.gateways import Gateway, open_gateway
from storyboard.ledger import Attempt, Clip, Ledger, Limits, open_ledger
from storyboard.submit.buy import make_room
from storyboard.submit.drive import Progress, Run, drive

SPARE = 4
"""Clips that stand ready behind those that may run, so that a free slot is taken at once; with few slots no more than those."""


def at_hand(slots: int) -> int:
    """Clips that run or stand ready under the engine, whose queue is looked at twice a second: they go before any other."""
    return slots + max(min(SPARE, slots), slots // 2)


@dataclass
class Floor:
    """What the drives of one process share; used in the event loop it was entered in."""

    settings: Settings
    scale: float = 1.0
    tell: Callable[[Progress], None] = lambda progress: None
    halted: dict[str, str] = field(default_factory=dict)
    """Class -> message, of what stops all further sends of this process."""
    troubles: dict[str, str] = field(default_factory=dict)
    """Attempt -> why it could not be driven."""

    async def __aenter__(self) -> Self:
        self.gateway: Gateway = await open_gateway(self.settings).__aenter__()
        self.ledger: Ledger = open_ledger(self.settings)
        self._run = Run(
            self.gateway,
            self.ledger,
            Path(),
            self._limits(),
            self.tell,
            halted=self.halted,
            sleep_scale=self.scale,
            polite=bool(self.settings.season.database),
        )
        self._asked: dict[str, str] = {}
        self._asking = asyncio.Lock()
        return self

    async def __aexit__(self, *wrong: object) -> None:
        await self.gateway.__aexit__(*wrong)
        self.ledger.close()

    async def drive(self, name: str, folder: Path) -> None:
        """One attempt as far as it comes; its film lands in `folder`. What it meets stands in the ledger."""
        attempt = self.ledger.attempt(name)
        job = self.ledger.job(attempt.job)
        if job is None or attempt.account != self.gateway.account:
            self.troubles[name] = f"it was planned for another gateway or account than {self.gateway.name}"
            return
        try:
            make_room(folder)
            if attempt.state == "ready":
                await self._admit(job.order.model)
            await drive(replace(self._run, takes=folder, limits=self._limits()), attempt, job)
        except UsageError as wrong:
            self.troubles[name] = str(wrong)
        except StoryboardError as wrong:
            # A full disk: nothing more is bought that could not be kept.
            self.halted.setdefault("stopped", str(wrong))
        except sqlite3.Error as broken:
            self.halted.setdefault("ledger", f"the ledger cannot be written: {broken}")

    def _limits(self) -> Limits:
        """Those of the settings, and the season's budget where it is smaller: another machine may have been told less."""
        budget = None if self.gateway.free else self.ledger.cap(self.settings.budget.max_cost)
        return Limits(self.gateway.parallel, self.gateway.rate, budget)

    async def _admit(self, model: str) -> None:
        """Asks the gateway once whether it still has a model that its maker switched off."""
        async with self._asking:
            # Held while the gateway is asked: nobody is sent before the answer, and all stay in their order.
            if model not in self._asked:
                self._asked[model] = await self.gateway.denial(frozenset({model}))
        if self._asked[model]:
            self.halted.setdefault("unsupported", self._asked[model])


def takes_folder(settings: Settings, folder: str) -> Path:
    """Where the takes of an episode lie; `folder` is as the ledger keeps it."""
    return settings.workspace / folder / "takes"


class Carrier(Protocol):
    """What brings attempts to a `Floor`: tasks of this process, or the durable engine."""

    halted: dict[str, str]
    troubles: dict[str, str]

    async def __aenter__(self) -> Self: ...

    async def __aexit__(self, *wrong: object) -> None: ...

    def offer(self, clips: Sequence[Clip]) -> None:
        """These are open now, those wanted first first; it takes what it has not yet."""

    async def wait(self, seconds: float) -> None:
        """Until something ended, but no longer than this."""

    def idle(self) -> bool:
        """Nothing is under way and nothing offered will be."""


class Tasks:
    """Drives clips as tasks of this event loop: no more at once than may run, and a few that stand ready."""

    def __init__(self, settings: Settings, tell: Callable[[Progress], None], scale: float = 1.0) -> None:
        self.floor = Floor(settings, scale, tell)
        self.halted, self.troubles = self.floor.halted, self.floor.troubles
        self._live: dict[str, asyncio.Task[None]] = {}
        self._left: dict[str, float] = {}
        self._queue: list[Clip] = []
        self._broken: BaseException | None = None

    async def __aenter__(self) -> Self:
        await self.floor.__aenter__()
        return self

    async def __aexit__(self, *wrong: object) -> None:
        for task in self._live.values():
            task.cancel()
        await asyncio.gather(*self._live.values(), return_exceptions=True)
        await self.floor.__aexit__(*wrong)

    def offer(self, clips: Sequence[Clip]) -> None:
        fresh = [clip for clip in clips if clip.attempt not in self._live and self._is_new(clip)]
        running = [clip for clip in fresh if clip.state == "running"]
        for clip in running:
            # It is paid for already: it is asked after at once, whatever the queue.
            self._start(clip)
        self._queue = [] if self.halted else [clip for clip in fresh if clip.state == "ready"]
        self._fill()

    async def wait(self, seconds: float) -> None:
        if not self._live:
            await asyncio.sleep(min(seconds, 0.1))
            return
        await asyncio.wait(self._live.values(), timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        if self._broken:
            raise self._broken

    def idle(self) -> bool:
        return not self._live and not self._queue

    def _is_new(self, clip: Clip) -> bool:
        """Not left behind by this run; or moved on since by a person (adopted, sent again)."""
        return clip.attempt is not None and self._left.get(clip.attempt) != clip.updated

    def _fill(self) -> None:
        room = self.floor.gateway.parallel + min(SPARE, self.floor.gateway.parallel) - len(self._live)
        if self.halted:
            self._queue = []
        started, self._queue = self._queue[: max(0, room)], self._queue[max(0, room) :]
        for clip in started:
            self._start(clip)

    def _start(self, clip: Clip) -> None:
        assert clip.attempt
        name = clip.attempt
        if name in self._live:
            return
        folder = takes_folder(self.floor.settings, clip.folder)
        task = asyncio.get_running_loop().create_task(self.floor.drive(name, folder), name=name)
        self._live[name] = task
        task.add_done_callback(self._end)

    def _end(self, task: asyncio.Task[None]) -> None:
        name = task.get_name()
        self._live.pop(name, None)
        if task.cancelled():
            return
        if wrong := task.exception():
            self._broken = self._broken or wrong
        elif "ledger" not in self.halted:
            self._left[name] = self.floor.ledger.attempt(name).updated
        self._fill()


def open_clips(clips: Collection[Clip], productions: Collection[str]) -> list[Clip]:
    """Those that can go on by themselves, each job once."""
    seen: set[str] = set()
    found = []
    for clip in clips:
        if clip.production in productions and clip.state in ("ready", "running") and clip.job not in seen:
            seen.add(clip.job)
            found.append(clip)
    return found


def settle_old(ledger: Ledger, gateway: Gateway, age: float) -> tuple[Attempt, ...]:
    """Sends older than `age` seconds, whose process must be dead: unknown from now on (ready again where they are free).

    Should its process live after all, its late answer is still written down.
    """
    old = [each for each in ledger.in_state(gateway.account, "sending") if ledger.now() - each.intent >= age]
    for attempt in old:
        if gateway.free:
            ledger.move(attempt, "ready")
        else:
            note = "the program ended while this was being sent: the gateway may have taken it"
            ledger.move(attempt, "unknown", fault="unknown_outcome", note=note)
    return tuple(old)


class Nobody:
    """A carrier for a season that has nothing left to drive."""

    def __init__(self) -> None:
        self.halted: dict[str, str] = {}
        self.troubles: dict[str, str] = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *wrong: object) -> None:
        return None

    def offer(self, clips: Sequence[Clip]) -> None:
        return None

    async def wait(self, seconds: float) -> None:
        await asyncio.sleep(min(seconds, 0.05))

    def idle(self) -> bool:
        return True
