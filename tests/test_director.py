"""A model that knows the story: the bible, one question about a whole episode, what code does with the answers."""

import asyncio
import json
import re

import pytest

from storyboard import marks
from storyboard.cast.gather import gather
from storyboard.config import LanguageModel, Settings
from storyboard.library import Library
from storyboard.llm import Ceiling, Endpoint
from storyboard.model import Cast, Source
from storyboard.pack import pack
from storyboard.parse import parse
from storyboard.plan.entries import merged, own_less
from storyboard.plan.faces import as_described, one_face
from storyboard.plan.protocols import describe, perfect, plan_with_model, windows
from storyboard.plan.sketched import sketch
from storyboard.profiles import make_offer
from storyboard.render import render
from tests.fake_llm import Reply, lines_of, serving
from tests.storyteller import asked, bible_of, nothing_wrong, shots_of, tells, undisputed
from tests.test_plan_model import SCRIPTS, faults_of, paths, sort_of

STORY = Library((), {"shots": "v3", "bible": "v1"})


def direct(script, answer, folder, offer=None, times=1, library=STORY):
    """Cast, remarks, plans, endpoint and server of a script that a model with its story was asked about, the last of `times`."""
    with serving(answer) as server:
        mind = Endpoint(LanguageModel(server.url, "fake"), "not-a-real-key", folder, 0.001)
        mind.allow(Ceiling(200, 10**7))

        async def run():
            async with mind:
                cast, remarks = await describe(script, gather(script), Cast(()), mind.ask, None, library)
                plans = [
                    await plan_with_model(script, each, cast, mind.ask, "cuts", library, offer)
                    for each in script.episodes
                ]
                return cast, remarks, plans, mind, server

        return [asyncio.run(run()) for _ in range(times)][-1]


def script_of(text, name="ep01"):
    return parse(Source(f"{name}.txt", text, "utf-8"))


@pytest.mark.few(sort=sort_of)
@pytest.mark.parametrize("name", SCRIPTS)
def test_a_whole_story_takes_a_question_for_the_bible_and_one_for_the_shots(name, tmp_path):
    script = SCRIPTS[name]

    cast, remarks, plans, mind, server = direct(script, tells, tmp_path)

    assert faults_of(script, cast, plans) == []
    assert (undisputed(remarks), [plan.remarks for plan in plans]) == ([], [()] * len(plans))
    assert paths(plans) <= {"model"}
    assert mind.tally.refused == 0
    first = windows(script, gather(script), Cast(()), STORY)
    assert mind.tally.calls == len(first) + perfect(script, cast, STORY).calls
    assert {asked(body) for body in server.asked} <= {"bible", "story", "labels"}


TWO_AGES = """1-1 夜 内 码头小屋
人物：林婉、阿豪
△雾很大，林婉（30岁）点亮油灯，穿着灰色雨衣，阿豪站在她身后一动不动。
林婉：你不该来。
△阿豪的额头磕在门框上，血流下来。
阿豪：我没有别的地方去。
1-2 日 外 码头
人物：林婉、阿豪
△九岁的林婉穿着红棉袄，在栈桥上跑。
林婉：等等我！
阿豪：快点。
1-3 夜 内 码头小屋
人物：林婉、阿豪
林婉：血还在流。
"""


def told_twice(body: dict) -> dict:
    """The bible of that story: nine years old in a flashback, bleeding from a line on."""
    told = bible_of(body)
    usual = {"hair_colour": "", "hair_style": "", "clothes_colour": "", "clothes_style": ""}
    child = {"hair_colour": "黑色", "hair_style": "羊角辫", "clothes_colour": "红色", "clothes_style": "棉袄"}
    for entry in told["people"]:
        if entry["name"] == "林婉":
            version = {"scenes": ["s2"], "since": 0, "age": 9, "state": "", "line": 9, "quote": "九岁的林婉", **child}
        else:
            version = {
                "scenes": ["s1", "s3"],
                "since": 5,
                "age": 0,
                "state": "额头流血",
                "line": 5,
                "quote": "血流下来",
                **usual,
            }
        entry["versions"] = [version]
    flashback = {"layer": "闪回", "weather": "晴", "light": "高而白的日光从右来", "line": 9, "quote": "九岁的林婉"}
    told["scenes"][1] |= flashback
    told["scenes"][2]["continues"] = "s1"
    return told


def with_bible(bible, shots=shots_of):
    """An endpoint that answers the bible so."""
    made = {"bible": bible, "story": shots}
    return lambda body, number: Reply(json.dumps(made[asked(body)](body), ensure_ascii=False))


def test_what_the_bible_proves_reaches_the_prompts_and_the_layers(tmp_path):

    script = script_of(TWO_AGES)
    cast, _, (plan,), _, _ = direct(script, with_bible(told_twice), tmp_path)

    scenes = [trace.scene for trace in plan.trace.shots]
    shots = plan.board.shots
    child = [shot for shot, scene in zip(shots, scenes, strict=True) if scene == "s2"]
    assert all("闪回" in shot.style_tags and "高而白的日光从右来" in shot.style_tags for shot in child)
    assert not any("色调偏冷" in shot.style_tags for shot in child), "one light, not two"
    assert all(
        "【此时：林婉，9岁，头发（黑色，羊角辫），衣服（红色，棉袄）" in shot.visual
        for shot in child
        if "林婉" in shot.visual
    )
    ahao = [("额头流血" in shot.visual, shot.action) for shot in shots if "阿豪" in shot.visual]
    event = next(at for at, (_, action) in enumerate(ahao) if "血流下来" in action)
    assert [bleeding for bleeding, _ in ahao[: event + 1]] == [False] * (event + 1)
    assert ahao[event + 1][0]
    offer = make_offer(Settings(workspace=tmp_path))
    prompts = render(plan.board, pack(plan.board, offer), offer, cast, STORY)
    assert any("9岁" in prompt and "棉袄" in prompt and "羊角辫" in prompt for prompt in prompts)
    assert any("额头流血" in prompt for prompt in prompts)
    for prompt in prompts:
        assert not ("闪回" in prompt and "额头流血" in prompt)


COAT = """1-1 日 内 大堂
人物：秦素云、赵凯
△秦素云蹲在地上擦鞋。
赵凯：擦干净。
1-2 日 内 大堂
△赵凯的笑僵住，盯着蓝灰袖口下的一串檀木珠。
赵凯：她穿什么衣服？
△旋转门转动，司机快步进来，将黑色大衣披上秦素云肩头。
赵凯：董事长……
"""


@pytest.mark.parametrize("since", [0, 8], ids=["as if for the whole scene", "from its line on"])
def test_a_coat_is_worn_from_the_line_on_in_which_somebody_gets_it(since, tmp_path):
    """Whoever the lines before it do not name is seen there all the same, and not in the coat."""

    def dressed(body):
        told = bible_of(body)
        usual = {"age": 0, "hair_colour": "", "hair_style": "", "state": ""}
        coat = {"clothes_colour": "黑色", "clothes_style": "长大衣", "line": 8, "quote": "将黑色大衣披上秦素云肩头"}
        for entry in told["people"]:
            if entry["name"] == "秦素云":
                entry["versions"] = [{"scenes": ["s2"], "since": since, **usual, **coat}]
        return told

    def everywhere(body):
        told = shots_of(body)
        for shot in told["shots"]:
            shot |= {"frame": ["秦素云，左，右"], "picture": "秦素云抬起头"}
        return told

    _, _, (plan,), _, _ = direct(script_of(COAT), with_bible(dressed, everywhere), tmp_path)

    worn = ["长大衣" in shot.visual for shot in plan.board.shots]
    gets = next(at for at, shot in enumerate(plan.board.shots) if "披上" in shot.action)
    assert worn[:gets] == [False] * gets
    assert all(worn[gets:])


@pytest.mark.parametrize(
    ("style", "kept"),
    [
        ("连体工装、胸牌写秦素云、黑工作靴", "连体工装、黑工作靴"),
        ("连体工装、黑工作靴", "连体工装、黑工作靴"),
        ("秦素云的长大衣、白围巾", "白围巾"),
    ],
)
def test_a_look_of_another_scene_names_nobody(style, kept, tmp_path):
    """A badge is read in the shot that shows it; told with the clothes, the name would stand in every prompt."""

    def dressed(body):
        told = bible_of(body)
        usual = {"age": 0, "hair_colour": "", "hair_style": "", "state": ""}
        worn = {"clothes_colour": "橙色", "clothes_style": style, "line": 8, "quote": "将黑色大衣披上秦素云肩头"}
        for entry in told["people"]:
            if entry["name"] == "秦素云":
                entry["versions"] = [{"scenes": ["s2"], "since": 0, **usual, **worn}]
        return told

    _, _, (plan,), _, _ = direct(script_of(COAT), with_bible(dressed, shots_of), tmp_path)

    told = [shot.visual for shot in plan.board.shots if "橙色" in shot.visual]
    assert told
    assert all(kept in visual and "胸牌" not in visual and "秦素云的长" not in visual for visual in told)


def test_what_a_quote_does_not_prove_is_asked_about_once_and_then_left_out(tmp_path):
    def lies(body):
        told = told_twice(body)
        told["people"][0]["versions"][0]["quote"] = "十二岁的林婉"
        return told

    script = script_of(TWO_AGES)
    cast, remarks, (plan,), _, server = direct(script, with_bible(lies), tmp_path)

    assert [asked(body) for body in server.asked].count("bible") == 2
    assert "十二岁的林婉" in server.asked[1]["messages"][-1]["content"]
    assert (undisputed(remarks), cast.get("林婉").versions) == ([], ())
    assert paths([plan]) == {"model"}


def test_an_answer_that_is_only_wrong_in_a_shot_is_asked_again_once_and_mended(tmp_path):
    def careless(body):
        told = shots_of(body)
        told["shots"][0] |= {"frame": ["林婉，左前方，朝右"], "picture": "林婉说：“你不该来”"}
        return told

    script = script_of(TWO_AGES)
    cast, _, (plan,), _, server = direct(script, with_bible(bible_of, careless), tmp_path)

    assert [asked(body) for body in server.asked].count("story") == 2
    assert "quotes" in server.asked[-1]["messages"][-1]["content"]
    assert faults_of(script, cast, [plan]) == []
    assert plan.board.shots[0].visual.startswith("林婉在画面左侧前景，面向右侧")
    assert "你不该来" not in plan.board.shots[0].visual
    assert (paths([plan]), plan.fallbacks) == ({"model"}, ())


def test_an_accepted_answer_is_not_asked_about_again(tmp_path):
    def careless(body):
        told = shots_of(body)
        told["shots"][0]["picture"] = "林婉说：“你不该来”"
        return told

    script = script_of(TWO_AGES)
    _, _, (plan,), mind, server = direct(script, with_bible(bible_of, careless), tmp_path, times=2)

    assert ([asked(body) for body in server.asked], mind.tally.kept) == (["bible", "story", "story"], 2)
    assert paths([plan]) == {"model"}


@pytest.mark.parametrize(
    "mended",
    [
        {"camera": "好看的镜头"},
        {"frame": ["林婉，左前方，朝右"], "picture": "木门开着"},
        {"picture": "林婉站着，" * 120},
    ],
)
def test_what_code_mends_by_itself_is_not_worth_asking_again(mended, tmp_path):
    def careless(body):
        told = shots_of(body)
        told["shots"][0] |= mended
        return told

    script = script_of(TWO_AGES)
    cast, _, (plan,), _, server = direct(script, with_bible(bible_of, careless), tmp_path)

    assert [asked(body) for body in server.asked] == ["bible", "story"]
    assert faults_of(script, cast, [plan]) == []
    assert "林婉" in plan.board.shots[0].visual


SILENCE = """第一集

1-1 夜 内 林家客厅

林婉
你走吧。

{}赵宁推开木门，走进雨里。
"""


@pytest.mark.parametrize(("silence", "held"), [("长久的沉默。", True), ("很久没人说话。", True), ("灯灭了。", False)])
def test_a_silence_is_a_line_of_its_own_and_held_and_the_last_shot_has_time(silence, held, tmp_path):
    script = script_of(SILENCE.format(silence))
    _, _, (plan,), _, server = direct(script, with_bible(bible_of, shots_of), tmp_path)

    told = next(body["messages"][1]["content"] for body in server.asked if asked(body) == "story")
    assert bool(re.search(rf"｜{silence}\n", told)) == held
    silent = [shot for shot in plan.board.shots if shot.action.startswith(silence)]
    assert (silent[0].action == silence and silent[0].duration >= 3.3) == held
    assert plan.board.shots[-1].duration >= 3


@pytest.mark.parametrize(("every", "told"), [(1, True), (2, False), (3, False), (99, True)])
def test_an_answer_that_is_asked_again_is_told_where_hardly_any_shot_moves_or_rests(every, told, tmp_path):
    def filmed(body):
        made = shots_of(body)
        for at, shot in enumerate(made["shots"]):
            shot["camera"] = "近景，平视，缓慢推近" if at % every == 0 else "近景，平视，固定"
        made["shots"][0]["picture"] = "林婉说：“你不该来”"
        return made

    _, _, _, _, server = direct(script_of(TURNING), with_bible(bible_of, filmed), tmp_path)

    again = [body["messages"][-1]["content"] for body in server.asked if asked(body) == "story"][-1]
    assert ("shots move; about every second one" in again) == told


MONOLOGUE = """1-1 夜 内 码头小屋
人物：林婉、阿豪
△林婉点亮油灯，阿豪站在她身后。
林婉：那天晚上你说你去买灯油，我在这间屋子里等到天亮。后来他们告诉我，船已经开走了，船上有你的名字。我不信，我在码头等了整整三年！你现在回来做什么？
阿豪（电话音）：我没有上那条船。
"""


@pytest.mark.parametrize(("whole", "told"), [(True, True), (False, False)])
def test_a_long_speech_in_one_take_is_asked_about_where_it_can_be_cut(whole, told, tmp_path):
    def filmed(body):
        made = shots_of(body)
        spoken = [shot["through"] for shot in made["shots"] if "林婉" in str(shot["frame"])]
        if whole:
            made["shots"] = [one for one in made["shots"] if one["through"] not in spoken[1:-1]]
        made["shots"][0] |= {"frame": ["林婉，左前方，朝右"], "picture": "林婉说：“我不信”"}
        return made

    _, _, _, _, server = direct(script_of(MONOLOGUE), with_bible(bible_of, filmed), tmp_path)

    again = [body["messages"][-1]["content"] for body in server.asked if asked(body) == "story"][-1]
    assert ("a long speech in one take" in again) == told


@pytest.mark.parametrize(("now", "told"), [([], True), (["地点，码头"], False)])
def test_whoever_is_only_heard_over_the_phone_is_not_shown_where_nobody_went(now, told, tmp_path):
    def filmed(body):
        made = shots_of(body)
        made["shots"][-1] |= {"frame": ["阿豪，左，右"], "picture": "阿豪握着听筒", "now": now}
        made["shots"][0] |= {"frame": ["林婉，左前方，朝右"], "picture": "林婉说：“我不信”"}
        return made

    _, _, _, _, server = direct(script_of(MONOLOGUE), with_bible(bible_of, filmed), tmp_path)

    again = [body["messages"][-1]["content"] for body in server.asked if asked(body) == "story"][-1]
    assert ("阿豪 is only heard there, over the phone" in again) == told


def test_scenes_whose_answer_stays_useless_fall_back_each_by_itself_and_named(tmp_path):
    def nothing(body):
        return {**shots_of(body), "shots": []}

    script = script_of(TWO_AGES)
    cast, _, (plan,), _, server = direct(
        script,
        lambda body, number: (
            Reply(json.dumps(nothing(body), ensure_ascii=False)) if asked(body) == "story" else tells(body, number)
        ),
        tmp_path,
    )

    assert paths([plan]) == {"slots"}
    assert {asked(body) for body in server.asked} == {"bible", "story", "slots"}
    assert [remark.split(":")[0] for remark in plan.remarks] == ["scene 1-1", "scene 1-2", "scene 1-3"]
    assert faults_of(script, cast, [plan]) == []


def test_a_cut_answer_is_asked_about_in_halves(tmp_path):
    def cut(body, number):
        if (
            asked(body) == "story"
            and "[s1]" in body["messages"][1]["content"]
            and "[s3]" in body["messages"][1]["content"]
        ):
            return Reply('{"shots": [', finish="length")
        return tells(body, number)

    script = script_of(TWO_AGES)
    _, _, (plan,), _, server = direct(script, cut, tmp_path)

    assert paths([plan]) == {"model"}
    assert [asked(body) for body in server.asked].count("story") == 3


@pytest.mark.parametrize("room", [5, 9, 14, 25])
def test_an_endpoint_that_cuts_answers_is_not_asked_what_it_cannot_answer_again_and_again(room, tmp_path):
    """After one cut answer nothing as long is asked: cut answers grow as halvings do, not as questions do."""
    scenes = "\n".join(
        f"1-{number} 日 内 房间{number}\n人物：林婉、阿豪\n"
        + "\n".join(f"{'林婉' if at % 2 else '阿豪'}：第{number}场第{at}句话。" for at in range(8))
        for number in range(1, 7)
    )
    cut = []

    def answer(body, number):
        if asked(body) == "story" and len(lines_of(body["messages"][1]["content"])) > room:
            cut.append(number)
            return Reply('{"shots": [', finish="length")
        return tells(body, number)

    script = script_of(scenes)
    cast, _, (plan,), _, _ = direct(script, answer, tmp_path)

    assert paths([plan]) == {"model"}
    assert faults_of(script, cast, [plan]) == []
    halvings = next(count for count in range(1, 10) if 48 / 2**count <= room)
    assert len(cut) <= halvings + 1, (len(cut), halvings)


@pytest.mark.parametrize("at", [0, 3, 6])
def test_one_picture_that_check_refuses_does_not_take_its_scene_with_it(at, tmp_path, monkeypatch):
    """Its quotation marks go, else the rules' picture stands for that shot alone; a whole scene by rules was the gravest fault of two rounds."""
    monkeypatch.setattr("storyboard.plan.pictures._is_read", lambda quote, shot, written: True)

    def shots(body):
        told = shots_of(body)
        filmed = [each for each in told["shots"] if not each["own"]]
        filmed[at]["picture"] += "，墙上写着“此路不通”"
        return told

    script = script_of(TWO_AGES)
    cast, _, (plan,), _, _ = direct(script, with_bible(told_twice, shots), tmp_path)

    assert faults_of(script, cast, [plan]) == []
    assert plan.fallbacks == ()
    assert [trace.by for trace in plan.trace.shots].count("rules") <= 1
    pictures = "\n".join(shot.visual for shot in plan.board.shots)
    assert "“此路不通”" not in pictures
    assert "此路不通" in pictures


def test_the_breaks_of_the_director_are_preferred_where_they_cost_nothing(tmp_path):

    script = SCRIPTS["rain"]
    _, _, (plan,), _, _ = direct(script, tells, tmp_path)
    offer = make_offer(Settings(workspace=tmp_path))

    wanted = frozenset(at for at, trace in enumerate(plan.trace.shots) if trace.opens)
    assert wanted
    missed = [
        sum(part.shot in wanted for clip in clips for part in clip.parts[1:])
        for clips in (
            pack(plan.board, offer, opens=wanted, breaks="story"),
            pack(plan.board, offer, opens=wanted),
            pack(plan.board, offer),
        )
    ]
    assert missed[0] <= missed[1] <= missed[2]
    assert missed[0] < len(wanted)


CALL = """1-1 日 内 公司大堂
人物：韩东、苏青
△苏青站在前台。
苏青：早。
1-2 日 内 公司大堂／行驶的轿车内
人物：韩东、老秦、苏青
△韩东掏出手机拨号，满脸堆笑。
韩东：秦叔！接到人了吗？
△轿车内，老秦戴着白手套握方向盘，后座空空。
老秦：她早就到了。
韩东：她穿什么衣服？
1-3 日 内 行驶的轿车内
人物：老秦
△老秦挂断电话。
老秦：这就来。
"""


def test_each_end_of_a_call_has_its_own_look_and_the_light_of_its_own_scene(tmp_path):
    """The bible is asked about both places of such a heading; no end plays in the other one's light."""
    asked_for: list[str] = []

    def lit(body):
        told = bible_of(body)
        asked_for.extend(place["name"] for place in told["places"])
        for scene, light in zip(told["scenes"], ("晨光从玻璃门来", "午光从玻璃门来", "车窗外的树影"), strict=True):
            scene["light"] = light
        return told

    _, _, (plan,), _, _ = direct(script_of(CALL), with_bible(lit), tmp_path)

    assert {"公司大堂", "行驶的轿车内"} <= set(asked_for)
    assert not [name for name in asked_for if "／" in name]
    call = [shot for shot, trace in zip(plan.board.shots, plan.trace.shots, strict=True) if trace.scene == "s2"]
    assert {shot.location.partition("（")[0] for shot in call} == {"公司大堂", "行驶的轿车内"}
    for shot in call:
        assert ("车窗外的树影" in shot.style_tags) == ("轿车" in shot.location)
        assert ("午光从玻璃门来" in shot.style_tags) == ("大堂" in shot.location)


@pytest.mark.parametrize(
    ("line", "quote", "whole"),
    [
        ("△赵凯抬头，秦素云一身黑衣站在门口。", "秦素云一身黑衣", True),
        ("△赵凯抬头，秦素云披上黑衣。", "秦素云披上黑衣", False),
    ],
    ids=["a telling", "an event"],
)
def test_whoever_is_first_named_in_other_clothes_has_worn_them_all_along(line, quote, whole, tmp_path):
    text = f"1-1 日 内 大堂\n人物：秦素云、赵凯\n秦素云：早。\n赵凯：早。\n1-2 夜 内 大堂\n△满堂宾客安静下来。\n赵凯：人呢？\n{line}\n赵凯：你！\n"

    def dressed(body):
        told = bible_of(body)
        usual = {"age": 0, "hair_colour": "", "hair_style": "", "state": ""}
        black = {"clothes_colour": "黑色", "clothes_style": "长礼服", "line": 8, "quote": quote}
        for entry in told["people"]:
            if entry["name"] == "秦素云":
                entry["versions"] = [{"scenes": ["s2"], "since": 0, **usual, **black}]
        return told

    def everywhere(body):
        told = shots_of(body)
        for shot in told["shots"]:
            shot |= {"frame": ["秦素云，左，右"], "picture": "秦素云抬起头"}
        return told

    _, _, (plan,), _, _ = direct(script_of(text), with_bible(dressed, everywhere), tmp_path)

    shots = [shot for shot, trace in zip(plan.board.shots, plan.trace.shots, strict=True) if trace.scene == "s2"]
    worn = ["长礼服" in shot.visual for shot in shots]
    assert (all(worn), any(worn)) == (whole, True)


WITHIN = """1-1 日 外 河堤
人物：老孟、老葛
△老孟（七十一岁，花白头发）和老葛（七十一岁，光头）坐在泥里。
老葛：还记得吗？
闪回：黑白。学校操场，雨。十七岁的老葛摔在跑道上，抱着脚踝，老孟从他身边跑过去。
△回到现在。老葛站在雨里，老孟一身泥水。
老葛：记得。
老孟：我欠你的。
"""


def test_who_was_young_in_a_flashback_within_a_scene_is_old_again_behind_it(tmp_path):
    """The word for when it plays is nobody's name, and neither age nor mud goes over its border."""

    def aged(body):
        told = bible_of(body)
        usual = {"hair_colour": "", "hair_style": "", "clothes_colour": "", "clothes_style": ""}
        boy = {
            "age": 17,
            "state": "",
            "line": 5,
            "quote": "十七岁的老葛",
            **usual,
            "hair_colour": "黑色",
            "hair_style": "寸头",
        }
        muddy = {"age": 0, "state": "一身泥水", "line": 6, "quote": "老孟一身泥水", **usual}
        for entry in told["people"]:
            entry["versions"] = [{"scenes": ["s1"], "since": 0, **(boy if entry["name"] == "老葛" else muddy)}]
        return told

    def everywhere(body):
        told = shots_of(body)
        for shot in told["shots"]:
            shot |= {"frame": ["老葛，左，右", "老孟，右，左"], "picture": "老葛和老孟抬起头"}
        return told

    cast, _, (plan,), _, _ = direct(script_of(WITHIN), with_bible(aged, everywhere), tmp_path)

    assert [member.name for member in cast.members] == ["老孟", "老葛"]
    shots = plan.board.shots
    now = ["闪回" in shot.style_tags for shot in shots]
    assert any(now)
    assert ["17岁" in shot.visual for shot in shots] == now
    assert not any("一身泥水" in shot.visual for shot, then in zip(shots, now, strict=True) if then)
    assert "一身泥水" in shots[-1].visual


def test_a_garment_told_without_its_colour_keeps_its_own(tmp_path):
    """A white towel over a green swimsuit: when the towel is down the suit is green."""
    text = "INT. POOL - DAY\n\nJO, 16, in a green racing swimsuit, wears a white towel.\n\nJO\nReady.\n\nShe lets the towel drop. JO in her racing swimsuit.\n\nJO\nGo.\n"

    def dressed(body):
        told = bible_of(body)
        usual = {"age": 0, "hair_colour": "", "hair_style": "", "state": ""}
        towel = {"clothes_colour": "white", "clothes_style": "towel", "line": 3, "quote": "wears a white towel"}
        bare = {"clothes_colour": "", "clothes_style": "racing swimsuit", "line": 8, "quote": "lets the towel drop"}
        for entry in told["people"]:
            entry |= {"clothes_colour": "green", "clothes_style": "racing swimsuit cap"}
            entry["versions"] = [{"scenes": ["s1"], "since": each["line"], **usual, **each} for each in (towel, bare)]
        return told

    cast, _, _, _, _ = direct(script_of(text), with_bible(dressed), tmp_path)

    worn = [each.clothes for each in cast.story.befallen]
    assert ("green", "racing swimsuit") in worn
    assert ("white", "racing swimsuit") not in worn


TURNING = """1-1 夜 外 码头
人物：林婉、阿豪
△林婉站在栈桥上，阿豪站在她身后。
林婉：你不该来。
△一片雪落在阿豪的肩上。
阿豪：我没有别的地方去。
△阿豪的额头磕在木桩上，血流下来。
林婉：走。
△两人上了渡船，钻进船舱。
阿豪：谢谢你。
林婉：坐稳。
"""


def bleeding(body: dict) -> dict:
    """The bible of that story: he bleeds from a line on, which it dates too early."""
    told = bible_of(body)
    usual = {"hair_colour": "", "hair_style": "", "clothes_colour": "", "clothes_style": ""}
    for entry in told["people"]:
        if entry["name"] == "阿豪":
            wound = {"scenes": ["s1"], "since": 7, "age": 0, "state": "额头流血", "line": 7, "quote": "血流下来"}
            entry["versions"] = [wound | usual]
    told["scenes"][0] |= {"weather": "阴", "time": ""}
    return told


@pytest.mark.parametrize("late", range(4))
def test_what_turns_within_a_scene_is_so_from_the_shot_that_says_so(late, tmp_path):
    """The place, the weather and a wound, each in whichever shot the answer names; what nobody knows changes nothing."""

    def shots(body):
        told = shots_of(body)
        every = told["shots"]
        every[late]["now"] = ["天气，雪", "地点，月球背面", "没有这个人"]
        every[late + 1]["now"] = ["阿豪"]
        every[late + 2]["now"] = ["地点：船舱", "光，舱灯昏黄，从上方照下"]
        every[late + 3]["now"] = ["地点，码头"]
        return told

    _, _, (plan,), _, _ = direct(script_of(TURNING), with_bible(bleeding, shots), tmp_path)

    board = plan.board.shots
    assert {trace.by for trace in plan.trace.shots} == {"model"}
    wounded = [at for at, shot in enumerate(board) if "额头流血" in shot.visual]
    assert [shot.weather for shot in board[: late + 1]] == ["阴"] * late + ["雪"]
    assert [shot.location for shot in board].count("船舱（内）") == 1
    assert board[late + 2].location == "船舱（内）"
    assert [at for at, shot in enumerate(board) if "舱灯昏黄，从上方照下" in shot.style_tags] == [late + 2]
    assert all("冷蓝的窗光" in shot.style_tags for at, shot in enumerate(board) if at != late + 2)
    assert wounded
    assert wounded[0] > late, "the shot before the one that names him shows him whole, wherever his line is"
    assert wounded[0] <= 6


ENDING = """INT. STUDY - DAY

WALT sits alone.

WALT
It never was.

FADE TO BLACK. SUPER: "THE END"
"""


WINDOW = """1-1 日 内 饭店大堂
人物：林婉、阿豪
△林婉站在桌边。
林婉：你不该来。
阿豪：我没有别的地方去。
△雨停了，一道阳光照在木牌上。
林婉：走。
△阿豪坐在轿车里，握着电话。
阿豪：谢谢你。
△林婉弯下腰。
林婉：坐稳。
"""


@pytest.mark.parametrize("far", ["", "沙尘"])
def test_the_weather_at_a_window_turns_with_its_line_and_is_not_seen_from_another_room(far, tmp_path):
    """Rain at the window of the hall: it stops in its line; in the car there is none, unless its own is told, which the hall does not get."""

    def rainy(body):
        told = bible_of(body)
        return {**told, "scenes": [{**scene, "weather": "小雨"} for scene in told["scenes"]]}

    def away(body):
        told = shots_of(body)
        car = [shot for shot in told["shots"] if shot["through"] in (6, 7)]
        car[0]["now"] = ["地点，轿车（内）", *([f"天气，{far}"] if far else [])]
        next(shot for shot in told["shots"] if shot["through"] > 7)["now"] = ["地点，饭店大堂"]
        return told

    _, _, (plan,), _, _ = direct(script_of(WINDOW), with_bible(rainy, away), tmp_path)

    shots = plan.board.shots
    stops = next(at for at, shot in enumerate(shots) if "雨停了" in shot.action)
    there = [at for at, shot in enumerate(shots) if "轿车" in shot.location]
    assert there
    assert {shot.weather for shot in shots[:stops]} == {"小雨"}
    assert {shots[at].weather for at in there} == {far or "无"}
    assert {shot.weather for at, shot in enumerate(shots) if at >= stops and at not in there} == {"晴"}


TWO = Library((), {"shots": "v3", "bible": "v2"})
YEARS = """1-1 日 内 教堂
人物：老葛
△老葛钉木板。
老葛：快好了。
1-2 日 外 码头
人物：老葛
△七岁的老葛站在码头上。
老葛（画外音）：那年我七岁。
△一条船开走。
老葛（画外音）：我冷。
1-3 日 内 教堂
人物：老葛
△老葛坐下。
老葛：都过去了。
1-4 日 外 院子
人物：老葛
△门开着，里面一排长椅。
老葛：进去吧。
"""


def years_on(body: dict) -> dict:
    """The bible of that story: the church is finished later, the childhood is an old film."""
    told = bible_of(body)
    boy = {
        "age": 7,
        "hair_colour": "黑色",
        "hair_style": "短发、圆脸",
        "clothes_colour": "灰色",
        "clothes_style": "短衫",
    }
    for entry in told["people"]:
        entry |= {"age": 68, "pitch": 92, "accent": "普通话，沙哑"}
        entry["versions"] = [{"scenes": ["s2"], "since": 0, **boy, "state": "", "line": 7, "quote": "七岁的老葛"}]
    told["sets"] = [
        {"place": "教堂", "scenes": ["s3", "[s4]"], "look": "完工的木教堂，一排排旧长椅，白墙"},
        {"place": "月球", "scenes": ["s3"], "look": "灰色的坑，远处一座白塔"},
        {"place": "教堂", "scenes": ["s9"], "look": "烧成一堆黑木的教堂废墟"},
        {"place": "教堂", "scenes": ["s3"], "look": "老葛"},
    ]
    told["scenes"][1] |= {"layer": "闪回", "line": 7, "quote": "七岁的老葛", "film": "黑白老胶片，有划痕"}
    return told


def test_a_place_looks_as_the_story_tells_of_a_scene_and_a_film_is_in_every_shot_of_its_scene(tmp_path):
    def inside(body):
        told = shots_of(body)
        told["shots"][-1]["now"] = ["地点，教堂（内）", "拍法，监控画面"]
        return told

    _, _, (plan,), _, server = direct(script_of(YEARS), with_bible(years_on, inside), tmp_path, library=TWO)

    usual = next(marks.set_of(shot.visual) for shot in plan.board.shots if marks.set_of(shot.visual))
    of = {scene: set() for scene in ("s1", "s2", "s3", "s4")}
    for shot, trace in zip(plan.board.shots, plan.trace.shots, strict=True):
        of[trace.scene] |= (
            {marks.set_of(shot.visual)} if "教堂" in shot.location and marks.set_of(shot.visual) else set()
        )
        assert ("黑白老胶片，有划痕" in shot.style_tags) == (trace.scene == "s2")
        assert ("监控画面" in shot.style_tags) == (shot is plan.board.shots[-1])
    finished = "完工的木教堂，一排排旧长椅，白墙"
    assert of == {"s1": {usual}, "s2": set(), "s3": {finished}, "s4": {finished}}
    told = next(body["messages"][1]["content"] for body in server.asked if asked(body) == "story")
    assert [told.split(f"[{scene}]")[1].split("\n[s")[0].count(finished) for scene in of] == [0, 0, 1, 1]
    assert "月球" not in told


@pytest.mark.parametrize("seen", [True, False])
def test_whoever_tells_of_their_childhood_has_the_voice_of_today(seen, tmp_path):
    def told(body):
        made = shots_of(body)
        for shot in made["shots"]:
            shown = {"frame": ["老葛，左，右"], "picture": "老葛抬起头"}
            shot |= shown if seen else {"frame": [], "picture": "码头空着"} if shot["own"] == 0 else shown
        return made

    _, _, (plan,), _, _ = direct(script_of(YEARS), with_bible(years_on, told), tmp_path, library=TWO)

    over = [
        shot
        for shot, trace in zip(plan.board.shots, plan.trace.shots, strict=True)
        if trace.scene == "s2" and shot.dialogue.text
    ]
    assert len(over) == 2
    for shot in over:
        (now,) = marks.versions(shot.visual) or (marks.Now("老葛"),)
        assert (now.voice is not None and re.search(r"\d\d岁", now.voice.accent) is not None) == seen, now
        assert (now.age == 7) == seen


def test_words_over_the_last_cut_are_read_however_it_was_planned(tmp_path):
    script = parse(Source("ep01.fountain", ENDING, "utf-8", "fountain"))
    _, _, (plan,), _, _ = direct(script, tells, tmp_path)

    assert {trace.by for trace in plan.trace.shots} == {"model"}
    assert "“THE END”" in plan.board.shots[-1].visual


@pytest.mark.parametrize("listed", [False, True], ids=["alone", "listed old too"])
def test_who_has_grown_up_within_a_scene_has_the_voice_of_their_age(listed, tmp_path):
    """A change of age that an answer dates to a line has no child's voice any more; where the list has him old as well, it is that voice."""

    def grown(body):
        told = bible_of(body)
        old = {
            "age": 49,
            "sex": "男",
            "hair_colour": "花白",
            "hair_style": "短发",
            "pitch": 97,
            "accent": "北平乡下口音，苍老",
        }
        for entry in told["people"]:
            child = {"age": 9, "sex": "男", "pitch": 285, "accent": "北平乡下口音，童声细而发颤"}
            entry |= child if entry["name"] == "阿豪" else old if listed else {}
            late = {"scenes": ["s1"], "since": 7, "age": 49, "state": "", "line": 7, "quote": "血流下来"}
            late |= {"hair_colour": "花白", "hair_style": "短发", "clothes_colour": "灰色", "clothes_style": "中山装"}
            entry["versions"] = [late] if entry["name"] == "阿豪" else []
        return told

    _, _, (plan,), _, _ = direct(script_of(TURNING), with_bible(grown), tmp_path)

    told = [shot.visual for shot in plan.board.shots if "49岁" in shot.visual]
    assert told
    assert all("童声" not in visual and "北平乡下口音" in visual for visual in told)
    assert all(("苍老" in visual) == listed for visual in told)


def test_a_picture_may_show_any_words_that_the_script_writes_or_reads_out(tmp_path):
    """A name tag of another scene, a letter that is read out; words that stand nowhere are left out with their picture."""

    def shots(body):
        told = shots_of(body)
        for each, words in zip(told["shots"], ("主桌", "见信如晤", "从没写过的字"), strict=False):
            each |= {"picture": f"桌上立着一块牌子，写着“{words}”", "frame": []}
        return told

    text = (
        "1-1 日 内 饭店\n人物：林婉、阿豪\n△林婉坐下。\n林婉：信上说：“见信如晤。”你念念。\n阿豪：不念。\n"
        "1-2 日 内 后厨\n人物：林婉、阿豪\n△案板上立着“主桌”的名牌。\n阿豪：谁拿来的？\n"
    )
    _, _, (plan,), mind, _ = direct(script_of(text), with_bible(bible_of, shots), tmp_path)

    pictures = "\n".join(shot.visual for shot in plan.board.shots)
    assert ("“主桌”" in pictures, "“见信如晤”" in pictures, "从没写过的字" in pictures) == (True, True, False)
    assert mind.tally.refused >= 1


FACTS = [
    {"about": "阿豪的左臂", "holds": "抬不起来", "from": 5, "to": 0},
    {"about": "油灯", "holds": "亮着，在桌上", "from": 3, "to": 9},
    {"about": "空的", "holds": "", "from": 0, "to": 0},
    {"about": "倒着的", "holds": "先完后始", "from": 9, "to": 3},
]


@pytest.mark.parametrize("most", [70, 3], ids=["in one question", "in several"])
def test_what_lasts_is_told_with_exactly_the_lines_in_which_it_holds(most, tmp_path, monkeypatch):
    """However the lines fall into questions, each scene is told what holds in it, a flashback nothing of now, and a second look the same."""
    monkeypatch.setattr("storyboard.plan.director.MOST", most)
    script, library = script_of(TWO_AGES), TWO.choosing({"continuity": "v1"})

    def told(body):
        return {**told_twice(body), "facts": FACTS, "film": "全片由监控录像拼成"}

    made = {"bible": told, "story": shots_of, "continuity": nothing_wrong}
    _, _, _, _, server = direct(
        script,
        lambda body, _: Reply(json.dumps(made[asked(body)](body), ensure_ascii=False)),
        tmp_path,
        library=library,
    )

    questions = [body["messages"][1]["content"] for body in server.asked if asked(body) != "bible"]
    assert all("全片由监控录像拼成" in user for user in questions)
    for user in (each for each in questions if "\n分镜：\n" not in each):
        for part in re.split(r"\n(?=\[s\d\])", user)[1:]:
            numbered = {int(number): text for number, text in re.findall(r"^(\d+)｜.*｜(.*)$", part, re.M)}
            lines = {at: script.text[: script.text.index(text[:4])].count("\n") + 1 for at, text in numbered.items()}
            for fact in FACTS[:2]:
                here = [at for at, line in lines.items() if fact["from"] <= line <= (fact["to"] or 99)]
                here = [] if part.startswith("[s2]") else here  # which plays years before
                row = re.search(
                    rf"^- {fact['about']}(?:（第 (\d+) 行起）)?(?:（到第 (\d+) 行）)?：{fact['holds']}$", part, re.M
                )
                assert bool(row) == bool(here)
                if row:
                    assert (int(row[1] or min(lines)), int(row[2] or max(lines))) == (here[0], here[-1])
            assert "倒着的" not in part
    looks = [user for user in questions if "\n分镜：\n" in user]
    assert looks
    assert any("- 阿豪的左臂" in user for user in looks)


def test_whoever_has_looks_from_before_is_otherwise_again_in_a_later_window(tmp_path, monkeypatch):
    """The bible of a later stretch tells how people of an earlier one look there; their entry stays as it is."""
    monkeypatch.setattr("storyboard.plan.story.MOST_SCENES", 2)
    usual = {"since": 0, "age": 0, "hair_colour": "", "hair_style": "", "line": 15, "quote": "血还在流"}
    dry = {"scenes": ["s3"], "clothes_colour": "白色", "clothes_style": "棉衬衫、黑布裤", "state": "", **usual}

    def told(body):
        fixed = "已定的人物" in body["messages"][1]["content"]
        return {**bible_of(body), "again": [{"name": "林婉", "versions": [dry]}] if fixed else []}

    cast, _, (plan,), _, server = direct(script_of(TWO_AGES), with_bible(told), tmp_path, library=TWO)

    bibles = [body["messages"][1]["content"] for body in server.asked if asked(body) == "bible"]
    assert ["- 林婉：" in user.split("剧本（")[0] for user in bibles] == [False, True]
    assert cast.get("林婉").versions == ()
    for shot, trace in zip(plan.board.shots, plan.trace.shots, strict=True):
        if "林婉" in shot.visual:
            assert ("棉衬衫" in shot.visual) == (trace.scene == "s3")


TITLED = """1-1 夜 内 县衙
人物：县长、孙秀英、阿豪
△孙秀英推门进来，县长的印还攥在手里。
县长：谁让你来的？
阿豪：我自己来的。
△孙秀英坐下。
县长：那你说。
"""


@pytest.mark.parametrize("both", [True, False], ids=["both speak", "one speaks"])
@pytest.mark.parametrize("first", [True, False])
def test_one_person_of_two_names_has_one_look_and_stands_under_the_name_that_speaks(first, both, tmp_path):
    """Where an answer calls somebody of the list by the name of another; nobody is asked to tell them apart."""

    def told(body):
        made = bible_of(body)
        people = {entry["name"]: entry for entry in made["people"]}
        one, other = (people[name] for name in (("县长", "孙秀英") if first else ("孙秀英", "县长")))
        one["aliases"] = [other["name"]]
        other |= {"age": one["age"], "sex": one["sex"]}
        return made

    script = one_face(script_of(TITLED + "孙秀英：就是我。\n" * both), Cast(()))
    cast, _, (plan,), mind, _ = direct(script, with_bible(told), tmp_path, library=TWO)

    assert mind.tally.refused == 0
    assert (cast.get("孙秀英") is not None) == both
    if both:
        assert cast.get("孙秀英").looks == cast.get("县长").looks
        assert "县长" in (cast.get("孙秀英").twin_of, *plan.board.character_setting)
        return
    assert "孙秀英" in cast.get("县长").aliases
    read = as_described(script, cast)
    assert read != script
    assert as_described(read, cast) == read
    assert faults_of(read, cast, [plan]) == []
    assert set(plan.board.character_setting) == {"县长", "阿豪"}


def test_a_mind_without_a_body_is_a_voice_and_in_no_picture(tmp_path):
    """A ship's computer of whom the answer says that there is nothing to see: no looks in the cast, nobody on the screen."""
    text = "1-1 夜 内 驾驶舱\n人物：林婉\n△林婉坐下。\n赫斯：航线已定。\n林婉：多久？\n赫斯：四十年。\n"

    def told(body):
        answer = bible_of(body)
        none = dict.fromkeys(("hair_colour", "hair_style", "clothes_colour", "clothes_style"), "无")
        answer["people"] = [one | none if one["name"] == "赫斯" else one for one in answer["people"]]
        return answer

    cast, _, (plan,), _, _ = direct(script_of(text), with_bible(told), tmp_path)

    mind = cast.get("赫斯")
    assert mind.kind == "voice"
    assert plan.board.character_setting["赫斯"].appearance.startswith("仅声音")
    spoken = [
        (shot, trace)
        for shot, trace in zip(plan.board.shots, plan.trace.shots, strict=True)
        if shot.dialogue.role == "赫斯"
    ]
    assert len(spoken) == 2
    assert all("赫斯" not in [body.who for body in trace.staging.bodies] for _, trace in spoken)


@pytest.mark.parametrize(
    ("look", "age", "colour"),
    [
        ("bald man in his forties, dark green football top, jeans", 40, "dark green"),
        ("man in his early fifties in a maroon bus uniform", 50, "maroon"),
        ("woman in her thirties, red coat", 30, "red"),
        ("huge muscular woman, thirty, shaven head, blue shorts and top", 30, "blue"),
        ("a tall man, about forty, grey suit, top hat", 40, "grey"),
    ],
)
def test_an_age_in_words_is_no_garment(look, age, colour):
    found = sketch(look, "en")

    assert abs(found.age - age) <= 3
    assert not re.search("ies|thirty|forty", found.clothes[1])
    assert colour in " ".join(found.clothes)


@pytest.mark.parametrize(
    ("look", "name", "told"),
    [
        ("油污司机工装、黑皮帽", "司机", "油污工装、黑皮帽"),
        ("driver's cap and blue shirt", "DRIVER", "cap and blue shirt"),
        ("长衫、司机帽", "林婉", "长衫、司机帽"),
        ("司机", "司机", "司机"),
    ],
)
def test_what_somebody_wears_is_told_without_the_word_that_they_are_called_by(look, name, told):
    assert own_less(look, name) == told


@pytest.mark.parametrize(
    ("look", "clothes"),
    [
        ("women and children in grey, brown and olive coats and caps", ("grey and brown and olive", "coats and caps")),
        ("townsfolk in black, white and red robes", ("black and white and red", "robes")),
        ("girls, black, white, red and blue dresses", ("black and white and red and blue", "dresses")),
        (
            "crowd in dark blue, grey or brown jackets, flat caps",
            ("dark blue and grey or brown", "jackets and flat caps"),
        ),
        ("people in navy coats, white and red scarves", ("navy", "coats and white and red scarves")),
        ("readers in grey and navy coats and jumpers", ("grey and navy", "coats and jumpers")),
        ("woman of fifty in a red, white and blue dress", ("red and white and blue", "dress")),
        ("man in a black coat, a red and white scarf", ("black", "coat and red and white scarf")),
    ],
)
def test_a_row_of_colours_stays_with_the_garment_that_has_them(look, clothes):
    assert sketch(look, "en").clothes == clothes


@pytest.mark.parametrize(
    ("look", "hair", "over"),
    [
        (
            "stout woman of fifty, black hair under a purple headscarf, yellow wax print dress",
            "black",
            "purple headscarf",
        ),
        ("a boy of ten, red hair tucked beneath a flat cap, grey wool coat", "red", "flat cap"),
        ("woman, 30, short brown hair with a blue ribbon, white apron", "brown", "blue ribbon"),
        ("五十岁妇人，黑发包在紫头巾里，黄蜡染裙", "黑色", "紫头巾"),
        ("老汉，花白头发扣着草帽，灰布衫", "花白", "草帽"),
    ],
)
def test_what_is_over_somebodys_hair_is_worn_and_no_colour_of_it(look, hair, over):
    found = sketch(look, "en" if look.isascii() else "zh")

    assert found.hair[0] == hair
    assert over in found.clothes[1]
    assert over.split()[-1] not in found.hair[1]


BOOTH_EN = "INT. BOOTH - NIGHT\n\nEDITH, 74, lifts the receiver.\n\nMAN'S VOICE (ON PHONE)\nIs it COWARD?\n\nEDITH\nWho is this?\n\nINT. STATION - DAY\n\nShe turns. In the next booth, an OLD MAN in railway uniform lowers his receiver.\n\nEDITH\nYou.\n"
BOOTH_ZH = "1-1 夜 内 电话亭\n人物：林婉\n△林婉拿起听筒。\n男声（电话里）：是“懦夫”吗？\n林婉：您是谁？\n1-2 日 内 车站\n△林婉转身。隔壁电话亭里，一个老站长放下听筒。\n林婉：是您。\n"


@pytest.mark.parametrize(
    ("text", "voice", "seen"), [(BOOTH_EN, "MAN'S VOICE", "OLD MAN"), (BOOTH_ZH, "男声", "老站长")]
)
@pytest.mark.parametrize(
    ("called", "clothes", "kind"), [(True, True, "person"), (False, True, "voice"), (True, False, "voice")]
)
def test_a_voice_that_acts_under_another_name_and_has_looks_is_somebody(text, voice, seen, called, clothes, kind):
    script = script_of(text)
    language = "en" if voice.isascii() else "zh"
    worn = ("navy", "railway uniform jacket") if language == "en" else ("藏青色", "铁路制服")
    none = ("none", "none") if language == "en" else ("无", "无")
    entry = {
        "name": voice, "sex": "male" if language == "en" else "男", "age": 76, "hair_colour": "white" if language == "en" else "白色",
        "hair_style": "thin combed-back" if language == "en" else "稀疏短发", "pitch": 105, "tempo": 200, "accent": "northern" if language == "en" else "普通话",
        "aliases": [seen] if called else [], "versions": [], "evidence": [1], "outfits": [],
    }  # fmt: skip
    entry |= dict(zip(("clothes_colour", "clothes_style"), worn if clothes else none, strict=True))
    member = merged({"people": [entry], "places": []}, gather(script), script, language, None).get(voice)

    assert member.kind == kind
    assert (member.looks.clothes_style == worn[1]) == clothes
