"""Of the cases of a test that stand for each other the default run takes some, of every kind; none is in no run."""

import pytest

from tests.few import chosen, thin

PAIRS = [(first, second) for first in range(5) for second in range(3)]


@pytest.mark.few("first", parity=lambda second: second % 2)
@pytest.mark.parametrize("second", range(3))
@pytest.mark.parametrize("first", range(5))
def thinned(first, second):
    """No test by its name: it is only collected, below."""


@pytest.mark.parametrize(("second", "third"), [(1, 1), (1, 2)])
@pytest.mark.parametrize("first", range(3))
def crossed(first, second, third):
    """As above, without a mark."""


@pytest.mark.parametrize(("first", "second"), [(1, 1), (1, 2), (2, 1)])
def listed(first, second):
    """Rows of one table, each a sort of its own."""


def test_every_kind_is_shown_and_no_case_is_taken_for_what_others_show():
    kinds = [frozenset({("first", first), ("second", second)}) for first, second in PAIRS]

    taken = chosen(kinds)

    assert len(taken) == 5
    assert [len(set(column)) for column in zip(*(PAIRS[at] for at in taken), strict=True)] == [5, 3]


def test_cases_of_one_kind_are_shown_by_the_first_of_them_that_shows_most():
    assert chosen([frozenset("a"), frozenset("b"), frozenset("a"), frozenset("bc")]) == [3, 0]


def test_what_is_left_out_is_wide_and_nothing_is_left_out_twice(request):
    cases = list(request.node.parent._genfunctions("thinned", thinned))

    thin(cases)
    left = [case for case in cases if not case.get_closest_marker("wide")]
    thin(left)

    assert len(cases) == 15
    assert {case.callspec.params["first"] for case in left} == set(range(5))
    assert {case.callspec.params["second"] % 2 for case in left} == {0, 1}
    assert len(left) == 5
    assert not any(case.get_closest_marker("wide") for case in left)


def test_a_case_that_is_asked_for_by_its_name_is_run(request):
    case = list(request.node.parent._genfunctions("thinned", thinned))[-1]

    thin([case])

    assert not case.get_closest_marker("wide")


def test_parameters_that_stand_crosswise_are_shown_each_value_once_and_a_table_whole(request):
    cases = list(request.node.parent._genfunctions("crossed", crossed))
    rows = list(request.node.parent._genfunctions("listed", listed))

    thin([*cases, *rows])

    left = [case.callspec.params for case in cases if not case.get_closest_marker("wide")]
    assert (len(cases), len(left)) == (6, 3)
    assert {case["first"] for case in left} == {0, 1, 2}
    assert {(case["second"], case["third"]) for case in left} == {(1, 1), (1, 2)}
    assert not any(row.get_closest_marker("wide") for row in rows)
