"""Regular expressions that are compiled when they are first used: one script needs a third of those that all kinds of scripts do."""

import re
from functools import partial
from typing import Any, cast

_NOTHING = {"search": None, "match": None, "fullmatch": None}
"""Questions that are answered without compiling, of a text that lacks the letters a pattern needs."""


class _Deferred:
    """What `re.compile` gives, at the first question to it; from then on its methods are found as those of any object."""

    def __init__(self, pattern: str, flags: int, needs: str) -> None:
        self.pattern, self._flags, self._needs = pattern, flags, frozenset(needs)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the compiled one has
        if name.startswith("__"):
            # How copying and pickling ask what an object can do: no reason to compile.
            raise AttributeError(name)
        if self._needs and (name in _NOTHING or name in ("finditer", "findall", "sub")):
            return partial(self._asked, name)
        return self._compiled(name)

    def _compiled(self, name: str) -> Any:  # noqa: ANN401
        found = getattr(re.compile(self.pattern, self._flags), name)
        setattr(self, name, found)
        return found

    def _asked(self, name: str, *given: Any, **more: Any) -> Any:  # noqa: ANN401
        text = given[name == "sub"] if len(given) > (name == "sub") else more["string"]
        if not self._needs.isdisjoint(text):
            return self._compiled(name)(*given, **more)
        return text if name == "sub" else _NOTHING[name] if name in _NOTHING else iter(()) if name == "finditer" else []

    def __reduce__(self) -> tuple[Any, ...]:
        return deferred, (self.pattern, self._flags, "".join(self._needs))


def deferred(pattern: str, flags: int = 0, needs: str = "") -> re.Pattern[str]:
    """A pattern to be asked by its methods (`search`, `sub`, `pattern` …), not to be given to functions of `re`.

    `needs`: letters of which every text that it fits somewhere holds one; until it is asked about such a text it is not
    compiled. A mistake in the pattern is told at the first use only; a test compiles them all, and proves what they need.
    """
    return cast("re.Pattern[str]", _Deferred(pattern, flags, needs))
