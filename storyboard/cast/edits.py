"""Changes of `cast.toml` that a command makes: a name, two entries that are one, one that is two. Comments and edits stay.

What comes back has been read again, and is refused where anything else would have changed with it.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from storyboard.cast.file import add, entry_told, read
from storyboard.cast.written import tables
from storyboard.errors import UsageError
from storyboard.model import Cast, Member

FILE = Path("cast.toml")


def rename(text: str, old: str, new: str) -> str:
    """The text with the entry of `old` called `new`; the old name stays one of its other names."""
    cast = read(text, FILE)
    member = entry_of(cast, old)
    if taken := next((one for one in cast.members if new in (one.name, *one.aliases) and one.name != old), None):
        raise UsageError(f"{new} is a name of {taken.name}", f"are they one? storyboard cast merge {taken.name} {old}")
    headers = re.compile(rf"^(\s*\[\[?\s*people\s*\.\s*)(?:{_key(old)})(\s*(?:\.|\]))", re.MULTILINE)
    changed = _edited(headers.sub(lambda match: f"{match[1]}{_quoted(new)}{match[2]}", text), _twins(old, new))
    aliases = tuple(name for name in (*member.aliases, old) if name != new)
    changed = _edited(changed, lambda people: _set(people[new], "aliases", list(aliases)))
    return _proved(changed, _with(cast, old, replace(member, name=new, aliases=aliases)))


def merge(text: str, kept: str, gone: str) -> str:
    """The text without the entry of `gone`, whose names and usernames are from now on those of `kept`."""
    cast = read(text, FILE)
    one, other = entry_of(cast, kept), entry_of(cast, gone)
    if kept == gone:
        raise UsageError(f"{kept} is one entry already")
    aliases = tuple(dict.fromkeys(name for name in (*one.aliases, gone, *other.aliases) if name != kept))
    usernames = {**dict(other.usernames), **dict(one.usernames)}
    twin = "" if one.twin_of == gone else one.twin_of
    shown = {key: getattr(one, key) or getattr(other, key) for key in ("sheets", "film", "voice_sample")}

    def change(people: Any) -> None:  # noqa: ANN401 - tomlkit's own type
        del people[gone]
        _set(people[kept], "aliases", list(aliases))
        if usernames:
            _set(people[kept], "usernames", usernames)
        if one.twin_of == gone:
            del people[kept]["twin_of"]
        for key, given in shown.items():
            if given != getattr(one, key):
                _set(people[kept], key, list(given) if isinstance(given, tuple) else given)

    changed = _edited(_edited(text, change), _twins(gone, kept))
    after = replace(one, aliases=aliases, usernames=tuple(usernames.items()), twin_of=twin, **shown)
    rest = replace(cast, members=tuple(member for member in cast.members if member.name != gone))
    return _proved(changed, _with(rest, kept, after, gone))


def split(text: str, name: str, alias: str, language: str) -> str:
    """The text in which another name of `name` is a person of its own, with the same looks until somebody gives them others."""
    cast = read(text, FILE)
    member = entry_of(cast, name)
    if alias not in member.aliases:
        raise UsageError(f"{alias} is no other name of {name}", f"those are: {', '.join(member.aliases) or 'none'}")
    aliases = tuple(other for other in member.aliases if other != alias)
    changed = _edited(text, lambda people: _set(people[name], "aliases", list(aliases)))
    own = replace(member, name=alias, aliases=(), twin_of=name)
    new = replace(own, usernames=(), sheets=(), film="", voice_sample="")
    return _proved(
        add(changed, [new], language),
        Cast((*_with(cast, name, replace(member, aliases=aliases)).members, new), cast.places),
    )


def approve(text: str, names: Iterable[str]) -> str:
    """The text in which nothing of these entries is assumed any more."""
    cast = read(text, FILE)
    for name in names:
        if entry_of(cast, name).assumed:
            text = _edited(text, lambda people, name=name: people[name].__delitem__("assumed"))  # type: ignore[misc]
    read(text, FILE)
    return text


def rewrite(text: str, members: Iterable[Member]) -> str:
    """The text with these entries as given, keys that stay the same untouched."""
    for member in members:
        text = _edited(text, partial(_rewrite, member=member))
    read(text, FILE)
    return text


def _rewrite(people: Any, member: Member) -> None:  # noqa: ANN401 - tomlkit's own type
    import tomlkit

    new: Any = tomlkit.parse(tables("people", {member.name: entry_told(member)}))["people"][member.name]
    entry = people[member.name]
    for key in list(entry):
        if key not in new:
            del entry[key]
    for key, value in new.items():
        if key not in entry or entry[key] != value:
            if key in entry:
                del entry[key]
            _set(entry, key, value)


def entry_of(cast: Cast, name: str) -> Member:
    """The entry of a name or of another name; UsageError where there is none."""
    found = cast.get(name)
    if found is None:
        known = next((one.name for one in cast.members if name in one.aliases), "")
        hint = (
            f"{name} is another name of {known}"
            if known
            else f"there are: {', '.join(one.name for one in cast.members) or 'none'}"
        )
        raise UsageError(f"cast.toml has nobody called {name!r}", hint)
    return found


def _edited(text: str, change: Callable[[Any], None]) -> str:
    """The text with its people changed."""
    import tomlkit

    mark = "\ufeff" if text.startswith("\ufeff") else ""
    document = tomlkit.parse(text.removeprefix(mark))
    change(document["people"])
    return mark + tomlkit.dumps(document)


def _set(entry: Any, key: str, value: object) -> None:  # noqa: ANN401 - tomlkit's own type
    """One key of an entry; a new one stands before its tables (`[[….outfits]]`)."""
    import tomlkit
    from tomlkit.items import AoT

    if isinstance(value, AoT):
        entry.add(key, value)
        return
    item: Any = tomlkit.item(value)
    if isinstance(value, dict):
        item = tomlkit.inline_table()
        item.update(value)
    if key in entry:
        entry[key] = item
        return
    later = {name: entry[name] for name in ("outfits", "versions") if name in entry}
    for name in later:
        del entry[name]
    entry.add(key, item)
    for name, below in later.items():
        entry.add(name, below)


def _twins(old: str, new: str) -> Callable[[Any], None]:
    """Who may look like `old` may look like `new`."""

    def change(people: Any) -> None:  # noqa: ANN401 - tomlkit's own type
        for name in people:
            if people[name].get("twin_of") == old and name != new:
                people[name]["twin_of"] = new

    return change


def _with(cast: Cast, name: str, member: Member, gone: str = "") -> Cast:
    """The cast with one entry replaced, twins of its old name (or of `gone`) following."""
    olds = {name, gone} - {member.name, ""}
    members = tuple(
        member if one.name == name else replace(one, twin_of=member.name) if one.twin_of in olds else one
        for one in cast.members
    )
    return replace(cast, members=members)


def _proved(text: str, wanted: Cast) -> str:
    if set(read(text, FILE).members) != set(wanted.members):
        raise UsageError(
            "cast.toml is written in a way that this command cannot change",
            "make the change by hand: storyboard cast edit",
        )
    return text


def _key(name: str) -> str:
    """How a name may be written as a key."""
    return "|".join(
        (
            re.escape(_quoted(name)),
            re.escape(f"'{name}'"),
            *([re.escape(name)] if re.fullmatch(r"[\w-]+", name, re.ASCII) else []),
        )
    )


def _quoted(name: str) -> str:
    import tomlkit

    return tomlkit.key([name]).as_string() if not re.fullmatch(r"[\w-]+", name, re.ASCII) else f'"{name}"'
