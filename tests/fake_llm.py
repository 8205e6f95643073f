"""A chat endpoint on this machine that reads the questions and answers them well, or wrong in a chosen way.

It is a real HTTP server: what is tested against it goes through the real client library, its timeouts and its errors.
"""

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

COLOURS = {
    "zh": ["红色", "墨绿色", "米白色", "藏青色", "明黄色", "灰色", "紫色", "棕色", "天蓝色", "黑色"],
    "en": ["red", "green", "cream", "navy", "yellow", "grey", "purple", "brown", "sky blue", "black"],
}
HAIR = {
    "zh": ["短发", "长直发", "卷发", "盘发", "寸头"],
    "en": ["short", "long straight", "curly", "pinned up", "cropped"],
}
SUITS = {"zh": ["风衣", "衬衫", "毛衣", "西装", "外套"], "en": ["coat", "shirt", "sweater", "suit", "jacket"]}
CAMERAS = {
    "zh": ["近景，平视，固定", "中景，平视，缓慢推近", "特写，平视，固定", "中近景，过肩，固定"],
    "en": ["tight shot, eye level, static", "medium shot, eye level, slow push in", "close-up, eye level, static",
           "medium close-up, over the shoulder, static"],
}  # fmt: skip


@dataclass
class Reply:
    """What the endpoint sends."""

    content: str | None = None
    finish: str = "stop"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    raw: bytes | None = None
    refusal: str | None = None
    error: str = ""


Answer = Callable[[dict, int], Reply]
"""From the request body and its number (from 1) to the reply."""


def language_of(body: dict) -> str:
    return "zh" if re.search(r"[\u4e00-\u9fff]", body["messages"][0]["content"][:80]) else "en"


def lines_of(user: str) -> list[tuple[int, str, str]]:
    """(number, kind, text) of the numbered lines of a shots question."""
    found = re.findall(r"^(\d+) ?｜ ?(.*?)｜.*?｜(.*)$|^(\d+) \| (.*?) \| .*? s \| (.*)$", user, re.MULTILINE)
    return [(int(a or d), b or e, c or f) for a, b, c, d, e, f in found]


def people_of(user: str) -> list[str]:
    """The people a scene's question lists."""
    block = re.split(r"人物（名字照写，外形已定）：|People \(names as written, looks are fixed\):", user)[-1]
    return re.findall(r"^- (.+?)(?:：|: )", block.split("\n\n")[0], re.MULTILINE)


def picture(number: int, kind: str, text: str, people: list[str], language: str) -> dict[str, str]:
    """A camera and a picture that fit a line."""
    speaker = re.sub(r"^(?:台词|dialogue|动作|action)\s*", "", kind)
    hidden = any(word in kind for word in ("不在画面", "not in the picture", "over the phone"))
    speaker = re.sub(r"\s*[（(].*", "", speaker).strip()
    shown = [speaker] if speaker and not hidden else [name for name in people if name in text][:2]
    who = ("、" if language == "zh" else " and ").join(shown)
    number_word = "甲乙丙丁戊己庚辛壬癸"[number % 10] + "子丑寅卯辰巳午未申酉戌亥"[number // 10 % 12]
    words = {
        "zh": f"{who}在画面左侧，看向右侧，右手停在桌沿，嘴角绷紧，眼睛没有离开对面，背后是暗下去的墙面，前景虚化，构图{number_word}"
        if who
        else f"桌面与窗边的光，灰尘在光里慢慢落下，远处的门半开着，前景虚化，构图{number_word}",
        "en": f"{who} on the left of the frame, looking right, one hand at rest, framing {number}"
        if who
        else f"the empty frame, light on the floor, framing {number}",
    }
    return {
        "camera": CAMERAS[language][number % 4],
        "visual": words[language],
        "style_tags": "浅景深" if language == "zh" else "shallow focus",
    }


def perfect(body: dict) -> dict:
    """The answer that a good model would give to a question of ours."""
    user, language = body["messages"][1]["content"], language_of(body)
    if "要定的人物" in user or "People to describe" in user:
        return cast_answer(user, language)
    if kind_of(body) == "english":
        return english_answer(user)
    if kind_of(body) == "listeners":
        return {
            "spoken": [
                {"line": int(n), "to": "all"}
                for n in re.findall(r"^(\d+) ?[｜|] ", user.replace("｜", "｜ "), re.MULTILINE)
            ]
        }
    if kind_of(body) == "labels":
        names = user.rsplit("名单：", 1)[-1].strip().split("、")
        known = [name for name in names if name != "未知"]
        numbers = re.findall(r"^？(\d+)", user, re.MULTILINE)
        return {
            "labels": [
                {"line": int(n), "kind": "speech", "speaker": known[at % len(known)]} for at, n in enumerate(numbers)
            ]
        }
    light = "冷蓝的窗光从左侧来" if language == "zh" else "cold window light from the left"
    people = people_of(user)
    if re.search(r"^镜头 \d|^Shots \d", user, re.MULTILINE):
        slots = re.findall(r"^(\d+) ?[｜|] ?[\d.]+ (?:秒|s) ?[｜|] ?(.*)$", user, re.MULTILINE)
        return {
            "light": light,
            "slots": [{"slot": int(n), **slot_picture(int(n), text, people, language)} for n, text in slots],
        }
    lines = lines_of(user)
    if '"dialogue"' in body["messages"][0]["content"]:
        return {"shots": [board_shot(number, kind, text, people, language) for number, kind, text in lines]}
    shots = []
    for at, (number, kind, text) in enumerate(lines):
        quick = "动作" in kind and len(text) < 12 and at + 1 < len(lines) and "台词" in lines[at + 1][1]
        if quick or (
            shots and at + 1 < len(lines) and any(word in kind for word in ("字幕", "caption", "音效", "sound"))
        ):
            continue
        shots.append({"through": number, **picture(number, kind, text, people, language)})
    shots[-1]["through"] = lines[-1][0]
    return {"light": light, "weather": "无" if language == "zh" else "none", "shots": shots}


def slot_picture(number: int, text: str, people: list[str], language: str) -> dict[str, str]:
    for piece in reversed(text.split(" / ")):
        kind, _, words = piece.partition("：")
        if kind.startswith(("台词", "dialogue")):
            return picture(number, kind, words, people, language)
    return picture(number, "动作" if language == "zh" else "action", text, people, language)


def board_shot(number: int, kind: str, text: str, people: list[str], language: str) -> dict:
    spoken = kind.startswith(("台词", "dialogue"))
    speaker = re.sub(r"\s*[（(].*", "", re.sub(r"^(?:台词|dialogue)\s*", "", kind)).strip()
    words = re.sub(r"^(?:[（(][^）)]*[）)]\s*)+", "", text)
    return {
        "action": "" if spoken else text,
        "dialogue": {"role": speaker if spoken else "", "text": words if spoken else ""},
        "duration": 3,
        "location": "x",
        "time": "白天",
        "weather": "无",
        **picture(number, kind, text, people, language),
    }


def cast_answer(user: str, language: str) -> dict:
    """Distinct looks for everybody asked for, the same for the same name."""
    people_block = re.split(r"要定的人物：|People to describe:", user)[1]
    people_text, places_text = re.split(r"要定的地点：|Places to describe:", people_block)
    people = re.findall(r"^- (.+?)(?:（| \()", people_text, re.MULTILINE)
    places = re.findall(r"^- (.+)$", places_text, re.MULTILINE)
    zh = language == "zh"
    out = []
    for name in people:
        at = sum(map(ord, name))
        for _ in range(50):
            suit = (COLOURS[language][at % 10], SUITS[language][(at // 5) % 5])
            worn = any(mark.join(suit) in user for mark in ("，", ", "))
            if not worn and all((entry["clothes_colour"], entry["clothes_style"]) != suit for entry in out):
                break
            at += 1
        out.append(
            {
                "name": name,
                "sex": ("女", "男")[at % 2] if zh else ("female", "male")[at % 2],
                "age": 20 + at % 40,
                "hair_colour": COLOURS[language][(at + 3) % 10],
                "hair_style": HAIR[language][at % 5],
                "clothes_colour": COLOURS[language][at % 10],
                "clothes_style": SUITS[language][(at // 5) % 5],
                "pitch": 215 if at % 2 == 0 else 125,
                "tempo": 260,
                "accent": "普通话" if zh else "General American",
                "aliases": [],
                "outfits": [],
                "evidence": [],
            }
        )
    look = (
        "水泥地面，一张旧木桌，墙上一只停了的钟" if zh else "concrete floor, one old table, a stopped clock on the wall"
    )
    return {"people": out, "places": [{"name": place, "look": look} for place in places]}


def english_answer(user: str) -> dict:
    """Each line with its names and quotations, all other Chinese put into a word."""
    lines, _, names = user.rpartition("名单：")
    kept = "|".join([*map(re.escape, filter(None, names.strip().split("、"))), "“[^“”]*”"])
    told = []
    for number, text in re.findall(r"^(\d+)｜(.*)$", lines, re.MULTILINE):
        pieces = re.split(f"({kept})", text)
        english = "".join(
            p if at % 2 else re.sub(r"[^\x00-\x7f]+", f" picture{number} ", p) for at, p in enumerate(pieces)
        )
        told.append({"line": int(number), "english": " ".join(english.split())})
    return {"lines": told}


def good(body: dict, number: int) -> Reply:
    """The perfect answer as a reply."""
    return Reply(json.dumps(perfect(body), ensure_ascii=False))


class Endpoint:
    """The server: its address, what it was asked, and how it answers."""

    def __init__(self, answer: Answer) -> None:
        self.answer, self.asked, self.lock = answer, [], threading.Lock()
        self.places: list[tuple[str, object]] = []
        """Path and headers of each request."""
        self.usage = True

    def kinds(self) -> list[str]:
        return [kind_of(body) for body in self.asked]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/v1"


def kind_of(body: dict) -> str:
    user = body["messages"][1]["content"]
    if "要定的人物" in user or "People to describe" in user:
        return "cast"
    if "id: english" in body["messages"][0]["content"] or "译成英文" in body["messages"][0]["content"][:60]:
        return "english"
    if "读出来说话的人：" in user or "Who speaks, as it was read: " in user:
        return "reading"
    if "要标的行：" in user or "Lines to mark: " in user:
        return "listeners"
    if "名单：" in user or "Names: " in user:
        return "labels"
    return "slots" if re.search(r"^镜头 \d|^Shots \d", user, re.MULTILINE) else "shots"


def tokens(text: str) -> int:
    return round(sum(0.85 if char >= "\u2e80" else 0.25 for char in text))


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else every answer waits 40 ms for an acknowledgement
    wbufsize = 1 << 16

    def log_message(self, *args):
        pass

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        endpoint: Endpoint = self.server.endpoint
        with endpoint.lock:
            endpoint.asked.append(body)
            endpoint.places.append((self.path, self.headers))
            number = len(endpoint.asked)
        if not self.path.partition("?")[0].endswith(("/chat/completions", "/messages")):
            return self._send(404, b"not found", {})
        reply = endpoint.answer(body, number)
        if reply.raw is not None:
            return self._send(reply.status, reply.raw, {"Content-Type": "text/html", **reply.headers})
        if reply.status != 200:
            error = {"error": {"message": reply.error or "no", "type": "error"}}
            return self._send(reply.status, json.dumps(error).encode(), reply.headers)
        return self._send_answer(body, reply, endpoint)

    def _send_answer(self, body, reply, endpoint):
        message = {"role": "assistant", "content": reply.content}
        if reply.refusal:
            message["refusal"] = reply.refusal
        data = {"id": "x", "object": "chat.completion", "created": 1, "model": "fake-1",
                "choices": [{"index": 0, "message": message, "finish_reason": reply.finish}]}  # fmt: skip
        if endpoint.usage:
            data["usage"] = {
                "prompt_tokens": sum(tokens(each["content"]) for each in body["messages"]),
                "completion_tokens": tokens(reply.content or ""),
                "total_tokens": 0,
                "prompt_tokens_details": {"cached_tokens": 100},
            }
        if not body.get("stream"):
            return self._send(200, json.dumps(data, ensure_ascii=False).encode(), reply.headers)
        head = {"id": "x", "object": "chat.completion.chunk", "created": 1, "model": "fake-1"}
        text = reply.content or ""
        deltas = [{"content": text[at : at + 50]} for at in range(0, len(text), 50)]
        chunks = [{**head, "choices": [{"index": 0, "delta": delta, "finish_reason": None}]} for delta in deltas]
        chunks.append({**head, "choices": [{"index": 0, "delta": {}, "finish_reason": reply.finish}]})
        events = "".join(f"data: {json.dumps(chunk, ensure_ascii=False)}\n\n" for chunk in chunks) + "data: [DONE]\n\n"
        return self._send(200, events.encode(), {"Content-Type": "text/event-stream"})

    def _send(self, status, data, headers):
        try:
            self.send_response(status)
            for key, value in {"Content-Type": "application/json", **headers, "Content-Length": str(len(data))}.items():
                self.send_header(key, value)
            self.end_headers()
            self.wfile.write(data)
            self.wfile.flush()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True


@contextmanager
def serving(answer: Answer = good) -> Iterator[Endpoint]:
    """The endpoint at work on a free port of this machine."""
    endpoint = Endpoint(answer)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    server.endpoint = endpoint
    endpoint.server = server
    thread = threading.Thread(target=lambda: server.serve_forever(poll_interval=0.02), daemon=True)
    thread.start()
    try:
        yield endpoint
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
