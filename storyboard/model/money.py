"""Money, counted in whole units so that a quote, a cap and the record agree to the cent."""

from collections.abc import Iterable

UNIT = 10_000
"""Money is kept in ten-thousandths, so that sums are exact."""

MOST = 1e9
"""No price and no cap is higher."""


def to_units(money: float) -> int:
    return round(money * UNIT)


def to_money(units: int) -> float:
    return units / UNIT


def add_up(prices: Iterable[float | None]) -> float | None:
    """The sum as the ledger would keep it; None where one of the prices is not known."""
    units = 0
    for price in prices:
        if price is None:
            return None
        units += to_units(price)
    return to_money(units)


def amount(money: float | None) -> str:
    """`14`, `1.5`, `0.033`, `?`: all of it, however much it is."""
    if money is None:
        return "?"
    text = f"{money:.4f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def wrong_amounts(amounts: Iterable[tuple[str, float]]) -> list[str]:
    """A sentence for each (what, amount) that is no price: below nothing, endless, or no number."""
    return [
        f"{what}: {amount:g} is no amount of money: it is 0 or more, and below {MOST:,.0f}"
        for what, amount in amounts
        if not 0 <= amount < MOST
    ]
