"""What a person names on the command line -> results to compare: columns of a suite, runs, boards, productions."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from storyboard.check.form import read_board
from storyboard.errors import UsageError
from storyboard.lab.compare import Result
from storyboard.lab.listing import find_run
from storyboard.lab.runs import Evidence, Work, indexed, load_run, read_notes, read_scores
from storyboard.model import Board, Cast, Clip, Offer, Run, Script, Trace
from storyboard.pipeline.files import load_clips, trace_of

if TYPE_CHECKING:
    from storyboard.lab.opinions import Opinions


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is compared."""

    suite: str
    columns: tuple[str, ...]
    results: tuple[Result, ...]
    opinions: "Opinions | None" = None
    """What a judge says of them, where one was asked."""


def chosen(root: Path, names: Sequence[str], suite: str = "") -> Chosen:
    """Columns in the order they were named, with their runs; without names the two newest columns of the newest suite."""
    newest = _newest(indexed(root))
    runs = [run for run in newest if not suite or run.suite == suite]
    if suite and not runs:
        known = dict.fromkeys(run.suite for run in newest)
        raise UsageError(f"no run of suite {suite!r} in {root}", f"there are: {', '.join(known) or 'none yet'}")
    if len(names) == 1:
        raise UsageError(f"{names[0]} alone cannot be compared", "name two: storyboard compare A B")
    plain = [name for name in names if _thing(root, name) is None]
    where, columns = _columns(runs, plain, root) if plain or not names else (suite, [])
    found: list[Result] = []
    titles: list[str] = []
    for name in names or columns:
        thing = _thing(root, name) if names else None
        mine = (
            _of_thing(thing, name)
            if thing
            else _of_column(root, runs, where, columns[plain.index(name)] if names else name)
        )
        titles.append(mine[0].run.column)
        found += mine
    if len(set(titles)) < len(titles):
        raise UsageError(f"{' '.join(names)}: these are the same", "name two different columns, runs or boards")
    return Chosen(where, tuple(titles), _on_one_script(found, boards_only=not plain and bool(names)))


def _newest(runs: Sequence[Run]) -> list[Run]:
    """The last run of every cell and repeat; one that failed does not stand for the same that did not."""
    last: dict[tuple[str, str, str, int], Run] = {}
    for run in runs:
        cell = run.suite, run.script, run.column, run.repeat
        old = last.get(cell)
        if not (run.error and old and old.key == run.key and not old.error):
            last[cell] = run
    return list(last.values())


def _thing(root: Path, name: str) -> Path | None:
    """The run folder, board file or production folder that a name stands for; None: it is part of a column's name."""
    path = Path(name)
    if path.is_file() or (path / "run.json").is_file() or (path / "storyboard.json").is_file():
        return path
    return root / name if (root / name / "run.json").is_file() else None


def _columns(runs: Sequence[Run], names: Sequence[str], root: Path) -> tuple[str, list[str]]:
    """The suite that has all columns, the newest if there are several, and their full names."""
    suites = list(dict.fromkeys(run.suite for run in sorted(runs, key=lambda run: run.started, reverse=True)))
    if not suites:
        raise UsageError(f"no runs in {root}", "make some: storyboard eval SCRIPTS --prompt A --prompt B")
    for suite in suites:
        newest = sorted((run for run in runs if run.suite == suite), key=lambda run: run.started, reverse=True)
        columns = list(dict.fromkeys(run.column for run in newest))
        if not names and len(columns) > 1:
            return suite, columns[1::-1]
        if names and all(_matching(columns, name) for name in names):
            return suite, [only(columns, name) for name in names]
    newest_suite = [run for run in runs if run.suite == suites[0]]
    known = ", ".join(dict.fromkeys(run.column for run in newest_suite))
    wanted = " and ".join(names) or "two columns"
    raise UsageError(f"{wanted}: no suite has that", f"suite {suites[0]!r} has: {known}")


def _matching(columns: Sequence[str], name: str) -> list[str]:
    """Columns that a name can mean: all of it, or every part of `prompt@model` somewhere in it."""
    if name in columns:
        return [name]
    parts = [part.strip() for part in name.replace(" · ", "@").split("@")]
    whole = [column for column in columns if column.replace(" · ", "@").split("@")[: len(parts)] == parts]
    return whole or [column for column in columns if all(part in column for part in parts)]


def only(columns: Sequence[str], name: str) -> str:
    """The column that a name means; UsageError where it means none or several."""
    found = _matching(columns, name)
    if len(found) > 1:
        raise UsageError(
            f"{name}: {len(found)} columns are called so: {', '.join(found)}", "name the model too: PROMPT@MODEL"
        )
    if not found:
        raise UsageError(f"{name}: no column of this name", f"there are: {', '.join(columns)}")
    return found[0]


def _of_column(root: Path, runs: Sequence[Run], suite: str, column: str) -> list[Result]:
    mine = [run for run in runs if run.suite == suite and run.column == column]
    return [read_result(root / run.id) for run in mine]


def read_result(folder: Path) -> Result:
    """A run with scores and notes."""
    scores = read_scores(folder) if (folder / "metrics.json").is_file() else ()
    return Result(load_run(folder), scores, read_notes(folder), folder)


def _of_thing(path: Path, name: str) -> list[Result]:
    """A run, or a board with what lies beside it, as a column of its own."""
    if (path / "run.json").is_file():
        found = read_result(find_run(path.parent, str(path)))
        run = replace(found.run, column=found.run.id, repeat=1)
        return [replace(found, evidence=replace(found.evidence, run=run))]
    return [_of_board(path / "storyboard.json" if path.is_dir() else path, name)]


def _of_board(path: Path, name: str) -> Result:
    """A board as if a run had made it; trace, clips, prompts and script count where they lie beside it."""
    from pydantic import TypeAdapter

    from storyboard.lab.metrics import score

    try:
        board, faults = read_board(path.read_text(encoding="utf-8"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot be read: {error}") from error
    if board is None:
        raise UsageError(
            f"{path}: not a board: {faults[0].message}", f"storyboard check {path} --script SCRIPT says more"
        )
    folder = path.parent
    beside = path.name == "storyboard.json"
    parsed = folder / "script.json"
    script = (
        TypeAdapter(Script).validate_json(parsed.read_bytes()) if beside and parsed.is_file() else _no_script(board)
    )
    trace = folder / "trace.json"
    traced = trace_of(json.loads(trace.read_text(encoding="utf-8"))) if beside and trace.is_file() else Trace("", ())
    clips, prompts, offer = _clips(folder, board) if beside else ((), (), _OFFER)
    work = Work(script.episodes[0].id if len(script.episodes) == 1 else "e1", board, traced, clips, prompts, ())
    run = Run(
        name,
        name,
        "",
        script.path,
        traced.script,
        script.language,
        name,
        {},
        "",
        "",
        {},
        1,
        "",
        "",
        episodes=(work.id,),
    )
    found = Evidence(run, script, Cast(()), offer, (), (work,))
    return Result(found, score(found) if script.units else ())


_OFFER = Offer("", "", (), "")


def _no_script(board: Board) -> Script:
    """What stands for a script that is not there."""
    chinese = any("\u4e00" <= sign <= "\u9fff" for shot in board.shots for sign in shot.visual)
    return Script("", "", "", "zh" if chinese else "en", "", (), (), (), (), ())


def _clips(folder: Path, board: Board) -> tuple[tuple[Clip, ...], tuple[str, ...], Offer]:
    path = folder / "clips.json"
    if not path.is_file():
        return (), (), _OFFER
    text = path.read_text(encoding="utf-8")
    offer = json.loads(text)["offer"]
    prompts = tuple(each.read_text(encoding="utf-8") for each in sorted((folder / "prompts").glob("clip-*.txt")))
    return (
        load_clips(text, path, board),
        prompts,
        Offer(offer["gateway"], offer["model"], tuple(offer["lengths"]), offer["size"]),
    )


def _on_one_script(found: Sequence[Result], *, boards_only: bool) -> tuple[Result, ...]:
    """Results that can stand in one row: runs and boards named one by one must be of one script, whatever its path."""
    if not boards_only:
        return tuple(found)
    first = found[0].run
    other = next((each.run for each in found if each.run.script_hash and first.script_hash
                  and each.run.script_hash != first.script_hash and each.run.script != first.script), None)  # fmt: skip
    if other:
        raise UsageError(
            f"{first.id} is of {first.script}, {other.id} of {other.script or 'another script'}",
            "compare runs of one script",
        )
    return tuple(
        replace(each, evidence=replace(each.evidence, run=replace(each.run, script=first.script))) for each in found
    )
