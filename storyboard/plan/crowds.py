"""Who stands around in a scene: the crowd that an action names is there until it leaves, and wide pictures show it."""

import re
from collections.abc import Sequence
from functools import cache

from storyboard.plan.beats import Beat
from storyboard.plan.scenery import phrases


def crowds(beats: Sequence[Beat], language: str) -> tuple[str, ...]:
    """For every beat the word for the crowd that stands around in it, as the script has it; empty where there is none, or its own action shows it.

    From the beat on that names it; it is gone behind the words by which it leaves.
    """
    found: list[str] = []
    here = ""
    for beat in beats:
        text = "\n".join(beat.acts)
        named = list(_named(language).finditer(text))
        here = named[-1][0] if named else here
        found.append("" if named else here.lower() if here.isupper() else here[:1].lower() + here[1:])
        here = "" if here and _leaves(language).search(text) else here
    return tuple(found)


@cache
def _named(language: str) -> re.Pattern[str]:
    words = sorted(phrases(language)["crowds"], key=len, reverse=True)
    return re.compile(phrases(language)["crowd"].format("|".join(words)), re.IGNORECASE)


@cache
def _leaves(language: str) -> re.Pattern[str]:
    words = "|".join(phrases(language)["crowds"])
    ways = "|".join(phrases(language)["crowd_leaves"])
    return re.compile(rf"(?:{words})[^，。；,.;]{{0,12}}?(?:{ways})", re.IGNORECASE)
