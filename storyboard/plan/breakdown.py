"""The scenes of an episode broken down for planning: stretches of one layer with their scenery, beats, light, and who looks otherwise."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TypeVar

from storyboard import marks, staging
from storyboard.languages import CODES, Language
from storyboard.languages import scenery as vocabulary
from storyboard.model import (
    Cast,
    Episode,
    Layer,
    Scene,
    SceneTold,
    Script,
    Story,
    Unit,
)
from storyboard.plan.beats import NORMAL, Beat, Grain, beats
from storyboard.plan.changes import Later, as_one, befallen, changes, is_past, later_versions
from storyboard.plan.scenery import Scenery, at_the_window, filmed, scenery
from storyboard.plan.stretches import Stretch, stretches
from storyboard.plan.timing import asked
from storyboard.records import dataclass


@dataclass(frozen=True, slots=True)
class SceneToPlan:
    """A scene ready to be framed."""

    scene: Scene
    scenery: Scenery
    beats: list[Beat]
    look: str = ""
    """The reviewed sentence of the place, from the cast."""
    changes: tuple[marks.OtherClothes | marks.Now, ...] = ()
    """Who looks or sounds otherwise than in `character_setting` here."""
    layer: Layer = "present"
    units: tuple[Unit, ...] = ()
    """Its story units; a scene that is broken by a flashback is planned in several stretches, each of one layer."""
    glimpse: bool = False
    """Whether it is a shot or two of another place, which nothing establishes."""
    call: tuple[str, ...] = ()
    """Who speaks at either end of the call that is cut between, of which it is one end: they have a telephone at the ear."""
    later: tuple[Later, ...] = ()
    """What befalls somebody within it."""
    light: str = ""
    """What the story tells of its light."""
    film: str = ""
    """How it is filmed, which stands in its style."""

    def changes_in(self, beat: Beat) -> tuple[marks.OtherClothes | marks.Now, ...]:
        """Who looks or sounds otherwise in one of its beats."""
        now = tuple(
            each.now
            for each in self.later
            if each.unit is None or is_past(beat, each.unit, each.said, already=each.already)
        )
        if not now:
            return self.changes
        found: dict[str, list[marks.OtherClothes | marks.Now]] = {}
        for each in (*self.changes, *now):
            if isinstance(each, marks.Now) and each.age is not None:  # years later no scab of then is on the knee
                found[each.name] = []
            found.setdefault(each.name, []).append(each)
        return tuple(one for several in found.values() for one in as_one(several))

    def weather_in(self, beat: Beat) -> str:
        """The weather of one of its beats: rain that begins falls from the shot of these words on."""
        return _turned(beat, self.scenery.turns, self.scenery.weather)

    def hour_in(self, beat: Beat) -> tuple[str, str]:
        """The hour of one of its beats, and its style in the light of that hour: a night that falls within it is dark from there on, and so is a room whose lights go out."""
        scenery = self.scenery
        time, light = _turned(beat, scenery.hours, (scenery.time, ""))
        if not self.light and _turned(beat, scenery.lamps, False):
            light = Language.of("zh" if "，" in scenery.style else "en").word("style.dark")
        comma = next((sign for sign in ("，", ", ") if sign in scenery.style), "")
        parts = scenery.style.split(comma) if comma and light else []
        return time, comma.join(light if part in _lights() else part for part in parts) or scenery.style

    @property
    def established(self) -> bool:
        """Whether its place is shown first: not where nobody wrote it, nor in a glimpse."""
        return not self.glimpse and (self.layer == "present" or "place" not in self.scenery.assumed)


_Value = TypeVar("_Value")


@cache
def _lights() -> frozenset[str]:
    """What a style says of the light of an hour."""
    hours = ("day", "night", "dusk", "dim")
    return frozenset(Language.of(code).word(f"style.{hour}") for code in CODES for hour in hours)


def _turned(beat: Beat, turns: Sequence[tuple[Unit, str, _Value]], before: _Value) -> _Value:
    """What is so in a beat of what turns with the words of a scene; `before`: as it opens."""
    for unit, said, now in turns:
        shown = any(said in act for act in beat.acts) if unit in beat.units else is_past(beat, unit, "")
        before = now if shown or is_past(beat, unit, said) else before
    return before


def scenes_of(script: Script, episode: Episode, cast: Cast, language: str, grain: Grain = NORMAL) -> list[SceneToPlan]:
    """The scenes of an episode that hold anything, in stretches of one layer, with their scenery and beats."""
    found: list[SceneToPlan] = []
    before: Scenery | None = None
    present: Scenery | None = None
    seen: dict[str, Scenery] = {}
    lights: dict[tuple[str, str, str], SceneTold] = {}
    homes = {scene.id: scene.location for scene in script.scenes if scene.episode == episode.id}
    now: Scene | None = None
    for parsed in stretches(script, episode, cast):
        stretch = as_told(parsed, cast.story, language)
        scene = stretch.scene
        last = (present or before) if stretch.layer == "present" else before
        if cast.story and not stretch.broken:
            last = seen.get(cast.story.of(scene.id).continues, last)
        told = _light_told(stretch, homes, cast.story) or lights.get((scene.id, stretch.layer, scene.location))
        here = lit(scenery(script, scene, last, language, stretch.units), stretch, told, cast.story, language)
        here = at_the_window(script, here, stretch.units, language)
        film = "" if stretch.broken or cast.story is None else cast.story.of(scene.id).film
        here = filmed(here, film, "", Language.of(language))
        seen.setdefault(scene.id, here)
        if told:  # where a scene comes back to its place, its light is there still
            lights.setdefault((scene.id, stretch.layer, scene.location), told)
        before, present = here, here if stretch.layer == "present" else present
        look = look_of(here.place, scene.id, cast)
        cut = asked(beats(stretch.units, scene, cast, language, grain), cast, language)
        now = scene if stretch.layer == "present" and not stretch.broken else now
        dressed = (
            now if now and stretch.broken and stretch.layer == "present" else scene
        )  # behind a flashback as before
        told_of = changes(dressed, episode, cast, Path(script.path).stem, stretch.layer)
        later = (
            *later_versions(stretch.units, scene, episode, cast, language, Path(script.path).stem),
            *befallen(script, stretch.units, scene.id, cast, stretch.layer),
        )
        found.append(
            SceneToPlan(
                scene,
                here,
                cut,
                look,
                told_of,
                stretch.layer,
                stretch.units,
                stretch.glimpse,
                stretch.call,
                later,
                told.light if told else "",
                film,
            )
        )
    return found if any(item.units for item in found) else []


def look_of(place: str, scene: str, cast: Cast) -> str:
    """What a place looks like in a scene, by its id: as the story tells it of that scene, else as ever."""
    told = cast.story.set_in(scene, place) if cast.story else ""
    return told or next((one.look for one in cast.places if one.name.casefold() == place.casefold()), "")


def _hourless(time: str, told: SceneTold) -> bool:
    """Whether words for the time of a scene tell no hour: three years later; minutes later, where the story goes on from no scene before it."""
    hour = vocabulary.hour(time)
    return hour is None or (hour.same and not told.continues)


def as_told(stretch: Stretch, story: Story | None, language: str) -> Stretch:
    """A stretch in the layer and at the hour that the story tells of its scene, where the script's own marks tell none."""
    told = story.of(stretch.scene.id) if story else None
    if told is None or stretch.broken:
        return stretch
    scene = stretch.scene
    if told.time and not scene.time:
        scene = replace(scene, time=told.time)
    elif told.time and told.time not in scene.time and _hourless(scene.time, told):  # three years later, at night
        scene = replace(scene, time=f"{scene.time}{Language.of(language).word('writing.comma')}{told.time}")
    if not stretch.call and not stretch.glimpse:
        side = scene.interior or told.side
        scene = replace(scene, location=scene.location or told.place, interior=side)
    stretch = replace(stretch, scene=scene)
    layer = told.layer
    if layer == "present" or stretch.layer != "present":
        return stretch
    state = Language.of(language).word(f"layers.{layer}")
    return replace(stretch, layer=layer, scene=replace(stretch.scene, state=state))


def _light_told(stretch: Stretch, homes: Mapping[str, str], story: Story | None) -> SceneTold | None:
    """What the story tells of the light of a stretch; at the other end of a call that of the scene that plays there, if any does.

    `homes`: id of a scene -> the place of its heading.
    """
    if story is None or stretch.broken or (stretch.glimpse and not stretch.call):
        return None
    told, place = story.of(stretch.scene.id), stretch.scene.location
    if not stretch.call or place in (homes.get(told.scene), staging.places.first_of(homes.get(told.scene, ""))):
        return told
    there = next((scene for scene, home in homes.items() if home == place), "")
    return replace(story.of(there), weather="", continues="") if there else None


def lit(scenery: Scenery, stretch: Stretch, told: SceneTold | None, story: Story | None, language: str) -> Scenery:
    """The scenery with the light that the story tells of it, and the weather where the script's own words tell none."""
    if told is None:
        return scenery
    before = story.of(told.continues) if story and told.continues else None
    light = _within(told.light or (before.light if before else ""))
    weather = told.weather or (before.weather if before else "")
    spoken = Language.of(language)
    colours = told.colours or (before.colours if before else ())
    main = spoken.word("style.main").format(spoken.word("style.and").join(colours)) if colours else ""
    usual = scenery.style
    if (light or main) and stretch.layer != "present":  # one light, not two: the layer is still named
        usual = usual.replace(spoken.word("writing.comma") + spoken.word(f"layers.looks.{stretch.layer}"), "")
    style = spoken.word("writing.comma").join(part for part in (usual, light, main) if part)
    untold = not stretch.scene.weather  # what only an action tells may begin within the scene
    untold = untold or scenery.weather in weather  # heavy rain is rain, told more exactly
    weather = weather if weather and untold else scenery.weather
    return replace(scenery, style=style, weather=weather)


def _within(text: str) -> str:
    """A sentence as a part of another: with a small first letter, unless its first word is no common one."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text
