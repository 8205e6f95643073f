"""storyboard render"""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from storyboard.cli.options import data, json_flag, production_flags, say, script_argument
from storyboard.cli.stage import run

if TYPE_CHECKING:
    from storyboard.production.production import Options


@click.command()
@script_argument
@click.option("--profile", help="Show the prompts as another model wants them (see `models`); writes no prompt file.")
@click.option(
    "--renew", is_flag=True, help="Tell clips with the released prompts from now on; shows what moves and its price."
)
@json_flag
@production_flags
def command(script: Path, options: "Options", profile: str | None, renew: bool, as_json: bool) -> None:
    """Write the prompts: prompts/clip-001.txt … Free, offline.

    A prompt that a person edited is kept while its clip stays the same. --force writes it anew. A production keeps the
    version of the prompts that it was made with, until --renew.
    """
    if renew:
        _renew(script, options, as_json=as_json)
        return
    if profile is None:
        run(script, options, "render", as_json=as_json)
        return
    from storyboard.config import find_workspace
    from storyboard.ledger import lock
    from storyboard.production.profiles import prompts_for

    with lock(find_workspace(script)):
        episodes = list(prompts_for(script, options, profile))
    if as_json:
        data([list(prompts) for prompts in episodes])
    for prompts in () if as_json else episodes:
        click.echo("\n".join(prompts), nl=False)


def _renew(script: Path, options: "Options", *, as_json: bool) -> None:
    """What moves, a line an episode."""
    from dataclasses import asdict

    from storyboard.config import find_workspace
    from storyboard.ledger import lock
    from storyboard.production.renewing import renew

    with lock(find_workspace(script)):
        found = list(renew(script, options))
    if as_json:
        data([asdict(each) for each in found])
        return
    for each in found:
        line = f"{each.name}: prompts render/{each.before} -> render/{each.after}, {each.moved} of {each.clips} clips are told otherwise"
        if each.lost:
            price = "at a price that is not known" if each.price is None else f"for about {each.price:g}"
            line += f"; {each.lost} bought clips no longer serve, the next `make` buys theirs again {price}"
            line += f' (to go back, nothing bought twice: [prompts] render = "{each.before}")'
        say(line)
