"""How fast the people of takes really speak, beside how fast they were planned to."""

from collections import defaultdict
from collections.abc import Sequence

from storyboard.cast.looks import tempo_of
from storyboard.languages import heard
from storyboard.model import Board, LineHeard
from storyboard.production.listening import Proved
from storyboard.production.production import Production
from storyboard.speech import pauses, syllables

LINES = 3
"""Lines of one person, from which their tempo is more than chance."""
OFF = 0.12
"""Share by which a measured tempo must differ from the planned one: borders of lines are heard to a quarter of a second."""


def tempo_advice(production: Production, board: Board, proved: Sequence[Proved]) -> tuple[str, ...]:
    """A sentence for each person whose lines were said faster or slower than planned, whoever says most first.

    Measured in syllables a minute without the pauses of the punctuation, as a tempo is meant; of lines that were said whole.
    """
    said: dict[str, list[LineHeard]] = defaultdict(list)
    for each in proved:
        for line in each.heard.lines if each.heard else ():
            if line.verdict == "said" and line.end - line.start > pauses(line.due.text):
                said[line.due.role].append(line)
    found = []
    for role, lines in sorted(said.items(), key=lambda item: -len(item[1])):
        planned, spoken = tempo_of(board, role, production.language.code), measured_tempo(lines)
        if len(lines) >= LINES and abs(spoken / planned - 1) >= OFF:
            told = {"name": role, "lines": len(lines), "spoken": spoken, "planned": planned}
            found.append(heard(production.language.code).word("listen.tempo").format(**told))
    return tuple(found)


def measured_tempo(lines: Sequence[LineHeard]) -> int:
    """Syllables a minute, to tens, of lines with their times."""
    seconds = sum(line.end - line.start - pauses(line.due.text) for line in lines)
    return round(60 * sum(syllables(line.due.text) for line in lines) / seconds / 10) * 10
