"""By night far from any house no lamp shines that nobody told of."""

import re

import pytest

from storyboard.languages import Language
from storyboard.lighting import SceneLight
from tests.test_whereabouts import board_of

PLACES = {
    "en": (("FROZEN LAKE", "DARK FOREST", "STEPPE", "MOUNTAIN PASS", "OPEN SEA"), ("STREET", "YARD", "STATION")),
    "zh": (("冰湖", "密林", "戈壁", "山谷", "海上"), ("街口", "院子", "车站")),
}
LAMPS = {"en": ("A lantern swings.", "Headlights sweep over it."), "zh": ("灯笼一晃。", "远处一点火光。")}
FILES = {"en": "lastbus.txt", "zh": "rain.txt"}
SIDES = {"en": (" (outside)", "night"), "zh": ("（外）", "晚上")}


@pytest.mark.parametrize("code", ["en", "zh"])
def test_no_lamp_shines_in_the_wild_by_night_unless_one_is_told_of(code):
    side, hour = SIDES[code]
    lamp = re.compile("lamp|灯")
    for wild, places in zip((True, False), PLACES[code], strict=True):
        for place in places:
            shots = board_of(FILES[code], {"location": place + side, "time": hour}).shots
            told = SceneLight(shots, Language.of(code)).source(shots[0])
            assert bool(told) == wild, place
            assert not lamp.search(told)
            for lit in LAMPS[code]:
                seen = board_of(FILES[code], {"location": place + side, "time": hour, "visual": lit}).shots
                assert "cold night sky" not in SceneLight(seen, Language.of(code)).source(seen[0])
                assert "夜空" not in SceneLight(seen, Language.of(code)).source(seen[0])
