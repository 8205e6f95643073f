"""What is compared: scripts in rows, prompts and models in columns, each cell a number of times."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, field, replace
from pathlib import Path
from typing import Any, Literal

from storyboard import pack, parse, plan, render
from storyboard.config import LanguageModel, Settings, find_workspace, load_settings
from storyboard.config.reading import read_table, read_toml
from storyboard.errors import UsageError
from storyboard.lab.assertions import Assertion, check_assertions
from storyboard.languages import Language
from storyboard.library import STAGES, Library, reference
from storyboard.model import Offer, Script
from storyboard.pack.search import Breaks
from storyboard.production.production import library_of
from storyboard.production.room import breaks_for
from storyboard.profiles import make_offer, offer_of
from storyboard.records import dataclass
from storyboard.season.opening import scripts_in

RULES = "rules"
"""The model name of the rule planner: the column that costs nothing and that a prompt has to beat."""


@dataclass(frozen=True, slots=True)
class Suite:
    """A suite file. Flags of `storyboard eval` win over it."""

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012 - pydantic reads it

    name: str = ""
    scripts: tuple[str, ...] = ()
    """Files, folders or patterns, seen from the suite file."""
    prompts: tuple[str, ...] = ()
    """`shots/v1`, or several stages of one column joined: `cast/v2+shots/v2`. Stages not named are as `[prompts]` says."""
    models: tuple[str, ...] = ()
    """Names of `endpoints`, models of the `[llm]` endpoint, or `rules`."""
    repeat: int = 0
    """How often each cell is asked; 0: once, or as the suite file says."""
    protocol: Literal["", "cuts", "board"] = ""
    cast: bool = False
    """Use the reviewed people and places of cast.toml, as `plan` does, instead of asking who they are."""
    profile: str = ""
    """The video model that clips are packed and told for; empty: as `[video]` says."""
    endpoints: dict[str, LanguageModel] = field(default_factory=dict)
    """Further endpoints by name, with the keys of `[llm]`."""
    parameters: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Columns of their own for each model: `hot = { temperature = 1.0 }`, with the keys of `[llm]` that change answers."""
    scenes: tuple[str, ...] = ()
    """Only these scenes of each script, by number or id; empty: whole scripts."""
    assertions: tuple[Assertion, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """One prompt and one model."""

    label: str
    """`shots/v2 · deepseek-chat`."""
    library: Library
    endpoint: LanguageModel | None
    """None: the rule planner."""

    @property
    def model(self) -> str:
        return self.endpoint.model if self.endpoint else RULES

    @property
    def stages(self) -> tuple[str, ...]:
        """The stages whose prompts may be used."""
        if self.endpoint is None:
            return ("render",)
        return tuple(stage for stage in STAGES if stage != ("shots" if self.endpoint.protocol == "board" else "board"))


@dataclass(frozen=True, slots=True)
class Bench:
    """A suite, resolved: what `eval` runs."""

    name: str
    settings: Settings
    offer: Offer
    scripts: tuple[Path, ...]
    columns: tuple[Column, ...]
    repeat: int
    cast: bool = False
    """Whether cast.toml is used."""
    scenes: tuple[str, ...] = ()
    """Numbers or ids of the scenes that are planned; empty: all."""
    assertions: tuple[Assertion, ...] = ()
    base: Path = field(default_factory=Path)
    """The suite's folder."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One script in one column, one time."""

    script: Path
    column: Column
    repeat: int


def open_suite(path: Path, flags: Suite, *, python: bool = False) -> Bench:
    """The bench of a suite: a TOML file, a script, or a folder of scripts. UsageError where something is missing or unknown."""
    if path.suffix == ".toml":
        suite = read_table(Suite, read_toml(path), str(path))
        patterns = suite.scripts
        base = path.parent
    else:
        suite, patterns, base = Suite(), (path.name,), path.parent
    scripts = scripts_in(_found(base, patterns, path))
    workspace = find_workspace(path.parent if path.suffix == ".toml" else path)
    settings = load_settings(workspace)
    suite = replace(
        suite,
        name=flags.name or suite.name or (path.stem if path.suffix else path.resolve().name),
        prompts=flags.prompts or suite.prompts,
        models=flags.models or suite.models,
        repeat=flags.repeat or suite.repeat or 1,
        protocol=flags.protocol or suite.protocol,
        profile=flags.profile or suite.profile,
        cast=flags.cast or suite.cast,
        scenes=flags.scenes or suite.scenes,
    )
    check_assertions(suite.assertions, python=python)
    if not 1 <= suite.repeat <= 99:
        raise UsageError(f"{path}: repeat must be 1 to 99")
    offer = offer_of(suite.profile, workspace, settings.video.orientation) if suite.profile else make_offer(settings)
    return Bench(
        suite.name,
        settings,
        offer,
        scripts,
        tuple(_columns(suite, settings)),
        suite.repeat,
        suite.cast,
        suite.scenes,
        suite.assertions,
        base,
    )


def _found(base: Path, patterns: Sequence[str], path: Path) -> Iterator[Path]:
    """The files and folders that the patterns of a suite name."""
    if not patterns:
        raise UsageError(f"{path}: names no scripts", 'add scripts = ["scripts/*.txt"]')
    for pattern in patterns:
        direct = base / pattern
        found = [direct] if direct.exists() else _matching(base, pattern)
        if not found:
            raise UsageError(f"{path}: no script at {pattern}", f"patterns are seen from {base.resolve()}")
        yield from found


def _matching(base: Path, pattern: str) -> list[Path]:
    """The files of a pattern; `..` at its beginning is walked up first, since patterns cannot."""
    while pattern.startswith("../"):
        base, pattern = base / "..", pattern[3:]
    try:
        return sorted(base.glob(pattern))
    except (ValueError, NotImplementedError) as error:
        raise UsageError(f"{pattern}: not a pattern of files: {error}", 'like "scripts/*.txt"') from error


def _columns(suite: Suite, settings: Settings) -> Iterator[Column]:
    """Every prompt with every model, each once; the rule planner once, since it asks nothing."""
    seen: set[str] = set()
    for column in _named(suite, settings):
        if column.label not in seen:
            seen.add(column.label)
            yield column


def _named(suite: Suite, settings: Settings) -> Iterator[Column]:
    library = library_of(settings)
    endpoints = [_endpoint(name, suite, settings) for name in suite.models or _default_models(settings)]
    for name, endpoint in endpoints:
        if endpoint is None:
            yield Column(RULES, library, None)
            continue
        for text in suite.prompts or ("",):
            chosen = _chosen(library, text)
            own, main = library.choosing(chosen), "shots"
            if endpoint.protocol == "board":
                own, main = own.for_boards(), "board"
            shown = chosen or {main: own.version(main)}
            label = "+".join(f"{stage}/{version}" for stage, version in shown.items())
            column = Column(f"{label} · {name}", own, endpoint)
            unused = sorted(set(chosen) - set(column.stages))
            if unused:
                raise UsageError(
                    f"{text}: the protocol {endpoint.protocol!r} never asks with a prompt of {unused[0]}",
                    f"it uses: {', '.join(column.stages)}",
                )
            yield column
            yield from _variants(column, suite)


CHANGES_ANSWERS = frozenset({"temperature", "thinking", "extra", "output_limit", "protocol", "stream"})


def _variants(column: Column, suite: Suite) -> Iterator[Column]:
    """The column again with each set of parameters of the suite."""
    for name, values in suite.parameters.items():
        if odd := sorted(set(values) - CHANGES_ANSWERS):
            raise UsageError(f"parameters.{name}: {odd[0]!r} is none", f"one of {', '.join(sorted(CHANGES_ANSWERS))}")
        assert column.endpoint is not None
        known = {key: value for key, value in asdict(column.endpoint).items() if value is not None}
        endpoint = read_table(LanguageModel, known | values, f"parameters.{name}")
        yield replace(column, label=f"{column.label} · {name}", endpoint=endpoint)


def _chosen(library: Library, text: str) -> dict[str, str]:
    """Stage -> version of a column's prompts: `cast/v2+shots/v2`."""
    found: dict[str, str] = {}
    for part in filter(None, text.split("+")):
        stage, version = _resolved(library, part)
        if stage in found:
            raise UsageError(f"{text}: two prompts of {stage} in one column", "give each a --prompt of its own")
        found[stage] = version
    return found


def _resolved(library: Library, text: str) -> tuple[str, str]:
    stage, name = reference(text.strip())
    version = library.resolved(stage, name)
    for language in library.languages(stage, version):
        library.prompt(stage, language, name)  # a version that was changed after it got this label is refused
    return stage, version


def _default_models(settings: Settings) -> tuple[str, ...]:
    if settings.llm is None:
        raise UsageError(
            "no language model to evaluate: no [llm] in storyboard.toml",
            "add [llm], or compare with the rule planner alone: --model rules",
        )
    return (settings.llm.model,)


def _endpoint(name: str, suite: Suite, settings: Settings) -> tuple[str, LanguageModel | None]:
    """A model by its name, and where it is asked."""
    if name == RULES:
        return RULES, None
    found = suite.endpoints.get(name) or (replace(settings.llm, model=name) if settings.llm else None)
    if found is None:
        known = ", ".join([*suite.endpoints, RULES])
        raise UsageError(f"no endpoint for the model {name!r}", f"there are: {known}; or add [llm] to storyboard.toml")
    return name, replace(found, protocol=suite.protocol) if suite.protocol else found


def cells(bench: Bench) -> list[Cell]:
    """Every cell, in the order in which they are begun: first repeats first, so that something can be compared early."""
    return [
        Cell(script, column, repeat)
        for repeat in range(1, bench.repeat + 1)
        for script in bench.scripts
        for column in bench.columns
        if column.endpoint or repeat == 1
    ]


def params(bench: Bench, column: Column) -> dict[str, Any]:
    """What decides the outcome beside prompts, script and model."""
    found: dict[str, Any] = {"profile": bench.offer.profile or bench.offer.model, "lengths": list(bench.offer.lengths)}
    if bench.cast:
        people = bench.settings.workspace / "cast.toml"
        found["cast"] = hashlib.sha256(people.read_bytes()).hexdigest()[:12] if people.is_file() else ""
    if bench.scenes:
        found["scenes"] = list(bench.scenes)
    if column.endpoint:
        found |= {key: getattr(column.endpoint, key) for key in ("protocol", "temperature", "output_limit", "stream")}
        found |= {"thinking": column.endpoint.thinking} if column.endpoint.thinking != "auto" else {}
        found |= {"extra": column.endpoint.extra} if column.endpoint.extra else {}
    return found


def breaks_of(bench: Bench, column: Column, code: str) -> Breaks:
    """Where the clips of a column break, as `plan` has it."""
    return breaks_for(bench.settings, directed=column.endpoint is not None and column.library.knows_story(code))


def prompts_used(column: Column, language: str) -> dict[str, str]:
    """Stage -> `shots/v2@118b6309ebe1`, for the stages that the column may use.

    Where nobody looks again it names the second look that it always named there, so that such a run stays fresh when another is released.
    """
    unasked = {} if column.library.looks_again(language) else {"continuity": "v1"}
    found = {stage: column.library.prompt(stage, language, unasked.get(stage, "")) for stage in column.stages}
    return {stage: f"{prompt.id}@{prompt.hash}" for stage, prompt in found.items()}


NUMBERS = {"parser": parse.VERSION, "planner": plan.VERSION, "packer": pack.VERSION, "renderer": render.VERSION}
"""What of the program a run's boards, clips and prompts come from, each with its number."""


def tool() -> str:
    """The numbers of all that decides an outcome: `parser 1, planner 1, packer 1, renderer 1`."""
    return ", ".join(f"{name} {number}" for name, number in NUMBERS.items())


def counts_as_now(made_with: str) -> bool:
    """Whether the `tool` of a run stands for today's numbers; a version with a hash of sources (`0.1.0+ead4a70c`) for the first ones."""
    hashed = re.fullmatch(r"[\w.]+\+[0-9a-f]{8}", made_with) is not None
    return made_with == tool() or (hashed and set(NUMBERS.values()) == {1})


def key_of(bench: Bench, cell: Cell, name: str, script: Script, cast: object, made_with: str = "") -> str:
    """Hash of the cell's place and of all that its outcome depends on, the program's numbers (or `made_with`) included.

    A changed byte in a prompt changes it for just the cells that may use that prompt.
    """
    column = cell.column
    language = Language.of(script.language).code
    breaks = breaks_of(bench, column, language)
    parts: Mapping[str, Any] = {
        "place": [bench.name, name, column.label, cell.repeat],
        "script": repr((script.text, script.units, script.scenes)),
        "cast": repr(cast),
        "prompts": prompts_used(column, language),
        "model": column.model,
        "endpoint": column.endpoint.base_url.rstrip("/") if column.endpoint else "",
        "params": params(bench, column) | ({"breaks": breaks} if breaks != "cheapest" else {}),
        "offer": repr(bench.offer),
        "tool": made_with or tool(),
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()[:16]


def safe(text: str, most: int = 40) -> str:
    """A text as part of a folder's name on any system."""
    return re.sub(r"[^\w.-]+", "-", text).strip("-.")[:most].strip("-.") or "x"
