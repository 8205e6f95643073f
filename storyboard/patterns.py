"""Regular expressions that are compiled when they are first used: one script needs a third of those that all kinds of scripts do."""

import re
from typing import Any, cast


class _Deferred:
    """What `re.compile` gives, at the first question to it; from then on its methods are found as those of any object."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern, self._flags = pattern, flags

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the compiled one has
        if name.startswith("__"):
            # How copying and pickling ask what an object can do: no reason to compile.
            raise AttributeError(name)
        found = getattr(re.compile(self.pattern, self._flags), name)
        setattr(self, name, found)
        return found

    def __reduce__(self) -> tuple[Any, ...]:
        return deferred, (self.pattern, self._flags)


def deferred(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern to be asked by its methods (`search`, `sub`, `pattern` …), not to be given to functions of `re`.

    A mistake in it is told at the first use only; a test compiles them all.
    """
    return cast("re.Pattern[str]", _Deferred(pattern, flags))
