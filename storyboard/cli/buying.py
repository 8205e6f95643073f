"""What the commands that buy share: the workspace flag, the question about the price, a line for every change of state."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from storyboard.cli.options import say, show

if TYPE_CHECKING:
    from storyboard.config import Settings
    from storyboard.gateways.protocol import Gateway
    from storyboard.ledger import Ledger
    from storyboard.submit import Progress
    from storyboard.submit.again import BuyAgain
    from storyboard.submit.settle import NamedJob

workspace_flag = click.option(
    "-w",
    "--workspace",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=Path(),
    help="Folder of the production [default: here].",
)
Ask = Callable[[float | None, Iterable[str]], None]
"""Shows what is bought, this price and what a key still needs; raises where the answer is no."""

yes_flag = click.option("--yes", is_flag=True, help="Answers the question about the price.")


def teller() -> "Callable[[Progress], None]":
    """Says every change of state once, and progress in steps of a quarter."""
    seen: set[tuple[str, str, int]] = set()

    def tell(progress: "Progress") -> None:
        step = int((progress.percent or 0) // 25)
        mark = (progress.key, progress.state + progress.note, step)
        if mark in seen:
            return
        seen.add(mark)
        percent = f" {progress.percent:.0f}%" if progress.percent is not None and progress.state == "running" else ""
        note = f": {progress.note}" if progress.note else ""
        say(f"  {progress.key[:8]} {progress.state}{percent}{note}")

    return tell


def buy_takes(
    named: "NamedJob", wish: "BuyAgain", gateway: "Gateway", ledger: "Ledger", settings: "Settings", ask: Ask
) -> None:
    """Asks, buys the takes of a wish beside those the clip has, and prints the files; raises for what ended in no film."""
    from storyboard.submit import Buyer
    from storyboard.submit.again import takes_folder
    from storyboard.submit.purchase import complain_of

    buyer = Buyer(gateway, ledger, settings.budget.max_cost, teller())
    attempts = buyer.buy_again(wish, takes_folder(named, ledger), ask)
    for attempt in attempts:
        if attempt.path:
            click.echo(show(settings.workspace / attempt.path))
    complain_of(f"clip {named}", attempts)
