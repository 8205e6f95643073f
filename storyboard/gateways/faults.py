"""The classes of what gateways refuse or fail with, and what each means to a person.

By code first, by status second, by text last: gateways put one and the same sentence over very different refusals.
"""

import json
import re
from fnmatch import fnmatchcase
from typing import Any, get_args

from storyboard.gateways.replies import at, excerpt, first_text, is_id, read_json
from storyboard.languages import Language
from storyboard.model.jobs import TroubleClass
from storyboard.patterns import deferred
from storyboard.profiles.dialect import Errors
from storyboard.records import dataclass

ENGLISH = Language.of("en")
"""What stands in the ledger: one language, whoever reads it."""

WORDS: dict[str, tuple[str, str]] = {
    fault: (ENGLISH.words(f"trouble.{fault}")[0], ENGLISH.words(f"trouble.{fault}")[1])
    for fault in get_args(TroubleClass)
}
"""Class -> (what happened, what to do next)."""

CODES: tuple[tuple[str, str], ...] = (
    ("unsupported", r"unsupported_api|model_not_(found|exist|open|available).*|model_access_denied|access_denied_unpurchased|model_unavailable|channel_not_found|no_available_channel|api_not_implemented|invalid_endpoint_or_model.*|.*_service_not_open|.*_customization_not_supported|deprecated_model|(model|api)_(deprecated|retired|disabled)"),
    ("quota", r"commodity_not_purchased|insufficient.*|.*(user|token|account)_quota.*|exceeded_current_quota.*|billing.*|.*arrear.*|.*overdue.*|payment_required|(spend|spending|budget|credit|usage_hard|hard)_limit.*|balance.*|.*(credits?|balance|funds?)_(insufficient|exhausted|depleted|not_enough|too_low)|(no|not_enough)_(credits?|balance|money)"),
    ("busy", r"rate_limit.*|too_many_.*|throttl.*|.*_?throttling|.*overloaded.*|upstream_busy|concurren.*|((request|concurren\w*|parallel|task|job|qps|rpm|user)s?_)?limit_(exceeded|reached)|server_busy|.*queue_(full|max.*)|operation_in_process|.*_maxed|.*frequent.*"),
    ("limit", r".*quota.*|set_limit_exceeded"),
    ("content_image_person", r".*privacy_information|.*real_person.*|.*realistic_human.*|.*prominent_people.*|.*photo_?real.*|face_(?!detection_error).*|.*_face_(detected|not_allowed|forbidden)"),
    ("character", r"cameo_.*|character_.*"),
    ("content_output", r"output_.*(sensitive|risk|moderat|violat|polic).*|creation_policy_violation|safety_output.*"),
    ("content_prompt", r"(content_)?moderation_blocked|ip_?infringement.*|content_(policy|safety)_violation|content_(was_)?(filter|moderat|block|reject).*|sentinel_block|sora_content_violation|public_error_(sexual|unsafe|violen|danger|hate|minor).*|safety_input.*|(illegal|forbidden|prohibited|banned)_(prompt|text|words?|image|content).*|.*sensitive.*|.*risk_detection.*|data_inspection_failed|(.*_)?audit_.*(illegal|reject|fail).*|.*policy_violation|prompt_.*(blocked|violation|rejected).*|moderated|filtered|moderation_(failed|rejected)|nsfw.*|unsafe.*"),
    ("auth", r"invalid_(api_?key|token|access_key)|unauthori[sz]ed|authentication.*|access_denied|permission_denied|phone_number_required|token_.*(expired|invalid).*|forbidden"),
    ("not_ready", r".*not_ready|.*not_completed|task_processing"),
    ("expired", r".*expired.*"),
    ("parameter", r"invalid_model_for_duration|invalid_(size|seconds|duration|parameter|value|type|argument|url|image|video|audio|media|file)s?|invalid_parameter_.*|unsupported_(size|value|parameter)|missing_.*|video_generation_user_error|(asset|input|file|image)_invalid|face_detection_error|(validate|validation)_.*|.*_validation_(failed|error)|(image|audio|file|picture)_(processing|decode|load)_error|(image|video|audio|file|picture|media|prompt)_.*(mismatch|too_(large|small|long|short|big)|not_supported|unsupported|exceeds?|format|download_failed)(_.*)?"),
    ("gateway_fault", r"no_media_generated"),
)  # fmt: skip
"""Class, and the codes (or error types) that mean it, in lower case with `_` between words; `limit` is money, or only too
much at once, by the status and the message."""

STATUSES = {
    401: "auth",
    402: "quota",
    404: "unsupported",
    405: "unsupported",
    413: "parameter",
    415: "parameter",
    429: "busy",
}

MONEY = deferred(
    r"余额|欠费|免费额度|额度(不足|已?用[尽完]|耗尽)|充值|资源包(已?用[尽完]|耗尽|已?过期)|insufficient (account )?(balance|credit|fund|quota)|(balance|credits?|funds?) (is |are )?(not enough|insufficient|exhausted|depleted|too low)"
    r"|not enough (balance|credit|fund)|exhausted balance|top.?up|used all (available )?credits|spending limit|(doesn.t|don.t|not|no longer) have (any|enough) (credits?|balance|funds?)|inference limit|推理限额|exhausted its free|free (tier|quota).{0,30}exhausted|(key|credit|spend\w*) limit (exceeded|reached)|用量上限|购买积分|billing|arrear|overdue|in good standing|out of credits?|resource pack.{0,20}(deplet|exhaust|expire|used up)",
    re.IGNORECASE,
)
"""No money left, in whatever answer it is said: also where the status says `busy`."""

PERSON = deferred(
    r"写实人物|真人|名人|未成年|人脸|realistic human|without humans|real (person|people)|human face|prominent people|face (?:detected|detection)|portrait rights?|肖像|celebrit",
    re.IGNORECASE,
)
FACELESS = deferred(
    r"\bno (?:human )?faces?\b|faces? (?:was |were |is )?not (?:found|detected)|(?:未|没有?)(?:能)?(?:检测|识别)(?:到|出)人?脸",
    re.IGNORECASE,
)
"""A picture that should show a face and shows none: another picture is wanted, and nobody's face is too real."""

PICTURED = deferred(r"image|picture|photo|video|图|照片|视频|人脸|face", re.IGNORECASE)
"""That a refusal is about somebody in a picture; a name in the words is another thing."""

SENT = deferred(r"\binput|prompt|video description|request moderated|提示词|输入", re.IGNORECASE)
MADE = deferred(r"\boutput|creation_?policy|输出", re.IGNORECASE)
"""What was moderated, where the answer says so itself."""

TEXTS: tuple[tuple[str, str], ...] = (
    ("unsupported", r"character api is not supported|invalid url \(|model .{0,60}not found|channel not found|无可用渠道|模型不存在|无权(访问|使用).{0,6}模型|(no|not have) access to (the |this )?model|deployment .{0,40}does not exist|not a valid model|model .{0,40}(not supported|disabled|retired|deprecated)|(location|region|country) is not supported|not available in your (country|region)"),
    ("quota", rf"{MONEY.pattern}|额度|quota"),
    ("parameter", FACELESS.pattern),
    ("content_image_person", PERSON.pattern),
    ("character", r"cameo|too many users mentioned|does not have a character|角色(不存在|创建失败)"),
    ("content", r"moderat(?:ion|ed)|rai_?media_?filtered|support codes?:|content.{0,12}polic|content_policy|content (checker|filter)|risk control|风控|inappropriate|相关服务政策|内容政策|违反|违规|敏感|审核|sensitive|violat|sexual|didn.t look right|guardrail|safety system"),
    ("not_ready", r"not completed yet|not ready|尚未完成|未完成|still (processing|running)"),
    ("expired", r"expired|已过期|已失效"),
    ("auth", r"unauthorized|(invalid|incorrect) (api )?(key|token)|api key (is )?(not valid|invalid)|无效的令牌|令牌|account not allowed|forbidden|no connected db"),
    ("busy", r"饱和|too many requests|rate limit|[rt]pm limit|overloaded|稍后再试|繁忙|at capacity|high (load|demand|traffic)|no instances? available|(too |over|)frequent|too often|concurren|no (free|available) channel"),
    ("parameter", r"invalid (type|value|param|size|duration)|must match the requested|expected one of|参数(错误|不合法|无效)|not supported for"),
    ("gateway_fault", r"请求上游地址失败|upstream|failed to (fetch|resolve)|bad gateway|timed? ?out|超时"),
)  # fmt: skip
"""Class, and the words that mean it; `content` becomes one of two classes by when it was said."""

RATED = deferred(r"rate limit|too many|concurren|retry later|频率|并发", re.IGNORECASE)
"""That a limit is about how often or how much at once."""

NAMED = deferred(r"[A-Z][A-Z0-9]*(?:[_.][A-Z0-9]+)+")
"""A sentence that is none: a code stands in its place."""

CODE_NAMES = (
    "code",
    "err_code",
    "error_code",
    "errcode",
    "ErrCode",
    "errorCode",
    "failureCode",
    "failure_code",
    "status_code",
    "type",
    "kind",
    "reason",
)
"""What a field with a code is called."""

MESSAGE_NAMES = ("message", "detail", "msg", "status_msg", "err_msg", "error_msg", "error_message", "ErrMsg", "reason")
"""What a field with a sentence is called."""

ERROR_PATHS = (
    "error",
    "data.error",
    "base_resp",
    "output",
    "fail_reason",
    "data.fail_reason",
    "data.task_status_msg",
    "response.raiMediaFilteredReasons.0",
    "response.generateVideoResponse.raiMediaFilteredReasons.0",
    *MESSAGE_NAMES,
    "err_code",
)
"""Where an error stands: a sentence, an object or a list of objects."""

REFUSED_WITHIN: dict[str, dict[str, str]] = {
    "base_resp.status_code": {"1002": "busy", "1004": "auth", "1008": "quota", "1026": "content_prompt", "1027": "content_output", "1039": "busy", "1041": "busy", "1042": "parameter", "2037": "parameter", "2045": "busy", "2061": "unsupported", "2056": "quota", "2013": "parameter", "2049": "auth"},
    "code": {"400": "parameter", "401": "auth", "402": "quota", "403": "auth", "404": "unsupported", "422": "parameter", "429": "busy"},
}  # fmt: skip
"""Path -> number -> class: numbers that mean the same in every 2xx. `base_resp` is MiniMax's envelope, whoever passes it
on; the others are the statuses of HTTP, said in the body."""

MAKERS: dict[tuple[int, str], str] = {
    **dict.fromkeys(((429, "1101"), (429, "1102")), "quota"),
    **dict.fromkeys(((429, "1302"), (429, "1303")), "busy"),
    **dict.fromkeys(((429, "1100"), (429, "1304"), (403, "1103")), "auth"),
    **dict.fromkeys(((400, "1300"), (400, "1301")), "content_prompt"),
}
"""(Status, number) -> class: Kling's, whoever passes them on. Two of them come as a 429 and are money."""

CERTAIN = frozenset(
    {"auth", "quota", "busy", "parameter", "unsupported", "content_prompt", "content_image_person", "content_output", "character"}
)  # fmt: skip
"""Classes that say, in a 2xx without an id, that nothing was taken; the others leave room for doubt."""

DOUBT = deferred(r"time.?d?.?out|超时|upstream|上游", re.IGNORECASE)
"""Words after which nobody knows whether a job was begun somewhere behind the gateway."""

JOB_NAMES = deferred(r"(task|job|video|generation|prediction)_?ids?|id", re.IGNORECASE)
"""What a field that names a job is called; ids of requests and logs are others."""

NO_CODES = ("error", "0", "200", "success")
"""What stands where a code is expected and is none."""

COMMON = Errors()
"""A dialect that adds nothing."""


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
            then = ENGLISH.word("trouble.again")
        again = re.search(rf"(?<!\w){re.escape(self.code)}(?!\w)", self.message, re.IGNORECASE)
        raw = ": ".join(part for part in ("" if again else self.code, self.message) if part)
        return f"{what} ({raw}); {then}" if raw else f"{what}; {then}"


def explain(
    status: int | None,
    body: bytes | str | Any,  # noqa: ANN401 - JSON
    key: str = "",
    *,
    finished: bool = False,
    errors: Errors = COMMON,
) -> Trouble:
    """The class of a refusal or failure. `finished`: it was said after the work, not at the door."""
    value = read_json(body) if isinstance(body, bytes | str) else body
    codes, message = _said(value, errors)
    if not message and not codes and value != {} and isinstance(body, bytes | str):
        message = excerpt(body)
    code = next((each for each in codes if not each.isdigit()), "") or (str(status) if status else "")
    fault = _fault(status, codes, message, errors, finished=finished) or _by_envelope(status, value)
    if fault in ("content_prompt", "content_output"):
        fault = _moderated(fault, codes, message, finished=finished)
    return Trouble(fault or _by_kind(status), code, excerpt(message, key)[:300], finished)


def _moderated(fault: str, codes: list[str], message: str, *, finished: bool) -> str:
    """Which moderation it was: of a person in a picture, of what was sent, of what was made. Late and unsaid: of what was made."""
    said = f"{' '.join(codes)} {message}"
    if fault == "content_prompt" and PICTURED.search(message) and PERSON.search(message):
        return "content_image_person"
    sent, made = SENT.search(said), MADE.search(said)
    if bool(sent) != bool(made):
        return "content_prompt" if sent else "content_output"
    return "content_output" if finished else fault


def _by_envelope(status: int | None, value: Any) -> str:  # noqa: ANN401 - JSON
    """The class of a number inside a 2xx, where all that is said is that number."""
    if status is None or not 200 <= status < 300:
        return ""
    found = (numbers.get(first_text(value, (path,)), "") for path, numbers in REFUSED_WITHIN.items())
    return next((fault for fault in found if fault), "")


def told(note: str, fault: str, language: Language) -> str:
    """A note as it stands in the ledger, in another language: what happened and what to do; the gateway's own words stay."""
    if language == ENGLISH or fault not in WORDS:
        return note
    what, then = WORDS[fault]
    own = language.words(f"trouble.{fault}")
    again = (ENGLISH.word("trouble.again"), language.word("trouble.again"))
    for old, new in ((what, own[0]), (f"; {then}", f"；{own[1]}"), (f"; {again[0]}", f"；{again[1]}")):
        note = note.replace(old, new)
    said = re.compile(rf"{re.escape(own[0])} \((.*)\)(?=；|$)", re.DOTALL)
    return said.sub(lambda match: own[0] + language.word("trouble.quoted").format(match[1]), note)


def refused_within(value: Any, errors: Errors = COMMON) -> str:  # noqa: ANN401 - JSON
    """The class of a refusal that a 2xx without an id is; empty where it is none, or where that is not certain.

    Only a code that a table names counts: sentences do not, and no code does beside a word of a time-out or of a job.
    """
    if not isinstance(value, dict) or _names_a_job(value) or DOUBT.search(json.dumps(value, ensure_ascii=False)):
        return ""
    codes, message = _said(value, errors)
    fault = _by_own_code(codes, errors)
    for path, numbers in REFUSED_WITHIN.items():
        fault = fault or numbers.get(first_text(value, (path,)), "")
    fault = fault or _by_code(codes)
    if fault and MONEY.search(message):
        return "quota"
    fault = "busy" if fault == "limit" else fault
    return fault if fault in CERTAIN else ""


def codes_of(value: Any, errors: Errors = COMMON) -> list[str]:  # noqa: ANN401 - JSON
    """Every code in an answer, the innermost first."""
    return _said(value, errors)[0]


def message_of(value: Any, errors: Errors = COMMON) -> str:  # noqa: ANN401 - JSON
    """The sentence in an answer, unwrapped."""
    return _said(value, errors)[1]


def _fault(status: int | None, codes: list[str], message: str, errors: Errors, *, finished: bool) -> str:
    """The dialect's own tables first; then the code, the status, the text."""
    if own := _by_own_code(codes, errors) or _by_own_word(message, errors):
        return own
    if number := next((fault for code in codes if (fault := MAKERS.get((status or 0, code)))), ""):
        return number
    fault = _by_code(codes)
    if fault == "limit":
        rated = status in (400, 429) or RATED.search(message)
        return "busy" if rated and not MONEY.search(message) else "quota"
    if not fault and status in (401, 429) and MONEY.search(message):
        return "quota"
    return fault or STATUSES.get(status or 0) or _by_text(f"{message} {' '.join(codes)}", finished=finished)


def _by_own_code(codes: list[str], errors: Errors) -> str:
    table = {pattern.lower(): fault for pattern, fault in errors.classes.items()}
    matches = (fault for code in codes for pattern, fault in table.items() if fnmatchcase(code.lower(), pattern))
    return next(matches, "")


def _by_own_word(message: str, errors: Errors) -> str:
    return next((fault for words, fault in errors.words.items() if words.lower() in message.lower()), "")


def _by_code(codes: list[str]) -> str:
    for code in codes:
        plain = _snake(code)
        for fault, pattern in CODES:
            if re.fullmatch(pattern, plain):
                return fault
    return ""


def _snake(code: str) -> str:
    """`DataInspectionFailed`, `Throttling.RateQuota` as `data_inspection_failed`, `throttling_rate_quota`."""
    return re.sub(r"[\W_]+", "_", re.sub(r"(?<=[a-z\d])(?=[A-Z])", "_", code)).strip("_").lower()


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


def _names_a_job(value: Any, depth: int = 0) -> bool:  # noqa: ANN401 - JSON
    """Whether anything in the answer looks like the id of a job."""
    if isinstance(value, list):
        return any(_names_a_job(each, depth + 1) for each in value)
    if not isinstance(value, dict) or depth > 4:
        return False
    return any(
        (JOB_NAMES.fullmatch(name) and isinstance(inner, str | int) and bool(is_id(str(inner))))
        or _names_a_job(inner, depth + 1)
        for name, inner in value.items()
    )


def _said(value: Any, errors: Errors, depth: int = 0) -> tuple[list[str], str]:  # noqa: ANN401 - JSON
    """Codes (outermost last, because the innermost is the true one) and the message, out of up to three wrappings."""
    if isinstance(value, list):
        value = next((each for each in value if isinstance(each, dict)), "")
    if depth > 3 or not isinstance(value, dict):
        return [], value if isinstance(value, str) else ""
    own = [text for path in errors.code if (text := first_text(value, (path,)))] if not depth else []
    codes = [str(value[name]) for name in CODE_NAMES if isinstance(value.get(name), str | int)]
    sentences = (first_text(value, (path,)) for path in ("details.0.reason", "error", *MESSAGE_NAMES))
    codes += [text for text in sentences if NAMED.fullmatch(text)]
    codes = [code for code in (*own, *codes) if code not in NO_CODES and (" " not in code or code in own)]
    if not depth and (sentence := first_text(value, errors.message)):
        return codes, sentence
    for path in ERROR_PATHS:
        inner = at(value, path)
        if not inner:
            continue
        wrapped = _inside(inner) if isinstance(inner, str) else inner
        if isinstance(wrapped, dict | list):
            deeper, message = _said(wrapped, errors, depth + 1)
            if deeper or message:
                return [*deeper, *codes], message or str(value.get("message") or "")
        elif isinstance(inner, str):
            return codes, inner
    return codes, ""


def _inside(text: str) -> Any:  # noqa: ANN401 - JSON
    """A JSON object that a message holds, whole or after some words; else None."""
    found = re.search(r"\{.*\}", text, re.DOTALL)
    return read_json(found.group()) if found else None
