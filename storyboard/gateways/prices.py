"""What films cost at a gateway by storyboard.toml as it stands now: a price corrected while films run counts at once."""

from collections.abc import Mapping
from pathlib import Path

from storyboard.config import GatewayEntry, load_settings
from storyboard.config.settings import FILE
from storyboard.errors import UsageError
from storyboard.model import Order


class PriceList:
    """The prices of one entry; read again when its file has changed since."""

    def __init__(self, entry: GatewayEntry, workspace: Path | None) -> None:
        self._entry = entry
        self._path = workspace / FILE if workspace else None
        self._stamp = self._changed()

    def price(self, order: Order) -> float | None:
        """Of one such film (or character, or remix); None where the list has no entry."""
        entry = self._now()
        if order.kind in ("character", "remix", "picture"):
            return entry.other_prices.get(order.kind)
        table: Mapping[int, float] = entry.prices.get(f"{order.model} hd", {}) if order.hd else {}
        return (table or entry.prices.get(order.model, {})).get(order.seconds)

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
