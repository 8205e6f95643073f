"""A voice that comes over a telephone is told by what is heard; who was seen a shot before in the same place is out of frame."""

from dataclasses import replace

import pytest

from storyboard.model import Board, Character, Clip, Part
from storyboard.render import render
from tests.samples import OFFER, sample

FILLER = "，灯下的旧车票一张压着一张，灯芯偶尔跳一下，墙上的影子跟着晃一晃，屋里再没有别的东西在动"
HEARD = "，{}不在画面里，只听见声音"


def person(name: str, clothes: str) -> Character:
    voice = "GenderAge（男·52岁） PitchMean（125 Hz） Tempo（240 SPM） Accent（普通话）"
    return Character(52, f"男，52岁，头发（黑色，短发），衣服（{clothes}，长袍）", name, voice)


def told(*visuals: str) -> str:
    """The prompt of a clip of shots, in the last of which 李乙 speaks; the board has more shots of a director."""
    first = sample("rain.txt")[0].board.shots[0]
    plain = replace(
        first, visual=f"空屋里没有人{FILLER}{FILLER}", action="", dialogue=replace(first.dialogue, role="", text="")
    )
    shots = [replace(plain, visual=each + FILLER) for each in visuals]
    heard = shots[-1].visual + HEARD.format("李乙")
    shots[-1] = replace(shots[-1], visual=heard, dialogue=replace(first.dialogue, role="李乙", text="走吧。"))
    board = Board({"王甲": person("王甲", "黑色"), "李乙": person("李乙", "灰色")}, (*shots, *([plain] * 6)))
    parts = tuple(Part(at, each.dialogue.text, each.tenths, each.tenths) for at, each in enumerate(shots))
    return render(board, (Clip(parts, 5 * len(parts)),), replace(OFFER, template="sora"))[0]


@pytest.mark.parametrize("phone", ["听筒贴在耳边听着", "握着电话靠在耳边", "手机压在右耳上"])
@pytest.mark.parametrize("before", range(3))
def test_a_voice_over_a_telephone_has_no_looks_and_is_called_so(phone, before):
    prompt = told(*["王甲站在画左的桌边"] * before, f"王甲站在画左的桌边，{phone}")

    line = prompt.split("台词: ")[1].split("：")[0]
    assert "只闻其声的人" in line
    assert "电话音" in line
    assert "灰色" not in prompt


@pytest.mark.parametrize("between", range(3))
def test_who_was_seen_a_shot_before_is_out_of_frame(between):
    prompt = told("李乙站在画右的门边", *["王甲站在画左的桌边"] * between, "王甲站在画左的桌边，抬起头")

    line = prompt.split("台词: ")[1].split("：")[0]
    assert "人在画外近旁" in line
    assert "画外音" not in line


def test_who_was_never_seen_is_an_unseen_voice():
    line = told("王甲站在画左的桌边，抬起头").split("台词: ")[1].split("：")[0]

    assert "只闻其声的人" in line
