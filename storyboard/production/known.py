"""The films of the ledger, for commands that buy nothing. Where there is no ledger, what buys is not even loaded."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from storyboard.errors import UsageError
from storyboard.model import Order
from storyboard.production.production import Production
from storyboard.production.stages import Bought

if TYPE_CHECKING:
    from storyboard.gateways import Gateway


def films_known(production: Production) -> Bought | None:
    """The films of the ledger; None where it cannot be known (no key for the gateway)."""
    if not production.settings.ledger.exists() and not production.settings.season.database:
        return Bought(frozenset(), lambda order: False)
    from storyboard.gateways import open_gateway
    from storyboard.ledger import open_ledger
    from storyboard.production.make import bought_before

    try:
        gateway = open_gateway(production.settings)
    except UsageError:
        return None
    with open_ledger(production.settings) as ledger:
        known = bought_before(ledger, gateway)
    return Bought(known.ends, _asker(production, gateway))


def _asker(production: Production, gateway: "Gateway") -> Callable[[Order], bool]:
    """Asks the ledger anew for each order; only few are asked for."""
    from storyboard.ledger import open_ledger
    from storyboard.submit import owned

    def ask(order: Order) -> bool:
        with open_ledger(production.settings) as ledger:
            return owned(ledger, gateway)(order)

    return ask
