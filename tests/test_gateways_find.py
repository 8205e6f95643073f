"""Creates whose answer never came: found in the gateway's own list, adopted only beyond doubt, never sent again."""

from collections import Counter
from dataclasses import replace
from importlib import import_module

import pytest

from storyboard.ledger import Ledger, Limits
from storyboard.rehearsal import SCENARIOS, Rehearsal
from storyboard.submit.buyer import Buyer
from storyboard.submit.finding import find_lost
from storyboard.submit.purchase import job_of
from tests.gateway_bench import Bench, order, shop

ENDINGS = ["drop", "half-answer", "server-error", "request-timeout", "no-channel", "ok"]
LISTING = ("ark-tasks", "kling", "minimax-v2")


def foreign(rehearsal, dialect, wanted, count=1, mark=""):
    """Somebody else's jobs in the same account, of the same model and length."""
    told = {
        "model": wanted.model,
        "prompt": "somebody else's",
        "seconds": wanted.seconds,
        "size": wanted.size,
        "mark": mark,
    }
    return [rehearsal.shop.take(dialect, told, SCENARIOS["ok"]) for _ in range(count)]


@pytest.mark.parametrize("dialect", LISTING)
def test_twins_and_foreign_jobs_are_never_adopted_for_a_lost_one_and_nothing_is_sent_twice(dialect, tmp_path):
    """Eighteen creates, of which two in three lose their answer, half of those before the gateway took them; among
    foreign jobs of the same model and length. The share that settles without a person is what marks are for."""
    with Rehearsal(shop()) as rehearsal:
        bench = Bench(tmp_path, rehearsal, dialect)
        orders = [
            order(dialect, prompt=f"[[rehearse:{name}]] clip {number}") for number, name in enumerate(ENDINGS * 3)
        ]
        orders[6] = orders[0]  # twins: the very same request twice
        for wanted in orders[:4]:
            foreign(rehearsal, dialect, wanted, 2)
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(import_module("storyboard.submit.drive"), "DOUBTS", 1000)
            bought = bench.buy(*orders)
            again = bench.buy(*orders)
        posts, jobs = rehearsal.shop.posts, rehearsal.shop.jobs
        with Ledger(bench.ledger_path) as ledger:
            remotes = {each.remote: ledger.job(each.job).order.prompt for each in ledger.all_attempts() if each.remote}

    sent = Counter(each.prompt for each in orders)
    assert {prompt: posts[prompt] for prompt in sent} == dict(sent), "nothing is sent twice"
    assert all(jobs[remote].prompt == prompt for remote, prompt in remotes.items()), "nothing foreign is adopted"
    taken = [each for each in again if any(name in each.order.prompt for name in ("drop", "half", "server"))]
    settled = [each for each in taken if each.state == "owned"]
    assert len(taken) == 9
    assert len(settled) == (0 if dialect == "minimax-v2" else 9)
    lost = [each for each in again if any(name in each.order.prompt for name in ("request-timeout", "no-channel"))]
    assert {each.state for each in lost} == {"unknown"}, "a silent list is no reason to send again"
    assert [each.state for each in bought] == [each.state for each in again]


def test_without_a_mark_one_fitting_job_is_named_and_adopted_only_where_the_key_is_ours_alone(tmp_path):
    for alone, state in ((False, "unknown"), (True, "owned")):
        with Rehearsal(shop()) as rehearsal:
            bench = Bench(tmp_path / str(alone), rehearsal, "minimax-v2", {"alone": alone})
            bought = bench.buy(order("minimax-v2", "drop"))[0]
            (job,) = rehearsal.shop.jobs.values()

        assert bought.state == state
        assert alone or f"one that may be it, {job.id}" in bought.note


def test_alone_twins_that_both_lost_their_answer_are_left_to_a_person(tmp_path):
    wanted = order("minimax-v2", "drop")
    with Rehearsal(shop()) as rehearsal:
        bench = Bench(tmp_path, rehearsal, "minimax-v2", {"alone": True})
        bought = bench.buy(wanted, replace(wanted, prompt=wanted.prompt.replace("drop", "no-channel")))

    assert [each.state for each in bought] == ["unknown", "unknown"]


def test_a_copied_workspace_does_not_fetch_what_the_other_one_ordered(tmp_path):
    """Both hold the same attempts; the mark is of the send, not of the job."""
    wanted = order("kling", "no-channel")
    with Rehearsal(shop()) as rehearsal:
        bench = Bench(tmp_path, rehearsal, "kling")
        bought = bench.buy(wanted)[0]
        with Ledger(bench.ledger_path) as ledger:
            (attempt,) = ledger.all_attempts()
        foreign(rehearsal, "kling", wanted, mark=f"sb-{'0' * 28}")
        foreign(rehearsal, "kling", wanted, mark=bought.key)
        with Ledger(bench.ledger_path) as ledger:
            assert find_lost(bench.gateway, ledger) == 0
            assert ledger.attempt(attempt.id).state == "unknown"


def test_a_process_that_died_in_the_middle_of_a_send_finds_its_job_at_the_next_start(tmp_path):
    """The claim and its mark stand in the ledger before the request leaves."""
    wanted = order("ark-tasks")
    with Rehearsal(shop()) as rehearsal:
        bench = Bench(tmp_path, rehearsal, "ark-tasks")
        with Ledger(bench.ledger_path) as ledger:
            buyer = Buyer(bench.gateway, ledger)
            (purchase,) = buyer.quote([wanted])
            attempt = ledger.add_attempt(job_of(purchase, bench.gateway), 1.0)
            claimed = ledger.claim(attempt, Limits(4))
            mark = bench.gateway.mark(wanted, claimed.nonce)
            (job,) = foreign(rehearsal, "ark-tasks", wanted, mark=mark)
        bought = bench.buy(wanted)[0]

    assert (bought.state, rehearsal.shop.posts[wanted.prompt]) == ("owned", 0)
    assert rehearsal.shop.jobs[job.id].downloads == 1


def test_a_list_that_cannot_be_read_leaves_the_outcome_unknown(tmp_path):
    with Rehearsal(shop()) as rehearsal:
        bench = Bench(tmp_path, rehearsal, "kling", {"poll_url": rehearsal.url("nowhere")})
        bought = bench.buy(order("kling", "drop"))[0]

    assert bought.state == "unknown"
    assert "could not be read" in bought.note
