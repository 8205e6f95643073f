"""storyboard listen"""

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from storyboard.cli import tongue
from storyboard.cli.buying import yes_flag
from storyboard.cli.options import agree, columns, data, json_flag, production_flags, say, script_argument, show, tell
from storyboard.languages import Language

if TYPE_CHECKING:
    from storyboard.production.hearing import Listened
    from storyboard.production.production import Options


@click.command()
@script_argument
@click.argument("clips", required=False, default="")
@click.option("--all-takes", "every", is_flag=True, help="Every take of each clip, ranked: the words first.")
@click.option("--known", is_flag=True, help="Only what was heard before: nothing is heard now, nothing costs.")
@yes_flag
@json_flag
@production_flags
def command(script: Path, clips: str, options: "Options", every: bool, known: bool, yes: bool, as_json: bool) -> None:
    """Hear the takes of SCRIPT (of CLIPS like 3,5-7): is every line said, word for word, and nothing else? Exit 1 where not.

    Needs an ear: `[listen]` in storyboard.toml, a model on this machine (free) or an endpoint (asks before it costs). What was
    heard once is kept. Black, frozen and wrongly cut pictures are told too.
    """
    from storyboard.production.hearing import listen

    def tell(done: int, total: int) -> None:
        if total and sys.stderr.isatty():
            stream = getattr(sys.stderr, "raw", sys.stderr)  # past the guard, which spells a return out
            stream.write(f"\r  {done}/{total}" + ("\n" if done == total else ""))
            stream.flush()

    found = list(
        listen(script, options, only=clips, every=every, ask=not known, agree=partial(agree, yes=yes), tell=tell)
    )
    if as_json:
        data([_as_data(each) for each in found])
    else:
        for each in found:
            _show(each)
    raise SystemExit(1 if any(each.findings for each in found) else 0)


def _show(each: "Listened") -> None:
    rows = [
        (
            proved.take.label or f"clip {proved.take.number:03d}",
            _score(proved.heard.score if proved.heard else None),
            proved.take.path.name,
        )
        for proved in each.proved
    ]
    for line in columns(rows) if rows else ():
        tell(line)
    for fault in each.findings:
        click.echo(str(fault))
    for path, score in each.ranked:
        click.echo(f"  {score:.0%}  {show(Path(path))}")
    for sentence in each.advice:
        say(sentence)
    lines = [line for proved in each.proved if proved.heard for line in proved.heard.lines]
    right = sum(line.verdict == "said" for line in lines)
    word = Language.of(tongue.language()).word("listen.sum")
    say(
        word.format(
            name=each.production.name, right=right, lines=len(lines), findings=len(each.findings), path=show(each.path)
        )
    )


def _score(score: float | None) -> str:
    return "-" if score is None else f"{score:.0%}"


def _as_data(each: "Listened") -> dict[str, object]:
    from storyboard.config import parse_json

    found: dict[str, object] = {"production": each.production.name, "ranked": [list(row) for row in each.ranked]}
    found.update(parse_json(each.path.read_text(encoding="utf-8")))
    return found
