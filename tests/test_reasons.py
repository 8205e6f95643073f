"""Why the camera does what it does: reactions, power, blows, entrances, pursuit; each named, none for money."""

import pytest

from storyboard import camera, check, names, staging
from storyboard.plan import moving
from storyboard.plan.choices import Frame
from storyboard.plan.grammar import MOVING, RULES
from tests.samples import NAMES, sample
from tests.test_plan import planned

LONG = """1-1 夜 内 客厅
人物：林晚、顾言
△林晚站在窗前，顾言推门进来。
林晚：你来了。
顾言：我等了你三年，每一天都在等你回头看我一眼。可是你从来没有回过头，你知道我是怎么熬过来的吗？
林晚：我知道，我一直都知道，可是那时候我没有办法告诉你任何一件事。你现在恨我也是应该的，我不怪你！
顾言：走吧。
"""
UNEVEN = """1-1 夜 内 客厅
人物：林晚、顾言、老周
△林晚坐在桌边，顾言站在她面前。
顾言：说。
林晚：我没有。
△顾言一巴掌扇在林晚脸上，林晚摔倒在地。
林晚：你打我？
顾言：再说一遍。
△林晚慢慢站起来。
林晚：我没有。
顾言：好。
△老周大步闯进客厅，众人安静下来，没有一个人敢抬头看他。
老周：住手。
顾言：你来做什么。
△顾言转身就跑，老周追出门去。
"""


def rules_of(text):
    plan = planned(text)[1]
    return [
        (trace.rule, camera.read(shot.camera), shot)
        for trace, shot in zip(plan.trace.shots, plan.board.shots, strict=True)
    ]


def test_a_piece_of_a_long_line_is_heard_over_whoever_it_is_about():
    """The listener on their own side, lips closed, the speaker named as heard; not twice in a row; no fault."""
    script, plan, cast = planned(LONG)
    known = names.naming(plan.board.character_setting, cast, "", "zh")
    heard = [n for n, trace in enumerate(plan.trace.shots) if trace.rule == "listener"]

    (at,) = heard
    shown = staging.read(plan.board.shots[at].visual, known)

    assert (plan.board.shots[at].dialogue.role, shown.people, shown.voice) == ("顾言", ("林晚",), "顾言")
    assert shown.bodies[0].at == next(
        body.at for body in staging.read(plan.board.shots[at + 1].visual, known).bodies if body.who == "林晚"
    )
    assert check.check(check.subject_of(plan.board, script, script.episodes[0], cast)) == ()


def test_reactions_cost_nothing():
    """A shot lasts as long whoever is seen in it: the sum is that of the words."""
    from storyboard.plan.breakdown import scenes_of
    from storyboard.plan.timing import tenths

    script, plan, cast = planned(LONG)
    (scene,) = scenes_of(script, script.episodes[0], cast, "zh")

    assert [shot.tenths for shot in plan.board.shots] == [tenths(beat, cast, "zh") for beat in scene.beats]


def test_who_is_on_the_ground_is_seen_from_above_until_they_stand():
    seen = rules_of(UNEVEN)
    angles = {shot.dialogue.text: framing.angle for _, framing, shot in seen if shot.dialogue.text}

    assert angles["你打我？"] == "eye"
    assert angles["再说一遍。"] == "low"
    assert angles["好。"] not in ("high", "low")


def test_blow_entrance_and_pursuit_have_their_pictures_and_their_names():
    """Whole figures, both people in it, the camera in the hand, from below, or running along."""
    found = {rule: (framing, shot) for rule, framing, shot in rules_of(UNEVEN)}

    blow, entrance, pursuit = found["blow"], found["entrance"], found["pursuit"]

    assert (blow[0].size, blow[0].move) == ("full", "handheld")
    assert "顾言" in blow[1].visual
    assert "林晚" in blow[1].visual
    assert (entrance[0].size, entrance[0].angle, entrance[0].move) == ("full", "low", "push-in")
    assert pursuit[0].move == "track"


def test_every_rule_of_the_director_is_told_in_a_sentence():
    """What a trace names, `explain` explains."""
    for name in NAMES:
        for done in sample(name):
            assert {trace.rule.split(",")[0] for trace in done.plan.trace.shots} <= set(RULES)


def test_opening_a_door_is_no_fight():
    """打开, 打电话, 一扇门 strike nobody."""
    text = "1-1 日 内 客厅\n人物：林晚、顾言\n△林晚打开一扇门，顾言打了个电话。\n林晚：走。\n△林晚打开抽屉，顾言打量着她，她打断他的思路，两个人谁也没有说话。\n"

    assert not any(rule == "blow" or framing.move == "handheld" for rule, framing, _ in rules_of(text))


@pytest.mark.parametrize(
    ("act", "blow"),
    [
        ("{0} strikes one key.", False),
        ("{0} strikes another match.", False),
        ("{0} punches one of the men.", True),
        ("{0} kicks another man.", True),
        ("{0} strikes {1}.", True),
    ],
)
def test_a_key_that_is_struck_is_no_fight(act, blow):
    """The tuner and the girl stood there for one key, seen by a camera in the hand."""
    for pair in (("NELL", "ABARA"), ("ABARA", "NELL")):
        text = f"INT. HALL - DAY\n\n{{1}}\nYes.\n\n{act}\n\n{{0}}\nNo.\n".format(*pair)
        assert any(rule == "blow" for rule, _, _ in rules_of(text)) is blow


def test_a_posture_holds_until_somebody_moves():
    """In the script's own words, in the pictures of whoever lies or sits; not in the one whose action tells it."""
    zh = "1-1 日 内 病房\n人物：林晚、顾言\n△林晚背对着我们躺在病床上，顾言站在窗前。\n顾言：醒了？\n林晚：没有。\n△林晚坐起身，走到门口，把手放在门把上，很久没有动，也没有回头看顾言。\n林晚：我走了。\n"
    en = "INT. WARD - DAY\n\nRITA, 24, lies on a stretcher, her back to us. DAN, 30, stands at the door.\n\nDAN\nRita?\n\nRITA\nGo away.\n\nDAN\nNo.\n"
    first, last = (
        next(shot.visual for _, _, shot in rules_of(zh) if shot.dialogue.text == text)
        for text in ("没有。", "我走了。")
    )
    told = next(shot.visual for _, _, shot in rules_of(en) if shot.dialogue.text == "Go away.")

    assert first.endswith("林晚背对着我们，躺在病床上")
    assert "病床" not in last
    assert told.endswith("RITA lying on a stretcher, her back to us")


def test_who_steps_out_of_a_car_comes():
    """Nobody has seen them: they do not leave, and do not stand before the house while the car arrives."""
    text = "EXT. VILLA - DAY\n\nMARA, 50, waits at the gate. A black car stops.\n\nMARA\nHe is late, as always. Every single year he lets the whole family wait.\n\nThe driver opens the door. TOM steps out.\n\nTOM\nHello, Mara.\n"
    shots = [shot for _, _, shot in rules_of(text)]

    assert "TOM" not in shots[0].visual
    assert any("TOM coming into the picture" in shot.visual for shot in shots)


def test_the_camera_moves_at_most_in_one_of_three_shots():
    """But for blows, pursuits, entrances and what the script itself asks, within every scene of the samples."""
    free = ("blow", "pursuit", "entrance")
    for name in NAMES:
        for done in sample(name):
            moves = [
                (trace.scene, camera.read(shot.camera).move != "static" and not asked)
                for trace, shot in zip(done.plan.trace.shots, done.board.shots, strict=True)
                if (asked := trace.rule.startswith(free) or "script's" in trace.rule) is not None
            ]
            for three in zip(moves, moves[1:], moves[2:], strict=False):
                assert len({scene for scene, _ in three}) > 1 or sum(moved for _, moved in three) <= 1, (name, three)


def test_a_camera_that_moves_with_somebody_names_why():
    """Who walks is followed, who sees what they cannot believe is come closer to, who is left alone gets smaller; a truth is come closer to."""
    still = "林晚：嗯，今天天气不错。\n顾言：是啊，今天天气很好。\n林晚：走吧，我们出去走走。\n"
    head = "1-1 夜 内 客厅\n人物：林晚、顾言\n△林晚坐在桌边，顾言站在她面前，两个人谁都没有先开口说话。\n" + still
    told = {
        "walk": "△林晚踱到窗边，望着外面漆黑一片的院子，很久都没有回头看过屋里一眼。\n",
        "realises": "△林晚愣住，脸色煞白，像是听到了一件无论如何都不可能发生的事情一样。\n",
        "isolation": "△林晚独自坐在黑暗里，听着外面的雨声一点一点变小，最后什么也听不见。\n",
        "revelation": "林晚：三年前救了你的那个人，其实就是我。我一直都没有告诉过你真相。\n",
    }
    moves = {"walk": "track", "realises": "push-in", "isolation": "pull-back", "revelation": "push-in"}
    for rule, words in told.items():
        seen = {name: framing.move for name, framing, _ in rules_of(head + words + still)}

        assert seen.get(rule) == moves[rule], (rule, seen)


def test_who_comes_in_comes_from_where_the_script_put_the_door():
    """Door left: they stand left of whom they meet, door right: right; a script without a door changes nothing."""
    known = {"左": "left", "右": "right"}
    for side, at in known.items():
        text = (
            f"1-1 夜 内 客厅\n人物：林晚、顾言\n△客厅{side}边是一扇木门，窗外下着雨，林晚独自坐在桌边等人回来。\n"
            "林晚：几点了。\n△顾言推门进来，身上全是雨水。\n顾言：林晚，我回来了。\n林晚：顾言，你迟到了。\n"
        )
        plan, cast = planned(text)[1:]
        naming = names.naming(plan.board.character_setting, cast, "", "zh")
        sides = {
            body.who: body.at
            for shot in plan.board.shots
            if shot.dialogue.text.startswith(("林晚，", "顾言，")) and (shown := staging.read(shot.visual, naming))
            for body in shown.bodies
        }

        assert sides["顾言"] == at


def test_of_three_shots_one_moves_at_most():
    """Over the borders of scenes too; moves that the script asks for are its own."""
    for name in NAMES:
        for done in sample(name):
            own = [
                camera.read(shot.camera).move != "static"
                and "own camera" not in trace.rule
                and "table" not in trace.rule
                for shot, trace in zip(done.board.shots, done.plan.trace.shots, strict=True)
            ]
            assert all(sum(own[at : at + 3]) < 2 for at in range(len(own) - 2)), name


def test_of_two_moves_that_stand_too_near_the_weightier_is_made():
    weights = moving.WEIGHTS
    framing = camera.Framing("full", "eye", "track")
    frames = [Frame("", "", rule, moves=framing) for rule in ("walk", "blow", "rise", "closing")]

    made = [one.rule for one in moving.settled(frames, "en", MOVING) if one.moves]

    assert weights["blow"] > weights["walk"]
    assert made == ["blow"]
