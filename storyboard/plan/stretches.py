"""A scene in stretches of one layer and one place: a flashback in its middle, the items of a montage, both ends of a telephone call."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from storyboard import staging
from storyboard.model import Episode, Layer, Scene, Script, Unit
from storyboard.parse import headings, words
from storyboard.patterns import deferred
from storyboard.plan.beats import STORY
from storyboard.staging.places import INTERCUT, MONTAGE, MONTAGE_ENDS

PICTURED = frozenset({"action", "speech"})
"""Kinds that make a shot by themselves; a mark, a caption or a sound alone joins one."""
_ITEM = r"\s*(?:[A-Z]|\d{1,2})[).、．]\s*|\s*[-–—•·]\s*|\s*△\s*"
_HEADED = deferred(
    rf"(?:{_ITEM})?(?P<heading>(?:INT|EXT)[./ ].{{2,50}}?)\s+[-–—]+\s+(?=[A-Z][a-z])|(?:{_ITEM})?(?P<alone>(?:INT|EXT)[./ ][^a-z\n]{{2,50}})\n"
)
_PLACED = deferred(
    rf"(?:{_ITEM})?(?:[（(【])?(?P<time>{words.TIME})?[的，,·\s]*(?P<place>[\u3400-\u9fff]{{1,7}}?(?:边|上|里|内|外|中|前|下|旁|门口|路口|街头|街|房|厅|室|楼|院|店|馆|场|园|桥|山|村|城|校|站|台|巷|车|家))(?:[）)】])?[，,：:]"
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Story units of one scene that follow each other and play at one time in one place."""

    scene: Scene
    """Its scene; of a stretch that plays at another time or place than the heading tells, with its own."""
    layer: Layer
    units: tuple[Unit, ...]
    broken: bool = False
    """Whether it plays at another time than the heading of its scene tells."""
    glimpse: bool = False
    """Whether it is a shot or two of another place, which nothing establishes."""
    call: tuple[str, ...] = ()
    """Who speaks at either end of the call of which it is one end, in order: they have a telephone at the ear."""


def stretches(script: Script, episode: Episode) -> list[Stretch]:
    """The stretches of an episode in order; a mark stands in the first or last shot of what it opens or closes.

    One that ends its scene stays in it, as it was asked about; `compile.carried` sets it before what it opens.
    """
    found: list[Stretch] = []
    homes: dict[str, Scene] = {}
    for scene in script.scenes:
        if scene.episode != episode.id:
            continue
        homes |= dict.fromkeys(_here(script, scene), scene)
        own: list[Stretch] = []
        waiting: tuple[Unit, ...] = ()
        for stretch in (part for whole in _of(script, scene) for part in _placed(whole, homes)):
            alone = stretch.broken and not any(unit.kind in PICTURED for unit in stretch.units)
            if alone and (stretch.layer != "present" or not own):
                waiting += stretch.units
            elif alone:
                own[-1] = replace(own[-1], units=(*own[-1].units, *stretch.units))
            else:
                own.append(replace(stretch, units=(*waiting, *stretch.units)))
                waiting = ()
        if waiting:
            own[-1:] = [replace(one, units=(*one.units, *waiting)) for one in own[-1:]] or [
                Stretch(scene, staging.layer_of(scene.state), waiting)
            ]
        found += own
    return found


def _here(script: Script, scene: Scene) -> Iterator[str]:
    """Who speaks or acts in a scene before it cuts to another place."""
    speakers = {unit.speaker for unit in script.units if unit.kind == "speech"}
    for unit in script.units:
        if unit.scene == scene.id and _says(unit, "intercut"):
            return
        if unit.scene == scene.id and unit.kind == "speech" and unit.delivery in ("", "inner"):
            yield unit.speaker
        if unit.scene == scene.id and unit.kind == "action":
            yield from _named(unit.text, speakers)


def _named(text: str, people: Iterable[str]) -> tuple[str, ...]:
    """Who of these is named in a text, by the last word of their name."""
    folded = text.casefold()
    return tuple(name for name in people if name and name.split()[-1].casefold() in folded)


def _of(script: Script, scene: Scene) -> Iterator[Stretch]:
    """The stretches of one scene by their layers; one without units where it has none."""
    units = [unit for unit in script.units if unit.scene == scene.id and unit.kind in STORY]
    own = staging.layer_of(scene.state)
    for layer, group in groupby(units, key=lambda unit: staging.layer_of(unit.state)):
        here = tuple(group)
        if layer == own:
            yield Stretch(scene, layer, here)
        else:
            bare = replace(scene, location="", time="", interior="", weather="", state=here[0].state)
            yield Stretch(bare, layer, here, broken=True)
    if not units:
        yield Stretch(scene, own, ())


def _placed(stretch: Stretch, homes: Mapping[str, Scene]) -> Iterator[Stretch]:
    """A stretch in pieces of one place: items of a montage where they say it, both ends of a call where it is cut between."""
    where = list(_places(stretch.scene, stretch.units, homes))
    for at, unit in enumerate(
        stretch.units
    ):  # a mark stands in the first shot of what it opens, in the last of what it closes
        if at and _says(unit, "ends"):
            where[at] = where[at - 1]
    for at in range(len(where) - 2, -1, -1):
        if _says(stretch.units[at], "montage") or _says(stretch.units[at], "intercut"):
            where[at] = where[at + 1]
    if all(place is stretch.scene for place in where):
        yield stretch
        return
    called = next((at for at, unit in enumerate(stretch.units) if _says(unit, "intercut")), len(where))
    callers = tuple(dict.fromkeys(unit.speaker for unit in stretch.units[called:] if unit.kind == "speech"))
    at = 0
    for place, group in groupby(where):
        count = len(list(group))
        units = stretch.units[at : at + count]
        glimpse = place is not stretch.scene or at > 0
        yield replace(
            stretch, scene=place, units=units, glimpse=glimpse, call=callers if glimpse and at >= called else ()
        )
        at += count


def _places(scene: Scene, units: Sequence[Unit], homes: Mapping[str, Scene]) -> Iterator[Scene]:
    """For every unit the scene with the place where it plays."""
    listed = between = False
    last = scene
    for unit in units:
        if _says(unit, "ends"):
            listed, last = False, scene
        listed |= _says(unit, "montage")
        if _says(unit, "intercut") and not between:
            between, homes = True, {**_elsewhere(unit.text, scene, units, homes), **homes}
        if listed and unit.kind == "action":
            last = _item(unit.text, scene)
        elif listed and unit.kind == "speech" and unit.delivery in ("", "inner"):
            listed, last = False, scene
        elif between and unit.kind in PICTURED:
            people = (unit.speaker,) if unit.kind == "speech" else _named(unit.text, homes)
            away = [
                homes[name] for name in people if name in homes and homes[name].location not in ("", scene.location)
            ]
            home = away[0] if away and len(away) == len(people) else scene
            last = (
                scene
                if home is scene
                else replace(
                    scene, location=home.location, time=home.time, interior=home.interior, weather=home.weather
                )
            )
        yield last


def _elsewhere(told: str, scene: Scene, units: Sequence[Unit], homes: Mapping[str, Scene]) -> dict[str, Scene]:
    """Who speaks at the end of a call that only its mark names: `INTERCUT - KITCHEN / MARS HABITAT`; none where it names two or none."""
    known = {where.location.casefold() for where in (scene, *homes.values())}
    ends = [
        end.strip(" ])")
        for end in re.split(r"\s*/\s*|\bAND\b", re.sub(r"^.*?INTERCUT(?:TING)?\W*(?:BETWEEN\b)?", "", told, flags=re.I))
    ]
    new = [
        end
        for end in ends
        if end and not any(end.casefold() in place or place in end.casefold() for place in known if place)
    ]
    if len(ends) != 2 or len(new) != 1:
        return {}
    there = replace(scene, location=new[0], weather="")
    spoken = (unit for unit in units if unit.kind == "speech" and unit.delivery in ("", "inner"))
    return {unit.speaker: there for unit in spoken if unit.speaker not in homes}


def _item(text: str, scene: Scene) -> Scene:
    """The scene with the place and hour that an item of a montage begins with; the scene itself where it tells none."""
    if match := _HEADED.match(text):
        said = headings.scene(match["heading"] or match["alone"])
        if said and said.location:
            return replace(
                scene, location=said.location, time=said.time or scene.time, interior=said.interior, weather=""
            )
    if match := _PLACED.match(text):
        return replace(scene, location=match["place"], time=match["time"] or scene.time, interior="", weather="")
    return scene


_SIGNS = {"montage": MONTAGE, "ends": MONTAGE_ENDS, "intercut": INTERCUT}


def _says(unit: Unit, what: str) -> bool:
    """Whether a unit is the mark of a montage, of its end, or of an intercut."""
    return unit.kind in ("action", "transition") and _SIGNS[what].fullmatch(unit.text.strip("△ \n")) is not None
