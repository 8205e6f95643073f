"""What kind of place a picture draws: by the name of the place, else by what it is told to look like, else by its longer name beside it."""

import pytest

from storyboard.animatic.setting import setting
from storyboard.model import Dialogue, Shot


def shot_of(location, visual="林婉站着"):
    return Shot(
        action="",
        camera="中景，平视，固定",
        dialogue=Dialogue("", ""),
        duration=3.0,
        location=location,
        style_tags="写实",
        time="白天",
        visual=visual,
        weather="晴",
    )


@pytest.mark.parametrize(
    ("location", "look", "beside", "kind"),
    [
        ("怒江边（外）", "", "", "river"),
        ("溜索头（外）", "江边的木桩，钢索横过江面", "", "river"),
        ("溜索头（外）", "", "怒江边·溜索头（外）", "river"),
        ("溜索头（外）", "", "怒江边·溜索头（内）", "street"),
        ("溜索头（外）", "", "怒江边（外）", "street"),
        ("溜索头（外）", "", "", "street"),
    ],
)
def test_a_place_whose_name_says_nothing_is_drawn_by_what_is_told_of_it(location, look, beside, kind):
    shot = shot_of(location=location, visual=f"林婉站着{f'【布景：{look}】' if look else ''}")
    near = [shot_of(location=beside)] if beside else []
    assert setting(shot, near).place in ({"water", "shore"} if kind == "river" else {"street"})
