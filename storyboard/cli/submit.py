"""storyboard submit"""

from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from storyboard.cli.buying import teller, yes_flag
from storyboard.cli.options import (
    Failures,
    allow_rules_flag,
    ask,
    ask_again,
    data,
    json_flag,
    production_flags,
    say,
    show,
)
from storyboard.errors import UsageError

if TYPE_CHECKING:
    from storyboard.production.buying import Submitted
    from storyboard.production.free import Free
    from storyboard.production.production import Options


@click.command()
@click.argument("script", required=False, type=click.Path(path_type=Path))
@click.option(
    "--prompt",
    "free",
    type=click.Path(path_type=Path),
    help="A file with a prompt of your own, instead of a script: sent as it is; only its form and length are checked.",
)
@click.option(
    "--with", "given", multiple=True, metavar="ROLE=SOURCE", help="With --prompt: what goes along, as with `retake`."
)
@click.option("--seconds", type=click.IntRange(1, 600), help="With --prompt: its length.")
@click.option("--only", default="", help="Only these clips, like 3,5-7.")
@click.option("--draft", is_flag=True, help="The model's cheap standard version first, packed for it.")
@click.option("--dry-run", is_flag=True, help="Print the exact requests, without the key; send nothing.")
@yes_flag
@allow_rules_flag
@json_flag
@production_flags
def command(
    script: Path | None,
    options: "Options",
    free: Path | None,
    given: tuple[str, ...],
    seconds: int | None,
    only: str,
    draft: bool,
    dry_run: bool,
    yes: bool,
    allow_rules: bool,
    as_json: bool,
) -> None:
    """Buy the clips that are not owned yet, and wait for their films. Costs money at a paid gateway; asks once.

    What runs already is waited for, what is owned costs nothing. A clip whose outcome is unknown is never sent again.
    """
    from storyboard.production.buying import requests, submit
    from storyboard.production.prepare import Watch
    from storyboard.submit import complain_of_films

    if free or script is None:
        _buy_free(_free(script, free, given, seconds), options, yes=yes, dry_run=dry_run, as_json=as_json)
        return
    if given or seconds:
        raise UsageError("--with and --seconds go with --prompt", "pictures of clips: cast.toml and references.toml")
    if dry_run:
        data([asdict(request) for request in requests(script, replace(options, silent=True), only=only, draft=draft)])
        return
    failures = Failures(yes=yes, allowed=allow_rules)
    watch = Watch(
        confirm=ask(yes=yes, failures=failures, script=script), again=ask_again(yes=yes), rules=failures.tell, note=say
    )
    submitted = submit(script, options, watch, only=only, draft=draft, tell=teller(), warn=say)
    _shown(submitted, as_json=as_json)
    complain_of_films(
        [purchase for one in submitted for purchase in one.purchases],
        [one.production.typed(purchase.name) for one in submitted for purchase in one.purchases],
    )


def _free(script: Path | None, path: Path | None, given: tuple[str, ...], seconds: int | None) -> "Free":
    """What --prompt asks for; UsageError where it is said beside a script, or neither is named."""
    from storyboard.production.free import Free
    from storyboard.submit import again

    if path is None:
        raise UsageError("name a script, or a prompt: --prompt FILE")
    if script is not None:
        raise UsageError("a script and --prompt: one of the two")
    return Free(path, seconds or 0, again.references(given))


def _buy_free(free: "Free", options: "Options", *, yes: bool, dry_run: bool, as_json: bool) -> None:
    from storyboard.production.free import buy_free, request_of
    from storyboard.production.prepare import Watch

    if dry_run:
        data([asdict(request_of(free, options))])
        return
    say("note: a free prompt: form and length are checked, its words are not compared with anything")
    bought = buy_free(free, options, Watch(confirm=ask(yes=yes), again=ask_again(yes=yes)), tell=teller(), warn=say)
    if as_json:
        data([{"clip": bought.name, "state": bought.state, "take": str(bought.take), "price": bought.price}])
    elif bought.take:
        click.echo(show(bought.take))


def _shown(submitted: "list[Submitted]", *, as_json: bool) -> None:
    from storyboard.submit import remarks_on

    if as_json:
        rows = [(one.production.name, each) for one in submitted for each in one.purchases]
        data(
            [
                {
                    "episode": name,
                    "clip": p.name,
                    "state": p.state,
                    "take": str(p.take),
                    "price": p.price,
                    "note": p.note,
                }
                for name, p in rows
            ]
        )
        return
    for one in submitted:
        say(f"{one.production.name}: {len(one.purchases)} clips owned")
        for remark in remarks_on(one.purchases):
            say(f"  note: {remark}")
        for purchase in one.purchases:
            click.echo(show(purchase.take) if purchase.take else "")
