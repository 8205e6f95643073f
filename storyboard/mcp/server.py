"""The desk over the Model Context Protocol, with the official SDK; money is asked of the client's user."""

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import anyio
from mcp.server.elicitation import AcceptedElicitation, ElicitationResult
from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.mcpserver.resolve import Elicit, Resolve
from pydantic import BaseModel, Field

from storyboard.errors import StoryboardError
from storyboard.mcp.desk import Desk

ABOUT = (
    "Screenplays to film. Read a script, look at its doubts, plan, check, explain shots, propose edits: all free. `quote` tells "
    "the price and a hash; `buy` wants that hash and a cap, and asks the user. Never buy without having shown the quote."
)


class Consent(BaseModel):
    """What the user is asked before money is spent."""

    buy: bool = Field(description="Buy these clips at this price")


def server(workspace: Path) -> MCPServer[Any]:
    """The server of one workspace."""
    desk, made = Desk(workspace), MCPServer[Any]("storyboard", instructions=ABOUT)
    for name, tool, does in (
        ("read_script", desk.read, "Scenes, people and counts of a script of the workspace. Free."),
        ("doubts", desk.doubts, "What the reader of a script was not sure of. Free."),
        ("plan", desk.plan, "The boards of a script. Free with rules; with [llm] in storyboard.toml a model is asked."),
        ("check", desk.check, "Board, prompts and subtitles against the script. Free."),
        ("explain_shot", desk.explain, "Why a shot, counted from 1, is what it is. Free."),
        (
            "propose_edit",
            desk.propose,
            "Other seconds, framing or a note for a shot; kept with keep=true. Free; dialogue is the script's.",
        ),
        (
            "quote",
            lambda name: asdict(desk.quote(name)),
            "What would be bought, its price, and the hash that buy wants. Free.",
        ),
        ("status", desk.status, "How far the season of the workspace is. Free."),
        ("takes", desk.takes, "The takes of a clip like ep01/003. Free."),
    ):
        made.tool(name=name, description=does)(_guarded(tool))
    _add_buying(made, desk)
    for kind, mime in (("board", "application/json"), ("prompts", "text/plain"), ("page", "text/html")):
        _add_resource(made, desk, kind, mime)
    return made


def _guarded(tool: Callable[..., Any]) -> Callable[..., Any]:
    """The tool with what stops it told to the model."""
    from functools import wraps

    @wraps(tool)
    def wrapped(*given: Any, **named: Any) -> Any:  # noqa: ANN401 - as the tool
        try:
            return tool(*given, **named)
        except StoryboardError as wrong:
            raise ToolError(str(wrong)) from wrong

    return wrapped


def _add_buying(made: MCPServer[Any], desk: Desk) -> None:
    """The one tool that spends: the SDK puts the question to the client's user before its body runs."""

    def consent(name: str, hash: str, cap: float) -> Elicit[Consent]:  # noqa: A002 - as the tool calls it
        return Elicit(_guarded(desk.question)(name, hash, cap), Consent)

    async def buy(
        name: str,
        hash: str,  # noqa: A002
        cap: float,
        answer: Annotated[ElicitationResult[Consent], Resolve(consent)],
    ) -> dict[str, Any]:
        if not (isinstance(answer, AcceptedElicitation) and answer.data.buy):
            raise ToolError("not bought: the user said no; nothing was sent")
        found: dict[str, Any] = await anyio.to_thread.run_sync(_guarded(desk.buy), name, hash, cap)
        return found

    does = "Buy what was quoted: its hash, a cap on the price; the user is asked. Costs money."
    made.tool(name="buy", description=does)(buy)


def _add_resource(made: MCPServer[Any], desk: Desk, kind: str, mime: str) -> None:
    def resource(production: str) -> str:
        return desk.file(production, kind)

    made.resource(f"storyboard://{kind}/{{production}}", name=kind, mime_type=mime)(resource)
