"""A dialect: paths, fields, words and limits of one kind of gateway, read from a TOML file."""

from dataclasses import field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, Literal

from storyboard.errors import UsageError
from storyboard.model.jobs import TroubleClass
from storyboard.profiles.parts import (
    FORBID,
    Auth,
    Cancel,
    Catalog,
    Charge,
    Condition,
    Constant,
    Find,
    ListMark,
    Lodging,
    Route,
    Shots,
    Step,
)
from storyboard.profiles.tables import Tables
from storyboard.records import dataclass

Shape = Literal["portrait", "landscape"]
Form = Literal["file", "url", "data", "base64", "asset", "upload"]
REFERENCE = "reference:"
"""What a part is made from, where that is the pictures and films of a role: `reference:image`."""
WORDS = ("model", "prompt", "seconds", "size", "shape", "hd", "sound", "private", "watermark", "notify_hook",
         "character_url", "character_timestamps", "characters")  # fmt: skip
"""What an order says, by our words."""


def _key(name: str) -> str:
    """A field's name in a file: a word that Python keeps for itself has a `_` behind it in code."""
    return name.rstrip("_")


@dataclass(frozen=True, slots=True)
class Field(Condition):
    """How one thing we know is written on the wire."""

    __pydantic_config__ = FORBID

    to: str
    """Name on the wire; dotted for a place inside."""
    type: Literal["str", "int", "float", "bool", "boolstr", "json"] = "str"
    values: dict[str, Any] = field(default_factory=dict)
    """Our word -> theirs."""
    send_false: bool = False
    """A flag that is off is sent too."""


@dataclass(frozen=True, slots=True)
class Option(Field):
    """What a gateway can be asked for beyond an order: `[gateways.X] options` sets it, for all that goes there."""

    __pydantic_config__ = FORBID

    allowed: tuple[Any, ...] = ()
    """Values it may have; empty: any of its type."""

    def refuses(self, value: object) -> str:
        """What the value must be, where it is not; else empty."""
        if self.allowed and value not in self.allowed:
            return f"one of {', '.join(map(str, self.allowed))}"
        kind, called = {"boolstr": (bool, "true or false"), "bool": (bool, "true or false"), "int": (int, "a whole number"),
                        "float": (float, "a number"), "str": (str, "a text")}.get(self.type, (object, ""))  # fmt: skip
        right = isinstance(value, (int, float) if kind is float else kind) and (
            kind in (bool, object) or not isinstance(value, bool)
        )
        return "" if right else called


@dataclass(frozen=True, slots=True)
class PromptPart(Condition):
    """A part of a list in the body: `to = "content"`, `from = "prompt"`, `item = { type = "text", text = "$" }`."""

    __pydantic_config__ = {**FORBID, "alias_generator": _key}  # noqa: RUF012 - pydantic reads it

    to: str
    """The list; dotted for a place inside."""
    from_: str
    """One of our words, or `reference:ROLE`: then a part for each picture or film of that role."""
    item: Any = "$"
    """What stands in the list; `$` in it is the value."""
    list: bool = True
    """False: it is written there alone, in no list."""


@dataclass(frozen=True, slots=True)
class ReferenceField:
    """How a picture or film goes along."""

    __pydantic_config__ = FORBID

    to: str
    """Name on the wire; dotted for a place inside. Empty: `[[create.parts]]` says where."""
    forms: tuple[Form, ...]
    """What the gateway takes: an uploaded file, a URL, a data URI, bare base64, the name of what is registered there
    (`asset://ID`), or a file that is lodged beforehand."""
    list: bool = False
    max: int = 1
    megabytes: float = 0.0
    """Limit of a file or data URI; 0 = none known."""
    needs: tuple[str, ...] = ()
    """Roles that must be there too."""
    excludes: tuple[str, ...] = ()
    """Roles that may not be there too."""
    models: tuple[str, ...] = ()
    item: Any = "$"
    """What is written; `$` in it is the URL or data URI: `{ url = "$" }`."""
    pixels: tuple[int, int] | None = None
    """Fewest and most of a side."""
    ratio: tuple[float, float] | None = None
    """Least and most of width to height."""
    seconds: tuple[float, float] | None = None
    """Least and most of a film or sound."""
    together: float = 0.0
    """Seconds that all of this role may last; 0 = no limit known."""
    bare: bool = False
    """Of what is registered only the id is written, a number as a number: `element://829` as 829."""
    media: dict[str, str] = field(default_factory=dict)
    """Suffix of a file -> its media type in a data URI, where the gateway has a word of its own: `mp3 = "audio/mp3"`."""


@dataclass(frozen=True, slots=True)
class Create:
    __pydantic_config__ = FORBID

    path: str
    encoding: Literal["json", "multipart"] = "json"
    encodings: tuple[str, ...] = ()
    """Others that the gateway takes as well; `[gateways.X] encoding` may choose one."""
    fields: dict[str, Field] = field(default_factory=dict)
    references: dict[str, ReferenceField] = field(default_factory=dict)
    parts: tuple[PromptPart, ...] = ()
    """Parts of lists, in the sequence in which they stand there."""
    options: dict[str, Option] = field(default_factory=dict)
    constants: dict[str, Any] = field(default_factory=dict)
    also: tuple[Constant, ...] = ()
    """Constants that only some orders have."""
    routes: tuple[Route, ...] = ()
    """The first that holds is where the create goes, else `path`."""
    shots: Shots | None = None
    mark: ListMark | None = None
    upload: Lodging | None = None
    """How files of the form `upload` get there."""
    sequence: tuple[str, ...] = ()
    """Names in the body in the order of the gateway's document; others follow. No identity of a job goes by it."""
    optional: dict[str, Any] = field(default_factory=dict)
    """Names in the body that `[gateways.X] leave_out` may leave out -> what the gateway then does; `""` where nobody says."""
    id: tuple[str, ...] = ("id", "task_id", "data.task_id", "data.0.task_id", "data.id")
    """Where the reply names the job; the first that is there counts."""
    address: tuple[str, ...] = ()
    """Where the reply has the whole address at which the job is asked for; used at the gateway itself only."""
    busy_codes: tuple[str, ...] = ()
    """Codes in a 503 that mean: no channel free, nothing taken."""
    busy_words: tuple[str, ...] = ()
    """The same, as words of its message, whatever the case."""

    def __post_init__(self) -> None:
        """ValueError where a part is made of nothing that an order has, or a reference would be written nowhere."""
        made = {part.from_ for part in self.parts}
        known = {*WORDS, *(REFERENCE + role for role in self.references)}
        if odd := sorted(made - known):
            raise ValueError(f"has a part made from {odd[0]!r}; there are: {', '.join(sorted(known))}")
        if (self.parts or self.shots) and self.encoding != "json":
            raise ValueError(f"has {'parts' if self.parts else 'shots'}, which {self.encoding} cannot carry")
        if lost := [role for role, row in self.references.items() if not row.to and REFERENCE + role not in made]:
            raise ValueError(f"writes {lost[0]} nowhere: neither `to` nor a part made from {REFERENCE + lost[0]!r}")


@dataclass(frozen=True, slots=True)
class Refusal:
    """A fact in the reply about a job that means a failure, whatever the state's word is."""

    __pydantic_config__ = FORBID

    path: str
    equals: str | None = None
    """As text (`false`, `7`); None: anything that is there and not empty, zero or false."""
    fault: TroubleClass = "content_output"


@dataclass(frozen=True, slots=True)
class Errors:
    """How a kind of gateway words its refusals, beside the words and codes that are the same for all."""

    __pydantic_config__ = FORBID

    code: tuple[str, ...] = ()
    """Where a code stands, before the common places; the first that is there is the truest."""
    message: tuple[str, ...] = ()
    """Where the sentence stands, before the common places."""
    classes: dict[str, TroubleClass] = field(default_factory=dict)
    """Code (`*` as in file names, whatever the case) -> class. In a 2xx without an id, such a code is a refusal."""
    words: dict[str, TroubleClass] = field(default_factory=dict)
    """Words of the message, whatever the case -> class."""


@dataclass(frozen=True, slots=True)
class Poll:
    __pydantic_config__ = FORBID

    path: str
    method: Literal["GET", "POST"] = "GET"
    body: dict[str, Any] = field(default_factory=dict)
    """Of a POST, as JSON; `{id}` stands for the job's id."""
    every: float = 10.0
    max_every: float = 30.0
    limit: float = 2400.0
    status: tuple[str, ...] = ("status", "state", "data.status", "data.state", "data.task_status", "output.status")
    progress: tuple[str, ...] = ("progress", "data.progress")
    url: tuple[str, ...] = ()
    states: dict[str, Literal["queued", "running", "succeeded", "failed", "missing"]] = field(default_factory=dict)
    """Words beyond the common table -> `queued`, `running`, `succeeded`, `failed` or `missing`. A number or a flag is
    written as text: `1`, `true`."""
    absent: Literal["", "queued", "running", "succeeded"] = ""
    """What an answer without any state means; empty: nobody answered."""
    fail_if: tuple[Refusal, ...] = ()
    """Facts that make a finished job a failed one."""


@dataclass(frozen=True, slots=True)
class Result:
    __pydantic_config__ = FORBID

    via: Literal["content", "url", "content_then_url", "url_then_content", "reply"] = "url"
    """`reply`: the answer to the poll holds the film itself, at `base64`."""
    path: str = ""
    base64: tuple[str, ...] = ()
    step: Step | None = None
    expires: float = 0.0
    """Seconds for which the film lies there; 0 = nobody says."""


@dataclass(frozen=True, slots=True)
class Variant:
    """A wire model name that stands for a choice of options."""

    __pydantic_config__ = FORBID

    wire: str
    seconds: int
    shape: Shape
    hd: bool = False


@dataclass(frozen=True, slots=True)
class Model:
    """What one model can be asked for through this dialect."""

    __pydantic_config__ = FORBID

    names: tuple[str, ...]
    lengths: tuple[int, ...] = ()
    """Empty: as its profile says."""
    yields: bool = False
    """Whether those of a profile stand before them."""
    sizes: dict[Shape, str] = field(default_factory=dict)
    hd_lengths: tuple[int, ...] = ()
    hd_sizes: dict[Shape, str] = field(default_factory=dict)
    resolutions: dict[str, dict[Shape, str]] = field(default_factory=dict)
    """What `[video] resolution` may name beside the standard: `480p` -> sizes."""
    hd_ignored: tuple[int, ...] = ()
    """Lengths at which HD may be asked for but has no effect; packed only where the user asks for them."""
    variants: tuple[Variant, ...] = ()

    def lengths_for(self, shape: Shape, *, hd: bool) -> tuple[int, ...]:
        if self.variants:
            return tuple(sorted({v.seconds for v in self.variants if v.shape == shape and v.hd == hd}))
        return self.hd_lengths if hd else self.lengths

    def all_sizes(self, *, hd: bool) -> tuple[str, ...]:
        """Every size it can be asked for; empty: as its profile says."""
        standard = (self.hd_sizes if hd else self.sizes) or self.sizes
        others = (size for sizes in self.resolutions.values() for size in sizes.values()) if not hd else ()
        return tuple(dict.fromkeys((*standard.values(), *others)))

    @property
    def has_hd(self) -> bool:
        return bool(self.hd_lengths) or any(variant.hd for variant in self.variants)


@dataclass(frozen=True, slots=True)
class Characters:
    """How a character is made, and how it is used in an order."""

    __pydantic_config__ = FORBID

    path: str = ""
    mode: Literal["sync", "task"] = "sync"
    send_model: str = ""
    """Most gateways refuse a `model` here; some want one of their own."""
    poll: str = ""
    use: tuple[Literal["mention", "url", "list"], ...] = ("mention",)
    """`mention`: @name in the prompt; `url`: one clip's URL and timestamps in the order; `list`: several."""
    says: dict[str, str] = field(default_factory=dict)
    """Language -> how a prompt means the n-th character that goes along as a film: `@user{n}`; empty: by looks."""
    username: tuple[str, ...] = ("username", "data.username", "character.username", "data.characters.0.username")
    real_people: Literal["never", "from_task"] = "never"


@dataclass(frozen=True, slots=True)
class Remix:
    __pydantic_config__ = FORBID

    path: str = ""
    fields: dict[str, Field] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Dialect:
    """One file of `dialects/`."""

    __pydantic_config__ = FORBID

    name: str
    title: str
    flow: Literal["task", "chat", "draw"]
    create: Create = field(default_factory=lambda: Create(""))
    poll: Poll = field(default_factory=lambda: Poll(""))
    errors: Errors = field(default_factory=Errors)
    result: Result = field(default_factory=Result)
    models: tuple[Model, ...] = ()
    characters: Characters | None = None
    remix: Remix | None = None
    auth: Auth = field(default_factory=Auth)
    headers: dict[str, str] = field(default_factory=dict)
    """Sent with every request to the gateway itself; `{uuid}` in one is new each time."""
    find: Find | None = None
    cancel: Cancel | None = None
    charge: Charge | None = None
    catalog: Catalog | None = None
    bases: tuple[str, ...] = ()
    """Addresses that are known to speak it."""
    key: str = ""
    """What the variable with its key is usually called."""
    source: str = ""
    """Where it is from, and when it was read."""

    def model(self, name: str) -> Model:
        """The first row whose names match; `UsageError` where none does."""
        for row in self.models:
            if any(fnmatchcase(name, pattern) for pattern in row.names):
                return row
        known = ", ".join(dict.fromkeys(each for row in self.models for each in row.names))
        raise UsageError(
            f"the dialect {self.name} knows no model {name!r}; it knows {known}",
            f"put your own dialects/{self.name}.toml beside storyboard.toml to add one",
        )


_TABLES = Tables(Dialect, "dialects")


def load_dialects(workspace: Path | None = None) -> dict[str, Dialect]:
    """All dialects by name, the production's own over the packaged ones."""
    return _TABLES.every(workspace)


def load_dialect(name: str, workspace: Path | None = None) -> Dialect:
    """The dialect of that name; the other packaged ones are not read."""
    found = _TABLES.find(name, workspace)
    if found is None:
        raise UsageError(f"no dialect called {name!r}", f"there are: {', '.join(sorted(load_dialects(workspace)))}")
    return found


def applies(patterns: tuple[str, ...], model: str) -> bool:
    """Whether a field or reference is meant for `model`; no patterns: for all."""
    return not patterns or any(fnmatchcase(model, pattern) for pattern in patterns)
