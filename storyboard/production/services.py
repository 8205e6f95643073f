"""What is bought by the call beside films, hearing and speaking: in the ledger before it is sent, so that it counts against the cap."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from storyboard.gateways.protocol import WireRequest
from storyboard.ledger import Job, Ledger, Limits, Wait
from storyboard.model import Order
from storyboard.model.jobs import JobKind
from storyboard.production.production import Production
from storyboard.submit.attempts import open_attempts


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


@contextmanager
def paid(ledger: Ledger, production: Production, service: Service, cost: float) -> Iterator[None]:
    """One call is made meanwhile: its price is in the ledger before. Nothing where it costs nothing.

    `BudgetReached` where the cap is reached. What raises inside is not counted: nothing came, so it is asked for again.
    """
    if not cost:
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
