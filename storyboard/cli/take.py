"""storyboard take"""

from pathlib import Path

import click

from storyboard.cli.buying import workspace_flag
from storyboard.cli.options import data, json_flag, say, show
from storyboard.cli.tongue import language, told
from storyboard.languages import Language


@click.group()
def command() -> None:
    """The takes of a clip: list them, choose which is used, put one in by hand, take a frame out. Free."""


@command.command("list")
@click.argument("clip")
@workspace_flag
@json_flag
def list_takes(clip: str, workspace: Path, as_json: bool) -> None:
    """The takes of CLIP, numbered; a star marks the one in use."""
    from storyboard.production.buying import open_ledger, open_workspace
    from storyboard.production.verdicts import heard_in
    from storyboard.submit.settle import find_job, used_take

    settings = open_workspace(workspace)
    with open_ledger(settings) as ledger:
        named = find_job(ledger, clip)
        used = used_take(ledger, named.job)
        takes = ledger.takes(named.job.key)
        spoken = heard_in((settings.workspace / take.path for take in takes), Language.of(language()))
        rows = [
            {
                "take": number,
                "used": used == take,
                "path": take.path,
                "price": take.price,
                "note": take.note,
                "heard": heard,
            }
            for number, (take, heard) in enumerate(zip(takes, spoken, strict=True), start=1)
        ]
    if as_json:
        data(rows)
        return
    for row in rows:
        mark = "*" if row["used"] else " "
        told_of = (f"{mark} {row['take']}", str(row["path"]), told(str(row["note"])), str(row["heard"]))
        click.echo("  ".join(filter(None, told_of)))
    say(f"{named}: {len(rows)} takes")


@command.command()
@click.argument("clip")
@click.argument("number", type=int)
@workspace_flag
def use(clip: str, number: int, workspace: Path) -> None:
    """Use take NUMBER of CLIP from now on."""
    from storyboard.ledger import lock
    from storyboard.production.buying import open_ledger, open_workspace
    from storyboard.submit.settle import find_job, use_take

    settings = open_workspace(workspace)
    with lock(settings.workspace), open_ledger(settings) as ledger:
        named = find_job(ledger, clip)
        take = use_take(ledger, named, number)
    say(f"{named}: take {number} ({take.path}) is used; `storyboard assemble SCRIPT` puts it into the film")


@command.command()
@click.argument("clip")
@click.option(
    "-o", "--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The picture, a .png."
)
@click.option("--take", "number", default=0, help="Of this take [default: the one in use].")
@click.option("--first", is_flag=True, help="The first frame instead of the last.")
@workspace_flag
def frame(clip: str, out: Path, number: int, first: bool, workspace: Path) -> None:
    """Write the last frame of CLIP as a picture, say to begin the next one with: `first_frame` in references.toml."""
    from storyboard.production.buying import open_ledger, open_workspace
    from storyboard.submit.settle import find_job, frame_of

    with open_ledger(open_workspace(workspace)) as ledger:
        picture = frame_of(ledger, find_job(ledger, clip), number, first=first)
    from storyboard.production.files import write_whole

    write_whole(out, picture)
    click.echo(show(out))


@command.command()
@click.argument("clip")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@workspace_flag
def add(clip: str, file: Path, workspace: Path) -> None:
    """Put FILE, a film from elsewhere, in as the newest take of CLIP, and use it from now on. It is copied."""
    from storyboard.ledger import lock
    from storyboard.production.buying import open_ledger, open_workspace
    from storyboard.submit.again import takes_folder
    from storyboard.submit.settle import add_take, find_job, use_take

    settings = open_workspace(workspace)
    with lock(settings.workspace), open_ledger(settings) as ledger:
        named = find_job(ledger, clip)
        take, said = add_take(ledger, named, file, takes_folder(named, ledger))
        number = [each.id for each in ledger.takes(named.job.key)].index(take.id) + 1
        use_take(ledger, named, number)
    for sentence in said:
        say(f"  note: {sentence}")
    say(
        f"{named}: take {number} ({take.path}) is put in by hand and used; `storyboard assemble SCRIPT` puts it into the film"
    )
