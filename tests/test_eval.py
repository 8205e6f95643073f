"""eval: prompts x models x scripts x repeats, replayed offline, resumed, and stale by exactly what changed."""

import json
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from click.testing import CliRunner

from storyboard import assets
from storyboard.cli import cli
from storyboard.errors import UsageError
from storyboard.lab.evaluate import Asking, evaluate
from storyboard.lab.runs import (
    add_note,
    damaged,
    indexed,
    load_run,
    read_notes,
    read_scores,
    rebuilt,
    reserve,
    runs_folder,
)
from storyboard.lab.suite import NUMBERS, Suite, open_suite
from storyboard.lab.table import table
from storyboard.lab.todo import planned
from storyboard.model import Note
from tests.fake_llm import Reply, good, serving
from tests.samples import SAMPLES
from tests.storyteller import tells

SCRIPTS = ("rain", "lastbus", "paper_crane")


@pytest.fixture(autouse=True)
def key(monkeypatch):
    monkeypatch.setenv("STORYBOARD_LLM_KEY", "not-a-real-key")


def workspace(folder: Path, url: str, *, repeat=2, models=("m1", "m2"), scripts=SCRIPTS) -> Path:
    """A workspace with scripts, a second version of the shots prompt, and a suite; returns the suite."""
    (folder / "scripts").mkdir(parents=True)
    for name in scripts:
        shutil.copy(SAMPLES / f"{name}.txt", folder / "scripts")
    copy = folder / "prompts" / "shots" / "v9"
    shutil.copytree(assets.folder("prompts") / "shots" / "v1", copy)
    for path, old, new in (
        (copy / "system.zh.md", "竖屏短剧", "竖屏微短剧"),
        (copy / "system.en.md", "short drama", "micro drama"),
    ):
        path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    (folder / "storyboard.toml").write_text(f'[llm]\nbase_url = "{url}"\nmodel = "m1"\nparallel = 8\n')
    suite = folder / "suite.toml"
    suite.write_text(
        f'scripts = ["scripts/*.txt"]\nprompts = ["shots/v1", "shots/v9"]\nmodels = {json.dumps(models)}\nrepeat = {repeat}\n'
    )
    return suite


def ran(suite: Path, mode="auto", *, again=False, **flags):
    bench = open_suite(suite, Suite(**flags))
    return evaluate(bench, planned(bench, again=again), Asking(mode, suite.parent / "cassettes")), bench


def tabled(outcome, suite: Path) -> str:
    from storyboard.lab.evaluate import scored

    return table(list(scored(outcome.runs, runs_folder(suite.parent))))


@pytest.mark.parametrize("models", [("m1",), pytest.param(("m1", "m2"), marks=pytest.mark.wide)], ids=len)
def test_a_suite_replayed_offline_gives_the_same_table_twice(tmp_path, models):
    """Two prompts, one model or two, two repeats: recorded once, then played with the endpoint gone and no key."""
    runs = 2 * 2 * len(models)
    with serving() as server:
        suite = workspace(tmp_path / "w", server.url, scripts=("paper_crane",), models=models)
        first, _ = ran(suite)
        asked = len(server.asked)

    one, _ = ran(suite, "replay", again=True)
    two, _ = ran(suite, "replay", again=True)

    assert (len(first.runs), len(first.failed), first.calls) == (runs, 0, asked)
    assert (one.calls, two.calls) == (0, 0)
    assert tabled(first, suite) == tabled(one, suite) == tabled(two, suite)
    assert all(run.replayed for run in (*one.runs, *two.runs))
    assert len(indexed(runs_folder(suite.parent))) == 3 * runs, "runs are never overwritten"


def test_a_changed_byte_in_a_prompt_makes_exactly_its_cells_stale(tmp_path):
    with serving() as server:
        suite = workspace(tmp_path / "w", server.url, repeat=1, models=("m1",), scripts=("paper_crane", "lastbus"))
        ran(suite, models=("m1", "rules"))

    path = suite.parent / "prompts" / "shots" / "v9" / "user.zh.jinja"
    path.write_bytes(path.read_bytes().replace("场次：".encode(), "场 次：".encode()))
    todo = planned(open_suite(suite, Suite(models=("m1", "rules"))))

    stale = {(each.cell.script.stem, each.cell.column.label) for each in todo if each.state == "stale"}
    assert stale == {("paper_crane", "shots/v9 · m1")}, "lastbus is English"
    assert {each.state for each in todo} == {"fresh", "stale"}


@pytest.mark.wide
def test_only_what_is_not_done_is_asked(tmp_path):
    """A run goes on where it stopped: another model added, the cells of the first are fresh."""
    with serving() as server:
        suite = workspace(tmp_path / "w", server.url, repeat=1, models=("m1",))
        ran(suite)
        before = len(server.asked)
        outcome, _ = ran(suite, models=("m1", "rules"))

        assert len(server.asked) == before
        assert outcome.made == 3, "the rule planner's"
        assert len(outcome.runs) == 9


@pytest.mark.wide
def test_a_failing_model_stops_no_other_and_is_tried_again(tmp_path):
    def answer(body, number):
        return Reply(status=404, error="no such model") if body["model"] == "m2" else good(body, number)

    with serving(answer) as server:
        suite = workspace(tmp_path / "w", server.url, repeat=1, scripts=("paper_crane",))
        outcome, bench = ran(suite)
        again = [each.state for each in planned(bench)]

    failed = [(run.model, bool(run.error)) for run in outcome.runs]
    assert sorted(failed) == [("m1", False), ("m1", False), ("m2", True), ("m2", True)]
    assert sorted(again) == ["failed", "failed", "fresh", "fresh"]


def test_a_run_is_read_back_as_it_was_written_and_the_index_can_be_rebuilt(tmp_path):
    with serving() as server:
        suite = workspace(tmp_path / "w", server.url, repeat=1, models=("m1",), scripts=("rain",))
        outcome, _ = ran(suite)
    root = runs_folder(suite.parent)
    run = outcome.runs[0]

    found = load_run(root / run.id)

    assert found.run == run
    assert found.calls[0].kind == "cast"
    assert all(call.accepted and call.answer and call.parsed for call in found.calls)
    assert {unit for work in found.works for shot in work.trace.shots for unit in shot.units} <= {
        unit.id for unit in found.script.units
    }
    assert (root / run.id / "script.txt").read_text(encoding="utf-8") == found.script.text
    listed = indexed(root)
    (root / "index.jsonl").write_text("broken")
    assert indexed(root) == listed
    (root / "index.jsonl").unlink()
    assert rebuilt(root) == listed


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        ({"prompts": ("shots/v99",)}, "no prompt shots/v99"),
        ({"prompts": ("shoots/v1",)}, "names no prompt"),
        ({"profile": "sora-99"}, "no profile called sora-99"),
    ],
    ids=["version", "stage", "profile"],
)
def test_what_is_not_there_is_said_before_anything_is_asked(flags, said, tmp_path):
    suite = workspace(tmp_path / "w", "http://127.0.0.1:9/v1", scripts=("rain",))

    with pytest.raises(UsageError, match=said):
        open_suite(suite, Suite(**flags))


def test_a_suite_without_a_language_model_says_what_to_add(tmp_path):
    shutil.copy(SAMPLES / "rain.txt", tmp_path)

    with pytest.raises(UsageError, match=r"no \[llm\]"):
        open_suite(tmp_path / "rain.txt", Suite())

    outcome, _ = ran(tmp_path / "rain.txt", models=("rules",))
    assert [run.error for run in outcome.runs] == [""]


def test_a_key_goes_over_no_plain_http(tmp_path):
    """Refused before anything is asked; in replay there is no key that could be sent."""
    suite = workspace(tmp_path, "http://llm.example/v1")

    with pytest.raises(UsageError, match=r"plain http to llm\.example"):
        ran(suite)
    replayed, _ = ran(suite, "replay")
    assert len(replayed.failed) == len(replayed.runs)


def test_the_command_prints_the_table_and_fails_where_a_cell_fails(tmp_path, monkeypatch):
    with serving() as server:
        suite = workspace(tmp_path / "w", server.url, repeat=1, models=("m1",), scripts=("paper_crane",))
        done = CliRunner().invoke(cli, ["eval", str(suite)])
    monkeypatch.delenv("STORYBOARD_LLM_KEY")
    text = (suite.parent / "prompts/shots/v9/system.zh.md").read_text(encoding="utf-8")
    (suite.parent / "prompts/shots/v9/system.zh.md").write_text(text + "再补一句。\n", encoding="utf-8")
    replayed = CliRunner().invoke(cli, ["eval", str(suite), "--replay", "replay"])

    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines()[0].split() == ["shots/v1", "·", "m1", "shots/v9", "·", "m1"]
    assert "storyboard compare" in done.stderr
    assert replayed.exit_code == 3
    assert "+system: 再补一句。" in replayed.stderr
    assert "1 fresh, 1 stale" in replayed.stderr


def test_whatever_happens_in_one_cell_the_others_go_on(tmp_path, monkeypatch):
    """A fault of the program itself in one script is a failed run, not the end of the evaluation."""
    from storyboard.lab import cell

    real = cell.pack

    def pack(board, offer, **more):
        if "MAYA" in board.character_setting:
            raise IndexError("list index out of range")
        return real(board, offer, **more)

    monkeypatch.setattr(cell, "pack", pack)
    with serving() as server:
        suite = workspace(tmp_path / "w", server.url, repeat=1, models=("m1",))
        outcome, _ = ran(suite, prompts=("shots/v1",))

    assert {(run.script, run.error) for run in outcome.runs} == {
        ("scripts/lastbus.txt", "a fault of this program: IndexError: list index out of range"),
        ("scripts/paper_crane.txt", ""),
        ("scripts/rain.txt", ""),
    }


def test_a_metric_that_fails_says_so_and_the_run_is_kept(tmp_path, monkeypatch):
    from dataclasses import replace

    from storyboard.lab import metrics

    def broken(found):
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr(metrics, "METRICS", (replace(metrics.METRICS[0], measure=broken), *metrics.METRICS[1:]))
    shutil.copy(SAMPLES / "rain.txt", tmp_path)
    outcome, _ = ran(tmp_path / "rain.txt", models=("rules",))

    scores = read_scores(runs_folder(tmp_path) / outcome.runs[0].id)
    assert (scores[0].value, scores[0].why) == (None, "Could not be measured: ZeroDivisionError: division by zero")
    assert len(scores) == len(metrics.METRICS)


def test_one_prompt_by_two_names_is_one_column(tmp_path):
    suite = workspace(tmp_path / "w", "http://127.0.0.1:9/v1", scripts=("rain",))

    bench = open_suite(suite, Suite(prompts=("shots/v9", "shots/v9"), models=("m1", "m1")))

    assert [column.label for column in bench.columns] == ["shots/v9 · m1"]


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        ({"prompts": ("shots/v1+shots/v9",)}, "two prompts of shots in one column"),
        ({"prompts": ("shots/v1",), "protocol": "board"}, "the protocol 'board' never asks with a prompt of shots"),
    ],
    ids=["twice", "unused"],
)
def test_a_column_that_would_compare_nothing_is_refused(flags, said, tmp_path):
    suite = workspace(tmp_path / "w", "http://127.0.0.1:9/v1", scripts=("rain",))

    with pytest.raises(UsageError, match=said):
        open_suite(suite, Suite(**flags))


@pytest.mark.wide
def test_scripts_of_one_name_and_text_in_two_folders_are_two_rows(tmp_path):
    for name in ("one", "two"):
        (tmp_path / "scripts" / name).mkdir(parents=True)
        shutil.copy(SAMPLES / "rain.txt", tmp_path / "scripts" / name)
    (tmp_path / "storyboard.toml").write_text("")
    (tmp_path / "suite.toml").write_text('scripts = ["scripts/*/*.txt"]\nmodels = ["rules"]\n')

    outcome, bench = ran(tmp_path / "suite.toml")

    assert [run.script for run in outcome.runs] == ["scripts/one/rain.txt", "scripts/two/rain.txt"]
    assert len({run.id for run in outcome.runs}) == 2
    assert {each.state for each in planned(bench)} == {"fresh"}


@pytest.mark.parametrize("change", ["orientation", "label", "suite"])
def test_what_decides_the_outcome_makes_a_cell_other_than_fresh(change, tmp_path):
    """The picture's shape, a corrected label of a line, another suite's name: none of them is a changed prompt."""
    shutil.copy(SAMPLES / "rain.txt", tmp_path)
    (tmp_path / "storyboard.toml").write_text("")
    ran(tmp_path / "rain.txt", models=("rules",))
    if change == "orientation":
        (tmp_path / "storyboard.toml").write_text('[video]\norientation = "landscape"\n')
    flags = {"name": "other"} if change == "suite" else {}
    if change == "label":
        from dataclasses import asdict

        from storyboard.parse import parse
        from storyboard.plan.labels import Label, keys_of
        from storyboard.read import read

        script = parse(read(tmp_path / "rain.txt"))
        unit = next(unit for unit in script.units if unit.kind == "action")
        (tmp_path / ".storyboard").mkdir(exist_ok=True)
        labels = {keys_of(script)[unit.id]: asdict(Label("speech", "苏晴", "a person"))}
        (tmp_path / ".storyboard" / "labels.json").write_text(json.dumps(labels, ensure_ascii=False), encoding="utf-8")

    states = [each.state for each in planned(open_suite(tmp_path / "rain.txt", Suite(models=("rules",), **flags)))]

    assert states == (["new"] if change == "suite" else ["stale"])


@pytest.mark.wide
def test_a_prompt_edited_while_an_evaluation_runs_is_asked_as_it_was_hashed(tmp_path):
    with serving() as server:
        suite = workspace(tmp_path / "w", server.url, repeat=1, models=("m1",), scripts=("rain",))
        bench = open_suite(suite, Suite(prompts=("shots/v9",)))
        todo = planned(bench)
        path = suite.parent / "prompts" / "shots" / "v9" / "user.zh.jinja"
        path.write_text("改了\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
        evaluate(bench, todo, Asking("auto", suite.parent / "cassettes"))

        assert not any("改了" in message["content"] for body in server.asked for message in body["messages"])


@pytest.mark.wide
def test_notes_and_index_outlive_a_torn_line_and_damaged_runs_are_left_out(tmp_path):
    shutil.copy(SAMPLES / "rain.txt", tmp_path)
    outcome, _ = ran(tmp_path / "rain.txt", models=("rules",))
    root, run = runs_folder(tmp_path), outcome.runs[0]
    folder = root / run.id
    (folder / "notes.jsonl").write_bytes('{"at": "2026-01-01T00:00:00Z", "comment": "半'.encode()[:-1])
    with (root / "index.jsonl").open("ab") as index:
        index.write(b'{"id": "torn')

    add_note(folder, Note("2026-01-02T00:00:00Z", 1, "后来的评语"))
    again, _ = ran(tmp_path / "rain.txt", again=True, models=("rules",))

    assert [note.comment for note in read_notes(folder)] == ["后来的评语"]
    assert [each.id for each in indexed(root)] == [run.id, again.runs[0].id]
    (folder / "run.json").write_text("[]")
    (root / "index.jsonl").unlink()
    assert [each.id for each in indexed(root)] == [again.runs[0].id]
    assert [name for name, _ in damaged(root)] == [run.id]


def test_two_evaluations_at_once_do_not_take_one_folder(tmp_path):
    names = [reserve(tmp_path / "runs", "a-run") for _ in range(3)]

    assert names == ["a-run", "a-run-2", "a-run-3"]


def test_what_was_on_its_way_when_the_ceiling_was_reached_is_kept(tmp_path):
    """Paid for: the next run need not ask it again."""
    with serving() as server:
        suite = workspace(tmp_path / "w", server.url, repeat=1, models=("m1",), scripts=("lastbus",))
        with (suite.parent / "storyboard.toml").open("a") as file:
            file.write("max_calls = 2\n")
        outcome, _ = ran(suite, prompts=("shots/v1",))
        kept = len(list((suite.parent / "cassettes").rglob("*.json")))

        assert "the ceiling of this run is reached" in outcome.runs[0].error
        assert (len(server.asked), kept) == (2, 2)
        again, _ = ran(suite, prompts=("shots/v1",))
        assert [run.error for run in again.runs] == [""], "what is played stands against no ceiling"


@pytest.mark.wide
def test_a_reviewed_cast_is_used_only_where_it_is_asked_for(tmp_path):
    """`plan` writes cast.toml: an evaluation goes on asking who people are, or its cast prompt would not be tried."""
    with serving(tells) as server:
        suite = workspace(tmp_path / "w", server.url, repeat=1, models=("m1",), scripts=("rain",))
        ran(suite, prompts=("shots/v1",))
        assert CliRunner().invoke(cli, ["plan", str(suite.parent / "scripts" / "rain.txt")]).exit_code == 0
        assert (suite.parent / "cast.toml").is_file()

        states = [each.state for each in planned(open_suite(suite, Suite(prompts=("shots/v1",))))]
        reviewed, _ = ran(suite, prompts=("shots/v1",), cast=True)

    assert states == ["fresh"]
    kinds = [call.kind for call in load_run(runs_folder(suite.parent) / reviewed.runs[0].id).calls]
    assert kinds == ["shots", "shots"]


def test_a_run_with_a_hash_of_sources_counts_as_made_by_the_first_numbers(tmp_path, monkeypatch):
    """What was evaluated before parts had numbers is not asked again; when a number rises it is stale, and says why."""
    suite = workspace(tmp_path / "w", "http://127.0.0.1:1", repeat=1, models=("rules",), scripts=("rain",))
    bench = open_suite(suite, Suite())
    for part in NUMBERS:
        monkeypatch.setitem(NUMBERS, part, 1)
    with monkeypatch.context() as before:
        before.setattr("storyboard.lab.suite.tool", lambda: "0.1.0+ead4a70c")
        before.setattr("storyboard.lab.evaluate.tool", lambda: "0.1.0+ead4a70c")
        evaluate(bench, planned(bench), Asking("auto", suite.parent / "cassettes"))

    assert [(each.state, each.run.tool) for each in planned(bench)] == [("fresh", "0.1.0+ead4a70c")]
    monkeypatch.setitem(NUMBERS, "packer", 2)
    assert [(each.state, each.why) for each in planned(bench)] == [("stale", "program")]


def test_a_stale_cell_says_what_changed(tmp_path):
    with serving() as server:
        suite = workspace(tmp_path / "w", server.url, repeat=1, models=("m1",), scripts=("rain",))
        ran(suite)
    script, prompt = suite.parent / "scripts" / "rain.txt", suite.parent / "prompts/shots/v9/system.zh.md"
    prompt.write_text(prompt.read_text(encoding="utf-8") + "再补一句。\n", encoding="utf-8")
    one = CliRunner().invoke(cli, ["eval", str(suite), "--dry-run"]).stdout
    script.write_text(script.read_text(encoding="utf-8") + "△灯灭了。\n", encoding="utf-8")
    two = CliRunner().invoke(cli, ["eval", str(suite), "--dry-run"]).stdout

    assert "stale  rain.txt · shots/v9 · m1 · 1   (changed: shots prompt)" in one
    assert "stale  rain.txt · shots/v1 · m1 · 1   (changed: script)" in two


@pytest.mark.wide
def test_a_cut_answer_is_no_replayed_one(tmp_path):
    """What was really asked is not told as played, and the recording plays the cuts again."""

    def answer(body, number):
        reply = good(body, number)
        lines = body["messages"][1]["content"].count("｜台词")
        return Reply(reply.content[:200], finish="length") if lines > 4 else reply

    with serving(answer) as server:
        suite = workspace(tmp_path / "w", server.url, repeat=1, models=("m1",), scripts=("rain",))
        live, _ = ran(suite, prompts=("shots/v1",))
    again, _ = ran(suite, "replay", again=True, prompts=("shots/v1",))

    assert (live.runs[0].replayed, again.runs[0].replayed) == (False, True)
    assert live.runs[0].error == again.runs[0].error == ""
    assert tabled(live, suite) == tabled(again, suite)


@pytest.mark.wide
def test_what_a_model_costs_is_a_figure(tmp_path):
    with serving() as server:
        suite = workspace(tmp_path / "w", server.url, repeat=1, models=("m1",), scripts=("rain",))
        with (suite.parent / "storyboard.toml").open("a") as file:
            file.write("prices = { input = 1.0, output = 4.0 }\n")
        done = CliRunner().invoke(cli, ["eval", str(suite), "--prompt", "shots/v1"])

    assert re.search(r"price of the answers +0\.0\d+", done.stdout)
    assert "cost 0.0" in done.stderr


def test_a_second_evaluation_of_a_workspace_waits_for_nobody(tmp_path):
    """The lock is the evaluation's own: another thread, as another process, is refused at once."""
    from storyboard.ledger import lock

    shutil.copy(SAMPLES / "rain.txt", tmp_path)
    with lock(tmp_path, "eval.lock"), ThreadPoolExecutor(1) as other:
        second = other.submit(ran, tmp_path / "rain.txt", models=("rules",))
        with pytest.raises(UsageError, match="another storyboard is at work here"):
            second.result()


def test_the_example_of_a_suite_is_read_as_it_stands(tmp_path):
    """Every key of a suite stands in it, and only such keys."""
    from dataclasses import fields

    text = (SAMPLES / "suite.example.toml").read_text(encoding="utf-8").replace("shots/v3", "shots/v1")
    (tmp_path / "scripts").mkdir()
    shutil.copy(SAMPLES / "rain.txt", tmp_path / "scripts")
    (tmp_path / "storyboard.toml").write_text('[llm]\nbase_url = "http://127.0.0.1:9/v1"\nmodel = "m"\n')
    (tmp_path / "suite.toml").write_text(text, encoding="utf-8")

    bench = open_suite(tmp_path / "suite.toml", Suite())

    assert [column.label for column in bench.columns] == [
        "shots/v2 · some-model",
        "shots/v2 · some-model · hot",
        "cast/v2+shots/v1 · some-model",
        "cast/v2+shots/v1 · some-model · hot",
        "shots/v2 · other",
        "shots/v2 · other · hot",
        "cast/v2+shots/v1 · other",
        "cast/v2+shots/v1 · other · hot",
        "rules",
    ]
    assert {field.name for field in fields(Suite)} <= set(re.findall(r"^\[{0,2}(\w+)", text, re.MULTILINE))


@pytest.mark.wide
def test_the_board_of_a_run_can_be_taken_over(tmp_path):
    """The cuts and pictures that were judged are those that are filmed."""
    with serving() as server:
        suite = workspace(tmp_path / "w", server.url, repeat=1, models=("m1",), scripts=("rain",))
        outcome, _ = ran(suite, prompts=("shots/v1",))
    (suite.parent / "storyboard.toml").write_text("")
    board = runs_folder(suite.parent) / outcome.runs[0].id / "e1" / "storyboard.json"

    done = CliRunner().invoke(cli, ["plan", str(suite.parent / "scripts" / "rain.txt"), "--import", str(board)])

    assert done.exit_code == 0, done.output
    taken = json.loads((suite.parent / "out" / "rain" / "storyboard.json").read_text(encoding="utf-8"))["shots"]
    shots = json.loads(board.read_text(encoding="utf-8"))["shots"]
    assert [(shot["camera"], shot["dialogue"]) for shot in taken] == [
        (shot["camera"], shot["dialogue"]) for shot in shots
    ]


@pytest.mark.wide
def test_a_prompt_that_went_back_is_compared_by_its_old_runs(tmp_path):
    """Edited, evaluated, put back: the runs of the withdrawn edit are newer, and are not what is meant any more."""
    from storyboard.compare.choose import chosen

    with serving() as server:
        suite = workspace(tmp_path / "w", server.url, repeat=1, models=("m1",), scripts=("rain",))
        first, _ = ran(suite)
        path = suite.parent / "prompts" / "shots" / "v9" / "system.zh.md"
        before = path.read_bytes()
        path.write_bytes(before + "再补一句。\n".encode())
        edited, _ = ran(suite)
        path.write_bytes(before)
        back, _ = ran(suite)

    assert [run.id for run in back.runs] == [run.id for run in first.runs] != [run.id for run in edited.runs]
    found = chosen(runs_folder(suite.parent), ("shots/v1", "shots/v9"))
    assert [result.run.id for result in found.results] == [run.id for run in first.runs]
    assert found.columns == ("shots/v1 · m1", "shots/v9 · m1")


@pytest.mark.wide
def test_columns_that_another_stage_tells_apart_are_said_to_be_so(tmp_path):
    """Two cast prompts, but the shots prompt moved in between; and a reviewed cast in one column only."""
    from storyboard.compare.choose import chosen, compared

    with serving() as server:
        suite = workspace(tmp_path / "w", server.url, repeat=1, models=("m1",), scripts=("rain",))
        ran(suite, prompts=("cast/v1",))
        with (suite.parent / "storyboard.toml").open("a") as file:
            file.write('[prompts]\nshots = "v9"\n')
        (suite.parent / "cast.toml").write_text("")
        ran(suite, prompts=("cast/v2",), cast=True)

    said = " ".join(map(str, compared(chosen(runs_folder(suite.parent), ("cast/v1", "cast/v2"))).remarks))

    assert "shots prompt shots/v" in said
    assert "cast.toml used in one of them only" in said


def test_a_run_that_gave_up_says_which_answers_were_lost(tmp_path):
    with serving(lambda body, number: Reply('{"people": [', finish="length")) as server:
        suite = workspace(tmp_path / "w", server.url, repeat=1, models=("m1",), scripts=("rain",))
        with (suite.parent / "storyboard.toml").open("a") as file:
            file.write("max_calls = 2\n")
        outcome, _ = ran(suite, prompts=("shots/v1",))

    assert "the ceiling of this run is reached" in outcome.runs[0].error
    assert "answers were none, the first: Truncated" in outcome.runs[0].error
