"""What the lines of a script may have around them, and episodes however they are headed."""

import time

import pytest

from storyboard.errors import UsageError
from storyboard.model import Source
from storyboard.parse import parse
from storyboard.parse.gridded import width
from storyboard.season.opening import scripts_in

ZH = "{0}\n\n1-1 日 内 茶房\n阿月：火候过了！\n阿星：没过，再等等。\n\n{1}\n\n2-1 夜 外 山坡\n阿月：下雨了！\n阿星：跑！\n"
EN = "{0}\n\nINT. LAB - DAY\n\nANA\nHold it.\n\nBEN\nI am.\n\n{1}\n\nEXT. ROOF - NIGHT\n\nANA\nJump.\n\nBEN\nNo.\n"


def script(text, container="text"):
    return parse(Source("x.txt", text, "utf-8", container))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("【第一集】", "【第二集】"), ("《长街》第一集：夜雨", "《长街》第二集：天明"), ("E01 夜雨", "E02 天明"), ("EP.1 夜雨", "EP.2 天明"),
        ("### 第1集｜夜雨", "### 第2集｜天明"), ("--- 第一集 ---", "--- 第二集 ---"), ("一、第一集", "二、第二集"), ("S01E01", "S01E02"),
        ("Episode Six", "Episode Seven"), ("第1集/共80集", "第2集/共80集"), ("■第1集■", "■第2集■"), ("第1-2集", "第3集"),
    ],
)  # fmt: skip
def test_a_chinese_file_has_as_many_episodes_as_it_heads(first, second):
    """Whatever stands around the number."""
    read = script(ZH.format(first, second))
    assert (len(read.episodes), len(read.scenes), sum(unit.kind == "speech" for unit in read.units)) == (2, 2, 4)


@pytest.mark.parametrize("container", ["text", "fountain", "markdown"])
@pytest.mark.parametrize(
    ("first", "second"),
    [("EPISODE 1", "EPISODE 2"), ("EPISODE ONE: HOME", "EPISODE TWO: AWAY"), ('Episode 101 - "Home"', 'Episode 102 - "Away"'), ("**Ep 1: Home**", "**Ep 2: Away**"), ("S1E1: Home", "S1E2: Away")],
)  # fmt: skip
def test_an_english_file_has_as_many_episodes_as_it_heads(first, second, container):
    """A screenplay as well, where several lines say so; one alone is a line of the title page."""
    read = script(EN.format(first, second), container)
    assert (len(read.episodes), len(read.scenes), sum(unit.kind == "speech" for unit in read.units)) == (2, 2, 4)
    assert len(script(EN.format(first, "THE END"), container).episodes) == 1


def test_files_of_a_season_go_by_the_episode_in_their_names(tmp_path):
    """However it is written; what says no number comes last."""
    names = ["第1集（修订）.txt", "E02.md", "第3集 火候.txt", "EP 04.md", "05.txt", "我家_第八集_终稿.txt", "Episode Nine.txt", "第十集.md", "11.第十一集.txt", "番外.txt"]  # fmt: skip
    for name in reversed(names):
        (tmp_path / name).write_text("1-1 日 内 茶房\n阿月：好。\n", encoding="utf-8")
    assert [path.name for path in scripts_in([tmp_path])] == names


def test_a_script_in_traditional_characters_is_read_and_keeps_them():
    """As the same in simplified ones, character for character."""
    text = "劇名：《雨夜》\n\n第一場　錄音室　黃昏　內\n人物：宋雨晴（28歲，長髮）、老鄭\n\n△紅燈亮起。\n宋雨晴（壓低聲音）：你是誰？\n老鄭（畫外音）：接進來吧。\n字幕：十年後\n"
    read = script(text)
    scene = read.scenes[0]
    assert read.text == text
    assert (scene.number, scene.location, scene.time, scene.interior) == ("第一場", "錄音室", "黃昏", "内")
    assert scene.cast == ("宋雨晴", "老鄭")
    assert [(unit.speaker, unit.text) for unit in read.units if unit.kind == "speech"] == [
        ("宋雨晴", "你是誰？"),
        ("老鄭", "接進來吧。"),
    ]
    assert [unit.text for unit in read.units if unit.kind == "caption"] == ["十年後"]
    assert {person.name: (person.age, person.looks) for person in read.cast} == {
        "宋雨晴": (28, "28歲，長髮"),
        "老鄭": (None, ""),
    }


def test_data_of_a_program_is_refused_by_name():
    """JSON was read as a novel, its keys as speeches."""
    with pytest.raises(UsageError, match="JSON, the data of a program"):
        script('{"scenes": [{"location": "老井", "dialogues": [{"character": "阿贵", "line": "你听。"}]}]}')
    assert script("[Scene: The well.]\n\nANA: Listen.\n\nBEN: To what?\n").text


def test_names_in_brackets_that_were_not_believed_are_doubted():
    """One line alone is no custom; it is said with its line."""
    read = script(
        "1-1 日 内 茶房\n阿月：火候过了！\n阿星：没过。\n阿月：再等等。\n【阿月】你来了。\n【阿星】我来了。\n"
    )
    assert [doubt.rule for doubt in read.doubts] == ["speech-in-action", "name-at-head"]
    assert read.doubts[0].lines == (5, 6)


@pytest.mark.parametrize("sign", ["“", "「", "【a", "12:30 ", "*(", "= a", "《a》第", " ｜ a", "👩"])
def test_signs_in_great_numbers_take_time_in_proportion(sign):
    """Twice as many take about twice as long."""

    def seconds(size):
        start = time.process_time()
        for lead in ("【林晚】", "林晚：", ""):
            script(f"1-1 日 内 茶房\n林晚：好。\n顾言：好。\n{lead}{sign * (size // len(sign))}\n")
            script(f"{lead}{sign * (size // len(sign))}\n")
        return time.process_time() - start

    seconds(1000)
    assert seconds(40_000) < max(8 * seconds(10_000), 0.5)


ORNAMENTS = (
    "———————————",
    "─────",
    "━━━━━",
    "══════",
    "～～～～～",
    "＊＊＊",
    "◆◆◆",
    "☆☆☆",
    "● ● ●",
    "※※※※",
    "＝＝＝＝",
    "· · ·",
    "* * *",
    "----------",
)
SHEETS = {
    "zh": "短剧《甲》\n\n人物表\n老秦——六十八岁,老板\n小满——八岁,男孩\n\n{0}\n\n场景1  照相馆  黄昏  屋内\n\n老秦正包相机。\n\n老秦: 来了。\n小满: 我来了。\n\n{0}\n\n场景2  工地  夜  外\n\n小满跑。\n\n小满: 爸!\n老秦: 慢点。\n",
    "en": "INT. SHOP - DAY\n\nAnn wraps a camera.\n\nANN\nHello there.\n\nBEN\nHi.\n\n{0}\n\nEXT. SITE - NIGHT\n\nBen runs.\n\nBEN\nDad!\n\nANN\nSlow down.\n",
}


@pytest.mark.parametrize("language", SHEETS)
def test_a_line_of_ornaments_is_nobody_and_nothing_to_film(language):
    for ornament in ORNAMENTS:
        script = parse(Source("x.txt", SHEETS[language].format(ornament), "utf-8"))
        told = [unit.text for unit in script.units if unit.kind in ("speech", "action", "caption")]
        people = sorted(person.name for person in script.cast)
        assert (len(told), len(script.scenes), people) == (
            6,
            2,
            sorted(("老秦", "小满") if language == "zh" else ("ANN", "BEN")),
        ), ornament


PAGED = (
    "{head}　　　P.7\n\n场：12\n时：夜\n景：槟榔摊外\n人：阿财、美凤\n\n△霓虹灯管一闪一闪，阿财蹲在一台老电视机旁\n　边，拿螺丝起子乱戳。\n\n"
    "阿财：快好了啦。\n\n美凤：明天各地多云，中南部山区有短暂\n\n{page}\n\n{head}　　　P.8\n\n　　　阵雨，还打雷。\n\n阿财：打雷？\n\n跳\n\n"
    "场：13\n时：夜\n景：客厅\n人：阿财、美凤\n\n△阿财\n　关灯。\n\n美凤：睡啦。\n\n{page}\n"
)
"""Two pages of a script as a printer leaves them: a head that names the episode, a number at the foot, rows broken by the paper."""


@pytest.mark.parametrize(
    "head", ["《巷尾》　第三集", "《巷尾》　第三集　三稿　2022/11/02", "《巷尾》第3集　定稿", "《巷尾》第三集　v2.1"]
)
@pytest.mark.parametrize("page", ["－7－", "- 7 -", "—— 第7页 / 共40页 ——", "·7·", "— 7/40 —", "～7～"])
def test_what_a_page_has_of_its_own_parts_neither_words_nor_episodes(head, page):
    read = script(PAGED.format(head=head, page=page))

    assert [(unit.speaker, unit.text.replace("\n", "")) for unit in read.units if unit.kind == "speech"] == [
        ("阿财", "快好了啦。"),
        ("美凤", "明天各地多云，中南部山区有短暂阵雨，还打雷。"),
        ("阿财", "打雷？"),
        ("美凤", "睡啦。"),
    ]
    assert [unit.text for unit in read.units if unit.kind == "action"] == [
        "霓虹灯管一闪一闪，阿财蹲在一台老电视机旁边，拿螺丝起子乱戳。",
        "阿财关灯。",
    ]
    assert ([episode.title for episode in read.episodes], len(read.scenes)) == ([""], 2)


@pytest.mark.parametrize(
    "end",
    [
        "（全片完）",
        "（本集完。时长估算：4分10秒）",
        "（剧　终）",
        "（第7话 完，下接第8话「42」）",
        "【全剧终】",
        "（片终）",
        "（第3集完｜下集：天明）",
        "（全篇完）",
    ],
)
def test_the_end_may_say_what_comes_or_how_long_it_was(end):
    read = script(f"1-1 日 内 茶房\n阿月：火候过了！\n阿星：没过。\n\n{end}\n")

    assert [unit.kind for unit in read.units if unit.raw.strip() == end] == ["note"]


@pytest.mark.parametrize(
    "list_of_people",
    [
        "人　物　　罗桂芳——五十六岁，缝补铺主人。\n　　　　　小　满——二十岁，学徒。\n",
        "人物：罗桂芳——五十六岁，缝补铺主人。\n　　　小满——二十岁，学徒。\n",
        "人　物：罗桂芳——女，五十六岁，缝补铺主人。\n　　　　小　满——女，二十岁，学徒。\n",
        "剧中人\n　　罗桂芳——五十六岁，缝补铺主人。\n　　小　满——二十岁，学徒。\n",
    ],
)
def test_people_in_rows_of_their_own_beside_the_label_are_all_listed(list_of_people):
    """The first of them stands in the row of the label."""
    read = script(
        f"缝　补　铺\n\n{list_of_people}\n第一场　缝补铺内\n\n小　满　大姨，把针给我。\n罗桂芳　不给。\n小　满　拿来。\n罗桂芳　不。\n"
    )

    assert {(person.name, person.age, person.listed) for person in read.cast} == {
        ("罗桂芳", 56, True),
        ("小满", 20, True),
    }


def spoken(read):
    return [(unit.speaker, unit.text.replace("\n", "")) for unit in read.units if unit.kind == "speech"]


@pytest.mark.parametrize(
    ("words", "kept", "placed"),
    [
        ("文本", "语音文件", "场景"), ("文本", "配音文件名", "场景"), ("台词", "台词ID", "说话人"), ("文本", "音频路径", "文本"), ("Text", "VO file", "Location"),
        ("Text", "Audio asset", "Speaker"),
    ],
)  # fmt: skip
def test_a_column_of_the_files_of_recordings_is_nobody_s_words(words, kept, placed):
    """They were read as the narrator's, and the words as notes; the place of a row that heads a scene stands in any column."""
    english = words.isascii()
    names = (
        ["Row", "Type", "Location", "Speaker", words, kept]
        if english
        else ["行号", "类型", "场景", "说话人", words, kept]
    )
    sorts = ("Scene", "Action", "Dialogue", "SFX") if english else ("场景", "演出", "对话", "音效")
    place, who = ("OLD TOWER", "Ana") if english else ("旧钟楼", "艾柯")
    head = {"Location": 2, "场景": 2, "Speaker": 3, "说话人": 3}.get(placed, 4)
    cells = [sorts[0], *("" for _ in range(4))]
    cells[head - 1] = place
    rows = [
        names,
        ["1", *cells],
        ["2", sorts[1], "", "", "The gears turn slowly.", ""],
        ["3", sorts[2], "", who, "Seven minutes late again.", "c_002.wav"],
        ["4", sorts[3], "", "", "crows", "crow.wav"],
        ["5", sorts[2], "", who, "Hold the lamp.", "c_003.wav"],
    ]
    read = script("\n".join(",".join(row) for row in rows))
    assert spoken(read) == [(who, "Seven minutes late again."), (who, "Hold the lamp.")]
    assert [scene.location for scene in read.scenes] == [place]
    assert [(unit.kind, unit.text) for unit in read.units if unit.kind in ("action", "sound")] == [
        ("action", "The gears turn slowly."),
        ("sound", "crows"),
    ]


@pytest.mark.parametrize(
    "gap", ["　　：　", "　：", "\t：", "  : ", "　　　: ", "\t:\t"],
)  # fmt: skip
@pytest.mark.parametrize(
    "names", [("罗师傅", "小　冉"), ("罗师傅（笑）", "小冉"), ("ROSA", "OLD TOM"), ("Rosa (off)", "Tom")]
)
def test_a_colon_behind_a_gap_is_a_colon(gap, names):
    """Colons that are set below one another were read as the first sign of the words."""
    one, two = names
    words = ("Which way?", "Up.") if one.isascii() else ("去哪儿？", "终点。")
    head = "INT. BUS - NIGHT" if one.isascii() else "一、车站　夜　内"
    read = script(f"{head}\n\n" + f"{one}{gap}{words[0]}\n{two}{gap}{words[1]}\n" * 3)
    names = [one.split("（")[0].split(" (")[0], two.replace("　", "")]
    assert [(who.upper(), said) for who, said in spoken(read)] == [
        (n.upper(), w) for n, w in zip(names, words, strict=True)
    ] * 3


@pytest.mark.parametrize(("script_at", "remark_at"), [(">> ", "> "), ("> > ", "> "), ("> ", ">> "), (">>", "")])
def test_a_letter_that_quotes_a_script_deeper_than_the_remarks_on_it(script_at, remark_at):
    """What stands at another depth is said to whoever wrote it, also behind the name of somebody of the script."""
    lines = [
        ("s", "一、车站　夜　内"), ("s", "小冉拖着箱子跑来。"), ("s", "老罗：去哪儿？"), ("s", "小冉：终点。"), ("r", "老罗：这个人应该有反应。"), ("", "好，加一句。"),
        ("s", "老罗：终点可远。"), ("s", "小冉：越远越好。"), ("r", "这句太绕。"), ("", "收到。"), ("s", "老罗：上车吧。"), ("s", "小冉：靠窗。"), ("s", "车开了。"),
    ]  # fmt: skip
    marks = {"s": script_at, "r": remark_at, "": ""}
    read = script(
        "发件人: 苗青\n收件人: 钱慧\n主题: 第二稿\n\n" + "\n".join(marks[kind] + text for kind, text in lines)
    )
    assert [who for who, _ in spoken(read)] == ["老罗", "小冉"] * 3
    assert [unit.text for unit in read.units if unit.kind == "action"] == ["小冉拖着箱子跑来。", "车开了。"]


@pytest.mark.parametrize("label", ["效果", "音效", "拟音", "音响", "SFX"])
@pytest.mark.parametrize("rule", ["", "-" * 60 + "\n", "=" * 30 + "\n"])
@pytest.mark.parametrize("last", ["时间", "时长", ""])
def test_a_radio_sheet_whose_rows_run_on_with_their_time_behind(label, rule, last):
    """The row below that ends with the time was an action, and what the effects are somebody's words."""
    rows = [
        ("序号", "角色", "内容", last), ("001", "解说", "那一年锅炉停了。", ""), ("", "", "停得很安静。", "0'22\"" if last else ""), ("002", label, "脚步，收音机", ""),
        ("003", "秀珍", "（隔门）谁呀？", "0'41\"" if last else ""), ("004", "李保全", "我，锅炉房老李。", ""), ("", "", "来问问。", ""), ("005", "秀珍", "你自己摸摸。", ""),
    ]  # fmt: skip

    def wide(text, columns):
        return text + " " * (columns - sum(1 + (sign > "\u2e80") for sign in text))

    text = "".join((wide(a, 7) + wide(b, 9) + wide(c, 42) + d).rstrip() + "\n" for a, b, c, d in rows)
    head, _, below = text.partition("\n")
    read = script(f"{rule}{head}\n{rule}{below}")
    assert spoken(read) == [("解说", "那一年锅炉停了。停得很安静。"), ("秀珍", "谁呀？"), ("李保全", "我，锅炉房老李。来问问。"), ("秀珍", "你自己摸摸。")]  # fmt: skip
    assert [unit.text for unit in read.units if unit.kind == "sound"] == ["脚步，收音机"]
    assert not [unit.text for unit in read.units if unit.kind == "action"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("━━━ 第1页 ━━━ 楼顶，清晨", "━━━ 第2页 ━━━ 肠粉店，夜"), ("第一页　楼顶　清晨", "第二页　肠粉店　夜"), ("【第1页】楼顶·清晨", "【第2页】肠粉店·夜"), ("P1 楼顶／清晨", "P2 肠粉店／夜"),
        ("第1页（4格）：楼顶，清晨", "第2页（跨页）：肠粉店，夜"), ("=== 第1頁｜楼顶，清晨 ===", "=== 第2頁｜肠粉店，夜 ==="), ("## 第1页 楼顶，清晨", "## 第2页 肠粉店，夜"),
        ("PAGE 1 - ROOFTOP, DAWN", "PAGE 2 - NOODLE SHOP, NIGHT"), ("PAGE ONE (4 panels): Rooftop, dawn", "PAGE TWO (splash): Noodle shop, night"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("sound", ["※拟声：咚", "★音效：咚", "◎效果音：咚", "♪SFX：咚"])
def test_a_page_of_a_comic_that_says_where_it_plays_heads_a_scene(first, second, sound):
    """Its line was an action, and the sounds behind an ornament were somebody's words."""
    if first.isascii():
        text = f"{first}\n\nMAYA: It grew.\nBEN: Again?\nMAYA: Again.\n\n{second}\n\nBEN: Water!\nMAYA: Run.\n"
        places, said = ["ROOFTOP", "NOODLE SHOP"], 5
    else:
        text = f"本话共2页，黑白。\n\n{first}\n\n[1格] 水箱发光。\n　　{sound}\n[2格] 阿宽扒着水箱。\n　①阿宽「它才巴掌大。」\n　②小妮「你又喂它？」\n（②用云朵框，字小一号）\n\n{second}\n\n[1格] 天花板滴水。\n　①阿宽「漏了。」\n[2格] 两人对望。\n　②小妮「跑！」\n"
        places, said = ["楼顶", "肠粉店"], 4
    read = script(text)
    assert [scene.location.upper() for scene in read.scenes] == places
    assert all(scene.time for scene in read.scenes)
    assert len(spoken(read)) == said
    if not first.isascii():
        assert [unit.text for unit in read.units if unit.kind == "sound"] == ["咚"]
        assert len([unit for unit in read.units if unit.kind == "action"]) == 4


def test_a_page_without_a_place_and_an_hour_heads_nothing():
    """It counts pictures, or tells of one."""
    for line in (
        "第1页（4格）",
        "P2 跨页大格",
        "第3页 阿宽推开门，夜色漫进来了。",
        "PAGE THREE",
        "P.S. 别忘了，夜里见",
    ):
        read = script(f"一、楼顶　夜\n\n阿宽：它才巴掌大。\n小妮：你又喂它？\n\n{line}\n\n阿宽：漏了。\n小妮：跑！\n")
        assert len(read.scenes) == 1, line


@pytest.mark.parametrize(
    "label", ["时　间——{}", "时间——{}", "时间 — {}", "时　间：{}", "时　间　{}", "时　间\t{}", "时间--{}"]
)
@pytest.mark.parametrize("over", ["——幕　落", "——幕落", "（幕　落）", "—— 剧　终 ——"])
def test_fields_behind_dashes_below_an_act_say_where_it_plays(label, over):
    """They were actions, the end was one, and so was the head of a page below its number."""
    told = label.format("汛期，深夜。") + "\n" + label.replace("时", "地").replace("间", "点").format("闸管站值班室。")
    page = "\n          — 17 —\n《剧本新作》第四期            闸　口\n\n"
    read = script(
        f"闸　口\n\n　　　第　一　幕\n\n　　{told}\n\n〔雨声很大。\n\n石　磊　几点了？\n周　嫂　钟是停的。\n石　磊　水位呢？\n{page}周　嫂　别问了！\n石　磊　开闸。\n\n　　　{over}\n"
    )
    assert [(scene.location, "深夜" in scene.time) for scene in read.scenes] == [("闸管站值班室", True)]
    assert len(spoken(read)) == 5
    assert [unit.text for unit in read.units if unit.kind == "action"] == ["〔雨声很大。"]
    assert not read.doubts


BOX = "┌──┬──────┬──┬──┐\n│場次│　{no}　│時間│{hour}│\n├──┼──────┼──┼──┤\n│場景│　{place}　　│內外│　內│\n├──┼──────┴──┴──┤\n│人物│　阿好、柏宇　　│\n└──┴──────────┘\n"
DRAWN = [
    BOX,
    BOX.translate(str.maketrans("┌┬┐├┼┤└┴┘│─", "╔╦╗╠╬╣╚╩╝║═")),
    "+----+------+\n| 场次 | {no} | 时间 | {hour} |\n+----+------+\n| 地点 | {place} | 内外 | 内 |\n| 角色 | 阿好、柏宇 |\n+----+------+\n",
    "| 场次 | {no} | 日夜 | {hour} |\n| 人物 | 阿好、柏宇 |\n| 场景 | {place} | 内/外 | 内 |\n",
    "│场次：{no}│时间：{hour}│\n│场景：{place}│内外：内│\n│人物：阿好、柏宇│\n",
    "│场次│时间│场景│内外│人物│\n├──┼──┼──┼──┼──┤\n│{no}│{hour}│{place}│内│阿好、柏宇│\n",
]


@pytest.mark.parametrize("box", DRAWN)
@pytest.mark.parametrize("inner", ["ＯＳ", "OS", "（ＯＳ）"])
def test_a_form_drawn_above_a_scene_is_its_heading(box, inner):
    """It was a note, and so nothing said where anybody was."""
    one, two = (box.format(no=no, hour=hour, place=place) for no, hour, place in (("12", "夜", "老冰店"), ("13", "晨", "柏宇租屋处")))  # fmt: skip
    text = f"{one}\n▲ 电扇转着。\n\n阿　好：　没有红豆。\n\n柏　宇：　（看菜单）那芋头呢？\n\n{two}\n▲ 碗里的冰化了。\n\n柏　宇{inner}：　那碗冰我没付钱。\n"
    read = script(text + " " * width(f"柏　宇{inner}：　") + "她说，先欠着。\n\n阿　好：　慢慢来。\n")
    assert [(scene.number, scene.location, scene.time, scene.interior) for scene in read.scenes] == [
        ("12", "老冰店", "夜", "内"),
        ("13", "柏宇租屋处", "晨", "内"),
    ]
    assert [scene.cast for scene in read.scenes] == [("阿好", "柏宇")] * 2
    assert spoken(read) == [("阿好", "没有红豆。"), ("柏宇", "那芋头呢？"), ("柏宇", "那碗冰我没付钱。她说，先欠着。"), ("阿好", "慢慢来。")]  # fmt: skip
    assert [unit.extension for unit in read.units if unit.kind == "speech"][2] == "OS"
    assert read.text == text + " " * width(f"柏　宇{inner}：　") + "她说，先欠着。\n\n阿　好：　慢慢来。\n"


def test_a_form_drawn_above_an_english_scene_is_its_heading():
    """The same labels in English, boxed in ASCII."""
    box = "+----+\n| SCENE | {} | TIME | {} |\n| LOCATION | {} | INT/EXT | INT |\n| CAST | Ana, Ben |\n+----+\n"
    read = script(
        f"{box.format(4, 'NIGHT', 'ICE SHOP')}\nAna: None left.\nBen: None?\n\n{box.format(5, 'DAWN', 'ROOM')}\nAna: Slowly.\nBen: Yes.\n"
    )
    assert [(scene.number, scene.location, scene.time) for scene in read.scenes] == [("4", "ICE SHOP", "NIGHT"), ("5", "ROOM", "DAWN")]  # fmt: skip


def test_a_table_of_other_things_is_no_form_of_a_scene():
    """What a label stands before is no place, or the rows have no labels."""
    for table in ("| 道具 | 碗 |\n| 备注 | 雨戏 |\n", "| 版本 | V4 |\n| 客户 | 老冰店 |\n", "│ 请勿翻印 │\n"):
        read = script(f"一、老冰店　夜\n\n{table}\n阿好：没有红豆。\n柏宇：那芋头呢？\n阿好：也没有。\n")
        assert [scene.location for scene in read.scenes] == ["老冰店"]


@pytest.mark.parametrize("how", ["同时", "几乎同时", "异口同声", "一起喊", "不约而同地", "（惊）同时", "齐声答道"])
@pytest.mark.parametrize("joint", ["和", "与", "、", "/"])
def test_two_who_speak_at_once_are_no_part_of_the_speech_above(how, joint):
    """The line was taken for more of what the one above says."""
    read = script(
        f"9-1 火锅店 日 内\n葛亮:隔壁开业了\n丽珍:老板是咱爸。\n葛亮{joint}丽珍{how}:啥？\n丽珍:不信？\n葛亮:不信。\n"
    )
    assert spoken(read) == [("葛亮", "隔壁开业了"), ("丽珍", "老板是咱爸。"), ("葛亮、丽珍", "啥？"), ("丽珍", "不信？"), ("葛亮", "不信。")]  # fmt: skip
    assert [unit.members for unit in read.units if unit.kind == "speech"][2] == ("葛亮", "丽珍")


@pytest.mark.parametrize("day", ["—————  2024-05-11  —————", "2024年5月11日 星期六", "--- 2024/05/11 ---"])
def test_the_day_of_messages_is_no_title(day):
    """It was the name of the film."""
    said = "葛亮：隔壁开业了。\n丽珍：老板是咱爸。\n"
    read = script(f"{day}\n\n编剧小葛 21:03\n9-1 火锅店 日 内\n{said}{said}\n制片老范 21:04\n好的\n")
    assert [unit.text for unit in read.units if unit.kind == "title"] == []
    assert len(spoken(read)) == 4


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("| **A** | **老厨房 / 清晨** | |", "| **B** | **机场到达口 / 日** | |"), ("| 1 | 老厨房·清晨 | |", "| 2 | 机场到达口·日 | |"), ("| 场一 | 老厨房，清晨 | |", "| 场二 | 机场到达口，日 | |"),
        ("| 第1场 | 老厨房 清晨 | |", "| 第2场 | 机场到达口 日 | |"), ("| A | OLD KITCHEN - DAWN | |", "| B | ARRIVALS - DAY | |"), ("| Scene 1 | INT. OLD KITCHEN - DAWN | |", "| Scene 2 | INT. ARRIVALS - DAY | |"),
    ],
)  # fmt: skip
def test_a_row_of_a_letter_and_a_place_heads_a_scene_of_a_board(first, second):
    """It was a picture; and who is heard off the picture, and nowhere else, spoke in the words above."""
    english = first.isascii()
    head = "| Time | Visual | Audio |" if english else "| 时间 | 画面 | 声音 |"
    rows = ("Oil heats.", "MUM: One spoon.<br>ROOMIE (O.S.): Smells good!", "She waits.", "MUM: Here.") if english else ("热油下锅。", "妈妈：一勺就够。<br>室友（画外）：好香！", "她举着一瓶酱油。", "妈妈：在这儿。")  # fmt: skip
    read = script(
        f"{head}\n|---|---|---|\n{first}\n| 00-04 | {rows[0]} | {rows[1]} |\n{second}\n| 04-09 | {rows[2]} | {rows[3]} |\n",
        "markdown",
    )
    assert [(bool(scene.location), bool(scene.time)) for scene in read.scenes] == [(True, True)] * 2
    assert [who for who, _ in spoken(read)] == (["MUM", "ROOMIE", "MUM"] if english else ["妈妈", "室友", "妈妈"])
    assert [unit.text for unit in read.units if unit.kind == "action"] == [rows[0], rows[2]]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("31      内. 地下车库 — 夜                  31", "A32     外. 出口坡道 — 黎明                A32"), ("31.  内景 地下车库 夜             31.", "A32.  外景 出口坡道 黎明          A32."),
        ("31　　内. 地下车库 - 夜　　　　31", "32　　外. 出口坡道 - 黎明　　　　32"),
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    ("turned", "again"), [("(接下页)", "31      (续)          31"), ("（转下页）", "31   （接上页）   31")]
)
@pytest.mark.parametrize("gone", ["32      删           32", "33   （略）   33"])
def test_the_margins_of_a_printed_page_are_no_part_of_its_lines(first, second, turned, again, gone):
    """The stars of a revision were spoken, the numbers made actions of headings, and words that a page parts lost their speaker."""
    head = "《倒车》            蓝页 2024/04/18                    {}."
    name, said = " " * 24, " " * 14
    read = script(
        f"{head.format(23)}\n\n{first}\n\n        感应灯亮起。                     *\n\n{name}许一鸣\n{said}找到了。                  *\n\n{name}调度 (V.O.)\n{said}打得通吗？\n\n"
        f"{name}许一鸣\n{said}大姐，您这车欠费一万，您要\n{' ' * 50}{turned}\n\n{head.format(24)}\n\n{again}\n\n{said}是不认，可以打电话。\n\n{name}蒋雯\n{said}我来取电话。              *\n\n"
        f"{second}\n\n        吊臂上挂着白车。\n\n{name}许一鸣\n{said}上车说。\n\n{gone}\n"
    )
    assert spoken(read) == [("许一鸣", "找到了。"), ("调度", "打得通吗？"), ("许一鸣", "大姐，您这车欠费一万，您要是不认，可以打电话。"), ("蒋雯", "我来取电话。"), ("许一鸣", "上车说。")]  # fmt: skip
    assert [(scene.location, scene.time, scene.interior) for scene in read.scenes] == [("地下车库", "夜", "内"), ("出口坡道", "黎明", "外")]  # fmt: skip
    assert read.scenes[1].number == second.split()[0].rstrip(".")
    assert [unit.text for unit in read.units if unit.kind == "action"] == ["感应灯亮起。", "吊臂上挂着白车。"]


WIDE_ROWS = [
    ("画　　面", "声　　音", "A　茶馆，清晨　（0\"—9\"）", "B　渡口，除夕黄昏　（9\"—20\"）", "="),
    ("画 面", "声 音", "1、茶馆，清晨（0—9秒）", "2、渡口，除夕黄昏（9—20秒）", "-"),
    ("画  面", "音  频", "①茶馆 · 清晨", "②渡口 · 除夕黄昏", "─"),
    ("画面", "声音", "第一段 茶馆·清晨 [0:00-0:09]", "第二段 渡口·除夕黄昏 [0:09-0:20]", "━"),
    ("镜头画面", "台词/旁白", "一　茶馆，清晨", "二　渡口，除夕黄昏", "—"),
]  # fmt: skip
"""How two columns are headed, how their scenes are counted, and what their rules are drawn with."""


@pytest.mark.parametrize(("left", "right", "first", "second", "sign"), WIDE_ROWS)
def test_columns_whose_names_are_set_wide_are_read_with_the_scenes_that_run_across_them(
    left: str, right: str, first: str, second: str, sign: str
) -> None:
    def row(picture: str, sound: str = "") -> str:
        width = sum(1 + (ord(each) > 0x2E7F) for each in picture)
        return picture + " " * (34 - width) + sound if sound else picture

    rule = sign * (60 if sign in "=-" else 30)
    text = "\n".join(
        [
            "客　户：春山茶业", "片　名：《头水》", "", rule, row(left, right), rule, "", first, rule,
            row("壶嘴冒汽，老何揭开盖，", "SFX：水声"), row("又放下。", "女声旁白：“头水不喝，洗尘。”"),
            row("阿秀掀帘进来。", "阿秀：“爷爷，船等着呢。”"), row("老何不抬头。", "老何：“让它等。”"), "", second, rule,
            row("船边，阿秀提着茶罐。", "阿秀：“您真不去？”"), row("字幕：春山。头水。", "老何：“我的根在这儿。”"), "", rule, "注：茶罐用素白。",
        ]
    )  # fmt: skip
    script = parse(Source("b.txt", text, "utf-8"))
    assert [(unit.speaker, unit.text) for unit in script.units if unit.kind == "speech"] == [
        ("女声旁白", "头水不喝，洗尘。"),
        ("阿秀", "爷爷，船等着呢。"),
        ("老何", "让它等。"),
        ("阿秀", "您真不去？"),
        ("老何", "我的根在这儿。"),
    ]
    assert [(scene.location, scene.time) for scene in script.scenes] == [("茶馆", "清晨"), ("渡口", "除夕黄昏")]
    assert [unit.text for unit in script.units if unit.kind == "action"] == ["壶嘴冒汽，老何揭开盖，又放下。", "阿秀掀帘进来。", "老何不抬头。", "船边，阿秀提着茶罐。"]  # fmt: skip


CARD_ROWS = [
    ("### 🎬 场景一｜茶馆 · 夜", "> 画面：壶嘴冒汽。", "（音效）", "- **阿秀**：19 岁，茶馆学徒"),
    ("## 📍 第1场 茶馆 夜 内", "**画面**：壶嘴冒汽。", "[SFX]", "* 阿秀：19 岁，茶馆学徒"),
    ("**🎞️ 场景1：茶馆（夜·内）**", "画面：壶嘴冒汽。", "【音效】", "- 阿秀：19岁，茶馆学徒"),
    ("#### 1-1 夜 内 茶馆", "*动作：壶嘴冒汽。*", "*音效*", "• 阿秀：19 岁，茶馆学徒"),
]  # fmt: skip


@pytest.mark.parametrize(("heading", "picture", "heard", "person"), CARD_ROWS)
def test_little_pictures_before_headings_between_tables_say_nothing_and_labels_in_brackets_nobody(
    heading: str, picture: str, heard: str, person: str
) -> None:
    text = f"# 🍵《头水》\n\n**主要人物**：\n\n{person}\n\n---\n\n{heading}\n\n{picture}\n\n| 角色 | 台词 | 表演提示 |\n| :--- | :--- | :--- |\n| 阿秀 | “水开了。” | 小声 |\n| 老何 | “等一等。” | 不抬头 |\n| {heard} | 水声渐大 | —— |\n| 阿秀 | “爷爷？” | 慌 |\n"
    script = parse(Source("b.md", text, "utf-8"))
    assert [(unit.speaker, unit.text) for unit in script.units if unit.kind == "speech"] == [("阿秀", "水开了。"), ("老何", "等一等。"), ("阿秀", "爷爷？")]  # fmt: skip
    assert [(unit.kind, unit.text) for unit in script.units if unit.kind in ("action", "sound")] == [("action", "壶嘴冒汽。"), ("sound", "水声渐大")]  # fmt: skip
    assert [(scene.location, scene.time) for scene in script.scenes] == [("茶馆", "夜")]
    assert [person.name for person in script.cast] == ["阿秀", "老何"]
    assert script.cast[0].age == "19" or script.cast[0].age == 19


OUTLINES = [
    ("•\t〔场景〕{}", "\t◦\t{} #{}", "\t\t▪\t{}", "•\t待办", "\t◦\t"),
    ("- 【场景】{}", "  - {}（{}）", "    - {}", "- 备注", "  - "),
    ("* 场景：{}", "\t* **{}** [{}]", "\t\t* {}", "* TODO", "\t* "),
    ("● 〔场景〕{}", "　　○ {}【{}】：", "　　　　▪ {}", "● 前置条件", "　　○ "),
    ("## {}", "- {} #{}", "  - {}", "- 触发条件", "  - "),
]  # fmt: skip
"""How an outline has a scene, who speaks and how, the words, and a point for whoever works on it with the one below."""


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("scene", "name", "words", "label", "point"), OUTLINES)
def test_points_below_a_name_in_an_outline_are_said_by_them(language, scene, name, words, label, point):
    """And what is for the game, with all that stands below it, is a note."""
    if language == "zh":
        places, names, how, told = ("灯塔底层 · 暴雨夜", "礁石滩 · 黎明"), ("守塔人", "露卡"), "冷", ("门在你身后。", "别理他。", "上一个人是谁？", "账上没写。")  # fmt: skip
    else:
        scene = scene.replace("场景：", "Scene: ").replace("〔场景〕", "").replace("【场景】", "")
        places, names, how, told = ("INT. LIGHTHOUSE - NIGHT", "EXT. ROCKS - DAWN"), ("Keeper", "Luca"), "cold", ("The door is behind you.", "Ignore him.", "Who was the last?", "The book does not say.")  # fmt: skip
    rows = ["《账》 对话稿" if language == "zh" else "The Book, dialogue", "", label, point + ("谁来配？" if language == "zh" else "Who records it?")]  # fmt: skip
    for at, text in enumerate(told):
        rows += ["", scene.format(places[at // 2])] if at % 2 == 0 else []
        rows += [name.format(names[at % 2], how), words.format(text)]
    read = script("\n".join(rows) + "\n")
    assert spoken(read) == [(names[at % 2], text) for at, text in enumerate(told)]
    assert [unit.parentheticals[0].text.strip("（）()") for unit in read.units if unit.kind == "speech"] == [how] * 4
    assert len([each for each in read.scenes if each.location]) == 2
    assert not [unit for unit in read.units if unit.kind == "action"]
    assert [person.name for person in read.cast] == list(names)


@pytest.mark.parametrize("mark", ["- ", "• ", "* "])
def test_points_below_points_that_name_nobody_twice_are_no_words(mark):
    """A list of people and what is known of them."""
    rows = [f"{mark}{who}\n  {mark}{what}" for who, what in (("阿秋", "十九岁"), ("老渡", "摆渡人"), ("小舟", "学徒"), ("何叔", "茶馆老板"))]  # fmt: skip
    read = script(
        "人物\n" + "\n".join(rows) + "\n\n第一场 渡口 日 内\n阿秋：船还开吗？\n老渡：不开了。\n阿秋：我等。\n"
    )
    assert spoken(read) == [("阿秋", "船还开吗？"), ("老渡", "不开了。"), ("阿秋", "我等。")]


HEADS = [
    ("新剧丛刊　第四辑　　　　　　　　账　本", "账　本　　　　　　　　新剧丛刊　第四辑", "· {} ·"), ("账本\t\t\t第一幕", "账本\t\t\t第一幕", "— {} —"),
    ("", "账　本　　　　　　　　新剧丛刊", "－{}－"), ("新剧丛刊        账本", "账本        新剧丛刊", "～{}～"),
]  # fmt: skip
"""What stands at the head of the first page and of those behind it, and how pages are numbered at their foot."""


@pytest.mark.parametrize(("first", "second", "number"), HEADS)
def test_the_two_parts_at_the_head_of_a_page_say_nothing_whichever_side_they_are_on(first, second, number):
    """They were somebody with a gap before their words."""
    rows = [first, "", "账　　　本", "", "人　物", "孟太太　　绸缎庄的女东家。", "阿　贵　　伙计。", "巡　捕　　查夜的。", "", "第一场　绸缎庄后堂", "", "阿　贵　太太，茶。", "孟太太　你站着做什么？", "阿　贵　我怕茶烫。", "", number.format(41), "", second, "", "孟太太　　　　烫什么？", "巡　捕　开门！", "", number.format(42), "", second, "", "孟太太　　　　不开。", "巡　捕　开门！"]  # fmt: skip
    read = script("\n".join(rows) + "\n")
    assert spoken(read) == [("阿贵", "太太，茶。"), ("孟太太", "你站着做什么？"), ("阿贵", "我怕茶烫。"), ("孟太太", "烫什么？"), ("巡捕", "开门！"), ("孟太太", "不开。"), ("巡捕", "开门！")]  # fmt: skip
    assert {person.name for person in read.cast} == {"孟太太", "阿贵", "巡捕"}
    assert not [unit for unit in read.units if unit.kind in ("action", "caption")]


def test_english_heads_in_two_parts_are_no_names_either():
    rows = ["THE LEDGER", "", "A play", "", "SCENE ONE. A shop.", "", "MRS MENG. Tea?", "AGUI. It is hot.", "", "- 41 -", "", "THE LEDGER          ONE-ACT PLAYS", "", "MRS MENG. How hot?", "", "- 42 -", "", "ONE-ACT PLAYS          THE LEDGER", "", "AGUI. Very."]  # fmt: skip
    read = script("\n".join(rows) + "\n")
    assert [text for _, text in spoken(read)] == ["Tea?", "It is hot.", "How hot?", "Very."]
    assert not [unit for unit in read.units if unit.kind in ("action", "caption")]
