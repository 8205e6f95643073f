"""The duration of a shot as numbers that add up, computed by the same code that made it."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from storyboard import speech
from storyboard.cast import looks
from storyboard.explain.opened import Opened
from storyboard.explain.origin import seconds_answered
from storyboard.languages import Language
from storyboard.model import Scene, Shot, Unit, Wish
from storyboard.plan.beats import RHYTHM, Beat
from storyboard.plan.compile import JOIN
from storyboard.plan.timing import EMPTY, Timing, by_team, shares, timing
from storyboard.records import dataclass

LEAST_SPOKEN = 15
"""Tenths to which a shorter spoken shot is lengthened where its clip has the time: what profiles advise."""


@dataclass(frozen=True, slots=True)
class SumStep:
    """One number of a duration."""

    what: str
    """`said`, `pauses`, `room`, `spoken`, `guard`, `action`, `empty`, `asked`, `result`."""
    seconds: float
    words: str


@dataclass(frozen=True, slots=True)
class Duration:
    """Why a shot lasts as long as it does."""

    board: float
    computed: float
    """What the steps come to; another number only where a person changed the board."""
    steps: tuple[SumStep, ...]
    cut: str = ""
    """Why its line was cut; empty where it was not."""


def duration_of(opened: Opened, at: int) -> Duration:
    """The duration of a shot (counted from 0), step by step."""
    shot, language = opened.board.shots[at], opened.language
    tempo = tempo_of(opened, shot)
    beat, whole, pieces = beat_of(opened, at)
    beat = replace(beat, asked=_asked(opened, at, beat))
    found = timing(beat, tempo, language)
    cut = _cut(beat, whole, pieces, tempo, language)
    steps = tuple(_steps(found, beat, tempo, language))
    more = shot.tenths - found.tenths
    trace = opened.traces[at]
    if beat.text and not beat.asked and more > 0 and shot.tenths <= LEAST_SPOKEN and trace and trace.by == "rules":
        words = "more, of its clip's spare time, so that the line is not over before it is seen"
        return Duration(shot.duration, shot.duration, (*steps, SumStep("result", more / 10, words)), cut)
    if more and (wanted := seconds_answered(opened, at)) is not None:
        words = "as long as the model's answer says"
        if wanted != shot.duration:
            words = f"the model's answer says {wanted:g} s; what its words take and what clips have room for decide"
        return Duration(shot.duration, shot.duration, (*steps[:-1], SumStep("result", shot.duration, words)), cut)
    return Duration(shot.duration, found.tenths / 10, steps, cut)


def _asked(opened: Opened, at: int, beat: Beat) -> int:
    """Tenths that a team asks of a shot, or that the script's own table gives it: its share of the rows that it stands in."""
    if wanted := by_team(beat):
        return wanted
    rows = {wish.row for wish in beat.wishes if wish.seconds}
    if not rows:
        return 0
    told: list[tuple[tuple[Wish, ...], int]] = []
    mine = 0
    for other, shot in enumerate(opened.board.shots):
        found = beat_of(opened, other)[0]
        if other == at or rows & {wish.row for wish in found.wishes}:
            mine = len(told) if other == at else mine
            told.append((found.wishes, timing(found, tempo_of(opened, shot), opened.language).tenths))
    return shares(told)[mine]


def tempo_of(opened: Opened, shot: Shot) -> int:
    """Syllables a minute of whoever speaks a shot, as the board says."""
    return looks.tempo_of(opened.board, shot.dialogue.role, opened.language)


def beat_of(opened: Opened, at: int) -> tuple[Beat, str, int]:
    """What a shot was timed as, the whole line it speaks of, and in how many pieces that was cut.

    From the board and its trace; without a trace every line is taken as whole and bracketed items as parentheticals.
    """
    shot, units = opened.board.shots[at], units_of(opened, at)
    said = next(
        (unit for unit in units if unit.kind == "speech" and shot.dialogue.text and shot.dialogue.text in unit.text),
        None,
    )
    items = tuple(_items(speech.delivery_of(shot.action)[1], units))
    acts = tuple(item for item in items if _acted(item, units))
    scene = Scene("", "", "", "", "", 0, 0)
    if said is None:
        bare = Unit("", "speech", 0, 0, "", speaker=shot.dialogue.role)
        return Beat(scene, units, items, acts, bare, shot.dialogue.text), shot.dialogue.text, 1
    sharing = [
        other
        for other, each in enumerate(opened.board.shots)
        if each.dialogue.text and said.id in _ids(opened, other) and each.dialogue.role == shot.dialogue.role
    ]
    piece = sharing.index(at)
    beat = Beat(scene, units, items, acts, said, shot.dialogue.text, piece, at == sharing[-1])
    return beat, said.text, len(sharing)


def _items(action: str, units: Sequence[Unit]) -> Iterator[str]:
    """The items of an action; the lines of one that has several stay together."""
    whole = ""
    for item in filter(None, action.split(JOIN)):
        longer = f"{whole}{JOIN}{item}"
        if whole and any(longer in unit.text for unit in units):
            whole = longer
        else:
            if whole:
                yield whole
            whole = item
    if whole:
        yield whole


def units_of(opened: Opened, at: int) -> tuple[Unit, ...]:
    """The units that a shot covers; nothing where they are not known."""
    ids = set(_ids(opened, at))
    return tuple(unit for unit in opened.script.units if unit.id in ids) if opened.script else ()


def _ids(opened: Opened, at: int) -> tuple[str, ...]:
    trace = opened.traces[at]
    return trace.units if trace else ()


def _acted(item: str, units: Sequence[Unit]) -> bool:
    if not units:
        return not item.startswith(("（", "("))
    return any(unit.kind == "action" and item in unit.text for unit in units)


def _steps(found: Timing, beat: Beat, tempo: int, language: str) -> list[SumStep]:
    steps: list[SumStep] = []
    if found.spoken:
        spoken = found.spoken
        room = " and ".join(["before"] * (beat.piece == 0) + ["after"] * beat.last)
        steps += [
            SumStep("said", spoken.said, f"{_syllables(beat.text)} at {tempo} a minute"),
            SumStep("pauses", spoken.pauses, "pauses of the punctuation inside the line"),
            SumStep(
                "room",
                spoken.room,
                f"room {room} the line" if room else "no room: the line was said before and goes on",
            ),
            SumStep("spoken", spoken.seconds, "together: the line is spoken"),
            SumStep(
                "guard",
                spoken.guarded,
                f"the speech guard wants this at least: {_many(spoken.counted, 'word' if Language.of(language).does('writing.words') else 'character')}, "
                f"at most {speech.WARN_RATE[language]:g} a second",
            ),
        ]
    if found.acted:
        steps.append(SumStep("action", found.acted.tenths / 10, _action(found, language)))
    if found.asked:
        steps.append(SumStep("asked", found.asked / 10, f"as {_asker(beat)}"))
    if not steps:
        steps.append(SumStep("empty", EMPTY / 10, "nothing is said or done: so long the picture is shown"))
    return [*steps, SumStep("result", found.tenths / 10, _result(found, _asker(beat)))]


def _syllables(text: str) -> str:
    """`12 syllables`, or `7.5 syllables (5 words x 1.5)`."""
    latin = round((speech.syllables(text) - speech.han(text)) / speech.SYLLABLES_A_WORD)
    parts = [_many(speech.han(text), "character")] if latin and speech.han(text) else []
    parts += [f"{_many(latin, 'word')} x {speech.SYLLABLES_A_WORD:g}"] if latin else []
    told = f" ({' + '.join(parts)})" if parts else ""
    return f"{_many(speech.syllables(text), 'syllable')}{told}"


def _many(count: float, noun: str) -> str:
    return f"{count:g} {noun}{'' if count == 1 else 's'}"


def _action(found: Timing, language: str) -> str:
    acted = found.acted
    assert acted is not None
    parts = [f"{speech.ACTION / 10:g}"]
    parts += (
        [f"{_many(acted.han, 'character')} x {speech.ACTION_HAN / 10:g}"]
        if acted.han or not Language.of(language).does("writing.words")
        else []
    )
    parts += [f"{_many(acted.words, 'word')} x {speech.ACTION_WORD / 10:g}"] if acted.words else []
    capped = f", at most {speech.LONGEST_ACTION / 10:g}" if acted.uncapped > speech.LONGEST_ACTION else ""
    return f"the action is seen: {' + '.join(parts)}{capped}"


def _asker(beat: Beat) -> str:
    """Who says how long a shot lasts."""
    return "the team's shot list asks" if by_team(beat) else "the script's table says"


def _result(found: Timing, asker: str) -> str:
    """What is done with the numbers in the end."""
    if found.asked and found.tenths == found.asked:
        return f"as long as {asker}"
    if found.asked:
        spoken = found.spoken is not None and found.tenths == found.spoken.tenths
        return (
            f"longer than {asker}: the words take so long"
            if spoken
            else f"a shot may last {speech.SHORTEST / 10:g} to {speech.LONGEST / 10:g} s, whatever {asker}"
        )
    longest = max(found.spoken.tenths if found.spoken else 0, found.acted.tenths if found.acted else 0)
    if longest > speech.LONGEST:
        return f"{speech.LONGEST / 10:g} s is the most a shot may last"
    if found.spoken is None:
        return "so long the shot lasts"
    if max(found.spoken.seconds, found.spoken.guarded) * 10 < speech.SHORTEST >= longest:
        return f"{speech.SHORTEST / 10:g} s is the least a shot may last"
    return (
        "the longest of these counts, rounded up to tenths"
        if found.acted or _guarded(found)
        else "rounded up to tenths"
    )


def _guarded(found: Timing) -> bool:
    return found.spoken is not None and found.spoken.guarded > found.spoken.seconds


def _cut(beat: Beat, whole: str, pieces: int, tempo: int, language: str) -> str:
    """Why a line was cut: longer than a shot may be, or for a change of size."""
    if pieces < 2:
        return ""
    tenths = speech.tenths_to_speak(whole, tempo, language)
    told = (
        f"piece {beat.piece + 1} of {pieces}, “{beat.text.strip()}”, of a line that takes {tenths / 10:g} s as a whole"
    )
    if tenths > speech.LONGEST:
        return f"{told}: cut because a shot may last {speech.LONGEST / 10:g} s"
    if tenths > RHYTHM:
        return (
            f"{told}: cut where a sentence ends, for a change of size, because it takes longer than {RHYTHM / 10:g} s"
        )
    return told


def decimals(steps: Sequence[SumStep]) -> int:
    """So many decimals that the steps as they are shown come to the result that is shown."""
    by = {step.what: step.seconds for step in steps}
    parts = [by[what] for what in ("said", "pauses", "room") if what in by]
    for places in (2, 3):
        shown = sum(round(part, places) for part in parts)
        if abs(shown - round(sum(parts), places)) < 1e-9 and math.ceil(round(shown * 10, 6)) == math.ceil(
            round(sum(parts) * 10, 6)
        ):
            return places
    return 4
