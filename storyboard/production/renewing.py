"""A production told with the released prompts instead of those it was made with: what moves, and what that would cost."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from storyboard.model.money import add_up
from storyboard.production.known import films_known
from storyboard.production.prepare import FaultsFound, Prepared, Watch, prepare
from storyboard.production.production import Options, Production, productions
from storyboard.production.stages import Bought, orders_of
from storyboard.production.wording import STAGE
from storyboard.records import dataclass


@dataclass(frozen=True, slots=True)
class Renewal:
    """What the released prompts do to one production."""

    name: str
    before: str
    after: str
    """Versions."""
    clips: int
    moved: int
    """Clips whose prompt is another one."""
    lost: int
    """Bought clips that are no longer used."""
    price: float | None
    """Of the clips that would have to be bought now and need not have been before; None where a price is unknown."""


def renew(path: Path, options: Options) -> Iterator[Renewal]:
    """Writes clips and prompts of each episode anew. Buys nothing; what was bought stays, and is used again by going back."""
    for old in list(productions(path, options)):
        known = films_known(old) or Bought(frozenset(), lambda order: False)
        before, owned, _ = _state(old, known)
        again = replace(options, renew=True)
        new = next(each for each in productions(path, again) if each.folder == old.folder)
        after, still, missing = _state(new, known)
        moved = sum(prompt not in before.prompts for prompt in after.prompts)
        versions = old.library.version(STAGE), new.library.version(STAGE)
        lost = max(0, owned - still)
        price = add_up(missing) if lost else 0.0
        yield Renewal(old.name, *versions, len(after.clips), moved, lost, price)


def _state(production: Production, known: Bought) -> tuple[Prepared, int, list[float | None]]:
    """The episode up to its prompts, how many of its clips are bought, and the prices of those that are not."""
    ready = prepare(production, known, Watch(), "render")
    if ready.serious:
        raise FaultsFound(ready.serious)
    orders = orders_of(production, ready.planned.board, ready.clips, ready.prompts)
    have = [known.owned(order) for order in orders]
    prices = [production.offer.price(order.seconds) for order, own in zip(orders, have, strict=True) if not own]
    return ready, sum(have), prices
