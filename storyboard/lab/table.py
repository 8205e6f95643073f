"""The outcome of an evaluation in one table: a line a metric, a column a prompt and model, means over scripts and repeats."""

from collections.abc import Iterable, Sequence

from storyboard.lab.metrics import METRICS
from storyboard.model import Run, Score


def means(scored: Iterable[tuple[Run, tuple[Score, ...]]]) -> dict[str, dict[str, float | None]]:
    """Column -> metric -> mean over its runs that have a value; None where none has. Columns in order of their first run."""
    values: dict[str, dict[str, list[float]]] = {}
    for run, scores in scored:
        column = values.setdefault(run.column, {})
        for one in scores:
            column.setdefault(one.metric, []).extend([one.value] if one.value is not None else [])
    return {
        column: {name: sum(found) / len(found) if found else None for name, found in metrics.items()}
        for column, metrics in values.items()
    }


def table(scored: Sequence[tuple[Run, tuple[Score, ...]]]) -> str:
    """The table as text: runs and failures first, then the metrics that any column has.

    Means are over the scripts in which every column came to a board: another script would move them without being better or worse.
    """
    columns = list(dict.fromkeys(run.column for run, _ in scored))
    done = {column: {run.script for run, _ in scored if run.column == column and not run.error} for column in columns}
    common = set.intersection(*done.values()) if done else set()
    found = means((run, scores if run.script in common else ()) for run, scores in scored)
    count = {column: [run for run, _ in scored if run.column == column] for column in columns}
    rows = [
        ["", *columns],
        ["runs", *(str(len(count[column])) for column in columns)],
        ["scripts in the means", *(str(len(common)) for _ in columns)],
        ["failed", *(str(sum(bool(run.error) for run in count[column])) for column in columns)],
    ]
    rows += [
        [metric.title, *(metric.text(found[column].get(metric.name)) for column in columns)]
        for metric in METRICS
        if any(found[column].get(metric.name) is not None for column in columns)
    ]
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) if at == 0 else cell.rjust(width) for at, (cell, width) in enumerate(zip(row, widths, strict=True))).rstrip()
        for row in rows
    )  # fmt: skip
