"""What stands written in a picture is no music of it, and is listed once however a script spaces it."""

from types import SimpleNamespace

import pytest

from storyboard import overheard
from storyboard.cast.voicing import _from
from storyboard.languages import Language
from storyboard.render.by_clip import _lettered, _music

ZH = Language.of("zh")


def scene(action, visual="", style=""):
    part = SimpleNamespace(hold=False, first=True)
    return SimpleNamespace(
        shot=SimpleNamespace(action=action, style_tags=style),
        visual=visual,
        part=part,
        naming=SimpleNamespace(language=ZH),
    )


@pytest.mark.parametrize(
    ("action", "heard"),
    [
        ("往门楣上挂一块新招牌：“明日起 全部有声 对白歌唱 配乐”。", False),
        ("音乐响起，他抬起头。", True),
        ("海报上写着“音乐响起”。", False),
    ],
)
def test_a_sign_that_promises_songs_plays_none(action, heard):
    assert _music(scene(action)) is heard


@pytest.mark.parametrize("space", [" ", "\u3000", "  "])
def test_words_to_be_read_are_listed_once_however_they_are_spaced(space):
    told = scene(f"挂一块新招牌：“明日起{space}全部有声”。", "招牌上写着“明日起 全部有声”")

    assert ["".join(text.split()) for text in _lettered([told], careful=True)] == ["明日起全部有声"]


@pytest.mark.parametrize(
    ("accent", "told"), [("上海口音普通话、圆滑油润", "上海普通话"), ("江南口音、低缓", "江南"), ("四川话", "四川话")]
)
def test_an_accent_is_told_once(accent, told):
    assert _from(accent, ZH) == told


@pytest.mark.parametrize(
    ("heard", "music"),
    [
        ("larks singing, a far church bell", False),
        ("a rail humming, louder and louder", False),
        ("the old kettle sings, a fridge hums", False),
        ("fans singing in the stand", True),
        ("a fly humming, iron humming", False),
        ("the furnace hums", False),
        ("an old woman softly humming", True),
        ("a girl humming seven notes of a waltz", True),
        ("he hums to himself", True),
        ("a girl humming a waltz, larks singing", True),
        ("Robin sings softly", True),
        ("屋檐下的百灵唱歌", False),
        ("孩子们唱歌，百灵唱歌", True),
    ],
)
def test_what_sings_or_hums_and_is_nobody_makes_no_music(heard, music):
    assert overheard.musical(heard, Language.of("en" if heard.isascii() else "zh")) is music
