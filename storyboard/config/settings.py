"""`storyboard.toml`, the environment and the flags, in that order of weight from the last to the first."""

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import field, replace
from pathlib import Path
from typing import Any, Literal

from storyboard.config.reading import read_table, read_toml
from storyboard.config.trust import is_loopback
from storyboard.errors import UsageError
from storyboard.languages import Language, said
from storyboard.model.money import wrong_amounts
from storyboard.records import dataclass

FILE = "storyboard.toml"
PREVIEW = "preview"


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """`[llm]`; without it, or without its key in the environment, the rule planner is used."""

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012 - pydantic reads it

    base_url: str
    model: str
    api_key_env: str = "STORYBOARD_LLM_KEY"
    request_timeout: float = 300.0
    parallel: int = 4
    """Questions at once."""
    protocol: Literal["cuts", "board"] = "cuts"
    """`cuts`: the model points at lines. `board`: it writes the whole mandated JSON, which is aligned to the script."""
    max_calls: int = 0
    """Ceiling on requests of one run; 0 = three times the perfect case."""
    max_tokens: int = 0
    """Ceiling on tokens, in and out, of one run; 0 = three times the perfect case."""
    output_limit: int = 0
    """Tokens of one answer at most, sent with each request; 0 = not sent. Some endpoints cut at 4,096 unless told otherwise."""
    output_limit_name: Literal["", "max_tokens", "max_completion_tokens"] = ""
    """What the endpoint calls it; empty: as is known of it, else found out."""
    api: Literal["", "chat", "messages"] = ""
    """`chat` speaks as OpenAI does, `messages` as Anthropic does; empty: by the address."""
    thinking: Literal["auto", "off", "on"] = "auto"
    """Switches a model's thinking, by the name that its endpoint has for it; `auto` sends nothing."""
    extra: dict[str, Any] = field(default_factory=dict)
    """Sent with each request as it stands here, over everything else."""
    headers: dict[str, str] = field(default_factory=dict)
    query: dict[str, str] = field(default_factory=dict)
    """Added to the address of each request: `api-version` for Azure."""
    temperature: float | None = None
    stream: bool = False
    """Read the answer as it is written, for progress, and where a relay cuts long silent connections."""
    prices: dict[str, float] = field(default_factory=dict)
    """`input`, `output` and `cached`: price of a million tokens in the user's currency."""
    allow_insecure: bool = False
    """The key may be sent over plain http to another machine."""


@dataclass(frozen=True, slots=True)
class Video:
    """`[video]`: what is bought, and where."""

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012

    gateway: str = PREVIEW
    model: str = "preview"
    orientation: Literal["portrait", "landscape"] = "portrait"
    hd: bool | Literal["auto"] = "auto"
    lengths: tuple[int, ...] = ()
    """Restricts what packing may use; empty: all that the model has."""
    looks: Literal["clip", "shot"] = "clip"
    """People are told in full once a `clip`, in the first shot where they are seen, or once a `shot`."""
    style: str = ""
    """How the film looks: a palette of `storyboard/palettes.toml` by any of its names, or words of one's own; empty: as the board has it."""
    titles: Literal["picture", "edit"] = "picture"
    """A title of the script (TEN YEARS LATER) is drawn by the model, in the `picture` of the shot over which it stands, or laid over the film in the `edit`;
    never both. For a board that a model directs; else, and where it is long, it is left to the edit."""
    breaks: Literal["", "cheapest", "story"] = ""
    """Where clips end: as is `cheapest`, or where the `story` breaks, for at most a tenth more; a model's held looks and silent shots may then
    cost `STORY_SPARE` of the price more, and nothing where it is to be cheapest. Empty: `story` for a board that a model directs
    (`shots` of a protocol that knows the story), else `cheapest`."""
    room: float | None = None
    """The share of the cheapest price for which a model that directs may make a film slower and roomier where it breaks for the `story`; None: what
    `FILM_SPARE` and `STORY_SPARE` say. A chat window that is told no price takes 0.05 to 0.6 more (rounds 27 to 30 of tests/lab/blind)."""
    resolution: str = ""
    """`480p`, `1080p`, …, where the gateway sells more than one; empty: its standard, or HD by `hd`."""
    sound: bool = True
    """False: films without sound, where the model has a switch for it; cheaper at some."""
    private: bool | None = None
    watermark: bool | None = None


@dataclass(frozen=True, slots=True)
class Planning:
    """`[plan]`: how shots are planned by rules."""

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012

    shots: Literal["fewer", "normal", "more"] = "normal"
    """How finely a script is cut where its author marks no shots."""


@dataclass(frozen=True, slots=True)
class Rate:
    """What a model costs where it is sold by the second or by the token, in the user's currency."""

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012

    second: float = 0.0
    """Of a film with sound."""
    silent: float | None = None
    """Of a film without; None: the same."""
    million_tokens: float = 0.0
    """Of a million tokens, where a film is counted as seconds x width x height x 24 / 1024 of them."""
    least: int = 0
    """Seconds that are paid for at least."""


@dataclass(frozen=True, slots=True)
class Pictures:
    """`[pictures]`: where pictures of people, places and things, and stills of clips, are made."""

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012

    gateway: str = ""
    """A `[gateways.X]` whose dialect makes pictures."""
    model: str = ""
    size: str = ""
    """`1024x1536`; empty: as the dialect has it for the film's shape."""


@dataclass(frozen=True, slots=True)
class GatewayEntry:
    """`[gateways.NAME]`: a dialect at an address with a key."""

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012

    dialect: str
    base_url: str = ""
    poll_url: str = ""
    """Where jobs are asked for and fetched, with the same key, if that is another address than `base_url`: a forwarder takes the
    order, the tasks are elsewhere."""
    api_key_env: str = ""
    api_secret_env: str = ""
    """Variable of a second key that requests are signed with, where the dialect can; without it the first is sent as it is."""
    name: str = ""
    parallel: int = 4
    """Jobs at once."""
    rate: int = 0
    """Submissions a minute; 0 = no limit of ours."""
    poll_every: float = 0.0
    """Seconds between polls at first; 0 = as the dialect says."""
    poll_limit: float = 0.0
    """Seconds after which a film is no longer waited for in one run; 0 = as the dialect says."""
    request_timeout: float = 60.0
    film_megabytes: float = 0.0
    """Largest film that is fetched; 0 = 40 MB for each second ordered, 400 at least."""
    prices: dict[str, dict[int, float]] = field(default_factory=dict)
    """Model -> seconds -> price of one clip in the user's currency. A model name ending in ` hd` prices HD."""
    rates: dict[str, Rate] = field(default_factory=dict)
    """Model -> its price by the second or token, where `prices` has no table for it. `MODEL 1080p` is for that resolution, `MODEL hd` for HD."""
    unit_prices: dict[str, float] = field(default_factory=dict)
    """What one `usd`, `credits`, `tokens` or `seconds` is worth in the user's currency, to count what the gateway says it charged."""
    alone: bool = False
    """Nobody else orders with this key: a single fitting job in the gateway's list is then ours beyond doubt."""
    other_prices: dict[str, float] = field(default_factory=dict)
    """Price of one `character`, `remix` or `picture`."""
    allow_insecure: bool = False
    """A key may be sent over plain http to another machine."""
    lists_models: bool = True
    """False: its `/v1/models` is not complete, so a model that is missing there is ordered all the same."""
    create_retry_status: tuple[int, ...] = ()
    """Statuses for which this gateway promises that nothing was accepted; they count as busy."""
    encoding: Literal["", "json", "multipart"] = ""
    """Overrides the dialect's."""
    types: dict[str, Literal["str", "int", "float", "bool", "boolstr"]] = field(default_factory=dict)
    """Our word -> its type in JSON, where this gateway wants another than the dialect has: `{ seconds = "int" }`."""
    values: dict[str, dict[str, bool | int | float | str]] = field(default_factory=dict)
    """Our word -> what it is -> what this gateway is told, over what the dialect says: `{ size = { "720x1280" = "9x16" } }`."""
    leave_out: tuple[str, ...] = ()
    """Fields, as they are called on the wire, that this gateway is not sent: what the dialect says may be missing."""
    options: dict[str, bool | int | float | str] = field(default_factory=dict)
    """What the dialect can ask this gateway for beyond an order: `{ enhance_prompt = true }`."""
    links_to: tuple[str, ...] = ()
    """Hosts, addresses or networks (`10.0.0.0/8`) of a private network that the links to finished films may lead to."""
    notify_hook: str = ""
    """URL that the gateway may call when a film is done; for us never more than a hint to poll."""


@dataclass(frozen=True, slots=True)
class Budget:
    """`[budget]`: a hard cap; reached, nothing more is submitted."""

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012

    max_cost: float | None = None


@dataclass(frozen=True, slots=True)
class Season:
    """`[season]`: how many episodes are made at once: where their record is kept, how their films are finished."""

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012

    database: str = ""
    """`postgresql://…` for several machines, one database a production; empty: the workspace's own SQLite file. A password belongs into the
    environment (`STORYBOARD_DATABASE`, or PostgreSQL's own `PGPASSWORD` and password file)."""
    subtitles: Literal["burn", "soft"] = "burn"
    """`burn` draws speech into the picture; `soft` is a track in the film, and clips that are alike are only copied."""


Formats = tuple[Literal["jianying", "fcpxml", "otio", "xmeml", "edl", "srt", "vtt", "ass", "xlsx", "csv"], ...]
"""Names of `storyboard.export.FORMATS`, known here so that a wrong one is refused before anything is paid for."""


@dataclass(frozen=True, slots=True)
class Export:
    """`[export]`: what `make` and `season` write for editors and teams beside the film."""

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012

    to: Formats = ()
    """Formats; empty: `make` writes none, `season` its usual ones."""
    ascii: bool = False
    """Names of files in plain letters, `ep02` for `第二集`."""
    media_root: str = ""
    """Where the films will lie on the editor's machine, for formats that need a full path; empty: where they are written."""


@dataclass(frozen=True, slots=True)
class Check:
    """`[check]`: which rules are wanted, and in which language findings are told."""

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012

    off: tuple[str, ...] = ()
    """Names of rules that are not wanted; one that guards words, money or form cannot be named. `storyboard check --rules` lists them."""
    language: Literal["", "en", "zh"] = ""
    """Empty: as everything is said."""
    takes: Literal["warn", "hold"] = "warn"
    """What a season does with an episode whose takes do not say their lines: tells it, or holds it back."""


@dataclass(frozen=True, slots=True)
class Listen:
    """`[listen]`: who hears the takes. With `base_url` an endpoint that transcribes, else a folder on this machine."""

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012

    model: str = ""
    """Its name at the endpoint, or a folder with a model of faster-whisper, from the workspace."""
    base_url: str = ""
    """Like `https://host/v1`; `/audio/transcriptions` is added."""
    api_key_env: str = "STORYBOARD_LISTEN_KEY"
    form: Literal["multipart", "json"] = "multipart"
    """`json`: the sound is sent as base64 in JSON, as OpenRouter wants it."""
    price: float | None = None
    """Of a minute of sound at the endpoint, in the user's currency; 0 where it is free. Unset: see `rate_of`."""
    passes: int = 3
    """How often a sound is heard on this machine; what one pass heard right was said."""
    threads: int = 1
    request_timeout: float = 120.0
    allow_insecure: bool = False


@dataclass(frozen=True, slots=True)
class Voices:
    """`[voices]`: who speaks the lines of an animatic. With `base_url` an endpoint that speaks, else a folder on this machine."""

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012

    model: str = ""
    """Its name at the endpoint, or a folder with a Kokoro model, from the workspace."""
    base_url: str = ""
    """Like `https://host/v1`; `/audio/speech` is added."""
    api_key_env: str = "STORYBOARD_VOICES_KEY"
    women: tuple[str, ...] = ()
    men: tuple[str, ...] = ()
    """Names of voices, the best first; empty: those that the model is known to have."""
    price: float | None = None
    """Of 1,000 characters at the endpoint, in the user's currency; 0 where it is free. Unset: see `rate_of`."""
    request_timeout: float = 120.0
    allow_insecure: bool = False


def rate_of(service: Listen | Voices) -> float | None:
    """The price of a unit; None where it is not known: an endpoint on another machine whose price nobody wrote. This machine is free."""
    if service.price is not None:
        return service.price
    return None if service.base_url and not is_loopback(service.base_url) else 0.0


@dataclass(frozen=True, slots=True)
class Settings:
    """All of it. Holds names of environment variables, never a key."""

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012

    workspace: Path = Path()
    llm: LanguageModel | None = None
    plan: Planning = field(default_factory=Planning)
    video: Video = field(default_factory=Video)
    gateways: dict[str, GatewayEntry] = field(default_factory=dict)
    pictures: Pictures = field(default_factory=Pictures)
    budget: Budget = field(default_factory=Budget)
    season: Season = field(default_factory=Season)
    export: Export = field(default_factory=Export)
    check: Check = field(default_factory=Check)
    listen: Listen | None = None
    voices: Voices | None = None
    prompts: dict[str, str] = field(default_factory=dict)
    """`[prompts]`: stage -> version or label; `stable` where it is silent. `none`: a stage that a run can do without is not asked."""

    @property
    def ledger(self) -> Path:
        return self.workspace / ".storyboard" / "ledger.sqlite3"

    def gateway(self, name: str = "") -> GatewayEntry:
        """The entry called `name`, or the one `[video]` names; `preview` is always there."""
        name = name or self.video.gateway
        if name == PREVIEW:
            return GatewayEntry(dialect=PREVIEW, name=PREVIEW)
        if name not in self.gateways:
            raise UsageError(
                f"no gateway called {name!r} in {self.workspace / FILE}",
                f"there are: {', '.join([PREVIEW, *sorted(self.gateways)])}; add one as [gateways.{name}]",
            )
        return replace(self.gateways[name], name=name)


def find_workspace(script: Path) -> Path:
    """The nearest folder at or above the script (or folder) with a `storyboard.toml`, else the script's own folder."""
    start = script.resolve()
    start = start if start.is_dir() else start.parent
    return next((folder for folder in (start, *start.parents) if (folder / FILE).is_file()), start)


def reached(workspace: Path) -> str:
    """` -w FOLDER`, behind a command that is told to be typed, where it would not find the workspace from here; else empty."""
    import shlex
    import subprocess
    import sys

    folder = workspace.resolve()
    if find_workspace(Path()) == folder:
        return ""
    here = Path.cwd().resolve()
    told = str(folder.relative_to(here) if folder.is_relative_to(here) else folder)
    return f" -w {subprocess.list2cmdline([told]) if sys.platform == 'win32' else shlex.quote(told)}"


TABLES = {"max_cost": "budget", "database": "season"}
"""Flags that belong to another table than `[video]`."""


def load_settings(
    workspace: Path, environ: Mapping[str, str] | None = None, flags: Mapping[str, object] | None = None
) -> Settings:
    """Settings from `workspace/storyboard.toml`, overridden by `STORYBOARD_…` variables, overridden by `flags`.

    Flags are named like the fields of `[video]`, `[budget]` and `[season]` (`gateway`, `model`, `orientation`, `hd`, `lengths`,
    `max_cost`, `database`); those that are None count as not given. Anything unknown or ill-typed is one `UsageError`.
    """
    environ = os.environ if environ is None else environ
    path = workspace / FILE
    data = read_toml(path) if path.is_file() else {}
    for place, value in _from_environment(environ).items():
        _put(data, place, value)
    for key, value in (flags or {}).items():
        if value is not None:
            _put(data, (TABLES.get(key, "video"), key), value)
    where = str(path) if path.is_file() else "settings"
    if "workspace" in data:
        raise UsageError(f"{where}: unknown key 'workspace'")
    settings = replace(read_table(Settings, data, where) if data else Settings(), workspace=workspace)
    _check(settings, where)
    if not settings.check.language:
        code: Any = Language.of(said.spoken(environ)).code
        settings = replace(settings, check=replace(settings.check, language=code))
    return _with_default_model(settings, data)


def secret(name: str, environ: Mapping[str, str] | None = None) -> str:
    """The key in environment variable `name`; a `UsageError` that names the variable, where it is not set."""
    value = (os.environ if environ is None else environ).get(name, "").strip()
    if not value:
        raise UsageError(
            f"no key: the environment variable {name or '(none named)'} is not set",
            f"export {name or 'MY_GATEWAY_KEY'}=…   (keys are read from the environment only)",
        )
    return value


def _number(text: str) -> float:
    return float(text)


def _lengths(text: str) -> list[int]:
    return [int(part) for part in text.replace(",", " ").split()]


def _hd(text: str) -> bool | str:
    return {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}.get(text.lower(), text)


VARIABLES: dict[str, tuple[tuple[str, str], Callable[[str], Any]]] = {
    "STORYBOARD_GATEWAY": (("video", "gateway"), str),
    "STORYBOARD_MODEL": (("video", "model"), str),
    "STORYBOARD_ORIENTATION": (("video", "orientation"), str),
    "STORYBOARD_HD": (("video", "hd"), _hd),
    "STORYBOARD_LENGTHS": (("video", "lengths"), _lengths),
    "STORYBOARD_RESOLUTION": (("video", "resolution"), str),
    "STORYBOARD_MAX_COST": (("budget", "max_cost"), _number),
    "STORYBOARD_DATABASE": (("season", "database"), str),
    "STORYBOARD_LLM_BASE_URL": (("llm", "base_url"), str),
    "STORYBOARD_LLM_MODEL": (("llm", "model"), str),
}
"""Environment variable -> place in the settings, and how its text is read."""


def _from_environment(environ: Mapping[str, str]) -> dict[tuple[str, str], object]:
    found: dict[tuple[str, str], object] = {}
    for variable, (place, read) in VARIABLES.items():
        if text := environ.get(variable, "").strip():
            try:
                found[place] = read(text)
            except ValueError:
                raise UsageError(f"environment variable {variable}: cannot be read: {text!r}") from None
    return found


def _put(data: dict[str, Any], place: tuple[str, str], value: object) -> None:
    table = data.setdefault(place[0], {})
    if not isinstance(table, dict):
        raise UsageError(f"[{place[0]}] must be a table")
    table[place[1]] = list(value) if isinstance(value, tuple) else value


def _check(settings: Settings, where: str) -> None:
    faults = [f"gateways.{name}.parallel must be 1 or more" for name, g in settings.gateways.items() if g.parallel < 1]
    if PREVIEW in settings.gateways:
        faults.append("gateways.preview: the name `preview` is the built-in gateway's; choose another")
    if settings.season.database and not settings.season.database.startswith(("postgresql://", "postgres://")):
        faults.append("season.database: it looks like postgresql://USER@HOST/NAME")
    if settings.llm and (settings.llm.parallel < 1 or settings.llm.max_calls < 0 or settings.llm.max_tokens < 0):
        faults.append("llm.parallel must be 1 or more, llm.max_calls and llm.max_tokens 0 or more")
    if settings.llm and (odd := sorted(set(settings.llm.prices) - {"input", "output", "cached"})):
        faults.append(f"llm.prices: {odd[0]!r} is no price known here: input, output, cached")
    faults += wrong_amounts(_amounts(settings))
    faults += [f"video.lengths: {n} is no length of a clip" for n in settings.video.lengths if n < 1]
    if settings.video.room is not None and not 0 <= settings.video.room <= 1:
        faults.append("video.room: a share of the price from 0 to 1, as 0.4")
    if settings.check.off:
        from storyboard.rules import refusals

        faults += [f"check.off: {each}" for each in refusals(settings.check.off)]
    if faults:
        raise UsageError("\n".join(f"{where}: {fault}" for fault in faults))


def _amounts(settings: Settings) -> Iterator[tuple[str, float]]:
    """(place, amount) of all money in the settings."""
    for name, entry in settings.gateways.items():
        for model, table in entry.prices.items():
            yield from ((f'gateways.{name}.prices."{model}".{seconds}', price) for seconds, price in table.items())
        for model, rate in entry.rates.items():
            amounts = {"second": rate.second, "silent": rate.silent or 0.0, "million_tokens": rate.million_tokens}
            yield from ((f'gateways.{name}.rates."{model}".{kind}', price) for kind, price in amounts.items())
        yield from ((f"gateways.{name}.other_prices.{kind}", price) for kind, price in entry.other_prices.items())
    if settings.budget.max_cost is not None:
        yield "budget.max_cost", settings.budget.max_cost
    services = {"listen": settings.listen, "voices": settings.voices}
    yield from ((f"{name}.price", each.price) for name, each in services.items() if each and each.price is not None)
    if settings.llm:
        yield from ((f"llm.prices.{kind}", price) for kind, price in settings.llm.prices.items())


def _with_default_model(settings: Settings, data: Mapping[str, Any]) -> Settings:
    """Without a model in `[video]`, a gateway other than `preview` gets the one it has a price for, if that is one."""
    video = settings.video
    if "model" in data.get("video", {}) or video.gateway == PREVIEW:
        return settings
    entry = settings.gateway()
    priced = sorted({name for name in (*entry.prices, *entry.rates) if " " not in name})
    if len(priced) != 1:
        raise UsageError(
            f"[video] names the gateway {video.gateway!r} but no model", 'add model = "…", or see `storyboard models`'
        )
    return replace(settings, video=replace(video, model=priced[0]))
