"""The outcome of an evaluation in one table: a line a metric, a column a prompt and model, means over scripts and repeats."""

from collections.abc import Callable, Iterable, Sequence

from storyboard.lab.metrics import METRICS
from storyboard.languages.said import width
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


def table(
    scored: Sequence[tuple[Run, tuple[Score, ...]]], *, everything: bool = True, say: Callable[[str], str] = str
) -> str:
    """The table as text: runs and failures first, then the metrics that any column has, or only those in which columns differ.

    `say` puts words and figures into the language that is spoken.

    Means are over the scripts in which every column came to a board: another script would move them without being better or
    worse. A column that came to none has no means.
    """
    columns = list(dict.fromkeys(run.column for run, _ in scored))
    done = {column: {run.script for run, _ in scored if run.column == column and not run.error} for column in columns}
    common = set.intersection(*(scripts for scripts in done.values() if scripts)) if any(done.values()) else set()
    found = means((run, scores if run.script in common else ()) for run, scores in scored)
    count = {column: [run for run, _ in scored if run.column == column] for column in columns}
    rows = [
        ["", *columns],
        ["runs", *(str(len(count[column])) for column in columns)],
        ["failed", *(str(sum(bool(run.error) for run in count[column])) for column in columns)],
        ["scripts in the means", *(str(len(common & done[column])) for column in columns)],
    ]
    figures = [
        [metric.title, *(metric.text(found[column].get(metric.name)) for column in columns)] for metric in METRICS
    ]
    known = [row for row in figures if set(row[1:]) != {"–"}]
    shown = known if everything or len(columns) == 1 else [row for row in known if len(set(row[1:])) > 1]
    lines = _aligned([[say(cell) for cell in row] for row in (*rows, *shown)])
    return (
        lines
        if len(shown) == len(known)
        else f"{lines}\n" + say(f"{len(known) - len(shown)} more are alike in all columns: --all")
    )


def _aligned(rows: Sequence[Sequence[str]]) -> str:
    widths = [max(width(row[at]) for row in rows) for at in range(len(rows[0]))]
    room = [[" " * (wide - width(cell)) for cell, wide in zip(row, widths, strict=True)] for row in rows]
    return "\n".join(
        "  ".join([row[0] + left[0], *(free + cell for free, cell in zip(left[1:], row[1:], strict=True))]).rstrip()
        for row, left in zip(rows, room, strict=True)
    )
