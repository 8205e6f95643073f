"""Which cells of a suite have to be run, why, and what they will ask at most."""

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from storyboard.lab.cell import Read, read_script
from storyboard.lab.runs import indexed, newest, runs_folder
from storyboard.lab.suite import Bench, Cell, Column, cells, counts_as_now, key_of, params, prompts_used
from storyboard.llm import Tally
from storyboard.model import Run
from storyboard.plan.by_model import Perfect
from storyboard.plan.protocols import perfect, windows
from storyboard.records import dataclass

State = Literal["fresh", "again", "failed", "stale", "new"]
"""`fresh`: there is a run of exactly this. `again`: there is, and it is wanted once more. `failed`: there is, and it failed.
`stale`: there is one of another prompt, script, cast or program. `new`: there is none."""


@dataclass(frozen=True, slots=True)
class PlannedCell:
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
class AskingEstimate:
    """What the cells that are not fresh will ask, when every answer is accepted at once and none is kept."""

    cells: int
    calls: int
    tokens: int
    cost: float | None = None
    """In the user's currency; None where an endpoint has no prices."""


def planned(bench: Bench, *, again: bool = False) -> list[PlannedCell]:
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
        last = places.get((bench.name, name_of(cell.script, workspace), cell.column.label, cell.repeat))
        run = by_key.get(key) or _made_before(bench, cell, read, last)
        state: State = "stale" if last else "new"
        if run:
            state = "failed" if run.error else "again" if again else "fresh"
        why = _changed(bench, cell, read, last) if last and state == "stale" else ""
        found.append(PlannedCell(cell, read, key, state, run if state == "fresh" else None, why))
    return found


def _made_before(bench: Bench, cell: Cell, read: Read, last: Run | None) -> Run | None:
    """A cell's last run, if it differs in nothing but that the program's parts had no numbers when it was made."""
    if last is None or not counts_as_now(last.tool):
        return None
    name = name_of(cell.script, bench.settings.workspace)
    return last if key_of(bench, cell, name, read.script, read.known, last.tool) == last.key else None


def _changed(bench: Bench, cell: Cell, read: Read, last: Run) -> str:
    """In which way a cell is another than its last run."""
    prompts = prompts_used(cell.column, read.language)
    ways = {
        "script": last.script_hash != hash_of(read),
        **{f"{stage} prompt": prompts.get(stage) != last.prompts.get(stage) for stage in {**prompts, **last.prompts}},
        "settings": last.params != params(bench, cell.column),
        "model's address": last.endpoint != (cell.column.endpoint.base_url.rstrip("/") if cell.column.endpoint else ""),
        "program": not counts_as_now(last.tool),
    }
    return ", ".join(way for way, other in ways.items() if other) or "cast, labels or the video model"


def estimate(todo: Sequence[PlannedCell]) -> AskingEstimate:
    """What is about to be asked, at most, of cells that are not fresh."""
    asked = [each for each in todo if each.state != "fresh"]
    costs: dict[tuple[Path, str], Perfect] = {}
    calls = tokens = 0
    money: float | None = 0.0
    for each in asked:
        column = each.cell.column
        if column.endpoint is None:
            continue
        place = each.cell.script, column.label
        if place not in costs:
            costs[place] = _perfect(each.read, column)
        calls, tokens = calls + costs[place].calls, tokens + costs[place].tokens
        spent = Tally(tokens_in=costs[place].tokens_in, tokens_out=costs[place].tokens_out).cost(column.endpoint.prices)
        money = None if money is None or spent is None else money + spent
    return AskingEstimate(len(asked), calls, tokens, money)


def _perfect(read: Read, column: Column) -> Perfect:
    """Questions and tokens of a script in a column, when every answer is accepted at once."""
    asked = windows(read.script, read.cast, read.known, column.library)
    protocol = column.endpoint.protocol if column.endpoint else "cuts"
    least = perfect(read.script, read.cast, column.library, protocol)
    text = sum(len(words) for window in asked for _, words in window.lines)
    return Perfect(
        least.calls + len(asked), least.tokens_in + text + 2000 * len(asked), least.tokens_out + 2000 * len(asked)
    )


def name_of(script: Path, workspace: Path) -> str:
    """A script's path as runs name it: seen from the workspace, so that runs can be read on another machine."""
    try:
        return Path(os.path.relpath(script.resolve(), workspace.resolve())).as_posix()
    except ValueError:  # another drive
        return script.resolve().as_posix()


def hash_of(read: Read) -> str:
    """Hash of a script's text."""
    return hashlib.sha256(read.script.text.encode()).hexdigest()[:16]
