"""The language model from the command line: no key, no change; a second run asks nothing; what people reviewed stays."""

import io
import json
import os
import shutil
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from types import SimpleNamespace

import pytest

from storyboard.cli import main
from storyboard.rehearsal import Rehearsal
from tests import fake_llm
from tests.fake_llm import Reply, serving
from tests.gateway_bench import KEY as KEY_OF_SHOP
from tests.gateway_bench import shop
from tests.season_bench import shop as season_shop
from tests.season_bench import write_scripts
from tests.storyteller import asked as asked_of
from tests.storyteller import bible_of, shots_of, tells
from tests.test_director import TWO_AGES, told_twice
from tests.test_supervisor import anew, wrong

ROOT = Path(__file__).parents[1]
RAIN = ROOT / "samples" / "rain.txt"
KEY = "a-key-that-is-not-real"
BY_SCENE = '[prompts]\nshots = "v2"\n'
"""What is asked scene by scene."""


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    """A folder with a script, and a function that runs commands in it against an endpoint, in this process."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("STORYBOARD_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("STORYBOARD_LANG", "en")
    (tmp_path / "rain.txt").write_bytes(RAIN.read_bytes())

    def run(*arguments, url="", key=KEY, more=""):
        if url:
            (tmp_path / "storyboard.toml").write_text(
                f'[llm]\nbase_url = "{url}"\nmodel = "fake"\n{more}', encoding="utf-8"
            )
        monkeypatch.delenv("STORYBOARD_LLM_KEY", raising=False)
        if key:
            monkeypatch.setenv("STORYBOARD_LLM_KEY", key)
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err), pytest.raises(SystemExit) as ended:
            main(list(arguments))
        return SimpleNamespace(returncode=ended.value.code or 0, stdout=out.getvalue(), stderr=err.getvalue())

    run.folder = tmp_path
    return run


def board_of(run):
    return (run.folder / "out" / "rain" / "storyboard.json").read_bytes()


def trace_of(run):
    return json.loads((run.folder / "out" / "rain" / "trace.json").read_text(encoding="utf-8"))


def test_planned_by_the_model_once_and_checked(workspace):
    """plan asks, says what it took; the second plan, check and even a lost board ask nothing."""
    with serving(tells) as server:
        first = workspace("plan", "rain.txt", url=server.url, more="prices = { input = 1.0, output = 4.0 }\n")
        asked = len(server.asked)
        board = board_of(workspace)
        second = workspace("plan", "rain.txt")
        (workspace.folder / "out" / "rain" / "storyboard.json").unlink()
        third = workspace("plan", "rain.txt")
        checked = workspace("check", "rain.txt")

    assert (first.returncode, second.returncode, third.returncode, checked.returncode) == (0, 0, 0, 0)
    assert "3 calls" in first.stderr
    assert "cost 0." in first.stderr
    assert {shot["by"] for shot in trace_of(workspace)["shots"]} == {"model"}
    assert [asked_of(body) for body in server.asked] == ["bible", "story", "continuity"]
    assert asked == 3
    assert board_of(workspace) == board
    assert "2 answers kept from before" in third.stderr
    assert KEY not in "".join(
        path.read_text("utf-8", "ignore") for path in workspace.folder.rglob("*") if path.is_file()
    )


def test_without_the_table_or_the_key_everything_is_as_before(workspace):
    """The rule planner's own board, byte for byte, and a word about it."""
    plain = workspace("plan", "rain.txt", key="")
    ours = board_of(workspace)
    for name in ("out", ".storyboard"):
        shutil.rmtree(workspace.folder / name)
    (workspace.folder / "cast.toml").unlink()
    with serving(tells) as server:
        keyless = workspace("plan", "rain.txt", url=server.url, key="")

    assert "planned by rules (no [llm] in storyboard.toml)" in plain.stderr
    assert "no key in STORYBOARD_LLM_KEY" in keyless.stderr
    assert server.asked == []
    assert board_of(workspace) == ours


def test_answers_from_before_need_no_key(workspace):
    """Kept answers give the same board where the key is gone."""
    with serving(tells) as server:
        workspace("plan", "rain.txt", url=server.url)
        board = board_of(workspace)
    (workspace.folder / "out" / "rain" / "storyboard.json").unlink()

    again = workspace("plan", "rain.txt", key="")

    assert again.returncode == 0
    assert board_of(workspace) == board


def test_one_inserted_line_asks_for_its_own_scene_only(workspace):
    """And every shot of the other scene stays as it is."""
    with serving() as server:
        workspace("plan", "rain.txt", url=server.url, more=BY_SCENE)
        before = json.loads(board_of(workspace))["shots"]
        script = workspace.folder / "rain.txt"
        script.write_text(
            script.read_text("utf-8").replace("苏晴：面，卖完了。\n", "苏晴：面，卖完了。\n苏晴：你走吧。\n"), "utf-8"
        )
        asked = len(server.asked)
        workspace("plan", "rain.txt")
        new = server.asked[asked:]

    after = json.loads(board_of(workspace))["shots"]
    assert len(new) == 1
    assert "你走吧" in new[0]["messages"][1]["content"]
    assert [shot for shot in before if shot["location"] != "晴天面馆（内）"] == [
        shot for shot in after if shot["location"] != "晴天面馆（内）"
    ]


@pytest.mark.slow
def test_a_hand_edited_cast_is_never_changed_and_new_people_are_added(workspace):
    """Comments and edits stay; only the newcomer and the new place are asked about."""
    with serving() as server:
        workspace("plan", "rain.txt", url=server.url, more=BY_SCENE)
        cast = workspace.folder / "cast.toml"
        edited = "# reviewed\n" + cast.read_text("utf-8").replace(
            'hair = ["黑色", "长发"]', 'hair = ["银色", "长发"]  # mine'
        )
        cast.write_text(edited, "utf-8")
        (workspace.folder / "two.txt").write_text(
            "1-1 日 内 茶楼\n人物：苏晴、方琳\n方琳：坐。\n苏晴：不坐。\n", "utf-8"
        )
        asked = len(server.asked)
        done = workspace("plan", "two.txt")
        questions = [
            body["messages"][1]["content"] for body in server.asked[asked:] if fake_llm.kind_of(body) == "cast"
        ]

    text = cast.read_text("utf-8")
    assert done.returncode == 0
    assert len(questions) == 1
    assert "- 方琳（" in questions[0]
    assert "- 苏晴（" not in questions[0]
    assert "- 茶楼" in questions[0]
    assert text.startswith("# reviewed")
    assert "# mine" in text
    assert '[people."方琳"]' in text
    assert '[places."茶楼"]' in text
    board = json.loads((workspace.folder / "out" / "two" / "storyboard.json").read_text("utf-8"))
    assert "银色" in board["character_setting"]["苏晴"]["appearance"]


def test_a_ceiling_ends_with_exit_3_and_keeps_what_was_answered(workspace):
    """Three calls allowed, the endpoint wrong after the first: exit 3, a hint, and the good answer is not asked again."""

    def answer(body, number):
        return tells(body, number) if asked_of(body) == "bible" else Reply("{}")

    with serving(answer) as server:
        stopped = workspace("plan", "rain.txt", url=server.url, more="max_calls = 3\n")
        calls = len(server.asked)
        server.answer = tells
        after = workspace("plan", "rain.txt")

    assert stopped.returncode == 3
    assert calls <= 3
    assert "ceiling" in stopped.stderr
    assert "hint:" in stopped.stderr
    assert after.returncode == 0
    assert [asked_of(body) for body in server.asked].count("bible") == 1
    assert {shot["by"] for shot in trace_of(workspace)["shots"]} == {"model"}


def test_a_wrong_key_is_exit_3(workspace):
    """One message, a hint, no traceback."""
    with serving(lambda body, number: Reply(status=401, error="Incorrect API key")) as server:
        done = workspace("plan", "rain.txt", url=server.url)

    assert done.returncode == 3
    assert "STORYBOARD_LLM_KEY" in done.stderr
    assert "Traceback" not in done.stderr
    assert len(server.asked) == 1


@pytest.mark.slow
def test_a_whole_board_protocol_and_a_board_from_elsewhere(workspace):
    """--protocol board asks for the whole JSON; --import takes such a JSON, and refuses one with a changed word."""
    with serving() as server:
        planned = workspace("plan", "rain.txt", "--protocol", "board", url=server.url)
    elsewhere = workspace.folder / "elsewhere.json"
    elsewhere.write_bytes(board_of(workspace))
    taken = workspace("plan", "rain.txt", "--import", "elsewhere.json")
    made = trace_of(workspace)
    elsewhere.write_text(elsewhere.read_text("utf-8").replace("面，卖完了。", "面，早卖光了。"), "utf-8")
    refused = workspace("plan", "rain.txt", "--import", "elsewhere.json")

    assert (planned.returncode, taken.returncode, refused.returncode) == (0, 0, 1)
    assert {shot["by"] for shot in made["shots"]} == {"import"}
    assert "早卖光了" in refused.stderr


def test_the_rule_planner_uses_reviewed_places_and_outfits_too(workspace):
    """Without any model: an outfit for one scene and the look of a place, written by hand, are in board and prompts."""
    workspace("plan", "rain.txt", key="")
    path = workspace.folder / "cast.toml"
    outfit = 'outfits = [{ clothes = ["红色", "婚纱"], scenes = ["1-2"] }]\n'
    text = path.read_text("utf-8").replace('[people."陈默"]', outfit + '\n[people."陈默"]')
    path.write_text(text + '\n[places."晴天面馆"]\nlook = "六张旧木桌，玻璃门上贴着褪色的红字"\n', "utf-8")

    done = workspace("render", "rain.txt", key="")
    checked = workspace("check", "rain.txt", key="")

    shots = json.loads(board_of(workspace))["shots"]
    prompts = [
        (path).read_text("utf-8") for path in sorted((workspace.folder / "out" / "rain" / "prompts").glob("*.txt"))
    ]
    assert (done.returncode, checked.returncode) == (0, 0)
    assert "【布景：六张旧木桌，玻璃门上贴着褪色的红字】" in shots[0]["visual"]
    assert all("换装" not in shot["visual"] for shot in shots if shot["location"] == "晴天面馆（内）")
    assert any("【换装：苏晴，红色，婚纱】" in shot["visual"] for shot in shots)
    assert "女子：26岁，黑色长发，穿红色婚纱" in prompts[-1]
    first = [prompt for prompt in prompts if "晴天面馆" in prompt]
    assert all(prompt.count("六张旧木桌") == 1 for prompt in first)
    assert not any("【" in prompt for prompt in prompts)


def test_a_prompt_of_ones_own_is_asked_and_boards_of_another_are_planned_again(workspace):
    """`[prompts]` names it; who it does not concern (another stage's prompt) is not asked again."""
    own = workspace.folder / "prompts" / "shots" / "mine"
    shutil.copytree(ROOT / "prompts" / "shots" / "v1", own)
    text = (own / "system.zh.md").read_text(encoding="utf-8")
    (own / "system.zh.md").write_text(text.replace("你是竖屏短剧的分镜导演", "你是拍夜戏的分镜导演"), encoding="utf-8")

    with serving(tells) as server:
        workspace("plan", "rain.txt", url=server.url)
        before = len(server.asked)
        done = workspace("plan", "rain.txt", url=server.url, more='[prompts]\nshots = "mine"\n')
        again = workspace("plan", "rain.txt")

    asked = server.asked[before:]
    assert done.returncode == again.returncode == 0, done.stderr
    assert {asked_of(body) for body in asked} == {"shots"}, "the cast is known"
    assert all("拍夜戏的分镜导演" in body["messages"][0]["content"] for body in asked)
    assert "(planned)" in done.stderr
    assert "(unchanged)" in again.stderr


def test_a_prompt_with_a_fault_is_named_before_anything_is_asked(workspace):
    own = workspace.folder / "prompts" / "shots" / "mine"
    shutil.copytree(ROOT / "prompts" / "shots" / "v1", own)
    with (own / "user.zh.jinja").open("a", encoding="utf-8") as file:
        file.write("{{ nobody }}\n")

    with serving() as server:
        done = workspace("plan", "rain.txt", url=server.url, more='[prompts]\nshots = "mine"\n')

    assert done.returncode == 2
    assert "user.zh.jinja, line 36: 'nobody' is undefined" in done.stderr
    assert "shots" not in server.kinds()


def failing(body, number):
    """The story is told; every question about shots gets an answer that cannot be used."""
    return tells(body, number) if asked_of(body) == "bible" else Reply('{"shots": []}')


def failing_in(scene):
    """Only the questions about one scene fail; its words stand in the question."""
    return lambda body, number: (
        failing(body, number) if scene in json.dumps(body, ensure_ascii=False) else tells(body, number)
    )


def paid(gateway):
    return (
        f'[video]\ngateway = "g"\nmodel = "sora-2"\n[gateways.g]\ndialect = "unified-v2"\nbase_url = "{gateway.url("unified-v2")}"\n'
        'api_key_env = "REHEARSAL_KEY"\npoll_every = 0.05\nprices = { "sora-2" = { 10 = 1.0, 15 = 1.5 } }\n[season]\nsubtitles = "soft"\n'
    )


def test_a_failed_model_is_told_before_the_money(workspace, monkeypatch):
    """Unattended nothing is bought, also by the next run, which asks no question; a word of the user's buys it."""
    monkeypatch.setenv("REHEARSAL_KEY", KEY_OF_SHOP)
    with serving(failing) as server, Rehearsal(shop(speed=0.0)) as gateway:
        first = workspace("make", "rain.txt", "--yes", url=server.url, more=paid(gateway))
        asked = len(server.asked)
        second = workspace("submit", "rain.txt", "--yes")
        before = gateway.shop.posts.total()
        allowed = workspace("submit", "rain.txt", "--yes", "--allow-rules")

        assert (first.returncode, second.returncode, allowed.returncode) == (3, 3, 0)
        assert (before, len(server.asked)) == (0, asked)
        assert gateway.shop.posts.total() > 0
    said = first.stderr
    assert "the language model failed, and rules planned scene" in said
    assert "nothing was bought" in said
    assert said.index("the language model failed") < said.index("--allow-rules")
    assert allowed.stderr.index("note: the language model failed") < allowed.stderr.index("paid seconds")


def test_plan_ends_with_exit_3_where_every_question_failed_and_with_0_where_one_was_answered(workspace):
    with serving(failing) as server:
        every = workspace("plan", "rain.txt", url=server.url)
        again = workspace("plan", "rain.txt")
    with serving(tells) as server:
        mended = workspace("plan", "--force", "rain.txt", url=server.url)

    assert (every.returncode, again.returncode, mended.returncode) == (3, 3, 0)
    assert "no question to the language model was answered; the board is by rules" in every.stderr
    assert "storyboard plan --force rain.txt" in every.stderr
    assert board_of(workspace), "the board by rules is there all the same"


@pytest.mark.parametrize(
    ("lang", "reason", "unasked"),
    [
        ("zh", "答案被内容过滤中止", "没有问，因为之前的问题都被拒绝了"),
        ("en", "the answer was stopped by a content filter", "not asked because every question before was refused"),
    ],
)
def test_where_a_filter_refuses_everything_each_part_that_was_not_asked_says_why(workspace, lang, reason, unasked):
    """In either language, with the reason that the endpoint gave for those before."""
    with serving(lambda body, number: Reply("", finish="content_filter")) as server:
        ran = workspace(f"--lang={lang}", "plan", "rain.txt", url=server.url, more=BY_SCENE)

    told = [line for line in (ran.stdout + ran.stderr).splitlines() if unasked in line]
    assert ran.returncode == 3
    assert told
    assert [line for line in told if reason not in line] == []


def test_where_nothing_is_paid_the_failed_model_is_told_and_nobody_is_asked():
    """At a gateway that is free, and where every film is owned already."""
    from storyboard.model import Board
    from storyboard.plan import Fallback
    from storyboard.production.prepare import Prepared, Watch, refuse_rules
    from storyboard.production.stages import Planned

    fallbacks = (Fallback("1-1", "no JSON"), Fallback("1-2", "no JSON"), Fallback("1-2", "cut off"))
    ready, said = Prepared(Planned(Board({}, ()), None, "planned", fallbacks=fallbacks)), []

    refuse_rules(ready, (), Watch(rules=lambda fallbacks: False, note=said.append), free=False)

    assert said == [
        "note: the language model failed, and rules planned scenes 1-1, 1-2: no JSON",
        "note: the language model failed, and rules planned scene 1-2: cut off",
    ]


def test_a_season_holds_the_episode_whose_model_failed_and_goes_on_with_the_others(workspace, monkeypatch):
    monkeypatch.setenv("REHEARSAL_KEY", KEY_OF_SHOP)
    write_scripts(workspace.folder, 2)
    (workspace.folder / "rain.txt").unlink()
    with serving(failing_in("第2号房间")) as server, Rehearsal(season_shop(0.0)) as gateway:
        first = workspace("season", "scripts", "--yes", "--plain", url=server.url, more=paid(gateway))
        bought = gateway.shop.posts.total()
        second = workspace("season", "scripts", "--yes", "--plain", "--allow-rules")

        assert gateway.shop.posts.total() > bought > 0, first.stderr + "-----" + second.stderr
    assert (first.returncode, second.returncode) == (3, 0)
    assert "ep01: done" in first.stderr
    assert "ep02: held\n  the language model failed, and rules planned scene" in first.stderr
    assert "ep02: done" in second.stderr


def test_explain_shows_what_the_second_look_found_and_a_second_run_asks_nobody(workspace):
    """From the command line: the doubt is told, the shot names its question and its why, and all of it is kept."""
    rows = [{**anew(1, "林婉划着火柴，凑近灯芯，火苗立起来"), "why": "没有人看见灯亮起来"}]
    made = {"bible": told_twice, "story": shots_of, "continuity": wrong(shots=rows, doubts=["雾很大是天气"])}

    def answer(body, number):
        return Reply(json.dumps(made[asked_of(body)](body), ensure_ascii=False))

    (workspace.folder / "lamp.txt").write_text(TWO_AGES, encoding="utf-8")
    with serving(answer) as server:
        first = workspace("plan", "lamp.txt", url=server.url, more='[prompts]\nshots = "v3"\ncontinuity = "v1"\n')
        count = len(server.asked)
        workspace("plan", "lamp.txt")
        explained = workspace("explain", "lamp.txt", "1")

    assert (first.returncode, explained.returncode, len(server.asked)) == (0, 0, count)
    assert "雾很大是天气" in first.stdout + first.stderr
    assert "没有人看见灯亮起来" in explained.stdout
    assert "continuity/v1" in explained.stdout


def test_rules_do_not_read_anew_whom_a_model_has_told_of_the_whole_script(workspace):
    """The answer tells another name of his, under which an action dresses him: his look stays the answer's, and nothing is asked again."""

    def told(body):
        made = bible_of(body)
        for entry in made["people"]:
            entry["aliases"] = ["阿九"] if entry["name"] == "阿豪" else []
        return made

    def answer(body, number):
        return Reply(json.dumps({"bible": told, "story": shots_of}[asked_of(body)](body), ensure_ascii=False))

    (workspace.folder / "lamp.txt").write_text(TWO_AGES + "△阿九穿着白色衬衫，站起来。\n", encoding="utf-8")
    with serving(answer) as server:
        workspace("plan", "lamp.txt", url=server.url, more='[prompts]\nshots = "v3"\n')
        people, count = (workspace.folder / "cast.toml").read_bytes(), len(server.asked)
        second = workspace("plan", "lamp.txt")

    assert "阿九" in people.decode()
    assert (second.returncode, len(server.asked)) == (0, count)
    assert (workspace.folder / "cast.toml").read_bytes() == people
