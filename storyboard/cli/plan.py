"""storyboard plan"""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from storyboard.cli.options import json_flag, production_flags, script_argument
from storyboard.cli.stage import run

if TYPE_CHECKING:
    from storyboard.pipeline.production import Options


@click.command()
@script_argument
@json_flag
@production_flags
def command(script: Path, options: "Options", as_json: bool) -> None:
    """Write the board: storyboard.json, with trace.json beside it. Free, offline.

    A board that a person edited is kept; shots whose script lines are unchanged are kept. --force plans anew.
    """
    run(script, options, "plan", as_json=as_json)
