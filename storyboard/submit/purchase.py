"""What one order is to the ledger: its key, whether its film is owned, its price, what went wrong."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

from storyboard.config import Settings
from storyboard.errors import BudgetReached, GatewayError, PriceRose, StoryboardError, UnknownOutcome, UsageError
from storyboard.gateways import open_gateway
from storyboard.gateways.faults import ENGLISH, told
from storyboard.gateways.protocol import Gateway, WireRequest, key_of
from storyboard.languages import Language
from storyboard.ledger import Attempt, Job, Ledger, latest
from storyboard.model import Order
from storyboard.model.money import add_up
from storyboard.records import dataclass

FAILED_HINTS = {
    "": "change what it says and run again, or buy it once more on purpose: `storyboard retake {}`",
    "expired": "it was made and paid, but the gateway has deleted it: nothing is wrong with its words. Ask the gateway for it "
    "(its id: `storyboard jobs list`), or buy it once more: `storyboard retake {}`; fetch films soon, the same command waits for them",
}
"""Class of a failure -> what to do about it; empty: of any other."""

OTHER_PICTURES = "bought before with other pictures, or without: this is a new film"

Standing = Literal["owned", "ready", "running", "failed", "unknown", "aside"]


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
        """What driving it will cost: nothing where it is owned, running, failed, unknown or set aside."""
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
    return _with_changed_pictures(found, gateway, ledger)


def _with_changed_pictures(found: Sequence[Purchase], gateway: Gateway, ledger: Ledger) -> tuple[Purchase, ...]:
    """The same; a clip that is owned with other pictures, or without any, says so."""
    if not any(each.state == "ready" and each.order.references for each in found):
        return tuple(found)
    done = ledger.in_state(ledger.accounts(gateway.account), "done")
    orders = [job.order for key in dict.fromkeys(each.job for each in done) if (job := ledger.job(key))]
    bought = {(order.model, order.prompt, order.seconds) for order in orders if order.kind == "clip"}
    return tuple(
        replace(each, note=OTHER_PICTURES)
        if each.state == "ready" and (each.order.model, each.order.prompt, each.order.seconds) in bought
        else each
        for each in found
    )


def known_key(gateway: Gateway, request: WireRequest, occurrence: int, ledger: Ledger) -> str:
    """The key under which the ledger knows this: of the gateway's account, or of one that is the same under another name.

    Addresses that expire are known by what lies there, or as they were known before.
    """
    accounts = ledger.accounts(gateway.account)
    keys = [key_of(account, way, occurrence) for way in request.ways() for account in accounts]
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
        # Who chose a take has looked at it.
        fault = "" if used.id == job.chosen else used.fault
        return replace(gone, state="owned", take=path, fault=fault, note=used.note) if path else gone
    attempts = ledger.attempts(purchase.key)
    if not attempts:
        return replace(purchase, state="ready", take=None)
    last = latest(attempts)
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


def price_now(settings: Settings, job: Job) -> float | None:
    """What the order of a job costs by the prices of now; None where they have none for it, or its gateway is gone."""
    try:
        return open_gateway(settings, job.gateway).price(job.order)
    except UsageError:
        return None


def total(purchases: Sequence[Purchase]) -> float | None:
    """What driving them all will cost; None where a price is missing."""
    return add_up(purchase.to_pay for purchase in purchases)


@dataclass(frozen=True, slots=True)
class PurchaseTrouble:
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
            "aside": "set aside by a person: it is paid for, and nobody waits for it",
        }
        return ": ".join(part for part in (self.name, words[self.state], self.note) if part)


def complain(
    purchases: Sequence[Purchase],
    language: Language = ENGLISH,
    typed: Callable[[str], str] = str,
) -> None:
    """Raises what must be said about those that are not owned; nothing where all are. `typed`: how each is named in a command."""
    wrong = [(each, typed(each.name)) for each in purchases if each.state != "owned"]
    _raise_gravest(
        [
            PurchaseTrouble(
                f"clip {each.name}",
                each.state,
                each.fault,
                naming(told(each.note, each.fault, language), name),
                name,
            )
            for each, name in wrong
        ]
    )


def naming(note: str, clip: str) -> str:
    """A note whose command names the clip that it is for: in the ledger it stands without."""
    return note.replace("`storyboard retake`", f"`storyboard retake {clip}`")


def complain_of(name: str, attempts: Sequence[Attempt]) -> None:
    """The same about attempts of one thing, called `name`; and about a film that is far from what was ordered."""
    wrong = [each for each in attempts if each.state != "done"]
    _raise_gravest([PurchaseTrouble(name, each.state, each.fault, each.note, each.job[:12]) for each in wrong])
    if far := next((each for each in attempts if each.fault == "not_as_ordered"), None):
        raise GatewayError(
            f"{name}: {far.note}", "look at it: `storyboard take list` shows every take, `take use` chooses one"
        )


def _raise_gravest(wrong: Sequence[PurchaseTrouble]) -> None:
    """The gravest decides the exit code: an unknown outcome, then the budget, then a refusal or a failed film."""
    if not wrong:
        return
    lines = "\n".join(map(str, wrong))
    unknown = [each for each in wrong if each.state == "unknown"]
    if unknown:
        name = unknown[0].settled_as
        raise UnknownOutcome(
            lines,
            f"look in the gateway's console; if it has the job: `storyboard jobs adopt {name} TASK_ID`, "
            f"if not: `storyboard jobs resend {name}`",
        )
    if any(each.fault == "budget" for each in wrong):
        raise BudgetReached(lines, "raise [budget] max_cost, or stop here; everything bought so far is kept")
    if any(each.fault == "price" for each in wrong):
        raise PriceRose(lines, "run the same command again to be asked about the new price; what is bought is kept")
    raise _gateway_error(lines, wrong)


def remarks_on(purchases: Sequence[Purchase]) -> tuple[str, ...]:
    """What films that are owned are that was not ordered, clip by clip; empty where all are as ordered."""
    return tuple(f"clip {each.name}: {each.note}" for each in purchases if each.state == "owned" and each.note)


def complain_of_films(purchases: Sequence[Purchase], typed: Sequence[str] = ()) -> None:
    """Raises for films that are owned and so far from the order that a person must look; nothing where none is."""
    names = typed or [each.name for each in purchases]
    grave = [
        (each, name)
        for each, name in zip(purchases, names, strict=True)
        if each.state == "owned" and each.fault == "not_as_ordered"
    ]
    if grave:
        name = grave[0][1]
        raise GatewayError(
            "\n".join(f"clip {each.name}: {each.note}" for each, _ in grave),
            f"look at it, then say that it will do: `storyboard take use {name} 1` (`take list {name}` numbers them), put another "
            f"in its place: `storyboard take add {name} FILE`, or buy it once more: `storyboard retake {name}`",
        )


def _gateway_error(lines: str, wrong: Sequence[PurchaseTrouble]) -> StoryboardError:
    failed, aside = ([each for each in wrong if each.state == state] for state in ("failed", "aside"))
    if aside and not failed:
        name = aside[0].settled_as
        hint = f"fetch it after all: `storyboard jobs adopt {name} ID` (the id stands in `storyboard jobs list`); or buy it once more: `storyboard retake {name}`"
    elif failed:
        name = failed[0].settled_as
        hint = FAILED_HINTS.get(failed[0].fault, FAILED_HINTS[""]).format(name)
    else:
        hint = "run the same command again: what is bought is kept, what runs is waited for"
    return GatewayError(lines, hint)
