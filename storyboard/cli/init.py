"""storyboard init"""

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
@click.argument("folder", required=False, default=Path(), type=click.Path(path_type=Path, exists=True, file_okay=False))
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
def command(folder: Path, language: str, **given: Any) -> None:  # noqa: ANN401 - one value an option
    """Ask in plain words for model and gateway, write a commented storyboard.toml, try key and model. Free.

    At the end it offers one clip, at a price that is named and capped: nothing is bought without a yes.
    """
    from storyboard.languages import Language, said
    from storyboard.production.beginning import text_of, try_out, write

    spoken = Language.of(language or said.spoken(os.environ))
    there = sys.stdin is not None and sys.stdin.isatty()
    wanted = _wanted(given, spoken, _asker(there=there))
    path = write(folder, text_of(wanted, spoken))
    say(spoken.word("init.written").format(path=show(path)))
    tried = list(try_out(folder))
    for each in tried:
        say(f"{'ok  ' if each.good else 'LOOK'}  {each.says}")
    if all(each.good for each in tried) and there:
        _offer(folder, spoken)
    else:
        say(spoken.word("init.later"))


def _asker(*, there: bool) -> Callable[[str, str, Sequence[str]], str]:
    """Asks a question with a default, or takes the default where nobody is there."""
    from storyboard.errors import UsageError

    def ask(question: str, default: str, among: Sequence[str] = ()) -> str:
        if there:
            kind = click.Choice(list(among), case_sensitive=False) if among else str
            return str(click.prompt(question, default=default or None, type=kind, err=True, show_choices=False))
        if not default:
            raise UsageError(f"{question}: nobody is here to answer", "say it with a flag: storyboard init --help")
        return default

    return ask


def _wanted(
    given: dict[str, Any], spoken: "Language", ask: Callable[[str, str, Sequence[str]], str]
) -> "WorkspaceWanted":
    from storyboard.errors import UsageError
    from storyboard.production.beginning import WorkspaceWanted, called, choices, places
    from storyboard.profiles import profile_for

    word = spoken.word
    model = given["model"] or _model(spoken, choices(), ask)
    sold = {each.name: each for each in places(model)}
    if not sold:
        raise UsageError(f"no dialect knows a model {model!r}", "`storyboard models` lists them")
    if given["dialect"] and given["dialect"] not in sold:
        raise UsageError(f"{given['dialect']} sells no {model}", f"it is sold by: {', '.join(sold)}")
    first = next(iter(sold))
    dialect = sold[
        given["dialect"]
        or (first if len(sold) == 1 else ask(f"{word('init.ask_place')} ({', '.join(sold)})", first, list(sold)))
    ]
    base = given["base_url"] or ask(word("init.ask_base"), dialect.bases[0] if dialect.bases else "", ())
    key = given["key_env"] or ask(word("init.ask_key"), dialect.key or "GATEWAY_KEY", ())
    shape = given["orientation"] or ask(word("init.ask_shape"), "portrait", ["portrait", "landscape"])
    profile = profile_for(model)
    listed = (profile.list_prices.get("720p") or next(iter(profile.list_prices.values()), None)) if profile else None
    hint = f" ({listed:g} {profile.currency})" if listed and profile else ""
    second = (
        given["second"]
        if given["second"] is not None
        else _amount(ask(word("init.ask_second") + hint, f"{listed or 0:g}", ()))
    )
    cap = given["max_cost"] if given["max_cost"] is not None else _amount(ask(word("init.ask_cap"), "50", ()))
    return WorkspaceWanted(
        dialect.name, called(dialect, model), base, key, shape, second or None, cap, secret=given["secret_env"]
    )


def _model(spoken: "Language", rows: Sequence[Any], ask: Callable[[str, str, Sequence[str]], str]) -> str:
    """A model out of the list, by its number."""
    lines = [("", *spoken.words("init.columns"))]
    lines += [
        (str(number), row.title, row.model, row.lengths, row.sound or "?", row.dialect)
        for number, row in enumerate(rows, 1)
    ]
    for line in columns(lines):
        say(line)
    number = ask(spoken.word("init.ask_model"), "", [str(each) for each in range(1, len(rows) + 1)])
    return str(rows[int(number) - 1].model)


def _amount(text: str) -> float:
    from storyboard.errors import UsageError

    try:
        return float(text)
    except ValueError:
        raise UsageError(f"{text!r} is no amount of money", "like 0.5") from None


def _offer(folder: Path, spoken: "Language") -> None:
    """One clip of the shortest length, for no more than its price."""
    from storyboard.cli.buying import teller
    from storyboard.config import load_settings
    from storyboard.errors import ConfirmationNeeded
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
        agree(spoken.word("init.first").format(seconds=seconds), price, yes=False)
    except ConfirmationNeeded:
        say(spoken.word("init.later"))
        return
    bought = buy_free(Free(prompt, seconds), Options(flags=(("max_cost", price),)), Watch(), tell=teller(), warn=say)
    if bought.take:
        click.echo(show(bought.take))
