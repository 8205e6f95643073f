"""A clause with a person and a verb is in the picture, one about where the camera stands with the camera, and what was shown is not named again."""

from dataclasses import replace

import pytest

from storyboard import directing, names, viewpoints
from storyboard.languages import Language
from storyboard.model import Board, Character
from tests.samples import OFFER, sample

EN, ZH = Language.of("en"), Language.of("zh")


@pytest.mark.parametrize("when", ["At the first words", "At the last word", "On the second stroke", "After the final note"])  # fmt: skip
@pytest.mark.parametrize("part", ["eyes", "thumb", "chin", "fingers"])
@pytest.mark.parametrize("verb", ["lift and slowly fill", "stops and presses the darn", "trembles", "closes"])
def test_what_a_part_of_somebody_does_is_no_standpoint(when, part, verb):
    assert not viewpoints.is_view(f"{when} JUNE's {part} {verb}", EN)
    assert not viewpoints.is_view(f"From the window her {part} slowly {verb}", EN)


@pytest.mark.parametrize(
    ("view", "language"),
    [
        *((each, EN) for each in ("Towards her face in the row", "Before her right fist", "Just above the water", "With her run", "Over his shoulder")),
        *((each, ZH) for each in ("迎着他在人缝里后退", "手和脸同框", "从桌角看向空雪窝")),
    ],
)  # fmt: skip
def test_a_standpoint_is_no_sentence_of_the_picture(view, language):
    assert viewpoints.is_view(view, language)


@pytest.mark.parametrize("count", range(1, 5))
def test_a_tail_without_a_verb_goes_where_it_was_shown_before(count):
    shown = "铜香炉占着画左前景，炉口空着。" + "她把一根香插进铜香炉。" * count
    assert viewpoints._without_tail(f"{shown}铜香炉在画左前景", ZH) == shown
    assert viewpoints._without_tail(f"{shown}老柳树在画右深处", ZH) == f"{shown}老柳树在画右深处"
    laid = "He lays the watch into her open hand. " * count
    assert viewpoints._without_tail(f"{laid}Two hands", EN) == laid.strip()
    assert viewpoints._without_tail(f"{laid}Two faces", EN) == f"{laid}Two faces"
    assert viewpoints._without_tail(f"{laid}His hand closes", EN) == f"{laid}His hand closes"


@pytest.mark.parametrize("thing", ["the round silver tin", "a deep well", "the open drawer"])
def test_what_a_camera_looks_into_is_in_the_picture(thing):
    first = sample("rain.txt")[0].board.shots[0]
    visual = f"Seen from above into {thing}: dark earth, and in it one green shoot with four small leaves. A drop of water falls beside the shoot and one leaf trembles. Into {thing}"
    looks = "female, 30, hair (black, short), clothes (black, coat)"
    person = {"MAE": Character(30, looks, "MAE", "")}
    shot = replace(
        first,
        visual=visual,
        action="",
        camera="extreme close-up, high angle, static",
        style_tags="grey light",
        dialogue=replace(first.dialogue, role="", text=""),
    )
    board = Board(person, (shot,) * 6)
    told = directing.settled(board, names.naming(person, None, "", "en"), OFFER).shots[0]

    assert told.visual.startswith(f"In {thing}: dark earth")
    assert f"high angle, into {thing}" in told.camera
    assert told.camera.count(thing) <= 1
