"""What a season will cost and how long it will take, before anything is bought; and what would be cheaper."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from storyboard.config import Settings
from storyboard.errors import StoryboardError
from storyboard.gateways import Gateway
from storyboard.gateways.remote import needed
from storyboard.model import Board, Cast, Offer
from storyboard.model.money import add_up
from storyboard.pack import cost, floors, pack
from storyboard.production.reviewed import assumed_in
from storyboard.profiles import make_offer
from storyboard.records import dataclass
from storyboard.submit import Purchase

BASE, PER_LONG, PER_LONGER, PER_HD = 120.0, 120.0, 240.0, 480.0
"""Seconds a film takes at the gateways: 10 s 1-3 minutes, 15 s two more, HD eight more, by a gateway's own document; 25 s about six."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """The same season through another configured model."""

    gateway: str
    model: str
    seconds: int
    money: float


@dataclass(frozen=True, slots=True)
class Estimate:
    """What is to be bought."""

    episodes: int
    clips: int
    """To buy; each request once."""
    owned: int
    under_way: int
    stuck: int
    """Failed, unknown or set aside: nothing is sent for them by itself."""
    paid_seconds: int
    by_length: tuple[tuple[int, int, float | None], ...]
    """(seconds, clips, price of one)."""
    money: float | None
    """None where a price is missing."""
    duration: float
    """Seconds until the last film, by the gateway's typical times and limits."""
    model: str
    gateway: str
    free: bool
    cheapest: Alternative | None = None
    """The cheapest other model that is configured and priced, where it is cheaper for the whole season bought anew."""
    anew: float | None = None
    """Money for the whole season bought anew with the model that is set."""
    room: float | None = None
    """What the budget leaves; None without a budget."""
    assumed: tuple[str, ...] = ()
    """What is assumed of the people whom these clips show, a sentence a person under a heading."""
    lacking: tuple[str, ...] = ()
    """What the key of the gateway still needs, each with the line to type."""


def estimate(purchases: Sequence[Purchase], episodes: int, gateway: Gateway, offer: Offer, cast: Cast) -> Estimate:
    """The bill of what is not owned, each request once; and what is assumed of the people it shows."""
    once = {purchase.key: purchase for purchase in purchases}.values()
    todo = [purchase for purchase in once if purchase.state == "ready"]
    lengths = Counter((purchase.order.seconds, purchase.price) for purchase in todo)
    money = add_up(purchase.price for purchase in todo)
    states = Counter(purchase.state for purchase in once)
    return Estimate(
        episodes,
        len(todo),
        states["owned"],
        states["running"],
        states["failed"] + states["unknown"] + states["aside"],
        sum(purchase.order.seconds for purchase in todo),
        tuple((seconds, count, price) for (seconds, price), count in sorted(lengths.items(), key=str)),
        money,
        duration([(each.order.seconds, each.order.hd) for each in todo], gateway),
        offer.model,
        gateway.name,
        gateway.free,
        assumed=assumed_in([purchase.order for purchase in todo], cast),
        lacking=tuple(needed(gateway)) if todo else (),
    )


def duration(films: Sequence[tuple[int, bool]], gateway: Gateway) -> float:
    """Seconds for these (length, HD) films: no shorter than the longest, the work over the slots, the pace a minute."""
    if not films or gateway.free:
        return 0.0
    each = [typical(seconds, hd=hd) for seconds, hd in films]
    paced = len(films) / gateway.rate * 60 if gateway.rate else 0.0
    return max(*each, sum(each) / gateway.parallel, paced)


def typical(seconds: int, *, hd: bool) -> float:
    """Seconds from the create to the film."""
    longer = PER_LONG * (seconds > 10) + PER_LONGER * (seconds > 15)
    return BASE + longer + PER_HD * hd


def with_cheapest(found: Estimate, boards: Sequence[Board], settings: Settings) -> Estimate:
    """The estimate with the cheapest configured alternative, found by packing every board for every priced model."""
    if not boards or not found.clips:
        return found
    anew = _price(boards, make_offer(settings))
    others = sorted(
        (other for other in _alternatives(boards, settings) if anew is None or other.money < anew),
        key=lambda other: (other.money, other.seconds, other.gateway, other.model),
    )
    return replace(found, cheapest=others[0] if others else None, anew=anew)


def _alternatives(boards: Sequence[Board], settings: Settings) -> Iterator[Alternative]:
    for name, entry in settings.gateways.items():
        for model in entry.prices:
            if model.endswith(" hd") or (name, model) == (settings.video.gateway, settings.video.model):
                continue
            video = replace(settings.video, gateway=name, model=model, lengths=(), hd="auto")
            try:
                offer = make_offer(replace(settings, video=video))
                money = _price(boards, offer)
                seconds = (
                    sum(cost(pack(board, offer, floors=floors(board)), offer).seconds for board in boards)
                    if money is not None
                    else 0
                )
            except StoryboardError:
                continue
            if money is not None:
                yield Alternative(name, model, seconds, money)


def _price(boards: Sequence[Board], offer: Offer) -> float | None:
    bills = [cost(pack(board, offer, floors=floors(board)), offer).money for board in boards]
    return add_up(bills)
