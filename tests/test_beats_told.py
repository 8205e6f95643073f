"""Words by which a beat is known: blows, things that lie somewhere, what is taken off, who is called."""

from pathlib import Path

import pytest

from storyboard.staging import props
from storyboard.staging.calls import KINSMAN, at_edges, calls
from storyboard.staging.moves import ENTERS, EXITS
from storyboard.staging.verbs import BLOW
from storyboard.staging.words import shared_words
from tests.samples import work


@pytest.mark.parametrize(
    "told",
    [
        "Ines's palm connects with Tom's cheek.",
        "He drives his elbow into her ribs.",
        "Old Brandt catches Piet behind the ear.",
        "The bat swings.",
        "他把竹签捅进对方的小腹",
        "她抄起灯架，狠狠抡在他背上",
    ],
)
def test_a_blow_is_known_by_what_lands_where(told: str) -> None:
    assert BLOW.search(told)


@pytest.mark.parametrize(
    "told",
    ["He slaps the newspaper down.", "She hits the light switch.", "He catches her eye.", "She pushes the door."],
)
def test_what_is_done_to_things_is_no_blow(told: str) -> None:
    assert not BLOW.search(told)


@pytest.mark.parametrize(
    ("text", "language", "shown"),
    [
        ("On the back seat: a wedding veil wrapped round a shotgun.", "en", ("the wedding veil", "on the back seat")),
        ("鱼缸里，烟头慢慢散开。", "zh", ("烟头", "鱼缸里")),
        ("In the doorway, a young man.", "en", ("", "")),
        ("Under the trolley, a wedge pops loose.", "en", ("the wedge", "under the trolley")),
        ("On the desk, a glass jar glints dully.", "en", ("the glass jar", "on the desk")),
        ("Under the bed, the old keys lie.", "en", ("the old keys", "under the bed")),
        ("On the table, a box of matches.", "en", ("the box of matches", "on the table")),
        ("On the wall, a class photograph.", "en", ("the class photograph", "on the wall")),
        ("她手里的刀落了地。", "zh", ("", "")),
    ],
)
def test_a_sentence_that_begins_with_a_place_shows_what_lies_there(
    text: str, language: str, shown: tuple[str, str]
) -> None:
    assert props.lying(text, language) == shown


def test_coming_and_going_are_told_in_many_words() -> None:
    comes = ("Cole comes back, drying his hands.", "杜七纵马而至", "小叔从门里迎了出来", "Ann sticks her head in.")
    goes = ("She sweeps from the room.", "Kit limps around the corner.", "他头也不回地上了楼", "军师没入夜色")
    assert all(ENTERS.search(each) for each in comes)
    assert all(EXITS.search(each) for each in goes)
    assert not ENTERS.search("She steps back to her feet.")


def test_a_call_is_no_statement_and_your_mother_is_somebody_else() -> None:
    assert "您认识我爸" not in list(calls("您认识我爸？"))
    assert at_edges("老K你去，我没空。", ("苏苏", "老K")) == ("老K",)
    assert not KINSMAN.search("Look after your mother.")
    assert KINSMAN.search("女儿听母亲安排")


def test_who_takes_up_words_answers_them() -> None:
    assert shared_words("阿姨，这房子漏水您修过吗？", "漏水是楼上的事。")
    assert not shared_words("What did you say?", "What do you want?")


def test_a_coat_that_is_taken_off_again_is_off_from_its_words_on(tmp_path: Path) -> None:
    script = tmp_path / "coat.fountain"
    script.write_text(
        "INT. OFFICE - DAY\n\nNORA (30, white shirt) sits at the desk. BEN (35) stands at the window.\n\nBEN\nLet's go.\n\n"
        "Nora stands and pulls on a red wool coat.\n\nNORA\nAfter you.\n\nNora shrugs off her coat.\n\nNORA\nWear it.\n",
        encoding="utf-8",
    )
    shots = work(script)[0].board.shots
    worn = [shot.visual for shot in shots if shot.dialogue.role == "NORA"]
    assert "clothes (red, wool coat)" in worn[0]
    assert "coat" not in worn[1]
