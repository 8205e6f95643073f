"""What films cost at a gateway by storyboard.toml as it stands now: a price corrected while films run counts at once."""

from pathlib import Path

from storyboard.config import GatewayEntry, load_settings
from storyboard.config.settings import FILE
from storyboard.errors import UsageError
from storyboard.model import Order
from storyboard.profiles import Dialect
from storyboard.profiles.pricing import price_of


class PriceList:
    """The prices of one entry; read again when its file has changed since."""

    def __init__(self, entry: GatewayEntry, dialect: Dialect, workspace: Path | None) -> None:
        self._entry = entry
        self._dialect = dialect
        self._path = workspace / FILE if workspace else None
        self._stamp = self._changed()

    def price(self, order: Order) -> float | None:
        """Of one such film (or character, or remix); None where the list has no entry."""
        entry = self._now()
        if order.kind in ("character", "remix", "picture"):
            return entry.other_prices.get(order.kind)
        row = self._dialect.model(order.model)
        return price_of(entry, row, order.model, order.seconds, order.size, hd=order.hd, sound=order.sound)

    def _now(self) -> GatewayEntry:
        """A file that cannot be read, or no longer has the entry, is being edited: the last prices stand."""
        stamp = self._changed()
        if stamp != self._stamp and self._path is not None:
            try:
                self._entry = load_settings(self._path.parent, environ={}).gateway(self._entry.name)
                self._stamp = stamp
            except UsageError:
                pass
        return self._entry

    def _changed(self) -> tuple[int, int]:
        try:
            found = self._path.stat() if self._path else None
        except OSError:
            found = None
        return (found.st_mtime_ns, found.st_size) if found else (0, 0)
