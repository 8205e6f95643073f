"""How the gateways of late 2026 read creates, answer and list jobs: as their documents have it, written apart from the dialects' files."""

import base64
import hashlib
import hmac
import json
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Any

from storyboard.records import dataclass
from storyboard.rehearsal import makers
from storyboard.rehearsal.fields import flag, only, size_of, whole
from storyboard.rehearsal.reading import Refused, Sent, need
from storyboard.rehearsal.shop import ShopFilm

SEEDANCE = {"2-0": (4, 15), "2-5": (4, 30)}
SHOT = 512
"""Characters of a shot that Kling takes."""


def _content(body: Mapping[str, Any], most: int) -> tuple[str, list[str]]:
    """(words, roles) of a list of parts; frames and references exclude each other."""
    parts = body.get("content")
    need(isinstance(parts, list) and parts, "content is required", "content", "MissingParameter")
    texts = [part["text"] for part in parts or [] if part.get("type") == "text"]
    roles = [str(part.get("role")) for part in parts or [] if part.get("type") != "text"]
    for part in parts or []:
        kind = part.get("type")
        need(kind in ("text", "image_url", "video_url", "audio_url"), f"type {kind}", "content", "InvalidParameter")
        only(part, "type", "text") if kind == "text" else only(part, "type", kind, "role")
        need(kind == "text" or set(part[kind]) == {"url"}, "an object with a url", "content", "InvalidParameter")
    frames = {"first_frame", "last_frame"} & set(roles)
    need(
        not frames or frames.issuperset(roles),
        "frames and references exclude each other",
        "content",
        "InvalidParameter",
    )
    need(roles.count("reference_image") <= most, "too many images", "content", "InvalidParameter")
    need("last_frame" not in roles or "first_frame" in roles, "no first frame", "content", "InvalidParameter")
    need(
        "first_frame" not in roles or body.get("ratio") == "adaptive",
        "ratio must be adaptive",
        "ratio",
        "InvalidParameter",
    )
    return "".join(texts), roles


def _ark(sent: Sent, path: str) -> dict[str, Any]:
    body = sent.fields
    only(
        body,
        "model",
        "content",
        "ratio",
        "duration",
        "resolution",
        "generate_audio",
        "watermark",
        "seed",
        "camera_fixed",
        "callback_url",
    )
    found = re.match(r"(?:doubao|dreamina)-seedance-(2-[05])-", str(body.get("model")))
    if not found:
        raise Refused(404, "the model does not exist", "InvalidEndpointOrModel.NotFound", "model")
    prompt, _ = _content(body, 30 if found[1] == "2-5" else 9)
    flag(body, "generate_audio", True)
    seconds = whole(body.get("duration"), *SEEDANCE[found[1]], "duration")
    seed = whole(body.get("seed", 0), 0, 0xFFFFFFFF, "seed")
    return {
        "prompt": prompt,
        "seconds": seconds,
        "size": size_of(body.get("resolution"), body.get("ratio")),
        "mark": str(seed),
    }


def _minimax(sent: Sent, path: str) -> dict[str, Any]:
    body = sent.fields
    only(body, "model", "content", "ratio", "duration", "resolution", "aigc_watermark", "callback_url")
    need(body.get("model") == "MiniMax-H3", "unknown model", "model", "invalid_params")
    prompt, _ = _content(body, 9)
    need(len(prompt) <= 7000, "prompt too long", "content", "invalid_params")
    need(body.get("resolution") in ("768P", "2K"), "resolution", "resolution", "invalid_params")
    seconds = whole(body.get("duration"), 4, 15, "duration")
    return {"prompt": prompt, "seconds": seconds, "size": size_of(body.get("resolution"), body.get("ratio"))}


BAILIAN = {
    "wan3.0-video": (2, 30, ("480P", "720P", "1080P")), "wan3.0-video-prime": (2, 30, ("480P", "720P", "1080P")),
    "happyhorse-1.1-t2v": (3, 15, ("720P", "1080P")), "happyhorse-1.1-i2v": (3, 15, ("720P", "1080P")),
    "happyhorse-1.1-r2v": (3, 15, ("720P", "1080P")), "MiniMax/MiniMax-H3": (4, 15, ("768P", "2K")),
    "vidu/viduq3-pro_text2video": (1, 16, ("540P", "720P", "1080P")),
}  # fmt: skip


def _dashscope(sent: Sent, path: str) -> dict[str, Any]:
    body = sent.fields
    only(body, "model", "input", "parameters")
    given, wanted = body.get("input", {}), body.get("parameters", {})
    only(given, "prompt", "media")
    only(wanted, "resolution", "ratio", "duration", "watermark", "seed", "prompt_extend")
    if body.get("model") not in BAILIAN:
        raise Refused(404, "Model not exist.", "ModelNotFound", "model")
    low, high, resolutions = BAILIAN[str(body["model"])]
    need(
        wanted.get("resolution") in resolutions,
        f"resolution {wanted.get('resolution')}",
        "resolution",
        "InvalidParameter",
    )
    flag(wanted, "prompt_extend", True)
    kinds = [str(each.get("type")) for each in given.get("media", [])]
    frames = {"first_frame", "last_frame"} & set(kinds)
    need(not frames or frames.issuperset(kinds), "frames exclude references", "media", "InvalidParameter")
    ratio = wanted.get("ratio", "adaptive" if frames else None)
    seconds = whole(wanted.get("duration"), low, high, "duration")
    return {"prompt": given.get("prompt", ""), "seconds": seconds, "size": size_of(wanted["resolution"], ratio)}


def _kling(sent: Sent, path: str) -> dict[str, Any]:
    body = sent.fields
    only(body, "model_name", "prompt", "negative_prompt", "mode", "duration", "aspect_ratio", "sound", "callback_url", "external_task_id",
          "watermark_info", "image", "image_tail", "image_list", "element_list", "video_list", "multi_shot", "shot_type", "multi_prompt")  # fmt: skip
    model, kind = str(body.get("model_name")), path.rsplit("/", 1)[-1]
    omni = model in ("kling-v3-omni", "kling-video-o1")
    need(model in ("kling-v2-6", "kling-v3") or omni, "model_name", "model_name", "1201")
    need(omni == (kind == "omni-video"), f"{model} is not served here", "model_name", "1201")
    need(("image" in body) == (kind == "image2video"), "image", "image", "1201")
    need("image" not in body or not str(body["image"]).startswith("data:"), "base64 without a head", "image", "1201")
    need(("aspect_ratio" in body) != ("image" in body) or omni, "aspect_ratio", "aspect_ratio", "1201")
    need(isinstance(body.get("duration"), str) and body["duration"].isdigit(), "duration is a text", "duration", "1201")
    need(
        body.get("sound", "off") in ("on", "off") and body.get("mode") in ("std", "pro", "4k"),
        "sound or mode",
        "mode",
        "1201",
    )
    subjects = body.get("element_list", [])
    good = all(set(each) == {"element_id"} and isinstance(each["element_id"], int) for each in subjects)
    need(good and len(subjects) <= 3, "element_list", "element_list", "1201")
    seconds = int(body["duration"])
    need(seconds in (5, 10) if model == "kling-v2-6" else 3 <= seconds <= 15, f"duration {seconds}", "duration", "1201")
    prompt = _shots(body, seconds) if body.get("multi_shot") else str(body.get("prompt", ""))
    need(len(prompt) > 0 and (body.get("multi_shot") or len(prompt) <= 2500), "prompt", "prompt", "1201")
    ratio = body.get("aspect_ratio", "9:16")
    return {
        "prompt": prompt,
        "seconds": seconds,
        "size": size_of(body["mode"], ratio),
        "mark": str(body.get("external_task_id", "")),
    }


def _shots(body: Mapping[str, Any], seconds: int) -> str:
    """The words of a list of shots."""
    shots = body.get("multi_prompt")
    need(body.get("shot_type") in ("customize", "intelligence"), "shot_type", "shot_type", "1201")
    need("prompt" not in body, "prompt is ignored with multi_shot", "prompt", "1201")
    need(isinstance(shots, list) and 1 <= len(shots) <= 6, "1 to 6 shots", "multi_prompt", "1201")
    for number, shot in enumerate(shots or [], 1):
        need(
            set(shot) == {"index", "prompt", "duration"} and shot["index"] == number,
            "a shot's keys",
            "multi_prompt",
            "1201",
        )
        need(
            0 < len(shot["prompt"]) <= SHOT, f"shot {number}: {len(shot['prompt'])} characters", "multi_prompt", "1201"
        )
        need(
            isinstance(shot["duration"], str) and int(shot["duration"]) >= 1,
            "a shot's duration",
            "multi_prompt",
            "1201",
        )
    need(sum(int(shot["duration"]) for shot in shots or []) == seconds, "durations must add up", "multi_prompt", "1201")
    return "\n".join(shot["prompt"] for shot in shots or [])


def _openrouter(sent: Sent, path: str) -> dict[str, Any]:
    body = sent.fields
    only(body, "model", "prompt", "duration", "aspect_ratio", "resolution", "generate_audio", "seed", "frame_images", "input_references",
          "provider", "callback_url")  # fmt: skip
    need("/" in str(body.get("model")), "model", "model", "400")
    for frame in body.get("frame_images", []):
        need(set(frame) == {"type", "image_url", "frame_type"}, "frame_images", "frame_images", "400")
    seconds = whole(body.get("duration"), 1, 60, "duration")
    flag(body, "generate_audio", True)
    return {
        "prompt": body.get("prompt", ""),
        "seconds": seconds,
        "size": size_of(body.get("resolution"), body.get("aspect_ratio")),
    }


def _ark_job(job: ShopFilm, word: str, url: str, failure: tuple[str, str]) -> dict[str, Any]:
    ratio = "9:16" if job.size.startswith(("480x", "720x", "1080x")) else "16:9"
    told: dict[str, Any] = {"id": job.id, "model": job.model, "status": word, "created_at": int(job.born), "updated_at": int(time.time()),
                            "seed": int(job.mark or 0), "duration": job.seconds, "ratio": ratio}  # fmt: skip
    if url:
        told |= {
            "content": {"video_url": url},
            "usage": {"completion_tokens": job.seconds * 21600, "total_tokens": job.seconds * 21600},
        }
    return told | ({"error": {"code": failure[0], "message": failure[1]}} if failure[1] else {})


def _kling_job(job: ShopFilm, word: str, url: str, failure: tuple[str, str]) -> dict[str, Any]:
    told = {"task_id": job.id, "task_status": word, "task_status_msg": failure[1], "task_info": {"external_task_id": job.mark},
            "created_at": int(job.born * 1000), "updated_at": int(time.time() * 1000), "task_result": {}}  # fmt: skip
    if url:
        told |= {
            "task_result": {"videos": [{"id": "v", "url": url, "duration": str(job.seconds)}]},
            "final_unit_deduction": "1.5",
        }
    return told


def _dashscope_job(job: ShopFilm, word: str, url: str, failure: tuple[str, str]) -> dict[str, Any]:
    told: dict[str, Any] = {"task_id": job.id, "task_status": word}
    told |= {"video_url": url} if url else {}
    return told | ({"code": failure[0], "message": failure[1]} if failure[1] else {})


def _minimax_job(job: ShopFilm, word: str, url: str, failure: tuple[str, str]) -> dict[str, Any]:
    told: dict[str, Any] = {"id": job.id, "model": job.model, "status": word, "created_at": int(job.born)}
    if url:
        told |= {"content": {"url": url}, "usage": {"total_seconds": job.seconds}}
    return told | ({"error": {"code": failure[0], "message": failure[1]}} if failure[1] else {})


def _openrouter_job(job: ShopFilm, word: str, url: str, failure: tuple[str, str]) -> dict[str, Any]:
    told: dict[str, Any] = {"id": job.id, "status": word, "polling_url": f"/api/v1/videos/{job.id}"}
    told |= {"unsigned_urls": [url], "usage": {"cost": 0.75}} if url else {}
    return told | ({"error": failure[1]} if failure[1] else {})


def _ark_error(message: str, code: str) -> dict[str, Any]:
    return {"error": {"code": code, "message": message, "type": "BadRequest"}}


def _kling_error(message: str, code: str) -> dict[str, Any]:
    return {"code": int(code) if code.isdigit() else 1201, "message": message, "request_id": "r"}


def _dashscope_error(message: str, code: str) -> dict[str, Any]:
    return {"code": code, "message": message, "request_id": "r"}


def _minimax_error(message: str, code: str) -> dict[str, Any]:
    return {"type": "error", "error": {"type": code, "message": message, "http_code": "400"}, "request_id": "r"}


def _openrouter_error(message: str, code: str) -> dict[str, Any]:
    return {"error": {"code": int(code) if code.isdigit() else 400, "message": message}}


STATES = {"queued": "queued", "running": "running", "succeeded": "succeeded", "failed": "failed"}


@dataclass(frozen=True, slots=True)
class House:
    """One kind of gateway."""

    creates: tuple[str, ...]
    read: Callable[[Sent, str], dict[str, Any]]
    job: Callable[[ShopFilm, str, str, tuple[str, str]], dict[str, Any]]
    error: Callable[[str, str], dict[str, Any]]
    wrapped: str = ""
    """In which field a job stands in an answer."""
    at: str = "status"
    """Where its state stands in it."""
    polls: str = ""
    """Where a job is asked for; empty: where it was ordered."""
    lists: str = ""
    """In which field the list of jobs stands; empty: there is none."""
    cancels: str = ""
    created: str = ""
    """The one field of the answer to a create; empty: it is told as everywhere."""
    words: Mapping[str, str] = field(default_factory=lambda: STATES)
    moderated: tuple[str, str] = ("content_policy_violation", "the output was refused by the content policy")
    missing: tuple[int, str, str] = (404, "the task does not exist", "NotFound")
    wrong: Mapping[str, tuple[int, str, str]] = field(default_factory=dict)
    """Effect of a scenario's create -> status, message, code, where it has its own words."""
    header: tuple[str, str] = ("", "")
    """One without which a create is refused."""
    prefix: str = "Bearer"
    """Before the key."""
    beyond: str = ""
    """What stands behind the id where a job is asked for."""
    uploads: str = ""
    """Where files are lodged beforehand."""
    waits: int = 200
    """Status of an answer about a job that is not done."""

    def told(self, job: ShopFilm, state: str, url: str, failure: tuple[str, str]) -> dict[str, Any]:
        """The answer about one job."""
        one = self.job(job, self.words[state], url, failure)
        return (
            {self.wrapped: one, **({"code": 0, "message": "SUCCEED"} if self.wrapped == "data" else {})}
            if self.wrapped
            else one
        )

    def taken(self, job: ShopFilm) -> dict[str, Any]:
        """The answer to a create that was taken."""
        return {self.created: job.id} if self.created else self.told(job, "queued", "", ("", ""))

    def bent(self, told: dict[str, Any], effect: str, state: str, url: str) -> dict[str, Any]:
        """The answer to a poll as a scenario wants it."""
        one = told[self.wrapped] if self.wrapped else told
        if effect == "upper-case":
            one[self.at] = one[self.at].upper()
        elif effect == "processing" and state == "running":
            one |= {self.at: "processing", "progress": "45%"}
        elif effect == "odd-state" and state == "running":
            one[self.at] = "PONDERING"
        elif effect == "other-id":
            one |= {name: "id-of-the-proxy" for name in ("id", "task_id") if name in one}
        elif effect == "bare":
            for name in {"id", "task_id", "model", "created_at", "seed", "task_info"} & one.keys():
                del one[name]
        elif effect == "fail-reason" and state == "succeeded":
            for name in {"content", "video_url", "task_result", "unsigned_urls", "creations", "video"} & one.keys():
                del one[name]
            told["fail_reason"] = url
        return told

    def listed(self, jobs: list[dict[str, Any]], page: int, size: int) -> dict[str, Any]:
        """A page of the list, newest first."""
        return {self.lists: jobs[(page - 1) * size : page * size], "total": len(jobs)}


ARK = "/v3/contents/generations/tasks"
KLING = tuple(f"/v1/videos/{kind}" for kind in ("text2video", "image2video", "omni-video"))
HOUSES: dict[str, House] = {
    "ark-tasks": House(
        (ARK,), _ark, _ark_job, _ark_error, lists="items", cancels=ARK, created="id",
        moderated=("OutputVideoSensitiveContentDetected", "The request failed because the output video may contain sensitive information."),
        missing=(404, "The specified resource is not found", "ResourceNotFound"),
        wrong={
            "400-moderation": (400, "The request failed because the input text may contain sensitive information.", "InputTextSensitiveContentDetected"),
            "400-person": (400, "The request failed because the input image 'content[1]' may contain real person.", "InputImageSensitiveContentDetected.PrivacyInformation"),
            "401": (401, "The API key is missing or invalid", "AuthenticationError"),
            "403-quota": (403, "Your account has an overdue balance.", "AccountOverdueError"),
            "429": (429, "requests per minute limit", "RateLimitExceeded.EndpointRPMExceeded"),
            "429-once": (429, "the number of running tasks exceeds the limit", "QuotaExceeded"),
        },
    ),
    "kling": House(
        KLING, _kling, _kling_job, _kling_error, wrapped="data", at="task_status", lists="data",
        words={"queued": "submitted", "running": "processing", "succeeded": "succeed", "failed": "failed"},
        moderated=("", "Failure to pass the risk control system"), missing=(404, "the task does not exist", "1203"),
        wrong={
            "400": (400, "Invalid parameter", "1201"), "400-moderation": (400, "Trigger the content security policy of the platform", "1301"),
            "401": (401, "Authorization is expired", "1004"), "403-quota": (429, "Account in arrears", "1101"),
            "429": (429, "parallel task over resource pack limit", "1303"), "429-once": (429, "request too fast", "1302"),
            "429-quota": (429, "Resource pack used up", "1102"),
        },
    ),
    "dashscope": House(
        ("/api/v1/services/aigc/video-generation/video-synthesis",), _dashscope, _dashscope_job, _dashscope_error,
        wrapped="output", at="task_status", polls="/api/v1/tasks", header=("X-DashScope-Async", "enable"),
        words={"queued": "PENDING", "running": "RUNNING", "succeeded": "SUCCEEDED", "failed": "FAILED"},
        moderated=("DataInspectionFailed", "Output data may contain inappropriate content."), missing=(200, "", ""),
        wrong={
            "400-moderation": (400, "Input data may contain inappropriate content.", "DataInspectionFailed"),
            "401": (401, "Invalid API-key provided.", "InvalidApiKey"),
            "403-quota": (400, "Access denied, please make sure your account is in good standing.", "Arrearage"),
            "429": (429, "Requests rate limit exceeded", "Throttling.RateQuota"),
            "429-once": (429, "Allocated quota exceeded", "Throttling.AllocationQuota"),
        },
    ),
    "minimax-v2": House(
        ("/v2/video_generation",), _minimax, _minimax_job, _minimax_error, wrapped="task", polls="/v2/query/video_generation",
        lists="items", cancels="/v2/video_generation", created="task_id", moderated=("1027", "output sensitive"), uploads="/v1/files/upload",
        wrong={"401": (401, "invalid api key", "authentication_error"), "403-quota": (402, "insufficient balance", "insufficient_balance_error")},
    ),
    "openrouter-video": House(
        ("/v1/videos",), _openrouter, _openrouter_job, _openrouter_error,
        words={"queued": "pending", "running": "in_progress", "succeeded": "completed", "failed": "failed"},
        wrong={
            "401": (401, "User not found.", "401"), "403-quota": (402, "Insufficient credits. Add more using the settings page", "402"),
            "429-quota": (402, "Insufficient credits", "402"), "429": (429, "Rate limited", "429"),
        },
    ),
    "vidu": House(
        makers.VIDU, makers.read_vidu, makers.vidu_job, makers.vidu_error, at="state", polls="/ent/v2/tasks", beyond="/creations",
        created="task_id", prefix="Token", words={"queued": "queueing", "running": "processing", "succeeded": "success", "failed": "failed"},
        moderated=("CreationPolicyViolation", ""),
        wrong={
            "400-moderation": (400, "the prompt does not comply with the policy", "TaskPromptPolicyViolation"), "401": (401, "invalid token", "Unauthorized"),
            "403-quota": (400, "", "CreditInsufficient"), "429": (429, "too many requests", "TooManyRequests"),
            "429-once": (429, "tasks at once exceed the quota", "QuotaExceeded"), "429-quota": (429, "", "CreditInsufficient"),
        },
    ),
    "xai": House(
        ("/v1/videos/generations",), makers.read_xai, makers.xai_job, makers.xai_error, polls="/v1/videos", created="request_id", waits=202,
        words={"queued": "pending", "running": "pending", "succeeded": "done", "failed": "failed"}, moderated=makers.REFUSED,
        wrong={
            "401": (401, "Incorrect API key provided", "Client specified an invalid argument"),
            "403-quota": (403, "Your team has used all available credits or reached its monthly spending limit", "The caller does not have permission"),
            "429": (429, "Too many requests", "Some resource has been exhausted"), "429-once": (429, "Too many requests", "Some resource has been exhausted"),
        },
    ),
}  # fmt: skip


MODELS = [
    {"id": "bytedance/seedance-2.5", "name": "Seedance 2.5", "supported_durations": list(range(4, 31)), "supported_resolutions": ["480p", "720p", "1080p"],
     "supported_aspect_ratios": ["16:9", "9:16"], "supported_frame_images": ["first_frame", "last_frame"], "generate_audio": True,
     "pricing_skus": {"duration_seconds_720p": "0.15"}},
    {"id": "somebody/new-video-1", "name": "New Video 1", "supported_durations": [5, 7, 9], "supported_resolutions": ["720p"],
     "supported_aspect_ratios": ["16:9", "9:16"], "supported_frame_images": [], "generate_audio": False, "pricing_skus": {}},
]  # fmt: skip
"""What the aggregator's own list says."""


def read_living(house: House, sent: Sent, path: str) -> dict[str, Any]:
    """What is wanted, as prompt, seconds, size and mark; or `Refused`."""
    if sent.encoding != "json":
        raise Refused(415, "Content-Type must be application/json", "unsupported_media_type")
    wanted = house.read(sent, path)
    model = sent.fields.get("model", sent.fields.get("model_name", ""))
    return {**wanted, "model": model, "request": sent.fields, "path": path}


def is_signed(token: str, key: str, secret: str, now: float) -> bool:
    """Whether a token is a JSON Web Token of this key, signed with this secret, good now and for half an hour at most."""
    head, _, sign = token.rpartition(".")
    wanted = (
        base64.urlsafe_b64encode(hmac.new(secret.encode(), head.encode(), hashlib.sha256).digest())
        .rstrip(b"=")
        .decode()
    )
    if not hmac.compare_digest(sign, wanted) or head.count(".") != 1:
        return False
    claims = json.loads(base64.urlsafe_b64decode(head.split(".")[1] + "=="))
    return bool(claims["iss"] == key and claims["nbf"] <= now < claims["exp"] <= now + 1801)
