"""A director's board tells the sounds that its words say are heard, its weather where that is heard and what is seen at work: none of a deed, none of the name of a place."""

import json
import re
import tomllib
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from storyboard import ambience, beds, marks, overheard
from storyboard.languages import Language
from storyboard.model import Dialogue, Shot
from tests.test_directing import directed

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
    ("The door flies open.", "a bang", ("The door opens.", "The flies open up.")),
    ("Her cup shatters on the tiles.", "something shattering", ("Her cup stands on the tiles.", "Snow hammers the glass in white bursts.")),
    ("She slaps the table with her palm.", "a slap", ("Her palm lies on the table.", "He slaps him on the back.")),
    ("After a second the shutter drops. CLACK.", "a click", ("After a second the shutter drops.",)),
    ("The rope snaps.", "a sharp snap", ("She snaps the question.", "The fist snaps shut.")),
    ("They crash into the shelves.", "a crash", ("They lean on the shelves.",)),
    ("A black crack splits the ice.", "a sharp crack", ("A grin cracks the ice in his beard.", "A crack runs across the screen.")),
    ("She plugs in. Static.", "radio static", ("She plugs in and stays static.",)),
    ("The farmers roar behind the ropes.", "a crowd roaring", ("The farmers stand behind the ropes.",)),
    ("The baker strikes his pan.", "a clang of metal", ("The baker strikes out the line.", "The baker holds his pan.")),
    ("The sleeve rips.", "a ripping sound", ("The sleeve hangs.",)),
    ("An old man starts to sing.", "singing", ("An old man opens his mouth.",)),
    ("他一掌拍在桌上。", "重重的拍击声", ("他把手平按在桌上。", "他拍拍孩子的肩。")),
    ("茶杯落地摔碎。", "碎裂声", ("桌上一只摔碎的杯子。", "脚边是碎瓷。")),
    ("门被踹开。", "砰的一声", ("门开着。", "门被推开。")),
    ("冰块咔地裂开。", "咔嚓一声", ("冰块裂了一道。",)),
    ("她用指节敲盆三下。", "敲击声", ("她端着盆。", "他用手指敲着胸口的钢笔。")),
    ("铜丝炸出一簇火花。", "电火花的噼啪声", ("铜丝露在外面。",)),
    ("袖口被道钉嗤地撕开。", "撕裂声", ("袖口破了。",)),
    ("婴儿哇地哭了。", "婴儿的啼哭声", ("婴儿睁着眼。",)),
    ("冰雹砸在她头上。", "冰雹砸落声", ("地上一层冰雹。",)),
    ("BP机又响。", "嘀的一声", ("腰间挂着BP机。",)),
)  # fmt: skip

# Weather, place and picture of a shot, and what is heard all through it.
BEDS = (
    ("heavy rain", "YARD (outside)", "She waits.", "heavy rain"),
    ("heavy rain", "KITCHEN (inside)", "She waits at the window.", "heavy rain outside"),
    ("heavy rain", "KITCHEN (inside)", "She waits.", ""),
    ("heavy rain", "MINE (inside)", "She waits under a skylight.", ""),
    ("heavy rain", "YARD (outside)", "Under water her hair spreads.", ""),
    ("heavy rain, stopping", "YARD (outside)", "She waits.", "rain easing off"),
    ("heavy rain", "YARD (outside)", "The rain stops.", "rain easing off"),
    ("heavy rain", "YARD (outside)", "She runs through the rain and stops.", "heavy rain"),
    ("rain stopped, all dripping", "YARD (outside)", "She waits.", ""),
    ("no rain", "YARD (outside)", "She waits.", ""),
    ("rain", "YARD (outside)", "Rain drums on the roof.", ""),
    ("light rain", "KITCHEN (inside)", "She waits at the window.", ""),
    ("snow", "YARD (outside)", "She waits.", ""),
    ("blizzard", "YARD (outside)", "She waits.", "a strong wind"),
    ("blizzard", "YARD (outside)", "The wind drops.", ""),
    ("thunderstorm", "YARD (outside)", "She waits.", "rain and thunder"),
    ("clear", "YARD (outside)", "Flames lick the roof.", "a fire burning"),
    ("clear", "YARD (outside)", "The campfire is out.", ""),
    ("clear", "KITCHEN (inside)", "A candle flame stands at her elbow.", ""),
    ("clear", "YARD (outside)", "Smoke rolls over the roof.", ""),
    ("clear", "BEACH (outside)", "Waves break on the sand.", "waves breaking"),
    ("clear", "KITCHEN (inside)", "On the wall a painted wave breaks.", ""),
    ("clear", "KITCHEN (inside)", "On the screen, small and grey, waves break on a beach.", ""),
    ("clear", "BEACH (outside)", "A sea of turbans before the gate.", ""),
    ("clear", "YARD (outside)", "The winch turns.", "a machine at work"),
    ("clear", "YARD (outside)", "The winch stops turning.", ""),
    ("clear", "KITCHEN (inside)", "The telephone is dead.", ""),
    ("clear", "STEPPE (outside)", "The mare gallops past.", "galloping hooves"),
    ("none", "KITCHEN (inside)", "They sit in complete silence.", "silence"),
    ("none", "KITCHEN (inside)", "They sit at the table.", ""),
    ("暴雨", "院子（外）", "她等着。", "大雨声"),
    ("暴雨", "厨房（内）", "她站在窗前。", "外面的大雨声"),
    ("暴雨", "厨房（内）", "她等着。", ""),
    ("暴雨", "矿井（内）", "她望着天窗。", ""),
    ("暴雨", "院子（外）", "他张着嘴，没有声音。", "大雨声"),
    ("雨渐停", "院子（外）", "她等着。", "渐渐停下的雨声"),
    ("烈日，没有下雨", "院子（外）", "她等着。", ""),
    ("黑云压来，第一滴雨", "院子（外）", "她等着。", ""),
    ("雨停", "院子（外）", "她等着。", ""),
    ("细雨", "厨房（内）", "她站在窗前。", ""),
    ("大雪", "院子（外）", "她等着。", ""),
    ("狂风", "甲板（外）", "他攥着栏杆。", "大风声"),
    ("狂风骤停", "甲板（外）", "他攥着栏杆。", ""),
    ("晴", "院子（外）", "火舌卷上屋檐。", "火焰燃烧声"),
    ("晴", "厨房（内）", "油灯的火苗一跳。", ""),
    ("晴", "院子（外）", "篝火已经熄灭。", ""),
    ("晴", "海堤（外）", "浪头拍上堤顶。", "浪涛声"),
    ("晴", "厨房（内）", "照片里浪头拍上堤顶。", ""),
    ("晴", "甲板（外）", "画中黄色绞盘正在转。", "机器运转声"),
    ("晴", "甲板（外）", "绞盘停住，不转了。", ""),
    ("晴", "山坡（外）", "泥水冲到她脚边。", ""),
    ("无", "厨房（内）", "一片死寂。", "一片安静"),
)  # fmt: skip

BOARDS = Path(__file__).parent / "lab" / "blind"
GOLD = tomllib.loads((Path(__file__).parent / "gold" / "sounds.toml").read_text(encoding="utf-8"))

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


def _shot(weather="none", location="YARD (outside)", visual="", **more):
    given = {"action": "", "camera": "", "dialogue": Dialogue("", ""), "duration": 3, "style_tags": "", "time": "day"}
    return Shot(**(given | more), location=location, visual=visual, weather=weather)


def _here(shots, language):
    """What is known of the place of shots that play at one."""
    scenes = ambience.so_far(shots, told=True)
    return [beds.placed(scene, shots, language) for scene in scenes]


@pytest.mark.parametrize(("weather", "place", "picture", "heard"), BEDS)
def test_weather_and_what_is_seen_at_work_are_heard_all_through_a_shot(weather, place, picture, heard):
    language = _language(place)
    shot = _shot(weather, place, picture)
    assert beds.heard(shot, language, scene=_here([shot], language)[0]) == heard


def test_every_thing_at_work_is_told_in_both_languages():
    rows = [row["said"] for row in beds.rows()]
    assert all(set(row) == {"zh", "en"} and all(row.values()) for row in rows)
    assert len({row["en"] for row in rows}) == len({row["zh"] for row in rows})


@pytest.mark.parametrize("n", range(1, 6))
def test_a_room_with_a_window_in_one_of_n_shots_hears_the_rain_in_all_and_is_told_it_once(n):
    shots = [_shot("heavy rain", "ROOM (inside)", "Panes stream." if at == n - 1 else "A face.") for at in range(n)]
    scenes = _here(shots, EN)
    befores = [None, *zip(shots, scenes, strict=True)][:n]
    assert {beds.heard(shot, EN, scene=scene) for shot, scene in zip(shots, scenes, strict=True)} == {
        "heavy rain outside"
    }
    told = [beds.begins(shot, scene, before, EN) for shot, scene, before in zip(shots, scenes, befores, strict=True)]
    assert told == [True, *[False] * (n - 1)]


@pytest.mark.parametrize("n", range(2, 6))
def test_what_burns_from_the_nth_shot_is_told_from_there_and_what_stops_is_no_longer(n):
    pictures = [*["She waits."] * (n - 1), "Flames climb the wall.", "She runs.", "The flames die."]
    shots = [_shot("none", "YARD (outside)", picture) for picture in pictures]
    scenes = _here(shots, EN)
    heard = [beds.heard(shot, EN, scene=scene) for shot, scene in zip(shots, scenes, strict=True)]
    assert heard == [*[""] * (n - 1), "a fire burning", "", ""]


def test_a_directors_prompt_tells_what_is_heard_all_through_a_clip_once():
    rain = {"weather": "暴雨", "location": "院子（外）"}
    prompt = directed({}, *[{**rain, "visual": f"墙下第{at}只空木桶立着，桶沿发亮。"} for at in "一二三"])
    assert prompt.count("大雨声") == 1


def _told(board, name):
    """For each shot of a board in the archives what is told of it, in English."""
    shots = [Shot(**(shot | {"dialogue": Dialogue(**shot["dialogue"])})) for shot in board["shots"]]
    language = ZH if "zh-" in name else EN
    here = {}
    for shot in shots:
        here.setdefault((shot.location, shot.time), []).append(shot)
    for shot in shots:
        group = here[shot.location, shot.time]
        scene = _here(group, language)[group.index(shot)]
        text = f"{marks.without(shot.visual)}\n{shot.action}"
        named = overheard.told(text, language, EN, speaks=bool(shot.dialogue.text))
        yield [*named, *filter(None, beds.heard(shot, EN, scene=scene).split(", "))]


@pytest.mark.wide
def test_sixty_shots_of_six_boards_sound_as_a_director_wrote_down_before():
    """15 of 52 sounds were told before weather and what is seen at work had a table."""
    found = Counter()
    for name, rows in GOLD.items():
        file, board = name.split("/")
        with zipfile.ZipFile(BOARDS / f"{file}.zip") as archive:
            told = list(_told(json.loads(archive.read(f"{board}/v4.json")), name))
        for number, (must, may) in rows.items():
            sounds = told[int(number) - 1]
            found["told"] += sum(any(re.search(each, sound) for sound in sounds) for each in must)
            found["due"] += len(must)
            found["wrong"] += sum(not any(re.search(each, sound) for each in (*must, *may)) for sound in sounds)
    assert found == {"told": 52, "due": 52, "wrong": 0}


@pytest.mark.parametrize(
    ("sounds", "told"),
    [
        (["a windmill squeaking far off", "the windmill squeaking"], ["a windmill squeaking far off"]),
        (["then wind alone", "hot wind"], ["hot wind"]),
        (["all at once no wind", "one slow breath", "stillness"], ["one slow breath"]),
        (["heavy rain", "nothing else"], ["heavy rain"]),
        (["a drop", "another", "then a roar of rain"], ["a drop", "a roar of rain"]),
    ],
)
def test_a_soundscape_has_each_sound_once_and_no_silence(sounds, told):
    assert overheard.scape(sounds) == told


@pytest.mark.parametrize(
    ("sounds", "left"),
    [
        (("舱内一声婴儿啼哭，又亮又长", "舱内一声啼哭。众人愣住"), ["舱内一声婴儿啼哭，又亮又长"]),
        (("铁器声一层叠一层，连成一片", "铁器声连成一片"), ["铁器声一层叠一层，连成一片"]),
        (("远处一阵急促的马蹄声",), ["远处一阵急促的马蹄声"]),
        (("雨打窗，人声", "雨声"), ["雨打窗，人声", "雨声"]),
        (("门轴吱呀", "砰的一声枪响。雷声"), ["门轴吱呀", "砰的一声枪响。雷声"]),
        (("门轴吱呀", "砰的一声枪响。两人回头。雷声"), ["门轴吱呀", "砰的一声枪响。雷声"]),
    ],
)
def test_a_scripts_own_sound_is_told_once_beside_a_directors_and_without_what_people_do(sounds, left):
    assert ambience.further(sounds, Language.of("zh")) == left


@pytest.mark.parametrize(
    ("sound", "left"),
    [("A cry. Everyone freezes", ["A cry."]), ("Thunder. Wind", ["Thunder. Wind"]), ("5.5 Hz hum", ["5.5 Hz hum"])],
)
def test_what_people_do_is_no_sound_in_english(sound, left):
    assert ambience.further(("rain", sound), Language.of("en")) == ["rain", *left]


@pytest.mark.parametrize(("heard", "music"), [
    ("larks singing, a far church bell", False), ("a fridge humming", False), ("the hum of the wires", False),
    ("a woman singing", True), ("a brass band", True), ("a boy humming", True),
    ("檐下鸟儿唱歌", False), ("冰箱哼着", False), ("有人唱歌", True),
])  # fmt: skip
def test_what_sings_or_hums_and_is_no_music_asks_for_none(heard, music):
    language = EN if heard.isascii() else ZH
    assert overheard.musical(f"soft light, heard: {heard}", language) is music
