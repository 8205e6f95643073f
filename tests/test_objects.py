"""Things that move the story: what a model told of their looks stands on the board, and in every clip that calls them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyboard import beasts, marks
from storyboard.languages import Language
from storyboard.model import Cast, Dialogue, Looks, Member, Shot, Story, Thing, Voice
from storyboard.plan.objects import FEWEST, MOST, with_looks

EN, ZH = Language.of("en"), Language.of("zh")
NAMES = {
    "en": ("coffin", "trolley", "ticket", "canteen", "ledger", "umbrella"),
    "zh": ("棺材", "推车", "罚单", "水壶", "账本", "雨伞"),
}
PICTURE = {"en": "The {} stands in the road.", "zh": "{}停在路中间。"}
LOOK = {"en": "cream wooden Mercedes {}, open top", "zh": "奶油色木头{}，敞着顶"}


def shots(*pictures):
    return [Shot("", "", Dialogue("", ""), 3, "", "", "", each, "") for each in pictures]


def cast(*things, clothes="coat"):
    voice = Voice("male", 120, 220, "")
    kofi = Member("KOFI", "person", Looks("male", 30, "black", "short", "red", clothes), voice)
    return Cast((kofi,), story=Story("", things=tuple(Thing(*each) for each in things)))


def told(board):
    return [marks.looks_of(shot.visual) for shot in board]


@pytest.mark.parametrize("language", ["en", "zh"])
@given(data=st.data())
def test_of_n_things_those_that_come_again_are_told_once_on_the_board_and_in_every_picture_that_calls_them(
    language, data
):
    spoken = Language.of(language)
    counts = {name: data.draw(st.integers(0, 6)) for name in NAMES[language]}
    pictures = data.draw(
        st.permutations([PICTURE[language].format(n) for n, count in counts.items() for _ in range(count)])
    )
    things = [(name, LOOK[language].format(name)) for name in NAMES[language]]

    board = with_looks(shots(*pictures), cast(*things), spoken)

    again = {name for name, count in counts.items() if count >= FEWEST}
    once = [name for each in told(board) for name, _ in each]
    assert len(once) == len(set(once)) == min(len(again), MOST)
    assert set(once) <= again
    assert [marks.without(shot.visual) for shot in board] == [each.strip("，, ") for each in pictures]
    for shot in beasts.everywhere(board, spoken):
        here = {re.sub("^the ", "", name) for name, _ in marks.looks_of(shot.visual)}
        assert here == {name for name in once if name in marks.without(shot.visual)}


@pytest.mark.parametrize(
    ("language", "thing", "picture", "look"),
    [
        (EN, ("coffin", "cream wooden Mercedes coffin, open top"), "He rides in the coffin.", "cream wooden Mercedes coffin"),
        (EN, ("form", "letters in red ink, white sheet of paper"), "She lifts the form.", "white sheet of paper"),
        (EN, ("coat", "long red coat"), "He drops the coat.", ""),
        (EN, ("pencil", "yellow stub"), "Pencil lines run down the wall.", ""),
        (ZH, ("电报", "巴掌大的薄纸，正中一个“在”字"), "他捏着电报。", "巴掌大的薄纸"),
        (ZH, ("喜帖", "金字“陈府”，大红木牌"), "喜帖倒了。", "大红木牌"),
        (ZH, ("口红", "红色短管口红"), "镜子上一行口红字。", ""),
    ],
)  # fmt: skip
def test_a_thing_is_told_by_what_its_look_says_first_and_not_what_is_worn_written_or_left_by_it(
    language, thing, picture, look
):
    board = with_looks(shots(*[picture] * FEWEST), cast(thing), language)

    assert told(board)[0] == (((thing[0], look),) if look else ())
