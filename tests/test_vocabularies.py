"""One vocabulary of hours, places and weather: what a word means to the reader is what is planned by it and what is drawn."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from storyboard.animatic.setting import LIGHTS, setting
from storyboard.languages import scenery
from storyboard.model import Dialogue, Shot
from storyboard.parse import headings, words
from tests.vocabularies import page

PLAIN = Shot("", "", Dialogue("", ""), 1.0, "", "", "", "", "")


@pytest.mark.parametrize(
    ("word", "night", "light"),
    [
        ("夜", True, "night"), ("凌晨", True, "night"), ("寅时", True, "night"), ("五更", True, "night"), ("三更天", True, "night"),
        ("傍晚", False, "dusk"), ("黄昏", False, "dusk"), ("黃昏", False, "dusk"), ("黎明", False, "dusk"), ("清晨", False, "dusk"),
        ("日", False, "day"), ("次日上午", False, "day"), ("晌午", False, "day"), ("日/夜", True, "night"), ("EVENING", True, "dusk"),
        ("TWILIGHT", False, "dusk"), ("LATE AFTERNOON", False, "day"), ("LATE", True, "night"), ("TONIGHT", True, "night"),
        ("20:30", True, "night"), ("05:30", False, "dusk"), ("8 p.m.", True, "night"), ("晚上8点", True, "night"), ("DAY - LATER", False, "day"),
    ],
)  # fmt: skip
def test_an_hour_says_whether_it_is_night_and_what_light_falls(word, night, light):
    """Two things: 傍晚 is told by day and drawn at dusk."""
    hour = scenery.hour(word)
    assert hour is not None
    assert (hour.night, hour.light, hour.same) == (night, light, False)


@pytest.mark.parametrize("word", ["LATER", "CONTINUOUS", "同上", "稍后", "PRESENT"])
def test_words_without_an_hour_are_told_from_unknown_ones(word):
    """They go on from the scene before; 三天后 and a clock of twelve say nothing at all."""
    assert scenery.hour(word) == scenery.SAME
    assert scenery.hour("三天后") is None
    assert scenery.hour("3:15") is None


@pytest.mark.parametrize(
    ("place", "side", "inside", "outside"),
    [
        ("海边酒店", "inside", "hall", "shore"), ("医院楼顶", "outside", "ward", "roof"), ("酒店门口", "outside", "hall", "street"),
        ("公交站", "outside", "", "street"), ("电影院", "inside", "cinema", ""), ("林家客厅", "inside", "room", "nature"),
        ("破庙", "inside", "hall", "court"), ("HOUSE BY THE SEA", "inside", "room", "water"), ("PARK BENCH OUTSIDE THE HOTEL", "outside", "hall", "nature"), ("OUTSIDE THE HOTEL", "outside", "hall", "street"),
        ("BUS STOP", "outside", "", "street"), ("PIER", "outside", "", "shore"), ("茶餐廳", "inside", "eatery", ""), ("某处", "", "", ""),
    ],
)  # fmt: skip
def test_a_place_has_a_side_and_what_is_drawn_of_it(place, side, inside, outside):
    """The head noun decides; from the other side of the door something else is seen."""
    assert scenery.place(place).side == side
    assert (scenery.kind(place, "inside"), scenery.kind(place, "outside")) == (inside, outside)


DRAWN = {
    "lockers": "更衣室 男更衣室 体育馆·更衣室 换衣间|CHANGING ROOM|AWAY TEAM LOCKER ROOM|STADIUM - LOCKER ROOM",
    "kitchen": "厨房 后厨 面包房 酒店后厨|KITCHEN|HOUSE - KITCHEN|BAKERY",
    "bathroom": "卫生间 公共厕所 澡堂|BATHROOM|MEN'S ROOM|SCHOOL - TOILETS",
    "ward": "病房 急诊室 手术室 护士站|HOSPITAL ROOM|ICU|EMERGENCY ROOM|OPERATING THEATRE",
    "classroom": "教室 三年二班教室|CLASSROOM|SCHOOLROOM",
    "shop": "便利店 花店 药店 裁缝铺|PHARMACY|CORNER SHOP|SUPERMARKET",
    "bar": "酒吧 酒馆 夜总会|BAR|PUB|SALOON",
    "eatery": "面馆 咖啡馆 酒楼 晴天面馆|DINER|CAFÉ|COFFEE SHOP|NOODLE SHOP",
    "ring": "拳台 拳击场|BOXING RING|ARENA - RING",
    "works": "车间 仓库 锅炉房 修车铺 铁匠铺|FACTORY|WAREHOUSE|BOILER ROOM|ENGINE ROOM|GYM",
    "barn": "马厩 木屋 羊圈|BARN|STABLE|LOG CABIN",
    "cabin": "船舱 潜水艇|SUBMARINE|CAPTAIN'S CABIN",
    "cell": "牢房 看守所 监狱|JAIL CELL|PRISON|DUNGEON",
    "tent": "帐篷 军帐 蒙古包|TENT|YURT",
    "controls": "控制室 驾驶舱 实验室 气象站|CONTROL ROOM|COCKPIT|LAB|WEATHER STATION",
    "backstage": "剧场后台 化妆间 舞蹈室|BACKSTAGE|DRESSING ROOM|GREEN ROOM",
    "church": "教堂 修道院|CHAPEL|ABBEY",
    "cave": "山洞 矿井 防空洞|CAVE|MINE|SEWER",
    "deck": "甲板 船头|SHIP - DECK|DECK",
    "pitch": "足球场 体育场|FOOTBALL PITCH|STADIUM",
    "bridge": "大桥 石桥上|BRIDGE|FOOTBRIDGE",
    "site": "工地|CONSTRUCTION SITE|SCAFFOLDING",
    "ice": "冰湖 雪原|GLACIER|ICE SHEET",
    "lift": "电梯 旧居民楼电梯 货梯|ELEVATOR|HOTEL - LIFT",
    "lookout": "瞭望塔 七号塔·塔顶|FIRE LOOKOUT|WATCHTOWER",
    "platform": "站台 北站月台|PLATFORM|TRAIN STATION - PLATFORM",
    "belfry": "钟楼 教堂钟楼 钟塔顶层|BELL TOWER|CHURCH BELFRY|CLOCK TOWER",
    "bell-tower": "钟楼 钟塔|BELL TOWER|STEEPLE",
    "train": "绿皮火车车厢 地铁车厢 列车|TRAIN|RAILWAY CARRIAGE|TRAIN COMPARTMENT",
    "cinema": "电影院 录像厅|CINEMA|MOVIE THEATER",
    "open-air-cinema": "露天电影场|OPEN-AIR CINEMA|DRIVE-IN",
    "stall": "馄饨摊 夜市 菜市场|FOOD STALL|NIGHT MARKET",
    "railway": "铁路道口 铁轨|LEVEL CROSSING|RAILROAD TRACKS",
    "west-street": "|VILLAGE LANE|CHURCH SQUARE",
    "desert": "干涸的水库|DRY RESERVOIR|LAKE BED",
}
OPEN = ("deck", "pitch", "bridge", "site", "ice", "platform", "bell-tower", "open-air-cinema", "stall", "railway", "west-street", "desert")  # fmt: skip


@pytest.mark.parametrize(("kind", "places"), DRAWN.items(), ids=DRAWN)
def test_a_room_is_drawn_by_what_stands_in_it(kind, places):
    """A changing room is no living room with a lamp; and words that are only drawn read no headings."""
    side = "outside" if kind in OPEN else "inside"
    chinese, *english = places.split("|")

    assert {place: scenery.kind(place, side) for place in (*chinese.split(), *english)} == dict.fromkeys(
        (*chinese.split(), *english), kind
    )
    assert setting(replace(PLAIN, location=f"{english[0]} ({side})")).place == kind


@pytest.mark.parametrize(
    ("word", "seen"),
    [("晴", "clear"), ("多云", "grey"), ("大风", "clear"), ("狂风暴雨", "rain"), ("雨夹雪", "snow"), ("DRIZZLE", "rain"), ("雨棚", None), ("太阳伞", None)],
)  # fmt: skip
def test_weather_is_what_falls_or_nothing(word, seen):
    """A known word for fair weather is not the same as no word."""
    assert scenery.weather(word) == seen


def test_what_a_heading_may_hold_means_the_same_to_the_planner_and_to_the_drawing():
    """No word of a heading's time or weather is unknown further on, and light and rain are drawn as the vocabulary says."""
    for word in (*scenery.headed("hours", "zh"), *scenery.headed("hours", "en")):
        hour = scenery.hour(word)
        assert hour is not None, word
        assert re.fullmatch(words.TIME, word) or words.TIME_EN.fullmatch(word), word
        if not hour.same:
            shot = replace(PLAIN, time=f"{'晚上' if hour.night else '白天'}（{word}）", location="街（外）")
            assert setting(shot).light == LIGHTS[hour.light, False], word
    for word in scenery.headed("weather", "zh"):
        assert headings.chinese(f"夜 外 江边 {word}").weather == word
        seen = scenery.weather(word)
        assert setting(replace(PLAIN, weather=word)).weather == ("" if seen == "clear" else seen), word


def test_the_page_of_the_vocabulary_says_what_holds():
    """docs/vocabularies.md is written by `python -m tests.vocabularies`."""
    assert (Path(__file__).parent.parent / "docs" / "vocabularies.md").read_text(encoding="utf-8") == page()


@pytest.mark.parametrize(
    ("location", "inside"),
    [('DRY LAKE, "INSIDE" THE DOOR (outside)', False), ("OUTSIDE THE GATE (inside)", True), ("面馆门外（内）", True), ("室内球场（外）", False)],
)  # fmt: skip
def test_the_bracket_of_a_board_says_the_side_of_the_door_whatever_words_the_place_has(location, inside):
    """A doorway without a house was drawn as a living room."""
    assert scenery.is_inside(location) is inside


LAMPS = {
    True: "忽然停电了。 灯全灭了。 他吹灭了油灯。 她关了灯。|The lights flicker and die.|The power goes out.|She switches off the lights.|He blows out the candle.|The hall is plunged into darkness.",
    False: "来电了。 灯又亮了。 她打开灯。|The lights come back on.|The power returns.|He flicks on the lights.",
    None: "红灯灭了。 路灯亮了。 手机来电了一个人。 一盏灯灭了。 灯塔亮着。|The traffic light turns red.|A light goes on in the window.|She lights a candle.|He is light on his feet.",
}


@pytest.mark.parametrize("out", LAMPS)
def test_lights_that_go_out_are_told_from_those_that_come_on_and_from_other_lights(out):
    """Nobody sits in the dark because a traffic light changes."""
    chinese, *english = LAMPS[out].split("|")
    for said in (*chinese.split(), *english):
        assert [dark for _, dark in scenery.lamp_turns(said)] == ([] if out is None else [out]), said


@pytest.mark.parametrize(
    "said",
    ["雨停了。", "雾散了。", "大雾渐渐散去。", "The rain quits.", "The fog tears open on a valley.", "The mist lifts.", "The fog burns off."],
)  # fmt: skip
def test_rain_and_fog_are_over_where_the_words_say_so(said):
    """Sun floods the street, and it rained on."""
    assert [falls for _, falls in scenery.weather_turns(said)] == [""]
