"""Who is one in a board is no crowd in a prompt, and those who are counted stay as many as they are."""

from dataclasses import replace

import pytest

from storyboard import alone, counted, names, viewpoints
from storyboard.cast.looks import kind_of, read_appearance
from storyboard.languages import Language
from storyboard.model import Board, Character
from tests.samples import sample

EN = Language.of("en")
CROWDS = {
    "zh": "群体，40岁，头发（深浅不一，长短不一），衣服（棕色，夹克）",
    "en": "group, 40, hair (brown and black, of different lengths), clothes (brown, leather jackets)",
}


def looks_of(name: str, visual: str, code: str):
    first = sample("rain.txt")[0].board.shots[0]
    board = Board({name: Character(40, CROWDS[code], name, "")}, (replace(first, visual=visual, action=""),))
    return read_appearance(counted.singled(board, Language.of(code)).character_setting[name].appearance)


@pytest.mark.parametrize("name", ["一个观众", "另一个衙役", "一名士兵", "其中一位客人"])
@pytest.mark.parametrize(("pronoun", "sex"), [("他", "男"), ("她", "女")])
def test_one_of_many_is_one_person_of_the_sex_of_the_pronoun(name, pronoun, sex):
    looks = looks_of(name, f"{name}站在正中，低头看着自己抬起的右脚。{pronoun}一脚跺下，旁边十来个跟上", "zh")

    assert (looks.sex, looks.hair_colour, looks.hair_style) == (sex, "黑色", "短发")
    assert looks.clothes_style == "夹克"


@pytest.mark.parametrize("name", ["ONE OF THE SPECTATORS", "a spectator", "Another Soldier"])
@pytest.mark.parametrize(("pronoun", "sex"), [("He", "male"), ("She", "female")])
def test_one_of_many_is_one_person_in_english_too(name, pronoun, sex):
    looks = looks_of(name, f"{name} stands in the middle, eyes down. {pronoun} stamps once; ten follow", "en")

    assert (looks.sex, looks.hair_colour, looks.hair_style) == (sex, "dark", "short")


@pytest.mark.parametrize(
    ("name", "code"), [("观众", "zh"), ("一个个观众们", "zh"), ("Townsfolk", "en"), ("A crowd", "en"), ("a group of men", "en")]
)  # fmt: skip
def test_many_stay_many(name, code):
    assert kind_of(looks_of(name, f"{name} 他 He", code)) == "group"


@pytest.mark.parametrize("count", ["两", "三", "四", "十"])
@pytest.mark.parametrize("clauses", range(1, 4))
def test_those_who_are_counted_are_counted_again_where_they_begin_a_clause(count, clauses):
    naming = names.naming({"衙役": Character(32, CROWDS["zh"], "衙役", "")}, None, "", "zh")
    told = counted.again(f"画右{count}个衙役张开双臂冲来{'，衙役扑上去' * clauses}，衙役们停住", naming)

    assert told.count(f"{count}个衙役") == clauses + 1
    assert told.endswith("，衙役们停住")
    assert counted.again("衙役冲来，衙役扑上去", naming) == "衙役冲来，衙役扑上去"


@pytest.mark.parametrize("side", ["left", "right", "centre", "rear"])
@pytest.mark.parametrize("verb", ["looks", "holds", "stands", "turns", "falls", "rises"])
def test_a_verb_behind_a_side_is_the_verb(side, verb):
    assert alone._verbs_in(f"LIESBET at {side} {verb} up to the window")


@pytest.mark.parametrize("whose", ["a child's", "a boy's", "a woman's"])
@pytest.mark.parametrize("behind", ["", ", towards the window"])
@pytest.mark.parametrize("usual", ["Eye level at", "Eye-level, at", "At", "From"])
def test_another_height_stands_without_the_usual_angle(usual, whose, behind):
    told = viewpoints._height(f"{usual} {whose} height{behind}", EN)

    assert told == f"at {whose} eye level{behind}"


def test_whose_a_standpoint_is_has_no_possessive_before_where_it_looks():
    naming = names.naming({"NOOR": Character(38, "", "NOOR", "")}, None, "", "en")

    assert viewpoints._whose("From behind her towards the windscreen", "NOOR sits", naming) == (
        "From behind NOOR towards the windscreen"
    )
    assert viewpoints._whose("Over her shoulder", "NOOR sits", naming) == "Over NOOR's shoulder"
