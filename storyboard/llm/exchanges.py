"""Exchanges: every question to a language model with all that came back, so that nothing is asked twice.

One readable JSON file a question and repeat, whoever asked: `plan`, `eval` and `explain` read the same files. Its key is the
endpoint, the model, what [llm] adds that changes answers, the words before any transport, the schema and the repeat. In it stand
the exchanges in their order, with what was sent on the wire, and `accepted` on the one that was used.

Answers are kept as they came, accepted or not. That an answer was cut, stopped or refused is kept too, since what was asked
next depends on it, but it is only ever played in `replay`: where something may be asked, it is asked again. What failed on the
way (connection, quota, key) is never kept.
"""

import asyncio
import contextlib
import difflib
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from storyboard.config import parse_json
from storyboard.errors import Blocked, ModelError, Truncated, UsageError
from storyboard.llm.call import RequestRefused
from storyboard.llm.store import write
from storyboard.llm.wire import ChatReply
from storyboard.model import Question
from storyboard.records import dataclass

Json = dict[str, Any]
Mode = Literal["keep", "auto", "replay", "record", "off"]
"""`keep`: what was accepted once is not asked again, whoever asked (`plan`). `auto`: play what is known, ask and keep the rest.
`replay`: ask nothing. `record`: ask everything anew and keep it. `off`: ask everything, keep nothing."""
FAILURES: dict[str, type[ModelError]] = {"refused": RequestRefused, "blocked": Blocked, "truncated": Truncated}
"""What may come back instead of an answer: the request was not understood, its content was refused, it did not fit."""
CUT = ("length", "content_filter")
"""Ends of an answer that make it none."""
SHOWN = 40
"""Lines of a difference to the nearest known question that are shown."""


class Unrecorded(ModelError):
    """In replay, a question that nothing holds an answer to."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as one endpoint is asked it."""

    question: Question
    endpoint: str
    model: str
    added: Mapping[str, Any]
    """What [llm] adds that changes answers: `temperature`, `thinking`, `extra`; only what is set."""

    @property
    def hash(self) -> str:
        """Sixteen hex digits over all of it."""
        asked = self.question
        text = [self.endpoint, self.model, dict(self.added), asked.system, asked.user, asked.schema]
        return hashlib.sha256(json.dumps(text, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:16]


class Exchanges:
    """The exchanges in one folder, as one run uses them. Safe to share between tasks of one process."""

    def __init__(self, folder: Path, mode: Mode = "keep", repeat: int = 1) -> None:
        self.folder, self.mode, self.repeat = folder, mode, repeat
        self._made: set[tuple[Path, str]] = set()
        self._under_way: dict[Path, asyncio.Lock] = {}

    def path(self, asked: Asked, repeat: int | None = None) -> Path:
        """`shots-0123456789abcdef-1.json`: kind, hash of what is asked, repeat."""
        return self.folder / f"{asked.question.kind}-{asked.hash}-{repeat or self.repeat}.json"

    def alone(self, asked: Asked) -> asyncio.Lock:
        """Held while a question is played or asked: two cells with one question pay for one answer."""
        return self._under_way.setdefault(self.path(asked), asyncio.Lock())

    def accepted(self, asked: Asked) -> Iterator[ChatReply]:
        """Answers that were accepted once, of this repeat first, then of any other; only where nothing need be asked anew."""
        if self.mode != "keep":
            return
        mine = self.path(asked)
        others = sorted(self.folder.glob(f"{asked.question.kind}-{asked.hash}-*.json"))
        for path in dict.fromkeys((mine, *others)):
            record = _load(path) if path.is_file() else {"exchanges": ()}
            for each in reversed(record["exchanges"]):
                if each.get("accepted", True) and "answer" in each and each.get("finish") not in CUT:
                    yield _reply(each, path)

    def play(self, asked: Asked, turns: Sequence[Json], request: Json) -> ChatReply | None:
        """What came back to this question after these turns; None where it has to be asked.

        The same request is preferred, an answer to another way of putting it is taken. Raises what came instead of a
        reply, and Unrecorded where it is unknown and nothing may be asked.
        """
        path = self.path(asked)
        if self.mode in ("off", "keep") or (self.mode == "record" and (path, _key(turns, request)) not in self._made):
            return None
        known = [each for each in _known(path) if each["turns"] == _readable(turns)]
        same = [each for each in known if each["request"] == request]
        found = same[-1:] or [each for each in known if "answer" in each][-1:]
        if found:
            record = found[0]
            again = record.get("finish") in CUT or ("failed" in record and not record.get("settled"))
            return _reply(record, path) if self.mode == "replay" or not again else None
        if self.mode == "replay":
            raise Unrecorded(
                f"nothing in {self.folder} answers this {asked.question.kind} question (repeat {self.repeat})\n"
                f"{self._difference(asked)}",
                "ask it with `--replay auto`, or go back to the prompt that was recorded",
            )
        return None

    def settle(self, asked: Asked, turns: Sequence[Json], request: Json, error: ModelError) -> None:
        """Writes that a request was refused for its form, now that a plainer one was answered: it need not be tried again."""
        self._write(asked, turns, request, {"failed": "refused", "message": error.message, "settled": True})

    def keep(self, asked: Asked, turns: Sequence[Json], request: Json, came: ChatReply | ModelError) -> None:
        """Writes an exchange: a reply, or what came instead of one, where that is known to depend on the request."""
        if isinstance(came, ModelError):
            name = next((name for name, error in FAILURES.items() if type(came) is error), "")
            if name:
                self._write(asked, turns, request, {"failed": name, "message": came.message})
            return
        told: Json = {"answer": came.text.split("\n"), "finish": came.finish, "model": came.model}
        told |= {"usage": came.body.get("usage"), "seconds": came.seconds}
        self._write(asked, turns, request, told | ({"aside": list(came.aside)} if came.aside else {}))

    def accept(self, asked: Asked, turns: Sequence[Json], request: Json) -> None:
        """Marks the exchange whose answer was used."""
        path = self.path(asked)
        if self.mode in ("off", "replay") or not path.is_file():
            return
        record = _load(path)
        for each in record["exchanges"]:
            used = each["turns"] == _readable(turns) and each["request"] == request and "answer" in each
            each["accepted"] = used
        _save(path, record)

    def _write(self, asked: Asked, turns: Sequence[Json], request: Json, outcome: Json) -> None:
        if self.mode == "off":
            return
        path = self.path(asked)
        self._made.add((path, _key(turns, request)))
        question = asked.question
        record: Json = {
            "kind": question.kind,
            "about": question.about,
            "endpoint": asked.endpoint,
            "model": asked.model,
            **asked.added,
            "repeat": self.repeat,
            "system": question.system.split("\n"),
            "user": question.user.split("\n"),
            "schema": question.schema,
        }
        said = _readable(turns)
        others = [each for each in _known(path) if (each["turns"], each["request"]) != (said, request)]
        if "answer" in outcome:
            outcome = {**outcome, "accepted": False}
        _save(path, {**record, "exchanges": [*others, {"turns": said, "request": request, **outcome}]})

    def _difference(self, asked: Asked) -> str:
        """How a question differs from the known one that is most like it."""
        mine = _lines(asked.question.system.split("\n"), asked.question.user.split("\n"))
        words = set(mine)
        records = [_load(path) for path in sorted(self.folder.glob(f"{asked.question.kind}-*.json"))]
        known = [_lines(each["system"], each["user"]) for each in records]
        nearest = max(known, key=lambda lines: len(words & set(lines)), default=None)
        if nearest is None:
            return f"there is no {asked.question.kind} question at all"
        found = list(difflib.unified_diff(nearest, mine, "recorded", "asked now", n=1, lineterm=""))
        if not found:
            return f"the nearest one is the same, of another repeat, after other turns or of another model than {asked.model} at {asked.endpoint}"
        more = [f"… and {len(found) - SHOWN} lines more"] if len(found) > SHOWN else []
        return "\n".join([*found[:SHOWN], *more])


def wire(body: Mapping[str, Any]) -> Json:
    """What of a request is kept with an exchange: all but the words, which stand in the record; of a form its name."""
    found = {key: value for key, value in body.items() if key not in ("messages", "system")}
    if "response_format" in found:
        found["response_format"] = found["response_format"]["type"]
    if "tools" in found:
        found["tools"] = [each["name"] for each in found["tools"]]
    return found


def records(folder: Path, kinds: Sequence[str]) -> Iterator[tuple[Question, str]]:
    """Every question of these kinds with the answer that was used; what cannot be read is passed over."""
    for kind in kinds:
        for path in sorted(folder.glob(f"{kind}-*.json")):
            with contextlib.suppress(UsageError):
                record = _load(path)
                used = [each for each in record["exchanges"] if "answer" in each and each.get("accepted", True)]
                if used:
                    system, user = "\n".join(record["system"]), "\n".join(record["user"])
                    question = Question(kind, system, user, record["schema"], str(record.get("about", "")))
                    yield question, "\n".join(used[-1]["answer"])


def _key(turns: Sequence[Json], request: Json) -> str:
    return json.dumps([turns, request], sort_keys=True)


def _readable(turns: Sequence[Json]) -> list[Json]:
    """Turns with their texts as lists of lines, so that a review shows which line changed."""
    return [{"role": each["role"], "content": each["content"].split("\n")} for each in turns]


def _lines(system: Sequence[str], user: Sequence[str]) -> list[str]:
    return [*(f"system: {line}" for line in system), *(f"user: {line}" for line in user)]


def _known(path: Path) -> list[Json]:
    return list(_load(path)["exchanges"]) if path.is_file() else []


def _save(path: Path, record: Json) -> None:
    write(path, json.dumps(record, ensure_ascii=False, indent=1) + "\n")


def _reply(record: Json, path: Path) -> ChatReply:
    try:
        if "failed" in record:
            raise FAILURES[record["failed"]](str(record["message"]))
        usage = record.get("usage")
        return ChatReply(
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


def _load(path: Path) -> Json:
    try:
        record: Json = parse_json(path.read_text(encoding="utf-8"))
        if isinstance(record["exchanges"], list) and all("turns" in each for each in record["exchanges"]):
            return record
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _foreign(path) from error
    raise _foreign(path)


def _foreign(path: Path) -> UsageError:
    return UsageError(f"{path}: not an exchange of ours", "delete it to have it asked again")
