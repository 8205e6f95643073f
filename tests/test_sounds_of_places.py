"""A place sounds as it is in this shot: a ship has no shore, ice no running water, an empty factory no machine, light snow no storm behind a door."""

import re
from dataclasses import replace

import pytest

from storyboard import ambience
from storyboard.languages import Language
from storyboard.model import Dialogue, Shot

PLAIN = Shot("", "", Dialogue("", ""), 3.0, "", "", "day", "", "")
SIDES = {"in": {"zh": "（内）", "en": " (inside)"}, "out": {"zh": "（外）", "en": " (outside)"}}


def sound(
    code: str, place: str, side: str, *, weather: str = "", visual: str = "", many: bool = False, **more: str
) -> str:
    shot = replace(PLAIN, location=f"{place}{SIDES[side][code]}", weather=weather, visual=visual, **more)
    return ambience.heard(shot, Language.of(code), (), ambience.SoFar("", many))


@pytest.mark.parametrize(
    ("code", "place", "side", "heard", "unheard"),
    [
        ("en", "frozen lake", "out", "ice groaning", "running water"),
        ("en", "hauler cab - frozen lake", "in", "a muffled engine", "water"),
        ("zh", "冰湖", "out", "冰层的低响", "流水"),
        ("en", "lake", "out", "lapping at the bank", "running water"),
        ("zh", "后甲板", "out", "浪打船身声", "拍岸"),
        ("en", "deck of the trawler", "out", "waves against the hull", "shore"),
        ("zh", "海上", "out", "海浪声", "拍岸"),
        ("en", "beach", "out", "waves on the shore", "hull"),
        ("zh", "木船", "out", "水拍船身声", "海"),
        ("zh", "黄河激流", "out", "急流", "微风"),
        ("zh", "对岸河滩", "out", "流水声", "微风"),
        ("zh", "废弃厂房", "in", "底噪", "机器"),
        ("en", "abandoned factory", "in", "room tone", "machine"),
        ("en", "car park", "out", "traffic", "birdsong"),
        ("en", "old cellar", "in", "room tone", "machine"),
        ("en", "watchmaker's workshop", "in", "room tone", "machine"),
        ("en", "ring by the sea", "out", "waves on the shore", "rolling"),
        ("zh", "飞船·气闸舱", "in", "嗡鸣", "水"),
        ("zh", "厂房", "in", "机器的低响", "脚步"),
        ("zh", "荒废的医院", "in", "底噪", "监护"),
        ("en", "derelict laundromat", "in", "quiet room tone", "washing"),
        ("en", "hospital gate", "out", "street", "equipment"),
        ("zh", "羊羹铺", "out", "街上", "门外"),
        ("en", "post office", "in", "room tone", "conditioning"),
        ("zh", "县邮电所总机房", "in", "底噪", "空调"),
        ("en", "pearl lugger, off broome", "out", "waves against the hull", "breeze"),
        ("en", "bell foundry, ghent", "in", "furnace", "machine"),
        ("zh", "书店", "in", "底噪", "翻动"),
    ],
)
def test_a_place_has_the_sounds_of_what_is_there(code: str, place: str, side: str, heard: str, unheard: str) -> None:
    told = sound(code, place, side)

    assert heard in told
    assert unheard not in told


@pytest.mark.parametrize("told", ["time", "visual", "action", "style_tags"])
@pytest.mark.parametrize(
    ("code", "place", "machine", "old"),
    [
        ("en", "office", "conditioning", ("1908", "an oil lamp burns", "He lights a candle with torches behind him.")),
        ("en", "hospital", "equipment", ("1917", "carriages pass the window", "a gramophone stands there")),
        ("en", "shop", "cooler", ("1652", "candlelight", "a row of top hats")),
        ("zh", "办公室", "空调", ("1943年", "油灯的光", "民国，一身长衫")),
        ("zh", "饭馆", "冷柜", ("光绪十七年", "马灯", "唐，天宝年间")),
    ],
)
def test_no_machine_hums_in_a_time_that_had_none(
    code: str, place: str, machine: str, old: tuple[str, ...], told: str
) -> None:
    assert machine in sound(code, place, "in", **{told: "day"})
    assert all(machine not in sound(code, place, "in", **{told: each}) for each in old)


@pytest.mark.parametrize(
    ("code", "place", "cars"),
    [("en", "boulevard", "Six lanes of cars and minibuses stand there."), ("zh", "大街", "一辆出租车停在路边。")],
)
def test_a_street_has_the_traffic_that_its_shots_tell(code: str, place: str, cars: str) -> None:
    quiet = sound(code, place, "out", visual="她站着。")
    busy = sound(code, place, "out", visual=cars)

    assert "traffic" in busy or "车流" in busy
    assert busy != quiet
    language = Language.of(code)
    later = replace(PLAIN, location=f"{place}{SIDES['out'][code]}")
    assert ambience.heard(later, language, (), ambience.SoFar("", crowded=False, motors=True)) == busy


@pytest.mark.parametrize(
    ("code", "weather", "blows", "drops"),
    [("zh", "狂风", "狂风卷沙。", "风停了，天边金红。"), ("en", "gale", "She leans into it.", "The wind drops.")],
)
def test_wind_that_has_dropped_is_heard_no_more_at_its_place(code: str, weather: str, blows: str, drops: str) -> None:
    shots = [
        replace(PLAIN, location=f"戈壁{SIDES['out'][code]}", weather=weather, action=each)
        for each in (blows, drops, "她站着。")
    ]
    heard = [
        ambience.heard(shot, Language.of(code), (), so_far)
        for shot, so_far in zip(shots, ambience.so_far(shots), strict=True)
    ]

    assert "大风" in heard[0] or "strong wind" in heard[0]
    assert not any("大风" in each or "strong wind" in each for each in heard[1:])


def test_the_shore_of_a_river_is_no_sea() -> None:
    assert "海" in sound("zh", "码头", "out")
    assert "海" not in sound("zh", "码头", "out", visual="江面上一条龙舟靠岸。")
    assert "shore" not in sound("en", "dock", "out", visual="The river runs past.")
    assert "shore" in sound("en", "dock", "out", visual="The river runs into the sea.")


def test_no_water_runs_where_ice_is_seen() -> None:
    assert "running water" in sound("en", "river", "out")
    assert "ice groaning" in sound("en", "river", "out", visual="Two men stand on the ice of the river.")


@pytest.mark.parametrize(
    ("code", "place", "stands", "drives", "tyres"),
    [
        ("en", "taxi", "She sits in the back.", "The taxi drives on, lights slide past.", "tyres"),
        ("zh", "出租车", "她坐在后排。", "车飞驰，窗外灯火掠过。", "轮胎"),
    ],
)
def test_tyres_are_heard_of_a_car_that_is_told_to_move(
    code: str, place: str, stands: str, drives: str, tyres: str
) -> None:
    assert tyres not in sound(code, place, "in", visual=stands)
    assert tyres in sound(code, place, "in", visual=drives)


@pytest.mark.parametrize(
    ("code", "place", "side", "weather", "heard"),
    [
        ("en", "platform", "out", "heavy rain", "steady rain"),
        ("en", "platform", "out", "heavy rain, stopping", "rain easing off"),
        ("en", "platform", "out", "no rain, dripping", "water dripping after the rain"),
        ("en", "platform", "out", "the rain has stopped", "water dripping after the rain"),
        ("zh", "院子", "out", "雨停", "雨后的滴水声"),
        ("zh", "河滩", "out", "雨过天晴", "缓缓的流水声"),
        ("zh", "院子", "out", "暴雨", "持续的雨声"),
        ("en", "valley", "out", "overcast, hail just stopped", "wind in the leaves"),
        ("zh", "山谷", "out", "冰雹", "冰雹砸落的声音"),
        ("en", "valley", "out", "hailstorm", "hail pelting down"),
        ("zh", "客厅", "in", "冰雹", "冰雹砸在屋顶和窗上的声音"),
        ("zh", "博物馆", "in", "暴风雪", "窗外的风雪声"),
        ("zh", "街道", "out", "细雪", "雪中极轻的风声"),
    ],
)
def test_weather_is_heard_as_strong_as_it_is(code: str, place: str, side: str, weather: str, heard: str) -> None:
    assert sound(code, place, side, weather=weather).startswith(heard)


@pytest.mark.parametrize(
    ("code", "place", "weather"), [("zh", "展厅", "细雪"), ("zh", "客厅", "小雪"), ("en", "kitchen", "light snow"), ("en", "kitchen", "no rain"), ("zh", "客厅", "雪停")]
)  # fmt: skip
def test_weather_that_is_soft_or_over_is_unheard_behind_a_door(code: str, place: str, weather: str) -> None:
    assert sound(code, place, "in", weather=weather) == sound(code, place, "in")


def test_rain_that_is_over_by_the_weather_is_not_heard_of_the_scene_before() -> None:
    shot = replace(PLAIN, location="platform (outside)", weather="no rain, dripping")

    assert "steady rain" not in ambience.heard(shot, Language.of("en"), (), ambience.SoFar("rain", crowded=False))


@pytest.mark.parametrize(
    ("code", "place", "moving", "still", "bed"),
    [
        ("en", "market square", "A crowd fills the square.", "The townsfolk stand motionless.", "footsteps"),
        ("zh", "广场", "人群挤满广场。", "人群一动不动。", "脚步"),
        ("zh", "荒野", "人群挤在坡上。", "众人屏息望着。", "窸窣"),
    ],
)
def test_many_who_hold_still_are_a_hush(code: str, place: str, moving: str, still: str, bed: str) -> None:
    hush = {"zh": "许多人屏息的静默", "en": "the hush of many people"}[code]

    assert hush not in sound(code, place, "out", visual=moving, many=True)
    told = sound(code, place, "out", visual=still, many=True)
    assert hush in told
    assert bed not in told


def test_how_a_room_answers_is_no_sound_by_itself() -> None:
    """A reverberation or an echo stands with what it answers."""
    alone = re.compile(r"(?:的)?(?:混响|回声)$|(?:\becho(?:es)?|reverberation)$|^echoing \w+$")
    for row in ambience.table_of("places"):
        for code, comma in (("zh", "，"), ("en", ", ")):
            for told in (row[code], row.get("still", row)[code]):
                assert not [each for each in told.split(comma) if alone.search(each) and " with a" not in each], told


@pytest.mark.parametrize(
    ("code", "place", "walking", "standing", "steps"),
    [
        ("en", "market square", "A crowd streams by.", "A crowd stands round the cart.", "footsteps"),
        ("zh", "广场", "人群来来往往。", "人群围着大车。", "脚步"),
    ],
)
def test_many_who_stand_and_look_on_do_not_walk(code: str, place: str, walking: str, standing: str, steps: str) -> None:
    assert steps in sound(code, place, "out", visual=walking)
    assert steps not in sound(code, place, "out", visual=standing)


@pytest.mark.parametrize(
    ("code", "place", "weather"), [("en", "frozen lake", "blizzard"), ("zh", "雪原", "暴风雪"), ("zh", "天台", "台风")]
)
def test_no_wind_of_a_place_stands_beside_a_stronger_one(code: str, place: str, weather: str) -> None:
    told = sound(code, place, "out", weather=weather)

    assert len(re.findall("wind" if code == "en" else "风(?!雪)|风雪", told)) == 1


def test_the_wind_of_a_place_is_not_due_where_a_stronger_one_is_told() -> None:
    en = Language.of("en")

    assert ambience.due("ice groaning, open wind", "wind howling, ice groaning", en) == ("ice groaning",)
    assert ambience.due("ice groaning, open wind", "ice groaning, open wind", en) == ("ice groaning", "open wind")
    assert ambience.apart(("wind howling", "ice groaning, open wind"), en) == ("wind howling", "ice groaning")
