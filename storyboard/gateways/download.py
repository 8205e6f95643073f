"""Fetching a film: whole or not at all, without our key on foreign ground."""

import hashlib
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import quote

import httpx

from storyboard.gateways.boxes import BrokenFilm, read_boxes
from storyboard.gateways.links import web_address
from storyboard.gateways.protocol import Film, NotFetched, Observation, Ticket
from storyboard.gateways.replies import excerpt, redact
from storyboard.gateways.wire import Wire, named
from storyboard.profiles import Dialect

HOPS = 5
"""Redirects that are followed."""

GONE = frozenset({403, 404, 410})
"""Statuses of an address that no longer leads to the film."""


async def fetch(wire: Wire, ticket: Ticket, seen: Observation, dialect: Dialect, path: Path) -> Film:
    """The film at `path`, complete by length and by its boxes; `NotFetched` tells why it is not there."""
    trouble = NotFetched("the gateway says the film is ready but names no address", again=True)
    for link in _addresses(wire, ticket, seen, dialect):
        try:
            await _stream(wire, _address(link, wire.base + "/"), path)
            return _checked(path)
        except NotFetched as wrong:
            trouble = wrong
    if trouble.fault == "gone":
        over = 0 < seen.expires < time.time()
        message = f"{trouble}; it expired" if over else str(trouble)
        raise NotFetched(message, "expired" if over else "not_ready", again=not over)
    raise trouble


def _addresses(wire: Wire, ticket: Ticket, seen: Observation, dialect: Dialect) -> Iterator[str]:
    """Where to try, in the dialect's order of preference."""
    content = (
        wire.base + dialect.result.path.replace("{id}", quote(ticket.remote, safe="")) if dialect.result.path else ""
    )
    linked = seen.url
    orders = {
        "content": (content,),
        "url": (linked,),
        "content_then_url": (content, linked),
        "url_then_content": (linked, content),
    }
    yield from (url for url in orders[dialect.result.via] if url)


async def _stream(wire: Wire, url: str, path: Path) -> None:
    try:
        async with _answer(wire, url) as response:
            expected = _expected_length(response)
            with path.open("wb") as file:
                async for chunk in response.aiter_bytes():
                    file.write(chunk)
    except (httpx.HTTPError, httpx.StreamError) as wrong:
        raise NotFetched(f"the download broke: {named(wrong)}") from wrong
    if expected is not None and path.stat().st_size != expected:
        raise NotFetched(f"the download was cut: {path.stat().st_size} of {expected} bytes came")


def _address(link: str, base: str) -> str:
    """The link as an address that can be asked; `NotFetched` where it is none, which another try cannot help."""
    try:
        return web_address(link, base)
    except ValueError as wrong:
        raise NotFetched(f"the film's address cannot be asked: {wrong}", again=False) from None


@asynccontextmanager
async def _answer(wire: Wire, url: str) -> AsyncIterator[httpx.Response]:
    """The response that carries the film, redirects followed by us: the key goes to its own origin only."""
    for _ in range(HOPS + 1):
        headers = {"Accept": "video/mp4,*/*", "Accept-Encoding": "identity", **wire.headers_for(url)}
        request = wire.client.build_request("GET", url, headers=headers)
        response = await wire.client.send(request, stream=True)
        try:
            if response.has_redirect_location:
                url = _address(response.headers["location"], url)
                continue
            if response.is_redirect:
                said = f"the film's address answers {response.status_code}, without a film and without another address"
                raise NotFetched(said)
            await _accept(response, wire.key)
            yield response
            return
        finally:
            await response.aclose()
    raise NotFetched(f"the film's address leads in a circle: more than {HOPS} redirects")


async def _accept(response: httpx.Response, key: str) -> None:
    """Refuses what is no film, before a byte is written."""
    status, kind = response.status_code, response.headers.get("content-type", "")
    if status == 200 and not kind.startswith(("application/json", "text/")):
        return
    body = b""
    async for chunk in response.aiter_bytes():
        body += chunk
        if len(body) > 4000:
            break
    said = f"{status} {excerpt(body, key)[:200]}"
    if status == 410:
        raise NotFetched(f"the film is gone: {said}", "expired", again=False)
    if status in GONE:
        raise NotFetched(f"the film is not there: {said}", "gone")
    raise NotFetched(
        f"the gateway sent no film: {redact(said, key)}", "not_ready" if status == 400 else "gateway_fault"
    )


def _expected_length(response: httpx.Response) -> int | None:
    """Bytes that must come; None where nobody says, or where the body is compressed after all."""
    if response.headers.get("content-encoding", "identity") != "identity":
        return None
    text = response.headers.get("content-length", "")
    return int(text) if text.isdigit() else None


def _checked(path: Path) -> Film:
    try:
        boxes = read_boxes(path)
    except BrokenFilm as wrong:
        raise NotFetched(str(wrong)) from wrong
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Film(path, digest, path.stat().st_size, boxes.seconds, boxes.width, boxes.height)
