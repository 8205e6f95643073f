"""A director's board tells the sounds that its words say are heard, two of a shot at most: none of a deed, none of the name of a place."""

import pytest

from storyboard import ambience, overheard
from storyboard.languages import Language
from storyboard.model import Dialogue, Shot

ZH, EN = Language.of("zh"), Language.of("en")

# What is said to be heard, how it is told, and pictures alike in which nothing is heard.
HEARD = (
    ("The old bell clangs over the square.", "a bell", ("The old bell hangs over the square.", "The bell stops ringing.", "The rim of the bell makes a ring.", "A bell on the stone\nRings of gold.")),
    ("Thunder rolls behind the hills.", "thunder", ("Lightning stands behind the hills.", "The thunder has died.")),
    ("A crowd throws up its arms and roars.", "a crowd roaring", ("A crowd packs the roof.", "The crowd roars it in triumph.")),
    ("Rain hammers on the skylight.", "rain beating down", ("Rain runs down the skylight.", "The rain stops.", "Rain stands in her lashes.")),
    ("The stick comes down with one dry crack.", "a sharp crack", ("Smoke in its cracks.", "The screen has a long crack.")),
    ("The pony's hooves drum on the stones.", "hoofbeats", ("The pony's hooves stand planted.",)),
    ("The gate bangs open.", "a bang", ("The gate opens.", "The gate stands open.")),
    ("She laughs.", "laughter", ("She smiles.", "She swallows the laugh.", "She laughs without a sound.", "His mouth is pressed shut on a laugh.")),
    ("A telephone rings on the desk.", "a telephone ringing", ("A telephone stands on the desk.",)),
    ("Then footsteps sound behind the door.", "footsteps", ("He walks to the door.", "He runs out.")),
    ("The wind howls over the roof.", "wind howling", ("Wind tears at her hair.",)),
    ("Under water a bell rings.", "", ()),
    ("铜铃一左一右晃着，叮当作响。", "铃声", ("颈上挂着铜铃。", "铜铃不响。")),
    ("远处传来马蹄声。", "马蹄声", ("黑马立着不动。", "马蹄声渐渐远去。")),
    ("一声闷雷，天光骤暗。", "雷声", ("天光骤暗。",)),
    ("剃刀铮地架住匕首。", "铮的一声", ("剃刀架住匕首。",)),
    ("听见喇叭响，两人抬头。", "喇叭声", ("喇叭挂在墙上。",)),
    ("观众齐声欢呼。", "人群的呼喊声", ("观众站着。", "观众欢呼，一张张嘴无声地开合。")),
    ("他咳嗽起来。", "咳嗽声", ("他忍着咳嗽。", "他没咳嗽。")),
    ("水下，铃声响着。", "", ()),
)  # fmt: skip

# Deeds and places that sound like something, of which the words say nothing.
GUESSED = (
    "He runs after her down the street.", "She tips over the basket.", "The hatch swings open.", "He hammers in a nail.",
    "Wind tears at hair and coat.", "Flames lick the glass.", "Gold dust runs into the pan.", "The pen moves over the paper.",
    "他跑过街口。", "火苗舔着玻璃。", "竹筐翻倒。", "他抡锤敲钉子。", "笔尖划过纸面。", "木架倒在地上。", "眼泪扑簌簌滚下来。",
)  # fmt: skip


def _language(text):
    return EN if text.isascii() else ZH


@pytest.mark.parametrize(("heard", "told", "mute"), HEARD)
def test_a_sound_is_told_where_the_words_say_that_it_is_heard(heard, told, mute):
    language = _language(heard)
    assert overheard.told(heard, language, language) == [told] * bool(told)
    for picture in mute:
        assert overheard.told(picture, language, language) == []


@pytest.mark.parametrize("picture", GUESSED)
def test_no_sound_is_made_up_from_a_deed(picture):
    assert overheard.told(picture, _language(picture), _language(picture)) == []


@pytest.mark.parametrize("n", range(5))
def test_a_shot_has_as_many_sounds_as_it_tells_and_two_at_most(n):
    heard = ("The bell tolls.", "A dog barks.", "The wind howls.", "Thunder rolls.")[:n]
    told = ["a bell", "a dog barking", "wind howling", "thunder"][:n]
    assert overheard.told(" ".join(heard), EN, EN) == told[: overheard.AT_ONCE]


@pytest.mark.parametrize("language", [ZH, EN])
def test_a_cry_of_who_speaks_is_the_voice_of_the_line(language):
    picture = {"zh": "他一声惨叫。", "en": "He lets go and screams."}[language.code]
    assert overheard.told(picture, language, language)
    assert not overheard.told(picture, language, language, speaks=True)


@pytest.mark.parametrize(
    "location", ["ELEVATOR (inside)", "FOREST (outside)", "SEASIDE (outside)", "TOWN STREET (outside)"]
)
def test_a_place_has_a_sound_by_its_name_on_a_board_of_rules_alone(location):
    shot = Shot("He waits.", "static", Dialogue("", ""), 3, location, "", "day", "A man.", "none")
    for told in (False, True):
        [scene] = ambience.so_far([shot], told=told)
        assert bool(ambience.heard(shot, EN, [shot], scene)) is not told


def test_every_row_is_told_in_both_languages_and_is_heard_in_its_own_words_once():
    for row in overheard.rows():
        assert set(row["said"]) == {"zh", "en"}
        assert all(row["said"].values())
    told = [row["said"]["en"] for row in overheard.rows()]
    assert len(told) == len(set(told))
