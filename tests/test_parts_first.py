"""A part of somebody that stands before them in a prompt, where their looks have room: the bare head of the man, aged 45, …"""

import re

import pytest

from storyboard.check.told import Known, parts_first, pattern_of
from storyboard.model import Character

LOOKS = "male, 45, hair (black, close-cropped), clothes (grey, uniform tunic)"
OTHER = "female, 9, hair (brown, two braids), clothes (red, padded coat)"


def known(**people):
    characters = {name: Character(age=45, appearance=looks, name=name, voice="") for name, looks in people.items()}
    return Known(characters, {name: name for name in characters}, (), {}, careful=True)


@pytest.mark.parametrize("name", ["BADE", "PIETER", "JO"])
@pytest.mark.parametrize("part", ["face", "bare head", "old right palm", "small bare left hand"])
@pytest.mark.parametrize("rest", ["fills the frame", "rises over KEMI's right hand"])
def test_one_of_the_ways_is_the_parts_own_words_before_the_name_and_all_else_stays(name, part, rest):
    people = known(**{name: LOOKS, "KEMI": OTHER})

    ways = [*parts_first(f"{name}'s {part} {rest}", people)]

    assert f"the {part} of {name} {rest}" in ways
    assert len(ways) == len(set(ways))
    assert all(way.count(" of ") == 1 and way.count("'s ") == rest.count("'s ") for way in ways)


@pytest.mark.parametrize("text", ["BADE rises", "the head of BADE", "nobody's hand", "BADE's"])
def test_where_nobody_owns_a_part_there_is_no_way(text):
    assert [*parts_first(text, known(BADE=LOOKS))] == []


def test_a_prompt_that_tells_the_part_first_is_read_as_the_boards_own_words():
    people = known(BADE=LOOKS)
    board, prompt = (
        "BADE's bare head fills the frame",
        "The bare head of the man in the grey uniform tunic fills the frame",
    )

    assert re.search(pattern_of(board, people)[0], prompt, re.I) is None
    assert any(re.search(pattern_of(way, people)[0], prompt, re.I) for way in parts_first(board, people))
