"""`--judge`: the flags, who is asked, and what is said about it on the terminal."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from storyboard.cli.options import say
from storyboard.errors import UsageError

if TYPE_CHECKING:
    from storyboard.compare.choose import Chosen
    from storyboard.compare.opinions import Jury


def judge_flags(function: Callable[..., Any]) -> Callable[..., Any]:
    """The flags of a judge; they arrive as one `judging`: None, or who is to be asked of a workspace."""

    @wraps(function)
    def wrapped(**values: Any) -> Any:  # noqa: ANN401 - click's own keyword arguments
        wanted, model = values.pop("judge"), values.pop("judge_model")
        mode, exchanges = values.pop("mode"), values.pop("exchanges")
        if not wanted and (model or mode or exchanges):
            raise UsageError("--judge-model, --replay and --exchanges are about a judge", "add --judge")
        judging = (lambda folder: _jury(folder, model, mode or "auto", exchanges)) if wanted else None
        return function(judging=judging, **values)

    decorated: Callable[..., Any] = wrapped
    for option in reversed(_FLAGS):
        decorated = option(decorated)
    return decorated


_FLAGS: tuple[Callable[[Callable[..., Any]], Callable[..., Any]], ...] = (
    click.option(
        "--judge",
        is_flag=True,
        help="Ask the model of [llm] too, which board of each script is better; beside the metrics. Costs tokens: two "
        "questions an episode and column, the first repeat of each, in both orders.",
    ),
    click.option("--judge-model", metavar="NAME", help="Ask this model of the [llm] endpoint instead."),
    click.option(
        "--replay",
        "mode",
        type=click.Choice(["auto", "replay", "record", "off"]),
        help="Of --judge. auto: what is kept is not asked again; replay: ask nothing, offline; record: ask anew; "
        "off: keep nothing [default: auto].",
    ),
    click.option(
        "--exchanges",
        "--cassettes",
        "exchanges",
        type=click.Path(path_type=Path),
        help="Of --judge: where questions and answers are kept [default: .storyboard/exchanges].",
    ),
)


def _jury(folder: Path, model: str | None, mode: Any, exchanges: Path | None) -> "Jury":  # noqa: ANN401 - a Mode
    from storyboard.compare.opinions import Jury
    from storyboard.config import find_workspace, load_settings
    from storyboard.lab.evaluate import Asking
    from storyboard.llm.earlier import exchanges_of
    from storyboard.production.production import library_of

    settings = load_settings(find_workspace(folder))
    if settings.llm is None:
        raise UsageError(
            "no language model to ask: no [llm] in storyboard.toml", "add [llm], or compare without --judge"
        )
    asked = replace(settings.llm, model=model) if model else settings.llm
    return Jury(asked, library_of(settings), Asking(mode, exchanges_of(settings.workspace, exchanges)))


def judged(found: "Chosen", baseline: str, jury: "Jury") -> "Chosen":
    """What is compared, with what the judge says of it; says before and after what that costs."""
    from storyboard.compare.opinions import ask_judge, asked, matched
    from storyboard.compare.telling_judge import bill_told

    pairs = matched(found.results, found.columns, baseline)
    if not pairs:
        say("nothing to judge: no script came to a board in both")
    about = asked(pairs, jury.library)
    say(
        f"judge {jury.model.model}: about {about.calls} questions, {about.tokens:,} tokens, less what is kept "
        f"({jury.asking.mode})"
    )
    opinions = ask_judge(pairs, baseline, jury)
    say(f"judge {jury.model.model}: {bill_told(opinions.bill)}")
    return replace(found, opinions=opinions)
