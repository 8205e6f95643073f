"""Two rows of tokens laid side by side, so that what differs between them costs least."""

from collections.abc import Sequence

from storyboard.hearing.folding import Token
from storyboard.records import dataclass

SAME_SOUND, NEAR, LIGHTS, OTHER, GAP, LIGHT = 1, 4, 5, 10, 9, 3
"""Cost of two tokens that sound alike, that ears mix up, of two different hesitations, of two that differ; of one without a partner, and of a hesitation
without one.

One wrong word is cheaper than one missing and one added, so that a wrong word is told as such."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A token that was due beside the one that was heard; None where it has no partner."""

    due: int | None
    heard: int | None
    cost: int


def cost_of(due: Token, heard: Token) -> int:
    """How far two tokens are from each other."""
    if due.text == heard.text:
        return 0
    if due.sound == heard.sound:
        return SAME_SOUND
    if not due.like.isdisjoint(heard.like):
        return NEAR
    return LIGHTS if due.light and heard.light else OTHER


def align(due: Sequence[Token], heard: Sequence[Token]) -> tuple[Pair, ...]:
    """Every token of both rows once, in order. Time is the product of their lengths: a clip has some hundred of each."""
    gone = [LIGHT if token.light else GAP for token in due]
    new = [LIGHT if token.light else GAP for token in heard]
    best = [[0] * (len(heard) + 1) for _ in range(len(due) + 1)]
    for row in range(len(due) + 1):
        for column in range(len(heard) + 1):
            if not row and not column:
                continue
            ways = []
            if row and column:
                ways.append(best[row - 1][column - 1] + cost_of(due[row - 1], heard[column - 1]))
            if row:
                ways.append(best[row - 1][column] + gone[row - 1])
            if column:
                ways.append(best[row][column - 1] + new[column - 1])
            best[row][column] = min(ways)
    return _walked(due, heard, best, gone, new)


def _walked(
    due: Sequence[Token], heard: Sequence[Token], best: list[list[int]], gone: list[int], new: list[int]
) -> tuple[Pair, ...]:
    """The cheapest way back through the table, turned round."""
    found, row, column = [], len(due), len(heard)
    while row or column:
        here = best[row][column]
        if row and column and here == best[row - 1][column - 1] + (cost := cost_of(due[row - 1], heard[column - 1])):
            row, column = row - 1, column - 1
            found.append(Pair(row, column, cost))
        elif row and here == best[row - 1][column] + gone[row - 1]:
            row -= 1
            found.append(Pair(row, None, gone[row]))
        else:
            column -= 1
            found.append(Pair(None, column, new[column]))
    return tuple(reversed(found))


def distance(one: str, other: str) -> int:
    """How many signs must be changed, added or taken away to make one text the other."""
    row = list(range(len(other) + 1))
    for place, sign in enumerate(one, start=1):
        above, row[0] = row[0], place
        for column, there in enumerate(other, start=1):
            above, row[column] = row[column], min(row[column] + 1, row[column - 1] + 1, above + (sign != there))
    return row[-1]
