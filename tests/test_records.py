"""Records whose methods are written late are the ones that the library would have written at once."""

import copy
import dataclasses
import inspect
import pickle
import threading
from dataclasses import field
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyboard.model import Parenthetical, Unit
from storyboard.records import asdict, dataclass, later, maker, may_wait
from tests.samples import sample

USUAL = [1, 2]
FORMS = {
    "frozen": {"frozen": True, "slots": True},
    "changing": {"slots": True},
    "plain": {},
    "named": {"frozen": True, "slots": True, "kw_only": True},
    "unprinted": {"frozen": True, "slots": True, "repr": False},
}


def made(dataclass: Any, options: dict[str, bool]) -> Any:
    """The same class from a maker of data classes."""

    class Record:
        first: int
        second: str = "two"
        third: list[int] = field(default_factory=lambda: [*USUAL], compare=False)
        fourth: str = field(default="", repr=False)
        fifth: dict[str, int] = field(default_factory=dict, init=False, compare=False, repr=False)
        sixth: int = field(default=6, init=False)

        def __post_init__(self) -> None:
            assert self.third is not USUAL

    return dataclass(**options)(Record)


@pytest.mark.parametrize("options", FORMS.values(), ids=FORMS)
def test_a_record_is_the_librarys_data_class(options):
    """Parameters, fields, defaults, what is equal, what is printed and what may not be done."""
    ours, theirs = (made(maker, options) for maker in (dataclass, dataclasses.dataclass))
    for cls in (ours, theirs):
        cls(first=0)

    assert inspect.signature(ours).parameters.keys() == inspect.signature(theirs).parameters.keys()
    assert [each.kind for each in inspect.signature(ours).parameters.values()] == [
        each.kind for each in inspect.signature(theirs).parameters.values()
    ]
    assert ours.__match_args__ == theirs.__match_args__
    for call in (partial(dict, first=1), partial(dict, first=1, second="b", third=[3], fourth="d")):
        one, other = ours(**call()), theirs(**call())
        assert dataclasses.asdict(one) == dataclasses.asdict(other)
        if options.get("repr", True):
            assert repr(one) == repr(other)
        assert (one == ours(**call()), one == ours(first=9), one == other) == (True, False, False)
        assert dataclasses.replace(one, first=5).first == 5
        assert [told(partial(hash, each)) for each in (one,)] == [told(partial(hash, other))]
        assert copy.deepcopy(one) == one
    for wrong in (partial(dict), partial(dict, first=1, seventh=7), partial(dict, first=1, sixth=7)):
        assert told(lambda wrong=wrong: ours(**wrong())) == told(lambda wrong=wrong: theirs(**wrong()))
    for cls in (ours, theirs):
        for change in (partial(setattr, cls(first=1), "first", 2), partial(delattr, cls(first=1), "first")):
            with pytest.raises(dataclasses.FrozenInstanceError) if options.get("frozen") else _allowed():
                change()


def told(action) -> object:
    """What comes of it: a value, or the error and its words."""
    try:
        return action()
    except TypeError as fault:
        return str(fault).replace("Record.__init__()", "__init__()").split(".")[-1]


class _allowed:
    def __enter__(self) -> None: ...
    def __exit__(self, *_: object) -> None: ...


@dataclass(frozen=True, slots=True)
class Base:
    first: int
    second: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Derived(Base):
    third: str = "three"


@given(st.integers(), st.tuples(st.integers()))
def test_it_goes_to_other_processes_and_is_the_same_there(first, second):
    for record in (Base(first, second), Derived(first, second, "x")):
        assert pickle.loads(pickle.dumps(record)) == record
        assert hash(pickle.loads(pickle.dumps(record))) == hash(record)
    assert Base(first, second) != Derived(first, second)


def test_whatever_is_asked_first_is_answered():
    """Compared, hashed or made: each may be the first, in several threads at once."""
    for ask in (lambda cls: cls(1) == cls(1), lambda cls: hash(cls(1)) == hash(cls(1)), lambda cls: cls(1).first == 1):
        cls = made(dataclass, FORMS["frozen"])
        answers: list[bool] = []
        crowd = [
            threading.Thread(target=lambda cls=cls, ask=ask, into=answers: into.append(ask(cls))) for _ in range(8)
        ]
        for each in crowd:
            each.start()
        for each in crowd:
            each.join()
        assert answers == [True] * 8


def test_methods_that_a_class_has_of_its_own_are_kept():
    @dataclass(frozen=True, slots=True)
    class Folded:
        name: str

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Folded) and self.name.lower() == other.name.lower()

        def __hash__(self) -> int:
            return hash(self.name.lower())

        def __repr__(self) -> str:
            return "folded"

    assert (Folded("A") == Folded("a"), len({Folded("A"), Folded("a")}), repr(Folded("A"))) == (True, 1, "folded")


def test_records_of_the_program_are_compared_copied_and_sent():
    board = sample("rain.txt")[0].board
    again = pickle.loads(pickle.dumps(board))
    assert (again == board, again is board, dataclasses.replace(board) == board) == (True, False, True)
    assert repr(again) == repr(board)


def test_a_frozen_record_of_many_fields_is_filled_at_once_and_is_frozen_all_the_same():
    """It is another class while it is filled; what is made from it afterwards, kept, copied or refused is of its own."""

    @dataclass(frozen=True, slots=True)
    class Many:
        a: int
        b: int = 2
        c: int = 3
        d: int = 4
        e: int = 5
        f: list[int] = field(default_factory=list)
        g: str = ""
        h: int = field(default=8, init=False)

        def __post_init__(self) -> None:
            assert type(self) in (Many, More)
            assert self.f == []

    class More(Many):
        pass

    for cls in (Many, More):
        one = cls(1, g="g")
        assert type(one) is cls
        assert dataclasses.astuple(one) == (1, 2, 3, 4, 5, [], "g", 8)
        assert one == copy.copy(one) == dataclasses.replace(one)
        assert one.f is not cls(1).f
        with pytest.raises(dataclasses.FrozenInstanceError):
            one.a = 2
    with pytest.raises(TypeError):
        Many()


def test_a_maker_makes_what_the_class_makes():
    """The same record, closed as the class closes it; where a class asks more of its records, the class itself."""
    call = partial(dict, id="u1", kind="speech", start=0, end=3, raw="A：好", text="好", speaker="A")
    one, other = maker(Unit)(**call()), Unit(**call())
    assert (type(one), hash(one), repr(one)) == (Unit, hash(other), repr(other))
    assert one == other
    assert pickle.loads(pickle.dumps(one)) == dataclasses.replace(one, text="好") == copy.deepcopy(other)
    assert maker(Unit)("u2", "blank", 3, 4, "\n", parentheticals=(Parenthetical("（笑）", 0),)).parentheticals
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.text = "坏"
    with pytest.raises(TypeError):
        maker(Unit)("u3", "blank")
    asking = made(dataclass, FORMS["frozen"])
    assert maker(asking) is asking


@may_wait("looks", "told")
@dataclass(frozen=True, slots=True)
class Waiting:
    name: str
    looks: str = ""
    told: tuple[str, ...] = ()


ASKS = {
    "by name": lambda one: one.looks,
    "compared": lambda one: one == Waiting("A", "tall", ("x",)),
    "hashed": hash,
    "shown": repr,
    "replaced": lambda one: dataclasses.replace(one, name="B"),
    "kept": lambda one: pickle.loads(pickle.dumps(one)),
    "copied": copy.deepcopy,
}


@pytest.mark.parametrize("ask", ASKS.values(), ids=ASKS)
@given(times=st.integers(1, 4))
def test_a_field_that_may_wait_is_made_when_it_is_asked_for_and_once(ask, times):
    """Whoever asks, and however, gets what a record has that was filled at once."""
    asked: list[str] = []

    def made(name: str, value: Any) -> Any:
        return later(lambda _: asked.append(name) or value)

    one = Waiting("A", made("looks", "tall"), made("told", ("x",)))
    assert (one.name, asked) == ("A", [])
    for _ in range(times):
        assert ask(one) == ask(Waiting("A", "tall", ("x",)))

    assert asked.count("looks") == 1
    assert one == Waiting("A", "tall", ("x",))
    assert asked.count("told") == 1
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.looks = "short"


def test_what_waits_may_be_asked_for_by_the_class_and_given_in_another_record():
    """Two records of which one waits for the other."""
    one = Waiting("A", later(lambda one: f"tall {one.name}"))
    other = dataclasses.replace(one, name="B", looks=later(lambda _: f"not {one.looks}"), told=("y",))
    assert (other, one.looks) == (Waiting("B", "not tall A", ("y",)), "tall A")
    assert [each.name for each in dataclasses.fields(Waiting)] == ["name", "looks", "told"]


def test_a_record_as_a_dictionary_is_what_the_library_makes_of_it_and_shares_nothing_that_can_change():
    board, script = sample("rain.txt")[0].board, sample("rain.txt")[0].script
    held = {"rows": ([1, {"a": (Parenthetical("（停）", 1),)}], {2})}

    assert [repr(asdict(each)) for each in (board, script)] == [
        repr(dataclasses.asdict(each)) for each in (board, script)
    ]
    told = asdict(held)
    assert told == {"rows": ([1, {"a": ({"text": "（停）", "at": 1},)}], {2})}
    assert told["rows"][1] is not held["rows"][1]
