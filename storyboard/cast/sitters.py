"""Who and what pictures are made of, and where approved ones lie: pure, so that whoever gives slots can ask."""

import hashlib
import re
from pathlib import Path
from typing import Any, Literal

from storyboard.cast.looks import write_appearance
from storyboard.errors import UsageError
from storyboard.model import Cast, Member, Place, Prop
from storyboard.model.plain import plain
from storyboard.records import dataclass

View = Literal["sheet", "front", "profile", "close"]
VIEWS: tuple[View, ...] = ("sheet", "front", "profile", "close")
FOLDER = "cast"
"""Where approved pictures lie, beside cast.toml: `cast/林晚/sheet-1a2b3c4d.png`."""


@dataclass(frozen=True, slots=True)
class Sitter:
    """Who or what is pictured."""

    kind: Literal["person", "place", "prop"]
    name: str
    look: str
    """In words, as prompts have it."""
    sheets: tuple[str, ...] = ()

    @property
    def look_hash(self) -> str:
        """Eight digits by which a picture is known to be made from these looks."""
        return hashlib.sha256(self.look.encode()).hexdigest()[:8]


def sitter_of(cast: Cast, name: str) -> Sitter:
    """The person, place or thing of that name; `UsageError` where there is none, or nothing says what it looks like."""
    every: tuple[Member | Place | Prop, ...] = (*cast.members, *cast.places, *cast.props)
    found = next((each for each in every if each.name == name), None)
    if found is None:
        known = ", ".join(each.name for each in every)
        raise UsageError(f"cast.toml has nobody and nothing called {name!r}", f"there are: {known or 'none'}")
    return sitter(found)


def sitter(found: Member | Place | Prop) -> Sitter:
    """An entry as pictures are made of it; `UsageError` where none can be."""
    name = found.name
    if isinstance(found, Member):
        if found.kind != "person":
            raise UsageError(f"{name} is a {found.kind}, of which there is no picture")
        return Sitter("person", name, write_appearance(found.looks, language_of(found.looks.sex)), found.sheets)
    if not found.look:
        table = "places" if isinstance(found, Place) else "props"
        raise UsageError(f"nothing says what {name} looks like", f'write a `look` into [{table}."{name}"] of cast.toml')
    return Sitter("place" if isinstance(found, Place) else "prop", name, found.look, found.sheets)


def language_of(word: str) -> str:
    return "en" if word.isascii() else "zh"


def place_for(sitter: Sitter, view: View, suffix: str) -> str:
    """Where an approved picture lies, relative to cast.toml; its name tells from which looks it was made."""
    what = view if sitter.kind == "person" else sitter.kind
    return f"{FOLDER}/{plain(sitter.name).replace('/', '_')}/{what}-{sitter.look_hash}{suffix}"


def is_stale(shown: Member | Place | Prop, sheet: str) -> bool:
    """Whether a picture of ours was made from other looks than those of today; of a user's own nobody knows."""
    found = re.fullmatch(r"(?:sheet|front|profile|close|place|prop)-([0-9a-f]{8})(?:\.\d+)?", Path(sheet).stem)
    said = shown.kind == "person" if isinstance(shown, Member) else bool(shown.look)
    if not (said and found and sheet.startswith(f"{FOLDER}/")):
        return False
    return found[1] != sitter(shown).look_hash


def with_sheet(text: str, sitter: Sitter, sheet: str) -> str:
    """The text of a `cast.toml` in which this picture is the newest of somebody; one of the same view goes. Comments stay."""
    import tomlkit

    mark = "\ufeff" if text.startswith("\ufeff") else ""
    document = tomlkit.parse(text.removeprefix(mark))
    table = {"person": "people", "place": "places", "prop": "props"}[sitter.kind]
    entry: Any = document[table][sitter.name]
    view = Path(sheet).stem.rpartition("-")[0]
    kept = [each for each in sitter.sheets if not each.startswith(f"{Path(sheet).parent.as_posix()}/{view}-")]
    entry["sheets"] = [sheet, *kept] if view in ("sheet", "front") else [*kept, sheet]
    return mark + tomlkit.dumps(document)
