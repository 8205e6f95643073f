"""Asking for a job: whatever a poll meets, it says something about the job only where the gateway says so."""

import re
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from storyboard.gateways.faults import Trouble, codes_of, explain, message_of
from storyboard.gateways.protocol import Observation, Ticket, WireRequest
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
    state_words,
)
from storyboard.gateways.wire import LONGEST_REPLY, BrokenAnswer, NotSent, Reply, Wire
from storyboard.patterns import deferred
from storyboard.profiles import Dialect
from storyboard.profiles.parts import Step

UNKNOWN_JOB = deferred(r"not.?exist|not.?found|no such (task|job|video)|任务不存在|不存在", re.IGNORECASE)

NO_SUCH_JOB = deferred(
    r"(task|job|video|generation|record|id)\w*.{0,40}(not.?exist|not.?found|doesn.t exist)|no such (task|job|video|id)|(任务|记录|作业|视频).{0,20}(不存在|未找到|找不到)|"
    r"^(task|job|video)?_?not_?(found|exists?)$",
    re.IGNORECASE,
)
"""The same inside a 200, where only words about the job count: a model may be missing too."""

OF_THE_REQUEST = frozenset({"auth", "busy", "not_ready"})
"""Classes that say something about the asking, not about the job."""

LONGEST_FILM = 400_000_000
"""Bytes of an answer that holds a film as text."""

JOB_PATHS = (
    "id",
    "task_id",
    "job_id",
    "data.id",
    "data.task_id",
    "output.task_id",
    "task.id",
    "video_id",
    "request_id",
)
"""Where a reply to a poll names the job it is about."""


async def poll(wire: Wire, ticket: Ticket, dialect: Dialect) -> Observation:
    """What the gateway says about the job now. Never raises for an outage: `answered` is False then."""
    path = dialect.poll.path
    if ticket.order.kind == "character" and dialect.characters:
        path = dialect.characters.poll or path
    try:
        if ticket.address and wire.is_own(ticket.address):
            reply = await wire.get(ticket.address, longest=longest_answer(dialect))
        elif dialect.poll.method == "POST":
            body = _filled(dialect.poll.body, ticket.remote)
            reply = await wire.ask(WireRequest("POST", path_of(path, ticket), "json", body))
        else:
            reply = await wire.get(path_of(path, ticket), wire.asks, longest_answer(dialect))
        seen = observe(reply, ticket, dialect, wire.key)
        if seen.state == "succeeded" and not seen.url and dialect.result.step:
            return await _one_more(wire, ticket, dialect.result.step, seen, read_json(reply.body))
    except (NotSent, BrokenAnswer) as wrong:
        return Observation("running", note=f"asking failed: {wrong}", answered=False)
    return seen


def path_of(path: str, ticket: Ticket) -> str:
    """A path about a job: `{id}` is its id escaped, `{+id}` as it is, `{path}` that of its create."""
    filled = path.replace("{path}", ticket.path).replace("{+id}", quote(ticket.remote, safe="/:"))
    return filled.replace("{id}", quote(ticket.remote, safe=""))


def longest_answer(dialect: Dialect) -> int:
    """Bytes of an answer: some hold the film itself."""
    return LONGEST_FILM if dialect.result.via == "reply" else LONGEST_REPLY


async def _one_more(wire: Wire, ticket: Ticket, step: Step, seen: Observation, told: Any) -> Observation:  # noqa: ANN401 - JSON
    """The observation with the address that one more question brings; not answered where it brings none."""
    address = first_url(told, step.address)
    if address and wire.is_own(address):
        reply = await wire.get(address)
    else:
        path = path_of(step.path, ticket).replace("{value}", quote(first_text(told, step.value), safe=""))
        reply = await wire.get(path, wire.asks)
    if url := first_url(read_json(reply.body), step.url):
        return replace(seen, url=url)
    note = f"finished, but where its film lies was not told: {reply.status} {excerpt(reply.body, wire.key)[:200]}"
    return Observation("running", seen.progress, note=note, status=reply.status, answered=False)


def observe(reply: Reply, ticket: Ticket, dialect: Dialect, key: str) -> Observation:
    """One reply read by the dialect's paths."""
    value = read_json(reply.body)
    if reply.status in (400, 404) and _unknown_job(reply, value):
        note = str(explain(reply.status, reply.body, key, errors=dialect.errors))
        return Observation("missing", note=note, status=reply.status)
    if reply.status in (401, 403):
        trouble = explain(reply.status, reply.body, key, errors=dialect.errors)
        return Observation("running", fault="auth", note=str(trouble), status=reply.status, answered=False)
    words = state_words(value, dialect.poll.status, dialect.poll.states) if isinstance(value, dict) else []
    if reply.status < 300 and isinstance(value, dict):
        if _about_the_request(words, value, ticket, dialect):
            words = []
        elif seen := _missing(words, value, ticket, dialect, key):
            return seen
        elif not words and (absent := "running" if reply.status == 202 else dialect.poll.absent):
            words = [absent]
    if reply.status >= 300 or not words:
        note = f"asking failed: {reply.status} {excerpt(reply.body, key)[:200]}"
        wait = reply.retry_after or 0.0
        return Observation("running", note=note, retry_after=wait, status=reply.status, answered=False)
    return _read(words[0], value, ticket, dialect, key)


def _filled(value: Any, remote: str) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, dict):
        return {name: _filled(inner, remote) for name, inner in value.items()}
    if isinstance(value, list):
        return [_filled(inner, remote) for inner in value]
    return value.replace("{id}", remote) if isinstance(value, str) else value


def _about_the_request(words: list[str], value: dict[str, Any], ticket: Ticket, dialect: Dialect) -> bool:
    """Whether a failure is that of the asking: `fail` with a code of too many requests, and no word of the job itself."""
    if not words or state_of(words[0], dialect.poll.states)[0] != "failed":
        return False
    own = str(value.get("code", ""))
    if own == "429":
        return True
    plain = {name: inner for name, inner in value.items() if name not in ("data", "output", "task", "result")}
    fault = explain(int(own) if re.fullmatch(r"[45]\d\d", own) else None, plain, errors=dialect.errors).fault
    if _names(value, ticket):
        return fault == "busy" and bool(own) and not own.isdigit()
    return fault in OF_THE_REQUEST or re.fullmatch(r"408|5\d\d", own) is not None


def _names(value: dict[str, Any], ticket: Ticket) -> bool:
    """Whether the reply names the job that was asked for, or any: proxies change ids."""
    return bool(first_text(value, JOB_PATHS[:-1])) or first_text(value, JOB_PATHS[-1:]) == ticket.remote


def _missing(words: list[str], value: dict[str, Any], ticket: Ticket, dialect: Dialect, key: str) -> Observation | None:
    """A 200 that says the gateway knows no such job; None where it says something else."""
    state = state_of(words[0], dialect.poll.states)[0] if words else "failed"
    said = (*codes_of(value, dialect.errors), message_of(value, dialect.errors))
    if state == "missing" or (
        state == "failed" and not _names(value, ticket) and any(NO_SUCH_JOB.search(each) for each in said)
    ):
        return Observation("missing", note=str(explain(None, value, key, errors=dialect.errors)), status=200)
    return None


def _read(word: str, value: Any, ticket: Ticket, dialect: Dialect, key: str) -> Observation:  # noqa: ANN401 - JSON
    state, known = state_of(word, dialect.poll.states)
    progress = next((p for path in dialect.poll.progress if (p := percent(at(value, path))) is not None), None)
    if state == "succeeded" and (refused := _refused(value, dialect, key)):
        return refused
    if state == "failed":
        trouble = explain(None, _failure(word, value), key, finished=True, errors=dialect.errors)
        charge, said = _charge(value, dialect)
        return Observation("failed", progress, fault=trouble.fault, note=str(trouble), charge=charge, charged=said)
    url = first_url(value, (*dialect.poll.url, "fail_reason", "data.fail_reason"))
    if state != "succeeded":
        link = first_url(value, dialect.poll.url)
        perhaps = not known and (bool(link) or progress == 100.0)
        note = (
            "" if known else _unknown_state(word, dialect, "so the film is tried" if perhaps else "taken for running")
        )
        return Observation("running", progress, link if perhaps else "", note=note, perhaps=perhaps)
    if ticket.order.kind == "character":
        return _character(value, dialect)
    charge, said = _charge(value, dialect)
    return Observation(
        "succeeded", 100.0, url, expires=number(at(value, "expires_at")) or 0.0, charge=charge, charged=said
    )


def _charge(value: Any, dialect: Dialect) -> tuple[float | None, str]:  # noqa: ANN401 - JSON
    """(units, in words) of what the gateway says it charged; (None, empty) where it says nothing."""
    if dialect.charge is None:
        return None, ""
    found = next((n for path in dialect.charge.path if (n := number(at(value, path))) is not None), None)
    if found is None or found < 0:
        return None, ""
    units = found * dialect.charge.scale
    return units, f"{units:g} {dialect.charge.unit}"


def _unknown_state(word: str, dialect: Dialect, what: str) -> str:
    """What is done about a word that no table has, and the key that would teach it."""
    return (
        f"an unknown state, {what}: {word[:40]!r}; dialects/{dialect.name}.toml can teach it: "
        f'[poll] states = {{ "{word[:40].lower()}" = "running" }}, or "succeeded", or "failed"'
    )


def _refused(value: Any, dialect: Dialect, key: str) -> Observation | None:  # noqa: ANN401 - JSON
    """A finished job that one of the dialect's facts makes a failed one."""
    for fact in dialect.poll.fail_if:
        found = at(value, fact.path)
        text = str(found).lower() if isinstance(found, bool) else str(found)
        if found is not None and (text == fact.equals if fact.equals is not None else bool(found)):
            said = f"{fact.path}: {excerpt(text, key)[:200]}"
            return Observation(
                "failed", 100.0, fault=fact.fault, note=str(Trouble(fact.fault, "", said, finished=True))
            )
    return None


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


def _failure(word: str, value: Any) -> Any:  # noqa: ANN401 - JSON
    """The reply without state words that would read as a code; with the state's own, where it is all that is said."""
    if not isinstance(value, dict):
        return value
    plain = {name: inner for name, inner in value.items() if not (name == "code" and str(inner).lower() in STATE_OF)}
    return plain if codes_of(plain) or message_of(plain) else {"code": word, **plain}
