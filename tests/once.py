"""What slow stages make of the same things is worked out once a process: hundreds of tests tell and check the same few scripts.

Nothing stands in for them: what is given back is what the program itself made, of arguments that are the same in every part. While
a test has put something else into the program (`monkeypatch`), where prompts of a user's folder are told, and where work
is measured or done twice on purpose (`anew`), everything is worked out.
"""

import pickle
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields
from functools import wraps
from hashlib import blake2b
from importlib import import_module
from io import BytesIO
from typing import Any

import pytest

STAGES = (
    ("storyboard.cast.gather", "_names"),
    ("storyboard.check.prompts", "_filmable"),
    ("storyboard.check.prompts", "check_clip"),
    ("storyboard.plan", "framed_by_rules"),
    ("storyboard.plan.faces", "faces"),
    ("storyboard.render", "filmed"),
    ("storyboard.render.by_clip", "_prompt"),
)
"""Module and name of what makes the same of the same and takes the time. Nobody changes what it gives back. No reader is among them."""
MOST = 2_000
"""Results that are kept, the last ones."""


class Other(Exception):
    """Arguments that cannot be told by what they hold."""


class Once:
    """What a process has made so far, and who has put something else into the program."""

    def __init__(self) -> None:
        self.made: OrderedDict[bytes, Any] = OrderedDict()
        self.held: dict[int, Any] = {}
        self.changed: set[object] = set()
        self.told: OrderedDict[int, tuple[Any, bytes]] = OrderedDict()

    def of(self, name: str, make: Callable[..., Any]) -> Callable[..., Any]:
        """The function, which makes what it has not made yet."""

        @wraps(make)
        def ask(*given: Any, **named: Any) -> Any:
            try:
                key = b"" if self.changed else digest((name, self.part(given), self.part(sorted(named.items()))))
            except Other:
                key = b""
            if not key:
                return make(*given, **named)
            if key not in self.made:
                self.made[key] = make(*given, **named)
                trimmed(self.made)
            return self.made[key]

        return ask

    def part(self, value: Any) -> Any:
        """What an argument is told by: whatever of it the program reads."""
        from storyboard.check.told import ClipReading
        from storyboard.library import Library
        from storyboard.model import Board, Cast, Manner, Script
        from storyboard.names import Naming
        from storyboard.scenes import Scenes

        match value:
            case Scenes():
                return self.part(value.board), self.part(value._naming)
            case Board() | Cast():
                return self.whole(value)
            case Script():  # doubts are for who reads it, and are worked out when they are asked for
                return self.whole(value, [field.name for field in fields(value) if field.name != "doubts"])
            case Naming():
                words = value.characters, value.aliases, value.usernames, value._known, value.pictured
                return [*map(dict, words)], value.language.code, value.former, value.careful
            case ClipReading():
                parts = [getattr(value, field.name) for field in fields(value)]
                return [each if isinstance(each, str | bool | Manner) else self.itself(each) for each in parts]
            case Library() if len(value.roots) == 1:
                return sorted(value.chosen.items()), sorted(value.off)
            case Library():
                raise Other
            case list() | tuple():
                return [self.part(each) for each in value]
        return value

    def whole(self, value: Any, names: Sequence[str] = ()) -> bytes:
        """The digest of a record that nobody changes, or of some of its fields, worked out once."""
        if id(value) not in self.told:
            self.told[id(value)] = value, digest([getattr(value, name) for name in names] if names else value)
            trimmed(self.told)
        return self.told[id(value)][1]

    def itself(self, value: Any) -> int:
        """The number of an object, which is kept, so that no other gets it."""
        self.held[id(value)] = value
        return id(value)


def trimmed(kept: OrderedDict[Any, Any]) -> None:
    if len(kept) > MOST:
        kept.popitem(last=False)


def digest(value: Any) -> bytes:
    """What two things share only where they are the same in every part, whichever objects these are."""
    written = BytesIO()
    pickler = pickle.Pickler(written, 5)
    pickler.fast = True  # else two equal strings are written otherwise where they are one object
    pickler.dump(value)
    return blake2b(written.getbuffer()).digest()


def is_of_the_program(target: Any) -> bool:
    """Whether what a test changes is a module, a class, an object or a table of the program; any table may be one."""
    if isinstance(target, str):
        return target.startswith("storyboard")
    where = getattr(target, "__module__", None) or getattr(target, "__name__", None) or type(target).__module__
    return isinstance(target, dict) or str(where).startswith("storyboard")


KEPT = Once()


@contextmanager
def anew() -> Iterator[None]:
    """Everything is worked out, whatever was made before."""
    mark = object()
    KEPT.changed.add(mark)
    try:
        yield
    finally:
        KEPT.changed.discard(mark)


@contextmanager
def once() -> Iterator[None]:
    """`STAGES` work each thing out once, from here to the end."""
    with pytest.MonkeyPatch.context() as patch:
        for module, name in STAGES:
            room = import_module(module)
            patch.setattr(room, name, KEPT.of(name, getattr(room, name)))
        for way in ("setattr", "delattr", "setitem", "delitem"):
            patch.setattr(pytest.MonkeyPatch, way, _watched(getattr(pytest.MonkeyPatch, way)))
        patch.setattr(pytest.MonkeyPatch, "undo", _undone(pytest.MonkeyPatch.undo))
        yield


def _watched(change: Callable[..., None]) -> Callable[..., None]:
    @wraps(change)
    def watched(self: pytest.MonkeyPatch, target: Any, *more: Any, **named: Any) -> None:
        if is_of_the_program(target):
            KEPT.changed.add(id(self))
        change(self, target, *more, **named)

    return watched


def _undone(undo: Callable[[pytest.MonkeyPatch], None]) -> Callable[[pytest.MonkeyPatch], None]:
    @wraps(undo)
    def undone(self: pytest.MonkeyPatch) -> None:
        undo(self)
        KEPT.changed.discard(id(self))

    return undone
