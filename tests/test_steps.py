"""Deeds of a sentence one by one, and what is heard of them."""

import pytest

from storyboard import ambience
from storyboard.languages import Language
from storyboard.model import Dialogue, Shot
from storyboard.render import prose

EN, ZH = Language.of("en"), Language.of("zh")


@pytest.mark.parametrize(
    ("sentence", "head", "done"),
    [
        ("She laughs, steps out of her shoes and stands up.", "", ["She laughs,", "steps out of her shoes", "and stands up."]),
        ("He sits there with tears and lights.", "", ["He sits there with tears and lights."]),
        ("The boy, scabbed knees, turns a key.", "", ["The boy, scabbed knees, turns a key."]),
        ("The old man, muddy to the shins, offers the key.", "", ["The old man, muddy to the shins, offers the key."]),
        ('He reads: "Run, turns and sits." and waits.', "", ['He reads: "Run, turns and sits."', "and waits."]),
    ],
)  # fmt: skip
def test_an_english_sentence_has_one_deed_after_another(sentence, head, done):
    assert prose.steps(sentence, EN) == (head, done)


@pytest.mark.parametrize(
    ("sentence", "head", "done"),
    [
        ("老翁刹住车，抽出一封信，递给他。", "", ["老翁刹住车，", "抽出一封信，", "递给他。"]),
        ("他在画面左侧，面向右侧，扶起她，把她拖进屋。", "他在画面左侧，面向右侧，", ["扶起她，", "把她拖进屋。"]),
        ("她看着他，神情激动，抬起头。", "", ["她看着他，神情激动，抬起头。"]),  # how a line is played
        ("女子换上制服，头发还湿着，低头走进来。", "", ["女子换上制服，头发还湿着，", "低头走进来。"]),
    ],
)
def test_a_chinese_sentence_has_one_deed_after_another(sentence, head, done):
    found = prose.steps(sentence, ZH)
    assert found == (head, done)
    assert "".join((found[0], *found[1])) == sentence


def _shot(action: str, location: str = "厨房（内）") -> Shot:
    return Shot(action, "", Dialogue("", ""), 2.0, location, "", "白天", "", "无")


def test_what_is_done_in_a_clip_is_heard_and_people_move_where_nothing_is():
    assert ambience.summed(["老翁刹住车。", "She stamps."], EN, people=True) == ["brakes squealing", "stamping feet"]
    assert ambience.summed(["他想了想。"], EN, people=True) == ["clothes rustling softly"]
    assert ambience.summed([""], EN, people=False) == []


def test_a_room_whose_scene_is_known_has_no_sound_that_nobody_makes_and_the_rain_of_its_scene():
    shot, wet = _shot("她坐下。"), _shot("窗外下着大雨。")
    assert ambience.heard(shot, EN) == "clinking pots, dripping water"
    assert ambience.heard(shot, EN, scene=next(ambience.so_far([shot]))) == "quiet room tone"
    assert ambience.heard(shot, EN, scene=[*ambience.so_far([wet, shot])][-1]) == "rain on the window, quiet room tone"
