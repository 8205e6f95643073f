"""Answers that the first version kept (`.storyboard/answers`, `cassettes/`), taken into the exchanges once: they were paid for.

The old files stay where they are. A question that the exchanges know already is left alone.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from storyboard.config import parse_json
from storyboard.llm.exchanges import Asked, Json, wire
from storyboard.llm.store import write
from storyboard.model import Question
from storyboard.records import dataclass

FOLDER = "exchanges"
"""Below `.storyboard`: every question of the workspace."""
TAKEN = "taken-in.json"
"""Beside the exchanges: which old folders were taken in."""
_SCHEMA = "\n\nJSON Schema:\n"


@dataclass(frozen=True, slots=True)
class Old:
    """One exchange of an old file, and the question it belongs to."""

    question: Json
    """Fields of the new record: kind, about, endpoint, model, added ones, repeat, system, user, schema."""
    exchange: Json


def exchanges_of(workspace: Path, given: Path | None = None) -> Path:
    """The folder of the exchanges, `.storyboard/exchanges` unless one is given; what an older version kept is taken in."""
    folder = given or workspace / ".storyboard" / FOLDER
    take_in(folder, (folder,) if given else (workspace / ".storyboard" / "answers", workspace / "cassettes"))
    return folder


def take_in(folder: Path, olds: tuple[Path, ...]) -> int:
    """Takes the old folders into `folder`, each once; how many questions came."""
    mark = folder / TAKEN
    done: list[str] = parse_json(mark.read_text(encoding="utf-8")) if mark.is_file() else []
    todo = [old for old in olds if old.is_dir() and old.name not in done]
    if not todo:
        return 0
    count = sum(_written(folder, sorted(old.rglob("*.json"))) for old in todo)
    write(mark, json.dumps([*done, *(old.name for old in todo)], ensure_ascii=False) + "\n")
    return count


def _written(folder: Path, paths: list[Path]) -> int:
    """The exchanges of old files, grouped by question, in the order in which they were asked."""
    found: dict[str, tuple[Json, list[Json]]] = {}
    for path in paths:
        for old in _read(path):
            told = old.question
            added = {key: told[key] for key in ("temperature", "thinking", "extra") if told.get(key) is not None}
            question = Question(told["kind"], told["system"], told["user"], told["schema"], told["about"])
            asked = Asked(question, told["endpoint"], told["model"], added)
            record: Json = {
                "kind": told["kind"],
                "about": told["about"],
                "endpoint": told["endpoint"],
                "model": told["model"],
                **added,
                "repeat": told["repeat"],
                "system": told["system"].split("\n"),
                "user": told["user"].split("\n"),
                "schema": told["schema"],
            }
            found.setdefault(f"{told['kind']}-{asked.hash}-{told['repeat']}.json", (record, []))[1].append(old.exchange)
    new = {name: each for name, each in found.items() if not (folder / name).exists()}
    for name, (record, exchanges) in new.items():
        exchanges.sort(key=lambda each: len(each["turns"]))
        write(folder / name, json.dumps({**record, "exchanges": exchanges}, ensure_ascii=False, indent=1) + "\n")
    return len(new)


def _read(path: Path) -> list[Old]:
    """What an old file holds; nothing where it is none."""
    try:
        data = parse_json(path.read_text(encoding="utf-8"))
        if "request" in data and "messages" in data["request"]:
            return list(_cassette(path, data))
        if "answer" in data and "base_url" in data:
            return [_answer(data)]
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return []
    return []


def _answer(data: Json) -> Old:
    """A kept answer: it was accepted."""
    question = {
        "kind": data["kind"],
        "about": data.get("about", ""),
        "endpoint": data["base_url"],
        "model": data["model"],
        "temperature": data.get("temperature"),
        "repeat": 1,
        "system": data["system"],
        "user": data["user"],
        "schema": data["schema"],
    }
    turns = [{"role": each["role"], "content": each["content"].split("\n")} for each in data.get("turns", ())]
    exchange = {
        "turns": turns,
        "request": {"response_format": data.get("mode", "")},
        "answer": data["answer"].split("\n"),
        "finish": "stop",
        "model": data.get("model_reported", ""),
        "usage": data.get("usage"),
        "seconds": 0.0,
        "accepted": True,
    }
    return Old(question, exchange)


def _cassette(path: Path, data: Json) -> Iterator[Old]:
    """A cassette: which of its answers was accepted is not known."""
    request = data["request"]
    texts = ["\n".join(each["content"]) for each in request["messages"]]
    form = request.get("response_format", {})
    system, _, schema = texts[0].partition(_SCHEMA)
    told = form["json_schema"]["schema"] if "json_schema" in form else json.loads(schema)
    question = {
        "kind": path.name.rpartition("-")[0].rpartition("-")[0],
        "about": "",
        "endpoint": data["endpoint"],
        "model": request["model"],
        "temperature": request.get("temperature"),
        "repeat": data["repeat"],
        "system": system,
        "user": texts[1],
        "schema": told,
    }
    rest = {key: data[key] for key in data if key not in ("endpoint", "repeat", "request")}
    yield Old(question, {"turns": request["messages"][2:], "request": wire(request), **rest})
