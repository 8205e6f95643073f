"""A clip refused by content rules, said more softly in its prose: only by a person's choice, and never in its dialogue."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path

from storyboard.config import parse_json, read_toml
from storyboard.errors import UsageError
from storyboard.ledger import open_ledger
from storyboard.model import Order
from storyboard.names import QUOTED
from storyboard.production.files import read_text, write_whole
from storyboard.records import dataclass
from storyboard.season.control import settings_of
from storyboard.submit.settle import find_job

FILE = "soft.json"
"""In the episode's folder: what a person chose, by the hash of the prompt as it was rendered and checked."""

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What may have been refused, and what a softer prompt would say."""

    clip: str
    why: str
    """What the gateway said; empty where it was not refused."""
    words: Pairs
    """(word in the prose, softer word), as they would be used."""
    spoken: tuple[str, ...]
    """Likely words that stand in the dialogue or in quoted text, which is never changed."""
    before: str
    after: str
    folder: Path
    chosen: bool = False


def softer_words(workspace: Path) -> dict[str, str]:
    """Word -> softer word, from our list and the workspace's own `soften.toml`."""
    own = read_toml(workspace / "soften.toml") if (workspace / "soften.toml").is_file() else {}
    return {**_ours(), **{str(key): str(value) for table in own.values() for key, value in dict(table).items()}}


@cache
def _ours() -> dict[str, str]:
    import tomllib

    tables = tomllib.loads((files("storyboard.season") / "soften.toml").read_text("utf-8"))
    return {word: softer for table in tables.values() for word, softer in table.items()}


def soften(prompt: str, spoken: Sequence[str], pairs: Pairs) -> str:
    """The prompt with the words replaced in its prose; what is spoken or quoted stays, character for character."""
    return "".join(text if kept else _replaced(text, pairs) for kept, text in _stretches(prompt, spoken))


def suggest(workspace: Path, clip: str, database: str | None = None, words: Sequence[str] = ()) -> Suggestion:
    """What a softer prompt of a clip would say. `words` are WORD=SOFTER of the user's own; else the list's that occur."""
    settings = settings_of(workspace, database)
    with open_ledger(settings) as ledger:
        named = find_job(ledger, clip)
        attempts = ledger.attempts(named.job.key)
        rows = {row.production: row.folder for row in ledger.season()}
    folder = settings.workspace / rows.get(named.production, f"out/{named.production}")
    path = folder / "prompts" / f"clip-{named.name}.txt"
    if not path.is_file():
        raise UsageError(f"{path}: no such prompt", "run the season again first")
    prompt, spoken = read_text(path), [shot.dialogue.text for shot in named.job.order.shots if shot.dialogue.text]
    known = _own(words) or softer_words(settings.workspace)
    prose = "\n".join(text for kept, text in _stretches(prompt, spoken) if not kept)
    quoted = "\n".join(text for kept, text in _stretches(prompt, spoken) if kept)
    pairs = tuple((word, known[word]) for word in _longest_first(known) if _finds(word, prose))
    said = tuple(word for word in _longest_first(known) if _finds(word, quoted))
    last = attempts[-1] if attempts else None
    why = last.note if last and last.fault.startswith("content") else ""
    return Suggestion(str(named), why, pairs, said, prompt, soften(prompt, spoken, pairs), folder)


def choose(suggestion: Suggestion) -> Path:
    """Writes the choice down; the next run of the season orders the clip with the softer prompt, as a new purchase."""
    path = suggestion.folder / FILE
    chosen = _load(suggestion.folder)
    chosen[_key(suggestion.before)] = [list(pair) for pair in suggestion.words]
    write_whole(path, json.dumps(chosen, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
    return path


def softened(orders: Sequence[Order], folder: Path) -> tuple[Order, ...]:
    """The orders with what a person chose for their prompts; nothing where the prompt has changed since."""
    chosen = _load(folder)
    return tuple(_softened(order, chosen) for order in orders) if chosen else tuple(orders)


def _softened(order: Order, chosen: Mapping[str, list[list[str]]]) -> Order:
    pairs = chosen.get(_key(order.prompt))
    if not pairs:
        return order
    spoken = [shot.dialogue.text for shot in order.shots if shot.dialogue.text]
    prompt = soften(order.prompt, spoken, tuple((word, softer) for word, softer in pairs))
    assert all(prompt.count(text) >= order.prompt.count(text) for text in spoken)
    return replace(order, prompt=prompt)


def _load(folder: Path) -> dict[str, list[list[str]]]:
    path = folder / FILE
    if not path.is_file():
        return {}
    try:
        return {key: [[str(a), str(b)] for a, b in pairs] for key, pairs in parse_json(read_text(path)).items()}
    except (ValueError, AttributeError, TypeError):
        raise UsageError(f"{path}: cannot be read", "delete it, and soften the clips again that were refused") from None


def _key(prompt: str) -> str:
    return hashlib.sha256(prompt.encode()).hexdigest()


def _stretches(prompt: str, spoken: Sequence[str]) -> Iterator[tuple[bool, str]]:
    """(is it kept, text): the prompt cut into prose, and what is spoken or quoted; joined they are the prompt."""
    flat = {form for text in spoken for form in (text, " ".join(text.split())) if form.strip()}
    spans = [match.span(1) for text in flat for match in re.finditer(f"(?=({re.escape(text)}))", prompt)]
    at = 0
    for start, end in sorted([*spans, *(match.span() for match in QUOTED.finditer(prompt))]):
        if end > at:  # lines may begin within one another
            yield False, prompt[at : max(start, at)]
            yield True, prompt[max(start, at) : end]
            at = end
    yield False, prompt[at:]


def _replaced(text: str, pairs: Pairs) -> str:
    """Every pair in one pass, so that a softer word is not softened again."""
    if not pairs:
        return text
    table = dict(pairs)
    pattern = "|".join(_bounded(word) for word in _longest_first(table))
    return re.sub(
        pattern, lambda match: table.get(match[0], table.get(match[0].lower(), match[0])), text, flags=re.IGNORECASE
    )


def _finds(word: str, text: str) -> bool:
    return re.search(_bounded(word), text, re.IGNORECASE) is not None


def _bounded(word: str) -> str:
    """Latin words at their boundaries; Chinese has none."""
    return rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word)


def _longest_first(words: Mapping[str, str]) -> list[str]:
    return sorted(words, key=lambda word: (-len(word), word))


def _own(words: Sequence[str]) -> dict[str, str]:
    pairs = [word.partition("=") for word in words]
    for word, _, softer in pairs:
        if not word.strip() or not softer.strip():
            raise UsageError(f"--word {word}: it looks like WORD=SOFTER")
    return {word: softer for word, _, softer in pairs}
