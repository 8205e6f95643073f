"""Comparisons: what is called better or worse, what is not, and which shots of two boards belong together."""

import json
from dataclasses import replace
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from storyboard.cli import cli
from storyboard.errors import UsageError
from storyboard.lab.choose import chosen
from storyboard.lab.compare import Result, compare
from storyboard.lab.listing import find_run, listed, noted, rating_of
from storyboard.lab.metrics import METRICS
from storyboard.lab.runs import INDEX, Work, read_notes
from storyboard.lab.side_by_side import CUT, PROMPT, Group, blocks, side_by_side
from storyboard.lab.telling import marked, told
from storyboard.model import Board, Note, Score, Shot, ShotTrace, Trace
from storyboard.model.board import Dialogue
from tests.lab_runs import FIRST, SCRIPTS, SECOND, made, planned, write_demo

JUMPS = next(metric for metric in METRICS if metric.name == "jump_cuts")
FITS = next(metric for metric in METRICS if metric.name == "speech_fit")


def scored(column: str, *values: float | None, script: str = "rain.txt", metric: str = "jump_cuts") -> list[Result]:
    """A result for every repeat; None: the run failed."""
    return [
        Result(made(script, column, repeat, error="cut" if value is None else ""), (Score(metric, value, "counted"),))
        for repeat, value in enumerate(values, start=1)
    ]


def verdict(before: tuple[float | None, ...], after: tuple[float | None, ...], metric=JUMPS) -> str:
    results = scored(FIRST, *before, metric=metric.name) + scored(SECOND, *after, metric=metric.name)
    return compare(results, (FIRST, SECOND)).rows[0].cells[1].figures[metric.name].verdict


def test_a_regression_is_found():
    """More jump cuts in every repeat: worse, and the comparison says so as a whole."""
    comparison = compare(scored(FIRST, 2, 2, 3) + scored(SECOND, 6, 7, 6), (FIRST, SECOND))

    figure = comparison.rows[0].cells[1].figures["jump_cuts"]
    assert (figure.verdict, figure.low, figure.high) == ("worse", 6, 7)
    assert comparison.regressed


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [((4, 4, 4), (1, 1, 1), "better"), ((4, 4), (4, 4), "same"), ((2, 8, 5), (9, 3, 6), "noise"), ((2,), (3,), "worse")],
)  # fmt: skip
def test_a_difference_within_the_repeats_is_no_regression(before, after, expected):
    """Means may differ by what repeats of one column differ by; nothing is known of the spread of a single run."""
    assert verdict(before, after) == expected


def test_the_share_of_repeats_that_agree_is_the_stability():
    """Repeats agree when they lie within the metric's tolerance; one run says nothing about stability."""
    cells = compare(scored(FIRST, 2, 2, 5) + scored(SECOND, 2), (FIRST, SECOND)).rows[0].cells

    assert cells[0].figures["jump_cuts"].agreement == pytest.approx(2 / 3)
    assert cells[1].figures["jump_cuts"].agreement is None


def test_a_missing_cell_is_missing_and_moves_no_mean():
    """A script that only one column has is neither passed nor in the totals."""
    results = scored(FIRST, 2, 2) + scored(SECOND, 2, 2) + scored(FIRST, 90, 90, script="lastbus.txt")

    comparison = compare(results, (FIRST, SECOND))

    missing = comparison.rows[0].cells[1]
    assert (missing.state, missing.figures, missing.runs) == ("missing", {}, ())
    total = next(total for total in comparison.totals if total.metric == "jump_cuts")
    assert (total.baseline, total.mean, total.scripts) == (2, 2, 1)
    assert "MISSING" in told(comparison, results)
    assert not comparison.regressed


def test_the_order_of_runs_does_not_show():
    """Runs are made side by side and end in any order; the tables are the same."""
    results = scored(FIRST, 2, 3) + scored(SECOND, 4, 4) + scored(FIRST, 1, 1, script="lastbus.txt")

    one, other = (compare(each, (FIRST, SECOND)) for each in (results, results[::-1]))

    assert one == other
    assert told(one, results) == told(other, results[::-1])


def test_failed_runs_count_as_failed():
    """A failed repeat stands in the cell, in the share of failed runs, and is a regression; its values are not in the mean."""
    comparison = compare(scored(FIRST, 2, 2) + scored(SECOND, 2, None), (FIRST, SECOND))

    cell = comparison.rows[0].cells[1]
    assert (cell.state, len(cell.runs), len(cell.failed)) == ("part", 1, 1)
    assert (cell.figures["failed"].mean, cell.figures["failed"].verdict) == (0.5, "worse")
    assert cell.figures["jump_cuts"].mean == 2
    assert comparison.regressed


def test_a_column_that_always_fails_is_no_empty_pass():
    """No board at all: failed, no figures but that, and told on top."""
    results = scored(FIRST, 2, 2) + scored(SECOND, None, None)

    comparison = compare(results, (FIRST, SECOND))

    assert comparison.rows[0].cells[1].state == "failed"
    assert set(comparison.rows[0].cells[1].figures) == {"failed"}
    assert "FAILED  samples/rain.txt  every run in B" in told(comparison, results)


def test_a_value_that_is_lost_is_said():
    """The baseline has the metric, the other column does not: gone, not better."""
    results = [*scored(FIRST, 0.5, metric="speech_fit"), Result(made("rain.txt", SECOND, 1))]

    assert compare(results, (FIRST, SECOND)).rows[0].cells[1].figures["speech_fit"].verdict == "gone"


def board(*shots: tuple[str, str], language: str = "zh") -> Work:
    """A board of (units, line said), units parted by spaces."""
    made_shots = tuple(
        Shot("画面", "中景", Dialogue("林晚", text), 2.0, "客厅", "写实", "白天", f"看见{text}", "无")
        for _, text in shots
    )
    traces = tuple(ShotTrace("s1", tuple(units.split()), 1, "rules") for units, _ in shots)
    return Work("e1", Board({}, made_shots), Trace("same script", traces), (), (), ())


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ([("u1", "一"), ("u2", "二")], [("u1", "一"), ("u2", "二")], [("equal", (0,), (0,)), ("equal", (1,), (1,))]),
        ([("u1", "一"), ("u2", "二")], [("u2", "二")], [("left", (0,), ()), ("equal", (1,), (0,))]),
        ([("u1", "一"), ("u3", "三")], [("u1", "一"), ("u2", "二"), ("u3", "三")],
         [("equal", (0,), (0,)), ("right", (), (1,)), ("equal", (1,), (2,))]),
        ([("u1", "一二")], [("u1", "一"), ("u1", "二")], [("changed", (0,), (0, 1))]),
        ([("u1 u2", "一二"), ("u3", "三")], [("u1", "一"), ("u2 u3", "二三")], [("changed", (0,), (0,)), ("changed", (1,), (1,))]),
    ],
    ids=["equal", "only left", "only right", "split", "moved"],
)  # fmt: skip
def test_shots_belong_together_by_the_lines_they_cover(left, right, expected):
    """Shots are matched by units, never by number: one more shot does not make all later ones different."""
    groups = side_by_side(board(*left), board(*right))

    assert [(group.kind, group.left, group.right) for group in groups] == expected


def test_lines_that_are_cut_otherwise_are_said_to_be():
    """Two shots of one line against one: `cut`, and equal ends stay pairs."""
    old, new = board(("u1", "一"), ("u1", "二三")), board(("u1", "一"), ("u1", "二"), ("u1", "三"))

    assert side_by_side(old, new) == (Group("equal", (0,), (0,)), Group("changed", (1,), (1, 2), (CUT,)))


def test_boards_without_a_trace_are_matched_by_their_words():
    """A board of another tool has no trace: the same line is the same shot, also where it is said twice."""
    old, new = (
        replace(board(*shots), trace=Trace("", ()))
        for shots in ([("", "喂"), ("", "喂"), ("", "在吗")], [("", "喂"), ("", "喂"), ("", "谁"), ("", "在吗")])
    )

    assert [group.kind for group in side_by_side(old, new)] == ["equal", "equal", "right", "equal"]


def test_every_shot_of_both_boards_is_in_one_group():
    """Side by side loses nothing, and equal pairs are equal."""
    old, new = (planned("rain.txt", 0, changed=changed, repeat=1) for changed in (False, True))

    groups = side_by_side(old, new)

    assert sorted(shot for group in groups for shot in group.left) == list(range(len(old.board.shots)))
    assert sorted(shot for group in groups for shot in group.right) == list(range(len(new.board.shots)))
    assert {field for group in groups for field in group.fields} == {"visual", "duration"}


def test_another_template_is_seen_where_the_boards_are_equal():
    """Equal shots whose prompts have other words: changed, in the prompt only; other seconds from packing are no change."""
    old = planned("rain.txt", 0, changed=False, repeat=1)
    new = replace(
        old,
        prompts=tuple(
            prompt.replace("台词: ", "Line: ").replace("duration: 5", "duration: 6") for prompt in old.prompts
        ),
    )

    groups = side_by_side(old, new)

    spoken = [number for number, shot in enumerate(old.board.shots) if shot.dialogue.text]
    assert [group.right[0] for group in groups if group.fields == (PROMPT,)] == spoken


def test_a_prompt_is_cut_into_its_blocks_and_loses_nothing():
    """One block a part, joined they are the prompt."""
    work = planned("lastbus.txt", 0, changed=False, repeat=1)

    for clip, prompt, parts in zip(work.clips, work.prompts, blocks(work), strict=True):
        assert len(parts) == len(clip.parts)
        assert "".join(parts) == prompt


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lab")
    (folder / "storyboard.toml").write_text("", encoding="utf-8")
    write_demo(folder)
    return folder


def run(workspace, *words: str) -> SimpleNamespace:
    done = CliRunner().invoke(cli, [*words[:1], "-w", str(workspace), *words[1:]], standalone_mode=False)
    if done.exception:
        raise done.exception
    return SimpleNamespace(out=done.stdout, code=done.return_value)


def test_the_comparison_as_text(workspace, golden):
    """The whole text as a person reviewed it: differences first, the worst on top."""
    golden("compare/demo.txt", run(workspace, "compare").out)


def test_all_shows_what_is_equal_and_the_words(workspace):
    """Equal shots are told with --all only, and changed ones word by word."""
    short, long = run(workspace, "compare", "v1", "v2").out, run(workspace, "compare", "v1", "v2", "--all").out

    assert ": equal" in long
    assert ": equal" not in short
    assert "{+，镜头前有一层薄雾+}" in long


def test_a_regression_gives_exit_code_1_only_when_asked(workspace):
    """`--fail-on-regression` is for CI; looking is no failure."""
    assert run(workspace, "compare", "v1", "v2").code == 0
    assert run(workspace, "compare", "v1", "v2", "--fail-on-regression").code == 1


def test_the_baseline_can_be_any_column(workspace):
    """What was worse is better seen from the other side."""
    found = json.loads(run(workspace, "compare", "v1", "v2", "--baseline", "v2", "--json").out)

    assert found["baseline"] == SECOND
    first = found["rows"][0]["cells"][0]["figures"]["first_try"]
    assert (first["mean"], first["verdict"]) == (1.0, "better")


def test_names_of_columns_may_be_short_but_not_ambiguous(workspace):
    """A part that means one column is enough; what means two, none, or the same twice is said with what there is."""
    root = workspace / "runs"

    assert chosen(root, ["v1", "shots/v2@qwen-plus"]).columns == (FIRST, SECOND)
    with pytest.raises(UsageError, match="2 columns are called so"):
        chosen(root, ["shots", "v2"])
    with pytest.raises(UsageError, match="no suite has that"):
        chosen(root, ["v1", "v9"])
    with pytest.raises(UsageError, match="the same"):
        chosen(root, ["v1", "shots/v1"])
    with pytest.raises(UsageError, match="alone cannot be compared"):
        chosen(root, ["v1"])
    with pytest.raises(UsageError, match="no run of suite"):
        chosen(root, [], "other")


def test_runs_and_boards_are_compared_too(workspace):
    """Run ids, run folders and board files are columns of their own, in one row."""
    root = workspace / "runs"
    one, other = (next(root.glob(f"*rain*v{version}-r1")) for version in (1, 2))

    by_id = chosen(root, [one.name, other.name])
    boards = chosen(root, [str(one / "e1"), str(other / "e1" / "storyboard.json")])

    assert by_id.columns == (one.name, other.name)
    for found in (by_id, boards):
        comparison = compare(found.results, found.columns)
        assert len(comparison.rows) == 1
        assert "10 changed, 9 equal" in told(comparison, found.results)
    with pytest.raises(UsageError, match="compare runs of one script"):
        chosen(root, [one.name, next(root.glob("*lastbus*v1-r1")).name])


def test_only_the_newest_run_of_a_cell_counts(tmp_path):
    """A later run of the same script, column and repeat replaces the first in comparisons, unless only it failed; all stay listed."""
    from storyboard.lab.runs import write_run

    root = write_demo(tmp_path, SCRIPTS[:1], 1)
    old = made("rain.txt", SECOND, 1)
    write_run(
        root, replace(old, run=replace(old.run, id="20261120-230000-again", started="2026-11-20T23:00:00+00:00")), ()
    )

    cut = replace(old.run, id="20261120-233000-cut", started="2026-11-20T23:30:00+00:00", error="cut", episodes=())
    write_run(root, replace(old, run=cut, works=()), ())

    found = chosen(root, [FIRST, SECOND])

    assert [each.run.id for each in found.results if each.run.column == SECOND] == ["20261120-230000-again"]
    assert len(listed(root)) == 4


def test_runs_are_listed_noted_and_shown(workspace):
    """A note is only ever added; the last rating of the whole run is the one that is listed."""
    root = workspace / "runs"
    name = next(root.glob("*rain*v1-r2")).name

    run(workspace, "runs", "note", name, "--rating", "down", "--comment", "太平")
    run(workspace, "runs", "note", name, "--rating", "up", "--about", "e1 shot 3")

    notes = read_notes(root / name)
    assert [(note.rating, note.comment, note.about) for note in notes] == [(-1, "太平", ""), (1, "", "e1 shot 3")]
    assert rating_of(notes) == -1
    assert f"{name}  samples/rain.txt" in run(workspace, "runs", "--script", "rain").out
    assert "rated down  comments: 1" in run(workspace, "runs").out
    assert "太平" in run(workspace, "runs", "show", name).out
    assert json.loads(run(workspace, "runs", "--json", "--suite", "demo").out)[0]["rating"] == 0
    with pytest.raises(UsageError, match="says nothing"):
        noted(root / name)


def test_a_run_that_is_not_there_is_named(workspace):
    """What was typed, where it was looked for, what to type next."""
    with pytest.raises(UsageError, match="no run of this name"):
        find_run(workspace / "runs", "1999")
    with pytest.raises(UsageError, match="runs begin so"):
        find_run(workspace / "runs", "2026")


def test_the_index_is_rebuilt_from_the_folders(workspace):
    """The index is no source: without it everything is still there."""
    root = workspace / "runs"
    before = (root / INDEX).read_text(encoding="utf-8").count("\n")
    (root / INDEX).unlink()

    run(workspace, "runs", "rebuild")

    assert (root / INDEX).read_text(encoding="utf-8").count("\n") == before


def test_a_word_diff_in_one_line_shows_both_texts():
    """What went and what came are marked in words, not in colour."""
    assert marked("她拿起灯笼，看着门外的雨", "她放下灯笼，看着门外的雨") == "她[-拿起-]{+放下+}灯笼，看着门外的雨"


def test_the_last_word_on_a_run_counts():
    """A later rating replaces an earlier one; a comment alone does not."""
    notes = [Note("1", 1), Note("2", -1), Note("3", 0, "…"), Note("4", 1, "", "e1 shot 2")]

    assert (rating_of(notes), rating_of(notes, "e1 shot 2"), rating_of([])) == (-1, 1, 0)
