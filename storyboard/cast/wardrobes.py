"""What people of today wear where a script shows them and tells nothing of it: no evening dress at a food stall, no suit in a workshop.

The rows are `wardrobes` and `formal` of `assumed.toml`, by kinds of places as they are drawn.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from functools import lru_cache

from storyboard.cast.roles import tables
from storyboard.languages import scenery
from storyboard.model import Scene, Script


def kinds(script: Script) -> dict[str, str]:
    """For every scene, by its id, the kind of place that it plays at; empty where its heading names none."""
    return {scene.id: _kind(scene) for scene in script.scenes}


def _kind(scene: Scene) -> str:
    place = scene.location
    said = scene.interior[:1]
    inside = said in ("内", "I") if said else scenery.place(place).side != "outside"
    return (scenery.kind(place, "inside" if inside else "outside") or ("room" if inside else "street")) if place else ""


def wardrobe(scenes: Collection[str], places: Mapping[str, str], text: str, language: str) -> str:
    """The row of `wardrobes` for somebody who is in these scenes; empty where they may be dressed up, or no place is known."""
    table = tables(language)
    formal = table["formal"]
    seen = [places[scene] for scene in places if scene in scenes and places[scene]]
    if not seen or any(kind in formal["places"] for kind in seen) or _dressed_up(text, language):
        return ""
    rows = {kind: name for name, row in table["wardrobes"].items() for kind in row["places"]}
    count = Counter(rows[kind] for kind in seen if kind in rows)
    return count.most_common(1)[0][0] if count else ""


@lru_cache(4)
def _dressed_up(text: str, language: str) -> bool:
    """Whether a story is of those who dress up: one of its words stands in it."""
    return any(word in text for word in tables(language)["formal"]["words"])
