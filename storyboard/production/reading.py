"""Clips bought on one reading of a script are not bought again because the parser now reads it better.

The reading that a production was planned from lies beside its board (script.json). Where the same text is read otherwise
now and films were bought, the old reading stays in use, and what would change is said, with its price.
"""

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from storyboard.languages import heard
from storyboard.model import Cast, Offer, Script
from storyboard.parse import doubts
from storyboard.plan.faces import one_face
from storyboard.production.files import read_text
from storyboard.records import dataclass

FACTS = ("start", "end", "kind", "text", "speaker", "members", "parentheticals", "extension", "delivery", "wish", "to")
"""What of a unit a board is made of."""
PLACES = ("start", "location", "time", "interior", "state", "weather", "cast")
SHOWN = 8
"""Lines that are named."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """The reading of a production folder as data, as script.json has it."""

    folder: Path
    data: dict[str, Any]

    def units(self) -> list[str]:
        return [_fact(unit, FACTS) for unit in self.data["units"]]

    def places(self) -> list[str]:
        return [_fact(scene, PLACES) for scene in self.data["scenes"]]


def in_use(script: Script, folders: list[Path], offer: Offer, known: Cast) -> tuple[Script, tuple[str, ...]]:
    """The reading to work with, and what to say: the one that films of these folders were bought on, else the new one.

    Both are compared with everybody under the one name that `known` has for them: a changed name is no other reading.
    """
    for folder in folders:
        earlier = _earlier(folder, known)
        if earlier is None or "".join(unit["raw"] for unit in earlier.data["units"]) != script.text:
            continue
        now = asdict(script)
        old, new = earlier.units(), [_fact(unit, FACTS) for unit in now["units"]]
        changed = set(old) ^ set(new)
        moved = set(earlier.places()) ^ {_fact(scene, PLACES) for scene in now["scenes"]}
        if not changed and not moved:
            return script, ()
        kept = _restored(earlier, script.path)
        if kept is None:
            return script, ()
        return kept, (_said(script, earlier, changed, moved, offer),)
    return script, ()


def _earlier(folder: Path, known: Cast) -> Earlier | None:
    """What a production was planned from, where films were bought for it."""
    takes = folder / "takes"
    if not takes.is_dir() or not any(takes.glob("*.mp4")):
        return None
    try:
        data = json.loads(read_text(folder / "script.json"))
        earlier = Earlier(folder, data) if data["units"] and data["scenes"] else None
        read = _restored(earlier, data["path"]) if earlier else None
        return Earlier(folder, asdict(one_face(read, known))) if read else earlier
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _restored(earlier: Earlier, path: str) -> Script | None:
    from pydantic import TypeAdapter, ValidationError

    try:
        script = TypeAdapter(Script).validate_python(earlier.data)
    except ValidationError:
        return None
    script = replace(script, path=path, doubts=())
    return replace(script, doubts=doubts(script))


def _fact(entry: dict[str, Any], names: tuple[str, ...]) -> str:
    return json.dumps([entry.get(name) for name in names], ensure_ascii=False)


def _said(script: Script, earlier: Earlier, changed: set[str], moved: set[str], offer: Offer) -> str:
    """Which lines are read otherwise, how many bought clips that touches, and what those cost."""
    starts = sorted({json.loads(fact)[0] for fact in changed | moved})
    lines = sorted({script.line_of(_first_sign(script.text, start)) for start in starts})
    scenes = {scene["id"] for scene in earlier.data["scenes"] if _fact(scene, PLACES) in moved}
    units = {unit["id"] for unit in earlier.data["units"] if _fact(unit, FACTS) in changed or unit["scene"] in scenes}
    seconds = _clips_with(earlier.folder, units)
    prices = [offer.price(each) for each in seconds]
    known = [price for price in prices if price is not None]
    language = heard(script.language)
    money = (
        language.word("reading.price").format(money=round(sum(known), 2)) if known and len(known) == len(prices) else ""
    )
    joined = language.word("reading.between").join(map(str, lines[:SHOWN])) + ("…" if len(lines) > SHOWN else "")
    return language.word("reading.earlier").format(lines=joined, clips=len(seconds), price=money)


def _first_sign(text: str, start: int) -> int:
    while start < len(text) - 1 and text[start].isspace():
        start += 1
    return start


def _clips_with(folder: Path, units: set[str]) -> list[int]:
    """Seconds of the clips that show any of these units; of all where that cannot be told."""
    try:
        trace = json.loads(read_text(folder / "trace.json"))
        clips = json.loads(read_text(folder / "clips.json"))["clips"]
        shots = {at for at, shot in enumerate(trace["shots"], start=1) if units & set(shot["units"])}
        return [int(clip["seconds"]) for clip in clips if shots & {part["shot"] for part in clip["parts"]}]
    except (OSError, ValueError, KeyError, TypeError):
        return []
