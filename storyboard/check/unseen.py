"""Is there anything in the board that nobody sees and a model, a terminal or a subtitle obeys?"""

import re
from collections.abc import Iterator

from storyboard import marks
from storyboard.check.subject import Subject
from storyboard.model import Board, Fault
from storyboard.model.plain import STEERING, UNSEEN
from storyboard.patterns import deferred
from storyboard.rules import finding

_MARKS = deferred(f"[{re.escape(marks.FORBIDDEN)}]")


def check_unseen(subject: Subject) -> Iterator[Fault]:
    """Controls and directions anywhere; joiners and the program's own brackets where words are verbatim and the script has none."""
    for number, field, text in _texts(subject.board):
        found = STEERING.search(text)
        if found is None and field in ("action", "dialogue"):
            found = next(
                (
                    each
                    for rule in (UNSEEN, _MARKS)
                    for each in rule.finditer(text)
                    if each[0] not in subject.script.text
                ),
                None,
            )
        if found:
            sign = " ".join(f"U+{ord(char):04X}" for char in found[0][:3])
            yield finding("unseen", shot=number, language=subject.language, field=field, sign=sign)


def _texts(board: Board) -> Iterator[tuple[int, str, str]]:
    """Every text of the board: shot (0: of a character), field, text."""
    for number, shot in enumerate(board.shots, start=1):
        yield number, "dialogue", shot.dialogue.role + shot.dialogue.text
        for field in ("action", "camera", "visual", "style_tags", "location", "time", "weather"):
            yield number, field, getattr(shot, field)
    for name, character in board.character_setting.items():
        yield 0, "character_setting", f"{name}{character.appearance}{character.voice}"
