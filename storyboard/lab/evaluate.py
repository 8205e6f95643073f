"""eval: every cell of a suite, side by side; what is done is not done again, and one failure stops nothing else."""

import asyncio
import hashlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from storyboard.config import LanguageModel
from storyboard.lab.cell import Read, read_script, run_cell
from storyboard.lab.metrics import score
from storyboard.lab.runs import give_back, indexed, newest, reserve, runs_folder, write_run
from storyboard.lab.suite import Bench, Cell, Column, cells, key_of, params, prompts_used, safe, tool
from storyboard.ledger import lock
from storyboard.llm import Cassette, Ceiling, Endpoint, Tally, refuse_unsafe
from storyboard.llm.cassette import Mode
from storyboard.model import Run, Score
from storyboard.plan.bible import windows
from storyboard.plan.by_model import perfect

AT_ONCE = 16
"""Cells held in memory at once; how many questions go out at once is `parallel` of each endpoint."""

State = Literal["fresh", "again", "failed", "stale", "new"]
"""`fresh`: there is a run of exactly this. `again`: there is, and it is wanted once more. `failed`: there is, and it failed.
`stale`: there is one of another prompt, script, cast or program. `new`: there is none."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A cell before it is run."""

    cell: Cell
    read: Read
    key: str
    state: State
    run: Run | None
    """The run that is there, if fresh."""
    why: str = ""
    """What a stale cell's last run was made from otherwise: `script`, `shots prompt`, `cast.toml` …"""


@dataclass(frozen=True, slots=True)
class Estimate:
    """What the cells that are not fresh will ask, when every answer is accepted at once and no cassette holds any."""

    cells: int
    calls: int
    tokens: int


@dataclass(slots=True)
class Outcome:
    """What an evaluation did."""

    runs: list[Run] = field(default_factory=list)
    """Of every cell, fresh ones included, in the order of the cells."""
    made: int = 0
    bills: list[tuple[LanguageModel, Tally]] = field(default_factory=list)
    """What each model was asked."""

    @property
    def calls(self) -> int:
        """Requests really sent."""
        return sum(tally.calls for _, tally in self.bills)

    @property
    def replayed(self) -> int:
        return sum(tally.replayed for _, tally in self.bills)

    @property
    def failed(self) -> list[Run]:
        return [run for run in self.runs if run.error]


def planned(bench: Bench, *, again: bool = False) -> list[Planned]:
    """Every cell of a bench, with whether it has to be run. Scripts are read once."""
    workspace = bench.settings.workspace
    reads = {path: read_script(path, bench) for path in bench.scripts}
    known = indexed(runs_folder(workspace))
    by_key = newest(known)
    places = {(run.suite, run.script, run.column, run.repeat): run for run in known}
    found = []
    for cell in cells(bench):
        read = reads[cell.script]
        key = key_of(bench, cell, name_of(cell.script, workspace), read.script, read.known)
        run = by_key.get(key)
        last = places.get((bench.name, name_of(cell.script, workspace), cell.column.label, cell.repeat))
        state: State = "stale" if last else "new"
        if run:
            state = "failed" if run.error else "again" if again else "fresh"
        why = _changed(bench, cell, read, last) if last and state == "stale" else ""
        found.append(Planned(cell, read, key, state, run if state == "fresh" else None, why))
    return found


def _changed(bench: Bench, cell: Cell, read: Read, last: Run) -> str:
    """In which way a cell is another than its last run."""
    prompts = prompts_used(cell.column, read.language)
    ways = {
        "script": last.script_hash != _hash(read),
        **{f"{stage} prompt": prompts.get(stage) != last.prompts.get(stage) for stage in {**prompts, **last.prompts}},
        "settings": last.params != params(bench, cell.column),
        "model's address": last.endpoint != (cell.column.endpoint.base_url.rstrip("/") if cell.column.endpoint else ""),
        "program": last.tool != tool(),
    }
    return ", ".join(way for way, other in ways.items() if other) or "cast, labels or the video model"


def estimate(todo: Sequence[Planned]) -> Estimate:
    """What is about to be asked, at most, of cells that are not fresh."""
    asked = [each for each in todo if each.state != "fresh"]
    costs: dict[tuple[Path, str], tuple[int, int]] = {}
    calls = tokens = 0
    for each in asked:
        column = each.cell.column
        if column.endpoint is None:
            continue
        place = each.cell.script, column.label
        if place not in costs:
            costs[place] = _perfect(each.read, column)
        calls, tokens = calls + costs[place][0], tokens + costs[place][1]
    return Estimate(len(asked), calls, tokens)


def _perfect(read: Read, column: Column) -> tuple[int, int]:
    """Questions and tokens of a script in a column, when every answer is accepted at once."""
    asked = windows(read.script, read.cast, read.known)
    protocol = column.endpoint.protocol if column.endpoint else "cuts"
    calls, tokens = perfect(read.script, read.cast, column.library, protocol)
    text = sum(len(words) for window in asked for _, words in window.lines)
    return calls + len(asked), tokens + text + 4000 * len(asked)


@dataclass(frozen=True, slots=True)
class Asking:
    """How answers are come by."""

    mode: Mode
    cassettes: Path
    tell: Callable[[Run, int, int], None] = lambda run, done, total: None
    """Told of every cell that is done: its run, how many are, of how many."""


def evaluate(bench: Bench, todo: Sequence[Planned], asking: Asking) -> Outcome:
    """Runs the cells that are not fresh and writes each as it is done; Ctrl-C keeps what is written.

    One evaluation at a time in a workspace: two would ask the same questions, and pay for both.
    """
    for column in bench.columns:
        if column.endpoint:
            refuse_unsafe(column.endpoint, key_for(column.endpoint, asking.mode))
    with lock(bench.settings.workspace, "eval.lock"):
        if asking.mode in ("auto", "record"):
            _writable(asking.cassettes)
        try:
            return asyncio.run(_evaluate(bench, todo, asking))
        except BaseExceptionGroup as group:
            raise group.exceptions[0] from group


def _writable(folder: Path) -> None:
    """UsageError where answers could not be kept: before one is paid for."""
    give_back(folder / reserve(folder, ".probe"))


async def _evaluate(bench: Bench, todo: Sequence[Planned], asking: Asking) -> Outcome:
    outcome = Outcome()
    waiting = [each for each in todo if each.state != "fresh"]
    accounts = _accounts(waiting)
    cassettes: dict[tuple[str, int], Cassette] = {}
    gate = asyncio.Semaphore(AT_ONCE)
    root = runs_folder(bench.settings.workspace)

    async def one(each: Planned) -> Run:
        async with gate:
            mind = _mind(each.cell, asking, accounts, cassettes)
            run = _begun(bench, each)
            try:
                async with mind or AsyncExitStack():
                    found = await run_cell(bench, each.cell, each.read, run, mind)
                write_run(root, found, score(found))
            finally:
                give_back(root / run.id)
            outcome.made += 1
            asking.tell(found.run, outcome.made, len(waiting))
            return found.run

    async with asyncio.TaskGroup() as group:
        tasks = {id(each): group.create_task(one(each)) for each in waiting}
    outcome.runs = [each.run or tasks[id(each)].result() for each in todo]
    outcome.bills = [(account.endpoint, account.tally) for account in accounts.values()]
    return outcome


@dataclass(frozen=True, slots=True)
class Account:
    """What the cells of one model at one address share."""

    endpoint: LanguageModel
    tally: Tally
    ceiling: Ceiling
    room: asyncio.Semaphore
    """Questions at once, of all models at the address together."""


def _accounts(waiting: Sequence[Planned]) -> dict[str, Account]:
    rooms: dict[str, asyncio.Semaphore] = {}
    found: dict[str, Account] = {}
    for each in waiting:
        endpoint = each.cell.column.endpoint
        if endpoint and _name(endpoint) not in found:
            mine = [
                one
                for one in waiting
                if one.cell.column.endpoint and _name(one.cell.column.endpoint) == _name(endpoint)
            ]
            about = estimate(mine)
            room = rooms.setdefault(endpoint.base_url.rstrip("/"), asyncio.Semaphore(endpoint.parallel))
            found[_name(endpoint)] = Account(endpoint, Tally(), Ceiling.of(about.calls, about.tokens), room)
    return found


def _name(endpoint: LanguageModel) -> str:
    return f"{endpoint.base_url.rstrip('/')} {endpoint.model}"


def _mind(
    cell: Cell, asking: Asking, accounts: Mapping[str, Account], cassettes: dict[tuple[str, int], Cassette]
) -> Endpoint | None:
    """An endpoint for one cell: what it finds out about the model is its own, everything else is shared."""
    settings = cell.column.endpoint
    if settings is None:
        return None
    account = accounts[_name(settings)]
    place = _name(settings), cell.repeat
    if place not in cassettes:
        folder = asking.cassettes / safe(settings.model)
        cassettes[place] = Cassette(folder, asking.mode, settings.base_url.rstrip("/"), cell.repeat)
    mind = Endpoint(
        settings, key_for(settings, asking.mode), None, cassette=cassettes[place], room=account.room,
        tally=account.tally,
    )  # fmt: skip
    mind.allow(account.ceiling)
    return mind


def key_for(settings: LanguageModel, mode: Mode) -> str:
    """The key of an endpoint; none in replay, where nothing may be asked."""
    return "" if mode == "replay" else os.environ.get(settings.api_key_env, "").strip()


def _begun(bench: Bench, each: Planned) -> Run:
    """The run of a cell as it begins."""
    cell, language = each.cell, each.read.language
    column, workspace = cell.column, bench.settings.workspace
    now = datetime.now(UTC)
    name = "-".join(
        [now.strftime("%Y%m%dT%H%M%S"), safe(cell.script.stem, 30), safe(column.label), f"r{cell.repeat}", each.key[:6]]
    )
    return Run(
        reserve(runs_folder(workspace), name), each.key, bench.name, name_of(cell.script, workspace), _hash(each.read),
        language, column.label, prompts_used(column, language), column.model,
        column.endpoint.base_url.rstrip("/") if column.endpoint else "", params(bench, column), cell.repeat, tool(),
        now.isoformat(timespec="microseconds"), dict(column.endpoint.prices) if column.endpoint else {},
    )  # fmt: skip


def name_of(script: Path, workspace: Path) -> str:
    """A script's path as runs name it: seen from the workspace, so that runs can be read on another machine."""
    try:
        return Path(os.path.relpath(script.resolve(), workspace.resolve())).as_posix()
    except ValueError:  # another drive
        return script.resolve().as_posix()


def _hash(read: Read) -> str:
    return hashlib.sha256(read.script.text.encode()).hexdigest()[:16]


def scored(runs: Sequence[Run], root: Path) -> Iterator[tuple[Run, tuple[Score, ...]]]:
    """Runs with their scores, as they were last computed."""
    from storyboard.lab.runs import read_scores

    for run in runs:
        yield run, read_scores(root / run.id)


def no_key(bench: Bench, mode: Mode) -> list[LanguageModel]:
    """Endpoints that would have to be asked and have no key."""
    return [
        column.endpoint for column in bench.columns
        if column.endpoint and mode != "replay" and not key_for(column.endpoint, mode)
    ]  # fmt: skip
