"""Data files in TOML as they were read last: reading them anew would be a twelfth of a short run.

What one holds is kept where Python keeps the bytecode of this module, with the text that it was read from, and by its rules, as
`patterns.py` keeps what patterns are compiled to: another text, or another Python, is read anew.
"""

import contextlib
import marshal
import os
import sys
from pathlib import Path
from typing import Any


def load(file: Path) -> dict[str, Any]:
    """What a file of the program holds."""
    return loads(file.read_text(encoding="utf-8"), f"{file.parent.name}.{file.stem}")


def loads(text: str, name: str) -> dict[str, Any]:
    """What a text in TOML holds; it is kept under a name that no other text of the program has."""
    place = _place(name)
    if place is not None:
        with contextlib.suppress(OSError, ValueError, EOFError, TypeError):
            of, was, found = marshal.loads(place.read_bytes())  # noqa: S302 - as bytecode is read, from the same folder
            if (of, was) == (sys.version, text):
                value: dict[str, Any] = found
                return value
    import tomllib

    value = tomllib.loads(text)
    if place is not None and not sys.dont_write_bytecode:
        _keep(place, (sys.version, text, value))
    return value


def _keep(place: Path, row: tuple[str, str, dict[str, Any]]) -> None:
    """Whoever may not write there goes on without, and so does what holds more than plain values."""
    part = place.with_name(f"{place.name}.{os.getpid()}")
    with contextlib.suppress(OSError, ValueError):
        place.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(marshal.dumps(row))
        part.replace(place)


def _place(name: str) -> Path | None:
    """Beside the bytecode of this module; None where it has none."""
    cached = __spec__.cached
    return Path(cached).with_suffix(f".{name}") if cached else None
