"""A season through the language model: whole, small, killed on the way and gone on with, nothing asked twice."""

import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.fake_llm import Reply, good, serving, tokens
from tests.storyteller import tells

ROOT = Path(__file__).parents[1]
NAMES = ["林晚", "顾言", "沈知秋", "陈默", "苏晴", "老周", "乔曼", "郑律师", "管家福伯", "方琳"]
WORDS = "你知道我为什么回来吗今天的雨下得真大把门关上别让谁进来这件事跟你没有关系我等了三年就是为了这一天钥匙在谁手里"


def season(episodes: int) -> str:
    """A script of four scenes an episode, the same every time."""
    chance = random.Random(1)
    out = []

    def words(least, most):
        length = chance.randint(least, most)
        at = chance.randrange(len(WORDS) - length)
        return WORDS[at : at + length]

    for episode in range(1, episodes + 1):
        out.append(f"第{episode}集：第{episode}夜\n")
        for scene in range(1, 5):
            here = chance.sample(NAMES, 3)
            out.append(
                f"{episode}-{scene} {'日夜'[scene % 2]} {'内外'[scene % 2]} 地点{'甲乙丙丁戊己庚辛'[(episode + scene) % 8]}\n人物：{'、'.join(here)}\n"
            )
            out += [
                f"{chance.choice(here)}：{words(6, 30)}。\n"
                if line % 3
                else f"△{chance.choice(here)}{words(8, 25)}。\n"
                for line in range(14)
            ]
    return "".join(out)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("prompts", "most", "answers", "killed_after"),
    [
        ('shots = "v2"', 4096, good, 100),
        ('shots = "v3"', 8192, tells, 40),
        ('shots = "v3"\ncontinuity = "v1"', 8192, tells, 60),
        ("", 8192, tells, 60),
    ],
)
def test_sixty_episodes_survive_a_kill_and_are_asked_once(prompts, most, answers, killed_after, tmp_path):
    """kill -9 after many questions: the second run asks only what had no answer, stays small, and all is there.

    All but v2 ask for the story first, and for a whole episode at a time; with a second look once more for each, as the released prompts have it.
    """
    (tmp_path / "season.txt").write_text(season(60), encoding="utf-8")

    def limited(body, number):
        reply = answers(body, number)
        return Reply(reply.content[:3000], finish="length") if tokens(reply.content) > most else reply

    with serving(limited) as server:
        (tmp_path / "storyboard.toml").write_text(
            f'[llm]\nbase_url = "{server.url}"\nmodel = "fake"\nparallel = 8\n[prompts]\n{prompts}\n'
        )
        environ = {**os.environ, "STORYBOARD_LLM_KEY": "not-a-real-key", "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "storyboard", "plan", "season.txt"]
        process = subprocess.Popen(
            command, cwd=tmp_path, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        while len(server.asked) < killed_after and process.poll() is None:
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
        process.wait()
        time.sleep(0.3)  # what was under way reaches the server
        kept = {path.name for path in (tmp_path / ".storyboard" / "exchanges").glob("*.json")}
        killed_at = len(server.asked)
        done = subprocess.run(command, cwd=tmp_path, env=environ, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr[-2000:]
    asked = Counter(json.dumps(body["messages"], ensure_ascii=False) for body in server.asked)
    assert sum(count - 1 for count in asked.values()) <= killed_at - len(kept)
    boards = list(tmp_path.glob("out/*/trace.json"))
    assert len(boards) == 60
    assert {shot["by"] for path in boards for shot in json.loads(path.read_text("utf-8"))["shots"]} <= {
        "model",
        "slots",
    }
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 500 * 1024
