"""What a person names on the command line -> results to compare: columns of a suite, runs, boards, productions."""

import contextlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from storyboard.compare.alike import Caution, alike, unlike
from storyboard.compare.boards import of_thing, read_result, thing
from storyboard.compare.compare import ComparedRun, Comparison, compare, first_run, one_text
from storyboard.compare.opinions import Opinions
from storyboard.config import load_settings
from storyboard.errors import StoryboardError, UsageError
from storyboard.lab.runs import damaged, indexed
from storyboard.library import reference
from storyboard.model import Run
from storyboard.production.production import library_of
from storyboard.records import dataclass

MODEL = " · "
"""Between the prompts and the model in the name of a column."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is compared."""

    suite: str
    """Several, joined by commas, where no single one has all columns."""
    columns: tuple[str, ...]
    results: tuple[ComparedRun, ...]
    opinions: Opinions | None = None
    """What a judge says of them, where one was asked."""
    remarks: tuple[Caution, ...] = ()
    """What was left out, and why."""


def chosen(root: Path, names: Sequence[str], suite: str = "") -> Chosen:
    """Columns in the order they were named, with their runs; without names the two newest columns of the newest suite."""
    torn = [_unread(root, name, why) for name, why in damaged(root)]
    known = [run for run in indexed(root) if run.id not in {each.values[0] for each in torn}]
    runs = [run for run in known if not suite or run.suite == suite]
    if suite and not runs:
        there = ", ".join(dict.fromkeys(run.suite for run in known))
        raise UsageError(f"no run of suite {suite!r} in {root}", f"there are: {there or 'none yet'}")
    if len(names) == 1:
        raise UsageError(f"{names[0]} alone cannot be compared", "name two: storyboard compare A B")
    things = {name: path for name in names if (path := thing(root, name))}
    plain = [name for name in names if name not in things]
    suites, columns = _columns(runs, plain, root) if plain or not names else ([], [])
    remarks = ([Caution("suites", (", ".join(suites),))] if len(suites) > 1 else []) + (torn if suites else [])
    full = dict(zip(plain or columns, columns, strict=True))
    mine: dict[str, list[ComparedRun]] = {}
    for name in names or columns:
        if name in things:
            results = [of_thing(things[name], name)]
        else:
            results, more = _of_column(root, [run for run in runs if run.suite in suites], full[name])
            remarks += more
        title = results[0].run.column
        if title in mine:
            raise UsageError(f"{' '.join(names)}: these are the same", "name two different columns, runs or boards")
        mine[title] = results
    found = [each for results in mine.values() for each in results]
    rows = _on_one_script(found, boards_only=bool(names) and not plain)
    return Chosen(", ".join(suites) or suite, tuple(mine), rows, None, tuple(remarks))


def compared(found: Chosen, baseline: str = "") -> Comparison:
    """The comparison against a column (the first, unless named), with what has to be known of it."""
    comparison = compare(found.results, found.columns, baseline, suite=found.suite)
    remarks = list(found.remarks)
    for column in found.columns:
        sides = [
            (first_run(found.results, row.script, comparison.baseline), first_run(found.results, row.script, column))
            for row in comparison.rows
        ]
        remarks += unlike((old.run, new.run) for old, new in sides if old and new and old is not new)
    return replace(comparison, remarks=tuple(remarks))


def _columns(runs: Sequence[Run], names: Sequence[str], root: Path) -> tuple[list[str], list[str]]:
    """The suite that has all columns, the newest if there are several, and their full names; else all suites that have some."""
    newest = list(reversed(runs))
    suites = list(dict.fromkeys(run.suite for run in newest))
    if not suites:
        raise UsageError(f"no runs in {root}", "make some: storyboard eval SCRIPTS --prompt A --prompt B")
    wanted = [meant(root, name) for name in names]
    for suite in suites:
        columns = list(dict.fromkeys(run.column for run in newest if run.suite == suite))
        if not names and len(columns) > 1:
            return [suite], columns[1::-1]
        if names and all(_matching(columns, name) for name in wanted):
            return [suite], [only(columns, name) for name in wanted]
    columns = list(dict.fromkeys(run.column for run in newest))
    if names and all(_matching(columns, name) for name in wanted):
        full = [only(columns, name) for name in wanted]
        return [each for each in suites if any(run.suite == each and run.column in full for run in runs)], full
    lacking = [
        name if name == real else f"{name} ({real})"
        for name, real in zip(names, wanted, strict=True)
        if not _matching(columns, real)
    ]
    raise UsageError(f"{' and '.join(lacking) or 'two columns'}: no suite has that", f"there are: {', '.join(columns)}")


def meant(root: Path, name: str) -> str:
    """The name of a column with the versions that labels stand for: `shots/stable` -> `shots/v2`."""
    prompts, at, model = name.replace(MODEL, "@").partition("@")
    found = []
    for part in prompts.split("+"):
        with contextlib.suppress(StoryboardError):
            stage, label = reference(part.strip())
            part = f"{stage}/{library_of(load_settings(root.parent)).resolved(stage, label)}"
        found.append(part)
    return f"{'+'.join(found)}{at}{model}" if found != prompts.split("+") else name


def _parts(name: str) -> tuple[frozenset[str], str]:
    """The prompts and the model of a column's name, of which either may be missing."""
    prompts, _, model = name.replace(MODEL, "@").partition("@")
    return frozenset(filter(None, (part.strip() for part in prompts.split("+")))), model.strip()


def _matching(columns: Sequence[str], name: str) -> list[str]:
    """Columns that a name can mean: all their prompts, else some of them or the model, but each of them whole."""
    if name in columns:
        return [name]
    prompts, model = _parts(name)
    parts = {column: _parts(column) for column in columns}
    near = [column for column in columns if model in ("", parts[column][1])]
    whole = [column for column in near if parts[column][0] == prompts]
    some = [column for column in near if prompts <= parts[column][0]]
    return whole or some or [column for column in columns if parts[column][1] == name]


def only(columns: Sequence[str], name: str) -> str:
    """The column that a name means; UsageError where it means none or several."""
    found = _matching(columns, name)
    if len(found) > 1:
        alone = len({_parts(column)[0] for column in found}) == 1
        raise UsageError(
            f"{name}: {len(found)} columns are called so: {', '.join(found)}",
            f"name {'the model' if alone else 'all its prompts'} too: {found[0].replace(MODEL, '@')}",
        )
    if not found:
        raise UsageError(f"{name}: no column of this name", f"there are: {', '.join(columns)}")
    return found[0]


def _of_column(root: Path, runs: Sequence[Run], column: str) -> tuple[list[ComparedRun], list[Caution]]:
    """The runs of a column that belong together, and what was left out; UsageError where none can be read."""
    mine, remarks = alike([run for run in runs if run.column == column])
    found = []
    for run in mine:
        try:
            found.append(read_result(root / run.id))
        except (StoryboardError, OSError, ValueError, LookupError, TypeError, AttributeError) as wrong:
            why = wrong.message if isinstance(wrong, StoryboardError) else f"{type(wrong).__name__}: {wrong}"
            remarks.append(_unread(root, run.id, why))
    if not found:
        raise UsageError(
            f"{column}: none of its runs can be read: {remarks[-1].values[1]}", "make them again: storyboard eval"
        )
    return found, remarks


def _unread(root: Path, name: str, why: str) -> Caution:
    """Which run is left out because it cannot be read, without where this machine keeps it."""
    return Caution("unread", (name, why.splitlines()[0].replace(str(root / name), "").lstrip("/\\")))


def _on_one_script(found: Sequence[ComparedRun], *, boards_only: bool) -> tuple[ComparedRun, ...]:
    """Results that can stand in one row: runs and boards named one by one must be of one script, whatever its path."""
    if not boards_only:
        return tuple(found)
    first = found[0].run
    other = next(
        (each.run for each in found if not one_text(each.run, first) and each.run.script != first.script), None
    )
    if other:
        raise UsageError(
            f"{first.id} is of {first.script}, {other.id} of {other.script or 'another script'}",
            "compare runs of one script",
        )
    return tuple(
        replace(each, evidence=replace(each.evidence, run=replace(each.run, script=first.script))) for each in found
    )
