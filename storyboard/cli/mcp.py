"""storyboard mcp"""

from pathlib import Path

import click

from storyboard.cli.buying import workspace_flag


@click.command()
@workspace_flag
def command(workspace: Path) -> None:
    """Serve this workspace to a client of the Model Context Protocol, on stdin and stdout. Free; buying asks the client's user.

    Needs the extra: python -m pip install "storyboard-compiler[mcp]". What a client can do: docs/skill.md.
    """
    from importlib.util import find_spec

    from storyboard.errors import UsageError

    if find_spec("mcp") is None:
        raise UsageError(
            "the Model Context Protocol needs its SDK, which is not installed",
            'python -m pip install "storyboard-compiler[mcp]"',
        )
    from storyboard.mcp.server import server

    server(workspace).run()
