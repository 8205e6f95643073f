"""Who is of another age in a scene stays so in all of it, and has the hair of the age they are of."""

from dataclasses import replace

import pytest

from storyboard import ages, marks, names
from storyboard.cast.gather import gather
from storyboard.model import Board, Cast, Source
from storyboard.parse import parse
from storyboard.plan.faces import one_face
from tests.samples import sample


def board_of(visuals: list[str], places: str = "") -> tuple[Board, names.Naming, str]:
    """Silent shots of one place (a letter of `places` each, where there are several), and somebody of the board, who is written as {}."""
    board = sample("lastbus.txt")[0].board
    who = next(name for name, each in board.character_setting.items() if each.appearance.startswith(("male", "female")))
    first = replace(board.shots[0], dialogue=replace(board.shots[0].dialogue, role="", text=""), action="")
    rows = zip(visuals, places or "A" * len(visuals), strict=True)
    shots = tuple(
        replace(first, visual=visual.replace("{}", who), location=f"YARD {at} (outside)") for visual, at in rows
    )
    return replace(board, shots=shots), names.naming(board.character_setting, None, "", "en"), who


def ages_of(visuals: list[str], places: str = "") -> list[int | None]:
    """The age that each shot tells of that somebody; None where it is the usual one."""
    board, naming, who = board_of(visuals, places)
    told = ages.kept(board, naming)
    return [next((now.age for now in marks.versions(shot.visual) if now.name == who), None) for shot in told.shots]


def old(age: int) -> str:
    return f"{{}} laughs[Now: {{}}, {age}, hair (white, thin)]"


GAZE = "A gaze goes over his face, inch by inch"


@pytest.mark.parametrize("age", [6, 81, 93])
@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_gaze_a_hand_or_a_voice_is_of_the_age_that_the_scene_shows(age, at):
    visuals = [old(age), old(age)]
    visuals.insert(at, GAZE)
    assert ages_of(visuals) == [age] * 3


def test_the_age_of_another_scene_is_none_of_this():
    assert ages_of([old(81), GAZE], "AB") == [81, None]


def test_of_two_ages_in_a_scene_the_nearest_is_meant():
    assert ages_of([old(81), old(81), GAZE, "A hand", "A door", old(6)])[2:5] == [81, 81, 6]


def test_where_a_shot_of_the_scene_shows_somebody_without_a_word_they_may_be_as_usual():
    assert ages_of(["{} waves", GAZE, old(81)]) == [None, None, 81]
    assert ages_of(["{} waves", old(81), GAZE, old(81)]) == [None, 81, 81, 81]


@pytest.mark.parametrize("colour", ["brown", "red", "white"])
def test_nobody_of_their_usual_age_has_the_hair_of_another(colour):
    young = f"{{}} laughs[Now: {{}}, 9, hair ({colour}, curly)]"
    board, naming, who = board_of([young, f"{{}} nods[Now: {{}}, hair ({colour}, curly with dust in it)]"], "AB")
    told = [marks.versions(shot.visual)[0].hair for shot in ages.kept(board, naming).shots]
    usual = names.read_appearance(board.character_setting[who].appearance)
    assert usual
    assert usual.hair_colour != colour
    assert told == [(colour, "curly"), (usual.hair_colour, "curly with dust in it")]


def test_hair_that_is_dyed_stays_so():
    board, naming, _ = board_of(["{} nods[Now: {}, hair (green, curly)]", old(81)], "AB")
    assert marks.versions(ages.kept(board, naming).shots[0].visual)[0].hair == ("green", "curly")


@pytest.mark.parametrize("word", ["对手", "队友", "同学", "室友"])
@pytest.mark.parametrize("years", [9, 14, 17])
def test_rivals_and_team_mates_of_a_pupil_are_of_the_pupils_age(word, years):
    text = f"1-1 日 外 跑道\n人物：杨小满（{years}岁，女）、何老师、{word}刘婷、观众若干\n△刘婷跑来。\n刘婷：跑？\n何老师：停！\n杨小满：嗯。\n"
    cast = gather(one_face(parse(Source("s.txt", text, "utf-8")), Cast(())))
    ages = {member.name: member.looks.age for member in cast.members}
    assert ages["刘婷"] == years
    assert ages["何老师"] > 20


@pytest.mark.parametrize("word", ["rival", "opponent", "team-mate", "roommate"])
def test_rivals_of_a_pupil_are_of_the_pupils_age_in_english(word):
    text = f"EXT. TRACK - DAY\n\nANNA (14) waits beside her {word} MIA.\n\nANNA\nGo.\n\nMIA\nNo.\n"
    cast = gather(parse(Source("s.txt", text, "utf-8")))
    assert {member.looks.age for member in cast.members} == {14}
