"""Metrics of a run: what a prompt engineer or a director would count, each with a sentence why. Offline, deterministic."""

from storyboard.lab.metrics import answers, continuity, cost, cutting, film, people, pictures
from storyboard.lab.metrics.metric import Better, Metric
from storyboard.lab.runs import RunEvidence
from storyboard.model import Score

METRICS: tuple[Metric, ...] = (
    *answers.METRICS, *cutting.METRICS, *pictures.METRICS, *people.METRICS, *film.METRICS, *continuity.METRICS, *cost.METRICS,
)  # fmt: skip
_BY_NAME = {each.name: each for each in METRICS}

__all__ = ["METRICS", "Better", "Metric", "metric", "score"]


def score(found: RunEvidence) -> tuple[Score, ...]:
    """Every metric of a run, in the order of `METRICS`; of a run that failed none has a value."""
    if found.run.error:
        return tuple(Score(each.name, None, f"There is no board: {found.run.error}") for each in METRICS)
    return tuple(_measured(each, found) for each in METRICS)


def _measured(metric: Metric, found: RunEvidence) -> Score:
    """The score of one metric; one that fails has no value and says why, and the others stand."""
    try:
        return metric.measure(found)
    except Exception as wrong:
        return Score(metric.name, None, f"Could not be measured: {type(wrong).__name__}: {wrong}")


def metric(name: str) -> Metric:
    """The metric of a name; KeyError where there is none."""
    return _BY_NAME[name]
