"""The durable record of jobs, attempts and money. No film is paid for twice because of what stands here first."""

from storyboard.ledger.ledger import Ledger, Stale
from storyboard.ledger.lock import lock
from storyboard.ledger.rows import Attempt, Event, Job, Limits, State, Wait, to_money, to_units

__all__ = ["Attempt", "Event", "Job", "Ledger", "Limits", "Stale", "State", "Wait", "lock", "to_money", "to_units"]
