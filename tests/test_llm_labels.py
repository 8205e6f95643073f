"""Lines the parser is not sure of: the model says who speaks them, from a closed list; it never retypes them."""

import asyncio
import json
from pathlib import Path

import pytest

from storyboard.config import LanguageModel
from storyboard.errors import BadAnswer
from storyboard.llm import Endpoint
from storyboard.model import Source
from storyboard.parse import parse
from storyboard.plan.labels import ask_labels, labelled, unsure
from storyboard.production.asking import load_labels, with_labels
from storyboard.production.production import Options, open_script, productions
from tests import fake_llm
from tests.fake_llm import Reply, good, serving

PROSE = (
    "    林晚推开门，看见顾言站在窗前。\n    “你来了。”顾言说。\n    “我来拿我的东西。”林晚说。\n    “拿吧。”\n"
    "    她没有动。\n    “你还在等什么？”\n    窗外开始下雨。\n"
)


def prose(tmp_path):
    (tmp_path / "story.txt").write_text(PROSE, encoding="utf-8")
    return parse(Source("story.txt", PROSE, "utf-8"), "prose")


def labelled_by(answer, script, tmp_path):
    with serving(answer) as server:
        mind = Endpoint(LanguageModel(server.url, "fake"), "not-a-real-key", tmp_path / ".storyboard", 0.01)
        return *with_labels(script, tmp_path, mind), mind, server


def test_an_unsure_line_gets_a_speaker_and_keeps_its_words(tmp_path):
    """Both lines that nobody is said to speak get one; every word of the source is where it was."""
    script = prose(tmp_path)
    asked = unsure(script, {})

    after, remarks, _, server = labelled_by(good, script, tmp_path)

    assert asked
    assert remarks == ()
    assert after.text == PROSE
    assert [unit.text for unit in after.units] == [unit.text for unit in script.units]
    found = {unit.text: unit for unit in after.units if unit.reason.startswith("labelled")}
    assert set(found) == {unit.text for unit in asked}
    assert all(unit.speaker in ("林晚", "顾言") for unit in found.values())
    assert unsure(after, load_labels(tmp_path)) == ()
    assert server.kinds() == ["labels"]


def test_labels_are_kept_for_every_command_and_named_in_the_trace(tmp_path, monkeypatch):
    """Reading the script again, without any model, gives the labelled script; the trace says where the label is from."""
    from storyboard.plan import plan

    script = prose(tmp_path)
    labelled_by(good, script, tmp_path)
    monkeypatch.delenv("STORYBOARD_LLM_KEY", raising=False)

    again = open_script(tmp_path / "story.txt", Options(format="prose"))
    production = next(productions(tmp_path / "story.txt", Options(format="prose")))

    assert any(unit.reason.startswith("labelled") for unit in again.units)
    trace = plan(production.script, production.episode, production.cast).trace
    assert any("labelled by the language model fake" in sentence for sentence in trace.assumed)


def test_a_narrated_line_can_be_taken_for_an_action(tmp_path):
    """Words in quotation marks that nobody speaks become what is shown, verbatim, marks and all."""

    def narrated(body, number):
        data = fake_llm.perfect(body)
        for label in data["labels"]:
            label.update(kind="action", speaker="")
        return Reply(json.dumps(data, ensure_ascii=False))

    after, _, _, _ = labelled_by(narrated, prose(tmp_path), tmp_path)

    found = [unit for unit in after.units if unit.reason.startswith("labelled")]
    assert found
    assert all(unit.kind == "action" and unit.text == unit.raw.strip() for unit in found)


@pytest.mark.parametrize("wrong", ["stranger", "missing", "twice", "kind"])
def test_a_label_outside_the_lists_changes_nothing(wrong, tmp_path):
    """A name that is not on the list, a line left out or named twice, another kind: the line stays as parsed."""

    def answer(body, number):
        labels = fake_llm.perfect(body)["labels"]
        edits = {
            "stranger": lambda: labels[0].update(speaker="欧阳锋"),
            "missing": labels.pop,
            "twice": lambda: labels.append(labels[0]),
            "kind": lambda: labels[0].update(kind="song"),
        }
        edits[wrong]()
        return Reply(json.dumps({"labels": labels}, ensure_ascii=False))

    script = prose(tmp_path)

    after, remarks, mind, _ = labelled_by(answer, script, tmp_path)

    assert after == script
    assert len(remarks) == 1
    assert mind.tally.calls <= 5
    assert not Path(tmp_path / ".storyboard" / "labels.json").exists()


def test_an_edit_elsewhere_keeps_the_labels(tmp_path):
    """A label belongs to its words and their neighbours, not to a place in the file."""
    labelled_by(good, prose(tmp_path), tmp_path)
    longer = parse(Source("story.txt", "    天亮了。\n    没有人说话。\n" + PROSE, "utf-8"), "prose")

    after = labelled(longer, load_labels(tmp_path))

    assert unsure(longer, load_labels(tmp_path)) == ()
    assert sum(unit.reason.startswith("labelled") for unit in after.units) == 2


def test_asking_for_labels_may_fail_whole(tmp_path):
    """An endpoint that never answers: everything as parsed, said in one sentence."""
    script = prose(tmp_path)

    async def never(question, judge):
        raise BadAnswer("no use")

    found, remarks = asyncio.run(ask_labels(script, unsure(script, {}), never, "fake"))

    assert found == {}
    assert len(remarks) == 1
