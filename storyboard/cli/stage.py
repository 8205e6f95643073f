"""What plan, pack and render share: run the stages up to one, show where the output is."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from storyboard.cli.options import data, say, show
from storyboard.config import parse_json

if TYPE_CHECKING:
    from storyboard.production.prepare import Prepared
    from storyboard.production.production import Options, Production

FILES = {"plan": ("storyboard.json",), "pack": ("clips.json",), "render": ()}


def run(script: Path, options: "Options", until: str, *, as_json: bool) -> None:
    """Runs the stages up to `until`; paths (with --json the data itself) on stdout, a summary on stderr."""
    from storyboard.config import find_workspace
    from storyboard.config.lock import lock
    from storyboard.errors import ModelError
    from storyboard.production.asked_with import superseded
    from storyboard.production.asking import bill_of
    from storyboard.production.doubt import doubts_of
    from storyboard.production.known import films_known
    from storyboard.production.prepare import FaultsFound, Watch, prepare, sentences_of
    from storyboard.production.production import productions

    shown, mind, failed = [], None, list[str]()
    doubts: dict[str, None] = {}
    stay: dict[str, None] = {}
    with lock(find_workspace(script)):
        for production in productions(script, options):
            mind = production.mind
            ready = prepare(production, films_known(production), Watch(), until, proofs=until == "render")
            if ready.serious:
                raise FaultsFound(ready.serious)
            doubts |= dict.fromkeys((*production.reading, *map(str, doubts_of(production.script))))
            shown.append(_as_data(production, ready, until))
            _tell(production, ready, until)
            if until == "plan":
                stay[superseded(production, ready.planned.trace)] = None
            if until == "plan" and ready.planned.all_failed:
                failed += [f"{production.name}: {each}" for each in sentences_of(ready.planned.fallbacks)]
            names = FILES[until] or [f"prompts/clip-{number:03d}.txt" for number in range(1, len(ready.prompts) + 1)]
            for name in () if as_json else names:
                click.echo(show(production.folder / name))
    for doubt in doubts:
        say(f"warning: {doubt}")
    for word in filter(None, stay):
        say(f"note: {word}")
    if bill := bill_of(mind):
        say(bill)
    if as_json:
        data(shown[0] if len(shown) == 1 else shown)
    if failed:
        raise ModelError(
            "no question to the language model was answered; the board is by rules\n" + "\n".join(failed),
            f"see to [llm] in storyboard.toml, then: storyboard plan --force {script}",
        )


def _as_data(production: "Production", ready: "Prepared", until: str) -> Any:  # noqa: ANN401 - JSON

    if until == "render":
        return list(ready.prompts)
    return parse_json((production.folder / FILES[until][0]).read_text(encoding="utf-8"))


def _tell(production: "Production", ready: "Prepared", until: str) -> None:
    from storyboard.production.asking import overdue, planner_of

    board = ready.planned.board
    line = f"{production.name}: {len(board.shots)} shots, {sum(shot.tenths for shot in board.shots) / 10:g} s ({ready.planned.how})"
    if ready.bill:
        line += f"; {len(ready.clips)} clips, {ready.bill.seconds} paid seconds (greedy: {ready.bill.greedy_seconds})"
    say(line)
    if ready.planned.how in ("planned", "merged"):
        planner = planner_of(production.mind, ready.planned.trace, production.heard)
        say(f"  {production.heard.word('make.planner').format(planner=planner)}")
    elif word := overdue(production.mind, ready.planned.trace, production.script.path):
        say(f"  planner: {word}")
    for sentence in (*ready.planned.conflicts, *ready.notes):
        say(f"  note: {sentence}")
