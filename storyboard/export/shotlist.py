"""The shot list (分镜表) as production teams keep it: one row a shot, as CSV and as a spreadsheet with a frame of each."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence

from storyboard import camera
from storyboard.export.workbook import Picture, workbook
from storyboard.languages import Language
from storyboard.model import Edit, Laid
from storyboard.patterns import deferred

COLUMNS = (
    "episode", "shot", "frame", "size", "angle", "move", "visual", "action", "role", "text", "seconds", "note",
    "location", "time", "weather", "clip", "start", "style",
)  # fmt: skip
"""What stands in each column; its headings are `shots.headings` of a language, in this order."""
WIDTHS = (9, 6, 16, 8, 8, 10, 40, 36, 12, 40, 8, 26, 18, 8, 8, 18, 12, 22)
"""Of the columns, in characters."""
FRAME = COLUMNS.index("frame")

FORMULA = deferred(r"^'*[=+\-@\t\r]")
"""What a spreadsheet would take for a formula, or for one that an apostrophe keeps from being one."""

TABLES = {"size": camera.SIZES, "angle": camera.ANGLES, "move": camera.MOVES}

Row = tuple[object, ...]


def cells_of(shot: Laid, edit: Edit) -> dict[str, object]:
    """Column -> what a shot says there; seconds a number, framing in the words of the trade."""
    return {
        **framing_of(shot.camera, edit.language),
        "episode": edit.name,
        "shot": shot.number,
        "visual": shot.visual,
        "action": shot.action,
        "role": shot.role,
        "text": shot.text,
        "seconds": shot.seconds,
        "note": shot.note,
        "location": shot.location,
        "time": shot.time,
        "weather": shot.weather,
        "clip": shot.clip,
        "start": _clock(shot.start, edit) if shot.length else "",
        "style": shot.style,
    }


def framing_of(said: str, language: str) -> dict[str, str]:
    """Size, angle and move of a camera text, each in the words of a language; empty where it does not say."""
    words = camera.read(said).write(language).split(Language.of(language).word("writing.comma"))
    told = zip(TABLES.items(), words, strict=True)
    return {name: word if camera.find(table, said) else "" for (name, table), word in told}


def rows(edits: Sequence[Edit]) -> Iterator[Row]:
    """The shots of episodes in order, a row each."""
    for edit in edits:
        for shot in edit.shots:
            told = cells_of(shot, edit)
            yield tuple(told.get(column, "") for column in COLUMNS)


def csv_of(edits: Sequence[Edit], language: Language) -> str:
    """The rows as CSV with headings; with a byte-order mark, without which Excel takes Chinese for noise."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(_without_frame(language.words("shots.headings")))
    for row in rows(edits):
        writer.writerow([_harmless(value) for value in _without_frame(row)])
    return "\ufeff" + file.getvalue()


def xlsx_of(edits: Sequence[Edit], language: Language, frames: Mapping[tuple[str, int], Picture]) -> bytes:
    """The rows as a spreadsheet; `frames`: (name of the episode, number of the shot) -> its picture."""
    told = tuple(rows(edits))
    pictures = {
        (at, FRAME): frames[(str(row[0]), int(str(row[1])))]
        for at, row in enumerate(told, start=1)
        if (str(row[0]), int(str(row[1]))) in frames
    }
    table = [language.words("shots.headings"), *told]
    return workbook(language.word("shots.sheet"), table, WIDTHS, pictures)


def _without_frame(row: Sequence[object]) -> list[object]:
    return [value for at, value in enumerate(row) if at != FRAME]


def _harmless(value: object) -> object:
    """A line that begins like a formula gets an apostrophe, as spreadsheets do themselves; tabs before it are not kept."""
    text = value.lstrip("\t\r") if isinstance(value, str) else ""
    return f"'{text}" if FORMULA.match(text) else text if isinstance(value, str) else value


def _clock(frame: int, edit: Edit) -> str:
    """`0:01:02.3`."""
    seconds, tenth = divmod(round(frame / edit.fps * 10), 10)
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}.{tenth}"
