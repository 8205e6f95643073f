"""Hair that is assumed fits where people are from: by the places of the headings, and by names where a cast is mixed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyboard.cast.gather import gather
from storyboard.cast.homes import homes
from storyboard.model import Cast, Source
from storyboard.parse import parse
from storyboard.plan.faces import one_face

DARK = {"black", "dark brown", "grey", "white", "silver", "salt-and-pepper"}
BROWN = DARK | {"brown"}
FAIR = {"dark blond", "blond", "sandy", "auburn", "chestnut"}
NAMES = ("MARTA", "PETER", "ELLEN", "HOLGER", "SUE", "TED", "IRMA", "WALT", "GRETE", "NED", "LOTTE", "HARRY")
DARK_PLACES = (
    "MUMBAI",
    "SAHARA, SOUTHERN ALGERIA",
    "LAGOS",
    "KYOTO",
    "HANOI",
    "BAGHDAD",
    "SEOUL",
    "NAIROBI",
    "SHANGHAI",
)
BROWN_PLACES = ("TORREON, MEXICO", "SAO PAULO", "LISBON", "NAPLES, ITALY", "HAVANA", "CRETE")
OTHERS = ("BELFAST", "BOSTON", "OSLO", "OFFICE", "CHINA SHOP, LEEDS")
BY_NAME = (
    "PRIYA",
    "VIKRAM",
    "KARIM",
    "YOUSSEF",
    "CHIDI",
    "NGOZI",
    "AKIRA",
    "MR. PATEL",
    "DR. OKAFOR",
    "MINJUN",
    "ZAINAB",
)


def hair(place, names, ages=()):
    told = dict(zip(names, ages, strict=False))
    people = "".join(f"{name} ({told.get(name, 30)}) waits.\n\n{name}\nGo.\n\n" for name in names)
    script = parse(Source("s.txt", f"INT. {place} - DAY\n\n{people}", "utf-8"))
    cast = gather(one_face(script, Cast(())))
    return {member.name: member.looks.hair_colour for member in cast.members}


@given(st.lists(st.sampled_from(NAMES), min_size=1, max_size=8, unique=True), st.sampled_from(DARK_PLACES), st.data())
def test_nobody_is_fair_where_nobody_is(names, place, data):
    ages = data.draw(st.lists(st.sampled_from((2, 8, 15, 28, 50, 71)), min_size=len(names), max_size=len(names)))
    assert set(hair(place, names, ages).values()) <= DARK


@given(st.lists(st.sampled_from(NAMES), min_size=1, max_size=8, unique=True), st.sampled_from(BROWN_PLACES))
def test_latin_america_and_the_south_of_europe_are_brown(names, place):
    assert set(hair(place, names).values()) <= BROWN


@pytest.mark.parametrize("place", OTHERS)
def test_elsewhere_the_tables_are_as_they_were(place):
    assert set(hair(place, NAMES).values()) & FAIR


@given(st.lists(st.sampled_from(BY_NAME), min_size=1, max_size=5, unique=True), st.sampled_from(OTHERS))
def test_a_name_tells_it_wherever_the_story_plays(names, place):
    found = hair(place, [*names, *NAMES])
    assert {found[name] for name in names} <= DARK


def test_two_parts_of_the_world_leave_it_to_the_names():
    script = parse(
        Source("s.txt", "INT. LONDON FLAT - DAY\n\nANN\nGo.\n\nINT. MUMBAI FLAT - DAY\n\nPRIYA\nGo.\n", "utf-8")
    )
    found = homes(script, ["ANN", "PRIYA"])
    assert not found["ANN"]
    assert found["PRIYA"]


def test_a_place_that_is_somebodys_name_is_none():
    script = parse(Source("s.txt", "INT. INDIA'S ROOM - DAY\n\nINDIA\nGo.\n\nANN\nNo.\n", "utf-8"))
    assert not homes(script, ["INDIA", "ANN"])["ANN"]


def test_hair_that_is_told_stays():
    script = parse(Source("s.txt", "INT. MUMBAI FLAT - DAY\n\nANN (30, long blond hair) waits.\n\nANN\nGo.\n", "utf-8"))
    assert gather(script).members[0].looks.hair_colour == "blond"


@pytest.mark.parametrize(
    ("place", "colours"),
    [("墨西哥 火车", {"黑色", "深棕色", "棕色", "棕黑色"}), ("孟买 街头", {"黑色", "深棕色", "深黑色", "乌黑"})],
)
def test_the_west_of_a_chinese_script_has_its_south(place, colours):
    names = ("胡安", "佩德罗", "阿妮塔", "安娜", "埃琳娜", "汤姆")
    said = "".join(f"{name}：走。\n" for name in names)
    script = parse(
        Source("s.txt", f"1-1 日 外 {place} 1905年\n人物：{'、'.join(names)}\n\n△众人等着。\n{said}", "utf-8")
    )
    found = {member.looks.hair_colour for member in gather(script).members if member.name in names}
    assert found <= colours
