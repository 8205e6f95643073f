"""`cast.toml`: the cast as a person reviews and edits it. New people are added; nothing already there is touched."""

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, get_args

from storyboard.cast.era import known
from storyboard.cast.looks import OLDEST, bodiless, kind_of
from storyboard.cast.written import Entry, Value, tables
from storyboard.config import parse_toml
from storyboard.errors import UsageError
from storyboard.languages import CODES, Language
from storyboard.marks import FORBIDDEN
from storyboard.model import Cast, Layer, Looks, Member, Outfit, PersonKind, Place, Prop, Version, Voice

HEAD = {
    "zh": (
        "人物设定：外形、声音、别名。由 storyboard 首次生成，请人工审阅；之后只增加新人物，从不改动已有内容。",
        "assumed 列出剧本没有写、由程序暂定的部分；审阅后请删去相应的词。",
        "kind：person 人物，group 群体，voice 只有声音，joint 多人同声。twin_of 写明两人本来就长得一样。",
    ),
    "en": (
        "The cast: looks, voices, aliases. Written once by storyboard for you to review; later runs only add new people.",
        "`assumed` lists what the script does not say and the program took for granted; delete the words once reviewed.",
        "kind: person, group (a crowd), voice (no body), joint (people speaking together). twin_of: meant to look alike.",
    ),
}
KINDS: tuple[PersonKind, ...] = ("person", "group", "voice", "joint")
KEYS = {
    "kind",
    "sex",
    "age",
    "hair",
    "clothes",
    "voice",
    "aliases",
    "usernames",
    "sheets",
    "film",
    "voice_sample",
    "twin_of",
    "assumed",
    "outfits",
    "versions",
    "evidence",
}
PROP_KEYS = {"look", "aliases", "sheets", "usernames"}
OUTFIT_KEYS = {"clothes", "scenes", "episodes"}
VERSION_KEYS = {"scenes", "episodes", "age", "hair", "clothes", "state", "voice", "since", "layer"}


def load(path: Path) -> Cast:
    """The cast of a `cast.toml`; an empty cast where there is no file. UsageError with the entry and the key if broken."""
    if not path.exists():
        return Cast(())
    try:
        return read(path.read_text(encoding="utf-8-sig"), path)
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: not UTF-8: {error}", "save it as UTF-8") from error


def read(text: str, path: Path) -> Cast:
    """The cast of a text; `path` is for messages. UsageError as for `load`."""
    try:
        data = parse_toml(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        raise UsageError(
            f"{path}: not valid TOML: {error}", "mend that line, or move the file away to start anew"
        ) from error
    people = data.get("people", {})
    if not isinstance(people, dict):
        raise UsageError(f'{path}: `people` must be tables like [people."name"]')
    places = data.get("places", {})
    if not isinstance(places, dict):
        raise UsageError(f'{path}: `places` must be tables like [places."name"] with a `look`')
    props = data.get("props", {})
    if not isinstance(props, dict):
        raise UsageError(f'{path}: `props` must be tables like [props."name"] with `sheets` or a `look`')
    return Cast(
        tuple(_member(path, name, entry) for name, entry in people.items()),
        tuple(_place(path, name, entry) for name, entry in places.items()),
        _era(path, data.get("era", "")),
        tuple(_prop(path, name, entry) for name, entry in props.items()),
    )


def _era(path: Path, written: Any) -> str:  # noqa: ANN401 - straight from TOML
    """`era = "古装"`: when the story plays, in either language."""
    eras = [name for language in CODES for name in known(language)] if written else []
    if written and written not in eras:
        raise UsageError(f"{path}: no era is called {written!r}", f"known: {', '.join(eras)}; or leave the line out")
    return str(written)


def _place(path: Path, name: str, entry: Any) -> Place:  # noqa: ANN401 - straight from TOML
    look, sheets = _seen(entry)
    if look is None or not (look or sheets):
        raise UsageError(
            f'{path}: [places."{name}"] needs a `look`: one sentence without {" ".join(FORBIDDEN)}; or `sheets`, pictures of it',
            'like: look = "水泥地，六张旧木桌，玻璃门上贴着褪色的红字"',
        )
    return Place(name, look, sheets)


def _prop(path: Path, name: str, entry: Any) -> Prop:  # noqa: ANN401 - straight from TOML
    look, sheets = _seen(entry)
    if look is None or not (look or sheets) or set(entry) - PROP_KEYS:
        raise UsageError(
            f'{path}: [props."{name}"] needs `sheets`, pictures of it, or a `look`, one sentence; it may have '
            f"{', '.join(sorted(PROP_KEYS))}",
            'like: sheets = ["cast/letter.png"]',
        )
    try:
        return Prop(
            name, look, tuple(map(_word, _list(entry, "aliases"))), sheets, _usernames(entry.get("usernames", {}))
        )
    except ValueError as error:
        raise UsageError(f'{path}: [props."{name}"]: {error}') from error


def _seen(entry: Any) -> tuple[str | None, tuple[str, ...]]:  # noqa: ANN401
    """The look and the pictures of a place or thing; None where the look is none."""
    look = entry.get("look", "") if isinstance(entry, dict) else None
    sheets = entry.get("sheets", []) if isinstance(entry, dict) else []
    right = isinstance(look, str) and not set(look) & set(FORBIDDEN + "\n")
    listed = isinstance(sheets, list) and all(isinstance(each, str) and each.strip() for each in sheets)
    return (look.strip() if right and listed and isinstance(look, str) else None), tuple(sheets) if listed else ()


def _outfit(entry: Any) -> Outfit:  # noqa: ANN401
    if not isinstance(entry, dict) or set(entry) - OUTFIT_KEYS:
        raise ValueError(f"an outfit has the keys {', '.join(sorted(OUTFIT_KEYS))}")
    colour, style = entry["clothes"]
    where = [tuple(str(number) for number in entry.get(key, ())) for key in ("scenes", "episodes")]
    if not any(where):
        raise ValueError("an outfit needs `scenes` or `episodes`: where it is worn")
    return Outfit(_word(colour), _style(style), *where)


def _version(entry: Any) -> Version:  # noqa: ANN401
    """One `[[people."name".versions]]`: where, and at least one part that is otherwise."""
    if not isinstance(entry, dict) or set(entry) - VERSION_KEYS:
        raise ValueError(f"a version has the keys {', '.join(sorted(VERSION_KEYS))}")
    scenes, episodes = (tuple(map(str, _list(entry, key))) for key in ("scenes", "episodes"))
    if not scenes and not episodes:
        raise ValueError("a version needs `scenes` or `episodes`: where it is seen")
    layer = str(entry.get("layer", "")).strip()
    if layer and layer not in get_args(Layer):
        raise ValueError(f"layer must be one of {', '.join(get_args(Layer))}, not {layer}")
    if not set(entry) - {"scenes", "episodes", "since", "layer"}:
        raise ValueError("a version needs what is otherwise: age, hair, clothes, state or voice")
    age = entry.get("age")
    if age is not None and not 0 <= int(age) <= OLDEST:
        raise ValueError(f"age must be 0-{OLDEST}, not {age}")
    return Version(
        scenes,
        episodes,
        None if age is None else int(age),
        _pair(entry, "hair") if "hair" in entry else None,
        _pair(entry, "clothes") if "clothes" in entry else None,
        _style(entry["state"]) if "state" in entry else "",
        _voice(entry["voice"]) if "voice" in entry else None,
        str(entry.get("since", "")).strip(),
        layer,
    )


def _member(path: Path, name: str, entry: Any) -> Member:  # noqa: ANN401 - straight from TOML
    if not isinstance(entry, dict):
        raise UsageError(f'{path}: [people."{name}"] must be a table')
    unknown = sorted(set(entry) - KEYS)
    if unknown:
        raise UsageError(
            f'{path}: [people."{name}"]: unknown key `{unknown[0]}`', f"known keys: {', '.join(sorted(KEYS))}"
        )
    try:
        looks, sound = _looks(entry), _voice(entry["voice"])
        kind, looks = _kind(entry.get("kind"), looks)
        return Member(
            name,
            kind,
            looks,
            sound,
            tuple(map(_word, _list(entry, "aliases"))),
            _usernames(entry.get("usernames", {})),
            str(entry.get("twin_of", "")),
            tuple(map(str, _list(entry, "assumed"))),
            tuple(map(_outfit, _list(entry, "outfits"))),
            tuple(map(int, _list(entry, "evidence"))),
            tuple(map(_version, _list(entry, "versions"))),
            tuple(map(str, _list(entry, "sheets"))),
            str(entry.get("voice_sample", "")),
            _film(entry.get("film", "")),
        )
    except KeyError as error:
        raise UsageError(f'{path}: [people."{name}"]: {error.args[0]} is missing') from error
    except (ValueError, TypeError, IndexError) as error:
        raise UsageError(
            f'{path}: [people."{name}"]: {error}',
            'like: sex = "女", age = 27, hair = ["黑色", "长直发"], clothes = ["白色", "修身西装"]',
        ) from error


def _looks(entry: dict[str, Any]) -> Looks:
    """The six parts of an entry."""
    (hair_colour, hair_style), (colour, style) = _pair(entry, "hair"), _pair(entry, "clothes")
    age = int(entry["age"])
    if not 0 <= age <= OLDEST:
        raise ValueError(f"age must be 0-{OLDEST}, not {age}")
    return Looks(_word(entry["sex"]), age, hair_colour, hair_style, colour, style)


def _pair(entry: dict[str, Any], key: str) -> tuple[str, str]:
    """The colour and the style of hair or clothes."""
    words = entry[key]
    if not isinstance(words, list) or len(words) != 2:
        raise ValueError(f"{key} must be a list of two words, colour and style, not {words!r}")
    return _word(words[0]), _style(words[1])


def _voice(entry: Any) -> Voice:  # noqa: ANN401 - straight from TOML
    """The voice of an entry; an accent may hold a comma."""
    if not isinstance(entry, dict):
        raise ValueError(f"voice must be a table with sex, pitch, tempo and accent, not {entry!r}")
    accent = entry["accent"]
    if isinstance(accent, str):
        _word(accent.replace("，", "").replace(",", ""))
    else:
        _word(accent)
    sound = Voice(_word(entry["sex"]), int(entry["pitch"]), int(entry["tempo"]), accent.strip())
    if not 20 <= sound.tempo <= 600:
        raise ValueError(f"tempo must be 20-600 SPM, not {sound.tempo}")
    return sound


def _kind(written: object, looks: Looks) -> tuple[PersonKind, Looks]:
    """The kind as written, and looks that agree with it: who is no person has that in the place of the sex, and no hair.

    Where no kind is written the sex word decides.
    """
    kind = next((kind for kind in KINDS if kind == (written or kind_of(looks))), None)
    if kind is None:
        raise ValueError(f"kind must be one of {', '.join(KINDS)}, not {written!r}")
    if kind == "person":
        if kind_of(looks) != kind:
            raise ValueError(f'kind is "person", but sex is {looks.sex!r}: write the sex, or kind = "{kind_of(looks)}"')
        return kind, looks
    return kind, bodiless(kind, looks, "en" if looks.sex.isascii() else "zh")


def _usernames(entry: Any) -> tuple[tuple[str, str], ...]:  # noqa: ANN401 - straight from TOML
    """(gateway, username) as written."""
    if not isinstance(entry, dict) or not all(isinstance(name, str) and name.strip() for name in entry.values()):
        raise ValueError('usernames must be like { kapon = "anna.bakes" }')
    return tuple(entry.items())


def _film(written: object) -> str:
    """A public film and the span of it that shows the person."""
    if written and not re.fullmatch(r"https?://[^#\s]+#\d+(\.\d+)?,\d+(\.\d+)?", str(written)):
        raise ValueError(f'film must be like "https://…/hero.mp4#1,3", not {written!r}')
    return str(written)


def _list(entry: dict[str, Any], key: str) -> list[Any]:
    """The list under a key, empty where there is none."""
    found = entry.get(key, [])
    if not isinstance(found, list):
        raise ValueError(f'{key} must be a list like ["…"], not {found!r}')
    return found


def _word(value: object) -> str:
    """A word that fits into an appearance or a voice string: not empty, no brackets, no commas."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"expected a word, not {value!r}")
    if any(mark in value for mark in "，（）,()【】[]\n"):
        raise ValueError(f"{value!r} may hold no comma, bracket or line break")
    return value.strip()


def _style(value: object) -> str:
    """A style, which may be a list of several things (`mac, round glasses and black boots`): the mandated string reads it to its bracket."""
    if isinstance(value, str):
        _word(value.replace(", ", " "))
        return value.strip()
    return _word(value)


def add(text: str, members: Iterable[Member], language: str, places: Iterable[Place] = ()) -> str:
    """The text of a `cast.toml` with these people and places added at its end; every comment and edit kept.

    What comes back has been read again; UsageError where it could not be.
    """
    new = "" if text else "".join(f"# {line}\n" for line in HEAD[Language.of(language).code])
    entries: dict[str, dict[str, Entry]] = {
        "people": {member.name: entry_told(member) for member in members},
        "places": {place.name: {"look": place.look} for place in places},
    }
    for key, added in entries.items():
        inline, text = _taken_out(text, key)
        new += inline + tables(key, added)
    whole = "\n".join(part for part in (text.rstrip("\n") + "\n" if text else "", new) if part)
    read(whole, Path("cast.toml"))
    return whole


def _taken_out(text: str, key: str) -> tuple[str, str]:
    """The entries of `people = {…}` as tables of their own, and the text without it: what is written inline cannot be added to."""
    if not re.search(rf"^[ \t\ufeff]*[\"']?{key}[\"']?[ \t]*=", text, re.MULTILINE):
        return "", text
    import tomlkit
    from tomlkit.items import InlineTable

    document = tomlkit.parse(text.removeprefix("\ufeff"))
    found = document.get(key)
    if not isinstance(found, InlineTable):
        return "", text
    document.remove(key)
    own, apart = tomlkit.table(is_super_table=True), tomlkit.document()
    for name, inline in found.unwrap().items():
        own.add(name, tomlkit.item(inline))
    apart.add(key, own)
    return tomlkit.dumps(apart), tomlkit.dumps(document)


def entry_told(member: Member) -> Entry:
    """What stands under `[people."name"]`; keys that say nothing are left out."""
    looks = member.looks
    told: dict[str, Any] = {
        "kind": member.kind,
        "sex": looks.sex,
        "age": looks.age,
        "hair": [looks.hair_colour, looks.hair_style],
        "clothes": [looks.clothes_colour, looks.clothes_style],
        "voice": _sound(member.voice),
        "aliases": list(member.aliases),
    }
    more = {
        "usernames": dict(member.usernames),
        "twin_of": member.twin_of,
        "sheets": list(member.sheets),
        "film": member.film,
        "voice_sample": member.voice_sample,
        "assumed": list(member.assumed),
        "evidence": list(member.evidence),
        "outfits": tuple(map(_outfit_told, member.outfits)),
        "versions": tuple(map(_version_told, member.versions)),
    }
    return told | {key: value for key, value in more.items() if value}


def _sound(voice: Voice) -> dict[str, Value]:
    return {"sex": voice.sex, "pitch": voice.pitch, "tempo": voice.tempo, "accent": voice.accent}


def _version_told(version: Version) -> dict[str, Any]:
    """`[[people."name".versions]]`, one a way they are at another time."""
    told = {
        key: getattr(version, key)
        for key in ("scenes", "episodes", "age", "hair", "clothes", "state", "since", "layer")
    }
    said = {key: value for key, value in told.items() if value not in (None, (), "")}
    written = {key: list(value) if isinstance(value, tuple) else value for key, value in said.items()}
    return {**written, **({"voice": _sound(version.voice)} if version.voice else {})}


def _outfit_told(outfit: Outfit) -> dict[str, Any]:
    """`[[people."name".outfits]]`, one a change of clothes."""
    where = {"scenes": list(outfit.scenes), "episodes": list(outfit.episodes)}
    clothes = [outfit.clothes_colour, outfit.clothes_style]
    return {"clothes": clothes, **{key: value for key, value in where.items() if value}}
