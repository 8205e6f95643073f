"""What a language model answered about people, recorded once: it is read on, by the client that asked, and it wears well beside the labels."""

import json
import re
from collections import Counter

import pytest

from storyboard.cast.file import load
from storyboard.config import load_settings
from storyboard.production.asking import open_mind
from storyboard.production.production import Options, described, library_of, open_script
from tests import measure_people
from tests.bible_answers import ASKED
from tests.fake_llm import Reply, serving

SCRIPTS = measure_people.GOLD / "scripts"
RECORDED = sorted(
    file for file in ASKED.glob("*.answer.json") if (SCRIPTS / f"{file.name.split('.')[0]}.txt").is_file()
)
SETTINGS = """[llm]
base_url = "{}"
model = "recorded"
[prompts]
shots = "v3"
"""


def name_of(file):
    return file.name.split(".")[0]


@pytest.mark.few(language=lambda file: [code for code in ("zh", "en") if f"-{code}" in name_of(file)])
@pytest.mark.parametrize("file", RECORDED, ids=name_of)
def test_a_recorded_answer_is_used_for_everybody_it_was_asked_about(file):
    """By the clothes, which stand as they are answered; whom rules find since then is theirs."""
    answered = {entry["name"]: entry for answer in json.loads(file.read_text("utf-8")) for entry in answer["people"]}

    cast = measure_people.cast_of(f"scripts/{name_of(file)}.txt", ASKED, answered=True)

    there = [one for one in cast.members if one.kind == "person" and one.name in answered]
    worn = [one for one in there if _words(one.looks.clothes_style) & _words(answered[one.name]["clothes_style"])]
    assert there
    assert worn == there


def _words(text):
    return set(re.findall(r"\w+", text))


def answers_of(file):
    """A server that gives the recorded answers to questions about the scenes they are of; nothing else is asked."""
    told = json.loads(file.read_text("utf-8"))

    def answer(body, number):
        scenes = re.findall(r"(?:要定的场次：|Scenes to describe: )(.+)", body["messages"][1]["content"])[-1]
        first = re.split("[、,] ?", scenes.strip())[0]
        found = next(one for one in told if one["scenes"][0]["id"].strip("[] ") == first)
        return Reply(json.dumps(found, ensure_ascii=False))

    return answer


def asked_in(folder, file, url, *, rules_first):
    """What cast.toml holds once the recorded model was asked about a script, by the real client."""
    folder.mkdir()
    path = folder / "a.txt"
    path.write_bytes((SCRIPTS / f"{name_of(file)}.txt").read_bytes())
    (folder / "storyboard.toml").write_text(SETTINGS.format(url), encoding="utf-8")
    script, settings = open_script(path, Options()), load_settings(folder)
    if rules_first:
        described(script, folder, None, library=library_of(settings))
    mind = open_mind(settings)
    described(script, folder, mind, library=library_of(settings))
    return load(folder / "cast.toml"), mind


SEEN = [file for file in RECORDED if name_of(file) == "fifteenth-en-115"]
"""An answer that saw people whom rules did not."""


@pytest.mark.parametrize(
    "file", [*RECORDED[:1], *(pytest.param(file, marks=pytest.mark.wide) for file in SEEN + RECORDED[-1:])], ids=name_of
)
def test_rules_first_and_the_recorded_model_later_is_the_model_first(file, tmp_path, monkeypatch):
    """The same people, facts, versions and doubts, whoever was there first."""
    monkeypatch.setenv("STORYBOARD_LLM_KEY", "not-a-real-key")
    with serving(answers_of(file)) as server:
        first, _ = asked_in(tmp_path / "model", file, server.url, rules_first=False)
        later, mind = asked_in(tmp_path / "rules", file, server.url, rules_first=True)

    assert later.members == first.members
    assert later.places == first.places
    assert mind.tally.calls >= 1


@pytest.mark.parametrize("file", SEEN, ids=name_of)
def test_whom_an_answer_saw_stays_when_the_script_is_opened_again(file, tmp_path, monkeypatch):
    """In cast.toml and in the scenes, and nobody is asked about again."""
    monkeypatch.setenv("STORYBOARD_LLM_KEY", "not-a-real-key")
    with serving(answers_of(file)) as server:
        first, _ = asked_in(tmp_path / "a", file, server.url, rules_first=False)
        folder = tmp_path / "a"
        script, settings = open_script(folder / "a.txt", Options()), load_settings(folder)
        mind = open_mind(settings)
        described(script, folder, mind, library=library_of(settings))

    assert load(folder / "cast.toml").members == first.members
    assert first.get("VENUS").looks.sex == "female"
    assert any("VENUS" in scene.seen for scene in script.scenes)
    assert mind.tally.calls == 0


@pytest.mark.wide
def test_figures_with_recorded_answers_do_not_fall():
    """Of scripts that are here; told may be wrong where a label says less than a line does (docs in tests/gold/people)."""
    total = Counter()
    for name in ("thirteenth", "fourteenth"):
        counts, _, _ = measure_people.measure(measure_people.GOLD / f"{name}.txt", ASKED)
        total += counts
    if not total["people"]:
        pytest.skip("nothing recorded is here")

    assert total["sex/right"] >= 0.98 * total["sex/known"]
    assert total["sex/true"] >= 0.98 * total["sex/claimed"]
    assert total["age/true"] >= 0.98 * total["age/claimed"]
    assert total["clothes/true"] >= 0.92 * total["clothes/claimed"]
    assert total["marks/recalled"] >= 0.9 * total["marks/told"]


def test_a_source_that_nothing_was_asked_about_is_left_out_and_named():
    labels = measure_people.GOLD / "thirteenth.txt"

    counts, _, skipped = measure_people.measure(labels, ASKED.parent / "no-such-folder")

    assert counts["people"] == 0
    assert next(measure_people.labels(labels)).source in skipped
