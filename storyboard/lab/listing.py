"""The runs of a workspace, as `storyboard runs` lists them, and notes on them."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from storyboard.errors import UsageError
from storyboard.lab.runs import add_note, indexed, load_run, read_notes, read_scores
from storyboard.model import Note, Run, Score

RATINGS: dict[str, Literal[-1, 0, 1]] = {"up": 1, "down": -1}
SIGNS = {1: "up", -1: "down", 0: ""}
FIRST_SCORES = 4
"""Scores that a line of the list has room for."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the list."""

    run: Run
    scores: tuple[Score, ...]
    rating: int
    comments: int


def listed(root: Path, suite: str = "", script: str = "") -> tuple[Listed, ...]:
    """Runs of the workspace, oldest first, of one suite and of scripts whose path contains `script`."""
    found = []
    for run in indexed(root):
        if (not suite or run.suite == suite) and script in run.script:
            notes = read_notes(root / run.id)
            comments = sum(bool(note.comment) for note in notes)
            found.append(Listed(run, _scores(root / run.id), rating_of(notes), comments))
    return tuple(found)


def rating_of(notes: Sequence[Note], about: str = "") -> int:
    """The last word on a run, or on a part of it: 1, -1, or 0 where nobody said any."""
    return next((note.rating for note in reversed(notes) if note.about == about and note.rating), 0)


def find_run(root: Path, name: str) -> Path:
    """The folder of a run by its id, the beginning of it, or its path; UsageError where that is none or several."""
    if (Path(name) / "run.json").is_file():
        return Path(name)
    ids = [run.id for run in indexed(root)]
    found = [name] if name in ids else [each for each in ids if each.startswith(name)]
    if len(found) == 1:
        return root / found[0]
    if found:
        raise UsageError(f"{name}: {len(found)} runs begin so: {', '.join(found[:5])}", "write more of the id")
    raise UsageError(f"{name}: no run of this name in {root}", "`storyboard runs` lists the runs there are")


def noted(folder: Path, rating: str = "", comment: str = "", about: str = "") -> Note:
    """The note that was added to a run; UsageError where it says nothing."""
    if not rating and not comment.strip():
        raise UsageError("a note without rating and comment says nothing", "add --rating up|down, or --comment TEXT")
    note = Note(datetime.now(UTC).isoformat(timespec="seconds"), RATINGS.get(rating, 0), comment.strip(), about.strip())
    add_note(folder, note)
    return note


def described(folder: Path) -> dict[str, Any]:
    """One run as data: run.json, its scores, calls in short, boards in figures, notes."""
    found = load_run(folder)
    return {
        "run": asdict(found.run),
        "scores": [asdict(score) for score in _scores(folder)],
        "calls": [
            {"kind": call.kind, "about": call.about, "turn": call.turn, "faults": list(call.faults), "error": call.error,
             "tokens_in": call.tokens_in, "tokens_out": call.tokens_out, "seconds": call.seconds, "replayed": call.replayed}
            for call in found.calls
        ],
        "boards": [
            {"episode": work.id, "shots": len(work.board.shots), "clips": len(work.clips),
             "seconds": round(sum(shot.duration for shot in work.board.shots), 1)}
            for work in found.works
        ],
        "notes": [asdict(note) for note in read_notes(folder)],
    }  # fmt: skip


def _scores(folder: Path) -> tuple[Score, ...]:
    """No scores are no fault: a run can be listed before it was measured."""
    return read_scores(folder) if (folder / "metrics.json").is_file() else ()
