"""A gateway made of three functions, on this machine, for answers that no rehearsal gives; and small true films."""

import json
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from storyboard.config import GatewayEntry, Settings, Video
from storyboard.gateways import open_gateway
from storyboard.ledger import Ledger
from storyboard.model import Dialogue, Order, Shot
from storyboard.submit import quote
from tests.gateway_bench import buy

KEY = "sk-play-0123456789"
Answer = tuple[int, object, dict[str, str]]


def order(text="你来了。", seconds=2, size="64x96", **changes) -> Order:
    shot = Shot("", "近景", Dialogue("林晚", text), float(seconds), "客厅（内）", "", "白天", "她抬头", "无")
    return Order(**{"model": "play", "prompt": text, "seconds": seconds, "size": size, "shots": (shot,), **changes})


@dataclass
class Play:
    """`create(n)`, `poll(n, id)` and `film(n, handler)` give (status, body, headers); None: the ordinary answer."""

    folder: Path
    create: Callable[[int], Answer | None] = lambda number: None
    poll: Callable[[int, str], Answer | None] = lambda number, job: None
    content: Callable[[int], Answer | Callable[[BaseHTTPRequestHandler], None] | None] = lambda number: None
    data: bytes = b""
    dialect: str = ""
    """More lines of the dialect's file."""
    entry: dict[str, object] = field(default_factory=dict)
    posts: int = 0
    polls: int = 0
    downloads: int = 0
    seen: list[tuple[str, str, dict[str, str], bytes]] = field(default_factory=list)

    def __enter__(self):
        play = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_):
                pass

            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                play.seen.append(("POST", self.path, dict(self.headers), body))
                if self.path.startswith("/ask"):
                    play.polls += 1
                    job = json.loads(body)["job"]["id"]
                    return answer(self, play.poll(play.polls, job) or (200, {"id": job, "status": "completed"}, {}))
                play.posts += 1
                told = play.create(play.posts) or (200, {"id": f"job-{play.posts}", "status": "queued"}, {})
                return answer(self, told)

            def do_GET(self):
                play.seen.append(("GET", self.path, dict(self.headers), b""))
                if self.path.endswith(("/content", "/elsewhere.mp4")):
                    play.downloads += self.path.endswith("/content")
                    told = play.content(play.downloads) if self.path.endswith("/content") else None
                    if callable(told):
                        return told(self)
                    return answer(self, told or (200, play.data, {"Content-Type": "video/mp4"}))
                play.polls += 1
                job = self.path.rsplit("/", 1)[-1]
                return answer(self, play.poll(play.polls, job) or (200, {"id": job, "status": "completed"}, {}))

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.handle_error = lambda *_: None
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    @property
    def settings(self) -> Settings:
        os.environ["PLAY_KEY"] = KEY
        dialects = self.folder / "dialects"
        dialects.mkdir(parents=True, exist_ok=True)
        (dialects / "play.toml").write_text(DIALECT + self.dialect, encoding="utf-8")
        values = {
            "dialect": "play", "name": "play", "base_url": self.url, "api_key_env": "PLAY_KEY", "prices": {"play": {2: 1.0}},
            "request_timeout": 5.0, "poll_every": 0.02, "poll_limit": 2.0, **self.entry,
        }  # fmt: skip
        video = Video(gateway="play", model="play")
        return Settings(workspace=self.folder, video=video, gateways={"play": GatewayEntry(**values)})

    def ledger(self) -> Ledger:
        return Ledger(self.folder / ".storyboard" / "ledger.sqlite3")

    def buy(self, *orders: Order, settings: Settings | None = None, **more):
        gateway = open_gateway(settings or self.settings)
        with self.ledger() as ledger:
            purchases = quote(orders, gateway, ledger)
            options = {"scale": 0.05, "production": "ep01", **more}
            return buy(purchases, gateway, ledger, self.folder / "takes", **options)

    def events(self) -> str:
        with self.ledger() as ledger:
            return "\n".join(event.note for each in ledger.all_attempts() for event in ledger.events(each.id))


DIALECT = """name = "play"
title = "a play"
flow = "task"
[create]
path = "/jobs"
[create.fields]
prompt = { to = "prompt" }
[[models]]
names = ["*"]
lengths = [2]
sizes = { portrait = "64x96", landscape = "96x64" }
[result]
via = "content_then_url"
path = "/jobs/{id}/content"
"""
POLL = '[poll]\npath = "/jobs/{id}"\nurl = ["video_url"]\n'


def answer(handler: BaseHTTPRequestHandler, told: Answer) -> None:
    status, body, headers = told
    data = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
    handler.send_response(status)
    for name, value in {"Content-Type": "application/json", "Content-Length": str(len(data)), **headers}.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(data)


@cache
def true_film(
    seconds=2.0, size=(64, 96), *, sound=True, rate=Fraction(24), kind="mp4", turned=0, uneven=False, moof=False
) -> bytes:
    """A small film of one colour, encoded; `uneven`: every fifth picture is missing."""
    import io

    import av
    from PIL import Image

    rate = Fraction(rate)
    codec = {"webm": "libvpx"}.get(kind, "libx264")
    file = io.BytesIO()
    options = {"movflags": "frag_keyframe+empty_moov"} if moof else {}
    with av.open(file, "w", format={"mkv": "matroska"}.get(kind, kind), options=options) as out:
        stream = out.add_stream(codec, rate=rate)
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        stream.options = (
            {"preset": "ultrafast", "g": "12"} if codec == "libx264" else {"deadline": "realtime", "cpu-used": "8"}
        )
        stream.codec_context.time_base = 1 / rate
        if turned:
            stream.set_display_rotation(-turned)
        audio = out.add_stream("libopus" if kind == "webm" else "aac", rate=48000, layout="stereo") if sound else None
        for number in range(round(seconds * rate)):
            if uneven and number % 5 == 3:
                continue
            frame = av.VideoFrame.from_image(Image.new("RGB", size, (number * 5 % 255, 90, 160)))
            frame.pts, frame.time_base = number, 1 / rate
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
        if audio is not None:
            for number in range(int(seconds * 48000 / 960)):
                quiet = av.AudioFrame("flt" if kind == "webm" else "fltp", "stereo", 960)
                for plane in quiet.planes:
                    plane.update(bytes(plane.buffer_size))
                quiet.pts, quiet.sample_rate, quiet.time_base = number * 960, 48000, Fraction(1, 48000)
                out.mux(audio.encode(quiet))
            out.mux(audio.encode(None))
    return file.getvalue()
