"""Somebody at another time: the mark on the board, the prompt by it, and what is wrong with a prompt that tells both."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyboard import marks, names
from storyboard.model import Board, Character, Dialogue, Shot, Voice
from storyboard.pack import pack
from storyboard.render import render
from tests.samples import OFFER

WORD = st.text("红棉袄羊角辫湿透 abc", min_size=1, max_size=5).map(str.strip).filter(bool)
PAIR = st.tuples(WORD, WORD)
VOICE = st.builds(Voice, st.sampled_from(["男", "女"]), st.integers(50, 500), st.integers(60, 600), WORD)


@pytest.mark.parametrize("language", ["zh", "en"])
@given(
    now=st.builds(
        marks.Now,
        WORD,
        st.none() | st.integers(0, 120),
        st.none() | PAIR,
        st.none() | PAIR,
        st.just("") | WORD,
        st.none() | VOICE,
        st.sampled_from(["", "男", "女"]),
    )
)
def test_a_version_is_read_as_it_was_written(language, now):
    """Whatever parts it has, between other words of a picture; and the picture without it is the picture."""
    visual = f"林晚站着{marks.write_change(now, language)}"

    assert marks.versions(visual) == (now,)
    assert marks.without(visual) == "林晚站着"


def test_the_fixed_forms_are_these():
    """Letter for letter; the older mark is read on."""
    now = marks.Now("林婉", 9, ("黑色", "羊角辫"), ("红色", "棉袄"), "浑身湿透", Voice("女", 285, 250, "普通话"))

    assert (
        marks.write_change(now, "zh")
        == "【此时：林婉，9岁，头发（黑色，羊角辫），衣服（红色，棉袄），状态（浑身湿透），声音（女，285 Hz，250 SPM，普通话）】"
    )
    assert marks.write_change(marks.Now("NORA", 9, state="soaked"), "en") == "[Now: NORA, 9, state (soaked)]"
    assert marks.versions("林婉站着【换装：林婉，红色，婚纱】") == (marks.Now("林婉", clothes=("红色", "婚纱")),)
    assert marks.versions("【换装：林婉，红色，婚纱】【此时：林婉，9岁】") == (marks.Now("林婉", 9, clothes=("红色", "婚纱")),)


def board_of(people, visual, role=""):
    """One shot of people called 甲一, 甲二, …, each 30 and in their own colour."""
    characters = {
        name: Character(
            30,
            f"女，30岁，头发（黑色，长直发），衣服（{colour}，修身西装）",
            name,
            "GenderAge（女·30岁） PitchMean（215 Hz） Tempo（240 SPM） Accent（普通话）",
        )
        for name, colour in people.items()
    }
    said = Dialogue(role, "你好。" if role else "")
    shot = Shot("众人站着。", "中景，平视，固定", said, 4.0, "屋里（内）", "写实", "白天", visual, "晴")
    return Board(characters, (shot,))


PEOPLE = dict(zip(("林一", "赵二", "孙三", "周四", "吴五"), ("白色", "蓝色", "绿色", "灰色", "黄色"), strict=True))


@settings(max_examples=30, deadline=None)
@given(st.data(), st.integers(1, 5))
def test_a_version_replaces_its_parts_in_the_whole_shot_and_nobody_elses(data, count):
    """n people: those with a version are told as they are now, picture, speaker and voice; the others as ever."""
    people = dict(list(PEOPLE.items())[:count])
    changed = data.draw(st.sets(st.sampled_from(list(people))))
    role = data.draw(st.sampled_from(["", *people]))
    now = [marks.Now(name, 9, ("棕色", "羊角辫"), (people[name], "棉袄"), "湿透", Voice("女", 285, 250, "普通话")) for name in sorted(changed)]
    board = board_of(people, "、".join(people) + "站着" + "".join(marks.write_change(each, "zh") for each in now), role)

    prompt = render(board, pack(board, OFFER), OFFER)[0]

    for name, colour in people.items():
        old, new = f"女，30岁，头发（黑色，长直发），衣服（{colour}，修身西装）", f"女，9岁，头发（棕色，羊角辫），衣服（{colour}，棉袄、湿透）"
        assert (new in prompt, old in prompt) == (name in changed, name not in changed)
    if role:
        assert ("女·9岁" in prompt and "285 Hz" in prompt) == (role in changed)
    assert "此时" not in prompt and not any(name in prompt for name in people)


def test_parts_left_out_stay_as_they_are():
    """Only what a version says is otherwise."""
    board = board_of({"林一": "白色"}, "林一站着【此时：林一，状态（满脸是血）】", "林一")
    naming = names.dressed(board.shots[0], names.naming(board.character_setting, None, "", "zh"))

    assert naming.characters["林一"] == replace(
        board.character_setting["林一"], appearance="女，30岁，头发（黑色，长直发），衣服（白色，修身西装、满脸是血）"
    )
