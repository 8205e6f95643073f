"""Every clause of an English picture has a verb: what only stands somewhere is seen by us, what has a verb stays as it is."""

import pytest

from storyboard import names, verbless
from storyboard.model import Character

LOOKS = "female, 30, hair (black, short), clothes (black, coat)"
PEOPLE = {"MAE": Character(30, LOOKS, "MAE", ""), "RUTH": Character(30, LOOKS, "RUTH", "")}
NAMING = names.naming(PEOPLE, None, "", "en")

VERBLESS = [
    "Large in front the kettle in the brown cap on the leaves.",
    "MAE's face close behind the arc she has wiped, red bobble hat, eyes suddenly wide.",
    "The black timber shed hung with tin plates, its paint blistered now.",
    "Rain like silver rods on the rope and two hundred striped deckchairs.",
    "Blue-black night between rock walls, snow driven sideways past tall red marker poles.",
    'The clock in the dashboard, straight on, large red digits: "23:10".',
    "The grey slate, white chalk capitals: first J, O, A and an N without its last stroke.",
    "The slate in the hatch opening, straight on, rain spattering it, white chalk letters: TEN.",
    "Three squeezed on the bench: MAE is on the left, RUTH huge in the middle.",
    "MAE on the left and RUTH on the right side by side in the water, dripping.",
]
WHOLE = [
    "The wind rises; MAE waits.",
    "It stops.",
    "MAE kneels upright out of the mist, a stone in the crook of her left arm.",
    "MAE hands the cone down with a small bow.",
    "MAE's chalk stands on the N.",
    "The ninth hive waits blurred on the right.",
    "From the right come MAE's yellow cuff and her licked thumb.",
    "They shuffle closer to the table, rub wet sleeves, crane their necks.",
    "Two hundred striped deckchairs curve round the white rope.",
    "A gust from the left rolls the hat off.",
    "Beyond the edge of a whitewashed wall lie terraced fields, small and hazy.",
    "The finger curls slowly shut.",
    "One window blooms yellow.",
    "Slow fade to black.",
    "SOLDIERS crowd the well, buckets in their hands.",
    "Each swings one slow heavy fist; MAE's lands on the rope.",
]


@pytest.mark.parametrize("said", VERBLESS)
@pytest.mark.parametrize("before", ["", "RUTH sits down. "])
def test_a_picture_without_a_verb_is_what_we_see(said, before):
    told = verbless.beheld(f"{before}{said}", NAMING)
    small = said if said.startswith("MAE") else f"{said[0].lower()}{said[1:]}"
    assert told == f"{before}We see {small}"


@pytest.mark.parametrize("said", WHOLE)
def test_a_sentence_that_has_its_verb_stays_as_it_is(said):
    assert verbless.beheld(said, NAMING) == said


def test_clauses_behind_one_that_we_see_go_on_with_it():
    said = "The girl's boots before the rope; on the left the old shed; far right a grey tower. MAE waits; behind her a row of tin plates."
    assert verbless.beheld(said, NAMING) == (
        "We see the girl's boots before the rope; on the left the old shed; far right a grey tower. "
        "MAE waits; we see behind her a row of tin plates."
    )


@pytest.mark.parametrize("noise", ["click", "wet crunch", "tiny sneeze"])
@pytest.mark.parametrize("stop", [";", "."])
def test_a_noise_that_has_a_clause_to_itself_is_heard(noise, stop):
    behind = "both turn" if stop == ";" else "Both turn"
    assert verbless.beheld(f"A {noise}{stop} {behind}.", NAMING) == f"A {noise} is heard{stop} {behind}."


def test_a_thing_on_another_is_seen_too():
    said = "Behind the plough a rusty chain stands taut; on it the small pink van, nose hoisted. RUTH waits."
    assert verbless.beheld(said, NAMING) == said.replace("on it", "we see on it")


def test_chinese_pictures_are_left_as_they_are():
    naming = names.naming(PEOPLE, None, "", "zh")
    assert verbless.beheld("画左是一堵旧墙，墙下一只木桶。", naming) == "画左是一堵旧墙，墙下一只木桶。"


@pytest.mark.parametrize("said", [
    "MAE is half up from her knees; Luna (white dog, one torn ear) beside her, ears up.",
    "Luna (white dog, one torn ear) beside the mossy root, ears up.",
    "Luna beside the mossy root, ears up. MAE looks at Luna.",
])  # fmt: skip
def test_an_animal_keeps_the_capital_of_its_name(said):
    told = verbless.beheld(said, NAMING)
    assert "see Luna" in told
    assert "luna" not in told


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Over it, the yellow raincoat, stretched between the fists of MAE.", "Over it, we see the yellow raincoat, stretched between the fists of MAE."),
        ("Behind her on the left the old grey shed and its door.", "Behind her on the left, we see the old grey shed and its door."),
        ("On the left the steep near bank, mist over dark water.", "On the left, we see the steep near bank, mist over dark water."),
        ("In front, dark, the head of MAE and the edge of the slate.", "In front, dark, we see the head of MAE and the edge of the slate."),
        ("Through the hatch the black sky over the field, the ball high up.", "We see through the hatch the black sky over the field, the ball high up."),
    ],
)  # fmt: skip
def test_what_is_seen_stands_behind_where_it_is(said, told):
    assert verbless.beheld(said, NAMING) == told
