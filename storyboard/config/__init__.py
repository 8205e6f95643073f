"""Settings of a production: `storyboard.toml` and the environment, read once and frozen."""

from storyboard.config.inside import refuse_links_out
from storyboard.config.reading import is_deep, parse_json, parse_toml, read_packaged, read_table, read_toml
from storyboard.config.settings import (
    Budget,
    Export,
    Formats,
    GatewayEntry,
    LanguageModel,
    Listen,
    Rate,
    Season,
    Settings,
    Video,
    Voices,
    find_workspace,
    load_settings,
    rate_of,
    reached,
    secret,
)
from storyboard.config.signed import unsigned
from storyboard.config.trust import entrust, is_loopback, refuse_unsafe

__all__ = [
    "Budget",
    "Export",
    "Formats",
    "GatewayEntry",
    "LanguageModel",
    "Listen",
    "Rate",
    "Season",
    "Settings",
    "Video",
    "Voices",
    "entrust",
    "find_workspace",
    "is_deep",
    "is_loopback",
    "load_settings",
    "parse_json",
    "parse_toml",
    "rate_of",
    "reached",
    "read_packaged",
    "read_table",
    "read_toml",
    "refuse_links_out",
    "refuse_unsafe",
    "secret",
    "unsigned",
]
