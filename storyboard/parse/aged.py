"""Voices that are told at what age they speak: 麦穗（画外音，成年）over the child that one sees is somebody of her own, with a voice of her own."""

import re
from collections.abc import Iterable
from dataclasses import replace

from storyboard.model import Unit
from storyboard.patterns import deferred

HEARD = ("voiceover", "offscreen")
"""Deliveries of whoever is not seen to speak."""
_PARTS = deferred(r"[，,、;；/·]")
_AGE = deferred(
    r"成年|成人|老年|晚年|中年|青年|少年|童年|幼年|年轻时?|长大后的?|adult|grown(?:[- ]up)?|older|old|young|younger|elderly",
    re.I,
)
"""How old somebody is whose voice is heard."""


def aged_voices(units: list[Unit], delivered: Iterable[Unit]) -> list[Unit]:
    """The units with the speeches of such voices under a name with their age in it: 成年麦穗, OLDER MAE; `delivered`: those of which it is told how they are heard.

    Only where somebody speaks in the picture too, and all that is heard of them is of one such age: else nobody could tell whose the rest is.
    """
    heard: dict[str, set[str]] = {}
    for unit in delivered:
        if unit.delivery in HEARD and unit.kind == "speech" and unit.speaker and not unit.members:
            heard.setdefault(unit.speaker, set()).add(_age_of(unit))
    ages = {name: age for name, told in heard.items() if len(told) == 1 and (age := min(told))}
    if not ages:
        return units
    speeches = (unit for unit in units if unit.kind == "speech" and not unit.members)
    seen = {unit.speaker for unit in speeches if unit.delivery not in HEARD}
    ages = {name: age for name, age in ages.items() if name in seen}
    return [_renamed(unit, ages[unit.speaker]) if _is_aged(unit, ages) else unit for unit in units]


def _is_aged(unit: Unit, ages: dict[str, str]) -> bool:
    return unit.kind == "speech" and unit.delivery in HEARD and bool(ages.get(unit.speaker))


def _age_of(unit: Unit) -> str:
    """The age that a direction of a speech tells; empty where none does."""
    parts = (part.strip() for aside in unit.parentheticals for part in _PARTS.split(aside.text.strip("（()）")))
    age = next((part for part in parts if _AGE.fullmatch(part)), "")
    return "" if age.casefold() in unit.speaker.casefold() else age


def _renamed(unit: Unit, age: str) -> Unit:
    name = unit.speaker
    told = age.upper() if name.isupper() else age
    name = f"{told} {name}" if name.isascii() else f"{told}{name}"
    asides = tuple(aside for aside in unit.parentheticals if age not in aside.text)
    return replace(unit, speaker=name, parentheticals=asides)
