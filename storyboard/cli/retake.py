"""storyboard retake"""

from functools import partial
from pathlib import Path

import click

from storyboard.cli.buying import buy_takes, workspace_flag, yes_flag
from storyboard.cli.options import agree, say


@click.command()
@click.argument("clip")
@click.option("--model", default="", help="Through another model, if it makes this length.")
@click.option(
    "--with",
    "given",
    multiple=True,
    metavar="ROLE=SOURCE",
    help="A picture or film to go by: first_frame, last_frame, image, video; or character=URL#1,3.",
)
@click.option("--takes", default=1, show_default=True, type=click.IntRange(1, 20), help="How many.")
@yes_flag
@workspace_flag
def command(clip: str, model: str, given: tuple[str, ...], takes: int, yes: bool, workspace: Path) -> None:
    """Buy one more take of CLIP (`003`, `ep01/003`), on purpose. Costs money; asks once.

    All takes are kept side by side; the newest is used until `storyboard take use CLIP N` says otherwise.
    """
    from storyboard.ledger import lock
    from storyboard.production.buying import open_ledger, open_workspace
    from storyboard.submit import again
    from storyboard.submit.settle import find_job, gateway_of

    settings = open_workspace(workspace)
    with lock(settings.workspace), open_ledger(settings) as ledger:
        named = find_job(ledger, clip)
        gateway = gateway_of(named, settings, ledger)
        beside = again.references(given)
        wish = again.retake(named, settings, gateway, model=model, count=takes, references=beside)
        what = f"{takes} more of clip {named} ({wish.job.order.model}, {wish.job.order.seconds} s)"
        buy_takes(named, wish, gateway, ledger, settings, partial(agree, what, yes=yes))
    say(f"{named}: the new take is used; `storyboard assemble SCRIPT` puts it into the film")
