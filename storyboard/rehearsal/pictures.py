"""Gateways that make pictures, rehearsed: how they read a create, and a picture of the right size in a colour of its own."""

import base64
import hashlib
import json
import re
import struct
import zlib
from collections.abc import Mapping
from typing import Any

from storyboard.rehearsal.reading import Received, Refused, Sent

PATHS: Mapping[str, tuple[str, ...]] = {
    "openai-images": ("/v1/images/generations", "/v1/images/edits"),
    "ark-images": ("/api/v3/images/generations",),
    "unified-v2-images": ("/v2/images/generations",),
}
PICTURE_PRICE = 0.2
OPENAI_SIZES = ("1024x1024", "1024x1536", "1536x1024", "auto")


def _need(condition: object, message: str, param: str, code: str = "invalid_value") -> None:
    if not condition:
        raise Refused(400, message, code, param)


def read_picture(dialect: str, path: str, sent: Sent, received: tuple[Received, ...]) -> dict[str, Any]:
    """What is wanted: model, prompt, size; or `Refused` as the real one would."""
    known = {
        "openai-images": {"model", "prompt", "n", "size", "quality", "background", "output_format", "moderation"},
        "ark-images": {"model", "prompt", "image", "size", "seed", "sequential_image_generation", "response_format",
                       "watermark", "guidance_scale", "stream"},
        "unified-v2-images": {"model", "prompt", "images", "size", "aspect_ratio", "resolution", "watermark"},
    }[dialect]  # fmt: skip
    extra = sorted({*sent.fields, *(name.partition("#")[0] for name in sent.files)} - known - {"image[]", "image"})
    _need(not extra, f"Unknown parameter: {extra}", "model", "unknown_parameter")
    for name in ("model", "prompt"):
        _need(isinstance(sent.fields.get(name), str) and sent.fields[name].strip(), f"{name} is required", name)
    size = str(sent.fields.get("size", "1024x1024"))
    if dialect == "openai-images":
        _read_openai(path, sent, size)
    else:
        _need(sent.encoding == "json", "Content-Type must be application/json", "image")
        pictures = sent.fields.get("image" if dialect == "ark-images" else "images", [])
        pictures = [pictures] if isinstance(pictures, str) else pictures
        _need(len(received) == len(pictures), "image: URLs or data URIs", "image")
        _need(len(pictures) <= (14 if dialect == "ark-images" else 4), "too many pictures", "image")
        _need(re.fullmatch(r"\d+x\d+|[124]K", size), f"size {size}", "size")
        for name in ("watermark", "stream"):
            _need(isinstance(sent.fields.get(name, False), bool), f"{name} must be a boolean", name, "invalid_type")
    request = sent.fields
    return {"kind": "picture", "model": request["model"], "prompt": request["prompt"], "size": size, "request": request}


def _read_openai(path: str, sent: Sent, size: str) -> None:
    _need(size in OPENAI_SIZES or re.fullmatch(r"\d+x\d+", size), f"Invalid value: '{size}'", "size")
    _need(sent.fields.get("quality", "auto") in ("low", "medium", "high", "auto"), "quality", "quality")
    if path.endswith("/edits"):
        if sent.encoding != "multipart":
            raise Refused(415, "Content-Type must be multipart/form-data", "unsupported_media_type")
        _need(1 <= len(sent.files) <= 16, "image: 1 to 16 files", "image[]")
    else:
        if sent.encoding != "json":
            raise Refused(415, "Content-Type must be application/json", "unsupported_media_type")
        _need(isinstance(sent.fields.get("n", 1), int), "n must be an integer", "n", "invalid_type")


def answer(dialect: str, name: str, picture: bytes, link: str) -> str:
    """The answer to a create that was taken."""
    if dialect == "openai-images":
        return json.dumps({"created": 0, "data": [{"b64_json": base64.b64encode(picture).decode()}], "usage": {}})
    if dialect == "ark-images":
        return json.dumps(
            {"created": 0, "data": [{"url": link, "size": "2048x2048"}], "usage": {"generated_images": 1}}
        )
    return json.dumps({"task_id": name})


def drawn(size: str, prompt: str) -> bytes:
    """A PNG of that size in one colour that goes by the prompt."""
    found = re.fullmatch(r"(\d+)x(\d+)", size)
    width, height = (int(found[1]), int(found[2])) if found else (2048, 2048)
    row = b"\0" + hashlib.sha256(prompt.encode()).digest()[:3] * width

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(row * height, 1)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
