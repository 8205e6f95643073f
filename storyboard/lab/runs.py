"""Runs as folders of plain files under `runs/` of the workspace, never overwritten, and an index that can be rebuilt.

runs/<time>-<script>-<column>-r1/
  run.json  script.txt  script.json  cast.json  offer.json
  calls/001-cast.json …     every request and what became of it
  e1/storyboard.json trace.json clips.json check.json prompts/clip-001.txt …
  metrics.json              scores with a sentence each; `rescore` makes it anew
  notes.jsonl               what people said of it, a line each, only ever added to
runs/index.jsonl shown.json  every run in a line; when an evaluation showed which last
"""

import contextlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

from storyboard.config import parse_json
from storyboard.errors import UsageError
from storyboard.model import Board, Call, Cast, Clip, Fault, Note, Offer, Run, Score, Script, Trace
from storyboard.production.files import (
    PackingBill,
    dump,
    dump_board,
    dump_clips,
    dump_faults,
    dump_script,
    dump_trace,
    load_clips,
    trace_of,
    write_whole,
)
from storyboard.records import dataclass

RUNS, INDEX, SHOWN = "runs", "index.jsonl", "shown.json"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class RunEpisode:
    """One planned episode of a run."""

    id: str
    board: Board
    trace: Trace
    clips: tuple[Clip, ...]
    prompts: tuple[str, ...]
    faults: tuple[Fault, ...]
    """What `check` finds."""


@dataclass(frozen=True, slots=True)
class RunEvidence:
    """A run with everything that was written down of it: what metrics and comparisons read."""

    run: Run
    script: Script
    cast: Cast
    offer: Offer
    calls: tuple[Call, ...] = ()
    works: tuple[RunEpisode, ...] = ()


def runs_folder(workspace: Path) -> Path:
    return workspace / RUNS


def write_run(root: Path, found: RunEvidence, scores: Sequence[Score]) -> Path:
    """Writes a run into a folder of its own and adds it to the index; `run.json` comes last: without it there is no run."""
    folder = root / found.run.id
    if (folder / "run.json").exists():
        raise UsageError(f"{folder} is there already", "runs are never overwritten")
    write_whole(folder / "script.txt", found.script.text)
    write_whole(folder / "script.json", dump_script(found.script))
    write_whole(folder / "cast.json", dump(asdict(found.cast)))
    write_whole(folder / "offer.json", dump(asdict(found.offer)))
    for number, call in enumerate(found.calls, start=1):
        write_whole(folder / "calls" / f"{number:03d}-{call.kind}.json", dump(asdict(call)))
    for work in found.works:
        _write_work(folder / work.id, work, found.offer)
    write_scores(folder, scores)
    write_whole(folder / "run.json", dump(asdict(found.run)))
    _append(root / INDEX, _line(found.run))
    return folder


def reserve(root: Path, name: str) -> str:
    """A name that no other run has, of this process or another: its folder is made at once, and is empty."""
    found, number = name, 2
    try:
        while True:
            try:
                (root / found).mkdir(parents=True)
                return found
            except FileExistsError:
                found, number = f"{name}-{number}", number + 1
    except OSError as error:
        raise UsageError(f"{root}: cannot be written: {error.strerror or error}", "runs are kept there") from error


def give_back(folder: Path) -> None:
    """Removes the folder of a run that came to nothing, while it is empty."""
    with contextlib.suppress(OSError):
        folder.rmdir()


def _write_work(folder: Path, work: RunEpisode, offer: Offer) -> None:
    write_whole(folder / "storyboard.json", dump_board(work.board))
    write_whole(folder / "trace.json", dump_trace(work.trace))
    seconds = sum(clip.seconds for clip in work.clips)
    write_whole(folder / "clips.json", dump_clips(work.clips, offer, PackingBill(seconds, None, seconds, None)))
    write_whole(folder / "check.json", dump_faults(work.faults, {"shots": len(work.board.shots)}))
    for number, prompt in enumerate(work.prompts, start=1):
        write_whole(folder / "prompts" / f"clip-{number:03d}.txt", prompt)


def write_scores(folder: Path, scores: Sequence[Score]) -> None:
    """metrics.json of a run."""
    write_whole(folder / "metrics.json", dump([asdict(score) for score in scores]))


def load_run(folder: Path) -> RunEvidence:
    """A run as it was written; UsageError where the folder is none."""
    run = read_run(folder)
    script = _read(folder / "script.json", Script)
    works = tuple(_read_work(folder / episode, episode) for episode in run.episodes)
    calls = tuple(_read(path, Call) for path in sorted((folder / "calls").glob("*.json")))
    return RunEvidence(
        run, script, _read(folder / "cast.json", Cast), _read(folder / "offer.json", Offer), calls, works
    )


def read_run(folder: Path) -> Run:
    """run.json of a folder."""
    return _read(folder / "run.json", Run)


def read_scores(folder: Path) -> tuple[Score, ...]:
    """The scores of a run, as they were last computed; none where they cannot be read: `rescore` makes them anew."""
    with contextlib.suppress(UsageError, TypeError):
        return tuple(_value(entry, Score, folder) for entry in _json(folder / "metrics.json"))
    return ()


def read_notes(folder: Path) -> tuple[Note, ...]:
    """What people said of a run, oldest first; a line that is broken is left out."""
    found = []
    with contextlib.suppress(OSError):
        for line in (folder / "notes.jsonl").read_bytes().splitlines():
            with contextlib.suppress(ValueError, UsageError):
                found.append(_value(parse_json(line), Note, folder))
    return tuple(found)


def add_note(folder: Path, note: Note) -> None:
    """Adds what a person says of a run."""
    read_run(folder)
    _append(folder / "notes.jsonl", json.dumps(asdict(note), ensure_ascii=False) + "\n")


def _append(path: Path, line: str) -> None:
    """Adds a line; one that was torn before it stays a line of its own."""
    try:
        with path.open("ab+") as file:
            if file.tell() and (file.seek(-1, 2), file.read(1))[1] != b"\n":
                line = f"\n{line}"
            file.write(line.encode())
    except OSError as error:
        raise UsageError(
            f"{path}: cannot be written: {error.strerror or error}", "make room, then run again"
        ) from error


def indexed(root: Path) -> list[Run]:
    """Every run of the index whose folder is still there, what was shown last at the end.

    The index is rebuilt where it does not fit.
    """
    folders = {path.parent.name for path in root.glob("*/run.json")}
    found: dict[str, Run] = {}
    with contextlib.suppress(OSError):
        for line in (root / INDEX).read_bytes().splitlines():
            with contextlib.suppress(ValueError, UsageError):
                run = _value(parse_json(line), Run, root)
                found[run.id] = run
    if not folders <= set(found):
        return rebuilt(root)
    shown = _shown(root)
    here = (run for run in found.values() if run.id in folders)
    return sorted(here, key=lambda run: (max(run.started, shown.get(run.id, "")), run.started, run.id))


def show_again(root: Path, runs: Iterable[Run], now: str) -> None:
    """Remembers that these runs are what an evaluation showed last: where a prompt went back, older runs are meant again."""
    write_whole(root / SHOWN, dump(_shown(root) | {run.id: now for run in runs}))


def _shown(root: Path) -> dict[str, str]:
    """Run -> when an evaluation showed it last; empty where that is not known."""
    with contextlib.suppress(OSError, ValueError):
        known = parse_json((root / SHOWN).read_text(encoding="utf-8"))
        return known if isinstance(known, dict) else {}
    return {}


def rebuilt(root: Path) -> list[Run]:
    """Writes the index anew from the folders, and returns what it holds; damaged runs are not in it."""
    runs = []
    for path in root.glob("*/run.json"):
        with contextlib.suppress(UsageError):
            runs.append(read_run(path.parent))
    runs.sort(key=lambda run: (run.started, run.id))
    if runs or (root / INDEX).exists():
        write_whole(root / INDEX, "".join(map(_line, runs)))
    return runs


def damaged(root: Path) -> list[tuple[str, str]]:
    """Folders whose run.json cannot be read, and why."""
    found = []
    for path in sorted(root.glob("*/run.json")):
        try:
            read_run(path.parent)
        except UsageError as error:
            found.append((path.parent.name, error.message))
    return found


def newest(runs: Iterable[Run]) -> dict[str, Run]:
    """The last run of every key; one that failed does not stand for one that did not."""
    found: dict[str, Run] = {}
    for run in runs:
        if not run.error or run.key not in found or found[run.key].error:
            found[run.key] = run
    return found


def _line(run: Run) -> str:
    return json.dumps(asdict(run), ensure_ascii=False) + "\n"


def _read_work(folder: Path, episode: str) -> RunEpisode:
    from storyboard.check.form import read_board

    path = folder / "storyboard.json"
    board, _ = read_board(path.read_text(encoding="utf-8"), str(path))
    if board is None:
        raise UsageError(f"{path}: not a board", "the run was changed by hand; evaluate the script again")
    try:
        trace = trace_of(_json(folder / "trace.json"))
    except (TypeError, KeyError, AttributeError) as error:
        raise UsageError(
            f"{folder}: not a run's episode: trace.json was changed", "evaluate the script again"
        ) from error
    clips = load_clips((folder / "clips.json").read_text(encoding="utf-8"), folder / "clips.json", board)
    try:
        checked = _json(folder / "check.json")
        faults = tuple(_value(entry, Fault, folder) for entry in (*checked["faults"], *checked["warnings"]))
    except (TypeError, KeyError) as error:
        raise UsageError(
            f"{folder}: not a run's episode: check.json was changed", "evaluate the script again"
        ) from error
    prompts = tuple(path.read_text(encoding="utf-8") for path in sorted((folder / "prompts").glob("clip-*.txt")))
    return RunEpisode(episode, board, trace, clips, prompts, faults)


def _json(path: Path) -> Any:  # noqa: ANN401 - JSON
    try:
        return parse_json(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"{path}: cannot be read: {error}", "`storyboard runs` lists the runs there are") from error


def _read(path: Path, kind: type[T]) -> T:
    return _value(_json(path), kind, path)


@cache
def _adapter(kind: Any) -> Any:  # noqa: ANN401 - pydantic's TypeAdapter, imported lazily and slow to make
    from pydantic import TypeAdapter

    return TypeAdapter(kind)


def _value(data: object, kind: type[T], path: Path) -> T:
    from pydantic import ValidationError

    try:
        value: T = _adapter(cast("Any", kind)).validate_python(data)
        return value
    except ValidationError as error:
        raise UsageError(f"{path}: not a {kind.__name__.lower()} of ours: {error.errors()[0]['msg']}") from error
