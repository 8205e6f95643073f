"""From framed beats to shots, traces and a whole board: what both planners share. Words are copied here, never written."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from storyboard import marks, names, speech, staging, transitions
from storyboard.cast.looks import write_appearance, write_voice
from storyboard.check.form import people_of
from storyboard.languages import Language
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
from storyboard.plan.beats import EFFECTS, Beat
from storyboard.plan.breakdown import SceneToPlan
from storyboard.plan.choices import Frame
from storyboard.plan.over import grown_teller, heard_over, of_then, seen_thinking
from storyboard.plan.scenery import Scenery, phrases
from storyboard.plan.timing import tenths
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
    """The shots with each mark between two scenes in the shot that it is about.

    One that ends a scene and opens another layer (转场：闪回), or with which a picture comes (FADE IN:), is in the first shot of what it opens; one with
    which a picture goes (CUT TO BLACK.) is in the last shot before it, wherever the script has it.
    """
    shots, traces = list(shots), list(traces)
    units = {unit.id: unit for unit in script.units}
    before = Language.of(language).word("staging.joined") + EFFECTS[language]["transition"]
    for at in range(len(shots) - 1):
        while goes := _first_that_goes(traces[at + 1], units):
            if not _moved_back(shots, traces, at, goes, before):
                break
        last = units.get(traces[at].units[-1]) if len(traces[at].units) > 1 else None
        if last is not None and last.kind == "transition" and _opens(last, shots[at], shots[at + 1]):
            _moved_on(shots, traces, at, last, before)
    return tuple(shots), tuple(traces)


def _opens(last: Unit, shot: Shot, following: Shot) -> bool:
    """Whether the mark at the end of a shot is about the next one."""
    if transitions.comes(last.text):
        return True
    return staging.layer_of(last.state) == staging.layer(following) != staging.layer(shot)


def _first_that_goes(trace: ShotTrace, units: Mapping[str, Unit]) -> Unit | None:
    """The unit with which a shot begins, where it tells how the picture before goes and more follows that can be seen or heard."""
    first = units.get(trace.units[0]) if len(trace.units) > 1 else None
    comes = first is not None and first.kind == "transition" and transitions.goes(first.text)
    return first if comes else None


def _moved_on(shots: list[Shot], traces: list[ShotTrace], at: int, last: Unit, before: str) -> None:
    """Puts the mark with which a shot ends before those of the next one."""
    tag = before + last.text
    if shots[at].style_tags.endswith(tag):
        shots[at] = replace(shots[at], style_tags=shots[at].style_tags.removesuffix(tag))
        style, cut, effects = shots[at + 1].style_tags.partition(before)
        shots[at + 1] = replace(shots[at + 1], style_tags=style + tag + cut + effects)
        traces[at] = replace(traces[at], units=traces[at].units[:-1])
        traces[at + 1] = replace(traces[at + 1], units=(last.id, *traces[at + 1].units))


def _moved_back(shots: list[Shot], traces: list[ShotTrace], at: int, first: Unit, before: str) -> bool:
    """Puts the mark with which a shot begins behind those of the one before it; whether it stood there."""
    tag = before + first.text
    if tag not in shots[at + 1].style_tags:
        return False
    shots[at + 1] = replace(shots[at + 1], style_tags=shots[at + 1].style_tags.replace(tag, "", 1))
    shots[at] = replace(shots[at], style_tags=shots[at].style_tags + tag)
    traces[at + 1] = replace(traces[at + 1], units=traces[at + 1].units[1:])
    traces[at] = replace(traces[at], units=(*traces[at].units, first.id))
    return True


def action(beat: Beat, cast: Cast, language: str, *, seen: bool = False) -> str:
    """The `action` field: the delivery in fixed words, then actions and parentheticals, verbatim, in script order.

    A voice-over of somebody who is `seen` is an inner voice: the words may not say that they are not in the picture.
    """
    said = ""
    if beat.speech and beat.text:
        member = cast.get(beat.speech.speaker)
        delivery = beat.speech.delivery or ("voiceover" if member and member.kind == "voice" else "")
        delivery = "inner" if seen and delivery in ("voiceover", "offscreen") else delivery
        device = device_of(beat.speech, member)
        delivery = "phone" if device and delivery in ("voiceover", "offscreen") else delivery
        said = speech.delivered(delivery, device, language)
    return JOIN.join(item for item in (said, *beat.items) if item)


def device_of(unit: Unit, member: Member | None) -> speech.Device | None:
    """Out of what a line comes: by the words beside its speaker's name, and of a mere voice by the name (对讲机里的声音); None for a telephone or nothing."""
    name = unit.speaker if member and member.kind == "voice" else ""
    return speech.device_of(unit.extension, name) if unit.delivery == "phone" or name else None


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
