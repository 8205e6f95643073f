"""How finely rules cut: `[plan] shots`; what an author marked or timed stays."""

import json
from pathlib import Path

import pytest

from storyboard.cast.gather import gather
from storyboard.check import check_board
from storyboard.model import Source
from storyboard.parse import parse
from storyboard.plan import plan
from storyboard.production.files import dump_board
from tests.samples import NAMES, sample, sort_of

GRAINS = ("fewer", "normal", "more")
MARKED = """# 第一集分镜

| 镜号 | 场景 | 画面 | 角色 | 台词 | 时长 |
|---|---|---|---|---|---|
| 1 | 客厅 日 内 | 林晚推开门，把湿透的雨伞靠在墙边。她看了一眼墙上的钟。她坐下。 |  |  | 6 |
| 2 | 客厅 日 内 | 顾言不动。 |  |  | 2 |
| 3 | 客厅 日 内 |  | 顾言 | 你回来了。我等了你一整个晚上。饭都凉了，你也没有打一个电话。 | 8 |
"""


def boards(name, shots):
    return [plan(done.script, done.episode, done.cast, shots).board for done in sample(name)]


@pytest.mark.few(chinese=lambda name: sort_of(name) == "zh")
@pytest.mark.parametrize("name", NAMES)
def test_the_grain_changes_the_cuts_and_no_word(name):
    """Fewer shots, or more; every line stays whole, in order, and passes check."""
    for done in sample(name):
        made = {shots: plan(done.script, done.episode, done.cast, shots).board for shots in GRAINS}
        spoken = {"".join(shot.dialogue.text for shot in board.shots) for board in made.values()}

        assert len(made["fewer"].shots) <= len(made["normal"].shots) <= len(made["more"].shots)
        assert len(spoken) == 1
        for board in made.values():
            faults = check_board(board, done.script, done.episode, done.cast)
            assert [str(fault) for fault in faults if fault.level == "fault"] == []


@pytest.mark.wide
def test_over_all_samples_the_grain_is_felt():
    """A tenth fewer, a tenth more at least; and normal is what was planned before there was a choice."""
    counts = {shots: sum(len(board.shots) for name in NAMES for board in boards(name, shots)) for shots in GRAINS}

    assert counts["fewer"] <= 0.9 * counts["normal"]
    assert counts["more"] >= 1.1 * counts["normal"]
    assert all(
        dump_board(board) == dump_board(done.board)
        for name in NAMES
        for board, done in zip(boards(name, "normal"), sample(name), strict=True)
    )


def test_shots_that_an_author_marked_and_timed_stay():
    """A table of shots is one board in every grain."""
    script = parse(Source("x.md", MARKED, "utf-8"))
    cast = gather(script)
    made = [plan(script, script.episodes[0], cast, shots).board for shots in GRAINS]

    assert [shot.duration for shot in made[0].shots] == [6.0, 2.0, 8.0]
    assert made[0] == made[1] == made[2]


def test_the_setting_reaches_the_board(tmp_path, run):
    """`[plan] shots` of a storyboard.toml; a change of it plans again what nobody bought or edited."""
    script = Path(__file__).parents[1] / "samples" / "rain.txt"
    (tmp_path / "rain.txt").write_bytes(script.read_bytes())
    counts = []
    for shots in ("normal", "more", "fewer"):
        (tmp_path / "storyboard.toml").write_text(f'[plan]\nshots = "{shots}"\n', encoding="utf-8")

        code, out, _ = run("plan", "rain.txt", "--json")

        assert code == 0
        counts.append(len(json.loads(out)["shots"]))
    assert counts == [len(boards("rain.txt", shots)[0].shots) for shots in ("normal", "more", "fewer")]
    assert len(set(counts)) == 3


def test_a_grain_that_nobody_knows_is_refused(tmp_path, run):
    """Before anything is planned, with what there is."""
    (tmp_path / "rain.txt").write_text("1-1 日 内 客厅\n林晚：走。\n", encoding="utf-8")
    (tmp_path / "storyboard.toml").write_text('[plan]\nshots = "many"\n', encoding="utf-8")

    code, _, err = run("plan", "rain.txt")

    assert code == 2
    assert "plan.shots" in err
