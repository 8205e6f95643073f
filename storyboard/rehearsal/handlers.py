"""What the two servers do with a request: find the route, let the scenario interfere, answer."""

import gzip
import json
import re
import socket
import struct
import time
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from storyboard.rehearsal import replies
from storyboard.rehearsal.counter import Refused, Sent, read_body, read_character, read_create, read_remix
from storyboard.rehearsal.scenarios import Scenario
from storyboard.rehearsal.shop import PRICES, Film

if TYPE_CHECKING:
    from storyboard.rehearsal.server import Server

CREATES = {
    "openai-videos": "/v1/videos",
    "lconai": "/v1/videos",
    "veo-on-videos": "/v1/videos",
    "omni-fast": "/v1/videos",
    "unified-v2": "/v2/videos/generations",
    "native-sora": "/v1/videos/generations",
    "chat-video": "/v1/chat/completions",
}
POLLS = {"unified-v2": "/v2/videos/generations", "native-sora": "/v1/videos/tasks", "chat-video": "/v1/videos/tasks"}
CHARACTERS = {
    "openai-videos": "/sora/v1/characters",
    "unified-v2": "/sora/v1/characters",
    "native-sora": "/v1/characters",
}
REMIXES = ("openai-videos", "native-sora")
JSON = "application/json"
LATE = 2
"""Polls that a scenario spoils before things go on."""


class Answers(BaseHTTPRequestHandler):
    """What both servers share."""

    protocol_version = "HTTP/1.1"
    server: "Server"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class calls it so
        """Silent: the console shows what happened."""

    def reply(
        self, status: int, body: bytes | str, kind: str = JSON, headers: tuple[tuple[str, str], ...] = ()
    ) -> None:
        data = body.encode() if isinstance(body, str) else body
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def reply_json(self, status: int, value: object) -> None:
        self.reply(status, json.dumps(value, ensure_ascii=False))

    def hang_up(self) -> None:
        """Resets the connection."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        self.connection.close()

    def send_film(self, job: Film, *, by_content: bool) -> None:
        """The film, or what the scenario puts in its place."""
        job.downloads += 1
        data, effect, first = self.server.shop.film(job), job.scenario.film, job.downloads == 1
        early = {"json": (200, '{"error": "try again"}'), "502": (502, '{"error": {"message": "Failed to fetch video content"}}'),
                 "not-ready": (400 if by_content else 404, '{"error": {"message": "Task is not completed yet"}}')}  # fmt: skip
        if effect in early and first:
            self.reply(early[effect][0], early[effect][1])
        elif effect == "expired":
            self.reply(404 if by_content else 410, '{"error": {"message": "not found"}}')
        elif effect == "redirect" and by_content:
            self.reply(302, b"", headers=(("Location", f"{self.server.shelf}/{job.id}.mp4?token=signed"),))
        elif effect == "gzip":
            self.reply(200, gzip.compress(data), "video/mp4", (("Content-Encoding", "gzip"),))
        elif (effect == "cut" and first) or effect == "always-cut":
            self._send_cut(data)
        elif effect in ("chunked", "cut-chunked"):
            self._send_chunked(data[: len(data) // 2] if effect == "cut-chunked" and first else data)
        else:
            self.reply(200, data, "video/mp4")

    def _send_cut(self, data: bytes) -> None:
        """Promises all and sends half."""
        self.send_response(200)
        self.send_header("Content-Type", "video/mp4")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data[: len(data) // 2])
        self.wfile.flush()
        self.close_connection = True

    def _send_chunked(self, data: bytes) -> None:
        self.start_chunks("video/mp4")
        self.chunk(data)
        self.chunk(b"")

    def start_chunks(self, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()

    def chunk(self, data: bytes) -> None:
        """One piece; an empty one ends the answer."""
        self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
        self.wfile.flush()


class Shelf(Answers):
    """The machine where films lie. Our key has no business here: it is noted when it comes."""

    def do_GET(self) -> None:
        shop = self.server.shop
        shop.foreign_credentials += [
            name for name in self.headers if name.lower() in ("authorization", "x-api-key", "cookie")
        ]
        job = shop.jobs.get(urlsplit(self.path).path.strip("/").removesuffix(".mp4"))
        if job is None or "token=signed" not in self.path:
            self.reply(403, '{"error": "signature missing"}')
            return
        self.send_film(job, by_content=False)


class Counter(Answers):
    """The gateways, each below its own name: `/unified-v2/v2/videos/generations`."""

    def do_POST(self) -> None:
        dialect, path = self._split()
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        try:
            if not self._let_in(dialect):
                return
            sent = read_body(self.headers.get("Content-Type", ""), body)
            if path == CREATES.get(dialect):
                self._create(dialect, sent)
            elif path == CHARACTERS.get(dialect):
                self._make_character(dialect, sent)
            elif dialect in REMIXES and (found := re.fullmatch(r"/v1/videos/([^/]+)/remix", path)):
                self._remix(dialect, unquote(found.group(1)), sent)
            else:
                self.reply_json(404, replies.error_body(dialect, f"Invalid URL (POST {path})", "invalid_url"))
        except Refused as wrong:
            self.reply_json(wrong.status, replies.error_body(dialect, wrong.message, wrong.code, wrong.param))

    def do_GET(self) -> None:
        dialect, path = self._split()
        if path in ("/console", "/console/"):
            self.reply_json(200, self.server.shop.console())
        elif not self._let_in(dialect):
            return
        elif path == "/v1/models":
            data = [{"id": name, "object": "model", "created": 0, "owned_by": "rehearsal"} for name in PRICES]
            self.reply_json(200, {"data": data, "success": True})
        elif found := re.fullmatch(r"/v1/videos/([^/]+)/content", path):
            self._content(dialect, unquote(found.group(1)))
        elif found := re.fullmatch(re.escape(POLLS.get(dialect, "/v1/videos")) + r"/([^/]+)", path):
            self._poll(dialect, unquote(found.group(1)))
        else:
            self.reply_json(404, replies.error_body(dialect, f"Invalid URL (GET {path})", "invalid_url"))

    def _split(self) -> tuple[str, str]:
        """(dialect, path below it)."""
        path = urlsplit(self.path).path
        first, _, rest = path.lstrip("/").partition("/")
        return (first, "/" + rest) if first in CREATES else ("", path)

    def _let_in(self, dialect: str) -> bool:
        word, _, key = self.headers.get("Authorization", "").partition(" ")
        if word == "Bearer" and key and key == (self.server.shop.key or key):
            return True
        self.reply_json(401, replies.error_body(dialect, "无效的令牌", "invalid_api_key"))
        return False

    # Creates

    def _create(self, dialect: str, sent: Sent) -> None:
        shop = self.server.shop
        prompt = _prompt(sent)
        with shop.lock:
            scenario = shop.scenario_for(prompt)
            shop.posts[prompt] += 1
            count = shop.posts[prompt]
        wanted = read_create(dialect, sent)
        effect = scenario.create
        wrong = None if effect == "429-once" and count > 1 else replies.WRONG.get(effect)
        if wrong:
            if wrong.taken:
                shop.take(dialect, wanted, scenario)
            self.reply(wrong.status, wrong.body, wrong.kind, wrong.headers)
            return
        job = shop.take(dialect, wanted, scenario)
        if self._spoiled(effect):
            return
        if dialect == "chat-video":
            self._chat(job, sent)
        else:
            self.reply_json(200, replies.created(dialect, job))

    def _spoiled(self, effect: str) -> bool:
        """The job is taken, but its answer does not arrive."""
        if effect == "hang":
            self.server.closing.wait(3)
            self.hang_up()
        elif effect == "drop":
            self.hang_up()
        elif effect == "half":
            self.send_response(200)
            self.send_header("Content-Type", JSON)
            self.send_header("Content-Length", "400")
            self.end_headers()
            self.wfile.write(b'{"id": "video_')
            self.wfile.flush()
            self.close_connection = True
        else:
            return False
        return True

    def _make_character(self, dialect: str, sent: Sent) -> None:
        wanted = read_character(dialect, sent)
        shop = self.server.shop
        with shop.lock:
            shop.posts[wanted["prompt"]] += 1
        if "unsupported" in wanted["prompt"]:
            message = "sora character api is not supported for this channel"
            self.reply_json(
                400, {"error": {"message": message, "code": "unsupported_api", "type": "invalid_request_error"}}
            )
            return
        job = shop.take(dialect, wanted, Scenario(""))
        self.reply_json(200, replies.created(dialect, job) if dialect == "native-sora" else replies.character(job))

    def _remix(self, dialect: str, name: str, sent: Sent) -> None:
        shop = self.server.shop
        wanted = read_remix(dialect, sent)
        source = shop.jobs.get(name)
        if source is None:
            raise Refused(404, "video not found", "video_not_found")
        if str(source.request.get("private", "")).lower() == "true":
            raise Refused(400, "private videos cannot be remixed", "invalid_request")
        with shop.lock:
            shop.posts[wanted["prompt"]] += 1
        same = {"seconds": source.seconds, "size": source.size, "model": source.model}
        self.reply_json(200, replies.created(dialect, shop.take(dialect, {**wanted, **same}, Scenario(""))))

    # Polls and films

    def _poll(self, dialect: str, name: str) -> None:
        shop = self.server.shop
        job = shop.jobs.get(name)
        if job is None or job.scenario.poll == "lost":
            self.reply_json(*_unknown(dialect))
            return
        job.polls += 1
        effect, early = job.scenario.poll, job.polls <= LATE
        spoiled = {"500s": (500, '{"error": {"message": "internal error"}}', JSON), "pages": (502, replies.PAGE.format("502"), "text/html"),
                   "429s": (429, '{"error": {"message": "too many requests"}}', JSON)}  # fmt: skip
        if early and effect in spoiled:
            self.reply(*spoiled[effect])
        elif early and effect == "drops":
            self.hang_up()
        elif early and effect == "late":
            self.reply_json(*_unknown(dialect))
        else:
            state, progress = shop.state(job)
            if early and effect in ("processing", "upper-case", "odd-state"):
                state, progress = "running", min(progress, 45.0)
            self.reply_json(200, replies.status(dialect, job, state, progress, self._address(job)))

    def _content(self, dialect: str, name: str) -> None:
        job = self.server.shop.jobs.get(name)
        if job is None or dialect in POLLS:
            self.reply_json(404, replies.error_body(dialect, "video not found", "not_found"))
        elif self.server.shop.state(job)[0] != "succeeded":
            self.reply_json(400, {"error": {"message": "Task is not completed yet, current status: IN_PROGRESS"}})
        else:
            self.send_film(job, by_content=True)

    def _address(self, job: Film) -> str:
        return f"{self.server.shelf}/{job.id}.mp4?token=signed"

    # Chat

    def _chat(self, job: Film, sent: Sent) -> None:
        effect, url = job.scenario.chat, self._address(job)
        if effect == "task" or job.model == "sora-2":
            self.reply_json(200, {"task_id": job.id, "message": "任务已提交"})
        elif effect == "plain" or not sent.fields.get("stream"):
            time.sleep(job.lasts)
            self.reply_json(200, replies.chat_whole(replies.chat_text(url), job.model))
        else:
            self._stream(job, url)

    def _stream(self, job: Film, url: str) -> None:
        self.start_chunks("text/event-stream; charset=utf-8")
        while (progress := job.progress(time.time())) < 100 and not self.server.closing.is_set():
            self._say(replies.chat_chunk(f"> 🏃 进度：{progress:.1f}%\n", job.model))
            time.sleep(min(1.0, job.lasts / 5))
        errors: dict[str, dict[str, Any]] = {
            "error": {"message": "upstream error", "code": "upstream_error"},
            "moderated": {"message": replies.POLICY, "code": "content_policy_violation"},
        }
        if job.scenario.chat in errors:
            self._say(json.dumps({"error": errors[job.scenario.chat]}, ensure_ascii=False))
            job.scenario = Scenario("failed", poll="fail")
            self.chunk(b"")
            return
        for piece in replies.stream(job, url):
            if not piece:
                self.close_connection = True
                return
            self._say(replies.chat_chunk(piece, job.model))
        self._say("[DONE]")
        self.chunk(b"")

    def _say(self, data: str) -> None:
        self.chunk(f"data: {data}\n\n".encode())


def _unknown(dialect: str) -> tuple[int, dict[str, Any]]:
    if dialect == "unified-v2":
        return 400, replies.error_body(dialect, "task_not_exist", "task_not_exist")
    return 404, replies.error_body(dialect, "video not found", "not_found")


def _prompt(sent: Sent) -> str:
    """The words of a create, wherever the dialect puts them."""
    if "messages" not in sent.fields:
        return str(sent.fields.get("prompt", ""))
    parts = sent.fields["messages"][-1].get("content", [])
    return "".join(str(part.get("text", "")) for part in parts) if isinstance(parts, list) else str(parts)
