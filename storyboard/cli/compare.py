"""storyboard compare"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from storyboard.cli.buying import workspace_flag
from storyboard.cli.judging import judge_flags, judged
from storyboard.cli.options import data, json_flag, say, show, tell
from storyboard.cli.runs import root_of

if TYPE_CHECKING:
    from storyboard.compare.choose import Chosen
    from storyboard.compare.compare import Comparison
    from storyboard.compare.opinions import Jury


@click.command()
@click.argument("what", nargs=-1, metavar="A B …")
@click.option("--suite", default="", help="Of this suite [default: the newest that has A and B].")
@click.option("--baseline", default="", help="Which of them the others are measured against [default: A].")
@click.option("--all", "everything", is_flag=True, help="What is equal too, and changed shots word by word.")
@click.option("--html", type=click.Path(path_type=Path, dir_okay=False), help="Write it as one page.")
@click.option(
    "--serve", is_flag=True, help="Show the page in a browser on this machine; ratings and comments are kept."
)
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Of --serve [default: any that is free].")
@click.option(
    "--fail-on-regression",
    is_flag=True,
    help="Exit code 1 where something is worse than in the baseline, failed, or missing.",
)
@judge_flags
@workspace_flag
@json_flag
def command(
    what: tuple[str, ...],
    suite: str,
    baseline: str,
    html: Path | None,
    serve: bool,
    port: int,
    workspace: Path,
    judging: "Callable[[Path], Jury] | None",
    **flags: bool,
) -> int:
    """What is better, worse, or other between columns of runs, single runs, or boards. Free, offline; --judge asks a model, for tokens.

    A and B are columns (shots/v2, shots/stable, shots/v2@MODEL, rules: whole prompts, as many as mean one column), runs (id or
    folder), board files or production folders. Without them: the two newest columns of the newest suite.
    """
    from storyboard.compare.choose import chosen, compared

    jury = judging(workspace) if judging else None
    root = root_of(workspace)
    found = chosen(root, what, suite)
    comparison = compared(found, _baseline(root, found, what, baseline))
    text = not flags["as_json"] and not serve
    if text:
        from storyboard.compare.telling import told

        tell(told(comparison, found.results, everything=flags["everything"]), nl=False)
    if jury:
        found = judged(found, comparison.baseline, jury)
    _show_rest(found, comparison, text=text, **flags)
    if html:
        _write(html, found, comparison.baseline)
    if serve:
        _serve(found, comparison.baseline, port)
    if found.opinions and found.opinions.error:
        raise found.opinions.error
    return int(flags["fail_on_regression"] and comparison.regressed)


def _show_rest(
    found: "Chosen", comparison: "Comparison", *, text: bool, as_json: bool, everything: bool, **_: bool
) -> None:
    """All of it as JSON, or what the judge said below the text."""
    if as_json:
        from storyboard.compare.telling import as_data

        more = {}
        if found.opinions:
            from storyboard.compare.opinions import as_plain

            more = {"judge": as_plain(found.opinions)}
        data({**as_data(comparison, found.results), **more})
    elif text and found.opinions and found.opinions.worth_telling:
        from storyboard.compare.telling_judge import opinions_told

        tell("\n" + opinions_told(found.opinions, comparison, everything=everything), nl=False)


def _baseline(root: Path, found: "Chosen", what: tuple[str, ...], name: str) -> str:
    """The full name of the column that the user means."""
    from storyboard.compare.choose import meant, only

    if not name:
        return found.columns[0]
    return found.columns[what.index(name)] if name in what else only(found.columns, meant(root, name))


def _write(path: Path, found: "Chosen", baseline: str) -> None:
    from storyboard.compare.page import page
    from storyboard.production.files import write_whole

    write_whole(path, page(found, baseline))
    say(f"{show(path)}: open it in a browser")


def _serve(found: "Chosen", baseline: str, port: int) -> None:
    from storyboard.compare.serve import serving

    with serving(found, baseline, port) as server:
        say(f"{server.address}\nratings and comments are kept in the runs; Ctrl-C ends it")
        server.wait()
    say("ended")
