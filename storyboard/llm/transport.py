"""How a question is put to one model at one address: a value, learned from what is refused, never from one empty answer."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

from storyboard.config import LanguageModel
from storyboard.llm.known import Api, Form, KnownEndpoint
from storyboard.llm.refusals import RefusedAnswer
from storyboard.model import Question
from storyboard.records import dataclass

FORMS: tuple[Form, ...] = ("json_schema", "json_object", "prompt")
"""From the strictest to the plainest; what is refused steps down."""
LEAST_LIMIT = 4096
"""Output tokens asked for where the protocol insists on a number (Anthropic) and [llm] names none."""


@dataclass(frozen=True, slots=True)
class Transport:
    """What a request looks like, apart from its words."""

    form: Form = "json_schema"
    stream: bool = False
    system: Literal["system", "user", "joined"] = "system"
    """The fixed part is a system message; else a user's, before the question; else it stands in one message with it."""
    temperature: bool = True
    """Whether a temperature is sent, where [llm] has one."""
    limit: str = "max_tokens"
    """What the output limit is called; empty: it is not taken."""
    thinking: bool = True
    """Whether the switch for thinking is sent, where there is one."""
    off: bool = False
    """Thinking is switched off because the endpoint insists, whatever [llm] says."""
    api: Api = "chat"
    path: str = ""
    """What stands between the address and the call: `/v1` where the address lacks it."""


@dataclass(frozen=True, slots=True)
class RequestChange:
    """A rule of learning: when these words refuse a request of this kind, the next one looks so."""

    words: re.Pattern[str]
    fits: Callable[[Transport, Mapping[str, Any]], bool]
    """(transport, the body that was refused)."""
    after: Callable[[Transport], Transport]


def _plainer(way: Transport) -> Transport:
    return replace(way, form=FORMS[min(FORMS.index(way.form) + 1, len(FORMS) - 1)])


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.DOTALL)


CHANGES = (
    RequestChange(_words(r"enable_thinking.{0,40}(?:false|non-?stream)"), lambda way, body: not way.off, lambda way: replace(way, off=True)),
    RequestChange(_words(r"only.{0,20}support.{0,20}stream|must.{0,20}stream|stream.{0,30}(?:required|must be (?:set|true)|mode only)|please enable.{0,10}stream"
                  r"|仅支持流式|只支持流式"),
           lambda way, body: not way.stream, lambda way: replace(way, stream=True)),
    RequestChange(_words(r"stream.{0,40}(?:not support|unsupported|not allowed|disabled)|(?:not support|unsupported).{0,20}stream"),
           lambda way, body: way.stream, lambda way: replace(way, stream=False)),
    RequestChange(_words(r"use ['\"`]?max_completion_tokens|max_tokens.{0,60}(?:not support|unsupported|unknown|unrecognized|extra)|unsupported.{0,30}max_tokens"),
           lambda way, body: way.limit == "max_tokens" and "max_tokens" in body, lambda way: replace(way, limit="max_completion_tokens")),
    RequestChange(_words(r"max_completion_tokens.{0,60}(?:not support|unsupported|unknown|unrecognized|extra)|(?:unsupported|unknown|unrecognized).{0,30}max_completion_tokens"),
           lambda way, body: way.limit == "max_completion_tokens" and way.limit in body, lambda way: replace(way, limit="max_tokens")),
    RequestChange(_words(r"temperature"), lambda way, body: "temperature" in body, lambda way: replace(way, temperature=False)),
    RequestChange(_words(r"role.{0,40}(?:system|developer)|(?:system|developer).{0,20}(?:role|message|instruction)"),
           lambda way, body: way.system == "system", lambda way: replace(way, system="user")),
    RequestChange(_words(r"alternat"), lambda way, body: way.system == "user", lambda way: replace(way, system="joined")),
    RequestChange(_words(r"thinking|reasoning"), lambda way, body: (way.thinking and any("thinking" in str(key) or "reasoning" in str(key) for key in body))
           or (way.thinking and "chat_template_kwargs" in body), lambda way: replace(way, thinking=False)),
    RequestChange(_words(r""), lambda way, body: way.form != FORMS[-1] and way.api == "chat", _plainer),
)  # fmt: skip
"""In this order: a parameter that is named is dropped or renamed, exactly that one; else the form steps down."""


def learned(way: Transport, refusal: RefusedAnswer, body: Mapping[str, Any]) -> Transport | None:
    """The next way to try after a refusal; None where there is none left."""
    for change in CHANGES:
        if change.words.search(refusal.said) and change.fits(way, body):
            return change.after(way)
    return None


def other(way: Transport) -> Transport:
    """Another way for a question whose answer could not be read: no form asked for, and then the other kind of reply."""
    return replace(way, stream=not way.stream) if way.form == FORMS[-1] else replace(way, form=FORMS[-1])


def first(settings: LanguageModel, row: KnownEndpoint) -> Transport:
    """The way to begin with: what [llm] says, else what is known of the endpoint, else the strictest."""
    api = settings.api or row.api
    return Transport(
        form=row.form if api == "chat" else "json_object",
        stream=settings.stream,
        limit=settings.output_limit_name or row.limit,
        api=api,
    )


def messages(question: Question, way: Transport) -> list[dict[str, str]]:
    """The fixed part and the question. Without a schema on the wire the fixed part says it, and says JSON."""
    system = question.system
    if way.form != FORMS[0]:
        schema = json.dumps(question.schema, ensure_ascii=False, separators=(",", ":"))
        system = f"{system}\n\nJSON Schema:\n{schema}\n"
    if way.system == "joined":
        return [{"role": "user", "content": f"{system}\n\n{question.user}"}]
    return [{"role": way.system, "content": system}, {"role": "user", "content": question.user}]


def body_of(
    question: Question, turns: Sequence[dict[str, str]], settings: LanguageModel, row: KnownEndpoint, way: Transport
) -> dict[str, Any]:
    """The request: its words, the form asked for, and what [llm] adds. `extra` goes last, exactly as it stands there."""
    sent = [*messages(question, way), *turns]
    body: dict[str, Any] = {"model": settings.model, "messages": sent}
    if way.api == "messages":
        body |= _anthropic(question, sent, way)
    else:
        body |= _response_format(question, way)
    if settings.temperature is not None and way.temperature:
        body["temperature"] = settings.temperature
    limit = settings.output_limit or (LEAST_LIMIT if way.api == "messages" else 0)
    if limit and way.limit:
        body["max_tokens" if way.api == "messages" else way.limit] = limit
    if way.thinking:
        body |= _thinking(settings, row, way)
    if way.stream:
        body["stream"] = True
    return body | settings.extra


def _response_format(question: Question, way: Transport) -> dict[str, Any]:
    if way.form == "json_schema":
        form = {"name": question.kind, "strict": True, "schema": question.schema}
        return {"response_format": {"type": "json_schema", "json_schema": form}}
    return {"response_format": {"type": "json_object"}} if way.form == "json_object" else {}


def _anthropic(question: Question, sent: Sequence[dict[str, str]], way: Transport) -> dict[str, Any]:
    """The parts that the messages protocol has elsewhere: the system text, and a tool in whose form the answer comes."""
    parts: dict[str, Any] = {"messages": [each for each in sent if each["role"] != "system"]}
    if way.system == "system":
        parts["system"] = sent[0]["content"]
    if way.form == "json_object":
        parts["tools"] = [{"name": question.kind, "description": "The answer.", "input_schema": question.schema}]
        parts["tool_choice"] = {"type": "tool", "name": question.kind}
    return parts


def _thinking(settings: LanguageModel, row: KnownEndpoint, way: Transport) -> dict[str, Any]:
    if way.off:
        return row.off or {"enable_thinking": False}
    return {"off": row.off, "on": row.on, "auto": {}}[settings.thinking]
