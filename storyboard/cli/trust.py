"""storyboard trust"""

import sys

import click

from storyboard.cli.options import confirmed, data, json_flag, say

WORDS = {"list": 0, "revoke": 2}
"""Words that may stand first, and how many arguments follow."""


@click.command()
@click.argument("words", nargs=-1, metavar="[list | [revoke] HOST VARIABLE]")
@json_flag
def command(words: tuple[str, ...], as_json: bool) -> None:
    """Allow the key in an environment variable to go to a host: storyboard trust models.kapon.cloud KAPON_API_KEY. Free, offline.

    `storyboard trust` lists what is allowed, `storyboard trust revoke HOST VARIABLE` takes it back. HOST is without port; one
    that is reached over plain http is written http://HOST. Where nobody can be asked (cron, workers), STORYBOARD_TRUST="HOST
    VARIABLE;HOST VARIABLE" does the same for one run. This machine itself needs no leave, but for names of other tools (AWS_…).
    """
    from storyboard.config.trust import grant, granted, revoke, store
    from storyboard.errors import UsageError

    verb, *pair = words if words and words[0] in WORDS else ("allow" if words else "list", *words)
    if len(pair) != WORDS.get(verb, 2):
        raise UsageError("trust: give HOST and VARIABLE", "like: storyboard trust models.kapon.cloud KAPON_API_KEY")
    if verb == "allow":
        host, variable = grant(pair[0], pair[1])
        say(f"${variable} may go to {host}; kept in {store()}")
    elif verb == "revoke":
        say(f"${pair[1]} may {'no longer' if revoke(pair[0], pair[1]) else 'not'} go to {pair[0]}")
    if as_json:
        data([{"host": host, "variable": variable} for host, variable in granted()])
    elif verb == "list":
        for host, variable in granted():
            click.echo(f"{host} {variable}")
        say(f"{len(granted())} allowed, kept in {store()}")


def ask_here() -> None:
    """Whoever sits at the terminal is asked when a key would go to a new host; nobody where there is no terminal."""
    from storyboard.config.trust import ask_with

    there = sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()
    ask_with(confirmed if there else None)
