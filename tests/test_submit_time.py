"""Time plays tricks: gateways that are away, processes that stand still, answers that never come."""

import asyncio
import socket
import sys
import time
from pathlib import Path

import pytest

from storyboard.errors import GatewayError
from storyboard.ledger import Ledger, Limits
from storyboard.rehearsal import Rehearsal
from storyboard.submit import complain, quote
from storyboard.submit.drive import DriveRun, drive
from tests.gateway_bench import Bench, buy, order, shop


@pytest.fixture
def rehearsal():
    with Rehearsal(shop()) as opened:
        yield opened


@pytest.fixture
def bench(tmp_path, rehearsal):
    return Bench(tmp_path, rehearsal, "unified-v2")


def events(bench):
    with Ledger(bench.ledger_path) as ledger:
        return [event for attempt in ledger.all_attempts() for event in ledger.events(attempt.id)]


def test_a_gateway_that_cannot_be_reached_is_tried_a_few_times_and_nothing_was_sent(tmp_path, rehearsal):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        bench = Bench(tmp_path, rehearsal, "unified-v2", {"base_url": f"http://127.0.0.1:{closed.getsockname()[1]}"})
        bought = bench.buy(order("unified-v2"))

    with pytest.raises(GatewayError, match="not sent, nothing was paid: the connection could not be made"):
        complain(bought)
    assert [event.new for event in events(bench)].count("sending") == 6
    assert bought[0].state == "ready"


@pytest.mark.parametrize("jump", [3.0, -3600.0])
def test_a_process_that_stood_still_between_intent_and_send_does_not_send(bench, rehearsal, jump):
    """Also where the clock was set back meanwhile. Somebody may have taken over meanwhile: the send is given up, and made anew with a fresh intent."""
    stood = [0.0]

    def stand_still(progress):
        if progress.state == "sending":
            stood[0] = jump

    with Ledger(bench.ledger_path, now=lambda: time.time() + stood[0]) as ledger:
        quoted = quote([order("unified-v2")], bench.gateway, ledger)
        bought = buy(quoted, bench.gateway, ledger, bench.folder / "takes", on_event=stand_still, scale=0.01)

    assert bought[0].state == "owned"
    assert rehearsal.shop.posts[bought[0].order.prompt] == 1
    assert [event.new for event in events(bench)].count("sending") == 2
    assert any("stood still" in event.note for event in events(bench))


def test_two_processes_that_fetch_one_film_do_not_disturb_each_other(bench):
    """One was taken for dead while its machine slept: both bring the film, one writes it down, no piece is left behind."""
    bench.buy(order("unified-v2"))

    async def fetch_twice(ledgers):
        attempt = ledgers[0].all_attempts()[0]
        (bench.folder / "takes").joinpath(Path(attempt.path).name).unlink()
        running = ledgers[0].move(attempt, "running")
        job = ledgers[0].job(attempt.job)
        async with bench.gateway as gateway:
            runs = [DriveRun(gateway, each, bench.folder / "takes", Limits(4), sleep_scale=0.01) for each in ledgers]
            return await asyncio.gather(*(drive(run, running, job) for run in runs))

    with Ledger(bench.ledger_path) as one, Ledger(bench.ledger_path) as two:
        ended = asyncio.run(fetch_twice((one, two)))

    assert [attempt.state for attempt in ended] == ["done", "done"]
    assert [path.suffix for path in (bench.folder / "takes").iterdir()] == [".mp4"]


def test_a_gateway_that_goes_silent_does_not_fail_the_film(bench, rehearsal, monkeypatch):
    """After some polls without a readable answer the run ends; the next one goes on with the same job."""
    monkeypatch.setattr(sys.modules["storyboard.submit.drive"], "SILENCE", 4)
    monkeypatch.setattr("storyboard.rehearsal.counter.LATE", 10_000)
    clip = order("unified-v2", "poll-errors")
    bought = bench.buy(clip)
    assert (bought[0].state, bought[0].fault) == ("running", "")
    monkeypatch.undo()
    monkeypatch.setenv("REHEARSAL_KEY", rehearsal.shop.key)
    monkeypatch.setattr("storyboard.rehearsal.counter.LATE", 0)

    assert bench.buy(clip)[0].state == "owned"
    assert rehearsal.shop.posts[clip.prompt] == 1


def test_a_key_that_expires_while_a_film_runs_leaves_it_running(bench, rehearsal):
    clip = order("unified-v2", "odd-state")

    def lock_out(progress):
        if progress.state == "running":
            rehearsal.shop.key = "another-key"

    bought = bench.buy(clip, on_event=lock_out)
    assert (bought[0].state, bought[0].fault) == ("running", "auth")
    assert "the key is refused" in bought[0].note

    rehearsal.shop.key = ""
    assert bench.buy(clip)[0].state == "owned"
    assert rehearsal.shop.posts[clip.prompt] == 1


def test_an_unknown_state_word_is_told_once_and_means_running(bench):
    bought = bench.buy(order("unified-v2", "odd-state"))

    assert bought[0].state == "owned"
    assert sum("PONDERING" in event.note for event in events(bench)) == 1


def test_every_create_has_a_connection_of_its_own(tmp_path, rehearsal, monkeypatch):
    """On a connection that was kept open, a gateway that hangs up just then would leave an unknown outcome."""
    bench = Bench(tmp_path, rehearsal, "unified-v2", {"parallel": 1})
    opened = []
    take = rehearsal.counter.get_request
    monkeypatch.setattr(rehearsal.counter, "get_request", lambda: opened.append(1) or take())

    bench.buy(*(order("unified-v2", f"ok]] {number} [[") for number in range(3)))

    assert len(opened) >= 4
