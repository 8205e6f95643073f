"""What can be asked and told while a season runs, from any terminal or machine: through the ledger, never by signals."""

from collections.abc import Sequence
from pathlib import Path

from storyboard.config import Settings, find_workspace, load_settings
from storyboard.errors import UsageError
from storyboard.gateways import open_gateway
from storyboard.gateways.remote import needed
from storyboard.ledger import Job, Ledger, SeasonClip, open_ledger
from storyboard.model.money import add_up
from storyboard.records import dataclass
from storyboard.season.status import Status, survey
from storyboard.submit.attempts import open_attempts
from storyboard.submit.carrier import at_hand
from storyboard.submit.purchase import price_now


def settings_of(workspace: Path, database: str | None) -> Settings:
    """The settings of the workspace, with the database of the flag where there is one."""
    return load_settings(find_workspace(workspace), flags={"database": database})


def season_status(workspace: Path, database: str | None) -> Status:
    """How far the season is."""
    settings = settings_of(workspace, database)
    with open_ledger(settings) as ledger:
        return survey(ledger, settings)


def pause(workspace: Path, database: str | None, *, paused: bool) -> str:
    """Stops or allows further sends on all machines; returns what to say about it."""
    with open_ledger(settings_of(workspace, database)) as ledger:
        ledger.pause(paused=paused)
    return "paused: nothing more is sent; what runs is waited for" if paused else "resumed"


def film_first(workspace: Path, database: str | None, episodes: Sequence[str]) -> str:
    """Puts episodes before the others; returns what to say."""
    settings = settings_of(workspace, database)
    with open_ledger(settings) as ledger:
        there = [episode.production for episode in ledger.season()]
        unknown = [name for name in episodes if name not in there]
        if unknown:
            raise UsageError(f"no episode {unknown[0]} in this season", f"there are: {', '.join(there) or 'none'}")
        ledger.film_first(episodes)
    if not episodes:
        return "in the order of the season"
    ahead = at_hand(settings.gateway().parallel)
    return f"first: {', '.join(episodes)}; where a season is running, up to {ahead} clips that run or stand ready already go before"


@dataclass(frozen=True, slots=True)
class FailedClips:
    """The clips of the season that failed, and what buying them once more would take."""

    names: tuple[str, ...]
    cost: float | None
    free: bool
    keys: tuple[str, ...]
    """What the key of the gateway still needs."""


def failed_clips(workspace: Path, database: str | None) -> FailedClips:
    """Those of the season of a workspace."""
    settings = settings_of(workspace, database)
    with open_ledger(settings) as ledger:
        failed = _failed(ledger)
        cost = add_up(price for _, price in _anew(ledger, failed, settings))
    gateway = open_gateway(settings)
    names = tuple(f"{clip.production}/{clip.name}" for clip in failed)
    return FailedClips(names, cost, gateway.free, tuple(needed(gateway)))


def retry_failed(workspace: Path, database: str | None) -> str:
    """Adds a new attempt for each failed clip; returns what to say."""
    settings = settings_of(workspace, database)
    with open_ledger(settings) as ledger:
        failed = _failed(ledger)
        open_attempts(ledger, _anew(ledger, failed, settings), again=True)
    return f"{len(failed)} clips are ready again: a running season takes them up, else `storyboard season FOLDER` does"


def _anew(ledger: Ledger, clips: Sequence[SeasonClip], settings: Settings) -> list[tuple[Job, float | None]]:
    """The job of each clip and what it costs now; where the settings do not know it, what it cost before."""
    found = []
    for clip in clips:
        job = ledger.job(clip.job)
        assert job
        assert clip.attempt
        price = price_now(settings, job)
        found.append((job, ledger.attempt(clip.attempt).price if price is None else price))
    return found


def _failed(ledger: Ledger) -> list[SeasonClip]:
    once = {clip.job: clip for clip in ledger.season_clips() if clip.state == "failed"}
    return list(once.values())
