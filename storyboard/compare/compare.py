"""Runs -> a comparison: rows are scripts, columns what was tried, one of them the baseline; nothing is read or printed here."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

from storyboard.compare.alike import Caution
from storyboard.compare.chance import Side, beyond_chance
from storyboard.lab.metrics import METRICS, Metric
from storyboard.lab.metrics.change import change
from storyboard.lab.runs import RunEvidence
from storyboard.model import Note, Run, Score
from storyboard.records import dataclass

State = Literal["done", "part", "failed", "missing"]
"""`part`: some of the repeats failed."""
Verdict = Literal[
    "better", "worse", "same", "noise", "once", "differs", "new", "gone", "failed", "missing", "other", ""
]
"""`noise`: another mean, but no further away than chance explains. `once`: asked once, so nobody can tell whether it is chance.
`differs`: another value, of which neither is better. `new`, `gone`: only one side has a value; it does not apply to the other.
`failed`, `missing`: there are no runs to compare. `other`: another version of the script. Empty: nothing to compare with."""


@dataclass(frozen=True, slots=True)
class ComparedRun:
    """A run with everything that is compared of it."""

    evidence: RunEvidence
    scores: tuple[Score, ...] = ()
    notes: tuple[Note, ...] = ()
    folder: Path | None = None
    """None where no run stands behind it: a board of its own."""

    @property
    def run(self) -> Run:
        return self.evidence.run

    @property
    def varies(self) -> bool:
        """Whether it may come out otherwise when it is made again: rules, and boards from files, do not."""
        return bool(self.run.endpoint)


def one_text(one: Run, other: Run) -> bool:
    """Whether two runs are of one version of a script, or may be: a board alone does not say which it was made from."""
    return one.script_hash == other.script_hash or not (one.script_hash and other.script_hash)


def first_run(results: Sequence[ComparedRun], script: str, column: str) -> ComparedRun | None:
    """The first repeat that came to a board."""
    mine = [each for each in results if each.run.script == script and each.run.column == column and not each.run.error]
    return min(mine, key=lambda each: each.run.repeat, default=None)


@dataclass(frozen=True, slots=True)
class ComparedFigure:
    """One metric of one cell over its repeats."""

    values: tuple[float | None, ...]
    """Parallel to the cell's `runs`."""
    mean: float | None
    low: float | None
    high: float | None
    agreement: float | None
    """Share of repeats that lie together, within the metric's tolerance of one of them; None for fewer than two: not known."""
    verdict: Verdict
    """Against the same script in the baseline."""
    varies: bool = True
    """Made again it may have other values."""

    @property
    def side(self) -> Side:
        return Side(tuple(value for value in self.values if value is not None), self.varies)


@dataclass(frozen=True, slots=True)
class ComparedCell:
    """One script in one column."""

    column: str
    state: State
    runs: tuple[str, ...]
    """Ids of the runs that came to a board, by repeat."""
    failed: tuple[str, ...]
    figures: dict[str, ComparedFigure]
    """By name of the metric; metrics that no repeat has are not there."""
    script_hash: str = ""
    """Which version of the script; empty: not known, or no run."""
    other: bool = False
    """Of another version of the script than the baseline: not compared."""


@dataclass(frozen=True, slots=True)
class ComparedRow:
    script: str
    language: str
    cells: tuple[ComparedCell, ...]
    """Parallel to the columns."""


@dataclass(frozen=True, slots=True)
class Total:
    """One metric of one column over the scripts that it and the baseline both have."""

    metric: str
    column: str
    baseline: float | None
    """Mean over those scripts."""
    mean: float | None
    verdict: Verdict
    scripts: int
    agreement: tuple[float | None, float | None]
    """Mean agreement of repeats: baseline, column."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is shown, as text, data or a page."""

    suite: str
    columns: tuple[str, ...]
    baseline: str
    metrics: tuple[Metric, ...]
    """Those that any run has, in their own order."""
    rows: tuple[ComparedRow, ...]
    totals: tuple[Total, ...]
    remarks: tuple[Caution, ...] = ()
    """What was left out, and what else than the prompts is not alike."""

    @property
    def lost(self) -> tuple[tuple[str, str, Verdict], ...]:
        """(script, column, why) of what the baseline has a board of and a column has not: `missing`, `failed`, `other`."""
        at = self.columns.index(self.baseline)
        return tuple(
            (row.script, cell.column, "other" if cell.other else "missing" if cell.state == "missing" else "failed")
            for row in self.rows
            for cell in row.cells
            if row.cells[at].runs and (cell.other or not cell.runs)
        )

    @property
    def regressed(self) -> bool:
        """Whether anything is worse than in the baseline, failed, or missing: a missing case is no pass."""
        verdicts = [each.verdict for row in self.rows for cell in row.cells for each in cell.figures.values()]
        return bool(self.lost) or "worse" in (*verdicts, *(each.verdict for each in self.totals))


def _failed(found: RunEvidence) -> Score:
    return Score("failed", float(bool(found.run.error)), found.run.error or "It came to a board.")


RUNS = Metric("failed", "runs that failed", "lower", "%", _failed, 0.0)
"""Told of every cell beside the metrics: a run that failed has no scores, and must not vanish from the means."""


def compare(
    results: Sequence[ComparedRun],
    columns: Sequence[str],
    baseline: str = "",
    metrics: Sequence[Metric] = METRICS,
    suite: str = "",
) -> Comparison:
    """Scripts by name x columns, each cell against the baseline (the first column, unless named), and the totals.

    The order in which runs were made does not show: the same answers give the same tables.
    """
    first = baseline or columns[0]
    had = {score.metric for result in results for score in result.scores if score.value is not None}
    kept = tuple(metric for metric in metrics if metric.name in had)
    rows = []
    for script in sorted({result.run.script for result in results}):
        mine = [result for result in results if result.run.script == script]
        base = _cell([each for each in mine if each.run.column == first], first, kept, None)
        cells = (
            _cell([each for each in mine if each.run.column == column], column, kept, base if column != first else None)
            for column in columns
        )
        rows.append(ComparedRow(script, mine[0].run.language, tuple(cells)))
    totals = tuple(
        _total(rows, list(columns).index(column), list(columns).index(first), metric, column)
        for metric in (*kept, RUNS)
        for column in columns
        if column != first
    )
    return Comparison(suite, tuple(columns), first, kept, tuple(rows), totals)


def _cell(
    results: Sequence[ComparedRun], column: str, metrics: Sequence[Metric], base: ComparedCell | None
) -> ComparedCell:
    """A script in a column; `base` is the same script in the baseline, None for the baseline itself."""
    repeats = sorted(results, key=lambda result: result.run.repeat)
    done = [result for result in repeats if not result.run.error]
    failed = tuple(result.run.id for result in repeats if result.run.error)
    script = next((result.run.script_hash for result in repeats), "")
    other = bool(base and base.script_hash and script and base.script_hash != script)
    figures = {}
    for metric in metrics:
        figure = _figure(metric, [_value(result, metric.name) for result in done], done)
        old = base.figures.get(metric.name) if base else None
        if done and (figure.mean is not None or (old and old.mean is not None)):
            figures[metric.name] = _against(metric, figure, old) if base and base.runs else figure
    if repeats:
        lost = _figure(RUNS, [RUNS.measure(result.evidence).value for result in repeats], repeats)
        before = base.figures.get(RUNS.name) if base else None
        figures[RUNS.name] = _against(RUNS, lost, before) if before else lost
    if other:
        figures = {name: replace(figure, verdict="other") for name, figure in figures.items()}
    state: State = "missing" if not repeats else "failed" if not done else "part" if failed else "done"
    return ComparedCell(column, state, tuple(result.run.id for result in done), failed, figures, script, other)


def _value(result: ComparedRun, metric: str) -> float | None:
    return next((score.value for score in result.scores if score.metric == metric), None)


def _figure(metric: Metric, values: Sequence[float | None], results: Sequence[ComparedRun]) -> ComparedFigure:
    """A metric over the repeats of a cell, not compared with anything yet."""
    known = [value for value in values if value is not None]
    low, high = (min(known), max(known)) if known else (None, None)
    near = [sum(abs(other - value) <= metric.tolerance + 1e-9 for other in known) for value in known]
    agreement = max(near) / len(known) if len(known) > 1 else None
    return ComparedFigure(tuple(values), _mean(known), low, high, agreement, "", any(each.varies for each in results))


def _against(metric: Metric, figure: ComparedFigure, base: ComparedFigure | None) -> ComparedFigure:
    """The same figure with its verdict."""
    pairs = [(base, figure)] if base else []
    return replace(figure, verdict=judged(metric, base.mean if base else None, figure.mean, pairs))


def judged(
    metric: Metric, before: float | None, after: float | None, pairs: Sequence[tuple[ComparedFigure, ComparedFigure]]
) -> Verdict:
    """What became of a mean: beyond the metric's tolerance, and beyond what chance explains."""
    if before is None or after is None:
        return "" if before is None and after is None else "new" if before is None else "gone"
    found = change(metric, before, after)
    if found == "same" or abs(after - before) <= metric.tolerance + 1e-9:
        return "same"
    beyond = metric is RUNS or beyond_chance([(old.side, new.side) for old, new in pairs])
    if beyond is None:
        return "once"
    return found or "differs" if beyond else "noise"


def _total(rows: Sequence[ComparedRow], column: int, baseline: int, metric: Metric, name: str) -> Total:
    """Only scripts that both sides have: a missing one would move the mean without being better or worse."""
    pairs = [
        (row.cells[baseline].figures[metric.name], row.cells[column].figures[metric.name])
        for row in rows
        if metric.name in row.cells[baseline].figures and metric.name in row.cells[column].figures
    ]
    pairs = [
        (old, new) for old, new in pairs if old.mean is not None and new.mean is not None and new.verdict != "other"
    ]
    before, after = (_mean([pair[side].mean for pair in pairs]) for side in (0, 1))
    agreement = (_mean([old.agreement for old, _ in pairs]), _mean([new.agreement for _, new in pairs]))
    return Total(metric.name, name, before, after, judged(metric, before, after, pairs), len(pairs), agreement)


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return round(sum(known) / len(known), 6) if known else None
