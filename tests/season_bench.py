"""Seasons on the rehearsal gateway: scripts, settings, small real films, and the command as a process that may be killed."""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from storyboard.assemble.episode import black_card
from storyboard.config import load_settings
from storyboard.gateways.boxes import read_boxes
from storyboard.ledger import open_ledger
from storyboard.rehearsal import PRICES, Rehearsal, Shop
from storyboard.rehearsal.scenarios import Scenario
from storyboard.rehearsal.shop import ShopFilm
from storyboard.submit.settle import NamedJob, adopt, resend
from tests.gateway_bench import KEY

ROOT = Path(__file__).parent.parent
LINES = ("你来了。", "我等了你三年。", "外面还在下雨吗？", "先坐下，喝口热水。", "那封信，是你写的？", "不是我。", "你撒谎的时候总看左边。",
         "我没有。", "钥匙还给你。", "留着吧，万一呢。", "没有万一了。", "天快亮了，我该走了。")  # fmt: skip
FAULTS = {"drop": 0.02, "server-error": 0.01, "busy-once": 0.02, "poll-errors": 0.02, "fails-at-95": 0.01, "cut": 0.02}
"""Ten of a hundred creates meet something: replies lost after acceptance, 5xx, 429, failed films, cut downloads."""


def write_scripts(folder: Path, episodes: int, scenes: int = 1, start: int = 1) -> None:
    """Episodes whose scenes all differ, about one clip of 10 to 15 s a scene."""
    (folder / "scripts").mkdir(parents=True, exist_ok=True)
    for number in range(start, start + episodes):
        parts = [f"第{number}集\n\n人物：林晚（女，26岁）、陈默（男，30岁）\n"]
        for scene in range(scenes):
            dice = random.Random(f"{number}:{scene}")
            lines = dice.sample(LINES, 4)
            parts.append(
                f"{scene + 1}-{number} 第{number}号房间{scene} 夜 内\n△林晚推门进来，第{number}次停在第{scene}扇窗前。\n"
            )
            parts += [f"{('林晚', '陈默')[at % 2]}：{line}\n" for at, line in enumerate(lines)]
        (folder / "scripts" / f"ep{number:02d}.txt").write_text("\n".join(parts), encoding="utf-8")


def write_settings(
    folder: Path, url: str, *, budget: float | None = None, subtitles: str = "", **entry: object
) -> None:
    """`storyboard.toml` of a season at the rehearsal; with `subtitles = "soft"` its clips are copied, not encoded once more."""
    prices = ", ".join(f"{seconds} = {price}" for seconds, price in PRICES["sora-2"].items())
    values = {"parallel": 8, "poll_every": 0.2, "request_timeout": 5.0, **entry}
    more = "\n".join(f"{name} = {value}" for name, value in values.items())
    cap = f"[budget]\nmax_cost = {budget}\n" if budget is not None else ""
    cap += f'[season]\nsubtitles = "{subtitles}"\n' if subtitles else ""
    (folder / "storyboard.toml").write_text(
        f'[video]\ngateway = "rehearsal"\nmodel = "sora-2"\n{cap}[gateways.rehearsal]\ndialect = "unified-v2"\n'
        f'base_url = "{url}"\napi_key_env = "REHEARSAL_KEY"\nprices = {{ "sora-2" = {{ {prices} }} }}\n{more}\n'
    )


@cache
def film(seconds: int) -> bytes:
    """A real film, black and small, so that joining sixty episodes takes no hour."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "film.mp4"
        black_card(path, "…", seconds * 10, (96, 160), Fraction(24))
        assert abs((read_boxes(path).seconds or 0) - seconds) < 0.3
        return path.read_bytes()


class Bedside(Shop):
    """Closes the lid (SIGSTOP) of `victim` in an awkward moment: a film is asked for, ready, or on its way."""

    victim: subprocess.Popen[bytes] | None = None
    moment: str = ""

    def take(self, dialect: str, wanted: Mapping[str, Any], scenario: Scenario) -> ShopFilm:
        self._now("create")
        return super().take(dialect, wanted, scenario)

    def state(self, job: ShopFilm) -> tuple[str, float]:
        found = super().state(job)
        if found[0] == "succeeded":
            self._now("poll")
        return found

    def film(self, job: ShopFilm) -> bytes:
        self._now("download")
        return super().film(job)

    def _now(self, moment: str) -> None:
        with self.lock:
            if self.victim and moment == self.moment:
                self.victim.send_signal(signal.SIGSTOP)
                self.victim = None

    def close_lid(self, victim: subprocess.Popen[bytes], moment: str) -> bool:
        """Waits for the next `create`, `poll` or `download` and stops the process before its answer; False where it ended."""
        self.moment, self.victim = moment, victim
        while self.victim and victim.poll() is None:
            time.sleep(0.02)
        return victim.poll() is None


def bedside(speed: float, links_last: float, rates: dict[str, float] | None = None, seed: int = 0) -> Bedside:
    return Bedside(lambda seconds, size, prompt: film(seconds), speed, KEY, rates or {}, seed, links_last=links_last)


def shop(speed: float = 600.0, rates: dict[str, float] | None = None, seed: int = 0) -> Shop:
    return Shop(lambda seconds, size, prompt: film(seconds), speed, KEY, rates or {}, seed)


def start(folder: Path, *arguments: str, command: str = "season") -> subprocess.Popen[bytes]:
    """The command as a process of its own, its talk in a file."""
    environ = os.environ | {"REHEARSAL_KEY": KEY, "PYTHONPATH": str(ROOT)}
    line = [sys.executable, "-m", "storyboard", command, *arguments]
    with (folder / f"{command}.log").open("ab") as talk:
        return subprocess.Popen(line, env=environ, cwd=folder, stdout=talk, stderr=talk)


def season(folder: Path, *arguments: str, wait: float | None = 300) -> int | None:
    """The exit code of `storyboard season`; None where it was killed after `wait` seconds."""
    child = start(folder, *arguments)
    try:
        return child.wait(wait)
    except subprocess.TimeoutExpired:
        child.send_signal(signal.SIGKILL)
        child.wait()
        return None


def settle_by_hand(folder: Path, counter: Shop, database: str = "") -> int:
    """What a person does about unknown outcomes: looks in the console, adopts what is there, else sends again."""
    settled = 0
    os.environ["REHEARSAL_KEY"] = KEY
    with open_ledger(load_settings(folder, flags={"database": database or None})) as ledger:
        known = {attempt.remote for attempt in ledger.all_attempts() if attempt.remote}
        jobs = counter.console()["jobs"]
        for attempt in ledger.all_attempts():
            if attempt.state != "unknown":
                continue
            job = ledger.job(attempt.job)
            assert job is not None
            named = NamedJob("", job.key[:12], job)
            lost = [each["id"] for each in jobs if each["prompt"] == job.order.prompt and each["id"] not in known]
            if lost:
                known.add(lost[0])
                adopt(ledger, named, lost[0])
            else:
                resend(ledger, named)
            settled += 1
    return settled


def facts(folder: Path, counter: Shop, database: str = "") -> dict[str, float]:
    """What the ledger and the gateway's account say, to be compared."""
    with open_ledger(load_settings(folder, flags={"database": database or None})) as ledger:
        clips = {clip.job: clip for clip in ledger.season_clips()}
        attempts = ledger.all_attempts()
        remotes = {attempt.remote for attempt in attempts if attempt.remote}
        done = [attempt for attempt in attempts if attempt.state == "done"]
        return {
            "clips": len(clips),
            "done": sum(clip.state == "done" for clip in clips.values()),
            "retried": sum(attempt.n > 1 for attempt in attempts),
            "posts": len(counter.jobs),
            "duplicates": len(counter.jobs) - len(remotes & set(counter.jobs)),
            "lost": sum(not (folder / attempt.path).is_file() for attempt in done),
            "ledger": round(ledger.committed(), 4),
            "account": counter.charged(),
        }


def sleep_until(end: float) -> None:
    time.sleep(max(0.0, end - time.monotonic()))


__all__ = ["FAULTS", "Rehearsal", "bedside", "facts", "film", "season", "settle_by_hand", "shop", "start", "write_scripts", "write_settings"]  # fmt: skip
