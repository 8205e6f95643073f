"""The command line: data on stdout, talk on stderr, one message and the right exit code for bad input."""

import json
import shlex
import shutil
import subprocess
import sys

import pytest

from storyboard.cli import COMMANDS
from tests.samples import NAMES, SAMPLES, sort_of

SHORT = "1-1 日 内 客厅\n人物：林晚、顾言\n△林晚推开门。\n林晚：我回来了。\n顾言：你还知道回来？\n"


@pytest.fixture
def ep01(tmp_path):
    path = tmp_path / "ep01.txt"
    path.write_text(SHORT, encoding="utf-8")
    return path


def test_the_help_of_every_command_says_what_it_costs(run, golden):
    """The whole help, as a file; and each command's own first sentence is followed by its price."""
    code, out, _ = run("--help")

    assert code == 0
    golden("cli/help.txt", out)
    assert all("Free" in text or "ost" in text or "asks" in text for text in COMMANDS.values())


def test_plan_pack_and_render_name_their_files_on_stdout(run, ep01):
    """Paths can be piped; the summary is on stderr."""
    assert run("plan", "ep01.txt")[1] == "out/ep01/storyboard.json\n"
    assert run("pack", "ep01.txt")[1] == "out/ep01/clips.json\n"
    assert run("render", "ep01.txt")[1] == "out/ep01/prompts/clip-001.txt\n"


def test_json_is_the_data_itself(run, ep01):
    """plan --json prints the board, pack --json the clips, render --json the prompts, check --json the faults."""
    board = json.loads(run("plan", "ep01.txt", "--json")[1])
    clips = json.loads(run("pack", "ep01.txt", "--json")[1])
    prompts = json.loads(run("render", "ep01.txt", "--json")[1])
    code, faults, _ = run("check", "ep01.txt", "--json")

    assert set(board) == {"character_setting", "shots"}
    assert clips["paid"]["seconds"] == 10
    assert prompts[0].startswith("Shot 1:\n")
    assert (code, json.loads(faults)) == (0, [])


def test_check_takes_any_board_and_names_what_is_wrong(run, ep01, tmp_path):
    """A board that another tool wrote, without a trace: exit 1, the line, the words."""
    board = json.loads(run("plan", "ep01.txt", "--json")[1])
    board["shots"][-1]["dialogue"]["text"] = "你还知道回来"
    (tmp_path / "theirs.json").write_text(json.dumps(board), encoding="utf-8")

    code, out, err = run("check", "theirs.json", "--script", "ep01.txt")

    assert code == 1
    assert out.startswith("ep01.txt:5: altered: shot ")
    assert "“？” left out" in out
    assert err == "1 fault, 0 warnings\n"


def test_schema_prints_a_schema_that_refuses_an_invented_word(run, ep01):
    """Usable by any JSON Schema validator."""
    from jsonschema import Draft202012Validator

    schema = json.loads(run("schema", "ep01.txt")[1])
    board = json.loads(run("plan", "ep01.txt", "--json")[1])

    assert Draft202012Validator(schema).is_valid(board)
    board["shots"][-1]["dialogue"]["text"] = "你不该回来。"
    assert not Draft202012Validator(schema).is_valid(board)


BAD = {
    "missing": (None, "there is no file"),
    "empty": (b"", "bad.txt is empty"),
    "only white space": (b" \n\n", "bad.txt holds no words"),
    "binary": (bytes(range(256)) * 40, "is not text: it has NUL bytes"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(500), "is not text: it has NUL bytes"),
    "undecodable": ("走".encode() * 20 + b"\xff\xfe\xfd" + b"\x81", "line 1 has bytes that are not UTF-8 (ff)"),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + b"x" * 200, "is damaged: it cannot be opened as a PDF"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_files_are_one_message_and_exit_2(run, tmp_path, name):
    """One error with the file's name, nothing written."""
    content, words = BAD[name]
    if content is not None:
        (tmp_path / "bad.txt").write_bytes(content)

    code, out, err = run("make", "bad.txt")

    assert code == 2
    assert err.startswith("error: ")
    assert "bad.txt" in err
    assert words in err
    assert "Traceback" not in err
    assert out == ""
    assert not (tmp_path / "out").exists()


def test_a_file_of_50_mb_is_refused_or_read_at_once(run, tmp_path):
    """No minutes of silence, no memory gone."""
    (tmp_path / "bad.txt").write_bytes("林晚：走。\n".encode() * 3_200_000)

    code, _, err = run("make", "bad.txt")

    assert code == 2
    assert "bad.txt" in err


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("cast.toml", "[people", "not valid TOML"),
        ("storyboard.toml", "[video\n", "storyboard.toml"),
        ("storyboard.toml", "[video]\ngateway = 'nowhere'\n", "nowhere"),
        ("storyboard.toml", "[vidio]\n", "vidio"),
    ],
)
def test_broken_settings_are_one_message_and_exit_2(run, ep01, tmp_path, name, text, words):
    """The file and the place are named."""
    (tmp_path / name).write_text(text, encoding="utf-8")

    code, _, err = run("make", "ep01.txt")

    assert code == 2
    assert words in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    "arguments", [("mkae",), ("make",), ("make", "ep01.txt", "--lengths", "ten"), ("make", "ep01.txt", "--tempo", "5")]
)
def test_wrong_usage_is_exit_2(run, ep01, arguments):
    """With click's own words."""
    code, out, err = run(*arguments)

    assert code == 2
    assert "Error: " in err
    assert out == ""


def test_interrupting_is_exit_130(run, ep01, monkeypatch):
    """And says that the same command goes on."""

    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("storyboard.production.stages.plan", interrupt)

    code, _, err = run("plan", "ep01.txt")

    assert code == 130
    assert "the same command goes on" in err


@pytest.mark.few(sort=sort_of)
@pytest.mark.parametrize("name", NAMES)
def test_every_sample_goes_through_without_a_fault(run, tmp_path, name):
    """check on a copy of each sample: exit 0, nothing to say."""
    shutil.copy(SAMPLES / name, tmp_path)

    code, out, _ = run("check", name)

    assert (code, out) == (0, "")


@pytest.mark.parametrize("profile", ["kling-3", "seedance-2", "minimax-h3", "veo-3.1", "sora-2-pro"])
def test_render_for_another_model_shows_its_prompts_and_writes_none(run, ep01, tmp_path, profile):
    """The same board in another syntax and other lengths; the production's own prompts stay."""
    code, out, _ = run("render", "ep01.txt", "--profile", profile)

    assert code == 0
    assert "我回来了。" in out
    assert not (tmp_path / "out" / "ep01" / "prompts").exists()


def test_an_unknown_profile_names_those_there_are(run, ep01):
    """Exit 2."""
    code, _, err = run("render", "ep01.txt", "--profile", "sora-9")

    assert code == 2
    assert "kling-3" in err


ENDS = """
import atexit, sys, threading, time
{before}
sys.argv = ["storyboard", *{arguments!r}]
from storyboard.cli import program
program()
"""


@pytest.mark.parametrize(
    ("arguments", "before", "last", "code"),
    [
        (["--version"], "atexit.register(print, 'called')", "called", 0),
        (["--no-such-flag"], "atexit.register(print, 'called')", "called", 2),
        (
            ["--version"],
            "threading.Thread(target=lambda: threading.main_thread().join() or print('at work')).start()",
            "at work",
            0,
        ),
    ],
    ids=["called at the end", "called after a mistake", "a thread at work"],
)
def test_a_program_that_ends_at_once_leaves_nothing_undone(tmp_path, arguments, before, last, code):
    """Exit code, output, what is called at the end, and threads that are still at work."""
    done = subprocess.run(
        [sys.executable, "-c", ENDS.format(before=before, arguments=arguments)],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=False,
    )

    assert (done.returncode, done.stdout.splitlines()[-1]) == (code, last)
    assert done.stdout.startswith("storyboard") or code


DOOR = "1-1 日 内 客厅\n人物：{0}\n△{0}推开门。\n{0}：谁在那儿？\n"


def made_elsewhere(run, tmp_path, name="林晚"):
    """A script that was made from outside its folder, with what was said on the way."""
    (tmp_path / "my drama").mkdir()
    (tmp_path / "my drama" / "ep01.txt").write_text(DOOR.format(name), "utf-8")
    code, _, said = run("make", "my drama/ep01.txt")
    assert code == 0
    return said


def commands_told(said: str) -> list[list[str]]:
    lines = (part.strip() for line in said.splitlines() for part in line.split(";"))
    return [shlex.split(part)[1:] for part in lines if part.startswith("storyboard cast ")]


@pytest.mark.skipif(sys.platform == "win32", reason="quotation marks of a shell")
def test_what_make_tells_to_type_next_works_where_it_was_typed(run, tmp_path, monkeypatch):
    monkeypatch.setenv("EDITOR", "true")
    told = commands_told(made_elsewhere(run, tmp_path))

    assert [each[:2] for each in told] == [["cast", "sheet"], ["cast", "approve"], ["cast", "edit"]]
    for each in told:
        assert run(*each)[0] == 0
    assert (tmp_path / "my drama" / "out" / "cast.html").is_file()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["my drama"]

    monkeypatch.chdir(tmp_path / "my drama")
    (tmp_path / "my drama" / "ep02.txt").write_text(DOOR.format("陈默"), "utf-8")
    assert ["cast", "sheet"] in commands_told(run("make", "ep02.txt")[2])


@pytest.mark.parametrize("command", ["sheet", "approve", "edit"])
def test_the_cast_of_a_script_elsewhere_is_its_own_folders(command, run, tmp_path, monkeypatch):
    monkeypatch.setenv("EDITOR", "true")
    made_elsewhere(run, tmp_path)
    code, _, said = run("cast", command, "my drama/ep01.txt")

    assert code == 0, said
    assert sorted(path.name for path in tmp_path.iterdir()) == ["my drama"]


@pytest.mark.parametrize(
    "arguments", [("sheet",), ("approve",), ("edit",), ("rename", "A", "B")], ids=lambda each: each[0]
)
def test_where_nobody_is_it_is_said_where_they_were_looked_for_and_nothing_is_left_there(arguments, run, tmp_path):
    code, _, said = run("cast", *arguments)

    assert (code, str(tmp_path / "cast.toml") in said, "-w FOLDER" in said) == (2, True, True)
    assert list(tmp_path.iterdir()) == []
