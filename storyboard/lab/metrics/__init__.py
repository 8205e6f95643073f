from dataclasses import dataclass

from storyboard.lab.runs import Evidence
from storyboard.model import Score


@dataclass(frozen=True)
class Metric:
    name: str
    title: str
    unit: str = ""


METRICS: tuple[Metric, ...] = (Metric("shots", "shots"),)


def score(found: Evidence) -> tuple[Score, ...]:
    return (Score("shots", sum(len(w.board.shots) for w in found.works), ""),)
