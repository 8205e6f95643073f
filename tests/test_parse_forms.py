"""The tables of the parser row by row: headings, cues, extensions, marks, ages. A new row brings its example along."""

import re
from pathlib import Path

import pytest

from storyboard.cast.ages import age
from storyboard.model import Source
from storyboard.parse import headings, markers, parse, words
from storyboard.parse.choice import language
from storyboard.parse.cues import cue, spoken
from storyboard.parse.people import listed
from storyboard.parse.scan import scan

ROWS = [(form.name, form.example) for form in headings.FORMS]
EPISODE_ROWS = [(form.name, form.example) for form in headings.EPISODES]

HEADINGS = [
    # line, number, location, time, interior
    ("1-1 日 内 云顶酒店·宴会厅", "1-1", "云顶酒店·宴会厅", "日", "内"),
    ("1-1日 内 客厅", "1-1", "客厅", "日", "内"),
    ("1-1、地点 深夜 外", "1-1", "地点", "深夜", "外"),
    ("1.1 地点 内 日", "1.1", "地点", "日", "内"),
    ("场1-1 客厅 日 内", "1-1", "客厅", "日", "内"),
    ("场景1-1 客厅 夜", "1-1", "客厅", "夜", ""),
    ("1-1", "1-1", "", "", ""),
    ("3-1 将军府·苏鸾寝殿 亥时三刻 内", "3-1", "将军府·苏鸾寝殿", "亥时三刻", "内"),
    ("1 张三卧室 日内", "1", "张三卧室", "日", "内"),
    ("5、卫生间　日内", "5", "卫生间", "日", "内"),
    ("2-1 夜-内-宴会厅侧门", "2-1", "宴会厅侧门", "夜", "内"),
    ("1-1 地点-内-日", "1-1", "地点", "日", "内"),
    ("场次：1", "1", "", "", ""),
    ("第一场 客厅", "第一场", "客厅", "", ""),
    ("第1场：客厅，日，内", "第1场", "客厅", "日", "内"),
    ("【场景：地下室】", "", "地下室", "", ""),
    ("场景：夜 内 堂屋", "", "堂屋", "夜", "内"),
    ("1 场景：【夜 客厅 内】", "1", "客厅", "夜", "内"),
    ("+场 李家厨房 内 夜", "", "李家厨房", "夜", "内"),
    ("内景.咖啡馆 - 日", "", "咖啡馆", "日", "内"),
    ("内景. 候车室 - 夜", "", "候车室", "夜", "内"),
    ("内景 客厅 - 夜", "", "客厅", "夜", "内"),
    ("1-3 夜", "1-3", "", "夜", ""),
    ("1-2 规则怪谈世界，集合广场", "1-2", "规则怪谈世界，集合广场", "", ""),
    ("1-2 日 内 教室/楼梯间", "1-2", "教室/楼梯间", "日", "内"),
    ("1-2 走廊→院子 日 内外", "1-2", "走廊→院子", "日", "内外"),
    ("场景一：云顶酒店·宴会厅（日·内）", "场景一", "云顶酒店·宴会厅", "日", "内"),
    ("云顶酒店门口 日 外", "", "云顶酒店门口", "日", "外"),
    ("INT. HOUSE - KITCHEN - NIGHT", "", "HOUSE - KITCHEN", "NIGHT", "INT"),
    ("EXT. YARGO'S FRONT YARD--DAY", "", "YARGO'S FRONT YARD", "DAY", "EXT"),
    ("INT./EXT. CAR - DUSK", "", "CAR", "DUSK", "INT/EXT"),
    ("12 INT. HOUSE - DAY", "12", "HOUSE", "DAY", "INT"),
    ("Scene 1-1: EXT. HARBOUR - NIGHT", "1-1", "HARBOUR", "NIGHT", "EXT"),
    ("SCENE 1 — THE DOCKS", "1", "THE DOCKS", "", ""),
    ("ACT I", "ACT I", "", "", ""),
    ("○教室（夕方）", "", "教室", "夕方", ""),
    ("S#1. 거실 (낮/안)", "1", "거실", "낮", "内"),
    ("第1场　长河码头　黄昏　外　阴　1937年", "第1场", "长河码头", "1937年，黄昏", "外"),
    ("1-1 日 内 客厅（1937年冬）", "1-1", "客厅", "1937年冬，日", "内"),
    ("2. 现在·白天·刑警队办公室", "2", "刑警队办公室", "白天", ""),
    ("2-1 三年后。教室。日。内。", "2-1", "教室", "三年后，日", "内"),
    ("第2场 同上 同时", "第2场", "", "同时", ""),
    ("5-1 同上 夜 内", "5-1", "", "夜", "内"),
    ("4-2 医院走廊 夜 内（林晚、顾言）", "4-2", "医院走廊", "夜", "内"),
    ("INT. DINER - MORNING (DAY 1)", "", "DINER", "MORNING", "INT"),
    ("INT. DINER - N2", "", "DINER", "NIGHT", "INT"),
    ("INT KITCHEN DAY 2", "", "KITCHEN", "DAY", "INT"),
    ("EXT. ROAD - PRESENT DAY - NIGHT", "", "ROAD", "NIGHT, PRESENT DAY", "EXT"),
    ("INT. HOUSE - KITCHEN - NIGHT (1987)", "", "HOUSE - KITCHEN", "NIGHT, 1987", "INT"),
    ("INT./EXT. CAR - DAY - CONTINUOUS", "", "CAR", "DAY, CONTINUOUS", "INT/EXT"),
    ("EXT. PARIS, FRANCE - DAY - ESTABLISHING", "", "PARIS, FRANCE", "DAY", "EXT"),
    ("INT. BAR - NIGHT [INTERCUT WITH HOUSE]", "", "BAR", "NIGHT", "INT"),
]  # fmt: skip

NOT_HEADINGS = [
    "1.2 release notes", "Scene 2 was rewritten yesterday.", "内心独白 - 日", "10:30", "ESTELLA", "3.5 亿信托今日解冻", "2026年5月22日：他回来了",
    "第1集你就想让我死？", "Act like you know me.", "1、林晚推门进来，把伞靠在墙边，坐下。", "他在屋内走来走去。", "Interview with a ghost", "",
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "example"), ROWS, ids=[name if name.isascii() else f"row{i}" for i, (name, _) in enumerate(ROWS)]
)
def test_every_form_of_a_heading_reads_its_own_example(name, example):
    assert headings.scene(example) is not None, name


@pytest.mark.parametrize(("name", "example"), EPISODE_ROWS, ids=range(len(EPISODE_ROWS)))
def test_every_form_of_an_episode_reads_its_own_example(name, example):
    assert headings.episode(example) is not None, name


@pytest.mark.parametrize(("line", "number", "location", "time", "interior"), HEADINGS, ids=range(len(HEADINGS)))
def test_headings_give_number_place_time_and_inside_in_any_order(line, number, location, time, interior):
    said = headings.scene(line)

    assert said is not None
    assert (said.number, said.location, said.time, said.interior) == (number, location, time, interior)


@pytest.mark.parametrize("line", NOT_HEADINGS, ids=range(len(NOT_HEADINGS)))
def test_lines_that_only_look_like_headings_are_none(line):
    assert headings.scene(line) is None
    assert headings.episode(line) is None


def test_a_heading_may_hold_weather_state_and_cast():
    assert headings.scene("1-3 夜 雨 外 旧巷（闪回）") == headings.Heading("1-3", "旧巷", "夜", "外", "雨", "闪回")
    said = headings.scene("场次（1）地点：客厅，夜，内；出场人物：林晚、顾言")
    assert said is not None
    assert (said.location, said.cast) == ("客厅", "林晚、顾言")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("第1集：回家", ("1", "回家")),
        ("第 12 集", ("12", "")),
        ("第3集【1min30s】", ("3", "")),
        ("EPISODE 1", ("1", "")),
        ("第一集　退婚", ("一", "退婚")),
        ("第0集", None),
        ("第X集", None),
        ("第1集你就想让我死？", None),
    ],
    ids=range(8),
)
def test_episodes_have_a_number_and_a_title(line, expected):
    assert headings.episode(line) == expected


CUES = [
    # head, name, extension, delivery
    ("林晚", "林晚", "", ""),
    ("林晚（OS）", "林晚", "OS", "inner"),
    ("叶轻语os（无奈）", "叶轻语", "os", "inner"),
    ("叶轻语 os（冷笑）", "叶轻语", "os", "inner"),
    ("陆乘（瞳孔地震 OS）", "陆乘", "OS", "inner"),
    ("林晚V.O.", "林晚", "V.O.", "voiceover"),
    ("苏婉清【画外音】", "苏婉清", "画外音", "offscreen"),
    ("林晚（内心独白）", "林晚", "内心独白", "inner"),
    ("顾言（电话音）", "顾言", "电话音", "phone"),
    ("旁白", "旁白", "", "voiceover"),
    ("李强（电话里，VO）", "李强", "电话里，VO", "phone"),
    ("李强（VO，电话里）", "李强", "VO，电话里", "phone"),
    ("李强（电话，画外音）", "李强", "电话，画外音", "phone"),
    ("李强（电话里，压低声音）", "李强", "电话里", "phone"),
    ("李强（手机里）", "李强", "手机里", "phone"),
    ("李强（接电话）", "李强", "", ""),
    ("OS李强", "李强", "OS", "inner"),
    ("VO 李强", "李强", "VO", "voiceover"),
    ("V.O. MAYA", "MAYA", "V.O.", "voiceover"),
    ("LANDLORD (on phone)", "LANDLORD", "on phone", ""),
    ("LANDLORD (V.O.)(on phone)", "LANDLORD", "V.O., on phone", "phone"),
    ("LANDLORD (V.O., on phone)", "LANDLORD", "V.O., on phone", "phone"),
    ("MAYA (into phone)", "MAYA", "", ""),
    ("？？？（画外）", "？？？", "画外", "offscreen"),
    ("3号", "3号", "", ""),
    ("Vivian", "Vivian", "", ""),
    ("母", "母", "", ""),
    ("欧阳·娜娜", "欧阳·娜娜", "", ""),
]


@pytest.mark.parametrize(("head", "name", "extension", "delivery"), CUES, ids=range(len(CUES)))
def test_extensions_are_found_in_any_spelling_and_place(head, name, extension, delivery):
    found = cue(head)

    assert found is not None
    assert (found.name, found.extension, found.delivery) == (name, extension, delivery)


def test_os_is_the_inner_voice_in_chinese_and_off_screen_in_english():
    """The label stays as written, the meaning differs."""
    chinese, english = cue("林晚（OS）"), cue("JOHN (O.S.)", True)

    assert chinese is not None
    assert english is not None
    assert (chinese.extension, chinese.delivery) == ("OS", "inner")
    assert (english.extension, english.delivery) == ("O.S.", "offscreen")


def test_people_speaking_together_are_joined_and_listed():
    found = cue("林晚/？？？")

    assert found is not None
    assert (found.name, found.members) == ("林晚、？？？", ("林晚", "？？？"))


@pytest.mark.parametrize("head", ["10", "", "……", "他走了，然后", "“你好”"], ids=range(5))
def test_what_cannot_be_a_name_is_no_cue(head):
    assert cue(head) is None


def test_directions_are_cut_out_and_their_place_is_kept():
    text, directions = spoken("（站起）林晚，你疯了？（冷笑）你连撒谎都不会。（坐下）")

    assert text == "林晚，你疯了？你连撒谎都不会。"
    assert [(part.text, part.at) for part in directions] == [("（站起）", 0), ("（冷笑）", 7), ("（坐下）", 15)]


def test_a_bracket_that_is_never_closed_stays_in_the_speech():
    assert spoken("内）哦，大司务（笑") == ("内）哦，大司务（笑", ())


@pytest.mark.parametrize(
    ("line", "kind", "text"),
    [
        ("△门开了。", "action", "门开了。"),
        ("▲：门开了。", "action", "门开了。"),
        ("【字幕：三年后】", "caption", "三年后"),
        ("字幕：三年后", "caption", "三年后"),
        ("【切至】", "transition", "切至"),
        ("（BGM: 紧张）", "sound", "紧张"),
        ("音效：雷声", "sound", "雷声"),
        ("△【音效】头顶的广播“叮咚”一声。", "sound", "头顶的广播“叮咚”一声。"),
        ("[SFX] A door slams.", "sound", "A door slams."),
        ("【系统提示：已激活】", "caption", "已激活"),
        ("【闪回】", "transition", "闪回"),
        ("FADE OUT.", "transition", "FADE OUT."),
        ("CUT TO:", "transition", "CUT TO:"),
        ("本集完", "note", "本集完"),
        ("【特写】林晚的手。", "action", "【特写】林晚的手。"),
    ],
    ids=range(15),
)
def test_marked_lines_say_what_they_are(line, kind, text):
    mark = markers.read(line)

    assert mark is not None
    assert (mark.kind, mark.text) == (kind, text)


@pytest.mark.parametrize(
    "line",
    ["闪电划过天空，照亮了整个房间。", "画面里的人笑了。", "切菜的声音停了。", "黑猫跳上窗台。", "梦想总是要有的。"],
    ids=range(5),
)
def test_a_sentence_that_begins_like_a_mark_is_none(line):
    assert markers.read(line) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("十八九岁", 18),
        ("二十七岁", 27),
        ("约七十岁", 70),
        ("三四十岁", 30),
        ("28岁", 28),
        ("27 years old", 27),
        ("30s", 30),
        ("a man of 42", 42),
        ("高个子", None),
    ],
    ids=range(9),
)
def test_ages_are_read_in_digits_words_and_ranges(text, expected):
    assert age(text) == expected


@pytest.mark.parametrize("again", ["同1-1", "同 1-1", "同1-1场", "同1-1、陈默"])
def test_a_cast_line_that_names_a_scene_has_the_people_of_that_scene(again):
    """同1-1 was nobody, so that whoever was there was in no picture."""
    people = (("林晚", "顾言"), ("林晚",))
    text = "".join(f"1-{at} 日 内 客厅\n人物：{'、'.join(cast)}\n林晚：走。\n\n" for at, cast in enumerate(people, 1))
    script = parse(Source("x.txt", f"{text}1-3 日 内 客厅\n人物：{again.replace('同 ', '同')}\n林晚：好。\n", "utf-8"))

    assert script.scenes[2].cast[:2] == people[0]


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("【一】林区七号塔·塔顶｜黄昏｜内", "林区七号塔·塔顶"),
        ("[2] 山脊 日 外", "山脊"),
        ("**【三】六号塔·塔顶｜夜｜内**", "六号塔·塔顶"),
    ],
)
def test_the_number_of_a_heading_in_brackets_is_no_part_of_its_place(line, place):
    script = parse(Source("x.txt", f"{line}\n\n林晚：走。\n顾言：好。\n", "utf-8"))

    assert script.scenes[0].location == place


@pytest.mark.parametrize("name", ["旧居民楼电梯里，夜。", "电梯间 夜", "九楼走廊，夜。", "面馆，黄昏。"])
def test_a_place_and_an_hour_alone_head_a_scene_with_a_stop_behind_them_or_none(name):
    """旧居民楼电梯里，夜。 was an action by day."""
    text = f"十四楼\n\n{name}\n两个人对坐。\n\n林晚：走。\n顾言：好。\n\n二楼走廊，清晨。\n林晚开门。\n\n林晚：到了。\n"
    script = parse(Source("x.txt", text, "utf-8"))

    assert [scene.time for scene in script.scenes] == [name.rstrip("。")[-2:].lstrip("， "), "清晨"]
    assert script.scenes[0].location in name


@pytest.mark.parametrize(
    ("language", "counted", "each", "sign"),
    [
        (
            "zh",
            "{}个人：",
            ("外卖员，雨衣滴着水", "西装男，领带松了", "小女孩，六岁，抱布兔子", "周奶奶，花睡衣"),
            "；",
        ),
        ("en", "{} people: ", ("a courier, dripping", "a man in a suit", "a girl, six, with a rabbit"), "; "),
    ],
)
@pytest.mark.parametrize("count", [2, 3])
def test_people_who_are_counted_and_told_of_one_by_one_say_nothing(language, counted, each, sign, count):
    """四个人：外卖员，雨衣滴着水；…… was spoken by four people at once."""
    number = {"zh": "零一两三"[count], "en": ("", "", "Two", "Three")[count]}[language]
    told = counted.format(number) + sign.join(each[:count])
    text = {
        "zh": f"1-1 夜 内 电梯\n{told}。\n林晚：走。\n顾言：好。\n",
        "en": f"INT. LIFT - NIGHT\n\n{told}.\n\nANNA: Go.\n\nBEN: Yes.\n",
    }[language]
    script = parse(Source("x.txt", text, "utf-8"))

    assert [unit.speaker for unit in script.units if unit.kind == "speech"] == (
        ["林晚", "顾言"] if language == "zh" else ["ANNA", "BEN"]
    )


def test_three_people_who_speak_together_do():
    script = parse(Source("x.txt", "1-1 日 内 客厅\n三个人：好！走；现在就走。\n林晚：走。\n", "utf-8"))

    assert [unit.speaker for unit in script.units if unit.kind == "speech"] == ["三个人", "林晚"]


def test_cast_lines_lose_their_annotations_but_no_name():
    assert listed("林晚、顾言（仅声音），保安×3；宾客若干 / NPC：路人和平") == [
        "林晚",
        "顾言",
        "保安",
        "宾客",
        "路人和平",
    ]


COLONS = "1-1 日 内 客厅\n林晚：在吗？\n顾言：在。\n林晚：好。\n顾言：嗯。\n\n{line}\n"


@pytest.mark.parametrize(
    "line",
    [
        "来电显示：未知号码",
        "镜头：推近她的脸。",
        "2026年5月22日：雨",
        "10:30",
        "他说：“别管我。”",
        "挂历：1983年4月12日",
        "上面写着：此路不通",
        "道具：手机",
    ],
    ids=range(8),
)
def test_a_colon_proves_nothing(line):
    """Labels, dates and narrated words are no speeches."""
    script = parse(Source("x.txt", COLONS.format(line=line), "utf-8"))

    assert [unit.speaker for unit in script.units if unit.kind == "speech"] == ["林晚", "顾言", "林晚", "顾言"]


@pytest.mark.parametrize(
    "line",
    ["母：饭好了。", "Vivian：走。", "3号：到！", "广播：各位旅客。", "众人：什么？！", "林晚、顾言：走！"],
    ids=range(6),
)
def test_short_names_speak_even_once(line):
    script = parse(Source("x.txt", COLONS.format(line=line), "utf-8"))

    assert sum(unit.kind == "speech" for unit in script.units) == 5


def last_letters(tree) -> set[str]:
    """How texts may end that a piece of grammar of letters, groups, choices and optional parts fits."""
    found: set[str] = set()
    for operator, given in reversed(list(tree)):
        name = str(operator)
        if name == "LITERAL":
            return found | {chr(given)}
        if name == "SUBPATTERN":
            return found | last_letters(given[3])
        if name == "BRANCH":
            return found.union(*map(last_letters, given[1]))
        if name == "IN":
            return found | {chr(code) for _, code in given}
        assert (name, given[0]) == ("MAX_REPEAT", 0)
        found |= last_letters(given[2])
    return found


def test_a_place_in_a_field_keeps_what_its_brackets_say():
    filled = headings.filled(headings.Heading(), "location", "便利商店（夜）（内）")
    assert (filled.location, filled.time, filled.interior) == ("便利商店", "夜", "内")
    assert headings.filled(headings.Heading(), "location", "天台（暴雨，闪回）").weather == "暴雨"
    assert headings.scene("4-2 医院走廊 夜 内 林晚、顾言").cast == "林晚、顾言"
    assert headings.scene("1-2 日 内 教室、楼梯间").location == "教室、楼梯间"


def test_words_for_when_and_where_between_stops_are_a_place_and_a_time():
    said = headings.told_alone("London, 1941. A cellar. Night.")
    assert said is not None
    assert (said.location, said.time) == ("London, A cellar", "Night, 1941")
    for told in (
        "Later, he turns.",
        "He walks home at night.",
        "Night.",
        "What a night, Peg!",
        "I was born in London, 1941, I think?",
    ):
        assert headings.told_alone(told) is None, told


def test_every_word_for_a_side_ends_as_is_asked_before_its_pattern():
    assert last_letters(re._parser.parse(words.INSIDE)) == set(words.INSIDE_ENDS)


TURNS = "\n\n".join(
    f"{who}. {words}"
    for who in ("ROSA", "FIRST CARTER", "TOM")
    for words in (
        "Leave it: he knows.",
        "It is ten: go home.",
        "Well. So: is it",
        "Go at 10:30 then",
        "[Aside.] Stay: here.",
        "ALL: NIGHT.",
        "SO FOUL: and fair.",
        "Read *this*: a list.",
    )
)
LAYOUTS = sorted((Path(__file__).parent / "fixtures/parse").glob("*.txt"))


@pytest.mark.parametrize(
    "text", [TURNS, *(path.read_text(encoding="utf-8") for path in LAYOUTS)], ids=range(len(LAYOUTS) + 1)
)
def test_a_line_that_begins_or_is_as_one_before_is_read_as_on_its_own(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is known of a head or of a whole line is what looking at the line anew would tell."""
    source, english = Source("play.txt", text, "utf-8"), language(text) == "en"
    quickly = scan(source, english)
    monkeypatch.setattr("storyboard.parse.scan._again", lambda *_: None)
    monkeypatch.setattr("storyboard.parse.scan.LONGEST_SHORT", -1)
    assert scan(source, english) == quickly


SECTIONS = "# SAY SORRY\n\n*A short film*\n\n## 1. CITY PARK, BRIGHT AFTERNOON\n\nForty children sit.\n\n**FOX:** You forgot the keys!\n\n## 2. INSIDE THE BOOTH, CONTINUOUS\n\n**VERA** *(cracking):* Twenty years!\n\n**VERA** *(off)*: Gone.\n\n## 3. THE PARK\n\n**FOX:** Sorry.\n"


def test_counted_markdown_headings_are_scenes_all_of_them_where_one_says_when():
    """The first of three was read as front matter, with all that is said in it; the others kept their number in their place."""
    script = parse(Source("x.md", SECTIONS, "utf-8"))
    assert [(one.number, one.location, one.time) for one in script.scenes] == [
        ("1", "CITY PARK", "BRIGHT AFTERNOON"), ("2", "INSIDE THE BOOTH", "CONTINUOUS"), ("3", "THE PARK", ""),
    ]  # fmt: skip
    said = [(unit.speaker, unit.text) for unit in script.units if unit.kind == "speech"]
    assert said == [("FOX", "You forgot the keys!"), ("VERA", "Twenty years!"), ("VERA", "Gone."), ("FOX", "Sorry.")]
    assert "".join(unit.raw for unit in script.units) == SECTIONS


def test_counted_sections_that_are_about_the_script_are_no_scenes():
    """No hour stands in any of them."""
    text = "# A PITCH\n\n## 1. Premise\n\nA man waits.\n\n## 2. Characters\n\n**TOM:** a baker\n\n## 3. Script\n\nINT. SHOP - DAY\n\nTOM\nHello.\n"
    places = [one.location for one in parse(Source("x.md", text, "utf-8")).scenes]
    assert places[-1] == "SHOP"
    assert not {"Premise", "Characters", "Script"} & {*places}


@pytest.mark.parametrize("shot", ["入夜俯拍", "清晨航拍", "黄昏远景", "最后定格"])
def test_an_hour_and_a_kind_of_shot_before_a_colon_say_nothing(shot):
    """入夜俯拍 was a woman in a grey shirt who said what is seen."""
    text = f"【场景一　雪坡　日　雪更大】\n小娜推着车。\n　　小娜：走。\n　　奶奶：慢点。\n{shot}：雪堆插满烛光。\n　　小娜：到了。\n"
    script = parse(Source("x.txt", text, "utf-8"))
    assert {unit.speaker for unit in script.units if unit.kind == "speech"} == {"小娜", "奶奶"}
    assert (script.scenes[0].location, script.scenes[0].weather) == ("雪坡", "雪更大")
