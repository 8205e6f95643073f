"""A board that a language model planned is not planned by rules because a key is missing."""

from dataclasses import replace

import pytest

from storyboard.production.asked_with import asked_with
from storyboard.production.production import Options, productions
from storyboard.production.stages import BOARD, plan_stage
from tests.fake_llm import serving
from tests.storyteller import tells

SCRIPT = "1-1 夜 内 小屋\n人物：林婉、阿豪\n△林婉点亮油灯。\n林婉：你不该来。\n阿豪：我没有别的地方去。\n△雨停了。\n"
SETTINGS = '[llm]\nbase_url = "{url}"\nmodel = "m"\n[prompts]\n'


@pytest.fixture
def opened(tmp_path, monkeypatch):
    """The production of a script whose board a model planned; called again it is opened anew, without a key."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("STORYBOARD_LLM_KEY", "not-a-real-key")
    (tmp_path / "ep.txt").write_text(SCRIPT, "utf-8")

    def again():
        return next(iter(productions(tmp_path / "ep.txt", Options())))

    with serving(tells) as server:
        (tmp_path / "storyboard.toml").write_text(SETTINGS.format(url=server.url), "utf-8")
        assert {shot.by for shot in plan_stage(again()).trace.shots} == {"model"}
        monkeypatch.delenv("STORYBOARD_LLM_KEY")
        yield again


def test_the_shots_stay_when_the_questions_are_others_and_it_is_said(opened, tmp_path):
    board = (opened().folder / BOARD).read_bytes()
    settings = tmp_path / "storyboard.toml"
    settings.write_text(settings.read_text("utf-8") + 'shots = "v3"\n', "utf-8")
    planned = plan_stage(opened())

    assert (opened().folder / BOARD).read_bytes() == board
    assert any("STORYBOARD_LLM_KEY" in sentence for sentence in planned.conflicts)


def test_another_text_of_a_shipped_prompt_is_no_reason_to_plan_anew(opened, monkeypatch):
    board, before = (opened().folder / BOARD).read_bytes(), asked_with(opened())
    production = opened()
    prompt = production.library.prompt("shots", "zh")
    other = replace(prompt, files={**prompt.files, "system.zh.md": "别的话"})
    production.library._found["shots", "zh", ""] = other

    assert other.hash != prompt.hash
    assert asked_with(production) == before
    assert plan_stage(production).how == "unchanged"
    assert (production.folder / BOARD).read_bytes() == board
