"""plan: Script -> Board, by rules. Speech and action are copied from the script by code; nothing here can change a word."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from storyboard import marks, names
from storyboard.cast.timeline import APART
from storyboard.cast.times import self_of
from storyboard.languages import Language
from storyboard.model import Board, Cast, Episode, SceneState, Script, Shot, ShotTrace, Unit
from storyboard.plan.beats import GRAINS, Beat
from storyboard.plan.breakdown import SceneToPlan, scenes_of
from storyboard.plan.choices import Frame, Ground, Rhythm
from storyboard.plan.compile import Fallback, Plan, bodies, carried, setting, shot_of, trace_of, whole_trace
from storyboard.plan.composing import Ends, composed
from storyboard.plan.crowds import crowds
from storyboard.plan.dark import blackened
from storyboard.plan.grammar import MOVING, frame
from storyboard.plan.moving import settled
from storyboard.plan.screens import of_the_place
from storyboard.plan.silent import SILENT, affordable, reaction
from storyboard.plan.turns import everybody, goes_on, last_met, listeners, manner, never_seen, turns
from storyboard.staging.anchors import Fixture, anchors

VERSION = 13
"""The planner's number, in the record of every board. Raise it by one when the same script and cast are to give other shots: other cuts,
framings, pictures, lengths. Then untouched shots are planned again in every production; those of bought clips are kept, with a warning.
Leave it where only code, comments or messages change, or where what changes is in a prompt (prompts have hashes of their own)."""

LONG = 5
"""Beats before the last one from which on a scene has an end that is worth a move of the camera."""

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
    made = blackened(script, made, traced, language)
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
    place, met, ends = "", tuple[str, ...](), tuple[str, ...]()
    held = _manners(scenes)
    over, standing = _spoken_over(scenes, cast, known), _anchors(scenes, known)
    unseen = never_seen([beat for item in scenes for beat in item.beats], known)
    for together in _together(scenes):
        current = scenes[together[0]]
        beats = [beat for at in together for beat in scenes[at].beats]
        selves = _selves(current, beats, cast, known.language.code)
        meant = known.meaning(selves)
        new = current.scenery.location != place and current.established
        fixed = standing.get(current.scenery.location, ())
        ground = Ground(current.scenery, cast, meant, new_place=new, call=current.call, anchors=fixed)
        place = current.scenery.location
        before = met if goes_on(beats) else ()
        here = tuple(dict.fromkeys(selves.get(name, name) for name in bodies(current.scene, beats, cast)))
        people = everybody(here, beats, cast, meant, before, unseen)
        state, rhythm = SceneState(), Rhythm()
        frames: list[Frame] = []
        far = [over.get((at, number)) for at in together for number in range(len(scenes[at].beats))]
        spoken = {number: to for number, to in enumerate(far) if to is not None}
        manners = [held[at, number] for at in together for number in range(len(scenes[at].beats))]
        around = crowds(beats, known.language.code)
        brought = (
            replace(turn, manner=how, crowd=crowd)
            for turn, how, crowd in zip(
                turns(beats, people, meant, cast, spoken, before, ends, unseen), manners, around, strict=True
            )
        )
        met, ends = (), ()
        for number, (beat, turn) in enumerate(zip(beats, brought, strict=True)):
            final = together[-1] == len(scenes) - 1 and number == len(beats) - 1
            closes = number == len(beats) - 1 >= LONG
            framed, state, rhythm = frame(
                beat, turn, ground, state, rhythm, first=number == 0, last=final, closes=closes
            )
            frames.append(framed)
            met = last_met(beat, turn, met)
            ends = (*ends, *((beat.speech.speaker,) if beat.speech and turn.far and not turn.screen else ()))
        for at in together:
            found[at], frames = frames[: len(scenes[at].beats)], frames[len(scenes[at].beats) :]
    calm = iter(settled([one for at in range(len(scenes)) for one in found[at]], known.language.code, MOVING))
    return [[next(calm) for _ in found[at]] for at in range(len(scenes))]


def _selves(item: SceneToPlan, beats: Sequence[Beat], cast: Cast, language: str) -> dict[str, str]:
    """Who is in a scene under the name that they have at its age, by the name of the story: 阿娜 who is nine there is 小阿娜."""
    here = bodies(item.scene, beats, cast)
    speak = {beat.speech.speaker for beat in beats if beat.speech}
    ages = {change.name: change.age for change in item.changes if isinstance(change, marks.Now) and change.age}
    found = {other: name for name in here if (other := self_of(name, ages, language)) in ages.keys() - speak}
    looks = {member.name: member.looks for member in cast.members}
    return {other: name for other, name in found.items() if abs(ages[other] - looks[name].age) < APART}


def _anchors(scenes: Sequence[SceneToPlan], known: names.Naming) -> dict[str, tuple[Fixture, ...]]:
    """Location -> its fixed things, as all scenes of the episode tell them that play there; the window of a train or a house that is seen from outside has no side of the place."""
    told: dict[str, list[str]] = {}
    for item in scenes:
        texts = told.setdefault(item.scenery.location, [])
        texts += [of_the_place(text) for beat in item.beats for text in beat.acts]
    outside = {item.scenery.location for item in scenes if item.scenery.outside}
    found = {place: anchors("\n".join(texts), place, known.language.code) for place, texts in told.items()}
    return {
        place: tuple(one for one in fixed if one.kind != "window" or one.told or place not in outside)
        for place, fixed in found.items()
    }


def _manners(scenes: Sequence[SceneToPlan]) -> dict[tuple[int, int], str]:
    """(scene, beat) -> how a telephone is held there: as the actions of its place have told it within its scene."""
    found: dict[tuple[int, int], str] = {}
    last: dict[tuple[str, str], str] = {}
    for at, item in enumerate(scenes):
        key = (item.scene.id, item.scene.location)
        for number, beat in enumerate(item.beats):
            found[at, number] = last[key] = manner(_told_of_call(beat), last.get(key, ""))
    return found


def _told_of_call(beat: Beat) -> str:
    """The words of a beat that may tell how a telephone is held: its actions, and through what its speaker is heard: （对讲机）, (ON RADIO)."""
    through = f"({beat.speech.extension.strip('()（） ')})" if beat.speech and beat.speech.extension else ""
    return "\n".join((*beat.items, through))


def _spoken_over(
    scenes: Sequence[SceneToPlan], cast: Cast, known: names.Naming
) -> dict[tuple[int, int], tuple[str, ...]]:
    """(scene, beat) -> whom its speech is spoken to, of calls that are cut between: each end hears whoever telephones at the other."""
    found: dict[tuple[int, int], tuple[str, ...]] = {}
    calls = dict.fromkeys((item.scene.id, item.call) for item in scenes if item.call)
    for scene, call in calls:
        ends = [at for at, item in enumerate(scenes) if (item.scene.id, item.call) == (scene, call)]
        places = [(at, number) for at in ends for number in range(len(scenes[at].beats))]
        beats = [scenes[at].beats[number] for at, number in places]
        own: dict[str, tuple[str, ...]] = {}
        for place in dict.fromkeys(scenes[at].scene.location for at in ends):
            here = [beat for at in ends for beat in scenes[at].beats if scenes[at].scene.location == place]
            own[place] = everybody(
                bodies(replace(scenes[ends[0]].scene, cast=(), seen=()), here, cast), here, cast, known
            )
        present = [tuple(dict.fromkeys((*own[scenes[at].scene.location], *call))) for at, _ in places]
        for at, to in listeners(beats, present, present, known, cast).items():
            found[places[at]] = to
    return found


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
