"""storyboard make"""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import click

from storyboard.cli import terminal
from storyboard.cli.options import (
    Failures,
    agree,
    allow_rules_flag,
    ask,
    ask_again,
    data,
    json_flag,
    production_flags,
    say,
    script_argument,
    show,
)
from storyboard.records import dataclass

if TYPE_CHECKING:
    from storyboard.production.make import Made
    from storyboard.production.production import Options

P = ParamSpec("P")
R = TypeVar("R")
WORDS = {
    "plan": "planning", "pack": "packing", "render": "writing prompts", "check": "checking", "film": "filming",
    "assemble": "assembling", "voices": "speaking", "page": "writing index.html",
}  # fmt: skip


@click.command()
@script_argument
@click.option("--yes", is_flag=True, help="Answers the question about the price.")
@allow_rules_flag
@click.option(
    "--voices", is_flag=True, help="The animatic speaks its lines, by the voices of [voices]; with preview only."
)
@json_flag
@production_flags
def command(script: Path, options: "Options", yes: bool, allow_rules: bool, voices: bool, as_json: bool) -> None:
    """Everything: plan, pack, render, check, film, assemble. Run it again after an edit: only what changed is made.

    Free with the preview gateway (the default, which draws an animatic). A paid gateway shows the price and asks once.
    """
    from storyboard.production.asking import bill_of
    from storyboard.production.make import make
    from storyboard.production.prepare import Watch
    from storyboard.submit import complain_of_films

    options = replace(options, voices=voices)
    started, failures = time.monotonic(), Failures(yes=yes, allowed=allow_rules)
    with _progress() as bar:
        confirm, again = ask(yes=yes, failures=failures, script=script), ask_again(yes=yes)
        watch = Watch(
            bar.stage,
            bar.aside(confirm),
            bar.aside(again) if again else None,
            bar.aside(failures.tell),
            bar.aside(partial(agree, yes=yes)),
            bar.aside(say),
        )
        made = make(script, options, watch)
    if as_json:
        data([_as_data(one) for one in made])
    for one in made:
        _summary(one, quiet=as_json)
    if made and (bill := bill_of(made[-1].production.mind)):
        say(bill)
    for path in made[-1].exported if made and not as_json else ():
        click.echo(show(path))
    if not any(one.changed for one in made):
        say("nothing to do: everything is up to date")
    say(f"{time.monotonic() - started:.1f} s")
    complain_of_films(
        [purchase for one in made for purchase in one.purchases],
        [one.production.typed(purchase.name) for one in made for purchase in one.purchases],
    )


@dataclass(frozen=True, slots=True)
class _Bar:
    """How far a run has come."""

    stage: Callable[[str, int, int], None]
    clear: Callable[[], AbstractContextManager[None]] = nullcontext
    """Nothing of it is on the screen meanwhile: what is drawn anew ten times a second would run over a question."""

    def aside(self, tell: Callable[P, R]) -> Callable[P, R]:
        """The same, with the bar off the screen."""

        def told(*given: P.args, **named: P.kwargs) -> R:
            with self.clear():
                return tell(*given, **named)

        return told


@contextmanager
def _progress() -> Iterator[_Bar]:
    """A bar on a terminal, a line a stage elsewhere."""
    console = terminal.console()
    if not console.is_terminal:
        last: list[str] = []

        def plain(name: str, done: int, total: int) -> None:
            if name == "film" and last != [name]:
                say(f"{WORDS[name]}: {total} clips")
            last[:] = [name]

        yield _Bar(plain)
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("reading", total=1)

        def stage(name: str, done: int, total: int) -> None:
            bar.update(task, description=WORDS[name], completed=done, total=max(total, 1))

        @contextmanager
        def clear() -> Iterator[None]:
            bar.stop()
            try:
                yield
            finally:
                bar.start()

        yield _Bar(stage, clear)


def _as_data(made: "Made") -> dict[str, object]:
    production = made.production
    return {
        "episode": production.name,
        "folder": str(production.folder),
        "scenes": sum(scene.episode == production.episode.id for scene in production.script.scenes),
        "shots": len(made.planned.board.shots),
        "clips": len(made.clips),
        "made": made.bought,
        "paid_seconds": made.bill.seconds,
        "film_seconds": made.seconds,
        "warnings": [str(fault) for fault in made.faults],
        "changed": made.changed,
    }


def _summary(made: "Made", *, quiet: bool) -> None:
    """What was made, what was assumed, where to look."""
    from storyboard.config import reached
    from storyboard.plan.assumed import retold as retold_assumed
    from storyboard.production.asking import overdue, planner_of
    from storyboard.production.finish import left_out_of, warnings_of
    from storyboard.rules import retold

    language, episode = made.production.heard, made.production.episode.id
    scenes = sum(scene.episode == episode for scene in made.production.script.scenes)
    saved = made.bill.greedy_seconds - made.bill.seconds
    summary = language.word("make.summary").format(
        episode=made.production.name,
        scenes=language.many("scene", scenes),
        shots=language.many("shot", len(made.planned.board.shots)),
        clips=language.many("clip", len(made.clips)),
        made=made.bought,
        film=f"{made.seconds:.1f}",
        paid=made.bill.seconds,
    )
    say(summary + (language.word("make.saved").format(saved=saved) if saved > 0 else ""))
    if made.planned.how in ("planned", "merged"):
        planner = planner_of(made.production.mind, made.planned.trace, language)
        say(f"  {language.word('make.planner').format(planner=planner)}")
    elif word := overdue(made.production.mind, made.planned.trace, made.production.script.path):
        say(f"  planner: {word}")
    for sentence in (*made.planned.conflicts, *made.notes, *left_out_of(made.production)):
        say(f"  {language.word('make.note')}{sentence}")
    _some(language.word("make.warning"), [str(fault) for fault in made.faults], language.word("make.in_check"))
    if made.changed:
        unsure = [str(retold(fault, language.code)) for fault in warnings_of(made.production)]
        _some(language.word("make.read"), unsure, language.word("make.in_lint"))
        assumed = list(retold_assumed(made.planned.trace.assumed if made.planned.trace else (), language.code))
        _some("", assumed, "", language.word("cast.assumed_head"), most=len(assumed))
        if assumed:
            where = reached(made.production.settings.workspace)
            say("  " + "; ".join(f"storyboard cast {each}{where}" for each in ("sheet", "approve", "edit")))
    if not quiet:
        for name in ("episode.mp4", "index.html"):
            click.echo(show(made.production.folder / name))


def _some(mark: str, sentences: list[str], where: str, head: str = "", most: int = 6) -> None:
    """The first few sentences, and where the others are."""
    if head and sentences:
        say(f"  {head}")
    for sentence in sentences[:most]:
        say(f"  {'  ' if head else ''}{mark}{sentence}")
    if len(sentences) > most:
        say(f"  {'  ' if head else ''}{where.format(count=len(sentences) - most)}")
