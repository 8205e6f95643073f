"""The synchronous entry: all purchases that are not owned driven to an end, side by side."""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from storyboard.errors import StoryboardError, UsageError
from storyboard.gateways.protocol import Gateway
from storyboard.ledger import Attempt, Job, Ledger, Limits
from storyboard.submit.drive import Progress, Run, drive
from storyboard.submit.purchase import Purchase, film_of, job_of, latest, look_up


def buy(
    purchases: Sequence[Purchase],
    gateway: Gateway,
    ledger: Ledger,
    takes: Path,
    *,
    budget: float | None = None,
    on_event: Callable[[Progress], None] | None = None,
    production: str = "",
    scale: float = 1.0,
) -> tuple[Purchase, ...]:
    """The purchases as they stand afterwards; see `complain` for what to say about them.

    Those ready are sent, those running are waited for, their films land in `takes` whole. Failed and unknown ones are left
    to the user. `production` is under what name the ledger remembers what the clips are called, for `jobs` and `retake`.
    `scale` shortens every pause, for rehearsals whose time runs faster. Call it while holding the workspace's lock. Ctrl-C stops claiming, lets sends finish, and leaves polls to the next run.
    """
    settle_interrupted(gateway, ledger)
    work: list[tuple[Attempt, Job]] = []
    for purchase in purchases:
        job = job_of(purchase, gateway)
        ledger.add_job(job)
        todo = _open_attempt(purchase, job, ledger)
        if todo:
            work.append(todo)
    if production:
        ledger.call(production, [(purchase.name, purchase.key) for purchase in purchases])
    halted = drive_all(work, gateway, ledger, takes, budget=budget, on_event=on_event, scale=scale)
    return tuple(_with_reason(look_up(purchase, ledger), halted) for purchase in purchases)


def drive_all(
    work: Sequence[tuple[Attempt, Job]],
    gateway: Gateway,
    ledger: Ledger,
    takes: Path,
    *,
    budget: float | None = None,
    on_event: Callable[[Progress], None] | None = None,
    scale: float = 1.0,
) -> dict[str, str]:
    """Drives every attempt; returns what stopped further sends, by class (`budget`, `auth`, `quota`), mostly nothing."""
    if not work:
        return {}
    make_room(takes)
    limits = Limits(gateway.parallel, gateway.rate, None if gateway.free else budget)
    run = Run(gateway, ledger, takes, limits, on_event or (lambda progress: None), sleep_scale=scale)
    try:
        asyncio.run(_all(run, work))
    except* StoryboardError as group:
        raise _first(group) from None
    except* sqlite3.Error as broken:
        raise UsageError(
            f"{ledger.path}: the ledger cannot be written: {broken.exceptions[0]}",
            "make room and run again: what was sent is known to it, and is waited for",
        ) from None
    return run.halted


async def _all(run: Run, work: Sequence[tuple[Attempt, Job]]) -> None:
    """Those that run already come first: their films may expire."""
    async with run.gateway, asyncio.TaskGroup() as group:
        unsent = {job.order.model for attempt, job in work if attempt.state == "ready"}
        if denial := await run.gateway.denial(frozenset(unsent)):
            run.halted["unsupported"] = denial
        for attempt, job in sorted(work, key=lambda pair: pair[0].state == "ready"):
            group.create_task(drive(run, attempt, job))


def settle_interrupted(gateway: Gateway, ledger: Ledger) -> None:
    """Sends that a dead process left open: nobody knows what became of them. Free ones are simply made again."""
    for attempt in ledger.in_state(gateway.account, "sending"):
        if gateway.free:
            ledger.move(attempt, "ready")
        else:
            note = "the program ended while this was being sent: the gateway may have taken it"
            ledger.move(attempt, "unknown", fault="unknown_outcome", note=note)


def _open_attempt(purchase: Purchase, job: Job, ledger: Ledger) -> tuple[Attempt, Job] | None:
    """The attempt to drive, made now where there is none; None where there is nothing to do or it is not ours to do."""
    takes = ledger.takes(job.key)
    if any(film_of(take, ledger) for take in takes):
        return None
    if takes:
        # The film was there and is not any more: it is fetched again, which costs nothing.
        again = ledger.move(takes[-1], "running", note="the film is no longer on disk; fetching it again")
        return again, ledger.job(again.job) or job
    attempts = ledger.attempts(job.key)
    if not attempts:
        return ledger.add_attempt(job, purchase.price), job
    last = latest(attempts)
    return (last, job) if last.state in ("ready", "running") else None


def _with_reason(purchase: Purchase, halted: dict[str, str]) -> Purchase:
    if purchase.state != "ready" or purchase.fault or not halted:
        return purchase
    fault, note = next(iter(halted.items()))
    return replace(purchase, fault=fault, note=note)


def make_room(takes: Path) -> None:
    """The folder for the films, proved to be writable before anything is paid for."""
    probe = takes / ".part"
    try:
        takes.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(bytes(4096))
        probe.unlink()
    except OSError as wrong:
        raise UsageError(
            f"{takes}: cannot be written: {wrong.strerror}", "nothing was sent; nothing was paid"
        ) from None


def _first(group: BaseExceptionGroup[StoryboardError]) -> StoryboardError:
    found: BaseException = group
    while isinstance(found, BaseExceptionGroup):
        found = found.exceptions[0]
    assert isinstance(found, StoryboardError)
    return found
