"""How each dialect words its replies: creates, polls, errors, streams; and the wrong answers of the scenarios."""

import json
import time
from collections.abc import Iterator
from typing import Any

from storyboard.records import dataclass
from storyboard.rehearsal.living import HOUSES
from storyboard.rehearsal.shop import ShopFilm

HOUR = 3600
POLICY = "输入的提示词或视频的输出内容违反了OpenAI的相关服务政策，请调整提示词后进行重试"
BUSY = "当前分组上游负载已饱和，请稍后再试"
PAGE = "<!doctype html><html><head><title>{0}</title></head><body><h1>{0}</h1></body></html>"

WORDS = {
    "unified-v2": {"queued": "NOT_START", "running": "IN_PROGRESS", "succeeded": "SUCCESS", "failed": "FAILURE"},
    "unified-v2-images": {"queued": "NOT_START", "running": "IN_PROGRESS", "succeeded": "SUCCESS", "failed": "FAILURE"},
    "native-sora": {"queued": "pending", "running": "processing", "succeeded": "succeeded", "failed": "failed"},
    "chat-video": {"queued": "pending", "running": "processing", "succeeded": "succeeded", "failed": "failed"},
}
PLAIN = {"queued": "queued", "running": "in_progress", "succeeded": "completed", "failed": "failed"}


@dataclass(frozen=True, slots=True)
class Wrong:
    """An answer to a create that is no acceptance."""

    status: int
    body: str
    taken: bool = False
    """The job exists all the same."""
    kind: str = "application/json"
    headers: tuple[tuple[str, str], ...] = ()


def _error(message: str, code: str, kind: str = "invalid_request_error") -> str:
    return json.dumps({"error": {"message": message, "type": kind, "code": code, "param": None}}, ensure_ascii=False)


def _page(title: str) -> str:
    return PAGE.format(title)


HTML = "text/html; charset=utf-8"
WRONG: dict[str, Wrong] = {
    "400": Wrong(400, _error("Invalid value for 'seconds'", "invalid_value")),
    "400-moderation": Wrong(400, _error("Your request was blocked by our moderation system.", "moderation_blocked")),
    "400-person": Wrong(400, _error("当前不支持上传包含写实人物的图像。", "invalid_request")),
    "401": Wrong(401, _error("无效的令牌", "", "new_api_error")),
    "403-quota": Wrong(
        403,
        json.dumps(
            {"code": "insufficient_user_quota", "message": "预扣费额度失败, 用户剩余额度: 0", "data": None},
            ensure_ascii=False,
        ),
    ),
    "404-html": Wrong(404, _page("404 Not Found"), kind=HTML),
    "405": Wrong(405, _error("Method Not Allowed", "")),
    "413-html": Wrong(413, _page("413 Request Entity Too Large"), kind=HTML),
    "422": Wrong(422, json.dumps({"detail": [{"loc": ["body", "size"], "msg": "value is not valid"}]})),
    "307": Wrong(307, "", headers=(("Location", "http://127.0.0.1:9/elsewhere"),)),
    "303": Wrong(303, "", taken=True, headers=(("Location", "http://127.0.0.1:9/elsewhere"),)),
    "408": Wrong(408, _error("Request Timeout", "")),
    "409": Wrong(409, _error("A request with the same content is in progress", "conflict"), taken=True),
    "429": Wrong(429, _error(BUSY, "rate_limit_exceeded"), headers=(("Retry-After", "1"),)),
    "429-once": Wrong(429, _error(BUSY, "rate_limit_exceeded"), headers=(("Retry-After", "1"),)),
    "429-quota": Wrong(429, _error(BUSY, "insufficient_user_quota", "insufficient_quota")),
    "500": Wrong(500, _error("do_request_failed", "do_request_failed", "new_api_error"), taken=True),
    "502-html": Wrong(502, _page("502 Bad Gateway"), taken=True, kind=HTML),
    "503": Wrong(503, _error("当前分组下对于模型无可用渠道", "no_available_channel")),
    "504-html": Wrong(504, _page("504 Gateway Time-out"), taken=True, kind=HTML),
    "520": Wrong(520, _page("520: Web server is returning an unknown error"), taken=True, kind=HTML),
    "no-id": Wrong(200, json.dumps({"object": "video", "status": "queued"}), taken=True),
    "200-html": Wrong(200, _page("Welcome"), taken=True, kind=HTML),
    "200-broken": Wrong(200, '{"id": "video_12', taken=True),
    "200-error": Wrong(200, json.dumps({"code": "fail_to_fetch_task", "message": '{"detail":"x"}', "data": None})),
}
"""Effect of a scenario's create -> what is answered."""


def wrong_answer(dialect: str, effect: str) -> Wrong | None:
    """What a scenario's create is answered, in the dialect's own words where it has some; None where it behaves."""
    house = HOUSES.get(dialect)
    own = dict(house.wrong).get(effect) if house else None
    if house is None or own is None:
        return WRONG.get(effect)
    status, message, code = own
    headers = (("Retry-After", "1"),) if effect.startswith("429") and status == 429 else ()
    return Wrong(status, json.dumps(house.error(message, code)), headers=headers)


def error_body(dialect: str, message: str, code: str, param: str = "") -> dict[str, Any]:
    """An error as the dialect's gateway words it."""
    if house := HOUSES.get(dialect):
        return house.error(message, code)
    if dialect in ("unified-v2", "native-sora"):
        return {"code": code, "message": message, "data": None}
    return {"error": {"message": message, "type": "invalid_request_error", "param": param or None, "code": code}}


def created(dialect: str, job: ShopFilm) -> dict[str, Any]:
    """The answer to a create that was taken."""
    effect = job.scenario.create
    if effect == "task-id":
        return {"task_id": job.id}
    if effect == "data-task-id":
        return {"code": "success", "message": "", "data": {"task_id": job.id}}
    if house := HOUSES.get(dialect):
        return house.taken(job)
    if dialect == "unified-v2":
        return {"task_id": job.id}
    if dialect in ("native-sora", "chat-video"):
        return {"id": job.id, "state": "pending"}
    return {
        "id": job.id,
        "object": "video",
        "created_at": int(job.born),
        "status": "queued",
        "model": job.model,
        "progress": 0,
        "seconds": str(job.seconds),
        "size": job.size,
    }


def character(job: ShopFilm) -> dict[str, Any]:
    return {
        "id": job.id,
        "username": job.username,
        "permalink": f"https://example.com/{job.id}",
        "profile_picture_url": "https://example.com/face.png",
    }


def status(dialect: str, job: ShopFilm, state: str, progress: float, url: str) -> dict[str, Any]:
    """The answer to a poll, bent as the scenario wants it."""
    if house := HOUSES.get(dialect):
        failure = house.moderated if job.scenario.poll == "moderated" else ("", "upstream error: generation failed")
        told = house.told(job, state, url if state == "succeeded" else "", failure if state == "failed" else ("", ""))
        return house.bent(told, job.scenario.poll, state, url)
    build = {"unified-v2": _unified, "unified-v2-images": _unified, "native-sora": _native, "chat-video": _native}.get(
        dialect, _openai
    )
    reply = build(job, WORDS.get(dialect, PLAIN)[state], progress, url if state == "succeeded" else "", state)
    key = "state" if "state" in reply else "status"
    effect = job.scenario.poll
    if effect == "upper-case":
        reply[key] = reply[key].upper()
    elif effect == "processing" and state == "running":
        reply |= {key: "processing", "progress": "45%"}
    elif effect == "odd-state" and state == "running":
        reply[key] = "PONDERING"
    elif effect == "other-id":
        reply |= {name: "id-of-the-proxy" for name in ("id", "task_id") if name in reply}
    elif effect == "bare":
        reply = {name: reply[name] for name in (key, "data", "video_url") if name in reply}
    elif effect == "fail-reason" and state == "succeeded":
        reply |= {"data": None, "fail_reason": url}
        reply.pop("video_url", None)
    return reply


def _failure(job: ShopFilm) -> tuple[str, str]:
    return (
        (POLICY, "content_policy_violation")
        if job.scenario.poll == "moderated"
        else ("upstream error: generation failed", "")
    )


def _openai(job: ShopFilm, word: str, progress: float, url: str, state: str) -> dict[str, Any]:
    reply = created("openai-videos", job) | {"status": word, "progress": int(progress)}
    if state == "failed":
        message, code = _failure(job)
        reply["error"] = {"code": code or None, "message": message}
    if url:
        ended = int(time.time()) - (2 * HOUR if job.scenario.film == "expired" else 0)
        reply |= {"video_url": url, "completed_at": ended, "expires_at": ended + HOUR}
    return reply


def _unified(job: ShopFilm, word: str, progress: float, url: str, state: str) -> dict[str, Any]:
    return {
        "task_id": job.id,
        "platform": "openai",
        "action": "sora-video",
        "status": word,
        "fail_reason": _failure(job)[0] if state == "failed" else "",
        "submit_time": int(job.born),
        "start_time": 0,
        "finish_time": 0,
        "progress": f"{100 if state == 'failed' else int(progress)}%",
        "data": {"output": url} if url else None,
        "search_item": "",
    }


def _native(job: ShopFilm, word: str, progress: float, url: str, state: str) -> dict[str, Any]:
    reply: dict[str, Any] = {"id": job.id, "state": word, "progress": int(progress), "data": {}}
    if job.kind == "character" and state == "succeeded":
        reply["data"] = {"characters": [{"id": job.id, "username": job.username}]}
    elif url:
        reply["data"] = {"videos": [{"url": url}]}
    if state == "failed":
        reply["error"] = {"message": _failure(job)[0]}
    return reply


def chat_text(url: str) -> str:
    return f"✅ 视频生成成功，[点击这里]({url}) 查看视频~~~"


def stream(job: ShopFilm, url: str) -> Iterator[str]:
    """The pieces of a chat answer; the film comes last. An empty piece is where a cut happens."""
    effect = job.scenario.chat
    if effect == "echo":
        yield '```json\n{"prompt": "…", "images": ["https://pictures.example/face.mp4.png", "https://pictures.example/a.mp4"]}\n```\n'
        yield "> 参考图 https://pictures.example/face.png\n"
    yield "> ⌛️ 任务正在队列中，请耐心等待...\n"
    yield "> 🏃 进度：98.7%\n"
    if effect == "cut":
        yield ""
    if effect == "no-link":
        yield "> 完成\n"
        return
    yield f"```html\n<video src='{url}' controls></video>\n```\n" if effect == "html" else chat_text(url)
    if effect == "cut-late":
        yield ""


def chat_chunk(piece: str, model: str) -> str:
    delta = {"index": 0, "delta": {"role": "assistant", "content": piece}, "finish_reason": None}
    return json.dumps(
        {"id": "chatcmpl-rehearsal", "object": "chat.completion.chunk", "model": model, "choices": [delta]},
        ensure_ascii=False,
    )


def chat_whole(text: str, model: str) -> dict[str, Any]:
    message = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}
    return {
        "id": "chatcmpl-rehearsal",
        "object": "chat.completion",
        "model": model,
        "choices": [message],
        "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
    }
