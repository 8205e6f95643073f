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
@click.option(
    "--misspoken",
    is_flag=True,
    help="CLIP is a script: every clip whose take, as `listen` heard it, does not say its lines.",
)
@click.option(
    "--below",
    default=100,
    show_default=True,
    type=click.IntRange(1, 100),
    help="With --misspoken: only scores under it, in percent.",
)
@click.option("--takes", default=1, show_default=True, type=click.IntRange(1, 20), help="How many.")
@yes_flag
@workspace_flag
def command(
    clip: str,
    model: str,
    given: tuple[str, ...],
    misspoken: bool,
    below: int,
    takes: int,
    yes: bool,
    workspace: Path,
) -> None:
    """Buy one more take of CLIP (`003`, `ep01/003`), on purpose. Costs money; asks once.

    All takes are kept side by side; the newest is used until `storyboard take use CLIP N` says otherwise.
    """
    if misspoken:
        _retake_misspoken(Path(clip), below / 100, takes, yes=yes)
        return
    from storyboard.ledger import lock
    from storyboard.production.addresses import looked_at
    from storyboard.production.buying import open_ledger, open_workspace
    from storyboard.submit import again
    from storyboard.submit.settle import find_job, gateway_of

    settings = open_workspace(workspace)
    with lock(settings.workspace), open_ledger(settings) as ledger:
        named = find_job(ledger, clip)
        gateway = gateway_of(named, settings, ledger)
        entry = settings.gateway(gateway.name)
        beside = looked_at(again.references(given), entry, settings.workspace, say)
        wish = again.retake(named, settings, gateway, model=model, count=takes, references=beside)
        what = f"{takes} more of clip {named} ({wish.job.order.model}, {wish.job.order.seconds} s)"
        buy_takes(named, wish, gateway, ledger, settings, partial(agree, what, yes=yes))
    say(f"{named}: the new take is used; `storyboard assemble SCRIPT` puts it into the film")


def _retake_misspoken(script: Path, below: float, takes: int, *, yes: bool) -> None:
    """One more take of each clip that was heard not to say its lines, all asked about at once."""
    from storyboard.gateways.remote import needed
    from storyboard.ledger import lock
    from storyboard.model.money import add_up
    from storyboard.production.buying import open_ledger, open_workspace
    from storyboard.production.hearing import listen
    from storyboard.production.production import Options
    from storyboard.submit import again
    from storyboard.submit.settle import find_job, gateway_of

    known = list(listen(script, Options(), ask=False))
    unheard, takes_known = sum(each.unheard for each in known), sum(len(each.proved) for each in known)
    if unheard:
        say(f"{unheard} of {takes_known} takes were not heard yet: `storyboard listen {script}`")
    wrong = [
        f"{each.production.name}/{proved.take.number:03d}"
        for each in known
        for proved in each.proved
        if proved.heard and not proved.heard.right and proved.score < below
    ]
    if not wrong:
        if unheard < takes_known:
            say("every take that was heard says its lines")
        return
    settings = open_workspace(script)
    with lock(settings.workspace), open_ledger(settings) as ledger:
        wishes = []
        for name in wrong:
            named = find_job(ledger, name)
            gateway = gateway_of(named, settings, ledger)
            wishes.append((named, again.retake(named, settings, gateway, count=takes), gateway))
        cost = add_up(wish.cost for _, wish, _ in wishes)
        keys = dict.fromkeys(needed(*(gateway for *_, gateway in wishes)))
        agree(f"{takes} more of clips {', '.join(wrong)}", cost, keys, yes=yes)
        for named, wish, gateway in wishes:
            buy_takes(named, wish, gateway, ledger, settings, lambda price, keys: None)
    say(f"{len(wrong)} clips: hear the new takes with `storyboard listen {script}`")
