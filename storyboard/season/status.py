"""How far a season is, read from the ledger alone: on this terminal, another one, or another machine."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from statistics import fmean

from storyboard.config import Settings
from storyboard.gateways import open_gateway
from storyboard.ledger import Ledger, SeasonClip, SeasonEpisode
from storyboard.records import dataclass


@dataclass(frozen=True, slots=True)
class EpisodeStatus:
    """One episode: its stage, and its clips by state (`ready` … `aside`; `missing` where nothing was asked for)."""

    name: str
    stage: str
    note: str
    clips: int
    counts: dict[str, int]
    troubles: tuple[tuple[str, str, str, str], ...] = ()
    """(clip, state, fault, note) of what failed or is unknown."""


@dataclass(frozen=True, slots=True)
class Status:
    """The season now."""

    episodes: tuple[EpisodeStatus, ...]
    counts: dict[str, int]
    """Clips by state, each job once."""
    committed: float
    """Money spent or reserved in the workspace."""
    budget: float | None
    paused: bool
    charged: tuple[int, float, float]
    """(films, charged, estimated) of those for which the gateway said what it charged."""
    left: float | None
    """Seconds until the last clip, as far as can be told; None where nothing was timed yet."""

    @property
    def clips(self) -> int:
        return sum(self.counts.values())


def survey(ledger: Ledger, settings: Settings, clips: Sequence[SeasonClip] | None = None) -> Status:
    """The season's status; empty where the workspace has no season."""
    clips = ledger.season_clips() if clips is None else clips
    by_episode: dict[str, list[SeasonClip]] = defaultdict(list)
    for clip in clips:
        by_episode[clip.production].append(clip)
    once = {clip.job: clip for clip in clips}.values()
    counts: Counter[str] = Counter(clip.state or "missing" for clip in once)
    episodes = tuple(_episode(row, by_episode[row.production]) for row in ledger.season())
    return Status(
        episodes,
        dict(counts),
        ledger.committed(),
        settings.budget.max_cost,
        ledger.paused,
        ledger.charged(),
        _left(list(once), settings, ledger.now()),
    )


def _episode(row: SeasonEpisode, clips: Sequence[SeasonClip]) -> EpisodeStatus:
    counts: Counter[str] = Counter(clip.state or "missing" for clip in clips)
    troubles = tuple(
        (clip.name, clip.state, clip.fault or "", clip.note or "")
        for clip in clips
        if clip.state in ("failed", "unknown", "aside")
    )
    return EpisodeStatus(row.production, row.stage, row.note, row.clips or len(clips), dict(counts), troubles)


def _left(clips: Sequence[SeasonClip], settings: Settings, now: float) -> float | None:
    """From how long this season's clips took so far, the slots and the limit a minute."""
    gateway = open_gateway(settings)
    took = [clip.updated - clip.intent for clip in clips if clip.state == "done" and clip.updated and clip.intent]
    waiting = sum(clip.state == "ready" for clip in clips)
    running = [now - (clip.intent or now) for clip in clips if clip.state in ("sending", "running")]
    if not waiting and not running:
        return 0.0
    if not took:
        return None
    mean = fmean(took)
    rest = waiting * mean + sum(max(0.0, mean - age) for age in running)
    paced = waiting / gateway.rate * 60 if gateway.rate else 0.0
    return max(rest / gateway.parallel, paced, mean if waiting else 0.0)
