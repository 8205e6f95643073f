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


@pytest.mark.parametrize("thing", ["cast", "cap", "hat", "scarf", "glasses", "gloves"])
@pytest.mark.parametrize("denied", ["no {}", "without a {}", "no longer any {}"])
def test_what_is_denied_is_nothing_worn(denied: str, thing: str) -> None:
    text = f"INT. ROOM - DAY\n\nKEZIA (30, blue suit, {denied.format(thing)}) waits.\n\nKEZIA\nYes.\n"
    told = [value for member in gather(parse(Source("a.fountain", text, "utf-8"))).members for value in _told(member)]

    assert told == ["blue|suit"]


@pytest.mark.parametrize(
    ("told", "mark"),
    [
        ("plaster cast on her arm", "plaster cast on the arm"),
        ("a cast on her left leg", "plaster cast on the left leg"),
        ("cut thumb in a huge bandage", "huge bandage on the thumb"),
        ("broken wrist in a cast", "plaster cast on the wrist"),
        ("her right arm in a sling", "right arm in a sling"),
    ],
)
def test_a_bandage_and_a_cast_are_told_where_they_are(told: str, mark: str) -> None:
    text = f"INT. ROOM - DAY\n\nKEZIA (30, blue suit, {told}) waits.\n\nKEZIA\nYes.\n"
    found = [value for member in gather(parse(Source("a.fountain", text, "utf-8"))).members for value in _told(member)]

    assert found == ["blue|suit", mark]


@pytest.mark.parametrize("clause", ["张开手套", "摊开手套", "指指自己的光脚", "伸手遮住疤", "翻开手套", "盖住伤疤"])
def test_what_a_hand_does_with_a_thing_is_no_mark(clause: str) -> None:
    assert not _chinese(clause)


@pytest.mark.parametrize(("cloak", "verb"), [("斗篷", "摘下"), ("披风", "解下"), ("蓑衣", "脱下")])
def test_a_cloak_is_over_clothes_and_gone_when_it_is_off(cloak: str, verb: str) -> None:
    text = f"1-1 夜 内 冷宫\n人物：阿瑶（19岁，宫女）\n△阿瑶推门进来，{verb}{cloak}。\n阿瑶：娘娘。\n1-2 日 外 侯府\n人物：阿瑶\n△阿瑶披着{cloak}。\n阿瑶：殿下，圣旨。\n"
    (member,) = gather(parse(Source("a.txt", text, "utf-8"))).members
    off = [version for version in member.versions if "1-1" in version.scenes]

    assert member.looks.clothes_style.endswith(cloak)
    assert "、" in member.looks.clothes_style
    assert [version.clothes and cloak not in version.clothes[1] and not version.state for version in off] == [True]


def test_hair_that_nobody_has_put_up_is_hair() -> None:
    assert "|披散长发" in _chinese("白衣散发，站在窗前")
    assert not [value for value in _chinese("身上散发着香味") if "发" in value]


def test_what_a_widow_wears_is_white_where_it_is() -> None:
    assert "white|mourning clothes" in _english("Kezia, in widow's white, waits.")
