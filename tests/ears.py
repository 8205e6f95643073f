"""A real local server that hears what it is told to: `/v1/audio/transcriptions`, strictly."""

import json
import re
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Ears:
    """`answers`: what the next sounds are, one list of (word, start, end) each; the last one stays."""

    def __init__(self, *answers: list[tuple[str, float, float]]) -> None:
        self.answers = list(answers)
        self.requests: list[dict[str, Any]] = []
        self.refuses: tuple[str, ...] = ()
        """Granularities that are answered with 400."""
        self.status = 200
        self.plain = False
        """Answers `{text}` whatever is asked for."""
        self.seconds = 0.0
        """How long an answer takes."""
        owner = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                status, answer = owner.answer(self.path, self.headers, body)
                data = json.dumps(answer, ensure_ascii=False).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/v1"

    def __enter__(self) -> "Ears":
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()

    def answer(self, path: str, headers: Any, body: bytes) -> tuple[int, dict[str, Any]]:
        kind = headers["Content-Type"]
        if kind.startswith("multipart/"):
            fields = re.findall(
                rb'name="([^"]+)"(?:; filename="[^"]*")?\r\n(?:Content-Type: [^\r]*\r\n)?\r\n(.*?)\r\n--',
                body,
                re.DOTALL,
            )
            request: dict[str, Any] = {
                "fields": [(name.decode(), value if name == b"file" else value.decode()) for name, value in fields]
            }
        else:
            request = {"json": json.loads(body)}
        asked = dict(request.get("fields", ())) | request.get("json", {})
        grain = [value for name, value in request.get("fields", ()) if name == "timestamp_granularities[]"]
        request |= {
            "path": path,
            "key": headers.get("Authorization", ""),
            "grain": grain or asked.get("timestamp_granularities", []),
        }
        self.requests.append(request)
        time.sleep(self.seconds)
        if self.status != 200:
            return self.status, {"error": {"message": "not today"}}
        if set(request["grain"]) & set(self.refuses) or (self.plain and asked["response_format"] != "json"):
            return 400, {"error": {"message": "timestamp_granularities is not supported"}}
        words = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        text = "".join(word for word, _, _ in words)
        if self.plain:
            return 200, {"text": text}
        found: dict[str, Any] = {
            "text": text,
            "segments": [{"text": text, "start": words[0][1], "end": words[-1][2]}] if words else [],
        }
        if "word" in request["grain"]:
            found["words"] = [{"word": word, "start": start, "end": end} for word, start, end in words]
        return 200, found


def spread(text: str, start: float, end: float) -> list[tuple[str, float, float]]:
    """A text as an ear tells it: Han characters one by one, else words, evenly over a stretch of time."""
    pieces = re.findall(r"[A-Za-z']+[^\w\s]*|\S[，。！？、]*", text)
    step = (end - start) / max(1, len(pieces))
    return [
        (piece if not piece.isascii() else f" {piece}", start + n * step, start + (n + 1) * step)
        for n, piece in enumerate(pieces)
    ]
