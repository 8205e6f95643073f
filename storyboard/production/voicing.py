"""An animatic that speaks: every line said once by a machine, kept, and laid over the film where its shot is."""

import hashlib
import io
import wave
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from storyboard.config.trust import lacking
from storyboard.ledger import open_ledger
from storyboard.media.dub import DubLine, dub
from storyboard.model import Board, Cue
from storyboard.model.money import add_up
from storyboard.production.prepare import Prepared, Watch
from storyboard.production.production import Production
from storyboard.production.services import Service, allow, paid
from storyboard.records import dataclass
from storyboard.speech import LEAD, delivery_of, seconds_to_speak, syllables
from storyboard.voices import SpokenLine, VoicePart, VoiceSpeaker, cast_voices, open_voices
from storyboard.voices.casting import COLOURS, USUAL

FOLDER = "voices"
"""Below `.storyboard/`: WAV files by what was said."""
ROOM = 0.2
"""Seconds between the end of a line and the next one, at least."""


def voices_key(production: Production) -> str:
    """What the sound of an animatic depends on beside its lines; empty where nobody wants it spoken."""
    return open_voices(production.settings).key if production.options.voices else ""


@dataclass(frozen=True, slots=True)
class Booked:
    """What an animatic has to say: each cue with how its person sounds and where the line is kept."""

    speaker: VoiceSpeaker
    lines: tuple[tuple[Cue, VoicePart, Path], ...]


def book(production: Production, ready: Prepared, cues: Sequence[Cue], watch: Watch) -> Booked:
    """The lines of `cues` with their voices. Where saying what is not kept yet costs, it is asked about now, and nothing is sent before.

    `BudgetReached` where its price exceeds the cap.
    """
    spoken = [cue for cue in cues if not cue.caption and syllables(cue.text)]
    store = production.settings.workspace / ".storyboard" / FOLDER
    speaker = open_voices(production.settings)
    parts = cast_voices(ready.planned.board, *speaker.voices(production.language.code), production.language)
    lines = tuple((cue, parts[cue.role], _path(store, speaker, cue.text, parts[cue.role])) for cue in spoken)
    new = {path: cue.text for cue, _, path in lines if not path.is_file()}
    what = f"{len(new)} lines, {sum(map(len, new.values()))} characters, spoken by {speaker.name}"
    with open_ledger(production.settings) as ledger:
        allow(
            ledger,
            production,
            _service(speaker, production),
            what,
            add_up(map(speaker.price, new.values())),
            watch.agree,
        )
    return Booked(speaker, lines)


def voice(
    production: Production, ready: Prepared, booked: Booked, cues: Sequence[Cue], film: Path, watch: Watch
) -> tuple[str, ...]:
    """Lays the spoken lines over `film`; what is worth saying about it. Each line is said once and kept."""
    board, lines, told = ready.planned.board, [], []
    with booked.speaker as speaker:
        for number, (cue, part, path) in enumerate(booked.lines):
            watch.stage("voices", number, len(booked.lines))
            with _paid(production, speaker, cue.text if not path.is_file() else ""):
                said = _say(speaker, cue.text, production.language.code, part, path)
            lines.append(_line(cue, after(cues, cue), said, part, board))
            told.append((cue, part, said))
    lasted = dub(film, lines)
    late = sum(length > line.room + ROOM for length, line in zip(lasted, lines, strict=True) if line.room)
    return _remarks(production, told, late)


@contextmanager
def _paid(production: Production, speaker: VoiceSpeaker, text: str) -> Iterator[None]:
    """A line is said meanwhile, its price in the ledger before; nothing is counted where it costs nothing or is kept already."""
    cost = speaker.price(text) if text else 0.0
    if cost == 0:
        yield
        return
    with open_ledger(production.settings) as ledger, paid(ledger, production, _service(speaker, production), cost):
        yield


def _service(speaker: VoiceSpeaker, production: Production) -> Service:
    said = production.settings.voices
    keys = tuple(lacking(said.api_key_env, said.base_url)) if said and said.base_url else ()
    return Service("speaking", speaker.name, speaker.key, "speak", "/audio/speech", "json", "said", "voices", keys)


def _line(cue: Cue, end: int, said: SpokenLine, part: VoicePart, board: Board) -> DubLine:
    delivery = delivery_of(board.shots[cue.shot].action)[0]
    start = cue.start / 10 + min(LEAD, 0.1)
    return DubLine(said.samples, said.rate, start, part.pitch, max(0.5, end / 10 - start - ROOM), COLOURS[delivery])


def after(cues: Sequence[Cue], cue: Cue) -> int:
    """When the next line begins, in tenths; its own end and two seconds where none follows."""
    return min((each.start for each in cues if not each.caption and each.start > cue.start), default=cue.end + 20)


def _path(store: Path, speaker: VoiceSpeaker, text: str, part: VoicePart) -> Path:
    name = hashlib.sha256("\x1f".join((speaker.key, part.voice, str(part.speed), text)).encode()).hexdigest()
    return store / f"{name[:40]}.wav"


def _say(speaker: VoiceSpeaker, text: str, language: Literal["zh", "en"], part: VoicePart, path: Path) -> SpokenLine:
    """The line, from the store or said now."""
    if path.is_file():
        with wave.open(str(path), "rb") as file:
            return SpokenLine(file.readframes(file.getnframes()), file.getframerate())
    said = speaker.say(text, language, part.voice, part.speed)
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(said.rate)
        file.writeframes(said.samples)
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".part")
    unfinished.write_bytes(out.getvalue())
    unfinished.replace(path)
    return said


def _remarks(production: Production, told: Sequence[tuple[Cue, VoicePart, SpokenLine]], late: int) -> tuple[str, ...]:
    """How far the planned seconds of the lines are off, and how many lines run over."""
    if not told:
        return ()
    word = production.language.word
    planned = sum(seconds_to_speak(cue.text, USUAL[production.language.code]) for cue, _, _ in told)
    spoken = sum(said.seconds * part.speed for _, part, said in told)
    off = round(100 * (spoken / planned - 1)) if planned else 0
    found = [
        word("voices.pace").format(lines=len(told), spoken=f"{spoken:.0f}", planned=f"{planned:.0f}", off=f"{off:+d}")
    ]
    return (*found, *((word("voices.late").format(lines=late),) if late else ()))
