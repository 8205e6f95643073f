"""Where a shot plays when its scene leaves its heading's place: items of a montage, both ends of a call."""

import pytest

from storyboard import check
from storyboard.cast.gather import gather
from storyboard.model import Source
from storyboard.parse import parse
from storyboard.plan import plan
from tests.test_plan import planned

MONTAGE = """INT. GYM - DAY

DAN, 55, watches RITA, 24, wrap her hands.

RITA
I'm ready.

MONTAGE - RITA TRAINS

A) EXT. BEACH - DAWN - Rita runs along the surf.
B) INT. KITCHEN - NIGHT - Rita drinks raw eggs.
C) Rita punches a bag until it splits.

END OF MONTAGE

DAN
Good.
"""
LISTED = """1-1 日 内 拳馆
人物：阿强、教练
教练：八个星期。
△【蒙太奇】
1. 清晨海边，阿强沿着浪跑。
2. 深夜厨房，阿强喝生鸡蛋。
3. 阿强一拳打破沙袋。
△【蒙太奇结束】
阿强：好了。
"""
CALL = """INT. RITA'S FLAT - NIGHT

RITA, 24, dials her phone.

EXT. PHONE BOOTH - DAY

DAN, 30, picks up the receiver.

INTERCUT PHONE CONVERSATION

RITA
Dan?

DAN
I'm here.

Rita starts to cry.
"""


def seen(text):
    script, plan, cast = planned(text)
    assert check.check(check.subject_of(plan.board, script, script.episodes[0], cast)) == ()
    return plan.board.shots


def test_items_of_a_montage_are_shots_of_their_own_place_and_hour():
    """An item that names none is where the scene is; a mark is no shot: it stands in the first and in the last of the list."""
    shots = seen(MONTAGE)

    assert [(shot.location, shot.time) for shot in shots] == [
        ("GYM (inside)", "day"), ("BEACH (outside)", "day (DAWN)"), ("KITCHEN (inside)", "night"),
        ("GYM (inside)", "day"), ("GYM (inside)", "day"),
    ]  # fmt: skip
    assert shots[1].action.startswith("MONTAGE - RITA TRAINS\n")
    assert shots[3].action.endswith("END OF MONTAGE")


def test_a_chinese_list_too():
    shots = seen(LISTED)

    assert [(shot.location, shot.time) for shot in shots] == [
        ("拳馆（内）", "白天"), ("海边（外）", "白天（清晨）"), ("厨房（内）", "晚上（深夜）"), ("拳馆（内）", "白天"), ("拳馆（内）", "白天"),
    ]  # fmt: skip


def test_an_intercut_call_has_two_places_and_a_telephone_at_each_ear():
    """Who speaks or acts is where they were last seen; nobody stands in the other's room."""
    shots = seen(CALL)

    assert [(shot.location, shot.time) for shot in shots] == [
        ("RITA'S FLAT (inside)", "night"), ("PHONE BOOTH (outside)", "day"), ("RITA'S FLAT (inside)", "night"), ("PHONE BOOTH (outside)", "day"),
        ("RITA'S FLAT (inside)", "night"),
    ]  # fmt: skip
    assert all("into a phone" in shot.visual for shot in shots if shot.dialogue.text)
    assert "RITA" not in shots[1].visual


def test_who_is_introduced_in_the_middle_of_a_scene_was_not_there_before():
    """An age behind a name: nobody has seen them yet; whose mother she is does not bring the daughter along."""
    text = "INT. CAR - NIGHT\n\nDAN, 30, drives in silence for a long while, his eyes on the road and the rain on the glass.\n\nRita's mother, ELLEN, 50, kicks the door.\n\nELLEN\nOut!\n\nINT. HALL - DAY\n\nRITA\nHello.\n"
    shots = seen(text)

    assert "ELLEN" not in shots[0].visual
    assert "RITA" not in shots[1].visual


@pytest.mark.parametrize("mark", ["INTERCUT - KITCHEN / MARS HABITAT", "3. INTERCUT - KITCHEN / MARS HABITAT"])
def test_the_end_of_a_call_that_only_its_mark_names_is_a_place(mark):
    """Whoever was not at home before it is there; a voice from the telephone is nowhere."""
    text = (
        f"INT. KITCHEN - NIGHT\n\nTOBY, 7, eats. A phone rings.\n\n{mark}\n\nWELLS\nHello, you.\n\nTOBY\nLook. Gap.\n\n"
        "WELLS\nI knew it.\n\nRADIO (FILTERED)\nStand by.\n\nTOBY\nMum?\n"
    )
    script = parse(Source("x.txt", text, "utf-8"))
    board = plan(script, script.episodes[0], gather(script)).board.shots
    where = {(shot.dialogue.role, shot.location) for shot in board if shot.dialogue.role in ("WELLS", "TOBY")}

    assert where == {("WELLS", "MARS HABITAT (inside)"), ("TOBY", "KITCHEN (inside)")}
