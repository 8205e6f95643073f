"""storyboard runs"""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from storyboard.cli.buying import workspace_flag
from storyboard.cli.options import data, json_flag, say, show
from storyboard.cli.tongue import told

if TYPE_CHECKING:
    from storyboard.lab.listing import ListedRun
    from storyboard.model import Score


def root_of(workspace: Path) -> Path:
    """The folder of runs of the workspace at or above a folder."""
    from storyboard.config import find_workspace
    from storyboard.lab.runs import runs_folder

    return runs_folder(find_workspace(workspace))


@click.group(invoke_without_command=True)
@click.option("--suite", default="", help="Only runs of this suite.")
@click.option("--script", default="", help="Only runs of scripts whose path contains this.")
@workspace_flag
@json_flag
@click.pass_context
def command(ctx: click.Context, suite: str, script: str, workspace: Path, as_json: bool) -> None:
    """The runs of the workspace, oldest first: what was tried on which script, its scores, what people said. Free."""
    ctx.obj = workspace
    if ctx.invoked_subcommand is not None:
        return
    from storyboard.lab.listing import listed
    from storyboard.lab.runs import damaged

    found = listed(root_of(workspace), suite, script)
    for name, why in damaged(root_of(workspace)):
        say(f"{name}: cannot be read, left out: {why.splitlines()[0]}")
    if as_json:
        data(
            [
                {
                    **asdict(each.run),
                    "scores": [asdict(score) for score in each.scores],
                    "rating": each.rating,
                    "comments": each.comments,
                }
                for each in found
            ]
        )
        return
    for each in found:
        click.echo(_line(each))
    say(f"{len(found)} runs" if found else "no runs; `storyboard eval` makes some")


def _line(each: "ListedRun") -> str:
    from storyboard.lab.listing import FIRST_SCORES, SIGNS

    run = each.run
    known = [score for score in each.scores if score.value is not None][:FIRST_SCORES]
    scores = ", ".join(map(_score, known))
    words = [
        told(f"repeat {run.repeat}"),
        run.started,
        told("replayed") if run.replayed else "",
        told(f"FAILED: {run.error.splitlines()[0]}") if run.error else scores,
        SIGNS[each.rating] and told(f"rated {SIGNS[each.rating]}"),
        told(f"comments: {each.comments}") if each.comments else "",
    ]
    return "  ".join(filter(None, (run.id, run.script, run.column, *words)))


def _score(score: "Score") -> str:
    """A score as comparisons tell it; one of a metric that is no more, by its name."""
    from storyboard.lab.metrics import metric

    try:
        known = metric(score.metric)
    except KeyError:
        return f"{score.metric} {score.value:g}" if score.value is not None else f"{score.metric} \u2013"
    return f"{told(known.title)} {told(known.text(score.value))}"


@command.command()
@click.pass_obj
def rebuild(workspace: Path) -> None:
    """Write the index anew from the folders of the runs."""
    from storyboard.lab.runs import INDEX, rebuilt

    root = root_of(workspace)
    say(f"{show(root / INDEX)}: {len(rebuilt(root))} runs")


@command.command("show")
@click.argument("run")
@json_flag
@click.pass_obj
def show_run(workspace: Path, run: str, as_json: bool) -> None:
    """One RUN: how it was made, its scores and why, its requests, what people said. Any part of an id, or a folder."""
    from storyboard.lab.listing import described, find_run

    folder = find_run(root_of(workspace), run)
    found = described(folder)
    if as_json:
        data(found)
        return
    for line in _described(found):
        click.echo(line)
    say(show(folder))


def _described(found: dict[str, Any]) -> list[str]:
    from storyboard.model import Score

    run = found["run"]
    repeat = f"repeat {run['repeat']}"
    lines = [
        run["id"],
        f"  {run['script']} ({run['language']}), {run['column']}, {told(repeat)}, {run['started']}",
    ]
    lines += [f"  {stage}: {prompt or told('not used')}" for stage, prompt in run["prompts"].items()]
    reported = f" ({told('reported as')} {', '.join(run['reported'])})" if run["reported"] else ""
    lines.append(f"  {told('model')} {run['model']}{reported}")
    if run["replayed"]:
        lines.append(told("  replayed: every answer was played"))
    if run["error"]:
        lines.append(told(f"  FAILED: {run['error']}"))
    lines += [told(f"  note: {remark}") for remark in run["remarks"]]
    lines += [
        told(f"  {each['episode']}: {each['shots']} shots, {each['seconds']:g} s, {each['clips']} clips")
        for each in found["boards"]
    ]
    lines += [f"  {_score(Score(**score))}: {told(score['why'])}" for score in found["scores"]]
    for number, call in enumerate(found["calls"], start=1):
        outcome = call["error"] or "; ".join(call["faults"]) or "accepted"
        asked = f", asked again ({call['turn']})" if call["turn"] else ""
        taken = f"{call['tokens_in']} + {call['tokens_out']} tokens, {call['seconds']:.1f} s{', replayed' if call['replayed'] else ''}"
        lines.append(told(f"  call {number} {call['kind']} {call['about']}{asked}: {outcome} ({taken})"))
    signs = {1: "up", -1: "down", 0: "-"}
    lines += [
        f"  {note['at']} {signs[note['rating']]} {note['about']} {note['comment']}".rstrip() for note in found["notes"]
    ]
    return lines


@command.command()
@click.argument("run")
@click.option("--rating", type=click.Choice(["up", "down"]), help="Good, or not.")
@click.option("--comment", default="", help="In words.")
@click.option("--about", default="", help='One shot of it, like "e1 shot 3" [default: the whole run].')
@click.pass_obj
def note(workspace: Path, run: str, rating: str | None, comment: str, about: str) -> None:
    """Say what you think of RUN (any part of its id), or of a shot of it; notes are only ever added."""
    from storyboard.lab.listing import find_run, noted

    folder = find_run(root_of(workspace), run)
    noted(folder, rating or "", comment, about)
    say(f"{show(folder / 'notes.jsonl')}: noted")
