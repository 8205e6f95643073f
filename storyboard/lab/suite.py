"""What is compared: scripts in rows, prompts and models in columns, each cell a number of times."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from storyboard import __version__
from storyboard.config import LanguageModel, Settings, find_workspace, load_settings
from storyboard.config.reading import read_table, read_toml
from storyboard.errors import UsageError
from storyboard.library import STAGES, Library, reference
from storyboard.model import Offer
from storyboard.pipeline.production import library_of
from storyboard.pipeline.profiles import offer_of
from storyboard.pipeline.season import scripts_in
from storyboard.pipeline.stages import planner
from storyboard.profiles import make_offer

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
    profile: str = ""
    """The video model that clips are packed and told for; empty: as `[video]` says."""
    endpoints: dict[str, LanguageModel] = field(default_factory=dict)
    """Further endpoints by name, with the keys of `[llm]`."""


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


@dataclass(frozen=True, slots=True)
class Cell:
    """One script in one column, one time."""

    script: Path
    column: Column
    repeat: int


def open_suite(path: Path, flags: Suite) -> Bench:
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
        suite, name=flags.name or suite.name or (path.stem if path.suffix else path.resolve().name),
        prompts=flags.prompts or suite.prompts, models=flags.models or suite.models,
        repeat=flags.repeat or suite.repeat or 1, protocol=flags.protocol or suite.protocol,
        profile=flags.profile or suite.profile,
    )  # fmt: skip
    if not 1 <= suite.repeat <= 99:
        raise UsageError(f"{path}: repeat must be 1 to 99")
    offer = offer_of(suite.profile, workspace, settings.video.orientation) if suite.profile else make_offer(settings)
    return Bench(suite.name, settings, offer, scripts, tuple(_columns(suite, settings)), suite.repeat)


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
    """Every prompt with every model; the rule planner once, since it asks nothing."""
    library = library_of(settings)
    endpoints = [_endpoint(name, suite, settings) for name in suite.models or _default_models(settings)]
    for name, endpoint in endpoints:
        if endpoint is None:
            yield Column(RULES, library, None)
            continue
        for text in suite.prompts or ("",):
            chosen = dict(_resolved(library, part) for part in text.split("+") if part)
            own = library.choosing(chosen)
            shown = chosen or {"shots": own.version("shots")}
            label = "+".join(f"{stage}/{version}" for stage, version in shown.items())
            yield Column(f"{label} · {name}", own, endpoint)


def _resolved(library: Library, text: str) -> tuple[str, str]:
    stage, name = reference(text.strip())
    return stage, library.resolved(stage, name)


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
    if column.endpoint:
        found |= {key: getattr(column.endpoint, key) for key in ("protocol", "temperature", "output_limit", "stream")}
    return found


def prompts_used(column: Column, language: str) -> dict[str, str]:
    """Stage -> `shots/v2@118b6309ebe1`, for the stages that the column may use."""
    found = {stage: column.library.prompt(stage, language) for stage in column.stages}
    return {stage: f"{prompt.id}@{prompt.hash}" for stage, prompt in found.items()}


def tool() -> str:
    """Version of the program and of its planner: boards of another planner are not compared unawares."""
    return f"{__version__}+{planner()[:8]}"


def key_of(bench: Bench, cell: Cell, script_hash: str, language: str, cast: object) -> str:
    """Hash of all that a cell's outcome depends on; a changed byte in a prompt changes it for just the cells that use it."""
    column = cell.column
    address = column.endpoint.base_url.rstrip("/") if column.endpoint else ""
    parts: Mapping[str, Any] = {
        "script": script_hash, "cast": repr(cast), "prompts": prompts_used(column, language), "model": column.model,
        "endpoint": address, "params": params(bench, column), "repeat": cell.repeat, "tool": tool(),
    }  # fmt: skip
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()[:16]


def safe(text: str, most: int = 40) -> str:
    """A text as part of a folder's name on any system."""
    return re.sub(r"[^\w.-]+", "-", text).strip("-.")[:most].strip("-.") or "x"
