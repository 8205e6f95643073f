"""storyboard plan"""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from storyboard.cli.options import json_flag, production_flags, say, script_argument, show
from storyboard.cli.stage import run

if TYPE_CHECKING:
    from storyboard.production.production import Options


@click.command()
@script_argument
@click.option(
    "--protocol",
    type=click.Choice(["cuts", "board"]),
    help="How the language model is asked: it points at lines (cuts), or writes the whole JSON (board).",
)
@click.option(
    "--import",
    "board",
    type=click.Path(path_type=Path),
    help="Take cuts and pictures from this storyboard: any JSON with shots whose words are the script's. Or a shot list (xlsx, csv) that "
    "came back from a team: its seconds, framing and notes.",
)
@click.option(
    "--renew",
    is_flag=True,
    help="Plan with the released prompts from now on; without it a board that a model planned stays with the version it was planned with.",
)
@click.option("--episode", help="Which episode an imported board is, where the script has several.")
@json_flag
@production_flags
def command(
    script: Path,
    options: "Options",
    protocol: str | None,
    board: Path | None,
    episode: str | None,
    renew: bool,
    as_json: bool,
) -> None:
    """Write the board: storyboard.json, with trace.json beside it.

    By rules: free, offline. With [llm] in storyboard.toml a language model cuts and frames (it cannot change a word);
    what that took is printed, and nothing is asked twice. A board that a person edited is kept; shots whose script
    lines are unchanged are kept. --force plans anew.
    """
    if board is not None:
        from storyboard.config import find_workspace
        from storyboard.ledger import lock
        from storyboard.production.importing import import_board
        from storyboard.production.shotlists import SUFFIXES, import_shots

        with lock(find_workspace(script)):
            if board.suffix.lower() in SUFFIXES:
                imported = import_shots(board, script, options)
            else:
                imported = import_board(board, script, options, episode)
        for note in imported.notes:
            say(f"note: {note}")
        click.echo(show(imported.path))
        return
    run(script, replace(options, protocol=protocol or "", replan=renew), "plan", as_json=as_json)
