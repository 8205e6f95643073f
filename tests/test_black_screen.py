"""An opening without a place in which nothing is seen is a black screen: no room, no day, no light is made up for it."""

import re
from dataclasses import replace

import pytest

from storyboard import check
from storyboard.model import Clip, Dialogue, Part
from storyboard.profiles import load_profiles
from storyboard.render import render
from tests.samples import OFFER
from tests.test_clip_prompts import told
from tests.test_plan import planned
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


@pytest.mark.parametrize("template", sorted({each.template for each in load_profiles().values()}))
@pytest.mark.parametrize("code", ["zh", "en"])
def test_a_black_screen_that_a_director_gave_an_hour_and_a_side_has_none(code, template):
    """BLACK SCREEN (inside), day (1961): no interior by day, no year."""
    place, time = {"zh": ("黑屏（内）", "白天（一九六一年）"), "en": ("BLACK SCREEN (inside)", "day (1961)")}[code]
    board = board_of(
        FILE[code], {"location": place, "time": time, "visual": PLACE[code][1], "action": NOTHING[code][1]}
    )
    clip = Clip((Part(0, "", board.shots[0].tenths, board.shots[0].tenths),), 4)
    (prompt,) = render(board, [clip], replace(OFFER, template=template))
    assert not re.search("室内|内景|白天|一九六一|interior|, day|1961", prompt), prompt


KITCHEN = {
    "en": "\n\nINT. KITCHEN - NIGHT\n\nNora stirs the soup.\n\nNORA\nWho is it?\n",
    "zh": "\n1-2 夜 内 厨房\n△林晚搅着汤。\n林晚：谁？\n",
}
BEFORE = {"en": KITCHEN["en"].lstrip(), "zh": "1-1 夜 内 走廊\n△林晚站着。\n林晚：走！\n"}
OVER_BLACK = {
    "en": (
        "OVER BLACK:\n\nNORA (V.O.)\nI never saw the sea.",
        "OVER BLACK\n\nNORA (V.O.)\nI never saw the sea.",
        "OVER BLACK: a phone beeps.\n\nNORA (V.O.)\nI never saw the sea.",
        "BLACK SCREEN.\n\nThe sound of waves.\n\nNORA (V.O.)\nI never saw the sea.",
        "FADE IN:\n\nBLACK.\n\nNORA\nI never saw the sea.",
    ),
    "zh": (
        "黑屏。\n林晚（VO）：我从没见过海。",
        "黑场\n林晚（画外音）：我从没见过海。",
        "黑屏。手机提示音。\n林晚（VO）：我从没见过海。",
        "1-1 黑屏\n【海浪声】\n林晚（VO）：我从没见过海。",
        "1-1 黑场\n△海浪声。\n林晚：我从没见过海。",
    ),
}
WITHIN = {
    "en": (
        "\nCUT TO BLACK.\n\nTOM (V.O.)\nI never saw the sea.\n",
        "\nSMASH CUT TO BLACK.\n\nThe sound of waves.\n\nTOM (V.O.)\nI never saw the sea.\n",
        "\nFADE TO BLACK.\n\nTOM (O.S.)\nI never saw the sea.\n",
    ),
    "zh": (
        "【黑场】\n顾言（VO）：我从没见过海。\n",
        "黑屏。\n△海浪声。\n顾言（画外音）：我从没见过海。\n",
        "画面渐黑\n顾言（OS）：我从没见过海。\n",
    ),
}


@pytest.mark.parametrize(("code", "opening"), [(code, each) for code in OVER_BLACK for each in OVER_BLACK[code]])
def test_the_rules_plan_black_for_what_opens_over_black(code, opening):
    """It was an unspecified place with its furnishing, and the first words of some were front matter that nobody says."""
    script, plan, cast = planned(opening + KITCHEN[code])
    over = [shot for shot in plan.board.shots if shot.location == {"zh": "黑屏", "en": "black screen"}[code]]

    assert [shot.dialogue.text for shot in over if shot.dialogue.text] == [
        {"zh": "我从没见过海。", "en": "I never saw the sea."}[code]
    ]
    assert {shot.visual for shot in over} == {shot.location for shot in over}
    assert not any("unspecified" in shot.location or "未写明" in shot.location for shot in plan.board.shots)
    assert not any(set("黑") & set(shot.visual) or "black" in shot.visual for shot in plan.board.shots[len(over) :])
    assert check.check(check.subject_of(plan.board, script, script.episodes[0], cast)) == ()


@pytest.mark.parametrize(("code", "end"), [(code, each) for code in WITHIN for each in WITHIN[code]])
def test_a_voice_behind_a_cut_to_black_is_heard_over_black(code, end):
    script, plan, cast = planned(BEFORE[code] + end + KITCHEN[code])
    black = {"zh": "黑屏", "en": "black screen"}[code]
    said = {shot.dialogue.text: shot.visual for shot in plan.board.shots if shot.dialogue.text}

    assert said[{"zh": "我从没见过海。", "en": "I never saw the sea."}[code]] == black
    assert [text for text, visual in said.items() if visual == black] == [
        {"zh": "我从没见过海。", "en": "I never saw the sea."}[code]
    ]
    assert check.check(check.subject_of(plan.board, script, script.episodes[0], cast)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "OVER BLACK:\n\nA match flares. NORA holds it.\n\nNORA\nWho is it?\n" + KITCHEN["en"],
        BEFORE["en"] + "\nCUT TO BLACK.\n\nNORA\nWho turned off the light?\n",
        "1-1 夜 内 黑屋\n△林晚摸着墙。\n林晚：谁？\n",
        BEFORE["zh"] + "黑屏。\n△灯亮了，林晚睁开眼。\n林晚：谁？\n",
    ],
)
def test_what_can_be_seen_is_not_black(text):
    assert not any(
        shot.visual in ("black screen", "黑屏") for shot in planned(text)[1].board.shots if shot.dialogue.text
    )
