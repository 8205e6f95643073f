"""From what a model wrote to JSON: thoughts, fences and talk around it removed; what is cut or ambiguous is refused."""

import json
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NoReturn

from storyboard.config import is_deep
from storyboard.model.plain import plain_values
from storyboard.patterns import deferred

DEEP = "the answer is nested too deep; answer in the form that was asked for"
LONGEST = 1_000_000
"""Characters; a longer answer is no answer to any question of ours."""
TRIES = 20
WRAPPERS = 3
"""How many wrappers are taken off an answer: `{"result": [{…}]}` has two."""
HALF_WIDTH = dict(zip("：，｛｝［］", ":,{}[]", strict=True))
_THOUGHTS = deferred(r"<(think|thinking|reasoning)>.*?</\1>", re.DOTALL | re.IGNORECASE)
_UNOPENED = deferred(r"\A.*?</(?:think|thinking|reasoning)>", re.DOTALL | re.IGNORECASE)
_FENCE = deferred(r"\A```[a-zA-Z]*\s*\n|\n```\s*\Z")
_WIDE = deferred(r"[\"\d\]}el]\s*[：，]|[：，]\s*[\"\d\[{tfn]|[｛［]")
_STRING = deferred(r"\"(?:[^\"\\]|\\.)*\"", re.DOTALL)
_BREAK = deferred(r"[ \t]*[\r\n]+[ \t]*")
_MARKS = deferred(r"(\"(?:[^\"\\]|\\.)*\")|([：，｛｝［］])", re.DOTALL)
_HALF = deferred("[\ud800-\udfff]")
_TRAILING = deferred(r"(\"(?:[^\"\\]|\\.)*\")|,(\s*[}\]])", re.DOTALL)


class Unreadable(ValueError):
    """No JSON object in the answer, or none of the form that was asked for; says why, in sentences for the model."""

    def __init__(self, *faults: str) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


class IllFormed(Unreadable):
    """JSON, but not of the form that was asked for."""


def read_reply(texts: Sequence[str], schema: dict[str, Any]) -> Any:  # noqa: ANN401 - JSON
    """The one answer of the form `schema` in the places where a reply may hold it: its text first, then tools and thoughts.

    Unreadable, with what is wrong with the text, where none holds one. Nothing is guessed: what was cut is never repaired.
    """
    wrong: Unreadable | None = None
    for text in texts or ("",):
        try:
            return _formed(text, schema)
        except Unreadable as error:
            wrong = wrong if wrong and text is not texts[0] else error
    assert wrong is not None
    raise wrong


def _formed(text: str, schema: dict[str, Any]) -> Any:  # noqa: ANN401
    """The data of a text in the form of `schema`; also where it stands in one wrapper more than asked for."""
    first: tuple[str, ...] = ()
    for data in answers(text):
        for inner in _unwrapped(data):
            fit = fitted(inner, schema)
            faults = form_faults(fit, schema)
            if not faults:
                return fit
            first = first or faults
    raise IllFormed(*first)


def _unwrapped(data: Any) -> Iterator[Any]:  # noqa: ANN401
    """The data, and what is in it where it is a wrapper: one key, a list of one, JSON in a string."""
    for _ in range(WRAPPERS):
        yield data
        if isinstance(data, dict) and len(data) == 1:
            data = next(iter(data.values()))
        elif isinstance(data, list) and len(data) == 1:
            data = data[0]
        else:
            return
        if isinstance(data, str):
            try:
                data = next(iter(answers(data)))
            except Unreadable:
                return


def read_answer(text: str) -> dict[str, Any]:
    """The one JSON object of an answer. Unreadable where there is none, it is cut, or it names a key twice."""
    found = answers(text)[0]
    if not isinstance(found, dict):
        raise Unreadable("the answer is a list; answer with one JSON object")
    return found


def answers(text: str) -> list[Any]:
    """What a text may mean, the longest first: objects in it, without thoughts, fences and talk around them.

    Unreadable where there is none. A text that begins with a list or a string is that list, or what is in that string.
    """
    if len(text) > LONGEST:
        raise Unreadable(f"the answer has {len(text):,} characters")
    text = _UNOPENED.sub("", _THOUGHTS.sub("", text)).replace("\ufeff", "").strip()
    text = _FENCE.sub("", text).strip()
    if not text:
        raise Unreadable("the answer is empty")
    text = _TRAILING.sub(lambda match: match[1] or match[2], _half_width(text))
    if text[0] in '["':
        found: list[Any] = [_whole(text)]
        if isinstance(found[0], str):
            return answers(found[0]) if found[0].lstrip()[:1] in ("{", "[") else _refuse("the answer is a text")
    else:
        found = _objects(text)
    if any(_HALF.search(json.dumps(each, ensure_ascii=False)) for each in found[:1]):
        raise Unreadable("the answer holds half of a character (a lone \\ud800 to \\udfff)")
    return [plain_values(each) for each in found]


def _refuse(why: str) -> NoReturn:
    raise Unreadable(why)


def _decoder() -> json.JSONDecoder:
    return json.JSONDecoder(object_pairs_hook=_no_repeats, parse_constant=_no_constant, strict=False)


def _whole(text: str) -> Any:  # noqa: ANN401
    try:
        found = _decoder().decode(text)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"the answer is not valid JSON: {error}") from None
    return found if not is_deep(found) else _refuse(DEEP)


def _objects(text: str) -> list[dict[str, Any]]:
    """The JSON objects that stand in a text one after another, the longest first."""
    found: list[tuple[int, dict[str, Any]]] = []
    reason = "the answer holds no JSON object"
    decoder, at = _decoder(), text.find("{")
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
            if is_deep(data):
                raise Unreadable(DEEP)
            found.append((end - at, data))
        at = text.find("{", end)
    if not found:
        raise Unreadable(reason)
    return [data for _, data in sorted(found, key=lambda each: -each[0])]


def _half_width(text: str) -> str:
    """A text whose JSON has Chinese colons, commas and brackets between its strings, and lines broken within them, as JSON.

    Strings stay as they are, but for the broken lines, which none of our answers has a use for.
    """
    text = _MARKS.sub(lambda match: match[1] or HALF_WIDTH[match[2]], text) if _WIDE.search(text) else text
    return _STRING.sub(lambda match: _BREAK.sub(_joint, match[0]), text) if "\n" in text else text


def _joint(match: re.Match[str]) -> str:
    """What stands where a line is broken: a space between Latin words, nothing in Chinese."""
    around = match.string[max(0, match.start() - 1) : match.start()] + match.string[match.end() : match.end() + 1]
    return " " if around.isascii() and around.strip('"') == around and len(around) > 1 else ""


def _no_constant(word: str) -> float:
    raise ValueError(f"{word} is no JSON number")


def _no_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    keys = [key for key, _ in pairs]
    if len(set(keys)) != len(keys):
        raise ValueError(f"the key {next(key for key in keys if keys.count(key) > 1)!r} stands twice in one object")
    return dict(pairs)


GOES_ON = frozenset(("location", "time", "weather", "style_tags"))
"""Fields of a shot that are left empty where they are as in the shot before."""
_EMPTY: dict[str, Any] = {"string": "", "array": [], "integer": 0, "number": 0}


def _left_out(row: dict[str, Any], schema: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Fields of a shot that an answer leaves out where it may leave them empty: what goes on, and of a shot that is only put right whatever stays."""
    known = schema["properties"]
    for key in schema.get("required", ()):
        stays = row.get("behind") is False and key != "shot"
        kind = known[key].get("type", "") if "enum" not in known[key] else ""
        empty = stays or (key in GOES_ON and bool({"through", "behind"} & known.keys()))
        if key not in row and empty and kind in _EMPTY:
            yield key, _EMPTY[kind]


def fitted(data: Any, schema: dict[str, Any]) -> Any:  # noqa: ANN401 - JSON
    """`data` without keys the schema does not know; whole numbers in quotes or with `.0` read as numbers, null as empty, and so what a shot may leave out."""
    kind = schema.get("type")
    if data is None and kind in ("string", "array"):
        return "" if kind == "string" and "enum" not in schema else [] if kind == "array" else data
    if kind == "object" and isinstance(data, dict):
        known = schema["properties"]
        row = {key: fitted(value, known[key]) for key, value in data.items() if key in known}
        return row | dict(_left_out(row, schema))
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
