"""Reading what gateways say: dotted paths, tolerant scalars, one table of state words, and nothing secret in a message."""

import math
import re
from collections.abc import Iterable, Mapping
from typing import Any

from storyboard.config import parse_json
from storyboard.model.plain import plain
from storyboard.patterns import deferred

STATES = {
    "queued": "queued pending submitted not_start notstarted created starting preparing waiting unknown in_queue inqueue queueing "
    "queuing throttled accepted received scheduled initializing initialized 排队中 等待中 待处理 已提交 队列中",
    "running": "processing in_progress inprogress progress running generating rendering dreaming working active started uploading "
    "post_processing postprocessing finalizing 生成中 处理中 进行中 运行中 执行中 制作中",
    "succeeded": "completed complete success successful successfully succeeded succeed succeeds finished finish done ready available "
    "generated delivered ended "
    "已完成 完成 成功 已成功 生成成功 生成完成 任务成功 任务完成 已生成",
    "failed": "failed failure fail failing error errored cancelled canceled rejected expired timeout timed_out timedout time_out aborted "
    "abort terminated killed stopped interrupted denied refused invalid blocked filtered content_filtered content_filter moderated "
    "unsuccessful reject cancel violated violation crashed exception faulted censored flagged suspended forbidden prohibited banned undeliverable "
    "internal_error server_error system_error content_error content_moderated moderation_blocked moderation_failed rejected_by_moderation blocked_by_moderation content_policy_violation unsafe nsfw deleted revoked dead "
    "失败 已失败 生成失败 任务失败 错误 异常 超时 已超时 任务超时 已取消 取消 已拒绝 拒绝 审核失败 审核未通过 审核不通过 内容违规 违规 已过期 已终止",
    "missing": "not_found notfound not_exist not_exists task_not_found task_not_exist job_not_found nonexistent missing no_such_task "
    "任务不存在 不存在",
}  # fmt: skip
"""Our word -> theirs, whatever the case and whatever stands before (`TASK_STATUS_`). Anything else means running."""

ENDINGS: tuple[tuple[str, str], ...] = (
    ("failed", r".*_(failed|failure|rejected|cancell?ed|aborted|violation|blocked)"),
    ("failed", r"(?!.*(重试|重新)).*(失败|不通过|未通过|违规|驳回|被拒绝?|已?拒绝|超时|已?取消|[终中]止)"),
    ("succeeded", r"(任务|视频)*(已经?)?(全部)?(生成|渲染|处理|制作|合成)?(已经?)?(成功|完成|完毕)"),
)  # fmt: skip
"""State, and the words whose whole means it; tried where a word is in no table. Only what can be no step on the way."""

STATE_OF = {word: state for state, words in STATES.items() for word in words.split()}

FLAGS = {"done", "finished", "is_done", "is_finished", "completed", "is_completed"}
"""Fields whose true or false is a state by itself."""

BEFORE = deferred(r"^((task|job|video|generation|state|status)_)+")
"""What stands before a state's word and says nothing."""

STATUS_PATHS = (
    "status", "state", "task_status", "data.status", "data.state", "data.task_status", "output.status", "output.task_status",
    "task.status", "result.status", "done", "data.done",
)  # fmt: skip
"""Where a state stands at gateways of any kind, after the dialect's own places."""

NOTHING = frozenset({"null", "none", "nil", "undefined", "false", "true", "0", "-1", "-", "{}", "[]"})
"""What stands where an id should, and is none."""

EXCERPT = 600
"""Characters of a reply that are kept in a note."""


def read_json(body: bytes | str) -> Any:  # noqa: ANN401 - JSON
    """The value, or None where the body is no JSON."""
    try:
        return parse_json(body)
    except ValueError:
        return None


def at(value: Any, path: str) -> Any:  # noqa: ANN401 - JSON
    """What stands at a dotted path (`data.outputs.0`), or None; a text on the way is read where it is JSON."""
    for part in path.split("."):
        if isinstance(value, str) and value.lstrip()[:1] in ("{", "["):
            value = read_json(value)  # some wrap what they have to say into a text
        if isinstance(value, dict):
            value = value.get(part)
        elif isinstance(value, list) and part.isdigit() and int(part) < len(value):
            value = value[int(part)]
        else:
            return None
    return value


def first_text(value: Any, paths: Iterable[str]) -> str:  # noqa: ANN401 - JSON
    """The first text (or number, as text) at one of the paths; empty where there is none."""
    for path in paths:
        found = at(value, path)
        if isinstance(found, str) and found.strip():
            return found.strip()
        if isinstance(found, int | float) and not isinstance(found, bool):
            return str(found)
    return ""


def is_id(text: str) -> bool:
    """Whether a text can be a job's id: not empty, no spaces, and no word for nothing."""
    return re.fullmatch(r"\S{1,1000}", text) is not None and text.lower() not in NOTHING


def first_url(value: Any, paths: Iterable[str]) -> str:  # noqa: ANN401 - JSON
    """The first address at one of the paths; other texts there (an error in `fail_reason`) do not count."""
    for path in paths:
        found = at(value, path)
        if isinstance(found, str) and re.match(r"https?://|/", found.strip()):
            return found.strip()
    return ""


def state_of(word: str, extra: Mapping[str, str]) -> tuple[str, bool]:
    """(queued | running | succeeded | failed | missing, whether the word was known)."""
    plain = re.sub(r"[\s-]+", "_", word.strip().strip(".!。！").lower())
    snake = re.sub(r"[\s-]+", "_", re.sub(r"(?<=[a-z\d])(?=[A-Z])", "_", word.strip()).lower())
    own = {name.lower(): state for name, state in extra.items()}
    tried = [plain, snake, BEFORE.sub("", plain), BEFORE.sub("", snake)]
    known = next((found for each in tried if (found := own.get(each) or STATE_OF.get(each))), None)
    known = known or next((state for state, ending in ENDINGS if re.fullmatch(ending, tried[-1])), None)
    return (known or "running", known is not None)


def state_words(value: Any, paths: Iterable[str], extra: Mapping[str, str]) -> list[str]:  # noqa: ANN401 - JSON
    """Everything that may be the state's word, the likeliest first: words, then flags and numbers as text.

    A number from 100 to 599 is an envelope's status, as is a false that is not called `done`, unless the dialect knows it.
    A true says that something is well: the word comes last.
    """
    own = {name.lower() for name in extra}
    words: list[str] = []
    others: list[str] = []
    for path in dict.fromkeys((*paths, *STATUS_PATHS)):
        found = at(value, path)
        if isinstance(found, bool):
            text, plain = str(found).lower(), path.rpartition(".")[2] in FLAGS
            if plain and text not in own:
                text = "done" if found else "processing"
            (words if plain or text in own else others).append(text)
        elif isinstance(found, int | float):
            (words if str(found) in own else others).append(str(found))
        elif isinstance(found, str) and found.strip():
            (others if found.strip().isdigit() and found.strip() not in own else words).append(found.strip())
    return [*words, *(each for each in others if not re.fullmatch(r"[1-5]\d\d|false", each))]


def percent(value: object) -> float | None:
    """`45`, `"45%"`, `"45.5"` as a number from 0 to 100; None for anything else."""
    try:
        found = float(str(value).strip().rstrip("%"))
    except ValueError:
        return None
    return min(100.0, max(0.0, found)) if math.isfinite(found) else None


def number(value: object) -> float | None:
    """A number, also out of a text; None for anything else."""
    if isinstance(value, bool):
        return None
    try:
        return float(str(value))
    except ValueError:
        return None


def redact(text: str, key: str = "") -> str:
    """The text without the key, bearer tokens, query strings of addresses and data URIs."""
    if key:
        text = text.replace(key, "[key]")
    text = re.sub(r"(?i)\bbearer\s+\S+", "Bearer [key]", text)
    text = re.sub(r"\bsk-[A-Za-z0-9_-]{8,}", "[key]", text)
    text = re.sub(r"data:[\w/+.-]+;base64,[A-Za-z0-9+/=_-]+", "data:[…]", text)
    return re.sub(r"(https?://[^\s\"'<>?）)\]]+)\?[^\s\"'<>）)\]]+", r"\1?[…]", text)


def excerpt(body: bytes | str, key: str = "") -> str:
    """The beginning of a reply, on one line, fit for a note: of a web page its words."""
    text = body.decode("utf-8", "replace") if isinstance(body, bytes) else body
    if re.match(r"\s*<(!doctype|html)", text, re.IGNORECASE):
        text = re.sub(r"(?s)<(title|style|script)\b.*?</\1>|<[^>]+>", " ", text)
    return redact(re.sub(r"\s+", " ", plain(text)).strip(), key)[:EXCERPT]
