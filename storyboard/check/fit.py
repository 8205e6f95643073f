"""Do the words fit into the seconds, and does the picture keep to the script?"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from storyboard import marks, names, speech, staging
from storyboard.cast.looks import read_voice
from storyboard.cast.spelt import written_otherwise
from storyboard.check.shown import flat
from storyboard.check.subject import Subject, units_of
from storyboard.languages import Language
from storyboard.languages import scenery as vocabulary
from storyboard.model import Board, Clip, Fault, Scene, Shot
from storyboard.patterns import deferred
from storyboard.rules import finding
from storyboard.staging.places import ends_of, is_slug, several

_QUOTES = deferred(r"“([^“”]+)”|「([^「」]+)」|『([^『』]+)』|⟦([^⟦⟧]+)⟧|(?<!\d)\"([^\"\n]+)\"")


def check_durations(subject: Subject) -> Iterator[Fault]:
    """The speech guard, and the cost of slow tempos."""
    board, told = subject.board, subject.language
    for number, shot in enumerate(board.shots, start=1):
        text = shot.dialogue.text
        if not text:
            continue
        language = "zh" if speech.han(text) * 2 >= speech.words(text) else "en"
        case = "words" if Language.of(language).does("writing.words") else "characters"
        rate = speech.rate(text, shot.duration, language)
        pace: dict[str, Any] = {"rate": rate, "text": text, "seconds": shot.duration}
        if rate > speech.REFUSE_RATE[language]:
            yield finding("too-fast", case, shot=number, language=told, **pace)
        elif rate > speech.WARN_RATE[language] + 0.05:
            yield finding("fast", case, shot=number, language=told, **pace)
    for name, character in board.character_setting.items():
        voice = read_voice(character.voice)
        if voice and not 200 <= voice[0].tempo <= 320:
            yield finding("tempo", language=told, name=name, tempo=voice[0].tempo)


def check_quotes(subject: Subject) -> Iterator[Fault]:
    """Quoted words in `visual` that the script does not have: invented speech or text."""
    boxes = str.maketrans("", "", "[]【】()（）~*_")  # [06:49:02] RECORDING ENDS; Dear ~~Lottie~~ Ruth
    source = flat(subject.script.text).translate(boxes)
    for number, shot in enumerate(subject.board.shots, start=1):
        for match in _QUOTES.finditer(shot.visual):
            words = next(group for group in match.groups() if group)
            whole = flat(words).translate(boxes)
            parts = [part for part in re.split(r"[^\w]+", whole) if part]
            told = len(parts) > 1 and all(len(part) > 1 and part in source for part in parts)
            otherwise = (part in source or written_otherwise(part.casefold(), subject.script.text) for part in parts)
            if whole not in source and not told and not (parts and all(otherwise)):
                yield finding("invented", shot=number, language=subject.language, words=words)


def check_marks(subject: Subject) -> Iterator[Fault]:
    """Changed clothes belong to somebody; a place looks the same in every scene, but for those of which the story tells it otherwise."""
    board, language = subject.board, subject.language
    looks: dict[str, str] = {}
    story = subject.cast.story if subject.cast else None
    otherwise = {one.look for one in story.sets} if story else set()
    for number, shot in enumerate(board.shots, start=1):
        for now in marks.versions(shot.visual):
            if now.name not in board.character_setting:
                yield finding("outfit", shot=number, language=language, name=now.name)
        told = marks.set_of(shot.visual)
        if told and told not in otherwise and looks.setdefault(shot.location, told) != told:
            yield finding("set", shot=number, language=language, place=shot.location, told=told)


def check_scenery(subject: Subject) -> Iterator[Fault]:
    """Place and hour of the shots that speak, against the heading of their scene; one warning a scene and field.

    What plays at another time than the heading tells plays elsewhere, and so may what is cut between places.
    """
    script, said = subject.script, subject.said
    units = [unit for unit in units_of(script, subject.episode) if unit.kind in ("action", "transition")]
    cuts = {unit.scene for unit in units if is_slug(unit.text)}
    turned = {unit.scene for unit in units if unit.kind == "action" and vocabulary.hour_turns(unit.text)}
    here = [scene for scene in script.scenes if scene.episode == subject.episode.id]
    scenes = {scene.id: scene for scene in here if scene.id not in cuts}
    told: set[tuple[str, str]] = set()
    for line, entry, count in subject.alignment.matches:
        scene = scenes.get(subject.lines[line].scene)
        if scene and staging.layer_of(scene.state) != staging.layer_of(subject.lines[line].state):
            continue
        for piece in said[entry : entry + count] if scene else ():
            assert scene is not None
            shot, turns = subject.board.shots[piece.shot - 1], scene.id in turned
            for fault in _check_place(scene, shot, subject, piece.shot, turns=turns):
                if (scene.id, fault.rule) not in told:
                    told.add((scene.id, fault.rule))
                    yield fault


def _check_place(scene: Scene, shot: Shot, subject: Subject, number: int, *, turns: bool) -> Iterator[Fault]:
    """`turns`: whether it gets dark or light in the scene."""
    line, language = subject.script.line_of(scene.start), subject.language
    shown = "".join(shot.location.split())
    dark = shot.location == Language.of(subject.script.language).word("places.black")  # over black there is no place
    if (
        scene.location
        and not dark
        and not any(
            "".join(end.split()) in shown
            for end in (scene.location, *ends_of(scene.location), *several(scene.location))
        )
    ):
        yield finding("place", line=line, shot=number, language=language, scene=scene.location, at=shot.location)
    hour = vocabulary.hour(scene.time)
    if (
        hour
        and not (hour.same or turns)
        and hour.light != "dusk"
        and hour.night != shot.time.startswith(("晚上", "night"))
    ):
        yield finding("hour", line=line, shot=number, language=language, scene=scene.time, at=shot.time)


def check_clips(clips: Sequence[Clip], board: Board, language: str = "en") -> Iterator[Fault]:
    """What is wrong with what is sold: a line with fewer seconds than it needs to be heard, a clip of two layers."""
    spoken = names.language_of(board)
    for number, clip in enumerate(clips, start=1):
        yield from _check_layers(number, clip, board, language)
        for part in clip.parts:
            seconds = (part.duration - part.tail) / 10
            if part.text and speech.rate(part.text, max(seconds, 0.1), spoken) > speech.REFUSE_RATE[spoken]:
                what: dict[str, Any] = {"clip": number, "text": part.text, "seconds": seconds}
                yield finding("too-fast", "clip", shot=part.shot + 1, language=language, **what)


def _check_layers(number: int, clip: Clip, board: Board, language: str) -> Iterator[Fault]:
    """A clip that goes from one layer of the telling into another; told once a clip."""
    first, words = clip.parts[0].shot, Language.of(language)
    was = staging.layer(board.shots[first])
    for part in clip.parts:
        now = staging.layer(board.shots[part.shot])
        if now != was:
            shots: dict[str, Any] = {"before": first + 1, "shown": part.shot + 1}
            told: dict[str, Any] = {"was": staging.layer_name(was, words), "now": staging.layer_name(now, words)}
            yield finding("two-layers-in-a-clip", language=language, shot=part.shot + 1, clip=number, **shots, **told)
            return
