"""check on its own: a production as it lies there, or any board against a script."""

from dataclasses import replace
from pathlib import Path

from storyboard import check
from storyboard.cast.file import load
from storyboard.check.form import read_board
from storyboard.config import find_workspace, load_settings
from storyboard.errors import UsageError
from storyboard.model import Fault
from storyboard.production.doubt import doubts_of
from storyboard.production.files import read_text
from storyboard.production.known import films_known
from storyboard.production.prepare import Watch, prepare
from storyboard.production.production import Options, open_script, productions
from storyboard.rules import wanted


def check_production(path: Path, options: Options) -> tuple[Fault, ...]:
    """Faults and warnings of all episodes of a script file; what is missing is planned, packed and rendered first."""
    from storyboard.ledger import lock

    if path.suffix.lower() == ".json":
        raise UsageError(
            f"{path} is a board", f"say which script it belongs to: storyboard check {path} --script SCRIPT"
        )
    found: list[Fault] = []
    doubts: tuple[Fault, ...] = ()
    with lock(find_workspace(path)):
        for production in productions(path, options):
            found.extend(prepare(production, films_known(production), Watch()).faults)
            doubts = doubts_of(production.script)
    return (*doubts, *found)


def check_any(path: Path, script_path: Path, options: Options, number: str | None) -> tuple[Fault, ...]:
    """Faults and warnings of a board file against one episode of a script; the board needs no trace."""
    if not path.is_file():
        raise UsageError(f"{path}: no such file")
    script = open_script(script_path, options)
    episodes = [episode for episode in script.episodes if number in (None, episode.number, episode.id)]
    if not episodes:
        raise UsageError(
            f"{script_path}: no episode {number}", f"there are: {', '.join(e.number or e.id for e in script.episodes)}"
        )
    if len(episodes) > 1:
        raise UsageError(f"{script_path} has {len(episodes)} episodes", "say which one the board is: --episode NUMBER")
    settings = load_settings(find_workspace(script_path), flags=dict(options.flags)).check
    board, faults = read_board(read_text(path), str(path), settings.language)
    if board is None:
        return tuple(replace(fault, path=str(path)) for fault in faults)
    cast = load(find_workspace(script_path) / "cast.toml")
    subject = check.subject_of(board, script, episodes[0], cast, language=settings.language)
    found = wanted(check.check(subject), settings.off)
    return tuple(replace(fault, path=str(script_path)) for fault in found)
