"""From framed beats to shots, traces and a whole board: what both planners share. Words are copied here, never written."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from storyboard import marks, names, speech, staging
from storyboard.cast.looks import age_class, write_appearance, write_voice
from storyboard.cast.voicing import grown
from storyboard.check.form import people_of
from storyboard.languages import CODES, Language
from storyboard.languages import scenery as vocabulary
from storyboard.model import (
    Befallen,
    Board,
    Cast,
    Character,
    Dialogue,
    Episode,
    Layer,
    Member,
    Outfit,
    Scene,
    SceneTold,
    Script,
    Shot,
    ShotTrace,
    Story,
    Trace,
    Unit,
    Version,
    Voice,
)
from storyboard.plan.beats import EFFECTS, NORMAL, Beat, Grain, beats
from storyboard.plan.grammar import Frame
from storyboard.plan.over import grown_teller, heard_over, of_then, seen_thinking
from storyboard.plan.scenery import Scenery, at_the_window, filmed, phrases, scenery
from storyboard.plan.stretches import Stretch, stretches
from storyboard.plan.timing import asked, tenths
from storyboard.records import dataclass

JOIN = "\n"
"""Between the items of `action`: no script line holds it, so the items can be told apart again."""


@dataclass(frozen=True, slots=True)
class Fallback:
    """A scene, or a part of one, that rules planned because the language model failed."""

    scene: str
    why: str

    def __str__(self) -> str:
        return f"scene {self.scene}: planned by rules: {self.why}"


@dataclass(frozen=True, slots=True)
class Plan:
    """What planning one episode gives."""

    board: Board
    trace: Trace
    conflicts: tuple[str, ...] = ()
    """Sentences: hand edits that the script overtook."""
    remarks: tuple[str, ...] = ()
    """Sentences: what the language model could not do, and what was done instead."""
    fallbacks: tuple[Fallback, ...] = ()
    """Where rules stand in for a model that was asked and failed; empty where none was asked."""


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
    later: tuple[tuple[Unit | None, str, marks.Now], ...] = ()
    """What befalls somebody within it: the unit and the words of it by which it happens, and how they are then.

    No words: they are first seen so with the unit. None: they are so from the first shot on.
    """
    light: str = ""
    """What the story tells of its light."""
    film: str = ""
    """How it is filmed, which stands in its style."""

    def changes_in(self, beat: Beat) -> tuple[marks.OtherClothes | marks.Now, ...]:
        """Who looks or sounds otherwise in one of its beats."""
        now = tuple(mark for unit, said, mark in self.later if unit is None or _is_past(beat, unit, said))
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
        """The hour of one of its beats, and its style in the light of that hour: a night that falls within it is dark from there on."""
        scenery = self.scenery
        time, light = _turned(beat, scenery.hours, (scenery.time, ""))
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
        shown = any(said in act for act in beat.acts) if unit in beat.units else _is_past(beat, unit, "")
        before = now if shown or _is_past(beat, unit, said) else before
    return before


def scenes_of(script: Script, episode: Episode, cast: Cast, language: str, grain: Grain = NORMAL) -> list[SceneToPlan]:
    """The scenes of an episode that hold anything, in stretches of one layer, with their scenery and beats."""
    found: list[SceneToPlan] = []
    before: Scenery | None = None
    present: Scenery | None = None
    seen: dict[str, Scenery] = {}
    lights: dict[tuple[str, str, str], SceneTold] = {}
    homes = {scene.id: scene.location for scene in script.scenes if scene.episode == episode.id}
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
        told_of = changes(scene, episode, cast, Path(script.path).stem, stretch.layer)
        later = (
            *later_versions(stretch.units, scene, episode, cast, Path(script.path).stem),
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


def _is_past(beat: Beat, unit: Unit, said: str) -> bool:
    """Whether a beat plays after the words of a unit: what happens in a shot is told by its action, and seen from the next on."""
    if beat.after:
        told = "".join(beat.after.text.split()).casefold()
        here = told.find("".join(beat.behind.split()).casefold()) + len("".join(beat.behind.split()))
        return beat.after.start > unit.start or (
            beat.after is unit and here >= told.find("".join(said.split()).casefold()) + len("".join(said.split()))
        )
    if not beat.units or beat.units[-1].start < unit.start:
        return False
    if not said:
        return True
    if unit not in beat.units or beat.units[0].start > unit.start:
        return True
    words, text = "".join(said.split()).casefold(), "".join(unit.text.split()).casefold()
    shown = "".join("".join((*beat.acts, beat.text)).split()).casefold()
    first = "".join(next((act for act in beat.acts if act in unit.text), "").split()).casefold()
    return bool(words and first) and words not in shown and text.find(first) > text.find(words) >= 0


def befallen(
    script: Script, units: Sequence[Unit], scene: str, cast: Cast, layer: Layer = "present"
) -> tuple[tuple[Unit | None, str, marks.Now], ...]:
    """What the story tells of people from one line of a scene on, by the unit with which it begins."""
    found = []
    for each in cast.story.befallen if cast.story else ():
        at = _told_at(script, units, each.line, each.said)
        if each.scene == scene and at is not None and each.layer in ("", layer):
            told = [units[at].text[: max(units[at].text.find(each.said), 0)], *(unit.text for unit in units[:at])]
            seen = any(each.name == unit.speaker for unit in units[:at]) or any(
                each.name.casefold() in text.casefold() for text in told
            )
            now = marks.Now(each.name, each.age, each.hair, each.clothes, each.state, _grown(cast, each))
            found.append((units[at], each.said if seen else "", now))
    return tuple(found)


def _grown(cast: Cast, each: Befallen) -> Voice | None:
    """The voice of somebody at an age of another class than their entry's; None where it is theirs as ever."""
    member = cast.get(each.name)
    if member is None or each.age is None or age_class(each.age) == age_class(member.looks.age):
        return None
    return grown(cast, member, each.age, each.hair, Language.of_sex(member.looks.sex))


def _told_at(script: Script, units: Sequence[Unit], line: int, said: str) -> int | None:
    """Place of the unit on a line of the script that says some words, or else of the first from that line on."""
    words = "".join(said.split()).casefold()
    for at, unit in enumerate(units):
        over = script.line_of(unit.start) <= line <= script.line_of(max(unit.end - 1, unit.start))
        if over and words and words in "".join(unit.text.split()).casefold():
            return at
    return next((at for at, unit in enumerate(units) if script.line_of(unit.start) >= line), None)


def later_versions(
    units: Sequence[Unit], scene: Scene, episode: Episode, cast: Cast, file: str = ""
) -> tuple[tuple[Unit | None, str, marks.Now], ...]:
    """The versions that begin within a scene, by the unit and the words of it from which on they are so."""
    found: list[tuple[Unit, str, marks.Now]] = []
    for member in cast.members:
        for version in member.versions:
            at = next((unit for unit in units if version.since and version.since in unit.text), None)
            if at is not None and _is_here(version, scene, episode, file):
                parts = (version.age, version.hair, version.clothes, version.state, version.voice)
                found.append((at, version.since, marks.Now(member.name, *parts)))
    return tuple(sorted(found, key=lambda each: each[0].start))


def changes(
    scene: Scene, episode: Episode, cast: Cast, file: str = "", layer: Layer = "present"
) -> tuple[marks.OtherClothes | marks.Now, ...]:
    """The outfits and versions of the cast that are seen in a scene; one named for the scene wins over one for the episode.

    `file` is the script's name without its ending: `ep02/s3` is scene s3 of ep02.txt.
    """
    found: dict[str, list[marks.OtherClothes | marks.Now]] = {}
    for member in cast.members:
        worn = next((outfit for outfit in member.outfits if _is_here(outfit, scene, episode, file)), None)
        if worn:
            found.setdefault(member.name, []).append(
                marks.OtherClothes(member.name, worn.clothes_colour, worn.clothes_style)
            )
        versions = (each for each in member.versions if not each.since and each.layer in ("", layer))
        here = [each for each in versions if _is_here(each, scene, episode, file)]
        for now in sorted(here, key=lambda version: bool(version.scenes)):
            parts = (now.age, now.hair, now.clothes, now.state, now.voice)
            found.setdefault(member.name, []).append(marks.Now(member.name, *parts))
    return tuple(each for several in found.values() for each in as_one(several))


def as_one(several: list[marks.OtherClothes | marks.Now]) -> tuple[marks.OtherClothes | marks.Now, ...]:
    """What befalls one person as one mark; an outfit alone stays as boards have always had it."""
    if len(several) == 1:
        return tuple(several)
    return marks.versions("".join(marks.write_change(each, "zh") for each in several))


def _is_here(what: Outfit | Version, scene: Scene, episode: Episode, file: str) -> bool:
    """Whether an outfit or a version is seen in a scene; one that names scenes and episodes wants both."""
    named = {scene.number, scene.id, f"{file}/{scene.id}"} - {""}
    if isinstance(what, Outfit) and what.scenes:
        return bool(named & set(what.scenes))
    if what.scenes and not named & set(what.scenes):
        return False
    if not what.episodes:
        return bool(what.scenes)
    digits = {re.sub(r"\D", "", number) for number in what.episodes} & {re.sub(r"\D", "", episode.number)} - {""}
    return bool(digits) or episode.id in what.episodes or file in what.episodes


def setting(script: Script, episode: Episode, cast: Cast, language: str) -> dict[str, Character]:
    """`character_setting`: everyone of the episode who speaks, acts or stands in a cast line, in order of appearance."""
    order = people_of(script, {scene.id for scene in script.scenes if scene.episode == episode.id})
    return {member.name: character(member, language) for name in order if (member := cast.get(name))}


def character(member: Member, language: str) -> Character:
    """A member of the cast as the mandated entry."""
    return Character(
        member.looks.age,
        write_appearance(member.looks, language),
        member.name,
        write_voice(member.voice, member.looks.age, language),
    )


def bodies(scene: Scene, found: Iterable[Beat], cast: Cast) -> tuple[str, ...]:
    """Who is bodily in a scene, in order: its cast line, who acts in it, then its speakers; no voices, no joint names."""
    speakers = [
        name
        for beat in found
        if beat.speech and beat.speech.delivery not in ("voiceover", "phone")
        for name in beat.speech.members or (beat.speech.speaker,)
    ]
    order = dict.fromkeys([*scene.cast, *scene.seen, *speakers])
    return tuple(name for name in order if (member := cast.get(name)) and member.kind in ("person", "group"))


def shot_of(beat: Beat, framed: Frame, item: SceneToPlan, cast: Cast, known: names.Naming, *, first: bool) -> Shot:
    """A framed beat as a shot: the first of a scene tells what its place looks like, changed clothes stand where seen."""
    language, place = known.language.code, item.scenery
    role = beat.speech.speaker if beat.speech and beat.text else ""
    told_by = role if heard_over(beat, item.layer, cast) else ""
    noted = (beat.team.note,) if beat.team and beat.team.note else ()
    time, style = item.hour_in(beat)
    tags = known.language.word("writing.comma").join([style, *framed.tags, *beat.tags, *noted])
    acted = action(beat, cast, language, seen=seen_thinking(framed, beat))
    seen = {*names.found(f"{framed.visual}\n{acted}", known)} - _only_heard(framed)
    changes = [
        change
        for each in item.changes_in(beat)
        if each.name in {role, *seen} and (change := of_then(each, told_by, framed, cast, known.language))
    ]
    told = _told_over(changes, beat, framed, item, cast, known.language)
    told = [kept for each in told if (kept := each if each.name in seen else _sounding(each))]
    visual = "".join(
        (
            framed.visual,
            marks.write_set(item.look, language) if first and item.look else "",
            *(marks.write_change(change, language) for change in told),
        )
    )
    return Shot(
        action=acted,
        camera=framed.camera,
        dialogue=Dialogue(role, beat.text),
        duration=tenths(beat, cast, language) / 10,
        location=place.location,
        style_tags=tags,
        time=time,
        visual=visual,
        weather=item.weather_in(beat),
    )


def _only_heard(framed: Frame) -> set[str]:
    """Whom a picture names only to say that they are heard."""
    staged = framed.staging
    return {staged.voice} - {body.who for body in staged.bodies} if staged else set()


def _sounding(change: marks.OtherClothes | marks.Now) -> marks.Now | None:
    """Of how somebody is otherwise what is heard of them, their age too: whoever speaks and is in no picture is not dressed in it."""
    if not isinstance(change, marks.Now) or not change.voice:
        return None
    return marks.Now(change.name, change.age, voice=change.voice)


def _told_over(
    changes: Sequence[marks.OtherClothes | marks.Now],
    beat: Beat,
    framed: Frame,
    item: SceneToPlan,
    cast: Cast,
    language: Language,
) -> list[marks.OtherClothes | marks.Now]:
    """How people look and sound otherwise in a shot, with the voice of who tells of it when they are grown."""
    who = beat.speech.speaker if beat.speech else ""
    own = next((each for each in changes if each.name == who and isinstance(each, marks.Now)), None)
    voice = grown_teller(beat, framed, item.scene, own.age if isinstance(own, marks.Now) else None, cast, language)
    if voice is None:
        return [*changes]
    heard = replace(own, voice=voice) if isinstance(own, marks.Now) else marks.Now(who, voice=voice)
    return [*(each for each in changes if each is not own), heard]


def carried(
    script: Script, shots: Sequence[Shot], traces: Sequence[ShotTrace], language: str
) -> tuple[tuple[Shot, ...], tuple[ShotTrace, ...]]:
    """The shots with a mark that ends a scene (转场：闪回) in the first shot of what it opens, not in the last before it."""
    shots, traces = list(shots), list(traces)
    units = {unit.id: unit for unit in script.units}
    joined = Language.of(language).word("staging.joined")
    for at in range(len(shots) - 1):
        last = units.get(traces[at].units[-1]) if len(traces[at].units) > 1 else None
        opens = (
            last is not None
            and last.kind == "transition"
            and staging.layer_of(last.state) == staging.layer(shots[at + 1])
        )
        if last is None or not opens or staging.layer(shots[at]) == staging.layer(shots[at + 1]):
            continue
        tag = joined + EFFECTS[language]["transition"] + last.text
        if shots[at].style_tags.endswith(tag):
            shots[at] = replace(shots[at], style_tags=shots[at].style_tags.removesuffix(tag))
            style, cut, effects = shots[at + 1].style_tags.partition(joined + EFFECTS[language]["transition"])
            shots[at + 1] = replace(shots[at + 1], style_tags=style + tag + cut + effects)
            traces[at] = replace(traces[at], units=traces[at].units[:-1])
            traces[at + 1] = replace(traces[at + 1], units=(last.id, *traces[at + 1].units))
    return tuple(shots), tuple(traces)


def action(beat: Beat, cast: Cast, language: str, *, seen: bool = False) -> str:
    """The `action` field: the delivery in fixed words, then actions and parentheticals, verbatim, in script order.

    A voice-over of somebody who is `seen` is an inner voice: the words may not say that they are not in the picture.
    """
    said = ""
    if beat.speech and beat.text:
        member = cast.get(beat.speech.speaker)
        delivery = beat.speech.delivery or ("voiceover" if member and member.kind == "voice" else "")
        delivery = "inner" if seen and delivery in ("voiceover", "offscreen") else delivery
        said = speech.DELIVERY[language].get(delivery, "")
    return JOIN.join(item for item in (said, *beat.items) if item)


def digest(beat: Beat, cast: Cast, item: SceneToPlan) -> str:
    """Hash of what a shot is planned from: its place, its units and their words, the speaker's tempo, sets and clothes."""
    member = cast.get(beat.speech.speaker) if beat.speech else None
    scene = beat.scene
    parts = (
        scene.location,
        scene.time,
        scene.interior,
        scene.state,
        scene.weather,
        *beat.items,
        *beat.captions,
        *beat.tags,
        (beat.speech.cue or beat.speech.speaker) if beat.speech else "",
        beat.speech.delivery if beat.speech else "",
        beat.text,
        str(member.voice.tempo if member else ""),
        member.kind if member else "",
        item.scenery.location,
        *((item.look,) if item.look else ()),
        *map(repr, item.changes_in(beat)),
        *((f"{beat.asked}",) if beat.asked else ()),
        *(wish.framing for wish in beat.wishes if wish.framing),
        *((repr(beat.team),) if beat.team else ()),
        *((f"behind {beat.after.text} {beat.behind}",) if beat.after else ()),
        *((f"to {beat.speech.to}",) if beat.speech and beat.speech.to else ()),
    )
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def trace_of(
    script: Script, beat: Beat, framed: Frame, cast: Cast, item: SceneToPlan, shot: Shot, by: str = "rules"
) -> ShotTrace:
    """Where a shot comes from, and what it shows."""
    shown = (beat.after,) if beat.after else beat.units
    units = tuple(unit.id for unit in shown)
    at = shown[0].start if shown else beat.scene.start
    made = ShotTrace(beat.scene.id, units, script.line_of(at), by, framed.rule, digest(beat, cast, item), to=framed.to)
    return replace(made, staging=framed.staging, pictured=staging.digest(shot.visual)) if framed.staging else made


def whole_trace(
    script: Script,
    scenes: list[SceneToPlan],
    cast: Cast,
    characters: dict[str, Character],
    traces: tuple[ShotTrace, ...],
) -> Trace:
    people = [member for name in characters if (member := cast.get(name))]
    joint = {unit.speaker: unit.members for unit in script.units if unit.members and unit.speaker in characters}
    return Trace(
        hashlib.sha256(script.text.encode()).hexdigest(),
        traces,
        {member.name: member.kind for member in people},
        joint,
        (*_assumed(scenes, people, Language.of(script.language).code), *_labelled(script, scenes)),
    )


def _assumed(scenes: list[SceneToPlan], people: list[Member], language: str) -> Iterable[str]:
    """Sentences on what nobody wrote, in the script's language: of people what was taken, leads first, then of scenes."""
    words = phrases(language)
    lines = Counter(beat.speech.speaker for item in scenes for beat in item.beats if beat.speech)
    for member in sorted(people, key=lambda one: -lines[one.name]):
        if member.assumed and member.kind == "person":
            told = words["list"].join(filter(None, (_words(part, member, words) for part in member.assumed)))
            yield words["assumed"]["of_person"].format(name=member.name, parts=told)
    for item in scenes:
        if item.scenery.assumed:
            number = item.scene.number or item.scene.id
            parts = words["list"].join(words["assumed"].get(part, part) for part in item.scenery.assumed)
            yield words["assumed"]["of_scene"].format(number=number, parts=parts, taken=_taken(item.scenery))


def _words(part: str, member: Member, words: Mapping[str, Any]) -> str:
    """What was taken for granted of one part, in words: `衣服驼色大衣`."""
    looks, form = member.looks, words["assumed"]["told"].get(part, "")
    return str(form).format(looks=looks, voice=member.voice)


def _labelled(script: Script, scenes: list[SceneToPlan]) -> Iterable[str]:
    """Sentences on units that a language model labelled."""
    here = {item.scene.id for item in scenes}
    for unit in script.units:
        if unit.scene in here and unit.reason.startswith("labelled by"):
            words = unit.text if len(unit.text) <= 30 else unit.text[:29] + "…"
            yield f"line {script.line_of(unit.start)}: “{words}” is {unit.speaker or unit.kind}: {unit.reason}"


def _taken(place: Scenery) -> str:
    return re.sub(r"\s+", " ", f"{place.location}, {place.time}, {place.weather}")
