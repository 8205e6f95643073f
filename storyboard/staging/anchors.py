"""Fixed things of a place, each on a side that stays the same as often as the place is seen: told by the script, else steady by the place's name."""

import re
import zlib
from collections.abc import Sequence
from dataclasses import field
from functools import cache
from pathlib import Path
from typing import Any

from storyboard.datafiles import load
from storyboard.languages import CODES, Language, scenery
from storyboard.languages.scenery import is_inside
from storyboard.model.staging import At
from storyboard.patterns import deferred
from storyboard.records import dataclass

_FILE = Path(__file__).with_name("anchors.toml")
MOST = 2
"""Anchors that are told of a place; more are furniture."""
SIDES: tuple[At, At] = ("left", "right")


@dataclass(frozen=True, slots=True)
class Fixture:
    """A fixed thing of a place."""

    kind: str
    """A row of anchors.toml."""
    at: At
    told: bool = field(default=False, compare=False)
    """Whether the script's own words put it there."""


def anchors(told: str, place: str, code: str) -> tuple[Fixture, ...]:
    """The anchors of a place whose actions are `told`: those named most, at most `MOST`, a door before the others where there is one.

    What stands in the open is in no room, whatever is seen from it: a van on the drive is not in the kitchen. What something is only
    compared with (a cloud as black as a stove) is nowhere.
    A side that the words tell stands (门在左侧, `the door on the left`); the first other one is set by the place's name, the next opposite.
    """
    told = scenery.literal(told)
    counts = {kind: len(pattern.findall(told)) for kind, pattern in _named(code).items()}
    stands = (kind for kind in counts if counts[kind] and _may_stand(kind, place))
    kinds = sorted(stands, key=lambda kind: (kind != "door", -counts[kind]))[:MOST]
    sides = {kind: _side_told(kind, told, code) for kind in kinds}
    steady = zlib.crc32(place.encode()) % 2
    found: list[Fixture] = []
    for kind in kinds:
        taken = next((one.at for one in found), "") or next((side for side in sides.values() if side), "")
        free: At = SIDES[steady] if not taken else "right" if taken == "left" else "left"
        found.append(Fixture(kind, sides[kind] or free, told=bool(sides[kind])))
    return tuple(found)


def _may_stand(kind: str, place: str) -> bool:
    """Whether a kind may be in a place, as boards have it: `kitchen (inside)`."""
    row = _table()[kind]
    if row.get("inside") and not is_inside(place):
        return False
    if row.get("built") and not is_inside(place) and scenery.place(place).outside in ("nature", "desert"):
        return False
    indoors = row.get("indoors")
    in_the_open = not is_inside(place) or place.endswith(("外）", "outside)"))  # 内外 is both
    return indoors is None or in_the_open or re.search(indoors, place, re.I) is not None


def side_of(found: Sequence[Fixture], kind: str) -> At:
    """The side of one kind of these; empty where they have none."""
    return next((one.at for one in found if one.kind == kind), "")


def named(text: str, found: Sequence[Fixture], code: str) -> tuple[Fixture, ...]:
    """Those of these anchors that a text names."""
    return tuple(one for one in found if _named(code)[one.kind].search(text))


def write(found: Sequence[Fixture], language: Language) -> str:
    """The anchors with their sides, as a picture tells them; empty for none."""
    rows = _table()
    parts = [
        language.word("staging.anchors.rear" if rows[one.kind].get("rear") else "staging.anchors.near").format(
            name(one.kind, language), language.word(f"staging.{one.at}")
        )
        for one in found
    ]
    return language.word("staging.joined").join(parts)


def read(text: str) -> tuple[Fixture, ...]:
    """The anchors to which any words give a side, each kind once; a kind that they put on both sides is left out."""
    found: dict[str, set[At]] = {}
    for code in CODES:
        for kind, named in _named(code).items():
            if named.search(text):
                found.setdefault(kind, set()).update(side for side in SIDES if _sided(kind, side, code).search(text))
    return tuple(Fixture(kind, next(iter(found[kind]))) for kind in _table() if len(found.get(kind, ())) == 1)


def name(kind: str, language: Language) -> str:
    """What a kind of anchor is called."""
    return str(_table()[kind]["name"][language.code])


def _side_told(kind: str, text: str, code: str) -> At:
    told = [side for side in SIDES if _sided(kind, side, code).search(text)]
    return told[0] if len(told) == 1 else ""


@cache
def _table() -> dict[str, dict[str, Any]]:
    return load(_FILE)


@cache
def _named(code: str) -> dict[str, re.Pattern[str]]:
    """Kind -> pattern of its words in one language."""
    edge = r"\b" if Language.of(code).does("writing.words") else ""
    return {kind: deferred(rf"{edge}(?:{row[code]}){edge}", re.I) for kind, row in _table().items()}


@cache
def _sided(kind: str, side: At, code: str) -> re.Pattern[str]:
    """A thing of a kind that words put on a side, before or behind its name."""
    language = Language.of(code)
    word, way = _named(code)[kind].pattern, language.word(f"staging.{side}")
    return deferred(
        "|".join(form.format(word=word, side=way) for form in language.table("staging.sided").values()), re.I
    )
