"""The forms in which a language model answers: JSON Schemas that a prompt names in its front matter."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from storyboard import assets
from storyboard.config import parse_json
from storyboard.errors import UsageError
from storyboard.patterns import deferred
from storyboard.records import dataclass

Json = dict[str, Any]
OWN = "schemas"
"""Folder of a prompts folder that holds forms for several prompts."""
_NAME = deferred(r"(?:schemas/wire/)?([A-Za-z0-9][A-Za-z0-9._-]*?)(?:\.json)?")


@dataclass(frozen=True, slots=True)
class AnswerForm:
    """One form of answers."""

    name: str
    """`shots`, `shots.v3`."""
    path: Path
    schema: Json
    text: str = ""
    """The file, where it is not a shipped one; it is then a part of the prompt that names it."""


def shipped() -> Path:
    """Where the forms that come with the program lie."""
    return assets.folder("schemas") / "wire"


def form_of(named: str, stage: str, folders: Sequence[Path], where: str) -> AnswerForm:
    """The form that a prompt of a stage names: in the first of `folders` that has it, else a shipped one.

    `where` tells file and line of the name. UsageError where there is none, where it is no JSON Schema, or where it does
    not ask for all that the stage's own form asks for: the program reads answers by those fields.
    """
    name = _NAME.fullmatch(named)
    path = next((each for each in _places(name[1], folders) if each.is_file()), None) if name else None
    if name is None or path is None:
        known = sorted({each.stem for folder in (*folders, shipped()) for each in folder.glob("*.json")})
        raise UsageError(
            f"{where}: no form of answers is called {named!r}",
            f"there are: {', '.join(known)}; your own is a JSON Schema beside the prompt, NAME.json, or in prompts/{OWN}/",
        )
    text = path.read_text(encoding="utf-8-sig")
    schema = _schema(path, text)
    if path.parent == shipped():
        return AnswerForm(name[1], path, schema)
    base = shipped() / f"{stage}.json"
    if lacking := list(_lacking(json.loads(base.read_text(encoding="utf-8")), schema)):
        raise UsageError(
            f"{path}: answers of {stage} need {', '.join(lacking)}, which this form does not require",
            f"begin with a copy of the shipped form, {stage}.json: it may ask for more, not for less",
        )
    return AnswerForm(name[1], path, schema, text)


def _places(name: str, folders: Sequence[Path]) -> list[Path]:
    return [folder / f"{name}.json" for folder in (*folders, shipped())]


def _schema(path: Path, text: str) -> Json:
    """The JSON Schema of a file; UsageError with its line where it is none."""
    try:
        schema = parse_json(text)
    except ValueError as error:
        raise UsageError(f"{path}, line {getattr(error, 'lineno', 1)}: no JSON: {error}") from error
    if path.parent != shipped():
        from jsonschema import Draft202012Validator, SchemaError

        try:
            Draft202012Validator.check_schema(schema)
        except SchemaError as error:
            raise UsageError(f"{path}: no JSON Schema: {error.message}") from error
    if not isinstance(schema, dict):
        raise UsageError(f"{path}: no form of answers: it must be an object")
    return schema


def _lacking(base: Json, own: Json, place: str = "") -> Iterator[str]:
    """The fields that `base` requires and `own` does not, or not of the same type: `shots[].camera`."""
    if base.get("type") != own.get("type"):
        yield f"{place or 'the answer'} of the type {base.get('type')}"
        return
    for name in base.get("required", ()):
        inner = f"{place}.{name}".lstrip(".")
        if name not in own.get("required", ()) or name not in own.get("properties", {}):
            yield inner
        else:
            yield from _lacking(base["properties"][name], own["properties"][name], inner)
    if "items" in base:
        yield from _lacking(base["items"], own.get("items", {}), f"{place}[]")
