"""What befalls somebody within a picture is told as it happens there, and is how they are from the next shot on."""

import re
from collections.abc import Sequence
from dataclasses import replace

from storyboard import marks
from storyboard.languages import Language
from storyboard.model import Shot
from storyboard.patterns import deferred, tabled

_STOPS = {True: deferred(r"(?<=[.!?])\s+(?=[A-Z])|;\s+"), False: deferred(r"(?<=[。！？；])")}
"""Where what happens one after the other parts, by whether words stand between blanks."""
_PARTS = {True: deferred(r",\s*|\s+and\s+"), False: deferred(r"[、，]")}


def in_time(shots: Sequence[Shot], language: Language) -> tuple[Shot, ...]:
    """Shots in which nobody has tears before they run, wounds before the blow, or wet hair before they fall into the water."""
    known: dict[str, str] = {}
    told = list[Shot]()
    place = ""
    for shot in shots:
        bare = marks.without(shot.visual)
        steps = _steps(bare, language)
        people = marks.versions(shot.visual)
        marked = {each.name for each in people}
        same = known if shot.location == place else {}  # nobody is wet on the bridge for a flashback before it
        known = {name: state for name, state in same.items() if name in marked or name not in bare}
        place = shot.location
        begun = {each.name: _begun(each.state, known.get(each.name, ""), steps, language) for each in people}
        known |= {each.name: each.state for each in people}
        early = {each.name: begun[each.name] for each in people if begun[each.name] != each.state}
        told.append(replace(shot, visual=_put(shot.visual, early, language)) if early else shot)
    return tuple(told)


def _put(visual: str, states: dict[str, str], language: Language) -> str:
    """A picture whose marks have other states of some people."""
    put = marks.changed(language.code, lambda now: replace(now, state=states.get(now.name, now.state)))
    return put(visual)


def _begun(state: str, before: str, steps: Sequence[str], language: Language) -> str:
    """How somebody is at the beginning of a shot whose picture tells these steps: as `before`, where all that is new befalls them in a later one."""
    new = [part for part in _split(state, language) if part not in before]
    if not new or len(steps) == 1:
        return state
    for row in language.words("prompt.befalls"):
        how, event = (tabled(each, re.IGNORECASE) for each in row.split(" => "))
        at = next((n for n, step in enumerate(steps) if n and event.search(step)), 0)
        told = any(how.search(step) for step in steps[:at])
        if at and not told and how.search(new[0]) and all(how.search(part) or part.isalpha() for part in new[1:]):
            return before
    return state


def _steps(picture: str, language: Language) -> list[str]:
    return [step for step in _STOPS[language.does("writing.words")].split(picture) if step.strip()]


def _split(text: str, language: Language) -> list[str]:
    return [part for part in _PARTS[language.does("writing.words")].split(text) if part]
