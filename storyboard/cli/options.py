"""Flags that several commands share, and how things are said on the terminal."""

import json
import sys
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import wraps
from pathlib import Path
from typing import Any

import click

from storyboard.cli.tongue import told
from storyboard.languages.said import width
from storyboard.model.plain import shown

script_argument = click.argument("script", type=click.Path(path_type=Path))
json_flag = click.option("--json", "as_json", is_flag=True, help="Data as JSON on stdout.")


def production_flags(function: Callable[..., Any]) -> Callable[..., Any]:
    """The flags of every command that works on a production; they arrive as one `options`."""

    @wraps(function)
    def wrapped(**values: Any) -> Any:  # noqa: ANN401 - click's own keyword arguments
        from storyboard.production.production import Options

        orientation = "landscape" if values.pop("landscape") else None
        lengths = values.pop("lengths")
        names = ("gateway", "model", "hd", "max_cost")
        flags = {name: values.pop(name) for name in names} | {"orientation": orientation}
        flags["lengths"] = tuple(map(int, lengths.replace(",", " ").split())) if lengths else None
        given = tuple((name, value) for name, value in flags.items() if value is not None)
        options = Options(
            values.pop("out"),
            values.pop("format"),
            values.pop("tempo"),
            values.pop("force"),
            values.pop("share_scenes"),
            given,
            anyway=values.pop("anyway"),
            reread=values.pop("reread"),
        )
        return function(options=options, **values)

    decorated: Callable[..., Any] = wrapped
    for option in reversed(_FLAGS):
        decorated = option(decorated)
    return decorated


def _lengths(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    if value and not all(part.isascii() and part.isdigit() for part in value.replace(",", " ").split()):
        raise click.BadParameter("whole seconds, like 10,15")
    return value


_FLAGS: tuple[Callable[[Callable[..., Any]], Callable[..., Any]], ...] = (
    click.option(
        "-o",
        "--out",
        type=click.Path(path_type=Path),
        help="Folder for the productions [default: out/ of the workspace].",
    ),
    click.option("--format", help="How the script is written, if it is not recognised: see `lint --help`."),
    click.option("--tempo", type=click.IntRange(60, 600), help="Everybody speaks at this many syllables a minute."),
    click.option("--force", is_flag=True, help="Make it anew, over hand edits."),
    click.option("--anyway", is_flag=True, help="Buy although the reading of the script is in doubt (see `lint`)."),
    click.option("--reread", is_flag=True, help="Read a script anew whose clips were bought on an earlier reading."),
    click.option("--share-scenes", is_flag=True, help="Scenes may share a clip wherever that is cheaper."),
    click.option("--gateway", help="Name of a gateway of storyboard.toml, or preview."),
    click.option("--model", help="Video model, like sora-2-pro."),
    click.option("--landscape", is_flag=True, help="Wide pictures instead of upright ones."),
    click.option("--hd/--no-hd", default=None, help="HD, where the model has it."),
    click.option("--lengths", callback=_lengths, help="Only these clip lengths, like 10,15."),
    click.option("--max-cost", type=float, help="Hard cap on money; reached, nothing more is submitted."),
)


def say(text: str) -> None:
    """Talk goes to stderr."""
    click.echo(shown(text), err=True)


def tell(text: str, *, nl: bool = True, kept: Collection[str] = ()) -> None:
    """Talk that is the command's answer goes to stdout, in the user's language; lines that are `kept` are quoted, and stay as they are."""
    if kept:
        text = "\n".join(line if line.strip() in kept else told(line) for line in text.split("\n"))
    click.echo(text if kept else told(text), nl=nl)


def data(value: object) -> None:
    """Data goes to stdout; what would steer a terminal is escaped, which is the same JSON."""
    from storyboard.model.plain import STEERING

    text = json.dumps(value, ensure_ascii=False, indent=2)
    click.echo(STEERING.sub(lambda match: json.dumps(match[0])[1:-1], text))


def columns(rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Lines of columns set by the width of the signs on a terminal; a Han character takes two."""
    widths = [max(map(width, cells)) for cells in zip(*rows, strict=True)]
    return [
        "  ".join(cell + " " * (wide - width(cell)) for cell, wide in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def show(path: Path) -> str:
    """A path as short as it can be named from here."""
    try:
        return str(path.resolve().relative_to(Path.cwd().resolve()))
    except ValueError:
        return str(path)


def confirmed(question: str) -> bool:
    """A yes from whoever sits at the terminal, asked in their language; anything else is a no."""
    return click.confirm(shown(question), default=False, err=True)


def agree(what: str, cost: float | None, keys: Iterable[str], *, yes: bool, free: bool = False) -> None:
    """Shows what is bought and its price and asks once; away from a terminal without --yes it stops with exit 2.

    Before that it says what the `keys` of whoever is paid still need (`lacking`).
    """
    from storyboard.errors import ConfirmationNeeded
    from storyboard.model.money import amount

    if free:
        return
    for sentence in keys:
        say(sentence)
    text = f"{what}, price {amount(cost) if cost is not None else 'unknown (no price in storyboard.toml)'}"
    if yes:
        say(text)
        return
    if not sys.stdin.isatty():
        raise ConfirmationNeeded(
            f"this costs money: {text}", "add --yes to agree to it; --max-cost is a cap and no yes; nothing was sent"
        )
    if not confirmed(f"{text}. Buy?"):
        raise ConfirmationNeeded("not bought, as you said", "nothing was sent; the same command asks again")


def ask_again(*, yes: bool) -> Callable[[Any, float | None], bool] | None:
    """What to ask where a price rose after it was agreed to: the same, where a person is there; else nobody is asked."""
    return None if yes or not sys.stdin.isatty() else ask(yes=False)


def _assumed(script: Path, purchases: Any) -> tuple[str, ...]:  # noqa: ANN401 - Purchase, imported lazily
    """What is assumed of the people who are bought, under its heading."""
    from storyboard.cast.file import load
    from storyboard.config import find_workspace
    from storyboard.production.reviewed import assumed_in

    cast = load(find_workspace(script) / "cast.toml")
    return assumed_in([purchase.order for purchase in purchases], cast)


allow_rules_flag = click.option(
    "--allow-rules", is_flag=True, help="Buy also what rules planned because the language model failed."
)


class Failures:
    """Where a language model failed: told at once, and again in the question that follows; refused where nobody is asked."""

    def __init__(self, *, yes: bool, allowed: bool) -> None:
        self.answered = allowed or not (yes or not sys.stdin.isatty())
        self.said: list[str] = []

    def tell(self, fallbacks: Any) -> bool:  # noqa: ANN401 - Fallback, imported lazily
        """Whether it may be bought, once the question has been answered."""
        from storyboard.production.prepare import sentences_of

        found = sentences_of(fallbacks)
        for sentence in found:
            say(f"note: {sentence}")
        self.said += found
        return self.answered

    def and_then(self, what: str) -> str:
        """The question about `what` with what failed before it; said once."""
        said, self.said = self.said, []
        return "; ".join((*said, what))


def ask(
    *, yes: bool, failures: Failures | None = None, script: Path | None = None
) -> Callable[[Any, float | None], bool]:
    """What `make` and `submit` ask before they pay: so many clips and seconds, and the price, once.

    Before it what is assumed of the people of these clips, where it is known whose `script` it is.
    """

    def confirm(purchases: Any, cost: float | None) -> bool:  # noqa: ANN401 - Purchase, imported lazily
        seconds = sum(purchase.order.seconds for purchase in purchases)
        for sentence in _assumed(script, purchases) if script else ():
            say(sentence)
        for purchase in purchases:
            if purchase.state == "ready" and purchase.note:
                say(f"clip {purchase.name}: {purchase.note}")
        what = f"{len(purchases)} clips, {seconds} paid seconds"
        agree(failures.and_then(what) if failures else what, cost, (), yes=yes)  # the buyer has said it
        return True

    return confirm
