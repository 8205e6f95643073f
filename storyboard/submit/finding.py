"""Sends whose answer never came, found again in the gateway's own list: adopted only where exactly one job is ours beyond doubt.

Nothing is ever sent again because a list is silent.
"""

import asyncio
import json
import sqlite3
from collections.abc import Callable, Sequence

from storyboard.errors import UsageError
from storyboard.gateways.protocol import Gateway, Listed, Sought
from storyboard.ledger import Attempt, Job, Ledger, Stale

ANSWERED_BY = 600.0
"""Seconds after a send in which the gateway began the job, if it did."""

REACH = 604_800.0
"""Seconds for which a lost send is looked for: no gateway here lists older jobs."""


def sought(gateway: Gateway, attempt: Attempt, job: Job) -> Sought:
    """What is looked for: by our name for the send, which stood in the ledger before it left."""
    mark = gateway.mark(job.order, attempt.nonce)
    until = min(max(attempt.updated, attempt.intent), attempt.intent + ANSWERED_BY)
    return Sought(job.order, path_of_create(job), mark, attempt.intent, until)


def path_of_create(job: Job) -> str:
    """Where its create went; empty where what is stored says nothing of it."""
    try:
        return str(json.loads(job.request)["path"])
    except (ValueError, KeyError, TypeError):
        return ""


def is_lost(attempt: Attempt, now: float) -> bool:
    """Its outcome is unknown, it has no id, and a list may still have it."""
    return attempt.state == "unknown" and not attempt.remote and 0 < attempt.intent > now - REACH


async def look(gateway: Gateway, ledger: Ledger, attempt: Attempt, job: Job) -> Attempt:
    """The attempt running, where its job was found; else as it is, its note saying what the list has."""
    search = sought(gateway, attempt, job)
    listed = await gateway.look_for(search)
    remote, said = judged(listed, search, ledger, attempt, job, alone=gateway.alone)
    try:
        if remote:
            return ledger.move(attempt, "running", remote=remote, note=f"found in the gateway's list: {said}")
        if said and said not in attempt.note:
            base = attempt.note.partition(" | ")[0]
            return ledger.move(attempt, "unknown", fault=attempt.fault, note=f"{base} | {said}")
    except (Stale, sqlite3.IntegrityError):
        return ledger.attempt(attempt.id)
    return attempt


def judged(
    listed: Listed, search: Sought, ledger: Ledger, attempt: Attempt, job: Job, *, alone: bool
) -> tuple[str, str]:
    """(id to adopt or empty, what is said). Pure but for reading the ledger."""
    others = [each for each in ledger.all_attempts() if each.id != attempt.id and each.account == attempt.account]
    taken = {each.remote for each in others if each.remote}
    marked = [each for each in listed.marked if each not in taken]
    if search.mark and len(marked) == 1:
        return marked[0], "it bears our mark"
    if marked:
        return "", f"{len(marked)} jobs in the gateway's list bear our mark: {', '.join(marked[:4])}"
    fitting = [each for each in listed.fitting if each not in taken]
    if not fitting:
        return "", listed.note or ("the gateway's list has no such job" if listed.whole else "")
    if len(fitting) > 1:
        return "", f"{len(fitting)} jobs in the gateway's list may be it: {', '.join(fitting[:4])}"
    rivals = _rivals(others, job, ledger)
    if alone and listed.whole and not rivals:
        return fitting[0], "the only one of its time, model and length, and nobody else orders with this key"
    why = f"{len(rivals)} other sends of the kind are open" if rivals else "others may order with this key"
    return "", f"the gateway's list has one that may be it, {fitting[0]}, but {why}"


def _rivals(others: Sequence[Attempt], job: Job, ledger: Ledger) -> list[Attempt]:
    """Other sends without an id that could be the same job in a list."""
    order = job.order

    def alike(other: Job | None) -> bool:
        return other is None or (other.order.model, other.order.seconds, other.order.size) == (
            order.model, order.seconds, order.size,
        )  # fmt: skip

    return [
        each for each in others
        if each.state in ("sending", "unknown") and not each.remote and alike(ledger.job(each.job))
    ]  # fmt: skip


def find_lost(gateway: Gateway, ledger: Ledger, tell: Callable[[str], None] = lambda said: None) -> int:
    """How many lost sends of this account were found again; asks nobody where none is lost or the gateway has no list.

    Where it cannot be asked (no key here, not trusted) they stay what they are: what buys says so itself.
    """
    accounts = ledger.accounts(gateway.account)
    lost = [each for each in ledger.in_state(accounts, "unknown") if is_lost(each, ledger.now())]
    if not lost or not gateway.finds:
        return 0

    async def ask() -> int:
        found = 0
        async with gateway:
            for attempt in lost:
                job = ledger.job(attempt.job)
                if job is not None and (await look(gateway, ledger, attempt, job)).state == "running":
                    found += 1
                    tell(f"job {attempt.job[:12]} was found in the gateway's list")
        return found

    try:
        return asyncio.run(ask())
    except UsageError:
        return 0
