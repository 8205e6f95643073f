"""Asking for a job: whatever a poll meets, it says something about the job only where the gateway says so."""

import re
from typing import Any
from urllib.parse import quote

from storyboard.gateways.faults import explain
from storyboard.gateways.protocol import Observation, Ticket
from storyboard.gateways.replies import (
    STATE_OF,
    at,
    excerpt,
    first_text,
    first_url,
    number,
    percent,
    read_json,
    state_of,
)
from storyboard.gateways.wire import Broken, NotSent, Reply, Wire
from storyboard.profiles import Dialect

UNKNOWN_JOB = re.compile(r"not.?exist|not.?found|no such (task|job|video)|任务不存在|不存在", re.IGNORECASE)


async def poll(wire: Wire, ticket: Ticket, dialect: Dialect) -> Observation:
    """What the gateway says about the job now. Never raises for an outage: `answered` is False then."""
    path = dialect.poll.path
    if ticket.order.kind == "character" and dialect.characters:
        path = dialect.characters.poll or path
    try:
        reply = await wire.get(path.replace("{id}", quote(ticket.remote, safe="")))
    except (NotSent, Broken) as wrong:
        return Observation("running", note=f"asking failed: {wrong}", answered=False)
    return observe(reply, ticket, dialect, wire.key)


def observe(reply: Reply, ticket: Ticket, dialect: Dialect, key: str) -> Observation:
    """One reply read by the dialect's paths."""
    value = read_json(reply.body)
    if reply.status in (400, 404) and _unknown_job(reply, value):
        return Observation("missing", note=str(explain(reply.status, reply.body, key)), status=reply.status)
    if reply.status in (401, 403):
        trouble = explain(reply.status, reply.body, key)
        return Observation("running", fault="auth", note=str(trouble), status=reply.status, answered=False)
    word = _word(value, dialect) if isinstance(value, dict) else ""
    if reply.status >= 300 or not word:
        note = f"asking failed: {reply.status} {excerpt(reply.body, key)[:200]}"
        wait = reply.retry_after or 0.0
        return Observation("running", note=note, retry_after=wait, status=reply.status, answered=False)
    return _read(word, value, ticket, dialect, key)


def _word(value: dict[str, Any], dialect: Dialect) -> str:
    """The state's word; a number there is an envelope's status, not the job's."""
    words = (first_text(value, (path,)) for path in dialect.poll.status)
    return next((word for word in words if word and not word.isdigit()), "")


def _read(word: str, value: Any, ticket: Ticket, dialect: Dialect, key: str) -> Observation:  # noqa: ANN401 - JSON
    state, known = state_of(word, dialect.poll.states)
    progress = next((p for path in dialect.poll.progress if (p := percent(at(value, path))) is not None), None)
    if state == "failed":
        trouble = explain(None, _without_word(value), key, finished=True)
        return Observation("failed", progress, fault=trouble.fault, note=str(trouble))
    if state != "succeeded":
        note = "" if known else f"an unknown state, taken for running: {word!r}"
        return Observation("running", progress, note=note)
    if ticket.order.kind == "character":
        return _character(value, dialect)
    paths = (*dialect.poll.url, "fail_reason", "data.fail_reason")
    return Observation("succeeded", 100.0, first_url(value, paths), expires=number(at(value, "expires_at")) or 0.0)


def _character(value: Any, dialect: Dialect) -> Observation:  # noqa: ANN401 - JSON
    """The shape of an asynchronous character's result is documented nowhere: the whole reply is kept."""
    assert dialect.characters is not None
    username = first_text(value, dialect.characters.username)
    return Observation("succeeded", 100.0, result={"username": username, "reply": value})


def _unknown_job(reply: Reply, value: Any) -> bool:  # noqa: ANN401 - JSON
    """A 404 with a page in it is a proxy's; one with JSON, or a 400 that says so, is about the job."""
    if reply.status == 404:
        return isinstance(value, dict)
    return bool(UNKNOWN_JOB.search(excerpt(reply.body)))


def _without_word(value: Any) -> Any:  # noqa: ANN401 - JSON
    """The reply without its state words, which would read as a code."""
    if not isinstance(value, dict):
        return value
    return {name: inner for name, inner in value.items() if not (name == "code" and str(inner).lower() in STATE_OF)}
