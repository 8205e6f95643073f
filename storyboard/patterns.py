"""Regular expressions that are compiled when they are first used, and once for all runs: one script needs a third of those that all kinds of scripts do.

Compiling them anew would be two fifths of a short run. So what they are compiled to is kept where Python keeps the bytecode of this
module, and by its rules: another Python writes anew, `PYTHONDONTWRITEBYTECODE` keeps nothing, `PYTHONPYCACHEPREFIX` says where.
"""

import atexit
import contextlib
import marshal
import os
import re
import sys
from array import array
from binascii import crc32
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any, cast

_NOTHING = {"search": None, "match": None, "fullmatch": None}
"""Questions that are answered without compiling, of a text that lacks the letters a pattern needs."""
_ASKED = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split", "scanner")
_TOLD = ("flags", "groups", "groupindex")
"""What a compiled pattern can be asked, and what it tells."""
_MOST = 5_000
"""Patterns in the file, several times what the program has: more are left of earlier versions, and it begins anew."""

Key = tuple[str, int]
"""A pattern and its flags."""
Row = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]
"""What the engine takes beside the pattern: all flags, code, number of groups, numbers of their names, names of their numbers."""


class _Deferred:
    """What `re.compile` gives, at the first question to it; from then on its methods are found as those of any object.

    They stand in slots: a reading asks hundreds of patterns a question or two, and each look into a dictionary is one more into memory.
    """

    __slots__ = (*_ASKED, *_TOLD, "pattern", "_flags", "_needs", "_kept", "_made", "__weakref__")

    def __init__(self, pattern: str, flags: int, needs: str, *, kept: bool) -> None:
        self.pattern, self._flags, self._needs, self._kept = pattern, int(flags), needs, kept
        self._made: re.Pattern[str] | None = None

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the compiled one has
        if name.startswith("__"):
            # How copying and pickling ask what an object can do: no reason to compile.
            raise AttributeError(name)
        if self._needs and (name in _NOTHING or name in ("finditer", "findall", "sub")):
            asked = partial(self._asked, name)
            setattr(self, name, asked)
            return asked
        return self._found(name)

    def _found(self, name: str) -> Any:  # noqa: ANN401
        if self._made is None:
            self._made = (_made if self._kept else re.compile)(self.pattern, self._flags)
        found = getattr(self._made, name)
        setattr(self, name, found)
        return found

    def _asked(self, name: str, *given: Any, **more: Any) -> Any:  # noqa: ANN401
        text = given[name == "sub"] if len(given) > (name == "sub") else more["string"]
        if any(map(text.__contains__, self._needs)):
            return self._found(name)(*given, **more)
        return text if name == "sub" else _NOTHING[name] if name in _NOTHING else iter(()) if name == "finditer" else []

    def __reduce__(self) -> tuple[Any, ...]:
        return (deferred if self._kept else passing), (self.pattern, self._flags, self._needs)


def deferred(pattern: str, flags: int = 0, needs: str = "") -> re.Pattern[str]:
    """A pattern of the program, to be asked by its methods (`search`, `sub`, `pattern` …), not to be given to functions of `re`.

    `needs`: letters of which every text that it fits somewhere holds one; until it is asked about such a text it is not
    compiled. A mistake in the pattern is told at the first use only; a test compiles them all, and proves what they need.
    """
    return cast("re.Pattern[str]", _Deferred(pattern, flags, needs, kept=True))


@lru_cache(4096)
def tabled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern of a row of a table, the same object each time it is asked for."""
    return deferred(pattern, flags)


def passing(pattern: str, flags: int = 0, needs: str = "") -> re.Pattern[str]:
    """The same for a pattern that has names of a script in it: of no use to another, and kept for none."""
    return cast("re.Pattern[str]", _Deferred(pattern, flags, needs, kept=False))


def either(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first; for none, what never matches."""
    return _either(tuple(words))


@lru_cache(512)
def _either(words: tuple[str, ...]) -> str:
    """The same, once for the words of a language, which every script asks for."""
    return "|".join(map(re.escape, _longest_first(words))) or r"(?!)"


def spotted(words: str) -> str:
    """A pattern for alternatives that begin with a letter each, tried only where one of these stands: for many of them behind something else."""
    heads = "".join(dict.fromkeys(word[0] for word in words.split("|")))
    return f"(?:(?=[{heads}])(?:{words}))"


def lettered(words: str) -> str:
    """The same alternatives in the same order, those that begin with one letter behind a look at it: most places have none of hundreds to try.

    For words with capitals or without, a look behind before the first letter or none.
    """
    heads: dict[str, list[str]] = {}
    for word in words.split("|"):
        heads.setdefault((word.rpartition(")")[2] if word[0] == "(" else word)[0], []).append(word)
    return "|".join(f"(?={letter})(?:{'|'.join(each)})" for letter, each in heads.items())


def grouped(words: Iterable[str]) -> str:
    """What `either` gives, for hundreds of words in a pattern that is kept: words of one first character that has no capital stand behind it in a group.

    Where it is not, none of them is tried: a search is three times as fast, and compiling it twice as slow.
    """
    heads: dict[str, list[str]] = {}
    for word in _longest_first(words):
        first = word[:1]
        heads.setdefault(first if first.lower() == first.upper() else word, []).append(word)
    return "|".join(map(_headed, heads.values())) or r"(?!)"


def begun(words: Iterable[str]) -> str:
    """What looks for the first two characters of many words of two and more, to stand before their pattern: most places that one of them begins at have none."""
    firsts, seconds = (re.escape("".join(sorted(set(signs)))) for signs in list(zip(*words, strict=False))[:2])
    return f"(?=[{firsts}][{seconds}])"


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(words, key=lambda word: (-len(word), word))


def _headed(words: list[str]) -> str:
    """A pattern for words that begin alike, tried in this order."""
    if len(words) == 1:
        return re.escape(words[0])
    return f"{re.escape(words[0][:1])}(?:{'|'.join(re.escape(word[1:]) for word in words)})"


def holds(text: str, words: Iterable[str]) -> bool:
    """Whether one of some words stands in a text, looked for by its first and its last letter before it: a letter that stands nowhere is told at once."""
    for word in words:  # noqa: SIM110 - asked by the thousand, in half the time
        if word[0] in text and word[-1] in text and word in text:
            return True
    return False


def places(word: str, text: str) -> Iterator[int]:
    """Every place at which a word stands in a text as it is written."""
    start = text.find(word)
    while start >= 0:
        yield start
        start = text.find(word, start + 1)


def standing(word: str, text: str) -> Iterator[int]:
    """Every place at which a word stands in a text, whatever its capitals: a hundred texts are looked at so in the time in which a pattern is made for one name."""
    small = text.lower()
    word, small = (word.lower(), small) if len(small) == len(text) else (word, text)
    start = small.find(word)
    while start >= 0:
        yield start
        start = small.find(word, start + 1)


def _made(pattern: str, flags: int) -> re.Pattern[str]:
    """What `re.compile` gives, by the road it takes itself, whose two halves are no public ones: where they have changed, by the whole."""
    try:
        import _sre  # type: ignore[import-not-found]

        every, code, groups, numbers, names = _rows().get((pattern, flags)) or _worked_out(pattern, flags)
        made = _sre.compile(pattern, every, array("I", code).tolist(), groups, numbers, names)
    except Exception:
        # Also a mistake in the pattern, which the library tells.
        return re.compile(pattern, flags)
    return cast("re.Pattern[str]", made)


def _worked_out(pattern: str, flags: int) -> Row:
    from re import _compiler, _parser  # type: ignore[attr-defined]

    grammar = _parser.parse(pattern, flags)
    state = grammar.state
    numbers = dict(state.groupdict)
    named = {number: name for name, number in numbers.items()}
    code = array("I", _compiler._code(grammar, flags)).tobytes()
    row = (flags | state.flags, code, state.groups - 1, numbers, tuple(map(named.get, range(state.groups))))
    if not _new and not sys.dont_write_bytecode:
        atexit.register(_keep)
    _new[pattern, flags] = row
    return row


_new: dict[Key, Row] = {}
"""What this process had to work out."""


class _Kept:
    """What earlier runs worked out, each row unpacked when it is asked for: of two megabytes one run needs a third."""

    def __init__(self, places: dict[int, tuple[int, int]], data: bytes) -> None:
        self.places, self.data = places, data

    def get(self, key: Key) -> Row | None:
        """The row of a pattern; None where it has none."""
        begin, end = self.places.get(_number(key), (0, 0))
        pattern, row = marshal.loads(self.data[begin:end]) if end else ("", None)  # noqa: S302 - as bytecode is read
        return row if pattern == key[0] else None

    def is_dense(self) -> bool:
        """Whether most of the data is rows that can be found, for every run reads all of it."""
        return len(self.data) <= 2 * sum(end - begin for begin, end in self.places.values())

    def beside(self, rows: dict[Key, Row]) -> "_Kept":
        """These and new rows."""
        places, pieces, at = {**self.places}, [self.data], len(self.data)
        for key, row in rows.items():
            pieces.append(marshal.dumps((key[0], row)))
            places[_number(key)] = at, at + len(pieces[-1])
            at += len(pieces[-1])
        return _Kept(places, b"".join(pieces))


def _number(key: Key) -> int:
    """What a row is found by; another pattern of the same number is no more than compiled anew."""
    return (len(key[0]) << 32 | crc32(key[0].encode())) << 16 | key[1]


@cache
def _rows() -> _Kept:
    return _read()


def _read() -> _Kept:
    """What earlier runs of the same Python worked out; nothing where there is no file, or it is none of ours."""
    place = _place()
    with contextlib.suppress(OSError, ValueError, EOFError, TypeError):
        if place is not None:
            of, places, data = marshal.loads(place.read_bytes())  # noqa: S302 - from the folder of the bytecode
            if of == sys.version and isinstance(places, dict) and isinstance(data, bytes):
                return _Kept(places, data)
    return _Kept({}, b"")


def _keep() -> None:
    """Puts what is new beside what has been kept meanwhile, where no other process did; whoever may not write there goes on without."""
    place, kept = _place(), _read()
    if place is None:
        return
    kept = kept if len(kept.places) < _MOST and kept.is_dense() else _Kept({}, b"")
    kept = kept.beside({key: row for key, row in _new.items() if kept.get(key) is None})
    part = place.with_suffix(f".{os.getpid()}")
    with contextlib.suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(marshal.dumps((sys.version, kept.places, kept.data)))
        part.replace(place)


def _place() -> Path | None:
    """Beside the bytecode of this module; None where it has none."""
    cached = __spec__.cached
    return Path(cached).with_suffix(".patterns") if cached else None
