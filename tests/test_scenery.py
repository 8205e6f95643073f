"""Place, time and weather of a scene: the script's own words, and what is taken from them where it says no more."""

from dataclasses import replace

import pytest

from storyboard.cast.era import of_script
from storyboard.cast.gather import gather
from storyboard.check import check_board
from storyboard.languages import scenery as vocabulary
from storyboard.model import Source
from storyboard.parse import parse
from storyboard.plan import plan
from storyboard.plan.scenery import scenery
from tests.samples import work


def shots(text):
    script = parse(Source("x.txt", text, "utf-8"))
    return plan(script, script.episodes[0], gather(script)).board.shots


def seen(place="客厅", time="日", interior="", actions="", before=None, people="林晚、顾言"):
    """The scenery of a scene with these words in its heading."""
    body = f"1-1 日 外 某处\n人物：{people}\n{actions}" + "".join(f"{name}：走。\n" for name in people.split("、"))
    script = parse(Source("x.txt", body, "utf-8"))
    scene = replace(script.scenes[0], location=place, time=time, interior=interior)
    return scenery(script, scene, before, "zh")


@pytest.mark.parametrize(
    ("people", "action", "weather"),
    [
        ("小雪、夏雨", "小雪看着夏雨。", "晴"),
        ("林小雪、顾言", "小雪转身。", "晴"),
        ("小雪、夏雨", "小雪站在大雪里，夏雨没有伞。", "大雪"),
        ("林晚、顾言", "林晚撑开雨伞，看着雪白的墙。", "晴"),
        ("林晚、顾言", "暴雨倾盆，林晚没有雨衣。", "暴雨"),
        ("林晚、顾言", "满村人跪着求雨，地裂得像龟甲一样。", "晴"),
        ("林晚、顾言", "花瓣像大雪一样落下来。", "晴"),
        ("林晚、顾言", "天阴得像扣了口锅。", "天阴"),
        ("林晚、顾言", "林晚破窗而出，木屑如雨。", "晴"),
        ("林晚、顾言", "信雪片般飞来。", "晴"),
        ("林晚、顾言", "正午黑成半夜，沙石横飞。", "沙石横飞"),
    ],
)
def test_people_and_things_bring_no_weather(people, action, weather):
    """小雪 is somebody, an umbrella is not rain; rain is."""
    assert seen(interior="外", actions=f"△{action}\n", people=people).weather == weather


@pytest.mark.parametrize(
    ("action", "weather"),
    [
        ("A boy in a yellow raincoat. Fog.", "fog"), ("It is raining hard.", "rain"), ("He waits.", "clear"),
        ("A row of tin cups, set out to catch rain. Dust.", "clear"), ("They pray for rain.", "clear"), ("No rain. Dust.", "clear"),
        ("His hair is as white as snow.", "clear"), ("Arrows come down like the rain.", "clear"), ("Rain like a curtain.", "rain"),
    ],
)  # fmt: skip
def test_english_weather_stands_whole(action, weather):
    """A raincoat is no rain, nor is rain that is waited for or that something is compared with."""
    shot, *_ = shots(f"EXT. STREET - DAY\n\n{action}\n\nBOB\nGo.\n\nINT. ROOM - DAY\n\nBOB\nStop.\n")

    assert shot.weather == weather


INSIDE = [
    "客厅", "林家客厅", "林家", "上海公寓", "海边酒店", "山顶别墅", "人民医院", "电影院", "江家书房", "田野家", "湖畔餐厅", "河南大厦",
    "林晚家", "办公室门口", "KITCHEN", "PARK HOTEL", "RIVER HOUSE", "PARKER'S APARTMENT", "客栈",
]  # fmt: skip
OUTSIDE = [
    "街", "酒店门口", "上海街头", "家门口", "医院楼下", "江边", "后山", "操场", "城墙", "学校操场", "STREET", "PARK", "HOTEL PARKING LOT",
    "花园", "停车场", "公交站",
]  # fmt: skip


@pytest.mark.parametrize("place", INSIDE)
def test_rooms_and_buildings_are_inside(place):
    """Whatever syllables their names hold."""
    assert not seen(place).outside


@pytest.mark.parametrize("place", OUTSIDE)
def test_streets_and_doorsteps_are_outside(place):
    """The last word of a place decides."""
    assert seen(place).outside


@pytest.mark.parametrize(
    ("word", "after_night", "after_day"),
    [
        ("LATER", "晚上（LATER）", "白天（LATER）"),
        ("CONTINUOUS", "晚上（CONTINUOUS）", "白天（CONTINUOUS）"),
        ("MOMENTS LATER", "晚上（MOMENTS LATER）", "白天（MOMENTS LATER）"),
        ("SAME", "晚上（SAME）", "白天（SAME）"),
        ("同上", "晚上（同上）", "白天（同上）"),
        ("稍后", "晚上（稍后）", "白天（稍后）"),
        ("片刻后", "晚上（片刻后）", "白天（片刻后）"),
        ("当晚稍后", "晚上（当晚稍后）", "晚上（当晚稍后）"),
        ("DAY - LATER", "白天（DAY - LATER）", "白天（DAY - LATER）"),
        ("NIGHT", "晚上", "晚上"),
        ("夜", "晚上", "晚上"),
        ("日", "白天", "白天"),
        ("late afternoon", "白天（late afternoon）", "白天（late afternoon）"),
        ("late", "晚上（late）", "晚上（late）"),
        ("午夜", "晚上（午夜）", "晚上（午夜）"),
        ("清晨", "白天（清晨）", "白天（清晨）"),
    ],
)
def test_words_that_only_say_later_keep_the_day_or_night_before(word, after_night, after_day):
    """The script's own word stays in brackets, in either language."""
    assert seen(time=word, before=seen(time="夜")).time == after_night
    assert seen(time=word, before=seen(time="日")).time == after_day


def test_later_at_the_very_beginning_is_day():
    """There is nothing to take over."""
    assert seen(time="LATER").time == "白天（LATER）"


def test_an_english_heading_after_another_keeps_its_night():
    """KITCHEN - NIGHT, then HALL - CONTINUOUS, then YARD - LATER."""
    board = shots(
        "INT. KITCHEN - NIGHT\n\nBOB\nGo.\n\nINT. HALL - CONTINUOUS\n\nBOB\nGo on.\n\nEXT. YARD - LATER\n\nBOB\nStop.\n"
    )

    assert list(dict.fromkeys(shot.time for shot in board)) == ["night", "night (CONTINUOUS)", "night (LATER)"]


def test_a_chinese_script_may_say_night():
    """INT. 客厅 - NIGHT."""
    board = shots("INT. 客厅 - NIGHT\n\n林晚：我回来了。\n顾言：你还知道回来？\n")

    assert {shot.time for shot in board} == {"晚上"}


@pytest.mark.parametrize(
    ("heading", "told"),
    [
        ("EXT. DECK - NIGHT - FOG", ("DECK (outside)", "night", "fog")),
        ("EXT. STREET - HEAVY RAIN - NIGHT", ("STREET (outside)", "night", "heavy rain")),
        ("INT. KITCHEN - 2:10 A.M.", ("KITCHEN (inside)", "night (2:10 A.M.)", "none")),
        ("EXT. PIER – 10 a.m. – mist", ("PIER (outside)", "day (10 a.m.)", "mist")),
        ("EXT. FOG LANE - DAY", ("FOG LANE (outside)", "day", "clear")),
    ],
)
def test_an_english_heading_may_end_in_weather_and_by_the_clock(heading, told):
    """What stands behind the place is no part of it."""
    shot = shots(f"{heading}\n\nBOB\nGo on.\n")[0]

    assert (shot.location, shot.time, shot.weather) == told


@pytest.mark.parametrize(
    ("time", "state", "weather"),
    [
        ("夜", "", "暴雨"),
        ("稍后", "", "暴雨"),
        ("日", "", "晴"),
        ("次日夜", "", "晴"),
        ("三天后夜", "", "晴"),
        ("夜", "闪回", "晴"),
    ],
)
def test_the_weather_of_one_night_goes_on_out_of_doors(time, state, weather):
    """Also over a scene inside; another day, or another layer, has its own, and after a flashback it goes on."""
    rain = seen("街上", "夜", "外", "△暴雨倾盆。\n")
    inside = seen("客厅", "夜", "内", before=rain)
    body = "1-1 夜 外 桥下\n人物：林晚、顾言\n林晚：走。\n顾言：走。\n"
    script = parse(Source("x.txt", body, "utf-8"))
    scene = replace(script.scenes[0], time=time, state=state)

    found = scenery(script, scene, inside, "zh")

    assert found.weather == weather
    if state:
        assert scenery(script, script.scenes[0], found, "zh").weather == "暴雨"


@pytest.mark.parametrize("first", ["THEO", "ELLIE"])
def test_the_two_ends_of_a_call_look_towards_each_other(first):
    """Whoever speaks first: each place is seen alone, and the eyes meet over the cut."""
    other = "ELLIE" if first == "THEO" else "THEO"
    lines = "".join(f"{first}\nAre you there?\n\n{other}\nI am.\n\n" for _ in range(3))
    text = (
        "INT. KITCHEN - NIGHT\n\nELLIE, 35, dials a phone.\n\nINT. DINER - SAME\n\nTHEO, 50, picks up the phone.\n\n"
        f"INTERCUT - KITCHEN / DINER\n\n{lines}"
    )
    sides = {
        name: {
            shot.visual[shot.visual.index("at frame ") :].split(",")[0]
            for shot in shots(text)
            if shot.dialogue.role == name
        }
        for name in (first, other)
    }

    assert sides == {first: {"at frame left facing right"}, other: {"at frame right facing left"}}


@pytest.mark.parametrize(
    ("script", "weather"),
    [
        (
            "1-1 日 外 河堤\n人物：林晚、顾言\n△林晚站在河堤上。\n林晚：你来了。\n顾言：来了。\n△忽然下起大雨。\n林晚：下雨了。\n△雨停，太阳出来。\n顾言：走吧。\n",
            ["晴", "晴", "大雨", "晴"],
        ),
        ("1-1 夜 外 大雪 站台\n人物：林晚\n△林晚等着。\n林晚：冷。\n△雪停了。\n林晚：停了。\n", ["大雪", "晴"]),
        (
            "EXT. PIER - DAY\n\nAnna waits.\n\nANNA\nYou came.\n\nIt begins to snow.\n\nANNA\nSnow.\n",
            ["clear", "snow", "snow"],
        ),
        (
            "EXT. PIER - DAY\n\nHard sunshine. Anna waits.\n\nANNA\nYou came.\n\nRain hits. Anna runs.\n\nANNA\nCome in.\n",
            ["clear", "clear", "rain", "rain"],
        ),
        (
            "1-1 日 外 晒谷场\n人物：林晚、顾言\n△林晚翻谷子。\n林晚：要下！\n△第一滴雨砸下来，在谷堆上砸出一个小坑。\n顾言：雨！\n",
            ["晴", "雨", "雨"],
        ),
        (
            "1-1 夜 外 打谷场\n人物：林晚\n△林晚摇着蒲扇。\n林晚：急啥。\n△一滴雨砸上灯箱。\n林晚：下雨啦！\n",
            ["晴", "雨"],
        ),
        (
            "1-1 夜 外 打谷场 雨转晴\n人物：林晚\n△林晚撑着伞。\n林晚：倒回去。\n△雨声渐稀，停了。林晚没出声。\n林晚：看。\n",
            ["雨", "晴"],
        ),
        ("1-1 日 外 山脊\n人物：林晚\n△晴空转阴，雪片斜飞。林晚拄着棍。\n林晚：到了。\n", ["雪"]),
        (
            "EXT. CATWALK - NIGHT\n\nAnna grips the rail.\n\nANNA\nNo.\n\nOne dark spot lands on her sleeve. Another. RAIN.\n\nANNA\nRain.\n",
            ["clear", "clear", "rain", "rain"],
        ),
        (
            "EXT. STREET - DAY\n\nHail whitens the road. Anna runs.\n\nANNA\nRun!\n\nThe storm stops. Sun. Nobody leaves.\n\nANNA\nStay.\n",
            ["hail", "hail", "clear", "clear"],
        ),
        (
            "EXT. STREET - DAY\n\nA drop spots the road. Another. Anna looks up.\n\nANNA\nAt last.\n\nShe holds out a hand.\n\nANNA\nStay.\n",
            ["rain"],
        ),
        (
            "EXT. STREET - DAY\n\nYellow sky. Anna waits.\n\nANNA\nAt last.\n\nThe sky opens. Anna laughs.\n\nANNA\nStay.\n",
            ["yellow sky", "rain"],
        ),
        ("EXT. STREET - DAY\n\nThe sky opens out over the bay. Anna waits.\n\nANNA\nAt last.\n", ["clear"]),
        (
            "1-1 日 外 村口\n人物：林晚\n△漫天黄沙，林晚眯着眼。\n林晚：走吧。\n△尘土里砸出一个个湿点。林晚抬头。\n林晚：下了。\n",
            ["漫天黄沙", "雨"],
        ),
        ("EXT. STREET - DAY\n\nAnna hails a cab.\n\nANNA\nTaxi!\n", ["clear", "clear"]),
    ],
    ids=[
        *("rain and sun", "snow that ends", "snow that begins", "rain that hits", "first drop", "a drop"),
        *(
            "rain that turns to sun",
            "sun that has turned to snow",
            "one spot and another",
            "hail",
            *("a drop", "a yellow sky", "no rain", "sand"),
            "a cab",
        ),
    ],
)
def test_rain_falls_from_the_shot_in_which_it_begins_to_that_in_which_it_ends(script, weather):
    """Not in all shots of a scene that tells of it once."""
    found = [shot.weather for shot in shots(script)]
    assert found == weather if len(weather) == len(found) else [*dict.fromkeys(found)] == weather


@pytest.mark.parametrize(
    ("heading", "turn", "line", "before", "after"),
    [
        ("1-1 黄昏 外 工地\n人物：林晚\n", "△天全黑了，林晚抬起头。\n", "林晚：再等一会儿。\n", ("白天（黄昏）", "低角度暖光"), ("晚上", "低调布光")),
        ("1-1 夜转晨 外 庙门前\n人物：林晚\n", "△第一缕晨光落在林晚肩上。\n", "林晚：再等一会儿。\n", ("晚上（夜转晨）", "低调布光"), ("白天（清晨）", "低角度暖光")),
        ("EXT. PIER - DAY\n\n", "Night falls. Anna lights a lamp.\n\n", "ANNA\nWait a little.\n\n", ("day", "natural light"), ("night", "low-key lighting")),
        ("EXT. PIER - NIGHT\n\n", "Dawn breaks over Anna.\n\n", "ANNA\nWait a little.\n\n", ("night", "low-key lighting"), ("day (dawn)", "low warm light")),
    ],
)  # fmt: skip
@pytest.mark.parametrize(("ahead", "behind"), [(1, 3), (3, 1), (2, 2)])
def test_hour_and_light_turn_with_the_shot_that_tells_it(heading, turn, line, before, after, ahead, behind):
    """Wherever in a scene: as its heading says up to there, and otherwise from there on; nothing is told of it by check."""
    script = parse(Source("x.txt", heading + line * ahead + turn + line * behind, "utf-8"))
    cast = gather(script)
    board = plan(script, script.episodes[0], cast).board
    lit = [(shot.time, next(light for _, light in (before, after) if light in shot.style_tags)) for shot in board.shots]

    at = next(n for n, shot in enumerate(board.shots) if shot.action)
    assert lit == [before] * at + [after] * (len(lit) - at)
    assert 0 < at < len(lit)
    assert {fault.rule for fault in check_board(board, script, script.episodes[0], cast)} & {
        "hour",
        "light-flipped",
    } == set()


@pytest.mark.parametrize("goes_on", ["紧接前场", "连续", "同时"])
@pytest.mark.parametrize(
    ("hour", "turn", "time"),
    [("清晨", "", "白天（清晨）"), ("黄昏", "△天黑了。\n", "晚上"), ("日", "", "白天"), ("夜", "", "晚上")],
)
def test_a_scene_that_goes_on_at_once_is_lit_as_the_one_before_ended(goes_on, hour, turn, time):
    """Through any number of scenes: dawn is not noon in the next room, and a night that fell stays."""
    text = f"1-1 {hour} 外 河堤\n人物：林晚\n林晚：走。\n{turn}" + "".join(
        f"1-{n} {goes_on} 外 桥头\n林晚：走。\n" for n in (2, 3)
    )
    found = shots(text)

    assert {shot.time.split("（")[0] for shot in found[-2:]} == {time.split("（")[0]}
    assert {vocabulary.light(shot.time) for shot in found[-2:]} == {vocabulary.light(time)}
    assert len({shot.style_tags for shot in found[-2:]}) == 1


@pytest.mark.parametrize(
    ("heading", "light"),
    [
        ("1-1 傍晚 外 河堤", "低角度暖光"),
        ("1-1 清晨 内 卧室", "低角度暖光"),
        ("1-1 黄昏 外 暴雨 码头", "昏暗天光"),
        ("1-1 日 外 河堤", "自然光"),
        ("1-1 夜 外 河堤", "低调布光"),
    ],
)
def test_dawn_and_dusk_have_a_light_of_their_own(heading, light):
    """Neither that of noon nor that of night, and a warm one only under an open sky."""
    assert shots(f"{heading}\n林晚：走。\n")[0].style_tags.endswith(f"，{light}")


@pytest.mark.parametrize(
    ("heading", "place", "time"),
    [
        ("1-1 夜 外 北平前门火车站（1937年冬）", "北平前门火车站（外）", "晚上（1937年冬，夜）"),
        ("1-1 夜 内 客厅（林晚、顾言、保安）", "客厅（内）", "晚上"),
        ("1-1 日 内 厨房（客厅、阳台）", "厨房（客厅、阳台）（内）", "白天"),
        ("INT. DINER - NIGHT - PRESENT DAY", "DINER (inside)", "night (NIGHT, PRESENT DAY)"),
        ("INT. DINER - NIGHT - ANNA, BEN", "DINER (inside)", "night"),
        ("INT. DINER - DAY (FLASHBACK - 1988)", "DINER (inside)", "day (DAY, 1988)"),
        ("三、二十年后，腊月，傍晚，何记理发店", "何记理发店（内）", "白天（二十年后，腊月，傍晚）"),
        ("场景3 照相馆 黄昏转夜 由内到外", "照相馆（内外）", "白天（黄昏转夜）"),
        ("EXT. HARBOR - DAWN - 1943 - RAIN", "HARBOR (outside)", "day (DAWN, 1943)"),
        ("2、唐楼天台 日/外（闪回 1962）", "唐楼天台（外）", "白天（1962年，日）"),
        ("2、唐楼天台 日/外（1962年回忆）", "唐楼天台（外）", "白天（1962年，日）"),
        ("闪回（1962） 唐楼天台 日 外", "唐楼天台（外）", "白天（1962年，日）"),
        ("2-1 日 外 唐楼天台\n时间：1962年", "唐楼天台（外）", "白天（1962年，日）"),
        ("EXT. ROOF - DAY - FLASHBACK, 1962", "ROOF (outside)", "day (DAY, 1962)"),
        ("EXT. SQUARE - DAY - SERIES OF SHOTS", "SQUARE (outside)", "day"),
        ("INT. SHOP - MONTAGE - NIGHT", "SHOP (inside)", "night"),
    ],
)
def test_years_and_people_behind_a_place_are_no_part_of_it(heading, place, time):
    """Nor do they hide the hour: NIGHT - PRESENT DAY is night."""
    body = "\n\nBOB\nGo.\n" if heading.isascii() else "\n林晚：走。\n"

    shot = shots(heading + body)[0]

    assert (shot.location, shot.time) == (place, time)


@pytest.mark.parametrize("over", ["雨过天晴", "雨后，院里亮堂堂的", "天放晴了", "Clear sky, washed clean"])
@pytest.mark.parametrize("falls", ["大雨", "暴雨", "heavy rain"])
def test_a_scene_that_opens_when_the_rain_is_over_is_dry(over, falls):
    """The same day as the rain: its own words say so, or those of its heading."""
    if over.isascii() != falls.isascii():
        return
    if over.isascii():
        script = (
            f"EXT. PIER - DAY\n\nAnna waits in {falls}.\n\nEXT. GARDEN - DAY\n\n{over}. Anna sits.\n\nANNA\nWell.\n"
        )
    else:
        rain = f"1-1 日 外 河堤\n人物：林晚\n△{falls}。林晚站着。\n林晚：走吧。\n"
        script = f"{rain}1-2 日 外 院子\n人物：林晚\n△{over}。林晚坐着。\n林晚：好了。\n"
    found = [shot.weather for shot in shots(script)]

    assert vocabulary.weather(found[0]) == "rain"
    assert vocabulary.weather(found[-1]) == "clear", found
    assert vocabulary.weather(vocabulary.weather_of_hour("日，雨过天晴")) == "clear"


@pytest.mark.parametrize(
    ("place", "inside"),
    [
        ("青石驿，马厩外、驿堂", False),
        ("驿堂", True),
        ("柴房、驿堂", True),
        ("客厅、院子", True),
        ("院子、客厅", False),
    ],
)
def test_of_places_that_a_heading_lists_the_first_says_whether_it_is_in_the_open(place, inside):
    script = (
        f"第一场\n时间：夜，大雨\n地点：{place}\n人物：林晚、顾言\n\n林晚坐着，看着门。\n\n林晚：你来了。\n顾言：来了。\n\n"
        "第二场\n时间：日\n地点：街上\n人物：林晚\n\n林晚走着。\n\n林晚：走吧。\n"
    )

    assert shots(script)[0].location.endswith("（内）") == inside


@pytest.mark.parametrize(
    ("place", "side", "drawn"),
    [
        ("INSIDE THE BOOTH", "inside", ""),
        ("Municipal baths", "inside", "pool"),
        ("PALM HOUSE", "inside", "glasshouse"),
        ("The yard", "outside", "farmyard"),
        ("CASTLE RAMPARTS", "outside", "west-street"),
        ("COURTYARD", "outside", "court"),
        ("THE TOP", "inside", ""),
        ("竹林石阶", "outside", "nature"),
        ("毡房前", "outside", "nature"),
        ("赛道终点", "outside", "street"),
        ("植物园温室", "inside", "glasshouse"),
        ("游泳馆", "inside", "pool"),
        ("纸扎铺", "inside", "shop"),
        ("同一扇门", "outside", ""),
    ],
)
def test_a_place_is_drawn_as_what_it_is_or_as_nothing_in_particular(place, side, drawn):
    """A puppet booth was a parlour, a pool a living room, a yard in Nebraska a Chinese court."""
    assert vocabulary.kind(place, side) == drawn


@pytest.mark.parametrize(("place", "inside"), [("裁缝铺", True), ("拆迁村", False), ("终点", False)])
def test_rain_at_a_shop_falls_outside_it(place, inside):
    """裁缝铺，傍晚，雨 stood in the rain."""
    script = f"第一场　{place}，傍晚，雨\n林晚看着雨。\n林晚：走吧。\n林晚：好。\n"
    assert shots(script)[0].location.endswith("（内）") is inside


def test_the_side_that_a_board_writes_behind_a_place_is_no_place_of_its_own():
    """FIELD (outside) is no street, OFFICE (inside) no parlour: what is drawn of a place is what its own words are."""
    marks = {"inside": ("（内）", " (inside)"), "outside": ("（外）", " (outside)")}
    for word in vocabulary.vocabulary().places:
        for side, (han, latin) in marks.items():
            bare, board = vocabulary.kind(word, side), f"{word}{latin if word.isascii() else han}"
            assert vocabulary.kind(board, side) == bare, board
            assert vocabulary.place(board) == vocabulary.place(word)


@pytest.mark.parametrize(("heading", "dawns"), [("2-1 夜 内 驿堂（闪回）", True), ("2-1 内 驿堂（闪回）", False)])
def test_it_dawns_in_a_flashback_whose_heading_tells_its_hour(heading, dawns):
    """Of one without an hour nobody knows whether it was night."""
    script = f"1-1 日 内 驿堂\n人物：顾言\n△顾言坐着。\n顾言：我歇过一晚。\n{heading}\n人物：顾言\n△顾言把铜管枕在头下，睡着了。\n顾言：就歇一晚。\n△天亮了，顾言策马冲上山坡，远处的城已经烧成一片黑烟。\n"
    times = [shot.time for shot in shots(script)[1:]]

    assert times[-1] == ("白天（清晨）" if dawns else times[1])


def test_whom_somebody_kneels_before_does_not_kneel():
    """The name behind the verb is where they kneel, not who."""
    for who, whom in (("鲁伯", "崔缄"), ("崔缄", "鲁伯"), ("林晚", "顾言")):
        made = shots(
            f"1-1 夜 外 河边\n人物：{who}、{whom}\n△{who}爬回岸上，跪在{whom}面前。\n{whom}：你长这么大了？\n{who}：二十年了。\n"
        )

        assert not any(f"{whom}跪在" in shot.visual for shot in made)
        assert any(f"{who}跪在{whom}面前" in f"{shot.visual}{shot.action}" or "跪在" in shot.action for shot in made)


@pytest.mark.parametrize(
    ("words", "era"),
    [
        ("唐天宝年间，有一处野渡。", "古装"),
        ("光绪二年，票号挤兑。", "古装"),
        ("抗战时期的北平。", "民国"),
        ("有一处野渡。", ""),
    ],
)
def test_a_reign_that_the_outline_names_dresses_the_story(words, era):
    script = parse(Source("s.txt", f"故事梗概：{words}\n\n第一场 夜 外 渡口\n\n崔缄：过河。\n鲁伯：上来。\n", "utf-8"))

    assert of_script(script).value == era


@pytest.mark.parametrize(
    ("told", "night"),
    [
        ("外面忽然一声炸雷，天黑了下来", False),
        ("乌云压过来，天暗了下来", False),
        ("众人散了，天黑了下来", True),
        ("Thunder cracks and the sky goes dark", False),
        ("They wait until it grows dark", True),
    ],
)
def test_a_storm_makes_the_sky_dark_and_no_night(told, night):
    assert any(dark for _, dark in vocabulary.hour_turns(f"{told}。")) == night


@pytest.mark.parametrize(
    ("told", "falls"),
    [
        ("Rain thins to a drip, then stops.", False),
        ("The snow has turned to pouring rain.", True),
        ("Snow turns to sleet.", True),
    ],
)
def test_rain_that_thins_and_stops_and_snow_that_turns_to_rain_are_turns_of_the_weather(told, falls):
    found = vocabulary.weather_turns(told)

    assert [vocabulary.begins_to_fall(said) for said, _ in found] == [falls]


def test_a_flashback_that_an_action_opens_and_another_one_ends_keeps_its_place_hour_and_look_with_all_who_speak_in_it():
    """Within a scene by night in the snow: （闪回）白天的胡同，… up to （闪回结束）."""
    made = shots(
        "第三场 后墙外空地 夜 外\n人物：小豆子、方静宜\n△下雪了。小豆子蹲着。\n△（闪回）白天的胡同，方静宜攥着他的手。\n"
        "方静宜：（闪回）你捡着。\n小豆子：（闪回）我不识字。\n△（闪回结束）小豆子把报纸高高举起来。\n小豆子：锅翻了。\n"
    )
    told = {shot.dialogue.text: shot for shot in made if shot.dialogue.text}

    for words in ("你捡着。", "我不识字。"):
        assert (told[words].location, told[words].time, "闪回" in told[words].style_tags) == (
            "胡同（外）",
            "白天",
            True,
        )
    assert (told["锅翻了。"].location, told["锅翻了。"].time) == ("后墙外空地（外）", "晚上")
    assert not any("闪回" in shot.style_tags for shot in (made[0], told["锅翻了。"]))
    assert not any("报纸高高" in shot.visual for shot in made)


RAINY = {
    "zh": "1-1 夜 {outside} {place}\n人物：林夏、陈放\n△{rain}林夏跑来，陈放跟着。\n林夏：这边！\n\n1-2 {time} {then} 院子\n人物：林夏、陈放\n△林夏推开门。陈放跟进来。\n陈放：等等。\n\n1-3 {time} 外 街上\n人物：林夏、陈放\n△林夏站住。陈放看她。\n林夏：走。\n",
    "en": "{outside} {place} - NIGHT\n\n{rain}NORA runs in. TOM follows her.\n\nNORA\nHere!\n\n{then} COURTYARD - {time}\n\nNora opens the gate. Tom follows.\n\nTOM\nWait.\n\nEXT. STREET - {time}\n\nNora stops. Tom looks at her.\n\nNORA\nGo.\n",
}
WETTER = [
    ("zh", {"outside": "外", "place": "巷子", "rain": "大雨。", "then": "外", "time": "连续"}, True),
    ("zh", {"outside": "外", "place": "巷子", "rain": "大雨。", "then": "内", "time": "紧接"}, True),
    ("zh", {"outside": "外", "place": "巷子", "rain": "大雨，两人撑着伞。", "then": "内", "time": "连续"}, False),
    ("zh", {"outside": "外", "place": "巷子", "rain": "大雨。", "then": "内", "time": "次日"}, False),
    ("en", {"outside": "EXT.", "place": "ALLEY", "rain": "Pouring rain. ", "then": "EXT.", "time": "CONTINUOUS"}, True),
    ("en", {"outside": "EXT.", "place": "ALLEY", "rain": "Pouring rain. ", "then": "INT.", "time": "CONTINUOUS"}, True),
    ("en", {"outside": "EXT.", "place": "ALLEY", "rain": "Rain. They share an umbrella. ", "then": "INT.", "time": "CONTINUOUS"}, False),
    ("en", {"outside": "EXT.", "place": "ALLEY", "rain": "Pouring rain. ", "then": "INT.", "time": "NEXT DAY"}, False),
]  # fmt: skip


@pytest.mark.parametrize(("language", "words", "wet"), WETTER, ids=range(len(WETTER)))
def test_what_goes_on_without_a_gap_keeps_the_weather_and_who_came_out_of_the_rain_is_wet(language, words, wet):
    """CONTINUOUS after rain: it rains there too, and clothes are not dry; not under an umbrella, and not the day after."""
    script = parse(Source("s.txt", RAINY[language].format(**words), "utf-8"))
    cast = gather(script)
    board = plan(script, script.episodes[0], cast).board
    states = {member.name: {version.state for version in member.versions} for member in cast.members}

    assert all(any("雨" in state or "rain" in state for state in every) == wet for every in states.values()), states
    last = [shot.weather for shot in board.shots][-1]
    assert ("雨" in last or "rain" in last) == (words["time"] in ("连续", "紧接", "CONTINUOUS"))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "INT. CABIN - NIGHT\n\nRain hammers on the roof. NORA listens.\n\nNORA\nCome.\n",
            "EXT. CABIN - CONTINUOUS\n\nNora walks.\n\nNORA\nGo.\n",
        ),
        (
            "1-1 夜 内 木屋\n人物：林夏\n△大雨敲着屋顶。林夏听着。\n林夏：走。\n",
            "1-2 连续 外 木屋外\n人物：林夏\n△林夏走着。\n林夏：走。\n",
        ),
    ],
    ids=("en", "zh"),
)
def test_rain_that_is_heard_within_falls_outside_as_well(first, second):
    script = parse(Source("s.txt", f"{first}\n{second}", "utf-8"))
    weather = [shot.weather for shot in plan(script, script.episodes[0], gather(script)).board.shots]

    assert "雨" in weather[-1] or "rain" in weather[-1].lower()


@pytest.mark.parametrize(
    ("text", "weathers"),
    [
        ("EXT. SANDSTORM - DAY\n\nThey stagger. TOM, 40, falls.\n\nTOM\nHelp!\n", ["sandstorm"]),
        ("EXT. DESERT - DAY\n\nTOM, 40, walks.\n\nTOM\nHot.\n\nThe horizon turns brown. A wall of sand.\n\nTOM\nRun!\n\nEXT. WELL - DUSK\n\nClear air. Tom drinks.\n\nTOM\nAh.\n", ["clear", "wall of sand", "clear air"]),
        ("1 日 外 沙漠\n人物：老周\n△老周走着。\n老周：热。\n△远处一道沙墙扑来。\n老周：跑！\n", ["晴", "沙墙"]),
        ("1 日 外 村口\n人物：老周\n△阴云。老周走着。\n老周：冷。\n△静。雪花落下来。\n老周：雪。\n", ["阴云", "雪花"]),
        ("1 日 外 操场\n人物：老周\n△老周走着。\n老周：热。\n△乌云盖顶，暴雨砸下。\n老周：雨。\n", ["乌云", "暴雨"]),
    ],
)  # fmt: skip
def test_a_storm_falls_from_where_it_is_told_and_a_place_that_is_one_has_it(tmp_path, text, weathers):
    path = tmp_path / "storm.txt"
    path.write_text(text, encoding="utf-8")
    (done,) = work(path)

    assert list(dict.fromkeys(shot.weather for shot in done.board.shots)) == weathers
