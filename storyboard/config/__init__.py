"""Settings of a production: `storyboard.toml` and the environment, read once and frozen."""

from storyboard.config.reading import read_packaged, read_table, read_toml
from storyboard.config.settings import (
    Budget,
    GatewayEntry,
    LanguageModel,
    Season,
    Settings,
    Video,
    find_workspace,
    load_settings,
    secret,
)

__all__ = [
    "Budget",
    "GatewayEntry",
    "LanguageModel",
    "Season",
    "Settings",
    "Video",
    "find_workspace",
    "load_settings",
    "read_packaged",
    "read_table",
    "read_toml",
    "secret",
]
