"""What a production team asks of shots, kept beside the board (wishes.json) and given to the script's units when it is opened."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from storyboard import speech
from storyboard.config import parse_json
from storyboard.errors import UsageError
from storyboard.model import Board, Script, Shot, ShotTrace, ShotWish, Unit
from storyboard.production.files import dump, read_text, write_whole
from storyboard.records import dataclass

FILE = "wishes.json"


@dataclass(frozen=True, slots=True)
class KeptWish:
    """A wish with the words of the script by which its shot is found again."""

    line: str
    """The first unit of the shot, as it stands in the script."""
    nth: int
    """Which of the equal ones, from 1."""
    wish: ShotWish


def load_wishes(folder: Path) -> tuple[KeptWish, ...]:
    """The wishes of an episode; UsageError where the file cannot be read."""
    path = folder / FILE
    if not path.is_file():
        return ()
    try:
        found = parse_json(read_text(path))["wishes"]
        return tuple(KeptWish(each["line"], each["nth"], _wish(each["wish"])) for each in found)
    except (ValueError, KeyError, TypeError) as wrong:
        raise UsageError(
            f"{path}: not a file of wishes: {wrong}", "import the shot list again, or delete the file"
        ) from None


def _wish(data: dict[str, object]) -> ShotWish:
    seconds = data["seconds"]
    if not isinstance(seconds, int | float):
        raise TypeError("seconds must be a number")
    text, acts, framing, note = (str(data[key]) for key in ("text", "acts", "framing", "note"))
    return ShotWish(text, acts, float(seconds), framing, note)


def save_wishes(folder: Path, wishes: Sequence[KeptWish]) -> None:
    """Writes them, or removes the file where there are none."""
    if wishes:
        write_whole(folder / FILE, dump({"wishes": [asdict(each) for each in wishes]}))
    else:
        (folder / FILE).unlink(missing_ok=True)


def with_wishes(script: Script, wishes: Sequence[KeptWish]) -> Script:
    """The script with the wishes at the units their shots begin with; one whose words are gone stays away."""
    if not wishes:
        return script
    waiting: dict[tuple[str, int], list[ShotWish]] = {}
    for each in wishes:
        waiting.setdefault((each.line, each.nth), []).append(each.wish)
    names = named(script.units)
    units = tuple(
        replace(unit, asked=tuple(waiting[names[unit.id]])) if names[unit.id] in waiting else unit
        for unit in script.units
    )
    return replace(script, units=units)


def named(units: Iterable[Unit]) -> dict[str, tuple[str, int]]:
    """Id of a unit -> its words, and which of the equal ones it is: names that a line put in elsewhere does not change."""
    seen: Counter[str] = Counter()
    found = {}
    for unit in units:
        words = unit.raw.strip()
        seen[words] += 1
        found[unit.id] = (words, seen[words])
    return found


def place_of(shot: Shot, trace: ShotTrace, script: Script) -> tuple[tuple[str, int], str, str] | None:
    """(name of its first unit, its line, its actions) of a shot; None where its origin is not known."""
    units = {unit.id: unit for unit in script.units}
    mine = [units[each] for each in trace.units if each in units]
    if not mine:
        return None
    acted = [unit.text for unit in mine if unit.kind == "action"]
    lines = speech.delivery_of(shot.action)[1].split("\n")
    acts = [line for line in lines if line and any(line in text for text in acted)]
    return named(script.units)[mine[0].id], shot.dialogue.text, "\n".join(acts)


def notes_of(board: Board, traces: Sequence[ShotTrace], script: Script, wishes: Sequence[KeptWish]) -> tuple[str, ...]:
    """What a team wrote of each shot of a board, parallel to its shots; nothing where no wish has a note."""
    notes = {
        ((each.line, each.nth), each.wish.text, each.wish.acts): each.wish.note for each in wishes if each.wish.note
    }
    if not notes or len(traces) != len(board.shots):
        return ()
    places = (place_of(shot, trace, script) for shot, trace in zip(board.shots, traces, strict=True))
    return tuple(notes.get(place, "") if place else "" for place in places)


def fingerprint(wishes: Sequence[KeptWish]) -> tuple[str, ...]:
    """What a board that follows wishes is planned from, beside the script; empty without any."""
    return (json.dumps([asdict(each) for each in wishes], ensure_ascii=False),) if wishes else ()
