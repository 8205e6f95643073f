"""Two makers who sell by their own interfaces, Vidu and xAI: how they read creates and tell of jobs, by their documents."""

from typing import Any

from storyboard.rehearsal.fields import flag, only, size_of, whole
from storyboard.rehearsal.reading import Sent, need
from storyboard.rehearsal.shop import ShopFilm

VIDU = tuple(f"/ent/v2/{kind}" for kind in ("text2video", "img2video", "start-end2video", "reference2video"))
PICTURES = {"text2video": (0, 0), "img2video": (1, 1), "start-end2video": (2, 2), "reference2video": (1, 7)}
"""Kind of create -> how many pictures it takes."""
REFUSED = ("moderation", "refused")
"""Of a film that xAI made and holds back: its job is done all the same."""


def read_vidu(sent: Sent, path: str) -> dict[str, Any]:
    """What is wanted of Vidu."""
    body, kind = sent.fields, path.rsplit("/", 1)[-1]
    only(body, "model", "prompt", "images", "duration", "aspect_ratio", "resolution", "audio", "bgm", "seed", "off_peak", "payload",
         "callback_url", "watermark", "movement_amplitude", "style")  # fmt: skip
    need(str(body.get("model")).startswith("viduq"), "model", "model", "ModelUnavailable")
    pictures, (fewest, most) = body.get("images", []), PICTURES[kind]
    need(
        isinstance(pictures, list) and fewest <= len(pictures) <= most,
        f"{fewest} to {most} images",
        "images",
        "InvalidParameter",
    )
    framed = kind in ("img2video", "start-end2video")
    need(("aspect_ratio" in body) != framed, "aspect_ratio", "aspect_ratio", "InvalidParameter")
    prompt = body.get("prompt", "")
    need(isinstance(prompt, str) and 0 < len(prompt) <= 5000, "prompt", "prompt", "InvalidParameter")
    for name in ("audio", "bgm", "off_peak", "watermark"):
        flag(body, name, False)
    need(
        isinstance(body.get("payload", ""), str) and len(body.get("payload", "")) <= 1_048_576,
        "payload",
        "payload",
        "InvalidParameter",
    )
    seconds = whole(body.get("duration"), 3 if kind == "reference2video" else 1, 16, "duration")
    need(body.get("resolution") in ("540p", "720p", "1080p"), "resolution", "resolution", "InvalidParameter")
    size = size_of(body["resolution"], body.get("aspect_ratio", "adaptive"))
    return {"prompt": prompt, "seconds": seconds, "size": size, "mark": body.get("payload", "")}


def read_xai(sent: Sent, path: str) -> dict[str, Any]:
    """What is wanted of xAI."""
    body = sent.fields
    only(body, "model", "prompt", "duration", "aspect_ratio", "resolution", "image", "reference_images", "user")
    model = str(body.get("model"))
    need(
        model.startswith("grok-imagine-video"),
        "The model does not exist",
        "model",
        "Some requested entity was not found",
    )
    need(
        isinstance(body.get("prompt"), str) and 0 < len(body["prompt"]) <= 4096,
        "prompt",
        "prompt",
        "Client specified an invalid argument",
    )
    pictures = [*body.get("reference_images", []), *([body["image"]] if "image" in body else [])]
    need(all(isinstance(each, dict) and set(each) == {"url"} for each in pictures), "an object with a url", "image")
    need(
        "image" not in body or "reference_images" not in body, "image and reference_images exclude each other", "image"
    )
    need(len(body.get("reference_images", [])) <= 7, "7 reference_images at most", "reference_images")
    resolution = body.get("resolution")
    allowed = ("480p", "720p", "1080p") if "1.5" in model and "reference_images" not in body else ("480p", "720p")
    need(resolution in allowed, f"resolution {resolution}", "resolution")
    seconds = whole(body.get("duration"), 1, 15, "duration")
    return {"prompt": body["prompt"], "seconds": seconds, "size": size_of(resolution, body.get("aspect_ratio"))}


def vidu_job(job: ShopFilm, word: str, url: str, failure: tuple[str, str]) -> dict[str, Any]:
    """A job as Vidu tells it; what was given as `payload` comes back."""
    told: dict[str, Any] = {
        "id": job.id,
        "state": word,
        "err_code": failure[0],
        "credits": 4 * job.seconds,
        "payload": job.mark,
    }
    return told | {"creations": [{"id": "c", "url": url, "cover_url": ""}] if url else []}


def xai_job(job: ShopFilm, word: str, url: str, failure: tuple[str, str]) -> dict[str, Any]:
    """A job as xAI tells it: a film that moderation holds back is done, and has no address."""
    if failure == REFUSED:
        return {"status": "done", "model": job.model, "video": {"url": "", "respect_moderation": False}}
    told: dict[str, Any] = {"status": word, "model": job.model}
    if url:
        video = {"url": url, "duration": job.seconds, "respect_moderation": True}
        told |= {"video": video, "usage": {"cost_in_usd_ticks": job.seconds * 1_400_000_000}}
    return told | ({"error": {"code": failure[0], "message": failure[1]}} if any(failure) else {})


def vidu_error(message: str, code: str) -> dict[str, Any]:
    """A refusal as Vidu words it."""
    return {"code": 400, "reason": code, "message": message, "metadata": {}}


def xai_error(message: str, code: str) -> dict[str, Any]:
    """A refusal as xAI words it."""
    return {"code": code, "error": message}
