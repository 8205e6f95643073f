"""The page of a comparison served to this machine only, with ratings and comments that are kept in the runs."""

import json
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from storyboard.compare.choose import Chosen
from storyboard.compare.page import page
from storyboard.compare.page_data import note_data
from storyboard.config import parse_json
from storyboard.errors import StoryboardError, UsageError
from storyboard.lab.listing import RATINGS, noted
from storyboard.lab.runs import read_notes
from storyboard.records import dataclass

HOST = "127.0.0.1"
LONGEST = 64 * 1024
"""Bytes of one note."""


@dataclass(frozen=True, slots=True)
class Serving:
    """A server that runs."""

    address: str
    token: str
    """Only the page knows it: nobody else may write."""
    thread: threading.Thread

    def wait(self) -> None:
        """Until Ctrl-C."""
        try:
            while self.thread.is_alive():
                self.thread.join(1)
        except KeyboardInterrupt:
            return


@contextmanager
def serving(found: Chosen, baseline: str, port: int = 0) -> Iterator[Serving]:
    """The server, for as long as the block runs; UsageError where the port is taken."""
    try:
        server = _Server(port, found, baseline)
    except OSError as error:
        raise UsageError(
            f"port {port} cannot be used: {error.strerror or error}", "choose another: --port, or leave it away"
        ) from error
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield Serving(f"http://{HOST}:{server.server_port}/", server.token, thread)
    finally:
        server.shutdown()
        server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, port: int, found: Chosen, baseline: str) -> None:
        self.found, self.baseline, self.token = found, baseline, secrets.token_urlsafe(24)
        self.folders = {each.run.id: each.folder for each in found.results if each.folder}
        self.writing = threading.Lock()
        super().__init__((HOST, port), _Page)

    def page(self) -> str:
        """The page with the notes that are there now."""
        results = (replace(each, notes=read_notes(each.folder) if each.folder else ()) for each in self.found.results)
        return page(replace(self.found, results=tuple(results)), self.baseline, self.token)


class _Page(BaseHTTPRequestHandler):
    """`GET /`: the page. `POST /notes`: adds a note to a run of the page."""

    server: _Server
    server_version, sys_version = "storyboard", ""
    timeout = 30

    def do_GET(self) -> None:
        if not self._asked_by_name():
            self._send(403, {"error": f"this server answers to {HOST} only"})
        elif self.path.partition("?")[0] != "/":
            self._send(404, {"error": "there is nothing here"})
        else:
            self._answer(200, "text/html; charset=utf-8", self.server.page())

    def do_POST(self) -> None:
        status, error = self._refused()
        if error:
            self.close_connection = True
            self._send(status, {"error": error})
        else:
            self._note(self.rfile.read(int(self.headers["Content-Length"])))

    def _refused(self) -> tuple[int, str]:
        """Why this may not write, as status and sentence; an empty sentence: it may."""
        token, length = self.headers.get("X-Storyboard-Token", ""), self.headers.get("Content-Length", "")
        if not self._asked_by_name() or self.headers.get("Origin") != f"http://{self.headers.get('Host')}":
            return 403, "another site may not write here"
        if not secrets.compare_digest(token.encode(), self.server.token.encode()):
            return 403, "the page is older than the server: load it again"
        if self.path != "/notes" or self.headers.get_content_type() != "application/json":
            return 404, "there is nothing here"
        if not length.isdecimal() or int(length) > LONGEST:
            return 413, f"a note has at most {LONGEST} bytes"
        return 200, ""

    def _note(self, body: bytes) -> None:
        try:
            wish = parse_json(body)
            folder = self.server.folders[wish["run"]]
            rating = {number: word for word, number in RATINGS.items()}.get(wish["rating"], "")
            comment, about = wish["comment"], wish["about"]
            if not (isinstance(comment, str) and isinstance(about, str)):
                raise TypeError("a note is text")
            with self.server.writing:
                noted(folder, rating, comment, about)
        except StoryboardError as error:
            self._send(400, {"error": error.message})
        except (ValueError, KeyError, TypeError):
            self._send(400, {"error": "not a note on a run of this page"})
        else:
            self._send(200, {"notes": [note_data(note) for note in read_notes(folder)]})

    def _asked_by_name(self) -> bool:
        """Asked for by its own name: a foreign name that leads here is another site's trick."""
        return self.headers.get("Host", "") in (f"{name}:{self.server.server_port}" for name in (HOST, "localhost"))

    def _send(self, status: int, value: dict[str, Any]) -> None:
        self._answer(status, "application/json; charset=utf-8", json.dumps(value, ensure_ascii=False))

    def _answer(self, status: int, kind: str, text: str) -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in (
            ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
            ("X-Frame-Options", "DENY"),
        ):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing: requests are no news."""
