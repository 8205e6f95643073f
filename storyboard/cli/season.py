"""storyboard season"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from storyboard.cli.buying import workspace_flag, yes_flag
from storyboard.cli.options import (
    Failures,
    allow_rules_flag,
    confirmed,
    data,
    json_flag,
    production_flags,
    say,
    show,
    tell,
)
from storyboard.model.money import amount

if TYPE_CHECKING:
    from storyboard.production.production import Options
    from storyboard.season.estimate import Estimate
    from storyboard.season.run import Ended


class _Season(click.Group):
    """`season FOLDER` is `season run FOLDER`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] not in ("-h", "--help"):
            args = ["run", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_Season)
def command() -> None:
    """All episodes at once: `storyboard season FOLDER` plans, buys and assembles them; run it again to go on.

    A folder called like a command below is written ./NAME.
    """


@command.command("run")
@click.argument("scripts", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--stop-after", type=click.Choice(["plan", "render", "check"]), help="Stop there, before anything is bought."
)
@click.option("--dry-run", is_flag=True, help="What it would cost and how long it would take; buys nothing.")
@click.option("--first", multiple=True, metavar="EPISODE", help="Film this episode before the others, like ep07.")
@click.option("--database", help="postgresql://… shared by several machines [default: the workspace's own file].")
@click.option("--plain", is_flag=True, help="Without the durable engine, also where it is installed.")
@click.option("--scale", type=float, default=1.0, hidden=True)
@yes_flag
@allow_rules_flag
@json_flag
@production_flags
def run(scripts: tuple[Path, ...], options: "Options", yes: bool, as_json: bool, **more: Any) -> int:  # noqa: ANN401 - click
    """Every episode through every stage: one cast, planned side by side, bought within the limits, assembled.

    Free with the preview gateway; else shows the whole price and asks once. Ctrl-C stops; the same command goes on. One
    episode's failure leaves the others running. See `storyboard season status` from another terminal.
    """
    from dataclasses import replace

    from storyboard.cli.season_view import view
    from storyboard.season.run import SeasonWatch, Wishes, run_season

    wishes = Wishes(
        stop_after=more["stop_after"] or "",
        first=tuple(more["first"]),
        dry_run=more["dry_run"],
        plain=more["plain"],
        scale=more["scale"],
    )
    options = replace(options, flags=(*options.flags, *((("database", more["database"]),) if more["database"] else ())))
    with view() as shown:
        attended = not yes and sys.stdin.isatty()
        failures = Failures(yes=yes, allowed=more["allow_rules"])
        watch = SeasonWatch(
            shown.readied,
            shown.look,
            lambda found: _agree(found, failures, yes=yes, view=shown),
            failures.tell,
            attended,
        )
        ended = run_season(scripts, options, wishes, watch)
    if ended.estimate and (wishes.dry_run or as_json is False):
        _tell_estimate(ended.estimate, brief=not wishes.dry_run)
    if as_json:
        data(_as_data(ended))
    _tell_ends(ended)
    if ended.index and not as_json:
        click.echo(show(ended.index))
    return ended.code


@command.command("status")
@workspace_flag
@click.option("--watch", is_flag=True, help="Again every two seconds, until all is done.")
@click.option("--database", help="postgresql://… of a season on several machines.")
@json_flag
def status(workspace: Path, watch: bool, database: str | None, as_json: bool) -> None:
    """How far the season is, from any terminal or machine. Free; disturbs nobody."""
    import time

    from storyboard.cli.season_view import lines_of, status_data
    from storyboard.season.control import season_status

    while True:
        now = season_status(workspace, database)
        if as_json:
            data(status_data(now))
        else:
            for line in lines_of(now):
                tell(line)
        moving = sum(now.counts.get(state, 0) for state in ("ready", "sending", "running"))
        if not watch or not moving:
            return
        time.sleep(2)


def _control(name: str, says: str) -> None:
    """Pause and resume differ by one word."""

    @command.command(name, help=says)
    @workspace_flag
    @click.option("--database", help="postgresql://… of a season on several machines.")
    def control(workspace: Path, database: str | None) -> None:
        from storyboard.season.control import pause

        say(pause(workspace, database, paused=name == "pause"))


_control("pause", "Nothing more is sent, on any machine; what runs is waited for. Free.")
_control("resume", "What `pause` stopped goes on.")


@command.command("first")
@click.argument("episodes", nargs=-1)
@workspace_flag
@click.option("--database", help="postgresql://… of a season on several machines.")
def first(episodes: tuple[str, ...], workspace: Path, database: str | None) -> None:
    """Film these episodes before the others, also while the season runs; without names, in order again. Free."""
    from storyboard.season.control import film_first

    say(film_first(workspace, database, episodes))


@command.command("retry")
@click.option("--failed", is_flag=True, required=True, help="Every clip of the season that failed.")
@workspace_flag
@click.option("--database", help="postgresql://… of a season on several machines.")
@yes_flag
def retry(failed: bool, workspace: Path, database: str | None, yes: bool) -> None:
    """Buy failed clips once more: a running season takes them up, else the next one does. Costs money; asks first.

    Clips of unknown outcome are never sent again this way: see `storyboard jobs`.
    """
    from storyboard.cli.options import agree
    from storyboard.season.control import failed_clips, retry_failed

    found = failed_clips(workspace, database)
    if not found.names:
        say("no clip of this season has failed")
        return
    named = f"{', '.join(found.names[:8])}{' …' if len(found.names) > 8 else ''}"
    agree(f"{len(found.names)} clips once more: {named}", found.cost, found.keys, yes=yes, free=found.free)
    say(retry_failed(workspace, database))


@command.command("soften")
@click.argument("clip")
@click.option("--word", "words", multiple=True, metavar="WORD=SOFTER", help="Your own words instead of the list's.")
@workspace_flag
@click.option("--database", help="postgresql://… of a season on several machines.")
@yes_flag
def soften(clip: str, words: tuple[str, ...], workspace: Path, database: str | None, yes: bool) -> None:
    """Show why a clip like ep07/003 was refused and what a softer prompt would say; keep it only where you agree.

    Only prose changes, never a spoken or quoted word. The next run of the season buys the clip with it. Free.
    """
    from storyboard.season.soften import choose, suggest

    found = suggest(workspace, clip, database, words)
    if found.why:
        say(f"refused: {found.why}")
    for word, softer in found.words:
        say(f"  {word} -> {softer}")
    if found.spoken:
        say(f"  in the dialogue, which is never changed: {', '.join(found.spoken)}; only the script can change it")
    if not found.words:
        say("no word of the list stands in its prose; name your own: --word WORD=SOFTER")
        return
    for before, after in zip(found.before.splitlines(), found.after.splitlines(), strict=True):
        if before != after:
            click.echo(f"- {before}\n+ {after}")
    if yes or confirmed("Use this for the clip from now on?"):
        say(f"kept in {show(choose(found))}; run the season again to buy it")


def _agree(found: "Estimate", failures: Failures, *, yes: bool, view: Any) -> bool:  # noqa: ANN401 - imported lazily
    from storyboard.cli.options import agree

    with view.paused():
        _tell_estimate(found, brief=False)
        what = failures.and_then(f"{found.clips} clips, {found.paid_seconds} paid seconds")
        agree(what, found.money, (), yes=yes, free=found.free)
    return True


def _tell_estimate(found: "Estimate", *, brief: bool) -> None:
    from storyboard.cli.season_view import lasting

    price = "free" if found.free else "price unknown" if found.money is None else f"price {amount(found.money)}"
    held = f", {found.stuck} failed or of unknown outcome" if found.stuck else ""
    if brief:
        return
    for sentence in (*found.lacking, *found.assumed):
        say(sentence)
    say(
        f"{found.episodes} episodes: {found.clips} clips to buy ({found.owned} owned, {found.under_way} under way{held}), "
        f"{found.paid_seconds} paid seconds of {found.model} at {found.gateway}, {price}"
    )
    if found.room is not None and (found.money or 0) > found.room:
        say(
            f"  the budget leaves {amount(found.room)}: not all of it will be bought; episodes come in order, `--first EP` puts one before"
        )
    for seconds, count, each in found.by_length:
        say(f"  {count} x {seconds} s" + (f" at {amount(each)}" if each else ""))
    if found.duration:
        say(f"  about {lasting(found.duration)} by the gateway's usual times and limits")
    if found.cheapest and found.anew is not None:
        other = found.cheapest
        say(
            f"  cheaper: {other.model} at {other.gateway}, {amount(other.money)} for the whole season ({other.seconds} paid "
            f"seconds); {found.model} costs {amount(found.anew)}"
        )


def _tell_ends(ended: "Ended") -> None:
    for end in ended.ends:
        say(f"{end.name}: {end.state}")
        for line in end.lines[:10]:
            say(f"  {line}")
        if len(end.lines) > 10:
            say(f"  … {len(end.lines) - 10} more")
        if end.hint:
            say(f"  hint: {end.hint}")
    counts: dict[str, int] = {}
    for end in ended.ends:
        counts[end.state] = counts.get(end.state, 0) + 1
    spent = f"; {amount(ended.status.committed)} spent or reserved in this workspace" if ended.status else ""
    say(", ".join(f"{count} {state}" for state, count in counts.items()) + spent)


def _as_data(ended: "Ended") -> dict[str, object]:
    from dataclasses import asdict

    from storyboard.cli.season_view import status_data

    return {
        "episodes": [{"name": e.name, "state": e.state, "lines": list(e.lines), "hint": e.hint} for e in ended.ends],
        "estimate": asdict(ended.estimate) if ended.estimate else None,
        "status": status_data(ended.status) if ended.status else None,
        "index": str(ended.index) if ended.index else None,
    }
