"""How endpoints really answer: what can be read is read at once, what is refused teaches one thing, what is wrong is named."""

import asyncio
import json

import pytest

from storyboard.config import LanguageModel
from storyboard.errors import BadAnswer, Blocked, ModelError, StoryboardError, Truncated
from storyboard.gateways.faults import explain
from storyboard.llm import Ceiling, Endpoint
from storyboard.llm.call import Misplaced
from storyboard.llm.known import known, place, rows
from storyboard.llm.probe import probe
from storyboard.llm.refusals import of_body, of_status
from storyboard.model import Question
from tests.fake_llm import Reply, serving

SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "required": ["n", "word", "list"],
    "properties": {
        "n": {"type": "integer"},
        "word": {"type": "string"},
        "list": {"type": "array", "items": {"type": "string"}},
    },
}
GOOD = {"n": 3, "word": "雨，停了", "list": []}
TEXT = json.dumps(GOOD, ensure_ascii=False)


def asked(answer, tmp_path, *, times=1, key="a-key-that-is-not-real", **more):
    """(answers, endpoint, bodies sent, paths and headers) of asking as often as is said."""
    with serving(answer) as server:
        more = {"base_url": server.url, "model": "m", **more}
        if callable(more["base_url"]):
            more["base_url"] = more["base_url"](server.url)
        mind = Endpoint(LanguageModel(**more), key, tmp_path, 0.001)
        mind.allow(Ceiling(40, 10**6))

        async def go():
            async with mind:
                return [
                    await mind.ask(Question("shots", "Answer.\n", f"q{n}", SCHEMA, "a test"), lambda _: ())
                    for n in range(times)
                ]

        return asyncio.run(go()), mind, server.asked, server.places


def body(message=None, finish="stop", **more):
    """A whole answer as bytes."""
    choice = {"index": 0, "message": {"role": "assistant", "content": None, **(message or {})}, "finish_reason": finish}
    return json.dumps({"choices": [choice], "model": "m", **more}, ensure_ascii=False).encode()


def events(*chunks, done=True):
    lines = [f"data: {json.dumps(chunk, ensure_ascii=False)}\n\n" for chunk in chunks]
    return ("".join(lines) + ("data: [DONE]\n\n" if done else "")).encode()


def delta(text="", finish=None, **more):
    return {"choices": [{"index": 0, "delta": {"content": text, **more}, "finish_reason": finish}]}


def message(content, stop="end_turn"):
    return json.dumps(
        {
            "type": "message",
            "role": "assistant",
            "content": content,
            "stop_reason": stop,
            "usage": {"input_tokens": 9, "output_tokens": 4},
        }
    ).encode()


READABLE = {
    "a stream nobody asked for": events(delta(TEXT[:9]), delta(TEXT[9:]), delta(finish="stop")),
    "a stream with comments and named events": b": PROCESSING\n\nevent: chunk\n"
    + events(delta(TEXT), delta(finish="stop")),
    "a stream without an end": events(delta(TEXT), done=False),
    "a stream that sends the whole message last": events(
        {"choices": [{"message": {"content": TEXT}, "finish_reason": "stop"}]}
    ),
    "JSON with DONE behind it": body({"content": TEXT}) + b"\n\ndata: [DONE]\n\n",
    "a mark of byte order": b"\xef\xbb\xbf" + body({"content": TEXT}),
    "blank lines before it": b"\n \n" * 50 + body({"content": TEXT}),
    "parts": body({"content": [{"type": "thinking", "thinking": "hm {"}, {"type": "text", "text": TEXT}]}),
    "a tool call": body({"tool_calls": [{"function": {"name": "f", "arguments": TEXT}}]}, "tool_calls"),
    "an old function call": body({"function_call": {"name": "f", "arguments": TEXT}}, "function_call"),
    "a tool call in pieces": events(
        delta(tool_calls=[{"index": 0, "function": {"name": "f", "arguments": TEXT[:12]}}]),
        delta(tool_calls=[{"index": 0, "function": {"arguments": TEXT[12:]}}]),
        delta(finish="tool_calls"),
    ),
    "thoughts that hold it": body({"content": "", "reasoning_content": "first I think\n" + TEXT}),
    "thoughts by another name": body({"content": None, "reasoning": TEXT}),
    "no end word": body({"content": TEXT}, finish=None),
    "a wrapper": body({"content": json.dumps({"result": GOOD})}),
    "two wrappers": body({"content": json.dumps({"data": [GOOD]})}),
    "a list of one": body({"content": json.dumps([GOOD])}),
    "JSON in a string": body({"content": json.dumps(TEXT)}),
    "a fence with a word": body({"content": f"```JSON\n{TEXT}\n```"}),
    "null for empty": body({"content": TEXT.replace("[]", "null")}),
    "Chinese marks": body({"content": TEXT.replace('": ', '"：').replace(', "', '，"')}),
    "a broken line in a string": body({"content": TEXT.replace("雨，", "雨，\n")}),
    "Anthropic's text": message([{"type": "text", "text": TEXT}]),
    "Anthropic's tool": message(
        [{"type": "thinking", "thinking": "hm"}, {"type": "tool_use", "name": "f", "input": GOOD}], "tool_use"
    ),
}


@pytest.mark.parametrize("raw", READABLE.values(), ids=READABLE)
def test_an_answer_that_is_there_is_read_at_once(raw, tmp_path):
    """One call, the very words; nothing is guessed."""
    found, mind, bodies, _ = asked(lambda body, number: Reply(raw=raw), tmp_path)

    assert found == [GOOD]
    assert len(bodies) == 1
    assert mind.tally.refused == 0


@pytest.mark.parametrize("raw", READABLE.values(), ids=READABLE)
def test_an_answer_cut_anywhere_is_never_read(raw, tmp_path):
    """Half of the object, in whatever it is wrapped: two questions, then one message."""
    half = raw.decode().replace(TEXT[-8:], "").replace(json.dumps(TEXT)[-9:-1], "").replace('"list": []', "").encode()
    if half == raw or "Anthropic" in raw.decode() or b"pieces" in raw:
        half = raw[: len(raw) // 2]

    with pytest.raises(ModelError):
        asked(lambda body, number: Reply(raw=half), tmp_path)


LESSONS = {
    "response_format": ("this response_format is unavailable", "response_format", ["json_schema", "json_object", None]),
    "temperature": (
        "Unsupported value: 'temperature' does not support 0.3 with this model.",
        "temperature",
        [0.3, None],
    ),
    "max_tokens": (
        "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
        "max_tokens",
        [900, None],
    ),
    "thinking": ("unknown parameter: thinking", "thinking", [{"type": "disabled"}, None]),
}


@pytest.mark.parametrize("status", [400, 404, 422, 500, 501])
@pytest.mark.parametrize(("words", "name", "sent"), LESSONS.values(), ids=LESSONS)
def test_a_parameter_that_is_named_is_dropped_or_renamed_and_nothing_else(words, name, sent, status, tmp_path):
    """Whatever the status; and the next run begins with what was learned."""

    def answer(body, number):
        return Reply(status=status, error=words) if name in body else Reply(TEXT)

    more = {"model": "glm-5", "temperature": 0.3, "output_limit": 900, "thinking": "off"}
    _, _, bodies, _ = asked(answer, tmp_path, **more)
    (tmp_path / "exchanges").rename(tmp_path / "before")

    values = [
        body.get(name, {}).get("type") if name == "response_format" and body.get(name) else body.get(name)
        for body in bodies
    ]
    assert values == sent
    for other in {"temperature", "max_tokens", "thinking", "response_format"} - {name}:
        assert {json.dumps(body.get(other)) for body in bodies} == {json.dumps(bodies[0].get(other))}
    if name == "max_tokens":
        assert bodies[-1]["max_completion_tokens"] == 900
    kept = json.loads((tmp_path / "llm.json").read_text())
    assert next(iter(kept.values()))["form"] == ("prompt" if name == "response_format" else "json_schema")


@pytest.mark.parametrize(
    ("words", "learned"),
    [
        (
            "This model only support stream mode, please enable the stream parameter to access the model.",
            {"stream": True},
        ),
        ("parameter.enable_thinking must be set to false for non-streaming calls", {"enable_thinking": False}),
    ],
)
def test_what_the_refusal_asks_for_is_sent(words, learned, tmp_path):
    def answer(body, number):
        return Reply(TEXT) if learned.items() <= body.items() else Reply(status=400, error=words)

    found, _, bodies, _ = asked(answer, tmp_path)

    assert found == [GOOD]
    assert len(bodies) == 2


def test_a_model_without_a_system_role_gets_the_fixed_part_from_the_user(tmp_path):
    """As a message of its own, and where roles must alternate in one message with the question."""

    def answer(body, number):
        roles = [each["role"] for each in body["messages"]]
        if "system" in roles:
            return Reply(status=400, error="messages[0].role does not support 'system' with this model")
        return (
            Reply(status=400, error="Conversation roles must alternate user/assistant")
            if len(roles) > 1
            else Reply(TEXT)
        )

    found, _, bodies, _ = asked(answer, tmp_path)

    assert found == [GOOD]
    assert [len(body["messages"]) for body in bodies] == [2, 2, 1]


def test_one_empty_answer_teaches_nothing_two_do(tmp_path):
    """The question is asked another way once; the next run begins as strictly as before, until it happens again."""

    def answer(body, number):
        return Reply("") if body.get("response_format") else Reply(TEXT)

    with serving(answer) as server:

        def run():
            mind = Endpoint(LanguageModel(server.url, "m"), "k-not-real", tmp_path, 0.001)

            async def go():
                async with mind:
                    return await mind.ask(Question("shots", "A\n", f"q{len(server.asked)}", SCHEMA), lambda _: ())

            return asyncio.run(go())

        forms = []
        for _ in range(4):
            before = len(server.asked)
            run()
            forms.append([body.get("response_format", {}).get("type", "prompt") for body in server.asked[before:]])

    assert forms == [["json_schema", "prompt"], ["json_schema", "prompt"], ["prompt"], ["prompt"]]


ENDS = {
    "content filter beside empty choices": (
        b'{"choices": [], "prompt_filter_results": [{"content_filter_results": {"hate": {"filtered": true}}}]}',
        Blocked,
        "",
    ),
    "Gemini's block": (b'{"choices": [], "promptFeedback": {"blockReason": "SAFETY"}}', Blocked, ""),
    "GLM's word": (body({"content": ""}, "sensitive"), Blocked, ""),
    "inspection inside a 200": (
        b'{"code": "DataInspectionFailed", "message": "Input data may contain inappropriate content."}',
        Blocked,
        "",
    ),
    "MiniMax's sensitive input": (
        b'{"base_resp": {"status_code": 1026, "status_msg": "input new_sensitive"}}',
        Blocked,
        "",
    ),
    "cut": (body({"content": TEXT[:20]}, "length"), Truncated, "output_limit"),
    "cut by another name": (body({"content": TEXT[:20]}, "max_tokens"), Truncated, "output_limit"),
    "cut while thinking": (body({"content": "", "reasoning_content": "hm"}, "length"), Truncated, "thinking"),
    "no money inside a 200": (b'{"error": {"message": "Insufficient credits", "code": 402}}', ModelError, "top up"),
    "MiniMax's balance": (
        b'{"base_resp": {"status_code": 1008, "status_msg": "insufficient balance"}}',
        ModelError,
        "top up",
    ),
    "a page": (b"<!doctype html><html>", Misplaced, "base_url"),
    "nothing": (b"", ModelError, "base_url"),
}


@pytest.mark.parametrize(("raw", "kind", "cure"), ENDS.values(), ids=ENDS)
def test_what_is_no_answer_is_told_by_its_cause_and_cure_in_one_call(raw, kind, cure, tmp_path):
    with pytest.raises(StoryboardError) as caught:
        asked(lambda body, number: Reply(raw=raw), tmp_path)

    assert type(caught.value) is kind
    assert cure in caught.value.hint


def test_a_busy_word_inside_a_200_is_tried_again(tmp_path):
    def answer(body, number):
        busy = b'{"error": {"message": "Provider returned error", "code": 429, "metadata": {"raw": "rate-limited upstream"}}}'
        return Reply(raw=busy) if number == 1 else Reply(TEXT)

    found, mind, bodies, _ = asked(answer, tmp_path)

    assert found == [GOOD]
    assert mind.tally.calls == len(bodies) == 2


def test_an_endpoint_that_asks_for_a_long_wait_is_not_waited_for(tmp_path):
    with pytest.raises(ModelError, match="busy") as caught:
        asked(lambda body, number: Reply(status=429, error="slow down", headers={"Retry-After": "432"}), tmp_path)

    assert "7 min" in caught.value.hint


def test_an_endpoint_whose_answers_can_never_be_read_ends_in_one_message(tmp_path):
    """Two calls; not nine, and no board by rules that nobody asked for. An endpoint that did answer only loses the question."""
    with pytest.raises(ModelError, match="answered 2 times") as caught:
        asked(lambda body, number: Reply("Sorry."), tmp_path)
    assert not isinstance(caught.value, BadAnswer)
    assert "doctor --llm" in caught.value.hint

    with pytest.raises(BadAnswer):
        asked(lambda body, number: Reply(TEXT if number == 1 else "Sorry."), tmp_path / "b", times=2)


@pytest.mark.parametrize(
    ("written", "path", "query"),
    [
        ("/v1", "/v1/chat/completions", ""),
        ("/v1/", "/v1/chat/completions", ""),
        ("/v1/chat/completions", "/v1/chat/completions", ""),
        (
            "/openai/deployments/x?api-version=2024-10-21",
            "/openai/deployments/x/chat/completions",
            "api-version=2024-10-21",
        ),
        ("", "/chat/completions", ""),
    ],
)
def test_an_address_is_understood_as_people_write_it(written, path, query, tmp_path):
    _, _, _, places = asked(
        lambda body, number: Reply(TEXT), tmp_path, base_url=lambda url: url.removesuffix("/v1") + written
    )

    assert places[0][0] == f"{path}?{query}".rstrip("?")


@pytest.mark.parametrize(
    "page", [Reply(status=404, error="Invalid URL"), Reply(raw=b"<!doctype html><title>New API</title>")]
)
def test_an_address_without_its_version_is_found_once(page, tmp_path):
    """A 404 or a web page where the address names no version: /v1 below it is tried, and kept; with one there is one message."""
    places = []

    def answer(body, number):
        return Reply(TEXT) if places[-1][0].startswith("/v1/") else page

    with serving(answer) as server:
        server.places = places

        def run(base):
            mind = Endpoint(LanguageModel(base, "m"), "k-not-real", tmp_path, 0.001)

            async def go():
                async with mind:
                    return await mind.ask(Question("shots", "A\n", f"q{len(places)}", SCHEMA), lambda _: ())

            return asyncio.run(go())

        base = server.url.removesuffix("/v1")
        assert [run(base), run(base)] == [GOOD, GOOD]
        assert [path for path, _ in places] == ["/chat/completions", "/v1/chat/completions", "/v1/chat/completions"]
        with pytest.raises(ModelError, match="chat endpoint"):
            run(f"{base}/api/v3")


def test_what_llm_adds_is_sent_as_it_stands(tmp_path):
    """`extra`, `headers` and `query`; and an answer belongs to what was added."""
    more = {"extra": {"seed": 7, "provider": {"order": ["x"]}}, "headers": {"X-Title": "a title"}, "query": {"a": "b"}}

    _, _, bodies, places = asked(lambda body, number: Reply(TEXT), tmp_path, **more)

    assert bodies[0]["seed"] == 7
    assert bodies[0]["provider"] == {"order": ["x"]}
    assert places[0][0].endswith("?a=b")
    assert places[0][1]["X-Title"] == "a title"
    assert json.loads(next((tmp_path / "exchanges").glob("*.json")).read_text())["extra"] == more["extra"]


def test_the_messages_protocol_is_spoken_where_it_is_asked_for(tmp_path):
    """Anthropic's form: the fixed part beside the messages, the form as a tool, a limit always."""
    raw = message([{"type": "tool_use", "name": "shots", "input": GOOD}], "tool_use")

    found, mind, bodies, places = asked(lambda body, number: Reply(raw=raw), tmp_path, api="messages")

    assert found == [GOOD]
    assert places[0][0] == "/v1/messages"
    assert bodies[0]["system"].startswith("Answer.")
    assert bodies[0]["tools"][0]["input_schema"] == SCHEMA
    assert bodies[0]["max_tokens"] > 0
    assert [each["role"] for each in bodies[0]["messages"]] == ["user"]
    assert (mind.tally.tokens_in, mind.tally.tokens_out) == (9, 4)


@pytest.mark.parametrize(
    ("address", "model", "name"),
    [
        ("https://api.deepseek.com/v1", "deepseek-chat", "DeepSeek"),
        ("https://dashscope.aliyuncs.com/compatible-mode/v1", "qwen-max", "DashScope (Qwen)"),
        ("https://x.openai.azure.com/openai/deployments/y?api-version=1", "gpt", "Azure OpenAI"),
        ("https://relay.example/v1", "Qwen3-235B", "a Qwen model behind a relay"),
        ("http://localhost:11434/v1", "llama3", "Ollama"),
        ("https://relay.example/v1", "grok-5", ""),
    ],
)
def test_known_endpoints_are_told_by_host_else_by_the_model(address, model, name):
    assert known(address, model).name == name


def test_every_known_endpoint_says_something():
    """A row that changes nothing is no row; and every pattern is one."""
    for row in rows():
        assert row.hosts or row.models, row.name
        assert row.off or row.form != "json_schema" or row.api != "chat", row.name


def test_the_doctor_tries_an_endpoint_with_three_questions_and_keeps_what_it_learned(tmp_path):
    """The form, a stream and the switch for thinking."""

    def answer(body, number):
        refused = body.get("response_format", {}).get("type") == "json_schema"
        return (
            Reply(status=400, error="response_format json_schema is not supported")
            if refused
            else Reply('{"word": "action"}')
        )

    with serving(answer) as server:
        found = probe(Endpoint(LanguageModel(server.url, "qwen3-max"), "k-not-real", tmp_path, 0.001))

    assert [(each.ability, each.good) for each in found] == [("answer", True), ("stream", True), ("thinking", True)]
    assert len(server.asked) == 4
    assert "json_object" in found[0].says
    assert json.loads((tmp_path / "llm.json").read_text())[f"{server.url} qwen3-max"]["form"] == "json_object"


DEAF = {
    "no money": Reply(
        status=402, raw=b'{"error": {"message": "Insufficient balance", "code": "insufficient_balance"}}'
    ),
    "a web page": Reply(raw=b"<!doctype html><html><body>Welcome</body></html>"),
    "too busy": Reply(status=429, error="rate limit", headers={"Retry-After": "3600"}),
    "cut": Reply('{"word": "act', finish="length"),
    "no such model": Reply(status=404, raw=b'{"error": {"message": "model not found", "code": "model_not_found"}}'),
    "another key": Reply(status=401, error="invalid api key"),
    "filtered": Reply("", finish="content_filter"),
    "prose": Reply("Action! is what they say."),
}


@pytest.fixture
def doctor(run, monkeypatch, tmp_path):
    """`doctor --llm` of an endpoint: its exit code, and its lines about the language model's answers."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LLM_TRIED", "k-not-real")

    def call(url):
        (tmp_path / "storyboard.toml").write_text(
            f'[llm]\nbase_url = "{url}"\nmodel = "m"\napi_key_env = "LLM_TRIED"\n', encoding="utf-8"
        )
        run("trust", "127.0.0.1", "LLM_TRIED")
        code, out, _ = run("doctor", "--llm", "--offline")
        found = [line for line in out.splitlines() if "language model" in line and "set" not in line]
        return code, found

    return call


@pytest.mark.parametrize("kind", DEAF)
def test_the_doctor_ends_with_the_code_of_the_language_model_where_it_has_no_answer(doctor, kind):
    """And no line about what was asked calls it well."""
    with serving(lambda body, number: DEAF[kind]) as server:
        code, lines = doctor(server.url)

    assert code == 3
    assert lines
    assert [line for line in lines if line.startswith("ok")] == []


def test_the_doctor_ends_with_the_code_of_the_language_model_for_a_dead_host_and_without_a_key(doctor, monkeypatch):
    monkeypatch.setattr("storyboard.llm.call.LONGEST_WAIT", 0.01)  # a host that is dead is asked again after seconds
    with serving(lambda body, number: Reply("{}")) as server:
        url = server.url
    code, lines = doctor(url)
    monkeypatch.delenv("LLM_TRIED")

    assert (code, [line for line in lines if line.startswith("ok")]) == (3, [])
    assert doctor(url)[0] == 3


def test_the_doctor_ends_well_where_the_language_model_answers(doctor):
    with serving(lambda body, number: Reply('{"word": "action"}')) as server:
        code, lines = doctor(server.url)

    assert (code, any(line.startswith("ok") for line in lines)) == (0, True)


@pytest.mark.parametrize("code", ["Arrearage", "new_api_error", "CreationPolicyViolation"])
def test_a_code_that_stands_in_several_fields_is_told_once(code):
    """In the error of a language model and in that of a gateway."""
    for error in (
        {"message": code, "code": code, "type": code},
        {"message": f"no: {code}", "code": code, "type": code},
    ):
        assert of_status(400, json.dumps({"error": error})).said.count(code) == 1
        assert str(explain(400, json.dumps({"error": error}))).count(code) == 1


def test_an_error_is_read_the_same_from_a_status_a_body_or_a_list():
    """The table goes by words, then by status."""
    assert of_status(400, '[{"error": {"message": "Unknown name \\"additionalProperties\\""}}]').kind == "parameter"
    assert of_status(503, '{"error": {"message": "当前分组 default 下对于模型 m 无可用渠道"}}').kind == "model"
    assert of_status(400, '{"code": 20012, "message": "Model does not exist."}').kind == "model"
    assert of_status(400, '{"error": {"type": "Arrearage", "message": "good standing"}}').kind == "money"
    assert of_status(502, "<html>bad gateway</html>").kind == "broken"
    assert of_body({"choices": [{"message": {}}], "code": 0}) is None
    assert of_body({"error": None, "choices": [{}]}) is None


def test_an_address_with_its_call_is_taken_apart():
    assert place("https://h/v1/chat/completions?x=1&y=2") == place("https://h/v1?x=1&y=2")
