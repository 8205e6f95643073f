"""Our own last plans of an episode: what tells a hand edit from our output, and which script lines a shot stands for."""

import contextlib
import hashlib
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from storyboard.check.form import board_of
from storyboard.config import parse_json
from storyboard.model import Board, Trace
from storyboard.plan import VERSION, Fallback
from storyboard.production.files import dump_board, trace_of, write_whole
from storyboard.records import dataclass

KEPT = 3
"""Plans that are remembered: the one on disk, and those around an interruption."""


@dataclass(frozen=True, slots=True)
class Planted:
    """A plan as we wrote it."""

    written: str
    """sha256 of the storyboard.json that went to disk, hand edits included."""
    inputs: str
    """Hash of what it was planned from; before planners had numbers, of their source too."""
    board: Board
    """Ours alone, without anybody's edits."""
    trace: Trace
    prompts: str = ""
    """Which prompts of the user's own the language model was asked with; empty: the shipped ones."""
    fallbacks: tuple[Fallback, ...] = ()
    """Where rules stood in for the language model."""
    planner: int = 0
    """Number of the planner; 0: it had none yet."""
    reading: str = ""
    """Hash of how the episode's words were read; empty: not recorded yet."""


class Plans:
    """`.storyboard/records/<production>.plans.json`.

    A plan is added before its board is written: whatever lies on disk after an interruption is known, or a person's.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._entries: list[dict[str, Any]] = []
        with contextlib.suppress(OSError, ValueError):
            known = parse_json(path.read_text(encoding="utf-8"))
            self._entries = known if isinstance(known, list) else []

    def add(
        self,
        text: str,
        inputs: str,
        board: Board,
        trace: Trace,
        prompts: str = "",
        fallbacks: tuple[Fallback, ...] = (),
        reading: str = "",
    ) -> None:
        written = hashlib.sha256(text.encode()).hexdigest()
        plan = {"board": json.loads(dump_board(board)), "trace": asdict(trace), "prompts": prompts}
        plan |= {"fallbacks": [asdict(each) for each in fallbacks]} if fallbacks else {}
        entry = {"written": written, "inputs": inputs, "planner": VERSION, "reading": reading} | plan
        self._entries = [*(other for other in self._entries if other["written"] != written), entry][-KEPT:]
        write_whole(self.path, json.dumps(self._entries, ensure_ascii=False))

    def of(self, text: bytes) -> Planted | None:
        """The plan behind a storyboard.json that we wrote; None where it is not ours."""
        written = hashlib.sha256(text).hexdigest()
        return next((_planted(entry) for entry in self._entries if entry["written"] == written), None)

    def asked(self, written: str) -> tuple[str, frozenset[str]] | None:
        """(`prompts`, who made its shots) of the plan that `last` gives."""
        recorded = [entry for entry in self._entries if entry["written"] == written] or self._entries[-1:]
        if not recorded:
            return None
        return recorded[0].get("prompts", ""), frozenset(shot["by"] for shot in recorded[0]["trace"]["shots"])

    def last(self, written: str) -> Planted | None:
        """The plan that was on disk before a person edited it: the one recorded as written, else the newest."""
        recorded = [entry for entry in self._entries if entry["written"] == written]
        found = recorded or self._entries[-1:]
        return _planted(found[0]) if found else None


def _planted(entry: dict[str, Any]) -> Planted:
    board, trace = board_of(entry["board"]), trace_of(entry["trace"])
    fallbacks = tuple(Fallback(**each) for each in entry.get("fallbacks", ()))
    prompts, planner, reading = entry.get("prompts", ""), entry.get("planner", 0), entry.get("reading", "")
    return Planted(entry["written"], entry["inputs"], board, trace, prompts, fallbacks, planner, reading)
