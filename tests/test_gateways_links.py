"""A film's address, or a job's id, found in what a chat model says."""

import asyncio
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from storyboard.config import GatewayEntry
from storyboard.gateways import NotFetched, places
from storyboard.gateways.links import find_film, find_task, task_in_reply
from storyboard.gateways.places import refuse_private
from tests.films import film

FILM = "https://cdn.example/v/abc.mp4"
SAID = {
    "the documented sentence": (f"✅ 视频生成成功，[点击这里]({FILM}) 查看视频~~~", FILM),
    "with a signature": (f"done [x]({FILM}?sig=a%2Fb&e=1)!", f"{FILM}?sig=a%2Fb&e=1"),
    "a picture first": (f"> ref https://pictures.example/face.png\n✅ [点击这里]({FILM})", FILM),
    "a prompt echoed": (f'```json\n{{"image": "https://pictures.example/old.mp4"}}\n```\n✅ [点击这里]({FILM})', FILM),
    "in a block of html": (f"```html\n<video src='{FILM}' controls></video>\n```", FILM),
    "two films: the last": (f"preview https://cdn.example/low.mp4 final {FILM}", FILM),
    "an address without an ending": ("✅ [here](https://cdn.example/watch/99) ok", "https://cdn.example/watch/99"),
    "a full stop behind": (f"It is at {FILM}。", FILM),
    "brackets in the address": ("(https://cdn.example/a_(1).mp4)", "https://cdn.example/a_(1).mp4"),
    "no address": ("> 🏃 进度：98.7%\n", ""),
    "only a picture": ("![](https://pictures.example/face.webp)", ""),
    "an unfinished echo": ('```json\n{"image": "https://pictures.example/old.mp4"', ""),
}


@pytest.mark.parametrize("name", SAID)
def test_the_film_is_found(name):
    text, film = SAID[name]

    assert find_film(text) == film


def test_a_link_of_the_request_itself_is_not_the_film():
    given = "https://films.example/mine.mp4"

    assert find_film(f"you sent {given}", {given}) == ""
    assert find_film(f"you sent {given}, here is {FILM}", {given}) == FILM


@pytest.mark.parametrize(
    ("text", "task"),
    [
        ('{"task_id": "task_0123456789"}', "task_0123456789"),
        ("任务ID：e2f5c9d1-c6f6-13f5-4f20-da9552f214a9，请稍候", "e2f5c9d1-c6f6-13f5-4f20-da9552f214a9"),
        ("submitted as e2f5c9d1-c6f6-13f5-4f20-da9552f214a9.", "e2f5c9d1-c6f6-13f5-4f20-da9552f214a9"),
        ("task_id: `video_abcdef123`", "video_abcdef123"),
        ("please wait", ""),
    ],
)
def test_the_task_is_found(text, task):
    assert find_task(text) == task


def test_a_chat_answers_own_id_is_no_task():
    assert task_in_reply({"id": "chatcmpl-1", "choices": []}) == ""
    assert task_in_reply({"id": "t1"}) == "t1"
    assert task_in_reply({"id": "chatcmpl-1", "choices": [], "task_id": "t2"}) == "t2"


PRIVATE = ("169.254.169.254", "10.0.0.1", "172.16.3.4", "192.168.1.1", "100.100.100.200", "127.0.0.1", "0.0.0.0", "[::1]", "[fd00:ec2::254]", "[fe80::1]",
           "[::ffff:10.0.0.1]", "[64:ff9b::a9fe:a9fe]", "[2002:7f00:1::]", "localhost", "metadata.google.internal", "printer.local", "router", "224.0.0.1", "[::]",
           "255.255.255.255")  # fmt: skip
PUBLIC = ("93.184.215.14", "198.18.0.7", "198.19.255.255", "[2606:2800:21f:cb07::1]", "[64:ff9b::5db8:d70e]", "8.8.8.8")


def followed(url, base="https://93.184.215.20", **more):
    """Whether a link is followed, for a gateway at `base`; asks no name server."""
    entry = GatewayEntry(dialect="openai-videos", base_url=base, name="g", **more)
    try:
        asyncio.run(refuse_private(url, entry))
    except NotFetched as refused:
        if refused.again or refused.fault in ("expired", "gone"):
            raise  # it would be lost, or asked for again and again
        return False
    return True


def test_a_link_into_a_private_network_is_not_followed(monkeypatch):
    monkeypatch.setattr(places, "getproxies", dict)

    assert [host for host in PRIVATE if followed(f"http://{host}:80/film.mp4")] == []
    assert [host for host in PUBLIC if not followed(f"https://{host}/film.mp4")] == []


def test_a_public_name_with_a_private_address_is_one_too(monkeypatch):
    """And one private address among public ones is enough: the next look-up may choose it."""
    monkeypatch.setattr(places, "getproxies", dict)
    answers = {
        "a.example": ["10.0.0.5"],
        "b.example": ["8.8.8.8", "169.254.169.254"],
        "c.example": ["8.8.8.8"],
        "fake.example": ["198.18.0.33"],
    }

    async def look(self, host, *_, **__):
        return [(2, 1, 6, "", (each, 0)) for each in answers.get(host, [])]

    monkeypatch.setattr(asyncio.BaseEventLoop, "getaddrinfo", look)

    assert [name for name in answers if followed(f"https://{name}/film.mp4")] == ["c.example", "fake.example"]
    monkeypatch.setattr(places, "getproxies", lambda: {"https": "http://127.0.0.1:7890"})
    assert followed("https://a.example/film.mp4")  # the proxy finds another address than we do
    assert not followed("https://10.0.0.5/film.mp4")
    assert not followed("https://metadata.google.internal/film.mp4")


def test_where_the_gateway_is_or_the_settings_say_its_links_may_lead():
    assert followed("http://10.0.0.5/film.mp4", "http://10.0.0.5")
    assert not followed("http://10.0.0.6/film.mp4", "http://10.0.0.5")
    assert followed("http://10.0.0.6/film.mp4", "http://10.0.0.5", links_to=("10.0.0.0/24",))
    assert followed("http://store.local/film.mp4", "http://10.0.0.5", links_to=("store.local",))
    assert followed("http://127.0.0.1:9/film.mp4", "http://localhost:3000")
    assert not followed("http://169.254.169.254/x", "http://127.0.0.1:3000")


class Leading:
    """A gateway whose one film is finished at once; `url` and `location` say where its link and its content lead."""

    def __init__(self):
        outer, self.posts, self.url, self.location = self, 0, "", ""

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_):
                pass

            def answer(self, status, body, kind="application/json", **headers):
                self.send_response(status)
                for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def do_POST(self):
                self.rfile.read(int(self.headers["Content-Length"]))
                outer.posts += 1
                self.answer(200, b'{"id": "job-1", "status": "queued"}')

            def do_GET(self):
                if self.path == "/film.mp4":
                    self.answer(200, film(10), "video/mp4")
                elif self.path == "/v1/models":
                    self.answer(200, b'{"data": [{"id": "sora-2"}]}')
                elif self.path.endswith("/content"):
                    self.answer(
                        302 if outer.location else 404,
                        b"{}",
                        **({"Location": outer.location} if outer.location else {}),
                    )
                else:
                    self.answer(
                        200, json.dumps({"id": "job-1", "status": "completed", "video_url": outer.url}).encode()
                    )

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.base = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=lambda: self.server.serve_forever(poll_interval=0.02), daemon=True).start()


@pytest.mark.parametrize("way", ["url", "location"])
def test_a_paid_film_behind_a_private_link_is_kept_fetchable_and_bought_once(run, tmp_path, monkeypatch, way):
    """In the reply itself, and behind a redirect. When the gateway names a better place, the next run fetches it."""
    monkeypatch.setenv("PLAY_KEY", "play-key-0123456789")
    gateway = Leading()
    (tmp_path / "ep01.txt").write_text("1-1 夜 外 巷口\n人物：林晚\n△林晚蹲在路灯下。\n林晚：我不该来的。", "utf-8")
    (tmp_path / "storyboard.toml").write_text(
        f'[video]\ngateway = "g"\nmodel = "sora-2"\n[gateways.g]\ndialect = "openai-videos"\nbase_url = "{gateway.base}"\n'
        'api_key_env = "PLAY_KEY"\npoll_every = 0.05\nprices = { "sora-2" = { 10 = 1.0, 15 = 1.5 } }\n'
    )
    setattr(gateway, way, "http://169.254.169.254/latest/meta-data/film.mp4")

    code, _, err = run("submit", "ep01.txt", "--yes")
    setattr(gateway, way, f"{gateway.base}/film.mp4")
    again = run("submit", "ep01.txt", "--yes")
    gateway.server.shutdown()
    gateway.server.server_close()

    assert code == 4
    assert "leads into a private network, to 169.254.169.254, and was not followed" in err
    assert (again[0], gateway.posts) == (0, 1)
