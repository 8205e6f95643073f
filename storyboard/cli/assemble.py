"""storyboard assemble"""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from storyboard.cli.options import production_flags, say, script_argument, show

if TYPE_CHECKING:
    from storyboard.production.production import Options


@click.command()
@script_argument
@production_flags
def command(script: Path, options: "Options") -> None:
    """Join the takes that are there to episode.mp4, with subtitles and index.html. Free, offline; buys nothing."""
    from storyboard.config import find_workspace
    from storyboard.gateways import open_gateway
    from storyboard.ledger import lock, open_ledger
    from storyboard.production.make import film_again
    from storyboard.production.prepare import Watch
    from storyboard.production.production import productions

    with lock(find_workspace(script)):
        for production in productions(script, options):
            with open_ledger(production.settings) as ledger:
                for note in film_again(production, open_gateway(production.settings), ledger, Watch()):
                    say(f"  note: {note}")
            click.echo(show(production.folder / "episode.mp4"))
