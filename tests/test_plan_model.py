"""Planning with a language model: whatever it answers, a correct board or one clear message; never a changed word."""

import asyncio
import json
import re
from collections.abc import Mapping
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyboard import check, marks
from storyboard.cast.gather import gather
from storyboard.check.form import read_board
from storyboard.config import LanguageModel
from storyboard.errors import ModelError
from storyboard.library import BY_SCENE, SHIPPED
from storyboard.llm import Ceiling, Endpoint
from storyboard.llm.exchanges import records
from storyboard.model import Cast, Source
from storyboard.parse import parse
from storyboard.plan.bible import describe, windows
from storyboard.plan.by_model import perfect, plan_with_model
from storyboard.plan.imported import plan_from_board
from storyboard.plan.lines import beats_of, chunks, groups, numbered
from storyboard.production.files import dump_board, dump_trace
from storyboard.production.files import trace_of as load_trace
from storyboard.read import read
from tests import fake_llm, samples
from tests.fake_llm import Reply, good, serving
from tests.samples import FILES

SCENES = SHIPPED.choosing({"shots": BY_SCENE})
"""What these tests are about: a script asked about scene by scene."""
MINI = {
    "office": "1-1 日 内 办公室\n人物：林晚、顾言\n△林晚推门进来。\n林晚：合同我不签。\n顾言：（冷笑）由不得你。\n△顾言把笔推到她面前。\n",
    "phone": "1-1 夜 内 病房\n人物：林晚、护士\n△手机震动。\n林晚：喂？\n神秘人（电话音）：别回头。\n林晚（OS）：是他的声音，三年了。\n护士：该吃药了。\n",
    "crowd": "2-3 日 外 村口\n人物：老村长、众村民\n△众村民围住老村长。\n众村民：交出来！\n老村长：（跪下）不是我，真的不是我拿的。\n【字幕：三天后】\n",
    "long": "1-1 日 内 法庭\n人物：律师甲、被告陈\n律师甲：各位，我的当事人那天晚上根本不在现场，他在医院，陪着他临终的母亲，护士可以作证，监控可以作证，"
    "连门口卖花的老人都可以作证，而你们的证人，连他穿什么颜色的衣服都说不清楚。\n△被告陈低头，眼泪掉在手铐上。\n被告陈：谢谢。\n",
    "english": "INT. KITCHEN - DAY\n\nANNA, 30, in a red coat, opens the fridge.\n\nANNA: There is nothing left in here.\n"
    "BEN: (quietly) I know. I threw all of it away last night.\n\nShe closes the door.\n",
    "silent": "1-1 日 外 海边\n人物：少女秋\n△少女秋赤脚走向海水。\n△浪打湿裙角。她停下，回头。\n△身后的沙滩空无一人。\n",
}


class Scripts(Mapping):
    """Name -> script, each read when it is first asked for, and once."""

    def __init__(self):
        self.files = {path.stem: path for path in FILES}
        self.read = {}

    def __getitem__(self, name):
        if name not in self.read:
            text = MINI.get(name)
            self.read[name] = parse(Source(f"{name}.txt", text, "utf-8") if text else read(self.files[name]))
        return self.read[name]

    def __iter__(self):
        return iter((*self.files, *MINI))

    def __len__(self):
        return len(self.files) + len(MINI)


SCRIPTS = Scripts()


def sort_of(name):
    """Each short script has something of its own; of the samples every sort is enough."""
    return name if name in MINI else samples.sort_of(SCRIPTS.files[name].name)


@cache
def gathered_of(name):
    return gather(SCRIPTS[name])


def gathered(script):
    """The cast of a script; of one of `SCRIPTS` it is gathered once."""
    name = next((name for name, each in SCRIPTS.read.items() if each is script), "")
    return gathered_of(name) if name else gather(script)


def run(script, answer, folder, **more):
    """Boards of all episodes with the cast, the endpoint's tally, and what it was asked."""
    return run_all([script], answer, folder, **more)[0]


def run_all(scripts_to_plan, answer, folder, protocol="cuts", ceiling=None, key="not-a-real-key", **settings_of):
    """`run` for several scripts over one connection: cast, remarks, plans, endpoint and server after each."""
    with serving(answer) as server:
        mind = Endpoint(LanguageModel(server.url, "fake", **settings_of), key, folder, 0.001)

        async def plan_one(script):
            cast = gathered(script)
            asked = windows(script, cast, Cast(()))
            least = perfect(script, cast, SCENES)
            calls, tokens = least.calls, least.tokens
            most = ceiling or Ceiling.of(calls + len(asked), tokens + 8000 * len(asked))
            mind.allow(Ceiling(most.calls + mind.tally.calls, most.tokens + mind.tally.tokens))
            told, remarks = await describe(script, cast, Cast(()), mind.ask)
            plans = [await plan_with_model(script, each, told, mind.ask, protocol, SCENES) for each in script.episodes]
            return told, remarks, plans, mind, server

        async def all_of_them():
            async with mind:
                return [await plan_one(script) for script in scripts_to_plan]

        return asyncio.run(all_of_them())


def faults_of(script, cast, plans):
    """What is wrong with boards: against the script, and in the mandated form."""
    forms = [read_board(dump_board(plan.board), "board.json")[1] for plan in plans]
    return [str(fault) for each in forms for fault in each] + [
        str(fault)
        for episode, plan in zip(script.episodes, plans, strict=True)
        for fault in check.check_board(plan.board, script, episode, cast)
        if fault.level == "fault"
    ]


def paths(plans):
    return {trace.by for plan in plans for trace in plan.trace.shots}


@pytest.mark.few(sort=sort_of)
@pytest.mark.parametrize("name", SCRIPTS)
def test_perfect_answers_are_accepted_at_once(name, tmp_path):
    """No false alarm: one call a chunk and one for the cast, every shot the model's."""
    script = SCRIPTS[name]

    cast, remarks, plans, mind, _ = run(script, good, tmp_path)

    chunk_count = perfect(script, gathered(script), SCENES).calls
    assert faults_of(script, cast, plans) == []
    assert remarks == []
    assert all(plan.remarks == () for plan in plans)
    assert paths(plans) == {"model"}
    assert mind.tally.refused == 0
    assert mind.tally.calls <= 1.2 * chunk_count + len(windows(script, gathered(script), Cast(())))


@pytest.mark.few(language=lambda name: samples.sort_of(SCRIPTS.files[name].name) if name not in MINI else "short")
@pytest.mark.parametrize("name", SCRIPTS)
def test_whole_boards_are_accepted_too(name, tmp_path):
    """The free-form protocol: what comes back is aligned, and its words are the script's."""
    cast, _, plans, mind, _ = run(SCRIPTS[name], good, tmp_path, protocol="board")

    assert faults_of(SCRIPTS[name], cast, plans) == []
    assert paths(plans) == {"model"}
    assert mind.tally.refused == 0


def on_shots(change):
    """An endpoint that answers the cast well and the rest wrong."""

    def answer(body, number):
        reply = good(body, number)
        return reply if fake_llm.kind_of(body) == "cast" else change(body, reply, number)

    return answer


def edited(change):
    """An endpoint whose shots are changed by `change(shots, body)`."""

    def edit(body, reply, number):
        data = json.loads(reply.content)
        change(data["shots"] if "shots" in data else data["slots"], body)
        return Reply(json.dumps(data, ensure_ascii=False))

    return on_shots(edit)


def _each(key, value):
    def change(shots, body):
        for shot in shots:
            shot[key] = value(shot[key], body) if callable(value) else value

    return edited(change)


def _drop_last(shots, body):
    del shots[-1:]


def _beyond(shots, body):
    if "through" in shots[-1]:
        shots[-1]["through"] += 7
    else:
        shots[-1]["slot"] += 7


def _repeat(shots, body):
    shots.insert(0, dict(shots[0]))
    shots[1:2] = [dict(shots[0])]


def _reverse(shots, body):
    shots.reverse() if len(shots) > 1 else _beyond(shots, body)


def _one(shots, body):
    last = dict(shots[-1])
    shots[:] = [last] if "through" in last else [last, last]


def _swap(visual, body):
    return "不在场的路人甲和欧阳锋对视" if fake_llm.language_of(body) == "zh" else "在这里"


BAD = {
    "empty": on_shots(lambda body, reply, number: Reply("")),
    "nothing": on_shots(lambda body, reply, number: Reply("{}")),
    "null": on_shots(lambda body, reply, number: Reply(None)),
    "prose": on_shots(lambda body, reply, number: Reply("好的，以下是分镜：第一个镜头是……")),
    "html": on_shots(lambda body, reply, number: Reply("<html><body>Bad gateway</body></html>")),
    "list": on_shots(lambda body, reply, number: Reply(json.dumps(json.loads(reply.content).get("shots", [])))),
    "nan": on_shots(lambda body, reply, number: Reply(re.sub(r'("(?:through|slot)": )\d+', r"\1NaN", reply.content))),
    "cut": on_shots(lambda body, reply, number: Reply(reply.content[: len(reply.content) * 2 // 3])),
    "truncated": on_shots(lambda body, reply, number: Reply(reply.content[:-40], finish="length")),
    "lines missing": edited(_drop_last),
    "lines beyond": edited(_beyond),
    "repeated": edited(_repeat),
    "out of order": edited(_reverse),
    "one shot": edited(_one),
    "strangers": _each("visual", _swap),
    "speech in the picture": _each("visual", lambda visual, body: visual + "，说：我恨你一辈子"),
    "quoted": _each("visual", lambda visual, body: visual + "“你给我滚出去”"),
    "lookalike quotes": _each("visual", lambda visual, body: visual + "〝你给我滚出去〞"),
    "captions": _each("visual", lambda visual, body: visual + "字幕：三年后"),
    "marks": _each("visual", lambda visual, body: visual + "【换装：路人，红色，婚纱】"),
    "traditional": _each("visual", lambda visual, body: "她從門邊轉過頭來，盯著鏡頭說不出話"),
    "other language": _each("visual", lambda visual, body: "She turns away" if fake_llm.language_of(body) == "zh" else "她转过身去"),
    "no size": _each("camera", "好看的镜头"),
    "same picture": _each("visual", lambda visual, body: "一片灰色的墙" if fake_llm.language_of(body) == "zh" else "a grey wall"),
    "refused": on_shots(lambda body, reply, number: Reply("", refusal="I cannot help with that")),
    "blocked": on_shots(lambda body, reply, number: Reply(status=400, error="Content Exists Risk")),
    "filtered": on_shots(lambda body, reply, number: Reply("", finish="content_filter")),
}  # fmt: skip
HARMLESS = {
    "fenced": on_shots(lambda body, reply, number: Reply(f"```json\n{reply.content}\n```")),
    "thoughts": on_shots(lambda body, reply, number: Reply(f'<think>{{"shots": []}} hm</think>\n{reply.content}')),
    "trailing comma": on_shots(lambda body, reply, number: Reply(reply.content[:-1] + ",}")),
    "talk around": on_shots(lambda body, reply, number: Reply(f"好的：\n{reply.content}\n希望有帮助！")),
    "numbers in quotes": on_shots(
        lambda body, reply, number: Reply(re.sub(r'"(through|slot)": (\d+)', r'"\1": "\2"', reply.content))
    ),
    "more keys": _each("style_tags", lambda tags, body: tags),
}
FEW = ["rain", "lastbus", "livestream", "paper_crane", "office", "phone", "crowd", "long", "english", "silent"]
CALM = {"one shot", "same picture", "traditional", "other language"}
"""Kinds that some scripts answer for: a scene with fewer than three shots, a script in another language."""


def in_turn(kinds, *scripts):
    """(kind, scripts): one script a kind where a person waits, the next for the next kind; the others of each under `wide`."""
    return [
        pytest.param(
            kind, names, id=f"{kind}-{'-'.join(names)}", marks=() if at % len(scripts) == turn else pytest.mark.wide
        )
        for at, kind in enumerate(kinds)
        for turn, names in enumerate(scripts)
    ]


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        *in_turn(BAD, ("rain",), ("english",)),
        *(pytest.param(kind, FEW, id=f"{kind}-all", marks=pytest.mark.slow) for kind in BAD),
    ],
)
def test_a_bad_answer_never_makes_a_wrong_board(kind, names, tmp_path):
    """27 kinds of bad answers, 10 scripts each, given every time: a correct board by rules or slots, within the ceiling."""
    chosen = [SCRIPTS[name] for name in names]

    done = run_all(chosen, BAD[kind], tmp_path)

    for name, script, (cast, _, plans, _, _) in zip(names, chosen, done, strict=True):
        assert faults_of(script, cast, plans) == [], name
        if kind not in CALM:
            assert paths(plans) <= {"rules", "slots"}, (name, kind)
            assert any(plan.remarks for plan in plans), (name, kind)
    chunk_count = sum(perfect(script, gathered(script), SCENES)[0] for script in chosen)
    assert sum(each != "cast" for each in done[0][4].kinds()) <= 10 * chunk_count
    assert done[0][3].tally.calls <= done[0][3].ceiling.calls


@pytest.mark.few("names")
@pytest.mark.parametrize(
    ("kind", "names"),
    in_turn(
        sorted(set(BAD) - {"truncated", "refused", "blocked", "filtered"}),
        ("phone",),
        ("english",),
        ("rain", "lastbus"),
    ),
)
def test_a_bad_answer_is_mended_when_asked_again(kind, names, tmp_path):
    """Once bad, then good: the board is the model's own."""

    def once(body, number):
        first = len(body["messages"]) == 2 and body["messages"][1]["content"] not in seen
        seen.add(body["messages"][1]["content"])
        return BAD[kind](body, number) if first else good(body, number)

    for name in names:
        seen: set[str] = set()
        script = SCRIPTS[name]

        cast, _, plans, _mind, _ = run(script, once, tmp_path / name)

        assert faults_of(script, cast, plans) == []
        assert paths(plans) == {"model"}, (kind, [plan.remarks for plan in plans])


@pytest.mark.parametrize("kind", HARMLESS)
def test_wrapping_does_no_harm(kind, tmp_path):
    """Fences, thoughts, talk, a trailing comma, numbers in quotes: accepted at once."""
    for name in ("rain", "english"):
        cast, _, plans, mind, _ = run(SCRIPTS[name], HARMLESS[kind], tmp_path / name)

        assert faults_of(SCRIPTS[name], cast, plans) == []
        assert paths(plans) == {"model"}
        assert mind.tally.refused == 0


@pytest.mark.parametrize("change", ["words", "left out", "added", "speaker", "order", "traditional"])
def test_a_whole_board_that_says_something_else_is_refused(change, tmp_path):
    """The free-form protocol: dropped, altered, added, moved and given-away lines are found; the board stays right."""

    def wrong(shots, body):
        spoken = [shot for shot in shots if "dialogue" in shot and shot["dialogue"]["text"]]
        if not spoken:
            return
        edits = {
            "words": lambda: spoken[0]["dialogue"].update(text="我从来没有说过这种话"),
            "left out": lambda: shots.remove(spoken[0]),
            "added": lambda: shots.append(json.loads(json.dumps(spoken[0]))),
            "speaker": lambda: spoken[0]["dialogue"].update(role="路人"),
            "order": shots.reverse,
            "traditional": lambda: spoken[0]["dialogue"].update(text="這不是劇本裡的話"),
        }
        edits[change]()

    script = SCRIPTS["rain"]

    cast, _, plans, mind, _ = run(script, edited(wrong), tmp_path, protocol="board")

    assert faults_of(script, cast, plans) == []
    assert mind.tally.refused > 0
    assert paths(plans) <= {"rules", "slots"}


def test_width_and_punctuation_are_snapped_to_the_script(tmp_path):
    """Half-width marks and other quotation marks in a whole board: accepted, and the board has the script's own."""

    def narrow(shots, body):
        for shot in shots:
            if "dialogue" in shot:
                shot["dialogue"]["text"] = shot["dialogue"]["text"].translate(str.maketrans("，。！？", ",.!?"))

    script = SCRIPTS["rain"]

    cast, _, plans, mind, _ = run(script, edited(narrow), tmp_path, protocol="board")

    assert faults_of(script, cast, plans) == []
    assert mind.tally.refused == 0


def test_the_refused_line_is_found_and_named(tmp_path):
    """One line that the endpoint refuses: the chunk is cut in two until it is alone, and only it is by rules."""
    words = "神秘男声"

    def answer(body, number):
        if fake_llm.kind_of(body) != "cast" and "照片里的两个婴儿" in body["messages"][1]["content"].split("第 ")[-1]:
            return Reply(status=400, error="DataInspectionFailed")
        return good(body, number)

    script = SCRIPTS["twins"]

    cast, _, plans, _mind, _ = run(script, answer, tmp_path, ceiling=Ceiling(40, 10**6))

    ruled = [
        shot
        for plan in plans
        for shot, trace in zip(plan.board.shots, plan.trace.shots, strict=True)
        if trace.by == "rules"
    ]
    assert faults_of(script, cast, plans) == []
    assert len(ruled) <= 2
    assert any("照片里的两个婴儿" in shot.dialogue.text for shot in ruled)
    assert "照片里的两个婴儿" in " ".join(plans[0].remarks)
    assert words not in " ".join(plans[0].remarks)


def test_a_truncated_answer_is_asked_in_smaller_parts(tmp_path):
    """An output limit of six shots: the scene is asked in halves, and the board is whole and the model's."""

    def short(body, reply, number):
        shots = json.loads(reply.content).get("shots", [])
        return Reply(reply.content[:300], finish="length") if len(shots) > 6 else reply

    script = SCRIPTS["rain"]

    cast, _, plans, _, _ = run(script, on_shots(short), tmp_path)

    assert faults_of(script, cast, plans) == []
    assert paths(plans) == {"model"}


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda body, number: Reply(status=401, error="bad key k-secret-123"), "refuses the key"),
        (lambda body, number: Reply(status=404, error="no such model"), "no model"),
        (lambda body, number: Reply(raw=b"<html>portal</html>"), "did not answer like a chat endpoint"),
        (lambda body, number: Reply(raw=b"[]"), "did not answer like a chat endpoint"),
        (lambda body, number: Reply(raw=b'{"choices": []}'), "did not answer like a chat endpoint"),
        (lambda body, number: Reply(status=402, error="Insufficient Balance"), "no money"),
        (lambda body, number: Reply(status=429, error="insufficient_quota"), "quota"),
        (lambda body, number: Reply(status=500, error="boom"), "status 500"),
        (lambda body, number: Reply(status=400, error="model does not exist"), "has no model"),
    ],
)
def test_what_no_answer_can_mend_ends_in_one_message(answer, words, tmp_path):
    """Exit 3, a hint, at most ten calls, and never the key."""
    with pytest.raises(ModelError, match=words) as caught:
        run(SCRIPTS["rain"], answer, tmp_path, key="k-secret-123")

    assert caught.value.exit_code == 3
    assert caught.value.hint
    assert "k-secret-123" not in str(caught.value)


def test_an_endpoint_that_answers_nothing_useful_costs_at_most_ten_calls_a_chunk(tmp_path):
    """`{}` to everything: three calls for the cast, at most ten for a chunk, then rules."""
    script = SCRIPTS["rain"]

    _, remarks, plans, _mind, server = run(script, lambda body, number: Reply("{}"), tmp_path)

    assert server.kinds().count("cast") <= 10
    assert len(server.kinds()) - server.kinds().count("cast") <= 10 * perfect(script, gathered(script), SCENES)[0]
    assert paths(plans) == {"rules"}
    assert remarks


@given(st.lists(st.integers(-5, 60), max_size=40), st.sampled_from(sorted(SCRIPTS)))
def test_no_cut_points_lose_a_word(throughs, name):
    """Whatever numbers come, every line of a scene is in exactly one beat, in order."""
    script = SCRIPTS[name]
    cast = gather(script)
    language = "zh" if script.language == "zh" else "en"
    for scene in script.scenes:
        lines = numbered([unit for unit in script.units if unit.scene == scene.id], cast, language)
        cut = groups(lines, throughs)

        assert [line for group in cut for line in group] == list(lines)
        spoken = [beat.text for group in cut for beat in beats_of(scene, group) if beat.text]
        assert spoken == [line.text for line in lines if line.kind == "speech"]
        shown = [item for group in cut for beat in beats_of(scene, group) for item in beat.items]
        assert shown == [item for line in lines for item in ((line.text,) if line.kind == "action" else line.asides)]


@pytest.mark.parametrize("name", SCRIPTS)
def test_chunks_are_at_most_forty_lines_and_hold_everything(name):
    """Chunks and their halves: the lines of a scene, in order, cut where the rules cut."""
    from storyboard.plan.beats import beats

    script = SCRIPTS[name]
    cast = gather(script)
    for scene in script.scenes:
        lines = numbered([unit for unit in script.units if unit.scene == scene.id], cast, "zh")
        found = (
            chunks(lines, beats([unit for unit in script.units if unit.scene == scene.id], scene, cast, "zh"))
            if lines
            else []
        )

        assert [line for chunk in found for line in chunk.lines] == list(lines)
        assert all(len(chunk.lines) <= 40 for chunk in found)
        for chunk in found:
            both = chunk.halves()
            assert both is None or both[0].lines + both[1].lines == chunk.lines


def test_what_the_script_says_of_somebody_wins_over_the_model(tmp_path):
    """Age, hair and clothes of the bio stay; what nobody wrote is the model's, and marked as assumed."""
    cast, _, _, _, _ = run(SCRIPTS["rain"], good, tmp_path)

    su, uncle = cast.get("苏晴"), cast.get("老周")
    assert (su.looks.age, su.looks.hair_colour, su.looks.clothes_style) == (26, "黑色", "围裙")
    assert "clothes" not in su.assumed
    assert "clothes" in uncle.assumed
    assert [place.name for place in cast.places] == ["晴天面馆", "面馆门口"]


def test_other_clothes_stand_in_the_picture_and_in_the_prompt(tmp_path):
    """An outfit for one scene: named in `visual` there, worn in the prompt there, and nowhere else."""
    from storyboard.pack import pack
    from storyboard.render import render
    from tests.samples import OFFER

    def answer(body, number):
        data = fake_llm.perfect(body)
        for person in data.get("people", ()):
            if person["name"] == "苏晴":
                person["outfits"] = [{"scenes": ["1-2"], "clothes_colour": "红色", "clothes_style": "婚纱"}]
        return Reply(json.dumps(data, ensure_ascii=False))

    script = SCRIPTS["rain"]

    cast, _, plans, _, _ = run(script, answer, tmp_path)

    board = plans[0].board
    worn = [shot for shot in board.shots if marks.versions(shot.visual)]
    assert worn
    assert all(shot.location == "面馆门口（外）" for shot in worn)
    assert faults_of(script, cast, plans) == []
    prompts = render(board, pack(board, OFFER), OFFER)
    assert any("，穿红色婚纱" in prompt for prompt in prompts)
    assert all("换装" not in prompt and "布景" not in prompt for prompt in prompts)
    blocks = [block for prompt in prompts for block in prompt.split("\n\n") if "晴天面馆内景" in block]
    assert all("婚纱" not in block for block in blocks)
    assert any(re.search("晴天面馆内景，[^，\n]*，水泥地面", block) for block in blocks)


def test_a_board_comes_back_the_same_when_it_is_imported(tmp_path):
    """Import of a board that the model planned: the same shots."""
    script = SCRIPTS["rain"]
    cast, _, plans, _, _ = run(script, good, tmp_path)

    again, faults = plan_from_board(json.loads(dump_board(plans[0].board)), script, script.episodes[0], cast)

    assert faults == []
    assert dump_board(again.board) == dump_board(plans[0].board)
    assert {trace.by for trace in again.trace.shots} == {"import"}


def test_the_fixed_part_is_the_same_in_every_question_of_a_kind(tmp_path):
    """Byte for byte, so that endpoints can cache it; and the question itself names no unit, episode or line of the file."""
    _, _, _, _, server = run(SCRIPTS["twins"], good, tmp_path)

    fixed = {(fake_llm.kind_of(body), body["messages"][0]["content"]) for body in server.asked}
    assert len(fixed) == len(set(server.kinds()))


@pytest.mark.wide
def test_pointing_at_lines_takes_forty_percent_fewer_tokens_than_retyping(tmp_path):
    """Against the shots of the same boards as minified JSON, looks not counted; by the estimate of `fake_llm.tokens`."""
    asked = retyped = 0
    for name, script in SCRIPTS.items():
        _, _, plans, _, server = run(script, good, tmp_path / name)
        answers = [fake_llm.perfect(body) for body in server.asked if fake_llm.kind_of(body) != "cast"]
        asked += sum(fake_llm.tokens(json.dumps(answer, ensure_ascii=False)) for answer in answers)
        for plan in plans:
            shots = json.loads(dump_board(plan.board))["shots"]
            retyped += fake_llm.tokens(json.dumps(shots, ensure_ascii=False, separators=(",", ":")))

    assert asked <= 0.6 * retyped


def test_a_name_in_other_letters_is_still_that_person(tmp_path):
    """A model writes Anna for ANNA: the picture names ANNA, and no prompt holds the name."""
    from storyboard.pack import pack
    from storyboard.render import render
    from tests.samples import OFFER

    answer = _each("visual", lambda visual, body: visual.replace("ANNA", "Anna").replace("BEN", "Ben"))
    script = SCRIPTS["english"]

    cast, _, plans, mind, _ = run(script, answer, tmp_path)

    board = plans[0].board
    assert mind.tally.refused == 0
    assert faults_of(script, cast, plans) == []
    assert any("ANNA" in shot.visual for shot in board.shots)
    assert not any("Anna" in prompt or "ANNA" in prompt for prompt in render(board, pack(board, OFFER), OFFER))


def test_a_cast_answer_that_is_cut_is_asked_in_halves(tmp_path):
    """An output limit of three people: everybody is described all the same, and nobody by rules."""

    def answer(body, number):
        data = fake_llm.perfect(body)
        whole = json.dumps(data, ensure_ascii=False)
        return Reply(whole[:200], finish="length") if len(data.get("people", ())) > 3 else Reply(whole)

    cast, remarks, _, _, _ = run(SCRIPTS["twins"], answer, tmp_path)

    assert remarks == []
    assert all(member.voice.tempo == 260 for member in cast.members if member.kind != "joint")
    assert len(cast.places) == 4


def test_one_bad_entry_does_not_spoil_the_others(tmp_path):
    """A person whose age is nonsense three times keeps the rules' looks; the others have the model's."""

    def answer(body, number):
        data = fake_llm.perfect(body)
        for person in data.get("people", ()):
            if person["name"] == "陈默":
                person["age"] = 99999
        return Reply(json.dumps(data, ensure_ascii=False))

    cast, remarks, plans, _, _ = run(SCRIPTS["rain"], answer, tmp_path)

    assert "陈默" in remarks[0]
    assert cast.get("陈默") == gather(SCRIPTS["rain"]).get("陈默")
    assert cast.get("老周").voice.tempo == 260
    assert faults_of(SCRIPTS["rain"], cast, plans) == []


def test_outfits_and_places_are_written_to_the_cast_file_and_read_back(tmp_path):
    """`[[people.X.outfits]]` and `[places."…"]`, the same after a round trip; more people can be added after them."""
    from dataclasses import replace

    from storyboard.cast.file import add, load
    from storyboard.model import Outfit

    cast, _, _, _, _ = run(SCRIPTS["rain"], good, tmp_path)
    dressed = replace(
        cast.members[0], outfits=(Outfit("红色", "婚纱", ("1-2",)), Outfit("白色", "病号服", (), ("3",))), evidence=(4,)
    )
    path = tmp_path / "cast.toml"

    path.write_text(add("", [dressed, cast.members[1]], "zh", cast.places), encoding="utf-8")
    path.write_text(add(path.read_text("utf-8"), [cast.members[2]], "zh"), encoding="utf-8")
    again = load(path)

    assert again.members == (dressed, *cast.members[1:3])
    assert again.places == cast.places


@pytest.mark.parametrize("protocol", ["cuts", "board"])
def test_the_trace_says_which_answer_a_shot_was_taken_from(tmp_path, protocol):
    """The question's id finds the kept record, and the place in it the shot whose picture stands in the board."""
    script = SCRIPTS["rain"]

    def answer(body, number):
        reply = good(body, number)
        data = json.loads(reply.content)
        if protocol == "board" and "shots" in data:  # a shot that shows nothing new is left out of the cuts
            data["shots"].append(
                {**data["shots"][-1], "dialogue": {"role": "", "text": ""}, "visual": "空镜，雨还在下"}
            )
        return Reply(json.dumps(data, ensure_ascii=False))

    plan = run(script, answer, tmp_path, protocol=protocol)[2][0]
    answers = {
        question.id: json.loads(answer) for question, answer in records(tmp_path / "exchanges", ("shots", "board"))
    }

    assert len(answers) == 2
    for shot, trace in zip(plan.board.shots, plan.trace.shots, strict=True):
        answered = answers[trace.question]["shots"][trace.answered - 1]
        assert answered["visual"].rstrip("。") in shot.visual
        assert trace.by == "model"


def test_a_slot_says_its_place_and_rules_say_nothing(tmp_path):
    """Where shots fail, the slot's number; a shot by rules has no question, and trace.json is silent about it."""

    def answer(body, number):
        kind = body["response_format"]["json_schema"]["name"]
        return good(body, number) if kind != "shots" else Reply('{"light": "", "weather": "", "shots": []}')

    plan = run(SCRIPTS["office"], answer, tmp_path)[2][0]
    by_rules = run(SCRIPTS["office"], answer, tmp_path / "none", key="")[2][0]

    assert [trace.answered for trace in plan.trace.shots if trace.by == "slots"] == [1, 2, 3]
    assert {trace.question for trace in by_rules.trace.shots} == {""}
    assert "question" not in dump_trace(by_rules.trace)
    assert load_trace(json.loads(dump_trace(plan.trace))) == plan.trace
