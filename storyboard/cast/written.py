"""Entries of a `cast.toml` as text: what is new in it is written here, what stands there already is tomlkit's to keep."""

from collections.abc import Mapping

from storyboard.patterns import deferred

Value = int | str | list[int] | list[str]
Entry = Mapping[str, Value | Mapping[str, Value] | tuple[Mapping[str, Value | Mapping[str, Value]], ...]]
"""Key -> a value, a table on its own line, or several tables under headings of their own."""

_BARE = deferred(r"[A-Za-z0-9_-]+")
_SHORT = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
_ESCAPES = str.maketrans({chr(code): f"\\u{code:04x}" for code in (*range(32), 127)} | _SHORT)


def tables(heading: str, entries: Mapping[str, Entry]) -> str:
    """`[heading.name]` with its lines for each entry, an empty line before each; read back they are the entries."""
    return "".join(_table(f"[{heading}.{_key(name)}]", entry) for name, entry in entries.items())


def _table(heading: str, entry: Entry) -> str:
    lines, below = [f"\n{heading}\n"], []
    for key, value in entry.items():
        if isinstance(value, tuple):
            below += [_table(f"[{heading[:-1]}.{_key(key)}]]", each) for each in value]
        else:
            lines.append(f"{_key(key)} = {_value(value)}\n")
    return "".join(lines + below)


def _value(value: object) -> str:
    if isinstance(value, str):
        return f'"{value.translate(_ESCAPES)}"'
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{_key(key)} = {_value(each)}' for key, each in value.items())}}}"
    return f"[{', '.join(map(_value, value))}]" if isinstance(value, list) else str(value)


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else _value(name)
