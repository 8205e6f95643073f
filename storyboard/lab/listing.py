"""The runs of a workspace, as `storyboard runs` lists them, and notes on them."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from storyboard.errors import UsageError
from storyboard.lab.runs import RunEvidence, add_note, damaged, indexed, load_run, read_notes, read_scores
from storyboard.model import Note, Run, Score
from storyboard.patterns import deferred
from storyboard.records import dataclass

RATINGS: dict[str, Literal[-1, 0, 1]] = {"up": 1, "down": -1}
SIGNS = {1: "up", -1: "down", 0: ""}
SHOT = deferred(r"(\S+) shot ([1-9]\d*)")
"""How a shot of a run is named: `e1 shot 3`."""
FIRST_SCORES = 4
"""Scores that a line of the list has room for."""


@dataclass(frozen=True, slots=True)
class ListedRun:
    """A line of the list."""

    run: Run
    scores: tuple[Score, ...]
    rating: int
    comments: int


def listed(root: Path, suite: str = "", script: str = "") -> tuple[ListedRun, ...]:
    """Runs of the workspace that can be read, oldest first, of one suite and of scripts whose path contains `script`."""
    found = []
    broken = dict(damaged(root))
    for run in indexed(root):
        if run.id not in broken and (not suite or run.suite == suite) and script in run.script:
            notes = read_notes(root / run.id)
            comments = sum(bool(note.comment) for note in notes)
            found.append(ListedRun(run, _scores(root / run.id), rating_of(notes), comments))
    return tuple(found)


def rating_of(notes: Sequence[Note], about: str = "") -> int:
    """The last word on a run, or on a part of it: 1, -1, or 0 where nobody said any."""
    return next((note.rating for note in reversed(notes) if note.about == about and note.rating), 0)


def find_run(root: Path, name: str) -> Path:
    """The folder of a run by its id, any part of it that only one has, or its path; UsageError where that is none or several."""
    if (Path(name) / "run.json").is_file():
        return Path(name)
    ids = [run.id for run in indexed(root)]
    found = [name] if name in ids else [each for each in ids if name in each]
    if len(found) == 1:
        return root / found[0]
    if found:
        raise UsageError(
            f"{name}: {len(found)} runs have that in their id: {', '.join(found[:5])}", "write more of the id"
        )
    raise UsageError(f"{name}: no run of this name in {root}", "`storyboard runs` lists the runs there are")


def run_named(root: Path, path: Path) -> Path:
    """The path itself where something lies there or no run is called so; else the folder of the run that it is a part of the id of."""
    name = str(path)
    if path.exists() or not any(name in run.id for run in indexed(root)):
        return path
    return find_run(root, name)


def noted(folder: Path, rating: str = "", comment: str = "", about: str = "") -> Note:
    """The note that was added to a run; UsageError where it says nothing, or is about a shot that is not there."""
    if not rating and not comment.strip():
        raise UsageError("a note without rating and comment says nothing", "add --rating up|down, or --comment TEXT")
    if about.strip():
        _refuse_unknown(folder, about.strip())
    note = Note(datetime.now(UTC).isoformat(timespec="seconds"), RATINGS.get(rating, 0), comment.strip(), about.strip())
    add_note(folder, note)
    return note


def _whole(folder: Path) -> RunEvidence:
    """A run as it was written; UsageError where a file of it is not there."""
    try:
        return load_run(folder)
    except (OSError, LookupError) as wrong:
        raise UsageError(f"{folder.name}: cannot be read: {wrong}", "evaluate the script again") from wrong


def _refuse_unknown(folder: Path, about: str) -> None:
    """UsageError where a run has no such shot."""
    works = {work.id: len(work.board.shots) for work in _whole(folder).works}
    there = ", ".join(f"{episode} has {many} shots" for episode, many in works.items()) or "it has no board"
    named = SHOT.fullmatch(about)
    if not named:
        raise UsageError(f"{about}: not a shot of a run; {there}", f'like "{next(iter(works), "e1")} shot 3"')
    if int(named[2]) > works.get(named[1], 0):
        raise UsageError(f"{about}: there is no such shot; {there}", f'like "{next(iter(works), "e1")} shot 3"')


def described(folder: Path) -> dict[str, Any]:
    """One run as data: run.json, its scores, calls in short, boards in figures, notes."""
    found = _whole(folder)
    return {
        "run": asdict(found.run),
        "scores": [asdict(score) for score in _scores(folder)],
        "calls": [
            {
                "kind": call.kind,
                "about": call.about,
                "turn": call.turn,
                "faults": list(call.faults),
                "error": call.error,
                "tokens_in": call.tokens_in,
                "tokens_out": call.tokens_out,
                "seconds": call.seconds,
                "replayed": call.replayed,
            }
            for call in found.calls
        ],
        "boards": [
            {
                "episode": work.id,
                "shots": len(work.board.shots),
                "clips": len(work.clips),
                "seconds": round(sum(shot.duration for shot in work.board.shots), 1),
            }
            for work in found.works
        ],
        "notes": [asdict(note) for note in read_notes(folder)],
    }


def _scores(folder: Path) -> tuple[Score, ...]:
    """No scores are no fault: a run can be listed before it was measured."""
    return read_scores(folder) if (folder / "metrics.json").is_file() else ()
