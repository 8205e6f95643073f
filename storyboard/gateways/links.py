"""Finding a film, or the id of a job, in the text of a chat answer."""

import re
from collections.abc import Collection
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx

from storyboard.gateways.replies import first_text, read_json
from storyboard.patterns import deferred

LINK = deferred(r"https?://[^\s\"'<>`\\）】]+")
FILM = deferred(r"\.(mp4|mov|webm|m4v)(?=[?#]|$)", re.IGNORECASE)
PICTURE = deferred(r"\.(png|jpe?g|webp|gif|bmp|svg)(?=[?#]|$)", re.IGNORECASE)
ECHO = deferred(r"```(?:json|text|prompt)?\s*\n.*?(?:```|\Z)", re.DOTALL)
"""A code block that repeats the prompt; one marked `html` holds the film itself and stays."""

LABELLED = deferred(r"(?:任务\s*ID|task[_ -]?id|\bID)\W{0,4}([A-Za-z][\w:-]{7,}|[\da-f-]{16,})", re.IGNORECASE)
UUID = deferred(r"\b[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\b", re.IGNORECASE)


def find_film(text: str, given: Collection[str] = ()) -> str:
    """The address of the film, or empty. Links of the request itself (`given`) and pictures do not count.

    The last film address wins; an address without a telling ending counts only where there is none with one.
    """
    links = [_trimmed(link) for link in LINK.findall(ECHO.sub(" ", text))]
    links = [link for link in links if link not in given and not PICTURE.search(link)]
    films = [link for link in links if FILM.search(link)]
    return (films or links or [""])[-1]


def web_address(link: str, base: str = "") -> str:
    """The link in full, a http or https address that can be asked; `ValueError` says in a few words why it is none."""
    try:
        own = urlsplit(link.strip())
        # `http://` alone would be joined to the base's own page.
        url = link.strip() if own.scheme else urljoin(base, link.strip())
        parts, asked = urlsplit(url), httpx.URL(url)
        port = parts.port
    except (ValueError, httpx.InvalidURL) as wrong:
        raise ValueError(f"{_brief(link)} is no web address: {wrong}") from None
    if parts.scheme not in ("http", "https"):
        raise ValueError(f"{_brief(link)} leads out of the web")
    labels = asked.raw_host.decode("ascii", "replace").rstrip(".").split(".")
    if not asked.host or port == 0 or any(not 0 < len(label) < 64 for label in labels):
        raise ValueError(f"{_brief(link)} is no web address: it names no host that can be asked")
    return url


def _brief(link: str) -> str:
    """The beginning of an address, on one line, without its signature."""
    return repr(re.sub(r"[?#].*", "", link.strip(), flags=re.DOTALL)[:80])


def find_task(text: str) -> str:
    """A job's id out of a chat answer's text, which may itself be JSON; empty where there is none."""
    named = first_text(read_json(text), ("task_id", "data.task_id", "id", "data.id"))
    if named:
        return named
    plain = ECHO.sub(" ", text)
    found = LABELLED.search(plain)
    if found:
        return found.group(1)
    uuid = UUID.search(plain)
    return uuid.group() if uuid else ""


def task_in_reply(value: Any) -> str:  # noqa: ANN401 - JSON
    """The job's id where a reply names it beside or instead of a message; a chat answer's own `id` is none."""
    paths: tuple[str, ...] = ("task_id", "data.task_id", "data.id")
    if isinstance(value, dict) and "choices" not in value:
        paths = (*paths, "id")
    return first_text(value, paths)


def _trimmed(link: str) -> str:
    """Without what belongs to the sentence: a closing bracket that was never opened, a full stop."""
    link = link.rstrip(".,;:!，。；！~*")
    while link.endswith((")", "]")) and link.count(link[-1]) > link.count({")": "(", "]": "["}[link[-1]]):
        link = link[:-1].rstrip(".,;:!，。；！~*")
    cut = link.find(")") if "(" not in link else -1
    return link[:cut] if cut >= 0 else link
