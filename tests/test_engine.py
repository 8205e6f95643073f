"""The durable engine and the server's ledger: many processes, one record of what was sent."""

import asyncio
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from storyboard import engine
from storyboard.config import load_settings
from storyboard.errors import BudgetReached, UsageError
from storyboard.ledger import Job, Ledger, Limits, Stale, Wait, open_ledger
from storyboard.model import Order
from storyboard.rehearsal import Rehearsal
from storyboard.season.carrier import BREAKS, Durable
from storyboard.submit.carrier import Errand
from tests import season_measure
from tests.gateway_bench import KEY
from tests.season_bench import shop, start, write_scripts, write_settings

ROOT = Path(__file__).parent.parent
SCALE = ("--scale", "0.05")


@pytest.fixture(autouse=True)
def _key(monkeypatch):
    monkeypatch.setenv("REHEARSAL_KEY", KEY)


def test_nothing_loads_the_engine_but_a_season():
    """`make` and the ledger import neither DBOS nor the driver of PostgreSQL, nor SQLAlchemy."""
    script = (
        "import sys, storyboard.production.make, storyboard.season.run, storyboard.cli.season, storyboard.cli.worker\n"
        "print([name for name in ('dbos', 'psycopg', 'sqlalchemy') if name in sys.modules])"
    )

    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_without_the_engine_a_worker_says_what_to_install(monkeypatch):
    monkeypatch.setattr(engine, "installed", lambda: False)

    with pytest.raises(UsageError, match=re.escape('python -m pip install ".[season]"')):
        engine.open_engine("sqlite:///x", "one", lambda name: None, 1)


@pytest.mark.slow
def test_a_season_stopped_and_killed_pays_nothing_twice_and_loses_nothing(tmp_path):
    """Ctrl-C (exit 130), then kill -9 in the middle, with replies lost after acceptance: the account is the ledger."""
    with Rehearsal(shop(speed=120.0, rates={"drop": 0.2}, seed=4)) as rehearsal:
        write_scripts(tmp_path, 3, scenes=2)
        write_settings(tmp_path, rehearsal.url("unified-v2"), parallel=2, request_timeout=2.0)
        child = start(tmp_path, ".", "--yes", *SCALE)
        while not rehearsal.shop.jobs:
            time.sleep(0.05)

        child.send_signal(signal.SIGINT)

        assert child.wait(30) == 130
        assert season_measure.kill_one(tmp_path, rehearsal.shop, kills=1, seed=3, life=0.5) == 1
        season_measure.finish_by_hand(tmp_path, rehearsal.shop)
        season_measure.promise(tmp_path, rehearsal.shop)
        assert (tmp_path / ".storyboard" / "engine.sqlite3").exists()


@pytest.mark.slow
def test_sixty_episodes_survive_fifty_kills_with_faults(tmp_path):
    with Rehearsal(shop(40.0, season_measure.FAULTS, 1)) as rehearsal:
        write_scripts(tmp_path, 60, 14)
        write_settings(tmp_path, rehearsal.url("unified-v2"), parallel=12, request_timeout=2.0)
        season_measure.kill_one(tmp_path, rehearsal.shop, kills=50, seed=2, life=5.0)
        season_measure.finish_by_hand(tmp_path, rehearsal.shop)

        assert season_measure.promise(tmp_path, rehearsal.shop)["clips"] >= 600


@pytest.mark.slow
@pytest.mark.parametrize("where", ["on a file", "on a server"])
def test_a_lid_closed_for_an_hour_loses_nothing(request, where):
    """Asleep for an hour of the gateway's time while a film is ready, on its way, or asked for; the connections die with it."""
    line = "lid --speed 400 --episodes 6 --scenes 12 --slots 6 --stops 3".split()
    if where == "on a server":
        request.getfixturevalue("server")
        line.append("--postgres")

    assert season_measure.lid(season_measure.options(line))["hours slept"] >= 2


@pytest.mark.parametrize("again_after", [pytest.param(0.0, marks=pytest.mark.slow), 0.3])
def test_what_a_process_left_in_the_queue_keeps_the_next_one_from_ending_only_until_it_is_done(
    tmp_path, monkeypatch, again_after
):
    """Also where it ends while the queue is being asked: the answer, which still names it, is not believed for ever."""
    from storyboard.engine.durable import Engine

    waiting = Engine.waiting
    write_settings(tmp_path, "http://127.0.0.1:9")
    settings = load_settings(tmp_path)
    with open_ledger(settings) as ledger:
        ledger.open_jobs([(job("k1"), 1.0)])
        ready = ledger.attempt("k1-1")

    async def leave():
        async with Durable(settings, lambda progress: None) as carrier:
            await carrier.engine.enqueue([("k1-1", 1)])

    async def slowly(self):
        found = await waiting(self)
        await asyncio.sleep(again_after)
        return found

    async def go_on():
        async with Durable(settings, lambda progress: None) as carrier, asyncio.timeout(60):
            while not carrier.idle():
                await carrier.wait(0.1)
            # Nobody wanted it when it was at work, or another machine saw it then: that is no end of it. But not without end.
            offers = 0
            while offers <= BREAKS + 1:
                carrier.offer([Errand("k1-1", "ready", ready.updated, tmp_path)])
                if carrier.idle():
                    break
                offers += 1
                carrier._wanted.clear()
                while carrier.open:
                    carrier._looked = 0.0
                    await carrier._supervise()
            assert offers == BREAKS + 1

    asyncio.run(leave())
    monkeypatch.setattr(Engine, "waiting", slowly)
    asyncio.run(go_on())


@pytest.mark.slow
def test_a_carrying_that_broke_off_is_no_end_of_the_attempt(tmp_path, monkeypatch):
    """The engine's row says ERROR, the ledger says ready: the same run begins it again, though not without end."""
    monkeypatch.setattr("storyboard.season.carrier.SUPERVISE", 0.1)
    write_settings(tmp_path, "http://127.0.0.1:9")
    settings, begun = load_settings(tmp_path), []
    with open_ledger(settings) as ledger:
        ledger.open_jobs([(job("k1"), 1.0)])

    async def drive(self, name):
        begun.append(name)
        raise ConnectionError("the database went away")

    async def go_on():
        async with Durable(settings, lambda progress: None) as carrier, asyncio.timeout(30):
            while len(begun) < BREAKS + 1 or not carrier.idle():
                carrier.offer([Errand("k1-1", "ready", 1.0, tmp_path)])
                await carrier.wait(0.05)
                if carrier._left:
                    break

    monkeypatch.setattr(Durable, "drive", drive)
    asyncio.run(go_on())

    assert begun == ["k1-1"] * (BREAKS + 1)


def job(key: str) -> Job:
    return Job(key, "clip", "g", "a", f'{{"n":"{key}"}}', Order("m", "p", 10, "720x1280"))


def test_limits_and_budget_hold_over_many_connections(server, tmp_path):
    """Eight machines claim at once: never more than three at work, never more than the budget."""
    with Ledger(tmp_path / "a", database=server) as ledger:
        ledger.open_jobs([(job(f"k{number}"), 1.0) for number in range(24)])
    claimed, refused = [], []

    def claim(numbers):
        with Ledger(tmp_path / "a", database=server) as mine:
            for number in numbers:
                for _ in range(40):
                    try:
                        got = mine.claim(mine.attempt(f"k{number}-1"), Limits(3, 0, 10.0))
                    except BudgetReached:
                        refused.append(number)
                        break
                    if isinstance(got, Wait):
                        time.sleep(0.02)
                        continue
                    claimed.append(number)
                    assert len(mine.in_state(["a"], "sending")) <= 3
                    mine.finish(mine.move(got, "running", remote=f"r{number}"), path="x")
                    break

    threads = [threading.Thread(target=claim, args=(range(start, 24, 8),)) for start in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (len(claimed), len(refused)) == (10, 14)


def test_the_servers_ledger_is_the_same_ledger(server, tmp_path):
    """A round through its states; a second claim, a used remote id and an overtaken process are refused as in a file."""
    import sqlite3

    with Ledger(tmp_path / "a", database=server) as ledger, Ledger(tmp_path / "a", database=server) as other:
        ledger.open_jobs([(job("k1"), 1.5), (job("k2"), None)])
        got = ledger.claim(ledger.attempt("k1-1"), Limits(4))
        with pytest.raises(Stale):
            other.claim(other.attempt("k1-1"), Limits(4))
        lost = other.move(other.attempt("k1-1"), "unknown", fault="unknown_outcome", note="taken for dead")
        assert ledger.move(got, "running", remote="r1").remote == "r1", "the late answer of a living process counts"
        assert lost.state == "unknown"
        second = ledger.claim(ledger.attempt("k2-1"), Limits(4))
        with pytest.raises(sqlite3.IntegrityError):
            ledger.move(second, "running", remote="r1")
        assert ledger.committed() == 1.5
        assert [event.new for event in ledger.events("k1-1")] == ["ready", "sending", "unknown", "running"]


def test_only_one_season_and_any_number_of_workers(server, tmp_path):
    with Ledger(tmp_path / "a", database=server) as one, Ledger(tmp_path / "a", database=server) as two:
        with one.alone("season"), pytest.raises(UsageError, match="storyboard worker"), two.alone("season"):
            pass
        with two.alone("season"):
            pass


def test_an_address_that_does_not_answer_is_one_message_without_its_password(tmp_path):
    pytest.importorskip("psycopg")
    with pytest.raises(UsageError, match=r"postgresql://127\.0\.0\.1:9/x: the database does not answer") as found:
        Ledger(tmp_path / "a", database="postgresql://me:secret@127.0.0.1:9/x")
    assert "secret" not in str(found.value)


@pytest.mark.slow
def test_a_season_and_a_worker_killed_in_turn_fifty_times(server, tmp_path):
    with Rehearsal(shop(40.0, season_measure.FAULTS, 2)) as rehearsal:
        write_scripts(tmp_path, 60, 14)
        write_settings(tmp_path, rehearsal.url("unified-v2"), parallel=12, request_timeout=2.0)
        season_measure.kill_two(tmp_path, rehearsal.shop, server, kills=50, seed=2, life=5.0)
        season_measure.finish_by_hand(tmp_path, rehearsal.shop, server)

        assert season_measure.promise(tmp_path, rehearsal.shop, server)["clips"] >= 600
