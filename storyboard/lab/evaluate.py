"""eval: every cell of a suite, side by side; what is done is not done again, and one failure stops nothing else."""

import asyncio
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import field
from datetime import UTC, datetime
from pathlib import Path

from storyboard.config import LanguageModel, entrust
from storyboard.errors import UsageError
from storyboard.lab.cell import run_cell
from storyboard.lab.metrics import score
from storyboard.lab.runs import give_back, reserve, runs_folder, show_again, write_run
from storyboard.lab.suite import Bench, Cell, params, prompts_used, safe, tool
from storyboard.lab.todo import PlannedCell, estimate, hash_of, name_of
from storyboard.ledger import lock
from storyboard.llm import Ceiling, Endpoint, Exchanges, Tally, refuse_unsafe
from storyboard.llm.exchanges import Mode
from storyboard.model import Run, Score
from storyboard.records import dataclass

AT_ONCE = 16
"""Cells held in memory at once; how many questions go out at once is `parallel` of each endpoint."""


@dataclass(slots=True)
class Evaluated:
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


@dataclass(frozen=True, slots=True)
class Asking:
    """How answers are come by."""

    mode: Mode
    exchanges: Path
    tell: Callable[[Run, int, int], None] = lambda run, done, total: None
    """Told of every cell that is done: its run, how many are, of how many."""


def evaluate(bench: Bench, todo: Sequence[PlannedCell], asking: Asking) -> Evaluated:
    """Runs the cells that are not fresh and writes each as it is done; Ctrl-C keeps what is written.

    One evaluation at a time in a workspace: two would ask the same questions, and pay for both.
    """
    for column in bench.columns:
        if column.endpoint:
            refuse_unsafe(column.endpoint, key_for(column.endpoint, asking.mode))
    with lock(bench.settings.workspace, "eval.lock"):
        if asking.mode in ("auto", "record") and any(each.state != "fresh" for each in todo):
            for endpoint in {
                column.endpoint.base_url: column.endpoint for column in bench.columns if column.endpoint
            }.values():
                entrust(endpoint.base_url, endpoint.api_key_env)
            _writable(asking.exchanges)
        try:
            outcome = asyncio.run(_evaluate(bench, todo, asking))
        except BaseExceptionGroup as group:
            raise group.exceptions[0] from group
        show_again(runs_folder(bench.settings.workspace), outcome.runs, _now())
        return outcome


def _writable(folder: Path) -> None:
    """UsageError where answers could not be kept: before one is paid for."""
    try:
        give_back(folder / reserve(folder, ".probe"))
    except UsageError as error:
        raise UsageError(error.message, "answers are kept there: name another folder with --exchanges") from error


async def _evaluate(bench: Bench, todo: Sequence[PlannedCell], asking: Asking) -> Evaluated:
    outcome = Evaluated()
    waiting = [each for each in todo if each.state != "fresh"]
    accounts = _accounts(waiting)
    kept: dict[int, Exchanges] = {}
    gate = asyncio.Semaphore(AT_ONCE)
    root = runs_folder(bench.settings.workspace)

    async def one(each: PlannedCell) -> Run:
        async with gate:
            mind = _mind(each.cell, asking, accounts, kept)
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
class SharedEndpoint:
    """What the cells of one model at one address share."""

    endpoint: LanguageModel
    tally: Tally
    ceiling: Ceiling
    room: asyncio.Semaphore
    """Questions at once, of all models at the address together."""


def _accounts(waiting: Sequence[PlannedCell]) -> dict[str, SharedEndpoint]:
    rooms: dict[str, asyncio.Semaphore] = {}
    found: dict[str, SharedEndpoint] = {}
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
            found[_name(endpoint)] = SharedEndpoint(endpoint, Tally(), Ceiling.of(about.calls, about.tokens), room)
    return found


def _name(endpoint: LanguageModel) -> str:
    return f"{endpoint.base_url.rstrip('/')} {endpoint.model}"


def _mind(
    cell: Cell, asking: Asking, accounts: Mapping[str, SharedEndpoint], kept: dict[int, Exchanges]
) -> Endpoint | None:
    """An endpoint for one cell: what it finds out about the model is its own, everything else is shared."""
    settings = cell.column.endpoint
    if settings is None:
        return None
    account = accounts[_name(settings)]
    if cell.repeat not in kept:
        kept[cell.repeat] = Exchanges(asking.exchanges, asking.mode, cell.repeat)
    mind = Endpoint(
        settings,
        key_for(settings, asking.mode),
        None,
        exchanges=kept[cell.repeat],
        room=account.room,
        tally=account.tally,
    )
    mind.allow(account.ceiling)
    return mind


def key_for(settings: LanguageModel, mode: Mode) -> str:
    """The key of an endpoint; none in replay, where nothing may be asked."""
    return "" if mode == "replay" else os.environ.get(settings.api_key_env, "").strip()


def _begun(bench: Bench, each: PlannedCell) -> Run:
    """The run of a cell as it begins."""
    cell, language = each.cell, each.read.language
    column, workspace = cell.column, bench.settings.workspace
    now = _now()
    name = "-".join(
        [re.sub(r"[-:]", "", now)[:15], safe(cell.script.stem, 30), safe(column.label), f"r{cell.repeat}", each.key[:6]]
    )
    return Run(
        reserve(runs_folder(workspace), name),
        each.key,
        bench.name,
        name_of(cell.script, workspace),
        hash_of(each.read),
        language,
        column.label,
        prompts_used(column, language),
        column.model,
        column.endpoint.base_url.rstrip("/") if column.endpoint else "",
        params(bench, column),
        cell.repeat,
        tool(),
        now,
        dict(column.endpoint.prices) if column.endpoint else {},
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")


def scored(runs: Sequence[Run], root: Path) -> Iterator[tuple[Run, tuple[Score, ...]]]:
    """Runs with their scores, as they were last computed."""
    from storyboard.lab.runs import read_scores

    for run in runs:
        yield run, read_scores(root / run.id)


def no_key(bench: Bench, mode: Mode) -> list[LanguageModel]:
    """Endpoints that would have to be asked and have no key."""
    return [
        column.endpoint
        for column in bench.columns
        if column.endpoint and mode != "replay" and not key_for(column.endpoint, mode)
    ]
