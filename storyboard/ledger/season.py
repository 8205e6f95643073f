"""The part of the ledger that seasons need: what is paused, how far each episode is, who is at work."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict
from pathlib import Path

from storyboard.ledger.rows import SeasonClip, SeasonEpisode
from storyboard.ledger.sqlite import Result, Row, Sqlite

CAP = "cap"
"""The setting that holds the season's budget."""

PLACE = "place"
"""The setting that holds the mark of the folder where films go."""

PAUSED = "paused"
"""The setting that keeps every claim waiting, on all machines."""


class Seasons:
    """One open database with the season's statements."""

    def __init__(self, path: Path, now: Callable[[], float] | None = None, database: str = "") -> None:
        """`path` is the file, and says where the workspace is also where `database` names a PostgreSQL server."""
        self.path = path
        self.on_server = bool(database)
        if database:
            from storyboard.ledger.postgres import Postgres

            self._database: Sqlite | Postgres = Postgres(database)
        else:
            self._database = Sqlite(path)
        self.now = now or self._database.now

    def alone(self, what: str) -> AbstractContextManager[None]:
        """Holds a name that one process on all machines can hold; `UsageError` where it is held. Dies with the process."""
        return self._database.alone(what)

    def held(self, what: str) -> bool:
        """Whether somebody holds the name of `alone` now; takes nothing."""
        return self._database.held(what)

    def patience(self, request_timeout: float) -> float:
        """Seconds after which a send that nobody finished must be dead; 0 for a file, whose workspace is locked."""
        return self._database.patience(request_timeout)

    def pause(self, *, paused: bool) -> None:
        """Nothing more is sent by anybody until it is lifted; what runs is waited for."""
        if paused:
            self._run("set_setting", name=PAUSED, value="yes")
        else:
            self._run("clear_setting", name=PAUSED)

    @property
    def paused(self) -> bool:
        return self._one("setting", name=PAUSED) is not None

    def set_cap(self, budget: float | None) -> None:
        """The season's budget, for machines that were not told it: the cap of `--max-cost`, or of its storyboard.toml."""
        if budget is None:
            self._run("clear_setting", name=CAP)
        else:
            self._run("set_setting", name=CAP, value=repr(budget))

    def cap(self, budget: float | None) -> float | None:
        """The smaller one of this budget and the season's; None where neither is set."""
        row = self._one("setting", name=CAP)
        caps = [each for each in (budget, float(row["value"]) if row else None) if each is not None]
        return min(caps, default=None)

    @property
    def place(self) -> str:
        """The mark that lies where the season's films go; empty where none was left."""
        row = self._one("setting", name=PLACE)
        return row["value"] if row else ""

    def set_place(self, mark: str) -> None:
        self._run("set_setting", name=PLACE, value=mark)

    def set_season(self, episodes: Sequence[SeasonEpisode]) -> None:
        """The season is these episodes, in this order, from now on."""

        def body(again: bool) -> None:
            self._run("clear_episodes")
            for episode in episodes:
                self._run("add_episode", **asdict(episode), now=self.now())

        self._whole(body)

    def set_stage(self, production: str, stage: str, note: str = "") -> None:
        self._run("set_stage", production=production, stage=stage, note=note, now=self.now())

    def film_first(self, productions: Sequence[str]) -> None:
        """Their clips are sent before all others; empty: in the order of the season."""

        def body(again: bool) -> None:
            self._run("first_none")
            for production in productions:
                self._run("first_one", production=production)

        self._whole(body)

    def season(self) -> tuple[SeasonEpisode, ...]:
        """The episodes of the season, in order; empty where there is none."""
        fields = SeasonEpisode.__dataclass_fields__
        return tuple(SeasonEpisode(**{name: row[name] for name in fields}) for row in self._all("episodes"))

    def season_clips(self) -> tuple[SeasonClip, ...]:
        """Every clip of the season with its newest attempt, those first that are wanted first."""
        return tuple(SeasonClip(**dict(row)) for row in self._all("season_clips"))

    def places_of(self, attempt: str) -> tuple[tuple[str, str], ...]:
        """(folder, stage) of the season's episodes that use it; none where the season no longer wants it."""
        return tuple((row["folder"], row["stage"]) for row in self._all("places_of", id=attempt))

    def _whole(self, body: Callable[[bool], Result]) -> Result:
        """All that `body` writes, or nothing; it is told True where a server went away before it said which."""
        return self._database.whole(body)

    def _run(self, statement: str, /, **values: object) -> int:
        return self._database.run(statement, values)

    def _all(self, statement: str, /, **values: object) -> list[Row]:
        return self._database.all(statement, values)

    def _one(self, statement: str, /, **values: object) -> Row | None:
        rows = self._all(statement, **values)
        return rows[0] if rows else None

    def _one_of(self, statement: str, /, **values: object) -> Row:
        return self._all(statement, **values)[0]
