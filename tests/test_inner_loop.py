"""The inner loop of prompt work: try a prompt on a scene, assert what one wants of every board, take a chat's JSON over."""

import json
from dataclasses import dataclass

import pytest
from click.testing import CliRunner

from storyboard.cli import cli
from storyboard.cli.check import told
from storyboard.errors import StoryboardError, UsageError
from storyboard.lab.assertions import Assertion, check_assertions
from storyboard.lab.cell import only_scenes
from storyboard.library import SHIPPED
from storyboard.model import Fault
from storyboard.parse import parse
from storyboard.plan.foreign import read_foreign
from storyboard.read import read
from tests.fake_llm import Reply, good, perfect, serving
from tests.samples import SAMPLES
from tests.storyteller import asked, tells

IN_USE = SHIPPED.version("shots")
SCRIPT = """第1集
1-1 夜 内 客厅
△林晚推开门，看着沙发上的男人。
林晚：你昨晚去哪了？
陈默：加班。
1-2 日 外 街道
林晚：加班？你当我傻吗。
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("STORYBOARD_LLM_KEY", "not-a-real-key")
    (tmp_path / "ep01.txt").write_text(SCRIPT, encoding="utf-8")
    return tmp_path


@dataclass
class Done:
    exit_code: int
    stdout: str
    stderr: str

    @property
    def output(self):
        return self.stdout + self.stderr


def run(*words):
    """A command, with what `main` says of an exception."""
    done = CliRunner().invoke(cli, list(words))
    if isinstance(done.exception, StoryboardError):
        return Done(done.exception.exit_code, done.stdout, f"{done.stderr}{done.exception}")
    return Done(done.exit_code, done.stdout, done.stderr)


def connect(folder, server, more=""):
    (folder / "storyboard.toml").write_text(f'[llm]\nbase_url = "{server.url}"\nmodel = "m1"\n{more}', encoding="utf-8")


def test_a_prompt_is_tried_once_beside_the_one_in_use(folder):
    """Two questions about that scene alone, none about people and no second look; the second time nothing is asked. Nothing is planned."""
    with serving(tells) as server:
        connect(folder, server)
        first = run("prompt", "try", "shots/v1", "--with", "ep01.txt", "--scene", "1-1")
        again = run("prompt", "try", "shots/v1", "--with", "ep01.txt", "--scene", "1-1")

    assert first.exit_code == again.exit_code == 0, first.output
    assert [asked(body) for body in server.asked] == ["shots", "story"]
    assert first.stdout.index("shots/v1") < first.stdout.index(f"shots/{IN_USE} · in use")
    assert "Shot 1:" in first.stdout
    assert "你昨晚去哪了" in first.stdout
    assert "你当我傻吗" not in first.stdout
    assert not (folder / "out").exists()
    assert not (folder / "cast.toml").exists()


def test_a_trial_shows_what_is_wrong_with_an_answer_and_asks_no_second_time(folder):
    def wrong(body, number):
        data = perfect(body)
        data["shots"][-1]["through"] = 99
        return Reply(json.dumps(data, ensure_ascii=False))

    with serving(wrong) as server:
        connect(folder, server)
        done = run("prompt", "try", "shots/v1", "--with", "ep01.txt", "--scene", "1-1", "--alone", "--json")

    (tried,) = json.loads(done.stdout)
    assert len(server.asked) == 1
    assert tried["calls"][0]["faults"]
    assert {by for by, _ in tried["shots"]} == {"rules"}


@pytest.mark.parametrize("words", [("shots/v1", "9-9"), ("cast/v1", "1-1")], ids=["scene", "stage"])
def test_a_trial_of_what_is_not_there_is_one_sentence(folder, words):
    with serving() as server:
        connect(folder, server)
        done = run("prompt", "try", words[0], "--with", "ep01.txt", "--scene", words[1])

    assert done.exit_code == 2
    assert server.asked == []


def test_show_says_when_the_people_are_the_rules(folder):
    """After the cast was described and written, what is shown is what a model gets."""
    with serving(tells) as server:
        connect(folder, server)
        before = run("prompt", "show", "shots", "--with", "ep01.txt")
        run("plan", "ep01.txt")
        after = run("prompt", "show", "shots", "--with", "ep01.txt")

    assert "the people are the rules'" in before.stderr
    assert "the people are the rules'" not in after.stderr


def suite(folder, text):
    (folder / "suite.toml").write_text(f'scripts = ["ep01.txt"]\nprompts = ["shots/v2"]\n{text}', encoding="utf-8")


def test_assertions_say_where_they_do_not_hold_and_end_with_one(folder):
    with serving() as server:
        connect(folder, server)
        suite(
            folder,
            """
[[assertions]]
name = "no blur"
absent = "虚化"
scenes = ["1-1"]
[[assertions]]
same = "location"
scenes = ["1-1"]
[[assertions]]
contains = "Shot 1:"
field = "prompt"
[[assertions]]
regex = "^\\\\S+，"
field = "camera"
scripts = ["other.txt"]
""",
        )
        done = run("eval", "suite.toml")

    assert done.exit_code == 1, done.output
    assert "does not hold: no blur" in done.stderr
    assert "e1 shot 1: “虚化”" in done.stderr
    assert "assertions: 4 a run, 1 not held" in done.stderr


def test_a_python_assertion_runs_only_when_that_is_said(folder):
    """A suite from a stranger's folder runs no code by itself."""
    (folder / "checks.py").write_text(
        "def short(board, prompts):\n    return [f'shot {n}' for n, s in enumerate(board['shots'], 1) if s['duration'] > 1]\n"
    )
    with serving() as server:
        connect(folder, server)
        suite(folder, '[[assertions]]\npython = "checks.py:short"\n')
        refused = run("eval", "suite.toml")
        done = run("eval", "suite.toml", "--python")

    assert refused.exit_code == 2
    assert "--python" in refused.stderr
    assert done.exit_code == 1
    assert "e1 shot 1" in done.stderr


@pytest.mark.parametrize(
    "assertion", [Assertion(), Assertion(contains="x", absent="y"), Assertion(regex="("), Assertion(python="a.py:f")]
)
def test_an_assertion_that_says_nothing_too_much_or_nonsense_is_refused(assertion):
    with pytest.raises(UsageError):
        check_assertions([assertion], python=False)


def test_parameters_are_columns_and_the_dry_run_tells_money(folder):
    with serving() as server:
        connect(folder, server, "prices = { input = 2.0, output = 8.0 }\n")
        suite(folder, '[parameters.hot]\ntemperature = 1.5\n[parameters.still]\nthinking = "off"\n')
        dry = run("eval", "suite.toml", "--dry-run")
        assert server.asked == []
        run("eval", "suite.toml")

    assert [line.split(" · ")[3:-1] for line in dry.stdout.splitlines()] == [[], ["hot"], ["still"]]
    assert "at most 0." in dry.stderr
    assert {body.get("temperature") for body in server.asked} == {None, 1.5}


def test_one_scene_of_a_script_is_planned_alone(folder):
    """Fewer questions, the same words."""
    with serving() as server:
        connect(folder, server)
        suite(folder, "")
        done = run("eval", "suite.toml", "--scene", "1-2", "--json")

    (found,) = json.loads(done.stdout)
    assert found["run"]["params"]["scenes"] == ["1-2"]
    assert server.kinds().count("shots") == 1


@pytest.mark.parametrize("name", ["rain", "lastbus", "twins"])
def test_a_script_cut_to_a_scene_holds_that_scene_alone(name):
    script = parse(read(SAMPLES / f"{name}.txt"))
    for scene in script.scenes:
        one = only_scenes(script, (scene.id,))
        assert {unit.scene for unit in one.units} == {scene.id}
        assert [each.id for each in one.scenes] == [scene.id]
        assert len(one.episodes) == 1
    assert only_scenes(script, ("no such scene",)) is script


CHATS = {
    "Chinese keys in a fence": '好的：\n```json\n{"分镜": [{"景别": "全景", "画面": "林晚推开门", "台词": "", "时长": "3秒"},'
    ' {"景别": "近景", "运镜": "推近", "画面": "林晚看着他", "台词": "林晚：你昨晚去哪了？"},'
    ' {"画面": "两人对峙", "台词": "陈默：“加班。”"}, {"画面": "街上", "台词": "林晚：加班？你当我傻吗"}]}\n```',
    "a bare list, speaker apart": json.dumps([
        {"description": "door", "speaker": "", "dialogue": "", "shot_type": "wide"},
        {"description": "her face", "speaker": "林晚", "dialogue": "你昨晚去哪了？"},
        {"description": "his face", "speaker": "陈默", "dialogue": "加班。"},
        {"description": "street", "speaker": "林晚", "dialogue": "加班？你当我傻吗。"},
    ]),
    "two people in one shot": json.dumps({"shots": [
        {"visual": "door"},
        {"visual": "both", "dialogue": [{"speaker": "林晚", "line": "你昨晚去哪了？"}, {"speaker": "陈默", "line": "加班。"}]},
        {"visual": "street", "dialogue": {"character": "林晚", "content": "加班？你当我傻吗。"}},
    ]}),
    "scenes with shots of their own": json.dumps({"scenes": [
        {"shots": [{"画面": "门"}, {"画面": "脸", "对白": "林晚：你昨晚去哪了？\n陈默：加班。"}]},
        {"shots": [{"画面": "街", "对白": "林晚：加班？你当我傻吗。"}]},
    ]}),
}  # fmt: skip


@pytest.mark.parametrize("text", CHATS.values(), ids=CHATS)
def test_a_storyboard_from_a_chat_window_is_taken_over_with_notes(folder, text):
    """Its cuts and pictures, the script's words; a changed word is refused by line."""
    (folder / "chat.json").write_text(text, encoding="utf-8")
    taken = run("plan", "ep01.txt", "--import", "chat.json")
    board = json.loads((folder / "out/ep01/storyboard.json").read_text(encoding="utf-8"))
    (folder / "chat.json").write_text(
        text.replace("昨晚", "昨天").replace("\\u6628\\u665a", "\\u6628\\u5929"), encoding="utf-8"
    )
    refused = run("plan", "ep01.txt", "--import", "chat.json")

    assert taken.exit_code == 0, taken.output
    assert "note:" in taken.stderr
    said = "".join(shot["dialogue"]["text"] for shot in board["shots"])
    assert said == "你昨晚去哪了？加班。加班？你当我傻吗。"
    assert refused.exit_code == 1
    assert "昨天" in refused.stderr


@pytest.mark.parametrize("text", ["[]", "{}", '{"a": 1}', '"x"', "[1, 2]"])
def test_what_holds_no_shots_is_no_storyboard(text):
    assert read_foreign(json.loads(text)) is None


def test_many_findings_stand_by_kind_and_words_come_first():
    """Forty full stops do not hide the one altered line; --all shows every one."""
    faults = [Fault("form", f"shots[{n}].visual: empty", level="fault") for n in range(40)]
    faults.append(Fault("altered", "shot 3: “a” for “b”", level="fault"))

    lines = told(faults, everything=False)

    assert "shot 3" in lines[0]
    assert any("37 more: form" in line for line in lines)
    assert len(told(faults, everything=True)) == 41
    assert len(told(faults[:5], everything=False)) == 5


def test_judging_a_run_reads_nothing_but_what_lies_there(folder):
    """Assertions are judged anew from the run's files: one that is added later needs no new answers."""
    with serving(good) as server:
        connect(folder, server)
        suite(folder, "")
        run("eval", "suite.toml")
        asked = len(server.asked)
        suite(folder, '[[assertions]]\nabsent = "."\n')
        done = run("eval", "suite.toml")

    assert len(server.asked) == asked
    assert done.exit_code == 1
