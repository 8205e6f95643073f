"""From TOML to frozen dataclasses: every fault at once, in our own words, with the place it stands at."""

import difflib
import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from types import UnionType
from typing import TYPE_CHECKING, Any, TypeVar, Union, cast, get_args, get_origin

from storyboard.errors import UsageError
from storyboard.model.plain import plain_values

if TYPE_CHECKING:
    from pydantic import TypeAdapter

Shape = TypeVar("Shape")

WORDS = {
    "missing": "is missing",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "int_parsing": "must be a whole number",
    "float_type": "must be a number",
    "string_type": "must be a text in quotes",
    "bool_type": "must be true or false",
    "tuple_type": "must be a list: [ … ]",
    "dict_type": "must be a table: { … }",
    "dataclass_type": "must be a table",
}
"""What pydantic calls a fault -> what we call it."""


DEEPEST = 200
"""Levels of nesting that are read; a board has 4, a Word file with nested tables and text boxes about 60."""


def parse_json(text: str | bytes, **hooks: Any) -> Any:  # noqa: ANN401 - JSON
    """The value of JSON; ValueError where it is none, also where it is nested deeper than whoever walks it could go.

    `hooks` are those of `json.loads`.
    """
    try:
        value = json.loads(text, **hooks)
    except RecursionError:
        value = None
    else:
        if not is_deep(value):
            return value
    raise ValueError(f"nested deeper than {DEEPEST} levels")


def parse_toml(text: str) -> dict[str, Any]:
    """The tables of TOML, their texts plain; `tomllib.TOMLDecodeError`, a ValueError, where it is none or nested too deep."""
    try:
        tables = tomllib.loads(text)
    except RecursionError:
        raise tomllib.TOMLDecodeError(f"nested deeper than {DEEPEST} levels") from None
    if is_deep(tables):
        raise tomllib.TOMLDecodeError(f"nested deeper than {DEEPEST} levels")
    cleaned: dict[str, Any] = plain_values(tables)  # type: ignore[assignment]
    return cleaned


_FLAT = (str, bytes, int, float)
"""What nothing stands in."""


def is_deep(value: object, deepest: int = DEEPEST) -> bool:
    """Whether lists, tables or elements stand in one another more than `deepest` times. Walks level by level, never recursing."""
    level: list[Any] = [value]
    for _ in range(deepest):
        level = [
            inner
            for each in level
            if not isinstance(each, _FLAT) and hasattr(each, "__len__")
            for inner in (each.values() if isinstance(each, dict) else each)
        ]
        if not level:
            return False
    return True


def read_toml(path: Path) -> dict[str, Any]:
    """The tables of a TOML file. A file that is not TOML, or not UTF-8, is a `UsageError` that names it."""
    try:
        return parse_toml(path.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise UsageError(f"{path}: not readable as TOML: {wrong}") from None
    except OSError as wrong:
        raise UsageError(f"{path}: cannot be read: {wrong.strerror}") from None


def read_table(shape: type[Shape], data: Mapping[str, Any], where: str) -> Shape:
    """`data` as a `shape` (a dataclass that forbids extra keys), or one `UsageError` that lists everything wrong."""
    from pydantic import ValidationError

    try:
        read: Shape = _adapter(cast("Any", shape)).validate_json(json.dumps(data, default=str), strict=True)
        return read
    except ValidationError as wrong:
        said: dict[str, list[str]] = {}
        for fault in wrong.errors(include_url=False, include_input=False):
            place = [part for part in fault["loc"] if not _is_branch(part)]
            said.setdefault(".".join(map(str, place)), []).append(_say(shape, place, dict(fault)))
        lines = [f"{where}: {key} {' or '.join(words)}" for key, words in said.items()]
        raise UsageError("\n".join(lines)) from None


def read_packaged(shape: type[Shape], data: Mapping[str, Any]) -> Shape:
    """`data` as a `shape`, as `read_table` would read it, without loading what can tell a fault.

    For files of the package: a test holds every one of them against `read_table`, so there is no fault to tell.
    """
    read: Shape = _built(shape, data)
    return read


def _built(kind: Any, value: Any) -> Any:  # noqa: ANN401 - any annotation of a table, and what TOML has for it
    if isinstance(kind, type) and is_dataclass(kind):
        # A key that is a word of Python has a `_` behind it in code.
        keys = {each.name: each.name.rstrip("_") for each in fields(kind)}
        return kind(
            **{each.name: _built(each.type, value[key]) for each in fields(kind) if (key := keys[each.name]) in value}
        )
    origin, inner = get_origin(kind), get_args(kind)
    if origin is tuple:
        return tuple(_built(inner[0], each) for each in value)
    if origin is dict:
        return {key: _built(inner[1], each) for key, each in value.items()}
    if origin in (Union, UnionType):
        return _built(inner[0], value)
    return float(value) if kind is float else value


@cache
def _adapter(shape: Any) -> "TypeAdapter[Any]":  # noqa: ANN401 - a class
    """Slow to make: one a shape."""
    from pydantic import TypeAdapter

    return TypeAdapter(shape)


def _say(shape: type, place: Sequence[object], fault: Mapping[str, Any]) -> str:
    """A choice of types (`true`, `false` or "auto") fails once per type; joined by `or` it reads as one sentence."""
    if fault["type"] in {"unexpected_keyword_argument", "extra_forbidden"}:
        return f"is no key known here{_nearest(shape, place)}"
    if fault["type"] == "literal_error":
        return f"must be {fault['ctx']['expected']}"
    return WORDS.get(fault["type"], str(fault["msg"]).removeprefix("Value error, "))


def _is_branch(part: object) -> bool:
    """Pydantic adds the name of the tried type to the place: `bool`, `literal['auto']`, `[key]`."""
    return part in {"bool", "str", "int", "float", "[key]"} or (isinstance(part, str) and part.startswith("literal["))


def _nearest(shape: type, place: Sequence[object]) -> str:
    known = {field.name for field in _all_fields(shape)}
    near = difflib.get_close_matches(str(place[-1]), sorted(known), n=1)
    return f"; did you mean {near[0]!r}?" if near else ""


def _all_fields(shape: object) -> list[Any]:
    if not is_dataclass(shape):
        return []
    found: list[Any] = []
    for field in fields(shape):
        found.append(field)
        for inner in (field.type, *getattr(field.type, "__args__", ())):
            found.extend(_all_fields(inner))
    return found
