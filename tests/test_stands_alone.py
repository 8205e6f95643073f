"""A prompt that whoever has seen no other clip understands: an hour that is seen, a place that is like no other, one light a scene."""

from dataclasses import replace

import pytest

from storyboard import alone, directing, lighting, viewpoints
from storyboard.assets import set_off
from storyboard.languages import Language
from storyboard.palettes import mood
from tests.samples import sample
from tests.test_shot_by_itself import naming

ZH, EN = Language.of("zh"), Language.of("en")


@pytest.mark.parametrize(
    ("hour", "seen"),
    [
        ("白天（时间不明，回忆，塌方那天）", "白天"),
        ("晚上（闪回，八年前）", "晚上"),
        ("白天（闪回，阿苗六岁）", "白天"),
        ("白天（时间不明，船舱内）", "白天（船舱内）"),
        ("白天（午后，光绪十七年）", "白天（午后，光绪十七年）"),
        ("白天（井下，不见天光）", "井下，不见天光"),
        ("day (flashback, thirty years earlier)", "day"),
        ("night (1922)", "night"),
        ("day (dark as night)", "day (dark as night)"),
        ("day (underground, no daylight)", "underground, no daylight"),
        ("night", "night"),
    ],
)
def test_an_hour_says_what_is_seen_of_it_and_never_whose_year_it_was(hour, seen):
    assert alone.timed(hour, ["阿苗"], ZH if "（" in hour else EN) == seen


@pytest.mark.parametrize(
    ("said", "seen"),
    [
        ("同一条窄巷，雪还没有这样厚，伞铺在画左开着，老人站在门前。", "窄巷，伞铺在画左开着，老人站在门前。"),
        ("同一间教室，黑板擦干净了，老师坐着。", "教室，黑板擦干净了，老师坐着。"),
        ("雨没有停，老人站在同一条船上等着。", "雨没有停，老人站在同一条船上等着。"),
        ("和闪回同一个机位，老人坐在门前剥豆子。", "老人坐在门前剥豆子。"),
        ("The same bench, empty: a paper bag lies on it.", "The bench, empty: a paper bag lies on it."),
        ("They sit on the same bench and eat.", "They sit on the same bench and eat."),
    ],
)
def test_a_picture_compares_with_no_other_clip(said, seen):
    assert alone._here(said, ZH if "。" in said else EN) == seen


@pytest.mark.parametrize(
    ("place", "told"), [("SAME BARN (outside)", "BARN (outside)"), ("SAMEDAN (outside)", "SAMEDAN (outside)")]
)
def test_a_place_is_itself_and_not_the_same(place, told):
    shot = replace(sample("lastbus.txt")[0].board.shots[0], location=place)
    assert alone.alone([shot], naming())[0].location == told


def shots(language: Language, *styles: str):
    """Shots of one scene by day outside, each with a style of its own."""
    time, weather = ("day", "hot haze") if language is EN else ("白天", "雾")
    one = replace(sample("rain.txt")[0].board.shots[0], location="FIELD (outside)", time=time, weather=weather)
    comma = language.word("writing.comma")
    return [replace(one, style_tags=comma.join(["realistic", style])) for style in styles]


@pytest.mark.parametrize("at", range(4))
def test_a_shot_without_a_light_has_that_of_the_nearest_one_that_holds_there_too(at):
    """However they are arranged: no light of a face alone, and not where it falls."""
    styles = ["wet paint, shallow focus"] * 4
    styles[at] = "hard sun from the left, dust"
    told = [shot.style_tags for shot in directing._lit_alike(shots(EN, *styles), EN)]
    assert all("hard sun" in each for each in told)
    assert [("from the left" in each) for each in told] == [n == at for n in range(4)]
    styles[at] = "light on her face alone"
    assert [each.style_tags for each in directing._lit_alike(shots(EN, *styles), EN)] == [
        each.style_tags for each in shots(EN, *styles)
    ]


@pytest.mark.parametrize(("language", "sun"), [(EN, "hard sun"), (ZH, "午后烈日")])
def test_what_hangs_in_the_air_covers_no_sun_that_the_board_has(language, sun):
    plain = shots(language, "dust", "dust") if language is EN else shots(language, "尘土", "尘土")
    assert lighting.source(plain, language) == lighting.covered_sky(language)
    sunny = [*plain, *shots(language, sun)]
    assert lighting.source(sunny, language) == ""


def test_where_no_daylight_comes_colours_are_those_of_the_night():
    shot = replace(shots(ZH, "红灯")[0], location="井下（内）")
    day, dark, night = (
        mood("", replace(shot, time=time), ZH, whole=True) for time in ("白天", "白天（井下，不见天光）", "晚上")
    )
    assert dark == night != day


@pytest.mark.parametrize("note", ["略仰，跟着他站起来", "水桶的位置看他", "从手到眼睛"])
def test_a_camera_note_behind_a_picture_is_no_sentence_of_it(note):
    picture, _ = viewpoints.apart(
        f"男子蹲在井台边，两手扶着水桶。{note}", "近景，镜头上摇", naming(language=ZH), plain=note.startswith("从")
    )
    assert picture.rstrip("。") == "男子蹲在井台边，两手扶着水桶"


@pytest.mark.parametrize("number", ["7", "8", "23"])
def test_a_number_that_somebody_wears_stands_in_a_models_marks_for_what_is_read(number):
    """In no others: ages and sizes are no writing."""
    worn = f"a boy, aged {number}, in the green jersey and a white number {number}, with black hair"
    assert set_off(worn, (), "【】", quoted=True) == worn.replace(f"number {number}", f"number 【{number}】")
    assert set_off(worn, (), "“”", quoted=True) == worn
    assert (
        set_off(f"穿{number}号球衣的{number}岁男孩坐{number}号线", (), "【】", quoted=True)
        == f"穿【{number}】号球衣的{number}岁男孩坐{number}号线"
    )
