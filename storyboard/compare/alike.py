"""Which runs may stand in one cell, and what else than the prompts is not alike in two columns."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from storyboard.compare.page_words import WORDS
from storyboard.model import Run
from storyboard.records import dataclass

IDENTITY = ("script_hash", "prompts", "params", "tool", "model", "endpoint")
"""What repeats of one cell have in common: else they are no repeats."""


@dataclass(frozen=True, slots=True)
class Caution:
    """What a reader has to know of a comparison. Its words, in both languages, are those of the page."""

    kind: str
    """`older`, `uneven`, `unread`, `suites`, `unlike`."""
    values: tuple[str, ...]

    def __str__(self) -> str:
        return WORDS["en"][f"remark_{self.kind}"].format(*self.values)


def alike(runs: Sequence[Run]) -> tuple[list[Run], list[Caution]]:
    """The runs of one column that are compared, and what has to be said of them; `runs` as `indexed` has them, the last one counts.

    Of every script the newest run of each repeat that was made as the newest of all was: same text, prompts, parameters,
    program, model. One that failed does not stand for the same that did not.
    """
    kept: list[Run] = []
    left: Counter[str] = Counter()
    other: set[str] = set()
    for script in sorted({run.script for run in runs}):
        mine = [run for run in runs if run.script == script]
        repeats: dict[int, Run] = {}
        for run in mine:
            old = repeats.get(run.repeat)
            if not _unlike(run, mine[-1]) and not (run.error and old and old.key == run.key and not old.error):
                repeats[run.repeat] = run
        lone = {run.repeat: run for run in mine if run.repeat not in repeats}
        left[script] += len(lone)
        other.update(name for run in lone.values() for name in _unlike(run, mine[-1]))
        kept += repeats.values()
    place = {run.id: at for at, run in enumerate(runs)}
    kept.sort(key=lambda run: place[run.id])
    remarks = _uneven(kept)
    if other:
        where = ", ".join(f"{script} {many}" for script, many in left.items() if many)
        remarks.insert(0, Caution("older", (runs[0].column, str(left.total()), _named(other), where)))
    return kept, remarks


def _uneven(runs: Sequence[Run]) -> list[Caution]:
    """Whether the scripts of a column were made alike, within a language: prompts have a file for each."""
    last = {run.language: run for run in runs}
    other = {name for run in runs for name in _unlike(run, last[run.language]) if name != "script_hash"}
    scripts = {run.script for run in runs if set(_unlike(run, last[run.language])) & other}
    return [Caution("uneven", (runs[0].column, _named(other), ", ".join(sorted(scripts))))] if other else []


def _named(fields: Collection[str]) -> str:
    return ", ".join(name.removesuffix("_hash") for name in IDENTITY if name in fields)


def _unlike(run: Run, other: Run) -> list[str]:
    return [name for name in IDENTITY if getattr(run, name) != getattr(other, name)]


def unlike(pairs: Iterable[tuple[Run, Run]]) -> Iterator[Caution]:
    """In which parameters, and in which version of the program, the runs of a column are not as those of the baseline."""
    found: dict[str, None] = {}
    column = ""
    for old, new in pairs:
        column = new.column
        found |= dict.fromkeys([*_params(old.params, new.params), *_others(old, new)])
        if old.tool and new.tool and old.tool != new.tool:
            found[f"tool {old.tool} -> {new.tool}"] = None
    if found:
        yield Caution("unlike", (column, ", ".join(found)))


def _others(old: Run, new: Run) -> Iterator[str]:
    """What else was not alike: prompts that neither column is named after, and whether people were reviewed or asked for."""
    if "rules" in (old.model, new.model):
        return
    named = {part.partition("/")[0] for run in (old, new) for part in run.column.partition(" · ")[0].split("+")}
    for stage in sorted((old.prompts.keys() & new.prompts.keys()) - named):
        if old.prompts[stage] != new.prompts[stage]:
            yield f"{stage} prompt {old.prompts[stage]} -> {new.prompts[stage]}"
    if ("cast" in old.params) != ("cast" in new.params):
        yield "cast.toml used in one of them only"


def _params(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    """Parameters that both have, and not alike: rules have no temperature, which is no difference in parameters."""
    for name in old:
        if name in new and old[name] != new[name]:
            yield f"{name} {_plain(old[name])} -> {_plain(new[name])}"


def _plain(value: object) -> str:
    return "/".join(map(str, value)) if isinstance(value, list | tuple) else "-" if value is None else str(value)
