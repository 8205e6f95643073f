"""The schemas as promises: whatever is taken away from a board, or put in, is refused by plain JSON Schema."""

import copy
import json
from dataclasses import asdict

from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from storyboard.check import board_schema, script_schema
from tests.samples import NAMES, sample

BOARD = json.loads(json.dumps(asdict(sample("rain.txt")[0].board)))
FORM = Draft202012Validator(board_schema())
SCRIPT = Draft202012Validator(script_schema(sample("rain.txt")[0].script))


def objects(value, path=()):
    """Paths of all objects inside a JSON value."""
    if isinstance(value, dict):
        yield path
        for key, inner in value.items():
            yield from objects(inner, (*path, key))
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from objects(inner, (*path, at))


def leaves(value, path=()):
    """Paths of all strings and numbers inside a JSON value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    if not isinstance(value, dict | list):
        yield path
    for key, each in inner:
        yield from leaves(each, (*path, key))


def at(board, path):
    for key in path:
        board = board[key]
    return board


OBJECTS = [path for path in objects(BOARD) if path != ("character_setting",)]
LEAVES = list(leaves(BOARD))


@settings(deadline=None)
@given(st.sampled_from(OBJECTS), st.data())
def test_a_board_with_any_key_missing_is_refused(path, data):
    """No key less."""
    board = copy.deepcopy(BOARD)
    target = at(board, path)
    del target[data.draw(st.sampled_from(sorted(target)))]

    assert not FORM.is_valid(board)


@settings(deadline=None)
@given(st.sampled_from(OBJECTS), st.text(min_size=1, max_size=8))
def test_a_board_with_any_key_more_is_refused(path, key):
    """No key more."""
    board = copy.deepcopy(BOARD)
    target = at(board, path)
    if key not in target:
        target[key] = "x"

        assert not FORM.is_valid(board)


@settings(deadline=None)
@given(st.sampled_from(LEAVES), st.sampled_from([None, True, [], {}]))
def test_a_board_with_a_value_of_another_type_is_refused(path, value):
    """Nulls, booleans, lists and objects stand nowhere."""
    board = copy.deepcopy(BOARD)
    at(board, path[:-1])[path[-1]] = value

    assert not FORM.is_valid(board)


@settings(deadline=None)
@given(st.sampled_from([path for path in LEAVES if path[-1] == "text" and at(BOARD, path)]), st.data())
def test_a_line_with_any_character_changed_is_refused_by_the_script_schema(path, data):
    """One character for another, left out, or put in."""
    board = copy.deepcopy(BOARD)
    text = at(board, path)
    where = data.draw(st.integers(0, len(text) - 1))
    changed = data.draw(st.sampled_from([text[:where] + "鱼" + text[where + 1 :], text[:where] + "鱼" + text[where:]]))
    at(board, path[:-1])["text"] = changed

    assert not SCRIPT.is_valid(board)


def test_the_boards_of_all_samples_are_valid_against_their_own_script_only():
    """A board of one script is refused by the schema of another."""
    for name in NAMES:
        for done in sample(name):
            data = json.loads(json.dumps(asdict(done.board)))
            assert Draft202012Validator(script_schema(done.script, done.episode.id)).is_valid(data)
            assert SCRIPT.is_valid(data) == (name == "rain.txt")
