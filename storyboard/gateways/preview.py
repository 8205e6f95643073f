"""The gateway that needs no key, no network and no money: it draws each clip as an animatic, in worker processes."""

import asyncio
import hashlib
import multiprocessing
import os
import signal
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict
from pathlib import Path
from typing import Self

from storyboard.errors import StoryboardError
from storyboard.gateways.boxes import read_boxes
from storyboard.gateways.protocol import (
    Accepted,
    Film,
    NotFetched,
    Observation,
    Outcome,
    Pace,
    Ticket,
    Unlisted,
    WireRequest,
)
from storyboard.model import Fault, Order

LENGTHS = (10, 15, 25)
SIZES = ("720x1280", "1280x720")


def draw(order: Order, path: Path) -> None:
    """Runs in a worker process: the media libraries load there, not here."""
    from storyboard.animatic import animatic

    animatic(order, path)


class Preview(Unlisted):
    """Draws instead of buying. Nothing is remembered: asked for an id it does not know, it simply draws again."""

    name = "preview"
    account = "preview"
    free = True
    rate = 0
    pace = Pace(every=0.0, max_every=0.0, limit=3600.0)

    def __init__(self, workers: int = 0) -> None:
        self.parallel = workers or max(1, min(4, os.cpu_count() or 1))
        self._pool: ProcessPoolExecutor | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *wrong: object) -> None:
        if self._pool is None:
            return
        self._pool.shutdown(wait=wrong[0] is None, cancel_futures=True)
        self._pool = None
        for worker in multiprocessing.active_children() if wrong[0] else ():
            # Interrupted: half a drawing is worth nothing, and nobody should wait for it.
            worker.terminate()

    def check(self, order: Order) -> tuple[Fault, ...]:
        faults = []
        if order.kind in ("character", "remix", "picture"):
            faults.append(Fault("unsupported", f"the preview gateway has no {order.kind}", level="fault"))
        if order.seconds not in LENGTHS:
            faults.append(
                Fault("length", f"the preview gateway draws {LENGTHS} s, not {order.seconds} s", level="fault")
            )
        if order.size not in SIZES:
            faults.append(
                Fault("size", f"the preview gateway draws {' and '.join(SIZES)}, not {order.size}", level="fault")
            )
        return tuple(faults)

    def build(self, order: Order) -> WireRequest:
        """All that is drawn and nothing else: an edit elsewhere in the episode leaves the request as it is."""
        body = {
            "shots": [asdict(shot) for shot in order.shots],
            "characters": [asdict(character) for character in order.characters],
            "size": order.size,
            "seconds": order.seconds,
        }
        return WireRequest("DRAW", "", "none", body)

    def price(self, order: Order) -> float:
        return 0.0

    async def denial(self, models: frozenset[str]) -> str:
        return ""

    async def submit(self, request: WireRequest) -> Outcome:
        """A fresh id. Drawing begins when the film is fetched, so that a crash leaves nothing half-known."""
        return Accepted(f"preview-{os.urandom(8).hex()}")

    async def poll(self, ticket: Ticket) -> Observation:
        return Observation("succeeded")

    async def fetch(self, ticket: Ticket, seen: Observation, path: Path) -> Film:
        """Draws the film at `path`."""
        try:
            await asyncio.get_running_loop().run_in_executor(self._workers(), draw, ticket.order, path)
        except (StoryboardError, OSError, BrokenProcessPool) as wrong:
            self._pool = None if isinstance(wrong, BrokenProcessPool) else self._pool
            raise NotFetched(f"could not be drawn: {wrong}", again=False) from wrong
        data = path.read_bytes()
        boxes = read_boxes(path)
        return Film(path, hashlib.sha256(data).hexdigest(), len(data), boxes.seconds, boxes.width, boxes.height)

    def _workers(self) -> ProcessPoolExecutor:
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            ignore = (signal.SIGINT, signal.SIG_IGN)
            self._pool = ProcessPoolExecutor(
                self.parallel, mp_context=context, initializer=signal.signal, initargs=ignore
            )
        return self._pool
