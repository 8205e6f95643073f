"""When a shot plays: flashbacks and dreams, in a scene of their own or in the middle of one, look so and are elsewhere."""

import pytest

from storyboard import check, staging
from storyboard.cast.gather import gather
from storyboard.model import Source
from storyboard.parse import markers, parse
from storyboard.plan import plan
from tests.test_plan import planned

ZH = """1-1 日 内 病房
人物：周岩、苏敏
△周岩坐在病床边，握着苏敏的手。
苏敏：还记得吗？
闪回：
△操场上，少年阿岩在雨里把伞递给苏敏。
阿岩：给你。
闪回结束。
△苏敏笑了。
周岩：记得。
【梦境】
1-2 夜 外 荒野
△苏敏一个人在跑。
苏敏：周岩！
【梦境结束】
△苏敏醒来。
周岩：做梦了？
△闪回画面：周岩在雨里收伞。
苏敏：嗯。
"""
EN = """INT. KITCHEN - DAY

NORA, 40, stands at the sink. BEN, 42, sits at the table.

NORA
You remember that summer?

BEGIN FLASHBACK:

EXT. LAKE - DAY

A BOY, 9, runs along the pier.

BOY
Wait for me!

END FLASHBACK.

INT. KITCHEN - DAY

BEN
I remember.

FLASHBACK:

The boy drops a red ball.

BACK TO PRESENT:

Nora wipes the table.

INT. BEDROOM - NIGHT (DREAM SEQUENCE)

Nora floats over the bed.
"""
BACK = {
    "zh": "1-1 夜 内 拳馆\n人物：{0}\n△{0}，三十六岁，穿绿袍。\n{0}：来。\n\n1-2 日 外 花园（闪回）\n△字幕：十年前\n△年轻的{0}跑过，二十六岁。\n{0}：三！\n【闪回结束】\n△{0}站起来。\n{0}：十。\n",
    "en": 'INT. RING - NIGHT\n\n{0}, 36, green robe, waits.\n\n{0}\nCome.\n\nFLASH TO:\n\nEXT. GARDEN - DAY (FLASHBACK)\n\nSUPER: "Ten years earlier"\n\nA younger {0} runs.\n\n{0}\nThree!\n\nBACK TO SCENE:\n\n{0} is up.\n\n{0}\nTen.\n',
}


@pytest.mark.parametrize(("code", "names"), [("zh", ("林晚", "陈默")), ("en", ("DANNY", "ROSA"))])
def test_behind_a_flashback_with_a_heading_everybody_is_as_old_as_before_it(code, names):
    """BACK TO SCENE: the boxer stayed two years younger, in the jacket of then."""
    for name in names:
        script = parse(Source(f"x.{'txt' if code == 'zh' else 'fountain'}", BACK[code].format(name), "utf-8"))
        shots = plan(script, script.episodes[0], gather(script)).board.shots
        young = [("26" in shot.visual) for shot in shots]

        assert any(young)
        assert not young[0]
        assert not young[-1], shots[-1].visual


WANTED = {
    "zh": ["present", "flashback", "present", "dream", "present", "flashback", "present"],
    "en": ["present", "present", "flashback", "present", "flashback", "present", "dream"],
}
PLACES = {
    "zh": ["病房（内）", "操场（外）", "病房（内）", "荒野（外）", "病房（内）", "回忆里的地点（外）", "病房（内）"],
    "en": ["KITCHEN (inside)"] * 2 + ["LAKE (outside)", "KITCHEN (inside)", "a remembered place (inside)", "KITCHEN (inside)", "BEDROOM (inside)"],
}  # fmt: skip


@pytest.mark.parametrize(("code", "text"), [("zh", ZH), ("en", EN)])
def test_a_flashback_in_the_middle_of_a_scene_is_elsewhere_and_looks_so(code, text):
    """By headings, by marks that open and close, by an action's own word; behind it the scene goes on where it was."""
    script, plan, cast = planned(text)

    board = plan.board
    subject = check.subject_of(board, script, script.episodes[0], cast)

    assert [staging.layer(shot) for shot in board.shots] == WANTED[code]
    assert [shot.location for shot in board.shots] == PLACES[code]
    assert check.check(subject) == ()
    assert [trace.units for trace in plan.trace.shots] == sorted(
        (trace.units for trace in plan.trace.shots), key=lambda units: int(units[0][1:])
    )


@pytest.mark.parametrize(("code", "text"), [("zh", ZH), ("en", EN)])
def test_a_cut_stands_in_the_first_and_in_the_last_shot_of_what_it_opens_and_closes(code, text):
    """And nowhere else: the shot before does not look like a memory."""
    cut = ("转场：", "transition: ")
    shots = planned(text)[1].board.shots
    marked = [n for n, shot in enumerate(shots) if any(word in shot.style_tags for word in cut)]

    assert marked == {"zh": [1, 3], "en": [2, 4]}[code]
    assert {staging.layer(shots[n]) for n in marked} == {"flashback"} | ({"dream"} if code == "zh" else set())


def test_nobody_of_a_flashback_stands_in_the_present_and_the_other_way_round():
    """阿岩 is seen in the flashback alone; 周岩 and 苏敏 keep their sides around it."""
    shots = planned(ZH)[1].board.shots

    assert ["阿岩" in shot.visual for shot in shots].count(True) == 1
    assert "阿岩" in shots[1].visual
    assert "周岩" not in shots[1].visual
    assert "苏敏在画面左侧" in shots[0].visual
    assert "周岩在画面右侧" in shots[2].visual


@pytest.mark.parametrize(
    ("line", "opens", "closes"),
    [
        ("BEGIN FLASHBACK:", "FLASHBACK", False),
        ("CUT TO FLASHBACK:", "FLASHBACK", False),
        ("FLASHBACK - TEN YEARS AGO", "FLASHBACK", False),
        ("DREAM SEQUENCE:", "DREAM SEQUENCE", False),
        ("END OF FLASHBACK", "", True),
        ("BACK TO PRESENT DAY:", "", True),
        ("闪回画面：", "闪回", False),
        ("（回到现实）", "", True),
    ],
)
def test_a_mark_opens_or_closes(line, opens, closes):
    mark = markers.read(line)

    assert mark
    assert (mark.kind, mark.opens, mark.closes) == ("transition", opens, closes)


@pytest.mark.parametrize(
    "line", ["Dream on, Harry", "Memory fades.", "VISION", "想象力丰富", "Back to the present, she smiles."]
)
def test_words_of_a_sentence_open_nothing(line):
    """A name in capitals is somebody's."""
    mark = markers.read(line)

    assert mark is None or not (mark.opens or mark.closes)


def test_a_mark_that_nothing_closes_holds_to_the_end_of_its_scene():
    text = "1-1 日 内 客厅\n林晚：谁？\n【回忆】\n△门开了。\n1-2 日 内 书房\n林晚：走。\n"
    units = [unit for unit in parse(Source("x.txt", text, "utf-8")).units if unit.kind in ("action", "speech")]

    assert [unit.state for unit in units] == ["", "回忆", ""]


BACK_EN = """INT. ARENA - TUNNEL - NIGHT

DANNY, 36, green robe.

DANNY
Now.

INT. ARENA - RING - CONTINUOUS

Danny falls.

REFEREE
One! Two!

FLASH TO:

EXT. GARDEN - DAY (FLASHBACK)

Danny counts.

DANNY
Three!

{mark}

The crowd stands.

REFEREE
Eight!

DANNY
Ten.
"""
BACK_ZH = """1-1 夜 内 拳馆
人物：丹尼、裁判
△丹尼倒地。
裁判：一！二！
1-2 日 外 花园（闪回）
△丹尼数数。
丹尼：三！
{mark}
△观众起立。
裁判：八！
丹尼：十。
"""
MARKS_EN = (
    "BACK TO SCENE:", "BACK TO SCENE", "Back to scene.", "(BACK TO SCENE)", "[BACK TO SCENE]", "**BACK TO SCENE**", "> BACK TO SCENE:", "> BACK TO SCENE <", "BACK TO:",
    "BACK TO PRESENT:", "BACK TO PRESENT DAY", "BACK TO THE PRESENT.", "BACK TO PRESENT - NIGHT", "BACK TO NOW:", "BACK TO REALITY", "END FLASHBACK.", "END OF FLASHBACK",
    "END FLASHBACK SEQUENCE", "FLASHBACK ENDS", "FLASHBACK OVER", "*END FLASHBACK*", "END FLASHBACK -- BACK TO SCENE", "RETURN TO SCENE", "RETURN TO THE PRESENT.", "BACK TO: RING",
    "BACK TO THE RING", "BACK TO RING:", "RETURN TO: THE RING", "CUT BACK TO: RING", "SMASH BACK TO:", "CUT BACK:", "FLASH BACK TO PRESENT:", "RESUME SCENE", "RESUME PRESENT",
    "RESUME - RING", "RESUME:", "CUT TO PRESENT:", "DISSOLVE TO PRESENT:", "PRESENT DAY:", "THE PRESENT.", "SUPER: PRESENT DAY",
)  # fmt: skip
MARKS_ZH = (
    "闪回结束。", "【闪回结束】", "（闪回结束）", "〔闪回结束〕", "闪回完", "【闪回完】", "闪回毕", "闪回 完", "——闪回结束——", "《闪回结束》", "---闪回结束---", "*闪回结束*", "> 闪回结束", "结束闪回",
    "闪回镜头结束", "回到现实", "△回到现实。", "（回到现实）", "切回现实", "转回现实", "返回现实", "回到现在", "【回到现在】", "（切回现在）", "回到当下", "画面回到现在", "镜头切回现实", "切回：", "切回", "【切回】",
    "画面切回", "切回拳馆", "切回：拳馆", "回到拳馆", "回到：拳馆", "画面切回拳馆", "闪回结束，回到现实", "（闪回结束，回到拳馆）", "现实：", "【现在】", "现在：", "▲【闪回结束】",
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "place", "time", "mark"),
    [(BACK_EN, "ARENA - RING", "NIGHT", mark) for mark in MARKS_EN]
    + [(BACK_ZH, "拳馆", "夜", mark) for mark in MARKS_ZH],
)
def test_what_follows_a_flashback_plays_where_it_was_opened(text, place, time, mark):
    """The flashback has a heading of its own; behind its end stands none, only a mark in one of many forms."""
    script = parse(Source("x.txt", text.format(mark=mark), "utf-8"))
    past, now = script.scenes[-2:]
    played = [
        (unit.text, unit.state) for unit in script.units if unit.scene == now.id and unit.kind in ("action", "speech")
    ]

    assert past.state in ("FLASHBACK", "闪回")
    assert (now.location, now.time, now.state) == (place, time, "")
    assert [state for _, state in played] == ["", "", ""]
    assert all(mark not in words for words, _ in played)
    assert script.doubts == ()


@pytest.mark.parametrize(
    ("mark", "place"),
    [
        ("BACK TO: TUNNEL", "ARENA - TUNNEL"),
        ("END FLASHBACK. BACK TO: TUNNEL", "ARENA - TUNNEL"),
        ("RETURN TO THE TUNNEL", "ARENA - TUNNEL"),
        ("BACK TO THE LIGHTHOUSE", "GARDEN"),
        ("INSERT - HIS WATCH\n\nFour.\n\nBACK TO SCENE", "GARDEN"),
        ("INSERT: A WATCH\n\nRESUME SCENE", "GARDEN"),
    ],
)
def test_a_flashback_ends_where_its_mark_says_and_not_with_what_is_inserted_in_it(mark, place):
    """A place that no scene of now has ends nothing; what an insert goes back to is the flashback itself."""
    script = parse(Source("x.txt", BACK_EN.format(mark=mark), "utf-8"))

    assert script.scenes[-1].location == place
    assert [unit.speaker for unit in script.units if unit.kind == "speech"] == [
        "DANNY",
        "REFEREE",
        "DANNY",
        "REFEREE",
        "DANNY",
    ]


CUTS_EN = ("FLASH TO:", "SMASH CUT TO:", "FLASH CUT TO:", "SMASH TO:", "QUICK CUT TO:", "CUT TO:", "DISSOLVE TO:")
CUTS_ZH = ("闪切：", "硬切：", "切至：", "【闪切】", "快切", "叠化", "跳切至：")
UNTOLD = frozenset({"RESUME:", "PRESENT DAY:", "THE PRESENT.", "SUPER: PRESENT DAY", "现实：", "【现在】", "现在："})
"""Marks that alone say too little: where no word opened a memory they may only say when it is."""


@pytest.mark.parametrize(
    ("text", "cut", "mark"),
    [(BACK_EN, "FLASH TO:", mark) for mark in MARKS_EN if mark not in UNTOLD]
    + [(BACK_ZH, "闪切：", mark) for mark in MARKS_ZH if mark not in UNTOLD]
    + [(BACK_EN, cut, mark) for cut in CUTS_EN for mark in ("BACK TO SCENE", "BACK TO PRESENT:")]
    + [(BACK_ZH, cut, mark) for cut in CUTS_ZH for mark in ("回到现实", "【切回】")],
)
def test_what_follows_a_way_back_plays_where_a_cut_led_away_though_no_word_said_flashback(text, cut, mark):
    """Its place, its hour and its people are those of the scene before; it was read as played where the cut had led."""
    script = parse(Source("x.txt", _led(text, cut).format(mark=mark), "utf-8"))
    then, away, now = script.scenes[-3:]
    said = [unit.text for unit in script.units if unit.scene == now.id and unit.kind == "speech"]

    assert (now.location, now.time, now.state) == (
        ("ARENA - RING", "NIGHT", "") if text is BACK_EN else ("拳馆", "夜", "")
    )
    assert then.location != away.location == ("GARDEN" if text is BACK_EN else "花园")
    assert said in (["Eight!", "Ten."], ["八！", "十。"])
    assert {unit.state for unit in script.units if unit.scene == now.id} == {""}
    assert script.doubts == ()


def _led(text, cut):
    """A script whose heading of the flashback does not say that it is one; a cut leads to it."""
    if text is BACK_ZH:
        return text.replace("1-2 日 外 花园（闪回）", f"{cut}\n1-2 日 外 花园")
    return text.replace("FLASH TO:\n\nEXT. GARDEN - DAY (FLASHBACK)", f"{cut}\n\nEXT. GARDEN - DAY")


@pytest.mark.parametrize(
    ("text", "mark", "state"),
    [
        (BACK_EN, "BACK TO SCENE", ""),
        (BACK_EN, "BACK TO: RING", ""),
        (BACK_EN, "BACK TO PRESENT:", "FLASHBACK"),
        (BACK_EN, "END DREAM SEQUENCE", "DREAM SEQUENCE"),
        (BACK_ZH, "【切回】", ""),
        (BACK_ZH, "回到现在", "闪回"),
        (BACK_ZH, "梦境结束", "梦境"),
    ],
)
def test_when_a_scene_played_to_which_a_cut_led_is_what_the_way_back_says(text, mark, state):
    """Back to the present: it was before. Back to the scene: it was elsewhere, and nobody knows more."""
    script = parse(
        Source("x.txt", _led(text, "SMASH CUT TO:" if text is BACK_EN else "闪切：").format(mark=mark), "utf-8")
    )

    assert script.scenes[-2].state == state


@pytest.mark.parametrize(
    ("text", "mark"),
    [(BACK_EN, "BACK TO SCENE"), (BACK_EN, "BACK TO PRESENT:"), (BACK_ZH, "回到现实"), (BACK_ZH, "【切回现实】")],
)
def test_a_way_back_from_where_nothing_led_is_doubted(text, mark):
    """A heading without any cut, and a mark: it may go back within the scene, or to the one before."""
    script = parse(Source("x.txt", _led(text, "").format(mark=mark), "utf-8"))

    assert [doubt.rule for doubt in script.doubts] == ["way-back"]
    assert script.doubts[0].lines == (1 + _led(text, "").partition("{mark}")[0].count("\n"),)


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        (BACK_EN, "INSERT - HIS WATCH\n\nFour.\n\nBACK TO SCENE"),
        (BACK_EN, "POV: THE CROWD\n\nFour.\n\nBACK TO SCENE"),
        (BACK_ZH, "△他想起父亲的拳套。\n回到现实"),
    ],
)
def test_what_is_shown_or_remembered_within_a_scene_ends_within_it(text, inner):
    """No cut led to the garden: the mark goes back from what it stands below."""
    script = parse(Source("x.txt", _led(text, "").format(mark=inner), "utf-8"))

    assert script.scenes[-1].location in ("GARDEN", "花园")
    assert script.doubts == ()


def test_nobody_wears_behind_a_flashback_what_is_told_of_them_in_it():
    """A younger Danny is another one: behind the mark he is as the scene before left him."""
    text = BACK_EN.replace("Danny counts.", "A younger Danny, unmarked, in a white T-shirt.")
    shots = planned(text.format(mark="BACK TO SCENE:"))[1].board.shots
    past = [shot for shot in shots if staging.layer(shot) == "flashback"]
    behind = shots[shots.index(past[-1]) + 1 :]

    assert all("white" in shot.visual for shot in past)
    assert [shot.location for shot in behind] == ["ARENA - RING (inside)"] * len(behind)
    assert not any("white" in shot.visual for shot in behind)


@pytest.mark.parametrize(
    ("script", "past", "now"),
    [
        (
            "第一场 日 内 审讯室\n姚队：谁？\n方磊：我。\n〔灯光转蓝。当晚，楼道。黑衣人揪住方磊的衣领。方磊脚下踏空。\n〔灯光复原。\n姚队：凶手左手有伤。\n",
            ("楼道（内）", "晚上（当晚）"),
            ("审讯室（内）", "白天"),
        ),
        (
            "INT. INTERVIEW ROOM - DAY\n\nMOSS\nWho was it?\n\nREED\nMe.\n\nThe light turns blue. That night. A staircase. Reed falls.\n\nLights restore.\n\nMOSS\nShow me your hand.\n",
            ("staircase (inside)", "night (That night)"),
            ("INTERVIEW ROOM (inside)", "day"),
        ),
    ],
    ids=["zh", "en"],
)
def test_a_light_that_changes_for_a_time_before_opens_a_flashback_at_its_own_place(script, past, now):
    """And the light of before ends it: neither place nor hour of the frame are those of what is remembered."""
    shots = planned(script)[1].board.shots
    layers = [staging.layer(shot) for shot in shots]

    first = layers.index("flashback")

    assert (shots[first].location, shots[first].time) == past
    assert layers[-1] == layers[0] == "present"
    assert {(shots[at].location, shots[at].time) for at in (0, -1)} == {now}
