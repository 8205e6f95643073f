"""A whole story that an endpoint will not answer: what is refused is found, the rest is the model's, and a run never ends at its ceiling for it."""

import json

import pytest

from tests.fake_llm import Reply, serving
from tests.storyteller import asked, tells
from tests.test_llm_pipeline import workspace

__all__ = ["workspace"]
SCENE = (
    "1-{0} 夜 内 {1}号房间\n人物：林婉、阿豪\n△林婉推开{1}号的门。\n林婉：{1}号里有人吗。\n阿豪：没有人。\n△阿豪关上门。\n"
    + ("林婉：再找找。\n阿豪：找过了。\n△林婉掀开床单。\n阿豪：也没有。\n" * 3)
)
"""What is refused stands far from the scene's end: a question shows the last lines before its own."""
NUMBERS = "一二三四五六七八九"
BLOCKED = Reply("", finish="content_filter")


def script(scenes, bad=""):
    text = "".join(SCENE.format(at + 1, NUMBERS[at]) for at in range(scenes))
    return text.replace(f"{bad}号里有人吗", "炸药在这里吗") if bad else text


def planned(run, scenes, answer, bad=""):
    (run.folder / "a.txt").write_text(script(scenes, bad), "utf-8")
    with serving(answer) as server:
        done = run("plan", "a.txt", url=server.url)
    trace = json.loads((run.folder / "out" / "a" / "trace.json").read_text("utf-8"))["shots"]
    board = json.loads((run.folder / "out" / "a" / "storyboard.json").read_text("utf-8"))["shots"]
    return done, server, list(zip(trace, board, strict=True))


@pytest.mark.parametrize("scenes", [1, pytest.param(2, marks=pytest.mark.wide), 9])
def test_where_all_is_refused_rules_plan_and_it_is_said_after_a_few_questions(workspace, scenes):
    done, server, shots = planned(workspace, scenes, lambda body, number: BLOCKED)

    assert done.returncode == 3
    assert "no question to the language model was answered; the board is by rules" in done.stderr
    assert {trace["by"] for trace, _ in shots} == {"rules"}
    assert len(server.asked) <= 8


@pytest.mark.few(many=lambda scenes: scenes > 2)
@pytest.mark.parametrize(("scenes", "bad"), [(2, "二"), (5, "三"), (9, "一"), (9, "九")])
def test_the_line_that_is_refused_is_found_and_only_its_scene_is_otherwise(workspace, scenes, bad):
    """The other scenes are the model's; in its own slots are asked in halves, and the line alone is by rules."""

    def answer(body, number):
        told = body["messages"][1]["content"]
        return BLOCKED if "炸药" in told and asked(body) in ("story", "slots") else tells(body, number)

    done, _, shots = planned(workspace, scenes, answer, bad)

    assert done.returncode == 0, done.stderr
    here = [(trace, shot) for trace, shot in shots if shot["location"].startswith(f"{bad}号房间")]
    assert {trace["by"] for trace, shot in shots if (trace, shot) not in here} == {"model"}
    assert {trace["by"] for trace, _ in here} == {"slots", "rules"}
    by_rules = [shot["dialogue"]["text"] for trace, shot in here if trace["by"] == "rules"]
    assert "炸药在这里吗。" in by_rules
    assert len(by_rules) < len(here)
    assert "".join(shot["dialogue"]["text"] for _, shot in shots).count("炸药") == 1
    assert "炸药在这里吗" in done.stderr


@pytest.mark.few(form=lambda bad: bad.startswith("{"))
@pytest.mark.parametrize(
    "bad",
    ["{}", '{"shots": []}', "no JSON at all", '{"plan": "", "shots": [{"through": 99}], "clips": [], "ends": ""}'],
)
def test_a_story_that_is_answered_wrong_again_and_again_is_asked_by_slots(workspace, bad):
    """Each scene falls back by itself, and is named."""
    done, server, shots = planned(
        workspace, 3, lambda body, number: Reply(bad) if asked(body) == "story" else tells(body, number)
    )

    assert done.returncode == 0, done.stderr
    assert {trace["by"] for trace, _ in shots} == {"slots"}
    assert all(f"note: scene 1-{number}: " in done.stderr for number in (1, 2, 3))
    assert [asked(body) for body in server.asked].count("story") <= 3
    assert "continuity" not in [asked(body) for body in server.asked]
