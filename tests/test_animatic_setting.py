"""What kind of place a picture draws: by the name of the place, else by what it is told to look like, else by its longer name beside it."""

from dataclasses import replace

import pytest

from storyboard.animatic.setting import setting
from storyboard.cast.gather import gather
from storyboard.model import Dialogue, Shot, Source
from storyboard.parse import parse
from storyboard.plan import plan


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
        ("溜索头（外）", "", "怒江边·溜索头（内）", "open"),
        ("溜索头（外）", "", "怒江边（外）", "open"),
        ("溜索头（外）", "", "", "open"),
    ],
)
def test_a_place_whose_name_says_nothing_is_drawn_by_what_is_told_of_it(location, look, beside, kind):
    shot = shot_of(location=location, visual=f"林婉站着{f'【布景：{look}】' if look else ''}")
    near = [shot_of(location=beside)] if beside else []
    assert setting(shot, near).place in ({"water", "shore"} if kind == "river" else {"open"})


@pytest.mark.parametrize(
    ("picture", "camera", "kind"),
    [
        ("越过小满的肩膀看向母亲，母亲坐在车厢里", "中景，过肩，固定", "train"),
        ("母亲隔着火车车窗看着外面", "近景，平视，固定", "train"),
        ("顾言坐在驾驶座，双手握着方向盘", "中景，平视，固定", "car"),
        ("past the shoulder of PETE towards MARA, MARA sitting in the carriage", "medium shot, over the shoulder, static", "train"),
        ("MARA leaning at the train window", "medium close-up, eye level, static", "train"),
        ("TOM sitting in the back seat", "medium shot, eye level, static", "car"),
        ("站台的全貌，母亲坐在车厢里，小满在画面左侧", "全景，平视，固定", "platform"),
        ("母亲在画面右侧，面向左侧", "中景，平视，固定", "platform"),
    ],
)  # fmt: skip
def test_whoever_sits_in_a_train_or_a_car_is_drawn_in_it_from_near(picture, camera, kind):
    """Mother waves from the carriage: she stood on the platform. From far the platform is seen."""
    assert setting(replace(shot_of("站台（外）", picture), camera=camera)).place == kind


DARK = {
    "zh": "1-1 夜 内 厨房\n△林晚坐在桌边，顾言站在灶前。\n林晚：饿了。\n△忽然停电了。\n顾言：别动。\n林晚：我看不见你。\n△来电了。\n林晚：亮了！\n",
    "en": "INT. KITCHEN - NIGHT\n\nLENA stirs a pot. OMAR sits down.\n\nOMAR\nHungry.\n\nThe lights flicker and die.\n\nLENA\nNobody move.\n\nOMAR\nI can't see you.\n\nThe lights come back on.\n\nOMAR\nLight!\n",
}


@pytest.mark.parametrize("code", DARK)
def test_a_room_by_night_is_dark_from_where_its_lights_go_out_until_they_are_back(code):
    """On the board, so that every model is told, and in the drawing; by day a kitchen has a window."""
    for day, dark in ((False, True), (True, False)):
        text = DARK[code].replace("夜", "日").replace("NIGHT", "DAY") if day else DARK[code]
        script = parse(Source("x.txt" if code == "zh" else "x.fountain", text, "utf-8"))
        shots = plan(script, script.episodes[0], gather(script)).board.shots
        unlit = {shot.dialogue.text: setting(shot).unlit for shot in shots if shot.dialogue.text}
        assert list(unlit.values()) == [False, dark, dark, False], unlit
