"""storyboard doctor"""

from dataclasses import asdict
from pathlib import Path

import click

from storyboard.cli.buying import workspace_flag
from storyboard.cli.options import data, json_flag
from storyboard.cli.tongue import told


@click.command()
@click.option("--offline", is_flag=True, help="Ask no gateway.")
@click.option(
    "--llm",
    is_flag=True,
    help="Try what the language model's endpoint can do, with three cheap questions, and keep it.",
)
@workspace_flag
@json_flag
def command(offline: bool, llm: bool, workspace: Path, as_json: bool) -> int:
    """What is configured, reachable, retired, and what is left open. Asks gateways for their list of models: free.

    Exit 2 where a key was not sent because nobody allowed it for that host: `storyboard trust`. Exit 3 where `--llm` found no answer that can be used.
    """
    from storyboard.production.buying import open_workspace
    from storyboard.production.survey import examine, try_language_model

    settings = open_workspace(workspace)
    findings = [*examine(settings, ask=not offline), *(try_language_model(settings) if llm else ())]
    if as_json:
        data([asdict(finding) for finding in findings])
    else:
        for finding in findings:
            click.echo(f"{'ok  ' if finding.good else told('LOOK')}  {told(finding.about)}: {told(finding.says)}")
    if any(finding.untrusted for finding in findings):
        return 2
    return 3 if any(finding.unanswered for finding in findings) else 0
