"""What stands between us and the terminal: whatever a script, a gateway or a model says, it steers nothing."""

import io
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from storyboard.cli.tongue import told


class Guarded:
    """A stream that spells controls out. Rich, which has moves of its own to make, writes to `raw`."""

    def __init__(self, raw: Any, say: Callable[[str], str] | None = None) -> None:  # noqa: ANN401 - any text stream
        self.raw, self.say = raw, say

    def write(self, text: str) -> int:
        if not text.replace("\n", "").isprintable():
            from storyboard.model.plain import shown  # all the types come with it, which --help has no time for

            text = shown(text.replace("\r\n", "\n")).replace("\r", "\\r")
        text = self.say(text) if self.say else text
        self.raw.write(text)
        return len(text)

    def writelines(self, lines: Any) -> None:  # noqa: ANN401 - as of a text stream
        for line in lines:
            self.write(line)

    def fileno(self) -> int:
        if sys.platform == "win32":
            raise io.UnsupportedOperation  # else click would write past us, to the console itself
        return int(self.raw.fileno())

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - the stream's own
        return getattr(self.raw, name)


@contextmanager
def guarded() -> Iterator[None]:
    """While it lasts, stdout and stderr are guarded, and what is said on stderr is said in the user's language."""
    kept = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = Guarded(kept[0]), Guarded(kept[1], told)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = kept


def console() -> Any:  # noqa: ANN401 - rich is imported lazily
    """Rich's console on stderr."""
    from rich.console import Console

    return Console(file=getattr(sys.stderr, "raw", sys.stderr), stderr=True)
