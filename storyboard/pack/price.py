"""What clips cost: the offer's price list in whole numbers, and the sum of a list of clips."""

from collections.abc import Sequence

from storyboard.errors import UsageError
from storyboard.model.clips import Clip, Offer
from storyboard.model.money import add_up, to_units
from storyboard.records import dataclass


@dataclass(frozen=True, slots=True)
class Cost:
    """What a list of clips costs."""

    seconds: int
    """Paid."""
    money: float | None
    """In the user's currency; None where the price of one of the clips is unknown."""
    kept: int
    """Tenths that stay in the film, without tails and holds."""


def cost(clips: Sequence[Clip], offer: Offer) -> Cost:
    """What `clips` cost, bought one by one."""
    prices = [offer.price(clip.seconds) for clip in clips]
    return Cost(
        seconds=sum(clip.seconds for clip in clips),
        money=add_up(prices),
        kept=sum(clip.kept for clip in clips),
    )


def tariff(offer: Offer) -> dict[int, int]:
    """Length in seconds -> what one clip of it costs, shortest first.

    Ten-thousandths of the currency where every length has a price, else seconds. UsageError where nothing is for sale.
    """
    lengths = sorted(set(offer.lengths))
    if not lengths or lengths[0] < 1:
        raise UsageError(
            f"{offer.gateway} sells no clip of {offer.model}{' in HD' if offer.hd else ''} that packing may use"
            + (f": lengths {', '.join(map(str, lengths))}" if lengths else ""),
            hint="change `lengths` or `hd` of [video]; `storyboard models` lists what is sold",
        )
    prices = {length: offer.price(length) for length in lengths}
    known = {length: to_units(price) for length, price in prices.items() if price is not None}
    return known if len(known) == len(lengths) else {length: length for length in lengths}
