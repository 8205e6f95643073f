"""What an endpoint means when it answers with an error: a table from its words and status to a class of ours.

The same table reads a status, an `error` inside a 200, a `base_resp`, and an event in the middle of a stream. Rows are
asked in order, the first that fits is taken; the words go before the status, for relays change the status.
"""

import json
import re
from typing import Any, Literal

from storyboard.config import parse_json
from storyboard.records import dataclass

Class = Literal["money", "key", "blocked", "too_long", "model", "parameter", "busy", "broken", "address"]
"""`money`: pay there. `key`: not let in. `blocked`: the content is refused. `too_long`: the question does not fit. `model`: no such
model, or none free. `parameter`: a plainer request may be taken. `busy`, `broken`: the same request may be taken later.
`address`: no chat endpoint at all."""


@dataclass(frozen=True, slots=True)
class RefusedAnswer:
    """An answer that is an error."""

    status: int
    """Of HTTP, or what the body gives as one."""
    said: str
    """Message, code and type, in one text."""
    wait: float | None = None
    """Seconds that the endpoint asks us to wait."""

    @property
    def kind(self) -> Class:
        """Its class."""
        for row in ROWS:
            if (not row.statuses or self.status in row.statuses) and row.words.search(self.said):
                return row.kind
        return BY_STATUS.get(self.status, "broken" if self.status >= 500 else "parameter")


@dataclass(frozen=True, slots=True)
class RefusalRow:
    kind: Class
    words: re.Pattern[str]
    statuses: frozenset[int] = frozenset()
    """Empty: whatever the status."""


def _row(kind: Class, words: str, *statuses: int) -> RefusalRow:
    return RefusalRow(kind, re.compile(words, re.IGNORECASE), frozenset(statuses))


ROWS = (
    _row("money", r"insufficient.?(?:quota|balance|credit|fund|user)|exceeded your current quota|out of credit|arrear|overdue|good standing"
                  r"|billing.{0,20}(?:limit|hard)|payment required|余额|欠费|额度不足|额度已用尽|账户.{0,6}停|充值"),
    _row("too_long", r"context.?length|maximum context|too many (?:input )?tokens|(?:prompt|input|request|question) is too long|range of input length"
                     r"|max(?:imum)?.{0,12}(?:input|context|prompt).{0,20}exceed|exceeds? the (?:model'?s )?(?:max|context)|超出.{0,8}(?:上下文|长度)", 400, 403, 413, 422),
    _row("parameter", r"max_(?:completion_)?tokens|max_output_tokens|output.?limit", 400, 404, 405, 422),
    _row("blocked", r"content.?exists.?risk|data.?inspection|content.?(?:filter|policy|management|safety)|sensitive|moderation|inappropriate"
                    r"|unsafe|safety|risk.?control|敏感|违规|不合规|审核|风控", 200, 400, 403, 421, 422, 451, 500),
    _row("parameter", r"response_?format|json_?(?:schema|object|mode)|structured.?output|response_?schema|additionalProperties|guided_|grammar"
                      r"|handle the requested parameters|unsupported (?:parameter|value)|unknown (?:parameter|name|field)|unrecognized|not support.{0,40}parameter"
                      r"|stream(?:ing)? (?:mode|parameter|calls?)|only support.{0,20}stream|enable_thinking|'?temperature'?.{0,60}(?:support|allow|only)"
                      r"|does not support '?(?:system|developer)|role.{0,30}(?:system|developer)|roles? must alternate|(?:system|developer).{0,10}role|extra (?:inputs|fields)"),
    _row("model", r"model.{0,40}(?:not exist|not found|does not exist|不存在)|no such model|unknown model|model_not_found|invalid model|无可用渠道|no available channel"
                  r"|模型.{0,20}不存在|not a valid model|no endpoints? found"),
    _row("key", r"invalid.{0,12}(?:api.?key|token)|incorrect api key|unauthori[sz]ed|authentication|无效的?令牌|令牌", 401, 403, 400, 200),
    _row("busy", r"rate.?limit|too many requests|overloaded|capacity|try again|retry|temporarily|负载|频率|限流|繁忙|稍后"),
)  # fmt: skip
"""In this order: money before anything, a named parameter before a model, so that the cure that is named is the cure."""

BY_STATUS: dict[int, Class] = {
    400: "parameter", 401: "key", 402: "money", 403: "key", 404: "address", 405: "address", 408: "busy", 409: "busy", 413: "too_long",
    422: "parameter", 425: "busy", 429: "busy", 451: "blocked", 1002: "busy", 1004: "key", 1008: "money", 1026: "blocked", 1027: "blocked",
    1039: "busy", 2013: "parameter", 2049: "key",
}  # fmt: skip
"""Where no words tell. From 1000: MiniMax's `base_resp.status_code`."""

GOOD = (0, 200, "0", "200", "", None, "success", "Success", "ok")
"""A `code` that is no error."""


def of_body(data: object) -> RefusedAnswer | None:
    """The error that the body of an answer holds; None where it holds none.

    `error` as object, text or list; `base_resp`; `code` and `message` without choices; an error inside a choice.
    """
    if isinstance(data, list):
        return next((found for each in data if (found := of_body(each))), None)
    if not isinstance(data, dict):
        return None
    inner = data.get("error")
    if inner:
        return _from(inner)
    base = data.get("base_resp")
    if isinstance(base, dict) and base.get("status_code") not in GOOD:
        return _from({"code": base.get("status_code"), "message": base.get("status_msg")})
    choices = data.get("choices")
    if not choices and data.get("code") not in GOOD:
        return _from(data)
    for choice in choices if isinstance(choices, list) else ():
        if isinstance(choice, dict) and choice.get("error"):
            return _from(choice["error"])
    return None


def _from(error: object) -> RefusedAnswer:
    if not isinstance(error, dict):
        return RefusedAnswer(200, str(error))
    codes = [error.get(name) for name in ("code", "status", "status_code", "http_code", "type")]
    number = next((int(str(code)) for code in codes if str(code).isdigit()), 200)
    told = [
        str(error.get("message") or error.get("msg") or ""),
        *(str(code) for code in codes if code and not str(code).isdigit()),
    ]
    raw = error.get("metadata")
    if isinstance(raw, dict) and raw.get("raw"):
        told.append(raw["raw"] if isinstance(raw["raw"], str) else json.dumps(raw["raw"], ensure_ascii=False))
    # A code often stands in several fields, or within the sentence.
    fresh = [each for at, each in enumerate(told) if each and not any(each in before for before in told[:at])]
    return RefusedAnswer(number, " ".join(fresh))


def of_status(status: int, text: str, headers: Any = None) -> RefusedAnswer:  # noqa: ANN401 - httpx headers
    """The error of an answer with a status that is one."""
    try:
        found = of_body(parse_json(text.removeprefix("\ufeff")))
    except ValueError:
        found = None
    said = found.said if found and found.said else text
    return RefusedAnswer(status, said, _wait(headers or {}))


def _wait(headers: Any) -> float | None:  # noqa: ANN401
    """Seconds of `Retry-After` (a number, or a date) or `retry-after-ms`; None where neither is there."""
    import time
    from email.utils import parsedate_to_datetime

    value, short = headers.get("retry-after", ""), headers.get("retry-after-ms", "")
    if re.fullmatch(r"\d+(?:\.\d+)?", short):
        return float(short) / 1000
    if re.fullmatch(r"\d+(?:\.\d+)?", value):
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time()) if value else None
    except (TypeError, ValueError):
        return None
