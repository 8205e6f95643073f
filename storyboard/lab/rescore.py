"""Old runs measured anew: their metrics.json is rewritten where a score changed, nothing else of them is touched."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from storyboard.errors import StoryboardError
from storyboard.lab.metrics import score
from storyboard.lab.runs import load_run, read_scores, write_scores
from storyboard.model import Score
from storyboard.records import dataclass


@dataclass(frozen=True, slots=True)
class Changed:
    """One score that is not what it was."""

    metric: str
    before: float | None
    """None also where the metric was not measured then."""
    after: float | None
    why: str
    """What the new score says; empty where there is no such metric any more."""


@dataclass(frozen=True, slots=True)
class Rescored:
    """What became of one run."""

    run: str
    """Name of its folder."""
    changes: tuple[Changed, ...] = ()
    """Values that differ, in the order of the metrics."""
    written: bool = False
    """metrics.json was rewritten: a value, a sentence or a place differs."""
    error: str = ""
    """Why the run could not be read; then nothing was written."""


def folders_of(root: Path, names: Sequence[str]) -> list[Path]:
    """The folders of the runs named, by their name under `root` or by path; without names all there are, by name."""
    if not names:
        return sorted(path.parent for path in root.glob("*/run.json"))
    return [root / name if (root / name).is_dir() else Path(name) for name in names]


def rescore(folders: Iterable[Path]) -> list[Rescored]:
    """Every run measured anew; one that cannot be read is named and left as it is."""
    return [_rescored(folder) for folder in folders]


def _rescored(folder: Path) -> Rescored:
    try:
        after = score(load_run(folder))
    except StoryboardError as error:
        return Rescored(folder.name, error=error.message)
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        return Rescored(folder.name, error=f"{folder}: the run is damaged: {type(error).__name__}: {error}")
    before = _scores_before(folder)
    if before == after:
        return Rescored(folder.name)
    write_scores(folder, after)
    return Rescored(folder.name, tuple(_changes(before, after)), written=True)


def _scores_before(folder: Path) -> tuple[Score, ...]:
    """The scores as they were; none where the file is missing or broken: it is made anew in any case."""
    try:
        return read_scores(folder)
    except (StoryboardError, TypeError):
        return ()


def _changes(before: Iterable[Score], after: Iterable[Score]) -> list[Changed]:
    """Values that differ; those of metrics that are gone come last."""
    old = {each.metric: each.value for each in before}
    found = [
        Changed(each.metric, old.get(each.metric), each.value, each.why)
        for each in after
        if each.metric not in old or old[each.metric] != each.value
    ]
    there = {each.metric for each in after}
    return [*found, *(Changed(name, value, None, "") for name, value in old.items() if name not in there)]
