"""Answers kept as plain JSON in `.storyboard/answers`, one file a question, so that nothing is asked twice."""

import contextlib
import hashlib
import json
import os
import tempfile
from pathlib import Path
from typing import Any

from storyboard.config import parse_json
from storyboard.errors import UsageError


class Store:
    """Accepted answers by what was asked. Failures and cut answers are never kept; nothing expires."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, kind: str, request: dict[str, Any], repeat: int = 0) -> Path:
        """`shots-0123456789abcdef-0.json`: kind, hash of address and request, repeat index."""
        text = json.dumps(request, ensure_ascii=False, sort_keys=True)
        return self.folder / f"{kind}-{hashlib.sha256(text.encode()).hexdigest()[:16]}-{repeat}.json"

    def get(self, path: Path) -> str | None:
        """The answer as the model wrote it; None where there is none."""
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            return str(parse_json(path.read_text(encoding="utf-8"))["answer"])
        return None

    def keep(self, path: Path, record: dict[str, Any]) -> None:
        """Writes an answer with its question, whole or not at all."""
        write(path, json.dumps(record, ensure_ascii=False, indent=1) + "\n")


def write(path: Path, text: str) -> None:
    """Writes a file so that a reader sees the old one or the new one."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(temporary).replace(path)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror or error}") from error
