"""What is bought by the call beside films, hearing and speaking: asked about, and in the ledger before it is sent, so that it counts against the cap."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from storyboard.errors import BudgetReached
from storyboard.gateways.protocol import WireRequest
from storyboard.ledger import Job, Ledger, Limits, Wait
from storyboard.model import Order
from storyboard.model.jobs import JobKind
from storyboard.model.money import amount
from storyboard.production.production import Production
from storyboard.records import dataclass
from storyboard.submit.attempts import open_attempts

Agree = Callable[[str, float | None, Iterable[str]], None]
"""Shows what a key still needs, what is bought and its price, None where it is not known; raises where the answer is no."""


@dataclass(frozen=True, slots=True)
class Service:
    """Somebody who is paid by the call."""

    kind: JobKind
    name: str
    """`whisper-1 at api.example.com`."""
    key: str
    """Of the store of what came."""
    verb: str
    """`listen`, in the name of the account."""
    path: str
    """Of the address that is asked."""
    form: str
    """`multipart` or `json`."""
    done: str
    """What stands in the ledger of a call that came to something."""
    table: str
    """Of storyboard.toml, where its price is written."""
    keys: tuple[str, ...] = ()
    """What its key still needs."""


def allow(
    ledger: Ledger, production: Production, service: Service, what: str, cost: float | None, agree: Agree
) -> None:
    """Asks, before anything is sent, about all that a run buys of a service. Nothing where it costs nothing.

    `BudgetReached` where the cap of `[budget]` would be exceeded with what is spent, or could not be kept.
    """
    if cost == 0:
        return
    cap, spent = production.settings.budget.max_cost, ledger.committed()
    if cap is not None and cost is None:
        raise BudgetReached(
            f"a budget is set, but what {service.name} takes is not known, so the budget could not be kept",
            f"write its price into storyboard.toml: [{service.table}] price = …; 0 where it is free",
        )
    if cap is not None and cost is not None and spent + cost > cap:
        raise BudgetReached(
            f"the budget of {amount(cap)} is reached: {amount(spent)} is spent or reserved, and this costs {amount(cost)}: {what}",
            f"raise [budget] max_cost, or name a folder on this machine as [{service.table}] model: there it is free",
        )
    agree(what, cost, service.keys)


@contextmanager
def paid(ledger: Ledger, production: Production, service: Service, cost: float | None) -> Iterator[None]:
    """One call is made meanwhile: its price is in the ledger before. Nothing where it costs nothing.

    `BudgetReached` where the cap is reached. What raises inside is not counted: nothing came, so it is asked for again.
    """
    if cost == 0:
        yield
        return
    key = f"{service.kind}-{production.name}-{service.key[:12]}"
    request = WireRequest("POST", service.path, service.form, {}).canonical()
    order = Order(service.name, "", 0, "", kind=service.kind)
    job = Job(key, service.kind, service.name, f"{service.verb} {service.name}", request, order)
    attempt = open_attempts(ledger, [(job, cost)], again=True)[0]
    claimed = ledger.claim(attempt, Limits(1_000_000, budget=production.settings.budget.max_cost))
    assert not isinstance(claimed, Wait)
    try:
        yield
    except BaseException as wrong:
        ledger.move(claimed, "failed", note=str(wrong)[:300])
        raise
    ledger.finish(claimed, note=service.done)
