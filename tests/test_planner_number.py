"""A board names the number of its planner: a changed comment plans nothing anew, a risen number plans only what nobody paid for."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from storyboard.model import Board, Trace
from storyboard.plan import VERSION, Plan
from storyboard.production import planners, plans, stages
from storyboard.production.files import digest, dump_board
from storyboard.production.merge import merged
from storyboard.production.production import Options, productions
from storyboard.production.stages import Bought, _end, board_inputs, plan_stage
from tests.samples import SAMPLES, sample

NOTHING = Bought(frozenset(), lambda order: False)


@pytest.fixture
def opened(tmp_path):
    """The production of a sample, planned; called again it is opened anew."""
    (tmp_path / "rain.txt").write_bytes((SAMPLES / "rain.txt").read_bytes())

    def again():
        return next(iter(productions(tmp_path / "rain.txt", Options())))

    assert plan_stage(again()).how == "planned"
    return again


def record_of(production) -> Path:
    return production.records.path.with_suffix(".plans.json")


def write_as_before(production, former: str) -> None:
    """The record as it was when the source of the planner was hashed into the inputs."""
    path = record_of(production)
    entries = json.loads(path.read_text(encoding="utf-8"))
    for entry in entries:
        entry["inputs"] = digest(former, *stages.planned_from(production))
        del entry["planner"]
    path.write_text(json.dumps(entries), encoding="utf-8")


def test_the_record_of_a_board_names_its_planner(opened):
    entry = json.loads(record_of(opened()).read_text(encoding="utf-8"))[-1]

    assert (entry["planner"], entry["inputs"]) == (VERSION, board_inputs(opened()))


def test_no_source_is_read_to_know_what_a_board_isplanned_from(opened, monkeypatch):
    """The inputs are the script's words and its people: files of the program are not among them."""
    production, texts = opened(), []
    read = Path.read_text
    monkeypatch.setattr(Path, "read_text", lambda path, *a, **k: texts.append(path) or read(path, *a, **k))

    board_inputs(production)

    assert [path for path in texts if path.suffix == ".py"] == []


def test_a_record_without_a_number_counts_as_the_first_planner(opened, monkeypatch):
    """Its other inputs agree: nothing is planned, nothing is written."""
    production = opened()
    write_as_before(production, planners.FORMER[0])
    monkeypatch.setattr(planners, "VERSION", 1)
    before = {path: path.read_bytes() for path in production.folder.rglob("*") if path.is_file()}
    monkeypatch.setattr(stages, "_plan", None)

    assert plan_stage(opened(), NOTHING).how == "unchanged"
    assert {path: path.read_bytes() for path in production.folder.rglob("*") if path.is_file()} == before


def test_a_record_without_a_number_from_other_words_is_planned_again(opened):
    """A script that changed since, or a planner that nobody released: its unchanged shots stay as ever."""
    write_as_before(opened(), "0" * 64)
    board = (opened().folder / "storyboard.json").read_bytes()

    assert plan_stage(opened(), NOTHING).how == "planned"
    assert (opened().folder / "storyboard.json").read_bytes() == board


STORED = Path(__file__).parent / "workspaces" / "v0.1" / "season.tar.xz"


@pytest.mark.skipif(not STORED.is_file(), reason="no stored workspace of version 0.1")
def test_a_workspace_of_the_last_version_is_opened_and_nothing_is_planned(tmp_path, monkeypatch):
    """As it lay on disk: every board counts as made by the first planner."""
    import tarfile

    with tarfile.open(STORED) as archive:
        archive.extractall(tmp_path, **({"filter": "data"} if hasattr(tarfile, "data_filter") else {}))
    monkeypatch.setattr(stages, "_plan", None)

    for script in sorted((tmp_path / "season").glob("*.txt")):
        for production in productions(script, Options()):
            assert plan_stage(production, NOTHING).how == "unchanged"


def rise(monkeypatch, change):
    """The next planner: its number is one higher, its plans are changed."""
    before = stages._plan
    for module in (planners, plans):
        monkeypatch.setattr(module, "VERSION", VERSION + 1)
    monkeypatch.setattr(stages, "_plan", lambda production: change(before(production)))


def higher(plan: Plan) -> Plan:
    """Every picture is another, and what shots are planned from is told in another way."""
    shots = tuple(replace(shot, visual=f"俯拍，{shot.visual}") for shot in plan.board.shots)
    traces = tuple(replace(each, digest=digest("v2", each.digest)) for each in plan.trace.shots)
    return Plan(replace(plan.board, shots=shots), replace(plan.trace, shots=traces), plan.conflicts, plan.remarks)


def film(board: Board, first: int, last: int) -> Bought:
    """A film of 25 s over these shots, counted from 0."""
    ends = [_end(board.shots[at].visual, board.shots[at].dialogue.text) for at in (first, last)]
    return Bought(frozenset([(25, *ends)]), lambda order: True)


def test_when_the_number_rises_only_shots_of_bought_films_stay(opened, monkeypatch):
    """And it is said; a second run says and does nothing more."""
    old = plan_stage(opened(), NOTHING).board
    rise(monkeypatch, higher)

    done = plan_stage(opened(), film(old, 1, 2))

    stay = [at for at, (one, two) in enumerate(zip(old.shots, done.board.shots, strict=True)) if one == two]
    assert stay == [1, 2]
    assert [text for text in done.conflicts if "2 shots stay as planned before, since the clips were bought" in text]
    again = plan_stage(opened(), film(old, 1, 2))
    assert (again.how, again.board, again.conflicts) == ("unchanged", done.board, ())


def test_where_it_cannot_be_known_what_was_bought_all_stays(opened, monkeypatch):
    """No key for the gateway: nothing is put at risk."""
    old = plan_stage(opened(), NOTHING).board
    rise(monkeypatch, higher)

    assert plan_stage(opened(), None).board == old


def test_a_hand_edit_stays_when_the_number_rises(opened, monkeypatch):
    old = plan_stage(opened(), NOTHING).board
    mine = replace(old, shots=(replace(old.shots[0], visual="雨，只有雨"), *old.shots[1:]))
    (opened().folder / "storyboard.json").write_text(dump_board(mine), encoding="utf-8")
    rise(monkeypatch, higher)

    done = plan_stage(opened(), NOTHING)

    assert done.board.shots[0].visual == "雨，只有雨"
    assert all(shot.visual.startswith("俯拍") for shot in done.board.shots[1:])
    assert not [text for text in done.conflicts if "edited by hand" in text]


@pytest.mark.parametrize(("by", "stays"), [("model", True), ("import", True), ("rules", False)])
def test_a_models_or_another_tools_shots_stay_where_only_rules_could_plan(by, stays):
    """Without the key of the language model its work is not overwritten."""
    old = sample("lastbus.txt")[0].plan
    trace = replace(old.trace, shots=tuple(replace(each, by=by) for each in old.trace.shots))

    done = merged(higher(old), old.board, old.board, trace, held=frozenset(), same=True)

    assert (done.plan.board == old.board) == stays
    assert done.plan.conflicts == ()


def test_a_shot_that_a_person_took_out_does_not_come_back_empty():
    """Its script lines are planned anew, and that is said; nothing stands there with an empty picture."""
    old = sample("lastbus.txt")[0].plan
    fewer = replace(old.board, shots=old.board.shots[1:])

    done = merged(higher(old), fewer, old.board, old.trace, held=frozenset(), same=True)

    assert all(shot.visual for shot in done.plan.board.shots)
    assert "was edited by hand, but" in done.plan.conflicts[0]


def recut(plan: Plan) -> Plan:
    """Shots 2 and 3 of a plan made into one, as another planner would cut."""
    one, two = plan.board.shots[1:3]
    joined = replace(
        one, action="\n".join(filter(None, (one.action, two.action))), dialogue=two.dialogue, visual="合成"
    )
    trace = replace(plan.trace.shots[1], units=plan.trace.shots[1].units + plan.trace.shots[2].units, digest="both")
    shots = (plan.board.shots[0], joined, *plan.board.shots[3:])
    traces = (plan.trace.shots[0], trace, *plan.trace.shots[3:])
    return Plan(replace(plan.board, shots=shots), replace(plan.trace, shots=traces), (), ())


def test_bought_shots_stay_however_the_next_planner_cuts_and_are_known_again_ever_after():
    """Two bought shots stand where the new plan has one; the next merge, and one after an edit elsewhere, keeps them too."""
    old = sample("lastbus.txt")[0].plan
    shots = list(old.board.shots)
    assert not shots[1].dialogue.text, "the pair must join to one shot"
    new = recut(old)

    first = merged(new, old.board, old.board, old.trace, held=frozenset({1, 2}), same=True)

    assert first.plan.board == old.board
    again = merged(new, first.plan.board, first.ours, first.plan.trace)
    assert again.plan.board == old.board
    later = Plan(replace(new.board, shots=new.board.shots[:-1]), replace(new.trace, shots=new.trace.shots[:-1]), (), ())
    assert merged(later, again.plan.board, again.ours, again.plan.trace).plan.board.shots == old.board.shots[:-1]
    gone = replace(new.trace, shots=(new.trace.shots[0], replace(new.trace.shots[1], digest="x"), *new.trace.shots[2:]))
    other = merged(Plan(new.board, gone, (), ()), again.plan.board, again.ours, again.plan.trace)
    assert other.plan.board.shots[1].visual == "合成", "other words, or other people: planned anew"


def test_a_trace_holds_one_shot_a_shot_whatever_was_merged():
    old = sample("lastbus.txt")[0].plan
    done = merged(recut(old), old.board, old.board, old.trace, held=frozenset({1, 2}), same=True)

    assert isinstance(done.plan.trace, Trace)
    assert len(done.plan.trace.shots) == len(done.plan.board.shots) == len(done.ours.shots)
