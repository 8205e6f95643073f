"""What a running season looks like: a table on a terminal, plain lines elsewhere."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from storyboard.cli import terminal
from storyboard.cli.options import say
from storyboard.model.money import amount
from storyboard.model.plain import shown

if TYPE_CHECKING:
    from storyboard.season.prepare import Readied
    from storyboard.season.status import Status

EVERY = 30.0
"""Seconds between plain lines about the whole."""

COLUMNS = (("queued", ("ready",)), ("running", ("sending", "running")), ("done", ("done",)), ("failed", ("failed",)),
           ("unknown", ("unknown",)), ("aside", ("aside",)))  # fmt: skip
"""Heading, and the states counted under it."""


def lasting(seconds: float) -> str:
    """`3 h 05 min`, `12 min`, `40 s`."""
    minutes = round(seconds / 60)
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{minutes // 60} h {minutes % 60:02d} min" if minutes >= 60 else f"{minutes} min"


def total_line(status: "Status") -> str:
    """The whole season in one line."""
    sums = [(name, sum(status.counts.get(state, 0) for state in states)) for name, states in COLUMNS]
    counted = ", ".join(f"{count} {name}" for name, count in sums if count or name != "aside")
    money = f"{amount(status.committed)} spent or reserved" + (
        f" of {amount(status.budget)}" if status.budget is not None else ""
    )
    films, charged, estimated = status.charged
    if films:
        money += f" (charged {amount(charged)} for {films} films estimated at {amount(estimated)})"
    left = "" if not status.left else f"; about {lasting(status.left)} left"
    return f"{status.clips} clips: {counted}; {money}{left}{'; paused' if status.paused else ''}"


def lines_of(status: "Status") -> Iterator[str]:
    """The season as plain lines: one an episode, its troubles under it, the whole at the end."""
    if not status.episodes:
        yield "no season was begun in this workspace: storyboard season FOLDER"
        return
    for episode in status.episodes:
        counted = [
            f"{count} {name}" for name, states in COLUMNS if (count := sum(episode.counts.get(s, 0) for s in states))
        ]
        note = f" ({episode.note})" if episode.note else ""
        yield f"{episode.name:<12}  {episode.stage:<10}  {', '.join(counted)}{note}"
        for clip, state, _, why in episode.troubles:
            yield f"  clip {clip}: {state}: {why}"
    yield total_line(status)


def status_data(status: "Status") -> dict[str, object]:
    """The season as JSON data."""
    return asdict(status)


class Plain:
    """A line for each episode that moves on, and one about the whole twice a minute."""

    def __init__(self) -> None:
        self._stages: dict[str, str] = {}
        self._said = 0.0

    def readied(self, one: "Readied") -> None:
        if one.faults or one.trouble:
            say(f"{one.production.name}: {'faults' if one.faults else 'failed'}")

    def look(self, status: "Status") -> None:
        for episode in status.episodes:
            if self._stages.get(episode.name) != episode.stage:
                self._stages[episode.name] = episode.stage
                if episode.stage in ("assembled", "failed"):
                    say(f"{episode.name}: {episode.stage}{': ' if episode.note else ''}{episode.note}")
        if time.monotonic() - self._said > EVERY and status.left != 0:
            self._said = time.monotonic()
            say(total_line(status))

    @contextmanager
    def paused(self) -> Iterator[None]:
        yield


class Table(Plain):
    """The same as a table that stays in its place."""

    def __init__(self, live: Any) -> None:  # noqa: ANN401 - rich is imported lazily
        super().__init__()
        self._live = live

    def look(self, status: "Status") -> None:
        from rich.console import Group
        from rich.table import Table as Grid

        grid = Grid(box=None, pad_edge=False)
        for heading in ("episode", "stage", *(name for name, _ in COLUMNS)):
            grid.add_column(heading, justify="left" if heading in ("episode", "stage") else "right")
        room = max(5, self._live.console.size.height - 5)
        moving = [each for each in status.episodes if each.stage != "assembled"]
        for episode in moving[:room]:
            counts = [str(sum(episode.counts.get(s, 0) for s in states) or "") for _, states in COLUMNS]
            grid.add_row(shown(episode.name), episode.stage, *counts)
        done = len(status.episodes) - len(moving)
        more = f"; {len(moving) - room} more wait" if len(moving) > room else ""
        self._live.update(Group(grid, f"{done} of {len(status.episodes)} episodes assembled{more}", total_line(status)))

    @contextmanager
    def paused(self) -> Iterator[None]:
        self._live.stop()
        yield
        self._live.start()


@contextmanager
def view() -> Iterator[Plain]:
    """The view that suits where stderr goes."""
    console = terminal.console()
    if not console.is_terminal:
        yield Plain()
        return
    from rich.live import Live

    with Live(console=console, refresh_per_second=4, transient=True) as live:
        yield Table(live)
