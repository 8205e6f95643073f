"""A whole board from elsewhere, aligned to a script: its cuts and pictures are taken, its words are proved, never copied."""

import unicodedata
from collections.abc import Sequence
from typing import Any

from storyboard import marks
from storyboard.check.align import difference
from storyboard.plan.lines import Line
from storyboard.timeline import CAPTION

Json = dict[str, Any]


def bare(text: str) -> str:
    """A text as it is compared: width and punctuation aside, letters and characters as they are."""
    return "".join(char for char in unicodedata.normalize("NFKC", text) if char.isalnum())


def as_cuts(data: Json, lines: Sequence[Line]) -> tuple[Json, list[str]]:
    """Cut points and pictures in the form of a `shots` answer, each with its number in the board, and what the board says otherwise than the script.

    A line may run over several shots, wherever they cut it; it is cut again by code. Words that differ in more than
    width and punctuation, lines left out, added, moved or given to somebody else are faults, as sentences.
    """
    spoken = _speeches(lines)
    faults: list[str] = []
    cuts: list[Json] = []
    at, rest, position = 0, "", lines[0].number - 1
    for number, shot in enumerate(data["shots"], start=1):
        role, text = shot["dialogue"]["role"].strip(), bare(shot["dialogue"]["text"])
        if not text:
            position = max(position, _shown(shot, lines, position, _until(spoken, at, bool(rest))))
        else:
            if not rest:
                if at == len(spoken):
                    faults.append(
                        f"shot {number}: “{shot['dialogue']['text']}” is not in the script here: nothing is said after the last line"
                    )
                    continue
                rest = bare("".join(line.text for line in spoken[at]))
            fault = _spoken_fault(number, shot, role, text, rest, spoken[at])
            if fault:
                faults.append(fault)
                rest, at = "", at + 1
                continue
            rest = rest[len(text) :]
            position = _reached(spoken[at], rest)
            if not rest:
                at += 1
        _take(cuts, shot, position, number)
    faults += [
        f"line {run[0].number} is missing: {run[0].unit.speaker}：“{''.join(line.text for line in run)}”"
        for run in spoken[at:]
    ]
    if cuts:
        cuts[-1] = {**cuts[-1], "through": lines[-1].number}
    return {"shots": cuts}, faults[:12]


def _speeches(lines: Sequence[Line]) -> list[list[Line]]:
    """The spoken lines, the pieces of one speech together; those without a letter (……) stand alone and may be left out."""
    runs: list[list[Line]] = []
    for line in lines:
        if line.kind == "speech" and bare(line.text):
            if runs and runs[-1][0].unit.id == line.unit.id:
                runs[-1].append(line)
            else:
                runs.append([line])
    return runs


def _spoken_fault(number: int, shot: Json, role: str, text: str, rest: str, run: Sequence[Line]) -> str:
    """What is wrong with the words of a shot that should go on with `rest`; empty if nothing is."""
    said = "".join(line.text for line in run)
    if not rest.startswith(text):
        return (
            f"shot {number}: “{shot['dialogue']['text']}” is not the script; line {run[0].number} is {run[0].unit.speaker}：“{said}”"
            f" ({difference(rest, text)[:80]})"
        )
    if bare(role) not in {bare(run[0].unit.speaker), *map(bare, run[0].unit.members)}:
        return f"shot {number}: line {run[0].number} is spoken by {run[0].unit.speaker}, not by {role or 'nobody'}"
    return ""


def _reached(run: Sequence[Line], rest: str) -> int:
    """The last piece of a speech that a shot has begun to speak, its words counted from the end."""
    left = sum(len(bare(line.text)) for line in run) - len(rest)
    for line in run:
        left -= len(bare(line.text))
        if left <= 0:
            return line.number
    return run[-1].number


def _until(spoken: Sequence[Sequence[Line]], at: int, inside: bool) -> int:
    """The line before which a silent shot must end."""
    if inside or at >= len(spoken):
        return spoken[at][0].number if inside else 10**9
    return spoken[at][0].number


def _shown(shot: Json, lines: Sequence[Line], position: int, until: int) -> int:
    """The last of the next silent lines that a silent shot shows by its own words; at least the next one."""
    told = bare(f"{shot['action']}{shot['visual']}")
    reached = position
    for line in lines:
        if position < line.number < until and (line.kind != "speech" or not bare(line.text)):
            words = bare(line.text)
            if reached == position or (words and words in told and line.number == reached + 1):
                reached = line.number
    return reached


def _take(cuts: list[Json], shot: Json, position: int, number: int) -> None:
    """A cut point, if the shot reaches further than the one before; otherwise it shows what was shown already."""
    if not cuts or position > cuts[-1]["through"]:
        picture = {key: shot[key] for key in ("camera", "visual", "style_tags")}
        picture["visual"] = marks.without(CAPTION.sub("", picture["visual"])).strip("，, ")
        cuts.append({"through": position, "answered": number, **picture})
