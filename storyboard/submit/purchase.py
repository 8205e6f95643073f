"""What one order is to the ledger: its key, whether its film is owned, its price, what went wrong."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from storyboard.errors import BudgetReached, GatewayError, StoryboardError, UnknownOutcome, UsageError
from storyboard.gateways.protocol import Gateway, WireRequest, key_of
from storyboard.ledger import Attempt, Job, Ledger
from storyboard.model import Order

Standing = Literal["owned", "ready", "running", "failed", "unknown"]


@dataclass(frozen=True, slots=True)
class Purchase:
    """One order and where it stands."""

    order: Order
    request: WireRequest
    key: str
    state: Standing
    price: float | None
    """Of one clip, in the user's currency; None where no price is known."""
    take: Path | None = None
    """The film in use, where one is owned."""
    name: str = ""
    """What the production calls it: `003`."""
    attempt: str = ""
    fault: str = ""
    """Class of what went wrong, or `budget`."""
    note: str = ""
    nth: int = 0
    """Which of several equal requests it is, from 0."""

    @property
    def to_pay(self) -> float | None:
        """What driving it will cost: nothing where it is owned, running, failed or unknown."""
        return self.price if self.state == "ready" else 0.0


def quote(orders: Sequence[Order], gateway: Gateway, ledger: Ledger, names: Sequence[str] = ()) -> tuple[Purchase, ...]:
    """Where each order stands, in their sequence. Writes nothing, asks nobody.

    Equal requests are told apart by which of them it is; `names` only label. An order that the gateway could never take
    (length, size, reference) is one `UsageError` for all of them, before any money is spent.
    """
    labels = list(names) or [f"{number:03d}" for number in range(1, len(orders) + 1)]
    wrong = [f"clip {label}: {f.message}" for label, o in zip(labels, orders, strict=True) for f in gateway.check(o)]
    if wrong:
        raise UsageError(
            "\n".join(dict.fromkeys(wrong)), "see `storyboard models` for what each model can be asked for"
        )
    seen: Counter[str] = Counter()
    found = []
    for label, order in zip(labels, orders, strict=True):
        request = gateway.build(order)
        text = request.canonical()
        key, nth = known_key(gateway, request, seen[text], ledger), seen[text]
        seen[text] += 1
        purchase = Purchase(order, request, key, "ready", gateway.price(order), name=label, nth=nth)
        found.append(look_up(purchase, ledger))
    return tuple(found)


def known_key(gateway: Gateway, request: WireRequest, occurrence: int, ledger: Ledger) -> str:
    """The key under which the ledger knows this: of the gateway's account, or of one that is the same under another name."""
    keys = [key_of(account, request, occurrence) for account in ledger.accounts(gateway.account)]
    if len(keys) == 1:
        return keys[0]
    bought = [key for key in keys if ledger.takes(key)]
    return next(iter(bought or [key for key in keys if ledger.attempts(key)] or keys))


def look_up(purchase: Purchase, ledger: Ledger) -> Purchase:
    """The purchase as the ledger has it now."""
    takes = ledger.takes(purchase.key)
    job = ledger.job(purchase.key)
    if job and takes:
        used = next((take for take in takes if take.id == job.chosen), takes[-1])
        path = film_of(used, ledger)
        gone = replace(purchase, state="running", take=None, attempt=used.id, note="its film is no longer on disk")
        return replace(gone, state="owned", take=path, fault="", note="") if path else gone
    attempts = ledger.attempts(purchase.key)
    if not attempts:
        return replace(purchase, state="ready", take=None)
    last = attempts[-1]
    state: Standing = {"sending": "unknown", "done": "running"}.get(last.state, last.state)  # type: ignore[assignment]
    return replace(purchase, state=state, take=None, attempt=last.id, fault=last.fault, note=last.note)


def film_of(attempt: Attempt, ledger: Ledger) -> Path | None:
    """The film of a finished attempt, or None where it is not on disk as it was fetched."""
    path = ledger.path.parent.parent / attempt.path
    return path if attempt.path and path.is_file() and path.stat().st_size == attempt.bytes else None


def owned(ledger: Ledger, gateway: Gateway) -> Callable[[Order], bool]:
    """For the packer: is there a film for this order already?"""
    known: dict[str, bool] = {}

    def is_owned(order: Order) -> bool:
        request = gateway.build(order)
        key = known_key(gateway, request, 0, ledger)
        if key not in known:
            known[key] = any(film_of(take, ledger) for take in ledger.takes(key))
        return known[key]

    return is_owned


def job_of(purchase: Purchase, gateway: Gateway) -> Job:
    return Job(
        purchase.key, purchase.order.kind, gateway.name, gateway.account, purchase.request.canonical(), purchase.order
    )


def total(purchases: Sequence[Purchase]) -> float | None:
    """What driving them all will cost; None where a price is missing."""
    prices = [purchase.to_pay for purchase in purchases]
    return None if None in prices else sum(price for price in prices if price is not None)


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that did not end in a film, as it is told."""

    name: str
    state: str
    fault: str
    note: str
    settled_as: str
    """What `storyboard jobs` knows it by."""

    def __str__(self) -> str:
        words = {
            "unknown": "a paid job may exist, its outcome is unknown",
            "failed": "failed",
            "running": "not finished yet",
            "ready": "not sent, nothing was paid",
        }
        return ": ".join(part for part in (self.name, words[self.state], self.note) if part)


def complain(purchases: Sequence[Purchase]) -> None:
    """Raises what must be said about those that are not owned; nothing where all are."""
    wrong = [each for each in purchases if each.state != "owned"]
    _raise_gravest([Trouble(f"clip {each.name}", each.state, each.fault, each.note, each.name) for each in wrong])


def complain_of(name: str, attempts: Sequence[Attempt]) -> None:
    """The same about attempts of one thing, called `name`."""
    wrong = [each for each in attempts if each.state != "done"]
    _raise_gravest([Trouble(name, each.state, each.fault, each.note, each.job[:12]) for each in wrong])


def _raise_gravest(wrong: Sequence[Trouble]) -> None:
    """The gravest decides the exit code: an unknown outcome, then the budget, then a refusal or a failed film."""
    if not wrong:
        return
    lines = "\n".join(map(str, wrong))
    unknown = [each for each in wrong if each.state == "unknown"]
    failed = [each for each in wrong if each.state == "failed"]
    if unknown:
        name = unknown[0].settled_as
        raise UnknownOutcome(
            lines,
            f"look in the gateway's console; if it has the job: `storyboard jobs adopt {name} TASK_ID`, "
            f"if not: `storyboard jobs resend {name}`",
        )
    if any(each.fault == "budget" for each in wrong):
        raise BudgetReached(lines, "raise [budget] max_cost, or stop here; everything bought so far is kept")
    raise _gateway_error(lines, failed)


def _gateway_error(lines: str, failed: Sequence[Trouble]) -> StoryboardError:
    if failed:
        name = failed[0].settled_as
        hint = f"change what it says and run again, or buy it once more on purpose: `storyboard retake {name}`"
    else:
        hint = "run the same command again: what is bought is kept, what runs is waited for"
    return GatewayError(lines, hint)
