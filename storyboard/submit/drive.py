"""One attempt from where the ledger has it to its end: claim, send once, wait, fetch.

The ledger is written before and after every step, so that a process may die anywhere and the next one goes on.
"""

import asyncio
import json
import random
import sqlite3
from collections.abc import Callable, Coroutine
from dataclasses import field, replace
from pathlib import Path

from storyboard.errors import BudgetReached, PriceRose, UnknownOutcome, UsageError
from storyboard.gateways.protocol import (
    Accepted,
    Film,
    Gateway,
    NotAccepted,
    NotFetched,
    Observation,
    Outcome,
    Ticket,
    Unclear,
    WireRequest,
)
from storyboard.ledger import Attempt, Job, Ledger, Limits, Stale, Wait
from storyboard.model import Order
from storyboard.model.money import amount, to_units
from storyboard.records import dataclass
from storyboard.submit.bring import bring, differences, is_grave, relative
from storyboard.submit.finding import is_lost, look, path_of_create

FENCE = 2.0
"""Seconds: an intent older than this is not sent any more; the process was stopped, and somebody may have taken over."""

SILENCE = 20
"""Polls in a row that nobody answered readably, after which a run leaves the film to the next one."""

TRIES = 6
"""Sends of one attempt in one run, where the gateway said each time that it took nothing."""

GRACE = 60.0
MISSES = 4
"""Seconds, and answers in a row, for which a gateway may not know its own id before that is believed."""

PATIENCE = 60.0
"""Seconds after which it is told what a send waits for."""

LATENESS = 0.05
"""A film is asked after no later than this share of its age: a slot whose film is done and unseen stands idle."""

DOUBTS = 3
"""Creates in a row that end unknown, after which nothing more is sent: each may have cost money, and needs a person."""

LOOKS = (2.0, 8.0, 30.0)
"""Seconds before each look into the gateway's list for a send whose answer never came."""

FETCHES = 5
"""Tries to fetch a film in one run."""


@dataclass(frozen=True, slots=True)
class Progress:
    """For the progress bar."""

    key: str
    state: str
    percent: float | None = None
    note: str = ""


@dataclass
class DriveRun:
    """What the drives of one run share."""

    gateway: Gateway
    ledger: Ledger
    takes: Path
    limits: Limits
    tell: Callable[[Progress], None] = lambda progress: None
    halted: dict[str, str] = field(default_factory=dict)
    """Class -> message, of what stops all further sends."""
    door: asyncio.Lock = field(default_factory=asyncio.Lock)
    """One claim is tried at a time, in order."""
    freed: asyncio.Event = field(default_factory=asyncio.Event)
    price: Callable[[Order], float | None] | None = None
    """What an order costs now; None: what was agreed to."""
    through_pause: bool = False
    """Waits until a person lifts the pause of a season, instead of leaving what is not sent to the next run."""
    doubts: list[str] = field(default_factory=list)
    """Jobs in a row whose create ended unknown; shared by all drives, emptied by every clear answer."""
    polite: bool = False
    """A place that became free is left to the other machines for a moment: else who has films keeps all places."""
    sleep_scale: float = 1.0
    """Below 1 only in rehearsals, where a gateway's time runs faster."""

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds * self.sleep_scale * random.uniform(0.85, 1.15))  # noqa: S311 - jitter


async def drive(run: DriveRun, attempt: Attempt, job: Job) -> Attempt:
    """The attempt as far as it came: done, failed, unknown; or running or ready, where the next run goes on.

    Raises nothing about the film: its fate stands in the ledger. A full disk or a broken ledger does raise.
    """
    try:
        if attempt.state == "ready":
            attempt = await _buy(run, attempt, job)
            attempt = await _find(run, attempt, job)
        if attempt.state == "running":
            attempt = await _wait(run, attempt, job)
    except Stale:
        attempt = run.ledger.attempt(attempt.id)
    finally:
        run.freed.set()
    run.tell(Progress(job.key, attempt.state, 100.0 if attempt.state == "done" else None, attempt.note))
    return attempt


async def _find(run: DriveRun, attempt: Attempt, job: Job) -> Attempt:
    """A send whose outcome is unknown, looked for in the gateway's list a few times, as new jobs may come into it late."""
    if not run.gateway.finds:
        return attempt
    for pause in LOOKS:
        if not is_lost(attempt, run.ledger.now()):
            break
        await run.sleep(pause)
        attempt = await look(run.gateway, run.ledger, attempt, job)
    else:
        return attempt
    if attempt.state == "running" and job.key in run.doubts:
        run.doubts.remove(job.key)
        run.halted.pop("unknown_outcome", None)
    return attempt


async def _buy(run: DriveRun, attempt: Attempt, job: Job) -> Attempt:
    """Claims and sends, again only while the gateway says that it took nothing."""
    request = run.gateway.build(job.order)
    if job.request not in {way.canonical() for way in request.ways()}:
        raise UsageError(
            f"what would be sent for job {job.key[:12]} is no longer what it was planned as: a picture or a setting changed",
            "run `storyboard make` (or `submit`) again: it plans with what is there now",
        )
    request = await run.gateway.lodged(request)
    for attempt_number in range(TRIES):
        claimed = await _claim(run, attempt, job)
        if claimed is None:
            return run.ledger.attempt(attempt.id)
        attempt = await _whole(_send(run, claimed, job, request, last=attempt_number == TRIES - 1))
        if attempt.state != "ready" or not attempt.not_before:
            break
        run.tell(Progress(job.key, "ready", None, attempt.note))
    return attempt


async def _claim(run: DriveRun, attempt: Attempt, job: Job) -> Attempt | None:
    """The attempt, claimed at its price of now; None where this run sends nothing more."""
    async with run.door:
        began = asyncio.get_running_loop().time()
        while not run.halted:
            try:
                claimed = run.ledger.claim(_priced(run, attempt, job), run.limits)
            except BudgetReached as reached:
                run.halted[reached.fault] = reached.message
                break
            if not isinstance(claimed, Wait):
                run.tell(Progress(attempt.job, "sending"))
                return claimed
            if claimed.paused and not run.through_pause:
                run.halted["paused"] = "the season in this workspace is paused: `storyboard season resume` lifts it"
                break
            if asyncio.get_running_loop().time() - began > PATIENCE * run.sleep_scale:
                run.tell(Progress(attempt.job, "ready", None, f"waiting: {claimed.why}"))
            run.freed.clear()
            try:
                # Not `wait_for`: in Python 3.11 it can swallow an interrupt.
                async with asyncio.timeout(min(claimed.seconds, 5.0) * run.sleep_scale):
                    await run.freed.wait()
                    if run.polite:
                        await run.sleep(random.random())  # noqa: S311 - as long as others wait between two looks
            except TimeoutError:
                attempt = run.ledger.attempt(attempt.id)
    return None


def _priced(run: DriveRun, attempt: Attempt, job: Job) -> Attempt:
    """The attempt at what it costs now; `BudgetReached` where that is more than was agreed to."""
    price = run.price(job.order) if run.price else None
    if price is None:
        return attempt
    if attempt.price is not None and to_units(price) > to_units(attempt.price):
        raise PriceRose(
            f"a film of {job.order.seconds} s by {job.order.model} costs {amount(price)} now, {amount(attempt.price)} was agreed to",
            "run again to be asked about the new price; everything bought so far is kept",
        )
    return replace(attempt, price=price)


async def _whole(sending: Coroutine[None, None, Attempt]) -> Attempt:
    """Lets a send and the writing of its outcome finish, also when we are interrupted meanwhile."""
    task = asyncio.ensure_future(sending)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait({task})
        raise


async def _send(run: DriveRun, claimed: Attempt, job: Job, request: WireRequest, *, last: bool) -> Attempt:
    # Also where the clock was set back meanwhile: then nobody knows how long this process stood still.
    if abs(run.ledger.now() - claimed.intent) > FENCE:
        note = "given up before sending: the process stood still for too long"
        return run.ledger.move(claimed, "ready", note=note, not_before=run.ledger.now())
    marked = replace(request, mark=run.gateway.mark(job.order, claimed.nonce))
    return _record(run, claimed, await run.gateway.submit(marked), last=last)


def _record(run: DriveRun, claimed: Attempt, outcome: Outcome, *, last: bool) -> Attempt:
    """Writes what a send brought; the id before anything else."""
    if isinstance(outcome, Accepted):
        return _accepted(run, claimed, outcome)
    if isinstance(outcome, Unclear):
        _doubt(run, claimed, outcome.note)
        return run.ledger.move(claimed, "unknown", fault="unknown_outcome", note=outcome.note, status=outcome.status)
    return _not_accepted(run, claimed, outcome, last=last)


def _doubt(run: DriveRun, claimed: Attempt, note: str) -> None:
    """Counts an unknown outcome; the third in a row stops the gateway."""
    run.doubts.append(claimed.job)
    if len(run.doubts) >= DOUBTS:
        why = f"{len(run.doubts)} orders in a row ended unknown at {run.gateway.name}, so nothing more is sent to it; the last: {note}"
        run.halted.setdefault("unknown_outcome", why)


def _accepted(run: DriveRun, claimed: Attempt, outcome: Accepted) -> Attempt:
    try:
        if outcome.result:
            text = json.dumps(outcome.result, ensure_ascii=False, sort_keys=True)
            taken = run.ledger.finish(claimed, result=text, remote=outcome.remote or None)
        else:
            facts = {"remote": outcome.remote, "note": outcome.note, "status": outcome.status}
            facts |= {"address": outcome.address or None}
            taken = run.ledger.move(claimed, "running", **facts)  # type: ignore[arg-type]
    except sqlite3.OperationalError as wrong:
        raise UnknownOutcome(
            f"the gateway took job {claimed.job[:12]} as {outcome.remote}, but the ledger cannot be written: {wrong.args[0]}",
            f"make room, then: storyboard jobs adopt {claimed.job[:12]} {outcome.remote}",
        ) from wrong
    except sqlite3.IntegrityError:
        note = f"the gateway answered with the id of another job of ours: {outcome.remote}"
        _doubt(run, claimed, note)
        return run.ledger.move(claimed, "unknown", fault="unknown_outcome", note=note, status=outcome.status)
    run.doubts.clear()
    return taken


def _not_accepted(run: DriveRun, claimed: Attempt, outcome: NotAccepted, *, last: bool) -> Attempt:
    run.doubts.clear()
    facts = {"fault": outcome.fault, "note": outcome.note, "status": outcome.status}
    if outcome.retry_after is not None:
        pause = min(120.0, outcome.retry_after * 1.5 ** (claimed.tries - 1)) * run.sleep_scale
        later = 0.0 if last else run.ledger.now() + pause
        return run.ledger.move(claimed, "ready", not_before=later, **facts)  # type: ignore[arg-type]
    if outcome.whole_gateway:
        run.halted[outcome.fault] = outcome.note
        return run.ledger.move(claimed, "ready", **facts)  # type: ignore[arg-type]
    return run.ledger.move(claimed, "failed", **facts)  # type: ignore[arg-type]


async def _wait(run: DriveRun, attempt: Attempt, job: Job) -> Attempt:
    """Polls until the film is there; whatever a poll meets, the job stays what it is. Given up, it takes no place any more."""
    if attempt.not_before:
        attempt = run.ledger.move(attempt, "running", note="asked after again")
    ticket = Ticket(attempt.remote, job.order, job.key, path_of_create(job), attempt.address)
    pace, delay = run.gateway.pace, run.gateway.pace.every
    clock = asyncio.get_running_loop().time
    began = clock()
    end = began + pace.limit * run.sleep_scale
    told: set[str] = set()
    missing_since, misses, silent = clock(), 0, 0
    while True:
        seen = await run.gateway.poll(ticket)
        silent = 0 if seen.answered else silent + 1
        if seen.note and seen.state == "running" and seen.note not in told:
            told.add(seen.note)
            run.ledger.note(attempt, seen.note, seen.status)
        run.tell(Progress(job.key, "running", seen.progress, seen.note))
        if seen.state == "succeeded":
            _charge(run, attempt, seen)
            return await _finish(run, attempt, ticket, seen)
        if seen.perhaps and (done := await _try(run, attempt, ticket, seen, told)):
            return done
        if seen.state == "failed":
            if seen.fault == "quota":
                run.halted.setdefault("quota", seen.note)
            _charge(run, attempt, seen)
            return run.ledger.move(attempt, "failed", fault=seen.fault, note=seen.note, status=seen.status)
        misses = misses + 1 if seen.state == "missing" else 0
        missing_since = missing_since if misses else clock()
        if misses >= MISSES and clock() - missing_since >= GRACE * run.sleep_scale:
            note = f"the gateway no longer knows the job {attempt.remote}: {seen.note}"
            return run.ledger.move(attempt, "unknown", fault="unknown_outcome", note=note, status=seen.status)
        if clock() > end or silent >= SILENCE or seen.fault == "auth":
            return give_up(run.ledger, attempt, seen.note or "waited long enough for one run", seen.fault)
        await run.sleep(max(delay, seen.retry_after))
        now = run.ledger.attempt(attempt.id)
        if (now.state, now.remote) != (attempt.state, attempt.remote):
            # A person set it aside, or gave it another id.
            return await _wait(run, now, job) if now.state == "running" else now
        late = max(pace.every, (clock() - began) / max(run.sleep_scale, 0.001) * LATENESS)
        delay = min(max(delay, 0.05) * 1.5, pace.max_every, late)


def _charge(run: DriveRun, attempt: Attempt, seen: Observation) -> None:
    """Writes what the gateway says it charged, once it is known."""
    if seen.charged:
        run.ledger.charge(attempt, seen.charge, seen.charged)


def _done(run: DriveRun, attempt: Attempt, ticket: Ticket, film: Film) -> Attempt:
    """The attempt with its film, and with what the film is that was not ordered."""
    said = differences(film, ticket.order)
    fault = "not_as_ordered" if is_grave(film, ticket.order) else ""
    done = run.ledger.finish(
        attempt,
        path=relative(film.path, run.ledger),
        sha256=film.sha256,
        size=film.bytes,
        fault=fault,
        note="; ".join(said),
    )
    for note in said:
        run.ledger.note(done, note)
    return done


async def _try(run: DriveRun, attempt: Attempt, ticket: Ticket, seen: Observation, told: set[str]) -> Attempt | None:
    """The attempt done, where a job of an unknown state has a film all the same; None where it has none yet.

    `told`: what stands in the ledger already.
    """
    path = run.takes / f"{attempt.job[:12]}-{attempt.n}.mp4"
    try:
        film = await bring(run.gateway, ticket, seen, path)
    except NotFetched as wrong:
        note = f"tried to fetch it, although its state is unknown: {wrong}"
        if note not in told:
            told.add(note)
            run.ledger.note(attempt, note)
        return None
    return _done(run, attempt, ticket, film)


async def _finish(run: DriveRun, attempt: Attempt, ticket: Ticket, seen: Observation) -> Attempt:
    """Fetches the film (or takes the result that is no film) and writes the attempt off as done."""
    if seen.result:
        return run.ledger.finish(attempt, result=json.dumps(seen.result, ensure_ascii=False, sort_keys=True))
    path = run.takes / f"{attempt.job[:12]}-{attempt.n}.mp4"
    trouble: NotFetched | None = None
    for number in range(FETCHES):
        try:
            film = await bring(run.gateway, ticket, seen, path)
        except NotFetched as wrong:
            trouble = wrong
            run.ledger.note(attempt, f"not fetched: {wrong}")
            if number == FETCHES - 1:
                break
            await run.sleep(min(30.0, 2.0**number))
            again = await run.gateway.poll(ticket)
            # An address that expired while this machine slept: the film may lie at a newer one.
            if not wrong.again and (again.url, again.expires) == (seen.url, seen.expires):
                break
            seen = again if again.state == "succeeded" else seen
            continue
        return _done(run, attempt, ticket, film)
    if trouble and trouble.fault == "expired":
        return run.ledger.move(attempt, "failed", fault="expired", note=str(trouble))
    return give_up(run.ledger, attempt, f"not fetched yet: {trouble}", trouble.fault if trouble else "")


def give_up(ledger: Ledger, attempt: Attempt, note: str, fault: str = "") -> Attempt:
    """A running attempt that this run waits for no longer: its place is free, its price stays counted, the next run asks."""
    return ledger.move(attempt, "running", fault=fault, note=note, not_before=ledger.now())
