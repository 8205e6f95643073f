"""Planning by rules: every word placed, shots that a director would accept, the same bytes every time."""

import json
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyboard import camera, check, speech, timeline
from storyboard.cast.gather import gather
from storyboard.model import Source
from storyboard.parse import parse
from storyboard.plan import plan
from storyboard.production.files import dump, dump_board, dump_trace
from tests.once import anew
from tests.samples import NAMES, sample


def planned(text, tempo=None):
    script = parse(Source("x.txt", text, "utf-8"))
    cast = gather(script, tempo=tempo)
    return script, plan(script, script.episodes[0], cast), cast


HEAD = "1-1 日 内 客厅\n人物：林晚、顾言\n"


@pytest.mark.parametrize("name", NAMES)
def test_boards_of_the_samples(name, golden):
    """Whole boards and traces, as files to review."""
    for done in sample(name):
        stem = f"plan/{name.split('.')[0]}-{done.episode.id}"
        golden(f"{stem}.board.json", dump_board(done.board))
        golden(f"{stem}.trace.json", dump_trace(done.plan.trace))


@pytest.mark.parametrize("asked", ["CLOSE ON SHEN QINGTANG", "CLOSE ON ANNA"])
def test_a_picture_asked_of_somebody_is_no_picture_of_a_thing(asked):
    """Whatever the capitals: who is named is a person with looks, never a prop."""
    name = asked.removeprefix("CLOSE ON ")
    text = f"INT. ROOM - DAY\n\n{name}\nHello.\n\n{asked}\n\n{name}\nStay.\n"

    shot = planned(text)[1].board.shots[1]

    assert name in shot.visual
    assert "filling the frame" not in shot.visual


@pytest.mark.parametrize(
    ("head", "does", "says", "goes_on"),
    [
        (
            "INT. TOWER - DAY\n\n",
            "{0}, 60, a coat older than the usher, stops at the rope and looks up. And up.\n\n",
            ("USHER\nThat way, love.\n\n", "PORTER\nMind the step.\n\n"),
            "She climbs, slowly, step by step.\n\n",
        ),
        (
            "1-1 日 内 钟楼\n人物：{0}、保洁、前台\n",
            "△{0}，六十岁的女人，停在绳子前，仰起头看了很久。\n",
            ("前台：那边走。\n", "保洁：小心台阶。\n"),
            "△她慢慢往上爬，一步一步。\n",
        ),
    ],
    ids=["en", "zh"],
)
@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize("name", ["NORA", "沈青"])
def test_an_action_without_a_name_goes_on_with_who_acted_and_not_with_who_only_spoke(
    head, does, says, goes_on, count, name
):
    """She who took hold of the rope was the usher, who had said one line."""
    name = name if (name == "沈青") == ("人物" in head) else {"NORA": "林晚", "沈青": "MARIA"}[name]
    own = "{}：到了。\n" if "人物" in head else "{}\nI am up.\n"
    text = head.format(name) + does.format(name) + "".join(says[:count]) + goes_on + own.format(name)
    shots = planned(text)[1].board.shots
    (shot,) = [each for each in shots if goes_on.strip("△\n") in each.action]

    assert name in shot.visual
    assert not shot.visual.startswith(("USHER", "PORTER", "前台", "保洁"))


@pytest.mark.parametrize(
    "text",
    [
        "INT. ATTIC - NIGHT\n\nMARTHA, 60, raises her fist. A phone, lit, mid-call.\n\nMARTHA\nListen.\n\nVOICE (V.O.)\n(phone; thin)\nMartha?\n\nLEN\nWho is it?\n\nVOICE (V.O.)\nWho's there?\n\nLEN\nA friend, sir.\n",
        "1-1 夜 内 阁楼\n人物：林晚、顾言\n△林晚举起手机，屏幕亮着，通话中。\n老人（VO）：（电话音）小晚？\n顾言：谁？\n老人（VO）：（电话音）谁在那儿？\n顾言：修灯的。\n",
    ],
    ids=["en", "zh"],
)
def test_a_telephone_that_is_seen_in_a_call_stays_with_whoever_holds_it(text):
    """A second line from the telephone was heard by whoever spoke next, who held none."""
    heard = [shot.visual for shot in planned(text)[1].board.shots if shot.dialogue.role in ("VOICE", "老人")]
    assert len(heard) == 2
    assert not any(other in visual for visual in heard for other in ("LEN", "顾言"))


MANY = [
    ("en", "Dozens of hands rise.", "dozens of hands", "hands"),
    ("en", "Every palm opens. In each, a key.", "every palm", "hands"),
    ("en", "Heads turn.", "", "heads"),
    ("zh", "几百只手举了起来。", "几百只手", "hands"),
    ("zh", "众人齐刷刷回头。", "", "heads"),
]


@pytest.mark.parametrize(("language", "act", "thing", "of"), MANY, ids=[f"{row[0]}-{row[3]}" for row in MANY])
@pytest.mark.parametrize("count", [2, 3])
def test_hands_and_heads_of_many_are_the_crowds_and_nobody_elses(language, act, thing, of, count):
    """A hundred hands were those of the two who had spoken last; heads that turn were said over the shoulder of one."""
    people = {"en": ["NELL", "OTIS", "MARA"], "zh": ["林晚", "顾言", "苏晴"]}[language][:count]
    said = {"en": "{}\nYes.\n\n", "zh": "{}：好。\n"}[language]
    head = {
        "en": "EXT. QUAY - DAY\n\nA crowd waits.\n\n",
        "zh": f"1-1 日 外 村口\n人物：{'、'.join(people)}\n△村民们围着。\n",
    }[language]
    told = {"en": f"{act}\n\n", "zh": f"△{act}\n"}[language]
    lines = "".join(said.format(name) for name in people)
    shots = planned(head + lines + told + lines)[1].board.shots
    (shot,) = [each for each in shots if act in each.action]

    assert not shot.dialogue.text
    assert not any(name in shot.visual for name in people)
    assert thing in shot.visual


def test_the_same_script_gives_the_same_bytes():
    """Twice, from the file on."""
    with anew():
        one, two = (dump_board(planned(HEAD + "林晚：走。\n△顾言不动。\n")[1].board) for _ in range(2))

    assert one == two


@pytest.mark.parametrize("name", NAMES)
def test_shots_last_one_to_ten_seconds_in_tenths_and_speech_fits(name):
    """The mandated range, and the speech guard's warning rate is never crossed."""
    for shot in (shot for done in sample(name) for shot in done.board.shots):
        assert 1 <= shot.duration <= 10
        assert shot.duration == round(shot.duration, 1)
        language = "zh" if speech.han(shot.dialogue.text) else "en"
        assert speech.rate(shot.dialogue.text, shot.duration, language) <= speech.WARN_RATE[language] + 0.05


@pytest.mark.parametrize("name", NAMES)
def test_the_grammar_changes_sizes(name):
    """No more than three shots of one size in a row, unless each of them is asked for by the script or a fixed rule."""
    for done in sample(name):
        sizes = [camera.read(shot.camera).size for shot in done.board.shots]
        rules = [trace.rule for trace in done.plan.trace.shots]
        for at in range(len(sizes) - 3):
            if set(rules[at : at + 4]) <= {"exchange", "action"}:
                assert len(set(sizes[at : at + 4])) > 1


def test_a_new_place_is_established_and_an_old_one_is_not():
    """The first shot of a scene in a new place is wide; going on in the same place is not established again."""
    _, done, _ = planned(HEAD + "△林晚看表。\n林晚：晚了。\n1-2 日 内 客厅\n人物：林晚\n△林晚看表。\n")

    rules = [trace.rule for trace in done.trace.shots]

    assert rules[0] == "establishing"
    assert rules[-1] != "establishing"
    assert camera.read(done.board.shots[0].camera).size in ("wide", "full")


def test_people_keep_their_side_of_the_frame():
    """The 180-degree line: whoever is on the left stays on the left for the scene."""
    _, done, _ = planned(
        HEAD + "".join(f"{'林晚' if at % 2 else '顾言'}：第{at}句话，说得长一点。\n" for at in range(8))
    )

    sides: dict[str, set[bool]] = {}
    for shot in done.board.shots:
        if "面向" in shot.visual:
            sides.setdefault(shot.dialogue.role, set()).add(shot.visual.split("面向")[0].endswith("在画面左侧，"))

    assert set(sides) == {"林晚", "顾言"}
    assert all(len(kept) == 1 for kept in sides.values())
    assert sides["林晚"] != sides["顾言"]


def test_the_scripts_own_camera_words_win():
    """特写 is a close-up, 推近 pushes in, 俯拍 is a high angle."""
    _, done, _ = planned(HEAD + "林晚：走。\n△特写：林晚的手。\n△俯拍，空荡的客厅。\n△镜头：推近门缝。\n")

    framings = [camera.read(shot.camera) for shot in done.board.shots]

    assert framings[1].size == "close"
    assert framings[2].angle == "high"
    assert framings[3].move == "push-in"


def test_ordinary_verbs_are_no_camera_words():
    """A door, a sword and a bed that is pushed leave the framing to the grammar."""
    actions = ("林晚拉开门。", "顾言手持长剑。", "护士把病床推进病房。", "顾言跟随其后。")
    _, done, _ = planned(HEAD + "林晚：走。\n" + "".join(f"△{action}\n林晚：走。\n" for action in actions))

    assert {framed.rule for framed in done.trace.shots if "camera" in framed.rule} == set()


def test_long_speeches_are_cut_at_clause_marks_into_consecutive_shots():
    """Pieces join to the line, in shots of the same speaker, none above ten seconds."""
    line = "三年了，我每天都在想，如果那天我没有走，如果我留下来，把话说清楚，我们会不会是另一个样子。可是没有如果，你等的那个人，早就死在了那场雨里。"
    _, done, _ = planned(HEAD + f"林晚：{line}\n顾言：别说了。\n")

    pieces = [shot for shot in done.board.shots if shot.dialogue.role == "林晚"]

    assert "".join(shot.dialogue.text for shot in pieces) == line
    assert len(pieces) > 1
    assert camera.read(pieces[0].camera).size != camera.read(pieces[1].camera).size


def test_actions_join_the_speech_they_belong_to():
    """A short action of the speaker shares the shot; a long one has a shot of its own."""
    _, short, _ = planned(HEAD + "顾言：站住。\n△林晚回头。\n林晚：怎么？\n")
    _, long, _ = planned(
        HEAD
        + "顾言：站住。\n△林晚慢慢放下手里的箱子，转过身来，目光越过他，落在墙上那张已经泛黄的合影上。\n林晚：怎么？\n"
    )

    assert len(short.board.shots) == 2
    assert len(long.board.shots) == 3


def test_delivery_stands_in_front_of_the_action_in_fixed_words():
    """OS, VO and phone, each in its own words; the parenthetical follows."""
    _, done, _ = planned(HEAD + "林晚（OS）：（苦笑）走吧。\n旁白（VO）：她没有走。\n顾言（电话音）：喂？\n")

    actions = [shot.action for shot in done.board.shots]

    assert actions == [
        "（OS·内心独白，嘴唇不动）\n（苦笑）",
        "（VO·画外音，说话人不在画面）",
        "（电话音）",
    ]


def test_place_time_and_weather_come_from_the_script_or_are_marked():
    """Own words in brackets; what is missing is taken from before or a default, and said in the trace."""
    _, done, _ = planned(
        "1-1 亥时三刻 外 城门\n人物：林晚\n△大雪纷飞。\n林晚：冷。\n1-2 内 客栈\n人物：林晚\n林晚：暖。\n1-3\n△她睡了。\n"
    )

    first, second = (shot for at, shot in enumerate(done.board.shots) if at in timeline.scene_starts(done.board))

    assert (first.location, first.time, first.weather) == ("城门（外）", "晚上（亥时三刻）", "大雪")
    assert (second.location, second.time, second.weather) == ("客栈（内）", "晚上", "无")
    assert any(sentence.startswith("第 1-3 场：地点、内外景、时间为程序暂定") for sentence in done.trace.assumed)
    assert any(sentence.startswith("第 1-2 场：时间为程序暂定") for sentence in done.trace.assumed)


ODD = {
    "no speech at all": "1-1 日 外 山\n△云。\n△风吹过。\n",
    "a speaker missing from the cast line": HEAD + "老王：我也在。\n林晚：谁？\n老王：我。\n",
    "two people at once": HEAD + "林晚/顾言：走！\n林晚：走。\n顾言：好。\n",
    "voices and crowds": HEAD + "旁白：夜深了。\n众人：好！\n手机语音：您有新消息。\n？？？：谁在那里？\n林晚：我。\n",
    "identical lines in a row": HEAD + "林晚：走。\n林晚：走。\n林晚：走。\n",
    "a one-line scene": "1-1 日 内 客厅\n林晚：走。\n1-2 夜 外 街\n林晚：到了。\n",
    "a heading without a place": "1-1 夜\n林晚：走。\n顾言：好。\n林晚：再见。\n",
    "a line that is only dots": HEAD + "林晚：……\n顾言：？\n",
    "a very long word": HEAD + "林晚：" + "啊" * 90 + "\n",
    "an empty scene": "1-1 日 内 客厅\n1-2 夜 外 街\n林晚：到了。\n",
    "English": "INT. ROOM - DAY\n\nANNA: Hello there, you, over there, can you hear me at all?\nBOB: (nods) Yes.\nANNA: Good.\n",
}  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_odd_but_legal_scripts_make_correct_boards(name):
    """Warnings perhaps, but a board that passes the check and the schema."""
    script, done, cast = planned(ODD[name])

    faults = [
        str(fault)
        for fault in check.check_board(done.board, script, script.episodes[0], cast)
        if fault.level == "fault"
    ]

    assert faults == []
    assert done.board.shots


LINES = st.lists(
    st.tuples(st.sampled_from(["林晚：", "顾言（OS）：", "众人：", "△", "【字幕：", "林晚：（笑）"]), st.text("走来去，。！我们的一句话很长", min_size=1, max_size=60)),
    min_size=1, max_size=12,
)  # fmt: skip


@given(LINES)
def test_any_short_drama_is_planned_without_loss(lines):
    """Random scripts: whatever the parser reads as speech, action and caption is on the board, in order, verbatim."""
    text = HEAD + "".join(f"{mark}{words}{'】' if mark.startswith('【') else ''}\n" for mark, words in lines)

    script, done, cast = planned(text)

    assert [
        str(fault)
        for fault in check.check_board(done.board, script, script.episodes[0], cast)
        if fault.level == "fault"
    ] == []


def test_a_slower_tempo_makes_longer_shots_and_another_digest():
    """Tempo is money."""
    _, slow, _ = planned(HEAD + "林晚：我们走吧，别再回头了。\n顾言：好。\n", tempo=180)
    _, fast, _ = planned(HEAD + "林晚：我们走吧，别再回头了。\n顾言：好。\n", tempo=300)

    assert sum(shot.tenths for shot in slow.board.shots) > sum(shot.tenths for shot in fast.board.shots)
    assert [trace.digest for trace in slow.trace.shots] != [trace.digest for trace in fast.trace.shots]


def test_digests_tell_shots_whose_script_lines_are_unchanged():
    """One inserted line leaves the digests of all other shots as they were."""
    lines = [f"{'林晚' if at % 2 else '顾言'}：这是第{at}句话。\n" for at in range(6)]
    _, before, _ = planned(HEAD + "".join(lines))
    _, after, _ = planned(HEAD + "".join([*lines[:3], "林晚：插进来的一句。\n", *lines[3:]]))

    old, new = ([trace.digest for trace in each.trace.shots] for each in (before, after))

    assert [digest for digest in new if digest in old] == old
    assert len(new) == len(old) + 1


def test_replanning_is_stable_under_hand_edits_of_looks(tmp_path):
    """Looks are no part of the shots: a new coat changes character_setting and nothing else."""
    script, done, cast = planned(HEAD + "林晚：走。\n顾言：好。\n")
    coat = replace(cast, members=tuple(replace(m, looks=replace(m.looks, clothes_colour="红色")) for m in cast.members))

    again = plan(script, script.episodes[0], coat)

    assert again.board.shots == done.board.shots
    assert again.board.character_setting != done.board.character_setting


def test_nobody_is_seen_before_the_script_brings_them_in():
    """A name in the cast line is no reason to stand in the establishing shot; whoever comes in later, comes in later."""
    lines = "".join(f"{'林晚' if at % 2 else '顾言'}：这是第{at}句话，说得长一点。\n" for at in range(8))
    _, done, _ = planned(
        "1-1 日 内 客厅\n人物：林晚、顾言、老周\n△林晚坐着，顾言站着。\n" + lines + "△老周推门进来。\n老周：我来了。\n"
    )

    before = [shot.visual for shot in done.board.shots[:5]]

    assert not any("老周" in visual for visual in before)
    assert "林晚" in before[0]


def test_whoever_speaks_over_the_phone_stays_there_until_an_action_brings_them_in():
    """The second line of a caller needs no mark: nobody walks into the room between two sentences."""
    _, done, _ = planned(
        HEAD
        + "△林晚坐在窗边。\n林晚：喂？\n顾言（电话里）：是我，你在哪里？\n林晚：在家。\n顾言：别动，等我。\n△顾言推开门。\n顾言：我来了。\n"
    )

    calls = [shot.visual for shot in done.board.shots if shot.dialogue.role == "顾言"]

    assert ["不在画面" in visual for visual in calls] == [True, True, False]
    assert "顾言" not in done.board.shots[0].visual


HEARD_ONLY = (
    (
        "INT. KITCHEN - NIGHT\n\nHILDE, 52, speaks calmly into the telephone.\n\nHILDE\nHoney and radish.\n\n",
        "{} ({})\nMama, listen. Friday.\n\n",
        "She slams her hand over the mouthpiece. He must not hear. She stares at it.\n",
        ("JÜRGEN", "ANTON", "KARL"),
        ("V.O.", "O.S.", "ON PHONE", "FILTERED"),
    ),
    (
        "1-1 夜 内 厨房\n△林晚拿着话筒。\n林晚：蜂蜜和萝卜。\n",
        "{}（{}）：妈，听我说。\n",
        "△她一把捂住话筒，打了自己一巴掌。他没有再说话。她盯着它。\n",
        ("顾言", "周明", "阿豪"),
        ("画外音", "电话里", "VO"),
    ),
)


@pytest.mark.parametrize(("head", "line", "acts", "people", "how"), HEARD_ONLY, ids=["en", "zh"])
@given(data=st.data())
def test_who_is_only_heard_is_in_no_picture_whatever_is_done_behind_their_words(head, line, acts, people, how, data):
    """She slammed her hand on the telephone: the son at its other end stood in her kitchen, though the script never shows him."""
    heard = data.draw(st.lists(st.sampled_from(people), min_size=1, max_size=3, unique=True))
    text = head + "".join(line.format(name, data.draw(st.sampled_from(how))) for name in heard) + acts
    shots = planned(text)[1].board.shots

    pictures = [re.sub(r"\[Now:[^\]]*\]|【[^】]*】", "", shot.visual) for shot in shots if not shot.dialogue.text]
    assert pictures
    assert not [visual for visual in pictures if any(name in visual for name in heard)]


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.lists(inner).map(tuple) | st.dictionaries(st.text() | st.integers(), inner),
        max_leaves=12,
    )
)
def test_json_is_written_as_the_library_writes_it(data):
    assert dump(data) == json.dumps(data, ensure_ascii=False, indent=2) + "\n"


@pytest.mark.parametrize("asked", ["INSERT - TYPED PAGE:", "INSERT - THE TYPED PAGE:", "CLOSE ON the typed page:"])
def test_words_that_fill_a_picture_are_seen_close_and_so_are_words_alone(asked):
    """Whatever asks for them: on a wide shot nobody reads them."""
    text = f'INT. ARCHIVE - DAY\n\nHILDE turns the leaves for a long time, and licks her thumb.\n\nHILDE\nHere.\n\n{asked}\n\n"Nothing of interest."\n\n"The radish helped."\n\nHILDE\nOh.\n'
    script = parse(Source("x.txt", text, "utf-8"))
    shots = plan(script, script.episodes[0], gather(script)).board.shots

    read = [shot for shot in shots if '"' in shot.action]
    assert len(read) == 2
    assert {shot.camera.split(",")[0] for shot in read} == {"close-up"}
    assert "the typed page" in read[0].visual
