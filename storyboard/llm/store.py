"""A file written whole or not at all."""

import os
import tempfile
from pathlib import Path

from storyboard.errors import UsageError


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
