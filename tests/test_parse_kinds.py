"""Kinds of layout that were read wrong in silence once: each told in other words than those it was found in."""

import re

import pytest

from storyboard.model import Source
from storyboard.parse import headings, parse
from tests.measure_parser import forms, verdict


def script(text):
    return parse(Source("x.txt", text, "utf-8"))


def said(read):
    return [(unit.speaker, "".join(unit.text.split())) for unit in read.units if unit.kind == "speech"]


def of(read, kind):
    return [unit.text for unit in read.units if unit.kind == kind]


def test_no_layout_that_a_model_looked_over_is_silently_wrong_by_rules(request):
    """Wrong is said aloud."""
    found = forms(request.path.parent / "gold" / "looked")
    assert [file.name for file, want in found if verdict(file, want)[0] == "silent"] == []


@pytest.mark.parametrize("label", ["ACOUSTIC", "WILDTRACK", "PERSPECTIVE"])
def test_a_label_in_capitals_beside_sounds_in_capitals_is_a_sound_or_in_doubt(label):
    """But not somebody of the cast who shouts, nor a voice that others speak of."""
    head = "CAST: ANN (40), BEN (50){}\n\nSCENE 1. INT. KITCHEN. DAY.\n"
    text = (
        head
        + "FX: KETTLE BOILS.\nANN: Is it tea?\nBEN: It was.\n{}: LARGE ROOM, ECHO.\nANN: Then pour.\nFX: TEA IS POURED.\nBEN: There. It pours.\nANN: So it does.\n"
    )
    read = script(text.format("", label))
    doubted = [line for doubt in read.doubts if doubt.rule == "label-in-capitals" for line in doubt.lines]
    assert ("LARGE ROOM, ECHO." in of(read, "sound")) != (doubted == [7])
    if label == "PERSPECTIVE":
        listed = script(text.format(f", {label} (60)", label))
        assert (label, "LARGEROOM,ECHO.") in said(listed)
        assert not listed.doubts
        assert not script(text.format("", label).replace("It was.", "It was. Perspective is all.")).doubts


@pytest.mark.parametrize("dash", [" – ", ": "])
def test_scenes_that_are_counted_with_a_hash_are_scenes(dash):
    """Where they count on and somebody speaks below each."""
    one = f"#1 lights up: a bus stop\n\nA{dash}is this the queue?\nB{dash}it is now\nA{dash}right\n\n"
    two = f"#2 same stop, later\n\nB{dash}still waiting?\nA{dash}it said ten minutes\nB{dash}which year?\n"
    read = script(f"BUS STOP sketch\n\n{one}{two}")
    assert [(scene.number, scene.location) for scene in read.scenes] == [("1", "a bus stop"), ("2", "a bus stop")]
    assert len(said(read)) == 6
    assert not any(scene.number for scene in script(f"BUS STOP sketch\n\n{one}{two.replace('#2', '#7')}").scenes)


def test_scenes_that_are_counted_in_chinese_with_their_places_alone_are_scenes():
    read = script(
        "小品\n\n一、传达室\n[老孙看报。]\n老孙：谁？\n小马：我。\n\n二、天台\n[风大。]\n小马：看见没？\n老孙：没有。\n"
    )
    assert [(scene.number, scene.location) for scene in read.scenes] == [("一", "传达室"), ("二", "天台")]
    assert len(said(read)) == 4
    titled = script("小品\n\n一、初遇\n老孙：谁？\n小马：我。\n\n二、重逢\n小马：看见没？\n老孙：没有。\n")
    assert [(scene.number, scene.location) for scene in titled.scenes] == [("一", ""), ("二", "")]


def test_balloons_that_are_numbered_on_are_nobodys_name():
    """Those of COP 1 and COP 2 are."""
    page = "PAGE ONE (three panels) — INT. CELLAR, NIGHT\n\n1.1 Wide.\n\n\tCAP: Leeds, 1950.\n\tIRIS 1: Mind the step.\n\tNED 2: Which?\n\tIRIS 3: That one.\n\n1.2 Same, closer.\n\n\tNED 4: Found it.\n\tIRIS 5 (off): I heard.\n\n"
    two = "PAGE TWO (two panels) — SAME\n\n2.1 Dark.\n\n\tNED 1: Now what?\n\tIRIS 2: Now we wait.\n"
    read = script(page + two)
    assert [name for name, _ in said(read)] == ["IRIS", "NED", "IRIS", "NED", "IRIS", "NED", "IRIS"]
    assert [scene.location for scene in read.scenes] == ["CELLAR", "CELLAR"]
    assert of(read, "caption") == ["Leeds, 1950."]
    cops = "INT. STATION - DAY\n\n" + "COP 1: Name?\nCOP 2: He has one.\nMAN 1: I do.\nMAN 2: We do.\n" * 3
    assert {name for name, _ in said(script(cops))} == {"COP 1", "COP 2", "MAN 1", "MAN 2"}


def test_a_section_of_a_list_behind_the_story_is_not_spoken():
    """Under a Markdown heading that opens no scene; what known people say under one is."""
    scenes = "### 场景一|码头|夜|外\n\n- **阿魁**：“谁在船上？”\n- **船娘**：“我。”\n- **阿魁**：“下来！”\n\n---\n\n"
    notes = "### 亮点\n1. **双线**：明暗两条；\n2. **留白**：结尾不说破。\n\n如果需要，我可以接着写第二集。\n"
    read = script(scenes + notes)
    assert [name for name, _ in said(read)] == ["阿魁", "船娘", "阿魁"]
    assert not any("如果需要" in text for text in of(read, "action"))
    more = script(scenes + "### 尾巴\n1. **阿魁**：“走吧。”\n2. **船娘**：“走。”\n")
    assert len(said(more)) == 5


def test_every_line_of_a_song_is_sung():
    """In an opera; elsewhere an unmarked line below words is told."""
    text = "【第一场】\n\n（樵夫上。）\n樵夫：（唱【二六板】）一担柴薪两肩霜，\n三更出门月正黄。\n山前问路谁家女，\n且待我上前看端详。\n（白）姑娘慢走！\n（村女停步。）\n村女：（白）你是何人？\n樵夫：（白）打柴的。\n村女：（唱）既是打柴莫挡道，\n前头还有母亲望。\n（同下。）\n"
    read = script(text)
    words = "一担柴薪两肩霜，三更出门月正黄。山前问路谁家女，且待我上前看端详。姑娘慢走！"
    assert said(read)[0] == ("樵夫", words)
    assert said(read)[-1] == ("村女", "既是打柴莫挡道，前头还有母亲望。")


def test_the_foot_of_a_transcript_is_not_spoken():
    head = "第一场 茶馆 日 内\n\n" + "".join(
        f"{who} 00:0{at}:10\n第{at}句话。\n\n" for at, who in enumerate(["老金", "小米"] * 3)
    )
    for foot in ("以上内容由速记宝导出", "本纪要由人工智能生成，仅供参考"):
        read = script(f"{head}（老金起身。）\n\n{foot}\n")
        assert len(said(read)) == 6
        assert foot not in of(read, "action")


def test_subtitles_that_name_who_speaks_in_brackets_are_speeches():
    """Sounds in brackets are none, and where few captions have one nobody is called so."""
    times = [f"{at}\n00:00:0{at},000 --> 00:00:0{at},900\n" for at in range(1, 7)]
    told = ["(阿蓝)你来了", "(老白)来了", "[门响]", "-(阿蓝)坐\n-(老白)不坐", "(阿蓝)那走\n一起走", "♪ 琴声 ♪"]
    read = script(
        "== 场景1：车站 / 夜 ==\n\n" + "\n".join(f"{time}{text}\n" for time, text in zip(times, told, strict=True))
    )
    assert "".join(text for _, text in said(read)) == "你来了来了坐不坐那走一起走"
    assert [name for name, _ in said(read)][:4] == ["阿蓝", "老白", "阿蓝", "老白"]
    assert (read.scenes[0].location, read.scenes[0].time) == ("车站", "夜")
    sdh = ["(sighs) I know.", "You never do.", "Say it.", "No.", "(laughs) Fine.", "(door slams) Wait!"]
    heard = script(
        "\n".join(f"{time}{text}\n" for time, text in zip(times * 2, sdh * 2, strict=True)).replace("(sighs) I", "I")
    )
    assert "laughs" not in {name for name, _ in said(heard)}


def test_tags_of_a_visual_novel_are_no_words_and_a_closed_bracket_ends_them():
    text = (
        "■scene_11 屋顶·黄昏\n[BG] roof [BGM] wind 淡入2s\n[立绘] 岚 → 中\n"
        "【岚|笑】\n「你迟到了。」\n【我】\n「钟慢了。」\n【岚|怒】\n「钟是你修的。」\n※她把表扔过来。\n[立绘] 岚_怒 → 右\n【我】\n「所以才慢\n一点点。」\n[黑屏] 2s\n"
    )
    read = script(text)
    assert said(read) == [("岚", "你迟到了。"), ("我", "钟慢了。"), ("岚", "钟是你修的。"), ("我", "所以才慢一点点。")]
    assert (read.scenes[0].location, read.scenes[0].time) == ("屋顶", "黄昏")
    assert any("她把表扔过来" in text for text in of(read, "action"))


def test_a_french_cue_has_its_name_how_a_stop_and_a_dash():
    """With accents, a title, and who is there below the number of the scene."""
    text = (
        "Persons of the play\nAGNÈS, a widow.\nM. DÉSIRÉ, her lodger.\nTHE NOTARY.\n\nSCENE THE FIRST\nAGNÈS, M. DÉSIRÉ.\n\nA parlour.\n\n"
        "AGNÈS, without looking up. — You are late.\n\nM. DÉSIRÉ. — I am early for tomorrow.\n\nAGNÈS. — The soup is cold.\n\nM. DÉSIRÉ, sitting down all the same. — So am I, madame. It has been\nraining.\n\n"
        "SCENE THE SECOND\nThe same, THE NOTARY.\n\nTHE NOTARY, shaking his umbrella. — Who has died?\n\nAGNÈS. — Nobody yet.\n\nTHE NOTARY. — Then I am early too.\n"
    )
    read = script(text)
    assert [name for name, _ in said(read)] == [
        "AGNÈS",
        "M. DÉSIRÉ",
        "AGNÈS",
        "M. DÉSIRÉ",
        "THE NOTARY",
        "AGNÈS",
        "THE NOTARY",
    ]
    assert said(read)[3][1] == "SoamI,madame.Ithasbeenraining."
    assert [scene.cast for scene in read.scenes] == [("AGNÈS", "M. DÉSIRÉ"), ("AGNÈS", "M. DÉSIRÉ", "THE NOTARY")]


@pytest.mark.parametrize("kind", ["type", "row type"])
def test_a_row_of_a_table_with_commas_is_what_it_says_of_itself(kind):
    """Only where most rows say something known."""
    rows = f'id,{kind},speaker,text,note\n1,META,,"Quest 3, draft",\n2,SCENE,,"EXT. FORD - DAWN",\n3,ACTION,,"A raft, empty.",\n4,DIALOGUE,Oona,"Two coins, or a ""story"".",REC\n5,DIALOGUE,Piet,No story.,REC\n6,SFX,,splash_01,\n7,DIALOGUE,Oona,Then swim.,REC\n8,UI,,QUEST LOST,\n'
    read = script(rows)
    assert read.text == rows
    assert said(read) == [("Oona", 'Twocoins,ora"story".'), ("Piet", "Nostory."), ("Oona", "Thenswim.")]
    assert [(scene.location, scene.time) for scene in read.scenes] == [("FORD", "DAWN")]
    assert (of(read, "action"), of(read, "sound"), of(read, "caption")) == (
        ["A raft, empty."],
        ["splash_01"],
        ["QUEST LOST"],
    )
    both = script(rows.replace(",note", ",action").replace(",REC", ",He waits."))
    assert said(both) == said(read)
    odd = script(rows.replace("DIALOGUE", "B-12").replace("SCENE", "B-13").replace("ACTION", "B-14"))
    assert len(said(odd)) >= 3


def test_cues_that_run_on_within_a_paragraph_are_parted():
    """Also where the margin breaks a name; every character stays where it was."""
    told = "掌柜：今天不赊账。  酒客：我昨天付过。  掌柜：那是前天的。  酒客：前天我没来。  掌柜：所以是你欠的。  酒客：[拍桌]讲理！  掌柜：这里是酒馆。  酒客：那再来一壶。"
    for width in range(18, 34):
        text = (
            "一、酒馆\n[雨天。]\n"
            + "\n".join(told[at : at + width] for at in range(0, len(told), width))
            + "\n[众笑。]\n"
        )
        read = script(text)
        assert read.text == text
        assert [name for name, _ in said(read)] == ["掌柜", "酒客"] * 4
        assert (
            "".join(text for _, text in said(read))
            == "今天不赊账。我昨天付过。那是前天的。前天我没来。所以是你欠的。讲理！这里是酒馆。那再来一壶。"
        )


def test_mail_around_a_script_is_not_spoken():
    """Heads, greetings and signatures; a letter in which people speak keeps their words."""
    mail = "发件人: 阿贝 <a@b.example>\n发送时间: 2024年1月2日 10:00\n收件人: 陆总\n主题: 回复: 脚本\n\n陆总：\n改好了，请看。\n阿贝\n\n"
    scene = "1-1 夜 内 灯塔\n△风声。\n守　夜 | 谁在敲门？\n旅　人 | 一个迷路的。\n守　夜 | 门没锁。\n\n"
    read = script(
        mail
        + scene
        + "> -----原始邮件-----\n> 发件人: 陆总\n> 发送时间: 2024年1月1日 09:00\n> 主题: 脚本\n> 再改改。\n——\n陆总 | 市场部\n"
    )
    assert said(read) == [("守夜", "谁在敲门？"), ("旅人", "一个迷路的。"), ("守夜", "门没锁。")]
    assert not read.doubts
    within = script(mail + "守夜：谁？\n旅人：我。\n守夜：进来。\n旅人：好。\n")
    assert len([name for name, _ in said(within) if name in ("守夜", "旅人")]) == 4


def test_a_scene_numbered_in_words_may_tell_hour_and_weather_in_sentences():
    """The place is the first of them, whatever comes behind it."""
    telling = "Half past ten. Sun going in, first spots of rain on the awning of the shop, and somebody shouting."
    rows = [
        ("ONE", "A bakery. Morning."),
        ("TWO", f"The street outside a church hall. {telling}"),
        ("THREE", "The church hall. Moments later."),
    ]
    read = script(
        "\n\n".join(
            f"SCENE {number}. {told}\n\n(POPPY waits.)\n\nPOPPY: It is here.\n\nHUGO: Good." for number, told in rows
        )
    )
    assert [scene.location for scene in read.scenes] == [
        "A bakery",
        "The street outside a church hall",
        "The church hall",
    ]
    assert len(said(read)) == 6


def test_a_stamped_scene_of_a_transcript_is_a_scene():
    told = (
        "[00:14] SILAS (over intercom): I am late.\n\n[00:18] WREN: You always are.\n\n[00:22] The board changes.\n\n"
    )
    read = script(
        f"[00:00] Scene 1. Dispatch room, Ceres. Night shift.\n\nA round room.\n\n{told}"
        f"[03:10] Scene 2. The liner, corridor. Forty years earlier. Wren is nine.\n\nSmoke.\n\n{told}[05:00] Scene 3. The lock. Morning.\n\n{told}"
    )
    assert [(scene.number, scene.location.partition(",")[0]) for scene in read.scenes] == [
        ("1", "Dispatch room"), ("2", "The liner"), ("3", "The lock"),
    ]  # fmt: skip
    assert len(said(read)) == 6


@pytest.mark.parametrize("label", ["Persons", "Cast", "People", "Characters", "Dramatis personae"])
def test_people_told_in_sentences_in_one_row_are_people_with_their_ages(label):
    """And 52, a dispatcher, is nobody's name."""
    read = script(
        f"{label}: WREN OKAFOR, 52, rescue dispatcher, orange headset. SILAS, 30, her relief. Also TOBY, 7, a caller.\n\n"
        "INT. ROOM - NIGHT\n\nWREN: Who is it?\n\nTOBY: Me.\n\nSILAS: Late again.\n\nWREN: Go on.\n"
    )
    assert {person.name: person.age for person in read.cast} == {"WREN": 52, "SILAS": 30, "TOBY": 7}


@pytest.mark.parametrize("hour", ["雾夜", "雷雨之夜", "冬夜", "风雪夜"])
def test_a_night_of_any_weather_before_a_comma_is_the_hour(hour):
    read = script(
        f"一、{hour}，洛水渡口（外）\n\n崔缄：过河。\n\n鲁伯：上来。\n\n二、{hour}，船上（外）\n\n崔缄：累么？\n\n鲁伯：累。\n"
    )
    assert [(scene.location, scene.time) for scene in read.scenes] == [("洛水渡口", hour), ("船上", hour)]


def test_a_title_with_a_full_stop_in_a_list_of_names_begins_no_sentence():
    read = script(
        "INT. HALL - NIGHT\nCharacters: TESSA, VIVIENNE, GRANT, MR. HARLAN, DR. WU, GUESTS\n\nTESSA: Here.\nMR. HARLAN: Enough!\nGRANT: Sir.\nDR. WU: Quiet.\n"
    )
    assert [person.name for person in read.cast][:5] == ["TESSA", "VIVIENNE", "GRANT", "MR. HARLAN", "DR. WU"]


@pytest.mark.parametrize(
    ("bracket", "delivery"),
    [
        ("OS，门外喊", "offscreen"),
        ("OS，高声", "offscreen"),
        ("OS，内心喊", "inner"),
        ("OS", "inner"),
        ("OS，叹气", "inner"),
    ],
)
def test_an_os_that_is_called_from_outside_is_no_thought(bracket, delivery):
    script = parse(
        Source("a.txt", f"第1集\n1-1 日 内 灯屋\n人物：海生\n小赵：（{bracket}）电瓶进水了！\n海生：来了。\n", "utf-8")
    )

    assert [unit.delivery for unit in script.units if unit.kind == "speech"] == [delivery, ""]


@pytest.mark.parametrize(
    ("slip", "name"),
    [
        ("PENNEY", "PENNY"),
        ("edmnud", "edmund"),
        ("Margret", "Margaret"),
        ("王桂分", "王桂芬"),
        ("LIFEGARD", "LIFEGUARD"),
    ],
)
def test_a_name_with_a_slip_of_the_pen_is_somebodys_and_that_is_said(slip, name):
    colon = "：" if slip[0] > "z" else ": "
    rows = [(name, "One."), ("Ozan", "Two."), (name, "Three."), (slip, "Four."), ("Ozan", "Five."), (name, "Six.")]
    read = script("\n".join(f"{who}{colon}{words}" for who, words in rows))

    assert [who for who, _ in said(read)] == [name, "Ozan", name, name, "Ozan", name]
    assert 4 in {fault.line for fault in read.warnings if fault.rule == "name-variant"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("COP 1", "COP 2"),
        ("Anna", "Anne"),
        ("家长甲", "家长乙"),
        ("林小雨", "陈小雨"),
        ("Marcus", "Markus"),
        ("老大爷", "老大妈"),
        ("同事A", "同事B"),
        ("记者Ａ", "记者Ｂ"),
        ("保安①", "保安②"),
        ("同学x", "同学y"),
        ("黑衣人Ⅰ", "黑衣人Ⅱ"),
        ("仙女壬", "仙女癸"),
        ("Guard A", "Guard B"),
    ],
)
def test_people_who_are_called_alike_stay_two(one, other):
    """Figures, counters, surnames and sexes tell them apart; and so does another line that tells of the second."""
    colon = "：" if one[0] > "z" else ": "
    rows = [(one, "One."), ("Ozan", "Two."), (one, "Three."), (other, "Four."), ("Ozan", "Five."), (one, "Six.")]
    assert other in {who for who, _ in said(script("\n".join(f"{who}{colon}{words}" for who, words in rows)))}
    told = script(
        "\n".join(f"{who}{colon}{words}" for who, words in [*rows, ("Ozan", "PENNEY left.")])
        .replace(other, "PENNEY")
        .replace(one, "PENNY")
    )
    assert "PENNEY" in {who for who, _ in said(told)}


def test_tables_keep_what_is_struck_or_said_by_nobody_from_being_spoken():
    """However the column of the speaker is crossed out."""
    for none in ("—", "-", "无", "N/A", "（无）"):
        read = script(
            "ID\tCharacter\tLine\tStatus\n"
            f"1\t{none}\tGROUP 1: THE FERRY DECK, DAWN\tOK\n2\tBo\tNine.\tOK\n3\tSal\tTen.\tCUT\n4\t{none}\tUI: OAR FOUND\tOK\n5\tSal\tCount again.\tOK\n"
        )
        assert said(read) == [("Bo", "Nine."), ("Sal", "Countagain.")]
        assert [scene.location for scene in read.scenes] == ["THE FERRY DECK"]
        assert of(read, "caption") == ["OAR FOUND"]


COMIC = (
    "■场景　旧书市　傍晚\n\n{page}\n[1] 横长格。书摊在收。\n　　{0}旁白「旧书市只在单号的日子开张。」\n[2] 阿柚蹲在摊前。\n　　{1}阿柚「怎么少了第四十二页？」\n"
    "　　{2}摊主「少了才便宜。」\n[3] 阿柚鼓起腮帮子。\n　　{3}阿柚（心声）「他讲话怎么像考试题！」\n　　纸上的字（手写体）：42\n　　{4}摊主「书不是掉了页，\n　　　　　是有人把它\n　　　　　缝走了。」\n"
)


@pytest.mark.parametrize(
    "numbers",
    [
        "①②③④⑤",
        "❶❷❸❹❺",
        "㈠㈡㈢㈣㈤",
        ["(1)", "(2)", "(3)", "(4)", "(5)"],
        ["1.", "2.", "3.", "4.", "5."],
        ["1、", "2、", "3、", "4、", "5、"],
        ["【1】", "【2】", "【3】", "【4】", "【5】"],
        [""] * 5,
    ],
    ids=["circled", "dark", "han", "round", "dot", "comma", "boxed", "none"],
)
@pytest.mark.parametrize("page", ["P1（4格）", "第1页（3格）", "P1 3格", "P3（跨页，3格）"])
def test_balloons_of_a_chinese_comic_are_spoken_by_whom_they_name_whatever_counts_them(numbers, page):
    script = parse(Source("a.txt", COMIC.format(*numbers, page=page), "utf-8"))

    assert [(unit.speaker, unit.text.replace("\n", "")) for unit in script.units if unit.kind == "speech"] == [
        ("旁白", "旧书市只在单号的日子开张。"),
        ("阿柚", "怎么少了第四十二页？"),
        ("摊主", "少了才便宜。"),
        ("阿柚", "他讲话怎么像考试题！"),
        ("摊主", "书不是掉了页，是有人把它缝走了。"),
    ]
    told = [(unit.kind, unit.text) for unit in script.units if unit.kind in ("action", "caption")]
    assert told == [
        ("action", "横长格。书摊在收。"),
        ("action", "阿柚蹲在摊前。"),
        ("action", "阿柚鼓起腮帮子。"),
        ("caption", "42"),
    ]


GAME = [
    # how a row parts its id, who speaks, how they look, and the words
    ("CH0203{no:02} ★ {who}/{how}   | {said}", "zh"),
    ("CH0203{no:02} {who}／{how}｜{said}", "zh"),
    ("ch02_{no:03}  {who}/{how}\t{said}", "zh"),
    ("M01-{no:02} | {who} | {how} | {said}", "zh"),
    ("M01-{no:02}\t{who}\t{how}\t{said}", "zh"),
    ("EP1_{no:03} * {who}/{how} | {said}", "en"),
    ("EP1_{no:03} | {who} | {said}", "en"),
]
SHEET = {
    "zh": (
        "// 项目：《潮汐钟》\n\n==== 场景 沉没集市 · 水下 ====\n@bg market\n\n{0}\n{1}\n【系统提示】获得怀表 ×1\n#选项\n[A] 接过 → 跳 CH020399\n--A--\n{2}\n{3}\n",
        [
            ("伊洛", "平静", "你迟到了，整整一个小时。"),
            ("主角", "无", "钟停了，我怎么知道？"),
            ("旁白", "—", "海水爬上台阶。"),
            ("伊洛", "微笑", "你看下面。"),
        ],
        "沉没集市 · 水下",
    ),
    "en": (
        "// Project: TIDE CLOCK\n\n==== SCENE Sunken market ====\n@bg market\n\n{0}\n{1}\n[A] Take it -> goto 399\n--A--\n{2}\n{3}\n",
        [
            ("Ilo", "calm", "You are an hour late."),
            ("Hero", "none", "The clock stopped."),
            ("Ilo", "smile", "Look down."),
            ("Hero", "none", "I see."),
        ],
        "Sunken market",
    ),
}


@pytest.mark.parametrize(("row", "language"), GAME)
def test_a_games_list_of_lines_with_ids_is_spoken_by_whom_each_names(row, language):
    """Its commands, choices and remarks are notes; what comes behind an arrow steers the game."""
    frame, said, place = SHEET[language]
    rows = [row.format(no=at, who=who, how=how, said=line) for at, (who, how, line) in enumerate(said, 1)]
    rows[-1] += "  → 跳 CH020310" if language == "zh" else "  -> goto 310"
    script = parse(Source("a.txt", frame.format(*rows), "utf-8"))
    spoken = [unit for unit in script.units if unit.kind == "speech"]

    assert [(unit.speaker, unit.text) for unit in spoken] == [(who, line) for who, _, line in said]
    assert [scene.location for scene in script.scenes] == [place]
    assert not [unit.text for unit in script.units if unit.kind == "action"]
    if "{how}" in row:
        moods = [[part.text for part in unit.parentheticals] for unit in spoken]
        assert moods == [
            [f"({how})" if how.isascii() else f"（{how}）"] if how not in ("无", "none", "—") else []
            for _, how, _ in said
        ]


@pytest.mark.parametrize(
    "head",
    ["EP05-场{}", "EP05场{}", "E05 场{}", "EP05·第{}场", "EP.5｜场次{}", "第5集-场{}", "第5集 第{}场", "第五集·场{}"],
)
@pytest.mark.parametrize("numbers", ["12", "一二"])
def test_a_table_below_the_number_of_an_episode_and_a_scene_plays_there(head, numbers):
    """And what nobody speaks in it is heard, where its row says so."""
    rows = "\n| 序号 | 角色 | 台词 | 备注 |\n|---|---|---|---|\n| 1 | 站长 | 都别接单了！ | |\n| 2 | — | （雷声，电动车启动） | 音效，不配 |\n| 3 | 程渡 | 送完就回。 | |\n\n"
    places = ("　外卖站点　雨夜", "　下穿隧道　雨夜")
    text = "# 《最后一单》\n\n" + "".join(
        f"## {head.format(no)}{place}\n{rows}" for no, place in zip(numbers, places, strict=True)
    )
    script = parse(Source("a.md", text, "utf-8", "markdown"))

    assert [(scene.location, scene.time) for scene in script.scenes] == [("外卖站点", "雨夜"), ("下穿隧道", "雨夜")]
    assert [scene.number.strip("场第次") for scene in script.scenes] == [*numbers]
    assert len(script.episodes) == 1
    assert [unit.kind for unit in script.units if "雷声" in unit.raw] == ["sound", "sound"]


@pytest.mark.parametrize("title", ["EP05 第一场雪", "EP05 场面人", "EP01 雨夜"])
def test_a_title_behind_the_number_of_an_episode_counts_no_scene(title):
    assert headings.scene(title) is None
    assert headings.episode(title) == tuple(title.removeprefix("EP").split(" "))


@pytest.mark.parametrize("box", ["【场景 {}：{}，{}】", "[场景{}：{}，{}]", "（场景 {}：{}，{}）", "【第{}场 {} {}】"])
@pytest.mark.parametrize("beside", ["{}  00:0{}:12", "{}（00:0{}:12）", "{} 0{}:12"])
def test_a_transcript_plays_where_its_brackets_say_and_a_turn_may_have_several_rows(box, beside):
    turns = [
        ("苏蔓", "麻烦按一下二十二。"),
        ("保洁阿姨", "二十二今天不停。\n昨天就贴了条子。"),
        ("苏蔓", "我九点半面试。"),
        ("保洁阿姨", "[咳嗽]橘子甜。"),
    ]
    rows = [f"{beside.format(who, at)}\n{said}\n" for at, (who, said) in enumerate(turns)]
    first, second = box.format(1, "写字楼电梯内", "早高峰"), box.format(2, "十三楼楼梯间", "半小时后")
    text = "\n".join(
        [
            "《电梯》围读\n",
            f"{first}\n",
            *rows[:2],
            "[电梯一震]\n",
            f"{second}\n",
            *rows[2:],
            "—— 以上内容由语音识别生成，仅供参考 ——\n",
        ]
    )
    script = parse(Source("a.txt", text, "utf-8"))

    assert [(scene.location, scene.time) for scene in script.scenes] == [
        ("写字楼电梯内", "早高峰"),
        ("十三楼楼梯间", "半小时后"),
    ]
    assert [(unit.speaker, unit.text) for unit in script.units if unit.kind == "speech"] == [
        (who, said.replace("[咳嗽]", "")) for who, said in turns
    ]
    assert [unit.text for unit in script.units if unit.kind == "action"] == ["[电梯一震]"]


OPERA = (
    "渡口还灯\n\n{people}\n  柳四娘　　旦　　渡口茶棚主人\n  陆秋生　　小生　还乡教员\n\n第一折　柳家茶棚\n（柳四娘提壶上。）\n\n"
    "柳四娘　（唱【二黄原板】）\n　　　　　　　壶中水滚了又凉凉了又滚，\n　　　　　　　檐下空留一根挂灯的钉，\n　　　　{turn}\n　　　　　　　钉已锈，不曾换过旧主人。\n"
    "陆秋生　（白）灯是来还的。\n柳四娘　（白）缺了两年了。\n柳四娘\n陆秋生　{both}\n柳四娘　（接唱）今夜晚灯重亮。\n"
)


@pytest.mark.parametrize(
    "turn", ["（转【散板】）", "（转散板）", "【散板】", "〔转流水〕", "（接唱）", "（改【西皮流水】）"]
)
def test_a_song_that_changes_its_measure_goes_on(turn):
    script = parse(Source("a.txt", OPERA.format(people="剧中人", turn=turn, both="（同笑。行弦。）"), "utf-8"))

    assert [(unit.speaker, unit.text.replace("\n", "")) for unit in script.units if unit.kind == "speech"] == [
        ("柳四娘", "壶中水滚了又凉凉了又滚，檐下空留一根挂灯的钉，钉已锈，不曾换过旧主人。"),
        ("陆秋生", "灯是来还的。"),
        ("柳四娘", "缺了两年了。"),
        ("柳四娘", "今夜晚灯重亮。"),
    ]
    assert not script.warnings


@pytest.mark.parametrize(
    ("both", "said"),
    [
        ("（同唱）灯重亮，人未老。", "灯重亮，人未老。"),
        ("（齐白）走！", "走！"),
        ("（同笑。行弦。）", ""),
        ("（二人同舞）", ""),
    ],
)
@pytest.mark.parametrize("people", ["剧中人", "剧中人物", "人物表", "登场人物："])
def test_names_one_above_the_other_do_together_what_stands_behind_the_last(people, both, said):
    script = parse(Source("a.txt", OPERA.format(people=people, turn="（转【散板】）", both=both), "utf-8"))
    found = [unit for unit in script.units if both in unit.raw]

    assert [(unit.kind, unit.members, unit.text) for unit in found] == [
        ("speech", ("柳四娘", "陆秋生"), said) if said else ("action", (), f"陆秋生　{both}")
    ]
    assert {person.name: person.looks for person in script.cast} == {"柳四娘": "渡口茶棚主人", "陆秋生": "还乡教员"}


COUNTED_ZH = (
    "EP0{e}-场{s} {place}", "EP0{e} 场{s} {place}", "E0{e}S0{s} {place}", "E{e}-S{s}\n{place}", "EP{e}_SC{s} {place}", "S01E0{e} 场{s} {place}", "第{e}集-{s}场 {place}", "第{e}集第{s}场 {place}",
    "第{e}集·第{s}场：{place}", "第{e}集 场景{s} {place}", "{e}集{s}场 {place}", "{e}集-{s}场\n{place}", "【EP0{e}-场{s}】{place}", "【第{e}集-{s}场】{place}", "EP0{e}-场{s}\n{place}", "第{e}话 第{s}幕 {place}",
)  # fmt: skip
COUNTED_EN = (
    "EP.{e} Scene {s}\n{place}", "EP.{e} Scene {s} - {place}", "EP{e} SC{s} {place}", "E0{e}S0{s} {place}", "E0{e}S0{s}\n\n{place}", "EP0{e}-SC0{s}: {place}", "S01E0{e} SC0{s} {place}", "Episode {e}, Scene {s}: {place}",
    "EPISODE {e} - SCENE {s}\n\n{place}", "[EP{e} / SC{s}] {place}", "Ep {e} | Scene {s} | {place}",
)  # fmt: skip
TOLD_ZH = (("客厅 日 内", "林晚：谁？"), ("书房 夜 内", "顾言：我。"), ("街道 日 外", "林晚：走。"))
TOLD_EN = (
    ("INT. HALL - DAY", "ANNE{0}Who is it?"),
    ("INT. STUDY - NIGHT", "BEN{0}Me, of course."),
    ("EXT. STREET - DAY", "ANNE{0}Then go."),
)


@pytest.mark.parametrize(
    ("form", "told", "behind"),
    [(form, TOLD_ZH, "") for form in COUNTED_ZH]
    + [(form, TOLD_EN, behind) for form in COUNTED_EN for behind in (": ", "\n")],
)
def test_a_heading_that_counts_its_episode_and_its_scene_opens_both(form, told, behind):
    """EP01-场1, E01S03, 第1集-2场, EP.1 Scene 2: the second scene of an episode opens none, the next episode does."""
    heads = zip(((1, 1), (1, 2), (2, 1)), told, strict=True)
    text = "\n\n".join(
        f"{form.format(e=e, s=s, place=place)}\n\n{said.format(behind)}" for (e, s), (place, said) in heads
    )
    script = parse(Source("x.txt", text, "utf-8"))

    assert [int(episode.number) for episode in script.episodes] == [1, 2]
    assert [int(scene.number) for scene in script.scenes] == [1, 2, 1]
    assert [scene.episode for scene in script.scenes] == ["e1", "e1", "e2"]
    assert [scene.location for scene in script.scenes] in (["客厅", "书房", "街道"], ["HALL", "STUDY", "STREET"])
    assert all(scene.time and scene.interior for scene in script.scenes)
    assert [unit.kind for unit in script.units].count("speech") == 3
    assert "".join(unit.raw for unit in script.units) == text
    assert script.doubts == ()


@pytest.mark.parametrize(
    "line", ["共3集，4场戏，都在这里。", "第1集到第3集", "E1S2ER", "第1集：第2场雨", "S1 客厅", "EP01 夜雨"]
)
def test_what_only_looks_like_both_numbers_is_no_heading_of_both(line):
    assert headings.both(line) is None


MOODS_ZH = ("情绪", "语气", "情绪/语气", "语气要求", "情感", "表演提示", "配音情绪", "角色情绪")
MOODS_EN = ("Emotion", "Tone", "Mood", "Delivery", "Voice direction", "Performance", "Tone of voice")
ROWS_ZH = (("林晚", "你回来了。", "惊喜"), ("顾言", "嗯。", "冷淡"), ("顾言", "走吧。", "同上"), ("林晚", "好。", "—"))
ROWS_EN = (
    ("ANNE", "You are back.", "surprised"),
    ("BEN", "Yes.", "cold"),
    ("BEN", "Go.", "same"),
    ("ANNE", "Fine.", "-"),
)


@pytest.mark.parametrize("first", [False, True])
@pytest.mark.parametrize("sign", [" | ", "\t", ","])
@pytest.mark.parametrize(
    ("column", "heads", "rows", "wanted"),
    [(column, ("角色", "台词"), ROWS_ZH, ["（惊喜）", "（冷淡）", "（冷淡）", ""]) for column in MOODS_ZH]
    + [(column, ("Character", "Line"), ROWS_EN, ["(surprised)", "(cold)", "(cold)", ""]) for column in MOODS_EN],
)
@pytest.mark.few("column", "sign", "first")
def test_the_mood_of_a_row_of_a_dubbing_table_is_how_its_words_are_said(column, heads, rows, wanted, sign, first):
    """The column stood beside the words as a note, and nobody who made the voice heard of it."""
    order = (lambda who, line, mood: (who, mood, line)) if first else (lambda who, line, mood: (who, line, mood))
    table = [("ID", *order(*heads, column)), *((f"{n}", *order(*row)) for n, row in enumerate(rows, 1))]
    lines = [sign.join(row).strip() for row in table]
    if sign == " | ":
        lines = [f"| {line} |" for line in (lines[0], "---" + " | ---" * 3, *lines[1:])]
    speeches = [unit for unit in script("\n".join(lines) + "\n").units if unit.kind == "speech"]

    assert [unit.text for unit in speeches] == [line for _, line, _ in rows]
    assert ["".join(each.text for each in unit.parentheticals) for unit in speeches] == wanted


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("| 镜号 | 画面 | 角色 | 台词 | 情绪 |\n|-|-|-|-|-|\n| 1 | 门开了。 | 林晚 | 你回来了。 | 压抑 |\n", [()]),
        ("| 镜号 | 画面 | 角色 | 台词 | 语气 |\n|-|-|-|-|-|\n| 1 | 门开了。 | 林晚 | 你回来了。 | 颤抖 |\n", [("（颤抖）",)]),
        ("| ID | Character | Line | Tone |\n|-|-|-|-|\n| 1 | ANNE | (softly) Go. | (cold) |\n", [("(cold)", "(softly)")]),
        ("| ID | Character | Line | Tone |\n|-|-|-|-|\n| 1 | ANNE | (cold) Go. | cold |\n", [("(cold)",)]),
        ("| ID | Character | Line | Tone |\n|-|-|-|-|\n| 1 |  | ANNE: Go.<br>BEN: No. | cold |\n| 2 | ANNE | Go. | |\n| 3 | BEN | No. | |\n", [(), (), (), ()]),
    ],
)  # fmt: skip
def test_a_mood_of_the_picture_or_of_two_who_speak_is_nobodys(table, said):
    """A word that the line itself has is not told twice."""
    speeches = [unit for unit in script(table).units if unit.kind == "speech"]

    assert [tuple(each.text for each in unit.parentheticals) for unit in speeches] == said


PAGES = (
    "THE FERRY\n\n{n}", "     THE FERRY\n\n     {n}.", "The Ferry\n- {n} -", "THE FERRY\n\nPage {n}", "{n}\n\nTHE FERRY", "THE FERRY / DRAFT 2\np. {n}",
    "渡口\n{n}", "《渡口》\n\n第{n}页", "　　渡口\n　　- {n} -", "{n}\n渡口（修改稿）",
)  # fmt: skip
TURNS = {
    "period": "ANNE.  Who is there?\n\nBEN.  Only me.\n\nANNE.  Come in, then,\n\n{0}\n\nand shut the door.\n\nBEN.  It is cold.\n\n{1}\n\nANNE.  It is winter.\n\nBEN.  So it is.\n\n{2}\n\nANNE.  Sit down.\n",
    "colon": "ANNE: Who is there?\n\nBEN: Only me.\n\nANNE: Come in.\n\n{0}\n\nBEN: It is cold.\n\n{1}\n\nANNE: It is winter.\n\nBEN: So it is.\n\n{2}\n\nANNE: Sit down.\n",
    "alone": "                ANNE\n\n     Who is there?\n\n                BEN\n\n     Only me, and I\n\n{0}\n\n     have come a long way.\n\n                ANNE\n\n     It is winter.\n\n{1}\n\n                BEN\n\n     So it is.\n\n{2}\n\n                ANNE\n\n     Sit down.\n",
    "zh": "第一幕\n\n阿秋：船还开吗？\n\n老渡：不开了。\n\n{0}\n\n阿秋：我等。\n\n老渡：等什么？\n\n{1}\n\n阿秋：等雾散。\n\n{2}\n\n老渡：那你坐稳。\n",
}  # fmt: skip


@pytest.mark.parametrize("titled", [True, False])
@pytest.mark.parametrize(
    ("head", "turns"),
    [(head, TURNS[form]) for head in PAGES[:6] for form in ("period", "colon", "alone")]
    + [(head, TURNS["zh"]) for head in PAGES[6:]],
)
@pytest.mark.few("head", "turns", "titled")
def test_the_head_of_a_page_over_two_lines_is_neither_seen_nor_said(head, turns, titled):
    """A title and the number of the page below it stood between the speeches of typed plays, as action, title or somebody's name."""
    titled &= not head.startswith("{n}")
    front = f"{head.partition('{n}')[0].strip() or head.rpartition('{n}')[2].strip()}\n\n\n" if titled else ""
    alone = turns.format("", "", "") if turns not in (TURNS["period"], TURNS["alone"]) else ""
    read = script(front + turns.format(*(head.format(n=n) for n in (2, 3, 4))))
    texts = [text for _, text in said(read)]

    assert not any(sign.isdigit() or "FERRY" in text.upper() or "渡口" in text for text in texts for sign in text)
    assert not [unit.text for unit in read.units if unit.kind in ("action", "caption")]
    assert len({name for name, _ in said(read)}) == 2
    assert texts[-1] in ("Sitdown.", "那你坐稳。")
    if alone:
        assert texts == [text for _, text in said(script(alone))]
    if turns is TURNS["period"]:
        assert "Comein,then,andshutthedoor." in texts


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("ANNE: Ready?\n\nBEN: Ready.\n\nANNE\n\n1\n\nBEN\n\nGo on.\n\nANNE\n\n2\n\nBEN\n\nOn.\n", ("1", "2")),
        ("ANNE: One.\n\nBEN: 2\n\nANNE: 3\n\nBEN: 4\n\nANNE: 5\n", ("2", "3", "4", "5")),
        ("阿秋：数吧。\n老渡：1\n阿秋：2\n老渡：3\n阿秋：4\n", ("1", "2", "3", "4")),
    ],
)
def test_numbers_that_somebody_says_are_no_heads_of_pages(text, wanted):
    assert set(wanted) <= {text for _, text in said(script(text))}


@pytest.mark.parametrize(
    ("behind", "acts"),
    [
        ('(She tugs; a second scrap: "I MEAN IT. SOUP.")', True),
        ("(Rosa nods.)", True),
        ("(The door slams.)", True),
        ("(He slowly sits down.)", True),
        ("(softly)", False),
        ("(With a smile.)", False),
        ("(Laughs.)", False),
        ("(He is joking.)", False),
        ("(he laughs)", False),
    ],
)
def test_a_bracket_behind_the_words_that_is_a_sentence_is_an_action(behind, acts):
    read = script(
        f"SCENE ONE. A basement shop.\n\nROSA: Who's M?\n\nJUNE: There's another! {behind}\n\nROSA: Yes.\n\nJUNE: Well.\n"
    )

    assert said(read)[1] == ("JUNE", "There'sanother!")
    assert of(read, "action")[-1:] == ([behind] if acts else [])


@pytest.mark.parametrize(
    ("behind", "acts"),
    [
        ("（她一扯，又掉出一张纸条：“我说真的，喝汤。”）", True),
        ("（众人都停下手，看着她。）", True),
        ("（他慢慢坐到箱子上。）", True),
        ("（低声）", False),
        ("（她笑着说。）", False),
        ("（他声音发颤。）", False),
        ("（不回头）", False),
    ],
)
def test_a_chinese_one_is_too(behind, acts):
    read = script(f"第一场 裁缝铺 日 内\n罗婶：谁是M？\n小琼：还有一张！{behind}\n罗婶：好。\n小琼：嗯。\n")

    assert said(read)[1] == ("小琼", "还有一张！")
    assert of(read, "action") == ([behind] if acts else [])


@pytest.mark.parametrize("sized", ["CLOSE - THE RAIL", "WIDE - THE VALLEY", "CLOSE ON THE BARRIER"])
@pytest.mark.parametrize("counted", [True, False])
def test_a_close_picture_that_both_margins_count_is_a_scene_of_the_place_before(sized, counted):
    rows = ["1   EXT. LEVEL CROSSING - DAWN{}1", "2   INT. HUT - SAME{}2", "3   EXT. LEVEL CROSSING - CONTINUOUS{}3"]
    talk = "\n\n    Fog.\n\n                        WANDA\n              Brook Lane.\n\n                        PETE\n              Louder, Gran.\n\n"
    last = f"4   {sized}{' ' * 30}4" if counted else f"    {sized}"
    read = script("".join(row.format(" " * 30) + talk for row in rows) + f"{last}\n\n    Two heads.\n")

    places = [scene.location for scene in read.scenes]
    assert places[3:] == ([f"LEVEL CROSSING - {sized[sized.index('THE') :]}"] if counted else [])


TALK_ZH = "摆渡人：谁？\n渔婆：我。\n摆渡人：上来。\n渔婆：慢些。\n"
TALK_EN = "ANNA: Who is it?\n\nBEN: Me.\n\nANNA: Come up.\n\nBEN: Slowly.\n\n"


@pytest.mark.parametrize(
    ("heading", "place", "time", "weather"),
    [
        ("第二景　渡口。夜，大雾", "渡口", "夜", "大雾"),
        ("第二景　石桥。黄昏，落雪。", "石桥", "黄昏", "落雪"),
        ("第二幕　城门。拂晓，雨停", "城门", "拂晓", "雨停"),
        ("第二场　码头。正午", "码头", "正午", ""),
        ("第二景　同前。日出", "", "日出", ""),
        ("第二场 河滩，起风", "河滩", "", "起风"),
        ("场景二：山口，雪住", "山口", "", "雪住"),
        ("【场景二】屋顶，放晴", "屋顶", "", "放晴"),
        ("第二场 河滩，起雾，清晨", "河滩", "清晨", "起雾"),
    ],
)
def test_a_scene_that_is_counted_tells_its_place_its_hour_and_its_weather_behind_stops(heading, place, time, weather):
    read = script(f"渡\n\n第一景　茶棚。夜\n{TALK_ZH}\n{heading}\n{TALK_ZH}")

    scene = read.scenes[1]
    assert (scene.location, scene.time, scene.weather) == (place, time, weather)
    assert not [fault for fault in read.warnings if fault.rule == "heading-without-place"]


@pytest.mark.parametrize("line", ["第一景 她哭了。他也哭了。", "第一景就是这样。夜里很冷。"])
def test_a_sentence_that_begins_like_a_counted_scene_is_none(line):
    assert headings.scene(line) is None


@pytest.mark.parametrize("sign", ["〔", "［", "【"])
def test_a_bracket_that_is_never_closed_marks_a_direction_and_is_not_filmed(sign):
    told = ["渔婆下船，灯一晃。", "摆渡人望着水。", "远处：一盏灯。"]
    rows = "".join(f"{sign}{each}\n{TALK_ZH}" for each in told)
    read = script(f"渡\n\n第一场　茶棚　夜　外\n{rows}{sign}幕落。\n")

    assert of(read, "action") == told
    assert of(read, "transition") == ["幕落。"]
    assert len(said(read)) == 12


@pytest.mark.parametrize(
    ("told", "wanted"),
    [("〔渔婆下船。\n灯一晃。〕\n", "〔渔婆下船。\n灯一晃。〕"), ("〔渔婆下船。\n", "〔渔婆下船。")],
)
def test_a_bracket_that_is_closed_below_or_stands_once_stays(told, wanted):
    read = script(f"渡\n\n第一场　茶棚　夜　外\n{told}{TALK_ZH}〔灯灭。〕\n")

    assert of(read, "action")[0] == wanted


@pytest.mark.parametrize(
    "kind", ["（两场短剧）", "（独幕诗剧）", "（广播短剧）", "(A play in two scenes)", "(a short film)"]
)
def test_what_kind_of_work_it_is_stands_in_brackets_in_front(kind):
    head = "渡\n{}\n\n" + f"{TALK_ZH}" if not kind.isascii() else "FERRY\n\n{}\n\n" + TALK_EN
    read = script(head.format(kind))

    assert kind in of(read, "front")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Title over black: OHIO, 1911", "OHIO, 1911"),
        ("TITLE CARD: Ohio, 1911", "Ohio, 1911"),
        ("Opening title: The first winter.", "The first winter."),
        ("TITLE OVER BLACK: One winter before", "One winter before"),
        ("Super over black: One winter before", "One winter before"),
        ("【字幕】渡口，1938年冬", "渡口，1938年冬"),
        ("字幕：渡口，1938年冬", "渡口，1938年冬"),
        ("〔字幕：渡口，1938年冬〕", "渡口，1938年冬"),
        ("开场字幕：渡口，1938年冬", "渡口，1938年冬"),
    ],
)
@pytest.mark.parametrize("listed", [True, False])
def test_words_that_are_shown_before_the_first_heading_lie_over_the_first_scene(line, words, listed):
    if line.isascii():
        cast = "Characters:\nANNA, 30, red coat\nBEN, her son\n\n" if listed else ""
        read = script(
            f"FERRY\n\n{cast}{line}\n\nSCENE ONE. A quay, dawn.\n\n{TALK_EN}SCENE TWO. A boat, noon.\n\n{TALK_EN}"
        )
    else:
        cast = "人物：摆渡人、渔婆\n\n" if listed else ""
        read = script(f"《渡》\n\n{cast}{line}\n\n第一场 茶棚 夜 外\n{TALK_ZH}\n第二场 船头 日 外\n{TALK_ZH}")

    assert [(unit.text, unit.scene) for unit in read.units if unit.kind == "caption"] == [(words, "s1")]
    assert len(read.scenes) == 2
    assert len(read.cast) == 2
    assert not read.warnings


@pytest.mark.parametrize("line", ["【片名】渡口", "片名：渡口", "剧名：《渡口》", "[剧名] 渡口"])
def test_what_a_field_calls_the_name_of_the_work_is_its_title(line):
    read = script(f"{line}\n【字幕】1938年冬\n\n【场景一】茶棚，夜\n{TALK_ZH}")

    assert of(read, "title") == ["渡口"]
    assert [(unit.text, unit.scene) for unit in read.units if unit.kind == "caption"] == [("1938年冬", "s1")]


@pytest.mark.parametrize(
    ("heading", "place", "time"),
    [
        ("## 2. The same pier, forty-one years ago", "The same pier", "forty-one years ago"),
        ("## 2. The pier, ten years earlier", "The pier", "ten years earlier"),
        ("## 2. The pier, now", "The pier", "now"),
        ("## 2. The pier, the present day", "The pier", "the present day"),
        ("INT. PIER - SIX YEARS AGO", "PIER", "SIX YEARS AGO"),
        ("INT. PIER - NOW", "PIER", "NOW"),
        ("Scene 2: The pier, ten years ago", "The pier", "ten years ago"),
    ],
)
def test_how_long_ago_it_is_or_that_it_is_now_is_the_hour_of_an_english_heading(heading, place, time):
    first = "## 1. Public library, morning" if heading[0] == "#" else "INT. LIBRARY - DAY"
    first = "Scene 1: The library, morning" if heading[0] == "S" else first
    read = script(
        f"# GULLS\n\n{first}\n\n**ANNA**: Yes.\n\n**BEN**: No.\n\n{heading}\n\n**ANNA**: Yes.\n\n**BEN**: No.\n"
    )

    assert [(scene.location, scene.time) for scene in read.scenes][1:] == [(place, time)]


@pytest.mark.parametrize(
    ("listed", "cue", "told"),
    [
        ("船夫老葛", "老葛", "老葛（五十来岁，蓑衣）撑着船。"),
        ("外婆秀珍", "秀珍", "秀珍（七十岁，蓝布衫）坐在门口。"),
        ("木匠学徒阿满", "阿满", "阿满（十六岁，短褂）刨木头。"),
        ("船夫老葛", "老葛", "船靠了岸。"),
        ("FERRYMAN GAL", "GAL", "GAL (50), oilskin, poles the boat."),
        ("AUNT ROSE", "ROSE", "ROSE (70), blue apron, sits at the door."),
        ("CARPENTER NILS", "NILS", "NILS planes a board."),
    ],
)
def test_somebody_whom_the_list_calls_by_trade_or_kinship_is_one_with_the_name_of_the_cue(listed, cue, told):
    if listed.isascii():
        head = f"INT. HUT - DAY\n\n[[CAST: {listed}, MARA]]\n\n{told}\n\n"
        read = parse(
            Source("x.fountain", head + f"{cue}\nCome in.\n\nMARA\nNo.\n\n{cue}\nCome.\n\nMARA\nNo.\n", "utf-8")
        )
        other = "MARA"
    else:
        read = script(
            f"1-1 日 外 渡口\n人物：{listed}、哑妹\n{told}\n{cue}：上来。\n哑妹：不。\n{cue}：来。\n哑妹：不。\n"
        )
        other = "哑妹"

    assert {person.name for person in read.cast} == {cue, other}
    assert next(person for person in read.cast if person.name == cue).aliases == (listed,)


@pytest.mark.parametrize("young", ["少年阿满", "十六岁阿满", "年轻的阿满"])
def test_somebody_at_another_age_stays_another_in_the_cast(young):
    read = script(
        f"1-1 日 外 渡口\n人物：{young}、哑妹\n阿满（五十岁，蓑衣）撑着船。\n阿满：上来。\n哑妹：不。\n阿满：来。\n哑妹：不。\n"
    )

    assert {person.name for person in read.cast} == {young, "阿满", "哑妹"}


@pytest.mark.parametrize(
    ("line", "kind", "words"),
    [
        ("> CAPTION: Ferry. The last crossing. <", "caption", "Ferry. The last crossing."),
        ("> SUPER: 1911 <", "caption", "1911"),
        ("> TITLE CARD: The winter before <", "caption", "The winter before"),
        ("> **CAPTION: Ferry.** <", "caption", "Ferry."),
        ("> The bell rings. <", "action", "The bell rings."),
    ],
)
def test_a_centred_line_with_a_label_of_words_on_the_screen_is_a_caption(line, kind, words):
    text = f"EXT. QUAY - DAY\n\nFog.\n\n{line}\n\nMARA\nCome.\n\nGAL\nNo.\n\nINT. HUT - NIGHT\n\nMARA\nStay.\n"
    read = parse(Source("x.fountain", text, "utf-8"))

    assert words in of(read, kind)


@pytest.mark.parametrize("deep", [14, 20, 26])
@pytest.mark.parametrize("share", [2, 3, 4])
def test_directions_that_stand_deeper_than_names_are_no_words_of_a_page(deep, share):
    """Names deeper than their words tell the columns, wherever the brackets stand."""
    rows = []
    for at in range(8):
        aside = f"{' ' * deep}(quietly)\n" if at % share == 0 else ""
        rows.append(f"              {('MARA', 'GAL')[at % 2]}\n{aside}         Over there, look.\n\n    Fog.\n\n")
    read = script("1   EXT. QUAY - NIGHT" + " " * 40 + "1\n\n    A bell.\n\n" + "".join(rows))

    assert not read.doubts
    assert [speaker for speaker, _ in said(read)] == ["MARA", "GAL"] * 4


@pytest.mark.parametrize(
    ("line", "place", "time"),
    [
        ("WIDE -- THE QUAY, SUNRISE", "FERRY QUAY", "SUNRISE"),
        ("WIDE - THE QUAY - DUSK", "FERRY QUAY", "DUSK"),
        ("ANGLE ON THE BOATS, DAWN", "FERRY QUAY - THE BOATS", "DAWN"),
        ("CLOSE ON THE BELL - NIGHT", "FERRY QUAY - THE BELL", "NIGHT"),
        ("WIDE -- THE QUAY", "", ""),
        ("CLOSE ON MARA, NIGHT", "", ""),
        ("WIDE -- THE QUAY, NOON", "", ""),
    ],
)
@pytest.mark.parametrize("page", [True, False])
def test_a_size_of_picture_with_another_hour_is_a_new_moment_of_the_place(line, place, time, page):
    name, talk = (" " * 20, " " * 10) if page else ("", "")
    said_by = f"{name}MARA\n{talk}Come.\n\n{name}GAL\n{talk}No.\n\n"
    text = f"EXT. FERRY QUAY - NOON\n\nFog.\n\n{said_by}{line}\n\nThe fog tears open.\n\n{said_by}INT. HUT - NIGHT\n\n{said_by}"
    read = script(text)

    assert [(scene.location, scene.time) for scene in read.scenes][1:-1] == ([(place, time)] if place else [])
    assert not read.doubts or not place


@pytest.mark.parametrize(
    ("heading", "place", "time", "weather"),
    [
        ("一、磨坊门口，十九年前，雪", "磨坊门口", "十九年前", "雪"),
        ("一、磨坊门口，黄昏", "磨坊门口", "黄昏", ""),
        ("场景一：磨坊门口 夜 外", "磨坊门口", "夜", ""),
    ],
)
def test_a_row_of_a_table_that_is_a_heading_keeps_its_place_without_its_number(heading, place, time, weather):
    rows = "|镜|画面|声音|\n|-|-|-|\n" + f"||{heading}||\n|1|阿满推门。|阿满：有人吗？|\n|2|风停了。|哑妹：没有。|\n"
    read = script(f"# 磨坊\n\n{rows}")

    assert of(read, "heading") == [place]
    assert [(scene.location, scene.time, scene.weather) for scene in read.scenes] == [(place, time, weather)]


@pytest.mark.parametrize(
    ("behind", "place", "time"),
    [
        ("同一间磨坊，十多年前，秋", "石磨坊", "十多年前，秋"),
        ("同一间磨坊，三十来年前", "石磨坊", "三十来年前"),
        ("桥头，二十多年后，冬", "桥头", "二十多年后，冬"),
    ],
)
def test_about_how_long_ago_it_is_and_the_season_are_the_hour_of_a_chinese_heading(behind, place, time):
    read = script(f"磨\n\n第一场　石磨坊，傍晚，雨\n{TALK_ZH}\n第二场　{behind}\n{TALK_ZH}")

    assert (read.scenes[1].location, read.scenes[1].time) == (place, time)


@pytest.mark.parametrize("told", ["电话里的声音", "门外传来的声音", "广播里的人声"])
def test_a_list_that_says_whose_voice_is_heard_names_one(told):
    talk = "老葛　　谁？\n妇人　　我。\n老葛　　上来。\n妇人　　不。\n"
    read = script(f"磨\n\n人物表\n老葛　磨坊主，六十岁\n妇人　　{told}\n\n第一场　石磨坊，傍晚\n{talk}")

    assert [(person.name, person.looks) for person in read.cast][1:] == [("妇人", told)]


@pytest.mark.parametrize("line", ['SUPER: "1911"', "TITLE CARD: The ferry", "CHYRON - One winter before"])
def test_words_before_the_first_heading_of_a_screenplay_lie_over_its_first_scene(line):
    talk = "MARA\nCome.\n\nGAL\nNo.\n\n"
    text = f"FERRY\n\n{line}\n\nEXT. QUAY - DAY\n\nFog.\n\n{talk}INT. HUT - NIGHT\n\n{talk}"
    read = parse(Source("x.fountain", text, "utf-8"))

    assert [unit.scene for unit in read.units if unit.kind == "caption"] == ["s1"]
    assert [scene.location for scene in read.scenes] == ["QUAY", "HUT"]
    assert not read.warnings


@pytest.mark.parametrize("voice", ["画外声", "画外音", "幕后声"])
def test_a_voice_from_outside_that_speaks_once_is_no_doubt(voice):
    read = script(f"磨\n\n第一场　石磨坊，傍晚\n{TALK_ZH}{voice}：等一等！\n")

    assert (voice, "等一等！") in said(read)
    assert not [fault for fault in read.warnings if fault.rule == "speaker-once"]


@pytest.mark.parametrize("name", ["operator on phone", "Guard over the radio", "voice on the tannoy", "dispatcher", "night nurse", "clerk (bored)"])  # fmt: skip
def test_who_speaks_once_where_all_is_typed_in_small_letters_speaks(name):
    """A sentence and a label that begin like a name are none."""
    lines = ["which of them is it", "the one by the door", "{}: state your business", "it says closed", "then why is it lit", "the sign on the wall: closed", "because it's a shop"]  # fmt: skip
    turns = [
        line.format(name) if ": " in line else f"{'Wyn' if at % 2 else 'Olu'}: {line}" for at, line in enumerate(lines)
    ]
    read = script("SCENE 1 / arcade / night\n\n" + "\n\n".join(turns) + "\n\nWyn: so it is\n")
    who = name.split(" (")[0]
    assert (who, "stateyourbusiness") in said(read)
    assert "the sign on the wall: closed" in of(read, "action")


@pytest.mark.parametrize(
    ("line", "number", "place", "time"),
    [
        ("-- 2 -- the far end of the slipway, moments later", "2", "the far end of the slipway", "moments later"),
        ("— 3 — Boathouse, night", "3", "Boathouse", "night"),
        ("~ 4 ~ the boathouse - dusk", "4", "the boathouse", "dusk"),
        ("--- SCENE 5 --- the boathouse, the next morning", "5", "the boathouse", "the next morning"),
        ("—— 2 —— 渡口尽头 夜", "2", "渡口尽头", "夜"),
        ("- 三 - 船屋，清晨", "三", "船屋", "清晨"),
        ("SCENE 6: the far end of the old stone quay, two hours later", "6", "the far end of the old stone quay", "two hours later"),
        ("SEQ 010      LOCATION: Under the pier      TIME: Day, later", "010", "Under the pier", "Day, later"),
        ("SEQUENCE 4 | LOCATION: Wet sand | TIME: Dusk", "4", "Wet sand", "Dusk"),
        ("SC 12   SET: Boathouse   D/N: Night", "12", "Boathouse", "Night"),
        ("SCENE 3 - INT/EXT: INT   LOC: Boathouse   TIME OF DAY: Dawn", "3", "Boathouse", "Dawn"),
        ("段落 010　地点：礁石池　时间：黄昏", "010", "礁石池", "黄昏"),
        ("PAGE TWO   --   INSIDE TRAM 9, MOVING   --   3 panels", "", "INSIDE TRAM 9, MOVING", ""),
        ("PAGE 3 | The quay, dawn | FIVE PANELS", "", "The quay", "dawn"),
        ("PAGE FOUR - THE BOATHOUSE, NIGHT (splash)", "", "THE BOATHOUSE", "NIGHT"),
    ],
)  # fmt: skip
def test_a_heading_may_have_its_number_between_dashes_its_fields_named_or_its_panels_counted(line, number, place, time):
    heading = headings.scene(line)
    assert (heading.number, heading.location, heading.time) == (number, place, time)


@pytest.mark.parametrize("line", ["-- 2 --", "-- two of them, by night", "PAGE TWO (four panels)", "SET: what you like", "— 3 — He runs!"])  # fmt: skip
def test_what_only_looks_like_such_a_heading_is_none(line):
    heading = headings.scene(line)
    assert heading is None or not heading.location


BRACKETED = {
    "stroke": "[{} | {}]\n{}", "slash": "[{} / {}]\n{}", "dash": "[{} — {}]\n{}", "dot": "[{} · {}]\n{}", "colon": "[{}: {}]\n{}", "comma": "[{}, {}]\n{}",
    "bracket": "[{} ({})]\n{}", "one line": "[{} | {}] {}", "bold": "**[{} | {}]**\n{}", "angles": "<{} | {}>\n{}",
}  # fmt: skip


@pytest.mark.parametrize("form", BRACKETED)
def test_a_name_in_brackets_may_have_how_it_speaks_behind_it(form):
    """However long that is, and who speaks once too; the narrator is called what the file says; a sound in brackets is nobody."""
    lines = [
        ("NARRATOR", "calm, close", "There were eleven levers."),
        ("UNA", "tired", "You're late."),
        ("PIM", "out of breath", "I saw a light."),
        ("UNA", "after a very long moment", "Sit by the stove."),
        ("NIGHT PORTER", "gruff", "Who's that?"),
        ("PIM", "hopeful", "Only me."),
        ("NARRATOR", "slower", "They stood there."),
    ]
    text = "Scene 1 - The signal box, night\n\n[SOUND: rain on glass]\n\n" + "\n\n".join(BRACKETED[form].format(*line) for line in lines)  # fmt: skip
    read = script(f"{text}\n")
    speeches = [unit for unit in read.units if unit.kind == "speech"]
    assert [(unit.speaker, unit.text) for unit in speeches] == [(who, words) for who, _, words in lines]
    assert [unit.parentheticals[0].text.strip("()") for unit in speeches] == [how for _, how, _ in lines]
    assert of(read, "sound") == ["rain on glass"]
    assert not read.doubts


@pytest.mark.parametrize(
    ("said", "clean"),
    [
        ("There's a line. <break time=\"0.6s\" /> It's not this one.", "There's a line. It's not this one."),
        ("There's a line. <break/>It's not this one.", "There's a line. It's not this one."),
        ('It is <emphasis level="strong">not</emphasis> this one.', "It is not this one."),
        ('<prosody rate="slow">It is not</prosody> this one.', "It is not this one."),
        ("有一条线。<#0.5#>不是这条。", "有一条线。不是这条。"),
        ('有一条线。<break time="500ms"/>不是这条。', "有一条线。不是这条。"),
        ("I <3 this one.", "I <3 this one."),
    ],
)
def test_what_tells_a_program_how_to_say_words_is_none_of_them(said, clean):
    name = ("UNA", "PIM") if clean.isascii() else ("小满", "阿棠")
    sign, other = (": ", "Which one?") if clean.isascii() else ("：", "哪一条？")
    read = script(
        f"{name[0]}{sign}{said}\n\n{name[1]}{sign}{other}\n\n{name[0]}{sign}{said}\n\n{name[1]}{sign}{other}\n"
    )
    assert [unit.text for unit in read.units if unit.kind == "speech"][::2] == [clean, clean]
    assert not read.doubts


@pytest.mark.parametrize("sign", ["> 🔊 *{}*", "🔊 {}", "> 🔉 {}", "*🎶 {}*", "- 🔊 {}"])
@pytest.mark.parametrize("heard", ["Chair scrapes. A bell code: two, pause, one.", "Brakes. Silence.", "Rain on glass"])
def test_what_a_little_picture_says_is_heard_is_a_sound(sign, heard):
    read = script(f"## Scene 1 - The signal box, night\n\n{sign.format(heard)}\n\nUNA: You're late.\n\nPIM: I ran.\n\nUNA: From what?\n\nPIM: That.\n")  # fmt: skip
    assert of(read, "sound") == [heard]
    assert len(said(read)) == 4


@pytest.mark.parametrize("head", ["💡 **Production tips**", "**Recording notes:**", "Voice suggestions", "**配音建议**", "💡 制作小贴士"])  # fmt: skip
def test_what_a_model_advises_behind_its_script_is_a_note(head):
    english = any("a" <= sign <= "z" for sign in head)
    text = "## Scene 1 - The box, night\n\nUNA: You're late.\n\nPIM: I ran.\n\nUNA: From what?\n\nPIM: That.\n\n---\n\n{}\n- Use a dry room.\n- Keep the pace down.\n" if english else "## 第一场 值班室 夜 内\n\n小满：你来晚了。\n\n阿棠：我跑来的。\n\n小满：跑什么？\n\n阿棠：那个。\n\n---\n\n{}\n- 用干声房间。\n- 语速放慢。\n"  # fmt: skip
    read = script(text.format(head))
    assert of(read, "action") == []
    assert len(of(read, "note")) == 3


@pytest.mark.parametrize("label", ["Voices used", "Voice cast", "VOICES NEEDED"])
def test_the_voices_of_a_script_are_its_cast(label):
    read = script(f"**{label}:** Narrator · Una (50s, signalwoman) · Pim (20s, lost)\n\n## Scene 1 - The box, night\n\nUNA: You're late.\n\nPIM: I ran.\n\nUNA: From what?\n\nPIM: That.\n")  # fmt: skip
    assert sorted(person.name.casefold() for person in read.cast if person.speeches) == ["pim", "una"]
    assert label not in [person.name for person in read.cast]
    assert {person.age for person in read.cast if person.speeches} == {50, 20}


@pytest.mark.parametrize(
    ("first", "place", "shown"),
    [
        ("The shed on Plot 19. Rain on a tin roof.", "The shed on Plot 19", "Rain on a tin roof."),
        ("Plot 7. The rain has stopped.", "Plot 7", "The rain has stopped."),
        ("Backstage at the Lyric.", "Backstage at the Lyric", ""),
        ("The same kitchen, midnight. One lamp.", "The same kitchen", "One lamp."),
    ],
)
@pytest.mark.parametrize("head", ["Scene {}", "SCENE {}.", "Act One, Scene {}"])
def test_the_place_of_a_play_may_stand_right_below_the_number_of_its_scene(head, first, place, shown):
    """Where each scene has one; what it goes on to show is seen."""
    turns = "\n\n".join(f"{name}\n{words}" for name, words in (("Vera", "Item one."), ("Sam", "Must we?"), ("Vera", "We must."), ("Sam", "Go on then.")))  # fmt: skip
    text = f"The Committee\n\nPeople\n\nVera, chair\nSam, treasurer\n\n{head.format('One')}\nThe hut on Plot 4. A kettle.\n\nThree chairs.\n\n{turns}\n\n{head.format('Two')}\n{first}\n\nA hole. Both look down.\n\n{turns}\n"
    read = script(text)
    assert [scene.location for scene in read.scenes] == ["The hut on Plot 4", place]
    assert [words for words in (shown, "A hole. Both look down.") if words] == of(read, "action")[2:]
    assert len(said(read)) == 8


@pytest.mark.parametrize("first", ["The committee meets in a shed.", "Vera sits alone in the hut.", "Lights rise on a hut.", "She waits."])  # fmt: skip
def test_what_is_done_below_the_number_of_a_scene_is_no_place(first):
    turns = "\n\n".join(f"{name}\n{words}" for name, words in (("Vera", "Item one."), ("Sam", "Must we?"), ("Vera", "We must."), ("Sam", "Go on then.")))  # fmt: skip
    read = script(f"Scene One\n{first}\n\n{turns}\n\nScene Two\n{first}\n\n{turns}\n")
    assert of(read, "action") == [first, first]


@pytest.mark.parametrize("number", ["{}", "- {} -", "{}."])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_bare_numbers_of_pages_that_count_on_are_not_seen(number, language):
    """But not those of parts, which begin with 1, nor numbers that somebody writes."""
    names, words = (("Vera", "Sam"), "Item {}.") if language == "en" else (("小满", "阿棠"), "第{}条。")
    sign = ": " if language == "en" else "："
    turns = [f"{names[at % 2]}{sign}{words.format(at)}" for at in range(30)]
    pages = "\n\n".join("\n\n".join([*turns[at : at + 10], number.format(page)]) for page, at in ((2, 0), (3, 10), (4, 20)))  # fmt: skip
    read = script(f"{pages}\n")
    assert of(read, "action") == []
    assert len(said(read)) == 30


@pytest.mark.parametrize("how", ["(sign)", "(on the shop sign)", "(lettering)", "(painted notice)", "(neon sign)"])
@pytest.mark.parametrize("name", ["BLIND", "SHOPFRONT", "DEPARTURE BOARD"])
def test_what_is_written_on_a_thing_that_is_named_like_a_speaker_is_a_caption(how, name):
    """But not what somebody signs, nor what somebody types who speaks elsewhere."""
    text = "PAGE ONE - THE DEPOT, NIGHT\n\n1 WREN: Hello?\n2 OLD MAN: Is this mine?\n3 {} {}: JOPPA\n4 WREN: It's everybody's.\n5 OLD MAN: Then whose?\n"
    read = script(text.format(name, how))
    assert of(read, "caption") == ["JOPPA"]
    assert name not in [person.name for person in read.cast]
    assert ("WREN", "Hello?") in said(script(text.format("WREN", how)))
    assert (name, "JOPPA") in said(script(text.format(name, "(signing)")))


@pytest.mark.parametrize("what", ["招牌（字）", "站牌（文字）", "屏幕（字样）"])
def test_the_same_in_chinese(what):
    read = script(
        f"第一场 车站 夜 外\n\n小满：有人吗？\n\n{what}：停运\n\n阿棠：末班走了。\n\n小满：那我走回去。\n\n阿棠：慢点。\n"
    )
    assert of(read, "caption") == ["停运"]
    assert len(said(read)) == 4


@pytest.mark.parametrize(
    ("line", "kind", "told"),
    [
        ("【Title on screen: 3 HOURS UNTIL EVICTION】", "caption", "3 HOURS UNTIL EVICTION"),
        ("[Words on the screen: Later]", "caption", "Later"),
        ("(On-screen graphic: 2:00)", "caption", "2:00"),
        ("【HOOK -- paywall from here】", "note", None),
        ("[CLIFFHANGER — PAYWALL]", "note", None),
        ("TITLE & CREDITS along the bottom: NIGHT TRAM / A. Person", "note", None),
        ("CREDITS: A. Person / B. Person", "note", None),
        ("/cont. over", "note", None),
        ("/CONT'D OVERLEAF", "note", None),
        ('PRESENTATION: 15" CLOSING ANNOUNCEMENT (LIVE)', "note", None),
    ],
)
def test_what_stands_on_the_screen_is_read_there_and_what_is_for_the_makers_is_a_note(line, kind, told):
    read = script(f"INT. LOBBY - NIGHT\n\nELISE: You came.\n\nDORIAN: I came back.\n\n{line}\n\nELISE: For the deed.\n\nDORIAN: For the key.\n")  # fmt: skip
    unit = next(unit for unit in read.units if line in unit.raw)
    assert unit.kind == kind
    assert told is None or unit.text == told
    assert len(said(read)) == 4


@pytest.mark.parametrize("label", ["人物", "人物表：", "【登场人物】", "剧中人物"])
@pytest.mark.parametrize("listed", ["{}——六十岁", "{}：六十岁", "{}（六十岁）"])
def test_one_blank_parts_a_speaker_of_the_list_of_people_from_the_words(label, listed):
    people = "\n".join(listed.format(name) for name in ("周守田", "梅婶"))
    rows = "守田 今天不卖了。\n（他收伞。）\n梅婶 为啥？\n村民甲 （笑）下雨呗。\n梅婶 又下？\n村民甲 下。\n守田 走。\n"
    read = script(f"雨\n\n{label}\n{people}\n\n第一场 瓜棚 黄昏\n{rows}")

    said = [(unit.speaker, unit.text) for unit in read.units if unit.kind == "speech"]
    assert said == [
        ("守田", "今天不卖了。"),
        ("梅婶", "为啥？"),
        ("村民甲", "下雨呗。"),
        ("梅婶", "又下？"),
        ("村民甲", "下。"),
        ("守田", "走。"),
    ]
    assert "".join(unit.raw for unit in read.units).replace("\n", "").count("守田 今天") == 1


@pytest.mark.parametrize(
    "rows", ["周守田 六十岁。\n", "守田 走到门口，停下。\n梅婶 看着他。\n"]
)  # fewer than three rows that one blank parts are sentences
def test_a_name_and_a_blank_are_no_cue_by_themselves(rows):
    read = script(f"雨\n\n人物\n周守田——六十岁\n梅婶——五十岁\n\n第一场 瓜棚 黄昏\n守田：走。\n梅婶：好。\n{rows}")

    assert len([unit for unit in read.units if unit.kind == "speech"]) == 2


@pytest.mark.parametrize(
    ("heads", "places"),
    [
        (["一、渡船，清晨", "二、北岸，同时", "三、江心到北岸"], ["渡船", "北岸", "江心到北岸"]),
        (["1. 渡船，清晨", "2. 北岸，黄昏", "3. 江心"], ["渡船", "北岸", "江心"]),
        (["一、渡船，清晨", "二、北岸，同时", "五、江心"], ["渡船", "北岸"]),
    ],
)
def test_a_head_between_tables_that_counts_on_is_a_scene_without_an_hour_too(heads, places):
    table = "| 画面 | 声音 |\n|---|---|\n| 阿福握舵。 | 阿福：靠岸。 |\n| 阿莲抬头。 | 阿莲：到了？ |\n"
    read = script("# 雾\n\n" + "\n".join(f"**{head}**\n\n{table}" for head in heads))

    assert [scene.location for scene in read.scenes] == places


@pytest.mark.parametrize(
    ("line", "behind", "how"),
    [
        ("师父：（OS）阿石！人家来抬碑了，好了没？", "阿石：……好了。", "offscreen"),
        ("师父（OS）：阿石，碑呢？", "阿石：在呢。", "offscreen"),
        ("老妇：（OS）你做什么？", "△阿石回头。老妇拄着杖。\n阿石：我是刻碑的。", "offscreen"),
        ("老妇OS：喂，谁在那里！", "△阿石循声望去。\n阿石：我。", "offscreen"),
        ("阿石：（OS）你到底想干什么？", "△他抬头看天。\n阿石：没什么。", "inner"),
        ("老妇：（OS）这字刻错了。", "△阿石回头。\n阿石：您来了。", "inner"),
        ("师父：（OS）阿石！你可别出错。", "师父：好了没？", "inner"),
        ("师父：（内心OS）阿石！碑呢？", "阿石：好了。", "inner"),
        ("调度OS：车二十分钟后过桥。", "△阿石握着听筒。\n阿石：知道了。", "inner"),
        ("△阿石握着听筒。\n调度OS：车二十分钟后过桥。", "阿石：知道了。", "phone"),
        ("调度OS：喂？喂……", "△一声炸雷。听筒里没了声音。\n阿石：调度！", "phone"),
        ("△阿石接起电话。\n阿石OS：车二十分钟后过桥。", "老妇：知道了。", "inner"),
        ("△阿石挂断电话。\n调度OS：车二十分钟后过桥。", "阿石：知道了。", "inner"),
        ("△阿石握着听筒，老妇站在门口。\n老妇OS：车二十分钟后过桥。", "阿石：知道了。", "inner"),
    ],
)
def test_an_os_is_a_voice_from_outside_or_out_of_a_telephone_where_somebody_answers_or_looks_round_at_it_and_a_thought_else(
    line, behind, how
):
    text = f"1-1 日 内 石匠铺\n人物：阿石、师父、老妇\n△阿石对着墓碑发抖。\n{line}\n{behind}\n"
    script = parse(Source("x.txt", text, "utf-8"))
    first = next(unit for unit in script.units if unit.kind == "speech")

    assert first.delivery == how


@pytest.mark.parametrize(
    ("row", "people"),
    [
        ("MAVIS, sixty-four. REG, sixty-six. THE CLERK. POPPY, 6. VILLAGERS.", [("MAVIS", 64), ("REG", 66), ("CLERK", None), ("POPPY", 6), ("VILLAGERS", None)]),
        ("IRIS BELL, 64, candidate. DONALD CRANE, her rival. THE CLERK. POPPY, 6.", [("IRIS BELL", 64), ("DONALD CRANE", None), ("CLERK", None), ("POPPY", 6)]),
        ("MRS. VANE, 45, a medium. DR. PYE, 60. A. J. COLE, 30.", [("MRS. VANE", 45), ("DR. PYE", 60), ("A. J. COLE", 30)]),
    ],
)  # fmt: skip
def test_of_a_row_of_people_each_has_their_own_age_whoever_stands_there_by_a_name_alone(row, people):
    said = "\n".join(f"{name}: Yes." for name, _ in people)
    script = parse(Source("x.txt", f"A CLEAR MAJORITY\n\nCHARACTERS: {row}\n\nScene One. A hall.\n\n{said}\n", "utf-8"))

    assert [(person.name, person.age) for person in script.cast] == people


@pytest.mark.parametrize("number", [1, 9, 90, 365])
@pytest.mark.parametrize("way", ["舰历第{}天", "第{}天", "航行第{}日", "{}日后", "DAY {}", "SOL {}"])
@pytest.mark.parametrize("hour", [True, False])
def test_which_day_it_is_in_brackets_at_the_end_of_a_heading_is_a_time_and_no_part_of_the_place(number, way, hour):
    told = way.format(number)
    if told.isascii():
        found = headings.scene(f"INT. COCKPIT{' - NIGHT' * hour} ({told})")
        assert (found.location, found.time) == ("COCKPIT", "NIGHT" if hour else told)
    else:
        found = headings.scene(f"S2 {'夜 ' * hour}内 飞船驾驶舱 （{told}）")
        assert found.location == "飞船驾驶舱"
        assert told in found.time
        assert ("夜" in found.time) == hour


@pytest.mark.parametrize("line", ["1-1 内 302室（第二单元）", "INT. BOX (STAGE 2)", "1-1 日 内 客厅（二楼）"])
def test_which_part_of_a_house_it_is_in_brackets_stays_with_the_place(line):
    assert re.search(r"第二单元|STAGE 2|二楼", headings.scene(line).location)


@pytest.mark.parametrize(
    ("line", "place", "time"),
    [
        ("第一场　　地点　码头西门　　时间　清早", "码头西门", "清早"),
        ("第二场　地点　二号院门洞　时间　散戏之后", "二号院门洞", "散戏之后"),
        ("第二场　时间　散戏之后　地点　二号院门洞", "二号院门洞", "散戏之后"),
        ("第三场 地点：桥头 时间：掌灯时分", "桥头", "掌灯时分"),
        ("【场景1】📍面包房后厨｜🌞白天｜内景", "面包房后厨", "白天"),
        ("第3场 🏠厨房·🌙夜·内", "厨房", "夜"),
        ("SCENE 2 - 🏠 Pantry - 🌙 night", "Pantry", "night"),
        ("INT. 🏠 PANTRY - 🌙 NIGHT", "PANTRY", "NIGHT"),
    ],
)
def test_the_labels_and_little_pictures_of_a_heading_are_neither_place_nor_hour(line, place, time):
    found = headings.scene(line)
    assert found is not None
    assert (found.location, found.time) == (place, time)


@pytest.mark.parametrize(
    "line",
    ["——幕徐徐落下——", "—— 大幕缓缓合上 ——", "——暗场——", "——灯渐暗——", "-- The curtain falls slowly --", "— CURTAIN —"],
)
def test_a_curtain_between_strokes_is_said_by_nobody(line):
    """Where one who spoke before a direction may speak on behind it."""
    if line.isascii() or "C" in line:
        text = f"SCENE ONE. A quay. Dawn.\n\nANNA. One more.\n\nBEN. The last one.\n\nANNA. It is.\n\nBEN. Get in, then.\n\n(She unties the rope.)\n{line}\n"
    else:
        text = f"第一场\n时间：拂晓。\n地点：码头。\n〔雾。\n阿木　再走一趟。\n老船　最后一趟。\n阿木　就一趟。\n老船　上来。\n〔老船解开缆绳。\n{line}\n"
    read = script(text)
    assert len(said(read)) == 4
    assert of(read, "transition") == [line.strip("—- ")]


@pytest.mark.parametrize("people", [["老谢", "小虎", "指挥部的人"], ["阿蛮", "卖糖老汉", "乙", "周敏"]])
@pytest.mark.parametrize(
    "seen", ["对讲机里一阵电流声。", "雨更大了，探照灯的光柱里全是斜着的白线。", "我的搪瓷盆呢？一个老太太不肯走。"]
)
def test_what_stands_less_deep_than_the_words_of_a_page_is_seen(people, seen):
    """Names are centred, so that no two of them need to stand in one column; a page has no blank lines."""
    turns = "".join(
        f"{'　' * (20 - len(who))}{who}\n{'　' * 9}这是第{at}句。\n{'　' * 3}{seen}\n"
        for at, who in enumerate(people * 2)
    )
    read = script(f"1  内 泵房 夜\n{'　' * 3}积水没过脚踝。\n{turns}")
    assert said(read) == [(who, f"这是第{at}句。") for at, who in enumerate(people * 2)]
    assert of(read, "action") == ["积水没过脚踝。", *[seen] * len(people) * 2]


CAMERAS = "ACT ONE\n{letter}\nINT. KITCHEN - DAY\n(Ruth, Kit)\nRUTH SCRUBS A PAN.\n{turns}"


@pytest.mark.parametrize("letter", ["A", "B."])
@pytest.mark.parametrize("container", ["docx", "text"])
@pytest.mark.parametrize("seen", ["KIT SLIDES THE JAR ACROSS THE TABLE.", "SFX: A LOUD CLANG", "A DOG BARKS OUTSIDE."])
def test_what_stands_in_capitals_below_words_is_no_words(letter, container, seen):
    """As scripts for several cameras have it, without a blank line; who shouts is heard."""
    said_so = [
        "It won't come off. I tried.",
        "Try salt.",
        "It is salt.",
        "Then why keep it?",
        "It was my mother's.",
        "Oh.",
    ]
    turns = "".join(
        f"\t\t\t\t{who}\n{words}\n{seen}\n" for who, words in zip(["RUTH", "KIT"] * 3, said_so, strict=True)
    )
    read = parse(
        Source(
            "x", CAMERAS.format(letter=letter, turns=turns + "\t\t\t\tRUTH\nKit!\nGIVE ME THAT!\n"), "utf-8", container
        )
    )
    assert said(read)[:-1] == [
        (who, "".join(words.split())) for who, words in zip(["RUTH", "KIT"] * 3, said_so, strict=True)
    ]
    assert said(read)[-1] == ("RUTH", "Kit!GIVEMETHAT!")
    assert [scene.location for scene in read.scenes] == ["KITCHEN"]
    assert not read.doubts


@pytest.mark.parametrize("container", ["docx", "text"])
def test_words_at_the_margin_below_names_that_stand_deeper_end_where_something_is_seen(container):
    """Actions stand at the margin too, and no blank line parts them; a second paragraph that says I or you is spoken."""
    turns = [
        ("RUTH", "It won't come off."),
        ("KIT", "Try salt."),
        ("RUTH", "Salt it is.\nI never liked this pan."),
        ("KIT", "Then why keep it?"),
        ("RUTH", "It was my mother's."),
        ("KIT", "Oh."),
    ]
    told = "".join(f"\t\t\t\t{who}\n{words}\nThe pan slips away.\n" for who, words in turns)
    read = parse(Source("x", f"INT. KITCHEN - DAY\nRuth scrubs a pan.\n{told}", "utf-8", container))
    assert said(read) == [(who, "".join(words.split())) for who, words in turns]
    assert not read.doubts


@pytest.mark.parametrize("seen", ["门铃响了。", "箱子掉在地上。"])
def test_a_paragraph_below_the_words_of_a_name_that_a_tab_sets_in_is_seen(seen):
    """Where it does not speak to anybody; a document that marks its directions has them marked."""
    turns = [("老王", "怎么擦不掉？"), ("小李", "用盐。"), ("老王", "那就用盐。\n我早该听你的。"), ("小李", "快递。")]
    told = "".join(f"\t\t\t\t{who}\n{words}\n{{}}\n" for who, words in turns)
    read = parse(Source("x", "第一场 内 客厅 日\n老王擦桌子。\n" + told.replace("{}", seen), "utf-8", "docx"))
    assert said(read) == [(who, "".join(words.split())) for who, words in turns]
    assert of(read, "action") == ["老王擦桌子。", *[seen] * 4]
    marked = parse(
        Source(
            "x", "第一场 内 客厅 日\n△老王擦桌子。\n" + told.replace("{}", f"那年冬天很冷。\n△{seen}"), "utf-8", "docx"
        )
    )
    assert [words[-7:] for _, words in said(marked)] == ["那年冬天很冷。"] * 4


@pytest.mark.parametrize("place", ["SETTING", "PLACE"])
def test_a_play_with_centred_names_plays_where_the_fields_below_its_scenes_say(place):
    """Directions are set in less deep than names, and words stand at the margin."""
    names = ["TESS", "AUGUSTINE", "MRS. OYELARAN"]
    lines = ["Not so.", "It came in so.", "Forty years, ma'am.", "Where is it going?", "To the river.", "Oh."]
    turns = "".join(f"{who:>30}\n{words}\n" for who, words in zip(names * 2, lines, strict=True))
    scene = (
        "{0:>30}\n{1}"
        + place
        + ":\t{2}.\n{1}TIME:\t{3}.\n{1}AT RISE:\tA piano with one leg off.\n"
        + turns
        + "(BLACKOUT.)\n"
    )
    text = "{:>40}\n{:>35}\n\n".format("THE WEIGHT OF A LID", "A Play in One Act")
    text += scene.format("Scene 1", " " * 20, "A parlor in New Orleans", "August, late afternoon")
    text += scene.format("Scene 2", " " * 20, "The sidewalk below", "Dusk")
    read = parse(Source("x", text, "utf-8", "rtf"))
    assert [(each.location, each.time) for each in read.scenes] == [
        ("A parlor in New Orleans", "August, late afternoon"),
        ("The sidewalk below", "Dusk"),
    ]
    assert said(read) == [(who, "".join(words.split())) for who, words in zip(names * 2, lines, strict=True)] * 2
    assert not read.doubts


SHEETS = {
    "zh": (
        "场号\t场景\t时间\t内/外\t镜号\t画面描述\t角色\t台词",
        "{0}\t{1}\t日\t内\t1\t阿真推门进来\t阿真\t有人吗？",
        "锁匠铺",
    ),
    "en": (
        "Scene #\tLocation\tDay/Night\tInt/Ext\tShot\tPicture\tCharacter\tDialogue",
        "{0}\t{1}\tDAY\tINT\t1\tANN comes in.\tANN\tHello?",
        "LOCKSMITH",
    ),
}


@pytest.mark.parametrize(
    "other",
    [
        "道具\t数量\t负责人\n铁盒（带暗锁）\t2\t小田\n旧钥匙\t5\t小田\n",
        "角色\t演员\t电话\n阿真\t田小雨\t139 0000 0000\n",
        "档期\t艺名\t片酬\n六月\t小雨\t面议\n",
        "Prop\tQty\tOwner\nIron box\t2\tBea\n",
        "Stage name\tWeeks\tFee\nBea\t2\tnone\n",
    ],
)
@pytest.mark.parametrize("language", SHEETS)
def test_a_sheet_of_things_or_people_behind_that_of_the_shots_is_no_scene(language, other):
    head, row, place = SHEETS[language]
    read = script(f"## A\n{head}\n{row.format(3, place)}\n\n## B\n{other}")
    assert [(scene.number, scene.location) for scene in read.scenes] == [("3", place)]
    assert len(said(read)) == 1
    again = script(f"## A\n{head}\n{row.format(3, place)}\n\n## B\n{row.format(4, place)}\n")
    assert [scene.number for scene in again.scenes] == ["3", "4"]


@pytest.mark.parametrize(
    ("label", "place", "told", "head"),
    [
        ("【场景】", "调度中心　夜", ("调度中心", "夜"), "序号\t入点\t角色\t台词\t情绪/备注"),
        ("场景2", "调度中心　夜", ("调度中心", "夜"), "序号\t入点\t角色\t台词\t备注"),
        ("[SCENE]", "INT. CONTROL ROOM - NIGHT", ("CONTROL ROOM", "NIGHT"), "No.\tIn\tCharacter\tDialogue\tNotes"),
        ("SCENE 2", "Control room, night", ("Control room", "night"), "No.\tIn\tCharacter\tDialogue\tNotes"),
    ],
)
@pytest.mark.parametrize("sign", ["\t", ",", " | "])
def test_a_row_whose_column_of_who_speaks_says_that_it_heads_a_scene_does(label, place, told, head, sign):
    """A song before it, which has no words, opens none."""
    zh = "角色" in head
    place = place.replace(", ", " - ") if sign == "," else place
    rows = [head, "\t00:00\t片头曲\t\tM&E" if zh else "\t00:00\tTITLES\t\tM&E", f"\t00:03\t{label}\t{place}\t"]
    rows += [
        f"{at}\t00:0{at}\t{who}\t{words}\t"
        for at, (who, words) in enumerate(
            [("何岚", "请讲。"), ("老丁", "谁？")] if zh else [("ANN", "Go on."), ("TED", "Who?")], 4
        )
    ]
    around = "| " if sign == " | " else ""
    read = script("".join(f"{around}{row}{around[::-1]}\n" for row in rows).replace("\t", sign))
    assert [(scene.location, scene.time) for scene in read.scenes] == [told]
    assert len(said(read)) == 2


@pytest.mark.parametrize("seen", ["A cello case knocks, from the inside.", "The bus turns by itself."])
@pytest.mark.parametrize("around", ["*{}*", "_{}_", "- *{}*"])
def test_a_slanted_paragraph_below_the_words_of_names_that_stand_alone_is_seen(seen, around):
    """Empty paragraphs stand between all of them; slanted words that say I or you are spoken."""
    turns = [
        "PRITI",
        "Last stop, sir.",
        "WALT",
        "It was, yesterday.",
        "PRITI",
        "Nine was the easy one.",
        around.format(seen),
        "WALT",
        "Who told them that?",
        "PRITI",
        "The office.",
        "WALT",
        "Ah.",
        "*I never believed it.*",
    ]
    read = parse(Source("x.md", "\n\n".join(["# NIGHT BUS", "*The depot hums.*", *turns]) + "\n", "utf-8", "markdown"))
    assert said(read)[2:4] == [("PRITI", "Ninewastheeasyone."), ("WALT", "Whotoldthemthat?")]
    assert said(read)[-1] == ("WALT", "Ah.Ineverbelievedit.")
    assert seen in of(read, "action")


ENGINE = """// PROJECT LANTERN - dialogue export
[SCENE Q17_S01]
{place}
{time}
{stage}

N_1701 | {a} | "{0}" | -> N_1702
                  anim: idle_lean   cam: OTS_close   vo: q17_0001.wav
N_1702 | {b} | "{1}" | -> N_1703
N_1703 | {a} | [{how}] "{2}" | -> N_1704
                  set: flag_q17_met = true
N_1704 | {b} | "{3}" | -> END
                  cond: if reputation < 20
"""


@pytest.mark.parametrize(
    ("place", "time", "stage", "people", "turns"),
    [
        ("LOCATION : Salt Market, lower tier", "TIME     : Dusk", "STAGE    : Two guards patrol.", ("KESTREL", "OLD MARROW"), ("Took you long.", "I was held up.", "Walk with me.", "Then you float.")),
        ("地点：盐市下层", "时间：黄昏", "动作：两个守卫来回走。", ("红隼", "老骨"), ("你来晚了。", "路上耽搁了。", "跟我走。", "那你就漂着吧。")),
    ],
)  # fmt: skip
def test_what_a_game_does_beside_its_lines_is_not_spoken_and_its_fields_head_the_scene(
    place, time, stage, people, turns
):
    text = ENGINE.format(*turns, place=place, time=time, stage=stage, a=people[0], b=people[1], how="lowers voice")
    read = script(text)
    assert said(read) == [(who, "".join(words.split())) for who, words in zip(people * 2, turns, strict=True)]
    value = re.compile("[:：] *")
    assert [(scene.location, scene.time) for scene in read.scenes] == [(value.split(place)[1], value.split(time)[1])]
    assert of(read, "action") == [value.split(stage)[1]]
    assert not read.doubts


@pytest.mark.parametrize("label", ["MED", "DRONE", "LOGO RESOLVE", "END CARD", "HERO SHOT"])
def test_how_a_picture_of_an_advertisement_is_called_speaks_nothing(label):
    rows = "".join(f"{label}: The jar, number {at}.\tKIT: How many, Gran?\n" for at in "123")
    read = script(f"VIDEO\tAUDIO\n{rows}")
    assert (len(said(read)), read.doubts) == (3, ())


@pytest.mark.parametrize(
    ("place", "time", "people", "places", "times"),
    [
        ("LOCATION:\t{}", "TIME OF DAY:\t{}", ("INTERVIEWER", "HARRY TRELOAR"), ("Boatyard shed, Polruan", "Jenna's kitchen"), ("Early morning", "Sunset")),
        ("Setting: {}", "Time: {}", ("JENNA", "HARRY"), ("Slipway", "Jenna's kitchen"), ("Dawn", "Sunset")),
        ("地点：{}", "时间：{}", ("采访者", "老船匠"), ("船厂工棚", "妹妹家厨房"), ("清早", "黄昏")),
    ],
)  # fmt: skip
def test_fields_between_the_rows_of_a_transcript_head_its_scenes_and_boxes_in_it_are_seen(
    place, time, people, places, times
):
    """Rows of a clock, a name and words, with nothing above them that names the columns."""
    text, words = "TRANSCRIPT - AS BROADCAST\n", ["How old were you?", "Nine. She sank.", "And the second?"]
    for scene, (where, when) in enumerate(zip(places, times, strict=True)):
        text += f"\n{place.format(where)}\n{time.format(when)}\n\n"
        text += "".join(f"00:0{scene}:1{at}:02\t{people[at % 2]}\t{line}\n" for at, line in enumerate(words))
        text += f"00:0{scene}:30:00\t\t[the door opens; wind]\n"
    read = script(text)
    assert [(scene.location, scene.time) for scene in read.scenes] == list(zip(places, times, strict=True))
    assert said(read) == [(people[at % 2], "".join(line.split())) for at, line in enumerate(words)] * 2
    assert of(read, "action") == ["the door opens; wind"] * 2
    assert not read.doubts


@pytest.mark.parametrize("sign", ["\n        -- {}", "\n– {}", "\n—— {}", "\n　　——{}", " — {}"])
@pytest.mark.parametrize(
    ("marks", "names", "how", "turns", "heads"),
    [
        ('""', ("Hollis", "Dora"), "not looking up", ("We're closed till eight.", "You kept the receipt. Eleven years,\nand you kept it.", "It had your number.", "You could have rung it."), ("1.  A pier café, early morning", "2.  The end of the pier, midday")),
        ("“”", ("何姐", "阿冬"), "不抬头", ("八点才开门。", "你还留着那张小票？\n十一年了。", "上面有你的号码。", "那你可以打。"), ("一、码头茶铺，清早", "二、码头尽头，正午")),
    ],
)  # fmt: skip
def test_a_quotation_is_spoken_by_whom_the_line_below_it_names(sign, marks, names, how, turns, heads):
    """A note in brackets above the first scene is not filmed, and how somebody speaks is no part of the name."""
    comma = "，" if marks == "“”" else ", "
    told = [
        f"{marks[0]}{words}{marks[1]}{sign.format(names[at % 2] + (comma + how) * (at == 3))}"
        for at, words in enumerate(turns)
    ]
    text = "THE RECEIPT\n(half novel, half script)\n\n" if marks == '""' else "小票\n（半是小说，半是剧本）\n\n"
    seen = "The gull leaves." if marks == '""' else "海鸥飞走了。"
    text += "\n\n".join([heads[0], *told[:2], seen, *told[2:], heads[1], *told, seen]) + "\n"
    read = script(text)
    assert said(read) == [(names[at % 2], "".join(words.split())) for at, words in enumerate(turns)] * 2
    assert [unit.parentheticals[0].text.strip("()（）") for unit in read.units if unit.parentheticals] == [how] * 2
    assert of(read, "action") == [seen] * 2
    assert len(read.scenes) == 2
    assert all(scene.time and scene.location for scene in read.scenes)
    assert not read.doubts


ZH_EN = [
    ("阿婆", "你看见我的灯了吗？", "Have you seen my lantern?"),
    ("少年", "哪一盏？", "Good. Which one is it?"),
    ("阿婆", "写着名字的那盏。", "The one with a name on it."),
    ("少年", "是这个吗？", "This one?"),
]
EN_ZH = [
    ("ROSE", "Have you seen my lantern?", "你看见我的灯了吗？"),
    ("TED", "Good. Which one is it?", "哪一盏？"),
    ("ROSE", "The one with a name on it.", "写着名字的那盏。"),
    ("TED", "This one?", "是这个吗？"),
]


@pytest.mark.parametrize("printed", ["*{}*", "{}", "({})", "_{}_"])
@pytest.mark.parametrize(
    ("turns", "cue", "head", "seen"),
    [
        (ZH_EN, "{}：{}", "第一场 渡口 夜 外", ("河灯漂远。", "The lanterns drift away.")),
        (ZH_EN, "【{}】{}", "第一场 渡口 夜 外", ("河灯漂远。", "The lanterns drift away.")),
        (EN_ZH, "{}: {}", "SCENE 1: EXT. FERRY - NIGHT", ("The lanterns drift away.", "河灯漂远。")),
    ],
)  # fmt: skip
def test_a_translation_below_the_words_is_neither_said_nor_seen(printed, turns, cue, head, seen):
    """Where most of the speeches have one; that of an action which stands so is none either."""
    told = "".join(f"{cue.format(who, words)}\n{printed.format(other)}\n" for who, words, other in turns)
    read = script(f"{head}\n\n{told}{seen[0]}\n{printed.format(seen[1])}\n{told}")
    assert said(read) == [(who, "".join(words.split())) for who, words, _ in turns] * 2
    assert of(read, "action") == [seen[0]]
    assert not read.doubts
    once = script(
        f"{head}\n\n"
        + told.replace(printed.format(turns[1][2]) + "\n", "").replace(printed.format(turns[2][2]) + "\n", "")
    )
    assert turns[0][2] not in "".join(unit.text for unit in once.units if unit.kind == "note")


@pytest.mark.parametrize(
    "line",
    [
        "*End of chapter. Next issue: The Vicar Wakes.*",
        "END OF EPISODE. Next time: the flood",
        "*第三话完。下话：牧师醒来*",
    ],
)
def test_what_comes_next_behind_an_end_is_not_seen(line):
    turns = "- **Panel 1** — Three glasses.\n    - ODGE: Paid?\n    - WREN: In turnips.\n- **Panel 2** — Wren.\n    - WREN: Ours.\n    - ODGE: No.\n"
    read = script(f"## PAGE ONE\n\n**Setting:** Cellar, night\n\n{turns}\n{line}\n")
    assert line.strip("*") not in of(read, "action")
    assert len(said(read)) == 4


def test_a_tab_parts_a_name_in_a_list_of_people_from_what_is_told_of_them():
    """And no number among it is anybody."""
    people = "GUS DELACROIX\tA piano mover, 58, courtly.\nTESS\tHis niece, 24.\nMRS. OYE\tThe widow."
    turns = "".join(
        f"{who:>30}\n{words}\n"
        for who, words in [
            ("TESS", "It goes."),
            ("GUS", "It came in so."),
            ("MRS. OYE", "I know."),
            ("TESS", "Where to?"),
            ("GUS", "Away."),
            ("MRS. OYE", "Oh."),
        ]
    )
    text = f"{'THE LID':>34}\n{'CAST OF CHARACTERS':>40}\n{people}\n\n{'Scene 1':>34}\n{' ' * 20}SETTING:\tA parlor.\n{' ' * 20}TIME:\tDusk.\n{turns}"
    read = parse(Source("x", text, "utf-8", "rtf"))
    assert {person.name: person.age for person in read.cast} == {"TESS": 24, "GUS": 58, "MRS. OYE": None}


SEEN_BELOW = {
    "zh": (
        "第{}场 {} 夜 内",
        ["渡口", "船舱"],
        [["阿喜", "阿昌"], ["老秦", "小满", "赵七"]],
        ["走不走？", "我不走。", "那就留下。", "谁的鞋？", "我的。", "（低声）小声点。"],
        [
            ["{}低下头。", "她停住了。", "他们谁也没动。", "{}回头看看门外的雨。"],
            ["雨停了。", "墙上的钟敲了三下。", "一滴水落在表盘上。"],
            ["门开了，移民官{}（五十岁，灰呢帽）走进来。", "{}（六十岁，白须）的眼睛露出来。"],
        ],
        "{}掀起流苏：四只光脚。",
    ),
    "en": (
        "SCENE {}. {}. NIGHT.",
        ["A QUAY", "A CABIN"],
        [["EDDA", "PIP"], ["MRS. OTT", "HOLLIS", "JUNE"]],
        ["Coming?", "I'm not.", "Stay, then.", "Whose shoe?", "Mine.", "You tell them."],
        [
            ["{} looks down.", "She stops.", "They do not move.", "{} turns to the door."],
            ["The rain stops.", "The clock strikes three.", "A lamp goes out."],
            ["The door opens and {}, 60, white-bearded, comes in."],
        ],
        "{} lifts the fringe: four bare feet.",
    ),
}
"""By language: headings, places, people, words, what is seen below them, and what is seen that has a colon."""


def told_below(language, people, seen, *, above=""):
    """(text, turns, what is seen) of a script whose names stand alone, with what is seen straight below the words."""
    head, places, _, words, _, _ = SEEN_BELOW[language]
    rows, turns, shown = [], [], []
    for at, place in enumerate(places):
        rows += ["\n" + head.format(at + 1, place), "雾。" if language == "zh" else "Fog."]
        shown.append(rows[-1])
        for turn, said_so in enumerate(words):
            who = people[(turn + at) % len(people)]
            row = seen[turn % len(seen)].format(people[turn % len(people)].title())
            rows += [f"{above}{who}", said_so, row]
            turns.append((who, "".join(re.sub(r"^（.*?）", "", said_so).split())))
            shown.append(row)
    return "\n".join(rows) + "\n", turns, shown


@pytest.mark.parametrize("above", ["", "\n"])
@pytest.mark.parametrize(
    ("language", "people", "seen"),
    [(language, people, seen) for language, row in SEEN_BELOW.items() for people in row[2] for seen in row[4]],
)
def test_what_stands_straight_below_a_speech_of_one_paragraph_is_seen(language, people, seen, above):
    """Whether it names somebody or not; where a blank line stands above each name, only where it does, else it is in doubt."""
    text, turns, shown = told_below(language, people, seen, above=above)
    read = script(text)
    doubted = {line for doubt in read.doubts if doubt.rule == "told-or-spoken" for line in doubt.lines}
    if doubted:
        assert above
        assert not any("{}" in row or row.startswith(("她", "She")) for row in seen)
        assert doubted <= {at for at, row in enumerate(text.split("\n"), 1) if row in shown}
        return
    assert said(read) == turns
    assert "".join("".join(of(read, "action")).split()) == "".join("".join(shown).split())
    assert not any(
        part for unit in read.units if unit.kind == "speech" for part in unit.parentheticals if "岁" in part.text
    )


@pytest.mark.parametrize(
    ("language", "people"), [(language, each) for language, row in SEEN_BELOW.items() for each in row[2]]
)
def test_a_colon_within_what_is_seen_makes_no_cue_where_names_stand_alone(language, people):
    seen, colon = SEEN_BELOW[language][4][0], SEEN_BELOW[language][5].format(people[0].title())
    text, turns, _ = told_below(language, people, seen)
    read = script(text.replace(seen[1], colon, 1))
    assert said(read) == turns
    assert colon in "\n".join(of(read, "action"))


@pytest.mark.parametrize("language", SEEN_BELOW)
def test_a_mark_of_a_caption_below_words_is_one(language):
    people, seen = SEEN_BELOW[language][2][0], SEEN_BELOW[language][4][0]
    text, turns, _ = told_below(language, people, seen)
    mark, words = ("【字幕】十年后", "十年后") if language == "zh" else ("SUPER: TEN YEARS LATER", "TEN YEARS LATER")
    row = seen[1]
    read = script(text.replace(row, f"{mark}\n{row}", 1))
    assert said(read) == turns
    assert of(read, "caption") == [words]


@pytest.mark.parametrize(
    ("language", "name", "line", "words"),
    [
        ("zh", "关伯", "狮头掀开一条缝，露出关伯（六十岁，白须）的眼睛。", "赤脚踏红！"),
        ("zh", "列车员", "门开了。", "七号桥到了。"),
        ("zh", "秦嫂", "沙洲上站着一个女人。", "（轻声）是我。"),
        ("en", "CONSTABLE", "The door opens.", "Nobody leaves."),
    ],
)
def test_who_speaks_for_the_first_time_below_what_is_seen_does(language, name, line, words):
    text, turns, _ = told_below(language, SEEN_BELOW[language][2][0], SEEN_BELOW[language][4][0])
    read = script(f"{text}{line}\n{name}\n{words}\n")
    assert said(read) == [*turns, (name, "".join(words.removeprefix("（轻声）").split()))]


@pytest.mark.parametrize(
    ("language", "more"),
    [
        ("zh", ["你爹开着它犁了二十年地。", "没要过一斤油。", "我这心里不是滋味。"]),
        ("zh", ["“三十七号，", "一分零八秒。”"]),
        ("en", ["Your dad ploughed with it.", "Twenty years of it.", "It sits badly with me."]),
        ("en", ["I asked everybody,", "and nobody knew."]),
    ],
)
def test_words_that_say_so_go_on_over_lines_where_others_are_one(language, more):
    """A second person and what stands before it, a line without a stop, a quotation that is open."""
    people, seen = SEEN_BELOW[language][2][0], SEEN_BELOW[language][4][0]
    text, turns, _ = told_below(language, people, seen)
    below = seen[1]
    read = script(text + "\n".join((people[0], *more, below)) + "\n")
    assert said(read)[:-1] == turns
    assert said(read)[-1] == (people[0], "".join("".join(more).split()))
    assert of(read, "action")[-1].endswith(below)


@pytest.mark.parametrize(
    ("head", "turns"),
    [
        ("第一场 渡口 夜", [("老秦", "我撑了四十年船。\n送过官，送过匪。\n你信不信？"), ("小满", "我信。\n我要去看海。"), ("老秦", "海有什么好看。\n我不去。")]),
        ("SCENE 1. A QUAY. NIGHT.", [("EDDA", "I worked forty years.\nMany a night.\nDo you see?"), ("PIP", "I do.\nI want the sea."), ("EDDA", "What's the sea?\nI won't go.")]),
    ],
)  # fmt: skip
def test_a_play_whose_speeches_have_several_lines_keeps_them(head, turns):
    read = script(f"{head}\n" + "".join(f"{who}\n{words}\n" for who, words in turns * 2))
    assert said(read) == [(who, "".join(words.split())) for who, words in turns * 2]
    assert not read.doubts


@pytest.mark.parametrize(
    ("head", "turns", "line"),
    [
        ("第一场 客栈 夜", [("阿福", "有房吗？"), ("掌柜", "有。\n三间都空着。"), ("阿福", "我要一间。\n你烧壶水。"), ("掌柜", "得嘞。\n掌柜转身上楼。"), ("阿福", "这雨邪。\n我走了七天。")], 5),
        ("SCENE 1. AN INN. NIGHT.", [("FORD", "Any rooms?"), ("OTT", "Three.\nAll empty."), ("FORD", "I'll take one.\nI want water."), ("OTT", "Right away.\nOtt goes upstairs."), ("FORD", "An evil rain.\nI walked a week.")], 6),
    ],
)  # fmt: skip
def test_where_a_script_has_both_a_doubt_names_the_lines(head, turns, line):
    read = script(f"{head}\n" + "".join(f"{who}\n{words}\n" for who, words in turns))
    found = [doubt for doubt in read.doubts if doubt.rule == "told-or-spoken"]
    assert [doubt.lines for doubt in found] == [(6,)]
    assert ("动作" in found[0].message) == (read.language == "zh")


@pytest.mark.parametrize(
    "turns",
    [
        [("说书人", ["雪下了三尺。", "赵铁匠出了城。", "他走了三天。"]), ("茶客", ["后来呢？"])],
        [("TELLER", ["Snow lay deep.", "A smith left town.", "He walked three days."]), ("GUEST", ["And then?"])],
    ],
)
def test_a_story_that_is_told_over_lines_is_no_action_in_silence(turns):
    """No scene opens with what is seen, and nobody who speaks is told of."""
    head = "第一场 茶馆 夜" if turns[1][0] == "茶客" else "SCENE 1. A TEA HOUSE. NIGHT."
    read = script(f"{head}\n" + "".join("\n".join((who, *words)) + "\n" for who, words in turns * 4))
    assert [doubt.rule for doubt in read.doubts] == ["told-or-spoken"]


@pytest.mark.parametrize("people", SEEN_BELOW["zh"][2])
@pytest.mark.parametrize("seen", SEEN_BELOW["zh"][4][:2])
def test_words_that_are_typed_without_stops_end_with_their_line(people, seen):
    text, turns, shown = told_below("zh", people, seen)
    rows = text.split("\n")
    bare = [row if row in shown else row.rstrip("。") for row in rows]
    read = script("\n".join(bare))
    assert said(read) == [(who, words.rstrip("。")) for who, words in turns]
    assert "".join(of(read, "action")) == "".join(shown)


@pytest.mark.parametrize("seen", SEEN_BELOW["en"][4])
def test_names_in_small_letters_alone_are_read_as_those_in_capitals(seen):
    text, turns, _ = told_below("en", ["EDDA", "PIP"], seen)
    small = re.sub(r"^(EDDA|PIP)$", lambda found: found[0].title(), text, flags=re.M)
    assert said(script(small)) == [(who.title(), words) for who, words in turns]


@pytest.mark.parametrize(
    ("between", "how"),
    [
        ("ZEPPI\nKissing who?\n\n", "phone"),
        ("ZEPPI\nKissing who?\n\nINT. BEDROOM - NIGHT\n\n", "voiceover"),
        ("Zeppi waits.\n\n", "voiceover"),
    ],
)
@pytest.mark.parametrize("wire", ["phone", "intercom", "on the phone"])
def test_a_voice_that_was_heard_over_a_telephone_and_answered_is_heard_over_it_again(between, how, wire):
    head = "INT. CAFE - DAY\n\nZEPPI grips the receiver.\n\n"
    read = script(f"{head}WOMAN (V.O.)\n({wire})\nYour Rita.\n\n{between}WOMAN (V.O.)\nI only saw his back.\n")
    spoken = [unit for unit in read.units if unit.kind == "speech" and unit.speaker == "WOMAN"]
    assert [unit.delivery for unit in spoken] == ["phone", how]


@pytest.mark.parametrize("line", ["头盔玻璃上映出两个歪字：“海生”。", "墙上写着：“闲人免进”。"])
def test_words_that_can_be_read_on_a_thing_raise_no_doubt(line):
    read = script(f"第一场 内 夜 船舱\n老宫举起灯。\n海生：你看见什么了？\n{line}\n海生：说话！\n")
    assert line in of(read, "action")
    assert "words-in-action" not in {fault.rule for fault in read.warnings}
