"""Data classes whose methods are written when they are first called: a script needs a third of the records that the program knows."""

import dataclasses
from collections.abc import Callable
from copy import deepcopy
from functools import cache
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, cast

__all__ = ["asdict", "dataclass", "later", "maker", "may_wait"]
P = ParamSpec("P")
T = TypeVar("T")
_WRITTEN = ("__init__", "__eq__", "__hash__")
"""What each record has of its own. The library writes these, and more, as source that is compiled when the class is made: 0.3 ms a class."""


MANY = 8
"""Fields from which on a frozen record is filled as what it is not yet: setting each past its own refusal takes four times as long."""


def _record(cls: type | None = None, /, *, repr: bool = True, frozen: bool = False, **options: bool) -> Any:  # noqa: A002, ANN401
    """What `dataclasses.dataclass` gives for the same class: `repr`, `frozen`, `slots`, `kw_only`, and the fields' own options.

    Fields, slots, `replace`, `asdict` and `match` are the library's. An `order` or an `InitVar` is not known here.
    """
    if cls is None:
        return lambda cls: _record(cls, repr=repr, frozen=frozen, **options)
    own = cls.__dict__
    cls.__doc__ = cls.__doc__ or cls.__name__  # else the library describes its constructor, which is not there yet
    keeps = {name for name in (*_WRITTEN, "__repr__") if name in own and (name != "__hash__" or own[name])}
    made: Any = dataclasses.dataclass(init=False, repr=False, eq=False, **options)(cls)
    for name in _WRITTEN:
        if name not in keeps:
            setattr(made, name, _unwritten(made, name, keeps, frozen=frozen))
    if repr and "__repr__" not in keeps:
        made.__repr__ = _repr
    if frozen:
        made.__setattr__, made.__delattr__ = _refuse, _refuse
        made.__getstate__, made.__setstate__ = _state, _restore
    elif "__hash__" not in keeps:
        made.__hash__ = None  # what may change has no place in a set
    return made


def _unwritten(cls: type, name: str, keeps: set[str], *, frozen: bool) -> Callable[..., Any]:
    """A method that writes all of them, and is the new one from then on."""

    def first(self: Any, *values: Any, **named: Any) -> Any:  # noqa: ANN401
        for each, method in _written(cls, frozen=frozen).items():
            if each not in keeps and (frozen or each != "__hash__"):
                setattr(cls, each, method)
        return getattr(cls, name)(self, *values, **named)

    first.__name__ = name
    return first


@cache
def maker(cls: Callable[P, T]) -> Callable[P, T]:
    """What makes records as calling their class does, for those of many fields that are made by the thousand: in half the time."""
    known, parameters, set_to = _parameters(cls)
    twin = _unfrozen(cls) if isinstance(cls, type) and not hasattr(cls, "__post_init__") else None
    if twin is None:
        return cls
    known |= {"_frozen": cls, "_open": twin}
    lines = ["made = _open()", *(f"made.{name} = {given}" for name, given in set_to)]
    lines += ["made.__class__ = _frozen", "return made"]
    written: dict[str, Any] = {}
    exec("\n    ".join([f"def make({', '.join(parameters)}):", *lines]), known, written)  # noqa: S102 - names of fields, as the library does
    return cast("Callable[P, T]", written["make"])


def _parameters(cls: Any) -> tuple[dict[str, Any], list[str], list[tuple[str, str]]]:  # noqa: ANN401
    """The parameters of what fills a record, each field and what it is set to, and the names that these know."""
    known: dict[str, Any] = {"_put": object.__setattr__, "_missing": dataclasses.MISSING}
    plain: list[str] = []
    named: list[str] = []
    set_to: list[tuple[str, str]] = []
    for field in dataclasses.fields(cls):
        name, given, default = field.name, field.name, ""
        if field.default_factory is not dataclasses.MISSING:
            known[f"_made_{name}"] = field.default_factory
            given, default = f"_made_{name}() if {name} is _missing else {name}", "=_missing"
        elif field.default is not dataclasses.MISSING:
            known[f"_usual_{name}"], default = field.default, f"=_usual_{name}"
        if field.init:
            (named if field.kw_only else plain).append(name + default)
        else:
            given = default.removeprefix("=") if default != "=_missing" else f"_made_{name}()"
        set_to.append((name, given))
    return known, [*plain, *(["*", *named] if named else [])], set_to


def _written(cls: Any, *, frozen: bool) -> dict[str, Callable[..., Any]]:  # noqa: ANN401
    known, parameters, set_to = _parameters(cls)
    body = [f"_put(self, {name!r}, {given})" if frozen else f"self.{name} = {given}" for name, given in set_to]
    if frozen and len(body) >= MANY and (twin := _unfrozen(cls)):
        known |= {"_frozen": cls, "_open": twin}
        opened = ["_put(self, '__class__', _open)", *(f"self.{name} = {given}" for name, given in set_to)]
        lines = [*opened, "self.__class__ = _frozen"]
        body = [
            "if self.__class__ is _frozen:",
            *(f"    {line}" for line in lines),
            "else:",
            *(f"    {line}" for line in body),
        ]
    if hasattr(cls, "__post_init__"):
        body.append("self.__post_init__()")
    compared = [field.name for field in dataclasses.fields(cls) if field.compare]
    mine, others = ("(" + "".join(f"{who}.{name}, " for name in compared) + ")" for who in ("self", "other"))
    lines = [
        f"def __init__({', '.join(['self', *parameters])}):",
        *(f"    {line}" for line in body or ["pass"]),
        "def __eq__(self, other):",
        f"    return {mine} == {others} if other.__class__ is self.__class__ else NotImplemented",
        "def __hash__(self):",
        f"    return hash({mine})",
    ]
    written: dict[str, Any] = {}
    exec("\n".join(lines), known, written)  # noqa: S102 - names of fields, as the library does
    for name, method in written.items():
        method.__qualname__, method.__module__ = f"{cls.__qualname__}.{name}", cls.__module__
    return written


def _unfrozen(cls: type) -> type | None:
    """A class whose objects are laid out as those of a frozen one, and can be filled without asking for each field; None where there is none.

    It is derived from that one and adds nothing, so that an object goes from one to the other without a look at each slot.
    """
    if "__slots__" not in cls.__dict__:
        return None
    own = {"__slots__": (), **{name: getattr(object, name) for name in ("__init__", "__setattr__", "__delattr__")}}
    try:
        twin = type(cls.__name__, (cls,), own)
        object.__setattr__(object.__new__(cls), "__class__", twin)
    except TypeError:
        return None
    return twin


class _Later:
    """The value of a field that nobody has asked for so far."""

    __slots__ = ("make",)

    def __init__(self, make: Callable[[Any], Any]) -> None:
        self.make = make


class _Asked:
    """A field that may be one: whoever asks for it gets what is made then, and kept."""

    def __init__(self, slot: Any) -> None:  # noqa: ANN401 - where the class keeps it
        self.slot = slot

    def __get__(self, record: Any, cls: type | None = None) -> Any:  # noqa: ANN401
        value = self.slot.__get__(record, cls)
        if value.__class__ is _Later:
            value = value.make(record)
            self.slot.__set__(record, value)
        return value

    def __set__(self, record: Any, value: Any) -> None:  # noqa: ANN401
        self.slot.__set__(record, value)


def later(make: Callable[[Any], T]) -> T:
    """What `make` gives of the record, for a field that `may_wait`: it is called when the field is first asked for, be it to compare, show or replace the record."""
    made: Any = _Later(make)
    return made  # type: ignore[no-any-return]


def may_wait(*fields: str) -> Callable[[type[T]], type[T]]:
    """For a record with slots: fields that may be filled with `later`, because most of those who want the record do not want them."""

    def marked(cls: type[T]) -> type[T]:
        for name in fields:
            setattr(cls, name, _Asked(getattr(cls, name)))
        return cls

    return marked


_AS_IS = frozenset((str, int, float, bool, type(None)))
"""What nobody can change and what holds no record."""


def asdict(record: object) -> Any:  # noqa: ANN401 - JSON
    """What the library's function gives, in a third of the time: words and numbers are not copied."""
    kind: Any = record.__class__
    if (names := _names(kind)) is not None:
        pairs = [(name, getattr(record, name)) for name in names]
        return {name: value if value.__class__ in _AS_IS else asdict(value) for name, value in pairs}
    if kind is tuple or kind is list:
        return kind([value if value.__class__ in _AS_IS else asdict(value) for value in cast("Any", record)])
    if kind is dict:
        return {asdict(key): asdict(value) for key, value in cast("dict[Any, Any]", record).items()}
    return record if kind in _AS_IS else deepcopy(record)


@cache
def _names(cls: type) -> tuple[str, ...] | None:
    """The names of a record's fields; None for what is no record."""
    return tuple(field.name for field in dataclasses.fields(cls)) if dataclasses.is_dataclass(cls) else None


@recursive_repr()
def _repr(self: Any) -> str:  # noqa: ANN401
    shown = ", ".join(f"{field.name}={getattr(self, field.name)!r}" for field in dataclasses.fields(self) if field.repr)
    return f"{self.__class__.__qualname__}({shown})"


def _refuse(self: object, name: str, *_: object) -> None:
    raise dataclasses.FrozenInstanceError(f"{name!r} of {type(self).__qualname__} is what it was made with")


def _state(self: Any) -> list[Any]:  # noqa: ANN401
    return [getattr(self, field.name) for field in dataclasses.fields(self)]


def _restore(self: Any, state: list[Any]) -> None:  # noqa: ANN401
    for field, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)


if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    dataclass = _record
