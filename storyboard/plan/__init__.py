"""plan: Script -> Board, by rules. Speech and action are copied from the script by code; nothing here can change a word."""

from collections.abc import Iterator, Sequence

from storyboard import names
from storyboard.languages import Language
from storyboard.model import Board, Cast, Episode, SceneState, Script, Shot, ShotTrace, Unit
from storyboard.plan.beats import GRAINS, Beat
from storyboard.plan.compile import (
    Fallback,
    Plan,
    SceneToPlan,
    bodies,
    carried,
    scenes_of,
    setting,
    shot_of,
    trace_of,
    whole_trace,
)
from storyboard.plan.composing import Ends, composed
from storyboard.plan.grammar import Frame, Ground, Rhythm, frame
from storyboard.plan.silent import SILENT, affordable, reaction
from storyboard.plan.turns import everybody, turns
from storyboard.staging.places import door

VERSION = 3
"""The planner's number, in the record of every board. Raise it by one when the same script and cast are to give other shots: other cuts,
framings, pictures, lengths. Then untouched shots are planned again in every production; those of bought clips are kept, with a warning.
Leave it where only code, comments or messages change, or where what changes is in a prompt (prompts have hashes of their own)."""

__all__ = [
    "SILENT",
    "VERSION",
    "Ends",
    "Fallback",
    "Plan",
    "affordable",
    "composed",
    "framed_by_rules",
    "left_out",
    "plan",
    "setting",
]


def plan(script: Script, episode: Episode, cast: Cast, grain: str = "normal", ends: Ends | None = None) -> Plan:
    """The board of one episode and its trace; the same script and cast give the same bytes.

    `grain`: a row of `GRAINS`, how finely it is cut where the author marks no shots. `ends`: what is sold, for which the shots are
    composed once more.

    One shot per beat, natural durations, every story unit of the episode in order. An episode without story units has
    no shots.
    """
    language = Language.of(script.language).code
    characters = setting(script, episode, cast, language)
    known = names.naming(characters, cast, "", language)
    scenes = scenes_of(script, episode, cast, language, GRAINS[grain])
    shots: list[Shot] = []
    traces: list[ShotTrace] = []
    for item, frames in zip(scenes, framed_by_rules(scenes, cast, known), strict=True):
        pairs = zip(item.beats, frames, strict=True)
        for number, (beat, framed) in enumerate(_answered(item.beats, frames, cast, known) if ends else pairs):
            shots.append(shot_of(beat, framed, item, cast, known, first=number == 0))
            traces.append(trace_of(script, beat, framed, cast, item, shots[-1]))
    made, traced = carried(script, shots, traces, language)
    planned = Plan(Board(characters, made), whole_trace(script, scenes, cast, characters, traced))
    return composed(affordable(planned, ends), script, ends) if ends else planned


def _answered(
    beats: Sequence[Beat], frames: Sequence[Frame], cast: Cast, known: names.Naming
) -> Iterator[tuple[Beat, Frame]]:
    """The framed beats of a scene, and behind blows and truths the face of whoever they meet."""
    for at, (beat, framed) in enumerate(zip(beats, frames, strict=True)):
        yield beat, framed
        if at + 1 < len(beats) and (silent := reaction(beat, framed, frames[at + 1], cast, known)):
            yield silent


def framed_by_rules(scenes: list[SceneToPlan], cast: Cast, known: names.Naming) -> list[list[Frame]]:
    """For every scene the camera and picture of its beats."""
    found: dict[int, list[Frame]] = {}
    place = ""
    for together in _together(scenes):
        current = scenes[together[0]]
        beats = [beat for at in together for beat in scenes[at].beats]
        new = current.scenery.location != place and current.established
        told = "\n".join(text for beat in beats for text in beat.acts)
        ground = Ground(current.scenery, cast, known, new_place=new, call=current.call, door=door(told))
        place = current.scenery.location
        people = everybody(bodies(current.scene, beats, cast), beats, cast, known)
        state, rhythm = SceneState(), Rhythm()
        frames: list[Frame] = []
        for number, (beat, turn) in enumerate(zip(beats, turns(beats, people, known, cast), strict=True)):
            final = together[-1] == len(scenes) - 1 and number == len(beats) - 1
            framed, state, rhythm = frame(beat, turn, ground, state, rhythm, first=number == 0, last=final)
            frames.append(framed)
        for at in together:
            found[at], frames = frames[: len(scenes[at].beats)], frames[len(scenes[at].beats) :]
    return [found[at] for at in range(len(scenes))]


def _together(scenes: list[SceneToPlan]) -> list[list[int]]:
    """Which stretches are one scene to the camera: what plays now goes on behind a flashback as it was before."""
    found: list[list[int]] = []
    for at, item in enumerate(scenes):
        key = (item.scene, item.layer, item.call)
        same = next(
            (one for one in found if (scenes[one[0]].scene, scenes[one[0]].layer, scenes[one[0]].call) == key), None
        )
        if same is not None and item.layer == "present":
            same.append(at)
        else:
            found.append([at])
    return found


def left_out(script: Script, episode: Episode) -> tuple[Unit, ...]:
    """Units of an episode that are content and yet reach no shot: notes. Reported, so that nothing vanishes in silence."""
    return tuple(unit for unit in script.units if unit.kind == "note" and episode.start <= unit.start < episode.end)
