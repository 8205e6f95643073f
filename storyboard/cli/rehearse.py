"""storyboard rehearse"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from storyboard.cli.options import say, tell

if TYPE_CHECKING:
    from storyboard.rehearsal.speaking import FilmVoices


def _rates(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> dict[str, float]:
    from storyboard.rehearsal import SCENARIOS

    rates = {}
    for value in values:
        name, _, share = value.partition("=")
        if name not in SCENARIOS:
            raise click.BadParameter(f"no scenario {name!r}; see --scenarios")
        try:
            rates[name] = float(share)
        except ValueError:
            raise click.BadParameter(f"{value!r}: like moderated=0.05") from None
    return rates


@click.command()
@click.option("--port", default=8765, show_default=True, help="On this machine only.")
@click.option("--speed", default=60.0, show_default=True, help="60: a minute passes in a second. 0: no waiting.")
@click.option(
    "--fail", "rates", multiple=True, callback=_rates, help="SCENARIO=SHARE of the films, like moderated=0.05."
)
@click.option("--seed", default=0, help="The same seed fails the same films.")
@click.option("--key", default="", help="The only key that is let in [default: any].")
@click.option("--voices", "spoken", is_flag=True, help="The films say their lines, by the voices of [voices].")
@click.option(
    "--misspeak",
    type=click.Choice(["drop", "swap", "add", "mumble", "silent"]),
    help="With --voices: the films say them wrongly.",
)
@click.option("--scenarios", is_flag=True, help="List what can go wrong, and stop.")
def command(
    port: int,
    speed: float,
    rates: dict[str, float],
    seed: int,
    key: str,
    spoken: bool,
    misspeak: str | None,
    scenarios: bool,
) -> None:
    """A gateway on this machine that behaves like the real ones, with play money: rehearse cost, time and failures. Free.

    Prints settings for storyboard.toml. Addresses of films are good for an hour of its time. A prompt that holds [[rehearse:SCENARIO]] meets that scenario.
    """
    from storyboard.rehearsal import SCENARIOS, Rehearsal, Shop
    from storyboard.rehearsal.scenarios import MISSPEAK
    from storyboard.rehearsal.shop import drawn_by_preview, settings_for

    if scenarios:
        for name, scenario in SCENARIOS.items():
            tell(f"{name:<20}  {scenario.says}")
        return
    if misspeak and not spoken:
        raise click.UsageError("--misspeak: only films that speak can misspeak; add --voices")
    if misspeak:
        rates = {**rates, f"{MISSPEAK}{misspeak}": 1.0}
    with _voices(spoken) as voices:
        shop = Shop(drawn_by_preview, speed, key, rates, seed, links_last=3600.0, speak=voices)
        with Rehearsal(shop, port) as rehearsal:
            click.echo(settings_for(rehearsal.url(), speed))
            say(f"any key will do: export REHEARSAL_KEY=play   the console: {rehearsal.url()}/console   stop: Ctrl-C")
            try:
                threading.Event().wait()
            except KeyboardInterrupt:
                say(
                    f"{sum(shop.posts.values())} creates, {len(shop.jobs)} jobs, {shop.charged():g} of play money charged"
                )
        for reason in dict.fromkeys(shop.mute):
            say(f"  a film stayed silent: {reason}")


@contextmanager
def _voices(spoken: bool) -> Iterator["FilmVoices | None"]:
    """Whoever speaks in the films; None where they are silent. `UsageError` where speaking would cost: a rehearsal is free."""
    if not spoken:
        yield None
        return
    from storyboard.config import find_workspace, load_settings
    from storyboard.errors import UsageError
    from storyboard.rehearsal.speaking import FilmVoices
    from storyboard.voices import open_voices

    speaker = open_voices(load_settings(find_workspace(Path())))
    if speaker.price("a line") != 0:
        raise UsageError(
            f"a rehearsal is free, and {speaker.name} has a price",
            "name a folder on this machine as [voices] model: speaking there is free",
        )
    with speaker:
        yield FilmVoices(speaker)
