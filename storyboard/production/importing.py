"""A board from elsewhere becomes the board of a production: proved against the script, or refused with every reason."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from storyboard import check
from storyboard.cast.file import add, load
from storyboard.cast.gather import gather
from storyboard.check.form import read_board
from storyboard.config import find_workspace, load_settings, parse_json
from storyboard.errors import StoryboardError, UsageError
from storyboard.llm.reading import Unreadable, answers
from storyboard.model import Board, Character, Fault
from storyboard.plan.foreign import read_foreign
from storyboard.plan.imported import cast_of_board, plan_from_board
from storyboard.production.files import read_text, write_whole
from storyboard.production.prepare import FaultsFound
from storyboard.production.production import BOARD, Options, open_script, productions
from storyboard.production.stages import board_inputs, write_plan
from storyboard.records import dataclass
from storyboard.rules import wanted


@dataclass(frozen=True, slots=True)
class Imported:
    """A board that was taken over."""

    path: Path
    """The `storyboard.json` written."""
    notes: tuple[str, ...] = ()
    """What of its form was not the mandated one."""


def import_board(path: Path, script_path: Path, options: Options, number: str | None = None) -> Imported:
    """The board of a production from any storyboard in JSON; FaultsFound where its words are not those of the script.

    Cuts and pictures are the board's; words, actions, lengths, places and times the script's. Looks and voices of the
    board go into cast.toml for people who are not there yet. Its form may be any usual one: what differs is noted.
    """
    if not path.is_file():
        raise UsageError(f"{path}: no such file")
    text = read_text(path)
    board, data, notes = _read(text, path)
    script = open_script(script_path, options)
    workspace = find_workspace(script_path)
    known = load(workspace / "cast.toml")
    cast = gather(script, known, options.tempo)
    cast = cast_of_board(board, cast, known) if board else cast
    new = cast.members[len(known.members) :]
    chosen = [episode for episode in script.episodes if number in (None, episode.number, episode.id)]
    if len(chosen) != 1:
        raise UsageError(
            f"{script_path} has {len(script.episodes)} episodes", "say which one the board is: --episode NUMBER"
        )
    plan, wrong = plan_from_board(data, script, chosen[0], cast)
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
    options = replace(options, protocol="board")  # no model is asked for the story that somebody has pictured already
    production = next(each for each in productions(script_path, options) if each.episode.id == chosen[0].id)
    write_plan(production, plan, board_inputs(production), "imported")
    return Imported(production.folder / BOARD, notes)


def _read(text: str, path: Path) -> tuple[Board | None, dict[str, Any], tuple[str, ...]]:
    """The board where it has the mandated form, its shots in that form in any case, and notes on what was otherwise.

    UsageError or FaultsFound where there are no shots in it.
    """
    wrong: StoryboardError
    try:
        board, faults = read_board(text, str(path))
    except UsageError as error:
        wrong, told = error, "it is no plain JSON"
    else:
        if board is not None and not faults:
            return board, parse_json(text), ()
        wrong = FaultsFound([replace(fault, path=str(path)) for fault in faults])
        told = f"its form breaks the schema in {len(faults)} places"
    try:
        found = read_foreign(answers(text)[0])
    except Unreadable:
        found = None
    if found is None:
        raise wrong
    people = _people(found.data["character_setting"])
    rest = f"cuts, pictures and {len(people)} looks are taken" if people else "only its cuts and pictures are taken"
    return Board(people, ()) if people else None, found.data, (f"{told}: {rest}", *found.notes)


def _people(told: dict[str, Any]) -> dict[str, Character]:
    """Those of the character_setting whose fields are all there, as texts and a number."""
    found = {}
    for name, each in told.items():
        fields = [each.get(key) for key in ("age", "appearance", "voice")] if isinstance(each, dict) else []
        if len(fields) == 3 and isinstance(fields[0], int | float) and all(isinstance(one, str) for one in fields[1:]):
            found[name] = Character(int(fields[0]), each["appearance"], name, each["voice"])
    return found
