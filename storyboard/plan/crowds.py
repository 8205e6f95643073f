"""Who stands around in a scene: the crowd that an action names is there until it leaves, and wide pictures show it."""

import re
from collections.abc import Sequence
from functools import cache

from storyboard.patterns import deferred, tabled
from storyboard.plan.beats import Beat
from storyboard.plan.scenery import phrases
from storyboard.staging.moves import ENTERS


def crowds(beats: Sequence[Beat], language: str) -> tuple[str, ...]:
    """For every beat the word for the crowd that stands around in it, as the script has it; empty where there is none, or its own action shows it.

    From the beat on that names it; it is gone behind the words by which it leaves.
    """
    found: list[str] = []
    here = _opening(beats, language)
    for beat in beats:
        text = "\n".join(beat.acts)
        named = list(_named(language).finditer(text))
        here = named[-1][0] if named else here
        found.append("" if named else here.lower() if here.isupper() else here[:1].lower() + here[1:])
        here = "" if here and _leaves(language).search(text) else here
    return tuple(found)


def _opening(beats: Sequence[Beat], language: str) -> str:
    """The crowd that the first description of a scene tells of, a sentence or two in: it is there from the first picture on. One that comes is not."""
    first = beats[0].units[0] if beats and beats[0].units else None
    told = first.text if first is not None and first.kind == "action" else ""
    return "" if ENTERS.search(told) or _COMES.search(told) else crowd_in(told, language)


_COMES = deferred(
    r"[涌冲跑围聚赶挤][进上来过向]|\b(?:runs?|pours?|crams?|streams?|floods?|rush(?:es)?|gathers?|fills?)\b", re.I
)
"""How a crowd comes that was not there."""


def crowd_in(text: str, language: str) -> str:
    """The last word for a crowd in a text; empty where it has none."""
    return next((named[0] for named in reversed(list(_named(language).finditer(text)))), "")


@cache
def _named(language: str) -> re.Pattern[str]:
    words = sorted(phrases(language)["crowds"], key=len, reverse=True)
    return tabled(phrases(language)["crowd"].format("|".join(words)), re.IGNORECASE)


@cache
def _leaves(language: str) -> re.Pattern[str]:
    words = "|".join(phrases(language)["crowds"])
    ways = "|".join(phrases(language)["crowd_leaves"])
    return re.compile(rf"(?:{words})[^，。；,.;]{{0,12}}?(?:{ways})", re.IGNORECASE)
