"""Fetching a film: whole or not at all, bounded in size and time, without our key on foreign ground."""

import asyncio
import base64
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx

from storyboard import media
from storyboard.gateways.boxes import BrokenFilm
from storyboard.gateways.film import read_film
from storyboard.gateways.links import web_address
from storyboard.gateways.places import refuse_private
from storyboard.gateways.protocol import Film, NotFetched, Observation, Ticket
from storyboard.gateways.replies import excerpt, first_text, first_url, read_json, redact
from storyboard.gateways.task import path_of
from storyboard.gateways.wire import LONGEST_REPLY, BrokenAnswer, NotSent, Wire, named
from storyboard.profiles import Dialect
from storyboard.records import dataclass

HOPS = 5
"""Redirects that are followed."""

GONE = frozenset({403, 404, 410})
"""Statuses of an address that no longer leads to the film."""


MEGABYTES = 40.0
FEWEST = 400.0
"""Megabytes a film may have for each second that was ordered, and at least: ten times what 4K at a high rate takes."""

SLOWEST = 16_000
"""Bytes that must come within `request_timeout`; fewer, and the download stands nearly still."""

LONGEST = 30.0
"""How many times `request_timeout` a download may take in all."""

LINKS = (
    "url",
    "video_url",
    "download_url",
    "result_url",
    "data.url",
    "data.video_url",
    "data.0.url",
    "result.url",
    "output.video_url",
)
"""Where a JSON answer in place of the film names its address, after the dialect's own places."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a download may be."""

    bytes: int
    patience: float
    """Seconds in which `SLOWEST` bytes must come."""
    seconds: float


def bounds_of(wire: Wire, ticket: Ticket) -> Bounds:
    """By the order's length, unless the gateway's entry says how large a film may be."""
    megabytes = wire.entry.film_megabytes or max(FEWEST, MEGABYTES * ticket.order.seconds)
    return Bounds(round(megabytes * 1_000_000), wire.entry.request_timeout, LONGEST * wire.entry.request_timeout)


async def fetch(
    wire: Wire,
    ticket: Ticket,
    seen: Observation,
    dialect: Dialect,
    path: Path,
    read: Callable[[Path], Film] = read_film,
) -> Film:
    """The film at `path`, complete by length and by its boxes; `NotFetched` tells why it is not there.

    `read`: what says of a file whether it is whole, where it is no film.
    """
    bounds = bounds_of(wire, ticket)
    if dialect.result.via == "reply":
        return await _told(wire, ticket, dialect, path, bounds)
    trouble = NotFetched("the gateway says the film is ready but names no address", again=True)
    for link in _addresses(wire, ticket, seen, dialect):
        try:
            await _stream(wire, _address(link, wire.asks + "/"), path, bounds, dialect)
            return await asyncio.to_thread(_checked, path, read)
        except NotFetched as wrong:
            trouble = trouble if trouble.fault == "expired" else wrong  # one that is gone for good says most
    if trouble.fault == "gone":
        over = 0 < seen.expires < time.time()
        message = f"{trouble}; it expired" if over else str(trouble)
        raise NotFetched(message, "expired" if over else "not_ready", again=not over)
    raise trouble


async def _told(wire: Wire, ticket: Ticket, dialect: Dialect, path: Path, bounds: Bounds) -> Film:
    """The film out of the answer to a poll, which holds it as text."""
    try:
        reply = await wire.get(path_of(dialect.poll.path, ticket), wire.asks, bounds.bytes * 4 // 3 + LONGEST_REPLY)
        text = first_text(read_json(reply.body), dialect.result.base64)
        data = base64.b64decode(text.partition("base64,")[2] or text, validate=True)
    except (NotSent, BrokenAnswer) as wrong:
        raise NotFetched(f"the download broke: {wrong}") from wrong
    except ValueError:
        raise NotFetched("the film in the gateway's answer cannot be read: no base64") from None
    if not data:
        raise NotFetched(f"the gateway's answer holds no film: {reply.status}", "not_ready")
    path.write_bytes(data)
    return await asyncio.to_thread(_checked, path, read_film)


def _addresses(wire: Wire, ticket: Ticket, seen: Observation, dialect: Dialect) -> Iterator[str]:
    """Where to try, in the dialect's order of preference."""
    content = wire.asks + path_of(dialect.result.path, ticket) if dialect.result.path else ""
    linked = seen.url
    orders = {
        "content": (content,),
        "url": (linked,),
        "content_then_url": (content, linked),
        "url_then_content": (linked, content),
    }
    yield from (url for url in orders[dialect.result.via] if url)


async def _stream(wire: Wire, url: str, path: Path, bounds: Bounds, dialect: Dialect) -> None:
    try:
        async with _answer(wire, url, bounds, dialect) as (response, pieces):
            expected = _expected_length(response)
            with path.open("wb") as file:
                async for chunk in _bounded(pieces, bounds):
                    file.write(chunk)
    except (httpx.HTTPError, httpx.StreamError, TimeoutError) as wrong:
        raise NotFetched(f"the download broke: {named(wrong)}") from wrong
    if expected is not None and path.stat().st_size != expected:
        raise NotFetched(f"the download was cut: {path.stat().st_size} of {expected} bytes came")


async def _bounded(pieces: AsyncIterator[bytes], bounds: Bounds) -> AsyncIterator[bytes]:
    """The pieces, or `NotFetched` where they are too many, too slow, or take too long."""
    clock = asyncio.get_running_loop().time
    began = mark = clock()
    came = counted = 0
    async for chunk in pieces:
        came += len(chunk)
        if came > bounds.bytes:
            raise _too_large(came, bounds)
        yield chunk
        now = clock()
        if now - began > bounds.seconds:
            raise NotFetched(f"the download takes too long: {came} bytes in {now - began:.0f} s", again=False)
        if now - mark > bounds.patience:
            if came - counted < SLOWEST:
                raise NotFetched(
                    f"the download stands nearly still: {came - counted} bytes in {now - mark:.0f} s", again=False
                )
            mark, counted = now, came


def _too_large(size: int, bounds: Bounds) -> NotFetched:
    return NotFetched(
        f"the download is larger than a film of this length can be: {size / 1e6:.0f} MB or more, {bounds.bytes / 1e6:.0f} MB are "
        "taken; if it is right: film_megabytes in this gateway's settings",
        again=False,
    )


def _address(link: str, base: str) -> str:
    """The link as an address that can be asked; `NotFetched` where it is none, which another try cannot help."""
    try:
        return web_address(link, base)
    except ValueError as wrong:
        raise NotFetched(f"the film's address cannot be asked: {wrong}", again=False) from None


@asynccontextmanager
async def _answer(
    wire: Wire, url: str, bounds: Bounds, dialect: Dialect
) -> AsyncIterator[tuple[httpx.Response, AsyncIterator[bytes]]]:
    """The response that carries the film, and its bytes; redirects, and JSON that names an address, followed by us.

    The key goes to its own origin only.
    """
    for _ in range(HOPS + 1):
        headers = {"Accept": "video/mp4,*/*", "Accept-Encoding": "identity", **wire.headers_for(url)}
        request = wire.client.build_request("GET", url, headers=headers)
        await refuse_private(url, wire.entry)
        response = await wire.client.send(request, stream=True)
        try:
            if response.has_redirect_location:
                url = _address(response.headers["location"], url)
                continue
            if response.is_redirect:
                said = f"the film's address answers {response.status_code}, without a film and without another address"
                raise NotFetched(said)
            if (expected := _expected_length(response)) is not None and expected > bounds.bytes:
                raise _too_large(expected, bounds)
            first, pieces = await _peeked(response)
            if response.status_code == 200 and _may_be_a_film(response, first):
                yield response, pieces
                return
            async with asyncio.timeout(wire.limit):
                body = await _words(pieces)
            if response.status_code == 200 and (link := first_url(read_json(body), (*dialect.poll.url, *LINKS))):
                url = _address(link, url)
                continue
            raise _no_film(response, body, wire.key)
        finally:
            await response.aclose()
    raise NotFetched(f"the film's address leads in a circle: more than {HOPS} redirects")


async def _peeked(response: httpx.Response) -> tuple[bytes, AsyncIterator[bytes]]:
    """The first bytes, and all bytes."""
    source = response.aiter_bytes()
    first = b""
    async for chunk in source:
        first += chunk
        if len(first) >= media.HEAD:
            break

    async def whole() -> AsyncIterator[bytes]:
        yield first
        async for chunk in source:
            yield chunk

    return first, whole()


def _may_be_a_film(response: httpx.Response, first: bytes) -> bool:
    """Whatever begins like a film is one; else what does not call itself text."""
    kind = response.headers.get("content-type", "")
    return media.container_of(first) is not None or not kind.startswith(("application/json", "text/"))


async def _words(pieces: AsyncIterator[bytes]) -> bytes:
    body = b""
    async for chunk in pieces:
        body += chunk
        if len(body) > LONGEST_REPLY:
            break
    return body


def _no_film(response: httpx.Response, body: bytes, key: str) -> NotFetched:
    """What an answer means that is no film; not a byte of it was kept."""
    status = response.status_code
    said = f"{status} {excerpt(body, key)[:200]}"
    if status == 410:
        return NotFetched(f"the film is gone: {said}", "expired", again=False)
    if status in GONE:
        return NotFetched(f"the film is not there: {said}", "gone")
    return NotFetched(
        f"the gateway sent no film: {redact(said, key)}", "not_ready" if status == 400 else "gateway_fault"
    )


def _expected_length(response: httpx.Response) -> int | None:
    """Bytes that must come; None where nobody says, or where the body is compressed after all."""
    if response.headers.get("content-encoding", "identity") != "identity":
        return None
    text = response.headers.get("content-length", "")
    return int(text) if text.isdigit() else None


def _checked(path: Path, read: Callable[[Path], Film]) -> Film:
    try:
        return read(path)
    except BrokenFilm as wrong:
        raise NotFetched(str(wrong)) from wrong
