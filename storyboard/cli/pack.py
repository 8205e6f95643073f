"""storyboard pack"""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from storyboard.cli.options import json_flag, production_flags, script_argument
from storyboard.cli.stage import run

if TYPE_CHECKING:
    from storyboard.production.production import Options


@click.command()
@script_argument
@json_flag
@production_flags
def command(script: Path, options: "Options", as_json: bool) -> None:
    """Pack the board into clips of the lengths that the model sells: clips.json. Free, offline.

    The fewest paid seconds (the least money, where storyboard.toml has prices), never a greedy guess.
    """
    run(script, options, "pack", as_json=as_json)
