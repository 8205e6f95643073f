"""What the ledger's rows look like to the rest of the program."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from storyboard.model import Order
from storyboard.model.jobs import JobKind
from storyboard.model.money import to_money
from storyboard.records import dataclass

if TYPE_CHECKING:
    from pydantic import TypeAdapter

State = Literal["ready", "sending", "running", "done", "failed", "unknown", "aside"]
"""`aside`: accepted and paid for, and a person waits for it no longer; its id is kept."""

PAID = ("sending", "running", "done", "unknown", "aside")
"""States of attempts that cost something, or may have."""

FINAL = ("done", "failed", "unknown", "aside")
"""States in which an attempt waits for nobody but a person."""


@dataclass(frozen=True, slots=True)
class Job:
    """Something to buy. Its key is what it is made of; display names are not part of it."""

    key: str
    kind: JobKind
    gateway: str
    account: str
    request: str
    """Canonical JSON of what is sent, without the key."""
    order: Order
    chosen: str = ""
    """Id of the attempt whose film is used; empty: the newest."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One submission of a job."""

    id: str
    job: str
    n: int
    account: str
    state: State
    nonce: str
    price: float | None
    intent: float
    """When the claim was written, unix seconds; 0 before the first."""
    not_before: float
    """Ready: it is not claimed before. Running: since when this run waits for it no longer, so that it takes no place; 0 while
    it is asked after."""
    tries: int
    remote: str
    """The gateway's id, as its reply to the create gave it; empty where there is none."""
    fault: str
    note: str
    result: str
    path: str
    sha256: str
    bytes: int
    created: float
    updated: float
    charge: float | None = None
    """What the gateway said it charged, in the user's currency; None where that is not known."""
    charged: str = ""
    """The same in the gateway's own words: `0.84 usd`."""
    address: str = ""
    """Where the gateway wants to be asked for it; empty: where its dialect says."""

    @property
    def cost(self) -> float | None:
        """The charge where it is known, else the estimate."""
        return self.price if self.charge is None else self.charge


@dataclass(frozen=True, slots=True)
class SeasonEvent:
    at: float
    attempt: str
    old: str
    new: str
    status: int | None
    note: str


@dataclass(frozen=True, slots=True)
class Limits:
    """What a claim may not exceed."""

    parallel: int
    rate: int = 0
    """Claims in any 60 seconds; 0 = no limit."""
    budget: float | None = None
    """Cap on everything committed in this workspace; None = no cap."""
    patience: float = 86_400.0
    """Seconds since its send after which a running job takes no place any more: no run waits that long for one."""


@dataclass(frozen=True, slots=True)
class Wait:
    """A claim that cannot be made now."""

    seconds: float
    why: str
    paused: bool = False
    """Nothing is sent until a person lifts the pause."""


@dataclass(frozen=True, slots=True)
class SeasonEpisode:
    """How far one episode of the season is."""

    production: str
    position: int
    folder: str
    """Relative to the workspace where it lies inside."""
    stage: str = "waiting"
    """`waiting`, `planned`, `checked`, `faults`, `filming`, `assembled` or `failed`."""
    note: str = ""
    clips: int = 0
    seconds: float = 0.0
    """Of the film."""
    first: int = 0
    """1: filmed before the others."""


@dataclass(frozen=True, slots=True)
class SeasonClip:
    """A clip of the season, with the newest attempt at it (or at a request bought in its place)."""

    production: str
    name: str
    job: str
    folder: str
    first: int
    """1: its episode is filmed before the others."""
    attempt: str | None
    state: State | None
    """Of that attempt; None where there is none."""
    fault: str | None
    note: str | None
    price: int | None
    """In ten-thousandths."""
    intent: float | None
    updated: float | None


def latest(attempts: Sequence[Attempt]) -> Attempt:
    """The attempt that says where a job stands: the newest that did not fail, else the newest."""
    return next((each for each in reversed(attempts) if each.state != "failed"), attempts[-1])


def attempt_of(row: Mapping[str, Any]) -> Attempt:
    """A row of the table `attempt`: money in currency, nothing missing."""
    values = {name: row[name] for name in Attempt.__dataclass_fields__}
    for each in ("price", "charge"):
        values[each] = None if row[each] is None else to_money(row[each])
    values["intent"] = row["intent"] or 0.0
    values["remote"] = row["remote"] or ""
    return Attempt(**values)


def job_of(row: Mapping[str, Any]) -> Job:
    """A row of the table `job`, its order read back."""
    return Job(
        key=row["key"],
        kind=row["kind"],
        gateway=row["gateway"],
        account=row["account"],
        request=row["request"],
        order=_order(row["wanted"]),
        chosen=row["chosen"] or "",
    )


def _order(text: str) -> Order:
    return _orders().validate_json(text)


@cache
def _orders() -> "TypeAdapter[Order]":
    from pydantic import TypeAdapter

    return TypeAdapter(Order)
