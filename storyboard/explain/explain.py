"""Why a shot is what it is: its script lines, who made it, its seconds, its clip, its prompt."""

import re
from collections.abc import Iterator

from storyboard import names, staging
from storyboard.errors import UsageError
from storyboard.explain.arithmetic import Duration, duration_of, units_of
from storyboard.explain.opened import Opened
from storyboard.explain.origin import Origin, changes_of, origin_of
from storyboard.model import Clip, Detail, ProofCorrection
from storyboard.records import dataclass


@dataclass(frozen=True, slots=True)
class QuotedLine:
    """One script line, as it stands in the script."""

    number: int
    kind: str
    speaker: str
    text: str


@dataclass(frozen=True, slots=True)
class InClip:
    """One part of a clip that tells a shot, or a piece of it."""

    clip: int
    clips: int
    seconds: int
    shots: tuple[int, int]
    """The first and last shot of the clip."""
    part: int
    parts: int
    natural: float
    duration: float
    tail: float
    """Silence at its end, trimmed from the film."""
    hold: float
    """Silent holds of its picture that follow it, trimmed too."""
    text: str
    """The words spoken in it, where the shot was cut to fit; empty: all of them."""
    prompt: str
    """Its block of the rendered prompt; empty where there is none."""
    without: tuple[Detail, ...] = ()
    """What the clip's prompt does without, as it would be longer than its maker advises."""
    proofs: tuple[ProofCorrection, ...] = ()
    """What whoever read the proofs put right in this block; of what was taken out, all of the clip's."""


@dataclass(frozen=True, slots=True)
class Explained:
    """One shot, explained."""

    shot: int
    of: int
    scene: str
    camera: str
    lines: tuple[QuotedLine, ...]
    origin: Origin
    setup: str
    """`B`, and the other shots of the scene from this camera position; empty where there are none."""
    changes: tuple[str, ...]
    duration: Duration
    clips: tuple[InClip, ...]


def explain(opened: Opened, number: int) -> Explained:
    """The explanation of a shot, counted from 1; UsageError where there is no such shot."""
    size = len(opened.board.shots)
    if not 1 <= number <= size:
        raise UsageError(f"there is no shot {number}: the board has {size}", f"shots 1 to {size}")
    at = number - 1
    origin = origin_of(opened, at)
    return Explained(
        number,
        size,
        _scene(opened, at),
        opened.board.shots[at].camera,
        tuple(_lines(opened, at)),
        origin,
        _setup(opened, at),
        changes_of(opened, at, origin),
        duration_of(opened, at),
        tuple(_clips(opened, at)),
    )


def _setup(opened: Opened, at: int) -> str:
    """The camera position of a shot with the others that come back to it; empty where none does."""
    known = names.naming(opened.board.character_setting, None, "", opened.language)
    stagings = staging.of(opened.board, opened.traces, known)
    scenes = [trace.scene if trace else "" for trace in opened.traces]
    letters = staging.setups(opened.board, stagings, scenes)
    same = [
        n
        for n, letter in enumerate(letters)
        if letter and letter == letters[at] and scenes[n] == scenes[at] and n != at
    ]
    return f"camera position {letters[at]}, as in shot {', '.join(str(n + 1) for n in same)}" if same else ""


def shots_of_clip(opened: Opened, number: int) -> list[int]:
    """The shots of a clip, all counted from 1; UsageError where there is no such clip."""
    if not 1 <= number <= len(opened.clips):
        raise UsageError(
            f"there is no clip {number}: the board is packed into {len(opened.clips)}",
            f"clips 1 to {len(opened.clips)}" if opened.clips else "pack it first: storyboard pack SCRIPT",
        )
    return list(dict.fromkeys(part.shot + 1 for part in opened.clips[number - 1].parts))


def _scene(opened: Opened, at: int) -> str:
    trace = opened.traces[at]
    scenes = opened.script.scenes if opened.script and trace else ()
    return next((scene.number or scene.id for scene in scenes if trace and scene.id == trace.scene), "")


def _lines(opened: Opened, at: int) -> Iterator[QuotedLine]:
    """The script lines of a shot's units, empty ones left out."""
    for unit in units_of(opened, at):
        assert opened.script is not None
        first = opened.script.line_of(unit.start)
        for number, text in enumerate(unit.raw.split("\n"), start=first):
            if text.strip():
                yield QuotedLine(number, unit.kind, unit.speaker, text.strip())


def _clips(opened: Opened, at: int) -> Iterator[InClip]:
    """The parts that tell a shot; a hold is told with the part before it."""
    for number, clip in enumerate(opened.clips, start=1):
        blocks = _blocks(opened, clip, number)
        whole = opened.board.shots[at].dialogue.text
        for place, part in enumerate(clip.parts):
            if part.shot == at and not part.hold:
                held = sum(other.duration for other in clip.parts[place + 1 :] if other.hold and other.shot == at)
                shots = (clip.parts[0].shot + 1, clip.parts[-1].shot + 1)
                yield InClip(
                    number,
                    len(opened.clips),
                    clip.seconds,
                    shots,
                    place + 1,
                    len(clip.parts),
                    part.natural / 10,
                    part.duration / 10,
                    part.tail / 10,
                    held / 10,
                    "" if part.text == whole else part.text,
                    blocks[place],
                    opened.without[number - 1] if number <= len(opened.without) else (),
                    tuple(_proofs(opened, number, blocks[place])),
                )


def _proofs(opened: Opened, number: int, block: str) -> Iterator[ProofCorrection]:
    """What was put right in a block of a clip's prompt."""
    told = opened.proofs[number - 1] if number <= len(opened.proofs) else ()
    return (each for each in told if each.instead.strip() in block)


def _blocks(opened: Opened, clip: Clip, number: int) -> list[str]:
    """The blocks of a clip's prompt, one a part, whatever template wrote it; empty ones where it cannot be told apart."""
    none = [""] * len(clip.parts)
    if number > len(opened.prompts):
        return none
    text = opened.prompts[number - 1]
    known = opened.library.tables("zh").values()
    begins = (re.compile(table["shot"], re.MULTILINE) for table in known if "shot" in table)
    for begin in begins:
        starts = [match.start() for match in begin.finditer(text)]
        if len(starts) == len(clip.parts) and starts[0] == 0:
            return [text[start:end].strip() for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
    return none
