"""Flags in, text out. Commands are loaded when they are called, so that `--help` is quick; no logic lives here."""

import atexit
import contextlib
import gc
import os
import sys
import threading
from collections.abc import Sequence
from importlib import import_module

import click

from storyboard import __version__
from storyboard.cli import helping
from storyboard.cli.terminal import guarded
from storyboard.cli.tongue import FLAG, speaking, without_flag
from storyboard.errors import StoryboardError
from storyboard.languages import CODES

COMMANDS = {
    "make": "Everything: from a script to a film. Free with the preview gateway; else asks before it pays.",
    "init": "Ask for model and gateway, write storyboard.toml, try the key. Free; offers one capped clip.",
    "lint": "Read a script and show scenes, cast, units and warnings. Free, offline.",
    "schema": "Print the JSON Schema of a script: only its own lines may be spoken. Free, offline.",
    "plan": "Write the board (storyboard.json) of a script. Free with the rule planner.",
    "pack": "Pack the board into clips of lengths that are sold. Free, offline.",
    "render": "Write the prompts of the clips. Free, offline.",
    "check": "Prove board, prompts and subtitles against the script. Free, offline.",
    "submit": "Buy the clips that are not owned yet. Costs money at a paid gateway; asks first.",
    "assemble": "Join the takes to episode.mp4, subtitles and index.html. Free, offline.",
    "export": "For editors and teams: 剪映, Final Cut, Resolve, Premiere, subtitles, shot lists. Free, offline.",
    "listen": "Hear the takes: every line said, nothing else? And look at them. Free on this machine; an endpoint may cost.",
    "season": "All episodes at once: planned, bought, assembled; resumable. Costs money at a paid gateway; asks first.",
    "worker": "Take part in a season from another machine. Costs money, within the season's budget.",
    "jobs": "List what was bought; adopt, resend or cancel a job of unknown outcome. Free; resend costs.",
    "retake": "Buy one more take of a clip, on purpose. Costs money; asks first.",
    "take": "Choose which take of a clip is used. Free.",
    "remix": "Change a finished film by a sentence, where the gateway can. Costs money; asks first.",
    "cast": "List and edit the cast; pictures, casting films, characters (these cost money).",
    "frames": "One still for each clip, as its first frame; used once approved. Costs money; asks first.",
    "eval": "Try prompts and models on scripts, as often as you like; every run is kept. Costs what the model costs.",
    "prompt": "List, show, compare, copy and label prompts. Free, offline.",
    "explain": "Why a shot is what it is: script lines, rule or model's answer, seconds, clip, prompt. Free, offline.",
    "models": "What can be bought: models, lengths, sizes, prices, retirement. Free.",
    "trust": "Allow a key to go to a host, list what is allowed, take it back. Free, offline.",
    "doctor": "What is configured, reachable, retired. Free.",
    "rescore": "Compute the metrics of old runs anew. Free, offline.",
    "runs": "What was tried on which script, its scores, what people said; add a note. Free, offline.",
    "compare": "What a prompt, a model or an edit made better or worse, as text or a page. Free; --judge asks a model.",
    "mcp": "Serve a workspace to a client of the Model Context Protocol. Free; buying asks the client's user.",
    "rehearse": "A local gateway that behaves like the real ones, with play money. Free.",
}
"""Name -> what it does and costs. A command's code is `storyboard.cli.<name>.command`."""


click.Context.formatter_class = helping.Formatter

GARBAGE = 200_000
"""New objects between two collections, the usual 700 and more: loading code makes many objects and no garbage (a tenth of the start)."""


class _Lazy(click.Group):
    """Loads a command's module only when that command is wanted."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for name in COMMANDS if _built(name)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS or not _built(cmd_name):
            return None
        command: click.Command = import_module(f"storyboard.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name]) for name in self.list_commands(ctx)])


def _built(name: str) -> bool:
    from importlib.util import find_spec

    return find_spec(f"storyboard.cli.{name}") is not None


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="storyboard")
@click.option(FLAG, type=click.Choice(CODES), help="Language of what is said here: zh or en [default: the script's].")
def cli(lang: str | None = None) -> None:
    """A compiler from screenplays to film: every line spoken once, word for word, for the fewest paid seconds.

    Begin with: storyboard make SCRIPT
    """
    from storyboard.cli.trust import ask_here
    from storyboard.config.owners import second_owners, warning

    ask_here()
    if owners := second_owners():
        click.echo(f"note: {warning(owners)}", err=True)


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs a command and ends the process with its exit code.

    0 done, 1 faults, 2 bad input, 3 language model, 4 gateway, 5 unknown outcome, 6 budget, 130 interrupted.
    """
    gc.set_threshold(GARBAGE)
    _speak_utf8()
    rest, asked = without_flag(sys.argv[1:] if arguments is None else arguments)
    with speaking(rest, asked), guarded():
        code = _run(rest)
    sys.exit(code)


def program() -> None:
    """`main` as a program of its own: once everything is written and said, the process is gone.

    Python would first take two hundred modules apart, a tenth of a short run. Whoever asked to be called at the end is called;
    where another thread is still at work, or the output cannot be written any more, it ends as ever.
    """
    try:
        main()
    except SystemExit as ended:
        if isinstance(ended.code, int) and threading.active_count() == 1:
            atexit._run_exitfuncs()
            with contextlib.suppress(OSError):
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(ended.code)
        raise


def _run(arguments: Sequence[str]) -> int:
    try:
        code = cli.main(list(arguments), "storyboard", standalone_mode=False)
    except StoryboardError as error:
        click.echo(f"error: {error.message}", err=True)
        if error.hint:
            click.echo(f"\nhint: {error.hint}", err=True)
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return 2
    except (KeyboardInterrupt, click.Abort):
        click.echo("interrupted: what is done is kept; the same command goes on from here", err=True)
        return 130
    except RecursionError:
        click.echo(
            "error: something that was read is nested too deep; nothing was changed by it\n\nhint: look at the file you named",
            err=True,
        )
        return 2
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    return code if isinstance(code, int) else 0


def _speak_utf8() -> None:
    """Chinese on consoles and pipes of any code page."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure and (stream.encoding or "").lower() not in ("utf-8", "utf8"):
            reconfigure(encoding="utf-8", errors="replace")
