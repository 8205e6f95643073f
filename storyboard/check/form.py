"""The form of a board: the JSON Schemas, and their messages in our own words."""

import json
import math
from collections import Counter
from collections.abc import Collection, Iterable
from typing import Any

from storyboard import assets, speech
from storyboard.cast.looks import MORTAL, OLDEST
from storyboard.config import parse_json
from storyboard.errors import UsageError
from storyboard.languages import Language
from storyboard.model import Board, Cast, Character, Dialogue, Fault, Script, Shot
from storyboard.rules import finding
from storyboard.rules.form import THE_BOARD

Json = dict[str, Any]
PITCH_PATTERN = r"(?:[5-9]\d|[1-4]\d\d|500)"
"""50-500 Hz, as the schema writes it."""
SLOWEST = 180
"""SPM: at a slower tempo clauses have to be cut that at this one fit; then the tempo itself decides."""


def board_schema() -> Json:
    """The hand-written schema, `schemas/board.schema.json`."""
    schema: Json = json.loads((assets.folder("schemas") / "board.schema.json").read_text(encoding="utf-8"))
    return schema


def loose_schema() -> Json:
    """The schema that a board must meet to be read: any age and any pitch, which `check` has warnings for."""
    schema = board_schema()
    character = schema["$defs"]["character"]["properties"]
    character["age"]["maximum"] = OLDEST
    for way in character["voice"]["anyOf"]:
        way["pattern"] = way["pattern"].replace(PITCH_PATTERN, r"\d+")
    return schema


def script_schema(script: Script, episode: str = "", cast: Cast | None = None) -> Json:
    """The board schema narrowed to one script: all its people, each under their name, and only its lines or legal pieces of them.

    Ages above those of mortals are allowed where the script tells one. For one episode by id, or for the whole file. One if/then per role with an enum of contiguous runs of clauses, which
    validates 500 shots against 400 lines in a tenth of a second.
    """
    language = Language.of(script.language).code
    scenes = {scene.id for scene in script.scenes if not episode or scene.episode == episode}
    lines: dict[str, dict[str, None]] = {}
    for unit in script.units:
        if unit.kind == "speech" and unit.text and unit.scene in scenes:
            member = cast.get(unit.speaker) if cast else None
            tempo = min(member.voice.tempo if member else SLOWEST, SLOWEST)
            lines.setdefault(unit.speaker, {}).update(dict.fromkeys(legal_pieces(unit.text, tempo, language)))
    schema = board_schema()
    schema["title"] = "Storyboard board of one script"
    schema["$id"] = f"https://storyboard.invalid/schemas/script/{episode or 'all'}.schema.json"
    people = people_of(script, scenes)
    setting = schema["properties"]["character_setting"]
    setting["required"] = people
    setting["properties"] = {
        name: {"allOf": [{"$ref": "#/$defs/character"}, {"properties": {"name": {"const": name}}}]} for name in people
    }
    if immortals(script):
        schema["$defs"]["character"]["properties"]["age"]["maximum"] = OLDEST
    schema["$defs"]["shot"]["properties"]["dialogue"]["allOf"] = [
        {"properties": {"role": {"enum": ["", *lines]}}},
        *(
            {"if": {"properties": {"role": {"const": role}}}, "then": {"properties": {"text": {"enum": list(texts)}}}}
            for role, texts in lines.items()
        ),
    ]
    return schema


def people_of(script: Script, scenes: Collection[str]) -> list[str]:
    """Everybody who speaks, acts or stands in a cast line of these scenes, in order of appearance."""
    order: dict[str, None] = {}
    for scene in script.scenes:
        if scene.id in scenes:
            order.update(dict.fromkeys((*scene.cast, *scene.seen)))
            for unit in script.units:
                if unit.scene == scene.id and unit.kind == "speech" and unit.speaker:
                    order.update(dict.fromkeys((*unit.members, unit.speaker)))
    return list(order)


def immortals(script: Script) -> bool:
    """Whether the script says of somebody that they are older than people grow."""
    return any(person.age is not None and person.age > MORTAL for person in script.cast)


def legal_pieces(text: str, tempo: int, language: str) -> Iterable[str]:
    """The line itself, and every run of its clauses (of its words, in a clause too long for one shot)."""
    atoms = speech.atoms(text, tempo, language)
    for start in range(len(atoms)):
        for end in range(start + 1, len(atoms) + 1):
            yield "".join(atoms[start:end])


def faults_of(data: object, schema: Json, language: str = "en") -> tuple[Fault, ...]:
    """Every way in which `data` breaks the schema, in order of place."""
    from jsonschema import Draft202012Validator

    errors = sorted(Draft202012Validator(schema).iter_errors(data), key=lambda error: _order(error.absolute_path))
    return tuple(dict.fromkeys(_fault(error, language) for error in errors))


def _order(path: Iterable[str | int]) -> list[tuple[int, str]]:
    """Places in their own order: shot 3 before shot 11."""
    return [(part, "") if isinstance(part, int) else (-1, part) for part in path]


def _shot(path: Iterable[str | int]) -> int:
    parts = list(path)
    return int(parts[1]) + 1 if len(parts) > 1 and parts[0] == "shots" else 0


def _where(path: Iterable[str | int], language: str) -> str:
    parts = [f"[{part}]" if isinstance(part, int) else f".{part}" for part in path]
    return "".join(parts).lstrip(".") or THE_BOARD.told(language)


_PATTERNS = ("appearance", "voice", "time")
"""Fields whose form a finding says in full."""
_CASES = {
    "type": "type", "minimum": "minimum", "maximum": "maximum", "minLength": "empty", "minItems": "empty", "enum": "enum", "const": "const",
}  # fmt: skip
"""Keyword of JSON Schema -> case of the rule `form`."""


def _fault(error: Any, language: str) -> Fault:  # noqa: ANN401 - jsonschema is untyped here
    """One sentence for a schema error; long enums are not repeated."""
    value, rule, limit = error.instance, error.validator, error.validator_value
    shown = json.dumps(value, ensure_ascii=False)
    values = {
        "shown": shown if len(shown) <= 80 else shown[:77] + "…",
        "limit": limit,
        "article": "an" if str(limit)[:1] in "aeio" else "a",
        "rule": rule,
    }
    field = str(error.absolute_path[-1]) if error.absolute_path else ""
    case = _CASES.get(rule, "")
    if rule in ("required", "additionalProperties"):
        lacks = rule == "required"
        names = [n for n in limit if n not in value] if lacks else sorted(set(value) - set(error.schema["properties"]))
        case = f"{'lacks' if lacks else 'extra'} {'one' if len(names) == 1 else 'many'}"
        values["names"] = ", ".join(f"`{name}`" for name in names)
    elif field in _PATTERNS and rule in ("pattern", "anyOf"):
        case = field
    elif rule == "enum" and field == "text":
        case = "line"
    where = _where(error.absolute_path, language)
    return finding("form", case, shot=_shot(error.absolute_path), language=language, where=where, **values)


def read_board(text: str, path: str, language: str = "en") -> tuple[Board | None, tuple[Fault, ...]]:
    """A board from JSON text, or None with every fault of its form. UsageError where the text is no JSON at all."""
    try:
        data = parse_json(text, parse_constant=_no_constant, object_pairs_hook=_no_repeats)
        json.dumps(data, ensure_ascii=False).encode()  # lone surrogates are no text
    except ValueError as error:
        raise UsageError(
            f"{path}: not a board: {error}", "a board is the JSON that `storyboard plan` writes"
        ) from error
    faults = faults_of(data, loose_schema(), language)
    return (None, faults) if faults else (board_of(data), ())


def written(text: str) -> tuple[Board, tuple[Fault, ...]]:
    """A board from a text that we wrote ourselves: its form was proved then."""
    return board_of(json.loads(text)), ()


def _no_constant(word: str) -> float:
    raise ValueError(f"{word} is no JSON number")


def _no_repeats(pairs: list[tuple[str, Any]]) -> Json:
    found = dict(pairs)
    if len(found) != len(pairs):
        twice = Counter(key for key, _ in pairs).most_common(1)[0][0]
        raise ValueError(f"the key {twice!r} stands twice in one object")
    return found


def board_of(data: Json) -> Board:
    """A valid board as types; durations are brought to tenths."""
    characters = {name: Character(**entry) for name, entry in data["character_setting"].items()}
    shots = tuple(
        Shot(
            **{
                **entry,
                "dialogue": Dialogue(**entry["dialogue"]),
                "duration": math.floor(entry["duration"] * 10 + 0.5) / 10,
            }
        )
        for entry in data["shots"]
    )
    return Board(characters, shots)
