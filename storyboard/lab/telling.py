"""A comparison as text: differences first, the worst on top, every judgement in words."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from typing import Any
from unicodedata import east_asian_width

from storyboard.lab.compare import RUNS, Cell, Comparison, Figure, Result, Row, Total, Verdict, first_run
from storyboard.lab.diff import word_diff
from storyboard.lab.metrics import Metric
from storyboard.lab.runs import Work
from storyboard.lab.side_by_side import CUT, PROMPT, Group, blocks, side_by_side

SAID: dict[Verdict, str] = {
    "worse": "WORSE", "better": "better", "differs": "differs", "noise": "within repeats", "same": "same", "new": "new",
    "gone": "GONE", "failed": "FAILED", "missing": "MISSING", "": "",
}  # fmt: skip
ORDER = ("failed", "gone", "worse", "missing", "better", "new", "differs", "noise", "same", "")
"""The worst on top."""
SHOWN = 12
"""Changed shots of a script that are told without `--all`."""


def told(comparison: Comparison, results: Sequence[Result], *, everything: bool = False) -> str:
    """The whole comparison as text, one part for every column against the baseline."""
    parts = []
    for column in comparison.columns:
        if column != comparison.baseline:
            parts += [
                _head(comparison, column),
                _differences(comparison, column, everything=everything),
                _totals(comparison, column, everything=everything),
                _boards(comparison, results, column, everything=everything),
            ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _head(comparison: Comparison, column: str) -> str:
    suite = f"suite {comparison.suite}: " if comparison.suite else ""
    at, base = comparison.columns.index(column), comparison.columns.index(comparison.baseline)
    both = sum(bool(row.cells[at].runs and row.cells[base].runs) for row in comparison.rows)
    line = (
        f"{suite}B = {column}  against  A = {comparison.baseline}\n{both} of {len(comparison.rows)} scripts have both"
    )
    if all(len(row.cells[side].runs) < 2 for row in comparison.rows for side in (at, base)):
        line += "; one run each: what repeats differ by is not known"
    return line


def _differences(comparison: Comparison, column: str, *, everything: bool) -> str:
    """Every cell that is not as it was, the worst first."""
    at, base = comparison.columns.index(column), comparison.columns.index(comparison.baseline)
    lines: list[tuple[int, float, tuple[str, ...]]] = []
    for row in comparison.rows:
        for verdict, weight, cells in _of_row(comparison, row, row.cells[base], row.cells[at]):
            if everything or verdict not in ("same", "noise", ""):
                lines.append((ORDER.index(verdict), -weight, (SAID[verdict], *cells)))
    head = (
        "differences, the worst first\n" + in_columns([cells for *_, cells in sorted(lines)])
        if lines
        else "no metric changed"
    )
    return head + _noise(comparison, at)


def _noise(comparison: Comparison, at: int) -> str:
    """What is not called a change, and why."""
    titles = {metric.name: metric.title for metric in comparison.metrics}
    found = [
        titles[name] for row in comparison.rows for name, one in row.cells[at].figures.items() if one.verdict == "noise"
    ]
    if not found:
        return ""
    names = ", ".join(dict.fromkeys(found))
    return f"\n{len(found)} more differ by no more than the repeats of one column do ({names}): not called a change"


def _of_row(comparison: Comparison, row: Row, old: Cell, new: Cell) -> Iterator[tuple[Verdict, float, tuple[str, ...]]]:
    """(verdict, weight, words) of everything that can be said of a script."""
    for name, cell in (("A", old), ("B", new)):
        if cell.state == "missing":
            yield "missing", 0, (row.script, f"no run in {name}", "not counted")
        elif cell.state == "failed":
            yield "failed", 0, (row.script, f"every run in {name}", f"{len(cell.failed)} of {len(cell.failed)}")
        elif cell.state == "part":
            count = len(cell.failed) + len(cell.runs)
            verdict: Verdict = "failed" if cell is new else "differs"
            yield verdict, 0, (row.script, f"runs in {name}", f"{len(cell.failed)} of {count}")
    if not (old.runs and new.runs):
        return
    for metric in comparison.metrics:
        before, after = old.figures.get(metric.name), new.figures.get(metric.name)
        if after is None:
            continue
        values = f"{_bare(metric, before.mean if before else None)} -> {metric.text(after.mean)}"
        weight = _weight(metric, before, after)
        yield after.verdict, weight, (row.script, metric.title, values, _spreads(metric, before, after))


def _bare(metric: Metric, value: float | None) -> str:
    """The number alone; its unit stands behind the next one."""
    return metric.text(value).removesuffix(metric.unit).rstrip()


def _weight(metric: Metric, before: Figure | None, after: Figure) -> float:
    """How far a mean moved, in parts of what it was: metrics of other units can be put in one order."""
    if not before or before.mean is None or after.mean is None:
        return 0
    return abs(after.mean - before.mean) / max(abs(before.mean), metric.tolerance, 1e-9)


def _spreads(metric: Metric, before: Figure | None, after: Figure) -> str:
    """What the repeats differ by, where there are any."""

    def spread(one: Figure | None) -> str:
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
    return total.verdict in ("same", "") and all(share in (None, 1.0) for share in total.agreement)


def _total(metric: Metric, total: Total) -> tuple[str, ...]:
    moved = ""
    if total.mean is not None and total.baseline is not None and total.mean != total.baseline:
        moved = ("+" if total.mean > total.baseline else "-") + metric.text(abs(total.mean - total.baseline))
    agreement = " | ".join("?" if share is None else f"{share:.0%}" for share in total.agreement)
    return metric.title, metric.text(total.baseline), metric.text(total.mean), moved, SAID[total.verdict], agreement


def _boards(comparison: Comparison, results: Sequence[Result], column: str, *, everything: bool) -> str:
    """Changed shots of every script, the first repeat of each side."""
    parts = []
    for row in comparison.rows:
        old, new = (first_run(results, row.script, name) for name in (comparison.baseline, column))
        if old is None or new is None:
            continue
        theirs = {work.id: work for work in old.evidence.works}
        for work in new.evidence.works:
            if work.id in theirs:
                many = f" {work.id}" if len(new.evidence.works) > 1 else ""
                parts.append(f"  {row.script}{many}: {_board(theirs[work.id], work, everything=everything)}")
    return "shots, first repeat of each\n" + "\n".join(parts) if parts else ""


def _board(old: Work, new: Work, *, everything: bool) -> str:
    groups = side_by_side(old, new)
    changed = [group for group in groups if group.kind != "equal"]
    if not changed:
        return f"all {len(new.board.shots)} shots equal"
    lines = [f"{len(changed)} changed, {len(groups) - len(changed)} equal"]
    shown_groups = groups if everything else tuple(changed[:SHOWN])
    for group in shown_groups:
        lines += [f"    {line}" for line in _group(group, old, new, everything=everything)]
    if len(changed) > SHOWN and not everything:
        lines.append(f"    and {len(changed) - SHOWN} more: --all")
    return "\n".join(lines)


def _group(group: Group, old: Work, new: Work, *, everything: bool) -> Iterator[str]:
    if group.kind == "equal":
        yield f"shot {_numbers(group.right)}: equal"
    elif group.kind in ("left", "right"):
        yield f"shot {_numbers(group.left or group.right)}: only in {'A' if group.kind == 'left' else 'B'}"
    elif group.fields == (CUT,):
        yield f"shot {_numbers(group.left)} -> {_numbers(group.right)}: cut differently"
    else:
        same = group.left == group.right
        yield f"shot {'' if same else _numbers(group.left) + ' -> '}{_numbers(group.right)}: {', '.join(group.fields)}"
        if everything:
            yield from _fields(group, old, new)


def _fields(group: Group, old: Work, new: Work) -> Iterator[str]:
    """The changed fields of a pair of shots as a word diff: `[-old-]`, `{+new+}`."""
    one, other = old.board.shots[group.left[0]], new.board.shots[group.right[0]]
    for name in group.fields:
        if name == PROMPT:
            texts = [_prompt(work, shot) for work, shot in ((old, group.left[0]), (new, group.right[0]))]
            yield f"  prompt: {marked(*texts)}"
            continue
        before, after = (getattr(shot.dialogue if name in ("role", "text") else shot, name) for shot in (one, other))
        if isinstance(before, float):
            yield f"  {name}: {before:g} -> {after:g}"
        else:
            yield f"  {name}: {marked(before, after)}"


def _prompt(work: Work, shot: int) -> str:
    """What the video model is told of a shot, in one line."""
    found = [
        text for clip, parts in zip(work.clips, blocks(work), strict=False)
        for part, text in zip(clip.parts, parts, strict=False) if part.shot == shot
    ]  # fmt: skip
    return " ".join("".join(found).split())


def marked(old: str, new: str) -> str:
    """Both texts in one line, what went as `[-…-]`, what came as `{+…+}`."""
    signs = {"same": "{}", "old": "[-{}-]", "new": "{{+{}+}}"}
    return "".join(signs[piece.kind].format(piece.text) for piece in word_diff(old, new))


def _numbers(shots: Sequence[int]) -> str:
    return ",".join(str(shot + 1) for shot in shots) if len(shots) < 3 else f"{shots[0] + 1}-{shots[-1] + 1}"


def shown(value: float | None) -> str:
    """A number as short as it can be told apart; `-` where there is none."""
    return "-" if value is None else f"{value:.4g}" if abs(value) < 10000 else f"{value:.0f}"


def in_columns(rows: Sequence[tuple[str, ...]]) -> str:
    """Columns set by their width on a terminal, where a Han character takes two."""
    count = max(map(len, rows))
    full = [(*row, *("",) * (count - len(row))) for row in rows]
    widths = [max(_width(row[column]) for row in full) for column in range(count)]
    return "\n".join(
        "  " + "  ".join(cell + " " * (wide - _width(cell)) for cell, wide in zip(row, widths, strict=True)).rstrip()
        for row in full
    )


def _width(text: str) -> int:
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def as_data(comparison: Comparison, results: Sequence[Result]) -> dict[str, Any]:
    """The comparison as plain data, with the shots of every column against the baseline."""
    shots = []
    for row in comparison.rows:
        old = first_run(results, row.script, comparison.baseline)
        for column in comparison.columns:
            new = first_run(results, row.script, column)
            if column == comparison.baseline or old is None or new is None:
                continue
            theirs = {work.id: work for work in old.evidence.works}
            shots += [
                {"script": row.script, "column": column, "episode": work.id, "runs": [old.run.id, new.run.id],
                 "groups": [asdict(group) for group in side_by_side(theirs[work.id], work)]}
                for work in new.evidence.works if work.id in theirs
            ]  # fmt: skip
    metrics = [
        {"name": each.name, "title": each.title, "better": each.better, "unit": each.unit, "tolerance": each.tolerance}
        for each in comparison.metrics
    ]
    plain = asdict(replace(comparison, metrics=()))
    return {**plain, "metrics": metrics, "regressed": comparison.regressed, "shots": shots}
