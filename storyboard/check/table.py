"""The checks in the order in which they are made: what each needs, and the function that finds."""

from collections.abc import Callable, Iterable

from storyboard.check.continuity import check_continuity
from storyboard.check.fit import check_clips, check_durations, check_marks, check_quotes, check_scenery
from storyboard.check.people import check_looks, check_people
from storyboard.check.prompts import check_cues, check_prompts
from storyboard.check.shown import check_shown
from storyboard.check.speeches import check_speeches
from storyboard.check.subject import Subject, subject_of
from storyboard.check.unseen import check_unseen
from storyboard.model import Board, Cast, Episode, Fault, Script
from storyboard.records import dataclass


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One function over a subject, and what must be there for it."""

    needs: tuple[str, ...]
    find: Callable[[Subject], Iterable[Fault]]


def _clips(subject: Subject) -> Iterable[Fault]:
    return check_clips(subject.clips or (), subject.board, subject.language)


def _prompts(subject: Subject) -> Iterable[Fault]:
    assert subject.offer is not None
    made = subject.prompts or (), subject.clips or (), subject.board, subject.lines, subject.offer
    return check_prompts(
        *made, subject.cast, subject.library, subject.language, tellings=subject.tellings, told=subject.told
    )


def _cues(subject: Subject) -> Iterable[Fault]:
    return check_cues(subject.cues or (), subject.lines, subject.language)


CHECKS = (
    CheckRow(("board", "script"), check_speeches),
    CheckRow(("board", "script"), check_shown),
    CheckRow(("board", "script"), check_people),
    CheckRow(("board",), check_looks),
    CheckRow(("board",), check_durations),
    CheckRow(("board", "script"), check_quotes),
    CheckRow(("board", "script"), check_scenery),
    CheckRow(("board",), check_marks),
    CheckRow(("board", "script"), check_continuity),
    CheckRow(("board", "script"), check_unseen),
    CheckRow(("board", "clips"), _clips),
    CheckRow(("board", "clips", "prompts", "offer"), _prompts),
    CheckRow(("script", "cues"), _cues),
)  # fmt: skip


def check(subject: Subject) -> tuple[Fault, ...]:
    """Every fault and warning of what is there, in the order of the table; empty: all is right."""
    return tuple(fault for each in CHECKS if subject.has(each.needs) for fault in each.find(subject))


def check_board(board: Board, script: Script, episode: Episode, cast: Cast | None = None) -> tuple[Fault, ...]:
    """Every fault and warning of a board against one episode of its script; needs no trace. Empty: the board is right."""
    return check(subject_of(board, script, episode, cast))
