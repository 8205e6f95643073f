"""One HTTP call to a chat endpoint, tried again where that is safe; every way it can fail as one of our exceptions."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from storyboard.errors import Blocked, ModelError, Truncated
from storyboard.llm.known import Api
from storyboard.llm.refusals import Class, RefusedAnswer, of_status
from storyboard.llm.wire import ChatReply, Failed, NoReply, read_body
from storyboard.model.plain import plain
from storyboard.records import dataclass

ATTEMPTS = 3
LONGEST_WAIT = 60.0
"""Seconds that we wait because an endpoint asks for it; one that asks for more is not waited for."""
PATHS: dict[Api, str] = {"chat": "/chat/completions", "messages": "/messages"}
PLAIN = 'ask for it unpacked: headers = { "Accept-Encoding" = "identity" } in [llm]'
RAW = {"X-Stainless-Raw-Response": "stream"}
"""Tells the client library to hand us the answer as it comes."""


class RequestRefused(ModelError):
    """The request was not understood. Another one may be."""

    def __init__(self, message: str, hint: str = "", refusal: RefusedAnswer | None = None) -> None:
        super().__init__(message, hint)
        self.refusal = refusal or RefusedAnswer(400, message)


class Misplaced(ModelError):
    """There is no chat endpoint at this address. There may be one below it."""


@dataclass(frozen=True, slots=True)
class Address:
    """Whom we speak to; for messages, with what must never be said."""

    base_url: str
    model: str
    key: str
    key_env: str

    def clean(self, text: str) -> str:
        """A text without the key, in one line, cut."""
        hidden = text.replace(self.key, "***") if self.key else text
        line = " ".join(plain(hidden).split())
        return line if len(line) <= 300 else line[:299] + "…"


async def call(
    client: Any,  # noqa: ANN401 - openai.AsyncOpenAI, imported lazily
    body: Mapping[str, Any],
    address: Address,
    *,
    spend: Callable[[], None],
    pause: float,
    hear: Callable[[int], None] | None = None,
    api: Api = "chat",
    path: str = "",
) -> ChatReply:
    """The reply to one request. `spend` is told before each attempt and may raise; `hear` gets characters of a stream so far.

    Connection failures, timeouts and answers that mean "busy" or "broken" (by `refusals`) are tried again, at most three
    times in all, after what Retry-After says (a minute at most) or a growing pause. Everything else raises at once.
    """
    import openai
    from tenacity import AsyncRetrying, retry_if_exception, stop_after_attempt

    def transient(error: BaseException) -> bool:
        if isinstance(error, Failed):
            return error.refusal.kind in ("busy", "broken") and (error.refusal.wait or 0) <= LONGEST_WAIT
        return isinstance(error, openai.APIConnectionError) and not _is_tls(error)

    def wait(state: Any) -> float:  # noqa: ANN401 - tenacity's RetryCallState
        error = state.outcome.exception()
        asked = error.refusal.wait if isinstance(error, Failed) else None
        return min(asked if asked is not None else pause * 2**state.attempt_number, LONGEST_WAIT)

    try:
        async for attempt in AsyncRetrying(
            stop=stop_after_attempt(ATTEMPTS), wait=wait, retry=retry_if_exception(transient), reraise=True
        ):
            with attempt:
                spend()
                return await _once(client, dict(body), address, path + PATHS[api], hear)
    except Failed as error:
        raise explained(error.refusal, address) from error
    except openai.APIError as error:
        raise _unreached(error, address) from error
    raise AssertionError("the last attempt returns or raises")


async def _once(
    client: Any,  # noqa: ANN401
    body: dict[str, Any],
    address: Address,
    path: str,
    hear: Callable[[int], None] | None,
) -> ChatReply:
    import openai

    try:
        answer = await client.post(path, cast_to=object, body=body, options={"headers": RAW})
        raw = await _bytes(answer, hear)
    except openai.APIStatusError as error:
        raise Failed(of_status(error.status_code, error.response.text, error.response.headers)) from error
    except openai.APIError:
        raise
    except Exception as error:
        if not type(error).__module__.startswith("http"):
            raise
        raise openai.APIConnectionError(message="the answer broke off", request=answer.http_request) from error
    try:
        reply = read_body(raw)
    except NoReply:
        text = address.clean(raw[:400].decode("utf-8", "replace"))
        raise (Misplaced if text.startswith("<") else ModelError)(
            f"{address.base_url} did not answer like a chat endpoint: {text or 'nothing'}",
            "look at `base_url` in [llm]: it usually ends in /v1",
        ) from None
    if reply.refusal:
        raise Blocked(f"the model refused: {address.clean(reply.refusal)}")
    return reply


async def _bytes(answer: Any, hear: Callable[[int], None] | None) -> bytes:  # noqa: ANN401
    """All of an answer; where it is a stream, the characters that came so far are told with each event."""
    found = bytearray()
    told = 0
    try:
        async for part in answer.iter_bytes():
            found += part
            while hear and found.startswith((b"data:", b"event:", b":")) and (end := found.find(b"\n", told) + 1):
                told = end
                hear(told)
    finally:
        await answer.close()
    return bytes(found)


def _is_tls(error: BaseException) -> bool:
    seen: BaseException | None = error
    while seen is not None:
        if "SSL" in f"{type(seen).__name__} {seen}" or "CERTIFICATE" in str(seen).upper():
            return True
        seen = seen.__cause__ or seen.__context__
    return False


def _unreached(error: Any, address: Address) -> ModelError:  # noqa: ANN401 - openai.APIError
    """A failed connection as one of ours."""
    import openai

    who = address.base_url
    if isinstance(error, openai.APITimeoutError):
        return ModelError(f"{who} did not answer in time", "raise `request_timeout` in [llm], or set `stream = true`")
    cause = address.clean(str(error.__cause__ or error))
    if "decompress" in cause:
        return ModelError(f"{who} answers in a form that cannot be unpacked: {cause}", PLAIN)
    hint = "the certificate is not trusted" if _is_tls(error) else "look at `base_url` in [llm] and at the network"
    return ModelError(f"{who} cannot be reached: {cause}", hint)


def explained(refusal: RefusedAnswer, address: Address) -> ModelError:
    """An answer that is an error as one of ours: what happened, to whom, which setting cures it."""
    said, who = address.clean(refusal.said), address.base_url
    if refusal.kind == "too_long":
        return Truncated(f"the question is too long for {address.model}: {said}")
    if refusal.kind == "blocked":
        return Blocked(f"{who} refuses the content: {said}")
    if refusal.kind == "parameter":
        return RequestRefused(f"{who} does not understand the request: {said}", cure(refusal.said), refusal)
    message, hint = _ends(address)[refusal.kind]
    if refusal.kind == "broken":
        message = f"{message} with status {refusal.status}"
    if refusal.kind == "busy" and refusal.wait and refusal.wait > LONGEST_WAIT:
        hint = f"it asks to wait {_duration(refusal.wait)}: run the command again then"
    kind = Misplaced if refusal.kind == "address" else ModelError
    return kind(f"{message}: {said}" if said else message, hint)


def _ends(address: Address) -> dict[Class, tuple[str, str]]:
    """Message and hint of what ends a run."""
    who, env = address.base_url, address.key_env
    return {
        "money": (f"{who} says there is no money left", "top up the account there"),
        "key": (
            f"{who} refuses the key in {env}, or {address.model} with it",
            f"set {env} to a key of this endpoint that may use the model",
        ),
        "model": (f"{who} has no model {address.model!r} for this key", "look at `model` in [llm]"),
        "address": (
            f"{who} has no model {address.model!r}, or is no chat endpoint",
            "look at `model` and `base_url` in [llm]: the address usually ends in /v1",
        ),
        "busy": (f"{who} is too busy, or a limit is reached", "wait, or lower `parallel` in [llm]"),
        "broken": (f"{who} failed", "run the command again later"),
    }


CURES = (
    (r"max_(?:completion_)?tokens|max_output_tokens", "set `output_limit`, or its name with `output_limit_name`, in [llm]"),
    (r"stream", "set `stream = true` in [llm]"),
    (r"thinking|reasoning", 'set `thinking = "off"` in [llm], or name the switch in `extra`'),
    (r"temperature", "take `temperature` out of [llm]"),
    (r"api-version", "put the version into [llm]: query = { api-version = \"…\" }"),
    (r"response_?format|json|schema", "the endpoint takes no form of answer: look at `model` in [llm]"),
)  # fmt: skip
"""Words of a refusal -> which setting cures it."""


def cure(said: str) -> str:
    """The setting that cures a refused request."""
    found = next((hint for words, hint in CURES if re.search(words, said, re.IGNORECASE)), "")
    return found or "look at `model` and `extra` in [llm]; `storyboard doctor --llm` tries what the endpoint takes"


def _duration(seconds: float) -> str:
    return f"{seconds / 60:.0f} min" if seconds >= 120 else f"{seconds:.0f} s"
