"""Cassettes: every request of a comparison with what came back, so that it can be played again offline, repeat by repeat.

One readable JSON file an exchange. Its key is the address, the whole request and the repeat: a changed byte is another request.
Answers are kept as they came, accepted or not. That an answer was cut, stopped or refused is kept too, since what was asked next
depends on it, but it is only ever played in `replay`: where something may be asked, it is asked again. What failed on the way
(connection, quota, key) is never kept.
"""

import asyncio
import difflib
import hashlib
import json
from pathlib import Path
from typing import Any, Literal, get_args

from storyboard.errors import Blocked, ModelError, Truncated, UsageError
from storyboard.llm.call import Refused
from storyboard.llm.store import write
from storyboard.llm.wire import Reply

Mode = Literal["auto", "replay", "record", "off"]
"""`auto`: play what is known, ask and keep the rest. `replay`: ask nothing. `record`: ask everything anew and keep it.
`off`: ask everything, keep nothing."""
MODES: tuple[str, ...] = get_args(Mode)
FAILURES: dict[str, type[ModelError]] = {"refused": Refused, "blocked": Blocked, "truncated": Truncated}
"""What may come back instead of an answer: the request was not understood, its content was refused, it did not fit."""
CUT = ("length", "content_filter")
"""Ends of an answer that make it none."""
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

        Raises what came instead of a reply, and Unrecorded where it is unknown and nothing may be asked.
        """
        path = self.path(kind, body)
        if self.mode == "off" or (self.mode == "record" and path not in self._made):
            return None
        if path.is_file():
            record = _load(path)
            again = record.get("finish") in CUT or ("failed" in record and not record.get("settled"))
            if self.mode == "replay" or not again:
                return _reply(record, path)
            return None
        if self.mode == "replay":
            raise Unrecorded(
                f"no cassette in {self.folder} holds this {kind} question (repeat {self.repeat})\n"
                f"{self._difference(kind, body)}",
                "ask it with `--replay auto`, or go back to the prompt that was recorded",
            )
        return None

    def settle(self, kind: str, body: dict[str, Any], error: ModelError) -> None:
        """Writes that a request was refused for its form, now that a plainer one was answered: it need not be tried again."""
        self._write(kind, body, {"failed": "refused", "message": error.message, "settled": True})

    def keep(self, kind: str, body: dict[str, Any], came: Reply | ModelError) -> None:
        """Writes an exchange: a reply, or what came instead of one, where that is known to depend on the request."""
        if isinstance(came, ModelError):
            name = next((name for name, error in FAILURES.items() if type(came) is error), "")
            if name:
                self._write(kind, body, {"failed": name, "message": came.message})
        else:
            self._write(
                kind,
                body,
                {
                    "answer": came.text.split("\n"),
                    "finish": came.finish,
                    "model": came.model,
                    "usage": came.body.get("usage"),
                    "seconds": came.seconds,
                    **({"aside": list(came.aside)} if came.aside else {}),
                },
            )

    def _write(self, kind: str, body: dict[str, Any], outcome: dict[str, Any]) -> None:
        if self.mode == "off":
            return
        record = {"endpoint": self.base_url, "repeat": self.repeat, "request": _readable(body), **outcome}
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


def _reply(record: dict[str, Any], path: Path) -> Reply:
    try:
        if "failed" in record:
            raise FAILURES[record["failed"]](str(record["message"]))
        usage = record["usage"]
        return Reply(
            "\n".join(record["answer"]),
            record["finish"],
            record["model"],
            {"usage": usage} if usage else {},
            float(record["seconds"]),
            replayed=True,
            aside=tuple(record.get("aside", ())),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise _foreign(path) from error


def _load(path: Path) -> dict[str, Any]:
    try:
        record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(record["request"]["messages"], list):
            return record
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _foreign(path) from error
    raise _foreign(path)


def _foreign(path: Path) -> UsageError:
    return UsageError(f"{path}: not a cassette of ours", "delete it to have it recorded again")
