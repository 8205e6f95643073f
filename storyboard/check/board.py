"""check, first function: is this board the script? Speech and action verbatim, in order, by the right people."""

from collections.abc import Iterator, Sequence

from storyboard import names, speech
from storyboard.cast.looks import kind_of, read_appearance, read_voice
from storyboard.check.align import Alignment, Line, Said, align
from storyboard.check.fit import check_durations, check_marks, check_quotes, check_scenery
from storyboard.check.form import SLOWEST
from storyboard.check.people import check_looks, check_people
from storyboard.check.shown import check_shown, items_of
from storyboard.check.unseen import check_unseen
from storyboard.model import Board, Cast, Episode, Fault, Script, Unit


def units_of(script: Script, episode: Episode) -> tuple[Unit, ...]:
    """The units of the scenes of an episode, in order."""
    scenes = {scene.id for scene in script.scenes if scene.episode == episode.id}
    return tuple(unit for unit in script.units if unit.scene in scenes)


def lines_of(script: Script, episode: Episode) -> tuple[Line, ...]:
    """The spoken lines of an episode, in order."""
    return tuple(
        Line(unit.speaker, unit.text, script.line_of(unit.start), unit.delivery, unit.scene)
        for unit in units_of(script, episode)
        if unit.kind == "speech" and unit.text
    )


def check_board(board: Board, script: Script, episode: Episode, cast: Cast | None = None) -> tuple[Fault, ...]:
    """Every fault and warning of a board against one episode of its script; needs no trace. Empty: the board is right."""
    said = [
        Said(shot.dialogue.role, shot.dialogue.text, number)
        for number, shot in enumerate(board.shots, start=1)
        if shot.dialogue.text
    ]
    units, lines = units_of(script, episode), lines_of(script, episode)
    alignment = align(lines, said)
    items = items_of(script, units, alignment, said, len(board.shots))
    return (
        *alignment.faults,
        *_cuts(board, lines, said, alignment),
        *_delivery(board, lines, said, alignment),
        *check_shown(board, items),
        *check_people(board, script, episode),
        *check_looks(board, cast),
        *check_durations(board),
        *check_quotes(board, script),
        *check_scenery(board, script, episode, lines, said, alignment),
        *check_marks(board),
        *check_unseen(board, script),
    )


def _cuts(board: Board, lines: Sequence[Line], said: Sequence[Said], alignment: Alignment) -> Iterator[Fault]:
    """Lines cut elsewhere than between clauses."""
    language = names.language_of(board)
    for line, entry, count in alignment.matches:
        if count == 1:
            continue
        character = board.character_setting.get(lines[line].speaker)
        voice = read_voice(character.voice) if character else None
        tempo = min(voice[0].tempo if voice else speech.TEMPO[language], SLOWEST)
        legal, end = set(), 0
        for atom in speech.atoms(lines[line].text, tempo, language):
            legal.add(end := end + len(atom))
        at = 0
        for piece in said[entry : entry + count - 1]:
            at += len(piece.text)
            if at not in legal:
                yield Fault("cut", f"“{piece.text}” ends inside a clause", lines[line].line, shot=piece.shot)


def _delivery(board: Board, lines: Sequence[Line], said: Sequence[Said], alignment: Alignment) -> Iterator[Fault]:
    """Inner voices that would be spoken aloud, and the like: the fixed words in front of `action` against the script."""
    words = speech.DELIVERY[names.language_of(board)]
    for line, entry, count in alignment.matches:
        wanted = words.get(lines[line].delivery, "")
        for piece in said[entry : entry + count]:
            told = words.get(speech.delivery_of(board.shots[piece.shot - 1].action)[0], "")
            character = board.character_setting.get(piece.role)
            voice = kind_of(read_appearance(character.appearance)) == "voice" if character else False
            if told != wanted and not (not wanted and voice and told == words["voiceover"]):
                yield Fault(
                    "delivery",
                    f"“{piece.text}” needs {wanted or 'no delivery'} in front of its action, not {told or 'nothing'}",
                    lines[line].line,
                    "fault",
                    piece.shot,
                )
