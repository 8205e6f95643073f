"""storyboard frames"""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from storyboard.cli.buying import teller, yes_flag
from storyboard.cli.options import agree, production_flags, say, script_argument, show

if TYPE_CHECKING:
    from collections.abc import Iterable

    from storyboard.production.production import Options


@click.command()
@script_argument
@click.option("--only", default="", help="Only these clips, like 3,5-7.")
@click.option("--approve", is_flag=True, help="Use what was made: as first frames, in references.toml. Free.")
@click.option("--again", is_flag=True, help="Others, although some are there.")
@click.option("--pictures", default="", help="A gateway that makes pictures [default: that of [pictures]].")
@click.option("--picture-model", default="", help="Its model [default: that of [pictures]].")
@yes_flag
@production_flags
def command(
    script: Path,
    options: "Options",
    only: str,
    approve: bool,
    again: bool,
    pictures: str,
    picture_model: str,
    yes: bool,
) -> None:
    """Make one still for each clip, as the frame that it begins with. Costs money; asks once.

    They go by the pictures of people, places and things in cast.toml. Nothing uses them before you looked and said --approve.
    """
    from storyboard.production import frames
    from storyboard.production.buying import numbers_of
    from storyboard.production.pictures import buy

    every = frames.stills(script, options, gateway=pictures, model=picture_model)
    wanted = numbers_of(only, len(every))
    chosen = [still for number, still in enumerate(every, 1) if number in wanted]
    if approve:
        for name, path in frames.approve(chosen):
            click.echo(f"{name}  {path}")
        say("they begin their clips from now on, where the model takes a first frame; bought clips become new films")
        return

    def ask(count: int, cost: float | None, keys: "Iterable[str]") -> None:
        agree(f"{count} stills", cost, keys, yes=yes)

    settings = chosen[0].production.settings
    bought = buy(settings, [s.wish for s in chosen], ask, folder=chosen[0].folder, anew=again, tell=teller())
    for still, each in zip(chosen, bought, strict=True):
        click.echo(f"{still.name}  {show(each.path)}{'  (made before)' if each.was_there else ''}")
    say(f"look at them, then: storyboard frames {show(script)} --approve [--only 3,5-7]")
