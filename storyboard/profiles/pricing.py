"""What one film costs by the user's own list: a table of lengths, or a price by the second or by the token."""

from collections.abc import Mapping

from storyboard.config import GatewayEntry, Rate
from storyboard.profiles.dialect import Model, Shape

RATE = 24
"""Pictures a second by which tokens are counted."""


def price_of(
    entry: GatewayEntry, row: Model, model: str, seconds: int, size: str, *, hd: bool = False, sound: bool = True
) -> float | None:
    """In the user's currency; None where the list has neither its length nor its rate."""
    name = _listed_as(entry, row, model, size, hd=hd)
    if seconds in entry.prices.get(name, {}):
        return entry.prices[name][seconds]
    rate = entry.rates.get(name)
    return cost(rate, seconds, size, sound=sound) if rate else None


def cost(rate: Rate, seconds: int, size: str, *, sound: bool = True) -> float | None:
    """One film by a rate; None where the rate names no price."""
    paid = max(seconds, rate.least)
    if rate.million_tokens:
        width, _, height = size.partition("x")
        return round(tokens(paid, int(width), int(height)) * rate.million_tokens / 1_000_000, 4)
    each = rate.second if sound or rate.silent is None else rate.silent
    return round(paid * each, 4) if each or rate.silent is not None else None


def tokens(seconds: float, width: int, height: int) -> float:
    """As Seedance is counted: seconds x width x height x 24 / 1024."""
    return seconds * width * height * RATE / 1024


def resolution_of(sizes: Mapping[str, Mapping[Shape, str]], size: str) -> str:
    """What a size is called: `1080p`; empty where it is the standard."""
    return next((name for name, each in sizes.items() if size in each.values()), "")


def _listed_as(entry: GatewayEntry, row: Model, model: str, size: str, *, hd: bool) -> str:
    """Under which name the list has it: another resolution has prices of its own, HD may have."""
    if hd and f"{model} hd" in {*entry.prices, *entry.rates}:
        return f"{model} hd"
    resolution = resolution_of(row.resolutions, size)
    return f"{model} {resolution}" if resolution else model
