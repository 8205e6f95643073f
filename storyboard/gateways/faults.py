"""Thirteen classes of what gateways refuse or fail with, and what each means to a person.

By code first, by status second, by text last: gateways put one and the same sentence over very different refusals.
"""

import re
from dataclasses import dataclass
from typing import Any

from storyboard.gateways.replies import at, excerpt, read_json

WORDS: dict[str, tuple[str, str]] = {
    "auth": ("the key is refused", "check the key and its rights in the gateway's console"),
    "quota": ("the account has no money left", "top it up at the gateway, then run again"),
    "busy": ("the gateway is busy", "wait a little and run again"),
    "parameter": (
        "the gateway does not take this request as it is",
        "compare `storyboard submit --dry-run` with its document",
    ),
    "unsupported": ("the gateway does not offer this", "see `storyboard models`, or use another gateway or key"),
    "content_prompt": ("the words of the prompt were refused", "change the scene's wording, then make it again"),
    "content_image_person": (
        "a picture shows a real person, which is not allowed",
        "use a drawn or clearly artificial picture",
    ),
    "content_output": (
        "the finished film was held back by moderation",
        "change the scene's wording; or try once more on purpose: `storyboard retake`",
    ),
    "character": (
        "a character could not be made or used",
        "see `storyboard cast list`; make it again with `cast create`",
    ),
    "not_ready": ("the film is not ready yet", "run again later: nothing is bought twice"),
    "expired": (
        "the film was deleted at the gateway before it was fetched",
        "buy it once more on purpose: `storyboard retake`",
    ),
    "unknown_outcome": (
        "a paid job may exist",
        "look in the gateway's console, then `storyboard jobs adopt` or `jobs resend`",
    ),
    "gateway_fault": ("the gateway failed", "run again later"),
}
"""Class -> (what happened, what to do next)."""

CODES: tuple[tuple[str, str], ...] = (
    ("unsupported", r"unsupported_api|model_not_found|model_not_exist.*|channel_not_found|no_available_channel|api_not_implemented"),
    ("quota", r"insufficient.*|.*quota.*|billing.*|arrears|payment_required|balance.*"),
    ("content_image_person", r".*real_person.*|.*realistic_human.*|.*prominent_people.*|face_.*"),
    ("character", r"cameo_.*|character_.*"),
    ("content_prompt", r"moderation_blocked|content_policy_violation|sentinel_block|sora_content_violation|public_error_sexual.*|.*sensitive.*|prompt_.*(blocked|violation).*"),
    ("auth", r"invalid_api_key|invalid_token|unauthorized|authentication.*|access_denied|permission_denied|phone_number_required|token_.*(expired|invalid).*"),
    ("busy", r"rate_limit.*|too_many_requests|.*overloaded.*|upstream_busy|concurrency.*"),
    ("not_ready", r".*not_ready|.*not_completed|task_processing"),
    ("expired", r".*expired.*"),
    ("parameter", r"invalid_model_for_duration|invalid_(size|seconds|duration|parameter|value|type)|unsupported_(size|value|parameter)|missing_.*|video_generation_user_error"),
)  # fmt: skip
"""Class, and the codes (or error types) that mean it."""

STATUSES = {
    401: "auth",
    402: "quota",
    404: "unsupported",
    405: "unsupported",
    413: "parameter",
    415: "parameter",
    429: "busy",
}

TEXTS: tuple[tuple[str, str], ...] = (
    ("unsupported", r"character api is not supported|invalid url \(|model .{0,60}not found|channel not found|无可用渠道|模型不存在|deployment .{0,40}does not exist"),
    ("quota", r"额度|余额|欠费|quota|insufficient (balance|credit|fund)|billing"),
    ("content_image_person", r"写实人物|真人|名人|未成年|realistic human|without humans|real (person|people)|human face|prominent people"),
    ("character", r"cameo|too many users mentioned|does not have a character|角色(不存在|创建失败)"),
    ("content", r"moderation|content polic|content_policy|相关服务政策|内容政策|违反|违规|敏感|审核|sensitive|violat|sexual|didn.t look right|guardrail|safety system"),
    ("not_ready", r"not completed yet|not ready|尚未完成|未完成|still (processing|running)"),
    ("expired", r"expired|已过期|已失效"),
    ("auth", r"unauthorized|invalid (api )?(key|token)|无效的令牌|令牌|account not allowed|forbidden|no connected db"),
    ("busy", r"饱和|too many requests|rate limit|overloaded|稍后再试|at capacity|concurren"),
    ("parameter", r"invalid (type|value|parameter|size|duration)|must match the requested|expected one of|参数(错误|不合法|无效)|not supported for"),
    ("gateway_fault", r"请求上游地址失败|upstream|failed to (fetch|resolve)|bad gateway|timed? ?out|超时"),
)  # fmt: skip
"""Class, and the words that mean it; `content` becomes one of two classes by when it was said."""

ERROR_PATHS = (
    "error",
    "data.error",
    "fail_reason",
    "data.fail_reason",
    "data.task_status_msg",
    "message",
    "detail",
    "msg",
)


@dataclass(frozen=True, slots=True)
class Trouble:
    """What a gateway said went wrong."""

    fault: str
    code: str
    message: str
    finished: bool = False

    def __str__(self) -> str:
        """In plain words, with what the gateway itself said in brackets, and what to do next."""
        what, then = WORDS[self.fault]
        if self.finished and self.fault in ("gateway_fault", "busy", "not_ready"):
            then = "buy it once more on purpose: `storyboard retake`"
        raw = ": ".join(part for part in (self.code, self.message) if part)
        return f"{what} ({raw}); {then}" if raw else f"{what}; {then}"


def explain(status: int | None, body: bytes | str | Any, key: str = "", *, finished: bool = False) -> Trouble:  # noqa: ANN401
    """The class of a refusal or failure. `finished`: it was said after the work, not at the door."""
    value = read_json(body) if isinstance(body, bytes | str) else body
    codes, message = _said(value)
    if not message and not codes and value != {} and isinstance(body, bytes | str):
        message = excerpt(body)
    code = next((each for each in codes if not each.isdigit()), "") or (str(status) if status else "")
    fault = _by_code(codes) or STATUSES.get(status or 0) or _by_text(f"{message} {' '.join(codes)}", finished=finished)
    if fault == "content_prompt" and finished:
        fault = "content_output"
    return Trouble(fault or _by_kind(status), code, excerpt(message, key)[:300], finished)


def _by_code(codes: list[str]) -> str:
    for code in codes:
        for fault, pattern in CODES:
            if re.fullmatch(pattern, code.lower()):
                return fault
    return ""


def _by_text(text: str, *, finished: bool) -> str:
    for fault, pattern in TEXTS:
        if re.search(pattern, text, re.IGNORECASE):
            if fault == "content":
                return "content_output" if finished else "content_prompt"
            return fault
    return ""


def _by_kind(status: int | None) -> str:
    if status == 403:
        return "auth"
    return "parameter" if status and 400 <= status < 500 else "gateway_fault"


def _said(value: Any, depth: int = 0) -> tuple[list[str], str]:  # noqa: ANN401 - JSON
    """Codes (outermost last, because the innermost is the true one) and the message, out of up to three wrappings."""
    if depth > 3 or not isinstance(value, dict):
        return [], value if isinstance(value, str) else ""
    codes = [str(value[name]) for name in ("code", "type", "kind") if isinstance(value.get(name), str | int)]
    codes = [code for code in codes if code not in ("error", "0", "200", "success")]
    for path in ERROR_PATHS:
        inner = at(value, path)
        if not inner:
            continue
        wrapped = _inside(inner) if isinstance(inner, str) else inner
        if isinstance(wrapped, dict):
            deeper, message = _said(wrapped, depth + 1)
            return [*deeper, *codes], message or str(value.get("message") or "")
        if isinstance(inner, str):
            return codes, inner
    return codes, ""


def _inside(text: str) -> Any:  # noqa: ANN401 - JSON
    """A JSON object that a message holds, whole or after some words; else None."""
    found = re.search(r"\{.*\}", text, re.DOTALL)
    return read_json(found.group()) if found else None
