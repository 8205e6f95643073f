"""Who is spoken to, asked of a model that reads the scene: in scenes of three people and more, where rules must guess.

The answer names for each numbered line one of the people of its scene, all or nobody; code proves that they are of that scene and not
the speaker. What is answered is kept (`storyboard/production/listeners.py`) and given to the units, where the planner takes it before its rules.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from storyboard import names
from storyboard.cast import roles
from storyboard.errors import PartFailed
from storyboard.languages import Language
from storyboard.library import SHIPPED, Library
from storyboard.model import EVERYBODY, NOBODY, Ask, Fault, Listener, Scene, Script, Unit
from storyboard.plan.questions import question
from storyboard.records import dataclass

STAGE = "listeners"
SEVERAL = 3
"""People of a scene from which on it is not plain who is spoken to."""
MOST, AROUND = 80, 12
"""Lines of one question; units before the first of them that are shown where a scene is asked about in two questions."""
SHOWN = ("speech", "action", "caption")
KNOWN = 40
"""Characters by which a line is known again."""
LOOKS = 48
"""Characters that are told of who somebody is."""
MOST_FAULTS = 12


@dataclass(frozen=True, slots=True)
class Audience:
    """Units of one scene in a question, and those of them that are asked about."""

    scene: Scene
    people: tuple[str, ...]
    units: tuple[Unit, ...]
    asked: tuple[Unit, ...]


def words_of(unit: Unit) -> str:
    """How the words of a speech begin, by which it is known again."""
    return " ".join(unit.text.split())[:KNOWN].rstrip()


def line_of(script: Script, unit: Unit) -> int:
    """1-based line on which the words of a speech begin."""
    at = unit.raw.find(unit.text[:6]) if unit.text else 0
    return script.line_of(unit.start + max(at, 0))


def people_of(script: Script, scene: Scene, units: Sequence[Unit]) -> tuple[str, ...]:
    """Who may be spoken to in a scene: its cast line, who speaks and who acts in it, each under one name; no narrators."""
    usual = {alias: person.name for person in script.cast for alias in person.aliases}
    speak = [name for unit in units if unit.kind == "speech" for name in unit.members or (unit.speaker,)]
    acts = "\n".join(unit.text for unit in units if unit.kind == "action")
    named = _named_in(acts, {called: one.name for one in script.cast for called in (one.name, *one.aliases)})
    whole = {*scene.cast, *speak, *named}  # WALT behind YOUNG WALT is the young one again
    acting = (name for name in named if not any(name != other and _is_within(name, other) for other in whole))
    seen = (
        name for name in (*acting, *scene.seen) if not roles.is_crowd(name, script.text, script.language)
    )  # all of them are everybody
    found = dict.fromkeys(usual.get(name, name) for name in (*scene.cast, *speak, *seen) if name)
    return tuple(name for name in found if not names.NARRATORS.search(name))


def _named_in(text: str, called: Mapping[str, str]) -> list[str]:
    """Whose names a text has as words of their own, in the order of `called`; WALT is not in YOUNG WALT, and a single character is in too many words."""
    found: set[str] = set()
    for name in sorted(called, key=len, reverse=True):
        edge = r"\b" if name[:1].isascii() else ""
        if len(name) > 1 and name.casefold() in text.casefold():
            text, times = re.subn(f"{edge}{re.escape(name)}{edge}", "\n", text, flags=re.I)
            found |= {called[name]} if times else set()
    return [name for name in dict.fromkeys(called.values()) if name in found]


def _is_within(name: str, other: str) -> bool:
    """Whether a name is a part of another one: whole words of it, or its characters."""
    return f" {name.casefold()} " in f" {other.casefold()} " if name.isascii() else name in other


def audiences(script: Script) -> Iterator[Audience]:
    """The scenes in which it is not plain who is spoken to, as far as nobody has said it yet."""
    within = _within(script)
    for scene in script.scenes:
        if len(people := people_of(script, scene, within[scene.id])) < SEVERAL:
            continue
        shown = tuple(unit for unit in within[scene.id] if unit.kind in SHOWN and unit.text.strip())
        asked = tuple(unit for unit in shown if _spoken(unit) and not unit.to)
        if asked:
            yield Audience(scene, people, shown, asked)


def _spoken(unit: Unit) -> bool:
    return unit.kind == "speech" and bool(unit.speaker) and unit.delivery != "inner"


def parts(script: Script) -> list[list[Audience]]:
    """What is asked in one question each: whole scenes, as many as have `MOST` lines; a longer one in pieces."""
    found: list[list[Audience]] = []
    room = 0
    for each in (piece for one in audiences(script) for piece in _pieces(one)):
        if not found or len(each.asked) > room:
            found.append([])
            room = MOST
        found[-1].append(each)
        room -= len(each.asked)
    return found


def _pieces(one: Audience) -> Iterator[Audience]:
    """A scene in stretches of at most `MOST` asked lines, with what stands right before each."""
    begins = 0
    for at in range(0, len(one.asked), MOST):
        some = one.asked[at : at + MOST]
        more = at + MOST < len(one.asked)
        ends = one.units.index(some[-1]) + 1 if more else len(one.units)
        yield replace(one, units=one.units[max(0, begins - AROUND) : ends], asked=some)
        begins = ends


async def ask_listeners(
    script: Script, ask: Ask, model: str, library: Library = SHIPPED
) -> tuple[tuple[Listener, ...], list[str]]:
    """Whom the model says that lines are spoken to, in the order of the script, and what went wrong; the rest is left to rules."""
    language = Language.of(script.language).code
    found: list[Listener] = []
    remarks: list[str] = []
    for some in parts(script):
        lines = [(unit, each.people) for each in some for unit in each.asked]
        first, last = (line_of(script, lines[at][0]) for at in (0, -1))
        about = f"listeners of script lines {first}-{last}"
        asked = question(library, STAGE, language, about, **_shown(script, some))

        def judge(data: Any, lines: Sequence[tuple[Unit, Sequence[str]]] = lines) -> list[str]:  # noqa: ANN401 - JSON
            return _faults(data, lines)

        try:
            data = await ask(asked, judge)
        except PartFailed as error:
            remarks.append(f"{about}: by rules: {error}")
            continue
        for (unit, people), row in zip(lines, data["spoken"], strict=True):
            found.append(Listener(line_of(script, unit), words_of(unit), _named(row["to"], people), model))
    return tuple(found), remarks


def _shown(script: Script, some: Sequence[Audience]) -> dict[str, Any]:
    """What the template fills in: scenes with rows, the asked ones numbered from 1, and who the people are."""
    numbers = {unit.id: number for number, unit in enumerate((u for each in some for u in each.asked), 1)}
    scenes = [
        {
            "number": each.scene.number or each.scene.id,
            "place": " ".join(filter(None, (each.scene.location, each.scene.time, each.scene.state))),
            "people": each.people,
            "rows": [_row(unit, numbers.get(unit.id, 0)) for unit in each.units],
        }
        for each in some
    ]
    here = {name for each in some for name in each.people}
    told = [
        {"name": one.name, "looks": " ".join(one.looks.split())[:LOOKS]}
        for one in script.cast
        if one.name in here and one.looks
    ]
    return {"scenes": scenes, "told": told, "first": 1, "last": len(numbers)}


def _row(unit: Unit, number: int) -> dict[str, Any]:
    asides = (part.text for part in unit.parentheticals)
    return {
        "number": number,
        "speaker": unit.speaker if unit.kind == "speech" else "",
        "label": unit.extension,
        "text": " ".join(" ".join((*asides, unit.text)).split()),
    }


def _named(said: str, people: Sequence[str]) -> str:
    """Whom an answer means: `EVERYBODY`, `NOBODY` or one of the people, however its letters are written; empty where it is none."""
    flat = "".join(said.split()).casefold()
    if flat in (EVERYBODY, NOBODY):
        return flat
    return next((name for name in people if "".join(name.split()).casefold() == flat), "")


def _faults(data: Any, lines: Sequence[tuple[Unit, Sequence[str]]]) -> list[str]:  # noqa: ANN401 - JSON
    """What of an answer cannot be: lines left out or told twice, somebody who is not of the scene, a speaker who hears themselves."""
    if [row["line"] for row in data["spoken"]] != list(range(1, len(lines) + 1)):
        return [f"mark the lines 1 to {len(lines)}, each once, in order"]
    faults = []
    for row, (unit, people) in zip(data["spoken"], lines, strict=True):
        name = _named(row["to"], people)
        if not name:
            faults.append(f"line {row['line']}: {row['to']!r} is not one of {', '.join(people)}")
        elif name in (unit.speaker, *unit.members):
            faults.append(f"line {row['line']}: {name} says it, and cannot be whom it is spoken to")
    return faults[:MOST_FAULTS]


def heard(script: Script, told: Sequence[Listener]) -> Script:
    """The script whose lines know whom they are spoken to; what a person says goes before what a model says.

    Whoever is not of the scene, and a line that is not there any more, is a warning where a person said so; a model is asked again.
    """
    if not told:
        return script
    places: dict[str, list[Unit]] = defaultdict(list)
    for spoken in filter(_spoken, script.units):
        places[words_of(spoken)].append(spoken)
    within = _within(script)
    people = {scene.id: people_of(script, scene, within[scene.id]) for scene in script.scenes}
    found: dict[str, str] = {}
    lost: list[Fault] = []
    for each, unit in _matched(script, sorted(told, key=lambda one: bool(one.by)), places):
        if unit is None:
            message = f"no line that is spoken begins with “{each.words}” any more, so what reading.toml says of its listener is left out"
            lost += [] if each.by else [Fault("listener-lost", message, 0, path=script.path)]
            continue
        name = _named(each.to, people.get(unit.scene, ()))
        if not name or name in (unit.speaker, *unit.members):
            message = (
                f"“{each.to}” is nobody who could be spoken to in this scene, so what reading.toml says is left out"
            )
            lost += [] if each.by else [Fault("listener-unknown", message, line_of(script, unit), path=script.path)]
            continue
        found.setdefault(unit.id, name)
    units = tuple(replace(unit, to=found[unit.id]) if unit.id in found else unit for unit in script.units)
    return replace(script, units=units, warnings=(*script.warnings, *lost))


def _within(script: Script) -> Mapping[str, Sequence[Unit]]:
    """Id of a scene -> its units."""
    found: dict[str, list[Unit]] = defaultdict(list)
    for unit in script.units:
        found[unit.scene].append(unit)
    return found


def _matched(
    script: Script, told: Sequence[Listener], places: Mapping[str, Sequence[Unit]]
) -> Iterator[tuple[Listener, Unit | None]]:
    """The line each is about: in their order where as many lines as were told begin so, else the nearest."""
    alike: dict[tuple[str, str], list[Listener]] = defaultdict(list)
    for each in told:
        alike[each.by, each.words].append(each)
    for (_, words), some in alike.items():
        units = places.get(" ".join(words.split())[:KNOWN].rstrip(), ())
        if len(units) == len(some):
            yield from zip(sorted(some, key=lambda one: one.line), units, strict=True)
            continue
        for each in some:
            yield each, min(units, key=lambda unit: abs(line_of(script, unit) - each.line), default=None)
