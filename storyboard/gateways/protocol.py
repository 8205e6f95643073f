"""What a gateway is to the rest of the program, and what its calls return."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import field, replace
from pathlib import Path
from typing import Any, Protocol, Self

from storyboard.model import Fault, Order
from storyboard.records import dataclass


class Encoded(str):
    """A file as bare base64, which stands in what is stored by its hash."""

    __slots__ = ()


class Lodged(str):
    """A file that is lodged at the gateway before the create, by its content; the gateway's name for it is sent in its place."""

    __slots__ = ()

    @classmethod
    def of(cls, sha256: str) -> "Lodged":
        return cls(f"lodged:sha256:{sha256}")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that goes with a multipart request."""

    field: str
    path: Path
    media_type: str
    sha256: str


Names = tuple[tuple[str, str], ...]
"""Texts of a request -> what they are called where it is asked whether this is known."""


@dataclass(frozen=True, slots=True)
class WireRequest:
    """One create, exactly as it is sent, but without the key: built by a pure function, shown, hashed, stored."""

    method: str
    path: str
    encoding: str
    """`json`, `multipart`, or `none` for a film that is drawn here."""
    body: dict[str, Any]
    uploads: tuple[Upload, ...] = ()
    mark: str = ""
    """Our name for this very send, where the gateway takes one; no part of what a job is."""
    lodged: tuple[Upload, ...] = ()
    """Files that the gateway gets beforehand; they stand in the body as `Lodged`."""
    names: tuple[Names, ...] = ()
    """Of addresses that expire, the best first: what they are known by now, then what they may have been known by before."""

    def ways(self) -> tuple["WireRequest", ...]:
        """The request as it may be known: as now, then with fewer names, at last by its bare texts."""
        return tuple(replace(self, names=self.names[at:]) for at in range(len(self.names) + 1))

    def canonical(self) -> str:
        """The same request as sorted JSON; files and data URIs stand there by their hash, addresses that expire by their names."""
        names = dict(self.names[0]) if self.names else {}
        return json.dumps(
            {
                "method": self.method,
                "path": self.path,
                "encoding": self.encoding,
                "body": _by_hash(self.body, names),
                "uploads": [[upload.field, upload.media_type, upload.sha256] for upload in self.uploads],
            },
            ensure_ascii=False,
            sort_keys=True,
            separators=(",", ":"),
        )


@dataclass(frozen=True, slots=True)
class Accepted:
    """The gateway took it and named it."""

    remote: str
    result: dict[str, Any] = field(default_factory=dict)
    """Of a create that answers at once (a character): the answer."""
    note: str = ""
    status: int | None = None
    address: str = ""
    """Where the gateway wants to be asked for it, if it said so."""


@dataclass(frozen=True, slots=True)
class NotAccepted:
    """Nothing was bought: the connection was never made, or the gateway said so."""

    fault: str
    """One of `TroubleClass`."""
    note: str
    retry_after: float | None = None
    """Seconds after which the same request may be sent again by us; None: not by us."""
    whole_gateway: bool = False
    """True where every other order would meet the same (key, quota)."""
    status: int | None = None


@dataclass(frozen=True, slots=True)
class Unclear:
    """A paid job may exist. Never sent again by us."""

    note: str
    status: int | None = None


Outcome = Accepted | NotAccepted | Unclear


@dataclass(frozen=True, slots=True)
class Observation:
    """What a poll saw."""

    state: str
    """`running`, `succeeded`, `failed`, or `missing` (the gateway does not know the id)."""
    progress: float | None = None
    """0-100."""
    url: str = ""
    fault: str = ""
    note: str = ""
    result: dict[str, Any] = field(default_factory=dict)
    retry_after: float = 0.0
    status: int | None = None
    expires: float = 0.0
    """Unix seconds at which the gateway deletes the film; 0 = not said."""
    perhaps: bool = False
    """The state's word is unknown, but a link or 100 % is there: the film may be, too."""
    answered: bool = True
    """False where nobody answered readably; says nothing about the job."""
    charge: float | None = None
    """What the gateway says it charged, in the user's currency; None where it says nothing, or in a unit nobody priced."""
    charged: str = ""
    """The same in the gateway's own words: `0.84 usd`."""


@dataclass(frozen=True, slots=True)
class Film:
    """A film that lies on disk whole."""

    path: Path
    sha256: str
    bytes: int
    seconds: float | None = None
    width: int = 0
    height: int = 0
    """As it is shown, upright."""
    suffix: str = ".mp4"
    """Of the kind of file it is."""
    has_sound: bool | None = None
    """None where nobody could tell."""
    turned: int = 0
    """Degrees by which a player must turn it."""
    uneven: float = 0.0
    """Pictures a second, where that is no usual rate; 0 = usual."""
    damage: str = ""
    """What is broken inside, where it cannot be decoded."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """What is needed to ask for a job and to fetch it."""

    remote: str
    order: Order
    key: str = ""
    path: str = ""
    """That of the create, which the path of a poll may begin with."""
    address: str = ""
    """Where it is asked for, if the gateway said so at the create."""


@dataclass(frozen=True, slots=True)
class Sought:
    """A send whose answer never came, as it is looked for in the gateway's list."""

    order: Order
    path: str
    """Of the create."""
    mark: str
    since: float
    """Unix seconds: when it was sent."""
    until: float
    """When it was known that no answer came."""


@dataclass(frozen=True, slots=True)
class Listed:
    """What a gateway's list has for a send."""

    marked: tuple[str, ...] = ()
    """Ids of jobs that show our mark."""
    fitting: tuple[str, ...] = ()
    """Ids of jobs without any mark that were begun at that time and are the same in all that the list shows."""
    whole: bool = False
    """The list was read back to before the send."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Pace:
    """How often to poll, and how long in all. Seconds."""

    every: float
    max_every: float
    limit: float


class Gateway(Protocol):
    """A dialect at an address with a key; an async context manager that holds its connections.

    `check`, `build` and `price` are pure. `submit` is the only call that can cost money.
    """

    name: str
    account: str
    """Who pays: hash of name, address and key. Part of a job's identity."""
    free: bool
    parallel: int
    rate: int
    pace: Pace

    def check(self, order: Order) -> tuple[Fault, ...]: ...

    def build(self, order: Order) -> WireRequest: ...

    def price(self, order: Order) -> float | None: ...

    async def denial(self, models: frozenset[str]) -> str:
        """Why one of these models cannot be had here now, or empty. Free; asked once before a run sends anything."""

    async def lodged(self, request: WireRequest) -> WireRequest:
        """The request with its files lodged at the gateway, which is free; `UsageError` where that cannot be done now."""

    async def submit(self, request: WireRequest) -> Outcome: ...

    async def poll(self, ticket: Ticket) -> Observation: ...

    finds: bool
    """It has a list in which a lost job can be found."""
    cancels: bool
    """A job can be told to stop."""
    alone: bool
    """Nobody else orders with this key."""

    def mark(self, order: Order, nonce: str) -> str:
        """Our name for one send of an order, made of its nonce; empty where the gateway takes none. Pure."""

    async def look_for(self, sought: Sought) -> Listed:
        """What the gateway's own list, which is free, has for a send whose answer never came."""

    async def cancel(self, ticket: Ticket) -> bool:
        """Tells the gateway to stop a job; False where it cannot be told, or does not say yes."""

    async def fetch(self, ticket: Ticket, seen: Observation, path: Path) -> Film: ...

    async def __aenter__(self) -> Self: ...

    async def __aexit__(self, *wrong: object) -> None: ...


class Unlisted:
    """What a gateway is that has no list, takes no name of ours for a send, and cannot be told to stop a job."""

    finds = False
    cancels = False
    alone = False

    def mark(self, order: Order, nonce: str) -> str:
        return ""

    async def look_for(self, sought: Sought) -> Listed:
        return Listed()

    async def cancel(self, ticket: Ticket) -> bool:
        return False

    async def lodged(self, request: WireRequest) -> WireRequest:
        return request


class NotFetched(Exception):
    """A film could not be fetched now. Never a reason to buy it again; `fault` is one of `TroubleClass`."""

    def __init__(self, message: str, fault: str = "gateway_fault", *, again: bool = True) -> None:
        super().__init__(message)
        self.fault = fault
        self.again = again
        """False where another try of the same address cannot help (expired, gone)."""


def key_of(account: str, request: WireRequest, occurrence: int) -> str:
    """Identity of a job: 32 hex digits over who pays, the canonical request, and the how-manieth equal one it is."""
    text = json.dumps([account, request.canonical(), occurrence], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _by_hash(value: Any, names: Mapping[str, str]) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, Encoded) or (isinstance(value, str) and value.startswith("data:")):
        return "data:sha256:" + hashlib.sha256(value.encode()).hexdigest()
    if isinstance(value, dict):
        return {key: _by_hash(inner, names) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_by_hash(inner, names) for inner in value]
    return names.get(value, value) if isinstance(value, str) else value
