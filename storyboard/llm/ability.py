"""What an endpoint can do, found out and remembered: strict schemas, JSON only, or nothing but the prompt."""

import contextlib
import json
from pathlib import Path
from typing import Any

from storyboard.config import parse_json
from storyboard.llm.store import write
from storyboard.model import Question

MODES = ("json_schema", "json_object", "prompt")
"""From the strictest to the plainest; what fails steps down."""


class Ability:
    """The mode of one model at one address. Kept in a file beside the answers; without a file, for one run."""

    def __init__(self, path: Path | None, base_url: str, model: str) -> None:
        self.path, self.name = path, f"{base_url} {model}"
        known = str(self._known().get(self.name, ""))
        self.proven = known in MODES
        """Whether an answer was accepted in this mode."""
        self.mode = known if self.proven else MODES[0]

    def _known(self) -> dict[str, Any]:
        if self.path is None:
            return {}
        with contextlib.suppress(OSError, ValueError):
            data = parse_json(self.path.read_text(encoding="utf-8"))
            return data if isinstance(data, dict) else {}
        return {}

    def step_down(self, mode: str) -> bool:
        """Whether there is a plainer way than `mode`; it is taken, unless somebody else took it already."""
        if self.mode == mode and mode != MODES[-1]:
            self.mode, self.proven = MODES[MODES.index(mode) + 1], False
            return True
        return self.mode != mode

    def prove(self, mode: str) -> None:
        """Remembers that an answer was accepted in this mode."""
        if self.mode == mode and not self.proven:
            self.proven = True
            if self.path is None:
                return
            write(self.path, json.dumps(self._known() | {self.name: mode}, indent=1, sort_keys=True) + "\n")


def messages(question: Question, mode: str) -> list[dict[str, str]]:
    """The fixed part and the question. Without a schema on the wire the fixed part says it, and says JSON."""
    system = question.system
    if mode != MODES[0]:
        schema = json.dumps(question.schema, ensure_ascii=False, separators=(",", ":"))
        system = f"{system}\n\nJSON Schema:\n{schema}\n"
    return [{"role": "system", "content": system}, {"role": "user", "content": question.user}]


def response_format(question: Question, mode: str) -> dict[str, Any]:
    """The part of a request that asks for the form of the answer."""
    if mode == "json_schema":
        form = {"name": question.kind, "strict": True, "schema": question.schema}
        return {"response_format": {"type": "json_schema", "json_schema": form}}
    return {"response_format": {"type": "json_object"}} if mode == "json_object" else {}
