"""The one call that costs money, and the table of what its outcomes mean.

Sent exactly once by each call. Only a refusal at the door, or a connection that was never made, counts as not accepted;
everything that leaves room for doubt is `Unclear`, and is never sent again by us.
"""

from dataclasses import replace
from typing import Any

from storyboard.config import GatewayEntry
from storyboard.gateways.build import with_value
from storyboard.gateways.faults import Trouble, codes_of, explain, message_of, refused_within
from storyboard.gateways.protocol import Accepted, NotAccepted, Outcome, Unclear, WireRequest
from storyboard.gateways.replies import excerpt, first_text, first_url, is_id, read_json
from storyboard.gateways.wire import BrokenAnswer, NotSent, Reply, Wire
from storyboard.profiles import Dialect

REFUSALS = frozenset({400, 401, 402, 403, 404, 405, 413, 415, 422})
"""Statuses that say: not taken."""

MOVED = frozenset({307, 308})
"""The request was asked to go elsewhere; it is not sent there with our key."""

WHOLE_GATEWAY = frozenset({"quota", "auth"})
"""Classes that every other order would meet too."""

PAUSE_BUSY = 10.0
PAUSE_CONNECT = 2.0
"""Seconds before the same request is sent again, where nothing was taken and the gateway named no time."""


async def submit(wire: Wire, request: WireRequest, dialect: Dialect, entry: GatewayEntry) -> Outcome:
    """What became of exactly one POST."""
    try:
        reply = await wire.send(_marked(request, dialect))
    except NotSent as wrong:
        return not_sent(wrong)
    except BrokenAnswer as wrong:
        return Unclear(str(wrong))
    return judge(reply, request, dialect, entry, wire.key)


def _marked(request: WireRequest, dialect: Dialect) -> WireRequest:
    """The request with our name for this send, where the gateway takes one."""
    mark = dialect.create.mark
    if mark is None or not request.mark:
        return request
    number = mark.form == "number" and request.encoding == "json"
    return replace(request, body=with_value(request.body, mark.to, int(request.mark) if number else request.mark))


def not_sent(wrong: NotSent) -> NotAccepted:
    return NotAccepted("gateway_fault", f"{wrong}; nothing was sent", PAUSE_CONNECT)


def judge(reply: Reply, request: WireRequest, dialect: Dialect, entry: GatewayEntry, key: str) -> Outcome:
    """The decision table for an answer that came whole."""
    if 200 <= reply.status < 300:
        return _taken(reply, request, dialect, key)
    return refused(reply, dialect, entry, key)


def refused(reply: Reply, dialect: Dialect, entry: GatewayEntry, key: str) -> Outcome:
    """The table's rows for statuses outside 2xx."""
    status = reply.status
    trouble = explain(status, reply.body, key, errors=dialect.errors)
    if status == 429 and trouble.fault == "quota":
        return NotAccepted("quota", str(trouble), whole_gateway=True, status=status)
    if status == 429 or status in entry.create_retry_status or _no_channel(reply, dialect):
        return NotAccepted("busy", str(trouble), _pause(reply), status=status)
    if status in REFUSALS:
        whole = trouble.fault in WHOLE_GATEWAY
        return NotAccepted(trouble.fault, str(trouble), whole_gateway=whole, status=status)
    if status in MOVED:
        return NotAccepted("unsupported", "the gateway has moved: put its new address into base_url", status=status)
    said = ": ".join(dict.fromkeys(each for each in (trouble.code, trouble.message) if each not in ("", str(status))))
    return Unclear(f"the gateway answered {status}: {said or excerpt(reply.body, key)}", status)


def _pause(reply: Reply) -> float:
    asked = reply.retry_after
    return PAUSE_BUSY if asked is None else max(0.5, asked)


def _no_channel(reply: Reply, dialect: Dialect) -> bool:
    """Whether a 503 says, in the dialect's own codes or words, that no channel was free."""
    if reply.status != 503 or not (dialect.create.busy_codes or dialect.create.busy_words):
        return False
    value = read_json(reply.body)
    message = message_of(value, dialect.errors).lower()
    return bool(set(codes_of(value, dialect.errors)) & set(dialect.create.busy_codes)) or any(
        words.lower() in message for words in dialect.create.busy_words
    )


def _taken(reply: Reply, request: WireRequest, dialect: Dialect, key: str) -> Outcome:
    value = read_json(reply.body)
    people = dialect.characters
    if people and request.path == people.path and people.mode == "sync":
        return _character(value, people.username, reply, dialect, key)
    remote = remote_id(value, dialect.create.id)
    address = first_url(value, dialect.create.address)
    return (
        Accepted(remote, status=reply.status, address=address) if remote else unnamed(value, reply, dialect, key, "job")
    )


def unnamed(value: Any, reply: Reply, dialect: Dialect, key: str, what: str) -> Outcome:  # noqa: ANN401 - JSON
    """A 2xx that names nothing: a refusal where a table knows its code, else nobody knows."""
    if fault := refused_within(value, dialect.errors):
        codes, message = codes_of(value, dialect.errors), message_of(value, dialect.errors)
        said = str(Trouble(fault, next(iter(codes), ""), excerpt(message, key)[:300]))
        pause = _pause(reply) if fault == "busy" else None
        return NotAccepted(fault, said, pause, whole_gateway=fault in WHOLE_GATEWAY, status=reply.status)
    return Unclear(
        f"the gateway answered {reply.status} but named no {what}: {excerpt(reply.body, key)}; if that is a refusal, "
        f"dialects/{dialect.name}.toml can say so: [errors.classes]",
        reply.status,
    )


def remote_id(value: Any, paths: tuple[str, ...]) -> str:  # noqa: ANN401 - JSON
    """The job's id as the reply to the create gives it; never read from later replies, where proxies change it."""
    return next((found for path in paths if is_id(found := first_text(value, (path,)))), "")


def _character(value: Any, paths: tuple[str, ...], reply: Reply, dialect: Dialect, key: str) -> Outcome:  # noqa: ANN401 - JSON
    username = first_text(value, paths)
    if not username:
        return unnamed(value, reply, dialect, key, "character")
    return Accepted(first_text(value, ("id", "data.id")), result={**value, "username": username}, status=reply.status)
