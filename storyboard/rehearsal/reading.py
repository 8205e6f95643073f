"""How each dialect reads a create: strictly, with the error that the real one gives."""

import base64
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from storyboard.records import dataclass

SORA_SIZES = {"720x1280": "720x1280", "1280x720": "1280x720", "9x16": "720x1280", "16x9": "1280x720"}
LARGE = ("1024x1792", "1792x1024")
RATIOS = {"9:16": "720x1280", "16:9": "1280x720"}
CHAT_MODELS = {
    "sora_video2": ("720x1280", 10, False),
    "sora_video2-portrait": ("720x1280", 10, False),
    "sora_video2-landscape": ("1280x720", 10, False),
    "sora_video2-portrait-hd": ("1024x1792", 10, True),
    "sora_video2-portrait-15s": ("720x1280", 15, False),
    "sora_video2-portrait-hd-15s": ("1024x1792", 15, True),
    "sora-2": ("720x1280", 10, False),
}


class Refused(Exception):
    """The create is wrong: status, message, code and field."""

    def __init__(self, status: int, message: str, code: str = "invalid_value", param: str = "") -> None:
        super().__init__(message)
        self.status, self.message, self.code, self.param = status, message, code, param


@dataclass(frozen=True, slots=True)
class Sent:
    """A create as it came: its fields, and which of them were files."""

    encoding: str
    fields: dict[str, Any]
    files: dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Received:
    """A picture or film that came with a create."""

    field: str
    form: str
    """`file`, `data` or `url`."""
    kind: str
    """Its media type, as far as it was said; of a file `application/octet-stream`."""
    data: bytes = b""
    url: str = ""


def received(sent: Sent) -> tuple[Received, ...]:
    """All pictures and films of a create, wherever they stand in it."""
    files = [
        Received(name.partition("#")[0], "file", "application/octet-stream", data) for name, data in sent.files.items()
    ]
    return (*files, *(each for name, value in sent.fields.items() for each in _found(name, value)))


def _found(name: str, value: object) -> Iterator[Received]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _found(name if key == "url" else f"{name}.{key}", inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _found(name, inner)
    elif isinstance(value, str) and (found := re.match(r"data:([\w/.+-]+);base64,", value)):
        yield Received(name, "data", found[1], base64.b64decode(value[found.end() :] + "=="))
    elif isinstance(value, str) and re.match(r"https?://\S+$", value) and name not in ("notify_hook", "prompt"):
        yield Received(name, "url", "", url=value)


def read_body(content_type: str, body: bytes) -> Sent:
    """The fields of a JSON or multipart body; `Refused` 415 or 400 for anything else."""
    if content_type.startswith("application/json"):
        try:
            value = json.loads(body)
        except (ValueError, RecursionError):
            raise Refused(400, "We could not parse the JSON body of your request.", "invalid_json") from None
        if not isinstance(value, dict):
            raise Refused(400, "The body must be an object.", "invalid_json")
        return Sent("json", value, {})
    found = re.match(r'multipart/form-data; *boundary="?([^";]+)"?', content_type)
    if not found:
        raise Refused(415, f"Unsupported content type {content_type!r}", "unsupported_media_type")
    return _multipart(found.group(1).encode(), body)


def _multipart(boundary: bytes, body: bytes) -> Sent:
    fields: dict[str, Any] = {}
    files: dict[str, bytes] = {}
    for part in body.split(b"--" + boundary)[1:-1]:
        head, _, content = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        name = re.search(rb'(?i)content-disposition: form-data; name="([^"]+)"(; filename="[^"]*")?', head)
        if not name:
            raise Refused(400, "A part has no quoted name.", "invalid_multipart")
        content = content.removesuffix(b"\r\n")
        if name.group(2):
            called, many = (
                name.group(1).decode(),
                sum(each.partition("#")[0] == name.group(1).decode() for each in files),
            )
            files[f"{called}#{many + 1}" if many else called] = content
        else:
            fields[name.group(1).decode()] = content.decode("utf-8")
    return Sent("multipart", fields, files)


def _fetchable(source: object) -> bool:
    """Whether it is a URL, or a data URI that holds something."""
    return isinstance(source, str) and bool(
        re.match(r"https?://\S+$|data:(?:image|video)/[\w.+-]+;base64,[A-Za-z0-9+/=]+$", source)
    )


def need(condition: object, message: str, param: str, code: str = "invalid_value") -> None:
    if not condition:
        raise Refused(400, message, code, param)


def _known(sent: Sent, *names: str) -> None:
    extra = sorted({*sent.fields, *sent.files} - set(names))
    need(
        not extra, f"Unknown parameter: '{extra[0] if extra else ''}'.", extra[0] if extra else "", "unknown_parameter"
    )
    need(isinstance(sent.fields.get("prompt"), str) and sent.fields["prompt"].strip(), "prompt is required", "prompt")


def _text_seconds(sent: Sent, name: str, allowed: tuple[int, ...], *, number: bool = False) -> int:
    """Seconds as a text of digits; a JSON number, which one family of gateways cannot decode, where its document shows one."""
    value = sent.fields.get(name)
    if number and sent.encoding == "json" and isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    words = ",".join(f"'{each}'" for each in allowed)
    need(
        isinstance(value, str),
        f"Invalid type for '{name}': expected one of {words}, but got another type",
        name,
        "invalid_type",
    )
    need(value in {str(each) for each in allowed}, f"Invalid value for '{name}': expected one of {words}", name)
    return int(str(value))


def _model(sent: Sent, *names: str) -> str:
    model = sent.fields.get("model")
    if model not in names:
        raise Refused(404, f"The model '{model}' does not exist or was switched off", "model_not_found", "model")
    return str(model)


def _span(text: object) -> None:
    found = re.fullmatch(r"(\d+(?:\.\d+)?),(\d+(?:\.\d+)?)", text) if isinstance(text, str) else None
    need(found and 1 <= float(found[2]) - float(found[1]) <= 3, "timestamps must span 1 to 3 seconds", "timestamps")


def _guest(sent: Sent) -> None:
    if "character_url" in sent.fields or "character_timestamps" in sent.fields:
        need(
            str(sent.fields.get("character_url", "")).startswith("http"), "character_url must be a URL", "character_url"
        )
        _span(sent.fields.get("character_timestamps"))


def _flag_texts(sent: Sent, *names: str) -> None:
    for name in names:
        value = sent.fields.get(name, "false")
        need(value in ("true", "false"), f"{name} must be the text true or false", name, "invalid_type")


def _flags(sent: Sent, *names: str) -> None:
    for name in names:
        need(isinstance(sent.fields.get(name, False), bool), f"{name} must be a boolean", name, "invalid_type")


def _sora_size(sent: Sent, model: str) -> tuple[str, bool]:
    size = sent.fields.get("size")
    if size in LARGE:
        need(model == "sora-2-pro", f"size {size} needs sora-2-pro", "size")
        return str(size), True
    need(size in SORA_SIZES, f"Invalid value for 'size': {size}", "size")
    return SORA_SIZES[str(size)], False


def _openai(sent: Sent) -> dict[str, Any]:
    _known(
        sent,
        "model",
        "prompt",
        "seconds",
        "size",
        "input_reference",
        "character_url",
        "character_timestamps",
        "private",
        "watermark",
    )
    model = _model(sent, "sora-2", "sora-2-pro")
    seconds = _text_seconds(sent, "seconds", (10, 15) if model == "sora-2" else (15, 25), number=True)
    size, hd = _sora_size(sent, model)
    need("input_reference" not in sent.fields, "input_reference must be a file", "input_reference")
    _flag_texts(sent, "private", "watermark")
    _guest(sent)
    return {"model": model, "seconds": seconds, "size": size, "hd": hd}


def _lconai(sent: Sent) -> dict[str, Any]:
    if sent.encoding != "multipart":
        raise Refused(415, "Content-Type must be multipart/form-data", "unsupported_media_type")
    return _openai(sent)


def _official(sent: Sent) -> dict[str, Any]:
    _known(sent, "model", "prompt", "seconds", "size", "input_reference")
    model = _model(sent, "sora-2", "sora-2-pro")
    seconds = _text_seconds(sent, "seconds", (4, 8, 12))
    size, hd = _sora_size(sent, model)
    need("input_reference" not in sent.fields, "input_reference must be a file", "input_reference")
    return {"model": model, "seconds": seconds, "size": size, "hd": hd}


def _veo(sent: Sent) -> dict[str, Any]:
    _known(sent, "model", "prompt", "seconds", "size", "input_reference")
    if sent.encoding != "json":
        raise Refused(415, "Content-Type must be application/json", "unsupported_media_type")
    model = _model(sent, "veo-3.1-generate-preview", "veo-3.1-fast-generate-preview")
    size = sent.fields.get("size", "1280x720")
    need(size in ("1280x720", "720x1280", "1920x1080", "1080x1920"), f"Invalid value for 'size': {size}", "size")
    pictures = sent.fields.get("input_reference", ["http://"])
    need(isinstance(pictures, list) and 1 <= len(pictures) <= 3, "input_reference: 1 to 3 URLs", "input_reference")
    need(all(str(each).startswith("http") for each in pictures), "input_reference must hold URLs", "input_reference")
    return {
        "model": model,
        "seconds": _text_seconds(sent, "seconds", (4, 6, 8), number=True),
        "size": size,
        "hd": "1920" in size,
    }


def _omni(sent: Sent) -> dict[str, Any]:
    _known(sent, "model", "prompt", "seconds", "aspect_ratio", "resolution", "fps", "first_image_url", "last_image_url",
           "images", "video")  # fmt: skip
    resolution = sent.fields.get("resolution", "720p")
    need(resolution in ("720p", "1080p", "2k", "4k"), f"resolution {resolution}", "resolution")
    if sent.encoding != "json":
        raise Refused(415, "Content-Type must be application/json", "unsupported_media_type")
    groups = [name for name in ("first_image_url", "images", "video") if name in sent.fields]
    need(len(groups) < 2, f"conflicting inputs: {groups}", "images")
    need(
        "last_image_url" not in sent.fields or "first_image_url" in sent.fields,
        "first_image_url missing",
        "last_image_url",
    )
    pictures = sent.fields.get("images", [])
    need(isinstance(pictures, list) and len(pictures) <= 5, "at most 5 images", "images")
    given = [*pictures, *(sent.fields[n] for n in ("first_image_url", "last_image_url", "video") if n in sent.fields)]
    need(all(map(_fetchable, given)), "a picture or film is a URL or a data URI", "images")
    ratio = str(sent.fields.get("aspect_ratio", "16:9"))
    # Three more are accepted and not honoured.
    made = {**RATIOS, "1:1": "1280x720", "4:3": "1280x720", "3:4": "720x1280"}
    need(ratio in made, f"aspect_ratio {ratio}", "aspect_ratio")
    return {
        "model": _model(sent, "omni-fast"),
        "seconds": _text_seconds(sent, "seconds", (4, 8, 10)),
        "size": made[ratio],
    }


def _unified(sent: Sent) -> dict[str, Any]:
    if sent.encoding != "json":
        raise Refused(415, "Content-Type must be application/json", "unsupported_media_type")
    ratio = sent.fields.get("aspect_ratio", "16:9")
    need(ratio in RATIOS, f"aspect_ratio {ratio}", "aspect_ratio")
    for name in ("images", "videos"):
        pictures = sent.fields.get(name, [])
        need(isinstance(pictures, list), f"{name} must be a list", name, "invalid_type")
        fetched = [each for each in pictures if _fetchable(each) and (name == "images" or each.startswith("http"))]
        need(fetched == pictures, f"{name}: URLs{' or base64' if name == 'images' else ''}", name)
    if str(sent.fields.get("model", "")).startswith("veo"):
        _known(
            sent,
            "model",
            "prompt",
            "aspect_ratio",
            "images",
            "videos",
            "enhance_prompt",
            "enable_upsample",
            "watermark",
        )
        _flags(sent, "enhance_prompt", "enable_upsample", "watermark")
        return {"model": sent.fields["model"], "seconds": 8, "size": RATIOS[str(ratio)]}
    _known(
        sent,
        "model",
        "prompt",
        "aspect_ratio",
        "images",
        "hd",
        "duration",
        "notify_hook",
        "watermark",
        "private",
        "character_url",
        "character_timestamps",
    )
    model = _model(sent, "sora-2", "sora-2-pro")
    _flags(sent, "hd", "watermark", "private")
    need(not sent.fields.get("hd") or model == "sora-2-pro", "hd needs sora-2-pro", "hd")
    seconds = _text_seconds(sent, "duration", (10, 15) if model == "sora-2" else (10, 15, 25))
    _guest(sent)
    hd = bool(sent.fields.get("hd")) and seconds != 25
    size = RATIOS[str(ratio)]
    return {"model": model, "seconds": seconds, "size": LARGE[size == "1280x720"] if hd else size, "hd": hd}


def _native(sent: Sent) -> dict[str, Any]:
    if sent.encoding != "json":
        raise Refused(415, "Content-Type must be application/json", "unsupported_media_type")
    _known(sent, "model", "prompt", "aspect_ratio", "duration", "image_urls", "characters")
    model, seconds = _model(sent, "sora-2", "sora-2-pro"), sent.fields.get("duration", 10)
    need(
        isinstance(seconds, int) and not isinstance(seconds, bool),
        "duration must be an integer",
        "duration",
        "invalid_type",
    )
    need(seconds in ((10, 15) if model == "sora-2" else (10, 15, 25)), f"duration {seconds}", "duration")
    pictures = sent.fields.get("image_urls", [])
    need(
        isinstance(pictures, list) and all(str(each).startswith("http") for each in pictures),
        "image_urls: URLs",
        "image_urls",
    )
    for guest in sent.fields.get("characters", []):
        need(set(guest) == {"url", "timestamps"}, "characters: url and timestamps", "characters")
        _span(guest["timestamps"])
    ratio = sent.fields.get("aspect_ratio", "16:9")
    need(ratio in RATIOS, f"aspect_ratio {ratio}", "aspect_ratio")
    return {"model": model, "seconds": seconds, "size": RATIOS[ratio]}


def _chat(sent: Sent) -> dict[str, Any]:
    if sent.encoding != "json":
        raise Refused(415, "Content-Type must be application/json", "unsupported_media_type")
    extra = sorted(set(sent.fields) - {"model", "messages", "stream", "stream_options"})
    need(not extra, f"Unknown parameter: {extra}", "model", "unknown_parameter")
    need(isinstance(sent.fields.get("stream", False), bool), "stream must be a boolean", "stream", "invalid_type")
    model = _model(sent, *CHAT_MODELS)
    messages = sent.fields.get("messages")
    need(isinstance(messages, list) and messages and messages[-1].get("role") == "user", "messages", "messages")
    parts = messages[-1]["content"]  # type: ignore[index]
    texts = [part["text"] for part in parts if part.get("type") == "text"] if isinstance(parts, list) else [parts]
    size, seconds, hd = CHAT_MODELS[model]
    return {
        "model": model.split("-p")[0].split("-l")[0],
        "prompt": "".join(texts),
        "seconds": seconds,
        "size": size,
        "hd": hd,
    }


READERS: dict[str, Callable[[Sent], dict[str, Any]]] = {
    "openai-videos": _openai,
    "lconai": _lconai,
    "openai-official": _official,
    "veo-on-videos": _veo,
    "omni-fast": _omni,
    "unified-v2": _unified,
    "native-sora": _native,
    "chat-video": _chat,
}


def read_create(dialect: str, sent: Sent) -> dict[str, Any]:
    """What is wanted, as model, prompt, seconds, size, hd; or `Refused`."""
    wanted = READERS[dialect](sent)
    return {"prompt": sent.fields.get("prompt", ""), **wanted, "request": sent.fields}


def read_character(sent: Sent) -> dict[str, Any]:
    """A character's create: exactly one of url and from_task, a span of 1 to 3 seconds, no model."""
    need(sent.encoding == "json", "JSON only", "url")
    if "model" in sent.fields:
        raise Refused(404, "channel not found", "channel_not_found", "model")
    extra = sorted(set(sent.fields) - {"url", "from_task", "timestamps"})
    need(not extra, f"Unknown parameter: {extra}", "url", "unknown_parameter")
    need(("url" in sent.fields) != ("from_task" in sent.fields), "exactly one of url and from_task", "url")
    _span(sent.fields.get("timestamps"))
    prompt = str(sent.fields.get("url") or sent.fields.get("from_task"))
    return {"kind": "character", "prompt": prompt, "request": sent.fields}


def read_remix(dialect: str, sent: Sent) -> dict[str, Any]:
    """A remix: the change in words; one family wants model, shape and length too."""
    allowed = ("model", "prompt", "aspect_ratio", "duration") if dialect == "native-sora" else ("prompt",)
    _known(sent, *allowed)
    return {
        "kind": "remix",
        "prompt": sent.fields["prompt"],
        "model": sent.fields.get("model", "sora-2"),
        "seconds": sent.fields.get("duration", 10),
        "size": "720x1280",
        "request": sent.fields,
    }
