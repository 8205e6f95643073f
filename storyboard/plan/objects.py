"""Things that move the story and come again: how each looks stands once on the board, so that every clip that shows it can tell it.

A model films each clip from its prompt alone: a coffin carved like a car is a plain box from the second clip on unless the second clip says so.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from storyboard import marks
from storyboard.beasts import mentions
from storyboard.languages import Language
from storyboard.lettering import AROUND
from storyboard.model import Cast, Shot, Thing
from storyboard.patterns import deferred

FEWEST = 3
"""Pictures that call a thing by its name, from which on it is told: what is seen once or twice its picture describes."""
MOST = 4
"""Things of a film, those that are seen most."""
_WRITTEN = deferred(
    r"写|印|字|刻|\b(?:reads?|reading|marked|printed|written|letter\w*|words?|stamped|says|saying)\b", re.I
)
"""What stands on a thing: the picture that shows it says so, and no other."""


def with_looks(shots: Sequence[Shot], cast: Cast, language: Language) -> tuple[Shot, ...]:
    """Shots in which the first that shows a thing of the story tells how it looks, in a mark behind its picture.

    Not of what somebody wears, which stands with their looks, nor of what is written on it.
    """
    told = list(shots)
    pictures = [marks.without(shot.visual) for shot in shots]
    for _, at, thing in sorted(_recurring(cast, pictures, language), key=lambda row: -row[0])[:MOST]:
        mark = marks.write_look(thing.name, thing.look, language.code)
        told[at] = replace(told[at], visual=f"{told[at].visual}{mark}")
    return tuple(told)


def _recurring(cast: Cast, pictures: Sequence[str], language: Language) -> Iterator[tuple[int, int, Thing]]:
    """(how many pictures show it, the first that does, the thing with what may be told of it)."""
    worn = "\n".join(
        clothes
        for member in cast.members
        for clothes in (member.looks.clothes_style, *(each.clothes[1] for each in member.versions if each.clothes))
    )
    for thing in cast.story.things if cast.story else ():
        name, look = thing.name.strip(), _bare(thing.look)
        if not look or set(name + look) & set("[]【】:：") or mentions(_noun(name, language), worn, language):
            continue
        shown = [at for at, picture in enumerate(pictures) if mentions(name, picture, language)]
        if len(shown) >= FEWEST:
            yield len(shown), shown[0], replace(thing, name=name, look=look)


def _noun(name: str, language: Language) -> str:
    """What a thing is, without what it is like: hat of silver-banded hat."""
    return name.rsplit(maxsplit=1)[-1] if language.does("writing.words") else name


def _bare(look: str) -> str:
    """What a look says first, which is what somebody knows the thing again by: not what is written on it, nor what only a later picture shows of it."""
    marked = set("".join(AROUND))
    parts = (part.strip(" ,，。.") for part in re.split(r"[，,；;]", look))
    told = (part for part in parts if part and not _WRITTEN.search(part) and not marked & set(part))
    return next(told, "")
