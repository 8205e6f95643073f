"""What was bought and the ledger in use does not show: films on disk, another name of the account, a copied folder."""

import shlex
from collections.abc import Iterable, Sequence
from pathlib import Path

from storyboard.errors import UsageError
from storyboard.gateways.protocol import Gateway, key_of
from storyboard.ledger import PAID, Ledger
from storyboard.submit.purchase import Purchase, total


def films_of(purchase: Purchase, takes: Path) -> tuple[Path, ...]:
    """Films that bear the key of a clip of which the ledger knows nothing: bought before this ledger began. Take 1 first."""
    if purchase.state != "ready" or purchase.attempt:
        return ()
    found = [path for path in takes.glob(f"{purchase.key[:12]}-*") if path.suffix != ".part"]
    return tuple(sorted(found, key=lambda path: (len(path.name), path.name)))


def refuse_strays(purchases: Sequence[Purchase], takes: Path) -> None:
    """`UsageError` where films of clips that are about to be bought lie on disk already."""
    found = [each for each in purchases if films_of(each, takes)]
    if found:
        raise UsageError(
            f"{takes}: the films of {_clips(found)} lie here and the ledger does not know them, as where .storyboard did not "
            f"come along or was lost; {_again(found)}",
            "take them in: `storyboard jobs import SCRIPT`; to buy anew all the same, move them away first",
        )


def refuse_strangers(purchases: Sequence[Purchase], gateway: Gateway, ledger: Ledger) -> None:
    """`UsageError` where clips about to be bought are on record under an account of which nobody said whose it is."""
    ready = [each for each in purchases if each.state == "ready"]
    for stranger in ledger.strangers(gateway.account) if ready else ():
        found = [
            each
            for each in ready
            if any(_paid(key_of(stranger.name, way, each.nth), ledger) for way in each.request.ways())
        ]
        if found:
            name = shlex.quote(stranger.name)
            raise UsageError(
                f"{_clips(found)}: bought already, or under way, as the account «{stranger.name}»; the gateway is now "
                f"«{gateway.account}» (name, address, variable of the key); {_again(found)}",
                f"the same account, renamed or moved: `storyboard jobs alias {name}`; another one that shall buy them again: "
                f"`storyboard jobs alias --apart {name}`",
            )


def _paid(key: str, ledger: Ledger) -> bool:
    return any(attempt.state in PAID for attempt in ledger.attempts(key))


def _again(purchases: Sequence[Purchase]) -> str:
    cost = total(purchases)
    return f"they would be bought again{f' for {cost:g}' if cost is not None else ''}, so nothing was sent"


def _clips(purchases: Iterable[Purchase]) -> str:
    names = [each.name for each in purchases]
    shown = ", ".join(names[:6]) + (f" and {len(names) - 6} more" if len(names) > 6 else "")
    return f"clip{'s' if len(names) > 1 else ''} {shown}"
