"""What is checked: an episode of a script, its board, and what was made of it so far."""

from collections.abc import Sequence

from storyboard import speech
from storyboard.check.align import Alignment, DueLine, SaidWords, align
from storyboard.library import SHIPPED, Library
from storyboard.model import Board, Cast, Clip, Cue, Episode, Offer, Script, Telling, Unit
from storyboard.records import dataclass


@dataclass(frozen=True, slots=True)
class Subject:
    """One episode as far as it was made; what is None is not there yet, and what needs it is not checked."""

    board: Board
    script: Script
    episode: Episode
    lines: tuple[DueLine, ...]
    """The spoken lines of the episode."""
    said: tuple[SaidWords, ...]
    """The words of the board, by shot."""
    alignment: Alignment
    """Which of `said` speak which of `lines`."""
    cast: Cast | None = None
    """Who is meant to look alike is known from it; without it everybody is their own."""
    clips: tuple[Clip, ...] | None = None
    prompts: tuple[str, ...] | None = None
    cues: tuple[Cue, ...] | None = None
    offer: Offer | None = None
    library: Library = SHIPPED
    language: str = "en"
    """Of the sentences in which findings are told."""
    told: tuple[Board, ...] = ()
    """For each clip the board as its prompt tells it, where some are in another language; empty: all as it is."""
    tellings: tuple[Telling, ...] = ()
    """For each clip how its prompt speaks of what goes along; empty: of nothing."""

    def has(self, things: Sequence[str]) -> bool:
        """Whether all of these are there to be checked."""
        return all(getattr(self, thing) is not None for thing in things)


def subject_of(
    board: Board,
    script: Script,
    episode: Episode,
    cast: Cast | None = None,
    *,
    clips: Sequence[Clip] | None = None,
    prompts: Sequence[str] | None = None,
    cues: Sequence[Cue] | None = None,
    offer: Offer | None = None,
    library: Library = SHIPPED,
    language: str = "en",
    tellings: Sequence[Telling] = (),
    told: Sequence[Board] = (),
) -> Subject:
    """The subject of a check, its words aligned once for all rules."""
    lines = lines_of(script, episode)
    said = tuple(
        SaidWords(shot.dialogue.role, shot.dialogue.text, number)
        for number, shot in enumerate(board.shots, start=1)
        if shot.dialogue.text
    )
    return Subject(
        board,
        script,
        episode,
        lines,
        said,
        align(lines, said, language),
        cast,
        None if clips is None else tuple(clips),
        None if prompts is None else tuple(prompts),
        None if cues is None else tuple(cues),
        offer,
        library,
        language,
        tuple(told),
        tuple(tellings),
    )


def units_of(script: Script, episode: Episode) -> tuple[Unit, ...]:
    """The units of the scenes of an episode, in order."""
    scenes = {scene.id for scene in script.scenes if scene.episode == episode.id}
    return tuple(unit for unit in script.units if unit.scene in scenes)


def lines_of(script: Script, episode: Episode) -> tuple[DueLine, ...]:
    """The spoken lines of an episode, in order."""
    return tuple(
        DueLine(
            unit.speaker,
            unit.text,
            script.line_of(unit.start),
            unit.delivery,
            unit.scene,
            unit.state,
            speech.over_the_picture(unit.delivery, unit.raw),
            speech.either_end(unit.delivery, unit.extension),
        )
        for unit in units_of(script, episode)
        if unit.kind == "speech" and unit.text
    )
