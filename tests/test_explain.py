"""explain: why a shot is what it is, with numbers that add up, from whatever lies around a board."""

import asyncio
import json
import shutil

import pytest

from storyboard.config import LanguageModel
from storyboard.explain.arithmetic import duration_of
from storyboard.explain.explain import explain
from storyboard.explain.opened import Opened, open_board
from storyboard.lab.runs import RunEpisode, RunEvidence, write_run
from storyboard.library import SHIPPED
from storyboard.llm import Ceiling, Endpoint
from storyboard.model import Run
from storyboard.pack import pack
from storyboard.plan.grammar import OWN_CAMERA, RULES
from storyboard.production.files import dump_board
from storyboard.render import render
from tests.fake_llm import Reply, good, serving
from tests.replay import CASES, MODEL, plan_case, recorded
from tests.samples import NAMES, OFFER, SAMPLES, sample
from tests.storyteller import tells


@pytest.fixture(autouse=True)
def scripts(tmp_path):
    """A Chinese and an English script in the folder that commands run in."""
    for name in ("rain.txt", "lastbus.txt"):
        shutil.copyfile(SAMPLES / name, tmp_path / name)


V1 = '[prompts]\ncast = "v1"\nshots = "v1"\n'
"""The prompts that tests/cases were recorded with."""


def by_model(run, tmp_path, answer, *more, prompts=""):
    """rain.txt planned, packed and rendered with an endpoint that gives these answers."""
    with serving(answer) as server, pytest.MonkeyPatch.context() as patch:
        patch.setenv("STORYBOARD_LLM_KEY", "not-a-real-key")
        (tmp_path / "storyboard.toml").write_text(
            f'[llm]\nbase_url = "{server.url}"\nmodel = "{MODEL}"\n{prompts}', encoding="utf-8"
        )
        assert run("plan", "rain.txt", *more)[0] == 0
        assert run("render", "rain.txt")[0] == 0


def opened(worked, plan=None):
    """A planned episode as `open_board` gives it."""
    planned = plan or worked.plan
    places = tuple(range(len(planned.board.shots)))
    return Opened(
        SAMPLES,
        planned.board,
        planned.trace.shots,
        places,
        planned.board,
        worked.script,
        getattr(worked, "clips", ()),
        getattr(worked, "prompts", ()),
        SHIPPED,
        lambda question: None,
    )


def assert_the_numbers_add_up(found, number):
    duration = duration_of(found, number - 1)
    steps = {step.what: step.seconds for step in duration.steps}

    assert duration.computed == found.board.shots[number - 1].duration, number
    assert duration.steps[-1].seconds == duration.board
    if "spoken" in steps:
        assert steps["said"] + steps["pauses"] + steps["room"] == pytest.approx(steps["spoken"])
    longest = max(steps.get(what, 0) for what in ("spoken", "guard", "action", "empty"))
    assert steps["result"] == 10 or -1e-9 <= steps["result"] - longest < 0.1 or steps["result"] == 1


@pytest.mark.parametrize("name", NAMES)
def test_the_arithmetic_of_every_shot_comes_to_the_duration_of_the_board(name):
    """For every shot of every sample, from the board and its trace alone."""
    for worked in sample(name):
        found = opened(worked)
        for number in range(1, len(worked.board.shots) + 1):
            assert_the_numbers_add_up(found, number)


def case(name, folder):
    """A recorded case, planned; its calls."""
    answer, _ = recorded(CASES / name)
    calls = []
    with serving(answer) as server:
        mind = Endpoint(LanguageModel(server.url, MODEL, parallel=1), "not-a-real-key", folder, 0.01)
        mind.allow(Ceiling(100, 10**7))
        mind.watch = calls.append
        return asyncio.run(plan_case(CASES / name, mind)), calls


@pytest.mark.parametrize("name", ["rain", "lastbus"])
def test_the_arithmetic_holds_for_shots_that_a_model_cut(name, tmp_path):
    """Cuts of a real model, as recorded."""
    done, _ = case(name, tmp_path)
    for plan in done.plans:
        found = opened(done, plan)
        for number in range(1, len(plan.board.shots) + 1):
            assert_the_numbers_add_up(found, number)


def test_every_rule_of_the_grammar_says_what_it_means():
    """What a trace of a sample names is in the table, with one sentence."""
    used = {
        trace.rule.removesuffix(OWN_CAMERA)
        for name in NAMES
        for worked in sample(name)
        for trace in worked.plan.trace.shots
    }

    assert used <= set(RULES)
    assert all(text.endswith(".") for text in RULES.values())


@pytest.mark.parametrize(("name", "shot"), [("rain", "13"), ("lastbus", "1")], ids=["zh", "en"])
def test_a_shot_by_rules_reads_as_a_whole(run, golden, name, shot):
    """The whole explanation as a file: lines, rule, duration, clip, prompt."""
    run("render", f"{name}.txt")

    code, out, err = run("explain", f"{name}.txt", shot)

    assert (code, err) == (0, "")
    golden(f"explain/{name}-{shot}.txt", out)


def test_a_shot_by_a_model_shows_its_question_and_its_answer(run, tmp_path, golden):
    """The recorded case: the numbered lines that were asked, the prompt, the answer's own shot, what code added."""
    answer, unknown = recorded(CASES / "rain")
    by_model(run, tmp_path, answer, prompts=V1)

    code, out, _ = run("explain", "out/rain", "2")
    data = json.loads(run("explain", "out/rain", "1-20", "--json")[1])

    assert (code, unknown) == (0, [])
    golden("explain/rain-model-2.txt", out)
    assert [each["shot"] for each in data] == [*range(1, 21)]
    assert {each["origin"]["prompt"] for each in data} == {"shots/v1"}
    for each in data:
        origin = each["origin"]
        assert int(origin["asked"][-1].split("｜")[0]) == origin["answer"]["through"]
        assert origin["answer"]["visual"].rstrip("。") in each_visual(tmp_path, each["shot"])
        assert each["clips"][0]["prompt"].startswith(f"Shot {each['clips'][0]['part']}:\n")
    assert "the caption added, verbatim: 未完待续" in data[-1]["changes"][1]


def each_visual(folder, number):
    board = json.loads((folder / "out/rain/storyboard.json").read_text(encoding="utf-8"))
    return board["shots"][number - 1]["visual"]


@pytest.mark.wide
def test_a_shot_of_a_whole_board_and_a_slot_are_found_too(run, tmp_path):
    """--protocol board: lines by their words; slots: by their number."""
    by_model(run, tmp_path, good, "--protocol", "board")
    told = json.loads(run("explain", "rain.txt", "2-4", "--json")[1])
    assert [each["origin"]["by"] for each in told] == ["model"] * 3
    assert [each["origin"]["prompt"] for each in told] == ["board/v1"] * 3
    spoken = [each for each in told if any(line["kind"] == "speech" for line in each["lines"])]
    assert spoken
    assert all(each["origin"]["answer"]["dialogue"]["text"] in "".join(each["origin"]["asked"]) for each in spoken)

    shutil.rmtree(tmp_path / "out")

    def failing(body, number):
        kind = body["response_format"]["json_schema"]["name"]
        return good(body, number) if kind != "shots" else Reply('{"light": "", "weather": "", "shots": []}')

    by_model(run, tmp_path, failing)
    [slot] = json.loads(run("explain", "rain.txt", "3", "--json")[1])
    assert (slot["origin"]["by"], slot["origin"]["prompt"], slot["origin"]["answer"]["slot"]) == (
        "slots",
        "slots/v1",
        3,
    )
    assert slot["origin"]["asked"][0].startswith("3｜")


def test_a_shot_that_a_model_wrote_whole_says_what_of_it_is_the_answers(run, tmp_path):
    """Its seconds, place, hour and weather: nobody is said to have edited them. After an edit by hand it is said again."""
    by_model(run, tmp_path, tells)
    board = tmp_path / "out" / "rain" / "storyboard.json"
    shots = json.loads(board.read_text("utf-8"))["shots"]
    every = f"1-{len(shots)}"

    text = run("explain", "rain.txt", every)[1]
    found = json.loads(run("explain", "rain.txt", every, "--json")[1])

    assert {each["origin"]["prompt"] for each in found} == {f"shots/{SHIPPED.version('shots')}"}
    assert "edited by hand" not in text
    assert "{+" not in text, "the action of the answer is no addition to its picture"
    assert text.count("seconds, place, hour and weather are the answer's") == len(shots)
    for each, shot in zip(found, shots, strict=True):
        assert each["duration"]["computed"] == each["duration"]["board"] == shot["duration"]

    board.write_text(board.read_text("utf-8").replace('"duration": 3', '"duration": 4'), "utf-8")
    assert "edited by hand" in run("explain", "rain.txt", every)[1]


def test_a_prompt_of_ones_own_is_named(run, tmp_path):
    """The version whose words were sent, not the shipped one."""
    run("prompt", "new", "shots/v9", "--from", "shots")
    path = tmp_path / "prompts/shots/v9/system.zh.md"
    path.write_text(path.read_text(encoding="utf-8").replace("竖屏", "横屏"), encoding="utf-8")
    run("prompt", "label", "shots/v9", "stable")
    by_model(run, tmp_path, tells)

    assert "prompt shots/v9\n" in run("explain", "rain.txt", "1")[1]


def test_an_edit_by_hand_is_said_field_by_field(run, tmp_path):
    """A changed camera and a changed length; shots behind one that was removed keep their lines."""
    run("render", "rain.txt")
    path = tmp_path / "out/rain/storyboard.json"
    board = json.loads(path.read_text(encoding="utf-8"))
    board["shots"][2] |= {"camera": "特写，平视，固定", "duration": 5.0}
    path.write_text(json.dumps(board, ensure_ascii=False), encoding="utf-8")

    edited = run("explain", "out/rain", "3")
    assert "edited by hand: camera: [-中近景，过肩-]{+特写，平视+}，固定" in edited[1]
    assert "edited by hand: duration: [-3.7-]{+5.0+}" in edited[1]
    assert "5.0  is what the board says" in edited[1]
    assert "12  陈默：" in edited[1]
    assert "clips.json is of another board" in edited[2] or "Clip 001" in edited[1]

    del board["shots"][1]
    path.write_text(json.dumps(board, ensure_ascii=False), encoding="utf-8")
    assert "25  △手机震动" in run("explain", "out/rain", "14")[1]


def test_a_board_without_anything_around_it_is_explained_as_far_as_it_goes(run, tmp_path):
    """No trace, no script, no clips: said, and the duration still comes from the board's own words."""
    run("plan", "rain.txt")
    alone = tmp_path / "elsewhere" / "storyboard.json"
    alone.parent.mkdir()
    shutil.copyfile(tmp_path / "out/rain/storyboard.json", alone)

    code, out, err = run("explain", str(alone), "3")

    assert code == 0
    for missing in ("no trace.json", "no script.json", "no clips.json"):
        assert missing in err
    assert "no trace fits it" in out
    assert "3.7  rounded up to tenths" in out


@pytest.mark.wide
def test_a_trace_from_before_questions_were_named_is_read(run, tmp_path):
    """Old traces have neither key; the shot says that its question was not kept."""
    answer, _ = recorded(CASES / "rain")
    by_model(run, tmp_path, answer, prompts=V1)
    path = tmp_path / "out/rain/trace.json"
    trace = json.loads(path.read_text(encoding="utf-8"))
    for shot in trace["shots"]:
        del shot["question"], shot["answered"]
    path.write_text(json.dumps(trace), encoding="utf-8")
    shutil.rmtree(tmp_path / ".storyboard/records")

    assert "planned before traces named their question" in run("explain", "out/rain", "2")[1]


@pytest.mark.wide
def test_an_answer_that_is_kept_no_more_is_said(run, tmp_path):
    """The question's id stays; the rest is explained."""
    answer, _ = recorded(CASES / "rain")
    by_model(run, tmp_path, answer, prompts=V1)
    shutil.rmtree(tmp_path / ".storyboard/exchanges")

    out = run("explain", "out/rain", "2")[1]

    assert "the answer is kept no more" in out
    assert "Duration: 2.2 s" in out


def test_a_run_of_the_lab_is_explained_from_its_calls(run, tmp_path):
    """Runs hold their calls: no answers folder is needed."""
    done, calls = case("rain", tmp_path / "answers")
    clips = pack(done.plans[0].board, OFFER)
    prompts = render(done.plans[0].board, clips, OFFER, done.cast)
    work = RunEpisode("e1", done.plans[0].board, done.plans[0].trace, clips, prompts, ())
    about = Run(
        "r1",
        "",
        "",
        "rain.txt",
        "",
        "zh",
        "",
        {"shots": "shots/v1@118b6309ebe1"},
        MODEL,
        "",
        {},
        1,
        "",
        "",
        episodes=("e1",),
    )
    folder = write_run(tmp_path / "runs", RunEvidence(about, done.script, done.cast, OFFER, tuple(calls), (work,)), ())

    code, out, _ = run("explain", str(folder), "2")

    assert code == 0
    assert "prompt shots/v1@118b6309ebe1" in out
    assert "3｜台词 苏晴｜" in out
    assert run("explain", str(folder / "e1"), "2")[1] == out
    assert run("explain", str(folder / "e1" / "storyboard.json"), "2")[1] == out
    assert "no board of episode e2" in run("explain", str(folder), "2", "--episode", "e2")[2]


def test_a_line_too_long_for_a_shot_says_why_it_was_cut(tmp_path):
    """The piece, of how many, and how long the whole line takes."""
    cuts = [
        (duration.cut, worked.board.shots[at].dialogue.text)
        for name in NAMES
        for worked in sample(name)
        for at in range(len(worked.board.shots))
        if (duration := duration_of(opened(worked), at)).cut
    ]

    assert cuts
    assert all("piece " in cut and "cut " in cut for cut, _ in cuts)


def test_what_is_not_there_is_said_with_what_is(run):
    """Exit 2 for a shot, a clip, a board that is not there, and for no shot at all."""
    assert "rain.txt has no board yet" in run("explain", "rain.txt", "1")[2]
    run("pack", "rain.txt")

    assert run("explain", "rain.txt", "40")[::2] == (
        2,
        "error: there is no shot 40: the board has 19\n\nhint: shots 1 to 19\n",
    )
    assert run("explain", "rain.txt", "0")[0] == 2
    assert "packed into 3" in run("explain", "rain.txt", "--clip", "9")[2]
    assert "19 shots" in run("explain", "rain.txt")[2]
    assert run("explain", "rain.txt", "5-3")[0] == 2
    assert run("explain", "nothing.txt", "1")[0] == 2
    assert run("explain", ".", "1")[0] == 2
    clip = json.loads(run("explain", "rain.txt", "--clip", "1", "--json")[1])
    assert [each["shot"] for each in clip] == [*range(1, 9)]


def test_parts_of_a_clip_sum_to_its_length():
    """What explain says of every shot of a sample, with tails and holds, is all of the paid seconds."""
    [worked] = sample("rain.txt")
    found = opened(worked)
    told = [part for number in range(1, len(worked.board.shots) + 1) for part in explain(found, number).clips]

    assert sum(round(10 * (part.duration + part.hold)) for part in told) == 10 * sum(
        clip.seconds for clip in worked.clips
    )


def test_a_board_that_was_planned_from_other_words_is_said(run, tmp_path):
    """The script was edited since: its lines are those of then."""
    run("plan", "rain.txt")
    path = tmp_path / "rain.txt"
    path.write_bytes(path.read_bytes().replace("打烊了".encode(), "关门了".encode()))

    code, out, err = run("explain", "rain.txt", "2")

    assert code == 0
    assert "was changed after this board was planned" in err
    assert "打烊了" in out


def test_open_board_needs_no_workspace(tmp_path):
    """A production folder alone, copied elsewhere, is opened with what it holds."""
    [worked] = sample("rain.txt")
    (tmp_path / "storyboard.json").write_text(dump_board(worked.board), encoding="utf-8")

    assert len(open_board(tmp_path).board.shots) == len(worked.board.shots)


def test_an_action_of_several_lines_stays_one_action(tmp_path):
    """Fountain keeps line breaks inside an action; the arithmetic counts its words as they were counted."""
    from tests.samples import work

    path = tmp_path / "note.fountain"
    path.write_text(
        "INT. OFFICE - DAY\n\nScott --\nJacob Billups\nPalace Hotel, RM 412\n\nANNA\nFine.\n", encoding="utf-8"
    )

    [worked] = work(path)

    assert any("\n" in shot.action for shot in worked.board.shots)
    for number in range(1, len(worked.board.shots) + 1):
        assert_the_numbers_add_up(opened(worked), number)


@pytest.mark.usefixtures("unasked")
@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("rain.txt", "在这里断开：地点变了"),
        pytest.param("lastbus.txt", "it ends where the place changes", marks=pytest.mark.wide),
    ],
)
@pytest.mark.usefixtures("unasked")
def test_without_a_shot_every_clip_is_told_as_one(name, told, tmp_path, run):
    """Sizes in a row, people, seconds filled of seconds paid, what is there and what is due, and why it ends where it does."""
    (tmp_path / name).write_bytes((SAMPLES / name).read_bytes())
    assert run("render", name)[0] == 0
    out = tmp_path / "out" / name.split(".")[0]
    clips = json.loads((out / "clips.json").read_text(encoding="utf-8"))["clips"]

    code, text, _ = run("explain", name)
    rows = json.loads(run("explain", name, "--json")[1])

    assert code == 0
    assert told in text
    assert [(row["seconds"], row["filled"]) for row in rows] == [(clip["seconds"], clip["kept"]) for clip in clips]
    assert [len(row["sizes"]) for row in rows] == [sum(not part["hold"] for part in clip["parts"]) for clip in clips]
    assert rows[-1]["ends"] == "end"
    assert not any(row["made"] for row in rows)
    (out / "clips").mkdir()
    (out / "clips" / "clip-001.mp4").write_bytes(b"a film")
    assert [row["made"] for row in json.loads(run("explain", name, "--json")[1])] == [True, *[False] * (len(rows) - 1)]


def test_a_line_that_took_its_clips_spare_time_says_so(run, tmp_path):
    """Composed for its clips: its seconds add up, and nobody is said to have edited it."""
    (tmp_path / "short.fountain").write_text(SHORT_LINES, encoding="utf-8")
    assert run("pack", "short.fountain")[0] == 0

    told = run("explain", "short.fountain", "1-4")[1]

    assert "more, of its clip's spare time" in told
    assert "edited by hand" not in told
    shots = json.loads(run("explain", "short.fountain", "1-4", "--json")[1])
    assert all(shot["duration"]["board"] == shot["duration"]["computed"] for shot in shots)


SHORT_LINES = """INT. HALL - NIGHT

NORA (30) waits by the door in the cold.

NORA
Nobody came. Nobody ever does.

DEL
Who?

NORA
You.

DEL
(laughing, wiping the rain off)
I am here now, am I not?
"""
