"""From an entry of `storyboard.toml` to a gateway."""

from storyboard.config import Settings
from storyboard.errors import UsageError
from storyboard.gateways.preview import Preview
from storyboard.gateways.protocol import Gateway
from storyboard.profiles import load_dialect
from storyboard.profiles.pictures import load_picture_dialect


def open_gateway(settings: Settings, name: str = "") -> Gateway:
    """The gateway called `name`, or the one of `[video]`. Opens no connection yet and needs no key."""
    entry = settings.gateway(name)
    if pictures := load_picture_dialect(entry.dialect, settings.workspace):
        from storyboard.gateways.pictures import PictureMaking

        return PictureMaking(entry, pictures, settings.workspace)
    dialect = load_dialect(entry.dialect, settings.workspace)
    if dialect.flow == "draw":
        return Preview()
    known = (dialect.create.encoding, *dialect.create.encodings)
    if entry.encoding and entry.encoding not in known:
        raise UsageError(f"[gateways.{entry.name}] encoding: {dialect.name} takes {' or '.join(known)}")
    from storyboard.gateways.remote import Remote

    return Remote(entry, dialect, settings.workspace)
