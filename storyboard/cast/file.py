"""`cast.toml`: the cast as a person reviews and edits it. New people are added; nothing already there is touched."""

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from storyboard.errors import UsageError
from storyboard.marks import FORBIDDEN
from storyboard.model import Cast, Looks, Member, Outfit, Place, Voice

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
KINDS = ("person", "group", "voice", "joint")
KEYS = {
    "kind",
    "sex",
    "age",
    "hair",
    "clothes",
    "voice",
    "aliases",
    "usernames",
    "twin_of",
    "assumed",
    "outfits",
    "evidence",
}
OUTFIT_KEYS = {"clothes", "scenes", "episodes"}


def load(path: Path) -> Cast:
    """The cast of a `cast.toml`; an empty cast where there is no file. UsageError with the entry and the key if broken."""
    if not path.exists():
        return Cast(())
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(
            f"{path}: not valid TOML: {error}", "mend that line, or move the file away to start anew"
        ) from error
    people = data.get("people", {})
    if not isinstance(people, dict):
        raise UsageError(f'{path}: `people` must be tables like [people."name"]')
    places = data.get("places", {})
    if not isinstance(places, dict):
        raise UsageError(f'{path}: `places` must be tables like [places."name"] with a `look`')
    return Cast(
        tuple(_member(path, name, entry) for name, entry in people.items()),
        tuple(_place(path, name, entry) for name, entry in places.items()),
    )


def _place(path: Path, name: str, entry: Any) -> Place:  # noqa: ANN401 - straight from TOML
    look = entry.get("look") if isinstance(entry, dict) else None
    if not isinstance(look, str) or not look.strip() or set(look) & set(FORBIDDEN + "\n"):
        raise UsageError(
            f'{path}: [places."{name}"] needs a `look`: one sentence without {" ".join(FORBIDDEN)}',
            'like: look = "水泥地，六张旧木桌，玻璃门上贴着褪色的红字"',
        )
    return Place(name, look.strip())


def _outfit(entry: Any) -> Outfit:  # noqa: ANN401
    if not isinstance(entry, dict) or set(entry) - OUTFIT_KEYS:
        raise ValueError(f"an outfit has the keys {', '.join(sorted(OUTFIT_KEYS))}")
    colour, style = entry["clothes"]
    where = [tuple(str(number) for number in entry.get(key, ())) for key in ("scenes", "episodes")]
    if not any(where):
        raise ValueError("an outfit needs `scenes` or `episodes`: where it is worn")
    return Outfit(_word(colour), _word(style), *where)


def _member(path: Path, name: str, entry: Any) -> Member:  # noqa: ANN401 - straight from TOML
    if not isinstance(entry, dict):
        raise UsageError(f'{path}: [people."{name}"] must be a table')
    unknown = sorted(set(entry) - KEYS)
    if unknown:
        raise UsageError(
            f'{path}: [people."{name}"]: unknown key `{unknown[0]}`', f"known keys: {', '.join(sorted(KEYS))}"
        )
    try:
        hair, clothes, voice = entry["hair"], entry["clothes"], entry["voice"]
        looks = Looks(
            _word(entry["sex"]), int(entry["age"]), _word(hair[0]), _word(hair[1]), _word(clothes[0]), _word(clothes[1])
        )
        sound = Voice(_word(voice["sex"]), int(voice["pitch"]), int(voice["tempo"]), _word(voice["accent"]))
        kind = entry.get("kind", "person")
        if kind not in KINDS:
            raise ValueError(f"kind must be one of {', '.join(KINDS)}, not {kind!r}")
        if not 20 <= sound.tempo <= 600 or not 0 <= looks.age <= 150:
            raise ValueError("tempo must be 20-600 SPM and age 0-150")
        return Member(
            name, kind, looks, sound,
            tuple(map(_word, entry.get("aliases", ()))), tuple(dict(entry.get("usernames", {})).items()),
            str(entry.get("twin_of", "")), tuple(map(str, entry.get("assumed", ()))),
            tuple(map(_outfit, entry.get("outfits", ()))), tuple(map(int, entry.get("evidence", ()))),
        )  # fmt: skip
    except KeyError as error:
        raise UsageError(f'{path}: [people."{name}"]: {error.args[0]} is missing') from error
    except (ValueError, TypeError, IndexError) as error:
        raise UsageError(
            f'{path}: [people."{name}"]: {error}',
            'like: sex = "女", age = 27, hair = ["黑色", "长直发"], clothes = ["白色", "修身西装"]',
        ) from error


def _word(value: object) -> str:
    """A word that fits into an appearance or a voice string: not empty, no brackets, no commas."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"expected a word, not {value!r}")
    if any(mark in value for mark in "，（）,()【】[]\n"):
        raise ValueError(f"{value!r} may hold no comma, bracket or line break")
    return value.strip()


def add(text: str, members: Iterable[Member], language: str, places: Iterable[Place] = ()) -> str:
    """The text of a `cast.toml` with these people and places added at its end; every comment and edit kept."""
    import tomlkit
    from tomlkit.items import Table

    document = tomlkit.parse(text)
    if not text:
        for line in HEAD["zh" if language == "zh" else "en"]:
            document.add(tomlkit.comment(line))
    if "people" not in document:
        document.add("people", tomlkit.table(is_super_table=True))
    people = document["people"]
    assert isinstance(people, Table)
    for member in members:
        people.add(member.name, _table(member))
    for place in places:
        if "places" not in document:
            document.add("places", tomlkit.table(is_super_table=True))
        entry = tomlkit.table()
        entry.add("look", place.look)
        document["places"].add(place.name, entry)
    return tomlkit.dumps(document)


def _table(member: Member) -> Any:  # noqa: ANN401 - tomlkit's own type, imported lazily
    import tomlkit

    looks, voice = member.looks, member.voice
    table = tomlkit.table()
    table.add("kind", member.kind)
    table.add("sex", looks.sex)
    table.add("age", looks.age)
    table.add("hair", [looks.hair_colour, looks.hair_style])
    table.add("clothes", [looks.clothes_colour, looks.clothes_style])
    sound = tomlkit.inline_table()
    sound.update({"sex": voice.sex, "pitch": voice.pitch, "tempo": voice.tempo, "accent": voice.accent})
    table.add("voice", sound)
    table.add("aliases", list(member.aliases))
    if member.assumed:
        table.add("assumed", list(member.assumed))
    if member.evidence:
        table.add("evidence", list(member.evidence))
    if member.outfits:
        table.add("outfits", _outfits(member))
    return table


def _outfits(member: Member) -> Any:  # noqa: ANN401
    """`[[people."name".outfits]]`, one a change of clothes."""
    import tomlkit

    tables = tomlkit.aot()
    for outfit in member.outfits:
        entry = tomlkit.table()
        entry.add("clothes", [outfit.clothes_colour, outfit.clothes_style])
        for key, where in (("scenes", outfit.scenes), ("episodes", outfit.episodes)):
            if where:
                entry.add(key, list(where))
        tables.append(entry)
    return tables
