"""storyboard worker"""

from pathlib import Path

import click

from storyboard.cli.buying import teller, workspace_flag
from storyboard.cli.options import say


@click.command()
@click.option("--database", help="postgresql://… of the season [default: STORYBOARD_DATABASE or storyboard.toml].")
@workspace_flag
@click.option(
    "--until-done",
    is_flag=True,
    help="End when nothing is open, or the budget is reached (exit 6); else wait for more.",
)
@click.option("--scale", type=float, default=1.0, hidden=True)
def command(database: str | None, workspace: Path, until_done: bool, scale: float) -> None:
    """Take part in a season that another machine runs: send and fetch clips, within its limits and its budget.

    Needs a storyboard.toml with the same gateway, the gateway's key in the environment, and out/ on storage that it shares
    with the season's machine (NFS, SMB or a mounted bucket): films are written to out/EPISODE/takes there. The scripts and
    cast.toml are not read; pictures that clips refer to are. A worker that does not see the season's out/ says so and sends
    nothing. A worker may die at any time; when the budget is reached it waits until the season is run with more.

    \b
    To begin:  createdb drama
               storyboard season FOLDER --database postgresql://USER@HOST/drama
    then on each further machine this command with the same --database.
    """  # noqa: D301 - click's mark for lines that stay as they are
    from storyboard.errors import UsageError
    from storyboard.season.control import settings_of
    from storyboard.season.worker import work

    if not settings_of(workspace, database).season.database:
        raise UsageError(
            "a worker needs the season's database", "storyboard worker --database postgresql://USER@HOST/NAME"
        )
    say("working; stop with Ctrl-C")
    work(lambda: settings_of(workspace, database), teller(), say, scale=scale, until_done=until_done)
