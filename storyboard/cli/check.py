"""storyboard check"""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from storyboard.cli import tongue
from storyboard.cli.options import columns, data, json_flag, production_flags, say, tell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from storyboard.model import Fault
    from storyboard.production.production import Options


@click.command()
@click.argument("board_or_script", type=click.Path(path_type=Path), required=False)
@click.option("--script", type=click.Path(path_type=Path), help="The script, where the argument is a board (JSON).")
@click.option("--episode", help="Number of the episode, where the script has several.")
@click.option(
    "--rules", is_flag=True, help="List the rules: what each needs, its weight, whether it can be switched off."
)
@click.option("--takes", is_flag=True, help="Also what was heard and seen in the finished takes; see `listen`.")
@click.option("--all", "everything", is_flag=True, help="Every finding, also where there are many of one kind.")
@json_flag
@production_flags
def command(
    board_or_script: Path | None,
    options: "Options",
    script: Path | None,
    episode: str | None,
    rules: bool,
    takes: bool,
    everything: bool,
    as_json: bool,
) -> None:
    """Prove that nothing was lost, added, altered, moved or given to somebody else. Free, offline. Exit 1 on faults.

    \b
    storyboard check SCRIPT                  its production: board, prompts and subtitles
    storyboard check BOARD --script SCRIPT   any board, also one that another tool or a model wrote
    storyboard check --rules                 every rule; [check] off of storyboard.toml switches some off
    """  # noqa: D301 - click wants the backspace
    from storyboard.production.checking import check_any, check_production

    if rules:
        _list_rules(as_json=as_json)
        return
    if board_or_script is None:
        raise click.UsageError("name a script, or a board with --script SCRIPT; --rules lists the rules")
    faults = (
        check_any(board_or_script, script, options, episode) if script else check_production(board_or_script, options)
    )
    if takes and not script:
        from storyboard.production.hearing import listen

        known = list(listen(board_or_script, options, ask=False))
        faults = (*faults, *(fault for each in known for fault in each.findings))
        if unheard := sum(each.unheard for each in known):
            takes_known = sum(len(each.proved) for each in known)
            say(f"{unheard} of {takes_known} takes were not heard yet: `storyboard listen {board_or_script}`")
    if as_json:
        data([_as_data(fault) for fault in faults])
    else:
        for line in told(faults, everything=everything):
            tell(line)
    serious = sum(fault.level == "fault" for fault in faults)
    say(f"{serious} faults, {len(faults) - serious} warnings")
    raise SystemExit(1 if serious else 0)


MANY, SHOWN = 12, 3
"""Findings from which they are grouped by kind, and how many of a kind are then shown."""


def told(faults: "Sequence[Fault]", *, everything: bool) -> list[str]:
    """The findings as lines. Many of them stand by kind, what guards the words first, so that forty full stops hide nothing."""
    from storyboard.rules import RULES

    lines = {fault: f"{'' if fault.level == 'fault' else 'warning: '}{fault}" for fault in faults}
    if everything or len(lines) <= MANY:
        return [lines[fault] for fault in faults]
    kinds: dict[str, list[Fault]] = {}
    for fault in faults:
        kinds.setdefault(fault.rule, []).append(fault)

    def weight(rule: str) -> tuple[bool, bool]:
        serious = any(fault.level == "fault" for fault in kinds[rule])
        return not serious, not (rule in RULES and RULES[rule].guards == "words")

    found = []
    for rule in sorted(kinds, key=weight):
        found += [lines[fault] for fault in kinds[rule][:SHOWN]]
        if more := len(kinds[rule]) - SHOWN:
            found += [f"  … and {more} more: {rule} (all: --all)"] if more > 0 else []
    return found


def _list_rules(*, as_json: bool) -> None:
    """The table of rules, for programs or for people."""
    from storyboard.rules import FAMILIES
    from storyboard.rules.page import needs, sentences, switch

    rules = [(family, rule) for family in FAMILIES for rule in family.rules]
    if as_json:
        data(
            [
                {
                    "name": rule.name,
                    "family": family.name,
                    "needs": [way.split() for way in rule.needs],
                    "weight": rule.level,
                    "guards": rule.guards,
                    "can_be_off": not rule.guards,
                    "sentences": {language: sentences(rule, language) for language in ("zh", "en")},
                }
                for family, rule in rules
            ]
        )
        return
    head = tuple(map(tongue.told, ("rule", "weight", "off", "needs", "its finding")))
    rows = [
        (rule.name, *map(tongue.told, (rule.level, switch(rule), needs(rule))), sentences(rule, tongue.language())[0])
        for _, rule in rules
    ]
    click.echo("\n".join(columns([head, *rows])))
    say(f"{len(rules)} rules; all their sentences: docs/checks.md, or --json")


def _as_data(fault: "Fault") -> dict[str, object]:
    return {
        "path": fault.path,
        "line": fault.line,
        "shot": fault.shot,
        "level": fault.level,
        "rule": fault.rule,
        "message": fault.message,
    }
