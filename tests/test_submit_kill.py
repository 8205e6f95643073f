"""The process dies anywhere, again and again: nothing is sent twice, nothing that is paid for is lost."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from storyboard.ledger import Ledger
from storyboard.rehearsal import SCENARIOS, Rehearsal
from storyboard.rehearsal.counter import Counter
from storyboard.submit import quote
from storyboard.submit.settle import adopt, find_job, resend
from tests import films
from tests.gateway_bench import KEY, shop
from tests.kill_child import orders, production

ROOT = Path(__file__).parent.parent


FAULTS = {"drop": 0.1, "bad-gateway": 0.05, "poll-errors": 0.1, "cut-quietly": 0.1, "url-in-fail-reason": 0.1}
"""Beside being killed, the production meets lost answers, broken polls and cut films."""


def run_child(folder, url, clips, seconds, *more):
    """Runs the production for so long, then kills it with no warning; its exit code, None where it was killed."""
    environ = os.environ | {"REHEARSAL_KEY": KEY}
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.kill_child", str(folder), url, str(clips), *more], env=environ, cwd=ROOT
    )
    try:
        return child.wait(seconds)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
        return None


def settle_by_hand(folder, gateway, clips, counter):
    """What a person does about unknown outcomes: looks in the gateway's console, adopts what is there, else sends again."""
    with Ledger(folder / ".storyboard" / "ledger.sqlite3") as ledger:
        quote(orders(clips), gateway, ledger)
        known = {attempt.remote for attempt in ledger.all_attempts() if attempt.remote}
        for attempt in ledger.all_attempts():
            if attempt.state == "unknown":
                job = ledger.job(attempt.job)
                named = find_job(ledger, job.key[:12])
                there = [each["id"] for each in counter.console()["jobs"] if each["prompt"] == job.order.prompt]
                lost = [name for name in there if name not in known]
                if lost:
                    adopt(ledger, named, lost[0])
                else:
                    resend(ledger, named)


def kill_and_resume(folder, clips, kills, seed):
    dice = random.Random(seed)
    os.environ["REHEARSAL_KEY"] = KEY
    with Rehearsal(shop(speed=300.0, rates=FAULTS, seed=seed)) as rehearsal:
        url = rehearsal.url("unified-v2")
        gateway = production(folder, url)
        for _ in range(kills):
            run_child(folder, url, clips, 0.25 + dice.random() * 0.9)
            if (folder / ".storyboard" / "ledger.sqlite3").exists():
                settle_by_hand(folder, gateway, clips, rehearsal.shop)
        end = time.monotonic() + 60
        while time.monotonic() < end:
            finished = run_child(folder, url, clips, 60)
            settle_by_hand(folder, gateway, clips, rehearsal.shop)
            with Ledger(folder / ".storyboard" / "ledger.sqlite3") as ledger:
                quoted = quote(orders(clips), gateway, ledger)
                spent = ledger.committed()
            if finished == 0 and all(each.state == "owned" for each in quoted):
                break
        return rehearsal.shop, quoted, spent


def promise(counter, quoted, spent, clips):
    assert [each.state for each in quoted] == ["owned"] * clips
    assert sorted(counter.posts.values()) == [1] * clips, "a film was ordered twice"
    assert len(counter.jobs) == clips
    assert spent == counter.charged() == 3.0 * clips
    assert all(each.take.read_bytes() == films.film(10) for each in quoted)


def test_killed_at_random_moments_nothing_is_sent_twice_and_nothing_is_lost(tmp_path):
    clips = 5

    promise(*kill_and_resume(tmp_path, clips, kills=3, seed=5), clips)


@pytest.mark.slow
def test_two_hundred_kills_of_a_production_of_twenty_clips(tmp_path):
    """Ten productions, each killed twenty times on its way."""
    for round_number in range(10):
        folder = tmp_path / str(round_number)
        folder.mkdir()
        promise(*kill_and_resume(folder, 20, kills=20, seed=round_number), 20)


def kill_where_lists_are(folder, dialect, clips, kills, seed):
    """(the gateway, what is owned, how many jobs a person had to adopt, how many were found by themselves): as above, but
    nobody helps until the end, and foreign jobs of the same model and length stand in the list."""
    dice = random.Random(seed)
    os.environ["REHEARSAL_KEY"] = KEY
    by_hand = 0
    with Rehearsal(shop(speed=300.0, rates=FAULTS, seed=seed)) as rehearsal:
        counter, url = rehearsal.shop, rehearsal.url(dialect)
        gateway, wanted = production(folder, url), orders(clips, dialect)
        for number in range(kills):
            told = {"model": wanted[0].model, "prompt": f"foreign {number}", "seconds": 10, "size": wanted[0].size}
            counter.take(dialect, told, SCENARIOS["ok"])
            run_child(folder, url, clips, 0.25 + dice.random() * 0.9)
        for _ in range(8):
            finished = run_child(folder, url, clips, 60)
            with Ledger(folder / ".storyboard" / "ledger.sqlite3") as ledger:
                quoted = quote(wanted, gateway, ledger)
                if finished and all(each.state == "owned" for each in quoted):
                    break
                known = {attempt.remote for attempt in ledger.all_attempts() if attempt.remote}
                for attempt in ledger.all_attempts():
                    if attempt.state != "unknown":
                        continue
                    job = ledger.job(attempt.job)
                    there = [each["id"] for each in counter.console()["jobs"] if each["prompt"] == job.order.prompt]
                    lost = [name for name in there if name not in known]
                    by_hand += bool(lost)
                    named = find_job(ledger, job.key[:12])
                    adopt(ledger, named, lost[0]) if lost else resend(ledger, named)
        with Ledger(folder / ".storyboard" / "ledger.sqlite3") as ledger:
            notes = [event.note for each in ledger.all_attempts() for event in ledger.events(each.id)]
    return counter, quoted, by_hand, sum(note.startswith("found in the gateway's list") for note in notes)


@pytest.mark.slow
@pytest.mark.parametrize("dialect", ["ark-tasks", "kling", "minimax-v2"])
def test_killed_where_the_gateway_has_a_list_a_lost_job_is_found_and_no_foreign_one_is(dialect, tmp_path):
    """Twenty clips, twenty kills: every clip ordered once, none fetched from a foreign job, and nobody is asked where marks are."""
    counter, quoted, by_hand, found = kill_where_lists_are(tmp_path, dialect, 20, kills=20, seed=7)
    ours = [job for job in counter.jobs.values() if not job.prompt.startswith("foreign")]

    assert [each.state for each in quoted] == ["owned"] * 20
    assert len(ours) == 20
    assert max(counter.posts[each.order.prompt] for each in quoted) == 1
    assert sum(job.downloads for job in counter.jobs.values() if job.prompt.startswith("foreign")) == 0
    assert by_hand == 0 or dialect == "minimax-v2"
    print(f"{dialect}: {found} lost answers settled by themselves, {by_hand} by a person")


STUCK, BROKEN = "Scene: 0\n", "Scene: 1\n"


def spoil(monkeypatch, counter):
    """One job stays at 99 % for ever, another's film lies behind a port that there is not."""
    state, address = counter.state, Counter._address
    counter.state = lambda job: ("running", 99.0) if STUCK in job.prompt else state(job)
    broken = "http://127.0.0.1:99999/film.mp4"
    monkeypatch.setattr(Counter, "_address", lambda self, job: broken if BROKEN in job.prompt else address(self, job))


@pytest.mark.wide
def test_a_stuck_job_and_a_broken_link_among_the_clips_of_a_killed_production(tmp_path, monkeypatch):
    """Every run ends; all the others are owned, each ordered once; those two are paid for, counted, and never ordered again."""
    clips, dice = 8, random.Random(3)
    monkeypatch.setenv("REHEARSAL_KEY", KEY)
    counter = shop(speed=300.0, rates=FAULTS, seed=3)
    spoil(monkeypatch, counter)
    with Rehearsal(counter) as rehearsal:
        url = rehearsal.url("unified-v2")
        gateway = production(tmp_path, url)
        for _ in range(3):
            run_child(tmp_path, url, clips, 0.4 + dice.random() * 0.9, "3")
            if (tmp_path / ".storyboard" / "ledger.sqlite3").exists():
                settle_by_hand(tmp_path, gateway, clips, counter)
        ended = []
        for _ in range(6):
            ended.append(run_child(tmp_path, url, clips, 60, "3"))
            settle_by_hand(tmp_path, gateway, clips, counter)
            with Ledger(tmp_path / ".storyboard" / "ledger.sqlite3") as ledger:
                states = [each.state for each in quote(orders(clips), gateway, ledger)]
                spent = ledger.committed()
            if states.count("owned") == clips - 2:
                break

    assert None not in ended
    assert states == ["running", "running"] + ["owned"] * (clips - 2)
    assert sorted(counter.posts.values()) == [1] * clips
    assert spent == counter.charged() == 3.0 * clips
