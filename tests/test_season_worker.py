"""A season and workers on one PostgreSQL server: one budget, one order, and nobody waits for what cannot come."""

import re
import signal
import subprocess
import time
from contextlib import contextmanager

import pytest

from storyboard.config import load_settings
from storyboard.ledger import Broken, Job, Ledger, Limits, open_ledger
from storyboard.model import Order
from storyboard.rehearsal import Rehearsal
from storyboard.season.control import film_first, season_status
from tests.gateway_bench import KEY
from tests.season_bench import shop, start, write_scripts, write_settings
from tests.season_measure import promise

SCALE = ("--scale", "0.05")
PATIENCE = 60
"""Seconds after which a process counts as hung."""


@pytest.fixture(autouse=True)
def _key(monkeypatch):
    monkeypatch.setenv("REHEARSAL_KEY", KEY)


@pytest.fixture
def begin(server, tmp_path):
    """`begin("season")` and `begin("worker")`: processes of one season on the server; none outlives the test."""
    begun: list[subprocess.Popen[bytes]] = []

    def run(command: str, *more: str):
        own = (".", "--yes") if command == "season" else ()
        begun.append(start(tmp_path, *own, "--database", server, *SCALE, *more, command=command))
        return begun[-1]

    yield run
    for child in begun:
        if child.poll() is None:
            child.kill()
            child.wait()


def until(true) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def test_a_worker_takes_over_from_a_season_that_died(server, begin, tmp_path):
    """The season is killed while films are made; a worker alone fetches them all; nothing is sent twice."""
    with Rehearsal(shop(speed=40.0)) as rehearsal:
        write_scripts(tmp_path, 3)
        write_settings(tmp_path, rehearsal.url("unified-v2"), request_timeout=2.0)
        first = begin("season")
        until(lambda: season_status(tmp_path, server).counts.get("running", 0) >= 3)
        first.kill()
        first.wait()

        assert begin("worker", "--until-done").wait(PATIENCE) == 0
        assert season_status(tmp_path, server).counts == {"done": 3}
        assert max(rehearsal.shop.posts.values()) == 1


def cap(folder, server) -> float | None:
    with open_ledger(load_settings(folder, flags={"database": server})) as ledger:
        return ledger.cap(None)


def test_what_is_written_while_the_server_restarts_is_written_once(server, tmp_path):
    """Every kind of write with the connection dead before it: kept, one event each, and the same attempt."""
    with Ledger(tmp_path / "none", database=server) as ledger, ledger.alone("season"):
        with away(server):
            pass
        attempt = ledger.open_jobs([(JOB, 1.0)])[0]
        for step in STEPS:
            with away(server):
                pass
            attempt = step(ledger, attempt)

        assert [event.new for event in ledger.events(attempt.id)] == ["ready", "sending", "running", "done"]
        assert len(ledger.all_attempts()) == 1
        assert ledger.held("season"), "the name it held is held again"


def test_a_write_that_was_kept_though_its_answer_was_lost_is_not_made_twice(server, tmp_path, monkeypatch):
    """The connection dies after the commit: the second try finds what the first one wrote."""
    with Ledger(tmp_path / "none", database=server) as ledger:
        database = ledger._database
        whole = type(database.raw).transaction
        once = []

        @contextmanager
        def cut(connection, *more):
            with whole(connection, *more) as found:
                yield found
            if not once:
                once.append(1)
                with away(server):
                    connection.execute("SELECT 1")

        monkeypatch.setattr(type(database.raw), "transaction", cut)
        attempt = ledger.add_attempt(JOB, 1.0)
        for step in STEPS:
            once.clear()
            attempt = step(ledger, attempt)

        assert [event.new for event in ledger.events(attempt.id)] == ["ready", "sending", "running", "done"]
        assert len(ledger.all_attempts()) == 1


def test_a_server_that_stays_away_is_one_sentence(server, tmp_path, monkeypatch):
    monkeypatch.setattr("storyboard.ledger.postgres.PATIENCE", 0.3)
    with (
        Ledger(tmp_path / "none", database=server) as ledger,
        away(server),
        pytest.raises(Broken, match="went away and is not back after") as caught,
    ):
        ledger.places()

    assert "tester@" not in str(caught.value)


STEPS = (
    lambda ledger, attempt: ledger.claim(attempt, Limits(parallel=1)),
    lambda ledger, attempt: ledger.move(attempt, "running", remote="r1"),
    lambda ledger, attempt: ledger.finish(attempt, path="a.mp4", sha256="s", size=1),
)
JOB = Job("k", "clip", "g", "a", "{}", Order("m", "p", 10, "720x1280"))


@contextmanager
def away(url: str):
    """The server is away for this database: connections die, new ones are refused, as while it restarts."""
    import psycopg

    where, _, name = url.rpartition("/")
    with psycopg.connect(f"{where}/postgres", autocommit=True) as admin:
        admin.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,))
        try:
            yield
        finally:
            admin.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")


@pytest.mark.slow
@pytest.mark.parametrize("helped", [False, True], ids=["alone", "with a worker"])
def test_a_server_that_restarts_twice_ends_no_run(server, begin, tmp_path, helped):
    """While clips are sent and while they are waited for: the same processes go on, and the account is the ledger."""
    with Rehearsal(shop(speed=40.0)) as rehearsal:
        write_scripts(tmp_path, 4, scenes=2)
        write_settings(tmp_path, rehearsal.url("unified-v2"), parallel=3)
        season = begin("season")
        until(lambda: len(rehearsal.shop.jobs) >= 1)
        worker = begin("worker", "--until-done") if helped else None
        with away(server):
            time.sleep(1.5)
        until(lambda: len(rehearsal.shop.jobs) >= 5)
        with away(server):
            time.sleep(1.5)

        assert season.wait(PATIENCE) == 0, (tmp_path / "season.log").read_text()
        if worker:
            assert worker.wait(PATIENCE) == 0, (tmp_path / "worker.log").read_text()
        promise(tmp_path, rehearsal.shop, server)


@pytest.mark.parametrize(
    "worker_begins",
    ["with the season", *(pytest.param(when, marks=pytest.mark.slow) for when in ("before it", "when all is spent"))],
)
def test_a_budget_shared_with_a_worker_ends_both_and_raised_lets_both_finish(server, begin, tmp_path, worker_begins):
    """Reached midway, both end by themselves with exit 6, and who waits for budget is named; then nothing is sent twice."""
    with Rehearsal(shop(speed=100.0)) as rehearsal:
        write_scripts(tmp_path, 6, 2)
        write_settings(tmp_path, rehearsal.url("unified-v2"), parallel=4, budget=6.0, request_timeout=2.0)
        worker = begin("worker", "--until-done") if worker_begins == "before it" else None
        season = begin("season")
        if worker_begins == "when all is spent":
            until(lambda: rehearsal.shop.charged() > 4.5)
        worker = worker or begin("worker", "--until-done")

        assert (season.wait(PATIENCE), worker.wait(PATIENCE)) == (6, 6)

        spent = rehearsal.shop.charged()
        assert 4.5 < spent <= 6.0
        assert season_status(tmp_path, server).committed == spent
        log = (tmp_path / "season.log").read_text()
        assert re.search(r"^ep0\d: budget\n  the budget of 6 is reached", log, re.M)
        assert "raise [budget] max_cost and run the season again" in log
        write_settings(tmp_path, rehearsal.url("unified-v2"), parallel=4, budget=20.0, request_timeout=2.0)
        season = begin("season")
        until(lambda: cap(tmp_path, server) == 20.0)
        assert begin("worker", "--until-done").wait(PATIENCE) == 0
        assert season.wait(PATIENCE) == 0, (
            (tmp_path / "season.log").read_text() + "=====" + (tmp_path / "worker.log").read_text()
        )
        now = season_status(tmp_path, server)
        assert (now.counts, now.committed) == ({"done": 12}, rehearsal.shop.charged())
        assert max(rehearsal.shop.posts.values()) == 1


@pytest.mark.slow
def test_a_worker_waits_for_a_bigger_budget_and_goes_on_by_itself(server, begin, tmp_path):
    """Without --until-done it says so and stays; the season is run with more and interrupted; the worker finishes it."""
    with Rehearsal(shop(speed=100.0)) as rehearsal:
        write_scripts(tmp_path, 6, 2)
        write_settings(tmp_path, rehearsal.url("unified-v2"), parallel=4, budget=4.0, request_timeout=2.0)
        worker, season = begin("worker"), begin("season")
        assert season.wait(PATIENCE) == 6
        until(lambda: "this worker goes on when" in (tmp_path / "worker.log").read_text())
        write_settings(tmp_path, rehearsal.url("unified-v2"), parallel=4, budget=20.0, request_timeout=2.0)
        season = begin("season")
        until(lambda: season_status(tmp_path, server).committed > 4.0)
        season.send_signal(signal.SIGINT)
        assert season.wait(PATIENCE) == 130

        until(lambda: season_status(tmp_path, server).counts == {"done": 12})

        worker.send_signal(signal.SIGINT)
        assert worker.wait(PATIENCE) == 130
        assert max(rehearsal.shop.posts.values()) == 1


@pytest.mark.slow
def test_an_episode_wanted_first_in_the_middle_is_sent_next_by_all_machines(server, begin, tmp_path):
    """`season first ep06` on a server: its clips come before all but what stands ready on the machines already."""
    with Rehearsal(shop(speed=1000.0)) as rehearsal:
        write_scripts(tmp_path, 6, 8)
        write_settings(tmp_path, rehearsal.url("unified-v2"), parallel=1, poll_every=0.05, request_timeout=2.0)
        season = begin("season")
        begin("worker")
        until(lambda: len(rehearsal.shop.jobs) >= 2)

        assert film_first(tmp_path, server, ["ep06"]).startswith("first: ep06;")

        assert season.wait(PATIENCE) == 0
        wanted = ["第6号房间" in film.prompt for film in rehearsal.shop.jobs.values()]
        after = wanted[::-1].index(True)
        assert after >= 5, f"only {after} of {wanted.count(False)} other clips were sent after it"
        assert max(rehearsal.shop.posts.values()) == 1


def paths(folder, server) -> set[str]:
    with open_ledger(load_settings(folder, flags={"database": server})) as ledger:
        return {attempt.path for attempt in ledger.all_attempts()}


def test_a_worker_that_does_not_see_the_seasons_folder_says_so_before_it_pays(server, begin, tmp_path):
    """Same settings and key, another out/: exit 2 and one message; the season goes on alone. With out/ shared it takes part."""
    other = tmp_path / "other machine"
    other.mkdir()
    with Rehearsal(shop(speed=0.5)) as rehearsal:  # slow till the worker has looked, however busy the machine
        write_scripts(tmp_path, 3)
        for folder in (tmp_path, other):
            write_settings(folder, rehearsal.url("unified-v2"), parallel=1, request_timeout=2.0)
        season = begin("season")
        until(lambda: season_status(tmp_path, server).counts.get("running", 0))

        assert begin("worker", "-w", str(other)).wait(PATIENCE) == 2

        said = (tmp_path / "worker.log").read_text()
        assert said.startswith("working; stop with Ctrl-C\nerror: ")
        assert "other machine/out: not the folder where this season's films go" in said
        assert said.endswith("then: storyboard worker -w FOLDER\n")
        assert not (other / "out").exists()
        (other / "out").symlink_to(tmp_path / "out")
        season.kill()
        season.wait(PATIENCE)
        rehearsal.shop.speed = 20.0
        for job in rehearsal.shop.jobs.values():
            job.lasts = 0.0
        assert begin("worker", "-w", str(other), "--until-done").wait(PATIENCE) == 0
        assert season_status(tmp_path, server).counts == {"done": 3}
        assert {str(path.relative_to(tmp_path)) for path in tmp_path.glob("out/*/takes/*.mp4")} == paths(
            tmp_path, server
        )


def test_a_season_is_not_bought_again_because_its_ledger_is_elsewhere(server, begin, tmp_path):
    """Begun on a server, run again without it: refused, in words, before anything is sent. And the other way round."""
    with Rehearsal(shop(speed=0.0)) as rehearsal:
        write_scripts(tmp_path, 1)
        write_settings(tmp_path, rehearsal.url("unified-v2"), request_timeout=2.0)
        assert begin("season").wait(PATIENCE) == 0

        assert start(tmp_path, ".", "--yes").wait(PATIENCE) == 2

        assert (
            "its seasons have their ledger on a server; without it 1 clip would be bought"
            in (tmp_path / "season.log").read_text()
        )
        (tmp_path / "out" / ".season").unlink()
        script = tmp_path / "scripts" / "ep01.txt"
        script.write_text(script.read_text().replace("停在", "站在"))
        assert start(tmp_path, ".", "--yes").wait(PATIENCE) == 0
        assert begin("season").wait(PATIENCE) == 2
        assert (
            "1 of these clips are bought already, on record in the workspace's own"
            in (tmp_path / "season.log").read_text()
        )
        assert sorted(rehearsal.shop.posts.values()) == [1, 1]
