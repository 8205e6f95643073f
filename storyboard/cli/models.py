"""storyboard models"""

from dataclasses import asdict
from pathlib import Path

import click

from storyboard.cli.buying import workspace_flag
from storyboard.cli.options import data, json_flag, say, tell
from storyboard.cli.tongue import told
from storyboard.model.money import amount


@click.command()
@click.argument("script", required=False, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--live", is_flag=True, help="What the configured gateways themselves list.")
@click.option(
    "--keep", is_flag=True, help="With --live: profiles of models that no profile knows, from gateways' own lists."
)
@click.option("--retired", is_flag=True, help="Those too that their makers switched off.")
@workspace_flag
@json_flag
def command(script: Path | None, live: bool, keep: bool, retired: bool, workspace: Path, as_json: bool) -> None:
    """What can be bought: every model by dialect, its lengths in seconds, HD, profile, retirement, your prices. Free.

    With SCRIPT: what this very script costs at each living model, packed for its lengths. Your own prices are used where
    storyboard.toml has them, else list prices, with their currency.
    """
    if script is not None:
        _compare(script, retired=retired, as_json=as_json)
        return
    from storyboard.production.buying import open_workspace
    from storyboard.production.survey import listed, sold

    if live:
        answers = list(listed(open_workspace(workspace)))
        if as_json:
            data([{"gateway": name, "models": models, "wrong": wrong} for name, models, wrong in answers])
            return
        for name, models, wrong in answers:
            click.echo(f"{name:<14} {' '.join(models)}{wrong}")
        _catalogs(workspace, keep=keep)
        return
    rows = sold(open_workspace(workspace))
    if as_json:
        data([asdict(row) for row in rows])
        return
    for row in rows:
        lengths = " ".join(map(str, row.lengths)) or "as its profile says"
        hd = f"  HD {' '.join(map(str, row.hd_lengths))}" if row.hd_lengths else ""
        ended = f"  retired {row.retired}" if row.retired else ""
        prices = "".join(f"  {gateway} {seconds} s {amount(price)}" for gateway, seconds, price in row.prices)
        tell(f"{row.dialect:<14}  {row.model:<32}  {lengths}{hd}{ended}{prices}")
    say("a model or dialect of your own: profiles/NAME.toml, dialects/NAME.toml beside storyboard.toml")


def _compare(script: Path, *, retired: bool, as_json: bool) -> None:
    """A table an episode."""
    from storyboard.cli.options import columns
    from storyboard.production.production import Options
    from storyboard.production.shopping import compare

    found = list(compare(script, Options(silent=True), retired=retired))
    if as_json:
        data([{"episode": episode, "models": [asdict(row) for row in rows]} for episode, rows in found])
        return
    for episode, rows in found:
        lines = [("model", "at", "lengths", "sound", "shots", "clips", "seconds", "cost", "")]
        for row in rows:
            price = "-" if row.price is None else f"{row.price:.2f} {row.currency}".strip()
            note = f"retired {row.retired}" if row.retired else row.trouble
            at = row.gateway or f"({row.dialect})"
            sold = (row.model, at, row.lengths, row.sound or "?", row.shots or "prompt")
            lines.append((*sold, str(row.clips or "-"), str(row.seconds or "-"), price, note))
        click.echo(f"# {episode}" if len(found) > 1 else "", nl=len(found) > 1)
        for line in columns([tuple(map(told, line)) for line in lines]):
            click.echo(line)
    say(
        "(dialect): no gateway of yours yet; `storyboard init` adds one. A price with its currency is the profile's list price"
    )


def _catalogs(workspace: Path, *, keep: bool) -> None:
    """What gateways' own lists say of lengths, resolutions, sound and prices."""
    from datetime import date

    from storyboard.production.buying import open_workspace
    from storyboard.production.survey import catalogs, keep_profiles

    settings = open_workspace(workspace)
    for name, models in catalogs(settings):
        for each in models:
            prices = " ".join(f"{what}={price}" for what, price in each.prices)
            sound = {True: "sound", False: "silent", None: ""}[each.sound]
            told = (" ".join(map(str, each.lengths)), " ".join(each.resolutions), sound, prices)
            click.echo(f"{name:<14} {each.model:<34} {'  '.join(filter(None, told))}")
        for path in keep_profiles(settings, name, models, date.today()) if keep else ():
            say(f"{path} written")
