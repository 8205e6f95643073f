"""The durable record of jobs, attempts and money. No film is paid for twice because of what stands here first."""

from storyboard.config.lock import lock
from storyboard.ledger.accounts import Account
from storyboard.ledger.broken import Broken
from storyboard.ledger.ledger import Ledger, Stale
from storyboard.ledger.opening import open_ledger
from storyboard.ledger.rows import (
    FINAL,
    PAID,
    Attempt,
    Job,
    Limits,
    SeasonClip,
    SeasonEpisode,
    SeasonEvent,
    State,
    Wait,
    latest,
)

__all__ = [
    "FINAL",
    "PAID",
    "Account",
    "Attempt",
    "Broken",
    "Job",
    "Ledger",
    "Limits",
    "SeasonClip",
    "SeasonEpisode",
    "SeasonEvent",
    "Stale",
    "State",
    "Wait",
    "latest",
    "lock",
    "open_ledger",
]
