"""`storyboard lint`: the JSON keeps its promise, people get a table, faults are one message."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from storyboard.cli.lint import FORMATS as kinds
from storyboard.cli.lint import command
from storyboard.errors import UsageError
from storyboard.model import Wording
from storyboard.parse import FORMATS
from storyboard.read import read
from storyboard.rules import RULES

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


@pytest.mark.usefixtures("unasked")
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


@pytest.mark.usefixtures("unasked")
def test_a_script_is_told_of_in_its_language(run, tmp_path):
    """Counts, heads of tables and what was not sure, in Chinese for a Chinese script, in English for any other; JSON stays as it is."""
    (tmp_path / "zh.txt").write_text("林晚：你来了。\n江沉：嗯。\n林晚：走吧。\n江沉：好。\n", encoding="utf-8")
    (tmp_path / "en.txt").write_text("NORA: You came.\nPIET: I did.\nNORA: Go.\nPIET: Fine.\n", encoding="utf-8")

    _, zh, _ = run("lint", str(tmp_path / "zh.txt"))
    _, en, _ = run("lint", str(tmp_path / "en.txt"))

    assert "1 集，1 场，4 句台词，0 个动作" in zh
    assert "没有场次标题，读作没有地点和时间的一场" in zh
    assert "1 episode, 1 scene, 4 speeches, 0 actions" in en
    assert "the story goes on without a scene heading" in en


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.name)
def test_every_english_sentence_of_a_rule_is_retold_in_chinese(rule):
    """By its gaps, whatever fills them."""
    for wording in rule.wordings.values():
        gaps = {name: f"[{name}]" for name in re.findall(r"\{(\w+)", wording.en)}
        plain = Wording(*(re.sub(r"\{(\w+)[^{}]*\}", r"{\1}", text) for text in (wording.zh, wording.en)))
        told = {language: plain.told(language, **gaps) for language in ("zh", "en")}

        assert wording.retold(told["en"], "zh") == told["zh"]
        assert wording.retold(told["en"], "en") == told["en"]
        assert wording.retold("something else", "zh") is None or wording.en.startswith("{")
