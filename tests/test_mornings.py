"""The low light of a morning is no evening's."""

import pytest

from storyboard import palettes
from storyboard.languages import Language
from storyboard.model import Dialogue, Shot

EVENING = {"zh": ("夕", "晚霞", "斜阳", "余晖", "夜"), "en": ("sunset", "evening", "afterglow", "dusk")}
MORNING = {
    "zh": ("白天（晨）", "白天（清晨）", "白天（黎明）", "白天（日出）"),
    "en": ("day (DAWN)", "day (SUNRISE)", "day (EARLY MORNING)"),
}
STYLES = ("", "写实", "国漫", "水墨", "3D", "noir", "日系动画", "复古胶片")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("style", STYLES)
def test_no_morning_of_any_palette_is_lit_by_a_setting_sun(language, style):
    """晨 was 低角度的夕照, for the rows of light knew one low sun."""
    spoken = Language.of(language)
    for time in MORNING[language]:
        for place in ("街上（外）", "面馆（内）") if language == "zh" else ("STREET (outside)", "BAR (inside)"):
            shot = Shot("", "", Dialogue("", ""), 3, place, "", time, "", "")
            for whole in (False, True):
                seen = palettes.mood(style, shot, spoken, whole=whole)
                assert seen
                assert not any(word in seen.light for word in EVENING[language]), (time, seen.light)
