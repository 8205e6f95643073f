"""A model that knows the story: the bible, one question about a whole episode, what code does with the answers."""

import asyncio

import pytest

from storyboard.cast.gather import gather
from storyboard.config import LanguageModel
from storyboard.library import Library
from storyboard.llm import Ceiling, Endpoint
from storyboard.model import Cast, Source
from storyboard.parse import parse
from storyboard.plan.protocols import describe, perfect, plan_with_model, windows
from tests.fake_llm import serving
from tests.storyteller import asked, tells
from tests.test_plan_model import SCRIPTS, faults_of, paths

STORY = Library((), {"shots": "v3", "bible": "v1"})


def direct(script, answer, folder, offer=None, key="not-a-real-key"):
    """Cast, remarks, plans, endpoint and server of a script that a model with its story was asked about."""
    with serving(answer) as server:
        mind = Endpoint(LanguageModel(server.url, "fake"), key, folder, 0.001)
        mind.allow(Ceiling(200, 10**7))

        async def run():
            async with mind:
                cast, remarks = await describe(script, gather(script), Cast(()), mind.ask, None, STORY)
                plans = [
                    await plan_with_model(script, each, cast, mind.ask, "cuts", STORY, offer)
                    for each in script.episodes
                ]
                return cast, remarks, plans, mind, server

        return asyncio.run(run())


def script_of(text, name="ep01"):
    return parse(Source(f"{name}.txt", text, "utf-8"))


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_whole_story_takes_a_question_for_the_bible_and_one_for_the_shots(name, tmp_path):
    script = SCRIPTS[name]

    cast, remarks, plans, mind, server = direct(script, tells, tmp_path)

    assert faults_of(script, cast, plans) == []
    assert (remarks, [plan.remarks for plan in plans]) == ([], [()] * len(plans))
    assert paths(plans) <= {"model"}
    assert mind.tally.refused == 0
    first = windows(script, gather(script), Cast(()), STORY)
    assert mind.tally.calls == len(first) + perfect(script, cast, STORY).calls
    assert {asked(body) for body in server.asked} <= {"bible", "story", "labels"}
