"""What both servers share: plain answers, films, and everything that can be wrong with a film on its way."""

import gzip
import json
import re
import socket
import struct
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs, urlsplit

from storyboard.patterns import deferred
from storyboard.rehearsal.server import Server
from storyboard.rehearsal.shop import ShopFilm

JSON = "application/json"
NAMES = deferred(r"(?:127(?:\.\d{1,3}){3}|localhost|\[::1\])(?::\d+)?", re.IGNORECASE)
"""This machine, as a Host header says it."""


class Answers(BaseHTTPRequestHandler):
    """What both servers share."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = 65536  # head and body leave together: apart, each answer would wait for the client's acknowledgement
    server: Server

    def parse_request(self) -> bool:
        """Only what asks for this machine by its own name is read: a foreign name that leads here is a web page's trick."""
        if not super().parse_request():
            return False
        host = self.headers.get("Host", "")
        if host and not NAMES.fullmatch(host):
            self.close_connection = True
            self.reply(403, '{"error": {"message": "the rehearsal answers to 127.0.0.1 and localhost only"}}')
            self.wfile.flush()
            return False
        return True

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

    def send_film(self, job: ShopFilm, *, by_content: bool) -> None:
        """The film, or what the scenario puts in its place."""
        job.downloads += 1
        data, effect, first = self.server.shop.film(job), job.scenario.film, job.downloads == 1
        early = {
            "json": (200, '{"error": "try again"}'),
            "502": (502, '{"error": {"message": "Failed to fetch video content"}}'),
            "not-ready": (400 if by_content else 404, '{"error": {"message": "Task is not completed yet"}}'),
        }
        if effect in early and first:
            self.reply(early[effect][0], early[effect][1])
        elif effect == "link-expired" and first and not by_content:
            self.reply(410, '{"error": {"message": "this address has expired"}}')
        elif effect == "expired":
            self.reply(404 if by_content else 410, '{"error": {"message": "not found"}}')
        elif effect == "redirect" and by_content:
            address = f"{self.server.shelf}/{job.id}.mp4?token={self.server.shop.signature()}"
            self.reply(302, b"", headers=(("Location", address),))
        elif effect == "gzip":
            self.reply(200, gzip.compress(data), "video/mp4", (("Content-Encoding", "gzip"),))
        elif (effect == "cut" and first) or effect == "always-cut":
            self._send_cut(data)
        elif effect in ("chunked", "cut-chunked"):
            self._send_chunked(data[: len(data) // 2] if effect == "cut-chunked" and first else data)
        else:
            self.reply(200, data, "image/png" if job.kind == "picture" else "video/mp4")

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
        if job is None or not shop.admits(parse_qs(urlsplit(self.path).query).get("token", [""])[0]):
            self.reply(403, '{"error": "signature missing or expired"}')
            return
        self.send_film(job, by_content=False)
