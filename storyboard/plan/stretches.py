"""A scene in stretches of one layer: what plays now, and the flashback in its middle, which is elsewhere and looks otherwise."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from storyboard import staging
from storyboard.model import Episode, Layer, Scene, Script, Unit
from storyboard.plan.beats import STORY

PICTURED = frozenset({"action", "speech"})
"""Kinds that make a shot by themselves; a mark, a caption or a sound alone joins one."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Story units of one scene that follow each other and play at one time."""

    scene: Scene
    """Its scene; of a stretch that plays at another time than the heading tells, without the heading's place, hour and weather."""
    layer: Layer
    units: tuple[Unit, ...]
    broken: bool = False
    """Whether it plays at another time than the heading of its scene tells."""


def stretches(script: Script, episode: Episode) -> list[Stretch]:
    """The stretches of an episode in order; a mark stands in the first or last shot of what it opens or closes."""
    found: list[Stretch] = []
    waiting: tuple[Unit, ...] = ()
    for scene in script.scenes:
        if scene.episode != episode.id:
            continue
        for stretch in _of(script, scene):
            alone = stretch.broken and not any(unit.kind in PICTURED for unit in stretch.units)
            if alone and (stretch.layer != "present" or not found):
                waiting += stretch.units
            elif alone:
                found[-1] = replace(found[-1], units=(*found[-1].units, *stretch.units))
            else:
                found.append(replace(stretch, units=(*waiting, *stretch.units)))
                waiting = ()
    if waiting and found:
        found[-1] = replace(found[-1], units=(*found[-1].units, *waiting))
    return found


def _of(script: Script, scene: Scene) -> Iterator[Stretch]:
    """The stretches of one scene; one without units where it has none."""
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
