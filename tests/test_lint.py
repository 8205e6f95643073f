"""`storyboard lint`: the JSON keeps its promise, people get a table, faults are one message."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from storyboard.cli.lint import FORMATS as kinds
from storyboard.cli.lint import command
from storyboard.errors import UsageError
from storyboard.parse import FORMATS
from storyboard.read import read

FIXTURES = Path(__file__).parent / "fixtures" / "parse"
SAMPLE = Path(__file__).parent.parent / "samples" / "edgecases.txt"


def lint(*arguments: object) -> str:
    result = CliRunner().invoke(command, [str(argument) for argument in arguments], catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


def test_json_gives_everything_and_loses_nothing():
    """The keys that issue and documentation promise; the raws joined are the text."""
    found = json.loads(lint(SAMPLE, "--json"))

    assert {"format", "encoding", "episodes", "scenes", "units", "cast", "warnings"} <= set(found)
    assert "".join(unit["raw"] for unit in found["units"]) == read(SAMPLE).text
    assert {"id", "number", "location", "time", "interior", "start", "end"} <= set(found["scenes"][0])
    assert {"name", "aliases", "age", "looks", "speeches"} <= set(found["cast"][0])
    speech = next(unit for unit in found["units"] if unit["kind"] == "speech")
    assert {
        "id",
        "kind",
        "scene",
        "start",
        "end",
        "raw",
        "speaker",
        "text",
        "parentheticals",
        "extension",
        "confidence",
    } <= set(speech)
    assert speech["text"] == "签了吧。"
    assert speech["parentheticals"] == [{"text": "（把笔推过去）", "at": 0}]
    assert len(found["episodes"]) == 2


def test_people_get_scenes_cast_and_warnings(golden, monkeypatch):
    monkeypatch.chdir(FIXTURES)

    golden("lint/dirty_short_drama.txt", lint("dirty_short_drama.txt"))


def test_text_is_what_offsets_count_in(corpus):
    """For a Word file the text as it was taken out."""
    path = corpus / "zh/dialect_edgecases_d7_plain.docx"

    assert lint(path, "--text") == read(path).text


def test_format_overrules_what_was_detected():
    assert json.loads(lint(SAMPLE, "--json", "--format", "prose"))["format"] == "prose"


def test_a_missing_file_stops_with_one_message():
    with pytest.raises(UsageError, match=r"^there is no file none\.txt$"):
        lint("none.txt")


def test_help_names_every_format():
    assert kinds == tuple(row.name for row in FORMATS)
    assert all(row.name in lint("--help") for row in FORMATS)
