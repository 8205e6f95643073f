"""Kinds of layouts as different people write them: one story, and for each kind a table of the ways to set it."""

import pytest

from storyboard.model import Source
from storyboard.parse import parse
from storyboard.parse.headings import scene


def read(text, container="text"):
    return parse(Source("x.txt", text, "utf-8", container))


def said(script):
    return [(unit.speaker, " ".join(unit.text.split())) for unit in script.units if unit.kind == "speech"]


def places(script):
    return [(scene.location, scene.time) for scene in script.scenes]


def told(script, kind="action"):
    return [unit.text for unit in script.units if unit.kind == kind]


EN = [("OSKAR", "bored", "Nobody crosses after the bell."), ("WREN", "friendly", "Which bell?"), ("OSKAR", "", "The one you hear. It is loud."), ("WREN", "", "Ah.")]  # fmt: skip
ZH = [("老陆", "无聊", "打钟以后不放行。"), ("小桐", "友好", "什么钟？"), ("老陆", "", "你听见的那口。"), ("小桐", "", "哦。")]  # fmt: skip
WORDS = {"en": [(who, words) for who, _, words in EN], "zh": [(who, words) for who, _, words in ZH]}


def rows(lines, row, moody, gap="\n"):
    """The lines as one program has them: `row` with its number, who and the words, `moody` where it says how."""
    return gap.join((moody if how else row).format(n=n, who=who, how=how, words=words) for n, (who, how, words) in enumerate(lines, 1))  # fmt: skip


@pytest.mark.parametrize(
    ("row", "moody"),
    [
        ("[q1_0{n}0] {who}\n    {words}", "[q1_0{n}0] {who} {{{how}}}\n    {words}"),
        ("[q1_0{n}0] {who}\n{words}", "[q1_0{n}0] {who} ({how})\n{words}"),
        ("<q1_0{n}0> {who}\n{words}", "<q1_0{n}0> {who} [{how}]\n{words}"),
        ("q1_0{n}0 {who}:\n\t{words}", "q1_0{n}0 {who} ({how}):\n\t{words}"),
        ("[100{n}] {who}\n{words}", "[100{n}] {who}（{how}）\n{words}"),
        ("【HK_0{n}0】 {who}\n  {words}", "【HK_0{n}0】 {who}【{how}】\n  {words}"),
        ("#q1_0{n}0 - {who}\n{words}", "#q1_0{n}0 - {who} ({how})\n{words}"),
    ],
)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_lines_of_a_game_below_their_ids_are_said_by_whom_the_id_names(language, row, moody):
    """Remarks, choices and jumps between them are neither said nor seen; what is told to the camera is."""
    lines, place = (EN, "LOCATION: Quay, dusk") if language == "en" else (ZH, "地点：渡口，黄昏")
    text = rows(lines, row, moody, "\n\n")
    script = read(f'# export, build 0.8\n{place}\nON_ENTER: play amb_02\n\n{text}\n  -> GOTO q1_090\n    // keep it light\n\n    CHOICE\n      1. "Bribe him"  -> q1_050\n\n    >> SFX bell_toll_big\n    >> CAMERA the empty post\n-> GOTO q1_100\n')  # fmt: skip
    assert said(script) == WORDS[language]
    assert told(script) == ["the empty post"]
    assert places(script) == [("Quay", "dusk") if language == "en" else ("渡口", "黄昏")]


@pytest.mark.parametrize(
    ("row", "moody"),
    [
        ("[200{n}] {who} | - | {words}", "[200{n}] {who} | {how} | {words}"),
        ("200{n} | {who} |  | {words}", "200{n} | {who} | {how} | {words}"),
        ("L200{n}｜{who}｜无｜{words}", "L200{n}｜{who}｜{how}｜{words}"),
        ("[q1_0{n}0]\t{who}\tnone\t{words}", "[q1_0{n}0]\t{who}\t{how}\t{words}"),
        ("[00:0{n}] {who} | {words}", "[00:0{n}] {who} | {how} | {words}"),
        ("00:0{n} | {who} | {words}", "00:0{n} | {who} | {how} | {words}"),
    ],
)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_lines_of_a_game_between_bars_are_said_by_whom_their_second_column_names(language, row, moody):
    """Its place is what people call it, not the name that the program has for it."""
    lines, place = (
        (EN, "SCENE old_quay | Old quay | DUSK") if language == "en" else (ZH, "场景 old_quay | 旧渡口 | 黄昏")
    )
    text = rows(lines, row, moody)
    script = read(f"// TODO\n\n=== {place} ===\n#bg quay.png\n\n{text}\n>> CHOICE\n   A. up alone  -> goto 2005\n\n=== END ch02 ===\n")  # fmt: skip
    assert said(script) == WORDS[language]
    assert told(script) == []
    assert places(script) == [("Old quay", "DUSK") if language == "en" else ("旧渡口", "黄昏")]


@pytest.mark.parametrize(
    "head",
    [
        "TIME    ROLE        WORDS\n----------------------------\n",
        "时码    角色        内容\n----------------------------\n",
        "TC      CHARACTER   LINE\n",
        "",
    ],
)
@pytest.mark.parametrize(("clock", "gap"), [("00:{:02}   ", " "), ("[0:{:02}]  ", " "), ("00:{:02}\t", "\t")])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_rows_of_times_roles_and_words_are_said_with_a_head_above_them_or_none(language, clock, gap, head):
    """A radio play: whose role is a sound is heard, and words go on in the row below."""
    lines, noise = (EN, ("FX", "Rain.")) if language == "en" else (ZH, ("音效", "雨声。"))
    roles = [(who, words) for who, _, words in lines]
    set_wide = {who: who + " " * (12 - sum(2 if ord(sign) > 127 else 1 for sign in who)) if gap == " " else f"{who}\t" for who in (*dict(roles), noise[0])}  # fmt: skip
    text = "".join(clock.format(n) + set_wide[who] + words + "\n" for n, (who, words) in enumerate([noise, *roles], 1))
    script = read((head if gap == " " else "") + text)
    assert said(script) == WORDS[language]
    assert told(script, "sound") == [noise[1]]
    assert told(script) == []


ZH_PLAY = "量　衣\n（独幕话剧，二场）\n\n                第 一 场\n\n  {time}一九九八年深秋，上午。\n  {place}老街裁缝铺。\n\n  〔铺子不大。\n\n何　婶　趁热。\n陈永和　（不抬头）搁那儿。\n何　婶　要拆了。\n\n                第 二 场\n\n  {time}当日黄昏。\n  {place}裁缝铺后院。\n\n何　婶　就是她？\n陈永和　尺寸还记得。\n"
EN_PLAY = "A COAT FOR ANNIE\n\nSCENE ONE\n\n{time}Autumn, 1998. Morning.\n{place}The tailor's shop in Mill Street.\n\nANNIE. Good morning.\n\nTOM. (not looking up) Put it there.\n\nANNIE. They are pulling it down.\n\nSCENE TWO\n\n{time}The same evening.\n{place}The yard behind the shop.\n\nANNIE. Was it her?\n\nTOM. I only made the coat.\n"


@pytest.mark.parametrize(
    ("time", "place"),
    [
        ("[时  间]  ", "[地  点]  "), ("【时　间】", "【地　点】"), ("〔时　间〕　", "〔地　点〕　"), ("（时间）", "（地点）"), ("【时间】 ", "【地点】 "), ("〔时〕", "〔景〕"), ("时  间：", "地  点："),
        ("[TIME] ", "[PLACE] "), ("(Time) ", "(Place) "), ("Time - ", "Place - "), ("TIME    ", "PLACE   "), ("Time\t", "Setting\t"),
    ],
)  # fmt: skip
def test_hour_and_place_of_a_scene_are_told_by_labels_in_any_brackets_or_before_a_gap(time, place):
    """None of them is filmed or said, and none doubted."""
    english = time.strip(" []()\t-").isascii()
    script = read((EN_PLAY if english else ZH_PLAY).format(time=time, place=place))
    found = [("The tailor's shop in Mill Street", "Autumn, 1998. Morning"), ("The yard behind the shop", "The same evening")]  # fmt: skip
    assert places(script) == (
        found if english else [("老街裁缝铺", "一九九八年深秋，上午"), ("裁缝铺后院", "当日黄昏")]
    )
    assert [text.lstrip("〔") for text in told(script)] == ([] if english else ["铺子不大。"])
    assert len(said(script)) == 5
    assert not {"scene-left", "odd-place", "label-left"} & {doubt.rule for doubt in script.doubts}


@pytest.mark.parametrize(
    ("opening", "place", "time"),
    [
        ("The allotment shed. A Saturday in March, early. Seed trays on every surface.", "The allotment shed", "A Saturday in March, early"),
        ("The council offices, a waiting area. The following Monday. Three plastic chairs.", "The council offices, a waiting area", "The following Monday"),
        ("A kitchen in Leeds. Late November, night. A kettle.", "A kitchen in Leeds", "Late November, night"),
        ("Spring, 1987. The yard behind the shop. Crates.", "The yard behind the shop", "Spring, 1987"),
        ("Maureen's front room. Christmas Eve. A tree.", "Maureen's front room", "Christmas Eve"),
        ("Platform 4. One week later. Rain.", "Platform 4", "One week later"),
        ("The same. Ten minutes later. The trays are gone.", "A shed in Kent", "Ten minutes later"),
        ("The stage is bare. The following Monday.", "", ""),
    ],
)  # fmt: skip
def test_the_paragraph_below_a_counted_scene_tells_its_place_and_its_day(opening, place, time):
    """The same place is the one before; a stage is none."""
    script = read(f"A PLAY\n\nSCENE ONE\n\nA shed in Kent. A Friday in May. Seed trays.\n\nDEREK. You've not been answering.\n\nMAUREEN. It's in the bread bin.\n\nSCENE TWO\n\n{opening}\n\nDEREK. What are we?\n\nMAUREEN. Nineteen.\n")  # fmt: skip
    assert places(script) == [("A shed in Kent", "A Friday in May"), (place, time)]


@pytest.mark.parametrize(
    "number",
    ["{0}.{1}  ", "Panel {1}. ", "Panel {1}: ", "PANEL {1} - ", "[{0}.{1}] ", "{1}) ", "{0}.{1}\t", "{0}-{1}. ", ""],
)
def test_a_panel_that_begins_with_its_side_place_and_hour_heads_a_scene_and_shows_the_rest(number):
    """Who wrote and drew the comic, and what they say to each other, is neither filmed nor said."""
    one, two, three = (number.format(*at) for at in ((1, 1), (1, 2), (2, 1)))
    script = read(f"NIGHT BUS #1\nScript: Ruth Abara / Art: Marek Solc\n\nMarek - go wild with the rain. R x\n\nPAGE ONE (four panels)\n\n{one}EXT. BUS STOP, HACKNEY - NIGHT. Wide shot. IMOGEN, alone.\n\n     IMOGEN: Mum, I'm fine.\n\n     MUM (PHONE): There IS no stop there.\n\n{two}Close on the timetable.\n\n     IMOGEN: Hm.\n\nPAGE TWO (two panels)\n\n{three}INT. NIGHT BUS, TOP DECK. Front seat. A DRIVER, back to us.\n\n     DRIVER: Sit down.\n\n     IMOGEN: How much is it?\n")  # fmt: skip
    assert places(script) == [("BUS STOP, HACKNEY", "NIGHT"), ("NIGHT BUS, TOP DECK", "")]
    shown = told(script)
    assert [shown[0], shown[-1]] == ["Wide shot. IMOGEN, alone.", "Front seat. A DRIVER, back to us."]
    assert len(shown) == 3
    assert shown[1].endswith("Close on the timetable.")
    assert [who for who, _ in said(script)] == ["IMOGEN", "MUM", "IMOGEN", "DRIVER", "IMOGEN"]


@pytest.mark.parametrize(
    ("one", "two", "three"),
    [
        ("1.1 外景 公交站 夜。", "1.2 ", "2.1 内景 夜班车下层 夜。"), ("第1格 外景 公交站 夜。", "第2格 ", "第1格 内景 夜班车下层 夜。"), ("[1.1] 公交站 夜 外。", "[1.2] ", "[2.1] 夜班车下层 夜 内。"),
        ("格1：外景·公交站·夜。", "格2：", "格1：内景·夜班车下层·夜。"), ("① 公交站，夜。", "② ", "① 夜班车下层，夜。"), ("外景 公交站 夜。", "", "内景 夜班车下层 夜。"),
    ],
)  # fmt: skip
def test_a_chinese_panel_that_begins_with_its_place_and_hour_heads_a_scene_and_shows_the_rest(one, two, three):
    """Whatever counts it."""
    script = read(f"夜班车 第一话\n编剧：林一／主笔：阿蓑\n\nP1（四格）\n\n{one}大全景，雨丝。小满一个人站着。\n\n     小满：妈，我没事。\n\n     妈妈（电话）：那一站早就撤了。\n\n{two}站牌特写。\n\n     小满：嗯。\n\nP2（五格）\n\n{three}前排座位。老太太背对我们。\n\n     老太太：坐下。\n\n     小满：车费多少？\n")  # fmt: skip
    assert places(script) == [("公交站", "夜"), ("夜班车下层", "夜")]
    assert [told(script)[0], told(script)[-1]] == ["大全景，雨丝。小满一个人站着。", "前排座位。老太太背对我们。"]
    assert [who for who, _ in said(script)] == ["小满", "妈妈", "小满", "老太太", "小满"]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("**INT. KITCHEN – MORNING**<br>", "**EXT. GARDEN – DAY**<br>"), ("*INT. KITCHEN, MORNING*<br>", "*EXT. GARDEN, DAY*<br>"), ("INT. KITCHEN - MORNING. ", "EXT. GARDEN - DAY. "),
        ("INT. KITCHEN. MORNING. ", "EXT. GARDEN. DAY. "), ("SCENE: Kitchen, morning<br>", "SCENE: Garden, day<br>"), ("1. INT. KITCHEN - MORNING<br>", "2. EXT. GARDEN - DAY<br>"),
        ("**内景 厨房 清晨**<br>", "**外景 花园 白天**<br>"), ("【内景 厨房 清晨】<br>", "【外景 花园 白天】<br>"), ("厨房·清晨·内<br>", "花园·白天·外<br>"), ("场景：厨房，清晨<br>", "场景：花园，白天<br>"), ("内景 厨房 清晨。", "外景 花园 白天。"),
    ],
)  # fmt: skip
def test_a_picture_in_a_table_that_begins_with_its_place_heads_a_scene(one, two):
    """What is laid over it, on lines of its own, is written; the small print of an advertisement too."""
    if one.isascii() or "–" in one:
        rows, where, writes = [f"{one}Chaos. MUM holds up a router.", "Wide on DAD at the door.", f"{two}A van.<br>SUPER: *Loading… 3%*", "End frame. Logo.<br>SUPER: *From £24.*<br>LEGAL: *18-month contract.*"], [("KITCHEN", "MORNING"), ("GARDEN", "DAY")], ["Loading… 3%", "From £24.", "18-month contract."]  # fmt: skip
        sees, heard = ["Chaos. MUM holds up a router.", "Wide on DAD at the door.", "A van.", "End frame. Logo."], ("MUM: Who did this?", "DAD: Don't look at me.")  # fmt: skip
        head = "TIME | VIDEO | AUDIO"
    else:
        rows, where, writes = [f"{one}一片忙乱。妈妈举着路由器。", "爸爸站在门口。", f"{two}一辆车。<br>字幕：加载中 3%", "定版。品牌标。<br>字幕：每月 99 元起。<br>小字：以合同为准。"], [("厨房", "清晨"), ("花园", "白天")], ["加载中 3%", "每月 99 元起。", "以合同为准。"]  # fmt: skip
        sees, heard = ["一片忙乱。妈妈举着路由器。", "爸爸站在门口。", "一辆车。", "定版。品牌标。"], ("妈妈：谁弄的？", "爸爸：别看我。")  # fmt: skip
        head = "时间 | 画面 | 声音"
    body = "".join(f"| 0:0{n} | {row} | {heard[n % 2]} |\n" for n, row in enumerate(rows))
    script = read(f"| {head} |\n|---|---|---|\n{body}", "markdown")
    assert [(place.upper(), time.upper()) for place, time in places(script)] == where
    assert (told(script), told(script, "caption")) == (sees, writes)
    assert len(said(script)) == 4


@pytest.mark.parametrize(
    "head",
    ["{who}  10:{n}", "{who} 2025-04-09 10:{n}:00", "2025-04-09 10:{n}:00 {who}", "{who} — 10:{n}", "{who} (10:{n})"],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_others_say_in_a_chat_in_which_somebody_sends_a_script_is_no_part_of_it(language, head):
    """Not with a colon either; nor what the program says of them, wherever it stands. How the product is shown at the end is seen."""
    if language == "zh":
        names, parts = ("唐糖-甲方", "梅子编剧", "阿康"), ("1. 内景 球场 傍晚", "2. 外景 公交站 夜")
        chatter, gone, end = ("老板问:今天能给吗", "老板说:可以，周二拍"), "“阿康”撤回了一条消息", "落版:产品+logo"
        lines = [("小夏", "陈屿！你的水。"), ("陈屿", "我没带钱。"), ("小夏", "请你喝的。"), ("陈屿", "哪天走？"), ("小夏", "下周一。"), ("陈屿", "罐子我没扔。")]  # fmt: skip
    else:
        names, parts = ("Tess", "June", "Kit"), ("INT. GYM - DUSK", "EXT. BUS STOP - NIGHT")
        chatter, gone, end = ("Boss asks: today then?", "Boss says: fine, we shoot Tuesday"), "Kit deleted a message", "PACKSHOT: can and logo"  # fmt: skip
        lines = [("Summer", "Your water!"), ("Chen", "I have no money."), ("Summer", "It's on me."), ("Chen", "When do you go?"), ("Summer", "On Monday."), ("Chen", "I kept the can.")]  # fmt: skip
    sends = [head.format(who=names[who], n=20 + n) for n, who in enumerate((0, 1, 2, 1, 0))]
    spoken = [f"{who}: {words}" for who, words in lines]
    text = "\n".join([sends[0], chatter[0], "", sends[1], parts[0], *spoken[:3], "", gone, "", sends[2], "[图片]", "", sends[3], parts[1], *spoken[3:], end, "", sends[4], chatter[1], "", gone])  # fmt: skip
    script = read(text + "\n")
    assert said(script) == lines
    assert [shown.endswith(end[-4:]) for shown in told(script)] == [True]
    assert len(script.scenes) == 2


@pytest.mark.parametrize(
    ("line", "place", "time", "weather"),
    [
        ("SCENE 2. INT. OFFICE, CARDIFF. DAY. FORTY YEARS LATER.", "OFFICE, CARDIFF", "DAY, FORTY YEARS LATER", ""),
        ("SCENE 3. EXT. THE ROCKS BELOW. DAWN. ACOUSTIC OF MEMORY.", "THE ROCKS BELOW", "DAWN", ""),
        ("INT. OFFICE, DAY, FORTY YEARS LATER", "OFFICE", "DAY, FORTY YEARS LATER", ""),
        ("INT. OFFICE - DAY - FORTY YEARS LATER", "OFFICE", "DAY, FORTY YEARS LATER", ""),
        ("INT. BUS 61, LOWER DECK. NIGHT. RAIN STARTS.", "BUS 61, LOWER DECK", "NIGHT", "rain starts"),
        ("INT. OFFICE. NIGHT. RADIO MUFFLED.", "OFFICE", "NIGHT", ""),
        ("INT. OFFICE, LONDON, NIGHT", "OFFICE, LONDON", "NIGHT", ""),
    ],
)
def test_what_stands_behind_the_hour_of_a_heading_is_no_part_of_its_place(line, place, time, weather):
    """How much later it is is an hour too, and rain is the weather."""
    heading = scene(line)
    assert (heading.location, heading.time, heading.weather) == (place, time, weather)


ZH_PAGES = "末班面\n\n1、面馆 夜 内\n\n老魏：火都熄了。\n\n小荞：还有面没得？\n\n老魏坐下。\n\n{0}\n\n2、门口 凌晨 外\n\n小荞：钳子。\n\n老魏：没有。\n\n魏强站着。\n\n{1}\n"
EN_PAGES = "PLOT NINETEEN\n\nA short play\n\nINT. SHED - DAY\n\nDEREK: You've not been answering.\n\nMAUREEN: It's in the bread bin.\n\nDerek sits down.\n\n{0}\n\nEXT. LANE - NIGHT\n\nDEREK: What are we?\n\nMAUREEN: Nineteen.\n\nShe leaves.\n\n{1}\n"


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("末班面.doc                    - 1 -", "末班面.doc                    - 2 -"), ("末班面（三稿）          1/2", "末班面（三稿）          2/2"), ("末班面\t\t（1）", "末班面\t\t（2）"), ("- 1 -          末班面.doc", "- 2 -          末班面.doc"),
        ("（续下页）\n2.", "（完）"), ("（转下页）\n2", "（完）"), ("（续前页）\n\n2", "（完）"), ("【定格】【集尾卡点】", "（完）"), ("——暗转", "——幕落"), ("—— 第 7 话 完，下话预告另附 ——", "（完）"),
        ("                         3\n\nPLOT NINETEEN", "THE END"), ("PLOT NINETEEN\n                       3.", "THE END"), ("(CONTINUED ON NEXT PAGE)\n2.", "THE END"), ("Plot Nineteen v2          - 1 -", "Plot Nineteen v2          - 2 -"), ("-- BLACKOUT --", "THE END"),
        ("THE END", "CAST\nDEREK       tba\nMAUREEN     tba"), ("THE END", "CLOSING ANNO (LIVE, NOT RECORDED HERE)"), ("▌FREEZE FRAME.", "THE END"), ("（完）", "演员表\n老魏    待定"),
    ],
)  # fmt: skip
def test_furniture_is_neither_filmed_nor_said(one, two):
    """Numbers and heads of pages, where an episode breaks off, who plays whom. What is seen stays: a frozen picture."""
    english = (one + two).isascii() or "▌" in one
    script = read((EN_PAGES if english else ZH_PAGES).format(one, two))
    seen = [text for text in told(script) if "定格" not in text and text != "FREEZE FRAME."]
    assert seen == (["Derek sits down.", "She leaves."] if english else ["老魏坐下。", "魏强站着。"])
    assert len(said(script)) == 4
    assert len(script.scenes) == 2
    assert len(script.episodes) < 2
    assert not any("卡点" in text or "▌" in text for text in told(script))


@pytest.mark.parametrize(
    "line",
    [
        "P1 ◎旧货市场・午后",
        "P1 ■旧货市场・午后",
        "P1 旧货市场・午后",
        "第1页 ◎旧货市场・午后",
        "━━ P1 ☆旧货市场・午后 ━━",
    ],
)
def test_what_is_drawn_before_the_place_of_a_page_is_no_part_of_it(line):
    assert places(read(f"{line}\n[第1格] 横长格。\n阿满「会走吗？」\n老板「会走。」\n阿满「多少？」\n")) == [
        ("旧货市场", "午后")
    ]


@pytest.mark.parametrize(("letter", "hour"), [("N", "NIGHT"), ("d", "DAY"), ("E", "EVENING"), ("DUSK", "DUSK")])
def test_the_hour_in_a_column_is_told_by_its_first_letter_too(letter, hour):
    assert places(read(f"SC,LOCATION,I/E,D/N,PICTURE,CHARACTER,DIALOGUE\n1,Kitchen,INT,{letter},Wide,ANA,Hold it.\n1,,,,Close,BEN,I am.\n")) == [("Kitchen", hour)]  # fmt: skip
