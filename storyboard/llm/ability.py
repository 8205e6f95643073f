"""What is known of a model at an address: how it is asked, kept in a file beside the answers so that it is found out once."""

import contextlib
import json
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any

from storyboard.config import parse_json
from storyboard.llm.store import write
from storyboard.llm.transport import FORMS, Transport, other

WEAK = 2
"""Questions whose answers a form left unreadable before that form is given up for good; one empty answer teaches nothing."""


class Ability:
    """The way one model at one address is asked. Without a file, for one run."""

    def __init__(self, path: Path | None, base_url: str, model: str, first: Transport) -> None:
        self.path, self.name = path, f"{base_url} {model}"
        record = self._known().get(self.name)
        self.proven = record is not None
        """Whether an answer was accepted this way, now or in an earlier run."""
        self.sure = _read(record, first)
        """What refusals taught: it is kept."""
        self.weak: dict[str, int] = dict(record.get("weak", {})) if isinstance(record, dict) else {}
        self.way = self.sure
        """What this run uses: where an answer could not be read, it goes on plainer."""

    def _known(self) -> dict[str, Any]:
        if self.path is None:
            return {}
        with contextlib.suppress(OSError, ValueError):
            data = parse_json(self.path.read_text(encoding="utf-8"))
            return data if isinstance(data, dict) else {}
        return {}

    def learn(self, before: Transport, after: Transport) -> None:
        """A request that was put as `before` was refused: from now on `after`, unless somebody learned something already."""
        if self.way == before:
            self.way = self.sure = after
            self.proven = False

    def doubt(self, way: Transport) -> None:
        """An answer to `way` could not be read: this run goes on another way, later ones only where it happens again."""
        if self.way != way:
            return
        self.weak[way.form] = self.weak.get(way.form, 0) + 1
        self.way = other(way)
        if self.weak[way.form] >= WEAK:
            self.sure = self.way

    def prove(self, way: Transport) -> None:
        """Remembers that an answer was accepted this way."""
        self.weak.pop(way.form, None)
        self.proven = True
        if self.path is None:
            return
        record = {**asdict(self.sure), **({"weak": self.weak} if self.weak else {})}
        known = self._known()
        if known.get(self.name) != record:
            write(self.path, json.dumps(known | {self.name: record}, indent=1, sort_keys=True) + "\n")


def _read(record: object, first: Transport) -> Transport:
    """A way from the file: a record of ours, or the name of a form, as files of the first version have it."""
    if isinstance(record, str) and record in FORMS:
        return replace(first, form=record)
    if not isinstance(record, dict) or record.get("form") not in FORMS:
        return first
    names = {each.name for each in fields(Transport)} - {"api"}
    return replace(first, **{key: value for key, value in record.items() if key in names})
