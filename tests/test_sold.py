"""What is said of how a model is sold before anything is paid for, in the script's language."""

import pytest

from storyboard.model import Reference
from storyboard.production.production import Options, productions
from storyboard.production.sold import sold_remarks
from storyboard.production.stages import orders_of, pack_stage, plan_stage, render_stage

SCRIPT = {
    "zh": "第1集\n1-1 夜 外 巷口\n人物：林晚、陈默\n△林晚蹲在路灯下。\n林晚：我不该来的。\n陈默：那你为什么还来？\n",
    "en": "INT. NIGHT BUS - NIGHT\n\nMara sits down.\n\nMARA\nDoes this bus still go to Harbour Street?\n\nDRIVER\nIt used to.\n",
}


def said(tmp_path, language, dialect, model, *, sound=True, picture=""):
    (tmp_path / "storyboard.toml").write_text(
        f'[video]\ngateway = "g"\nmodel = "{model}"\nsound = {str(sound).lower()}\n'
        f'[gateways.g]\ndialect = "{dialect}"\nbase_url = "https://g.example"\n', "utf-8"
    )  # fmt: skip
    path = tmp_path / ("ep.fountain" if language == "en" else "ep.txt")
    path.write_text(SCRIPT[language], "utf-8")
    (production,) = productions(path, Options(out=tmp_path / "out"))
    board = plan_stage(production).board
    clips, _, _ = pack_stage(production, board)
    prompts, _ = render_stage(production, board, clips)
    orders = orders_of(production, board, clips, prompts)
    given = tuple(
        each if not picture else type(each)(**{**_fields(each), "references": (Reference("image", picture),)})
        for each in orders
    )
    return "\n".join(sold_remarks(production, given))


def _fields(order):
    return {name: getattr(order, name) for name in order.__dataclass_fields__}


@pytest.mark.parametrize(("language", "words"), [("zh", "三条出路"), ("en", "name them asset://ID")])
@pytest.mark.usefixtures("unasked")
def test_pictures_to_seedance_name_three_ways_out_unless_they_are_registered(language, words, tmp_path):
    told = said(tmp_path, language, "ark-tasks", "doubao-seedance-2-0-260128", picture="https://p.example/lin.png")
    assert words in told
    told = said(tmp_path, language, "ark-tasks", "doubao-seedance-2-0-260128", picture="asset://lin")
    assert words not in told
    told = said(tmp_path, language, "minimax-v2", "MiniMax-H3", picture="https://p.example/lin.png")
    assert words not in told


@pytest.mark.usefixtures("unasked")
def test_spoken_lines_in_films_without_sound_are_said(tmp_path):
    assert "2 句台词" in said(tmp_path, "zh", "ark-tasks", "doubao-seedance-2-0-260128", sound=False)
    assert "无声" not in said(tmp_path, "zh", "ark-tasks", "doubao-seedance-2-0-260128")
    assert "不起作用" in said(tmp_path, "zh", "minimax-v2", "MiniMax-H3", sound=False)


def test_shots_that_go_with_less_than_the_prompt_tells_are_named(tmp_path, monkeypatch):
    from storyboard.production import sold

    assert said(tmp_path, "en", "kling", "kling-v3") == "" or "clip 001" in said(tmp_path, "en", "kling", "kling-v3")
    monkeypatch.setattr(sold, "left_out", lambda order, shots: ((2,), ()))
    assert "clip 001: shots 2 go with less than the prompt tells, as one shot may have 512 characters" in said(
        tmp_path, "en", "kling", "kling-v3"
    )
    monkeypatch.setattr(sold, "left_out", lambda order, shots: ((), (1,)))
    assert "goes as one prompt" in said(tmp_path, "en", "kling", "kling-v3")
