"""A list that says who the speakers are is never spoken, whatever stands above it; words are, whoever says them."""

import pytest

from storyboard.model import Source
from storyboard.parse import parse

ENGLISH = """VEGA: Marisol Vega, 41, emergency dispatcher, Harlan County
TOBY: Toby Lindqvist, a boy of 8 who hides in the car
DANA: his mother, a nurse

{between}VEGA: 911, what is the address of your emergency?
TOBY: I don't know. It's moving.
VEGA: What's moving, sweetheart?
TOBY: Our car. But nobody's driving it.
DANA: My son's in there!
"""
CHINESE = """林晚：急救中心接线员，从不提高嗓门
小豆：八岁的男孩，胆小
陈娜：小豆的母亲，三十四岁

{between}林晚：120，请问哪里需要救护车？
小豆：车在动。
林晚：什么在动？
小豆：我们的车，没有人开。
陈娜：我儿子在里面！
"""


@pytest.mark.parametrize("between", ["", "INT. DISPATCH ROOM - NIGHT\n\n"], ids=["no heading", "a heading"])
@pytest.mark.parametrize(
    "head", ["SPEAKERS", "Who's who", "Transcript key", "Voices, in order:", "THE PEOPLE IN THIS CALL", "BACK SEAT"]
)
def test_a_list_of_speakers_is_not_spoken(head, between):
    _heard(f"{head}\n\n{ENGLISH.format(between=between)}", ["VEGA", "TOBY", "VEGA", "TOBY", "DANA"])


@pytest.mark.parametrize("between", ["", "第一场 夜 内 接线大厅\n"], ids=["no heading", "a heading"])
@pytest.mark.parametrize("head", ["发言人对照表", "对话者简介", "声音出演", "谁是谁", "出场人物一览", "后座"])
def test_a_chinese_list_of_speakers_is_not_spoken(head, between):
    _heard(f"{head}\n\n{CHINESE.format(between=between)}", ["林晚", "小豆", "林晚", "小豆", "陈娜"])


def test_a_list_with_dashes_is_none_either():
    """Below a line in brackets, or one that says who is heard; without a heading behind it."""
    for text, speakers in (
        (
            "LIFT\n\nWho you will hear\nMAVE - the engineer, 58\nPRIYA - 24, a clerk\n\nMAVE: Press it.\nPRIYA: I did.\nMAVE: Again.\n",
            ["MAVE", "PRIYA", "MAVE"],
        ),
        (
            "《夜班电梯》\n【出场】\n马姐：电梯维修工，五十八岁，嘴硬\n小佩：应聘的姑娘，二十四\n\n△深夜，九层。\n马姐：别按了。\n小佩：我就按了一次。\n马姐：走。\n",
            ["马姐", "小佩", "马姐"],
        ),
    ):
        _heard(text, speakers)


def _heard(text: str, speakers: list[str]) -> None:
    script = parse(Source("call.txt", text, "utf-8"))
    assert [unit.speaker for unit in script.units if unit.kind == "speech"] == speakers
    known = {person.name: person for person in script.cast}
    assert {person.name for person in script.cast} == set(speakers)
    assert all(known[name].looks for name in speakers)
    assert not [unit for unit in script.units if unit.kind == "action" and any(name in unit.text for name in speakers)]


@pytest.mark.parametrize(
    "text",
    [
        "VOICES\n\nANA: The doctor is late.\nBEN: So is the father.\n\nANA: Coffee?\nBEN: Black.\nANA: Here.\n",
        "VOICES\n\nANA: Nurse!\nBEN: Coming, doctor.\n\nANA: Coffee?\nBEN: Black.\nANA: Here.\n",
        "谁是谁\n\n阿棠：医生来了。\n老周：护士呢？\n\n阿棠：在楼下。\n老周：好。\n阿棠：走吧。\n",
    ],
)
def test_words_about_somebody_are_spoken(text):
    script = parse(Source("talk.txt", text, "utf-8"))

    assert sum(unit.kind == "speech" for unit in script.units) == 5


LIFT = [
    # what is told, who, how old, what of the looks
    ("两个人：老宋，四十岁，工装；阿菊，花棉袄，提着篮子。", {"老宋": "四十岁，工装", "阿菊": "花棉袄，提着篮子"}),
    ("两个人：老宋（四十岁，工装）；阿菊（花棉袄）。", {"老宋": "四十岁，工装", "阿菊": "花棉袄"}),
    ("两人：老宋：四十岁，工装；阿菊：花棉袄", {"老宋": "四十岁，工装", "阿菊": "花棉袄"}),
    ("两人：老宋——四十岁，工装；阿菊——花棉袄。", {"老宋": "四十岁，工装", "阿菊": "花棉袄"}),
    ("夫妻俩：老宋，满头白发；阿菊，花棉袄。", {"老宋": "满头白发", "阿菊": "花棉袄"}),
    ("电梯里三个人：老宋，工装；阿菊，花棉袄；小女孩，六岁。", {"老宋": "工装", "阿菊": "花棉袄", "小女孩": "六岁"}),
    ("在场的人：老宋，工装；阿菊，花棉袄；保安，制服。", {"老宋": "工装", "阿菊": "花棉袄", "保安": "制服"}),
    ("四个人：老宋、阿菊、保安、小女孩。", {"老宋": "", "阿菊": "", "保安": "", "小女孩": ""}),
    ("人物：老宋，四十岁，工装；阿菊，花棉袄。", {"老宋": "四十岁，工装", "阿菊": "花棉袄"}),
]


@pytest.mark.parametrize(("line", "looks"), LIFT)
def test_people_who_are_counted_and_told_with_their_looks_are_a_list_and_not_spoken(line, looks):
    text = f"1-1 夜 内 电梯\n{line}\n灯灭。\n老宋：谁？\n阿菊：我。\n老宋：走。\n阿菊：走。\n"
    script = parse(Source("a.txt", text, "utf-8"))

    assert [unit.kind for unit in script.units if unit.raw.strip() == line] == ["cast"]
    assert script.scenes[0].cast == tuple(looks)
    assert {person.name: person.looks for person in script.cast} == looks


def test_people_who_are_counted_in_english_are_a_list_too():
    line = (
        "Three people in the lift: Ross, forty, in overalls; Lena, a red scarf; a little girl, six, with a rag rabbit."
    )
    text = f"INT. LIFT - NIGHT\n\n{line}\n\nRoss: Who is there?\nLena: Me.\nRoss: Come.\nLena: Yes.\n"
    script = parse(Source("a.txt", text, "utf-8"))

    assert script.scenes[0].cast == ("Ross", "Lena", "little girl")
    assert [(person.name, person.age) for person in script.cast] == [("Ross", 40), ("Lena", None), ("little girl", 6)]


@pytest.mark.parametrize(
    "line",
    [
        "班长：老宋，去东边；阿菊，去西边。",
        "众人：老宋，你守着；阿菊，你来。",
        "两个人：一起走；别回头。",
        "老宋：阿菊，花棉袄；你的，拿着。",
    ],
)
def test_orders_to_several_people_are_spoken(line):
    text = f"1-1 夜 内 电梯\n{line}\n灯灭。\n老宋：谁？\n阿菊：我。\n老宋：走。\n阿菊：走。\n"

    assert [unit.kind for unit in parse(Source("a.txt", text, "utf-8")).units if unit.raw.strip() == line] == ["speech"]
