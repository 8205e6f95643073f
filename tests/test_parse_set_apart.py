"""What a page sets apart from the words: gaps between them, times above them, directions and pictures in paragraphs of their own."""

import pytest

from storyboard.model import Source
from storyboard.parse import parse


def script(text, container="text"):
    return parse(Source("x.txt", text, "utf-8", container))


def said(read):
    return [(unit.speaker, unit.text) for unit in read.units if unit.kind == "speech"]


def shown(read):
    return [unit.text for unit in read.units if unit.kind == "action"]


def scenes(read):
    return [(scene.location, scene.time) for scene in read.scenes]


CAPITALS_APART = """THE   LAST   TRAM

INT.  TRAM   DEPOT  -  NIGHT

Rows of dark trams. OTTO  BRANDT, 60s, walks between them.

OTTO  BRANDT

Forty-one.  Forty-two.

MIRA  (O.S.)

You're counting again.

EXT.  DEPOT   YARD  -  CONTINUOUS

Snow. MIRA  SOL, 30, waits under the clock.

MIRA  (CONT'D)

Where is forty-three?

OTTO  BRANDT

Gone.
"""
CAPITALS_ABOVE = CAPITALS_APART.replace("OTTO  BRANDT\n\n", "OTTO  BRANDT\n").replace(")\n\n", ")\n")
JUSTIFIED = """INT. BOARDING HOUSE KITCHEN - NIGHT

MRS.  PELL:  You  have  not  eaten  since  the  boat  came  in.
JACK:  I  was  never  hungry  on  the  boat,  and  I  am  not  hungry  now.

She  takes  the  lid  off  and  the  steam  goes  up  between  them.

JACK  (sitting):  What  is  it  that  you  put  in  the  pot?
MRS.  PELL:  Everything  that  was  in  the  house.
"""
TRAM = [
    ("OTTO BRANDT", "Forty-one.  Forty-two."),
    ("MIRA", "You're counting again."),
    ("MIRA", "Where is forty-three?"),
    ("OTTO BRANDT", "Gone."),
]
KITCHEN = [
    ("MRS. PELL", "You have not eaten since the boat came in."),
    ("JACK", "I was never hungry on the boat, and I am not hungry now."),
    ("JACK", "What is it that you put in the pot?"),
    ("MRS. PELL", "Everything that was in the house."),
]


RADIO = """INT.   HARBOR   MASTER'S   OFFICE   -   NIGHT

A   kettle.   PETRA   VANCE,   40s,   asleep   on   it.

                         RADIO   (V.O.)
               Harbor,   this   is   the   Ingrid.   We   see   two   of   you.

                         PETRA
               Say   again,   Ingrid?

                         RADIO   (V.O.)
               Two   lights.   One   of   them   is   waving.

                         PETRA
                    (standing)
               Which   one?
"""
RADIOED = [
    ("RADIO", "Harbor, this is the Ingrid. We see two of you."),
    ("PETRA", "Say again, Ingrid?"),
    ("RADIO", "Two lights. One of them is waving."),
    ("PETRA", "Which one?"),
]
WEIGHBRIDGE = """SCENE 1 — THE WEIGHBRIDGE — DAWN

Mist. MOTHER   ANSELM counts the carts.

MOTHER   ANSELM

Twelve carts and eleven horses.

BROTHER   JUDE

(out  of  breath)

The twelfth is pulling itself, Mother.

MOTHER   ANSELM

Then pay it.

BROTHER   JUDE

In oats?
"""
CARTS = [
    ("MOTHER ANSELM", "Twelve carts and eleven horses."),
    ("BROTHER JUDE", "The twelfth is pulling itself, Mother."),
    ("MOTHER ANSELM", "Then pay it."),
    ("BROTHER JUDE", "In oats?"),
]


@pytest.mark.parametrize(
    ("text", "words", "places", "pictures"),
    [
        (CAPITALS_APART, TRAM, [("TRAM DEPOT", "NIGHT"), ("DEPOT YARD", "CONTINUOUS")], ["Rows of dark trams. OTTO BRANDT, 60s, walks between them.", "Snow. MIRA SOL, 30, waits under the clock."]),
        (CAPITALS_ABOVE, TRAM, [("TRAM DEPOT", "NIGHT"), ("DEPOT YARD", "CONTINUOUS")], ["Rows of dark trams. OTTO BRANDT, 60s, walks between them.", "Snow. MIRA SOL, 30, waits under the clock."]),
        (WEIGHBRIDGE, CARTS, [("THE WEIGHBRIDGE", "DAWN")], ["Mist. MOTHER ANSELM counts the carts."]),
        (RADIO, RADIOED, [("HARBOR MASTER'S OFFICE", "NIGHT")], ["A kettle. PETRA VANCE, 40s, asleep on it."]),
        (JUSTIFIED, KITCHEN, [("BOARDING HOUSE KITCHEN", "NIGHT")], ["She takes the lid off and the steam goes up between them."]),
    ],
    ids=["names apart", "names above", "no side of the door", "columns", "justified"],
)  # fmt: skip
def test_gaps_that_the_page_leaves_between_words_part_no_name_from_words(text, words, places, pictures):
    read = script(text)
    assert (said(read), scenes(read), shown(read)) == (words, places, pictures)
    assert read.text == text
    assert read.doubts == ()


def test_a_gap_that_parts_a_name_from_words_still_does_and_columns_stay_columns():
    """Where capitals stand close the gap is a sign."""
    read = script(
        "INT. OLD MILL HOUSE - DAY\n\nANA  Hold the rope.\nBEN  Which rope?\nANA  The only rope.\nBEN  This one?\n"
    )
    assert said(read) == [("ANA", "Hold the rope."), ("BEN", "Which rope?"), ("ANA", "The only rope."), ("BEN", "This one?")]  # fmt: skip


STAMPS = ["{0} | {1}", "[{0}] {1}", "({0}) {1}", "{0} - {1}", "[{0} - 09:59] {1}", "**{0}** **{1}**"]
EN_TURNS = [
    ("00:12", "{opal}", "Number, please."), ("00:20", "{jack} [on the line]", "Get me the depot."), ("00:25", "{opal}", "There is only the one."),
    ("00:31", "{jack} [on the line]", "Then that one."), ("00:40", "{opal}", "Which bridge?"),
]  # fmt: skip
ZH_TURNS = [
    ("00:12", "小北", "欢迎回到深夜电台。"), ("00:20", "老宋（电话）", "喂，能听见吗？"), ("00:25", "小北", "能听见，您说。"),
    ("00:31", "老宋（电话）", "我在桥上，风很大。"), ("00:40", "小北", "您还在吗？"),
]  # fmt: skip


def stamped(form, turns, heading, **names):
    rows = [f"{form.format(time, who.format(**names))}\n{words}\n" for time, who, words in turns]
    return f"{heading}\n\n" + "\n".join(rows)


@pytest.mark.parametrize("form", STAMPS)
@pytest.mark.parametrize(("opal", "jack"), [("OPAL", "MR. DRISCOLL"), ("Opal", "Mr. Driscoll"), ("Dr. Ames", "Lidia")])
def test_a_transcript_whose_times_stand_before_the_names_above_their_words_is_spoken(form, opal, jack):
    if "**" in form:
        form = form.replace("**{1}**", "{1}")
    text = stamped(form, EN_TURNS, "[SCENE: SWITCHBOARD ROOM. LATER THAT NIGHT.]", opal=opal, jack=jack)
    read = script(text)
    assert said(read) == [(opal if "opal" in who else jack, words) for _, who, words in EN_TURNS]
    assert scenes(read) == [("SWITCHBOARD ROOM", "LATER THAT NIGHT")]
    assert read.text == text


@pytest.mark.parametrize("form", STAMPS)
def test_the_same_of_a_chinese_transcript(form):
    read = script(stamped(form.replace("**{1}**", "{1}"), ZH_TURNS, "【场景：直播间。深夜。】"))
    assert said(read) == [(who.removesuffix("（电话）"), words) for _, who, words in ZH_TURNS]
    assert [unit.delivery for unit in read.units if unit.kind == "speech"] == ["", "phone", "", "phone", ""]


def test_times_above_what_happens_name_nobody():
    """Each says something else, and no name comes again."""
    read = script(
        "00:01 | Fog\nThe quay.\n\n00:05 | Rain\nThe mole.\n\n00:09 | Dawn\nThe bar.\n\n00:12 | Noon\nA boat.\n"
    )
    assert said(read) == []


@pytest.mark.parametrize("heading", ["第一场  内景  值班室  夜", "第一场 值班室 夜", "1-1 夜 内 值班室"])
@pytest.mark.parametrize(
    "picture",
    [
        "墙上的电话响了一声，落下一点灰，露出“七号”两个字。",
        "风忽然小了。",
        "阿海走近，翻过那只鞋，鞋底刻着一个“水”字。",
    ],
)
def test_a_paragraph_behind_a_speech_whose_name_stands_apart_is_seen_and_not_said(heading, picture):
    text = f"{heading}\n\n炉子烧得通红。\n\n阿海\n\n你怎么还没走？\n\n老严\n\n（抬头）\n\n今晚不会有电话了。线断了\n三天，你比谁都清楚。\n\n{picture}\n\n阿海\n\n我没听见。\n"
    read = script(text)
    assert said(read) == [("阿海", "你怎么还没走？"), ("老严", "今晚不会有电话了。线断了\n三天，你比谁都清楚。"), ("阿海", "我没听见。")]  # fmt: skip
    assert shown(read) == ["炉子烧得通红。", picture]


APART = "INT. SIGNAL BOX - NIGHT\n\nA brass clock.\n\nHOB\n\n(winding it)\n\nIt loses a minute a day.\n\n{how}\n\n{more}\n\nTILDE\n\nSomething is on the line.\n\nHOB\n\nNothing is.\n\nTILDE\n\nThen listen.\n"


@pytest.mark.parametrize(
    ("how", "more", "spoken"),
    [
        ("(beat)", "Nobody ever asked for it back.", True),
        ("(coughs)", "Not since this morning.", True),
        ("(Tilde comes in.)", "The bell rings.", False),
        ("(beat)", "Hob takes the lamp.", False),
    ],
)
def test_words_go_on_behind_a_direction_in_a_paragraph_of_its_own(how, more, spoken):
    """Where the directions below names stand so too."""
    read = script(APART.format(how=how, more=more))
    wanted = f"It loses a minute a day.\n{more}" if spoken else "It loses a minute a day."
    assert said(read)[0] == ("HOB", wanted)
    assert (more in shown(read)) is not spoken
    assert len(said(read)) == 4


SLANTED = "**INT. SIGNAL BOX – NIGHT**\n\n*A brass clock. It ticks.*\n\n**HOB**\nIt loses a minute a day.\n\n*(beat)*\n\n{}\n\n*The bell rings. Twice.*\n\n**TILDE**\nSomething small.\n\n*She opens the door. Fog.*\n"
PLAIN = "INT. SIGNAL BOX - NIGHT\n\nA brass clock.\n\nHOB\nIt loses a minute a day.\n\n(beat)\n\n{}\n\nTILDE\nSomething small.\n"


@pytest.mark.parametrize(
    ("form", "more", "spoken"),
    [
        (SLANTED, "Nobody asked.", True),
        (SLANTED, "*Hob takes the lamp. He stops.*", False),
        (PLAIN, "I kept it for you.", True),
        (PLAIN, "The bell rings.", False),
    ],
)
def test_the_same_in_fountain_where_the_words_or_the_print_say_so(form, more, spoken):
    read = script(form.format(more), "markdown" if form is SLANTED else "fountain")
    assert said(read)[0] == ("HOB", f"It loses a minute a day.\n{more}" if spoken else "It loses a minute a day.")
    assert len(said(read)) == 2


@pytest.mark.parametrize(
    "preface",
    ["Absolutely! Here's a short three-scene script about two sisters. 👇", "Sure, happy to help! Here is a version of your idea, with the ending kept open."],
)  # fmt: skip
@pytest.mark.parametrize(
    "offer", ["### ✨ Want me to:\n- Add a twist?\n\nJust let me know!", "Would you like me to:\n\n- write more?"]
)
def test_what_a_model_says_before_and_behind_a_screenplay_is_not_filmed(preface, offer):
    read = script(f"{preface}\n\n{SLANTED.format('Would you like me to ask?')}\n---\n\n{offer}\n", "markdown")
    assert shown(read) == ["A brass clock. It ticks.", "The bell rings. Twice.", "She opens the door. Fog."]
    assert len(read.scenes) == 1


SECTIONS = [
    (["### 1 · Depot break room (4:40 am)", "### 2 · On the bus, Route 9 (just before sunrise)"], [("Depot break room", "4:40 am"), ("On the bus, Route 9", "just before sunrise")]),
    (["## 1 – Lobby (7:02 pm)", "## 2 – Inside the lift (seconds later)"], [("Lobby", "7:02 pm"), ("Inside the lift", "seconds later")]),
    (["### 1: Harbour office, first light", "### 2: The slip, an hour later"], [("Harbour office", "first light"), ("The slip", "an hour later")]),
    (["SCENE ONE / ticket hall / 5 am", "SCENE TWO / the back room / right after"], [("ticket hall", "5 am"), ("the back room", "right after")]),
    (["Scene One | ticket hall | morning", "Scene Two | the bench | just after midnight"], [("ticket hall", "morning"), ("the bench", "just after midnight")]),
    (["SCENE ONE (the boathouse, 6 am)", "SCENE TWO (mid-lake, a bit later)"], [("the boathouse", "6 am"), ("mid-lake", "a bit later")]),
    (["一、照相馆里头，同一天上午", "二、旧址，一九八五年春天，晴"], [("照相馆里头", "同一天上午"), ("旧址", "一九八五年春天")]),
    (["### 1 · 总站休息室（凌晨四点四十）", "### 2 · 九路车上"], [("总站休息室", "凌晨四点四十"), ("九路车上", "")]),
    (["第一场／鱼饵店／清晨五点", "第二场／里屋／紧接着"], [("鱼饵店", "清晨五点"), ("里屋", "紧接着")]),
    (["一、候车厅｜晚上十点", "二、站台｜中午十二点半"], [("候车厅", "晚上十点"), ("站台", "中午十二点半")]),
]  # fmt: skip


@pytest.mark.parametrize("sign", [" - ", ": "])
@pytest.mark.parametrize(("heads", "places"), SECTIONS, ids=[heads[0] for heads, _ in SECTIONS])
def test_a_heading_behind_a_number_and_a_stroke_or_a_point_says_where_and_when(heads, places, sign):
    said_en = f"WALT{sign}First day?\n\nPRITI{sign}Is it the tags?\n"
    latin = heads[0].split()[-1].isascii()
    turns = (said_en,) * 2 if latin else ("老沃：头一天？\n\n普丽：是不是工牌？\n",) * 2
    read = script("\n".join(f"{head}\n\n{turn}" for head, turn in zip(heads, turns, strict=True)), "markdown")
    assert scenes(read) == places
    assert len(said(read)) == 4


@pytest.mark.parametrize(
    ("field", "place", "picture"),
    [
        ("SETTING: A third-floor landing. A piano is wedged across the stairs.", ("A third-floor landing", ""), ["A piano is wedged across the stairs."]),
        ("SETTING: The parlor. That evening.", ("The parlor", "That evening"), []),
        ("PLACE: A ferry deck. Gulls wheel over the rail.", ("A ferry deck", ""), ["Gulls wheel over the rail."]),
    ],
)  # fmt: skip
def test_a_setting_that_goes_on_to_tell_is_a_place_and_a_picture(field, place, picture):
    read = script(
        f"SCENE 1\n\n{field}\n\nAT RISE: ROSE is asleep.\n\nROSE. Who is there?\n\nBEN. The movers.\n\nROSE. At this hour?\n\nBEN. It is noon.\n"
    )
    assert scenes(read) == [place]
    assert shown(read) == [*picture, "ROSE is asleep."]
    assert read.doubts == ()


def test_how_a_line_of_a_list_of_dialogue_is_played_is_nobody_and_no_picture():
    rows = "| 1 | 广播 | 列车晚点。 | 机械、标准 |\n| 2 | 许航 | 又晚点。 | 自言自语 |\n| 3 | —— | —— | *许航隔着玻璃看见，低头* |\n| 4 | 许航 | 您说实话吧。 | 疲惫、带笑 |\n"
    read = script(
        f"## 一、候车厅｜晚上十点\n\n| 序号 | 角色 | 台词 | 表演/备注 |\n| --- | --- | --- | --- |\n{rows}", "markdown"
    )
    assert [person.name for person in read.cast] == ["广播", "许航"]
    assert shown(read) == ["许航隔着玻璃看见，低头"]
    assert [[part.text for part in unit.parentheticals] for unit in read.units if unit.kind == "speech"] == [["（机械、标准）"], ["（自言自语）"], ["（疲惫、带笑）"]]  # fmt: skip


@pytest.mark.parametrize(("who", "known"), [("门卫\n\n（抬头）", True), ("老严", True), ("船工", False)])
def test_who_speaks_once_above_words_that_stand_apart_is_read_or_doubted(who, known):
    """A direction below the name says so, or what somebody of that name does elsewhere."""
    text = f"第一场 值班室 夜\n\n老严推门进来。\n\n阿海\n\n你怎么还没走？\n\n{who}\n\n等一个电话。\n\n阿海\n\n线断了三天。\n\n雪停了。\n\n阿海\n\n我没听见。\n"
    read = script(text)
    assert ((who[:2], "等一个电话。") in said(read)) is known
    assert [doubt.rule for doubt in read.doubts] == ([] if known else ["name-alone"])


PAPER = [
    (
        "第一场 小卖部 夜\n\n一盏煤油灯。何九把算盘推到一边，柜台上放着一只湿透的布\n鞋。\n\n门被推开，水生浑身泥浆，站在门槛外不进来。\n\n何九\n\n鞋是你的？\n\n水生\n\n我哥的。\n\n何九\n\n他人呢？\n",
        ["一盏煤油灯。何九把算盘推到一边，柜台上放着一只湿透的布鞋。", "门被推开，水生浑身泥浆，站在门槛外不进来。"],
    ),
    (
        "ACT I\n\nThe noise sinks. Two thousand people are looking up. Slowly she\ndrops the towel. A gasp goes round the stand.\n\nA bell. Nobody moves.\n\nJO. Again.\n\nPIP. Once more?\n\nJO. Until it stops.\n\nPIP. It will not.\n",
        ["The noise sinks. Two thousand people are looking up. Slowly she drops the towel. A gasp goes round the stand.", "A bell. Nobody moves."],
    ),
    (
        "第一场 渡口 夜\n\n灯灭，风从江面上吹过来，吹得棚顶哗哗响，没有人说话。\n船靠岸。\n\n何九：来了？\n\n水生：来了。\n\n何九：上船。\n",
        ["灯灭，风从江面上吹过来，吹得棚顶哗哗响，没有人说话。", "船靠岸。"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "pictures"), PAPER, ids=["zh", "en", "two sentences"])
def test_a_picture_that_goes_on_below_a_full_line_is_one(text, pictures):
    assert shown(script(text)) == pictures


@pytest.mark.parametrize("count", ["Panel {}", "Frame {}", "PANEL {}", "panel #{}"])
def test_a_line_that_only_counts_a_picture_is_no_picture(count):
    rows = "\n\n".join(f"{count.format(n)}\nThe parcel moves {n} times.\n\nBEX: Stop it.\n\nTOLLER: It will not." for n in (1, 2, 3))  # fmt: skip
    read = script(f"PAGE ONE\n\nLocation: Office, night\n\n{rows}\n")
    assert shown(read) == [f"The parcel moves {n} times." for n in (1, 2, 3)]
    assert len(said(read)) == 6
    assert read.doubts == ()
