"""A comparison as text: differences first, the worst on top, every judgement in words."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from typing import Any

from storyboard.compare.chance import ENOUGH
from storyboard.compare.compare import (
    RUNS,
    ComparedCell,
    ComparedFigure,
    ComparedRow,
    ComparedRun,
    Comparison,
    Total,
    Verdict,
    first_run,
)
from storyboard.compare.side_by_side import side_by_side
from storyboard.compare.telling_shots import prompts_told, shots_told
from storyboard.lab.metrics import Metric
from storyboard.languages.said import width

SAID: dict[Verdict, str] = {
    "worse": "WORSE", "better": "better", "differs": "differs", "noise": "within chance", "once": "asked once", "same": "same",
    "new": "only B", "gone": "only A", "failed": "FAILED", "missing": "MISSING", "other": "OTHER TEXT", "": "",
}  # fmt: skip
ORDER = ("failed", "missing", "other", "worse", "better", "differs", "once", "gone", "new", "noise", "same", "")
"""The worst on top."""
ASIDE = {
    "noise": "{} more differ by no more than chance explains ({}): not called a change",
    "once": "{} more differ, asked once, so nobody can tell ({}): --all shows them, the totals judge them over the scripts",
    "gone": "{} do not apply to B ({})",
    "new": "{} do not apply to A ({})",
}
"""What is not told line by line, and why."""
NAMED = 6
"""Metrics that such a line names."""
NO_PASS = "not compared: a missing case is not a pass"  # noqa: S105 - no password


def told(comparison: Comparison, results: Sequence[ComparedRun], *, everything: bool = False) -> str:
    """The whole comparison as text, one part for every column against the baseline."""
    parts = []
    for column in comparison.columns:
        if column != comparison.baseline:
            parts += [
                _head(comparison, column),
                _totals(comparison, column, everything=everything),
                _differences(comparison, column, everything=everything),
                prompts_told(comparison, results, column) if everything else "",
                shots_told(comparison, results, column, everything=everything),
            ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _head(comparison: Comparison, column: str) -> str:
    suite = f"suite {comparison.suite}: " if comparison.suite else ""
    at, base = comparison.columns.index(column), comparison.columns.index(comparison.baseline)
    both = _both(comparison, at)
    line = (
        f"{suite}B = {column}  against  A = {comparison.baseline}\n{both} of {len(comparison.rows)} scripts have both"
    )
    if all(len(row.cells[side].runs) < 2 for row in comparison.rows for side in (at, base)):
        line += "; one run each: what repeats differ by is not known"
    about = (comparison.baseline, column)
    mine = [each for each in comparison.remarks if each.values[0] in about or each.values[0] not in comparison.columns]
    return "\n".join([line, *(f"note: {each}" for each in mine)])


def _both(comparison: Comparison, at: int) -> int:
    """How many scripts a column and the baseline can be compared in."""
    base = comparison.columns.index(comparison.baseline)
    return sum(bool(row.cells[at].runs and row.cells[base].runs and not row.cells[at].other) for row in comparison.rows)


def _differences(comparison: Comparison, column: str, *, everything: bool) -> str:
    """Every cell that is not as it was, the worst first."""
    at, base = comparison.columns.index(column), comparison.columns.index(comparison.baseline)
    aside = {"noise", "gone", "new"} | ({"once"} if _both(comparison, at) >= ENOUGH else set())
    lines: list[tuple[int, float, tuple[str, ...]]] = []
    for row in comparison.rows:
        for verdict, weight, cells in _of_row(comparison, row, row.cells[base], row.cells[at]):
            if everything or verdict not in {"same", "", *aside}:
                lines.append((ORDER.index(verdict), -weight, (SAID[verdict], *cells)))
    head = (
        "differences, the worst first\n" + in_columns([cells for *_, cells in sorted(lines)])
        if lines
        else "no metric changed"
    )
    return "\n".join([head, *([] if everything else _aside(comparison, at, aside))])


def _aside(comparison: Comparison, at: int, verdicts: set[str]) -> Iterator[str]:
    """What is not told line by line, and why."""
    titles = {metric.name: metric.title for metric in comparison.metrics}
    for verdict, sentence in ASIDE.items():
        found = [
            titles[name]
            for row in comparison.rows
            for name, one in row.cells[at].figures.items()
            if one.verdict == verdict
        ]
        if found and verdict in verdicts:
            names = list(dict.fromkeys(found))
            more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
            yield sentence.format(len(found), ", ".join(names[:NAMED]) + more)


def _of_row(
    comparison: Comparison, row: ComparedRow, old: ComparedCell, new: ComparedCell
) -> Iterator[tuple[Verdict, float, tuple[str, ...]]]:
    """(verdict, weight, words) of everything that can be said of a script."""
    for name, cell in (("A", old), ("B", new)):
        lost = NO_PASS if cell is new and old.runs else "not compared"
        if cell.state == "missing":
            yield "missing", 0, (row.script, f"no run in {name}", lost)
        elif cell.state == "failed":
            count = f"{len(cell.failed)} of {len(cell.failed)}"
            yield (
                "failed",
                0,
                (row.script, f"every run in {name}", f"{count}; {lost}" if cell is new and old.runs else count),
            )
        elif cell.state == "part":
            verdict: Verdict = "failed" if cell is new else "differs"
            yield (
                verdict,
                0,
                (row.script, f"runs in {name}", f"{len(cell.failed)} of {len(cell.failed) + len(cell.runs)}"),
            )
    if new.other:
        yield "other", 0, (row.script, "another version of the script in B", NO_PASS)
    elif old.runs and new.runs:
        for metric in comparison.metrics:
            before, after = old.figures.get(metric.name), new.figures.get(metric.name)
            if after is not None:
                values = f"{_bare(metric, before.mean if before else None)} -> {metric.text(after.mean)}"
                words = (row.script, metric.title, values, _spreads(metric, before, after))
                yield after.verdict, _weight(metric, before, after), words


def _bare(metric: Metric, value: float | None) -> str:
    """The number alone; its unit stands behind the next one."""
    return metric.text(value).removesuffix(metric.unit).rstrip()


def _weight(metric: Metric, before: ComparedFigure | None, after: ComparedFigure) -> float:
    """How far a mean moved, in parts of what it was: metrics of other units can be put in one order."""
    if not before or before.mean is None or after.mean is None:
        return 0
    return abs(after.mean - before.mean) / max(abs(before.mean), metric.tolerance, 1e-9)


def _spreads(metric: Metric, before: ComparedFigure | None, after: ComparedFigure) -> str:
    """What the repeats differ by, where there are any."""

    def spread(one: ComparedFigure | None) -> str:
        if one is None or len(one.values) < 2:
            return "?"
        return "all equal" if one.low == one.high else f"{_bare(metric, one.low)}..{_bare(metric, one.high)}"

    parts = spread(before), spread(after)
    return "" if set(parts) <= {"?", "all equal"} else f"repeats {parts[0]} | {parts[1]}"


def _totals(comparison: Comparison, column: str, *, everything: bool) -> str:
    titles = {metric.name: metric for metric in (*comparison.metrics, RUNS)}
    mine = [total for total in comparison.totals if total.column == column and (everything or total.scripts)]
    kept = [total for total in mine if everything or not _at_rest(total)]
    rows = [
        ("metric", "A", "B", "change", "", "repeats agree A | B"),
        *(_total(titles[one.metric], one) for one in kept),
    ]
    rest = f"\n{len(mine) - len(kept)} more metrics are the same: --all" if len(kept) < len(mine) else ""
    return (
        "totals, means over the scripts that both have\n" + (in_columns(rows) if kept else "  nothing changed") + rest
    )


def _at_rest(total: Total) -> bool:
    """The same, and the same in every repeat."""
    return total.verdict in ("same", "gone", "new", "") and all(share in (None, 1.0) for share in total.agreement)


def _total(metric: Metric, total: Total) -> tuple[str, ...]:
    moved = ""
    if total.mean is not None and total.baseline is not None and total.verdict not in ("same", ""):
        moved = ("+" if total.mean > total.baseline else "-") + metric.text(abs(total.mean - total.baseline))
    agreement = " | ".join("?" if share is None else f"{share:.0%}" for share in total.agreement)
    return metric.title, metric.text(total.baseline), metric.text(total.mean), moved, SAID[total.verdict], agreement


def in_columns(rows: Sequence[tuple[str, ...]]) -> str:
    """Columns set by their width on a terminal, where a Han character takes two."""
    count = max(map(len, rows))
    full = [(*row, *("",) * (count - len(row))) for row in rows]
    widths = [max(width(row[column]) for row in full) for column in range(count)]
    return "\n".join(
        "  " + "  ".join(cell + " " * (wide - width(cell)) for cell, wide in zip(row, widths, strict=True)).rstrip()
        for row in full
    )


def as_data(comparison: Comparison, results: Sequence[ComparedRun]) -> dict[str, Any]:
    """The comparison as plain data, with the shots of every column against the baseline."""
    shots = []
    for row in comparison.rows:
        old = first_run(results, row.script, comparison.baseline)
        for column in comparison.columns:
            new = first_run(results, row.script, column)
            if column == comparison.baseline or old is None or new is None or _other(row, comparison, column):
                continue
            theirs = {work.id: work for work in old.evidence.works}
            shots += [
                {
                    "script": row.script,
                    "column": column,
                    "episode": work.id,
                    "runs": [old.run.id, new.run.id],
                    "groups": [asdict(group) for group in side_by_side(theirs[work.id], work)],
                }
                for work in new.evidence.works
                if work.id in theirs
            ]
    metrics = [
        {"name": each.name, "title": each.title, "better": each.better, "unit": each.unit, "tolerance": each.tolerance}
        for each in comparison.metrics
    ]
    lost = [{"script": script, "column": column, "why": why} for script, column, why in comparison.lost]
    remarks = [{**asdict(each), "text": str(each)} for each in comparison.remarks]
    plain = asdict(replace(comparison, metrics=(), remarks=()))
    return {
        **plain,
        "metrics": metrics,
        "remarks": remarks,
        "lost": lost,
        "regressed": comparison.regressed,
        "shots": shots,
    }


def _other(row: ComparedRow, comparison: Comparison, column: str) -> bool:
    return row.cells[comparison.columns.index(column)].other
