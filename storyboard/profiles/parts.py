"""Tables of a dialect that only some gateways need: how they are let in, routes, shots, marks, lists, cancelling, charges."""

from dataclasses import field
from fnmatch import fnmatchcase
from typing import Any, Literal

from storyboard.records import dataclass

FORBID: dict[str, Any] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """For which orders a row counts.

    What an order has: the roles of its references, `sound` or `silent`, and `shots` where its shots go as a list of their own.
    """

    __pydantic_config__ = FORBID

    models: tuple[str, ...] = ()
    """For these models only (`*` as in file names); empty: all."""
    when: tuple[str, ...] = ()
    """The order must have all of these."""
    unless: tuple[str, ...] = ()
    """The order may have none of these."""

    def holds(self, model: str, facts: frozenset[str]) -> bool:
        fits = not self.models or any(fnmatchcase(model, pattern) for pattern in self.models)
        return fits and facts.issuperset(self.when) and facts.isdisjoint(self.unless)


@dataclass(frozen=True, slots=True)
class Auth:
    """How the key is shown, to the gateway's own addresses only."""

    __pydantic_config__ = FORBID

    header: str = "Authorization"
    prefix: str = "Bearer "
    """Before the key: `Bearer `, `Token `, `Key `, or nothing."""
    kind: Literal["key", "jwt-hs256"] = "key"
    """`jwt-hs256`: where the entry names `api_secret_env`, a token is signed with it for each request; the key is its `iss`."""
    lasts: int = 1800
    """Seconds for which a token is good."""
    early: int = 5
    """Seconds by which it is good before now, for clocks that differ."""


@dataclass(frozen=True, slots=True)
class Route(Condition):
    """A create of another kind has another address."""

    __pydantic_config__ = FORBID

    path: str
    """`{model}` in it is the model's name on the wire."""


@dataclass(frozen=True, slots=True)
class Constant(Condition):
    """Something that is written only for some orders."""

    __pydantic_config__ = FORBID

    to: str
    value: Any


@dataclass(frozen=True, slots=True)
class Shots(Condition):
    """The shots of a clip as a list of their own, each with its words and its whole seconds."""

    __pydantic_config__ = FORBID

    to: str
    item: Any
    """What stands in the list; `#` is its number from 1, `$text` its words, `$seconds` its length."""
    type: Literal["str", "int", "float"] = "str"
    """Of `$seconds`."""
    most: int = 6
    fewest: int = 2
    """One shot alone goes as a plain prompt."""
    chars: int = 0
    """Characters of one shot's words; 0 = no limit. A clip with a longer one goes as a plain prompt: nothing is cut."""
    spare: tuple[str, ...] = ()
    """Regular expressions of what a longer shot does without, the least needed first; speech is never touched."""
    speech: str = r"(?:说话人|台词|Speaker|Line)[：:]"
    """Begins what is spoken in a shot."""
    after: str = r"(?:只说这一句|only these words)[^\n]*$"
    """What stands behind the spoken words, and may be shortened like what stands before."""
    head: str = r"^(?:镜头|Shot )\d+(?: ?[（(][^）)]*[）)])?[：:] ?"
    """Begins a shot in the prompt, and is not sent: the list says it."""


@dataclass(frozen=True, slots=True)
class ListMark(Condition):
    """Where a create takes a name of ours that the gateway's list shows again: with it a lost answer is found."""

    __pydantic_config__ = FORBID

    to: str
    form: Literal["text", "number"] = "text"
    """`number`: 31 bits, for a field like `seed`."""


@dataclass(frozen=True, slots=True)
class Lodging:
    """How a file is lodged at the gateway before the create that names it."""

    __pydantic_config__ = FORBID

    path: str
    id: tuple[str, ...]
    """Where the answer has its name."""
    constants: dict[str, str] = field(default_factory=dict)
    to: str = "file"
    """What the file's part is called."""
    name: str = "{id}"
    """What the create writes: `mm_file://{id}`."""
    keeps: float = 86_400.0
    """Seconds for which that name is used again."""


@dataclass(frozen=True, slots=True)
class Find:
    """The gateway's list of recent jobs, newest first."""

    __pydantic_config__ = FORBID

    path: str
    """`{page}` from 1; `{path}` is that of the create."""
    list: tuple[str, ...]
    """Where the jobs stand in the answer; the first that is there counts."""
    id: tuple[str, ...] = ("id", "task_id")
    mark: str = ""
    """Where a job shows our mark; empty: it shows none, and a fitting job is only named, unless the key is ours alone."""
    created: tuple[str, ...] = ("created_at",)
    """Unix time, in seconds or thousandths."""
    same: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """What of the order a job shows again: our word (`model`, `seconds`, `shape`, `size`) -> where."""
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    """For such a word: ours -> theirs."""
    first: int = 1
    """Number of the first page."""
    pages: int = 10
    """Looked through at most."""
    reach: float = 604_800.0
    """Seconds for which the gateway remembers a job."""


@dataclass(frozen=True, slots=True)
class Cancel:
    """How a job is told to stop."""

    __pydantic_config__ = FORBID

    path: str
    method: Literal["DELETE", "POST", "PUT"] = "POST"


@dataclass(frozen=True, slots=True)
class Step:
    """One more question after success, which names the film."""

    __pydantic_config__ = FORBID

    url: tuple[str, ...]
    """Where its answer has the film's address."""
    path: str = ""
    """`{value}` is what the answer to the poll has at `value`, `{id}` the job's id."""
    value: tuple[str, ...] = ()
    address: tuple[str, ...] = ()
    """Where the answer to the poll has the whole address of this question; followed at the gateway itself only."""


@dataclass(frozen=True, slots=True)
class Charge:
    """Where the answer about a finished job says what it cost."""

    __pydantic_config__ = FORBID

    path: tuple[str, ...]
    unit: str = "usd"
    """What is counted: `usd`, `credits`, `tokens`, `seconds`; `[gateways.X] unit_prices` says what one is worth."""
    scale: float = 1.0
    """What is there, times this, is in units."""


@dataclass(frozen=True, slots=True)
class Catalog:
    """The gateway's own list of the models it sells, with what each can be asked for."""

    __pydantic_config__ = FORBID

    path: str
    list: tuple[str, ...]
    id: str = "id"
    title: str = "name"
    lengths: str = ""
    resolutions: str = ""
    sound: str = ""
    prices: str = ""
