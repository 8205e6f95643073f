"""Who is told in a list as a voice on a telephone: only heard, until an action shows them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from storyboard.model import Person, Unit
from storyboard.patterns import deferred, holds, places

_BY_WIRE = r"(?:电话|话筒|听筒|手机|对讲机)(?:那头|里头|里|中)的?(?:人|声音)(?=[，。；、）)\s]|$)"
_BY_WIRE_EN = r"\ba voice (?:on|over|from) the (?:phone|telephone|line|intercom)\b"
BY_WIRE = deferred(rf"^{_BY_WIRE}|{_BY_WIRE_EN}", re.I)
"""What a list says of them: 电话里的声音."""
_LISTED, _LISTED_EN = deferred(_BY_WIRE), deferred(_BY_WIRE_EN, re.I)
_DEVICES = ("电话", "话筒", "听筒", "手机", "对讲机")
_VOICES = ("oice ", "OICE ")
"""How a voice ends, in small letters and in capitals."""
_HEARD = r"(?:['’]s)?\s*(?:的?(?:声音|语音|来电|电话)|(?:voice|call|breath\w*)\b)"
_WIRED = r"(?:电话|话筒|听筒|手机|对讲机)(?:那头|里头|里|中)的?"


def may_be_listed(text: str) -> bool:
    """Whether a script says anywhere what a list says of them; an English one is looked at only where it speaks of a voice."""
    if holds(text, _DEVICES) and _LISTED.search(text):
        return True
    voices = (at for word in _VOICES for at in places(word, text))
    return any(_LISTED_EN.match(text, max(at - len("a v"), 0)) for at in voices)


def shown_at(units: Sequence[Unit], person: Person) -> int | None:
    """Where in a script whoever a list has on a telephone is shown first; None of anybody else, and of whom no action shows."""
    if not BY_WIRE.search(person.looks):
        return None
    name = re.escape(person.name)
    whole = rf"(?<![A-Za-z]){name}(?![A-Za-z])" if person.name.isascii() else name
    shown = re.compile(rf"(?P<wire>{_WIRED})?{whole}(?!{_HEARD})", re.IGNORECASE)
    return next(
        (
            at
            for at, unit in enumerate(units)
            if unit.kind == "action" and any(not found["wire"] for found in shown.finditer(unit.text))
        ),
        None,
    )


def over_the_wire(units: Sequence[Unit], people: Iterable[Person]) -> list[Unit]:
    """The units of a script in which whoever is shown at last is heard over the telephone before."""
    told = list(units)
    for person in people:
        for at in range(shown_at(units, person) or 0):
            unit = told[at]
            if unit.kind == "speech" and unit.speaker == person.name and not unit.delivery:
                told[at] = replace(unit, delivery="phone")
    return told
