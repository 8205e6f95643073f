"""What a metric is, and the few words all of them share."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal

from storyboard.lab.runs import RunEpisode, RunEvidence
from storyboard.model import Score, Shot
from storyboard.records import dataclass

Better = Literal["higher", "lower", "middle", ""]
"""Which way is good. `middle`: inside `target`; empty: a fact, neither good nor bad."""
MOST_NAMED = 3
"""Places that a sentence names; `Score.at` holds them all."""


@dataclass(frozen=True, slots=True)
class Metric:
    """One figure of a run. The same evidence gives the same score, offline."""

    name: str
    """The trade's term, stable: JSON, page and commands use it."""
    title: str
    """Short words for people."""
    better: Better
    unit: str
    """`%`: a share from 0 to 1, shown in per cent; `money`: in the user's currency; else `s`, `tokens`, …, or nothing for a count."""
    measure: Callable[[RunEvidence], Score]
    tolerance: float
    """A change up to this is noise, no regression."""
    target: tuple[float, float] = (0.0, 0.0)
    """Where `better` is `middle`: from and to, both good."""

    def text(self, value: float | None) -> str:
        """A value as people read it: `87 %`, `12.5 s`, `–` where there is none."""
        if value is None:
            return "–"
        if self.unit == "money":
            return f"{value:.4g}"
        number = f"{value * 100:.0f} %" if self.unit == "%" else f"{value:,.2f}".rstrip("0").rstrip(".")
        return number if self.unit in ("", "%") else f"{number} {self.unit}"


def none(name: str, why: str) -> Score:
    """The score of a metric that does not apply."""
    return Score(name, None, why)


def scored(name: str, value: float, why: str, at: Iterable[str] = ()) -> Score:
    """A score; six digits behind the point are enough, and are the same on every machine. A place is named once."""
    return Score(name, round(float(value), 6), why, tuple(dict.fromkeys(at)))


def counted(name: str, hits: Sequence[tuple[str, str]], good: str, bad: str) -> Score:
    """How many (place, what is wrong there) there are: `good` says that there are none, `bad` what they are called."""
    if not hits:
        return scored(name, 0, good)
    places: dict[str, str] = {}
    for place, what in hits:
        places.setdefault(place, what)
    return scored(name, len(hits), f"{bad}: {len(hits)}, at {told(places)}.", places)


def told(places: dict[str, str]) -> str:
    """`e1 shot 3 (too fast), e1 shot 9 and 4 more`: the first places are the worst."""
    named = [f"{place} ({what})" if what else place for place, what in list(places.items())[:MOST_NAMED]]
    left = len(places) - len(named)
    return ", ".join(named) + (f" and {left} more" if left else "")


def shots(found: RunEvidence) -> Iterator[tuple[str, RunEpisode, Shot]]:
    """Every shot of a run with its place, `e1 shot 3`."""
    for work in found.works:
        for number, shot in enumerate(work.board.shots, start=1):
            yield place(work, number), work, shot


def place(work: RunEpisode, number: int) -> str:
    return f"{work.id} shot {number}"


def scenes(work: RunEpisode) -> list[tuple[str, list[tuple[str, Shot]]]]:
    """(scene id, (place, shot) of its shots) of an episode, by its trace."""
    runs: dict[str, list[tuple[str, Shot]]] = {}
    for number, (shot, trace) in enumerate(zip(work.board.shots, work.trace.shots, strict=False), start=1):
        runs.setdefault(trace.scene, []).append((place(work, number), shot))
    return list(runs.items())


def short(text: str, most: int = 30) -> str:
    """A text on one line, cut."""
    plain = " ".join(text.split())
    return plain if len(plain) <= most else plain[: most - 1] + "…"


NO_SHOTS = "There are no shots."
NO_MODEL = "No model was asked."
