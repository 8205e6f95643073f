"""storyboard eval"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from storyboard.cli.options import data, json_flag, say, show
from storyboard.cli.tongue import told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from storyboard.lab.evaluate import Asking, Evaluated
    from storyboard.lab.suite import Bench
    from storyboard.lab.todo import PlannedCell
    from storyboard.model import Run


@click.command()
@click.argument("suite", type=click.Path(path_type=Path))
@click.option(
    "--prompt",
    "prompts",
    multiple=True,
    help="A column: shots/v2, or several stages of one: cast/v2+shots/v2. Again for more.",
)
@click.option(
    "--model",
    "models",
    multiple=True,
    help="A model of the [llm] endpoint or of the suite; `rules`: the rule planner. Again for more.",
)
@click.option("--repeat", type=click.IntRange(1, 99), help="How often each cell is asked [default: 1].")
@click.option("--protocol", type=click.Choice(["cuts", "board"]), help="How the model is asked [default: as in [llm]].")
@click.option("--profile", help="Pack and tell clips for this video model [default: as in [video]].")
@click.option("--name", help="Name of the suite in runs and comparisons [default: the file's].")
@click.option(
    "--replay",
    "mode",
    type=click.Choice(["auto", "replay", "record", "off"]),
    default="auto",
    show_default=True,
    help="auto: what is kept is not asked again; replay: ask nothing, offline; record: ask anew; off: keep nothing.",
)
@click.option(
    "--exchanges",
    "--cassettes",
    "exchanges",
    type=click.Path(path_type=Path),
    help="Where questions and answers are kept [default: .storyboard/exchanges, which `plan` uses too].",
)
@click.option(
    "--with-cast",
    "cast",
    is_flag=True,
    help="Use the reviewed people of cast.toml, as `plan` does, instead of asking who they are.",
)
@click.option(
    "--scene", "scenes", multiple=True, help="Only this scene of each script, by number or id. Again for more."
)
@click.option("--python", is_flag=True, help="Let assertions of the suite run their Python functions.")
@click.option("--again", is_flag=True, help="Run also what is fresh.")
@click.option("--all", "everything", is_flag=True, help="Show also the metrics in which all columns are alike.")
@click.option("--dry-run", is_flag=True, help="Say what would be asked, and what is fresh or stale; ask nothing.")
@json_flag
def command(
    suite: Path,
    mode: Any,  # noqa: ANN401 - a Literal of modes, not imported for --help
    exchanges: Path | None,
    python: bool,
    again: bool,
    everything: bool,
    dry_run: bool,
    as_json: bool,
    **flags: Any,  # noqa: ANN401
) -> None:
    """Plan the scripts of SUITE with every prompt and model, and measure what comes out. Buys no film.

    SUITE is a script, a folder of scripts, or a TOML file: scripts, prompts, models, repeat, [endpoints.NAME] with the keys of
    [llm]. Each cell becomes a folder under runs/ that is never overwritten; what is fresh is not run again, so the same command
    goes on after an interruption. `storyboard compare` shows what changed.
    """
    from storyboard.lab.evaluate import Asking, evaluate
    from storyboard.lab.suite import Suite, open_suite
    from storyboard.lab.todo import planned
    from storyboard.llm.earlier import exchanges_of

    wanted = Suite(
        name=flags["name"] or "",
        prompts=flags["prompts"],
        models=flags["models"],
        repeat=flags["repeat"] or 0,
        protocol=flags["protocol"] or "",
        profile=flags["profile"] or "",
        cast=flags["cast"],
        scenes=flags["scenes"],
    )
    bench = open_suite(suite, wanted, python=python)
    todo = planned(bench, again=again or mode == "record")
    asking = Asking(mode, exchanges_of(bench.settings.workspace, exchanges), _tell)
    _announce(bench, todo, asking)
    if dry_run:
        _list(todo, as_json=as_json)
        return
    outcome = evaluate(bench, todo, asking)
    _report(bench, outcome, as_json=as_json, everything=everything)
    if outcome.failed:
        raise SystemExit(3)
    if _broken(bench, outcome):
        raise SystemExit(1)


def _announce(bench: "Bench", todo: "Sequence[PlannedCell]", asking: "Asking") -> None:
    from storyboard.lab.evaluate import no_key
    from storyboard.lab.todo import estimate

    count = {state: sum(each.state == state for each in todo) for state in ("fresh", "again", "failed", "stale", "new")}
    about = estimate(todo)
    say(
        f"{bench.name}: {len(bench.scripts)} scripts, {len(bench.columns)} columns, {len(todo)} cells "
        f"({', '.join(f'{number} {state}' for state, number in count.items() if number)})"
    )
    if about.calls and asking.mode != "replay":
        less = ", less what is kept" if asking.mode == "auto" else ""
        cost = "cost unknown (no prices)" if about.cost is None else f"at most {about.cost:.4f}"
        say(
            f"to ask: {about.calls} questions, at most {about.tokens:,} tokens unless answers are refused, {cost}{less}"
        )
    if about.calls and (keyless := no_key(bench, asking.mode)):
        names = ", ".join(sorted({each.api_key_env for each in keyless}))
        say(f"note: no key in {names}: only what is kept can be answered")


def _tell(run: "Run", done: int, total: int) -> None:
    state = f"failed: {run.error.splitlines()[0]}" if run.error else "replayed" if run.replayed else "done"
    if run.remarks and not run.error:
        state += f", {len(run.remarks)} parts otherwise than asked: storyboard runs show {run.id}"
    say(f"[{done}/{total}] {run.script} · {run.column} · {run.repeat}: {state}")


def _list(todo: "Sequence[PlannedCell]", *, as_json: bool) -> None:
    rows = [
        {
            "script": each.cell.script.name,
            "column": each.cell.column.label,
            "repeat": each.cell.repeat,
            "state": each.state,
            "changed": each.why,
        }
        for each in todo
    ]
    if as_json:
        data(rows)
        return
    for row in rows:
        why = told(f"   (changed: {row['changed']})") if row["changed"] else ""
        click.echo(f"{told(str(row['state'])):6} {row['script']} · {row['column']} · {row['repeat']}{why}")


def _report(bench: "Bench", outcome: "Evaluated", *, as_json: bool, everything: bool) -> None:
    from dataclasses import asdict

    from storyboard.lab.evaluate import scored
    from storyboard.lab.runs import runs_folder
    from storyboard.lab.table import table

    root = runs_folder(bench.settings.workspace)
    found = list(scored(outcome.runs, root))
    for endpoint, tally in outcome.bills:
        played = f"{tally.replayed} answers played"
        say(
            f"{endpoint.model}: {f'{played}; {tally.sentence(endpoint.prices)}' if tally.calls else f'{played}, nothing asked'}"
        )
    for run in outcome.failed:
        say(f"failed: {show(root / run.id)}: {run.error}")
    if as_json:
        data([{"run": asdict(run), "scores": [asdict(score) for score in scores]} for run, scores in found])
    else:
        click.echo(table(found, everything=everything, say=told))
    columns = list(dict.fromkeys(run.column for run in outcome.runs))
    if len(columns) > 1:
        names = " ".join(f'"{column}"' for column in columns)
        say(
            f"\nwhat changed, by script and metric: storyboard compare {names} --suite {_quoted(bench.name)} --html compare.html"
        )


def _broken(bench: "Bench", outcome: "Evaluated") -> int:
    """How many assertions do not hold, after saying where."""
    from storyboard.lab.assertions import judge_run
    from storyboard.lab.runs import load_run, runs_folder

    root, broken = runs_folder(bench.settings.workspace), 0
    for run in outcome.runs if bench.assertions else ():
        if run.error:
            continue
        for each in judge_run(bench.assertions, load_run(root / run.id), bench.base):
            broken += bool(each.places)
            if each.places:
                say(f"does not hold: {each.title}: {run.script} · {run.column} · {run.repeat}")
                for place in each.places:
                    say(f"  {place}")
    if bench.assertions:
        total = len(bench.assertions)
        say(f"assertions: {total} a run, {broken} not held" if broken else f"assertions: {total} a run, all held")
    return broken


def _quoted(name: str) -> str:
    return name if name.isidentifier() else f'"{name}"'
