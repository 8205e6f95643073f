"""What is worked out once a process: the same of the same, and anew as soon as anything is otherwise."""

from dataclasses import replace

import pytest

from storyboard.render import by_clip, render
from tests.once import KEPT, anew
from tests.samples import OFFER, sample


@pytest.fixture
def told():
    """`told(board)`: the prompts of a board's clips, and how many of them were worked out for it."""
    done = sample("rain.txt")[0]

    def ask(board):
        before = set(KEPT.made)
        return render(board, done.clips, OFFER, done.cast), len(set(KEPT.made) - before)

    return ask


def test_the_same_is_worked_out_once_and_a_changed_letter_anew(told):
    board = sample("rain.txt")[0].board
    words = board.shots[0].action
    other = replace(board, shots=(replace(board.shots[0], action=words.replace("雨", "雪")), *board.shots[1:]))
    assert words != other.shots[0].action

    prompts, _ = told(board)

    assert told(replace(board)) == (prompts, 0)
    changed, made = told(other)
    assert made > 0
    assert changed != prompts
    assert "雪" in changed[0]


@pytest.mark.parametrize("name", ["_block", "_company"])
def test_what_a_test_puts_into_the_program_is_asked_and_nothing_of_it_stays(told, monkeypatch, name):
    board = sample("rain.txt")[0].board
    prompts, _ = told(board)
    asked = []
    real = getattr(by_clip, name)
    monkeypatch.setattr(by_clip, name, lambda *given, **named: asked.append(name) or real(*given, **named))

    assert told(board) == (prompts, 0)
    assert asked
    monkeypatch.undo()
    asked.clear()
    assert told(board) == (prompts, 0)
    assert not asked


def test_what_is_done_anew_is_done_again(told, monkeypatch):
    board = sample("rain.txt")[0].board
    asked = []
    real = by_clip._prompt.__wrapped__
    kept = KEPT.of("counted", lambda *given: asked.append(1) or real(*given))
    naming = by_clip.names.naming(
        board.character_setting, sample("rain.txt")[0].cast, "", by_clip.names.language_of(board)
    )
    given = by_clip.PeopledScenes(board, naming), sample("rain.txt")[0].clips[0], naming, OFFER, by_clip.Library()

    told_once = [kept(*given) for _ in range(2)]
    assert len(asked) == 1
    with anew():
        assert [kept(*given)] * 2 == told_once
    assert len(asked) == 2
