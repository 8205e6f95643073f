"""Who is on a screen, or heard out of a machine or a telephone, is in no room of the scene."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyboard.check import check_board
from storyboard.staging.images import image_in
from tests.samples import work
from tests.test_plan import planned

PEOPLE = {"zh": ("林晚", "顾言", "苏姨", "老周"), "en": ("MAYA", "TOM", "IVY", "WALT")}
ON_SCREEN = {
    "zh": ("视频", "屏幕里", "视频通话中", "电视里", "视频里，声音断断续续"),
    "en": ("ON SCREEN", "on the laptop screen", "on video", "on the monitor", "voice, on the TV"),
}
BY_MACHINE = {
    "zh": ("收音机里", "录音里", "喇叭里，急"),
    "en": ("voice, on the machine", "over the monitor", "recorded voice, on the tape"),
}


def scene(code: str, people: list[str], far: str, mark: str) -> str:
    """A room with people who act and speak in turn, and one who is far and answers each of them."""
    if code == "zh":
        rows = ["1-1 夜 内 客厅", f"人物：{'、'.join([*people, far])}", f"△{'、'.join(people)}围着桌子坐着。"]
        for name in people:
            rows += [f"{name}：你那边怎么样？", f"{far}（{mark}）：都好。你们吃了没有？"]
        return "\n".join([*rows, f"△{people[0]}点点头。", ""])
    rows = ["INT. KITCHEN - NIGHT", "", f"{' and '.join(people)} sit around the table.", ""]
    for name in people:
        rows += [name, "How are things over there?", "", far, f"({mark})", "All is well. Have you eaten?", ""]
    return "\n".join([*rows, f"{people[0]} nods.", ""])


@st.composite
def calls(draw, marks):
    code = draw(st.sampled_from(("zh", "en")))
    *people, far = draw(st.permutations(PEOPLE[code]))
    return code, people[: draw(st.integers(1, 3))], far, draw(st.sampled_from(marks[code]))


@given(calls(ON_SCREEN))
def test_whoever_is_on_a_screen_is_seen_on_it_and_nowhere_else(call):
    code, people, far, mark = call
    _, made, _ = planned(scene(code, people, far, mark))

    for shot, trace in zip(made.board.shots, made.trace.shots, strict=True):
        bodies = {body.who: body.pose for body in trace.staging.bodies}
        assert (far in bodies) == (shot.dialogue.role == far), shot.visual
        assert bodies.get(far, "screen") == "screen", shot.visual
        assert shot.dialogue.role != far or len(bodies) == 1
        assert trace.to[:1] != (shot.dialogue.role,)


@given(calls(BY_MACHINE))
def test_whoever_is_heard_out_of_a_machine_is_in_no_picture_and_nobody_lifts_a_telephone(call):
    code, people, far, mark = call
    _, made, _ = planned(scene(code, people, far, mark))

    for shot, trace in zip(made.board.shots, made.trace.shots, strict=True):
        assert far not in trace.staging.people, shot.visual
        assert shot.dialogue.role != far or trace.staging.form in ("voice", "voice_people"), shot.visual


@pytest.mark.parametrize(
    ("text", "code", "name", "seen"),
    [
        ("1-1 日 内 小店\n△桂英把手机支在酱油瓶上。屏幕里是豆子的爸爸建国，戴着安全帽。\n豆子：爸，你回不回来？\n建国（视频里）：回。\n△画面又动了。建国摘下安全帽。\n建国：你听谁说的？\n", "zh", "建国", ["screen"] * 2),
        ("INT. OFFICE - DAY\n\nMaya sits at the desk. On the screen, TOM, 50, in a dry office.\n\nMAYA\nGood morning.\n\nTOM\n(on screen)\nIs it?\n\nTom leans in.\n", "en", "TOM", ["screen"] * 2),
        ("INT. STUDIO - DAY\n\nTom walks in and sits down.\n\nTOM\nWhere is the tape?\n\nMAYA\nHere. Watch.\n\nTOM\n(on screen)\nI did it.\n\nTom covers his face.\n", "en", "TOM", ["face", "screen", "face"]),
    ],
    ids=["behind-the-words-for-it", "before-they-speak", "who-sees-themselves"],
)  # fmt: skip
def test_what_somebody_does_on_a_screen_is_seen_on_it_until_they_are_in_the_room(text, code, name, seen):
    _, made, _ = planned(text)
    bodies = [body for trace in made.trace.shots for body in trace.staging.bodies if body.who == name]

    assert ["screen" if body.pose == "screen" else "face" for body in bodies if body.view == "face"] == seen


def test_whoever_only_speaks_in_a_scene_that_is_a_call_is_at_its_other_end_and_stays_there():
    text = (
        "INT. DISPATCH ROOM, PHONE CALL - NIGHT\n\nMaya sits at her desk, headset on.\n\nMAYA\nWhere are you?\n\nIVY\nIn the car. It's moving.\n\n"
        "INT. ROOM 9 - LATER\n\nMaya grips the desk.\n\nMAYA\nStay with me.\n\nIVY\nI'm scared.\n"
    )
    _, made, _ = planned(text)
    seen = [trace.staging.people for trace in made.trace.shots]

    assert seen
    assert all("IVY" not in people for people in seen)
    assert {trace.to for shot, trace in zip(made.board.shots, made.trace.shots, strict=True) if shot.dialogue.role} == {
        ("MAYA",),
        ("IVY",),
    }


@pytest.mark.parametrize("others", ["", "、顾言", "、顾言、苏姨"])
def test_who_acts_and_speaks_under_a_bare_telephone_is_here_and_speaks_into_it(others):
    """Not heard out of the telephone of whoever stands there; 电话音 is the other end's."""
    there = "".join(f"{name}靠在墙边。" for name in others.strip("、").split("、") if name)
    lines = "".join(f"{name}：快走。\n" for name in others.strip("、").split("、") if name)
    text = f"1-1 日 外 街上\n人物：林晚、老周{others}\n△{there}天阴着，风很大，街上一个人也没有，招牌吱呀作响。\n△林晚骑着车从小巷里钻出来，手机夹在头盔里。\n林晚（电话）：帮我看着点！\n老周（电话音）：收到！\n△林晚双手接住壶。\n林晚：给我。\n{lines}"
    script, made, cast = planned(text)
    faults = check_board(made.board, script, script.episodes[0], cast)
    poses = [
        next((body.pose for body in trace.staging.bodies if body.who == "林晚"), None)
        for shot, trace in zip(made.board.shots, made.trace.shots, strict=True)
        if shot.dialogue.role in ("林晚", "老周")
    ]

    assert poses == ["talking", "phone", ""]
    assert all("老周" not in trace.staging.people for trace in made.trace.shots)
    assert sum("（电话音）" in shot.action for shot in made.board.shots) == 1
    assert [fault.rule for fault in faults if fault.rule in ("delivery", "crossed-line")] == []


@pytest.mark.parametrize("others", ["", "Ivy polishes a glass. ", "Ivy polishes a glass. Walt peels potatoes. "])
def test_who_has_a_telephone_at_the_ear_as_the_other_has_is_seen_past_nobodys_shoulder(others):
    """One stage with both ends of a call on it."""
    text = (
        f"INT. INN - DAY\n\n{others}The wall telephone rings. Maya answers.\n\nMAYA\n(into the telephone)\nMermaid Inn.\n\nLights up, far left, on a call box. Inside it, Tom, soaked.\n\n"
        "TOM\n(into the telephone)\nHe left his hat in my cab.\n\nMAYA\nWhat was he wearing?\n\nTOM\nCouldn't say.\n\nIVY\nWho is it?\n\nWALT\nNobody.\n"
    )
    _, made, _ = planned(text)
    seen = [
        {body.who for body in trace.staging.bodies}
        for shot, trace in zip(made.board.shots, made.trace.shots, strict=True)
        if shot.dialogue.role in ("MAYA", "TOM")
    ]

    assert len(seen) == 4
    assert all(not {"MAYA", "TOM"} <= people for people in seen)


def test_what_stands_where_somebody_on_a_screen_is_does_not_stand_here():
    text = "1-1 夜 内 派出所\n人物：林晚、苏姨\n△林晚坐在桌前，拨通视频。屏幕里，苏姨坐在病床上，戴着老花镜。\n苏姨（视频）：怎么脸上都是泥？\n△林晚抹了抹脸。\n林晚：没事。\n"
    _, made, _ = planned(text)

    assert all("床" not in shot.visual for shot in made.board.shots)
    assert "桌子" in made.board.shots[0].visual


IMAGES = {
    "zh": [
        ("银幕上，一片金黄的麦田，风吹过去。", "银幕"),
        ("电视里，海浪拍打着堤岸，台风就要来了。", "电视"),
        ("监控画面里是一条空荡荡的走廊，灯管在闪。", "监控画面"),
        ("照片上是三个穿军装的年轻人，站在卡车旁。", "照片"),
        ("手机屏幕上映出一座大桥和一群孩子。", "手机屏幕"),
    ],
    "en": [
        ("On the screen, a golden wheat field bends in the wind.", "the screen"),
        ("On the TV, waves smash a sea wall.", "the TV"),
        ("The security monitor shows an empty corridor.", "the security monitor"),
        ("In the photograph, three soldiers grin beside a truck.", "the photograph"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("code", IMAGES)
def test_what_a_screen_or_a_photograph_shows_is_seen_on_it_and_is_no_place_of_the_scene(code):
    """The wheat field on the screen was an empty yard."""
    for told, thing in IMAGES[code]:
        one, other = PEOPLE[code][:2]
        text = (
            f"1-1 夜 内 客厅\n{one}：看。\n△{told}\n{other}：什么？\n△{told}\n△{one}关了灯。\n"
            if code == "zh"
            else f"INT. ROOM - NIGHT\n\n{one}\nLook.\n\n{told}\n\n{one} waits for a long time.\n\n{other}\nWhat?\n"
        )
        made = planned(text)[1]
        shown = [shot.visual for shot in made.board.shots if told[:6] in shot.action and not shot.dialogue.text]
        assert shown, told
        assert all(thing in visual for visual in shown), (told, shown)


READ = {"zh": "屏幕上写着“我到了”。", "en": "On the screen: “I am here.”"}


@pytest.mark.parametrize(
    ("code", "told", "before", "thing"),
    [
        ("en", "On it, a photograph: a young mother on a bridge.", "His phone lights up.", "the photograph"),
        ("en", "On it, a young mother waves.", "His phone lights up.", "the phone"),
        ("en", "On it, a cat sleeps.", "The chair is empty.", ""),
        ("en", "The phone shows a text from Ivy.", "", ""),
        ("en", "On the table, a bowl of soup.", "", ""),
        ("zh", READ["zh"], "", ""),
        ("en", READ["en"], "", ""),
        ("zh", "她在屏幕上划了两下。", "", ""),
        ("zh", "照片上有些灰。", "", ""),
    ],
)
def test_an_image_is_told_from_words_to_be_read_and_from_what_merely_lies_there(code, told, before, thing):
    found = image_in(told, code, before)
    assert (found.thing if found else "") == thing


@pytest.mark.parametrize("age", ["七岁的", ""])
@pytest.mark.parametrize("code", ["zh", "en"])
def test_whom_a_photograph_shows_behind_a_colon_is_in_it_and_nowhere_else(tmp_path, code, age):
    texts = {
        "zh": f"1-1 日 内 驾驶舱\n人物：陈河\n△陈河（33岁，男）把一张照片贴上仪表盘：{age}小北，缺一颗门牙，抱着橘猫。\n陈河：走吧。\n△陈河点头。\n1-2 日 内 院子\n△小北跑来。\n小北：爸爸！\n",
        "en": "INT. COCKPIT - DAY\n\nTOM, 40, tapes a photograph to the dial: MAYA, 7, hugging a cat.\n\nTOM\nLet's go.\n\nTom nods.\n\nINT. HOUSE - DAY\n\nMaya runs in.\n\nMAYA\nDad!\n",
    }
    (tmp_path / "photo.txt").write_text(texts[code], encoding="utf-8")
    (done,) = work(tmp_path / "photo.txt")
    shown = {"zh": "照片里是", "en": "the photograph shows the"}[code]
    away = {"小北", "MAYA"}
    here = [trace for shot, trace in zip(done.board.shots, done.plan.trace.shots, strict=True) if re.search("驾驶舱|COCKPIT", shot.location)]  # fmt: skip

    assert not any(away & set(trace.staging.people) for trace in here)
    assert shown in done.prompts[0]
    assert not re.search("第2拍：抱着|看着女孩|looks at the girl", "\n".join(done.prompts))
