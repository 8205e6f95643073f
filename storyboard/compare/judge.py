"""A model's opinion of two boards of one script: asked in both orders, shown beside the metrics, never one of them."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Sequence
from typing import Any, Literal, TypeVar

from storyboard import marks
from storyboard.check.subject import units_of
from storyboard.errors import PartFailed, UsageError
from storyboard.lab.runs import RunEpisode, RunEvidence
from storyboard.library import SHIPPED, Library
from storyboard.model import Ask, Board, Question, Script
from storyboard.plan.beats import STORY
from storyboard.plan.questions import question
from storyboard.records import dataclass

T = TypeVar("T")
Winner = Literal["a", "b", "tie"]
Outcome = Literal["a", "b", "tie", "order"]
"""What became of an episode: `tie` where both votes say so, `order` where the votes are not the same."""
LONGEST_WHY = 1200
"""Characters: about twice what the prompts ask for."""


@dataclass(frozen=True, slots=True)
class Vote:
    """One answer about one episode."""

    episode: str
    first: Literal["a", "b"]
    """Which run's board was shown first."""
    winner: Winner
    why: str
    """In the model's words, in which the board shown first is number 1."""


@dataclass(frozen=True, slots=True)
class Verdict:
    winner: Winner
    """Who won more episodes; an episode is won where both orders say so."""
    votes: tuple[Vote, ...]
    """Two an episode, in pairs; none about an episode whose boards are the same or that was not answered in both orders."""
    why: str
    unanswered: int = 0
    """Episodes that were not answered in both orders."""

    @property
    def episodes(self) -> dict[str, Outcome]:
        """What became of every episode that was answered in both orders."""
        return {
            one.episode: outcome((one, other)) for one, other in zip(self.votes[::2], self.votes[1::2], strict=True)
        }


def outcome(pair: tuple[Vote, Vote]) -> Outcome:
    """Who won an episode: nobody where the order decided."""
    return pair[0].winner if pair[0].winner == pair[1].winner else "order"


async def judge(a: RunEvidence, b: RunEvidence, ask: Ask, language: str, library: Library = SHIPPED) -> Verdict:
    """What a model says of two runs of the same script, episode by episode, each in both orders.

    UsageError where the runs cannot be compared. ModelError where nothing can be asked; an episode whose question
    fails by itself is left out, and `why` says so.
    """
    both = questions(a, b, language, library)
    answered = await all_of([_both(episode, pair, ask) for episode, pair in both])
    votes = [pair for pair in answered if pair]
    counts = Counter(outcome(pair) for pair in votes)
    winner: Winner = "a" if counts["a"] > counts["b"] else "b" if counts["b"] > counts["a"] else "tie"
    why = _why(winner, votes, len(_pairs(a, b)), len(both))
    return Verdict(winner, tuple(vote for pair in votes for vote in pair), why, len(both) - len(votes))


def questions(
    a: RunEvidence, b: RunEvidence, language: str, library: Library = SHIPPED
) -> list[tuple[str, tuple[Question, Question]]]:
    """Every episode that is not the same in both runs, with its question in both orders. UsageError as in `judge`."""
    return [
        (
            one.id,
            (
                _question(a.script, one.id, (one.board, other.board), language, library),
                _question(a.script, one.id, (other.board, one.board), language, library),
            ),
        )
        for one, other in _pairs(a, b)
        if _shown(one.board) != _shown(other.board)
    ]


async def all_of(asked: Sequence[Awaitable[T]]) -> list[T]:
    """What comes of all, side by side. Where one fails the others are waited for: what is on its way is paid.

    Raises what stops everything before what fails by itself.
    """
    found = await asyncio.gather(*asked, return_exceptions=True)
    errors = sorted(
        (one for one in found if isinstance(one, BaseException)), key=lambda one: isinstance(one, PartFailed)
    )
    if errors:
        raise errors[0]
    return [one for one in found if not isinstance(one, BaseException)]


def _pairs(a: RunEvidence, b: RunEvidence) -> list[tuple[RunEpisode, RunEpisode]]:
    """The episodes that both runs have planned."""
    for found in (a, b):
        if found.run.error:
            raise UsageError(f"run {found.run.id} has no board: {found.run.error}", "choose a run that was planned")
        if not found.script.units:
            raise UsageError(
                f"no script lies beside {found.run.id}", "a judge reads it: name runs or production folders"
            )
    if a.script.text != b.script.text:
        raise UsageError(
            f"runs {a.run.id} and {b.run.id} are of different scripts", "a judge compares two boards of one script"
        )
    others = {work.id: work for work in b.works}
    return [(work, others[work.id]) for work in a.works if work.id in others]


async def _both(episode: str, pair: tuple[Question, Question], ask: Ask) -> tuple[Vote, Vote] | None:
    """The votes about one episode in both orders; None where one of them did not come."""
    try:
        there, back = await all_of([ask(each, _faults) for each in pair])
    except PartFailed:
        return None
    winners: tuple[dict[str, Winner], dict[str, Winner]] = ({"1": "a", "2": "b"}, {"1": "b", "2": "a"})
    return (
        Vote(episode, "a", winners[0].get(there["better"], "tie"), there["why"].strip()),
        Vote(episode, "b", winners[1].get(back["better"], "tie"), back["why"].strip()),
    )


def _faults(data: Any) -> Sequence[str]:  # noqa: ANN401 - JSON
    """An opinion needs reasons."""
    length = len(data["why"].strip())
    return () if 0 < length <= LONGEST_WHY else [f"why has {length} characters; write 1 to {LONGEST_WHY}"]


def _question(script: Script, episode: str, boards: tuple[Board, Board], language: str, library: Library) -> Question:
    told = next(each for each in script.episodes if each.id == episode)
    lines = [" ".join(unit.raw.split()) for unit in units_of(script, told) if unit.kind in STORY | {"heading"}]
    values = {"lines": lines, "boards": [_shown(board) for board in boards]}
    return question(library, "judge", language, f"episode {told.number or told.id}", **values)


def _shown(board: Board) -> list[dict[str, Any]]:
    """A board as the template shows it, without what is the same in any board of the script."""
    return [
        {
            "number": number,
            "seconds": f"{shot.duration:g}",
            "camera": shot.camera,
            "visual": " ".join(marks.without(shot.visual).split()),
            "action": " ".join(shot.action.split()),
            "role": shot.dialogue.role,
            "text": " ".join(shot.dialogue.text.split()),
        }
        for number, shot in enumerate(board.shots, start=1)
    ]


def _why(winner: Winner, votes: Sequence[tuple[Vote, Vote]], episodes: int, differing: int) -> str:
    """One sentence on how the verdict came about, and the reason given for it."""
    if not differing:
        return "The boards look the same." if episodes else "The runs have no episode in common."
    unasked = f"; {differing - len(votes)} episodes were not answered in both orders" if differing > len(votes) else ""
    turned = sum(one.winner != other.winner for one, other in votes)
    order = f"; in {turned} the order decided, which counts as a tie" if turned else ""
    won = sum(outcome(pair) == winner for pair in votes)
    reason = next((pair[0].why for pair in votes if winner != "tie" and outcome(pair) == winner), "")
    who = "neither run is better" if winner == "tie" else f"run {winner} is better in {won} of {len(votes)} episodes"
    return f"Asked in both orders, {who}{order}{unasked}.{' ' + reason if reason else ''}"
