"""Which carrier a season takes: tasks of one process, or the durable engine where it is installed or needed."""

from collections.abc import Callable, Collection

from storyboard.config import Settings
from storyboard.ledger import Ledger
from storyboard.pipeline.season_drive import Carrier, Nobody, Tasks, open_clips
from storyboard.submit.drive import Progress


def open_carrier(
    settings: Settings, ledger: Ledger, productions: Collection[str], tell: Callable[[Progress], None], *,
    scale: float = 1.0, plain: bool = False,
) -> Carrier:  # fmt: skip
    """A carrier for what is open; nobody, and no key needed, where nothing is."""
    if not open_clips(ledger.season_clips(), productions):
        return Nobody()
    return Tasks(settings, tell, scale)
