"""What writers leave open: lines without a mark, names that look cut, labels in odd places. Read, and reported."""

import pytest

from storyboard.model import Script, Source
from storyboard.parse import parse


def read(text: str, path: str = "made.txt") -> Script:
    script = parse(Source(path, text, "utf-8", "fountain" if path.endswith(".fountain") else "text"))
    assert script.text == text
    return script


def lines(script: Script) -> list[tuple[str, str, str]]:
    """(kind, speaker, text) of everything that is told or said."""
    return [(u.kind, u.speaker, u.text) for u in script.units if u.kind in ("action", "speech")]


def rules(script: Script) -> list[str]:
    return [fault.rule for fault in script.warnings]


def test_a_name_of_the_cast_list_is_never_cut():
    """电梯广播 ends like an extension, and is a name."""
    script = read("第一场 电梯 日 内\n人物：大刘、电梯广播\n大刘：你先。\n电梯广播：叮。\n大刘：啊！\n")

    assert [unit.speaker for unit in script.units if unit.kind == "speech"] == ["大刘", "电梯广播", "大刘"]
    assert {person.name for person in script.cast} == {"大刘", "电梯广播"}
    assert next(unit for unit in script.units if unit.speaker == "电梯广播").delivery == "voiceover"


def test_a_device_is_cut_off_only_behind_somebodys_name():
    """机场广播 is a voice, 李强语音 is 李强."""
    script = read("1-1 日 内 机场\n李强：走吧。\n机场广播：请登机。\n李强语音：我先走了。\n王梅OS：他走了。\n")

    assert [(unit.speaker, unit.delivery) for unit in script.units if unit.kind == "speech"] == [
        ("李强", ""), ("机场广播", "voiceover"), ("李强", "phone"), ("王梅", "inner"),
    ]  # fmt: skip


def test_an_extension_in_mid_speech_makes_two_speeches():
    """`李强：我先走了。（OS）她真傻。`"""
    script = read("1-1 日 内 客厅\n李强：我先走了。（OS）她真傻。（叹气）算了。\n王梅：好。\n")

    said = [(u.text, u.delivery, u.raw) for u in script.units if u.kind == "speech"]
    assert said[:2] == [
        ("我先走了。", "", "李强：我先走了。"),
        ("她真傻。算了。", "inner", "（OS）她真傻。（叹气）算了。\n"),
    ]
    assert rules(script).count("delivery-switch") == 1


@pytest.mark.parametrize(
    ("line", "delivery"),
    [
        ("王梅（V.O.）：（电话里）是我。", "phone"),
        ("王梅：（电话里，VO）是我。", "phone"),
        ("王梅：（接电话）是我。", ""),
    ],
    ids=["behind an extension", "in front of the words", "in the picture"],
)
def test_the_telephone_wins_wherever_it_is_written(line, delivery):
    script = read(f"1-1 日 内 客厅\n{line}\n李强：好。\n")

    assert next(unit for unit in script.units if unit.kind == "speech").delivery == delivery
