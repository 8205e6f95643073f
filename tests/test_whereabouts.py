"""When and where a board's scenes play, as each clip's prompt says it: year and town that the board tells, places in words."""

from dataclasses import replace

import pytest

from storyboard import whereabouts
from storyboard.languages import Language
from storyboard.model import Board, Clip, Part
from storyboard.plan import written
from storyboard.render import render
from tests.samples import OFFER, sample

EN, ZH = Language.of("en"), Language.of("zh")


def board_of(file: str, *changes: dict[str, object]) -> Board:
    """A board of silent shots that changes make."""
    board = sample(file)[0].board
    first = board.shots[0]
    plain = replace(first, dialogue=replace(first.dialogue, role="", text=""), action="", visual="", weather="")
    return replace(board, shots=tuple(replace(plain, **change) for change in changes))


def places_of(board: Board, word: str) -> list[str]:
    """The place line of each shot, told in a clip of its own."""
    clips = [Clip((Part(at, "", shot.tenths, shot.tenths),), 4) for at, shot in enumerate(board.shots)]
    prompts = render(board, clips, replace(OFFER, template="sora"))
    return [
        next(line for line in prompt.splitlines() if line.startswith(word)).removeprefix(word) for prompt in prompts
    ]


@pytest.mark.parametrize("year", [1312, 1652, 1934, 2081])
@pytest.mark.parametrize(
    "how",
    [
        {"time": "night ({})"},
        {"action": "{}. Rain on the tents."},
        {"visual": "A dark tent. Caption: “{}”"},
        {"visual": "A dark tent. Small words at the lower edge: “{}”."},
        {"location": "FAIR TENT, {} (inside)"},
    ],
)
def test_the_year_that_a_scene_tells_stands_in_the_place_line_of_every_clip_behind_it(year, how):
    first = {"location": "FAIR TENT (inside)", "time": "night"} | {key: text.format(year) for key, text in how.items()}
    later = [{"location": f"YARD {each} (outside)", "time": "day"} for each in "ABC"]
    lines = places_of(board_of("lastbus.txt", first, *later), "Setting: ")
    assert all(str(year) in line for line in lines), lines
    assert all(line.count(str(year)) == 1 for line in lines)


@pytest.mark.parametrize(("many", "years"), [("five", 5), ("twenty", 20), ("12", 12)])
def test_years_that_pass_are_counted_once_and_what_is_remembered_keeps_its_own_time(many, years):
    tent = {"location": "TENT (inside)"}
    shots = [
        {**tent, "time": "night (1934)"},
        {"location": "GATE (outside)", "time": "day (flashback)"},
        {**tent, "time": "night"},
        {"location": "FIELD (outside)", "time": f"day (morning, {many} years later)"},
        {"location": "FIELD (outside)", "time": f"day (noon, {many} years later)"},
    ]
    lines = places_of(board_of("lastbus.txt", *shots), "Setting: ")
    later = str(1934 + years)
    assert [next((year for year in ("1934", later) if year in line), "") for line in lines] == [
        "1934",
        "",
        "1934",
        later,
        later,
    ]


def test_a_number_that_is_no_year_is_told_as_none():
    shots = [
        {"location": "ROOM 1408 - HALL (inside)", "time": "night"},
        {"location": "SHOP (inside)", "time": "day", "action": "She counts 1934 coins. The clock says 11:40."},
    ]
    board = board_of("lastbus.txt", *shots)
    assert whereabouts.dated(board, board, EN).shots == board.shots


@pytest.mark.parametrize("town", ["GHENT", "TRIESTE", "LAGOS", "NEW YORK"])
def test_the_one_town_of_a_board_stands_with_all_its_places_but_at_sea_and_in_memories(town):
    shots = [
        {"location": f"BELL FOUNDRY, {town} (inside)", "time": "night"},
        {"location": "MARKET SQUARE (outside)", "time": "day"},
        {"location": "SHIP (outside)", "time": "day"},
        {"location": "GATE (outside)", "time": "day (flashback)"},
    ]
    told = [town.title() in line for line in places_of(board_of("lastbus.txt", *shots), "Setting: ")]
    assert told == [True, True, False, False]


def test_of_several_towns_none_is_carried_elsewhere():
    shots = [{"location": f"{place} (outside)", "time": "day"} for place in ("PIER, LAGOS", "SQUARE, GHENT", "YARD")]
    lines = places_of(board_of("lastbus.txt", *shots), "Setting: ")
    assert [("Lagos" in line, "Ghent" in line) for line in lines] == [(True, False), (False, True), (False, False)]


@pytest.mark.parametrize(
    ("location", "told"),
    [
        ("HAULER CAB - FROZEN LAKE (inside)", "the hauler cab, frozen lake, interior"),
        ("Platform four (outside)", "platform four, exterior"),
        ("Pier 9 (outside)", "pier 9, exterior"),
        ("Lost property office, Crewe Station (inside)", "the lost property office, Crewe Station, interior"),
        ("CARNIVAL TENT, KANSAS (inside)", "the carnival tent, Kansas, interior"),
        ("PEARL LUGGER, OFF BROOME (outside)", "the pearl lugger, off Broome, exterior"),
        ("LUGGER, OFF SHORE (outside)", "the lugger, off shore, exterior"),
        ("GARHWAL PASS (outside)", "Garhwal Pass, exterior"),
        ("HIGH PASS (outside)", "the high pass, exterior"),
        ("MONGOLIAN STEPPE - START LINE (outside)", "the Mongolian steppe, start line, exterior"),
        ("JEEPNEY (inside and outside)", "the jeepney, interior and exterior"),
    ],
)
def test_a_place_line_is_words_and_no_slug(location, told):
    assert places_of(board_of("lastbus.txt", {"location": location, "time": "day"}), "Setting: ")[0].startswith(told)


@pytest.mark.parametrize("family", ["HADDAD", "OKONKWO", "LI-SHAW"])
def test_the_home_of_a_family_name_is_nobodys_place(family):
    board = board_of(
        "lastbus.txt",
        {"location": f"{family} KITCHEN (inside)", "time": "day"},
        {"action": f"MAYA {family} (38) waits."},
    )
    assert "MAYA" in board.character_setting
    assert places_of(board, "Setting: ")[0].startswith("the kitchen, interior")


@pytest.mark.parametrize("year", ["1943年", "一九四三年", "2034年"])
def test_in_chinese_the_year_stands_behind_the_place_of_every_clip(year):
    shots = [
        {"location": "黄河渡口（外）", "time": f"白天（{year}）"},
        {"location": "旧体育馆·拳台（内）", "time": "晚上"},
    ]
    lines = places_of(board_of("rain.txt", *shots), "地点: ")
    assert lines[0].startswith(f"黄河渡口外景，{year}，白天")
    assert lines[1].startswith("旧体育馆拳台内景，")
    assert year in lines[1]


@pytest.mark.parametrize(
    ("file", "word", "weathers", "told"),
    [
        (
            "lastbus.txt",
            "Setting: ",
            ("heavy rain", "heavy rain, stopping", "no rain, dripping"),
            ("heavy rain", "heavy rain", "after the rain"),
        ),
        (
            "lastbus.txt",
            "Setting: ",
            ("overcast", "overcast, lightning", "lightning"),
            ("overcast", "overcast", "lightning"),
        ),
        ("rain.txt", "地点: ", ("阴", "阴，闪电", "大雨，渐停"), ("阴", "阴", "大雨")),
    ],
)
def test_a_turn_of_the_weather_is_no_weather_that_stands(file, word, weathers, told):
    place = {
        "location": "PIER (outside)" if file == "lastbus.txt" else "码头（外）",
        "time": "night" if file == "lastbus.txt" else "晚上",
    }
    lines = places_of(board_of(file, *({**place, "weather": each} for each in weathers)), word)
    assert [line.replace("，", ", ").split(", ")[-1].split(" ")[0] for line in lines] == [
        each.split(" ")[0] for each in told
    ], lines
    assert not any(turn in line for line in lines for turn in ("stopping", "dripping", "渐停"))


@pytest.mark.parametrize(
    ("file", "age"),
    [
        ("lastbus.txt", "1920s"),
        ("lastbus.txt", "17th century"),
        ("rain.txt", "光绪十七年"),
        ("rain.txt", "北宋"),
        ("rain.txt", "民国三年"),
    ],
)
def test_an_age_without_a_year_holds_as_one_does(file, age):
    english = file == "lastbus.txt"
    places = ["PIER (outside)", "YARD (outside)"] if english else ["码头（外）", "院子（外）"]
    first, later = ({"location": place, "time": "night" if english else "晚上"} for place in places)
    first["time"] += f" ({age})" if english else f"（{age}）"
    assert all(age in line for line in places_of(board_of(file, first, later), "Setting: " if english else "地点: "))


def test_a_number_on_a_chinese_door_is_no_year():
    board = board_of(
        "rain.txt", {"location": "1408房间（内）", "time": "晚上"}, {"location": "院子（外）", "time": "晚上"}
    )
    assert whereabouts.dated(board, board, ZH).shots == board.shots


@pytest.mark.parametrize("town", ["ZEELAND", "HVAMMUR", "PORT ELLEN"])
@pytest.mark.parametrize("dash", [", ", " - ", " – ", "—"])
def test_what_a_place_has_behind_it_only_the_first_time_is_a_town_and_holds_for_all(town, dash):
    shots = [
        {"location": f"BELL TOWER{dash}{town} (inside)", "time": "night"},
        {"location": "SQUARE (outside)", "time": "night"},
        {"location": "BELL TOWER (inside)", "time": "night"},
    ]
    lines = places_of(board_of("lastbus.txt", *shots), "Setting: ")
    assert all(town.title() in line for line in lines), lines


@pytest.mark.parametrize("part", ["KITCHEN", "UPSTAIRS", "THE BACK ROOM", "ROOM 12", "ANNA'S ROOM"])
def test_what_is_a_part_of_a_place_is_no_town(part):
    shots = [{"location": f"{place} (inside)", "time": "night"} for place in (f"OLD HOUSE, {part}", "OLD HOUSE")]
    assert part.title() not in places_of(board_of("lastbus.txt", *shots), "Setting: ")[1]


def test_a_town_that_one_later_place_alone_names_is_no_town_of_the_others():
    shots = [{"location": f"{place} (inside)", "time": "night"} for place in ("HUT", "YARD", "BARN", "SEVILLE KITCHEN")]
    assert ["Seville" in line for line in places_of(board_of("lastbus.txt", *shots), "Setting: ")] == [
        False,
        False,
        False,
        True,
    ]


@pytest.mark.parametrize(("town", "year"), [("Timbuktu", 1591), ("New York", 1929), ("Ghent", 1672)])
def test_town_and_year_before_a_place_are_no_part_of_its_name(town, year):
    location = f"{town}, {year}. A mud-walled library (inside)"
    (line,) = places_of(board_of("lastbus.txt", {"location": location, "time": "night"}), "Setting: ")
    assert line.startswith(f"a mud-walled library, interior, {town}, {year}, night")


@pytest.mark.parametrize("count", range(2, 5))
def test_the_year_is_told_again_with_each_other_place_of_a_clip(count):
    shots = [
        {"location": f"{place}（外）", "time": "白天（1986年）"}
        for place in ("石桥头", "石桥心", "渡口", "旧堤")[:count]
    ]
    board = board_of("rain.txt", *shots)
    clip = Clip(tuple(Part(at, "", shot.tenths, shot.tenths) for at, shot in enumerate(board.shots)), 4 * count)
    (prompt,) = render(board, [clip], replace(OFFER, template="sora"))
    assert prompt.count("1986年") == count


def test_a_place_without_daylight_has_none_in_what_is_remembered():
    hours = ("白天（时间不明，冰下，不见天光）", "白天（回忆，塌落那天）")
    board = board_of("rain.txt", *({"location": "冰下站（内）", "time": hour} for hour in hours))
    assert all("不见天光" in line and "白天" not in line for line in places_of(board, "地点: "))


def test_dashes_between_a_place_and_its_part_are_known_by_one_pattern():
    for place in ("HOUSE - ATTIC", "HOUSE — ATTIC", "HOUSE–ATTIC", "HOUSE -- ATTIC"):
        assert whereabouts.DASH.split(place) == ["HOUSE", "ATTIC"]
        assert whereabouts.worded(place) == "HOUSE, ATTIC"
    assert whereabouts.DASH.split("医院-走廊") == ["医院", "走廊"]
    assert whereabouts.DASH.split("DEAD-END ALLEY") == ["DEAD-END ALLEY"]


@pytest.mark.parametrize(
    ("code", "date", "year"),
    [
        ("zh", "一九八三年春。", "1983年"), ("zh", "（1911年。", "1911年"), ("zh", "二〇四一年腊月。", "2041年"),
        ("en", "1934.", "1934"), ("en", "January, 1953.", "1953"), ("en", "The year is 2081.", "2081"),
    ],
)  # fmt: skip
def test_a_date_with_which_a_scene_begins_stands_in_the_place_line_and_in_no_picture(code, date, year):
    """Nobody could draw it."""
    file, side, rest = {
        "zh": ("rain.txt", "（外）", "风吹过铁轨。"),
        "en": ("lastbus.txt", " (outside)", " Wind blows over the rails."),
    }[code]
    end = "）" if date.startswith("（") else ""
    place = {"location": f"RAILS{side}", "time": "day" if code == "en" else "白天"}
    board = board_of(file, {**place, "action": f"{date}{rest}{end}"}, {**place, "location": f"YARD{side}"})
    clips = [Clip((Part(at, "", shot.tenths, shot.tenths),), 4) for at, shot in enumerate(board.shots)]
    first, second = render(board, clips, replace(OFFER, template="sora"))
    assert first.count(year) == 1 == second.count(year), first
    assert date.strip("（") not in first
    assert rest.strip(" 。.") in first


@pytest.mark.parametrize(
    ("code", "caption", "told"),
    [
        ("en", "Timbuktu, 1591.", ("Timbuktu", "1591")), ("en", "New York, October 1929", ("New York", "1929")),
        ("zh", "敦煌，1944年。", ("敦煌", "1944年")), ("zh", "马尔康，一九五二年", ("马尔康", "1952年")),
        ("zh", "意大利 普拉托 2008年", ("意大利 普拉托", "2008年")), ("zh", "香港 1978", ("香港",)), ("zh", "1993年5月，甘肃", ("甘肃", "1993年")),
    ],
)  # fmt: skip
def test_a_caption_of_place_and_year_holds_for_what_follows(code, caption, told):
    file, side, label, word = {
        "zh": ("rain.txt", "（内）", "字幕：", "地点: "),
        "en": ("lastbus.txt", " (inside)", "Caption: ", "Setting: "),
    }[code]
    first = {
        "location": f"LIBRARY{side}",
        "visual": f"书架, {label}“{caption}”" if code == "zh" else f"Shelves, {label}“{caption}”",
    }
    lines = places_of(board_of(file, first, {"location": f"YARD{side}"}), word)
    assert all(each in line for line in lines for each in told), lines


@pytest.mark.parametrize("others", range(1, 4))
def test_a_town_that_one_of_n_later_places_names_is_not_the_others(others):
    """A shop in Prato stood in 温州, where its owner had sewn at sixteen."""
    shots = [{"location": f"{place}（内）"} for place in ("改衣铺", "裁缝铺", "阁楼")[:others]]
    lines = places_of(board_of("rain.txt", *shots, {"location": "温州服装厂（内）"}), "地点: ")

    assert "温州" in lines[-1]
    assert not any("温州" in line for line in lines[:-1])


@pytest.mark.parametrize("caption", ["多年后，1988年", "那年冬天，1951年"])
def test_a_caption_that_only_counts_time_names_no_town(caption):
    shots = [{"location": "书房（内）", "visual": f"书架，字幕：“{caption}”"}]
    assert "在" not in places_of(board_of("rain.txt", *shots), "地点: ")[0]
    assert caption[:3] not in places_of(board_of("rain.txt", *shots), "地点: ")[0]


@pytest.mark.parametrize(
    ("time", "weather", "told"),
    [
        ("白天（雨后）", "雨后放晴", "白天，雨后放晴"), ("晚上（雨刚停）", "有月", "晚上，雨刚停，有月"), ("白天（阴沉如暮，1986年夏）", "暴雨", "1986年夏，白天，阴沉如暮，暴雨"),
    ],
)  # fmt: skip
def test_what_an_hour_has_in_brackets_is_told_as_words_and_once(time, weather, told):
    (line,) = places_of(board_of("rain.txt", {"location": "渡口（外）", "time": time, "weather": weather}), "地点: ")
    assert line == f"渡口外景，{told}"


def test_a_place_that_says_itself_that_it_is_outside_says_so_once():
    (line,) = places_of(board_of("rain.txt", {"location": "冰湖·窖口外（外）", "time": "白天"}), "地点: ")
    assert line.startswith("冰湖窖口外景，")


@pytest.mark.parametrize(
    ("age", "told"),
    [
        ("明万历年间。", "明万历年间"),
        ("唐，天宝年间。", "唐天宝年间"),
        ("民国二十六年，", "民国二十六年"),
        ("清末。", "清末"),
        ("△ 光绪年间，", "光绪年间"),
    ],
)
def test_the_age_with_which_an_action_begins_stands_in_the_place_line_of_every_clip_behind_it(age, told):
    first = {"location": "象房（内）", "time": "晚上（深夜）", "action": f"{age}墙上贴着告示。"}
    later = [{"location": f"长街{each}（外）", "time": "白天"} for each in "甲乙"]
    assert all(line.count(told) == 1 for line in places_of(board_of("rain.txt", first, *later), "地点: "))


@pytest.mark.parametrize("age", ["Ming dynasty", "Victorian London", "early 19th century"])
@pytest.mark.parametrize("how", ["{}. Fog.", "It is {}. Fog."])
def test_an_age_is_told_in_english_too(age, how):
    shots = [
        {"location": "YARD (outside)", "time": "night", "action": how.format(age)},
        {"location": "GATE (outside)", "time": "day"},
        {"location": "GATE (outside)", "time": "day (flashback)"},
    ]
    told = [line.count(age) for line in places_of(board_of("lastbus.txt", *shots), "Setting: ")]
    assert told == [1, 1, 0]


@pytest.mark.parametrize(
    "text",
    ["明年。他走了。", "周末，人很多。", "夏末。蝉鸣。", "唐僧念经。", "宋代的瓷器，碎了。", "他说：明朝见不到你。"],
)
def test_a_word_that_only_begins_like_an_age_is_none(text):
    board = board_of("rain.txt", {"location": "街（外）", "time": "白天", "action": text})
    assert whereabouts.dated(board, board, ZH).shots[0].time == "白天"


@pytest.mark.parametrize(("many", "kept"), [("三", True), ("四十", False)])
def test_an_age_does_not_outlast_many_years(many, kept):
    shots = [
        {"location": "县衙（内）", "time": "白天", "action": "清光绪年间。鼓响。"},
        {"location": "县衙（内）", "time": f"晚上（{many}年后）"},
    ]
    assert ("光绪" in places_of(board_of("rain.txt", *shots), "地点: ")[1]) is kept


@pytest.mark.parametrize("year", [1652, 1934, 2081])
@pytest.mark.parametrize(
    ("told", "stands"),
    [
        ("day", "day ({})"),
        ("day (dusk)", "day (dusk, {})"),
        ("night (flashback)", "night (flashback)"),
        ("night (1911)", "night (1911)"),
    ],
)
def test_the_year_of_a_heading_stays_where_a_shot_tells_its_hour_alone(year, told, stands):
    assert written._in_its_year(told, f"day (DAY, {year})", EN) == stands.format(year)


@pytest.mark.parametrize(
    ("hour", "weather", "told"),
    [
        ("day (midday)", "", "midday"),
        ("night (midnight)", "clear", "midnight"),
        ("day (winter dusk)", "", "day, winter dusk"),
        ("day (after the rain)", "", "day, after the rain"),
    ],
)
def test_an_hour_that_says_whether_it_is_day_is_told_alone(hour, weather, told):
    assert whereabouts.listed(hour, weather, EN) == told


@pytest.mark.parametrize(
    ("hour", "weather", "told"),
    [
        ("白天（清晨，雾将散）", "雾散，晴", "白天（清晨）"),
        ("夜晚（小雨）", "雨停，月亮出来", "夜晚"),
        ("白天（雨后）", "晴", "白天（雨后）"),
        ("白天（清晨，薄雾）", "雾", "白天（清晨，薄雾）"),
        ("白天（清晨，雾将散）", "", "白天（清晨，雾将散）"),
        ("day (dawn, fog about to lift)", "Fog breaking, first sun", "day (dawn)"),
        ("night (heavy rain)", "clear after the rain", "night"),
    ],
)
def test_a_sky_in_brackets_behind_an_hour_goes_where_the_weather_tells_it_otherwise(hour, weather, told):
    language = Language.of("en" if hour.isascii() else "zh")
    assert whereabouts.as_now(hour, weather, language) == told


@pytest.mark.parametrize(
    ("file", "word", "side", "form"),
    [
        ("lastbus.txt", "Setting: ", " (outside)", "-- {}. Rain falls."),
        ("rain.txt", "地点: ", "（外）", "{}年。下雨。"),
    ],
    ids=["en", "zh"],
)
@pytest.mark.parametrize("years", [(1983, 1998), (1612, 1640, 1700)])
def test_each_shot_of_a_series_has_the_year_with_which_it_opens_and_the_last_one_holds(file, word, side, form, years):
    """The man of 1998 stood in a square of 1971."""
    place = {"location": f"SQUARE{side}", "time": "day" if word == "Setting: " else "白天"}
    shots = [{**place, "action": form.format(year)} for year in years]
    lines = places_of(board_of(file, *shots, {**place, "location": f"YARD{side}"}), word)

    assert [str(year) in line for year, line in zip((*years, years[-1]), lines, strict=True)] == [True] * len(lines)
