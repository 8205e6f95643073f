"""Whoever has no entry is told by their look where they stand alone, and not within the name of somebody else."""

import re
from types import SimpleNamespace

import pytest

from storyboard.plan.pictures import _alone


@pytest.mark.parametrize(
    ("name", "cast", "text", "found"),
    [
        ("便衣", ["便衣甲", "老葛"], "便衣甲提着锤子", False), ("便衣", ["便衣甲", "老葛"], "两个便衣捂住脸", True),
        ("the guard", ["the guard captain"], "the guard captain waits", False), ("the guard", ["the guard captain"], "the guard waits", True),
        ("大嫂", ["邻床大嫂"], "邻床大嫂扭过身去", False), ("大嫂", ["邻床大嫂"], "一位大嫂走过", True),
    ],
)  # fmt: skip
def test_a_word_for_somebody_is_not_found_within_a_longer_name(name, cast, text, found):
    context = SimpleNamespace(cast=SimpleNamespace(members=[SimpleNamespace(name=each) for each in cast]))

    assert (re.search(_alone(name, context), text) is not None) == found
