"""Recorded questions and answers of a language model, played back over HTTP to the planner as it is now."""

import difflib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from storyboard.cast.gather import gather
from storyboard.library import Library
from storyboard.llm import Endpoint
from storyboard.model import Cast, Script
from storyboard.parse import parse
from storyboard.plan import Plan
from storyboard.plan.bible import describe
from storyboard.plan.by_model import plan_with_model
from storyboard.read import read
from tests.fake_llm import Reply

CASES = Path(__file__).parent / "cases"
MODEL = "recorded"
ASKED = Library(chosen={"cast": "v1", "shots": "v1"})
"""The prompts that the cases were recorded with."""


@dataclass(frozen=True)
class Done:
    """A case, planned."""

    script: Script
    cast: Cast
    plans: Sequence[Plan]
    remarks: Sequence[str]


async def plan_case(folder: Path, mind: Endpoint) -> Done:
    """Every episode of the case's script, planned with an endpoint."""
    script = parse(read(next(folder.glob("script.*"))))
    protocol = (folder / "protocol").read_text(encoding="utf-8").strip()
    async with mind:
        cast, remarks = await describe(script, gather(script), Cast(()), mind.ask, library=ASKED)
        plans = [await plan_with_model(script, episode, cast, mind.ask, protocol, ASKED) for episode in script.episodes]
    return Done(script, cast, plans, remarks)


def recorded(folder: Path):
    """An answer function for `fake_llm.serving`: the recorded answer to the same messages; anything else is a fault."""
    exchange = folder / "exchange"
    known = []
    for path in sorted(exchange.glob("*.request.json")):
        answer = path.with_name(path.name.replace(".request.json", ".response.txt"))
        if answer.exists():
            extra = path.with_name(path.name.replace(".request.json", ".response.json"))
            more = json.loads(extra.read_text(encoding="utf-8")) if extra.exists() else {}
            body = json.loads(path.read_text(encoding="utf-8"))
            known.append((body["messages"], Reply(answer.read_text(encoding="utf-8"), **_fields(more))))
    unknown: list[str] = []

    def reply(body, number):
        for messages, answer in known:
            if messages == body["messages"]:
                return answer
        unknown.append(_nearest(body["messages"], [messages for messages, _ in known]))
        return Reply(status=401, error="this question was never recorded")

    return reply, unknown


def _fields(more):
    found = {"finish": more.get("finish_reason", "stop"), "status": more.get("status", 200)}
    return found | {"headers": more.get("headers", {}), "refusal": more.get("refusal")}


def _nearest(messages, known):
    """What a question differs in from the recorded one that is most like it."""
    text = "\n".join(message["content"] for message in messages)
    texts = ["\n".join(message["content"] for message in each) for each in known]
    best = max(
        texts, key=lambda each: difflib.SequenceMatcher(None, each[-2000:], text[-2000:]).quick_ratio(), default=""
    )
    return "\n".join(
        difflib.unified_diff(best.splitlines(), text.splitlines(), "recorded", "asked now", n=1, lineterm="")
    )
