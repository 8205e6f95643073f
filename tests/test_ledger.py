"""The ledger: what is written stays written, claims keep their limits, and nobody writes over a newer state."""

import sqlite3
import subprocess
import sys
import threading

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storyboard.errors import BudgetReached, UsageError
from storyboard.ledger import Attempt, Job, Ledger, Limits, Stale, Wait, lock
from storyboard.model import Dialogue, Order, Reference, Shot

SHOT = Shot("", "近景", Dialogue("林晚", "你来了。"), 2.5, "客厅（内）", "", "白天", "她抬头", "无")
ORDER = Order("sora-2", "Shot 1:", 10, "720x1280", shots=(SHOT,), references=(Reference("image", "a.png"),))
FREE = Limits(parallel=100)


def job(key="k1", **changes):
    return Job(
        **{"key": key, "kind": "clip", "gateway": "g", "account": "acc", "request": "{}", "order": ORDER, **changes}
    )


@pytest.fixture
def clock():
    return [1000.0]


@pytest.fixture
def ledger(tmp_path, clock):
    with Ledger(tmp_path / ".storyboard" / "ledger.sqlite3", now=lambda: clock[0]) as opened:
        yield opened


def ready(ledger, key="k1", price=1.0):
    ledger.add_job(job(key))
    return ledger.add_attempt(job(key), price)


def test_a_job_comes_back_as_it_went_in(ledger):
    ledger.add_job(job())

    assert ledger.job("k1") == job()
    assert ledger.job("k2") is None


def test_the_ledger_is_in_wal_mode_and_syncs_fully(ledger):
    assert ledger._database.raw.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert ledger._database.raw.execute("PRAGMA synchronous").fetchone()[0] == 2


def test_every_change_of_state_leaves_an_event(ledger):
    attempt = ledger.claim(ready(ledger), FREE)
    attempt = ledger.move(attempt, "running", remote="r1", status=200)
    ledger.finish(attempt, path="takes/a.mp4", sha256="ab", size=3)

    assert [(event.old, event.new) for event in ledger.events(attempt.id)] == [
        ("", "ready"),
        ("ready", "sending"),
        ("sending", "running"),
        ("running", "done"),
    ]


def test_a_process_that_was_overtaken_cannot_write(ledger):
    attempt = ready(ledger)
    first = ledger.claim(attempt, FREE)
    ledger.move(first, "ready")
    second = ledger.claim(ledger.attempt(attempt.id), FREE)

    with pytest.raises(Stale):
        ledger.move(first, "running", remote="r1")
    with pytest.raises(Stale):
        ledger.claim(attempt, FREE)
    assert ledger.attempt(attempt.id) == second


def test_no_more_run_at_once_than_allowed(ledger):
    attempts = [ready(ledger, f"k{n}") for n in range(3)]
    limits = Limits(parallel=2)

    assert isinstance(ledger.claim(attempts[0], limits), Attempt)
    running = ledger.move(ledger.claim(attempts[1], limits), "running", remote="r")
    assert isinstance(ledger.claim(attempts[2], limits), Wait)
    ledger.move(running, "failed")
    assert isinstance(ledger.claim(attempts[2], limits), Attempt)


def test_no_more_are_sent_a_minute_than_allowed(ledger, clock):
    attempts = [ready(ledger, f"k{n}") for n in range(3)]
    limits = Limits(parallel=100, rate=2)
    for attempt in attempts[:2]:
        ledger.claim(attempt, limits)

    waiting = ledger.claim(attempts[2], limits)
    assert isinstance(waiting, Wait)
    clock[0] += waiting.seconds
    assert isinstance(ledger.claim(attempts[2], limits), Attempt)


def test_the_budget_is_a_hard_cap_that_counts_what_may_have_been_spent(ledger):
    limits = Limits(parallel=100, budget=2.5)
    first, second, third = (ready(ledger, f"k{n}") for n in range(3))
    ledger.move(ledger.claim(first, limits), "unknown")
    running = ledger.claim(second, limits)

    with pytest.raises(BudgetReached, match=r"2 is spent or reserved"):
        ledger.claim(third, limits)
    ledger.move(running, "failed")
    assert isinstance(ledger.claim(third, limits), Attempt)
    assert ledger.committed() == 2.0


def test_a_film_without_a_known_price_is_not_bought_under_a_budget(ledger):
    with pytest.raises(BudgetReached, match="price of this film is not known"):
        ledger.claim(ready(ledger, price=None), Limits(parallel=1, budget=5.0))


def test_a_gateway_that_asked_us_to_wait_is_waited_for(ledger, clock):
    attempt = ledger.move(ledger.claim(ready(ledger), FREE), "ready", not_before=1030.0)

    assert ledger.claim(attempt, FREE) == Wait(30.0, "the gateway asked us to wait")
    clock[0] = 1030.0
    assert isinstance(ledger.claim(attempt, FREE), Attempt)


def test_one_remote_id_belongs_to_one_attempt(ledger):
    one, two = (ledger.claim(ready(ledger, f"k{n}"), FREE) for n in range(2))
    ledger.move(one, "running", remote="same")

    with pytest.raises(sqlite3.IntegrityError):
        ledger.move(two, "running", remote="same")
    assert ledger.attempt(two.id).state == "sending"


def test_takes_of_another_request_for_the_same_clip_count_as_its_takes(ledger):
    for key in ("k1", "k2"):
        ledger.finish(ledger.claim(ready(ledger, key), FREE), path=f"{key}.mp4", size=1)
    ledger.relate("k1", "k2")

    assert [take.job for take in ledger.takes("k1")] == ["k1", "k2"]
    assert [take.job for take in ledger.takes("k2")] == ["k2"]


def test_names_of_a_production_are_replaced_whole(ledger):
    ready(ledger, "k1")
    ready(ledger, "k2")
    ledger.call("ep01", [("001", "k1"), ("002", "k2")])
    ledger.call("ep01", [("001", "k2")])

    assert ledger.places() == (("ep01", "001", "k2"),)


def test_a_ledger_of_a_newer_program_is_left_alone(tmp_path):
    path = tmp_path / "ledger.sqlite3"
    with Ledger(path) as opened:
        opened._database.raw.execute("PRAGMA user_version = 99")

    with pytest.raises(UsageError, match="newer storyboard"):
        Ledger(path)


def test_a_damaged_ledger_is_named_and_not_deleted(tmp_path):
    path = tmp_path / "ledger.sqlite3"
    path.write_bytes(b"this is no database" * 100)

    with pytest.raises(UsageError, match="restore it from a copy"):
        Ledger(path)
    assert path.read_bytes().startswith(b"this is no database")


def test_many_processes_may_open_a_new_ledger_at_once(tmp_path):
    path, wrong = tmp_path / "ledger.sqlite3", []

    def open_it():
        try:
            Ledger(path).close()
        except Exception as caught:
            wrong.append(caught)

    threads = [threading.Thread(target=open_it) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


STEPS = st.lists(st.sampled_from(["claim", "accept", "busy", "unclear", "fail", "finish", "resume"]), max_size=25)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_happens_in_whatever_order_an_attempt_never_leaves_done_failed_or_unknown_by_itself(tmp_path, steps):
    """A claim needs `ready`; an id needs a claim; what is settled is not sent again."""
    path = tmp_path / "states.sqlite3"
    path.unlink(missing_ok=True)
    ledger = Ledger(path)
    attempt, sends = ready(ledger), 0
    moves = {
        "accept": ("sending", "running"), "busy": ("sending", "ready"), "unclear": ("sending", "unknown"),
        "fail": ("running", "failed"),
    }  # fmt: skip
    for step in steps:
        state = attempt.state
        if step == "claim":
            if state == "ready":
                attempt, sends = ledger.claim(attempt, FREE), sends + 1
            else:
                with pytest.raises(Stale):
                    ledger.claim(attempt, FREE)
        elif step == "resume":
            ledger.close()
            ledger = Ledger(path)
            assert ledger.attempt(attempt.id) == attempt
        elif step == "finish" and state == "running":
            attempt = ledger.finish(attempt, path="x", size=1)
        elif step in moves and state == moves[step][0]:
            attempt = ledger.move(attempt, moves[step][1])
    assert attempt.tries == sends
    ledger.close()


HOLD = """
import sys, pathlib
from storyboard.ledger import lock
with lock(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_process_is_told_at_once_and_a_dead_one_is_no_obstacle(tmp_path):
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with holder:
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(UsageError, match="another storyboard is at work here"), lock(tmp_path):
            pass
        holder.kill()
        holder.wait()

    with lock(tmp_path):
        pass


@pytest.mark.parametrize(
    ("limits", "granted"), [(Limits(parallel=5), 5), (Limits(parallel=100, rate=7), 7), (Limits(100, 0, 3.0), 3)]
)
def test_several_claiming_at_once_keep_the_limits_to_the_last_one(tmp_path, limits, granted):
    """Each with a connection of its own, as processes have."""
    path = tmp_path / ".storyboard" / "ledger.sqlite3"
    with Ledger(path) as ledger:
        attempts = [ready(ledger, f"k{n}") for n in range(24)]
    outcomes = []

    def claim_some(mine):
        with Ledger(path) as own:
            for attempt in mine:
                try:
                    outcomes.append(own.claim(attempt, limits))
                except BudgetReached:
                    outcomes.append(None)

    threads = [threading.Thread(target=claim_some, args=(attempts[start::4],)) for start in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(outcomes) == 24
    assert sum(isinstance(each, Attempt) for each in outcomes) == granted
