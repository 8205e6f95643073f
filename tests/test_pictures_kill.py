# ruff: noqa: F811 - fixtures are taken from beside
"""The process dies while pictures are made, again and again: none is paid for twice or lost, and no cap is passed."""

import os
import random
import re
import subprocess
import sys
import time
import tomllib
from collections import Counter

import pytest

from storyboard.gateways.still import read_still
from storyboard.ledger import Ledger
from storyboard.submit.settle import adopt, find_job, resend
from tests.season_bench import film
from tests.test_gateways_cli import run, workspace  # noqa: F401 - fixtures
from tests.test_pictures import DIALECTS, OMNI

SCENES = "\n\n".join(
    f"1-{n} 日 内 客厅\n人物：{one}、{other}\n△{one}推门进来。\n{one}：这是第{n}次了。\n{other}：我知道，我也在数。"
    for n, (one, other) in enumerate((("林晚", "陈默"), ("苏晴", "老周"), ("林晚", "老周"), ("陈默", "苏晴")), 1)
)
PEOPLE = ("林晚", "陈默", "苏晴", "老周")
PRICE = 0.2
LOST = 0.15
"""Share of creates whose answer is lost on top of those that the kills lose."""


@pytest.fixture
def studio(workspace, run, tmp_path):
    """A production of four people; a gateway for pictures that takes, charges, and answers only a while later."""
    (tmp_path / "ep01.txt").write_text(f"第1集\n{SCENES}\n", "utf-8")
    assert run("plan", "ep01.txt")[0] == 0
    shop, take = workspace.shop, workspace.shop.take

    def slowly(dialect, wanted, scenario):
        job = take(dialect, wanted, scenario)
        if wanted.get("kind") == "picture":
            time.sleep(0.15)
        return job

    shop.take = slowly
    shop.draw = lambda seconds, size, prompt: film(seconds)
    return shop


def child(seconds, *command):
    """A command as a process of its own, killed without a warning after so long; its exit code, None where it was killed."""
    made = subprocess.Popen(
        [sys.executable, "-m", "storyboard", *command],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=os.environ,
    )
    try:
        made.communicate(timeout=seconds)
        return made.returncode
    except subprocess.TimeoutExpired:
        made.kill()
        made.communicate()
        return None


def settle(folder, shop, lost):
    """What a person does about unknown pictures: adopts what has an id, else sends again, having seen whether it was charged.

    `lost` counts, by prompt, those that were charged and that nobody keeps.
    """
    with Ledger(folder / ".storyboard" / "ledger.sqlite3") as ledger:
        for attempt in ledger.all_attempts():
            if attempt.state == "unknown":
                prompt = ledger.job(attempt.job).order.prompt
                there = [job for job in shop.jobs.values() if job.prompt == prompt][lost[prompt] :]
                named = find_job(ledger, attempt.job[:12])
                if there and there[0].dialect == "unified-v2-images":
                    adopt(ledger, named, there[0].id)
                else:
                    lost[prompt] += bool(there)
                    resend(ledger, named, paid=bool(there))


def commands(cap):
    money = ("--max-cost", str(cap))
    yield from (("cast", "picture", name, "--yes") for name in PEOPLE)
    yield ("frames", "ep01.txt", "--yes", *money, *OMNI)


def capped(folder, cap):
    path = folder / "storyboard.toml"
    text = re.sub(r"(?s)\n\[budget\].*\Z", "", path.read_text("utf-8"))
    path.write_text(f"{text}\n[budget]\nmax_cost = {cap}\n", "utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("dialect", DIALECTS)
def test_killed_while_pictures_are_made_none_is_paid_twice_or_lost_and_the_cap_holds(studio, run, tmp_path, dialect):
    path = tmp_path / "storyboard.toml"
    path.write_text(
        path.read_text("utf-8").replace('[pictures]\ngateway = "openai-images"', f'[pictures]\ngateway = "{dialect}"'),
        "utf-8",
    )
    assert tomllib.loads(path.read_text("utf-8"))["pictures"]["gateway"] == dialect
    dice, lost, killed = random.Random(7), Counter(), 0
    studio.rates = {"drop": LOST}
    cap = 6 * PRICE
    capped(tmp_path, cap)
    begin = time.monotonic()
    child(60, "jobs", "list")  # how long a start takes here and now
    start = time.monotonic() - begin

    for _ in range(10):
        for command in commands(cap):
            killed += child(start * (0.5 + 1.2 * dice.random()), *command) is None
            assert studio.charged() <= cap + 1e-9
            held(tmp_path, cap)
        settle(tmp_path, studio, lost)
    assert killed > 15
    assert 0 < studio.charged() <= cap + 1e-9

    studio.rates = {}
    capped(tmp_path, 100)
    for _ in range(6):
        settle(tmp_path, studio, lost)
        codes = [child(60, *command) for command in commands(100)]
        if not any(codes):
            break
    assert codes == [0] * 5

    assert studio.posts == {prompt: 1 + lost[prompt] for prompt in studio.posts}, "one was sent twice"
    with Ledger(tmp_path / ".storyboard" / "ledger.sqlite3") as ledger:
        every = ledger.all_attempts()
        done = [each for each in every if each.state == "done"]
        assert {each.job for each in every} == {each.job for each in done}
        assert len(done) == len({each.job for each in done})
        assert len(studio.jobs) * PRICE == pytest.approx(studio.charged())
        assert ledger.committed() == pytest.approx(studio.charged())
    assert all(read_still(tmp_path / each.path).suffix == ".png" for each in done)
    before = dict(studio.posts)
    assert [child(60, *command) for command in commands(100)] == [0] * 5
    assert dict(studio.posts) == before, "what is there is not bought again"


def held(folder, cap):
    with Ledger(folder / ".storyboard" / "ledger.sqlite3") as ledger:
        assert ledger.committed() <= cap + 1e-9
