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
    script_argument,
    show,
)

if TYPE_CHECKING:
    from storyboard.production.buying import Submitted
    from storyboard.production.production import Options


@click.command()
@script_argument
@click.option("--only", default="", help="Only these clips, like 3,5-7.")
@click.option("--draft", is_flag=True, help="The model's cheap standard version first, packed for it.")
@click.option("--dry-run", is_flag=True, help="Print the exact requests, without the key; send nothing.")
@yes_flag
@allow_rules_flag
@json_flag
@production_flags
def command(
    script: Path,
    options: "Options",
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

    if dry_run:
        data([asdict(request) for request in requests(script, replace(options, silent=True), only=only, draft=draft)])
        return
    failures = Failures(yes=yes, allowed=allow_rules)
    watch = Watch(
        confirm=ask(yes=yes, failures=failures, script=script), again=ask_again(yes=yes), rules=failures.tell, note=say
    )
    submitted = submit(script, options, watch, only=only, draft=draft, tell=teller(), warn=say)
    _shown(submitted, as_json=as_json)
    complain_of_films([purchase for one in submitted for purchase in one.purchases])


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
