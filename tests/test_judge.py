"""A model as judge: asked in both orders, ties where the order decides, never a metric."""

import asyncio
from dataclasses import replace

import pytest

from storyboard.compare.judge import judge
from storyboard.errors import Blocked, CeilingReached, UsageError
from storyboard.lab.metrics import METRICS
from storyboard.library import SHIPPED, STAGES, Library, prompts_of, reference
from storyboard.plan.questions import question
from tests.evidence import by_rules
from tests.fake_llm import Reply, serving
from tests.test_metrics import with_shot

GOOD = "一盏灯在雨里摇"
"""What only the better of two boards shows."""


def two(name="rain.txt"):
    """Two runs of a sample: as the rules have it, and with one better picture."""
    found = by_rules(name)
    return found, with_shot(found, 2, visual=f"苏晴在画面左侧，{GOOD}")


class Asked:
    """An `ask` that answers by a function of the question, and keeps the questions."""

    def __init__(self, answer):
        self.answer, self.questions = answer, []

    async def __call__(self, question, judge):
        self.questions.append(question)
        data = self.answer(question.user)
        assert not judge(data)
        return data


def says(better):
    return lambda user: {"why": f"分镜 {better} 的第 2 镜更准。", "better": better}


def honest(user):
    """Prefers the better picture wherever it stands."""
    return says("1" if GOOD in user.split("分镜 2：")[0] else "2")(user)


def verdict(a, b, answer, language="zh"):
    asked = Asked(answer)
    return asyncio.run(judge(a, b, asked, language)), asked


def test_the_better_board_wins_in_either_order():
    """Two votes, one an order, and they agree."""
    plain, better = two()

    told, asked = verdict(plain, better, honest)

    assert told.winner == "b"
    assert [(vote.episode, vote.first, vote.winner) for vote in told.votes] == [("e1", "a", "b"), ("e1", "b", "b")]
    assert told.why == "Asked in both orders, run b is better in 1 of 1 episodes. 分镜 2 的第 2 镜更准。"
    assert verdict(better, plain, honest)[0].winner == "a"
    assert len({each.id for each in asked.questions}) == 2


@pytest.mark.parametrize("better", ["1", "2"])
def test_a_vote_that_turns_with_the_order_is_a_tie(better):
    """Whoever prefers what it sees first, or last, has said nothing."""
    told, _ = verdict(*two(), says(better))

    assert told.winner == "tie"
    assert {vote.winner for vote in told.votes} == {"a", "b"}
    assert "the order decided" in told.why


def test_equal_boards_are_a_tie_and_nothing_is_asked():
    """No question, no vote."""
    found = by_rules("rain.txt")

    told, asked = verdict(found, found, says("1"))

    assert (told.winner, told.votes, asked.questions) == ("tie", (), [])
    assert told.why == "The boards look the same."


def test_an_episode_that_is_not_answered_in_both_orders_is_left_out():
    """One vote alone is none; that is said."""

    def once(user):
        if GOOD in user.split("分镜 2：")[0]:
            raise Blocked("refused")
        return says("2")(user)

    told, _ = verdict(*two(), once)

    assert (told.winner, told.votes) == ("tie", ())
    assert "1 episodes were not answered in both orders" in told.why


def test_a_judge_that_cannot_be_asked_stops_the_command():
    """The ceiling is no opinion."""

    def never(user):
        raise CeilingReached("no more calls")

    with pytest.raises(CeilingReached):
        verdict(*two(), never)


def test_episodes_are_judged_one_by_one_and_counted():
    """A run wins that wins more episodes; the same episodes in both are not asked."""
    found = by_rules("twins.txt")
    other = with_shot(found, 2, visual=GOOD)

    told, asked = verdict(found, other, honest)

    assert len(found.works) == 2
    assert len(asked.questions) == 2
    assert {vote.episode for vote in told.votes} == {"e1"}
    assert told.winner == "b"


def test_runs_that_cannot_be_compared_are_refused():
    """Another script, or no board."""
    found = by_rules("rain.txt")

    with pytest.raises(UsageError, match="different scripts"):
        verdict(found, by_rules("twins.txt"), says("1"))
    with pytest.raises(UsageError, match="has no board"):
        verdict(found, replace(found, run=replace(found.run, error="no key")), says("1"))


@pytest.mark.parametrize(("name", "language"), [("rain.txt", "zh"), ("lastbus.txt", "en")])
def test_what_the_judge_reads_is_reviewed(name, language, golden):
    """The whole question, in both languages; nothing tells whose a board is."""
    found = by_rules(name)
    other = with_shot(found, 2, visual="x" * 20)

    _, asked = verdict(found, other, says("tie"), language)

    golden(f"judge/{language}.txt", f"{asked.questions[0].system}\n=====\n{asked.questions[0].user}")
    assert found.run.model not in asked.questions[0].user.splitlines()


def test_a_real_endpoint_answers_it(tmp_path):
    """Through the client, with the wire schema."""
    import json

    from storyboard.config import LanguageModel
    from storyboard.llm import Ceiling, Endpoint

    def answer(body, number):
        return Reply(json.dumps(honest(body["messages"][1]["content"]), ensure_ascii=False))

    async def asked(server):
        mind = Endpoint(LanguageModel(server.url, "m"), "not-a-real-key", tmp_path, 0.01)
        mind.allow(Ceiling(10, 10**6))
        async with mind:
            return await judge(*two(), mind.ask, "zh")

    with serving(answer) as server:
        told = asyncio.run(asked(server))

    assert told.winner == "b"
    assert len(server.asked) == 2


def test_no_run_depends_on_the_judge():
    """It is a prompt like the others, with versions and a label, but no stage of planning and no metric."""
    library = Library(chosen={"judge": "v1"})

    assert reference("judge/v1") == ("judge", "v1")
    assert {prompt.language for prompt in prompts_of(library) if prompt.stage == "judge"} == {"zh", "en"}
    assert "judge" not in STAGES
    assert "judge" not in STAGES
    assert all(library.prompt(stage, "zh").hash == SHIPPED.prompt(stage, "zh").hash for stage in STAGES)
    assert not any("judge" in each.name for each in METRICS)
    assert question(SHIPPED, "judge", "en", "", lines=[], boards=[]).schema["required"] == ["why", "better"]
