"""The gateways' side of the counter: find the route, let the scenario interfere, answer."""

import json
import re
import time
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from storyboard.rehearsal import replies
from storyboard.rehearsal.answers import JSON, Answers
from storyboard.rehearsal.living import HOUSES, MODELS, House, is_signed, read_living
from storyboard.rehearsal.pictures import PATHS, answer, read_picture
from storyboard.rehearsal.reading import (
    CHAT_MODELS,
    Refused,
    Sent,
    read_body,
    read_character,
    read_create,
    read_remix,
    received,
)
from storyboard.rehearsal.scenarios import Scenario
from storyboard.rehearsal.shop import PRICES, ShopFilm

CREATES: dict[str, tuple[str, ...]] = {
    "openai-videos": ("/v1/videos",),
    "lconai": ("/v1/videos",),
    "openai-official": ("/v1/videos",),
    "veo-on-videos": ("/v1/videos",),
    "omni-fast": ("/v1/videos",),
    "unified-v2": ("/v2/videos/generations",),
    "native-sora": ("/v1/videos/generations",),
    "chat-video": ("/v1/chat/completions",),
    **{dialect: house.creates for dialect, house in HOUSES.items()},
}
POLLS = {
    "unified-v2": "/v2/videos/generations",
    "unified-v2-images": "/v2/images/generations",
    "native-sora": "/v1/videos/tasks",
    "chat-video": "/v1/videos/tasks",
}
CHARACTERS = {
    "openai-videos": "/sora/v1/characters",
    "unified-v2": "/sora/v1/characters",
    "native-sora": "/v1/characters",
}
REMIXES = ("openai-videos", "native-sora")
LATE = 2
"""Polls that a scenario spoils before things go on."""


class Counter(Answers):
    """The gateways, each below its own name: `/unified-v2/v2/videos/generations`."""

    def do_POST(self) -> None:  # noqa: N802 - http.server calls it so
        dialect, path = self._split()
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        try:
            if not self._let_in(dialect):
                return
            sent = read_body(self.headers.get("Content-Type", ""), body)
            if path in CREATES.get(dialect, ()):
                self._create(dialect, sent, path)
            elif dialect in HOUSES and path == HOUSES[dialect].uploads:
                self._lodge(sent)
            elif path in PATHS.get(dialect, ()):
                self._make_picture(dialect, path, sent)
            elif path == CHARACTERS.get(dialect):
                self._make_character(dialect, sent)
            elif dialect in REMIXES and (found := re.fullmatch(r"/v1/videos/([^/]+)/remix", path)):
                self._remix(dialect, unquote(found.group(1)), sent)
            else:
                self.reply_json(404, replies.error_body(dialect, f"Invalid URL (POST {path})", "invalid_url"))
        except Refused as wrong:
            self.reply_json(wrong.status, replies.error_body(dialect, wrong.message, wrong.code, wrong.param))

    def do_DELETE(self) -> None:  # noqa: N802 - http.server calls it so
        dialect, path = self._split()
        house, (where, _, name) = HOUSES.get(dialect), path.rpartition("/")
        job = self.server.shop.jobs.get(unquote(name))
        if not self._let_in(dialect):
            return
        if house is None or where != house.cancels or job is None:
            self.reply_json(404, replies.error_body(dialect, f"Invalid URL (DELETE {path})", "invalid_url"))
        elif self.server.shop.state(job)[0] == "queued":
            job.cancelled = True
            self.reply_json(200, {})
        else:
            self.reply_json(409, replies.error_body(dialect, "only a queued task can be cancelled", "InvalidAction"))

    def do_GET(self) -> None:  # noqa: N802 - http.server calls it so
        dialect, path = self._split()
        if dialect in HOUSES and self._house(dialect, path):
            return
        if path in ("/console", "/console/"):
            self.reply_json(200, self.server.shop.console())
        elif found := re.fullmatch(r"/console/received/([^/]+)/(\d+)", path):
            self._show_received(found[1], int(found[2]))
        elif not self._let_in(dialect):
            return
        elif path == "/v1/models" and dialect not in HOUSES:
            printed = [name for name in CHAT_MODELS if name.partition("-")[0] in PRICES]
            names = dict.fromkeys((*PRICES, *printed))
            data = [{"id": name, "object": "model", "created": 0, "owned_by": "rehearsal"} for name in names]
            self.reply_json(200, {"data": data, "success": True})
        elif found := re.fullmatch(r"/v1/videos/([^/]+)/content", path):
            self._content(dialect, unquote(found.group(1)))
        elif found := re.fullmatch(re.escape(POLLS.get(dialect, "/v1/videos")) + r"/([^/]+)", path):
            self._poll(dialect, unquote(found.group(1)))
        else:
            self.reply_json(404, replies.error_body(dialect, f"Invalid URL (GET {path})", "invalid_url"))

    def _house(self, dialect: str, path: str) -> bool:
        """Whether a question to one of the newer gateways was answered here: its list, its models, a job."""
        house, shop = HOUSES[dialect], self.server.shop
        if not path.startswith((*house.creates, *filter(None, [house.polls]))):
            return False
        if not self._let_in(dialect):
            return True
        asked = parse_qs(urlsplit(self.path).query)
        if house.lists and path in (house.polls, *house.creates):
            jobs = [
                job for job in reversed(shop.jobs.values()) if job.dialect == dialect and job.scenario.poll != "lost"
            ]
            size = int(asked.get("page_size", asked.get("pageSize", ["30"]))[0])
            page = int(asked.get("page_num", asked.get("pageNum", ["1"]))[0])
            told = [self._told(house, job) for job in jobs]
            self.reply_json(200, house.listed([each[house.wrapped] if dialect == "minimax-v2" else
                                               each["data"] if dialect == "kling" else each for each in told], page, size))  # fmt: skip
        elif path == "/v1/videos/models":
            self.reply_json(200, {"data": MODELS})
        elif path.endswith("/content"):
            self._content(dialect, unquote(path.split("/")[-2]))
        else:
            self._poll(dialect, unquote(path.removesuffix(house.beyond).rpartition("/")[2]))
        return True

    def _told(self, house: House, job: ShopFilm) -> dict[str, Any]:
        state = self.server.shop.state(job)[0]
        return house.told(job, state, self._address(job) if state == "succeeded" else "", ("", ""))

    def _split(self) -> tuple[str, str]:
        """(dialect, path below it)."""
        path = urlsplit(self.path).path
        first, _, rest = path.lstrip("/").partition("/")
        return (first, "/" + rest) if first in CREATES or first in PATHS else ("", path)

    def _let_in(self, dialect: str) -> bool:
        word, _, key = self.headers.get("Authorization", "").partition(" ")
        shop = self.server.shop
        if (
            shop.secret
            and dialect == "kling"
            and word == "Bearer"
            and is_signed(key, shop.key, shop.secret, time.time())
        ):
            return True
        prefix = HOUSES[dialect].prefix if dialect in HOUSES else "Bearer"
        if word == prefix and key and key == (self.server.shop.key or key):
            return True
        own = replies.wrong_answer(dialect, "401") if dialect in HOUSES else None
        self.reply(401, own.body if own else json.dumps(replies.error_body(dialect, "无效的令牌", "invalid_api_key")))
        return False

    # Creates

    def _create(self, dialect: str, sent: Sent, path: str) -> None:
        shop = self.server.shop
        house = HOUSES.get(dialect)
        if house and house.header[0] and self.headers.get(house.header[0]) != house.header[1]:
            raise Refused(403, "current user api does not support synchronous calls.", "AccessDenied")
        early = read_living(house, sent, path) if house else {}
        prompt = early["prompt"] if house else _prompt(sent)
        with shop.lock:
            scenario = shop.scenario_for(prompt)
            shop.posts[prompt] += 1
            count = shop.posts[prompt]
        wanted = {**(early or read_create(dialect, sent)), "received": received(sent)}
        effect = scenario.create
        wrong = None if effect == "429-once" and count > 1 else replies.wrong_answer(dialect, effect)
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

    def _lodge(self, sent: Sent) -> None:
        """A file that creates may name from now on."""
        if sent.encoding != "multipart" or set(sent.files) != {"file"} or not sent.fields.get("purpose"):
            raise Refused(400, "purpose and file are required", "invalid_params", "file")
        shop = self.server.shop
        name = str(300_000 + len(shop.lodged))
        shop.lodged[name] = sent.files["file"]
        told = {"file": {"file_id": int(name), "bytes": len(sent.files["file"])}, "base_resp": {"status_code": 0}}
        self.reply_json(200, told)

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

    def _make_picture(self, dialect: str, path: str, sent: Sent) -> None:
        shop, given = self.server.shop, received(sent)
        prompt = str(sent.fields.get("prompt", ""))
        with shop.lock:
            scenario = shop.scenario_for(prompt)
            shop.posts[prompt] += 1
            count = shop.posts[prompt]
        wanted = {**read_picture(dialect, path, sent, given), "received": given}
        effect = scenario.create
        wrong = None if effect == "429-once" and count > 1 else replies.WRONG.get(effect)
        if wrong:
            if wrong.taken:
                shop.take(dialect, wanted, scenario)
            self.reply(wrong.status, wrong.body, wrong.kind, wrong.headers)
            return
        job = shop.take(dialect, wanted, scenario)
        if not self._spoiled(effect):
            self.reply(200, answer(dialect, job.id, shop.film(job), self._address(job)))

    def _show_received(self, name: str, number: int) -> None:
        """One of the pictures that came with a job."""
        job = self.server.shop.jobs.get(name)
        if job is None or number >= len(job.received) or not job.received[number].data:
            self.reply_json(404, {"error": "no such picture"})
        else:
            self.reply(200, job.received[number].data, job.received[number].kind)

    def _make_character(self, dialect: str, sent: Sent) -> None:
        wanted = read_character(sent)
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
        spoiled = {
            "500s": (500, '{"error": {"message": "internal error"}}', JSON),
            "pages": (502, replies.PAGE.format("502"), "text/html"),
            "429s": (429, '{"error": {"message": "too many requests"}}', JSON),
        }
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
            waits = HOUSES[dialect].waits if dialect in HOUSES and state in ("queued", "running") else 200
            self.reply_json(waits, replies.status(dialect, job, state, progress, self._address(job)))

    def _content(self, dialect: str, name: str) -> None:
        job = self.server.shop.jobs.get(name)
        if job is None or dialect in POLLS or (dialect in HOUSES and dialect != "openrouter-video"):
            self.reply_json(404, replies.error_body(dialect, "video not found", "not_found"))
        elif self.server.shop.state(job)[0] != "succeeded":
            self.reply_json(400, {"error": {"message": "Task is not completed yet, current status: IN_PROGRESS"}})
        else:
            self.send_film(job, by_content=True)

    def _address(self, job: ShopFilm) -> str:
        renewed = f"&poll={job.polls}" if job.scenario.film == "link-expired" else ""
        return f"{self.server.shelf}/{job.id}.mp4?token={self.server.shop.signature()}{renewed}"

    # Chat

    def _chat(self, job: ShopFilm, sent: Sent) -> None:
        effect, url = job.scenario.chat, self._address(job)
        if effect == "task" or job.model == "sora-2":
            self.reply_json(200, {"task_id": job.id, "message": "任务已提交"})
        elif effect == "plain" or not sent.fields.get("stream"):
            time.sleep(job.lasts)
            self.reply_json(200, replies.chat_whole(replies.chat_text(url), job.model))
        else:
            self._stream(job, url)

    def _stream(self, job: ShopFilm, url: str) -> None:
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
    if dialect == "dashscope":
        return 200, {"output": {"task_id": "t", "task_status": "UNKNOWN"}}
    if house := HOUSES.get(dialect):
        status, message, code = house.missing
        return status, house.error(message, code)
    if dialect == "unified-v2":
        return 400, replies.error_body(dialect, "task_not_exist", "task_not_exist")
    return 404, replies.error_body(dialect, "video not found", "not_found")


def _prompt(sent: Sent) -> str:
    """The words of a create, wherever the dialect puts them."""
    messages = sent.fields.get("messages")
    if not (isinstance(messages, list) and messages and isinstance(messages[-1], dict)):
        return str(sent.fields.get("prompt", ""))
    parts = messages[-1].get("content", [])
    return "".join(str(part.get("text", "")) for part in parts) if isinstance(parts, list) else str(parts)
