"""The decision table for creates, as promises about every answer there could be."""

import json

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyboard.config import GatewayEntry, Settings
from storyboard.errors import UsageError
from storyboard.gateways import Accepted, NotAccepted, Ticket, Unclear, WireRequest, open_gateway
from storyboard.gateways.create import REFUSALS, judge
from storyboard.gateways.replies import state_of
from storyboard.gateways.task import observe
from storyboard.gateways.wire import BrokenAnswer, NotSent, Reply, named
from storyboard.model import Order
from storyboard.profiles import load_dialect, load_dialects

REMOTE = [name for name, dialect in load_dialects().items() if dialect.flow == "task"]
REQUEST = WireRequest("POST", "/v1/videos", "json", {})
ENTRY = GatewayEntry(dialect="openai-videos", base_url="https://g.example")
WORDS = st.sampled_from(
    ["id", "task_id", "status", "state", "data", "error", "message", "code", "progress", "fail_reason"]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=5),
    max_leaves=10,
)
BODY = JSON.map(lambda value: json.dumps(value).encode()) | st.binary(max_size=40)


def reply(status, body, **headers):
    return Reply(status, httpx.Headers(headers), body)


@given(st.integers(200, 599), BODY, st.sampled_from(REMOTE))
def test_only_a_refusal_at_the_door_counts_as_not_taken_and_only_429_is_sent_again(status, body, dialect):
    outcome = judge(reply(status, body), REQUEST, load_dialect(dialect), ENTRY, "")

    if isinstance(outcome, Accepted):
        assert 200 <= status < 300
        assert outcome.remote
    elif isinstance(outcome, NotAccepted):
        assert status in REFUSALS | {429, 307, 308}
        assert outcome.retry_after is None or status == 429
    else:
        assert status not in REFUSALS | {429}


@pytest.mark.parametrize("status", [408, 409, 425, 500, 502, 503, 504, 520, 524, 527])
@given(body=BODY)
def test_what_leaves_room_for_doubt_is_never_sent_again(status, body):
    assert isinstance(judge(reply(status, body), REQUEST, load_dialect("unified-v2"), ENTRY, ""), Unclear)


def test_a_gateway_that_promises_to_have_taken_nothing_is_believed():
    entry = GatewayEntry(dialect="unified-v2", base_url="https://g.example", create_retry_status=(503,))

    outcome = judge(reply(503, b"{}", **{"retry-after": "7"}), REQUEST, load_dialect("unified-v2"), entry, "")

    assert isinstance(outcome, NotAccepted)
    assert (outcome.fault, outcome.retry_after) == ("busy", 7.0)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "3"}, 3.0),
        ({"llm_provider-retry-after": "4"}, 4.0),
        ({"retry-after": "9999"}, 120.0),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "Fri, 01 Jan 2010 00:00:00 GMT"}, 0.0),
        ({}, None),
    ],
)
def test_a_gateways_wish_to_wait_is_read_and_bounded(headers, seconds):
    assert reply(429, b"", **headers).retry_after == seconds


@pytest.mark.parametrize(
    ("wrong", "meaning"),
    [
        (httpx.ConnectError("refused"), NotSent),
        (httpx.ConnectTimeout("slow"), NotSent),
        (httpx.PoolTimeout("full"), NotSent),
        (httpx.ProxyError("407"), NotSent),
        (httpx.ReadTimeout("slow"), BrokenAnswer),
        (httpx.WriteTimeout("slow"), BrokenAnswer),
        (httpx.ReadError("reset"), BrokenAnswer),
        (httpx.WriteError("reset"), BrokenAnswer),
        (httpx.RemoteProtocolError("cut"), BrokenAnswer),
        (httpx.DecodingError("gzip"), BrokenAnswer),
        (TimeoutError(), BrokenAnswer),
    ],
)
def test_only_a_connection_that_was_never_made_is_certain(wrong, meaning):
    assert isinstance(named(wrong), meaning)


@given(st.integers(200, 599), BODY, st.sampled_from(REMOTE), st.sampled_from(["clip", "character"]))
def test_no_answer_to_a_poll_breaks_the_reading_or_fails_a_job_by_itself(status, body, dialect, kind):
    order = Order("sora-2", "p", 10, "720x1280", kind=kind)

    seen = observe(reply(status, body), Ticket("t", order), load_dialect(dialect), "")

    assert seen.state in ("running", "succeeded", "failed", "missing")
    assert seen.state not in ("failed", "succeeded") or status < 300


@pytest.mark.parametrize(
    ("body", "state", "url"),
    [
        ({"status": "completed", "video_url": "https://x/v.mp4"}, "succeeded", "https://x/v.mp4"),
        (
            {"code": "success", "data": {"status": "SUCCESS", "result_url": "https://x/v.mp4"}},
            "succeeded",
            "https://x/v.mp4",
        ),
        ({"status": 200, "data": {"status": "IN_PROGRESS"}}, "running", ""),
        ({"status": "SUCCESS", "fail_reason": "https://x/v.mp4"}, "succeeded", "https://x/v.mp4"),
        ({"status": "unknown"}, "running", ""),
        ({"status": "cancelled"}, "failed", ""),
    ],
)
def test_the_shapes_of_one_family_are_read_alike(body, state, url):
    order = Order("sora-2", "p", 10, "720x1280")
    for dialect in ("openai-videos", "unified-v2"):
        seen = observe(reply(200, json.dumps(body).encode()), Ticket("t", order), load_dialect(dialect), "")
        assert (seen.state, seen.url) == (state, url)


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("NOT_START", "queued"),
        ("In Progress", "running"),
        ("notStarted", "queued"),
        ("Succeed", "succeeded"),
        ("TIMEOUT", "failed"),
    ],
)
def test_state_words_are_known_in_any_dress(word, state):
    assert state_of(word, {}) == (state, True)


def test_an_encoding_that_the_dialect_does_not_take_is_refused():
    entry = GatewayEntry(dialect="lconai", base_url="https://g.example", encoding="json")

    with pytest.raises(UsageError, match="lconai takes multipart"):
        open_gateway(Settings(gateways={"g": entry}), "g")
