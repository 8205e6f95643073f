"""An episode laid out in whole frames, as its film is: the one value that every export is written from."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from storyboard import timeline, titles
from storyboard.export.words import says
from storyboard.languages import Language
from storyboard.model import Board, Clip, Crossing, Cue, Edit, Event, Laid, Media, Seam

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
    seams = timeline.seams(board, clips)
    begins = timeline.begins(clips, seams)
    events = _events((names[0], language), board, clips, takes, facts, fps)
    own = titles.undrawn(timeline.cues(board, clips), clips, prompts, Language.of(language))
    cues = tuple(_framed(cue, fps) for cue in own)
    crossings = tuple(
        sorted(
            _crossings(board, clips, seams, begins, _reach(clips, seams, facts, fps), fps),
            key=lambda one: (one.start, one.kind),
        )
    )
    return Edit(*names, language, fps, shape, events, cues, _shots(names[0], board, clips, fps, notes), crossings)


def _crossings(
    board: Board,
    clips: Sequence[Clip],
    made: Sequence[Seam],
    begins: Sequence[int],
    reach: Sequence[bool],
    fps: Fraction,
) -> Iterator[Crossing]:
    """The transitions between clips, and marks for what cannot be made of them or stands within a clip. `reach`: for each clip whether its film has all it takes."""
    for number, seam in enumerate(made):
        words = " ".join(seam.words)
        start, gone = begins[number], begins[number] - seam.hold
        there = number > 0 and reach[number - 1]
        if seam.out and there:
            yield _crossing("out", (gone - seam.out, gone), seam, fps, hush=seam.hush[0])
        if seam.into:
            yield _crossing("into", (start, start + seam.into), seam, fps, hush=seam.hush[1])
        if seam.mix and there:
            yield _crossing("mix", (start, start + seam.mix), seam, fps)
        if seam.missing or ((seam.out or seam.mix) and not there):
            yield Crossing("mark", max(0, frame_at(start, fps) - int(number == len(clips))), 1, words=words)
    for _, at, asked in timeline.unmade(board, clips):
        yield Crossing("mark", frame_at(at, fps), 1, words=" ".join(asked.words))


def _reach(
    clips: Sequence[Clip], made: Sequence[Seam], facts: "Sequence[Survey | None]", fps: Fraction
) -> tuple[bool, ...]:
    """For each clip whether its film is long enough for the transition behind it, where no picture is held."""
    wanted = [frame_at(clip.kept + seam.spare + seam.mix, fps) for clip, seam in zip(clips, made[1:], strict=True)]
    return tuple(
        known is not None and _frames(known, fps) >= each - 1 for known, each in zip(facts, wanted, strict=True)
    )


def _crossing(
    kind: Literal["out", "into", "mix"], span: tuple[int, int], seam: Seam, fps: Fraction, *, hush: bool = True
) -> Crossing:
    start, end = (frame_at(each, fps) for each in span)
    return Crossing(kind, start, end - start, seam.colour, hush, " ".join(seam.words))


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
    made = timeline.seams(board, clips)
    begins = timeline.begins(clips, made)
    reach = (False, *_reach(clips, made, facts, fps))
    if begins[0]:
        found.append(_plain(made[0], 0, frame_at(begins[0], fps)))
    for number, (clip, take, known) in enumerate(zip(clips, takes, facts, strict=True), start=1):
        called, note = clip_name(name, number), note_of(board, clip, language)
        media = _media(f"{called}.mp4", take, known, fps) if take and known else None
        ends = made[number]
        begin = _half(made[number - 1], begins[number - 1], fps) if reach[number - 1] else 0
        late = _half(ends, begins[number], fps) if reach[number] else 0
        held = ends.hold + (
            0 if reach[number] else ends.spare
        )  # a picture that would have to be held is left to the editor
        start = frame_at(begins[number - 1], fps) + begin
        stop = frame_at(begins[number] - held, fps) + late
        filmed = max(0, min(stop - start, media.frames - begin)) if media else 0
        if filmed:
            found.append(Event(called, start, filmed, media, note, begin))
        if stop - start > filmed:
            found.append(Event(called, start + filmed, stop - start - filmed, None, note))
        if held:
            found.append(_plain(ends, stop, frame_at(begins[number], fps)))
    return tuple(found)


def _half(seam: Seam, at: int, fps: Fraction) -> int:
    """Frames by which the cut of a dissolve stands behind where it begins: in its middle, where programs look for it."""
    return (frame_at(at + seam.mix, fps) - frame_at(at, fps)) // 2


def _plain(seam: Seam, start: int, stop: int) -> Event:
    return Event(seam.colour, start, stop - start, None, " ".join(seam.words), plain=seam.colour)


def _media(file: str, take: Path, known: "Survey", fps: Fraction) -> Media:
    return Media(file, take, _frames(known, fps), (known.width, known.height), known.fps, known.channels)


def _frames(known: "Survey", fps: Fraction) -> int:
    """Frames of the edit that a film lasts."""
    return int(known.frames / known.true_fps * fps + NEARLY)


def _framed(cue: Cue, fps: Fraction) -> Cue:
    start = frame_at(cue.start, fps)
    return replace(cue, start=start, end=max(start + 1, frame_at(cue.end, fps)))


def _shots(name: str, board: Board, clips: Sequence[Clip], fps: Fraction, notes: Sequence[str]) -> tuple[Laid, ...]:
    """Every shot of the board with its place: from its first part to the end of its last."""
    places: dict[int, tuple[int, int, str]] = {}
    for clip, position, at in timeline.parts(board, clips):
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
