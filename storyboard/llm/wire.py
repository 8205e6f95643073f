"""From the bytes of an answer to a reply, whatever they are: JSON, a stream that nobody asked for, JSON with `[DONE]` behind it.

Both protocols are read by what stands there: choices and deltas, or Anthropic's content blocks and events.
"""

import json
from collections.abc import Iterator
from dataclasses import field
from typing import Any

from storyboard.config import is_deep, parse_json
from storyboard.llm.refusals import RefusedAnswer, of_body
from storyboard.records import dataclass

CUT = frozenset({"length", "max_tokens", "model_length", "max_output_tokens", "model_context_window_exceeded"})
"""Ends of an answer that was cut."""
STOPPED = frozenset({"content_filter", "content-filter", "sensitive", "safety", "recitation", "prohibited_content", "blocklist", "refusal",
                     "blocked", "risk_control"})  # fmt: skip
"""Ends of an answer that a filter stopped."""
BROKEN = frozenset({"error", "network_error", "insufficient_system_resource", "malformed_function_call"})
"""Ends of an answer that failed on the way: worth another try."""


@dataclass(frozen=True, slots=True)
class ChatReply:
    """What came back."""

    text: str
    finish: str
    """`stop`; `length`, `content_filter` and `error` stand for all their spellings; empty: nothing was said."""
    model: str
    body: dict[str, Any]
    """What else is worth keeping: `usage`."""
    seconds: float = 0.0
    """From request to answer, when it was really asked."""
    replayed: bool = False
    """Played from what is kept."""
    aside: tuple[str, ...] = ()
    """Other places where an answer was found: arguments of a tool, thoughts. They count only where the text holds none."""
    refusal: str = ""
    """What the model said instead of an answer."""


class NoReply(ValueError):
    """Bytes that are no answer of a chat endpoint."""


class Failed(Exception):
    """An answer that is an error."""

    def __init__(self, refusal: RefusedAnswer) -> None:
        super().__init__(refusal.said)
        self.refusal = refusal


@dataclass(slots=True)
class AnswerPiece:
    """What a body, or all events of a stream, add up to."""

    texts: list[str] = field(default_factory=list)
    thoughts: list[str] = field(default_factory=list)
    tools: dict[int, list[str]] = field(default_factory=dict)
    refusals: list[str] = field(default_factory=list)
    finish: str = ""
    model: str = ""
    usage: dict[str, Any] = field(default_factory=dict)
    seen: bool = False
    """Whether anything was an answer at all."""
    filtered: bool = False

    def reply(self) -> ChatReply:
        """The reply. Failed where the end says that it broke off, NoReply where there was none."""
        if not self.seen and not self.filtered:
            raise NoReply("no choices")
        finish = self.finish.lower()
        if finish in BROKEN:
            raise Failed(RefusedAnswer(502, f"the answer broke off: {self.finish}"))
        finish = "length" if finish in CUT else "content_filter" if finish in STOPPED or self.filtered else self.finish
        tools = ["".join(parts) for _, parts in sorted(self.tools.items())]
        aside = tuple(_whole(each) for each in (*tools, "".join(self.thoughts)) if each.strip())
        body = {"usage": self.usage} if self.usage else {}
        return ChatReply(
            _whole("".join(self.texts)), finish, self.model, body, aside=aside, refusal="".join(self.refusals)
        )

    def add(self, data: dict[str, Any]) -> None:
        """One JSON object: a whole answer, a chunk, or an event of the messages protocol."""
        if refused := of_body(data):
            raise Failed(refused)
        self.model = str(data.get("model") or self.model)
        if isinstance(data.get("usage"), dict):
            self.usage |= {key: value for key, value in data["usage"].items() if value is not None}
        self.filtered = self.filtered or _filtered(data)
        choices = data.get("choices")
        for choice in choices if isinstance(choices, list) else ():
            if isinstance(choice, dict) and choice.get("index", 0) in (0, None):
                self._choice(choice)
        self._messages(data)

    def _choice(self, choice: dict[str, Any]) -> None:
        self.seen = True
        self.finish = str(choice.get("finish_reason") or self.finish)
        message = choice.get("delta") or choice.get("message") or {}
        if not isinstance(message, dict):
            return
        self.texts.append(_text(message.get("content")) or str(choice.get("text") or ""))
        self.thoughts += [_text(message.get(name)) for name in ("reasoning_content", "reasoning", "thinking")]
        self.refusals.append(_text(message.get("refusal")))
        calls = message.get("tool_calls")
        called = [*(calls if isinstance(calls, list) else ()), {"function": message.get("function_call")}]
        for at, each in enumerate(called):
            made = each.get("function") if isinstance(each, dict) else None
            if isinstance(made, dict) and made.get("arguments"):
                given = made["arguments"]
                text = given if isinstance(given, str) else json.dumps(given, ensure_ascii=False)
                self.tools.setdefault(int(each.get("index") or at), []).append(text)

    def _messages(self, data: dict[str, Any]) -> None:
        """Anthropic's form: content blocks, or the events of its stream."""
        kind, delta = data.get("type"), data.get("delta")
        if kind == "message" and isinstance(data.get("content"), list):
            self.seen = True
            self.finish = str(data.get("stop_reason") or self.finish)
            for at, block in enumerate(data["content"]):
                self._block(at, block)
        elif kind == "message_start" and isinstance(data.get("message"), dict):
            self.add(data["message"])
        elif kind == "content_block_start":
            self._block(int(data.get("index") or 0), data.get("content_block"))
        elif kind == "content_block_delta" and isinstance(delta, dict):
            self.texts.append(str(delta.get("text") or ""))
            self.thoughts.append(str(delta.get("thinking") or ""))
            if delta.get("partial_json"):
                self.tools.setdefault(int(data.get("index") or 0), []).append(str(delta["partial_json"]))
        elif kind == "message_delta" and isinstance(delta, dict):
            self.finish = str(delta.get("stop_reason") or self.finish)

    def _block(self, at: int, block: object) -> None:
        if not isinstance(block, dict):
            return
        self.texts.append(str(block.get("text") or ""))
        self.thoughts.append(str(block.get("thinking") or ""))
        if block.get("type") == "tool_use" and block.get("input"):
            self.tools.setdefault(at, []).append(json.dumps(block["input"], ensure_ascii=False))


def read_body(raw: bytes) -> ChatReply:
    """The reply in the bytes of an answer. Failed where it is an error, NoReply where it is no answer."""
    piece = AnswerPiece()
    found = False
    for data in objects(text_of(raw)):
        found = True
        if isinstance(data, dict):
            piece.add(data)
        elif refused := of_body(data):
            raise Failed(refused)
    if not found:
        raise NoReply("no JSON")
    return piece.reply()


def objects(text: str) -> Iterator[Any]:
    """The JSON values of a body: of its `data:` lines where it is a stream, else one after another from its start."""
    if not text.startswith(("{", "[")):
        events = [line[5:].strip() for line in text.splitlines() if line.startswith("data:")]
        yield from (_loaded(event) for event in events if event and event != "[DONE]")
        return
    decoder, at = json.JSONDecoder(strict=False), 0
    while at < len(text) and text[at] in "{[":
        try:
            data, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            raise NoReply(str(error)) from None
        if is_deep(data):
            raise NoReply("nested too deep")
        yield data
        at = end + len(text[end:]) - len(text[end:].lstrip())


def _loaded(text: str) -> Any:  # noqa: ANN401 - JSON
    try:
        return parse_json(text, strict=False)
    except ValueError as error:
        raise NoReply(str(error)) from None


def text_of(raw: bytes) -> str:
    """JSON is UTF-8 whatever its header says; only where it is not, it is read as what is left."""
    try:
        return raw.decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace").strip()


def _text(content: object) -> str:
    """Text of a content: a string, or its parts that are text."""
    if isinstance(content, str):
        return content
    if isinstance(content, dict):
        return str(content.get("text") or "")
    if isinstance(content, list):
        return "".join(
            _text(part)
            for part in content
            if not (isinstance(part, dict) and part.get("type") in ("thinking", "reasoning"))
        )
    return ""


def _filtered(data: dict[str, Any]) -> bool:
    """A filter's verdict beside empty choices (Azure), or a reason for which the question was blocked (Gemini)."""
    if data.get("choices"):
        return False
    feedback = data.get("promptFeedback")
    blocked = isinstance(feedback, dict) and feedback.get("blockReason")
    return bool(blocked) or '"filtered": true' in json.dumps(data.get("prompt_filter_results") or "")


def _whole(text: str) -> str:
    """A text without half characters, which cannot be written."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
