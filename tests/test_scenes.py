"""What is found once for all shots of a board is what each shot would find by looking at all of them."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from storyboard import ambience, palettes
from storyboard.languages import Language
from storyboard.languages import scenery as vocabulary
from storyboard.model import Dialogue, Shot

ZH = Language.of("zh")
PLAIN = Shot("", "中景，平视，固定", Dialogue("", ""), 3.0, "街道（外）", "", "白天", "", "晴")
"""A shot of which nothing is told."""
ACTIONS = (
    "她走来。",
    "下起大雨。",
    "没有下雨。",
    "天阴，乌云压下来。",
    "雨衣挂在墙上。",
    "Rain begins to fall.\nShe runs.",
    "The guests in the crowd cheer.",
    "人群涌来。",
    "like a storm\n",
    "",
)
STYLES = ("电影感", "胶片，色板：橙、黑、黄", "电影感，色板：米白、灰绿", "")


def shots_of(*rows: tuple[int, int, int, int]) -> list[Shot]:
    return [
        replace(
            PLAIN,
            location=f"{place}号（外）",
            time=("白天", "夜晚")[hour],
            action=ACTIONS[act],
            style_tags=STYLES[style],
        )
        for place, hour, act, style in rows
    ]


ROWS = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 1), st.integers(0, len(ACTIONS) - 1), st.integers(0, len(STYLES) - 1)),
    min_size=1,
    max_size=12,
)


@given(ROWS)
def test_the_weather_told_so_far_is_that_of_all_actions_so_far(rows: list[tuple[int, int, int, int]]) -> None:
    """One behind the other as one text, and many people where one of them tells of many."""
    shots = shots_of(*rows)
    for at, found in enumerate(ambience.so_far(shots)):
        text = "\n".join(shot.action for shot in shots[: at + 1])
        assert found.fall == vocabulary.weather_told(ambience._WORN.sub("", text))
        assert found.crowded == any(ambience._crowded(shot) for shot in shots[: at + 1])


@given(ROWS)
def test_the_colours_near_a_shot_are_those_of_the_nearest_that_names_any(rows: list[tuple[int, int, int, int]]) -> None:
    """At its place, else at its hour; of two as near the earlier."""
    shots = shots_of(*rows)
    colours = palettes.Colours(shots, ZH)
    for at, here in enumerate(shots):
        told = [(abs(at - n), n, each) for n, each in enumerate(shots) if palettes.told_colours(each.style_tags, ZH)]
        there = [row for row in told if row[2].location == here.location]
        then = there or [row for row in told if row[2].time == here.time]
        nearest = min(then, key=lambda row: row[:2], default=None)
        assert colours.near(at) == (palettes.told_colours(nearest[2].style_tags, ZH) if nearest else "")
