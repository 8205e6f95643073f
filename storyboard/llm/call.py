"""One HTTP call to a chat endpoint, tried again where that is safe; every way it can fail as one of our exceptions."""

import json
import re
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

from storyboard.errors import Blocked, ModelError, Truncated

ATTEMPTS = 4
LONGEST_WAIT = 60.0
AGAIN = {408, 409, 425, 429}
_BLOCKED = re.compile(
    r"content.?exists.?risk|data.?inspection|content.?(?:filter|policy|management)|sensitive|moderation|inappropriate|"
    r"unsafe|safety|敏感|违规|不合规|审核",
    re.IGNORECASE,
)
_TOO_LONG = re.compile(
    r"context.?length|maximum context|too many tokens|too long|max(?:imum)?.{0,12}tokens?.{0,20}exceed", re.I
)
_QUOTA = re.compile(r"insufficient.?(?:quota|balance|user)|exceeded your current quota|余额|欠费", re.IGNORECASE)


class Refused(ModelError):
    """Status 400: the request was not understood. A plainer one may be."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back."""

    text: str
    finish: str
    model: str
    body: dict[str, Any]
    seconds: float = 0.0
    """From request to answer, when it was really asked."""
    replayed: bool = False
    """Played from a cassette."""


@dataclass(frozen=True, slots=True)
class Address:
    """Whom we speak to; for messages, with what must never be said."""

    base_url: str
    model: str
    key: str
    key_env: str

    def clean(self, text: str) -> str:
        """A text without the key, in one line, cut."""
        plain = " ".join(text.replace(self.key, "***").split()) if self.key else " ".join(text.split())
        return plain if len(plain) <= 300 else plain[:299] + "…"


async def call(
    client: Any,  # noqa: ANN401 - openai.AsyncOpenAI, imported lazily
    body: dict[str, Any],
    address: Address,
    *,
    spend: Callable[[], None],
    pause: float,
    hear: Callable[[int], None] | None = None,
) -> Reply:
    """The reply to one request. `spend` is told before each attempt and may raise; `hear` gets characters streamed.

    Connection failures, timeouts, 408, 409, 429 and 5xx are tried again, at most four times in all, after what
    Retry-After says (at most a minute) or a growing pause. Everything else raises at once.
    """
    import openai
    from tenacity import AsyncRetrying, retry_if_exception, stop_after_attempt

    def transient(error: BaseException) -> bool:
        if isinstance(error, openai.APIStatusError):
            again = error.status_code in AGAIN or error.status_code >= 500
            return again and not _QUOTA.search(error.message)
        return isinstance(error, openai.APIConnectionError) and not _is_tls(error)

    def wait(state: Any) -> float:  # noqa: ANN401 - tenacity's RetryCallState
        asked = _retry_after(state.outcome.exception())
        return min(asked if asked is not None else pause * 2**state.attempt_number, LONGEST_WAIT)

    try:
        async for attempt in AsyncRetrying(
            stop=stop_after_attempt(ATTEMPTS), wait=wait, retry=retry_if_exception(transient), reraise=True
        ):
            with attempt:
                spend()
                return await (_streamed(client, body, hear) if body.get("stream") else _whole(client, body, address))
    except openai.APIError as error:
        raise explained(error, address) from error
    raise AssertionError("the last attempt returns or raises")


async def _whole(client: Any, body: dict[str, Any], address: Address) -> Reply:  # noqa: ANN401
    raw = await client.chat.completions.with_raw_response.create(**body)
    try:
        data = json.loads(raw.text)
        choice = data["choices"][0]
        message = choice.get("message") or {}
        text = message.get("content") or ""
        if not isinstance(text, str):
            text = "".join(str(part.get("text", "")) for part in text)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise ModelError(
            f"{address.base_url} did not answer like a chat endpoint: {address.clean(raw.text[:400]) or 'nothing'}",
            "look at `base_url` in [llm]: it usually ends in /v1",
        ) from None
    if message.get("refusal"):
        raise Blocked(f"the model refused: {address.clean(str(message['refusal']))}")
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # half characters cannot be written
    return Reply(text, str(choice.get("finish_reason") or ""), str(data.get("model") or ""), data)


async def _streamed(client: Any, body: dict[str, Any], hear: Callable[[int], None] | None) -> Reply:  # noqa: ANN401
    texts: list[str] = []
    finish = model = ""
    data: dict[str, Any] = {}
    async for chunk in _unbroken(await client.chat.completions.create(**body)):
        model = chunk.model or model
        if chunk.usage:
            data["usage"] = chunk.usage.model_dump()
        for choice in chunk.choices or ():
            if getattr(choice.delta, "refusal", None):
                raise Blocked(f"the model refused: {choice.delta.refusal}")
            texts.append((choice.delta.content if choice.delta else "") or "")
            finish = choice.finish_reason or finish
        if hear:
            hear(sum(map(len, texts)))
    return Reply("".join(texts), finish or "length", model, data)


async def _unbroken(stream: Any) -> AsyncIterator[Any]:  # noqa: ANN401
    """The chunks of a stream; a connection that breaks between them is a failed connection like any other."""
    import openai

    try:
        async for chunk in stream:
            yield chunk
    except openai.APIError:
        raise
    except Exception as error:
        if not type(error).__module__.startswith("http"):
            raise
        raise openai.APIConnectionError(message="the stream broke off", request=stream.response.request) from error


def _is_tls(error: BaseException) -> bool:
    seen: BaseException | None = error
    while seen is not None:
        if "SSL" in f"{type(seen).__name__} {seen}" or "CERTIFICATE" in str(seen).upper():
            return True
        seen = seen.__cause__ or seen.__context__
    return False


def _retry_after(error: BaseException | None) -> float | None:
    """Seconds that the endpoint asks us to wait; None where it does not say."""
    value = getattr(getattr(error, "response", None), "headers", {}).get("retry-after", "")
    return float(value) if re.fullmatch(r"\d+(?:\.\d+)?", value) else None


def explained(error: Any, address: Address) -> ModelError:  # noqa: ANN401 - openai.APIError
    """An exception of the library as one of ours: what happened, to whom, what to type next."""
    import openai

    raw, name, who = str(error.message), address.model, address.base_url
    said = address.clean(raw)
    if isinstance(error, openai.APITimeoutError):
        return ModelError(f"{who} did not answer in time", "raise `request_timeout` in [llm], or set `stream = true`")
    if isinstance(error, openai.APIConnectionError):
        cause = address.clean(str(error.__cause__ or error))
        hint = "the certificate is not trusted" if _is_tls(error) else "look at `base_url` in [llm] and at the network"
        return ModelError(f"{who} cannot be reached: {cause}", hint)
    status = getattr(error, "status_code", 0)
    if status in (400, 403, 413, 422) and (_TOO_LONG.search(raw) or status == 413):
        return Truncated(f"the question is too long for {name}: {said}")
    if status in (400, 403, 422, 451) and _BLOCKED.search(raw):
        return Blocked(f"{who} refuses the content: {said}")
    if status in (400, 422):
        return Refused(f"{who} does not understand the request: {said}", "look at `model` and `temperature` in [llm]")
    return ModelError(*_by_status(status, said, address))


def _by_status(status: int, said: str, address: Address) -> tuple[str, str]:
    """Message and hint for a status that ends the run."""
    who = address.base_url
    table = {
        401: (f"{who} refuses the key in {address.key_env}", f"set {address.key_env} to a key of this endpoint"),
        402: (f"{who} says there is no money left", "top up the account there"),
        403: (f"{who} does not allow {address.model} with this key", f"look at the rights of the key in {address.key_env}"),
        404: (f"{who} has no model {address.model!r}, or is no chat endpoint",
              "look at `model` and `base_url` in [llm]: the address usually ends in /v1"),
        429: (f"{who} is too busy, or the quota is used up", "wait, or lower `parallel` in [llm]"),
    }  # fmt: skip
    message, hint = table.get(
        status, (f"{who} failed with status {status or 'unknown'}", "run the command again later")
    )
    return f"{message}: {said}" if said else message, hint
