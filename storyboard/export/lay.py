"""An episode laid out in whole frames, as its film is: the one value that every export is written from."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from storyboard import timeline, titles
from storyboard.export.words import says
from storyboard.languages import Language
from storyboard.model import Board, Clip, Cue, Edit, Event, Laid, Media

if TYPE_CHECKING:
    from storyboard.media import Survey

RATE = Fraction(24)
"""Of an edit of which nothing is filmed yet."""
NEARLY = Fraction(1, 100)
"""Of a frame: what a film may lack of its last one, where its file counts in milliseconds."""


def lay_out(
    names: tuple[str, str],
    language: str,
    board: Board,
    clips: Sequence[Clip],
    takes: Sequence[Path | None],
    size: tuple[int, int],
    notes: Sequence[str] = (),
    prompts: Sequence[str] = (),
) -> Edit:
    """The edit of an episode; `names`: of its files, and its title. `takes` are parallel to `clips`, `notes` to the shots.

    `prompts`: what the clips were made by, parallel to them; a title that they have drawn is none of the edit's.
    A clip without a take is a gap, and so is what a film is too short for. Frame size and rate are those of most takes,
    as in the film; `size` counts where there is none. Every border is rounded in the whole, so that nothing adds up.
    """
    facts = [_facts(take) for take in takes]
    known = [each for each in facts if each]
    made = [each or known[0] for each in facts] if known else []
    shapes = Counter(((each.width, each.height), each.fps) for each in made)
    shape, fps = shapes.most_common(1)[0][0] if shapes else (size, RATE)
    events = _events((names[0], language), board, clips, takes, facts, fps)
    own = titles.undrawn(timeline.cues(board, clips), clips, prompts, Language.of(language))
    cues = tuple(_framed(cue, fps) for cue in own)
    return Edit(*names, language, fps, shape, events, cues, _shots(names[0], board, clips, fps, notes))


def frame_at(tenths: int, fps: Fraction) -> int:
    """The frame that begins nearest to a time."""
    return round(Fraction(tenths, 10) * fps)


def clip_name(name: str, number: int) -> str:
    """`ep02-clip-001`: what a clip is called outside its own folder."""
    return f"{name}-clip-{number:03d}"


def _facts(take: Path | None) -> "Survey | None":
    from storyboard.media import survey

    return survey(take) if take else None


def _events(
    names: tuple[str, str],
    board: Board,
    clips: Sequence[Clip],
    takes: Sequence[Path | None],
    facts: "Sequence[Survey | None]",
    fps: Fraction,
) -> tuple[Event, ...]:
    name, language = names
    found: list[Event] = []
    ends = [0]
    for clip in clips:
        ends.append(ends[-1] + clip.kept)
    spans = [(frame_at(start, fps), frame_at(end, fps)) for start, end in pairwise(ends)]
    for number, (clip, take, known, (start, end)) in enumerate(zip(clips, takes, facts, spans, strict=True), start=1):
        called, note = clip_name(name, number), note_of(board, clip, language)
        media = _media(f"{called}.mp4", take, known, fps) if take and known else None
        filmed = min(end - start, media.frames) if media else 0
        if filmed:
            found.append(Event(called, start, filmed, media, note))
        if end - start > filmed:
            found.append(Event(called, start + filmed, end - start - filmed, None, note))
    return tuple(found)


def _media(file: str, take: Path, known: "Survey", fps: Fraction) -> Media:
    frames = int(known.frames / known.true_fps * fps + NEARLY)
    return Media(file, take, frames, (known.width, known.height), known.fps, known.channels)


def _framed(cue: Cue, fps: Fraction) -> Cue:
    start = frame_at(cue.start, fps)
    return replace(cue, start=start, end=max(start + 1, frame_at(cue.end, fps)))


def _shots(name: str, board: Board, clips: Sequence[Clip], fps: Fraction, notes: Sequence[str]) -> tuple[Laid, ...]:
    """Every shot of the board with its place: from its first part to the end of its last."""
    places: dict[int, tuple[int, int, str]] = {}
    for clip, position, at in timeline.parts(clips):
        part = clips[clip].parts[position]
        if not part.hold:
            begin, _, called = places.get(part.shot, (at, at, clip_name(name, clip + 1)))
            places[part.shot] = (begin, at + part.duration - part.tail, called)
    found = []
    for number, shot in enumerate(board.shots):
        begin, end, called = places.get(number, (0, 0, ""))
        start = frame_at(begin, fps)
        note = notes[number] if notes else ""
        where = (shot.location, shot.time, shot.weather)
        shown = (shot.camera, shot.visual, shot.action, shot.dialogue.role, shot.dialogue.text, shot.style_tags)
        length = frame_at(end, fps) - start
        found.append(Laid(number + 1, start, length, called, *where, *shown, shot.duration, note))
    return tuple(found)


def note_of(board: Board, clip: Clip, language: str) -> str:
    """The lines of a clip, and the action where nobody speaks."""
    said = []
    for part in clip.parts:
        shot = board.shots[part.shot]
        if part.text:
            said.append(says(shot.dialogue.role, part.text, language))
        elif part.first and not part.hold and shot.action:
            said.append(shot.action)
    return " / ".join(" ".join(text.split()) for text in said)
