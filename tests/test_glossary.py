"""What tables say, in English for a model that wants it: each phrase once, and back again."""

import itertools

import pytest

from storyboard import glossary, palettes
from storyboard.languages import Language
from storyboard.speech import TEMPO

PAIRS = sorted(glossary._pairs().items())


@pytest.mark.parametrize(("zh", "en"), PAIRS)
def test_every_phrase_of_a_table_goes_there_and_back(zh, en):
    assert glossary.english(zh) == en
    assert glossary.chinese(en) == zh


def test_what_a_script_wrote_stays_between_what_tables_have():
    for (one, told), (other, said) in itertools.pairwise(PAIRS):
        assert glossary.english(f"{one}，舱角沉黑，{other}") == f"{told}, 舱角沉黑, {said}"
    assert glossary.english("钻探站内景，白天，窗外晴") == "钻探站, interior, day, clear sky outside"
    assert glossary.chinese("a holiday, uncleared, daylight") == "a holiday, uncleared, daylight"


@pytest.mark.parametrize("palette", [each[0] for each in palettes.names()])
def test_the_words_of_every_palette_are_told_in_english(palette):
    zh = Language.of("zh")
    assert glossary.english("，".join(palettes.style_words(palette, zh, whole=True))).isascii()


@pytest.mark.parametrize("tempo", [TEMPO["zh"] // 2, TEMPO["zh"], TEMPO["zh"] * 2])
@pytest.mark.parametrize(("sex", "noun"), [("男", "man"), ("女", "woman")])
def test_a_voice_keeps_sex_age_and_pace_and_where_it_is_from(sex, noun, tempo):
    told = glossary.voice(f"GenderAge（{sex}·35岁） PitchMean（150 Hz） Tempo（{tempo} SPM） Accent（四川口音）")
    pace = "a quick" if tempo > TEMPO["zh"] else "an easy" if tempo < TEMPO["zh"] else "a steady"
    assert told.startswith("aged 35, in a ")
    assert f" {noun}'s voice, usually at {pace} pace, Sichuan accent" in told
    assert told.endswith(" accent")
    assert glossary.voice("somebody's voice") == "somebody's voice"


@pytest.mark.parametrize(
    ("accent", "told"),
    [
        ("普通话带江南口音", "Jiangnan-tinged Mandarin accent"),
        ("普通话带一点口音", "slight regional accent"),
        ("北方乡音普通话口音", "rural northern Mandarin accent"),
        ("四川普通话口音", "Sichuan Mandarin accent"),
        ("东北口音话里有话", "northeastern Chinese accent"),
        ("东北口音带点笑话人的口音", "northeastern Chinese accent"),
        ("普通话带东北尾音旧日干部口音", "northeastern Chinese-tinged Mandarin accent"),
        ("普通话带京口音", "Beijing-tinged Mandarin accent"),
        ("绍兴口音", "绍兴 accent"),
        ("普通话带绍兴口音", "普通话带绍兴 accent"),
    ],
)
def test_a_mixed_accent_is_told_in_english_and_an_unknown_one_as_it_is(accent, told):
    voice = f"GenderAge（男·33岁） PitchMean（120 Hz） Tempo（225 SPM） Accent（{accent}）"
    assert glossary.voice(voice).endswith(f", {told}")


@pytest.mark.parametrize(
    ("colours", "told"),
    [
        ("以暖灰、浅蓝为主色", "palette of warm grey and light blue"),
        ("以青白、墨绿为主色", "palette of bluish white and dark green"),
        ("以淡金、青灰、深红为主色", "palette of pale gold, bluish grey and deep red"),
        ("以暗金为主色", "palette of dark gold"),
        ("以旧书页色、灰为主色", "以旧书页色、灰为主色"),
    ],
)
def test_a_palette_is_in_english_where_each_of_its_colours_is_known(colours, told):
    assert glossary.english(f"{colours}，浅景深") == f"{told}, shallow focus"
    assert colours in glossary.chinese(glossary.english(f"{colours}，浅景深"), f"画面\n{colours}，浅景深")


@pytest.mark.parametrize(
    "how",
    [
        "不紧不慢",
        "轻轻地",
        "一字一顿",
        "午后",
        "下午",
        "许多人的声音",
        "从对讲机里传出",
        "粗声",
        "尖声",
        "闷闷地",
        "慢悠悠",
        "一字一字地",
        "咬着牙",
    ],
)
def test_plain_manners_and_hours_of_directors_are_in_english_and_read_back(how):
    assert glossary.english(how).isascii()
    assert glossary.chinese(glossary.english(how)) == how
