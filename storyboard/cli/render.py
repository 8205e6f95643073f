"""storyboard render"""

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
    """Write the prompts: prompts/clip-001.txt … Free, offline.

    A prompt that a person edited is kept while its clip stays the same. --force writes it anew.
    """
    run(script, options, "render", as_json=as_json)
