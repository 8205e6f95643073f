"""Who speaks in a story: named beside the words, told of before them, or next in turn. A guess says that it is one."""

from itertools import pairwise

import pytest

from storyboard.model import Script, Source
from storyboard.parse import parse

STORY = """末班车

晚上十一点，城西公交总站的灯只剩下一盏。陈阿婆抱着一个饭盒，坐在长椅上。她今年七十一岁，穿一件洗得发白的蓝棉袄。

司机小马跳下车，搓着手走过来。“阿婆，末班车早走了，您等谁呢？”

“等我儿子。”陈阿婆说，“他开37路。”

小马愣了一下。37路三年前就停运了。

“您儿子叫什么名字？”他轻声问。

“马国强。”阿婆抬起头，看了他很久，“你跟他长得真像。”

小马的眼圈红了。他蹲下来，握住她冰凉的手，说：“妈，我就是国强。我们回家。”

阿婆打开饭盒，里面是一只凉透的红烧鸡腿。“趁热吃。”她说。

第二天清晨，邻居张婶在楼下遇见小马。“你妈昨晚又跑出去了？”张婶问。

“嗯。”小马笑了笑，“这回她认出我了。”
"""


def read(text: str) -> Script:
    script = parse(Source("story.txt", text, "utf-8"), "prose")
    assert script.text == text
    return script


def speakers(script: Script) -> list[str]:
    return [unit.speaker for unit in script.units if unit.kind == "speech"]


def test_every_line_of_a_story_finds_its_speaker():
    """Told of in the sentence before, he and she, the name behind the words; 阿婆 and 陈阿婆 are one."""
    assert speakers(read(STORY)) == [
        "小马",
        "陈阿婆",
        "陈阿婆",
        "小马",
        "陈阿婆",
        "陈阿婆",
        "小马",
        "陈阿婆",
        "张婶",
        "小马",
        "小马",
    ]


def test_what_is_guessed_is_less_sure_and_reported():
    """A speaker below 0.7 has a warning on its line; names taken for one person have one too."""
    script = read(STORY)

    guessed = {script.line_of(unit.start) for unit in script.units if unit.speaker and unit.confidence < 0.7}
    assert guessed == {fault.line for fault in script.warnings if fault.rule in ("guessed-speaker", "unknown-speaker")}
    assert all(unit.reason for unit in script.units if unit.confidence < 1)
    assert "“阿婆” is taken for 陈阿婆" in [fault.message for fault in script.warnings]
    assert next(person for person in script.cast if person.name == "陈阿婆").aliases == ("阿婆",)


def test_words_that_only_say_who_speaks_are_no_action():
    """`她说。` is a note; `阿婆抬起头，看了他很久，` is to be seen, and so is `他蹲下来，…说：`."""
    script = read(STORY)

    notes = [unit.text for unit in script.units if unit.kind == "note"]
    actions = [unit.text for unit in script.units if unit.kind == "action"]
    assert notes == ["陈阿婆说，", "他轻声问。", "她说。", "张婶问。"]
    assert "阿婆抬起头，看了他很久，" in actions
    assert any(text.endswith("握住她冰凉的手，说：") for text in actions)


@pytest.mark.parametrize(
    ("behind", "kind"),
    [
        ("王梅说。", "note"),
        ("王梅低声说道。", "note"),
        ("她一字一句地说。", "note"),
        ("王梅说，眼圈红了。", "action"),
        ("王梅放下杯子说。", "action"),
        ("王梅笑了。", "action"),
    ],
    ids=range(6),
)
def test_a_tag_with_a_picture_in_it_stays_action(behind, kind):
    script = read(f"“你来了。”王梅说。\n\n王梅坐下。王梅看着窗外。\n\n“冷吗？”{behind}\n")

    assert [unit.kind for unit in script.units if unit.text == behind][-1] == kind


def test_two_people_speak_in_turn():
    """Named twice, then by turns; narration ends the turns."""
    script = read(
        "“你来了。”李强说。\n\n“来了。”王梅说。\n\n“冷吗？”\n\n“不冷。”\n\n门外有人走过。\n\n“走吧。”\n\n李强回头。王梅跟上。李强站住。王梅也站住。\n"
    )

    assert speakers(script) == ["李强", "王梅", "李强", "王梅", "未知"]
    assert [unit.confidence for unit in script.units if unit.kind == "speech"] == [0.9, 0.9, 0.55, 0.55, 0.3]


def test_nobody_calls_themselves_by_name():
    """The sentence before tells of 李强, but the words call him."""
    script = read("“走。”李强说。\n\n“好。”王梅说。\n\n李强站在雨里。“李强，你回来！”\n\n王梅哭了。\n")

    assert speakers(script)[-1] == "未知"


def test_somebody_without_a_name_in_the_last_sentence_is_not_taken_for_the_one_before():
    script = read(
        "“走。”李强说。\n\n“好。”王梅说。\n\n李强摸出钱来。那人便焦急起来，嚷道，“怕什么？”\n\n李强走了。王梅也走了。\n"
    )

    assert speakers(script)[-1] == "未知"


def test_a_time_at_the_head_of_a_paragraph_opens_a_scene():
    """With the place its first sentence names, and a warning; times in mid-sentence open none."""
    script = read(STORY)

    assert [(scene.location, scene.time) for scene in script.scenes] == [
        ("城西公交总站", "晚上十一点"),
        ("楼下", "第二天清晨"),
    ]
    assert [fault.line for fault in script.warnings if fault.rule == "guessed-scene"] == [3, 19]
    assert all(one.end == two.start for one, two in pairwise(script.scenes))


def test_an_english_story_is_read_alike():
    script = read(
        'Anna waited.\n\n"You came," said Anna.\n\n"I did," Bob said quietly.\n\n"Cold?"\n\nThe next morning, rain fell. "Gone," said Anna, and sat down.\n'
    )

    assert speakers(script) == ["Anna", "Bob", "Anna", "Anna"]
    assert [unit.text for unit in script.units if unit.kind == "note"] == ["said Anna.", "Bob said quietly."]
    assert [scene.time for scene in script.scenes] == ["", "The next morning"]


NOVEL = """第一章 夜雨

“轰隆！”一声闷雷滚过屋顶。

“谁？”林晚尖叫。

“别怕，是我。”顾言收起伞，抖了抖身上的水。

“你怎么来了？”她松了口气。

“咚咚咚！”敲门声响起。

“站住！”黑衣人咆哮。

“啊！”林晚摔倒在地。

“呜呜呜——”远处传来警笛声。

黑衣人咒骂了一句。“算你们走运。”

顾言回身扶起林晚。“撑住。”
"""


def test_what_things_sound_like_is_sound_and_not_said_by_anybody() -> None:
    """Also a crying that a thing makes; a person's cry stays spoken."""
    units = parse(Source("n.txt", NOVEL, "utf-8")).units
    assert [unit.text for unit in units if unit.kind == "sound"] == ["轰隆！", "咚咚咚！", "呜呜呜——"]
    assert "啊！" in [unit.text for unit in units if unit.kind == "speech"]


def test_who_cries_out_or_acts_around_the_words_has_said_them() -> None:
    said = [(unit.speaker, unit.text) for unit in parse(Source("n.txt", NOVEL, "utf-8")).units if unit.kind == "speech"]
    assert said == [
        ("林晚", "谁？"),
        ("顾言", "别怕，是我。"),
        ("林晚", "你怎么来了？"),
        ("黑衣人", "站住！"),
        ("林晚", "啊！"),
        ("黑衣人", "算你们走运。"),
        ("顾言", "撑住。"),
    ]


FILM = """秤（电影文学剧本节选）

作者　佟远山

{0}粮站门口

　　清晨。薄霜。孙德顺把秤砣往台上一搁，头也不抬地喊：“下一个！”
　　何秀莲推着车挤上来。孙德顺看了看口袋：“就这些？”
　　“就这些了。”何秀莲低声说。
　　{nick}踮起脚来嚷道：“秀莲嫂子，剩下的让老鼠借走啦？”
　　孙德顺：“笑什么！”

{1}河堤上

　　{hour}。何秀莲对着那盏灯喊：“孙大哥，我会还的！”
　　{voice}：“那张纸我留了四十年。”

　　　　　　　　　　　　·23·
"""


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("（十四）", "（十五）"),
        ("(14)", "(15)"),
        ("14、", "15、"),
        ("【三】", "【四】"),
        ("十四、", "十五、"),
        ("[7] ", "[8] "),
        ("一　", "二　"),
    ],
)
def test_an_excerpt_counts_its_scenes_on_from_any_number(first, second):
    script = read(FILM.format(first, second, nick="二愣子", voice="画外，多年以后何秀莲苍老的声音", hour="夜"))

    assert [(scene.location, scene.time) for scene in script.scenes] == [("粮站门口", "清晨"), ("河堤上", "夜")]
    assert not [
        unit.text for unit in script.units if unit.kind == "action" and ("23" in unit.text or unit.text == "孙德顺：")
    ]


@pytest.mark.parametrize(
    "nick", ["二愣子", "小柱子", "张婶", "老栓叔", "三哥", "李大爷", "侯夫人", "陆掌柜", "欧阳师傅", "林二小姐"]
)
def test_who_speaks_but_once_by_a_nickname_is_guessed_by_it_and_that_is_said(nick):
    script = read(FILM.format("一、", "二、", nick=nick, voice="何秀莲的声音", hour="黄昏"))

    assert speakers(script)[3] == nick
    assert [fault.rule for fault in script.warnings].count("guessed-speaker") == 1


@pytest.mark.parametrize(
    "voice", ["画外，多年以后何秀莲苍老的声音", "何秀莲苍老的声音", "四十年后何秀莲的声音", "画外传来何秀莲的声音"]
)
def test_a_voice_years_later_is_whose_it_is_called(voice):
    assert speakers(read(FILM.format("一、", "二、", nick="二愣子", voice=voice, hour="黄昏")))[-1] == "何秀莲"


BLOCK = "场景一：宴会厅，晚上\n许棠端着酒盘快走。顾承：“手。”许棠：“什么？”顾承（掏手帕）：“出血了，手给我。”{box}许棠（{how}）：“三年了，他还留着？”\n\n全场死寂。顾承缓缓站起：“我出一个亿。”（{beat}）“请你擦。”手机响。{voice}：“两位登记成功。”\n\n{end}\n"


@pytest.mark.parametrize(
    ("box", "how", "delivery"),
    [("【特写：手帕上绣着“棠”字】", "内心", "inner"), ("〔手帕上有字〕", "心声", "inner"), ("", "OS", "inner"), ("【插入手帕】", "电话里", "phone")],
)  # fmt: skip
@pytest.mark.parametrize("voice", ["电话里的女声", "广播", "画外音", "手机那头的男声"])
@pytest.mark.parametrize(
    "end",
    ["【卡点】【弹出字幕：何时结的婚？】", "【付费卡点】【字幕：何时结的婚？】", "【钩子】\n\n【字幕：何时结的婚？】"],
)
def test_cues_within_a_paragraph_are_believed_behind_brackets_too(box, how, delivery, voice, end):
    """Who spoke last was taken for them, a direction parted a speech, and what the end says stood in the picture."""
    read = parse(Source("x.txt", BLOCK.format(box=box, how=how, beat="停顿", voice=voice, end=end), "utf-8", "text"))
    said = [unit for unit in read.units if unit.kind == "speech"]
    assert [(unit.speaker, unit.text) for unit in said] == [
        ("顾承", "手。"), ("许棠", "什么？"), ("顾承", "出血了，手给我。"), ("许棠", "三年了，他还留着？"), ("顾承", "我出一个亿。请你擦。"), (voice, "两位登记成功。"),
    ]  # fmt: skip
    assert said[3].delivery == delivery
    assert [each.text for each in said[4].parentheticals] == ["（停顿）"]
    assert [unit.text for unit in read.units if unit.kind == "caption"] == ["何时结的婚？"]
    assert not [unit for unit in read.units if unit.kind == "action" and "许棠（" in unit.text]


def test_a_name_in_brackets_behind_each_quotation_parts_the_speeches():
    """It says who spoke, and is no direction between the halves of one speech."""
    read = parse(
        Source(
            "x.txt",
            "场景一：灯塔，夜\n雨很大。\n“谁在下面？”（老周）\n“看得懂灯的人！”（水手）\n“那你看错了。”（老周）\n",
            "utf-8",
            "text",
        )
    )
    assert "谁在下面？看得懂灯的人！" not in [unit.text for unit in read.units]
