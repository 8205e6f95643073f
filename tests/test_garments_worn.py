"""A word for something worn is taken for looks only where somebody has it on: many of them are also what one does, or part of a word for a thing."""

import pytest

from storyboard.cast.gather import gather
from storyboard.model import Member, Source
from storyboard.parse import parse

LOOKS = ("clothes", "marks", "hair")


def _told(member: Member) -> list[str]:
    return [fact.value for fact in member.facts if fact.source == "told" and fact.part in LOOKS]


def _english(sentence: str) -> list[str]:
    text = f"INT. ROOM - DAY\n\nKEZIA stands there.\n\n{sentence}\n\nKEZIA\nYes.\n\nTOM\nNo.\n"
    return [value for member in gather(parse(Source("a.fountain", text, "utf-8"))).members for value in _told(member)]


def _chinese(clause: str) -> list[str]:
    text = f"1-1 日 内 屋里\n人物：老周、小满\n△老周站着。\n△老周{clause}。\n老周：好。\n小满：嗯。\n"
    return [value for member in gather(parse(Source("a.txt", text, "utf-8"))).members for value in _told(member)]


@pytest.mark.parametrize("how", ["panting", "silent", "bored", "soaked in sweat"])
@pytest.mark.parametrize("verb", "pumps boots slips ties limps masks braids pants bangs belts caps watches".split())
def test_a_verb_at_the_end_of_a_sentence_is_nothing_worn(verb: str, how: str) -> None:
    worn = _english(f"Kezia, {how}, {verb}.")

    assert not [value for value in worn if verb in value]


@pytest.mark.parametrize(
    "deed",
    [
        "turns the air pump and pumps", "gloves up", "boots the door open", "ties the rope to the rail", "slaps a fresh coat of paint on the wall", "connects the jumper cables",
        "hands over a slip of paper", "opens the boot of the car", "leans on the hood of the car", "steps over the railway ties", "pulls down the shades",
        "looks at the cast of the play", "sees a cloak of fog over the bay", "shuffles a suit of hearts", "has a bad habit", "opens the glove box", "sits in the dress circle",
        "picks up a dress pattern", "breaks the heel off the loaf", "stole the boat",
    ],
)  # fmt: skip
def test_words_with_a_second_sense_are_no_clothes(deed: str) -> None:
    assert _english(f"Kezia {deed}.") == []


@pytest.mark.parametrize(
    "clause",
    [
        "拧紧螺帽", "走进鞋匠铺", "拿起笔帽", "靠着衣架", "修理传送皮带", "坐在甲板上", "演帽子戏法", "擦眼镜蛇的缸", "玩蘑菇帽", "扛起一捆棉衣", "缝着一件棉袄", "熨一件衬衫",
        "擦皮鞋", "画一双布鞋", "端详那件戏袍", "敲着铁甲门", "把口罩分给大家", "路过眼镜店", "买了一件旗袍",
    ],
)  # fmt: skip
def test_what_is_done_to_a_thing_is_not_worn(clause: str) -> None:
    assert _chinese(clause) == []


@pytest.mark.parametrize(
    ("sentence", "worn"),
    [
        ("KEZIA, 30, boots.", ["boots"]),
        ("KEZIA (30), jeans, braids.", ["|jeans", "|braids"]),
        ("Kezia wears pumps.", ["pumps"]),
    ],
)
def test_a_list_of_looks_keeps_its_last_word(sentence: str, worn: list[str]) -> None:
    assert sorted(_english(sentence)) == sorted(worn)


@pytest.mark.parametrize(
    ("clause", "worn"),
    [
        ("洗得发白的蓝布衫", "布衫"),
        ("，缝着补丁的棉袄", "棉袄"),
        ("烫着卷发", "卷发"),
        ("擦得锃亮的皮鞋，走进来", "皮鞋"),
        ("扛着枪，穿军大衣", "军大衣"),
    ],
)
def test_what_was_done_to_clothes_that_are_worn_is_how_they_look(clause: str, worn: str) -> None:
    assert any(worn in value for value in _chinese(clause))
