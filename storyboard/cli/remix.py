"""storyboard remix"""

from functools import partial
from pathlib import Path

import click

from storyboard.cli.buying import buy_takes, workspace_flag, yes_flag
from storyboard.cli.options import agree, say


@click.command()
@click.argument("clip")
@click.argument("change")
@click.option("--length", "seconds", default=0, type=click.IntRange(0), help="Seconds [default: as long as the film].")
@yes_flag
@workspace_flag
def command(clip: str, change: str, seconds: int, yes: bool, workspace: Path) -> None:
    """Change the film of CLIP by a sentence (CHANGE), where its gateway can. Costs money; asks once.

    One change at a time works best. The result is another take; a film that was ordered as private cannot be remixed.
    """
    from storyboard.ledger import lock
    from storyboard.production.buying import open_ledger, open_workspace
    from storyboard.submit import again
    from storyboard.submit.settle import find_job, gateway_of

    settings = open_workspace(workspace)
    with lock(settings.workspace), open_ledger(settings) as ledger:
        named = find_job(ledger, clip)
        gateway = gateway_of(named, settings, ledger)
        wish = again.remix(named, change, gateway, ledger, seconds)
        ask = partial(agree, f"a remix of clip {named}", yes=yes)
        buy_takes(named, wish, gateway, ledger, settings, ask)
    say(f"{named}: the remix is used; `storyboard take use {named} 1` goes back")
