"""A board from elsewhere becomes the board of a production: proved against the script, or refused with every reason."""

from dataclasses import replace
from pathlib import Path

from storyboard import check
from storyboard.cast.file import add, load
from storyboard.cast.gather import gather
from storyboard.check.form import read_board
from storyboard.config import find_workspace, load_settings, parse_json
from storyboard.errors import UsageError
from storyboard.model import Fault
from storyboard.plan.imported import cast_of_board, plan_from_board
from storyboard.production.files import read_text, write_whole
from storyboard.production.prepare import FaultsFound
from storyboard.production.production import Options, open_script, productions
from storyboard.production.stages import BOARD, board_inputs, write_plan
from storyboard.rules import wanted


def import_board(path: Path, script_path: Path, options: Options, number: str | None = None) -> Path:
    """The `storyboard.json` written; FaultsFound where the board's form or words are not those of the script.

    Cuts and pictures are the board's; words, actions, lengths, places and times the script's. Looks and voices of the
    board go into cast.toml for people who are not there yet.
    """
    if not path.is_file():
        raise UsageError(f"{path}: no such file")
    text = read_text(path)
    board, faults = read_board(text, str(path))
    if board is None:
        raise FaultsFound([replace(fault, path=str(path)) for fault in faults])
    script = open_script(script_path, options)
    workspace = find_workspace(script_path)
    known = load(workspace / "cast.toml")
    cast = cast_of_board(board, gather(script, known, options.tempo), known)
    new = cast.members[len(known.members) :]
    chosen = [episode for episode in script.episodes if number in (None, episode.number, episode.id)]
    if len(chosen) != 1:
        raise UsageError(
            f"{script_path} has {len(script.episodes)} episodes", "say which one the board is: --episode NUMBER"
        )
    plan, wrong = plan_from_board(parse_json(text), script, chosen[0], cast)
    if plan is None:
        raise FaultsFound([Fault("import", sentence, level="fault", path=str(path)) for sentence in wrong])
    off = load_settings(workspace, flags=dict(options.flags)).check.off
    found = wanted(check.check_board(plan.board, script, chosen[0], cast), off)
    serious = [fault for fault in found if fault.level == "fault"]
    if serious:
        raise FaultsFound([replace(fault, path=str(path)) for fault in serious])
    places = cast.places[len(known.places) :]
    if new or places:
        cast_file = workspace / "cast.toml"
        before = read_text(cast_file) if cast_file.exists() else ""
        write_whole(cast_file, add(before, new, script.language, places))
    production = next(each for each in productions(script_path, options) if each.episode.id == chosen[0].id)
    write_plan(production, plan, board_inputs(production), "imported")
    return production.folder / BOARD
