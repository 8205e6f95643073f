"""Runs for tests of the workbench: a sample planned by rules, or a recorded case planned by its model again."""

import asyncio
from dataclasses import replace
from functools import cache
from pathlib import Path

from storyboard import check
from storyboard.config import LanguageModel
from storyboard.lab.runs import RunEpisode, RunEvidence
from storyboard.llm import Ceiling, Endpoint
from storyboard.model import Run
from storyboard.pack import pack
from storyboard.render import render
from tests.fake_llm import serving
from tests.replay import CASES, MODEL, plan_case, recorded
from tests.samples import OFFER, sample

SECONDS = 1.5
"""What the n-th call of a played case is said to have taken, times n: recorded answers know no time."""


def a_run(script, model="rules", **changes) -> Run:
    """A run that is complete but means nothing."""
    known = {
        "id": "run-1",
        "key": "k",
        "suite": "suite",
        "script": script.path,
        "script_hash": "h",
        "language": script.language,
        "column": model,
        "prompts": {},
        "model": model,
        "endpoint": "",
        "params": {},
        "repeat": 1,
        "tool": "test",
        "started": "2026-01-01T00:00:00Z",
        "episodes": tuple(episode.id for episode in script.episodes),
    }
    return Run(**(known | changes))


def work_of(script, episode, plan, cast, offer=OFFER) -> RunEpisode:
    """An episode's plan, packed, rendered and checked."""
    clips = pack(plan.board, offer)
    prompts = render(plan.board, clips, offer, cast)
    lines = check.lines_of(script, episode)
    faults = (
        *check.check_board(plan.board, script, episode, cast),
        *check.check_prompts(prompts, clips, plan.board, lines, offer, cast),
        *check.check_clips(clips, plan.board),
    )
    return RunEpisode(episode.id, plan.board, plan.trace, clips, prompts, faults)


@cache
def by_rules(name: str) -> RunEvidence:
    """A sample, planned by rules."""
    done = sample(name)
    works = tuple(work_of(each.script, each.episode, each.plan, each.cast) for each in done)
    return RunEvidence(a_run(done[0].script), done[0].script, done[0].cast, OFFER, (), works)


def by_model(answer, folder: Path, kept: Path) -> RunEvidence:
    """A case (script and protocol in a folder), planned with what `answer` says, one question after another."""
    calls = []
    with serving(answer) as server:
        mind = Endpoint(LanguageModel(server.url, MODEL, parallel=1), "not-a-real-key", kept, 0.01)
        mind.allow(Ceiling(100, 10**7))
        mind.watch = calls.append
        done = asyncio.run(plan_case(folder, mind))
    calls = tuple(replace(call, seconds=SECONDS * number) for number, call in enumerate(calls, start=1))
    return evidence_of(done, calls)


def evidence_of(done, calls=()) -> RunEvidence:
    """A planned case (`tests.replay.Done`) as evidence."""
    pairs = zip(done.script.episodes, done.plans, strict=True)
    works = tuple(work_of(done.script, episode, plan, done.cast) for episode, plan in pairs)
    remarks = (*done.remarks, *(remark for plan in done.plans for remark in plan.remarks))
    return RunEvidence(a_run(done.script, MODEL, remarks=remarks), done.script, done.cast, OFFER, tuple(calls), works)


def replayed(name: str, kept: Path) -> RunEvidence:
    """A recorded case of tests/cases, played back."""
    answer, unknown = recorded(CASES / name)
    found = by_model(answer, CASES / name, kept)
    assert not unknown, unknown[0]
    return found
