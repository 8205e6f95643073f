"""plan: Script -> Board, by rules. Speech and action are copied from the script by code; nothing here can change a word."""

from collections.abc import Iterable

from storyboard import names
from storyboard.model import Board, Cast, Episode, Script, Shot, ShotTrace, Unit
from storyboard.plan.beats import Beat
from storyboard.plan.compile import (
    Fallback,
    Plan,
    SceneToPlan,
    bodies,
    scenes_of,
    setting,
    shot_of,
    trace_of,
    whole_trace,
)
from storyboard.plan.grammar import Frame, Stage, frame

VERSION = 1
"""The planner's number, in the record of every board. Raise it by one when the same script and cast are to give other shots: other cuts,
framings, pictures, lengths. Then untouched shots are planned again in every production; those of bought clips are kept, with a warning.
Leave it where only code, comments or messages change, or where what changes is in a prompt (prompts have hashes of their own)."""
SOON = 4
"""Beats, this one included, in which somebody must act or speak to be seen already."""

__all__ = ["VERSION", "Fallback", "Plan", "framed_by_rules", "left_out", "plan", "setting"]


def plan(script: Script, episode: Episode, cast: Cast) -> Plan:
    """The board of one episode and its trace; the same script and cast give the same bytes.

    One shot per beat, natural durations, every story unit of the episode in order. An episode without story units has
    no shots.
    """
    language = "zh" if script.language == "zh" else "en"
    characters = setting(script, episode, cast, language)
    known = names.naming(characters, cast, "", language)
    scenes = scenes_of(script, episode, cast, language)
    shots: list[Shot] = []
    traces: list[ShotTrace] = []
    for item, frames in zip(scenes, framed_by_rules(scenes, cast, known), strict=True):
        for number, (beat, framed) in enumerate(zip(item.beats, frames, strict=True)):
            shots.append(shot_of(beat, framed, item, cast, known, first=number == 0))
            traces.append(trace_of(script, beat, framed, cast, item))
    return Plan(Board(characters, tuple(shots)), whole_trace(script, scenes, cast, characters, tuple(traces)))


def framed_by_rules(scenes: list[SceneToPlan], cast: Cast, known: names.Naming) -> list[list[Frame]]:
    """For every scene the camera and picture of its beats."""
    found: list[list[Frame]] = []
    place = ""
    for current in scenes:
        stage = Stage(
            current.scenery,
            bodies(current.scene, current.beats, cast),
            cast,
            known.language.code,
            known,
            new_place=current.scenery.location != place,
        )
        place = current.scenery.location
        persons = [name for name in stage.people if stage.kind(name) == "person"]
        frames: list[Frame] = []
        for number, beat in enumerate(current.beats):
            stage.answering = _answering(current.beats[number + 1 :], persons)
            stage.present = _present(current.beats[: number + SOON], stage)
            final = current is scenes[-1] and number == len(current.beats) - 1
            frames.append(frame(beat, stage, first=number == 0, last=final))
        found.append(frames)
    return found


def _answering(later: Iterable[Beat], people: Iterable[str]) -> str:
    """Who of the people in the scene speaks next in the picture; empty if nobody does."""
    seen = set(people)
    lines = (beat.speech for beat in later if beat.speech and beat.speech.delivery in ("", "inner"))
    return next((line.speaker for line in lines if line.speaker in seen), "")


def _present(beats: list[Beat], stage: Stage) -> tuple[str, ...]:
    """Who of the scene's people acts or speaks in the picture in these beats, in the scene's order."""
    seen: set[str] = set()
    remote: set[str] = set()
    for beat in beats:
        seen.update(names.found("".join(beat.acts), stage.naming))
        if beat.speech and beat.speech.delivery == "phone":
            remote.add(beat.speech.speaker)
        elif beat.speech and beat.speech.delivery in ("", "inner"):
            seen.update({*(beat.speech.members or (beat.speech.speaker,))} - remote)
    return tuple(name for name in stage.people if name in seen)


def left_out(script: Script, episode: Episode) -> tuple[Unit, ...]:
    """Units of an episode that are content and yet reach no shot: notes. Reported, so that nothing vanishes in silence."""
    return tuple(unit for unit in script.units if unit.kind == "note" and episode.start <= unit.start < episode.end)
