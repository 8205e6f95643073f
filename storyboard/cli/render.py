"""storyboard render"""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from storyboard.cli.options import data, json_flag, production_flags, script_argument
from storyboard.cli.stage import run

if TYPE_CHECKING:
    from storyboard.production.production import Options


@click.command()
@script_argument
@click.option("--profile", help="Show the prompts as another model wants them (see `models`); writes no prompt file.")
@json_flag
@production_flags
def command(script: Path, options: "Options", profile: str | None, as_json: bool) -> None:
    """Write the prompts: prompts/clip-001.txt … Free, offline.

    A prompt that a person edited is kept while its clip stays the same. --force writes it anew.
    """
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
