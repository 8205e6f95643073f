"""The free stages of all episodes of a season, side by side in worker processes; one that fails leaves the others."""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from multiprocessing import get_context

from storyboard.config import Settings, entrust
from storyboard.errors import NotTrusted, StoryboardError
from storyboard.gateways import open_gateway
from storyboard.ledger import open_ledger
from storyboard.model import Fault, Order
from storyboard.production.asking import ceiling_of, open_mind
from storyboard.production.make import bought_before
from storyboard.production.prepare import Prepared, Watch, prepare
from storyboard.production.production import Production
from storyboard.production.stages import Bought, orders_of
from storyboard.profiles import remarks
from storyboard.records import dataclass
from storyboard.season.opening import OpenedSeason
from storyboard.season.soften import softened

FEW = 4
"""Episodes done here before it is known how long the others would take."""
WORTH = 3.0
"""Seconds of work from which on worker processes pay: starting them costs a second or two, most of it imports."""

ASKING = 8
"""Episodes planned at once where a language model is asked: waiting costs no processor."""


@dataclass(frozen=True, slots=True)
class Readied:
    """One episode as far as it is free."""

    production: Production
    prepared: Prepared | None = None
    orders: tuple[Order, ...] = ()
    faults: tuple[Fault, ...] = ()
    """What forbids buying."""
    trouble: str = ""
    """Why a stage could not be run."""
    code: int = 0
    """Exit code of that."""

    @property
    def sound(self) -> bool:
        return not self.trouble and not self.faults


def ready_all(season: OpenedSeason, until: str, tell: Callable[[Readied], None]) -> tuple[Readied, ...]:
    """Every episode up to the stage `until`, in the season's order; `tell` hears of each when it is done.

    Worker processes are started only for work that is worth them: a season in which nothing changed is done before they are up.
    """
    made = _here(season, until, tell) if not season.settings.llm or len(season.productions) < FEW else ()
    todo = season.productions[len(made) :]
    if not todo:
        return made
    if (llm := season.settings.llm) and not todo[0].options.silent:
        with suppress(NotTrusted):  # asked here, since nobody sits before a worker process; refused where it must ask
            entrust(llm.base_url, llm.api_key_env)
    workers = ASKING if season.settings.llm else os.cpu_count() or 1
    with worker_processes(min(workers, len(todo)), season.settings, todo) as pool:
        results = pool.map(_in_worker, range(len(todo)), [until] * len(todo), chunksize=max(1, min(4, len(todo) // 8)))
        return (*made, *_heard(results, tell))


def _here(season: OpenedSeason, until: str, tell: Callable[[Readied], None]) -> tuple[Readied, ...]:
    """The first episodes, done in this process: as many as it takes until the rest would be work for several."""
    todo, made, begun = season.productions, [], time.monotonic()
    with open_ledger(season.settings) as ledger:
        bought = bought_before(ledger, open_gateway(season.settings))
        for production in todo:
            made.append(ready_one(production, bought, until))
            tell(made[-1])
            ahead = (time.monotonic() - begun) / len(made) * (len(todo) - len(made))
            if len(made) >= FEW and ahead > WORTH:
                break
    return tuple(made)


def ready_one(production: Production, bought: Bought, until: str) -> Readied:
    """One episode; whatever stops it is part of the answer."""
    from datetime import date

    try:
        production = _thinking(production)
        prepared = prepare(production, bought, Watch(), until, proofs=True)
        production = replace(production, mind=None)
        said: Sequence[Fault] = (*prepared.faults, *remarks(production.settings, production.offer, date.today()))
        serious = tuple(fault for fault in said if fault.level == "fault")
        if until != "check" or serious:
            return Readied(production, prepared, faults=serious)
        asked = orders_of(production, prepared.planned.board, prepared.clips, prepared.prompts)
        return Readied(production, prepared, softened(asked, production.folder))
    except StoryboardError as wrong:
        return Readied(replace(production, mind=None), trouble=str(wrong), code=wrong.exit_code)


def _thinking(production: Production) -> Production:
    """The production with a language model of its own, where one is set: episodes are planned in several processes."""
    mind = open_mind(production.settings, silent=production.options.silent)
    if mind is None:
        return production
    from storyboard.plan.protocols import perfect

    least = perfect(production.script, production.cast, production.library, mind.settings.protocol)
    mind.allow(ceiling_of(production.script, least.calls, least.tokens))
    return replace(production, mind=mind)


@contextmanager
def worker_processes(
    count: int, settings: Settings | None = None, todo: Sequence[Production] = ()
) -> Iterator[ProcessPoolExecutor]:
    """Processes that ignore Ctrl-C, which is ours to handle, and end when we are killed; each has all of `todo`, and its scripts once."""
    begun = (os.getpid(), settings, tuple(todo))
    pool = ProcessPoolExecutor(count, get_context("spawn"), initializer=_begin, initargs=begun)
    try:
        yield pool
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown()


def _begin(parent: int, settings: Settings | None, todo: tuple[Production, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        threading.Thread(target=_outlive_nobody, args=(parent,), daemon=True).start()
    if settings:
        _OWNED.append(bought_before(open_ledger(settings), open_gateway(settings)))
    _TODO.extend(todo)


def _outlive_nobody(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


_OWNED: list[Bought] = []
"""Of a worker process: what is bought already, read once."""


_TODO: list[Production] = []
"""Of a worker process: all episodes, so that those of one file share its script."""


def _in_worker(at: int, until: str) -> Readied:
    return ready_one(_TODO[at], _OWNED[0], until)


def _heard(results: Iterator[Readied], tell: Callable[[Readied], None]) -> Iterator[Readied]:
    for one in results:
        tell(one)
        yield one
