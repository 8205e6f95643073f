"""Is a change good? What a comparison marks."""

from typing import Literal

from storyboard.lab.metrics.metric import Metric

Change = Literal["better", "worse", "same", "new", ""]


def change(metric: Metric, before: float | None, after: float | None) -> Change:
    """What became of a value: `same` within the metric's tolerance, `new` where there was none before.

    Empty where nothing can be said: a fact changed, or there is no value now (that a run failed stands in its `error`).
    """
    if after is None:
        return ""
    if before is None:
        return "new"
    if abs(after - before) <= metric.tolerance + 1e-9:
        return "same"
    if not metric.better:
        return ""
    gain = _off(metric, before) - _off(metric, after)
    if metric.better == "middle" and abs(gain) <= metric.tolerance + 1e-9:
        return "same"
    return "better" if gain > 0 else "worse"


def _off(metric: Metric, value: float) -> float:
    """How far a value is from good; less is better."""
    if metric.better == "middle":
        low, high = metric.target
        return max(low - value, value - high, 0.0)
    return -value if metric.better == "higher" else value
