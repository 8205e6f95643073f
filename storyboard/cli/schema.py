"""storyboard schema"""

from pathlib import Path

import click

from storyboard.cli.options import data, script_argument
from storyboard.errors import UsageError


@click.command()
@script_argument
@click.option("--format", help="How the script is written, if it is not recognised.")
@click.option("--episode", help="Number of one episode of the file [default: all of them].")
def command(script: Path, format: str | None, episode: str | None) -> None:  # noqa: A002 - the flag's name
    """Print the JSON Schema of SCRIPT: a board may only speak its lines, or legal pieces of them. Free, offline.

    With it any JSON Schema validator refuses an invented word. Order and completeness are what `check` proves.
    """
    from storyboard.check import script_schema
    from storyboard.config import find_workspace
    from storyboard.production.production import Options, cast_of, open_script

    parsed = open_script(script, Options(format=format))
    found = [entry.id for entry in parsed.episodes if entry.number == episode] if episode else [""]
    if not found:
        numbers = ", ".join(entry.number or entry.id for entry in parsed.episodes)
        raise UsageError(f"{script}: no episode {episode}", f"there are: {numbers}")
    data(script_schema(parsed, found[0], cast_of(parsed, find_workspace(script), write=False)))
