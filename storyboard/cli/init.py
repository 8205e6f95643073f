"""storyboard init"""

import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import click

from storyboard.cli.options import agree, columns, say, show

if TYPE_CHECKING:
    from storyboard.languages import Language
    from storyboard.production.beginning import WorkspaceWanted

FIRST = {
    "zh": "镜头1（{0}.0秒）：海边的清晨，一只纸船被推进浅水，镜头缓缓跟随。没有人说话。无字幕，无配乐。\n",
    "en": "Shot 1 ({0}.0s): early morning by the sea, a paper boat is pushed into shallow water, the camera follows slowly. Nobody speaks. No subtitles, no music.\n",
}  # fmt: skip


@click.command()
@click.argument(
    "place", required=False, default=Path(), metavar="[SCRIPT]", type=click.Path(path_type=Path, exists=True)
)
@click.option("--model", default="", help="A model of the list, by name; asked if absent.")
@click.option("--dialect", default="", help="The gateway's dialect; asked if there are several.")
@click.option("--base-url", default="", help="The gateway's address; asked if absent.")
@click.option("--key-env", default="", help="Name of the variable that holds the key.")
@click.option(
    "--secret-env", default="", help="Name of the variable of a second key, where requests are signed (Kling)."
)
@click.option("--orientation", default="", type=click.Choice(["", "portrait", "landscape"]))
@click.option("--second", type=float, help="Price of a second, in your currency.")
@click.option("--max-cost", type=float, help="Hard cap of this folder.")
@click.option(
    "--language", default="", type=click.Choice(["", "zh", "en"]), help="Of the questions [default: the terminal's]."
)
def command(place: Path, language: str, **given: Any) -> None:  # noqa: ANN401 - one value an option
    """Ask in plain words for model and gateway, write a commented storyboard.toml, try key and model. Free.

    SCRIPT, or a folder [default: here]: the file goes beside it; of a script it is told what it costs at each model.

    At the end it offers one clip, at a price that is named and capped: nothing is bought without a yes.
    """
    from storyboard.config import find_workspace
    from storyboard.languages import Language, said
    from storyboard.production.beginning import refuse_second, text_of, try_out, write

    spoken = Language.of(language or said.spoken(os.environ))
    there = sys.stdin is not None and sys.stdin.isatty()
    script = None if place.is_dir() else place
    folder = find_workspace(place) if script else place
    refuse_second(folder)
    wanted = _wanted(given, spoken, _asker(there=there), script)
    path = write(folder, text_of(wanted, spoken))
    say(spoken.word("init.written").format(path=show(path)))
    tried = list(try_out(folder))
    for each in tried:
        say(f"{'ok  ' if each.good else 'LOOK'}  {each.says}")
    if all(each.good for each in tried) and there:
        _offer(folder, spoken)
    else:
        say(spoken.word("init.later"))


Check = Callable[[str], str]
"""An answer as it is meant; raises `UsageError` with what is wanted, where it is none."""


class Asker(Protocol):
    """Asks a question that has a default, or none; what is no answer to it is said and it is asked again."""

    def __call__(self, question: str, default: str, check: Check) -> str: ...


def _asker(*, there: bool) -> Asker:
    """Asks a question with a default, or takes the default where nobody is there."""
    from storyboard.errors import UsageError

    def ask(question: str, default: str, check: Check) -> str:
        def answer(text: str) -> str:
            try:
                return check(text.strip())
            except UsageError as wrong:
                raise click.BadParameter(f"{wrong.message}: {wrong.hint}" if wrong.hint else wrong.message) from None

        if there:
            return str(click.prompt(question, default=default, show_default=bool(default), value_proc=answer, err=True))
        if not default:
            raise UsageError(f"{question}: nobody is here to answer", "say it with a flag: storyboard init --help")
        return default

    return ask


def _one_of(among: Sequence[str]) -> Check:
    def check(text: str) -> str:
        from storyboard.errors import UsageError

        meant = next((each for each in among if each.lower() == text.lower()), None)
        if meant is None:
            raise UsageError(f"one of these is wanted: {', '.join(among)}")
        return meant

    return check


def _address(text: str) -> str:
    from storyboard.config.trust import refuse_unsafe

    refuse_unsafe("[gateways]", text, "", allow_insecure=True)
    return text


def _variable(text: str) -> str:
    """The name, and never the key itself."""
    from storyboard.errors import UsageError

    if not (text.isascii() and text.isidentifier()):
        raise UsageError("that is no name of an environment variable", "its name, never the key itself")
    return text


def _money(text: str) -> str:
    _amount(text)
    return text


def _wanted(given: dict[str, Any], spoken: "Language", ask: Asker, script: Path | None) -> "WorkspaceWanted":
    from storyboard.errors import UsageError
    from storyboard.production.beginning import WorkspaceWanted, called, choices, places
    from storyboard.profiles import profile_for

    word = spoken.word
    model = given["model"] or _model(spoken, choices(), ask, script)
    sold = {each.name: each for each in places(model)}
    if not sold:
        raise UsageError(f"no dialect knows a model {model!r}", "`storyboard models` lists them")
    if given["dialect"] and given["dialect"] not in sold:
        raise UsageError(f"{given['dialect']} sells no {model}", f"it is sold by: {', '.join(sold)}")
    first = next(iter(sold))
    dialect = sold[
        given["dialect"]
        or (
            first
            if len(sold) == 1
            else ask(f"{word('init.ask_place')} ({', '.join(sold)})", first, _one_of(list(sold)))
        )
    ]
    base = given["base_url"] or ask(word("init.ask_base"), dialect.bases[0] if dialect.bases else "", _address)
    key = given["key_env"] or ask(word("init.ask_key"), dialect.key or "GATEWAY_KEY", _variable)
    shape = given["orientation"] or ask(word("init.ask_shape"), "portrait", _one_of(["portrait", "landscape"]))
    profile = profile_for(model)
    listed = (profile.list_prices.get("720p") or next(iter(profile.list_prices.values()), None)) if profile else None
    hint = f" ({listed:g} {profile.currency})" if listed and profile else ""
    second = (
        given["second"]
        if given["second"] is not None
        else _amount(ask(word("init.ask_second") + hint, f"{listed or 0:g}", _money))
    )
    cap = given["max_cost"] if given["max_cost"] is not None else _amount(ask(word("init.ask_cap"), "50", _money))
    return WorkspaceWanted(
        dialect.name, called(dialect, model), base, key, shape, second or None, cap, secret=given["secret_env"]
    )


def _model(spoken: "Language", rows: Sequence[Any], ask: Asker, script: Path | None) -> str:
    """A model out of the list, or any other that is sold; with what a script costs there by list prices, where one was named."""
    from storyboard.production.shopping import costs_of

    costs = costs_of(script) if script else {}
    head = spoken.words("init.columns")
    lines = [("", *head, *([spoken.word("init.cost")] if costs else []))]
    lines += [
        (
            str(number),
            row.title,
            row.model,
            row.lengths,
            row.sound or "?",
            row.dialect,
            *([costs.get(row.model, "-")] if costs else []),
        )
        for number, row in enumerate(rows, 1)
    ]
    for line in columns(lines):
        say(line)
    return ask(spoken.word("init.ask_model"), "", partial(_chosen, [str(row.model) for row in rows]))


def _chosen(models: Sequence[str], text: str) -> str:
    """The model of a number of the list, or one that is named and that some gateway sells: also one that its maker ended."""
    from storyboard.errors import UsageError
    from storyboard.production.beginning import places

    if text.isdecimal() and 0 < int(text) <= len(models):
        return models[int(text) - 1]
    if not text or text.isdecimal() or not places(text):
        raise UsageError(
            f"one of these is wanted: 1-{len(models)}, or the name of a model, as `storyboard models` lists them"
        )
    return text


def _amount(text: str) -> float:
    from math import isfinite

    from storyboard.errors import UsageError

    try:
        amount = float(text)
    except ValueError:
        amount = -1.0
    if not isfinite(amount) or amount < 0:
        raise UsageError(f"{text!r} is no amount of money", "like 0.5")
    return amount


def _offer(folder: Path, spoken: "Language") -> None:
    """One clip of the shortest length, for no more than its price."""
    from storyboard.cli.buying import teller
    from storyboard.config import load_settings
    from storyboard.errors import ConfirmationNeeded
    from storyboard.gateways import open_gateway
    from storyboard.gateways.remote import needed
    from storyboard.production.beginning import first_clip
    from storyboard.production.free import Free, buy_free
    from storyboard.production.prepare import Watch
    from storyboard.production.production import Options

    settings = load_settings(folder)
    seconds, price = first_clip(settings)
    if price is None:
        say(spoken.word("init.later"))
        return
    prompt = folder / "first-clip.txt"
    prompt.write_text(FIRST.get(spoken.code, FIRST["en"]).format(seconds), encoding="utf-8")
    try:
        agree(spoken.word("init.first").format(seconds=seconds), price, needed(open_gateway(settings)), yes=False)
    except ConfirmationNeeded:
        say(spoken.word("init.later"))
        return
    bought = buy_free(Free(prompt, seconds), Options(flags=(("max_cost", price),)), Watch(), tell=teller(), warn=say)
    if bought.take:
        click.echo(show(bought.take))
