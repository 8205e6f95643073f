"""Where the stages meet the language model: who asks, how much, and what is said about it afterwards."""

import asyncio
import os
from collections import Counter
from typing import TYPE_CHECKING

from storyboard.config import Settings
from storyboard.llm import Ceiling, Endpoint, open_endpoint
from storyboard.model import Cast, Episode, Script, Trace

if TYPE_CHECKING:
    from storyboard.pipeline.production import Production
    from storyboard.plan import Plan

PAUSE = 1.0
"""Seconds that grow between attempts at one request."""


def open_mind(settings: Settings) -> Endpoint | None:
    """The endpoint of `[llm]` with its key; None without that table. Without a key it knows only answers from before."""
    key = os.environ.get(settings.llm.api_key_env, "").strip() if settings.llm else ""
    return open_endpoint(settings, key, PAUSE)


def describe(script: Script, cast: Cast, known: Cast, mind: Endpoint, tempo: int | None) -> tuple[Cast, list[str]]:
    """The cast with what the model says of new people and places. Sets the run's ceiling from the whole script."""
    from storyboard.plan.bible import describe as by_model
    from storyboard.plan.bible import windows
    from storyboard.plan.by_model import perfect

    calls, tokens = perfect(script, cast)
    asked = windows(script, cast, known)
    text = sum(len(words) for window in asked for _, words in window.lines)
    mind.allow(Ceiling.of(calls + len(asked), tokens + text + 4000 * len(asked)))

    async def run() -> tuple[Cast, list[str]]:
        async with mind:
            return await by_model(script, cast, known, mind.ask, tempo)

    return asyncio.run(run())


def plan(production: "Production", script: Script, episode: Episode) -> "Plan":
    """The plan of an episode by the language model where there is one, else by rules."""
    from storyboard.plan import plan as by_rules
    from storyboard.plan.by_model import plan_with_model

    mind, cast = production.mind, production.cast
    if mind is None:
        return by_rules(script, episode, cast)
    protocol = production.options.protocol or mind.settings.protocol

    async def run() -> "Plan":
        async with mind:
            return await plan_with_model(script, episode, cast, mind.ask, protocol)

    return asyncio.run(run())


def planner_of(production: "Production", trace: Trace | None) -> str:
    """Who planned the shots, in one line, and why not the language model where it did not."""
    mind = production.mind
    if mind is None:
        return "planned by rules (no [llm] in storyboard.toml)"
    made = Counter(shot.by for shot in trace.shots) if trace else Counter()
    shots = ", ".join(f"{count} {by}" for by, count in sorted(made.items()))
    if not mind.key:
        return f"no key in {mind.settings.api_key_env}: answers kept from before, then rules; shots: {shots}"
    return f"{mind.settings.model}; shots: {shots}"


def bill_of(mind: Endpoint | None) -> str:
    """What the run asked, in one line; empty where nothing was."""
    if mind is None or not (mind.tally.calls or mind.tally.kept):
        return ""
    return f"language model: {mind.tally.sentence(mind.settings.prices)}"
