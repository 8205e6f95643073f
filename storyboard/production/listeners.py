"""`[[listeners]]` of `reading.toml`: whom lines are spoken to, as a person wrote down or the model said.

An entry is about one script and has a row a line. What stands there is never touched: a model is asked about lines that have no row
yet, once for each text. No row puts a reading in doubt: it says nothing of what a line is.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from storyboard.config import find_workspace
from storyboard.errors import UsageError
from storyboard.languages import Language
from storyboard.model import Listener, Script
from storyboard.production.files import digest, dump, write_whole
from storyboard.production.readings import ASKED, FILE, ask_at_once, asked_before, check_keys, entries, opened_for

if TYPE_CHECKING:
    from storyboard.library import Library
    from storyboard.llm import Endpoint

TABLE = "listeners"
KEYS = {"script": str, "by": str, "lines": list}
ROW = {"line": int, "words": str, "to": str}
"""The keys of a row of `lines`, all of which must be there, and what they hold."""
TOKENS = 3000
"""Tokens that one question about listeners and its answer need beside the lines themselves, at most."""


def load_listeners(path: Path) -> tuple[Listener, ...]:
    """What `reading.toml` of the workspace says of who is spoken to in a script; UsageError with the entry and the key if it is broken."""
    file = find_workspace(path) / FILE
    rows = enumerate(entries(file, TABLE), 1)
    return tuple(told for number, row in rows for told in _entry(file, number, row) if row["script"] == path.name)


def with_listeners(script: Script, path: Path) -> Script:
    """The script of a file whose lines know whom they are spoken to, where somebody says so."""
    told = load_listeners(path)
    if not told:
        return script
    from storyboard.plan.hearers import heard

    return heard(script, told)


def look_who_listens(path: Path, script: Script, mind: "Endpoint | None", library: "Library") -> tuple[str, ...]:
    """Asks the model once for each text who is spoken to, and keeps what it says in `reading.toml`; what went wrong.

    Nothing is asked without a key, in a dry run, or where `[prompts]` names no version of `listeners`.
    """
    if mind is None or not mind.key or mind.silent or not library.asks_listeners:
        return ()
    from storyboard.plan.hearers import parts

    asked = parts(script)
    if not asked:
        return ()
    workspace, name = find_workspace(path), f"{path.name}: {TABLE}"
    said = [(unit.scene, unit.speaker, unit.text) for unit in script.units if unit.kind == "speech"]
    words, known = digest(said), asked_before(workspace)
    if known.get(name) == words:
        return ()
    found, remarks = _ask(script, len(asked), mind, library)
    _keep(path, found, Language.of(script.language).code)
    if not remarks:
        write_whole(workspace / ASKED, dump({**known, name: words}))
    return tuple(remarks)


def _ask(script: Script, asked: int, mind: "Endpoint", library: "Library") -> tuple[tuple[Listener, ...], list[str]]:
    from storyboard.plan.hearers import ask_listeners

    tokens = TOKENS * asked + 2 * len(script.text)
    return ask_at_once(mind, asked, tokens, lambda: ask_listeners(script, mind.ask, mind.settings.model, library))


def _keep(path: Path, found: Sequence[Listener], language: str) -> None:
    """Adds what the model said to `reading.toml`, a row a line; all else as it stands."""
    import tomlkit

    if not found:
        return
    file = find_workspace(path) / FILE
    document, tables = opened_for(file, TABLE, Language.of(language).words("reading.listeners"))
    table = tomlkit.table()
    table.add("script", path.name)
    table.add("by", found[0].by)
    rows = tomlkit.array().multiline(True)
    for told in found:
        row = tomlkit.inline_table()
        row.update({"line": told.line, "words": told.words, "to": told.to})
        rows.append(row)
    table.add("lines", rows)
    tables.append(table)
    write_whole(file, tomlkit.dumps(document))


def _entry(file: Path, number: int, entry: dict[str, Any]) -> list[Listener]:
    where = f"{file}: [[{TABLE}]]"
    check_keys(where, number, entry, KEYS, ("script", "lines"))
    for row in entry["lines"]:
        if not isinstance(row, dict):
            raise UsageError(f"{where}: entry {number}: a row of `lines` is no `{{line = …, words = …, to = …}}`")
        check_keys(where, number, row, ROW, tuple(ROW))
    return [Listener(row["line"], row["words"], row["to"], entry.get("by", "")) for row in entry["lines"]]
