"""Layouts that writers and language models send, each with what a person reads in it (tests/gold/forms)."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from storyboard.model import Script
from storyboard.parse import parse
from storyboard.read import read
from tests.measure_parser import forms, measure_form, verdict


@cache
def reading(file: Path) -> Script:
    """A layout as the program reads it, for all that is asked about it."""
    return parse(read(file))


FORMS = forms(Path(__file__).parent / "gold" / "forms")
form = pytest.mark.parametrize(("file", "want"), FORMS, ids=[file.name for file, _ in FORMS])


@form
def test_a_form_is_read_as_a_person_reads_it(file: Path, want: dict[str, Any]) -> None:
    score = measure_form(file, want, reader=reading)
    assert (score.recall["strict"], score.precision["strict"], score.speaker, score.lost, score.added) == (
        1,
        1,
        1,
        [],
        [],
    )
    assert score.headings == 1
    assert score.lossless


@form
def test_what_is_seen_in_a_form_is_read_as_action(file: Path, want: dict[str, Any]) -> None:
    actions = "\n".join(unit.text for unit in reading(file).units if unit.kind == "action")
    assert [action for action in want.get("actions", ()) if action not in actions] == []


LAYOUTS = forms(Path(__file__).parent / "gold" / "layouts")
layout = pytest.mark.parametrize(("file", "want"), LAYOUTS, ids=[file.name for file, _ in LAYOUTS])


@layout
def test_a_short_layout_is_read_as_a_person_reads_it(file: Path, want: dict[str, Any]) -> None:
    script = reading(file)
    score = measure_form(file, {"headings": [], **want}, reader=reading)
    assert (score.lost, score.added, score.recall["strict"], score.precision["strict"]) == ([], [], 1, 1)
    assert score.speaker == 1
    assert score.lossless
    assert script.doubts == ()
    if "places" in want:
        assert [(scene.location, scene.time) for scene in script.scenes] == list(
            zip(want["places"], want["times"], strict=True)
        )


@layout
def test_what_else_a_layout_tells_is_kept(file: Path, want: dict[str, Any]) -> None:
    script = reading(file)
    told = {kind: "\n".join(unit.text for unit in script.units if unit.kind == kind) for kind in ("action", "caption")}
    ages = {person.name: person.age for person in script.cast}
    assert [words for words in want.get("actions", ()) if words not in told["action"]] == []
    assert [words for words in want.get("captions", ()) if words not in told["caption"]] == []
    assert {name: ages.get(name) for name in want.get("ages", {})} == want.get("ages", {})
    assert want.get("episodes", len(script.episodes)) == len(script.episodes)


FRESH = forms(Path(__file__).parent / "gold" / "fresh")
NOT_ALL_RIGHT = {
    "refused": {"zh_json_script.txt"},
    "in doubt": {
        "en_w3_indented_sitcom_small.txt", "zh_y3_scene_fields_brackets.txt",
        "zh_z1_narr_tags_quotes.txt", "en_w3_said_by_parens_after.txt", "zh_w3_interview_q_dash.txt", "zh_w9_novel_dialogue_dash_lines.txt", "zh_a1_film_comma_slots.txt",
        "en_a2_html_divs.md", "zh_a2_digits_as_names.txt", "zh_a2_semicolon_after_names.txt", "en_a3_three_columns_no_head.txt", "zh_a3_first_person_story.txt",
    },
    "left open": {
        "en_w2_prose_mixed_beats.txt", "en_novel_dashes.txt", "en_prose_roles.txt", "en_prose_she_said.txt", "zh_corner_novel.txt",
        "zh_novel_turns.txt", "zh_w7_novel_tag_after.txt", "en_a1_prose_thoughts_italics.txt", "zh_a25_prose_numbered_places.txt",
    },
}  # fmt: skip
"""Layouts that are not read whole, and how they say so: by name, by a doubt with its lines, or line by line that the text does not tell who speaks."""
SET = re.compile(r"(?:en|zh)(?:_[a-z]\d+)?")
"""Language and round of a layout: which of them were written together."""


def expected(file: Path) -> str:
    return next((how for how, names in NOT_ALL_RIGHT.items() if file.name in names), "right")


@pytest.mark.few(set=lambda file: SET.match(file.name)[0], how=lambda file: (file.suffix, expected(file)))
@pytest.mark.parametrize(("file", "want"), FRESH, ids=[file.name for file, _ in FRESH])
def test_a_fresh_layout_is_read_right_or_says_what_it_does_not_know(file: Path, want: dict[str, Any]) -> None:
    assert verdict(file, want)[0] == expected(file)


def test_there_are_enough_forms_and_each_has_enough_speeches() -> None:
    assert len(FORMS) >= 18
    assert min(len(want["speeches"]) for _, want in FORMS) >= 14
