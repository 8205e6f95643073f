"""The chat endpoint: what is sent, tried again, kept, counted and never said."""

import asyncio
import json
import socket
import threading
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyboard.config import LanguageModel, Settings
from storyboard.errors import BadAnswer, Blocked, CeilingReached, ModelError, Truncated, Unasked, UsageError
from storyboard.llm import Ceiling, Endpoint, open_endpoint
from storyboard.llm.exchanges import records
from storyboard.llm.reading import Unreadable, read_answer
from storyboard.llm.tally import Tally
from storyboard.model import Question
from tests.fake_llm import Reply, serving

SCHEMA = {"type": "object", "additionalProperties": False, "required": ["n"], "properties": {"n": {"type": "integer"}}}
KEY = "a-key-that-is-not-real"


def question(user="how many?"):
    return Question("shots", "Answer with JSON.\n", user, SCHEMA, "a test")


def ask(server, folder, *, judge=lambda data: (), times=1, key=KEY, pause=0.01, user="how many?", **more):
    """Asks through an endpoint; returns the answers and the endpoint."""
    mind = Endpoint(LanguageModel(server.url, "fake", **more), key, folder, pause)

    async def go():
        async with mind:
            return [await mind.ask(question(user), judge) for _ in range(times)]

    return asyncio.run(go()), mind


def always(content, **more):
    return lambda body, number: Reply(content, **more)


def test_an_answer_is_asked_once_and_kept(tmp_path):
    """The second time it comes from the store, in another process too, and the file is readable."""
    with serving(always('{"n": 3}')) as server:
        first, mind = ask(server, tmp_path, times=3)
        again, other = ask(server, tmp_path, key="")

    assert first == [{"n": 3}] * 3
    assert again == [{"n": 3}]
    assert len(server.asked) == 1
    assert (mind.tally.calls, mind.tally.kept, other.tally.calls) == (1, 2, 0)
    kept = json.loads(next((tmp_path / "exchanges").glob("shots-*-1.json")).read_text(encoding="utf-8"))
    assert [(each["answer"], each["accepted"]) for each in kept["exchanges"]] == [(['{"n": 3}'], True)]
    assert kept["user"] == ["how many?"]
    assert KEY not in json.dumps(kept)


def test_the_strictest_form_is_asked_for_first_and_what_works_is_remembered(tmp_path):
    """json_schema, then json_object, then the prompt alone; the next run begins where this one ended."""

    def answer(body, number):
        form = body.get("response_format", {}).get("type", "prompt")
        return Reply('{"n": 1}') if form == "prompt" else Reply(status=400, error=f"{form} is not available")

    with serving(answer) as server:
        ask(server, tmp_path)
        ask(server, tmp_path, user="and now?")

    forms = [body.get("response_format", {}).get("type", "prompt") for body in server.asked]
    assert forms == ["json_schema", "json_object", "prompt", "prompt"]
    assert "JSON Schema" in server.asked[2]["messages"][0]["content"]
    assert server.asked[0]["response_format"]["json_schema"]["strict"] is True
    assert json.loads((tmp_path / "llm.json").read_text())[f"{server.url} fake"]["form"] == "prompt"


def test_an_endpoint_that_ignores_the_schema_is_told_it_in_the_prompt(tmp_path):
    """Status 200 and prose: the next question of the same kind asks more plainly."""

    def answer(body, number):
        return Reply('{"n": 2}') if "JSON Schema" in body["messages"][0]["content"] else Reply("Two, I think.")

    with serving(answer) as server:
        found, _ = ask(server, tmp_path)

    assert found == [{"n": 2}]
    assert len(server.asked) == 2


def test_asked_again_with_the_faults_at_most_twice(tmp_path):
    """The model sees its answer and what is wrong with it; then it is over, and no answer counts as one."""
    with serving(always('{"n": 0}')) as server, pytest.raises(BadAnswer, match="zero is none"):
        ask(server, tmp_path, judge=lambda data: ["zero is none"])

    assert len(server.asked) == 3
    assert server.asked[1]["messages"][2] == {"role": "assistant", "content": '{"n": 0}'}
    assert "zero is none" in server.asked[1]["messages"][3]["content"]
    assert list(records(tmp_path / "exchanges", ["shots"])) == []


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (Reply('{"n": 1}', finish="length"), Truncated),
        (Reply(status=400, error="This model's maximum context length is 8192 tokens"), Truncated),
        (Reply(status=413, error="too large"), Truncated),
        (Reply("", finish="content_filter"), Blocked),
        (Reply(status=400, error="Content Exists Risk"), Blocked),
        (Reply(status=400, error="Input data may contain inappropriate content. DataInspectionFailed"), Blocked),
        (Reply("", refusal="no"), Blocked),
    ],
)
def test_what_asking_again_cannot_mend_is_asked_once(reply, error, tmp_path):
    """A cut answer is never repaired, a refusal never repeated; neither counts as an answer."""
    with serving(lambda body, number: reply) as server, pytest.raises(error):
        ask(server, tmp_path)

    assert len(server.asked) == 1
    assert list(records(tmp_path / "exchanges", ["shots"])) == []


@pytest.mark.parametrize("status", [408, 409, 429, 500, 502, 503])
def test_a_busy_endpoint_is_tried_again_after_what_it_asks_for(status, tmp_path):
    """Retry-After is honoured; the call counts."""

    def answer(body, number):
        return Reply('{"n": 1}') if number == 2 else Reply(status=status, headers={"Retry-After": "0.2"}, error="busy")

    with serving(answer) as server:
        started = time.monotonic()
        _, mind = ask(server, tmp_path)

    assert time.monotonic() - started >= 0.2
    assert mind.tally.calls == len(server.asked) == 2


def test_nobody_there_is_one_clear_message(tmp_path):
    """A refused connection: tried three times, then said with the address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}/v1"
    mind = Endpoint(LanguageModel(address, "fake"), KEY, tmp_path, 0.001)

    async def go():
        async with mind:
            await mind.ask(question(), lambda data: ())

    with pytest.raises(ModelError, match="cannot be reached"):
        asyncio.run(go())
    assert mind.tally.calls == 3


def test_an_endpoint_without_tls_behind_https_is_said_once(tmp_path):
    """https to a plain http port: a TLS error, not tried again."""
    with serving(always("{}")) as server:
        mind = Endpoint(LanguageModel(server.url.replace("http:", "https:"), "fake"), KEY, tmp_path, 0.001)

        async def go():
            async with mind:
                await mind.ask(question(), lambda data: ())

        with pytest.raises(ModelError, match="cannot be reached"):
            asyncio.run(go())

    assert mind.tally.calls == 1


def test_a_silent_endpoint_times_out(tmp_path):
    """No answer within request_timeout: tried three times, then a hint that names the setting."""
    wait = threading.Event()

    def answer(body, number):
        wait.wait(2)
        return Reply("{}")

    with serving(answer) as server:
        with pytest.raises(ModelError) as caught:
            ask(server, tmp_path, request_timeout=0.05)
        wait.set()

    assert "request_timeout" in caught.value.hint


def test_a_stream_is_put_together(tmp_path):
    """`stream = true`: the same answer, piece by piece, and progress is heard."""
    heard = []
    with serving(always('{"n": 3}' + " " * 200)) as server:
        mind = Endpoint(LanguageModel(server.url, "fake", stream=True), KEY, tmp_path, 0.01)
        mind.hear = heard.append

        async def go():
            async with mind:
                return await mind.ask(question(), lambda data: ())

        assert asyncio.run(go()) == {"n": 3}

    assert heard == sorted(heard)
    assert len(heard) > 2
    assert mind.tally.guessed


def test_the_ceiling_is_never_passed(tmp_path):
    """Not by one call, whatever goes wrong; the message says what is kept and what to raise."""
    with serving(always("{}")) as server:
        mind = Endpoint(LanguageModel(server.url, "fake", parallel=8), KEY, tmp_path, 0.001)
        mind.allow(Ceiling(5, 10**6))

        async def go():
            async with mind:
                asking = (mind.ask(question(f"number {n}"), lambda data: ()) for n in range(8))
                return await asyncio.gather(*asking, return_exceptions=True)

        ended = asyncio.run(go())

    assert len(server.asked) == 5
    assert {type(error) for error in ended} == {BadAnswer, CeilingReached}
    assert "max_calls" in ended[-1].hint


def test_without_a_key_nothing_is_sent(tmp_path):
    """Only kept answers; everything else is for the rules."""
    with serving(always("{}")) as server, pytest.raises(Unasked):
        ask(server, tmp_path, key="")

    assert server.asked == []


@pytest.mark.parametrize("address", ["ftp://x/v1", "x", "http://example.com/v1"])
def test_a_key_goes_over_https_only(address, tmp_path):
    """And an address must be one."""
    settings = Settings(workspace=tmp_path, llm=LanguageModel(address, "m"))

    with pytest.raises(UsageError):
        open_endpoint(settings, KEY)


def test_costs_are_told_where_prices_are_known():
    """Cached tokens at their own price."""
    tally = Tally(calls=1, tokens_in=2_000_000, tokens_out=1_000_000, tokens_cached=1_000_000)

    assert tally.cost({}) is None
    assert tally.cost({"input": 1.0, "output": 4.0, "cached": 0.5}) == 5.5


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ('{"n": 1}', {"n": 1}),
        ('```json\n{"n": 1}\n```', {"n": 1}),
        ('<think>maybe {"n": 9}?</think>{"n": 1}', {"n": 1}),
        ('so, {"n": 9}?</think>{"n": 1}', {"n": 1}),
        ('{"n": [1, 2,], }', {"n": [1, 2]}),
        ('{"n": "a,}"}', {"n": "a,}"}),
        ('Here: {"n": {"m": 1}} Done {}.', {"n": {"m": 1}}),
        ('\ufeff{"n": 1}', {"n": 1}),
    ],
)
def test_what_stands_around_an_object_is_removed(text, data):
    """Thoughts, fences, talk, trailing commas; a comma inside a string stays."""
    assert read_answer(text) == data


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "[{}]",
        "null",
        "prose",
        '{"n": NaN}',
        '{"n": 1',
        '{"shots": [{"through": 1}, {"thr',
        '{"n": 1, "n": 2}',
        '{"n": ' + "[" * 100_000,
        "{" * 50_000,
        "x" * 1_000_001,
    ],
)
def test_what_is_cut_or_ambiguous_is_refused(text):
    """Never repaired: a closed bracket would hide lost shots."""
    with pytest.raises(Unreadable):
        read_answer(text)


@given(st.integers(0, 200))
def test_an_answer_cut_at_any_byte_is_never_read_as_a_smaller_one(at):
    """Shots lost with the cut would be lost in silence."""
    whole = json.dumps({"light": "x", "shots": [{"through": n, "visual": "a {b} c"} for n in range(1, 5)]})

    if at < len(whole):
        with pytest.raises(Unreadable):
            read_answer(whole[:at])
    else:
        assert len(read_answer(whole)["shots"]) == 4
