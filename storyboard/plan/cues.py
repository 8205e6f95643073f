"""Cues that are nobody new: BOTH are the two who speak, the MA of MA AND PA is MA HALE, and 黄雨衣 is whoever wears it."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from storyboard.cast import roles
from storyboard.cast.portraits import phrases
from storyboard.cast.said import is_garment
from storyboard.languages import Language
from storyboard.model import Person, Script, Unit
from storyboard.patterns import deferred

TWO = 2
_PAIR = deferred(
    r"both(?: of them)?|the two(?: of them)?|(?:[两二俩]人|[兄父母夫爷娘祖师姐姊叔爷][弟子女妻妇俩孙徒妹侄儿]?[俩]|[父母兄姐祖师夫][弟子女妹孙徒妻][二两]人|两口子|小两口)(?:同时|齐声|一起)?",
    re.I,
)
"""A cue that is two people of whom the script has told."""


def as_two(units: Sequence[Unit], script: Script) -> Iterator[Unit]:
    """The units, in which BOTH are the two who speak in the scene, and the MA of MA AND PA is MA HALE: a joint speaker is nobody new."""
    alone = {unit.speaker for unit in units if unit.kind == "speech" and unit.speaker and not unit.members}
    here: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for unit in units:
        if unit.kind == "speech" and unit.speaker and not _PAIR.fullmatch(unit.speaker):
            here[unit.scene].update(dict.fromkeys(unit.members or (unit.speaker,)))
    for unit in units:
        members: Sequence[str] = unit.members
        if unit.kind == "speech" and not members and _PAIR.fullmatch(unit.speaker):
            language = Language.of(script.language).code
            members = [name for name in here[unit.scene] if roles.kind(name, (), language) == "person"]
            members = members if len(members) == len(here[unit.scene]) == TWO else ()
        elif members:
            members = [_longer(name, alone) for name in members]
        same = tuple(dict.fromkeys(members))
        if len(same) < TWO or same == unit.members:
            yield unit
        else:
            yield replace(unit, speaker=roles.JOINT.join(same), members=same, cue=unit.cue or unit.speaker)


def _longer(name: str, people: Collection[str]) -> str:
    """Who speaks alone by a name that begins or ends with the words for one of a joint cue; the word itself where several do, or it is one's own."""
    if name in people or not name.isascii():
        return name
    words = name.casefold().split()
    longer = [
        one for one in people if words in (one.casefold().split()[: len(words)], one.casefold().split()[-len(words) :])
    ]
    return longer[0] if len(longer) == 1 else name


def worn_by(people: Mapping[str, Person], scripts: Sequence[Script]) -> Iterator[tuple[str, str]]:
    """(garment, name) for every cue that is a garment which exactly one person of the scripts is told to wear."""
    garments = [name for name in people if is_garment(name)]
    others = [name for name in people if name not in garments]
    for garment in garments:
        wearers: set[str] = set()
        for script in scripts:
            told = [unit.text for unit in script.units if unit.kind in ("action", "front", "cast", "note")]
            behind = re.compile(rf"{re.escape(garment)}(?=\s*(?:[，。、；）)的,.;]|$|over\b|and\b|with\b))", re.I)
            for text in filter(behind.search, told):
                each = phrases(text, others, script.language)
                wearers |= {one.name for one in each if garment.casefold() in one.text.casefold()}
        wearers |= {name for name in others if garment.casefold() in people[name].looks.casefold()}
        if len(wearers) == 1:
            yield garment, wearers.pop()
