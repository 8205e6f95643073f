"""What an endpoint can do, tried with three cheap questions; what is learned is kept for every later run."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import replace

from storyboard.errors import ModelError
from storyboard.llm.endpoint import Endpoint
from storyboard.llm.reading import IllFormed, Unreadable, read_reply
from storyboard.llm.tally import Ceiling, usage_of
from storyboard.llm.transport import Transport
from storyboard.llm.wire import ChatReply
from storyboard.model import Question
from storyboard.records import dataclass

QUESTION = Question(
    "probe",
    "Answer with one JSON object and nothing else.\n",
    'The word that a director says to begin a take, as {"word": "…"}.\n',
    {
        "type": "object",
        "additionalProperties": False,
        "required": ["word"],
        "properties": {"word": {"type": "string"}},
    },
    "a question to try the endpoint",
)
MOST = Ceiling(16, 60_000)


@dataclass(frozen=True, slots=True)
class Probed:
    """One ability."""

    ability: str
    """`answer`, `stream` or `thinking`."""
    good: bool
    says: str


async def _probed(mind: Endpoint) -> AsyncIterator[Probed]:
    mind.allow(MOST)
    async with mind:
        try:
            found = await _first(mind)
        except ModelError as error:
            yield Probed("answer", False, str(error))
            return
        yield found
        if found.good:
            async for each in _variants(mind, mind.ability.way):
                yield each


async def _first(mind: Endpoint) -> Probed:
    """The way that is answered so that it can be read; it is kept, and whether the form asked for was held to."""
    why = ""
    for _ in range(2):
        way, reply = await mind.ask_plainer(QUESTION, [])
        try:
            read_reply((reply.text, *reply.aside), QUESTION.schema)
            held = "accepted"
        except IllFormed:
            held = "answered with JSON of another form, so the form is not held to"
        except Unreadable as error:
            why = f"asked as {told(way)}: the answer cannot be read: {error}"
            mind.ability.doubt(way)
            continue
        mind.ability.prove(way)
        place = "" if reply.text.strip() else " (the answer stood among tools or thoughts)"
        return Probed("answer", True, f"asked as {told(way)}: {held}{place}; kept for later runs")
    return Probed("answer", False, why)


async def _variants(mind: Endpoint, way: Transport) -> AsyncIterator[Probed]:
    """A stream where none was sent, or none where one was; and thinking switched off, where its switch is known."""
    flowing = replace(way, stream=not way.stream)
    reply, why = await _tried(mind, flowing)
    word = "stream" if flowing.stream else "no stream"
    yield Probed("stream", reply is not None, f"{word}: {'works too' if reply else why}")
    switch = mind.known.off
    if not switch:
        yield Probed("thinking", True, "no switch for thinking is known here: put it into [llm] extra if it has one")
        return
    reply, why = await _tried(mind, replace(way, off=True))
    tokens = f", {usage_of(reply.body, '', reply.text).tokens_out} tokens" if reply else ""
    yield Probed("thinking", reply is not None, f"thinking off by {switch}: {f'works{tokens}' if reply else why}")


async def _tried(mind: Endpoint, way: Transport) -> tuple[ChatReply | None, str]:
    """The reply to the question put this way, or why there is none."""
    try:
        reply = await mind.reply(QUESTION, way)
        with contextlib.suppress(IllFormed):
            read_reply((reply.text, *reply.aside), QUESTION.schema)
    except (ModelError, Unreadable) as error:
        return None, error.message if isinstance(error, ModelError) else f"its answer cannot be read: {error}"
    return reply, ""


def told(way: Transport) -> str:
    """A way in words: `json_schema, stream, no temperature`."""
    parts = [way.form, "stream" if way.stream else "", "" if way.temperature else "no temperature"]
    parts += ["" if way.system == "system" else "no system message", "thinking off" if way.off else ""]
    parts += [
        way.limit if way.limit not in ("", "max_tokens") else "",
        "messages protocol" if way.api == "messages" else "",
    ]
    return ", ".join(filter(None, parts))


def probe(mind: Endpoint) -> list[Probed]:
    """What the endpoint can do, found out with three questions, a few more where it refuses the way they are put."""

    async def run() -> list[Probed]:
        return [each async for each in _probed(mind)]

    return asyncio.run(run())
