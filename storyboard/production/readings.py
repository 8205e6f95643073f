"""`reading.toml`: lines of scripts that are something else than was read, as a person wrote down or the model said.

Whom lines are spoken to stands there too (`listeners.py`). It lies beside `cast.toml`, for people to read and to change; nothing that stands in it is touched but by `--accept`. That a script
was looked over is noted in `.storyboard/readings.json` by its words, so that each text is asked about once.
"""

import tomllib
from collections.abc import Callable, Coroutine, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from storyboard.config import find_workspace, parse_json, parse_toml
from storyboard.errors import UsageError
from storyboard.languages import Language
from storyboard.model import Correction, Script
from storyboard.parse import parse
from storyboard.parse.corrected import KINDS, beginning, unaccepted
from storyboard.production.files import digest, dump, read_text, write_whole
from storyboard.read import read

if TYPE_CHECKING:
    from tomlkit import TOMLDocument
    from tomlkit.items import AoT

    from storyboard.library import Library
    from storyboard.llm import Endpoint

Told = TypeVar("Told")
"""What a model is asked for."""
FILE = "reading.toml"
TABLES = ("correction", "listeners")
ASKED = Path(".storyboard") / "readings.json"
KEYS = {
    "script": str,
    "line": int,
    "words": str,
    "is": str,
    "count": int,
    "who": str,
    "says": str,
    "until": str,
    "place": str,
    "time": str,
    "state": str,
    "by": str,
    "accepted": bool,
}
"""The keys of an entry and what they hold; the first four must be there."""
REQUIRED = ("script", "line", "words", "is")
TOKENS = 6000
"""Tokens that one question about a reading and its answer need beside the lines themselves, at most."""


def load_corrections(path: Path) -> tuple[Correction, ...]:
    """What `reading.toml` of the workspace says of a script; UsageError with the entry and the key if it is broken."""
    workspace = find_workspace(path)
    return tuple(told for name, told in _load(workspace / FILE) if name == path.name)


def read_script(path: Path, form: str | None = None) -> Script:
    """The screenplay of a file, its corrections applied."""
    return parse(read(path), form, load_corrections(path))


def look_over(path: Path, form: str | None, mind: "Endpoint | None", library: "Library") -> tuple[str, ...]:
    """Asks the model once for each text whether it was read rightly, and keeps what it says in `reading.toml`; what went wrong.

    Nothing is asked without a key, in a dry run, or where `[prompts]` names no version of `reading`.
    """
    if mind is None or not mind.key or mind.silent or not library.reads_over:
        return ()
    workspace, script = find_workspace(path), parse(read(path), form)
    language = Language.of(script.language).code
    words = digest(script.text, library.prompt("reading", language).hash)
    known = asked_before(workspace)
    if known.get(path.name) == words:
        return ()
    found, remarks = _ask(script, mind, library)
    if not remarks:
        keep(path, found, language)
        write_whole(workspace / ASKED, dump({**known, path.name: words}))
    return tuple(remarks)


def _ask(script: Script, mind: "Endpoint", library: "Library") -> tuple[tuple[Correction, ...], list[str]]:
    from storyboard.plan.reader import ask_reading, parts, read_lines

    asked = len(parts(read_lines(script)))
    tokens = TOKENS * asked + 2 * len(script.text)
    return ask_at_once(mind, asked, tokens, lambda: ask_reading(script, mind.ask, mind.settings.model, library))


def ask_at_once(mind: "Endpoint", calls: int, tokens: int, ask: Callable[[], Coroutine[Any, Any, Told]]) -> Told:
    """What a model answers, with so many calls and tokens more than were allowed before; for stages that are asked while a script is opened."""
    import asyncio

    from storyboard.llm import Ceiling

    ceiling, before = Ceiling.of(calls, tokens), mind.tally
    mind.allow(Ceiling(ceiling.calls + before.calls, ceiling.tokens + before.tokens))

    async def run() -> Told:
        async with mind:
            return await ask()

    return asyncio.run(run())


def keep(path: Path, found: Sequence[Correction], language: str) -> None:
    """Writes what a model said of a script: in the place of what it said before and nobody accepted, all else as it stands."""
    import tomlkit

    file = find_workspace(path) / FILE
    before = _load(file)
    waiting = {id(told) for told in unaccepted([told for name, told in before if name == path.name])}
    stand = {told.words for name, told in before if name == path.name and id(told) not in waiting}
    new = [told for told in found if told.words not in stand]
    if not new and not waiting:
        return
    document, rows = opened_for(file, "correction", Language.of(language).words("reading.head"))
    for index in reversed([at for at, (_, told) in enumerate(before) if id(told) in waiting]):
        del rows[index]
    for told in new:
        table = tomlkit.table()
        for key, value in _entry(path.name, told).items():
            table.add(key, value)
        rows.append(table)
    write_whole(file, tomlkit.dumps(document))


def opened_for(file: Path, kind: str, head: Sequence[str]) -> "tuple[TOMLDocument, AoT]":
    """The file as a document that keeps what a person wrote, and its entries of a kind; with the lines of `head` above the first."""
    import tomlkit

    document = tomlkit.parse(read_text(file) if file.exists() else "")
    if kind not in document:
        for line in head:
            document.add(tomlkit.comment(line))
        document.add(kind, tomlkit.aot())
    return document, document[kind]


def accept(path: Path) -> int:
    """Lets everything stand that a model said of a script; how many entries that were."""
    import tomlkit

    file = find_workspace(path) / FILE
    waiting = [at for at, (name, told) in enumerate(_load(file)) if name == path.name and unaccepted([told])]
    if waiting:
        document = tomlkit.parse(read_text(file))
        for at in waiting:
            document["correction"][at]["accepted"] = True
        write_whole(file, tomlkit.dumps(document))
    return len(waiting)


def _entry(script: str, told: Correction) -> dict[str, Any]:
    row = {"script": script, "line": told.line, "words": told.words, "is": told.kind, "count": told.count}
    told_of = {
        "speech": {"who": told.speaker, "says": told.says, "until": told.until},
        "heading": {"place": told.place, "time": told.time, "state": told.state, "until": told.until},
    }
    row |= told_of.get(told.kind, {})
    return row | {"by": told.by, "accepted": told.accepted}


def _load(file: Path) -> list[tuple[str, Correction]]:
    """(name of the script, correction) of every entry, in the order of the file."""
    return [_correction(file, number, row) for number, row in enumerate(entries(file, "correction"), 1)]


def entries(file: Path, kind: str) -> list[dict[str, Any]]:
    """The entries of a kind (`TABLES`) in the order of the file; UsageError where the file is no TOML or has others."""
    if not file.is_file():
        return []
    try:
        data = parse_toml(read_text(file))
    except tomllib.TOMLDecodeError as error:
        raise UsageError(
            f"{file}: {error}", "mend that line; entries look like [[correction]] or [[listeners]]"
        ) from error
    rows = data.get(kind, [])
    if set(data) - {*TABLES} or not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise UsageError(f"{file}: only entries [[correction]] and [[listeners]] may stand there")
    return rows


def _correction(file: Path, number: int, row: dict[str, Any]) -> tuple[str, Correction]:
    check_keys(file, number, row, KEYS, REQUIRED)
    if row["is"] not in KINDS:
        raise UsageError(f"{file}: entry {number}: a line cannot be `{row['is']}`", f"one of `{'`, `'.join(KINDS)}`")
    if row["is"] == "speech" and not row.get("who", "").strip():
        raise UsageError(f"{file}: entry {number} has no `who`", "a speech needs who says it")
    kind = next(each for each in KINDS if each == row["is"])
    return row["script"], Correction(
        row["line"], beginning(row["words"]), kind, row.get("count", 1), row.get("who", "").strip(),
        row.get("says", ""), row.get("until", ""), row.get("place", ""), row.get("time", ""), row.get("state", ""),
        row.get("by", ""), row.get("accepted", False),
    )  # fmt: skip


def check_keys(
    file: Path | str, number: int, row: Mapping[str, Any], kinds: Mapping[str, type], required: Sequence[str]
) -> None:
    """UsageError where an entry lacks a key, has one that there is not, or one of another kind."""
    for key in required:
        if key not in row:
            raise UsageError(f"{file}: entry {number} has no `{key}`", f"it needs `{'`, `'.join(required)}`")
    for key, value in row.items():
        if key not in kinds:
            raise UsageError(f"{file}: entry {number} has a key `{key}`", f"there are: `{'`, `'.join(kinds)}`")
        if not isinstance(value, kinds[key]) or (kinds[key] is int and isinstance(value, bool)):
            raise UsageError(f"{file}: entry {number}: `{key}` must be of the kind `{kinds[key].__name__}`")


def asked_before(workspace: Path) -> dict[str, str]:
    """The notes on what was asked about: by the name of a script, or of one with what was asked behind it, the digest of its words."""
    path = workspace / ASKED
    if not path.is_file():
        return {}
    try:
        return {str(name): str(words) for name, words in parse_json(read_text(path)).items()}
    except (ValueError, AttributeError) as error:
        raise UsageError(
            f"{path}: not our notes: {error}", "delete it to have the scripts looked over again"
        ) from error
