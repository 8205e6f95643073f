"""The paid part of a season: every clip bought and fetched, every episode assembled as soon as its clips are there."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import field
from pathlib import Path

from storyboard.config import Settings
from storyboard.errors import StoryboardError
from storyboard.gateways import open_gateway
from storyboard.ledger import Ledger, SeasonClip
from storyboard.production.finish import finish
from storyboard.production.prepare import Watch
from storyboard.records import dataclass
from storyboard.season.clips import open_clips
from storyboard.season.prepare import FEW, Readied, worker_processes
from storyboard.submit import Buyer, Cart, Purchase, look_up, remarks_on
from storyboard.submit.carrier import Carrier, Errand

ASSEMBLERS = 1
"""Processes that join films; one episode takes seconds, its clips took minutes."""


@dataclass
class Filming:
    """A season while it is being filmed."""

    settings: Settings
    ledger: Ledger
    episodes: Mapping[str, tuple[Readied, tuple[Purchase, ...]]]
    """By production: the sound ones, with where each clip stood at the beginning."""
    look: Callable[[Sequence[SeasonClip]], None] = lambda clips: None
    """Told what the ledger shows, about once a second."""
    assembled: dict[str, str] = field(default_factory=dict)
    """Production -> what was worth saying, or an empty text."""
    failed: dict[str, str] = field(default_factory=dict)
    """Production -> why its film could not be put together."""
    films: dict[str, tuple[Purchase, ...]] = field(default_factory=dict)
    """Production -> its clips with the films that were put together."""


def open_work(filming: Filming, buyer: Buyer) -> None:
    """Writes what is to be bought into the ledger, and what each episode calls its clips. Sends nothing."""
    carts = []
    for name, (readied, purchases) in filming.episodes.items():
        filming.ledger.set_stage(name, "filming")
        carts.append(Cart(purchases, readied.production.folder / "takes", name))
    buyer.open(carts)


def film(filming: Filming, buyer: Buyer, carrier: Carrier) -> None:
    """Until nothing more can be done without a person; every film is joined as soon as its clips are there."""
    joining: dict[str, asyncio.Future[tuple[str, ...]]] = {}
    with _joiners(len(filming.episodes)) as pool:

        def look() -> list[Errand]:
            _collect(filming, joining)
            clips = filming.ledger.season_clips()
            filming.look(clips)
            for name in _complete(filming, clips):
                if name not in joining and name not in filming.assembled and name not in filming.failed:
                    joining[name] = _join(filming, name, pool)
            return open_clips(clips, filming.episodes, filming.settings)

        buyer.carry(carrier, look, joining.values)
    filming.look(filming.ledger.season_clips())


def _complete(filming: Filming, clips: Sequence[SeasonClip]) -> list[str]:
    """Episodes all of whose clips have films."""
    states: dict[str, set[str | None]] = defaultdict(set)
    for clip in clips:
        states[clip.production].add(clip.state)
    return [name for name in filming.episodes if states[name] == {"done"}]


def _join(filming: Filming, name: str, pool: Executor) -> asyncio.Future[tuple[str, ...]]:
    readied, purchases = filming.episodes[name]
    now = tuple(look_up(purchase, filming.ledger) for purchase in purchases)
    takes = tuple(purchase.take for purchase in now)
    filming.films[name] = now
    free = open_gateway(filming.settings).free
    remarks = tuple(purchase.note for purchase in now)
    return asyncio.get_running_loop().run_in_executor(pool, join_episode, readied, takes, free, remarks)


def join_episode(
    readied: Readied, takes: tuple[Path | None, ...], free: bool, remarks: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """Film, subtitles and page of one episode, where they are not there yet; notes about them."""
    assert readied.prepared is not None
    _, notes = finish(readied.production, readied.prepared, takes, Watch(), free=free, remarks=remarks)
    return notes


def _collect(filming: Filming, joining: dict[str, asyncio.Future[tuple[str, ...]]]) -> None:
    for name in [name for name, future in joining.items() if future.done()]:
        try:
            filming.assembled[name] = "; ".join((*joining.pop(name).result(), *remarks_on(filming.films[name])))
            filming.ledger.set_stage(name, "assembled", filming.assembled[name])
        except (StoryboardError, OSError, BrokenProcessPool, ValueError) as wrong:
            filming.failed[name] = f"the film could not be put together: {wrong}"
            filming.ledger.set_stage(name, "failed", filming.failed[name])


@contextmanager
def _joiners(episodes: int) -> Iterator[Executor]:
    """A process of its own, so that drawing subtitles never keeps a poll waiting; for a few episodes a thread will do."""
    if episodes < FEW:
        with ThreadPoolExecutor(ASSEMBLERS) as threads:
            yield threads
        return
    with worker_processes(ASSEMBLERS) as pool:
        yield pool
