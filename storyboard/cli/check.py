"""storyboard check"""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from storyboard.cli.options import data, json_flag, production_flags, say

if TYPE_CHECKING:
    from storyboard.model import Fault
    from storyboard.production.production import Options


@click.command()
@click.argument("board_or_script", type=click.Path(path_type=Path))
@click.option("--script", type=click.Path(path_type=Path), help="The script, where the argument is a board (JSON).")
@click.option("--episode", help="Number of the episode, where the script has several.")
@json_flag
@production_flags
def command(board_or_script: Path, options: "Options", script: Path | None, episode: str | None, as_json: bool) -> None:
    """Prove that nothing was lost, added, altered, moved or given to somebody else. Free, offline. Exit 1 on faults.

    \b
    storyboard check SCRIPT                  its production: board, prompts and subtitles
    storyboard check BOARD --script SCRIPT   any board, also one that another tool or a model wrote
    """  # noqa: D301 - click wants the backspace
    from storyboard.production.checking import check_any, check_production

    faults = (
        check_any(board_or_script, script, options, episode) if script else check_production(board_or_script, options)
    )
    if as_json:
        data([_as_data(fault) for fault in faults])
    else:
        for fault in faults:
            click.echo(f"{'' if fault.level == 'fault' else 'warning: '}{fault}")
    serious = sum(fault.level == "fault" for fault in faults)
    say(f"{serious} faults, {len(faults) - serious} warnings")
    raise SystemExit(1 if serious else 0)


def _as_data(fault: "Fault") -> dict[str, object]:
    return {
        "path": fault.path,
        "line": fault.line,
        "shot": fault.shot,
        "level": fault.level,
        "rule": fault.rule,
        "message": fault.message,
    }
