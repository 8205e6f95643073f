"""Reading what gateways say: dotted paths, tolerant scalars, one table of state words, and nothing secret in a message."""

import math
import re
from collections.abc import Iterable
from typing import Any

from storyboard.config import parse_json
from storyboard.model.plain import plain

STATES = {
    "queued": "queued pending submitted not_start notstarted created starting preparing waiting unknown",
    "running": "processing in_progress running generating",
    "succeeded": "completed complete success succeeded succeed finished done",
    "failed": "failed failure fail error cancelled canceled rejected expired timeout",
}
"""Our word -> theirs, whatever the case. Anything else means running."""

STATE_OF = {word: state for state, words in STATES.items() for word in words.split()}

EXCERPT = 600
"""Characters of a reply that are kept in a note."""


def read_json(body: bytes | str) -> Any:  # noqa: ANN401 - JSON
    """The value, or None where the body is no JSON."""
    try:
        return parse_json(body)
    except ValueError:
        return None


def at(value: Any, path: str) -> Any:  # noqa: ANN401 - JSON
    """What stands at a dotted path (`data.outputs.0`), or None."""
    for part in path.split("."):
        if isinstance(value, dict):
            value = value.get(part)
        elif isinstance(value, list) and part.isdigit() and int(part) < len(value):
            value = value[int(part)]
        else:
            return None
    return value


def first_text(value: Any, paths: Iterable[str]) -> str:  # noqa: ANN401 - JSON
    """The first text (or number, as text) at one of the paths; empty where there is none."""
    for path in paths:
        found = at(value, path)
        if isinstance(found, str) and found.strip():
            return found.strip()
        if isinstance(found, int | float) and not isinstance(found, bool):
            return str(found)
    return ""


def first_url(value: Any, paths: Iterable[str]) -> str:  # noqa: ANN401 - JSON
    """The first address at one of the paths; other texts there (an error in `fail_reason`) do not count."""
    for path in paths:
        found = at(value, path)
        if isinstance(found, str) and re.match(r"https?://|/", found.strip()):
            return found.strip()
    return ""


def state_of(word: str, extra: dict[str, str]) -> tuple[str, bool]:
    """(queued | running | succeeded | failed, whether the word was known)."""
    plain = re.sub(r"[\s-]+", "_", word.strip().lower())
    known = extra.get(plain) or STATE_OF.get(plain)
    return (known or "running", known is not None)


def percent(value: object) -> float | None:
    """`45`, `"45%"`, `"45.5"` as a number from 0 to 100; None for anything else."""
    try:
        found = float(str(value).strip().rstrip("%"))
    except ValueError:
        return None
    return min(100.0, max(0.0, found)) if math.isfinite(found) else None


def number(value: object) -> float | None:
    """A number, also out of a text; None for anything else."""
    if isinstance(value, bool):
        return None
    try:
        return float(str(value))
    except ValueError:
        return None


def redact(text: str, key: str = "") -> str:
    """The text without the key, bearer tokens, query strings of addresses and data URIs."""
    if key:
        text = text.replace(key, "[key]")
    text = re.sub(r"(?i)\bbearer\s+\S+", "Bearer [key]", text)
    text = re.sub(r"\bsk-[A-Za-z0-9_-]{8,}", "[key]", text)
    text = re.sub(r"data:[\w/+.-]+;base64,[A-Za-z0-9+/=_-]+", "data:[…]", text)
    return re.sub(r"(https?://[^\s\"'<>?）)\]]+)\?[^\s\"'<>）)\]]+", r"\1?[…]", text)


def excerpt(body: bytes | str, key: str = "") -> str:
    """The beginning of a reply, on one line, fit for a note: of a web page its words."""
    text = body.decode("utf-8", "replace") if isinstance(body, bytes) else body
    if re.match(r"\s*<(!doctype|html)", text, re.IGNORECASE):
        text = re.sub(r"(?s)<(title|style|script)\b.*?</\1>|<[^>]+>", " ", text)
    return redact(re.sub(r"\s+", " ", plain(text)).strip(), key)[:EXCERPT]
