"""Exchanges: what was asked once is played again offline, as it came; what failed is not kept."""

import asyncio
import json

import pytest

from storyboard.config import LanguageModel
from storyboard.errors import ModelError, Truncated, UsageError
from storyboard.llm import Endpoint, Exchanges
from storyboard.llm.earlier import exchanges_of
from storyboard.llm.exchanges import Unrecorded
from storyboard.model import Question
from tests.fake_llm import Reply, serving

SCHEMA = {
    "type": "object", "additionalProperties": False, "required": ["word"], "properties": {"word": {"type": "string"}},
}  # fmt: skip


def question(user="第一行\n第二行\n第三行"):
    return Question("shots", "系统提示\n固定部分", user, SCHEMA, "scene 1, lines 1-3")


def answering(*words):
    """An endpoint's answers, one after another; the last one goes on."""
    return lambda body, number: Reply(json.dumps({"word": words[min(number, len(words)) - 1]}, ensure_ascii=False))


def asked(url, folder, mode, *, key="not-a-real-key", repeat=1, user=None, judge=lambda data: (), times=1):
    """What an endpoint with exchanges answers, and the calls it saw."""
    calls = []
    mind = Endpoint(LanguageModel(url, "m"), key, None, 0.01, Exchanges(folder, mode, repeat))
    mind.watch = calls.append

    async def run():
        async with mind:
            return [await mind.ask(question(user) if user else question(), judge) for _ in range(times)]

    return asyncio.run(run()), calls, mind.tally


def test_an_exchange_is_played_again_offline_with_its_own_latency(tmp_path):
    with serving(answering("月亮")) as server:
        first, calls, _ = asked(server.url, tmp_path, "auto")
        url = server.url

    again, played, tally = asked(url, tmp_path, "replay", key="")

    assert first == again == [{"word": "月亮"}]
    assert (calls[0].replayed, played[0].replayed) == (False, True)
    assert played[0].seconds == pytest.approx(calls[0].seconds, abs=0.001)
    assert (tally.calls, tally.replayed, tally.tokens) == (0, 1, 0), "nothing was paid now"
    assert (played[0].tokens_in, played[0].tokens_out) == (calls[0].tokens_in, calls[0].tokens_out)


def test_an_exchange_is_readable_and_holds_no_key(tmp_path):
    with serving(answering("月亮")) as server:
        asked(server.url, tmp_path, "auto", key="sk-very-secret")

    text = next(tmp_path.glob("shots-*.json")).read_text(encoding="utf-8")
    assert '"第二行"' in text
    assert "月亮" in text
    assert "\\u" not in text
    assert "sk-very-secret" not in text


def test_a_refused_answer_is_kept_so_that_re_asks_are_played_too(tmp_path):
    def judge(data):
        return [] if data["word"] == "好" else ["say 好"]

    with serving(answering("坏", "好")) as server:
        _, calls, _ = asked(server.url, tmp_path, "auto", judge=judge)
        url = server.url

    again, played, _ = asked(url, tmp_path, "replay", judge=judge)

    assert again == [{"word": "好"}]
    assert [(call.turn, call.faults) for call in played] == [(call.turn, call.faults) for call in calls]
    assert [call.turn for call in played] == [0, 1]


def test_a_form_that_the_endpoint_refused_is_played_as_refused(tmp_path):
    """What an endpoint cannot do is no accident: the step down is part of the recording."""

    def plain_only(body, number):
        return (
            Reply(status=400, error="response_format is not supported")
            if "response_format" in body
            else Reply('{"word": "x"}')
        )

    with serving(plain_only) as server:
        _, calls, _ = asked(server.url, tmp_path, "auto")
        url = server.url
    again, played, _ = asked(url, tmp_path, "replay")

    assert again == [{"word": "x"}]
    assert [(call.mode, bool(call.error)) for call in played] == [(call.mode, bool(call.error)) for call in calls]
    assert [call.mode for call in played] == ["json_schema", "json_object", "prompt"]


def test_what_an_endpoint_cannot_do_is_not_tried_again(tmp_path):
    """Once a plainer form was answered, the refused one is played in auto too."""

    def plain_only(body, number):
        return Reply(status=400, error="not supported") if "response_format" in body else Reply('{"word": "x"}')

    with serving(plain_only) as server:
        asked(server.url, tmp_path, "auto")
        asked(server.url, tmp_path, "auto")

        assert len(server.asked) == 3


def test_half_a_character_in_an_answer_is_a_fault_and_can_be_written(tmp_path):
    """A lone surrogate, written out or escaped, cannot be stored as UTF-8."""
    replies = [
        Reply(raw=json.dumps({"choices": [{"message": {"content": text}, "finish_reason": "stop"}]}).encode())
        for text in ('{"word": "\\ud83d"}', '{"word": "好"}')
    ]
    with serving(lambda body, number: replies[min(number, 2) - 1]) as server:
        found, calls, _ = asked(server.url, tmp_path, "auto")

    assert found == [{"word": "好"}]
    assert "half of a character" in calls[0].faults[0]


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (Reply('{"word": "x', finish="length"), "Truncated"),
        (Reply(refusal="I will not"), "Blocked"),
        (Reply("", finish="content_filter"), "Blocked"),
        (Reply(status=400, error="Content Exists Risk"), "Blocked"),
    ],
    ids=["cut", "refusal", "filter", "status"],
)
def test_what_came_instead_of_an_answer_is_played_in_replay_and_asked_again_otherwise(reply, kind, tmp_path):
    """What was asked next depends on it; but it never stands in the way of an answer."""
    with serving(lambda body, number: reply) as server:
        with pytest.raises(ModelError) as first:
            asked(server.url, tmp_path, "auto")
        with pytest.raises(ModelError) as played:
            asked(server.url, tmp_path, "replay")
        assert len(server.asked) == 1
        url = server.url
        server.answer = answering("好")
        assert asked(url, tmp_path, "auto")[0] == [{"word": "好"}]
    assert asked(url, tmp_path, "replay")[0] == [{"word": "好"}]
    assert type(first.value).__name__ == type(played.value).__name__ == kind


@pytest.mark.parametrize(
    "reply", [Reply(status=401, error="no"), Reply(status=404, error="no such model")], ids=["key", "model"]
)
def test_what_failed_on_the_way_is_never_kept(reply, tmp_path):
    with serving(lambda body, number: reply) as server, pytest.raises(ModelError):
        asked(server.url, tmp_path, "auto")

    assert list(tmp_path.glob("*")) == []


def test_a_request_that_no_form_was_understood_in_is_tried_again(tmp_path):
    """A 400 for a key or a parameter is no trait of the endpoint: mended, it works."""
    with serving(lambda body, number: Reply(status=400, error="API key not valid")) as server:
        with pytest.raises(ModelError):
            asked(server.url, tmp_path, "auto")
        server.answer = answering("好")

        assert asked(server.url, tmp_path, "auto")[0] == [{"word": "好"}]


def test_a_cut_answer_is_seen_with_its_text(tmp_path):
    calls = []
    with serving(lambda body, number: Reply('{"word": "x', finish="length")) as server:
        mind = Endpoint(LanguageModel(server.url, "m"), "k", None, 0.01, Exchanges(tmp_path, "auto"))
        mind.watch = calls.append

        async def run():
            async with mind:
                await mind.ask(question(), lambda data: ())

        with pytest.raises(Truncated):
            asyncio.run(run())

    assert calls[0].answer == '{"word": "x'
    assert calls[0].error.startswith("Truncated")


def test_in_replay_an_unknown_question_shows_what_differs_from_the_nearest(tmp_path):
    with serving(answering("x")) as server:
        asked(server.url, tmp_path, "auto")
        asked(server.url, tmp_path, "auto", user="某个\n完全\n不同")
        url = server.url

    with pytest.raises(Unrecorded) as wrong:
        asked(url, tmp_path, "replay", user="第一行\n改过的第二行\n第三行")

    assert "-user: 第二行" in wrong.value.message
    assert "+user: 改过的第二行" in wrong.value.message
    assert "完全" not in wrong.value.message
    assert wrong.value.exit_code == 3


def test_repeats_are_different_answers_of_one_question(tmp_path):
    with serving(answering("一", "二")) as server:
        one, _, _ = asked(server.url, tmp_path, "auto", repeat=1)
        two, _, _ = asked(server.url, tmp_path, "auto", repeat=2)
        url = server.url

    assert (one, two) == ([{"word": "一"}], [{"word": "二"}])
    assert asked(url, tmp_path, "replay", repeat=2)[0] == two
    assert asked(url, tmp_path, "replay", repeat=1)[0] == one
    with pytest.raises(Unrecorded, match="of another repeat"):
        asked(url, tmp_path, "replay", repeat=3)


def test_recording_asks_anew_once_and_off_keeps_nothing(tmp_path):
    with serving(answering("旧", "新", "新新", "不留")) as server:
        asked(server.url, tmp_path, "auto")
        recorded, _, _ = asked(server.url, tmp_path, "record", times=2)
        played, _, _ = asked(server.url, tmp_path, "replay")
        kept = {path.name: path.read_bytes() for path in tmp_path.glob("*")}
        off, _, _ = asked(server.url, tmp_path, "off")

    assert recorded == [{"word": "新"}, {"word": "新"}]
    assert played == [{"word": "新"}]
    assert off == [{"word": "新新"}]
    assert {path.name: path.read_bytes() for path in tmp_path.glob("*")} == kept


def test_two_cells_with_one_question_pay_for_one_answer(tmp_path):
    """Side by side, not one after another: the second waits for the first one's answer."""
    with serving(answering("x")) as server:
        kept = Exchanges(tmp_path, "auto")
        minds = [Endpoint(LanguageModel(server.url, "m"), "k", None, 0.01, kept) for _ in range(4)]

        async def one(mind):
            async with mind:
                return await mind.ask(question(), lambda data: ())

        async def run():
            return await asyncio.gather(*map(one, minds))

        assert asyncio.run(run()) == [{"word": "x"}] * 4
        assert len(server.asked) == 1


def test_without_a_key_and_an_exchange_the_message_says_which_key(tmp_path):
    with pytest.raises(ModelError, match="no key in STORYBOARD_LLM_KEY"):
        asked("http://127.0.0.1:9/v1", tmp_path, "auto", key="")


def test_a_damaged_exchange_is_named(tmp_path):
    with serving(answering("x")) as server:
        asked(server.url, tmp_path, "auto")
        path = next(tmp_path.glob("*.json"))
        path.write_text('{"request": 1}')

        with pytest.raises(UsageError, match=path.name):
            asked(server.url, tmp_path, "replay")


def test_what_plan_asked_serves_an_evaluation_and_the_other_way_round(tmp_path):
    """One store: the same question, endpoint and settings are one question, whoever asks."""
    with serving(answering("一", "二")) as server:
        planning, _, _ = asked(server.url, tmp_path, "keep")
        trying, _, _ = asked(server.url, tmp_path, "auto")
        other, _, _ = asked(server.url, tmp_path, "auto", user="别的")
        again, _, tally = asked(server.url, tmp_path, "keep", user="别的")

        assert len(server.asked) == 2
    assert (planning, other) == (trying, again)
    assert tally.kept == 1


def test_a_refused_answer_never_serves_plan(tmp_path):
    """What was not accepted is kept to be read, and asked again."""
    with serving(answering("坏", "坏", "坏", "好")) as server:
        with pytest.raises(ModelError):
            asked(server.url, tmp_path, "keep", judge=lambda data: [] if data["word"] == "好" else ["say 好"])
        found, _, _ = asked(server.url, tmp_path, "keep", judge=lambda data: [] if data["word"] == "好" else ["say 好"])

    assert found == [{"word": "好"}]
    assert len(server.asked) == 4


def test_answers_of_the_first_version_are_taken_in_once_and_asked_by_nobody_again(tmp_path):
    """A kept answer and a cassette, as version 0.1.0 wrote them; the old files stay."""
    one = question()
    old = {
        "kind": "shots", "about": "scene 1, lines 1-3", "mode": "json_schema", "base_url": "http://h/v1", "model": "m",
        "temperature": None, "system": one.system, "user": one.user, "schema": SCHEMA, "turns": [], "answer": '{"word": "旧"}',
        "model_reported": "m-1", "usage": None,
    }  # fmt: skip
    form = {"type": "json_schema", "json_schema": {"name": "shots", "strict": True, "schema": SCHEMA}}
    messages = [{"role": "system", "content": one.system.split("\n")}, {"role": "user", "content": ["另一问"]}]
    tape = {
        "endpoint": "http://h/v1", "repeat": 2, "request": {"model": "m", "messages": messages, "response_format": form},
        "answer": ['{"word": "带"}'], "finish": "stop", "model": "m", "usage": None, "seconds": 1.5,
    }  # fmt: skip
    plain = {
        **tape,
        "repeat": 1,
        "request": {
            "model": "m",
            "messages": [
                {"role": "system", "content": [*one.system.split("\n"), "", "JSON Schema:", json.dumps(SCHEMA), ""]},
                {"role": "user", "content": ["第三问"]},
            ],
            "response_format": {"type": "json_object"},
        },
        "answer": ['{"word": "平"}'],
    }
    for place, data in (
        ("answers/shots-0-0.json", old),
        ("../cassettes/m/shots-1-2.json", tape),
        ("../cassettes/m/shots-2-1.json", plain),
    ):
        path = tmp_path / "w/.storyboard" / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")

    folder = exchanges_of(tmp_path / "w")
    again = exchanges_of(tmp_path / "w")

    assert folder == again
    assert len(list(folder.glob("shots-*.json"))) == 3
    assert asked("http://h/v1", folder, "keep", key="")[0] == [{"word": "旧"}]
    assert asked("http://h/v1", folder, "replay", key="", repeat=2, user="另一问")[0] == [{"word": "带"}]
    assert asked("http://h/v1", folder, "replay", key="", user="第三问")[0] == [{"word": "平"}]
    assert (tmp_path / "w/cassettes/m/shots-1-2.json").is_file()
