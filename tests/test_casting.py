"""`cast merge`, `cast split`, `cast rename`: one person under one name everywhere, and nothing is bought twice for it."""

import json
import os

import pytest

from storyboard.cast.edits import merge as merge_text
from storyboard.cast.edits import rename as rename_text
from storyboard.cast.file import add, load
from storyboard.cast.gather import gather
from storyboard.errors import UsageError
from storyboard.model import Source
from storyboard.parse import parse
from storyboard.production.buying import submit
from storyboard.production.casting import BoughtTwice, merge, rename, split
from storyboard.production.prepare import Watch
from storyboard.production.production import Options
from storyboard.rehearsal import Rehearsal
from tests.gateway_bench import KEY
from tests.season_bench import shop, write_settings

APART = (
    "1-1 日 内 工作室\n人物：许知意、陈默\n△许知意翻箱倒柜。\n许知意：谁把图纸拿走了？\n陈默：不是我。\n\n"
    "1-2 夜 外 街上\n人物：阿意、陈默\n△阿意抱着图纸跑来。\n阿意：算了，我重画。\n陈默：我陪你。\n"
)
TOGETHER = "1-1 日 内 工作室\n人物：许知意、阿意\n△许知意看着阿意。\n许知意：谁把图纸拿走了？\n阿意：不是我。\n"


@pytest.fixture
def counter():
    os.environ["REHEARSAL_KEY"] = KEY
    with Rehearsal(shop(speed=3000.0)) as opened:
        yield opened


@pytest.fixture
def bought(tmp_path, counter):
    """A workspace in which a script is bought; returns what buys it again and tells what was asked for."""
    write_settings(tmp_path, counter.url("unified-v2"), poll_every=0.02)

    def buy(text=None):
        path = tmp_path / "ep01.txt"
        if text is not None:
            path.write_text(text, encoding="utf-8")
        submit(path, Options(), Watch())
        return {prompt: count for prompt, count in counter.shop.posts.items() if count}

    return buy


def board(folder):
    return json.loads((folder / "out" / "ep01" / "storyboard.json").read_text(encoding="utf-8"))


def prompts(folder):
    return [path.read_bytes() for path in sorted((folder / "out" / "ep01" / "prompts").glob("clip-*.txt"))]


def test_two_entries_become_one_and_nothing_is_bought_again(tmp_path, bought):
    """Prompts stay byte for byte, the board has one entry, and the bought shots say whom they show."""
    asked = bought(APART)
    sent = prompts(tmp_path)

    done = merge(tmp_path, "许知意", "阿意")

    assert done.boards == ("ep01",)
    assert set(board(tmp_path)["character_setting"]) == {"许知意", "陈默"}
    assert {shot["dialogue"]["role"] for shot in board(tmp_path)["shots"]} == {"", "许知意", "陈默"} - (
        set() if any(not shot["dialogue"]["role"] for shot in board(tmp_path)["shots"]) else {""}
    )
    assert load(tmp_path / "cast.toml").get("许知意").aliases == ("阿意",)
    assert bought() == asked
    assert prompts(tmp_path) == sent
    assert "此时：许知意" in "".join(shot["visual"] for shot in board(tmp_path)["shots"])


def test_after_a_merge_an_edit_of_the_script_buys_only_what_it_changed(tmp_path, bought):
    """Shots of both names are still known for what they were planned from."""
    asked = bought(APART)
    merge(tmp_path, "许知意", "阿意")

    after = bought(APART + "\n1-3 日 内 车里\n人物：陈默\n陈默：走吧，天要亮了。\n")

    assert {prompt: after[prompt] for prompt in asked} == asked
    assert len(after) == len(asked) + 1


def test_a_rename_changes_every_name_and_no_prompt(tmp_path, bought):
    """cast.toml, people, roles and pictures; the script's own words stay, and its cue is known."""
    asked = bought(APART)
    sent = prompts(tmp_path)

    rename(tmp_path, "陈默", "陈沉默")

    assert "陈沉默" in board(tmp_path)["character_setting"]
    assert "陈默" not in board(tmp_path)["character_setting"]
    assert not any("陈默" in shot["visual"] for shot in board(tmp_path)["shots"])
    assert bought() == asked
    assert prompts(tmp_path) == sent


def test_a_split_gives_another_name_its_own_entry_and_no_new_clip(tmp_path, bought):
    """The cue that was another name is somebody of their own, who looks the same until somebody says otherwise."""
    bio = "第1集\n人物小传\n许知意（26）：女，小名阿意，长发。\n陈默（30）：男。\n\n"
    asked = bought(bio + APART)
    sent = prompts(tmp_path)

    split(tmp_path, "许知意", "阿意")

    assert {"许知意", "阿意", "陈默"} <= set(board(tmp_path)["character_setting"])
    assert "阿意" in {shot["dialogue"]["role"] for shot in board(tmp_path)["shots"]}
    assert bought() == asked
    assert prompts(tmp_path) == sent


def test_clips_that_show_both_are_not_bought_again_unasked(tmp_path, bought):
    """What it would cost is said, and nothing is changed."""
    asked = bought(TOGETHER)
    text, before = (tmp_path / "cast.toml").read_bytes(), board(tmp_path)

    with pytest.raises(BoughtTwice, match=r"1 bought clips .*price \d.*ep01: 001"):
        merge(tmp_path, "许知意", "阿意")

    assert (tmp_path / "cast.toml").read_bytes() == text
    assert board(tmp_path) == before
    assert bought() == asked
    assert merge(tmp_path, "许知意", "阿意", buy_again=True).again == 1


def test_a_hand_edit_stays_a_hand_edit(tmp_path, bought):
    """A merge moves names only: the next plan knows what a person wrote."""
    bought(APART)
    path = tmp_path / "out" / "ep01" / "storyboard.json"
    path.write_text(path.read_text("utf-8").replace("中近景", "大特写", 1), encoding="utf-8")
    edited = board(tmp_path)["shots"]

    rename(tmp_path, "陈默", "陈沉默")
    bought(APART + "\n1-3 日 内 车里\n人物：陈默\n陈默：走吧，天要亮了。\n")

    assert [shot["camera"] for shot in board(tmp_path)["shots"]][: len(edited)] == [shot["camera"] for shot in edited]


def cast_text():
    script = parse(Source("a.txt", "1-1 日 内 屋\n林晚：一。\n阿意：二。\nDR. CHEN：三。\n", "utf-8"))
    return add("", gather(script).members, "zh").replace('[people."阿意"]', '# mine\n[people."阿意"]')


def test_a_persons_comments_stay_and_twins_follow():
    """Whatever else stands in the file."""
    text = cast_text().replace('[people."DR. CHEN"]', '[people."DR. CHEN"]\ntwin_of = "阿意"')

    changed = merge_text(rename_text(text, "林晚", "林小晚"), "林小晚", "阿意")

    assert 'twin_of = "林小晚"' in changed
    assert 'aliases = ["林晚", "阿意"]' in changed


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda text: rename_text(text, "谁", "甲"), "nobody called '谁'"),
        (lambda text: rename_text(text, "林晚", "阿意"), "阿意 is a name of 阿意"),
        (lambda text: merge_text(text, "林晚", "林晚"), "one entry already"),
    ],
)
def test_what_cannot_be_done_is_one_clear_message(change, told):
    """Who is not there, and what to type instead."""
    with pytest.raises(UsageError, match=told):
        change(cast_text())
