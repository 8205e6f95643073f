"""Which shots may be shortened a little, and how far: silent actions whose seconds nobody asked for."""

from collections.abc import Iterator

from storyboard import speech
from storyboard.cast.looks import read_voice
from storyboard.model.board import Board, Shot
from storyboard.patterns import deferred

KEPT = (8, 10)
"""The share of an action's seconds that always stays."""
_ASIDE = deferred(r"^[（(][^（()）]*[）)]$")


def floors(board: Board) -> tuple[int, ...]:
    """For each shot the tenths to which it may be shortened: its own length, unless its action alone made it so long.

    Speech never shrinks. Where the seconds are not what the program gives such an action, somebody set them, and they stay.
    It goes by the shot itself, so that the same shot has the same floor in every board.
    """
    language = "en" if board.shots and board.shots[0].time.startswith(("day", "night")) else "zh"
    return tuple(_floor(board, shot, language) for shot in board.shots)


def _floor(board: Board, shot: Shot, language: str) -> int:
    if shot.tenths not in _acted(shot):
        return shot.tenths
    spoken = 0
    if shot.dialogue.text:
        character = board.character_setting.get(shot.dialogue.role)
        voice = read_voice(character.voice) if character else None
        tempo = voice[0].tempo if voice else speech.TEMPO[language]
        spoken = speech.tenths_to_speak(shot.dialogue.text, tempo, language)
    least = -(-shot.tenths * KEPT[0] // KEPT[1])
    return min(shot.tenths, max(spoken, least, speech.SHORTEST))


def _acted(shot: Shot) -> Iterator[int]:
    """The lengths that the program would have given the action, with what the speaker does and without."""
    lines = speech.delivery_of(shot.action)[1].split("\n")
    for chosen in (lines, [line for line in lines if not _ASIDE.match(line)]):
        text = "".join(chosen)
        if text:
            yield speech.tenths_to_act(text)
