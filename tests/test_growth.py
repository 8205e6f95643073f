"""A script four times as long is four times the work, whatever its shape: one scene that goes on and on, or one scene after the other."""

from collections.abc import Callable
from pathlib import Path

import pytest

from storyboard.config import find_workspace
from storyboard.production.production import Options, Production, productions
from storyboard.production.stages import _plan, check_stage, pack_stage, plan_stage, render_stage
from tests.effort import growth

FOUR_TIMES = 6.0
"""At most the work of four times as much; in squares it would be 16."""
SAID = (
    ("林晚", "三年了，你一句话都没有留下。"),
    ("顾言", "我今天只想把那把伞还给你。"),
    ("林晚", "雨早就停了，你走吧。"),
    ("周姨", "灯还亮着，你们慢慢说。"),
)
DONE = (
    "她走到窗边，看着街上的人群。",
    "顾言放下雨伞，他的手在发抖。",
    "周姨提着灯笼走进来，炉火噼啪作响。",
    "他转过身去。",
)


def written(scenes: int, exchanges: int) -> str:
    """A script of so many scenes of so many exchanges, of which no two are told alike."""
    told = []
    for scene in range(scenes):
        told += [f"\n1-{scene + 1} {'日夜'[scene % 2]} 内 客厅{'二三四五'[scene % 4]}号", "人物：林晚、顾言、周姨"]
        for at in range(exchanges):
            name, line = SAID[at % 4]
            told += [f"△{DONE[(at + scene) % 4]}", f"{name}：{line[:-1]}，这是第{scene * exchanges + at}次。"]
    return "\n".join(told) + "\n"


def production_of(folder: Path, text: str) -> Production:
    path = folder / f"{len(text)}.txt"
    path.write_text(text, encoding="utf-8")
    assert find_workspace(path) == folder
    return next(iter(productions(path, Options(anyway=True))))


def planned(production: Production) -> None:
    _plan(production)


def rendered(production: Production) -> None:
    board = plan_stage(production).board
    render_stage(production, board, pack_stage(production, board)[0])


def checked(production: Production) -> None:
    board = plan_stage(production).board
    clips = pack_stage(production, board)[0]
    check_stage(production, board, clips, render_stage(production, board, clips)[0])


@pytest.mark.wide
@pytest.mark.parametrize("stage", [planned, rendered, checked])
@pytest.mark.parametrize("shape", [(1, 120), (30, 4)], ids=["one scene", "many scenes"])
def test_four_times_the_script_is_four_times_the_work(
    tmp_path: Path, stage: Callable[[Production], None], shape: tuple[int, int]
) -> None:
    """A board that is planned anew, its prompts, and what is checked of them; what is asked of a whole board is found once."""
    scenes, exchanges = shape
    more = (scenes, exchanges * 4) if scenes == 1 else (scenes * 4, exchanges)
    small, large = (production_of(tmp_path, written(*size)) for size in (shape, more))

    assert growth(stage, small, large, runs=2) < FOUR_TIMES
