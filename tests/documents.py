"""The gateways' documents as a strict reader of requests, and a server that answers what they print.

Written from the documents alone; nothing here comes from the dialects or from the rehearsal. `violations` names what a request
has that its document has not: an unknown field, another type, a value outside of the list, a missing header, a broken rule.
"""

import json
import re
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Told = Mapping[str, Any]
URL = re.compile(r"https?://\S+")
PICTURE = re.compile(r"data:image/[a-z+]+;base64,[A-Za-z0-9+/]+=*")
FILM = re.compile(r"data:video/[a-z0-9]+;base64,[A-Za-z0-9+/]+=*")
HD = ("1024x1792", "1792x1024")
PLAIN = ("720x1280", "1280x720")


@dataclass(frozen=True)
class File:
    """A part of a form that is a file."""

    name: str
    data: bytes


def text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def one_of(*values: Any) -> Callable[[Any], bool]:
    return lambda value: any(type(value) is type(each) and value == each for each in values)


def flag(value: Any) -> bool:
    return isinstance(value, bool)


def url(value: Any) -> bool:
    return isinstance(value, str) and bool(URL.fullmatch(value))


def picture(value: Any) -> bool:
    return url(value) or (isinstance(value, str) and bool(PICTURE.fullmatch(value)))


def listed(rule: Callable[[Any], bool], most: int) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, list) and 1 <= len(value) <= most and all(map(rule, value))


def span(value: Any) -> bool:
    """`start,end` in seconds, one to three long."""
    found = re.fullmatch(r"(\d+(?:\.\d+)?),(\d+(?:\.\d+)?)", value) if isinstance(value, str) else None
    return bool(found) and 1 <= float(found[2]) - float(found[1]) <= 3


def a_file(value: Any) -> bool:
    return isinstance(value, File) and bool(value.data)


def guest(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and set(value) == {"url", "timestamps"}
        and url(value["url"])
        and span(value["timestamps"])
    )


@dataclass(frozen=True)
class Document:
    """One documented request."""

    path: str
    """Regular expression."""
    encodings: tuple[str, ...]
    fields: Mapping[str, Callable[[Any], bool]]
    required: tuple[str, ...]
    rules: tuple[Callable[[Told], str], ...] = ()
    """What is wrong with a body as a whole; empty where nothing is."""
    only: Callable[[Told], bool] = field(default=lambda body: True)
    """Which requests of this path it is about."""


def together(body: Told) -> str:
    return (
        ""
        if ("character_url" in body) == ("character_timestamps" in body)
        else "character_url and character_timestamps"
    )


def hd_is_pro(body: Told) -> str:
    return "HD on a standard model" if body.get("size") in HD and body["model"] != "sora-2-pro" else ""


def sora_seconds(body: Told) -> str:
    sold = {"sora-2": ("10", "15"), "sora-2-pro": ("15", "25")}.get(body["model"], ())
    return "" if str(body.get("seconds", sold[0] if sold else "")) in sold else f"seconds {body.get('seconds')}"


def unified(body: Told) -> str:
    pro = body["model"] == "sora-2-pro"
    if body.get("hd") is True and not pro:
        return "hd on a standard model"
    if body.get("duration") == "25" and (not pro or body.get("hd") is True):
        return "25 s is for pro, and without hd"
    return ""


def shots_add_up(body: Told) -> str:
    """A storyboard's shots last as long as the film."""
    prompt, length = body.get("prompt", ""), body.get("duration", body.get("seconds"))
    told = [float(each) for each in re.findall(r"(?m)^duration: ([\d.]+)sec$", prompt)]
    if not told or length is None or not prompt.startswith("Shot 1:"):
        return ""
    numbers = [int(each) for each in re.findall(r"(?m)^Shot (\d+):$", prompt)]
    if numbers != list(range(1, len(told) + 1)):
        return f"shots {numbers}"
    return "" if abs(sum(told) - float(length)) < 0.051 else f"{sum(told):g} s of shots in {length} s"


def mentions_stand_apart(body: Told) -> str:
    """A space on both sides of @username, which is no placeholder in braces."""
    for found in re.finditer(r"@[A-Za-z{][\w.{}]*", body.get("prompt", "")):
        before, after = body["prompt"][: found.start()][-1:], body["prompt"][found.end() :][:1]
        if "{" in found[0] or (before.strip() or after.strip()):
            return f"{before}{found[0]}{after}"
    return ""


def one_mode(body: Told) -> str:
    modes = {
        "first_image_url": "frames",
        "last_image_url": "frames",
        "images": "images",
        "video": "video",
        "video_url": "video",
    }
    found = {mode for name, mode in modes.items() if name in body}
    if "last_image_url" in body and "first_image_url" not in body:
        return "a last frame without a first"
    return f"several modes at once: {sorted(found)}" if len(found) > 1 else ""


def once(*names: str) -> Callable[[Told], str]:
    return lambda body: "" if sum(name in body for name in names) < 2 else f"aliases of each other: {names}"


def light_film(body: Told) -> str:
    return "a film of more than 10 MB as data" if len(body.get("video", "")) > 10_000_000 * 4 / 3 + 100 else ""


def one_source(body: Told) -> str:
    return "" if ("url" in body) != ("from_task" in body) else "one of url and from_task"


def messages(value: Any) -> bool:
    """Of a user: words first, then pictures."""
    if not (
        isinstance(value, list)
        and len(value) == 1
        and set(value[0]) == {"role", "content"}
        and value[0]["role"] == "user"
    ):
        return False
    kinds = [part.get("type") for part in value[0]["content"]]
    return (
        kinds[:1] == ["text"]
        and all(
            (part["type"] == "text" and set(part) == {"type", "text"} and text(part["text"]))
            or (part["type"] == "image_url" and set(part["image_url"]) == {"url"} and picture(part["image_url"]["url"]))
            for part in value[0]["content"]
        )
        and kinds.count("text") == 1
    )


SORA = {
    "model": one_of("sora-2", "sora-2-pro"), "prompt": text, "seconds": one_of("10", "15", "25"),
    "size": one_of(*PLAIN, *HD, "16x9", "9x16"), "input_reference": a_file, "character_url": url, "character_timestamps": span,
    "private": one_of("true", "false"),
}  # fmt: skip
CHARACTER = {"url": url, "from_task": text, "timestamps": span}
UNIFIED_SORA = {
    "prompt": text, "model": one_of("sora-2", "sora-2-pro"), "aspect_ratio": one_of("16:9", "9:16"), "hd": flag,
    "duration": one_of("10", "15", "25"), "notify_hook": url, "watermark": flag, "private": flag, "images": listed(picture, 100),
    "character_url": url, "character_timestamps": span,
}  # fmt: skip
VEO = ("veo3", "veo3-fast", "veo3-pro", "veo3-pro-frames", "veo2", "veo2-fast", "veo2-fast-frames", "veo2-fast-components", "veo2-pro",
       "veo3-fast-frames", "veo3.1", "veo3.1-pro")  # fmt: skip
CHAT = ("sora-2", "sora-2-pro", "sora_video2", "sora_video2-portrait", "sora_video2-landscape", "sora_video2-portrait-hd",
        "sora_video2-portrait-15s", "sora_video2-portrait-hd-15s")  # fmt: skip
DOCUMENTS: dict[str, tuple[Document, ...]] = {
    "openai-videos": (
        Document("/v1/videos", ("json", "multipart"), SORA, ("model", "prompt"), (together, hd_is_pro, sora_seconds, shots_add_up, mentions_stand_apart)),
        Document("/sora/v1/characters", ("json",), CHARACTER, ("timestamps",), (one_source,)),
    ),
    "openai-official": (
        Document("/v1/videos", ("multipart",), {**SORA, "seconds": one_of("4", "8", "12")}, ("model", "prompt", "seconds"), (hd_is_pro,)),
    ),
    "veo-on-videos": (
        Document("/v1/videos", ("json",), {
            "model": one_of("veo-3.1-generate-preview", "veo-3.1-fast-generate-preview"), "prompt": text,
            "seconds": one_of("4", "6", "8", 4, 6, 8), "size": one_of("1280x720", "720x1280", "1920x1080", "1080x1920"),
            "input_reference": listed(url, 3),
        }, ("model", "prompt")),
    ),
    "omni-fast": (
        Document("/v1/videos", ("json",), {
            "model": one_of("omni-fast"), "prompt": text, "seconds": one_of("4", "8", "10"), "duration": one_of("4", "8", "10"),
            "aspect_ratio": one_of("16:9", "9:16", "1:1", "4:3", "3:4"), "resolution": one_of("720p", "1080p", "2k", "4k"),
            "size": one_of("landscape", "portrait", "square", "1920x1080", "1080x1920", "1280x720", "720x1280"),
            "orientation": one_of("landscape", "portrait"), "fps": lambda value: isinstance(value, int | str),
            "first_image_url": picture, "last_image_url": picture, "images": listed(picture, 5),
            "video": lambda value: url(value) or bool(FILM.fullmatch(value)), "video_url": url,
        }, ("model",), (one_mode, once("seconds", "duration"), once("aspect_ratio", "size", "orientation"), once("video", "video_url"), light_film)),
    ),
    "lconai": (
        Document("/v1/videos", ("multipart",), {
            **SORA, "model": one_of("sora-2", "sora-2-pro", "sora_video2"), "seconds": lambda value: isinstance(value, str) and value.isdigit(),
            "size": one_of(*PLAIN, *HD), "watermark": one_of("true", "false"),
        }, ("model", "prompt"), (together, hd_is_pro, shots_add_up, mentions_stand_apart)),
    ),
    "unified-v2": (
        Document("/v2/videos/generations", ("json",), UNIFIED_SORA, ("prompt", "model"),
                 (together, unified, shots_add_up, mentions_stand_apart), only=lambda body: "sora" in str(body.get("model"))),
        Document("/v2/videos/generations", ("json",), {
            "prompt": text, "model": one_of(*VEO), "aspect_ratio": one_of("16:9", "9:16"), "enhance_prompt": flag, "enable_upsample": flag,
            "images": listed(picture, 100),
        }, ("prompt", "model"), only=lambda body: "veo" in str(body.get("model"))),
        Document("/sora/v1/characters", ("json",), CHARACTER, ("timestamps",), (one_source,)),
    ),
    "native-sora": (
        Document("/v1/videos/generations", ("json",), {
            "model": one_of("sora-2", "sora-2-pro"), "prompt": text, "aspect_ratio": one_of("16:9", "9:16"), "duration": one_of(10, 15, 25),
            "image_urls": listed(url, 100), "characters": listed(guest, 100),
        }, ("model", "prompt"), (shots_add_up, mentions_stand_apart)),
        Document("/v1/characters", ("json",), CHARACTER, ("timestamps",), (one_source,)),
        Document("/v1/videos/[^/]+/remix", ("json",), {
            "model": one_of("sora-2", "sora-2-pro"), "prompt": text, "aspect_ratio": one_of("16:9", "9:16"), "duration": one_of(10, 15, 25),
        }, ("prompt",)),
    ),
    "chat-video": (
        Document("/v1/chat/completions", ("json",), {"model": one_of(*CHAT), "messages": messages, "stream": flag}, ("model", "messages")),
    ),
}  # fmt: skip


def violations(service: str, method: str, path: str, headers: Mapping[str, str], body: bytes) -> list[str]:
    """What the document of a service has not of this request; header names in small letters."""
    found = [] if re.fullmatch(r"Bearer \S+", headers.get("authorization", "")) else ["no bearer key"]
    kind = headers.get("content-type", "")
    encoding = (
        "json"
        if kind == "application/json"
        else "multipart"
        if kind.startswith("multipart/form-data; boundary=")
        else kind
    )
    told = read(encoding, kind, body)
    if told is None:
        return [*found, "the body cannot be read"]
    known = [each for each in DOCUMENTS[service] if re.fullmatch(each.path, path) and each.only(told)]
    if method != "POST" or not known:
        return [*found, f"no such request: {method} {path}"]
    document = known[0]
    found += [] if encoding in document.encodings else [f"sent as {encoding}"]
    found += [f"unknown field {name}" for name in told if name not in document.fields]
    found += [f"{name} is missing" for name in document.required if name not in told]
    wrong = [name for name, value in told.items() if name in document.fields and not document.fields[name](value)]
    found += [f"{name} = {str(told[name])[:60]!r}" for name in wrong]
    return found if found else [said for rule in document.rules if (said := rule(told))]


def read(encoding: str, kind: str, body: bytes) -> dict[str, Any] | None:
    """The fields of a body; None where it is none."""
    if encoding == "json":
        try:
            told = json.loads(body.decode("utf-8"))
        except ValueError:
            return None
        return told if isinstance(told, dict) else None
    told = {}
    for part in body.split(b"--" + kind.partition("boundary=")[2].encode())[1:-1]:
        head, _, content = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        name = re.search(rb'name="([^"]+)"(?:; filename="([^"]+)")?', head)
        if name is None:
            return None
        value = content.removesuffix(b"\r\n")
        told[name[1].decode()] = File(name[2].decode(), value) if name[2] else value.decode("utf-8")
    return told


@dataclass
class Served:
    """What a server of documents has seen."""

    film: Callable[[int], bytes]
    faults: list[str] = field(default_factory=list)
    taken: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    """(service, fields) of each request that its document knows."""
    odd: list[str] = field(default_factory=list)
    """Questions that no document knows."""


def serve(served: Served) -> ThreadingHTTPServer:
    """A server that speaks as the documents print, each service below its own name; to be shut down."""

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            service, path = self.split()
            headers = {name.lower(): value for name, value in self.headers.items()}
            wrong = violations(service, "POST", path, headers, body)
            if wrong:
                served.faults += [f"{service} {path}: {each}" for each in wrong]
                self.tell(400, {"error": {"message": "; ".join(wrong)}})
                return
            kind = headers["content-type"]
            served.taken.append(
                (service, read("json" if kind == "application/json" else "multipart", kind, body) or {})
            )
            name = f"task_{len(served.taken)}"
            video = {"id": name, "object": "video", "status": "queued", "progress": 0, "created_at": 1762789802}
            self.tell(200, {"unified-v2": {"task_id": name}, "native-sora": {"id": name}}.get(service, video))

        def do_GET(self) -> None:
            service, path = self.split()
            if not re.fullmatch(r"Bearer \S+", self.headers.get("Authorization", "")) and not path.startswith("/film"):
                served.faults.append(f"{service} {path}: no bearer key")
            film = f"http://{self.headers['Host']}/{service}/film"
            answers = {
                "/v2/videos/generations/": {
                    "status": "SUCCESS",
                    "progress": "100%",
                    "fail_reason": "",
                    "data": {"output": film},
                },
                "/v1/videos/tasks/": {"state": "succeeded", "data": {"videos": [{"url": film}]}, "progress": 100},
                "/v1/videos/": {"object": "video", "status": "completed", "progress": 100, "seconds": "10"},
            }
            where = next((each for each in answers if re.fullmatch(re.escape(each) + "task_[0-9]+", path)), "")
            if path == "/film" or re.fullmatch(r"/v1/videos/task_[0-9]+/content", path):
                self.tell(200, served.film(10), "video/mp4")
            elif (
                where
                and {"unified-v2": "/v2/videos/generations/", "native-sora": "/v1/videos/tasks/"}.get(
                    service, "/v1/videos/"
                )
                == where
            ):
                name = path.rpartition("/")[2]
                self.tell(200, {"task_id" if service == "unified-v2" else "id": name, **answers[where]})
            else:
                served.odd.append(f"{service} GET {path}")
                self.tell(404, {"error": {"message": "not found"}})

        def split(self) -> tuple[str, str]:
            service, _, rest = self.path.lstrip("/").partition("/")
            return service, "/" + rest

        def tell(self, status: int, answer: Any, kind: str = "application/json") -> None:
            data = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
