"""The first minutes of somebody with a key: questions, a commented file that reads back, a free try, one capped clip."""

import sys
from pathlib import Path

import click
import pytest

from storyboard.cli import main
from storyboard.config import load_settings
from storyboard.languages import Language
from storyboard.ledger import Ledger
from storyboard.production.beginning import WorkspaceWanted, called, choices, places, text_of
from storyboard.production.production import library_of
from storyboard.profiles import load_dialects, make_offer
from storyboard.rehearsal import Rehearsal
from tests.gateway_bench import KEY, shop


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("REHEARSAL_KEY", KEY)

    def call(*arguments):
        try:
            main(arguments)
            code = 0
        except SystemExit as end:
            code = end.code or 0
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def answering(monkeypatch, answers, agrees=True):
    """A terminal where these answers are given, and the price is agreed to or not."""
    given = iter(answers)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(
        click, "prompt", lambda text, default=None, value_proc=str, **more: value_proc(next(given) or default)
    )
    monkeypatch.setattr(click, "confirm", lambda *text, **more: agrees)


@pytest.mark.parametrize("code", ["zh", "en"])
@pytest.mark.parametrize("row", choices(), ids=lambda row: row.model)
def test_the_file_for_every_model_that_can_be_chosen_reads_back_and_can_be_packed_for(row, code, tmp_path):
    for dialect in places(row.model):
        model = called(dialect, row.model)
        wanted = WorkspaceWanted(dialect.name, model, "https://g.example", "K", "landscape", 0.5, 30.0)
        (tmp_path / "storyboard.toml").write_text(text_of(wanted, Language.of(code)), "utf-8")
        settings = load_settings(tmp_path, environ={})
        offer = make_offer(settings)

        assert (offer.model, settings.budget.max_cost) == (model, 30.0)
        assert offer.price(offer.lengths[0]) == round(0.5 * offer.lengths[0], 4)


def test_at_a_terminal_it_asks_writes_tries_and_offers_one_clip_for_no_more_than_its_price(run, tmp_path, monkeypatch):
    number = next(str(n) for n, row in enumerate(choices(), 1) if row.model == "kling-v3")
    with Rehearsal(shop()) as rehearsal:
        answering(monkeypatch, [number, "", rehearsal.url("kling"), "REHEARSAL_KEY", "portrait", "0.13", "20"])
        code, out, said = run("init", "--language", "en")
        (job,) = rehearsal.shop.jobs.values()

    assert (code, job.seconds, job.model) == (0, 3, "kling-v3")
    assert "answers, and takes the key (200)" in said
    assert "price 0.39" in said or out
    with Ledger(tmp_path / ".storyboard" / "ledger.sqlite3") as ledger:
        assert ledger.committed() == 0.39


def test_a_no_buys_nothing_and_a_second_time_writes_nothing_over(run, tmp_path, monkeypatch):
    with Rehearsal(shop()) as rehearsal:
        flags = ("--model", "doubao-seedance-2-0-260128", "--dialect", "ark-tasks", "--base-url", rehearsal.url("ark-tasks"),
                 "--key-env", "REHEARSAL_KEY", "--orientation", "portrait", "--second", "0.18", "--max-cost", "9")  # fmt: skip
        answering(monkeypatch, [], agrees=False)
        assert run("init", *flags)[0] == 0
        before = (tmp_path / "storyboard.toml").read_bytes()
        code, _, said = run("init", *flags)

        assert rehearsal.shop.jobs == {}
    assert (code, "is there already" in said) == (2, True)
    assert (tmp_path / "storyboard.toml").read_bytes() == before


def test_a_wrong_key_is_told_and_nothing_is_offered(run, monkeypatch):
    monkeypatch.setenv("WRONG_KEY", "sk-wrong")
    with Rehearsal(shop()) as rehearsal:
        code, _, said = run("init", "--model", "MiniMax-H3", "--dialect", "minimax-v2", "--base-url", rehearsal.url("minimax-v2"),
                            "--key-env", "WRONG_KEY", "--orientation", "portrait", "--second", "0.5", "--max-cost", "9", "--language", "zh")  # fmt: skip
        assert rehearsal.shop.jobs == {}

    assert code == 0
    assert "LOOK  the key is refused" in said
    assert "还没有买任何东西" in said


def test_without_a_terminal_what_has_no_default_is_asked_for_by_a_flag(run):
    code, _, said = run("init")

    assert (code, "say it with a flag" in said) == (2, True)


def test_models_with_a_script_compares_what_it_costs_everywhere(run, tmp_path):
    (tmp_path / "ep01.txt").write_text("1-1 夜 外 巷口\n人物：林晚\n△林晚蹲在路灯下。\n林晚：我不该来的。\n", "utf-8")
    (tmp_path / "storyboard.toml").write_text(
        '[video]\ngateway = "k"\nmodel = "kling-v3"\n[gateways.k]\ndialect = "kling"\nbase_url = "https://g.example"\n'
        'rates = { "kling-v3" = { second = 1 } }\n', "utf-8"
    )  # fmt: skip
    code, out, _ = run("models", "ep01.txt")
    rows = [line.split() for line in out.splitlines()[1:]]

    assert code == 0
    assert rows[0][:2] == ["kling-v3", "k"]
    assert len(rows) >= 8
    assert any("CNY" in row for row in rows)
    assert not any("veo-3.1-generate-preview" in row for row in rows)
    assert "retired 2026-10-22" in run("models", "ep01.txt", "--retired")[1]


def test_every_living_dialect_names_an_address_a_key_and_its_source():
    for dialect in load_dialects().values():
        if dialect.bases:
            assert dialect.key.isupper()
            assert "2026" in dialect.source
            assert all(base.startswith("https://") for base in dialect.bases)


def test_what_an_aggregators_own_list_says_becomes_a_profile_that_can_be_packed_for(run, tmp_path):
    with Rehearsal(shop()) as rehearsal:
        (tmp_path / "storyboard.toml").write_text(
            f'[video]\ngateway = "o"\nmodel = "somebody/new-video-1"\n[gateways.o]\ndialect = "openrouter-video"\n'
            f'base_url = "{rehearsal.url("openrouter-video")}"\napi_key_env = "REHEARSAL_KEY"\n', "utf-8"
        )  # fmt: skip
        code, out, _ = run("models", "--live", "--keep")
        again = run("models", "--live", "--keep")[2]

    assert code == 0
    assert "bytedance/seedance-2.5" in out
    assert "4 5 6" in out
    assert "duration_seconds_720p=0.15" in out
    assert [path.name for path in (tmp_path / "profiles").iterdir()] == ["somebody-new-video-1.toml"]
    assert "written" not in again
    assert make_offer(load_settings(tmp_path, environ={})).lengths == (5, 7, 9)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_lines_for_a_language_model_wait_in_the_file_and_hold_once_their_marks_are_taken_off(
    tmp_path, run, language
):
    flags = (
        "--model",
        "seedance-2",
        "--second",
        "1",
        "--max-cost",
        "50",
        "--orientation",
        "portrait",
        "--key-env",
        "ANY_KEY",
    )
    assert run("init", *flags, "--base-url", "https://example.invalid", "--language", language)[0] == 0
    path = Path("storyboard.toml")
    lines = path.read_text("utf-8").splitlines()
    at = lines.index("# [llm]")
    assert not load_settings(path.parent, environ={}).prompts

    path.write_text("\n".join([*lines[:at], *(line.removeprefix("# ") for line in lines[at:])]), "utf-8")

    settings = load_settings(path.parent, environ={})
    library = library_of(settings)
    assert settings.prompts == {"reading": "v1", "listeners": "v1"}
    assert library.knows_story(language)
    assert library.looks_again(language)


SCRIPT = "1-1 夜 外 巷口\n人物：林晚\n△林晚蹲在路灯下。\n林晚：我不该来的。\n"


def test_a_script_sets_up_its_own_folder_and_lists_what_it_costs_at_each_model(run, tmp_path, monkeypatch):
    there = tmp_path / "drama"
    there.mkdir()
    (there / "ep01.txt").write_text(SCRIPT, "utf-8")
    number = next(str(n) for n, row in enumerate(choices(), 1) if row.model == "kling-v3")
    answering(monkeypatch, [number, "", "https://g.example", "UNSET_KEY", "", "", "20"])
    code, _, said = run("init", "drama/ep01.txt", "--language", "en")

    assert code == 0
    assert load_settings(there, environ={}).video.model == "kling-v3"
    assert not (tmp_path / "storyboard.toml").exists()
    assert "cost of the script" in said
    assert sum(line.endswith((" CNY", " USD")) for line in said.splitlines()) > 4


def test_a_script_below_a_folder_that_is_set_up_sets_up_no_second_one(run, tmp_path):
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts" / "ep01.txt").write_text(SCRIPT, "utf-8")
    (tmp_path / "storyboard.toml").write_text("", "utf-8")
    code, _, said = run("init", "scripts/ep01.txt")

    assert (code, "is there already" in said) == (2, True)
    assert not (tmp_path / "scripts" / "storyboard.toml").exists()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_model_that_is_not_listed_is_taken_by_its_name(run, tmp_path, monkeypatch, language):
    """Sora 2 Pro, which its maker ended and gateways still sell."""
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    lines = iter(["sora-9", "sora-2-pro", "openai-videos", "https://g.example", "UNSET_KEY", "", "0.3", "20"])
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda *asked: next(lines))
    code, _, said = run("init", "--language", language)

    assert (code, list(lines)) == (0, [])
    video = load_settings(tmp_path, environ={}).video
    assert (video.gateway, video.model) == ("openai-videos", "sora-2-pro")
    assert said.count(f"1-{len(choices())}") == 1


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_no_answer_is_said_and_asked_again(run, tmp_path, monkeypatch, language):
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("STORYBOARD_LANG", language)
    number = next(str(n) for n, row in enumerate(choices(), 1) if row.model == "kling-v3")
    lines = iter(["", "0", number, "kling", "nowhere", "https://g.example", "sk-my-key", "UNSET_KEY", "up", "Portrait", "dear", "nan", "0.13", "abc", "-1", "20"])  # fmt: skip
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda *asked: next(lines))
    code, _, said = run("init", "--language", language)

    assert (code, list(lines)) == (0, [])
    assert load_settings(tmp_path, environ={}).budget.max_cost == 20.0
    assert said.count(f"1-{len(choices())}") == 2
    assert "sk-my-key" not in said
    for text in ("dear", "nan", "abc", "-1"):
        assert f"'{text}' is no amount of money" in said if language == "en" else f"'{text}' 不是金额" in said
