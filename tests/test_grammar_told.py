"""Sentences of a director's picture are whole: one finite verb, one stop, a camera that moves somewhere, nobody without an article."""

from dataclasses import replace

import pytest

from storyboard import alone, directing, names, travelling, viewpoints
from storyboard.languages import Language
from storyboard.model import Character
from tests.samples import OFFER, sample

EN = Language.of("en")
LOOKS = "female, 30, hair (black, short), clothes (black, coat)"
PEOPLE = {"MAE": Character(30, LOOKS, "MAE", ""), "RUTH": Character(30, LOOKS, "RUTH", "")}
NAMING = names.naming(PEOPLE, None, "", "en")


@pytest.mark.parametrize("part", ["wet hands", "bare feet", "thin fingers"])
@pytest.mark.parametrize("verb", ["hold the oar", "grip the rail", "rest on the sill"])
def test_parts_of_somebody_that_do_something_are_not_told_to_be_somewhere_too(part, verb):
    said = f"MAE's {part} in the right foreground {verb}, a hand's breadth from RUTH."
    assert alone._verbal(said, NAMING) == said
    assert " are in the right foreground" in alone._verbal(f"MAE's {part} in the right foreground.", NAMING)


@pytest.mark.parametrize(
    ("told", "move", "said"),
    [
        ("The camera sinks to the right fist on his knee: out of it hangs a key", "tilt down", "tilts down to the right fist on his knee"),
        ("The camera follows her stare down: water slides between the cobbles", "tilt down", "tilts down with her stare."),
        ("Nothing stirs; the camera glides up the hill in the stillness and halts", "slow push in", "pushes in up the hill"),
        ("The camera drops down the wall to a small brown door in the shade", "tilt down", "tilts down the wall"),
    ],
)  # fmt: skip
def test_a_camera_in_the_words_of_the_trade_keeps_where_it_goes(told, move, said):
    head, _ = travelling.told_once(f"MAE waits. {told}.", f"medium shot, eye level, {move}", EN, plain=False)
    assert said in head, head


@pytest.mark.parametrize("stop", [".", "!", "?"])
@pytest.mark.parametrize("behind", ["; the camera glides past label after label.", ". She knits on.", "."])
def test_what_is_written_ends_its_sentence(stop, behind):
    first = sample("rain.txt")[0].board.shots[0]
    shot = replace(
        first,
        visual=f'MAE sits with the sock in her hands. Beyond them the label, sharp: "NINE{stop}"{behind}',
        action="", camera="close-up, eye level, tracking shot", style_tags="grey light", dialogue=replace(first.dialogue, role="", text=""),
    )  # fmt: skip
    told = directing._settled(shot, NAMING, OFFER).visual
    assert f'{stop}".' not in told, told


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("crowd", "The crowd is"),
        ("a crowd", "a crowd is"),
        ("MAE", "MAE is"),
        ("people", "The people are"),
        ("soldiers", "The soldiers are"),
    ],
)
def test_who_else_is_somewhere_has_an_article(who, said):
    assert said in viewpoints._spotted(f"; {who} in the background of the frame, in the centre", "", NAMING)
