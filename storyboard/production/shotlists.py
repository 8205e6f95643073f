"""A shot list that comes back from a production team: seconds, framing and notes become wishes; words stay the script's."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from storyboard import camera, speech
from storyboard.errors import UsageError
from storyboard.export import lay_out
from storyboard.export.shotlist import COLUMNS, FORMULA, TABLES, cells_of, framing_of
from storyboard.languages import CODES, Language, heard
from storyboard.model import Board, Edit, Fault, Laid, ShotWish
from storyboard.parse.tables import cells
from storyboard.patterns import deferred
from storyboard.production.importing import Imported
from storyboard.production.prepare import FaultsFound
from storyboard.production.production import BOARD, Options, Production, productions
from storyboard.production.stages import Planned, kept_board, plan_stage
from storyboard.production.wishes import KeptWish, load_wishes, notes_of, place_of, save_wishes, with_wishes
from storyboard.read import read
from storyboard.records import dataclass

SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".ods", ".csv")
"""What a shot list comes back as."""
SCRIPTS = ("role", "text", "action", "location", "time", "weather")
"""Columns that are the script's: a change in them is refused."""
LENGTH = deferred(r"(?:(?P<minutes>\d{1,2})[:：])?(?P<seconds>\d{1,3}(?:\.\d+)?)\s*(?:s|sec|秒)?", re.I)
NEAR = 0.05
"""Seconds: a shorter difference is rounding."""
OURS = ("visual", "style")
"""Columns that are the board's own: a change in them is told and not taken."""


@dataclass(frozen=True, slots=True)
class ShotListRow:
    """One row of the list."""

    line: int
    """Of the sheet, from 1."""
    cells: dict[str, str]
    """Column (of `COLUMNS`) -> what stands there; only columns that the sheet has."""


def import_shots(path: Path, script_path: Path, options: Options) -> Imported:
    """Takes over what a team changed in a shot list, plans anew with it, and says what was not taken.

    FaultsFound with every row whose dialogue, action or place is not the script's, and where shots are missing.
    """
    if not path.is_file():
        raise UsageError(f"{path}: no such file")
    rows = read_rows(path)
    found = list(productions(script_path, options))
    faults: list[Fault] = []
    notes: list[str] = []
    plans: list[tuple[Production, tuple[KeptWish, ...]]] = []
    for production in found:
        mine = _rows_of(production, rows, alone=len(found) == 1)
        if not mine:
            continue
        wishes, wrong, said = _compared(production, mine)
        faults += [replace(fault, path=str(path)) for fault in wrong]
        notes += said
        plans.append((production, wishes))
    if faults:
        raise FaultsFound(faults)
    if not plans:
        names = ", ".join(production.name for production in found)
        raise UsageError(f"{path}: no row is of {names}", "the first column names the episode, as the export does")
    for production, wishes in plans:
        save_wishes(production.folder, wishes)
        told = replace(production, script=with_wishes(production.script, wishes))
        before = kept_board(production)
        planned = plan_stage(told)
        if planned.faults:
            raise FaultsFound(planned.faults)
        notes += [_taken(production, before[0] if before else planned.board, planned.board)]
        notes += [*planned.conflicts, *_unmet(told, planned, wishes)]
    return Imported(plans[0][0].folder / BOARD, tuple(notes))


def read_rows(path: Path) -> list[ShotListRow]:
    """The rows of a shot list in either language; UsageError where there is no head with shots and words."""
    names = {
        heading.casefold(): column
        for code in CODES
        for heading, column in zip(Language.of(code).words("shots.headings"), COLUMNS, strict=True)
    }
    head: dict[int, str] = {}
    rows: list[ShotListRow] = []
    for number, line in enumerate(read(path).text.split("\n"), start=1):
        row = [cell.text.replace("\v", "\n") for cell in cells(line, 0)]
        known = {at: names[cell.casefold()] for at, cell in enumerate(row) if cell.casefold() in names}
        if {"shot", "text"} <= set(known.values()):
            head = known
        elif head and any(row):
            rows.append(ShotListRow(number, {column: _bare(row[at]) for at, column in head.items() if at < len(row)}))
    if not head:
        language = heard(CODES[0])
        wanted = "、".join(
            language.words("shots.headings")[COLUMNS.index(each)] for each in ("shot", "text", "seconds")
        )
        raise UsageError(
            f"{path}: no shot list: no row with the headings {wanted}", "export one: storyboard export SCRIPT --to xlsx"
        )
    return rows


def _bare(cell: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from taking it for a formula."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell[1:]) else cell


def _rows_of(production: Production, rows: Sequence[ShotListRow], *, alone: bool) -> list[ShotListRow]:
    """The rows of an episode; of a script with one episode all of a sheet that names no other, or names it in plain letters."""
    named = {row.cells.get("episode", "") for row in rows}
    if production.name not in named and alone and len(named) == 1:
        return list(rows)
    return [row for row in rows if row.cells.get("episode", "") == production.name]


def _compared(
    production: Production, rows: Sequence[ShotListRow]
) -> tuple[tuple[KeptWish, ...], list[Fault], list[str]]:
    """The wishes of an episode, what is refused, and what is only said."""
    board, planted = kept_board(production) or (None, None)
    if board is None or planted is None:
        raise UsageError(f"{production.folder}: there is no board yet", "plan it first: storyboard plan SCRIPT")
    traces = planted.trace.shots
    if len(traces) != len(board.shots):
        raise UsageError(
            f"{production.folder / BOARD}: its shots were cut by hand, so the rows of a list cannot be told apart",
            "change seconds and camera in storyboard.json itself",
        )
    before = load_wishes(production.folder)
    edit = lay_out(
        (production.name, production.title), production.language.code, board, (), (), (1, 1),
        notes_of(board, traces, production.script, before),
    )  # fmt: skip
    by_number = {shot.number: shot for shot in edit.shots}
    faults: list[Fault] = []
    said: list[str] = []
    wishes: list[KeptWish] = []
    seen: set[int] = set()
    for row in rows:
        shot = by_number.get(_whole(row.cells["shot"]))
        if shot is None or shot.number in seen:
            faults.append(_fault(row, production.heard.word("shots.unknown").format(shot=row.cells["shot"])))
            continue
        seen.add(shot.number)
        told = cells_of(shot, edit)
        faults += _refused(row, told, production.heard)
        said += _not_taken(row, told, production.heard)
        place = place_of(board.shots[shot.number - 1], traces[shot.number - 1], production.script)
        if place:
            wish, odd = _wish(row, shot, edit, place, before)
            said += odd
            wishes += [KeptWish(*place[0], wish)] if wish.seconds or wish.framing or wish.note else []
    if missing := sorted(set(by_number) - seen):
        numbers = production.heard.word("reading.between").join(map(str, missing))
        faults.append(Fault("import", production.heard.word("shots.gone").format(numbers), level="fault"))
    return tuple(wishes), faults, said


def _fault(row: ShotListRow, what: str) -> Fault:
    return Fault("import", what, level="fault", line=row.line)


def _refused(row: ShotListRow, told: dict[str, object], language: Language) -> Iterator[Fault]:
    """What is the script's and says otherwise."""
    for column in SCRIPTS:
        if column in row.cells and not _same(row.cells[column], told[column]):
            yield _fault(
                row,
                language.word("shots.refused").format(
                    column=_heading(column, language), shot=told["shot"], old=told[column], new=row.cells[column]
                ),
            )


def _not_taken(row: ShotListRow, told: dict[str, object], language: Language) -> Iterator[str]:
    for column in OURS:
        if column in row.cells and not _same(row.cells[column], told[column]):
            yield language.word("shots.not_taken").format(
                line=row.line, column=_heading(column, language), shot=told["shot"]
            )


def _wish(
    row: ShotListRow, shot: Laid, edit: Edit, place: tuple[tuple[str, int], str, str], before: Sequence[KeptWish]
) -> tuple[ShotWish, list[str]]:
    """What a row asks of its shot: what it changes, over what was asked before; and words that are not understood."""
    language = Language.of(edit.language)
    old = (each.wish for each in before if ((each.line, each.nth), each.wish.text, each.wish.acts) == place)
    wish = next(old, ShotWish(place[1], place[2]))
    told = cells_of(shot, edit)
    said: list[str] = []
    if _changed(row, "seconds", told):
        seconds = _seconds(row.cells["seconds"])
        said += [] if seconds else [_odd(row, "seconds", heard(edit.language))]
        wish = replace(wish, seconds=seconds or wish.seconds)
    parts = framing_of(wish.framing, edit.language)
    for at, column in enumerate(TABLES):
        if not _changed(row, column, told) or not row.cells[column]:
            continue
        found = camera.told(row.cells[column], camera.Framing())
        said += [] if found else [_odd(row, column, heard(edit.language))]
        if found:
            parts[column] = found.write(edit.language).split(language.word("writing.comma"))[at]
    framing = language.word("writing.comma").join(filter(None, parts.values()))
    note = " ".join(row.cells["note"].split()) if "note" in row.cells else wish.note
    return replace(wish, framing=framing, note=note), said


def _changed(row: ShotListRow, column: str, told: dict[str, object]) -> bool:
    """Whether a row has another value in a column than the board; a column that the sheet lost changes nothing."""
    if column not in row.cells:
        return False
    if column == "seconds":
        return _seconds(row.cells[column]) != told[column]
    return not _same(row.cells[column], told[column])


def _same(one: object, other: object) -> bool:
    """Whether two cells say the same: spaces are a sheet's own, and so are apostrophes at its head, which keep it from being a formula."""
    return "".join(str(one).split()).lstrip("'") == "".join(str(other).split()).lstrip("'")


def _whole(text: str) -> int:
    digits = "".join(char for char in text if char.isdecimal())
    return int(digits) if digits else 0


def _seconds(text: str) -> float | None:
    """`3`, `3.5`, `3.5 秒`, `0:03`; None for anything else, and for what no shot may last."""
    found = LENGTH.fullmatch(text.strip())
    if not found:
        return None
    seconds = int(found["minutes"] or 0) * 60 + float(found["seconds"])
    return seconds if speech.SHORTEST <= round(seconds * 10) <= speech.LONGEST else None


def _odd(row: ShotListRow, column: str, language: Language) -> str:
    return language.word("shots.odd").format(line=row.line, column=_heading(column, language), text=row.cells[column])


def _heading(column: str, language: Language) -> str:
    return language.words("shots.headings")[COLUMNS.index(column)]


def _taken(production: Production, before: Board, after: Board) -> str:
    """Which shots are others than they were."""
    word, pairs = production.heard.word, enumerate(zip(before.shots, after.shots, strict=False), start=1)
    numbers = [str(number) for number, (old, new) in pairs if old != new]
    between = word("reading.between")
    return word("shots.taken").format(between.join(numbers)) if numbers else word("shots.same")


def _unmet(production: Production, planned: Planned, wishes: Sequence[KeptWish]) -> Iterator[str]:
    """Shots that could not be made as long as was asked: the words take so long."""
    wanted = {((each.line, each.nth), each.wish.text, each.wish.acts): each.wish.seconds for each in wishes}
    traces = planned.trace.shots if planned.trace else ()
    for number, (shot, trace) in enumerate(zip(planned.board.shots, traces, strict=False), start=1):
        place = place_of(shot, trace, production.script)
        asked = wanted.get(place, 0.0) if place else 0.0
        if asked and abs(asked - shot.duration) > NEAR:
            yield production.heard.word("shots.unmet").format(shot=number, asked=f"{asked:g}", got=f"{shot.duration:g}")
