"""Kinds of lines of Chinese writers and models, each with siblings: other names, numerals, signs, brackets, spacing."""

import time

import pytest

from storyboard.cast.gather import gather
from storyboard.languages import scenery
from storyboard.model import Script, Source
from storyboard.parse import headings, parse
from storyboard.plan.faces import one_face

HEAD = "1-1 夜 内 茶馆\n人物：林小北、周师傅、系统、老范\n△灯亮着。\n"

HEADINGS = [
    # line, number, place, time, inside or outside
    ("3—12场景：夜，外，江边码头", "3—12", "江边码头", "夜", "外"),
    ("2－4场景 日 内 学堂", "2－4", "学堂", "日", "内"),
    ("10-2场、渡口  黄昏  外", "10-2", "渡口", "黄昏", "外"),
    ("1-3场：祠堂", "1-3", "祠堂", "", ""),
    ("2-1日外操场", "2-1", "操场", "日", "外"),
    ("4-2医院走廊夜内", "4-2", "医院走廊", "夜", "内"),
    ("1-3 滩涂 清晨/外", "1-3", "滩涂", "清晨", "外"),
    ("2-2 堤上值班室 黄昏·内", "2-2", "堤上值班室", "黄昏", "内"),
    ("7祠堂 夜 内", "7", "祠堂", "夜", "内"),
    ("第十二场：【清晨】【外】【渡口】", "第十二场", "渡口", "清晨", "外"),
    ("5-1 掌灯时分 内 绣楼", "5-1", "绣楼", "掌灯时分", "内"),
    ("5-2 绣楼 卯初 内", "5-2", "绣楼", "卯初", "内"),
    ("【场景】 江边渡口 / 黄昏 / 室外", "", "江边渡口", "黄昏", "外"),
    ("[场景]：祠堂，夜，内", "", "祠堂", "夜", "内"),
]  # fmt: skip

SPOKEN = [
    # lines below the heading, what is said
    ("△林小北：（惊叫）有蛇！", [("林小北", "有蛇！")]),
    ("▲周师傅（画外音）：谁在那里？", [("周师傅", "谁在那里？")]),
    ("导演：咔！第十六条！\n林小北：还来？\n导演：再来！", [("导演", "咔！第十六条！"), ("林小北", "还来？"), ("导演", "再来！")]),
    ("编剧：这场是我写的。\n林小北：怪不得。", [("编剧", "这场是我写的。"), ("林小北", "怪不得。")]),
    ("△老妇人（OS）：他不会回来了。", [("老妇人", "他不会回来了。")]),
    ("系统VO：【任务完成，奖励发放！】", [("系统", "任务完成，奖励发放！")]),
    ("OS（林小北）：这下糟了。", [("林小北", "这下糟了。")]),
    ("画外音（周师傅）：小心脚下。", [("周师傅", "小心脚下。")]),
    ("（旁白）：三年过去了。", [("旁白", "三年过去了。")]),
    ("（旁白／画外音）: 谁也没想到。", [("画外音", "谁也没想到。")]),
    ("【旁白】\n雨越下越大。", [("旁白", "雨越下越大。")]),
    ("【旁白】雨越下越大。", [("旁白", "雨越下越大。")]),
    ("[画外音] “有人在吗？”", [("画外音", "有人在吗？")]),
    ("【旁白】他常说：雨会停的。", [("旁白", "他常说：雨会停的。")]),
    ("【内心独白】周师傅：“这下糟了。”", [("周师傅", "这下糟了。")]),
    ("【OS】林小北（苦笑）：还是来晚了。", [("林小北", "还是来晚了。")]),
    ("周师傅，林小北：快跑！", [("周师傅、林小北", "快跑！")]),
    ("老范和周师傅：站住！", [("老范、周师傅", "站住！")]),
    ("周师傅闯进来：都别动！", [("周师傅", "都别动！")]),
    ("周师傅猛地站起：都别动！", [("周师傅", "都别动！")]),
    ("老范（抹汗）赔笑：误会，误会。", [("老范", "误会，误会。")]),
    ("老范（小声)：走后门。", [("老范", "走后门。")]),
    ("老范(小声）:走后门。", [("老范", "走后门。")]),
    ("老范（小声：走后门。", [("老范", "走后门。")]),
    ("老范小声）：走后门。", [("老范", "走后门。")]),
    ("人物对白：老范（擦汗）：不敢当。", [("老范", "不敢当。")]),
    ("- **【核心台词】**：老范：“不敢当。”", [("老范", "不敢当。")]),
    ("【对白口型】老范：不敢当。", [("老范", "不敢当。")]),
    ("配音角色：老范\n台词内容：不敢当。", [("老范", "不敢当。")]),
    ("老范：快走！ **镜头推向窗外**", [("老范", "快走！")]),
    ("老范：我不走。老范转身出门。", [("老范", "我不走。")]),
    ("老范：你先走。\n　　　　我随后就到。", [("老范", "你先走。\n我随后就到。")]),
    ("老范：你先走。\n\t\t我随后就到。", [("老范", "你先走。\n我随后就到。")]),
    ("对白：无\n台词：（无）", []),
]  # fmt: skip

NOT_SPOKEN = [
    ("镜头语言设计：缓推", "note"),
    ("角色动作描述：老范回头。", "action"),
    ("画面字幕内容：三年后", "caption"),
    ("字幕浮现：三年后", "caption"),
    ("音乐渐弱。", "sound"),
    ("♪ 小调渐远 ♪", "sound"),
    ("灯光渐暗。", "transition"),
    ("照片3：全家福", "action"),
    ("## 镜头 12 ｜ 反转（3-5s）", "note"),
]  # fmt: skip


def read(text: str) -> Script:
    script = parse(Source("s.txt", text, "utf-8"))
    assert script.text == text
    return script


@pytest.mark.parametrize(("line", "number", "place", "when", "inside"), HEADINGS)
def test_a_heading_is_read_whatever_the_signs(line: str, number: str, place: str, when: str, inside: str) -> None:
    found = headings.scene(line)
    assert found is not None
    assert (found.number, found.location, found.time, found.interior) == (number, place, when, inside)


def test_an_unknown_time_is_told_by_the_order_the_other_headings_have() -> None:
    scenes = read("1-1 茶馆 日 内\n老范：早。\n1-2 茶馆 小满 内\n老范：早。\n1-3 渡口 夜 外\n老范：早。\n").scenes
    assert [(scene.location, scene.time) for scene in scenes] == [("茶馆", "日"), ("茶馆", "小满"), ("渡口", "夜")]


@pytest.mark.parametrize(("lines", "said"), SPOKEN)
def test_a_cue_is_read_whatever_its_form(lines: str, said: list[tuple[str, str]]) -> None:
    script = read(f"{HEAD}老范：来了。\n△他回头。\n{lines}\n△雨声。\n林小北：走。\n")
    assert [(unit.speaker, unit.text) for unit in script.units if unit.kind == "speech"][1:-1] == said


@pytest.mark.parametrize(("line", "kind"), NOT_SPOKEN)
def test_a_line_that_nobody_speaks_is_what_it_says_it_is(line: str, kind: str) -> None:
    script = read(f"{HEAD}老范：来了。\n{line}\n林小北：走。\n")
    assert next(unit.kind for unit in script.units if unit.raw.strip() == line) == kind


@pytest.mark.parametrize(
    ("cues", "speakers"),
    [
        (["（画外音，成年）", "", "（画外音，成年）"], ["成年老范", "老范", "成年老范"]),
        (["（旁白·老年）", "", ""], ["老年老范", "老范", "老范"]),
        (["（画外音）", "", "（画外音，成年）"], ["老范"] * 3),  # nobody could tell whose the first is
        (["（画外音，成年）"] * 3, ["老范"] * 3),  # seen nowhere: it is the only voice
        (["（少年，小声）", "", ""], ["老范"] * 3),
    ],
)
def test_a_voice_that_is_told_at_what_age_it_speaks_is_somebody_of_that_age(cues, speakers):
    """Or a grown woman tells her story in the voice of the child that one sees."""
    text = HEAD + "".join(f"老范{cue}：走了{at}。\n" for at, cue in enumerate(cues))
    script = read(text)

    assert [unit.speaker for unit in script.units if unit.kind == "speech"] == speakers
    assert {*speakers} <= {person.name for person in script.cast}
    assert "".join(unit.raw for unit in script.units) == text


@pytest.mark.parametrize(
    ("line", "read_as"),
    [
        ("△字幕：三年后。旧渡船泊在岸边。", [("caption", "三年后。"), ("action", "旧渡船泊在岸边。")]),
        ("△字幕:三年后", [("caption", "三年后")]),
        ("△【字幕：三年后】旧渡船泊在岸边。", [("caption", "三年后"), ("action", "旧渡船泊在岸边。")]),
        ("△字幕：“三年后，江边。”船来了。", [("caption", "三年后，江边。"), ("action", "船来了。")]),
        ("△画面：旧渡船泊在岸边。", [("action", "旧渡船泊在岸边。")]),
        (
            "（字幕：一个月后。旧渡船泊在岸边，船头新刷一行字。）",
            [("caption", "一个月后。"), ("action", "旧渡船泊在岸边，船头新刷一行字。")],
        ),
        ("（字幕：家中无人。有事请打电话。）", [("caption", "家中无人。有事请打电话。")]),
    ],
)
def test_words_over_the_picture_with_which_an_action_begins_are_a_caption(line, read_as):
    """Up to the end of their sentence; what is shown below them is an action, and no character is lost."""
    text = f"{HEAD}{line}\n老范：走。\n"
    script = read(text)

    told = [(unit.kind, unit.text) for unit in script.units if unit.kind in ("caption", "action")]
    assert told[-len(read_as) :] == read_as
    assert "".join(unit.raw for unit in script.units) == text


def test_words_that_come_up_on_something_are_a_unit_of_their_own() -> None:
    script = read(f"{HEAD}△石碑上浮现【擅入者死】，众人后退。\n老范：走。\n")
    assert [
        (unit.kind, unit.text)
        for unit in script.units
        if "石碑" in unit.raw or "擅入" in unit.raw or "后退" in unit.raw
    ] == [
        ("action", "石碑上浮现"),
        ("caption", "擅入者死"),
        ("action", "，众人后退。"),
    ]


@pytest.mark.parametrize("end", ["【本集完】", "（第一集完）", "——全剧终——"])
def test_what_a_model_says_behind_the_end_is_not_filmed(end: str) -> None:
    script = read(f"{HEAD}老范：走。\n{end}\n\n希望这一集符合您的期待，需要我继续吗？\n")
    assert "期待" not in "".join(unit.text for unit in script.units if unit.kind in ("action", "speech"))
    assert "afterword" in {fault.rule for fault in script.warnings}


def test_a_scene_behind_the_end_is_still_filmed() -> None:
    script = read(f"{HEAD}老范：走。\n林小北：好。\n【本集完】\n△彩蛋：老范回头。\n老范：还没完。\n")
    assert "还没完。" in [unit.text for unit in script.units if unit.kind == "speech"]


@pytest.mark.parametrize(
    "line",
    [
        "老范" + "低头" * 3000 + "：走",
        "△" + "老范：" * 4000,
        "老范（" * 4000,
        "【" * 9000 + "老范",
        "1-1 " + "夜 内 " * 4000,
        "浮现【" * 4000,
        "老范：走。" + "**镜头" * 3000,
        "场景：" + "，夜" * 5000,
        "“" * 5000 + "轰隆",
        "对白：" * 5000,
        "老范，" * 5000 + "：走",
    ],
    ids=range(11),
)
def test_hostile_lines_cost_no_more_than_their_length(line: str) -> None:
    times = []
    for part in (line[: len(line) // 4], line):
        begin = time.process_time()
        read(f"{HEAD}老范：来了。\n{part}\n")
        times.append(time.process_time() - begin)
    assert times[1] < max(0.3, times[0] * 9)


@pytest.mark.parametrize(
    ("heading", "number", "place"),
    [
        ("一、公堂　日　内", "一", "公堂"),
        ("第2场　夜　内　出租屋（与上场交叉）", "第2场", "出租屋"),
        ("场3　傍晚　内　老魏面馆（现在）", "3", "老魏面馆"),
        ("2　内　气闸舱走廊", "2", "气闸舱走廊"),
    ],
)
def test_a_heading_keeps_its_number_and_its_place_apart(heading: str, number: str, place: str) -> None:
    """What stands in brackets of how it is told is no part of the place."""
    (scene,) = parse(Source("a.txt", f"{heading}\n\n林晚：走。\n顾言：走。\n", "utf-8")).scenes

    assert (scene.number, scene.location) == (number, place)


@pytest.mark.parametrize(
    ("text", "scenes"),
    [
        (
            "■ 场次：01\n■ 场景：老屋·后院\n■ 时间：夜，浓雾\n■ 人物：许静、安安\n\n许静：回屋。\n安安：不。\n\n■ 场次：02\n■ 场景：同上（回忆·二十年前）\n■ 时间：黄昏\n■ 人物：许静\n\n许静：谁？\n安安：我。\n",
            [("老屋·后院", "夜", ""), ("", "黄昏", "回忆")],
        ),
        (
            "第一场  夜  内  宴会厅\n\n林可：喝。\n苏晚：不。\n\n第二场  闪回  三年前  夜  内  设计室\n\n林可：给我。\n苏晚：不。\n",
            [("宴会厅", "夜", ""), ("设计室", "三年前，夜", "闪回")],
        ),
        (
            "第一场  夜  内  宴会厅\n\n林可：喝。\n苏晚：不。\n\n第二场  接第一场  夜  内  宴会厅\n\n林可：走。\n苏晚：不。\n",
            [("宴会厅", "夜", ""), ("宴会厅", "夜", "")],
        ),
        (
            "1-1 日 外 院门\n人物：周敏\n周敏：妈。\n【闪回】夏日 外 菜地\n△阳光刺眼。\n周敏：不晒。\n【闪回结束】\n周敏：妈。\n",
            [("院门", "日", ""), ("菜地", "夏日", "闪回"), ("院门", "日", "")],
        ),
        (
            "双　生\n\n时　间\n　深夜。\n\n地　点\n　审讯室。一桌三椅。\n\n　　〔幕启。\n周　敏　坐。\n许　静　不坐。\n周　敏　坐。\n许　静　不。\n",
            [("审讯室", "深夜", "")],
        ),
        (
            "腊月十八，午时。菜市口法场挤满了人。\n\n周敏：斩！\n\n许静：慢！\n\n第二天，祠堂里静悄悄的。\n\n周敏：谁？\n\n许静：我。\n",
            [("菜市口法场", "腊月十八，午时", ""), ("祠堂", "第二天", "")],
        ),
    ],
    ids=[
        "fields behind ornaments",
        "how long ago, and the hour",
        "goes on from",
        "a flashback with its place",
        "fields above what they say",
        "no heading at all",
    ],
)
def test_where_and_when_a_scene_plays_is_told_from_what_it_goes_on_from(text, scenes):
    script = read(text)

    assert [(scene.location, scene.time, scene.state) for scene in script.scenes] == scenes
    assert {person.name for person in script.cast} <= {"许静", "安安", "林可", "苏晚", "周敏"}


@pytest.mark.parametrize(
    ("head", "speaker", "aside"),
    [
        ("顾言一愣", "顾言", "（一愣）"),
        ("师爷腿一软", "师爷", "（腿一软）"),
        ("林晚眼眶一红", "林晚", "（眼眶一红）"),
        ("林晚冷笑", "林晚", "（冷笑）"),
    ],
)
def test_who_does_something_before_the_colon_speaks(head, speaker, aside):
    """Whoever speaks, or acts, elsewhere too is no other person for what they do before they speak."""
    script = parse(
        Source("a.txt", f"1-1 日 内 客厅\n林晚：走。\n顾言：好。\n师爷捧着官印跑上台。\n{head}：大人……\n", "utf-8")
    )

    said = next(unit for unit in script.units if unit.text == "大人……")
    assert (said.speaker, [aside.text for aside in said.parentheticals]) == (speaker, [aside])


@pytest.mark.parametrize("sign", "∶﹕︰꞉")
def test_what_looks_like_a_colon_is_read_as_one_and_given_back_as_it_is(sign: str) -> None:
    usual = "1-1 日 内 客厅\n人物：许静、安安\n许静：三∶一，好。\n安安：不。\n许静：走。\n安安：嗯。\n"
    odd = usual.replace("：", sign)
    script, same = read(odd), read(usual)

    assert script.text == odd
    assert [(unit.kind, unit.speaker, unit.start) for unit in script.units] == [
        (unit.kind, unit.speaker, unit.start) for unit in same.units
    ]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("一、光华照相馆（一九三六年，春，白天）", ("光华照相馆", "一九三六年，春，白天")),
        ("二、火车站（一九三七年，深秋，黄昏转夜）", ("火车站", "一九三七年，深秋，黄昏转夜")),
        ("5．晒谷场．日转阴．外", ("晒谷场", "日转阴")),
        ("6．渡口．夜转小雨．外", ("渡口", "夜转小雨")),
        ("7．渡口．次日，清晨．外", ("渡口", "次日，清晨")),
        ("8．渡口．同日．深夜．外", ("渡口", "同日，深夜")),
    ],
)
def test_season_and_turning_weather_are_part_of_the_hour_and_not_of_the_place(line, told):
    found = headings.scene(line)

    assert (found.location, found.time) == told


@pytest.mark.parametrize(
    "weather",
    "雨转晴 雨过天晴 晴转多云 阴转小雨 小雨→暴雨 雨->雪 大雨转为小雨 晴间多云 雨渐停 雨停 雪后 雨后初晴 雨夹雪转晴 无风 暴风 风暴 暴风雨 骤雨".split(),
)
@pytest.mark.parametrize(
    "form",
    [
        "1-3 夜 外 打谷场 {}",
        "1-3 夜 外 打谷场（{}）",
        "第三场　打谷场，夜，外，{}",
        "三、打谷场／夜／外／{}",
        "1-3 夜 外 打谷场 天气：{}",
    ],
)
def test_weather_that_turns_or_is_over_is_no_part_of_the_place(form, weather):
    found = headings.scene(form.format(weather))

    assert (found.location, found.time, found.interior, found.weather) == ("打谷场", "夜", "外", weather)


@pytest.mark.parametrize(
    ("told", "seen"),
    [
        ("雨转晴", "rain"),
        ("晴转小雨", "clear"),
        ("雪→晴", "snow"),
        ("转晴", "clear"),
        ("雨停", "clear"),
        ("rain turning to snow", "rain"),
    ],
)
def test_weather_that_turns_is_seen_as_it_begins(told, seen):
    """Or the rain of a scene in which it stops would never fall."""
    assert scenery.weather(told) == seen


@pytest.mark.parametrize(
    ("number", "line"),
    [
        ("一", "【一】林区七号塔·塔顶｜黄昏｜内"),
        ("一", "【一】黄昏｜内｜林区七号塔·塔顶"),
        ("01", "【01】林区七号塔·塔顶　黄昏　内"),
        ("二", "［二］林区七号塔·塔顶，黄昏，内"),
        ("二", "〔二〕林区七号塔·塔顶，黄昏，内"),
        ("3", "[3] 林区七号塔·塔顶 黄昏 内"),
        ("十二", "（十二）林区七号塔·塔顶／黄昏／内"),
        ("一", "〖一〗林区七号塔·塔顶｜黄昏｜内"),
        ("一", "一｜林区七号塔·塔顶｜黄昏｜内"),
        ("01", "01｜林区七号塔·塔顶｜黄昏｜内"),
        ("一", "一）林区七号塔·塔顶　黄昏　内"),
        ("①", "①林区七号塔·塔顶　黄昏　内"),
        ("4", "#4 林区七号塔·塔顶｜黄昏｜内"),
    ],
)
def test_the_number_of_a_heading_is_no_part_of_its_place_whatever_brackets_it_has(number, line):
    found = headings.scene(line)

    assert (found.number, found.location, found.time, found.interior) == (number, "林区七号塔·塔顶", "黄昏", "内")


@pytest.mark.parametrize(
    "line", ["【一】现在，我们走吧", "（1）日子过得真快", "[2] 夜里他来过。", "【三】夜里，谁说：走"]
)
def test_a_sentence_behind_a_number_in_brackets_heads_nothing(line):
    assert headings.scene(line) is None


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("旧居民楼电梯里，夜。", "九楼走廊，夜。"),
        ("旧居民楼电梯里，夜", "九楼走廊，夜"),
        ("旧居民楼电梯里。夜。", "九楼走廊。夜。"),
        ("夜，旧居民楼电梯里。", "夜，九楼走廊。"),
        ("旧居民楼电梯里（夜）", "九楼走廊（夜）"),
        ("旧居民楼电梯里——夜。", "九楼走廊——夜。"),
        ("旧居民楼电梯里，夜，雨。", "九楼走廊，内，夜。"),
        ("1 旧居民楼电梯里，夜。", "2 九楼走廊，夜。"),
    ],
)
def test_a_place_and_an_hour_alone_on_a_line_open_a_scene_without_any_mark(first, second):
    script = read(
        f"十四楼\n\n{first}\n老宋捂着灯。\n\n老宋：谁？\n阿菊：我。\n\n{second}\n门开了。\n\n老宋：走。\n阿菊：走。\n"
    )

    assert [(scene.location, scene.time) for scene in script.scenes] == [("旧居民楼电梯里", "夜"), ("九楼走廊", "夜")]
    assert [unit.raw.strip() for unit in script.units if unit.kind == "heading"] == [first, second]


@pytest.mark.parametrize(
    "head",
    "老范顺着她的目光看去 老范抬头望去 老范低头一看 老范凑近一瞧 林小北发现 从窗口望过去 镜头摇过 老范回头看见".split(),
)
def test_what_somebody_sees_is_an_action_with_a_colon_in_it(head):
    script = read(f"{HEAD}老范：来了。\n林小北：走。\n{head}：桥下浊浪翻滚，一个人也没有。\n老范：好。\n")
    (seen,) = (unit for unit in script.units if "浊浪" in unit.raw)

    assert (seen.kind, seen.text, script.warnings) == ("action", f"{head}：桥下浊浪翻滚，一个人也没有。", ())


@pytest.mark.parametrize(
    "line", ["老范低头一看：糟了！", "老范抬头望去：你们先走。", "老范回头一看：下雨了。", "林小北看见：妈，走。"]
)
def test_what_somebody_says_who_looks_up_is_said(line):
    script = read(f"{HEAD}老范：来了。\n林小北：走。\n{line}\n老范：好。\n")

    assert [unit.kind for unit in script.units if unit.raw.strip() == line] == ["speech"]


def test_the_only_scene_of_a_script_may_have_a_heading_without_marks():
    script = read("十四楼\n\n旧居民楼四单元电梯里，夜。\n老宋捂着灯。\n\n老宋：谁？\n阿菊：我。\n老宋：走。\n")

    assert [(scene.location, scene.time) for scene in script.scenes] == [("旧居民楼四单元电梯里", "夜")]


@pytest.mark.parametrize("line", ["灯灭，夜。", "夜，无声。", "他在门口，夜。", "电话响。夜深。", "夜里，他回来了。"])
def test_a_short_sentence_with_an_hour_in_it_is_no_place(line):
    assert headings.told_alone_zh(line) is None


def test_words_that_carry_their_names_are_read_by_them_whatever_style_they_have():
    """Templates of teams set `人物：…` in the style of names and `名（…）：…` in that of dialogue."""
    rows = (
        ("General", "第 1 集"),
        ("Scene Heading", "第 1 - 1 场 绣楼\t日\t内"),
        ("Character", "人物：阿绣 掌柜"),
        ("General", "△阿绣端坐。"),
        ("Dialogue", "掌柜（笑意盈盈）：好针脚！"),
        ("Dialogue", "阿绣（低头）：您谬赞了。"),
        ("Dialogue", "掌柜：不谬。"),
    )
    styles, lines = zip(*rows, strict=True)
    read = parse(Source("made.docx", "\n".join(lines) + "\n", "docx", "docx", (*styles, "General")))
    assert [(unit.speaker, unit.text) for unit in read.units if unit.kind == "speech"] == [
        ("掌柜", "好针脚！"),
        ("阿绣", "您谬赞了。"),
        ("掌柜", "不谬。"),
    ]
    assert read.doubts == ()


@pytest.mark.parametrize("mark", ["▲【{}】", "▲ {}", "△{}", "【{}】"])
def test_what_begins_and_ends_a_state_does_so_behind_the_mark_of_an_action(mark: str):
    told = f"{HEAD}老范：谁？\n{mark.format('闪回')}\n▲少年把伞塞进她手里。\n{mark.format('闪出')}\n老范：是你。\n"
    units = [unit for unit in parse(Source("made.txt", told, "utf-8")).units if unit.kind in ("speech", "action")]
    assert [unit.state for unit in units] == ["", "", "闪回", ""]


def test_a_numbered_scene_and_a_neighbour_by_number_are_what_they_are():
    told = "▲ 65-1   玉兰苑-21楼走廊 日 内\n人物：江斐\nA栋—1101VO：【谁有车？】\nA栋—1101（头像）VO：【借我！】\n江斐：不借。\n"
    read = parse(Source("made.txt", told, "utf-8"))
    assert [(scene.number, scene.location) for scene in read.scenes] == [("65-1", "玉兰苑-21楼走廊")]
    assert [unit.speaker for unit in read.units if unit.kind == "speech"] == ["A栋—1101", "A栋—1101", "江斐"]


def test_the_head_of_a_shot_may_say_where_and_when():
    """As scripts for short videos have it; what stands behind its hook is nobody's word."""
    told = "【视频标题】存折\n【镜头1｜0-8s｜厨房·晨】\n小禾：妈！\n婆婆：哎。\n【镜头2｜8-20s｜客厅·夜】\n小禾：妈？\n婆婆：嗯。\n扣子：门响了。\n"
    read = parse(Source("made.txt", told, "utf-8"))
    assert [(scene.location, scene.time) for scene in read.scenes] == [("厨房", "晨"), ("客厅", "夜")]
    assert {unit.speaker for unit in read.units if unit.kind == "speech"} == {"小禾", "婆婆"}


def test_a_place_behind_the_picture_of_a_shot_is_where_it_plays():
    """The first shot is no front matter, and a place that stays opens no scene."""
    shot = "## 镜头 {n} | Hook\n- **【视觉动作】**: {shown}\n- **【角色台词】**: 顾深: “热的。”\n- **【位置】**: {place}\n\n"
    rows = (("1", "他看菜单。", "咖啡店"), ("2", "他喝了一口。", "咖啡店"), ("3", "他走出门。", "街口"))
    read = parse(
        Source("made.md", "".join(shot.format(n=n, shown=a, place=p) for n, a, p in rows), "utf-8", "markdown")
    )
    assert [scene.location for scene in read.scenes] == ["咖啡店", "街口"]
    assert [unit.text for unit in read.units if unit.kind == "action"] == [shown for _, shown, _ in rows]


def test_wide_brackets_hold_slots_and_an_action_loses_its_label():
    told = "**1-1 闹市街头［外］［日］**\n△后果：骨钥落在地上。\n**小柔**：再宽限几天！\n硬钩子：井里有声音。\n"
    read = parse(Source("made.md", told, "utf-8", "markdown"))
    assert [(scene.location, scene.time, scene.interior) for scene in read.scenes] == [("闹市街头", "日", "外")]
    assert [(unit.kind, unit.text) for unit in read.units if unit.kind in ("action", "speech")] == [
        ("action", "骨钥落在地上。"),
        ("speech", "再宽限几天！"),
    ]


def test_a_scene_counted_twice_has_the_fields_behind_its_second_number():
    told = "第 6 / 1 场： 6-2 王青的房间 夜 内\n△王青坐下。\n王青：谁？\n分屏：两人同时挂断。\n第 6 / 2 场： 6-3 客厅 日 内\n王青：走。\n"
    read = parse(Source("made.txt", told, "utf-8"))
    assert [(scene.location, scene.time, scene.interior) for scene in read.scenes] == [
        ("王青的房间", "夜", "内"),
        ("客厅", "日", "内"),
    ]
    assert {unit.speaker for unit in read.units if unit.kind == "speech"} == {"王青"}


def test_a_voice_of_another_age_stays_somebody_of_its_own_once_both_stand_in_the_cast():
    """Whatever is read again, with the cast that the first reading wrote."""
    script = read(HEAD + "老范（画外音，成年）：走了。\n老范：走。\n")
    cast = gather(script)

    assert {"成年老范", "老范"} <= {member.name for member in cast.members}
    again = one_face(one_face(script, cast), cast)
    assert [unit.speaker for unit in again.units if unit.kind == "speech"] == ["成年老范", "老范"]


@pytest.mark.parametrize("name", ["引子", "楔子", "序幕", "【引子】", "片头："])
@pytest.mark.parametrize("count", range(1, 4))
def test_who_speaks_before_the_first_scene_under_a_name_for_it_is_heard(name, count):
    """A voice over black is no entry of a list of people."""
    words = [f"我这辈子，只坐过{each}次船。" for each in "一两三"[:count]]
    told = "".join(f"老周（画外）：{each}\n" for each in words)
    text = f"短剧《潮汐》\n\n{name}\n\n（黑屏。浪声。）\n{told}\n第一场 渡口 清晨 外\n\n老周站在渡口。\n小满：船还来吗？\n老周：来。\n"
    script = parse(Source("s.txt", text, "utf-8"))
    assert [unit.text for unit in script.units if unit.kind == "speech"] == [*words, "船还来吗？", "来。"]
