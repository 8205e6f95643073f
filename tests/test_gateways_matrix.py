"""Every dialect meets everything that goes wrong: how often it was sent, and where it ended."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module

import pytest

from storyboard.rehearsal import SCENARIOS, Rehearsal
from tests import films
from tests.gateway_bench import MODELS, Bench, order, shop

ENDS: dict[str, tuple[int, str, str]] = {
    "ok": (1, "owned", ""),
    "bad-request": (1, "failed", "parameter"),
    "blocked-prompt": (1, "failed", "content_prompt"),
    "real-person": (1, "failed", "content_image_person"),
    "bad-key": (1, "ready", "auth"),
    "no-money": (1, "ready", "quota"),
    "wrong-path": (1, "failed", "unsupported"),
    "wrong-method": (1, "failed", "unsupported"),
    "too-large": (1, "failed", "parameter"),
    "not-processable": (1, "failed", "parameter"),
    "moved": (1, "failed", "unsupported"),
    "see-other": (1, "unknown", "unknown_outcome"),
    "request-timeout": (1, "unknown", "unknown_outcome"),
    "conflict": (1, "unknown", "unknown_outcome"),
    "busy-once": (2, "owned", ""),
    "busy": (6, "ready", "busy"),
    "quota-in-disguise": (1, "ready", "quota"),
    "server-error": (1, "unknown", "unknown_outcome"),
    "bad-gateway": (1, "unknown", "unknown_outcome"),
    "no-channel": (1, "unknown", "unknown_outcome"),
    "gateway-timeout": (1, "unknown", "unknown_outcome"),
    "cloud-error": (1, "unknown", "unknown_outcome"),
    "hang": (1, "unknown", "unknown_outcome"),
    "drop": (1, "unknown", "unknown_outcome"),
    "half-answer": (1, "unknown", "unknown_outcome"),
    "no-id": (1, "unknown", "unknown_outcome"),
    "page-for-answer": (1, "unknown", "unknown_outcome"),
    "broken-json": (1, "unknown", "unknown_outcome"),
    "error-in-200": (1, "unknown", "unknown_outcome"),
    "task-id-only": (1, "owned", ""),
    "id-in-data": (1, "owned", ""),
    "id-changes": (1, "owned", ""),
    "no-status-fields": (1, "owned", ""),
    "processing": (1, "owned", ""),
    "upper-case": (1, "owned", ""),
    "odd-state": (1, "owned", ""),
    "url-in-fail-reason": (1, "owned", ""),
    "fails-at-95": (1, "failed", "gateway_fault"),
    "moderated": (1, "failed", "content_output"),
    "poll-errors": (1, "owned", ""),
    "poll-pages": (1, "owned", ""),
    "poll-busy": (1, "owned", ""),
    "poll-drops": (1, "owned", ""),
    "late-known": (1, "owned", ""),
    "lost": (1, "unknown", "unknown_outcome"),
    "redirect": (1, "owned", ""),
    "cut": (1, "owned", ""),
    "cut-quietly": (1, "owned", ""),
    "always-cut": (1, "running", "gateway_fault"),
    "json-for-film": (1, "owned", ""),
    "gzip": (1, "owned", ""),
    "no-length": (1, "owned", ""),
    "film-error": (1, "owned", ""),
    "not-ready": (1, "owned", ""),
    "expired": (1, "failed", "expired"),
    "link-expired": (1, "owned", ""),
    **{name: (1, "owned", "") for name, scenario in SCENARIOS.items() if scenario.speech},  # only its words are wrong
}
"""Scenario -> creates that arrived, where the purchase stands, class of what is wrong."""

CHAT_ENDS = {
    "echo": (1, "owned", ""),
    "stream-cut": (1, "unknown", "unknown_outcome"),
    "stream-cut-late": (1, "owned", ""),
    "stream-error": (1, "failed", "gateway_fault"),
    "stream-moderated": (1, "failed", "content_prompt"),
    "stream-silent": (1, "unknown", "unknown_outcome"),
    "stream-html": (1, "owned", ""),
    "no-stream": (1, "owned", ""),
    "chat-task": (1, "owned", ""),
    "link-expired": (1, "failed", "expired"),  # the only address came with the answer
}
NOT_IN_CHAT = {name for name, scenario in SCENARIOS.items() if scenario.poll}
"""There is nothing to poll where the answer is the film."""

STOPPING = ("bad-key", "no-money", "quota-in-disguise")
"""These stop the whole run: each has its own."""

NOT_AGAIN = ("auth", "quota", "busy")
"""Nothing was bought, so a second run sends them again."""


TAKEN = ("see-other", "conflict", "server-error", "bad-gateway", "gateway-timeout", "cloud-error", "hang", "drop", "half-answer",
         "no-id", "page-for-answer", "broken-json")  # fmt: skip
"""The gateway took it and its answer never came: found again where the gateway's list shows our mark."""

MARKED = ("ark-tasks", "kling")
USUAL = ("openai-videos", "chat-video", MARKED[0])
"""Those that a person waits for; the others are run under `wide`."""


def expected(dialect):
    if dialect in MARKED:
        return {name: (1, "owned", "") if name in TAKEN else end for name, end in ENDS.items()}
    if dialect != "chat-video":
        return ENDS
    return {name: end for name, end in ENDS.items() if name not in NOT_IN_CHAT} | CHAT_ENDS


def one_dialect(folder, rehearsal, dialect):
    """All scenarios side by side, but for those that stop a run and the one that takes a time-out."""
    bench = Bench(folder / dialect, rehearsal, dialect)
    quick = Bench(folder / f"{dialect}-hang", rehearsal, dialect, {"request_timeout": 0.7})
    together = [name for name in expected(dialect) if name not in (*STOPPING, "hang")]
    with ThreadPoolExecutor(1) as beside:
        hung = beside.submit(quick.buy, order(dialect, "hang"))
        bought = dict(zip(together, bench.buy(*(order(dialect, name) for name in together)), strict=True))
        for name in STOPPING:
            bought[name] = bench.buy(order(dialect, name))[0]
        bought["hang"] = hung.result()[0]
    return {name: (rehearsal.shop.posts[each.order.prompt], each) for name, each in bought.items()}, bench


@pytest.fixture(
    scope="module", params=[pytest.param(name, marks=() if name in USUAL else pytest.mark.wide) for name in MODELS]
)
def played(request, tmp_path_factory):
    """(dialect, scenario -> (creates that arrived, purchase), purchases of a second run, the gateway's shop) of one dialect."""
    dialect, rehearsal = request.param, Rehearsal(shop())
    # Side by side many scenarios end unknown in a row, which would stop the gateway for the others.
    with pytest.MonkeyPatch.context() as patched, rehearsal:
        patched.setattr(import_module("storyboard.submit.drive"), "DOUBTS", 1000)
        bought, bench = one_dialect(tmp_path_factory.mktemp("matrix"), rehearsal, dialect)
        again = bench.buy(
            *(each.order for _, each in bought.values() if each.fault not in NOT_AGAIN and _name(each) != "hang")
        )
    return dialect, bought, again, rehearsal.shop


def test_it_is_sent_as_often_as_is_safe_and_ends_where_it_should(played):
    """In every scenario that there is: all that ended otherwise are told at once."""
    dialect, bought, _, _ = played

    ended = {name: (posts, each.state, each.fault) for name, (posts, each) in bought.items()}

    assert ended == expected(dialect), {
        name: each.note for name, (_, each) in bought.items() if ended[name] != expected(dialect)[name]
    }


def test_the_matrix_covers_every_scenario_there_is():
    assert set(SCENARIOS) == {*ENDS, *CHAT_ENDS}
    assert len(ENDS) >= 30


def test_no_film_is_bought_twice_and_none_that_was_bought_is_given_up(played):
    """What the gateway took is owned, or waited for, or left to a person; only what it deleted itself is lost."""
    _, bought, _, gateway = played
    taken = Counter(job.prompt for job in gateway.jobs.values())
    paid = {job.prompt for job in gateway.jobs.values() if gateway.state(job)[0] == "succeeded"}

    assert max(taken.values()) == 1
    for _, purchase in bought.values():
        if purchase.order.prompt in paid and purchase.fault != "expired":
            told = purchase.state == "failed" and _name(purchase) in ("stream-error", "stream-moderated")
            assert purchase.state in ("owned", "running", "unknown") or told, _name(purchase)


def test_every_film_is_the_one_that_the_gateway_made(played):
    owned = [purchase for _, purchase in played[1].values() if purchase.state == "owned"]

    assert len(owned) >= 8
    assert all(each.take.read_bytes() == films.film(each.order.seconds, each.order.size) for each in owned)


def test_a_second_run_sends_nothing_that_was_settled(played):
    _, bought, again, gateway = played

    assert all(gateway.posts[each.order.prompt] == bought[_name(each)][0] for each in again)
    assert all(each.state == "owned" for each in again if bought[_name(each)][1].state == "owned")


def test_the_key_never_reaches_the_machine_where_the_films_lie(played):
    assert played[3].foreign_credentials == []


def test_no_message_holds_a_key_or_a_signed_address(played):
    notes = [purchase.note for _, purchase in played[1].values()]

    assert not any("sk-" in note or "token=" in note or "<html" in note for note in notes)


def _name(purchase):
    return purchase.order.prompt.split("[[rehearse:")[1].split("]]")[0]
