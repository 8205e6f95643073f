"""Cassettes: every request of a comparison with what came back, so that it can be played again offline, repeat by repeat.

One readable JSON file an exchange. Its key is the address, the whole request and the repeat: a changed byte is another request.
Answers are kept as they came, accepted or not; what failed (connection, quota, a cut or refused answer) never is.
"""

import asyncio
import difflib
import hashlib
import json
from pathlib import Path
from typing import Any, Literal, get_args

from storyboard.errors import ModelError, UsageError
from storyboard.llm.call import Refused, Reply
from storyboard.llm.store import write

Mode = Literal["auto", "replay", "record", "off"]
"""`auto`: play what is known, ask and keep the rest. `replay`: ask nothing. `record`: ask everything anew and keep it.
`off`: ask everything, keep nothing."""
MODES: tuple[str, ...] = get_args(Mode)
SHOWN = 40
"""Lines of a difference to the nearest known request that are shown."""


class Unrecorded(ModelError):
    """In replay, a request that no cassette holds."""


class Cassette:
    """The exchanges of one endpoint in one repeat. Safe to share between tasks of one process."""

    def __init__(self, folder: Path, mode: Mode, base_url: str, repeat: int = 1) -> None:
        self.folder, self.mode, self.base_url, self.repeat = folder, mode, base_url, repeat
        self._made: set[Path] = set()
        self._under_way: dict[Path, asyncio.Lock] = {}

    def alone(self, kind: str, body: dict[str, Any]) -> asyncio.Lock:
        """Held while a request is played or asked: two cells with one question pay for one answer."""
        return self._under_way.setdefault(self.path(kind, body), asyncio.Lock())

    def path(self, kind: str, body: dict[str, Any]) -> Path:
        """`shots-0123456789abcdef-1.json`: kind, hash of address and request, repeat."""
        text = json.dumps([self.base_url, body], ensure_ascii=False, sort_keys=True)
        return self.folder / f"{kind}-{hashlib.sha256(text.encode()).hexdigest()[:16]}-{self.repeat}.json"

    def play(self, kind: str, body: dict[str, Any]) -> Reply | None:
        """What came back to this request; None where it has to be asked.

        Raises Refused where the endpoint did not understand it, Unrecorded where it is unknown and nothing may be asked.
        """
        path = self.path(kind, body)
        if self.mode == "off" or (self.mode == "record" and path not in self._made):
            return None
        if path.is_file():
            return _reply(path)
        if self.mode == "replay":
            raise Unrecorded(
                f"no cassette in {self.folder} holds this {kind} question (repeat {self.repeat})\n"
                f"{self._difference(kind, body)}",
                "ask it with `--replay auto`, or go back to the prompt that was recorded",
            )
        return None

    def keep(self, kind: str, body: dict[str, Any], reply: Reply | None, refused: str = "") -> None:
        """Writes an exchange: a reply, or why the request was not understood."""
        if self.mode == "off":
            return
        record: dict[str, Any] = {"endpoint": self.base_url, "repeat": self.repeat, "request": _readable(body)}
        if reply is None:
            record["refused"] = refused
        else:
            record |= {
                "answer": reply.text.split("\n"), "finish": reply.finish, "model": reply.model,
                "usage": reply.body.get("usage"), "seconds": reply.seconds,
            }  # fmt: skip
        path = self.path(kind, body)
        self._made.add(path)
        write(path, json.dumps(record, ensure_ascii=False, indent=1) + "\n")

    def _difference(self, kind: str, body: dict[str, Any]) -> str:
        """How a request differs from the known one that is most like it."""
        asked = _lines(_readable(body))
        words = set(asked)
        known = [_lines(_load(path)["request"]) for path in sorted(self.folder.glob(f"{kind}-*.json"))]
        nearest = max(known, key=lambda lines: len(words & set(lines)), default=None)
        if nearest is None:
            return f"there is no {kind} question at all"
        found = list(difflib.unified_diff(nearest, asked, "recorded", "asked now", n=1, lineterm=""))
        if not found:
            return f"the nearest one is the same, of another repeat or another address than {self.base_url}"
        more = [f"… and {len(found) - SHOWN} lines more"] if len(found) > SHOWN else []
        return "\n".join([*found[:SHOWN], *more])


def _readable(body: dict[str, Any]) -> dict[str, Any]:
    """A request with its texts as lists of lines, so that a review shows which line changed."""
    messages = [{"role": each["role"], "content": each["content"].split("\n")} for each in body["messages"]]
    return {**body, "messages": messages}


def _lines(request: dict[str, Any]) -> list[str]:
    """A readable request as lines: its messages, then whatever else is sent."""
    lines = [f"{each['role']}: {line}" for each in request["messages"] for line in each["content"]]
    rest = {key: value for key, value in request.items() if key != "messages"}
    return [*lines, *json.dumps(rest, ensure_ascii=False, sort_keys=True, indent=1).splitlines()]


def _reply(path: Path) -> Reply:
    record = _load(path)
    if "refused" in record:
        raise Refused(str(record["refused"]))
    usage = record["usage"]
    return Reply(
        "\n".join(record["answer"]), record["finish"], record["model"], {"usage": usage} if usage else {},
        float(record["seconds"]), replayed=True,
    )  # fmt: skip


def _load(path: Path) -> dict[str, Any]:
    try:
        record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(record["request"]["messages"], list) and ("refused" in record or "answer" in record):
            return record
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{path}: not a cassette of ours: {error}", "delete it to have it recorded again") from error
    raise UsageError(f"{path}: not a cassette of ours", "delete it to have it recorded again")
