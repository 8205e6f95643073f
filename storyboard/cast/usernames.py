"""Writes the `@username` that a gateway gave a person into `cast.toml`; everything else there stays as it is."""

from storyboard.errors import UsageError


def with_username(text: str, name: str, gateway: str, username: str) -> str:
    """The text of a `cast.toml` in which the person or thing has this username at this gateway; comments and edits kept."""
    import tomlkit

    mark = "\ufeff" if text.startswith("\ufeff") else ""
    document = tomlkit.parse(text.removeprefix(mark))
    entry = document.get("people", {}).get(name) or document.get("props", {}).get(name)
    if entry is None:
        raise UsageError(f'cast.toml has no [people."{name}"] and no [props."{name}"]')
    if "usernames" not in entry:
        entry.add("usernames", tomlkit.inline_table())
    entry["usernames"][gateway] = username
    return mark + tomlkit.dumps(document)
