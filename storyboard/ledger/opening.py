"""From the settings to the ledger: the workspace's file, or the PostgreSQL server that several machines share."""

from storyboard.config import Settings
from storyboard.ledger.ledger import Ledger


def open_ledger(settings: Settings) -> Ledger:
    """The ledger of a workspace, opened."""
    return Ledger(settings.ledger, database=settings.season.database)
