"""What the commands that buy share: the workspace flag, the question about the price, a line for every change of state."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from storyboard.cli.options import say, show

if TYPE_CHECKING:
    from storyboard.config import Settings
    from storyboard.gateways.protocol import Gateway
    from storyboard.ledger import Ledger
    from storyboard.submit import Progress
    from storyboard.submit.again import Wish
    from storyboard.submit.settle import Named

workspace_flag = click.option(
    "-w",
    "--workspace",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=Path(),
    help="Folder of the production [default: here].",
)
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


def raise_for(name: str, attempts: Any) -> None:  # noqa: ANN401 - attempts, imported lazily
    """What must be said about attempts that did not end in a film."""
    from storyboard.errors import BudgetReached, GatewayError, UnknownOutcome

    for attempt in attempts:
        if attempt.state == "done" and attempt.fault == "not_as_ordered":
            raise GatewayError(
                f"{name}: {attempt.note}", "look at it: `storyboard take list` shows every take, `take use` chooses one"
            )
        if attempt.state == "done":
            continue
        text = f"{name}: {attempt.state}: {attempt.note or 'not sent, nothing was paid'}"
        if attempt.state == "unknown":
            key = attempt.job[:12]
            raise UnknownOutcome(text, f"storyboard jobs adopt {key} TASK_ID, or storyboard jobs resend {key}")
        if "budget" in attempt.note:
            raise BudgetReached(text, "raise [budget] max_cost")
        raise GatewayError(text, "run the same command again to go on" if attempt.state == "running" else "")


def buy_takes(named: "Named", wish: "Wish", gateway: "Gateway", ledger: "Ledger", settings: "Settings") -> None:
    """Buys the takes of a wish beside those the clip has, and prints the files; raises for what did not end in a film."""
    from storyboard.submit import again

    folder = again.takes_folder(named, ledger)
    attempts = again.buy_wish(wish, gateway, ledger, folder, budget=settings.budget.max_cost, on_event=teller())
    for attempt in attempts:
        if attempt.path:
            click.echo(show(settings.workspace / attempt.path))
    raise_for(str(named), attempts)
