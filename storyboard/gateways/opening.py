"""From an entry of `storyboard.toml` to a gateway."""

from storyboard.config import Settings
from storyboard.errors import UsageError
from storyboard.gateways.preview import Preview
from storyboard.gateways.protocol import Gateway


def open_gateway(settings: Settings, name: str = "") -> Gateway:
    """The gateway called `name`, or the one of `[video]`. Opens no connection yet."""
    entry = settings.gateway(name)
    if entry.dialect == "preview":
        return Preview()
    raise UsageError(f"no dialect called {entry.dialect!r}")
