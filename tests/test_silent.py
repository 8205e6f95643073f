"""Silent shots of their own: what the script has no line for, in time that is paid for anyway; they go with the shot before them."""

import json
import re
from dataclasses import replace

import pytest

from storyboard.cast.gather import gather
from storyboard.check import check_board
from storyboard.config import Settings
from storyboard.model import Source
from storyboard.pack import cost, floors, pack
from storyboard.parse import parse
from storyboard.plan import SILENT, Ends, affordable, plan
from storyboard.plan.passages import LINGERS
from storyboard.production.merge import merged
from storyboard.profiles import make_offer
from storyboard.render import render
from storyboard.staging import picture_of
from tests.fake_llm import Reply, lines_of
from tests.storyteller import asked, own_shot, shots_of, tells, undisputed
from tests.test_composing import OFFER
from tests.test_director import STORY, direct, faults_of, script_of

SLAP = """1-1 日 内 宴会厅
人物：高母、丁可、宋弥
△高母（五十八岁，绛红旗袍）端着酒杯站在台中央，盯着冲上台来的丁可（二十八岁，浅紫裙）。
丁可：阿姨，哪有这样逼人的？
△高母一耳光打在丁可脸上。
宋弥：住手！你凭什么打她？
△宋弥（二十九岁，白婚纱）把丁可拉到身后，一步不退。
高母：就凭这里我说了算。
△手机屏幕亮起，写着：“别签。”
"""
ENDS = Ends(OFFER, lambda board: pack(board, OFFER, floors=floors(board)))


def silent_in(planned) -> list[int]:
    """Places of the silent shots, from 0."""
    return [at for at, trace in enumerate(planned.trace.shots) if trace.rule == SILENT]


def paid(planned) -> int:
    return cost(ENDS.packing(planned.board), OFFER).seconds


def by_rules(text=SLAP, ends=ENDS):
    script = parse(Source("ep01.txt", text, "utf-8"))
    return script, plan(script, script.episodes[0], gather(script), ends=ends)


def with_looks(*behind, times=1, seconds=1.2):
    """A model that puts faces behind the shots of these lines, each so long."""

    def answers(body, number):
        if asked(body) != "story":
            return tells(body, number)
        told = shots_of(body)
        plain = [shot for shot in told["shots"] if not shot["own"]]
        told["shots"] = [
            each
            for shot in plain
            for each in (
                shot,
                *[own_shot(shot["through"], "丁可", "zh", seconds)] * (times if shot["through"] in behind else 0),
            )
        ]
        return Reply(json.dumps(told, ensure_ascii=False))

    return answers


def test_whoever_is_struck_is_seen_where_a_clip_has_room():
    _, planned = by_rules()

    (at,) = silent_in(planned)
    shot, before = planned.board.shots[at], planned.board.shots[at - 1]
    assert (shot.action, shot.dialogue.text, "耳光" in before.action) == ("", "", True)
    assert shot.visual.startswith("丁可没有出声")
    assert planned.trace.shots[at].units == planned.trace.shots[at - 1].units[-1:]
    assert paid(planned) <= paid(by_rules(ends=None)[1])


def test_a_shot_of_its_own_has_part_of_the_time_of_the_action_before_it(tmp_path):
    script = script_of(SLAP)
    _, _, (without,), _, _ = direct(script, with_looks(), tmp_path / "a")
    cast, remarks, (planned,), mind, _ = direct(script, with_looks(4), tmp_path / "b")

    (at,) = silent_in(planned)
    before, shot = planned.board.shots[at - 1 : at + 1]
    plain = next(each for each in without.board.shots if each.action == before.action)
    assert before.tenths < plain.tenths
    assert before.tenths + shot.tenths >= plain.tenths
    assert (undisputed(remarks), planned.remarks, mind.tally.refused) == ([], (), 0)
    assert faults_of(script, cast, [planned]) == []
    assert "".join(each.action for each in planned.board.shots) == "".join(each.action for each in without.board.shots)


@pytest.mark.parametrize("times", [1, 2, 4])
def test_what_clips_have_no_room_for_goes_and_nothing_is_dearer(times, tmp_path):
    """Every line behind which a face was asked for, again and again: the words stay, the price stays."""
    script = script_of(SLAP)
    bare, many = (
        direct(script, with_looks(*lines, times=times), tmp_path / str(len(lines)))[2][0]
        for lines in ((), (1, 2, 3, 4, 5, 6))
    )
    kept = affordable(many, ENDS)

    assert len(silent_in(many)) > len(silent_in(kept))
    assert paid(kept) <= paid(affordable(bare, ENDS))
    assert [shot.dialogue for shot in kept.board.shots if shot.dialogue.text] == [
        shot.dialogue for shot in bare.board.shots if shot.dialogue.text
    ]
    whole = affordable(many, replace(ENDS, packing=lambda board: ENDS.packing(bare.board)))
    assert whole is many, "where nothing is dearer all stay"


@pytest.mark.few("seconds", "spare")
@pytest.mark.parametrize("seconds", [1.5, 2.0, 3.0])
@pytest.mark.parametrize("spare", [0.0, 0.1, 0.2, 0.4])
def test_all_silent_shots_are_shorter_before_one_of_them_goes(seconds, spare, tmp_path):
    many = direct(script_of(SLAP), with_looks(2, 3, 5, 6, seconds=seconds), tmp_path)[2][0]
    ends = replace(ENDS, offer=replace(OFFER, spare=spare))

    kept = affordable(many, ends)

    before, after = ([plan.board.shots[at].tenths for at in silent_in(plan)] for plan in (many, kept))
    if len(after) < len(before):
        assert all(each <= max(12, round(seconds * 10 * 0.6)) for each in after)
    elif after != before:
        assert all(short <= long for short, long in zip(after, before, strict=True))
    assert sum(len(shot.dialogue.text) for shot in kept.board.shots) == sum(
        len(shot.dialogue.text) for shot in many.board.shots
    )


@pytest.mark.parametrize("times", [1, 2, 4])
def test_of_a_board_written_whole_no_silent_shot_goes(times, tmp_path):
    many = direct(script_of(SLAP), with_looks(1, 2, 3, 4, 5, 6, times=times, seconds=2.5), tmp_path)[2][0]

    kept = affordable(many, replace(ENDS, whole=True))

    assert len(silent_in(kept)) == len(silent_in(many))
    assert all(kept.board.shots[at].tenths >= 12 for at in silent_in(kept))


def test_the_only_picture_of_whoever_acts_comes_before_faces_that_stand_earlier(tmp_path):
    """Whatever room there is: where it would do for the shot in which alone somebody of the action is seen, that one is kept among many."""

    def answers(*faces):
        def answer(body, number):
            if asked(body) != "story":
                return tells(body, number)
            told, lines = shots_of(body), lines_of(body["messages"][1]["content"])
            pulls = next(number for number, _, text in lines if "拉到身后" in text)
            plain = [shot for shot in told["shots"] if not shot["own"]]
            for shot in plain:
                shot |= {"frame": ["丁可，左，右"], "picture": "丁可捂着脸往后退"}
            behind = {shot["through"]: "宋弥" if shot["through"] == pulls else "丁可" for shot in plain}
            told["shots"] = [
                each
                for shot in plain
                for each in (shot, own_shot(shot["through"], behind[shot["through"]], "zh", 3))
                if not each["own"] or behind[each["through"]] in faces
            ]
            return Reply(json.dumps(told, ensure_ascii=False))

        return answer

    script = script_of(SLAP)
    (alone,), (many,) = (
        direct(script, answers(*who), tmp_path / str(len(who)))[2] for who in (("宋弥",), ("宋弥", "丁可"))
    )

    def kept(planned, spare):
        offer = replace(OFFER, lengths=tuple(range(1, 26)), spare=spare / 100)
        paid = affordable(planned, Ends(offer, lambda board: pack(board, offer, floors=floors(board))))
        return [picture_of(paid.board.shots[at].visual) for at in silent_in(paid)]

    rooms = [(bool(kept(alone, spare)), [one[:2] for one in kept(many, spare)]) for spare in range(0, 60, 3)]
    assert all("宋弥" in seen for fits, seen in rooms if fits)
    assert any(fits and len(seen) < len(silent_in(many)) for fits, seen in rooms)


@pytest.mark.parametrize(
    ("line", "asked"), [("一步不退。", False), ("一步不退，久久没有动。", True)], ids=["the director", "the script"]
)
def test_a_shot_is_held_where_there_is_room_and_where_the_script_asks_for_it_anyway(line, asked, tmp_path):
    """A look that the director would like to hold lives on paid time; one that the script holds has its time."""
    script = script_of(SLAP.replace("一步不退。", line))
    natural = direct(script, answer(), tmp_path / "a")[2][0]
    at = next(at for at, shot in enumerate(natural.board.shots) if line in shot.action)
    held = direct(script, answer(at=at, own=2.5), tmp_path / "b")[2][0]
    tight = replace(OFFER, lengths=tuple(range(1, 26)))
    by_the_second = Ends(tight, lambda board: pack(board, tight, floors=floors(board)))

    assert held.board.shots[at].tenths == natural.board.shots[at].tenths + 25 - (LINGERS if asked else 0)
    assert held.trace.shots[at].held == (0 if asked else natural.trace.shots[at].held + 25)
    assert paid(affordable(held, ENDS)) == paid(affordable(natural, ENDS)) or asked
    kept = affordable(held, by_the_second)
    assert kept.board == (held if asked else affordable(natural, by_the_second)).board
    assert kept.trace.shots[at].held == 0


def test_a_silent_shot_goes_with_the_shot_before_it():
    """Kept where that is kept, new only behind what is new, gone where a person removed it."""
    _, old = by_rules()
    (at,) = silent_in(old)
    _, new = by_rules(SLAP.replace("就凭这里我说了算", "就凭这是我家"))

    again = merged(new, old.board, old.board, old.trace).plan
    assert silent_in(again) == [at]
    assert again.board.shots[: at + 1] == old.board.shots[: at + 1]

    fewer = replace(old.board, shots=(*old.board.shots[:at], *old.board.shots[at + 1 :]))
    assert silent_in(merged(new, fewer, old.board, old.trace).plan) == []

    bare = _without(old, at)
    assert silent_in(merged(new, bare.board, bare.board, bare.trace).plan) == [], (
        "a kept shot gets nothing new behind it"
    )

    _, struck = by_rules(SLAP.replace("一耳光打在丁可脸上", "抬手一耳光打在丁可脸上"))
    assert silent_in(merged(struck, bare.board, bare.board, bare.trace).plan) == [at]


def _without(planned, at):
    """A plan without one of its shots."""
    board = replace(planned.board, shots=(*planned.board.shots[:at], *planned.board.shots[at + 1 :]))
    trace = replace(planned.trace, shots=(*planned.trace.shots[:at], *planned.trace.shots[at + 1 :]))
    return replace(planned, board=board, trace=trace)


def test_a_face_that_a_person_changed_is_kept_with_its_shot():
    _, old = by_rules()
    (at,) = silent_in(old)
    edited = replace(old.board.shots[at], visual="丁可捂着脸，慢慢转回头")
    board = replace(old.board, shots=(*old.board.shots[:at], edited, *old.board.shots[at + 1 :]))
    _, new = by_rules(SLAP.replace("就凭这里我说了算", "就凭这是我家"))

    done = merged(new, board, old.board, old.trace)

    assert done.plan.board.shots[at] == edited
    assert (done.plan.trace.shots[at].by, done.plan.conflicts) == ("hand", ())


def answer(**changed):
    """A model that gives the first shot so."""

    def answers(body, number):
        if asked(body) != "story":
            return tells(body, number)
        told = shots_of(body)
        told["shots"] = [shot for shot in told["shots"] if not shot["own"]]
        told["shots"][changed.get("at", 0)] |= {key: value for key, value in changed.items() if key != "at"}
        return Reply(json.dumps(told, ensure_ascii=False))

    return answers


def directed(folder, **changed):
    script = script_of(SLAP)
    cast, _, (planned,), mind, _ = direct(script, answer(**changed), folder)
    offer = make_offer(Settings(workspace=folder))
    prompts = render(planned.board, pack(planned.board, offer, floors=floors(planned.board)), offer, cast, STORY)
    return script, cast, planned, prompts, mind


def test_words_that_the_script_wants_read_stand_in_the_picture(tmp_path):
    told = "画面正中一只手机平放在桌布上，屏幕上写着“别签。”，字大而清楚"
    script, cast, planned, prompts, mind = directed(tmp_path, at=-1, frame=[], picture=told)

    assert planned.board.shots[-1].visual == told
    assert mind.tally.refused == 0
    assert faults_of(script, cast, [planned]) == []
    assert "别签。" in prompts[-1]


def test_whoever_speaks_over_the_face_of_a_listener_is_heard_and_not_drawn(tmp_path):
    """The picture says so in fixed words, so that the board alone keeps them out of the prompt's picture."""
    script, cast, planned, _, mind = directed(
        tmp_path, at=2, frame=["高母，右，左"], picture="高母在画面右侧端着酒杯，眼睛慢慢眯起来"
    )

    shot = planned.board.shots[2]
    assert shot.visual == "高母在画面右侧端着酒杯，眼睛慢慢眯起来，丁可不在画面里，只听见声音"
    assert mind.tally.refused == 0
    found = {fault.rule for fault in check_board(planned.board, script, script.episodes[0], cast)}
    assert found <= {"thing-unseen"}  # the pictures that are answered here show no things


def test_whom_a_picture_leaves_out_or_does_not_place_is_told_in_fixed_words(tmp_path):
    _, _, planned, _, _ = directed(tmp_path, frame=["高母，中，镜头", "丁可，左前，右"], picture="丁可冲到台边")

    assert (
        picture_of(planned.board.shots[0].visual)
        == "丁可冲到台边；高母在画面中央，面向镜头；丁可在画面左侧前景，面向右侧"
    )


def test_a_picture_that_may_not_stand_is_written_from_its_people(tmp_path):
    _, _, planned, _, mind = directed(tmp_path, frame=["丁可，左，右"], picture="丁可喊：“住手”")

    assert picture_of(planned.board.shots[0].visual) == "丁可在画面左侧，面向右侧"
    assert mind.tally.refused == 1


OVER = """1-1 夜 外 站台
人物：贺平、陆怀舟
△贺平松手。车票落地。他弯腰，捡起，攥紧。
贺平（画外音）：那年的票，我们只买到一张。
陆怀舟：你走。
"""


def over(folder, **changed):
    script = script_of(OVER)
    cast, _, (planned,), _, server = direct(script, answer(**changed), folder, ENDS.offer)
    return script, cast, planned, server


@pytest.mark.parametrize(("who", "said"), [("贺平", "嘴唇不动"), ("陆怀舟", "说话人不在画面")])
def test_whoever_tells_over_a_picture_has_closed_lips_in_it_or_is_not_there(who, said, tmp_path):
    script, cast, planned, server = over(
        tmp_path, at=-2, frame=[f"{who}，左，右"], picture=f"{who}站在画左的车门边，眼睛看着画右"
    )

    shot = next(shot for shot in planned.board.shots if shot.dialogue.text.startswith("那年"))
    assert said in shot.action
    assert faults_of(script, cast, [planned]) == []
    assert "贺平（画外音；他在画面里时嘴不动）" in server.asked[-1]["messages"][1]["content"]


def test_several_events_in_one_shot_have_time_to_be_seen_and_the_room_is_told(tmp_path):
    """Three events have 4.5 s, where their letters have 2.2; the question says how much of what is sold is over."""
    _, _, planned, server = over(tmp_path)

    at = next(at for at, shot in enumerate(planned.board.shots) if "捡起" in shot.action)
    assert planned.trace.shots[at].held == 45 - 22, "more than the time of its words; where there is no room it goes"
    assert re.search(r"余量：.*约 [1-9]\d* 秒", server.asked[-1]["messages"][1]["content"])
