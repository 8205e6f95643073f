"""Nobody is how something makes them before it does: what befalls them in a shot holds from the next one on."""

import re

import pytest

from storyboard import befalling, marks
from storyboard.languages import Language
from tests.test_whereabouts import board_of

KINDS = {
    "en": [
        ("tears on the cheeks", "MAE looks up at the door.", "A tear slides down to her chin."),
        ("soaked to the skin", "MAE stands at the rail.", "The boat tips and she falls into the river."),
        ("blood on the cheek", "MAE holds the cup.", "The blade cuts past her, and the cup falls."),
        ("mud on both knees", "MAE runs along the fence.", "She falls to the mud and looks back."),
    ],
    "zh": [
        ("脸上有泪", "阿梅抬头望着门。", "一滴泪砸在手背上。"), ("浑身湿透", "阿梅站在船舷边。", "船身一歪，她扑通掉进河里。"),
        ("脸颊流血", "阿梅端着碗。", "刀尖划破了她的脸颊。"), ("膝上全是泥", "阿梅沿着篱笆跑。", "她扑倒在泥里，回头看。"),
    ],
}  # fmt: skip
MARK = {"en": "[Now: MAE, state ({})]", "zh": "【此时：阿梅，状态（{}）】"}
FILE = {"en": "lastbus.txt", "zh": "rain.txt"}


def states(code: str, *pictures: str) -> list[str]:
    shots = board_of(FILE[code], *({"visual": picture} for picture in pictures)).shots
    told = befalling.in_time(shots, Language.of(code))
    return [next((now.state for now in marks.versions(shot.visual)), "") for shot in told]


@pytest.mark.parametrize(("code", "kind"), [(code, kind) for code, kinds in KINDS.items() for kind in kinds])
@pytest.mark.parametrize("behind", range(1, 4))
def test_what_befalls_somebody_within_a_shot_is_how_they_are_in_those_behind_it(code, kind, behind):
    state, first, event = kind
    gap, mark = (" " if code == "en" else ""), MARK[code].format(state)
    assert states(code, f"{first}{gap}{event}{mark}", *[f"{first}{mark}"] * behind) == ["", *[state] * behind]


@pytest.mark.parametrize(("code", "kind"), [(code, kind) for code, kinds in KINDS.items() for kind in kinds])
def test_what_befell_them_before_stays(code, kind):
    """Told at the beginning, known from the shot before, or with nothing that brings it about."""
    state, first, event = kind
    gap, mark = (" " if code == "en" else ""), MARK[code].format(state)
    whole = f"{first}{gap}{event}{mark}"
    assert states(code, f"{first}{mark}", whole) == [state, state]
    assert states(code, f"{event}{gap}{first}{mark}") == [state]
    assert states(code, f"{first}{gap}{first}{mark}") == [state]


def test_of_several_states_none_is_lost_that_was_there():
    old = MARK["zh"].format("额角流血")
    both = MARK["zh"].format("额角流血、脸上有泪")
    assert states("zh", f"阿梅坐着。{old}", f"阿梅望着门。一滴泪滑下来。{both}") == ["额角流血", "额角流血"]
    other = MARK["en"].format("torn sleeve and tears on the cheeks")
    assert states("en", f"MAE sits. A tear falls.{other}") == [re.sub(r".*[(]|[)].*", "", other)]


@pytest.mark.parametrize(("code", "kind"), [(code, kind) for code, kinds in KINDS.items() for kind in kinds])
def test_a_state_that_was_gone_or_of_another_place_is_not_how_somebody_is_before_the_next(code, kind):
    """An old mother in the sun was soaked as in the flashback, for a tear ran down her cheek."""
    state, first, event = kind
    gap, wet = (" " if code == "en" else ""), MARK[code].format({"en": "covered in soot", "zh": "满身煤灰"}[code])
    now = f"{first}{gap}{event}{MARK[code].format(state)}"
    assert states(code, f"{first}{wet}", first, now) == [{"en": "covered in soot", "zh": "满身煤灰"}[code], "", ""]

    shots = board_of(FILE[code], {"visual": f"{first}{wet}", "location": "X"}, {"visual": now, "location": "Y"}).shots
    told = befalling.in_time(shots, Language.of(code))
    assert [one.state for one in marks.versions(told[1].visual)] in ([], [""])
