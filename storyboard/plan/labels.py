"""Units the parser was not sure of, labelled by a model from closed lists: who speaks them, or nobody. Words never change."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from storyboard.errors import PartFailed
from storyboard.languages import Language
from storyboard.library import SHIPPED, Library
from storyboard.model import Ask, Script, Unit
from storyboard.plan.beats import STORY
from storyboard.plan.questions import question
from storyboard.records import dataclass

UNSURE = 0.7
"""Confidence below which a unit is asked about."""
MOST, AROUND = 40, 3
LABELLED = "labelled by the language model"
NOBODY = ("未知", "unknown", "UNKNOWN")
"""What an answer may say of who speaks where nothing tells it; the unit stays as parsed."""
KINDS = {
    "zh": {"speech": "台词 {}", "action": "动作", "other": "其他"},
    "en": {"speech": "dialogue {}", "action": "action", "other": "other"},
}


@dataclass(frozen=True, slots=True)
class Label:
    """What a unit is."""

    kind: str
    """`speech` or `action`."""
    speaker: str
    by: str
    """The model that said so."""


def unsure(script: Script, labels: Mapping[str, Label]) -> tuple[Unit, ...]:
    """The units to ask about: speech and action below the confidence that have no label yet."""
    keys = keys_of(script)
    return tuple(
        unit
        for unit in script.units
        if unit.kind in ("speech", "action") and unit.confidence < UNSURE and unit.text and keys[unit.id] not in labels
    )


def keys_of(script: Script) -> dict[str, str]:
    """For every unit a hash of its words and those of its neighbours: the same after edits elsewhere."""
    story = [unit for unit in script.units if unit.kind in STORY]
    words = ["", *(unit.raw.strip() for unit in story), ""]
    found = {
        unit.id: hashlib.sha256("\x1f".join(words[at : at + 3]).encode()).hexdigest()[:16]
        for at, unit in enumerate(story)
    }
    return {unit.id: found.get(unit.id, "") for unit in script.units}


def labelled(script: Script, labels: Mapping[str, Label]) -> Script:
    """The script with its labels applied; each such unit says in `reason` where that comes from."""
    if not labels:
        return script
    keys = keys_of(script)
    return replace(script, units=tuple(_applied(unit, labels.get(keys[unit.id])) for unit in script.units))


def _applied(unit: Unit, label: Label | None) -> Unit:
    if label is None or unit.kind not in ("speech", "action") or not unit.text:
        return unit
    reason = f"{LABELLED} {label.by} (before: {unit.speaker or unit.kind}; {unit.reason})"
    if label.kind == "speech":
        return replace(unit, kind="speech", speaker=label.speaker, members=(), confidence=0.9, reason=reason)
    if unit.kind == "action":
        return replace(unit, confidence=0.9, reason=reason)
    return replace(
        unit,
        kind="action",
        text=unit.raw.strip(),
        speaker="",
        members=(),
        parentheticals=(),
        extension="",
        delivery="",
        confidence=0.9,
        reason=reason,
    )


def people(script: Script) -> tuple[str, ...]:
    """The closed list of speakers, in order of appearance."""
    found = dict.fromkeys(name for scene in script.scenes for name in scene.cast)
    found.update(dict.fromkeys(unit.speaker for unit in script.units if unit.kind == "speech" and unit.speaker))
    return tuple(found)


async def ask_labels(
    script: Script, units: Sequence[Unit], ask: Ask, model: str, library: Library = SHIPPED
) -> tuple[dict[str, Label], list[str]]:
    """Labels by key for the units asked about, and what went wrong. A unit without an accepted label stays as parsed."""
    language = Language.of(script.language).code
    keys, names = keys_of(script), people(script)
    found: dict[str, Label] = {}
    remarks: list[str] = []
    for start in range(0, len(units), MOST):
        some = units[start : start + MOST]
        wanted = [script.line_of(unit.start) for unit in some]
        numbers = _numbers(wanted)
        asked = question(
            library,
            "labels",
            language,
            f"labels of script lines {wanted[0]}-{wanted[-1]}",
            lines=_shown(script, some, numbers, language),
            names=names,
        )

        def judge(data: Any, numbers: Sequence[int] = numbers) -> list[str]:  # noqa: ANN401 - JSON
            return _faults(data, numbers, names)

        try:
            data = await ask(asked, judge)
        except PartFailed as error:
            remarks.append(f"labels of script lines {wanted[0]}-{wanted[-1]}: as parsed: {error}")
            continue
        for unit, label in zip(some, data["labels"], strict=True):
            if label["kind"] == "speech" and label["speaker"] not in names:
                continue
            speaker = label["speaker"] if label["kind"] == "speech" else ""
            found[keys[unit.id]] = Label(label["kind"], speaker, model)
    return found, remarks


def _numbers(lines: Sequence[int]) -> list[int]:
    """Numbers of the asked units: from 1, so that a question about the same words stays the same when lines move."""
    return list(range(1, len(lines) + 1))


def _shown(script: Script, some: Sequence[Unit], numbers: Sequence[int], language: str) -> list[dict[str, Any]]:
    """The asked units with a few neighbours; neighbours carry no number."""
    story = [unit for unit in script.units if unit.kind in STORY]
    asked = {unit.id: number for unit, number in zip(some, numbers, strict=True)}
    at = [index for index, unit in enumerate(story) if unit.id in asked]
    near = sorted({index for each in at for index in range(max(0, each - AROUND), min(len(story), each + AROUND + 1))})
    return [
        {
            "unsure": story[index].id in asked,
            "number": asked.get(story[index].id, "-"),
            "kind": KINDS[language].get(story[index].kind, KINDS[language]["other"]).format(story[index].speaker),
            "text": " ".join(story[index].raw.split()),
        }
        for index in near
    ]


def _faults(data: Any, numbers: Sequence[int], names: Sequence[str]) -> list[str]:  # noqa: ANN401 - JSON
    given = [label["line"] for label in data["labels"]]
    if given != list(numbers):
        return [f"label the lines {numbers[0]} to {numbers[-1]}, each once, in order"]
    return [
        f"line {label['line']}: {label['speaker']!r} is not on the list"
        for label in data["labels"]
        if label["kind"] == "speech" and label["speaker"] not in (*names, *NOBODY)
    ][:12]
