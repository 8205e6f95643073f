"""One process at a time in a workspace: an operating-system lock on a file, which dies with its process."""

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storyboard.errors import UsageError

if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> None:
        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class _Held(threading.local):
    """The locks of this thread."""

    def __init__(self) -> None:
        self.paths: set[Path] = set()


_held = _Held()


@contextmanager
def lock(workspace: Path, name: str = "lock") -> Iterator[None]:
    """Holds `.storyboard/<name>`; a `UsageError` at once where another living process, or thread, holds it.

    Who holds it already may take it again: a command that writes records and buys holds it throughout, one that only buys
    while it buys. The file stays behind, and means nothing without the lock on it: a process that died is no obstacle.
    """
    path = (workspace / ".storyboard" / name).resolve()
    if path in _held.paths:
        yield
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as wrong:
        raise UsageError(f"{path}: cannot be written: {wrong.strerror}") from None
    try:
        _take(descriptor)
    except OSError:
        os.close(descriptor)
        raise UsageError(
            f"{workspace}: another storyboard is at work here",
            "wait for it, or stop it with Ctrl-C, and run this again",
        ) from None
    _held.paths.add(path)
    try:
        yield
    finally:
        _held.paths.discard(path)
        os.close(descriptor)
