"""storyboard explain"""

from dataclasses import asdict
from pathlib import Path

import click

from storyboard.cli.buying import workspace_flag
from storyboard.cli.options import data, json_flag, say, tell
from storyboard.cli.runs import root_of


def _numbers(ctx: click.Context, param: click.Parameter, value: str | None) -> list[int]:
    """`3` or `3-5` as shot numbers."""
    first, _, last = (value or "").partition("-")
    if value and not (
        first.isascii() and first.isdigit() and (last or first).isdigit() and int(first) <= int(last or first)
    ):
        raise click.BadParameter("a shot, counted from 1, or a range like 3-5")
    return list(range(int(first), int(last or first) + 1)) if value else []


@click.command()
@click.argument("board", type=click.Path(path_type=Path))
@click.argument("shots", metavar="[SHOT]", required=False, callback=_numbers)
@click.option("--clip", type=int, help="All shots of this clip, counted from 1.")
@click.option("--episode", default="", help="Which episode, where a script or a run has several.")
@workspace_flag
@json_flag
def command(board: Path, shots: list[int], clip: int | None, episode: str, workspace: Path, as_json: bool) -> None:
    """Say why a shot is what it is: script lines, rule or model's answer, seconds, clip, prompt. Free, offline.

    \b
    storyboard explain ep01.txt              every clip as one: sizes, people, seconds, why it ends there
    storyboard explain ep01.txt 3            the third shot of the script's board
    storyboard explain out/ep01 3-5          of a production folder, or of a storyboard.json
    storyboard explain RUN --clip 2          of a run of `storyboard eval`: its folder, or any part of its id
    """  # noqa: D301 - click wants the backspace
    from storyboard.errors import UsageError
    from storyboard.explain.explain import explain, shots_of_clip
    from storyboard.explain.explained import write, write_clips
    from storyboard.explain.opened import open_board, quoted
    from storyboard.lab.listing import run_named
    from storyboard.languages import heard
    from storyboard.pack import compositions

    opened = open_board(run_named(root_of(workspace), board), episode)
    wanted = shots_of_clip(opened, clip) if clip is not None else shots
    if not wanted and not opened.clips:
        raise UsageError("which shot?", f"{board} has {len(opened.board.shots)} shots: storyboard explain {board} 1")
    for remark in opened.remarks:
        say(f"note: {remark}")
    if not wanted:
        rows = compositions(opened.board, opened.clips)
        if as_json:
            data([asdict(row) | {"made": made} for row, made in zip(rows, opened.made, strict=True)])
        else:
            tell(write_clips(rows, opened.made, heard(opened.language)), nl=False)
            say(f"{board} has {len(opened.board.shots)} shots: storyboard explain {board} 1")
        return
    found = [explain(opened, number) for number in wanted]
    if as_json:
        data([asdict(each) for each in found])
        return
    tell("\n".join(map(write, found)), nl=False, kept=quoted(opened))
