"""storyboard rescore"""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from storyboard.cli.options import data, json_flag, say, tell

if TYPE_CHECKING:
    from storyboard.lab.rescore import Changed


@click.command()
@click.argument("runs", nargs=-1, metavar="[RUN]...")
@click.option(
    "--workspace",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Folder of the storyboard.toml [default: this folder or one above it].",
)
@json_flag
def command(runs: tuple[str, ...], workspace: Path | None, as_json: bool) -> None:
    """Compute the metrics of old runs anew, all of the workspace or those named. Free, offline.

    Only metrics.json of a run is rewritten, and only where a score is not what it was. A run that cannot be read is
    named and left as it is; exit 2 if none could be.
    """
    from storyboard.config import find_workspace
    from storyboard.errors import UsageError
    from storyboard.lab.rescore import folders_of, rescore
    from storyboard.lab.runs import runs_folder

    root = runs_folder(workspace or find_workspace(Path.cwd()))
    folders = folders_of(root, runs)
    if not folders:
        raise UsageError(f"no runs in {root}", "`storyboard eval` makes some; --workspace says where they lie")
    done = rescore(folders)
    if as_json:
        data([asdict(each) for each in done])
    for each in done:
        if each.error:
            say(f"left out: {each.run}: {each.error}")
        elif not as_json:
            tell(f"{each.run}: {_told(each.changes, written=each.written)}")
    broken = sum(bool(each.error) for each in done)
    say(f"{len(done) - broken} runs measured, {sum(each.written for each in done)} changed, {broken} left out")
    raise SystemExit(2 if broken == len(done) else 0)


def _told(changes: "tuple[Changed, ...]", *, written: bool) -> str:
    """The changes of a run, one a line."""
    from storyboard.lab.metrics import metric

    if not written:
        return "as it was"
    if not changes:
        return "values as they were, other words"
    lines = []
    for each in changes:
        if not each.why:
            lines.append(f"\n  {each.metric}: no such metric any more (was {each.before})")
            continue
        text = metric(each.metric).text
        lines.append(f"\n  {each.metric}: {text(each.before)} -> {text(each.after)}  {each.why}")
    return "".join(lines)
