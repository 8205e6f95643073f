"""storyboard models"""

from dataclasses import asdict
from pathlib import Path

import click

from storyboard.cli.buying import workspace_flag
from storyboard.cli.options import data, json_flag, say
from storyboard.model.money import amount


@click.command()
@click.option("--live", is_flag=True, help="What the configured gateways themselves list.")
@workspace_flag
@json_flag
def command(live: bool, workspace: Path, as_json: bool) -> None:
    """What can be bought: every model by dialect, its lengths in seconds, HD, profile, retirement, your prices. Free."""
    from storyboard.production.buying import open_workspace
    from storyboard.production.survey import listed, sold

    if live:
        answers = list(listed(open_workspace(workspace)))
        if as_json:
            data([{"gateway": name, "models": models, "wrong": wrong} for name, models, wrong in answers])
            return
        for name, models, wrong in answers:
            click.echo(f"{name:<14} {' '.join(models)}{wrong}")
        return
    rows = sold(open_workspace(workspace))
    if as_json:
        data([asdict(row) for row in rows])
        return
    for row in rows:
        lengths = " ".join(map(str, row.lengths)) or "as its profile says"
        hd = f"  HD {' '.join(map(str, row.hd_lengths))}" if row.hd_lengths else ""
        retired = f"  retired {row.retired}" if row.retired else ""
        prices = "".join(f"  {gateway} {seconds} s {amount(price)}" for gateway, seconds, price in row.prices)
        click.echo(f"{row.dialect:<14} {row.model:<32} {lengths}{hd}{retired}{prices}")
    say("a model or dialect of your own: profiles/NAME.toml, dialects/NAME.toml beside storyboard.toml")
