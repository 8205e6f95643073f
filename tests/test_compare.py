"""Comparisons: what is called better or worse, what is not, and which shots of two boards belong together."""

import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from storyboard.cli import cli
from storyboard.compare.chance import quantile
from storyboard.compare.choose import chosen, compared, meant, only
from storyboard.compare.compare import ComparedRun, compare
from storyboard.compare.side_by_side import CUT, PROMPT, Group, blocks, side_by_side
from storyboard.compare.telling import told
from storyboard.compare.telling_shots import marked
from storyboard.config import load_settings
from storyboard.errors import UsageError
from storyboard.lab.diff import word_diff
from storyboard.lab.listing import find_run, listed, noted, rating_of
from storyboard.lab.metrics import METRICS
from storyboard.lab.runs import INDEX, RunEpisode, read_notes, write_run
from storyboard.model import Board, Note, Score, Shot, ShotTrace, Trace
from storyboard.model.board import Dialogue
from storyboard.production.production import library_of
from storyboard.speech import speakable
from tests import chance
from tests.lab_runs import FIRST, SCRIPTS, SECOND, made, planned, write_demo

DIFFS = json.loads((Path(__file__).parent / "fixtures" / "word_diff.json").read_text(encoding="utf-8"))
"""Two texts and their pieces."""
JUMPS = next(metric for metric in METRICS if metric.name == "jump_cuts")
FITS = next(metric for metric in METRICS if metric.name == "speech_fit")


def scored(
    column: str, *values: float | None, script: str = "rain.txt", metric: str = "jump_cuts"
) -> list[ComparedRun]:
    """A result for every repeat; None: the run failed."""
    return [
        ComparedRun(
            made(script, column, repeat, error="cut" if value is None else ""), (Score(metric, value, "counted"),)
        )
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
    [
        ((4, 4, 4), (1, 1, 1), "better"),
        ((4, 4), (4, 4), "same"),
        ((2, 8, 5), (9, 3, 6), "noise"),
        ((2,), (3,), "once"),
        ((2, 2, 2), (9,), "once"),
        ((2,), (2,), "same"),
        ((2, 3), (4, 5), "noise"),
        ((2, 3, 2, 3), (5, 6, 5, 6), "worse"),
    ],
)
def test_a_difference_that_chance_explains_is_no_regression(before, after, expected):
    """Welch's t over the repeats; nothing is known of the spread of a single run, so it is neither better nor worse."""
    assert verdict(before, after) == expected


def test_ten_repeats_find_a_regression_inside_the_spread():
    """Two spreads that overlap may still be a regression: their range says little, their means do."""
    before, after = (1, 2, 3, 4, 5, 1, 2, 3, 4, 5), (3, 4, 5, 6, 7, 3, 4, 5, 6, 7)

    assert verdict(before, after) == "worse"


def test_rules_are_made_once_and_are_known():
    """The rule planner always comes to the same board: one run of it against two of a model can be told."""
    rules = [fixed(each) for each in scored("rules", 6)]

    comparison = compare(scored(FIRST, 2, 3) + rules, (FIRST, "rules"))

    assert comparison.rows[0].cells[1].figures["jump_cuts"].verdict == "noise"  # 2, 3: the true mean may be 6
    comparison = compare(scored(FIRST, 2, 3, 2, 3) + rules, (FIRST, "rules"))
    assert comparison.rows[0].cells[1].figures["jump_cuts"].verdict == "worse"


def fixed(result: ComparedRun) -> ComparedRun:
    """The same run as if rules had made it."""
    return replace(result, evidence=replace(result.evidence, run=replace(result.run, model="rules", endpoint="")))


def over_scripts(*differences: float) -> str:
    """The verdict of the total where every script was asked once, and differs so."""
    names = [f"{number}.txt" for number in range(len(differences))]
    results = []
    for name, more in zip(names, differences, strict=True):
        for column, value in ((FIRST, 5.0), (SECOND, 5.0 + more)):
            [one] = scored(column, value)
            results.append(replace(one, evidence=replace(one.evidence, run=replace(one.run, script=name))))
    comparison = compare(results, (FIRST, SECOND))
    assert {row.cells[1].figures["jump_cuts"].verdict for row in comparison.rows} <= {"once", "same"}
    return next(total.verdict for total in comparison.totals if total.metric == "jump_cuts")


def test_one_repeat_over_many_scripts_says_something():
    """Each script alone says nothing; that ten of them moved the same way does. Fewer than three say nothing either."""
    assert over_scripts(2, 1, 3, 2, 2, 1, 3, 2, 1, 2) == "worse"
    assert over_scripts(2, -1, 3, -2, 2, -1) == "noise"
    assert over_scripts(2, 1) == "once"


@pytest.mark.parametrize(("freedom", "expected"), [(1, 12.706), (4, 2.776), (30, 2.042), (1e9, 1.96), (0.9, 12.706)])
def test_the_quantiles_are_those_of_the_table(freedom, expected):
    """And between two degrees of freedom lies one between them."""
    assert quantile(freedom) == pytest.approx(expected, abs=1e-3)
    assert quantile(2) < quantile(1.5) < quantile(1)


@pytest.mark.wide
def test_columns_that_are_equal_are_seldom_called_different():
    """At most 6 % at any number of repeats and scripts; `python -m tests.chance` prints the whole table."""
    cells = [chance.share(chance.normal(), chance.normal(), repeats, draws=2000) for repeats in chance.REPEATS]
    totals = [chance.share(chance.normal(), chance.normal(), 1, scripts, draws=2000) for scripts in chance.SCRIPTS]

    assert max(*cells, *totals) <= 0.06
    assert chance.share(chance.normal(), chance.normal(2), 10, draws=500) > 0.95
    assert chance.share(chance.normal(), chance.normal(2), 1, 10, draws=500) > 0.9


def test_waiting_longer_is_a_fact_and_no_regression():
    """How long an endpoint takes says more of the endpoint than of the prompt."""
    assert (
        verdict((2.0, 2.1), (90.0, 91.0), next(metric for metric in METRICS if metric.name == "latency")) == "differs"
    )


def test_the_share_of_repeats_that_agree_is_the_stability():
    """Repeats agree when they lie within the metric's tolerance; one run says nothing about stability."""
    cells = compare(scored(FIRST, 2, 2, 5) + scored(SECOND, 2), (FIRST, SECOND)).rows[0].cells

    assert cells[0].figures["jump_cuts"].agreement == pytest.approx(2 / 3)
    assert cells[1].figures["jump_cuts"].agreement is None


def test_a_missing_cell_is_missing_and_moves_no_mean():
    """A script that only the baseline has is not in the totals, and no pass."""
    results = scored(FIRST, 2, 2) + scored(SECOND, 2, 2) + scored(FIRST, 90, 90, script="lastbus.txt")

    comparison = compare(results, (FIRST, SECOND))

    missing = comparison.rows[0].cells[1]
    assert (missing.state, missing.figures, missing.runs) == ("missing", {}, ())
    total = next(total for total in comparison.totals if total.metric == "jump_cuts")
    assert (total.baseline, total.mean, total.scripts) == (2, 2, 1)
    assert "a missing case is not a pass" in told(comparison, results)
    assert comparison.lost == (("samples/lastbus.txt", SECOND, "missing"),)
    assert comparison.regressed
    assert not compare(results, (FIRST, SECOND), SECOND).regressed


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


def test_a_metric_that_does_not_apply_is_no_regression():
    """The baseline has the metric, the other column does not: neither better nor worse, and one line says which."""
    results = [*scored(FIRST, 0.5, metric="speech_fit"), ComparedRun(made("rain.txt", SECOND, 1))]

    comparison = compare(results, (FIRST, SECOND))

    assert comparison.rows[0].cells[1].figures["speech_fit"].verdict == "gone"
    assert not comparison.regressed
    assert "1 do not apply to B (lines that fit their seconds)" in told(comparison, results)


def test_another_version_of_a_script_is_not_compared():
    """The script was cut, so the film is shorter: that is no gain of the prompt, and no pass either."""
    results = scored(FIRST, 2, 2) + scored(SECOND, 1, 1)
    cut = [
        replace(each, evidence=replace(each.evidence, run=replace(each.run, script_hash="cut")))
        if each.run.column == SECOND
        else each
        for each in results
    ]

    comparison = compare(cut, (FIRST, SECOND))

    cell = comparison.rows[0].cells[1]
    assert {figure.verdict for figure in cell.figures.values()} == {"other"}
    assert (comparison.totals[0].scripts, comparison.totals[0].verdict) == (0, "")
    assert comparison.lost == (("samples/rain.txt", SECOND, "other"),)
    text = told(comparison, cut)
    assert "another version of the script in B  not compared: a missing case is not a pass" in text
    assert "0 of 1 scripts have both" in text
    assert "changed," not in text


def board(*shots: tuple[str, str], language: str = "zh") -> RunEpisode:
    """A board of (units, line said), units parted by spaces."""
    made_shots = tuple(
        Shot("画面", "中景", Dialogue("林晚", text), 2.0, "客厅", "写实", "白天", f"看见{text}", "无")
        for _, text in shots
    )
    traces = tuple(ShotTrace("s1", tuple(units.split()), 1, "rules") for units, _ in shots)
    return RunEpisode("e1", Board({}, made_shots), Trace("same script", traces), (), (), ())


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ([("u1", "一"), ("u2", "二")], [("u1", "一"), ("u2", "二")], [("equal", (0,), (0,)), ("equal", (1,), (1,))]),
        ([("u1", "一"), ("u2", "二")], [("u2", "二")], [("left", (0,), ()), ("equal", (1,), (0,))]),
        (
            [("u1", "一"), ("u3", "三")],
            [("u1", "一"), ("u2", "二"), ("u3", "三")],
            [("equal", (0,), (0,)), ("right", (), (1,)), ("equal", (1,), (2,))],
        ),
        ([("u1", "一二")], [("u1", "一"), ("u1", "二")], [("changed", (0,), (0, 1))]),
        (
            [("u1 u2", "一二"), ("u3", "三")],
            [("u1", "一"), ("u2 u3", "二三")],
            [("changed", (0,), (0,)), ("changed", (1,), (1,))],
        ),
    ],
    ids=["equal", "only left", "only right", "split", "moved"],
)
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

    spoken = [number for number, shot in enumerate(old.board.shots) if speakable(shot.dialogue.text)]
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
    short, long = (
        run(workspace, "compare", "shots/v1", "shots/v2").out,
        run(workspace, "compare", "shots/v1", "shots/v2", "--all").out,
    )

    assert ": equal" in long
    assert ": equal" not in short
    assert "{+，镜头前有一层薄雾+}" in long


def test_a_regression_gives_exit_code_1_only_when_asked(workspace):
    """`--fail-on-regression` is for CI; looking is no failure."""
    assert run(workspace, "compare", "shots/v1", "shots/v2").code == 0
    assert run(workspace, "compare", "shots/v1", "shots/v2", "--fail-on-regression").code == 1


def test_the_baseline_can_be_any_column(workspace):
    """What was worse is better seen from the other side."""
    found = json.loads(run(workspace, "compare", "shots/v1", "shots/v2", "--baseline", "shots/v2", "--json").out)

    assert found["baseline"] == SECOND
    first = found["rows"][0]["cells"][0]["figures"]["first_try"]
    assert (first["mean"], first["verdict"]) == (1.0, "better")


def test_names_of_columns_may_be_short_but_not_ambiguous(workspace):
    """Whole prompts that mean one column are enough; what means two, none, or the same twice is said with what there is."""
    root = workspace / "runs"

    assert chosen(root, ["shots/v1", "shots/v2@qwen-plus"]).columns == (FIRST, SECOND)
    with pytest.raises(UsageError, match="2 columns are called so"):
        chosen(root, ["qwen-plus", "shots/v2"])
    with pytest.raises(UsageError, match="shots/v9: no suite has that"):
        chosen(root, ["shots/v1", "shots/v9"])
    with pytest.raises(UsageError, match="the same"):
        chosen(root, ["shots/v1", FIRST])
    with pytest.raises(UsageError, match="alone cannot be compared"):
        chosen(root, ["shots/v1"])
    with pytest.raises(UsageError, match="no run of suite"):
        chosen(root, [], "other")


TEN, JOINED = "shots/v10 · qwen-plus", "cast/v2+shots/v1 · org/qwen"


def test_a_prompt_is_named_whole():
    """`shots/v1` is not `shots/v10`; the prompts alone, all of them, win over some; the hint names what is ambiguous."""
    assert only([FIRST, TEN], "shots/v1") == FIRST
    assert only([FIRST, JOINED], "shots/v1") == FIRST
    assert only([FIRST, JOINED], "shots/v1+cast/v2") == JOINED
    assert only([FIRST, JOINED], "org/qwen") == JOINED
    assert only([FIRST, JOINED], "cast/v2@org/qwen") == JOINED
    with pytest.raises(UsageError, match="no column of this name"):
        only([TEN], "shots/v1")
    with pytest.raises(UsageError) as models:
        only([FIRST, "shots/v1 · gpt"], "shots/v1")
    with pytest.raises(UsageError) as prompts:
        only([FIRST, SECOND], "qwen-plus")
    assert models.value.hint == "name the model too: shots/v1@qwen-plus"
    assert prompts.value.hint == "name all its prompts too: shots/v1@qwen-plus"


def test_a_label_means_the_version_it_stands_for(tmp_path):
    """`shots/stable` is what `prompt label` made it."""
    root = write_demo(tmp_path, SCRIPTS[:1], 1)
    shipped = library_of(load_settings(tmp_path)).version("shots")
    column = f"shots/{shipped} · other"
    again = made("rain.txt", column, 1)
    write_run(root, replace(again, run=replace(again.run, id="again")), ())

    assert meant(root, "shots/stable@other") == f"shots/{shipped}@other"
    assert chosen(root, ["shots/stable@other", FIRST]).columns == (column, FIRST)


def test_columns_of_two_suites_are_found_and_said(tmp_path):
    """First a folder, then one script of it under another prompt: two suites, one comparison."""
    root = write_demo(tmp_path, SCRIPTS[:1], 1)
    write_run(root, made("rain.txt", TEN, 1, suite="rain"), ())

    found = chosen(root, ["shots/v1", "shots/v10"])

    assert (found.columns, found.suite) == ((FIRST, TEN), "demo, rain")
    comparison = compared(found)
    assert len(comparison.rows) == 1
    assert "note: no single suite has all of them: the newest runs of the suites demo, rain" in told(
        comparison, found.results
    )
    with pytest.raises(UsageError, match="no suite has that"):
        chosen(root, ["shots/v1", "shots/v10"], "demo")


def rewritten(root, column: str, repeat: int, **other: object) -> str:
    """A run as made later, other in something."""
    old = made("rain.txt", column, repeat)
    run = replace(
        old.run, id=f"20261121-{repeat}-{'-'.join(other)}", started=f"2026-11-21T0{repeat}:00:00+00:00", **other
    )
    write_run(root, replace(old, run=run), ())
    return run.id


@pytest.mark.parametrize(
    "other",
    [
        {"prompts": {"shots": "shots/v1@ffffffffffff"}},
        {"params": {"temperature": 0.9}},
        {"tool": "0.2.0"},
        {"script_hash": "cut"},
    ],
    ids=["prompts", "params", "tool", "script_hash"],
)
def test_repeats_are_made_alike(tmp_path, other):
    """A cell holds what was made as its newest run was; how many older repeats were left out is said, and why."""
    root = write_demo(tmp_path, SCRIPTS[:1], 3)
    newest = rewritten(root, FIRST, 1, **other)

    found = chosen(root, [FIRST, SECOND])

    assert [each.run.id for each in found.results if each.run.column == FIRST] == [newest]
    said = f"{FIRST}: 2 older repeats left out, made with another {next(iter(other)).removesuffix('_hash')} than the newest (samples/rain.txt 2)"
    assert [str(each) for each in found.remarks] == [said]
    assert f"note: {said}" in told(compared(found), found.results)


def test_scripts_of_a_column_that_were_not_made_alike_are_said(tmp_path):
    """A prompt was changed, and tried on one script only: the totals would mix both."""
    root = write_demo(tmp_path, ("rain.txt", "paper_crane.txt"), 1)
    rewritten(root, FIRST, 1, prompts={"shots": "shots/v1@ffffffffffff"})

    found = chosen(root, [FIRST, SECOND])

    assert [str(each) for each in found.remarks] == [
        f"{FIRST}: not all its scripts were made with the same prompts; older: samples/paper_crane.txt"
    ]


def test_other_parameters_and_another_program_are_said(tmp_path):
    """In one line, in the text and in the data: columns that differ in more than their prompts."""
    root = write_demo(tmp_path, SCRIPTS[:1], 1)
    rewritten(root, SECOND, 1, tool="0.2.0", params={"temperature": 0.3, "profile": "wan"})
    rewritten(root, FIRST, 1, params={"temperature": 0.9, "protocol": "cuts", "profile": "sora"})

    data = json.loads(run(tmp_path, "compare", "shots/v1", "shots/v2", "--json").out)

    said = f"{SECOND}: not made as the baseline: temperature 0.9 -> 0.3, profile sora -> wan, tool 0.1.0 -> 0.2.0"
    assert [each["text"] for each in data["remarks"]] == [said]
    assert f"note: {said}" in run(tmp_path, "compare", "shots/v1", "shots/v2").out


def test_a_run_that_cannot_be_read_stops_nothing(tmp_path):
    """It is named and left out: a torn run.json in the list too, a lost board in comparisons."""
    root = write_demo(tmp_path, SCRIPTS[:1], 3)
    torn, lost = (next(root.glob(f"*v1-r{repeat}")) for repeat in (1, 2))
    (torn / "run.json").write_text("{", encoding="utf-8")
    (lost / "e1" / "storyboard.json").unlink()

    found = chosen(root, [FIRST, SECOND])
    done = CliRunner().invoke(cli, ["runs", "-w", str(tmp_path)])

    assert [each.run.repeat for each in found.results if each.run.column == FIRST] == [3]
    assert {each.values[0] for each in found.remarks} == {torn.name, lost.name}
    assert str(tmp_path) not in " ".join(map(str, found.remarks))
    assert f"{torn.name}: cannot be read, left out" in done.stderr
    assert torn.name not in done.stdout
    assert lost.name in done.stdout
    for path in root.glob("*v1-r*"):
        (path / "run.json").write_text("{", encoding="utf-8")
    with pytest.raises(UsageError, match="no suite has that"):
        chosen(root, [FIRST, SECOND])


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
    with pytest.raises(UsageError, match="runs have that in their id"):
        find_run(workspace / "runs", "2026")


def test_any_part_of_an_id_that_one_run_has_is_enough(workspace):
    """The end too; `explain` takes it as well."""
    root = workspace / "runs"
    name = next(root.glob("*rain*v1-r3")).name

    assert find_run(root, "rain-shots-v1-r3") == root / name
    assert "Shot 1 of 19" in run(workspace, "explain", "rain-shots-v1-r3", "1").out
    assert name in run(workspace, "runs", "show", "rain-shots-v1-r3").out
    with pytest.raises(UsageError, match="no such file or folder"):
        run(workspace, "explain", "nowhere", "1")


@pytest.mark.parametrize("about", ["e1 shot 99", "e2 shot 1", "e1 shot 0", "shot 3"])
def test_a_note_on_a_shot_that_is_not_there_is_refused(workspace, about):
    """With how many there are; nothing is written."""
    folder = next((workspace / "runs").glob("*rain*v2-r3"))

    with pytest.raises(UsageError, match="e1 has 19 shots"):
        noted(folder, "up", "", about)

    assert read_notes(folder) == ()


def test_lists_of_runs_use_the_titles_of_metrics(workspace):
    """As comparisons do."""
    assert "accepted at first answer 100 %" in run(workspace, "runs").out
    name = next((workspace / "runs").glob("*rain*v1-r1")).name
    assert "  accepted at first answer 100 %: " in run(workspace, "runs", "show", name).out


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


def test_the_system_prompts_are_told_word_by_word(tmp_path):
    """With --all: which prompt differs, and its changed places with a little around them."""
    root = write_demo(tmp_path, SCRIPTS[:1], 1)
    found = chosen(root, [FIRST, SECOND])
    old, new = found.results
    calls = tuple(
        replace(call, messages=({"role": "system", "content": "Frame every second line."}, *call.messages[1:]))
        for call in new.evidence.calls
    )
    runs = [
        replace(each.run, prompts={**each.run.prompts, "labels": f"labels/v1@{at}"})
        for at, each in enumerate((old, new))
    ]
    old = replace(old, evidence=replace(old.evidence, run=runs[0]))
    other = replace(found, results=(old, replace(new, evidence=replace(new.evidence, run=runs[1], calls=calls))))

    text = told(compared(other), other.results, everything=True)

    assert "  shots, zh: shots/v1@0123456789ab -> shots/v2@0123456789ab\n    Frame every {+second +}line." in text
    assert "labels/v1@0 -> labels/v1@1; no question was asked with it" in text
    assert "system prompts" not in told(compared(found), found.results, everything=True)


@pytest.mark.parametrize("case", DIFFS, ids=lambda case: case["name"])
def test_the_word_diff_is_that_of_the_fixture(case):
    """The page's own diff is held against the same file."""
    assert [[piece.kind, piece.text] for piece in word_diff(case["old"], case["new"])] == case["pieces"]


def test_the_last_word_on_a_run_counts():
    """A later rating replaces an earlier one; a comment alone does not."""
    notes = [Note("1", 1), Note("2", -1), Note("3", 0, "…"), Note("4", 1, "", "e1 shot 2")]

    assert (rating_of(notes), rating_of(notes, "e1 shot 2"), rating_of([])) == (-1, 1, 0)
