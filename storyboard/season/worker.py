"""A further machine of a season: takes part in its queue while there is something it may do, and waits in between."""

import asyncio
import time
from collections.abc import Callable
from contextlib import ExitStack

from storyboard.config import Settings
from storyboard.errors import BudgetReached, GatewayError, PriceRose, StoryboardError, UsageError
from storyboard.gateways.faults import WORDS
from storyboard.ledger import FINAL, Ledger, open_ledger
from storyboard.season.carrier import SUPERVISE, Durable
from storyboard.season.clips import open_clips
from storyboard.season.place import out_of_reach
from storyboard.submit.drive import Progress


class Worker(Durable):
    """A carrier that gives back what it cannot send, instead of ending it: another process may be able to."""

    def __init__(self, settings: Settings, tell: Callable[[Progress], None], scale: float = 1.0) -> None:
        super().__init__(settings, tell, scale)
        self._busy = 0
        self._keeper = ExitStack()
        self.keeps = False
        """Whether this process fills the queue."""

    async def __aexit__(self, *wrong: object) -> None:
        self._keeper.close()
        await super().__aexit__(*wrong)

    @property
    def stopped(self) -> dict[str, str]:
        """Why nothing more is sent from here, once the films that were under way here are fetched."""
        return {} if self._busy else self.halted | self.troubles

    async def drive(self, name: str) -> bool:
        """As every process; but what this one may not send keeps its place in the queue until this process has left."""
        self._busy += 1
        tried = False
        try:
            self.look_for_place()
            if not (self.halted and self._hopeless(name)):
                tried = await super().drive(name)
        finally:
            self._busy -= 1
            self.changed()
        if self._hopeless(name):
            await asyncio.Event().wait()
        return tried

    def ended_elsewhere(self, name: str) -> None:
        """Only what this process drove to no end is left alone: why another one left it, this one has to learn itself."""
        self.open.discard(name)

    def look_for_place(self) -> None:
        """Nothing is sent or fetched from here unless its films come where the season looks for them."""
        if wrong := out_of_reach(self.settings, self.watcher):
            self.halted.setdefault("place", wrong)

    def keep(self) -> None:
        """Where no season is at work, one of the workers fills the queue with what was agreed to."""
        self.look_for_place()
        if self.watcher.held("season"):
            self._keeper.close()
            self.keeps = False
            return
        if not self.keeps:
            try:
                self._keeper.enter_context(self.watcher.alone("keeper of the queue"))
            except UsageError:
                return
            self.keeps = True
        agreed = {episode.production for episode in self.watcher.season() if episode.stage == "filming"}
        self.offer(open_clips(self.watcher.season_clips(), agreed, self.settings))

    def nothing_left(self) -> bool:
        """Every clip of the season is at its end, or was driven as far as it goes; and no season is being prepared."""
        clips = self.watcher.season_clips()
        if not clips or self.watcher.held("season"):
            return False
        return (self.keeps and self.idle()) or all(clip.state in (*FINAL, None) for clip in clips)

    def unfinished(self) -> dict[str, str]:
        """What to say about clips that were driven as far as they go, and are not at their end."""
        count = sum(clip.state not in (*FINAL, None) for clip in self.watcher.season_clips())
        return {"gateway_fault": f"{count} clips could not be finished for now"} if count else {}

    def _hopeless(self, name: str) -> bool:
        """Whether this process can do nothing for it, and another one may."""
        if self.halted.keys() & {"place", "stopped"}:  # films of this machine come nowhere, or its disk is full
            return True
        attempt = self.floor.ledger.attempt(name)
        if attempt.state == "running" and attempt.fault == "auth":
            self.halted.setdefault("auth", attempt.note)
            return True
        return name in self.troubles or (attempt.state == "ready" and bool(self.halted or self.troubles))


def work(
    load: Callable[[], Settings],
    tell: Callable[[Progress], None],
    say: Callable[[str], None],
    *,
    scale: float,
    until_done: bool,
) -> None:
    """A worker's life: until it is stopped, or (`until_done`) nothing is open. `load` reads the settings afresh.

    A budget that is reached ends it only with `until_done`; else it goes on when the budget is raised.
    """
    # An event loop a shift: the engine takes the loop's threads with it when it ends.
    while stopped := asyncio.run(_shift(Worker(load(), tell, scale), until_done)):
        if until_done or set(stopped) != {"budget"}:
            raise _reason(stopped)
        say(f"{stopped['budget']}; this worker goes on when the season is run with more")
        _more_money(load)


async def _shift(worker: Worker, until_done: bool) -> dict[str, str]:
    """Why nothing more can be sent from here; empty where nothing is left to do."""
    idle_looks = 0
    async with worker:
        while not worker.stopped:
            worker.keep()
            await worker.wait(SUPERVISE)
            idle_looks = idle_looks + 1 if until_done and worker.nothing_left() else 0
            if idle_looks > 1:
                return worker.unfinished()
        return worker.stopped


def _more_money(load: Callable[[], Settings]) -> None:
    """Until the budget leaves more than it does now: it was raised, or a film failed and was not charged."""
    with open_ledger(load()) as ledger:
        before = _room(load(), ledger)
        while _room(load(), ledger) <= before:
            time.sleep(SUPERVISE)


def _room(settings: Settings, ledger: Ledger) -> float:
    cap = ledger.cap(settings.budget.max_cost)
    return float("inf") if cap is None else cap - ledger.committed()


def _reason(stopped: dict[str, str]) -> StoryboardError:
    """The gravest, as what ends the process."""
    if "price" in stopped:
        return PriceRose(stopped["price"], "run the season again, agree to the new price, and start this worker again")
    if "budget" in stopped:
        return BudgetReached(stopped["budget"], "raise [budget] max_cost, run the season, and start this worker again")
    if "place" in stopped:
        return UsageError(
            stopped["place"],
            "mount the season's folder, or only its out/, on this machine; then: storyboard worker -w FOLDER",
        )
    said = next(iter(stopped.values()))
    hint = "this machine sends nothing more; the others go on. Start its worker again when that is mended"
    return GatewayError(said, hint) if set(stopped) & set(WORDS) else UsageError(said, hint)
