"""Where the stages meet the language model: who asks, how much, and what is said about it afterwards."""

import os
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from storyboard.config import Settings, parse_json
from storyboard.errors import UsageError
from storyboard.languages import Language
from storyboard.library import SHIPPED, Library
from storyboard.model import Cast, Episode, Offer, Script, Trace
from storyboard.plan.labels import MOST, Label, ask_labels, labelled, unsure
from storyboard.production.files import dump, read_text, write_whole

if TYPE_CHECKING:
    from storyboard.llm import Ceiling, Endpoint
    from storyboard.plan import Ends, Plan

LABELS = Path(".storyboard") / "labels.json"
PAUSE = 1.0
"""Seconds that grow between attempts at one request."""


def open_mind(settings: Settings, *, silent: bool = False) -> "Endpoint | None":
    """The endpoint of `[llm]` with its key; None without that table. Without a key it knows only answers from before.

    `silent`: for a dry run, which asks nobody.
    """
    if settings.llm is None:
        return None
    from storyboard.llm import open_endpoint

    key = os.environ.get(settings.llm.api_key_env, "").strip()
    mind = open_endpoint(settings, key, PAUSE)
    if mind:
        mind.silent = silent
    return mind


def load_labels(workspace: Path) -> dict[str, Label]:
    """The labels of the workspace, `.storyboard/labels.json`; none where there is no such file."""
    path = workspace / LABELS
    if not path.is_file():
        return {}
    try:
        data = parse_json(read_text(path))
        return {key: Label(str(entry["kind"]), str(entry["speaker"]), str(entry["by"])) for key, entry in data.items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(f"{path}: not our labels: {error}", "delete it to have the lines labelled again") from error


def with_labels(
    script: Script, workspace: Path, mind: "Endpoint | None", library: Library = SHIPPED
) -> tuple[Script, tuple[str, ...]]:
    """The script with labels for the units that the parser was not sure of, asked for and kept; and what went wrong."""
    if mind is None or not mind.key:
        return script, ()
    known = load_labels(workspace)
    units = unsure(script, known)
    if not units:
        return script, ()
    import asyncio

    from storyboard.llm import Ceiling

    calls = -(-len(units) // MOST)
    mind.allow(Ceiling.of(calls, 4000 * calls))

    async def run() -> tuple[dict[str, Label], list[str]]:
        async with mind:
            return await ask_labels(script, units, mind.ask, mind.settings.model, library)

    found, remarks = asyncio.run(run())
    if found:
        every = known | found
        write_whole(workspace / LABELS, dump({key: asdict(label) for key, label in every.items()}))
    return labelled(script, found), tuple(remarks)


def describe(
    script: Script,
    cast: Cast,
    known: Cast,
    mind: "Endpoint",
    tempo: int | None,
    library: Library,
    *,
    silent: bool = True,
) -> tuple[Cast, list[str]]:
    """The cast with what the model says of new people and places; `silent` as `gather` says.. Sets the run's ceiling from the whole script."""
    import asyncio

    from storyboard.llm import Ceiling
    from storyboard.plan.protocols import describe as by_model

    calls, tokens = least_of(script, cast, known, library, mind.settings.protocol)
    before, ceiling = mind.tally, ceiling_of(script, calls, tokens)
    mind.allow(Ceiling(ceiling.calls + before.calls, ceiling.tokens + before.tokens))

    async def run() -> tuple[Cast, list[str]]:
        async with mind:
            return await by_model(script, cast, known, mind.ask, tempo, library, silent=silent)

    return asyncio.run(run())


def least_of(script: Script, cast: Cast, known: Cast, library: Library, protocol: str) -> tuple[int, int]:
    """(questions, tokens (about)) that a whole script needs when every answer is accepted at once: people, story, shots and a second look at them."""
    from storyboard.plan.protocols import perfect, windows

    found = perfect(script, cast, library, protocol)
    asked = windows(script, cast, known, library)
    text = sum(len(words) for window in asked for _, words in window.lines)
    return found.calls + len(asked), found.tokens + text + 4000 * len(asked)


def ceiling_of(script: Script, calls: int, tokens: int) -> "Ceiling":
    """What a run may ask of a script that needs so much: also its scenes by themselves where a whole story is refused, and the line for which it is."""
    from storyboard.llm import Ceiling
    from storyboard.plan.by_model import MOST_BLOCKED

    ceiling = Ceiling.of(calls + len(script.scenes), tokens)
    return Ceiling(ceiling.calls + MOST_BLOCKED, ceiling.tokens)


def plan(
    script: Script,
    episode: Episode,
    cast: Cast,
    mind: "Endpoint | None",
    library: Library,
    protocol: str,
    shots: str,
    ends: "Callable[[bool], Ends]",
    offer: Offer | None = None,
) -> "Plan":
    """The plan of an episode by the language model where there is one, else by rules.

    `protocol` is `cuts` or `board`; empty: as `[llm]` says. `shots`: how finely rules cut. `ends`: what a board is composed for,
    by whether a model made any of its shots. `offer`: what clips are sold.
    """
    from storyboard.plan import affordable, composed
    from storyboard.plan import plan as by_rules

    if mind is None:
        return by_rules(script, episode, cast, shots, ends(False))
    import asyncio

    from storyboard.plan.protocols import plan_with_model

    way = protocol or mind.settings.protocol

    async def run() -> "Plan":
        async with mind:
            return await plan_with_model(script, episode, cast, mind.ask, way, library, offer)

    planned = asyncio.run(run())
    found = ends(any(shot.by != "rules" for shot in planned.trace.shots))
    return composed(affordable(planned, found), script, found)


def planner_of(mind: "Endpoint | None", trace: Trace | None, language: Language) -> str:
    """Who planned the shots, in one line, and why not the language model where it did not."""
    if mind is None:
        return language.word("make.rules")
    made = Counter(shot.by for shot in trace.shots) if trace else Counter()
    shots = ", ".join(f"{count} {by}" for by, count in sorted(made.items()))
    if not mind.key:
        return f"no key in {mind.settings.api_key_env}: answers kept from before, then rules; shots: {shots}"
    return f"{mind.settings.model}; shots: {shots}"


def overdue(mind: "Endpoint | None", trace: Trace | None, path: str) -> str:
    """A word on a board that rules planned before there was a language model; empty otherwise."""
    if mind is None or not mind.key or trace is None or any(shot.by != "rules" for shot in trace.shots):
        return ""
    return f"planned by rules; `storyboard plan --force {path}` plans it with {mind.settings.model}"


def bill_of(mind: "Endpoint | None") -> str:
    """What the run asked, in one line; empty where nothing was."""
    if mind is None or not (mind.tally.calls or mind.tally.kept):
        return ""
    return f"language model: {mind.tally.sentence(mind.settings.prices)}"
