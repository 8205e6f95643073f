"""From what a model wrote to JSON: thoughts, fences and talk around it removed; what is cut or ambiguous is refused."""

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

LONGEST = 1_000_000
"""Characters; a longer answer is no answer to any question of ours."""
TRIES = 20
_THOUGHTS = re.compile(r"<(think|thinking|reasoning)>.*?</\1>", re.DOTALL | re.IGNORECASE)
_UNOPENED = re.compile(r"\A.*?</(?:think|thinking|reasoning)>", re.DOTALL | re.IGNORECASE)
_HALF = re.compile("[\ud800-\udfff]")
_TRAILING = re.compile(r"(\"(?:[^\"\\]|\\.)*\")|,(\s*[}\]])", re.DOTALL)


class Unreadable(ValueError):
    """No JSON object in the answer, or more than can be told apart; the message is a sentence for the model."""


def read_answer(text: str) -> dict[str, Any]:
    """The one JSON object of an answer. Unreadable where there is none, it is cut, or it names a key twice."""
    if len(text) > LONGEST:
        raise Unreadable(f"the answer has {len(text):,} characters")
    text = _UNOPENED.sub("", _THOUGHTS.sub("", text)).replace("\ufeff", "").strip()
    if not text:
        raise Unreadable("the answer is empty")
    if text.startswith("["):
        raise Unreadable("the answer is a list; answer with one JSON object")
    decoder = json.JSONDecoder(object_pairs_hook=_no_repeats, parse_constant=_no_constant)
    text = _TRAILING.sub(lambda match: match[1] or match[2], text)
    found: list[tuple[int, dict[str, Any]]] = []
    reason = "the answer holds no JSON object"
    at = text.find("{")
    for _ in range(TRIES):
        if at < 0:
            break
        try:
            data, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            reason, end = f"the answer is not valid JSON: {error}", at + 1
            if not found and text[:at].strip(" \n`json") == "":
                break  # the object itself is broken or cut: nothing inside it may stand for it
        else:
            found.append((end - at, data))
        at = text.find("{", end)
    if not found:
        raise Unreadable(reason)
    data = max(found, key=lambda each: each[0])[1]
    if _HALF.search(json.dumps(data, ensure_ascii=False)):
        raise Unreadable("the answer holds half of a character (a lone \\ud800 to \\udfff)")
    return data


def _no_constant(word: str) -> float:
    raise ValueError(f"{word} is no JSON number")


def _no_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    keys = [key for key, _ in pairs]
    if len(set(keys)) != len(keys):
        raise ValueError(f"the key {next(key for key in keys if keys.count(key) > 1)!r} stands twice in one object")
    return dict(pairs)


def fitted(data: Any, schema: dict[str, Any]) -> Any:  # noqa: ANN401 - JSON
    """`data` without keys the schema does not know, whole numbers in quotes or with `.0` read as numbers."""
    kind = schema.get("type")
    if kind == "object" and isinstance(data, dict):
        known = schema["properties"]
        return {key: fitted(value, known[key]) for key, value in data.items() if key in known}
    if kind == "array" and isinstance(data, list):
        return [fitted(value, schema["items"]) for value in data]
    if kind == "integer" and not isinstance(data, bool):
        if isinstance(data, str) and data.strip().isascii() and data.strip().isdigit() and len(data) < 10:
            return int(data)
        if isinstance(data, float) and data.is_integer():
            return int(data)
    return data


@cache
def _validator(schema: str) -> Any:  # noqa: ANN401 - jsonschema, imported lazily
    from jsonschema import Draft202012Validator

    return Draft202012Validator(json.loads(schema))


def form_faults(data: object, schema: dict[str, Any]) -> tuple[str, ...]:
    """How an answer breaks its wire schema, as sentences; at most twelve."""
    found = list(_form_faults(data, schema))
    return tuple(found[:12])


def _form_faults(data: object, schema: dict[str, Any]) -> Iterator[str]:
    for error in _validator(json.dumps(schema, sort_keys=True)).iter_errors(data):
        where = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in error.absolute_path)
        message = error.message if len(error.message) < 200 else f"{error.message[:100]} … breaks {error.validator}"
        yield f"{where.lstrip('.') or 'the answer'}: {message}"
