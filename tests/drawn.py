"""Films of the preview, drawn by the program's own worker once a run, in small: hundreds of tests make the same few."""

import hashlib
import multiprocessing
import os
import shutil
import signal
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Self

from storyboard.gateways import preview
from storyboard.model import Order

Draw = Callable[[Order, Path], None]

DRAW = preview.draw
"""The program's own; a test may put another in its place, which is left alone."""
SMALL = {"720x1280": "90x160", "1280x720": "160x90"}
"""A sixty-fourth of what people see, at a tenth of the work of drawing, joining and looking through it."""


def draw_small(order: Order, path: Path) -> None:
    """As the preview's `draw`, in small. Runs in the worker process."""
    from storyboard.animatic import animatic

    animatic(replace(order, size=SMALL.get(order.size, order.size)), path)


class Drawn:
    """Stands for the pool of a preview: what was drawn before is copied, all else goes to a pool that stays."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.pool is not None:
            self.pool.shutdown(cancel_futures=True)

    def submit(self, draw: Draw, order: Order, path: Path) -> "Future[None]":
        """As a pool's: the film is at `path` when it is done. A drawing that fails is not kept."""
        draw = draw_small if draw is DRAW else draw
        drawn = f"{draw.__module__}.{draw.__qualname__} {order!r}"
        kept = self.folder / f"{hashlib.sha256(drawn.encode()).hexdigest()}.mp4"
        done: Future[None] = Future()
        if kept.exists():
            try:
                shutil.copyfile(kept, path)
            except OSError as wrong:
                done.set_exception(wrong)
            else:
                done.set_result(None)
            return done
        if self.pool is None:
            ignore = (signal.SIGINT, signal.SIG_IGN)
            self.pool = ProcessPoolExecutor(
                1, mp_context=multiprocessing.get_context("spawn"), initializer=signal.signal, initargs=ignore
            )
        running = self.pool.submit(draw, order, path)

        def tell(finished: "Future[None]") -> None:
            wrong = finished.exception()
            if wrong is not None:
                done.set_exception(wrong)
                return
            part = kept.with_suffix(f".{os.getpid()}-{id(done)}.part")
            shutil.copyfile(path, part)
            part.replace(kept)
            done.set_result(None)

        running.add_done_callback(tell)
        return done
