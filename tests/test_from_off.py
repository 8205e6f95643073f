"""A voice that comes over a telephone is told by what is heard; who was seen a shot before in the same place is out of frame."""

from dataclasses import replace

import pytest

from storyboard.model import Board, Character, Clip, Part
from storyboard.render import render
from tests.samples import OFFER, sample
from tests.test_directing import man

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


@pytest.mark.parametrize(("seen", "called"), [("男", "只闻其声的人"), ("女", "画外的男子")])
def test_who_is_never_seen_is_called_by_sex_where_nobody_else_of_the_clip_is(seen, called):
    first = sample("rain.txt")[0].board.shots[0]
    people = {
        "王甲": Character(30, f"{seen}，30岁，头发（黑色，短发），衣服（黑色，长袍）", "王甲", ""),
        "李乙": Character(30, "男，30岁，头发（黑色，短发），衣服（灰色，长袍）", "李乙", "GenderAge（男·30岁） PitchMean（125 Hz） Tempo（240 SPM） Accent（普通话）"),
    }  # fmt: skip
    plain = replace(
        first, visual=f"空屋里没有人{FILLER}{FILLER}", action="", dialogue=replace(first.dialogue, role="", text="")
    )
    spoken = replace(first.dialogue, role="李乙", text="走吧。")
    shot = replace(plain, visual=f"王甲站在桌边{FILLER}{HEARD.format('李乙')}", dialogue=spoken)
    clip = Clip((Part(0, "走吧。", shot.tenths, shot.tenths),), 5)
    prompt = render(Board(people, (shot, *[plain] * 8)), (clip,), replace(OFFER, template="sora"))[0]
    assert f"台词: {called}，" in prompt


@pytest.mark.parametrize("form", ["sora", "kling", "seedance", "wan", "h3"])
def test_the_voice_of_who_speaks_outside_a_picture_is_told_again_and_no_lips_move_in_it(form):
    """The face in the picture is somebody else's."""
    people = {"王甲": man("黑色"), "李乙": replace(man("灰色", 70), name="李乙")}
    first = sample("rain.txt")[0].board.shots[0]
    plain = replace(
        first, visual=f"空屋里没有人{FILLER}{FILLER}", action="", dialogue=replace(first.dialogue, role="", text="")
    )
    spoken = replace(first.dialogue, role="李乙", text="走吧。")
    shots = [
        replace(plain, visual=f"李乙站在桌边开口{FILLER}{FILLER}", dialogue=spoken),
        replace(plain, visual=f"王甲站在门边听着{FILLER}{FILLER}", dialogue=spoken),
    ]
    parts = tuple(Part(at, "走吧。", shot.tenths, shot.tenths) for at, shot in enumerate(shots))
    prompt = render(Board(people, (*shots, *[plain] * 8)), (Clip(parts, 10),), replace(OFFER, template=form))[0]
    voice = "old man's voice" if form == "h3" else "老年男声"
    assert prompt.count(voice) == 2
    assert form != "h3" or prompt.count("all lips on screen remain completely closed") == 1
