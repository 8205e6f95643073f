"""A gateway's own list of what it sells: lengths, resolutions, sound, prices, as its dialect says where they stand."""

from typing import Any

from storyboard.gateways.replies import at, first_text
from storyboard.profiles.parts import Catalog
from storyboard.records import dataclass


@dataclass(frozen=True, slots=True)
class Offered:
    """One model of the list."""

    model: str
    title: str
    lengths: tuple[int, ...] = ()
    resolutions: tuple[str, ...] = ()
    sound: bool | None = None
    prices: tuple[tuple[str, str], ...] = ()
    """As the gateway words them."""


def offered(value: Any, catalog: Catalog) -> tuple[Offered, ...]:  # noqa: ANN401 - JSON
    """The models of an answer; those without a name are left out."""
    rows = next((found for place in catalog.list if isinstance(found := at(value, place), list)), [])
    return tuple(_row(each, catalog) for each in rows if first_text(each, (catalog.id,)))


def _row(row: Any, catalog: Catalog) -> Offered:  # noqa: ANN401 - JSON
    lengths, resolutions, prices = (at(row, place) for place in (catalog.lengths, catalog.resolutions, catalog.prices))
    sound = at(row, catalog.sound)
    return Offered(
        first_text(row, (catalog.id,)),
        first_text(row, (catalog.title, catalog.id)),
        tuple(sorted({int(each) for each in lengths or () if isinstance(each, int | float) and each >= 1})),
        tuple(each for each in resolutions or () if isinstance(each, str)),
        sound if isinstance(sound, bool) else None,
        tuple((str(name), str(price)) for name, price in prices.items()) if isinstance(prices, dict) else (),
    )
