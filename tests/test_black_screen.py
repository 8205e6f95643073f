"""An opening without a place in which nothing is seen is a black screen: no room, no day, no light is made up for it."""

import re
from dataclasses import replace

import pytest

from storyboard.model import Clip, Dialogue, Part
from storyboard.profiles import load_profiles
from storyboard.render import render
from tests.samples import OFFER
from tests.test_clip_prompts import told
from tests.test_whereabouts import board_of

PLACE = {
    "zh": ("未写明的地点（内）", "未写明的地点的空镜，画面里没有人开口"),
    "en": ("unspecified place (inside)", "unspecified place without people, nobody in frame speaks"),
}
NOTHING = {
    "zh": ("引子", "（黑屏。）", "楔子\n黑场。", "一片漆黑。浪声。"),
    "en": ("PROLOGUE", "Black.", "COLD OPEN\nDarkness.", "Over black. The sound of waves."),
}
SOMETHING = {"zh": "雨落在空街上。", "en": "Rain falls on an empty street."}
FILE = {"zh": "rain.txt", "en": "lastbus.txt"}
INVENTED = {"zh": "室内|白天|窗光|米白|底噪", "en": "interior|, day|window light|cream|room tone"}


@pytest.mark.parametrize("code", ["zh", "en"])
@pytest.mark.parametrize("count", range(1, 4))
@pytest.mark.parametrize("at", range(4))
def test_nothing_is_made_up_for_a_black_opening(code, count, at):
    place, visual = PLACE[code]
    opening = {
        "location": place,
        "time": "白天" if code == "zh" else "day",
        "visual": visual,
        "action": NOTHING[code][at],
    }
    prompt = told(board_of(FILE[code], *[opening] * count))
    assert not re.search(INVENTED[code], prompt), prompt
    assert re.search("黑屏" if code == "zh" else "lack screen", prompt)
    assert not re.search("引子|楔子|PROLOGUE|Prologue|COLD|Cold", prompt)


@pytest.mark.parametrize("code", ["zh", "en"])
def test_an_opening_in_which_something_is_seen_is_as_it_was(code):
    place, visual = PLACE[code]
    opening = {
        "location": place,
        "time": "白天" if code == "zh" else "day",
        "visual": visual,
        "action": SOMETHING[code],
    }
    assert not re.search("黑屏|lack screen", told(board_of(FILE[code], opening)))


@pytest.mark.parametrize("code", ["zh", "en"])
def test_a_voice_over_black_is_heard(code):
    place, visual = PLACE[code]
    line = {"zh": "我只坐过一次船。", "en": "I only ever took one boat."}[code]
    action = {"zh": "（VO·画外音，说话人不在画面）", "en": "(V.O., speaker not in frame)"}[code]
    board = board_of(
        FILE[code],
        {
            "location": place,
            "visual": visual,
            "action": action,
            "dialogue": Dialogue("旁白" if code == "zh" else "NARRATOR", line),
        },
    )
    assert line in told(board)


@pytest.mark.parametrize("template", sorted({each.template for each in load_profiles().values()}))
@pytest.mark.parametrize("code", ["zh", "en"])
def test_no_model_is_told_of_a_room_in_it(code, template):
    place, visual = PLACE[code]
    board = board_of(FILE[code], {"location": place, "visual": visual, "action": NOTHING[code][1]})
    clip = Clip((Part(0, "", board.shots[0].tenths, board.shots[0].tenths),), 4)
    (prompt,) = render(board, [clip], replace(OFFER, template=template))
    assert not re.search("室内|窗光|interior|window light", prompt), prompt
