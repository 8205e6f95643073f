"""The reading of a script looked over by a model before anything is built on it: which lines are something else than was read.

The answer names lines, a kind and a speaker, and points at words that stand there; it holds no words of its own, so nothing that is
spoken can change by it but who says it and whether it is said at all. What it says is a correction that a person lets stand or takes back.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from storyboard.errors import PartFailed
from storyboard.languages import Language
from storyboard.library import SHIPPED, Library
from storyboard.model import Ask, Correction, Script, Unit
from storyboard.parse.corrected import beginning, spoken_from
from storyboard.plan.questions import question
from storyboard.records import dataclass

STAGE = "reading"
LINES = 320
"""Parts of lines that are shown in one question; a short episode has fewer."""
AROUND = 12
"""Those of the question before that are shown again, so that what goes on from there is understood."""
MOST_FAULTS = 12
SHUT = "”」』\"’'）)]】 "
"""What may stand behind spoken words and is not shown as left out of them."""
KNOWN = 6
"""Characters by which the beginning of spoken words is found in a line."""
HEADING = 90
"""Characters of a heading from which on an answer must say where it ends; a Han character counts as two."""
UNFILMED = frozenset(("cast", "front", "title", "note"))
"""Kinds between which it makes no difference to the film which one a line is."""
TOLD_OF_SCENES = ("place", "time", "state")

Row = Mapping[str, Any]
"""What an answer says of a run of lines: from, to, kind, and what else that kind has."""


@dataclass(frozen=True, slots=True)
class ReadLine:
    """One line of a script, or one part of it, and how it was read."""

    number: int
    """1-based."""
    text: str
    kind: str
    """A kind of unit; `cue` for a name above its words."""
    speaker: str
    words: str
    """What of it is spoken, where that is not the line, or all of it behind a name; of a heading place and time. Else empty."""


def read_lines(script: Script) -> tuple[ReadLine, ...]:
    """Every line that has words, as it was read; one with parts of several units is there once for each part."""
    scenes = {scene.id: scene for scene in script.scenes}
    listed = tuple(person.name for person in script.cast if person.listed)
    found = []
    for unit in script.units:
        number = script.line_of(unit.start)
        scene = scenes.get(unit.scene) if unit.kind == "heading" else None
        heard = " / ".join(filter(None, (scene.location, scene.time, scene.state))) if scene else ""
        for row in unit.raw.split("\n"):
            if text := row.strip():
                found.append(_line(number, text, unit, listed, heard))
            number += 1
    return tuple(found)


def _line(number: int, text: str, unit: Unit, listed: Sequence[str], heard: str) -> ReadLine:
    if unit.kind == "speech":
        return _spoken(number, text, unit)
    kind: str = "note" if unit.kind == "blank" else unit.kind
    if kind == "front" and any(name in text[: len(name) + KNOWN] for name in listed):
        kind = "cast"
    return ReadLine(number, text, kind, "", heard)


def _spoken(number: int, text: str, unit: Unit) -> ReadLine:
    """A line of a speech: its cue, words, or both."""
    rows = [row.strip() for row in unit.text.split("\n") if row.strip()]
    here = next((row for row in rows if row in text), "")
    if here and not text.rstrip(SHUT).endswith(here.rstrip(SHUT)):
        return ReadLine(number, text, "speech", unit.speaker, here)
    begun = any(row[:KNOWN] in text for row in rows)
    if not begun and unit.raw.strip().startswith(text) and text not in unit.text:
        return ReadLine(number, text, "cue", unit.speaker, "")
    return ReadLine(number, text, "speech", unit.speaker, "")


def parts(lines: Sequence[ReadLine]) -> list[Sequence[ReadLine]]:
    """The lines as they are asked about, a question each; each but the first begins with the end of the one before."""
    return [lines[max(0, at - AROUND) : at + LINES] for at in range(0, len(lines), LINES)]


async def ask_reading(
    script: Script, ask: Ask, model: str, library: Library = SHIPPED
) -> tuple[tuple[Correction, ...], list[str]]:
    """What a model reads otherwise, in the order of the script, and what went wrong; a part without an accepted answer stays as read."""
    language = Language.of(script.language).code
    lines = read_lines(script)
    names = tuple(dict.fromkeys(unit.speaker for unit in script.units if unit.kind == "speech" and unit.speaker))
    found: list[Correction] = []
    remarks: list[str] = []
    for some in parts(lines):
        about = f"reading of script lines {some[0].number}-{some[-1].number}"
        asked = question(library, STAGE, language, about, lines=some, names=names)

        def judge(data: Any, some: Sequence[ReadLine] = some) -> list[str]:  # noqa: ANN401 - JSON
            return _faults(data, some, script, names)

        try:
            data = await ask(asked, judge)
        except PartFailed as error:
            remarks.append(f"{about}: as read: {error}")
            continue
        known = {(told.line, told.says) for told in found}
        new = [row for row in _rows(data) if (row["from"], row["says"]) not in known]
        for rows in _together(new):
            if not all(_read_so(row, some, script, names) for row in rows):
                found += [_told(row, script, names, model) for row in rows]
    return tuple(sorted(found, key=lambda told: told.line)), remarks


def _rows(data: Any) -> list[Row]:  # noqa: ANN401 - JSON
    """All that an answer says of lines, in their order: what they are, and which of them open scenes."""
    scenes = [{**row, "kind": "heading", "speaker": "", "says": ""} for row in data["scenes"]]
    return sorted((*data["corrections"], *scenes), key=lambda row: (row["from"], row["to"]))


def _meet(one: Row, other: Row) -> bool:
    """Whether two rows are about the same lines and are not two speeches, one behind the other."""
    first, second = sorted((one, other), key=lambda row: (row["from"], row["to"]))
    if second["from"] > first["to"]:
        return False
    apart = first["kind"] == second["kind"] == "speech" and second["says"] and first["says"] != second["says"]
    return not (apart and second["from"] == first["to"])


def _within(row: Row, some: Sequence[ReadLine]) -> list[ReadLine]:
    """The shown lines that a row of an answer is about."""
    return [line for line in some if row["from"] <= line.number <= row["to"]]


def _name(said: str, script: Script, names: Sequence[str]) -> str:
    """A speaker as the script has them: one who speaks already, else the name as written in the script; empty where it stands nowhere.

    Blanks within a name do not count: 爷　爷 is 爷爷.
    """
    flat = "".join(said.split()).casefold()
    known = {"".join(name.split()).casefold(): name for name in names}
    if flat in known or not flat:
        return known.get(flat, "")
    found = re.search(r"\s*".join(map(re.escape, "".join(said.split()))), script.text, re.IGNORECASE)
    name = found[0] if found else ""
    return " ".join(name.split()) if name.isascii() else "".join(name.split())


def _faults(data: Any, some: Sequence[ReadLine], script: Script, names: Sequence[str]) -> list[str]:  # noqa: ANN401 - JSON
    """What of an answer cannot be: lines that were not shown, words and names that do not stand there, lines told twice."""
    numbers = {line.number for line in some}
    faults: list[str] = []
    rows = _rows(data)
    for at, row in enumerate(rows):
        first, to = row["from"], row["to"]
        if first not in numbers or to not in numbers or to < first:
            faults.append(f"lines {first}-{to} are not lines shown in the question")
            continue
        if any(_meet(row, other) for other in rows[:at]):
            faults.append(f"line {first} is told twice")
        if row["kind"] == "speech" and not _name(row["speaker"], script, names):
            faults.append(f"line {first}: {row['speaker']!r} stands nowhere in the script")
        text = "\n".join(script.text.split("\n")[first - 1 : to])
        faults += [
            f"line {first}: {row[part][:40]!r} does not stand there letter for letter"
            for part in ("says", "until", *TOLD_OF_SCENES)
            if row.get(part, "").strip() and spoken_from(text, row[part]) is None
        ]
        if row["kind"] == "heading" and not row["until"] and _weight(text) > HEADING:
            faults.append(f"line {first}: say in `until` where the heading ends and the action begins")
    return faults[:MOST_FAULTS]


def _weight(text: str) -> int:
    return sum(2 if sign > "\u2e80" else 1 for sign in text)


def _together(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows in groups that have lines in common: what is said of a line replaces its whole reading, so all of it counts or none."""
    found: list[list[Row]] = []
    for row in rows:
        if found and row["from"] <= max(other["to"] for other in found[-1]):
            found[-1].append(row)
        else:
            found.append([row])
    return found


def _read_so(row: Row, some: Sequence[ReadLine], script: Script, names: Sequence[str]) -> bool:
    """Whether the lines of a row are read already as it says, as far as it makes a difference to the film."""
    lines = _within(row, some)
    if row["kind"] == "heading":
        told = " / ".join(part for each in TOLD_OF_SCENES if (part := row[each].strip()))
        return not row["until"] and bool(told) and [(line.kind, line.words) for line in lines] == [("heading", told)]
    if row["kind"] in UNFILMED:
        return all(line.kind in UNFILMED for line in lines)
    if row["kind"] != "speech":
        return {line.kind for line in lines} == {row["kind"]}
    speaker = _name(row["speaker"], script, names)
    plain = not row["until"] and all(line.words.startswith(row["says"]) for line in lines if line.words)
    return plain and {(line.kind, line.speaker) for line in lines} <= {("speech", speaker), ("cue", speaker)}


def _told(row: Row, script: Script, names: Sequence[str], model: str) -> Correction:
    """A row of an accepted answer as a correction."""
    speech, heading = row["kind"] == "speech", row["kind"] == "heading"
    place, time, state = (row[part].strip() if heading else "" for part in TOLD_OF_SCENES)
    first = script.text.split("\n")[row["from"] - 1]
    return Correction(
        line=row["from"],
        words=beginning(first),
        kind=row["kind"],
        count=row["to"] - row["from"] + 1,
        speaker=_name(row["speaker"], script, names) if speech else "",
        says=row["says"] if speech else "",
        until=row["until"] if speech or heading else "",
        place=place,
        time=time,
        state=state,
        by=model,
    )
