"""The second look: the finished board is read once more beside the script, and only what is wrong in it changes."""

import json
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from storyboard import marks
from storyboard.cast.gather import gather
from storyboard.errors import UsageError
from storyboard.library import OFF, Library
from storyboard.model import Cast
from storyboard.plan.lines import EVENT, events
from storyboard.plan.protocols import perfect, windows
from tests.fake_llm import Reply
from tests.storyteller import asked, bible_of, shots_of, tells
from tests.test_director import STORY, TWO_AGES, direct, script_of, told_twice
from tests.test_plan_model import SCRIPTS, faults_of

TWICE = STORY.choosing({"continuity": "v1"})


def looked_at(script, found, folder, bible=told_twice, shots=shots_of):
    """The plan of a script whose board is read once more and found so, without the second look, and the endpoint."""
    cast, _, (plan,), _, server = direct(script, told_by(bible, shots, found), folder / "twice", library=TWICE)
    assert faults_of(script, cast, [plan]) == []
    return plan, looked_at_once(script.text, bible, shots), server


def told_by(bible, shots, found):
    """A model that gives these answers."""
    made = {"bible": bible, "story": shots, "continuity": found}
    return lambda body, number: Reply(json.dumps(made[asked(body)](body), ensure_ascii=False))


@cache
def looked_at_once(text, bible, shots):
    """The plan of a script without a second look, which many looks are held against."""
    with TemporaryDirectory() as folder:
        return direct(script_of(text), told_by(bible, shots, None), Path(folder))[2][0]


def wrong(turns=(), shots=(), doubts=()):
    return lambda body: {
        "walk": "",
        "turns": [{"shot": at, "now": now} for at, now in turns],
        "shots": list(shots),
        "doubts": list(doubts),
    }


def anew(at, picture, *, behind=False, frame=("林婉，左，右",)):
    """One shot of an answer."""
    return {
        "why": "",
        "shot": at,
        "behind": behind,
        "own": 1.5 if behind else 0,
        "camera": "特写，平视，固定",
        "frame": list(frame),
        "picture": picture,
        "enters": [],
        "exits": [],
    }


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.wide if at % 5 else ()) for at, name in enumerate(SCRIPTS)]
)
def test_a_board_in_which_nothing_is_wrong_stays_as_it_is(name, tmp_path):
    script = SCRIPTS[name]

    cast, _, plans, mind, server = direct(script, tells, tmp_path / "twice", library=TWICE)
    _, _, before, _, _ = direct(script, tells, tmp_path / "once")

    assert [plan.board for plan in plans] == [plan.board for plan in before]
    assert [plan.trace.shots for plan in plans] == [plan.trace.shots for plan in before]
    first = windows(script, gather(script), Cast(()), TWICE)
    assert mind.tally.calls == len(first) + perfect(script, cast, TWICE).calls
    looks = [body["messages"][1]["content"] for body in server.asked if asked(body) == "continuity"]
    assert len(looks) == perfect(script, cast, TWICE).calls - perfect(script, cast, STORY).calls
    told = "\n".join(looks)
    for plan in plans:
        for shot in plan.board.shots:
            assert shot.location in told
            assert " ".join(marks.without(shot.visual).split()) in told or shot.dialogue.text[:4] in told


def test_nobody_is_asked_twice_who_did_not_wish_it(tmp_path):
    _, _, _, _, server = direct(script_of(TWO_AGES), tells, tmp_path)

    assert "continuity" not in {asked(body) for body in server.asked}
    assert not STORY.looks_again("zh")


@pytest.mark.parametrize(
    ("now", "of", "told"),
    [
        ("光，探照灯亮起，冷白的光从上方打下来", "style_tags", "探照灯亮起，冷白的光从上方打下来"),
        ("时间，黎明", "time", "黎明"),
        ("时间，黎明（三年前）", "time", "黎明，三年前"),
        ("地点，码头（外）", "location", "码头（外）"),
        ("地点，码头小屋（外）", "location", "码头小屋（外）"),
    ],
)
def test_what_turns_is_so_from_its_shot_to_the_end_of_the_scene(now, of, told, tmp_path):
    script = script_of(TWO_AGES)

    plan, before, _ = looked_at(script, wrong([(2, now)]), tmp_path)

    scenes = [trace.scene for trace in plan.trace.shots]
    rows = zip(plan.board.shots, scenes, strict=True)
    turned = [told in getattr(shot, of) for shot, scene in rows if scene == "s1"]
    assert turned == [at > 0 for at in range(len(turned))]
    bare = {"style_tags": "", of: ""}
    outside = [scene != "s1" for scene in scenes]
    for one, two, far in zip(plan.board.shots, before.board.shots, outside, strict=True):
        assert one == two if far else of == "location" or replace(one, **bare) == replace(two, **bare)


def test_a_look_is_the_one_whose_letter_is_told_and_only_of_whom_it_is_told(tmp_path):
    """The blood is on his brow from the shot that is named, not from its line on; she looks as before."""
    script = script_of(TWO_AGES)

    def early(body):
        (words,) = re.findall(r"^- 阿豪：(.*)$", body["messages"][1]["content"], re.M)
        letter = re.search(r"(?:^|；)(\w) [^；]*额头流血", words)[1]
        return wrong([(1, f"阿豪，{letter}")])(body)

    plan, before, _ = looked_at(script, early, tmp_path, shots=everywhere)

    def bleeds(board, scene):
        rows = zip(board.shots, plan.trace.shots, strict=True)
        return ["额头流血" in shot.visual for shot, trace in rows if trace.scene == scene]

    assert all(bleeds(plan.board, "s1"))
    assert not all(bleeds(before.board, "s1"))
    assert bleeds(plan.board, "s3") == bleeds(before.board, "s3")
    for one, other in zip(plan.board.shots, before.board.shots, strict=True):
        hers = [[now for now in marks.versions(shot.visual) if now.name == "林婉"] for shot in (one, other)]
        assert hers[0] == hers[1]


def everywhere(body):
    """Both people in every shot."""
    told = shots_of(body)
    for shot in told["shots"]:
        shot |= {"frame": ["林婉，左，右", "阿豪，右，左"], "picture": "林婉和阿豪看着彼此"}
    return told


def test_the_usual_look_is_told_by_its_letter_too(tmp_path):
    plan, before, _ = looked_at(script_of(TWO_AGES), wrong([(1, "阿豪，a")]), tmp_path, shots=everywhere)

    rows = [(one.visual, two.visual) for one, two in zip(plan.board.shots, before.board.shots, strict=True)]
    scenes = [trace.scene for trace in plan.trace.shots]
    assert not any("额头流血" in one for (one, _), scene in zip(rows, scenes, strict=True) if scene == "s1")
    assert any("额头流血" in two for (_, two), scene in zip(rows, scenes, strict=True) if scene == "s1")


@pytest.mark.parametrize(
    ("more", "stands"),
    [("头戴黑色制服帽", True), ("林婉的帽子", False), ("（帽子）", False), ("很" * 61, False)],
    ids=["words", "a name", "brackets", "too long"],
)
def test_what_no_look_has_is_added_to_one(more, stands, tmp_path):
    plan, _, _ = looked_at(script_of(TWO_AGES), wrong([(1, f"阿豪，b，{more}")]), tmp_path, shots=everywhere)

    rows = zip(plan.board.shots, plan.trace.shots, strict=True)
    his = [
        now for shot, trace in rows if trace.scene == "s1" for now in marks.versions(shot.visual) if now.name == "阿豪"
    ]
    assert {now.state for now in his} == {f"额头流血，{more}" if stands else "额头流血"}


def test_a_shot_is_written_anew_and_a_silent_one_put_behind_it(tmp_path):
    script = script_of(TWO_AGES)
    rows = [anew(1, "林婉划着火柴，凑近灯芯，火苗立起来"), anew(1, "林婉的手指还捏着烧黑的火柴梗", behind=True)]

    plan, before, server = looked_at(script, wrong(shots=rows), tmp_path)

    first, silent, *rest = plan.board.shots
    former, *others = before.board.shots
    assert "火苗立起来" in first.visual
    assert (first.action, first.dialogue) == (former.action, former.dialogue)
    assert ("火柴梗" in silent.visual, silent.action, silent.dialogue.text) == (True, "", "")
    assert [replace(shot, duration=1) for shot in rest] == [replace(shot, duration=1) for shot in others]
    looks = {trace.question for trace in plan.trace.shots[:2]}
    assert len(looks) == 1
    assert looks.isdisjoint(trace.question for trace in before.trace.shots)
    assert [trace.answered for trace in plan.trace.shots[:2]] == [1, 2]
    assert [asked(body) for body in server.asked].count("continuity") == 1


def test_what_may_not_stand_on_a_board_is_asked_about_once_then_left_out_and_named(tmp_path):
    rows = [anew(1, "林婉说：“你不该来”"), anew(2, "林婉抬起头", frame=())]

    plan, before, server = looked_at(script_of(TWO_AGES), wrong([(1, "阿豪，z")], rows), tmp_path)

    assert [asked(body) for body in server.asked].count("continuity") == 2
    again = server.asked[-1]["messages"][-1]["content"]
    assert "shots, entry 1" in again
    assert "阿豪 has the looks a, b, not z" in again
    assert plan.board.shots[0] == before.board.shots[0]
    assert "林婉抬起头" in plan.board.shots[1].visual
    (left,) = plan.remarks
    assert left.startswith("left out of the second look: shot 1 (through 1): picture lets somebody speak")


def test_a_shot_that_is_not_there_is_a_fault_and_nothing_changes(tmp_path):
    script = script_of(TWO_AGES)

    plan, before, server = looked_at(script, wrong([(99, "时间，夜")]), tmp_path)

    assert plan.board == before.board
    assert "shot 99: the question has shots 1 to" in server.asked[-1]["messages"][-1]["content"]
    assert any("the second look" in remark and "failed" in remark for remark in plan.remarks)


def test_what_no_picture_can_mend_is_told_to_a_person(tmp_path):
    plan, before, _ = looked_at(script_of(TWO_AGES), wrong(doubts=["第 3 行：雾很大是天气"]), tmp_path)

    assert plan.board == before.board
    assert plan.remarks == ("the second look finds that the script may be misread: 第 3 行：雾很大是天气",)


def test_scenes_that_rules_stand_in_for_are_not_shown(tmp_path):
    def nothing(body):
        return {**shots_of(body), "shots": []}

    def answer(body, number):
        if asked(body) == "story":
            return Reply(json.dumps(nothing(body), ensure_ascii=False))
        return tells(body, number)

    _, _, (plan,), _, server = direct(script_of(TWO_AGES), answer, tmp_path, library=TWICE)

    assert {trace.by for trace in plan.trace.shots} == {"slots"}
    assert "continuity" not in {asked(body) for body in server.asked}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("chosen", "looked_at"),
    [
        ({}, True),
        ({"continuity": "none"}, False),
        ({"continuity": "stable"}, True),
        ({"shots": "v4"}, True),
        ({"shots": "v4", "continuity": "none"}, False),
        ({"shots": "v3"}, False),
        ({"shots": "v3", "continuity": "v1"}, True),
        ({"shots": "v2"}, False),
    ],
)
def test_the_board_of_whoever_names_nothing_is_looked_at_again_and_an_older_one_where_it_is_named(
    chosen, looked_at, language
):
    library = Library((), chosen)

    assert library.looks_again(language) == looked_at
    assert library.choosing({"cast": "v1"}).looks_again(language) == looked_at
    assert not library.choosing({"continuity": OFF}).looks_again(language)


STORM = """第一场
时间：日，晴
地点：山坡
人物：林婉、阿豪
△林婉走上山坡。
林婉：你来。
第二场
时间：夜，大雨
地点：驿站门外
人物：林婉、阿豪
△林婉站在门外。
阿豪：进来。
△阿豪推开门。
林婉：不。
"""


@pytest.mark.parametrize(("place", "weather"), [("山坡", "大雨"), ("驿站（外）", "大雨"), ("驿站（内）", "无")])
def test_whoever_goes_to_another_place_takes_hour_and_sky_along(place, weather, tmp_path):
    """The hill of the sunny day is in the rain at night: it is the same moment."""

    def elsewhere(body):
        at = int(re.findall(r"^镜头 (\d+)｜.*$", body["messages"][1]["content"].split("[s2｜")[1], re.M)[0])
        return wrong([(at + 1, f"地点，{place}")])(body)

    plan, _, _ = looked_at(script_of(STORM), elsewhere, tmp_path, bible=bible_of)

    last = plan.board.shots[-1]
    assert (last.weather, last.time) == (weather, "晚上")
    assert place[:2] in last.location


def test_a_version_that_is_not_there_is_said_before_anything_is_asked(tmp_path):
    asked_for = []

    def answer(body, number):
        asked_for.append(number)
        return tells(body, number)

    with pytest.raises(UsageError, match="continuity/v9"):
        direct(script_of(TWO_AGES), answer, tmp_path, library=STORY.choosing({"continuity": "v9"}))
    assert asked_for == []


@pytest.mark.parametrize(
    ("more", "clothes", "state"),
    [
        ("白色，棉衬衫、黑布裤、布鞋；胳膊缠白纱布", ("白色", "棉衬衫、黑布裤、布鞋"), "胳膊缠白纱布"),
        ("白色，棉衬衫，黑布裤", ("白色", "棉衬衫、黑布裤"), ""),
        ("白色", None, ""),
        ("白色，林婉的衬衫", None, ""),
    ],
    ids=["whole", "nothing else", "no clothes", "a name"],
)
def test_somebody_may_be_dressed_anew_from_a_shot_on(more, clothes, state, tmp_path):
    """What a look is to be stands whole in the answer; what is none is asked about once and changes nothing."""
    plan, before, server = looked_at(script_of(TWO_AGES), wrong([(1, f"阿豪，新，{more}")]), tmp_path, shots=everywhere)

    rows = zip(plan.board.shots, plan.trace.shots, strict=True)
    his = [now for shot, at in rows if at.scene == "s1" for now in marks.versions(shot.visual) if now.name == "阿豪"]
    if clothes:
        assert {(now.clothes, now.state, now.hair) for now in his} == {(clothes, state, None)}
        assert len(his) == sum(trace.scene == "s1" for trace in plan.trace.shots)
    else:
        assert plan.board == before.board
        assert "a new look has a colour" in server.asked[-1]["messages"][-1]["content"]


@pytest.mark.parametrize("passed", [2, 0])
def test_who_does_something_that_no_picture_shows_is_told_and_asked_about_where_it_is_passed_over(
    passed, tmp_path, monkeypatch
):
    """His brow strikes the frame in the action, and she alone is seen: the look says so, and an answer that passes over several of them is asked again."""
    monkeypatch.setattr("storyboard.plan.supervisor.PASSED_OVER", 3 - passed)

    def hers(body):
        told = shots_of(body)
        for shot in told["shots"]:
            shot |= {"frame": ["林婉，左，右"], "picture": "林婉看着门外"}
        return told

    plan, before, server = looked_at(script_of(TWO_AGES), wrong(), tmp_path, shots=hers)

    looks = [body["messages"] for body in server.asked if asked(body) == "continuity"]
    assert "动作行里的阿豪" in looks[0][1]["content"]
    assert len(looks) == (2 if passed else 1)
    assert bool(re.search(r"the script has 阿豪 do something there", looks[-1][-1]["content"])) == bool(passed)
    assert plan.board == before.board


LIFTS = "林婉看着阿豪，阿豪双手把木桨举过头顶"


@pytest.mark.parametrize(
    ("leaves", "picture", "exits", "told"),
    [
        ("推门就走", "阿豪把戒指丢在桌上", [], True),
        ("转身就走", "阿豪转身就走", [], False),
        ("推门就走", "阿豪把戒指丢在桌上，推开门", ["阿豪"], False),
        ("坐了下来", "阿豪坐下", [], False),
    ],
)
def test_who_leaves_in_the_action_and_in_no_picture_is_told(leaves, picture, exits, told, tmp_path):
    text = f"1-1 日 内 大堂\n人物：林婉、阿豪\n林婉：你走吧。\n△阿豪把戒指丢在桌上，{leaves}。\n林婉：再见。\n"

    def shots(body):
        made = shots_of(body)
        for shot in made["shots"]:
            if shot["through"] == 2:
                shot |= {"frame": ["阿豪，右，左"], "picture": picture, "exits": exits}
        return made

    _, _, server = looked_at(script_of(text), wrong(), tmp_path, bible=bible_of, shots=shots)

    look = next(body["messages"][1]["content"] for body in server.asked if asked(body) == "continuity")
    assert ("动作行里阿豪走了，没有画面看见走" in look) == told


HALL = """第一场
时间：夜
地点：调度室
人物：林婉
△林婉戴着耳机坐着。
林婉：别怕。
△走廊里，年轻的她举着听筒。
△她不肯松手。
△林婉的手按在桌边。
林婉：我在。
△林婉抬起头。
林婉：说吧。
"""


@pytest.mark.parametrize(("hour", "after"), [("白天", "晚上"), ("清晨", "清晨")])
def test_the_hour_of_another_time_ends_with_its_place_and_morning_comes_to_stay(hour, after, tmp_path):
    """By day in a corridor in the middle of a night: back in the room it is night again. What a question was not shown does not go on into it."""

    def away(body):
        user = body["messages"][1]["content"]
        (at,) = [int(number) for number in re.findall(r"^镜头 (\d+)｜.*\n(?:.*\n)?.*走廊里", user, re.M)] or [0]
        return wrong([(at, "地点，走廊"), (at, f"时间，{hour}"), (at + 2, "地点，调度室")] if at else ())(body)

    plan, _, _ = looked_at(script_of(HALL), away, tmp_path, bible=bible_of)

    times = [(shot.location, shot.time) for shot in plan.board.shots]
    there = [at for at, (place, _) in enumerate(times) if "走廊" in place]
    assert there
    assert all(hour in times[at][1] for at in there)
    assert all(after in time for _, time in times[there[-1] + 1 :])
    assert len(times) > there[-1] + 2


def test_a_second_look_goes_by_what_it_was_shown(tmp_path, monkeypatch):
    """A scene in two questions: what the look at the first one turns is not so in the second, whose headings were right as they stood."""
    monkeypatch.setattr("storyboard.plan.director.MOST", 4)

    def dark(body):
        return wrong([(1, "时间，黎明")] if "戴着耳机" in body["messages"][1]["content"].split("分镜：")[1] else ())(
            body
        )

    plan, before, _ = looked_at(script_of(HALL), dark, tmp_path, bible=bible_of)

    times = ["黎明" in shot.time for shot in plan.board.shots]
    assert any(times)
    assert not times[-1]
    assert times == sorted(times, reverse=True)
    assert plan.board.shots[-1] == before.board.shots[-1]


@pytest.mark.few("brought", "holds", "to")
@pytest.mark.parametrize(
    ("holds", "to", "again"),
    [("抬不起来", 0, True), ("抬不起来", 5, False), ("有一道旧疤", 0, False), ("", 0, False)],
    ids=["for good", "healed", "it works", "no fact"],
)
@pytest.mark.parametrize("brought", [False, True], ids=["by the board", "by the look"])
def test_both_hands_of_a_man_with_a_dead_arm_are_told_and_asked_about_where_a_look_brings_them(
    brought, holds, to, again, tmp_path
):
    """In every shot of the lines in which it holds, and nowhere else."""

    def told(body):
        fact = {"about": "阿豪的左臂", "holds": holds, "from": 1, "to": to}
        return {**told_twice(body), "facts": [fact] if holds else []}

    def lifts(body):
        made = everywhere(body)
        made["shots"][-1]["picture"] = "林婉看着阿豪" if brought else LIFTS
        return made

    def mends(body):
        last = int(re.findall(r"^镜头 (\d+)｜", body["messages"][1]["content"], re.M)[-1])
        return wrong(shots=[anew(last, LIFTS, frame=("林婉，左，右", "阿豪，右，左"))] if brought else ())(body)

    library = TWICE.choosing({"bible": "v2"})
    made = {"bible": told, "story": lifts, "continuity": mends}
    _, _, (plan,), _, server = direct(
        script_of(TWO_AGES),
        lambda body, _: Reply(json.dumps(made[asked(body)](body), ensure_ascii=False)),
        tmp_path,
        library=library,
    )

    looks = [body["messages"] for body in server.asked if asked(body) == "continuity"]
    assert len(looks) == 1 + (again and brought)
    assert ("（“双手”？阿豪的左臂：抬不起来）" in looks[0][1]["content"]) == (again and not brought)
    assert ("the picture has “双手”" in looks[-1][-1]["content"]) == (again and brought)
    assert plan.remarks == ()


def test_a_place_that_the_script_has_no_words_for_is_asked_about_once(tmp_path):
    plan, before, server = looked_at(script_of(TWO_AGES), wrong([(2, "地点，月球背面（外）")]), tmp_path)

    assert plan.board == before.board
    assert "the script has no place “月球背面（外）”" in server.asked[-1]["messages"][-1]["content"]


HURRIED = """第一场
时间：夜
地点：山坡
人物：林婉、阿豪
△林婉推开柴房的木门，弯腰抱起墙角的一捆湿柴，转身往外跑。
△阿豪绕到她身后，一脚踹在门上，扯下她的斗笠。
△林婉蹲下。
△阿豪拧开那只生了锈的铁皮油灯，倒出里面的煤油，凑到窗前的亮处看。
林婉：还我。
"""


def test_what_has_too_little_time_to_be_seen_is_told_of_exactly_such_shots(tmp_path):
    more = HURRIED.replace(
        "凑到窗前的亮处看。", "凑近，看，泼开，摔灯，踩火，捂嘴，回头，扑倒，爬起，抬手，挡住，踢翻，抓起，喘气。"
    )
    _, _, server = looked_at(script_of(more), wrong(), tmp_path, bible=bible_of)

    (user,) = [body["messages"][1]["content"] for body in server.asked if asked(body) == "continuity"]
    shots = re.findall(r"^镜头 \d+｜([\d.]+) 秒(.*)\n((?:\d+｜.*\n)*)", user.split("分镜：")[1], re.M)
    told = []
    for seconds, head, lines in shots:
        happen = sum(events(text) for text in re.findall(r"^\d+｜动作｜(.*)$", lines, re.M))
        told.append("时间不够" in head)
        assert told[-1] == (happen > 2 and float(seconds) * 10 < happen * EVENT)
    assert {True, False} == {*told}


@pytest.mark.parametrize(("size", "told"), [("全景", True), ("特写", False)])
def test_who_is_there_when_all_laugh_and_is_not_in_the_picture_is_told(size, told, tmp_path):
    """In a picture that has room for them: a close-up of one face leaves the others out rightly."""

    def her(body):
        made = everywhere(body)
        for shot in made["shots"][2:]:
            shot |= {"camera": f"{size}，平视，固定", "frame": ["林婉，左，右"], "picture": "林婉仰头笑"}
        return made

    script = script_of(HURRIED.replace("林婉蹲下。", "众人愣了一下，都笑了。"))
    _, _, server = looked_at(script, wrong(), tmp_path, bible=bible_of, shots=her)

    user = next(body["messages"][1]["content"] for body in server.asked if asked(body) == "continuity")
    rows = re.findall(r"都笑了。\n.*\n(画面：.*)$", user, re.M)
    assert ["（在场而画面里没有：阿豪）" in row for row in rows] == [told]
    assert user.count("在场而画面里没有") == told
