"""The chat flow: one POST that answers, minutes later, with a film's address in its text, or at once with a task id.

There is nothing to ask again with until the answer names something, so a stream that breaks before that is `Unclear`.
"""

import asyncio
from dataclasses import field
from typing import Any

import httpx

from storyboard.config import GatewayEntry
from storyboard.gateways.create import WHOLE_GATEWAY, not_sent, refused, unnamed
from storyboard.gateways.faults import explain
from storyboard.gateways.links import find_film, find_task, task_in_reply
from storyboard.gateways.protocol import Accepted, NotAccepted, Outcome, Unclear, WireRequest
from storyboard.gateways.replies import at, excerpt, read_json
from storyboard.gateways.wire import LONGEST_REPLY, NotSent, Reply, Wire, named, read_bounded
from storyboard.profiles import Dialect
from storyboard.records import dataclass

LINK = "link:"
"""Begins the id of a job that is nothing but a film's address."""

IDLE = 180.0
"""Seconds without a byte after which a stream counts as broken."""

WHOLE = 2400.0
"""Seconds for all of it."""


@dataclass
class StreamHeard:
    """What a stream has said so far."""

    text: str = ""
    error: Any = None
    ended: bool = False
    other: list[Any] = field(default_factory=list)


async def submit(wire: Wire, request: WireRequest, dialect: Dialect, entry: GatewayEntry) -> Outcome:
    """What became of exactly one POST. Reads on until the answer ends, breaks, or names an error."""
    heard = StreamHeard()
    trouble = ""
    try:
        prepared = wire.request(request, read=max(IDLE, entry.request_timeout))
        async with asyncio.timeout(WHOLE):
            response = await wire.sender.send(prepared, stream=True)
            try:
                if response.status_code != 200 or not _is_stream(response):
                    reply = Reply(response.status_code, response.headers, await read_bounded(response))
                    return _whole(reply, request, dialect, entry, wire.key)
                await _listen(response, heard)
            finally:
                await response.aclose()
    except (httpx.HTTPError, httpx.StreamError, TimeoutError) as wrong:
        meaning = named(wrong)
        if isinstance(meaning, NotSent):
            return not_sent(meaning)
        trouble = str(meaning)
    return _verdict(heard, trouble, request, dialect, wire.key)


def _is_stream(response: httpx.Response) -> bool:
    return "event-stream" in response.headers.get("content-type", "")


async def _listen(response: httpx.Response, heard: StreamHeard) -> None:
    """Adds up the pieces of a stream; stops at `[DONE]` and at an error."""
    async for line in response.aiter_lines():
        if not line.startswith("data:"):
            continue
        data = line.removeprefix("data:").strip()
        if data == "[DONE]":
            heard.ended = True
            return
        value = read_json(data)
        if not isinstance(value, dict):
            continue
        if value.get("error"):
            heard.error = value
            return
        heard.text += _piece(value)
        if "choices" not in value:
            heard.other.append(value)
        if len(heard.text) > LONGEST_REPLY:
            return


def _piece(value: dict[str, Any]) -> str:
    """The words of a chunk; progress told as `reasoning_content` is not part of the answer."""
    for path in ("choices.0.delta.content", "choices.0.message.content"):
        piece = at(value, path)
        if isinstance(piece, str):
            return piece
        if isinstance(piece, list):
            return " ".join(str(part.get("text", "")) for part in piece if isinstance(part, dict))
    return ""


def _whole(reply: Reply, request: WireRequest, dialect: Dialect, entry: GatewayEntry, key: str) -> Outcome:
    """An answer that came in one piece."""
    if not 200 <= reply.status < 300:
        return refused(reply, dialect, entry, key)
    value = read_json(reply.body)
    if not isinstance(value, dict):
        return Unclear(f"the answer names neither a film nor a job: {excerpt(reply.body, key)}", reply.status)
    if value.get("error") and "choices" not in value:
        return unnamed(value, reply, dialect, key, "job")
    heard = StreamHeard(_piece(value), ended=True, other=[value])
    verdict = _verdict(heard, "", request, dialect, key)
    return unnamed(value, reply, dialect, key, "job") if isinstance(verdict, Unclear) and not heard.text else verdict


def _verdict(heard: StreamHeard, trouble: str, request: WireRequest, dialect: Dialect, key: str) -> Outcome:
    if heard.error is not None:
        said = explain(None, heard.error, key, errors=dialect.errors)
        return NotAccepted(said.fault, str(said), whole_gateway=said.fault in WHOLE_GATEWAY, status=200)
    film = find_film(heard.text, _given(request))
    if film:
        return Accepted(LINK + film, status=200)
    task = next((task for value in heard.other if (task := task_in_reply(value))), "") or find_task(heard.text)
    if task and dialect.poll.path:
        return Accepted(task, status=200)
    why = trouble or ("the answer ended" if heard.ended else "the stream stopped before its end")
    return Unclear(f"{why}, and named neither a film nor a job: {excerpt(heard.text[-400:], key)}", 200)


def _given(request: WireRequest) -> set[str]:
    """Addresses in our own request: its pictures, and links in the prompt."""
    from storyboard.gateways.links import LINK as ADDRESS

    parts = at(request.body, "messages.0.content") or []
    pictures = {str(at(part, "image_url.url")) for part in parts if isinstance(part, dict)}
    words = " ".join(str(part.get("text", "")) for part in parts if isinstance(part, dict))
    return pictures | set(ADDRESS.findall(words))
