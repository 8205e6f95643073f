"""plan: Script -> Board, by rules. Speech and action are copied from the script by code; nothing here can change a word."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from storyboard import names, speech
from storyboard.cast.looks import write_appearance, write_voice
from storyboard.model import (
    Board,
    Cast,
    Character,
    Dialogue,
    Episode,
    Member,
    Scene,
    Script,
    Shot,
    ShotTrace,
    Trace,
    Unit,
)
from storyboard.plan.beats import STORY, Beat, beats
from storyboard.plan.grammar import Frame, Stage, frame
from storyboard.plan.scenery import Scenery, scenery

JOIN = "\n"
"""Between the items of `action`: no script line holds it, so the items can be told apart again."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What planning one episode gives."""

    board: Board
    trace: Trace
    conflicts: tuple[str, ...] = ()
    """Sentences: hand edits that the script overtook."""


@dataclass(frozen=True, slots=True)
class _Scene:
    """A scene ready to be framed."""

    scene: Scene
    scenery: Scenery
    beats: list[Beat]


def plan(script: Script, episode: Episode, cast: Cast) -> Plan:
    """The board of one episode and its trace; the same script and cast give the same bytes.

    One shot per beat, natural durations, every story unit of the episode in order. An episode without story units has
    no shots.
    """
    language = "zh" if script.language == "zh" else "en"
    characters = setting(script, episode, cast, language)
    known = names.naming(characters, cast, "", language)
    scenes = _scenes(script, episode, cast, language)
    shots: list[Shot] = []
    traces: list[ShotTrace] = []
    place = ""
    for current in scenes:
        stage = Stage(current.scenery, _bodies(current.scene, current.beats, cast), cast, language, known,
                      new_place=current.scenery.location != place)  # fmt: skip
        place = current.scenery.location
        persons = [name for name in stage.people if stage.kind(name) == "person"]
        for number, beat in enumerate(current.beats):
            stage.answering = _answering(current.beats[number + 1 :], persons)
            final = current is scenes[-1] and number == len(current.beats) - 1
            framed = frame(beat, stage, first=number == 0, last=final)
            shots.append(_shot(beat, framed, current.scenery, cast, language))
            traces.append(_trace(script, beat, framed, cast))
    return Plan(Board(characters, tuple(shots)), _whole_trace(script, scenes, cast, characters, tuple(traces)))


def _answering(later: Iterable[Beat], people: Iterable[str]) -> str:
    """Who of the people in the scene speaks next in the picture; empty if nobody does."""
    seen = set(people)
    lines = (beat.speech for beat in later if beat.speech and beat.speech.delivery in ("", "inner"))
    return next((line.speaker for line in lines if line.speaker in seen), "")


def _scenes(script: Script, episode: Episode, cast: Cast, language: str) -> list[_Scene]:
    """The scenes of an episode that hold anything, with their scenery and beats."""
    found: list[_Scene] = []
    before: Scenery | None = None
    for scene in script.scenes:
        if scene.episode == episode.id:
            before = scenery(script, scene, before, language)
            found.append(_Scene(scene, before, beats(script, scene, cast, language)))
    told = any(unit.kind in STORY and unit.scene == item.scene.id for item in found for unit in script.units)
    return found if told else []


def setting(script: Script, episode: Episode, cast: Cast, language: str) -> dict[str, Character]:
    """`character_setting`: everyone of the episode who speaks or stands in a cast line, in order of appearance."""
    order: dict[str, None] = {}
    scenes = {scene.id: scene for scene in script.scenes if scene.episode == episode.id}
    for scene in scenes.values():
        order.update(dict.fromkeys(scene.cast))
        for unit in script.units:
            if unit.scene == scene.id and unit.kind == "speech" and unit.speaker:
                order.update(dict.fromkeys((*unit.members, unit.speaker)))
    return {member.name: character(member, language) for name in order if (member := cast.get(name))}


def character(member: Member, language: str) -> Character:
    """A member of the cast as the mandated entry."""
    return Character(
        member.looks.age, write_appearance(member.looks, language), member.name,
        write_voice(member.voice, member.looks.age, language),
    )  # fmt: skip


def _bodies(scene: Scene, found: Iterable[Beat], cast: Cast) -> tuple[str, ...]:
    """Who is bodily in a scene, in order: its cast line, then its speakers; no voices, no joint names."""
    speakers = [
        name for beat in found if beat.speech and beat.speech.delivery not in ("voiceover", "phone")
        for name in beat.speech.members or (beat.speech.speaker,)
    ]  # fmt: skip
    order = dict.fromkeys([*scene.cast, *speakers])
    return tuple(name for name in order if (member := cast.get(name)) and member.kind in ("person", "group"))


def _shot(beat: Beat, framed: Frame, place: Scenery, cast: Cast, language: str) -> Shot:
    role = beat.speech.speaker if beat.speech and beat.text else ""
    tags = "，".join([place.style, *beat.tags]) if language == "zh" else ", ".join([place.style, *beat.tags])
    return Shot(
        action=action(beat, cast, language), camera=framed.camera, dialogue=Dialogue(role, beat.text),
        duration=tenths(beat, cast, language) / 10, location=place.location, style_tags=tags, time=place.time,
        visual=framed.visual, weather=place.weather,
    )  # fmt: skip


def action(beat: Beat, cast: Cast, language: str) -> str:
    """The `action` field: the delivery in fixed words, then actions and parentheticals, verbatim, in script order."""
    said = ""
    if beat.speech and beat.text:
        member = cast.get(beat.speech.speaker)
        delivery = beat.speech.delivery or ("voiceover" if member and member.kind == "voice" else "")
        said = speech.DELIVERY[language].get(delivery, "")
    return JOIN.join(item for item in (said, *beat.items) if item)


def tenths(beat: Beat, cast: Cast, language: str) -> int:
    """Natural length: the speech at the character's tempo or the action, whichever is longer; 2 s for an empty scene."""
    act = speech.tenths_to_act("".join(beat.acts)) if beat.acts else 0
    if beat.speech is None or not beat.text:
        return max(act, 20 if not beat.acts else 0, speech.SHORTEST)
    member = cast.get(beat.speech.speaker)
    tempo = member.voice.tempo if member else speech.TEMPO[language]
    spoken = speech.tenths_to_speak(beat.text, tempo, language, lead=beat.piece == 0, tail=beat.last)
    return min(max(spoken, act), speech.LONGEST)


def digest(beat: Beat, cast: Cast) -> str:
    """Hash of what a shot is planned from: its place, its units and their words, the speaker's tempo."""
    member = cast.get(beat.speech.speaker) if beat.speech else None
    scene = beat.scene
    parts = (
        scene.location, scene.time, scene.interior, scene.state, scene.weather, *beat.items, *beat.captions, *beat.tags,
        beat.speech.speaker if beat.speech else "", beat.speech.delivery if beat.speech else "", beat.text,
        str(member.voice.tempo if member else ""),
    )  # fmt: skip
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def _trace(script: Script, beat: Beat, framed: Frame, cast: Cast) -> ShotTrace:
    units = tuple(unit.id for unit in beat.units)
    at = beat.units[0].start if beat.units else beat.scene.start
    return ShotTrace(beat.scene.id, units, script.line_of(at), "rules", framed.rule, digest(beat, cast))


def _whole_trace(
    script: Script, scenes: list[_Scene], cast: Cast, characters: dict[str, Character], traces: tuple[ShotTrace, ...]
) -> Trace:
    people = [member for name in characters if (member := cast.get(name))]
    joint = {unit.speaker: unit.members for unit in script.units if unit.members and unit.speaker in characters}
    return Trace(
        hashlib.sha256(script.text.encode()).hexdigest(), traces,
        {member.name: member.kind for member in people}, joint, tuple(_assumed(scenes, people)),
    )  # fmt: skip


def _assumed(scenes: list[_Scene], people: list[Member]) -> Iterable[str]:
    """Sentences on what nobody wrote."""
    for item in scenes:
        if item.scenery.assumed:
            number = item.scene.number or item.scene.id
            yield f"scene {number}: {', '.join(item.scenery.assumed)} assumed ({_taken(item.scenery)})"
    for member in people:
        if member.assumed and member.kind == "person":
            yield f"{member.name}: {', '.join(member.assumed)} assumed"


def _taken(place: Scenery) -> str:
    return re.sub(r"\s+", " ", f"{place.location}, {place.time}, {place.weather}")


def left_out(script: Script, episode: Episode) -> tuple[Unit, ...]:
    """Units of an episode that are content and yet reach no shot: notes. Reported, so that nothing vanishes in silence."""
    return tuple(
        unit for unit in script.units
        if unit.kind == "note" and episode.start <= unit.start < episode.end
    )  # fmt: skip
