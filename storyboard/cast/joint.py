"""Looks of people who speak together: their own, joined part by part, so that a joint entry shows nobody new."""

import re
from collections.abc import Collection
from dataclasses import replace

from storyboard.cast.looks import NOTHING
from storyboard.languages import Language
from storyboard.model import Cast, Looks, Member, Script

_FIRST = {"zh": re.compile("、"), "en": re.compile(r" with | over | and |, ")}


def as_themselves(cast: Cast, script: Script, known: Collection[str]) -> Cast:
    """The cast, in which those who speak together have the looks of each of them; entries of `known` stay."""
    of = {unit.speaker: unit.members for unit in script.units if unit.members}
    language = Language.of(script.language)
    members = []
    for member in cast.members:
        every = [one for name in of.get(member.name, ()) if (one := cast.get(name)) and one.kind == "person"]
        joint = member.kind == "joint" and member.name not in known and len(every) == len(of.get(member.name, ())) > 0
        members.append(replace(member, looks=_joined(member, every, language)) if joint else member)
    return replace(cast, members=tuple(members))


def _joined(member: Member, every: list[Member], language: Language) -> Looks:
    first, join = _FIRST[language.code], language.word("names.together")

    def both(part: str) -> str:
        words = (first.split(getattr(one.looks, part))[0] for one in every)
        return join.join(dict.fromkeys(word for word in words if word not in NOTHING)) or getattr(every[0].looks, part)

    parts = ("hair_colour", "hair_style", "clothes_colour", "clothes_style")
    return Looks(member.looks.sex, max(one.looks.age for one in every), *map(both, parts))
